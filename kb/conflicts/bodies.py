"""Several bodies for one conduct: 职权重叠, 主体不一致 and the risk of 一事多罚."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from kb.conflicts.edges import Edge, bodies_of, compared, handed_down, subordinate
from kb.conflicts.found import Found, Place, distinct, item_place, make
from kb.conflicts.leads import lead_for, leads, led
from kb.conflicts.material import Material
from kb.conflicts.space import NATIONAL, region_of
from kb.conflicts.subjects import renamed, says, unlike_superior
from kb.conflicts.tables import offices
from kb.model import Agency, PowerItem, Provision

_MOST = 12  # sides of a finding


def find(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    """职权重叠, 主体不一致 and 一事多罚 in which a document of *changed* takes part."""
    yield from distinct(one for one in _all(material, changed) if any(side.doc_id in changed for side in one.sides))


def _all(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    if len(changed) == len(material.editions):
        leads(material, material.editions.keys())  # once for all, where every document is compared anyway
    yield from joint(material, changed)
    both = compared(material, changed)
    below = [edge for edge in both.edges if subordinate(material, edge) or handed_down(material, edge)]
    yield from unlike_superior(material, below)
    yield from renamed(material, both.agreeing)
    kept = {id(edge) for edge in below}
    free = [edge for edge in both.edges if id(edge) not in kept]
    for group in groups_of(material, free):
        yield from overlapping(material, group)


# several bodies in one article


_LIST = re.compile(r"(?:、|和|与|及|以及|或者?|，或者|\s)+(?:其他|同级|所在地|当地|有关|依法)?")
_ASSIGNS = re.compile(
    "(?:按照?|依照|依据|根据|在)(?:各自|法定|职责|规定的|其|有关|法律)?[^，。；]{0,10}?(?:职责|职权|权限|分工)[^，。；]{0,6}?(?:分工|范围内?|权限)?"
    "|由[^，。；]{2,20}为主|会同[^，。；]{2,20}|法律[^，。；]{0,12}另有规定的[^，。；]{0,6}从其规定|相对集中[^，。；]{0,8}处罚权"
)
_GIVEN = re.compile(r"(?:由|经)[^，。；由]{0,24}$")
_SANCTIONS = re.compile(
    r"(?:等|主管|管理|监督|行政|有关|相关|部门|机构|机关|单位|及其[^，。；]{0,10}|[（(][^）)]{0,12}[）)]|[^，。；]{0,16}(?:职责|职权|权限|分工|规定)[^，。；]{0,8}"
    r"|依法|分别|可以|应当|责成|，)*(?:责令|处|没收|给予|予以|警告|吊销|取缔|收缴|撤销|决定|实施处罚|对[^，。；]{1,30}处|[^，。；]{0,6}罚款)"
)
_BEFORE = 30  # characters before a list of bodies in which 由 may stand
_ALONE = 70  # characters after a list of bodies in which its division of work may stand


def joint(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    """Articles that give one penalty to several offices at once: A或者B, or A、B按照各自职责; one finding for each list in a law."""
    for doc_id in sorted(changed & material.items_of.keys()):
        articles: dict[str, list[PowerItem]] = defaultdict(list)
        for item in material.items_of[doc_id]:
            if item.kind == "行政处罚" and item.penalties and item.provision_id in material.unit:
                articles[item.source if item.source in material.unit else item.provision_id].append(item)
        lists: dict[tuple[frozenset[str], str], list[_Joint]] = defaultdict(list)
        for provision_id, items in articles.items():
            for one in _joint_in(material, material.unit[provision_id], items):
                lists[frozenset(a.canonical for a in one.named), one.rule].append(one)
        for (_, rule), ones in lists.items():
            yield _joint(material, rule, ones)


@dataclass(frozen=True, slots=True)
class _Joint:
    """A list of bodies that share a penalty, with the clause that divides the work, if there is one."""

    named: tuple[Agency, ...]
    clause: str
    alternative: bool  # A或者B
    items: tuple[PowerItem, ...]  # those that it is for

    @property
    def rule(self) -> str:
        return "body-shared" if self.clause else "body-joint"


def _joint_in(material: Material, unit: Provision, items: Sequence[PowerItem]) -> Iterator[_Joint]:
    for named in _lists(material, unit):
        start, end = named[0].start, named[-1].end
        mine = [item for item in items if {a.canonical or a.surface for a in named} <= set(item.agencies)]
        before = material.words(unit.doc_id, max(unit.start, start - _BEFORE), start)
        after = material.words(unit.doc_id, end, min(end + _ALONE, unit.end))
        if mine and _GIVEN.search(before) and _SANCTIONS.match(after):
            joined = material.words(unit.doc_id, start, end)
            words = re.split("[。；]", before[-8:] + joined + after)[0]
            clause = _ASSIGNS.search(words) or re.search("分别由|由[^，。；]{0,8}分别", words)
            yield _Joint(tuple(named), clause.group() if clause else "", "或" in joined, tuple(mine))


def _joint(material: Material, rule: str, ones: Sequence[_Joint]) -> Found:
    first = ones[0]
    bodies = "、".join(agency.surface for agency in first.named)
    said = f"原文写明“{first.clause}”" if first.clause else "条文没有写明如何分工"
    places = [
        Place(a.provision_id, a.start, a.end, a.surface, a.canonical or a.surface, "行政处罚")
        for one in ones[:_MOST] for a in one.named
    ]  # fmt: skip
    elsewhere = {
        item.provision_id: item for one in ones for item in one.items if item.provision_id != one.named[0].provision_id
    }  # a clause for the whole law
    places += [item_place(item) for item in list(elsewhere.values())[:_MOST]]
    cited = "、".join(dict.fromkeys(material.cite(one.named[0].provision_id) for one in ones[:_MOST]))
    return make(
        material, rule, places, matter=first.items[0].conduct, differs=bodies,
        reason=f"疑似职权重叠：{cited}规定同一行为可由{bodies}处罚，{said}，需核查实际分工",
        confidence=0.9 if first.clause else 0.85, domain=first.items[0].domain,
        severity="" if first.clause or any(one.alternative for one in ones) else "提示",
    )  # fmt: skip


def _lists(material: Material, unit: Provision) -> Iterator[list[Agency]]:
    """The lists of bodies in a unit that name different offices and are to act: one list for each run of names."""
    run: list[Agency] = []
    acting = [a for a in material.agencies.get(unit.id, ()) if a.role == "实施"]
    for before, agency in pairwise([None, *sorted(acting, key=lambda a: a.start)]):
        if before is not None and not _LIST.fullmatch(material.words(unit.doc_id, before.end, agency.start)):  # type: ignore[union-attr]
            yield from _whole(run)
            run = []
        run.append(agency)  # type: ignore[arg-type]
    yield from _whole(run)


def _whole(run: Sequence[Agency]) -> Iterator[list[Agency]]:
    known = {agency.start: offices().get(agency.canonical, frozenset()) for agency in run}
    if any(a and b and not a & b for a, b in combinations(known.values(), 2)):
        yield [agency for agency in run if known[agency.start]]


# one conduct in the laws of several offices


def groups_of(material: Material, edges: Sequence[Edge]) -> Iterator[list[Edge]]:
    """Edges that hang together, national ones first, then those of each place in which a local rule takes part."""
    by_space: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        by_space[region_of(material.editions[edge.one.doc_id], material.editions[edge.other.doc_id])].append(edge)
    for _, own in sorted(by_space.items(), key=lambda pair: (pair[0] != "全国", pair[0])):
        yield from _connected(own)


def _connected(edges: Sequence[Edge]) -> Iterator[list[Edge]]:
    """The edges by connected groups; a group too large for one matter is cut at its weakest edges."""
    root: dict[str, str] = {}

    def find_root(item_id: str) -> str:
        while root.setdefault(item_id, item_id) != item_id:
            item_id = root[item_id]
        return item_id

    size: dict[str, int] = defaultdict(lambda: 1)
    for edge in sorted(edges, key=lambda e: (-e.score, e.one.id, e.other.id)):
        mine, theirs = find_root(edge.one.id), find_root(edge.other.id)
        if mine != theirs and size[mine] + size[theirs] <= _MOST:
            root[theirs] = mine
            size[mine] += size[theirs]
    grouped: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        if find_root(edge.one.id) == find_root(edge.other.id):
            grouped[find_root(edge.one.id)].append(edge)
    yield from grouped.values()


def overlapping(material: Material, edges: Sequence[Edge]) -> Iterator[Found]:
    """职权重叠 of the items of a group, and 一事多罚 where several offices fine for it under several laws."""
    items = _ordered(material, {item.id: item for edge in edges for item in (edge.one, edge.other)}.values())
    score = max(edge.score for edge in edges)
    hows = {edge.how for edge in edges}
    rule = "body-overlap" if "不同" in hows else "body-overlap-designated" if "指定" in hows else "body-overlap-added"
    named = "；".join(f"{material.cite(item.provision_id)}：{says(item)}" for item in items)
    lead = lead_for(material, items)
    yield make(
        material, rule, [*(item_place(item) for item in items), *([lead.place] if lead else [])],
        matter=items[0].conduct, differs=named,
        reason=f"疑似职权重叠：同一行为由不同机关处理——{named}，需核查适用范围、专属管辖和先立案的机关{led(material, lead) if lead else ''}",
        confidence=score * 0.9, domain=items[0].domain, severity="提示" if lead else "",
    )  # fmt: skip
    fined = [item for item in items if "罚款" in item.penalties]
    if "不同" in hows and len({item.doc_id for item in fined}) > 1 and _apart(material, fined):
        yield _fined_twice(material, fined, score)


def _apart(material: Material, items: Sequence[PowerItem]) -> bool:
    """Whether two of *items* of different laws have no office in common."""
    known = [(item.doc_id, frozenset().union(*(b.offices for b in bodies_of(material, item)))) for item in items]
    return any(a[0] != b[0] and a[1] and b[1] and not a[1] & b[1] for a, b in combinations(known, 2))


def _fined_twice(material: Material, items: Sequence[PowerItem], score: float) -> Found:
    sums = [item for item in items if item.unit == "元" and item.high is not None]
    highest = max(sums, key=lambda item: item.high or 0, default=None)
    top = (
        f"罚款上限最高的是{material.cite(highest.provision_id)}（{highest.high:,.0f}元）" if highest else "罚款不是定额"
    )
    also = "；另有不按定额计算的罚款，须按案值比较" if highest and len(sums) < len(items) else ""
    named = "；".join(f"{material.cite(item.provision_id)}：{says(item)}，{item.measures}" for item in items)
    return make(
        material, "body-fined-twice", [item_place(item) for item in items],
        matter=items[0].conduct, differs=named,
        reason=f"存在一事多罚风险：{named}。同一违法行为不得给予两次以上罚款，按罚款数额高的规定处罚；{top}{also}",
        confidence=score * 0.9, domain=items[0].domain,
    )  # fmt: skip


def _ordered(material: Material, items: Iterable[PowerItem]) -> list[PowerItem]:
    """Local rules first, then the later ones: the first is the one to be looked at."""

    def key(item: PowerItem) -> tuple[bool, str, str]:
        edition = material.editions[item.doc_id]
        return edition.region in NATIONAL, "".join(chr(0x10FFF - ord(c)) for c in edition.effective), item.id

    return sorted(items, key=key)[:_MOST]
