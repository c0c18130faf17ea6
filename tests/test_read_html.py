"""Reading saved web pages."""

from contextlib import suppress

import pytest

from kb.errors import ReadError
from kb.read.html import read_html

LONG = "为了规范示例市行政执法活动，" * 20


def shown(blocks) -> list[str]:
    return [f"{b.kind}{b.level or ''}:{b.text}" for b in blocks]


# fmt: off
PAGES = [
    ("<title>示例市政府</title><h1>示例市办法</h1><h2>第一章 总则</h2><p>第一条 内容。",
     ["title1:示例市办法", "heading2:第一章 总则", "text:第一条 内容。"]),
    ("<title>示例市\n办法</title><h1> </h1><p>正文。", ["title1:示例市办法", "text:正文。"]),
    ("<title>示例市办法</title><header><h1>示例市政府</h1></header><p>正文。", ["title1:示例市办法", "text:正文。"]),
    ("纯文字", ["text:纯文字"]),
    ("<p>甲<br>乙<br/>丙</p>丁<div>戊</div>己", [f"text:{c}" for c in "甲乙丙丁戊己"]),
    ("<p>第一条 <b>市</b><span>场</span>&nbsp;主体&lt;甲&gt;</p>", ["text:第一条 市场\u00a0主体<甲>"]),
    ("<p>示例市行政\n   处罚办法 第1\n章 a\nb</p>", ["text:示例市行政处罚办法 第1 章 a b"]),
    ("<pre>第一条 甲。\n  第二条 乙。</pre>", ["text:第一条 甲。", "text:第二条 乙。"]),
    ("<p>甲<script>var a=1</script><style>p{}</style><noscript>请开启</noscript>乙</p>", ["text:甲乙"]),
    ("<nav>首页</nav>正<aside>广告</aside>文<footer>版权</footer><iframe>框</iframe><svg><text>图</text></svg>"
     "<button>打印</button><select><option>选</option></select><template>模板</template>", ["text:正", "text:文"]),
    ("<p hidden>甲</p><p style='color:red; DISPLAY : none'>乙</p><p style='display:block'>丙</p>", ["text:丙"]),
    ("<ol hidden><li>甲</ol><pre hidden>a\nb</pre><ol><li>乙</ol><p>丙\n丁</p>", ["text:1.乙", "text:丙丁"]),
    ("<body style='display:none'><p>正文。</p>", ["text:正文。"]),
    ("<p>正文。</p><form>搜索<input></form>", ["text:正文。"]),
    ("<form id=aspnet><h1>示例市办法</h1><p>第一条 内容，页面整个在表单里。</p></form>",
     ["title1:示例市办法", "text:第一条 内容，页面整个在表单里。"]),
    ("<p>甲<!-- 注 -->乙<?php x ?>丙</p>", ["text:甲乙丙"]),
    ("<ruby>罚<rp>(</rp><rt>fa</rt><rp>)</rp></ruby>款", ["text:罚款"]),
]
LISTS = [
    ("<ol><li>警告；<li>罚款。</ol>", ["1.警告；", "2.罚款。"]),
    ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", ["3.甲", "7.乙", "8.丙"]),
    ("<ol><li>5万元以下<li>A类</ol>", ["1. 5万元以下", "2. A类"]),  # 1.5万元 would be another number
    ("<ol type=a><li>甲<li>乙</ol><ol type=I><li>丙</ol>", ["a.甲", "b.乙", "I.丙"]),
    ("<ol style='list-style: none inside'><li>（一）甲</ol>", ["（一）甲"]),
    ("<ol style='list-style-type:cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
    ("<ol reversed><li>甲<li>乙</ol>", ["2.甲", "1.乙"]),
    ("<ul><li>甲</ul><li>乙", ["甲", "乙"]),
    ("<ol><li><p>甲</p><p>续</p><ol type=a><li>子</ol><li>乙</ol>", ["1.甲", "续", "a.子", "2.乙"]),
    ("<ol><li></li><li>乙</ol><p>后</p>", ["2.乙", "后"]),
    ("<ol><li><ol type=a><li>子</ol></ol>", ["1. a.子"]),
]
TABLES = [
    ("<table><caption>表一</caption><tr><th>事项<th>金额<tr><td>甲<td><p>一</p><p>二</p></table>后",
     ["text:表一", "table:事项 | 金额", "table:甲 | 一 二", "text:后"]),
    ("<table><tr><td>甲<td><tr><td><td></table>", ["table:甲 |"]),
    ("<table><tr><td rowspan=2>甲<td>一<tr><td>二</table>", ["table:甲 | 一", "table:二"]),
    ("<table><tr><td>栏<td><table><tr><td>一<td>二</table></table>", ["text:栏", "table:一 | 二"]),  # layout
    (f"<table><tr><td>栏<td><p>{LONG}</p><p>乙</p></table>", ["text:栏", f"text:{LONG}", "text:乙"]),
    (f"<table><tr><th>栏<th>文<tr><td>甲<td>{LONG}</table>", ["table:栏 | 文", f"table:甲 | {LONG}"]),
    (f"<table>{f'<tr><td>甲<td>乙<td>{LONG}' * 3}</table>", [f"table:甲 | 乙 | {LONG}"] * 3),
    ("<table><tr><td>第一条 甲。<br>第二条 乙。</table>", ["text:第一条 甲。", "text:第二条 乙。"]),  # a frame
    ("<table><tr><td><h1>题</h1><td>栏</table>", ["title1:题", "text:栏"]),
    ("<table><p>散</p><tr><td>甲<td>乙</table>", ["text:散", "text:甲", "text:乙"]),
    ("<table><tr><td>甲<td>乙<tr hidden><td>丙<td>丁</table>", ["table:甲 | 乙"]),
]
CHARSETS = [
    ('<meta charset="gb2312"><p>镕朱㐀𠀀第一条 内容。', "gb18030"),
    ('<meta http-equiv="Content-Type" content="text/html; charset = gbk"><p>警告', "gbk"),
    ('<?xml version="1.0" encoding="gbk"?><html><body><p>警告</p></body></html>', "gbk"),
    ('<meta charset="big5"><p>行政處罰條例', "big5"),
    ('<meta charset="gb2312"><p>示例市行政处罚办法', "utf-8"),   # saved again as UTF-8
    ('<meta charset="iso-8859-1"><p>示例市行政处罚办法', "gbk"),
    ('<meta charset="unicode_escape"><p>示例市行政处罚办法', "utf-8"),
    ("<p>示例市行政处罚办法", "gbk"),
    ("<p>示例市行政处罚办法", "utf-16"),
    ("<p>示例市行政处罚办法", "utf-8-sig"),
]
# fmt: on


@pytest.mark.parametrize(("page", "expected"), PAGES)
def test_read_html(page, expected):
    assert shown(read_html(page.encode())) == expected


@pytest.mark.parametrize(("page", "expected"), LISTS)
def test_lists_keep_their_numbers(page, expected):
    assert [b.text for b in read_html(page.encode())] == expected


@pytest.mark.parametrize(("page", "expected"), TABLES)
def test_tables(page, expected):
    assert shown(read_html(page.encode())) == expected


@pytest.mark.parametrize(("page", "codec"), CHARSETS)
def test_charset(page, codec):
    assert [b.text for b in read_html(page.encode(codec))] == [page.rpartition("<p>")[2].partition("</p>")[0]]


def test_deep_nesting_is_read_or_refused():
    assert shown(read_html(("<div>" * 1_500 + "深" + "</div>" * 1_500 + "后").encode())) == ["text:深", "text:后"]
    with pytest.raises(ReadError, match="嵌套过深"):
        read_html(("<div>" * 20_000 + "深" + "</div>" * 20_000).encode())


def test_no_entity_and_no_file_is_read(tmp_path):
    (tmp_path / "secret.txt").write_text("机密", encoding="utf-8")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]><p>甲&x;乙'
    assert "机密" not in "".join(b.text for b in read_html(page.encode()))


SIGNS = ["第", "（", " ", "\n", "<", "&", "<p>", "<b>", "<td>", "<li>", "<form>", "<a ", "<!--", "charset", "charset="]


@pytest.mark.parametrize("sign", SIGNS)
def test_html_takes_linear_time(sign):
    with suppress(ReadError):  # some of them nest too deep
        read_html(f"<p>甲{sign * 100_000}乙".encode())
