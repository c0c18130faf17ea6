"""One version of a law on a page: its header, what speaks against relying on it, its versions, its outline."""

from __future__ import annotations

from html import escape

import streamlit as st

from kb.catalogue import NOTICE
from kb.knowledge import KnowledgeBase
from kb.model import Document, Edition
from kb.show import outline
from kb.titles import full_title
from kb.ui.cards import (
    ARTICLE,
    GIST_NOTE,
    badges,
    banner,
    chinese_date,
    definitions,
    heading,
    paragraphs,
    plain,
    section,
    small,
    version_name,
)
from kb.validity import newer_words, status


def header(kb: KnowledgeBase, edition: Edition, day: str, *, large: bool = False) -> None:
    """Title, badges and metadata."""
    document = kb.store.get(Document, edition.doc_id)
    facts = definitions(
        [
            ("制定机关", document.issuer),
            ("文号", document.number),
            ("公布日期", chinese_date(document.published)),
            ("施行日期", chinese_date(document.effective)),
            ("有效期至", chinese_date(document.expires)),
            ("取代日期", chinese_date(edition.superseded_on)),
            ("废止日期", chinese_date(edition.repealed_on)),
            ("来源文件", document.path),
        ],
        wide=True,
    )
    marks = badges(
        edition.level,
        edition.region,
        edition.version,
        status(edition, day),
        sample=edition.sample,
        complete=edition.complete,
        gist=edition.gist,
    )
    st.html(heading(full_title(edition), large=large) + marks + facts)


def warnings(kb: KnowledgeBase, edition: Edition, day: str) -> None:
    """What speaks against relying on this version."""
    found = status(edition, day)
    if edition.sample:
        banner("note", "虚构示例", "本文件是随程序附带的示例，不是真实法规，不得作为执法依据。")
    if edition.gist:
        banner("not_found", NOTICE, GIST_NOTE)
    if not edition.complete:
        banner("not_found", "文本不全", "在库文本有缺失：没有查到的内容不等于没有规定，请核对官方公布的全文。")
    if found == "时效不明":
        banner("not_found", found, "在库文件没有写明公布和施行日期，请自行核实是否现行有效。")
    elif found == "新版未入库":
        banner("not_found", found, newer_words(edition, day))
    elif found != "现行有效":
        banner("failed", found, f"以{chinese_date(day)}为准，本版本{_why(kb, edition, found)}")
        newest = next((e for e in _family(kb, edition) if status(e, day) == "现行有效"), None)
        if newest:
            label = plain(f"打开现行有效的版本：{version_name(newest.version)}")
            st.page_link(ARTICLE, label=label, query_params={"id": newest.doc_id})


def _why(kb: KnowledgeBase, edition: Edition, found: str) -> str:
    """The rest of the sentence that begins with 本版本."""
    by = kb.editions.get(edition.repealed_by)
    since = f"自{chinese_date(edition.repealed_on)}起废止" if edition.repealed_on else "已经废止"
    reasons = {
        "已被修改": f"自{chinese_date(edition.superseded_on)}起被新版本取代。",
        "已废止": since + (f"，见《{full_title(by)}》（{version_name(by.version)}）。" if by else "。"),
        "有效期已届满": f"有效期至{chinese_date(edition.expires)}。",
        "尚未生效": f"自{chinese_date(edition.effective or edition.published)}起施行。",
    }
    return reasons[found]


def versions(kb: KnowledgeBase, edition: Edition, day: str) -> None:
    """All versions of the law, newest first, each a link but the one being read."""
    section("各版本")
    with st.container(gap=None):
        for version in _family(kb, edition):
            text = f"{version_name(version.version)}　{status(version, day)}"
            if version.doc_id == edition.doc_id:
                small(f"{text}（当前）")
            else:
                st.page_link(ARTICLE, label=plain(text), query_params={"id": version.doc_id})


def _family(kb: KnowledgeBase, edition: Edition) -> list[Edition]:
    """All versions of the same law, newest first."""
    found = [e for e in kb.editions.values() if e.law == edition.law]
    return sorted(found, key=lambda e: (e.effective or e.published, e.version), reverse=True)


def contents(kb: KnowledgeBase, edition: Edition, *, here: str | None = None) -> None:
    """The outline, each heading a link to its first article, and the whole text.

    With *here*, the path of headings above the article being read, there is only the outline, with that path in bold.
    """
    found, text = outline(kb, edition), kb.document_text(edition.doc_id)
    section("全文" if found == text and here is None else "目录")
    if found != text:
        with st.container(gap=None, key=f"outline-{edition.doc_id}"):
            for line in found.split("\n"):
                _heading_link(edition, line, here)
    elif here is None:
        st.html(paragraphs(text))
    else:
        st.page_link(ARTICLE, label="本文件不分条，阅读全文", query_params={"id": edition.doc_id})
    if found != text and here is None:
        with st.expander("全文"):
            st.html(paragraphs(text))


def _heading_link(edition: Edition, line: str, here: str | None) -> None:
    """One line of an outline, 第一章　总则　第一条—第四条; only its last part tells the articles."""
    head, _, span = line.rpartition("　") if "—" in line else (line, "", "")
    first, _, last = span.partition("—")
    articles = first if first == last else span
    if not first:
        st.html(f'<div class="kb-part">{escape(head)}</div>')
        return
    label = plain(head if here is not None and head else f"{head}　{articles}".strip("　"))
    bold = bool(here and head and head in here.split(" / "))
    query = {"id": f"{edition.doc_id}#{first}"}
    st.page_link(ARTICLE, label=f"**{label}**" if bold else label, help=articles if here else None, query_params=query)
