"""The steps of 立法法 and the practical path, for made-up rules of every standing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kb.conflicts.resolve import FACTS, facts_of, steps
from kb.conflicts.tables import KINDS, resolution_steps
from kb.model import Edition, Finding, Side


def law(title: str, level: str, region: str = "全国", version: str = "2020-01-01", issuer: str = "") -> Edition:
    return Edition(
        f"{title}@{version}", title, title, "", version, level, region, issuer, version, version, "", "", True, False,
        False, "", "", "", "", "",
    )  # fmt: skip


ACT = law("样品法", "法律")
NEW = law("样品流域保护法", "法律", version="2023-01-01")
ORDER = law("样品条例", "行政法规", version="2021-01-01")
RULE = law("样品登记办法", "部门规章", issuer="样品部")
OTHER = law("样品检验办法", "部门规章", issuer="检验部")
PROVINCE = law("示例省样品条例", "地方性法规", "示例")
CITY = law("样板市样品条例", "地方性法规", "示例")
DECREE = law("样板市样品办法", "地方政府规章", "示例")
PAPER = law("样板市样品通知", "规范性文件", "示例")
ZONE = law("样板经济特区样品条例", "地方性法规", "示例")

# fmt: off
FOUND = [
    ((CITY, ACT),      {"上下位", "法律在上", "地方性法规在下"}),
    ((ACT, CITY),      {"上下位", "法律在上", "地方性法规在下"}),  # the order of the sides does not matter
    ((CITY, ORDER),    {"上下位", "行政法规在上", "上位法在后", "地方性法规在下"}),
    ((CITY, PROVINCE), {"上下位", "省在市上", "地方性法规在下"}),
    ((DECREE, CITY),   {"上下位", "法规在规章上", "规章在下"}),
    ((ORDER, ACT),     {"上下位", "法律在上", "行政法规在下"}),
    ((PAPER, ORDER),   {"上下位", "行政法规在上", "上位法在后", "规范性文件在下"}),
    ((ACT, NEW),       {"同一机关", "有先后", "同为法律"}),
    ((RULE, OTHER),    {"规章之间"}),
    ((RULE, DECREE),   {"规章之间"}),
    ((RULE, CITY),     {"地方性法规与部门规章"}),
    ((ZONE, ACT),      {"变通", "上下位", "法律在上", "地方性法规在下"}),
    ((CITY,),          set()),
]
# fmt: on
@pytest.mark.parametrize(("laws", "expected"), FOUND)
def test_facts(laws: Sequence[Edition], expected: set[str]) -> None:
    assert set(facts_of(laws)) == expected


def made(kind: str, *laws: Edition) -> list[str]:
    """The ids of the steps for a finding of *kind* about *laws*."""
    return [step.rule for step in taken(kind, *laws)]


def taken(kind: str, *laws: Edition):  # type: ignore[no-untyped-def]
    finding = Finding("F1", laws[0].doc_id, kind, "rule", "一般", 0.5, "样品", "示例", "", "", "", len(laws))
    sides = [Side(e.doc_id, "F1", n, f"{e.doc_id}#第一条", 0, 1, "", "", "") for n, e in enumerate(laws)]
    return steps(finding, sides, {e.doc_id: e for e in laws})


def test_the_superior_law_comes_before_special_and_new() -> None:
    assert made("幅度不一致", CITY, ORDER) == [
        "01-版本", "05-行政法规优先", "08-上位法后改", "09-幅度限制", "41-法规审查", "44-改变撤销",
    ]  # fmt: skip


def test_equals_go_from_special_to_new_to_who_decides() -> None:
    assert made("幅度不一致", ACT, NEW) == [
        "01-版本",
        "14-特别优先",
        "15-新法优先",
        "16-法律间裁决",
        "21-一罚从重-幅度",
    ]


def test_the_practical_path_ends_with_the_common_superior() -> None:
    path = made("职权重叠", RULE, OTHER)
    assert (
        path.index("20-规章之间")
        < path.index("25-协商")
        < path.index("26-司法行政协调")
        < path.index("27-共同上级指定")
    )


def test_a_crime_is_handed_over_in_time() -> None:
    words = {step.rule: step for step in taken("行刑衔接", CITY)}
    assert "三日" in words["35-移送时限"].yields
    assert words["34-涉罪移送"].source == "行政处罚法第二十七条第一款"


def test_the_laws_are_named_in_the_steps() -> None:
    words = {step.rule: step.yields for step in taken("定义不一致", CITY, ACT)}
    assert "《样品法》" in words["04-法律优先"]
    assert "《样板市样品条例》" in words["04-法律优先"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_steps_with_their_source(kind: str) -> None:
    for laws in ((CITY,), (CITY, ACT), (RULE, OTHER)):
        found = taken(kind, *laws)
        assert len(found) > (len(laws) > 1)
        assert all(step.source and "{" not in step.yields for step in found)


def test_the_table_names_known_facts_only() -> None:
    assert {fact for row in resolution_steps() for fact in row.facts} <= set(FACTS)


def test_no_step_is_a_verdict() -> None:
    assert not [row.id for row in resolution_steps() if "无效" in row.step]
