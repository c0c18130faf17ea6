"""主体不一致: the lower rule names another body than the superior one.

Three cases are told apart: the body has only another name since a reform (仅名称变化), the penalty was handed to a body
to which the law lets it be handed (依法转移: 行政处罚法 第十八条、第二十四条), and the bodies are truly unlike (实质不一致).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kb.conflicts.edges import TRANSFERRED, Edge, bodies_of, kin, ordered, takes_over
from kb.conflicts.found import Found, Place, item_place, make
from kb.conflicts.match import Pair
from kb.conflicts.material import Material
from kb.conflicts.space import NATIONAL, city_of, covers
from kb.model import Edition, PowerItem
from kb.registry import AgencyRow, agencies

_MOST = 12  # sides of a finding on each side
_LISTED = 6  # pairs of places that a reason lists


@dataclass(frozen=True, slots=True)
class Unlike:
    """An item of a lower rule and one of a superior rule about one conduct with different bodies."""

    lower: PowerItem
    upper: PowerItem
    score: float
    how: str


@dataclass(frozen=True, slots=True)
class _Renamed:
    """The same with one body, which the lower rule names *old* and the superior one *new*."""

    lower: PowerItem
    upper: PowerItem
    score: float
    old: str
    new: str


def says(item: PowerItem) -> str:
    """The bodies of an item as the text names them."""
    return "、".join(item.written)


# ---------------------------------------------------------------- other bodies


def unlike_superior(material: Material, edges: Sequence[Edge]) -> Iterator[Found]:
    """The items of each lower rule against those of the higher ones that it carries out.

    What may be lawful (a transfer, a body to be designated) is one finding for a document, the rest one for each pair of
    bodies.
    """
    grouped: dict[tuple[str, ...], list[Unlike]] = defaultdict(list)
    for edge in edges:
        if both := ordered(material, edge):
            one = Unlike(*both, edge.score, edge.how)
            rule = _rule(material, one)
            pair = () if rule in _LAWFUL else (says(one.lower), says(one.upper))
            grouped[one.lower.doc_id, rule, *pair].append(one)
    for (_, rule, *_), own in grouped.items():
        yield _unlike(material, rule, own)


def _rule(material: Material, one: Unlike) -> str:
    held = frozenset[str]().union(*(body.offices for body in bodies_of(material, one.upper)))
    new = [body.offices for body in bodies_of(material, one.lower) if not body.offices & held]
    if one.how == "指定":
        return "body-designated"
    return "body-transfer" if new and all(own & TRANSFERRED for own in new) else _RULES[one.how]


_RULES = {"不同": "body-unlike", "增加": "body-added"}
_LAWFUL = frozenset({"body-transfer", "body-designated"})
_NOTES = {
    "body-unlike": "实质不一致，需核查是否有相对集中处罚权、职责调整或者授权的依据",
    "body-added": "下位规定的机关多于或者少于上位规定，需核查职责划分的依据",
    "body-transfer": "可能是依法转移（行政处罚法第十八条的综合行政执法和相对集中处罚权、第二十四条的赋权乡镇街道），{instrument}",
    "body-designated": "一方由政府指定或者确定，需核查当地指定了哪个部门",
}
_TRUST = {"body-unlike": 0.9, "body-added": 0.9, "body-transfer": 0.95, "body-designated": 0.95}
_CERTAIN = 0.7  # confidence below which two unlike bodies are put lower, so that they are read later


def _unlike(material: Material, rule: str, pairs: Sequence[Unlike]) -> Found:
    pairs = sorted(pairs, key=lambda pair: (-pair.score, pair.lower.id, pair.upper.id))
    first = pairs[0]
    sure = first.score * _TRUST[rule]
    note = _NOTES[rule]
    if rule == "body-transfer":
        note = note.format(instrument=_instrument(material, material.editions[first.lower.doc_id], first.lower))
    return make(
        material, rule, _places(pairs),
        matter=first.lower.conduct, differs=f"下位规定：{_named(p.lower for p in pairs)}；上位规定：{_named(p.upper for p in pairs)}",
        reason=f"疑似主体不一致：{_listed(material, pairs)}，{note}",
        confidence=sure, domain=first.lower.domain,
        severity="提示" if rule == "body-unlike" and sure < _CERTAIN else "",
    )  # fmt: skip


def _named(items: Iterable[PowerItem]) -> str:
    return "、".join(dict.fromkeys(name for item in items for name in item.written))


def _places(pairs: Sequence[Unlike | _Renamed]) -> list[Place]:
    lower = {pair.lower.id: pair.lower for pair in pairs}
    upper = {pair.upper.id: pair.upper for pair in pairs}
    return [item_place(item) for side in (lower, upper) for item in list(side.values())[:_MOST]]


def _listed(material: Material, pairs: Sequence[Unlike | _Renamed]) -> str:
    """What the two sides say, article by article; the rest is counted."""
    said = dict.fromkeys(
        f"{material.cite(p.lower.provision_id)}写{says(p.lower)}，{material.cite(p.upper.provision_id)}写{says(p.upper)}"
        for p in pairs
    )
    more = f"；等{len(said)}处" if len(said) > _LISTED else ""
    return "；".join(list(said)[:_LISTED]) + more


# ---------------------------------------------------------------- the instrument of a transfer


_CENTRAL = re.compile(
    "相对集中[^，。；\n]{0,12}处罚权|集中行使[^。；\n]{0,30}处罚权|处罚权[^，。；\n]{0,16}(?:集中行使|交由|划转|下放)"
    "|(?:决定|批准|授权)[^。；\n]{0,40}(?:综合行政执法|综合执法|城市管理|乡镇|街道)[^。；\n]{0,30}处罚权"
    "|(?:乡镇|街道)[^。；\n]{0,40}行使[^。；\n]{0,30}处罚权|综合行政执法[^。；\n]{0,12}(?:目录|清单)"
)
_MATTERS = re.compile("综合(?:行政)?执法|城市管理|行政执法|相对集中|街道|乡镇")


def _instrument(material: Material, edition: Edition, item: PowerItem) -> str:
    """The provision on file by which penalties were handed over there, or what has to be asked for."""
    for doc_id in (edition.doc_id, *_near(material, edition)):
        unit = next((u for u in material.units.get(doc_id, ()) if _CENTRAL.search(u.text)), None)
        if unit is not None:
            return f"库中见{material.cite(unit.id)}，需核对该处罚事项是否在其范围、目录之内"
    return f"库中未见把处罚权交给{says(item)}的决定或者目录，请调取批准的决定和公布的目录"


def _near(material: Material, edition: Edition) -> list[str]:
    """The documents in force at the place that deal with who enforces there; those of the place itself first."""
    key = "rules of transfer"
    if key not in material.derived:
        local = (e for e in material.editions.values() if e.region not in NATIONAL and _MATTERS.search(e.title))
        material.derived[key] = list(local)
    there = [e for e in material.derived[key] if e.doc_id != edition.doc_id and covers(e, edition)]
    there.sort(key=lambda e: (city_of(e) != city_of(edition), "执法" not in e.title, e.doc_id))
    return [e.doc_id for e in there]


# ---------------------------------------------------------------- the same body under another name


def renamed(material: Material, pairs: Iterable[Pair]) -> Iterator[Found]:
    """仅名称变化: the lower rule names the body by a name it lost in a reform, and the superior one by today's.

    One finding for each document.
    """
    grouped: dict[str, list[_Renamed]] = defaultdict(list)
    for pair in pairs:
        found = ordered(material, pair)
        if found is not None and (kin(material, *found) or takes_over(material, pair)):
            grouped[found[0].doc_id] += [_Renamed(*found, pair.score, *names) for names in _old_names(*found)]
    for own in grouped.values():
        if own:
            yield _renamed(material, own)


def _old_names(lower: PowerItem, upper: PowerItem) -> Iterator[tuple[str, str]]:
    """The names that *lower* gives to a body by its older name, each with the one that *upper* has for it."""
    theirs = dict(zip(upper.agencies, upper.written, strict=False))
    for now, written in zip(lower.agencies, lower.written, strict=False):
        other = theirs.get(now, "")
        if written in _ended() and other in _present():
            yield written, other


@cache
def _ended() -> dict[str, AgencyRow]:
    """The names of bodies that a reform ended."""
    return {row.surface: row for row in agencies() if row.kind == "predecessor" and row.until}


@cache
def _present() -> frozenset[str]:
    """The names that stand for one body of today, and for its whole office: not 登记管理机关."""
    return frozenset(row.surface for row in agencies() if row.canonical and row.one_to_one and not row.until)


def _renamed(material: Material, pairs: Sequence[_Renamed]) -> Found:
    pairs = sorted(pairs, key=lambda pair: (-pair.score, pair.lower.id, pair.upper.id))
    names = dict.fromkeys((pair.old, pair.new) for pair in pairs)
    said = "；".join(f"{old}（{_ended()[old].until}以前的名称）现为{_ended()[old].canonical}" for old, _ in names)
    split = any(not _ended()[old].one_to_one for old, _ in names)
    ask = "；其中有的职责在改革中曾经拆分，需核对由谁承接" if split else ""
    old, new = ("、".join(dict.fromkeys(side)) for side in zip(*names, strict=True))
    return make(
        material, "body-renamed", _places(pairs),
        matter=pairs[0].lower.conduct, differs=f"下位规定：{old}；上位规定：{new}",
        reason=f"仅名称变化：{_listed(material, pairs)}；{said}，由承接职责的机关行使，不属于冲突，清理时改名{ask}",
        confidence=0.8 if split else 0.93, domain=pairs[0].lower.domain,
    )  # fmt: skip
