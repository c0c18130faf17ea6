"""Which rules were made under which: the superior law that an introduction names, or whose matter the title repeats."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from kb.conflicts.material import Material
from kb.conflicts.space import comparable, superior
from kb.model import Edition
from kb.titles import law_key, place_of

_OPENING = 3  # articles in which a rule says what it was made under
_UNDER = re.compile(r"(?:根据|依据|依照|按照|贯彻|实施|执行)(?:[^。；\n]*)$")
_FORM = re.compile(
    r"(?:中华人民共和国|〈|〉|《|》|实施|若干|暂行|试行|管理|监督|保护|保障|促进|防治|工作|条例|办法|规定|细则|规则|法|的|省|市|（[^）]*）)"
)


def superiors(material: Material, changed: frozenset[str]) -> Mapping[str, list[str]]:
    """For each document the superior ones that it carries out, nearest rank last; only where one of *changed* takes part."""
    by_matter: dict[str, list[Edition]] = defaultdict(list)
    for edition in material.editions.values():
        by_matter[matter(edition)].append(edition)
    found: dict[str, list[str]] = {}
    new = [material.editions[doc_id] for doc_id in changed]
    for doc_id, edition in material.editions.items():
        if doc_id not in changed and not any(_stands_above(other, edition) for other in new):
            continue
        near = {*_named(material, doc_id), *(e.doc_id for e in by_matter[matter(edition)])} - {doc_id}
        above = [
            other
            for other in sorted(near)
            if (doc_id in changed or other in changed) and _stands_above(material.editions[other], edition)
        ]
        if above:
            found[doc_id] = above
    return found


def _stands_above(upper: Edition, lower: Edition) -> bool:
    return upper.level != "宪法" and comparable(upper, lower) and superior(upper, lower)


def matter(edition: Edition) -> str:
    """What a title speaks of, without place and form: 消防 of 示例省实施〈消防法〉办法."""
    key = law_key(edition.title)
    place = place_of(key)
    bare = key.removeprefix(place) if place else key
    words = _FORM.sub("", bare.removeprefix(edition.region))
    return words if len(words) > 1 else key


def _named(material: Material, doc_id: str) -> Iterator[str]:
    """The laws in force that the opening articles of *doc_id* name as those it was made under."""
    for unit in material.units.get(doc_id, [])[:_OPENING]:
        for citation in material.citations.get(unit.id, ()):
            before = unit.text[: citation.start - unit.start]
            if citation.title and _UNDER.search(before[-120:]):
                yield from (e.doc_id for e in material.resolver.laws(citation.title) if e.doc_id in material.editions)
