"""Differences of content between a lower rule and the superior one: conditions, definitions and periods."""

from __future__ import annotations

from collections.abc import Iterator

from kb.conflicts import definitions, periods, requirements
from kb.conflicts.found import Found, distinct
from kb.conflicts.material import Material


def find(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    """Yield 条件不一致, 定义不一致 and 期限不一致 in which a document of *changed* takes part."""
    for detect in (requirements.find, definitions.find, periods.find):
        yield from distinct(detect(material, changed))
