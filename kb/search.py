"""A question to ranked articles: four indexes and the questions answered before give candidates, a learned ranker puts them in order.

Candidates come from the words of the text, the names of power items, the questions written for an article and the
vectors, again from the documents of a place that is named, and from what the answers to like questions rest on
(``kb.answered``). A filter changes which candidates there are, never their features, so it never changes the order of what
remains.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from kb.answered import answered, near
from kb.errors import KBError, NotFound
from kb.index import facts as facts_of
from kb.index import is_gist
from kb.index.lexical import Field, asked_pairs, asked_words, pairs
from kb.knowledge import KnowledgeBase
from kb.model import Agency, Edition, Hit, Level, Power, Provision
from kb.question import Question, understand
from kb.rank import FEATURES, ranker, table
from kb.registry import agencies, agency_stems, power_types
from kb.titles import place_of, short_title

_POOL = 100  # candidates taken from each of text and vectors; half as many from the other indexes
_KNOWN = 100  # of the articles that answered questions before, those nearest to the question
_LAWS = 2  # laws that the nearest answered questions rest on most, and
_OF_LAW = 50  # candidates from each
_FIELDS: tuple[Field, ...] = ("text", "name", "asked")
_DENSE = FEATURES.index("dense")
_RANKS = {"宪法": 5, "法律": 4, "行政法规": 3, "司法解释": 2, "部门规章": 1.5}  # feature "level"; local rules 1 or less


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is restricted to; empty means no restriction. ``day`` is ISO, empty for today."""

    level: str = ""
    region: str = ""
    agency: str = ""
    power: str = ""
    law: str = ""
    day: str = ""
    all_versions: bool = False


def search(kb: KnowledgeBase, query: str | Question, *, filters: Filters | None = None, limit: int = 10) -> list[Hit]:
    """The best *limit* units for *query*, best first; each of one document version. Empty where nothing matches.

    Scores are log-odds that the unit answers. Raises NotFound where ``filters.law`` names a law that is not there.
    """
    return rank(kb, query, filters=filters, limit=limit).hits


@dataclass(frozen=True, slots=True)
class Ranking:
    """The hits of a question, best first, and ``features``: row i belongs to hit i (see ``kb.rank``)."""

    question: Question
    hits: list[Hit]
    features: NDArray[np.float32]


def rank(kb: KnowledgeBase, query: str | Question, *, filters: Filters | None = None, limit: int = 10) -> Ranking:
    """``search`` with what it was told by."""
    filters = filters or Filters()
    question = understand(query, kb.places) if isinstance(query, str) else query
    if not question.text or limit < 1:
        return Ranking(question, [], table(dict.fromkeys(FEATURES, 0.0), 0))
    if question.day and not filters.day:
        filters = replace(filters, day=question.day)
    within = documents(kb, filters)
    carriers = _carriers(kb, filters)
    searched = within if carriers is None else within & {id.partition("#")[0] for id in carriers}
    pool = max(_POOL, limit)
    while True:
        ids = gather(kb, question, searched, pool)
        kept = ids if carriers is None else [id for id in ids if id in carriers]
        if len(kept) >= limit or len(ids) < pool or pool > 20_000:
            break
        pool *= 8
    features = features_of(kb, question, kept)
    scores = ranker()(features)
    order = sorted(range(len(kept)), key=lambda i: (-float(scores[i]), kept[i]))
    hits = [Hit(kept[i], round(float(scores[i]), 6), float(features[i, 0]), float(features[i, _DENSE])) for i in order]
    hits, features = _with_direct(kb, question, hits, features[order], within)
    return Ranking(question, hits[:limit], features[:limit])


def documents(kb: KnowledgeBase, filters: Filters) -> frozenset[str]:
    """The documents that *filters* leave: the versions in force on the day, or all versions."""
    _check(kb, filters)
    allowed: Collection[str] = kb.editions if filters.all_versions else kb.in_force(filters.day)
    if filters.law:
        wanted = {e.doc_id for e in kb.resolver.find(filters.law)}
        allowed = [d for d in allowed if d in wanted]
    if filters.level or filters.region:
        allowed = [d for d in allowed if _fits(kb.editions[d], filters)]
    return frozenset(allowed)


def _check(kb: KnowledgeBase, filters: Filters) -> None:
    """Raise KBError for a filter value that nothing can have, naming those that there are."""
    if filters.level and filters.level not in get_args(Level):
        raise KBError(f"没有“{filters.level}”这个效力级别；可用：{'、'.join(get_args(Level))}")
    kinds = tuple(dict.fromkeys(row.kind for row in power_types())) if filters.power else ()  # its patterns take long
    if filters.power and not any(kind.startswith(filters.power) for kind in kinds):
        raise KBError(f"没有“{filters.power}”这种权力类型；可用：{'、'.join(kinds)}")
    if filters.region and not any(_fits(e, Filters(region=filters.region)) for e in kb.editions.values()):
        regions = sorted({e.region for e in kb.editions.values() if e.region})
        raise KBError(f"知识库中没有“{filters.region}”的文件；已有地区：{'、'.join(regions[:40])}")


def _fits(edition: Edition, filters: Filters) -> bool:
    if filters.level and edition.level != filters.level:
        return False
    region = filters.region
    return (
        not region or edition.region == region or edition.title.startswith(region) or edition.region.startswith(region)
    )


def gather(kb: KnowledgeBase, question: Question, within: Collection[str], pool: int = _POOL) -> list[str]:
    """The units worth ranking, of the documents *within*; each once."""
    return list(dict.fromkeys([*sought(kb, question, within, pool), *answering(kb, question, within)]))


def sought(kb: KnowledgeBase, question: Question, within: Collection[str], pool: int = _POOL) -> list[str]:
    """What the four indexes find for *question* among the documents *within*; each unit once."""
    vector = kb.dense.encode(question.matter)
    searches = [(question.matter, vector, pool, within)]
    if question.widened:
        searches.append((question.widened, kb.dense.encode(f"{question.matter} {question.widened}"), pool // 2, within))
    if question.places:
        there = frozenset(d for d in within if _in_place(kb.editions[d], question.places))
        searches.append((question.matter, vector, pool // 2, there))
    ids: dict[str, None] = {}
    for text, encoded, size, among in searches:
        for field in _FIELDS if text == question.matter else _FIELDS[:1]:
            wanted = size if field == "text" else size // 2
            ids |= dict.fromkeys(id for id, _ in kb.lexical.search(text, limit=wanted, within=among, field=field))
        ids |= dict.fromkeys(id for id, _ in kb.dense.search(encoded, limit=size, within=among))
    return list(ids)


def answering(kb: KnowledgeBase, question: Question, within: Collection[str]) -> Iterator[str]:
    """Units that answered questions rest on: those of the nearest questions, those nearest themselves, those of their laws."""
    told, known, vector = near(question.matter), kb.answering, kb.dense.encode(question.matter)
    order = np.argsort(-(known.vectors @ vector[0]), kind="stable")
    voted = np.flatnonzero(told.votes[known.place] > 0)
    nearest = (id for at in order.tolist() if (id := known.ids[at]).partition("#")[0] in within)
    yield from (id for at in voted.tolist() if (id := known.ids[at]).partition("#")[0] in within)
    yield from islice(nearest, _KNOWN)
    for law in np.argsort(-told.laws, kind="stable")[:_LAWS].tolist():
        documents = frozenset(d for d in known.documents[law] if d in within)
        yield from kb.dense.nearest_of(vector, documents, _OF_LAW)


def _in_place(edition: Edition, places: Collection[str]) -> bool:
    return edition.region in places or any(edition.title.startswith(place) for place in places)


def features_of(kb: KnowledgeBase, question: Question, ids: Sequence[str]) -> NDArray[np.float32]:
    """The features of *ids* for *question*, (n, f) in the order of ``kb.rank.FEATURES``."""
    columns: dict[str, NDArray[np.float32] | float] = {}
    for field in _FIELDS:
        columns |= _lexical(kb, question.matter, ids, field)
    vector = kb.dense.encode(question.matter)
    dense = kb.dense.scores(vector, ids)
    best = max((score for _, score in kb.dense.search(vector, limit=1)), default=0.0)
    part = kb.dense.nearest_parts(vector, ids, dense)
    columns |= {"dense": dense, "dense_top": dense / max(best, 1e-6)}
    columns |= {"part": part, "part_top": part / max(best, 1e-6)}
    columns |= _answered(kb, question.matter, ids)
    columns |= _widened(kb, question, ids)
    columns |= _fact_columns(kb, question, ids)
    columns |= _edition_columns(kb, question, ids)
    return table(columns, len(ids))


def _lexical(kb: KnowledgeBase, text: str, ids: Sequence[str], field: Field) -> dict[str, NDArray[np.float32] | float]:
    """The word score of one field: raw, as a share of the best one's anywhere, and of what the words could give."""
    known = kb.lexical.scores(text, ids, field=field)
    raw = np.array([known.get(id, 0.0) for id in ids], np.float32)
    best = max((score for _, score in kb.lexical.search(text, limit=1, field=field)), default=0.0)
    terms = [*asked_words(text), *(asked_pairs(text) if field != "text" else ())]
    whole = sum(_rarity(kb, term, field) for term in terms)
    return {field: raw, f"{field}_top": raw / max(best, 1e-6), f"{field}_full": raw / max(2.2 * whole, 1e-6)}


def _rarity(kb: KnowledgeBase, term: str, field: Field) -> float:
    """The weight of *term* in the index (0 where it does not occur there: it can tell nothing apart)."""
    return kb.lexical.rarity(term, field=field) if kb.lexical.frequency(term, field=field) else 0.0


def _answered(kb: KnowledgeBase, text: str, ids: Sequence[str]) -> dict[str, NDArray[np.float32] | float]:
    """What the questions answered before say of each unit."""
    told, known = near(text), kb.answering
    place = np.array([known.place_of.get(id, -1) for id in ids], np.int64)
    law = np.array([known.law_of.get(id.partition("#")[0], -1) for id in ids], np.int64)

    def of(values: NDArray[Any], at: NDArray[np.int64]) -> NDArray[np.float32]:
        return np.where(at >= 0, values[at], 0).astype(np.float32)

    return {
        "answered": np.log1p(of(answered().times, place)), "answered_near": of(told.likeness, place),
        "answered_vote": of(told.votes, place), "answered_law": of(told.laws, law),
    }  # fmt: skip


def _widened(kb: KnowledgeBase, question: Question, ids: Sequence[str]) -> dict[str, NDArray[np.float32] | float]:
    if not question.widened:
        return {"wide_text": 0.0, "wide_dense": 0.0}
    known = kb.lexical.scores(question.widened, ids)
    whole = sum(_rarity(kb, term, "text") for term in asked_words(question.widened))
    text = np.array([known.get(id, 0.0) for id in ids], np.float32) / max(2.2 * whole, 1e-6)
    return {
        "wide_text": text,
        "wide_dense": kb.dense.scores(kb.dense.encode(f"{question.matter} {question.widened}"), ids),
    }


def _fact_columns(kb: KnowledgeBase, question: Question, ids: Sequence[str]) -> dict[str, NDArray[np.float32] | float]:
    facts = kb.dense.facts(ids)
    wanted = facts_of.mask(question.kinds)
    items = facts_of.itemised(facts)
    one = facts_of.mask

    def has(bits: NDArray[np.uint32], mask: int) -> NDArray[np.float32]:
        return (bits & mask > 0).astype(np.float32)

    return {
        "kind_tagged": has(facts_of.tagged(facts), wanted), "kind_item": has(items, wanted),
        "kind_asked": float(bool(question.kinds)), "asks_penalty": float("行政处罚" in question.kinds),
        "asks_check": float("行政检查" in question.kinds),
        "penalty": facts_of.penalty(facts).astype(np.float32), "duty": facts_of.duty(facts).astype(np.float32),
        "item_penalty": has(items, one(["行政处罚"])), "item_licence": has(items, one(["行政许可"])),
        "item_check": has(items, one(["行政检查"])), "item_any": has(items, 0xFFF),
        "length": facts_of.length(facts), "question_length": float(len(question.matter)),
    }  # fmt: skip


def _edition_columns(
    kb: KnowledgeBase, question: Question, ids: Sequence[str]
) -> dict[str, NDArray[np.float32] | float]:
    """What the document of each unit says: rank, place, title."""
    asked = frozenset(pairs(question.matter))
    provinces = (
        {e.region for e in kb.editions.values() if e.title.startswith(question.places)} if question.places else set()
    )
    by_document = {}
    for doc_id in {id.partition("#")[0] for id in ids}:
        edition = kb.editions[doc_id]
        national = edition.region in ("", "全国")
        own = place_of(edition.title)
        here = bool(question.places) and _in_place(edition, question.places)
        above = not here and edition.region in provinces and own in (edition.region, f"{edition.region}省", "")
        title = _title_pairs(edition.title)
        shared = len(title & asked)
        by_document[doc_id] = (
            _RANKS.get(edition.level, 1.0) if national else 1.0 - 0.5 * bool(own and not own.endswith("省")),
            float(national), float(edition.level == "其他资料"), float(here), float(above),
            shared / max(1, len(title)), shared / max(1, len(asked)), float(is_gist(doc_id)),
        )  # fmt: skip
    rows = np.array([by_document[id.partition("#")[0]] for id in ids], np.float32).reshape(len(ids), 8)
    named = _naming(kb, ids, question.agencies)
    names = ("level", "national", "material", "in_place", "in_province", "title_found", "title_share", "gist")
    return {
        **{name: rows[:, at] for at, name in enumerate(names)},
        "place_asked": float(bool(question.places)), "agency_asked": float(bool(question.agencies)),
        "agency_named": np.array([id in named for id in ids], np.float32),
    }  # fmt: skip


@lru_cache(maxsize=8192)
def _title_pairs(title: str) -> frozenset[str]:
    return frozenset(pairs(short_title(title)))


def _naming(kb: KnowledgeBase, ids: Sequence[str], names: Collection[str]) -> set[str]:
    """Those of *ids* that name one of the bodies *names*, as called today or as written."""
    if not names:
        return set()
    docs = tuple({id.partition("#")[0] for id in ids})
    tags = [
        *kb.store.select(Agency, doc_id=docs, canonical=tuple(names)),
        *kb.store.select(Agency, doc_id=docs, surface=tuple(names)),
    ]
    return {tag.provision_id for tag in tags} & set(ids)


def _carriers(kb: KnowledgeBase, filters: Filters) -> set[str] | None:
    """The units that have the power type and the agency asked for (as written or as called today); None: all."""
    found = []
    if filters.power:
        kinds = {row.kind for row in power_types() if row.kind.startswith(filters.power)}
        found.append({tag.provision_id for tag in kb.store.select(Power, kind=kinds)})
    if filters.agency:
        names = [(row.surface, row.canonical) for row in agencies()]
        names += [(row.stem, row.canonical) for row in agency_stems()]
        written = {surface for surface, canonical in names if filters.agency in surface or filters.agency in canonical}
        tags = kb.store.select(Agency, surface=written)
        found.append(
            {tag.provision_id for tag in tags if filters.agency in tag.surface or filters.agency in tag.canonical}
        )
    return set.intersection(*found) if found else None


def _with_direct(
    kb: KnowledgeBase, question: Question, hits: list[Hit], features: NDArray[np.float32], within: Collection[str]
) -> tuple[list[Hit], NDArray[np.float32]]:
    """Put the article that the question names by law and number in front."""
    if not question.law:
        return hits, features
    try:
        versions = [e for e in kb.resolver.find(question.law) if e.doc_id in within]
    except NotFound:
        return hits, features
    top = max((h.score for h in hits), default=0.0)
    ids = [id for e in versions if _exists(kb, id := f"{e.doc_id}#{question.address}")]
    named = [Hit(id, top + _NAMED, 0.0, 0.0) for id in ids]
    rest = [i for i, hit in enumerate(hits) if hit.provision_id not in ids]
    return [*named, *(hits[i] for i in rest)], np.vstack([features_of(kb, question, ids), features[rest]])


_NAMED = 10.0  # log-odds by which an article named by law and number stands above all others


def _exists(kb: KnowledgeBase, id: str) -> bool:
    try:
        kb.store.get(Provision, id)
    except NotFound:
        return False
    return True
