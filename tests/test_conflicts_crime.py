"""行刑衔接: acts compared with 刑法 one by one, and texts without a transfer clause."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_material import draft, found, material, rules

from kb.conflicts.crime import find
from kb.conflicts.material import Material
from kb.conflicts.tables import ThresholdRow, crime_acts, crime_thresholds

CODE = """
第一条 为了惩罚犯罪，制定本法。
第二百二十五条 私下买卖专营样品或者经营许可证的，处拘役。
第二百八十条 伪造、变造、买卖样品证件的，处拘役。
第二百八十条之一 盗用他人的居民身份证的，处管制。
"""
CRIME = "构成犯罪的，依法追究刑事责任"
TEXTS = {
    "刑法(2020-12-26)": CODE,
    "甲样品许可法(2021-03-01)": f"""
第一条 为了规范样品许可，制定本法。
第二条 伪造、变造、买卖样品经营许可证的，由样品主管部门处一千元罚款；{CRIME}。
第三条 伪造、出租、出借样品经营许可证的，由样品主管部门处一千元罚款；{CRIME}。
第四条 出租、出借样品仓库的，由样品主管部门处一千元罚款；{CRIME}。
第五条 涉嫌犯罪的案件应当移送公安机关。
第六条 出租样品经营许可证的，由样品主管部门处一千元罚款；伪造样品经营许可证，构成犯罪的，依法追究刑事责任。
""",
    "乙样品许可法(2021-03-01)": f"""
第一条 为了规范样品许可，制定本法。
第二条 出借样品资质证书的，由样品主管部门处一千元罚款。
第三条 私藏样品的，由样品主管部门处一千元罚款。
第四条 遗弃样品的，由样品主管部门处一千元罚款。
第五条 违反本法规定，{CRIME}。
""",
    "丙样品许可法(2021-03-01)": """
第一条 为了规范样品许可，制定本法。
第二条 出借样品资质证书的，由样品主管部门处一千元罚款。
第三条 私藏样品的，由样品主管部门责令停业整顿，并处罚金。
第四条 人民法院判处罚金的，样品主管部门不再罚款。
""",
}
# fmt: off
EXPECTED = [
    ("crime-acts",        "乙样品许可法@2021-03-01#第二条"),  # by the clause for the whole text
    ("crime-acts",        "甲样品许可法@2021-03-01#第三条"),  # not 第二条 (all covered) 第四条 (no certificate) or 第六条 (only forging is a crime)
    ("crime-fine-word",   "丙样品许可法@2021-03-01#第三条"),
    ("crime-no-transfer", "乙样品许可法@2021-03-01#第五条"),
]
# fmt: on


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return material(tmp_path_factory.mktemp("crime"), TEXTS)


def test_every_doubt_is_found_once(base: Material) -> None:
    assert rules(find, base) == EXPECTED


def test_findings_of_one_document_are_those_of_the_whole(base: Material) -> None:
    assert rules(find, base, ["甲样品许可法@2021-03-01"]) == EXPECTED[1:2]


def test_acts_are_told_apart(base: Material) -> None:
    (own,) = found(find, base, ["甲样品许可法@2021-03-01"])
    assert "伪造有对应表述；出租、出借未找到对应表述" in own.finding.differs
    assert own.finding.severity == "一般"
    assert own.sides[-1].provision_id == "刑法@2020-12-26#第二百八十条"
    (general, _) = found(find, base, ["乙样品许可法@2021-03-01"])
    assert general.finding.severity == "提示"
    assert general.sides[1].provision_id == "乙样品许可法@2021-03-01#第五条"


def test_a_later_amendment_may_cover_an_act(tmp_path: Path) -> None:
    later = "一、将刑法第二百八十条修改为：“伪造、变造、买卖、出租、出借样品证件的，处拘役。”"
    amended = material(tmp_path, {**TEXTS, "刑法修正案（十三）(2024-03-01)": later})
    assert [rule for rule, _ in rules(find, amended)] == ["crime-fine-word", "crime-no-transfer"]


def test_without_the_code_no_act_is_judged(tmp_path: Path) -> None:
    texts = {name: text for name, text in TEXTS.items() if not name.startswith("刑法")}
    assert [rule for rule, _ in rules(find, material(tmp_path, texts))] == ["crime-fine-word", "crime-no-transfer"]


def test_a_draft_is_compared_with_the_stored_code(base: Material, tmp_path: Path) -> None:
    text = {
        "示例市样品证规定(2025-05-01)": f"第一条 为了样品，制定本规定。\n第二条 转借样品合格证的，由市样品主管部门处一千元罚款；{CRIME}。"
    }
    id = "示例市样品证规定@2025-05-01"
    assert rules(find, draft(tmp_path, text, base), [id]) == [("crime-acts", f"{id}#第二条")]


@pytest.mark.parametrize("row", crime_acts(), ids=lambda row: row.id)
def test_acts_match_their_example_and_not_their_counter(row: object) -> None:
    assert row.regex.search(row.example)  # type: ignore[attr-defined]
    assert not row.regex.search(row.counter)  # type: ignore[attr-defined]


LIMITS = {
    "最高人民法院关于办理环境污染刑事案件适用法律若干问题的解释(2023-08-08)": "第一条 排放样品废液，有下列情形的，应当认定为严重：\n（一）排放样品废液五吨以上的；\n（二）其他情形。",
    "示例市样品水体条例(2021-03-01)": f"""
第一条 为了保护样品水体，制定本条例。
第二条 利用渗井、暗管排放样品废液的，由生态环境主管部门处一万元以上五万元以下罚款；{CRIME}。
第三条 未登记样品水体的，由生态环境主管部门处一千元以上二千元以下罚款。
第四条 涉嫌犯罪的案件，应当在十日内移送公安机关。
第五条 涉嫌犯罪的案件，应当在三日内移送公安机关。
第六条 不属于本部门管辖的案件，应当在十日内移送有关部门。
""",
    "示例市样品水库条例(2021-03-01)": """
第一条 为了保护样品水库，制定本条例。
第二条 利用渗井、暗管排放样品废液的，由生态环境主管部门处一万元以上五万元以下罚款。
""",
}


def test_the_amount_from_which_a_conduct_is_a_crime_is_quoted(tmp_path: Path) -> None:
    result = [one for one in found(find, material(tmp_path, LIMITS)) if one.finding.rule == "crime-threshold"]
    assert [(one.finding.matter, one.sides[0].provision_id) for one in result] == [
        ("污染环境", "示例市样品水体条例@2021-03-01#第二条")  # the other rule speaks of no crime
    ]
    assert "排放样品废液五吨以上的" in result[0].finding.differs
    assert "其他情形" not in result[0].finding.differs


def test_a_longer_clock_of_transfer_is_found(tmp_path: Path) -> None:
    result = [one for one in found(find, material(tmp_path, LIMITS)) if one.finding.rule == "crime-clock"]
    assert [one.sides[0].provision_id for one in result] == ["示例市样品水体条例@2021-03-01#第四条"]


@pytest.mark.parametrize("row", crime_thresholds(), ids=lambda row: row.id)
def test_a_conduct_of_a_crime_is_told_from_a_lawful_one(row: ThresholdRow) -> None:
    assert row.regex.search(row.example)
    assert not row.regex.search(row.counter)
