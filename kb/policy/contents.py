"""Page -> lists: what a plan, a file or a letter must hold, the kinds a thing is divided into, the cases it covers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.numerals import to_number
from kb.policy.page import Page, Sentence
from kb.policy.records import Checklist

_CONTENT = re.compile(
    r"(?P<of>[^，。；：、“”]{0,14}?(?:方案|计划|材料|函|书|卡片|目录|清单|协议|纪要|报告|台账))?，?(?:应当?|要|须|必须|需)?"
    r"(?:明确(?!了|规定|的|要求)|载明|写明|列明|包括|包含|注明)：?(?P<parts>[^。；\n]{8,200}?)"
    r"(?:等(?:内容|材料|事项|要素|信息|资料|模块)|(?<=[）等])(?=[。；]|$)|(?=[。；]|$))"
)
_OF = re.compile(r"(?P<of>[^，。；：、“”]{0,16}(?:方案|计划|材料|函|通知|协议|目录|清单))[^。；]{0,6}$")


_MODULES = re.compile(
    r"(?P<of>[\u4e00-\u9fff]{2,24}(?:平台|系统))”?，?(?:共|共计)?(?:有|设有?|包括)(?P<parts>[^。；，]{6,80}?)等(?P<count>\d+)个?(?:功能)?模块"
)


def find_contents(page: Page) -> Iterator[Checklist]:
    """Yield lists of parts of a plan, a file or a letter (明确 A、B、C等内容); at least three parts."""
    for sentence in page.sentences():
        for match in _MODULES.finditer(sentence.text):  # 12 modules of which the text may name four
            named = tuple(match["parts"].split("、"))
            place = page.place(sentence.start + match.start(), sentence.start + match.end())
            yield Checklist(*place, f"{match['of']}（共{match['count']}个模块，列出{len(named)}个）", named)
        for match in _CONTENT.finditer(sentence.text):
            parts = tuple(part.strip("，和及与 ") for part in _split(_ALL.sub("", match["parts"])))
            of = match["of"] or _before(sentence.text[: match.start()])
            if len(parts) >= 3 and of and all(1 < len(part) <= 26 for part in parts):
                start, end = sentence.start + match.start(), sentence.start + match.end()
                yield Checklist(*page.place(start, end), _trim(of), parts)
        yield from _listed(page, sentence)
    for sentence in page.sentences(whole=True):
        yield from _numbered(page, sentence)


_INSIDE = re.compile(r"（(?:包括|含)?(?P<parts>[^（）]*?)等?）")


def _split(text: str) -> list[str]:
    """The parts between 、; what stands in brackets after 包括 counts as parts of its own."""
    inside = [
        part
        for match in _INSIDE.finditer(text)
        if match[0].startswith(("（包括", "（含"))
        for part in match["parts"].split("、")
    ]
    parts = [part for part in re.split(r"、|，|以及", _INSIDE.sub("", text)) if part]
    last = re.split(r"(?<=..)(?:及|和)(?=..)", parts[-1]) if parts and len(parts) > 1 else []
    return [*parts[: -1 if last else None], *(part for part in last if part), *inside]


def _before(text: str) -> str:
    match = _OF.search(text)
    return match["of"] if match else ""


def _trim(text: str) -> str:
    return re.sub(r"^.*(?:拟订|制定|形成|移送的|提交|填写|制作|牵头)", "", text) or text


_ALL = re.compile(
    r"(?:[两一二三四五六七八九十]{1,2}|\d{1,2})(?:个方面|大?[项类种个])(?:内容|事项)?$"
)  # …、经费来源七项内容
_FEW, _LONGEST = 2, 40  # members of a list of kinds, and characters of one
_LISTS = (
    # 对下放的事项清单的基本信息、办理依据等内容，以及对应的责任事项、追责情形等，逐项梳理
    re.compile(
        r"对(?P<of>[^，。；、]{2,16})的(?P<parts>[^，。；]{8,80}?)等(?:内容|要素|信息|事项)"
        r"(?:，(?:以及|和)[^，。；、]{0,12}的(?P<more>[^，。；]{3,60}?)等?)?，[^。；]{0,20}(?:梳理|公开|公示|登记|规范)"
    ),
    # 监督分为内部监督和外部监督
    re.compile(
        r"(?:将|把)?(?P<of>[\u4e00-\u9fff]{2,12}?)(?:主要|可以?|划|区|大致){0,3}分(?:为|成)(?P<parts>[^。；]{5,120}?)(?=[。；]|$)"
    ),
    # 区域合作可以采取签订协议、成立专班等方式
    re.compile(
        r"(?P<of>[\u4e00-\u9fff]{2,12}?)(?:主要)?可以?采[取用](?P<parts>[^。；，]{8,80}?)等(?:方式|形式|措施|办法)"
    ),
    # 以案件的办结度、满意度为重点
    re.compile(r"以(?P<of>[^，。；]{2,16})的(?P<parts>[^，。；、]{2,8}、[^，。；]{2,30}?)为(?:重点|标准|指标|依据)"),
    # 涉及一定数额，如销售金额、货值金额等
    re.compile(r"(?P<of>(?:金额|数额|数量|标准))[^，。；]{0,6}，(?:例?如|比如)(?P<parts>[^。；，]{8,80}?)等"),
)
_COUNTED = re.compile(
    r"(?P<n>[两二三四五六七八九十]{1,2})(?:种|类|项|个|大|条)(?P<of>[\u4e00-\u9fff]{2,14}?)(?:[―—－-]{1,2}|：|，即|，分别(?:是|为)|，包括)(?P<parts>[^。；：]{8,200}?)(?=[。；]|$)"
)


def _listed(page: Page, sentence: Sentence) -> Iterator[Checklist]:
    """Lists in running words; where a number is written before (三种模式), only a list of that many."""
    for pattern in _LISTS:
        for match in pattern.finditer(sentence.text):
            parts = [*_split(_ALL.sub("", match["parts"])), *_split(match.groupdict().get("more") or "")]
            parts = re.split("[和与]", parts[0]) if len(parts) == 1 else parts
            of = _AFTER.sub("", match["of"])
            if _BY.search(of):
                continue
            if len(parts) >= _FEW and all(1 < len(part) <= 24 and not _PROSE.search(part) for part in parts):
                yield _checklist(page, sentence, match, of, parts)
    for match in _COUNTED.finditer(sentence.text):
        parts = _split(match["parts"])
        if len(parts) == to_number(match["n"]) and all(1 < len(part) <= _LONGEST for part in parts):
            yield _checklist(page, sentence, match, match["of"], parts)


_AFTER = re.compile(r"^.*(?:将|把)(?=..)|(?:可以?|主要)+$")
_BY = re.compile(r"根据|按照?|依据|是否")
_PROSE = re.compile(r"[，：“”]|^(?:若干|不同)|^(?:两|三|四|五|六|几|多)[种类个项]|由于|因为|从而")
_HEAD = re.compile(
    r"(?P<of>[^，。；：\n]{2,40}?)(?:的内容)?\s?(?:主要|具体)?(?:包括|有(?P<n>[一二三四五六七八九十]{1,2})(?:个方面|[类种项条点]))\s?：(?P<list>[^。\n]{10,400})"
)


_NO_NAME = ("主要", "具体", "内容", "目前", "一般")


def _numbered(page: Page, sentence: Sentence) -> Iterator[Checklist]:
    """X主要包括：1.…；2.… and X有三类：…；…；… within one paragraph; of another number than is written, nothing."""
    for match in _HEAD.finditer(sentence.text):
        pieces = [piece.strip(" ；") for piece in match["list"].split("；")]
        parts = [
            re.sub(r"^(?:（?\d{1,2}[.．、）]|[一二三四五六七八九十]是|（[一二三四五六七八九十]）)\s?", "", piece)
            for piece in pieces
            if piece
        ]
        if match["of"] in _NO_NAME:
            continue
        if len(parts) >= _FEW and (not match["n"] or len(parts) == to_number(match["n"])):
            yield _checklist(page, sentence, match, match["of"], parts)


def _checklist(page: Page, sentence: Sentence, match: re.Match[str], of: str, parts: list[str]) -> Checklist:
    start, end = sentence.start + match.start(), sentence.start + match.end()
    return Checklist(
        *page.place(start, end), of.strip().removeprefix("其"), tuple(part.strip("，和及与 ") for part in parts)
    )
