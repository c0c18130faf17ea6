"""All tags of a provision."""

from __future__ import annotations

from collections.abc import Iterator

from kb.model import Agency, Condition, Deadline, Penalty, Power, Provision
from kb.tag.agencies import find_agencies
from kb.tag.conditions import find_conditions
from kb.tag.deadlines import find_deadlines
from kb.tag.penalties import find_penalties
from kb.tag.powers import find_powers


def find_tags(provision: Provision) -> Iterator[Agency | Power | Penalty | Condition | Deadline]:
    """Yield every tag of *provision* (one 条): agencies, powers, penalties, what conditions those, and deadlines."""
    yield from find_agencies(provision)
    narrowed: list[Power | Penalty] = [*find_powers(provision), *find_penalties(provision)]
    yield from narrowed
    if narrowed:
        yield from find_conditions(provision)
    yield from find_deadlines(provision)
