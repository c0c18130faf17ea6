"""The tables of the detectors as typed rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kb.errors import KBError
from kb.registry import PatternRow, WordRow, agencies, pattern_rows, read_table, word_rows

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


@cache
def conduct_words() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    """The groups of words by which conducts are told apart: kind (地点, 行为) -> group -> pattern."""
    rows = read_table("conduct_words.csv", ("id", "kind", "pattern", "example", "counter", "source"))
    found: dict[str, dict[str, re.Pattern[str]]] = {}
    for row in rows:
        found.setdefault(row["kind"], {})[row["id"].partition("-")[2]] = re.compile(row["pattern"])
    return found


@cache
def offices() -> Mapping[str, frozenset[str]]:
    """The offices that a body may be part of, by its name in the law or of today; bodies that share none are different.

    A name whose functions were split or are assigned locally stands for all its holders. The office is the system of
    agencies.csv, save where conflict_offices.csv says otherwise; a body that is not named here is vague.
    """
    own = {row["id"]: frozenset(row["offices"].split("|")) for row in _offices()}
    rows = [row for row in agencies() if row.system != "人民政府"]
    now = {row.canonical: frozenset({row.system}) for row in rows if row.canonical} | own
    split = [row for row in rows if row.canonical and not row.one_to_one and row.candidates and row.surface not in own]
    held = {row.surface: frozenset().union(*(now.get(name, frozenset()) for name in row.candidates)) for row in split}
    return {**held, **now}


def _offices() -> list[dict[str, str]]:
    return read_table("conflict_offices.csv", ("id", "offices", "source"))


@cache
def matters() -> Mapping[str, re.Pattern[str]]:
    """The matters in which several systems meet, by name: the pattern of the conducts that belong to each."""
    rows = read_table("matters.csv", ("id", "pattern", "example", "counter", "source"))
    return {row["id"]: re.compile(row["pattern"]) for row in rows}


@dataclass(frozen=True, slots=True)
class StepRow:
    """A row of resolution_steps.csv: a step for findings of ``kinds`` where all ``facts`` hold; in the order of ids."""

    id: str
    kinds: tuple[str, ...]
    facts: frozenset[str]
    step: str
    source: str


@cache
def resolution_steps() -> tuple[StepRow, ...]:
    """Every row of resolution_steps.csv, in order. Raises KBError where a row names an unknown kind."""
    found = []
    for row in read_table("resolution_steps.csv", ("id", "kinds", "facts", "step", "source")):
        kinds = KINDS if row["kinds"] == "全部" else tuple(row["kinds"].split("|"))
        if set(kinds) - set(KINDS):
            raise KBError(f"登记表 kb/data/resolution_steps.csv 的“{row['id']}”行：kinds 的取值不对，请改正")
        facts = frozenset(row["facts"].split("|")) - {"无"}
        found.append(StepRow(row["id"], kinds, facts, row["step"], row["source"]))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    """A row of authority.csv: whether a document of *level* may set the *kind* of power by itself.

    ``verdict`` is 可以, 不得, 有条件 (only where no superior text rules the matter) or 限额 (a fine up to ``ceiling``
    yuan). ``basis`` holds the levels whose own provision of the same power makes this one a repetition.
    """

    level: str
    kind: str
    verdict: str
    rule: str
    basis: tuple[str, ...]
    ceiling: float
    limit: str
    source: str


@cache
def authority_rows() -> Mapping[tuple[str, str], AuthorityRow]:
    """Every row of authority.csv by level and kind of power. Raises KBError where a row has an unknown verdict."""
    columns = ("id", "level", "kind", "verdict", "rule", "basis", "ceiling", "limit", "source")
    found = {}
    for row in read_table("authority.csv", columns):
        if row["verdict"] not in ("可以", "不得", "有条件", "限额"):
            raise KBError(f"登记表 kb/data/authority.csv 的“{row['id']}”行：verdict 的取值不对，请改正")
        basis, ceiling = tuple(row["basis"].split("|")), float(row["ceiling"])
        found[row["level"], row["kind"]] = AuthorityRow(
            row["level"], row["kind"], row["verdict"], row["rule"], basis, ceiling, row["limit"], row["source"]
        )
    return found


@cache
def authority_signs() -> tuple[PatternRow, ...]:
    """Every row of authority_signs.csv: words that set a power which no tag stands for."""
    return pattern_rows("authority_signs.csv")


@cache
def authority_general() -> tuple[PatternRow, ...]:
    """Every row of authority_general.csv: words that bring a power under a general basis in a 法律."""
    return pattern_rows("authority_general.csv")


@cache
def authority_words() -> Mapping[str, re.Pattern[str]]:
    """The words of which a clause that sets a kind of power has at least one, by kind: what a classifier says is held to it."""
    return {row.kind: row.regex for row in pattern_rows("authority_words.csv")}


@cache
def gap_words() -> tuple[WordRow, ...]:
    """Every row of gap_words.csv: the words by which a duty, its subject and its sanction are known."""
    return word_rows("gap_words.csv")


@dataclass(frozen=True, slots=True)
class ActRow:
    """A row of crime_acts.csv: ``regex`` finds an act (行为) or the thing it is done to (对象).

    ``covered`` says when 刑法 covers an act: the words that its articles must have. For a thing it holds those articles,
    joined by |.
    """

    id: str
    kind: str
    regex: re.Pattern[str]
    covered: str
    example: str
    counter: str
    source: str


@cache
def crime_acts() -> tuple[ActRow, ...]:
    """Every row of crime_acts.csv."""
    rows = read_table("crime_acts.csv", ("id", "kind", "pattern", "covered", "example", "counter", "source"))
    return tuple(
        ActRow(r["id"], r["kind"], re.compile(r["pattern"]), r["covered"], r["example"], r["counter"], r["source"])
        for r in rows
    )


@dataclass(frozen=True, slots=True)
class VagueRow:
    """A row of vague_words.csv: a word that leaves a period (期限), a rhythm (频次), a measure (标准) or a body (主体)
    open, and what settles it; or (协作) a way in which bodies work together."""

    id: str
    kind: str
    regex: re.Pattern[str]
    fixed: re.Pattern[str]
    example: str
    counter: str
    source: str


@cache
def vague_words() -> tuple[VagueRow, ...]:
    """Every row of vague_words.csv."""
    rows = read_table("vague_words.csv", ("id", "kind", "pattern", "fixed", "example", "counter", "source"))
    return tuple(
        VagueRow(
            r["id"],
            r["kind"],
            re.compile(r["pattern"]),
            re.compile(r["fixed"]),
            r["example"],
            r["counter"],
            r["source"],
        )
        for r in rows
    )


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """A row of crime_thresholds.csv: the conduct of a crime, and the article of a judicial interpretation from what
    amount on it is one. ``law`` is a part of the title of the interpretation, ``crime`` the article of 刑法."""

    id: str
    regex: re.Pattern[str]
    law: str
    address: str
    crime: str
    example: str
    counter: str
    source: str


@cache
def crime_thresholds() -> tuple[ThresholdRow, ...]:
    """Every row of crime_thresholds.csv."""
    rows = read_table(
        "crime_thresholds.csv", ("id", "pattern", "law", "address", "crime", "example", "counter", "source")
    )
    return tuple(
        ThresholdRow(
            r["id"],
            re.compile(r["pattern"]),
            r["law"],
            r["address"],
            r["crime"],
            r["example"],
            r["counter"],
            r["source"],
        )
        for r in rows
    )
