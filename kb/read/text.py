"""Plain text and Markdown to blocks. A character that cannot be decoded is an error, never a replacement."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from kb.errors import ReadError
from kb.model import Block

MAX_LINE = 1_000_000  # characters
BLANK = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\u200b\u200c\u200d\u2060\ufeff\x1a"

INFO_END = "<!-- INFO END -->"
TABLE = "<!-- TABLE -->"
TABLE_END = "<!-- TABLE END -->"
_MARKS = {mark[4:-3].strip(): mark for mark in (INFO_END, TABLE, TABLE_END)}

_BOMS = (  # the longer mark first: the one of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = re.compile("[\u2e80-\u9fff]")
_USUAL = re.compile("[\t\n\r -~\u00a0-\u00ff\u2000-\u206f\u2460-\u24ff\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_HEADING = re.compile(r"(#{1,6})(?!#)(.*)")
_PIPE = re.compile(r"(?<!\\)\|")


def tidy(text: str) -> str:
    """Take white space off both ends, the invisible kinds included; nothing inside is touched."""
    return text.strip(BLANK)


def read_text(data: bytes) -> Iterator[Block]:
    """Yield every line that is not blank as a text block; Markdown where the first line is a ``# `` title."""
    text = decode(data)
    check_lines(text)
    first = next(_lines(text), "")
    if (title := _heading(first)) and title.level == 1:
        yield from read_markdown(data)
    else:
        yield from map(Block, _lines(text))


def read_markdown(data: bytes) -> Iterator[Block]:
    """Yield titles and info lines down to the INFO END mark, then the body.

    Without the mark the first ``# `` line is the title and all other lines are body.
    """
    text = decode(data)
    check_lines(text)
    lines = list(_lines(_without_comments(text)))
    if INFO_END in lines:
        cut = lines.index(INFO_END)
        yield from _head(lines[:cut])
        yield from _body(lines[cut:])
    else:
        blocks = list(_body(lines))
        title = next((b for b in blocks if b.kind == "heading" and b.level == 1), None)
        yield from (replace(b, kind="title") if b is title else b for b in blocks)


def check_lines(text: str) -> None:
    """Raise ReadError where a line is too long to be a paragraph of a regulation."""
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > MAX_LINE:
            raise ReadError(f"第{number}行有{len(line):,}个字符，不像法规文本；请按段落分行后重新导入")


def _lines(text: str) -> Iterator[str]:
    return filter(None, map(tidy, text.splitlines()))


def _without_comments(text: str) -> str:
    """Cut HTML comments; the three marks that mean something stay, each on a line of its own."""
    kept, position = [], 0
    while (end := text.find("-->", position)) >= 0:
        start = text.rfind("<!--", position, end)
        if start < 0:
            kept.append(text[position : end + 3])
        else:
            mark = _MARKS.get(text[start + 4 : end].strip(), "")
            kept += [text[position:start], f"\n{mark}\n" if mark else ""]
        position = end + 3
    return "".join(kept) + text[position:]


def _head(lines: list[str]) -> Iterator[Block]:
    for line in lines:
        block = _heading(line)
        if block is None or block.level > 1:
            yield Block(line, "info")
        elif block.text:
            yield replace(block, kind="title")


def _body(lines: list[str]) -> Iterator[Block]:
    in_table = False
    for line in lines:
        if line in _MARKS.values():
            in_table = line == TABLE
        elif "|" in line and (in_table or (line[0] == line[-1] == "|" and len(line) > 1)):
            yield from _row(line)
        elif (block := _heading(line)) is None:
            yield Block(line)
        elif block.text:
            yield block


def _heading(line: str) -> Block | None:
    """Read ``## 第一章``, also without the space; a single # needs it (#1 is text)."""
    match = _HEADING.match(line)
    if match is None or (match[1] == "#" and match[2] and match[2][0] not in BLANK):
        return None
    return Block(tidy(match[2]), "heading", len(match[1]))


def _row(line: str) -> Iterator[Block]:
    cells = [tidy(cell).replace("\\|", "|") for cell in _PIPE.split(line.removeprefix("|").removesuffix("|"))]
    is_rule = all(set(cell) <= set(":-") and "--" in cell for cell in cells)
    if any(cells) and not is_rule:
        yield Block(tidy(" | ".join(cells)), "table")


def decode(data: bytes, declared: str = "") -> str:
    """Decode by BOM, then UTF-16 by its NUL bytes, UTF-8, the *declared* codec, GB18030; always strictly.

    UTF-8 goes before a declaration only where several Chinese characters prove it: saved pages often declare the
    encoding they once had. Raises ReadError where nothing fits or the result is no text.
    """
    text = _decode(data, declared)
    controls = sum(1 for _ in islice(_CONTROL.finditer(text), 100_000))
    if "\0" in text or controls > 2 + len(text) // 1000:
        raise ReadError("含有大量控制字符，不是文本文件；请检查是否为其他格式改了扩展名")
    return text


def _decode(data: bytes, declared: str) -> str:
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _strictly(data, codec)
    if b"\0" in data:
        return _decode_utf16(data)
    head, error = _utf8_head(data)
    proven = next(islice(_WIDE.finditer(head), 3, None), None) is not None
    if error is None and (proven or declared in ("", "utf-8")):
        return head
    if error is not None and proven:
        raise ReadError(
            f"文件是UTF-8编码，但第{error.start + 1}字节处的字符已损坏（可能被截断）；请重新取得完整文件后再导入"
        ) from error
    return _strictly(data, declared if declared not in ("", "utf-8") else "gb18030", "gb18030")


def _utf8_head(data: bytes) -> tuple[str, UnicodeDecodeError | None]:
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        return data[: error.start].decode("utf-8"), error


def _strictly(data: bytes, codec: str, *others: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        if others:
            return _strictly(data, *others)
        raise ReadError("文字编码无法识别（试过UTF-8、UTF-16、GB18030）；请用记事本另存为UTF-8后再导入") from error


def _decode_utf16(data: bytes) -> str:
    """Decode UTF-16 without BOM: the byte order that yields usual characters, else the file is binary."""
    little_first = data[1::2].count(0) >= data[0::2].count(0)  # ASCII has its NUL second in little endian
    for codec in ("utf-16-le", "utf-16-be") if little_first else ("utf-16-be", "utf-16-le"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        sample = text[:10_000]
        if "\0" not in text and len(_USUAL.findall(sample)) >= 0.9 * len(sample):
            return text
    raise ReadError("含有NUL字节，不是文本文件；请检查是否为其他格式改了扩展名")
