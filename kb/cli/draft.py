"""The command that checks a draft against the knowledge base."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kb.cli.base import AsOf, Json, Kb, Region, app, err, iso_day, opened, write_lines


@app.command()
def check(
    draft: Annotated[Path, typer.Argument(help="草案文件：docx、html、md 或 txt")],
    level: Annotated[str, typer.Option(help="草案的效力级别，如 地方性法规、地方政府规章、规范性文件")] = "",
    region: Region = "",
    as_of: AsOf = "",
    facts: Annotated[bool, typer.Option("--facts", help="JSON 中另附每条的上位法依据和重复比例")] = False,
    kb: Kb = "",
    json_: Json = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="输出 Markdown 报告（默认）")] = False,
) -> None:
    """审查草案：对照知识库找出越权、冲突、失效引用和不可操作的规定。"""
    from kb.draft import check_file, report

    with opened(kb) as base:
        found = check_file(base, draft, level=level, region=region, day=iso_day(as_of))
    if json_ and not markdown:
        write_lines(report.rows(found))
        if facts:
            write_lines(report.fact_rows(found))
    else:
        sys.stdout.write(report.markdown(found))
    err.print(report.summary(found), markup=False)
