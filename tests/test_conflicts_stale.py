"""引用失效: references to what is gone, moved or dissolved, and those that are still right."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_material import draft, found, material, rules

from kb.conflicts.material import Material
from kb.conflicts.stale import find

TEXTS = {
    "甲样品法(2010-03-01)": """
第一条 为了规范样品活动，制定本法。
第二条 样品出厂前应当粘贴蓝色封签并登记编号。
第三条 鼓励研究开发样品新工艺。
第四条 未粘贴蓝色封签、未登记编号的样品出厂的，由样品主管部门处一千元以上五千元以下罚款。
第五条 本法自2010年6月1日起施行。
""",
    "甲样品法(2022-03-01)": """
第一条 为了规范样品活动，制定本法。
第二条 鼓励研究开发样品新工艺，保障研究人员的合法收入。
第三条 样品出厂前应当粘贴蓝色封签并登记编号。
第四条 各级人民政府应当把样品事业纳入发展规划。
第五条 未粘贴蓝色封签、未登记编号的样品出厂的，由样品主管部门处二千元以上一万元以下罚款。
第六条 本法自2022年6月1日起施行。《乙样品暂行条例》同时废止。
""",
    "示例市样品条例(2018-05-01)": """
第一条 为了加强样品管理，根据《甲样品法》，制定本条例。
第二条 样品的仓储依照《乙样品暂行条例》办理。
第三条 样品出厂前未粘贴蓝色封签、未登记编号的，由工商行政管理部门依照《甲样品法》第四条的规定处罚。
第四条 样品的展览依照《甲样品法》第九十条办理。
第五条 原《乙样品暂行条例》发给的证书继续有效。
第六条 夜间十时以后不得搬运大型样品。
第七条 样品运输车辆应当悬挂黄色警示旗帜并配备押运人员。
第八条 违反本条例第六条规定，样品运输车辆未悬挂黄色警示旗帜、未配备押运人员的，由市样品主管部门处一千元罚款。
第九条 违反本条例第六条规定，夜间十时以后搬运大型样品的，由市样品主管部门处二百元罚款。
第十条 本条例自2018年7月1日起施行。
""",
    "示例市样品展览规定(2023-05-01)": """
第一条 为了加强样品展览管理，根据《甲样品法》，制定本规定。
第二条 样品展览依照《甲样品法》第三条粘贴封签。
第三条 市市场监督管理部门负责样品展览的监督检查。
第四条 本规定自2023年7月1日起施行。
""",
}
LOCAL = "示例市样品条例@2018-05-01"
# fmt: off
EXPECTED = [
    ("stale-body",       f"{LOCAL}#第三条"),   # 工商行政管理部门
    ("stale-internal",   f"{LOCAL}#第八条"),   # the flag is in 第七条; 第九条 cites rightly
    ("stale-missing",    f"{LOCAL}#第四条"),   # 第九十条 never was
    ("stale-renumbered", f"{LOCAL}#第三条"),   # the penalty is now in 第五条
    ("stale-repealed",   f"{LOCAL}#第二条"),   # but not 第五条, which speaks of the past
    ("stale-superior",   f"{LOCAL}#第一条"),
]
# fmt: on


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return material(tmp_path_factory.mktemp("stale"), TEXTS)


def test_every_stale_reference_is_found_once(base: Material) -> None:
    assert rules(find, base) == EXPECTED


def test_the_present_law_and_its_present_numbers_are_left_alone(base: Material) -> None:
    assert rules(find, base, ["示例市样品展览规定@2023-05-01"]) == []


def test_findings_of_one_document_are_those_of_the_whole(base: Material) -> None:
    assert rules(find, base, [LOCAL]) == EXPECTED


def test_a_changed_law_shows_what_cites_it(base: Material) -> None:
    """The repeal clause, the moved article and the younger law stand in the new text of the law."""
    touched = rules(find, base, ["甲样品法@2022-03-01"])
    assert touched == [row for row in EXPECTED if row[0] in ("stale-renumbered", "stale-repealed", "stale-superior")]


def test_the_successor_is_offered(base: Material) -> None:
    by_rule = {one.finding.rule: one for one in found(find, base)}
    assert "疑似已移至第五条" in by_rule["stale-renumbered"].finding.differs
    assert by_rule["stale-renumbered"].sides[-1].provision_id == "甲样品法@2022-03-01#第五条"
    assert "疑似是第七条" in by_rule["stale-internal"].finding.differs
    assert "市场监督管理部门" in by_rule["stale-body"].finding.differs


def test_a_draft_is_checked_without_being_stored(base: Material, tmp_path: Path) -> None:
    text = {
        "示例市样品运输规定(2025-05-01)": "第一条 样品的运输依照《乙样品暂行条例》办理。\n第二条 本规定自2025年6月1日起施行。"
    }
    drafted = draft(tmp_path, text, base)
    id = "示例市样品运输规定@2025-05-01"
    assert rules(find, drafted, [id]) == [("stale-repealed", f"{id}#第一条")]


def test_all_that_is_missing_of_one_law_is_one_finding(tmp_path: Path) -> None:
    texts = {
        "甲样品法(2022-03-01)": TEXTS["甲样品法(2022-03-01)"],
        "丙样品法(2021-03-01)": "第一条 为了规范样品称量，制定本法。\n第二条 本法自2021年6月1日起施行。",
        "示例市样品条例(2023-05-01)": "第一条 样品的展览依照《甲样品法》第九十条办理。\n第二条 样品的收藏依照《甲样品法》第九十条、第九十一条办理。\n"
        "第三条 样品的称量依照《丙样品法》第八条办理。",
    }
    missing = [one for one in found(find, material(tmp_path, texts)) if one.finding.rule == "stale-missing"]
    assert [(one.finding.matter, len(one.sides)) for one in missing] == [
        ("《甲样品法》第九十条、第九十一条", 3),
        ("《丙样品法》第八条", 1),
    ]
