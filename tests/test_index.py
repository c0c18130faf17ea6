"""Both indexes through their one interface: add, search, restrict, drop, reopen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kb.errors import IndexStale
from kb.index import Entry, facts, open_dense, open_lexical, parts, passages
from kb.index.lexical import asked_words
from kb.index.static import builtin
from kb.model import Provision

MODELS = Path(__file__).resolve().parents[1] / "kb" / "models"
TEXTS = {
    "甲条例@2020-01-01": [
        "第一条 养犬应当登记。",
        "第二条 禁止露天烧烤：\n（一）在公园烧烤的；\n（二）在广场焚烧落叶的。",
    ],
    "乙条例@2021-01-01": ["第一条 养犬不登记的，处五百元罚款。", "第二条 户外广告应当经批准。"],
}


def unit(doc_id: str, number: int, text: str) -> Provision:
    return Provision(doc_id, f"第{'一二'[number]}条", "条", "", 0, len(text), True, text)


def units(*doc_ids: str) -> list[Entry]:
    return [Entry(unit(doc_id, i, text)) for doc_id in doc_ids for i, text in enumerate(TEXTS[doc_id])]


def lexical(folder: Path) -> Any:
    return open_lexical(folder)


def dense(folder: Path) -> Any:
    return open_dense(folder)


@pytest.fixture(params=[lexical, dense], ids=["lexical", "dense"])
def kind(request: pytest.FixtureRequest) -> Callable[[Path], Any]:
    return request.param


@pytest.fixture
def filled(kind: Callable[[Path], Any], tmp_path: Path) -> Any:
    index = kind(tmp_path / "index")
    index.update(units(*TEXTS), ())
    return index


def test_the_best_unit_comes_first(filled: Any) -> None:
    assert filled.search("养犬登记")[0][0] in {"甲条例@2020-01-01#第一条", "乙条例@2021-01-01#第一条"}
    assert filled.search("户外广告批准")[0][0] == "乙条例@2021-01-01#第二条"


def test_a_restriction_leaves_the_scores_alone(filled: Any) -> None:
    everything = dict(filled.search("养犬登记罚款", limit=10))
    inside = filled.search("养犬登记罚款", limit=10, within={"甲条例@2020-01-01"})
    assert inside
    assert all(id.startswith("甲条例") and score == pytest.approx(everything[id]) for id, score in inside)


def test_scores_of_given_units_are_those_of_a_search(filled: Any) -> None:
    found = dict(filled.search("养犬登记罚款", limit=10))
    scores = filled.scores("养犬登记罚款", list(found))
    given = scores if isinstance(scores, dict) else dict(zip(found, scores.tolist(), strict=True))
    assert given == pytest.approx(found, abs=0.02)


def test_asking_again_for_more_or_less_gives_the_same(filled: Any, kind: Callable[[Path], Any], tmp_path: Path) -> None:
    for limit, within in [(1, None), (3, None), (2, {"乙条例@2021-01-01"}), (1, None), (4, set(TEXTS)), (2, None)]:
        fresh = kind(tmp_path / "index")
        again = filled.search("养犬登记罚款", limit=limit, within=within)
        assert again == fresh.search("养犬登记罚款", limit=limit, within=within)
        assert len(again) <= limit


def test_scores_do_not_depend_on_what_was_asked_before(
    filled: Any, kind: Callable[[Path], Any], tmp_path: Path
) -> None:
    ids = [entry.provision.id for entry in units(*TEXTS)]
    before = kind(tmp_path / "index").scores("公园烧烤登记", ids)
    filled.search("公园烧烤登记", limit=2)
    after = filled.scores("公园烧烤登记", ids)
    assert (before if isinstance(before, dict) else before.tolist()) == (
        after if isinstance(after, dict) else after.tolist()
    )


@pytest.mark.parametrize("limit", [1, 2, 5, 30])
def test_a_restricted_search_finds_what_a_search_of_all_finds_there(
    kind: Callable[[Path], Any], tmp_path: Path, limit: int
) -> None:
    index, wanted = kind(tmp_path), {f"示例{n}条例@2020-01-01" for n in range(0, 300, 2)}
    texts = ("养犬应当登记。", "养犬不登记的，处罚款。", "遛狗应当牵绳。")
    index.update(
        [Entry(unit(f"示例{n}条例@2020-01-01", i, texts[(n + i) % 3])) for n in range(300) for i in (0, 1)], ()
    )
    everything = [
        (id, score) for id, score in index.search("养犬登记罚款", limit=600) if id.partition("#")[0] in wanted
    ]
    found = index.search("养犬登记罚款", limit=limit, within=wanted)
    assert [score for _, score in found] == pytest.approx([score for _, score in everything[:limit]])
    assert {id.partition("#")[0] for id, _ in found} <= wanted


def test_drop_and_add(filled: Any) -> None:
    filled.update([], {"甲条例@2020-01-01"})
    assert all(id.startswith("乙条例") for id, _ in filled.search("养犬登记", limit=10))
    filled.update([Entry(unit("甲条例@2020-01-01", 0, "第一条 养猫应当登记。"))], ())
    assert filled.search("养猫登记", limit=4, within={"甲条例@2020-01-01"})


def test_what_was_added_is_there_after_opening_again(kind: Callable[[Path], Any], filled: Any, tmp_path: Path) -> None:
    again = kind(tmp_path / "index")
    assert again.search("户外广告批准", limit=3) == filled.search("户外广告批准", limit=3)


@pytest.mark.parametrize("query", ["", "？！", "〇〇〇〇"])
def test_nothing_to_look_for_finds_nothing_or_little(filled: Any, query: str) -> None:
    assert len(filled.search(query, limit=3)) <= 3


def test_a_unit_is_found_once_by_its_best_passage(tmp_path: Path) -> None:
    index = open_lexical(tmp_path)
    index.update(units("甲条例@2020-01-01"), ())
    assert [id for id, _ in index.search("广场焚烧落叶")] == ["甲条例@2020-01-01#第二条"]
    assert index.size == 2


def test_names_and_questions_are_fields_of_their_own(tmp_path: Path) -> None:
    entry = Entry(unit("甲", 0, "第一条 禁止下列行为。"), ("对露天烧烤的处罚",), ("楼下天天烤串", "烤肉店冒烟"))
    index = open_lexical(tmp_path)
    index.update([entry, *units("乙条例@2021-01-01")], ())
    assert [id for id, _ in index.search("露天烧烤", field="name")] == ["甲#第一条"]
    assert [id for id, _ in index.search("楼下烤串", field="asked")] == ["甲#第一条"]
    assert index.search("烤串") == []
    assert index.questions("甲#第一条") == ["楼下天天烤串", "烤肉店冒烟"]
    assert index.questions("乙条例@2021-01-01#第一条") == []
    assert index.size == 3


def test_facts_come_back_with_the_vectors(tmp_path: Path) -> None:
    bits = facts.pack(["行政处罚"], ["行政许可"], 100, penalty=True, duty=False)
    index = open_dense(tmp_path)
    index.update([Entry(unit("甲", 0, "第一条 养犬应当登记。"), facts=bits), *units("乙条例@2021-01-01")], ())
    found = open_dense(tmp_path).facts(["甲#第一条", "乙条例@2021-01-01#第一条", "没有#第一条"])
    assert facts.tagged(found).tolist() == [facts.mask(["行政处罚"]), 0, 0]
    assert facts.itemised(found).tolist() == [facts.mask(["行政许可"]), 0, 0]
    assert facts.penalty(found).tolist() == [True, False, False]
    assert facts.length(found)[0] == pytest.approx(6.5)


def test_a_unit_is_as_near_as_its_nearest_part(tmp_path: Path) -> None:
    index = open_dense(tmp_path)
    index.update(units(*TEXTS), ())
    listed, plain = "甲条例@2020-01-01#第二条", "乙条例@2021-01-01#第一条"
    query = "在广场焚烧落叶"
    near = index.nearest_parts(query, [plain, listed, "没有#第一条"])
    whole = index.scores(query, [plain, listed])
    part = index.encoder(["甲条例\n\n第二条 禁止露天烧烤：\n（二）在广场焚烧落叶的。"])[0] @ index.encode(query)[0]
    assert near.tolist() == pytest.approx([whole[0], part, 0.0], abs=0.02)
    assert near[1] > whole[1] + 0.02
    index.update([], {"乙条例@2021-01-01"})
    index.update(units("乙条例@2021-01-01"), ())
    again = open_dense(tmp_path).nearest_parts(query, [plain, listed])
    assert again.tolist() == pytest.approx(near[:2].tolist())
    index.update([], set(TEXTS))
    assert index.nearest_parts(query, [listed]).tolist() == [0.0]


def test_the_nearest_units_of_a_law(tmp_path: Path) -> None:
    index = open_dense(tmp_path)
    index.update(units(*TEXTS), ())
    vector = index.encode("养犬登记")
    law = "甲条例@2020-01-01"
    found = index.nearest_of(vector, frozenset([law]), 9)
    assert found == [id for id, _ in index.search(vector, limit=9, within={law})]
    assert index.nearest_of(vector, frozenset([law]), 1) == found[:1]
    assert index.nearest_of(vector, frozenset(), 3) == index.nearest_of(vector, frozenset(["丙"]), 3) == []
    index.update([], {law})
    assert index.nearest_of(vector, frozenset([law]), 9) == []  # nothing is kept of what was there


def test_an_index_without_parts_is_from_an_older_version(tmp_path: Path) -> None:
    open_dense(tmp_path).update(units(*TEXTS), ())
    about = tmp_path / "about.json"
    about.write_text(re.sub(', "parts": [0-9]+', "", about.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(IndexStale, match="--reindex"):
        open_dense(tmp_path)


def test_numpy_and_sentence_transformers_agree() -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["没有驾照开车", "第一条 养犬不登记的，处五百元罚款。", "？"]
    module = SentenceTransformer(str(MODELS / "encoder"), device="cpu", local_files_only=True, trust_remote_code=True)
    assert module.encode(texts) == pytest.approx(builtin()(texts), abs=1e-4)


def test_passages_are_items_with_their_lead_in() -> None:
    listed = unit("甲", 0, "第一条 禁止下列行为：\n（一）甲；\n（二）乙。\n前款不适用于丙。")
    assert passages(listed) == ["第一条 禁止下列行为：\n（一）甲；", "第一条 禁止下列行为：\n（二）乙。"]
    assert passages(unit("甲", 0, "第一条 只有一款。")) == []
    assert parts(listed) == passages(listed)
    assert parts(unit("甲", 0, "第一条 养犬的单位应当办理登记。\n不按规定登记的，处五百元罚款。")) == [
        "第一条 养犬的单位应当办理登记。", "不按规定登记的，处五百元罚款。",
    ]  # fmt: skip
    assert parts(unit("甲", 0, "第一条 养犬的单位应当办理登记。")) == []


def test_words_that_only_frame_a_question_do_not_count() -> None:
    assert asked_words("露天烧烤由谁处罚") == ["露天", "烧烤"]
    assert asked_words("由谁处罚") == ["由", "谁", "处罚"]


def test_a_folder_that_is_no_index_is_named(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("not json", encoding="utf-8")
    with pytest.raises(IndexStale, match="kb build"):
        open_lexical(tmp_path)
    (tmp_path / "dense").mkdir()
    (tmp_path / "dense" / "about.json").write_text('{"encoder": "lsa"}', encoding="utf-8")
    with pytest.raises(IndexStale, match="kb build"):
        open_dense(tmp_path / "dense")
    with pytest.raises(IndexStale, match="--reindex"):
        open_dense(tmp_path / "dense", "another")
