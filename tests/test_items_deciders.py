"""Who of several bodies decides, and who is left out, from small laws of our own; each case stands beside a near miss."""

import pytest
from test_items_bodies import FINE, GENERAL, items

# fmt: off
GRANTED = [  # the article, the bodies of its permit
    ("设立样品社应当向市财政部门提出申请。批准的，发给《样品许可证》，由申请人持《样品许可证》到市场监督管理部门登记，依法领取营业执照。", ("财政部门",)),
    ("设立样品社的，应当持《样品许可证》向市场监督管理部门提出申请；经批准后，方可设立。",     ("市场监督管理部门",)),  # the one asked for
    ("样品开采者应当持土地使用证件等材料，向财政部门申请办理样品开采许可证。",                   ("财政部门",)),
    ("样品鉴定机构和样品鉴定人实行统一登记制度。未经司法行政部门登记，任何人不得从事样品业务。", ("司法行政部门",)),
    ("开采样品，应当经民政部门管理的样品所在地的省、自治区、直辖市人民政府财政部门批准。", ("财政部门",)),
    ("开采样品，应当经县级以上人民政府财政部门或者审计机关批准。",                            ("财政部门", "审计机关")),
    ("强制隔离戒毒场所设立样品门诊部应当经省人民政府卫生行政部门批准。",                       ("卫生健康主管部门",)),
    ("开采样品应当按照经财政部门或者审计机关审查批准的设计进行。未经原审批部门同意，不得改变样品设计。", ("财政部门", "审计机关")),
    ("未经原审批部门同意，不得改变样品设计。",                                             ("原审批部门",)),  # nobody named before
    ("变更样品用途的，应当由原批准的主管部门重新审批。",                                     ("原批准的主管部门",)),
]
# fmt: on


@pytest.mark.parametrize(("text", "agencies"), GRANTED)
def test_who_grants(text: str, agencies: tuple[str, ...]) -> None:
    found = items(f"{GENERAL}第二条 {text}", "行政许可") + items(f"{GENERAL}第二条 {text}", "行政确认")
    assert found[-1].agencies == agencies


# fmt: off
PUNISHED = [  # the article, the bodies of its fine
    ("丢弃样品的，区商务部门应当及时开展核查，并将线索告知区市场监督管理部门。经查明属实的，由区市场监督管理部门责令限期改正，处五百元罚款。", ("市场监督管理部门",)),
    ("丢弃样品的，由商务部门责令改正；拒不改正的，由市场监督管理部门处五百元罚款。",           ("商务主管部门", "市场监督管理部门")),  # it orders
    ("丢弃样品的，由县级人民政府通报批评；造成损失的，财政部门可以处五百元罚款。",             ("人民政府", "财政部门")),
    ("丢弃样品的，由样品所在地县级人民政府指定的部门责令限期改正，处五百元罚款。",            ("县级人民政府指定的部门",)),
    ("丢弃样品的，由财政部门处五百元罚款；情节严重的，样品许可证核发机关可以吊销样品许可证。", ("财政部门", "样品许可证核发机关")),
    ("丢弃样品的，由财政部门处五百元罚款；情节严重的，建议发证机关吊销样品许可证。",          ("财政部门",)),
    ("丢弃样品的，由样品山风景名胜区管理机构处五百元罚款。",                              ("样品山风景名胜区管理机构",)),
    ("丢弃样品的，由风景名胜区管理机构处五百元罚款。",                                   ("风景名胜区管理机构",)),
    ("丢弃样品的，处五百元罚款；构成违反治安管理行为的，由公安机关予以处罚。",            ("民政部门",)),
    ("丢弃样品的，处五百元罚款。样品的范围由市水行政主管部门制定。",                        ("民政部门",)),
    ("丢弃样品的，处五百元罚款。\n\n水行政主管部门应当组织设置样品公告栏。",                 ("民政部门",)),
    ("丢弃样品的，由海关依照有关法律的规定处罚。\n\n依法没收的样品，应当移交水行政主管部门。", ("海关",)),
    ("丢弃样品的，由人力资源社会保障行政部门、相关行业工程建设主管部门处五百元罚款。",       ("人力资源社会保障行政部门", "行业工程建设主管部门")),
    ("有下列行为之一者，城市人民政府水行政主管部门除责令其改正外，可以并处罚款：\n\n（一）丢弃样品的。", ("水行政主管部门",)),
]
# fmt: on


@pytest.mark.parametrize(("text", "agencies"), PUNISHED)
def test_who_punishes(text: str, agencies: tuple[str, ...]) -> None:
    (item, *_) = items(f"{GENERAL}第二条 {text}", "行政处罚")
    assert item.agencies == agencies


# fmt: off
OWN_NAMES = [  # the body as written, the body of the item: no reform gave these another name
    ("城市管理综合执法部门",   "城市管理综合执法部门"),
    ("城市管理综合执法机构",   "城市管理综合执法部门"),
    ("城市管理部门",          "城市管理主管部门"),
    ("海洋发展部门",          "海洋发展主管部门"),
    ("海洋主管部门",          "自然资源主管部门"),
    ("供水主管部门",          "供水主管部门"),
    ("城市供水主管部门",       "城市供水主管部门"),
    ("外交部",               "外交部"),
    ("轨道交通管理机构",       "轨道交通管理机构"),
    ("交通管理机构",          "交通运输主管部门"),
]
# fmt: on


@pytest.mark.parametrize(("word", "agency"), OWN_NAMES)
def test_a_name_that_no_reform_changed(word: str, agency: str) -> None:
    (item,) = items(FINE.format(word), "行政处罚")
    assert item.agencies == (agency,)


def test_the_branch_of_a_department_bears_its_name() -> None:
    general = "第二条 本条例规定的行政处罚由市财政部门的执法机构或者区财政部门实施。"
    (item,) = items(f"{general}\n\n第三条 丢弃样品的，处五百元罚款。", "行政处罚")
    assert (item.agencies, item.written) == (("财政部门",), ("财政部门的执法机构", "财政部门"))
    (item,) = items(f"第二条 市财政部门应当守法。\n\n{FINE.format('执法机构')}", "行政处罚")
    assert item.agencies == ("执法机构",)


def test_the_bodies_named_as_examples_of_a_class() -> None:
    text = "第二条 乡（镇）人民政府以及街道办事处、样品城（园区）管理机构等人民政府的派出机关，依法对本辖区内样品房进行监督检查。"
    (item,) = items(text, "行政检查")
    assert item.written == ("乡（镇）人民政府", "街道办事处", "管理机构", "派出机关")
    (item,) = items("第二条 街道办事处应当守法。派出机关应当对样品房进行监督检查。", "行政检查")
    assert item.written == ("派出机关",)


def test_who_leads_a_list_by_whatever_name() -> None:
    text = "第二条 监督管理部门进行检查时，可以采取下列措施：\n（一）进入样品房；\n（二）查封样品房。"
    (item,) = items(text, "行政强制措施")
    assert item.agencies == ("监督管理部门",)


# fmt: off
SHARES = [  # the article, the bodies it inherits from a general part that divides the work
    ("使用绿道的单位，应当缴纳绿道资源费。",           ("水行政主管部门",)),
    ("使用绿道的单位排放废水的，应当缴纳绿道资源费。",   ("水行政主管部门", "生态环境主管部门")),  # which of them is not said
]
# fmt: on


@pytest.mark.parametrize(("text", "agencies"), SHARES)
def test_the_share_of_each_body(text: str, agencies: tuple[str, ...]) -> None:
    general = "第二条 水行政主管部门负责绿道的统一监督管理工作。\n生态环境主管部门依法对废水防治实施统一监督管理。"
    (item,) = items(f"{general}\n\n第三条 {text}", "行政征收")
    assert item.agencies == agencies


def test_only_a_government_takes_land() -> None:
    (item,) = items(f"{GENERAL}第二条 因保护样品，可以依法征收集体所有的土地。", "行政征收")
    assert item.agencies == ()
    (item,) = items(f"{GENERAL}第二条 闲置土地的，应当缴纳土地闲置费。", "行政征收")
    assert item.agencies == ("民政部门",)


# fmt: off
LEVELS = [  # the general part, the level of an item that inherits its bodies
    ("本条例规定的行政处罚，由国务院财政部门或者其授权的地方财政部门实施。",                         ""),
    ("本条例规定的行政处罚，由国务院财政部门或者省财政部门实施。",                                "国务院、省级"),
    ("县级以上地方人民政府财政部门，主管本行政区域的样品工作。",                                  "县级以上"),
    ("国务院和省财政部门的职责另行规定。设有财政部门的市、县，由市、县财政部门主管本行政区域内的样品工作。", ""),
]
# fmt: on


@pytest.mark.parametrize(("general", "tier"), LEVELS)
def test_the_level_where_others_act_too(general: str, tier: str) -> None:
    (item,) = items(f"第二条 {general}\n\n第三条 丢弃样品的，处五百元罚款。", "行政处罚")
    assert item.tier == tier


def test_governments_of_every_level() -> None:
    (item,) = items("第二条 本市各级人民政府应当对保护样品有功的个人给予奖励。", "行政奖励")
    assert (item.agencies, item.tier) == (("人民政府",), "")
    (item,) = items("第二条 县级以上各级人民政府应当对保护样品有功的个人给予奖励。", "行政奖励")
    assert item.tier == "县级以上"


def test_a_body_told_apart_from_others_defines_nothing() -> None:
    general = "第二条 财政部门是样品工作的主管部门，督促其他监督管理部门履行职责。"
    for body in ("审计机关", "海关", "水行政主管部门"):
        general += f"\n{body}负责本市部分样品的监督管理工作。"
    (item,) = items(f"{general}\n\n{FINE.format('监督管理部门')}", "行政处罚")
    assert item.agencies == ("监督管理部门",)


def test_a_measure_without_a_body_is_for_the_one_that_alone_acts_in_the_article() -> None:
    text = "第二条 县财政部门查处无票摆渡，可以行使下列职权：\n（一）询问船主。\n对涉嫌无票摆渡的渡船，可以予以查封。"
    (item, *_) = items(f"第一条 为了管理摆渡，制定本条例。\n{text}", "行政强制措施")
    assert item.agencies == ("财政部门",)
    other = text.replace("（一）询问船主。", "（一）询问船主。\n县水利部门应当检查船票。")
    assert not [
        found for found in items(f"第一条 为了管理摆渡，制定本条例。\n{other}", "行政强制措施") if found.agencies
    ]


def test_who_registers_issues_the_business_licence() -> None:
    text = "第二条 开办渡口，须经县交通部门批准，并经市场监督管理部门核准登记，领取营业执照后始得摆渡。"
    found = items(f"第一条 为了管理渡口企业，制定本条例。\n{text}", "行政确认")
    assert [item.agencies for item in found if "营业执照" in item.name] in ([("市场监督管理部门",)], [])
