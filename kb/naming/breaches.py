"""What a penalty article punishes, and whom: the conduct and the party in the words of a condition."""

from __future__ import annotations

import re

from kb.naming.phrases import first_party

_NO_AIM = "(?<!(?<![项题科数栏剧书条节账帐细名曲品])目)(?<!保险标)(?<!合同标)"  # 用于非法目的, but 擅自变更项目的
HEAD = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?[ 　\t]+)?(?:[（(][一二三四五六七八九十百]{1,4}[）)]|\d{1,2}[.．、]|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]))?\s*"
)
_LAW = r"(?:本|该|前述)(?:法|条例|办法|规定|细则|规则|决定|实施办法|实施细则|实施条例)"
_PLACES = r"(?:第[一二三四五六七八九十百千零〇]+条|第?[（(][一二三四五六七八九十]{1,3}[）)](?=[、和或至])|第[一二三四五六七八九十]{1,3}(?=[、和或至到])|第?[（(]?[一二三四五六七八九十]{1,3}[）)]?[款项目])"
_HAVING = "(?<![工用器道玩文家渔农刀])具有"
_BREACH = re.compile(
    rf"(?:凡|对于?|因|有|{_HAVING})?(?:违反了?|不符合|不遵守)(?:本规定(?!第|的)|(?:{_LAW}|《[^》]{{2,40}}》|前[款条]|前[两二三四]款|本条(?!例)|上款|法律、(?:行政)?法规|国家有关|{_PLACES})"
    rf"(?:[^，。；]|，(?=第[一二三四五六七八九十百]{{1,6}}条)){{0,80}}?(?:规定|要求)(?:(?:和|或者?|以及|、)[^，。；]{{0,8}}?(?:标准|要求|规范|规定)(?=，))?(?:之一)?(?:的?行为)?(?:之一)?(?:的)?)(?:，|、|$)?"
    rf"|违反{_LAW}{_PLACES}+(?=擅自|未|非法|拒|不)"
    rf"|(?:凡|对于?)?违反(?:{_LAW}|《[^》]{{2,40}}》)(?:{_PLACES}|[、和])*的?，"
    r"|违反(?:[^，。；《》]{0,12}法(?:和|、|及)本(?:条例|办法|规定)[^，。；]{0,10}规定|法律、(?:行政)?法规)，"
    rf"|(?:(?:有|{_HAVING}|(?<!本)实施)[^，。；]{{0,20}}?|(?<!发生)(?<!属于)(?<!出现)(?<!造成)(?:{_LAW}|《[^》]{{2,40}}》)){_PLACES}[^，。；]{{0,60}}?(?:所列|规定|所述)[^，。；]{{0,40}}?(?:行为|情形)(?:之一)?(?:的)?(?:，|、|$)?"
    rf"|(?<!年)有前条(?:所列|规定)?的?(?:行为|情形)(?:之一)?的?(?:，|、|$)?"
    rf"|(?:有|{_HAVING}|实施|从事)(?:{_LAW})?(?:{_PLACES}|[一二三四五六七八九十]{{1,3}}(?=[、和或至到项])项?|、|和|或者|以及|至|到)+(?:所列)?(?:所?禁止的?|违法)?的?(?:行为|情形)(?:之一)?(?:的)?(?:，|、|$)?"
)
_LISTED = re.compile(
    rf"[，、]?(?:有|存在|{_HAVING}|实施|进行|从事|开展)?(?:下列|以下|上述|前款所列|前款)(?:[^，。；]{{0,30}})?(?:行为|情形|情况|规定|事项|活动|作业)(?:之一)?(?:的)?$"
)
_ONE_OF = re.compile(
    rf"(?:违反{_LAW}的?|有|存在|{_HAVING}|实施|进行|从事|开展)?(?:下列|以下)[^，。；]{{0,40}}?(?:行为|情形|活动)(?:(?:之一)?(?:的(?:单位|个人|[或和、者])*)?(?:，|$)|之一者?，?)"
)
_TAIL = re.compile(r"(?:，(?:并|且|但)?|[；;。：:，,、\s])+$")
_ACTOR = re.compile(
    r"^((?:[^，。；、（]|(?<=.)（|、(?=[^，。；]{1,12}(?:单位|企业|者|人|机构|部门|经营|站|场|所|店|公司|人员))){2,30}?(?:单位|企业|(?<!或)者|人|机构|公司|人员|场所|经营户|摊[贩点]|(?:医|代理|建筑|建造|工程|规划|会计|药)师|兽医|学校|站|店|所(?!在(?:[^，。；]{0,4}(?:单位|机构|学校)|地)|排放)|厂|户|会|院|社|[驶船练务成]员|业主|居民|村民|用户|导游|律师|司机))"
    r"(?=，?未|，?不|，?擅自|违反|违法|违规|非法|拒|伪造|超|在|将|有下列|以(?![外下上及内])|谎称|承担|承接|收受|变更|作(?!业|物|品|为|出)|隐匿|转移|同时|采|使|没有|隐|虚|出具|指使|强令|纵容|允许|聘用|雇用|委托|提供|转让|出租|出借|随意|任意|私自|故意|逾期|无正当|弄虚|回收|排放|发现|从事|利用|套取|骗取|挪用|截留|侵占|篡改|收取|倒卖|买卖|牟取|遇有|抗拒|泄露|损坏|涂改|超过|燃用|强行|无故|指派|招用|安排|删改|接到|接收|明知|参与|明示|暗示|承揽|诱导|诱使|侮辱|进行(?!侮辱|诽谤|打击|报复|处罚|人身|威胁|殴打|骚扰)|通过|主动|无偿|印制|承销|出售|$)"
)
_TWICE = re.compile(r"(?:单位|企业|公司|机构|人员|个人|(?<!或)者)(?![、和或及与的内外以中]|工作|负责|法定|主要|直接|$)")


COMMA = re.compile(r",(?![0-9]{3})")


_ELSEWHERE = re.compile(
    r"^除[^，。；]{2,60}另有规定(?:的)?外，|，?(?:其他|有关)?(?:有关)?法律、(?:行政)?法规(?:、规章)?(?:另有|有|没有|未作|对[^，。；]{0,16}有)规定(?:的)?"
)


def conduct_of(text: str, actor: str) -> str:
    """The conduct in *text* without number, breach formula and the 的 at its end; *actor* is put in front of a list's line.

    Empty where the text says no more than which article was broken.
    """
    text = re.sub("(?<=规定)，尚[不未]构成犯罪的?$", "", HEAD.sub("", COMMA.sub("，", text)))
    text = _BY_LAW_ALONE.sub("", _FOUND.sub("", _ABOUT.sub("", text)))
    text = re.sub("^凡(?:是|属于?)?(?=[^，。；]{4})", "", text)
    text = _ELSEWHERE.sub("", _BREACH.sub(_left_of, text))
    text = _SAME_LIST.sub(_besides, text)
    text = _BARELY.sub(lambda found: "" if _FAULT.match(found[1]) else found.group(), text)
    text = re.sub("^(?:违反规定)?(?:或者|而(?!且))", "", _TAIL.sub("", text))
    text = re.sub("违反规定的?(?:情形|行为)之一(?:的)?$", "", text)
    text = _LISTED.sub("", _BY_GRAVITY.sub("", text))
    text = re.sub(r"^(?:的)?(?:违法)?(?:行为|情形)(?:之一)?(?=的?$)", "", text)
    text = re.sub(rf"{_NO_AIM}的$", "", _either(_TAIL.sub("", text))).replace("\n", "")
    text = JOINED.sub("", re.sub(r"[ \t　]+", "", text))
    actor = actor.rstrip("，")
    if actor and text and not text.startswith(actor):
        if f"，{actor}" in text and PARTY_AT_END.search(actor):
            return text  # 教练员: （一）进行培训时，教练员未…
        if (whose := _PLACED.match(actor)) and PARTY_AT_END.search(whose[1]) and text.startswith(whose[1]):
            return f"{actor}，{text[whose.end(1) :]}"  # 船舶在航行中: （一）船舶未…
        if _SAME_ACT.match(actor) and not PARTY_AT_END.search(re.sub("车$", "", actor)) and text[:2] == actor[:2]:
            return text  # 驾驶机动车: 驾驶拼装车辆上路
        if "，" not in actor and PARTY_AT_END.search(actor) and (_OWN_PARTY.match(text) or _one_of(actor, text)):
            return text  # 生产经营单位: （一）施工单位未…
        if same := next((n for n in range(20, 2, -1) if actor[-n:] == text[:n] and text[n : n + 1] != "的"), 0):
            return actor + text[same:]  # 露天停车场: 停车场未…
        return (
            actor
            + ("" if PARTY_AT_END.search(actor) or _OPEN.search(actor) else "：" if "下列" in actor else "，")
            + text
        )
    return text


def _either(text: str) -> str:
    """*text* with 或者 between its last two conducts: 未登记的，伪造标签的 -> 未登记的，或者伪造标签的; 发现隐患的，未报告的 stays."""
    before, mark, last = text.rpartition("的，")
    first = before.rpartition("的，")[2]
    if not mark or not text.endswith("的") or _JOINT.match(last) or _QUALIFIES.match(last) or "，" in last:
        return text
    if _CASE.search(first) or first.startswith(("情节", "造成")):
        return text
    apart = _CLEAR_FAULT.search(first) or not (_CLEAR_FAULT.search(last) or _ABOUT_WHAT.match(first))
    return f"{before}的，或者{last}" if apart and re.search(f"{_NO_AIM}的$", f"{first}的") else text


_JOINT = re.compile("或者?|以及|并|且|及|但|又|和")
_QUALIFIES = re.compile(  # what came of the act, or how it went on
    "有|造成|致使|导致|情节|逾期|拒不|仍|经|尚|构成|数额|影响|危及|危害|妨碍|足以|属于|涉及|应当|可以|当事人|行为人|责任人|后果|被|其|无法|不能|不听|不改"
)
_CLEAR_FAULT = re.compile(
    "[未不](?!动|同|含|需|满|足|成年|少)|擅自|非法|违|拒|伪造|隐瞒|逾期|滥|破坏|侵占|骗|冒|乱|私自|弄虚"
)
_CASE = re.compile("^(?:遇|申请|(?!擅自|未|不)[^，]{0,8}(?:发生|发现|变更|需要?|终止))|(?:时|情形|情况|情节严重)$")
_ABOUT_WHAT = re.compile("(?:因|在|对|属|经(?!营)|符合)")


def _besides(found: re.Match[str]) -> str:
    """Who does what the law lists elsewhere; empty where only the place is said, which the list says too."""
    if not found[1] or PARTY_AT_END.search(found[1]):
        return found[1]
    return "" if _IN_PLACE.fullmatch(found[1]) else found.group()


_IN_PLACE = re.compile("在[^，。；]{2,40}(?:区域?|范围|地带|期间?)[内中里]?")


def _one_of(actor: str, text: str) -> bool:
    """Whether *text* begins with one of several parties of *actor*, or with another of its sort (电梯生产单位: 电梯制造单位…)."""
    if any(len(party) > 1 and text.startswith(party) for party in re.split("、|和|或者?|以及|及其?", actor)):
        return True
    own = _SORT.match(text)
    return own is not None and own[1] != actor and own[1][:2] == actor[:2]


_SORT = re.compile(r"([^，。；的、和或及]{3,10}?(?:单位|企业|机构|公司|经营者))(?![、和或及与的内外])")
_BY_GRAVITY = re.compile("，(?:根据|视)(?:其)?(?:违法)?情节(?:轻重)?$")
_SAME_LIST = re.compile(  # 从事本条例第三条所列活动: no words of its own
    rf"^([^，。；]{{0,40}}?)(?:从事|进行|实施|开展)(?:{_LAW})?{_PLACES}+(?:所列|规定|所述)?的?(?:禁止|所?禁止的)?(?:行为|活动)(?:之一)?的?$"
)
_SAME_ACT = re.compile("(?:驾驶|生产|经营|销售|使用|运输)[^，]{1,6}$")
_BY_LAW_ALONE = re.compile(
    rf"^(?:凡|对于?)?违反{_LAW}，(?=(?:在[^，。；]{{2,24}}[中内时，])?(?:未|不|擅自|非法|拒|伪造|隐瞒))"
)
_OWN_PARTY = re.compile(
    r"(?:(?!有关|相关|其他|其|本|该|所属)(?:(?!明示|暗示|委托|使用|聘|雇|要求|允许|提供|指使|强令|强迫|冒|假|侵|代|工作|向|与|对|让|给|为|将|把|被|未|不|擅|违|拒|的)[^，。；])"
    r"{1,16}(?:单位|企业|公司|机构|经营者|生产者|销售者|服务者|(?:法|代理|管理|经营|托运|承运|所有|使用|投资|受托|发行)人|公民))(?=未|不(?!同)|擅自|违反|拒)"
    r"|(?:从事|经营|提供|使用|生产)[^，。；未不]{2,40}?的(?:企业|单位|机构|经营者)(?:[和或]者?个人)?(?=未|不(?!同)|擅自|违反|拒)"
)
_PLACED = re.compile("([^，。；]{2,10}?)在(?!职)")
_BARELY = re.compile(r"违反(?:本)?规定，?(?=([^，。；]{2,}))")
_OPEN = re.compile("(?:生产|经营|销售|使用|运输|储存|出售|收购|捕捞|种植|制作|发布|携带|进口)$")


def object_of(text: str) -> str:
    """Who does it: the noun at the head of a conduct (建设单位, 食品经营者), empty where there is none."""
    if serves := _SERVES.match(conduct_of(text, "")):
        return serves[1]
    match = _ACTOR.match(conduct_of(text, ""))
    whom = re.sub("^对于?(?!外|[^，]*负有(?:主要|全部|直接)?责任)|分别$", "", match.group(1)) if match else ""
    if (victim := _VICTIM.search(whom)) and not PARTY_AT_END.search(whom := whom[: victim.start()]):
        return ""
    return "" if _TWICE.search(whom) or _NO_ACTOR.search(whom) or _DOES.search(whom) else whom


_VICTIM = re.compile(  # 慈善组织泄露捐赠人: whom it is done to, after who does it
    "泄露|教唆|引诱|胁迫|(?:组织、)?指使|(?<=.)接纳(?=未成年人)|(?<=[位所店学校园业者构])(?:招用|雇用|安排)(?=未成年人|童工)"
)
_SERVES = re.compile(  # 仅为经营者提供信息服务的平台提供者未…
    "((?:仅?为|从事|向)[^，。；未不]{4,40}的(?!单位|企业|机构|个人)[^，。；未不的]{2,16}(?:者|单位|企业|机构|公司|人员))(?=未|不|擅自|违反|拒|有)"
)
_DOES = re.compile(
    "^(?:遗弃|虐待|冒充|殴打|侮辱|诽谤|胁迫|诱骗|强迫|容留|收留|雇用|聘用|指使)|(?<=组织|机构|企业|单位|公司)为|未(?!成年)|不(?!动产)|擅自|非法|配备|违反|作为|变相|同时在|给予"
)


def doer_of(conduct: str) -> str:
    """Who does it, also where circumstances stand before: 施工过程中，建设单位未报告 -> 建设单位."""
    pieces = re.split("，(?:或者)?", conduct)
    for at, piece in enumerate(pieces):
        whom = object_of(piece) or ("" if re.match("对(?!外)", piece) else first_party(piece))
        if whom and not (_NO_ACTOR.search(whom) or _FAULT.search(whom)):
            return "" if any(map(_OTHER_PARTY.match, pieces[:at])) else whom
        if _FAULT.search(piece) and not _WITHOUT.fullmatch(piece):
            break
    return ""


_OTHER_PARTY = re.compile(  # 建设单位收受回扣，施工单位给予回扣: neither alone
    "(?!在|因|经(?!营)|对|与|向|由|为)[^，的在因向与对由]{0,16}(?:单位|企业|机构|公司|人员|经营者)(?![^，]*(?:[时中前后的内上]|期间|情况|情形|批准|同意|许可|发现[^，]*)$)[^，]{3,}"
)
_WITHOUT = re.compile("未(?:经|取得|征得)[^，]{2,30}(?:同意|批准|许可|审查|审核|验收|证书?|执照)")  # …，建设单位变更
_NO_ACTOR = re.compile(
    "^(?:(?:与|按照|依照|行驶|提供|出租(?!汽?车)|出借|利用|开办|设立|举办|进入|改变|拆除|向|为(?!.*的)|将|在|对(?!外|[^，]*负有(?:主要|全部|直接)?责任)|因|经批准|通过|以)(?!者|人|单位|方|企业)|违|擅|非法|伪|[未不拒]|威胁|侮辱|殴打|妨碍|阻[碍挠]|包庇|破坏|损[毁坏]|占用|侵占|[面全]社|(?:设置|清洗|洗涤|停放|堆放|摆放|搭建|倾倒)(?!.*(?:单位|个人|企业|公司|[人者])$)|其他(?:单位|人)|本单位$)|[他本]人$|社会$"
)


JOINED = re.compile(rf"{_NO_AIM}的(?=，)")
PARTY_AT_END = re.compile(
    r"(?:单位|企业|者|人|机构|公司|人员|[教船学海乘驶务练成]员|居民|村民|公民|用户|律师|司机|导游|组织|团体|车|船舶?|(?<![生成增])长|站|店|厂|场|所(?![在有需属])|实验室|户|师|校|园|院|会|社|商|业主|银行|部门|部队|摊[贩点]|兽医)$"
)
_ABOUT = re.compile(
    r"^(?:凡是?|对于?)(?=拒[绝不]|阻[碍挠]|妨碍|擅自|违[反规法]|非法|伪造|变造|涂改|[侮辱]骂?辱?骂?|殴打|隐[瞒匿]|虚报|破坏|损[坏毁]|盗[窃用]|有(?:下列|前)|未(?!成年|到)"
    r"|不(?:[按依履执]|及时)|毁弃|私[拆自]|冒[领用]|贪污|挪用|截留|骗取|倒卖|走私|拖欠|逃匿|恶意|无法|经限期|逾期|利用|寻衅|弄虚作假|超[过出])"
    r"(?![^，。；]*的[^，。；的]{1,20}(?:进行|予以|实施|[未不]|擅自|施))"
)
_FOUND = re.compile(
    r"^[^，。；]{2,30}(?:部门|机关|机构|局)(?:及其工作人员)?(?:在[^，。；]{2,24}[中时]，?)?发现(?=.{4})"
)
_FAULT = re.compile(r"[未不]|擅自|非法|违|拒|伪造|变造|超|隐|虚|逾期|滥|阻|损|破坏|侵|骗|冒")


def _left_of(breach: re.Match[str]) -> str:
    """What stays of a breach formula: 违反规定 where it runs on into an activity that has no fault in it."""
    after = re.split("[，。；]", breach.string[breach.end() :])[0].removesuffix("的")
    if breach.start() and after and re.fullmatch("对违反前[^，]*的", breach.group()):
        return "对违反规定的"  # 平台对违反前款规定的经营者未采取措施
    if breach.start() and re.match("不(?:符合|遵守)国家", breach.group()):
        return re.sub("的?，?$", "", breach.group())  # 从事维修业务不符合国家有关规定 is the conduct itself
    before = re.split("[，。；]|或者|以及", breach.string[: breach.start()])[-1]
    if breach.group().startswith("有") and re.search("[发播含附载登]布?[有放载示]?$", before) and after:
        return "有" + re.sub(".*(?:规定|所列|所述)的?", "", breach.group()).rstrip(
            "，"
        )  # 发布有本法第九条规定情形的广告
    if re.match("不", breach.group()) and (
        (len(before) > 3 and not PARTY_AT_END.search(before)) or _MEASURE.match(after)
    ):
        return "不符合规定" + (
            "的" if after and breach.group().endswith("的") else ""
        )  # 开展评估服务不符合本条例第五条规定要求
    doing = not re.match("具?有", breach.group())
    business = before.endswith(("活动中", "过程中", "工作中")) and "《" not in breach.group()
    acted = _ACTED.search(before) or business
    if doing and not after and len(before) > 4 and acted and not PARTY_AT_END.search(before):
        return "违反规定"  # 使用未注册商标违反本法第十条规定: the act alone is no breach
    bare = re.fullmatch(r"违反(?:本规定|本[^第，、]{1,6}规定|国家有关规定，?)", breach.group())
    cited = breach.group().endswith("规定") and re.search(rf"违反{_LAW}?{_PLACES}", breach.group())
    if re.fullmatch("违反本[^第，、]{1,6}规定，", breach.group()) and _lawful(breach.string[breach.end() :]):
        return "违反规定"  # 违反本条例规定，出口样品的: the act alone is no breach
    if (
        cited
        and len(after) > 3
        and not (_FAULT.search(after) or _TELLS.search(after) or re.match("的|实施下列", after))
    ):
        return "违反规定"  # 违反第五条规定收集废料
    return (
        re.sub("本[^规]*(?=规定)|(?<=违反)本(?=规定)", "", breach.group())
        if bare
        and len(after) > 3
        and not re.match("的|[有实存][施在]?(?:下列|以下|前)", after)
        and not _FAULT.search(after)
        else ""
    )


def _lawful(act: str) -> bool:
    """Whether *act* is what anybody may do who keeps the rules: 颁发证书, and not 伪造证书 or 在禁渔区捕捞."""
    whole = act.endswith("的") and not re.search("第[^，。；]{1,12}条|下列", act)  # not the lead of a list
    return whole and bool(_PLAIN_ACT.match(act)) and not (_FAULT.search(act) or _WRONG.search(act))


_PLAIN_ACT = re.compile(
    "(?:颁发|发放|出口|进口|采伐|移植|移栽|利用|占用|使用(?!管理|单位)|销售|生产|经营(?!者|单位|企业|机构|性)|运输(?!企业|经营|车)|收购|出售|购买|购进|携带(?!者)|邮寄|开采|勘查|捕捞|猎捕|排放(?!单位)|建设(?!单位|项目|工程)"
    "|建造|新建|修建|设置(?!单位|者)|设立|举办(?!者|单位)|开办|组织(?!者)|收集|处置|采集|饲养(?!者|人)|养殖(?!者)|种植(?!者)|加工|储存|贮存|制作|发布(?!者)|印刷(?!企业|业)|安装(?!单位)|征收|收取|招用|聘用|录用|取用|取水|从事)"
    "(?![^，。；]*的(?:单位|企业|机构|[^，。；]{0,6}者|个人|船舶|车辆|人员|人)[^的])"
)
_WRONG = re.compile(
    "在[^，。；]{2,}|禁[止用]|淘汰|报废|假|劣|盗|恶意|随意|任意|强[迫制行]|强令|变相|危害|危及|妨[碍害]|干扰|扰乱|污染|打击|报复|截留|挪用|贪污|误导|欺诈|失效|过期|变质|有毒|有害|低于|直接[向排]|歧视|贿|赌|淫|毒|封建迷信|迟|漏|泄|倒卖|以?外"
)
_MEASURE = re.compile("的?(?:条件|标准|要求|资格)")  # 经检查不符合本条例规定条件
_ACTED = re.compile(
    "^(?:在[^，]{2,20})?(?:使用|从事|进行|生产|经营|销售|发布|制作|设置|建设|修建|开采|运输|携带|存放|燃放|利用|收集|处置|排放|养殖|捕捞|采集|举办|开展|出租|转让|收购|加工|储存|进口|出口|停放|驾驶|饲养)"
)
_TELLS = re.compile(
    "^构成|内幕|混淆|操纵|贿赂|虚假|私自|搭售|(?:并|且|尚?未)?(?:造成|致使|导致|影响|危及|情节|有(?:下列|前))"
)  # the fault, or a result
_EMPTY = re.compile(
    r"(?:违反(?:了)?(?:上述|以上|前述|有关|相关|本)?(?:规定|要求)?|处以?罚款|(?:有)?(?:上述|前述|以上|所?禁止的?)?(?:违法)?(?:行为|情形)?(?:之一)?|[，、和或者及与至的]|规定|义务|以及|情节严重|(?:根据|视)(?:其)?情节(?:轻重)?|(?:逾期|拒)(?:不|未|仍)[^，。；]{0,4}改[^，。；]{0,3})+"
)
_NUMBERS = re.compile(rf"违反(?:{_LAW}|本条)?{_PLACES}|(?:{_LAW}|本条)?{_PLACES}+")


def says_nothing(conduct: str, actor: str) -> bool:
    """Whether *conduct* only tells that a rule was broken: no words beyond article numbers, 违反规定 and who did it."""
    rest = _NUMBERS.sub("", conduct.removeprefix(actor))
    rest = re.sub("(?:[，、和及与至的]|或者|以及|规定|要求)+$", "", rest)
    return not rest or bool(_EMPTY.fullmatch(rest)) or object_of(rest) == rest


def setting_of(text: str) -> str:
    """Who, and in which setting, in the line before a list: 船长有下列情形之一的 -> 船长."""
    text = _ONE_OF.sub("", re.sub(r"\s+", "", HEAD.sub("", COMMA.sub("，", text))))
    text = re.sub("^对于?(?=[^，。；]{2,12}违反)", "", text)
    bare = re.sub("^(?:凡是?|对于?)$", "", conduct_of(JOINED.sub("", text), ""))
    bare = re.sub("^(?:或者?|并且?|且)+|违反本(?:法|条例|办法|规定)$", "", _AMONG.sub("", bare))
    bare = _PURPOSE.sub("", bare).strip("，")
    return "" if says_nothing(bare, "") and not PARTY_AT_END.search(bare) else bare


_PURPOSE = re.compile("^为了?(?:保障|维护|保护)[^，。；]{2,40}，(?:对$)?|(?:^|，)对$")
_AMONG = re.compile(
    "(?<=生产|经营|销售|使用|运输|储存|出售|收购|捕捞|种植|制作|发布|携带|进口)(?:下列|以下)[^，。；]{1,20}$"
)


_MENTIONED = re.compile(  # penalties themselves, what a body has done or found, and what is left of a sentence
    r"[一-龥]|(?:警告|罚款|行政拘留|拘留|通报批评|暂扣|较大数额(?:的)?罚款|责令停产停业|没收(?:较大数额)?(?:违法所得|非法财物|财产)|吊销[^，。；]{2,16}(?:许可证|执照)(?:[或和、者][^，。；]{1,8})?)"
    r"|改正|国家|经批准|明显无价值|(?:[^，。；]{0,16}法律、(?:行政)?法规|[^，。；]{0,6}法)(?:已有|另有|未作|没有)(?:处罚)?规定"
    r"|[^，。；]{0,40}(?:部门|机关|政府|机构|局)(?:依法)?对[^，。；]{2,40}(?:[作做]出|给予|依法(?:暂扣|吊销))[^。；未不]{0,80}(?:决定|处理)"
    r"|[^，。；]{0,40}(?:部门|机关)(?:经)?(?:调查|核查)?(?:查证|核查|调查|核实)属实|[^，。；]{0,24}(?:部门|机关)依法(?:撤回|撤销|注销|吊销|、)+[^，。；]{2,24}"
    r"|(?:县级以上)?[^，。；]{0,30}(?:部门|机关)在监督检查(?:工作)?中发现[^，。；]{2,24}构成犯罪.*"
    r"|[^，。；]{2,20}同时(?:被处以?暂扣[^，。；]{2,16}|违反[^，。；]{2,40}其他(?:有关)?法律(?:、法规)?(?:规定)?)"
    r"|[^，。；]{2,30}(?:予以|处以?|给予)(?:警告|[^，。；]{0,20}罚款)[^。；]*可以当场.*"
)


def only_mentions(conduct: str) -> bool:
    """Whether *conduct* is none: a penalty as such, an act of the body that punishes, or the rest of a sentence."""
    return bool(_MENTIONED.fullmatch(conduct))
