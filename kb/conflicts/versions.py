"""主体变更: the version in force gives a power to another body than the version before it did.

No conflict in itself, since only one of the two is in force; but rules and lists made under the older version may still
name the body that it named. The older versions are read from the store, and only those of the laws looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kb.conflicts.edges import alike, bodies_of, unlike
from kb.conflicts.found import Found, distinct, item_place, make
from kb.conflicts.match import Conducts, conducts_of, features, probabilities, same_conduct
from kb.conflicts.material import Material
from kb.conflicts.space import sets_rules, superior
from kb.conflicts.subjects import says
from kb.model import Edition, PowerItem
from kb.titles import full_title

_NEAR = 0.55  # cosine of the vectors of two conducts that are weighed
_SURE = 0.75  # probability from which two conducts of one law are the same
_LIKE = 0.15  # a like conduct whose probability is less by no more than this explains a change away
_LOCAL = 0.72  # probability from which a lower rule is about the conduct
_MOST = 6  # pairs of articles that one finding lists


@dataclass
class Versions(Material):
    """Versions in force beside the one that each replaced: a material of its own, so that no detector takes the older for law."""

    before: Mapping[str, Edition] = field(default_factory=dict)  # version in force -> the one before it
    now: Mapping[str, Edition] = field(default_factory=dict)

    @cached_property
    def editions(self) -> Mapping[str, Edition]:
        """Both versions of each law, by document id."""
        return {e.doc_id: e for id in self.before for e in (self.now[id], self.before[id])}


@dataclass(frozen=True, slots=True)
class Change:
    """One power in the version in force and in the one before it, which gave it to another body."""

    new: PowerItem
    old: PowerItem
    score: float


def find(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    """The changes in the laws of *changed*, and the lower rules that go on naming the body of before."""
    before = replaced(material, {id for id in changed if id in material.editions})
    if before:
        versions = _versions(material, before)
        for _, own in sorted(_by_law(changes(versions)).items()):
            yield _changed(versions, own)
    yield from distinct(_left_behind(material, changed))


def replaced(material: Material, docs: Iterable[str]) -> dict[str, Edition]:
    """For each of *docs* the version that it replaced, where that is in the store."""
    if "older versions" not in material.derived:
        older: dict[str, list[Edition]] = defaultdict(list)
        for edition in material.kb.editions.values():
            if edition.superseded_on and edition.doc_id not in material.editions and sets_rules(edition):
                older[edition.law].append(edition)
        material.derived["older versions"] = older
    known: Mapping[str, list[Edition]] = material.derived["older versions"]
    found = ((id, known.get(material.editions[id].law)) for id in sorted(docs))
    return {id: max(ones, key=lambda e: (e.superseded_on, e.doc_id)) for id, ones in found if ones}


def _versions(material: Material, before: Mapping[str, Edition]) -> Versions:
    return Versions(material.kb, material.day, material.extra, lambda _: True, before=before, now=material.editions)


def changes(versions: Versions) -> list[Change]:
    """The powers that went to another office, each with its likest predecessor."""
    conducts = conducts_of(versions)
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, item in enumerate(conducts.items):
        rows[item.doc_id, item.kind].append(row)
    both = [
        (one, other)
        for (doc_id, kind), new in rows.items() if doc_id in versions.before
        for one in new for other in rows.get((versions.before[doc_id].doc_id, kind), ())
        if float(conducts.vectors[one] @ conducts.vectors[other]) >= _NEAR
    ]  # fmt: skip
    return list(_moved(versions, conducts, both))


def _moved(versions: Versions, conducts: Conducts, both: Sequence[tuple[int, int]]) -> Iterator[Change]:
    new, old = [one for one, _ in both], [other for _, other in both]
    scores = probabilities(features(versions, conducts, new, old)) if both else ()
    known = [
        Change(conducts.items[one], conducts.items[other], float(score))
        for (one, other), score in zip(both, scores, strict=True)
    ]
    same: dict[str, float] = {}  # item -> how like it is to the likest item of the other version with its body
    best: dict[str, float] = {}
    for change in known:
        agrees = alike(bodies_of(versions, change.new), bodies_of(versions, change.old))
        for item in (change.new, change.old):
            best[item.id] = max(best.get(item.id, 0.0), change.score)
            same[item.id] = max(same.get(item.id, 0.0), change.score if agrees else 0.0)
    for change in known:
        kept = max(same[change.new.id], same[change.old.id])
        likest = change.score >= max(best[change.new.id], best[change.old.id]) - 1e-6
        moved = unlike(bodies_of(versions, change.new), bodies_of(versions, change.old)) == "不同"
        if moved and likest and change.score >= _SURE and kept < change.score - _LIKE:
            yield change


def _by_law(found: Iterable[Change]) -> dict[str, list[Change]]:
    grouped: dict[str, list[Change]] = defaultdict(list)
    for change in found:
        grouped[change.new.doc_id].append(change)
    return grouped


def _changed(versions: Versions, own: Sequence[Change]) -> Found:
    own = sorted(own, key=lambda change: (-change.score, change.new.id, change.old.id))
    listed = own[:_MOST]
    said = "；".join(dict.fromkeys(f"{_cite_old(versions, c.old)}写{says(c.old)}，现行{versions.cite(c.new.provision_id)}写{says(c.new)}" for c in listed))  # fmt: skip
    more = f"；等{len(own)}处" if len(own) > len(listed) else ""
    places = {item.id: item_place(item) for item in (*(c.new for c in listed), *(c.old for c in listed))}
    return make(
        versions, "body-changed", list(places.values()),
        matter=listed[0].new.conduct, differs=_differs(own),
        reason=f"同一部法的新旧版本主体变更：{said}{more}。旧版已不再施行，只作对照；需核查依据旧版制定的规定、权责清单和委托是否仍写旧机关",
        confidence=listed[0].score * 0.95, domain=listed[0].new.domain,
    )  # fmt: skip


def _differs(own: Sequence[Change]) -> str:
    names = dict.fromkeys(f"{says(c.old)}→{says(c.new)}" for c in own)
    return "旧版→现行：" + "；".join(names)


def _cite_old(versions: Versions, item: PowerItem) -> str:
    """A place in a version no longer in force, with what shows that it is not."""
    edition = versions.editions[item.doc_id]
    version = "" if edition.version == "undated" else f"{edition.version}版，"
    place = item.provision_id.partition("#")[2]
    return f"《{full_title(edition)}》（旧版：{version}{edition.superseded_on}起不再施行）{place}"


# ---------------------------------------------------------------- lower rules that name the body of before


def _left_behind(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    """The lower rules about a conduct whose body changed that still name the office of before; one finding for a rule and law."""
    pairs = [pair for pair in same_conduct(material, changed) if pair.score >= _LOCAL]
    laws = replaced(material, {item.doc_id for pair in pairs for item in (pair.one, pair.other)})
    if not laws:
        return
    versions = _versions(material, laws)
    moved = {change.new.id: change for change in changes(versions)}
    grouped: dict[tuple[str, str], list[tuple[PowerItem, Change]]] = defaultdict(list)
    for pair in pairs:
        for item, other in ((pair.one, pair.other), (pair.other, pair.one)):
            change = moved.get(other.id)
            if change and item.doc_id != other.doc_id and _still_names(material, versions, item, change):
                grouped[item.doc_id, other.doc_id].append((item, change))
    for _, own in sorted(grouped.items()):
        yield _left(material, versions, own)


def _still_names(material: Material, versions: Versions, item: PowerItem, change: Change) -> bool:
    lower, upper = material.editions[item.doc_id], material.editions[change.new.doc_id]
    mine = bodies_of(material, item)
    return (
        superior(upper, lower)
        and alike(mine, bodies_of(versions, change.old))
        and unlike(mine, bodies_of(versions, change.new)) == "不同"
    )


def _left(material: Material, versions: Versions, own: Sequence[tuple[PowerItem, Change]]) -> Found:
    item, change = own[0]
    lower = {one.id: one for one, _ in own}
    upper = {one.new.id: one.new for _, one in own}
    said = f"{material.cite(item.provision_id)}写{says(item)}，与{_cite_old(versions, change.old)}相同，现行{material.cite(change.new.provision_id)}写{says(change.new)}"
    more = f"；等{len(lower)}处" if len(lower) > 1 else ""
    places = [item_place(one) for one in (*list(lower.values())[:_MOST], *list(upper.values())[:_MOST])]
    return make(
        material, "body-changed-left", places,
        matter=item.conduct, differs=f"下位规定：{says(item)}；现行上位规定：{says(change.new)}",
        reason=f"疑似主体不一致：{said}{more}，需核查上位法修改后职责是否已经转移、本规定是否应当清理",
        confidence=change.score * 0.85, domain=item.domain,
    )  # fmt: skip
