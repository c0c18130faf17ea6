"""A mapping that is read from the store a document at a time, and whole once many documents are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

V = TypeVar("V")
_FEW = 60  # documents read singly; from then on one reading of everything is quicker


class ByDocument(Mapping[str, V]):
    """Values by key; every key begins with its document's id, up to ``#``.

    *load* reads the values of the documents named, or of all where it is given None. Where a key has no value, *none*
    makes one, if it is given.
    """

    def __init__(
        self, load: Callable[[Iterable[str] | None], dict[str, V]], none: Callable[[], V] | None = None
    ) -> None:
        self._load, self._none = load, none
        self._found: dict[str, V] = {}
        self._read: set[str] = set()
        self._singly = 0
        self._whole = False

    def __getitem__(self, key: str) -> V:
        self._need(key.partition("#")[0])
        if self._none is not None and key not in self._found:
            return self._none()
        return self._found[key]

    def __contains__(self, key: object) -> bool:
        self._need(str(key).partition("#")[0])
        return key in self._found

    def __iter__(self) -> Iterator[str]:
        self._need_all()
        return iter(self._found)

    def __len__(self) -> int:
        self._need_all()
        return len(self._found)

    def want(self, docs: Iterable[str]) -> None:
        """Read the documents *docs* in one go, as they will be asked for."""
        new = set(docs) - self._read
        if new and not self._whole:
            self._read |= new
            self._found |= self._load(new)

    def _need(self, doc_id: str) -> None:
        if self._whole or doc_id in self._read:
            return
        if self._singly >= _FEW:
            self._need_all()
            return
        self._singly += 1
        self.want((doc_id,))

    def _need_all(self) -> None:
        if not self._whole:
            self._whole = True
            self._found = self._load(None)
