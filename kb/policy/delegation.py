"""Page -> powers that pass from one body to another, held against 行政处罚法第二十四条 and 第十八条."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.policy.bodies import bodies, today
from kb.policy.figures import figures_in
from kb.policy.page import Page, Sentence
from kb.policy.records import DelegatedItem, Delegation, DelegationCheck, FigureCheck
from kb.policy.tables import delegation_rows
from kb.registry import PatternRow

_NEGATED = re.compile(r"不得|禁止|没有|未能|难以|不能|是否|对于[^，。]{0,12}后|未作")
_BASIS = re.compile(r"(?:根据|依据|按照|依照)(?P<basis>[^，。；\n]{2,60})")
_LEVELS = re.compile(
    r"^(?:乡镇（街道）|乡镇|镇（街道）|街道|镇街|各?镇|省级|市级|县级|基层|市县|市（区）|县（市、区）)$"
)


def find_delegations(page: Page) -> Iterator[Delegation]:
    """Yield each passage that moves powers, numbered from 1. A side that the text leaves open is empty; one that is no body
    makes the passage no delegation."""
    number = 0
    titles = {leaf.start for leaf in page.leaves if leaf.kind == "标题"}
    for sentence in page.sentences():
        if sentence.start in titles:  # a title moves nothing
            continue
        reached = -1
        hits = sorted(
            ((match, row) for row in delegation_rows() for match in _matches(sentence, row)),
            key=lambda hit: (hit[0].start(), -hit[0].end()),
        )
        for match, row in hits:
            denied = row.kind != "上收" and _NEGATED.search(sentence.text[: match.start()][-16:] + match[0])
            if match.start() < reached or denied:
                continue
            made = _delegation(page, sentence, row, match, number + 1)
            if made:
                number += 1
                reached = match.end()
                yield made
    yield from _scopes(page, number)


_SCOPE_HEAD = re.compile(
    r"^[^，。；：\n]{0,80}(?:执法|处罚)[^，。；：\n]{0,12}范围(?:具体|主要)?(?:包括|如下|是|为)[^，。；：\n]{0,8}：$"
)
_FIELD = re.compile(
    r"(?:^|）|[.．、])\s*(?:依据|行使)?(?P<field>[\u4e00-\u9fff]{2,12}?)(?:方面|领域)(?=[^。\n]{0,400}(?:处罚|违法行为))"
)
_SCOPE_RULE = "职责范围"


def _scopes(page: Page, number: int) -> Iterator[Delegation]:
    """The items of an article that lists whose penalties one body now imposes: …执法的范围包括：（一）…方面…."""
    parent, gains = "", ("", "")
    for leaf in page.leaves:
        text = page.text[leaf.start : leaf.end].strip()
        if _SCOPE_HEAD.match(re.sub(r"^第[^条]{1,8}条\s*", "", text)):
            parent = re.sub(r"(?:第[一二三四五六七八九十]+段|引语)$", "", leaf.address)
            named = [a for a in page.agencies_between(leaf.start, leaf.end) if a.canonical]
            written = "、".join(dict.fromkeys(a.surface for a in named))
            gains = written, "、".join(dict.fromkeys(a.canonical for a in named))
            continue
        field = _FIELD.search(page.text, leaf.start, leaf.end) if parent and leaf.address.startswith(parent) else None
        if field is None:
            continue
        number += 1
        words = field["field"]
        yield Delegation(
            *page.place(field.start("field"), leaf.start + len(page.text[leaf.start : leaf.end].rstrip())),
            number=number, rule=_SCOPE_RULE, act="集中行使", loses=words, gains=gains[0], what=f"{words}方面的行政处罚权",
            count=None, basis="", scope=words, loses_now=today(words), gains_now=gains[1],
        )  # fmt: skip


def _matches(sentence: Sentence, row: PatternRow) -> Iterator[re.Match[str]]:
    if any(word in sentence.text for word in row.gate):
        yield from row.regex.finditer(sentence.text)


def _delegation(
    page: Page, sentence: Sentence, row: PatternRow, match: re.Match[str], number: int
) -> Delegation | None:
    sides: list[tuple[str, str]] = []
    for name in ("loses", "gains"):
        words = match.groupdict().get(name)
        if not words:
            sides.append(("", ""))
            continue
        found = _side(page, sentence.start + match.start(name), sentence.start + match.end(name))
        if not found[0]:
            return None
        sides.append(found)
    start, end = sentence.start + match.start(), sentence.start + match.end()
    counts = [f for f in figures_in(page, sentence) if start <= f.start < end and f.unit in ("项", "条", "")]
    basis = _BASIS.search(sentence.text[: match.start()])
    act = match.groupdict().get("act") or row.kind
    what = match["what"].strip("，、的 ")
    return Delegation(
        *page.place(start, end),
        number=number,
        rule=row.id,
        act=act,
        loses=sides[0][0],
        gains=sides[1][0],
        what=what,
        count=counts[0].value if counts else None,
        basis=basis["basis"] if basis else "",
        scope=scope["scope"] if (scope := _SCOPE.search(sentence.text, match.end())) else "",
        loses_now=sides[0][1],
        gains_now=sides[1][1],
    )


_SCOPE = re.compile(r"(?:涉及|涵盖|包括)(?P<scope>[^。；，]{2,80}?领域)")
_QUALIFIED = re.compile(r"(?:能够?|有能力|具备|符合|满足|有条件)[^，。；的]{0,16}的")


def _side(page: Page, start: int, end: int) -> tuple[str, str]:
    """The bodies named there as written, and as they are today; both empty where the words are no body."""
    able = _QUALIFIED.match(page.text, start, end)
    start = able.end() if able else start
    named = bodies(page, start, end)
    if named:
        today = dict.fromkeys(body.canonical for body in named if body.canonical)
        return "、".join(body.name for body in named), "、".join(today)
    words = re.sub(r"^(?:各|原|由|将|是指|有条件的|符合条件的|本|全市|全县|其中)+", "", page.text[start:end])
    return (page.document.text[end - len(words) : end] if _LEVELS.match(words) else ""), ""


# ---------------------------------------------------------------- the law's requirements

_BACK = ("上收", "收回", "退回")
_TOWNSHIP = re.compile(r"乡|镇|街道|基层")
_ZONE = re.compile(r"开发区|园区|功能区|高新区|管委会|管理委员会")
_PROVINCE = re.compile(
    r"省(?:、自治区、直辖市)?(?:人民)?政府|省级人民政府|自治区(?:人民)?政府|省赋权|省政府|直辖市(?:人民)?政府|省人民代表大会|省委办公厅"
)
_ABLE = re.compile(r"有效承接|接得住|能够承接|承接能力|管得好|承接条件|有条件的(?:乡镇|镇|街道)")
_ASSESS = re.compile(r"(?:定期|动态|跟踪|每|组织|开展)[^，。；]{0,20}评估|评估[^，。；]{0,10}(?:机制|制度)|适时上收")
_PUBLIC = re.compile(r"(?:向社会|予以|对外|应当)公布|公开发布|向社会公开|公告")
_OVERSIGHT = re.compile(r"培训|业务指导|执法监督|评议|考核")


def check_delegations(page: Page, found: list[Delegation]) -> Iterator[DelegationCheck]:
    """Yield what the law asks of each transfer of penalties to a township, and whether the text shows it.

    Source: 行政处罚法（2021）第二十四条; a transfer to one organ that is no township falls under 第十八条, one by commission
    under 第二十条. What the text does not say is 未写明, never 不符.
    """
    for item in found:
        if item.rule == _SCOPE_RULE and item.gains and not _TOWNSHIP.search(item.gains):
            continue  # 第十八条, said of the whole list by its article
        if item.act in _BACK or not re.search(r"处罚|执法|事项|许可|审批|强制|检查|征收|权力", item.what):
            continue
        yield from _checks(page, item)


def _checks(page: Page, item: Delegation) -> Iterator[DelegationCheck]:
    number = item.number
    if item.act in ("委托",):
        yield DelegationCheck(
            number, "适用条款", "不适用", "委托不转移处罚权，不按第二十四条，应看行政处罚法第二十条、第二十一条"
        )
        return
    if item.gains and not _TOWNSHIP.search(item.gains):
        which = "开发区不是乡镇、街道" if _ZONE.search(item.gains) else "承接者不是乡镇人民政府、街道办事处"
        yield DelegationCheck(
            number, "适用条款", "不适用", f"{which}，不按第二十四条，应看行政处罚法第十八条（相对集中）"
        )
        return
    text = page.text
    yield _gainer(item)
    yield _loser(item)
    yield _kind(item)
    province = _PROVINCE.search(text)
    yield _said(number, "由省、自治区、直辖市决定", province, page, "没有写明省级决定或目录，请核对赋权依据")
    yield _said(number, "承接者能够有效承接", _ABLE.search(text), page, "没有写明如何判断承接能力")
    yield _said(number, "定期组织评估", _ASSESS.search(text), page, "没有写明评估")
    yield _said(number, "决定应当公布", _PUBLIC.search(text), page, "没有写明公布")
    yield _said(number, "业务指导、执法监督、评议考核", _OVERSIGHT.search(text), page, "没有写明指导监督")


def _gainer(item: Delegation) -> DelegationCheck:
    name = "承接者是乡镇人民政府、街道办事处"
    if not item.gains:
        return DelegationCheck(item.number, name, "未写明", "没有写明谁承接")
    if _TEAM.search(item.gains):
        return DelegationCheck(
            item.number, name, "不符", f"承接者写作“{item.gains}”，应以乡镇人民政府、街道办事处的名义行使"
        )
    return DelegationCheck(item.number, name, "符合", f"承接者为“{item.gains}”")


def _loser(item: Delegation) -> DelegationCheck:
    name = "划出的是县级人民政府部门的处罚权"
    if not item.loses:
        return DelegationCheck(item.number, name, "未写明", "没有写明原由谁行使")
    if re.search(r"^(?:省|自治区)(?!.*县)|^市级|设区的市", item.loses) or _ABOVE.search(item.loses):
        return DelegationCheck(item.number, name, "不符", f"划出者写作“{item.loses}”，不是县级人民政府部门")
    if "部门" in item.loses or item.loses.endswith("局"):
        return DelegationCheck(item.number, name, "符合", f"划出者为“{item.loses}”")
    return DelegationCheck(item.number, name, "未写明", f"划出者写作“{item.loses}”，没有写明是它的哪些部门")


def _kind(item: Delegation) -> DelegationCheck:
    name = "划出的只是行政处罚权"
    if re.search(r"许可|审批|征收|强制执行", item.what):
        return DelegationCheck(item.number, name, "不符", f"还包括“{item.what}”，第二十四条只管行政处罚权")
    if "处罚" in item.what:
        return DelegationCheck(item.number, name, "符合", f"划出的是“{item.what}”")
    return DelegationCheck(item.number, name, "未写明", f"写作“{item.what}”，没有写明权力类型")


def _said(number: int, name: str, match: re.Match[str] | None, page: Page, silent: str) -> DelegationCheck:
    if match is None:
        silent = silent if page.document.complete else f"{silent}（文本不全，不能断定没有）"
        return DelegationCheck(number, name, "未写明", silent)
    return DelegationCheck(
        number, name, "有表述", f"{page.address(match.start())}有“{match[0]}”，请核对是否就是这一决定"
    )


# ---------------------------------------------------------------- a table of delegated items

_CELL = re.compile(r"[ \t]*\|[ \t]*")
_HEADERS = {
    "name": re.compile(r"事项|项目名称|权力名称|职权名称|名称"),
    "basis": re.compile(r"依据"),
    "loses": re.compile(r"原|划出|主管部门|赋权部门|实施部门|部门"),
    "gains": re.compile(r"承接|下放对象|赋权对象|实施主体|行使主体"),
}


def find_delegated_items(page: Page) -> Iterator[DelegatedItem]:
    """Yield the rows of tables whose head names an item and who had or gets it (序号 | 事项名称 | 原实施部门 | 承接主体)."""
    columns: dict[str, int] = {}
    width = 0
    for leaf in page.leaves:
        for line in re.finditer(r"[^\n]+", page.document.text[leaf.start : leaf.end]):
            cells = _CELL.split(line[0])
            if len(cells) < 3:
                columns = {}
                continue
            head = _head(cells)
            if head:
                columns, width = head, len(cells)
            elif columns and len(cells) == width and cells[columns["name"]]:
                row = {key: cells[at].strip() for key, at in columns.items()}
                start = leaf.start + line.start()
                place = page.place(start, start + len(line[0]))
                sides = row.get("loses", ""), row.get("gains", "")
                yield DelegatedItem(*place, row["name"], row.get("basis", ""), *sides, _doubt(row["name"], *sides))


_NOT_PENALTY = re.compile(r"许可|审批|征收|强制执行|给付|确认")


def _doubt(name: str, loses: str, gains: str) -> str:
    """What 行政处罚法第二十四条 does not allow in a row that goes to a township; empty for rows that go elsewhere."""
    if gains and not _TOWNSHIP.search(gains):
        return ""
    found = []
    if "处罚" not in name and _NOT_PENALTY.search(name):
        found.append("不是行政处罚权，第二十四条只管行政处罚权")
    if _ABOVE.search(loses):
        found.append(f"划出者“{loses}”不是县级人民政府部门")
    if _TEAM.search(gains):
        found.append(f"承接者“{gains}”应以乡镇人民政府、街道办事处的名义行使")
    return "；".join(found)


_ABOVE = re.compile(r"^(?:省|自治区|市(?!辖))[\u4e00-\u9fff]*(?:厅|局|委|部门)$|^(?:省|市)级|设区的市")
_TEAM = re.compile(r"综合(?:行政)?执法(?:局|队|大队|中队)|执法办")


def count_items(page: Page, delegations: list[Delegation], items: list[DelegatedItem]) -> Iterator[FigureCheck]:
    """Hold the number of items that the text announces, where it gives one, against the rows of the table."""
    counts = {d.count for d in delegations if d.count}
    if len(counts) != 1 or not items:
        return
    said = next(d for d in delegations if d.count)
    verdict = "一致" if said.count == len(items) else "不一致"
    place = said.start, said.end, said.address, said.quote
    reason = f"正文写{said.count:g}项，文件所列的表有{len(items)}行"
    yield FigureCheck(*place, "目录", f"{said.count:g}", str(len(items)), verdict, reason)


def _head(cells: list[str]) -> dict[str, int]:
    """Where the columns are, empty where *cells* is no head of such a table."""
    found: dict[str, int] = {}
    for key in ("gains", "basis", "name", "loses"):
        at = next((i for i, cell in enumerate(cells) if i not in found.values() and _HEADERS[key].search(cell)), None)
        if at is not None and len(cells[at]) <= 16:
            found[key] = at
    return found if "name" in found and ("loses" in found or "gains" in found) else {}
