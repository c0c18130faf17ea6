"""Provision -> Condition: the words that narrow a power or a penalty."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.model import Condition, Provision
from kb.tag.clauses import clauses

_EXCEPT = re.compile(
    r"(?:但是?，?|但[^，。；\n]{0,4})[^。；\n]{2,80}?(?:除外|不在此限|不受此限|不适用[^，。；\n]{0,12})"
    r"|[^，。；\n]{2,60}?另有规定的?，?(?:除外|从其规定|依照其规定|适用其规定)"
    r"|(?<=[，。；\n])除(?!了)[^，。；\n]{2,60}?(?:以外|外)(?=[，。；的])"
)


def find_conditions(provision: Provision) -> Iterator[Condition]:
    """Yield the conditions (情形), the grading circumstances (情节) and the exceptions (例外) of *provision*, by start."""
    spans = [
        (clause.start, clause.split, "情节" if clause.grades else "情形")
        for clause in clauses(provision.text)
        if clause.split > clause.start
    ]
    spans += [(match.start(), match.end(), "例外") for match in _EXCEPT.finditer(provision.text)]
    for start, end, kind in sorted(spans):
        yield Condition(provision.doc_id, provision.id, provision.start + start, provision.start + end, kind, kind)
