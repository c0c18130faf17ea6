"""Page -> mechanisms, the checklist of the six usual ones, the forms defined, and principles such as 谁审批谁监管."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.policy.page import Page, Sentence
from kb.policy.records import Check, Form, Mechanism, Principle
from kb.policy.tables import mechanism_rows, usual_mechanisms

_LACKS = re.compile(
    r"缺乏|缺少|不能|不健全|不完善|不到位|没有|未能|未建立|不够|难以|尚未|不畅|很少|薄弱|不足|问题突出|谈不上|不愿|吹不动|形同虚设|障碍|滞后|单一|存在[^，。]{0,4}问题|遇到的问题|原因分析"
)
_DONE = re.compile(
    r"(?:建立|形成|完善|健全|推行|实行|实施|制定|组建|成立|开展|构建|签订|出台|建成|召开|联合|确立)了"
    r"|\d\s?余?多?(?:次|场|批)(?:$|[，。；、（])|已(?:经)?(?:建立|形成|建成|实现|全面)|均(?:设立|成立|建立)|先后|今年以来|去年以来|近年来|截至|截止|共计|多次"
)
_SETS = re.compile(
    r"建立|健全|完善|构建|采用|(?<!不)启动|设立|成立|推行|实行|实施|落实|组织|开展|召开|纳入|规范|强化|创新|推进|应当|应|须|必须|要|不得|可以|指"
)
_HEAD = re.compile(
    r"(?:建立|健全|完善|创新|推行|实行|加强|强化|规范|开展|深化|落实|推进|组织|进一步|和|及|上下|部门|行政|县|市|区|的){0,5}"
)
_SETTLES = re.compile(
    r"有(?:分歧|争议|异议)的?，[^。；]{0,10}协商|(?:争议|异议|冲突|不成)[^。；]{0,12}(?:由|报请?|提请)[^，。；]{2,20}(?:协调|裁决|裁定|决定|指定)"
)
_STATES = ("设立", "已有", "提及")
_PROBLEMS = re.compile(r"存在[^，。]{0,8}(?:问题|困难)|面临[^，。]{0,6}困难|现状分析|主要表现|原因分析|问题及原因")


def find_mechanisms(page: Page) -> Iterator[Mechanism]:
    """Yield each mechanism once for a place, with the strongest standing it has there, in order of appearance."""
    best: dict[tuple[str, str], Mechanism] = {}
    titles = {leaf.start for leaf in page.leaves if leaf.kind == "标题"}
    for sentence in page.sentences():
        if sentence.start in titles:  # a title is no rule
            continue
        for row in mechanism_rows():
            if not any(word in sentence.text for word in row.gate):
                continue
            match = row.regex.search(sentence.text)
            if match is None:
                continue
            state = _state(page, sentence, match)
            place = page.place(sentence.start, sentence.end)
            found = Mechanism(*place, row.id, row.kind, row.group, row.usual, state)
            known = best.get((row.kind, sentence.address))
            if known is None or _STATES.index(state) < _STATES.index(known.state):
                best[row.kind, sentence.address] = found
    yield from sorted(best.values(), key=lambda m: (m.start, m.rule))


def _state(page: Page, sentence: Sentence, match: re.Match[str]) -> str:
    """设立, 已有 or 提及, by the words of the clause in which the mechanism stands."""
    text = sentence.text
    begin = max(text.rfind("，", 0, match.start()), text.rfind("：", 0, match.start())) + 1
    comma = text.find("，", match.end())
    clause = text[begin : comma if comma >= 0 else len(text)]
    if _LACKS.search(clause) or _PROBLEMS.search(_heading(page, sentence)):
        return "提及"
    if _DONE.search(clause) and not _EVERY.search(clause):
        return "已有"
    if page.is_numbered(sentence.start) and _HEAD.fullmatch(text, 0, match.start()):
        return "设立"
    if _SETS.search(clause[: match.end() - begin]) or _SETTLES.search(text, match.start()):
        return "设立"
    before = text[: match.start()]
    return "设立" if _MUST_SET.search(before) and not _LACKS.search(before) else "提及"


_EVERY = re.compile(r"每[年月周季半]|不少于|(?<!相)应当?(?!急)|必须")
_MUST_SET = re.compile(r"(?:要|应当?|必须|建议)(?:逐步|尽快|抓紧)?(?:建立|健全|完善|构建|推行|实行)[^；。]*$")


def _heading(page: Page, sentence: Sentence) -> str:
    return page.leaf(sentence.start).heading


def check_usual(page: Page, mechanisms: list[Mechanism]) -> Iterator[Check]:
    """Yield for each of the six usual mechanisms whether the document has it, with the words that show it."""
    for kind in usual_mechanisms():
        found = [m for m in mechanisms if m.kind == kind]
        found.sort(key=lambda m: (_STATES.index(m.state), m.address.startswith("正文"), not _heads(page, m), m.start))
        if not found:
            yield Check(kind, "无" if page.document.complete else "未见", "", "")
            continue
        verdict = "仅提及" if found[0].state == "提及" else "有"
        yield Check(kind, verdict, found[0].address, found[0].quote)


def _heads(page: Page, mechanism: Mechanism) -> bool:
    """Whether it is the heading of its place: （二）健全联席会议机制。"""
    return page.is_numbered(mechanism.start) and len(mechanism.quote) <= 30


# ---------------------------------------------------------------- forms that are defined, with their cases

_DEFINED = re.compile(r"(?:^|(?<=[。\n）]))(?P<name>[\u4e00-\u9fff]{2,12}?)，?是指(?P<definition>[^。\n]{10,300})")
_OF_THIS = re.compile(r"^(?:本[\u4e00-\u9fff]{2})?(?:中)?所称的?")
_CASES = re.compile(r"(?:下列|以下)(?:情形|情况|案件|事项|条件)")
_FORM = re.compile(r"执法|移送|共享|协作|协同|联动|会商|协查|互动|配合|监管|处罚权")


def find_forms(page: Page) -> Iterator[Form]:
    """Yield the forms that the text defines (X是指…); the numbered lines under a definition are its cases."""
    for match in _DEFINED.finditer(page.text):
        name = _OF_THIS.sub("", match["name"])
        if not _FORM.search(name) or name.startswith(("这里", "所谓", "主要")):
            continue
        start, end = match.end("name") - len(name), match.end("definition")
        address = page.address(start)
        cases = [
            page.document.text[leaf.start : leaf.end].strip()
            for leaf in page.leaves
            if leaf.start >= end and leaf.kind in ("点", "细目", "项", "条目") and _parent(leaf.address) == address
        ]
        listed = _CASES.search(page.text, match.end(), match.end() + 24)
        definition = page.document.text[match.start("definition") : end]
        yield Form(*page.place(start, end), name, definition, tuple(cases) if listed else ())


def _parent(address: str) -> str:
    return re.sub(
        r"(?:\d+[.．]|（\d+）|（[一二三四五六七八九十]+）|第（?[一二三四五六七八九十]+）?项)(?:第[一二三四五六七八九十]+段)?$",
        "",
        address,
    )


_PRINCIPLE = re.compile(r"谁(?P<act>[\u4e00-\u9fff]{2,4}?)、?谁(?P<duty>[\u4e00-\u9fff]{2,4}?)(?=[”、，。；的\s]|$)")


def find_principles(page: Page) -> Iterator[Principle]:
    """Yield every 谁X谁Y."""
    for match in _PRINCIPLE.finditer(page.text):
        yield Principle(*page.place(match.start(), match.end()), match["act"], match["duty"])
