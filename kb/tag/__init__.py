"""Provision -> Agency, Power, Penalty and Deadline, by the rows of ``kb/data``.

Every finder is a pure function of one provision and yields its tags in order of appearance, sorted by start and
rule. Offsets are those of the document: ``document.text[tag.start:tag.end]`` is what was found.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.model import Agency, Condition, Deadline, Penalty, Power, Provision
from kb.tag.agencies import agencies_in, find_agencies
from kb.tag.conditions import find_conditions
from kb.tag.deadlines import find_deadlines
from kb.tag.penalties import find_penalties
from kb.tag.powers import find_powers

__all__ = [
    "agencies_in",
    "find_agencies",
    "find_conditions",
    "find_deadlines",
    "find_penalties",
    "find_powers",
    "find_tags",
]


def find_tags(provision: Provision) -> Iterator[Agency | Power | Penalty | Condition | Deadline]:
    """Yield every tag of *provision* (one 条): agencies, powers, penalties, what conditions those, and deadlines."""
    yield from find_agencies(provision)
    narrowed: list[Power | Penalty] = [*find_powers(provision), *find_penalties(provision)]
    yield from narrowed
    if narrowed:
        yield from find_conditions(provision)
    yield from find_deadlines(provision)
