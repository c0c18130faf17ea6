"""A list of findings as a table with pages and export, and the card of the one that is chosen."""

from __future__ import annotations

import json
import threading
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from kb.conflicts.found import Found
from kb.conflicts.map import agencies_of
from kb.conflicts.tables import KINDS, SEVERITIES
from kb.dates import today
from kb.findings import finding_shape, findings_csv, judgements, stored
from kb.findings.listing import past_words
from kb.findings.run import LEDGER
from kb.knowledge import KnowledgeBase
from kb.model import Judgement
from kb.titles import full_title
from kb.ui import built
from kb.ui.cards import banner, shortened
from kb.ui.finding import SEVERITY_COLOURS, finding_card

PAGE = 200  # rows a page
COMPARING = threading.Lock()  # held while texts are compared, so that two windows do not do it at once
_HEAD, _ROW, _ROWS = 37, 76, 7  # heights in pixels, rows seen at once; fewer beside a card
_ROWS_BESIDE = 4
_LAWS = 2  # laws named in a row
_AGENCIES = 2
_COLUMNS = {  # widths in pixels
    "程度": 56, "类型": 96, "事项": 220, "条款": 255, "差异": 240, "地区": 72, "结论": 60, "机关": 170, "把握": 60,
}  # fmt: skip
_SCROLL = """<script>/* finding {id}: the card comes into view */
setTimeout(() => {{
  const card = document.querySelector(".st-key-finding-card"), main = document.querySelector('[data-testid="stMain"]');
  const top = card ? card.getBoundingClientRect().top : 0;
  if (top > innerHeight * 0.5 || top < 0) main.scrollBy({{top: top - innerHeight * 0.06, behavior: "smooth"}});
}}, 300);</script>"""


def everything(kb: KnowledgeBase) -> tuple[Found, ...]:
    """All stored findings, remembered until they are compared anew."""
    return _everything(kb, state(kb))


def state(kb: KnowledgeBase) -> tuple[str, ...]:
    """What tells one state of the stored findings, on one day, from every other one."""
    ledger = kb.folder / LEDGER
    return (*built(kb.folder), str(ledger.stat().st_mtime_ns) if ledger.exists() else "", today())


@st.cache_resource(show_spinner="正在读取疑点……", max_entries=2)
def _everything(_kb: KnowledgeBase, state: tuple[str, ...]) -> tuple[Found, ...]:
    del state  # only a part of the cache's key
    return tuple(one for one in stored(_kb) if all(side.doc_id in _kb.editions for side in one.sides))


def by_kind(found: Sequence[Found]) -> dict[str, int]:
    """How many findings of each type, in the order of the types."""
    counts = Counter(one.finding.kind for one in found)
    return {kind: counts[kind] for kind in KINDS if counts[kind]}


def summary(found: Sequence[Found], hint: str = "点一行，看条文对照和处理步骤") -> None:
    """How many there are, of which severities and types."""
    grave = Counter(one.finding.severity for one in found)
    parts = [_chip(name, grave[name], SEVERITY_COLOURS[name]) for name in reversed(SEVERITIES) if grave[name]]
    kinds = [_chip(name, count) for name, count in by_kind(found).items()]
    st.html(
        f'<div class="kb-chips"><span class="kb-total">共{len(found):,}处疑点</span>{"".join(parts)}'
        f'<span class="kb-gap"></span>{"".join(kinds)}<span class="kb-small">{escape(hint)}</span></div>'
    )


def _chip(name: str, count: int, colour: str = "") -> str:
    return f'<span class="{f"kb-badge {colour}".strip()}">{escape(name)}<b>{count:,}</b></span>'


# ---------------------------------------------------------------- list and card


def list_and_card(kb: KnowledgeBase, found: Sequence[Found], where: str) -> None:
    """The list, paged under the name *where*, and below it the card of the chosen finding."""
    decided = judgements(kb)
    chosen = _chosen(kb)
    if found:
        _table(kb, found, decided, where, chosen)
    if chosen:
        ids = [one.finding.id for one in found]
        place = ids.index(chosen.finding.id) if chosen.finding.id in ids else -1
        before = partial(_go, ids, place - 1, where) if place > 0 else None
        after = partial(_go, ids, place + 1, where) if 0 <= place < len(ids) - 1 else None
        moves = {"上一处": before, "下一处": after, "关闭": close}
        finding_card(kb, chosen, decided.get(chosen.finding.id), moves)
        st.html(_SCROLL.format(id=zlib.crc32(chosen.finding.id.encode())), unsafe_allow_javascript=True)


def close() -> None:
    """No finding is chosen; a new table takes the place of the one in which a cell is still marked."""
    _choose("")
    st.session_state["finding_turn"] = st.session_state.get("finding_turn", 0) + 1


def restart(where: str) -> None:
    """The first page of the list *where*, with nothing chosen."""
    _turn(where, 1)


def _turn(where: str, page: int) -> None:
    st.session_state[f"{where}_page"] = page
    close()


def _go(ids: Sequence[str], place: int, where: str) -> None:
    """The finding at *place* is the chosen one, and its page the one that is shown."""
    close()
    _choose(ids[place])
    st.session_state[f"{where}_page"] = place // PAGE + 1


def _choose(id: str) -> None:
    st.session_state["finding_id"] = id
    st.query_params.clear()


def _chosen(kb: KnowledgeBase) -> Found | None:
    """The finding that was clicked, or whose number is in the address of the page."""
    asked = st.query_params.get("finding", "")
    if asked:
        st.session_state["finding_id"] = asked
    id = st.session_state.get("finding_id", "")
    found = next((one for one in everything(kb) if one.finding.id == id), None) if id else None
    if asked and not found:
        banner("not_found", "未找到", f"没有编号为 {asked} 的疑点；条文修改后，原来的疑点可能已经消失。")
    return found


def _table(
    kb: KnowledgeBase, found: Sequence[Found], decided: Mapping[str, Judgement], where: str, chosen: Found | None
) -> None:
    """One page of the list; a click on a row chooses its finding."""
    pages = -(-len(found) // PAGE)
    page = min(int(st.session_state.get(f"{where}_page", 1)), pages)
    shown = found[PAGE * (page - 1) : PAGE * page]
    ids = [one.finding.id for one in shown]
    mark = zlib.crc32("".join(ids).encode())
    key = f"{where}_table{mark}_{st.session_state.get('finding_turn', 0)}"
    rows = [row for row, id in enumerate(ids) if chosen and id == chosen.finding.id]
    st.dataframe(
        table(kb, shown, decided),
        key=key,
        hide_index=True,
        height=_HEAD + _ROW * min(_ROWS_BESIDE if chosen else _ROWS, len(shown)),
        row_height=_ROW,
        column_config={name: st.column_config.TextColumn(width=width) for name, width in _COLUMNS.items()},
        on_select=partial(_picked, key, ids),
        selection_mode=["single-row", "single-cell"],
        selection_default={"selection": {"rows": rows}},
    )
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            _exports(kb, found, where)
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            _pager(where, page, pages, len(found))


def table(kb: KnowledgeBase, shown: Sequence[Found], decided: Mapping[str, Judgement]) -> dict[str, list[str]]:
    """The columns of the list; plain values, which the table draws as text."""
    findings = [one.finding for one in shown]
    return {
        "程度": [f.severity for f in findings],
        "类型": [f.kind for f in findings],
        "事项": [shortened(f.matter, 36) for f in findings],
        "条款": [places(kb, one) for one in shown],
        "差异": [shortened(f.differs, 42) for f in findings],
        "地区": [f.region for f in findings],
        "结论": [decided[f.id].verdict if f.id in decided else "未定" for f in findings],
        "机关": [_named(agencies_of(one)) for one in shown],
        "把握": [f"{f.confidence:.0%}" for f in findings],
    }


def places(kb: KnowledgeBase, one: Found) -> str:
    """《…》第九条、第十条；《…》第二条: the first laws with their articles, and how many laws there are."""
    laws: dict[str, dict[str, None]] = {}
    for side in one.sides:
        edition = kb.editions[side.doc_id]
        name = f"《{full_title(edition)}》{past_words(edition)}"
        laws.setdefault(name, {})[side.provision_id.partition("#")[2]] = None
    named = [f"{law}{'、'.join(list(own)[:2])}{'等' if len(own) > 2 else ''}" for law, own in laws.items()]
    return "；".join(named[:_LAWS]) + (f"；等{len(named)}部" if len(named) > _LAWS else "")


def _named(agencies: Sequence[str]) -> str:
    """The first agencies, and how many there are."""
    more = f"等{len(agencies)}个" if len(agencies) > _AGENCIES else ""
    return "、".join(agencies[:_AGENCIES]) + more


def _picked(key: str, ids: Sequence[str]) -> None:
    """A row or a cell was clicked: its finding is the chosen one; a mark that is taken away chooses nothing."""
    selection = st.session_state[key]["selection"]
    now = {"cells": [row for row, _ in selection["cells"]], "rows": list(selection["rows"])}
    seen: dict[str, Any] = st.session_state.get("finding_seen", {})
    before = seen.get(key, {})
    st.session_state["finding_seen"] = {key: now}
    clicked = next((rows for part, rows in now.items() if rows and rows != before.get(part)), [])
    if clicked and clicked[0] < len(ids):
        _choose(ids[clicked[0]])


def _pager(where: str, page: int, pages: int, total: int) -> None:
    if pages > 1:
        st.button("上一页", key=f"{where}_back", disabled=page == 1, on_click=_turn, args=(where, page - 1))
        first, last = PAGE * (page - 1) + 1, min(PAGE * page, total)
        note = f"第{page}页，共{pages:,}页（第{first:,}至{last:,}处）"
        st.html(f'<div class="kb-small">{note}</div>', width="content")
        st.button("下一页", key=f"{where}_on", disabled=page == pages, on_click=_turn, args=(where, page + 1))


# ---------------------------------------------------------------- export


def _exports(kb: KnowledgeBase, found: Sequence[Found], where: str) -> None:
    """The whole list as a file, made when it is asked for."""
    for label, make, end, mime in (
        ("导出CSV表格", csv_bytes, "csv", "text/csv"),
        ("导出JSON", json_bytes, "jsonl", "application/x-ndjson"),
    ):
        st.download_button(
            label, partial(make, kb, found), f"疑点-{today()}.{end}", mime, key=f"{where}_{end}", on_click="ignore",
            help=f"导出本次筛选的全部{len(found):,}处疑点",
        )  # fmt: skip


def csv_bytes(kb: KnowledgeBase, found: Sequence[Found]) -> bytes:
    """All of *found* as ``kb conflicts --csv`` writes them, with a mark by which Excel knows UTF-8."""
    return findings_csv(kb, found).encode("utf-8-sig")


def json_bytes(kb: KnowledgeBase, found: Sequence[Found]) -> bytes:
    """All of *found*, one a line, as ``kb conflicts --json`` prints them."""
    decided = judgements(kb)
    rows = (json.dumps(finding_shape(kb, one, decided), ensure_ascii=False) + "\n" for one in found)
    return "".join(rows).encode("utf-8")
