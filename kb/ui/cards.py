"""Pieces of a page. What comes from a document is data: it is escaped, and never read as HTML or Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Literal

import streamlit as st

from kb.catalogue import NOTICE
from kb.model import Card, Deadline, Penalty, Quote

Tone = Literal["grounded", "not_found", "failed", "note"]
ARTICLE = "kb/ui/article.py"
ITEMS = "kb/ui/items.py"
GIST_NOTE = "起步目录用自己的话概括，供查找线索，不能作为执法依据引用。官方文本导入后自动以官方文本为准。"
_COLOURS = {
    "现行有效": "kb-green",
    "已被修改": "kb-red",
    "已废止": "kb-red",
    "有效期已届满": "kb-red",
    "尚未生效": "kb-orange",
    "时效不明": "kb-orange",
    "新版未入库": "kb-orange",
}
_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """*text* for a label that is read as Markdown: every ASCII mark is escaped and kept from joining the next one."""
    return _MARKDOWN.sub("\\\\\\1\u200b", text)


def chinese_date(date: str) -> str:
    """2021年1月22日 for an ISO date; anything else as it is."""
    parts = date.split("-")
    return f"{parts[0]}年{int(parts[1])}月{int(parts[2])}日" if len(parts) == 3 else date


def version_name(version: str) -> str:
    """2021年1月22日版."""
    return "版本日期不明" if version in ("", "undated") else f"{chinese_date(version)}版"


# ---------------------------------------------------------------- headings and banners


def page_title(title: str, lead: str = "") -> None:
    below = f'<p class="kb-lead">{escape(lead)}</p>' if lead else ""
    st.html(f'<h1 class="kb-title">{escape(title)}</h1>{below}')


def section(title: str) -> None:
    st.html(f'<h2 class="kb-section">{escape(title)}</h2>')


def small(text: str) -> None:
    st.html(f'<div class="kb-small">{escape(text)}</div>')


def banner(tone: Tone, head: str, text: str) -> None:
    """A statement that cannot be overlooked; its colour says which kind it is."""
    st.html(f'<div class="kb-banner kb-{tone}" role="status"><b>{escape(head)}</b>{escape(text)}</div>')


def missing(reason: str) -> None:
    """The page for an office machine on which nothing has been built yet."""
    page_title("还没有知识库", "本程序只回答已导入知识库的法规，不联网，也不编造条文。建好知识库后刷新本页即可。")
    banner("note", "没有找到", reason.removeprefix("没有找到"))
    section("怎样建立")
    steps = (
        "先试用：导入随附的起步目录（权力事项要点，非官方文本）　<code>kb build corpus/catalogue</code>",
        "导入自己的法规文件（docx、html、md、txt）　<code>kb build 文件夹</code>",
        "能联网时，下载公开法规集并导入　<code>kb fetch</code>",
        "知识库在别处时，先设置环境变量 <code>KB_HOME</code> 为它的文件夹，再启动本程序",
    )
    st.html('<ol class="kb-steps">' + "".join(f"<li>{step}</li>" for step in steps) + "</ol>")


def sample_notice() -> None:
    """What the sidebar says where everything is made up."""
    st.html(
        '<div class="kb-sample"><b>示例知识库：全部为虚构示例，不得作为执法依据。</b><br>'
        "导入真实法规：<code>kb build 文件夹</code> 或 <code>kb fetch</code></div>"
    )


def gist_notice(items: int) -> None:
    """What the sidebar says where there is nothing but the starter catalogue."""
    st.html(
        f'<div class="kb-sample kb-gist"><b>起步目录：{items:,}个权力事项要点</b><br>我们自己的话写成，非官方文本；'
        "导入官方文本后自动替换：<code>kb build 文件夹</code> 或 <code>kb fetch</code></div>"
    )


def about(folder: Path, documents: int, gists: int, in_force: int, day: str, today: str) -> None:
    """The sidebar's account of the knowledge base."""
    rows = [
        ("知识库", str(folder.resolve())),
        ("文件", f"{documents:,}部"),
        ("其中要点", f"{gists:,}部（非官方文本）" if 0 < gists < documents else ""),
        ("纳入检索", f"{in_force:,}部"),
        ("今天", chinese_date(today)),
        ("基准日", chinese_date(day) if day != today else ""),
    ]
    st.html(f'<div class="kb-about">{definitions(rows)}</div>')


# ---------------------------------------------------------------- pieces of HTML


def definitions(rows: Iterable[tuple[str, str]], *, wide: bool = False) -> str:
    """A list of names and values, in two columns where *wide*; rows without a value are left out."""
    cells = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in rows if value)
    return f'<dl class="kb-facts{" kb-wide" if wide else ""}">{cells}</dl>'


def heading(title: str, address: str = "", *, number: int = 0, large: bool = False, path: str = "") -> str:
    """《title》address; *path* is the path of headings above."""
    above = f'<div class="kb-path">{escape(path.replace(" / ", "　›　"))}</div>' if path else ""
    count = f'<span class="kb-number">{number}</span>' if number else ""
    name = f"《{escape(title)}》" if title else ""
    place = f'<span class="kb-address">{escape(address)}</span>' if address else ""
    return f'{above}<h2 class="kb-head{" kb-large" if large else ""}">{count}{name}{place}</h2>'


def badges(
    level: str, region: str, version: str, status: str, *, sample: bool, complete: bool, gist: bool = False
) -> str:
    """What one must know before relying on a text, the validity in colour."""
    marks = [badge(NOTICE, "kb-gold")] if gist else []
    marks += [status_badge(status), *(badge(text) for text in (level, region, version_name(version)) if text)]
    marks += [badge("示例（虚构）", "kb-violet")] if sample else []
    marks += [] if complete else [badge("文本不全", "kb-orange")]
    return f'<div class="kb-badges">{"".join(marks)}</div>'


def badge(text: str, colour: str = "") -> str:
    """One mark; *colour* is a class of the style sheet."""
    return f'<span class="{f"kb-badge {colour}".strip()}">{escape(text)}</span>'


def mind(note: str) -> str:
    """What to mind about a version; empty where there is nothing."""
    return f'<div class="kb-mind">注意：{escape(note)}</div>' if note else ""


def status_badge(status: str) -> str:
    """The validity in its colour."""
    return badge(status, _COLOURS.get(status, "kb-orange"))


def paragraphs(text: str, *, start: int = 0, end: int = 0, style: str = "") -> str:
    """*text* word for word, one paragraph a line; the paragraphs in [start, end) are marked."""
    lines, position = [], 0
    for line in text.split("\n"):
        marked = ' class="kb-target"' if position < end and start < position + len(line) else ""
        if line.strip():
            lines.append(f"<p{marked}>{escape(line.strip())}</p>")
        position += len(line) + 1
    name = f"kb-quote {style}".strip()
    return f'<div class="{name}">{"".join(lines)}</div>'


def shortened(text: str, limit: int = 170) -> str:
    """The beginning of *text*, with ……  where something was left off."""
    return text if len(text) <= limit else text[:limit] + "……"


# ---------------------------------------------------------------- cards


def quote_card(item: Quote, number: int, day: str, source: str, *, short: bool = False) -> None:
    """One quoted article: where it stands, whether it is in force, its words, and what can be done with it."""
    with st.container(border=True):
        marks = badges(
            item.level,
            item.region,
            item.version,
            item.status,
            sample=item.sample,
            complete=item.complete,
            gist=item.gist,
        )
        body = shortened(item.quote) if short else item.quote
        facts = [("涉及机关", joined(item.agencies)), ("权力类型", joined(item.power_types))]
        words = paragraphs(body, style="kb-short" if short else "")
        marks = (badge(item.role, "kb-gold") if item.role else "") + marks
        head = heading(item.title, item.address, number=number) + marks + mind(item.note)
        st.html(head + words + definitions(facts, wide=True))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(ARTICLE, label="查看上下文", query_params={"id": item.provision_id})
            copy_button(citation_line(item, day, source), item.quote)


def power_facts(card: Card) -> None:
    """What power it is, whose, and how far it goes: above the articles it rests on."""
    agencies = joined(card.agencies) or "法条没有写明"
    rows = [
        ("权力事项", f"{card.kind}：{card.name}"),
        ("执法机关", agencies),
        ("幅度", card.measures.replace("；", "\n")),
    ]
    st.html(definitions(rows))


def shared_words(item: Quote) -> None:
    """The words of a clause on who does what, as they stand."""
    st.html(paragraphs(item.quote, style="kb-short"))


def copy_button(line: str, text: str) -> None:
    """The citation and the words, to be copied as they are."""
    with st.popover("复制引用"):
        st.code(f"{line}\n\n{text}", language=None, wrap_lines=True)


def citation_line(item: Quote, day: str, source: str) -> str:
    """《…》（2021年1月22日版）第九条, with its validity and the file it was read from."""
    marks = [f"{item.status}（截至{chinese_date(day)}）", f"来源文件：{source}"]
    marks += [item.note] if item.note else []
    marks = ([] if item.complete else ["在库文本不全"]) + marks
    marks = (["虚构示例，不得引用"] if item.sample else []) + ([NOTICE] if item.gist else []) + marks
    return f"《{item.title}》（{version_name(item.version)}）{item.address}\n〔{'；'.join(marks)}〕"


def reference_note(words: str, reason: str, *, found: bool) -> None:
    """The words that refer, and what to mind or why there is no target."""
    why = f"；注意：{reason}" if found else f"　未能对应到条文：{reason}"
    note = escape(why) if reason or not found else ""
    st.html(f'<div class="kb-cite{"" if found else " kb-lost"}">原文作<q>{escape(words)}</q>{note}</div>')


def penalty_text(penalty: Penalty) -> str:
    """罚款 200—2,000元; the kind alone where no amount is fixed."""
    unit = penalty.unit.replace("%", "％")
    if penalty.low is None and penalty.high is None:
        return f"{penalty.kind}（{unit}）" if unit else penalty.kind
    if penalty.high is None:
        return f"{penalty.kind} {number(penalty.low)}{unit}以上"
    if penalty.low is None:
        return f"{penalty.kind} {number(penalty.high)}{unit}以下"
    same = penalty.low == penalty.high
    return f"{penalty.kind} {number(penalty.high) if same else f'{number(penalty.low)}—{number(penalty.high)}'}{unit}"


def deadline_text(deadline: Deadline) -> str:
    """10个工作日（自受理之日起）."""
    unit = f"个{deadline.unit}" if deadline.unit == "工作日" else deadline.unit
    return f"{number(deadline.amount)}{unit}" + (f"（{deadline.trigger}）" if deadline.trigger else "")


def number(value: float | None) -> str:
    """1,000 or 0.5."""
    return "" if value is None else f"{value:,.0f}" if value == int(value) else f"{value:,}"


def joined(values: Iterable[str]) -> str:
    """Values once each, in their order, 其他 last."""
    return "、".join(sorted(dict.fromkeys(value for value in values if value), key=lambda value: value == "其他"))
