"""The learned order of candidates: boosted trees over explained features, evaluated with numpy alone.

``kb.train.ranker`` fits them with scikit-learn and writes ``kb/models/ranker.safetensors`` with its card. Scores are
log-odds that an article answers the question.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FEATURES = (
    "text", "text_top", "text_full",  # BM25 over the text: raw, share of the best one's, share of what a perfect text gets
    "name", "name_top", "name_full",  # the same over the names of power items
    "asked", "asked_top", "asked_full",  # over the questions written for the article
    "dense", "dense_top",  # cosine of the vectors; share of the best one's
    "wide_text", "wide_dense",  # both again for the question with its everyday words translated
    "kind_tagged", "kind_item", "kind_asked",  # the kind of power asked for is tagged, has an item; one is asked for
    "asks_penalty", "asks_check",
    "penalty", "duty",  # the article fixes a penalty; it is a duty that another article sanctions
    "item_penalty", "item_licence", "item_check", "item_any",
    "level", "national", "material",  # rank of the law, 1 for national law, 1 for texts that bind nobody
    "place_asked", "in_place", "in_province",
    "agency_asked", "agency_named",
    "length", "question_length",
    "title_found", "title_share",  # share of the title's character pairs in the question, and the other way round
    "gist",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ranker:
    """Trees as arrays of (trees, nodes): a node with ``left`` below zero is a leaf."""

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: NDArray[np.float32]
    base: float

    def __call__(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """The scores of (n, f) *features* in the order of ``FEATURES``, (n,)."""
        trees = np.arange(len(self.feature))
        node = np.zeros((len(features), len(trees)), np.int64)
        rows = np.arange(len(features))[:, None]
        while True:
            left = self.left[trees, node]
            inner = left >= 0
            if not inner.any():
                break
            goes_left = features[rows, self.feature[trees, node]] <= self.threshold[trees, node]
            below = np.where(goes_left, left, self.right[trees, node])
            node = np.where(inner, below, node)
        scores: NDArray[np.float32] = self.base + self.value[trees, node].sum(axis=1, dtype=np.float32)
        return scores


def probability(score: float) -> float:
    """The log-odds *score* as a share (0 to 1) to show, to four places."""
    return round(1 / (1 + math.exp(-score)), 4)


@cache
def ranker() -> Ranker:
    """The ranker that comes with the package."""
    return load(Path(str(files("kb") / "models" / "ranker.safetensors")))


def load(path: Path) -> Ranker:
    from safetensors.numpy import load_file

    arrays = load_file(path)
    return Ranker(
        arrays["feature"], arrays["threshold"], arrays["left"], arrays["right"], arrays["value"],
        float(arrays["base"][0]),
    )  # fmt: skip


def save(path: Path, made: Ranker) -> None:
    from safetensors.numpy import save_file

    save_file(
        {
            "feature": made.feature, "threshold": made.threshold, "left": made.left, "right": made.right,
            "value": made.value, "base": np.array([made.base], np.float32),
        },
        path,
    )  # fmt: skip


def table(columns: Mapping[str, NDArray[np.float32] | float], count: int) -> NDArray[np.float32]:
    """(count, f) features from *columns* by name; a number stands for every row."""
    out = np.zeros((count, len(FEATURES)), np.float32)
    for at, name in enumerate(FEATURES):
        out[:, at] = columns[name]
    return out


def column(features: NDArray[np.float32], name: str) -> NDArray[np.float32]:
    return features[:, FEATURES.index(name)]
