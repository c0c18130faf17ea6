"""Saved web pages to blocks: headings, paragraphs, numbered lists and tables, without scripts and page furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from kb.errors import ReadError
from kb.model import Block, BlockKind
from kb.read.numbering import Element, format_number, join_number
from kb.read.text import decode, tidy

LONG_PARAGRAPH = 200  # characters; a table cell that holds more is page layout

_DROPPED = {
    "head", "title", "script", "style", "noscript", "nav", "header", "footer", "aside", "iframe", "svg", "button",
    "select", "template", "rt", "rp",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_TABLE_PARTS = {"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col"}
_CHARSETS = {"utf-8": "utf-8", "utf8": "utf-8", "big5": "big5hkscs", "big5-hkscs": "big5hkscs"}
_CHARSETS |= dict.fromkeys(("gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "gb18030"), "gb18030")
_CHARSET = re.compile(rb"(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_NOT_DISPLAYED = re.compile(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
_LIST_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LIST_STYLES = {
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "decimal-leading-zero": "decimalZero",
    "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
    "none": "none",
}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s{0,9}:([^;]{1,60})", re.IGNORECASE)


def read_html(data: bytes) -> list[Block]:
    """Read a page. ``<title>`` counts only where no h1 holds text."""
    root = _parse(decode(data, _declared(data)))
    blocks = _body(root)
    title = tidy(_collapse(root.findtext("head/title") or ""))
    if blocks and title and not any(block.kind == "title" for block in blocks):
        blocks.insert(0, Block(title, "title", 1))
    return blocks


def _declared(data: bytes) -> str:
    match = _CHARSET.search(data[:4096])
    return _CHARSETS.get(match[1].decode("ascii").lower(), "") if match else ""


def _parse(text: str) -> Element:
    """Parse without network or entities. Tags nested 2,048 deep are refused by the parser itself."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, UnicodeEncodeError) as error:
        raise ReadError("网页内容无法解析；请用浏览器打开后另存，或复制文字存为.txt") from error
    fatal = [entry for entry in parser.error_log if entry.level_name == "FATAL"]
    if fatal:
        raise ReadError(f"网页标签嵌套过深或过大（{fatal[0].message.strip()}）；请复制正文存为.txt后再导入")
    if root is None:
        raise ReadError("网页里没有内容；请用浏览器打开检查后另存")
    return root


def _body(root: Element) -> list[Block]:
    """Read all but the forms; where these hold most of the text, the page is one form and is read whole."""
    blocks = _walk(root, _DROPPED | {"form"})
    if root.find(".//form") is None:
        return blocks
    whole = _walk(root, _DROPPED)
    return whole if _size(whole) > 2 * _size(blocks) else blocks


def _size(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


@dataclass(slots=True)
class _OrderedList:
    next: int
    step: int
    style: str

    def label(self, item: Element) -> str:
        """Give the text of the next number and count on."""
        number = _whole(item.get("value"), self.next)
        self.next = number + self.step
        text = format_number(number, _LIST_TYPES.get(item.get("type", ""), self.style))
        return text and text + ("、" if self.style == "chineseCounting" else ".")


@dataclass(slots=True)
class _Page:
    """The paragraph being written and those already finished."""

    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    lists: list[_OrderedList | None] = field(default_factory=list)
    heading: int = 0
    pre: int = 0

    def write(self, text: str | None) -> None:
        """Add text; inside <pre> its line ends count."""
        first, *rest = (text or "").split("\n") if self.pre else [text or ""]
        self.parts.append(first)
        for line in rest:
            self.flush()
            self.parts.append(line)

    def flush(self) -> None:
        """End the paragraph, with the waiting list number in front."""
        text = tidy(_collapse("".join(self.parts)))
        self.parts.clear()
        if text:
            text = join_number(" ".join(self.labels), text)
            self.labels.clear()
            kind: BlockKind = "title" if self.heading == 1 else "heading" if self.heading else "text"
            self.blocks.append(Block(text, kind, self.heading))

    def insert(self, element: Element, blocks: list[Block]) -> None:
        """Put finished blocks in the place of an element."""
        if element.tag in _BLOCKS:
            self.flush()
        self.blocks += blocks

    def enter(self, element: Element) -> None:
        """Open an element: blocks end the paragraph, items take their number."""
        tag = element.tag
        if tag in _BLOCKS:
            self.flush()
        self.heading = _HEADINGS.get(tag, self.heading)
        self.pre += tag == "pre"
        if tag in ("ol", "ul"):
            self.lists.append(_ordered(element) if tag == "ol" else None)
        elif tag == "li" and self.lists and (numbers := self.lists[-1]) and (label := numbers.label(element)):
            self.labels.append(label)

    def leave(self, element: Element) -> None:
        """Close an element."""
        tag = element.tag
        if tag in _BLOCKS:
            self.flush()
        self.heading = 0 if tag in _HEADINGS else self.heading
        self.pre -= tag == "pre"
        if tag in ("ol", "ul"):
            self.lists.pop()
        elif tag == "li":
            self.labels.clear()


def _walk(root: Element, dropped: set[str]) -> list[Block]:
    """Write out everything below *root*, in order, without recursion into the tree."""
    page, skipped = _Page(), None
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "end":
            if element is not skipped:
                page.leave(element)
            page.write(element.tail if element is not root else None)
        elif (rows := _skippable(element, root, dropped)) is not None:
            page.insert(element, rows)
            walker.skip_subtree()
            skipped = element
        else:
            page.enter(element)
            page.write(element.text)
    page.flush()
    return page.blocks


def _skippable(element: Element, root: Element, dropped: set[str]) -> list[Block] | None:
    """Give what stands for an element that is not walked through: nothing, or the rows of a table."""
    if _is_hidden(element, dropped):
        return []
    return _table(element, dropped) if element.tag == "table" and element is not root else None


def _is_hidden(element: Element, dropped: set[str]) -> bool:
    if element.tag in dropped:
        return True
    is_off = element.get("hidden") is not None or _NOT_DISPLAYED.search(element.get("style", "")) is not None
    return is_off and element.tag not in ("html", "body")  # pages hide these until a script has run


def _table(table: Element, dropped: set[str]) -> list[Block] | None:
    """Read a table of data, one block a row; None for a table that only lays out the page."""
    if _is_nested(table) or _has_stray(table):
        return None
    rows = [
        [_walk(cell, dropped) for cell in row.iter("td", "th") if not _is_hidden(cell, dropped)]
        for row in table.iter("tr")
        if not _is_hidden(row, dropped)
    ]
    if all(len(cells) <= 1 for cells in rows) or (_has_prose(rows) and not _is_regular(table, rows)):
        return None
    blocks = [block for caption in table.iter("caption") for block in _walk(caption, dropped)]
    for cells in rows:
        texts = [" ".join(block.text for block in cell) for cell in cells]
        if any(texts):
            blocks.append(Block(tidy(" | ".join(texts)), "table"))
    return blocks


def _is_nested(table: Element) -> bool:
    return table.find(".//table") is not None or next(table.iter(*_HEADINGS), None) is not None


def _has_stray(table: Element) -> bool:
    """True where text or elements stand between the cells, which only a page layout has."""
    for part in table.iter("table", "thead", "tbody", "tfoot", "tr"):
        texts = [part.text, *(inner.tail for inner in part)]
        if any(tidy(text or "") for text in texts) or any(inner.tag not in _TABLE_PARTS for inner in part):
            return True
    return False


def _has_prose(rows: list[list[list[Block]]]) -> bool:
    return any(len(block.text) > LONG_PARAGRAPH for cells in rows for cell in cells for block in cell)


def _is_regular(table: Element, rows: list[list[list[Block]]]) -> bool:
    """True where a header cell, or three rows of three filled cells, show a real table with long cells."""
    return table.find(".//th") is not None or sum(sum(map(bool, cells)) >= 3 for cells in rows) >= 3


def _ordered(element: Element) -> _OrderedList:
    css = _LIST_STYLE.search(element.get("style", ""))
    by_type = _LIST_TYPES.get(element.get("type", ""), "decimal")
    words = css[1].lower().split() if css else []
    style = next((_LIST_STYLES[word] for word in words if word in _LIST_STYLES), by_type)
    is_reversed = element.get("reversed") is not None
    first = sum(1 for _ in element.iterchildren("li")) if is_reversed else 1
    return _OrderedList(_whole(element.get("start"), first), -1 if is_reversed else 1, style)


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,6}", text.strip()) else default


def _collapse(text: str) -> str:
    """Make one space of a run of white space, and none of a line end between two Chinese characters."""
    return _SPACES.sub(_space, text)


def _space(match: re.Match[str]) -> str:
    around = match.string[max(match.start() - 1, 0) : match.start()] + match.string[match.end() : match.end() + 1]
    is_inside = len(around) == 2 and min(around) >= "\u2e80"
    return "" if is_inside and "\n" in match[0] else " "
