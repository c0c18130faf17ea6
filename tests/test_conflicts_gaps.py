"""监管真空: duties that nothing punishes and penalties that nobody can impose, with near misses."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_material import draft, found, material, rules

from kb.conflicts.gaps import find
from kb.conflicts.material import Material
from kb.conflicts.tables import gap_words

LAW = "示例市样品场所条例"
FINES = """
第二十条 违反本条例第十条规定，在样品场所饲养鸽子的，由市样品主管部门处五百元罚款。
第二十一条 未按照规定登记样品批号的，由市样品主管部门处五百元以上一千元以下罚款。
第二十二条 擅自拆除样品围栏的，由市样品主管部门处五百元以上一千元以下罚款。
第二十三条 伪造样品证书的，由市样品主管部门处五百元以上一千元以下罚款。
第二十四条 夜间运输样品的，由市样品主管部门处五百元以上一千元以下罚款。
"""
TEXTS = {
    f"{LAW}(2020-05-01)": "第一条 为了规范样品场所，制定本条例。\n"
    "第十条 禁止在样品场所饲养鸽子。\n"
    "第十一条 任何单位和个人不得向露天水池投放热带观赏鱼苗。\n"
    "第十二条 任何单位和个人不得擅自拆除样品围栏。\n"
    "第十七条 任何单位和个人不得以样品展演为名侵犯集市居民的通行权利。\n"
    "第十八条 任何当事人不得在纠纷解决前单方搬移露天水池的石雕。\n"
    "第十三条 样品经营者应当在场所入口处配备橙色消毒脚垫并每日更换药液。\n"
    "第十四条 样品经营者应当自觉爱护场所入口处的花坛。\n"
    "第十五条 样品主管部门应当建立巡查档案并每日更换记录表。\n"
    "第十六条 样品经营者应当按照规定登记样品批号。" + FINES,
    "示例市样品集市办法(2020-05-01)": "第一条 为了规范样品集市，制定本办法。\n"
    "第十一条 任何单位和个人不得向集市喷泉投放彩色荧光颗粒。"
    + FINES.replace("本条例", "本办法")
    + "第三十条 其他违反本办法规定的行为，由市样品主管部门责令改正。",
    "示例市样品处罚规定(2020-05-01)": """
第一条 为了规范样品处罚，制定本规定。
第二条 倾倒甲类样品残渣的，由有关部门处一千元以上二千元以下罚款。
第三条 倾倒乙类样品残渣的，由市生态环境主管部门处一千元以上二千元以下罚款。
第四条 露天晾晒丙类样品的，由市人民政府确定的部门处一千元以上二千元以下罚款。
第五条 私自改装丁类样品的，由市公安机关处以罚款。
第六条 在集市叫卖戊类样品的，处一千元以上二千元以下罚款。
第七条 屡次叫卖己类样品的，由公安机关依法予以劳动教养。
第八条 曾被劳动教养的人员，不得担任样品押运员。
""",
}
PENALTIES = "示例市样品处罚规定@2020-05-01"
# fmt: off
EXPECTED = [
    ("gap-abolished",  f"{PENALTIES}#第七条"),          # not 第八条, which only looks at the past
    ("gap-ban",        f"{LAW}@2020-05-01#第十一条"),    # not 第十条 (cited), 第十二条 (same words), 第十七条 or 第十八条 (civil); the 办法 has a catch-all
    ("gap-designated", f"{PENALTIES}#第四条"),
    ("gap-duty",       f"{LAW}@2020-05-01#第十三条"),    # not 第十四条 (soft), 第十五条 (a body), 第十六条 (punished)
    ("gap-no-body",    f"{PENALTIES}#第六条"),
    ("gap-open-fine",  f"{PENALTIES}#第五条"),
    ("gap-vague-body", f"{PENALTIES}#第二条"),
]
# fmt: on


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return material(tmp_path_factory.mktemp("gaps"), TEXTS)


def test_every_gap_is_found_once(base: Material) -> None:
    assert rules(find, base) == EXPECTED


def test_findings_of_one_document_are_those_of_the_whole(base: Material) -> None:
    assert rules(find, base, [PENALTIES]) == [row for row in EXPECTED if row[1].startswith(PENALTIES)]


def test_a_gap_says_where_was_looked_and_claims_no_more(base: Material) -> None:
    for one in found(find, base):
        assert "未找到" in one.finding.differs or one.finding.rule in (
            "gap-abolished",
            "gap-open-fine",
            "gap-vague-body",
        )
        assert "无效" not in one.finding.differs + one.finding.reason
        if one.finding.rule in ("gap-ban", "gap-duty"):
            assert "已检索" in one.finding.reason


def test_a_penalty_in_a_comparable_text_closes_the_gap(tmp_path: Path) -> None:
    other = "第一条 为了保护水池，制定本法。\n第二条 向露天水池投放热带观赏鱼苗的，由水行政主管部门处五百元罚款。"
    closed = material(tmp_path, {**TEXTS, "水池样品法(2019-05-01)": other})
    assert ("gap-ban", f"{LAW}@2020-05-01#第十一条") not in rules(find, closed)


def test_a_penalty_that_points_at_a_repealed_law_is_a_gap(tmp_path: Path) -> None:
    texts = {
        "甲样品新法(2022-03-01)": "第一条 为了样品，制定本法。\n第二条 本法自2022年6月1日起施行。《乙样品旧法》同时废止。",
        "示例市样品规定(2018-05-01)": "第一条 为了样品，制定本规定。\n第二条 哄抢样品的，由公安机关依照《乙样品旧法》的规定处罚。\n"
        "第三条 样品的定义适用《乙样品旧法》的规定。\n"
        "第四条 哄抢标签的，由公安机关依照《丙样品法》、《乙样品旧法》的规定处罚。\n"
        "第五条 哄抢展架的，由公安机关依照《乙样品旧法》和《丙样品法》的规定处罚。\n"
        "第六条 哄抢展柜的，由公安机关依照《乙样品旧法》的规定处罚。（2020年5月1日删除）",
    }
    found_ = rules(find, material(tmp_path, texts))
    assert found_ == [("gap-penalty-repealed", "示例市样品规定@2018-05-01#第二条")]


def test_a_draft_is_compared_with_what_is_stored(base: Material, tmp_path: Path) -> None:
    text = {
        "示例市样品通道规定(2025-05-01)": "第一条 为了通道，制定本规定。\n第二条 堵塞样品通道的，由相关部门处一千元以上二千元以下罚款。"
    }
    id = "示例市样品通道规定@2025-05-01"
    assert rules(find, draft(tmp_path, text, base), [id]) == [("gap-vague-body", f"{id}#第二条")]


@pytest.mark.parametrize("row", gap_words(), ids=lambda row: row.id)
def test_words_match_their_example_and_not_their_counter(row: object) -> None:
    assert row.regex.search(row.example)  # type: ignore[attr-defined]
    assert not row.regex.search(row.counter)  # type: ignore[attr-defined]
