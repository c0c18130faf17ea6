"""Which version of a law is in force on a given day, and what to call the others."""

from __future__ import annotations

from collections.abc import Iterable

from kb.model import Edition, Status
from kb.registry import RevisionRow, revisions


def status(edition: Edition, day: str) -> Status:
    """The status of *edition* on *day* (ISO).

    Order of the tests: not yet begun, repealed, replaced by a newer version, past its term; a manifest's word that it
    has expired counts only where nothing better is known. A document without any date is 时效不明. 新版未入库 is a text
    that would be in force, were it not for a newer one that is known of (revisions.csv) and not here.
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
    if newer(edition, day):
        return "新版未入库"
    return "现行有效" if begins else "时效不明"


def newer(edition: Edition, day: str) -> RevisionRow | None:
    """The newer version of a national law that is known to be in force on *day* while its text is not here."""
    row = revisions().get(edition.title) if edition.region in ("", "全国") and not edition.next else None
    return row if row and edition.version < row.adopted and row.effective <= day else None


def newer_words(edition: Edition, day: str) -> str:
    """What to say of that newer version; empty where there is none."""
    row = newer(edition, day)
    return f"{row.source}，自{row.effective}施行；新文本不在知识库中，请以新文本为准" if row else ""


def in_force(edition: Edition, day: str) -> bool:
    """Whether a search on *day* covers *edition*; texts of unknown validity, and those with a
    newer version that is not here, are covered and labelled."""
    return status(edition, day) in ("现行有效", "时效不明", "新版未入库")


def current(editions: Iterable[Edition], day: str) -> frozenset[str]:
    """The ids of the documents in force on *day*."""
    return frozenset(edition.doc_id for edition in editions if in_force(edition, day))
