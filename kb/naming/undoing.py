"""What is taken back or put down: 撤销, 注销, 取缔, 收缴."""

from __future__ import annotations

import re

from kb.naming.phrases import ORGAN, PARTY, Passage, Words, conduct, first_party, joined, of_subject, party_in, tidy

_REVOKED = re.compile(r"(撤销|撤回|注销)((?:(?!原判|决定|或者|并|、)[^，。；]){2,30})")
_NOT_REVOKED = re.compile(
    r"法院|判决|裁定|合同|复议|上级|上一级|规章|规范性文件|不适当|公安派出|职务|撤销后|注销后|被撤销|被注销|保函|仲裁|因[^，]*撤销|证明书|除外|作出[^，。；]{0,20}(?:撤销|注销)|诉讼|学校[^，。；]{0,6}撤销|破产|清算|申请注销|应当申请撤销|办理注销|维持|检察|撤销案件|撤销委托|保护区|办理[^，。；]{0,16}(?:撤销|注销)|机构的?(?:设立|撤销|变更)|备案机关|称号|撤销合并|设立、|合并、|先(?:予|行|办理)?注销|撤销[^，。；]{2,12}应当报|入学资格|未经[^，。；]{0,24}注销|建议[^，。；]{2,24}(?:部门|机关|机构)(?:依法)?(?:撤销|注销)|通知[^，。；]{2,20}(?:协会|工商行政管理部门)[^，。；]{0,6}(?:撤销|注销)|(?:被依法|拟申请|推行|优化|简化)[^，。；]{0,30}(?:撤销|注销|撤回)|(?:到|向)[^，。；]{2,24}(?:机关|部门)(?:申请)?(?:撤销|注销)"
)


def revocation(p: Passage) -> Words | None:
    """撤销…, 注销…; 对…的撤销许可 where the words do not say which permit."""
    if (
        _NOT_REVOKED.search(p.sentence)
        or re.search(ORGAN, _FOUND.sub("", p.condition)[:14])
        or _BY_STATE.match(p.condition)
    ):
        return None
    if undone := _LEAVE.search(p.sentence):
        return Words(f"撤销{of_subject(undone[1], p.subject)}批准", f"撤销{undone[1]}批准", "")
    for match in _REVOKED.finditer(p.verb + p.sentence.partition(p.verb)[2] if p.verb in p.sentence else p.sentence):
        what = _revoked(match[2])
        if not what:
            continue
        about = _FOUND.sub("", _ASIDES.sub("", conduct(joined(p), 80)))
        about = "" if _GRADE.fullmatch(about) else _NOTHING_SAID.sub("", about)
        if not about and (toward := _TOWARD.match(p.main)) and not re.search(ORGAN, toward[1]):
            about = toward[1]
        if ended := _ENDED.search(about):
            return Words(f"{ended[1]}{ended[2]}", about, party_in(about))
        words = f"{match[1]}{what}"
        if what == "登记" and not about:
            piece = tidy(p.main.partition("，")[0], 20)
            if re.search(ORGAN, piece) or not re.search(rf"{PARTY}$", piece):
                continue
            words = f"{piece}{words}"
        elif _ANY_GRANT.fullmatch(what) and about:
            return Words(f"对{about}的{words}", f"{about}，{words}", party_in(about))
        elif _ANY_GRANT.fullmatch(what):
            words = f"{match[1]}{of_subject(what, p.subject)}"
        return Words(words, f"{about}，{words}" if about else words, party_in(about) or party_in(p.main))
    return None


def _revoked(text: str) -> str:
    """The grant that *text* names; empty where it is none, or only a step or a time."""
    what = re.sub(
        r"^(?:其|该|原|相应的?|已经?|取得的|所发的|已取得的|当事人|已颁发的|批准的(?=《)|有关|相关|的)+", "", text
    )
    what = re.sub(r"^[项类]|等措施$", "", tidy(what, 24))
    grant = re.search(r"许可|资格|登记|证|执照|资质|备案|批准|注册|认定|批文|决定|文号", what)
    return what if grant and not _STEP.search(what) else ""


_LEAVE = re.compile("撤销批准([^，。；]{2,12})的决定")
_TOWARD = re.compile("对([^，。；]{4,50})，")
_STEP = re.compile(
    r"(?:后|时|情形|之日|手续|申请|的)$|情况|告知|通知|申请(?:之日|的|后|时)|进行审查|公告|名单|公示|通报|申请书|公证书|不予|违法行为|年内$|认证$|证明$"
    r"|^(?:登记|注册|许可)(?:程序|申请|之日|[前后的以])|^证件审验"
)
_ANY_GRANT = re.compile(
    "登记|(?:行政|经营|业务|设置|规划|相关|该项|出口)?(?:许可|批准)(?:决定|文件|证书|证明文件|证件?)?|《?许可证》?|(?:执业|设立)?注册|(?:临时)?备案|(?:认定|资质|资质认定|认证)证书|资质|资格|资格认定|认定|(?:执业|检验|从业|检测)(?:资格|资质)|能力证明文件|批准文件|用地批准文件|操作证件"
)
_GRADE = re.compile(
    "(?:情节|逾期|拒不|仍|经|准予|不予)[^，]{0,12}|(?:违反|不符合|有)?(?:前款|上述|本条)?(?:规定|条件|情形)|公示无异议"
)
_NOTHING_SAID = re.compile("^(?:在|因)[^，。；]{0,40}[中时内]$")
_ENDED = re.compile("申请([^，。；]{2,20}?)((?:简易)?注销登记)$")  # 申请房屋所有权注销登记
_BY_STATE = re.compile(  # what authorities did wrong is for their superiors
    r"[^，未不。]{0,40}(?:部门|机关|人民政府|办事处)(?:及其工作人员)?(?:未|不|违反|违法|擅自|拒)|对未取得[^，]{2,30}(?:单位|个人)批准"
)


_ASIDES = re.compile(
    "^(?:或者|并且?|以及)|，除外|，(?:注册|登记|取得)后$"
)  # what is left around a conduct that was cut


# ---- 取缔, 收缴 -------------------------------------------------------------------------------------------------------

_CLOSED = re.compile(r"取缔|收缴|追缴|销毁")


def closing(p: Passage) -> Words | None:
    """对…的取缔, 收缴…."""
    match = _CLOSED.search(p.verb) or _CLOSED.search(p.main)
    if match is None or re.search(
        r"(?:没收|罚没|查获|扣押|查封|暂扣)的(?!可以)[^，。；]{0,24}(?:，|应当|由|予以|可以)|人民法院|行政机关|主管人员|收缴(?:的罚款|罚款)|罚款[^，。；]{0,6}收缴|罚缴|没收[^，。；]{0,12}销毁|被执行人|通报[^，。；]{2,20}(?:部门|机关)[^，。；]{0,4}取缔|执法(?:监督)?证|(?:经营者|企业|公司)(?:可以|有权)[^。；]*(?:追缴|收缴)|由[^，。；部机政]{0,8}(?:站|企业|公司|单位)(?:负责)?(?:收缴|追缴)|(?:取缔|收缴|追缴|销毁)[^，。；]{2,20}[0-9]+[^，。；0-9]{1,3}$|(?:取缔|收缴|销毁)[^，。；]{2,20}[0-9]+(?:[个起家件处张户]|人次)|基本任务|^国家(?:依法|反对)|工作机制",
        p.sentence,
    ):
        return None
    after = p.main[p.main.find(match.group()) + len(match.group()) :]
    thing = re.match(
        r"((?:(?!并|或(?!者(?!责令|吊销|没收|罚|强制|处|由|退还|返还|补缴)[^，。；]{1,24}的[^，。；]{2}|(?:者(?!由)|(?!者))[^，。；]{2,12}(?:证明|证书|证件?|物品|工具|文件)(?:[，。；]|$))|，|、(?:没收|责令|吊销|罚|强制))[^，。；]){2,36})",
        after,
    )
    what = (
        tidy(re.sub(r"^(?:其|该|所|的)?(?:应当|应|所)?(?:缴纳|交纳|欠缴)?(?:的)?", "", thing[1]), 36) if thing else ""
    )
    if after.startswith("的") and match.group() != "取缔":
        return None  # 依法追缴的货物: said of the thing
    about = _NO_CRIME.sub("", _FOUND.sub("", conduct(_CITED.sub("", joined(p)), 80)))
    if re.search("其他情形|取缔措施", about) or (
        _PAPERS.search(p.main) and _ENDS.search(f"{p.earlier[-60:]}，{about}")
    ):
        return None
    after = p.main[p.main.find(match.group()) + len(match.group()) :]
    thing = re.match(
        r"((?:(?!并|或(?!者(?!责令|吊销|没收|罚|强制|处|由|退还|返还|补缴)[^，。；]{1,24}的[^，。；]{2}|(?:者(?!由)|(?!者))[^，。；]{2,12}(?:证明|证书|证件?|物品|工具|文件)(?:[，。；]|$))|，|、(?:没收|责令|吊销|罚|强制))[^，。；]){2,36})",
        after,
    )
    what = (
        tidy(re.sub(r"^(?:其|该|所|的)?(?:应当|应|所)?(?:缴纳|交纳|欠缴)?(?:的)?", "", thing[1]), 36) if thing else ""
    )
    if after.startswith("的") and match.group() != "取缔":
        return None  # 依法追缴的货物: said of the thing
    about = _NO_CRIME.sub("", _FOUND.sub("", conduct(_CITED.sub("", joined(p)), 80)))
    if re.search("其他情形|取缔措施", about) or (
        _PAPERS.search(p.main) and _ENDS.search(f"{p.earlier[-60:]}，{about}")
    ):
        return None
    if owned := _THEIR_OWN.search(p.main):  # 其船员证由港航部门收缴
        seized = f"{match.group()}{owned[1]}"
        return Words(
            f"对{about}的{seized}" if about else seized, f"{about}，{seized}".removeprefix("，"), party_in(about)
        )
    what = "" if re.fullmatch("(?:处理|处置|销毁|补齐|上缴|入库)[^，]{0,2}", what) else what
    if not what and (things := _THEIRS.search(p.main)):
        what = tidy(things[1], 24)
    if not what and not p.condition and match.group() != "销毁" and (gains := _GAINS.match(p.main)):
        return Words(f"{match.group()}{gains[1]}", f"{match.group()}{gains[1]}", gains[1])
    if re.fullmatch("(?:数量|情节|金额|数额)[^，]{0,8}", about) or re.search(f"{ORGAN}$", what):
        return None
    if match.group() != "取缔" and what:
        what = what.removesuffix("外")  # 除追缴其税款外
        verb = f"{match.group()}、" if what.startswith("销毁") else match.group()
        told = _TELLS.search(what) and not _ANY_GAIN.match(what)  # 收缴证件, 追缴违法所得 say too little
        bare = about and "注销" not in about and not told
        return Words(
            f"对{about}的{verb}{what}" if bare else f"{verb}{what}",
            f"{about}，{verb}{what}" if about else f"{verb}{what}",
            party_in(about) or what.removeprefix("销毁"),
        )
    if match.group() == "取缔" and not about and what:
        return Words(f"取缔{what}", f"取缔{what}", what)
    doer = first_party(about) if f"{about}的，" in p.sentence else party_in(about)
    return Words(f"对{about}的{match.group()}", f"{about}，予以{match.group()}", doer) if about else None


_PAPERS = re.compile("收缴[^，。；]{0,20}(?:证|证书|印章|执照)")
_ENDS = re.compile("准予注销|注销登记[。，；]")  # the last step of a deregistration
_THEIR_OWN = re.compile(
    "(?:^|，)其?(?!对|吊销)([^，。；由对]{2,24}?(?:违禁品|证书?|证件|标牌|号牌|执照))，?由[^，。；]{2,40}?(?:收缴|追缴)"
)
_ANY_GAIN = re.compile("(?:当事人的)?(?:非法|违法)(?:所得|活动|经营|收入)(?!的?(?:文物|税))")
_NO_CRIME = re.compile("符合$|，(?:情节轻微|尚?[未不]构成犯罪).*$")
_TELLS = re.compile("伪造|变造|非法|违法|骗取|侵占|挪用|偷|漏|欠|应|擅自|冒|假|走私|[未不无]|拼装|报废|淫秽|毒品|盗版")
_FOUND = re.compile(rf"^(?:[^，。；]{{0,24}}?(?:{ORGAN})[^，。；]{{0,8}}?|核查)?发现")
_THEIRS = re.compile("对(?!其)([^，。；]{2,24}?)(?:应当|可以|依法)?(?:予以|进行)(?:收缴|追缴|销毁)")
_CITED = re.compile("（违反第[^（）]{1,12}(?:（[^（）]{1,4}）项)?规定）")
_GAINS = re.compile("(?:对于?)?([^，。；]{2,40}(?:所得|财物|物品|资金|财产))，")
