"""A question to an answer that quotes: grounded in articles, or an honest "not found".

Every quotation is checked against the stored text before it leaves. Where a text of the knowledge base is cut off,
a "not found" says that it proves nothing for that text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.confidence import confidence
from kb.dates import today
from kb.errors import KBError
from kb.knowledge import KnowledgeBase
from kb.model import Agency, Answer, Hit, Power, Provision, Quote
from kb.question import Question, understand
from kb.rank import probability
from kb.search import Filters, rank
from kb.titles import full_title
from kb.validity import newer_words, status

_SHOWN = 5
_KEEP = 2.5  # log-odds below the best article at which another one is still quoted


def answer(
    kb: KnowledgeBase, question: str | Question, *, filters: Filters | None = None, limit: int = _SHOWN
) -> Answer:
    """Answer *question* by quoted articles. Never raises for what a user may type: a failure is a state."""
    filters = filters or Filters()
    text = (question if isinstance(question, str) else question.text).strip()
    if not text:
        return Answer(text, "failed", "没有输入问题", ())
    try:
        asked = understand(text, kb.places) if isinstance(question, str) else question
        if asked.day and not filters.day:
            filters = replace(filters, day=asked.day)
        found = rank(kb, asked, filters=filters, limit=max(limit, 10))
        sure = confidence(kb, found)
        if sure < kb.config.floor:
            return Answer(text, "not_found", _not_found(kb, filters), (), round(sure, 3))
        best = found.hits[0].score
        chosen = [hit for hit in found.hits if hit.score >= best - _KEEP][:limit]
        return Answer(text, "grounded", "", tuple(quote(kb, hit, filters) for hit in chosen), round(sure, 3))
    except (KBError, OSError) as error:
        return Answer(text, "failed", f"未能完成检索：{error}", ())


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
        probability(hit.score), edition.sample, edition.complete, edition.gist,
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
