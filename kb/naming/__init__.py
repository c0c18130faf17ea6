"""Names of power items in their usual form, built by rule from the words of the law: 对…的处罚, …许可证核发."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from kb.naming.breaches import conduct_of, doer_of, object_of
from kb.naming.confirmations import confirmation
from kb.naming.force import execution, measure
from kb.naming.inspection import inspection
from kb.naming.money import benefit, levy, reward
from kb.naming.others import decision, emergency, filing, mediation, order, talk
from kb.naming.permits import permit
from kb.naming.phrases import PARTY, Passage, Words, flat, subject_of
from kb.naming.undoing import closing, revocation

__all__ = ["Passage", "Words", "conduct_of", "doer_of", "flat", "item_name", "object_of", "subject_of", "words_of"]


def item_name(kind: str, rule: str, conduct: str, verb: str) -> str:
    """The usual name of a penalty; the conduct itself for the other kinds, which ``words_of`` names."""
    return f"对{conduct.removeprefix('对')}的处罚" if kind == "行政处罚" else conduct


def words_of(kind: str, rule: str, passage: Passage) -> Words | None:
    """Name, act and object of a power that is no penalty; None where the passage gives none over a party."""
    make = _MAKERS.get(rule) or _MAKERS.get(kind)
    refers = kind in _GIVEN and (
        _REFERS.search(passage.sentence) or (kind in _STATED and _MENTIONS.search(passage.sentence))
    )
    words = make(passage) if make and not refers else None
    words = _mended(words, rule) if words else None
    if words and (
        _NO_MATTER.fullmatch(words.name)
        or (kind in _GRANTED and _BROKEN.search(words.name))
        or (kind in _GIVEN and re.match("对?其他", words.name))
    ):
        return None
    return replace(words, object=_whole(words.object, passage.sentence)) if words else None


def _mended(words: Words, rule: str) -> Words | None:
    """*words* without a conjunction at the head and without the modal clause that ran into the name; None if one stays."""
    if words.name.startswith("属于"):
        words = replace(words, name=words.name[2:], conduct=words.conduct.removeprefix("属于"))
    name, conduct = _AND.sub(r"\1", words.name), _AND.sub(r"\1", words.conduct)
    if rule in _QUOTING:
        return replace(words, name=name, conduct=conduct)
    if found := _REPORTER.search(name):
        return Words(found[1] or f"{found[2]}的奖励", "举报", "举报人")
    if cut := _RAN_ON.match(name):
        about = cut[1].removesuffix("的")
        if "奖" in cut[2]:
            return Words(f"对{about}的{cut[2]}", about, "") if _REWARDED.search(about) else None
        return Words(f"对{about}的{cut[2]}", f"{cut[2]}{about}", "")
    if duty := _DUTY_FIRST.match(name):
        return replace(words, name=duty[1], conduct=duty[1].removesuffix("审批"))
    return None if _MODAL_LEFT.search(name) else replace(words, name=name, conduct=conduct)


_QUOTING = ("其他-责令", "其他-取缔收缴", "其他-撤销")  # their names quote the breach, with its 应当
_REPORTER = re.compile("，(?:[^，]{0,8})?(对举报人的(?:表彰)?奖励)$|^(对举报[^，]{0,8}者)，可的(?:表彰)?奖励$")
_REWARDED = re.compile("(?:者|人|人员|单位|组织|集体|公民|企业|[^有]个人)$")
_DUTY_FIRST = re.compile("[^，的]{2,12}应当[^，]{2,24}，((?:对|在|进行|从事|建设)[^，]{6,60}审批)$")


_AND = re.compile(
    "^(对?)(?:以及|而(?!且|对)|或者变相|或者|但是?，|并且|与(?=[^，]{2,6}许可$)|[一二三四五六七八九十]{1,2}、(?![一二三四五六七八九十])|开工建设(?=在)|(?:省、自治区、直辖)?市(?=劳动能力)|取得(?=[^，]{2,12}资质审批$)"
    "|[省市区县]、[市县区州](?=[^、，]{2,}(?:登记|鉴定|认定)$))(?=.{4})"
)
_RAN_ON = re.compile(  # 对伤员，应当及时组织…的医学观察
    "对([^，]{4,40}?)(?:(?:，[^，的]{0,12})?(?:可以|(?<!适)应当)|决定予以).*的((?:保护性)?约束(?:至酒醒)?|医学观察|强制隔离戒毒|巡查|表彰奖励|奖励|现场检查|监督检查)$"
)
_MODAL_LEFT = re.compile(
    r"，[^，的未不]{0,14}(?:(?<!适)应当|可以)|^[^，的未不]{0,20}(?:(?<!适)应当|可以)(?![^，]{1,40}而)|可的(?:奖励|表彰)|尚未[^，]*的应当"
)
_NO_MATTER = re.compile(
    "其他[^，的]{0,6}(?:企业|单位|个人|组织)备案|(?:受理|审查|许可|核准|批准|审批|备案|核发|登记|注册|申请|办理|进行|、|和|或者)+|(?:经)?(?:检验|检测|考核|考试|审查|鉴定|验收)合格审批"
    "|[^，]*(?:具体|实施)办法备案|(?:省|市|县|地方|区域|本级)[^，]{0,16}规划备案|[^，]*选举[^备]*备案|(?:管理|审批)权限[^，]{0,4}审批"
)  # no word of what it is about
_BROKEN = re.compile(  # the rest of a sentence: 予以核准审批, 收到工伤认定, 自行车不登记
    r"[不无未](?:登记|认定|审批|鉴定)$|^权证核发$|^(?:入网|平台内|网络).*登记$|^(?:不予|予以(?!.{6})|两个以上审批|个别(?:地方|省)|他人|情节|而对|合资各方审批|仍然|在适合|被[^，]{2,4}审批|所[^，]{2,6}审批)"
    r"|^(?:收到|恢复|一方|作为|告知|期限内|各项登记|专家|程序|责任不|无正当|中止登记|块登记|销毁[^，]*核发|自(?:登记|认定|设立|收到|取得))"
    r"|^(?:设立|方案|单位|产品|分类|区域智慧|犬只狂犬病)(?:审批|许可|认定|确认|鉴定|审定)$|^(?:著作权人|表演者|录像制作者|审核|程序|延期)许可(?:核发)?$"
)
_GRANTED = ("行政许可", "行政确认")
_GIVEN = ("行政许可", "行政确认", "行政检查", "行政给付", "行政征收")
_STATED = ("行政确认", "行政给付")
_MENTIONS = re.compile(
    r"(?:按照|依照|按)《[^》]+》(?:(?:和|、)《[^》]+》)*的?(?:有关)?规定[^，。；]{0,8}(?:享受|认定|办理|评定|登记)|为准$|是[^，。；]{2,30}依据$|继续有效$|优化[^，。；]{2,20}程序|^(?:本规定|本条例|本办法)(?:生效|施行|实施)"
)  # what another law gives, or what becomes of it
_REFERS = re.compile(
    r"(?:按照?|依照|依据|适用)[^，。；]{0,30}(?:规定|法律|法规|法规规定)(?:执行|办理|处理)$|删除）?$"
)  # the power is given elsewhere


def _whole(party: str, sentence: str) -> str:
    """*party* where the sentence names it so; empty where it points back (其负责人) or is the first part of a list."""
    if re.match("其(?!他)|该|本(?!市|省|区|县|行)", party):
        return ""
    party = party.removeprefix("其他")
    if _CONDUCT_ONLY.match(party) and (
        party[:2] in ("设立", "开办", "举办", "成立", "代表", "擅自") or not re.search(f"{PARTY}$", party)
    ):
        return ""
    cut = re.search(re.escape(party) + "(?=事业)", sentence) if party.endswith("企业") else None
    return "" if cut or len(party) < 2 or party == "组织" else party


_CONDUCT_ONLY = re.compile(
    "擅自|拒[绝不]|逾期|整改不|代表|(?:设立|开办|举办|成立)(?:企业|公司)$"
)  # what was done, nobody

_MAKERS: Mapping[str, Callable[[Passage], Words | None]] = {
    "行政许可": permit,
    "行政确认": confirmation,
    "行政检查": inspection,
    "行政强制措施": measure,
    "行政强制执行": execution,
    "行政征收": levy,
    "行政给付": benefit,
    "行政奖励": reward,
    "行政裁决": decision,
    "其他-备案": filing,
    "其他-撤销": revocation,
    "其他-责令": order,
    "其他-取缔收缴": closing,
    "其他-约谈": talk,
    "其他-调解": mediation,
    "其他-应急": emergency,
    "其他-收购": emergency,
}
