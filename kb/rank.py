"""The learned order of candidates: boosted trees over explained features, evaluated with numpy alone.

``kb.train.ranker`` fits them with scikit-learn and writes ``kb/models/ranker.safetensors`` with its card. Scores are
log-odds that an article answers the question.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.errors import KBError

FEATURES = (
    "text", "text_top", "text_full",  # BM25 over the text: raw, share of the best one's, share of what a perfect text gets
    "name", "name_top", "name_full",  # the same over the names of power items
    "asked", "asked_top", "asked_full",  # over the questions written for the article
    "dense", "dense_top",  # cosine of the vectors; share of the best one's
    "part", "part_top",  # the same for the nearest part of the unit
    "answered", "answered_near",  # how many questions answered before rest on the article (ln(1 + n)); the cosine of the nearest
    "answered_vote", "answered_law",  # share of the nearest ones that rest on it; on any article of its law
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


@dataclass(frozen=True, slots=True, eq=False)
class Ranker:
    """Trees as arrays of (trees, nodes): a node with ``left`` below zero is a leaf; a tree has at most 64 of them."""

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: NDArray[np.float32]
    base: float

    def __call__(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """The scores of (n, f) *features* in the order of ``FEATURES``, (n,)."""
        blocks = [_ends(self, features[at : at + _BLOCK]) for at in range(0, len(features), _BLOCK)]
        ends = np.concatenate(blocks) if blocks else np.zeros((0, len(self.feature)), np.int64)
        trees = np.arange(len(self.feature))
        scores: NDArray[np.float32] = self.base + self.value[trees, ends].sum(axis=1, dtype=np.float32)
        return scores


_BLOCK = 128  # rows at once, so that what is worked out of them stays in the cache of the processor
_MOST = 64  # leaves of a tree


def _ends(made: Ranker, features: NDArray[np.float32]) -> NDArray[np.int64]:
    """The node in which each tree ends for each row of *features*, (n, trees).

    All tests of a tree are made at once (QuickScorer, Lucchese and others 2015): one that fails rules out the leaves on
    its left, and the first leaf that none rules out is where the tree ends.
    """
    tests = _tests(made)
    held = features.T[tests.feature] <= tests.threshold[..., None]  # (tests, trees, n)
    open_ = np.bitwise_and.reduce(np.where(held, tests.every, tests.kept[..., None]), axis=0)
    lowest = open_ & (~open_ + open_.dtype.type(1))  # the lowest bit alone
    first = np.frexp(lowest.astype(np.float64))[1] - 1
    ends: NDArray[np.int64] = tests.leaves[np.arange(len(tests.leaves)), np.ascontiguousarray(first.T)]
    return ends


@dataclass(frozen=True, slots=True)
class _Tests:
    """The inner nodes of all trees as arrays of (tests, trees); ``leaves`` of each from left to right, (trees, leaves).

    Bit i of ``kept`` is 0 where a test that fails rules out leaf i; ``every`` has all bits.
    """

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    kept: NDArray[Any]
    every: Any
    leaves: NDArray[np.int64]


@lru_cache(maxsize=4)
def _tests(made: Ranker) -> _Tests:
    read = [_read(made, tree) for tree in range(len(made.feature))]
    most = max(len(leaves) for _inner, leaves in read)
    if most > _MOST:
        raise KBError(f"排序模型的树有{most}片叶，最多{_MOST}片；请用 kb.train.ranker 重新训练")
    kind = np.dtype(f"u{next(size for size in (2, 4, 8) if 8 * size >= most)}")
    every = kind.type(np.iinfo(kind).max)
    shape = (max(1, most - 1), len(read))
    feature, threshold = np.zeros(shape, np.int16), np.full(shape, np.inf, np.float32)
    kept = np.full(shape, every, kind)
    leaves = np.zeros((len(read), most), np.int64)
    for tree, (inner, ends) in enumerate(read):
        leaves[tree, : len(ends)] = ends
        for at, (node, low, high) in enumerate(inner):
            feature[at, tree], threshold[at, tree] = made.feature[tree, node], made.threshold[tree, node]
            kept[at, tree] = every ^ kind.type((1 << high) - (1 << low))
    return _Tests(feature, threshold, kept, every, leaves)


def _read(made: Ranker, tree: int) -> tuple[list[tuple[int, int, int]], list[int]]:
    """The inner nodes of *tree*, each with the half-open range of the leaves on its left, and the leaves in order."""
    inner: list[tuple[int, int, int]] = []
    leaves: list[int] = []

    def walk(node: int) -> None:
        if made.left[tree, node] < 0:
            leaves.append(node)
            return
        begun = len(leaves)
        walk(int(made.left[tree, node]))
        inner.append((node, begun, len(leaves)))
        walk(int(made.right[tree, node]))

    walk(0)
    return inner, leaves


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
