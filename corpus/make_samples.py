"""Write the Word sample of ``corpus/samples``: articles and items numbered by Word itself, and one table.

The numbers 第一条 and （一） are nowhere in the text below; Word makes them from ``numbering.xml``. Running this
file again gives the same document: ``python corpus/make_samples.py [folder]``.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

NAME = "示例市建筑垃圾处置管理办法(2022-03-15).docx"
LIST = 90  # id of our numbering, clear of those in the default template

# One paragraph a line: "# " title, "@ " history, "## " chapter, "§ " article, "· " item, "| " table row, else a clause.
# A line that begins with two spaces goes on from the one above.
TEXT = """
# 示例市建筑垃圾处置管理办法
@ 2022年3月15日示例市人民政府令第58号公布
@ 自2022年5月1日起施行
## 第一章　总则
§ 为了规范本市建筑垃圾的处置，防止运输过程中的遗撒和随意倾倒，根据《示例省建筑垃圾管理条例》，制定本办法。
§ 本市行政区域内建筑垃圾的排放、运输、消纳及其监督管理，适用本办法。
§ 市、区城市管理部门是建筑垃圾处置的主管部门。市城市管理部门可以委托其所属的渣土管理机构承担具体的核准和检查工
  作。
公安、交通运输、住房城乡建设、生态环境部门按照《示例省建筑垃圾管理条例》第四条第二款规定的分工履行职责。
§ 建筑垃圾处置实行收费制度。产生建筑垃圾的单位和个人应当承担运输和消纳的费用。
## 第二章　排放与核准
§ 建设工程开工前，施工单位应当向工程所在地的区城市管理部门申请建筑垃圾排放核准，并提交下列材料：
· 处理方案；
· 与运输企业签订的合同；
· 消纳场所出具的接收证明；
· 施工现场的防尘和冲洗设施照片。
§ 区城市管理部门应当自受理之日起七个工作日内作出决定，核准权限见本办法附件。
§ 房屋装修产生的装修垃圾，由物业服务人统一登记、统一清运。没有物业服务人的，由居民委员会代为组织。
§ 运输企业申请建筑垃圾处置核准，应当符合《示例省建筑垃圾管理条例》第九条第（一）项至第（四）项规定的条件。
## 第三章　运输与消纳
§ 运输建筑垃圾应当遵守下列规定：
· 全程密闭，不得超高、超载；
· 按照核准的路线和时间行驶；
· 车身清洁，放大号牌清晰；
· 随车携带核准文件，开启卫星定位。
§ 每日六时三十分至九时、十六时三十分至十九时，运输车辆不得驶入市区一环以内的道路。
§ 运输企业应当设立专职的安全管理人员，每月对驾驶人员进行培训。
§ 消纳场所不得接收未经核准的车辆运来的建筑垃圾，不得接收生活垃圾和危险废物。
§ 消纳场所停止接收的，应当提前三十日报告市城市管理部门，并按照规定封场、复绿。
§ 本市鼓励将建筑垃圾就地用于回填、造景。就地利用的，不计入排放量。
## 第四章　监督检查
§ 城市管理部门应当会同公安、交通运输部门建立联合检查制度，每月至少组织一次夜间检查。
§ 执法人员检查运输车辆时，可以采取下列方式：
· 查验核准文件和装载情况；
· 调取卫星定位和行驶记录；
· 对车辆和现场拍照、录像。
前款规定的检查不得影响道路交通安全。
§ 城市管理部门对运输企业实行记分管理。一年内累计记满十二分的，不再受理其延续核准的申请。
## 第五章　法律责任
§ 违反本办法第五条规定，未经核准排放建筑垃圾的，由城市管理部门责令改正，处三千元以上二万元以下罚款。
§ 违反本办法第九条第（一）项规定，运输建筑垃圾沿途泄漏、遗撒的，由城市管理部门责令清除，处五千元以上二万元以下
  罚款。
§ 违反本办法第九条第（二）项至第（四）项规定的，由城市管理部门责令改正，处五百元以上二千元以下罚款。
§ 违反本办法第十条规定，在限行时段驶入的，由公安机关交通管理部门依法处理。
§ 违反本办法第十二条规定，消纳场所接收未经核准车辆运来的建筑垃圾的，由城市管理部门责令改正，处五千元以上三万元
  以下罚款。
§ 随意倾倒建筑垃圾的，依照《示例省建筑垃圾管理条例》第二十五条第一款的规定处罚。
§ 违反本办法第七条规定，物业服务人不组织清运装修垃圾的，由城市管理部门给予警告，可以并处一千元以上三千元以下罚
  款。
## 第六章　附则
§ 本办法自2022年5月1日起施行。2012年9月10日公布的《示例市渣土运输管理办法》同时废止。
附件
建筑垃圾处置核准权限表
| 核准事项 | 数量或者范围 | 核准机关 | 办理期限
| 排放核准 | 五万立方米以下 | 区城市管理部门 | 七个工作日
| 排放核准 | 超过五万立方米 | 市城市管理部门 | 七个工作日
| 运输企业核准 | 全市 | 市城市管理部门 | 十五个工作日
| 消纳场所核准 | 全市 | 市城市管理部门 | 十五个工作日
"""

LEVEL = """<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
<w:suff w:val="{after}"/><w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/></w:lvl>"""


def numbering() -> str:
    """The list definition: 第%1条 for articles and, beginning anew under each, （%2） for items."""
    levels = LEVEL.format(level=0, after="space", shown="第%1条") + LEVEL.format(
        level=1, after="nothing", shown="（%2）"
    )
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{LIST}">{kind}{levels}</w:abstractNum>'


def define_list(document: Word) -> None:
    """Add our list to numbering.xml; definitions must stand before the lists that use them."""
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(numbering()))
    reference = f'<w:abstractNumId w:val="{LIST}"/>'
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{LIST}">{reference}</w:num>'))


def number(paragraph: Paragraph, level: int) -> None:
    """Let Word number *paragraph* at *level* of our list."""
    mark = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", level), ("w:numId", LIST)):
        child = OxmlElement(name)
        child.set(qn("w:val"), str(value))
        mark.append(child)
    paragraph._p.get_or_add_pPr().append(mark)


def add_line(document: Word, line: str) -> None:
    """Add one line of TEXT that is not a table row."""
    mark, _, rest = line.partition(" ")
    if mark in ("§", "·"):
        number(document.add_paragraph(rest), ("§", "·").index(mark))
    elif mark in ("#", "##"):
        document.add_heading(rest, level=mark.count("#") - 1)
    else:
        document.add_paragraph(rest if mark == "@" else line)


def add_table(document: Word, rows: list[list[str]]) -> None:
    """Add the rows, the first being the header, as one Word table."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def build() -> bytes:
    """The whole document as the bytes of a .docx file."""
    document = Document()
    define_list(document)
    lines = TEXT.strip().replace("\n  ", "").splitlines()
    for line in lines:
        if not line.startswith("| "):
            add_line(document, line)
    add_table(document, [line[2:].split(" | ") for line in lines if line.startswith("| ")])
    buffer = io.BytesIO()
    document.save(buffer)
    return without_dates(buffer.getvalue())


def without_dates(data: bytes) -> bytes:
    """The same zip file with every member dated 1980-01-01, so that equal texts give equal files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def main() -> None:
    """Write the sample into the folder named on the command line, by default ``samples`` beside this file."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "samples"
    (folder / NAME).write_bytes(build())


if __name__ == "__main__":
    main()
