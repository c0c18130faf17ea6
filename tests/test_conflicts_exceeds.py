"""Penalties of a draft beyond those of the superior law for the same act, whether or not the draft names the law."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.config import Config
from kb.conflicts.exceeds import RULE
from kb.draft import Draft, Remark, check
from kb.knowledge import KnowledgeBase, open_kb
from kb.pipeline import build

SUPERIOR = Path(__file__).parent / "drafts" / "superior"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    kb = open_kb(Config(home=str(tmp_path_factory.mktemp("superior") / "kb")), create=True)
    assert not build([SUPERIOR], kb).failed
    yield kb
    kb.close()


def ask(base: KnowledgeBase, sentence: str, *, level: str = "地方性法规") -> Draft:
    text = (
        "示例市街面秩序条例\n第一条 为了维护摊区和街面的秩序，结合本市实际，制定本条例。\n"
        f"第二条 {sentence}\n第三条 本条例自2027年1月1日起施行。"
    )
    return check(base, "草案.txt", text.encode(), level=level, region="示例省", day="2026-11-01")


def beyond(draft: Draft) -> list[Remark]:
    return [remark for remark in draft.remarks if remark.rule == RULE]


# fmt: off
EXCEEDS = [
    # sentence, the words at issue
    ("将废油倒入排水口的，由区城市管理主管部门处二万元以上五万元以下罚款。", "处二万元以上五万元以下罚款"),
    ("未取得摊区设置许可证擅自设置摊区的，由区城市管理主管部门处一万元以上八万元以下罚款。", "处一万元以上八万元以下罚款"),
    ("未取得摊区设置许可证擅自设置摊区的，处一万元以上五万元以下罚款，责令停业整顿。", "责令停业整顿"),
    ("油污入沟的，依照示例摊区管理法第十六条处三万元以上五万元以下罚款。", "处三万元以上五万元以下罚款"),
]
WITHIN = [
    "将废油倒入排水口的，由区城市管理主管部门处二千元以上五千元以下罚款。",  # a range inside the superior one
    "将废油倒入排水口的，由区城市管理主管部门处一千元以上一万元以下罚款。",  # the superior one itself
    "在摊区内放养家禽的，由区城市管理主管部门处二万元以上五万元以下罚款。",  # another act
    "将废油倒入排水口的，法律、法规另有处罚规定的，从其规定；没有规定的，处二万元以上五万元以下罚款。",
    "销售伪造检验标签的炭火燃料的，没收违法所得，处二万元以上五万元以下罚款；情节严重的，吊销营业执照。",
]
# fmt: on
@pytest.mark.parametrize(("sentence", "words"), EXCEEDS)
def test_a_penalty_beyond_the_superior_one_is_found(base: KnowledgeBase, sentence: str, words: str) -> None:
    (remark,) = beyond(ask(base, sentence))
    assert remark.type == "越权设定"
    assert remark.quote in words
    assert "示例摊区管理法" in remark.reason
    assert "无效" not in remark.reason


@pytest.mark.parametrize("sentence", WITHIN)
def test_what_stays_within_or_is_another_act_is_left_alone(base: KnowledgeBase, sentence: str) -> None:
    assert not beyond(ask(base, sentence))


def test_rules_are_bound_too_and_papers_are_judged_by_another_rule(base: KnowledgeBase) -> None:
    sentence = EXCEEDS[0][0]
    assert beyond(ask(base, sentence, level="地方政府规章"))
    assert not beyond(ask(base, sentence, level="规范性文件"))
