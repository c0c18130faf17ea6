"""幅度不一致: penalties of a lower rule set beside those of the superior one, with near misses, on laws of our own."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_material import draft, found, material, rules

from kb.conflicts.material import Material
from kb.conflicts.ranges import find
from kb.conflicts.sanctions import BASIC, GRAVE, LIGHT, OVERDUE, WORST, sanctions_of, tier_of

# fmt: off
CASES = [  # act, superior penalty, lower penalty, expected rules
    ("擅自拆除样品展台围栏",     "处一千元以上五千元以下罚款",           "处二千元以上三千元以下罚款",           []),  # narrower
    ("向样品水池倾倒染色液",     "处一千元以上五千元以下罚款",           "处一千元以上五万元以下罚款",           ["range-ceiling"]),
    ("伪造样品出库清单",         "处一万元以上五万元以下罚款",           "处二千元以上五万元以下罚款",           ["range-floor"]),
    ("涂改样品批次编号",         "处一万元以上二万元以下罚款",           "处一千元以上九万元以下罚款",           ["range-both"]),
    ("占用样品消防水源井",       "处五千元以上一万元以下罚款",           "处五千元以上一万元以下罚款，并没收违法使用的工具", ["range-kind"]),
    ("遮挡样品监控摄像头",       "处五百元以上八百元以下罚款",           "给予警告",                             ["range-none"]),
    ("夜间私自启封样品仓库",     "处违法所得一倍以上三倍以下罚款",       "处一千元以上九万元以下罚款",           []),  # other base
    ("转借样品检验钥匙",         "处罚款",                               "处一千元以上二千元以下罚款",           []),  # left open above
    ("损坏样品恒温设备",         "没收违法所得，处一千元以上五千元以下罚款", "处一千元以上五千元以下罚款，没收违法所得", []),
    ("冒领样品补贴凭条",         "处骗取金额百分之十以上百分之五十以下罚款", "处骗取金额一倍以上三倍以下罚款",   ["range-ceiling"]),
    ("在样品广场饲养孔雀",       "对单位处一万元以上三万元以下罚款，对个人处一百元以上三百元以下罚款",
                                 "对单位处一万元以上三万元以下罚款，对个人处一百元以上九百元以下罚款", ["range-ceiling"]),
    ("拒绝登记样品来源地",       "责令改正，处一千元以上六千元以下罚款；情节严重的，处六千元以上二万元以下罚款",
                                 "责令改正，处一千元以上二万元以下罚款", []),  # one grade for both
    ("私藏样品残次标签",         "处一千元以上五千元以下罚款",           "除没收其违法所得外，处一千元以上五千元以下罚款", []),  # due in any case
    ("携带明火进入样品库",       "处一千元以上五千元以下罚款",           "在展期以外的时间实施的，处一千元以上九万元以下罚款", []),
    ("擅自调换样品封签",         "责令改正，处一千元以上六千元以下罚款；情节严重的，处六千元以上二万元以下罚款",
                                 "责令改正，处一千元以上九千元以下罚款；情节严重的，处九千元以上二万元以下罚款", ["range-ceiling"]),
]
# fmt: on
UPPER, LOWER = "样品管理法", "示例市样品管理条例"


def articles(column: int) -> str:
    lines = [
        f"第{'一二三四五六七八九十'[n % 10] if n < 10 else '十' + '一二三四五六七八九'[n - 10]}条 "
        f"{case[0]}的，由样品主管部门{case[column]}。"
        for n, case in enumerate(CASES)
    ]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Material:
    texts = {f"{UPPER}(2022-03-01)": articles(1), f"{LOWER}(2020-05-01)": articles(2)}
    return material(tmp_path_factory.mktemp("ranges"), texts)


@pytest.mark.parametrize(("act", "above", "below", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_lower_penalty_beside_the_superior_one(
    base: Material, act: str, above: str, below: str, expected: list[str]
) -> None:
    assert [f.finding.rule for f in found(find, base) if f.finding.matter == act] == expected, (above, below)


def test_the_lower_rule_comes_first_and_the_words_at_issue_are_marked(base: Material) -> None:
    one = next(f for f in found(find, base) if f.finding.rule == "range-both")
    assert [side.doc_id.partition("@")[0] for side in one.sides] == [LOWER, UPPER]
    assert "九万元" in base.words(one.sides[0].doc_id, one.sides[0].start, one.sides[0].end)
    assert "1,000—90,000元" in one.finding.differs


def test_a_newer_superior_law_is_named_as_such(base: Material) -> None:
    assert all("上位法修改在后" in f.finding.reason for f in found(find, base))


def test_the_lower_document_alone_gives_the_same(base: Material) -> None:
    assert rules(find, base, [f"{LOWER}@2020-05-01"]) == rules(find, base)


# fmt: off
ACTS = [  # act of the superior rule, act of the lower one, expected rules
    ("倒卖国家重点样品蜡叶标本",     "倒卖国家重点样品蜡叶标本",         ["range-ceiling"]),
    ("倒卖国家重点样品蜡叶标本",     "倒卖省重点样品蜡叶标本",           []),  # another class
    ("涂改样品配方登记卡片",         "强迫他人涂改样品配方登记卡片",     []),  # who makes another do it
    ("涂改样品配方登记卡片",         "涂改上述样品配方登记卡片",         []),  # points elsewhere
    ("样品寄存机构未对寄存样品逐件登记编号并拍照留存影像资料",
     "样品寄存机构其他违反寄存服务规则未对寄存样品逐件登记编号并拍照留存影像资料的情形", []),  # a catch-all
]
# fmt: on


@pytest.mark.parametrize(("above", "below", "expected"), ACTS)
def test_acts_that_only_look_alike_are_not_compared(
    tmp_path: Path, above: str, below: str, expected: list[str]
) -> None:
    texts = {
        f"{UPPER}(2022-03-01)": f"第一条 {above}的，由样品主管部门处一千元以上五千元以下罚款。",
        f"{LOWER}(2020-05-01)": f"第一条 {below}的，由样品主管部门处一千元以上五万元以下罚款。",
    }
    assert [f.finding.rule for f in found(find, material(tmp_path, texts))] == expected


def test_a_variant_is_silent_where_the_lower_law_has_the_act_itself_in_line(tmp_path: Path) -> None:
    act, variant = "涂改样品馆保护标牌和界桩", "涂改乡村样品馆保护标牌和界桩"
    fine, less = "处一千元以上一万元以下罚款", "处五百元以上五千元以下罚款"
    upper = {f"{UPPER}(2022-03-01)": f"第一条 {act}的，由样品主管部门{fine}。"}
    lower = f"第一条 {variant}的，由样品主管部门{less}。"
    alone = material(tmp_path / "alone", {**upper, f"{LOWER}(2020-05-01)": lower})
    assert [f.finding.rule for f in found(find, alone)] == ["range-floor"]
    both = lower + f"\n第二条 {act}的，由样品主管部门{fine}。"
    assert not found(find, material(tmp_path / "both", {**upper, f"{LOWER}(2020-05-01)": both}))


def test_equals_that_differ_are_told(tmp_path: Path) -> None:
    other = articles(1).replace("处五百元以上八百元以下", "处九百元以上二千元以下")
    texts = {"样品管理法(2022-03-01)": articles(1), "样品管理特别法(2019-03-01)": other}
    (only,) = found(find, material(tmp_path, texts))
    assert (only.finding.rule, only.finding.severity) == ("range-equal", "一般")
    assert only.finding.matter == "遮挡样品监控摄像头"
    assert only.sides[0].doc_id.startswith("样品管理法")  # the later one is looked at first


def test_one_superior_rule_that_agrees_is_enough(tmp_path: Path) -> None:
    other = articles(1).replace("处五百元以上八百元以下", "处九百元以上二千元以下")
    texts = {
        "样品管理法(2022-03-01)": articles(1),
        "样品管理办法(2021-03-01)": other,
        "示例市样品管理条例(2023-03-01)": other,
    }
    assert rules(find, material(tmp_path, texts), ["示例市样品管理条例@2023-03-01"]) == []


def test_a_draft_is_compared_as_what_is_stored(tmp_path: Path) -> None:
    stored = material(tmp_path / "stored", {"样品管理法(2022-03-01)": articles(1)})
    other = articles(1).replace("处五百元以上八百元以下", "处五百元以上九百元以下")
    new = draft(tmp_path / "draft", {"示例市样品管理条例(2023-03-01)": other}, stored)
    assert [rule for rule, _ in rules(find, new, ["示例市样品管理条例@2023-03-01"])] == ["range-ceiling"]


# fmt: off
TIERS = [
    ("",                         BASIC),
    ("逾期不改正",               OVERDUE),
    ("拒不改正或者情节严重",     OVERDUE),  # the lighter is enough
    ("逾期不改正，情节严重",     GRAVE),
    ("造成严重后果",             GRAVE),
    ("情节特别严重",             WORST),
    ("情节较轻",                 LIGHT),
    ("货值金额不足一万元",       "货值金额不足一万元"),  # compared by its words
]
# fmt: on
@pytest.mark.parametrize(("condition", "expected"), TIERS)
def test_the_grade_that_a_condition_stands_for(condition: str, expected: str) -> None:
    assert tier_of(condition) == expected


def test_sanctions_lie_where_they_are_said(base: Material) -> None:
    for item in base.items.values():
        for sanction in sanctions_of(base, item):
            assert sanction.kind[-2:] in base.words(item.doc_id, sanction.start, sanction.end) or not sanction.fixed
