"""The tables of kb/data that only the items use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kb.registry import read_table


@dataclass(frozen=True, slots=True)
class EnforcerRow:
    """Bodies named as ``regex`` matches, a part of whose work went to another body than the rest.

    The part is told by the ``kinds`` of power, by what it is ``about`` (matched against 法名：行为), or by both; kinds are
    empty for all (全部). ``case`` is a matter that ``about`` matches and ``other`` one that it does not.
    """

    id: str
    regex: re.Pattern[str]
    about: re.Pattern[str]
    kinds: frozenset[str]
    canonical: str
    reason: str
    example: str
    counter: str
    case: str
    other: str

    def takes(self, surface: str, kind: str, matter: str) -> bool:
        """Whether power of *kind* over *matter* is the part that the body named *surface* has lost."""
        if self.kinds and kind not in self.kinds:
            return False
        return self.regex.search(surface) is not None and self.about.search(matter) is not None


@cache
def enforcers() -> tuple[EnforcerRow, ...]:
    """Every row of enforcers.csv, sorted by id. Raises KBError where the table is faulty."""
    columns = (
        "id", "pattern", "about", "kinds", "canonical", "reason", "example", "counter", "case", "other", "source",
    )  # fmt: skip
    return tuple(
        EnforcerRow(
            row["id"], re.compile(row["pattern"]), re.compile(row["about"]), frozenset(row["kinds"].split("|")) - {"全部"},
            row["canonical"], row["reason"], row["example"], row["counter"], row["case"], row["other"],
        )
        for row in read_table("enforcers.csv", columns)
    )  # fmt: skip
