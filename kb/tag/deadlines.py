"""Provision -> Deadline: periods within which something is due, by the rows of deadlines.csv."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.model import Deadline, Provision
from kb.numerals import to_number
from kb.registry import deadlines
from kb.tag.mask import matches

_DAYS = {"当日": 0.0, "当天": 0.0, "次日": 1.0}
_LEADS = r"(?:^|[，。；：\n在于自从]|第[^ 　]{1,9}条[ 　]|应当|必须|可以|并)"
_AFTER = re.compile(
    _LEADS + r"(?P<words>[^，。；：\n在于自从]{2,40}?)(?:之日起|以后|之后|后)的?，?(?:应当|内)?[在于]?$"
)
_AHEAD = re.compile(_LEADS + r"(?P<words>[^，。；：\n在于自从]{2,40}?)(?:之?前)?的?$")
_IDLE = re.compile(r"^(?:应当|必须|可以|至少|最迟|其|并|的|申请人|当事人)+|(?:应当|必须|可以|至少|最迟|并|的)+$")


def find_deadlines(provision: Provision) -> Iterator[Deadline]:
    """Yield the periods within which something is due, by start; ``unit`` is 工作日 日 个月 年 小时.

    Of a range (三十日至六十日内) ``amount`` is the end; 当日 is 0 and 次日 1 日. ``trigger`` holds the event the
    period counts from: the words before 之日起 or 后, or those before the period where it runs backwards
    (届满三十日前; rows named …-提前). It is empty where the text has none.
    """
    reached = 0
    for row, match in matches(deadlines(), provision.text):
        if match.start() < reached:
            continue
        groups = match.groupdict()
        amount = groups.get("amount") or groups.get("ahead") or groups.get("before") or ""
        reached = match.end()
        before = provision.text[max(0, match.start() - 60) : match.start()]
        yield Deadline(
            doc_id=provision.doc_id,
            provision_id=provision.id,
            start=provision.start + match.start(),
            end=provision.start + match.end(),
            rule=row.id,
            amount=_DAYS[amount] if amount in _DAYS else to_number(amount),
            unit=row.kind,
            trigger=groups.get("trigger") or _trigger(before, match.group(), ahead=row.id.endswith("-提前")),
        )


def _trigger(before: str, words: str, *, ahead: bool) -> str:
    """The event named just *before* a period of *words* that has no 自…之日起."""
    if words.startswith(("期满", "届满")):
        before += words[:2]
    elif words.startswith("提前"):
        return ""
    found = (_AHEAD if ahead else _AFTER).search(before)
    return _IDLE.sub("", found["words"]) if found else ""
