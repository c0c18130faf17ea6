"""Split a document into provisions: 编章节条款项目, or 一、（一）1.（1） where there are no articles.

Every character of the text belongs to exactly one leaf; a leaf owns the line break that ends it. A unit that has
items gets a lead-in leaf (引) for the words before them. Doubts about numbers come back as issues, and nothing is
renumbered or dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kb.address import Step, format_address
from kb.marks import DIVISIONS, RANK, Mark, provisions
from kb.model import Document, Issue, Provision
from kb.numerals import NUMBER, to_chinese, to_int

_CHINESE = "(?![零〇○一二三四五六七八九]{5})[零〇○一二三四五六七八九十百千]{1,8}"

_ARTICLE = re.compile(
    rf"第(?P<n>{NUMBER})条(?:之(?P<sub>{NUMBER}))?"
    r"(?:(?P<gap>\s+)|(?=[\u4e00-\u9fff“《（])|$)"
)
_REFERENCE_TAIL = re.compile(r"[规的所中至到及和与或、，。；：第以之]")  # 第五条规定的…, 第五条、第六条…
_DIVISION = re.compile(rf"第(?P<n>{NUMBER})(?P<kind>分编|编|章|节)(?=$|\s|[\u4e00-\u9fff])")
_ITEM = re.compile(
    rf"[（(](?P<n>{_CHINESE})[）)](?!\s*(?:[至到、和与或及]{{1,2}}\s*[（(第]|项(?!目)|款(?![项物])|目(?![标的录前])))"
)  # not （一）至（三）项
_OLD_ITEM = re.compile(rf"(?P<n>{_CHINESE})、")
_POINT = re.compile(r"(?P<n>[0-9０-９]{1,2})[.．、](?![0-9０-９])")
_DETAIL = re.compile(r"[（(](?P<n>[0-9０-９]{1,2})[）)]|(?P<circle>[①-⑳])")
_ANNEX = re.compile(rf"附(?:件|表|录|图)\s*(?:{NUMBER})?\s*(?P<rest>[：:].*|\s.*|)$")
_INLINE_ARTICLE = re.compile(rf"(?<=[。；：）])\s+(?=第{NUMBER}条)")
_INLINE_ITEM = re.compile(
    rf"(?<=[；。;，：:])\s*(?=[（(]{_CHINESE}[）)](?!\s*(?:[至到、和与或及]{{1,2}}\s*[（(第]|项(?!目)|款(?![项物])|目(?![标的录前]))))"
)
_SECOND_ITEM = re.compile(r"[；。;，]\s*[（(]二[）)]")
_SENTENCE_END = re.compile(r"[。；：，、！？…;:,.!?|—)）》”\d]$")
_SIGNATURE_DATE = re.compile(r"(?:\d{4}|[二〇○零0一三四五六七八九]{4})年.{1,3}月.{1,3}日$")


@dataclass(slots=True)
class _Scan:
    """What the scan has seen so far: marks, open steps, headings above, and doubts."""

    document: Document
    marks: list[Mark] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    path: list[Step] = field(default_factory=list)
    divisions: list[tuple[Step, str]] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    last: dict[str, tuple[int, int]] = field(default_factory=dict)
    prefix: tuple[Step, ...] = ()

    def heading(self) -> str:
        return " / ".join(text for _, text in self.divisions)

    def doubt(self, code: str, where: str, message: str, severity: str = "warning") -> None:
        self.issues.append(Issue(self.document.id, where, code, severity, message))

    def unique(self, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        """Tell a repeated address apart, and say so."""
        address = format_address(steps)
        count = self.seen[address] = self.seen.get(address, 0) + 1
        if count == 1:
            return steps
        last = steps[-1]
        self.doubt("number-repeated", address, f"编号重复：第{count}次出现“{address}”，已按出现顺序区分，请核对原文")
        return (*steps[:-1], Step(last.kind, last.number, last.sub, count))

    def add(self, kind: str, start: int, steps: tuple[Step, ...], rank: int = 0) -> tuple[Step, ...]:
        steps = self.unique(self.prefix + steps)
        self.marks.append(Mark(kind, start, steps, self.heading(), rank))
        return steps[len(self.prefix) :]

    def numbered(self, name: str, kind: str, start: int, unit: str = "段") -> None:
        """Add a paragraph outside the outline: 序言第一段, 题注第二行."""
        count = self.last.get(name, (0, 0))[0] + 1
        self.last[name] = (count, 0)
        self.add(kind, start, (Step(name), Step(unit, count)))


def split(document: Document) -> tuple[list[Provision], list[Issue]]:
    """Split *document* into provisions in order of their starts, outer before inner, with the doubts met."""
    scan = _Scan(document)
    lines = list(_lines(document))
    _front(scan, lines)
    body = [line for line in lines if line[0] >= document.body]
    if any(_article(text) for _start, text in body):
        _statute(scan, body)
    else:
        _policy(scan, body)
    return provisions(document, scan.marks), scan.issues


def _lines(document: Document) -> Iterator[tuple[int, str]]:
    start = 0
    for line in document.text.splitlines(keepends=True):
        yield start, line.rstrip("\n")
        start += len(line)


def _front(scan: _Scan, lines: list[tuple[int, str]]) -> None:
    for index, (start, _text) in enumerate(lines):
        if start >= scan.document.body:
            break
        if index == 0:
            scan.add("标题", start, (Step("标题"),))
        else:
            scan.numbered("题注", "题注", start, "行")


# ---------------------------------------------------------------- statutes


def _article(text: str, position: int = 0) -> re.Match[str] | None:
    """Match a line that opens an article, not one that only refers to one, nor a table row (cells joined by |)."""
    match = _ARTICLE.match(text, position)
    if not match or " | " in text:
        return None
    if not match["gap"] and _REFERENCE_TAIL.match(text, match.end()):
        return None
    return match


def _statute(scan: _Scan, lines: list[tuple[int, str]]) -> None:
    state = "before"
    contents_end = _contents_end(lines)
    for index, (start, text) in enumerate(lines):
        following = lines[index + 1][1] if index + 1 < len(lines) else ""
        is_heading = start in scan.document.headings
        if index < contents_end:
            scan.numbered("目录", "目录", start, "行")
        elif state == "annex":
            _annex_line(scan, start, text)
        elif match := _article(text):
            _open_article(scan, start, text, match)
            state = "article"
        elif _division(scan, start, text, is_heading):
            state = "heading"
        elif state != "before" and _is_annex(text, is_heading):
            _open_annex(scan, start)
            state = "annex"
        elif is_heading or _is_lost_heading(text, following, state):
            _open_heading(scan, start, text, is_heading, state)
            state = "heading" if state != "before" else state
        elif state == "article":
            _inside_article(scan, start, text, _next_item(lines, index))
        else:
            scan.numbered("序言" if state == "before" else "正文", "段", start)
    _check_gaps(scan)


def _contents_end(lines: list[tuple[int, str]]) -> int:
    """Index of the line after a table of contents: chapter lines before the first article that come again later."""
    first = next((i for i, (_, text) in enumerate(lines) if _article(text)), 0)
    front = [re.sub(r"\s", "", text) for _, text in lines[:first]]
    for index in range(first - 1, 0, -1):
        if _DIVISION.match(front[index]) and front[index] in front[:index]:
            again = front.index(front[index], front.index(front[index]) + 1)
            return next((i for i in range(again) if front[i].endswith(("。", "：", "；"))), again)  # a preamble follows
    return 0


def _next_item(lines: list[tuple[int, str]], index: int) -> int:
    """The number of the next 项 of the same article after the line at *index*; 0 where there is none."""
    for _start, text in lines[index + 1 :]:
        if _ARTICLE.match(text) or _DIVISION.match(text):
            return 0
        if match := _ITEM.match(text) or _OLD_ITEM.match(text):
            return to_int(match["n"])
    return 0


def _division(scan: _Scan, start: int, text: str, is_heading: bool) -> bool:
    """Take a 编, 分编, 章 or 节 line; False where *text* is none."""
    match = _DIVISION.match(text)
    if not match or not (is_heading or (len(text) <= 40 and not _SENTENCE_END.search(text))):
        return False
    rank = DIVISIONS.index(match["kind"])
    scan.divisions = [d for d in _chapters(scan) if DIVISIONS.index(d[0].kind) < rank]
    step = Step(match["kind"], to_int(match["n"]))
    steps = scan.add(match["kind"], start, (*(s for s, _ in scan.divisions), step))
    scan.divisions.append((steps[-1], re.sub(r"\s+", " ", text.strip())))
    scan.path = []
    scan.last.pop("|部分", None)  # 一、 may begin anew in each chapter
    return True


def _is_lost_heading(text: str, following: str, state: str) -> bool:
    """A chapter title that lost its number: a short line without a full stop just before an article."""
    if len(text) > 24 or _SENTENCE_END.search(text) or not _article(following):
        return False
    return not (_ITEM.match(text) or _OLD_ITEM.match(text) or _POINT.match(text) or _DETAIL.match(text)) and (
        state != "before" or bool(re.fullmatch(r"总\s*则|一般规定|基本规定", text))
    )


def _open_heading(scan: _Scan, start: int, text: str, is_heading: bool, state: str) -> None:
    """Take a heading outside the 编章节 scheme: 序言, 一、一般规定, or a title without its number."""
    title = re.sub(r"\s+", "", text) if len(text) <= 24 else text
    match = _OLD_ITEM.match(text)
    count = scan.last.get("小标题", (0, 0))[0] + 1
    scan.last["小标题"] = (count, 0)
    step = Step("小标题", count)
    scan.divisions = [] if match or state == "before" else scan.divisions[:1] if _is_part(scan) else []
    scan.add("标题", start, (step,))
    scan.divisions.append((step, title))
    scan.path = []
    if not is_heading:
        where = format_address((step,))
        scan.doubt(
            "heading-unnumbered", where, f"“{title}”疑为丢失编号的章节标题，已作为标题处理，不计入上一条", "note"
        )


def _is_part(scan: _Scan) -> bool:
    return bool(scan.divisions) and scan.divisions[0][0].kind == "编"


def _open_article(scan: _Scan, start: int, text: str, match: re.Match[str]) -> None:
    """Open the article at *start*, and those that the same line holds behind it."""
    _article_mark(scan, start, match)
    _inline(scan, start, text, match.end())


def _inline(scan: _Scan, start: int, text: str, position: int) -> None:
    """Open the articles and items that stand inside a line: …。 第三条 …：（一）…；（二）…"""
    for cut in _INLINE_ARTICLE.finditer(text, position):
        following = _article(text, cut.end())
        if following and to_int(following["n"]) == scan.last["条"][0] + 1:
            _inline_items(scan, start, text, position, cut.start())
            _article_mark(scan, start + cut.end(), following)
            position = following.end()
    _inline_items(scan, start, text, position, len(text))


def _article_mark(scan: _Scan, start: int, match: re.Match[str]) -> None:
    number, sub = to_int(match["n"]), to_int(match["sub"]) if match["sub"] else 0
    address = format_address((Step("条", number, sub),))
    _check_order(scan, address, number, sub)
    scan.last["条"] = (number, sub)
    step = scan.add("条", start, (Step("条", number, sub),), RANK["条"])[-1]
    scan.path = [step]
    _open_clause(scan, start)


def _check_order(scan: _Scan, address: str, number: int, sub: int) -> None:
    if "条" not in scan.last:
        if (number, sub) != (1, 0) and not scan.document.subtitle:
            scan.doubt("number-start", address, f"第一个条文是{address}，不是第一条，前面的条文可能缺失")
        return
    previous, previous_sub = scan.last["条"]
    if (number, sub) < (previous, previous_sub):
        scan.doubt("number-disorder", address, f"{address}排在第{to_chinese(previous)}条之后，编号倒退，请核对原文")
    elif number > previous + 1:
        last = f"至第{to_chinese(number - 1)}条" if number > previous + 2 else ""
        missing = f"第{to_chinese(previous + 1)}条{last}"
        scan.doubt("number-skipped", address, f"{missing}缺失（{address}前编号跳跃），请核对原文")


def _check_gaps(scan: _Scan) -> None:
    if "条" not in scan.last:
        scan.doubt("no-article", "", "没有找到条文")


def _open_clause(scan: _Scan, start: int) -> None:
    count = 1 + sum(1 for mark in _reverse_article(scan) if mark.kind == "款")
    scan.path = [scan.path[0], Step("款", count)]
    scan.add("款", start, tuple(scan.path), RANK["款"])


def _reverse_article(scan: _Scan) -> Iterator[Mark]:
    """The marks of the open article, last first."""
    for mark in reversed(scan.marks):
        if mark.kind == "条":
            return
        yield mark


def _inside_article(scan: _Scan, start: int, text: str, next_item: int) -> None:
    """Place one more paragraph of the open article: 项, 目, a new 款, or a further paragraph of the open 项.

    A paragraph belongs to the open 项 where the numbering goes on behind it: （一）… plain … （二）…
    """
    opened = scan.path[2].number if len(scan.path) > 2 else 0
    if match := _ITEM.match(text) or _OLD_ITEM.match(text):
        _item(scan, start, match)
        _inline_items(scan, start, text, match.end(), len(text))
    elif match := _POINT.match(text) or _DETAIL.match(text):
        _subitem(scan, start, match)
    elif opened and next_item == opened + 1:
        _continue_item(scan, start)
    else:
        if not _is_bare(scan, start):
            _open_clause(scan, start)
        _inline(scan, start, text, 0)


def _is_bare(scan: _Scan, start: int) -> bool:
    """True where the open article has no words yet: its number stands on a line of its own."""
    return bool(_ARTICLE.fullmatch(scan.document.text[scan.marks[-1].start : start].rstrip()))


def _continue_item(scan: _Scan, start: int) -> None:
    count = 2 + sum(
        1 for mark in _reverse_article(scan) if mark.steps[:3] == tuple(scan.path[:3]) and mark.kind == "段"
    )
    scan.add("段", start, (*scan.path[:3], Step("段", count)), RANK["目"])


def _item(scan: _Scan, start: int, match: re.Match[str]) -> None:
    number = to_int(match["n"])
    opened = scan.path[2].number if len(scan.path) > 2 else 0
    if (opened and number != opened + 1) or (not opened and number != 1):
        where = format_address((*scan.path[:2], Step("项", number)))
        scan.doubt("item-order", where, f"{where}与前一项编号不连续（前一项为{opened or '无'}），请核对原文", "note")
    steps = scan.add("项", start, (*scan.path[:2], Step("项", number)), RANK["项"])
    scan.path = [*scan.path[:2], steps[-1]]


def _subitem(scan: _Scan, start: int, match: re.Match[str]) -> None:
    steps = scan.add("目", start, (*scan.path[:3], Step("目", _arabic(match))), RANK["目"])
    scan.path = [*scan.path[:3], steps[-1]][:4]
    scan.path = scan.path[: 3 if len(steps) == 4 else 2]


def _arabic(match: re.Match[str]) -> int:
    if match.re is _DETAIL and match["circle"]:
        return ord(match["circle"]) - ord("①") + 1
    return to_int(match["n"])


def _inline_items(scan: _Scan, start: int, text: str, position: int, stop: int) -> None:
    """Open the items between *position* and *stop*; a list begins after a colon, and has at least two items."""
    for cut in _INLINE_ITEM.finditer(text, position, stop):
        match = _ITEM.match(text, cut.end(), stop)
        opened = scan.path[2].number if len(scan.path) > 2 else 0
        begins = not opened and text[cut.start() - 1] in "：:" and _SECOND_ITEM.search(text, cut.end(), stop)
        if match and to_int(match["n"]) == opened + 1 and (opened or begins):
            _item(scan, start + cut.end(), match)


# ---------------------------------------------------------------- annexes


def _is_annex(text: str, is_heading: bool) -> bool:
    match = _ANNEX.match(text)
    return bool(match) and len(text) <= 60 and (is_heading or not text.endswith(("。", "；")))


def _open_annex(scan: _Scan, start: int) -> None:
    count = scan.last.get("附件", (0, 0))[0] + 1
    scan.last["附件"] = (count, 0)
    scan.last.pop(f"附件{count}", None)
    scan.divisions = []
    scan.path = []
    scan.add("附件", start, (Step("附件", count),))


def _annex_line(scan: _Scan, start: int, text: str) -> None:
    if _is_annex(text, start in scan.document.headings):
        _open_annex(scan, start)
        return
    count = scan.last["附件"][0]
    key = f"附件{count}"
    number = scan.last.get(key, (0, 0))[0] + 1
    scan.last[key] = (number, 0)
    scan.divisions = [(Step("附件", count), key)]
    scan.add("段", start, (Step("附件", count), Step("段", number)))


# ---------------------------------------------------------------- policy documents

_OUTLINE = (("部分", _OLD_ITEM), ("条目", _ITEM), ("点", _POINT), ("细目", _DETAIL))


def _policy(scan: _Scan, lines: list[tuple[int, str]]) -> None:
    signature = _signature_start(lines)
    in_annex = False
    for index, (start, text) in enumerate(lines):
        if in_annex or (
            (index > signature or not _ANNEX_MENTION.match(text)) and _is_annex(text, start in scan.document.headings)
        ):
            in_annex = True
            _annex_line(scan, start, text) if scan.last.get("附件") else _open_annex(scan, start)
        elif index >= signature:
            scan.divisions = []
            scan.numbered("落款", "段", start, "行")
        elif not (_outline(scan, start, text) or _division(scan, start, text, start in scan.document.headings)):
            _paragraph(scan, start)


_ANNEX_MENTION = re.compile(r"附件\s*[：:]")


def _signature_start(lines: list[tuple[int, str]]) -> int:
    """Index of the first line of the signature (issuer, date) before an annex or the end; len(lines) if none."""
    found = len(lines)
    for index, (_start, text) in enumerate(lines):
        if index > found and _is_annex(text, False):
            break
        if _SIGNATURE_DATE.match(text.strip()) and index and len(text) <= 20:
            previous = lines[index - 1][1]
            found = index - 1 if len(previous) <= 30 and not _SENTENCE_END.search(previous) else index
        elif any(pattern.match(text) for _kind, pattern in _OUTLINE):  # the text goes on: that date signed nothing
            found = len(lines)
    return found


def _chapters(scan: _Scan) -> list[tuple[Step, str]]:
    """The open headings without those of the outline."""
    return [above for above in scan.divisions if above[0].kind in DIVISIONS]


def _outline(scan: _Scan, start: int, text: str) -> bool:
    for kind, pattern in _OUTLINE:
        match = pattern.match(text)
        if not match:
            continue
        number = _arabic(match) if kind in ("点", "细目") else to_int(match["n"])
        above = [step for step in scan.path if step.kind in RANK and RANK[step.kind] < RANK[kind]]
        siblings = format_address(tuple(above)) + "|" + kind
        expected = scan.last.get(siblings, (0, 0))[0] + 1
        if number != expected:
            where = format_address((*above, Step(kind, number)))
            scan.doubt("number-skipped", where, f"{where}之前应为第{expected}个，编号不连续，请核对原文", "note")
        scan.last[siblings] = (number, 0)
        if kind == "部分":
            scan.divisions = _chapters(scan)
        steps = scan.add(kind, start, (*above, Step(kind, number)), RANK[kind])
        scan.path = list(steps)
        if kind == "部分":
            scan.divisions.append((steps[-1], text if len(text) <= 40 else format_address(steps)))
        return True
    return False


def _paragraph(scan: _Scan, start: int) -> None:
    name = format_address(tuple(scan.path)) or "正文"
    count = scan.last.get("段" + name, (0, 0))[0] + 1
    scan.last["段" + name] = (count, 0)
    steps = (*(scan.path or [Step("正文")]), Step("段", count))
    rank = RANK[scan.path[-1].kind] + 1 if scan.path else 0
    scan.add("段", start, steps, rank)
