"""法规阅读: one article in its context, or the outline of one version of a law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from kb.answer import quote
from kb.errors import KBError, MissingExtra, NotFound
from kb.knowledge import KnowledgeBase
from kb.model import (
    Agency,
    Citation,
    Deadline,
    Document,
    Edition,
    Hit,
    ItemCode,
    Penalty,
    Power,
    PowerItem,
    Provision,
)
from kb.search import Filters
from kb.show import citations_to, context, look_up
from kb.titles import full_title
from kb.ui import chosen_day, day_input, keep, law, opened
from kb.ui.cards import (
    ARTICLE,
    ITEMS,
    banner,
    citation_line,
    copy_button,
    deadline_text,
    definitions,
    heading,
    joined,
    page_title,
    paragraphs,
    penalty_text,
    plain,
    reference_note,
    section,
    small,
    version_name,
)
from kb.ui.marks import legend, marked

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_HEADINGS = ("编", "分编", "章", "节", "标题")
_SHOWN = 30  # references shown at once


def main() -> None:
    kb = opened()
    wanted = st.query_params.get("id", "")
    try:
        if wanted:
            st.query_params["id"] = wanted  # a link from this page to itself does not change the address bar by itself
            _open_id(kb, wanted)
        else:
            st.query_params.clear()
            _choose(kb)
    except NotFound as error:
        banner("not_found", "未找到", str(error))
    except (KBError, OSError) as error:
        banner("failed", "未能打开", str(error))


def _choose(kb: KnowledgeBase) -> None:
    """Ask which article of which law to open."""
    page_title("法规阅读", "按法名和条号打开条文，不写条号则列出目录。也可以从问依据、条文检索的结果中点“查看上下文”。")
    with st.form("read", border=False):
        name, place, on, button = st.columns([4, 2, 2, 1.2], vertical_alignment="bottom")
        title = name.text_input("法名", key=keep("read_law", ""), placeholder="可用简称，如 行政处罚法").strip()
        address = place.text_input("条号", key=keep("read_address", ""), placeholder="如 9 或 第九条").strip()
        with on:
            day = day_input()
        submitted = button.form_submit_button("打开", type="primary", width="stretch")
    if not title:
        banner("note", "请填写法名", "写全称或通行的简称都可以。")
        return
    found = look_up(kb, title, address, day=day)
    ids = [provisions[0].id if provisions else edition.doc_id for edition, provisions in found]
    if submitted and len(ids) == 1:
        st.switch_page(ARTICLE, query_params={"id": ids[0]})
    for (edition, _provisions), id in zip(found, ids, strict=True):
        with st.container(border=True):
            law.header(kb, edition, day)
            st.page_link(ARTICLE, label="打开", query_params={"id": id})


def _open_id(kb: KnowledgeBase, wanted: str) -> None:
    """The page for a provision id or a document id. Raises NotFound."""
    doc_id, _, address = wanted.partition("#")
    st.page_link(ARTICLE, label="打开其他法规")
    if doc_id not in kb.editions:
        raise NotFound(f"知识库中没有“{wanted}”，可能已经重新导入；请重新检索")
    edition, day = kb.editions[doc_id], chosen_day()
    provision = _provision(kb, edition, address) if address else None
    law.header(kb, edition, day, large=True)
    law.warnings(kb, edition, day)
    left, right = st.columns([2.5, 1], gap="medium")
    is_article = provision is not None and provision.kind not in _HEADINGS
    with right:
        if is_article:
            law.contents(kb, edition, here=provision.heading if provision else "")
        law.versions(kb, edition, day)
    with left:
        if provision and is_article:
            _article(kb, provision, day)
        else:
            law.contents(kb, edition)


def _provision(kb: KnowledgeBase, edition: Edition, address: str) -> Provision:
    try:
        return kb.store.get(Provision, f"{edition.doc_id}#{address}")
    except NotFound:
        cut = "" if edition.complete else "；在库文本不全，不能据此说该法没有这一条"
        text = f"《{full_title(edition)}》（{version_name(edition.version)}）中没有“{address}”{cut}"
        raise NotFound(text) from None


def _article(kb: KnowledgeBase, provision: Provision, day: str) -> None:
    """The unit in which *provision* lies: words, marks, references, neighbours."""
    around = context(kb, provision, around=2)
    at = next(i for i, p in enumerate(around) if p.start <= provision.start < p.end)
    unit = around[at]
    with st.container(border=True):
        drawn = _words(unit, provision, gist=kb.editions[unit.doc_id].gist)
        st.html(definitions(_facts(kb, unit)))
        item = quote(kb, Hit(unit.id, 0.0, 0.0, 0.0), Filters(day=day))
        with st.container(horizontal=True, vertical_alignment="center"):
            copy_button(citation_line(item, day, kb.store.get(Document, unit.doc_id).path), item.quote)
            _turn("上一条", around[:at][-1:])
            _turn("下一条", around[at + 1 : at + 2])
    _items(kb, unit)
    _references(kb, unit)
    _neighbours(around, unit)
    with drawn:  # last: the first time, loading spaCy takes seconds
        _marks(unit)


def _words(unit: Provision, provision: Provision, *, gist: bool) -> DeltaGenerator:
    """The unit word for word, the part that was asked for marked; returns the second tab, still empty."""
    st.html(heading("", provision.address, path=unit.heading))
    words, drawn = st.tabs(["要点" if gist else "原文", "标注"])
    end = provision.end - unit.start if provision.id != unit.id else 0
    words.html(paragraphs(unit.text.rstrip(), start=provision.start - unit.start, end=end))
    return drawn


def _turn(label: str, neighbour: Sequence[Provision]) -> None:
    for provision in neighbour:
        st.page_link(ARTICLE, label=plain(f"{label}：{provision.address}"), query_params={"id": provision.id})


def _marks(unit: Provision) -> None:
    """The unit with its tags drawn."""
    try:
        with st.spinner("正在标注……"):
            found = marked(unit)
    except MissingExtra as error:
        banner("note", "不能标注", str(error))
        return
    if found:
        st.html(legend() + found)
    small("标注由规则自动识别，供阅读时参考，以原文为准。" if found else "本条没有识别出机关、权力、处罚或期限。")


def _facts(kb: KnowledgeBase, unit: Provision) -> Iterator[tuple[str, str]]:
    """What the unit was tagged with."""
    where = {"doc_id": unit.doc_id, "provision_id": unit.id}
    yield "涉及机关", joined(tag.canonical or tag.surface for tag in kb.store.select(Agency, **where))
    yield "权力类型", joined(tag.kind for tag in kb.store.select(Power, **where))
    yield "处罚", joined(penalty_text(tag) for tag in kb.store.select(Penalty, **where))
    yield "期限", joined(deadline_text(tag) for tag in kb.store.select(Deadline, **where))


def _items(kb: KnowledgeBase, unit: Provision) -> None:
    """The power items that the unit gives, each a link to its card."""
    found = list(kb.store.select(PowerItem, doc_id=unit.doc_id, provision_id=unit.id))
    codes = {c.item_id: c.code for c in kb.store.select(ItemCode, item_id=tuple(item.id for item in found))}
    if found:
        section(f"本条的权力事项（{len(found)}项）")
        with st.container(gap=None):
            for item in found[:_SHOWN]:
                label = plain(f"{item.kind}：{item.name}")
                if item.id in codes:
                    st.page_link(ITEMS, label=label, query_params={"code": codes[item.id]})
                else:
                    small(f"{item.kind}：{item.name}")
        if len(found) > _SHOWN:
            small(f"以上为前{_SHOWN}项。")


def _neighbours(around: Sequence[Provision], unit: Provision) -> None:
    """The units before and after; the unit itself is only named."""
    section("前后条文")
    here = paragraphs(f"{unit.address}（见上文）", style="kb-short kb-here")
    st.html("".join(here if p.id == unit.id else paragraphs(p.text.rstrip(), style="kb-short") for p in around))


# ---------------------------------------------------------------- references


def _references(kb: KnowledgeBase, unit: Provision) -> None:
    """What the unit refers to and what refers to it."""
    found = kb.store.select(Citation, doc_id=unit.doc_id, provision_id=unit.id)
    out = [kb.resolver.resolve(citation) for citation in found if citation.rule != "self"]
    _list(kb, "本条引用", [(c, c.target_id) for c in out], "本条没有引用其他条文。")
    back = [(c, c.provision_id) for c in _referring(kb, unit)]
    _list(kb, "引用本条的条文", back, "知识库中没有条文引用本条。")


def _referring(kb: KnowledgeBase, unit: Provision) -> Iterator[Citation]:
    """References from elsewhere to exactly this version of the unit."""
    edition = kb.editions[unit.doc_id]
    try:
        for citation in citations_to(kb, edition.title, unit.address, day=edition.effective or edition.published):
            if citation.target_id.partition("#")[0] == unit.doc_id and citation.provision_id != unit.id:
                yield citation
    except NotFound:
        return


def _list(kb: KnowledgeBase, title: str, found: Sequence[tuple[Citation, str]], none: str) -> None:
    section(f"{title}（{len(found)}处）" if found else title)
    with st.container(gap=None):
        for citation, other in found[:_SHOWN]:
            _reference(kb, citation, other)
        if not found:
            small(none)
        elif len(found) > _SHOWN:
            small(f"以上为前{_SHOWN}处。")


def _reference(kb: KnowledgeBase, citation: Citation, other: str) -> None:
    """One reference: a link where *other* is there, and the words that make it; else why there is none."""
    words = kb.document_text(citation.doc_id)[citation.start : citation.end]
    doc_id, _, address = other.partition("#")
    edition = kb.editions.get(doc_id)
    if edition:
        label = f"《{full_title(edition)}》（{version_name(edition.version)}）{address}"
        st.page_link(ARTICLE, label=plain(label), query_params={"id": other})
    reference_note(words, citation.reason, found=edition is not None)


if __name__ == "__main__":
    main()
