"""条件不一致: conditions of a licence or of a penalty that a lower rule adds to those of the superior one, or leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kb.conflicts.acts import is_one_act, sureness
from kb.conflicts.found import Found, Place, item_place, make
from kb.conflicts.kin import superiors
from kb.conflicts.match import Pair, same_conduct
from kb.conflicts.material import Material
from kb.conflicts.sanctions import BASIC, GRAVE, OVERDUE, WORST, Sanction, sanctions_of
from kb.conflicts.space import superior
from kb.conflicts.words import bare, likeness, quantities, shared
from kb.model import PowerItem, Provision

_CLOSE = 0.05  # of two superior rules, the other counts as much where its probability is no more than this below


def find(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    """Yield the conditions of licences and penalties that differ between a lower rule and the superior one."""
    yield from _licences(material, changed)
    rows = _ordered(material, same_conduct(material, changed))
    for _, same in groupby(rows, key=lambda row: row[0].id):
        yield from _agreed(material, list(same))


def _agreed(material: Material, rows: list[tuple[PowerItem, PowerItem, float]]) -> Iterator[Found]:
    """What sets one lower rule apart from the nearest superior one; nothing that another as near does not show."""
    near = [row for row in rows if row[2] >= rows[0][2] - _CLOSE]
    found = [list(_penalties(material, *row)) for row in near]
    common = set.intersection(*({one.finding.rule for one in some} for some in found))
    yield from (one for one in found[0] if one.finding.rule in common)


def _ordered(material: Material, pairs: Iterator[Pair]) -> list[tuple[PowerItem, PowerItem, float]]:
    """The lower and the superior item of each pair of penalties that are surely about one act, the likest first."""
    found = []
    for pair in pairs:
        one, other = (material.editions[item.doc_id] for item in (pair.one, pair.other))
        if pair.one.kind != "行政处罚" or not is_one_act(material, pair):
            continue
        if superior(one, other):
            found.append((pair.other, pair.one, sureness(pair)))
        elif superior(other, one):
            found.append((pair.one, pair.other, sureness(pair)))
    return sorted(found, key=lambda row: (row[0].id, -row[2], row[1].id))


# ---------------------------------------------------------------- conditions of a penalty


def _penalties(material: Material, lower: PowerItem, upper: PowerItem, score: float) -> Iterator[Found]:
    mine, theirs = (_main_fines(sanctions_of(material, item)) for item in (lower, upper))
    if mine and theirs and (rule := _graded(mine, theirs)) and not _kept(material, rule, lower, mine[0], theirs[0]):
        own, other = mine[0], theirs[0]
        yield _found(
            material, rule, lower, upper, [_at(lower, own), _at(upper, other)], score,
            f"下位规定：{own.words}；上位规定：{other.words}",
        )  # fmt: skip
    for rule, own_words, other_words in _qualified(lower.conduct, upper.conduct):
        yield _found(
            material, rule, lower, upper, [item_place(lower), item_place(upper)], score,
            f"下位规定：{own_words or '（没有）'}；上位规定：{other_words or '（没有）'}",
        )  # fmt: skip


def _main_fines(sanctions: Sequence[Sanction]) -> list[Sanction]:
    """The fines on the doer; those on responsible staff only where there are no others."""
    fines = [s for s in sanctions if s.kind == "罚款"]
    return [s for s in fines if s.subject != "责任人员"] or fines


def _at(item: PowerItem, sanction: Sanction) -> Place:
    return Place(
        item.provision_id, sanction.start, sanction.end, "、".join(item.written), "、".join(item.agencies), item.kind
    )


_STEPS = {OVERDUE: "先责令改正，逾期不改正", GRAVE: "情节严重或者造成后果", WORST: "情节特别严重"}


def _graded(mine: Sequence[Sanction], theirs: Sequence[Sanction]) -> str:
    """Whether one rule fines only on a condition (逾期不改正, 情节严重) that the other does not ask for."""
    own, other = {s.tier for s in mine}, {s.tier for s in theirs}
    if other <= set(_STEPS) and BASIC in own:
        return "condition-dropped"
    if all(s.optional for s in theirs):
        return ""  # what the superior rule leaves to judgement, the lower one may bind to a condition
    if own <= set(_STEPS) and (BASIC in other or (own <= {GRAVE, WORST} and other == {OVERDUE})):
        return "condition-extra"
    return "condition-dropped" if other <= {GRAVE, WORST} and own == {OVERDUE} else ""


_STAFF = re.compile("对[^，。；]{0,40}(?:直接责任|责任人|主管人员|负责人)[^，。；]*(?:，由[^，。；]*)?$")
_CONDITIONS = re.compile("情节(?:较重|严重|恶劣)|逾期|拒不|(?<!未)造成[^，。；]{0,12}的，")


def _kept(material: Material, rule: str, lower: PowerItem, own: Sanction, other: Sanction) -> bool:
    """Whether a condition that seems dropped stands before the fine after all, or the fine is for the staff."""
    if rule != "condition-dropped":
        return False
    if own.tier != BASIC:
        return bool(own.condition) and own.condition in other.condition
    clause = re.split("[。；\n]", material.text(lower.doc_id)[: own.start])[-1]
    return bool(_CONDITIONS.search(clause) or (own.subject != "责任人员" and _STAFF.search(clause)))


_QUALIFIER = re.compile(
    "情节(?:较重|严重)|(?:造成|导致|致使|引起)[^，。；]{0,16}(?:后果|损失|损害|危害|污染|事故|破坏|影响)|拒不(?:改正|执行|履行)?|逾期(?:不|未)(?:改正|执行|履行)?"
    "|经(?:责令|催告|劝阻|教育|通知)[^，。；]{0,6}|以(?:营利|牟利)为目的|明知|故意|[两二三]次以上|屡教不改"
)


def _qualified(own: str, other: str) -> Iterator[tuple[str, str, str]]:
    """The conditions inside two conducts that only one has, and numbers that differ: rule, words of each side."""
    own, other = (re.sub(r"（违反[^（）]*(?:（[^）]*）[^（）]*)*规定）", "", words) for words in (own, other))
    mine, theirs = quantities(own), quantities(other)
    more, less = ("、".join(v[0] for k, v in a.items() if k not in b) for a, b in ((mine, theirs), (theirs, mine)))
    if more and less and likeness(bare(own), bare(other)) >= _ONE_ACT:
        periods = re.fullmatch(r".*(?:日|月|年|小时|天)", more) and re.fullmatch(r".*(?:日|月|年|小时|天)", less)
        yield ("period-conduct" if periods else "condition-number", more, less)
    extra, missing = _only_in(own, other), _only_in(other, own)
    rest = likeness(*(bare(_QUALIFIER.sub("", words)) for words in (own, other)))
    if bool(extra) != bool(missing) and rest >= _ONE_ACT:
        yield ("condition-extra" if extra else "condition-dropped", "、".join(extra), "、".join(missing))


_ONE_ACT = 0.6  # likeness of two conducts without these words from which they are one act


def _only_in(one: str, other: str) -> list[str]:
    """The conditions that *one* conduct asks for and the other does not; those that are alternatives of it are none."""
    return [m[0] for m in _QUALIFIER.finditer(one) if m[0][:2] not in other and not one[: m.start()].endswith("或者")]


_WHY = {
    "condition-added": "下位规定对同一许可增加了上位法没有的条件",
    "condition-dropped": "上位规定附有条件才处罚，下位规定没有这一条件，处罚的范围更宽",
    "condition-extra": "下位规定增加了上位规定没有的处罚条件，处罚的范围更窄",
    "condition-missing": "上位法规定的许可条件，下位规定没有",
    "condition-number": "同一条件中的数量，下位规定与上位规定不同",
    "period-conduct": "同一行为的期限，下位规定与上位规定不同",
}


def _found(
    material: Material, rule: str, lower: PowerItem, upper: PowerItem, places: list[Place], score: float, differs: str
) -> Found:
    return make(
        material, rule, places,
        matter=lower.conduct, differs=differs, reason=f"{_WHY[rule]}。请核对是否同一行为、是否另条规定",
        confidence=0.3 + 0.6 * score, domain=lower.domain,
    )  # fmt: skip


# ---------------------------------------------------------------- conditions of a licence


@dataclass(frozen=True, slots=True)
class Conditions:
    """The list of conditions for one licence: ``what`` is applied for; each condition with its start in the text."""

    provision_id: str
    what: str
    conditions: tuple[tuple[str, int], ...]


_ASKED = re.compile(
    r"(?:^|[。；\n])\s*(?:第[^\s]{1,12}条\s+)?(?P<what>[^。；\n]{2,80}?)，?(?:应当|必须|须|应|还应当)?(?:同时)?(?:具备|符合|满足)(?:以下|下列)[^，。；：\n]{0,12}条件(?!之一)[^：。\n]{0,30}[：:]"
)
_CONDITION = re.compile(r"\n\s*(?:[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、])(?P<words>[^\n]+)")


def conditions_of(unit: Provision) -> Iterator[Conditions]:
    """Yield the lists of conditions in a unit (申请…，应当具备下列条件：（一）…)."""
    for match in _ASKED.finditer(unit.text):
        found, at = [], match.end()
        while line := _CONDITION.match(unit.text, at):
            found.append((line["words"].strip("；。 "), unit.start + line.start("words")))
            at = line.end()
        if len(found) > 1 and not re.fullmatch(r"第[^\s]{1,12}条", match["what"].strip()):
            yield Conditions(unit.id, bare(match["what"]), tuple(found))


_TIERS = re.compile("国家级|省|市|县")
_LEAVES = re.compile(
    "(?:省|自治区|直辖市|地方)[^。；]{0,60}(?:可以|应当)[^。；]{0,50}(?:高于|严于|另行|具体)[^。；]{0,20}(?:规定|制定|条件)"
)
_CATCH_ALL = re.compile("(?:规定|要求|需要|必要)的?其他|其他(?:条件|规定|要求|应当)")
_SAME_LIST = 0.4  # likeness of what is applied for
_HELD = 0.5  # share of the superior's conditions that the lower list repeats, from which both are of one licence
_LIKE = 0.4  # likeness of two conditions from which they are the same
_MET = 0.6  # share of a condition's pairs from which another includes it


def _licences(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    above = superiors(material, changed)
    known = {
        doc_id: [c for unit in material.units.get(doc_id, []) for c in conditions_of(unit)]
        for doc_id in {*above, *(other for others in above.values() for other in others)}
    }
    for lower, others in above.items():
        for own in known[lower]:
            near = [(likeness(own.what, c.what), i, c) for i, c in enumerate(c for o in others for c in known[o])]
            best = max(near, default=None, key=lambda row: (row[0], -row[1]))
            if best and best[0] >= _SAME_LIST:
                yield from _compare(material, own, best[2], best[0])


def _compare(material: Material, own: Conditions, theirs: Conditions, score: float) -> Iterator[Found]:
    """The conditions of one licence in two lists: added, missing, or with other numbers."""
    pairs = [(words, start, counterpart(words, theirs)) for words, start in own.conditions]
    met = [pair for pair in pairs if pair[2] is not None]
    tiers = [set(_TIERS.findall(what)) for what in (own.what, theirs.what)]
    if (all(tiers) and not tiers[0] & tiers[1]) or "人民法院" in material.unit[own.provision_id].text:
        return  # what a city names and what a province names are two things; a court's order is no licence
    if len(met) < _HELD * min(len(own.conditions), len(theirs.conditions)):
        return
    place = own.conditions[0][1]
    other = Place(
        theirs.provision_id, theirs.conditions[0][1], theirs.conditions[-1][1] + len(theirs.conditions[-1][0])
    )
    added = [(words, start) for words, start, found in pairs if found is None and not _CATCH_ALL.search(words)]
    open_ended = any(_CATCH_ALL.search(words) for words, _ in theirs.conditions)
    if added and not _LEAVES.search(material.unit[theirs.provision_id].text):
        start, end = added[0][1], added[-1][1] + len(added[-1][0])
        yield _licence(
            material, "condition-added", own, Place(own.provision_id, start, end), other, score,
            "；".join(words for words, _ in added), "（没有）", "提示" if open_ended else "",
        )  # fmt: skip
    missing = [w for w, _ in theirs.conditions if counterpart(w, own) is None and not _CATCH_ALL.search(w)]
    if missing:
        here = Place(own.provision_id, place, own.conditions[-1][1] + len(own.conditions[-1][0]))
        yield _licence(material, "condition-missing", own, here, other, score, "（没有）", "；".join(missing), "")
    for words, start, found in met:
        mine, others = quantities(words), quantities(found or "")
        if mine and others and not (mine.keys() <= others.keys() or others.keys() <= mine.keys()):
            here = Place(own.provision_id, start, start + len(words))
            yield _licence(material, "condition-number", own, here, other, score, words, found or "", "")


_VAGUE = re.compile(
    "(?:与|和)[^，、；]{2,24}?相(?:适应|符|应)的?|符合[^，、；]{2,24}?(?:规定|标准|要求)的?|(?:必要|必备|完善|健全|固定|稳定|合格|相应|规范)的?|一定数量的?"
)


def _matter(condition: str) -> str:
    """What a condition asks for, without the words that only say it must be fit."""
    return re.sub("^(?:有|具有|具备)", "", bare(_VAGUE.sub("", condition))) or bare(condition)


def counterpart(words: str, others: Conditions) -> str | None:
    """The condition of the other list that says the same as *words* or includes them, or None."""
    found = [
        (max(_nearness(bare(words), bare(o)), _nearness(_matter(words), _matter(o))), o) for o, _ in others.conditions
    ]
    best = max(found, key=lambda row: row[0])
    return best[1] if best[0] >= 1 else None


def _nearness(one: str, other: str) -> float:
    """1 and more where two conditions are alike enough to be the same, or the *other* includes *one*."""
    return max(likeness(one, other) / _LIKE, shared(one, other) / _MET)


def _licence(
    material: Material, rule: str, own: Conditions, here: Place, there: Place, score: float, mine: str, theirs: str,
    severity: str,
) -> Found:  # fmt: skip
    return make(
        material, rule, [here, there],
        matter=own.what, differs=f"下位规定：{mine}；上位规定：{theirs}",
        reason=f"{_WHY[rule]}。请核对是否同一许可、上位法是否授权另行规定条件", confidence=0.35 + 0.5 * score,
        severity=severity,
    )  # fmt: skip
