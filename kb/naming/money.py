"""行政征收, 行政给付 and 行政奖励: what is levied, given, and for what one is rewarded."""

from __future__ import annotations

import re

from kb.naming.acts import act_of
from kb.naming.phrases import ORGAN, PARTY, Passage, Words, conduct, obliged, of_subject, party_in, tells_matter, tidy

_FEE = re.compile(
    r"(?:缴纳|交纳|缴交|征收|收取|计征|代征|开征|征|缴|交)((?:(?!缴纳|征收|收取)[^，。；、]){0,24}?(?:费|税款|税|出让金|占用金|基金|价款|使用金|保障金|附加))(?!用|率|务|收|人|源|目|法|税|利息|滞纳)"
)
_TAKEN = re.compile(
    r"征收((?!人|范围|部门|补偿|事项|国务院|转为)(?:(?!征收|单位(?!(?:、|和|或者?)个人的)|部门|机构|实施)[^，。；]){0,14}?(?:土地(?!上|使用权|增值|闲置|复垦|使用)|房屋|财产|林地|草原|森林|不动产))|(土地|房屋)征收决定"
)
_NOT_LEVY = re.compile(
    r"不采取[^，。；]{0,20}征收|免征|减征|免缴|减缴|缓缴|免收|减免|退还|滞纳金|不得(?:[^，。；]{0,40}[^，。；未])?(?:收取|征收)|停止征收|使用管理|水费|电费|物业|学费|保险公司|诉讼|专款专用|监督|收费标准(?:由|的)|用于|违反|未按|列支|罚款|支持社会|通行费|工本费|会费|退税|预算|编制|征收机构|收益|手续费|检测费|检验费|鉴定费|培训费|评估费|热费|气费|滞还|停车|租金|门票|票款|读者|会员|补偿协议|征购、收归|接收、没收|清算所得|自主销售"
)
_VAGUE_FEE = re.compile(
    r"^(?:有关|相关|应纳|所欠|其|该|上述)?(?:费|税|税款|价款|基金|相关税费|税费|各种税|规费|有关税费|关税款)$"
)


def levy(p: Passage) -> Words | None:
    """…费征收, …税征收, 征收土地."""
    if _NOT_LEVY.search(p.sentence):
        return None
    fee_said = re.search("费|税|基金", p.verb + p.sentence.partition(p.verb)[2][:6])
    said = p.sentence[max(0, p.sentence.find(p.verb)) :]  # 征收国有土地 goes on: 上的房屋
    taken = None if fee_said else _TAKEN.search(said) or _TAKEN.search(p.verb) or _TAKEN.search(p.sentence)
    if match := taken:
        about = tidy(match[1] or match[2], 20)
        about = "土地" if about == "为国有土地" else "" if "相当于" in about else about
        return Words(f"{about}征收", f"征收{about}", about) if about else None
    fees = (*_FEE.finditer(p.verb), *_FEE.finditer(p.sentence))
    match = next(
        (m for m in fees if "单位支付" not in m[1] and "相当于" not in m[1]), None
    )  # paid to the holder, not to the state
    if match is None:
        return None
    fee = tidy(re.sub(r"^.*(?:的|缴纳|征收|规定|标准(?!排污)|或者|和|为|加收|加倍|支付)", "", match[1]), 20)
    if not fee or _VAGUE_FEE.match(fee) or fee.endswith("税款"):
        tax = re.sub(r"(?:法|暂行条例|条例)(?:实施(?:细则|条例))?$", "", p.law)
        fee = tax if tax.endswith(("税", "关税")) and "征收" not in tax else "关税" if fee == "关税款" else ""
    if not fee or re.search(f"{ORGAN}|核定|应纳|其应", fee):
        return None
    act, party = act_of(p.condition) if p.condition else ("", "")
    act = "" if _SHORT_OF.match(act) else act
    fee = _whole_fee(_HOW_MUCH.sub("", fee), p)
    return Words(f"{fee}征收", act or f"缴纳{fee}", party or obliged(p.main))


_HOW_MUCH = re.compile("^[一二三四五六七八九十两至、倍0-9]{1,5}倍的?|^首次")
_BARE_FEE = re.compile(
    "(?:(?:变更|注册)?登记|申请|注册|年|使用|闲置|补偿|管理|保|服务|占用|修复|恢复|资源|签证|赔偿|补偿或者?赔偿|赔偿或者?补偿|有偿使用|有偿出让)[费金]"
)
_WASTE_FEE = re.compile("(?:处置|处理|清运|收集|服务)费")
_WASTE = re.compile("(?:建筑|生活|餐厨|厨余|医疗|危险)?(?:垃圾|废弃物|废物|渣土)")
_REGISTERS = re.compile("办理([^，。；]{2,20}登记)")


def _whole_fee(fee: str, p: Passage) -> str:
    """A fee with a bare name and what it is paid for: 登记费 of who has a ship registered is a 船舶登记费."""
    if _WASTE_FEE.fullmatch(fee) and (wastes := _WASTE.findall(f"{p.earlier}{p.sentence}")):
        return f"{wastes[-1]}{fee}"
    if not _BARE_FEE.fullmatch(fee):
        return fee
    register = _REGISTERS.search(p.sentence) if fee == "登记费" else None
    if register and (what := tidy(register[1], 20)) and what != "登记":
        return f"{what}费"
    return of_subject(fee, p.subject)


_SHORT_OF = re.compile("(?:达不到|未达到|未达|不足|低于|超过|高于|未安排|不能)[^，]{0,12}$")  # of what is said before
_BENEFIT = re.compile(
    r"(?:发放|发给|增发|给予|享受|领取|提供|支付|申领|申请|予以|按月|获得)((?:(?!享受|发放|给予|领取)[^，。；、]){0,20}?(?:抚恤金|抚恤|优待金|救济金|救济|救助金|最低生活保障金|最低生活保障待遇|最低生活保障|保障金|生活费|生活补助费?|生活补贴|护理补贴|津贴|临时救助|救助供养|供养|专项救助|救助|补助金|补助费|补助|补贴|养老金|失业保险金|保险金|保险待遇|待遇|奖励扶助金?|扶助金|褒扬金|丧葬补助金|丧葬费|优待|慰问金|奖励金))(?!金?后|待遇后|的|人员|对象|家庭|期间|资格|标准|条件)"
)
_ATTRIBUTE = re.compile("(?:待遇|金)?(?:、[^，。；]{0,40}等情形|或者[^，。；、]{0,8}家庭)")  # whom it describes
_TO = re.compile(
    r"对(?!象)([^。；]{2,60}?)(?:，)?(?:应当|可以|依法|按照[^，。；]{2,30}|根据[^，。；]{2,30}|由[^，。；]{2,40}|，|适当|定期|逐步|民政部门|每月|分别|优先|按规定|按月|实行|(?:县级|各级|市|区|省|当地|有关|民政)[^，。；]{1,24}?(?:政府|部门)|的)*(?:发放|发给|给予|提供|支付|予以|增发)"
)
_GIVEN_TO = re.compile(r"向([^，。；]{2,30}?)(?:支付|发放|发给)")
_EMPLOYER = re.compile(
    r"用人单位|所在单位|用工单位|雇主|工会|保险公司|(?<!企业)单位(?:应当|按照|给予|支付)|企业(?:应当|支付)|劳动合同|司法机关|应当退回|停发(?:供养|伤残)|政策|办法由|标准由|农业生产|产业|企业给予|项目|建设资金|停止|骗取|追回|退还|不再享受|制度|规划|鼓励[^。]{0,30}(?:社会|企业|金融)|机构给予|倡导|引导|购买服务|财政补贴|中央财政|财政困难|红十字|组织者|慈善|确保|社会力量|图书馆|公园|博物馆|景区|受理申领|请求|不享受|不得享受|不再|不予|补偿人|安置单位|拆迁|接收单位|费用，|等优待|半价|支持[^，。；]{2,20}采取|权益记录|平台|设立[^，。；]{2,12}(?:金|基金)|学校(?:应当|也?可以)|加强对|服务$|社会组织|自愿|捐|经营者|养殖场|合作社|减半|申请行政机关|小额贷款|不计入|(?:医院|急救机构)(?:可以|应当)|有关单位可以|融资服务|不得[^，。；]{0,16}领取|待遇的资格|结案|办案人员|办案费用|公民普惠|负有法定职责|享受除|有条件的地方和单位|告知或者帮助|继续享受|扣除|医疗机构、|(?:教师|医师|医务人员|教职工|专业技术人员)[^。；]{0,40}津贴"
)
_DEFINED = re.compile("是指|包括：|^[^，。；]{1,8}补贴[。，]?包括")  # what the word means
_OF_OTHERS = re.compile("享受(?:法律法规|法律、(?:行政)?法规|有关法律|国家法律)[^，。；]{0,8}规定的")  # only told of
_WEAK_BENEFIT = re.compile(
    r"^(?:适当的?|相应的?|一定的?|必要的?|其他|专项|社会|经济|一次性|定期|临时|生活|国家|有关|相关|物质)*(?:抚恤|优待|救济|救助|供养|补助|补贴|津贴|待遇|保险待遇|补助金|补助费|保障金|抚恤优待|生活补助|生活补贴|临时救助)$"
)


def benefit(p: Passage) -> Words | None:
    """…金给付 where the benefit has a name of its own, else 对…的补助."""
    if (
        _EMPLOYER.search(p.sentence)
        or _DEFINED.search(p.sentence + p.lead)
        or re.search("通过减免|通过[^。；]{0,30}(?:贷款|勤工)", p.sentence)
        or re.search("讨论决定|费用", p.lead)
        or _OF_OTHERS.search(p.sentence)
    ):
        return None
    match = _BENEFIT.search(p.sentence[max(0, p.sentence.find(p.verb)) :])
    if match is None or _ATTRIBUTE.match(match.string, match.end()):
        return None
    what = conduct(re.sub(r"^.*(?:的|标准|规定|向[^，]{2,10}|(?<=[遇费金贴助])和)(?=[^，]{2})", "", match[1]), 20)
    to = _TO.search(p.sentence)
    given = _GIVEN_TO.search(p.sentence)
    to = given or to
    who = tidy(to[1].rpartition("，对")[2] if to and "，对" in to[1] else to[1], 50) if to else ""
    who = re.sub(r"^是|在[^，]*(?:基础上|期间)$", "", who)
    if (kin := _KIN.search(p.sentence)) and (dead := tidy(p.condition or p.sentence.partition("，对")[0], 44)):
        who = f"{dead.partition('，依照')[0].removesuffix('的')}的{kin[1]}"
    who = who if re.search(rf"(?:{PARTY}|家庭|对象|遗属|烈士|老人|子女|家属|群众)$", who) else ""
    who = who or tidy(p.condition, 50) or obliged(p.main) or party_in(p.main)
    who = tidy(re.split(r"，|通过|应当" if len(who) > 24 or re.search(ORGAN, who) else "通过|应当", who)[0], 50)
    if re.search(ORGAN + "$|机构$", who) or not what or re.search(r"^[其该]|为$|高出|低于|转入|并", what):
        return None
    what = re.sub("^(?:支付|发放|领取|发给|给予|享受|当地|冲抵到)+", "", what)
    if what in ("待遇", "保险待遇", "优待") and p.verb.startswith("享受"):
        return None  # no benefit of its own
    who = _all_of(re.sub("^(?:是|地方各级人民政府对)(?=.{4})", "", who), p)
    bare = re.sub(r"^(?:适当|相应|一定|必要|其他|按规定|有关|相关|各项|付给|本[市省区](?=企业))的?", "", what)
    if _WEAK_BENEFIT.match(what) or _ANY_BENEFIT.fullmatch(bare):
        if re.search(rf"{PARTY}|家庭|对象|遗属|烈士|老人|子女|家属|群众", who):
            return Words(f"对{who}的{bare}", f"对{who}给予{bare}", _who(who))
        if _WEAK_BENEFIT.match(what) or not _OWN_NAME.match(bare):
            return None
    if bare == "优待金" and (serves := _SERVES.search(p.sentence)):
        bare = f"{serves[1]}{serves[2]}优待金"
    return Words(f"{bare}给付", f"对{who}给予{bare}" if who else f"给予{bare}", _who(who))


_KIN = re.compile(
    "对其((?:家属|遗属|子女|父母|配偶|近亲属)(?:、(?:家属|遗属|子女|父母|配偶))*)(?:应当|依法|给予|予以|发给|按)"
)
_SERVES = re.compile("^([^，。；]{2,8}?)(?:在)?服现役期间，(?:由[^，。；]{2,20})?其(家属|家庭)")
_ANY_BENEFIT = re.compile(
    "(?:资金|全额|财政|及时|困难|特殊|改造资金|岗位|奖励性|妥善|相应)*(?:安置和|照顾和)?(?:相应|适当)?的?(?:补助|补贴|救助|优待|津贴|救济)(?:(?<!优待)[金费])?"
)  # of which the name does not say what for
_OWN_NAME = re.compile("岗位|困难|特殊|救助金|生活")


def _all_of(who: str, p: Passage) -> str:
    """All that the sentence says of *who* where that is but the last noun: 人员 of 从事摆渡工作的人员."""
    whole = re.match(rf"(?:本市|本省)?([^，。；]{{2,40}}?的{who})(?:，|可以|应当|按照|依照|有权|在|享受|申请)", p.main)
    if not re.fullmatch(f"{PARTY}|家庭|家属|残疾人|老年人", who) or whole is None:
        return who
    return tidy(whole[1], 50) if not re.search("下列|之一|应当", whole[1]) else who


def _who(text: str) -> str:
    if "、" in text and "无" not in text and re.search(rf"{PARTY}$", text):
        return text
    return party_in(text) or (text if re.search(rf"{PARTY}$", text) else "")


_PRIZE = r"(?:表彰奖励|表彰|奖励|嘉奖|表扬)"
_ADVERB = r"(?:应当|可以|依法|按照[^，。；]{2,30}?|根据[^，。；]{2,30}?|依照[^，。；]{2,30}?|由[^。；]{2,60}?|，|适当|及时|定期|并|视情|查证属实|经(?!济|营|验|费)[^，。；]{2,16}|政府|有关部门|各级人民政府|县级以上[^，。；]{2,30})"
_FOR = re.compile(rf"对于?([^。；]{{2,110}}?)(?:，)?{_ADVERB}*(?:给予|予以|进行|实行)([^，。；]{{0,16}}?){_PRIZE}")
_AFTER = re.compile(
    rf"{_PRIZE}(?:和奖励|、奖励)?(?:在|对)?([^。；]{{4,60}}?(?:单位|个人|组织|公民|集体|举报人|人员)(?:和(?:个人|集体|单位))?)"
)
_NOT_PRIZE = re.compile(
    r"适用本(?:条例|法|办法|规定)|由[^，。；]{0,16}(?:建设|运营|经营|管理)单位[^，。；]{0,12}(?:给予|奖励)|终止奖励|撤销(?:其)?(?:奖励|表彰)|追回|骗取|企业(?:应当|可以)|学校(?:应当|可以)[^。；]{0,10}(?:给予|奖励)|用人单位(?:应当|可以)|办法由|标准由|不予奖励|本单位|(?:企业|事业单位|用人单位|职务发明[^，。；]{0,6}单位|单位自行)[^。；]{0,60}(?:应当|可以)[^。；]*(?:发明人|设计人|完成人|职工|员工)|(?:(?<![和、关])单位|企业|公司|经营者)(?:应当|可以)对|(?:法人|其他组织)(?:应当|可以)对|(?:应当|可以)对本?单位内部|企业事业单位应当|红十字会(?:应当|可以|对)|所在单位|村民委员会|下级|考核|奖励制度|激励机制|约定|股权|奖励扶助|奖励资金|税收|社会力量|(?:提倡|鼓励)[^。；]{0,40}(?:组织|团体|个人|企业|单位|力量)[^。；]{0,12}(?:设立|建立|捐助|捐赠)|集体经济组织(?:应当|可以)?给予|采纳[^，。；]{0,8}单位|不能给予|不得给予|征求其意见|绩效|奖励认定|被征收人|可以按照[^，。；]{2,10}奖励$|补助奖励政策|奖励性补[贴助]"
)


def reward(p: Passage) -> Words | None:
    """对…的表彰奖励."""
    if _NOT_PRIZE.search(p.sentence):
        return None
    match = _FOR.search(p.sentence)
    about = match[1] if match else ""
    if (
        match
        and p.condition
        and 0 < match.start() < len(p.condition)
        and not re.search(ORGAN, p.sentence[: match.start()])
    ):
        about = p.condition
    if not about and p.condition:
        about = re.sub(r"^对", "", p.condition)
    if not about and (head := re.match(rf"^([^。；]{{4,110}}?)，{_ADVERB}*(?:给予|予以)", p.sentence)):
        about = head[1]
    if not about and (after := _AFTER.search(p.sentence)):
        about = after[1]
    about = about.rpartition("，并对")[2] if "，并对" in about else about
    about = about.rpartition("，对")[2] if re.search("予以|给予", about) and "，对" in about else about
    before, _, last = about.rpartition("，对")
    if before and re.search(f"{PARTY}$", last) and not re.search(f"(?:{PARTY}|成员|家庭|[归侨]侨|侨眷)$", before):
        about = last  # 加强对绿化的宣传，对成绩显著的单位
    about = re.sub(r"，(?:各级|县|市|区|省|由|国家|地方|有关|当地|本|按照|依照|根据)[^，]*$", "", about)
    about = _AFTER_MERIT.sub("", re.sub("^鼓励(?=(?:公民|单位|社会)[^，]*参与)", "", about))
    about = re.sub(rf"，[^，]{{0,30}}{ORGAN}应?$", "", re.sub("^.*，应当对", "", about))
    about = conduct(_KEPT_SECRET.sub("", re.sub(r"等$|，要$", "", about)), 90)
    if _REPORTED.fullmatch(about) and (matter := _what_is_reported(p)):
        return Words(f"对举报{matter}的奖励", f"举报{matter}", "举报人")
    if (
        _REPORTED.fullmatch(about)
        and p.law
        and not _PROCEDURAL.search(p.law)
        and not re.search("举报(?!(?:内容|事项|线索|情况)?经?(?:调查|核查|查证)*属实|有功|查实)[^，]{4,}", about)
    ):
        return Words(f"对举报违反《{p.law}》行为的奖励", f"举报违反《{p.law}》行为", "举报人")
    if (
        not about
        or _NO_MERIT.search(about)
        or re.search(rf"{ORGAN}(?:应当|可以)|下列|给予|(?:执法机关|主管部门|人民政府|地区)$", about)
    ):
        return None
    about = _in_what(_OF_PLACE.sub("在", about), p)
    if told := _REPORTS_TRUE.fullmatch(about):
        return Words(f"对{told[1]}{told[2]}的奖励", f"{told[1]}{told[2]}", f"{told[1]}人")
    party = party_in(about) or _rewarded(about) or ("举报人" if "举报人" in p.sentence else "")
    return Words(f"对{about}的{_prize(p.sentence)}", about, party)


_OF_PLACE = re.compile("^在本[市省](?=[^，]{2,24}(?:工作中|方面)[作做成取])")
_AFTER_MERIT = re.compile(  # what ran in between the merit and the prize
    "，(?:(?:县|市、县)?人民|[^，]{0,16}所在地[^，]{0,8}人民|公安机关和其他|应|要|按(?:国家)?规定|颁发[^，]{2,12}|通过[^，]*方式)$|(?<=[人位者织])(?:，?应|要)$|，按[^，]{0,4}规定$"
)
_NO_MERIT = re.compile(  # aims, means and steps of a reward
    "^(?:其(?!他)|督查|和|扶持|根据|名额|支持(?=符合)|鼓励|国家对|同一事项|因特殊)|机制，|方式，(?:鼓励|引导)|不得(?!打击)|政策，|奖励的$|县（区）人民$|^(?:有关文明行为|符合条件)$"
)
_MERIT = re.compile(
    "(?:在工作中)?(?:(?:(?:[做作]出|取得|有)(?:显著|突出|优异|较大)?的?(?:成绩|贡献|成效)(?:显著|突出)?|表现突出|(?:成绩|成效|贡献)(?:显著|突出))[、和，]?)+的?(?:单位|个人|组织|集体|公民|人员|、|和|或者?|者)*"
)
_ACTIVITY_BEFORE = re.compile("(?:等|开展|参与|组织好?)([^、，。；等展与好]{2,16}(?:活动|工作))，[^。；对]{0,16}对")


def _in_what(about: str, p: Passage) -> str:
    """A merit that is only praised (表现突出的单位) with the activity named before, else the work that the law is about."""
    anybody = _ANYBODY.fullmatch(about)
    if not anybody and not _MERIT.fullmatch(about):
        return about
    merit = f"有功的{anybody[1]}" if anybody else about.removeprefix("在工作中")
    before = _ACTIVITY_BEFORE.search(p.sentence)
    if before and not re.match("[^的]{0,4}(?:保护|相关|有关|宣传)", before[1]):
        return f"在{before[1]}中{merit}"
    work = f"{p.subject}促进" if f"{p.subject}促进" in p.law else p.subject
    return f"在{work}工作中{merit}" if tells_matter(p.subject) else about


_ANYBODY = re.compile("(?:任何)?(单位[和或]?者?个人)")
_REPORTS_TRUE = re.compile("(报告|举报)的([^，]{4,30})，经?(?:调查|查证|核查)?(?:核实|属实)")
_KEPT_SECRET = re.compile("^[^，]{0,10}(?:信息|身份|秘密|内容)[^，]{0,12}保密，对(?=[^，]*(?:举报|属实))")
_PROCEDURAL = re.compile("举报|投诉|程序|信访|奖励")  # laws that are not themselves broken by what is reported
_BOTH = re.compile("表[彰扬](?:、|和|或者?|与|并|及|以及|，|给予|予以|物质)*奖励")


def _prize(sentence: str) -> str:
    """What is given, in the usual words: 表彰奖励 for both, 表彰 alone, else 奖励."""
    if _BOTH.search(sentence):
        return "表彰奖励"
    return "表彰" if "表彰" in sentence and "奖" not in sentence else "奖励"


_REPORTED = re.compile(
    "(?:实名|有功|符合条件的|提供线索的)?(?:(?:投诉|举报|检举|揭发|控告)(?:、|和|或者)?)*(?:人|人员|有功人员|者)|(?:(?:经)?(?:查证|调查|核查)?(?:举报|检举|投诉)?(?:事项|内容|线索|情况)?(?:经)?"
    "(?:调查|核查|查证|查)?属实)(?:的?(?:举报|线索|举报人|单位和个人))?|举报(?:有功的?|的)?(?:单位|组织|个人|公民|人员|和|、|或者)+|(?:举报|经)查实"
)
_WRONGS = re.compile(
    "(?:对于?|发现|举报|检举)((?:(?!对|发现|举报|检举|受理)[^，。；]){2,60}?(?:行为|活动|现象))(?!的单位|的个人)"
)


def _what_is_reported(p: Passage) -> str:
    """What may be reported, from the sentences before: 对破坏、侵占湿地的行为有权举报."""
    found = [tidy(match[1], 56) for match in _WRONGS.finditer(f"{p.earlier}，{p.sentence}")]
    return next((words for words in found if len(words) > 4 and not _LAWFUL.fullmatch(words)), "")


_LAWFUL = re.compile("(?:(?!违|非法|破坏|污染|侵|危害|走私|损|恐怖|犯|扰|间谍).)*活动")


def _rewarded(about: str) -> str:
    match = re.search(rf"((?:单位|组织|企业|集体|机构|团体)?(?:和|、|或者|及)?{PARTY})$", about)
    return match[1] if match and len(match[1]) > 1 else ""
