"""职权重叠 by matter: what the laws of several systems say of one thing that people complain of (渣土遗撒, 餐饮油烟).

A matter is a row of matters.csv. National rules make one finding for it; local ones where they add a body, or where the
rules of one place give the same conduct to different bodies.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, reduce
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from kb.conflicts.acts import area_of
from kb.conflicts.edges import Body, bodies_of, is_designated
from kb.conflicts.found import Found, also, distinct, item_place, make
from kb.conflicts.leads import lead_for, led
from kb.conflicts.match import BAN, Pair, conducts_of, counts, features, plain, probabilities, rows_of, same_conduct
from kb.conflicts.material import Material
from kb.conflicts.space import NATIONAL, comparable, region_of
from kb.conflicts.tables import matters, offices
from kb.model import PowerItem
from kb.registry import agencies, coordination

KINDS = ("行政处罚", "行政强制措施", "行政强制执行", "行政征收", BAN)
_ADDING = ("行政处罚", "行政强制执行")  # powers by which a local rule adds a body
_SIDES = 18  # of a national finding
_OFFICE = 6  # sides of one office
_LOCAL, _NATIONAL = 8, 6  # sides of a local finding
_NEAR = 0.2  # the least nearness of a side of a national finding to one of another law or office
_LINK = 0.45  # the least probability that a local conduct and one of another office are the same
_SAME = 0.5  # the same for a local conduct whose office national law knows in this matter
_SURE = 0.65  # the same for one whose office national law knows and a national one of another office
_FEW = 6  # articles of a matter so narrow that its pattern is trusted where the words differ
_ALIKE = 0.6  # the least nearness of two items whose bodies are the same but for the name
_RENAMED = 0.75  # probability from which two laws that name one body by two names are set side by side
_CHARGED = re.compile("责成[^，。；]{0,8}(?:部门|机关)")
DESIGNATED = "政府指定的部门"
_POINTS = re.compile(
    r"违反[^，]{0,14}规定|其?后果[^，]*|逾期[^，]{0,12}|拒不[^，]{0,8}|强制[^，]{0,4}|代履行|代为[^，]{0,4}|[，、]"
)
_GENERAL = re.compile("^违反[^，；]{2,40}规定$")  # a clause for all that a law forbids: near to nothing, it covers much
_BEFORE = 200  # characters of an article that tell what such a conduct is about


def find(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    """One finding for each matter in national law, and for each place whose rules add a body to it."""
    every = chain(_all(material, changed), renamed(material, changed))
    yield from distinct(one for one in every if any(side.doc_id in changed for side in one.sides))


def renamed(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    """主体不一致 in the name only: two national laws that punish one conduct, one of which writes an old name of the body."""
    grouped: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in same_conduct(material, changed):
        editions = [material.editions[item.doc_id] for item in (pair.one, pair.other)]
        apart = pair.one.kind == "行政处罚" and pair.one.doc_id != pair.other.doc_id
        if apart and pair.score >= _RENAMED and all(edition.region in NATIONAL for edition in editions):
            old = [_is_old(item) for item in (pair.one, pair.other)]
            if old[0] != old[1] and offices_in(material, pair.one) & offices_in(material, pair.other):
                first, second = (pair.one, pair.other) if old[0] else (pair.other, pair.one)
                grouped[first.doc_id, second.doc_id].append(pair)
    for _, pairs in sorted(grouped.items()):
        best = sorted(pairs, key=lambda pair: (-pair.score, pair.one.id, pair.other.id))[: _SIDES // 2]
        items = list({item.provision_id: item for pair in best for item in (pair.one, pair.other)}.values())
        yield _renaming(material, best[0].one.conduct, items, best[0].score)


def _all(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    touched = {
        name for doc in changed for item in material.items_of.get(doc, ()) for name in _matters_of(material, item)
    }
    few = frozenset(touched) if len(changed) < len(material.editions) else None
    for name in sorted(touched):
        by_place: dict[str, list[PowerItem]] = defaultdict(list)
        for item in matter_items(material, few)[name]:
            by_place[region_of(material.editions[item.doc_id])].append(item)
        national = by_place.pop(NATIONAL[1], [])
        if any(item.doc_id in changed for item in national):
            yield from _nationwide(material, name, national)
        everywhere = [item for items in by_place.values() for item in items]
        for place, local in sorted(by_place.items()):
            above = _above(material, local[0], everywhere)
            if any(item.doc_id in changed for item in (*local, *above, *national)):
                yield from _locally(material, name, place, local, above, national)


def _above(material: Material, item: PowerItem, others: Iterable[PowerItem]) -> list[PowerItem]:
    """The items of rules that apply where *item* does and that are of a wider place: the province of a city."""
    mine = material.editions[item.doc_id]
    here = region_of(mine)
    there = ((other, material.editions[other.doc_id]) for other in others)
    return [
        other for other, edition in there
        if region_of(mine, edition) == here != region_of(edition) and comparable(mine, edition) and not area_of(edition)
    ]  # fmt: skip


def matter_items(material: Material, names: frozenset[str] | None = None) -> Mapping[str, list[PowerItem]]:
    """The items of each matter, or of those called *names*."""
    key = f"matters {'all' if names is None else hash(names)}"
    if key not in material.derived:
        found: dict[str, list[PowerItem]] = defaultdict(list)
        docs = {item.doc_id for item in material.items.values() if item.kind in KINDS and _points(item)}
        listing = {item.doc_id for item in material.items.values() if _may_list(material, item)}
        material.duties.want(listing)
        material.want(docs | listing, material.units, material.unit)
        for item in material.items.values():
            for name in _matters_of(material, item, names):
                found[name].append(item)
        material.derived[key] = found
    made: Mapping[str, list[PowerItem]] = material.derived[key]
    return made


def _matters_of(material: Material, item: PowerItem, names: frozenset[str] | None = None) -> list[str]:
    if not counts(item) or item.kind not in KINDS:
        return []
    told = (_told(material, item), *_listed(material, item))
    if names is not None:
        return sorted({name for text in told for name in matters_of(text, names)})
    known: dict[str, list[str]] = material.derived.setdefault("matters of", {})
    for text in told:
        if text not in known:
            known[text] = matters_of(text)
    return known[told[0]] if len(told) == 1 else sorted({name for text in told for name in known[text]})


_LIST = re.compile("(?:下列|以下)[^。；\n]{0,16}[：:]?$", re.M)
_ENTRY = re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]\s*([^\n]+)$", re.M)
_TOLD_ALREADY = re.compile("（违反[^（）]*第[^（）]*[款项]")


def _may_list(material: Material, item: PowerItem) -> bool:
    """Whether a national penalty may be for what another article lists: it is itself no entry of a list."""
    return (
        item.kind == "行政处罚"
        and "项" not in item.address
        and material.editions[item.doc_id].region in NATIONAL
        and not _TOLD_ALREADY.search(item.conduct)
    )


def _listed(material: Material, item: PowerItem) -> tuple[str, ...]:
    """The acts that the cited duty lists, each after the conduct: what is punished is each of them, though it names none."""
    if not _may_list(material, item):
        return ()
    known: dict[str, tuple[str, ...]] = material.derived.setdefault("duties listed", {})
    if item.id not in known:
        found = []
        for duty in material.duties.get(item.id, ()):
            unit = material.unit.get(duty.target_id)
            if unit is not None and _LIST.search(unit.text):
                found += [f"{plain(item.conduct)}，{entry}" for entry in _ENTRY.findall(unit.text)]
        known[item.id] = tuple(found)
    return known[item.id]


_GATE = re.compile(r"\^\(\?=\.\*(?:\(\?:(?P<words>[\u4e00-\u9fff、|]+)\)|(?P<word>[\u4e00-\u9fff]+))\)")


@cache
def _beginnings() -> tuple[Mapping[str, frozenset[str]], frozenset[str]]:
    """The matters by the first two characters of the words of which one must be there; and those without such words.

    What cannot match need not be tried: there are many matters and more conducts.
    """
    found: dict[str, set[str]] = defaultdict(set)
    always = set()
    for name, pattern in matters().items():
        gate = _GATE.match(pattern.pattern)
        for word in (gate["words"] or gate["word"]).split("|") if gate else ():
            found[word[:2]].add(name)
        if not gate:
            always.add(name)
    return {start: frozenset(names) for start, names in found.items()}, frozenset(always)


def matters_of(text: str, names: frozenset[str] | None = None) -> list[str]:
    """The matters (of *names* if given, which should be few) whose pattern matches *text*, in order."""
    if names is not None:
        return [name for name in sorted(names) if matters()[name].match(text)]
    starts, always = _beginnings()
    said = {text[i : i + 2] for i in range(len(text) - 1)} | set(text)
    likely = always.union(*(starts[start] for start in said if start in starts))
    return [name for name in sorted(likely) if matters()[name].match(text)]


def _told(material: Material, item: PowerItem) -> str:
    """The conduct of *item*; where it only points to a rule (违反规定，逾期未拆除), with what its article says before it."""
    text = plain(item.conduct)
    unit = material.unit[item.provision_id] if _points(item) else None
    return (
        text
        if unit is None
        else f"{unit.text[max(0, item.start - unit.start - _BEFORE) : item.start - unit.start]}{text}".replace("\n", "")
    )


def _points(item: PowerItem) -> bool:
    return len(_POINTS.sub("", plain(item.conduct))) < 3


def offices_in(material: Material, item: PowerItem) -> frozenset[str]:
    """The offices that an item may fall to, with the one that a government designates."""
    named = frozenset().union(*(_office(body) for body in bodies_of(material, item)))
    if not named and item.kind in _ADDING:  # bodies that seem to act on a licence only, but no other is named
        named = frozenset().union(
            *(offices().get(body, frozenset()) for body, _ in zip(item.agencies, item.written, strict=False))
        )
    if not named and item.provision_id in material.unit and _CHARGED.search(material.unit[item.provision_id].text):
        return frozenset({DESIGNATED})
    return named


def _office(body: Body) -> frozenset[str]:
    return frozenset({DESIGNATED}) if is_designated(body) else body.offices


def _nationwide(material: Material, name: str, items: Sequence[PowerItem]) -> Iterator[Found]:
    yield from _renamed(material, name, items)
    chosen = _chosen(material, items, _SIDES, _NEAR)
    if len({item.doc_id for item in chosen}) < 2 or not (_apart(material, chosen) or _joint(material, chosen)):
        return
    yield _finding(material, "body-matter", name, chosen, _systems(material, chosen))
    fined = [item for item in chosen if "罚款" in item.penalties]
    if len({item.doc_id for item in fined}) > 1 and _apart(material, fined):
        yield _finding(material, "body-matter-fined", name, fined, "不同的法都规定了罚款，同一违法行为只能罚一次")


def _systems(material: Material, items: Sequence[PowerItem]) -> str:
    """The systems of *items* by name and number; a body that may be of several counts where none of them is named yet."""
    held = [body for item in items for body in bodies_of(material, item) if body.offices]
    named: dict[str, None] = {}
    for body in sorted(held, key=lambda body: len(body.offices)):
        if not is_designated(body) and not body.offices & {one for name in named for one in name.split("或者")}:
            named["或者".join(sorted(body.offices))] = None
    left = "和由政府指定的部门" if any(DESIGNATED in offices_in(material, item) for item in items) else ""
    return f"全国性规定中有{len(named)}个系统（{'、'.join(named)}）{left}"


def _renamed(material: Material, name: str, items: Sequence[PowerItem]) -> Iterator[Found]:
    """主体不一致 in the name only: laws that write a body as it was called before a reform, and laws that do not."""
    rows = rows_of(material)
    old = [item for item in items if item.id in rows and _is_old(item)]
    new = [item for item in items if item.id in rows and offices_in(material, item) and not _is_old(item)]
    conducts = conducts_of(material)
    met: dict[str, PowerItem] = {}
    for one in old:
        for other in new:
            shared = offices_in(material, one) & offices_in(material, other)
            alike = conducts.vectors[rows[one.id]] @ conducts.vectors[rows[other.id]]
            if shared and one.doc_id != other.doc_id and alike >= _ALIKE:
                met |= {one.provision_id: one, other.provision_id: other}
    if met:
        shared = frozenset().union(*(offices_in(material, item) for item in met.values()))
        laws = {item.doc_id for item in met.values()}
        more = {i.provision_id: i for i in items if i.doc_id in laws and offices_in(material, i) & shared}
        made = _renaming(material, name, list(met.values())[:_SIDES], 1.0)
        further = [item for place, item in more.items() if place not in met][: max(0, _SIDES - len(met))]
        yield reduce(also, map(item_place, further), made)  # further articles of these laws on the matter


def _renaming(material: Material, matter: str, items: Sequence[PowerItem], sure: float) -> Found:
    sides = sorted(items, key=lambda item: (not _is_old(item), item.id))
    named = "；".join(f"{material.cite(item.provision_id)}：{'、'.join(item.written)}" for item in sides)
    return make(
        material, "body-matter-renamed", [item_place(item) for item in sides], matter=matter, differs=named,
        reason=f"疑似主体不一致：事项“{matter}”的条文对机关的写法一旧一新——{named}，需核查机构改革后职责由谁承担、写法是否要清理",
        confidence=sure * _TRUST["body-matter-renamed"], domain=sides[0].domain,
    )  # fmt: skip


def _is_old(item: PowerItem) -> bool:
    """Whether a body of *item* is written with a name that a reform has ended."""
    return any(written in _old_names() for written in item.written)


@cache
def _old_names() -> frozenset[str]:
    return frozenset(row.surface for row in agencies() if row.kind == "predecessor")


def _joint(material: Material, items: Sequence[PowerItem]) -> bool:
    """Whether articles of two laws about much the same each name bodies of the same several offices."""
    lists = [(item, [body.offices for body in bodies_of(material, item) if body.offices]) for item in items]
    own = [item for item, held in lists if any(not one & other for one in held for other in held)]
    alike = _alike(material, own) >= _ALIKE
    return any(
        alike[i, j] and one.doc_id != other.doc_id and offices_in(material, one) == offices_in(material, other)
        for i, one in enumerate(own) for j, other in enumerate(own[:i])
    )  # fmt: skip


def _locally(
    material: Material,
    name: str,
    place: str,
    local: Sequence[PowerItem],
    above: Sequence[PowerItem],
    national: Sequence[PowerItem],
) -> Iterator[Found]:
    """A local body that national law does not know in this matter, and different bodies for one conduct in a place."""
    known = {office for item in national for office in offices_in(material, item)}
    links: dict[str, list[PowerItem]] = {}
    for item in local:
        own = offices_in(material, item) if item.kind in _ADDING else frozenset()
        if own and not own & known:
            links[item.id] = _linked(material, item, [*national, *above, *local], _LINK)
        elif own:
            links[item.id] = [
                *_linked(material, item, [*above, *local], _SAME), *_linked(material, item, national, _SURE),
            ]  # fmt: skip
    adding = [item for item in local if links.get(item.id)]
    if not adding:
        return
    met = {item.id: item for item in (other for one in adding for other in links[one.id])}
    mine = _chosen(material, [*adding, *(i for i in met.values() if i in local and i not in adding)], _LOCAL)
    others = _chosen(material, [item for item in met.values() if item not in local], _NATIONAL)
    if len(mine) + len(others) > 1 and _apart(material, [*mine, *others]):
        bodies = "、".join(dict.fromkeys(body for item in mine for body in item.written))
        yield _finding(material, "body-matter-local", name, [*mine, *others], f"{place}的规定写的是{bodies}")


def _linked(material: Material, item: PowerItem, others: Sequence[PowerItem], least: float) -> list[PowerItem]:
    """Those of *others*, of other laws and other offices, that may well be about the same conduct as *item*."""
    rows, mine = rows_of(material), offices_in(material, item)
    if item.id not in rows:
        return []
    known = [
        other for other in others
        if other.doc_id != item.doc_id and other.id in rows
        and (held := offices_in(material, other)) and not held & mine and DESIGNATED not in held | mine
        and not _elsewhere(material, item, other)
    ]  # fmt: skip
    conducts = conducts_of(material)
    found = features(material, conducts, [rows[item.id]] * len(known), [rows[other.id] for other in known])
    return [other for other, chance in zip(known, probabilities(found), strict=True) if chance >= least]


def _elsewhere(material: Material, one: PowerItem, other: PowerItem) -> bool:
    """Whether two local rules are for two lakes, hills or sites, each of its own."""
    areas = [area_of(material.editions[item.doc_id]) for item in (one, other)]
    return all(areas) and areas[0] != areas[1]


def _apart(material: Material, items: Sequence[PowerItem]) -> bool:
    """Whether two of *items* have bodies without an office in common."""
    held = [found for item in items if (found := offices_in(material, item))]
    return any(not one & other for one in held for other in held)


def _chosen(material: Material, items: Iterable[PowerItem], most: int, least: float = 0.0) -> list[PowerItem]:
    """Of each article the item that comes nearest to those of other laws and offices; few of each office.

    What comes near to nothing goes out, and so do items whose bodies are vague.
    """
    rows = rows_of(material)
    named = [item for item in items if item.id in rows and offices_in(material, item)]
    if not named:
        return []
    elsewhere, apart = _nearness(material, named)
    order = sorted(range(len(named)), key=lambda at: (-(elsewhere[at] + apart[at]), named[at].id))
    best: dict[str, int] = {}
    for at in order:
        best.setdefault(named[at].provision_id, at)
    taken: list[PowerItem] = []
    count: dict[frozenset[str], int] = defaultdict(int)
    for at in best.values():
        held = offices_in(material, named[at])
        near = elsewhere[at] >= least or len(best) <= _FEW or _GENERAL.search(named[at].conduct)
        if near and count[held] < _OFFICE and len(taken) < most:
            taken.append(named[at])
            count[held] += 1
    return taken


def _nearness(material: Material, items: Sequence[PowerItem]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How much of each item is said by the nearest one of another law or office, and of another office, (n,) each."""
    alike = _alike(material, items)
    held = [offices_in(material, item) for item in items]
    apart = np.array([[not one & other for other in held] for one in held], bool)
    other = np.array([[one.doc_id != two.doc_id for two in items] for one in items], bool) | apart
    return np.where(other, alike, 0).max(axis=1), np.where(apart, alike, 0).max(axis=1)


def _alike(material: Material, items: Sequence[PowerItem]) -> NDArray[np.float32]:
    """How much of each item each other one says, (n, n): the nearer of the vectors and the groups of words."""
    conducts, rows = conducts_of(material), rows_of(material)
    at = [rows[item.id] for item in items]
    groups = conducts.groups[at] ** 2
    groups /= np.maximum(np.linalg.norm(groups, axis=1, keepdims=True), 1e-9)
    return np.asarray(np.maximum(groups @ groups.T, conducts.vectors[at] @ conducts.vectors[at].T), np.float32)


def _finding(material: Material, rule: str, name: str, items: Sequence[PowerItem], note: str) -> Found:
    named = "；".join(f"{material.cite(item.provision_id)}：{'、'.join(item.written)}" for item in items)
    clause = next((words for item in items if (words := _shared(material, item))), "")
    divided = f"，其中有条文写明“{clause}”" if clause else ""
    lead = lead_for(material, items) if rule != "body-matter-fined" else None
    divided += led(material, lead) if lead else ""
    return make(
        material, rule, [*(item_place(item) for item in items), *([lead.place] if lead else [])],
        matter=name, differs=named,
        reason=f"疑似职权重叠：事项“{name}”，{note}——{named}{divided}，需核查各条适用的地点、对象和情形，以及先立案的机关",
        confidence=_TRUST[rule], domain=items[0].domain, severity="提示" if clause or lead or not _apart(material, items) else "",
    )  # fmt: skip


def _shared(material: Material, item: PowerItem) -> str:
    """The words by which the article of *item* shares the work between bodies, or gives way to other laws."""
    unit = material.unit.get(item.provision_id)
    found = (match for row in coordination() if unit and (match := row.regex.search(unit.text)))
    return next((match.group() for match in found), "")


_TRUST = {"body-matter-renamed": 0.6, "body-matter": 0.8, "body-matter-fined": 0.75, "body-matter-local": 0.75}
