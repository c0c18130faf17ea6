"""Who is competent for an item, and at what level, from small laws of our own."""

import pytest
from made import document
from test_items import found

from kb.model import PowerItem
from kb.pipeline import tagged

GENERAL = "第一条 市民政部门负责本市的样品管理工作。\n\n"


def items(text: str, kind: str) -> list[PowerItem]:
    return [item for item in found(text).items if item.kind == kind]


# fmt: off
OWN_WORDS = [  # what the article says comes before the law's default authority
    ("县级以上人民政府有关部门应当加强对样品质量安全的监督检查。",                               "行政检查",  ("有关部门",),               "县级以上"),
    ("违反本条例规定，擅自更改样品名称的，由有审批权的行政机关责令限期改正，处五百元罚款。",          "行政处罚",  ("行政机关",),               ""),
    ("经营者应当制定样品应急预案，报所在地的县（市、区）财政部门备案。",                           "其他",      ("财政部门",),               "县级"),
    ("经营样品，应当取得样品经营许可证。\n\n省水行政主管部门应当自受理申请之日起十日内颁发样品经营许可证。", "行政许可",  ("水行政主管部门",),          "省级"),
    ("经营样品，应当取得样品经营许可证。",                                                     "行政许可",  ("民政部门",),               ""),
    ("违反本条例规定，丢弃样品的，处五百元罚款。",                                              "行政处罚",  ("民政部门",),               ""),
]
# fmt: on


@pytest.mark.parametrize(("text", "kind", "agencies", "tier"), OWN_WORDS)
def test_the_article_comes_before_the_default(text: str, kind: str, agencies: tuple[str, ...], tier: str) -> None:
    (item, *_) = items(f"{GENERAL}第二条 {text}", kind)
    assert (item.agencies, item.tier) == (agencies, tier)


FINE = "第三条 违反本条例规定，丢弃样品的，由{}责令改正，处五百元罚款。"
# fmt: off
DEFINED = [  # the general part, the word of the article, the bodies
    ("市、县人民政府财政或者水行政主管部门（以下统称保护主管部门）负责本行政区域内样品的管理工作。", "保护主管部门", ("财政部门", "水行政主管部门")),
    ("本市样品展览的主管机关，是展览举行地的县公安局；跨县的，主管机关为市公安局。",              "主管机关",     ("公安机关",)),
    ("民政部门是本市样品的登记管理机关。",                                                   "登记管理机关", ("民政部门",)),
    ("县级以上人民政府财政部门负责对样品进行监督管理。",                                       "监督检查部门", ("财政部门",)),
    ("经营者应当守法。",                                                                   "监督检查部门", ("监督检查部门",)),
]
# fmt: on


@pytest.mark.parametrize(("general", "word", "agencies"), DEFINED)
def test_a_word_of_the_law_stands_for_its_body(general: str, word: str, agencies: tuple[str, ...]) -> None:
    (item,) = items(f"第二条 {general}\n\n{FINE.format(word)}", "行政处罚")
    assert item.agencies == agencies
    assert item.written == (word,)


# fmt: off
NOT_INHERITED = [  # what the general part does not settle
    ("对样品工作成绩突出的个人，给予奖励。",                                                     "行政奖励"),
    ("违反本条例规定，走私样品的，依照有关法律、法规的规定处罚。",                                  "行政处罚"),
    ("违反本条例规定，走私样品的，依照《样品关税法》第八条的规定处罚。",                             "行政处罚"),
]
# fmt: on


@pytest.mark.parametrize(("text", "kind"), NOT_INHERITED)
def test_the_default_is_no_guess(text: str, kind: str) -> None:
    (item, *_) = items(f"{GENERAL}第二条 {text}", kind)
    assert (item.agencies, item.written, item.source) == ((), (), "")


# fmt: off
NAMED_HERE = [  # the article, the kind, the bodies as written
    ("丢弃样品的，由财政部门或者其他有关部门处五十元罚款。",                                        "行政处罚", ("财政部门", "其他有关部门")),
    ("丢弃样品的，由财政部门、人力资源社会保障部门或者其他有关部门处五十元罚款。",                      "行政处罚", ("财政部门", "人力资源社会保障部门", "其他有关部门")),
    ("丢弃样品的，由财政部门会同有关部门处五十元罚款。",                                           "行政处罚", ("财政部门",)),
    ("丢弃样品的，由林业主管部门或者其他湿地保护管理部门处五十元罚款。",                              "行政处罚", ("林业主管部门", "其他湿地保护管理部门")),
    ("丢弃样品的，由市相关行政管理部门处五十元罚款。",                                            "行政处罚", ("相关行政管理部门",)),
    ("丢弃样品的，由财政部门处五十元罚款，对主管人员由其上级机关给予处分。",                           "行政处罚", ("财政部门",)),
    ("丢弃样品的，由财政部门处五十元罚款；拒不改正的，作出处罚决定的行政机关可以按日连续处罚。",             "行政处罚", ("财政部门",)),
    ("丢弃样品的，经县人民政府批准，可以责令停业，处五十元罚款。",                                   "行政处罚", ("民政部门",)),
    ("样品登记机构未保存样品的，处五十元罚款。\n样品登记机构隐匿样品的，处八十元罚款。",                  "行政处罚", ("民政部门",)),
    ("经营者应当接受财政部门对其样品账簿的监督检查。",                                            "行政检查", ("财政部门",)),
    ("经营者应当配合县财政部门和税务机关依法进行的监督检查。",                                      "行政检查", ("财政部门", "税务机关")),
    ("财政部门应当加强样品管理，公安机关应当对样品房进行安全检查。",                                  "行政检查", ("公安机关",)),
    ("市人民政府批准设置的样品检查站应当对过往车辆进行检查。",                                      "行政检查", ("民政部门",)),
    ("改装样品的，应当向所在地税务机关报告，经批准方可改装。",                                      "行政许可", ("税务机关",)),
    ("搭建样品房的，责令限期拆除；逾期不拆除的，经县人民政府批准，由财政部门组织强制拆除，费用由违法者承担。", "行政强制执行", ("财政部门",)),
    ("经营者应当接受国务院财政部门定期或者不定期的检查。",                                        "行政检查", ("财政部门",)),
    ("经营者应当取得市样品客运管理机构核发的样品经营许可证。",                                     "行政许可", ("样品客运管理机构",)),
    ("挖掘样品的，应当经财政部门审核后，报省水行政主管部门批准。",                                  "行政许可", ("水行政主管部门",)),
    ("挖掘样品的，应当在向税务机关办理登记手续后，向海关申请挖掘样品许可证。",                        "行政许可", ("海关",)),
    ("经营者在财政部门办理登记后，应当制定样品应急预案，报市水行政主管部门备案。", "其他", ("水行政主管部门",)),
    ("丢弃样品的，由样品轨道运营单位处五十元罚款。",                                              "行政处罚", ("样品轨道运营单位",)),
    ("丢弃样品的，由财政部门或者其他负有样品管理职责的部门处五十元罚款。",                            "行政处罚", ("财政部门", "负有样品管理职责的部门")),
    ("丢弃样品的，由财政部门责令改正；情节严重的，由原发证机关吊销样品许可证。",                       "行政处罚", ("财政部门", "原发证机关")),
    ("丢弃样品的，处五十元罚款，并由发证机关吊销样品许可证。",                                      "行政处罚", ("民政部门", "发证机关")),
    ("丢弃样品的，由财政部门处五十元罚款，并由水行政主管部门吊销样品许可证。",                        "行政处罚", ("财政部门", "水行政主管部门")),
    ("丢弃样品的，由财政部门责令改正，对责任人员给予处分；情节严重的，处五十元罚款。",                 "行政处罚", ("财政部门",)),
    ("丢弃样品的，由市样管处或者区财政部门处五十元罚款。",                                        "行政处罚", ("样管处", "财政部门")),
    ("丢弃样品的，由市红十字会通报批评。",                                                      "行政处罚", ("红十字会",)),
    ("丢弃样品的，处五十元罚款；情节严重的，由上级机关给予处分。",                                   "行政处罚", ("民政部门",)),
    ("丢弃样品的，由政府有关部门或者财政部门处五十元罚款。",                                        "行政处罚", ("有关部门", "财政部门")),  # the vague one first
    ("丢弃样品的，由财政部门或者县（市、区）相关职能部门处五十元罚款。",                               "行政处罚", ("财政部门", "相关职能部门")),
    ("丢弃样品的，由市财政部门，区相关职能部门处五十元罚款。",                                       "行政处罚", ("财政部门", "相关职能部门")),
    ("丢弃样品的，由教育、财政等主管部门或者管理机构处五十元罚款。",                                  "行政处罚", ("教育", "财政", "管理机构")),
    ("丢弃样品的，由县级以上统计机构或者国家统计局派出的调查队责令改正，给予通报批评。",                "行政处罚", ("统计机构",)),
    ("丢弃样品的，由财政部门或者相关行政部门处五十元罚款。",                                         "行政处罚", ("财政部门", "相关行政部门")),
    ("丢弃样品的，由有关部门处五十元罚款；情节严重的，由财政部门吊销样品许可证。",                       "行政处罚", ("有关部门", "财政部门")),
    ("丢弃样品的，由财政部门处五十元罚款，提请有关部门吊销营业执照。",                                "行政处罚", ("财政部门",)),
    ("丢弃样品的，由有关部门责令改正，处以罚款；情节严重的，由财政部门处五百元罚款。",                    "行政处罚", ("财政部门",)),
    ("丢弃样品的，对单位由财政部门处五十元罚款，对个人由公安机关或者税务机关处五元罚款。",                 "行政处罚", ("财政部门", "公安机关", "税务机关")),
    ("丢弃样品的，由县人民政府责令停业，财政部门可以处五十元罚款。",                                  "行政处罚", ("县人民政府", "财政部门")),
    ("丢弃样品的，由许可机关吊销样品许可证，并由所在地财政部门或税务机关处五十元罚款。",                  "行政处罚", ("许可机关", "财政部门", "税务机关")),
    ("未修复样品山的，由财政部门责令限期修复；逾期不修复的，由区人民政府代为修复，并由财政部门处五十元罚款。",  "行政处罚", ("财政部门",)),
    ("改装样品的，应当向当地税务机关提出申请，由省、自治区、直辖市人民政府批准。",                       "行政许可", ("人民政府",)),
    ("改装样品的，应当经国务院税务机关审核同意，向国务院财政部门提出书面申请。",                        "行政许可", ("财政部门",)),
    ("改装样品的，应当经税务机关审查同意，向民政部门申请办理单位登记。",                               "行政许可", ("税务机关",)),
    ("供水单位应当制定样品应急预案，报有管辖权的市、区（县级市）人民政府备案。",                         "其他", ("人民政府",)),
]
# fmt: on


@pytest.mark.parametrize(("text", "kind", "written"), NAMED_HERE)
def test_the_sentence_names_its_body(text: str, kind: str, written: tuple[str, ...]) -> None:
    (item, *_) = items(f"{GENERAL}第二条 {text}", kind)
    assert item.written == written


def test_another_line_of_the_list_names_its_own_body() -> None:
    text = "第二条 按照下列规定处罚：\n（一）丢弃样品的，由公安机关处五十元罚款；\n（二）涂改样品的，处八十元罚款。"
    assert [item.agencies for item in items(f"{GENERAL}{text}", "行政处罚")] == [("公安机关",), ("民政部门",)]


# fmt: off
LINES = [  # the second paragraph or line of the article, its bodies
    ("由有关部门按照下列规定查处：\n（一）丢弃样品的，由公安机关责令改正，拒不改正的，处五十元罚款。",               ("公安机关",)),
    ("由财政部门责令改正；情节严重的，由发证机关吊销样品许可证：\n（一）丢弃样品的；\n（二）涂改样品的。",            ("财政部门", "发证机关")),
    ("由财政部门处五十元罚款：\n（一）丢弃样品的；情节严重的，由发证机关吊销样品许可证。",                         ("财政部门", "发证机关")),
]
# fmt: on


@pytest.mark.parametrize(("text", "agencies"), LINES)
def test_the_line_of_a_list_and_its_lead(text: str, agencies: tuple[str, ...]) -> None:
    item = items(f"{GENERAL}第二条 有下列行为之一的，{text}", "行政处罚")[0]
    assert item.agencies == agencies


def test_who_punishes_as_the_paragraph_before_says_punishes_alone() -> None:
    text = "第二条 丢弃样品的，由财政部门处五十元罚款。\n进口样品未记录的，由海关依照前款规定给予处罚。"
    assert [item.agencies for item in items(f"{GENERAL}{text}", "行政处罚")] == [("财政部门",), ("海关",)]


def test_the_bodies_of_the_paragraph_before() -> None:
    text = "第二条 财政部门、海关应当加强对样品房的监督检查。\n前款规定的行政主管部门可以查封样品房。"
    (item,) = items(f"{GENERAL}{text}", "行政强制措施")
    assert (item.agencies, item.written) == (("财政部门", "海关"), ("行政主管部门",))


def test_a_branch_is_the_body_to_which_it_belongs() -> None:
    (item,) = items(f"{GENERAL}第二条 丢弃样品的，由财政部门及其派出机构处五十元罚款。", "行政处罚")
    assert (item.agencies, item.written) == (("财政部门",), ("财政部门", "派出机构"))


# fmt: off
MOVED = [  # the title, the conduct, the body as written, today's body
    ("示例省海洋环境保护条例",     "隐瞒样品的",           "海洋主管部门",         "生态环境主管部门"),
    ("示例省海域使用管理条例",     "隐瞒样品的",           "海洋主管部门",         "自然资源主管部门"),
    ("示例市海湾保护条例",        "向海湾排放样品污水的",    "海洋主管部门",         "生态环境主管部门"),
    ("示例市海湾保护条例",        "在禁养区养殖样品的",     "海洋与渔业部门",       "农业农村主管部门"),
    ("示例市湖泊保护条例",        "擅自扩大排污口的",       "水行政主管部门",       "生态环境主管部门"),
    ("示例市湖泊保护条例",        "围湖造地的",           "水行政主管部门",       "水行政主管部门"),
    ("示例省药品信息服务规定",     "隐瞒样品的",           "食品药品监督管理部门",   "药品监督管理部门"),
    ("示例省食品小作坊条例",       "添加药品的",           "食品药品监督管理部门",   "市场监督管理部门"),
    ("示例省电影放映条例",        "擅自放映样品的",        "广播电影电视行政部门",   "电影主管部门"),
    ("示例省沿海船舶治安条例",     "未带样品证件的",        "公安边防机关",         "公安机关"),
    ("示例省矿山安全条例",        "隐瞒样品的",           "劳动行政主管部门",      "应急管理部门"),
    ("示例省劳动合同条例",        "隐瞒样品的",           "劳动行政主管部门",      "人力资源社会保障行政部门"),
    ("示例省水库移民安置条例",     "隐瞒样品的",           "移民管理机构",         "水库移民管理机构"),
    ("示例省出境管理条例",        "隐瞒样品的",           "移民管理机构",         "移民管理机构"),
]
# fmt: on


@pytest.mark.parametrize(("title", "conduct", "written", "agency"), MOVED)
def test_a_body_whose_work_a_reform_divided(title: str, conduct: str, written: str, agency: str) -> None:
    made = document(f"# {title}\n\n第一条 {conduct}，由{written}处五百元罚款。", path=f"{title}(2015-01-01).md")
    records, _doubts = tagged(made, domains=False)
    item = next(r for r in records if isinstance(r, PowerItem))
    assert (item.agencies, item.written) == ((agency,), (written,))


def test_the_registrar_of_a_law_on_registration() -> None:
    text = "第一条 县级以上民政部门主管本行政区域内的样品登记工作。\n\n第二条 未办理登记的，由登记机关处五百元罚款。"
    for title, agency in (("示例市样品登记条例", "民政部门"), ("示例市样品保护条例", "登记机关")):
        records, _doubts = tagged(document(f"# {title}\n\n{text}", path=f"{title}(2015-01-01).md"), domains=False)
        item = next(r for r in records if isinstance(r, PowerItem) and r.kind == "行政处罚")
        assert item.agencies == (agency,)


def test_the_article_that_tells_the_purpose_is_no_source() -> None:
    purpose = "第一条 为了保障气象主管机构依法履行职责，制定本规定。\n\n"
    acts = "".join(f"第{n}条 气象主管机构负责样品名录的公布。\n\n" for n in "二三四五")
    (item,) = items(f"{purpose}{acts}第六条 丢弃样品的，处五百元罚款。", "行政处罚")
    assert item.source.partition("#")[2] == "第二条"


def test_what_goes_with_a_penalty_is_done_by_who_punishes() -> None:
    text = "第二条 无样品证书承揽样品的，予以取缔，处五百元罚款。\n\n第三条 本条例规定的行政处罚，由财政部门决定。"
    made = found(f"{GENERAL}{text}").items
    assert {(item.kind, item.agencies) for item in made} == {("行政处罚", ("财政部门",)), ("其他", ("财政部门",))}


def test_who_punishes_one_conduct_punishes_the_next_of_the_sentence() -> None:
    text = "第二条 丢弃样品的，由有关部门责令改正；隐匿样品的，处八十元罚款。\n隐瞒样品的，处九十元罚款。"
    written = [item.written for item in items(f"{GENERAL}{text}", "行政处罚")]
    assert written == [("有关部门",), ("民政部门",)]


def test_the_police_punish_under_their_own_law() -> None:
    (item, *_) = items(f"{GENERAL}第二条 哄抢样品的，依法给予治安管理处罚。", "行政处罚")
    assert (item.agencies, item.written) == (("公安机关",), ())


def test_the_department_named_all_through_the_law_is_its_default() -> None:
    acts = "".join(f"第{n}条 气象主管机构应当每年公布样品名录。\n\n" for n in "二三四五")
    (item,) = items(f"{acts}第六条 违反本条例规定，丢弃样品的，处五百元罚款。", "行政处罚")
    assert item.agencies == ("气象主管机构",)


def test_who_passes_an_application_on_does_not_decide() -> None:
    text = "第二条 建设样品房的，应当向乡（镇）人民政府提出申请，由乡（镇）人民政府报县人民政府水行政主管部门核发样品许可证。"
    (item, *_) = items(text, "行政许可")
    assert item.agencies == ("水行政主管部门",)


def test_who_is_inspected_does_not_inspect() -> None:
    text = "第二条 机场管理机构应当向财政部门报送样品资料，接受财政部门的监督检查。"
    (item, *_) = items(text, "行政检查")
    assert item.agencies == ("财政部门",)


# fmt: off
DETAINED = [  # the police alone detain
    ("丢弃样品的，由财政部门处五十元罚款；情节严重的，处五日以下拘留。",              ("财政部门", "公安机关")),
    ("丢弃样品的，由财政部门处五十元罚款；情节严重的，由公安机关处五日以下拘留。",      ("财政部门", "公安机关")),
    ("丢弃样品的，处五日以下拘留。",                                             ("公安机关",)),
    ("丢弃样品的，由国家安全机关处五日以下拘留。",                                  ("国家安全机关",)),
    ("丢弃样品的，由财政部门处五十元罚款。",                                       ("财政部门",)),
]
# fmt: on


@pytest.mark.parametrize(("text", "agencies"), DETAINED)
def test_the_police_detain(text: str, agencies: tuple[str, ...]) -> None:
    (item, *_) = items(f"{GENERAL}第二条 {text}", "行政处罚")
    assert item.agencies == agencies


# fmt: off
CITIES = [  # the body, the level in the rules of a city with districts
    ("登封市文物行政部门",        "县级"),  # another city is one of its counties
    ("郑州市文物行政部门",        "市级"),
    ("市文物行政部门",           "市级"),
    ("登封市人民政府文物行政部门", "县级"),
    ("县（市）以上文物行政部门",   "县级以上"),
]
# fmt: on


@pytest.mark.parametrize(("body", "tier"), CITIES)
def test_a_city_named_in_the_rules_of_another(body: str, tier: str) -> None:
    made = document(f"# 郑州市样品保护条例\n\n{FINE.format(body)}", path="郑州市样品保护条例(2021-01-01).md")
    records, _doubts = tagged(made, domains=False)
    assert next(r for r in records if isinstance(r, PowerItem)).tier == tier


# fmt: off
BODIES = [
    ("住房公积金管理中心", "住房公积金管理中心"),  # no branch of a department
    ("样品山景区管委会",   "样品山景区管委会"),
    ("自然保护区管理机构", "自然保护区管理机构"),  # a body of its own
    ("森林防火指挥机构",   "森林防火指挥机构"),
    ("社区矫正机构",       "社区矫正机构"),
]
# fmt: on


@pytest.mark.parametrize(("word", "agency"), BODIES)
def test_a_body_of_its_own_keeps_its_name(word: str, agency: str) -> None:
    (item,) = items(FINE.format(word), "行政处罚")
    assert item.agencies == (agency,)


# fmt: off
TIERS = [  # the bodies, the level in a city's rule
    ("市和区、县财政部门",               "县级以上"),  # from the city's own level down
    ("市财政部门或者区水行政主管部门",     "县级以上"),
    ("市样管处或者区财政部门",           "县级以上"),
    ("省级以上财政部门",                "省级以上"),
    ("省、市财政部门",                  "省级、市级"),  # a city's rule says nothing of the province
    ("国务院财政部门或者省级财政部门",    "国务院、省级"),
    ("财政部门或者区水行政主管部门",      ""),  # at what level the first one acts is not said
]
# fmt: on


@pytest.mark.parametrize(("bodies", "tier"), TIERS)
def test_levels_named_together(bodies: str, tier: str) -> None:
    (item,) = items(FINE.format(bodies), "行政处罚")
    assert item.tier == tier


# fmt: off
INHERITED = [  # the general part, the level of an item whose article names nobody
    ("县级以上财政部门主管本行政区域内的样品工作。",                                   "县级以上"),
    ("市财政部门负责全市样品管理工作，区财政部门负责本辖区样品管理工作。",                "县级以上"),
    ("市财政部门负责全市样品管理工作。",                                              ""),  # who acts elsewhere is not said
    ("本市财政部门对违反本条例的行为实施行政处罚。",                                    ""),  # of the city and of its districts
    ("国务院证券监督管理机构依法对样品实施监督管理。",                                  "国务院"),
]
# fmt: on


@pytest.mark.parametrize(("general", "tier"), INHERITED)
def test_the_level_that_the_general_part_gives(general: str, tier: str) -> None:
    (item,) = items(f"第二条 {general}\n\n第三条 丢弃样品的，处五百元罚款。", "行政处罚")
    assert item.tier == tier


def test_a_branch_that_has_left_its_department_acts_alone() -> None:
    general = "第二条 市公安机关对样品工作实施监督管理，并由本级公安机关消防机构负责实施。"
    (item,) = items(f"{general}\n\n第三条 丢弃样品的，处五百元罚款。", "行政处罚")
    assert item.agencies == ("消防救援机构",)
