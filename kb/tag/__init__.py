"""Provision -> Agency, Power, Penalty and Deadline, by the rows of ``kb/data``.

Every finder is a pure function of one provision and yields its tags in order of appearance, sorted by start and
rule. Offsets are those of the document: ``document.text[tag.start:tag.end]`` is what was found.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.model import Agency, Deadline, Penalty, Power, Provision
from kb.tag.agencies import find_agencies
from kb.tag.deadlines import find_deadlines
from kb.tag.penalties import find_penalties
from kb.tag.powers import find_powers

__all__ = ["find_agencies", "find_deadlines", "find_penalties", "find_powers", "find_tags"]


def find_tags(provision: Provision) -> Iterator[Agency | Power | Penalty | Deadline]:
    """Yield every tag of *provision* (one 条): agencies, then powers, penalties and deadlines."""
    yield from find_agencies(provision)
    yield from find_powers(provision)
    yield from find_penalties(provision)
    yield from find_deadlines(provision)
