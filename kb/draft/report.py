"""The findings of a draft check as rows of JSON and as a Markdown report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Any

from kb.conflicts.tables import SEVERITIES
from kb.draft import Draft, Remark
from kb.titles import full_title

NOTICE = "以下均为疑似问题，供人工核查，不是合法性结论；是否成立由制定机关和有权机关判断。"
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|#"})


def rows(draft: Draft) -> Iterator[dict[str, Any]]:
    """One row for each remark, in order of the text."""
    return (asdict(remark) for remark in draft.remarks)


def fact_rows(draft: Draft) -> Iterator[dict[str, Any]]:
    """One row for each article: its superior basis and the share taken over from it."""
    counts = Counter(remark.address for remark in draft.remarks)
    for article in draft.articles:
        yield {
            "type": "条文概况",
            "address": article.address,
            "start": article.start,
            "end": article.end,
            "basis": article.basis,
            "basis_id": article.basis_id,
            "copied": article.copied,
            "findings": counts[article.address],
        }


def markdown(draft: Draft) -> str:
    """The whole report."""
    return "\n".join([*_head(draft), *_counts(draft), *_findings(draft), *_articles(draft)]) + "\n"


def summary(draft: Draft) -> str:
    """One line: how many remarks of each severity."""
    counts = Counter(remark.severity for remark in draft.remarks)
    parts = [f"{severity}{counts[severity]}处" for severity in reversed(SEVERITIES) if counts[severity]]
    return f"共{len(draft.articles)}条，发现疑似问题{len(draft.remarks)}处" + (
        f"（{'、'.join(parts)}）" if parts else ""
    )


def _head(draft: Draft) -> Iterator[str]:
    edition = draft.edition
    yield f"# 《{_plain(full_title(edition))}》草案审查"
    yield ""
    yield f"- 效力级别：{edition.level}；地区：{edition.region}；基准日：{draft.day}"
    yield f"- 对照知识库中可以一并适用的现行有效文件{draft.documents}部"
    if draft.previous:
        yield f"- 知识库中同名的旧版本：{'、'.join(draft.previous)}（按旧版处理，不算冲突）"
    yield f"- {summary(draft)}"
    yield ""
    yield f"> {NOTICE}"
    yield ""


def _counts(draft: Draft) -> Iterator[str]:
    counts = Counter(remark.type for remark in draft.remarks)
    if counts:
        yield "| 类型 | 数量 |"
        yield "|---|---|"
        yield from (f"| {kind} | {number} |" for kind, number in counts.most_common())
        yield ""


def _findings(draft: Draft) -> Iterator[str]:
    yield "## 逐条意见"
    yield ""
    if not draft.remarks:
        yield "没有发现疑似问题。"
        yield ""
    for address, group in groupby(draft.remarks, key=lambda remark: remark.address):
        yield f"### {address}"
        yield ""
        for remark in group:
            yield from _finding(remark)


def _finding(remark: Remark) -> Iterator[str]:
    yield f"- **{remark.type}（{remark.severity}）** “{_plain(remark.quote)}”（第{remark.start}—{remark.end}字）"
    yield f"  - 理由：{_plain(remark.reason)}"
    yield f"  - 规则：{remark.rule}；来源：{_plain(remark.source)}"
    yield f"  - 建议：{remark.suggestion}"
    yield ""


def _articles(draft: Draft) -> Iterator[str]:
    yield "## 条文与上位法"
    yield ""
    yield "| 条 | 最接近的上位法条文 | 与之相同的文字 | 意见数 |"
    yield "|---|---|---|---|"
    for row in fact_rows(draft):
        share = f"{row['copied']:.0%}" if row["basis"] else "—"
        yield f"| {row['address']} | {_plain(row['basis']) or '未见'} | {share} | {row['findings']} |"


def _plain(text: str) -> str:
    """*text* on one line, with nothing in it that Markdown would read as marks."""
    return " ".join(text.split()).translate(_MARKS)
