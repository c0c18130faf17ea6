"""权力事项: who may do what about which conduct: a list to be filtered, one item with its bases, and export."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from functools import partial
from html import escape
from typing import Any, get_args

import streamlit as st

from kb.codes import TYPES
from kb.errors import KBError, NotFound
from kb.knowledge import KnowledgeBase
from kb.model import Level
from kb.powers import ItemFilters, Listed, counts, find_item, list_items, named_bodies
from kb.shapes import item_shape, items_csv
from kb.ui import built, chosen_day, day_input, keep, opened
from kb.ui.cards import banner, page_title
from kb.ui.item import item_card

PAGE = 200  # rows a page
_WIDE = '<style>[data-testid="stMainBlockContainer"] { max-width: 1560px; }</style>'
_WHOLE = (  # no card: the list has the whole width
    '<style>.st-key-item-split [data-testid="stColumn"]:has([data-testid="stDataFrame"]) { min-width: 100%; }</style>'
)
_FIELDS = {  # the widgets of the form and their values when nothing is asked for
    "item_words": "",
    "item_agency": "",
    "item_kind": None,
    "item_domain": None,
    "item_level": None,
    "item_region": None,
    "item_law": "",
}
_SCROLL = """<script>/* item {id}: a card below the fold comes into view */
setTimeout(() => {{
  const card = document.querySelector(".st-key-item-card"), main = document.querySelector('[data-testid="stMain"]');
  const top = card ? card.getBoundingClientRect().top : 0;
  if (top > innerHeight * 0.7) main.scrollBy({{top: top - innerHeight * 0.35, behavior: "smooth"}});
}}, 300);</script>"""
_HINT = "点一行，看该事项的全部依据"


def main() -> None:
    kb = opened()
    page_title("权力事项")
    try:
        filters = _form(kb)
        found = listed(kb, filters)
        _summary(found, filters.agency)
        if not found:
            banner("not_found", "未找到", "没有符合条件的权力事项。可以减少词语，或放宽类型、机关、地区、日期等条件。")
        _list_and_card(kb, found, filters.day)
    except NotFound as error:
        banner("not_found", "未找到", str(error))
    except (KBError, OSError) as error:
        banner("failed", "未能列出", str(error))


def listed(kb: KnowledgeBase, filters: ItemFilters) -> list[Listed]:
    """What *filters* leave, remembered until the knowledge base is built anew."""
    return _listed(kb, built(kb.folder), filters)


@st.cache_resource(show_spinner="正在列出权力事项……", max_entries=4)
def _listed(_kb: KnowledgeBase, built: tuple[str, ...], filters: ItemFilters) -> list[Listed]:
    del built  # only a part of the cache's key
    return list_items(_kb, filters)


# ---------------------------------------------------------------- filters


def _form(kb: KnowledgeBase) -> ItemFilters:
    """The filters as last submitted."""
    everything = listed(kb, ItemFilters(day=chosen_day()))
    there = {e.level for e in kb.editions.values()}
    levels = [level for level in get_args(Level) if level in there]  # in the order of their rank
    regions = sorted({e.region for e in kb.editions.values() if e.region}, key=lambda name: (name != "全国", name))
    domains = sorted({x.item.domain for x in everything if x.item.domain})
    with st.form("items", border=True):
        words, agency, kind, submit = st.columns([3, 2.2, 1.6, 1], vertical_alignment="bottom")
        words.text_input(
            "事项名称或行为中的词",
            key=keep("item_words", ""),
            placeholder="如 夜间施工 噪声（空格隔开，同时包含）",
            max_chars=100,
        )
        agency.text_input(
            "执法机关", key=keep("item_agency", ""), placeholder="现称、旧称、俗称均可，如 城管、工商", max_chars=50
        )
        _select(kind, "权力类型", "item_kind", list(TYPES))
        submit.form_submit_button("查询", type="primary", width="stretch", on_click=_restart)
        domain, level, region, law, day, clear = st.columns([1.5, 1.5, 1.2, 1.9, 1.9, 1], vertical_alignment="bottom")
        _select(domain, "执法领域", "item_domain", domains)
        _select(level, "效力级别", "item_level", levels)
        _select(region, "地区", "item_region", regions)
        law.text_input("法名", key=keep("item_law", ""), placeholder="全称或简称", max_chars=100)
        with day:
            chosen = day_input()
        clear.form_submit_button("清空", width="stretch", on_click=_clear)
    values: dict[str, Any] = {key.removeprefix("item_"): (st.session_state[key] or "").strip() for key in _FIELDS}
    return ItemFilters(day=chosen, **values)


def _select(place: Any, label: str, key: str, options: Sequence[str]) -> None:
    if st.session_state.get(key) not in (None, *options):
        st.session_state[key] = None  # remembered from a knowledge base that had it
    place.selectbox(label, options, key=keep(key, None), index=None, placeholder="全部")


def _clear() -> None:
    st.session_state.update(_FIELDS)
    _restart()


def _restart() -> None:
    _turn(1)


def _turn(page: int) -> None:
    """Go to a page of the list, on which no item is chosen."""
    st.session_state["item_page"] = page
    _close()


def _close() -> None:
    """No item is chosen; a new table takes the place of the one in which a cell is still marked."""
    st.session_state["item_id"] = ""
    st.session_state["item_seen"] = {}
    st.session_state["item_turn"] = st.session_state.get("item_turn", 0) + 1
    st.query_params.clear()


def _understood(agency: str) -> str:
    """How the name of a body was read; empty where it was taken as it is."""
    bodies = sorted(named_bodies(agency)) if agency else []
    return "" if bodies in ([], [agency]) else f"“{agency}”按今天的{'、'.join(bodies)}查找"


# ---------------------------------------------------------------- the list


def _summary(found: list[Listed], agency: str) -> None:
    """How many there are, and of which kinds."""
    kinds = counts(found)["权力类型"]
    chips = "".join(f'<span class="kb-badge">{kind}<b>{count:,}</b></span>' for kind, count in kinds.items())
    st.html(
        f'<div class="kb-chips"><span class="kb-total">共{len(found):,}个事项</span>{chips}'
        f'<span class="kb-small">{escape(_understood(agency) or _HINT if found else "")}</span></div>'
    )


def _exports(found: list[Listed], day: str) -> None:
    """The whole list as a file, made when it is asked for."""
    _download("导出CSV表格", partial(csv_bytes, found), f"权力事项-{day}.csv", "text/csv", len(found))
    _download("导出JSON", partial(json_bytes, found), f"权力事项-{day}.jsonl", "application/x-ndjson", len(found))


def _download(label: str, data: Any, name: str, mime: str, count: int) -> None:
    note = f"导出本次筛选的全部{count:,}个事项" + ("，可用 Excel、WPS 打开" if mime == "text/csv" else "，一行一个")
    st.download_button(label, data, name, mime, help=note, on_click="ignore")


def csv_bytes(found: Sequence[Listed]) -> bytes:
    """All of *found* as ``kb items --csv`` writes them, with a mark by which Excel knows UTF-8."""
    return items_csv(found).encode("utf-8-sig")


def json_bytes(found: Sequence[Listed]) -> bytes:
    """All of *found*, one a line, as ``kb items --json`` prints them."""
    return "".join(json.dumps(item_shape(x), ensure_ascii=False) + "\n" for x in found).encode("utf-8")


def _table(found: list[Listed], day: str) -> None:
    """One page of the list; a click on a row chooses its item."""
    pages = -(-len(found) // PAGE)
    page = min(int(st.session_state.get("item_page", 1)), pages)
    shown = found[PAGE * (page - 1) : PAGE * page]
    ids = [x.item.id for x in shown]
    key = f"item_table{st.session_state.get('item_turn', 0)}"
    chosen = [row for row, id in enumerate(ids) if id == st.session_state.get("item_id")]
    st.dataframe(
        table(shown),
        key=key,
        hide_index=True,
        height=_HEAD + _ROW * min(_ROWS, len(shown)),
        row_height=_ROW,
        column_config={name: st.column_config.TextColumn(width=width) for name, width in _COLUMNS.items()},
        on_select=partial(_picked, key, ids),
        selection_mode=["single-row", "single-cell"],
        selection_default={"selection": {"rows": chosen}},
    )
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            _exports(found, day)
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            _pager(page, pages, len(found))


_COLUMNS = {  # widths in pixels
    "编码": 150, "事项名称": 220, "类型": 105, "执法机关": 150, "幅度": 190, "依据": 200, "层级": 80, "领域": 90, "时效": 85,
}  # fmt: skip
_HEAD, _ROW, _ROWS = 37, 66, 7  # heights in pixels, rows seen at once; lower rows would not wrap their text


def table(shown: Sequence[Listed]) -> dict[str, list[str]]:
    """The columns of the list; plain values, which the table draws as text."""
    gists = {x.edition.gist for x in shown}
    columns = {
        "编码": [x.code for x in shown],
        "事项名称": [x.item.name for x in shown],
        "类型": [x.item.kind for x in shown],
        "执法机关": ["、".join(x.item.agencies) or "法条没有写明" for x in shown],
        "幅度": [x.item.measures for x in shown],
        "依据": [f"《{x.law}》{x.item.address}" for x in shown],
        "层级": [x.item.tier for x in shown],
        "领域": [x.item.domain for x in shown],
        "时效": [x.status for x in shown],
    }
    if len(gists) == 2:
        columns["文本"] = ["要点" if x.edition.gist else "原文" for x in shown]
    return columns


def _picked(key: str, ids: Sequence[str]) -> None:
    """A row or a cell was clicked: its item is the chosen one.

    A cell of 编码 chooses nothing: it is clicked to copy the code, and a click on the head of a column, which sorts,
    arrives as one.
    """
    selection = st.session_state[key]["selection"]
    cells = [row for row, column in selection["cells"] if column != "编码"]
    now = {"cells": cells, "rows": list(selection["rows"])}
    before = st.session_state.get("item_seen", {})
    st.session_state["item_seen"] = now
    clicked = next((rows for part, rows in now.items() if rows and rows != before.get(part)), [])
    if clicked and clicked[0] < len(ids):
        st.session_state["item_id"] = ids[clicked[0]]
        st.query_params.clear()


def _pager(page: int, pages: int, total: int) -> None:
    if pages > 1:
        st.button("上一页", disabled=page == 1, on_click=_turn, args=(page - 1,))
        first, last = PAGE * (page - 1) + 1, min(PAGE * page, total)
        note = f"第{page}页，共{pages:,}页（第{first:,}至{last:,}个）"
        st.html(f'<div class="kb-small">{note}</div>', width="content")
        st.button("下一页", disabled=page == pages, on_click=_turn, args=(page + 1,))


def _list_and_card(kb: KnowledgeBase, found: list[Listed], day: str) -> None:
    """The list and the chosen item's card: side by side where the window is wide, else one below the other."""
    chosen = _chosen(kb, found, day)
    st.html(_WIDE if chosen else _WIDE + _WHOLE)
    with st.container(key="item-split"):
        left, right = st.columns(2)
        with left:
            if found:
                _table(found, day)
        with right:
            if chosen:
                item_card(kb, chosen, day, on_close=_close)
                st.html(_SCROLL.format(id=zlib.crc32(chosen.item.id.encode())), unsafe_allow_javascript=True)


def _chosen(kb: KnowledgeBase, found: list[Listed], day: str) -> Listed | None:
    """The item that was clicked, or whose code is in the address of the page."""
    code = st.query_params.get("code", "")
    if code:
        try:
            found = [find_item(kb, code, day=day)]
            st.session_state["item_id"] = found[0].item.id
        except NotFound as error:
            banner("not_found", "未找到", str(error))
    id = st.session_state.get("item_id", "")
    return next((x for x in found if x.item.id == id), None) if id else None


if __name__ == "__main__":
    main()
