"""Which bodies hold which power over a matter: the power items of the articles found for it, grouped by today's body."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kb.dates import today
from kb.index.lexical import asked_words
from kb.knowledge import KnowledgeBase
from kb.model import IMPLIED, Edition, PowerItem
from kb.question import expansions
from kb.registry import body_codes, region_codes
from kb.search import Filters, search
from kb.store import Not
from kb.titles import full_title, place_of
from kb.validity import status

_KEEP = 2.0  # log-odds below the best article with power items at which another one still counts
_SHARE = 0.5
_ARTICLES = 20  # articles looked at for each area
_KINDS = ("行政处罚", "行政强制措施", "行政强制执行", "行政检查", "行政许可")


@dataclass(frozen=True, slots=True)
class Held:
    """One power of a body with the place that gives it."""

    kind: str
    name: str
    written: tuple[str, ...]
    title: str
    version: str
    address: str
    provision_id: str
    region: str
    status: str


@dataclass(frozen=True, slots=True)
class Holder:
    """A body of today and what it may do in the matter; ``body`` is empty where the law names nobody."""

    body: str
    powers: tuple[Held, ...]


def find_holders(kb: KnowledgeBase, conduct: str, *, regions: Sequence[str] = (), day: str = "") -> tuple[Holder, ...]:
    """The bodies with power over *conduct* by national law and the rules of *regions*, most articles first.

    A city's province counts with it, and a province's cities do not. Items count that share a word with *conduct* or
    with the statutes' words for it. Without a conduct nobody holds anything.
    """
    if not conduct:
        return ()
    words = [word for word in asked_words(conduct) if len(word) > 1]
    words += [term for _word, terms in expansions(conduct) for term in terms]
    scores = _articles(kb, conduct, regions, day)
    items = _items(kb, scores)
    least = max((scores[item.provision_id] for item in items), default=0.0) - _KEEP
    found = _about(kb, [item for item in items if scores[item.provision_id] >= least], words)
    grouped: dict[str, list[Held]] = {}
    for item in found:
        for body in item.agencies or ("",):
            grouped.setdefault(body, []).append(_held(kb, item, day))
    holders = (Holder(body, tuple(dict.fromkeys(powers))) for body, powers in grouped.items())
    return tuple(sorted(holders, key=lambda h: (not h.body, -len({p.provision_id for p in h.powers}), h.body)))


def _articles(kb: KnowledgeBase, conduct: str, regions: Sequence[str], day: str) -> dict[str, float]:
    """The articles on *conduct*, of the nation and of *regions*, with their scores in log-odds."""
    known = {e.region for e in kb.editions.values()} | kb.places
    scores: dict[str, float] = {}
    for region in (area for area in ("全国", *with_provinces(regions)) if area in known):
        for hit in search(kb, conduct, filters=Filters(region=region, day=day), limit=_ARTICLES):
            if _rules_here(kb.editions[hit.provision_id.partition("#")[0]], region):
                scores[hit.provision_id] = hit.score
    return scores


def _about(kb: KnowledgeBase, items: Sequence[PowerItem], words: Sequence[str]) -> list[PowerItem]:
    """Those of *items* that share with *words* at least half as much, by how rare a word is, as the best one does."""
    weights = {word: kb.lexical.rarity(word) for word in dict.fromkeys(words) if kb.lexical.frequency(word)}
    shared = [sum(w for word, w in weights.items() if word in f"{item.name}{item.conduct}") for item in items]
    least = _SHARE * max(shared, default=0.0)
    return [item for item, score in zip(items, shared, strict=True) if score and score >= least]


def with_provinces(regions: Collection[str]) -> tuple[str, ...]:
    """*regions* and the provinces of those that are cities, under each of their names."""
    codes = region_codes()
    above = {codes[name][:2] + "0000" for name in regions if name in codes}
    provinces = [name for name, code in codes.items() if code in above and code != "000000"]
    return tuple(dict.fromkeys((*regions, *provinces)))


def _rules_here(edition: Edition, region: str) -> bool:
    """Whether *edition* is made for *region* itself, not for a city in it."""
    own = place_of(edition.title)
    return region == "全国" or not own or own.startswith(region)


def _items(kb: KnowledgeBase, provision_ids: Collection[str]) -> list[PowerItem]:
    found = kb.store.select(PowerItem, provision_id=tuple(provision_ids), rule=Not(IMPLIED)) if provision_ids else ()
    return [item for item in found if item.kind in _KINDS]


def _held(kb: KnowledgeBase, item: PowerItem, day: str) -> Held:
    edition = kb.editions[item.doc_id]
    return Held(
        item.kind, item.name, item.written, full_title(edition), edition.version, item.address, item.provision_id,
        edition.region, status(edition, day or today()),
    )  # fmt: skip


def punishing(holders: Sequence[Holder]) -> tuple[str, ...]:
    """The bodies that may punish; words for whoever it may be (有关部门, 发证机关) are none."""
    return tuple(h.body for h in holders if h.body in body_codes() and any(p.kind == "行政处罚" for p in h.powers))
