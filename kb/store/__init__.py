"""Where records live: one narrow interface, and the one place that knows which stores exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from kb.errors import NotFound
from kb.model import Record

__all__ = ["Not", "NotFound", "Store", "meets", "open_store"]
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Not:
    """Any value of a field but this one."""

    value: object


def meets(record: Record, equals: Mapping[str, object]) -> bool:
    """Whether *record* is one that ``Store.select`` yields for *equals*."""
    return all(_is(getattr(record, name), wanted) for name, wanted in equals.items())


def _is(value: object, wanted: object) -> bool:
    if isinstance(wanted, Not):
        return value != wanted.value
    return value in wanted if isinstance(wanted, (tuple, list, set, frozenset)) else value == wanted


class Store(Protocol):
    """Records in, records out. Each call of ``put`` is one transaction."""

    def put(self, records: Iterable[Record], *, drop: Iterable[str] = ()) -> int:
        """Drop the documents named in *drop* with all that hangs on them, then add *records*; all or nothing.

        Returns the number of records added. A record of the same key replaces the earlier one; the same key twice
        in one call raises KBError and changes nothing.
        """

    def get(self, kind: type[R], id: str, /) -> R:
        """The record of *kind* with this id. Raises NotFound."""

    def select(self, kind: type[R], /, **equals: object) -> Iterator[R]:
        """All records of *kind* whose fields equal the given values, by document and start.

        A tuple stands for any of its values, ``Not`` for all values but one (not for ``doc_id`` and ``provision_id``).
        """

    def count(self, kind: type[R], /, **equals: object) -> int:
        """How many records ``select`` would yield."""

    def values(self, kind: type[Record], name: str) -> list[str]:
        """The different values of the text field *name* of all records of *kind*."""

    def replace(self, kind: type[R], records: Iterable[R], /, **equals: object) -> int:
        """Replace the records of *kind* that ``select`` would yield, all at once, by *records*; the number of these.

        For what is derived from all documents together.
        """

    def drop(self, doc_id: str) -> int:
        """Remove a document and all that hangs on it; the number of documents removed (0 or 1)."""

    def close(self) -> None:
        """Release the connection."""


def open_store(url: str | Path) -> Store:
    """Open the store at *url*: a path (SQLite) or a database URL. Raises KBError where it cannot be opened."""
    from kb.store.sql import SqlStore

    return SqlStore(url)
