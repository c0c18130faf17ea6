"""The signs by which a question that no statute here answers gives itself away, and the sets it is fitted and measured on."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from kb.confidence import SIGNS, _weights, named, pairs_written, unknown_body, unknown_law
from kb.registry import asking, elsewhere
from kb.train.scope import asked_before

TESTS = Path(__file__).parent
KB: Any = SimpleNamespace(
    editions={"1": SimpleNamespace(title="示例市养犬管理条例"), "2": SimpleNamespace(title="行政处罚法")}
)

# fmt: off
NAMED = [  # question, kind, names
    ("在日本摆摊要不要许可",     "外国", ["日本"]),
    ("日本料理店没有许可证",     "外国", []),  # a kitchen in this country
    ("从韩国进口化妆品要备案吗", "外国", []),
    ("山东京剧团演出要报批吗",   "外国", []),  # 东京 begins no word
    ("给恐龙上户口",             "虚构", ["恐龙"]),
    ("挖到恐龙化石要上交吗",     "虚构", []),
    ("临时空域由谁批",           "虚构", []),  # 时空 begins no word
    ("清朝开当铺交多少税",       "往代", ["清朝"]),
    ("偷卖清朝瓷器怎么罚",       "往代", []),
]
LAWS = [  # question, what the articles found say, whether a law is named that nobody knows
    ("《示例市养犬管理条例》怎么规定",   "",                       0.0),
    ("养犬管理条例第三条",               "",                       0.0),
    ("《摸鱼登记条例》怎么规定",         "",                       1.0),
    ("摸鱼管理条例对摸鱼怎么罚",         "",                       1.0),
    ("打盹法规定几点可以打盹",           "",                       1.0),
    ("行政处罚法规定的种类",             "",                       0.0),
    ("摆摊违反什么条例",                 "",                       0.0),
    ("具体的收费管理规定由谁制定",       "由省制定收费管理规定",   0.0),
]
BODIES = [  # question, whether the body named is mostly unknown
    ("国家打盹监察总局能罚款吗",   True),
    ("市羽毛球拍磨损署的职责",     True),
    ("市场监督管理局能罚款吗",     False),
    ("省自然资源厅审批什么",       False),
    ("楼下摆摊谁管",               False),
]
# fmt: on


@pytest.mark.parametrize(("text", "kind", "names"), NAMED)
def test_names_of_elsewhere_begin_a_word_and_stand_alone(text: str, kind: str, names: list[str]) -> None:
    assert list(named(text, kind)) == names


@pytest.mark.parametrize(("text", "article", "unknown"), LAWS)
def test_a_law_that_no_title_and_no_article_has(text: str, article: str, unknown: float) -> None:
    assert unknown_law(KB, text, [article]) == unknown


@pytest.mark.parametrize(("text", "unknown"), BODIES)
def test_a_body_that_is_made_up(text: str, unknown: bool) -> None:
    assert (unknown_body(text) > 0.3) == unknown


@pytest.mark.parametrize("row", asking(), ids=lambda row: cast(str, row.id))
def test_every_turn_of_phrase_proves_itself(row: Any) -> None:
    assert row.regex.search(row.example)
    assert not row.regex.search(row.counter)
    assert row.kind in {"执法", "闲问"}


def test_no_name_of_elsewhere_is_too_short_or_too_long() -> None:
    for kind in ("外国", "虚构", "往代"):
        assert elsewhere(kind)
        assert {name for name in elsewhere(kind) if not 2 <= len(name) <= 8} == set()


def test_every_sign_has_a_weight_of_the_right_direction() -> None:
    assert set(_weights()) == {*SIGNS, "bias"}
    for sign in ("dense", "covered", "enforcement"):
        assert _weights()[sign] > 0
    for sign in ("unasked", "abroad", "fiction", "past", "invented", "idle"):
        assert _weights()[sign] < 0


def test_what_is_measured_was_not_learnt() -> None:
    gold = [json.loads(line) for line in (TESTS / "gold" / "scope.jsonl").read_text(encoding="utf-8").splitlines()]
    learnt = (TESTS.parent / "kb" / "train" / "scope.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [row["question"] for row in gold]
    assert len(questions) == len(set(questions))
    assert not set(questions) & {json.loads(line)["question"] for line in learnt}
    assert sum(row["answered"] for row in gold) >= 100
    assert sum(not row["answered"] for row in gold) >= 100


def test_the_pairs_written_down_are_those_of_the_questions() -> None:
    assert pairs_written() == set(asked_before())  # else: python -m kb.train.scope
