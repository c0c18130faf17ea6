"""Is the power only mentioned? An attribute of a noun, a point in time, an item of a list of something else."""

from __future__ import annotations

import re

from kb.tag.act import Act


def stands_alone(act: Act) -> bool:
    """The act is no attribute of a noun: 取得许可证的企业 and 作出决定的机关 only mention it."""
    return not _NOUN.match(act.text, act.end) or (
        act.words[:2] in ("申请", "申领", "办理") and _APPLICANT.match(act.after) is not None
    )


def listed_as_given(act: Act) -> bool:
    """The list in which the act stands is none of breaches, of conditions, of acts to be reviewed or of contents."""
    return not act.lead or not _LISTS_ELSE.search(act.lead) or bool(_DECIDES.search(act.before_raw))


def not_occasion(act: Act) -> bool:
    """The party's act is no point in time: who acts 在申请许可证时 or 办理登记前 is told something else.

    An organ that acts 核发许可证前, and all in a law on the act itself, is told how to use the power.
    """
    if act.before.endswith("收到"):
        return not _THAT_DAY.match(act.after)
    if _OF_THE_LAW.search(act.law) or not _PARTYS.match(act.words):
        return True
    if _FROM_THEN.search(act.before) and _THAT_DAY.match(act.after):
        return False
    return not (_BEFORE_THEN.match(act.after) or (_AT_TIME.search(act.before) and _TIME.match(act.after)))


def not_of_another(act: Act) -> bool:
    """Who must use goods or hire a body that 取得许可证 needs no licence himself."""
    return not _OF_ANOTHER.search(act.before)


def not_ordered(act: Act) -> bool:
    """Nobody is ordered or encouraged to apply (责令限期办理登记), and nothing is undone (撤销其资格认定)."""
    return not (_UNDONE.search(act.before[-24:]) or "责令" in act.words)


def not_the_entitled(act: Act) -> bool:
    """The entitled are not merely named (向享受低保的家庭提供…), nor is a benefit taken back."""
    return act.words[:2] not in ("享受", "领取") or not _ENTITLED.search(act.before)


def not_already(act: Act) -> bool:
    """The sanction is not one already imposed elsewhere or to be left out."""
    return not _ALREADY.search(act.before[-8:] + act.words[:6])


def not_forbidden(act: Act) -> bool:
    """It is no act from which somebody must keep: 任何单位和个人不准扣留."""
    return not _FORBIDDEN.search(act.before)


def not_listed_ones(act: Act) -> bool:
    """Nobody is listed here: 列入名录的单位 are only told apart."""
    return not act.words.startswith("列入") or stands_alone(act)


_NOUN = re.compile(
    r"(?:[一-龥]{0,3}证[书件]?|书|件|手续|待遇|金|费|登记|注册|活动|业务|工作|款|决定)?的(?=[一-龥])"
    r"(?!书面|决定|通知|意见|措施|行政|强制|手续|申请|方式|办法|工作|职责)"
)
_APPLICANT = re.compile(
    "[^，。；]{0,3}的(?:单位|企业|申请人|个人|机构|人员|组织|公民|当事人|社会团体)?(?:应当|必须|须)"
)
_LISTS_ELSE = re.compile(
    r"有(?:下列|以下|前款)[^。；]{0,24}(?:之一)?的?[^。]*(?:处分|追究|罚款|责令|警告|吊销|没收|处罚)|(?:具备|符合|满足)[^，。；]{0,10}条件[：:]?$"
    r"|申请行政复议|提起[^，。；]{0,6}诉讼|(?:公[开示布告]|载明|注明|包括|记载)[^，。；]{0,12}(?:下列|以下|：)|(?:主要)?内容(?:包括|是|为)?："
)
_DECIDES = re.compile(r"[^。；]的，(?:由|应当|可以)|责令|由[^，。；]{2,30}(?:部门|机关|机构|政府)")
_OF_THE_LAW = re.compile("许可|登记|注册|申领|审批")
_PARTYS = re.compile("申|办理|领|取得|向|到|完成|持")
_AT_TIME = re.compile(r"(?<![存所现])在[^，。；]{0,30}$")
_TIME = re.compile(r"[^，。；]{0,12}(?:时|前|之前|过程中)(?=，)")
_BEFORE_THEN = re.compile(r"[^，。；\d日]{0,14}(?<![日月年])前(?=，|免|应当|须|必须|不得)")
_FROM_THEN = re.compile(r"自[^，。；]{0,20}$")
_THAT_DAY = re.compile(r"[^，。；]{0,20}之日(?:起|后)?")
_OF_ANOTHER = re.compile(
    r"(?:使用|委托|采用|采购|购买|选用|选择|交由|交付|雇用|聘用|聘请|查验|核对|出示|携带|凭|超出|超越|伪造|骗取)(?:依法|已|具有|已经)?$"
)
_UNDONE = re.compile(r"(?:鼓励|引导)[^。；]{0,24}$|责令[^，。；]{0,10}$|(?:撤销|取消|注销)[^，。；]{0,8}$")
_ENTITLED = re.compile(r"(?:[向对与多]|(?<!认|因|视)为|属于|满足|后续|不再)$")
_ALREADY = re.compile(r"已经?(?:依法)?给予|(?:尚未|不再|没有|未经)(?:给予|予以|处)")
_FORBIDDEN = re.compile(r"(?:不得|[人位织][都均]?不准|(?<!可以)(?<!可)(?:禁止|严禁))[^，。；]{0,60}$")
