"""The tables in ``kb/data`` as typed rows, checked once when first asked for, then cached.

A pattern is a regular expression in which ``<数>``, ``<钱>`` and the other names of ``MACROS`` stand for common
pieces. A gate is a list of words separated by ``|``: a text without any of them cannot match, so it is never
searched with the pattern.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO
from itertools import pairwise

from kb.errors import KBError

_PLAIN = "[零〇○一二两三四五六七八九十百千]{1,9}"
_CHINESE = rf"{_PLAIN}(?:亿(?:{_PLAIN})?)?(?:万(?:{_PLAIN})?)?"
_ARABIC = r"[0-9０-９]{1,12}(?:,[0-9]{3}){0,4}(?:\.[0-9]{1,4})?"
_DIGITS = rf"(?:{_ARABIC}|{_CHINESE})"
_SUM = rf"(?:{_ARABIC}[百千]?[万亿]?(?:[0-9]千)?|{_CHINESE})"
_TIMES = rf"(?:{_DIGITS}倍|等值)"
_SHARE = rf"(?:百分之{_DIGITS}|[千万]分之{_DIGITS}|{_DIGITS}[%％‰])"
_PER = (
    r"(?:(?:每(?:超[过载限]?|增加|逾期|延误|迟延|次|人)?(?P<per>[^，。；、的\d０-９一二三四五六七八九十\n]{1,4}?)"
    r"|按(?P<day>日))(?:处以?|处罚款|罚款|罚)?)?"
)
_FINE = (
    r"(?:人民币)?(?:以内)?的?(?:(?:标准|幅度)(?:以?内)?(?:并?处以?|给予|予以)?)?"
    r"(?:罚款|(?=(?:[、或和并及]|以及|，?对)(?:[^。；\n]{0,40}?(?:[元倍‰%％]|百分之\w{1,6})(?:以下|以内)?)的?罚款))"
)

MACROS = {
    "<数>": _DIGITS,
    "<额>": _SUM,
    "<钱>": rf"(?:{_SUM}元)",
    "<倍>": _TIMES,
    "<比>": _SHARE,
    "<每>": _PER,
    "<至>": r"(?:以上[，、,]?(?:不超过)?|至|到|[-－—～~]{1,2})",
    "<罚>": _FINE,
    "<期>": rf"(?:{_DIGITS}个?(?:年|月|日))",
    "<机关>": (
        r"(?:机关|部门|机构|政府|国务院|委员会|办事处|海关|派出所|主管单位|监管局|管理局|人民银行|边防检查站"
        r"|车辆管理所|人民警察|交通警察|执法人员|检查人员|指挥部)"
    ),
    "<证>": (
        r"(?:许可证?|执照|资质证书|资质等级证书|资格证书|资格证|准许证|合格证|准运证|通行证|驾驶证|经营证|作业证"
        r"|特许证|批准证书|批准文件|批准文号|批件|资质|从业资格|执业证书?|营运证|运输证|准营证|核准文件|许可文件)"
    ),
}


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One name of an agency. ``canonical`` is today's body, empty for a collective or descriptive name.

    ``kind`` is statutory, alias, predecessor, colloquial, or excluded: a name that is no administrative agency and
    yields no tag, but keeps a shorter name inside it from being found. ``since`` and ``until`` bound the life of
    the name (ISO months, or empty). ``one_to_one`` is False where functions were split between bodies.
    """

    id: str
    canonical: str
    system: str
    kind: str
    surface: str
    since: str
    until: str
    one_to_one: bool
    source: str
    example: str
    counter: str


@dataclass(frozen=True, slots=True)
class StemRow:
    """The bare word that stands for an agency in a list such as 公安、教育等部门."""

    id: str
    stem: str
    canonical: str
    source: str


@dataclass(frozen=True, slots=True)
class PatternRow:
    """A pattern and the value it yields: ``kind`` is a power, a penalty, or the unit of a deadline."""

    id: str
    kind: str
    gate: tuple[str, ...]
    regex: re.Pattern[str]
    example: str
    counter: str
    source: str


_AGENCY_COLUMNS = (
    "id",
    "canonical",
    "system",
    "kind",
    "surface",
    "since",
    "until",
    "one_to_one",
    "source",
    "example",
    "counter",
)
_PATTERN_COLUMNS = ("id", "kind", "gate", "pattern", "example", "counter", "source")
_AGENCY_KINDS = {"statutory", "alias", "predecessor", "colloquial", "excluded"}
_OPTIONAL = {"canonical", "since", "until", "counter"}


@cache
def agencies() -> tuple[AgencyRow, ...]:
    """Every row of agencies.csv, sorted by id. Raises KBError where the table is faulty."""
    found = []
    for row in _read("agencies.csv", _AGENCY_COLUMNS):
        if row["kind"] not in _AGENCY_KINDS or row["one_to_one"] not in {"true", "false"}:
            raise _fault("agencies.csv", row["id"], "kind 或 one_to_one 的取值不在允许范围，请改正")
        if row["counter"] and row["surface"] not in row["counter"]:
            raise _fault("agencies.csv", row["id"], "counter 应当是包含 surface 的更长名称，请改正或留空")
        values = {**row, "one_to_one": row["one_to_one"] == "true"}
        found.append(AgencyRow(**values))  # type: ignore[arg-type]
    return tuple(found)


@cache
def agency_stems() -> tuple[StemRow, ...]:
    """Every row of agency_stems.csv, sorted by id. Raises KBError where the table is faulty."""
    return tuple(StemRow(**row) for row in _read("agency_stems.csv", ("id", "stem", "canonical", "source")))


@cache
def power_types() -> tuple[PatternRow, ...]:
    """Every row of power_types.csv, sorted by id. Raises KBError where the table is faulty."""
    return _patterns("power_types.csv")


@cache
def penalties() -> tuple[PatternRow, ...]:
    """Every row of penalties.csv, sorted by id; named groups low, high, per and day hold the amounts."""
    return _patterns("penalties.csv")


@cache
def deadlines() -> tuple[PatternRow, ...]:
    """Every row of deadlines.csv, sorted by id; the group amount holds the number, trigger what it counts from."""
    return _patterns("deadlines.csv")


def expand(pattern: str) -> str:
    """Replace the names of ``MACROS`` in *pattern*."""
    for name, piece in MACROS.items():
        pattern = pattern.replace(name, piece)
    return pattern


def _patterns(name: str) -> tuple[PatternRow, ...]:
    return tuple(_pattern(name, row) for row in _read(name, _PATTERN_COLUMNS))


def _pattern(name: str, row: dict[str, str]) -> PatternRow:
    try:
        regex = re.compile(expand(row["pattern"]))
    except re.error as error:
        raise _fault(name, row["id"], f"正则表达式有误（{error}），请改正 pattern") from error
    gate = tuple(row["gate"].split("|"))
    return PatternRow(row["id"], row["kind"], gate, regex, row["example"], row["counter"], row["source"])


def _read(name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    reader = csv.DictReader(StringIO((files("kb") / "data" / name).read_text(encoding="utf-8"), newline=""))
    if tuple(reader.fieldnames or ()) != columns:
        raise _fault(name, "表头", f"列名应当是 {','.join(columns)}，请改正")
    rows = list(reader)
    _check(name, rows)
    return rows


def _check(name: str, rows: list[dict[str, str]]) -> None:
    for row in rows:
        missing = [key for key, value in row.items() if not value and key not in _OPTIONAL]
        if missing or None in row:
            raise _fault(name, row["id"], f"缺少 {'、'.join(missing) or '逗号或引号'}，请补全")
    for before, after in pairwise(rows):
        if before["id"] >= after["id"]:
            raise _fault(name, after["id"], f"行未按 id 排序或 id 重复（前一行是 {before['id']}），请调整顺序")


def _fault(name: str, row: str, reason: str) -> KBError:
    return KBError(f"登记表 kb/data/{name} 的“{row}”行：{reason}")


@dataclass(frozen=True, slots=True)
class LineRow:
    """A row of boilerplate.csv: lines of web furniture that *regex* finds."""

    id: str
    regex: re.Pattern[str]
    example: str
    counter: str
    source: str


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A row of levels.csv: *field* (title, number, issuer or head) matching *regex* means *level*; first row wins."""

    id: str
    level: str
    field: str
    regex: re.Pattern[str]
    example: str
    counter: str
    source: str


@cache
def boilerplate() -> tuple[LineRow, ...]:
    """Every row of boilerplate.csv."""
    rows = _read("boilerplate.csv", ("id", "pattern", "example", "counter", "source"))
    return tuple(LineRow(r["id"], re.compile(r["pattern"]), r["example"], r["counter"], r["source"]) for r in rows)


@cache
def level_rules() -> tuple[LevelRow, ...]:
    """Every row of levels.csv, in the order in which they are tried."""
    rows = _read("levels.csv", ("id", "level", "field", "pattern", "example", "counter", "source"))
    return tuple(
        LevelRow(r["id"], r["level"], r["field"], re.compile(r["pattern"]), r["example"], r["counter"], r["source"])
        for r in rows
    )


@cache
def law_aliases() -> Mapping[str, str]:
    """Common short names of laws (titles.csv): short name to title."""
    return {row["id"]: row["title"] for row in _read("titles.csv", ("id", "title", "source"))}


@cache
def question_words() -> frozenset[str]:
    """Words that frame a question and say nothing of its matter (question_words.csv)."""
    return frozenset(row["id"] for row in _read("question_words.csv", ("id", "source")))
