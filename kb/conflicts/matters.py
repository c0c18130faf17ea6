"""职权重叠 by matter: what the laws of several systems say of one thing that people complain of (渣土遗撒, 餐饮油烟).

A matter is a row of matters.csv; national rules make one finding for it, local ones only where they add a body.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from kb.conflicts.bodies import Body, bodies_of, is_designated
from kb.conflicts.found import Found, distinct, item_place, make
from kb.conflicts.match import conducts_of, features, plain, probabilities, rows_of
from kb.conflicts.material import Material
from kb.conflicts.space import NATIONAL, region_of
from kb.conflicts.tables import matters
from kb.model import PowerItem

KINDS = ("行政处罚", "行政强制执行", "行政征收")
_SIDES = 16  # of a national finding
_OFFICE = 5  # sides of one office
_LOCAL, _NATIONAL = 8, 6  # sides of a local finding
_NEAR = 0.45  # the least nearness of a side of a national finding to one of another office
_LINK = 0.3  # the least probability that a local conduct and one of another office are the same
_CHARGED = re.compile("责成[^，。；]{0,8}(?:部门|机关)")
DESIGNATED = "政府指定的部门"


def find(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    """One finding for each matter in national law, and for each place whose rules add a body to it."""
    yield from distinct(one for one in _all(material, changed) if any(side.doc_id in changed for side in one.sides))


def _all(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    touched = {name for doc in changed for item in material.items_of.get(doc, ()) for name in _matters_of(item)}
    for name in sorted(touched):
        items = matter_items(material)[name]
        by_place: dict[str, list[PowerItem]] = defaultdict(list)
        for item in items:
            by_place[region_of(material.editions[item.doc_id])].append(item)
        national = by_place.pop(NATIONAL[1], [])
        if any(item.doc_id in changed for item in national):
            yield from _nationwide(material, name, national)
        for place, local in sorted(by_place.items()):
            if any(item.doc_id in changed for item in (*local, *national)):
                yield from _locally(material, name, place, local, national)


def matter_items(material: Material) -> Mapping[str, list[PowerItem]]:
    """The items of each matter, one for each article."""
    if "matters" not in material.derived:
        found: dict[str, dict[str, PowerItem]] = defaultdict(dict)
        for item in material.items.values():
            for name in _matters_of(item):
                found[name].setdefault(item.provision_id, item)
        material.derived["matters"] = {name: list(items.values()) for name, items in found.items()}
    made: Mapping[str, list[PowerItem]] = material.derived["matters"]
    return made


def _matters_of(item: PowerItem) -> Iterator[str]:
    if item.kind in KINDS:
        text = plain(item.conduct)
        yield from (name for name, pattern in matters().items() if pattern.match(text))


def offices_in(material: Material, item: PowerItem) -> frozenset[str]:
    """The offices that an item may fall to, with the one that a government designates."""
    named = frozenset().union(*(_office(body) for body in bodies_of(material, item)))
    if not named and item.provision_id in material.unit and _CHARGED.search(material.unit[item.provision_id].text):
        return frozenset({DESIGNATED})
    return named


def _office(body: Body) -> frozenset[str]:
    return frozenset({DESIGNATED}) if is_designated(body) else body.offices


def _nationwide(material: Material, name: str, items: Sequence[PowerItem]) -> Iterator[Found]:
    near = _nearness(material, items)
    chosen = _chosen(material, [item for item in items if near[item.id] >= _NEAR], _SIDES)
    systems = {office for item in chosen for office in offices_in(material, item)}
    if len({item.doc_id for item in chosen}) < 2 or not _apart(material, chosen):
        return
    yield _finding(material, "body-matter", name, chosen, f"全国性规定中有{len(systems)}个系统")
    fined = [item for item in chosen if "罚款" in item.penalties]
    if len({item.doc_id for item in fined}) > 1 and _apart(material, fined):
        yield _finding(material, "body-matter-fined", name, fined, "不同的法都规定了罚款，同一违法行为只能罚一次")


def _locally(
    material: Material, name: str, place: str, local: Sequence[PowerItem], national: Sequence[PowerItem]
) -> Iterator[Found]:
    known = {office for item in national for office in offices_in(material, item)}
    adding = [item for item in local if (own := offices_in(material, item)) and not own & known]
    links = {item.id: _linked(material, item, [*national, *local]) for item in adding}
    adding = [item for item in adding if links[item.id]]
    if not adding:
        return
    met = {item.id: item for item in (other for one in adding for other in links[one.id])}
    mine = _chosen(material, [*adding, *(i for i in met.values() if i in local and i not in adding)], _LOCAL)
    others = _chosen(material, [item for item in met.values() if item in national], _NATIONAL)
    if len(mine) + len(others) > 1 and _apart(material, [*mine, *others]):
        new = "、".join(dict.fromkeys(body for item in adding for body in item.written))
        yield _finding(material, "body-matter-local", name, [*mine, *others], f"{place}的规定增加了{new}")


def _linked(material: Material, item: PowerItem, others: Sequence[PowerItem]) -> list[PowerItem]:
    """Those of *others*, of other laws and other offices, that may well be about the same conduct as *item*."""
    rows, mine = rows_of(material), offices_in(material, item)
    if item.id not in rows:
        return []
    known = [
        other for other in others
        if other.doc_id != item.doc_id and other.id in rows
        and (held := offices_in(material, other)) and not held & mine
    ]  # fmt: skip
    conducts = conducts_of(material)
    found = features(material, conducts, [rows[item.id]] * len(known), [rows[other.id] for other in known])
    return [other for other, chance in zip(known, probabilities(found), strict=True) if chance >= _LINK]


def _apart(material: Material, items: Sequence[PowerItem]) -> bool:
    """Whether two of *items* have bodies without an office in common."""
    held = [offices for item in items if (offices := offices_in(material, item))]
    return any(not one & other for one in held for other in held)


def _chosen(material: Material, items: Iterable[PowerItem], most: int) -> list[PowerItem]:
    """The items that say most of what those of other offices say, few of each office; vague bodies go out."""
    named = [item for item in items if offices_in(material, item)]
    taken: list[PowerItem] = []
    count: dict[frozenset[str], int] = defaultdict(int)
    near = _nearness(material, named)
    for item in sorted(named, key=lambda i: (-near[i.id], i.id)):
        offices = offices_in(material, item)
        if count[offices] < _OFFICE and len(taken) < most:
            taken.append(item)
            count[offices] += 1
    return taken


def _nearness(material: Material, items: Sequence[PowerItem]) -> dict[str, float]:
    """How much of each item is said by the item of another office that comes nearest to it (0 to 1)."""
    conducts = conducts_of(material)
    rows = rows_of(material)
    known = [item for item in items if item.id in rows]
    at = [rows[item.id] for item in known]
    groups = conducts.groups[at] ** 2
    groups /= np.maximum(np.linalg.norm(groups, axis=1, keepdims=True), 1e-9)
    alike = np.maximum(groups @ groups.T, conducts.vectors[at] @ conducts.vectors[at].T)
    held = [offices_in(material, item) for item in known]
    apart = np.array([[not one & other for other in held] for one in held], bool).reshape(alike.shape)
    best = np.where(apart, alike, 0).max(axis=1, initial=0)
    return {
        **dict.fromkeys((item.id for item in items), 0.0),
        **{i.id: float(v) for i, v in zip(known, best, strict=True)},
    }


def _finding(material: Material, rule: str, name: str, items: Sequence[PowerItem], note: str) -> Found:
    named = "；".join(f"{material.cite(item.provision_id)}：{'、'.join(item.written)}" for item in items)
    return make(
        material, rule, [item_place(item) for item in items],
        matter=name, differs=named,
        reason=f"疑似职权重叠：事项“{name}”，{note}——{named}，需核查各条适用的地点、对象和情形，以及先立案的机关",
        confidence=_TRUST[rule], domain=items[0].domain,
    )  # fmt: skip


_TRUST = {"body-matter": 0.8, "body-matter-fined": 0.75, "body-matter-local": 0.75}
