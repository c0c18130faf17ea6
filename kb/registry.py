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
_TIMES = rf"(?:{_DIGITS}倍|等[值额])"
_POINT = "(?:点[零〇一二三四五六七八九]{1,3})?"  # 百分之零点五
_SHARE = rf"(?:[百千万]分之{_DIGITS}{_POINT}|{_DIGITS}[%％‰])"
_PER = (
    r"(?:(?:每(?:超[过载限]?|增加|逾期|延误|迟延|次|人)?"
    r"(?P<per>[位名][^，。；、的\d０-９一二三四五六七八九十\n]{0,8}?|[^，。；、的\d０-９一二三四五六七八九十\n]{1,4}?)"
    r"|每[^，。；、\d０-９\n]{1,10}?一(?P<per2>[人名位日天次件只头辆个条株棵支张份亩幅处户])(?:[^，。；\n\d０-９]{0,14}，(?=并?处))?(?:并(?=处))?"
    r"|按(?P<day>日))(?:处以?|处罚款|罚款|罚)?)?"
)
_FINE = (
    r"(?:人民币)?(?:以内)?的?(?:(?:标准|幅度)(?:以?内)?(?:计算)?，?)?(?:并?处以?|给予|予以|计算)?"
    r"(?:罚款|(?=(?:[、或和并及]|以及|，?对)(?:[^。；\n]{0,40}?(?:[元倍‰%％]|百分之\w{1,6})(?:以下|以内)?)的?罚款))"
)

_CAP = rf"(?:，?(?:但|且)?(?:罚款)?(?:最高|最多|总额|最高额)?(?:罚款)?不(?:得)?超过{_SUM}元)?"

MACROS = {
    "<数>": _DIGITS,
    "<额>": _SUM,
    "<钱>": rf"(?:{_SUM}(?:元|[角分](?=以[上下]|至|的?罚款)))",
    "<倍>": _TIMES,
    "<比>": _SHARE,
    "<每>": _PER,
    "<至>": r"(?:以上[，、,]?(?:不超过|不满|不足|低于)?|至|到|[-－—～~]{1,2})",
    "<顶>": _CAP,
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
    "<主体>": r"(?P<body>[^，。；：\n“”《》]{2,60}?)",  # what stands there must prove to be bodies, see kb.policy.bodies
    "<首>": r"(?:^|(?<=[，。；：\n]))",
    "<事>": r"(?P<matter>[^，。；\n]{0,50})",
}


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One name of an agency. ``canonical`` is today's body, empty for a collective or descriptive name.

    ``kind`` is statutory, alias, predecessor, colloquial, judicial (a court, procuratorate or prison), or excluded: a
    name that is no agency and yields no tag, but keeps a shorter name inside it from being found. ``level`` holds the
    levels at which the name stands (国务院 省 市 县 乡镇街道 派出), empty where any may be meant. ``since`` and
    ``until`` bound the life of the name (ISO months, or empty). ``one_to_one`` is False where the functions behind
    the name were split or are assigned locally: ``candidates`` then holds all present holders, the canonical one
    first, and ``reason`` says why.
    """

    id: str
    canonical: str
    system: str
    kind: str
    surface: str
    level: tuple[str, ...]
    since: str
    until: str
    one_to_one: bool
    candidates: tuple[str, ...]
    reason: str
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
class EverydayRow:
    """An everyday or officers' word and the words of the statutes for it, the most fitting first."""

    everyday: str
    terms: tuple[str, ...]
    domain: str
    example: str


@dataclass(frozen=True, slots=True)
class PatternRow:
    """A pattern and the value it yields: ``kind`` is a power, a penalty, the unit of a deadline, or 类指称."""

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
    "level",
    "since",
    "until",
    "one_to_one",
    "candidates",
    "reason",
    "source",
    "example",
    "counter",
)
_PATTERN_COLUMNS = ("id", "kind", "gate", "pattern", "example", "counter", "source")
_AGENCY_KINDS = {"statutory", "alias", "predecessor", "colloquial", "judicial", "excluded"}
_AGENCY_LEVELS = {"", "国务院", "省", "市", "县", "乡镇街道", "派出"}
_OPTIONAL = {
    "about", "case", "other",
    "canonical", "domain", "level", "since", "until", "candidates", "reason", "counter",
    "after", "days", "filled", "law", "address",
}  # fmt: skip


@cache
def agencies() -> tuple[AgencyRow, ...]:
    """Every row of agencies.csv, sorted by id. Raises KBError where the table is faulty."""
    return tuple(_agency(row) for row in read_table("agencies.csv", _AGENCY_COLUMNS))


def _agency(row: dict[str, str]) -> AgencyRow:
    level, candidates = (tuple(row[key].split("|")) if row[key] else () for key in ("level", "candidates"))
    if row["kind"] not in _AGENCY_KINDS or row["one_to_one"] not in {"true", "false"} or set(level) - _AGENCY_LEVELS:
        raise _fault("agencies.csv", row["id"], "kind、level 或 one_to_one 的取值不在允许范围，请改正")
    if row["counter"] and row["surface"] not in row["counter"]:
        raise _fault("agencies.csv", row["id"], "counter 应当是包含 surface 的更长名称，请改正或留空")
    split = bool(row["canonical"]) and row["one_to_one"] == "false"
    if (
        split != bool(row["candidates"])
        or split != bool(row["reason"])
        or (split and candidates[0] != row["canonical"])
    ):
        raise _fault(
            "agencies.csv",
            row["id"],
            "有 canonical 而 one_to_one 为 false 的行应当列 candidates（首位为 canonical）和 reason",
        )
    values = {**row, "level": level, "one_to_one": row["one_to_one"] == "true", "candidates": candidates}
    return AgencyRow(**values)  # type: ignore[arg-type]


@cache
def agency_stems() -> tuple[StemRow, ...]:
    """Every row of agency_stems.csv, sorted by id. Raises KBError where the table is faulty."""
    return tuple(StemRow(**row) for row in read_table("agency_stems.csv", ("id", "stem", "canonical", "source")))


@cache
def agency_patterns() -> tuple[PatternRow, ...]:
    """Every row of agency_patterns.csv, sorted by id: names that describe a body by what it does or who names it."""
    return pattern_rows("agency_patterns.csv")


@cache
def power_types() -> tuple[PatternRow, ...]:
    """Every row of power_types.csv, sorted by id. Raises KBError where the table is faulty."""
    return pattern_rows("power_types.csv")


@cache
def penalties() -> tuple[PatternRow, ...]:
    """Every row of penalties.csv, sorted by id; named groups low, high, per and day hold the amounts."""
    return pattern_rows("penalties.csv")


@cache
def coordination() -> tuple[PatternRow, ...]:
    """Every row of coordination.csv: the clauses by which several bodies share one matter."""
    return pattern_rows("coordination.csv")


@cache
def precedence() -> Mapping[str, tuple[str, str]]:
    """The rules of precedence in our words with the article they rest on (precedence.csv), by id."""
    return {row["id"]: (row["words"], row["source"]) for row in read_table("precedence.csv", ("id", "words", "source"))}


@cache
def deadlines() -> tuple[PatternRow, ...]:
    """Every row of deadlines.csv, sorted by id; the group amount holds the number, trigger what it counts from."""
    return pattern_rows("deadlines.csv")


def expand(pattern: str) -> str:
    """Replace the names of ``MACROS`` in *pattern*."""
    for name, piece in MACROS.items():
        pattern = pattern.replace(name, piece)
    return pattern


def pattern_rows(name: str) -> tuple[PatternRow, ...]:
    """Every row of the table of patterns *name*, sorted by id."""
    return tuple(_pattern(name, row) for row in read_table(name, _PATTERN_COLUMNS))


def _pattern(name: str, row: dict[str, str]) -> PatternRow:
    try:
        regex = re.compile(expand(row["pattern"]))
    except re.error as error:
        raise _fault(name, row["id"], f"正则表达式有误（{error}），请改正 pattern") from error
    gate = tuple(row["gate"].split("|"))
    return PatternRow(row["id"], row["kind"], gate, regex, row["example"], row["counter"], row["source"])


def read_table(name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of the table *name* of ``kb/data``, sorted by id and without gaps. Raises KBError where it is faulty."""
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
    rows = read_table("boilerplate.csv", ("id", "pattern", "example", "counter", "source"))
    return tuple(LineRow(r["id"], re.compile(r["pattern"]), r["example"], r["counter"], r["source"]) for r in rows)


@cache
def level_rules() -> tuple[LevelRow, ...]:
    """Every row of levels.csv, in the order in which they are tried."""
    rows = read_table("levels.csv", ("id", "level", "field", "pattern", "example", "counter", "source"))
    return tuple(
        LevelRow(r["id"], r["level"], r["field"], re.compile(r["pattern"]), r["example"], r["counter"], r["source"])
        for r in rows
    )


@cache
def law_aliases() -> Mapping[str, str]:
    """Common short names of laws (titles.csv): short name to title."""
    return {row["id"]: row["title"] for row in read_table("titles.csv", ("id", "title", "source"))}


@cache
def question_words() -> frozenset[str]:
    """Words that frame a question and say nothing of its matter (question_words.csv)."""
    rows = read_table("question_words.csv", ("id", "source"))
    return frozenset(row["id"] for row in rows).difference(general_bodies())


@cache
def general_bodies() -> tuple[str, ...]:
    """Words of question_words.csv for bodies that enforce in every field, the longest first."""
    rows = read_table("question_words.csv", ("id", "source"))
    found = (row["id"] for row in rows if row["source"].startswith("综合执法机关"))
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def thesaurus() -> tuple[EverydayRow, ...]:
    """Everyday words and the statutes' words for them (thesaurus.csv), the longest word first."""
    rows = read_table("thesaurus.csv", ("id", "terms", "domain", "example"))
    found = (EverydayRow(r["id"], tuple(r["terms"].split("|")), r["domain"], r["example"]) for r in rows)
    return tuple(sorted(found, key=lambda row: (-len(row.everyday), row.everyday)))


@dataclass(frozen=True, slots=True)
class WordRow:
    """A row of a table of words: those of one *kind*, as a pattern."""

    id: str
    kind: str
    regex: re.Pattern[str]
    example: str
    counter: str
    source: str


def word_rows(name: str) -> tuple[WordRow, ...]:
    """Every row of the table of words *name*."""
    rows = read_table(name, ("id", "kind", "pattern", "example", "counter", "source"))
    return tuple(
        WordRow(r["id"], r["kind"], re.compile(r["pattern"]), r["example"], r["counter"], r["source"]) for r in rows
    )


@cache
def asking() -> tuple[WordRow, ...]:
    """Every row of asking.csv: turns of phrase of questions about enforcement (执法) or about anything else (闲问)."""
    return word_rows("asking.csv")


@cache
def elsewhere(kind: str) -> frozenset[str]:
    """The words of one kind of elsewhere.csv: names of what no statute here governs, or what before or after one says that it does.

    The names are 外国 (countries and their places), 虚构 (myth, fiction, games) and 往代 (dynasties and their offices).
    """
    return frozenset(row["id"] for row in read_table("elsewhere.csv", ("id", "kind", "source")) if row["kind"] == kind)


@cache
def region_codes() -> Mapping[str, str]:
    """Codes of provinces and cities by name (regions.csv); a province answers to its short name, 山东, as well."""
    rows = read_table("regions.csv", ("id", "code", "province", "source"))
    full = {row["id"]: row["code"] for row in rows}
    short = {
        re.sub("(?:省|市|(?:壮族|回族|维吾尔)?自治区)$", "", row["id"]): row["code"]
        for row in rows
        if row["id"] == row["province"]
    }
    return {**short, **full}


@cache
def body_codes() -> Mapping[str, str]:
    """The three-digit code of each present-day body (bodies.csv)."""
    return {row["id"]: row["code"] for row in _bodies()}


@cache
def body_domains() -> Mapping[str, str]:
    """The domain (执法领域) of each present-day body that works in one only (bodies.csv)."""
    return {row["id"]: row["domain"] for row in _bodies() if row["domain"]}


@cache
def _bodies() -> tuple[dict[str, str], ...]:
    return tuple(read_table("bodies.csv", ("id", "code", "domain")))


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """A row of procedures.csv: the article of a general law that governs every power of *kind*."""

    id: str
    kind: str
    law: str
    address: str
    note: str
    source: str


@cache
def procedures() -> tuple[ProcedureRow, ...]:
    """Every row of procedures.csv."""
    return tuple(
        ProcedureRow(**row) for row in read_table("procedures.csv", ("id", "kind", "law", "address", "note", "source"))
    )


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A row of revisions.csv: a newer version of a law that we know of, whether or not its text is at hand."""

    id: str  # the title
    adopted: str
    effective: str
    source: str


@cache
def revisions() -> Mapping[str, RevisionRow]:
    """The newest known version of each law in revisions.csv, by title."""
    rows = read_table("revisions.csv", ("id", "adopted", "effective", "source"))
    return {row["id"]: RevisionRow(**row) for row in rows}


@dataclass(frozen=True, slots=True)
class ClockRow:
    """A period of clocks.csv: *actor* must do *act* within *amount* of *unit* (工作日 日 小时) from *event*.

    ``after`` is the clock whose act is this one's event. ``days`` is the article of the same law that makes its 日
    working days; the unit is 日 where no article says so. ``until`` is the last day (ISO) of the source's own term, or
    empty. ``example`` is how the source words the period.
    """

    id: str
    amount: int
    unit: str
    event: str
    actor: str
    act: str
    after: str
    law: str
    address: str
    days: str
    until: str
    example: str


@cache
def clocks() -> tuple[ClockRow, ...]:
    """Every row of clocks.csv. Raises KBError for an unknown unit or a clock that follows none."""
    columns = ("id", "amount", "unit", "event", "actor", "act", "after", "law", "address", "days", "until", "example")
    rows = read_table("clocks.csv", columns)
    ids = {row["id"] for row in rows}
    for row in rows:
        if row["unit"] not in {"工作日", "日", "小时"} or not row["amount"].isdigit() or not row["law"]:
            raise _fault("clocks.csv", row["id"], "amount 应为整数，unit 应为 工作日、日 或 小时，law 不能空，请改正")
        if row["after"] and row["after"] not in ids:
            raise _fault("clocks.csv", row["id"], "after 应是本表中的 id，请改正")
    return tuple(ClockRow(**{**row, "amount": int(row["amount"])}) for row in rows)  # type: ignore[arg-type]
