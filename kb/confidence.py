"""How sure an answer is: a logistic model over a few signs of the best articles, fitted by ``kb.train.ranker``.

The signs say how well the articles match, how much of the question they hold, and how much of it no statute here knows at
all; a question about another country or an invented office gives itself away by the last two.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from kb.index.lexical import asked_pairs, asked_words
from kb.knowledge import KnowledgeBase
from kb.model import Provision
from kb.question import Question
from kb.rank import FEATURES
from kb.registry import foreign_names
from kb.search import Ranking
from kb.tag import agencies_in

SIGNS = ("score", "dense", "covered", "pairs_covered", "unknown", "pairs_unknown", "foreign")
_READ = 3  # of the best articles
_BEST = 5


def confidence(kb: KnowledgeBase, found: Ranking) -> float:
    """The probability (0 to 1) that the question is one that the articles found answer; 1 where it names one of them."""
    if not found.hits:
        return 0.0
    first = found.hits[0].provision_id
    if found.question.law and first.endswith(f"#{found.question.address}"):
        return 1.0
    weights = _weights()
    known = signs(kb, found)
    return 1 / (1 + math.exp(-(weights["bias"] + sum(weights[name] * known[name] for name in SIGNS))))


def signs(kb: KnowledgeBase, found: Ranking) -> dict[str, float]:
    """What is known of the best hits of a question that has some, by the names in ``SIGNS``."""
    texts = [_text(kb, hit.provision_id) for hit in found.hits[:_READ]]
    text = _matter(found.question)
    words = {word: kb.lexical.rarity(word) for word in asked_words(text)}
    pairs = {pair[1:]: kb.lexical.rarity(pair, field="asked") for pair in asked_pairs(text)}
    said = dict(found.question.expanded)
    best = found.features[:_BEST]
    return {
        "score": found.hits[0].score,
        "dense": float(best[:, FEATURES.index("dense")].max()),
        "covered": max(_share(words, text, said) for text in texts),
        "pairs_covered": max(_share(pairs, text, said) for text in texts),
        "unknown": _unknown(words, {word for word in words if kb.lexical.frequency(word)}),
        "pairs_unknown": _unknown(
            pairs, {p for p in pairs if any(kb.lexical.frequency(f"~{p}", field=f) for f in ("asked", "name"))}
        ),
        "foreign": float(any(name in found.question.text and name not in texts[0] for name in foreign_names())),
    }


def _matter(question: Question) -> str:
    """What is asked about, without the places and the bodies named: an article need not name them to answer."""
    plain = question.matter
    for agency in agencies_in(plain):
        plain = plain.replace(agency.surface, " ")
    return plain if asked_words(plain) else question.matter


def _text(kb: KnowledgeBase, id: str) -> str:
    """What an article says for itself: title, headings, words, and the questions written for it."""
    provision = kb.store.get(Provision, id)
    return f"{provision.doc_id}{provision.heading}{provision.text}{' '.join(kb.lexical.questions(id))}"


def _share(terms: Mapping[str, float], text: str, said: Mapping[str, Sequence[str]]) -> float:
    """The share of *terms*, by weight, that *text* holds: as they are, in halves (违法建设 in 违法…建设), or in statutes' words."""
    there = {word for word, others in said.items() if any(other in text for other in others)}
    held = (w for term, w in terms.items() if term in text or _in_halves(term, text) or any(term in t for t in there))
    return sum(held) / max(sum(terms.values()), 1e-6)


def _in_halves(word: str, text: str) -> bool:
    return len(word) >= 4 and all(word[i : i + 2] in text for i in range(0, len(word) - 1, 2))


def _unknown(terms: Mapping[str, float], known: set[str]) -> float:
    return sum(weight for term, weight in terms.items() if term not in known) / max(sum(terms.values()), 1e-6)


@cache
def _weights() -> Mapping[str, float]:
    """The weights by sign, with the bias (kb/models/confidence.json)."""
    found: dict[str, float] = json.loads((files("kb") / "models" / "confidence.json").read_text(encoding="utf-8"))
    return found
