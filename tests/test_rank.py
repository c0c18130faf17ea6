"""The trees of the ranker: what they say is what walking them node by node says."""

from __future__ import annotations

import numpy as np
import pytest

from kb.errors import KBError
from kb.rank import FEATURES, Ranker, ranker


def walked(made: Ranker, row: np.ndarray) -> float:
    """The score of one row, tree by tree."""
    total = []
    for tree in range(len(made.feature)):
        node = 0
        while made.left[tree, node] >= 0:
            left = row[made.feature[tree, node]] <= made.threshold[tree, node]
            node = int((made.left if left else made.right)[tree, node])
        total.append(made.value[tree, node])
    return made.base + float(np.sum(total, dtype=np.float32))


def grown(leaves: list[int], *, seed: int = 7) -> Ranker:
    """Trees of so many leaves each, split at random places on values that rows have too."""
    random = np.random.default_rng(seed)
    size = 2 * max(leaves) - 1
    shape = (len(leaves), size)
    feature, threshold = random.integers(0, 4, shape), random.integers(0, 5, shape)
    left, right = np.full(shape, -1), np.zeros(shape, int)
    for tree, count in enumerate(leaves):
        ends, free = [0], 1
        while len(ends) < count:
            node = ends.pop(int(random.integers(len(ends))))
            left[tree, node], right[tree, node] = free, free + 1
            ends += [free, free + 1]
            free += 2
    return Ranker(
        feature.astype(np.int16), threshold.astype(np.float32), left.astype(np.int16), right.astype(np.int16),
        random.normal(size=shape).astype(np.float32), -1.5,
    )  # fmt: skip


@pytest.mark.parametrize("leaves", [[1], [2, 1, 3], [16, 15, 2], [17, 5], [32, 31], [33, 64, 1]])
def test_trees_end_where_walking_them_ends(leaves: list[int]) -> None:
    made = grown(leaves)
    rows = np.random.default_rng(3).integers(-1, 6, (300, 4)).astype(np.float32)  # more than one block; many ties
    assert made(rows).tolist() == pytest.approx([walked(made, row) for row in rows], abs=1e-5)


def test_the_shipped_trees_too() -> None:
    rows = np.random.default_rng(5).normal(0.5, 1.0, (40, len(FEATURES))).astype(np.float32)
    assert ranker()(rows).tolist() == pytest.approx([walked(ranker(), row) for row in rows], abs=1e-4)


def test_no_rows_have_no_scores() -> None:
    assert ranker()(np.zeros((0, len(FEATURES)), np.float32)).shape == (0,)


def test_a_tree_with_too_many_leaves_is_refused() -> None:
    with pytest.raises(KBError, match="65片叶"):
        grown([65])(np.zeros((1, 4), np.float32))
