"""Fit the confidence: whether a question is one that the articles found for it answer; write kb/models/confidence.json, its
card, and asked.txt with the character pairs of the questions written for the package.

usage: python -m kb.train.scope --kb FOLDER [--gold tests/gold/scope.jsonl]

FOLDER is a build of ../shared/corpus. Questions: kb/train/scope.jsonl, of which a statute answers about one half. Folds are by
topic (clusters of the questions' vectors), so that no figure rests on a neighbour of what was learnt; --gold is a file of the
same form that is only measured.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.confidence import SIGNS, confidence, pairs_written, signs
from kb.config import Config
from kb.index.lexical import pairs
from kb.knowledge import KnowledgeBase, open_kb
from kb.questions import read_pairs
from kb.search import rank

MODELS = Path(__file__).resolve().parents[1] / "models"
QUESTIONS = Path(__file__).parent / "scope.jsonl"
TOPICS, FOLDS = 60, 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what kind it is, and whether a statute answers it."""

    text: str
    kind: str
    answered: bool


def questions(path: Path = QUESTIONS) -> list[Asked]:
    """The questions of a file of JSON lines."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Asked(row["question"], row["kind"], row["answered"]) for row in rows]


def asked_before() -> list[str]:
    """The character pairs of the questions written for the package (those to learn from), in order."""
    return sorted({pair for asked in read_pairs() for pair in pairs(asked.question)})


def fit_confidence(kb: KnowledgeBase) -> dict[str, float]:
    """Fit and write the weights; the shares of the questions held out, fold by fold, that are rightly answered and refused."""
    (MODELS / "asked.txt").write_text("\n".join(asked_before()) + "\n", encoding="utf-8")
    pairs_written.cache_clear()
    asked = questions()
    table = np.array([_signs(kb, one.text) for one in asked])
    answered = np.array([one.answered for one in asked])
    vectors = np.vstack([kb.dense.encode(one.text) for one in asked])
    held = _held_out(table, answered, vectors)
    level = _level(held, answered)
    right = (held >= level) == answered
    found = {
        "answered": round(float(right[answered].mean()), 3),
        "refused": round(float(right[~answered].mean()), 3),
        "questions": len(asked),
    }
    weights = _weights(table, answered, level)
    (MODELS / "confidence.json").write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    wrong = [one for one, fine in zip(asked, right, strict=True) if not fine]
    (MODELS / "confidence.md").write_text(_card(found, weights, wrong), encoding="utf-8")
    return found


def measured(kb: KnowledgeBase, asked: Iterable[Asked]) -> tuple[dict[str, float], list[Asked]]:
    """The shares of *asked* that the shipped confidence rightly answers and refuses, and those that it gets wrong."""
    right: dict[bool, list[bool]] = {True: [], False: []}
    wrong = []
    for one in asked:
        fine = (confidence(kb, rank(kb, one.text)) >= kb.config.floor) == one.answered
        right[one.answered].append(fine)
        wrong += [] if fine else [one]
    return {
        "answered": round(float(np.mean(right[True])), 3), "refused": round(float(np.mean(right[False])), 3),
        "questions": len(right[True]) + len(right[False]),
    }, wrong  # fmt: skip


def _signs(kb: KnowledgeBase, text: str) -> list[float]:
    found = rank(kb, text)
    known = signs(kb, found) if found.hits else dict.fromkeys(SIGNS, 0.0)
    return [known[name] for name in SIGNS]


def _model() -> Any:
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), LogisticRegression(C=1.0, max_iter=2000))


def _held_out(
    table: NDArray[np.float64], answered: NDArray[np.bool_], vectors: NDArray[np.float32]
) -> NDArray[np.float64]:
    """The log-odds of each question by a model that saw no question of its topic."""
    from sklearn.cluster import KMeans
    from sklearn.model_selection import GroupKFold, cross_val_predict

    topics = KMeans(TOPICS, n_init=3, random_state=0).fit_predict(vectors)
    held: NDArray[np.float64] = cross_val_predict(
        _model(), table, answered, groups=topics, cv=GroupKFold(FOLDS), method="decision_function"
    )
    return held


def _level(held: NDArray[np.float64], answered: NDArray[np.bool_]) -> float:
    """The log-odds at which as few questions are wrongly refused as wrongly answered."""
    edges = np.sort(held)
    worse = np.array([min((held[answered] >= edge).mean(), (held[~answered] < edge).mean()) for edge in edges])
    return float(np.mean(edges[worse == worse.max()]))


def _weights(table: NDArray[np.float64], answered: NDArray[np.bool_], level: float) -> dict[str, float]:
    """The weight of each sign as it comes, with the bias that puts *level* at one half."""
    scale, model = _model().fit(table, answered)
    slopes = model.coef_[0] / scale.scale_
    weights = {name: round(float(slope), 5) for name, slope in zip(SIGNS, slopes, strict=True)}
    return weights | {"bias": round(float(model.intercept_[0] - slopes @ scale.mean_) - level, 5)}


def _card(found: dict[str, float], weights: dict[str, float], wrong: Sequence[Asked]) -> str:
    kinds = Counter(one.kind for one in wrong)
    return "\n".join([
        "# confidence.json\n",
        "A logistic model over the signs of kb/confidence.py: is the question one that the articles found answer. Fitted by",
        "`python -m kb.train.scope` (and after every fit of the ranker).\n",
        f"Of {found['questions']} questions of kb/train/scope.jsonl, each judged by a model that saw none of its topic ({TOPICS} clusters in {FOLDS}",
        f"folds): answered {found['answered']} of those that a statute answers, refused {found['refused']} of those that none does.\n",
        "Wrong ones by kind: " + "、".join(f"{kind} {count}" for kind, count in kinds.most_common()) + "\n",
        "Weights: " + ", ".join(f"{name} {weight:g}" for name, weight in weights.items()) + "\n",
    ])  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kb", required=True)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--measure", action="store_true", help="fit nothing, only measure --gold")
    options = parser.parse_args(arguments)
    kb = open_kb(Config(home=options.kb))
    if not options.measure:
        sys.stdout.write(f"held out {fit_confidence(kb)}\n")
    if options.gold:
        found, wrong = measured(kb, questions(options.gold))
        sys.stdout.write(f"{options.gold} {found}\n" + "".join(f"  {one.kind} {one.text}\n" for one in wrong))


if __name__ == "__main__":
    main(sys.argv[1:])
