"""Train the ranker and its confidence on dev questions, report held-out folds, and write kb/models/ranker.safetensors.

usage: python -m kb.train.ranker --kb FOLDER --eval ../shared/eval

FOLDER is a build of ../shared/corpus. Questions: the dev gold of catalogue, formal, everyday and STARD, and those of our own
written questions that are set aside by law (which neither the encoder nor the index has seen). Every second gold question that
names no place is asked again in a place drawn at random ("placed"): where a place has no rule of its own, the national one stays right. Folds are by law; the
figures in kb/models/ranker.md are of questions held out from the fit. The confidence is fitted anew to it (``kb.train.scope``).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.config import Config
from kb.evaluate_search import NATIONAL, Key, averages, bases, key_of, measures, places_of
from kb.knowledge import KnowledgeBase, open_kb
from kb.question import understand
from kb.questions import law_of, read_pairs
from kb.rank import FEATURES, Ranker, ranker, save
from kb.search import Filters, answering, documents, features_of, sought
from kb.train.scope import fit_confidence

MODELS = Path(__file__).resolve().parents[1] / "models"
SETS = ("catalog_dev", "formal_dev", "everyday_dev", "stard_dev")
ANSWERED = {"stard_dev"}  # sets of which the candidates that only the answered questions bring are learnt from too
FOLDS = 5
WEIGHTS = {"catalog_dev": 3.0, "formal_dev": 3.0, "everyday_dev": 1.2, "stard_dev": 1.0, "own": 0.25, "placed": 1.2}
OWN = 600  # of our own questions set aside, drawn evenly
RISING = {  # features of which more never speaks against an article
    "text", "text_top", "text_full", "name", "name_top", "name_full", "asked", "asked_top", "asked_full", "dense", "dense_top",
    "part", "part_top", "answered", "answered_near", "answered_vote", "answered_law", "wide_text", "wide_dense", "title_found", "title_share", "agency_named", "in_place",
}  # fmt: skip
TREES: dict[str, Any] = {
    "monotonic_cst": [int(name in RISING) for name in FEATURES], "max_iter": 160, "learning_rate": 0.06, "max_depth": 4,
    "min_samples_leaf": 40, "l2_regularization": 5.0, "max_features": 0.4, "random_state": 0,
}  # fmt: skip


@dataclass(slots=True)
class Asked:
    """A question with its candidates: their articles, features (n, f) and whether each is right (n,). The first ``fit`` are learnt from."""

    source: str
    text: str
    law: str
    wanted: frozenset[Key]
    keys: list[Key]
    features: NDArray[np.float32]
    fit: int

    @property
    def right(self) -> NDArray[np.bool_]:
        return np.array([key in self.wanted for key in self.keys], bool)

    @property
    def fold(self) -> int:
        return hashlib.sha256(self.law.encode()).digest()[0] % FOLDS


def gold(folder: Path, places: Sequence[str] = ()) -> Iterator[tuple[str, str, frozenset[Key]]]:
    """(set, text, articles that are right) of the dev files and of our own questions set aside; some again in *places*."""
    for name in SETS:
        for number, line in enumerate((folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            wanted = bases(row)
            yield name, row["text"], wanted
            if places and name != "stard_dev" and number % 2 and not row["place"]:
                yield "placed", f"在{places[number * 7 % len(places)]}，{row['text']}", wanted
    own = list(read_pairs(held_out=True))
    for pair in own[:: max(1, len(own) // OWN)]:
        yield "own", pair.question, frozenset({(law_of(pair.law), pair.article)})


def ask(kb: KnowledgeBase, source: str, text: str, wanted: frozenset[Key]) -> Asked:
    """The candidates of one question, as ``kb.search`` has them."""
    question = understand(text, kb.places)
    within = documents(kb, Filters(day=question.day))
    if source == "stard_dev":
        within = frozenset(d for d in within if kb.editions[d].level in NATIONAL)
    ids = sought(kb, question, within)
    count = len(ids)
    ids = list(dict.fromkeys([*ids, *answering(kb, question, within)]))
    keys = [key_of(kb, id) for id in ids]
    fit = len(ids) if source in ANSWERED else count
    return Asked(source, text, min(wanted)[0], wanted, keys, features_of(kb, question, ids), fit)


def fit(asked: Iterable[Asked]) -> Any:
    """Boosted trees on the candidates of *asked*; each question weighs the same, its wrong candidates twice its right ones."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    rows, labels, weights = [], [], []
    for one in asked:
        right = one.right[: one.fit]
        if not right.any():
            continue
        rows.append(one.features[: one.fit])
        labels.append(right)
        weights.append(WEIGHTS[one.source] * np.where(right, 1 / right.sum(), 2 / max(1, (~right).sum())))
    model = HistGradientBoostingClassifier(**TREES)
    return model.fit(np.concatenate(rows), np.concatenate(labels), sample_weight=np.concatenate(weights))


def exported(model: Any) -> Ranker:
    """The trees of scikit-learn as arrays."""
    trees = [predictor.nodes for (predictor,) in model._predictors]
    size = max(len(nodes) for nodes in trees)

    def packed(name: str, kind: Any) -> NDArray[Any]:
        out = np.zeros((len(trees), size), kind)
        for row, nodes in enumerate(trees):
            out[row, : len(nodes)] = nodes[name]
        return out

    leaf = packed("is_leaf", np.bool_)
    return Ranker(
        packed("feature_idx", np.int16), packed("num_threshold", np.float32),
        np.where(leaf, -1, packed("left", np.int16)).astype(np.int16), packed("right", np.int16),
        packed("value", np.float32), float(model._baseline_prediction.ravel()[0]),
    )  # fmt: skip


def figures(asked: Sequence[Asked], scores: Sequence[NDArray[Any]]) -> dict[str, dict[str, float]]:
    """The averages by set; ``scores[i]`` is what the candidates of ``asked[i]`` got."""
    found = []
    for one, given in zip(asked, scores, strict=True):
        places = places_of((one.keys[i] for i in np.argsort(-given, kind="stable")), one.wanted)
        found.append((one.source, measures(places, len(one.wanted))))
    return averages(found)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kb", required=True)
    parser.add_argument("--eval", type=Path, required=True)
    options = parser.parse_args(arguments)
    kb = open_kb(Config(home=options.kb))
    asked = [ask(kb, *row) for row in gold(options.eval, sorted(kb.places))]
    _say(f"{len(asked)} questions")
    held: list[NDArray[Any]] = [np.zeros(0)] * len(asked)
    for fold in range(FOLDS):
        made = exported(fit(one for one in asked if one.fold != fold))
        for at, one in enumerate(asked):
            if one.fold == fold:
                held[at] = made(one.features)
        _say(f"fold {fold}")
    table = figures(asked, held)
    for name, row in table.items():
        _say(f"{name} {row}")
    made = exported(fit(asked))
    save(MODELS / "ranker.safetensors", made)
    ranker.cache_clear()
    _card(table, made)
    _say(str(fit_confidence(kb)))


def _card(table: dict[str, dict[str, float]], made: Ranker) -> None:
    splits = np.bincount(made.feature[made.left >= 0], minlength=len(FEATURES))
    used = sorted(zip(FEATURES, splits.tolist(), strict=True), key=lambda pair: -pair[1])
    lines = [
        "# ranker.safetensors\n",
        "Boosted trees (scikit-learn HistGradientBoostingClassifier, exported as arrays) that order the candidates of a search.",
        "Trained by `python -m kb.train.ranker`; folds are by law, figures are of held-out folds.\n",
        f"| set | {' | '.join(next(iter(table.values())))} |", "|---|" + "---|" * len(next(iter(table.values()))),
        *(f"| {name} | " + " | ".join(f"{value:g}" for value in row.values()) + " |" for name, row in table.items()),
        "\nFeatures by the splits that use them: " + ", ".join(f"{name} {count}" for name, count in used) + "\n",
    ]  # fmt: skip
    (MODELS / "ranker.md").write_text("\n".join(lines), encoding="utf-8")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
