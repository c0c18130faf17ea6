"""Page -> who leads, assists, approves, supervises; the ways plans take; what plans and files must contain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from kb.policy.bodies import bodies
from kb.policy.page import Page, Sentence
from kb.policy.records import Checklist, Path, Role
from kb.policy.tables import role_rows
from kb.registry import PatternRow

_NEGATED = re.compile(r"(?:不得|没有|未能|难以|不能|未|缺乏|禁止|不愿|不再|如果|假如|是否|往往|常常|并未)$")
_DEFINES = re.compile(r"是指|指的是|所谓")  # a definition gives nobody a part
_RELATIVE = re.compile(r"的(?!同时|行为)")  # 由公安机关处罚的，经市政府批准的项目
_IDLE = re.compile(r"^(?:后|的同时|时|的)+|(?:时|[，、 ])+$")
_SHARED = ("涉及", "均有职权")  # says something only where several bodies are named
_JOINER = {"主办": "会同"}


def find_roles(page: Page) -> Iterator[Role]:
    """Yield who does what, by start. Of two readings of the same words the longer counts; words that name no body
    yield nothing, and neither does a sentence that denies."""
    for sentence in page.sentences():
        if _DEFINES.search(sentence.text):
            continue
        found: list[tuple[int, int, list[Role]]] = []
        for row in role_rows():
            if any(word in sentence.text for word in row.gate):
                found += _by_row(page, sentence, row)
        found.sort(key=lambda hit: (hit[0] - hit[1], hit[0]))
        taken: list[tuple[int, int]] = []
        kept: list[Role] = []
        for start, end, roles in found:
            if not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
                kept += roles
        yield from sorted(kept, key=lambda role: (role.start, role.role))


def _by_row(page: Page, sentence: Sentence, row: PatternRow) -> Iterator[tuple[int, int, list[Role]]]:
    """The readings of one row: (start and end of the words that decide, roles)."""
    position = 0
    while match := row.regex.search(sentence.text, position):
        position = match.start() + 1
        roles = _roles(page, sentence, row, match)
        if roles and not _NEGATED.search(sentence.text[: match.start()]):
            yield match.start("body"), _core(match), roles
            position = match.end()


def _core(match: re.Match[str]) -> int:
    """The end of the words that decide: the matter that follows may hold another role."""
    groups = match.groupdict()
    if groups.get("matter") is not None and match.start("matter") >= match.end("body"):
        return match.start("matter") if match.start("matter") > match.end("body") else match.end()
    return match.end()


def _roles(page: Page, sentence: Sentence, row: PatternRow, match: re.Match[str]) -> list[Role]:
    offset = sentence.start
    groups = match.groupdict()
    leaders = bodies(page, offset + match.start("body"), offset + match.end("body"))
    if len(leaders) < (2 if row.kind in _SHARED else 1):
        return []
    if _RELATIVE.match(groups.get("matter") or ""):
        return []
    matter = _IDLE.sub("", groups.get("matter") or "").strip("，、 ")
    start = offset + match.start()
    end = offset + match.end()
    made = [Role(*page.place(start, end), row.id, row.kind, b.name, b.canonical, matter) for b in leaders]
    if groups.get("helper"):
        helpers = bodies(page, offset + match.start("helper"), offset + match.end("helper"))
        if not helpers:
            return []
        made += [Role(*page.place(start, end), row.id, _JOINER[row.kind], b.name, b.canonical, matter) for b in helpers]
    return made


# ---------------------------------------------------------------- the way a matter takes

_STEPS = ("审核", "批准", "印发", "备案")
_CASE = re.compile(
    r"^(?P<case>(?:[^，。；]{0,20}(?:在|对|涉及|跨|属于|需|因|凡|经)[^，。；]{4,60}|[^，。；]{4,40}的))，"
)


def find_paths(page: Page, roles: list[Role]) -> Iterator[Path]:
    """Yield the sentences that give two or more of 审核, 批准, 印发, 备案 in a row, with the case they are for."""
    for sentence in page.sentences(whole=True):
        steps = [r for r in roles if r.role in (*_STEPS, "拟订") and sentence.start <= r.start < sentence.end]
        if len({r.role for r in steps}) < 2 or not any(r.role == "批准" for r in steps):
            continue
        case = _CASE.match(_without_number(sentence.text))
        yield Path(*page.place(sentence.start, sentence.end), case["case"] if case else "", tuple(_steps(steps)))


def _without_number(text: str) -> str:
    return re.sub(r"^(?:（[一二三四五六七八九十]+）|\d+[.、])?(?:[^，。；]{2,10}。)?", "", text)


def _steps(roles: list[Role]) -> Iterator[str]:
    """One step for each passage; bodies that stand side by side in it share the step."""
    ordered = sorted(roles, key=lambda r: r.start)
    for _, group in groupby(ordered, key=lambda r: (r.start, r.role)):
        same = list(group)
        join = "或" if "或" in same[0].quote else "、"
        yield f"{same[0].role}：{join.join(role.body for role in same)}"


# ---------------------------------------------------------------- what a plan or a file must contain

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
            parts = tuple(part.strip("，和及与 ") for part in _split(match["parts"]))
            of = match["of"] or _before(sentence.text[: match.start()])
            if len(parts) >= 3 and of and all(1 < len(part) <= 26 for part in parts):
                start, end = sentence.start + match.start(), sentence.start + match.end()
                yield Checklist(*page.place(start, end), _trim(of), parts)


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
