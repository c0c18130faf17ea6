"""Power items from small laws of our own."""

from dataclasses import dataclass

import pytest
from made import document

from kb.citations import find_citations
from kb.items import find_items, penalty_words
from kb.model import Basis, Issue, Penalty, PowerItem
from kb.structure import split
from kb.tag import find_tags

HEAD = "第一条 市城市管理部门负责本市绿道的管理工作。\n\n"


@dataclass(frozen=True)
class Found:
    """What was made of a text."""

    items: list[PowerItem]
    bases: list[Basis]
    issues: list[Issue]

    def names(self, kind: str = "行政处罚") -> list[str]:
        return [item.name for item in self.items if item.kind == kind]


def found(text: str, *, path: str = "示例市绿道管理条例(2021-01-01).md") -> Found:
    made = document(f"# 示例市绿道管理条例\n\n{text}", path=path)
    provisions, _issues = split(made)
    tags = [tag for unit in provisions if unit.unit for tag in find_tags(unit)]
    records = list(find_items(made, provisions, tags, list(find_citations(made, provisions))))
    for item in (r for r in records if isinstance(r, PowerItem)):
        assert made.text[item.start : item.end].strip()
        assert item.provision_id in {p.id for p in provisions}
    return Found(
        [r for r in records if isinstance(r, PowerItem)],
        [r for r in records if isinstance(r, Basis)],
        [r for r in records if isinstance(r, Issue)],
    )


def test_one_conduct_with_its_grades_is_one_item() -> None:
    text = "第二条 违反本条例规定，在绿道上烧纸的，由城市管理部门责令改正，处五十元以上二百元以下罚款；情节严重的，处五百元罚款。"
    (item,) = found(text).items
    assert item.name == "对在绿道上烧纸的处罚"
    assert item.conduct == "在绿道上烧纸"
    assert item.agencies == ("城市管理主管部门",)
    assert item.written == ("城市管理部门",)
    assert (item.low, item.high, item.unit) == (50, 200, "元")
    assert item.measures == "罚款50—200元；情节严重：罚款500元"
    assert item.region == "示例市"
    assert item.penalties == ("罚款",)


def test_each_line_of_a_list_is_an_item_under_the_sanction_of_the_lead() -> None:
    text = (
        "第二条 有下列行为之一的，由城市管理部门给予警告，处一百元以下罚款：\n\n（一）折断树枝的；\n\n（二）占用步道停车的；\n\n"
        "（三）违反本条例第三条规定，夜间放歌的。\n\n第三条 夜间不得在绿道放歌。"
    )
    made = found(text)
    assert made.names() == ["对折断树枝的处罚", "对占用步道停车的处罚", "对夜间放歌的处罚"]
    assert [item.address for item in made.items] == [f"第二条第一款第（{n}）项" for n in "一二三"]
    assert {item.penalties for item in made.items} == {("警告", "罚款")}
    duties = [b for b in made.bases if b.role == "设定依据"]
    assert [(b.item_id.split("#")[1], b.address) for b in duties] == [("第二条第一款第（三）项/行政处罚/1", "第三条")]


def test_who_acts_in_the_lead_stands_before_each_line() -> None:
    text = "第二条 养护单位有下列情形之一的，由城市管理部门处一千元罚款：\n\n（一）不清除枯枝的；\n\n（二）隐瞒险情的。"
    made = found(text)
    assert made.names() == ["对养护单位不清除枯枝的处罚", "对养护单位隐瞒险情的处罚"]
    assert {item.object for item in made.items} == {"养护单位"}


def test_lines_with_sanctions_of_their_own() -> None:
    text = (
        "第二条 违反本条例规定的，由城市管理部门按照下列规定处罚：\n\n（一）攀折花木的，处二十元罚款；\n\n"
        "（二）挖掘步道的，处二千元罚款；造成坍塌的，处五千元罚款。"
    )
    made = found(text)
    assert made.names() == ["对攀折花木的处罚", "对挖掘步道的处罚"]
    assert [item.measures for item in made.items] == ["罚款20元", "罚款2,000元；造成坍塌：罚款5,000元"]


def test_a_paragraph_that_refers_back_adds_to_the_items_it_names() -> None:
    text = (
        "第二条 单位有下列行为之一的，由城市管理部门处一千元罚款：\n\n（一）堵塞入口的；\n\n（二）拆除护栏的。\n\n"
        "个人有前款第二项行为的，处一百元罚款。"
    )
    made = found(text)
    assert [item.measures for item in made.items] == [
        "对单位罚款1,000元",
        "对单位罚款1,000元；对个人罚款100元",
    ]


def test_the_words_of_the_duty_stand_in_where_the_condition_only_names_its_place() -> None:
    text = (
        "第二条 绿道内禁止下列行为：\n\n（一）野炊；\n\n（二）放养家禽。\n\n"
        "第三条 违反本条例第二条第一项、第二项规定的，由城市管理部门处五十元罚款。"
    )
    made = found(text)
    assert made.names() == [
        "对绿道内野炊（违反第二条第（一）项规定）的处罚",
        "对绿道内放养家禽（违反第二条第（二）项规定）的处罚",
    ]


def test_the_body_is_inherited_where_the_article_names_none() -> None:
    text = HEAD + "第二条 攀爬护栏的，处五十元罚款。"
    (item,) = [i for i in found(text).items if i.kind == "行政处罚"]
    assert item.agencies == ("城市管理主管部门",)
    assert item.source.endswith("#第一条")
    assert item.tier == ""


def test_a_second_body_for_a_graver_case_is_named_too() -> None:
    text = "第二条 养护单位虚报工程量的，由城市管理部门处一万元罚款；情节严重的，由市场监督管理部门吊销营业执照。"
    (item,) = [i for i in found(text).items if i.kind == "行政处罚"]
    assert item.agencies == ("城市管理主管部门", "市场监督管理部门")


def test_enforcement_after_a_penalty_is_an_item_of_its_own() -> None:
    text = "第二条 在绿道上搭棚的，由城市管理部门处五百元罚款；逾期不拆除的，依法强制拆除。"
    made = found(text)
    assert made.names() == ["对在绿道上搭棚的处罚"]
    assert len(made.names("行政强制执行")) == 1
    assert "搭棚" in made.names("行政强制执行")[0]


# fmt: off
WHY_NOT = [
    ("第二条 本条例规定的行政处罚，由城市管理部门决定。",               "只规定处罚由谁决定"),
    ("第二条 违反本条例规定，构成违反治安管理行为的，由公安机关给予处罚。", "没有找到它针对的行为"),
]
# fmt: on


@pytest.mark.parametrize(("text", "reason"), WHY_NOT)
def test_a_penalty_article_without_an_item_says_why(text: str, reason: str) -> None:
    made = found(text)
    assert made.names() == []
    (issue,) = [i for i in made.issues if i.code == "no-item"]
    assert issue.where == "第二条"
    assert reason in issue.message


# fmt: off
WORDS = [
    (("罚款", 2000, 20000, "元"),   {},                                      "罚款2,000—20,000元"),
    (("罚款", None, 500, "元"),     {"subject": "个人"},                      "对个人罚款500元以下"),
    (("罚款", 1, 3, "倍"),          {"base": "违法所得"},                     "罚款1—3倍（违法所得）"),
    (("罚款", 100, None, "元/日"),  {},                                      "罚款100元/日以上"),
    (("限制从业", None, None, "终身"), {"circumstance": "情节严重"},           "情节严重：限制从业终身"),
    (("警告", None, None, ""),      {},                                      "警告"),
]
# fmt: on


@pytest.mark.parametrize(("values", "more", "expected"), WORDS)
def test_penalties_in_words(
    values: tuple[str, float | None, float | None, str], more: dict[str, str], expected: str
) -> None:
    assert penalty_words(Penalty("d", "d#第一条", 0, 1, "r", *values, **more)) == expected


# fmt: off
BARE = [  # the duty stands before 违反规定的, or in the place that it cites
    ("第二条 居民不得在绿道养鸡。违反规定的，由城市管理部门处五十元罚款。",                             ["居民在绿道养鸡"]),
    ("第二条 店铺应当设置垃圾桶。违反规定的，由城市管理部门处五十元罚款。",                             ["店铺未按规定设置垃圾桶"]),
    ("第二条 在绿道施工的，应当采取围挡措施。\n\n违反前款规定的，由城市管理部门处五百元罚款。",
     ["在绿道施工，未按规定采取围挡措施（违反第二条第一款规定）"]),
    ("第二条 禁止在绿道放牧。\n\n骑行者不得逆行。\n\n第三条 违反本条例第二条第一款、第二款规定的，由城市管理部门处五十元罚款。",
     ["在绿道放牧（违反第二条第一款规定）", "骑行者逆行（违反第二条第二款规定）"]),
    ("第二条 养护单位应当遵守下列规定：\n\n（一）建立台账；\n\n（二）不得使用除草剂。\n\n第三条 养护单位违反本条例第二条规定的，由城市管理部门处五百元罚款。",
     ["养护单位未按规定建立台账（违反第二条第一款第（一）项规定）", "养护单位使用除草剂（违反第二条第一款第（二）项规定）"]),
    ("第二条 绿道内禁止下列行为：\n\n（一）野炊；\n\n（二）放养家禽。\n\n第三条 违反本条例第二条规定，有下列行为之一的，按照下列规定处罚：\n\n"
     "（一）违反第二项规定的，由城市管理部门处二十元罚款。", ["绿道内放养家禽（违反第二条第一款第（二）项规定）"]),
    ("第二条 违反本条例规定进行绿道科研活动的，由城市管理部门处五十元罚款。",                            ["违反规定进行绿道科研活动"]),
    ("第二条 在绿道使用不合格护栏的，按照有关规定处理。处以罚款的，罚款数额为五百元以下。",              ["在绿道使用不合格护栏"]),
    ("第二条 对拒绝、阻碍巡查绿道的，由公安机关处二百元罚款。",                                      ["拒绝、阻碍巡查绿道"]),
    ("第二条 租车企业应当建立台账，台账保存期限不得少于一年。\n\n第三条 租车企业违反本条例第二条规定的，由城市管理部门处五百元罚款。",
     ["租车企业未按规定建立台账，或者台账保存期限少于一年（违反第二条规定）"]),
    ("第二条 禁止骑行的绿道的养护单位应当配备值守人员。\n\n第三条 违反本条例第二条规定的，由城市管理部门处五百元罚款。",
     ["禁止骑行的绿道的养护单位未按规定配备值守人员（违反第二条规定）"]),
    ("第二条 在绿道进行下列活动，应当经城市管理部门批准：\n\n（一）试车；\n\n第三条 违反本条例第二条规定的，由城市管理部门处五百元罚款。",
     ["在绿道试车，未经城市管理部门批准（违反第二条第一款第（一）项规定）"]),
    ("第二条 修剪绿道树木产生枝叶的，养护单位应当及时清扫。\n\n违反前款规定的，由城市管理部门处五百元罚款。",
     ["修剪绿道树木产生枝叶，养护单位未及时清扫（违反第二条第一款规定）"]),
    ("第二条 不得在绿道旁烧草。\n\n第三条 违反本条例第二条规定，造成树木枯死的，由城市管理部门处五百元罚款。",
     ["在绿道旁烧草，造成树木枯死（违反第二条规定）"]),
    ("第二条 行人应当爱护绿道，禁止下列行为：\n\n（一）乱扔果皮；\n\n第三条 违反本条例第二条规定的，由城市管理部门处五十元罚款。",
     ["行人乱扔果皮（违反第二条第一款第（一）项规定）"]),
    ("第二条 租车企业应当符合下列要求：\n\n（一）入口设置护栏；\n\n（二）头盔符合本市标准；\n\n（三）本市规定的其他安全职责。\n\n第三条 违反本条例第二条规定的，由城市管理部门处五百元罚款。",
     ["租车企业入口未设置护栏（违反第二条第一款第（一）项规定）", "租车企业头盔不符合本市标准（违反第二条第一款第（二）项规定）",
      "租车企业未履行本市规定的其他安全职责（违反第二条第一款第（三）项规定）"]),
    ("第二条 绿道核心区内禁止下列行为：\n\n（一）开设烤肉摊。\n\n绿道核心区内已开张的烤肉摊，由区人民政府责令关闭。",
     ["绿道核心区内已开张的烤肉摊"]),
    ("第二条 养护单位应当遵守下列规定：\n\n（一）保持路面干燥。\n\n违反前款规定的，由城市管理部门处五百元罚款。",
     ["养护单位未按规定保持路面干燥"]),
    ("第二条 以绿道塌陷为由围堵值班室，依法追究刑事责任；尚不够刑事处罚的，由公安机关给予治安管理处罚。",
     ["以绿道塌陷为由围堵值班室"]),
    ("第二条 在绿道放牧的，处五十元罚款；单位实施以上违法行为的，对主要负责人处八十元罚款。", ["在绿道放牧"]),
    ("第二条 骑行者违反本条例第九条规定租用童车的，由城市管理部门处五十元罚款。", ["骑行者违反规定租用童车"]),
    ("第二条 违反本条例，在绿道逆行的，由城市管理部门处五十元罚款。",                                   ["在绿道逆行"]),
    ("第二条 在绿道逆行的，由城市管理部门处五十元罚款；违反治安管理规定的，由公安机关处罚。",               ["在绿道逆行"]),
]
LINES = (
    "第二条 绿道内禁止下列行为：\n\n（一）野炊；\n\n（二）放养家禽；\n\n（三）燃放鞭炮。\n\n骑行者不得逆行。\n\n"
    "第三条 违反本条例第二条规定的，按照下列规定处罚：\n\n"
)
BARE += [  # no more of the cited article than the words name
    (LINES + "（一）有第一项、第二项行为的，由城市管理部门处二十元罚款。",
     ["绿道内野炊（违反第二条第一款第（一）项规定）", "绿道内放养家禽（违反第二条第一款第（二）项规定）"]),
    (LINES + "（一）有第三项行为的，由城市管理部门处二十元罚款。", ["绿道内燃放鞭炮（违反第二条第一款第（三）项规定）"]),
    (LINES + "（一）违反第二款规定的，由城市管理部门处二十元罚款。", ["骑行者逆行（违反第二条第二款规定）"]),
    (LINES + "（一）有第二项至第三项行为，情节较重的，由城市管理部门处二十元罚款。",
     ["绿道内放养家禽（违反第二条第一款第（二）项规定）", "绿道内燃放鞭炮（违反第二条第一款第（三）项规定）"]),
    (LINES + "（一）有第二项中的放养鸭鹅行为的，由城市管理部门处二十元罚款。", ["放养鸭鹅行为"]),
    (LINES.partition("第三条")[0] + "第三条 具有本条例第二条所列第（一）至第（二）项行为的，由城市管理部门处二十元罚款。",
     ["绿道内野炊（违反第二条第一款第（一）项规定）", "绿道内放养家禽（违反第二条第一款第（二）项规定）"]),
]
BARE += [
    (LINES.partition("第三条")[0] + "第三条 巡查志愿队员有本条例第二条第一款第一项违法行为的，由城市管理部门处二十元罚款。",
     ["巡查志愿队员绿道内野炊（违反第二条第一款第（一）项规定）"]),
    ("第二条 租车企业未公示价格的，处五十元罚款；未备案的，处九十元罚款。", ["租车企业未公示价格", "租车企业未备案"]),
    ("第二条 租车企业未公示价格的，处五十元罚款；游客攀爬护栏的，处九十元罚款。", ["租车企业未公示价格", "游客攀爬护栏"]),
    ("第二条 禁止在绿道设置货摊；已经设置的，由城市管理部门责令关闭。", ["在绿道设置货摊"]),
    ("第二条 同一个违法行为违反两条规定应当处罚款的，按照数额高的处以罚款。", []),
    (LINES.partition("第三条")[0] + "第三条 违反本条例第二条第一款第（一）项，第二条第二款规定的，由城市管理部门处二十元罚款。",
     ["绿道内野炊（违反第二条第一款第（一）项规定）", "骑行者逆行（违反第二条第二款规定）"]),
    ("第二条 在绿道放声播音的，管理单位应当劝阻；不听劝阻的，由公安机关处五十元罚款。", ["在绿道放声播音"]),
    ("第二条 租车企业有下列情形之一的，由城市管理部门处五十元罚款：\n\n（一）隐瞒事故的；\n\n（二）法律、法规、部门规章规定的其他情形。",
     ["租车企业隐瞒事故"]),
]
TOLD = [  # what the words of a condition leave to the cited duty, and what they say themselves
    ("任何人未经住户同意，不得在院内散发租车传单。", "散发租车传单", "违反规定散发租车传单（任何人未经住户同意，在院内散发租车传单）"),
    ("任何人不得在院内悬挂横幅。", "散发租车传单", "违反规定散发租车传单"),  # another act
    ("租车企业应当自开业之日起五日内向城市管理部门备案。", "，租车企业未办理备案手续",
     "租车企业未办理备案手续（租车企业未自开业之日起五日内向城市管理部门备案）"),
    ("租车企业应当建立台账。", "，租车企业未办理备案手续", "租车企业未办理备案手续"),
    ("租车企业应当自开业之日起五日内向城市管理部门备案。", "，租车企业变更地址未办理备案手续", "租车企业变更地址未办理备案手续"),
    ("禁止在绿道保护范围内取土、挖沙。", "，擅自取土、挖沙", "在绿道保护范围内擅自取土、挖沙"),
    ("禁止在本市行政区域内取土、挖沙。", "，擅自取土、挖沙", "擅自取土、挖沙"),  # everywhere the law holds
    ("禁止在绿道保护范围内放牧。", "，擅自取土、挖沙", "擅自取土、挖沙"),
    ("禁止在绿道保护范围内取土、挖沙。", "，在绿道旁取土、挖沙", "在绿道旁取土、挖沙"),
    ("主管部门应当公布在绿道保护范围内取土、挖沙的企业。", "，擅自取土、挖沙", "擅自取土、挖沙"),
]
INTERNAL = [  # conduct, sanction, whether it is a penalty
    ("从事绿道监督的部门及其工作人员重复检查的", "由上级机关给予通报批评", False),
    ("绿道管理部门的工作人员包庇违法行为，有违法收入的", "没收违法所得", False),
    ("乡级以上河长未按照规定巡查的", "给予通报批评", False),
    ("连续两年绩效评估结果不合格的", "给予通报批评", False),
    ("超出编制限额调配人员的", "由机构编制管理机关给予通报批评", False),
    ("侮辱、殴打绿道管理部门工作人员的", "由公安机关给予警告", True),
    ("租车企业的工作人员涂改台账的", "由城市管理部门给予警告", True),
    ("绿道管理部门的工作人员伪造台账的", "由城市管理部门处五十元罚款", True),
]
LEADS = [  # what stands before each line of a list
    ("租车企业有下列行为之一者，处五十元罚款：\n\n（一）转借工牌的。", "租车企业转借工牌"),
    ("经营单位有下列行为之一的，处五十元罚款：\n\n（一）租车单位未登记的。", "租车单位未登记"),
    ("养护企业有下列行为之一的，处五十元罚款：\n\n（一）指使租车单位未登记即出租的。", "养护企业指使租车单位未登记即出租"),
    ("养护企业有下列行为之一的，处五十元罚款：\n\n（一）有关工作人员未登记的。", "养护企业有关工作人员未登记"),
    ("队长有下列情形之一的，处五十元罚款：\n\n（一）在出发时未点名的。",                "队长在出发时未点名"),
    ("自行车在绿道快速道行驶，有下列行为之一的，处五十元罚款：\n\n（一）逆行的。",       "自行车在绿道快速道行驶，逆行"),
    ("学员在绿道练车时，有下列行为之一的，处五十元罚款：\n\n（一）未佩戴头盔的。",       "学员在绿道练车时，未佩戴头盔"),
    ("在绿道赛车的，按照下列规定处罚：\n\n（一）对车手处五十元罚款。",                 "在绿道赛车"),
    ("在绿道内进行下列活动的，按照下列规定处罚：\n\n（一）摆摊的，处五十元罚款。",      "在绿道内，摆摊"),
    ("游览工具有下列情形之一的，处五十元罚款：\n\n（一）未悬挂号牌的。",             "游览工具，未悬挂号牌"),
    ("观光车超载的，按照下列规定处罚：\n\n（一）超载一人的，处五十元罚款。",             "观光车超载一人"),
    ("养护企业以外的单位和个人有下列行为之一的，处五十元罚款：\n\n（一）转借工牌的。",   "养护企业以外的单位和个人转借工牌"),
]
RANGES = [
    ("第二条 租车企业伪造工牌的，处一千元罚款。\n\n游客伪造工牌的，依照前款规定处罚。", ["罚款1,000元", "罚款1,000元"]),
    ("第二条 有下列行为之一的，由城市管理部门责令改正：\n\n（一）堵塞入口的；\n\n（二）拆除护栏的；\n\n（三）放火的。\n\n"
     "有前款第一项、第二项行为之一的，处一百元罚款。有前款第三项行为的，处五千元罚款；情节严重的，责令停业。",
     ["罚款100元", "罚款100元", "罚款5,000元；情节严重：责令停产停业"]),
    ("第二条 有下列行为之一的，处一百元罚款：\n\n（一）堵塞入口的。\n\n毁坏界碑的，处五百元罚款；情节严重的，处八百元罚款。",
     ["罚款100元", "罚款500元；情节严重：罚款800元"]),
    ("第二条 砍伐绿道树木的，没收违法所得，并按照下列规定处罚：\n\n（一）砍伐大树的，处一千元罚款；\n\n（二）砍伐小树的，处一百元罚款。",
     ["没收违法所得；罚款1,000元", "没收违法所得；罚款100元"]),
    ("第二条 擅自占用绿道的，处一千元罚款；借用期满未腾退场地的，责令限期恢复，逾期不恢复的，处二千元罚款。",
     ["罚款1,000元", "逾期不恢复：罚款2,000元"]),
    ("第二条 租车企业有下列情形之一的，处一千元罚款；情节严重的，由城市管理部门责令停止经营相关业务：\n\n（一）不登记的。",
     ["罚款1,000元；情节严重：责令停止经营相关业务"]),
    ("丢弃样品的，对个人处六十元罚款，对组织者处九百元罚款。", ["对个人罚款60元；对组织者罚款900元"]),
    ("丢弃样品的，处九百元罚款；对农户，并处六十元罚款。", ["罚款900元；对农户罚款60元"]),
    ("丢弃样品的，处九百元罚款；拒不改正的，责令停工整治，按照原处罚数额按日连续处罚。",
     ["罚款900元；拒不改正：责令停工整治；拒不改正：按日连续处罚"]),
    ("丢弃样品的，予以警告，可以限期停止活动；情节严重的，予以撤销登记。", ["警告；限期停止活动；情节严重：予以撤销登记"]),
    ("丢弃样品的，处违法生产、销售样品货值金额二倍罚款。", ["罚款2倍（违法生产、销售样品货值金额）"]),
    ("第二条 丢弃样品的，处九百元罚款。\n\n从事样品业务的机构有前款行为，情节严重的，吊销样品许可证。",
     ["罚款900元；从事样品业务的机构，情节严重：吊销许可证件"]),
]
RANGES += [
    ("第二条 在绿道赛车的，处一百元罚款，情节较重的处三百元罚款。", ["罚款100元；情节较重：罚款300元"]),
    ("第二条 租车户乱停的，责令改正，租车户为单位的，处五百元罚款，租车户为个人的，处一百元罚款。",
     ["租车户为单位：罚款500元；租车户为个人：罚款100元"]),
    ("第二条 在绿道赛车的，处一百元罚款；情节严重的，处违法所得一倍罚款，没有违法所得的，处五百元罚款，并处吊销营业执照。",
     ["罚款100元；情节严重：罚款1倍（违法所得）；情节严重，没有违法所得：罚款500元；情节严重：吊销营业执照"]),
    ("第二条 在绿道赛车的，处一百元罚款；情节严重的，处二百元罚款；没有违法所得的，处五百元罚款。",
     ["罚款100元；情节严重：罚款200元；没有违法所得：罚款500元"]),
    ("第二条 不缴纳渣土处置费的，处应缴处置费二倍罚款。", ["罚款2倍（应缴处置费）"]),
    ("第二条 在绿道卖假票的，处销售总额百分之五罚款。", ["罚款5%（销售总额）"]),
    ("第二条 租车企业隐瞒事故的，处一百元罚款；租车企业有上述行为的，还应当对负责人给予警告。",
     ["罚款100元；对责任人员警告"]),
    ("第二条 申领租车证时隐瞒事故，尚未租出的，处一百元罚款；已经租出的，处五百元罚款。", ["罚款100元；已经租出：罚款500元"]),
]
RANGES += [
    ("第二条 有下列第一项情形的，处一百元罚款；有下列第二项情形的，处三百元罚款：\n\n（一）堵塞入口的；\n\n（二）拆除护栏的。",
     ["罚款100元", "罚款300元"]),
    ("第二条 有下列行为之一的，处以罚款：\n\n（一）堵塞入口的。\n\n有前款第一项行为的，处一百元罚款。", ["罚款100元"]),
    ("第二条 在绿道赛车的，对驾车人处一百元罚款，对号召人处五百元罚款。", ["对驾车人罚款100元；对号召人罚款500元"]),
    ("第二条 有下列情形之一的，由公安机关从重处罚：\n\n（一）教唆他人破坏绿道的。", ["从重处罚"]),
]
WHOM = [
    ("第二条 出租汽车经营者无正当理由停业的，由城市管理部门处五十元罚款。", "出租汽车经营者"),
    ("第二条 租车场所所在单位未落实防火措施的，由城市管理部门处五十元罚款。", "租车场所所在单位"),
    ("第二条 租车经营者遇有统一调度时拒载的，由城市管理部门处五十元罚款。", "租车经营者"),
    ("第二条 对绿道工作人员进行侮辱的，由城市管理部门处五十元罚款。", ""),
    ("第二条 学员在绿道练车时，有下列行为之一的，由公安机关对教练处五十元罚款：\n\n（一）逆行的。", "教练"),
    ("第二条 使用单位指使养护单位使用不合格护栏的，处五十元罚款。",                        "使用单位"),
    ("第二条 租车企业隐瞒事故的，由对外贸易主管部门处五十元罚款。",                        "租车企业"),
    ("第二条 在绿道逆行的，对个人处五十元罚款。",                                        ""),
    ("第二条 绿道施工过程中，养护单位未报告险情的，处五十元罚款。",                          "养护单位"),
    ("第二条 面向社会开放的绿道未清扫的，处五十元罚款。",                                  ""),
    ("第二条 养护企业以外的单位和个人未登记的，处五十元罚款。",                             "养护企业以外的单位和个人"),
]
# fmt: on


def test_the_paragraph_that_holds_the_penalty_is_cited() -> None:
    records = found("第二条 绿道内禁止下列行为：\n\n（一）野炊。\n\n违反前款规定的，由城市管理部门处五十元罚款。")
    assert [(b.role, b.address) for b in records.bases] == [
        ("设定依据", "第二条第一款第（一）项"),
        ("实施依据", "第二条第二款"),
    ]


def _penal(text: str) -> list[PowerItem]:
    return [item for item in found(text).items if item.kind == "行政处罚"]


@pytest.mark.parametrize(("text", "conducts"), BARE)
def test_an_item_names_the_breach_and_not_only_the_rule(text: str, conducts: list[str]) -> None:
    assert [item.conduct for item in _penal(text)] == conducts


@pytest.mark.parametrize(("text", "conduct"), LEADS)
def test_subject_and_setting_of_a_lead_stand_before_its_lines(text: str, conduct: str) -> None:
    assert [item.conduct for item in _penal(f"第二条 违反本条例规定，{text}")] == [conduct]


@pytest.mark.parametrize(("text", "measures"), RANGES)
def test_each_conduct_has_its_own_range(text: str, measures: list[str]) -> None:
    assert [item.measures for item in _penal(text)] == measures


@pytest.mark.parametrize(("text", "whom"), WHOM)
def test_the_object_is_who_does_it_or_whom_the_sanction_hits(text: str, whom: str) -> None:
    assert [item.object for item in _penal(text)] == [whom]


@pytest.mark.parametrize(("duty", "act", "conduct"), TOLD)
def test_what_the_condition_leaves_out_is_taken_from_the_duty(duty: str, act: str, conduct: str) -> None:
    text = f"第二条 {duty}\n\n第三条 违反本条例第二条规定{act}的，由城市管理部门处五十元罚款。"
    assert [item.conduct for item in _penal(text)] == [conduct]


@pytest.mark.parametrize(("conduct", "sanction", "penal"), INTERNAL)
def test_what_stays_within_the_administration_is_no_penalty(conduct: str, sanction: str, penal: bool) -> None:
    assert bool(_penal(f"第二条 {conduct}，{sanction}。")) is penal


def test_where_other_laws_may_rule_the_breach_is_still_punished() -> None:
    text = (
        "第二条 租车企业应当建立台账。\n\n第三条 租车企业违反本条例第二条规定，其他法律、法规有规定的，依照其规定；"
        "法律、法规未作规定的，由城市管理部门处五百元罚款。"
    )
    (item,) = found(text).items
    assert item.conduct == "租车企业未按规定建立台账（违反第二条规定）"
    assert item.measures == "法律、法规未作规定：罚款500元"


def test_who_imposes_which_penalty_is_no_conduct() -> None:
    text = "第二条 本条例规定的吊销租车许可证的行政处罚，属于市发证的，由城市管理部门实施。"
    assert not _penal(text)


def test_one_permit_in_two_words_is_one_item() -> None:
    text = "第二条 本市对绿道摆摊实行许可制度。\n从事绿道摆摊的，应当取得绿道摆摊许可证。"
    assert found(text).names("行政许可") == ["绿道摆摊许可证核发"]


def test_a_deleted_article_gives_no_item() -> None:
    text = "第二条 （2011年1月8日删除）在绿道逆行的，由城市管理部门处五十元罚款。"
    assert found(text).names() == []


# fmt: off
BREACHES_OF_THE_ARTICLE = [
    ("第二条 绿道两侧不得悬挂彩旗。\n\n违反前款规定的，责令限期改正；逾期不改正的，处五十元罚款。",
     ["绿道两侧悬挂彩旗（违反第二条第一款规定）"]),
    ("第二条 禁止在绿道上设置地锁。\n\n违反前款规定，在绿道入口设置地锁的，由城市管理部门责令恢复；拒不恢复的，处五十元罚款。",
     ["在绿道入口设置地锁"]),
    ("第二条 绿道内不得垂钓。\n\n违反规定的，由城市管理部门责令改正，处五十元罚款。", ["绿道内垂钓"]),
    ("第二条 绿道内不得垂钓。\n\n绿道内不得野炊。\n\n违反第一款规定的，由城市管理部门处五十元罚款。", ["绿道内垂钓"]),
    ("第二条 绿道内不得垂钓。\n\n违反前款规定的，责令限期改正；逾期不改正的，予以公告。", []),  # no penalty follows
]
# fmt: on


@pytest.mark.parametrize("text, conducts", BREACHES_OF_THE_ARTICLE)
def test_a_breach_of_the_duty_that_the_article_itself_lays_down(text: str, conducts: list[str]) -> None:
    items = found(HEAD + text).items
    assert [item.conduct for item in items if item.kind == "行政处罚"] == conducts
