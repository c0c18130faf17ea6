"""Due dates: what counts, what does not, and what is said where the calendar does not know."""

import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from kb import workdays
from kb.errors import KBError
from kb.registry import clocks
from kb.workdays import OFFICIAL, WEEKENDS, chain, clock_due, due, is_workday

SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpus"


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    """A calendar of 2026 and 2027 in which 7 April is a holiday and Saturday 11 April is worked for it."""
    made = ModuleType("chinese_calendar")

    def official(day: date) -> bool:
        if day.year not in (2026, 2027):
            raise NotImplementedError
        return day == date(2026, 4, 11) or (day.weekday() < 5 and day != date(2026, 4, 7))

    made.is_workday = official  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "chinese_calendar", made)


# fmt: off
DUE = [  # start, amount, unit, the day of the event counts, end, postponed, days that did not count
    ("2026-03-06", 3, "工作日", False, "2026-03-11", "", ["2026-03-07", "2026-03-08"]),
    ("2026-03-06", 3, "工作日", True, "2026-03-10", "", ["2026-03-07", "2026-03-08"]),
    ("2026-03-07", 1, "工作日", False, "2026-03-09", "", ["2026-03-08"]),  # notice on a Saturday
    ("2026-04-06", 2, "工作日", False, "2026-04-09", "", ["2026-04-07"]),  # a holiday between
    ("2026-04-09", 2, "工作日", False, "2026-04-11", "", []),              # a Saturday that is worked
    ("2026-03-06", 3, "日", False, "2026-03-09", "", []),
    ("2026-03-05", 3, "日", False, "2026-03-08", "2026-03-09", []),        # ends on a Sunday
    ("2026-04-04", 3, "日", False, "2026-04-07", "2026-04-08", []),        # ends on a holiday
    ("2026-04-08", 3, "日", False, "2026-04-11", "", []),                  # ends on a worked Saturday
    ("2026-03-06T15:30", 72, "小时", False, "2026-03-09T15:30", "", []),
    ("2026-03-06 15:30", 24, "小时", False, "2026-03-07T15:30", "", []),
    ("2026-12-31", 1, "工作日", False, "2027-01-01", "", []),
]
# fmt: on


@pytest.mark.parametrize("start, amount, unit, count_first, ends, postponed, skipped", DUE)
def test_due(
    calendar: None, start: str, amount: int, unit: str, count_first: bool, ends: str, postponed: str, skipped: list[str]
) -> None:
    found = due(start, amount, unit, count_first=count_first)
    assert (found.ends, found.postponed, list(found.skipped)) == (ends, postponed, skipped)
    assert found.calendar == ("" if unit == "小时" else OFFICIAL)


def test_an_hour_clock_with_a_bare_day_says_that_it_takes_the_earliest_end(calendar: None) -> None:
    found = due("2026-03-06", 72, "小时")
    assert found.ends == "2026-03-09T00:00"
    assert any("0时" in note for note in found.notes)
    assert not any("0时" in note for note in due("2026-03-06T00:00", 72, "小时").notes)


def test_a_year_that_the_calendar_does_not_cover_is_marked(calendar: None) -> None:
    found = due("2028-12-28", 3, "工作日")
    assert (found.ends, found.calendar) == ("2029-01-02", WEEKENDS)
    assert any("2028年" in note for note in found.notes)


def test_without_the_package_weekends_count_and_the_result_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "chinese_calendar", None)
    found = due("2026-03-06", 3, "工作日")
    assert (found.ends, found.calendar) == ("2026-03-11", WEEKENDS)
    assert any("chinesecalendar" in note for note in found.notes)


def test_the_real_calendar_knows_holidays_and_exchanged_days() -> None:
    pytest.importorskip("chinese_calendar")
    assert is_workday(date(2024, 10, 1)) == (False, "")
    assert is_workday(date(2024, 10, 12)) == (True, "")  # a Saturday worked for the holiday
    assert is_workday(date(2150, 1, 4))[1]


# fmt: off
WRONG = [
    ("2026-02-30", 3, "工作日", "起算时间"),
    ("昨天",       3, "工作日", "起算时间"),
    ("2026-03-06", 0, "日",     "期限"),
    ("2026-03-06", 3, "个月",   "可用"),
]
# fmt: on


@pytest.mark.parametrize("start, amount, unit, message", WRONG)
def test_what_makes_no_sense_is_refused(start: str, amount: int, unit: str, message: str) -> None:
    with pytest.raises(KBError, match=message):
        due(start, amount, unit)


def clock(name: str) -> workdays.ClockRow:
    return next(row for row in clocks() if row.id == name)


def test_seventy_two_hours_are_not_three_working_days(calendar: None) -> None:
    letter, lead = clock("联动-移送函"), clock("联动-线索提供")
    assert clock_due(letter, "2026-03-06T10:00").ends == "2026-03-11"
    assert clock_due(lead, "2026-03-06T10:00").ends == "2026-03-09T10:00"
    assert (letter.law, letter.address) != (lead.law, lead.address)


def test_only_the_law_that_says_so_counts_its_days_as_working_days(calendar: None) -> None:
    hearing, report = clock("处罚-听证要求"), clock("刑事移送-决定")
    assert any("第八十五条" in note and "指工作日" in note for note in clock_due(hearing, "2026-03-05").notes)
    found = clock_due(report, "2026-03-05")
    assert (found.ends, found.unit) == ("2026-03-08", "日")
    assert any("没有写明" in note for note in found.notes)
    assert not any("没有写明" in note for note in clock_due(clock("处罚-作出决定"), "2026-03-05").notes)


def test_clocks_that_follow_one_another(calendar: None) -> None:
    found = {row.id: ended for row, ended in chain(clocks(), "刑事移送-决定", "2026-03-02")}
    assert found["刑事移送-决定"].ends == "2026-03-05"
    assert found["刑事移送-送公安"].ends == "2026-03-06T23:59"
    assert found["刑事移送-公安审查"].ends == "2026-03-09"
    assert found["刑事移送-提请复议"].ends == "2026-03-12"
    assert found["刑事移送-复议决定"].ends == "2026-03-15"
    assert found["刑事移送-立案监督"].ends == "2026-03-18"
    assert [row.id for row, _ in chain(clocks(), "联动-移送函", "2026-03-06")] == ["联动-移送函"]
    with pytest.raises(KBError, match="可用"):
        chain(clocks(), "没有", "2026-03-06")


def test_no_clock_follows_itself() -> None:
    after = {row.id: row.after for row in clocks()}
    for row in clocks():
        at, steps = row.id, 0
        while at:
            at, steps = after[at], steps + 1
            assert steps <= len(after), row.id


def test_clocks_stand_in_the_documents_they_name() -> None:
    if not SHARED.is_dir():
        pytest.skip("../shared/corpus is not here: clocks.csv not checked against the documents")
    policy = "\n".join(path.read_text(encoding="utf-8") for path in SHARED.glob("policy/*.txt"))
    for row in clocks():
        if row.id.startswith("联动-"):
            assert row.example in policy, row.id
            continue
        newest = max(SHARED.glob(f"statutes/**/{row.law}(*.md"))
        text = newest.read_text(encoding="utf-8").replace("\u3000", " ")
        article = text.split(f"\n{row.address} ")[1].split("\n第")[0]
        assert row.example in article, row.id
        assert not row.days or "工作日" in text.split(f"\n{row.days} ")[1][:80], row.id
