"""Is the power given here? What the words of a power cannot tell: who acts, on whom, and whether it is only mentioned."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from kb.tag.act import Act
from kb.tag.mentioned import (
    listed_as_given,
    not_already,
    not_forbidden,
    not_listed_ones,
    not_occasion,
    not_of_another,
    not_ordered,
    not_the_entitled,
    stands_alone,
)

Check = Callable[[Act], bool]

_ORGAN = re.compile(
    r"机关|部门|机构|政府|国务院|委员会|办事处|海关|派出所|主管单位|监管局|管理局|总局|局(?=[、，应负可依会])|人民银行|"
    r"车辆管理所|警察|执法人员|检查人员|监督员|指挥部|管委会|总队|支队|大队|国家(?!有关|和|规定|标准|、|级)"
)
_PARTY = re.compile(
    r"单位|企业|公司|个人|公民|法人|(?:社会|经济|其他|服务)组织|经营者|申请人|当事人|[用租业户售买权]人|个体|所有[人者]|使用[人者]|举办者|幼儿园|[生经加养种运销]\w?者|学校|医院|"
    r"团体|合作社|纳税人|驾驶|旅行社|银行|商户|农户|家庭|业主(?!管)|机动车|船舶|(?:建设|科技|合作|投资)项目|工程|活动|\x1f"
)


def no_partys_duty(act: Act) -> bool:
    """The list is none of the duties of a party that keeps a register of its own."""
    return bool(_ORGAN.search(act.lead + act.before + act.words)) or not _PARTY.search(act.lead)


def no_paper(act: Act) -> bool:
    """What is examined is no plan or account that one organ lays before another."""
    return not (act.words.endswith(("审定", "核定")) and (_PAPERS.search(act.before_raw) or "决算" in act.before_raw))


def outward(act: Act) -> bool:
    """The approval binds a party: no plan, list or proposal that one organ lays before another."""
    before = act.before_raw
    if (
        _DRAFTED_BY.search(before)
        or _STAFFING.search(before)
        or _SANCTION.match(act.after)
        or _REVISED.search(act.raw[max(0, act.start - 100) : act.start])
    ):
        return False
    if _SUBORDINATE.search(act.words) or (
        _PAPERS.search(before) and (_DRAFTED.search(before) or not _PARTY.search(act.before))
    ):
        return False
    return filed_by_a_party(act)


def consented_outward(act: Act) -> bool:
    """A consent after which a party may act (经…认可后方可), not one before an organ rewrites a plan."""
    return not act.words.endswith(("同意", "认可")) or (outward(act) and not _REWRITES.match(act.after))


def by_a_party(act: Act) -> bool:
    """The one who may act after approval is a party that the sentence names."""
    return bool(_PARTY.search(act.before)) and not _ORGAN_ACTS.search(act.before + act.words + act.after[:20])


def filed_by_a_party(act: Act) -> bool:
    """It is a party that files, not one organ with another."""
    if _AMONG_THEM.match(act.before_raw):
        return False
    return bool(_PARTY.search(act.before)) or not _DRAFTED.search(act.before_raw)


def on_parties(act: Act) -> bool:
    """The inspection looks at the conduct of parties, not at subordinate organs or at somebody's health."""
    return not (
        _INWARD.search(act.words + act.after[:24])
        or _UNDER.search(act.before[-60:])
        or _BODILY.search(act.before[-8:] + act.words + act.after[:4])
        or _BARRED.search(act.before)
        or _HOLDER.search(act.before_raw + act.words)
        or _CONGRESS.search(act.before)
    )


def not_assisting(act: Act) -> bool:
    """Whoever is named does not only assist the inspectors or let others read (提供查阅)."""
    return not _ASSISTS.search(act.before + act.words)


def granted_list(act: Act) -> bool:
    """An item of a list is a measure only where the line above it grants measures, and not those of an emergency."""
    return not act.lead or (no_emergency(act) and bool(_GRANTS.search(act.lead) or _ACTS.search(act.before)))


def no_emergency(act: Act) -> bool:
    """In a list of emergency measures 封存 and 停业 are emergency measures; in one of execution, steps of it."""
    return not _OTHER_LISTS.search(act.lead)


def organ_takes_it(act: Act) -> bool:
    """An organ seizes: neither a court on request nor a party that keeps its own goods."""
    if _BY_COURT.search(act.before_raw):
        return False
    before = act.lead + act.before
    return bool(_ORGAN.search(before)) or not _PARTY_ACTS.search(act.before_raw + act.words)


def no_request(act: Act) -> bool:
    """Nobody asks a court for it, and it is no operator's order to a passenger."""
    return not _BY_COURT.search(act.before_raw) and not _OPERATOR.search(act.before)


def administrative(act: Act) -> bool:
    """No step of a criminal investigation."""
    return not _CRIMINAL.search(act.before_raw + act.words)


def not_discipline(act: Act) -> bool:
    """The one who is corrected or sanctioned is no official for what he did in office."""
    before = act.lead + act.before_raw
    return not _OFFICIALS.search(before) or bool(_OUTSIDERS.search(before + act.words + act.after))


def no_organ_corrected(act: Act) -> bool:
    """The one who is ordered is no organ that fails in its duties."""
    return not _ORGAN_FAILS.match(act.before_raw) or bool(_OUTSIDERS.search(act.raw[act.start : act.end] + act.after))


def organ_inspects(act: Act) -> bool:
    """Whoever inspects is an organ, not a party that only follows the rules of one or reports to it."""
    before = _REFERRED.sub("", act.before)
    said = act.lead + before
    return bool(_ORGAN.search(said) or _OFFICER.search(said)) or not _PARTY.search(before)


_OFFICER = re.compile("(?:监督|执法|检查|稽查|监察)(?:人员|员)")


def by_an_organ(act: Act) -> bool:
    """An organ acts: the sentence names one, or no party as its subject."""
    return bool(_ORGAN.search(act.before)) or not _SUBJECT.match(act.before)


def an_organ_is_named(act: Act) -> bool:
    """The sentence, or the line above the list, names the organ; parties have emergency measures of their own."""
    return bool(_ORGAN.search(act.lead + act.before))


def listed_by_an_organ(act: Act) -> bool:
    """The line above the list names the organ whose duties are listed."""
    return bool(_ORGAN.search(act.lead))


def personal(act: Act) -> bool:
    """The benefit goes to persons, not to a project, an enterprise or another organ's budget."""
    words = act.before_raw + act.words + act.after
    return bool(_PERSONS.search(words)) and not _FUNDS.search(act.words + act.after[:12])


def at_their_cost(act: Act) -> bool:
    """Costs fall on a party as execution only where an organ acts in place of one who fails to."""
    return bool(_FAILED.search(act.before_raw + act.words))


def between_parties(act: Act) -> bool:
    """The dispute is one between parties, not one of competence between organs or of norms, and no arbitration."""
    return not _AMONG_ORGANS.search(act.before_raw + act.raw[act.start : act.end] + act.after[:8])


def an_organ_handles(act: Act) -> bool:
    """Complaints go to an organ, not to an enterprise that serves customers, and are not about its own staff."""
    said = act.before + act.words + act.after
    return bool(_ORGAN.search(said)) and not (act.words.startswith("有权") and _OWN_CONDUCT.search(said))


def not_inward(act: Act) -> bool:
    """No organ is urged by another."""
    return not _INWARD.search(act.words)


def not_for_governments(act: Act) -> bool:
    """The ones who could not agree are no governments."""
    paragraph = act.raw[act.raw.rfind("\n", 0, act.start) + 1 : act.start]
    return not _BETWEEN_GOVERNMENTS.search(paragraph[-160:])


def no_shares(act: Act) -> bool:
    """A company that retires its own shares is no organ that cancels a licence."""
    return "股份" not in act.before_raw and "股权" not in act.before_raw


def asked_by_an_organ(act: Act) -> bool:
    """The one who asks the court to execute is an organ, not the other party to a contract."""
    return not _PARTY_ASKS.search(act.before + act.words)


def talk_with_parties(act: Act) -> bool:
    """The one who is summoned to a talk is a party, not a subordinate government."""
    return not _SUBORDINATES.search(act.before_raw[-120:] + act.words + act.after[:24])


def no_identity_card(act: Act) -> bool:
    """The issue of an identity card or a residence card confirms, it allows nothing."""
    return not ("签发" in act.words and ("身份证" in act.before or "居住证" in act.before))


def of_a_party(act: Act) -> bool:
    """The register is one that parties apply to, not a survey or the books of an institution."""
    return not _SURVEY.search(act.before[-12:] + act.words) and not (
        act.after.startswith(("时", "手续时")) and _WHILE.search(act.before + act.words)
    )


def not_elsewhere(act: Act) -> bool:
    """The registration is given here: 依法办理登记手续 with no registrar named only points to the law that gives it."""
    said = act.before + act.words + act.after
    return (
        "登记" in act.law
        or not _BY_THE_LAW.search(act.before[-16:] + act.words)
        or bool(_ORGAN.search(said) or _REGISTRAR.search(said))
    ) and not (_ONCE_ALLOWED.search(act.before) and not _ORGAN.search(act.words + act.after))


def not_barred(act: Act) -> bool:
    """The party is neither reminded of the act nor freed or barred from it."""
    return not _BARRED.search(act.before)


def no_tax_demand(act: Act) -> bool:
    """责令限期缴纳 of a tax is the first step of its collection, not an order to correct."""
    return not ("缴" in act.after[:8] and "税" in act.before_raw)


def for_harm(act: Act) -> bool:
    """Compensation is a benefit where wild animals or the fight against a plague did the harm, not for a taking."""
    return "对" in act.words or bool(_HARM.search(act.before_raw))


def public_money(act: Act) -> bool:
    """The money is paid by the treasury or a fund, not by an employer, an organiser or a wrongdoer."""
    return not _PAYERS.search(act.before_raw) and not _PAYER_WORDS.search(act.before[-3:] + act.words + act.after[:10])


def asked_for_a_permit(act: Act) -> bool:
    """The application asks for leave, not for a benefit, a title, a review or a registration."""
    return not _OTHER_REQUESTS.search(act.before_raw)


def of_the_public(act: Act) -> bool:
    """The reward is no reward of an institute or enterprise to its own staff."""
    return not _OWN_STAFF.search(act.before_raw)


def with_registrar(act: Act) -> bool:
    """A bare 办理登记 counts where the sentence names the office that registers."""
    return bool(_REGISTRAR.search(act.before + act.after))


_REWRITES = re.compile(r"[^，。；]{0,10}(?:编制|修改|调整)")
_SANCTION = re.compile(
    r"后?，(?:可以)?(?:对[^，。；]{0,30}(?:予以|给予|处)|责令|处(?![理置])|予以(?:通报|取缔|关闭)|给予(?:警告|处罚|通报)|吊销|没收)"
)
_STAFFING = re.compile(r"任免|任命|聘任|到[^，。；]{2,12}检查")
_PAPERS = re.compile(
    r"规划(?!许可|条件)|计划|名录|目录|预案|区划|标准|草案|经费|预算|决算|章程|管理办法|保护区|征收[^，。；]{0,6}方案|名单|设立[^，。；]{0,8}区|(?:调查|普查)成果|收费(?:项目|标准)"
)
_DRAFTED = re.compile(
    r"(?:部门|机关|(?:管理|监管|监督|执法|经办)机构|政府|管委会|委员会|办事处|厅|局)(?:应当|可以|会同|和|或者|负责|依法|根据|按照|依据|对|在|商|、|及|组织|编制|制定|提出|拟[定订]|核定|划定|，)"
    r"[^。；]{0,60}$|由[^，。；]{2,40}(?:部门|机关|机构|政府|管委会|委员会|办事处)[^。；]{0,60}$"
)
_ORGAN_ACTS = re.compile(
    r"^\s*(?:第[^ ]{1,9}条\s+)?[^，。；]{0,20}(?:机关|部门|政府|委员会)[^，。；]{0,6}，?经|负责人批准|有批准权|停止供|停业|延长|查询|冻结|查封|扣押|征用|基金|处罚|责令"
)
_AMONG_THEM = re.compile(r"\s*(?:批准|审批|核定|决定|发放|颁发|核发)[^，。；]{2,40}(?:后|的)，")
_DRAFTED_BY = re.compile(
    r"(?:由|[^，。；]{0,4})[^，。；]{2,30}(?:部门|政府|机关|委员会)(?:[^，。；]{0,10}(?:拟[订定]|制[订定]|编制|提出[^，。；]{0,8}|划定|确定)[^，。；]{0,6}，$|"
    r"(?!报送)[^。；]{0,60}(?:编制|拟[订定]|划定|调整|实施)[^，。；]{0,6}(?:方案|意见)，(?:经[^，。；]{2,30}(?:审核|审查|同意|论证|审议)[^，。；]{0,4}，)?$)|"
    r"编制机关|(?:制[定订]|拟[定订])[^，。；]{0,16}(?:细则|办法|规定|规章)，$"
)
_REVISED = re.compile(
    r"(?:规划|方案|名录|范围|界线)[^。\n]{0,24}[。\n][^。\n]{0,12}确需(?:修改|变更|调整)的?，[^，。]{0,20}$"
)
_SUBORDINATE = re.compile(r"人民代表大会|人大常委会|负责人批准")
_INWARD = re.compile(
    r"对(?:其|所属|本[部机][门关])?(?:工作|执法)人员|对(?:所属|下级|各级|本级|同级|各有关|有关部门|各部门|下一级|乡镇|成员单位|责任单位|[^，。；]{0,6}(?:和|、)下级)|督促检查|"
    r"(?:部门|政府|机关|机构|办事处|成员单位)(?:及其工作人员)?(?:依法)?(?:履行|落实|执行|实施)[^，。；]{0,20}(?:职责|责任|情况)|指导检查|"
    r"(?:指导|协调|督促|考核)(?:、|和|与)检查(?:全国|本|所辖|辖区|[^，。；]{0,12}工作)|(?:目标责任|责任书|考核|考评)[^。；]{0,60}(?:落实|履行|执行|完成)情况|对人口普查"
)
_UNDER = re.compile(
    r"对(?:所属|下级|本级|同级|各有关|有关部门|各部门|下一级|成员单位|责任单位|[^，。；]{0,6}(?:和|、)下级)|"
    r"对[^，。；]{0,14}(?:部门|政府|办事处|成员单位)(?:及其工作人员)?(?:依法)?(?:履行|落实|执行)|(?:目标责任|责任书)[^。；]{0,60}(?:落实|履行|执行|完成)情况"
)
_BODILY = re.compile(
    r"健康检查|体格检查|身体检查|体检|自查|自行检查|婚前|产前|医学检查|妇科|检查(?:和|、|及)?(?:治疗|诊断)|专科医院|就诊|诊断"
)
_ASSISTS = re.compile(
    r"(?:配合|协助)[^，。；]{2,30}?(?:部门|机关|机构|政府|海关)[^，。；]{0,30}$|提供(?:查阅|查询|复制|、)+[^，。；]*$"
)
_CONGRESS = re.compile(r"(?:常务委员会|人大常委会|人民代表大会|工会)[^，。；]{0,20}(?:可以|应当|依法|有权)[^，。；]*$")
_HOLDER = re.compile(
    r"(?:股东|竞买人|消费者|业主(?!管)|当事人|公民|任何人|委托人|申请人|权利人|债权人|受益人|社员|成员|村民|投资者|劳动者|患者|利害关系人|代理人|律师|监事会?)"
    r"(?:依法|可以|有权|或者其代理人)[^。；]{0,30}$|(?:股东|竞买人|消费者|业主(?!管)|村民|委托人|投资者|患者)[^，。；]{0,6}有权|"
    r"(?:业主(?!管)|股东|竞买人)[^。；]{0,100}(?:可以|有权)"
)
_BY_COURT = re.compile(r"(?:申请|提请|请求)[^，。；]{0,8}人民法院[^，。；]{0,10}$|人民法院(?:申请)?[^，。；]{0,20}$")
_OPERATOR = re.compile(r"(?:经营|运营|建设|物业|服务)[^，。；]{0,4}(?:单位|企业)(?:有权|可以|应当)[^，。；]{0,20}$")
_PARTY_ACTS = re.compile(
    r"(?:单位|企业|经营者|公司|学校|医院|持有人|生产者|经营人|运营者|组织者|驾驶人|当事人)[^，。；]{0,60}?(?:应当|必须|应|发现)"
)
_PARTY_ASKS = re.compile(
    r"(?:一方|对方|另一方|双方|当事人|工会|债权人|权利人|委员会|劳动者|申请人)(?:当事人)?(?:也)?(?:可以|可|有权)[^。；]{0,16}$|(?:另一方|工会)"
)
_SUBORDINATES = re.compile(
    r"(?:部门|政府|县（区）|办事处|下级|地方)[^，。；]{0,14}(?:未|不)[^。；]{0,60}约谈|"
    r"约谈[^，。；]{0,16}(?:下级|人民政府|政府|部门)|(?:政府|部门|地区)(?:的)?(?:主要|有关|相关)?负责人[^，。；]{0,6}约谈|"
    r"(?:下级|各级|乡镇|有关部门|下一级|县（区）|行政机关|地区)[^，。；]{0,30}约谈|履行职责不力|和下级|目标责任|考核不(?:达标|合格)[^。；]{0,60}约谈"
)
_OTHER_REQUESTS = re.compile(
    "登记|认定|鉴定|复议|仲裁|救助|补贴|补助|援助|专利|商标|保险|待遇|奖励|赔偿|补偿|裁决|调解|保护|复核|注销|申诉|住房|退|抚恤|领取|信访|更正|查询|公开"
)
_OWN_STAFF = re.compile(
    "职务科技成果|(?:完成|转化)[^。；]{0,24}科技成果[^。；]{0,24}人员|成果转化[^。；]{0,24}人员|会员|协会"
)
_SURVEY = re.compile("普查|投诉|举报|排查|清点|来访|来信|台账|住院|借阅|领用|入库|来访")
_WHILE = re.compile("(?:在|受理)[^，。；]{0,40}$")
_HARM = re.compile("野生动物|扑杀|捕杀|致害|疫病|染疫")
_PAYERS = re.compile(
    r"(?:用人单位|所在单位|原(?:工作)?单位|接收单位|用工单位|企业|雇主|平台经营者|组织者|团队|学校|保险公司|业主大会|社会组织(?!人员)|社会工作者|慈善组织)[^，。；]{0,30}$|"
    r"所在单位应当[^。；]{0,80}$|赔偿|工资总额|本单位同等"
)
_PAYER_WORDS = re.compile("用水|用电|政策|出工")
_GRANTS = re.compile(r"可以|有权|措施|职权|行使|权力|采取|职责")
_ACTS = re.compile("可以|罚款|由[^，。；]{2,30}(?:部门|机关|机构)|予以")
_OTHER_LISTS = re.compile(r"强制执行措施|紧急措施|应急(?:处置)?措施|暴发|流行时")
_OFFICIALS = re.compile(
    r"(?:部门|机关|政府|(?<![疗生健测定训务融])机构|办事处|行政)(?:及其)?(?:[^，。；\n]{0,10})?(?:工作人员|执法人员|负责人|主管人员)"
    r"[^。；\n]{0,60}?(?:有下列|违反|不履行|未履行|玩忽|滥用|徇私|不依法|未依法|未按|失职|泄露|截留|挪用|擅自)"
)
_ORGAN_FAILS = re.compile(
    r"\s*(?:第[^ 　，。]{1,9}条[ 　]*)?[^，。；单企个]{0,20}(?:人民政府|行政机关|(?:主管|有关|行政|管理|执法)部门)(?:及其[^，。；]{0,12})?(?:违反本|有下列|未|不(?!服))"
    r"[^。；]{0,80}$"
)
_OUTSIDERS = re.compile("罚款|阻碍|妨碍|拒绝|辱骂|殴打|围攻|治安管理")
_BARRED = re.compile(r"(?:提示|督促|指导|提醒|协助|不需要?|无需|免予|不得)[^，。；]{0,30}$")
_REFERRED = re.compile(
    r"(?:按照?|依照|根据|依据|遵守|配合|协助|接受|向|报)[^，。；、]{0,30}?(?:机关|部门|机构|政府|委员会|国务院)[^，。；]{0,12}?(?:规定|要求|计划|标准|安排|批准|报告|备案|提供|通知|检查|管理|监督)"
)
_FAILED = re.compile(
    r"(?:不|未|不能)[^，。；]{1,24}的，|逾期|拒不|拒绝|不履行|不改正|未改正|无力|强制|强行|代为|不(?:清除|拆除|治理|清理|修复|修缮)"
)
_AMONG_ORGANS = re.compile(
    r"(?:机关|机构|部门|政府|地区|地方)之间|人民政府(?:之间)?协商|均?有(?:处理|管辖)权限?|管理权属|终局裁决|仲裁(?:机关|机构|委员会)|边界|毗邻|拘留|中止|管辖|行政执法(?!委员会)|行政区域|法规[之与、]|规章|司法机关|调解处理|决定不服|审计"
)
_BETWEEN_GOVERNMENTS = re.compile("管辖争议|信访事项|(?:行政区域|地区|政府|省份)之间|边界|毗邻|人民政府(?:之间)?协商")
_ONCE_ALLOWED = re.compile(r"(?:许可证?|批准|证书)[^，。；]{0,6}后，[^，。；]{0,6}$")
_BY_THE_LAW = re.compile(
    "(?:依法|依照[^，。；]{2,12}规定|按照[^，。；]{2,12}规定)[^，。；]{0,4}(?:申请|办理|进行)|并(?:依法)?办理"
)
_OWN_CONDUCT = re.compile("工作人员|职务|职权|监察机关|检察")
_REGISTRAR = re.compile(
    r"登记(?:管理)?(?:机关|机构)|主管部门|公安机关|行政管理(?:部门|机关)|监督管理部门|民政部门|税务机关|海关|管理机构"
)
_CRIMINAL = re.compile(r"刑事犯罪|侦查|犯罪嫌疑人|刑事案件|检察机关")
_SUBJECT = re.compile(
    r"(?:第[一二三四五六七八九十百千零]{1,9}条(?:之[一二三四五])?[ 　]*)?(?:企业|用人单位|单位|学校|幼儿园|公司|高等(?:学校|院校)|科研|医院|物业|工会|(?:研发|接收|用工|建设|运营|有关)单位|司法鉴定协会|"
    r"行业协会|慈善组织|业主(?!管)|村民|[^，。；]{0,12}鼓励[^，。；]*$|[^，。；]{0,10}(?:经营者|生产者|协会|公司|企业))[^，。；]{0,12}?(?:应当|可以|应|为|对|组织|给|自行|负责|依照|按照|根据|$)"
)
_PERSONS = re.compile(
    r"人员|个人|家庭|老年人|残疾|职工|农民|居民|遗属|军人|学生|儿童|患者|病人|困难|贫困|受害人|被害人|失业|生育|家属|子女|烈士|公民|户|教师|"
    r"移民|孤儿|流浪|军士|义务兵|士兵|警察|考生|父母|低保|最低生活|抚恤|丧葬|伤残|归侨|献血|劳动者|参保|毕业生|岗位|特困|妇女|者(?=[，。；、可应给])|对象|本人|保障金|救助金"
)
_FUNDS = re.compile(r"经费|项目|设施|工程|产业|贴息|基地|税收|优惠|同等|退还|追回|标准的|资金(?:管理|使用)|权利")

CHECKS: Mapping[str, tuple[Check, ...]] = {
    "行政许可": (stands_alone, listed_as_given, not_occasion),
    "许可-取得": (not_of_another,),
    "许可-报批": (outward,),
    "许可-准驳": (outward,),
    "许可-提出申请": (asked_for_a_permit,),
    "许可-经批准可以": (outward, by_a_party),
    "许可-批准方可": (consented_outward,),
    "许可-由审批": (outward, no_identity_card),
    "行政处罚": (not_already,),
    "处罚-依照": (not_discipline,),
    "处罚-没收": (not_discipline,),
    "处罚-警告": (not_discipline,),
    "处罚-停产停业": (no_emergency,),
    "处罚-种类": (not_discipline,),
    "处罚-资格": (not_discipline,),
    "处罚-职权": (stands_alone,),
    "行政强制措施": (stands_alone, granted_list, administrative, not_forbidden),
    "强制措施-查封扣押": (organ_takes_it,),
    "强制措施-拖移": (organ_takes_it,),
    "强制执行-由机关": (at_their_cost,),
    "强制执行-费用承担": (at_their_cost,),
    "强制执行-申请法院": (asked_by_an_organ,),
    "强制执行-强制": (asked_by_an_organ,),
    "征收-征费": (stands_alone, listed_as_given),
    "征收-缴费": (stands_alone, listed_as_given),
    "征收-财产": (stands_alone, listed_as_given),
    "给付-享受": (personal,),
    "给付-补偿": (for_harm,),
    "给付-发放": (personal,),
    "行政给付": (stands_alone, listed_as_given, by_an_organ, public_money, not_forbidden, not_the_entitled),
    "行政检查": (stands_alone, on_parties, administrative),
    "检查-监督检查": (by_an_organ, organ_inspects, not_assisting),
    "检查-查阅复制": (not_assisting,),
    "检查-职责项": (granted_list, listed_by_an_organ),
    "检查-进入": (granted_list, by_an_organ),
    "行政确认": (stands_alone, listed_as_given, not_occasion, not_barred, not_ordered),
    "确认-登记效力": (no_partys_duty,),
    "确认-鉴定": (by_an_organ, no_paper),
    "确认-登记": (of_a_party, not_elsewhere),
    "确认-登记简": (with_registrar, of_a_party),
    "行政奖励": (by_an_organ, of_the_public),
    "行政裁决": (between_parties,),
    "裁决-争议处理": (not_for_governments,),
    "其他-信用": (not_listed_ones,),
    "其他-应急": (an_organ_is_named,),
    "其他-投诉举报": (an_organ_handles,),
    "其他-撤销": (no_shares,),
    "其他-约谈": (talk_with_parties,),
    "其他-督促": (not_inward,),
    "其他-制止": (not_inward,),
    "其他-备案": (filed_by_a_party,),
    "其他-责令": (no_request, not_discipline, no_organ_corrected, no_tax_demand),
    "其他-治理": (not_discipline,),
}
