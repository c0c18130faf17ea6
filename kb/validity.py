"""Which version of a law is in force on a given day, and what to call the others."""

from __future__ import annotations

from collections.abc import Iterable

from kb.model import Edition, Status


def status(edition: Edition, day: str) -> Status:
    """The status of *edition* on *day* (ISO).

    Order of the tests: not yet begun, repealed, replaced by a newer version, past its term; a manifest's word that it
    has expired counts only where nothing better is known. A document without any date is 时效不明.
    """
    begins = edition.effective or edition.published
    if begins and day < begins:
        return "尚未生效"
    if edition.repealed_on and day >= edition.repealed_on:
        return "已废止"
    if edition.superseded_on and day >= edition.superseded_on:
        return "已被修改"
    if edition.expires and day > edition.expires:
        return "有效期已届满"
    if edition.hint == "expired" and not (edition.superseded_on or edition.repealed_on or edition.expires):
        return "已废止"
    return "现行有效" if begins else "时效不明"


def in_force(edition: Edition, day: str) -> bool:
    """Whether a search on *day* covers *edition*; texts of unknown validity are covered and labelled."""
    return status(edition, day) in ("现行有效", "时效不明")


def current(editions: Iterable[Edition], day: str) -> frozenset[str]:
    """The ids of the documents in force on *day*."""
    return frozenset(edition.doc_id for edition in editions if in_force(edition, day))
