"""Words -> the bodies they name, all of them or none.

A slot between two fixed words (由 … 牵头) may hold anything; it counts only where every part of it proves to be a body:
an agency of the registry, or words that end as a body's name ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kb.policy.page import Page
from kb.registry import agency_stems
from kb.tag import agencies_in

_TAIL = (
    r"(?:人民政府|政府|办公[室厅]|督查室|法制办|城管办|城建办|信访办|治贿办|编办|司法所|领导小组|工作小组|专班|指挥部|指挥中心|联席会议"
    r"|委员会|管委会|工委|党委|纪委|监委|政法委|组织部|宣传部|统战部|公安部|司法部|政务办|(?<![格结布全])局|厅|部委|部门|单位|机关|机构|组织"
    r"|总队|支队|大队|中队|分局|派出所|工商所|监管所|国土所|管理所|畜牧所|财政所|站所|管理站|交管站|服务站|(?<!为)中心|街道|街办|办事处|社区|村委会|居委会|乡镇"
    r"|[省市县区镇乡州]领导|领导层?|负责人|负责同志|[省市县区镇乡州旗所科局队]长|常委|书记|主任|主席|法院|检察院|企业|协会|科室|法制科|执法队|执法人员|检查站|海关|公安|属地|开发区|园区|功能区|法制机构|(?<![城集])镇|乡|各级政府|市局|省局|县局|区局|(?:办公|常务|党组|党委)会议?)"
)
_BODY = re.compile(
    rf"(?:(?![的是了把被将让使])[\w（）()·、“”*×ＸXx ]|(?<=权)的|(?<=任务)的|(?<=管辖)的|(?<=职责)的|(?<=[法监领]制)的|(?<=线)的|(?<=发起)的|(?<=工作)的|(?<=职能)的|(?<=负责)的|(?<=相应)的|(?<=行业)的|(?<=领域)的|(?<=分管)的){{0,28}}{_TAIL}(?:（[^（）]{{1,20}}）)?"
)
_LEVEL = re.compile(
    r"(?:各|本|上级|下级|有关|相关|所在地?的?|区|县|乡|镇|省|市|村|乡镇|县区|市县|县乡|街道|[省市县区镇乡]级){1,3}(?:（[^（）]{1,24}）)?(?:级)?"
)
_STEM = re.compile(r"(?!的)[\u4e00-\u9fff（）]{2,10}|[省市县区镇]|[*＊×]{1,4}")
_PLURAL = re.compile(
    r"(?:等|各|有关|相关|多个|职能|执法|主管|行政|监管|管理|业务|负责)*(?:部门|单位|机关|机构|局|政府|领导|站所|大队|支队|中队|队伍|所)(?:（[^（）]{1,20}）)?(?:主要|分管)?(?:领导|负责人|负责同志)?$"
)
_JOIN = re.compile(r"、|以及|或者|和|及(?!时)|与|或")
_LEAD = re.compile(
    r"^(?:同时|并且?|然后|再|分别|统一|最后|首先|其次|再次|此外|其中|原则上|一般|也|均|都|又|仍|应当?(?!急)|由|经(?!济|信|开|营)|各自|及时|依法|设立|成立|组建|规定|多个"
    r"|要求|明确|确定|(?:[一二三四五六七八九十]是)|已|须|可以|必须|主动|积极|需要?|通过|先(?!进)|则|即|或由|其(?![他它余])){1,3}"
)
_NO_BODY = re.compile(
    r"建立|会同|报告|由|对(?!外)|材料|支持|争取|取得|每(?!个)|召开|一次|定期|移送(?!机关|部门|单位)|时(?!代)|(?<!相)应(?!急)|向|确需|因(?!特网)|某|哪|初审|审后|后报|由于|从|在|至(?!善)|给|需要|健全|完善|加强|推进|推动|落实|开展|进行|实现|提高|形成|促进|强化|充分|有效|坚持|认真|工作任务|执法行为|问题|没有|缺乏|不(?!设区|动产)|配合|协助|牵头(?!部门|单位|机关|人|执法)|批准|审核|会议精神"
    r"|规定|要求|根据|按照|如果|当时|因为|之间|方面|过程|涉及|发现|认为|通知|通报|部署|情况|研究|上述|组织(?!部|$)|以下|为主|下发|出台|查处(?!机关|部门)|整治|专项|活动|行动(?!领导|办)"
)


@dataclass(frozen=True, slots=True)
class Body:
    """A body at ``start:end`` of the document, with today's body where the registry knows it."""

    start: int
    end: int
    name: str
    canonical: str


def bodies(page: Page, start: int, end: int) -> list[Body]:
    """The bodies named between *start* and *end*, in order; empty where any part is something else."""
    text = page.text[start:end]
    lead = _LEAD.match(text)
    if lead and lead.end() < len(text) and not _starts_name(page, start):
        start += lead.end()
    spans = _parts(page, start, end)
    if not spans:
        return []
    shared = bool(_PLURAL.search(page.text[spans[-1][0] : spans[-1][1]]))
    found = []
    for a, b in spans:
        words = page.text[a:b]
        known = any(x.start == a and x.end == b for x in page.agencies_between(a, b))
        fits = known or (_BODY.fullmatch(words) and not _NO_BODY.search(words)) or _LEVEL.fullmatch(words)
        if not fits and not (shared and len(spans) > 1 and _STEM.fullmatch(words) and not _NO_BODY.search(words)):
            return []
        b = min(b, a + len(_ETC.sub("", words)))
        found.append(Body(a, b, page.document.text[a:b], canonical(page, a, b)))
    return found


_ETC = re.compile(r"等(?:各|多个|有关|相关|职能|执法|主管|行政|监管|管理)*(?:部门|单位|机关|机构)$")


def _starts_name(page: Page, start: int) -> bool:
    """Whether an agency begins right at *start*, so that its first character is not a connective."""
    return any(agency.start == start for agency in page.agencies_between(start, start + 30))


def _parts(page: Page, start: int, end: int) -> list[tuple[int, int]]:
    """*start*:*end* split at 、和及与或, outside brackets and agencies' names; 等 before a shared ending stays with it."""
    text = page.text
    closed = [(a.start, a.end) for a in page.agencies_between(start, end)]
    closed += [(m.start(), m.end()) for m in _BRACKETS.finditer(text, start, end)]
    closed += [(m.start(), m.end()) for m in _NAMES_WITH_AND.finditer(text, start, end)]
    closed += [(m.start(), m.end()) for m in _QUALIFIED.finditer(text, start, end)]
    spans, begin = [], start
    for match in _JOIN.finditer(text, start, end):
        if match.start() < begin or any(a < match.end() and match.start() < b for a, b in closed):
            continue
        spans.append((begin, match.start()))
        begin = match.end()
    spans.append((begin, end))
    trimmed = [_trim(text, a, b) for a, b in spans]
    return trimmed if all(a < b for a, b in trimmed) else []


_BRACKETS = re.compile(r"（[^（）\n]*）|“[^“”\n]*”")
_QUALIFIED = re.compile(r"有[^，。；、]{1,6}权(?:和|或|及|、)有[^，。；、]{1,6}权的")  # 有管辖权或有处罚权的机关
_NAMES_WITH_AND = re.compile(
    r"(?:工业和信息化|教育和体育|文化和旅游|住房和城乡建设|自然资源和规划|规划和自然资源|发展和改革|人力资源和社会保障"
    r"|卫生和计划生育|经济和信息化|综合行政执法和|城市管理和综合|科技和|农业和|民族和宗教|水利和湖泊|园林和林业|审批和|信访和)"
)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \u3000等":
        start += 1
    while start < end and text[end - 1] in " \u3000等":
        end -= 1
    return start, end


_REST = re.compile(
    r"[^、，。；]{0,6}(?:分局|支队|大队|中队|所)?(?:主要|分管)?(?:领导|负责人|负责同志|执法人员|(?:副)?局长)?"
)
_INNER = re.compile(r"(?:本|市|县|区|省|分)局|本部门|本单位|机关内")  # an office inside an unnamed body
_OFFICE = re.compile(r"办公[室厅]|督查室|领导小组|联席会议|指挥部|专班")


def canonical(page: Page, start: int, end: int) -> str:
    """Today's body for the name at *start*:*end*: that of the agency named last in it, empty for a government's office."""
    words = page.text[start:end]
    if _OFFICE.search(words) or _INNER.search(words):
        return ""
    known = [a for a in page.agencies_between(start, end) if a.canonical and _REST.fullmatch(page.text, a.end, end)]
    if not known and words.endswith("厅"):  # a province's 厅 does what the 局 below it does
        known = [agency for agency in agencies_in(f"{words[:-1]}局") if agency.canonical]
    return known[-1].canonical if known else _stems().get(words.lstrip("省市县区镇") or words, "")


@cache
def _stems() -> dict[str, str]:
    """The bare words that stand for an agency in a list, with today's body."""
    return {row.stem: row.canonical for row in agency_stems()}


def today(field: str) -> str:
    """Today's body for a field of administration (环境保护管理, 工商管理), empty where the registry knows none."""
    for words in (
        field,
        field.removesuffix("管理"),
        field.removesuffix("管理") + "行政管理",
        field.removesuffix("监管"),
    ):
        if words in _stems():
            return _stems()[words]
    known = [agency for agency in agencies_in(f"{field}部门") if agency.canonical]
    return known[0].canonical if known else ""
