"""What the detectors look at: the rules in force on one day, with their tags and power items, loaded on first use."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from kb.conflicts.conducts import Conducts
from kb.conflicts.lazy import ByDocument
from kb.conflicts.space import comparable, sets_rules
from kb.knowledge import KnowledgeBase
from kb.link import Resolver
from kb.model import (
    IMPLIED,
    Agency,
    Basis,
    Citation,
    Condition,
    Deadline,
    Document,
    Edition,
    Issue,
    Penalty,
    Power,
    PowerItem,
    Provision,
    Record,
    Repeal,
)
from kb.store import Not, Store, meets
from kb.titles import full_title, law_key

R = TypeVar("R", bound=Record)
_MOST = 2  # a share of the documents from which everything is read at once: one in so many


@dataclass
class Material:
    """The documents in force on ``day`` that set rules, and everything stored about them.

    ``extra`` holds the records of documents that are not in the store (a draft); they count as in force. Nothing but
    these properties reads the store, so a detector works the same on a draft as on what is stored. ``within`` leaves
    out stored documents that cannot matter (those of other places), so that less is loaded.
    """

    kb: KnowledgeBase
    day: str
    extra: Sequence[Record] = ()
    within: Callable[[Edition], bool] | None = None
    _texts: dict[str, str] = field(default_factory=dict)
    derived: dict[str, Any] = field(default_factory=dict)  # what detectors share, made once

    @cached_property
    def editions(self) -> Mapping[str, Edition]:
        """The documents to be compared, by document id."""
        force = self.kb.in_force(self.day)
        stored = (e for id, e in self.kb.editions.items() if id in force and (not self.within or self.within(e)))
        return {e.doc_id: e for e in (*stored, *self._extra(Edition)) if sets_rules(e)}

    @cached_property
    def drafts(self) -> frozenset[str]:
        """The documents that are not in the store."""
        return frozenset(edition.doc_id for edition in self._extra(Edition))

    @cached_property
    def resolver(self) -> Resolver:
        """Finds documents by the titles that people cite."""
        if not self.extra:
            return self.kb.resolver
        return Resolver.over(_Beside(self.kb.store, self.extra), [*self.kb.editions.values(), *self._extra(Edition)])

    @cached_property
    def items(self) -> Mapping[str, PowerItem]:
        """Power items by id, in the order of the documents; inspections that are only implied are left out."""
        return {item.id: item for item in self._all(PowerItem, rule=Not(IMPLIED))}

    @cached_property
    def items_of(self) -> Mapping[str, list[PowerItem]]:
        """The items of each document."""
        return _grouped(self.items.values(), lambda item: item.doc_id)

    @cached_property
    def conducts(self) -> Conducts:
        """An index of the punished conducts by their words."""
        return Conducts.of(self.items.values())

    @cached_property
    def bases(self) -> Mapping[str, list[Basis]]:
        """The bases of each item."""
        return self._grouped(Basis, lambda basis: basis.item_id)

    @cached_property
    def duties(self) -> ByDocument[list[Basis]]:
        """The duties or prohibitions that each item punishes, by its id: fewer than all its bases."""
        return self._grouped(Basis, lambda basis: basis.item_id, role="设定依据")

    @cached_property
    def penalties(self) -> ByDocument[list[Penalty]]:
        """The penalties of each unit, by provision id."""
        return self._grouped(Penalty, lambda penalty: penalty.provision_id)

    @cached_property
    def powers(self) -> ByDocument[list[Power]]:
        """The powers of each unit, by provision id."""
        return self._grouped(Power, lambda power: power.provision_id)

    @cached_property
    def agencies(self) -> ByDocument[list[Agency]]:
        """The agencies named in each unit, by provision id."""
        return self._grouped(Agency, lambda agency: agency.provision_id)

    @cached_property
    def conditions(self) -> Mapping[str, list[Condition]]:
        """The conditions of each unit, by provision id."""
        return self._grouped(Condition, lambda condition: condition.provision_id)

    @cached_property
    def deadlines(self) -> Mapping[str, list[Deadline]]:
        """The periods of each unit, by provision id."""
        return self._grouped(Deadline, lambda deadline: deadline.provision_id)

    @cached_property
    def citations(self) -> Mapping[str, list[Citation]]:
        """The references of each unit, by provision id, as stored: ``resolver`` resolves those to other documents."""
        return self._grouped(Citation, lambda citation: citation.provision_id)

    def citing(self, keys: Collection[str]) -> frozenset[str]:
        """The documents that cite a law whose title has one of *keys* (see ``law_key``)."""
        titles = {*self.kb.store.values(Citation, "title"), *(c.title for c in self._extra(Citation))}
        cited = tuple(title for title in titles if title and law_key(title) in keys)
        return frozenset(c.doc_id for c in self._all(Citation, title=cited)) if cited else frozenset()

    @cached_property
    def repeals(self) -> Sequence[Repeal]:
        """Every clause that ends another document, also those of documents that have since been replaced."""
        return [*self.kb.store.select(Repeal), *self._extra(Repeal)]

    @cached_property
    def issues(self) -> Mapping[str, list[Issue]]:
        """The doubts about each document."""
        return self._grouped(Issue, lambda issue: issue.doc_id)

    @cached_property
    def units(self) -> ByDocument[list[Provision]]:
        """The units (articles, mostly) of each document, in order."""
        return self._grouped(Provision, lambda unit: unit.doc_id, unit=True)

    @cached_property
    def unit(self) -> ByDocument[Provision]:
        """Every unit by provision id."""

        def load(docs: Iterable[str] | None) -> dict[str, Provision]:
            lists = self.units.values() if docs is None else (self.units.get(id, []) for id in docs)
            return {unit.id: unit for units in lists for unit in units}

        return ByDocument(load)

    def want(self, docs: Collection[str], *what: ByDocument[Any]) -> None:
        """Read *what* says of the documents *docs* in one go; nothing where they are most of the material."""
        if len(docs) * _MOST < len(self.editions):
            for mapping in what:
                mapping.want(docs)

    def meeting(self, changed: frozenset[str]) -> list[str]:
        """The documents of *changed* and those that stand in one legal space with one of them, in the order of the editions."""
        new = [self.editions[id] for id in changed]
        return [id for id, e in self.editions.items() if id in changed or any(comparable(e, other) for other in new)]

    def read(self, docs: Iterable[str]) -> list[str]:
        """Those of *docs* that have units, in order."""
        return sorted(id for id in docs if id in self.units)

    def text(self, doc_id: str) -> str:
        """The cleaned text of a document; offsets of every record count in it."""
        if doc_id not in self._texts:
            own = next((d.text for d in self._extra(Document) if d.id == doc_id), None)
            self._texts[doc_id] = self.kb.document_text(doc_id) if own is None else own
        return self._texts[doc_id]

    def words(self, doc_id: str, start: int, end: int) -> str:
        """The words of *doc_id* from *start* to *end*."""
        return self.text(doc_id)[start:end]

    def cite(self, provision_id: str) -> str:
        """A place as people cite it: 《示例市养犬管理条例》第三条."""
        doc_id, _, address = provision_id.partition("#")
        return f"《{full_title(self.editions[doc_id])}》{address}"

    def _extra(self, kind: type[R]) -> Iterator[R]:
        return (record for record in self.extra if isinstance(record, kind))

    def _grouped(self, kind: type[R], key: Callable[[R], str], **equals: Any) -> ByDocument[list[R]]:
        """The records of *kind* by *key*, read a document at a time as far as only a few are asked for."""

        def load(docs: Iterable[str] | None) -> dict[str, list[R]]:
            return _grouped(self._all(kind, docs, **equals), key)

        return ByDocument(load, list)

    def _all(self, kind: type[R], docs: Iterable[str] | None = None, **equals: Any) -> Iterator[R]:
        """The stored records of *kind* and the extra ones, of *docs* or of all documents that are compared."""
        ids = {edition.doc_id for edition in self._extra(Edition)}  # stand in place of what is stored
        wanted = set(self.editions).intersection(docs) if docs is not None else set(self.editions)
        some = {} if docs is None and not self.within else {"doc_id": tuple(wanted - ids)}
        if docs is None or wanted - ids:
            found = self.kb.store.select(kind, **equals, **some)
            yield from (r for r in found if r.doc_id in wanted and r.doc_id not in ids)  # type: ignore[union-attr]
        own = (r for r in self._extra(kind) if meets(r, equals))
        yield from (r for r in own if r.doc_id in wanted)  # type: ignore[union-attr]


@dataclass(frozen=True)
class _Beside:
    """A store with the records of a draft beside it, for the resolver, which reads nothing but provisions."""

    store: Store
    extra: Sequence[Record]

    def get(self, kind: type[R], id: str, /) -> R:
        own = (r for r in self.extra if isinstance(r, kind) and getattr(r, "id", "") == id)
        return next(own, None) or self.store.get(kind, id)

    def select(self, kind: type[R], /, **equals: object) -> Iterator[R]:
        own = (r for r in self.extra if isinstance(r, kind) and meets(r, equals))
        yield from (*self.store.select(kind, **equals), *own)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


def _grouped(records: Iterable[R], key: Callable[[R], str]) -> dict[str, list[R]]:
    found: dict[str, list[R]] = {}
    for record in records:
        found.setdefault(key(record), []).append(record)
    return found
