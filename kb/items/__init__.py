"""Provisions and their tags -> power items (权力事项) and the articles they rest on.

A liability article gives one item for each conduct: an 项 of a list, or a condition with its consequence. Conditions
that only grade (情节严重的) and paragraphs that refer back (有前款行为的) add to the items before them. The other kinds of
power give one item for each thing that is granted in a place; a second article of the law on the same one is a basis.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kb.items.article import Article, Law, articles_of, punishes
from kb.items.conducts import drafts_of
from kb.items.grant import granting, grants_of
from kb.items.made import amount_words, penalty_words
from kb.items.punish import punishing
from kb.model import Agency, Basis, Citation, Document, Issue, Penalty, Power, PowerItem, Provision

__all__ = ["amount_words", "find_items", "penalty_words"]


def find_items(
    document: Document,
    provisions: Sequence[Provision],
    tags: Iterable[Agency | Power | Penalty | object],
    citations: Iterable[Citation],
) -> Iterator[PowerItem | Basis | Issue]:
    """Yield the items of one document with their bases, and an Issue for each penalty article that gives none."""
    articles = list(articles_of(provisions, tags, citations))
    if not any(article.powers or article.penalties for article in articles):
        return
    law = Law(document, provisions)
    for article in articles:
        found = [record for records in _items(law, article) for record in records]
        yield from found
        punished = any(isinstance(record, PowerItem) and record.kind in _ANSWERED for record in found)
        if punishes(article) and not punished:
            yield Issue(document.id, article.unit.address, "no-item", "note", _why_not(article))


_ANSWERED = ("行政处罚", "行政强制措施")  # a stop for as long as a danger lasts reads like a penalty


def _why_not(article: Article) -> str:
    text = article.unit.text
    if re.search(r"(?:处罚|罚款)[^。；]{0,16}由[^。；]{2,60}(?:决定|实施|执行|作出)|处罚权", text):
        return "本条只规定处罚由谁决定，没有新的违法行为，不单列权力事项"
    if re.search(r"(?:年内|终身)，?(?:不得|不予|不再)", text):
        return "本条直接限制受过处罚或者判刑的人从业或者申请，不须另作处罚决定，不单列权力事项"
    if re.search(r"依照|按照|依据", text):
        return "本条只指向其他规定，没有写明违法行为，不单列权力事项；请看所指的条文"
    return "本条提到处罚，但没有找到它针对的行为，没有列出权力事项；请人工核对"


def _items(law: Law, article: Article) -> Iterator[list[PowerItem | Basis]]:
    taken: dict[tuple[str, str], int] = {}
    drafts = drafts_of(article)
    for draft in drafts:
        yield from punishing(law, article, draft, taken)
    for grant in grants_of(law, article, drafts):
        records = granting(law, article, grant, taken)
        if records:
            yield records
