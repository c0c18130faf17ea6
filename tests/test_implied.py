"""Inspections that follow from a penalty."""

from made import document

from kb.citations import find_citations
from kb.implied import implied_checks
from kb.items import find_items
from kb.model import IMPLIED, Basis, PowerItem
from kb.structure import split
from kb.tag import find_tags

CHECK = "第一条 市园林部门应当对绿道进行监督检查。\n\n"
DUTY = "第二条 养护单位应当及时清除枯枝。\n\n"


def implied(text: str) -> tuple[list[PowerItem], list[Basis]]:
    made = document(f"# 示例市绿道管理条例\n\n{text}", path="示例市绿道管理条例(2021-01-01).md")
    provisions, _issues = split(made)
    tags = [tag for unit in provisions if unit.unit for tag in find_tags(unit)]
    records = list(find_items(made, provisions, tags, list(find_citations(made, provisions))))
    items, bases = ([r for r in records if isinstance(r, kind)] for kind in (PowerItem, Basis))
    found = list(implied_checks(items, bases, provisions))  # type: ignore[arg-type]
    return [r for r in found if isinstance(r, PowerItem)], [r for r in found if isinstance(r, Basis)]


def test_a_punished_breach_may_be_looked_for() -> None:
    items, bases = implied(CHECK + DUTY + "第三条 违反本条例第二条规定，不清除枯枝的，由园林部门处一百元罚款。")
    assert [item.address for item in items] == ["第三条", "第二条"]  # where it is punished, and the duty
    for item in items:
        assert (item.kind, item.rule, item.name) == ("行政检查", IMPLIED, "对不清除枯枝的检查")
        assert (item.penalties, item.low, item.measures) == ((), None, "")
        found = {(b.role, b.address) for b in bases if b.item_id == item.id}
        assert found == {("实施依据", "第一条"), ("实施依据", "第三条"), ("设定依据", "第二条")}


def test_who_punishes_may_look_where_the_law_names_no_supervision() -> None:
    items, bases = implied(DUTY + "第三条 不清除枯枝的，由园林部门处一百元罚款。")
    assert [(item.address, item.name) for item in items] == [("第三条", "对不清除枯枝的检查")]
    assert [(b.title, b.address) for b in bases] == [("", "第三条")]


def test_none_where_the_law_names_nobody_at_all() -> None:
    assert implied(DUTY + "第三条 不清除枯枝的，处一百元罚款。") == ([], [])


def test_each_paragraph_that_lays_a_duty_is_looked_after() -> None:
    text = (
        CHECK
        + "第二条 养护单位应当及时清除枯枝。\n\n养护单位应当定期修剪草坪。\n\n园林部门应当公布名单。\n\n第三条 在绿道放牧的，由园林部门处一百元罚款。\n\n"
        "第四条 租车企业不得有下列行为：\n\n（一）转借工牌；\n\n（二）隐瞒事故。\n\n第五条 市园林部门负责绿道的监督管理工作。"
    )
    items, _bases = implied(text)
    assert [(item.address, item.conduct) for item in items if "义务" in item.id] == [
        ("第二条第一款", "养护单位未及时清除枯枝"),
        ("第二条第二款", "养护单位未定期修剪草坪"),
        ("第四条", "租车企业转借工牌；租车企业隐瞒事故"),
    ]


def test_none_for_resistance_and_for_what_detention_answers() -> None:
    text = "第三条 拒绝检查的，由园林部门处一百元罚款。\n\n第四条 殴打巡查人员的，由公安机关处五日拘留。"
    assert implied(CHECK + text) == ([], [])


def test_what_is_licensed_is_supervised() -> None:
    items, bases = implied("第一条 在绿道内设置广告的，应当向园林部门申请办理广告设置许可证。")
    (item,) = items
    assert (item.kind, item.rule) == ("行政检查", IMPLIED)
    assert item.name.startswith("对")
    assert item.name.endswith("事项的检查")
    assert [(b.role, b.title, b.address) for b in bases] == [
        ("设定依据", "", "第一条"),
        ("实施依据", "行政许可法", "第六十一条"),
    ]
