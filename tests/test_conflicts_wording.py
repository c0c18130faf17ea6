"""操作性: vague words, repetitions, numbers, terms and missing coordination, with near misses."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_material import draft, found, material, rules

from kb.conflicts.material import Material
from kb.conflicts.tables import vague_words
from kb.conflicts.wording import find

SAME = "样品仓库应当分区存放蓝色、红色、黄色三类样品，并在每个分区的入口处悬挂写有样品名称、入库日期和保管人姓名的标牌，标牌应当保持清楚可见，损坏后由保管人另行制作。"
TEXTS = {
    "示例市样品处置条例(2020-05-01)": f"""
第一条 为了规范样品处置，制定本条例。
第二条 发现样品泄漏的，市生态环境主管部门应当及时查封样品仓库。
第三条 发现样品自燃的，市应急管理部门应当及时查封样品仓库，并在三日内作出处理决定。
第四条 堵塞样品通道的，由市公安机关责令限期改正；逾期不改正的，处一千元罚款。
第五条 涂抹样品标牌的，由市公安机关责令十日内改正；逾期不改正的，处一千元罚款。
第六条 样品渗漏的，由有关部门查封存放场所。
第七条 样品经营者应当及时清扫场地。
第八条 重点晾晒单位应当每月报送样品数量，由市公安机关查封未报送单位的样品。
第九条 {SAME}
第十条 {SAME}
第十二条 盗用样品编号的，由市市场监督管理部门处一千元罚款。
""",
    "样品仓库法(2019-05-01)": f"""
第一条 为了规范样品仓库，制定本法。
第二条 {SAME}
第三条 重点仓储单位的名录由样品主管部门确定并公布。
第四条 重点仓储单位应当每月报送样品数量。
第五条 损坏仓库的，由公安机关处一千元罚款；盗用仓库编号的，由市场监督管理部门处一千元罚款；毁坏标牌的，由生态环境主管部门处一千元罚款。
第六条 公安机关发现不属于本机关管辖的案件，应当移送有管辖权的机关。
""",
}
CITY = "示例市样品处置条例@2020-05-01"
# fmt: off
EXPECTED = [
    ("wording-body",            f"{CITY}#第六条"),
    ("wording-copied",          f"{CITY}#第九条"),   # of the national law
    ("wording-duplicate",       f"{CITY}#第十条"),
    ("wording-no-coordination", f"{CITY}#第十二条"),  # two systems; the national law has 移送
    ("wording-number",          f"{CITY}#第十二条"),
    ("wording-period",          f"{CITY}#第二条"),   # not 第三条 (三日内), not 第七条 (a private duty)
    ("wording-period",          f"{CITY}#第四条"),   # not 第五条 (十日内)
    ("wording-undefined",       f"{CITY}#第八条"),   # not 重点仓储单位, which somebody determines
]
# fmt: on


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return material(tmp_path_factory.mktemp("wording"), TEXTS)


def test_every_doubt_is_found_once(base: Material) -> None:
    assert rules(find, base) == EXPECTED


def test_findings_of_one_document_are_those_of_the_whole(base: Material) -> None:
    assert rules(find, base, [CITY]) == EXPECTED
    assert rules(find, base, ["样品仓库法@2019-05-01"]) == [("wording-copied", f"{CITY}#第九条")]


def test_all_stay_hints_and_name_the_word(base: Material) -> None:
    by_rule = {one.finding.rule: one.finding for one in found(find, base)}
    assert {f.severity for rule, f in by_rule.items() if rule != "wording-duplicate"} == {"提示"}
    assert by_rule["wording-undefined"].matter == "重点晾晒单位"
    assert "联席会议" in by_rule["wording-no-coordination"].differs


def test_a_draft_is_compared_with_what_is_stored(base: Material, tmp_path: Path) -> None:
    text = {"示例市样品标牌规定(2025-05-01)": f"第一条 为了标牌，制定本规定。\n第二条 {SAME}"}
    id = "示例市样品标牌规定@2025-05-01"
    assert rules(find, draft(tmp_path, text, base), [id]) == [("wording-copied", f"{id}#第二条")]


@pytest.mark.parametrize("row", vague_words(), ids=lambda row: row.id)
def test_words_match_their_example_and_not_their_counter(row: object) -> None:
    assert row.regex.search(row.example)  # type: ignore[attr-defined]
    assert not row.regex.search(row.counter)  # type: ignore[attr-defined]


def test_chapters_may_repeat_a_rule_but_one_chapter_may_not(tmp_path: Path) -> None:
    same = "展品送交馆方清点以前，送展人应当逐件核对编号、包装和封签，并且在清单上写明核对的日期。"
    name = "示例市样品送展规定(2020-05-01)"
    apart = f"第一章 甲馆\n第一条 {same}\n第二章 乙馆\n第二条 {same}"
    together = f"第一章 甲馆\n第一条 {same}\n第二条 {same}"
    for number, (text, times) in enumerate(((apart, 0), (together, 1))):
        told = rules(find, material(tmp_path / str(number), {name: text}))
        assert [rule for rule, _ in told].count("wording-duplicate") == times
