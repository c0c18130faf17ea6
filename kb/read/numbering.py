"""Automatic numbers, written out as text: Word's numbering definitions and counters; HTML's lists use the formats.

The numbers of articles and items are part of a regulation, but Word and HTML store only the rule that makes them.
Source: ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (number formats).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kb.numerals import to_chinese
from kb.read.text import BLANK

Element = Any  # an lxml element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_LEGAL = str.maketrans("一二三四五六七八九十百千万", "壹贰叁肆伍陆柒捌玖拾佰仟万")
_LEGAL_TRADITIONAL = str.maketrans("一二三四五六七八九十百千万", "壹貳參肆伍陸柒捌玖拾佰仟萬")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_PLACE = re.compile(r"%([1-9])")


def _digits(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def _legal(number: int) -> str:
    text = to_chinese(number)
    return "一" + text if text.startswith("十") else text


def _from(signs: Sequence[str]) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _span(first: str, length: int) -> Callable[[int], str]:
    return _from("".join(chr(ord(first) + i) for i in range(length)))


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number <= 780 else str(number)


def _roman(number: int) -> str:
    if number >= 4000:
        return str(number)
    text = ""
    for size, sign in _ROMAN:
        text += sign * (number // size)
        number %= size
    return text


def _full_width(number: int) -> str:
    return str(number).translate({ord("0") + i: 0xFF10 + i for i in range(10)})


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "numberInDash": lambda number: f"- {number} -",
    "decimalEnclosedCircle": _span("①", 20),
    "decimalEnclosedCircleChinese": _span("①", 20),
    "decimalEnclosedParen": _span("⑴", 20),
    "decimalEnclosedFullstop": _span("⒈", 20),
    "ideographEnclosedCircle": _span("㊀", 10),
    "chineseCounting": to_chinese,
    "chineseCountingThousand": to_chinese,
    "japaneseCounting": to_chinese,
    "taiwaneseCounting": to_chinese,
    "taiwaneseCountingThousand": to_chinese,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "chineseLegalSimplified": lambda number: _legal(number).translate(_LEGAL),
    "ideographLegalTraditional": lambda number: _legal(number).translate(_LEGAL_TRADITIONAL),
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
    "ideographZodiacTraditional": _from([_STEMS[i % 10] + _BRANCHES[i % 12] for i in range(60)]),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
SILENT = ("bullet", "none")


def format_number(number: int, style: str) -> str:
    """Write *number* in one of Word's formats; decimal where the format is unknown or has no sign for it."""
    if style in SILENT:
        return ""
    return FORMATS.get(style, str)(number) if 0 < number < 100_000_000 else str(number)


def join_number(label: str, text: str, *, suffix: str = "tab") -> str:
    """Put *label* before *text*: 第一条 text, but （一）text and 1.text; ``1. 5万元`` keeps its number apart."""
    if suffix == "nothing":
        return label + text
    label, text = label.rstrip(BLANK), text.lstrip(BLANK)
    if label[-1:] in ("）", ")", "、") or (label[-1:] in (".", "．") and not re.match(r"[0-9A-Za-z０-９]", text)):
        return label + text
    return f"{label} {text}" if label else text


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list; ``restart`` is the number of the level (from 1) after which it begins again, 0 = never."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    decimal: bool = False  # isLgl: all numbers of the label in Arabic digits
    paragraph_style: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """One ``w:num``: the abstract list that holds its counters, its levels, and the levels it starts anew."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Counters:
    """The running numbers of one document, kept for each abstract list. Paragraphs must come in document order."""

    lists: dict[str, List]
    _values: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def advance(self, list_id: str, level: int) -> tuple[str, str]:
        """Count one paragraph; give its label (empty for bullets and unknown lists) and the suffix kind."""
        numbers = self.lists.get(list_id)
        if numbers is None or level not in numbers.levels:
            return "", ""
        values = self._values.setdefault(numbers.abstract, {})
        if level in numbers.starts and (list_id, level) not in self._begun:
            values[level] = numbers.starts[level]
        else:
            values[level] = values.get(level, numbers.levels[level].start - 1) + 1
        self._begun.add((list_id, level))
        for deeper in [d for d in values if d > level and _restarts(numbers.levels.get(d), level)]:
            del values[deeper]
        return _label(numbers, level, values), numbers.levels[level].suffix


def _restarts(deeper: Level | None, level: int) -> bool:
    return deeper is None or deeper.restart is None or level < deeper.restart


def _label(numbers: List, level: int, values: dict[int, int]) -> str:
    own = numbers.levels[level]
    if own.style == "bullet" or (own.style == "none" and "%" in own.text):
        return ""

    def number(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        shown = numbers.levels.get(depth, Level(style="none"))
        style = "decimal" if own.decimal and shown.style not in SILENT else shown.style
        return format_number(values.get(depth, shown.start), style)

    return _PLACE.sub(number, own.text)


def child(element: Element, *names: str) -> Element | None:
    """Follow *names* down from *element*, each the first child of that name."""
    for name in names:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: Element, *names: str) -> str | None:
    """Give the ``w:val`` at the end of the path, or None."""
    found = child(element, *names)
    return None if found is None else found.get(W + "val")


def number_of(text: str | None) -> int | None:
    """Read a whole number from an attribute; None where there is none."""
    return int(text) if text is not None and re.fullmatch(r"-?[0-9]{1,8}", text) else None


def is_on(element: Element, *names: str) -> bool:
    """True where the switch at the end of the path is there and not turned off."""
    found = child(element, *names)
    return found is not None and found.get(W + "val") not in ("0", "false", "off")


def read_lists(numbering: Element | None, styles: Element | None) -> dict[str, List]:
    """Read ``numbering.xml``: num id to list. *styles* resolves lists that point to a list style."""
    if numbering is None:
        return {}
    abstracts = {a.get(W + "abstractNumId"): a for a in numbering.iterchildren(W + "abstractNum")}
    instances = {n.get(W + "numId"): n for n in numbering.iterchildren(W + "num")}
    found = {}
    for list_id, instance in instances.items():
        abstract = _resolve(value(instance, "abstractNumId"), abstracts, instances, styles)
        if list_id is not None and abstract is not None:
            found[list_id] = _list(instance, abstract)
    return found


def _resolve(
    abstract_id: str | None, abstracts: dict[str, Element], instances: dict[str, Element], styles: Element | None
) -> Element | None:
    """Follow numStyleLink to the abstract list that holds the levels; None where it leads nowhere or in a circle."""
    seen: set[str | None] = set()
    while abstract_id not in seen:
        seen.add(abstract_id)
        abstract = abstracts.get(abstract_id or "")
        style = value(abstract, "numStyleLink")
        if style is None:
            return abstract
        abstract_id = next((i for i, a in abstracts.items() if value(a, "styleLink") == style), None)
        if abstract_id is None or abstract_id in seen:
            abstract_id = value(instances.get(_list_of_style(style, styles)), "abstractNumId")
    return None


def _list_of_style(style: str, styles: Element | None) -> str:
    every = () if styles is None else styles.iterchildren(W + "style")
    found = (value(s, "pPr", "numPr", "numId") for s in every if s.get(W + "styleId") == style)
    return next(found, None) or ""


def _list(instance: Element, abstract: Element) -> List:
    levels = dict(_levels(abstract))
    starts: dict[int, int] = {}
    for override in instance.iterchildren(W + "lvlOverride"):
        levels |= dict(_levels(override))
        level, start = number_of(override.get(W + "ilvl")), number_of(value(override, "startOverride"))
        if level is not None and start is not None:
            starts[level] = start
            levels[level] = replace(levels.get(level, Level()), start=start)
    return List(abstract.get(W + "abstractNumId") or "", levels, starts)


def _levels(parent: Element) -> Iterator[tuple[int, Level]]:
    for element in parent.iterchildren(W + "lvl"):
        depth = number_of(element.get(W + "ilvl"))
        if depth is not None:
            yield depth, _level(element)


def _level(element: Element) -> Level:
    start = number_of(value(element, "start"))
    return Level(
        start=1 if start is None else start,
        style=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        suffix=value(element, "suff") or "tab",
        restart=number_of(value(element, "lvlRestart")),
        decimal=is_on(element, "isLgl"),
        paragraph_style=value(element, "pStyle") or "",
    )
