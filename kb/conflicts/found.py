"""How a detector says what it found: one finding with its sides, and the id by which it is known."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kb.conflicts.material import Material
from kb.conflicts.space import region_of
from kb.conflicts.tables import conflict_rules
from kb.model import Finding, PowerItem, Provision, Side


@dataclass(frozen=True, slots=True)
class Found:
    """A finding and the places it puts side by side; the first side is the one to be looked at first."""

    finding: Finding
    sides: tuple[Side, ...]


Detector = Callable[[Material, frozenset[str]], Iterator[Found]]
"""Yields every finding in which one of the documents named takes part. Pure: reads nothing but the material."""


@dataclass(frozen=True, slots=True)
class Place:
    """The words at issue on one side; agency and power are empty where the finding is about neither."""

    provision_id: str
    start: int
    end: int
    agency: str = ""
    agency_now: str = ""
    power: str = ""


def item_place(item: PowerItem) -> Place:
    """The place of a power item: its conduct, its bodies as written and today, its kind."""
    return Place(item.provision_id, item.start, item.end, "、".join(item.written), "、".join(item.agencies), item.kind)


def unit_place(unit: Provision) -> Place:
    """A whole unit."""
    return Place(unit.id, unit.start, unit.end)


def make(
    material: Material,
    rule: str,
    places: Sequence[Place],
    *,
    matter: str,
    differs: str,
    reason: str,
    confidence: float,
    domain: str = "",
    severity: str = "",
) -> Found:
    """A finding by the row *rule* of conflict_rules.csv about *places*; *severity* where it is not the row's own.

    The id is made of the rule, the laws, the places and the matter, without versions.
    """
    row = conflict_rules()[rule]
    docs = [place.provision_id.partition("#")[0] for place in places]
    editions = [material.editions[doc_id] for doc_id in docs]
    laws = (f"{e.law}#{p.provision_id.partition('#')[2]}" for e, p in zip(editions, places, strict=True))
    key = "\n".join([rule, *sorted(laws), matter])
    id = "F" + hashlib.sha256(key.encode()).hexdigest()[:12]
    finding = Finding(
        id, docs[0], row.kind, rule, severity or row.severity, round(confidence, 3), matter,
        region_of(*editions), domain, differs, reason, len(places),
    )  # fmt: skip
    sides = (
        Side(doc, id, ordinal, p.provision_id, p.start, p.end, p.agency, p.agency_now, p.power)
        for ordinal, (doc, p) in enumerate(zip(docs, places, strict=True))
    )
    return Found(finding, tuple(sides))


def also(found: Found, place: Place) -> Found:
    """*found* with *place* as a further side; the id stays that of the places at issue."""
    finding = replace(found.finding, sides=found.finding.sides + 1)
    doc = place.provision_id.partition("#")[0]
    side = Side(
        doc, finding.id, len(found.sides), place.provision_id, place.start, place.end, place.agency, place.agency_now, place.power
    )  # fmt: skip
    return Found(finding, (*found.sides, side))


def distinct(found: Iterator[Found]) -> Iterator[Found]:
    """The findings with their ids told apart: the second of one id (the same words twice in an article) is numbered."""
    seen: dict[str, int] = {}
    for one in found:
        times = seen[one.finding.id] = seen.get(one.finding.id, 0) + 1
        if times == 1:
            yield one
            continue
        id = f"{one.finding.id}.{times}"
        yield Found(replace(one.finding, id=id), tuple(replace(side, finding_id=id) for side in one.sides))
