"""The command that reads a policy document."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kb.cli.base import AsOf, Kb, app, iso_day, opened, write_lines
from kb.errors import KBError


@app.command(name="read")
def read_document(
    path: Annotated[Path, typer.Argument(help="政策文件，如 方案.docx、意见.txt", metavar="文件")],
    as_of: AsOf = "",
    kb: Kb = "",
    json_: Annotated[bool, typer.Option("--json", help="输出JSON，一份文件一行")] = False,
    markdown_: Annotated[bool, typer.Option("--markdown", help="输出 Markdown 报告（默认）")] = False,
) -> None:
    """读政策文件：机制、分工、期限、赋权、成员、数字、疑点，逐条带出处；给出 --kb 时核对所引法条。"""
    from kb.policy import read_file, reading_shape
    from kb.policy.report import markdown

    if json_ and markdown_:
        raise KBError("--json 和 --markdown 只能用一个")
    day = iso_day(as_of)
    if kb:
        with opened(kb) as base:
            readings = list(read_file(path, base=base, day=day))
    else:
        readings = list(read_file(path, day=day))
    if json_:
        write_lines(reading_shape(reading) for reading in readings)
    else:
        sys.stdout.write("\n".join(markdown(reading) for reading in readings))
