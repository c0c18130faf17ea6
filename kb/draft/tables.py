"""The tables of the draft check as typed rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kb.registry import PatternRow, expand, read_table


@dataclass(frozen=True, slots=True)
class DraftRule:
    """A row of draft_rules.csv: what to do about a rule or, where ``id`` is a kind of finding, about that kind."""

    id: str
    kind: str
    severity: str
    source: str
    suggestion: str


@cache
def draft_rules() -> Mapping[str, DraftRule]:
    """Every row of draft_rules.csv by id."""
    rows = read_table("draft_rules.csv", ("id", "kind", "severity", "source", "suggestion"))
    return {row["id"]: DraftRule(**row) for row in rows}


@cache
def draft_words() -> tuple[PatternRow, ...]:
    """Every row of draft_words.csv: words that leave open who acts, how much, or by when; ``kind`` is the rule."""
    rows = read_table("draft_words.csv", ("id", "kind", "gate", "pattern", "example", "counter", "source"))
    return tuple(
        PatternRow(
            r["id"], r["kind"], tuple(r["gate"].split("|")), re.compile(expand(r["pattern"])), r["example"], r["counter"],
            r["source"],
        )
        for r in rows
    )  # fmt: skip


def advice(rule: str, kind: str) -> str:
    """What to do about a finding: the sentence of its rule, else of its kind."""
    rows = draft_rules()
    return (rows.get(rule) or rows[kind]).suggestion
