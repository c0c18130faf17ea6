"""What decides the form of joint enforcement: simple facts, stated by the user or plain from the description."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from kb.errors import KBError
from kb.joint.tables import FactRow, joint_facts


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the matter; ``words`` are those of the description that say so, empty where the user stated it."""

    row: FactRow
    words: str

    @property
    def form(self) -> str:
        return self.row.form


def find_facts(description: str, stated: Collection[str] = (), denied: Collection[str] = ()) -> tuple[Fact, ...]:
    """The facts *stated* by name, and those that *description* plainly says, except the ones *denied*.

    In the order of the table. Raises KBError for a name that is no fact.
    """
    known = {row.fact for row in joint_facts()}
    if unknown := [name for name in (*stated, *denied) if name not in known]:
        raise KBError(f"不认识事实“{unknown[0]}”；可用：{'、'.join(sorted(known))}")
    found = []
    for row in joint_facts():
        match = row.regex.search(description)
        if row.fact in denied:
            continue
        if row.fact in stated or match:
            found.append(Fact(row, match[0] if match else ""))
    return tuple(found)


def open_questions(facts: Collection[Fact]) -> tuple[str, ...]:
    """What to settle where no fact is known: each fact of the table with the option that states it."""
    return () if facts else tuple(f"{row.why}：--{row.fact.replace('_', '-')}" for row in joint_facts())


def bare_matter(description: str, facts: Collection[Fact]) -> str:
    """*description* without the words that only say a fact: what is left is the conduct to look for, or nothing."""
    kept, rests = [], []
    for clause in re.split(r"[，。；,;\n]", description):
        plain = clause
        for fact in facts:
            plain = plain.replace(fact.words, "") if fact.words else plain
        if plain == clause or len(plain) > _SHORT:
            kept.append(plain.removeprefix("的"))
        else:
            rests.append(_IDLE.sub("", plain))
    return "，".join(clause for clause in kept or rests if clause.strip())


_SHORT = 6  # characters of a clause that say little once a fact is taken out of it (案件, 且, 需要)
_IDLE = re.compile(r"该?案件|[该本]案|事项|情况|[且并的是开展]")
