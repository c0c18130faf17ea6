"""What a penalty article punishes, and whom: the conduct and the party in the words of a condition."""

from __future__ import annotations

import re
from itertools import pairwise

from kb.naming.phrases import first_party

_HEAD = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?[ 　\t]+)?(?:[（(][一二三四五六七八九十百]{1,4}[）)]|\d{1,2}[.．、])?\s*"
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
    rf"|(?:有|{_HAVING}|实施|从事)(?:{_LAW})?(?:{_PLACES}|、|和|或者|以及|至|到)+(?:所?禁止的?|违法)?(?:行为|情形)(?:之一)?(?:的)?(?:，|、|$)?"
)
_LISTED = re.compile(
    rf"[，、]?(?:有|存在|{_HAVING}|实施|进行|从事|开展)?(?:下列|以下|上述|前款所列|前款)(?:[^，。；]{{0,30}})?(?:行为|情形|情况|规定|事项|活动|作业)(?:之一)?(?:的)?$"
)
_ONE_OF = re.compile(
    rf"(?:违反{_LAW}的?|有|存在|{_HAVING}|实施|进行|从事|开展)?(?:下列|以下)[^，。；]{{0,40}}?(?:行为|情形|活动)(?:(?:之一)?(?:的(?:单位|个人|[或和、者])*)?(?:，|$)|之一者?，?)"
)
_TAIL = re.compile(r"(?:，(?:并|且|但)?|[；;。：:，,、\s])+$")
_ACTOR = re.compile(
    r"^((?:[^，。；、（]|(?<=.)（|、(?=[^，。；]{1,12}(?:单位|企业|者|人|机构|部门|经营|站|场|所|店|公司|人员))){2,30}?(?:单位|企业|(?<!或)者|人|机构|公司|人员|场所|经营户|医师|兽医|学校|站|店|所(?!在(?:[^，。；]{0,4}(?:单位|机构|学校)|地)|排放)|厂|户|会|院|社|[驶船练务成]员|业主|居民|村民|用户|导游|律师|司机))"
    r"(?=，?未|，?不|，?擅自|违反|违法|违规|非法|拒|伪造|超|在|将|有下列|以(?![外下上及内])|采|使|没有|隐|虚|出具|指使|强令|纵容|允许|聘用|雇用|委托|提供|转让|出租|出借|随意|任意|私自|故意|逾期|无正当|弄虚|回收|排放|发现|从事|利用|套取|骗取|挪用|截留|侵占|篡改|收取|倒卖|买卖|牟取|遇有|抗拒|泄露|损坏|涂改|超过|燃用|强行|无故|指派|招用|安排|删改|接到|接收|明知|参与|明示|暗示|承揽|诱导|诱使|侮辱|进行(?!侮辱|诽谤|打击|报复|处罚|人身|威胁|殴打|骚扰)|通过|主动|无偿|印制|承销|出售|$)"
)
_TWICE = re.compile(r"(?:单位|企业|公司|机构|人员|个人|(?<!或)者)(?![、和或及与的内外以中]|工作|负责|法定|主要|直接|$)")


_COMMA = re.compile(r",(?![0-9]{3})")


_ELSEWHERE = re.compile(
    r"^除[^，。；]{2,60}另有规定(?:的)?外，|，?(?:其他|有关)?(?:有关)?法律、(?:行政)?法规(?:、规章)?(?:另有|有|没有|未作|对[^，。；]{0,16}有)规定(?:的)?"
)


def conduct_of(text: str, actor: str) -> str:
    """The conduct in *text* without number, breach formula and the 的 at its end; *actor* is put in front of a list's line.

    Empty where the text says no more than which article was broken.
    """
    text = re.sub("(?<=规定)，尚[不未]构成犯罪的?$", "", _HEAD.sub("", _COMMA.sub("，", text)))
    text = _BY_LAW_ALONE.sub("", _FOUND.sub("", _ABOUT.sub("", text)))
    text = _ELSEWHERE.sub("", _BREACH.sub(_left_of, text))
    text = _BARELY.sub(lambda found: "" if _FAULT.match(found[1]) else found.group(), text)
    text = re.sub("^(?:违反规定)?(?:或者|而(?!且))", "", _TAIL.sub("", text))
    text = _LISTED.sub("", text)
    text = re.sub(r"^(?:的)?(?:违法)?(?:行为|情形)(?:之一)?(?=的?$)", "", text)
    text = re.sub(r"(?<![为的]目)的$", "", _TAIL.sub("", text)).replace("\n", "")
    text = _JOINED.sub("", re.sub(r"[ \t　]+", "", text))
    actor = actor.rstrip("，")
    if actor and text and not text.startswith(actor):
        if f"，{actor}" in text and _PARTY.search(actor):
            return text  # 教练员: （一）进行培训时，教练员未…
        if (whose := _PLACED.match(actor)) and _PARTY.search(whose[1]) and text.startswith(whose[1]):
            return f"{actor}，{text[whose.end(1) :]}"  # 船舶在航行中: （一）船舶未…
        if _SAME_ACT.match(actor) and not _PARTY.search(re.sub("车$", "", actor)) and text[:2] == actor[:2]:
            return text  # 驾驶机动车: 驾驶拼装车辆上路
        if "，" not in actor and _PARTY.search(actor) and (_OWN_PARTY.match(text) or _one_of(actor, text)):
            return text  # 生产经营单位: （一）施工单位未…
        if same := next((n for n in range(20, 2, -1) if actor[-n:] == text[:n] and text[n : n + 1] != "的"), 0):
            return actor + text[same:]  # 露天停车场: 停车场未…
        return actor + ("" if _PARTY.search(actor) or _OPEN.search(actor) else "：" if "下列" in actor else "，") + text
    return text


def _one_of(actor: str, text: str) -> bool:
    """Whether *text* begins with one of several parties of *actor*, or with another of its sort (电梯生产单位: 电梯制造单位…)."""
    if any(len(party) > 3 and text.startswith(party) for party in re.split("、|和|或者?|以及|及其?", actor)):
        return True
    own = _SORT.match(text)
    return own is not None and own[1] != actor and own[1][:2] == actor[:2]


_SORT = re.compile(r"([^，。；的、和或及]{3,10}?(?:单位|企业|机构|公司|经营者))(?![、和或及与的内外])")
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
    match = _ACTOR.match(conduct_of(text, ""))
    whom = re.sub("^对于?(?!外)|分别$", "", match.group(1)) if match else ""
    return "" if _TWICE.search(whom) or _NO_ACTOR.search(whom) or _DOES.search(whom) else whom


_DOES = re.compile(
    "^(?:遗弃|虐待|冒充|殴打|侮辱|诽谤|胁迫|诱骗|强迫|容留|收留|雇用|聘用|指使)|(?<=组织|机构|企业|单位|公司)为|未(?!成年)|不(?!动产)|擅自|非法|配备|违反"
)


def doer_of(conduct: str) -> str:
    """Who does it, also where circumstances stand before: 施工过程中，建设单位未报告 -> 建设单位."""
    for piece in conduct.split("，"):
        whom = object_of(piece) or ("" if re.match("对(?!外)", piece) else first_party(piece))
        if whom and not (_NO_ACTOR.search(whom) or _FAULT.search(whom)):
            return whom
        if _FAULT.search(piece):
            break
    return ""


_NO_ACTOR = re.compile(
    "^(?:(?:提供|出租(?!汽?车)|出借|利用|开办|设立|举办|进入|改变|拆除|向|为(?!.*的)|将|在|对(?!外)|因|经批准|通过|以)(?!者|人|单位|方|企业)|违|擅|非法|伪|[未不拒]|威胁|侮辱|殴打|妨碍|阻[碍挠]|包庇|破坏|损[毁坏]|占用|侵占|[面全]社|其他(?:单位|人))|[他本]人$|社会$"
)


_JOINED = re.compile(r"(?<![为的]目)的(?=，)")
_PARTY = re.compile(
    r"(?:单位|企业|者|人|机构|公司|人员|[教船学海乘驶务练成]员|居民|村民|公民|用户|律师|司机|导游|组织|团体|车|船舶?|(?<![生成增])长|站|店|厂|场|所(?![在有需属])|实验室|户|师|校|园|院|会|社|商|业主|银行|部门|部队|摊贩|兽医)$"
)
_ABOUT = re.compile(
    r"^(?:凡是?|对于?)(?=拒[绝不]|阻[碍挠]|妨碍|擅自|违反|非法|违法|伪造|变造|涂改|[侮辱]骂?辱?骂?|殴打|隐瞒|虚报|破坏|损[坏毁]|盗窃|有(?:下列|前)|未(?!成年|到)|不(?:按|依|履|执))"
)
_FOUND = re.compile(
    r"^[^，。；]{2,30}(?:部门|机关|机构|局)(?:及其工作人员)?(?:在[^，。；]{2,24}[中时]，?)?发现(?=.{4})"
)
_FAULT = re.compile(r"[未不]|擅自|非法|违|拒|伪造|变造|超|隐|虚|逾期|滥|阻|损|破坏|侵|骗|冒")


def _left_of(breach: re.Match[str]) -> str:
    """What stays of a breach formula: 违反规定 where it runs on into an activity that has no fault in it."""
    after = re.split("[，。；]", breach.string[breach.end() :])[0].removesuffix("的")
    if breach.start() and re.match("不(?:符合|遵守)国家", breach.group()):
        return re.sub("的?，?$", "", breach.group())  # 从事维修业务不符合国家有关规定 is the conduct itself
    before = re.split("[，。；]|或者|以及", breach.string[: breach.start()])[-1]
    if re.match("不", breach.group()) and len(before) > 4 and not _PARTY.search(before):
        return "不符合规定" + (
            "的" if after and breach.group().endswith("的") else ""
        )  # 开展评估服务不符合本条例第五条规定要求
    doing = not re.match("具?有", breach.group())
    if doing and not after and len(before) > 4 and _ACTED.search(before) and not _PARTY.search(before):
        return "违反规定"  # 使用未注册商标违反本法第十条规定: the act alone is no breach
    bare = re.fullmatch(r"违反(?:本规定|本[^第，、]{1,6}规定|国家有关规定，?)", breach.group())
    cited = breach.group().endswith("规定") and re.search(rf"违反{_LAW}?{_PLACES}", breach.group())
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


_ACTED = re.compile(
    "^(?:在[^，]{2,20})?(?:使用|从事|进行|生产|经营|销售|发布|制作|设置|建设|修建|开采|运输|携带|存放|燃放|利用|收集|处置|排放|养殖|捕捞|采集|举办|开展|出租|转让|收购|加工|储存|进口|出口|停放|驾驶|饲养)"
)
_TELLS = re.compile(
    "^构成|内幕|混淆|操纵|贿赂|虚假|私自|搭售|(?:并|且|尚?未)?(?:造成|致使|导致|影响|危及|情节|有(?:下列|前))"
)  # the fault, or a result
_EMPTY = re.compile(
    r"(?:违反(?:了)?(?:上述|以上|前述|有关|相关|本)?(?:规定|要求)?|处以?罚款|(?:有)?(?:上述|前述|以上)?(?:违法)?(?:行为|情形)?|[，、和或者及与至的]|规定|以及|情节严重|(?:根据|视)(?:其)?情节(?:轻重)?|(?:逾期|拒)(?:不|未|仍)[^，。；]{0,4}改[^，。；]{0,3})+"
)
_NUMBERS = re.compile(rf"违反(?:{_LAW}|本条)?{_PLACES}|(?:{_LAW}|本条)?{_PLACES}+")


def says_nothing(conduct: str, actor: str) -> bool:
    """Whether *conduct* only tells that a rule was broken: no words beyond article numbers, 违反规定 and who did it."""
    rest = _NUMBERS.sub("", conduct.removeprefix(actor))
    rest = re.sub("(?:[，、和及与至的]|或者|以及|规定|要求)+$", "", rest)
    return not rest or bool(_EMPTY.fullmatch(rest)) or object_of(rest) == rest


def setting_of(text: str) -> str:
    """Who, and in which setting, in the line before a list: 船长有下列情形之一的 -> 船长."""
    text = _ONE_OF.sub("", re.sub(r"\s+", "", _HEAD.sub("", _COMMA.sub("，", text))))
    text = re.sub("^对于?(?=[^，。；]{2,12}违反)", "", text)
    bare = re.sub("^(?:凡是?|对于?)$", "", conduct_of(_JOINED.sub("", text), ""))
    bare = re.sub("^(?:或者?|并且?|且)+|违反本(?:法|条例|办法|规定)$", "", _AMONG.sub("", bare))
    bare = _PURPOSE.sub("", bare).strip("，")
    return "" if says_nothing(bare, "") and not _PARTY.search(bare) else bare


_PURPOSE = re.compile("^为了?(?:保障|维护|保护)[^，。；]{2,40}，(?:对$)?|(?:^|，)对$")
_AMONG = re.compile(
    "(?<=生产|经营|销售|使用|运输|储存|出售|收购|捕捞|种植|制作|发布|携带|进口)(?:下列|以下)[^，。；]{1,20}$"
)
_CASES = re.compile(r"(?:有|存在|属于|符合)?(?:下列|以下)[^，。；]{0,8}(?:情形|情况|条件)(?:之一)?的(?=，)")
_MODAL = re.compile(
    r"(?P<ban>不得|(?<![所令定])禁止(?![的性区]|行为|[^，。；]{1,10}(?:标[志识牌]|制度|警示)|(?:吸烟|停[车放]|捕捞|养殖|燃放(?:烟花爆竹)?|建设|开发)的?(?:公共)?(?:场所|区域|路段|地点))|严禁|不准)"
    r"|(?P<duty>(?:应当|必须|须(?=[经向在按持])|应(?=[按在及向符]))(?!知))"
)
_ORGANS = re.compile(r"(?:人民政府|部门|主管机关|行政机关|办事处|委员会)[^，。；]{0,20}$")
_OFFICIAL = re.compile("政府|部门|机关|委员会|法院|办事处|管理机构")
_ANYBODY = re.compile(
    r"(?<!的)(?:任何|各|有关|相关|其他)*(?:(?:单位|组织|机构)(?:和|或者?|、|及)个人|个人(?:和|或者?|、|及)(?:单位|组织))(?:都|均|也)?，?$"
    r"|任何人(?:都|均)?$|(?:都|均|也|至少|一律|还|同时)$"
)
_SELF = re.compile(r"按照?|依照|依法|及时|自|在|于|经|向|定期|即时|立即|如实|妥善|立即|遵守|当场|事先")
_LONG = 160  # characters of a breach to which that of the next sentence is not added


def breach_of(text: str) -> str:
    """The breach of the duties in *text*: X不得Y -> XY, X应当Y -> X未按规定Y; empty where it lays none on a party."""
    text = _CASES.sub("在规定的情形下", _HEAD.sub("", _COMMA.sub("，", text)))
    found = ""
    for sentence in re.split("[。；;\n]", text):
        made = _breach_in(re.sub(r"\s+|(?<=禁止)或者限制(?=在)", "", sentence), further=bool(found))
        if made and len(found) + len(made) <= _LONG:
            found += ("，或者" if found else "") + made
        elif made or (
            not found and _MODAL.search(sentence) and re.search("(?:下列|以下)[^，。；]{0,12}[：:]?$", sentence)
        ):
            return found or made
    return found


def _breach_in(sentence: str, *, further: bool) -> str:
    """The breach of the duty in one sentence; one *further* than the first has to say on whom the duty lies."""
    sentence = sentence.rstrip("：:，")
    modal = _main_modal(sentence)
    head = sentence[: modal.start()] if modal else ""
    if not modal or _ORGANS.search(head) or re.search("(?:下列|以下)[^，。；]{0,12}$", sentence[modal.end() :]):
        return ""
    if further and (_OFFICIAL.search(head) or not (head or modal["ban"])):
        return ""
    head = _JOINED.sub("", _ANYBODY.sub("", head))
    head = re.sub("，?但是?，?$", "，", head) if modal["ban"] else head  # 可以经营，但不得出口
    first, *more = sentence[modal.end() :].split("，")
    if modal["duty"]:
        said = head + _undone(first)
    else:
        head = re.sub("^((?:未|不|没有).*)的$", r"\1", head)  # 未经批准的不得施工
        first = re.sub("(?<=、)(?:也|并)?不得|(?<=或者)不得", "", first)
        first = re.sub("^任何(?:单位和个人|单位或者个人|个人和组织|组织和个人|人)", "", first)
        said = (head.rstrip("，") if modal["ban"] in ("禁止", "严禁") else head) + first
    return _BEFORE.sub("即", said + _further(more, duty=bool(modal["duty"])))


_BEFORE = re.compile("(?:的|后|，)*(?:方可|方能|才能|才可以?|方准)")  # 未经批准，方可施工
_BY_LAW = re.compile("(?:规定|依法)$")


def _main_modal(sentence: str) -> re.Match[str] | None:
    """The 应当 or 不得 of the main clause: not that of a condition (应当报批的，…) or of a noun (禁止吸烟的场所)."""
    found = list(_MODAL.finditer(sentence))
    for modal, after in pairwise(found):
        piece = sentence[modal.end() :].split("，")[0]
        inside = after.start() < modal.end() + len(piece) and "的" in sentence[modal.end() : after.start()]
        named = _BY_LAW.search(sentence[: modal.start()]) and re.search("的[^，的]{1,16}$", piece)
        if not (piece.endswith("的") or inside or named):
            return modal
    last = found[-1] if found else None
    return None if last and last["ban"] == "禁止" and _in_noun(sentence, last) else last


def _in_noun(sentence: str, ban: re.Match[str]) -> bool:
    """Whether 禁止 belongs to a noun: 国家明令禁止生产的产品, 隧道等禁止进入的区域."""
    before, after = sentence[: ban.start()], sentence[ban.end() :]
    if re.search(".(?:国家|规定|法规|明令|依法)$", before):
        return "的" in after
    return before[-1:] not in ("", *"内中上，区域") and bool(re.match("[^，的]{1,6}的[^，]{1,10}(?:[，；]|$)", after))


def _further(pieces: list[str], *, duty: bool) -> str:
    """The pieces after the first of a duty or a ban: each with a modal of its own is an alternative breach."""
    said: list[str] = []
    banned = False
    for piece in pieces:
        modal = _MODAL.search(piece)
        if _BEFORE.search(piece) and not re.match("方|才", piece):  # 检验合格后方可使用
            continue
        if (
            re.match("但|可以|有权", piece)
            or piece.endswith("除外")
            or (duty and not modal and re.match("由|其", piece))
        ):
            break
        if modal is None and duty and not banned and (other := re.match("(?:或者?|也可以)(?=.{4})", piece)):
            rest = piece[other.end() :]
            said.append("，也" + _undone(rest) if _VERB.match(rest) else "，" + piece)  # neither one nor the other
            continue
        if modal is None:
            again = duty and (_STATES.match(piece) if not banned else _VERB.match(piece))
            said.append("，或者" + _undone(piece.removeprefix("并")) if again else "，" + piece)
            continue
        banned = bool(modal["ban"])
        who = re.sub("^(?:并且?|且|同时|也|还)+$", "", piece[: modal.start()])
        rest = piece[modal.end() :]
        joint = "，或者"
        if said and said[-1].endswith("的"):
            said[-1], joint = "，或者" + said[-1][1:-1], "，"
        said.append(joint + who + (rest if modal["ban"] else _undone(rest)))
    return "".join(said)


_STATES = re.compile("(?:并)?(?:具有|具备|符合|对[^，]{2,20}负责$)")  # 不是一家机构，或者不具有场所
_VERB = re.compile(
    r"停止|暂停|恢复|移交|结清|避开|为[^，]{1,6}(?:束|戴|配|办|购|缴)|让(?![人方])|监督|每[^，]{1,4}至少|等[待候]|持[有证经]|穿戴|具有|建(?!筑|材|设[单项工用])|制定|设[立置]|保[持证存障管]|采取|按|依|定期|及时|落实|配[备合]|公[示开布]|履行|执行|遵守|符合|具备|服从|在|自|向|经(?!营)|对|如实|妥善|"
    r"加强|开展|组织|进行|实施|实行|使用|提供|告知|报[告送]|记[录载]|佩戴|携带|出示|张贴|标[明注示]|检查|维护|清[理除]|签订|办理|申|取得|接受|明[确码]|安[排装]|完善|健全|与|承担|协助|做好|督促|查验|核[实对验]|随身|主动|按时|开启|关闭|停放|避让|让行"
)


def _undone(duty: str) -> str:
    """A duty that was not done: 符合标准 -> 不符合标准, 及时清除 -> 未及时清除, 设置标志 -> 未按规定设置标志."""
    if duty.startswith(("符合", "具备", "具有", "服从", "配合", "低于", "高于", "少于", "大于", "小于", "是", "能够")):
        return "不" + duty
    if re.match("不(?:低于|少于|超过|高于|大于|小于)", duty):
        return duty[1:]
    if duty.startswith(("有", "达到")):
        return ("没" if duty.startswith("有") else "未") + duty
    return ("未" if _SELF.match(duty) else "未按规定") + duty


_ACTS = r"(?:行为(?!规范|准则|要求)|活动|作业|情形|情况|事项)"
_FILLED = re.compile(
    rf"(?:(?:进行|从事|实施|开展|有|存在|属于)(?=(?:下列|以下)[^，。；：]{{0,8}}?{_ACTS}))?(?:下列|以下)[^，。；：]{{0,8}}?"
    rf"(?:{_ACTS}|业务|工程|项目|合同|场所|区域|范围|水域|路段|时段|地区|地点|地段|条件|单位|人员|企业|车辆|机动车|船舶|设施|设备|物品|产品|商品|建筑物?|岗位)(?:之一)?"
)
_WHOLE = re.compile(  # the rest of a lead that is no more than the noun for its lines
    r"(?:[、和及与][^，。；：的]{1,8}|(?:[^，。；：]*的)?[^，。；：的]{0,6}(?:行为|活动|规定|规范|要求|义务|情形|事项|职责|标准|条件|材料|物品|产品|商品|设施|信息))?[：]?$"
)
_WRONG = re.compile(r"有(?:下列|以下)[^，。；]{0,12}行为(?:之一)?的?，")
_VAIN = re.compile("^(?:为|根据|按照|依照|国家|本[市省县区行]|全[市省]|除|法律)|[：；。]")
_WHERE = re.compile("^在|(?:内|中|上|时|期间|范围|区域|场所)$")
_EXCEPTED = re.compile("，[^，]*除外$")


def _own_modal(item: str, modal: re.Match[str] | None) -> re.Match[str] | None:
    """The modal by which a line rules itself, None where that of the lead governs it all the same."""
    own = _main_modal(item)
    if own and own["ban"] and own.start() and modal and modal["duty"]:
        begun = [piece for piece in item[: own.start()].split("，") if piece and not _CIRCUMSTANCE.search(piece)]
        duty = begun and (_VERB.match(begun[0]) or _STATE.match(begun[0]) or len(begun) > 1)
        if duty or (own["ban"] in ("禁止", "严禁") and (begun or _VERB.match(item))):
            return None  # 制定禁止吸烟的制度, 接受检查，不得携带武器: a duty first of all
    if own and own["duty"] and modal and modal["ban"] and re.search("的[^，]{2,}$", item[own.end() :]):
        return None  # 不得作出下列规定：（一）免除应当承担的责任
    return own


def breach_in_list(lead: str, item: str) -> str:
    """The breach of one line of a list: the act under a ban, the omission under a duty; who is meant, and where, before it."""
    item = _EXCEPTED.sub("", conduct_of(item, "").partition("。")[0])
    lead = re.sub(r"\s+", "", _HEAD.sub("", _COMMA.sub("，", lead)))
    lead = lead.replace("负有下列", "应当履行下列")
    if _DEFINES.search(lead):
        return item
    modal = _list_modal(lead)
    own = _own_modal(item, modal)
    if "除下列" in lead or (modal and modal["duty"] and _ASSIGNS.search(item)):
        return ""
    place = None if own or not modal or _WRONG.search(lead) else _FILLED.search(lead)
    about = None if own or not modal or place or _TWO.search(lead) else _HEADED.match(lead)
    if about and modal and about.end() <= modal.start():
        return breach_of(_hidden(item) + lead[about.end() :]).replace(_HIDE, "")
    if place and modal and place.end() > modal.start() and _WHOLE.match(lead, place.end()):
        place = None
    if place:  # 进行下列活动，应当经批准：（一）爆破
        return breach_of(_fill(lead, place, _hidden(item))).replace(_HIDE, "")
    if _CASES.search(lead):
        return ""
    if own:
        return _before_lines(lead, modal, wrong=False) + breach_of(item)
    wrong = _WRONG.search(lead)
    head = _before_lines(lead, modal, wrong=bool(wrong))
    if (whose := _WHOSE.match(item)) and head.endswith(whose[1]):
        head = ""  # 经营者不得：（一）从事维修的经营者谎报用料
    given = re.search(r"(?:应当|必须)([^，。；]{1,24}?)(?:下列|以下)[^，。；]{0,12}[：:\s]*$", lead)
    if given and not re.match("遵守|履行|符合|做到|执行|按|依|具备|达到|满足", given[1]):
        if given[1].endswith("采取") and (_ACTS_ITSELF.search(item) or _STATE.match(item)):
            return head + _undone_in(item)  # 应当采取下列措施：（一）大风天气时，停止作业
        return f"{head}{_undone(given[1])}{item}"  # 应当提交下列材料：（一）申请书
    if (
        modal
        and modal["duty"]
        and not wrong
        and not re.search("(?:下列|以下)[^，。；]{0,4}行为(?!规范|准则|要求)", lead)
    ):
        return head + _undone_in(item)
    if modal or re.search("下列[^，。；]{0,8}行为", lead) or re.search("^不(?!得)|未(?!成年)|擅自|非法", item):
        return head + ("实施" if head and _CATCH_ALL.fullmatch(item) and not _DOING.search(head) else "") + item
    return ""


_DOING = re.compile("(?:从事|实施|进行|开展|有)$")
_CATCH_ALL = re.compile("(?:法律|行政法规|国家|其他)[^，；]*(?:行为|活动)")
_ACTS_ITSELF = re.compile(
    "^在[^，。；]{2,24}(?:公示|公布|设置|安装|配备|张贴|悬挂|铺设|使用)|[时后前]，|^(?:及时|定期|采取|不得|按照?|对)|进行|，(?:并|采取|及时)|(?:覆盖|冲洗|清洗|硬化|围挡|设施|设备|标志|标识|制度)$"
)
_WHOSE = re.compile("(?:从事|提供|经营|使用|生产)[^，。；]{2,40}?的(经营者|单位|企业|机构|人员)(?!的)")
_POSITIVE = re.compile("保持|符合|具备|采取|设置|统一|整洁|分类|配套|营运$")
_DEFINES = re.compile("(?:行为|情形)，?(?:是指|包括|为|有)[：]?$")
_ASSIGNS = re.compile("由[^，。；]{2,24}(?:负责|承担)[^，；]{0,6}$")  # who is in charge of what
_CIRCUMSTANCE = re.compile(
    "[的时后前上内中间]$|区域$|路段$|场所$|活动$|作业$|^[一二三四五六七八九十0-9]{1,3}[时月日]|^(?:因|除)"
)
_HEADED = re.compile("(?:下列|以下)(?:[^，。；：]{2,40}?(?=，|应当|必须|须|不得))")  # 下列作业，应当…：（一）…
_TWO = re.compile("(?:下列|以下).*(?:下列|以下)")
_HIDE = "\x1f"


def _hidden(item: str) -> str:
    """*item* with a mark in its 禁止, so that it is not taken for the modal of the lead in which it is filled."""
    return item.replace("禁止", f"禁{_HIDE}止")


def _list_modal(lead: str) -> re.Match[str] | None:
    """The modal that governs the lines: the ban of 禁止下列行为, whatever the lead demands before."""
    bans = [m for m in _MODAL.finditer(lead) if m["ban"] and _OF_LINES.match(lead, m.end())]
    return bans[-1] if bans else _main_modal(lead)


_OF_LINES = re.compile("[^，。；]{0,24}(?:下列|以下)[^，。；]{0,40}$")
_STATE = re.compile(  # a thing, and what it shall be or have: 出入口设置冲洗设施
    r"(?P<thing>(?!将|把|由|向|为)(?:(?!并|主动|自觉|且)[^，]){2,40}?)(?P<verb>符合|不(?:低于|少于|超过|高于|大于|小于)|达到|具备|保持|采取|采用|设置|安装|配[备置]|实行|避让|分开|清[洗理]干净|统一|随车携带"
    r"|进行(?=[^，]{0,8}(?:硬化|绿化|覆盖|清洗|消毒|防护|封闭)))(?![^，]*的[^，]{2,16}(?:符合|达到|保持|采取|设置|安装|配备|实行|进行))"
)
_UNMET = {"职责": "履行", "义务": "履行", "责任": "履行", "措施": "采取", "条件": "具备"}
_OTHER = re.compile("其他[^，]{0,16}?(职责|义务|责任|措施|条件|规定|规范|要求|准则|标准|制度)$")


def _undone_in(item: str) -> str:
    """The omission of a duty in a line: 发现隐患，及时报告 -> 发现隐患，未及时报告."""
    pieces = item.split("，")
    if re.match("不(?!得|[低少超高大小][于过])", item):
        return pieces[0][1:] + "".join(f"，或者{p[1:]}" if re.match("不(?!得)", p) else f"，{p}" for p in pieces[1:])
    if len(pieces) == 1 and (other := _OTHER.search(item)) and not _VERB.match(item):
        return f"未{_UNMET.get(other[1], '遵守')}{item}"
    for at, piece in enumerate(pieces):
        if re.search("[的时后前]$", piece):
            continue
        state = None if _VERB.match(piece) else _STATE.match(piece)
        if state or _VERB.match(piece) or piece.startswith("有"):
            if any(_POSITIVE.search(p) for p in pieces[:at]):
                break
            before = "".join(p.removesuffix("的") + "，" for p in pieces[:at])
            made = state["thing"] + _unlike(piece[state.start("verb") :]) if state else _undone(piece)
            return before + made + _further(pieces[at + 1 :], duty=True)
    return f"未做到{item}"


def _unlike(state: str) -> str:
    """A state that is not reached: 符合标准 -> 不符合标准, 设置围挡 -> 未设置围挡."""
    return _undone(state) if state.startswith(("符合", "具备", "不", "达到")) else f"未{state}"


def _fill(lead: str, place: re.Match[str], item: str) -> str:
    """*lead* with *item* in *place* of 下列活动."""
    before, after = lead[: place.start()], lead[place.end() :]
    if before.endswith("在"):
        item = item.removeprefix("在")
    if after.startswith("时"):
        item = item.removesuffix("时")
    if place.group().endswith("条件") and before.endswith("在"):
        item += "的条件"
    apart = re.search(_ACTS + "(?:之一)?$", place.group()) and after[:1] not in ("，", "的", "时", "")
    return before + item + ("，" if apart else "") + after


def _before_lines(lead: str, modal: re.Match[str] | None, *, wrong: bool) -> str:
    """Who and where, in the lead of a list of bans or duties: 学员不得有下列行为 -> 学员, 禁止携带下列物品 -> 携带."""
    if modal is None:
        return ""
    before = re.sub("，?除[^，。；]*?外，?(?:还|也)?", "，", lead[: modal.start()]).removeprefix("，")
    if first := _main_modal(before) if modal["ban"] else None:
        before = before[: first.start()]
    if wrong and "有" in before:
        before = before[: before.rindex("有")]
    head = _ANYBODY.sub("", conduct_of(before, ""))
    if (
        _VAIN.search(head)
        or _ORGANS.search(head)
        or not (_PARTY.search(head) or _WHERE.search(head) or object_of(head) or first_party(head))
    ):
        head = ""
    act = re.match(r"([^，。；]{0,40}?)(?:下列|以下)([^，。；]{0,30})$", lead[modal.end() :].rstrip("：:"))
    verb = act[1] if act and modal["ban"] else ""
    if act and re.search(_ACTS + "$|(?:方式|手段|方法|支持|帮助)$", act[2]):
        verb = re.sub("(?:进行|从事|实施|开展|有|存在|发生|出现|采取|采用|提供)$", "", verb)
    head = head.rstrip("，")
    apart = head and not _PARTY.search(head) and not verb and ("，" in before or not _WHERE.search(head))
    return head + ("，" if apart else "") + verb
