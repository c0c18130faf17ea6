"""What a penalty article punishes, and whom: the conduct and the party in the words of a condition."""

from __future__ import annotations

import re

_HEAD = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?[ 　\t]+)?(?:[（(][一二三四五六七八九十百]{1,4}[）)]|\d{1,2}[.．、])?\s*"
)
_LAW = r"(?:本|该|前述)(?:法|条例|办法|规定|细则|规则|决定|实施办法|实施细则)"
_PLACES = r"(?:第[一二三四五六七八九十百千零〇]+条|第?[（(]?[一二三四五六七八九十]{1,3}[）)]?[款项目])"
_BREACH = re.compile(
    rf"(?:凡|对于?|因|有|具有)?(?:违反了?|不符合|不遵守)(?:本规定(?!第|的)|(?:{_LAW}|《[^》]{{2,40}}》|前[款条]|上款|法律、(?:行政)?法规|国家有关|{_PLACES})"
    rf"[^，。；]{{0,80}}?(?:规定|要求)(?:(?:和|或者?|以及|、)[^，。；]{{0,8}}?(?:标准|要求|规范|规定)(?=，))?(?:之一)?(?:的行为)?(?:的)?)(?:，|、|$)?"
    rf"|违反{_LAW}{_PLACES}+(?=擅自|未|非法|拒|不)"
    rf"|(?:(?:有|具有|实施)[^，。；]{{0,20}}?|{_LAW}|《[^》]{{2,40}}》){_PLACES}[^，。；]{{0,60}}?(?:所列|规定|所述)[^，。；]{{0,40}}?(?:行为|情形)(?:之一)?(?:的)?(?:，|、|$)?"
)
_LISTED = re.compile(
    r"[，、]?(?:有|存在|具有|实施)?(?:下列|以下|上述|前款所列|前款)(?:[^，。；]{0,30})?(?:行为|情形|情况|规定|事项)(?:之一)?(?:的)?$"
)
_TAIL = re.compile(r"(?:，(?:并|且|但)?|[；;。：:，,、\s])+$")
_ACTOR = re.compile(
    r"^((?:[^，。；、]|、(?=[^，。；]{1,12}(?:单位|企业|者|人|机构|部门|经营|站|场|所|店|公司|人员))){2,30}?(?:单位|企业|(?<!或)者|人|机构|公司|人员|场所|经营户|医师|学校|站|店|所|厂|户|会|院|社))"
    r"(?=未|不|擅自|违反|违法|违规|非法|拒|伪造|超|在|将|有下列|以(?![外下上及内])|采|使|没有|隐|虚|出具|指使|强令|纵容|允许|聘用|雇用|委托|提供|转让|出租|出借|$)"
)
_TWICE = re.compile(r"(?:单位|企业|公司|机构|人员|个人|(?<!或)者)(?![、和或及与的内外以中]|工作|负责|法定|主要|直接|$)")


_COMMA = re.compile(r",(?![0-9]{3})")


_ELSEWHERE = re.compile(
    r"，?(?:其他|有关)?(?:有关)?法律、(?:行政)?法规(?:、规章)?(?:另有|有|没有|未作|对[^，。；]{0,16}有)规定(?:的)?"
)


def conduct_of(text: str, actor: str) -> str:
    """The conduct in *text* without number, breach formula and the 的 at its end; *actor* is put in front of a list's line.

    Empty where the text says no more than which article was broken.
    """
    text = _HEAD.sub("", _COMMA.sub("，", text))
    text = _FOUND.sub("", _ABOUT.sub("", text))
    text = _ELSEWHERE.sub("", _BREACH.sub(_left_of, text))
    text = _TAIL.sub("", text)
    text = _LISTED.sub("", text)
    text = re.sub(r"^(?:的)?(?:违法)?(?:行为|情形)(?:之一)?(?=的?$)", "", text)
    text = re.sub(r"(?<!目)的$", "", _TAIL.sub("", text)).replace("\n", "")
    text = _JOINED.sub("", re.sub(r"[ \t　]+", "", text))
    if actor and text and not text.startswith(actor):
        return actor + ("" if _PARTY.search(actor) else "，") + text
    return text


def object_of(text: str) -> str:
    """Who does it: the noun at the head of a conduct (建设单位, 食品经营者), empty where there is none."""
    match = _ACTOR.match(conduct_of(text, ""))
    whom = re.sub("^对于?(?!外)", "", match.group(1)) if match else ""
    return "" if _TWICE.search(whom) or _NO_ACTOR.search(whom) else whom


_NO_ACTOR = re.compile("^(?:违|擅|非法|伪|[未不拒])|[他本]人$")


_JOINED = re.compile(r"(?<!目)的(?=，)")
_PARTY = re.compile(
    r"(?:单位|企业|者|人|机构|公司|人员|[教船学海乘]员|组织|团体|车|船舶?|(?<![生成增])长|站|店|厂|场|所|户|师|校|园|院|会|社|商|业主|银行|部门|部队|摊贩)$"
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
    bare = re.fullmatch(r"违反(?:本规定|本[^第，、]{1,6}规定)", breach.group())
    return (
        "违反规定"
        if bare
        and len(after) > 3
        and not re.match("的|[有实存][施在]?(?:下列|以下|前)", after)
        and not _FAULT.search(after)
        else ""
    )


_EMPTY = re.compile(
    r"(?:违反(?:了)?(?:上述|以上|前述|有关|相关|本)?(?:规定|要求)?|处以?罚款|(?:有)?(?:上述|前述|以上)?(?:违法)?(?:行为|情形)?|[，、和或者及与至的]|规定|以及|情节严重|(?:逾期|拒)(?:不|未|仍)[^，。；]{0,4}改[^，。；]{0,3})+"
)
_NUMBERS = re.compile(rf"违反(?:{_LAW}|本条)?{_PLACES}|(?:{_LAW}|本条)?{_PLACES}+")


def says_nothing(conduct: str, actor: str) -> bool:
    """Whether *conduct* only tells that a rule was broken: no words beyond article numbers, 违反规定 and who did it."""
    rest = _NUMBERS.sub("", conduct.removeprefix(actor))
    rest = re.sub("(?:[，、和及与至的]|或者|以及|规定|要求)+$", "", rest)
    return not rest or bool(_EMPTY.fullmatch(rest)) or object_of(rest) == rest


def setting_of(text: str) -> str:
    """Who, and in which setting, in the line before a list: 船长有下列情形之一的 -> 船长."""
    text = _JOINED.sub("", re.sub(r"\s+", "", _HEAD.sub("", _COMMA.sub("，", text))))
    bare = re.sub("^(?:凡是?|对于?)$", "", conduct_of(text, ""))
    return "" if says_nothing(bare, "") and not _PARTY.search(bare) else bare


_CASES = re.compile(r"(?:有|存在|属于|符合)?(?:下列|以下)[^，。；]{0,8}(?:情形|情况|条件)(?:之一)?的(?=，)")
_MODAL = re.compile(
    r"(?P<ban>不得|(?<![所令])禁止(?![的性])|严禁|不准)|(?P<duty>(?:应当|必须|应(?=[按当在及向符]))(?!知))"
)
_ORGANS = re.compile(r"(?:人民政府|部门|主管机关|行政机关|办事处|委员会)[^，。；]{0,20}$")
_ANYBODY = re.compile(
    r"(?:任何|各)?(?:单位|组织|机构)(?:和|或者?|、|及)个人(?:都|均|也)?$|任何人(?:都|均)?$|(?:都|均|也)$"
)
_ALSO = re.compile("(，[^，]{0,40}?)(?:应当|必须)(.+)$")
_SELF = re.compile(r"按照?|依照|依法|及时|自|在|于|经|向|定期|即时|立即|如实|妥善|立即|遵守|当场|事先")


def breach_of(text: str) -> str:
    """The breach of the duty in *text*: X不得Y -> XY, X应当Y -> X未按规定Y; empty where it lays none on a party."""
    text = _CASES.sub("在规定的情形下", _HEAD.sub("", _COMMA.sub("，", text)))
    for sentence in re.split("[。；;\n]", text):
        modal = _MODAL.search(sentence)
        head = re.sub(r"\s+", "", sentence[: modal.start()]) if modal else ""
        if not modal or _ORGANS.search(head):
            continue
        head = _JOINED.sub("", _ANYBODY.sub("", head))
        rest = re.sub(r"\s+", "", sentence[modal.end() :]).rstrip("：:，")
        rest = re.sub("，(?:并且?|且|也)?(?:不得|禁止|严禁)", "，或者", rest)
        rest = _ALSO.sub(lambda also: also[1] + _undone(also[2]), rest)
        if re.search(r"(?:下列|以下)[^，。；]{0,12}$", rest):
            return ""
        if modal["ban"]:
            return (head.rstrip("，") if modal["ban"] in ("禁止", "严禁") else head) + rest
        return head + _undone(rest)
    return ""


_VERB = re.compile(
    r"建|制定|设[立置]|保[持证存障管]|采取|按|依|定期|及时|落实|配[备合]|公[示开布]|履行|执行|遵守|符合|具备|服从|在|自|向|经|对|如实|妥善|"
    r"加强|开展|组织|进行|实施|实行|使用|提供|告知|报[告送]|记[录载]|佩戴|携带|出示|张贴|标[明注示]|检查|维护|清[理除]|签订|办理|申|取得|接受|明[确码]|安[排装]|完善|健全|与|承担|协助|做好|督促|查验|核[实对验]"
)


def _undone(duty: str) -> str:
    """A duty that was not done: 符合标准 -> 不符合标准, 及时清除 -> 未及时清除, 设置标志 -> 未按规定设置标志."""
    if duty.startswith(("符合", "具备", "服从", "配合")):
        return "不" + duty
    return ("未" if _SELF.match(duty) else "未按规定") + duty


def breach_in_list(lead: str, item: str) -> str:
    """The breach of one line of a list: the act under a ban, the omission under a duty; who is meant stands before it."""
    if _CASES.search(lead):
        return ""
    item = conduct_of(item, "").partition("。")[0]
    head = ""
    if modal := _MODAL.search(lead):
        head = _ANYBODY.sub("", conduct_of(lead[: modal.start()], ""))
        head = head if _PARTY.search(head) and not _ORGANS.search(head) else ""
    own = _MODAL.search(item)
    given = re.search(r"(?:应当|必须)([^，。；]{1,24}?)(?:下列|以下)[^，。；]{0,12}[：:\s]*$", lead)
    if given and not own and not re.match("遵守|履行|符合|做到|执行|按|依|具备|达到|满足", given[1]):
        return f"{head}{_undone(given[1])}{item}"  # 应当提交下列材料：（一）申请书
    if own and own["ban"]:
        return head + breach_of(item)
    if own or (modal and modal["duty"] and not re.search("[有实]?(?:下列|以下)[^，。；]{0,4}行为", lead)):
        return head + (breach_of(item) if own else _undone(item) if _VERB.match(item) else f"未做到{item}")
    return head + item if modal or re.search("下列[^，。；]{0,8}行为", lead) else ""
