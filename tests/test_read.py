"""Reading text and Markdown, the limits that hold for every format, and the messages of files that cannot be read."""

import hashlib
import os
import re
from pathlib import Path

import pytest

from kb.errors import ReadError
from kb.model import Block
from kb.read import MAX_BYTES, read, readable
from kb.read.text import BLANK, decode, read_markdown, read_text, tidy

SENTENCE = "第一条 为了规范示例市行政执法活动，制定本办法。\n（一）警告；\n"


def shown(blocks) -> list[str]:
    """Write blocks as kind, level and text, so that a table of cases is short."""
    return [f"{b.kind}{b.level or ''}:{b.text}" for b in blocks]


# fmt: off
MARKDOWN = [
    ("# 示例市办法\n\n2024年1月1日 公布\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n第一条 内容。",
     ["title1:示例市办法", "info:2024年1月1日 公布", "heading2:第一章 总则", "text:第一条 内容。"]),
    ("# 示例法典\n# 总则编\n<!-- INFO END -->\n# 序言\n正文。",
     ["title1:示例法典", "title1:总则编", "heading1:序言", "text:正文。"]),
    ("## 不是标题\n<!-- INFO END -->\n正文。", ["info:## 不是标题", "text:正文。"]),
    ("# 示例市办法\n正文一。\n# 附录\n正文二。",  # no mark: the first # line is the title
     ["title1:示例市办法", "text:正文一。", "heading1:附录", "text:正文二。"]),
    ("前言。\n# 示例市办法\n正文。", ["text:前言。", "title1:示例市办法", "text:正文。"]),
    ("只有正文。", ["text:只有正文。"]),
    ("<!-- INFO END -->\n##\n###### 六级\n####### 七个井号", ["heading6:六级", "text:####### 七个井号"]),
    ("<!-- INFO END -->\n##第二章\n##　第三章\n#1 号房", ["heading2:第二章", "heading2:第三章", "text:#1 号房"]),
    ("<!-- INFO END -->\n<!-- TABLE -->\n| 条文 | 罪名 |\n|---|:--:|\n| 第1条 | |\n|||\n<!-- TABLE END -->\n甲|乙",
     ["table:条文 | 罪名", "table:第1条 |", "text:甲|乙"]),
    ("<!-- INFO END -->\n<!-- TABLE -->\n甲|乙\n表注\n<!-- TABLE END -->", ["table:甲 | 乙", "text:表注"]),
    ("<!-- INFO END -->\n| 甲\\|乙 | - |\n| 只有开头", ["table:甲|乙 | -", "text:| 只有开头"]),
    ("<!-- INFO END -->\n<!-- FORCE BREAK -->\n前<!-- 注\n释 -->后", ["text:前后"]),
    ("<!-- INFO END -->\n<!-- 没有结尾\n正文。", ["text:<!-- 没有结尾", "text:正文。"]),
    ("<!-- 没有结尾\n<!-- INFO END -->\n正文。", ["info:<!-- 没有结尾", "text:正文。"]),
    ("<!--INFO END-->\n　　正文 有　空格。\u200b\n\u200b\u00a0\n", ["text:正文 有　空格。"]),
    ("<中华人民共和国示例法>\n**第一条**", ["text:<中华人民共和国示例法>", "text:**第一条**"]),
]
TEXTS = [
    ("#不解释\n\n　\n  第一条 内容。  \r\n第二条\x0c第三条",
     ["text:#不解释", "text:第一条 内容。", "text:第二条", "text:第三条"]),
    ("正文。\n# 不解释", ["text:正文。", "text:# 不解释"]),
    ("\n# 示例市办法\n## 第一章\n第一条 内容。",  # Markdown under the name of a text
     ["title1:示例市办法", "heading2:第一章", "text:第一条 内容。"]),
    ("| 甲 | 乙 |\n<!-- INFO END -->", ["text:| 甲 | 乙 |", "text:<!-- INFO END -->"]),
]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gbk", "gb18030"]
UNDECODABLE = [
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0", "NUL"),
    ("第一条".encode() + b"\0" + "内容".encode(), "NUL"),
    (b"\xff\xfe\x00", "编码无法识别"),             # UTF-16 with half a character
    (b"\x81", "编码无法识别"),
    (SENTENCE.encode()[:-5], "第84字节处的字符已损坏"),  # cut in the middle of a character
    (SENTENCE.encode() * 3 + b"\xff\n", "已损坏"),
    (bytes(range(1, 32)) * 4, "控制字符"),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), MARKDOWN)
def test_read_markdown(text, expected):
    assert shown(read_markdown(text.encode())) == expected


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_read_text(text, expected):
    assert shown(read_text(text.encode())) == expected


@pytest.mark.parametrize("codec", ENCODINGS)
def test_decode(codec):
    assert decode(SENTENCE.encode(codec)) == SENTENCE


@pytest.mark.parametrize("text", ["一一一一\n　　　　一", "A区", "警告", "罚款5万元"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "gb18030"])
def test_decode_short(text, codec):
    assert decode(text.encode(codec)) == text


def test_decode_utf16_without_bom_when_nul_is_mostly_first():
    text = "一　一　\n" * 50  # U+4E00 and U+3000 have the NUL where ASCII of the other byte order has it
    assert decode(text.encode("utf-16-le")) == decode(text.encode("utf-16-be")) == text


# fmt: off
DECLARED = [
    (SENTENCE, "gb18030", "gb18030", SENTENCE),
    (SENTENCE, "utf-8",   "gb18030", SENTENCE),  # saved again as UTF-8, the declaration left as it was
    (SENTENCE, "gb18030", "utf-8",   SENTENCE),  # declared wrongly
    ("條例",   "big5",    "big5hkscs", "條例"),
]
# fmt: on
@pytest.mark.parametrize(("text", "codec", "declared", "expected"), DECLARED)
def test_decode_declared(text, codec, declared, expected):
    assert decode(text.encode(codec), declared) == expected


@pytest.mark.parametrize(("data", "message"), UNDECODABLE)
def test_decode_refuses(data, message):
    with pytest.raises(ReadError, match=message):
        decode(data)


def test_tidy():
    assert tidy("\ufeff 　\u00a0\u200b甲 乙\u200b\r\n\t") == "甲 乙"
    assert {" ", "\t", "\u3000", "\u00a0", "\u200b", "\ufeff"} <= set(BLANK)


def test_read(tmp_path):
    path = tmp_path / "部门" / "示例市办法.md"
    path.parent.mkdir()
    path.write_text("# 示例市办法\n<!-- INFO END -->\n第一条 内容。\n", encoding="utf-8")
    raw = read(path, root=tmp_path)
    assert raw.path == "部门/示例市办法.md"
    assert raw.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert raw.blocks == (Block("示例市办法", "title", 1), Block("第一条 内容。"))
    assert read(path).path == read(path, root=tmp_path / "别处").path == "示例市办法.md"


# fmt: off
SUFFIX_CASES = [("a.md", True), ("a.MD", True), ("a.txt", True), ("a.html", True), ("a.htm", True), ("a.docx", True),
                ("a.doc", False), ("a.pdf", False), ("docx", False), (".md", False)]
# fmt: on
@pytest.mark.parametrize(("name", "expected"), SUFFIX_CASES)
def test_readable(name, expected):
    assert readable(Path(name)) is expected


# fmt: off
UNREADABLE = [
    ("空.md",     b"",                            "文件是空的"),
    ("空白.txt",  b" \n\t\r\n",                   "文件是空的"),
    ("空白.txt",  "\u3000\u200b\n".encode(),      "没有读到文字"),
    ("注释.md",   b"<!-- INFO END -->",           "没有读到文字"),
    ("图片.txt",  b"\x89PNG\r\n\x1a\n\0\0\0\r",   "不是文本文件"),
    ("图片.html", b"\x89PNG\r\n\x1a\n\0\0\0\r",   "不是文本文件"),
    ("通知.pdf",  b"%PDF-1.4",                    "不支持.pdf文件；目前支持md、txt、html、docx"),
    ("通知",      b"text",                        "不支持没有扩展名的文件"),
]
# fmt: on
@pytest.mark.parametrize(("name", "data", "message"), UNREADABLE)
def test_read_refuses(tmp_path, name, data, message):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError, match=re.escape(message)) as caught:
        read(path)
    assert name in str(caught.value)
    assert "；" in str(caught.value)  # says what to do
    assert caught.value.__cause__ is not None


def _folder(path: Path) -> None:
    path.mkdir()


def _dangling_link(path: Path) -> None:
    path.symlink_to(path.with_name("没有.md"))


def _circular_link(path: Path) -> None:
    path.symlink_to(path)


def _too_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)


@pytest.mark.parametrize(
    ("make", "message"),
    [(_folder, "这是文件夹"), (_dangling_link, "文件不存在，或是失效的链接"), (_circular_link, "系统无法打开"),
     (lambda path: os.mkfifo(path), "不是普通文件"), (_too_large, "超过64MB")],
)  # fmt: skip
def test_read_refuses_what_is_no_file(tmp_path, make, message):
    make(tmp_path / "x.md")
    with pytest.raises(ReadError, match=message):
        read(tmp_path / "x.md")


def test_read_without_permission(tmp_path, monkeypatch):
    path = tmp_path / "x.md"
    path.write_text("正文。", encoding="utf-8")

    def refuse(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ReadError, match="没有读取权限") as caught:
        read(path)
    assert isinstance(caught.value.__cause__, PermissionError)


@pytest.mark.parametrize("name", ["长行.txt", "长行.md"])
def test_read_refuses_a_line_of_fifty_megabytes(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"a" * 50 * 1024 * 1024)
    with pytest.raises(ReadError, match=r"第1行有52,428,800个字符，不像法规文本；请按段落分行后重新导入"):
        read(path)


def test_read_refuses_a_long_paragraph(tmp_path):
    path = tmp_path / "长段.html"
    path.write_text(f"<p>短。</p><p>{'字' * 1_000_001}</p>", encoding="utf-8")
    with pytest.raises(ReadError, match="第2段有1,000,001个字符"):
        read(path)


@pytest.mark.parametrize("sign", ["第", "一", "（", " ", "#", "|", "<!--", "-->", "\\", "<!-- INFO END -->", "\u3000"])
def test_markdown_takes_linear_time(sign):
    text = "<!-- INFO END -->\n" + (sign * 100_000)[:900_000] + "。"
    list(read_markdown(text.encode()))
