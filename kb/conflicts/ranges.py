"""幅度不一致: rules about the same conduct that punish it with another kind or within another range.

A lower rule may choose inside the superior's kinds and range (行政处罚法 第十一条至第十四条); equals should agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from math import inf

from kb.conflicts.acts import act_likeness, is_one_act, sureness
from kb.conflicts.found import Found, Place, distinct, make
from kb.conflicts.match import Pair, same_conduct
from kb.conflicts.material import Material
from kb.conflicts.sanctions import BASIC, OVERDUE, Sanction, sanctions_of
from kb.conflicts.space import rank, superior
from kb.conflicts.words import quantities
from kb.model import Edition, PowerItem

_CLOSE = 0.03  # of two superior rules, the other counts as much where its likeness is no more than this below
_SURE = 0.9  # likeness of conducts from which they are taken for one act


@dataclass(frozen=True, slots=True)
class Deviation:
    """How a sanction of the lower rule departs from the superior's: *rule* is the row of conflict_rules.csv."""

    rule: str
    own: Sanction
    theirs: tuple[Sanction, ...]
    weight: float  # 0 to 1: how plain it is


def find(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    """Yield the differences of kind and range in which a document of *changed* takes part, one for each rule and conduct."""
    pairs = [pair for pair in same_conduct(material, changed) if _punish(pair) and is_one_act(material, pair)]
    yield from distinct(_found(material, pairs))


def _punish(pair: Pair) -> bool:
    return all(item.kind == "行政处罚" and item.measures for item in (pair.one, pair.other))


def _found(material: Material, pairs: list[Pair]) -> Iterator[Found]:
    ordered = [(*both, sureness(pair)) for pair in pairs if (both := _ordered(material, pair))]
    agreed: dict[tuple[str, str], float] = {}  # a superior item and a lower law: the likest act of it that is in line
    for lower, upper, score in ordered:
        if _in_line(sanctions_of(material, upper), sanctions_of(material, lower)):
            agreed[upper.id, lower.doc_id] = max(agreed.get((upper.id, lower.doc_id), 0.0), score)
    ordered = [row for row in ordered if agreed.get((row[1].id, row[0].doc_id), 0.0) <= row[2]]
    ordered.sort(key=lambda row: (row[0].id, -row[2], rank(material.editions[row[1].doc_id]), row[1].id))
    made = [one for _, rows in groupby(ordered, key=lambda row: row[0].id) for one in _above(material, list(rows))]
    made += [one for pair in pairs if not _ordered(material, pair) for one in _between_equals(material, pair)]
    told = set()
    for one in made:  # the acts of one article that are punished alike are one finding
        key = (one.finding.rule, one.finding.differs, *(side.provision_id for side in one.sides))
        if key not in told:
            told.add(key)
            yield one


def _in_line(upper: list[Sanction], lower: list[Sanction]) -> bool:
    """Whether the fines of the lower rule can be measured by the superior's and nothing departs from them."""
    units = [{s.unit for s in side if s.kind == "罚款" and s.fixed} for side in (upper, lower)]
    return bool(units[0] & units[1]) and not any(deviations(upper, lower))


def _ordered(material: Material, pair: Pair) -> tuple[PowerItem, PowerItem] | None:
    """The lower item and the superior one; None between equals."""
    one, other = (material.editions[item.doc_id] for item in (pair.one, pair.other))
    if superior(one, other):
        return pair.other, pair.one
    return (pair.one, pair.other) if superior(other, one) else None


# ---------------------------------------------------------------- a superior and a lower rule


def _above(material: Material, rows: list[tuple[PowerItem, PowerItem, float]]) -> Iterator[Found]:
    """The deviations of one lower item from the superior rule nearest to it.

    Silent where one as near agrees, and for a fine or a kind that any superior rule about the act has.
    """
    own = sanctions_of(material, rows[0][0])
    above = [(row, sanctions_of(material, row[1])) for row in rows]
    above = [(row, theirs) for row, theirs in above if _can_agree(theirs, own)]
    near = [(row, list(deviations(theirs, own))) for row, theirs in above if row[2] >= above[0][0][2] - _CLOSE]
    if not near or any(not found for _, found in near):
        return
    (lower, upper, score), found = near[0]
    known = {(s.kind, s.low, s.high, s.unit) for _, theirs in above for s in theirs}
    texts = [material.unit[row[1].provision_id].text for row, _ in above]
    kept = [d for d in found if not _is_known(d, known, texts) and not _excepted(material, lower, d)]
    kept = [d for d in kept if not _is_set_nearby(material, lower, upper, d)]
    for rule, same in groupby(sorted(kept, key=lambda d: d.rule), key=lambda d: d.rule):
        yield _against(material, rule, lower, upper, list(same), score)


_ONLY_AMOUNTS = re.compile(
    "罚款的，[^，。；]{0,8}(?:按照|依照)下列|罚款[^，。；]{0,6}(?:标准|幅度|数额)[^，。；]{0,6}(?:为|如下|规定)"
)
_SAID = {  # words by which an article may bring a kind that is not among the penalties read from it
    "没收非法财物": "没收(?!(?:其|全部)?违法所得(?![和、以]))|收缴|销毁",
    "责令停产停业": "停产|停业|停止|关闭|取缔",
    "责令关闭": "关闭|取缔",
    "吊销许可证件": "吊销|撤销|取消|收回|收缴",
    "吊销营业执照": "吊销|撤销",
    "暂扣许可证件": "暂扣|扣留|吊销",
    "撤销资格": "撤销|取消|吊销|不得再|不得从事|禁止",
    "降低资质等级": "降低|吊销",
    "限制从业": "不得|禁止|终身|停止",
    "限制申请资格": "不得|禁止|不予|不再",
    "限制开展生产经营活动": "限制|停止|停产|停业|暂停|禁止",
    "罚款": "罚款",
    "警告": "警告",
    "通报批评": "通报批评|警告",
}


def _is_known(deviation: Deviation, known: set[tuple[str, float, float, str]], texts: list[str]) -> bool:
    """Whether some superior rule about the act has just this fine, or speaks of this kind, or leaves the kinds to another."""
    own = deviation.own
    if deviation.rule != "range-kind":
        return (own.kind, own.low, own.high, own.unit) in known
    return any(said_by(own.kind, text) for text in texts)


def said_by(kind: str, text: str) -> bool:
    """Whether an article speaks of this kind of penalty, or leaves the kinds to another."""
    return bool(re.search(_SAID.get(kind, kind), text) or _ONLY_AMOUNTS.search(text) or _REFERS.search(text))


_REFERS = re.compile(
    "(?:依照|按照|依据)[^。；《]{0,8}《(?!中华人民共和国(?:治安|刑法))[^。；]{2,60}》[^。；]{0,12}规定[^。；]{0,6}(?:处理|处罚)"
)
_NEARBY = 0.4  # likeness of acts from which a penalty of another article of the superior law may be meant for it


def _excepted(material: Material, lower: PowerItem, deviation: Deviation) -> bool:
    """Whether the fine is for everything but the conduct: 前款第三项规定以外的…，处…罚款."""
    unit = material.unit[lower.provision_id]
    before = re.split("[。；\n]", unit.text[: max(0, deviation.own.start - unit.start)])[-1]
    return "以外的" in before and "以外" not in lower.conduct


def _is_set_nearby(material: Material, lower: PowerItem, upper: PowerItem, deviation: Deviation) -> bool:
    """Whether the superior law has just this fine, or this kind, for an act that is rather like the lower rule's.

    A higher ceiling that the superior article itself has, for another of its acts, tells that the acts were mistaken.
    """
    own = deviation.own
    if deviation.rule in ("range-ceiling", "range-both"):
        scale = 100 if own.unit == "倍" else 1
        named = {(p.low or 0.0, p.high, p.unit) for p in material.penalties.get(upper.provision_id, ())}
        if {(own.low, own.high, own.unit), (own.low * scale, own.high * scale, "%")} & named:
            return True
        if own.unit == "倍" and f"{own.high:g}倍" in quantities(material.unit[upper.provision_id].text):
            return True
    if deviation.rule not in ("range-ceiling", "range-both", "range-kind"):
        return False
    others = (i for i in material.items_of.get(upper.doc_id, ()) if i.kind == "行政处罚" and own.kind in i.penalties)
    return any(_has(material, item, deviation) for item in others if act_likeness(lower, item) >= _NEARBY)


def _has(material: Material, item: PowerItem, deviation: Deviation) -> bool:
    own = deviation.own
    if deviation.rule == "range-kind":
        return True
    return any(
        (s.kind, s.low, s.high, s.unit) == (own.kind, own.low, own.high, own.unit) for s in sanctions_of(material, item)
    )


def _can_agree(upper: list[Sanction], lower: list[Sanction]) -> bool:
    """Whether the superior rule says anything that the lower one can be measured by: for a fine, a fine in numbers."""
    if not upper or not any(s.kind == "罚款" and s.fixed for s in lower):
        return bool(upper)
    return any(s.kind != "罚款" or s.fixed for s in upper)


def _against(
    material: Material, rule: str, lower: PowerItem, upper: PowerItem, found: list[Deviation], score: float
) -> Found:
    first = found[0]
    own = "；".join(dict.fromkeys(d.own.words for d in found))
    theirs = "；".join(dict.fromkeys(s.words for d in found for s in d.theirs))
    low, high = material.editions[lower.doc_id], material.editions[upper.doc_id]
    reason = f"{_WHY[rule]}。{_order_in_time(low, high)}"
    sure = _confidence(score, max(d.weight for d in found))
    soft = rule == "range-kind" and all(d.own.kind in _SOFT for d in found)
    return make(
        material,
        rule,
        [_place(lower, first.own), _place(upper, first.theirs[0] if first.theirs else None)],
        matter=lower.conduct,
        differs=f"下位规定：{own}；上位规定：{theirs}",
        reason=reason,
        confidence=sure,
        domain=lower.domain,
        severity="一般" if soft or (rule in _GRAVE and sure < _CERTAIN) else "",
    )


_GRAVE = ("range-both", "range-ceiling", "range-kind")
_CERTAIN = 0.66  # confidence below which a grave deviation is put lower, so that it is read later
_WHY = {
    "range-both": "同一行为的罚款，下限低于上位规定的下限，上限又高于上位规定的上限",
    "range-ceiling": "同一行为的罚款，上限高于上位规定的上限",
    "range-floor": "同一行为的罚款，下限低于上位规定的下限",
    "range-kind": "同一行为的处罚，有上位规定没有的种类",
    "range-none": "上位规定对同一行为处以罚款，下位规定只给予警告或者通报批评",
    "range-staff": "上位规定没有处罚责任人员，下位规定对责任人员另设罚款",
}


def _order_in_time(lower: Edition, upper: Edition) -> str:
    """What the dates say: a superior text newer than the lower one was perhaps not yet known to its maker."""
    if lower.version < upper.version and "undated" not in (lower.version, upper.version):
        return f"上位法修改在后（{upper.version}，下位规定为{lower.version}）：下位规定制定时未必不一致，应当及时修改"
    return (
        "下位规定的现行文本不早于上位法的现行文本" if lower.version != "undated" else "下位规定没有日期，请先核对版本"
    )


def _confidence(score: float, weight: float) -> float:
    likeness = min(1.0, max(0.0, (score - 0.5) / (_SURE - 0.5)))
    return 0.35 + 0.55 * weight * (0.4 + 0.6 * likeness)


def _place(item: PowerItem, sanction: Sanction | None) -> Place:
    start, end = (sanction.start, sanction.end) if sanction else (item.start, item.end)
    return Place(item.provision_id, start, end, "、".join(item.written), "、".join(item.agencies), item.kind)


def deviations(upper: list[Sanction], lower: list[Sanction]) -> Iterator[Deviation]:
    """How *lower* departs from *upper*, the sanctions of one conduct in two rules; nothing where *upper* sets none."""
    if not upper or not lower:
        return
    yield from _kinds(upper, lower)
    fines = [s for s in lower if s.kind == "罚款" and s.fixed]
    for fine in fines:
        if found := _fine(fine, fines, [s for s in upper if s.kind == "罚款"]):
            yield found


_LESSER = {  # a kind that is no more than another which the superior rule has
    "没收违法所得": (),  # due in any case: 行政处罚法 第二十八条
    "降低资质等级": ("吊销许可证件", "撤销资格", "吊销营业执照"),
    "撤销资格": ("吊销许可证件", "限制从业"),
    "吊销许可证件": ("撤销资格", "吊销营业执照"),
    "吊销营业执照": ("吊销许可证件", "责令关闭"),
    "暂扣许可证件": ("吊销许可证件", "责令停产停业"),
    "限制开展生产经营活动": ("责令停产停业", "责令关闭", "吊销许可证件", "限制申请资格"),
    "责令停产停业": ("限制开展生产经营活动", "责令关闭", "吊销许可证件", "吊销营业执照"),
    "责令关闭": ("责令停产停业",),
    "限制申请资格": ("吊销许可证件", "限制从业", "撤销资格"),
    "限制从业": ("吊销许可证件", "撤销资格", "责令停产停业"),
    "通报批评": ("警告",),
    "警告": ("通报批评",),
}
_MILD = {"警告", "通报批评"}
_SOFT = {*_MILD, "罚款"}  # mild, or often set for the same act by a third law
_ELSEWHERE = {"行政拘留", "没收违法所得"}  # a lower rule only points to the law that sets detention


def within(kind: str, held: set[str]) -> bool:
    """Whether a kind of penalty is among those that the superior rule has, or no more than one of them."""
    return kind in held or kind in _ELSEWHERE or bool(held & set(_LESSER.get(kind, ())))


def _kinds(upper: list[Sanction], lower: list[Sanction]) -> Iterator[Deviation]:
    """The kinds that the superior rule has not; or that the lower one only warns where the superior one fines."""
    held, kinds = {s.kind for s in upper}, {s.kind for s in lower}
    fines = tuple(s for s in upper if s.kind == "罚款" and s.fixed and s.tier == BASIC)
    if fines and kinds <= _MILD:
        yield Deviation("range-none", lower[0], fines, 0.7)
    elif not held <= _ELSEWHERE:  # else what the act brings beside is said in another article
        for kind in sorted(k for k in kinds if not within(k, held)):
            own = next(s for s in lower if s.kind == kind)
            yield Deviation("range-kind", own, tuple(upper), 0.6 if kind in _SOFT else 0.9)


def _fine(fine: Sanction, fines: list[Sanction], upper: list[Sanction]) -> Deviation | None:
    """How one fine departs from the superior's for the same person, base and grade."""
    if not upper or any(not s.fixed for s in upper):
        return None  # no fine at all is a matter of kinds; a fine left open leaves the range to the lower rule
    persons = [s for s in upper if _same_person(fine, s, upper)]
    if not persons:
        alone = fine.subject == "责任人员" and not any(s.subject == "个人" for s in upper)
        return Deviation("range-staff", fine, tuple(upper), 0.5) if alone else None
    peers = [s for s in persons if s.unit == fine.unit and same_base(fine.base, s.base)]
    if not peers or (fine.unit == "元" and any(s.unit == "倍" for s in persons)):
        peers = [s for s in peers if s.tier == fine.tier and s.tier != BASIC]
    peers = _same_tier(fine, fines, peers)
    if not peers:
        return None
    low, high = min(s.low for s in peers), max(s.high for s in peers)
    over, under = fine.high > high, fine.low < low
    if not over and not under:
        return None
    rule = "range-both" if over and under else "range-ceiling" if over else "range-floor"
    plain = 1.0 if fine.subject == peers[0].subject and fine.tier in {s.tier for s in peers} else 0.6
    removed = under and not over and fine.low == 0 and fine.high >= high
    return Deviation(rule, fine, tuple(peers), plain * (0.8 if removed else 1.0))


def _same_person(fine: Sanction, other: Sanction, upper: list[Sanction]) -> bool:
    """Whether *other* is the superior's fine for whom *fine* falls on; an unnamed person is a unit or an individual."""
    if any(s.subject == fine.subject for s in upper):
        return other.subject == fine.subject
    return {fine.subject, other.subject} <= {"", "单位", "个人"} and not (fine.subject and other.subject)


def same_base(one: str, other: str) -> bool:
    """Whether two bases of a fine are one, or one of them is left open."""
    first, second = (
        re.sub("等值|相当于|^其|所得额|的?(?:总额|金额|价款|价值)|违法|非法|全部", "", base) for base in (one, other)
    )
    return not first or not second or first in second or second in first


def _same_tier(fine: Sanction, fines: list[Sanction], peers: list[Sanction]) -> list[Sanction]:
    """The superior's fines of the same grade; all of them where one rule grades and the other does not."""
    tiers = {s.tier for s in peers}
    own = {s.tier for s in fines if s.unit == fine.unit and s.subject == fine.subject}
    if fine.tier in tiers and not (len(own) == 1 and len(tiers) > 1):
        return [s for s in peers if s.tier == fine.tier]
    if len(own) == 1 or len(tiers) == 1 or {fine.tier, *tiers} <= {BASIC, OVERDUE}:
        return peers
    return []


# ---------------------------------------------------------------- equals


def _between_equals(material: Material, pair: Pair) -> Iterator[Found]:
    """Equals that fine one conduct differently: 一般 where the ranges have nothing in common, else 提示."""
    one, other = _later_first(material, pair)
    mine, theirs = sanctions_of(material, one), sanctions_of(material, other)
    differing = [(a, b) for a in mine for b in theirs if _comparable(a, b) and (a.low, a.high) != (b.low, b.high)]
    agreeing = any(_comparable(a, b) and (a.low, a.high) == (b.low, b.high) for a in mine for b in theirs)
    if not differing or agreeing:
        return
    a, b = differing[0]
    apart = a.low > b.high or b.low > a.high
    gap = max(a.high, b.high) / max(min(a.high, b.high), 0.01) if inf not in (a.high, b.high) else 1.0
    yield make(
        material,
        "range-equal",
        [_place(one, a), _place(other, b)],
        matter=one.conduct,
        differs=f"{_joined(a for a, _ in differing)}；另一规定：{_joined(b for _, b in differing)}",
        reason=f"效力相同的规定对同一行为规定的罚款不同{'，而且没有重合' if apart else ''}。"
        + _which_prevails(material.editions[one.doc_id], material.editions[other.doc_id]),
        confidence=_confidence(sureness(pair), 0.9 if apart or gap >= 2 else 0.7),
        domain=one.domain,
        severity="一般" if apart else "提示",
    )


def _joined(sanctions: Iterable[Sanction]) -> str:
    return "；".join(dict.fromkeys(s.words for s in sanctions))


def _comparable(a: Sanction, b: Sanction) -> bool:
    same = (a.kind, a.unit, a.subject, a.tier) == (b.kind, b.unit, b.subject, b.tier)
    return a.kind == "罚款" and a.fixed and same and same_base(a.base, b.base)


def _later_first(material: Material, pair: Pair) -> tuple[PowerItem, PowerItem]:
    one, other = pair.one, pair.other
    versions = [(material.editions[item.doc_id].version, item.doc_id) for item in (one, other)]
    return (one, other) if versions[0] >= versions[1] else (other, one)


def _which_prevails(one: Edition, other: Edition) -> str:
    if (one.level, one.region) == (other.level, other.region):
        return "同一机关制定的，特别规定优于一般规定，新的规定优于旧的规定；新的一般规定与旧的特别规定不一致的，请制定机关裁决"
    return "两者之间没有上下级效力，请有权机关裁决"
