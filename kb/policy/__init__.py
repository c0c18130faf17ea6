"""A policy document -> what it sets up: mechanisms, parts, clocks, names, figures, delegations, members, faults.

Facts come from the document's own words, each with its place; what the text does not say is left empty. A knowledge
base is needed only to hold the citations against the laws of today.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.citations import find_citations
from kb.clean import clean
from kb.dates import today
from kb.link import edition
from kb.model import Citation, Document, Provision
from kb.policy.clocks import find_clocks
from kb.policy.contents import find_contents
from kb.policy.delegation import check_delegations, count_items, find_delegated_items, find_delegations
from kb.policy.duties import find_duties, find_gaps
from kb.policy.faults import find_faults
from kb.policy.figures import check_figures, find_figures
from kb.policy.laws import find_laws
from kb.policy.mechanisms import check_usual, find_forms, find_mechanisms, find_principles
from kb.policy.members import find_groups, find_members
from kb.policy.names import find_formulas, find_names
from kb.policy.page import Page, open_page
from kb.policy.records import Reading
from kb.policy.roles import find_paths, find_roles
from kb.read import read
from kb.structure import split
from kb.validity import status

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase

__all__ = ["Reading", "read_file", "read_policy", "reading_shape"]

_REGISTER = re.compile(r"(?m)^\s*(?:统一?编号|登记号|编号)?\s*：?\s*(?P<number>[A-Z]{2,6}[-－—]\d{4}[-－—]\d{3,})\s*$")


def read_file(path: Path, *, base: KnowledgeBase | None = None, day: str = "") -> Iterator[Reading]:
    """Read every document in the file at *path*. Raises ReadError where it cannot be read."""
    for cleaned in clean(read(path)):
        document = cleaned.document
        provisions, _doubts = split(document)
        citations = find_citations(document, provisions)
        yield read_policy(document, provisions, citations, base=base, day=day)


def read_policy(
    document: Document,
    provisions: Iterable[Provision],
    citations: Iterable[Citation] = (),
    *,
    base: KnowledgeBase | None = None,
    day: str = "",
) -> Reading:
    """Read *document*, split into *provisions*; its validity is that of *day* (ISO, today where empty)."""
    page = open_page(document, provisions)
    day = day or today()
    mechanisms = list(find_mechanisms(page))
    roles = list(find_roles(page))
    delegations = list(find_delegations(page))
    items = list(find_delegated_items(page))
    members = list(find_members(page))
    return Reading(
        **_heading(document, page, day),
        mechanisms=tuple(mechanisms),
        checklist=tuple(check_usual(page, mechanisms)),
        forms=tuple(find_forms(page)),
        roles=tuple(roles),
        paths=tuple(find_paths(page, roles)),
        contents=tuple(find_contents(page)),
        principles=tuple(find_principles(page)),
        duties=tuple(find_duties(page)),
        gaps=tuple(find_gaps(page, base, day)),
        clocks=tuple(find_clocks(page)),
        names=tuple(find_names(page, base)),
        formulas=tuple(find_formulas(page)),
        delegations=tuple(delegations),
        delegation_checks=tuple(check_delegations(page, delegations)),
        delegated_items=tuple(items),
        groups=tuple(find_groups(page, members)),
        members=tuple(members),
        figures=tuple(find_figures(page)),
        figure_checks=(*check_figures(page), *count_items(page, delegations, items)),
        faults=tuple(find_faults(page)),
        laws=tuple(find_laws(page, citations, base, day)),
    )


def _heading(document: Document, page: Page, day: str) -> dict[str, Any]:
    """What is known of the document as a whole. Of a text that names no day of effect the validity is not known."""
    return {
        "doc_id": document.id,
        "title": document.title,
        "issuer": document.issuer,
        "number": document.number,
        "register": _register(page),
        "published": document.published,
        "effective": document.effective,
        "expires": document.expires,
        "as_of": day,
        "status": status(edition(document), day) if document.effective else "时效不明",
        "complete": page.document.complete,
    }


def _register(page: Page) -> str:
    match = _REGISTER.search(page.text)
    return match["number"] if match else ""


def reading_shape(reading: Reading) -> dict[str, Any]:
    """The reading as JSON: the facts of the document, then one flat list for each kind of finding."""
    return asdict(reading)
