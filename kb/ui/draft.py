"""草案审查: a draft that was sent or pasted, its articles on the left, what is doubtful about each on the right."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from html import escape

import streamlit as st

from kb.conflicts.tables import SEVERITIES
from kb.draft import LEVELS, Draft, Remark, check, report
from kb.draft.articles import Article
from kb.errors import KBError
from kb.read import SUFFIXES
from kb.titles import full_title
from kb.ui import day_input, keep, opened
from kb.ui.cards import badge, banner, definitions, page_title, section, small

_LEAD = "上传或粘贴草案，逐条对照知识库中的现行规定。所列均为疑似问题，供人工核查，不是合法性结论。"
_COLOURS = {"严重": "kb-red", "一般": "kb-orange", "提示": ""}
_ALL = "全部类型"
_STYLE = """<style>
[data-testid="stMainBlockContainer"] { max-width: 1460px; }
[data-testid="stFileUploaderDropzoneInstructions"] > * { display: none; }
[data-testid="stFileUploaderDropzoneInstructions"]::after { content: "把文件拖到这里，或点按钮选择（docx、html、md、txt）";
  font-size: .9rem; color: #5b6878; }
[data-testid="stFileUploader"] [data-testid="stBaseButton-secondary"] { font-size: 0; }
[data-testid="stFileUploader"] [data-testid="stBaseButton-secondary"] * { display: none; }
[data-testid="stFileUploader"] [data-testid="stBaseButton-secondary"]::after { content: "选择文件"; font-size: .95rem; }
.kb-quote mark { padding: 0 .1em; border-radius: 3px; background: #e4ebf5; color: inherit; }
.kb-quote mark.kb-red { background: #fbd9d5; border-bottom: 2px solid #c0392b; font-weight: 400; }
.kb-quote mark.kb-orange { background: #ffe7bf; border-bottom: 2px solid #c98a0c; font-weight: 400; }
.kb-remark { border: 1px solid #d5dce6; border-radius: 6px; padding: .55rem .9rem; margin: .35rem 0 .6rem;
  line-height: 1.7; overflow-wrap: anywhere; background: #fff; }
.kb-remark .kb-badges { margin-top: 0; }
.kb-remark p { margin: .25rem 0; font-size: .93rem; }
.kb-remark details { font-size: .875rem; color: #44505f; }
.kb-remark summary { cursor: pointer; color: #1d4e89; }
</style>"""


def main() -> None:
    kb = opened()
    st.html(_STYLE)
    page_title("草案审查", _LEAD)
    name, data, level, region, day = _form(sorted({e.region for e in kb.editions.values()} - {"", "全国"}))
    if not data:
        banner("note", "请上传或粘贴草案", "一次审查一部；旧版本已在知识库中的，按旧版处理。")
        return
    try:
        found = _checked(name, data, level, region, day)
    except (KBError, OSError) as error:
        banner("failed", "未能审查", str(error))
        return
    _head(found)
    _downloads(found)
    _articles(found)


def _form(regions: list[str]) -> tuple[str, bytes, str, str, str]:
    """The name and bytes of the draft, its level and region, and the day, as last submitted."""
    with st.form("draft", border=True):
        upload, paste = st.tabs(["上传文件", "粘贴文字"])
        kinds = [suffix.removeprefix(".") for suffix in SUFFIXES]
        sent = upload.file_uploader("草案文件", type=kinds, key="draft_file", label_visibility="collapsed")
        text = paste.text_area(
            "草案全文",
            key=keep("draft_text", ""),
            height=220,
            placeholder="第一行写标题，每条另起一行，如：第一条 为了……",
        )
        level, region, on, submit = st.columns([2, 2, 2, 1.2], vertical_alignment="bottom")
        chosen = level.selectbox(
            "效力级别", LEVELS, key=keep("draft_level", None), index=None, placeholder="由标题判断"
        )
        place = region.selectbox(
            "地区",
            regions,
            key=keep("draft_region", None),
            index=None,
            placeholder="由标题判断",
            accept_new_options=True,
        )
        with on:
            day = day_input()
        submit.form_submit_button("开始审查", type="primary", width="stretch")
    if sent is not None:
        return sent.name, sent.getvalue(), chosen or "", place or "", day
    return "粘贴的草案.txt", text.strip().encode(), chosen or "", place or "", day


def _checked(name: str, data: bytes, level: str, region: str, day: str) -> Draft:
    """The check of this draft, done once and kept while the page is used."""
    kb = opened()
    key = (kb.folder, name, data, level, region, day)
    if st.session_state.get("draft_key") != key:
        with st.spinner("正在逐条对照，约需几秒……"):
            found = check(kb, name, data, level=level, region=region, day=day)
        st.session_state["draft_found"], st.session_state["draft_key"] = found, key
    kept: Draft = st.session_state["draft_found"]
    return kept


def _head(found: Draft) -> None:
    edition = found.edition
    st.html(
        f'<h2 class="kb-head kb-large">《{escape(full_title(edition))}》</h2>'
        f'<div class="kb-badges">{badge(edition.level)}{badge(edition.region)}{badge("草案", "kb-violet")}</div>'
    )
    banner("not_found" if found.remarks else "note", "审查结果", report.summary(found))
    against = f"对照可以一并适用的现行有效文件{found.documents:,}部"
    old = f"；同名旧版本：{'、'.join(found.previous)}" if found.previous else ""
    small(f"{against}{old}。{report.NOTICE}")
    counts = Counter(remark.type for remark in found.remarks).most_common()
    st.html('<div class="kb-chips">' + "".join(f'<span class="kb-badge">{escape(k)} <b>{n}</b></span>' for k, n in counts) + "</div>")  # fmt: skip


def _downloads(found: Draft) -> None:
    title = full_title(found.edition)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in report.rows(found))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "下载审查报告", report.markdown(found), f"{title}-草案审查.md", "text/markdown", on_click="ignore"
        )
        st.download_button("下载JSON", lines, f"{title}-草案审查.jsonl", "application/x-ndjson", on_click="ignore")


def _articles(found: Draft) -> None:
    """Each article with its remarks beside it; by default only those that have any."""
    kinds = [_ALL, *dict.fromkeys(remark.type for remark in found.remarks)]
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    kind = left.pills("类型", kinds, default=_ALL, key="draft_kind", label_visibility="collapsed") or _ALL
    whole = right.toggle("显示没有意见的条文", key="draft_whole")
    shown = [remark for remark in found.remarks if kind in (_ALL, remark.type)]
    heading = ""
    for article in found.articles:
        own = [remark for remark in shown if article.start <= remark.start < article.end]
        if not own and not whole:
            continue
        if article.heading and article.heading != heading:
            heading = article.heading
            section(heading.replace(" / ", "　›　"))
        words, remarks = st.columns([1.25, 1], gap="medium")
        words.html(_words(found, article, own))
        with remarks:
            st.html("".join(_remark(remark) for remark in own) or '<div class="kb-small">没有疑似问题</div>')
    if not shown:
        banner("note", "没有意见", "没有发现疑似问题；这只说明现有规则没有查出，不等于没有问题。")


def _words(found: Draft, article: Article, remarks: Sequence[Remark]) -> str:
    """The article word for word, what each remark points to marked; the graver mark where two overlap."""
    text = found.document.text[article.start : article.end].rstrip()
    grave: list[int] = [-1] * len(text)
    for remark in remarks:
        rank = SEVERITIES.index(remark.severity)
        for place in range(remark.start - article.start, min(remark.end - article.start, len(text))):
            grave[place] = max(grave[place], rank)
    pieces, start = [], 0
    for place in range(1, len(text) + 1):
        if place == len(text) or grave[place] != grave[start] or text[place] == "\n" or text[start] == "\n":
            pieces.append(_piece(text[start:place], grave[start]))
            start = place
    body = "".join(pieces).replace("\n", "</p><p>")
    facts = [("上位法", article.basis or "未见"), ("相同文字", f"{article.copied:.0%}" if article.basis else "")]
    return f'<div class="kb-quote"><p>{body}</p></div>{definitions(facts)}'


def _piece(text: str, rank: int) -> str:
    if rank < 0 or not text.strip():
        return escape(text)
    colour = _COLOURS[SEVERITIES[rank]]
    return f'<mark class="{colour}">{escape(text)}</mark>'


def _remark(remark: Remark) -> str:
    marks = badge(remark.severity, _COLOURS[remark.severity]) + badge(remark.type)
    quote = remark.quote if len(remark.quote) <= 80 else remark.quote[:80] + "……"
    return (
        f'<div class="kb-remark"><div class="kb-badges">{marks}</div><p>“{escape(quote)}”</p>'
        f"<p><b>建议：</b>{escape(remark.suggestion)}</p>"
        f"<details><summary>理由与依据</summary><p>{escape(remark.reason)}</p>"
        f"<p>规则：{escape(remark.rule)}；来源：{escape(remark.source)}</p></details></div>"
    )


if __name__ == "__main__":
    main()
