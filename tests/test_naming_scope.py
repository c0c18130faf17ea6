"""What belongs to the name of a power, and what is none: the holder, the matter and the condition; mentions and private duties."""

import pytest
from test_items import HEAD, Found, found
from test_naming import passage

from kb.model import Basis, PowerItem
from kb.naming import words_of

# fmt: off
NAMED = [  # kind, clause, name, object
    ("行政检查", "主管部门应当对渡口经营单位实行信用管理，定期进行监督检查", "对渡口经营单位的监督检查", "渡口经营单位"),
    ("行政检查", "主管部门应当加强对渡口的审批后管理，从放线至核实前，进行全过程监督和核查", "对渡口的核查", "渡口"),
    ("行政检查", "主管部门应当建立健全对渡口养护的日常管理制度并加强监督检查", "对渡口养护的监督检查", "渡口养护"),
    ("行政检查", "施工单位应当按照护岸意见进行施工，接受主管部门的监督检查", "对施工单位按照护岸意见进行施工情况的监督检查", "施工单位"),
    ("行政检查", "施工单位应当自觉接受主管部门的监督检查", "对施工单位的监督检查", "施工单位"),
    ("行政许可", "渡口的驾驶船艇人员必须接受培训，经主管部门考核合格，取得操作资格证书后，方可上岗", "驾驶船艇人员操作资格证书核发", "渡口的驾驶船艇人员"),
    ("行政许可", "在库区行驶的游览车的驾驶人员必须经主管部门考核合格，取得主管部门制发的驾驶证", "在库区行驶的游览车驾驶证核发", "驾驶人员"),
    ("行政许可", "以租赁方式取得渡口经营权的，转租渡口时，应当报主管部门批准", "以租赁方式取得渡口经营权转租渡口审批", ""),
    ("行政许可", "对从事航标养护的单位实行航标养护资质管理制度", "航标养护资质审批", "从事航标养护的单位"),
    ("行政强制措施", "对拒不离开渡口的，予以强制撤离", "对拒不离开渡口的强制撤离", ""),
    ("行政强制措施", "对拒不离开的人员，可以强行带离现场", "对拒不离开的人员的强行带离现场", "拒不离开的人员"),
    ("行政强制措施", "对无正当理由拒绝登岸的人，可以强制传唤", "对无正当理由拒绝登岸的人的强制传唤", "无正当理由拒绝登岸的人"),
    ("行政强制措施", "对一年内记满分的，由主管部门扣留其机动车驾驶证，组织学习", "对一年内记满分的扣留机动车驾驶证", "机动车驾驶证"),
    ("行政确认", "鉴定机构负责对劳动者实施渡工技能鉴定", "渡工技能鉴定", ""),
    ("行政强制措施", "主管部门可以扣押实施违法行为的船艇及工具", "扣押实施违法行为的船艇及工具", "实施违法行为的船艇及工具"),
    ("行政征收", "为了公共利益的需要，可以征收国有土地上单位、个人的房屋", "国有土地上单位、个人的房屋征收", "国有土地上单位、个人的房屋"),
    ("行政给付", "对需要改造渡船的贫困家庭，县级人民政府可以给予适当补助", "对需要改造渡船的贫困家庭的补助", "贫困家庭"),
    ("行政奖励", "主管部门应当对举报人身份保密，对举报查证属实的，给予奖励", "对举报查证属实的奖励", "举报人"),
    ("行政奖励", "对报告的渡口安全隐患，经调查核实的，市渡口主管部门对报告人予以奖励", "对报告渡口安全隐患的奖励", "报告人"),
    ("行政确认", "职工发生工伤，经治疗后仍有残疾的，应当进行劳动能力鉴定", "劳动能力鉴定", "职工"),
    ("行政确认", "渡口水深报告须经省主管部门审定", "渡口水深报告审定", ""),
    ("其他-备案", "依法必须进行评估的渡口，经营者自行评估的，应当向主管部门备案", "依法必须进行评估的渡口，经营者自行评估备案", ""),
    ("其他-备案", "修缮渡口的，责任人应当按照县人民政府公布的图则编制修缮方案，报主管部门备案", "修缮方案备案", "责任人"),
    ("其他-备案", "举办单位应当将渡口活动报主管部门备案", "渡口活动备案", "举办单位"),
    ("其他-备案", "经营者应当将渡运报表，向主管部门备案", "渡运报表备案", "经营者"),
    ("其他-备案", "经营者应当将养护方案报主管部门审批，将养护登记表报主管部门备案", "养护登记表备案", "经营者"),
    ("其他-备案", "经营者应当将整改方案的落实情况报主管部门备案", "整改方案的落实情况备案", "经营者"),
    ("其他-备案", "渡口竣工验收合格后，建设单位应当报主管部门备案", "渡口竣工验收备案", ""),
    ("其他-备案", "从事渡口建设的单位应当制定方案，并向主管部门备案", "方案备案", "单位"),
    ("其他-约谈", "对整改不力的，应当约谈经营单位负责人", "对经营单位负责人的约谈", "经营单位负责人"),
    ("其他-取缔收缴", "渡工伪造船票的，收缴船票、证件或者船艇号牌证明", "对渡工伪造船票的收缴船票、证件或者船艇号牌证明", "船票、证件或者船艇号牌证明"),
    ("其他-取缔收缴", "擅自开办渡口或者游乐场所的，予以取缔", "对擅自开办渡口或者游乐场所的取缔", ""),
    ("其他-责令", "主管部门发现渡口存在安全隐患的，责令经营者立即或者限期消除隐患", "对渡口存在安全隐患的责令立即或者限期消除隐患", ""),
]
NOTHING = [  # kind, clause: a mention, a private duty, a task among authorities
    ("行政检查", "评估专业人员应当对渡口进行现场调查和核查，作为评估的依据"),
    ("行政检查", "有关部门对渡口进行检查，应当有法律、法规的依据"),
    ("行政检查", "渡口经营机构应当定期检查本单位船票使用情况"),
    ("行政检查", "主管部门可以聘请巡护员对渡口进行巡查"),
    ("行政检查", "执法人员在监督检查中，对没有号牌的船艇予以暂扣的，应当妥善保管"),
    ("行政许可", "没有按照规定配建码头的，主管部门不予核发渡口许可证"),
    ("行政许可", "主管部门办理渡口规划许可，应当征得航道主管部门同意"),
    ("行政许可", "县渡口统计人员的调动，应当征得市主管部门的同意"),
    ("行政检查", "工会对企业侵犯渡工权益的问题进行调查时，有权查阅、复制有关资料"),
    ("行政许可", "确需用于其他建设的，应当报主管部门同意"),
    ("其他-责令", "确认行政行为违法的，还可以同时责令被申请人采取补救措施"),
    ("行政奖励", "企业应当对发明渡船的职工给予奖励"),
    ("行政奖励", "鼓励社会团体、企业建立渡工奖励基金，对渡工进行奖励"),
    ("行政确认", "申请渡口临时证应当提供渡船所有人身份证明"),
    ("行政确认", "渡工应当自领取营业执照之日起十五日内设置账簿"),
    ("行政强制执行", "强行拆除、强行清运所需费用由责任人承担"),
    ("其他-备案", "渡口的设立，由县主管部门审批，并向市主管部门备案"),
    ("其他-备案", "渡口试运行前，建设单位应当向主管部门备案"),
    ("其他-备案", "县人民政府所划定的渡口水域，应当向市主管部门备案"),
    ("其他-取缔收缴", "依法收缴或者接收渡船的行政管理部门，应当妥善处置"),
    ("行政强制措施", "对外国人作出行政拘留、拘留审查的决定后，应当通知其家属"),
    ("其他-备案", "当场作出的处罚决定，应当报所属主管部门备案"),
    ("其他-调解", "渡客与经营者发生渡运纠纷时，可以通过协商、向主管部门投诉、请求消费者权益保护委员会调解等途径解决"),
    ("其他-取缔收缴", "渡客仍未补交船费的，经营者可以依法追缴船费"),
]
# fmt: on


@pytest.mark.parametrize("kind, text, name, target", NAMED)
def test_a_name_holds_what_belongs_to_it(kind: str, text: str, name: str, target: str) -> None:
    words = words_of(kind.partition("-")[0], kind, passage(text))
    assert words is not None
    assert (words.name, words.object) == (name, target)


@pytest.mark.parametrize("kind, text", NOTHING)
def test_what_gives_no_power_has_no_name(kind: str, text: str) -> None:
    assert words_of(kind.partition("-")[0], kind, passage(text)) is None


def _named(kind: str, text: str, **more: str) -> str:
    words = words_of(kind.partition("-")[0], kind, passage(text, **more))
    return words.name if words else ""


def test_an_inquiry_into_a_case_is_not_the_general_inspection() -> None:
    lead = "主管部门根据处理渡运纠纷的需要进行调查时，可以行使下列职权"
    assert _named("行政检查", "查阅、复制有关资料", lead=lead, subject="渡运") == "对渡运纠纷的调查"
    lead = "主管部门处理渡运纠纷和查处拒载行为，可以行使下列职权"
    assert _named("行政检查", "查阅、复制有关资料", lead=lead, subject="渡运") == "对渡运纠纷、拒载行为的调查"
    lead = "主管部门进行监督检查时，可以行使下列职权"
    assert _named("行政检查", "查阅、复制有关资料", lead=lead, subject="渡运") == "对渡运的监督检查"


def test_the_duty_to_help_an_inspection_is_no_inspection() -> None:
    text = "配合公安机关对本单位进行检查"
    assert _named("行政检查", text, lead="渡口治安责任人履行下列职责", subject="渡口治安") == ""


def test_whose_handling_is_inspected_is_what_the_law_is_about() -> None:
    assert _named("行政检查", "主管部门应当对处置情况进行监督检查", subject="废船安全") == "对废船处置情况的监督检查"


def test_what_may_not_be_stopped_stands_in_the_ban() -> None:
    text = "确需中止或者终止的，应当报主管部门批准"
    assert _named("行政许可", text, earlier="航标台网不得擅自中止或者终止运行；") == "航标台网中止或者终止运行审批"


def test_the_contrary_of_what_went_before_is_not_joined_to_it() -> None:
    text = "期限届满仍未缴纳税款的，海关可以扣缴税款"
    assert (
        _named("行政强制执行", text, before="纳税人在规定期限内缴纳税款") == "对纳税人期限届满仍未缴纳税款的划拨、扣缴"
    )
    assert _named("行政强制执行", text, before="船主未缴纳税款") == "对船主未缴纳税款，期限届满仍未缴纳税款的划拨、扣缴"


def test_an_urgent_act_is_filed_by_its_own_name() -> None:
    text = "险情消除后五日内，施工单位应当向主管部门备案"
    assert (
        _named("其他-备案", text, earlier="因抢险等紧急情况需砍伐护岸林木的，可以先行处理。") == "紧急砍伐护岸林木备案"
    )
    assert _named("其他-备案", text) == ""


def _granted(text: str, kind: str) -> list[PowerItem]:
    return [item for item in found(HEAD + text).items if item.kind == kind]


def test_a_pointer_to_the_procedure_of_other_laws_gives_no_permit() -> None:
    law = "示例市渡口条例"
    assert _named("行政许可", "确需在岸线取土的，应当依照法律、法规的规定，办理相关审批手续", law=law) == ""
    text = "确需在岸线取土的，应当依照本条例第五条的规定办理审批手续"
    assert _named("行政许可", text, law=law) == "在岸线取土审批"


def test_who_does_not_comply_in_time_stays_in_the_name() -> None:
    text = "第二条 养护责任人未履行绿道养护责任，由城市管理部门责令其限期履行，逾期不履行的，城市管理部门可以委托他人代为履行，费用由责任人承担。"
    names = [item.name for item in _granted(text, "行政强制执行")]
    assert names[0] == "对养护责任人未履行绿道养护责任，逾期不履行的代为履行"


def test_a_lead_without_a_matter_takes_that_of_its_list() -> None:
    text = (
        "未经许可有下列行为之一的，由城市管理部门责令限期恢复原状；逾期不恢复原状的，代为恢复原状，可以按照下列规定处罚：\n\n"
        "（一）挖塘的，处五百元罚款；\n\n（二）采砂、取土的，处一千元罚款。"
    )
    (item,) = _granted(text, "行政强制执行")
    assert item.name == "对未经许可挖塘、采砂、取土，逾期不恢复原状的代为恢复原状"


def _bases(made: Found) -> set[tuple[str, str]]:
    return {(basis.role, basis.address) for basis in made.bases if isinstance(basis, Basis)}


def test_an_article_that_only_describes_a_paper_is_no_basis() -> None:
    text = "使用绿道栈桥，应当持本条例第三条规定的文件，报城市管理部门批准。\n\n第三条 绿道文件由城市管理部门印制。"
    assert ("实施依据", "第三条") not in _bases(found(text.join(["第二条 ", ""])))
    text = "使用绿道栈桥，应当依照本条例第三条规定的程序，报城市管理部门批准。\n\n第三条 绿道程序由城市管理部门制定。"
    assert any(address == "第三条" for _, address in _bases(found(text.join(["第二条 ", ""]))))


def test_what_holds_once_a_permit_is_granted_is_no_step_of_it() -> None:
    text = "第二条 使用绿道栈桥，应当取得城市管理部门核发的绿道栈桥使用许可证。\n\n第三条 取得绿道栈桥使用许可证后，方可办理绿道栈桥使用登记。\n\n"
    assert ("程序依据", "第三条") not in _bases(found(text))
    text += "第四条 绿道栈桥使用许可证有效期为一年，需要延续绿道栈桥使用许可证的，应当向城市管理部门申请绿道栈桥使用许可证。"
    assert ("程序依据", "第四条") in _bases(found(text))
