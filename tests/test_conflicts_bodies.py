"""职权重叠, 主体不一致 and 一事多罚 on laws of our own, with near misses."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from made_material import found, material

from kb.conflicts import bodies, matters, tables
from kb.conflicts.edges import Body, unlike

FINE = "处一千元以上五千元以下罚款"
ACT = "在样品展馆的玻璃展柜上张贴彩色标签"
TAKEN = "擅自拆除样品仓库的防水隔板和通风管道"
NATIONAL, LOCAL = "样品管理法(2022-03-01)", "示例市样品管理条例(2020-05-01)"

# fmt: off
JOINT = [  # one article, expected rules
    (f"{ACT}的，由公安机关或者生态环境主管部门责令改正，{FINE}。",                       ["body-joint"]),
    (f"{ACT}的，由公安机关、生态环境主管部门按照各自职责责令改正，{FINE}。",             ["body-shared"]),
    (f"{ACT}的，由公安机关责令改正，{FINE}。",                                           []),
    (f"{ACT}的，由公安机关{FINE}；情节严重的，由市场监督管理部门吊销营业执照。",         []),  # its own licence
    (f"{ACT}的，由市场监督管理部门或者工商行政管理部门责令改正，{FINE}。",               []),  # an old name
    (f"{ACT}，未向公安机关、生态环境主管部门报告的，由公安机关责令改正，{FINE}。",       []),  # no power
]
PAIRS = [  # body of the national law, body of the local rule, expected rules
    ("公安机关",           "公安机关",             []),
    ("环境保护主管部门",   "生态环境主管部门",     []),  # only the superior law has the old name
    ("生态环境主管部门",   "环境保护主管部门",     ["body-renamed"]),
    ("环境保护主管部门",   "环境保护主管部门",     []),
    ("公安机关",           "生态环境主管部门",     ["body-unlike"]),
    ("公安机关",           "综合行政执法部门",     ["body-transfer"]),
    ("县级以上地方人民政府指定的部门", "公安机关", ["body-designated"]),
    ("县级以上地方人民政府指定的部门", "县级以上地方人民政府指定的部门", []),
    ("公安机关",           "有关部门",             []),  # left open
]
# fmt: on


def _rules(home: Path, texts: Mapping[str, str]) -> list[str]:
    return sorted({one.finding.rule for one in found(bodies.find, material(home, texts))})


@pytest.mark.parametrize(("text", "expected"), JOINT)
def test_several_bodies_in_one_article(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert _rules(tmp_path, {NATIONAL: f"第一条 {text}"}) == expected


@pytest.mark.parametrize(("above", "below", "expected"), PAIRS)
def test_a_lower_rule_and_its_superior(tmp_path: Path, above: str, below: str, expected: list[str]) -> None:
    texts = {NATIONAL: f"第一条 {ACT}的，由{above}{FINE}。", LOCAL: f"第一条 {ACT}的，由{below}{FINE}。"}
    assert _rules(tmp_path, texts) == expected


def test_bodies_are_not_unlike_where_the_line_names_the_other_too(tmp_path: Path) -> None:
    below = (
        f"第一条 {ACT}的，由生态环境主管部门责令限期清除；逾期不清除的，由公安机关予以协助。由生态环境主管部门{FINE}。"
    )
    texts = {NATIONAL: f"第一条 {ACT}的，由公安机关{FINE}。", LOCAL: below}
    assert "body-unlike" not in _rules(tmp_path, texts)


def test_two_laws_that_fine_one_conduct_name_the_highest_ceiling(tmp_path: Path) -> None:
    texts = {
        NATIONAL: f"第一条 {ACT}的，由公安机关{FINE}。",
        "样品展馆保护法(2021-03-01)": f"第一条 {ACT}的，由生态环境主管部门处二千元以上九千元以下罚款。",
    }
    result = found(bodies.find, material(tmp_path, texts))
    assert sorted(one.finding.rule for one in result) == ["body-fined-twice", "body-overlap"]
    twice = next(one for one in result if one.finding.kind == "一事多罚")
    assert "《样品展馆保护法》第一条（9,000元）" in twice.finding.reason


def test_detention_by_the_police_beside_a_fine_is_no_overlap(tmp_path: Path) -> None:
    texts = {
        NATIONAL: f"第一条 {ACT}的，由生态环境主管部门{FINE}。\n第二条 {ACT}的，由公安机关处五日以上十日以下拘留。",
    }
    assert _rules(tmp_path, texts) == []


def test_every_body_of_its_own_licence_is_no_conflict(tmp_path: Path) -> None:
    texts = {
        NATIONAL: f"第一条 未取得样品采矿许可证开采样品矿石的，由自然资源主管部门{FINE}。",
        "样品矿石安全法(2021-03-01)": f"第一条 未取得样品排污许可证开采样品矿石的，由生态环境主管部门{FINE}。",
    }
    assert _rules(tmp_path, texts) == []


def test_a_matter_gathers_the_laws_of_several_offices(tmp_path: Path) -> None:
    texts = {
        NATIONAL: f"第一条 运输样品砂石的车辆未采取密闭措施，沿途遗撒样品砂石的，由公安机关{FINE}。",
        "样品空气法(2021-03-01)": f"第一条 运输样品渣土、砂石的车辆未密闭造成遗撒的，由生态环境主管部门{FINE}。",
        "样品交通法(2021-04-01)": f"第一条 运送样品渣土的车辆抛撒样品渣土的，由交通运输主管部门{FINE}。",
    }
    result = [one for one in found(matters.find, material(tmp_path, texts)) if one.finding.kind == "职权重叠"]
    assert [one.finding.matter for one in result] == ["渣土遗撒"]
    assert {side.agency for side in result[0].sides} >= {"公安机关", "生态环境主管部门"}


def test_a_matter_in_the_hands_of_one_office_is_none(tmp_path: Path) -> None:
    texts = {
        NATIONAL: f"第一条 运输样品砂石的车辆未采取密闭措施，沿途遗撒样品砂石的，由公安机关{FINE}。",
        "样品空气法(2021-03-01)": f"第一条 运输样品渣土、砂石的车辆未密闭造成遗撒的，由公安机关{FINE}。",
    }
    assert not found(matters.find, material(tmp_path, texts))


def test_a_general_clause_and_a_narrow_matter_are_kept(tmp_path: Path) -> None:
    texts = {
        NATIONAL: f"第一条 占用样品楼宇的消防车通道的，由消防救援机构{FINE}。",
        "样品道路法(2021-03-01)": f"第一条 违反样品道路交通安全法律、法规关于机动车停放、临时停车规定的，由公安机关{FINE}。",
    }
    result = [one for one in found(matters.find, material(tmp_path, texts)) if one.finding.rule == "body-matter"]
    assert [one.finding.matter for one in result] == ["消防通道"]


def test_of_an_article_the_item_is_taken_that_other_laws_speak_of(tmp_path: Path) -> None:
    own = f"第一条 有下列行为之一的，由公安机关{FINE}：\n（一）遮盖样品车辆的货物不用样品布的；\n（二）运输渣土的车辆未密闭造成遗撒的。"
    texts = {
        NATIONAL: own,
        "样品空气法(2021-03-01)": f"第一条 运输渣土的车辆未密闭造成遗撒的，由生态环境主管部门{FINE}。",
    }
    base = material(tmp_path, texts)
    one = next(one for one in found(matters.find, base) if one.finding.rule == "body-matter")
    assert "遗撒" in next(base.words(s.doc_id, s.start, s.end) for s in one.sides if s.agency == "公安机关")


def test_the_acts_that_a_cited_duty_lists_belong_to_the_conduct(tmp_path: Path) -> None:
    texts = {
        NATIONAL: "第一条 禁止搬运下列样品：\n（一）破损的样品；\n（二）未密闭造成遗撒的渣土。\n"
        f"第二条 违反本法第一条规定，运输样品的，由公安机关{FINE}。",
        "样品空气法(2021-03-01)": f"第一条 运输渣土的车辆未密闭造成遗撒的，由生态环境主管部门{FINE}。",
    }
    result = [one for one in found(matters.find, material(tmp_path, texts)) if one.finding.rule == "body-matter"]
    assert [one.finding.matter for one in result] == ["渣土遗撒"]
    bare = {**texts, NATIONAL: texts[NATIONAL].replace("未密闭造成遗撒的渣土", "受潮的样品")}
    assert not found(matters.find, material(tmp_path / "bare", bare))


def test_a_ban_without_a_penalty_stands_under_its_matter(tmp_path: Path) -> None:
    texts = {
        NATIONAL: "第一条 擅自燃放样品烟花爆竹的，由公安机关予以取缔。",
        "样品空气法(2021-03-01)": f"第一条 在样品街区燃放烟花爆竹的，由生态环境主管部门{FINE}。",
    }
    base = material(tmp_path, texts)
    result = [one for one in found(matters.find, base) if one.finding.rule == "body-matter"]
    assert [one.finding.matter for one in result] == ["烟花爆竹燃放"]
    assert not [one for one in found(matters.find, base) if one.finding.rule == "body-matter-fined"]


def test_a_clause_that_shares_the_work_makes_it_a_hint(tmp_path: Path) -> None:
    texts = {
        NATIONAL: f"第一条 运输渣土的车辆未密闭造成遗撒的，由公安机关、交通运输主管部门按照各自职责{FINE}。",
        "样品空气法(2021-03-01)": f"第一条 运输渣土的车辆未密闭造成遗撒的，由生态环境主管部门{FINE}。",
    }
    one = next(one for one in found(matters.find, material(tmp_path, texts)) if one.finding.rule == "body-matter")
    assert one.finding.severity == "提示"
    assert "按照各自职责" in one.finding.reason


def test_a_name_that_a_reform_ended_beside_the_name_of_today(tmp_path: Path) -> None:
    act = "在样品仓库销售掺杂掺假的样品产品"
    texts = {
        NATIONAL: f"第一条 {act}的，由工商行政管理部门{FINE}。",
        "样品商品法(2021-03-01)": f"第一条 {act}的，由市场监督管理部门{FINE}。",
    }
    result = [
        one for one in found(matters.find, material(tmp_path, texts)) if one.finding.rule == "body-matter-renamed"
    ]
    assert result
    assert {(one.finding.kind, one.finding.severity) for one in result} == {("主体不一致", "提示")}
    assert [side.agency for side in result[0].sides] == ["工商行政管理部门", "市场监督管理部门"]


def test_two_names_of_today_are_no_renaming(tmp_path: Path) -> None:
    texts = {
        NATIONAL: f"第一条 在样品仓库销售掺杂掺假的样品产品的，由市场监督管理部门{FINE}。",
        "样品商品法(2021-03-01)": f"第一条 在样品仓库销售掺杂掺假的样品产品的，由市场监督管理部门{FINE}。",
    }
    assert not found(matters.find, material(tmp_path, texts))


def test_the_first_words_of_a_pattern_find_what_the_patterns_find() -> None:
    for text in ("运输渣土的车辆沿途遗撒", "在样品展馆吸烟", "擅自设置户外广告", ""):
        every = sorted(name for name, pattern in tables.matters().items() if pattern.match(text))
        assert matters.matters_of(text) == every


def test_unlike() -> None:
    police, health = Body("公安机关", frozenset({"公安"})), Body("卫生部门", frozenset({"卫生"}))
    named, vague = Body("政府指定的部门", frozenset()), Body("有关部门", frozenset())
    assert unlike([police], [police]) == ""
    assert unlike([police], [health]) == "不同"
    assert unlike([police], [police, health]) == "增加"
    assert unlike([police], [named]) == "指定"
    assert unlike([police], [police, named]) == ""  # the one that is named may be the one designated
    assert unlike([police], [vague]) == ""


def test_a_rule_that_takes_a_superior_article_over_with_another_body_is_unlike_it(tmp_path: Path) -> None:
    above = {"样品空气法(2022-03-01)": f"第一条 {TAKEN}的，由公安机关{FINE}。"}
    below = "示例市文明条例(2020-05-01)"
    assert _rules(tmp_path / "same", {**above, below: f"第一条 {TAKEN}的，由生态环境主管部门{FINE}。"}) == [
        "body-unlike"
    ]
    other = f"第一条 {TAKEN}的，由生态环境主管部门处五百元以上九千元以下罚款。"
    assert "body-unlike" not in _rules(tmp_path / "other", {**above, below: other})


def test_what_may_be_lawful_is_one_finding_for_a_document(tmp_path: Path) -> None:
    acts = [ACT, "在样品仓库的屋顶上燃放烟花爆竹", "向样品水池倾倒染色废液"]

    def lines(body: str) -> str:
        return "\n".join(f"第{n}条 {act}的，由{body}{FINE}。" for n, act in zip("一二三", acts, strict=True))

    texts = {NATIONAL: lines("公安机关"), LOCAL: lines("综合行政执法部门")}
    (one,) = found(bodies.find, material(tmp_path, texts))
    assert one.finding.rule == "body-transfer"
    assert one.finding.reason.count("综合行政执法部门") >= 3
    assert "库中未见" in one.finding.reason
    assert len(one.sides) == 6


def test_the_instrument_of_a_transfer_is_named(tmp_path: Path) -> None:
    texts = {
        NATIONAL: f"第一条 {ACT}的，由公安机关{FINE}。",
        LOCAL: f"第一条 {ACT}的，由综合行政执法部门{FINE}。",
        "示例市综合行政执法条例(2021-05-01)": "第一条 综合行政执法部门集中行使样品管理方面的行政处罚权，目录由市人民政府公布。",
    }
    (one,) = found(bodies.find, material(tmp_path, texts))
    assert one.finding.rule == "body-transfer"
    assert "《示例市综合行政执法条例》第一条" in one.finding.reason
