"""Which pairs of conducts are one act in the strict sense, so that their penalties and conditions may be compared."""

from __future__ import annotations

import re
from itertools import product

from kb.conflicts.match import FEATURES, Pair, plain
from kb.conflicts.material import Material
from kb.conflicts.space import superior
from kb.conflicts.words import bare, likeness
from kb.model import Edition, PowerItem
from kb.titles import law_key, place_of

LEAST = 0.5  # least probability that both are about one conduct
_ALIKE = 0.5  # least likeness of the acts in words, without who and where
_FIELD = 0.45  # least nearness of what the laws are about: reports are owed under many laws
_SURE = 0.65  # probability from which the same body shows that two laws are of one field, whatever their titles say
_EQUAL = 0.9  # acts in the same words are one act, however common the words
_SHORT = 8  # characters of an act that says little by itself
_VERY = 0.75  # the same where the laws are of other fields
_EVERYWHERE = re.compile(
    "检查|监督|调查|报告|报送|备案|资料|材料|统计|评估|许可证|资质|合格证|资格|执业|虚假|弄虚|骗取|标志|未经[^，]{0,8}批准|事故|贿赂|犯罪|调解"
)
_MEDIUM = re.compile("大气|废气|水污染|污水|废水|噪声|土壤|放射性|固体废物|辐射")
_TITLE = FEATURES.index("title")
_CLASHES = tuple(FEATURES.index(name) for name in ("doer_clash", "act_clash", "place_clash"))


def is_one_act(material: Material, pair: Pair) -> bool:
    """Whether the items of *pair* stand in two laws of one field and one area, and punish or permit one act."""
    if not may_be_one_act(material, pair):
        return False
    alike = act_likeness(pair.one, pair.other)
    if pair.score < LEAST and alike < _EQUAL:
        return False
    if pair.features[_TITLE] >= _FIELD or (pair.score >= _SURE and set(pair.one.agencies) & set(pair.other.agencies)):
        return alike >= _ALIKE
    short = min(len(bare(_core(item))) for item in (pair.one, pair.other)) < _SHORT
    return alike >= _VERY and not short and not _EVERYWHERE.search(pair.one.conduct)


def may_be_one_act(material: Material, pair: Pair) -> bool:
    """Whether nothing that is known of the items of *pair* tells that they are about two acts."""
    if pair.one.doc_id == pair.other.doc_id or _apart(*(material.editions[i.doc_id] for i in (pair.one, pair.other))):
        return False
    if any(pair.features[i] for i in _CLASHES):
        return False
    if _elsewhere(material, pair.one, pair.other) or _elsewhere(material, pair.other, pair.one):
        return False
    if _denied(pair.one.conduct, pair.other.conduct) or _denied(pair.other.conduct, pair.one.conduct):
        return False
    if _unlike_parts(plain(pair.one.conduct), plain(pair.other.conduct)):
        return False
    media = [set(_MEDIUM.findall(item.conduct)) for item in (pair.one, pair.other)]
    return not (all(media) and not media[0] & media[1])


def sureness(pair: Pair) -> float:
    """How sure (0 to 1) it is that the items of *pair* are about one act."""
    return (pair.score + min(1.0, act_likeness(pair.one, pair.other))) / 2


def _apart(one: Edition, other: Edition) -> bool:
    """Whether two rules are for other areas, or the superior one is for one area only and the lower one is not."""
    mine, theirs = area_of(one), area_of(other)
    if mine and theirs:
        return mine != theirs
    return bool((mine and superior(one, other)) or (theirs and superior(other, one)))


_SCOPE = re.compile("海洋|海上|内河|铁路|民用航空|国境|进出境|边防|军队|解放军|核|放射性|森林|草原|渔业")


def _elsewhere(material: Material, one: PowerItem, other: PowerItem) -> bool:
    """Whether *one* is no lower law and is for the sea, the border and so on, and nothing of the *other* speaks of that."""
    scope = _SCOPE.search(material.editions[one.doc_id].title)
    if scope is None or superior(material.editions[other.doc_id], material.editions[one.doc_id]):
        return False
    return scope.group() not in material.editions[other.doc_id].title + other.conduct


def out_of_scope(material: Material, lower: PowerItem, upper: PowerItem) -> bool:
    """Whether the *lower* law is for the sea, forests and so on, and nothing of the *upper* rule speaks of that."""
    scope = _SCOPE.search(material.editions[lower.doc_id].title)
    return scope is not None and scope.group() not in material.editions[upper.doc_id].title + upper.conduct


def _denied(one: str, other: str) -> bool:
    """Whether *one* speaks of 非机动车 and *other* of 机动车."""
    return any(
        word in other and f"非{word}" not in other for word in re.findall("非(机动车|重点|居民|经营性|国家)", one)
    )


_POINTS = re.compile(
    "上述|前[一二三两]?[款项条]|其他[^，]{0,40}(?:情形|行为)$|^(?:没有|无|有)[^，]{2,6}(?:物|所得|收入)$"
)
_HELPS = re.compile("明知|协助|代为办理|强迫|指使|教唆|提供[^，]{0,16}(?:便利|方便|条件|帮助)|(?<!以)食用")
_PROTECTED = re.compile("(国家|省|市|地方)重点")


def _unlike_parts(one: str, other: str) -> bool:
    """Whether a conduct only points to others or is a case of one, only one is that of a helper, or the things are of
    other classes of protection."""
    if _POINTS.search(one) or _POINTS.search(other) or bool(_HELPS.search(one)) != bool(_HELPS.search(other)):
        return True
    classes = [set(_PROTECTED.findall(words)) for words in (one, other)]
    return all(classes) and not classes[0] & classes[1]


_AREA = re.compile(
    r"^(?P<name>[\u4e00-\u9fff]{1,5}?(?:水库|湖|河|江|山|古城|开发区|新区|岛|沟|泉|湿地|运河|故城|遗址|林场|城墙|石窟|古镇))"
)
_ANY = re.compile(
    "^(?:城市|饮用水|地下|农村|内|矿|荒|人工|大中型|小型|重要|管辖|省内|海|长江|黄河|促进|推进|实施|河湖|经济|名泉|革命|国境|无居民|市区|北部|中心|国家)"
)


def area_of(edition: Edition) -> str:
    """The lake, hill or zone that a title names as that of its rules (萌山水库); empty for rules of a whole place."""
    title = law_key(edition.title)
    found = _AREA.match(title.removeprefix(place_of(title)))
    return found["name"] if found and not _ANY.match(found["name"]) else ""


def act_likeness(one: PowerItem, other: PowerItem) -> float:
    """The likeness (0 to 1) of two acts: of the whole, or of the likest alternatives (发包给…，或者肢解发包)."""
    mine, theirs = (_core(item) for item in (one, other))
    whole = likeness(bare(mine), bare(theirs))
    parts = (likeness(bare(a), bare(b)) for a, b in product(_alternatives(mine), _alternatives(theirs)))
    return max(whole, *parts, 0.0)


_SETTING = re.compile(
    r"^(?:对?在[^，。；]{2,30}?(?:内|区|区域|范围|期间|场所|过程中|时|中|上)，?|因[^，。；]{2,30}，(?:造成[^，。；]{2,30}，)?|有下列行为之一)"
)
_FRAME = re.compile(
    r"(?:内|期间|时|中|批准|许可|同意|审核|的|规定|单位|个人|人员|企业|者|机构|组织|项目|事故|活动|成员|人)$|^(?:因|造成|导致|发生)|^(?:违反|未经|经)[^，]{0,12}$"
)


def _core(item: PowerItem) -> str:
    """The act without the place it breaks, who does it and where."""
    words = plain(item.conduct)
    words = words.removeprefix(item.object) if item.object else words
    return _SETTING.sub("", words).strip("，、")


def _alternatives(words: str) -> list[str]:
    """The alternatives of an act; a part that only frames another is none."""
    parts = [part for part in re.split("，或者|，|；|或者", words) if len(bare(part)) > 4 and not _FRAME.search(part)]
    return parts[:8]
