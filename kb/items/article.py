"""One article with all that was found in it, and who is competent for it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.model import Agency, Citation, Document, Penalty, Power, PowerItem, Provision
from kb.naming import subject_of
from kb.tag.agencies import default_authority
from kb.tag.clauses import Clause, clauses
from kb.titles import place_of

ANNOUNCES = re.compile(r"[：:]\s*$")  # the end of a lead that a list follows
_ACTING = ("实施", "会同", "受托")
_PUNISHES = re.compile(
    r"罚款|没收|吊销|暂扣|警告|通报批评|停产|停业|关闭|拘留|处罚|降低[^，。；]{0,8}资质|不得从事|禁止从事|限制从业|取消[^，。；]{0,12}资格"
)


@dataclass(slots=True)
class Article:
    """One article with all that was found in it; offsets are those of the document."""

    unit: Provision
    parts: list[Provision]  # 款 and 项, the unit first
    clauses: list[Clause]
    agencies: list[Agency]
    powers: list[Power]
    penalties: list[Penalty]
    citations: list[Citation]

    def text(self, start: int, end: int) -> str:
        return self.unit.text[start - self.unit.start : end - self.unit.start]

    def part_at(self, offset: int) -> Provision:
        """The finest part that holds *offset*."""
        inside = [part for part in self.parts if part.start <= offset < part.end]
        return min(inside, key=lambda part: part.end - part.start) if inside else self.unit

    def clause_at(self, offset: int) -> int:
        return bisect_right([clause.start for clause in self.clauses], offset) - 1


def articles_of(
    provisions: Sequence[Provision], tags: Iterable[object], citations: Iterable[Citation]
) -> Iterator[Article]:
    """The units that carry a power or a penalty, with their parts and tags."""
    units = [provision for provision in provisions if provision.unit]
    made = {unit.id: Article(unit, [unit], [], [], [], [], []) for unit in units}
    starts = [unit.start for unit in units]
    for tag in tags:
        if isinstance(tag, Agency):
            made[tag.provision_id].agencies.append(tag)
        elif isinstance(tag, Power):
            made[tag.provision_id].powers.append(tag)
        elif isinstance(tag, Penalty):
            made[tag.provision_id].penalties.append(tag)
    for citation in citations:
        made[citation.provision_id].citations.append(citation)
    for part in provisions:
        if part.kind in ("款", "项") and starts and (at := bisect_right(starts, part.start) - 1) >= 0:
            made[units[at].id].parts.append(part)
    for article in made.values():
        if article.powers or article.penalties:
            unit = article.unit
            article.clauses = [_moved(clause, unit.start) for clause in clauses(unit.text)]
            yield article


def _moved(clause: Clause, by: int) -> Clause:
    return Clause(clause.start + by, clause.split + by, clause.end + by, clause.grades, clause.line)


class Law:
    """One document: its provisions by id, and the bodies that enforce it where an article names none."""

    def __init__(self, document: Document, provisions: Sequence[Provision]) -> None:
        self.document = document
        self.places = {provision.id: provision for provision in provisions}
        self._provisions = provisions
        self._agencies: list[Agency] | None = None
        self.subject = subject_of(document.title, place_of(document.title))
        self.granted: dict[tuple[str, str], PowerItem] = {}  # by kind and name

    def agencies(self) -> list[Agency]:
        """The default authority, looked for once."""
        if self._agencies is None:
            self._agencies = list(default_authority(self._provisions)[0])
        return self._agencies


_ELSEWHERE = re.compile(r"治安管理|犯罪|刑事|赔偿|处分")


def competent(law: Law, article: Article, clauses_: Sequence[Clause]) -> tuple[list[Agency], str]:
    """The acting bodies: those of the clauses, of what stands before them in the article, of the whole law."""
    acting = [agency for agency in article.agencies if agency.role in _ACTING]
    found: list[Agency] = []
    for clause in clauses_:
        if found and (not sanctions(article, clause) or _ELSEWHERE.search(article.text(clause.start, clause.split))):
            continue
        found += _together(article, [a for a in acting if clause.split <= a.start < clause.end])
    named = [a for a in found if a.canonical] or [a for a in found if not _ANYBODY.fullmatch(a.surface)]
    if named:
        return named, article.unit.id
    first = min((clause.start for clause in clauses_), default=article.unit.start)
    before = [a for a in acting if a.start < first and not _ANYBODY.fullmatch(a.surface)]
    if before and not found:
        last = article.clauses[article.clause_at(before[-1].start)]
        return _together(article, [a for a in before if last.start <= a.start]), article.unit.id
    inherited = law.agencies()
    if inherited:
        return inherited, inherited[0].provision_id
    return found, article.unit.id if found else ""


_ANYBODY = re.compile(r"(?:其他|各)?(?:有关|相关)?(?:行政)?(?:主管|管理|监督管理|职能)?(?:部门|机关|机构|单位)")


def _together(article: Article, found: list[Agency]) -> list[Agency]:
    """The first body and those listed with it; one that comes after another act is competent for that act only."""
    kept = found[:1]
    for agency in found[1:]:
        if not re.fullmatch(r"[^，。；]{0,16}", article.text(kept[-1].end, agency.start)):
            break
        if _PUNISHES.search(article.text(kept[-1].end, agency.start)):
            break
        kept.append(agency)
    return kept


def sanctions(article: Article, clause: Clause) -> bool:
    """Whether a penalty follows in *clause*."""
    return any(clause.start <= p.start < clause.end for p in article.penalties) or any(
        clause.start <= p.start < clause.end for p in article.powers if p.kind == "行政处罚" and p.rule != "处罚-职权"
    )


def punishes(article: Article) -> bool:
    return bool(article.penalties) or any(p.kind == "行政处罚" for p in article.powers)
