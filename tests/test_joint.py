"""Joint enforcement: facts to form, a local document read by its own words, plans refused for what they lack, advice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made import document, provisions

from kb.config import Config
from kb.errors import KBError
from kb.joint import Matter, advise, check_plan, find_opinions
from kb.joint.facts import bare_matter, find_facts, open_questions
from kb.joint.holders import with_provinces
from kb.joint.opinion import Opinion, approval_for, items_of, read_opinion
from kb.joint.plan import general_parts, plan_lines, row_of, skeleton
from kb.joint.tables import joint_facts, opinion_patterns, plan_parts
from kb.knowledge import KnowledgeBase, open_kb
from kb.pipeline import build

NAME = "示例县人民政府办公室关于建立执法协作联动工作制度的意见(2024-02-05).txt"
TEXT = """示例县人民政府办公室
关于建立执法协作联动工作制度的意见

示县政办〔2024〕7号

各乡镇人民政府，县直各单位：
　　为了让几家单位都能管、又都难独自办成的事有人牵头，现提出以下意见。

一、适用的几种方式
（一）联合执法。本意见所称联合执法，是指两个以上执法机关围绕同一件事一起到场、各自作出处理的活动。有下列情况之一的，可以采用：
1.一件事归两个以上机关查处的；
2.接到线索时难以确定承办机关的；
3.县里部署的集中整治行动。
（二）协同执法。是指由一个机关承办、其他机关给予协助的活动，主要是案情复杂、疑难的事项。
（三）线索移送。线索移送是指收到线索的机关把不属于自己职责的事项转给有处罚权的机关。

二、怎样办
（一）提出。乡镇和县直机关都可以提出联合执法的建议，谁发起、谁牵头。
（二）方案。牵头单位拟订的方案应当载明任务目标、牵头和配合单位、各自职责、起止时间和经费保障。方案应当听取参加单位的意见。
（三）批准。只涉及单个领域、在部分区域开展的联合执法，方案报分管副县长批准。涉及多个领域、在部分区域开展的联合执法，经县司法局（法制机构）审核后，报各分管副县长批准。在全县范围内开展的联合执法，经县司法局审核，报县长批准后，由县政府办公室印发。
（四）移送。移送线索的机关应当自电话通报之日起5个工作日内送达移送通知书（见附件2）。移送材料应当包括移送通知书、现场照片（包括全景、细节等）和当事人陈述。

三、附则
　　本意见自2024年3月1日起施行，有效期至2029年2月28日。

附件：1.联动流程图
　　　2.举报奖励申请表

示例县人民政府办公室
2024年2月5日
"""
RULES = """# 示例省行政执法条例

（2022年3月1日示例省人民代表大会常务委员会通过）

第一条 为了规范执法，制定本条例。

第二条 组织联合执法的，发起的机关应当先商定分工，各参加机关只就自己的职权作出决定。

第三条 执法机关与检察机关应当就案件移送建立联系。

第四条 在公园内使用音响扰民的，由公安机关处二百元以上五百元以下罚款；占用绿地的，由城市管理部门处一百元罚款。
"""


@pytest.fixture(scope="module")
def opinion() -> Opinion:
    found, _ = provisions(TEXT, path=NAME)
    return read_opinion(document(TEXT, path=NAME), found)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("joint")
    files = folder / "files"
    files.mkdir()
    (files / NAME).write_text(TEXT, encoding="utf-8")
    (files / "示例省行政执法条例(2022-03-01).md").write_text(RULES, encoding="utf-8")
    base = open_kb(Config(home=str(folder / "kb")), create=True)
    assert not build([files], base).failed
    base.close()
    return folder / "kb"


@pytest.fixture
def base(home: Path) -> Iterator[KnowledgeBase]:
    opened = open_kb(Config(home=str(home)))
    yield opened
    opened.close()


# ---------------------------------------------------------------- tables


def test_tables_match_their_examples_and_not_their_counters() -> None:
    for fact in joint_facts():
        assert fact.regex.search(fact.example), fact.id
        assert not fact.regex.search(fact.counter), fact.id
    for row in opinion_patterns():
        assert row.regex.search(row.example), row.id
        assert not row.regex.search(row.counter), row.id
        assert any(word in row.example for word in row.gate), row.id
    for part in plan_parts():
        assert part.regex.search(part.example), part.id
        assert not part.regex.search(part.counter), part.id


# ---------------------------------------------------------------- facts

# fmt: off
FACTS = [  # description, forms
    ("应由一个机关查处但需协助",                          ["协同执法"]),
    ("事前难以确定机关",                                  ["联合执法"]),
    ("一个机关就能查处，无需协助",                        []),
    ("夜市占道，说不清哪个部门管",                        ["联合执法"]),
    ("难以确定违法所得的数额",                            []),
    ("同一行为多个部门都有处罚权",                        ["联合执法"]),
    ("多个当事人同时到场",                                []),
    ("按照市里安排开展烟花爆竹专项整治",                  ["联合执法"]),
    ("申领专项资金时弄虚作假",                            []),
    ("该案不属于我局管辖",                                ["案件移送"]),
    ("该案属于我局管辖",                                  []),
    ("这项处罚权已经划转给综合行政执法局",                ["案件移送"]),
    ("货值很大，涉嫌构成犯罪",                            ["案件移送"]),
    ("用尽执法手段仍无法制止，请公安机关配合",            ["协同执法", "协同执法"]),
    ("需要向不动产登记机构查询登记信息",                  ["信息共享"]),
    ("当事人拒绝提供信息",                                []),
    ("要求还钱的主张可以得到法院支持",                    []),
    ("被楼上扔的东西砸伤，不知道是谁扔的",                []),
    ("露天烧烤",                                          []),
]
# fmt: on


@pytest.mark.parametrize("description, forms", FACTS)
def test_a_plain_description_gives_its_facts(description: str, forms: list[str]) -> None:
    assert [fact.form for fact in find_facts(description)] == forms


def test_facts_are_stated_and_denied() -> None:
    (fact,) = find_facts("露天烧烤", ["crime"])
    assert (fact.form, fact.words) == ("案件移送", "")
    assert find_facts("涉嫌犯罪", denied=["crime"]) == ()
    assert open_questions(())
    assert not open_questions((fact,))
    with pytest.raises(KBError, match="可用"):
        find_facts("", ["no_such_fact"])


def test_the_conduct_is_what_is_left_without_the_facts() -> None:
    text = "车辆沿路抛撒，案件不属于本局管辖，且涉嫌犯罪"
    assert bare_matter(text, find_facts(text)) == "车辆沿路抛撒"
    assert bare_matter("夜市专项整治", find_facts("夜市专项整治")) == "夜市"
    assert bare_matter("该案涉嫌犯罪", find_facts("该案涉嫌犯罪")) == ""


def test_a_city_brings_its_province_and_a_province_no_city() -> None:
    assert set(with_provinces(["淄博市"])) >= {"淄博市", "山东", "山东省"}
    assert "淄博市" not in with_provinces(["山东"])
    assert with_provinces(["示例县"]) == ("示例县",)


# ---------------------------------------------------------------- a local document


def test_forms_and_their_cases(opinion: Opinion) -> None:
    found = {form.name: (form.definition.address, [case.address for case in form.cases]) for form in opinion.forms}
    assert found == {
        "案件移送": ("一、（三）", []),
        "联合执法": ("一、（一）", ["一、（一）1.", "一、（一）2.", "一、（一）3."]),
        "协同执法": ("一、（二）", []),
    }


def test_every_passage_stands_in_the_document(opinion: Opinion) -> None:
    text = document(TEXT, path=NAME).text
    passages = [*opinion.initiation, *opinion.consulting, *(a.passage for a in opinion.approvals)]
    passages += [p for form in opinion.forms for p in (form.definition, *form.cases)]
    passages += [p.passage for p in opinion.periods]
    assert passages
    assert all(text[p.start : p.end] == p.text and p.text for p in passages)


def test_who_starts_who_is_heard_and_what_runs(opinion: Opinion) -> None:
    assert [p.address for p in opinion.initiation] == ["二、（一）"]
    assert [p.address for p in opinion.consulting] == ["二、（二）"]
    assert [(p.amount, p.unit, p.trigger) for p in opinion.periods] == [(5, "工作日", "电话通报")]


# fmt: off
PATHS = [  # whole county, fields, steps
    (False, 1, ("方案报分管副县长批准",)),
    (False, 3, ("经县司法局（法制机构）审核后", "报各分管副县长批准")),
    (True,  1, ("经县司法局审核", "报县长批准后", "由县政府办公室印发")),
    (True,  3, ("经县司法局审核", "报县长批准后", "由县政府办公室印发")),
]
# fmt: on


@pytest.mark.parametrize("whole, fields, steps", PATHS)
def test_three_extents_three_paths(opinion: Opinion, whole: bool, fields: int, steps: tuple[str, ...]) -> None:
    found = approval_for(opinion.approvals, whole=whole, fields=fields)
    assert found is not None
    assert found.steps == steps


def test_no_path_where_none_is_settled() -> None:
    assert approval_for((), whole=True, fields=1) is None


def test_the_parts_of_a_plan_and_the_materials_of_a_transfer(opinion: Opinion) -> None:
    assert opinion.parts == ("任务目标", "牵头和配合单位", "各自职责", "起止时间", "经费保障")
    assert opinion.materials == ("移送通知书", "现场照片", "全景", "细节", "当事人陈述")


# fmt: off
LISTS = [
    ("甲物、乙物和丙物",                 ["甲物", "乙物", "丙物"]),
    ("任务和目标、时限等",               ["任务和目标", "时限"]),
    ("函件、证据（包括笔录、照片等）",   ["函件", "证据", "笔录", "照片"]),
    ("方案",                             ["方案"]),
]
# fmt: on


@pytest.mark.parametrize("words, items", LISTS)
def test_items_of_a_list(words: str, items: list[str]) -> None:
    assert list(items_of(words)) == items


def test_an_attachment_that_is_not_there_is_reported(opinion: Opinion) -> None:
    (missing,) = opinion.missing
    assert (missing.what, missing.number) == ("通知书", 2)
    assert missing.attached == ("联动流程图", "举报奖励申请表")
    there = TEXT.replace("2.举报奖励申请表", "2.移送通知书（样式）")
    found, _ = provisions(there, path=NAME)
    assert read_opinion(document(there, path=NAME), found).missing == ()


def test_a_text_on_something_else_settles_nothing() -> None:
    made, _ = provisions("第一条 养犬人应当为犬只免疫，方案报街道批准。\n\n第二条 有关信息每月公布。\n")
    found = read_opinion(document("第一条 养犬人应当为犬只免疫，方案报街道批准。\n\n第二条 有关信息每月公布。\n"), made)
    assert (found.forms, found.approvals, found.initiation, found.parts, found.missing) == ((), (), (), (), ())


# ---------------------------------------------------------------- plans

PARTS = ("基本情况", "必要性", "工作任务", "牵头部门", "配合部门", "职责和分工", "执法时限", "保障措施")
WHOLE = """关于开展河道采砂联合执法的方案
一、基本情况
甲河下游有人夜间采砂。
二、必要性：两家机关各管一段，单独行动拦不住船。
三、工作任务
1.清点船只；
2.查扣无证船只。
四、牵头部门
示例县水务局
五、配合部门
示例县公安局
六、职责和分工
水务局：登船检查。
公安局：维持秩序。
七、执法时限
2024年5月6日至5月31日。
八、保障措施
执法船两艘。
"""
# fmt: off
LACKS = [  # replaced, by, what is lacking
    ("", "", {}),
    ("七、执法时限\n2024年5月6日至5月31日。\n", "", {"执法时限": "缺"}),
    ("2024年5月6日至5月31日。", "尽快完成。", {"执法时限": "不明确"}),
    ("2024年5月6日至5月31日。", "（待填：起止日期）", {"执法时限": "未填"}),
    ("执法船两艘。", "________", {"保障措施": "未填"}),
    ("执法船两艘。", "无人机和执法船。", {}),
    ("示例县公安局\n六", "\n六", {"配合部门": "未填"}),
    ("八、保障措施\n", "八、附则\n", {"保障措施": "缺"}),
    ("七、执法时限\n2024", "七、起止时间：2024", {}),
    ("一、基本情况\n", "基本情况\n", {}),
]
# fmt: on


@pytest.mark.parametrize("old, new, lacking", LACKS)
def test_a_plan_is_refused_for_what_it_lacks(old: str, new: str, lacking: dict[str, str]) -> None:
    assert old in WHOLE
    found = check_plan(WHOLE.replace(old, new).splitlines() if old else WHOLE.splitlines(), PARTS)
    assert {part.name: part.state for part in found if part.state != "有"} == lacking


def test_a_skeleton_holds_every_part_and_is_not_yet_a_plan() -> None:
    text = skeleton("方案", PARTS, "依据", {"必要性": ["甲"]})
    assert [part.name for part in check_plan(text.splitlines(), PARTS) if part.state == "缺"] == []
    assert all(part.state == "未填" for part in check_plan(text.splitlines(), PARTS))
    assert "- 甲" in text
    assert general_parts()[0] == "基本情况"


def test_the_end_of_a_name_decides_what_part_it_is() -> None:
    row = row_of("牵头部门的职责")
    assert row is not None
    assert row.id == "职责分工"
    assert row_of("附图") is None


# ---------------------------------------------------------------- advice


def test_opinions_are_found_by_place(base: KnowledgeBase) -> None:
    assert [edition.region for edition, _ in find_opinions(base, ["示例县"], "2025-01-01")] == ["示例县"]
    assert find_opinions(base, ["别县"], "2025-01-01") == []


def test_advice_quotes_the_local_document(base: KnowledgeBase) -> None:
    matter = Matter("公园音响扰民，难以确定承办机关", regions=("示例县",), day="2025-01-01", fields=2, whole=False)
    advice = advise(base, matter)
    (form,) = advice.forms
    assert form.form == "联合执法"
    assert [quote.address for quote in form.quotes] == ["一、（一）", "一、（一）2."]
    assert [approval.steps[-1] for approval, _ in advice.approvals] == ["报各分管副县长批准"]
    assert [quote.address for quote in advice.initiation] == ["二、（一）", "二、（二）"]
    assert "## 四、起止时间" in advice.plan
    assert advice.letters == ()
    assert any("附件2" in issue and "通知书" in issue for issue in advice.issues)
    assert any("没有规定“信息共享”" in issue for issue in advice.issues)
    assert all(period.unit != "工作日" for period in advice.periods)  # the period for transfers is none of this form


def test_the_bodies_that_hold_power(base: KnowledgeBase) -> None:
    advice = advise(base, Matter("公园音响扰民", regions=("示例省",), day="2025-01-01"))
    held = {holder.body: [(p.kind, p.address) for p in holder.powers] for holder in advice.holders}
    assert [kind for kind, address in held["公安机关"] if address.startswith("第四条")] == ["行政处罚"]
    assert "城市管理主管部门" not in held


def test_a_transfer_has_its_own_period_letter_and_materials(base: KnowledgeBase) -> None:
    matter = Matter("该案不属于本局管辖", regions=("示例县",), day="2025-01-01", notice="2026-03-06")
    advice = advise(base, matter)
    local = [period for period in advice.periods if period.applies]
    assert [(p.amount, p.unit, p.due.ends if p.due else "") for p in local] == [(5, "工作日", "2026-03-13")]
    other = {(p.amount, p.unit) for p in advice.periods if not p.applies}
    assert other == {(3, "工作日"), (72, "小时")}
    (form,) = advice.forms
    assert [quote.address for quote in form.quotes] == ["一、（三）", "二、（四）", "二、（四）"]
    (letter,) = advice.letters
    assert "二、（四）" in letter
    assert all(f"- [ ] {name}" in letter for name in ("移送通知书", "当事人陈述"))
    assert advice.plan == ""
    assert advice.approvals == ()


def test_a_crime_goes_to_the_police_by_its_own_clocks(base: KnowledgeBase) -> None:
    advice = advise(base, Matter("涉嫌犯罪", regions=("示例县",), day="2025-01-01", notice="2026-03-02"))
    running = {p.id: p.due.ends for p in advice.periods if p.due and p.id.startswith("刑事")}
    assert running["刑事移送-决定"] == "2026-03-05"
    assert running["刑事移送-送公安"] == "2026-03-06T23:59"
    assert advice.letters[0].startswith("# 涉嫌犯罪案件移送书")
    assert "附件2" not in advice.letters[0]


def test_an_expired_document_is_no_basis(base: KnowledgeBase) -> None:
    for day, expired in (("2029-02-28", False), ("2029-03-01", True)):
        advice = advise(base, Matter("难以确定机关", regions=("示例县",), day=day))
        assert any("有效期已届满" in issue for issue in advice.issues) is expired


def test_an_article_on_approval_that_leaves_a_form_out_is_reported(base: KnowledgeBase) -> None:
    def said(description: str) -> bool:
        advice = advise(base, Matter(description, regions=("示例县",), day="2025-01-01"))
        return any("没有写“协同执法”" in issue for issue in advice.issues)

    assert said("需要公安机关协助")
    assert not said("难以确定机关")


def test_nothing_on_file_is_said(base: KnowledgeBase) -> None:
    advice = advise(base, Matter("难以确定机关", regions=("示例省",), day="2025-01-01"))
    assert any("未收录示例省" in issue for issue in advice.issues)
    assert any("没有引用" in issue for issue in advice.issues)
    (form,) = advice.forms
    assert [quote.address for quote in form.quotes] == ["第二条"]
    assert [quote.address for quote in advice.initiation] == ["第二条"]
    assert "通用提纲" in advice.plan


def test_an_article_on_courts_and_procuratorates_is_only_for_crimes(base: KnowledgeBase) -> None:
    def quoted(fact: str) -> list[str]:
        advice = advise(base, Matter("露天烧烤", (fact,), regions=("示例省",), day="2025-01-01"))
        return [quote.address for form in advice.forms for quote in form.quotes]

    assert quoted("crime") == ["第三条"]
    assert quoted("other_body_competent") == []


def test_without_facts_all_forms_stand_as_candidates(base: KnowledgeBase) -> None:
    advice = advise(base, Matter("露天烧烤", regions=("示例县",), day="2025-01-01"))
    assert [form.form for form in advice.forms] == ["案件移送", "联合执法", "协同执法", "信息共享"]
    assert all(not form.facts for form in advice.forms)
    assert advice.questions
    assert len(advice.approvals) == 3


# ---------------------------------------------------------------- the command line


def test_advise_on_the_command_line(run: Any) -> None:
    status, out, _ = run(
        "advise", "公园音响扰民", "--needs-assist", "--region", "示例县", "--as-of", "2025-01-01", "--json"
    )
    row = json.loads(out)
    assert status == 0
    assert [(fact["fact"], fact["stated"]) for fact in row["facts"]] == [("needs_assist", True)]
    assert row["forms"][0]["quotes"][0]["address"] == "一、（二）"
    status, out, _ = run("advise", "公园音响扰民，需要协助", "--not-needs-assist", "--region", "示例县")
    assert status == 0
    assert "二、可能的形式" in out
    status, _, err = run("advise", " ")
    assert (status, "请输入" in err) == (2, True)


def test_due_on_the_command_line(run: Any) -> None:
    status, out, _ = run("due", "--days", "3", "--from", "2026-03-06", "--json")
    assert (status, json.loads(out)["ends"]) == (0, "2026-03-11")
    _, out, _ = run("due", "--clock", "联动-移送函", "--from", "2026-11-20", "--json")
    assert any("已经届满" in note for note in json.loads(out)["notes"])
    _, out, _ = run("due", "--clock", "联动-线索提供", "--from", "2026-03-06T10:00")
    assert "2026-03-09T10:00" in out
    _, out, _ = run("due")
    assert "联动-移送函" in out
    assert "联动-线索提供" in out
    for words, message in (
        (["--days", "3"], "--from"),
        (["--clock", "没有", "--from", "2026-03-06"], "可用"),
        (["--clock", "联动-移送函", "--days", "3", "--from", "2026-03-06"], "只能用一个"),
    ):
        status, _, err = run("due", *words)
        assert (status, message in err.replace("\n", "")) == (2, True)


def test_plan_on_the_command_line(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "方案.md"
    where = ("--region", "示例县", "--as-of", "2025-01-01")
    assert run("plan", str(file), *where)[0] == 0
    assert run("plan", str(file), *where)[0] == 2  # it is never overwritten
    status, out, _ = run("plan", str(file), "--check", *where)
    assert status == 1
    assert "起止时间" in out
    filled = "\n".join(
        f"## {name}\n\n2024年5月6日起，示例局承办。\n"
        for name in ("任务目标", "牵头和配合单位", "各自职责", "经费保障")
    )
    file.write_text(filled, encoding="utf-8")
    status, out, _ = run("plan", str(file), "--check", *where, "--json")
    assert (status, [p["part"] for p in json.loads(out)["parts"] if p["state"] != "有"]) == (1, ["起止时间"])
    file.write_text(f"{filled}\n## 起止时间\n\n5月6日至5月31日\n", encoding="utf-8")
    assert run("plan", str(file), "--check", *where)[0] == 0
    assert plan_lines(file)[0].startswith("## ")
