"""Several bodies for one conduct: 职权重叠, 主体不一致 and the risk of 一事多罚.

Bodies are compared as offices of today (conflict_offices.csv), so that a new name is no other body; a body that stands
only beside the licence it may revoke does not count, nor one that the text leaves open (有关部门).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from kb.conflicts.found import Found, Place, distinct, item_place, make
from kb.conflicts.match import FEATURES, same_conduct
from kb.conflicts.material import Material
from kb.conflicts.space import NATIONAL, region_of, superior
from kb.conflicts.tables import offices
from kb.model import Agency, Edition, PowerItem, Provision
from kb.naming.phrases import subject_of
from kb.titles import place_of

_LEAST, _APART = 0.65, 0.72  # probability from which a pair of penalties counts: in laws about one thing, in others
_TRANSFERRED = frozenset({"城市管理", "乡镇街道", "行政审批"})  # 行政处罚法 第十八条、第二十四条
_MOST = 12  # sides of a finding
_DESIGNATED = re.compile("(?:指定|确定|授权)的[^，。；]{0,12}(?:部门|机构|机关)")
_MILITARY = re.compile("解放军|军队|武装警察|军事|武器装备")
_ELSEWHERE = re.compile("构成违反治安管理|构成犯罪|治安管理行为")


@dataclass(frozen=True, slots=True)
class Body:
    """A body that may punish: as written, and the offices of today that it may be; none where the text leaves it open."""

    written: str
    offices: frozenset[str]


@dataclass(frozen=True, slots=True)
class Edge:
    """Two items about one conduct for which different bodies are competent; ``how`` is 不同, 增加 or 指定."""

    one: PowerItem
    other: PowerItem
    score: float
    how: str


def find(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    """职权重叠, 主体不一致 and 一事多罚 in which a document of *changed* takes part."""
    yield from distinct(one for one in _all(material, changed) if any(side.doc_id in changed for side in one.sides))


def _all(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    yield from joint(material, changed)
    edges = edges_of(material, changed)
    ordered = [edge for edge in edges if subordinate(material, edge) or handed_down(material, edge)]
    yield from unlike_superior(material, ordered)
    kept = {id(edge) for edge in ordered}
    free = [edge for edge in edges if id(edge) not in kept]
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


# two texts about one conduct


def bodies_of(material: Material, item: PowerItem) -> list[Body]:
    """The bodies that may impose the penalty of *item*, without those that only revoke a licence of their own."""
    named = zip(item.agencies, item.written, strict=False)
    own = [Body(written, _offices(body, written)) for body, written in named]
    text = material.unit[item.provision_id].text if item.source == item.provision_id else ""
    return [body for body in own if not _acts_apart(text, body.written)]


def _offices(body: str, written: str) -> frozenset[str]:
    """The offices of a body; none for one that a government is to name, or whose name fits none of the table."""
    if _DESIGNATED.search(written):
        return frozenset()
    return offices()[written] if written in offices() else offices().get(body, frozenset())


_REVOKES = re.compile("[^，。；]{0,10}(?:吊销|撤销|暂扣|注销|降低|收缴)")
_DETAINS = re.compile("[^，。；]{0,40}拘留")
_ORDER = re.compile("治安管理(?:行为|处罚)?[^。；]{0,12}$|拘留[^。；]{0,12}$")


def _acts_apart(text: str, written: str) -> bool:
    """Whether the body acts nowhere but on a licence (由某部门吊销营业执照) or for public order (构成违反治安管理行为的，由…)."""
    found = [(text[: m.start()], text[m.end() :]) for m in re.finditer(re.escape(written), text)]
    return bool(found) and all(
        _REVOKES.match(after) or _DETAINS.match(after) or _ORDER.search(before) for before, after in found
    )


def edges_of(material: Material, changed: frozenset[str]) -> list[Edge]:
    """The pairs of items about one conduct whose bodies differ, of the documents of *changed* and those they meet."""
    edges = _edges(material, changed)
    met = changed | {item.doc_id for edge in edges for item in (edge.one, edge.other)}
    return edges if met == changed else _edges(material, met)  # what hangs together makes one finding


def _edges(material: Material, docs: frozenset[str]) -> list[Edge]:
    pairs = [pair for pair in same_conduct(material, docs) if pair.one.kind == "行政处罚"]
    agreed: dict[tuple[str, str], float] = {}  # an item and a document -> the best score of a pair whose bodies agree
    found = []
    for pair in pairs:
        how = unlike(bodies_of(material, pair.one), bodies_of(material, pair.other))
        if how and pair.features[_SLIGHT] > _SAYS_LITTLE and not kin(material, pair.one, pair.other):
            continue
        if how:
            found.append(Edge(pair.one, pair.other, pair.score, how))
            continue
        for key in ((pair.one.id, pair.other.doc_id), (pair.other.id, pair.one.doc_id)):
            agreed[key] = max(agreed.get(key, 0.0), pair.score)
    return [edge for edge in found if _stands(material, edge, agreed)]


def _stands(material: Material, edge: Edge, agreed: Mapping[tuple[str, str], float]) -> bool:
    """Whether an edge is strong enough, its items can collide, and neither finds its like, with its body, in the other law."""
    least = _LEAST if kin(material, edge.one, edge.other) else _APART
    if edge.score < least or any(_set_apart(material, item) for item in (edge.one, edge.other)):
        return False
    like = max(agreed.get((edge.one.id, edge.other.doc_id), 0.0), agreed.get((edge.other.id, edge.one.doc_id), 0.0))
    if like >= edge.score - _CLOSE:
        return False
    if edge.how != "指定" and any(_open(material, item, edge.how) for item in (edge.one, edge.other)):
        return False
    licences = [set(_LICENCE.findall(item.conduct)) for item in (edge.one, edge.other)]
    if all(licences) and not licences[0] & licences[1]:
        return False  # each body looks after the licence that it gives itself
    if edge.how == "不同" and (_beside(material, edge.one, edge.other) or _beside(material, edge.other, edge.one)):
        return False
    inside = edge.one.doc_id == edge.other.doc_id
    return not (edge.score < _INSIDE if inside else _sisters(material, edge))


_SLIGHT, _SAYS_LITTLE = FEATURES.index("slight"), 1.2  # more than this, and a conduct could be one of any trade


def _open(material: Material, item: PowerItem, how: str) -> bool:
    """Whether the bodies of an item are not all told where it stands: …等部门, or those of a general clause."""
    if item.source != item.provision_id:
        return how == "增加"
    text = material.unit[item.provision_id].text if item.provision_id in material.unit else ""
    return any(re.search(re.escape(written) + "等", text) for written in item.written)


def _beside(material: Material, one: PowerItem, other: PowerItem) -> bool:
    """Whether the line in which *one* stands names an office of *other* too, so that its bodies may not all be read."""
    unit = material.unit.get(one.provision_id)
    if unit is None or one.source != one.provision_id:
        return False
    start = unit.start + unit.text.rfind("\n", 0, max(0, one.start - unit.start)) + 1
    end = unit.text.find("\n", one.end - unit.start)
    end = unit.end if end < 0 else unit.start + end
    acting = [a for a in material.agencies.get(unit.id, ()) if a.role == "实施" and start <= a.start < end]
    held = frozenset().union(*(body.offices for body in bodies_of(material, other)))
    return any(_offices(a.canonical or a.surface, a.surface) & held for a in acting)


_LICENCE = re.compile("未(?:依法)?(?:取得|领取|办理)[^，。；、]{0,16}?([^，。；、的]{2,6}(?:许可证?|执照|证书|资质))")
_CLOSE = 0.1  # a like conduct whose probability is less by no more than this explains a pair better
_INSIDE = 0.85  # probability from which two articles of one document count
_TAIL = 4  # characters at the end that the subjects of sister laws have in common


def _sisters(material: Material, edge: Edge) -> bool:
    """Whether the laws are sisters, each for a thing of its own: 陆生野生动物保护 and 水生野生动物保护."""
    one, other = (_subject(material.editions[item.doc_id]) for item in (edge.one, edge.other))
    tail = 0
    while tail < min(len(one), len(other)) and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return tail >= _TAIL and bool(one[: len(one) - tail]) and bool(other[: len(other) - tail])


def _subject(edition: Edition) -> str:
    return subject_of(edition.title, place_of(edition.title)) or edition.title


def _set_apart(material: Material, item: PowerItem) -> bool:
    """Whether an item cannot collide: no penalty of its own but detention, a matter of the armed forces, a crime or public order."""
    edition = material.editions[item.doc_id]
    bare = not set(item.penalties) - {"行政拘留"}
    return bare or bool(_MILITARY.search(edition.title) or _ELSEWHERE.search(item.conduct))


def unlike(mine: Sequence[Body], theirs: Sequence[Body]) -> str:
    """How two lists of bodies differ: 不同 (no office in common), 增加, 指定 (one is left to be designated), or not at all."""
    designated = [bool([b for b in bodies if _DESIGNATED.search(b.written)]) for bodies in (mine, theirs)]
    ours, others = ([b for b in bodies if b.offices] for bodies in (mine, theirs))
    if designated[0] != designated[1] and (others if designated[0] else ours):
        return "" if any(a.offices & b.offices for a in ours for b in others) else "指定"
    if not ours or not others or len(ours) < len(mine) or len(others) < len(theirs):
        return ""
    new = [b for b in others if not any(b.offices & a.offices for a in ours)]
    old = [a for a in ours if not any(a.offices & b.offices for b in others)]
    if len(new) == len(others) and len(old) == len(ours):
        return "不同"
    return "增加" if new or old else ""


def subordinate(material: Material, edge: Edge) -> bool:
    """Whether the two stand in rules of which one carries out the other."""
    one, other = material.editions[edge.one.doc_id], material.editions[edge.other.doc_id]
    return (superior(one, other) or superior(other, one)) and kin(material, edge.one, edge.other)


def handed_down(material: Material, edge: Edge) -> bool:
    """Whether the lower rule only gives the penalty to a body to which penalties may be handed over."""
    editions = material.editions[edge.one.doc_id], material.editions[edge.other.doc_id]
    if not (superior(*editions) or superior(*reversed(editions))):
        return False
    lower = bodies_of(material, _lower(material, edge))
    return edge.how != "指定" and bool(lower) and all(body.offices & _TRANSFERRED for body in lower)


def kin(material: Material, one: PowerItem, other: PowerItem) -> bool:
    """Whether the laws of two items are about one thing, or one item rests on the other's law."""
    editions = material.editions[one.doc_id], material.editions[other.doc_id]
    subjects = [_subject(e) for e in editions]
    if subjects[0] in subjects[1] or subjects[1] in subjects[0]:
        return True
    titles = {e.title for e in editions}
    return any(
        basis.title in titles for item in (one, other) for basis in material.bases.get(item.id, ()) if basis.title
    )


def unlike_superior(material: Material, edges: Sequence[Edge]) -> Iterator[Found]:
    """主体不一致: an item of the lower rule against those of the higher ones that it carries out."""
    grouped: dict[tuple[str, str, str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        lower = _lower(material, edge)
        upper = edge.other if edge.one.id == lower.id else edge.one
        grouped[lower.doc_id, edge.how, _says(lower), _says(upper)].append(edge)
    for (_, how, *_), own in grouped.items():
        yield _unlike_superior(material, own, how)


def _lower(material: Material, edge: Edge) -> PowerItem:
    one, other = material.editions[edge.one.doc_id], material.editions[edge.other.doc_id]
    return edge.other if superior(one, other) else edge.one


def _unlike_superior(material: Material, edges: Sequence[Edge], how: str) -> Found:
    lower = list({item.id: item for item in (_lower(material, edge) for edge in edges)}.values())
    ids = {item.id for item in lower}
    upper = list({i.id: i for edge in edges for i in (edge.one, edge.other) if i.id not in ids}.values())
    held = frozenset().union(*(body.offices for body in bodies_of(material, upper[0])))
    new = [body.offices for body in bodies_of(material, lower[0]) if not body.offices & held]
    transferred = bool(new) and all(offices_ & _TRANSFERRED for offices_ in new)
    rule = "body-designated" if how == "指定" else "body-transfer" if transferred else _RULES[how]
    sure = max(edge.score for edge in edges) * _TRUST[rule]
    lower_says, upper_says = _says(lower[0]), _says(upper[0])
    return make(
        material, rule, [item_place(item) for item in (*lower[:_MOST], *upper[:_MOST])],
        matter=lower[0].conduct, differs=f"下位规定：{lower_says}；上位规定：{upper_says}",
        reason=f"疑似主体不一致：{_cited(material, lower)}写{lower_says}，{_cited(material, upper)}写{upper_says}，{_NOTES[rule]}",
        confidence=sure, domain=lower[0].domain,
        severity="提示" if rule == "body-unlike" and sure < _CERTAIN else "",
    )  # fmt: skip


_CERTAIN = 0.7  # confidence below which two unlike bodies are put lower, so that they are read later


def _cited(material: Material, items: Sequence[PowerItem]) -> str:
    return "、".join(dict.fromkeys(material.cite(item.provision_id) for item in items[:_MOST]))


_RULES = {"不同": "body-unlike", "增加": "body-added"}
_NOTES = {
    "body-unlike": "需核查是否有相对集中处罚权、职责调整或者授权的依据",
    "body-added": "下位规定的机关多于或者少于上位规定，需核查职责划分的依据",
    "body-transfer": "可能属于行政处罚法第十八条、第二十四条的集中或者下放，需核查批准的决定和目录",
    "body-designated": "一方由政府指定，需核查当地指定了哪个部门",
}
_TRUST = {"body-unlike": 0.9, "body-added": 0.9, "body-transfer": 0.95, "body-designated": 0.95}


def _says(item: PowerItem) -> str:
    return "、".join(item.written)


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
    named = "；".join(f"{material.cite(item.provision_id)}：{_says(item)}" for item in items)
    yield make(
        material, rule, [item_place(item) for item in items],
        matter=items[0].conduct, differs=named,
        reason=f"疑似职权重叠：同一行为由不同机关处理——{named}，需核查适用范围、专属管辖和先立案的机关",
        confidence=score * 0.9, domain=items[0].domain,
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
    named = "；".join(f"{material.cite(item.provision_id)}：{_says(item)}，{item.measures}" for item in items)
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


def is_designated(body: Body) -> bool:
    """Whether the law leaves it to a government to name the body."""
    return bool(_DESIGNATED.search(body.written))
