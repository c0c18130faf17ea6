"""A question to an answer that quotes: grounded in articles, or an honest "not found".

Every quotation is checked against the stored text before it leaves. Where a text of the knowledge base is cut off,
a "not found" says that it proves nothing for that text.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from kb.dates import today
from kb.errors import KBError
from kb.index import is_gist
from kb.index.lexical import asked_pairs, asked_words
from kb.knowledge import KnowledgeBase
from kb.model import Agency, Answer, Hit, Power, Provision, Quote
from kb.search import Filters, search
from kb.titles import full_title
from kb.validity import newer_words, status

_SHOWN = 5
_KEEP = 0.6  # an article is quoted when its score reaches this share of the best one's


def answer(kb: KnowledgeBase, question: str, *, filters: Filters | None = None, limit: int = _SHOWN) -> Answer:
    """Answer *question* by quoted articles. Never raises for what a user may type: a failure is a state."""
    filters = filters or Filters()
    question = question.strip()
    if not question:
        return Answer(question, "failed", "没有输入问题", ())
    try:
        hits = search(kb, question, filters=filters, limit=max(limit, 10))
        weights = {word: _rarity(kb, word) for word in asked_words(question)}
        pairs = {pair: _rarity(kb, pair) for pair in asked_pairs(question)}
        supported = [hit for hit in hits if _supports(kb, weights, pairs, hit)]
        best = supported[0].score if supported else 0.0
        chosen = [hit for hit in supported if hit.score >= _KEEP * best][:limit]
        if not chosen:
            return Answer(question, "not_found", _not_found(kb, filters), ())
        return Answer(question, "grounded", "", tuple(quote(kb, hit, filters) for hit in chosen))
    except (KBError, OSError) as error:
        return Answer(question, "failed", f"未能完成检索：{error}", ())


_GIST_FLOOR = 0.4  # share of the question's pairs of characters, by rarity, that the catalogue's words must hold


def _supports(kb: KnowledgeBase, weights: Mapping[str, float], pairs: Mapping[str, float], hit: Hit) -> bool:
    """Whether enough of what was asked stands in the article; in the catalogue's everyday words, enough of its pairs."""
    if coverage(kb, weights, hit) >= kb.config.floor:
        return True
    if not is_gist(hit.provision_id) or not pairs:
        return False
    text = kb.store.get(Provision, hit.provision_id).text
    held = sum(weight for pair, weight in pairs.items() if pair[1:] in text)
    return held >= _GIST_FLOOR * sum(pairs.values())


def coverage(kb: KnowledgeBase, weights: Mapping[str, float], hit: Hit) -> float:
    """The share of the words asked, by *weights*, that the article, its title and headings hold (0 to 1)."""
    provision = kb.store.get(Provision, hit.provision_id)
    text = f"{provision.doc_id}{provision.heading}{provision.text}"
    if not weights:
        return 0.0
    held = sum(weight for word, weight in weights.items() if word in text or _shares_half(word, text))
    return held / sum(weights.values())


def _shares_half(word: str, text: str) -> bool:
    """Whether a longer word is there in its halves: 违法建设 in 违法…建设."""
    return len(word) >= 4 and all(word[i : i + 2] in text for i in range(0, len(word) - 1, 2))


def _rarity(kb: KnowledgeBase, word: str) -> float:
    total = max(2, kb.lexical.size)
    return math.log(1 + total / (1 + kb.lexical.frequency(word)))


def quote(kb: KnowledgeBase, hit: Hit, filters: Filters | None = None) -> Quote:
    """The quotation of one hit, checked to be a substring of the stored document. Raises KBError where it is not."""
    provision = kb.store.get(Provision, hit.provision_id)
    edition = kb.editions[provision.doc_id]
    text = provision.text.strip()
    check_quotes(kb, [(provision.doc_id, text)])
    day = (filters.day if filters else "") or today()
    agencies = kb.store.select(Agency, doc_id=provision.doc_id, provision_id=provision.id)
    powers = kb.store.select(Power, doc_id=provision.doc_id, provision_id=provision.id)
    return Quote(
        full_title(edition), edition.version, provision.address.removesuffix("引语"),
        provision.id, text, edition.level, edition.region, status(edition, day),
        tuple(dict.fromkeys(a.canonical or a.surface for a in agencies)), tuple(dict.fromkeys(p.kind for p in powers)),
        hit.score, edition.sample, edition.complete, edition.gist,
        newer_words(edition, day),
    )  # fmt: skip


def check_quotes(kb: KnowledgeBase, quotes: Sequence[tuple[str, str]]) -> None:
    """Raise KBError where a (document id, quotation) is not a passage of the stored document."""
    for doc_id, text in quotes:
        if text not in kb.document_text(doc_id):
            raise KBError(f"引文与库存原文不符，已停止作答：{doc_id}；请重新运行 kb build")


def _not_found(kb: KnowledgeBase, filters: Filters) -> str:
    """What "not found" means here, and what it does not prove."""
    total = len(kb.in_force(filters.day)) if not filters.all_versions else len(kb.editions)
    cut = sorted(kb.incomplete(), key=lambda e: (e.level == "其他资料", e.region != "全国", e.title))
    reason = f"未找到依据：在知识库的{total}部文件中没有找到足以回答的条文"
    if cut:
        names = "、".join(f"《{e.title}》" for e in cut[:3])
        reason += f"；其中{len(cut)}部文本不全（如{names}），对这些文件不能断言“没有规定”"
    return reason + "。可以换用法条用语，或放宽地区、时间等条件再试。"
