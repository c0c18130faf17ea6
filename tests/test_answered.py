"""Questions answered before: what the nearest of them rest on, and the units of a knowledge base that are these articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from kb.answered import answered, made, near
from kb.config import Config
from kb.errors import IndexStale
from kb.index.static import builtin
from kb.knowledge import KnowledgeBase, open_kb
from kb.pipeline import build
from kb.question import understand
from kb.rank import FEATURES
from kb.search import Filters, answering, documents, features_of, gather, search, sought

SHARED = Path(__file__).resolve().parents[2] / "shared"
LAW = "产品质量法"  # its 第三十三条 answers questions that come with the package
TEXT = "\n\n".join(f"第{n}条　示例内容之{n}。" for n in ("一", "二", "三"))
MADE = (
    "# 中华人民共和国产品质量法\n\n第三十三条　店家进货的时候要看一看货有没有毛病。\n\n第三十四条　店家要把货存好。\n"
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("answered")
    texts = folder / "texts"
    texts.mkdir()
    (texts / f"中华人民共和国{LAW}(2018-12-29).md").write_text(MADE, encoding="utf-8")
    (texts / "示例市示例条例(2021-01-01).md").write_text(f"# 示例市示例条例\n\n{TEXT}\n", encoding="utf-8")
    kb = open_kb(Config(home=str(folder / "kb")), create=True)
    build([texts], kb)
    yield kb
    kb.close()


def test_the_nearest_questions_vote_for_their_articles_and_laws() -> None:
    places = [("甲法", "第一条"), ("甲法", "第二条"), ("乙法", "第一条")]
    vectors = np.array([[1, 0], [0, 1], [0.6, 0.8]], np.float32)
    told = made(vectors, places, np.array([[0, 0], [0, 1], [1, 2], [2, 2]]))
    assert told.times.tolist() == [1, 1, 2]
    assert told.laws == ("乙法", "甲法")
    found = told.near(np.array([1, 0], np.float32))
    assert found.likeness.tolist() == pytest.approx([1, 1, 0.6])
    weights = np.exp(12 * np.array([1, 0, 0.6]))
    shares = weights / weights.sum()
    assert found.votes.tolist() == pytest.approx([shares[0], shares[0], shares[1] + shares[2]], rel=1e-5)
    assert found.laws.tolist() == pytest.approx(
        [shares[1] + shares[2], shares[0]], rel=1e-5
    )  # one vote a question and law


def test_the_shipped_questions_fit_the_shipped_encoder() -> None:
    told = answered()
    assert told.vectors.shape[1] == builtin().dimension
    assert np.linalg.norm(told.vectors, axis=1) == pytest.approx(1, abs=0.02)
    assert (told.times > 0).all()
    assert told.rests[:, 0].max() < len(told.vectors)
    assert near("买到假货商家不退钱怎么办").votes.max() <= 1


def test_questions_of_another_encoder_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Other:
        dimension = 3

    monkeypatch.setattr("kb.answered.builtin", Other)
    answered.cache_clear()
    with pytest.raises(IndexStale, match=r"kb\.train\.answered"):
        answered()
    answered.cache_clear()


def test_the_units_on_which_answers_rest(base: KnowledgeBase) -> None:
    known = base.answering
    assert {id.partition("#")[2] for id in known.ids} == {"第三十三条", "第三十四条"}
    assert len(known.vectors) == len(known.ids) == len(known.place)
    law = answered().laws.index(LAW)
    (document,) = known.documents[law]
    assert base.editions[document].title.endswith(LAW)
    assert all(known.law_of[id.partition("#")[0]] == law for id in known.ids)


def test_an_article_that_shares_no_word_with_the_question_is_a_candidate(base: KnowledgeBase) -> None:
    question = understand("买了辆新车刹车失灵", base.places)
    within = documents(base, Filters())
    ids = gather(base, question, within)
    assert len(set(ids)) == len(ids)
    assert set(ids) == set(sought(base, question, within)) | set(answering(base, question, within))
    assert f"{base.answering.ids[0]}" in set(answering(base, question, within))
    local = frozenset(d for d in within if d.startswith("示例市"))
    assert local
    assert list(answering(base, question, local)) == []  # a filter leaves none of them


def test_what_the_ranker_is_told_of_them(base: KnowledgeBase) -> None:
    question = understand("买了辆新车刹车失灵", base.places)
    ids = [*base.answering.ids, *sorted(base.dense.ids)]
    ids = list(dict.fromkeys(i for i in ids if i.count("#") == 1))
    table = features_of(base, question, ids)
    told = near(question.matter)
    for name in ("answered", "answered_near", "answered_vote", "answered_law"):
        column = table[:, FEATURES.index(name)]
        assert all(value == 0 for id, value in zip(ids, column, strict=True) if id.startswith("示例市")), name
    place = base.answering.place_of[ids[0]]
    row = dict(zip(FEATURES, table[0].tolist(), strict=True))
    assert row["answered"] == pytest.approx(np.log1p(answered().times[place]))
    assert row["answered_near"] == pytest.approx(float(told.likeness[place]))
    assert row["answered_vote"] == pytest.approx(float(told.votes[place]))


def test_a_filter_changes_no_order(base: KnowledgeBase) -> None:
    whole = [hit.provision_id for hit in search(base, "店家进货要看什么", limit=9)]
    kept = [hit.provision_id for hit in search(base, "店家进货要看什么", filters=Filters(law=LAW), limit=9)]
    assert kept == [id for id in whole if LAW in id]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpus is not at hand")
def test_they_are_those_of_the_train_split_alone() -> None:
    def texts(name: str) -> list[str]:
        lines = (SHARED / "eval" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line)["text"] for line in lines]

    train = texts("stard_train")
    vectors = answered().vectors
    assert len(vectors) == len(train)
    assert np.einsum("ij,ij->i", vectors[:40], builtin()(train[:40])) == pytest.approx(1, abs=0.02)
    for name in ("stard_dev", "catalog_dev", "formal_dev", "everyday_dev"):
        asked = texts(name)
        assert not set(asked) & set(train), name
        assert (builtin()(asked) @ vectors.T).max() < 0.995, name  # nor in other words for the same
