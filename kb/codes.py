"""Codes of power items: given once, kept for good.

A code has 16 digits: region 6 (GB/T 2260), body 3 (bodies.csv), type 2, item 3 and sub-item 2. An item number
belongs to one article; its conducts are the sub-items, counted from 01. What has once had a code keeps it: the ledger
is only added to, an item that is gone is marked retired, and its code is never given again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kb.address import article as article_of
from kb.model import Edition, ItemCode, PowerItem
from kb.registry import body_codes, region_codes
from kb.titles import law_key

TYPES = {
    "行政许可": "01",
    "行政处罚": "02",
    "行政强制措施": "03",
    "行政强制执行": "04",
    "行政征收": "05",
    "行政给付": "06",
    "行政检查": "07",
    "行政确认": "08",
    "行政奖励": "09",
    "行政裁决": "10",
    "其他": "99",
}
_ELSEWHERE = "990000"  # a region without a code of its own
_NOBODY = "000"  # the law names no body
_MOST_ITEMS, _MOST_SUBITEMS = 999, 99
_FIRST_SPARE = 900  # bodies from here on take what does not fit in 999 items


def law_of_item(edition: Edition) -> str:
    """The key that all versions of a law share, whoever speaks of it: the official text or the catalogue."""
    return "|".join((law_key(edition.title), edition.subtitle, edition.region or "全国"))


def item_key(item: PowerItem, law: str) -> str:
    """What *item* is known by in every version of *law*: its place, its kind, its number there."""
    return f"{law}#{item.id.partition('#')[2]}"


def assign(items: Iterable[tuple[PowerItem, str]], ledger: Iterable[ItemCode], day: str) -> list[ItemCode]:
    """The ledger after *items*, pairs of an item and its law's key, newest versions first; sorted by code.

    An item whose place is new takes the code of one of the same law, kind and name that is no longer anywhere: it has
    been renumbered. What is in the ledger and not in *items* is marked as retired on *day*.
    """
    entries = {entry.key: entry for entry in ledger}
    present: dict[str, PowerItem] = {}
    for item, law in items:
        present.setdefault(item_key(item, law), item)
    orphans = {_likeness(key, entry.name): key for key, entry in entries.items() if key not in present}
    numbers = _Numbers(entry.code for entry in entries.values())
    for key, item in present.items():
        if key in entries:
            entries[key] = replace(entries[key], item_id=item.id, name=item.name, retired="")
        elif old := orphans.pop(_likeness(key, item.name), ""):
            entries[key] = replace(entries.pop(old), key=key, item_id=item.id, name=item.name, retired="")
        else:
            entries[key] = ItemCode(numbers.take(item, key), key, item.id, item.name, "")
    kept = [e if e.key in present else replace(e, item_id="", retired=e.retired or day) for e in entries.values()]
    return sorted(kept, key=lambda entry: entry.code)


def _likeness(key: str, name: str) -> str:
    law, _, place = key.partition("#")
    return f"{law}|{place.split('/')[1]}|{name}"


class _Numbers:
    """Which numbers are taken, so that none is given twice."""

    def __init__(self, codes: Iterable[str]) -> None:
        self._items: dict[str, int] = {}  # the highest item number of each region, body and type
        self._articles: dict[tuple[str, str], tuple[str, int]] = {}  # (prefix, article) -> item prefix, last sub-item
        for code in codes:
            self._items[code[:11]] = max(self._items.get(code[:11], 0), int(code[11:14]))

    def take(self, item: PowerItem, key: str) -> str:
        """A new code for *item*."""
        prefix = f"{_region(item.region)}{_body(item.agencies)}{TYPES[item.kind]}"
        article = (prefix, key.partition("#")[0] + article_of(item.address))
        head, last = self._articles.get(article, ("", _MOST_SUBITEMS))
        if last >= _MOST_SUBITEMS:
            head, last = self._new_item(prefix), 0
        self._articles[article] = (head, last + 1)
        return f"{head}{last + 1:02d}"

    def _new_item(self, prefix: str) -> str:
        spare = _FIRST_SPARE
        while self._items.get(prefix, 0) >= _MOST_ITEMS:
            prefix = f"{prefix[:6]}{spare:03d}{prefix[9:]}"
            spare += 1
        self._items[prefix] = self._items.get(prefix, 0) + 1
        return f"{prefix}{self._items[prefix]:03d}"


def _region(region: str) -> str:
    return region_codes().get(region or "全国", _ELSEWHERE)


def _body(agencies: Sequence[str]) -> str:
    known: Mapping[str, str] = body_codes()
    return next((known[name] for name in agencies if name in known), _NOBODY)
