"""Dates in texts, and terms of years."""

import datetime

import pytest

from kb.dates import add_years, find_dates, iso, today

# fmt: off
DATES = [
    ("2021年11月20日",               ["2021-11-20"]),
    ("2021 年 1 月 2 日",            ["2021-01-02"]),
    ("２０２１年１月２日",            ["2021-01-02"]),
    ("二〇一二年九月十八日",          ["2012-09-18"]),
    ("二○二一年十月二十日",          ["2021-10-20"]),
    ("一九九九年十二月三十一日",      ["1999-12-31"]),
    ("2021年十一月二十日",            ["2021-11-20"]),
    ("2020年1月1日通过，2021年3月1日修正", ["2020-01-01", "2021-03-01"]),
    ("2024年2月29日",                ["2024-02-29"]),
    ("2023年2月29日",                []),  # no such day
    ("2021年13月1日",                []),
    ("2021年11月",                   []),  # no day
    ("每年3月5日",                   []),  # no year
    ("2021-11-20",                   []),  # file names and web pages are read elsewhere
    ("编号12021年1月2日",            []),  # a longer number
    ("自公布之日起三十日内",          []),
]
TERMS = [
    ("2021-11-20", 5, "2026-11-19"),
    ("2021-01-01", 1, "2021-12-31"),
    ("2024-03-01", 1, "2025-02-28"),
    ("2023-03-01", 1, "2024-02-29"),
    ("2024-02-29", 4, "2028-02-28"),
    ("2024-02-29", 1, "2025-02-28"),  # no 29 February to end before: the last day of the month
    ("", 5, ""),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_find_dates(text: str, expected: list[str]) -> None:
    assert [date for _start, _end, date in find_dates(text)] == expected


def test_offsets_cover_the_date() -> None:
    text = "自二〇二一年十月二十日起，至2026年11月19日止。"
    assert [text[start:end] for start, end, _date in find_dates(text)] == ["二〇二一年十月二十日", "2026年11月19日"]


def test_iso() -> None:
    assert iso(2021, 1, 2) == "2021-01-02"
    assert iso(2021, 2, 30) == ""


@pytest.mark.parametrize(("date", "years", "expected"), TERMS)
def test_add_years(date: str, years: int, expected: str) -> None:
    assert add_years(date, years) == expected


def test_today_is_iso() -> None:
    assert datetime.date.fromisoformat(today())
