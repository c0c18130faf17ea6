"""What all commands share: the application, its options, and how it reads and prints."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from kb import config
from kb.errors import KBError

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="行政执法法规知识库",
)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False)

Kb = Annotated[str, typer.Option("--kb", help="知识库文件夹，默认 .kb 或环境变量 KB_HOME", metavar="文件夹")]
Json = Annotated[bool, typer.Option("--json", help="输出JSON，一行一条")]
Limit = Annotated[int, typer.Option(help="最多几条", min=1, max=1000)]
Level = Annotated[str, typer.Option(help="效力级别，如 法律、行政法规、地方性法规")]
Region = Annotated[str, typer.Option(help="地区，如 全国、山东、滨州市")]
AgencyName = Annotated[str, typer.Option("--agency", help="执法机关，写法或现称均可")]
PowerKind = Annotated[str, typer.Option("--power", help="权力类型，如 行政处罚、行政许可")]
Law = Annotated[str, typer.Option(help="只在这部法中查")]
AsOf = Annotated[str, typer.Option("--as-of", help="以哪一天的有效版本为准（YYYY-MM-DD），默认今天")]
AllVersions = Annotated[bool, typer.Option("--all-versions", help="包括已被修改、已废止和尚未生效的版本")]


@contextmanager
def opened(home: str, *, create: bool = False) -> Iterator[KnowledgeBase]:
    """The knowledge base of *home* (the default one where empty), closed in the end."""
    from kb.knowledge import open_kb

    base = open_kb(config.load(home=home), create=create)
    try:
        yield base
    finally:
        base.close()


@contextmanager
def progress(shown: bool) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on standard error, one line for each stage."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, disable=not shown or not err.is_terminal, transient=True) as bar:
        tasks: dict[str, Any] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield tell


def write_line(row: dict[str, Any]) -> None:
    """One row as a line of JSON on standard output."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_lines(rows: Iterable[dict[str, Any]]) -> None:
    """Each row as a line of JSON on standard output."""
    for row in rows:
        write_line(row)


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """The lines of a batch file; each needs "id" and "text". Raises KBError naming the line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KBError(f"读不了 {path}：{error}；请检查路径，文件应为 UTF-8 的JSON行") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield {"id": str(row["id"]), "text": str(row["text"])}
        except (ValueError, KeyError, TypeError) as error:
            raise KBError(f'{path} 第{number}行不是 {{"id","text"}} 形式的JSON：{error}') from error


def iso_day(text: str) -> str:
    """The day in *text*, empty where it is. Raises KBError where it is no ISO date."""
    from datetime import date

    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise KBError(f"日期“{text}”不对，应写成 2024-01-31 的样子") from None


def write_csv(text: str, path: Path) -> None:
    """Write a table; the file appears only when it is whole, with a mark by which Excel knows UTF-8. ``-`` prints it."""
    if str(path) == "-":
        sys.stdout.write(text)
        return
    temporary = path.with_name(path.name + ".tmp")
    try:
        temporary.write_text(text, encoding="utf-8-sig", newline="")
        temporary.replace(path)
    except OSError as error:
        raise KBError(f"写不了 {path}：{error.strerror}；请检查路径和权限，文件若在Excel中打开请先关闭") from error
