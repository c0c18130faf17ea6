"""The tables of the adviser as typed rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kb.registry import PatternRow, pattern_rows, read_table


@dataclass(frozen=True, slots=True)
class FactRow:
    """A row of joint_facts.csv: a fact of a matter and the form of joint enforcement that it calls for.

    ``regex`` finds the fact in a description, ``place`` the case in a local document; ``law`` and ``address`` are
    what national law says of it (both empty where it says nothing).
    """

    id: str
    form: str
    fact: str
    regex: re.Pattern[str]
    place: re.Pattern[str]
    why: str
    law: str
    address: str
    example: str
    counter: str
    source: str


@cache
def joint_facts() -> tuple[FactRow, ...]:
    """Every row of joint_facts.csv."""
    columns = ("id", "form", "fact", "pattern", "place", "why", "law", "address", "example", "counter", "source")
    return tuple(
        FactRow(r["id"], r["form"], r["fact"], re.compile(r["pattern"]), re.compile(r["place"]), r["why"], r["law"],
                r["address"], r["example"], r["counter"], r["source"])
        for r in read_table("joint_facts.csv", columns)
    )  # fmt: skip


@cache
def opinion_patterns() -> tuple[PatternRow, ...]:
    """Every row of opinion_patterns.csv: how local documents on joint enforcement word what they settle."""
    return pattern_rows("opinion_patterns.csv")


@dataclass(frozen=True, slots=True)
class PlanPartRow:
    """A row of plan_parts.csv: a part of a plan; ``filled`` is what its words must hold (None: anything)."""

    id: str
    order: int
    regex: re.Pattern[str]
    filled: re.Pattern[str] | None
    hint: str
    example: str
    counter: str
    source: str


@cache
def plan_parts() -> tuple[PlanPartRow, ...]:
    """Every row of plan_parts.csv, in the order of a plan."""
    columns = ("id", "order", "pattern", "filled", "hint", "example", "counter", "source")
    rows = (
        PlanPartRow(r["id"], int(r["order"]), re.compile(r["pattern"]), re.compile(r["filled"]) if r["filled"] else None,
                    r["hint"], r["example"], r["counter"], r["source"])
        for r in read_table("plan_parts.csv", columns)
    )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: row.order))
