"""行政检查: what is inspected, and the name 对…的监督检查."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.naming.phrases import ORGAN, Passage, Words, obliged, of_subject, party_in, tidy

_CHECK = r"(?:人身检查|监督抽查|监督抽检|监督检查|监督、检查|检查、监督|执法检查|安全检查|消防检查|检疫检查|专项检查|现场检查|日常检查|定期检查|重点检查|随机抽查|抽查检验|抽样检验|抽样检测|抽样检查|抽查|抽检|巡查|稽查|核查|行政检查|检查)"
_ACTING = r"(?:依法|依照[^，。；]{2,30}?规定|按照[^，。；]{2,30}?|定期|不定期|随机|经常性?地?|适时|及时|每年|至少|共同|联合|分别|组织|有权|可以|应当|，|或者|和|每[^，。；]{1,6}次)*"
_TARGET = re.compile(
    rf"(?<!针)对于?(?!其(?!他|[^，。；]{{3,30}}?(?:情况|活动|行为|质量|条件))|不|违反|象|外|口|应|策)([^。；]{{2,70}}?){_ACTING}(?:进行|实施(?!情况|状况|[、和与的])|开展(?!情况|的)|予以|实行|(?<![工合操动制写著协])作(?!业|用|坊|物|品|者|为)|加强|(?<!政府)(?<!社会)(?<!经济)(?<!其他)(?<!金融)组织(?!的|、|和|及|或|机构|成员|人员|者|履行|遵守|执行|开展|从事))([^，。；]{{0,16}}?){_CHECK}"
)
_OF = re.compile(rf"加强(?:对)?(?:了)?([^，。；]{{2,60}}?)的?({_CHECK})(?!员|机关|人员|队伍)")
_DUTY = re.compile(
    rf"(?:负责(?!人)|承担|履行|组织开展|开展|组织|做好|实施(?!情况))(?:对)?([^，。；]{{2,50}}?)的?({_CHECK})(?!员|机关)(?:工作|管理)?"
)
_ENTER = re.compile(
    r"进入((?:被(?:检查|稽查|调查)|[^，。；]){2,40}?)(?:，)?(?:依法)?(?:进行|实施|开展)?(?:现场|实地)?(?:监督)?(?:检查|调查|勘验|勘查|勘测|核查|监测|查验|了解|拍照|$)"
)
_OBJECT = re.compile(
    r"(?:有权|可以|依法|定期|应当|负责|^)(?:(?:监督|指导|协调|督促|检查)(?:、|和)){0,3}(?:监督)?(?:检查|抽查|核查)(?:(?:、|和)(?:指导|督促))?((?!站|组|员|人|部门|机构|机关|证|通知|、?(?:维|养|修))[^，。；]{2,60})"
)
_ACCEPTS = re.compile(rf"(?:接受|配合)[^。；]{{0,50}}?{ORGAN}[^。；]{{0,60}}?检查")
_OBLIGED = re.compile(r"^([^。；]{2,40}?)，?(?:应当|必须|应(?!急|用)|要(?!负|求)|须|不得|依法从事|取得)")
_REFUSED = re.compile(
    r"^(?:抗拒|拒绝|阻碍|阻挠)|(?<!不得)(?:抗拒|拒绝|拒不|阻碍|阻挠|不接受|不配合)[^。；]{0,60}检查[^，。；]{0,8}的"
)
_SELF = re.compile(
    r"(?:企业|经营者|生产者|(?<!部门和)(?<!部门、)(?<!机关和)单位|公司|学校|医院|物业服务人|运营者|所有人|使用人|责任人|协会|(?:医疗|检测|检验|服务|养老|经营|金融|中介)机构|村民委员会|网格员|人大|常务委员会|监理|业主|(?:专业|技术|从业|评估|服务|鉴定|检测|维护|值班|巡护|管护|审计)人员|注册[^，。；]{2,5}师|医师|兽医|承运人|经纪人|监护人|使用权人|采购人|招标人|出租人|承租人|委托人|保荐人|托管人)(?:应当|负责|定期|要|每|必须)[^。；]{0,40}$"
)
_INTERNAL = re.compile(  # the state's own bodies, staff and money
    r"^行政机关$|机关的[^，。]{2,20}工作|责任单位的工作|下级|所属|各级(?!各类)|本级|下一级|(?<!非)政府(?!投资|采购|储备)|(?<!重点)部门|执法(?:工作|人员|活动|行为|情况)|工作人员|责任制|经费|预算|考核|人大|监狱|审判|审计|职责|责任落实|促进工作|领导，|必须|其实施|申请资料|申请材料|申请$|标注|绩效|机构编制|整改情况|信息共享|情报|普查|复查结果|评选|失信|措施落实|行政许可的?实施|行政处罚|信访|财政|政务|招生考试"
)
_OWN_TASK = re.compile(  # what a government asks of its departments, where it is the whole of what is inspected
    r"(?:(?<!维修)资金|政策|(?<!城乡)规划|计划|(?<!重点)目标|任务|专项|管理工作|工作情况|工作的?(?:落实|开展))(?:的?(?:编制|制定|实施|执行|落实|完成|使用|开展|推进|进展)*(?:和|与|、)?(?:管理)?(?:的?情况)?)$"
)
_GOVERNMENT = re.compile(r"(?<![镇乡）)])政府(?!(?:[^，。；对]{0,16}(?:部门|机关|机构|局))|投资|采购)[^。；]{0,30}$")
_INTERNAL_SENTENCE = re.compile(
    r"促进工作(?:情况)?(?:进行|的|开展|实施)|监督检查，建立[^。；]{0,40}考核评价|(?:可以)?不主动实施|组织[^，。；]{0,8}村[^，。；]{0,8}委员会|有权抵制|发动群众|群众性的[^，。；]{0,6}检查|可以核查的方式|在办理[^，。；]{2,30}时，应当核查|协助做好[^，。；]{0,6}检查|督察员对|进入[^，。；]{2,20}(?:学习|研究|任教|交流)|(?:拒绝|阻碍|拖延|逃避)(?:、(?:拒绝|阻碍|拖延|逃避))+[^，。；]{2,30}检查|不再对|不再[^，。；]{0,8}检查|人民代表大会|人大常委会|常务委员会|上级[^，。；]{0,20}对下级|审计机关|监察(?:机关|委员会|部门)|督导|督查|绩效|^鼓励|督促检查|督促[^，]{0,50}(?:单位|企业|人|者)[^。；]{0,40}(?:开展|进行|加强)[^，。；]{0,10}(?:巡查|检查)|监督(?!管理|检查)[^，。；对]{2,20}(?:人|单位|者|企业)(?:做好|落实)[^，。；]{0,12}检查|自受理申请|组织有关行政机关联合|^工会|组织协调[^，。；]{2,20}部门(?:开展|进行)|聘请[^，。；]{2,12}员对|(?:可以|应当|有权)建议[^，。；]{2,30}检查|(?:定期|自行)?检查(?:本单位|本企业|本机构|本校|本社|自身)|对?同一(?:市场主体|企业|单位|检查对象|经营主体)[^。；]{0,20}检查|(?:社|村|公司|协会|业主|企业)[^，。；]{0,8}(?:监察委员会|监事会|监督委员会|监督小组)|本社[^。；]{0,40}检查|协会[^。；]{0,30}会员[^。；]{0,30}检查|^国家机关|^任何单位和个人[^，。；]{0,6}有权|^机关、单位|自[接收]到[^，。；]{0,12}(?:资料|材料|申请)[^。；]{0,40}核查|本部门、本系统(?![^，。；]{0,4}(?:企业|单位))|单位[^，。；]{2,30}的，(?:应当|必须)[^。；]{0,30}，并(?:进行|开展|组织)检查"
)
_BY_THE_WAY = re.compile(
    r"检查，[^，。；]{0,8}人员不得少于|检查，(?:应当|必须)(?:有|具有)[^，。；]{0,16}(?:依据|规定|授权)|检查，应当(?:通过|经|由)[^，。；]{2,20}(?:统一|安排)|检查(?:过程)?中，?(?:对|发现)[^。；]{2,60}(?:予以|进行)(?:暂扣|扣押|扣留|查封)的，|检查联席会议|检查(?:频次|次数|制度|记录|结果|计划|情况(?:应当|记|报|通|向))|政府[^，。；]{0,16}(?:职责|下列工作)[^，。；]{0,4}$|检查规则|接到[^，。；]{0,8}(?:报告|报警|事故)|执法监督(?!检查)|各自管理的|举报(?:的|材料)[^。；]{0,60}核查|对[^，。；根]{0,10}(?:(?:报案|举报|投诉|控告|检举)(?:或者|和|、)?){1,3}(?:后|的?(?:线索|事项|内容|问题))?，?(?:应|可以|及时|依法|受理|进行|予以|组织|开展)[^。；对]{0,20}(?:核查|检查|稽查)|有异议|列为[^，。；]{0,6}检查|检查时，?(?:可以使用|应当使用)统一|已经?检查|检查合并|合并[^，。；]{0,8}检查"
)
_FOLLOWED = re.compile(r"(?:遵守|执行|履行|落实|贯彻|实施)[^。；]{0,30}$")
_OWN_LAW = re.compile(
    r"(?:遵守|执行|实施|贯彻|贯彻执行|贯彻实施)?(?:本(?:法|条例|办法|规定|细则))(?:的?(?:贯彻|执行|实施|遵守|规定)*)?(?:的)?(?:情况|行为)?"
)
_MIXED = re.compile(
    r"(?<=..)(?:的?(?:重点|动态|全面)|有针对性地?)$|的监督管理$|^(?:有针对性的?|日常的)|^.*(?:治理|整治|宣传|教育|培训|推广)(?:和|与|、)(?=[^、和与]{2,}$)|的?(?:(?:日常|经常性|定期|动态|专项)(?:监督|管理|巡查|监测|监管)?(?:和|与|、|及)?|(?:监督|指导|监督管理|监管|督促|(?<=的)管理)(?:和|与|、|及)(?:日常)?|(?:的|和|与|、)?(?:日常)?(?:监督管理和|监管和)?(?:行政)?执法|的巡查和(?:监管|管理))$"
)
_TRAILING = re.compile(r"(?:和|与|、|及|或者|(?:^|和|与|、|及|的)(?:指导|督促|协调|宣传|教育|组织))$")
_ASIDE = re.compile(
    r"，(?:并|并且|同时)?[^，。；]{0,20}检查(?:频次|次数|制度|记录|结果|计划|情况(?:应当|记|报|通))[^，。；]*"
)
_NOUNS = {"安全检查": "安全检查", "抽查": "抽查", "监督抽查": "监督抽查", "监督抽检": "监督抽检", "抽检": "抽检", "巡查": "巡查", "稽查": "稽查",
          "核查": "核查", "抽样检验": "抽样检验", "抽查检验": "抽查检验", "抽样检查": "抽查", "抽样检测": "抽样检测", "随机抽查": "抽查",
          "检疫检查": "检疫检查", "消防检查": "消防检查", "现场检查": "现场检查", "人身检查": "人身检查"}  # fmt: skip
_GIVES = re.compile(
    r"有权|可以(?:进入|查阅|采取|行使)|(?:下列|以下|调查|检查)[^，。；]{0,6}措施|监督检查(?:时|职责|中)|检查时"
)
_CHECKS = re.compile(
    rf"(?:进行|实施|开展|组织|加强|执行|定期|依法|做好)[^，。；]{{0,20}}?{_CHECK}(?!人员|员|证|站|计划|制度|机制|任务|工作方案|队伍)"
)
_MANNER = re.compile(  # how inspectors behave, not what they may do
    r"出示|不得少于|(?:两|二|2)(?:人|名)|法定权限|程序|记录|保守|保密|秘密|聘请|委托|协助|工作人员|回避|佩戴|着装|文明|公开|公布|不得(?:收|妨|干|影响|泄|滥|索)|费用|免费|受理|日内|收到|申请|队伍|培训|表彰|志愿|演练|信息系统|平台|工作纳入|方式|考评|请求|储备|保管|公告|技术机构|督察员|不得实施下列"
)
_OTHERS_RIGHT = re.compile(
    r"(?:公民|主体|捐赠人|委托人|受益人|投保人|购房人|近亲属|亲属|当事人|申请人|利害关系人|股东|社员|成员|村民|居民|业主|个人|公众|代表|委员|学生|家长|患者|投标人|消费者|律师|代理人|纳税人|会计师)[^，。；]{0,30}(?:有权|可以|享有|查阅)"
)
_NO_SUBJECT = re.compile(
    r"行政|执法|督查|应急|突发|规划|国务院|救助|救援|预防|监督|复议|若干|公安机关|国家机关|改革|营商|促进|发展|海警|警察|武装|^城市$"
)
_ACTIVITY = re.compile(
    r"(?:邮政|广告|旅游|测绘|气象|统计|计量|慈善|志愿服务|运输|经营|交易|买卖|采砂|采矿|开采|养殖|生产|拍卖|直销|典当|会计|营业|施工|服务|客运|货运|燃放|养犬|建设|装修|印刷|出版|演出|放映|回收|采伐|勘查)$"
)


def inspection(p: Passage) -> Words | None:
    """The inspection that *p* gives, named after what is inspected; after the law's subject where it does not say."""
    sentence = _ASIDE.sub("", p.sentence)
    if _DUTIES_OF.search(p.lead) and "接受" not in sentence and not re.search(ORGAN, p.lead):
        return None  # 治安责任人履行下列职责: 配合…检查
    if _OF_INSPECTORS.search(p.law):
        return None
    if _INTERNAL_SENTENCE.search(sentence + p.lead) or _BY_THE_WAY.search(sentence) or _REFUSED.search(sentence):
        return None
    if _ACCEPTS.search(sentence):
        return _accepted(p, sentence)
    for text in filter(None, (p.lead, sentence)):
        for about, noun, words in _targets(text):
            if not about:
                return None
            if _OWN_LAW.fullmatch(about):
                return _by_law(p) if not re.search(r"政府[^，。；]{0,10}(?:应当|对)", text) else None
            if _internal(about, text[: text.find(words)]):
                return None
            about = tidy(_OWN_LAW.sub("", about) if _OWN_LAW.search(about) and len(about) > 14 else about, 56)
            if _WHOSE.fullmatch(about):
                owner = _OWNER.search(text[: text.find(words)] + "，")
                about = f"{owner[1]}{about}" if owner else _of_subject(about, p)
                if not about:
                    return None if re.search("村民委员会|政府", text) else generic(p)
            if about and not _EMPTY.fullmatch(about):
                whole = of_subject(about, p.subject) if _ANY_WORK.fullmatch(about) else _whole_target(about, p)
                return _named(whole, noun, words if whole == about else whole)
    return generic(p)


def _whole_target(about: str, p: Passage) -> str:
    """Whoever is suspected with of what, and the acceptance of works with what is accepted."""
    if about.startswith("嫌疑人") and (
        crime := re.search("(?:调查|涉嫌)([^，。；]{2,10}?)嫌疑", f"{p.earlier}{p.sentence}")
    ):
        return f"{crime[1]}{about}"
    if about.startswith("建设单位") and "验收活动" in about and "设施" not in about:
        built = re.findall("(?:其|的)?([^，。；、其的]{2,6}设施)(?=应当|未经|投入|的?设计)", p.earlier)
        return about.replace("验收活动", f"{built[-1]}验收活动") if built else about
    return about


_ANY_WORK = re.compile(  # of what trade is not said
    "设施|施工|设备|协议|工程设施的运行情况|养护、维修(?:工程)?的?质量|建设(?:情况|行为|活动)|登记信息|备案|项目实施(?:情况)?|服务质量|收费|施工质量|经营活动|保护状况[^，]{0,14}|质量管理体系|工程完成情况|整改(?:措施)?的?(?:落实|完成)?情况|申请人的家庭[^，]*|管理范围内的建设工程"
)
_OF_INSPECTORS = re.compile("营商环境|经济检查的?规定|最多跑一次|机构编制")  # how bodies are to inspect
_DUTIES_OF = re.compile("(?:单位|企业|责任人|负责人|经营者|学校|业主)[^。；]*(?:履行|承担)(?:下列|以下)")
_WHOSE = re.compile(
    "其?(?:落实|履行|执行|实施|整改|使用|完成|开展|处理|处置|办理|进展)(?:的)?情况"
)  # of what is not said


def _of_subject(about: str, p: Passage) -> str:
    """处置情况 of what the law is about, where nothing else says whose."""
    subject = re.sub("(?:安全|保护|防治|管理|活动)$", "", p.subject)
    goes = about.startswith(("处置", "处理", "使用")) and subject and not _NO_SUBJECT.search(p.subject)
    return f"{subject}{about}" if goes else ""


_OWNER = re.compile("对([^，。；对]{2,24}?)(?:依法)?进行[^，。；对]{1,10}，")
_EMPTY = re.compile(
    r"(?:其他|督促|提供|给予|依据|指导|当事人|现场|场所|联合|专项|重点|动态|全面|集中|监控|评估|考核|整治|排查|共同维护|维护|养护|情况|工作|管理|质量|安全|监督|行为|有关|相关|日常|执法|各项|辖区|违法行为|技术|业务|指导|服务|事中事后|事后|证后|多项|若干|多次|巡查|抽查|检查|和)+(?:工作)?"
)


def _internal(about: str, before: str) -> bool:
    """The state looks after its own: bodies, staff, money and tasks of the government."""
    if re.search("职责的(?:有关)?部门", about):
        return True
    if re.search("单位|企业|个人|经营者|机构", about):
        return False
    return bool(_INTERNAL.search(about) or _OWN_TASK.search(about)) or bool(
        re.search("资金|政策|规划|计划|目标|任务|专项|管理工作|工作(?:情况|的)", about) and _GOVERNMENT.search(before)
    )


def _named(about: str, noun: str, words: str) -> Words:
    if noun == "现场检查" and about.endswith("现场"):
        noun = "检查"
    if _BOUND.search(about) and noun.endswith("检查") and f"{about}{noun}" in words:  # 消防安全检查 is one word
        return Words(f"{about}{noun}", words, "")
    whole = f"{about}检查" in words and "进入" not in words and not words.startswith("对")
    name = f"{about}检查" if whole else f"对{about}的{noun}"
    return Words(name, words, "" if whole else _inspected(about))


_BOUND = re.compile("(?:消防|防火|防汛|汛期|交通|食品|生产|网络|治安)$")


def _accepted(p: Passage, sentence: str) -> Words | None:
    """Whoever shall accept an inspection is inspected: 从事犬只经营的，…接受…的监督检查."""
    who = _OBLIGED.match(p.lead) or _OBLIGED.match(sentence)
    about = tidy(re.sub("^凡", "", p.condition), 40) or tidy(who[1] if who else "", 40)
    if held := _HOLDER.match(sentence):
        about = f"{held[2]}的{held[1]}"
    about = _IS.sub(r"\1", about)
    if re.search("经费|收支|预算", about):
        return None
    if re.fullmatch("[^，]{2,10}(?<!主管)(?<!监督)管理机构", about):  # 机场管理机构 is here the one inspected
        return Words(f"对{about}的监督检查", f"对{about}进行监督检查", about)
    if not about or _VAGUE.fullmatch(about) or re.search(rf"^[^，]{{0,12}}{ORGAN}$|，|时$|后$", about):
        about = obliged(sentence)
    if not about or _VAGUE.fullmatch(about):
        return _by_subject(p)
    party = party_in(about + "，") or about
    if (
        party == about
        and (duty := _DUTY_BEFORE.match(sentence))
        and duty["who"].endswith(about)
        and tidy(duty["act"], 40)
    ):
        about = f"{about}{duty['act'].removesuffix('的规定').removesuffix('规定')}情况"
    return Words(f"对{about}的监督检查", f"对{about}进行监督检查", party)


_IS = re.compile("^([^，是的]{2,16})是(?!否)[^，]{2,}$")  # 专项资金是财政资金
_DUTY_BEFORE = re.compile(  # 建设单位应当按照保护意见施工，并接受…的监督检查: its matter stands before
    "(?P<who>[^，。；]{2,12}?)(?:应当|必须|须|应)(?:依法)?(?P<act>(?!接受|配合|协助|加强|自觉|积极)[^，。；]{4,30})，(?:并|同时|自觉|依法){0,2}接受[^，]*检查(?:和[^，]{2,6})?$"
)
_HOLDER = re.compile("([^，。；的]{2,10}?)((?:取得|领取)[^，]{2,20}?(?:许可证|证书|执照))后，")
_VAGUE = re.compile(
    r"(?:(?:任何|有关|相关|其他|各|该|被检查的?)?(?:单位|个人|企业|公民|组织|人员|经营者|当事人|者|机构|场所)(?:和|、|或者|及)?)+|被[^，]*"
)


def generic(p: Passage) -> Words | None:
    """对邮政活动的监督检查: named after the law alone, where measures of inspection are given or it is said no more."""
    if re.search("(?:性病|健康|身体|医学)检查", p.sentence):
        return None  # by a physician
    given = _GIVES.search(p.sentence) or (p.lead and _GIVES.search(p.lead)) or _CHECKS.search(p.sentence)
    if not given or _OTHERS_RIGHT.search(p.sentence) or (not p.lead and _rule_of_conduct(p.sentence)):
        return None
    if (checks := _CHECKS.search(p.sentence)) and _others(p.sentence[: checks.start()]):
        return None
    if p.lead and not re.search(r"措施|职权|检查|调查|职责|监督|权力|方式", p.lead):
        return None
    return _of_a_case(p) or _by_subject(p)


def _of_a_case(p: Passage) -> Words | None:
    """The inquiry into a case, where that is what the measures are for: 查处涉嫌假冒行为时，可以行使下列职权."""
    head = p.lead or p.sentence
    if re.search("检查|巡查|监管|监督", head.replace("检查人员", "")):
        return None
    match = _CASE.search(head)
    both = _CASES.search(head)
    about = f"{both[1]}、{both[2]}" if both else tidy(match[1], 30) if match else ""
    if not about or re.search(ORGAN, about):
        return None
    return Words(f"对{about}的调查", f"调查{about}", "")


_MATTER = "((?:(?!查处|处理|调查|办理|取证|或者)[^，。；]){2,30}?(?:纠纷|行为|案件|事故|活动))"
_CASES = re.compile(f"(?:处理|查处|调查){_MATTER}(?:或者|和|以及)(?:处理|查处|调查){_MATTER}")
_CASE = re.compile(  # 根据处理侵权纠纷的需要进行调查时, 查处违法行为时
    "(?:调查处理|查处|处理|调查|办理)((?:(?!查处|处理|调查|办理|取证)[^，。；]){2,30}?(?:纠纷|行为|案件|事故|活动))(?:的需要|[，。；：]|时|中|过程|的?，|，?(?:可以|有权|应当)|进行|$)"
)


def _others(before: str) -> bool:
    """It is the undertaking or the government, not a department, that inspects."""
    return bool(_SELF.search(before) or _GOVERNMENT.search(before))


def _rule_of_conduct(sentence: str) -> bool:
    """It only says how an inspection is made, and gives no measure."""
    gives = "不得实施下列" not in sentence and re.search(
        "有权|可以(?!根据|依法委托|聘请|委托|邀请)|下列|以下", sentence
    )
    return bool(_MANNER.search(sentence)) and not gives


def _by_subject(p: Passage) -> Words | None:
    if not p.subject:
        return _by_law(p) if re.fullmatch("[^（《]{1,8}法", p.law) else None
    subject = re.sub("(?:监督检查|查处|安全监察|监察)$", "", p.subject)
    if not subject or _NO_SUBJECT.search(subject):
        return None
    fought = re.match("反|禁止(?=.)", subject)
    about = f"{subject[fought.end() :]}行为" if fought else subject + ("活动" if _ACTIVITY.search(subject) else "")
    return Words(f"对{about}的监督检查", f"对{about}进行监督检查", about)


def _by_law(p: Passage) -> Words | None:
    words = f"《{p.law}》实施情况"
    return Words(f"对{words}的监督检查", f"对{words}进行监督检查", "")


def _targets(text: str) -> Iterator[tuple[str, str, str]]:
    """(what is inspected, the noun for it, the words of the law) in *text*; empty where the undertaking inspects."""
    for pattern in (_TARGET, _OF, _DUTY, _ENTER, _OBJECT):
        for match in pattern.finditer(text):
            if _SELF.search(text[: match.start()]):
                yield "", "", ""
                return
            if pattern is _DUTY and text[match.end() : match.end() + 1] == "、":
                continue
            if re.match("、(?:维修|维护|养护|保养)", text[match.end() :]):
                continue
            words = match.group()
            about = match[1]
            if pattern is _OBJECT and (owner := _WHOM.search(text[: match.start(1)])):
                about = re.sub("^其(?!他)", f"{owner[1]}的", about)  # 对嫌疑人员，可以检查其物品
            if pattern is _TARGET:  # 对甲进行教育，对乙进行检查
                about = re.split(_DONE, about.replace("，并对", "，对").rpartition("，对")[2])[0]
                about = about.partition("情况，")[0] + "情况" if len(about) > 50 and "情况，" in about else about
            about = (
                re.split("，(?:可以|应当|有权|在|由|依法|按照|依照|经[^，]{2,36}批准)", about)[0]
                if pattern is _TARGET
                else about
            )
            about = re.sub("^下列(?=(?:[^，]{0,6}(?:车|船|产品|物|设施|设备)|[^，]{2,8}(?:活动|场所))$)", "", about)
            about = re.split("，(?:并|同时)?(?:定期|不定期|随机|依法)?对(?!其(?!他))", about)[-1]
            about = re.sub("^(?:监督|指导|协调|督促|、|和)+(?=本|全|所辖|辖区|对)", "", about)
            about = re.sub(rf"，[^，]*{ORGAN}(?:必须|应当|应|可以|有权)?$", "", about)
            about = _THE_FOLLOWING.sub("", _AND_GUIDES.sub("", about))
            if pattern is _ENTER and text.startswith("现场", match.end(1)) and _SCENE.search(about):
                about += "现场"
            about = _AROUND.sub("", _SPAN.sub("", about))
            if pattern is _TARGET and "，并对" in words:
                words = words[words.rfind("，并对") + 2 :]
            elif pattern is _TARGET and "，对" in words:
                words = words[words.rfind("，对") + 1 :]
            found = re.findall(_CHECK, match.group()[-8:]) if pattern is not _ENTER else ["现场检查"]
            noun = _NOUNS.get(found[-1] if found else "", "监督检查")
            about = _MIXED.sub("", _AROUND.sub("", tidy(_BREACH.sub("", about), 70)))
            if _TRAILING.search(about) or _NEEDED_AT_ONCE.search(about):
                continue
            if _NEGLECTED.search(about) or (
                pattern is _TARGET and _CARED_FOR.search(f"{text[: match.start()]}|{words}")
            ):
                yield "", "", ""
                return
            if _NO_TARGET.fullmatch(about):
                continue
            if about and not re.search(
                "^(?:[在，并]|或者|指导|协调)|监督检查|进行|有权|应当|必须对其|、联合$|，(?:依法|建立|制定|并|负责)",
                about,
            ):
                yield about, noun, words


_NO_TARGET = re.compile(  # the middle of a phrase, a way or a time
    "(?:[0-9一二两]+次|一次|境外|市场|巡逻|帮助[^，]*|行政|人报告|告知|力量(?:开展)?|各?方面|形式|[^，]{0,8}方式|[^，]*方式告知[^，]*|方案(?:组织)?开展|中存在[^，]*|领导、[^，]*|[^，]{0,6}异议情况|维持情况|与被|空中|各责任单位的工作"
    "|确需[^，]{2,4}|（自治区、直辖市）[^，]*|法定义务等?情况|对外|[^，]*降低[^，]*频次|登记管理机关的[^，]*|国务院行政机构的[^，]*|政策指导[^，]*)"
)
_AROUND = re.compile(  # what stands beside the thing inspected
    "的?[^，的]{0,10}管理制度并?$|(?<=..)并$|的组织领导$|(?<=场所)(?:采集|收集|提取|抽取)[^，]*$|的(?:技术|业务)$|^核[实对](?=被|有关)|的(?:有关)?具体$|给予[^，]{0,6}指导$"
    "|，(?:必须|各?有关(?:主管)?部门)$|(?<=..)的(?:宣传|监督|管理|指导)(?:、|协调|发动|宣传|监督|管理|教育|指导)*$|并向[^，]*$|(?:的监督管理)?，通过[^，]*方式$|^制止(?:各种)?|及其他$|(?<=行为)时$|^[0-9一二两]次对(?:本行政区域内的?)?"
)
_SPAN = re.compile(
    "(?:的?(?:审批后|批后|事后|后续)管理)?，?(?:从|自)[^，]{2,24}(?:前|后|止|为止|期间|全过程)$"
)  # 从放线至核实前
_AND_GUIDES = re.compile("^.{4,}的(?:组织|协调|管理|指导|监督)[^，。；的]{0,10}和(?=[^，。；]{4,}情况$)")
_THE_FOLLOWING = re.compile("的?下列(?:情况|事项)$|(?:的工作)?加强(?:指导|管理|监督)(?:和(?:指导|管理|监督))*$")
_SCENE = re.compile("(?:发生|施工|作业|生产|建设|运行|事故|案件|泄漏|扩散)$")
_CARED_FOR = re.compile("加强\\|[^，]{2,60}(?:保护|养护)，(?:依法)?(?:确定|建立|制定|落实|完善)")  # a task of the body
_WHOM = re.compile("对(?:发现)?([^，。；对]{4,40})，[^，。；]*$")
_NEEDED_AT_ONCE = re.compile("(?:认为|确)有必要|立即$|设置并加强$")
_NEGLECTED = re.compile("[不未]$")  # officials who did not inspect
_BREACH = re.compile(r"(?<=..)违反本(?:法|条例|办法|规定|细则)(?:规定)?的(?:问题|行为|情况)$")
_DONE = "进行|实施(?!情况|状况|[、和与的])|开展(?!情况|的)|实行(?=[^，]{2,12}(?:管理|监管|制度)(?:，|$)|$)"


def _inspected(about: str) -> str:
    if _FOLLOWED.search(about) and (party := party_in(re.split("遵守|执行|履行|落实|贯彻|实施", about)[0] + "，")):
        return party
    head = about.partition("的")[0]
    return (
        head
        if head != about and re.search(r"(?:单位|企业|者|人|人员|机构|场所|组织|公司)$", head) and len(head) > 2
        else about
    )
