"""行政确认: what is registered, certified or found, and its name."""

from __future__ import annotations

import re

from kb.naming.acts import act_of, needing
from kb.naming.permits import LISTED
from kb.naming.phrases import ORGAN, Passage, Words, conduct, of_subject, party_in, tidy
from kb.naming.tables import register_of
from kb.naming.wholes import whole_finding

_REGISTERED = re.compile(
    r"([一-龥、（）]{0,60}?)(认定登记|登记|认定|鉴定|评定|确认|检定|注册(?!登记))(?!登记|站|机关|机构|证|簿|的?部门|材料|管理|申请|资本|资金|地址|会计师|建筑师|号|费|书|表|事项|前|后|时|手续(?:前|后|时)|业务|人|意见|结论|结果|标准|组|许可|日期|决定|但)"
)
_CERTIFICATE = re.compile(
    r"([一-龥（）]{0,20}?(?:登记证[书明]?|权证书?|不动产权证书?|身份证|居住证|结婚证|离婚证|户口簿|认定书|证明书|确认书|优待证|残疾人证|营业执照|出生医学证明|学位证书|产权证|权属证书|行驶证|号牌))"
)
_DOING = re.compile(
    r".*(?:申请|办理|进行|予以|准予|提出|作出|做出|组织|负责|受理|要求|审批和|审批、|手续和|经过|者实施|补领|补发|换领、|制作|送达|依法|应当|可以|机关|部门|机构|政府|委员会|其|取得|完成|领取|经(?!营|济)|的|并|或者|以及|开展|核准|签发|出具|颁发|核发|发给|换发|补发|发放|换领|申领|实行|推行|优化|推进|接受|不予|给予|(?<!理)由|向|，|重新|未|按照?规定|规定|申报(?!登记)|提交|提供|当场|免费|补办|自愿|统一|初步|复核|审核|同时|及时|(?<!解)除|一次|一个)"
)
_WEAK = re.compile(
    r"^(?:[^，]{0,3}(?:和|、)(?:认定|登记|确认)|评审认定|验收确认|评估认定|到原登记|原登记|审查和认定|审查评定|审查认定|延续登记|登记|认定|鉴定|评定|确认|检定|注册|资格认定|设立登记|变更登记|首次登记|转移登记|相应登记|审查确认|审核确认|核实确认|登记注册|注册登记|核准登记|予以登记|根据认定|核实登记|备案登记|资质认定|身份认定|开业登记|认定登记|信息登记|证书|证明书|登记证书?|认定书|确认书|号牌|行驶证)$"
)
_FINDS = re.compile(
    r"(?:组织|负责|予以|依法|可以|应当)(认定|确认|评定)((?!结果|书|标准|意见|工作|和|、|的|为|后|机构)[^，。；]{3,20})(?=[，。；]|$)"
)
_ESTABLISHED = re.compile(
    r"^([^，。；]{2,40}?)(?:，?由|(?:必?须)?经)[^，。；]{2,60}?(认定|确认|评定|审定|鉴定)(?!委员会|机构|结论|意见|办法|标准)"
)


def confirmation(p: Passage) -> Words | None:
    """…登记, …认定, …鉴定, …证书核发."""
    if _INNER_RECORD.search(p.sentence) or re.search(f"{LISTED.pattern}|资金|经费", p.lead):
        return None
    if _ONLY_PAPERS.search(p.sentence) or re.match(
        "[^，。；]{0,12}(?:授予单位|学校|院校|医院|医疗机构|办学机构|培训机构|教育机构)(?!.*登记)", p.sentence
    ):
        return None
    if (system := _SYSTEM_OF.search(p.sentence)) and "实行" in p.sentence:
        whose = re.sub("(?:，|按照|依照)[^，]*规定$|^规定种类的", "", system[1] or system[2])
        about = re.sub("^(?:部分|从事)", "", tidy(whose if len(whose) <= 16 else whose.rpartition("的")[2]))
        what = re.sub("^(?:申请|统一|分类|分级|自愿|属地|的)+", "", system[3])
        about = p.subject + about[2:] if about and len(p.subject) == 4 and p.subject.endswith(about[:2]) else about
        if 3 < len(about) <= 20 and not re.search(ORGAN, about):
            what = what if about[:2] not in what else what[-2:]
            return Words(f"{about}{what}", f"{about}{what}", party_in(f"{about}，"))
    end = p.sentence.find(p.verb) + len(p.verb)
    end += 2 if p.sentence.startswith("认定登记", end - 2) else 0
    head = "" if _OF_IT.match(p.sentence, end) else p.sentence[:end]
    name = _stated(head.rpartition("，")[2][-70:], p) or _stated(head and p.verb, p) or _stated(p.sentence, p)
    if not name or _MENTIONED.search(name) or (_ANY_CHANGE.fullmatch(name) and "登记" not in p.law):
        return None
    name = _of_law(_REGISTER_PAPER.sub(r"\1登记", _completed(name, p)), p.subject)
    act, party = needing(p)
    if name.endswith("鉴定") and 4 < len(p.condition) <= 80 and not re.search(f"之日|认为|{ORGAN}", p.condition):
        act = conduct(p.condition, 80)  # all of it: 发生工伤，经治疗后存在残疾
    act = act if act and p.condition and "事故" not in name and not re.search("之日|认为", act) else name
    if _WEAK.match(name) or _elsewhere(name, act, p):
        return None
    whole = whole_finding(name, p)
    whole = of_subject(whole, p.subject) if _BARE_FINDING.fullmatch(whole) else whole
    return Words(whole, whole if act == name else act, party)


def _completed(name: str, p: Passage) -> str:
    """*name* with what it is of: 对办园水平进行分类认定, and the 营业执照 of a law on one sort of enterprise."""
    whose = re.search(rf"对(?!其)([^，。；对]{{2,24}}?)(?:进行|组织|开展){re.escape(name)}", p.sentence)
    if whose and len(name) <= _BARE_LENGTH:
        return whose[1] + name
    return f"{p.subject}{name}" if name == "营业执照核发" and _ENTERPRISE.search(p.subject) else name


_BARE_FINDING = re.compile(
    "(?:权属|所有权|使用权|权利|登记|专用号牌)(?:证书?|证明书?|号牌)?核发|(?:权属|权利|产权|营业|资格|使用|抵押|变动产权|占有产权|验证|实名)登记|(?:事故|事故责任|责任|责任人|责任单位)认定|(?:验线|验收合格)确认|技术等级评定"
)
_ENTERPRISE = re.compile("(?:企业|公司|合作社|工商户)$")
_BARE_LENGTH = 5  # characters of a name that says little by itself


def _of_law(name: str, subject: str) -> str:
    """A registration with the thing that the law on it registers: 转让登记 in a law on 机动车登记 -> 机动车转让登记."""
    if not subject.endswith("登记") or len(subject) > 14 or subject[:2] in name:
        return name
    if subject.endswith(name):
        return subject
    return subject.removesuffix("登记") + name if _STAGE.fullmatch(name) else name


_STAGE = re.compile("(?:转让|变更|转移|抵押|质押|注销|注册|首次|更正|预告|异议|设立|撤销)登记")
_IN_CHARGE = re.compile("负责[^，。；]{2,16}登记的|(?:办理|进行)[^，。；]{2,16}登记(?:时|后)，")
_ANY_CHANGE = re.compile("(?:更正|异议|转移|变更|注销|预告|划分|首次)登记")
_OF_IT = re.compile("时，|申请表|申请材料|申请[。，；]|申请$|日期|文书|标准|结论|意见|机构|材料")
_REGISTER_PAPER = re.compile("^(?:(.{2,}?)登记证书?|(结婚|离婚)证)核发$")


def _elsewhere(name: str, act: str, p: Passage) -> bool:
    """The registration is one of another law that this one only mentions: no registrar, or that of all businesses."""
    said = act + name.removesuffix("登记")
    shared = any(said[i : i + 2] in p.law for i in range(len(said) - 1))
    if (register := register_of(name)) is not None:
        return not register.laws.search(p.law)
    return name.endswith("登记") and not shared and not re.search(f"{ORGAN}|机关|机构|部门", p.sentence)


_ONLY_PAPERS = re.compile(
    r"申请[^，。；]{2,30}的，(?:还|并)?(?:应当|须|应)?(?:同时|一并)?(?:提供|列明|出具)|情况[^。；]{0,24}(?:通报|抄送|告知|抄告)|规定执行$|所需的[^，。；]{0,8}材料，可以"
)
_SYSTEM_OF = re.compile(r"(?:对([^。；]{2,120}?)|^([^，。；对]{2,20}?))实行([^，。；]{0,8}(?:登记|认定))(?:管理|制度)")
_MENTIONED = re.compile(
    "[凭持对由从]|在|^根据|^依据|^[到以已]|需要|符合|申请|材料|人员|^他|工作|^非|^时|签字|虚假|解除|引导|鼓励|招用|状态|应当|停止|普查|监测|调查|绩效|^自(?:收到|登记|取得)|^按照?(?!揭)|账簿|自然人身份证|意见和公示|出资证明书"
)
_INNER_RECORD = re.compile(
    r"应当查验[^，。；]{0,10}(?:凭证|完税|证明)|对(?:不)?符合[^。；]{2,40}予以登记，或者|当事人委托|委托有资质|人民代表大会常务委员会[^，。；报备]{0,16}(?:组织|审定|认定|确认)|由(?:有关|相关)单位(?:进行|办理)|军队[^，。；]{0,16}(?:单位|机关|部门)|登记保存|收缴|扣押|查封|没收|清单|来访|撤销|注销|骗取|登记造册|检查|巡查|不服|有异议|责令|罚款|档案|信访|费用|保险公司|查询|收费|不予办理|不得办理|载明|支持|鼓励|方面|吊销|申请表|文书格式|受理期限|尚未|所载|统一格式|不办理|机制|帮助企业|到[^，。；]{2,12}企业[^，。；]{0,8}办理|已在|等业务时|业务时|法规|规章|(?:凭|持)[^，。；]{0,24}登记证"
)


def _stated(text: str, p: Passage) -> str:
    text = _IN_CHARGE.sub("", _TITLE.sub("", text))
    match = _CERTIFICATE.search(text)
    if match and _ONLY_SHOWN.search(p.sentence[: p.sentence.find(match[1])] + _before_name(match[1])):
        return ""
    if match and not re.match("之日|后|前|时|所载|[的、]", p.sentence[p.sentence.find(match[1]) + len(match[1]) :]):
        words = tidy(_DOING.sub("", match[1]), 24)
        if words and not _WEAK.match(words):
            return f"{words[:-1]}" if words.endswith(("认定书", "确认书")) else f"{words}核发"
    if (match := _FINDS.search(text)) and (about := tidy(match[2], 24)) and not re.search(ORGAN, about):
        return f"{about}{match[1]}"
    if p.verb.endswith(("认定", "确认")) and (named := _established(p)):
        return named
    for match in _REGISTERED.finditer(text):
        about = tidy(_DOING.sub("", match[1]) + match[2], 24)
        if _CUT.search(about):
            continue
        if about and not _WEAK.match(about) and about[0] != "被":
            return _whose(about, p)
        if about and text is p.sentence and (named := _named_by_act(about, p)):
            return named
    return _established(p)


_ONLY_SHOWN = re.compile("(?:凭|持|悬挂|携带|佩戴|出示|查验|提供|提交|自领取)[^，。；]{0,60}$")


def _before_name(words: str) -> str:
    """What *words* say before the name of a certificate: 应当提供 of 应当提供所有人身份证."""
    return words[: len(words) - len(_DOING.sub("", words))]


def _established(p: Passage) -> str:
    """侨眷身份认定 from 侨眷身份由…确认."""
    match = _ESTABLISHED.match(p.sentence)
    about = tidy(match[1].rpartition("，")[2], 20).removesuffix("申请").removesuffix("后") if match else ""
    if (
        match is None
        or not about
        or re.search(f"{ORGAN}|应当|必须|可以|除|标准|大纲|目录|办法|科目|结果|样式|规划|方案", about)
    ):
        return ""
    what = "认定" if match[2] == "确认" else match[2]
    return about if about.endswith(what) else f"{about}{what}"


_CUT = re.compile(
    "(?<!审定)(?<!登记)(?<!鉴定)(?<!认定)(?:[和、及或]|或者)(?:登记|认定|鉴定|评定|确认|检定|注册)$"
)  # what is registered was cut off
_TITLE = re.compile("《[^》]{2,40}(?:法|条例|办法|规定|细则)》")
_KIND_ONLY = re.compile(r"^(?:使用|权属|初始|所有权|产权|抵押|注册)登记$")
_PUT_TO_USE = re.compile(r"在?([^，。；]{2,14}?)(?:验收合格)?投入使用")


def _whose(about: str, p: Passage) -> str:
    """使用登记 with the thing registered; a name that says what it is of stays as it is."""
    if not _KIND_ONLY.match(about) or about in p.subject:
        return about
    used = _PUT_TO_USE.search(p.main)
    act = tidy(used[1], 14).removeprefix("在") if used else needing(p)[0]
    return f"{act}{about}" if 2 <= len(act) <= 20 and about[:2] not in act and not re.search(ORGAN, act) else about


def _named_by_act(about: str, p: Passage) -> str:
    """A bare 登记 named after what is set up, else after a law on registration; empty where neither says it."""
    act, _party = act_of(p.condition) if p.condition else needing(p)
    if act and len(act) <= 20 and re.match(r"设立|成立|饲养|建立|开办|购买|购置|兴办", act):
        return f"{act}登记"
    return p.subject if p.subject.endswith("登记") and about.endswith("登记") else ""
