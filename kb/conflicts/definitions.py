"""定义不一致: a term that a lower rule defines otherwise than the superior law it carries out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.conflicts.found import Found, Place, make
from kb.conflicts.kin import superiors
from kb.conflicts.material import Material
from kb.conflicts.words import bare, likeness, quantities, shared
from kb.model import Provision


@dataclass(frozen=True, slots=True)
class Definition:
    """What a unit says a term means; ``start:end`` are the words of the meaning in the document's text."""

    provision_id: str
    term: str
    means: str
    start: int
    end: int


_LINES = r"[^。\n]+(?:\n\s*(?:[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、])[^\n]*)*"
_NAMED = re.compile(
    rf"本(?:法|条例|办法|规定|细则|规则|决定|章|条|款)(?:中)?所称的?(?P<term>[^，。；：\n]{{1,30}}?)"
    rf"(?:[，：]?(?:是指|系指|指的是|是|指)|[，：](?:主要)?(?:包括|指))(?P<means>{_LINES})"
)
_LISTED = re.compile(
    r"(?:(?<=\n)|(?<=。)|(?<=；)|^)\s*(?:第[^\s，]{1,12}条\s+)?(?:[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、])?\s*"
    r"“?(?P<term>[^，。；：、“”\s（(]{1,20})”?(?:[（(][^）)\n]{1,30}[）)])?(?:[，：]\s*(?:是|系)?指|(?:是|系)指)(?P<means>[^。；\n]+)"
)


def definitions_of(unit: Provision) -> Iterator[Definition]:
    """Yield the definitions of a unit, by start."""
    if "指" not in unit.text and "所称" not in unit.text:
        return
    seen = set()
    for pattern in (_NAMED, _LISTED):
        for match in pattern.finditer(unit.text):
            term = match["term"].strip("“”").removeprefix("的").removeprefix("前款")
            if term and term not in seen and not re.search("所称|应当|不得|是否|下列", term):
                seen.add(term)
                start, end = match.span("means")
                yield Definition(unit.id, term, match["means"], unit.start + start, unit.start + end)


def find(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    """Yield the terms that a lower rule defines otherwise than a superior one which it carries out."""
    above = superiors(material, changed)
    known = {
        doc_id: {d.term: d for unit in material.units.get(doc_id, []) for d in definitions_of(unit)}
        for doc_id in {*above, *(other for others in above.values() for other in others)}
    }
    for lower, others in above.items():
        for term, own in known[lower].items():
            found = [(theirs, difference(theirs, own)) for other in others if (theirs := known[other].get(term))]
            if found and all(difference for _, difference in found):
                yield _found(material, own, *found[0])


@dataclass(frozen=True, slots=True)
class Difference:
    """How one definition departs from another: the row of conflict_rules.csv, and the words of each that differ."""

    rule: str
    own: tuple[str, ...]
    theirs: tuple[str, ...]
    confidence: float


_PLACES = re.compile(
    "(?:省|自治区|直辖市|设区的市|市|城市|县城?|镇|乡|村庄|国务院|下同)+"
)  # tiers that a local rule leaves out
_SAID = 0.9  # share of an element's characters from which it is only put in other words (增雨、增雪: 增雨雪)
_SAME = 0.65  # share of an element's pairs from which it counts as said
_SLIGHT = 0.4  # confidence where only the cases of an open list differ
_SURE = 0.45  # confidence below which a difference is no more than a hint
_OTHER = 0.15  # likeness of two definitions below which they cannot be compared by their words


def difference(upper: Definition, lower: Definition) -> Difference | None:
    """How *lower* differs from *upper*: in a number, wider, narrower or other; None where the contents agree."""
    mine, theirs = quantities(lower.means), quantities(upper.means)
    units = [{re.sub(r"[\d.e+]+", "", key) for key in side} for side in (mine, theirs)]
    if units[0] & units[1] and not (mine.keys() <= theirs.keys() or theirs.keys() <= mine.keys()):
        only, others = ({k: v[0] for k, v in a.items() if k not in b} for a, b in ((mine, theirs), (theirs, mine)))
        return Difference("definition-number", tuple(only.values()), tuple(others.values()), 0.8)
    more, less = _elements_missing(lower.means, upper.means), _elements_missing(upper.means, lower.means)
    if not more and not less:
        return None
    alike = likeness(bare(lower.means), bare(upper.means))
    if alike < _OTHER:
        return None
    slight = _are_cases(more, lower.means, upper.means) and _are_cases(less, upper.means, lower.means)
    if more and less:
        return Difference("definition-other", more, less, _SLIGHT if slight else 0.45 + 0.4 * alike)
    slight = slight or _only_lists(lower if more else upper, more or less, upper if more else lower)
    sure = _SLIGHT if slight else 0.5 + 0.4 * alike
    return Difference("definition-wider" if more else "definition-narrower", more, less, sure)


_LIST = re.compile("包括|主要(?:形式|有)|例如|即")


def _only_lists(longer: Definition, pieces: tuple[str, ...], shorter: Definition) -> bool:
    """Whether what one definition has more only gives examples (包括甲、乙等) of what the other says as a whole."""
    found = _LIST.search(longer.means)
    if found is None or _LIST.search(shorter.means):
        return False
    return all(longer.means.find(piece) >= found.start() - len(piece) for piece in pieces)


_PIECES = re.compile(
    r"[、，；。：\n“”]|[（(][一二三四五六七八九十]{1,3}[）)]|以及|或者|(?<=[\u4e00-\u9fff]{2})[和及与或](?=[\u4e00-\u9fff]{2})"
)
_ASIDE = re.compile(r"(?<=[\u4e00-\u9fff])[（(][^（）()\n]{3,}[）)]")  # 冰毒 after 甲基苯丙胺, 含雪茄烟，下同
_SHORT_ASIDE = re.compile(r"(?<=[\u4e00-\u9fff])[（(]([^（）()\n]{1,2})[）)]")  # 公共汽（电）车
_POINTERS = re.compile(
    "以下(?:统|简)?称|下同$|(?:范围|标准|目录|种类)[^，。；]{0,6}(?:按照?|依照|由|以)[^，。；]*(?:确定|规定|执行|为准|划定|公布)"
)
_EDGES = re.compile("^(?:应?用于|包括|含|如|为了?|以|对|从事)|等[^、]{0,8}$")
_OPEN = re.compile("等(?!级|同|值|于|待|候|额)|其他|其它")
_CLAUSES = re.compile("[；。\n]|，(?!以及|以?及其|或者?|和|包括)")


def _elements_missing(one: str, other: str) -> tuple[str, ...]:
    """The elements of *one* that *other* does not say, in the same or in other words."""
    whole = _plain(other)
    pieces = [piece for piece in _pieces(one) if not _POINTERS.search(piece)]
    return tuple(dict.fromkeys(p for p in pieces if not _is_said(_plain(_EDGES.sub("", p)), whole)))


def _pieces(means: str) -> list[str]:
    return [piece.strip() for piece in _PIECES.split(_unbracketed(means)) if piece.strip()]


def _unbracketed(means: str) -> str:
    return _SHORT_ASIDE.sub(r"\1", _ASIDE.sub("", means))


def _plain(words: str) -> str:
    return re.sub("经过", "经", re.sub("按照|依照|根据|依据", "按", bare(words)))


def _is_said(piece: str, whole: str) -> bool:
    if len(piece) < 2 or _PLACES.fullmatch(piece) or piece in whole or shared(piece, whole) >= _SAME:
        return True
    return sum(character in whole for character in piece) >= _SAID * len(piece)


def _are_cases(missing: tuple[str, ...], one: str, other: str) -> bool:
    """Whether all that is missing stands in a list of *one* beside what *other* has in a list that it leaves open (等, 其他)."""
    text, pieces = _unbracketed(one), _pieces(one)
    lists = [clause for clause in _CLAUSES.split(_unbracketed(other)) if "、" in clause and _OPEN.search(clause)]
    for at, piece in enumerate(pieces):
        beside = [pieces[i] for i in (at - 1, at + 1) if 0 <= i < len(pieces)]
        beside = [p for p in beside if f"{p}、{piece}" in text or f"{piece}、{p}" in text]
        if piece in missing and not any(p in missing or _EDGES.sub("", p) in c for p in beside for c in lists):
            return False
    return True


_WHY = {
    "definition-number": "同一用语的定义中数量不同",
    "definition-wider": "下位规定的定义比上位法多出内容，可能扩大了适用范围或者限缩了含义",
    "definition-narrower": "下位规定的定义比上位法少了内容，可能缩小了适用范围或者放宽了含义",
    "definition-other": "下位规定的定义与上位法的内容不同，互有多少",
}


def _found(material: Material, own: Definition, theirs: Definition, difference: Difference | None) -> Found:
    assert difference is not None  # the caller has looked
    return make(
        material,
        difference.rule,
        [Place(own.provision_id, own.start, own.end), Place(theirs.provision_id, theirs.start, theirs.end)],
        matter=own.term,
        differs=f"下位规定：{'、'.join(difference.own) or '（没有）'}；上位规定：{'、'.join(difference.theirs) or '（没有）'}",
        reason=f"{_WHY[difference.rule]}。请核对两处的适用范围是否相同；适用范围不同的，各依其定义",
        confidence=difference.confidence,
        severity="提示" if difference.confidence < _SURE else "",
    )
