"""The tables of the names as typed rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kb.registry import read_table


@dataclass(frozen=True, slots=True)
class OtherLaw:
    """A row of other_laws.csv: a permit (许可) or a registration (登记) that everybody knows, and whose laws grant it.

    Words that *regex* finds in a law whose title *laws* does not fit only mention what another law gives.
    """

    id: str
    kind: str
    regex: re.Pattern[str]
    laws: re.Pattern[str]
    example: str
    counter: str
    source: str


@cache
def other_laws() -> tuple[OtherLaw, ...]:
    """Every row of other_laws.csv."""
    rows = read_table("other_laws.csv", ("id", "kind", "pattern", "laws", "example", "counter", "source"))
    return tuple(
        OtherLaw(
            r["id"], r["kind"], re.compile(r["pattern"]), re.compile(r["laws"]), r["example"], r["counter"], r["source"]
        )
        for r in rows
    )


def register_of(name: str) -> OtherLaw | None:
    """The row of the register that the whole *name* (企业注册登记) stands for, None for any other."""
    return next((row for row in other_laws() if row.kind == "登记" and row.regex.fullmatch(name)), None)


def only_mentioned(words: str, law: str) -> bool:
    """Whether *words* speak of a permit that laws with another title than *law* grant."""
    return any(row.kind == "许可" and row.regex.search(words) and not row.laws.search(law) for row in other_laws())
