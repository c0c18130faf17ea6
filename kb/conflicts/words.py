"""How near two pieces of legal text are, by their characters, numbers left out."""

from __future__ import annotations

import re

_NUMBER = r"(?:[0-9０-９]+(?:\.[0-9]+)?|[零〇一二三四五六七八九十百千万亿两]+)"
_IDLE = re.compile(r"[\s，。；：、（）()《》“”,;:.]|以及|或者|应当|的|地|和|与|及|等|其|所|之|并|或")
_HERE = re.compile(r"(?:在)?(?:本|全)(?:省|市|自治区|行政区域|区域|县)(?:行政区域)?(?:内|范围内)?")


def bare(text: str) -> str:
    """*text* without marks, words that only join, and 本市行政区域内."""
    return _IDLE.sub("", _HERE.sub("", text))


def pairs_of(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of *text*; the text itself where it has but one."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset([text])


def shared(one: str, other: str) -> float:
    """The share (0 to 1) of the pairs of *one* that *other* has."""
    mine = pairs_of(one)
    return len(mine & pairs_of(other)) / len(mine)


def likeness(one: str, other: str) -> float:
    """The likeness (0 to 1) of two texts: pairs in common over all pairs."""
    mine, theirs = pairs_of(one), pairs_of(other)
    return len(mine & theirs) / len(mine | theirs)


_QUANTITY = re.compile(
    rf"(?<!第)(?P<number>百分之{_NUMBER}|{_NUMBER}%?)(?P<unit>个?(?:工作日|小时|月|年|日|天|周岁|岁|平方米|立方米|公里|千米|米|公斤|吨|元|人|名|次|倍|度|分贝|辆|间|层|升))"
)


def quantities(text: str) -> dict[str, tuple[str, int, int]]:
    """The numbers with a unit in *text*: as compared (30日) to as written, with start and end; articles are no numbers."""
    from kb.numerals import to_number

    found = {}
    for match in _QUANTITY.finditer(text):
        number = match["number"].removeprefix("百分之").removesuffix("%")
        try:
            value = to_number(number)
        except ValueError:
            continue  # digits and words mixed: no number to compare
        unit = match["unit"].removeprefix("个").replace("天", "日").replace("名", "人").replace("千米", "公里")
        share = "%" if match["number"] != number else ""
        found[f"{value:g}{share}{unit}"] = (match.group(), match.start(), match.end())
    return found
