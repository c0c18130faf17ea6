"""Powers that a document sets beyond its level: a table of sentences and their lawful look-alikes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb.config import Config
from kb.conflicts import authority
from kb.conflicts.material import Material
from kb.conflicts.tables import authority_general, authority_rows, authority_signs, authority_words, conflict_rules
from kb.draft import LEVELS, Draft, check
from kb.knowledge import KnowledgeBase, open_kb
from kb.pipeline import build
from kb.registry import PatternRow, pattern_rows

SUPERIOR = Path(__file__).parent / "drafts" / "superior"
SHARED = Path(__file__).parents[2] / "shared"
TITLES = {
    "地方性法规": "示例市摊车条例",
    "地方政府规章": "示例市摊车管理办法",
    "部门规章": "摊车经营管理规定",
    "规范性文件": "示例市关于摊车管理的通知",
}
Ask = Callable[[str, str], Draft]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """Made-up superior texts: laws, a 行政法规 and rules of a province."""
    kb = open_kb(Config(home=str(tmp_path_factory.mktemp("superior") / "kb")), create=True)
    assert not build([SUPERIOR], kb).failed
    yield kb
    kb.close()


@pytest.fixture(scope="module")
def ask(base: KnowledgeBase) -> Ask:
    def run(level: str, sentence: str) -> Draft:
        text = (
            f"{TITLES[level]}\n第一条 为了规范摊车，根据《示例摊区管理法》，制定本文件。\n"
            f"第二条 {sentence}\n第三条 本文件自2027年1月1日起施行。"
        )
        return check(base, "草案.txt", text.encode(), level=level, region="示例省", day="2026-11-01")

    return run


# fmt: off
BEYOND = [
    ("地方性法规", "阻挠清洁人员作业的，由公安机关给予十日以下行政拘留。", "authority-freedom"),
    ("地方性法规", "情节恶劣的，公安机关可以对其处以行政拘留。", "authority-freedom"),
    ("地方性法规", "对拒不离开的摊主，区城市管理主管部门可以强制带离现场。", "authority-freedom"),
    ("地方性法规", "城管执法人员可以限制其人身自由直至查清身份。", "authority-freedom"),
    ("地方性法规", "占用消防通道摆摊的，吊销其营业执照。", "authority-business-licence"),
    ("地方性法规", "占用消防通道摆摊，情节严重的，由市场监督管理部门依法吊销营业执照。", "authority-business-licence"),
    ("地方性法规", "违规摊主的餐车由区城市管理主管部门予以暂扣，待接受处罚后发还。", "authority-seizure"),
    ("地方性法规", "逾期未拆除招牌的，由区城市管理主管部门强制拆除。", "authority-enforcement"),
    ("地方性法规", "逾期不拆除灯箱的，由街道办事处组织强行拆除，费用由当事人承担。", "authority-enforcement"),
    ("地方性法规", "逾期不缴纳罚款的，由行政机关直接划拨其银行存款。", "authority-freeze"),
    ("地方性法规", "可以通知银行冻结摊主的银行账户。", "authority-freeze"),
    ("地方性法规", "拒不整改的，可以通知供电企业停止供电。", "authority-cut-off"),
    ("地方性法规", "逾期不缴纳罚款的，每日按罚款数额的5%加处罚款。", "authority-late-fine"),
    ("地方性法规", "扣押期限不得超过九十日。", "authority-seizure-time"),
    ("地方性法规", "查封、扣押的期限为六个月。", "authority-seizure-time"),
    ("地方性法规", "经营者应当在开业前向街道办事处备案，未经备案不得营业。", "authority-hidden-licence"),
    ("地方性法规", "街道办事处应当对备案材料进行审核，未取得备案证明的不得经营。", "authority-hidden-licence"),
    ("地方性法规", "市外摊主进入本市摊区经营的，应当先取得本市商务主管部门的准入证明。", "authority-local-market"),
    ("地方性法规", "摊区内只能销售本市企业生产的饮用水。", "authority-local-market"),
    ("地方性法规", "未经区商务主管部门同意，登记机关不得核发营业执照。", "authority-registration"),
    ("地方性法规", "从事烤制的人员应当取得市餐饮协会颁发的上岗证书，方可从业。", "authority-qualification"),
    ("地方性法规", "领取摊区设置许可证时应当交纳工本费。", "authority-fee"),
    ("地方性法规", "伪造摊位牌的，处三年以下有期徒刑或者拘役。", "authority-crime"),
    ("地方性法规", "对夜间摊主开征夜市税。", "authority-tax"),
    ("地方性法规", "可以委托物业服务企业行使行政处罚权。", "authority-delegation"),
    ("地方性法规", "区城市管理主管部门可以将查封、扣押委托第三方公司实施。", "authority-delegation"),
    ("地方性法规", "业主委员会可以对在小区内摆摊的人处以一百元以下罚款。", "authority-unqualified"),
    ("地方性法规", "申领摊位证，除具备《示例摊区管理法》第四条规定的条件外，还应当有十万元保证金。", "authority-condition"),
    ("地方性法规", "从业人员应当经市商务主管部门培训合格，取得摊位管理员证书，方可上岗。", "authority-qualification"),
    ("地方政府规章", "违规摆摊的，没收违法所得，处五百元以上一千元以下罚款。", "authority-rule-penalty"),
    ("地方政府规章", "违规摆摊，情节严重的，吊销其摊区设置许可证。", "authority-rule-penalty"),
    ("地方政府规章", "对违规摊主，可以暂扣其经营工具。", "authority-measure"),
    ("地方政府规章", "设置移动餐车应当经区城市管理主管部门批准，未经批准不得设置。", "authority-licence"),
    ("地方政府规章", "授权摊区管理协会行使行政处罚权。", "authority-conferral"),
    ("地方政府规章", "擅自搭台的，处二十万元以上五十万元以下罚款。", "authority-fine-limit"),
    ("部门规章", "擅自改装摊车的，责令停业整顿，处一千元以上三千元以下罚款。", "authority-rule-penalty"),
    ("规范性文件", "对乱摆摊的，处二百元罚款。", "authority-paper-penalty"),
    ("规范性文件", "对拒不配合的摊主，可以扣押其物品。", "authority-measure"),
    ("规范性文件", "从事夜间摆卖应当取得街道核发的许可证。", "authority-licence"),
    ("地方性法规", "街道办事处对摊位纠纷的裁决为最终裁决，当事人不得起诉。", "authority-remedy"),
    ("地方政府规章", "当事人未缴清罚款的，行政复议机关不予受理其复议申请。", "authority-remedy"),
    ("规范性文件", "摊主有异议的，只能向市场管理站申诉。", "authority-remedy"),
    ("地方政府规章", "事实清楚的案件，可以不告知摊主拟作出的处罚内容，径行决定。", "authority-procedure"),
    ("地方性法规", "摊主要求听证的，应当自被告知之日起两日内提出。", "authority-procedure"),
    ("地方性法规", "摊主要求听证的，应当预交听证费二百元。", "authority-procedure"),
    ("地方政府规章", "摊主无理申辩的，可以加重处罚。", "authority-procedure"),
    ("地方政府规章", "摊主应当在接到处罚决定书后三日内到银行缴纳罚款。", "authority-procedure"),
    ("地方性法规", "边远摊区可以由一名执法人员实施调查。", "authority-procedure"),
    ("地方性法规", "占道摆摊行为自发生之日起六年内发现的，均应当给予处罚。", "authority-time-bar"),
    ("地方性法规", "本条例施行以前搭设的雨棚，一律按照本条例处以罚款。", "authority-retroactive"),
    ("规范性文件", "本规定印发前入场的摊主，应当自入场之日起补缴管理费。", "authority-retroactive"),
    ("地方政府规章", "摊主被处罚期间，其配偶和子女不得申请摊位。", "authority-collective"),
    ("地方性法规", "同一排有一户违规的，该排全部摊位一并停止经营三日。", "authority-collective"),
    ("地方性法规", "同一抛撒垃圾行为，街道办事处处罚后，环境卫生部门还可以再次罚款。", "authority-double-fine"),
    ("规范性文件", "罚款由财政按六成比例返还市场管理站作为办公经费。", "authority-fine-quota"),
    ("规范性文件", "各中队每月罚款指标不少于二万元。", "authority-fine-quota"),
    ("地方政府规章", "销售假货涉嫌犯罪，已经缴纳罚款的，可以不移送公安机关。", "authority-no-transfer"),
    ("规范性文件", "摊主每季度向街道办事处交纳卫生监督费。", "authority-levy"),
    ("地方政府规章", "摊区经营者应当按照营业额的百分之一缴纳摊区建设基金。", "authority-levy"),
    ("规范性文件", "申请摊位应当提交村民委员会出具的无不良行为证明。", "authority-proof"),
    ("规范性文件", "参与乱摆摊的，取消其家庭的最低生活保障待遇。", "authority-burden"),
    ("规范性文件", "摊主应当按照每人二百元向街区公益事业捐款。", "authority-burden"),
    ("地方政府规章", "被查处两次的摊主，列入黑名单。", "authority-burden"),
    ("地方性法规", "摊主应当购买街道办事处指定厂家生产的遮阳棚。", "authority-tied"),
    ("地方政府规章", "暂扣期间货物腐坏的，行政机关不承担赔偿责任。", "authority-liability"),
    ("地方性法规", "被扣押餐车的停放、看管费用，由车主承担。", "authority-liability"),
    ("地方政府规章", "违反本办法其他规定的，罚款标准由市城市管理部门另行制定。", "authority-subdelegation"),
    ("地方性法规", "街道办事处可以撤换不称职的居民委员会主任。", "authority-autonomy"),
    ("地方性法规", "因摊区建设需要，可以征用附近居民的仓库，不予补偿。", "authority-expropriation"),
    ("地方政府规章", "对个人处一千元以下罚款的，可以当场作出处罚决定。", "authority-on-spot"),
    ("规范性文件", "县城市管理局的行政处罚权下放给各镇人民政府行使。", "authority-downward"),
    ("地方性法规", "不满十四周岁的人损坏摊位的，对其处一百元以下罚款。", "authority-minor"),
    ("规范性文件", "暂扣的餐车超过三十日未处理的，变卖抵顶罚款。", "authority-sale"),
    ("地方性法规", "未经街道办事处备案的摊位租赁合同一律无效。", "authority-civil"),
    ("地方政府规章", "设定夜市临时性行政许可，有效期为三年。", "authority-licence"),
    ("地方性法规", "辱骂摊主的，由公安机关处十五日以上二十日以下拘留。", "authority-freedom"),
    ("地方性法规", "可以将不听劝阻的摊主扣留在管理用房内，直至家属领回。", "authority-freedom"),
    ("规范性文件", "冲撞检查人员的，一律行政拘留五日。", "authority-freedom"),
    ("地方性法规", "可以通知开户银行暂停支付其存款。", "authority-freeze"),
    ("地方性法规", "合同到期拒不撤摊的，区人民政府可以责令供电单位切断其水电。", "authority-cut-off"),
    ("地方性法规", "非本市生产的餐车在本市销售前，应当送市有关机构复检。", "authority-local-market"),
    ("规范性文件", "外县企业不得参与摊区经营。", "authority-local-market"),
    ("地方性法规", "摊位管理员应当参加市商务部门的考核，合格的发给资格证；没有资格证的，不得上岗。", "authority-qualification"),
    ("地方性法规", "开办摊位公司，应当先取得商务部门的批准文件，否则市场监督管理部门不得为其办理登记注册。", "authority-registration"),
    ("地方性法规", "游泳协会有权对乱摆摊的会员处以五十元罚款。", "authority-unqualified"),
    ("规范性文件", "协管员可以单独对摊位进行检查并当场收缴罚款。", "authority-unqualified"),
    ("规范性文件", "将占道经营的行政处罚工作委托给村民委员会办理。", "authority-delegation"),
    ("地方政府规章", "拒不迁出的摊位，由街道办事处强制搬离。", "authority-enforcement"),
    ("地方政府规章", "派驻工作站可以自己的名义作出罚款决定。", "authority-conferral"),
    ("地方性法规", "占用消防通道摆摊造成严重后果的，提请登记机关吊销营业执照。", "authority-business-licence"),
    ("地方性法规", "两年内又乱摆摊的，城市管理部门可以商请公安机关对其处三日以上五日以下拘留。", "authority-freedom"),
    ("地方性法规", "可以对违规餐车加贴封条，待缴清罚款后启封。", "authority-seizure"),
    ("地方性法规", "勘验费和摊位证书工本费由申请人承担。", "authority-fee"),
    ("地方政府规章", "区城市管理部门可以自行发文确定需要领取作业许可的类别和条件，未领取的不得作业。", "authority-subdelegation"),
    ("地方性法规", "核发摊区设置许可证前，应当查验申请人物业费缴清凭据，未提供的暂不发证。", "authority-condition"),
    ("地方性法规", "申请摊区设置许可证，应当提交下列材料：\n（一）申请表；\n（二）餐饮协会核发的会员证；\n（三）平面图。", "authority-condition"),
    ("地方性法规", "经劝阻不听的，物业服务人可以将摊车扣存，摊主写出保证后领回。", "authority-unqualified"),
    ("地方政府规章", "餐饮协会可以以协会名义，对会员处二百元以上一千元以下罚款。", "authority-unqualified"),
    ("部门规章", "查封、扣押的期限为九十日，检测所需时间另行扣除。", "authority-seizure-time"),
    ("规范性文件", "从事夜间摆卖须提前三日向街道申请入场证，无证者不得入场。", "authority-licence"),
]
LAWFUL = [
    ("地方性法规", "构成违反治安管理行为的，由公安机关依法处理。"),
    ("地方性法规", "殴打、恐吓摊区协管人员的，由公安机关处五日以上十日以下拘留。"),  # the superior law's own
    ("地方性法规", "辱骂摊主的，由公安机关依照《示例摊区管理法》的规定处五日以上十日以下拘留。"),
    ("地方性法规", "在摊区内使用明火烘烤含铅器皿的，扣押烘烤器具，处三千元以上一万元以下罚款。"),
    ("地方性法规", "查封、扣押应当遵守法定程序。"),
    ("地方性法规", "被吊销营业执照的摊主，不得继续经营。"),
    ("地方性法规", "逾期不履行的，依法申请人民法院强制执行。"),
    ("地方性法规", "情节严重的，由发证机关吊销摊区设置许可证。"),
    ("地方性法规", "摊主应当自开业之日起三十日内向街道办事处备案。"),
    ("地方性法规", "任何单位和个人不得限制外地企业参与本市摊区经营。"),
    ("地方性法规", "逾期不缴纳罚款的，每日按罚款数额的百分之三加处罚款。"),
    ("地方性法规", "扣押的期限不得超过三十日；情况复杂的，经批准可以延长，但是延长期限不得超过三十日。"),
    ("地方性法规", "摊主拒不清扫摊位的，由区城市管理主管部门代为清扫，费用由摊主承担。"),
    ("地方性法规", "供水企业应当提前二十四小时公告停止供水的时间。"),
    ("地方性法规", "不得以备案为由变相设置许可。"),
    ("地方性法规", "人民法院对摊主判处罚金的，由财政部门监督执收。"),
    ("地方性法规", "办理备案不收取任何费用。"),
    ("地方性法规", "可以委托第三方机构对摊区卫生状况进行评估。"),
    ("地方性法规", "执法人员可以对可能灭失的证据先行登记保存。"),
    ("地方性法规", "销售伪造检验标签的炭火燃料，情节严重的，由市场监督管理部门吊销营业执照。"),
    ("地方性法规", "业主委员会违反规定收费的，由街道办事处处以一千元以下罚款。"),
    ("地方性法规", "村民委员会可以对在村内摆摊的人进行劝导，并报告街道办事处。"),
    ("地方性法规", "申领摊位证，除具备前款规定的条件外，还应当提交身份证明。"),
    ("地方性法规", "从业人员应当按照国家规定经培训合格，取得国家职业资格证书，方可上岗。"),
    ("地方性法规", "应当在设摊后向街道办事处备案，街道办事处核对材料后出具回执。"),
    ("地方性法规", "发放摊位证不得收取任何费用。"),
    ("地方政府规章", "擅自搭台的，给予警告，可以处五百元以下罚款。"),
    ("地方政府规章", "使用回收竹签，情节严重的，依照《示例摊区卫生条例》第六条的规定吊销卫生许可证。"),
    ("规范性文件", "对违反规定的摊主，依照《示例摊区管理法》的规定处罚。"),
    ("规范性文件", "轻微违法并及时改正的，不予处罚。"),
    ("地方性法规", "摊主不服处罚决定的，可以依法申请复议，也可以提起诉讼。"),
    ("地方性法规", "对仲裁裁决不服的，可以在十五日内向人民法院起诉。"),
    ("地方政府规章", "行政机关不得因当事人陈述、申辩而给予更重的处罚。"),
    ("地方政府规章", "当事人要求听证的，应当在五日内提出，行政机关不得收取听证费用。"),
    ("地方政府规章", "当事人逾期未提出听证要求的，视为放弃听证。"),
    ("地方政府规章", "当事人应当自收到行政处罚决定书之日起十五日内缴纳罚款。"),
    ("地方性法规", "违法行为在二年内未被发现的，不再给予行政处罚。"),
    ("地方性法规", "涉及公民生命健康安全且有危害后果的，在五年内未被发现的，不再给予行政处罚。"),
    ("地方性法规", "同一违法行为违反多个法律规范的，不得给予两次以上罚款，按照罚款数额高的规定处罚。"),
    ("地方性法规", "本条例施行前设置的雨棚不符合要求的，应当在六个月内改造；逾期不改造的，责令改正。"),
    ("地方性法规", "本条例施行前的行为，本条例不认为违法或者处罚较轻的，适用本条例。"),
    ("地方性法规", "未成年人的父母应当履行监护职责，拒绝履行的，由居民委员会予以劝诫。"),
    ("规范性文件", "罚款全部上缴国库，不得返还，不得下达罚款指标。"),
    ("规范性文件", "对举报有功的人员给予奖励，奖励经费列入预算，不从罚款中提取。"),
    ("地方政府规章", "涉嫌犯罪的，应当及时移送公安机关，不得以罚代刑。"),
    ("规范性文件", "摊主应当依照合同约定支付摊位租金。"),
    ("规范性文件", "摊主应当按照国家规定缴纳污水处理费。"),
    ("规范性文件", "能够通过共享核验的，不得要求提交社区出具的证明。"),
    ("规范性文件", "鼓励摊主自愿向公益事业捐款。"),
    ("地方政府规章", "依法列入严重违法失信名单的，依照有关规定实施惩戒。"),
    ("地方性法规", "遮阳棚应当符合国家标准，摊主可以自主选择供应商。"),
    ("地方政府规章", "扣押发生的保管费用由行政机关承担，造成损失的依法赔偿。"),
    ("地方政府规章", "行政处罚裁量基准由市城市管理部门制定并公布。"),
    ("地方性法规", "居民委员会主任由居民依法选举产生，任何组织不得指定、委派或者撤换。"),
    ("地方性法规", "征用物资的，应当给予公平、合理的补偿。"),
    ("地方政府规章", "对公民处二百元以下罚款的，可以当场作出处罚决定。"),
    ("规范性文件", "根据省人民政府的决定，将县级部门的行政处罚权交由镇人民政府行使。"),
    ("地方性法规", "不满十四周岁的人有违法行为的，不予行政处罚，责令监护人管教。"),
    ("地方性法规", "摊位租赁合同可以使用示范文本。"),
    ("地方政府规章", "从事烤制的摊主应当依法取得食品经营许可证。"),
    ("地方性法规", "村民委员会发现乱摆摊的，应当劝阻，并报告街道办事处依法处以罚款。"),
    ("规范性文件", "协管员在执法人员带领下从事宣传、劝导工作，不得从事执法工作。"),
    ("地方性法规", "可以通过购买服务方式委托专业机构开展监测。"),
    ("地方性法规", "供水单位因检修停水的，应当提前告知用户。"),
    ("地方性法规", "对本地和外地经营者适用同等条件，不得要求外地产品重新检验。"),
    ("地方性法规", "对涉案餐具可以先行登记保存，并在七日内作出处理决定；期满未处理的，自动解除。"),
    ("地方性法规", "不予发证的，应当书面告知理由和救济途径。"),
    ("地方性法规", "未按期缴纳污水处理费的，每日加收万分之五的滞纳金。"),
    ("地方性法规", "违反本条例第二条规定，摆设三个以上灶头的，处三百元以上五百元以下罚款。"),
    ("地方政府规章", "销售伪造检验标签的炭火燃料的，依照示例摊区管理法第十五条没收违法所得，处一万元以上三万元以下罚款。"),
    ("规范性文件", "街道办事处连续两个季度排名末位的，由县人民政府约谈其主要负责人，并扣减年度考核分值。"),
    ("规范性文件", "县人民政府建立摊区管理联席会议，办公室设在县综合行政执法局。"),
    ("规范性文件", "现将《示例县摊区管理规定》印发给你们，请认真贯彻执行。"),
]
# fmt: on
def authority_of(draft: Draft) -> list[str]:
    return [remark.rule for remark in draft.remarks if remark.type == "越权设定"]


@pytest.mark.parametrize(("level", "sentence", "rule"), BEYOND)
def test_a_power_beyond_the_level_is_found(ask: Ask, level: str, sentence: str, rule: str) -> None:
    assert rule in authority_of(ask(level, sentence))


@pytest.mark.parametrize(("level", "sentence"), LAWFUL)
def test_a_lawful_look_alike_is_left_alone(ask: Ask, level: str, sentence: str) -> None:
    assert not authority_of(ask(level, sentence))


def test_the_other_half_of_a_licence_is_not_told_again(ask: Ask) -> None:
    sentence = "摆放观光餐车应当向区摊区主管部门申请餐车经营许可证。未取得餐车经营许可证的，不得接待游客。"
    rules = [remark.rule for remark in ask("地方政府规章", sentence).remarks if remark.type == "越权设定"]
    assert rules == ["authority-licence"]


def test_a_finding_names_limit_and_search(ask: Ask) -> None:
    (remark,) = ask("地方性法规", "占用消防通道摆摊的，吊销其营业执照。").remarks
    for words in ("疑似", "行政处罚法第十二条", "已检索", "未见"):
        assert words in remark.reason
    assert "无效" not in remark.reason
    assert remark.severity == "严重"


def test_a_law_that_is_cited_and_does_not_give_the_power_is_named(ask: Ask) -> None:
    draft = ask("地方性法规", "噪声扰民的，由公安机关依照《示例泳池安全法》第十一条的规定吊销营业执照。")
    assert any("示例泳池安全法" in remark.reason and "未见该项规定" in remark.reason for remark in draft.remarks)


def test_discretion_standards_may_name_penalties(base: KnowledgeBase) -> None:
    text = "示例市摊区处罚裁量基准\n第一条 将废油倒入排水口，情节较轻的，处一千元以上三千元以下罚款。\n第二条 本基准自2027年1月1日起施行。"
    draft = check(base, "基准.txt", text.encode(), region="示例省", day="2026-11-01")
    assert draft.edition.level == "规范性文件"
    assert not authority_of(draft)


@pytest.mark.parametrize("row", [*authority_signs(), *authority_general()], ids=lambda row: row.id)
def test_a_pattern_matches_its_example_and_not_its_counter(row: PatternRow) -> None:
    assert row.regex.search(row.example)
    assert not row.regex.search(row.counter)
    assert any(word in row.example for word in row.gate)


def test_what_the_classifier_says_is_held_to_the_words_of_its_kind() -> None:
    rows = pattern_rows("authority_words.csv")
    assert {row.kind for row in rows} <= {kind for _level, kind in authority_rows()}
    assert len(authority_words()) == len(rows)
    for row in rows:
        test_a_pattern_matches_its_example_and_not_its_counter(row)


def test_the_matrix_is_whole() -> None:
    rows = authority_rows()
    levels = {level for level, _kind in rows}
    assert levels == set(LEVELS) - {"法律", "监察法规"}
    assert {(level, kind) for level in levels for _, kind in rows} == set(rows)
    assert {row.rule for row in rows.values()} - {"无"} <= set(conflict_rules())
    signs = {row.kind for row in (*authority_signs(), *authority_general())}
    assert signs <= {kind for _level, kind in rows}


@pytest.mark.skipif(not (SHARED / "corpus" / "statutes").exists(), reason="the shared corpus is not here")
def test_known_repetitions_and_extensions_of_the_shared_corpus(tmp_path: Path) -> None:
    folder = SHARED / "corpus" / "statutes"
    names = [  # a local rule, and the national text that gives the same revocation
        "**/城市绿化条例(2017-03-01).md", "**/新乡市城市绿化条例*.md", "**/许昌市城市绿化条例(2019-12-30).md",
        "**/城市房地产开发经营管理条例(2020-11-29).md", "**/郑州市城市房地产开发经营管理条例(2009-11-11).md",
    ]  # fmt: skip
    paths = [path for name in names for path in sorted(folder.glob(name))]
    if len(paths) < len(names):
        pytest.skip("the shared corpus lacks one of the texts")
    for path in paths:
        level = next(part for part in path.parts if part in ("行政法规", "地方性法规"))
        target = tmp_path / "texts" / level / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    kb = open_kb(Config(home=str(tmp_path / "kb")), create=True)
    build([tmp_path / "texts"], kb)
    material = Material(kb, "2026-11-01")
    found = {
        side.provision_id.partition("@")[0] + "#" + side.provision_id.partition("#")[2]
        for one in authority.find(material, frozenset(material.editions))
        if one.finding.rule == "authority-business-licence"
        for side in one.sides
    }
    kb.close()
    assert {"许昌市城市绿化条例#第三十三条", "郑州市城市房地产开发经营管理条例#第四十二条"} <= found
    assert not found & {"新乡市城市绿化条例#第四十九条", "郑州市城市房地产开发经营管理条例#第三十六条"}
