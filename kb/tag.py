"""Provision -> Agency, Power, Penalty and Deadline, by the rows of ``kb/data``.

Every finder is a pure function of one provision and yields its tags in order of appearance, sorted by start and
rule. Offsets are those of the document: ``document.text[tag.start:tag.end]`` is what was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import ahocorasick

from kb.model import Agency, Deadline, Penalty, Power, Provision
from kb.numerals import to_number
from kb.registry import AgencyRow, PatternRow, StemRow, agencies, agency_stems, deadlines, penalties, power_types

_BLANK = "\x1f"  # stands for a masked character, so that offsets stay; no pattern matches it as a word
_LONGEST_LIST = 160  # characters from the head of an elliptical list to its tail


def find_tags(provision: Provision) -> Iterator[Agency | Power | Penalty | Deadline]:
    """Yield every tag of *provision* (one 条): agencies, then powers, penalties and deadlines."""
    yield from find_agencies(provision)
    yield from find_powers(provision)
    yield from find_penalties(provision)
    yield from find_deadlines(provision)


# Agencies


@dataclass(frozen=True, slots=True)
class _Name:
    """An agency name at ``start:end`` of a provision's own text."""

    start: int
    end: int
    rule: str
    canonical: str


def find_agencies(provision: Provision) -> Iterator[Agency]:
    """Yield the agencies named in *provision*: of overlapping names the leftmost, then the longest.

    A level before a name (县级以上人民政府, 国务院, 市) is not part of it. The members of a list that share one ending,
    as in 公安、教育等部门, are found one by one. ``canonical`` is empty for collective and descriptive names.
    """
    names = _surfaces(provision.text)
    members = _members(provision.text, names)
    tails = {name.end + 1 for name in members if provision.text[name.end : name.end + 1] == "等"}  # 等有关部门
    for name in _longest([*(n for n in names if n.start not in tails), *members]):
        yield Agency(
            doc_id=provision.doc_id,
            provision_id=provision.id,
            start=provision.start + name.start,
            end=provision.start + name.end,
            rule=name.rule,
            surface=provision.text[name.start : name.end],
            canonical=name.canonical,
            role="",
        )


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for row in agencies():
        automaton.add_word(row.surface, row)
    automaton.make_automaton()
    return automaton


def _surfaces(text: str) -> list[_Name]:
    """Return the registered names in *text*, without those that only give the level of the next name."""
    rows: list[tuple[int, AgencyRow]] = [(end + 1 - len(row.surface), row) for end, row in _automaton().iter_long(text)]
    heads = {start for start, row in rows if row.canonical != "人民政府"}
    found = []
    for start, row in rows:
        end = start + len(row.surface)
        level = row.canonical == "人民政府" and end in heads
        if row.kind != "excluded" and not level:
            found.append(_Name(start, end, row.id, row.canonical))
    return found


_TAIL = re.compile(
    r"等(?:其他|多个|各|有关|相关|依法|行政|主管|管理|监督|执法|职能|政府|[二两三四五六七八九十]个?){0,4}"
    r"(?:部门|机关|机构)"
)
_JOIN = re.compile(r"(?:、|和|与|及|以及|及其|或者?|会同|会)$")
_UNKNOWN = re.compile(r"(?:^|[、和与及或])[^的，。、和与及或\W]{2,8}$")


def _longest(names: list[_Name]) -> list[_Name]:
    """Return *names* in order, without those that overlap an earlier or, from the same start, a longer one."""
    kept: list[_Name] = []
    for name in sorted(names, key=lambda n: (n.start, -n.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


@cache
def _stems() -> dict[str, StemRow]:
    return {row.stem: row for row in agency_stems()}


@cache
def _longest_stem() -> int:
    return max(map(len, _stems()))


def _members(text: str, names: list[_Name]) -> list[_Name]:
    """Return the bare words that stand for agencies in a list whose ending (等部门, 主管部门) comes after them."""
    ends = {name.end: name.start for name in names}
    found: dict[int, _Name] = {}
    for match in _TAIL.finditer(text):
        _walk(text, match.start(), ends, found, skip=True)
    for name in names:
        if joined := _JOIN.search(text, max(0, name.start - 2), name.start):
            _walk(text, joined.start(), ends, found, skip=False)
    return list(found.values())


def _walk(text: str, end: int, ends: dict[int, int], found: dict[int, _Name], *, skip: bool) -> None:
    """Collect into *found* the members of a list that ends at *end*, going left; *skip* passes over unknown ones."""
    stop = max(0, end - _LONGEST_LIST)
    while end > stop:
        row = _stem_before(text, end)
        if row is not None:
            start = end - len(row.stem)
            found.setdefault(start, _Name(start, end, row.id, row.canonical))
        elif end in ends:
            start = ends[end]
        elif skip and (unknown := _UNKNOWN.search(text, max(stop, end - 9), end)):
            start = unknown.start() + (unknown.group()[0] in "、和与及或")
        else:
            return
        joined = _JOIN.search(text, max(stop, start - 2), start)
        if joined is None:
            return
        end = joined.start()


def _stem_before(text: str, end: int) -> StemRow | None:
    for length in range(min(_longest_stem(), end), 1, -1):
        if row := _stems().get(text[end - length : end]):
            return row
    return None


# What is no grant: quotations, conditions, definitions, courts, discipline of officials

_ASIDE = re.compile(r"“[^”\n]{0,80}”|《[^《》\n]{0,60}(?<![证照书])》")
_DISCIPLINE = re.compile(
    r"[^，。；：\n]{0,60}(?:，[^，。；：\n]{0,20})?(?:给予|予以|受到|处以|追究|政务|行政|纪律)[^，。；\n]{0,24}处分"
)
_MEANING = re.compile(r"(?:本|这)(?:法|条例|办法|规定|细则|条)(?:[^，。；\n]{0,12})所[称指][^。\n]*")
_COURT = re.compile(
    r"(?:人民法院|人民检察院|监狱|看守所|仲裁庭|仲裁委员会|仲裁机构)"
    r"(?:应当|可以|依法|有权|决定|给予|裁定|经审查)[^。；\n]*"
)
_PASSIVE = re.compile(
    r"被[^，。；\n]{0,36}?(?:处以|处罚|吊销|没收|责令|暂扣|查封|扣押|冻结|拘留|给予|撤销|注销|取消)[^，。；\n]{0,30}"
)
_BANNED = re.compile(
    r"(?:不得|禁止|严禁)[^。；\n]{0,30}下列[^。\n]{0,40}：[ \t]*(?:\n\s*[（(][一二三四五六七八九十百]{1,4}[）)][^\n]*)+"
)
_FORBIDDEN = re.compile(r"(?<=不得)(?:收取|查封|扣押|冻结|强制|重复|以任何)[^，。；\n]*")
_ITEM = re.compile(r"^[ \t　]*[（(][一二三四五六七八九十百]{1,4}[）)][^\n]*的[；;。]?[ \t]*$", re.MULTILINE)
_CONDITION = re.compile(r"(?:(?<=[。；;：:\n])|^)[^。；;：:\n]*?的[，：:]")
_CLAUSE = re.compile(r"(?:(?<=[，。；：\n])|^)[^，。；：\n]*的，")
_DECIDED = re.compile(
    r"(?:(?<=[，。；：\n])|^)[^，。；：\n]*(?:罚款|处罚|拘留|警告|许可证|执照|停业|停产|没收)(?:决定)?的(?=[，；。])"
)
_MARKS = str.maketrans(";:", "；：")
_COMMA = re.compile(r",(?![0-9])")
_ACT = re.compile(
    r"由(?!于)|责令|处(?=以|[一二两三四五六七八九十\d０-９]|警告|暂扣)|予以|给予|没收|吊销|"
    r"纠纷|争议|协商|可以|应当(?!经|依法|取得|具备|办理|登记|备案)|有权"
)
_OUTSIDE = re.compile(
    r"(?<!行政)刑法|诉讼|刑事|监狱法|仲裁法|破产法|法院|检察|审判|适用法律|司法解释|国家赔偿|引渡法|公司法|监察法"
)


@lru_cache(maxsize=4)
def _mask(text: str) -> str:
    """Blank out, at the same length, what gives no power: quoted words, conditions ending in 的, discipline …"""
    text = _COMMA.sub("，", text).translate(_MARKS)
    if "“" in text or "《" in text:
        text = _ASIDE.sub(_blank, text)
    if "处分" in text:
        text = _DISCIPLINE.sub(_blank, text)
    if "所称" in text or "所指" in text:
        text = _MEANING.sub(_blank, text)
    if "院" in text or "监狱" in text or "看守所" in text or "仲裁" in text:
        text = _COURT.sub(_blank, text)
    if "被" in text:
        text = _PASSIVE.sub(_blank, text)
    if "不得" in text or "禁止" in text or "严禁" in text:
        text = _FORBIDDEN.sub(_blank, _BANNED.sub(_blank, text))
    text = _ITEM.sub(_behaviour, text)
    if "的，" in text or "的：" in text:
        text = _CONDITION.sub(_behaviour, text)
        text = _CLAUSE.sub(_behaviour, text)
    text = _DECIDED.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return _BLANK * len(match.group())


def _behaviour(match: re.Match[str]) -> str:
    return match.group() if _ACT.search(match.group()) else _blank(match)


def _found(rows: tuple[PatternRow, ...], text: str) -> list[tuple[PatternRow, re.Match[str]]]:
    """Return every match of every row whose gate opens, sorted by start, then row id."""
    found = [(row, m) for row in rows if any(word in text for word in row.gate) for m in row.regex.finditer(text)]
    return sorted(found, key=lambda pair: (pair[1].start(), pair[0].id))


# Powers


def find_powers(provision: Provision) -> Iterator[Power]:
    """Yield the kinds of power that *provision* gives to an administrative body; a text may give several.

    Statutes of criminal law, court procedure and the like give none. A power that is only mentioned, as a condition,
    a definition or the misconduct of an official, is left out.
    """
    if _OUTSIDE.search(provision.doc_id):
        return
    for row, match in _found(power_types(), _mask(provision.text)):
        yield Power(
            doc_id=provision.doc_id,
            provision_id=provision.id,
            start=provision.start + match.start(),
            end=provision.start + match.end(),
            rule=row.id,
            kind=row.kind,
        )


# Penalties


def find_penalties(provision: Provision) -> Iterator[Penalty]:
    """Yield the penalties that *provision* sets, each fine by itself.

    Money is in yuan (``元``, ``元/日``, ``元/平方米`` …), multiples in ``倍`` and shares in ``%`` of their base,
    detention in ``日``, bans and suspensions in ``个月``, ``年`` or ``终身``. ``low`` is None where the text gives
    only a ceiling, ``high`` where it gives only a floor; both are None and ``unit`` is empty where nothing is
    fixed. 责令改正, 撤销, 注销 and the discipline of officials are no penalties.
    """
    if _OUTSIDE.search(provision.doc_id):
        return
    reached: dict[str, int] = {}
    for row, match in _found(penalties(), _mask(provision.text)):
        if match.start() < reached.get(row.kind, 0):
            continue
        reached[row.kind] = match.end()
        low, high, unit = _range(match)
        yield Penalty(
            doc_id=provision.doc_id,
            provision_id=provision.id,
            start=provision.start + match.start(),
            end=provision.start + match.end(),
            rule=row.id,
            kind=row.kind,
            low=low,
            high=high,
            unit=unit,
        )


def _range(match: re.Match[str]) -> tuple[float | None, float | None, str]:
    """Return low, high and unit of the amounts in *match*; a fixed amount is both low and high."""
    groups = match.groupdict()
    if any(groups.get(name) for name in ("life", "life2", "life3")) and not groups.get("low"):
        return None, None, "终身"
    if fixed := groups.get("fixed"):
        value, unit = _amount(fixed)
        return value, value, _per(unit, groups)
    low, high = groups.get("low"), groups.get("high") or groups.get("ceiling")
    if low and high:
        return _both(low, high, groups)
    if low:
        value, unit = _amount(low)
        return value, None, _per(unit, groups)
    if high:
        value, unit = _amount(high)
        return None, value, _per(unit, groups)
    return None, None, ""


def _both(low: str, high: str, groups: dict[str, str | None]) -> tuple[float, float, str]:
    """Read a range whose first part may lack the unit (一千以上五千元以下) or be a share (百分之三十以上三倍以下)."""
    top, unit = _amount(high)
    bottom, own = _amount(low)
    if own == "%" and unit == "倍":
        bottom /= 100
    elif (own, unit) == ("个月", "年"):
        top, unit = top * 12, own
    elif unit == "元" and "元" not in low and "万" in high and not re.search("[万千百]", low):
        bottom *= 10_000
    return bottom, top, _per(unit, groups)


def _per(unit: str, groups: dict[str, str | None]) -> str:
    if groups.get("day"):
        return f"{unit}/日"
    return f"{unit}/{groups['per']}" if groups.get("per") else unit


_SHARE = re.compile(r"([百千万])分之(.+)|(.+)([%％‰])")
_PARTS = {"百": 1.0, "千": 0.1, "万": 0.01, "%": 1.0, "％": 1.0, "‰": 0.1}
_UNIT = re.compile(r"(.*?)(元|倍|个月|月|年|日|天|)(?:以内|内)?$")


def _amount(text: str) -> tuple[float, str]:
    """Read one amount: 五万元 is (50000, 元), 千分之五 is (0.5, %), 等值 is (1, 倍), 六个月 is (6, 个月)."""
    if text == "等值":
        return 1.0, "倍"
    if share := _SHARE.fullmatch(text):
        mark = share.group(1) or share.group(4)
        return round(to_number(share.group(2) or share.group(3)) * _PARTS[mark], 6), "%"
    parts = _UNIT.fullmatch(text)
    assert parts is not None  # the pattern ends in an empty alternative
    unit = {"天": "日", "月": "个月"}.get(parts.group(2), parts.group(2))
    return to_number(parts.group(1)), unit


# Deadlines


def find_deadlines(provision: Provision) -> Iterator[Deadline]:
    """Yield the periods within which something is due; ``unit`` is 工作日 日 个月 年 小时.

    ``trigger`` holds the words between 自 (or 从) and 之日起, empty where the text has none.
    """
    reached = 0
    for row, match in _found(deadlines(), provision.text):
        if match.start() < reached:
            continue
        groups = match.groupdict()
        amount = groups.get("amount") or groups.get("ahead") or ""
        reached = match.end()
        yield Deadline(
            doc_id=provision.doc_id,
            provision_id=provision.id,
            start=provision.start + match.start(),
            end=provision.start + match.end(),
            rule=row.id,
            amount=to_number(amount),
            unit=row.kind,
            trigger=groups.get("trigger") or "",
        )
