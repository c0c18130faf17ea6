"""When a period ends: working days on the official calendar, days, and hours, and periods that follow one another.

Holidays and the days worked in exchange are those of the package chinesecalendar. For a year that it does not cover, or
where it is not installed, only weekends count as rest days, and the result says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kb.errors import KBError
from kb.registry import ClockRow

UNITS = ("工作日", "日", "小时")
OFFICIAL = "法定节假日和调休安排"
WEEKENDS = "仅按周末推算"
_MOST = 3660  # units: no period of a procedure is longer


@dataclass(frozen=True, slots=True)
class Due:
    """The end of a period. ``ends`` is an ISO day, for hours an ISO minute; ``first`` the first day or minute counted.

    ``postponed`` is the next working day where a period in 日 ends on a rest day, else empty. ``skipped`` are the rest
    days that did not count, ``calendar`` is OFFICIAL, WEEKENDS, or empty for hours; ``notes`` say how it was counted.
    """

    amount: int
    unit: str
    start: str
    first: str
    ends: str
    postponed: str
    skipped: tuple[str, ...]
    calendar: str
    notes: tuple[str, ...]


def due(start: str, amount: int, unit: str, *, count_first: bool = False) -> Due:
    """The end of *amount* of *unit* (工作日 日 小时) from *start*, an ISO day or minute.

    The day of the event does not count (民法典第二百零一条) unless *count_first*; hours run from the minute of the event,
    through nights and holidays. Raises KBError for a start, an amount or a unit that makes no sense.
    """
    if unit not in UNITS:
        raise KBError(f"不认识单位“{unit}”；可用：{'、'.join(UNITS)}")
    if not 1 <= amount <= _MOST:
        raise KBError(f"期限“{amount}”不对，应为 1 至 {_MOST} 的整数")
    moment = _moment(start)
    if unit == "小时":
        return _hours(start, moment, amount)
    first = moment.date() if count_first else moment.date() + timedelta(days=1)
    return _working(start, first, amount) if unit == "工作日" else _days(start, first, amount)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise KBError(f"起算时间“{text}”不对，应写成 2024-01-31 或 2024-01-31T15:30 的样子") from None
    if not 1900 <= moment.year <= 2200:
        raise KBError(f"起算时间“{text}”不在 1900 至 2200 年之间，请检查")
    return moment.replace(tzinfo=None)


def _hours(start: str, moment: datetime, amount: int) -> Due:
    notes = ["小时连续计算，不扣除夜间和节假日"]
    if moment == datetime.combine(moment.date(), datetime.min.time()) and len(start.strip()) <= 10:
        notes.append("只给了日期，从当日0时起算（最早的到期时刻）；实际应自事件发生的时刻起算")
    ends = moment + timedelta(hours=amount)
    return Due(amount, "小时", start, _minute(moment), _minute(ends), "", (), "", tuple(notes))


def _minute(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _working(start: str, first: date, amount: int) -> Due:
    day, left, skipped, reasons = first, amount, list[str](), dict[str, None]()
    while True:
        works, reason = is_workday(day)
        reasons |= dict.fromkeys([reason] if reason else [])
        left -= works
        if not left:
            break
        if not works:
            skipped.append(day.isoformat())
        day += timedelta(days=1)
    calendar = WEEKENDS if reasons else OFFICIAL
    return Due(
        amount, "工作日", start, first.isoformat(), day.isoformat(), "", tuple(skipped), calendar, tuple(reasons)
    )


def _days(start: str, first: date, amount: int) -> Due:
    last = first + timedelta(days=amount - 1)
    following, reasons = last, dict[str, None]()
    while True:
        works, reason = is_workday(following)
        reasons |= dict.fromkeys([reason] if reason else [])
        if works:
            break
        following += timedelta(days=1)
    notes = list(reasons)
    postponed = following.isoformat() if following != last else ""
    if postponed:
        notes.append("最后一日是休息日；依民法典第二百零三条的通则可顺延，稳妥起见以不顺延的日期为准")
    return Due(
        amount, "日", start, first.isoformat(), last.isoformat(), postponed, (),
        WEEKENDS if reasons else OFFICIAL, tuple(notes),
    )  # fmt: skip


def is_workday(day: date) -> tuple[bool, str]:
    """Whether *day* is worked in China, and why only its weekday could tell (empty where the calendar knew)."""
    weekday = day.weekday() < 5
    try:
        from chinese_calendar import is_workday as official
    except ImportError:
        return weekday, "没有安装 chinesecalendar，节假日和调休没有计入，请核对当年放假安排"
    try:
        return bool(official(day)), ""
    except NotImplementedError:
        return weekday, f"chinesecalendar 没有{day.year}年的放假安排，节假日和调休没有计入，请核对或更新该软件包"


def clock_due(clock: ClockRow, start: str, *, count_first: bool = False) -> Due:
    """The end of *clock*, with what its source leaves open."""
    found = due(start, clock.amount, clock.unit, count_first=count_first)
    notes = list(found.notes)
    if clock.days:
        notes.append(f"{clock.law}{clock.days}：本法的这一期限指工作日")
    elif clock.unit == "日" and clock.amount <= 10:
        notes.append(f"《{clock.law}》没有写明“日”是否指工作日，按自然日计算；行政处罚法第八十五条只适用于该法")
    if clock.until and found.start[:10] > clock.until:
        notes.append(f"《{clock.law}》有效期至{clock.until}，起算时已经届满，不能作为依据")
    return replace(found, notes=tuple(notes))


def chain(rows: Iterable[ClockRow], first: str, start: str) -> list[tuple[ClockRow, Due]]:
    """The clock *first* and all that follow on it, each counted from the last moment of the one before.

    A clock in hours that follows one in days runs from the last minute of that day. Raises KBError where *rows* has no
    clock *first*.
    """
    table = list(rows)
    head = next((row for row in table if row.id == first), None)
    if head is None:
        raise KBError(f"没有期限“{first}”；可用：{'、'.join(row.id for row in table)}")
    found = [(head, clock_due(head, start))]
    for before, ended in found:  # grows while it is walked: each step brings the steps after it
        found += [(row, clock_due(row, _from(ended, row))) for row in table if row.after == before.id]
    return found


def _from(ended: Due, following: ClockRow) -> str:
    """The moment from which *following* runs when the clock before it was used to the end."""
    if following.unit != "小时":
        return ended.ends[:10]
    return ended.ends if ended.unit == "小时" else f"{ended.ends}T23:59"
