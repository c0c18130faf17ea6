"""Provision -> Agency, Power, Penalty and Deadline, by the rows of ``kb/data``.

Every finder is a pure function of one provision and yields its tags in order of appearance, sorted by start and
rule. Offsets are those of the document: ``document.text[tag.start:tag.end]`` is what was found. A finder is loaded when it
is used: a question needs the bodies alone, and the patterns of the others take a tenth of a second to compile.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kb.tag.agencies import agencies_in, find_agencies
    from kb.tag.conditions import find_conditions
    from kb.tag.deadlines import find_deadlines
    from kb.tag.penalties import find_penalties
    from kb.tag.powers import find_powers
    from kb.tag.tags import find_tags

_HOMES = {
    "agencies_in": "agencies", "find_agencies": "agencies", "find_conditions": "conditions", "find_deadlines": "deadlines",
    "find_penalties": "penalties", "find_powers": "powers", "find_tags": "tags",
}  # fmt: skip

__all__ = [
    "agencies_in",
    "find_agencies",
    "find_conditions",
    "find_deadlines",
    "find_penalties",
    "find_powers",
    "find_tags",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"kb.tag.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'kb.tag' has no attribute {name!r}")
