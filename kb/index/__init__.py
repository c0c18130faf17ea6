"""Indexes over the units of a knowledge base: ids and numbers only, the store is the one source of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kb.model import Provision

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kb.index.dense import DenseIndex
    from kb.index.lexical import LexicalIndex

Encoder = Callable[[Sequence[str]], "NDArray[Any]"]  # (n, d) float32, unit rows


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit as the indexes take it: ``names`` of its power items, ``questions`` people ask about it, ``facts`` as bits."""

    provision: Provision
    names: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    facts: int = 0  # see kb.index.facts


class Index(Protocol):
    """A disposable index of units. ``within`` restricts a search to documents and never reorders what remains."""

    def update(self, add: Iterable[Entry], drop: Collection[str]) -> int:
        """Drop the documents in *drop*, add the units in *add*, and make it durable; the number of units added."""

    def search(self, query: str, *, limit: int = 10, within: Collection[str] | None = None) -> list[tuple[str, float]]:
        """The best *limit* (provision id, score), best first."""


def indexed_text(provision: Provision, text: str = "") -> str:
    """What is indexed of a unit: the law's title, the headings above, and its text, or *text* as a part of it."""
    title = provision.doc_id.rpartition("@")[0]
    return f"{title}\n{provision.heading}\n{text or provision.text}"


def is_gist(doc_id: str) -> bool:
    """Whether a document holds the catalogue's own words about a law."""
    return "~要点" in doc_id


def passages(provision: Provision) -> list[str]:
    """The pieces of a unit that can answer on their own: each item of a list with the words that lead it in.

    A penalty article often lists a dozen kinds of conduct; a question is about one of them.
    """
    lead, found = "", []
    for line in provision.text.splitlines():
        if _ITEM.match(line):
            found.append(f"{lead}\n{line}")
        else:
            lead = line
    return found if len(found) > 1 else []


def parts(provision: Provision) -> list[str]:
    """The passages of a unit, or its paragraphs (款) where it has several and no list."""
    lines = [line for line in provision.text.splitlines() if len(line) >= _PARAGRAPH]
    return passages(provision) or (lines if len(lines) > 1 else [])


_ITEM = re.compile(r"[（(][一二三四五六七八九十百]{1,4}[）)]")
_PARAGRAPH = 12  # characters of the shortest paragraph that says something by itself


def open_lexical(folder: Path) -> LexicalIndex:
    """The BM25 index in *folder*, made where there is none."""
    from kb.index.lexical import LexicalIndex

    return LexicalIndex(folder)


def open_dense(folder: Path, encoder: str = "builtin") -> DenseIndex:
    """The vector index in *folder*; *encoder* is "builtin" or the folder of a SentenceTransformer."""
    from kb.index.dense import DenseIndex

    return DenseIndex(folder, encoder)
