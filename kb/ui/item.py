"""The card of one power item: what it is, who may use it, how far it goes, and the articles it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby

import streamlit as st

from kb.catalogue import NOTICE
from kb.knowledge import KnowledgeBase
from kb.model import PowerItem, Provision
from kb.powers import Listed, Supported, bases
from kb.ui.cards import (
    ARTICLE,
    GIST_NOTE,
    badge,
    badges,
    definitions,
    heading,
    mind,
    paragraphs,
    section,
    shortened,
    status_badge,
    version_name,
)
from kb.validity import newer_words, status

_LONG = 260  # characters of an article shown at once


def item_card(kb: KnowledgeBase, listed: Listed, day: str, *, on_close: Callable[[], None]) -> None:
    """Everything that is known of one item."""
    edition = listed.edition
    with st.container(border=True, key="item-card"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.code(listed.code or "未编码", language=None, width="content")
            st.button("关闭", key="item_close", on_click=on_close)
        marks = badges(
            edition.level,
            edition.region,
            edition.version,
            listed.status,
            sample=edition.sample,
            complete=edition.complete,
            gist=edition.gist,
        )
        st.html(heading("", listed.item.name, path=listed.item.kind) + marks + mind(newer_words(edition, day)))
        st.html(definitions(_short_facts(listed), wide=True) + definitions(_long_facts(listed)))
        if edition.gist:
            st.html(f'<div class="kb-sample kb-gist">{escape(GIST_NOTE)}</div>')
        with st.container(gap="xsmall"):
            for role, group in groupby(bases(kb, listed.item), key=lambda supported: supported.basis.role):
                section(role)
                _group(kb, listed.item, list(group), day)


# ---------------------------------------------------------------- facts


def _short_facts(listed: Listed) -> Iterator[tuple[str, str]]:
    item = listed.item
    yield "执法机关", "、".join(item.agencies) or "法条没有写明"
    yield "法条写法", _written(item)
    yield "层级", item.tier
    yield "执法领域", item.domain
    yield "地区", "" if item.region == listed.edition.region else item.region  # else it is among the badges


def _written(item: PowerItem) -> str:
    """The words of the law for the body, and the article that names it where that is another one."""
    if not item.written:
        return ""
    there = item.source.partition("#")[2]
    elsewhere = there and item.source != item.provision_id
    return "、".join(f"“{words}”" for words in item.written) + (f"（见{there}）" if elsewhere else "")


def _long_facts(listed: Listed) -> Iterator[tuple[str, str]]:
    item = listed.item
    yield "出处", f"《{listed.law}》（{version_name(listed.edition.version)}）{item.address}"
    yield "行为", item.conduct
    yield "对象", item.object
    yield "幅度", "\n".join(measures(item))


def measures(item: PowerItem) -> list[str]:
    """One measure a line, the grade in front, with space between kind and amount as the text has it."""
    return [part for part in item.measures.split("；") if part]


# ---------------------------------------------------------------- bases


def _group(kb: KnowledgeBase, item: PowerItem, found: Sequence[Supported], day: str) -> None:
    """The bases of one role; those of which there are no words come last, each a line with the reason."""
    for supported in found:
        if supported.text:
            _quoted(kb, item, supported, day)
    lines = [f"<div>{_name(s)}　<span>{escape(s.reason)}</span></div>" for s in found if not s.text]
    if lines:
        st.html(f'<div class="kb-absent">{"".join(lines)}</div>')


def _name(supported: Supported) -> str:
    return f"<b>《{escape(supported.title)}》{escape(supported.basis.address)}</b>"


def _quoted(kb: KnowledgeBase, item: PowerItem, supported: Supported, day: str) -> None:
    """One article: its name, its validity where it is of another law, its words, and the way to the page of it."""
    whole, start, end = _place(kb, item, kb.store.get(Provision, supported.provision_id))
    st.html(f'<div class="kb-basis">{_name(supported)}{_marks(kb, item, whole, day)}</div>')
    text = whole.text.rstrip()
    brief = _brief(text, start, end)
    marked = paragraphs(text, start=start, end=end, style="kb-short")
    if len(brief) < len(text) - 20:
        st.html(paragraphs(brief, style="kb-short"))
        with st.expander(f"全条（{len(text):,}字）"):
            st.html(marked)
    else:
        st.html(marked)
    st.page_link(ARTICLE, label="查看上下文", query_params={"id": supported.provision_id})


def _marks(kb: KnowledgeBase, item: PowerItem, provision: Provision, day: str) -> str:
    """What to know of the law that is quoted, where it is not the item's own."""
    edition = kb.editions[provision.doc_id]
    gist = badge(NOTICE, "kb-gold") if edition.gist else ""
    if provision.doc_id == item.doc_id:
        return gist
    return gist + status_badge(status(edition, day)) + badge(version_name(edition.version))


def _place(kb: KnowledgeBase, item: PowerItem, provision: Provision) -> tuple[Provision, int, int]:
    """What to quote, and the part of it that is meant: the item's whole article, as one 项 alone names no measure."""
    if provision.doc_id != item.doc_id:
        return provision, 0, 0
    whole = kb.store.get(Provision, item.provision_id)
    if not (whole.start <= provision.start and provision.end <= whole.end):
        return provision, 0, 0
    part = (provision.start, provision.end) if provision.id != whole.id else (item.start, item.end)
    return whole, part[0] - whole.start, part[1] - whole.start


def _brief(text: str, start: int, end: int) -> str:
    """What of a long article is shown at once: its first paragraph and those of the conduct, else its beginning."""
    if len(text) <= _LONG:
        return text
    if start == end:
        return shortened(text, _LONG)
    chosen, position = [], 0
    for line in text.split("\n"):
        if position == 0 or (position < end and start < position + len(line)):
            chosen.append(line)
        position += len(line) + 1
    return "\n".join(chosen)
