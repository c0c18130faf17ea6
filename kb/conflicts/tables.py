"""The tables of the detectors as typed rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kb.errors import KBError
from kb.registry import read_table

KINDS = (
    "职权重叠", "主体不一致", "幅度不一致", "条件不一致", "定义不一致", "期限不一致", "越权设定", "一事多罚", "监管真空",
    "行刑衔接", "引用失效", "操作性",
)  # fmt: skip
SEVERITIES = ("提示", "一般", "严重")


@dataclass(frozen=True, slots=True)
class ConflictRule:
    """A row of conflict_rules.csv: what fires, the article it rests on, the traps to check, and who may decide."""

    id: str
    kind: str
    severity: str
    what: str
    source: str
    traps: tuple[str, ...]
    decides: str


@cache
def conflict_rules() -> Mapping[str, ConflictRule]:
    """Every row of conflict_rules.csv by id. Raises KBError where a row has an unknown kind or severity."""
    rows = read_table("conflict_rules.csv", ("id", "kind", "severity", "what", "source", "traps", "decides"))
    found = {}
    for row in rows:
        if row["kind"] not in KINDS or row["severity"] not in SEVERITIES:
            raise KBError(f"登记表 kb/data/conflict_rules.csv 的“{row['id']}”行：kind 或 severity 的取值不对，请改正")
        traps = tuple(row["traps"].split("|"))
        found[row["id"]] = ConflictRule(
            row["id"], row["kind"], row["severity"], row["what"], row["source"], traps, row["decides"]
        )
    return found
