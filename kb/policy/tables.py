"""The tables of policy reading as typed rows, each read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kb.errors import KBError
from kb.registry import PatternRow, expand, pattern_rows, read_table

_MECHANISM_COLUMNS = ("id", "kind", "group", "usual", "gate", "pattern", "example", "counter", "source")
_GROUPS = {"层次", "形式", "功能"}


@dataclass(frozen=True, slots=True)
class MechanismRow:
    """A row of mechanisms.csv: the words by which a mechanism is known, its class, and whether it is one of the six."""

    id: str
    kind: str
    group: str
    usual: bool
    gate: tuple[str, ...]
    regex: re.Pattern[str]
    example: str
    counter: str
    source: str


@cache
def mechanism_rows() -> tuple[MechanismRow, ...]:
    """Every row of mechanisms.csv. Raises KBError where the table is faulty."""
    return tuple(_mechanism(row) for row in read_table("mechanisms.csv", _MECHANISM_COLUMNS))


def _mechanism(row: dict[str, str]) -> MechanismRow:
    if row["group"] not in _GROUPS or row["usual"] not in {"true", "false"}:
        raise KBError(f"登记表 kb/data/mechanisms.csv 的“{row['id']}”行：group 或 usual 的取值不在允许范围，请改正")
    try:
        regex = re.compile(expand(row["pattern"]))
    except re.error as error:
        reason = f"正则表达式有误（{error}），请改正 pattern"
        raise KBError(f"登记表 kb/data/mechanisms.csv 的“{row['id']}”行：{reason}") from error
    return MechanismRow(
        row["id"], row["kind"], row["group"], row["usual"] == "true", tuple(row["gate"].split("|")), regex,
        row["example"], row["counter"], row["source"],
    )  # fmt: skip


@cache
def usual_mechanisms() -> tuple[str, ...]:
    """The kinds of the six usual mechanisms, in the order in which they are listed by custom."""
    kinds = {row.kind for row in mechanism_rows() if row.usual}
    return tuple(sorted(kinds, key=_CUSTOM.index))


_CUSTOM = ("联席会议", "联合执法", "联动", "互动", "资源共享", "执法调处")


@cache
def role_rows() -> tuple[PatternRow, ...]:
    """Every row of policy_roles.csv; the group body holds who acts, helper who joins, matter what it is about."""
    return pattern_rows("policy_roles.csv")


@cache
def name_rows() -> tuple[PatternRow, ...]:
    """Every row of policy_names.csv: the endings of lists, platforms, stores, institutions and groups."""
    return pattern_rows("policy_names.csv")


@cache
def slip_rows() -> tuple[PatternRow, ...]:
    """Every row of slips.csv: slips of the pen or of the scanner; ``kind`` is what was meant for the whole match."""
    return pattern_rows("slips.csv")


@cache
def delegation_rows() -> tuple[PatternRow, ...]:
    """Every row of delegations.csv; the groups loses, gains and what hold the parts, ``kind`` is the act."""
    return pattern_rows("delegations.csv")
