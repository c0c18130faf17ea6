"""Which conducts are the same, on laws of our own: wording, place, object and doer decide."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from made_material import material

from kb.conflicts.match import (
    FEATURES,
    _holders,
    _pairs_of,
    conducts_of,
    features,
    plain,
    probabilities,
    rows_of,
    same_conduct,
)
from kb.conflicts.material import Material
from kb.conflicts.tables import conduct_words, matters
from kb.registry import read_table

GOLD = Path(__file__).parent / "gold" / "conducts.jsonl"

# fmt: off
CASES = [  # conduct in the national law, conduct in the local one, the same or not
    ("在样品展馆的玻璃展柜上张贴彩色标签",   "在样品展馆玻璃展柜上张贴彩色标签",             True),
    ("未经批准擅自拆除样品仓库的防潮围挡",   "擅自拆除样品仓库防潮围挡",                     True),
    ("使用高音喇叭在样品广场招徕顾客",       "在样品广场使用高音喇叭招徕顾客",               True),
    ("运输样品砂石的车辆未采取密闭措施",     "冒领样品补贴凭条",                             False),  # nothing alike
    ("伪造样品检验报告",                     "未建立样品检验台账",                           False),  # another act
    ("未取得样品登记证从事样品批发",         "在样品河道内捕捞观赏鱼",                       False),
    ("向样品河道倾倒染色废液",               "在样品公路上倾倒染色废液",                     False),  # another place
]
# fmt: on


def _articles(column: int) -> str:
    numbers = "一二三四五六七八九"
    return "\n".join(
        f"第{numbers[n]}条 {case[column]}的，由公安机关处一千元以上五千元以下罚款。" for n, case in enumerate(CASES)
    )


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Material:
    texts = {"样品管理法(2022-03-01)": _articles(0), "示例市样品管理条例(2020-05-01)": _articles(1)}
    return material(tmp_path_factory.mktemp("match"), texts)


def _score(base: Material, one: str, other: str) -> float:
    rows = {conducts_of(base).items[row].conduct: row for row in rows_of(base).values()}
    return float(probabilities(features(base, conducts_of(base), [rows[one]], [rows[other]]))[0])


@pytest.mark.parametrize(("one", "other", "same"), CASES)
def test_same_conduct(base: Material, one: str, other: str, same: bool) -> None:
    assert (_score(base, one, other) >= 0.5) is same


def test_every_pair_comes_once_and_between_comparable_rules(base: Material) -> None:
    pairs = list(same_conduct(base, frozenset(base.editions), least=0.0))
    keys = [frozenset((pair.one.id, pair.other.id)) for pair in pairs]
    assert len(keys) == len(set(keys)) > 0
    assert all(pair.one.doc_id != pair.other.doc_id for pair in pairs)  # one body in each law: nothing inside it
    assert all(0 <= pair.held <= 1.001 and len(pair.features) == len(FEATURES) for pair in pairs)


def test_one_document_gives_the_pairs_that_everything_gives(base: Material) -> None:
    whole = {(p.one.id, p.other.id, p.score) for p in same_conduct(base, frozenset(base.editions))}
    for doc_id in base.editions:
        part = {(p.one.id, p.other.id, p.score) for p in same_conduct(base, frozenset({doc_id}))}
        assert part == {pair for pair in whole if any(id.startswith(doc_id) for id in pair[:2])}


def test_the_place_that_is_broken_is_no_part_of_a_conduct() -> None:
    assert plain("未悬挂样品标志（违反第三条第（二）项规定）") == "未悬挂样品标志"
    assert plain("在样品店（柜）吸烟") == "在样品店（柜）吸烟"


@pytest.mark.parametrize("table", ["conduct_words.csv", "matters.csv"])
def test_words_and_matters_match_their_example_and_not_their_counter(table: str) -> None:
    columns = ("id", "pattern", "example", "counter", "source")
    rows = read_table(table, ("id", "kind", *columns[1:]) if table.startswith("conduct") else columns)
    for row in rows:
        assert re.search(row["pattern"], row["example"]), row["id"]
        assert not re.search(row["pattern"], row["counter"]), row["id"]
    assert set(conduct_words()) == {"地点", "行为", "对象"}
    assert matters()


def test_gold_pairs_are_references_with_a_verdict() -> None:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= 300
    assert all(set(row) == {"one", "other", "verdict"} and row["verdict"] in ("同", "窄", "异") for row in rows)
    assert all("#" in row["one"] and "#" in row["other"] and row["one"] != row["other"] for row in rows)


def test_probabilities_rise_with_the_cosine() -> None:
    low, high = np.zeros((1, len(FEATURES)), np.float32), np.zeros((1, len(FEATURES)), np.float32)
    high[0, FEATURES.index("cosine")] = 1
    assert probabilities(low)[0] < probabilities(high)[0]


def test_pairs_are_counted_once_for_each_text_that_holds_them() -> None:
    drawn = random.Random(3)
    texts = ["".join(drawn.choices("占用道路，、（）摆摊卖x𠀀", k=drawn.randrange(15))) for _ in range(400)]
    assert _holders(texts) == Counter(pair for text in texts for pair in set(_pairs_of(text)))
    assert not _holders([])
