"""Marks to provisions: where each piece of a document begins, and so where it ends, and what is quoted whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.address import Step, format_address
from kb.model import Document, Provision

UNIT_LENGTH = 800  # characters: a policy section longer than this is indexed by its parts
RANK = {"条": 1, "款": 2, "项": 3, "目": 4, "部分": 1, "条目": 2, "点": 3, "细目": 4}
DIVISIONS = ("编", "分编", "章", "节")
_LEAF_RANK = 9


@dataclass(slots=True)
class Mark:
    """The start of a provision; *steps* is its address."""

    kind: str
    start: int
    steps: tuple[Step, ...]
    heading: str = ""
    rank: int = 0  # 0: a leaf of its own, ends at the next mark


def provisions(document: Document, marks: list[Mark]) -> list[Provision]:
    """The provisions that *marks* begin, in order, each with its end, its text and whether it is a unit."""
    marks = list(_with_leads(marks))
    ends = _ends(marks, len(document.text))
    units = _units(marks, ends, document.text)
    return [
        Provision(
            document.id, format_address(m.steps), m.kind, m.heading, m.start, end, unit, document.text[m.start : end]
        )
        for m, end, unit in zip(marks, ends, units, strict=True)
    ]


def _with_leads(marks: list[Mark]) -> Iterator[Mark]:
    """Insert a lead-in leaf where a unit's own words come before its first part."""
    for index, mark in enumerate(marks):
        yield mark
        following = marks[index + 1] if index + 1 < len(marks) else None
        if mark.rank and following and following.rank > mark.rank and following.start > mark.start:
            yield Mark("引", mark.start, (*mark.steps, Step("引语")), mark.heading, _LEAF_RANK)


def _ends(marks: list[Mark], length: int) -> list[int]:
    """The end of each mark: the start of the next one that is not deeper."""
    ends = [length] * len(marks)
    open_marks: list[int] = []
    for index, mark in enumerate(marks):
        while open_marks and marks[open_marks[-1]].rank >= mark.rank:
            ends[open_marks.pop()] = mark.start
        if mark.rank == 0:
            while open_marks:
                ends[open_marks.pop()] = mark.start
        open_marks.append(index)
        if mark.rank == 0:
            ends[index] = marks[index + 1].start if index + 1 < len(marks) else length
            open_marks.pop()
    return ends


def _says_something(text: str) -> bool:
    """Whether a piece is worth finding: a sentence, not a name, a number or a heading on a line of its own."""
    return len(text) > 30 or bool(re.search(r"[。；;，,]", text))


def _units(marks: list[Mark], ends: list[int], text: str) -> list[bool]:
    """Which marks are quoted and indexed: articles, and sections of at most UNIT_LENGTH characters or leaves."""
    units = [False] * len(marks)
    covered = -1
    for index, (mark, end) in enumerate(zip(marks, ends, strict=True)):
        if mark.start < covered or mark.kind in ("标题", "题注", "目录", "附件", *DIVISIONS):
            continue
        leaf = index + 1 >= len(marks) or marks[index + 1].start >= end
        if mark.kind == "条" or leaf or end - mark.start <= UNIT_LENGTH:
            units[index] = mark.kind == "条" or _says_something(text[mark.start : end])
            covered = end
    return units
