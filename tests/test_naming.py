"""Names of power items: what is said in a sentence of law, in the usual form; and the sentences that give no item."""

from __future__ import annotations

import pytest

from kb.naming import Passage, conduct_of, flat, item_name, object_of, subject_of, words_of


def passage(text: str, verb: str = "", **more: str) -> Passage:
    """A clause whose condition ends at 的，; *verb* is the tagged phrase, the whole main part where it is not given."""
    condition, cut, main = text.partition("的，")
    condition, main = (condition, main) if cut else ("", text)
    return Passage(sentence=text, condition=condition, main=main, verb=verb or main, **more)


# fmt: off
NAMED = [  # kind, clause, name, object
    ("行政许可", "未经主管部门批准，任何单位和个人不得在库区内取土", "在库区内取土审批", "单位和个人"),
    ("行政许可", "临时占用绿地的，应当报园林主管部门批准", "临时占用绿地审批", ""),
    ("行政许可", "从事船艇出租的单位，应当取得船艇出租经营许可证", "船艇出租经营许可证核发", "单位"),
    ("行政许可", "从事蚕种生产的单位，应当取得蚕种生产、经营许可证", "蚕种生产、经营许可证核发", "单位"),
    ("行政许可", "审查合格的，由主管部门发给《船艇出租许可证》", "船艇出租许可证核发", ""),
    ("行政许可", "建设单位应当将排水设计方案报水务部门审查同意", "排水设计方案审批", "建设单位"),
    ("行政检查", "主管部门应当对渡口安全进行监督检查", "对渡口安全的监督检查", "渡口安全"),
    ("行政检查", "主管部门应当加强对游乐设施的日常监督检查", "对游乐设施的监督检查", "游乐设施"),
    ("行政检查", "主管部门定期对商品质量进行监督抽查", "对商品质量的监督抽查", "商品质量"),
    ("行政检查", "主管部门负责本行政区域内渡口的监督检查工作", "对渡口的监督检查", "渡口"),
    ("行政检查", "经营或者租用船艇的，应当登记，接受港航管理部门的检查监督", "对经营或者租用船艇的监督检查", "经营或者租用船艇"),
    ("行政检查", "主管部门应当对渡口的规划实施情况、设施保护状况等进行监督检查和评估", "对渡口的规划实施情况、设施保护状况的监督检查", "渡口的规划实施情况、设施保护状况"),
    ("行政检查", "对渡口协会违反本条例的问题进行监督检查", "对渡口协会的监督检查", "渡口协会"),
    ("行政检查", "主管部门应当对船艇出租进行监督检查，并定期公布检查结果", "对船艇出租的监督检查", "船艇出租"),
    ("行政检查", "有关部门和单位应当按照职责，对船艇出租进行安全监督检查", "对船艇出租的监督检查", "船艇出租"),
    ("行政检查", "主管部门负责监督、检查、指导渡口经营单位落实安全制度", "对渡口经营单位落实安全制度的监督检查", "渡口经营单位"),
    ("行政强制措施", "主管部门可以查封、扣押涉案船艇", "查封、扣押涉案船艇", "涉案船艇"),
    ("行政强制措施", "主管部门对无牌船艇，可以予以扣押", "对无牌船艇的扣押", "无牌船艇"),
    ("行政强制执行", "擅自搭建棚屋逾期不拆除的，由主管部门强制拆除", "对擅自搭建棚屋逾期不拆除的强制拆除", ""),
    ("行政征收", "占用水面的，应当缴纳水面占用费", "水面占用费征收", ""),
    ("行政征收", "因公共利益需要，县级人民政府可以征收房屋", "房屋征收", "房屋"),
    ("行政给付", "对困难家庭，由民政部门按月发放生活救助金", "生活救助金给付", "困难家庭"),
    ("行政给付", "民政部门对困难家庭给予适当补助", "对困难家庭的补助", "困难家庭"),
    ("行政确认", "船艇所有人应当到主管部门办理船艇所有权登记", "船艇所有权登记", "船艇所有人"),
    ("行政确认", "当事人可以向登记机构申请水面经营权登记", "水面经营权登记", "当事人"),
    ("行政奖励", "对保护渡口有突出贡献的单位和个人，由人民政府给予表彰", "对保护渡口有突出贡献的单位和个人的奖励", "单位和个人"),
    ("行政裁决", "发生水面使用权争议协商不成的，由人民政府处理", "水面使用权争议裁决", ""),
    ("其他-备案", "经营单位应当将应急预案报主管部门备案", "应急预案备案", "经营单位"),
    ("其他-撤销", "以欺骗手段取得船艇登记的，由登记机关撤销其船艇登记", "撤销船艇登记", ""),
    ("其他-责令", "船艇未悬挂号牌上水行驶的，由主管部门责令限期改正", "对船艇未悬挂号牌上水行驶的责令限期改正", ""),
    ("其他-取缔收缴", "擅自开办渡口的，由主管部门予以取缔", "对擅自开办渡口的取缔", ""),
    ("其他-约谈", "主管部门可以约谈经营单位的负责人", "对经营单位的负责人的约谈", "经营单位的负责人"),
    ("其他-调解", "发生水面使用纠纷的，可以请求主管部门调解", "水面使用纠纷调解", ""),
    ("其他-应急", "县级人民政府可以征用单位和个人的船艇", "征用单位和个人的船艇", "单位和个人的船艇"),
]
NOTHING = [  # kind, clause: no power over a party, or nothing that could be named truly
    ("行政许可", "主管部门编制的规划应当报人民政府批准"),
    ("行政许可", "未按时审批的，对责任人员给予处分"),
    ("行政检查", "上级主管部门应当对下级主管部门进行检查"),
    ("行政检查", "人大常务委员会对本条例的实施进行检查"),
    ("行政检查", "经营单位应当对设施进行检查"),
    ("行政检查", "主管部门应当增加检查频次"),
    ("行政检查", "抗拒主管部门依法实施监督检查的"),
    ("行政检查", "主管部门应当对其工作人员执法情况进行监督检查"),
    ("行政检查", "主管部门应当对专项资金的使用情况进行监督检查"),
    ("行政检查", "任何单位和个人有权对渡口的监督检查提出意见"),
    ("行政强制措施", "查封的期限不得超过三十日"),
    ("行政强制措施", "主管部门应当及时解除查封"),
    ("行政强制执行", "强制执行前应当催告当事人"),
    ("行政征收", "用户应当缴纳水费"),
    ("行政征收", "免征水面占用费"),
    ("行政给付", "用人单位应当给予职工补助"),
    ("行政奖励", "用人单位应当对职工给予奖励"),
    ("行政裁决", "当事人对裁决不服的，可以申请复议"),
    ("其他-备案", "主管部门制定计划，报人民政府备案"),
    ("其他-撤销", "人民法院撤销原判决"),
    ("其他-责令", "逾期的，由主管部门责令限期改正"),
    ("其他-约谈", "上级人民政府可以约谈下级负责人"),
    ("其他-调解", "主管部门应当建立调解机制"),
    ("其他-应急", "主管部门应当立即采取应急措施"),
]
CONDUCTS = [  # condition, actor of the list, conduct
    ("（二）擅自占用水面的，", "", "擅自占用水面"),
    ("违反本条例第三条规定，擅自占用水面的", "", "擅自占用水面"),
    ("擅自占用水面的", "经营单位", "经营单位擅自占用水面"),
    ("违反本条例第三条规定的", "", ""),
]
OBJECTS = [
    ("经营单位未悬挂号牌的", "经营单位"),
    ("擅自占用水面的", ""),
]
SUBJECTS = [
    ("山东省邮政条例", "山东省", "邮政"),
    ("食品安全法实施条例", "", "食品安全"),
    ("北京市实施《中华人民共和国教师法》办法", "北京市", "教师"),
    ("杭州市水上交通管理条例", "杭州市", "水上交通"),
]
# fmt: on


@pytest.mark.parametrize("kind, text, name, target", NAMED)
def test_a_power_is_named_in_the_usual_form(kind: str, text: str, name: str, target: str) -> None:
    words = words_of(kind.partition("-")[0], kind, passage(text))
    assert words is not None
    assert (words.name, words.object) == (name, target)


@pytest.mark.parametrize("kind, text", NOTHING)
def test_what_is_no_power_over_a_party_has_no_name(kind: str, text: str) -> None:
    assert words_of(kind.partition("-")[0], kind, passage(text)) is None


def test_an_inspection_list_is_named_after_its_lead_or_the_law() -> None:
    item = "进入现场查阅资料"
    lead = "主管部门对渡口经营进行监督检查，可以采取下列措施"
    assert words_of("行政检查", "检查-进入", passage(item, lead=lead)).name == "对渡口经营的监督检查"
    bare = words_of("行政检查", "检查-查阅复制", passage("有权查阅有关资料", subject="邮政"))
    assert bare.name == "对邮政活动的监督检查"


def test_an_inspection_without_an_object_is_named_after_the_subject() -> None:
    lead = "主管部门依法履行监督检查职责，可以采取下列措施"
    listed = passage("查阅或者复制有关合同、票据", lead=lead, subject="渡口经营")
    assert words_of("行政检查", "检查-查阅复制", listed).name == "对渡口经营活动的监督检查"
    said = passage("有关部门应当按照职责加强监督检查", subject="水上交通")
    assert words_of("行政检查", "检查-监督检查", said).name == "对水上交通的监督检查"
    fought = passage("有关部门应当加强监督检查", subject="反船票欺诈")
    assert words_of("行政检查", "检查-监督检查", fought).name == "对船票欺诈行为的监督检查"


@pytest.mark.parametrize(
    "text",
    [
        "主管部门进行监督检查，检查人员不得少于两人，并应当出示证件",
        "县级人民政府应当储备救生物资，并定期进行检查",
        "村民可以查阅有关资料，主管部门应当进行监督检查",
    ],
)
def test_how_inspectors_behave_and_what_others_may_read_names_no_inspection(text: str) -> None:
    assert words_of("行政检查", "检查-监督检查", passage(text, subject="水上交通")) is None


def test_what_only_grades_is_joined_to_the_conduct_before() -> None:
    found = passage("逾期不拆除的，由主管部门强制拆除", before="擅自搭建棚屋")
    assert words_of("行政强制执行", "强制执行-强制", found).name == "对擅自搭建棚屋，逾期不拆除的强制拆除"
    assert words_of("行政强制执行", "强制执行-强制", passage("逾期不拆除的，由主管部门强制拆除")) is None


def test_a_bare_licence_takes_the_subject_of_the_law() -> None:
    found = passage("审查合格的，由主管部门发给经营许可证", subject="道路运输")
    assert words_of("行政许可", "许可-颁发", found).name == "道路运输经营许可证核发"


@pytest.mark.parametrize("text, actor, conduct", CONDUCTS)
def test_conduct_of_a_penalty(text: str, actor: str, conduct: str) -> None:
    assert conduct_of(text, actor) == conduct


@pytest.mark.parametrize("text, target", OBJECTS)
def test_object_of_a_penalty(text: str, target: str) -> None:
    assert object_of(text) == target


@pytest.mark.parametrize("title, place, subject", SUBJECTS)
def test_subject_of_a_law(title: str, place: str, subject: str) -> None:
    assert subject_of(title, place) == subject


def test_a_penalty_is_named_after_its_conduct() -> None:
    assert item_name("行政处罚", "行政处罚", "擅自占用水面", "") == "对擅自占用水面的处罚"


def test_flat_text_has_no_number_and_no_aside() -> None:
    assert flat("（一）渡口经营者（以下简称经营者）应当\n登记。") == "渡口经营者应当登记"
