"""Provision -> Agency: who is named, at what level, and what it does there (its role, see kb.tag.roles)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import ahocorasick

from kb.model import Agency, Provision
from kb.registry import PatternRow, StemRow, agencies, agency_patterns, agency_stems
from kb.tag.mask import matches
from kb.tag.roles import Span, find_roles, prefix_start

_LONGEST_LIST = 160  # characters from the head of an elliptical list to its tail


@dataclass(frozen=True, slots=True)
class _Name:
    """An agency name at ``start:end`` of a provision's own text."""

    start: int
    end: int
    rule: str
    canonical: str


def agencies_in(words: str) -> list[Agency]:
    """The agencies named in *words* that belong to no document; offsets count from their start."""
    return list(find_agencies(Provision("", "", "段", "", 0, len(words), True, words)))


def find_agencies(provision: Provision) -> Iterator[Agency]:
    """Yield the agencies named in *provision*: of overlapping names the leftmost, then the longest.

    A level before a name (县级以上人民政府, 国务院, 市) is not part of it. The members of a list that share one ending,
    as in 公安、教育等部门, are found one by one, and so is a field with an ending (教育 in 教育行政执法机构).
    ``canonical`` is empty for collective and descriptive names. A body that the table does not know is found by its
    ending, with its own words before it: 样品主管部门.
    """
    text = provision.text
    described = matches(agency_patterns(), text)
    bodies = [found for found in described if "body" in found[1].groupdict()]
    names = _longest([*_surfaces(text), *_described(text, [found for found in described if found not in bodies])])
    names = _longest([*names, *_punishing(text, names, bodies)]) if bodies else names
    found = names
    names = [_whole(text, name, ends) for name, ends in zip(found, [0, *(n.end for n in found)], strict=False)]
    own = {new.start for old, new in zip(found, names, strict=True) if new.start < old.start}
    members = _members(text, names, own)
    tails = {name.end + 1 for name in members if text[name.end : name.end + 1] == "等"}  # 等有关部门
    names = _without_levels(text, _longest([*(n for n in names if n.start not in tails), *members]))
    roles = find_roles(text, [Span(n.start, n.end, not n.canonical, n.rule in _judicial()) for n in names])
    for name, role in zip(names, roles, strict=True):
        yield Agency(
            doc_id=provision.doc_id,
            provision_id=provision.id,
            start=provision.start + name.start,
            end=provision.start + name.end,
            rule=name.rule,
            surface=text[name.start : name.end],
            canonical=name.canonical,
            role=role,
        )


LEVELS = ("国务院", "省级", "市级", "县级", "乡镇街道")  # from the highest down
_LEVEL = re.compile(
    r"(?P<县级以上>县级以上|县(?:[（(][市区、]{1,3}[）)])?以上|区以上)|(?P<省级以上>省级以上|省以上)|(?P<市级以上>(?:设区的)?市级?以上)"
    r"|(?P<国务院>国务院|国家|中央)"
    r"|(?P<省级>省级|省、自治区、直辖市|(?:北京|上海|天津|重庆)市|直辖市|自治区|省(?!辖市))"
    r"|(?P<县级>县级市?|县[（(](?:市、区|市|区)[）)]|区县?[（(]市[）)]|不设区的市|市辖区|自治县|县|(?<![护发园景社灾胜山牧林矿库小片禁范验假能特校院海辖政地])区|旗)"
    r"|(?P<市级>市级|设区的市|省辖市|自治州|盟|(?<!本)市|本市(?=、|和|及|人民政府))"
    r"|(?P<乡镇街道>乡级|乡镇|(?<!城)乡|(?<![城集古])镇|街道)"
)
_LEVEL_OF_NAME = re.compile(
    r"[^，。；：、的]{0,14}?(?:人民政府|政府|街道办事处)|国务院|国家(?!安全)|[省市县]级(?:以上)?"
)


def level_of(text: str, start: int) -> str:
    """Return the level of government written before the name at *start*, or in it: 国务院 省级 市级 县级 乡镇街道.

    One inside the other, the lower counts (市辖区); joined (市和区县, 国务院或者省级), both do, from the highest down: 市级、县级.
    省级以上, 市级以上 and 县级以上 stay as they are written. Empty where none is written or 各级 are meant. A 直辖市 that
    calls itself 市 (市公安机关) reads as 市级: whoever knows the region of the document knows better. 本市 is where, no level.
    """
    start -= 2 * text.endswith("城市", 0, start)  # 城市样品主管部门 without its 城市
    own = _LEVEL_OF_NAME.match(text, start)
    begin = prefix_start(text, start)
    if place := _PLACE.search(text, max(0, begin - 8), begin):  # 市、滨江区: the name of a district
        begin = prefix_start(text, place.end("level"))
    found: list[str] = []
    last = start
    for match in _LEVEL.finditer(text, begin, own.end() if own else start):
        level = match.lastgroup or ""
        if level.endswith("以上"):
            return level
        if found and not _JOINED_LEVELS.search(text, last, match.start()):
            found.pop()
        found.append(level)
        last = match.end()
    if text.find("各级", begin, own.end() if own else start) >= 0:
        return ""  # 本市各级人民政府
    return "、".join(level for level in LEVELS if level in found)


_JOINED_LEVELS = re.compile(r"[、和或与及]")
_PLACE = re.compile(r"(?P<level>[省市州）])(?:、|和|或者?|以及)[^，。；：、和或的由]{2,3}$")

_ACT = r"本(?:法|条例|办法|规定|细则|实施办法|实施细则)"
_PENALTIES = re.compile(
    rf"(?:{_ACT}(?:规定的|第[^，。；]{{1,60}}规定的)?|违反{_ACT}[^，。；]{{0,16}}的)(?:各项|有关|罚款的)?(?:行政处罚|处罚|行为)(?:权|措施)?"
    r"(?:[和、以及][^，。；]{0,40})?，?(?:除[^。；]{0,80}?外，)?(?:可以)?(?:根据[^，。；]{0,30}，)?(?:分别|统一)?(?=由)"
)
_PART = re.compile(rf"{_ACT}规定的[^，。；]{{0,60}}行政处罚")
_OTHERS = re.compile(r"其他(?:的)?行政处罚，?(?=由)")
_DECIDE = re.compile(r"[^。；]{0,160}(?:决定|实施|执行|作出|行使|处罚|处理|负责)")
_COMPETENT = re.compile(
    r"(?:（[^（）]{0,40}）|等[^，。；：的]{0,12}(?:部门|机关|机构)|(?:、|和|或者|以及|会同)[^，。；：]{0,40}?，?|(?:按照?|依照|根据|在)[^，。；]{0,30}，?)?"
    r"(?:（[^（）]{0,40}）)?(?:，(?=主管|负责))?(?:按照[^，。；]{0,24}，?|在[^，。；]{0,24}下，?|具体|统一|依法|主要|综合|归口|分别|应当|是[^，。；]{0,24}，){0,3}"
    r"(?:"
    r"(?:主管|负责(?!制定|拟订|编制)|管理|监督管理)[^。；：]{0,16}(?:(?<!安)全国|全省|全市|全县|本(?:行政)?(?:区域|省|市|县|区|辖区|自治区|地区)|行政区域|辖区)"
    r"|(?:主管|负责(?!制定|拟订|编制))[^，。；：]{0,30}(?:监督管理|管理|监督|执法|保护|组织实施|实施)(?:的)?(?:工作|本条例|本办法)?"
    r"|(?:监督管理|管理)[^，。；：]{0,24}工作"
    r"|(?:是|为)[^，。；]{0,30}(?:主管|管理|执法|监督)(?:部门|机关|机构)"
    r"|(?:加强)?对[^，。；]{0,30}(?:实施|实行集中统一|实行统一|进行|行使|的)[^，。；]{0,10}(?<!审计)(?:监督|管理)"
    r")"
)
_FIRST_ARTICLES = 20  # the general competence article stands in the general part


def default_authority(provisions: Iterable[Provision], *, punishing: bool = True) -> tuple[list[Agency], str]:
    """Return who exercises a law's powers where an article names nobody, and whence that is known.

    *provisions* are the units of one law in order. 处罚: an article leaves the law's penalties to them (本法规定的行政
    处罚，由…决定). 主管: they are the departments that the general part makes competent; governments only where no
    department is. 处罚 is not asked for where not *punishing*. Of two articles that make the same
    departments competent the one that does so for a whole place (负责本市的样品管理) comes first. The list is empty, and the
    source too, where neither is found. The records keep their places, so that a level can be read with ``level_of``; the
    same body may come twice, with two levels.
    """
    units = [provision for provision in provisions if provision.unit]
    for provision in units if punishing else []:
        if found := _penalty_clause(provision):
            return found, "处罚"
    governments: list[Agency] = []
    departments: list[Agency] = []
    for provision in units[:_FIRST_ARTICLES]:
        found = _competence_clause(provision)
        governments = governments or found
        if not any(_is_department(provision, a) and not a.surface.endswith(_AREA) for a in found):
            continue
        departments = departments or found
        if _names(departments) == _names(found) and any(_of_the_place(provision, a) for a in found):
            return found, "主管"
    found = departments or governments
    return found, "主管" if found else ""


def _names(found: Iterable[Agency]) -> set[str]:
    return {agency.canonical or agency.surface for agency in found}


def _penalty_clause(provision: Provision) -> list[Agency]:
    text = provision.text
    clause = (_PART.search(text) and _OTHERS.search(text)) or _PENALTIES.search(text)
    decided = _DECIDE.match(text, clause.end()) if clause else None
    if clause is None or decided is None:
        return []
    begin, end = provision.start + clause.end(), provision.start + decided.end()
    return [agency for agency in find_agencies(provision) if agency.role == "实施" and begin <= agency.start < end]


def _competence_clause(provision: Provision) -> list[Agency]:
    if not _COMPETENT.search(provision.text):
        return []
    acting = [
        agency
        for agency in find_agencies(provision)
        if agency.role == "实施" and not _LOCAL.search(agency.surface) and not _in_list(provision, agency)
    ]
    named = [agency for agency in acting if _is_competent(provision, agency)]
    for wanted in (_leads, _is_known, _is_department):
        named = [agency for agency in named if wanted(provision, agency)] or named
    return named


_LOCAL = re.compile(r"[乡镇][）)]?(?:级|人民|政府)|街道|指挥|领导小组|委员会办公室|开发区|园区")  # helps or coordinates
_OTHER_BODIES = re.compile(r"[。；\n]|，(?=[^，。；]{0,12}(?:其他|有关|相关)[^，。；]{0,8}(?:部门|机关))")


_LINE = re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[）)]")


def _in_list(provision: Provision, agency: Agency) -> bool:
    """Whether it stands in a line of a list, which gives each body its share."""
    line = provision.text.rfind("\n", 0, agency.start - provision.start) + 1
    return _LINE.match(provision.text, line) is not None


def _leads(provision: Provision, agency: Agency) -> bool:
    """Whether it is competent for the law as a whole, not for its share (按照各自职责)."""
    end = agency.end - provision.start
    return not re.search("各自|分工", _OTHER_BODIES.split(provision.text[end : end + 80])[0])


_PLACE_WIDE = re.compile(
    r"[^。；\n]{0,80}(?:(?<!安)全[国省市县区]|本(?:行政区域|辖区|管辖|市|省|县|区|自治[区州县]|地区)|行政区域|辖区|管辖)"
)


def _of_the_place(provision: Provision, agency: Agency) -> bool:
    """Whether it is competent for all of a place (负责本行政区域内的样品管理工作), not for one matter."""
    return _PLACE_WIDE.match(provision.text, agency.end - provision.start) is not None


def _is_known(provision: Provision, agency: Agency) -> bool:
    return bool(agency.canonical)


def _is_department(provision: Provision, agency: Agency) -> bool:
    return agency.canonical not in {*_GOVERNMENTS, "街道办事处"}


def _is_competent(provision: Provision, agency: Agency) -> bool:
    start, end = agency.start - provision.start, agency.end - provision.start
    apposed = _IS.search(provision.text, max(0, start - 12), start)
    return apposed is None and _COMPETENT.match(provision.text, end) is not None


_IS = re.compile("(?:[是为](?:本[^，。；]{0,9})?|派出|设立)$")  # 甲部门是本市的样品登记机构，负责…: no other body


# fmt: off
_ENDINGS = (
    "部门", "主管部门", "行政部门", "行政主管部门", "管理部门", "行政管理部门", "监督管理部门", "监管部门", "工作部门", "执法部门",
    "综合执法部门", "行政执法部门", "综合行政执法部门", "主管机关", "行政机关", "行政管理机关", "主管机构", "执法机构", "行政执法机构",
    "综合执法机构", "综合行政执法机构", "监督管理机构", "管理处", "管理办公室", "局", "执法大队", "执法支队", "执法总队", "执法队伍", "监察大队", "行政执法总队",
)
# fmt: on
_OTHER_WORD = {  # what makes another word of a name that ends in the key: 教育局面, 县城管理, 网信办理
    "局": re.compile(r"[部面势限域促长]"),
    "部": re.compile(r"[分位件]"),
    "委": re.compile(r"[托派员任会]"),
    "办": re.compile(r"[理法事学]|公(?!室)"),
    "管": re.compile(r"理"),
    "处": re.compile(r"[理罚分置]"),
    "所": re.compile(r"[有在需]"),
    "政府": re.compile(r"采购|投资|定价|指导价|信息|规章|债|性|出资|购买|储备|补贴|资金|财政|部门|网"),
}


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for stem in agency_stems():
        for ending in _ENDINGS:
            automaton.add_word(stem.stem + ending, (stem.stem + ending, stem.id, stem.canonical, False))
    for row in agencies():
        automaton.add_word(row.surface, (row.surface, row.id, row.canonical, row.kind == "excluded"))
    automaton.make_automaton()
    return automaton


@cache
def _judicial() -> frozenset[str]:
    return frozenset(row.id for row in agencies() if row.kind == "judicial")


def _surfaces(text: str) -> list[_Name]:
    """Return the registered names in *text*; an excluded name keeps the shorter names inside it from being found."""
    found = []
    for end, (word, rule, canonical, excluded) in _automaton().iter_long(text + "\n"):  # or the last name may be lost
        start = end + 1 - len(word)
        if not excluded and not _is_other_word(text, start, end + 1):
            found.append(_Name(start, end + 1, rule, canonical))
    return found


def _without_levels(text: str, names: list[_Name]) -> list[_Name]:
    """Return *names* without the governments that only give the level of the next name: 市人民政府（的）教育部门."""
    starts = {name.start for name in names}
    return [
        name
        for name in names
        if (name.canonical not in _GOVERNMENTS and not text.endswith(("人民政府", *_AREA), name.start, name.end))
        or not (name.end in starts or (text[name.end : name.end + 1] == "的" and name.end + 1 in starts))
    ]


_GOVERNMENTS = {"人民政府", "国务院"}
_AREA = ("管委会", "管理委员会")
_ENDING = re.compile(
    r"(?:行政|监督|行业)?(?:主管|管理|监督管理|执法|行政执法|监管|行政)(?:部门|机关|机构)|登记(?:管理)?(?:机关|机构|部门)|审批(?:机关|部门)"
    r"|(?:核发|颁发|发证|颁证)机关|(?:风景名胜区|风景区|自然保护[区地]|森林公园|湿地公园|公园)管理机构|保护管理(?:部门|机构)"
    r"|(?:[景度风开保高试新](?:区|[^，。；]{1,4}区))?(?:管理委员会|管委会)"
)
_BEFORE_OWN = re.compile(  # what ends before the own words of a name: 应当会同|样品管理机构
    r"应当|建议|提请|或者|其[他它]|以[下上]|简称|统称|有关|相关|征[得求]|取得|接受|服从|会同|配合|协[同助]|支持|结合|设[置立]|成立|建立|保障|委托|报[告送]|通知|移[送交]"
    r"|属于|需要|确定|明确|指定|影响|损毁|妨碍|任何|各类|同一|承担|督促|指导|监督(?!管理|检查|执法)|要求|申请|违反|阻碍|拒绝|下列|人员|单位|个人|告知|派驻|没有|具有|当地"
    r"|(?<!许)可|[由向报对在将被和或及与的须是为该并依按照据凭持给因从自未至到请等获仅就但者其各称]|经(?!济|营(?!执照|业))|不(?!动产)|以(?!上|下)|[^\u4e00-\u9fff]"
)
_LEVEL_FIRST = re.compile(
    r"(?:国务院|国家|省(?!际)|设区|市辖|市(?![政场容民区])|县(?!城)|区(?![域块划])|旗|镇(?!村)|乡(?![村镇])|盟|地方|级|以[上下]"
    r"|自治[区州县]|直辖|人民政府|政府|全国|同级|当地|统一|依法|必须)+"
)
_NO_NAME = re.compile(r"^(?:共同)?[上下]一?级|^原|^同|企业$|[人方]$")
_LONGEST_OWN = 14  # characters of the own words of a name, at most


def _whole(text: str, name: _Name, after: int) -> _Name:
    """*name* with its own words where it is but an ending (样品 + 主管部门), and a government without a piece of its level."""
    surface = text[name.start : name.end]
    if name.canonical == "人民政府" and surface.endswith("人民政府") and _PIECE.search(text, after, name.start):
        return replace(name, start=name.end - len("人民政府"))
    if name.canonical or not _ENDING.fullmatch(surface):
        return name
    begin = max(after, name.start - _LONGEST_OWN)
    stops = [m.end() for m in _BEFORE_OWN.finditer(text, begin, name.start)]
    start = max(stops, default=begin if begin in (0, after) else name.start)
    level = _LEVEL_FIRST.match(text, start, name.start)
    start = level.end() if level else start
    own = text[start : name.start]
    return name if len(own) < 2 or _NO_NAME.search(own) else replace(name, start=start)


_PIECE = re.compile(
    r"(?:直辖|[省市县区州盟旗镇乡级）)](?:、|和|或者?|以及|及|与))$"
)  # before it, the 市 of 市人民政府 belongs to a list of levels


def _is_other_word(text: str, start: int, end: int) -> bool:
    """Whether the name is a piece of another word: 教育局 in 教育局面."""
    key = text[end - 2 : end] if text[end - 2 : end] == "政府" else text[end - 1]
    after = _OTHER_WORD.get(key)
    return after is not None and text[end - 4 : end] != "人民政府" and after.match(text, end) is not None


_Found = list[tuple[PatternRow, re.Match[str]]]


def _described(text: str, described: _Found) -> list[_Name]:
    """Return the bodies named by what they do or who appoints them: 负责样品审查的部门."""
    found = [_Name(match.start(), match.end(), row.id, "") for row, match in described]
    for match in _BRACKETED.finditer(text) if "）" in text else ():
        if row := _stem_before(text, match.start()):
            found.append(_Name(match.start() - len(row.stem), match.end(), row.id, row.canonical))
    return found


def _punishing(text: str, names: list[_Name], found: _Found) -> list[_Name]:
    """Return the bodies that no table knows but that order or punish, so that they must be agencies.

    The rows for them mark the name as ``body``; what overlaps one of *names* is no new body.
    """
    bodies = []
    for row, match in found:
        start, end = match.span("body")
        if not any(name.start < end and start < name.end for name in names):
            level = _LEVEL_FIRST.match(text, start, end)
            start = level.end() if level else start
            if end - start > 3 and not _NO_NAME.search(text[start:end]):
                bodies.append(_Name(start, end, row.id, ""))
    return bodies


_BRACKETED = re.compile(
    r"（[^（）\n]{1,12}）(?:行政主管|行政管理|监督管理|主管|管理|行政|工作)?部门"
)  # 样品（货物）主管部门


_TAIL = re.compile(
    r"等(?:负有[^，。；：、的]{2,24}职责的|其他|多个|各|有关|相关|依法|行政|主管|管理|监督|执法|职能|政府|[二两三四五六七八九十]个?){0,4}"
    r"(?:部门|机关|机构)"
)
_JOIN = re.compile(r"(?:、|和|与|及|以及|及其|或者?|会同|会)$")
_UNKNOWN = re.compile(r"(?:^|[、和与及或])[^的，。、和与及或\W]{2,8}$")


def _longest(names: list[_Name]) -> list[_Name]:
    """Return *names* in order, without those that overlap an earlier or, from the same start, a longer one."""
    kept: list[_Name] = []
    for name in sorted(names, key=lambda n: (n.start, -n.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


@cache
def _stems() -> dict[str, StemRow]:
    return {row.stem: row for row in agency_stems()}


@cache
def _longest_stem() -> int:
    return max(map(len, _stems()))


_APART = re.compile("、|或者?")
_OTHER = ("其他", "其它")


def _members(text: str, names: list[_Name], own: set[int]) -> list[_Name]:
    """Return the bare words that stand for agencies in a list whose ending (等部门, 主管部门) comes after them.

    *own* are the starts of departments that no table knows; 和 before one of them may be a part of its name.
    """
    ends = {name.end: name.start for name in names}
    found: dict[int, _Name] = {}
    for match in _TAIL.finditer(text):
        _walk(text, match.start(), ends, found, skip=True)
    for name in names:
        if name.canonical in _GOVERNMENTS:
            continue  # 明确禁止外商投资或者国务院另有规定
        others = name.start - 2 if name.end - name.start > 2 and text.endswith(_OTHER, 0, name.start) else name.start
        joined = _JOIN.search(text, max(0, others - 2), others)
        if joined and (name.start not in own or _APART.fullmatch(joined.group())):
            _walk(text, joined.start(), ends, found, skip=False)
    return list(found.values())


def _walk(text: str, end: int, ends: dict[int, int], found: dict[int, _Name], *, skip: bool) -> None:
    """Collect into *found* the members of a list that ends at *end*, going left; *skip* passes over unknown ones."""
    stop = max(0, end - _LONGEST_LIST)
    while end > stop:
        row = _stem_before(text, end)
        if row is not None:
            start = end - len(row.stem)
            found.setdefault(start, _Name(start, end, row.id, row.canonical))
        elif end in ends:
            start = ends[end]
        elif skip and (unknown := _UNKNOWN.search(text, max(stop, end - 9), end)):
            start = unknown.start() + (unknown.group()[0] in "、和与及或")
        else:
            return
        joined = _JOIN.search(text, max(stop, start - 2), start)
        if joined is None:
            return
        end = joined.start()


def _stem_before(text: str, end: int) -> StemRow | None:
    for length in range(min(_longest_stem(), end), 1, -1):
        if row := _stems().get(text[end - length : end]):
            return row
    return None
