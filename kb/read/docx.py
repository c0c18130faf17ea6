"""Word documents (.docx) to blocks: paragraphs, tables and text boxes in order, with their automatic numbers."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.exceptions import PythonDocxError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.part import XmlPart
from lxml import etree

from kb.errors import ReadError
from kb.model import Block, BlockKind
from kb.read.numbering import Counters, Element, W, child, is_on, join_number, number_of, read_lists, value
from kb.read.text import tidy

MAX_MEMBERS = 2_000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200  # for members over a megabyte; office files stay below 50

_OLE = b"\xd0\xcf\x11\xe0"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CHOICES = (_MC + "Choice", _MC + "Fallback")
_WRAPPERS = {W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")}
_WRAPPERS |= {_MC + "AlternateContent", *_CHOICES}
_SKIPPED = {W + name for name in ("pPr", "rPr", "sdtPr", "del", "moveFrom", "delText", "delInstrText", "rt")}
_SIGNS = {W + "tab": " ", W + "ptab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_PAGE_FIELDS = {"PAGE", "NUMPAGES", "PAGEREF", "SECTIONPAGES", "SECTION"}
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_TITLES = ("title", "标题")
_BAD_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)
_BAD_PACKAGE = (*_BAD_ZIP, KeyError, TypeError, AttributeError, etree.XMLSyntaxError, PythonDocxError, OpcError)


def read_docx(data: bytes) -> list[Block]:
    """Read the body of a Word file; headers, footers, notes, comments and deleted text are left out."""
    _check_package(data)
    document = _open(data)
    body = child(document.element, "body")
    if body is None:
        raise ReadError("Word文件没有正文；请用Word打开检查后另存")
    if document.element.getroottree().docinfo.internalDTD is not None:
        raise ReadError("Word文件含有不允许的DTD声明；请用Word打开后另存为.docx")
    styles = _related(document, RELATIONSHIP_TYPE.STYLES)
    lists = read_lists(_related(document, RELATIONSHIP_TYPE.NUMBERING), styles)
    return list(_Reader(_read_styles(styles), Counters(lists)).blocks(body))


def _check_package(data: bytes) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ReadError("Word文件已加密；请用Word打开，去掉密码后另存")
        raise ReadError("这是旧版Word的.doc文件；请用Word或WPS打开，另存为.docx后再导入")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except _BAD_ZIP as error:
        raise ReadError("不是有效的.docx文件（已损坏、不完整，或由其他格式改名）；请用Word另存为.docx") from error
    _check_members(members)


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise ReadError(f"压缩包内有{len(members):,}个文件，超过{MAX_MEMBERS:,}个的上限，疑为压缩炸弹；请核实来源")
    if sum(m.file_size for m in members) > MAX_UNPACKED:
        raise ReadError(f"解压后超过{MAX_UNPACKED // 1024 // 1024}MB，疑为压缩炸弹；请核实来源，或删去图片后另存")
    if any(m.file_size > 1024 * 1024 and m.file_size > MAX_RATIO * m.compress_size for m in members):
        raise ReadError(f"压缩比超过{MAX_RATIO}倍，疑为压缩炸弹；请核实来源")
    if any(m.flag_bits & 1 for m in members):
        raise ReadError("Word文件已加密；请去掉密码后另存")
    if not any(re.fullmatch(r"word/document[0-9]*\.xml", m.filename) for m in members):
        raise ReadError("压缩包里没有word/document.xml，不是Word文档；请用Word另存为.docx")


def _open(data: bytes) -> WordDocument:
    try:
        return Document(BytesIO(data))
    except _BAD_PACKAGE as error:
        raise ReadError(f"Word文件已损坏或结构异常（{error}）；请用Word打开修复后另存为.docx") from error


def _related(document: WordDocument, kind: str) -> Element | None:
    try:
        part = document.part.part_related_by(kind)
    except (KeyError, ValueError):
        return None
    return part.element if isinstance(part, XmlPart) else None


@dataclass(frozen=True, slots=True)
class _Style:
    id: str
    name: str
    based_on: str | None
    list_id: str | None
    level: int | None


def _read_styles(styles: Element | None) -> dict[str, _Style]:
    """Read the paragraph styles by id; the default one also stands under the empty id."""
    found: dict[str, _Style] = {}
    for element in () if styles is None else styles.iterchildren(W + "style"):
        if element.get(W + "type", "paragraph") != "paragraph":
            continue
        numbering = child(element, "pPr", "numPr")
        style = _Style(
            element.get(W + "styleId") or "",
            tidy(value(element, "name") or ""),
            value(element, "basedOn"),
            value(numbering, "numId"),
            number_of(value(numbering, "ilvl")),
        )
        found[style.id] = style
        if element.get(W + "default") in ("1", "true", "on"):
            found[""] = style
    return found


@dataclass(slots=True)
class _Fields:
    """Which fields are open at this point of a paragraph: [instruction, result has begun]."""

    open: list[tuple[str, bool]] = field(default_factory=list)

    def mark(self, kind: str | None) -> None:
        if kind == "begin":
            self.open.append(("", False))
        elif self.open and kind == "separate":
            self.open[-1] = (self.open[-1][0], True)
        elif self.open and kind == "end":
            self.open.pop()

    def instruct(self, text: str) -> None:
        if self.open:
            self.open[-1] = (self.open[-1][0] + text, self.open[-1][1])

    @property
    def hidden(self) -> bool:
        return any(not begun or _is_page(instruction) for instruction, begun in self.open)


def _is_page(instruction: str) -> bool:
    return (instruction.split() or [""])[0].upper() in _PAGE_FIELDS


@dataclass(slots=True)
class _Reader:
    """Walks one document in order, since every numbered paragraph moves a counter."""

    styles: dict[str, _Style]
    counters: Counters

    def blocks(self, container: Element) -> Iterator[Block]:
        """Yield the blocks of a body, a cell or a text box."""
        for element in _unwrapped(container, "p", "tbl", "altChunk"):
            if element.tag == W + "p":
                yield from self.paragraph(element)
            elif element.tag == W + "tbl":
                yield from self.table(element)
            else:
                raise ReadError("Word文件里嵌有外部内容（altChunk），无法直接读取；请用Word打开后另存为.docx")

    def paragraph(self, paragraph: Element) -> Iterator[Block]:
        """Yield one block for each line of the paragraph, the number before the first, then its text boxes."""
        text, boxes = _content(paragraph)
        lines = [line for line in text.split("\n") if tidy(line)]
        if lines or not _is_deleted(paragraph):
            chain = self._chain(value(paragraph, "pPr", "pStyle") or "")
            label, suffix = self._number(paragraph, chain)
            kind, level = _kind(chain)
            for line in lines:
                yield Block(tidy(join_number(label, line, suffix=suffix) if label else line), kind, level)
                label = ""
        for box in boxes:
            yield from self.blocks(box)

    def table(self, table: Element) -> Iterator[Block]:
        """Yield one block for each row. A table of one column is a frame: its paragraphs are plain blocks."""
        rows = [[list(self.blocks(cell)) for cell in _cells(row)] for row in _rows(table)]
        if all(len(cells) <= 1 for cells in rows):
            yield from (block for cells in rows for cell in cells for block in cell)
            return
        for cells in rows:
            texts = [" ".join(block.text for block in cell) for cell in cells]
            if any(texts):
                yield Block(tidy(" | ".join(texts)), "table")

    def _chain(self, style_id: str) -> list[_Style]:
        """Give the style and those it is based on, nearest first; a circle ends where it closes."""
        chain: list[_Style] = []
        style = self.styles.get(style_id) or self.styles.get("")
        while style is not None and style not in chain:
            chain.append(style)
            style = self.styles.get(style.based_on) if style.based_on else None
        return chain

    def _number(self, paragraph: Element, chain: list[_Style]) -> tuple[str, str]:
        own = child(paragraph, "pPr", "numPr")
        list_id, level = value(own, "numId"), number_of(value(own, "ilvl"))
        if list_id is None:
            style = next((s for s in chain if s.list_id is not None), None)
            if style is None or style.list_id is None:
                return "", ""
            list_id = style.list_id
            level = self._style_level(style) if level is None else level
        return self.counters.advance(list_id, level or 0) if list_id != "0" else ("", "")

    def _style_level(self, style: _Style) -> int | None:
        """Give the level whose pStyle is this style, else the level the style states."""
        numbers = self.counters.lists.get(style.list_id or "")
        levels = numbers.levels.items() if numbers else ()
        return next((depth for depth, level in levels if level.paragraph_style == style.id), style.level)


def _unwrapped(container: Element, *names: str) -> Iterator[Element]:
    """Yield the children with these names, seen through content controls, insertions and alternatives."""
    wanted = {W + name for name in names}
    pending = list(reversed(container))
    while pending:
        element = pending.pop()
        if element.tag in wanted:
            yield element
        elif element.tag in _WRAPPERS and not _is_second_choice(element):
            pending.extend(reversed(element))


def _is_second_choice(element: Element) -> bool:
    """True for each alternative after the first: they repeat the same content for other programs."""
    return element.tag in _CHOICES and next(element.itersiblings(*_CHOICES, preceding=True), None) is not None


def _rows(table: Element) -> Iterator[Element]:
    return (row for row in _unwrapped(table, "tr") if child(row, "trPr", "del") is None)


def _cells(row: Element) -> Iterator[Element]:
    """Yield the cells of a row, leaving out those that only continue a merged one."""
    for cell in _unwrapped(row, "tc"):
        merges = [child(cell, "tcPr", name) for name in ("vMerge", "hMerge")]
        if all(merge is None or merge.get(W + "val") == "restart" for merge in merges):
            yield cell


def _is_deleted(paragraph: Element) -> bool:
    mark = child(paragraph, "pPr", "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _kind(chain: list[_Style]) -> tuple[BlockKind, int]:
    for style in chain:
        if match := _HEADING.fullmatch(style.name):
            return "heading", int(match[1])
        if style.name.lower() in _TITLES:
            return "title", 1
    return "text", 0


def _content(paragraph: Element) -> tuple[str, list[Element]]:
    """Give the visible text of a paragraph, with a line end at each break, and the text boxes anchored in it."""
    parts: list[str] = []
    boxes: list[Element] = []
    fields = _Fields()
    walker = etree.iterwalk(paragraph, events=("start",))
    for _, element in walker:
        if _is_skipped(element):
            walker.skip_subtree()
        elif element.tag == W + "txbxContent":
            boxes.append(element)
            walker.skip_subtree()
        elif element.tag == W + "fldChar":
            fields.mark(element.get(W + "fldCharType"))
        elif element.tag == W + "instrText":
            fields.instruct(element.text or "")
        elif not fields.hidden:
            parts.append(_piece(element))
    return "".join(parts), boxes


def _is_skipped(element: Element) -> bool:
    if element.tag == W + "r":
        return is_on(element, "rPr", "vanish")
    if element.tag == W + "fldSimple":
        return _is_page(element.get(W + "instr") or "")
    return element.tag in _SKIPPED or _is_second_choice(element)


def _piece(element: Element) -> str:
    if element.tag in (W + "t", _MATH + "t"):
        return (element.text or "").replace("\n", " ")
    if element.tag == W + "sym":
        code = element.get(W + "char") or ""
        return chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{4}", code) else ""
    return _SIGNS.get(element.tag, "")
