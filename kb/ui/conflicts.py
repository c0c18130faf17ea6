"""交叉与冲突: the findings as a list, agency by agency, for one matter and for two regions; each judged by an analyst."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from kb import findings
from kb.conflicts.tables import KINDS, SEVERITIES
from kb.dates import today
from kb.errors import KBError
from kb.findings import FindingFilters, list_findings
from kb.findings.listing import VERDICTS
from kb.knowledge import KnowledgeBase
from kb.ui import chosen_day, is_gist, keep, opened
from kb.ui.cards import banner, chinese_date, page_title, section, small
from kb.ui.conflict_map import agencies_view, matter_view, regions_view, select
from kb.ui.found import COMPARING, close, everything, list_and_card, restart, state, summary

_LEAD = "逐条比对现行有效的文本，列出职权交叉、冲突、真空、越权和文本问题。所列均为疑似，供人工核查，不是合法性结论。"
_WIDE = '<style>[data-testid="stMainBlockContainer"] { max-width: 1560px; }</style>'
_FIELDS = {  # the widgets of the form and their values when nothing is asked for
    "finding_kind": None,
    "finding_severity": None,
    "finding_agency": "",
    "finding_region": None,
    "finding_domain": None,
    "finding_law": "",
    "finding_words": "",
    "finding_judged": None,
}
_LIST, _AGENCIES, _MATTER, _REGIONS = "疑点清单", "机关×机关", "查事项", "两地比较"


def main() -> None:
    st.html(_WIDE)
    page_title("交叉与冲突", _LEAD)
    kb = opened()
    if is_gist(kb):
        _only_gists()
        return
    try:
        if _compared(kb):
            _views(kb)
    except (KBError, OSError) as error:
        banner("failed", "未能列出", str(error))


def _views(kb: KnowledgeBase) -> None:
    """The four views; only the open one is made."""
    views = {_LIST: _list_view, _AGENCIES: agencies_view, _MATTER: matter_view, _REGIONS: regions_view}
    tabs = st.tabs(list(views), key=keep("finding_view", _LIST), on_change=close)
    for tab, view in zip(tabs, views.values(), strict=True):
        if tab.open:
            with tab:
                view(kb)


# ---------------------------------------------------------------- is it compared?


def _only_gists() -> None:
    """There is nothing to compare: the words of the starter catalogue are ours."""
    banner(
        "note",
        "需要官方文本",
        "知识库中只有起步目录。要点是我们自己的话，不是条文，不能用来比对职权交叉和冲突；请先导入官方文本。",
    )
    section("怎样导入")
    st.html(
        '<ol class="kb-steps"><li>把法规文件（docx、html、md、txt）放进一个文件夹，运行　<code>kb build 文件夹</code></li>'
        "<li>能联网时，也可以下载公开法规集并导入　<code>kb fetch</code></li>"
        "<li>刷新本页，点“开始比对”</li></ol>"
    )


def _compared(kb: KnowledgeBase) -> bool:
    """Whether there are findings to show; a notice and a button where they are not those of today's texts."""
    if _fresh(kb, state(kb)):
        _days()
        return True
    there = len(everything(kb))
    if there:
        said = f"下面是上次比对留下的{there:,}处疑点，可能不全或者已经过时：知识库、日期或者规则有变化，或者上次比对没有做完。"
        banner("not_found", "需要重新比对", said)
    else:
        said = "还没有比对过知识库中的文本。第一次比对全部文本需要几分钟，以后只比对有变化的文件。"
        banner("not_found", "尚未比对", said)
    place = st.container(horizontal=True, vertical_alignment="center")
    with place:
        start = st.button("开始比对", type="primary")
        small("可以随时停止或者离开本页，再次开始时接着做；已有的结论不受影响。")
    if start:
        _compare(kb)
    return there > 0


def _days() -> None:
    if chosen_day() != today():
        small(f"疑点按今天（{chinese_date(today())}）现行有效的文本比对，不随时效基准日变化。")


@st.cache_resource(show_spinner=False, max_entries=4)
def _fresh(_kb: KnowledgeBase, state: tuple[str, ...]) -> bool:
    return findings.is_fresh(_kb, state[-1])


def _compare(kb: KnowledgeBase) -> None:
    """Compare, step by step; a click on 停止, or a visit to another page, ends it after the step."""
    if not COMPARING.acquire(blocking=False):
        banner("note", "正在比对", "另一个窗口正在比对，或者刚才停止的一步还没有做完；请稍候再刷新本页。")
        return
    try:
        bar = st.progress(0.0, text="正在准备……")
        st.button("停止")
        findings.update(kb, tell=partial(_tell, bar))
    finally:
        COMPARING.release()
    st.rerun()


def _tell(bar: Any, stage: str, done: int, total: int) -> None:
    bar.progress(done / total, text=f"{stage}（第{min(done + 1, total)}步，共{total}步）")


# ---------------------------------------------------------------- the list


def _list_view(kb: KnowledgeBase) -> None:
    found = list_findings(kb, _form(kb), everything(kb))
    if found:
        summary(found)
    else:
        banner("not_found", "未找到", "没有符合条件的疑点；这只说明现有规则没有查出，不等于没有问题。可以放宽条件。")
    list_and_card(kb, found, "list")


def _form(kb: KnowledgeBase) -> FindingFilters:
    """The filters as last submitted."""
    there = everything(kb)
    editions = {kb.editions[side.doc_id] for one in there for side in one.sides}
    places = {one.finding.region for one in there} | {e.region for e in editions if e.region}
    regions = sorted(places, key=lambda name: (name != "全国", name))
    domains = sorted({one.finding.domain for one in there if one.finding.domain})
    with st.form("findings", border=True):
        words, agency, law, submit = st.columns([2.6, 2, 2, 0.9], vertical_alignment="bottom")
        words.text_input(
            "事项、理由中的词",
            key=keep("finding_words", ""),
            placeholder="如 夜间施工（空格隔开，同时包含）",
            max_chars=100,
        )
        agency.text_input("机关", key=keep("finding_agency", ""), placeholder="现称、旧称、俗称，如 城管", max_chars=50)
        law.text_input("法名", key=keep("finding_law", ""), placeholder="法名中的词", max_chars=100)
        submit.form_submit_button("查询", type="primary", width="stretch", on_click=restart, args=("list",))
        kind, severity, region, domain, judged, clear = st.columns(
            [1.5, 1.3, 1.3, 1.5, 1, 0.9], vertical_alignment="bottom"
        )
        select(kind, "类型", "finding_kind", KINDS)
        select(severity, "程度", "finding_severity", SEVERITIES[::-1], format_func=_at_least)
        select(region, "地区", "finding_region", regions)
        select(domain, "领域", "finding_domain", domains)
        select(judged, "结论", "finding_judged", ("未定", *VERDICTS))
        clear.form_submit_button("清空", width="stretch", on_click=_clear)
    values = {key.removeprefix("finding_"): (st.session_state[key] or "").strip() for key in _FIELDS}
    return FindingFilters(**values)


def _at_least(severity: str) -> str:
    """一般以上; the gravest alone."""
    return severity if severity == SEVERITIES[-1] else f"{severity}以上"


def _clear() -> None:
    st.session_state.update(_FIELDS)
    restart("list")


if __name__ == "__main__":
    main()
