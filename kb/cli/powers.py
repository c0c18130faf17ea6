"""Commands about power items: the list, one item, counts, and how good tags and items are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kb.catalogue import NOTICE
from kb.cli.base import (
    AgencyName,
    AllVersions,
    AsOf,
    Json,
    Kb,
    Law,
    Level,
    Limit,
    PowerKind,
    Region,
    app,
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
    from kb.knowledge import KnowledgeBase
    from kb.powers import Listed


@app.command()
def items(
    words: Annotated[str, typer.Argument(help="名称、行为或法名中的词，用空格隔开")] = "",
    item: Annotated[str, typer.Option("--item", help="看一个事项：16位编码")] = "",
    power: PowerKind = "",
    agency: AgencyName = "",
    level: Level = "",
    region: Region = "",
    domain: Annotated[str, typer.Option(help="执法领域，如 市场监管、生态环境")] = "",
    law: Law = "",
    as_of: AsOf = "",
    all_versions: AllVersions = False,
    implied: Annotated[bool, typer.Option("--implied", help="包括由处罚条款和监督条款推定的检查事项")] = False,
    limit: Limit = 20,
    kb: Kb = "",
    json_: Json = False,
    csv_: Annotated[Path | None, typer.Option("--csv", help="全部结果写入这个CSV文件（- 为标准输出）")] = None,
) -> None:
    """列出权力事项；--item 看一个事项的全部依据。"""
    from kb.powers import ItemFilters, find_item, list_items
    from kb.shapes import item_shape, items_csv

    with opened(kb) as base:
        if item:
            _one(base, find_item(base, item, day=iso_day(as_of)), json_)
            return
        filters = ItemFilters(power, agency, level, region, domain, law, words, iso_day(as_of), all_versions, implied)
        found = list_items(base, filters)
        if csv_:
            write_csv(items_csv(found), csv_)
            out.print(f"已把{len(found)}个权力事项写入 {csv_}。", markup=False)
        elif json_:
            write_lines(item_shape(x) for x in found)
        else:
            _tell_items(found, limit)


def _tell_items(found: list[Listed], limit: int) -> None:
    out.print(f"共{len(found)}个权力事项" + (f"，显示前{limit}个" if len(found) > limit else "") + "。")
    for x in found[:limit]:
        marks = [x.item.kind, "、".join(x.item.agencies) or "未写明机关", x.item.measures]
        out.print(f"{x.code} {x.item.name}", style="bold", markup=False)
        gist = f"，{NOTICE}" if x.edition.gist else ""
        out.print(f"　　{'；'.join(m for m in marks if m)}", markup=False)
        out.print(
            f"　　《{x.law}》{x.item.address}（{x.edition.version}版，{x.status}{gist}）", style="dim", markup=False
        )


def _one(base: KnowledgeBase, listed: Listed, as_json: bool) -> None:
    from kb.powers import bases
    from kb.shapes import item_shape

    item = listed.item
    supported = list(bases(base, item))
    if as_json:
        shown = [
            {"role": s.basis.role, "title": s.title, "address": s.basis.address, "provision_id": s.provision_id,
             "text": s.text, "reason": s.reason}
            for s in supported
        ]  # fmt: skip
        write_line({**item_shape(listed), "bases": shown})
        return
    out.print(f"{listed.code} {item.name}", style="bold", markup=False)
    source = item.source.partition("#")[2]
    facts = {
        "权力类型": item.kind,
        "执法机关": "、".join(item.agencies) or "法条没有写明",
        "法条写法": "、".join(item.written)
        + (f"（见{source}）" if source and source != item.provision_id.partition("#")[2] else ""),
        "层级": item.tier,
        "行为": item.conduct,
        "对象": item.object,
        "幅度": item.measures,
        "地区": item.region,
        "执法领域": item.domain,
        "出处": f"《{listed.law}》{item.address}，{listed.edition.version}版，{listed.status}",
    }
    for name, value in facts.items():
        if value:
            out.print(f"{name}：{value}", markup=False)
    for s in supported:
        out.print(
            f"{s.basis.role}　《{s.title}》{s.basis.address}" + (f"（{s.reason}）" if s.reason else ""), markup=False
        )
        if s.text:
            out.print(s.text, style="dim", markup=False)


@app.command()
def stats(
    power: PowerKind = "",
    agency: AgencyName = "",
    level: Level = "",
    region: Region = "",
    domain: Annotated[str, typer.Option(help="执法领域")] = "",
    cross: Annotated[bool, typer.Option("--cross", help="权力事项按 机关×类型×级别×领域 逐行统计")] = False,
    kb: Kb = "",
    json_: Json = False,
) -> None:
    """统计：文件、条文、标签、时效、疑点、权力事项。"""
    from kb import powers
    from kb.show import statistics

    with opened(kb) as base:
        found = powers.list_items(base, powers.ItemFilters(power, agency, level, region, domain))
        if cross:
            rows = powers.cross(found)
            write_lines(rows) if json_ else _tell_cross(rows)
            return
        counted: dict[str, Any] = {**statistics(base), "权力事项": len(found)}
        counted |= {f"权力事项·{name}": values for name, values in powers.counts(found).items()}
    if json_:
        write_line(counted)
        return
    for name, value in counted.items():
        shown = "，".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else value
        out.print(f"{name}：{shown}", markup=False)


def _tell_cross(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        out.print(f"{row['items']:6d}　{row['agency']}　{row['kind']}　{row['level']}　{row['domain']}", markup=False)


@app.command(name="eval")
def evaluate(
    what: Annotated[
        str,
        typer.Argument(
            help="tags（标注）、items（权力事项）、search（检索）、conflicts（疑点）或 citations（问依据的引文）"
        ),
    ],
    gold: Annotated[Path, typer.Option(help="标准答案，每行一个JSON")],
    results: Annotated[Path | None, typer.Option(help="结果存放的文件夹，用来与上一次比较")] = None,
    part: Annotated[str, typer.Option(help="只算 part 字段为此值的行，如 test")] = "",
    show: Annotated[bool, typer.Option("--show", help="逐条列出错漏")] = False,
    national: Annotated[
        bool, typer.Option("--national", help="search：只在宪法、法律、行政法规、司法解释、部门规章中检索")
    ] = False,
    kb: Kb = "",
    json_: Json = False,
) -> None:
    """用标准答案衡量标注、权力事项、检索或疑点，与基线、与上一次相比的得失；citations 核对问依据的每处引文，有错则退出码为1。"""
    from kb import evaluate as measure
    from kb.evaluate_search import NATIONAL, evaluate_search

    def search(base: Any, rows: list[dict[str, Any]]) -> measure.Result:
        with progress(not json_) as tell:
            levels = NATIONAL if national else ()
            return evaluate_search(base, rows, levels=levels, tell=lambda done: tell("检索评测", done, len(rows)))

    runs: dict[str, Callable[..., measure.Result]] = {
        "tags": measure.evaluate_tags, "items": measure.evaluate_items, "search": search, "conflicts": lambda base, rows: _conflicts(base, rows, not json_),
    }  # fmt: skip
    if what not in (*runs, "citations"):
        raise KBError(f"没有“{what}”这种评测；可用：{'、'.join((*runs, 'citations'))}")
    gold_rows = [row for row in measure.read_gold(gold) if not part or row.get("part") == part]
    if not gold_rows:
        raise KBError(f"{gold} 中没有可评测的行" + (f"（part={part}）" if part else ""))
    if what == "citations":
        raise typer.Exit(_citations(gold_rows, kb, json_))
    with opened(kb) as base:
        result = runs[what](base, gold_rows)
    name = "-".join(filter(None, (what, gold.stem, part)))
    before = measure.load_result(results, name) if results else None
    if results:
        measure.save_result(results, name, result)
    if json_:
        write_line(measure.result_shape(result, before))
    else:
        _tell_result(result, before, show)


def _citations(rows: list[dict[str, Any]], kb: str, as_json: bool) -> int:
    """Check the citations of the answers to *rows* and tell the counts; 1 where any is wrong."""
    from kb.evaluate_citations import evaluate_citations

    with opened(kb) as base, progress(not as_json) as tell:
        report = evaluate_citations(base, rows, tell=lambda done: tell("核对引文", done, len(rows)))
    if as_json:
        write_line({**asdict(report), "unchecked": sorted(report.unchecked)})
        return 1 if report.faults else 0
    names = {"grounded": "有依据", "not_found": "未找到依据", "failed": "未能完成检索"}
    out.print(f"问题{len(rows)}个：" + "，".join(f"{names[k]}{n}个" for k, n in sorted(report.states.items())))
    out.print(f"核对引文{report.quotations}处，引文以外提到的法规条文{report.named}处；有错{len(report.faults)}处。")
    if report.unchecked:
        out.print(f"不在知识库中、无法核对的法规：{'、'.join(sorted(report.unchecked))}", markup=False)
    for fault in report.faults:
        out.print(f"　{fault.question}：{fault.place}：{fault.what}", markup=False)
    return 1 if report.faults else 0


def _conflicts(base: KnowledgeBase, rows: list[dict[str, Any]], shown: bool) -> Any:
    from kb.conflicts.material import Material
    from kb.dates import today
    from kb.evaluate_conflicts import evaluate_conflicts
    from kb.findings import list_findings, update

    with progress(shown) as tell:
        found = update(base, tell=tell)
    return evaluate_conflicts(Material(base, today()), list_findings(base, found=found), rows)


def _tell_result(result: Any, before: Any, show: bool) -> None:
    from kb.evaluate import changes

    out.print(f"评测{result.rows}条；知识库中没有的{len(result.absent)}条。")
    for name, figures in result.figures.items():
        out.print(f"{name}：" + "，".join(f"{k} {v}" for k, v in figures.items()), markup=False)
    if result.confusion:
        ranked = sorted(result.confusion.items(), key=lambda pair: (-pair[1], pair[0]))
        out.print("混淆（应为→却是）：" + "，".join(f"{k} {v}" for k, v in ranked), markup=False)
    if before is not None:
        moved = list(changes(before.faults, result.faults))
        out.print(f"与上一次相比：得{sum(m[0] == '得' for m in moved)}，失{sum(m[0] == '失' for m in moved)}。")
        for sign, place, fault in moved:
            out.print(f"　{sign} {place} {fault}", markup=False)
    if show:
        for place, faults in result.faults.items():
            out.print(f"　{place}：{'，'.join(faults)}", markup=False)
