"""Cases that are told of joint enforcement, on laws of our own: who is found to overlap, and who is not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from made_material import found, material

from kb.conflicts import DETECTORS
from kb.conflicts.found import Found
from kb.conflicts.leads import leads

FINE = "处一万元以上五万元以下罚款"
DIG = "未经批准在湖泊采砂的"
BEFORE = {
    "湖泊水工管理法(2015-03-01)": f"第一条 {DIG}，由水行政主管部门责令停止违法行为，{FINE}。",
    "湖区航道维护法(2014-03-01)": f"第一条 {DIG}，由交通运输主管部门责令停止违法行为，{FINE}。",
    "湖区秩序管理法(2013-03-01)": f"第一条 {DIG}，由公安机关责令停止违法行为，{FINE}。",
}
LEAD = (
    "第一条 湖泊采砂的监督检查和行政处罚由水行政主管部门统一负责；交通运输、公安等部门按照各自职责予以配合。\n"
    f"第二条 {DIG}，由水行政主管部门责令停止违法行为，{FINE}。"
)
LED_BY = "由水行政主管部门统一负责；交通运输、公安等部门按照各自职责予以配合"
AFTER = {**BEFORE, "湖泊采砂管理决定(2020-06-01)": LEAD}
ONE = {name: AFTER[name] for name in ("湖泊水工管理法(2015-03-01)", "湖泊采砂管理决定(2020-06-01)")}

NOISE = {
    "噪声防治法(2021-03-01)": "第一条 餐饮经营者夜间产生噪声干扰周围居民正常生活的，由生态环境主管部门处一千元以下罚款。",
    "治安秩序法(2020-03-01)": "第一条 夜间产生噪声干扰周围居民正常生活的，由公安机关处五百元以下罚款。",
    "市容管理法(2019-03-01)": "第一条 占道经营大排档，夜间产生噪声干扰周围居民正常生活的，由城市管理部门处八百元以下罚款。",
    "餐饮经营法(2018-03-01)": "第一条 餐饮经营者超时经营，夜间产生噪声干扰周围居民正常生活的，由市场监督管理部门处九百元以下罚款。",
}
DUST = {
    "城市容貌法(2021-03-01)": "第一条 运输渣土的车辆沿途抛撒污染路面的，由城市管理部门处二千元以上二万元以下罚款。",
    "公路养护法(2020-03-01)": "第一条 运输渣土的车辆沿途抛撒污染公路路面的，由交通运输主管部门处五千元以下罚款。",
    "道路秩序法(2019-03-01)": "第一条 车辆运输渣土沿途抛撒影响通行安全的，由公安机关交通管理部门处二十元以上二百元以下罚款。",
}
TRADE = {
    "无证经营查处法(2021-03-01)": "第一条 从事无照经营的，由市场监督管理部门没收违法所得，处一万元以下罚款。",
    "餐饮许可法(2020-03-01)": "第一条 未取得营业执照和许可证从事餐饮经营的，由城市管理部门处一万元以下罚款。",
    "旅馆许可法(2019-03-01)": "第一条 未取得营业执照从事无照经营旅馆的，由公安机关处一万元以下罚款。",
}
MINE = {  # each revokes the licence that it gave: one matter, several powers, no conflict
    "矿产管理法(2021-03-01)": "第一条 煤矿违法开采拒不停产的，由自然资源主管部门吊销采矿许可证。",
    "矿山安全法(2020-03-01)": "第一条 煤矿违法开采拒不停产的，由矿山安全监察机构吊销安全生产许可证。",
    "登记管理法(2019-03-01)": "第一条 煤矿违法开采拒不停产的，由市场监督管理部门吊销营业执照。",
}
MINE_IN_ONE = {
    "矿井关闭法(2021-03-01)": "第一条 矿井应当关闭而拒不关闭的，由自然资源主管部门吊销采矿许可证，由矿山安全监察机构"
    "吊销安全生产许可证，由市场监督管理部门吊销营业执照。"
}
BODIES = ("职权重叠", "主体不一致", "一事多罚")


def findings(home: Path, texts: Mapping[str, str]) -> list[Found]:
    """What all detectors say of bodies in *texts*."""
    made = material(home, texts)
    return [one for _, find in DETECTORS for one in found(find, made) if one.finding.kind in BODIES]


def laws(one: Found) -> set[str]:
    return {side.doc_id.partition("@")[0] for side in one.sides}


# fmt: off
CASES = [  # texts, number of laws that one finding of 职权重叠 must hold
    ("采砂", BEFORE, 3),
    ("大排档噪声", NOISE, 4),
    ("渣土抛撒", DUST, 3),
    ("无证无照", TRADE, 3),
]
# fmt: on


@pytest.mark.parametrize(("name", "texts", "number"), CASES, ids=[name for name, _, _ in CASES])
def test_bodies_that_each_may_act(tmp_path: Path, name: str, texts: Mapping[str, str], number: int) -> None:
    told = findings(tmp_path, texts)
    overlaps = [one for one in told if one.finding.kind == "职权重叠" and one.finding.severity == "一般"]
    assert max(len(laws(one)) for one in overlaps) == number
    assert any(one.finding.kind == "一事多罚" for one in told)


def test_one_conduct_is_fined_once(tmp_path: Path) -> None:
    twice = [one for one in findings(tmp_path, DUST) if one.finding.rule == "body-fined-twice"]
    assert len(laws(twice[0])) == 3
    assert "不得给予两次以上罚款" in twice[0].finding.reason


@pytest.mark.parametrize("texts", [MINE, MINE_IN_ONE], ids=["several laws", "one article"])
def test_each_its_own_licence_is_no_conflict(tmp_path: Path, texts: Mapping[str, str]) -> None:
    assert [one.finding.rule for one in findings(tmp_path, texts)] == []


def test_nothing_is_left_where_the_others_have_lost_the_power(tmp_path: Path) -> None:
    assert findings(tmp_path, ONE) == []


def test_an_overlap_is_a_hint_once_one_body_is_named(tmp_path: Path) -> None:
    told = [one for one in findings(tmp_path, AFTER) if one.finding.kind == "职权重叠"]
    assert {one.finding.severity for one in told} == {"提示"}
    assert all(LED_BY in one.finding.reason for one in told)
    assert all("湖泊采砂管理决定" in laws(one) for one in told)


# fmt: off
NOT_LED = [  # a clause that leaves the older overlap as grave as it was
    ("earlier", {**BEFORE, "湖泊采砂管理决定(2010-06-01)": LEAD}),
    ("of another matter", {**BEFORE, "湖泊捕捞管理决定(2020-06-01)": LEAD.replace("湖泊采砂的监督", "湖泊捕捞的监督")}),
    ("of a lower level", {**BEFORE, "示例市湖泊采砂管理规定(2020-06-01)": LEAD}),
    ("of several bodies", {**BEFORE, "湖泊采砂管理决定(2020-06-01)": LEAD.replace("由水行政主管部门统一", "由水行政主管部门、公安机关")}),
]
# fmt: on


@pytest.mark.parametrize(("name", "texts"), NOT_LED, ids=[name for name, _ in NOT_LED])
def test_a_clause_that_settles_nothing(tmp_path: Path, name: str, texts: Mapping[str, str]) -> None:
    told = [one.finding for one in findings(tmp_path, texts) if one.finding.rule in ("body-matter", "body-overlap")]
    assert "一般" in {finding.severity for finding in told}


LED = [
    ("湖泊采砂的查处以水行政主管部门为主，交通运输等部门予以配合。", True),
    ("湖泊采砂的行政处罚权由水行政主管部门集中行使。", True),
    ("湖泊采砂由水行政主管部门负责查处，公安机关予以协助。", True),
    ("湖泊采砂由水行政主管部门负责查处，情节严重的，吊销许可证。", False),
    ("湖泊采砂的计量设备由水行政主管部门统一管理。", False),  # no power over others
    ("监督检查工作由水行政主管部门统一负责。", False),  # of what?
]


@pytest.mark.parametrize(("clause", "good"), LED)
def test_who_has_the_lead(tmp_path: Path, clause: str, good: bool) -> None:
    made = material(tmp_path, {"湖泊采砂管理决定(2020-06-01)": f"第一条 {clause}"})
    assert [lead.body for lead in leads(made, made.editions.keys())] == (["水行政主管部门"] if good else [])
