"""How retrieval is measured, and what the encoder's training computes."""

from __future__ import annotations

import numpy as np
import pytest

from kb.evaluate_search import averages, measures, places_of
from kb.train.encoder import Bag, bag, loss_of, narrowed, sparse

A, B, C = ("甲法", "第一条"), ("乙法", "第一条"), ("乙法", "第二条")


def test_an_article_counts_once_whatever_parts_of_it_are_found() -> None:
    assert places_of([A, A, B, C, B], frozenset({B, C})) == [2, 3]
    assert places_of([A], frozenset({B})) == []


def test_measures_and_their_averages() -> None:
    first, second = measures([2, 30], 2), measures([], 1)
    assert (first["hit@1"], first["hit@5"], first["R@10"], first["R@100"], first["MRR@10"]) == (0, 1, 0.5, 1, 0.5)
    assert averages([("一", first), ("一", second), ("二", second)])["一"]["hit@5"] == 0.5
    assert averages([("一", first), ("一", second)])["一"]["n"] == 2


def test_the_slope_of_the_loss_is_that_of_small_steps() -> None:
    rng = np.random.default_rng(0)
    table = rng.normal(0, 1, (6, 3)).astype(np.float64)
    queries = sparse([(np.array([0, 1]), np.array([1.0, 2.0])), (np.array([2]), np.array([1.0]))], 6)
    articles = sparse([(np.array([0, 3]), np.ones(2)), (np.array([2, 4]), np.ones(2)), (np.array([5]), np.ones(1))], 6)
    _, slope = loss_of(queries, articles, table)
    for row, column in ((0, 0), (2, 1), (5, 2)):
        moved = [table.copy(), table.copy()]
        moved[0][row, column] += 1e-5
        moved[1][row, column] -= 1e-5
        up, down = (loss_of(queries, articles, t)[0] for t in moved)
        assert slope[row, column] == pytest.approx((up - down) / 2e-5, rel=1e-3, abs=1e-6)


def test_a_step_holds_the_tokens_it_shows_and_no_others() -> None:
    shown: list[Bag] = [bag([np.array([7, 3, 7], np.int32)]), bag([np.array([3], np.int32)])]
    seen, queries, articles = narrowed(shown[:1], shown[1:], 9)
    assert seen.tolist() == [3, 7]
    assert queries.toarray() == pytest.approx(np.array([[1.0, 1 + np.log(2)]]), rel=1e-6)
    assert articles.toarray().tolist() == [[1.0, 0.0]]
