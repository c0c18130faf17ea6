"""条文检索: articles by words and by what they are: level, place, agency, kind of power, law, day."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from kb.answer import quote
from kb.errors import KBError, NotFound
from kb.knowledge import KnowledgeBase
from kb.model import Document, Hit, Level
from kb.registry import power_types
from kb.search import Filters, search
from kb.show import look_up
from kb.ui import day_input, keep, law, opened
from kb.ui.cards import banner, page_title, quote_card, small

_PAGE = 10  # results a page


def main() -> None:
    kb = opened()
    page_title("条文检索", "按词语和含义检索条文；可写“行政处罚法第九条”直达条文，不写检索内容只写法名则列出目录。")
    query, filters = _form(kb)
    try:
        if query:
            _results(kb, query, filters)
        elif filters.law:
            _laws(kb, filters)
        else:
            banner("note", "请输入检索内容", "或在“法名”中填写一部法规的名称，查看它的目录。")
    except NotFound as error:
        banner("not_found", "未找到", str(error))
    except (KBError, OSError) as error:
        banner("failed", "未能完成检索", str(error))


def _form(kb: KnowledgeBase) -> tuple[str, Filters]:
    """The query and its filters, as last submitted."""
    there = {e.level for e in kb.editions.values()}
    levels = [level for level in get_args(Level) if level in there]  # in the order of their rank
    regions = sorted({e.region for e in kb.editions.values() if e.region})
    with st.form("search", border=True):
        left, right = st.columns([6, 1], vertical_alignment="bottom")
        query = left.text_input(
            "检索内容", key=keep("query", ""), placeholder="例如：扣押经营工具、行政处罚法第九条", max_chars=500
        )
        right.form_submit_button("检索", type="primary", width="stretch", on_click=_first_page)
        level, region, power, agency = st.columns(4)
        name, day, versions = st.columns([2, 1, 1], vertical_alignment="bottom")
        with day:
            chosen = day_input()
        filters = Filters(
            level=level.selectbox("效力级别", levels, key=keep("level", None), index=None, placeholder="全部") or "",
            region=region.selectbox("地区", regions, key=keep("region", None), index=None, placeholder="全部") or "",
            power=power.selectbox("权力类型", _powers(), key=keep("power", None), index=None, placeholder="全部") or "",
            agency=agency.text_input("执法机关", key=keep("agency", ""), placeholder="如 城市管理部门").strip(),
            law=name.text_input("法名", key=keep("law", ""), placeholder="可用简称，如 行政处罚法").strip(),
            day=chosen,
            all_versions=versions.checkbox(
                "包括所有版本", key=keep("all_versions", False), help="也查已被修改、已废止和尚未生效的版本"
            ),
        )
    return query.strip(), filters


def _powers() -> list[str]:
    return sorted({row.kind for row in power_types()}, key=lambda kind: (kind == "其他", kind))


def _results(kb: KnowledgeBase, query: str, filters: Filters) -> None:
    page = int(st.session_state.get("page", 1))
    with st.spinner("正在检索……"):
        hits = search(kb, query, filters=filters, limit=_PAGE * page + 1)
    shown = hits[_PAGE * (page - 1) : _PAGE * page]
    if not shown:
        banner("not_found", "未找到", "没有符合条件的条文。可以换用法条用语，或放宽级别、地区、机关、日期等条件。")
        return
    first = _PAGE * (page - 1) + 1
    small(f"第{first}至{first + len(shown) - 1}项结果，按相关程度排列")
    for number, hit in enumerate(shown, first):
        _result(kb, hit, number, filters)
    _pager(page, more=len(hits) > _PAGE * page)


def _result(kb: KnowledgeBase, hit: Hit, number: int, filters: Filters) -> None:
    item = quote(kb, hit, filters)
    path = kb.store.get(Document, hit.provision_id.partition("#")[0]).path
    quote_card(item, number, filters.day, path, short=True)


def _pager(page: int, *, more: bool) -> None:
    if page == 1 and not more:
        return
    with st.container(horizontal=True, horizontal_alignment="center", vertical_alignment="center"):
        st.button("上一页", disabled=page == 1, on_click=_turn, args=(page - 1,))
        st.html(f'<div class="kb-small">第{page}页</div>', width="content")
        st.button("下一页", disabled=not more, on_click=_turn, args=(page + 1,))


def _turn(page: int) -> None:
    st.session_state["page"] = page


def _first_page() -> None:
    _turn(1)


def _laws(kb: KnowledgeBase, filters: Filters) -> None:
    """The outline of each version that the filters leave."""
    for edition, _provisions in look_up(kb, filters.law, day=filters.day, all_versions=filters.all_versions):
        with st.container(border=True):
            law.header(kb, edition, filters.day)
            law.contents(kb, edition)


if __name__ == "__main__":
    main()
