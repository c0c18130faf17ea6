"""操作性: words that leave open when, how much or who; terms without a definition; the same words twice; numbers amiss."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from kb.conflicts.found import Found, Place, make, unit_place
from kb.conflicts.material import Material
from kb.conflicts.space import comparable, superior
from kb.conflicts.tables import VagueRow, vague_words
from kb.model import Edition, Issue, Provision
from kb.registry import agencies
from kb.titles import full_title

_SENTENCE = re.compile(r"[^。\n]+")
_SOFT = ("其他", "行政奖励", "行政给付")
_DECIDES = re.compile(r"逾期|拒不|仍不|期满|期限内(?:未|不)")  # what hangs on the period
_PERIOD = re.compile(r"期限[^。；\n]{0,20}(?:由|为|不得?超过|最长|一般|根据)|(?:合理|具体)期限")
_LONG = 60  # characters of an article from which a repetition says something
_STAFF = re.compile(
    r"玩忽职守|滥用职权|徇私|工作人员[^。]{0,40}处分|施行|废止|申请行政复议|行政诉讼|构成犯罪的?，(?:依法|由司法)|(?:法律、)?法规(?:已|另)?[^，。]{0,8}规定[^。]{0,8}的，[从按依]"
)
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"^\s*第\S+?条(?:之\S)?\s*")
_OWN_NAME = re.compile(r"本(?:法|条例|办法|规定|细则)")
_NUMBERED = ("number-skipped", "number-repeated", "number-start", "item-order")
_BINDS = re.compile(r"[^，。；\n]{0,8}(?:应当|必须|不得)")  # the term is who has the duty
_NO_SYSTEM = ("类指称", "人民政府", "其他", "监察", "司法机关", "党政机构")
_FEW = 3  # penalties that a text must have before its lack of coordination is worth a word


def find(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    """Every doubt about the words of the documents *changed*."""
    for doc_id in material.read(changed):
        edition = material.editions[doc_id]
        units = material.units[doc_id]
        for unit in units:
            yield from _vague(material, edition, unit)
        yield from _numbers(material, doc_id)
        yield from _twice(material, units)
        yield from _no_coordination(material, edition, units)
        yield from _undefined(material, edition, units)
    yield from _copied(material, changed)


# ---------------------------------------------------------------- words that leave something open


def _vague(material: Material, edition: Edition, unit: Provision) -> Iterator[Found]:
    """Vague words in the sentences that bind or empower a body, one finding for each article and word."""
    kinds = {power.kind for power in material.powers.get(unit.id, ())} - set(_SOFT)
    if unit.kind != "条" or not kinds:
        return
    for row in _rows("期限", "频次", "标准", "主体"):
        if row.fixed.search(unit.text) or (row.kind in ("期限", "频次") and material.deadlines.get(unit.id)):
            continue
        match = next((m for s in _SENTENCE.finditer(unit.text) if (m := _binds(material, unit, row, s))), None)
        if match:
            start = unit.start + match.start()
            yield _vague_found(material, unit, row, Place(unit.id, start, unit.start + match.end()), match.group())


@cache
def _rows(*kinds: str) -> tuple[VagueRow, ...]:
    return tuple(row for row in vague_words() if row.kind in kinds)


def _binds(material: Material, unit: Provision, row: VagueRow, sentence: re.Match[str]) -> re.Match[str] | None:
    """Where the sentence has the word of *row*, and a body acts in it before that word."""
    match = row.regex.search(unit.text, sentence.start(), sentence.end())
    if match is None:
        return None
    if row.id == "限期" and not (_DECIDES.search(unit.text, match.end()) and not _PERIOD.search(unit.text)):
        return None
    start, end = unit.start + sentence.start(), unit.start + match.end()
    acting = [a for a in material.agencies.get(unit.id, ()) if start <= a.start < end and a.role == "实施"]
    named = [a for a in acting if a.canonical]
    if row.kind == "主体":
        return match if acting and not named else None
    near = max((a.end for a in acting), default=-1)
    clause = unit.text[near - unit.start : match.start()] if near >= 0 else ""
    return (
        match if acting and (row.id == "限期" or not re.search("[；。]|企业|经营者|当事人|单位应当", clause)) else None
    )


_OPEN = {
    "期限": ("wording-period", "没有期限", 0.7),
    "频次": ("wording-period", "没有次数或者周期", 0.7),
    "标准": ("wording-standard", "没有标准", 0.7),
    "主体": ("wording-body", "没有指明部门", 0.75),
}


def _vague_found(material: Material, unit: Provision, row: VagueRow, place: Place, words: str) -> Found:
    rule, missing, sure = _OPEN[row.kind]
    return make(
        material, rule, [place], matter=row.id, confidence=0.6 if row.id == "限期" else sure,
        differs=f"{unit.address}写“{words[-20:]}”，本条{missing}",
        reason="用语留有裁量余地而同条未见细化，建议在实施细则或者裁量基准（行政处罚法第三十四条）中明确；不是抵触",
    )  # fmt: skip


# ---------------------------------------------------------------- numbers, repetitions


def _numbers(material: Material, doc_id: str) -> Iterator[Found]:
    """What was noted about the numbering when the text was read, one finding for each article."""
    first: dict[str, Issue] = {}
    for issue in material.issues.get(doc_id, ()):
        article = issue.where.partition("条")[0] + "条" if "条" in issue.where else issue.where
        if issue.code in _NUMBERED and f"{doc_id}#{article}" in material.unit:
            first.setdefault(article, issue)
    for article, issue in first.items():
        sure = 0.65 if issue.code == "item-order" else 0.85
        yield make(
            material, "wording-number", [unit_place(material.unit[f"{doc_id}#{article}"])], matter=f"{issue.where}编号",
            differs=issue.message, reason="编号不连续或者重复，疑似文本或者录入有误，引用时可能指错，需核对公布文本",
            confidence=sure,
        )  # fmt: skip


def _plain(unit: Provision) -> str:
    """The words of an article without number and white space; the text's name for itself made one."""
    return _OWN_NAME.sub("本法", _SPACE.sub("", _NUMBER.sub("", unit.text)))


def _twice(material: Material, units: list[Provision]) -> Iterator[Found]:
    """Articles of one document with the same words."""
    seen: dict[str, Provision] = {}
    for unit in units:
        words = _plain(unit)
        if unit.kind != "条" or len(words) < _LONG // 2:
            continue
        if words in seen and seen[words].heading == unit.heading:  # chapters repeat a rule on purpose
            yield make(
                material, "wording-duplicate", [unit_place(unit), unit_place(seen[words])], matter=words[:60],
                differs=f"{unit.address}与{seen[words].address}文字相同",
                reason="同一文件两条文字重复，疑似编辑错误，需核查", confidence=0.9,
            )  # fmt: skip
        seen.setdefault(words, unit)


def _copied(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    """Articles that repeat those of a superior text of the same legal space word for word, one for each two texts."""
    ends = {
        unit.text.rstrip()[-12:] for id in changed for unit in material.units.get(id, ()) if len(unit.text) >= _LONG
    }
    same: dict[str, list[Provision]] = defaultdict(list)
    docs = material.meeting(changed)
    material.want(docs, material.units)
    for doc_id in docs:
        for unit in material.units.get(doc_id, ()):
            if (
                len(unit.text) >= _LONG
                and unit.text.rstrip()[-12:] in ends
                and unit.kind == "条"
                and not _STAFF.search(unit.text)
            ):
                same[_plain(unit)].append(unit)
    found: dict[tuple[str, str], list[tuple[Provision, Provision]]] = defaultdict(list)
    for group in same.values():
        for lower in group:
            for upper in group:
                one, other = material.editions[upper.doc_id], material.editions[lower.doc_id]
                touched = upper.doc_id in changed or lower.doc_id in changed
                if touched and comparable(one, other) and superior(one, other):
                    found[lower.doc_id, upper.doc_id].append((lower, upper))
    for (lower_id, upper_id), twins in sorted(found.items()):
        lower, upper = twins[0]
        where = "、".join(one.address for one, _ in twins[:8]) + ("等" if len(twins) > 8 else "")
        yield make(
            material, "wording-copied", [unit_place(lower), unit_place(upper)],
            matter=f"《{full_title(material.editions[lower_id])}》重复《{full_title(material.editions[upper_id])}》",
            differs=f"{where}共{len(twins)}条与上位法文字相同",
            reason="立法法第八十二条第四款：对上位法已经明确规定的内容一般不作重复性规定；仅供修改时参考", confidence=0.9,
        )  # fmt: skip


# ---------------------------------------------------------------- terms


def _undefined(material: Material, edition: Edition, units: list[Provision]) -> Iterator[Found]:
    """Groups with duties of their own (重点单位, 限制建设区) of which neither the text nor one above says who is in them."""
    for row in _rows("术语"):
        uses: dict[str, list[tuple[Provision, int]]] = defaultdict(list)
        for unit in units:
            for match in row.regex.finditer(unit.text):
                uses[match.group()].append((unit, match.start()))
        for term, found in uses.items():
            bound = [(u, at) for u, at in found if _BINDS.match(u.text, at + len(term))]
            if bound and not _settled(material, edition, row, term):
                yield _undefined_found(material, term, *bound[0], len(found))


def _settled(material: Material, edition: Edition, row: VagueRow, term: str) -> bool:
    """Whether the text, or a comparable one above it, says or leaves to somebody to say what *term* is."""
    own = [edition.doc_id]
    above = (e.doc_id for e in material.editions.values() if superior(e, edition) and comparable(e, edition))
    near = re.compile(
        f"(?:{row.fixed.pattern})[^。；\\n]{{0,40}}{term}|{term}[^。；\\n]{{0,40}}(?:{row.fixed.pattern})"
    )
    return any(term in u.text and near.search(u.text) for id in (*own, *above) for u in material.units.get(id, ()))


def _undefined_found(material: Material, term: str, unit: Provision, at: int, times: int) -> Found:
    place = Place(unit.id, unit.start + at, unit.start + at + len(term))
    return make(
        material, "wording-undefined", [place], matter=term, confidence=0.75,
        differs=f"“{term}”用到{times}处并附有义务，本文件及知识库内上位法均未找到其定义、范围或者确定办法",
        reason="附有专门义务的对象范围不清，疑似难以适用，需核查配套目录、标准",
    )  # fmt: skip


# ---------------------------------------------------------------- coordination


@cache
def _systems() -> Mapping[str, str]:
    """The system (水利, 公安 …) of each present-day body."""
    return {row.canonical: row.system for row in agencies() if row.canonical and row.kind == "statutory"}


def _no_coordination(material: Material, edition: Edition, units: list[Provision]) -> Iterator[Found]:
    """A text that gives penalties to two systems or more and none of the ways of working together."""
    items = [i for i in material.items_of.get(edition.doc_id, ()) if i.kind == "行政处罚"]
    pairs = ((_systems().get(body, ""), i) for i in reversed(items) if i.penalties for body in i.agencies)
    held = {system: item for system, item in pairs if system and system not in _NO_SYSTEM}
    if len(items) < _FEW or len(held) < 2 or not edition.complete:
        return
    text = "\n".join(unit.text for unit in units)
    ways = _rows("协作")
    missing = [row.id for row in ways if not row.regex.search(text)]
    if len(missing) < len(ways):
        return
    places = [
        Place(i.provision_id, i.start, i.end, "、".join(i.written), "、".join(i.agencies), i.kind)
        for i in held.values()
    ]
    yield make(
        material, "wording-no-coordination", places[:4], matter=f"《{full_title(edition)}》的部门衔接", confidence=0.85,
        differs=f"处罚权分属{'、'.join(sorted(held))}，六项协作机制均未找到：{'、'.join(missing)}",
        reason="分属多个系统的执法权没有移送、通报、协作或者争议处理条款，疑似缺少衔接；行政处罚法第二十五条至第二十七条可直接适用",
    )  # fmt: skip
