"""Provision -> Agency: who is named, and what it does there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick

from kb.model import Agency, Provision
from kb.registry import AgencyRow, StemRow, agencies, agency_stems

_LONGEST_LIST = 160  # characters from the head of an elliptical list to its tail


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
