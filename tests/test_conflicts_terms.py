"""条件不一致, 定义不一致 and 期限不一致 between a lower rule and the superior one, with near misses, on laws of our own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_material import found, material, rules

from kb.conflicts.definitions import definitions_of
from kb.conflicts.kin import matter
from kb.conflicts.requirements import conditions_of
from kb.conflicts.terms import find
from kb.conflicts.words import bare, quantities
from kb.model import Edition, Provision

UPPER, LOWER = "样品管理法", "示例市实施《样品管理法》办法"
PLACE = f"{LOWER}@2020-05-01"
BESIDE = "第二条 运输样品时夜间鸣笛的，由样品主管部门给予警告。"
FIRST = "第一条 为了实施《样品管理法》，结合本市实际，制定本办法。"

# fmt: off
CASES = [  # article of the superior law, of the lower rule, expected rules
    # definitions
    ("本法所称样品，是指石料、木料、布料和其他供检验的材料。",
     "本办法所称样品，是指石料、木料、布料和其他供检验的材料。", []),
    ("本法所称样品，是指石料、木料、布料和其他供检验的材料。",
     "本办法所称的样品是指石料、木料、布料以及其他供检验的材料。", []),  # the same in other marks
    ("本法所称样品，是指石料、木料、布料和其他供检验的材料。",
     "本办法所称样品，是指石料、木料、布料、雕花琉璃瓦和其他供检验的材料。", ["definition-wider"]),
    ("本法所称样品，是指石料、木料、彩色布料和其他供检验的材料。",
     "本办法所称样品，是指石料、木料和其他供检验的材料。", ["definition-narrower"]),
    ("本法所称大型样品，是指重量在三百公斤以上的样品。",
     "本办法所称大型样品，是指重量在五百公斤以上的样品。", ["definition-number"]),
    ("本法所称样品，是指石料、木料、布料和其他供检验的材料。",
     "本办法所称样品库，是指存放石料、木料的专用仓库。", []),  # another term
    ("本法所称样品，是指石料、木料、布料和其他供检验的材料。",
     "本办法所称样品，是指石料、木料、布料（包括彩色布料，下同）和其他供检验的材料，具体种类按照样品目录确定。", []),
    # periods
    ("样品主管部门应当自受理申请之日起十五日内作出是否准予登记样品的决定。",
     "样品主管部门应当自受理申请之日起三十日内作出是否准予登记样品的决定。", ["period-decision"]),
    ("样品主管部门应当自受理申请之日起十五日内作出是否准予登记样品的决定。",
     "样品主管部门应当自受理申请之日起十日内作出是否准予登记样品的决定。", []),  # quicker is allowed
    ("样品经营者应当自样品丢失之日起三日内向样品主管部门报告丢失情况。",
     "样品经营者应当自样品丢失之日起十日内向样品主管部门报告丢失情况。", ["period-longer"]),
    ("样品经营者应当自样品丢失之日起三日内向样品主管部门报告丢失情况。",
     "样品经营者应当自样品丢失之日起一日内向样品主管部门报告丢失情况。", ["period-shorter"]),
    ("样品经营者应当自样品丢失之日起三日内向样品主管部门报告丢失情况。",
     "样品经营者应当自样品丢失之日起七十二小时内向样品主管部门报告丢失情况。", []),  # the same length
    ("样品出入库记录的保存期限不得少于二年。", "样品出入库记录的保存期限不得少于一年。", ["period-kept"]),
    ("样品出入库记录的保存期限不得少于二年。", "样品出入库记录的保存期限不得少于三年。", []),  # longer is allowed
    ("样品经营者应当自样品丢失之日起三日内向样品主管部门报告丢失情况。",
     "样品展会应当自闭幕之日起十日内清理场地。", []),  # another duty
    # conditions of a licence
    ("申请样品检验许可，应当具备下列条件：\n（一）有固定的检验场所；\n（二）有三名以上检验人员；\n（三）有恒温检验设备。",
     "申请样品检验许可，应当具备下列条件：\n（一）有固定的检验场所；\n（二）有三名以上检验人员；\n（三）有恒温检验设备。", []),
    ("申请样品检验许可，应当具备下列条件：\n（一）有固定的检验场所；\n（二）有三名以上检验人员；\n（三）有恒温检验设备。",
     "申请样品检验许可，应当具备下列条件：\n（一）有固定的检验场所；\n（二）有三名以上检验人员；\n（三）有恒温检验设备；"
     "\n（四）法定代表人在本地居住满十年。", ["condition-added"]),
    ("申请样品检验许可，应当具备下列条件：\n（一）有固定的检验场所；\n（二）有三名以上检验人员；\n（三）有恒温检验设备。",
     "申请样品检验许可，应当具备下列条件：\n（一）有固定的检验场所；\n（二）有三名以上检验人员。", ["condition-missing"]),
    ("申请样品检验许可，应当具备下列条件：\n（一）有固定的检验场所；\n（二）有三名以上检验人员；\n（三）有恒温检验设备。",
     "申请样品检验许可，应当具备下列条件：\n（一）有固定的检验场所；\n（二）有五名以上检验人员；\n（三）有恒温检验设备。",
     ["condition-number"]),
    # conditions of a penalty
    ("擅自拆除样品展台围栏的，由样品主管部门责令改正；逾期不改正的，处一千元以上五千元以下罚款。",
     "擅自拆除样品展台围栏的，由样品主管部门责令改正，处一千元以上五千元以下罚款。", ["condition-dropped"]),
    ("擅自拆除样品展台围栏的，由样品主管部门责令改正，处一千元以上五千元以下罚款。",
     "擅自拆除样品展台围栏的，由样品主管部门责令改正；情节严重的，处一千元以上五千元以下罚款。", ["condition-extra"]),
    ("擅自拆除样品展台围栏的，由样品主管部门责令改正，可以处一千元以上五千元以下罚款。",
     "擅自拆除样品展台围栏的，由样品主管部门责令改正；逾期不改正的，处一千元以上五千元以下罚款。", []),  # left to judgement
    ("擅自拆除样品展台围栏的，由样品主管部门责令改正；逾期不改正的，处一千元以上五千元以下罚款。",
     "擅自拆除样品展台围栏的，由样品主管部门责令改正；拒不改正的，处一千元以上五千元以下罚款。", []),
]
# fmt: on
@pytest.mark.parametrize(("above", "below", "expected"), CASES)
def test_a_lower_rule_beside_the_superior_one(tmp_path: Path, above: str, below: str, expected: list[str]) -> None:
    texts = {f"{UPPER}(2019-03-01)": f"第一条 {above}\n{BESIDE}", f"{LOWER}(2020-05-01)": f"{FIRST}\n第二条 {below}"}
    base = material(tmp_path, texts)
    assert rules(find, base) == [(rule, f"{PLACE}#第二条") for rule in expected]
    assert rules(find, base, [f"{UPPER}@2019-03-01"]) == rules(find, base)


def test_a_rule_on_another_matter_is_not_compared(tmp_path: Path) -> None:
    texts = {
        f"{UPPER}(2019-03-01)": f"第一条 本法所称样品，是指石料、木料、布料和其他供检验的材料。\n{BESIDE}",
        "示例市花木条例(2020-05-01)": "第一条 本条例所称样品，是指石料和其他供展览的花木。",
    }
    assert rules(find, material(tmp_path, texts)) == []


def test_a_licence_of_a_ministry_rule_has_twenty_days(tmp_path: Path) -> None:
    (tmp_path / "ministry").mkdir()
    texts = {
        "样品登记办法(2019-03-01)": "第一条 样品主管部门应当自受理申请之日起{}日内作出是否准予许可的决定。\n" + BESIDE
    }
    for number, expected in (("二十", 0), ("三十", 1)):
        base = material(tmp_path / number, {k: v.format(number) for k, v in texts.items()})
        ministry = {doc: _as_rule(edition) for doc, edition in base.editions.items()}
        base.__dict__["editions"] = ministry
        assert len(found(find, base)) == expected


def _as_rule(edition: Edition) -> Edition:
    return replace(edition, level="部门规章")


def unit(text: str) -> Provision:
    return Provision("示例法@2020-01-01", "第一条", "条", "", 0, len(text), True, text)


# fmt: off
DEFINITIONS = [
    ("第一条 本法所称样品，是指石料。",                         [("样品", "石料")]),
    ("第一条 本条例所称的样品，包括石料和木料。",               [("样品", "石料和木料")]),
    ("第一条 本法下列用语的含义：\n（一）样品，是指石料。\n（二）展台，指木架。", [("样品", "石料"), ("展台", "木架")]),
    ("第一条 样品主管部门应当加强指导。",                       []),
    ("第一条 未经指定的单位不得检验样品。",                     []),
]
# fmt: on
@pytest.mark.parametrize(("text", "expected"), DEFINITIONS)
def test_definitions(text: str, expected: list[tuple[str, str]]) -> None:
    made = unit(text)
    assert [(d.term, d.means) for d in definitions_of(made)] == expected
    assert all(text[d.start : d.end] == d.means for d in definitions_of(made))


def test_a_list_of_alternatives_is_no_list_of_conditions() -> None:
    text = "第一条 符合下列条件之一的，可以登记：\n（一）石料；\n（二）木料。"
    assert list(conditions_of(unit(text))) == []


def test_what_a_title_speaks_of(tmp_path: Path) -> None:
    base = material(
        tmp_path, {"示例市样品管理若干规定(2020-01-01)": "第一条 甲。", "样品管理法(2020-01-01)": "第一条 乙。"}
    )
    assert {matter(edition) for edition in base.editions.values()} == {"样品"}


def test_numbers_are_read_with_their_units() -> None:
    assert set(quantities("重三百公斤、长2米，第五条，一日")) == {"300公斤", "2米", "1日"}
    assert bare("在本市行政区域内的石料，以及木料") == "石料木料"
