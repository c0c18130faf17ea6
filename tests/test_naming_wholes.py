"""The whole matter of a name: which plan, where, whose, in what time; each case stands beside a near miss."""

from __future__ import annotations

import pytest
from test_items_bodies import GENERAL, items
from test_naming import passage

from kb.naming import words_of

# fmt: off
WHOLE = [  # kind and rule, clause, what the article says before it, name
    # which plan or contract
    ("其他-备案", "应急方案应当报县样品部门备案", "渡口经营人应当制定本单位的渡船碰撞事故应急方案。", "渡船碰撞事故应急方案备案"),
    ("其他-备案", "应急方案应当报县样品部门备案", "渡口经营人应当制定应急方案。", "应急方案备案"),
    ("其他-备案", "应急预案应当报县样品部门备案", "省人民政府编制全国渡船应急预案。", "应急预案备案"),  # the state's own
    ("其他-备案", "渡口经营人应当在渡船租赁合同签订后十日内，将合同报县样品部门备案", "", "渡船租赁合同备案"),
    ("其他-备案", "渡口经营人应当在发布招工简章前，将招工简章报县样品部门备案", "", "招工简章备案"),
    # what it is drawn up for
    ("行政许可-报批", "工程设计方案应当报县样品部门批准", "在码头控制地带内进行工程建设，其高度应当与码头协调。", "在码头控制地带内进行工程建设的工程设计方案审批"),
    ("行政许可-报批", "工程设计方案应当报县样品部门批准", "码头的高度应当与岸线协调。", "工程设计方案审批"),
    ("其他-备案", "渡船停止运行、封存的，经营人应当采取防护措施，并将防护措施报县样品部门备案", "", "渡船停止运行、封存的防护措施备案"),
    ("其他-备案", "码头修复活动完成后，经营人应当将评估结果报县样品部门备案", "", "码头修复的评估结果备案"),
    ("其他-备案", "本条例第三条规定的活动完成后，经营人应当将评估结果报县样品部门备案", "", "评估结果备案"),
    # place, time and doer of what is let
    ("行政许可-由审批", "因特殊情况需要开挖的，由市人民政府批准", "新建的码头交付后五年内，不得开挖敷设缆线。", "新建的码头交付后五年内开挖敷设缆线审批"),
    ("行政许可-由审批", "因特殊情况需要开挖的，由市人民政府批准", "码头管理人应当巡查，不得开挖敷设缆线。", "开挖敷设缆线审批"),
    ("行政许可-报批", "确需到渡口检查工作的，应当经省人民政府批准", "政府职能部门不得随意到渡口检查工作和干预经营。", ""),
    ("行政许可-报批", "确需到渡口垂钓的，应当经省人民政府批准", "单位和个人不得随意到渡口垂钓。", "到渡口垂钓审批"),
    ("行政许可-申请批准", "未经许可摆渡的，港航部门可以扣留渡船，并告知船主到有关部门申请办理渡船营运许可手续", "", ""),
    ("行政许可-报批", "在渡口内从事本条例第三条、第四条禁止范围以外的建设活动，应当经渡口管理机构审核同意，依照有关法律、法规的规定办理码头许可、施工许可等手续", "", "在渡口内从事其他建设活动审批"),
    ("行政许可-实行制度", "渡船节目制作经营机构的设立和渡船剧目的制作实行许可证制度", "", "渡船节目制作经营机构的设立和渡船剧目的制作许可"),
    # what a finding, a dispute or a prize is about
    ("行政确认-鉴定", "造成渡船碰撞事故的，由港航部门组织技术鉴定", "", "渡船碰撞事故技术鉴定"),
    ("行政确认-登记", "以渡船抵押的，向港航部门办理抵押登记", "", "渡船抵押登记"),
    ("行政裁决-争议处理", "个人之间、个人与单位之间发生的渡口使用权争议，由乡人民政府处理", "", "个人之间、个人与单位之间渡口使用权争议裁决"),
    ("行政裁决-争议处理", "发生渡口使用权争议的，由乡人民政府处理", "", "渡口使用权争议裁决"),
    ("行政奖励-表彰", "对于在摆渡工作中有显著成绩的单位和个人，县人民政府应当给予表彰", "", "对在摆渡工作中有显著成绩的单位和个人的表彰"),
    ("行政奖励-表彰", "本省船员在省外摆渡的，适用本条例，但是当地予以奖励的除外", "", ""),
    ("行政给付-享受", "船员家属享受法律法规规定的船员家庭优待金", "", ""),
    ("行政给付-享受", "船员家属按月享受船员家庭优待金", "", "船员家庭优待金给付"),
]
# fmt: on


@pytest.mark.parametrize(("rule", "text", "earlier", "name"), WHOLE)
def test_a_name_keeps_its_matter(rule: str, text: str, earlier: str, name: str) -> None:
    kind, _, tag = rule.rpartition("-")
    row = rule if kind == "其他" else f"{kind.removeprefix('行政')}-{tag}"
    words = words_of(kind, row, passage(text, earlier=earlier))
    assert (words.name if words else "") == name


def test_an_item_of_a_list_that_names_a_place_takes_the_act_of_the_lead() -> None:
    lead = "砍伐、移植渡口树木的审批权限按照下列规定执行："
    found = passage("在市区范围内的，由市样品部门审批", "由市样品部门审批", lead=lead)
    assert words_of("行政许可", "许可-由审批", found).name == "在市区范围内砍伐、移植渡口树木审批"
    other = passage("在市区范围内摆渡的，由市样品部门审批", "由市样品部门审批", lead=lead)
    assert words_of("行政许可", "许可-由审批", other).name == "在市区范围内摆渡审批"


def test_one_sort_of_people_is_named_with_a_bare_verb() -> None:
    text = "渡船需要临时停泊，应当靠边，并应及时向港口报告时间，未经公安部门批准，船上的人员不得登岸"
    assert words_of("行政许可", "许可-报批", passage(text, "经公安部门批准")).name == "船上的人员登岸审批"
    text = "设计方案未经公安部门批准，建设单位不得开工建设"
    assert words_of("行政许可", "许可-未经不得", passage(text, "未经公安部门批准")).name == "设计方案审批"


# fmt: off
DECIDED = [  # the article, the body of the permit, its level
    ("运送样品出县境的，应当向县级人民政府审计部门提出申请，报省、自治区、直辖市人民政府财政部门或者其授权的单位批准。", ("财政部门",), "省级"),
    ("样品船的通行费标准，由样品单位提出方案，报省人民政府交通主管部门会同同级物价行政主管部门审查批准。", ("交通运输主管部门",), "省级"),
    ("运送样品出县境的，应当向县级人民政府财政部门提出申请，由其审查批准。",                                  ("财政部门",), "县级"),
]
# fmt: on


@pytest.mark.parametrize(("text", "agencies", "tier"), DECIDED)
def test_who_only_takes_the_application_does_not_decide(text: str, agencies: tuple[str, ...], tier: str) -> None:
    (item, *_) = items(f"{GENERAL}第二条 {text}", "行政许可")
    assert (item.agencies, item.tier) == (agencies, tier)
