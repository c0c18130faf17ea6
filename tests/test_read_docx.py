"""Reading Word files: text in order, automatic numbers written out, and packages that must be refused."""

import io
import struct
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kb.errors import ReadError
from kb.read import read
from kb.read.docx import read_docx
from kb.read.numbering import format_number, join_number

NAMES = nsdecls("w", "m", "wp", "a") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def package(body: str, numbering: str = "", styles: str = "") -> bytes:
    """Build a Word file around *body*; *numbering* replaces the lists, *styles* come on top of the usual ones."""
    document = docx.Document()
    _fill(document.element.body, body)
    lists = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    for element in list(lists):
        lists.remove(element)
    _fill(lists, numbering)
    _fill(document.styles.element, styles)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _fill(parent, xml: str) -> None:
    for element in list(parse_xml(f"<w:x {NAMES}>{xml}</w:x>")):
        parent.append(element)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(text: str = "", properties: str = "") -> str:
    """A paragraph; *text* is XML, or plain words that become one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{text if '<' in text else run(text)}</w:p>"


def item(text: str, list_id: int = 1, level: int = 0) -> str:
    return para(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(depth: int, style: str, text: str, more: str = "") -> str:
    more = more if "w:start" in more else f'<w:start w:val="1"/>{more}'
    return f'<w:lvl w:ilvl="{depth}">{more}<w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'


def abstract(key: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def restarted(depth: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(para(t) for t in text.split('/'))}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def shown(data: bytes) -> list[str]:
    return [f"{b.kind}{b.level or ''}:{b.text}" for b in read_docx(data)]


def texts(data: bytes) -> list[str]:
    return [b.text for b in read_docx(data)]


def box(text: str) -> str:
    return f"<w:txbxContent>{para(text)}</w:txbxContent>"


def field(instruction: str, result: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{instruction}</w:instrText></w:r>{marks[1]}{result}{marks[2]}"


MOVED = "<w:moveFrom>{0}</w:moveFrom><w:moveTo>{0}</w:moveTo>".format(run("移"))
PICTURE = (
    f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box("框内")}</wps:txbx></w:drawing>'
    f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box('框内')}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
# fmt: off
BODIES = [
    (para("第一条　内容。") + para() + para("第二条"), ["text:第一条　内容。", "text:第二条"]),
    (para("示例市办法", '<w:pStyle w:val="Title"/>') + para("第一章", '<w:pStyle w:val="Heading2"/>'),
     ["title1:示例市办法", "heading2:第一章"]),
    (para(run("甲") + "<w:r><w:tab/></w:r>" + run("乙") + "<w:r><w:br/></w:r>" + run("丙")), ["text:甲 乙", "text:丙"]),
    (para(run("甲") + run(" ") + run("乙") + "<w:r><w:noBreakHyphen/></w:r>" + run("丙")), ["text:甲 乙-丙"]),
    (para("<w:hyperlink>" + run("示例") + "</w:hyperlink>" + run("办法")), ["text:示例办法"]),
    (para("<w:ins>" + run("增") + "</w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>" + run("留")),
     ["text:增留"]),
    (para(MOVED), ["text:移"]),
    (para(run("第") + field("PAGE", run("3")) + run("页，共") + field("NUMPAGES", run("9"))), ["text:第页，共"]),
    (para(field(' REF x \\h ', run("第三条"))), ["text:第三条"]),
    (para(field("TOC", run("第一章") + field("PAGEREF x", run("7")))), ["text:第一章"]),
    (para('<w:fldSimple w:instr=" PAGE ">' + run("3") + "</w:fldSimple>" + run("页")), ["text:页"]),
    (para(run("甲") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + run("乙")), ["text:甲乙"]),
    (para(run("见") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"), ["text:见"]),
    (para('<w:r><w:sym w:font="Wingdings" w:char="2611"/></w:r>' + run("是")), ["text:☑是"]),
    (para("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>" + run("元")), ["text:a+b元"]),
    (para(run("正文") + PICTURE), ["text:正文", "text:框内"]),
    ("<w:sdt><w:sdtPr/><w:sdtContent>" + para("控件内") + "</w:sdtContent></w:sdt>" + para("后"),
     ["text:控件内", "text:后"]),
    (para("<w:sdt><w:sdtContent>" + run("行内") + "</w:sdtContent></w:sdt>"), ["text:行内"]),
    (table(cell("事项") + cell("金额"), cell("甲") + cell("一/二")) + para("后"),
     ["table:事项 | 金额", "table:甲 | 一 二", "text:后"]),
    (table(cell("甲", '<w:gridSpan w:val="2"/>') + cell("乙"), cell("丙", '<w:vMerge w:val="restart"/>') + cell("一"),
           cell("", "<w:vMerge/>") + cell("二")), ["table:甲 | 乙", "table:丙 | 一", "table:二"]),
    (table(cell("第一条 甲。/第二条 乙。"), cell("第三条 丙。")),
     ["text:第一条 甲。", "text:第二条 乙。", "text:第三条 丙。"]),
    (table(cell("甲") + f"<w:tc>{table(cell('一') + cell('二'))}<w:p/></w:tc>"), ["table:甲 | 一 | 二"]),
    (table("<w:trPr><w:del/></w:trPr>" + cell("删") + cell("去"), cell("留") + cell("下")), ["table:留 | 下"]),
]
# fmt: on


@pytest.mark.parametrize(("body", "expected"), BODIES)
def test_read_docx(body, expected):
    assert shown(package(body)) == expected


def test_headers_and_footers_are_left_out():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    document.add_paragraph("正文。")
    file = io.BytesIO()
    document.save(file)
    assert texts(file.getvalue()) == ["正文。"]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="标题 3"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="节名"/><w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="圈"/><w:basedOn w:val="d"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="d"><w:name w:val="环"/><w:basedOn w:val="c"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="e"><w:name w:val="标题"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="f"><w:name w:val="标题 3 说明"/></w:style>'
)
# fmt: off
KINDS = [("a", "heading3"), ("b", "heading3"), ("c", "text"), ("e", "title1"), ("f", "text"), ("没有", "text")]
# fmt: on
@pytest.mark.parametrize(("style", "expected"), KINDS)
def test_heading_styles(style, expected):
    assert shown(package(para("甲", f'<w:pStyle w:val="{style}"/>'), styles=STYLES)) == [f"{expected}:甲"]


LEGAL = abstract(
    0,
    level(0, "chineseCountingThousand", "第%1章"),
    level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>'),
    level(2, "chineseCounting", "（%3）"),
    level(3, "decimal", "%4."),
)
OUTLINE = abstract(0, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3"))
RESTART = abstract(
    0, level(0, "decimal", "%1."), level(1, "decimal", "%2)"), level(2, "decimal", "(%3)", '<w:lvlRestart w:val="1"/>')
)
LINKED = (
    '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="清单"/></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="6"><w:styleLink w:val="清单"/>'
    + level(0, "decimal", "附件%1")
    + "</w:abstractNum>"
)
SELF_LINKED = (
    '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="清单"/><w:styleLink w:val="清单"/></w:abstractNum>'
)
SWITCHED = '<w:lvlOverride w:ilvl="0">' + level(0, "upperRoman", "%1、") + "</w:lvlOverride>"
# fmt: off
LISTS = [
    ("articles run through the chapters, items begin anew", LEGAL + num(1, 0),
     [("总则", 1, 0), ("甲", 1, 1), ("乙", 1, 1), ("子", 1, 2), ("丑", 1, 2), ("点", 1, 3),
      ("罚则", 1, 0), ("丙", 1, 1), ("寅", 1, 2)],
     ["第一章 总则", "第一条 甲", "第二条 乙", "（一）子", "（二）丑", "1.点", "第二章 罚则", "第三条 丙", "（一）寅"]),
    ("numbers of higher levels", OUTLINE + num(1, 0),
     [("甲", 1, 0), ("乙", 1, 1), ("丙", 1, 2), ("丁", 1, 1), ("戊", 1, 2), ("己", 1, 0), ("庚", 1, 1)],
     ["1 甲", "1.1 乙", "1.1.1 丙", "1.2 丁", "1.2.1 戊", "2 己", "2.1 庚"]),
    ("lvlRestart 1: only after the first level", RESTART + num(1, 0),
     [("甲", 1, 0), ("乙", 1, 1), ("丙", 1, 2), ("丁", 1, 1), ("戊", 1, 2), ("己", 1, 0), ("庚", 1, 2)],
     ["1.甲", "1)乙", "(1)丙", "2)丁", "(2)戊", "2.己", "(1)庚"]),
    ("two lists with one abstract list count together", LEGAL + num(1, 0) + num(2, 0),
     [("甲", 1, 1), ("乙", 2, 1), ("丙", 1, 1)], ["第一条 甲", "第二条 乙", "第三条 丙"]),
    ("startOverride counts once, when its list begins", LEGAL + num(1, 0) + num(2, 0, restarted(1, 1)),
     [("甲", 1, 1), ("乙", 1, 1), ("丙", 2, 1), ("丁", 2, 1)], ["第一条 甲", "第二条 乙", "第一条 丙", "第二条 丁"]),
    ("startOverride holds for later restarts", LEGAL + num(1, 0, restarted(2, 5)),
     [("甲", 1, 2), ("乙", 1, 0), ("丙", 1, 2)], ["（五）甲", "第一章 乙", "（五）丙"]),
    ("start", abstract(0, level(0, "decimal", "%1.", '<w:start w:val="9"/>')) + num(1, 0),
     [("甲", 1, 0), ("乙", 1, 0)], ["9.甲", "10.乙"]),
    ("a level replaced", LEGAL + num(1, 0, SWITCHED), [("甲", 1, 0), ("乙", 1, 0)], ["I、甲", "II、乙"]),
    ("separate abstract lists", LEGAL + abstract(1, level(0, "decimal", "%1、")) + num(1, 0) + num(2, 1),
     [("甲", 1, 0), ("乙", 2, 0), ("丙", 1, 0)], ["第一章 甲", "1、乙", "第二章 丙"]),
    ("isLgl", abstract(0, level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
     + num(1, 0),
     [("甲", 1, 0), ("乙", 1, 1)], ["第一章 甲", "1.1 乙"]),
    ("numStyleLink", LINKED + num(1, 5), [("甲", 1, 0)], ["附件1 甲"]),
    ("numStyleLink in a circle", SELF_LINKED + num(1, 0), [("甲", 1, 0)], ["甲"]),
    ("bullets and none", abstract(0, level(0, "bullet", "·"), level(1, "none", "%2."), level(2, "none", "注："))
     + num(1, 0),
     [("甲", 1, 0), ("乙", 1, 1), ("丙", 1, 2)], ["甲", "乙", "注： 丙"]),
    ("switched off, or not defined", LEGAL + num(1, 0), [("甲", 0, 1), ("乙", 7, 0), ("丙", 1, 8)], ["甲", "乙", "丙"]),
    ("suff nothing", abstract(0, level(0, "chineseCounting", "第%1条", '<w:suff w:val="nothing"/>')) + num(1, 0),
     [("甲", 1, 0), ("　乙", 1, 0)], ["第一条甲", "第二条　乙"]),
    ("suff space", abstract(0, level(0, "chineseCounting", "第%1条", '<w:suff w:val="space"/>')) + num(1, 0),
     [("　甲", 1, 0)], ["第一条 甲"]),
    ("an empty paragraph counts and is not shown", LEGAL + num(1, 0),
     [("甲", 1, 1), ("", 1, 1), ("乙", 1, 1)], ["第一条 甲", "第三条 乙"]),
]
# fmt: on


@pytest.mark.parametrize(("numbering", "items", "expected"), [c[1:] for c in LISTS], ids=[c[0] for c in LISTS])
def test_numbers_are_written_out(numbering, items, expected):
    assert texts(package("".join(item(*i) for i in items), numbering)) == expected


NUMBERED_STYLES = (
    '<w:style w:type="paragraph" w:styleId="条"><w:name w:val="条"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="条二"><w:name w:val="条二"/><w:basedOn w:val="条"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="无"><w:name w:val="无"/><w:basedOn w:val="条"/>'
    '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="项"><w:name w:val="项"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)
# fmt: off
INHERITED = [
    ('<w:pStyle w:val="条"/>',                                          "第一条 甲"),  # its level by pStyle
    ('<w:pStyle w:val="条二"/>',                                        "第一条 甲"),
    ('<w:pStyle w:val="项"/>',                                          "（一）甲"),
    ('<w:pStyle w:val="无"/>',                                          "甲"),
    ('<w:pStyle w:val="条"/><w:numPr><w:numId w:val="0"/></w:numPr>',   "甲"),
    ('<w:pStyle w:val="条"/><w:numPr><w:ilvl w:val="2"/></w:numPr>',    "（一）甲"),
    ('<w:pStyle w:val="项"/><w:numPr><w:numId w:val="1"/></w:numPr>',   "第一章 甲"),
]
# fmt: on
@pytest.mark.parametrize(("properties", "expected"), INHERITED)
def test_numbers_from_styles(properties, expected):
    numbering = LEGAL.replace('<w:lvlText w:val="第%2条"/>', '<w:pStyle w:val="条"/><w:lvlText w:val="第%2条"/>') + num(
        1, 0
    )
    assert texts(package(para("甲", properties), numbering, NUMBERED_STYLES)) == [expected]


def test_numbers_in_order_of_the_document():
    deleted = item("<w:del><w:r><w:delText>删</w:delText></w:r></w:del>").replace(
        "</w:pPr>", "<w:rPr><w:del/></w:rPr></w:pPr>"
    )
    rows = table(f"<w:tc>{item('二')}</w:tc>" + cell("乙"))
    broken = item(run("三") + "<w:r><w:br/></w:r>" + run("续"))
    data = package(item("一") + deleted + rows + broken, LEGAL + num(1, 0))
    assert texts(data) == ["第一章 一", "第二章 二 | 乙", "第三章 三", "续"]


# fmt: off
FORMATS = [
    ("decimal",                      [(1, "1"), (0, "0"), (-1, "-1")]),
    ("decimalZero",                  [(1, "01"), (12, "12")]),
    ("decimalFullWidth",             [(10, "１０")]),
    ("chineseCounting",              [(1, "一"), (10, "十"), (11, "十一"), (120, "一百二十")]),
    ("chineseCountingThousand",      [(101, "一百零一")]),
    ("japaneseCounting",             [(21, "二十一")]),
    ("taiwaneseCountingThousand",    [(1001, "一千零一")]),
    ("ideographDigital",             [(1, "一"), (10, "一〇"), (23, "二三")]),
    ("chineseLegalSimplified",       [(3, "叁"), (10, "壹拾"), (120, "壹佰贰拾")]),
    ("ideographLegalTraditional",    [(3, "參")]),
    ("ideographTraditional",         [(1, "甲"), (10, "癸"), (11, "11")]),
    ("ideographZodiac",              [(1, "子"), (12, "亥"), (13, "13")]),
    ("ideographZodiacTraditional",   [(1, "甲子"), (60, "癸亥"), (61, "61")]),
    ("decimalEnclosedCircle",        [(1, "①"), (20, "⑳"), (21, "21")]),
    ("decimalEnclosedCircleChinese", [(3, "③")]),
    ("decimalEnclosedParen",         [(1, "⑴"), (20, "⒇")]),
    ("lowerLetter",                  [(1, "a"), (26, "z"), (27, "aa"), (99_999_999, "99999999")]),
    ("upperLetter",                  [(28, "BB")]),
    ("lowerRoman",                   [(4, "iv"), (1999, "mcmxcix"), (4000, "4000")]),
    ("upperRoman",                   [(14, "XIV")]),
    ("bullet",                       [(1, "")]),
    ("none",                         [(1, "")]),
    ("newInSomeLaterVersion",        [(7, "7")]),
]
JOINED = [
    ("第一条",   "为了",   "tab",     "第一条 为了"),
    ("第一条",   "　为了", "space",   "第一条 为了"),
    ("第一条",   "为了",   "nothing", "第一条为了"),
    ("第一章　", "总则",   "tab",     "第一章 总则"),
    ("（一）",   "警告",   "tab",     "（一）警告"),
    ("(1)",      "5日",    "tab",     "(1)5日"),
    ("一、",     " 警告",  "tab",     "一、警告"),
    ("1.",       "警告",   "tab",     "1.警告"),
    ("1.",       "5万元",  "tab",     "1. 5万元"),  # 1.5万元 would be another number
    ("1．",      "５万元", "tab",     "1． ５万元"),
    ("①",       "警告",   "tab",     "① 警告"),
    ("",         "警告",   "tab",     "警告"),
]
# fmt: on
@pytest.mark.parametrize(("style", "cases"), FORMATS)
def test_format_number(style, cases):
    assert [format_number(number, style) for number, _ in cases] == [text for _, text in cases]


@pytest.mark.parametrize(("label", "text", "suffix", "expected"), JOINED)
def test_join_number(label, text, suffix, expected):
    assert join_number(label, text, suffix=suffix) == expected


def zipped(*members: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def repacked(change) -> bytes:
    """Build a good file, then change its main part."""
    with zipfile.ZipFile(io.BytesIO(package(para("正文。")))) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    members["word/document.xml"] = change(members["word/document.xml"])
    return zipped(*members.items())


def encrypted() -> bytes:
    data = bytearray(zipped(("word/document.xml", b"<x/>")))
    position = data.rindex(b"PK\x01\x02")
    struct.pack_into("<H", data, position + 8, 1)
    return bytes(data)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DTD = (
    b'?>\n<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY x SYSTEM "file:///etc/hostname">]>'
)
ALT_CHUNK = '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId9"/>'
# fmt: off
REFUSED = [
    ("binary",            lambda: b"\x00\x01\x02binary" * 99,                         "不是有效的.docx文件"),
    ("text",              lambda: "第一条 正文。".encode(),                             "不是有效的.docx文件"),
    ("old .doc",          lambda: OLE + b"\0" * 99,                                   "旧版Word的.doc.*另存为.docx"),
    ("encrypted by Word", lambda: OLE + "EncryptedPackage".encode("utf-16-le"),       "已加密"),
    ("encrypted zip",     encrypted,                                                  "已加密"),
    ("cut in half",       lambda: package(para("正文。"))[:9000],                      "不是有效的.docx文件"),
    ("another zip",       lambda: zipped(("xl/workbook.xml", b"<x/>")),               "没有word/document.xml"),
    ("bare zip",          lambda: zipped(("word/document.xml", b"<x/>")),             "已损坏或结构异常"),
    ("too many members",  lambda: zipped(*[(f"{i}.xml", b"") for i in range(2_001)]), "2,001个文件.*压缩炸弹"),
    ("ratio",             lambda: repacked(lambda data: b"0" * 4_000_000),            "压缩比超过200倍"),
    ("broken XML",        lambda: repacked(lambda data: data[:-40]),                  "已损坏或结构异常"),
    ("another root",      lambda: repacked(lambda data: b"<x/>"),                     "没有正文"),
    ("too deep",          lambda: repacked(lambda data: b"<x>" * 5_000),              "已损坏或结构异常"),
    ("DTD",               lambda: repacked(lambda data: data.replace(b"?>", DTD, 1)), "DTD声明"),
    ("altChunk",          lambda: package(para("正文。") + ALT_CHUNK),                 "altChunk"),
]
# fmt: on
@pytest.mark.parametrize(("make", "message"), [c[1:] for c in REFUSED], ids=[c[0] for c in REFUSED])
def test_refuses(make, message):
    with pytest.raises(ReadError, match=message):
        read_docx(make())


def test_refuses_what_unpacks_too_large():
    data = bytearray(zipped(("word/document.xml", b"<x/>"), ("word/media/a.bin", b"0" * 1000)))
    struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 24, 300 * 1024 * 1024)  # the size the package states
    with pytest.raises(ReadError, match="解压后超过200MB"):
        read_docx(bytes(data))


def test_every_cut_of_a_file_is_refused(tmp_path):
    data = package(para("正文。"))
    path = tmp_path / "残缺.docx"
    for size in range(1, len(data), 1500):
        path.write_bytes(data[:size])
        with pytest.raises(ReadError, match="残缺"):
            read(path)


def test_damage_inside_a_file_never_escapes(tmp_path):
    data = package(para("正文。"))
    path = tmp_path / "损坏.docx"
    for position in range(0, len(data), 701):
        damaged = bytearray(data)
        damaged[position] ^= 0xFF
        path.write_bytes(damaged)
        try:
            assert [b.text for b in read(path).blocks] == ["正文。"]
        except ReadError as error:
            assert "损坏.docx" in str(error)  # noqa: PT017


def test_a_document_without_text_is_refused(tmp_path):
    path = tmp_path / "空白.docx"
    path.write_bytes(package(para()))
    with pytest.raises(ReadError, match="没有读到文字"):
        read(path)
