"""Found articles to groups: one group a conduct, one card a power, the duty and the article that enforces it together."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kb.address import article
from kb.index.lexical import asked_pairs, asked_words, pairs
from kb.knowledge import KnowledgeBase
from kb.model import IMPLIED, Basis, Body, Card, Group, PowerItem, Provision, Quote
from kb.precedence import rules, sort_key
from kb.question import Question
from kb.registry import coordination
from kb.store import Not
from kb.tag import agencies_in

_PENALTY = "行政处罚"
_OTHER = "相关规定"
_ALIKE, _SHARED = 0.5, 0.5  # cosine, or share of character pairs, from which two conducts are one
_CLEAR = 0.75  # least fit of an item (share of the question's own words plus cosine) to be the one asked about
_ONLY, _AHEAD, _LEAD = 0.4, 0.55, 0.12  # least fits in the best article: of its only item, of one ahead by the last
_SURE = 0.7  # least probability at which the best article is taken to answer
_TRANSLATED, _LOOSELY = 0.8, 0.3  # of a word's weight, where an item says the statutes' first word for it, or another
_FRAME = re.compile(
    r"罚款|违法|依据|处理|规定|手续|办理|标准|幅度|程序|哪条|部门|什么|需要|怎么|多少"
)  # name no conduct
_BONUS = 0.15  # for an item of the kind of power asked for; it chooses among items and makes none fit
_NEAR = 0.3  # how far below the best fit of its group an item may lie for its bodies to count
_OPEN = re.compile(r"指定的|确定的|负有|授权的|行使.*权的|^原")  # bodies that the law leaves to others to name
_VAGUE = re.compile(r"有关部门|有关机关|其他|^(?:主管部门|主管机关|人民政府)$")  # words that name no body
_VALID = ("现行有效", "时效不明", "新版未入库")
GENERAL = (("行政处罚法", "第二十五条"), ("行政处罚法", "第二十九条"))  # who of several acts, and one fine only
Quoting = Callable[[Iterable[str]], Mapping[str, Quote]]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A card in the making: the item with its fit to the question, and the articles (id, role) it rests on."""

    item: PowerItem | None
    places: tuple[tuple[str, str], ...]
    rank: int
    fit: float = 0.0


def group(kb: KnowledgeBase, question: Question, found: Sequence[Quote], quoting: Quoting) -> tuple[Group, ...]:
    """Groups of *found* (best first), the group of the best one first. *quoting* gives the quotations of further ids."""
    drafts = _drafts(kb, question, found)
    wanted = {id for draft in drafts for id, _role in draft.places}
    quotes = {quote.provision_id: quote for quote in found}
    quotes |= quoting(wanted - set(quotes))
    kinds: list[list[_Draft]] = []
    for draft in drafts:
        same = next((g for g in kinds if draft.item and _same(kb, g[0].item, draft.item)), None)
        same = same or next((g for g in kinds if draft.item is None and g[0].item is None), None)
        if same is None:
            kinds.append([draft])
        else:
            same.append(draft)
    return tuple(_group(kb, drafts, quotes, quoting, question.agencies) for drafts in kinds)


# ---------------------------------------------------------------- which item, and what it rests on


def _drafts(kb: KnowledgeBase, question: Question, found: Sequence[Quote]) -> list[_Draft]:
    """One draft for each article found; a duty and the article that enforces it become one."""
    ids = [quote.provision_id for quote in found]
    own = list(kb.store.select(PowerItem, provision_id=tuple(ids), rule=Not(IMPLIED)))
    docs = tuple(dict.fromkeys(id.partition("#")[0] for id in ids))
    bases = [b for b in kb.store.select(Basis, doc_id=docs, role="设定依据") if not b.title and b.target_id]
    sanctions: dict[str, list[str]] = {}
    for basis in bases:
        sanctions.setdefault(_unit(basis.target_id), []).append(basis.item_id)
    known = {item.id for item in own}
    missing = {item_id for id in ids for item_id in sanctions.get(id, ())} - known
    more = kb.store.select(PowerItem, id=tuple(missing), rule=Not(IMPLIED)) if missing else ()
    items = {item.id: item for item in (*own, *more)}
    duties: dict[str, list[str]] = {}
    for basis in bases:
        duties.setdefault(basis.item_id, []).append(_unit(basis.target_id))
    drafts: dict[str, _Draft] = {}
    for rank, (id, quote) in enumerate(zip(ids, found, strict=True), 1):
        here = [item for item in own if item.provision_id == id]
        here += [items[i] for i in sanctions.get(id, ()) if i in items and items[i].provision_id != id]
        item, fit = best_item(kb, question, here, answers=rank == 1 and quote.score >= _SURE)
        draft = replace(_draft(item, id, duties, ids, rank), fit=fit)
        drafts.setdefault(item.id if item else id, draft)
    return _without_doubles(list(drafts.values()))


def _draft(
    item: PowerItem | None, id: str, duties: Mapping[str, Sequence[str]], found: Collection[str], rank: int
) -> _Draft:
    if item is None:
        return _Draft(None, ((id, ""),), rank)
    own = [duty for duty in dict.fromkeys(duties.get(item.id, ())) if duty != item.provision_id]
    shown = sorted(own, key=lambda duty: (duty != id, duty not in found))[:2]
    return _Draft(item, (*((duty, "设定依据") for duty in shown), (item.provision_id, "实施依据")), rank)


def _without_doubles(drafts: list[_Draft]) -> list[_Draft]:
    """Articles without an item of their own that another card already quotes are left out."""
    quoted = {id for draft in drafts if draft.item for id, _role in draft.places}
    return [draft for draft in drafts if draft.item or draft.places[0][0] not in quoted]


def _unit(target: str) -> str:
    """The article that a target lies in."""
    doc_id, _, address = target.partition("#")
    return f"{doc_id}#{article(address)}"


def best_item(
    kb: KnowledgeBase, question: Question, items: Sequence[PowerItem], *, answers: bool = False
) -> tuple[PowerItem | None, float]:
    """The item that the question is about, and how well it fits; None where none fits clearly. Ties: the first.

    What counts is what the question says, in its own words or in the statutes' words for them. Where the article surely
    *answers*, the only power of the kind asked for that it gives needs less of that, and so does one well ahead of the others.
    """
    if not items:
        return None, 0.0
    fits = _fits(kb, question, items)
    kinds = (_PENALTY,) if _PENALTY in question.kinds else question.kinds  # 未经许可…怎么罚 asks for no licence
    asked = [not kinds or item.kind in kinds for item in items]
    scores = [fit + _BONUS * (item.kind in kinds) for fit, item in zip(fits, items, strict=True)]
    order = sorted(range(len(items)), key=lambda i: (-scores[i], i))
    at = order[0]
    ahead = scores[at] - (scores[order[1]] if len(items) > 1 else 0.0)
    only = asked[at] and sum(asked) == 1
    least = _ONLY if answers and only else _AHEAD if answers and asked[at] and ahead >= _LEAD else _CLEAR
    return (items[at], fits[at]) if fits[at] >= least else (None, 0.0)


def _fits(kb: KnowledgeBase, question: Question, items: Sequence[PowerItem]) -> list[float]:
    """How well each of *items* fits: the share of the question's words and pairs it says, by rarity, plus the cosine."""
    matter = _FRAME.sub(" ", question.matter)
    matter = matter if asked_pairs(matter) else question.matter
    words = {word: kb.lexical.rarity(word) for word in asked_words(matter) if len(word) > 1}
    couples = {pair[1:]: kb.lexical.rarity(pair, field="asked") for pair in asked_pairs(matter)}
    names, conducts = [item.name for item in items], [item.conduct for item in items]
    told = [item.conduct if item.kind == _PENALTY else item.name for item in items]  # 对…的处罚 only frames the conduct
    vectors = kb.dense.encoder([matter, *told, *conducts])
    near = np.asarray(vectors[1:] @ vectors[0]).reshape(2, len(items)).max(axis=0)
    own = [known for known in (words, couples) if known]
    texts = [name + conduct for name, conduct in zip(names, conducts, strict=True)]
    return [
        sum(_share(known, text, question.expanded) for known in own) / max(1, len(own)) + float(near[at])
        for at, text in enumerate(texts)
    ]


def _share(terms: Mapping[str, float], text: str, expanded: Sequence[tuple[str, Sequence[str]]]) -> float:
    """The share of *terms*, by weight, that *text* holds, itself or, a little less, in the statutes' words for it."""
    said = [
        (everyday, _TRANSLATED if others[0] in text else _LOOSELY)
        for everyday, others in expanded
        if any(other in text for other in others)
    ]
    held = sum(w * (term in text or max((s for e, s in said if term in e), default=0.0)) for term, w in terms.items())
    return held / max(sum(terms.values()), 1e-6)


def _same(kb: KnowledgeBase, one: PowerItem | None, other: PowerItem) -> bool:
    """Whether two items are of one kind and one conduct."""
    if one is None or one.kind != other.kind:
        return False
    if one.provision_id == other.provision_id:
        return one.conduct == other.conduct
    left, right = set(pairs(one.conduct)), set(pairs(other.conduct))
    if len(left & right) >= _SHARED * max(1, min(len(left), len(right))):
        return True
    vectors = kb.dense.encoder([one.conduct, other.conduct])
    return float(vectors[0] @ vectors[1]) >= _ALIKE


# ---------------------------------------------------------------- order and bodies


def _group(
    kb: KnowledgeBase,
    drafts: Sequence[_Draft],
    quotes: Mapping[str, Quote],
    quoting: Quoting,
    named: Sequence[str] = (),
) -> Group:
    """The group of *drafts*: what a body *named* in the question may do first, then the higher authority first."""
    first = drafts[0].item
    made = [(draft, card) for draft in drafts if (card := _card(draft, quotes))]
    cards = [card for _draft, card in made]
    if first is None:
        return Group(_OTHER, tuple(cards))
    conduct = first.conduct or first.name
    cards.sort(key=lambda card: (not set(named) & set(card.agencies), _order(kb, card, conduct)))
    editions = [kb.editions[card.item_id.partition("#")[0]] for card in cards]
    least = max(draft.fit for draft in drafts) - _NEAR
    fitting = {card.item_id for draft, card in made if draft.fit >= least}
    bodies = _bodies(card for card in cards if card.item_id in fitting)
    division = _division(kb, cards, bodies, quoting)
    several = _several(bodies, f"《{division.title}》{division.address}" if division else "")
    shared = _clauses(cards) if several else ()
    shared += (division,) if division and division not in shared else ()
    general = tuple(_general(kb, quoting)) if several and first.kind == "行政处罚" else ()
    return Group(conduct, tuple(cards), rules(editions, conduct), bodies, several, (*shared, *general))


def _order(kb: KnowledgeBase, card: Card, conduct: str) -> tuple[bool, int, str, float, str]:
    edition = kb.editions[card.item_id.partition("#")[0]]
    return sort_key(edition, conduct, valid=card.quotes[-1].status in _VALID)


def _card(draft: _Draft, quotes: Mapping[str, Quote]) -> Card | None:
    shown = tuple(replace(quotes[id], role=role) for id, role in draft.places if id in quotes)
    item = draft.item
    if item is None:
        return Card("", "", "", (), "", "", "", shown) if shown else None
    return Card(
        item.name,
        item.kind,
        item.conduct,
        item.agencies,
        item.measures,
        item.id,
        item.source or item.provision_id,
        shown,
    )


def _bodies(cards: Iterable[Card]) -> tuple[Body, ...]:
    """The competent bodies, each with the article of its card."""
    found: dict[tuple[str, str], Body] = {}
    for card in cards:
        quote = card.quotes[-1]
        for name in (n for n in card.agencies if quote.status in _VALID and not _VAGUE.search(n)):
            body = Body(name, quote.title, card.source.partition("#")[2], quote.region, not _OPEN.search(name))
            found.setdefault((name, quote.region), body)
    return tuple(found.values())


def _several(bodies: Sequence[Body], division: str = "") -> str:
    """What to say where more than one body may act in one place; empty where only one may. Other places do not count.

    *division* is the article that divides the matter among them, empty where none is known.
    """
    regions = {body.region for body in bodies if body.region not in ("", "全国")} or {"全国"}
    for region in sorted(regions):
        here = [body for body in bodies if body.region in ("", "全国", region)]
        names = dict.fromkeys(body.name for body in here if body.fixed)
        if len(names) > 1:
            return _how_many(here, len(names), division) + _left_open(here)
        if names and any(not body.fixed for body in here):
            return f"{'、'.join(_named(here, fixed=True))}有权处理" + _left_open(here)
    return ""


def _how_many(bodies: Sequence[Body], count: int, division: str) -> str:
    """That several bodies are named, claiming no more than the articles say: a list in one article gives each of them nothing."""
    names = "、".join(_named(bodies, fixed=True))
    if division:
        return f"法条列明多个机关，按职责分工：{names}；分工见{division}"
    if len({(body.title, body.address) for body in bodies if body.fixed}) == 1:
        return f"同一条列明{count}个机关：{names}；是共同、分别还是择一处理，以条文为准"
    return f"本事项有{count}个机关有权处理：{names}"


def _division(kb: KnowledgeBase, cards: Sequence[Card], bodies: Sequence[Body], quoting: Quoting) -> Quote | None:
    """The sentence of the law of one of *cards* that divides its work among all the fixed *bodies*; None where none does."""
    names = {body.name for body in bodies if body.fixed}
    if len(names) < 2:
        return None
    rows = [row for row in coordination() if row.kind == "分工"]
    for doc_id in dict.fromkeys(card.item_id.partition("#")[0] for card in cards):
        for provision in kb.store.select(Provision, doc_id=doc_id, unit=True):
            for sentence in re.findall(r"[^。；\n]+[。；]?", provision.text):
                if not any(row.regex.search(sentence) for row in rows):
                    continue
                if names <= {agency.canonical or agency.surface for agency in agencies_in(sentence)}:
                    quote = next(iter(quoting([provision.id]).values()), None)
                    return replace(quote, quote=sentence.strip(), role="协调条款") if quote else None
    return None


def _named(bodies: Iterable[Body], *, fixed: bool) -> list[str]:
    return [f"{body.name}（《{body.title}》{body.address}）" for body in bodies if body.fixed == fixed]


def _left_open(bodies: Sequence[Body]) -> str:
    names = _named(bodies, fixed=False)
    return f"；另有法条未写定的机关：{'、'.join(names)}，是否为同一机关，须查当地的职责分工" if names else ""


def _clauses(cards: Iterable[Card]) -> tuple[Quote, ...]:
    """The sentences of the quoted articles by which bodies share the matter, word for word."""
    found = {}
    for quote in (quote for card in cards for quote in card.quotes):
        for sentence in re.findall(r"[^。\n]+。?", quote.quote):
            if any(row.regex.search(sentence) for row in coordination()):
                found[sentence.strip()] = replace(quote, quote=sentence.strip(), role="协调条款")
    return tuple(found.values())


def _general(kb: KnowledgeBase, quoting: Quoting) -> Iterable[Quote]:
    """The general rules for several competent bodies, where their text is here and in force."""
    for title, address in GENERAL:
        ids = [f"{edition.doc_id}#{address}" for edition in kb.resolver.laws(title)]
        found = quoting(ids).values()
        yield from (replace(quote, role="一般规则") for quote in found if quote.status in _VALID)
