"""What a provision sets: each penalty, coercive measure, enforcement and licence that it gives by its own words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kb.conflicts.material import Material
from kb.conflicts.tables import authority_signs
from kb.model import Penalty, Power, PowerItem, Provision
from kb.registry import PatternRow


@dataclass(frozen=True, slots=True)
class Setting:
    """The words ``start:end`` of *unit* that set a power of *kind* for each of *conducts*; ``amount`` in yuan."""

    unit: Provision
    start: int
    end: int
    kind: str
    conducts: tuple[str, ...]
    sentence: str
    before: str  # the words of the sentence before the power
    amount: float = 0.0


_MEASURES = {  # rules of power_types.csv, or a part of their names -> kind of authority.csv
    "强制措施-人身": "限制人身自由",
    "强制措施-查封扣押": "查封扣押",
    "强制措施-列举": "查封扣押",
    "强制措施-采取": "查封扣押",
    "强制执行-代履行": "代履行",
    "强制执行-强制": "强制执行",
    "强制执行-由机关": "强制执行",
}
_LONG = 200  # characters of an article that tell what a measure is for
_PERSON = re.compile("带离|传唤|约束|驱散|盘问")  # isolation and treatment have a general basis (传染病防治法, 禁毒法)
COERCION = ("查封扣押", "限制人身自由", "强制拆除", "强制执行", "代履行", "冻结", "划拨")
_DEMOLITION = re.compile("拆除|拆毁|平毁")
_THAT = re.compile("的，")
_AGAINST = re.compile(
    r"的，|对[^，。；]{2,40}，?[^，。；]{0,20}(?:可以|应当|有权|予以|组织)|[^，。；]{2,12}由[^，。；]{2,24}(?:予以|依法)|，由[^，。；]{2,24}$"
)
_HANDLING = re.compile("拟|作出|决定|听证|告知|被|折抵|送达|执行|移送|公示|信用|注销|备案")  # how a penalty is handled
_OBJECT = 24  # characters after a measure that name what it is taken against
_STOP = re.compile("[，。；\n]")
_STEP = re.compile(r"[。\n]")
_ADDRESS = re.compile(r"\s*(?:第\S{1,12}条\s+)?")  # what stands before the words of an article
_ITEM = re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[）)]")
_LIST = re.compile("下列(?:情形|行为|情况|活动)[^\n]*[：:]$")
_EXECUTION = ("强制拆除", "强制执行", "代履行")
_HEAD = re.compile(
    r"由[^，。；]{2,30}(?:部门|机关|机构|政府)(?=责令|予以|可以|处|给予)|^\s*第[^\s]{1,12}条\s*|^\s*[（(][一二三四五六七八九十]{1,3}[）)]\s*|违反(?:本[^，]{0,12}|第)[^，]{0,40}规定，?"
)
_MENTION = re.compile(  # before it: speaks of a power that others have, or forbids it, or tells how to use it
    r"被(?:依法)?[^，。；]{0,6}$|(?:没有|未|不)(?:代|经|被|予|依法)?$|自愿[^，。；]{0,16}$|(?:取回|领回|领取|返还|退还)[^，。；]{0,8}$"
    r"|(?:不得|禁止|严禁|防止|避免|减少|慎重|审慎|规范|不予|停止|解除|申请|请求|适用|探索|接到|协助|擅自)[^，。；]{0,24}$"
    r"|(?:监察|审判|检察|司法)机关[^。；]{0,60}$"
)
_AFTER_MENTION = re.compile(  # after it
    r"后的|机关|[^，。；]{0,8}(?:的(?:财物|物品|车辆|场所|设施|期限|费用|决定|程序|情形|手续|除外)|通知书|证明书|手续|期限)"
    r"|(?:、(?:查封|扣押|暂扣|冻结))*(?:等?(?:行政)?(?:强制)?(?:措施))?(?:的|时)?，?应当(?:经|由|遵守|制作|依照|符合|当场|出示|书面|告知)"
    r"|[^，。；]{0,6}(?:等?(?:行政)?强制(?:措施|执行)?(?:时|后|的|前|决定)|时，|后，|期间|之日|人员的)"
)


def settings(
    material: Material, doc_id: str, kinds: Collection[str] = (), *, tagged: bool = False
) -> Iterator[Setting]:
    """Every power that a document sets by its own words, in order; only those of *kinds* where any are given.

    With *tagged* a measure counts where its words stand, even if no power item was made of it.
    """
    for setting in _settings(material, doc_id, frozenset(kinds), tagged):
        if not kinds or setting.kind in kinds:
            yield setting


def _settings(material: Material, doc_id: str, kinds: frozenset[str], tagged: bool) -> Iterator[Setting]:
    items: dict[str, list[PowerItem]] = {}
    for item in material.items_of.get(doc_id, ()):
        items.setdefault(item.provision_id, []).append(item)
    units = material.units.get(doc_id, ())
    whole = "\n".join(unit.text for unit in units)
    signs = {word: rows for word, rows in _sign_rows(kinds).items() if word in whole}
    for unit in units:
        own = items.get(unit.id, [])
        yield from _penalties(material, unit, own)
        yield from _measures(material, unit, own, tagged)
        if not kinds or "许可" in kinds:
            yield from _licences(unit, own)
        yield from _signs(unit, signs)


def _penalties(material: Material, unit: Provision, items: list[PowerItem]) -> Iterator[Setting]:
    punished = [item for item in items if item.kind == "行政处罚"]
    for tag in material.penalties.get(unit.id, ()):
        conducts = tuple(dict.fromkeys(item.conduct for item in punished if tag.kind in item.penalties))
        near = _nearest(punished, tag)
        setting = _setting(unit, tag.start, tag.end, tag.kind, near or conducts, _yuan(tag))
        if conducts or (_THAT.search(setting.before) and not _HANDLING.search(setting.sentence)):
            yield setting


def _nearest(items: list[PowerItem], tag: Penalty) -> tuple[str, ...]:
    """The conduct that the penalty follows; none where a list of conducts comes after it."""
    before = [item for item in items if tag.kind in item.penalties and item.start <= tag.start]
    last = max((item.start for item in before), default=-1)
    return tuple(dict.fromkeys(item.conduct for item in before if item.start == last))


def _yuan(tag: Penalty) -> float:
    return (tag.high or tag.low or 0.0) if tag.unit == "元" else 0.0


def _measures(material: Material, unit: Provision, items: list[PowerItem], tagged: bool) -> Iterator[Setting]:
    given = {item.kind for item in items}
    taken: set[tuple[str, str]] = set()
    for tag in material.powers.get(unit.id, ()):
        kind = _measure(tag, unit)
        if not kind:
            continue
        setting = _setting(unit, tag.start, tag.end, kind, _breach(unit, items, tag), 0.0)
        rest = unit.text[tag.end - unit.start :]
        told = tagged or tag.kind in given or kind == "限制人身自由" or _takes(setting)
        if (
            not told
            or _MENTION.search(setting.before)
            or _AFTER_MENTION.match(rest)
            or (kind, setting.sentence) in taken
        ):
            continue
        taken.add((kind, setting.sentence))
        yield setting


def _takes(setting: Setting) -> bool:
    """Whether the words say against whom or what the measure is taken, where no power item says so."""
    return bool(_AGAINST.search(setting.before)) and not _HANDLING.search(setting.sentence)


def _breach(unit: Provision, items: list[PowerItem], tag: Power) -> tuple[str, ...]:
    """The punished conduct that a measure follows in its line, with the words of the measure; none where there is none."""
    first = tag.start - unit.start
    line = unit.start + unit.text.rfind("\n", 0, first) + 1
    before = [item for item in items if item.kind == "行政处罚" and line <= item.start <= tag.start]
    before = [item for item in before if "。" not in unit.text[max(0, item.start - unit.start) : first]]
    last = max((item.start for item in before), default=-1)
    words = _STOP.split(unit.text[first : first + _OBJECT], maxsplit=1)[0]
    return tuple(dict.fromkeys(f"{item.conduct}，{words}" for item in before if item.start == last))


def _measure(tag: Power, unit: Provision) -> str:
    kind = _MEASURES.get(tag.rule, "")
    words = unit.text[max(0, tag.start - unit.start) : tag.end - unit.start + 8]
    if kind == "强制执行" and _DEMOLITION.search(words):
        return "强制拆除"
    if kind == "限制人身自由" and not _PERSON.search(words):
        return ""
    if tag.rule == "强制执行-由机关":
        return "代履行"  # the body does in the party's place what it left undone
    after = unit.text[tag.end - unit.start : tag.end - unit.start + 16]
    paper = not re.search("查封|扣押|扣留|暂扣", words) or re.search(
        r"^[^，。；]{0,12}(?:证书|证件|执照|驾驶证|行驶证|许可证|号牌)", after
    )
    return "" if kind == "查封扣押" and paper else kind


def _licences(unit: Provision, items: list[PowerItem]) -> Iterator[Setting]:
    for item in items:
        if item.kind == "行政许可":
            yield _setting(unit, item.start, item.end, "许可", (item.conduct,), 0.0)


@cache
def _sign_rows(kinds: frozenset[str]) -> Mapping[str, tuple[PatternRow, ...]]:
    """The signs of *kinds* (all where empty) by each of their gate words."""
    found: dict[str, list[PatternRow]] = defaultdict(list)
    for row in authority_signs():
        if not kinds or row.kind in kinds:
            for word in row.gate:
                found[word].append(row)
    return {word: tuple(rows) for word, rows in found.items()}


def _signs(unit: Provision, signs: Mapping[str, tuple[PatternRow, ...]]) -> Iterator[Setting]:
    text = unit.text
    rows = {row.id: row for word in [word for word in signs if word in text] for row in signs[word]}
    for _, row in sorted(rows.items()):
        for match in row.regex.finditer(text):
            first = match.end() - len(_ADDRESS.sub("", match.group(), count=1))
            setting = _setting(unit, unit.start + first, unit.start + match.end(), row.kind, (), 0.0)
            if not _MENTION.search(setting.before) and not _AFTER_MENTION.match(text[match.end() :]):
                yield setting


def setting_of(unit: Provision, start: int, end: int, kind: str) -> Setting:
    """The words ``start:end`` of *unit* as the setting of a power of *kind*."""
    return _setting(unit, start, end, kind, (), 0.0)


def _setting(unit: Provision, start: int, end: int, kind: str, conducts: tuple[str, ...], amount: float) -> Setting:
    text, first = unit.text, start - unit.start
    marks = [m.start() for m in _STEP.finditer(text)]
    left = max((m + 1 for m in marks if m < first), default=0)
    right = min((m for m in marks if m >= end - unit.start), default=len(text))
    lead = _lead(text, left)
    line = text.rfind("\n", 0, max(first, 1)) + 1
    conduct = _plain((lead + text[line : end - unit.start].strip())[-_LONG:])
    sentence = lead + text[left:right].strip()
    told = (*conducts, conduct) if kind in COERCION else conducts or (conduct,)
    told += tuple(_listed(text, right)) if kind in _EXECUTION else ()
    return Setting(unit, start, end, kind, told, sentence, lead + text[left:first].lstrip(), amount)


def _lead(text: str, position: int) -> str:
    """The line that announces the list in which *position* stands, or empty."""
    line = text.rfind("\n", 0, position) + 1
    if not _ITEM.match(text[line:]):
        return ""
    while line > 0:
        end = line - 1
        line = text.rfind("\n", 0, end) + 1
        head = text[line:end].strip()
        if head and not _ITEM.match(head):
            return head
    return ""


def _listed(text: str, end: int) -> Iterator[str]:
    """The items of the list (有下列情形之一的，…：) that the sentence up to *end* announces."""
    if not _LIST.search(text[text.rfind("\n", 0, end) + 1 : end].rstrip()):
        return
    for line in text[end + 1 :].split("\n"):
        if not _ITEM.match(line):
            return
        yield _ITEM.sub("", line, count=1).strip("；。 ")


def _plain(sentence: str) -> str:
    return _HEAD.sub("", _HEAD.sub("", sentence))
