"""Commands about findings: where powers collide, and what an analyst decides of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kb.cli.base import (
    AgencyName,
    AsOf,
    Json,
    Kb,
    Law,
    Limit,
    Region,
    app,
    err,
    iso_day,
    opened,
    out,
    progress,
    write_csv,
    write_line,
    write_lines,
)
from kb.errors import KBError

if TYPE_CHECKING:
    from kb.conflicts.found import Found
    from kb.knowledge import KnowledgeBase


@app.command()
def conflicts(
    words: Annotated[str, typer.Argument(help="事项、理由或法名中的词，用空格隔开")] = "",
    text: Annotated[str, typer.Option("--text", help="查一个事项，如 餐饮油烟：哪些机关有权、有什么冲突")] = "",
    id_: Annotated[str, typer.Option("--id", help="看一个疑点的全部内容")] = "",
    type_: Annotated[str, typer.Option("--type", help="类型，如 职权重叠、主体不一致、越权设定")] = "",
    agency: AgencyName = "",
    region: Region = "",
    domain: Annotated[str, typer.Option(help="执法领域，如 市场监管、生态环境")] = "",
    law: Law = "",
    min_severity: Annotated[str, typer.Option("--min-severity", help="至少这一级：提示、一般、严重")] = "",
    judged: Annotated[str, typer.Option(help="按结论筛选：确认、排除、待定、未定")] = "",
    matrix: Annotated[bool, typer.Option("--matrix", help="机关×机关：谁与谁有多少处交叉")] = False,
    compare: Annotated[str, typer.Option(help="比较两个地区，如 山东,河南")] = "",
    anew: Annotated[bool, typer.Option("--anew", help="全部重新比对")] = False,
    as_of: AsOf = "",
    limit: Limit = 20,
    kb: Kb = "",
    json_: Json = False,
    csv_: Annotated[Path | None, typer.Option("--csv", help="全部结果写入这个CSV文件（- 为标准输出）")] = None,
) -> None:
    """列出疑似的职权交叉、冲突、真空、越权和文本问题；知识库有变化时先自动比对。"""
    from kb import findings

    filters = findings.FindingFilters(type_, agency, region, domain, min_severity, law, words, judged)
    with opened(kb) as base:
        with progress(not json_) as tell:
            new = findings.update(base, day=iso_day(as_of), tell=tell, anew=anew)
        if id_:
            _show_one(base, findings.one_finding(base, id_), json_)
            return
        if text.strip():
            _show_matter(base, text.strip(), iso_day(as_of), limit, json_)
            return
        found = findings.list_findings(base, filters, new)
        if matrix or compare:
            _show_map(found, compare, limit, json_)
        elif csv_:
            write_csv(findings.findings_csv(base, found), csv_)
            err.print(f"已写入 {csv_}", markup=False)
        else:
            _show_list(base, found, limit, json_)


@app.command()
def judge(
    finding: Annotated[str, typer.Argument(help="疑点编号，如 F0123456789ab")],
    verdict: Annotated[str, typer.Argument(help="确认、排除或待定")],
    note: Annotated[str, typer.Option(help="理由")] = "",
    by: Annotated[str, typer.Option(help="谁的结论")] = "",
    kb: Kb = "",
) -> None:
    """记下对一个疑点的结论；重新导入、重新比对都不会丢失。"""
    from kb.findings import judge as keep

    with opened(kb) as base:
        made = keep(base, finding, verdict, note=note, by=by)
    out.print(f"{made.finding_id}：{made.verdict}" + (f"（{made.note}）" if made.note else ""), markup=False)


def _show_list(base: KnowledgeBase, found: list[Found], limit: int, json_: bool) -> None:
    from kb.findings import finding_shape, judgements

    decided = judgements(base)
    rows = [finding_shape(base, one, decided) for one in found[:limit]]
    if json_:
        write_lines(rows)
        return
    if not found:
        out.print("没有符合条件的疑点。")
        return
    for row in rows:
        _tell(row)
    out.print(f"共{len(found)}处疑点，列出{len(rows)}处；均为疑似，须人工核查。看全部内容：kb conflicts --id 编号")


def _tell(row: dict[str, Any]) -> None:
    verdict = f"　已{row['judgement']['verdict']}" if row["judgement"] else ""
    sure = f"把握{row['confidence']:.0%}"
    out.print(f"{row['id']}　[{row['severity']}] {row['type']}：{row['matter']}　{sure}{verdict}", markup=False)
    for place in row["provisions"]:
        body = place["agency_now"] or place["agency"]
        out.print(
            f"　《{place['title']}》{place['past']}{place['address']}" + (f"　{body}" if body else ""), markup=False
        )
    more = row["differs"] if row["differs"] not in row["reason"] else ""
    out.print(f"　{row['reason']}" + (f"；{more}" if more else ""), markup=False)


def _show_one(base: KnowledgeBase, one: Found, json_: bool) -> None:
    from kb.findings import finding_shape, judgements

    row = finding_shape(base, one, judgements(base))
    if json_:
        write_line(row)
        return
    _tell(row)
    for place in row["provisions"]:
        out.print(f"\n《{place['title']}》（{place['version']}，{place['status']}）{place['address']}", markup=False)
        out.print(f"　“{place['quote']}”", markup=False)
    out.print(f"\n规则：{row['rule']['what']}（{row['rule']['source']}）", markup=False)
    out.print(f"须排除的情形：{'；'.join(row['traps'])}", markup=False)
    out.print(f"有权决定：{row['decides']}", markup=False)
    for number, step in enumerate(row["resolution"], 1):
        out.print(f"{number}. {step['step']}（{step['source']}）", markup=False)


def _show_matter(base: KnowledgeBase, text: str, day: str, limit: int, json_: bool) -> None:
    from kb.conflicts.asked import for_matter
    from kb.conflicts.material import Material
    from kb.dates import today
    from kb.findings import finding_shape, judgements, order_of, stored

    material = Material(base, day or today())
    matter = for_matter(material, text, stored(base), limit=limit)
    decided = judgements(base)
    rows = [finding_shape(base, one, decided) for one in sorted(matter.found, key=order_of)[:limit]]
    if json_:
        write_lines(rows)
        return
    if not matter.items:
        out.print(f"知识库中没有找到与“{text}”相关的权力事项。", markup=False)
        return
    out.print(f"“{text}”涉及的机关：{'、'.join(matter.bodies)}", markup=False)
    for item, near in matter.items:
        body = "、".join(item.agencies) or "法条没有写明机关"
        out.print(f"　{near:.2f}　{material.cite(item.provision_id)}　{body}　{item.name}", markup=False)
    for id, words in matter.clauses:
        out.print(f"　分工条款　{material.cite(id)}　“{words}”", markup=False)
    if matter.further:
        out.print(f"　其他相关条文：{'、'.join(material.cite(id) for id in matter.further)}", markup=False)
    for row in rows:
        _tell(row)
    if not rows:
        out.print("这些条文之间没有发现疑点。")


def _show_map(found: list[Found], compare: str, limit: int, json_: bool) -> None:
    from dataclasses import asdict

    from kb.conflicts import map as maps

    if compare:
        names = compare.replace("，", ",").split(",")
        if len(names) != 2:
            raise KBError(f"“{compare}”不是两个地区；应写成 山东,河南 的样子")
        regions = [asdict(row) for row in maps.compare(found, names[0].strip(), names[1].strip())]
        if json_:
            write_lines(regions)
            return
        for row in regions:
            out.print(f"{row['kind']}：{names[0]} {row['one']}，{names[1]} {row['other']}", markup=False)
        return
    cells = maps.matrix(found)
    if json_:
        write_lines(asdict(cell) for cell in cells)
        return
    for cell in cells[:limit]:
        kinds = "，".join(f"{kind} {count}" for kind, count in cell.kinds)
        out.print(f"{cell.findings:5d}　{cell.one}　×　{cell.other}　{kinds}", markup=False)
    for node in maps.network(cells)[:5]:
        out.print(f"{node.agency}：与{node.degree}个机关有交叉，共{node.findings}处", markup=False)
