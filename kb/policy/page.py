"""A document as the readers of policy texts see it: wide marks, leaves with their addresses, sentences.

Web pages write Chinese with half-width marks. ``Page.text`` has the wide ones at the same places, so that one pattern
serves both and offsets stay those of ``Document.text``; quotes are always cut from the document itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kb.model import Agency, Document, Provision
from kb.tag import find_agencies

_MARKS = str.maketrans("(:;!?\u00a0", "（：；！？ ")
_CLOSE = str.maketrans(")", "）")
_COMMA = re.compile(r",(?![0-9]{3}(?![0-9]))|(?<![0-9]),")
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?|\n")
_NUMBER = (
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|（?\d{1,2}[.．、）](?!\d)|第[一二三四五六七八九十百零]{1,6}条[ 　]"
    r"|[一二三四五六七八九十]{1,2}[是要]|[①-⑳])[ 　]*"
)
_MARK = re.compile(_NUMBER)
_NUMBERED = re.compile(rf"(?:^|[\n。；！？])[ 　]*{_NUMBER}$")
_STOP = re.compile(r"[^。！？\n]+[。！？]?|\n")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of the page between two stops; ``text`` has wide marks."""

    start: int
    end: int
    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A document, its text with wide marks, its leaves in order, and the agencies in it by start."""

    document: Document
    text: str
    leaves: tuple[Provision, ...]
    agencies: tuple[Agency, ...]

    def address(self, offset: int) -> str:
        """The address of the place at *offset*, without 引语."""
        return self.leaf(offset).address.removesuffix("引语")

    def leaf(self, offset: int) -> Provision:
        """The leaf that holds *offset*."""
        return self.leaves[max(0, bisect_right(self.leaves, offset, key=lambda leaf: leaf.start) - 1)]

    def place(self, start: int, end: int) -> tuple[int, int, str, str]:
        """What every fact begins with: start, end, address and quote."""
        return start, end, self.address(start), self.document.text[start:end]

    def sentences(self, *, whole: bool = False) -> Iterator[Sentence]:
        """The stretches between 。；！？ in order; with *whole* a ； does not end one. The number before one is left out."""
        for leaf in self.leaves:
            for match in (_STOP if whole else _SENTENCE).finditer(self.text, leaf.start, leaf.end):
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                mark = _MARK.match(self.text, start, match.end())
                start = mark.end() if mark else start
                words = self.text[start : match.end()].strip()
                if words:
                    yield Sentence(start, start + len(words), leaf.address.removesuffix("引语"), words)

    def is_numbered(self, start: int) -> bool:
        """Whether a number (（一）, 3., 一是) stands right before *start*."""
        return _NUMBERED.search(self.text[max(0, start - 12) : start]) is not None or (
            start <= 12 and _MARK.fullmatch(self.text[:start].strip()) is not None
        )

    def agencies_between(self, start: int, end: int) -> list[Agency]:
        """The agencies that lie wholly between *start* and *end*."""
        first = bisect_left(self.agencies, start, key=lambda agency: agency.start)
        last = bisect_left(self.agencies, end, key=lambda agency: agency.start)
        return [agency for agency in self.agencies[first:last] if agency.end <= end]


def wide(text: str) -> str:
    """*text* with wide marks, at the same length; the comma of 1,416 stays."""
    return _COMMA.sub("，", text).translate(_MARKS).translate(_CLOSE)


def open_page(document: Document, provisions: Iterable[Provision]) -> Page:
    """The page of *document* as it was split into *provisions*; a text that ends in ... is not complete."""
    if document.text.rstrip().endswith(("...", "……")):
        document = replace(document, complete=False)
    text = wide(document.text)
    found = sorted(provisions, key=lambda p: (p.start, -p.end))
    edges = [*(p.start for p in found[1:]), len(text)]
    leaves = [
        replace(p, text=text[p.start : p.end]) for p, edge in zip(found, edges, strict=True) if edge >= p.end > p.start
    ]
    agencies = [agency for leaf in leaves for agency in find_agencies(leaf)]
    return Page(document, text, tuple(leaves), tuple(agencies))
