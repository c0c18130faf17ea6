"""Path to ``Raw``: the blocks of one file, in order, with nothing cleaned yet.

A table maps each suffix to a function from bytes to blocks; the libraries behind html and docx load on first use.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kb.errors import ReadError
from kb.model import Block, Raw
from kb.read.text import MAX_LINE, read_markdown, read_text

MAX_BYTES = 64 * 1024 * 1024
SUPPORTED = "md、txt、html、docx"
_EMPTY = "文件是空的；请检查是否保存成功，或从导入目录中删去"


def _html(data: bytes) -> Iterable[Block]:
    from kb.read.html import read_html

    return read_html(data)


def _docx(data: bytes) -> Iterable[Block]:
    from kb.read.docx import read_docx

    return read_docx(data)


SUFFIXES: dict[str, Callable[[bytes], Iterable[Block]]] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_text,
    ".html": _html,
    ".htm": _html,
    ".docx": _docx,
}


def readable(path: Path) -> bool:
    """True where a reader exists for the suffix of *path*, upper or lower case."""
    return path.suffix.lower() in SUFFIXES


def unsupported(path: Path) -> str:
    """Say that no reader exists for the suffix of *path*, and what to do."""
    return f"不支持{path.suffix or '没有扩展名的'}文件；目前支持{SUPPORTED}，请另存为其中一种"


def read(path: Path, *, root: Path | None = None) -> Raw:
    """Read one file. ``Raw.path`` is relative to *root*, or the bare name. Raises ReadError, which names the file."""
    shown = _relative(path, root)
    try:
        data = load(path)
    except ReadError as error:
        raise ReadError(f"无法读取“{shown}”：{error}") from (error.__cause__ or error)
    return read_bytes(shown, data)


def read_bytes(shown: str, data: bytes) -> Raw:
    """Read what a file named *shown* holds (something sent, not on this disk). Raises ReadError, which names the file."""
    try:
        _check_file(stat.S_IFREG, len(data))
        if not data.strip():
            raise ReadError(_EMPTY)
        blocks = tuple(_checked(_reader(Path(shown))(data)))
        if not blocks:
            raise ReadError("没有读到文字；请检查文件内容，扫描件或图片请先识别成文字")
    except ReadError as error:
        raise ReadError(f"无法读取“{shown}”：{error}") from (error.__cause__ or error)
    return Raw(shown, hashlib.sha256(data).hexdigest(), blocks)


def _relative(path: Path, root: Path | None) -> str:
    if root is not None and path.is_relative_to(root):
        return path.relative_to(root).as_posix()
    return path.name


def _reader(path: Path) -> Callable[[bytes], Iterable[Block]]:
    try:
        return SUFFIXES[path.suffix.lower()]
    except KeyError as error:
        raise ReadError(unsupported(path)) from error


def load(path: Path) -> bytes:
    """The bytes of a file. Raises ReadError, which says what is wrong with it."""
    try:
        info = path.stat()
        _check_file(info.st_mode, info.st_size)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError("文件不存在，或是失效的链接；请检查路径") from error
    except PermissionError as error:
        raise ReadError("没有读取权限；请修改文件权限后重试") from error
    except (OSError, ValueError) as error:
        raise ReadError(f"系统无法打开（{error}）；请检查路径和磁盘") from error
    if not data.strip():
        raise ReadError(_EMPTY)
    return data


def _check_file(mode: int, size: int) -> None:
    if stat.S_ISDIR(mode):
        raise ReadError("这是文件夹，不是文件；请给出其中的文件，或导入整个文件夹")
    if not stat.S_ISREG(mode):
        raise ReadError("这不是普通文件（可能是管道或设备）；请给出文档文件")
    if size > MAX_BYTES:
        raise ReadError(f"文件有{size / 1024 / 1024:.1f}MB，超过{MAX_BYTES // 1024 // 1024}MB的上限；请拆分后再导入")


def _checked(blocks: Iterable[Block]) -> Iterator[Block]:
    for number, block in enumerate(blocks, 1):
        if len(block.text) > MAX_LINE:
            raise ReadError(f"第{number}段有{len(block.text):,}个字符，不像法规文本；请按段落分行后重新导入")
        yield block
