"""行政许可: what needs a permit, and its name."""

from __future__ import annotations

import re
from dataclasses import replace

from kb.naming.acts import DENIED, act_of, needing, thing_before
from kb.naming.licences import licence_in, matter_of
from kb.naming.phrases import ORGAN, PARTY, Passage, Words, obliged, party_in, tidy
from kb.naming.tables import only_mentioned, register_of
from kb.naming.wholes import (
    ONLY_PLACE,
    QUANTITY,
    in_place,
    in_whole_place,
    of_size,
    with_matter,
    with_owner,
    without_points,
)

_FORBIDDEN = re.compile(
    r"(?:未|非|不)(?:依法)?(?:经过?|取得|领取|办理|获得)(?P<what>[^，。；]{1,60}?)的?，?(?P<who>(?:任何)?[^，。；]{0,12}?)(?:均|一律|都)?(?:不得|严禁|禁止)(?:擅自)?(?P<act>[^。；]{2,60})"
)
_PUT = re.compile(
    r"将([^，。；]{2,30}?)(?:一并|同时)?(?:报(?!告[书表])送?|提交|送)[^，。；]{2,50}?(?:批准|审批|审查|同意|核准|审核)"
)
_PAPER_HEAD = re.compile(
    r"(?:^|，)([^，。；]{2,30}?(?:方案|设计|文件|图纸|合同|章程|报告书|报告|说明书|计划书))(?:应当|必须|须)[^。；]{0,40}?(?:批准|审批|同意|核准|审核|审查)"
)
_SYSTEM = re.compile(
    r"(?:国家|本省|本市|省|市|依法)?(?:对([^，。；]{2,40}?))?实行([^，。；]{0,24}?(?:许可|审批|核准|特许经营|准入|资质管理))(?:证)?(?:管理|制度)*"
)


def permit(p: Passage) -> Words | None:
    """…许可证核发 where a licence is named, else …审批."""
    if LISTED.search(p.lead) or _SANCTION.search(p.sentence) or _NO_GRANT.search(p.sentence):
        return None
    if re.search("不得申请|不予受理", p.sentence) or _BY_STAFF.search(p.sentence) or _NOT_IN.search(p.law):
        return None
    if _another_law(p):
        return None
    p = without_points(p)
    if p.verb and (
        _INTERNAL.search(p.sentence)
        or _INFORMS.search(p.sentence)
        or re.search(r"(?:强制|治安|处罚|延长|期限|负责人)", p.verb)
    ):
        return None
    if p.verb.endswith("注册") and (registered := _REGISTERED.match(p.sentence)):
        return Words(f"{registered[1]}注册", registered[1], registered[1])
    banned = _FORBIDDEN.search(p.sentence)
    told = p.sentence[max(0, p.sentence.find(p.verb) - 1) :]
    finders = (
        (_forbidden,) if banned and re.search("[未非]|不经", p.verb + told[:1]) else (_system, _licensed, _approved)
    )
    words = next((words for find in finders if (words := find(p))), None)
    if words and _MUST_HOLD.search(p.sentence) and _HOLDER_ONLY.search(words.name):
        return None  # 渔船必须持有捕捞许可证: who holds it, not what is let
    if words and _WHERE_ONLY.fullmatch(words.conduct) and words.name == f"{words.conduct}审批":
        return in_place(words, p)
    cut = words and (_UNSOUND.search(words.conduct) or _CUT.match(words.name))
    if words and QUANTITY.match(words.conduct):
        return of_size(p)
    if words and ONLY_PLACE.fullmatch(words.conduct) and (placed := in_place(words, p)):
        return placed
    if words and _LONGER.fullmatch(words.name) and (thing := _HOW_LONG.search(p.earlier)):
        return replace(words, name=f"{thing[1]}{words.name}", conduct=f"{thing[1]}{words.conduct}")
    if words and _STOP.fullmatch(words.name) and (stopped := _stopped(words.conduct, p)):
        return replace(words, name=f"{stopped}{words.name}", conduct=f"{stopped}{words.conduct}")
    if words and _STOP.fullmatch(words.name) and not re.search("运行|使用|运营|观测|供应", words.name):
        return replace(words, name=f"{p.subject}{words.name}") if p.subject else None
    return _allowed(p) if cut else words and in_whole_place(with_matter(with_owner(words, p), "审批", p), p)


_NO_GRANT = re.compile(  # staff, money and steps of the state's own
    "规范性文件|人员编制|用人额度|晋升工资|(?:查封|扣押|冻结)[^，。；]{0,4}期限|解除封存|未依法履行审批|需要公安机关协助|一票否决|可以火化遗体|可(?:以)?(?:减征|免征)|(?:预算|概算)[^，。；]{0,8}(?:超过|调整)|申请适用[^，。；]{2,8}程序|社会保障基金理事会"
)
_WHERE_ONLY = re.compile(
    "(?!在|.*(?:变更|调整|扩大|占用|利用|设置|划定|改变|围|占|建|开[挖垦发采]|进入|挖|填|撤销|设立|跨|经营|作业))[^，动作]{2,60}(?:河道|道路范围|保护范围|的?其他区域)"
)
_HOLDER_ONLY = re.compile("的(?:[一-龥]{0,3}船舶?|车辆|船员)审批$")
_REGISTERED = re.compile("([^，。；]{2,40}?(?:企业|机构|产品|人员))(?:应当|须|必须)经[^，。；]{2,30}注册")
_MUST_HOLD = re.compile("(?:必须|应当|须)(?:持有|具有|携带)[^，。；]*(?:证|执照)")
_LONGER = re.compile("延长(?:期限|时间)?审批|延期审批")
_HOW_LONG = re.compile(
    "([^，。；的]{2,20}?)(?:的?期限)?(?:一般)?不得超过[^，。；]{1,8}[，。；]*$"
)  # 贮存废料不得超过一年
_STOP = re.compile("(?:(?:中止|终止|暂停|关闭|停止)(?:、|和|或者?)?){1,3}(?:运行|使用|运营|观测|供应)?审批")


def _stopped(act: str, p: Passage) -> str:
    """What may not be stopped, from the ban before: 监测台网不得擅自中止运行."""
    bans = [ban for ban in DENIED.finditer(p.earlier) if act[:2] in ban[1]]
    thing = thing_before(bans[-1].string[: bans[-1].start()]) if bans else ""
    return "" if re.search(f"{PARTY}$|未经|{ORGAN}", thing) else thing


_UNSOUND = re.compile(  # an absence, a circumstance or the middle of a phrase is nothing to be permitted
    r"^不(?:能|宜|适宜|核发|涉及|适合)|少于[三3两2]个|有困难$|无力[^，]{2,4}$|有争议$|拒不|逾期未|未作明确|未经批准$|^发生[^，]{2,8}，严重|可能影响社会稳定$|^取得[^，]{2,8}资格$|^用于施工$|^[^，在]{0,6}在[^，]{2,10}空域内$|^在[^，]{2,6}中使用$|^[^，]{0,30}在向[^，]{2,12}报送$|^经审批的|^注册申请人|^注册或者|^(?:除|被批准|有效|相应|在[^，]{0,12}(?:许可|期限|限额|有效期))|没有[^，]{2,10}$|^[^，]{2,10}[年月日]内未|^的"
    r"|无[^，]{2,10}依据|^[^，]{1,4}年内未|不得|^持有[^，]*的人$|^经[^，]*证明$|[年月日]内未|的时候$|(?:国家|地方|行业)标准$|^已(?:向|受理)|^已经(?:暂停|受理|申请)|^办理[^，]*(?:核准|备案|审批|手续)$|，严格$|^达不到"
    r"|错误$|异议$|必须申请|^用于其他[^，]{0,4}$|不准(?!予)[^，]*$|^(?:[^，]{0,8}项目)?跨(?:行政)?区域$|队伍$|^(?:超过|不足|不满|达到|未超过)[^，]{1,10}(?:平方米|公顷|元|吨|米|亩|株|人|台|个)(?:以上|以下)?$|^(?:临时)?(?:(?:举办|摆放|堆放|设置|印制|购销|使用|制作|销售)(?:、|和|或者?)?)+$|"
    r"^逾期|的还$|未通过$|^患有|^非国家所有$|不符合[^，]{2,8}许可$|^停止搜救|^两个或者两个以上的申请人|^统筹地区|^提供(?:相应|有关|相关)服务$|继续抢建|指标(?:体系)?$|^[^，]{2,12}确有困难$|"
    r"(?:过程中|期间|期满|需要(?:调整|变更|延长)?|[^，]{3}(?<!以)后|^[^，在于]{6,}(?<![以之此目])前|(?<!当)时)$"
)
_CUT = re.compile("[在到][^，的]{0,12}(?:许可|驾驶证核发|许可证?核发)$|除|有效|相应|经批准设立(?:的[^，]*)?审批")
_MAY = re.compile(
    r"[批核准许可意]+后?，?(?:方?可)以?(?:依法)?(?P<act>(?!以|结转|报销|延期|延长|延续|发布|捐赠|宣布|抢救|采取(?![^，]{1,8}方式)|不|对|继续|适当|根据|按|依|在|享受|减|免|先行|将其|由|向)[^，。；]{4,40})(?:[，。；]|$)"
)


def _allowed(p: Passage) -> Words | None:
    """What may be done once it is approved, where nothing before says it: 经批准，可以转让节约的水资源."""
    if stamped := re.search("签注准许([^，。；及]{2,10})", p.sentence):
        return Words(f"{stamped[1]}审批", stamped[1], "")
    found = _MAY.search(p.sentence, max(0, p.sentence.find(p.verb))) if p.verb.startswith("经") else None
    act, party = act_of(found["act"].replace("其", "")) if found else ("", "")
    if found and party and found["act"].endswith(party) and re.match("采[取用]|选聘|聘请", found["act"]):
        act, party = found["act"], ""  # who is chosen, not who does it
    if len(act) < 4 or _UNSOUND.search(act) or re.search(f"{ORGAN}|许可证|证书|手续", act):
        return None
    return Words(f"{act.removeprefix('从事')}审批", act, party)


_NOT_IN = re.compile(
    "警察法|绩效|机关事务|机关团体建设|普查条例|预算(?:监督|审查监督|管理)?(?:条例|法)$|行政许可法$|程序规定|行政处罚|行政强制|复议|督查"
)
_BY_STAFF = re.compile(
    "审查机构[^。]{0,80}不得出具|由[^，。；]{2,20}(?:人员|经营者|企业|医师|技师)(?:签发|颁发|发给|核发|出具)|(?:查验|验明)[^。；]{0,20}(?:许可证|证书)"
)
LISTED = re.compile(r"便利|权利|待遇|条件|材料|文件|资料|内容|情形|要求|下列行为|不得")
_INFORMS = re.compile(
    r"本单位内部的|(?:暂停|停止)(?:核发|颁发|发放|办理)[^，。；]{0,20}许可|告知[^，。；]{1,10}(?:到|向|应当|依法)[^，。；]{0,14}(?:申请|办理)[^，。；]{0,24}(?:许可|审批)|(?:核发|颁发|发放|批准|审批|许可)[^，。；]{0,24}前，(?:应当|可以|需要?)(?:先|事先)?(?:征求|征询|听取)|情况[^。；]{0,24}(?:通报|抄送|告知|通知|抄告)|(?:按|按照|依照)(?:现行|有关|国家有关)规定(?:执行|向[^，。；]{2,20}申[领请])|规定执行$"
    r"|(?:依法|规定)(?:需要?|应当?|必?须)[^，。；]{0,24}(?:许可|批准|审批|核准)的，|规定需?要?履行|不得(?:发放|核发|颁发|发给)|申请在先|培训[^。；]{0,12}合格的?，(?:发给|颁发)|(?:无需|不需要?)(?:申请|取得|办理|领取)|决策草案|提前解除|解除收容|三分之[一二两]以上|是否向[^，。；]{1,16}(?:核发|颁发)"
    rf"|(?:{ORGAN})(?:在)?办理[^，。；]{{2,20}}许可(?:时|前)?，应当征"
    rf"|(?:批准|许可|同意)后，[^，。；]{{2,40}}(?:{ORGAN})应当"
    r"|^(?!.*(?<!不予)(?:核发|颁发|发给|准予)).*不予(?:核发|颁发|发放)"
    r"|方[能可]上岗的[^，。；]{2,20}，(?:应当)?由"
    r"|不予注册(?!的情形)|前往国签证|收到[^，。；]{2,16}(?:许可证|证书|执照)后|取得相应资质，并按照许可|(?:法律|法规)的?规定取得相应的?资质，|通行证载明|提交本人护照|取得[^，。；]{0,10}(?:权利人|权人)的?(?:许可|同意)"
    r"|(?:批准|同意)后?，(?:可以)?(?:依法)?(?:强制拆除|组织强制|对[^，。；]{2,12}予以拆除)|除依法(?:需要|实行|应当)[^，。；]{0,24}外，"
)
_SANCTION = re.compile(r"责令|注销|处分|罚款|吊销|处罚|没收|追究|惩处|奖惩|沟通交流")
_INTERNAL = re.compile(
    rf"人民政府设置[^。；]{{2,40}}场所|洪水调度方案|(?:{ORGAN})(?:应当|负责|可以|会同)[^。；]{{0,200}}?(?:报|经|征得)[^，。；]{{2,40}}?(?:批准|同意|审批|核准)|批准，报(?:国务院|[^，。；]{1, 6}部)备案|规划经批准|人民代表大会|人大常委会|编制[^，]{{0,20}}(?:规划|计划|预案)|负责人批准|撤销|处分|提出[^，。；]{{2,24}}的建议，|(?:确定|划定)[^，。；]{{2,16}}(?:监视防御区|指标体系)"
)


def _forbidden(p: Passage) -> Words | None:
    match = _FORBIDDEN.search(p.sentence)
    if match is None:
        return None
    if re.search("(?:权?人|持有者|业主)(?:的?(?:书面|明确|事先))?(?:许可|同意|授权)$", match["what"]):
        return None  # leave of the holder of a right, not of an authority
    if re.search("机关|部门|政府", match["who"]) and "个人" not in match["who"]:
        return None  # a rule for the state's own bodies
    if re.search(f"{ORGAN}$", p.sentence[: match.start()]) and not match["who"]:
        return None
    banned = re.split("，(?:也|并)?不得", match["act"])[0]
    banned = re.split("，(?!.{0,12}(?:或者|和))", banned)[0]
    act, party = act_of(banned)
    if act and banned.startswith(f"对{act}"):
        act = f"对{act}"
    if act and banned.startswith("将其") and (whose := party_in(p.sentence[: match.start()] + "，")):
        act = f"{whose}将{act.removeprefix('将')}"
    if _VERBS_ONLY.fullmatch(act) and (thing := _KEPT.search(f"{p.earlier}。{p.sentence}")):
        act += thing[1]
    if len(act) <= 6 and (told := re.search(_SAID_WITH.format(re.escape(act)), p.sentence[: match.start()])):
        act = told[1]
    paper = _paper(p.sentence[: match.start()]) if _ANY_STEP.match(act) else ""
    head = p.sentence[: match.start()]
    last = head.rstrip("，").rpartition("，")[2]
    if len(act) <= 4 and (doer := _ONE_SORT.fullmatch(match["who"])):
        act = f"{doer[0]}{act}"
    if (
        (len(act) <= 6 or _USE_ONLY.fullmatch(act))
        and not paper
        and not (_PLACE_HEAD.fullmatch(last) or _WORK_HEAD.fullmatch(last))
    ):
        act = _over(act, head)
    if _ANY_STEP.match(act) or (re.search("文件|意见", match["what"]) and len(act) <= 12):
        act = _paper(p.sentence[: match.start()]) or _opened(act, match, p)  # said before, or elsewhere
    act = act if paper else _placed(act, head)
    party = party or party_in(match["who"]) or party_in(p.sentence[: match.start()])
    licence = licence_in(match["what"], p)
    if licence:
        return Words(f"{licence}核发", act or licence, party)
    return Words(f"{act.removeprefix('从事')}审批", act, party) if act else None


def _placed(act: str, head: str) -> str:
    """*act* with the place or the work that stands before the ban (在河渠保护范围内，未经同意，不得采石), and with a foreigner as doer."""
    if not act:
        return ""
    pieces = head.rstrip("，").split("，")
    place = _PLACE_HEAD.fullmatch(pieces[-1])
    if place and not re.search("^在|内|[区域围]", act):
        return f"在{place['place']}{'，' if len(act) > 24 else ''}{act}"
    if _WORK_HEAD.fullmatch(pieces[-1]) and not re.search(f"{ORGAN}|应当|可以|{PARTY}$|依照|按照|根据", pieces[-1]):
        return act if act.startswith(pieces[-1][:4]) else f"{pieces[-1]}{act}"
    whose = next((found for piece in pieces if (found := _FOREIGN.fullmatch(piece))), None)
    return f"{whose[1]}{act}" if whose and not _FOREIGN.match(act) and len(pieces) > 1 else act


_PLACE_HEAD = re.compile(
    "在?(?P<place>[^，。；]{2,40}(?:范围|区域|区|地带|水域|海域|河段|河道|湿地|草原|林地|公园|景区|沿线|两侧|周边)(?:以?内|上|中|里))"
)
_WORK_HEAD = re.compile("[^，。；的]{2,24}(?:施工|作业|航行|飞行|运输)")
_FOREIGN = re.compile(
    "(?:[^，。；]{0,16}的)?((?:外国|境外|外商投资的?[^，。；]{0,4})(?:人员?|企业|公民|组织|机构|团体|船舶|个人|和|及|、|或者?)+)"
)
_ONE_SORT = re.compile("[^，。；]{1,8}的(?:人员|船员|旅客|船舶|车辆)")  # 未经批准，船上的人员不得登岸
_VERBS_ONLY = re.compile("(?:(?:印制|制作|购销|使用|销售|生产|加工|运输|购买|收购|经营|储存)(?:、|和|或者?)?){2,}")
_KEPT = re.compile("(?:^|。)([^，。；由]{2,24})由[^，。；]{2,24}统一[^，。；]{2,6}，未经")
_USE_ONLY = re.compile(
    "(?:(?:改变|变更)(?:其)?(?:用途|性质|使用性质|功能)|拆除|闲置|关闭|占用|侵占)(?:(?:、|或者?)(?:(?:改变|变更)(?:用途|性质|使用性质|功能)|拆除|闲置|关闭|占用))+"
)
_SAID_WITH = (
    "(?:^|[，。；])([^，。；应必可不]{{0,10}}{}[^，。；应必可不的]{{3,20}})(?=[，。；])"  # the bare act with its object
)
_ANY_STEP = re.compile(
    "(?:擅自|自行)?(?:开工|施工|交付|投入|动工|组织施工|实施|开业|营业|出厂|在市场|上市|使用|发布|开工建设|生产|销售|办理)[^，]{0,8}$"
)


def _opened(act: str, match: re.Match[str], p: Passage) -> str:
    """A place or a work that may not be opened or begun without the permit: 公众聚集场所投入使用、营业."""
    thing = tidy(p.sentence[: match.start()].rstrip("，").rpartition("，")[2], 24)
    return f"{thing}{act}" if _PLACE_END.search(thing) and not re.search("文件|意见", match["what"]) else ""


_PLACE_END = re.compile("(?:场所|项目|工程|设施|场馆|工厂|车间|养殖场|饲养场)$")


_PAPER_END = re.compile("(?:方案|设计|文件|图纸|报告|报告书|合同|说明书|计划书)$")


def _paper(head: str) -> str:
    """The paper that is approved where its approval is the condition of any next step: 设计文件未经审查批准的，不得使用."""
    paper = tidy(re.split("未(?:编制|提交|取得|办理)[^，]*?或者", head.rstrip("，").rpartition("，")[2])[-1], 30)
    return paper if _PAPER_END.search(paper) and not re.search(f"{ORGAN}|应当|必须|可以", paper) else ""


def _over(act: str, head: str) -> str:
    """A bare verb (不得对外公布) with the thing named before the ban; "" for a single verb without any."""
    thing = tidy(head.rstrip("，").rpartition("，")[2], 40)
    if thing and not re.search(rf"应当|应及时|可以|依照|按照|根据|{ORGAN}|{PARTY}$", thing):
        return thing if _ACTIVE.match(thing) else f"{act}{thing}"
    return act if len(act) > 4 or (len(act) == 4 and not _NO_THING.match(act)) else ""


_ACTIVE = re.compile(
    "在[^，]{2,20}(?:建设|修建|从事|进行|设置|开采|举办|新建)|(?:从事|进行|举办|建设|开展|利用|占用)[^，]{3}"
)
_NO_THING = re.compile("对外|竣工|投入|开工|继续|擅自")


def _system(p: Passage) -> Words | None:
    match = _SYSTEM.search(p.sentence)
    if match is None or "实行" not in p.verb or _ATTRIBUTE.match(p.sentence, match.end()):
        return None
    head = re.sub(r"，?(?:依照|按照|根据|依法)[^，]*$", "", p.sentence[: match.start()].rstrip("，"))
    over = re.search(r"对([^。；]{2,60})$", head)
    about = tidy(match[1] or "") or tidy(over[1] if over else "")
    head = tidy(re.sub("^(?:国家|本市|本省|全国|全省|全市)", "", head), 40)
    if "应当" in head:
        return None
    if match[2] == "分级审批":
        about = about or head
        return Words(about if about.endswith("许可") else f"{about}审批", about, party_in(about)) if about else None
    if not about and head and not re.search(ORGAN, head):
        return Words(f"{head}{match[2]}", head, party_in(head))
    about = about or tidy(re.sub(r"(?:许可|审批|核准|特许经营|准入|资质管理)$", "", match[2])) or p.subject
    about = about.removeprefix("属于")
    if len(about) == 2 and p.subject.endswith(f"{about}许可证"):  # 工业产品生产许可证管理条例: 实行生产许可证制度
        return Words(p.subject.removesuffix("证"), p.subject.removesuffix("许可证"), party_in(about))
    if re.search("(?:企业|单位|者|人员)$", about) and match[2].endswith("资质管理"):
        return Words(f"{_qualified_for(match[2], about)}审批", about, about)  # 对从事测绘的单位实行测绘资质管理
    if re.search("(?:企业|单位|者|人员)$", about) and re.fullmatch("[^，]{2,8}许可", match[2]):
        return Words(match[2], f"{about}{match[2]}", about)  # 对矿山企业实行安全生产许可制度
    return Words(f"{about.removesuffix('活动')}许可", about, party_in(about)) if about else None


def _qualified_for(system: str, about: str) -> str:
    """航标养护资质 from 实行航标养护资质管理, or from what is done: 对从事航标养护的单位实行资质管理."""
    doing = re.match("从事([^，的]{2,16}?)(?:活动|业务)?的", about)
    qualification = system.removesuffix("管理")
    return f"{doing[1]}{qualification}" if qualification == "资质" and doing else qualification


_ATTRIBUTE = re.compile(
    r"(?:、[^，。；]{2,20})?的[^，。；]{2,12}(?:，|应当|必须)"
)  # 对实行许可证管理的产品，应当验明证件
_HELD = re.compile(
    r"批准后，?方可(?:申请)?办理[^，。；]{0,12}$|(?:具有|持有|携带|出示|凭|查验|附有|附具|悬挂|随车|注明|标明|审验)[^，。；]{0,40}$|持[^，。；到向]{0,10}$"
    r"|(?:依照|按照|根据)(?:国家)?(?:有关|相关|法律)[^，。；]{0,14}办理[^，。；]{0,24}$"
    r"|持[^，。；到向]{0,40}(?:核发|颁发|发给|签发|出具)的[^，。；]{0,16}$"
)


def _licensed(p: Passage) -> Words | None:
    cut = p.verb.count("《") > p.verb.count("》")  # 发给《接收卫星传送的节目许可: its title goes on
    licence = (cut and licence_in(p.main, p)) or licence_in(p.verb, p) or licence_in(p.main, p) or _asked(p.main)
    register = register_of(f"{licence}核发")
    if register is not None and not register.laws.search(p.law):
        return None
    held = licence and _HELD.search(p.sentence[: p.sentence.find(licence[-4:])])
    if (
        not licence
        or re.search(f"{re.escape(licence[-4:])}》?[^，。；]{{0,10}}(?:前|时)(?:，|应|必须|须)", p.sentence)
        or held
        or (_BARE_PERMIT.match(licence) and f"{licence}变更" in p.sentence)
    ):
        return None
    act, party = needing(p)
    act = act or ("" if _VERDICT.search(p.condition) else tidy(p.condition, 60))
    act = "" if act.startswith("其他") else re.sub("^(?:批准|准予|同意)(?=.{4})", "", act)
    if act.strip("“”") == licence or _GRANTING.match(act):
        act = ""
    act = "" if _ONLY_DOER.fullmatch(act) else act
    act = act or matter_of(licence, p.earlier)
    if _BARE_PERMIT.match(licence):  # 运输许可 says too little
        own = p.subject.endswith(licence[:2])
        about = p.subject if own and not _WORK_ACT.search(act) else act.removeprefix("从事")
        name = f"{about}许可" if licence[:2] in about else f"{about}{licence}"
        return Words(name, act or about, party) if 2 < len(about) <= 40 else None
    return Words(licence if licence.endswith("许可") else f"{licence}核发", act or f"申领{licence}", party)


def _another_law(p: Passage) -> bool:
    """A licence of another law, or its procedure, that is only required here: no authority is named with it."""
    if not p.law or re.search(ORGAN, p.sentence):
        return False
    return bool(_BY_LAW.search(p.sentence)) or only_mentioned(p.verb, p.law)


_BY_LAW = re.compile(
    "依法(?:申请)?办理(?:有关|相关|农用地转用|建设用地)[^，。；]{0,10}(?:审批|许可|报批)手续|(?:依照|按照|依据|根据)(?![^，。；]*(?:本[法条办规]|设立|第[一二三四五六七八九十百]+条))[^，。；]{0,16}(?:法律|法规|规定)[^。；]{0,6}办理[^，。；]{0,12}(?:审批|许可|报批|批准)(?:、[^，。；]{2,8})?手续"
    "|机构编制审批手续"
)
_ONLY_DOER = re.compile("(?!设立|开办|举办|兴办|新建|成立|组建|新设)[^，的]{0,8}(?:单位|企业|机构)")
_GRANTING = re.compile("向[^，]{0,6}申请[人者单]|颁发|核发|发给|换发")  # what the body does, not what needs the licence
_WORKS = re.compile(
    r"(?P<act>(?:在[^，。；]{2,30}?)?(?:新建|改建|扩建|建设|修建|设置|架设|铺设|开展|进行|从事|举办|拆除|迁移|占用|挖掘|跨越)(?:(?!应当|必须|不得)[^。；]){2,56}?)的?，(?:其|应当|必须|项目|工程|建设|施工|设计)"
)
_ANY_PAPER = re.compile("(?:其|项目的?|工程|建设|施工|设计|实施|选址|保护|技术)*(?:方案|设计|文件|图纸)")
_VERDICT = re.compile(  # conditions that say how the application fared, not what it is for
    "^(?:对?(?:不)?(?:符合|具备)|经|予以|准予|批准|作出|属于)|(?:批准|许可|同意|合格|属实|条件|要求|规定|决定)$"
)
_BARE_PERMIT = re.compile("^(?:安全|运输|经营|生产|通用|使用|进口|出口|销售|携运|携带|规划)许可$")
_WORK_ACT = re.compile("利用")
_ASKED = re.compile("(?:提出|提交|办理)([^，。；向的]{2,20}?许可)的?(?:书面)?(?:申请|手续)")


def _asked(text: str) -> str:
    """The permit that is applied for: 提出船艇出租许可申请."""
    match = _ASKED.search(text)
    words = tidy(match[1], 20) if match else ""
    return words if len(words) > 5 and not words.endswith(("行政许可", "相关许可", "有关许可")) else ""


def _approved(p: Passage) -> Words | None:
    match = _PUT.search(p.main) or _PAPER_HEAD.search(p.main)
    if match and re.search(rf"{ORGAN}[^。；]{{0,200}}(?:编制|制定|拟定|拟订)[^。；]{{0,40}}{match[1][-4:]}", p.earlier):
        return None  # the body's own plan
    if match and (about := tidy(match[1], 30)):
        if (
            match[1].startswith("其") and len(about) <= 6 and not _PAPER_END.search(about)
        ):  # 配备药剂，应将其牌号、成分报…核准
            act, party = act_of(p.condition or p.sentence.partition("，")[0])
            return Words(f"{act}审批", act, party) if len(act) > 3 else None
        head = _WORKS.match(p.sentence) if _ANY_PAPER.fullmatch(about) else None
        if head is None and _ANY_PAPER.fullmatch(about) and len(about) <= 2 and (act := act_of(p.condition)[0]):
            return Words(f"{act}的{about}审批", act, party_in(p.condition) or obliged(p.main))
        if head and (act := tidy(head["act"], 60)):  # 在河道内建桥，应当…，建设方案应当报经审查
            return Words(f"{act}的{about}审批", act, party_in(p.condition) or obliged(p.main))
        return Words(f"{about}审批", about, party_in(p.condition) or obliged(p.main))
    if not re.search("批准|审批|核准|同意|许可|验收|审查|审核|签发|注册|审定", p.sentence):
        return None
    if (plan := _MEANS.search(p.main)) and _HINDERED.search(p.condition):  # 受地形限制的，应当提出防护方案，经批准
        return Words(f"{plan[1]}审批", plan[1], party_in(p.condition) or obliged(p.main))
    act, party = needing(p)
    if act == p.condition and _TITLE_HELD.fullmatch(act) and (done := _THEN_DONE.search(p.main)):
        act += done[1]  # 以划拨方式取得土地使用权的，转让房地产时，应当报…
    act = re.sub("或者主要$", "", act)  # 捐建或者主要由捐赠人出资的工程
    act = re.sub("^(废除|变更|调整|拆除|迁移|占用|使用|新建|举行|举办|设立|开办|从事|进行)的(?=..)", r"\1", act)
    if (
        not act
        or re.match("审批|批准|核准|出具|颁发|提交|送达", act)
        or (len(act) <= 12 and not (act := _meant(act, p)))
    ):
        return None
    if _ALTERED.fullmatch(act) or re.search("(?:中心|委员会|机构)$", act.partition("，")[2]):
        return None
    if _PLANS.fullmatch(act) and not re.search("建设单位|修建性|开发单位|企业", p.sentence):
        return None
    if (len(act) < 3 and "设立" not in p.main) or not act or re.search(ORGAN + "$", act) or _NO_PERMIT.search(act):
        return None
    act += "设立" if "批准设立" in p.main and "设立" not in act else ""
    about = act if "的" in act and re.search(f"{PARTY}$", act) else act.removeprefix("从事")
    return Words(f"{about}{'验收' if '验收' in p.verb and '批准' not in p.verb else '审批'}", act, party)


_TITLE_HELD = re.compile("以[^，]{2,16}方式取得[^，]*")
_THEN_DONE = re.compile("(?:^|，)([^，。；]{4,40}?)(?:的|时)，(?:应当|必须|须)")
_MEANS = re.compile(r"(?:应当|必须|须)(?:提出|制定|编制|提交)([^，。；的其]{2,16}?(?:方案|报告书))，")
_HINDERED = re.compile("限制|不能|无法|难以|不具备|可能产生")
_PLANS = re.compile(
    "[^，]{0,60}规划(?:(?:确?需要?|因[^，]{2,24}?)?(?:确?需要?)?(?:修改|改动|调整|变更))?"
)  # what a government plans
_ALTERED = re.compile(  # how an approved act is changed: the permit itself is elsewhere
    "(?:(?:移动|变更|改变|扩大|增加|延长|缩短|调整)(?:位置|地点|面积|范围|时间|期限|数量|用途|内容)(?:、|或者?|和)?){2,}"
)
_NO_PERMIT = re.compile(  # benefits, renewals and what another body must be asked about
    "退出现役|服现役|人员的?调动$|(?:行政|事业)编制|编制员额|救助|烈士|抚恤|补贴|补助|待遇|优待|减免|拘留|届满|期满|继续注册|延续注册|^(?:行为|施工)?(?:影响|涉及)[^，]{0,6}安全$|^征收|征地|批准权限|自愿接受|认为|使其|^(?:如?有)?可能|有关单位还?$|^有些|^未(?:依法)?(?:取得|经|办理|领取)|任免|减征|免征|罚款|^超过[^，]{1,6}元|有效期为|期间未|"
    "^(?:变更|调整|修改)[^，]{0,24}(?:规划|计划|名录)$|的申请$"
)


_ANYONE = re.compile("(?:任何|单位|个人|组织|公民|法人|其他|和|或者?|、)+")
_BARE_VERB = re.compile(
    r"^(?:新建|改建|扩建|更新|改造|报废|变动|引水|采砂|取土|变更|调整|通行|填堵|占用|移动|拆除|迁移|改变|废除|使用|转让|采集|捕捞|砍伐|采伐|修改|改建|挖掘|建设|设置|进入|延期|延长|开发|利用|临时(?!建设)|或者?|、|和)+(?:的|使用|许可内容)?$"
)
_ONLY_ACTS = re.compile("临时(?:(?:举办|堆放|摆放|设置|占用|搭建|停放)(?:、|和|或者?)?)+")
_HARM = re.compile("^(?:(?:侵占|损[毁坏]|破坏|毁坏|盗窃|偷盗)(?:、|和|或者?)(?:擅自)?)+")


_LIMITED_IN = re.compile("(在[^，。；]{2,20}(?:区|范围|地带)内)[，,](?:应当|任何[^，]{2,12})?$")
_SINCE = re.compile("(?:^|[。；])([^。；]{6,44}[年月]内)，?$")  # 新建道路交付后五年内，(不得挖掘路面)


def _meant(act: str, p: Passage) -> str:
    """A bare verb (确需占用的) with its object from the ban before it (不得占用绿地); "" where there is none."""
    if re.search("进行[^，]{2,}", act):
        return act  # 对水面进行整修
    head = p.sentence.partition(act)[0]
    verb = act.removeprefix("临时")[:2] if _ONLY_ACTS.fullmatch(act) else act[:2]
    for match in reversed([*DENIED.finditer(p.earlier + "，" + head)]):
        about = tidy(match[1], 40)
        if verb in match[1] and re.search(f"(?:{ORGAN}|机关|部门)$", match.string[: match.start()]):
            return ""  # a rule for the state's own bodies
        thing = thing_before(match.string[: match.start()])
        if about == act and _ANYONE.fullmatch(thing):
            return act
        if about == act and thing and (since := _SINCE.search(match.string[: match.start()])):
            return f"{since[1]}{act}"  # 新建道路交付使用后五年内不得挖掘
        if about == act and thing:
            return f"{thing}{act}" if re.search(f"{PARTY}$", thing) else f"{act}{thing}"
        if about == verb and len(thing) > len(act[2:]) > 1 and thing.endswith(act[2:]):
            return f"{verb}{thing}"  # 历史建筑的使用性质不得改变。确需改变使用性质的
        if verb in match[1] and len(about) > len(act) and (place := _LIMITED_IN.search(match.string[: match.start()])):
            return place[1] + _HARM.sub("", about)
        if verb in match[1] and len(about) > len(act):
            since = _SINCE.search(match.string[: match.start()])
            return (since[1] if since else "") + _HARM.sub("", about)
    return "" if _BARE_VERB.match(act) else act
