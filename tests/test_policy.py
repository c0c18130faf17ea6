"""Reading policy documents: what a plan, a decision and a report of our own making are found to say."""

from __future__ import annotations

import json
import sys
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kb.clean import clean
from kb.cli import main
from kb.model import Raw
from kb.policy import Reading, read_file, read_policy, reading_shape
from kb.policy.page import wide
from kb.policy.records import Fact
from kb.policy.report import markdown
from kb.read import read
from kb.read.text import read_text
from kb.structure import split

HERE = Path(__file__).parent / "policy"
FILES = sorted(path for path in HERE.iterdir() if path.suffix in (".txt", ".md"))


@cache
def reading(name: str) -> Reading:
    (only,) = read_file(HERE / name, day="2026-01-31")
    return only


def read_text_of(text: str, *, day: str = "2026-01-31") -> Reading:
    (cleaned,) = clean(Raw("示例文件.txt", "0" * 64, tuple(read_text(text.encode()))))
    provisions, _ = split(cleaned.document)
    return read_policy(cleaned.document, provisions, day=day)


def said(text: str) -> Reading:
    """The reading of one sentence, under a title and a heading."""
    return read_text_of(f"示例县协作办法\n\n一、协作\n{text}\n")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_fact_is_quoted_from_its_place(path: Path) -> None:
    for cleaned in clean(read(path)):
        document = cleaned.document
        provisions, _ = split(document)
        found = read_policy(document, provisions)
        places = {p.address.removesuffix("引语") for p in provisions}
        for field in fields(found):
            for fact in getattr(found, field.name) if isinstance(getattr(found, field.name), tuple) else ():
                if isinstance(fact, Fact):
                    assert document.text[fact.start : fact.end] == fact.quote, field.name
                    assert fact.quote, field.name
                    assert fact.address in places, field.name


def test_wide_marks_keep_every_offset() -> None:
    text = "共1,250件(一般850件、简易380件),占3.5%;其他:无"
    assert len(wide(text)) == len(text)
    assert wide(text) == "共1,250件（一般850件、简易380件），占3.5%；其他：无"


# fmt: off
ROLES = [
    ("由县住建局牵头,县水利局、各镇(街道)配合。",                [("牵头", "县住建局"), ("配合", "县水利局"), ("配合", "各镇(街道)")]),
    ("(牵头单位:县交通运输局;配合单位:县公安局、县司法局)",       [("牵头", "县交通运输局"), ("配合", "县公安局"), ("配合", "县司法局")]),
    ("方案经县司法局审核后报县政府批准。",                        [("审核", "县司法局"), ("批准", "县政府")]),
    ("县水利局会同县公安局开展联合检查。",                        [("主办", "县水利局"), ("会同", "县公安局")]),
    ("具体办法由县水利局会同县财政局制定。",                      [("主办", "县水利局"), ("会同", "县财政局")]),
    ("由政府督查室跟进督查。",                                    [("监督", "政府督查室")]),
    ("移交其他机构处理。",                                        [("接收移送", "其他机构")]),
    ("由经济检查大队负责现场处置。",                              [("负责", "经济检查大队")]),
    ("协商不成的,由县司法局协调。",                               [("裁决协调", "县司法局")]),
    ("住建、*、公安等多个部门都具有一定的管理职权。",             [("均有职权", "住建"), ("均有职权", "*"), ("均有职权", "公安")]),
    # near misses: nobody is given a part
    ("由于牵头不力,工作推进缓慢。",                               []),
    ("要充分发挥牵头作用,加强部门配合。",                         []),
    ("联合检查,是指由多个部门共同实施的检查。",                   []),
    ("由公安机关处罚的,不再处罚。",                               []),
    ("争取党委支持和有关部门配合。",                              []),
    ("不得由乡镇牵头。",                                          []),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_who_does_what(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(role.role, role.body) for role in said(text).roles] == expected


def test_a_body_is_mapped_to_todays() -> None:
    roles = {role.body: role.canonical for role in said("由县工商局牵头,省水利厅、县政府办公室配合。").roles}
    assert roles == {"县工商局": "市场监督管理部门", "省水利厅": "水行政主管部门", "县政府办公室": ""}


# fmt: off
CLOCKS = [
    ("收到线索的部门应当在收到线索之日起3个工作日内答复。",       [("期限", 3, "工作日", "收到线索")]),
    ("各部门应当将线索72小时内移交。",                            [("期限", 72, "小时", "")]),
    ("牵头部门应当提前5日报备。",                                 [("期限", 5, "日", "")]),
    ("县政府办公室每季度召开一次联席会议。",                      [("频次", 1, "次/季度", "")]),
    ("领导小组每年召开两次会议。",                                [("频次", 2, "次/年", "")]),
    ("发现违法行为的,应当立即制止。",                             [("即时", None, "立即", "")]),
    ("各单位要及时报送情况。",                                    [("不定", None, "及时", "")]),
    ("由于没有及时发现,案件拖延。",                               []),
    ("近三年内案件增多。",                                        []),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), CLOCKS)
def test_clocks(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert [(c.kind, c.amount, c.unit, c.trigger) for c in said(text).clocks] == expected


def test_clocks_of_one_place_stay_apart() -> None:
    clocks = [c for c in reading("plan.txt").clocks if c.kind == "期限"]
    assert [(c.amount, c.unit, c.body, c.ahead) for c in clocks] == [
        (5, "工作日", "各部门", False),
        (24, "小时", "各部门", False),
        (10, "日", "接收部门", False),
        (3, "工作日", "牵头部门", True),
    ]
    assert {c.address for c in clocks} == {"四、（二）", "四、（四）"}


def test_the_six_mechanisms() -> None:
    verdicts = {c.kind: c.verdict for c in reading("plan.txt").checklist}
    assert verdicts == {
        "联席会议": "有",
        "联合执法": "有",
        "联动": "无",
        "互动": "无",
        "资源共享": "无",
        "执法调处": "有",
    }
    assert {c.kind: c.verdict for c in reading("report.txt").checklist}["联席会议"] == "仅提及"  # 没有建立


def test_a_text_that_is_cut_off_lacks_nothing() -> None:
    found = read_text_of("示例县协作办法\n\n一、协作\n建立联席会议制度,研究解决工作中的...\n")
    assert not found.complete
    assert {c.verdict for c in found.checklist} == {"有", "未见"}


def test_forms_and_their_cases() -> None:
    text = "(一)协同执法。协同执法是指一个机关查处、其他机关协助的执法活动。包括以下情形:\n1.案情复杂的;\n2.需要技术支持的。"
    (form,) = said(text).forms
    assert form.name == "协同执法"
    assert form.conditions == ("1.案情复杂的;", "2.需要技术支持的。")


def test_the_way_of_a_plan() -> None:
    text = (
        "在全县范围内开展的联合执法,由牵头部门拟订方案,经县司法局审核后,报县政府主要领导审批,由县政府办公室印发通知。"
    )
    (path,) = said(text).paths
    assert path.condition == "在全县范围内开展的联合执法"
    assert path.steps == ("拟订：牵头部门", "审核：县司法局", "批准：县政府主要领导", "印发：县政府办公室")


def test_contents_of_a_plan() -> None:
    (found,) = reading("plan.txt").contents
    assert (found.of, found.parts) == ("行动方案", ("行动时间", "地点", "参加单位", "人员分工", "安全保障"))


# fmt: off
FIGURES = [
    ("共办理案件100件(一般程序60件、简易程序30件)。",             [("合计", "不一致")]),
    ("共办理案件90件(一般程序60件、简易程序30件)。",              [("合计", "一致")]),
    ("有案件的事项数为280,事项总数为2575,全占比为10.8%。",        [("占比", "不一致")]),  # 10.87
    ("抽查349户,发现问题78户,占比22%。",                          [("占比", "一致")]),
    ("抽查200份,不合格30份,占抽查总数的20%。",                    [("占比", "不一致")]),
    ("辖区63平方公里,队员35人,平均每平方公里0.56人。",            [("均值", "一致")]),
    ("全年立案400起,移送公安机关案件3起。",                       [("推算", "推算")]),
    ("39岁至48岁的人员占31%。",                                   []),
    ("培训12期,增长30%。",                                        []),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures_are_held_together(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(c.kind, c.verdict) for c in said(text).figure_checks] == expected


def test_figures_have_value_unit_and_subject() -> None:
    found = [
        (f.value, f.unit, f.approximate, f.subject) for f in said("取缔窝点464个,驱散1.7万人,拘留70余人。").figures
    ]
    assert found == [(464, "个", "", "取缔窝点"), (17_000, "人", "", "驱散"), (70, "人", "余", "拘留")]


# fmt: off
SUMS = [  # parts after 其中: all of them, or examples
    ("共立案480件,其中一般程序190件、简易程序280件。",             ["不一致"]),  # 10 are missing
    ("共有队员106人,其中市级13人、区级42人、街道52人。",           ["不一致"]),  # one too many
    ("共立案480件,其中扬尘类30件、噪声类20件。",                   []),  # examples
    ("共立案480件,其中一般程序190件、简易程序290件;办结450件。",   ["一致"]),
    ("共立案480件,其中一般程序200余件、简易程序270件。",           []),  # about
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), SUMS)
def test_parts_that_claim_to_be_the_whole(text: str, expected: list[str]) -> None:
    assert [c.verdict for c in said(text).figure_checks if c.kind == "合计"] == expected


def test_a_share_of_what_an_earlier_sentence_counted() -> None:
    checks = said("全年共立案400件。其中扬尘类40件,占立案总数的12%。").figure_checks
    assert [(c.kind, c.stated, c.computed, c.verdict) for c in checks] == [("占比", "12%", "10%", "不一致")]
    assert not said("其中扬尘类40件,占立案总数的12%。").figure_checks


# fmt: off
DUTIES = [
    ("县水利局不得拒绝接收线索。",                      [("禁止", "县水利局", "拒绝接收线索")]),
    ("收到线索的单位为首办单位,不得推诿。",             [("禁止", "首办单位", "推诿")]),
    ("每件线索要做到“件件有着落、事事有回音”。",        [("要求", "", "件件有着落、事事有回音")]),
    ("参加人员不得少于两人。",                          []),  # a measure
    ("案件定性不准确、取证不规范。",                    []),
    ("禁止事项见清单。",                                []),
]
GAPS = [
    ("对废弃电池回收等监管空白,各单位认识不一。",       ["废弃电池回收"]),
    ("对于一些执法盲区,如网络代购行业等,要研究办法。",   ["网络代购行业"]),
    ("楼顶养鸽由谁监管没有明确。",                      ["楼顶养鸽"]),
    ("避免出现监管真空。",                              []),
    ("县水利局负责河道监管。",                          []),
]
LISTS = [
    ("抽查分为定期抽查和不定期抽查。",                               [("抽查", 2)]),
    ("形成了三种办案模式——分片包干、联片会办和专班攻坚。",           [("办案模式", 3)]),
    ("形成了三种办案模式——分片包干和联片会办。",                     []),  # three are announced
    ("争议主要包括:1.管辖不明的;2.职责交叉的;3.标准不一的。",        [("争议", 3)]),
    ("辖区划分为若干网格。",                                         []),
    ("成绩分为两种情况。",                                           []),
]
WHEN = [
    ("2019年5月1日《示例县采砂办法》施行,规定由县水利局负责查处。",   "2019年5月1日"),
    ("《示例县采砂办法》出台前,水利、公安、交通等部门都具有管理职权。", "《示例县采砂办法》出台前"),
    ("由县水利局负责查处。",                                          ""),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), DUTIES)
def test_what_is_forbidden_and_asked(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(d.kind, d.body, d.act) for d in said(text).duties] == expected


@pytest.mark.parametrize(("text", "expected"), GAPS)
def test_what_nobody_watches(text: str, expected: list[str]) -> None:
    assert [gap.matter for gap in said(text).gaps] == expected


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_lists_in_running_words(text: str, expected: list[tuple[str, int]]) -> None:
    assert [
        (c.of, len(c.parts)) for c in said(text).contents if c.of in ("抽查", "办案模式", "争议", "成绩", "辖区")
    ] == expected


@pytest.mark.parametrize(("text", "expected"), WHEN)
def test_since_or_until_when_a_body_is_competent(text: str, expected: str) -> None:
    assert {role.when for role in said(text).roles} == {expected}


def test_a_dispute_goes_step_by_step() -> None:
    text = "县水利局和县公安局对管辖有争议的,先行协商;协商不成的,由县司法局协调;仍不能一致的,报县政府裁决。"
    (path,) = said(text).paths
    assert path.steps == ("协商：县水利局", "协商：县公安局", "协调：县司法局", "裁决：县政府")


def test_the_fields_that_one_body_takes_over() -> None:
    text = "城管执法部门实施综合执法的范围包括:\n(一)市容管理方面的行政处罚权;\n(二)环境保护管理方面露天焚烧的行政处罚权;\n(三)开展宣传教育。"
    found = [(d.loses, d.loses_now, d.gains_now) for d in said(text).delegations]
    assert found[1] == ("环境保护管理", "生态环境主管部门", "城市管理主管部门")
    assert len(found) == 2


def test_dates_and_numbers_of_papers_are_no_figures() -> None:
    assert said("2024年5月1日,按照示政发〔2024〕8号第3条,在3个工作日内办理。").figures == ()


def test_a_delegation_is_held_against_the_law() -> None:
    found = reading("decision.txt")
    first = found.delegations[0]
    assert (first.loses, first.gains, first.count) == ("县级人民政府有关部门", "乡镇人民政府、街道办事处", 86)
    checks = {c.requirement: c.verdict for c in found.delegation_checks if c.number == 1}
    assert checks["承接者是乡镇人民政府、街道办事处"] == checks["划出的是县级人民政府部门的处罚权"] == "符合"
    assert checks["由省、自治区、直辖市决定"] == checks["定期组织评估"] == "有表述"
    zone = next(d for d in found.delegations if "开发区" in d.gains)
    assert [c.verdict for c in found.delegation_checks if c.number == zone.number] == ["不适用"]
    assert any(d.act == "收回" and "不适应" in d.what for d in found.delegations)


@pytest.mark.parametrize(
    ("text", "requirement", "verdict"),
    [
        ("将市级部门行使的3项行政处罚权交由各镇人民政府行使。", "划出的是县级人民政府部门的处罚权", "不符"),
        ("将县水利局行使的3项行政许可权下放至各镇人民政府行使。", "划出的只是行政处罚权", "不符"),
        ("将县水利局行使的3项行政处罚权下放至镇综合执法队行使。", "承接者是乡镇人民政府、街道办事处", "不符"),
        ("将县水利局行使的3项行政处罚权下放至各镇人民政府行使。", "定期组织评估", "未写明"),
    ],
)
def test_what_the_law_does_not_allow(text: str, requirement: str, verdict: str) -> None:
    assert {c.requirement: c.verdict for c in said(text).delegation_checks}[requirement] == verdict


def test_rows_of_a_table_of_items() -> None:
    items = reading("items.md").delegated_items
    assert [(i.loses, i.gains) for i in items] == [("县城市管理局", "镇人民政府")] * 2
    assert items[0].name == "对沿街晾晒物品影响市容的处罚"


def test_a_group_told_in_words() -> None:
    (group,) = reading("plan.txt").groups
    assert (group.leaders, group.deputies, group.members) == (1, 2, 5)
    assert group.office == ("市生态环境局示例分局",)


LIST = """示例县协作办法

一、组织
成立示例县协作领导小组。领导小组办公室设在县司法局。

附件

示例县协作领导小组成员名单
组  长:王  某  县委副书记、县长
副组长:李某某  县政府副县长,县公安局局长
成  员:张某某  县教育和体育局局长
       赵  某  县农业农村局局长、乡村振兴局局长
       钱某某  市公安局交警支队示例大队大队长
"""


def test_a_group_in_a_list() -> None:
    found = read_text_of(LIST)
    (group,) = found.groups
    assert (group.leaders, group.deputies, group.members) == (1, 1, 3)
    assert group.doubts == ("办公室设在县司法局，成员名单中没有县司法局的人",)
    units = {m.unit: (m.person, m.canonical, m.note) for m in found.members if m.unit}
    assert units["县公安局"][:2] == ("李某某", "公安机关")
    assert units["市公安局交警支队示例大队"][1] == "公安机关"
    assert "教育行政部门" in units["县教育和体育局"][2]
    assert "2023年并入" in units["乡村振兴局"][2]


# fmt: off
NAMES = [
    ("建立权力清单、责任清单、主体责任和配合责任清单。",          [("清单", "权力清单"), ("清单", "责任清单"), ("清单", "主体责任和配合责任清单")]),
    ("建立健全上下联动执法制度。",                                [("制度", "上下联动执法制度")]),
    ("建设“行政执法与刑事司法信息共享平台”。",                    [("平台系统", "行政执法与刑事司法信息共享平台")]),
    ("建立抽查对象库和检查人员名录库。",                          [("库", "抽查对象库"), ("库", "检查人员名录库")]),
    ("制度不健全,机制不畅,平台建设滞后。",                        []),
    ("健全各项制度,完善五项机制。",                               []),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(n.kind, n.name) for n in said(text).names] == expected


def test_a_formula_that_leaves_a_member_out() -> None:
    text = "构建“1+2+X”体系(“1”是指综合执法是指市场监管、交通运输等领域的执法;“X”是指其他领域的执法)。"
    (formula,) = said(text).formulas
    assert formula.formula == "1+2+X"
    assert "“2”" in formula.doubt


# fmt: off
FAULTS = [
    ("白然资源部门参加。",                    [("错别字", "白然", "自然")]),
    ("xx 市和20*年的案件。",                  [("遮盖", "xx", ""), ("遮盖", "20*", "")]),
    ("牵头牵头部门应当负责。",                [("重复", "牵头牵头", "牵头")]),
    ("向全县通报,发出移送函(见附件1)。",      [("缺附件", "移送函(见附件1", "")]),
    ("坦白然后从宽,研究研究再定。",           []),
    ("县公安局示例大队大队长参加。",          []),
    ("部门问责与自然资源保护。",              []),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), FAULTS)
def test_faults(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [(f.kind, f.quote, f.suggestion) for f in said(text).faults if f.kind != "半角标点"]
    assert found == expected


def test_an_annex_that_is_announced_and_not_there() -> None:
    found = [f.quote for f in reading("plan.txt").faults if f.kind == "缺附件"]
    assert found == ["示例县联合执法行动记录表"]  # the other one follows the text


@pytest.mark.parametrize(
    ("day", "expected"), [("2027-02-28", "现行有效"), ("2027-03-01", "有效期已届满"), ("2025-02-28", "尚未生效")]
)
def test_validity_on_a_day(day: str, expected: str) -> None:
    (found,) = read_file(HERE / "plan.txt", day=day)
    assert (found.effective, found.expires, found.status) == ("2025-03-01", "2027-02-28", expected)


def test_a_report_without_a_day_of_effect_has_no_validity() -> None:
    assert reading("report.txt").status == "时效不明"


# ---------------------------------------------------------------- the command


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["kb", *words])
    with pytest.raises(SystemExit) as stop:
        main()
    done = capsys.readouterr()
    return int(stop.value.code or 0), done.out, done.err


def test_json_has_flat_lists(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(monkeypatch, capsys, "read", str(HERE / "plan.txt"), "--json", "--as-of", "2026-01-31")
    (row,) = map(json.loads, out.splitlines())
    assert status == 0
    assert row == json.loads(json.dumps(reading_shape(reading("plan.txt"))))
    assert {"start", "end", "address", "quote"} <= set(row["roles"][0])
    assert not any(isinstance(v, dict) for fact in row["clocks"] for v in fact.values())


def test_markdown_is_the_default(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(monkeypatch, capsys, "read", str(HERE / "plan.txt"), "--as-of", "2026-01-31")
    assert status == 0
    assert out == markdown(reading("plan.txt"))
    assert "| 牵头 | 县交通运输局（交通运输主管部门） |" in out
    assert "## 六项协作机制" in out


@pytest.mark.parametrize(
    "words", [("没有这个文件.txt",), ("plan.txt", "--json", "--markdown"), ("plan.txt", "--as-of", "2026-13-01")]
)
def test_mistakes_end_with_status_2(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(monkeypatch, capsys, "read", str(HERE / words[0]), *words[1:])
    assert (status, out) == (2, "")
    assert err.startswith("错误：")


def test_a_missing_knowledge_base_ends_with_status_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = run(monkeypatch, capsys, "read", str(HERE / "plan.txt"), "--kb", str(tmp_path / "none"))
    assert status == 3
    assert "没有找到知识库" in err


# ---------------------------------------------------------------- other ways of writing


def test_tasks_in_lines_of_their_own() -> None:
    roles = [(r.role, r.body) for r in reading("action.txt").roles]
    assert roles[:4] == [
        ("牵头", "县农业农村局"),
        ("负责", "县公安局"),
        ("负责", "县市场监管局"),
        ("负责", "各乡镇人民政府"),
    ]
    (group,) = reading("action.txt").groups
    assert (group.name, group.leaders, group.deputies, group.members) == ("专项行动领导小组", 1, 2, 3)
    assert group.office == ("县农业农村局",)
    assert not [c for c in reading("action.txt").clocks if c.unit == "小时"]  # 24小时举报电话


def test_a_paper_with_articles() -> None:
    found = reading("articles.txt")
    assert ("裁决协调", "市司法局", "第三条第一款") in {(r.role, r.body, r.address) for r in found.roles}
    assert "移送机关" not in {r.body for r in found.roles if r.role == "接收移送"}  # it is told, not sent anything
    assert [(c.amount, c.unit) for c in found.clocks if c.kind == "期限"] == [(3, "日"), (24, "小时"), (7, "工作日")]
    assert [m.unit for m in found.members if m.part == "成员单位"][:2] == ["市公安局", "市自然资源和规划局"]
    assert (found.effective, found.expires) == ("2023-05-01", "2028-04-30")


# ---------------------------------------------------------------- laws cited

CITING = """示例市城管协作办法

一、依据
根据《示例市养犬管理条例》第五条、《示例市养犬管理条例》第九十九条和《示例市捕鱼条例》，制定本办法。
《示例市养犬管理条例》第四条规定：养犬实行免疫和登记制度，养犬人应当在犬只满三个月之日起三十日内为其接种。
"""


def test_a_licence_that_no_rule_knows_is_marked(sample_home: Path) -> None:
    from kb.config import Config
    from kb.knowledge import open_kb

    text = "示例市协作办法\n\n一、处理\n由县水利局吊销其养犬登记许可证。\n"
    text += "对于监管真空,如养犬登记行业等,由县司法局研究。\n"
    (cleaned,) = clean(Raw("示例市协作办法.txt", "0" * 64, tuple(read_text(text.encode()))))
    provisions, _ = split(cleaned.document)
    base = open_kb(Config(home=str(sample_home)))
    found = read_policy(cleaned.document, provisions, base=base, day="2026-01-31")
    base.close()
    (licence,) = [name for name in found.names if name.kind == "证照"]
    assert (licence.name, "没有“养犬登记许可证”" in licence.note) == ("养犬登记许可证", True)
    (gap,) = found.gaps
    assert "《示例市养犬管理条例》第" in gap.found
    assert "国家层面没有检索到" in gap.found
    assert not read_policy(cleaned.document, provisions).gaps[0].found


def test_citations_are_held_against_the_knowledge_base(sample_home: Path) -> None:
    from kb.citations import find_citations
    from kb.config import Config
    from kb.knowledge import open_kb

    (cleaned,) = clean(Raw("示例市城管协作办法.txt", "0" * 64, tuple(read_text(CITING.encode()))))
    provisions, _ = split(cleaned.document)
    citations = list(find_citations(cleaned.document, provisions))
    assert {x.state for x in read_policy(cleaned.document, provisions, citations).laws} == {"未核对"}
    base = open_kb(Config(home=str(sample_home)))
    found = read_policy(cleaned.document, provisions, citations, base=base, day="2026-01-31").laws
    base.close()
    assert [(x.title, x.law_address, x.state) for x in found] == [
        ("示例市养犬管理条例", "第五条", "已核对"),
        ("示例市养犬管理条例", "第九十九条", "条文已变"),
        ("示例市捕鱼条例", "", "未收录"),
        ("示例市养犬管理条例", "第四条", "条文已变"),
    ]
    assert found[3].now.endswith("#第五条")


@pytest.mark.parametrize("piece", ["3件", "不得", "分为", "有争议的，", "监管空白", "其中", "县局、"])
def test_a_long_line_of_one_piece_ends(piece: str) -> None:
    found = said(piece * (12_000 // len(piece)))
    assert found.title == "示例县协作办法"
