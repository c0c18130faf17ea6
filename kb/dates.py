"""Dates as they stand in Chinese texts, to ISO: 2021年11月20日, 二〇一二年九月十八日."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from kb.numerals import to_int

_YEAR = r"(?<![0-9０-９])(?:[0-9０-９]{4}|[零〇○0一二三四五六七八九]{4})"
_SMALL = r"[0-9０-９一二三四五六七八九十]{1,3}"
DATE = rf"{_YEAR}\s?年\s?{_SMALL}\s?月\s?{_SMALL}\s?日"
_DATE = re.compile(rf"(?P<y>{_YEAR})\s?年\s?(?P<m>{_SMALL})\s?月\s?(?P<d>{_SMALL})\s?日")


def find_dates(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, ISO date) for every full date in *text*; impossible dates are passed over."""
    for match in _DATE.finditer(text):
        date = iso(to_int(match["y"]), to_int(match["m"]), to_int(match["d"]))
        if date:
            yield match.start(), match.end(), date


def iso(year: int, month: int, day: int) -> str:
    """ISO form, or empty where there is no such day."""
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def add_years(date: str, years: int) -> str:
    """The last day of a period of *years* that begins on *date*; empty where *date* is."""
    if not date:
        return ""
    begin = datetime.date.fromisoformat(date)
    try:
        return (begin.replace(year=begin.year + years) - datetime.timedelta(days=1)).isoformat()
    except ValueError:  # begun on 29 February, and no such day in the last year
        return iso(begin.year + years, 2, 28)


def today() -> str:
    """The current date in ISO form."""
    return datetime.date.today().isoformat()
