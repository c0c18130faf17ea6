"""Provision -> Power: which kinds of power it gives, by the rows of power_types.csv."""

from __future__ import annotations

from collections.abc import Iterator

from kb.model import Power, Provision
from kb.registry import power_types
from kb.tag.mask import OUTSIDE, mask, matches


def find_powers(provision: Provision) -> Iterator[Power]:
    """Yield the kinds of power that *provision* gives to an administrative body; a text may give several.

    Statutes of criminal law, court procedure and the like give none. A power that is only mentioned, as a condition,
    a definition or the misconduct of an official, is left out.
    """
    if OUTSIDE.search(provision.doc_id):
        return
    for row, match in matches(power_types(), mask(provision.text)):
        yield Power(
            doc_id=provision.doc_id,
            provision_id=provision.id,
            start=provision.start + match.start(),
            end=provision.start + match.end(),
            rule=row.id,
            kind=row.kind,
        )
