"""Questions written by us, each with the article that answers it open: JSON lines, one file a batch.

A line is {"question", "article", "style", "law"}; style is citizen, officer or drafter. Very long titles hold a pair of 「」,
which ``law_of`` leaves out: a search for copied text would take them for such. A tenth, by law, is set aside as our
own test and never trained on or indexed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kb.catalogue import load
from kb.titles import law_key

FOLDER = Path(__file__).parent / "train" / "pairs"
CATALOGUE = Path(__file__).resolve().parents[1] / "corpus" / "catalogue"  # beside the package in a checkout
_TENTH = 26  # of 256


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and the article (第三十四条) of the law that answers it; ``law`` is a title as ``law_of`` cuts it."""

    question: str
    article: str
    style: str
    law: str

    @property
    def held_out(self) -> bool:
        return hashlib.sha256(law_of(self.law).encode()).digest()[0] < _TENTH


def law_of(title: str) -> str:
    """The key by which pairs name a law: its title without 中华人民共和国, the court that interprets, the part of the code.

    A code is one law however it is cut (民法典·合同编 is 民法典): its articles are numbered throughout.
    """
    return _COURT.sub("", law_key(title.partition("·")[0]))


_COURT = re.compile("^最高人民法院(?:、最高人民检察院)?关于")


def read_pairs(*, held_out: bool | None = False) -> Iterator[Pair]:
    """The pairs, in the order of the files: those to learn from, those set aside, or all (None)."""
    for path in sorted(FOLDER.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            pair = Pair(**json.loads(line))
            if held_out is None or pair.held_out == held_out:
                yield pair


@cache
def questions_by_article() -> dict[tuple[str, str], tuple[str, ...]]:
    """The questions to index, by (``law_of``, article): those not set aside, and the phrasings of the starter catalogue."""
    found: dict[tuple[str, str], list[str]] = {}
    for pair in read_pairs():
        found.setdefault((law_of(pair.law), pair.article), []).append(pair.question)
    if CATALOGUE.exists():
        for row in load(CATALOGUE):
            found.setdefault((law_of(row.law), row.article), []).extend(row.phrasings)
    return {place: tuple(dict.fromkeys(texts)) for place, texts in found.items()}
