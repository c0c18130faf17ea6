"""A matter in a few words: which bodies have a power over it, by which articles, and what is doubtful about them.

Three ways lead to an article: the words and the vector of its power items, the search over all articles (which knows
everyday words), and the matters and findings in which it stands beside others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kb.conflicts.found import Found
from kb.conflicts.match import Conducts, conducts_of, plain
from kb.conflicts.material import Material
from kb.conflicts.matters import matter_items, matters_of
from kb.conflicts.space import NATIONAL
from kb.conflicts.tables import matters
from kb.index.lexical import words
from kb.index.static import builtin
from kb.model import Edition, PowerItem
from kb.question import Question, understand
from kb.registry import coordination, read_table
from kb.search import search

_HITS = 60  # articles that the search is asked for
_POOL = 300  # items by their own nearness
_SEARCHED = 0.45  # added for the first article of the search, less for the later ones
_NATIONAL = 0.1  # added for national law
_MATTER = 0.3  # added for an article of the matter asked about
_BESIDE = 0.25  # added for an article that stands beside one of the best in a finding of several bodies
_BEST = 6  # articles whose findings are looked at
_SHARE = 0.35  # of the best score that an article must have
_LOCAL = 3  # of so many articles one may be local where no place is asked about
_OF_WORDS = 0.6  # how much the words count beside the vectors
_NAMED = 0.42  # the least cosine of what is asked and a matter
_MANY_BODIES = ("职权重叠", "一事多罚", "主体不一致")
_FURTHER = 6  # articles without a power item that are named


@dataclass(frozen=True, slots=True)
class Matter:
    """What the rules say of a matter in words: an item of each article and its score (0 to 1), national law first, best
    first; the bodies; the findings that touch them; further articles that the search found and that give no power
    themselves; and the clauses by which the bodies share the work, each with its provision.
    """

    items: tuple[tuple[PowerItem, float], ...]
    bodies: tuple[str, ...]
    found: tuple[Found, ...]
    further: tuple[str, ...] = ()
    clauses: tuple[tuple[str, str], ...] = ()


def for_matter(material: Material, text: str, found: Iterable[Found], *, limit: int = 30) -> Matter:
    """The articles that come nearest to *text*, at most *limit*, and those of *found* that touch them."""
    if not text.strip():
        return Matter((), (), ())
    question = understand(text, material.kb.places)
    named = matters_in(text, question.widened)
    own = [one for one in found if one.sides]
    scores, items, further = _scored(material, question, named)
    _add_beside(scores, own, named)
    _raise_national(material, scores)
    chosen = _chosen(material, question, {id: score for id, score in scores.items() if id in items}, limit)
    shown = tuple((items[id], round(min(1.0, score), 3)) for id, score in chosen)
    places = {id for id, _ in chosen}
    touching = [one for one in own if one.finding.matter in named or any(s.provision_id in places for s in one.sides)]
    ordered = sorted(touching, key=lambda one: one.finding.matter not in named)
    bodies = tuple(dict.fromkeys(body for item, _ in shown for body in item.agencies))
    return Matter(shown, bodies, tuple(ordered), further, tuple(_clauses(material, [id for id, _ in chosen])))


def matters_in(text: str, widened: str = "") -> frozenset[str]:
    """The matters of matters.csv that *text* is about; *widened* are the statutes' words for its own."""
    said = f"{text} {widened}"
    exact = {*matters_of(said), *(name for name in matters() if name in text or text in name)}
    if exact:
        return frozenset(exact)
    nearness = _vectors() @ builtin()([text])[0]
    best = int(np.argmax(nearness))
    return frozenset({list(matters())[best]} if nearness[best] >= _NAMED else ())


@cache
def _vectors() -> NDArray[np.float32]:
    """What each matter is called and an example of it, (n, d): the mean of the two."""
    rows = read_table("matters.csv", ("id", "pattern", "example", "counter", "source"))
    called, shown = [row["id"] for row in rows], [f"{row['id']} {row['example']}" for row in rows]
    return np.asarray((builtin()(called) + builtin()(shown)) / 2, np.float32)


def _scored(
    material: Material, question: Question, named: Iterable[str]
) -> tuple[dict[str, float], dict[str, PowerItem], tuple[str, ...]]:
    """The score of each article that may answer, the item that stands for it, and articles without one."""
    conducts = conducts_of(material)
    near = nearness(material, conducts, question)
    scores: dict[str, float] = {}
    items: dict[str, PowerItem] = {}
    for row in np.argsort(-near, kind="stable")[:_POOL]:
        item = conducts.items[int(row)]
        scores.setdefault(item.provision_id, float(near[row]))
        items.setdefault(item.provision_id, item)
    own = [item for name in sorted(named) for item in matter_items(material).get(name, ())]
    for id, item in {item.provision_id: item for item in own}.items():
        items.setdefault(id, item)
        scores[id] = scores.get(id, _MATTER) + _MATTER
    hits = [hit.provision_id for hit in search(material.kb, question, limit=_HITS)]
    for place, id in enumerate(hits):
        scores[id] = scores.get(id, _SEARCHED / 2) + _SEARCHED * (1 - place / _HITS)
    for doc_id in {id.partition("#")[0] for id in hits}:
        for item in material.items_of.get(doc_id, ()):
            if item.provision_id in scores:
                items.setdefault(item.provision_id, item)
    further = [id for id in hits[: 2 * _FURTHER] if id not in items and id in material.unit]
    return scores, items, tuple(further[:_FURTHER])


def _add_beside(scores: dict[str, float], found: Sequence[Found], named: frozenset[str]) -> None:
    """Raise what stands beside the best articles, or under a matter that is asked about, in a finding of several bodies."""
    best = set(sorted(scores, key=lambda id: -scores[id])[:_BEST])
    for one in found:
        places = {side.provision_id for side in one.sides}
        if one.finding.kind in _MANY_BODIES and (one.finding.matter in named or places & best):
            for id in places - best:
                scores[id] = scores.get(id, _BESIDE) + _BESIDE


def _raise_national(material: Material, scores: dict[str, float]) -> None:
    for id in scores:
        edition = material.editions.get(id.partition("#")[0])
        if edition is not None and edition.region in NATIONAL:
            scores[id] += _NATIONAL


def _chosen(material: Material, question: Question, scores: Mapping[str, float], limit: int) -> list[tuple[str, float]]:
    """The best articles: national ones first, and of local ones those of the places asked about, or else only some."""
    least = _SHARE * max(scores.values(), default=0.0)
    ranked = sorted(((id, s) for id, s in scores.items() if s > max(0.0, least)), key=lambda pair: (-pair[1], pair[0]))
    sides: dict[bool, list[tuple[str, float]]] = defaultdict(list)
    for id, score in ranked:
        edition = material.editions.get(id.partition("#")[0])
        if edition is not None and (edition.region in NATIONAL or _is_there(edition, question.places)):
            sides[edition.region in NATIONAL].append((id, score))
    few = max(limit // 2 if question.places else limit // _LOCAL, limit - len(sides[True]))
    local = sides[False][:few]
    return [*sides[True][: limit - len(local)], *local]


def _is_there(edition: Edition, places: Sequence[str]) -> bool:
    return not places or edition.region in places or any(edition.title.startswith(place) for place in places)


def _clauses(material: Material, provisions: Sequence[str]) -> Iterable[tuple[str, str]]:
    """The words by which an article shares the work between bodies."""
    for id in provisions:
        unit = material.unit.get(id)
        match = next((m for row in coordination() if unit and (m := row.regex.search(unit.text))), None)
        if match:
            yield id, match.group()


def nearness(material: Material, conducts: Conducts, question: Question) -> NDArray[np.float64]:
    """How near each item is to what is asked, (n,): the share of its words that the item says, and the cosine.

    The statutes' words for everyday ones are asked for too, and the better of both counts.
    """
    plainly = _said(material, conducts, question.matter)
    if question.widened:
        plainly = np.maximum(plainly, _said(material, conducts, question.widened))
    vectors = builtin()([question.matter, f"{question.matter} {question.widened}"])
    cosines = (conducts.vectors @ vectors.T).max(axis=1)
    return np.asarray(_OF_WORDS * plainly + (1 - _OF_WORDS) * cosines, np.float64)


def _said(material: Material, conducts: Conducts, text: str) -> NDArray[np.float64]:
    """The weighted share of the pairs of characters of *text* that each item says, (n,)."""
    asked = [word for word in words(text).split() if len(word) > 1]
    pairs = {word[i : i + 2] for word in asked for i in range(len(word) - 1)}
    weights = {pair: conducts.rarity.get(pair, 0.0) for pair in pairs}
    whole = sum(weights.values()) or 1.0
    at = _places(material, conducts)
    out = np.zeros(len(conducts.items))
    for pair, weight in weights.items():
        out[at.get(pair, _NONE)] += weight / whole
    return out


_NONE = np.zeros(0, np.int64)


def _places(material: Material, conducts: Conducts) -> Mapping[str, NDArray[np.int64]]:
    """The rows of the items that say each pair of characters; made once."""
    if "conduct pairs" not in material.derived:
        at: dict[str, list[int]] = defaultdict(list)
        for row, item in enumerate(conducts.items):
            text = plain(item.conduct)
            for pair in {text[i : i + 2] for i in range(len(text) - 1)}:
                at[pair].append(row)
        material.derived["conduct pairs"] = {pair: np.array(rows, np.int64) for pair, rows in at.items()}
    made: Mapping[str, NDArray[np.int64]] = material.derived["conduct pairs"]
    return made
