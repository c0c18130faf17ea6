"""The command line: each command turns words into arguments, calls one function, and prints.

Heavy packages are imported by the functions that need them, never here.
"""

from __future__ import annotations

import re
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kb import config
from kb.catalogue import NOTICE
from kb.cli import conflicts, draft, joint, policy, powers
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
    err,
    iso_day,
    opened,
    out,
    progress,
    read_rows,
    write_line,
    write_lines,
)
from kb.errors import KBError, NotFound
from kb.search import Filters

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase
    from kb.model import Answer
    from kb.writer import Written

__all__ = ["app", "conflicts", "draft", "joint", "main", "policy", "powers"]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        from kb.shapes import CONTRACT

        out.print(f"kb {version('kb-enforcement')}（JSON {CONTRACT}）", markup=False)
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="版本")] = False,
) -> None:
    """行政执法法规知识库：法规入库、检索、问依据。"""


@app.command()
def build(
    paths: Annotated[list[Path], typer.Argument(help="法规文件或文件夹")],
    kb: Kb = "",
    prune: Annotated[bool, typer.Option(help="文件夹里已不存在的文件，从知识库中删除")] = False,
    reindex: Annotated[bool, typer.Option(help="重建全部索引")] = False,
    json_: Json = False,
) -> None:
    """把文件导入知识库；没有变化的文件不重复处理，可随时中断后再运行。"""
    from kb.pipeline import build as run

    with opened(kb, create=True) as base, progress(not json_) as tell:
        report = run(paths, base, progress=tell, prune=prune, reindex=reindex)
    if json_:
        write_line({**asdict(report), "failed": [asdict(i) for i in report.failed]})
    else:
        _tell_report(report, base)
    raise typer.Exit(1 if report.failed else 0)


def _tell_report(report: Any, base: KnowledgeBase) -> None:
    out.print(f"知识库 {base.config.home}：共{report.documents}部文件。", end="")
    out.print(f"本次读取{report.read}个，未变{report.unchanged}个，重复{report.duplicates}个。")
    if report.missing:
        out.print(f"有{len(report.missing)}个已导入的文件现在不在文件夹中，仍保留在知识库；要删除请加 --prune。")
    for issue in report.failed:
        err.print(f"未导入：{issue.where}：{issue.message}", style="red", markup=False)
    if report.failed:
        err.print(f"{len(report.failed)}个文件有问题，其余已导入。用 kb issues 查看全部疑点。")


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="要查的内容")] = "",
    batch: Annotated[Path | None, typer.Option(help='批量：每行 {"id","text"} 的文件')] = None,
    limit: Limit = 10,
    level: Level = "",
    region: Region = "",
    agency: AgencyName = "",
    power: PowerKind = "",
    law: Law = "",
    as_of: AsOf = "",
    all_versions: AllVersions = False,
    kb: Kb = "",
    json_: Json = False,
) -> None:
    """检索条文。"""
    from kb import shapes
    from kb.search import search as run

    filters = Filters(level, region, agency, power, law, iso_day(as_of), all_versions)
    with opened(kb) as base:
        if batch:
            for row in read_rows(batch):
                hits = run(base, row["text"], filters=filters, limit=limit)
                write_line({"id": row["id"], "hits": [shapes.hit_shape(base, hit) for hit in hits]})
            return
        if not text.strip():
            raise KBError("请输入要查的内容，或用 --batch 指定文件")
        hits = run(base, text, filters=filters, limit=limit)
        if json_:
            write_lines(shapes.hit_shape(base, hit) for hit in hits)
        else:
            _tell_hits(base, hits, filters)


def _tell_hits(base: KnowledgeBase, hits: list[Any], filters: Filters) -> None:
    from kb.answer import quote

    if not hits:
        out.print("没有找到相关条文。")
    for number, hit in enumerate(hits, 1):
        _tell_quote(number, quote(base, hit, filters), short=True)


def _tell_quote(number: int, item: Any, *, short: bool = False) -> None:
    marks = [item.level, item.region, _edition_name(item.version), item.status]
    marks += ["示例"] if item.sample else []
    marks += [NOTICE] if item.gist else []
    marks += [] if item.complete else ["文本不全"]
    place = f"{number}. " if number else ""
    out.print(f"{place}《{item.title}》{item.address}", style="bold", markup=False, end=" ")
    score = f" {item.score:.3f}" if number else ""  # what was only fetched for its card has none
    out.print(f"（{'，'.join(m for m in marks if m)}）{score}", markup=False)
    if item.note:
        out.print(f"注意：{item.note}", style="red", markup=False)
    text = item.quote if not short or len(item.quote) <= 160 else item.quote[:160] + "……"
    out.print(text, markup=False)
    facts = [f"机关：{'、'.join(item.agencies)}"] if item.agencies else []
    facts += [f"权力类型：{'、'.join(item.power_types)}"] if item.power_types else []
    if facts:
        out.print("；".join(facts), style="dim", markup=False)


def _edition_name(version: str) -> str:
    return "版本日期不明" if version == "undated" else f"{version}版"


@app.command()
def ask(
    text: Annotated[str, typer.Argument(help="问题，如 对未取得施工许可证擅自施工的处罚")],
    limit: Limit = 5,
    level: Level = "",
    region: Region = "",
    agency: AgencyName = "",
    power: PowerKind = "",
    law: Law = "",
    as_of: AsOf = "",
    all_versions: AllVersions = False,
    write: Annotated[
        bool, typer.Option("--write", help="请设置好的模型（writer）撰写答复；引文逐一核对，没有依据的划去")
    ] = False,
    kb: Kb = "",
    json_: Json = False,
) -> None:
    """问依据：答以条文原文；找不到就说未找到。"""
    from kb.answer import answer

    filters = Filters(level, region, agency, power, law, iso_day(as_of), all_versions)
    with opened(kb) as base:
        found = answer(base, text, filters=filters, limit=limit)
        written = _phrased(base, found) if write else None
        if json_:
            from kb import shapes

            write_line(shapes.answer_shape(found) | ({"written": _written_shape(written)} if written else {}))
        elif found.state == "grounded":
            out.print(f"有依据（{len(found.answers)}条）：{text}", markup=False)
            if written:
                _tell_written(written)
            for number, group in enumerate(found.groups, 1):
                _tell_group(number, group)
        else:
            out.print(found.reason, markup=False)
    raise typer.Exit(1 if found.state == "failed" else 0)


def _phrased(base: KnowledgeBase, found: Answer) -> Written:
    """The answer in the words of the writer, which is loaded for this alone."""
    from kb.writer import write

    return write(base, found, base.config)


def _written_shape(written: Written) -> dict[str, Any]:
    struck = [{"words": one.words, "reason": one.reason} for one in written.struck]
    return {"text": written.marked(), "struck": struck, "reason": written.reason}


def _tell_written(written: Written) -> None:
    """The words of the model with what is struck out, or why there are none."""
    from kb.writer import LABEL

    if written.reason:
        err.print(written.reason, style="red", markup=False, soft_wrap=True)
        return
    out.print(f"〔{LABEL}〕", style="bold", markup=False)
    out.print(written.marked(), markup=False)
    if note := written.note():
        out.print(note, style="red", markup=False)
    out.print("")


def _tell_group(number: int, group: Any) -> None:
    """One conduct: who may act, in which order the rules stand, and the cards with duty and penalty."""
    out.print(f"{number}. {group.conduct}", style="bold", markup=False)
    for rule in group.rules:
        out.print(f"排序依据：{rule}", style="dim", markup=False)
    if group.several:
        out.print(group.several, style="red", markup=False)
    for card in group.cards:
        if card.name:
            out.print(f"{card.kind}：{card.name}", markup=False)
            out.print(f"执法机关：{'、'.join(card.agencies) or '法条没有写明'}", markup=False)
        if card.measures:
            out.print(f"幅度：{card.measures}", markup=False)
        for item in card.quotes:
            if item.role:
                out.print(f"{item.role}：", markup=False, end="")
            _tell_quote(item.rank, item)
    for item in group.coordination:
        out.print(f"{item.role}：《{item.title}》{item.address}：{item.quote}", markup=False)


@app.command()
def show(
    law: Annotated[str, typer.Argument(help="法名，可用简称，可带《》或中华人民共和国")],
    address: Annotated[str, typer.Argument(help="条款，如 第一百一十二条、112、第112条第2款；不写则列出目录")] = "",
    as_of: AsOf = "",
    all_versions: AllVersions = False,
    kb: Kb = "",
    json_: Json = False,
) -> None:
    """看一部法，或其中一条。"""
    from kb import shapes
    from kb.show import lead_ins, look_up, outline

    with opened(kb) as base:
        found = look_up(base, law, address, day=iso_day(as_of), all_versions=all_versions)
        for edition, provisions in found:
            if json_ and not address:
                write_line(shapes.edition_shape(edition, iso_day(as_of)))
            elif json_:
                write_lines(shapes.provision_shape(base, p) for p in provisions)
            else:
                _tell_edition(edition, iso_day(as_of), provisions[0].address if provisions else "")
                shown = [*(lead_ins(base, provisions[0]) if provisions else ()), *provisions]
                out.print("\n".join(p.text.rstrip() for p in shown) or outline(base, edition), markup=False)


def _tell_edition(edition: Any, day: str, address: str) -> None:
    from kb.dates import today
    from kb.titles import full_title
    from kb.validity import newer_words, status

    name = full_title(edition)
    facts = [edition.level, edition.region, _edition_name(edition.version), status(edition, day or today())]
    facts += [f"自{edition.effective}施行"] if edition.effective else []
    facts += [f"有效期至{edition.expires}"] if edition.expires else []
    facts += ["示例"] if edition.sample else []
    facts += [NOTICE] if edition.gist else []
    facts += [] if edition.complete else ["文本不全"]
    out.print(f"《{name}》{address}（{'，'.join(f for f in facts if f)}）", style="bold", markup=False)
    if note := newer_words(edition, day or today()):
        out.print(f"注意：{note}", style="red", markup=False)


@app.command()
def tag(
    text: Annotated[str, typer.Argument(help="要标注的文字")] = "",
    batch: Annotated[Path | None, typer.Option(help='批量：每行 {"id","text"} 的文件')] = None,
    json_: Json = False,
) -> None:
    """标注权力类型、机关、处罚、期限和引用。"""
    from kb.shapes import tags_shape

    del json_  # this command prints JSON in any case
    if batch:
        write_lines(tags_shape(row["id"], row["text"]) for row in read_rows(batch))
    elif text.strip():
        write_line(tags_shape("", text))
    else:
        raise KBError("请输入要标注的文字，或用 --batch 指定文件")


@app.command()
def cites(
    law: Annotated[str, typer.Argument(help="法名")],
    address: Annotated[str, typer.Argument(help="条款")],
    reverse: Annotated[bool, typer.Option("--reverse", help="反查：哪些条文引用了它")] = False,
    as_of: AsOf = "",
    kb: Kb = "",
    json_: Json = False,
) -> None:
    """一条引用了哪些条文，或（--reverse）被哪些条文引用。"""
    from kb import shapes
    from kb.show import citations_from, citations_to

    with opened(kb) as base:
        find = citations_to if reverse else citations_from
        found = [shapes.citation_shape(base, c) for c in find(base, law, address, day=iso_day(as_of))]
        if json_:
            write_lines(found)
            return
        if not found:
            out.print("没有引用。" if not reverse else "知识库中没有条文引用它。")
        for row in found:
            other = row["provision_id"] if reverse else row["target_id"] or f"未解析：{row['reason']}"
            note = f"（{row['reason']}）" if row["reason"] and row["target_id"] else ""
            out.print(
                f"“{row['text']}” → {other}{note}" if not reverse else f"{other}：“{row['text']}”{note}", markup=False
            )


@app.command()
def issues(
    severity: Annotated[str, typer.Option(help="error、warning 或 note")] = "",
    code: Annotated[str, typer.Option(help="疑点类别")] = "",
    kb: Kb = "",
    json_: Json = False,
) -> None:
    """列出导入时发现的疑点：编号重复、缺号、文本不全、引用没有着落……"""
    from kb.model import Issue
    from kb.pipeline import stored_issues

    with opened(kb) as base:
        equals = {k: v for k, v in (("severity", severity), ("code", code)) if v}
        found = stored_issues(base.store.select(Issue, **equals))
        if json_:
            write_lines(asdict(issue) for issue in found)
            return
        names = {"error": "错误", "warning": "警告", "note": "提示"}
        for issue in found:
            out.print(f"{names[issue.severity]} {issue.doc_id or '—'} {issue.where}：{issue.message}", markup=False)


@app.command()
def dump(
    kind: Annotated[str, typer.Option(help="只输出一种记录，如 document、provision、citation")] = "",
    kb: Kb = "",
) -> None:
    """按固定顺序输出全部记录（规范JSON，一行一条）。"""
    from kb import shapes

    if kind and kind not in shapes.KINDS:
        raise KBError(f"没有“{kind}”这种记录；可用：{'、'.join(shapes.KINDS)}")
    with opened(kb) as base:
        write_lines(shapes.dump(base, kind))


@app.command()
def fetch(
    target: Annotated[Path | None, typer.Option(help="下载到哪里，默认用户数据文件夹")] = None,
    url: Annotated[str, typer.Option(help="git 地址")] = "",
    revision: Annotated[str, typer.Option(help="固定到某个提交、标签或分支")] = "",
    no_build: Annotated[bool, typer.Option("--no-build", help="只下载，不导入")] = False,
    kb: Kb = "",
) -> None:
    """下载公开法规集 LawRefBook/Laws 并导入；可中断后继续。"""
    from kb import fetch as collection
    from kb.pipeline import build as run

    folder = target or config.data_folder() / "Laws"
    with progress(True) as tell:

        def told(stage: str, share: float | None) -> None:
            tell(stage, int((share or 0) * 100), 100)

        fetched = collection.fetch(folder, url=url or collection.DEFAULT_URL, revision=revision or None, progress=told)
    out.print(f"已下载到 {fetched.path}，版本 {fetched.commit[:12]}（{fetched.date}）。", markup=False)
    if no_build:
        return
    with opened(kb, create=True) as base, progress(True) as tell:
        report = run([folder], base, progress=tell)
    _tell_report(report, base)
    raise typer.Exit(1 if report.failed else 0)


UsageError: type[Exception] = typer.BadParameter.__mro__[
    1
]  # the base of what typer raises for wrong words; it has no public name
_USAGE = {
    "NoSuchOption": "没有选项 {name}",
    "MissingParameter": "缺少 {name}",
    "BadParameter": "{name} 的值不对",
    "BadOptionUsage": "选项 {name} 缺少值",
}
_NO_COMMAND = re.compile(r"No such command '(?P<name>[^']*)'")


def _usage(error: Exception) -> str:
    """What is wrong with the words of a command, in Chinese; typer's own words where the kind is not known."""
    parameter = getattr(error, "param", None)
    names = [*getattr(parameter, "opts", ()), getattr(error, "option_name", "")]
    said = str(getattr(error, "message", "") or error)
    if match := _NO_COMMAND.match(said):
        return f"没有命令 {match['name']}"
    name = next((str(n) for n in names if n), said)
    near = getattr(error, "possibilities", None)
    text = _USAGE.get(type(error).__name__, "{name}").format(name=name)
    return text + (f"，是不是 {'、'.join(near)}" if near else "")


def main() -> None:
    """Run the command line; errors become one line in Chinese and a non-zero exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        status = app(standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # kb alone: the list of commands
            out.print(str(getattr(error, "message", "")), markup=False)
            sys.exit(0)
        err.print(f"用法有误：{_usage(error)}。用 kb --help 或 kb 命令 --help 看说明。", markup=False, soft_wrap=True)
        sys.exit(2)
    except typer.Abort:
        err.print("已中断。")
        sys.exit(130)
    except NotFound as error:
        err.print(str(error), markup=False, soft_wrap=True)
        sys.exit(3)
    except KBError as error:
        err.print(f"错误：{error}", markup=False, soft_wrap=True)
        sys.exit(2)
    except KeyboardInterrupt:
        err.print("已中断；已完成的文件保存好了，再次运行会接着做。")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
