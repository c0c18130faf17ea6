"""A question to an answer that quotes: grounded in articles, or an honest "not found".

Every quotation is checked against the stored text before it leaves. Where a text of the knowledge base is cut off,
a "not found" says that it proves nothing for that text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kb.confidence import confidence
from kb.dates import today
from kb.errors import KBError, NotFound
from kb.grouping import group
from kb.knowledge import KnowledgeBase
from kb.model import Agency, Answer, Edition, Hit, Power, PowerItem, Provision, Quote
from kb.question import Question, understand
from kb.rank import probability
from kb.registry import general_bodies
from kb.search import Filters, Ranking, rank
from kb.titles import full_title, place_of
from kb.validity import newer_words, status

_SHOWN = 5
_KEEP = 2.5  # log-odds below the best article at which another one is still quoted
_FIRST, _LOCAL = 10, 30  # hits looked at; of a question that names a place, for the rules of other places fall away
_LEAST = -5.0  # least log-odds of an article looked for by the body asked about


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
        found = rank(kb, asked, filters=filters, limit=max(limit, _LOCAL if asked.places else _FIRST))
        sure = confidence(kb, found)
        if sure < kb.config.floor:
            return Answer(text, "not_found", _not_found(kb, filters), (), round(sure, 3))
        chosen = _chosen(kb, found, filters, limit)
        known = quotes(kb, {hit.provision_id: probability(hit.score) for hit in chosen}, filters)
        shown = tuple(replace(item, rank=rank) for rank, item in enumerate(known.values(), 1))
        groups = group(kb, asked, shown, lambda ids: quotes(kb, dict.fromkeys(sorted(ids), 0.0), filters))
        return Answer(text, "grounded", "", shown, round(sure, 3), groups)
    except (KBError, OSError) as error:
        return Answer(text, "failed", f"未能完成检索：{error}", ())


def _chosen(kb: KnowledgeBase, found: Ranking, filters: Filters, limit: int) -> list[Hit]:
    """The hits to quote, best first; where the question asks what a body may do, the articles that let it do so come first.

    A body that enforces in every field (城管) was left out of what was looked for: where no hit is a power of its own, its
    powers are looked for by themselves. What others may do is no answer to what it may do.
    """
    question = found.question
    hits = _in_place(kb, question, [hit for hit in found.hits if hit.score >= found.hits[0].score - _KEEP])[:limit]
    general = any(name in question.text for name in general_bodies())
    if len(question.agencies) != 1 or not question.kinds or question.law:
        return hits
    giving = _giving(kb, question, hits)
    own = [hit for hit in hits if question.agencies[0] in giving.get(hit.provision_id, ())]
    if own or not general or filters.agency or filters.power:
        if general and own and "能不能" in question.asks:
            return [*own, *(hit for hit in hits if not giving.get(hit.provision_id))]
        first = "能不能" in question.asks and not giving.get(hits[0].provision_id)
        return [*own, *(hit for hit in hits if hit not in own)] if first else hits
    narrow = replace(filters, agency=question.agencies[0], power=question.kinds[0])
    more = _in_place(kb, question, rank(kb, question, filters=narrow, limit=2 * limit).hits)
    giving = _giving(kb, question, more)
    own = [hit for hit in more if question.agencies[0] in giving.get(hit.provision_id, ()) and hit.score >= _LEAST]
    return [hit for hit in own if hit.score >= own[0].score - _KEEP][:limit] or hits


def _in_place(kb: KnowledgeBase, question: Question, hits: list[Hit]) -> list[Hit]:
    """*hits* without the rules of other places than the one named, which do not apply there; all where nothing else is found."""
    if not question.places:
        return hits
    here = {e.region for e in kb.editions.values() if e.title.startswith(question.places)}

    def applies(edition: Edition) -> bool:
        own = place_of(edition.title)
        named = edition.region in question.places or f"{edition.region}省" in question.places
        whole = edition.region in here and own in ("", edition.region, f"{edition.region}省")
        return named or whole or edition.title.startswith(question.places)

    found = [(hit, kb.editions[hit.provision_id.partition("#")[0]]) for hit in hits]
    left = [h for n, (h, e) in enumerate(found) if applies(e) or (n < _FIRST and e.region in ("", "全国"))]
    return left or hits


def _giving(kb: KnowledgeBase, question: Question, hits: Sequence[Hit]) -> dict[str, set[str]]:
    """The bodies to which those of *hits* that give a power of a kind asked about give it."""
    found: dict[str, set[str]] = {}
    for item in kb.store.select(PowerItem, provision_id=tuple(hit.provision_id for hit in hits)) if hits else ():
        if item.kind in question.kinds:
            found.setdefault(item.provision_id, set()).update(item.agencies or [""])
    return found


def quote(kb: KnowledgeBase, hit: Hit, filters: Filters | None = None) -> Quote:
    """The quotation of one hit, checked to be a substring of the stored document. Raises KBError where it is not."""
    found = quotes(kb, {hit.provision_id: probability(hit.score)}, filters)
    if hit.provision_id not in found:
        raise NotFound(f"知识库中没有 {hit.provision_id}")
    return found[hit.provision_id]


def quotes(kb: KnowledgeBase, scores: Mapping[str, float], filters: Filters | None = None) -> dict[str, Quote]:
    """The quotations of the provisions in *scores*, in that order, with few selections; an unknown id is left out."""
    if not scores:
        return {}
    day = (filters.day if filters else "") or today()
    ids = tuple(scores)
    docs = tuple(dict.fromkeys(id.partition("#")[0] for id in ids))
    addresses = tuple(dict.fromkeys(id.partition("#")[2] for id in ids))
    found = {p.id: p for p in kb.store.select(Provision, doc_id=docs, address=addresses) if p.id in scores}
    agencies: dict[str, dict[str, None]] = {id: {} for id in ids}
    powers: dict[str, dict[str, None]] = {id: {} for id in ids}
    for agency in kb.store.select(Agency, provision_id=ids):
        agencies[agency.provision_id][agency.canonical or agency.surface] = None
    for power in kb.store.select(Power, provision_id=ids):
        powers[power.provision_id][power.kind] = None
    made = {}
    for id in (id for id in ids if id in found):
        provision, edition = found[id], kb.editions[found[id].doc_id]
        text = provision.text.strip()
        check_quotes(kb, [(provision.doc_id, text)])
        made[id] = Quote(
            full_title(edition), edition.version, provision.address.removesuffix("引语"), id, text, edition.level,
            edition.region, status(edition, day), tuple(agencies[id]), tuple(powers[id]), scores[id], edition.sample,
            edition.complete, edition.gist, newer_words(edition, day),
        )  # fmt: skip
    return made


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
