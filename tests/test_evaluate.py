"""The measures themselves: each with labels that are right, missed and wrong."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.config import Config
from kb.errors import KBError
from kb.evaluate import Score, changes, evaluate_items, evaluate_tags, load_result, read_gold, result_shape, save_result
from kb.knowledge import KnowledgeBase, open_kb

LAW = "示例市市容管理条例"


@pytest.fixture(scope="module")
def kb(sample_home: Path) -> Iterator[KnowledgeBase]:
    base = open_kb(Config(home=str(sample_home)))
    yield base
    base.close()


RIGHT = {
    "law": LAW,
    "article": "第二十六条",
    "power_types": ["行政处罚", "其他-责令改正"],
    "agencies": ["城市管理部门"],
    "penalties": [
        {"kind": "没收非法财物", "min": None, "max": None, "unit": None},
        {"kind": "罚款", "min": 200, "max": 2000, "unit": "元"},
    ],
}


def test_all_right(kb: KnowledgeBase) -> None:
    result = evaluate_tags(kb, [RIGHT])
    assert result.rows == 1
    assert result.faults == {}
    for name in ("power_types", "agencies", "penalties", "行政处罚", "其他"):
        assert result.figures[name]["f1"] == 1.0


def test_missed_and_wrong_count_by_field_and_show_as_faults(kb: KnowledgeBase) -> None:
    row = {
        **RIGHT,
        "power_types": ["行政处罚", "行政许可"],
        "agencies": ["公安机关"],
        "penalties": [{"kind": "罚款", "min": 200, "max": 3000, "unit": "元"}],
    }
    result = evaluate_tags(kb, [row])
    assert result.figures["power_types"] == {"p": 0.5, "r": 0.5, "f1": 0.5, "hit": 1, "found": 2, "wanted": 2}
    assert result.figures["agencies"]["f1"] == 0.0
    assert result.figures["penalties"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "hit": 0, "found": 2, "wanted": 1}
    assert result.confusion == {"行政许可→其他": 1}
    faults = result.faults[f"{LAW} 第二十六条"]
    assert {"-行政许可", "+其他", "-公安机关", "+城市管理主管部门", "-罚款 200 3000 元"} <= set(faults)


def test_a_field_that_a_row_lacks_is_not_scored(kb: KnowledgeBase) -> None:
    result = evaluate_tags(kb, [{"law": LAW, "article": "第二十六条", "agencies": ["城管"]}])
    assert list(result.figures) == ["agencies"]


def test_hard_negatives_are_clean_where_nothing_is_found(kb: KnowledgeBase) -> None:
    negative = {"law": LAW, "power_types": [], "hard_negative": True}
    result = evaluate_tags(kb, [{**negative, "article": "第一条"}, {**negative, "article": "第二十六条"}])
    assert result.figures["hard_negatives"] == {"clean": 0.5, "hit": 1, "wanted": 2}


def test_what_is_not_in_the_knowledge_base_is_named_and_not_scored(kb: KnowledgeBase) -> None:
    result = evaluate_tags(kb, [{**RIGHT, "law": "火星法"}, {**RIGHT, "article": "第九百条"}])
    assert result.rows == 0
    assert result.absent == ["火星法 第二十六条", f"{LAW} 第九百条"]


ITEM = {
    "id": "甲",
    "item": "对公共场所露天烧烤的处罚",
    "power_type": "行政处罚",
    "agency": "市城市管理局",
    "bases": [{"law": LAW, "article": 26}],
}


def test_items_by_article_kind_conduct_and_agency(kb: KnowledgeBase) -> None:
    figures = evaluate_items(kb, [ITEM]).figures
    assert {name: figure["share"] for name, figure in figures.items()} == {
        "article": 1.0, "kind": 1.0, "conduct": 1.0, "agency": 1.0,
    }  # fmt: skip


# fmt: off
WRONG = [
    ({"bases": [{"law": LAW, "article": 1}]},  "-没有事项"),
    ({"power_type": "行政许可"},                "-没有此类事项"),
    ({"item": "对乱停共享单车的处罚"},           "-行为不同"),
    ({"agency": "公安局"},                      "-机关 公安机关"),
]
# fmt: on


@pytest.mark.parametrize(("change", "fault"), WRONG)
def test_items_that_are_not_found_say_why(kb: KnowledgeBase, change: dict[str, object], fault: str) -> None:
    (faults,) = evaluate_items(kb, [{**ITEM, **change}]).faults.values()
    assert fault in faults


def test_gains_and_losses_between_two_runs() -> None:
    before, after = {"甲法 第一条": ["-行政许可", "+其他"]}, {"甲法 第一条": ["+其他"], "乙法 第二条": ["+行政检查"]}
    assert list(changes(before, after)) == [("失", "乙法 第二条", "+行政检查"), ("得", "甲法 第一条", "-行政许可")]


def test_a_result_is_kept_and_read_again(kb: KnowledgeBase, tmp_path: Path) -> None:
    assert load_result(tmp_path, "tags") is None
    result = evaluate_tags(kb, [RIGHT])
    save_result(tmp_path, "tags", result)
    assert load_result(tmp_path, "tags") == result
    assert result_shape(result, result)["gains"] == []


def test_a_gold_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "答案.jsonl").write_text(json.dumps(RIGHT) + "\n{\n", encoding="utf-8")
    with pytest.raises(KBError, match="第2行不是JSON"):
        read_gold(tmp_path / "答案.jsonl")
    with pytest.raises(KBError, match="读不了"):
        read_gold(tmp_path / "没有.jsonl")


def test_a_score_without_anything_due_is_full() -> None:
    assert Score().figures()["f1"] == 1.0
