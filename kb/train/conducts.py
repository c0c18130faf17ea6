"""Train the decision whether two power items are about the same conduct, and measure it.

usage: python -m kb.train.conducts --kb FOLDER

tests/gold/conducts.jsonl holds pairs of items that were read, as references only: {"one", "other", "verdict"}, the
verdict 同 (the same conduct), 窄 (one holds the other) or 异. Items that the knowledge base does not have are left out.
The figures are those of eight-fold cross-validation with all pairs of a law in one fold. Writes kb/models/conducts.json
and its card.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.config import Config
from kb.conflicts.match import FEATURES, conducts_of, features
from kb.conflicts.material import Material
from kb.knowledge import open_kb

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "gold" / "conducts.jsonl"
MODELS = ROOT / "kb" / "models"
_FOLDS, _SURE = 8, 0.5
_GIVEN = {"ground_clash": -3.0}  # set, not fitted: hardly any pair that was read has it


def examples(material: Material, path: Path) -> tuple[NDArray[np.float32], NDArray[np.int64], list[str], list[bool]]:
    """Features, labels (1 for 同 and 窄), groups (the law that comes first) and whether the power is a penalty."""
    conducts = conducts_of(material)
    rows = {item.id: row for row, item in enumerate(conducts.items)}
    pairs, y, groups, fines = [], [], [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        read = json.loads(line)
        if read["one"] not in rows or read["other"] not in rows:
            continue
        pair = rows[read["one"]], rows[read["other"]]
        pairs.append(pair)
        y.append(int(read["verdict"] != "异"))
        groups.append(min(material.editions[conducts.items[row].doc_id].law for row in pair))
        fines.append(conducts.items[pair[0]].kind == "行政处罚")
    x = features(material, conducts, [one for one, _ in pairs], [other for _, other in pairs])
    return x, np.array(y), groups, fines


def model() -> Any:
    """An untrained logistic model over standardised features."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=1000, random_state=0))


def cross_validated(x: NDArray[np.float32], y: NDArray[np.int64], groups: Sequence[str]) -> NDArray[np.float64]:
    """The probability of each pair by a model that has seen no pair of its law."""
    from sklearn.model_selection import GroupKFold, cross_val_predict

    folds = GroupKFold(n_splits=_FOLDS)
    found = cross_val_predict(model(), x, y, groups=np.array(groups), cv=folds, method="predict_proba")
    return np.asarray(found[:, 1], np.float64)


def figures(chances: NDArray[np.float64], y: NDArray[np.int64]) -> str:
    """Area under the curve, Brier score, and precision and recall of what is taken for the same."""
    from sklearn.metrics import brier_score_loss, roc_auc_score

    taken = chances >= _SURE
    right = int((taken & (y == 1)).sum())
    return (
        f"{len(y)} pairs, {int(y.sum())} the same: AUC {roc_auc_score(y, chances):.3f}, Brier "
        f"{brier_score_loss(y, chances):.3f}, precision {right / max(int(taken.sum()), 1):.3f}, recall {right / int(y.sum()):.3f}"
    )


def weights_of(fitted: Any) -> dict[str, float]:
    """The weights for features as they are, not standardised, and the bias."""
    scaler, logistic = fitted[0], fitted[1]
    by = logistic.coef_[0] / scaler.scale_
    bias = float(logistic.intercept_[0] - (by * scaler.mean_).sum())
    return {
        **{name: round(float(w), 5) for name, w in zip(FEATURES, by, strict=True)},
        **_GIVEN,
        "bias": round(bias, 5),
    }


def main() -> None:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kb", required=True)
    parser.add_argument("--day", default="2026-11-23")
    options = parser.parse_args()
    x, y, groups, fines = examples(Material(open_kb(Config(home=options.kb)), options.day), GOLD)
    chances, fine = cross_validated(x, y, groups), np.array(fines)
    lines = [
        f"all kinds, by law, {_FOLDS} folds: {figures(chances, y)}",
        f"penalties: {figures(chances[fine], y[fine])}",
    ]
    found = weights_of(model().fit(x, y))
    MODELS.joinpath("conducts.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    card = [
        "# conducts.json", "", "Whether two power items are about the same conduct: a logistic model over the features of",
        "kb/conflicts/match.py, trained by `python -m kb.train.conducts` on tests/gold/conducts.jsonl. The pairs were drawn",
        "evenly over the range of scores, so that they are harder than those met at large.", "",
        *(f"- {line}" for line in lines), "",
    ]  # fmt: skip
    MODELS.joinpath("conducts.md").write_text("\n".join(card), encoding="utf-8")
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main()
