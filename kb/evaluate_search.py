"""Measure retrieval on gold questions, with the plain baselines beside it: BM25, character TF-IDF, vectors alone.

A gold row has ``text`` and ``bases`` ({law, article or address}); any base is a hit. An article counts once, whatever parts
of it are found.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from kb.address import article
from kb.evaluate import Result, Row
from kb.knowledge import KnowledgeBase
from kb.model import Provision
from kb.numerals import to_chinese
from kb.question import understand
from kb.questions import law_of
from kb.rank import ranker
from kb.search import features_of, gather

Key = tuple[str, str]
Run = Callable[[str, Collection[str]], Sequence[str]]  # question and documents -> provision ids, best first
NATIONAL = ("宪法", "法律", "行政法规", "司法解释", "部门规章")  # what STARD covers
_DEEP = 100


def bases(row: Mapping[str, Any]) -> frozenset[Key]:
    """(law, article) of every base of a gold row."""
    found = ((b["law"], b.get("address") or f"第{to_chinese(b['article'])}条") for b in row["bases"])
    return frozenset((law_of(law), article(address)) for law, address in found)


def systems(kb: KnowledgeBase) -> dict[str, Run]:
    """What is compared, by name, the simplest first."""
    return {
        "BM25": lambda text, within: [id for id, _ in kb.lexical.search(text, limit=4 * _DEEP, within=within)],
        "字符TF-IDF": _characters(kb),
        "向量": lambda text, within: [id for id, _ in kb.dense.search(text, limit=2 * _DEEP, within=within)],
        "kb": lambda text, within: _shipped(kb, text, within),
    }


def _shipped(kb: KnowledgeBase, text: str, within: Collection[str]) -> Sequence[str]:
    question = understand(text, kb.places)
    ids = gather(kb, question, within)
    scores = ranker()(features_of(kb, question, ids))
    return [ids[i] for i in sorted(range(len(ids)), key=lambda i: (-float(scores[i]), ids[i]))]


def _characters(kb: KnowledgeBase) -> Run:
    """Cosine of TF-IDF over pairs and triples of characters, by scikit-learn; fitted at the first question."""
    state: dict[str, Any] = {}

    def run(text: str, within: Collection[str]) -> Sequence[str]:
        from sklearn.feature_extraction.text import TfidfVectorizer

        if not state:
            units = [u for d in sorted(kb.in_force()) for u in kb.store.select(Provision, doc_id=d, unit=True)]
            maker = TfidfVectorizer(
                analyzer="char", ngram_range=(2, 3), min_df=3, sublinear_tf=True, dtype="float32", max_features=400_000
            )
            matrix = maker.fit_transform([f"{u.doc_id.rpartition('@')[0]}\n{u.text}" for u in units])
            state.update(ids=[u.id for u in units], maker=maker, matrix=matrix.tocsr())
        scores = (state["matrix"] @ state["maker"].transform([text]).T).toarray().ravel()
        order = scores.argsort()[::-1]
        found: list[str] = []
        for at in order:
            if scores[at] <= 0 or len(found) >= 2 * _DEEP:
                break
            id = state["ids"][at]
            if id.partition("#")[0] in within:
                found.append(id)
        return found

    return run


def evaluate_search(
    kb: KnowledgeBase, rows: Iterable[Row], *, levels: Collection[str] = (), tell: Callable[[int], None] | None = None
) -> Result:
    """hit@1/5/10, recall@10/100, MRR@10 and nDCG@10 of every system; faults are those of the shipped search.

    *levels* restricts the documents searched. Figures are by system, and for the shipped search by power type too.
    """
    within = frozenset(d for d in kb.in_force() if not levels or kb.editions[d].level in levels)
    runs = systems(kb)
    found: list[tuple[str, dict[str, float]]] = []
    result = Result()
    for done, row in enumerate(rows):
        wanted = bases(row)
        result.rows += 1
        for name, run in runs.items():
            places = places_of((key_of(kb, id) for id in run(row["text"], within)), wanted)
            measured = measures(places, len(wanted))
            found.append((name, measured))
            if name == "kb":
                if row.get("power_type"):
                    found.append((f"kb {row['power_type']}", measured))
                if not places or places[0] > 1:
                    law, address = sorted(wanted)[0]
                    result.faults[f"{row['id']} {row['text'][:40]}"] = [
                        f"{law}{address} 第{places[0] if places else '—'}位"
                    ]
        if tell:
            tell(done + 1)
    result.figures = averages(found)
    return result


def key_of(kb: KnowledgeBase, id: str) -> Key:
    """The article that the unit *id* is, or is a part of."""
    doc_id, _, address = id.partition("#")
    return law_of(kb.editions[doc_id].title), article(address)


def places_of(keys: Iterable[Key], wanted: frozenset[Key]) -> list[int]:
    """The places of the articles *wanted* in *keys*, best first, among the first hundred; each article counts once."""
    seen = islice(dict.fromkeys(keys), _DEEP)
    return [place for place, key in enumerate(seen, 1) if key in wanted]


def measures(places: Sequence[int], wanted: int) -> dict[str, float]:
    """What one question counts for, of which *wanted* articles answer and stand at *places*."""
    return {
        "n": 1.0, **{f"hit@{k}": float(bool(places and places[0] <= k)) for k in (1, 5, 10)},
        **{f"R@{k}": sum(p <= k for p in places) / max(1, wanted) for k in (10, 100)},
        "MRR@10": 1 / places[0] if places and places[0] <= 10 else 0.0, "nDCG@10": _ndcg(places, wanted),
    }  # fmt: skip


def averages(found: Iterable[tuple[str, Mapping[str, float]]]) -> dict[str, dict[str, float]]:
    """The means of *found* by name, in order of appearance; "n" is how many there are."""
    sums: dict[str, dict[str, float]] = {}
    for name, measured in found:
        row = sums.setdefault(name, dict.fromkeys(measured, 0.0))
        for key, value in measured.items():
            row[key] += value
    return {
        name: {key: int(value) if key == "n" else round(value / row["n"], 3) for key, value in row.items()}
        for name, row in sums.items()
    }


def _ndcg(places: Sequence[int], wanted: int) -> float:
    best = sum(1 / math.log2(1 + place) for place in range(1, min(10, wanted) + 1))
    return sum(1 / math.log2(1 + place) for place in places if place <= 10) / max(best, 1e-9)
