"""The licence that a sentence names, and the act that it is for."""

from __future__ import annotations

import re

from kb.naming.phrases import ORGAN, PARTY, Passage, of_subject, split_party, tells_matter, tidy

_PAPER = r"(?:许可证件?|许可证书|执照|资质等级证书|资质证书|资格证书|资格证|准许证|准运证|通行证|批准证书|批准书|准印证|准驾证|采集证|捕捞证|狩猎证|养殖证|繁殖证|勘查证|作业证|驾驶证|营运证|运输证|经营证|执业证书|执业证|准购证|核准证|登记证书|登记证|准营证|上岗证|从业资格证|注册证书|批件|批准文号|许可决定书|签证|护照|印鉴证|导游证|准许生产证|许可(?!证))"
_QUOTED = re.compile(rf"《([^《》]{{0,40}}?{_PAPER}[^《》]{{0,6}})》")
_LICENCE = re.compile(
    rf"([一-龥（）“”、]{{0,24}}{_PAPER})(?!申请|意向|机关|管理|条件|事项|制度|手续|变更|的?范围|的?[机部]|工作|有效期|到期|贸易|(?<=[格记]证)明)"
)
_TAKES = re.compile(
    r".*(?:取得|申领|领取|领用|颁发|核发|发给|换发|补发|补领|换领|办理|持有?|获得|获取|申请|发放|吊销|签发|缴销|制发|领有|具有|具备|提交|延续|变更|注销|准予|凭|送达|审批(?!单)|核定|委托|实施|作出|"
    r"相应(?:类别|等级|种类|范围)的?|相应的?|准驾车型|有关的?|相关的?|规定的?|其|的|或者|以及|和|并|一个|本|给|实行|经(?!营|济|纪|贸)|予以|不予)"
)
_BARE = re.compile(
    r"^准[印运]证$|^(?:行政|经营|生产|从业|执业|职业|业务|专业|临时|暂定|相应|操作|维修|制造|安装|线路|购买|贮存|零售|批发|服务|普通(?=许可)|专项|单项|通行、)?(?:许可证件?|许可证书|许可|执照|资质证书|资质等级证书|资格证书?|批准证书|批准书|证书|执业证书?|作业证|营运证|运输证|通行证|登记证书?|注册证书|批件|批准文号|经营证|许可决定书|上岗证|从业资格证|签证)$"
)
_ANY_PERMIT = re.compile("(?:特别|特殊|专门|审核|审查|核准|(?:按照)?(?:规定)?程序|批准)?许可")
_NO_LICENCE = re.compile(r"^有效|[做作]出|合格证|毕业|结业|学位|学历|身份|未取得|行政许可|许可决定书|该|本条|强制许可")


_QUALIFIED = re.compile(
    "(?:^|[，。；等])((?!对|县|省|市)[^，。；等应必]{2,36}人员)，?(?:应当|必须|须|应)[^。；]{0,40}?取得"
)
_DRIVEN = re.compile("([^，。；]{4,24}?)的?驾驶(?:人员?|员)")
_ROAD_LAWS = re.compile("道路交通|机动车|驾驶|公路|车辆")
_PLACE = re.compile("([一-龥]{2,8}?(?:省|市|自治区|自治州))")


_LETTERED = re.compile("[A-Z][0-9]?字签证")
_FRAGMENT = re.compile("配额、|涉及|人向|(?:位置|平面设计|效果)图|按照|更换|原则上|公民在")  # the middle of a sentence


def licence_in(text: str, p: Passage) -> str:
    """The licence that *text* names, with the law's subject before a name that says nothing by itself."""
    text = text.replace("中华人民共和国", "")
    if lettered := _LETTERED.search(text):
        return lettered.group()
    found = _QUOTED.search(text) or _LICENCE.search(text)
    if found is None:
        return ""
    words = found[1] if found.re is _QUOTED else _TAKES.sub("", found[1]) or found[1]
    words = words if words.count("“") == words.count("”") else re.sub("[“”]", "", words)
    words = tidy(words.removeprefix("、").removeprefix("向"), 30)
    if re.search("[证单书]、", words):
        words = words.rpartition("、")[2]
    if (
        not words
        or _ANY_PERMIT.fullmatch(words)
        or words.startswith("原")
        or _FRAGMENT.match(words)
        or _NO_LICENCE.search(words)
        or re.search(ORGAN, words)
    ):
        return ""
    words = re.sub("^[市省](?![、场政级际容内民区])|^管理(?=电力)", "", words.replace("“", "").replace("”", ""))
    words = words.removeprefix(place[1]) if (place := _PLACE.match(p.law)) else words
    if (
        words.endswith(("资格证书", "资格证"))
        and _BARE.match(words)
        and (whose := _QUALIFIED.search(f"{p.earlier[-80:]}，{p.sentence}"))
    ):
        return re.sub("^(?:有关|相关)|^(?!从事|以|进行|对)[^的]{2,12}的", "", whose[1]) + words
    if words.startswith("职业资格"):
        return words
    if words == "驾驶证" and not _ROAD_LAWS.search(p.law) and (driven := _DRIVEN.search(p.sentence)):
        return tidy(driven[1], 24) + words
    if re.fullmatch("许可证[件书]?", words) and (
        doing := [tidy(split_party(m[1])[0], 16) for m in _MATTER.finditer(p.earlier)]
    ):
        return f"{doing[-1].removeprefix('从事')}{words}" if doing[-1] else ""
    if p.subject[-2:] in ("卫生", "运输", "经营") and words.startswith(p.subject[-2:]) and tells_matter(p.subject):
        return of_subject(words, p.subject)  # 公共场所卫生许可证
    if _BARE.match(words):
        if re.search("污染|灾害|噪声|环境$", p.subject):
            return ""  # 放射性污染许可证 is no licence
        if words.startswith("经营许可") and (business := _business(p)):
            return business + words
        subject = re.sub(r"(?:保护|防治|安全|治理|适航|质量|和)+$", "", p.subject)
        if not subject or words.startswith("行政") or re.search("审批|许可|行政|核准|登记|人员", subject):
            return ""
        words = words.removeprefix("业务").removeprefix("相应")
        return subject + (words[2:] if subject.endswith(words[:2]) else words)
    return words


def _business(p: Passage) -> str:
    """The business that needs a bare 经营许可, where it is another than the law's subject: 从事水上游览、客运经营活动."""
    found = _DOES_BUSINESS.search(p.condition or p.sentence)
    words = tidy(found[1], 16).removesuffix("经营") if found else ""
    shared = any(words[i : i + 2] in p.subject for i in range(len(words) - 1))
    return "" if shared or re.search(f"{ORGAN}|{PARTY}$|相关|有关", words) else words


_DOES_BUSINESS = re.compile("从事([^，。；的]{2,16}?)(?:经营)?(?:活动|业务)?(?:的|，|$)")


_MATTER = re.compile(
    "(?:^|[，。；：]|企业|单位|个人|工商户|公民|组织|机构)(?:申请|凡|需要?|确需)?((?:从事|开办|设立|举办|经营|生产|兼营|专营|销售|运输|进口|出口|采集|猎捕|采伐|开采|勘查|捕捞|养殖|种植|"
    "驾驶|占用|挖掘|排放|设置)(?!者|人|员|单位|企业|主管)[^，。；：]{2,30}?)(?:的(?=[，。；：])|，|应|必须|须|需)"
)


def matter_of(licence: str, earlier: str) -> str:
    """The act that *licence* is for, from what the article says before; only words that share two characters with it."""
    for match in reversed(list(_MATTER.finditer(earlier))):
        act = tidy(split_party(match[1])[0], 30)
        if act and not re.search("可以|或者?$", act) and any(act[i : i + 2] in licence for i in range(len(act) - 1)):
            return act
    return ""
