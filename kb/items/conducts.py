"""The conducts that a liability article punishes, each with the clauses that follow from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kb.items.article import ANNOUNCES, Article, sanctions
from kb.model import Citation, Provision
from kb.naming import object_of
from kb.tag.clauses import Clause


@dataclass(slots=True)
class Draft:
    """An item in the making: where the conduct stands, what follows from it, and the grades added to it."""

    part: Provision  # the finest 款 or 项 that holds the conduct
    start: int
    end: int
    actor: str
    sanctions: list[Clause] = field(default_factory=list)
    duties: list[Citation] = field(default_factory=list)


def drafts_of(article: Article) -> list[Draft]:
    """The conducts that an article punishes."""
    drafts: list[Draft] = []
    lead: list[Clause] = []  # the clauses of a paragraph that introduces a list
    lead_of = ""
    for clause in article.clauses:
        part = article.part_at(clause.start)
        paragraph = part.address.partition("第（")[0]
        if part.kind == "项":
            if lead_of != paragraph:
                lead, lead_of = (
                    [c for c in article.clauses if c.end <= part.start and _same(article, c, paragraph)],
                    paragraph,
                )
                if _introduces(article, lead):  # what the lead itself says is no conduct
                    drafts = [d for d in drafts if d.part.kind == "项" or d.start < lead[0].start]
            _add_item(article, drafts, clause, part, lead)
        else:
            _add_clause(article, drafts, clause, part)
    return [draft for draft in drafts if any(sanctions(article, clause) for clause in draft.sanctions)]


def _same(article: Article, clause: Clause, paragraph: str) -> bool:
    part = article.part_at(clause.start)
    return part.kind != "项" and (part.address == paragraph or part is article.unit)


def _introduces(article: Article, lead: Sequence[Clause]) -> bool:
    return bool(lead) and bool(ANNOUNCES.search(article.text(lead[-1].start, lead[-1].end)))


def _add_item(article: Article, drafts: list[Draft], clause: Clause, part: Provision, lead: list[Clause]) -> None:
    """A line of a list: a conduct under the sanction of the lead, or one with a sanction of its own."""
    own = sanctions(article, clause)
    at = next((d for d in reversed(drafts) if d.part is part), None)
    if at is not None and (clause.grades or clause.split == clause.start):
        at.sanctions.append(clause)
        return
    end = clause.split if clause.split > clause.start else clause.end
    under = [] if own and clause.split > clause.start else lead
    actor = _actor(article, lead)
    draft = Draft(part, clause.start, end, actor, [*under, clause] if own else [*under])
    draft.duties = _duties(article, [*lead[:1], clause])
    drafts.append(draft)


def _actor(article: Article, lead: Sequence[Clause]) -> str:
    condition = next((c for c in lead if c.split > c.start and not c.grades), None)
    return object_of(article.text(condition.start, condition.split)) if condition else ""


def _add_clause(article: Article, drafts: list[Draft], clause: Clause, part: Provision) -> None:
    """A clause outside lists: a new conduct, or more about those before it."""
    referred = _referred(article, clause, drafts)
    if referred:
        for draft in referred:
            draft.sanctions.append(clause)
    elif clause.split > clause.start and not clause.grades:
        draft = Draft(part, clause.start, clause.split, "", [clause])
        draft.duties = _duties(article, [clause])
        drafts.append(draft)
    elif drafts:
        for draft in _continued(article, clause, drafts):
            draft.sanctions.append(clause)
    elif sanctions(article, clause) and _DIRECT.match(article.text(clause.start, clause.end)):
        drafts.append(Draft(part, clause.start, clause.end, "", [clause]))


def _continued(article: Article, clause: Clause, drafts: list[Draft]) -> list[Draft]:
    """The conducts that a clause goes on about: the last one, and those beside it for which nothing was set yet."""
    last = drafts[-1]
    if clause.line:
        return [draft for draft in drafts if draft.part is last.part or draft.part.kind == "项"]
    return [
        draft
        for draft in drafts
        if draft is last or (draft.part is last.part and not any(sanctions(article, c) for c in draft.sanctions))
    ]


_DIRECT = re.compile(
    r"\s*(?:第[一二三四五六七八九十百千零]+条\s+)?(?:由[^，。；]{2,40})?对[^，。；]{2,80}(?:处|给予|责令|予以|没收|吊销)"
)
_BACK = re.compile(r"前[款项]|本条(?!例)|前[两二三四]款|上[一]?款|上述")


def _referred(article: Article, clause: Clause, drafts: list[Draft]) -> list[Draft]:
    """The conducts that the condition of *clause* means by 有前款第二项行为的."""
    if clause.split == clause.start or not _BACK.search(article.text(clause.start, clause.split)):
        return []
    if not re.search(r"(?:行为|情形|规定)", article.text(clause.start, clause.split)):
        return []
    targets = {
        c.target_id.partition("#")[2]
        for c in article.citations
        if clause.start <= c.start < clause.split and c.target_id.startswith(article.unit.id)
    }
    return [d for d in drafts if any(d.part.address == t or d.part.address.startswith(t + "第（") for t in targets)]


def _duties(article: Article, clauses_: Sequence[Clause]) -> list[Citation]:
    """The articles whose breach the conditions name."""
    found = []
    for clause in clauses_:
        end = clause.split if clause.split > clause.start else clause.end
        for citation in article.citations:
            before, after = article.text(clause.start, citation.start), article.text(citation.end, end)
            inside = clause.start <= citation.start < end and citation.address
            if inside and (_BROKEN.search(before) or _SUCH.match(after)):
                found.append(citation)
    return found


_BROKEN = re.compile(r"违反|未(?:按照?|依照|遵守|履行)|不履行|不符合")
_SUCH = re.compile(r"[^，。；]{0,40}(?:所列|规定的?|所述)[^，。；]{0,30}(?:行为|情形)")
