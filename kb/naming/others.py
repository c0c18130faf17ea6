"""行政裁决 and the powers outside the ten kinds: filing, orders, talks, mediation."""

from __future__ import annotations

import re

from kb.naming.phrases import (
    ORGAN,
    PARTY,
    Passage,
    Words,
    conduct,
    joined,
    obliged,
    of_subject,
    party_in,
    split_party,
    tidy,
)
from kb.naming.wholes import with_matter

_DISPUTE = re.compile(
    r"(?:^|[，。；、]|发生|对|就|因|引起的?|的)((?:(?!发生|对|就|因|引起|之间)[^，。；]){0,24}?(?:争议|纠纷))"
)
_NO_DEAL = re.compile(r"([^，。；]{2,40}?)(?:达不成|不能达成|未达成|未能达成|无法达成)([^，。；]{0,16}?协议|一致)")
_NOT_DECIDED = re.compile(
    r"机构之间|部门之间|机关之间|执法争议|管辖|不服|法律援助|仲裁裁决|裁决书|行政区域|边界|可以裁决|申请复议|投诉|信访|上一级|裁决前|原裁决|共同的上级|管理权属"
)


def decision(p: Passage) -> Words | None:
    """…争议裁决."""
    if _NOT_DECIDED.search(p.sentence):
        return None
    about, party = _quarrel(p)
    about = re.sub("(?:纠纷|案件时?)(?=侵权纠纷$)", "", about).replace("设计设计", "设计")
    among = _AMONG.match(p.sentence)
    about = f"{among[1]}{about}" if about and among and "之间" not in about else about
    return Words(f"{about}裁决", about, party) if about and not re.search("^单位争议|执法争议", about) else None


_AMONG = re.compile("([^，。；由]{2,24}之间)(?:因|就|的|发生|产生)")  # 个人之间、个人与单位之间发生的…
_INFRINGED = re.compile(r"侵犯(?:其|他人)?([^，。；]{2,20}?)(?:，|的?行为|，?引起|的|$)")
_ABOUT = re.compile(
    r"(?:对|就|因|在)([^，。；对就]{2,30}?)(?:发生|产生|引起|存在|有)的?(?:争议|纠纷)|发生(?:争议|纠纷)的([^，。；]{2,20}?)(?:在|，|$)"
)


def _quarrel(p: Passage) -> tuple[str, str]:
    for text in (p.sentence, p.earlier):
        if match := _ABOUT.search(text):
            about = tidy(match[1] or match[2], 30)
            if about:
                whose = _WITHIN.search(text[: match.start() + 1]) if _INNER_MATTER.match(about) else None
                return f"{whose[1] if whose else ''}{about}{'纠纷' if '纠纷' in match.group() else '争议'}", ""
        if (match := _INFRINGED.search(text)) and "纠纷" in text + p.sentence + "纠纷" * ("侵权" in text):
            return f"{tidy(match[1], 20)}侵权纠纷", ""
        for match in _DISPUTE.finditer(text):
            about = re.sub(r"(?:有|存在|发生)(?=争议|纠纷)", "", match[1])
            about = tidy(
                re.sub(r"^.*(?:的|产生|出现|处理|解决|调解|提出|成为|部门|机关|机构|政府)(?=..)", "", about), 30
            )
            if re.fullmatch(rf"{PARTY}(?:争议|纠纷)", about):
                continue
            if _ANY_QUARREL.fullmatch(about):
                caused = _CAUSED.search(text)
                about = f"{caused[1]}{about}" if caused else of_subject(about, p.subject)
            if len(about) > 2 and not re.match(r"(?:有|无|该|双方)?(?:争议|纠纷)", about):
                return ("专利侵权纠纷" if about.endswith("侵权") and "专利" in about else about), party_in(text)
        if match := _NO_DEAL.search(text):
            about = "" if match[2].startswith("一致") else tidy(re.sub(r"协议$", "", match[2]), 16)
            if about:
                return f"{about}争议", party_in(match[1] + "，")
    return "", ""


_ANY_QUARREL = re.compile("(?:民事|侵权|赔偿责任和赔偿金额|赔偿|损害赔偿|权属|经济|价格|服务)的?(?:争议|纠纷)")
_CAUSED = re.compile("(?:^|[，。；]|因)([^，。；因]{2,24}(?:引起|造成|产生)的)(?:民事|赔偿|损害|权属)")
_INNER_MATTER = re.compile("内部|收益|管理|服务")
_WITHIN = re.compile("(?:^|[，。；]|或者)([^，。；因或]{4,16})因?$")


# ---- 备案 ------------------------------------------------------------------------------------------------------------

_FILED = re.compile(
    r"将([^，。；]{2,60}?)(?:等)?(?:等?(?:基本)?(?:材料|资料|(?<!落实)(?<!执行)(?<!实施)(?<!使用)情况|信息)|等文件)?，?(?:在[^，。；]{2,16}?内|一并|同时|及时|按[^，。；]{2,12}|自[^，。；]{2,20}?内)?(?:向|报(?!表|告)送?|送|到)(?:(?!(?:审批|批准)[，、]|，将)[^。；]){2,70}?备案"
)
_SIGNED = re.compile(
    r"(?:签订|制定|编制|订立|形成|建立|提交|制订|确定)((?!之|后)[^，。；]{2,24}?)，?(?:并|同时)?(?:(?:在|自|于)[^，。；]{2,24}?[前内日])?(?:报送?|送|向)[^，。；]{2,50}?备案"
)
_FILED_HEAD = re.compile(
    r"^([^。；]{2,40}?)(?:签订后|制定后|确定后|完成后)?(?:，)?(?:应当|必须|须|应)?(?:经[^，。；]{2,20}后)?(?:同时|及时|并|依法|按[^，。；]{2,16})?(?:，)?(?:报送?|送|向|由|实行|到)[^，。；]{1,50}?备案"
)
_FILES_ACT = re.compile(
    r"^([^。；]{2,60}?)(?:的)?，?(?:应当|必须|须)[^。；]{0,80}?(?:向|报|到|办理|进行|履行)[^，。；]{0,50}?备案"
)
_NOT_FILED = re.compile(
    rf"学校教务部门|聘任的[^，。；]{{2,12}}员，|由[^，。；]{{2,20}}(?:委|部|总局|委员会)(?:组织)?制定[^。；]*备案|{ORGAN}(?:应当|可以|负责|还应当|会同|将|制定|批准|编制)[^。；]{{0,160}}备案|{ORGAN}(?:根据|依据|依照|按照)[^。；]{{0,60}}(?:制定|修订|编制)[^。；]{{0,60}}备案|人民代表大会|常务委员会|上一级|(?:规划|计划|预案)[^，。；]{{0,12}}人民政府|规章|规范性文件|地方标准|备案机关|备案的(?:，|单位)|未[^，。；]{{0,60}}备案|抄送|协商一致|机构编制|^[^，。；]{{0,12}}人民政府所?(?:划定|制定|公布|确定|编制)的(?![^，。；]*(?:单位|企业))[^，。；]{{2,24}}，?应当|[省市县区]的[^，。；]{{2,10}}应急预案|处罚决定|所属[^，。；]{{0,8}}备案|由[^，。；]{{2,40}}{ORGAN}[^。；]{{0,60}}，(?:并|同时)?(?:报|向)[^。；]*备案|逐级上报|边界|办理其备案|^(?:予以|准予|作出|批准|决定|审查|经审|同意)|(?:机关|部门)作出的|批准决定|批准机关|征收单位|实施机关|规则报|政府投资|审批(?:机关|部门)|村民委员会|村民会议|职数|(?:部门|机关|机构)(?:核发|颁发|审批|发放)的|(?:不需要|无需|不再)[^，。；]{{0,40}}备案|报(?:其|原)?上级|村规民约|地方[^，。；]{{2,14}}标准|(?:质量|排放)标准[^，。；]{{0,4}}应当报国务院|备案手续的|核定公布|规划[^。；]{{0,20}}报批、修改和备案"
)


def filing(p: Passage) -> Words | None:
    """…备案."""
    if _NOT_FILED.search(p.sentence) or re.search("条件|材料|情形", p.lead):
        return None
    words = _filed(p)
    if words and _EVENT_ONLY.match(words.name):  # 险情消除后五日内: the act stands before
        done = [tidy(match[1], 30) for match in _WAS_NEEDED.finditer(p.earlier)]
        return Words(f"紧急{done[-1]}备案", f"紧急{done[-1]}", "") if done and done[-1] else None
    words = _trimmed(words) if words and not _TIME_ONLY.fullmatch(words.name) else None
    if words and _OF_STATE.match(words.name):
        return None
    return with_matter(words, "备案", p) if words else None


_OF_STATE = re.compile(  # what governments draw up, and the middle of a sentence
    "(?:本部门|各部门|部门的|各级|区域|[省市县区]+、?[市县区]*|[省市县区]级?|县级以上[^，]{0,6}|直辖市和设区的市的?|设区的市[^，]{0,8}|[^，]{0,12}人民政府)(?![^，]{0,4}(?:级|内|外))[^，]{0,16}(?:规划|预案|名录|目录|计划|体系)备案"
    "|(?:发生|重新|设置|变通|直接|换届|处置|它|其他(?:建设工程|区)|(?:变更|解除|注销|登记|核准|批准|审核|注册|或者|、)+(?:或者|、)?|办理[^，]{0,4}手续|作业前向[^，]*|到所在[^，]*|报同级[^，]*|涉及[^，]{2,8}|[^，]{2,12}部门|区的[^，]{2,6}|它[^，]*|内自主[^，]*|不予[^，]*|[^，]*确定其他[^，]*|个人绩效[^，]*|在规划期限内[^，]*|确有必要[^，]{0,30}管辖区域外)备案$"
)
_EVENT_ONLY = re.compile(
    "(?:险情|灾情|紧急情况|突发情况|抢险|抢修|救灾|应急|事故)[^，、]{0,6}(?:消除|解除|排除|结束|完成|处理)(?:后[^，]*)?(?:，[^，]{2,8})?备案"
)
_TIME_ONLY = re.compile(
    "[^，]{0,8}(?:开工|动工|竣工|施工|开业|营业|实施|使用|试?运行|立项)(?:前|后|时)(?:，[^，]{2,8})?备案"
)
_WAS_NEEDED = re.compile("(?:紧急|突发|险情|抢险|事故)[^，。；]{0,24}?(?:确需|需要|需|必须)([^，。；]{4,30}?)的，")


def _trimmed(words: Words) -> Words | None:
    """*words* without what is not the thing filed: who files it, how, when and by which law."""
    about = was = words.name.removesuffix("备案")
    for pattern in (_MAY_DO, _FILER, _HOW):
        about = pattern.sub("", about)
    about = _OWN_ONE.sub("", about.removeprefix("具体的"))
    act, party = split_party(about)
    whole = about.startswith(party) and not _ACTING.match(act)  # 企业标准, 单位名称
    if act == about or whole or _AT_RISK.match(about) or not _ANYONE_ONLY.fullmatch(party):
        party, act = "", about
    about = tidy(_PASSED.sub("验收", act).removesuffix("备案"), 60)
    if len(about) < 2 or _NO_THING_FILED.search(about):
        return None
    return Words(f"{about}备案", words.conduct.replace(was, about), words.object or party)


_OWN_ONE = re.compile("^本(?:单位|企业|机构|校)的?(?:具体)?(?=[^、，]{4})")
_HOW = re.compile(
    r"，(?:还|应)$|签订后[^，]*(?:，[^，]*双方)?$|^(?:但是?，|其中，|严格的|健全的|完善的|以及(?=.)|或者(?=.))|(?:于|在|自|之日)[^，。；]{0,24}(?<=[日月年])[内前后]$|(?:依照|按照|依据|根据)[^，。；]{4,40}(?:办理|执行)$"
    r"|(?<!者)通过[^，]{2,24}(?:媒体|网站|平台|网络)$|(?<=合格|验收|消除|完成)后(?:[^，后]{1,8}[日月]内)?$|(?:要|须)登记造册$"
)
_PASSED = re.compile("验收合格$")
_ACTING = re.compile(
    "使用|从事|实施|增殖|开展|进行|设立|举办|销售|购买|利用|建设|发布|组织|在|生产|经营|运输|兼并|设置"
)
_AT_RISK = re.compile("发生|可能")
_MAY_DO = re.compile(r"^[^可。；]{0,40}，?可以(?=[^，]{4})")
_FILER = re.compile(rf"，其?[^，的]{{0,6}}(?:{PARTY}|实施主体)(?:(?:或者?|和|、){PARTY})?(?:在[^，。；]{{2,10}}后)?$")
_ANYONE_ONLY = re.compile(r"(?:(?:单位|个人|企业|组织|公民|法人|机构|经营者|者)(?:和|或者?|、)?)+")
_NO_THING_FILED = re.compile(
    "应当|(?<!依法)必须|^(?:相关)?(?:文件|材料|资料|情况)$|^在[^，]{2,8}过程中，|^(?:需|销售|生产|经营|使用|转让|发生其他变化|其他变化|临时|修订|变更|实行|选举结果|登记情况)$|实行[^，]{0,8}$|[日月]内$|缺时$"
)


def _filed(p: Passage) -> Words | None:
    if match := _FILED.search(p.sentence) or _SIGNED.search(p.sentence):
        about = re.sub("(?<=..)通过[^，]*平台$|^(?:制定、)?公布(?=..)", "", tidy(match[1], 60))
        cut = re.search(f"{re.escape(about)}(资料|材料|文件)", p.sentence)
        if cut and (of := re.fullmatch("(.{2,}?)(?:的(?:有关|相关))", about)):
            about = of[1] + cut[1]  # 将验收合格的有关资料报…备案
        named = (
            re.search(rf"的([^，。；的]{{2,10}})，[^，。；]{{0,24}}将{re.escape(about)}", p.sentence) if about else None
        )
        about = f"{named[1]}{about}" if named and len(about) < 4 else about
        about += (
            cut[1]
            if cut and (1 < len(about) < 4 or about.endswith(("技术", "证明", "档案", "统计", "有关", "相关")))
            else ""
        )
        if re.search("^(?:相关|有关|[^，]{0,4}信息|情况)?(?:发生)?(?:变更|变化|调整|更新)$|^受", about):
            return None
        return Words(f"{about}备案", f"{about}报送备案", party_in(p.sentence) or obliged(p.sentence)) if about else None
    if (change := _THEN_CHANGED.search(p.main)) and (about := tidy(change[1], 30)):
        return Words(f"{about}备案", about, "")  # 举办者为法人的，…，实际控制人变更的，应当报…备案
    if (paper := _PAPER_FILED.search(p.main)) and (about := tidy(paper[1].removeprefix("其"), 24)):
        return Words(f"{about}备案", f"{about}报送备案", party_in(p.condition) or obliged(p.main))
    if (own := _OWN.search(p.main)) and tidy(own[1], 16):
        if own[1] in ("变更", "注销", "终止", "延期", "停业", "修改"):  # what is changed is in the condition
            thing = tidy(_POINTING.sub("", _bare(_POINTING.sub("", p.condition))), 40)
            thing = re.sub("(?:发生|有)?(?:变更|变化|改变)$", "", thing)
            return Words(f"{thing}{own[1]}备案", f"{thing}{own[1]}", obliged(p.main)) if len(thing) > 1 else None
        return Words(f"{tidy(own[1], 16)}备案", tidy(_bare(p.condition) or f"办理{own[1]}备案", 60), obliged(p.main))
    if (made := _MADE.search(p.main)) and (about := tidy(made[1], 40)) and not _PARTLY.search(about):
        return Words(f"{about}备案", f"{about}报送备案", party_in(p.sentence) or obliged(p.sentence))
    if p.condition and (about := _bare(p.condition)) and not _ONLY_CHANGED.search(about):
        whole = (
            re.search(rf"(?:不得|禁止)(?:擅自)?({re.escape(about)}[^，。；]{{2,16}})", p.earlier)
            if len(about) < 3
            else None
        )
        about = whole[1] if whole else about
        return Words(f"{about}备案", about, party_in(p.condition) or party_in(p.main))
    match = _FILED_HEAD.match(p.main) or _FILES_ACT.match(p.main)
    about = _bare(match[1]) if match else ""
    about = re.sub(rf"^[^，]{{0,14}}{_ANYONE}可以", "", about)
    if (
        re.fullmatch(rf"[^，]*的[^，的]{{0,10}}{PARTY}", about)
        and _MORE_DUTIES.search(p.main)
        and not _ACTING.match(about)
    ):
        return None  # who files, not what
    if not about or re.fullmatch(rf"[^，]{{0,12}}{PARTY}", about) or _ONLY_CHANGED.search(about):
        return None
    return Words(f"{about}备案", about, party_in(p.main))


_THEN_CHANGED = re.compile(
    "，([^，。；其]{4,24}?(?:变更|变化|终止|停业|歇业))的，(?:应当|须|必须)[^，。；]{0,12}(?:报|向)[^，。；]{2,50}备案"
)
_MORE_DUTIES = re.compile("应当(?![^，]{0,16}备案)[^。；]*，(?:并|同时)")
_PAPER_FILED = re.compile(  # …，应当接受审计，审计结果报…备案
    r"，(其?[^，。；应将由在经]{2,20}(?:结果|方案|报告|预案|措施|名单|意见))(?:应当|须)?(?:一并|同时|及时)?(?:报送?|向)[^，。；]{2,40}备案"
)
_POINTING = re.compile("^(?:前款|本条|上述|前述)(?:第[一二三四五]款)?(?:规定的?|所列的?)?")
_MADE = re.compile(  # 编制应急方案，明确具体措施，并报…备案
    r"(?:编制|制定|制订|签订|订立)(?:并(?:落实|实施|执行|公布|组织实施))?((?!之|后)[^，。；]{2,24})，(?:[^，。；]{2,24}，){0,2}(?:并|同时)?(?:报送?|送|向)[^，。；]{2,50}备案"
)
_PARTLY = re.compile("规划|计划|标准|办法|目录|名录|制度$")
_ONLY_CHANGED = re.compile(
    "^(?:行政|执法|登记|检查)机关|需要(?:调整|变更|延长)?$|^(?:其|该|有关|相关)?(?:单位|企业|个人|经营者|机构|人员)$|^(?:相关|有关|上述)?(?:信息|情况|内容|事项|材料)?(?:发生|有)?(?:变更|变化|调整|更新)$|^批文$|^受|^予以|方可|^临时决定|^(?:不需要|无需)|公示无异议"
)
_OWN = re.compile(
    r"(?:办理|进行|履行)(?!有关|相关|登记|相应)((?:(?!审批|许可)[^，。；]){2,12}?)(?<!以及)(?<![和或及])备案"
)
_ANYONE = "(?:单位|个人|企业|组织|法人|公民)"
_LEADING = re.compile(
    r"^(?:凡是?|在本(?:省|市|行政区域)内?|拟|需要|确需|从事(?=.{4})(?![^，。；]{2,30}的(?:单位|企业|个人|机构|经营者)(?:[和、][^，。；]{2,8}?(?:户|单位|个人|企业))?(?:终止|变更|停[止业]|暂停|歇业)))+"
)


def _bare(text: str) -> str:
    pieces = [
        x
        for x in text.split("，")
        if not re.match(
            r"(?:因|为|根据|按照|依照|经(?!营|济|纪)|除|依法(?!必须|应当)|属于|符合|应当|自|在[^，]*[前后时内]$)", x
        )
    ]
    text = "，".join(pieces) if len("，".join(pieces)) <= 40 else (pieces[-1] if pieces else "")
    text = re.sub(
        rf"^(?:其中，|(?:其他)?{_ANYONE}(?:(?:和|或者?|、){_ANYONE})*(?:因|为)[^，]{{2,20}}?需要?)(?=..)", "", text
    )
    return (
        ""
        if re.search("应当|(?<!依法)必须|不得", text)
        else tidy(re.sub(r"(?:由|经(?!营|济|纪|销|办|费))[^，]*$|规定$|(?<=产生)后$", "", _LEADING.sub("", text)), 44)
    )


# ---- 责令, 约谈, 调解, 应急 ---------------------------------------------------------------------------------------------

_GRADE_ONLY = re.compile(
    r"^(?:其他|有关)?法律、|^(?:已经?|无正当|经(?:检查|审查|核查|责令)|收到|逾期|拒不|仍|情节|造成|不能|不符合|发现|有(?:前款|违法)|前款|对(?:不|未)符合)[^，]{0,16}$|^[^，]{0,5}$|之一$|下列|情形$"
)
_ORDER = re.compile(
    r"(责令|责成)(?:其|该[^，。；]{0,6}|当事人|违法行为人|行为人|违法者|有关[^，。；]{1,8}|[^，。；]{0,12}?(?:单位|企业|个人|人|(?<!或)者))?((?:限期|立即|停止|暂停|改正|整改|退还|补|恢复|采取|拆除|消除|纠正|支付|重新|赔|清|召回|改|撤|公开|排除|转让|离开|接受|迁|搬|交|撤离|承担|履行)[^，。；]{0,50})"
)
_NOT_ORDER = re.compile(
    r"责令其[^，。；]{2,12}，并(?:及时|立即)?向[^。；]{2,30}(?:机关|部门)报告|复议机关|行政行为违法|被申请人|政府(?:应当|可以)?责成|下级|责成[^，。；]{0,12}(?:政府|部门|机关|机构)|处分|直接负责的主管人员|主管部门责令其改正|责令[^，。；]{0,8}(?:政府|部门|机关)|上级|人民法院|提请|构成犯罪|规章|制定机关|规范性文件|行政执法行为|案卷|(?:部门|机关)违法(?:审批|批准|作出|实施|许可)|办案单位|复核结论|从轻|检举控告|查证属实"
)
_WRONG = re.compile(r"责令改正([^，。；]{4,40}?)的?(?:等)?(?:违法)?行为")


def order(p: Passage) -> Words | None:
    """责令…改正 of a conduct that is not also punished."""
    match = _ORDER.search(p.main) or _ORDER.search(p.sentence)
    if match is None or _NOT_ORDER.search(p.sentence):
        return None
    if wrong := _WRONG.search(p.main):
        return Words(f"对{wrong[1]}的责令改正", f"{wrong[1]}，责令改正", party_in(wrong[1]))
    about = re.sub(
        rf"^[^，]{{0,30}}?(?:{ORGAN})[^，]{{0,16}}?(?:[中时]，)?发现(?:并认定)?|^发现(?:并认定)?",
        "",
        conduct(joined(p), 90),
    )
    if re.search("规章备案|规范性文件", about) or _BY_STATE.match(about):
        return None
    if (
        len(about) < 8
        or party_in(about + "，") == about
        or re.search("下列|之一", p.sentence)
        or _GRADE_ONLY.search(about)
    ):
        return None
    what = re.split(
        r"并|(?<!立即)(?<!限期)或者(?!采取|拆除|(?:依法)?撤销|恢复|停止|限期|重新|补)|、(?=责令|没收|限期|停止|恢复|赔偿|拆除|改正)",
        match[2],
    )[0]
    if len(what) > 24 or re.search("(?<!撤销)(?<!撤销其)决定|命令|通知|结论|建议", what):
        return None  # an order that is only mentioned
    about = _after_duty(re.sub("，构成犯罪(?:，尚不够刑事处罚)?$", "", _BY_ORGAN.sub("", about)))
    about = re.sub("(?<!目)的，", "，", about)
    toward = "对" if p.condition.startswith(f"对{about}") and _TOWARD.match(about) else ""
    return Words(f"对{about}的责令{what}", f"{toward}{about}，责令{what}", party_in(about))


def _after_duty(about: str) -> str:
    """*about* without a duty that stands before it: 管道应当分流，现有未分流的管道 -> 现有未分流的管道."""
    first, *rest = about.split("，")
    duty = "应当" in first and (re.search(ORGAN, first) or not re.search("应当.*[的而]", first))
    return "，".join(rest) if duty and rest else about


_BY_STATE = re.compile(  # what authorities fail to do is for their superiors
    r"[^，未不。]{0,30}(?:部门|机关|人民政府|办事处)(?:及其工作人员)?(?:未|不|违反|违法|擅自|拒)"
)
_BY_ORGAN = re.compile(r"^[^，。；的未不]{0,24}?(?:机关|部门)对于?(?=[^，。；]{6})")
_TOWARD = re.compile(  # 对职工无故调动岗位: done to them
    rf"[^，。；]{{0,30}}?{PARTY}(?=无|非法|擅自|随意|进行|实施|打击|歧视|[^，。；]{{0,6}}报复)"
)


_TALKED = re.compile(r"约谈((?:(?!，|。|；|、(?![^，。；、]{0,8}(?:负责人|代表人))).){2,40})")
_TALKED_TO = re.compile(
    r"对([^。；，]{2,50}?)(?:，)?(?:可以|应当|进行|实施|予以|采取|提醒|告诫|警示|、|由[^，。；]{2,30}?|，)*(?:约谈|责任约谈|行政约谈)"
)


def talk(p: Passage) -> Words | None:
    """对…的约谈."""
    if re.search(
        r"政府(?:的)?(?:主要|有关)?负责人|下级|下一级|领导班子|领导干部|督查对象|考核|地区|部门(?:的)?(?:主要|有关)?负责人|人民政府主要|县（市|目标|营商环境",
        p.sentence,
    ):
        return None
    match = _TALKED_TO.search(p.sentence)
    if match is None or (f"{match[1].removesuffix('的')}的，" in p.sentence and not re.search(f"{PARTY}$", match[1])):
        match = _TALKED.search(p.sentence)  # 对整改不力的，约谈负责人: the cause is nobody to talk to
    about = (
        tidy(
            re.split(r"或者予以|、(?![^，、]{0,8}(?:负责人|代表人))|并", re.sub(r"^(?:其|该)", "", match[1]))[0]
            if match.re is _TALKED
            else match[1],
            40,
        )
        if match
        else ""
    )
    if re.search(r"制度|程序|方式|督导|情形|机制|上级|地方人民政府|监督管理区域|复议|记录|办法", p.sentence):
        return None
    if not match:
        return None
    if re.match("等|措施", about):
        return None
    cause = conduct(re.sub(r"^.*?发现", "", joined(p)), 80)
    if re.search(
        r"^(?:其|该|有关|主要|法定)?(?:单位|企业)?(?:的)?(?:主要|有关|法定)?(?:负责人|代表人|情节轻微)",
        about or "其负责人",
    ):
        party = party_in(cause)
        return Words(f"对{cause}的约谈", cause, party) if cause else None
    return Words(f"对{about}的约谈", cause or f"约谈{about}", about) if about else None


def mediation(p: Passage) -> Words | None:
    """…纠纷调解."""
    if re.search(
        r"等(?:途径|方式|渠道)(?:解决|维权)|(?:协会|权益保护委员会|调解委员会|仲裁委员会)[^，。；部机政]{0,8}调解|边界争议|滥用职权|处分|玩忽职守|配合有关部门|机制|队伍|体系|建立|加强|共同的上级|政府(?:之间)?(?:或者相关主管部门)?协商|跨(?:行政)?区域|调解书|不成的?，?$|期限|终结|方式|人民调解|志愿|培训|指导|建议|人民法院对",
        p.sentence,
    ) or not re.search(ORGAN, p.sentence):
        return None
    about, party = _quarrel(p)
    return Words(f"{about}调解", about, party) if about else None


_NEED_FOR = re.compile("(?:因|根据|为了?)([^，。；为因]{2,16}?)(?:的)?需要")  # 因水上搜救需要，可以征用…
_EMERGENCY = re.compile(
    r"(交通管制|征用|调用|征购|征调|紧急措施|应急处置措施|应急措施|紧急处置措施|临时(?:应急)?措施|收购)((?:(?!，|。|；).){0,24})"
)


def emergency(p: Passage) -> Words | None:
    """实施交通管制, 征用…, …的应急措施."""
    match = _EMERGENCY.search(p.verb) or _EMERGENCY.search(p.sentence)
    head = p.sentence.partition(match.group(1))[0] if match else ""
    if (
        match is None
        or not re.search(ORGAN, head + p.lead)
        or re.search(r"企业应当|单位应当|经营者应当|预案|演练|依照有关法律|归还|补偿|造成损失|适用本规范", p.sentence)
    ):
        return None
    what = match[1]
    if what in ("征用", "调用", "征购", "征调", "收购"):
        after = p.sentence.partition(what)[2]
        thing = tidy(re.split(r"[，。；]|并|或者(?:征|调)", after)[0], 40)
        if not thing or thing.startswith("的"):
            return None
        need = _NEED_FOR.search(p.sentence.partition(what)[0])
        why = f"因{need[1].removesuffix('紧急').removesuffix('的')}需要" if need else ""
        return Words(f"{why}{what}{thing}", f"{what}{thing}", thing)
    if what != "交通管制" and not re.search(r"可以|有权|决定", p.sentence):
        return None
    about = tidy(p.condition, 50) or tidy(re.sub(r"时$", "", p.sentence.partition("，")[0]), 40)
    if not about or re.search(ORGAN, about):
        about = p.subject
    if not about:
        return None
    verb = "实施" if what == "交通管制" else "采取"
    when = "" if about.endswith(("后", "期间", "期", "时", "下")) else "时"
    name = f"{about}{what}" if about == p.subject else f"{about}{when}{verb}{what}"
    if about == what or about.endswith(("规范", "警察")):
        name = f"{verb}{what}"
    return Words(name, f"{verb}{what}", "")
