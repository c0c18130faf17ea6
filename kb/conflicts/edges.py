"""Which bodies may punish one conduct, and the pairs of items about one conduct whose bodies differ.

Bodies are compared as offices of today (conflict_offices.csv), so that a new name is no other body; a body that stands
only beside the licence it may revoke does not count, nor one that the text leaves open (有关部门).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.conflicts.acts import act_likeness, is_one_act
from kb.conflicts.match import FEATURES, Pair, same_conduct
from kb.conflicts.material import Material
from kb.conflicts.sanctions import sanctions_of
from kb.conflicts.space import region_of, superior
from kb.conflicts.tables import offices
from kb.model import Edition, PowerItem
from kb.naming.phrases import subject_of
from kb.titles import place_of

_LEAST, _APART = 0.5, 0.55  # probability from which a pair of penalties counts: in laws about one thing, in others
TRANSFERRED = frozenset({"城市管理", "乡镇街道", "行政审批"})  # 行政处罚法 第十八条、第二十四条
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
    taken: bool = False  # the lower rule takes the superior one's article over


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


@dataclass(frozen=True, slots=True)
class Compared:
    """The pairs about one conduct: the edges, and those of a lower and a superior rule that name one body differently."""

    edges: tuple[Edge, ...]
    agreeing: tuple[Pair, ...]


def compared(material: Material, changed: frozenset[str]) -> Compared:
    """The pairs of items about one conduct, of the documents of *changed* and those they meet."""
    found = _compared(material, changed)
    met = changed | {item.doc_id for edge in found.edges for item in (edge.one, edge.other)}
    met |= {ranked[0].doc_id for pair in found.agreeing if (ranked := ordered(material, pair))}
    if met == changed:
        return found
    both = [(edge.one, edge.other) for edge in found.edges] + [(pair.one, pair.other) for pair in found.agreeing]
    spaces = frozenset(region_of(*(material.editions[item.doc_id] for item in pair)) for pair in both)
    return _compared(material, met, spaces)  # what hangs together makes one finding, and hangs together in one space


def _compared(material: Material, docs: frozenset[str], spaces: frozenset[str] = frozenset()) -> Compared:
    pairs = [pair for pair in same_conduct(material, docs, spaces=spaces) if pair.one.kind == "行政处罚"]
    meeting = {item.doc_id for pair in pairs for item in (pair.one, pair.other)}
    material.want(meeting, material.units, material.unit, material.agencies)
    agreed: dict[tuple[str, str], list[Pair]] = defaultdict(list)  # an item and a document -> pairs whose bodies agree
    edges, agreeing = [], []
    for pair in pairs:
        how = unlike(bodies_of(material, pair.one), bodies_of(material, pair.other))
        if how:
            plain, taken = pair.features[_SLIGHT] <= _SAYS_LITTLE, takes_over(material, pair)
            if plain or taken or kin(material, pair.one, pair.other):
                edges.append(Edge(pair.one, pair.other, pair.score, how, taken))
            continue
        if not alike(bodies_of(material, pair.one), bodies_of(material, pair.other)):
            continue
        if ordered(material, pair) is not None and _named_apart(pair):
            agreeing.append(pair)
        for key in ((pair.one.id, pair.other.doc_id), (pair.other.id, pair.one.doc_id)):
            agreed[key].append(pair)
    return Compared(tuple(edge for edge in edges if _stands(material, edge, agreed)), tuple(agreeing))


def _named_apart(pair: Pair) -> bool:
    """Whether both items name a body of today, in other words."""
    one, other = (dict(zip(item.agencies, item.written, strict=False)) for item in (pair.one, pair.other))
    return any(body and one[body] != other[body] for body in one.keys() & other.keys())


def ordered(material: Material, pair: Pair | Edge) -> tuple[PowerItem, PowerItem] | None:
    """The lower item and the superior one; None between equals."""
    one, other = (material.editions[item.doc_id] for item in (pair.one, pair.other))
    if superior(one, other):
        return pair.other, pair.one
    return (pair.one, pair.other) if superior(other, one) else None


def _stands(material: Material, edge: Edge, agreed: Mapping[tuple[str, str], Sequence[Pair]]) -> bool:
    """Whether an edge is strong enough, its items can collide, and neither finds its like, with its body, in the other law."""
    least = _LEAST if kin(material, edge.one, edge.other) else _APART
    if (edge.score < least and not edge.taken) or any(_set_apart(material, item) for item in (edge.one, edge.other)):
        return False
    if _explained(material, edge, agreed):
        return False
    if edge.how != "指定" and any(left_open(material, item, edge.how) for item in (edge.one, edge.other)):
        return False
    licences = [set(_LICENCE.findall(item.conduct)) for item in (edge.one, edge.other)]
    if all(licences) and not licences[0] & licences[1]:
        return False  # each body looks after the licence that it gives itself
    if edge.how == "不同" and (_beside(material, edge.one, edge.other) or _beside(material, edge.other, edge.one)):
        return False
    inside = edge.one.doc_id == edge.other.doc_id
    return edge.taken or not (edge.score < _INSIDE if inside else _sisters(material, edge))


def _explained(material: Material, edge: Edge, agreed: Mapping[tuple[str, str], Sequence[Pair]]) -> bool:
    """Whether one of the items has its like, with its body, in the other law.

    Where the lower rule takes the superior one over, only a like that is taken over as closely explains it.
    """
    keys = ((edge.one.id, edge.other.doc_id), (edge.other.id, edge.one.doc_id))
    likes = [pair for key in keys for pair in agreed.get(key, ()) if pair.score >= edge.score - _CLOSE]
    if not likes or not edge.taken:
        return bool(likes)
    own = act_likeness(edge.one, edge.other)
    return any(act_likeness(pair.one, pair.other) >= own - _CLOSE for pair in likes)


def takes_over(material: Material, pair: Pair) -> bool:
    """Whether the lower of two rules takes over the superior one's act with its very fines, and so carries it out."""
    if ordered(material, pair) is None:
        return False
    mine, theirs = (
        {(s.low, s.high, s.unit) for s in sanctions_of(material, item) if s.kind == "罚款" and s.fixed}
        for item in (pair.one, pair.other)
    )
    return bool(mine) and mine == theirs and _is_one(material, pair)


def _is_one(material: Material, pair: Pair) -> bool:
    return act_likeness(pair.one, pair.other) >= _TAKEN_OVER and is_one_act(material, pair)


_TAKEN_OVER = 0.7  # likeness of acts from which one rule takes over the other's
_SLIGHT, _SAYS_LITTLE = FEATURES.index("slight"), 1.2  # more than this, and a conduct could be one of any trade


def left_open(material: Material, item: PowerItem, how: str) -> bool:
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
    said = {b.written for b in mine} & {b.written for b in theirs}  # what both name in the same words is no difference
    mine, theirs = ([b for b in bodies if b.offices or b.written not in said] for bodies in (mine, theirs))
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


def alike(mine: Sequence[Body], theirs: Sequence[Body]) -> bool:
    """Whether two lists of bodies have an office, or the words for a body, in common."""
    return any(a.offices & b.offices or a.written == b.written for a in mine for b in theirs)


def subordinate(material: Material, edge: Edge) -> bool:
    """Whether the two stand in rules of which one carries out the other, or takes over what it says."""
    return edge.taken or (ordered(material, edge) is not None and kin(material, edge.one, edge.other))


def handed_down(material: Material, edge: Edge) -> bool:
    """Whether the lower rule only gives the penalty to a body to which penalties may be handed over."""
    found = ordered(material, edge)
    if found is None:
        return False
    lower = bodies_of(material, found[0])
    return edge.how != "指定" and bool(lower) and all(body.offices & TRANSFERRED for body in lower)


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


def is_designated(body: Body) -> bool:
    """Whether the law leaves it to a government to name the body."""
    return bool(_DESIGNATED.search(body.written))
