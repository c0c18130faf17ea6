"""Provision -> Power: which kinds of power it gives, by the rows of power_types.csv and the checks below.

A row tells the words of a power; a check tells what its words cannot: who acts, on whom, and whether the power is given
here or only mentioned. Before the rows are tried, bodies that are no administrative organ are renamed (at the same
length), so that no pattern takes a 检验机构 or a 村民委员会 for one, and sentences that give nothing are blanked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.model import Power, Provision
from kb.registry import power_types
from kb.tag.act import Act
from kb.tag.given import CHECKS
from kb.tag.mask import BLANK, OUTSIDE, mask, matches


def find_powers(provision: Provision) -> Iterator[Power]:
    """Yield the kinds of power that *provision* gives to an administrative body; a text may give several.

    Statutes of criminal law, court procedure and the like give none, nor do those on the inner workings of the
    state. A power that is only mentioned, as a condition, a definition or the misconduct of an official, is left out.
    """
    if OUTSIDE.search(provision.doc_id):
        return
    inner = INNER.search(provision.doc_id) is not None
    if _GLOSSARY.match(provision.text):
        return
    found = sorted(_powers(provision), key=lambda power: (power.start, power.rule))
    yield from (power for power in found if not inner or power.rule == "处罚-治安")


def _powers(provision: Provision) -> Iterator[Power]:
    text = narrow(mask(provision.text))
    for row, match in matches(power_types(), text):
        act = Act(text, provision.text, *match.span(match.lastgroup or 0), law=provision.doc_id)
        if all(check(act) for key in (row.kind, row.id) for check in CHECKS.get(key, ())):
            yield Power(
                doc_id=provision.doc_id,
                provision_id=provision.id,
                start=provision.start + act.start,
                end=provision.start + act.end,
                rule=row.id,
                kind=row.kind,
            )


# ---- what gives no power -------------------------------------------------------------------------------------------

INNER = re.compile(  # statutes on the inner workings of the state, and civil law
    r"立法[法条]|民族区域自治|自治条例|地方性法规条例|选举法|选举(?:实施细则|办法|条例)|(?:政府|国务院|法院|检察院|代表大会|村民委员会|居民委员会)[^，]{0,12}组织法(?!》)|"
    r"议事规则|代表法|(?:人民代表大会|人大)[^，]{0,14}(?:代表|监督|任免|组织|讨论|办理|工作)|委员会监督法|预算审查|公务员法|公务员处分|政务处分|"
    r"工作人员处分|管理人员处分|军衔|警衔|衔条例|外交人员|驻外外交|[检法警]官(?:法|条例)|监事会|特别行政区(?:基本|驻军)法|中国人民解放军|"
    r"现役[军士]|文职人员|机构设置|编制管理|备案审查|预备役(?:军官|人员)法|^(?:总则|附则|[一-龥]{2,4}编)(?:$|@)|民法典|信托法|仲裁"
)
_GLOSSARY = re.compile(r"[^。\n]{0,60}(?:用语|术语)的?(?:含义|定义|意思)|[^。\n]{0,20}所称[^。\n]{2,60}(?:是指|包括)：")
_PRIVATE = re.compile(
    r"(?:医疗|卫生|保健|检验|检测|鉴定|试验|认证|认可|评估|评价|测评|评级|金融|信贷|保险|中介|服务|代理|培训|教育|教学|办学|托幼|托育|养老|福利|"
    r"科研|研究|研发|开发|咨询|设计|评审|审查|监理|测绘|审图|会计|律师|公证|经纪|支付|信托|担保|托管|交易|结算|推广|救护|救助|戒毒|采血|"
    r"调解|仲裁|检定|验证|征信|派遣|拍卖|出版|新闻|募捐|慈善|援助|医学|民办|社会|学术|分支|内部|内设|运营|经营|投资|咨询|支撑|支持|翻译|审计中介|"
    r"防治|预防控制)机构(?!监)"
)
_BOARDS = re.compile(
    r"(?:村民|居民|村[（(]居[）)]民|居[（(]村[）)]民|村居民|业主|评标|工会|常务|仲裁|评定|学术|调解|伦理|伦理审查|专家)委员会"
)
_ORGANS = re.compile(
    r"(?:司法|审判|检察|监察|权力|军事|政治|立法|党政|国家|各级|本|企业|事业|使馆|使领)机关(?=[、，。；和及的与]|工作人员|团体|事业|企业|$)|"
    r"机关(?=、[^，。；]{0,6}(?:团体|事业|企业|学校|部队))|(?:司法|审判|检察|监察|权力|军事|人民武装|军队|部队)(?:机关|部门|政治机关)"
)
_RENAMED = str.maketrans(
    {"机": "单", "构": "位", "关": "位", "委": "自", "员": "治", "会": "体", "部": "单", "门": "位"}
)
_NOTHING = re.compile(  # purpose, scope, commencement
    r"(?:(?<=[。\n])|^)[^。\n]*?(?:(?:制定|制订)本(?:法|条例|办法|规定|细则)|(?:适用|参照)本(?:法|条例|办法|规定|细则|章)(?:的?规定)?|"
    r"起施行|同时废止|应当遵守本(?:法|条例|办法|规定|细则))(?=。|$)|[^。；\n]{0,40}是指[^。；\n]*"
)
_SUPERIOR = re.compile(
    r"(?:由|(?<=[，；、的\x1f])|^)[^，。；\n\x1f]{0,16}(?:上级|上一级|所在单位|任免|有权机关|同级监察)[^，。；\n]{0,40}"
    r"(?:责令|通报|批评|警告|予以纠正|限期改正|没收)(?![^，。；\n]*撤销[^，。；\n]*许可)[^，。；\n]*(?:，责令[^，。；\n]*)?"
)


def narrow(text: str) -> str:
    """Rename bodies that are no administrative organ and blank sentences that give no power, at the same length."""
    if "机构" in text:
        text = _PRIVATE.sub(_rename, text)
    if "委员会" in text:
        text = _BOARDS.sub(_rename, text)
    if "机关" in text or "部门" in text:
        text = _ORGANS.sub(_rename, text)
    if any(word in text for word in ("制定本", "制订本", "适用本", "参照本", "施行", "废止", "是指", "遵守本")):
        text = _NOTHING.sub(_blank, text)
    if "上级" in text or "上一级" in text or "单位" in text or "任免" in text or "有权机关" in text:
        text = _SUPERIOR.sub(_blank, text)
    return text


def _rename(match: re.Match[str]) -> str:
    return match.group()[:-3] + match.group()[-3:].translate(_RENAMED)


def _blank(match: re.Match[str]) -> str:
    return BLANK * len(match.group())
