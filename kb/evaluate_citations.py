"""Check that no answer invents anything: every quotation, law and article of the answers to gold questions, against the store.

The check reads the store anew and trusts nothing that the answer says of itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kb.address import normalise, parse
from kb.answer import answer
from kb.citations import resolve_in
from kb.dates import today
from kb.errors import KBError, NotFound
from kb.knowledge import KnowledgeBase
from kb.model import Answer, Document, Edition, Group, Provision, Quote
from kb.numerals import NUMBER
from kb.question import understand
from kb.titles import full_title, titles_in
from kb.validity import in_force, status

_PLACE = re.compile(rf"第{NUMBER}条(?:之{NUMBER}(?!项|款))?(?:第{NUMBER}款)?(?:第?[（(]{NUMBER}[）)]项|第{NUMBER}项)?")
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that an answer says and the store does not bear out."""

    question: str
    place: str  # 《法名》第X条, as the answer names it
    what: str


@dataclass(slots=True)
class CitationReport:
    """Counts of what was checked, and the faults. ``unchecked`` are laws that rules name and that are not here."""

    states: dict[str, int] = field(default_factory=dict)
    quotations: int = 0
    named: int = 0  # laws and articles named outside quotations
    faults: list[Fault] = field(default_factory=list)
    unchecked: set[str] = field(default_factory=set)


def evaluate_citations(
    kb: KnowledgeBase, rows: Iterable[Mapping[str, Any]], *, tell: Callable[[int], None] | None = None
) -> CitationReport:
    """Answer the question of every row ("text" or "matter") and check all that the answers name.

    Validity is judged on the day that the question names, else today. Raises KBError for a row without a question.
    """
    report = CitationReport()
    for done, row in enumerate(rows, 1):
        text = str(row.get("text") or row.get("matter") or "").strip()
        if not text:
            raise KBError(f"标准答案第{done}行没有问题（text 或 matter）；请换用检索类的标准答案文件")
        question = understand(text, kb.places)
        check_answer(kb, answer(kb, question), question.day or today(), report)
        if tell:
            tell(done)
    return report


def check_answer(kb: KnowledgeBase, found: Answer, day: str, report: CitationReport) -> None:
    """Add to *report* what *found* quotes and names, and what of it is wrong on *day* (ISO)."""
    report.states[found.state] = report.states.get(found.state, 0) + 1
    if found.state == "failed":
        report.faults.append(Fault(found.question, "", found.reason))
    for title, _address in _in_words(found.reason):
        report.named += 1
        if not kb.resolver.laws(title):
            report.faults.append(Fault(found.question, f"《{title}》", "知识库中没有这部法规"))
    for quote in quotes_of(found):
        report.quotations += 1
        faults = _quotation(kb, quote, day)
        report.faults += [Fault(found.question, f"《{quote.title}》{quote.address}", what) for what in faults]
    for group in found.groups:
        for title, address in _named(group):
            report.named += 1
            report.faults += [
                Fault(found.question, f"《{title}》{address}", f) for f in _exists(kb, title, address, day)
            ]
        for title, address in _in_words(" ".join(group.rules)):
            report.named += 1
            if not kb.resolver.laws(title):
                report.unchecked.add(title)
                continue
            report.faults += [
                Fault(found.question, f"《{title}》{address}", f) for f in _exists(kb, title, address, day)
            ]
        for card in group.cards:
            report.faults += [Fault(found.question, id, "知识库中没有这一条") for id in _lost(kb, card.source)]


def quotes_of(found: Answer) -> Iterator[Quote]:
    """Every quotation of an answer: the hits, the articles of the cards, the clauses on who does what."""
    yield from found.answers
    for group in found.groups:
        for card in group.cards:
            yield from card.quotes
        yield from group.coordination


def _quotation(kb: KnowledgeBase, quote: Quote, day: str) -> Iterator[str]:
    """What is wrong with a quotation: text, place, version, or validity on *day*."""
    doc_id, _, address = quote.provision_id.partition("#")
    provision = next(kb.store.select(Provision, doc_id=doc_id, address=address), None)
    edition = kb.editions.get(doc_id)
    if provision is None or edition is None:
        yield "知识库中没有这一条"
        return
    if not quote.quote.strip() or quote.quote not in provision.text:
        yield "引文不在该条的库存原文中"
    document = kb.store.get(Document, doc_id)
    if document.text[provision.start : provision.end] != provision.text:
        yield "库存条文与文件原文不一致"
    if quote.title != full_title(edition):
        yield f"法名不对，应为《{full_title(edition)}》"
    if quote.address != address.removesuffix("引语"):
        yield f"条号不对，应为{address}"
    if quote.version != edition.version:
        yield f"版本不对，应为{edition.version}"
    actual = status(edition, day)
    if not in_force(edition, day):
        yield f"在{day}不是有效版本（{actual}）"
    if quote.status != actual:
        yield f"时效标注不对，应为{actual}"


# ---------------------------------------------------------------- laws and articles named outside quotations


def _named(group: Group) -> Iterator[Key]:
    """The laws and articles that a group names for its bodies, as records and in words."""
    yield from ((body.title, body.address) for body in group.bodies)
    yield from _in_words(group.several)


def _in_words(text: str) -> Iterator[Key]:
    """The laws in 《》 of *text*, with the article behind each (empty where there is none)."""
    for _start, end, title in titles_in(text):
        match = _PLACE.match(text, end)
        yield title, match[0] if match else ""


def _exists(kb: KnowledgeBase, title: str, address: str, day: str) -> Iterator[str]:
    """What is wrong with a law and a place in it that an answer names."""
    versions = [e for e in kb.editions.values() if full_title(e) == title] or kb.resolver.laws(title)
    if not versions:
        yield "知识库中没有这部法规"
    elif not (valid := [e for e in versions if in_force(e, day)]):
        yield f"在{day}没有有效版本"
    elif address and not any(_has(kb, edition, address) for edition in valid):
        yield "有效版本中没有这一条"


def _has(kb: KnowledgeBase, edition: Edition, address: str) -> bool:
    places, clauses = kb.resolver.places(edition.doc_id)
    if address in places or f"{address}引语" in places:
        return True
    try:
        return bool(resolve_in(places, clauses, list(parse(normalise(address))))[0])
    except ValueError:
        return False


def _lost(kb: KnowledgeBase, id: str) -> Iterator[str]:
    """*id*, where the store has no such provision."""
    if id:
        try:
            kb.store.get(Provision, id)
        except NotFound:
            yield id
