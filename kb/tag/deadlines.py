"""Provision -> Deadline: periods within which something is due, by the rows of deadlines.csv."""

from __future__ import annotations

from collections.abc import Iterator

from kb.model import Deadline, Provision
from kb.numerals import to_number
from kb.registry import deadlines
from kb.tag.mask import matches


def find_deadlines(provision: Provision) -> Iterator[Deadline]:
    """Yield the periods within which something is due; ``unit`` is 工作日 日 个月 年 小时.

    ``trigger`` holds the words between 自 (or 从) and 之日起, empty where the text has none.
    """
    reached = 0
    for row, match in matches(deadlines(), provision.text):
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
