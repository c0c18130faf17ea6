"""问依据: a question, answered by quoted articles or by an honest "not found"."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

import streamlit as st

from kb.answer import answer
from kb.catalogue import NOTICE
from kb.dates import today
from kb.knowledge import KnowledgeBase
from kb.model import Answer, Document, Group
from kb.question import Question, understand
from kb.search import Filters
from kb.ui import day_input, is_gist, is_sample, keep, opened
from kb.ui.cards import (
    banner,
    chinese_date,
    page_title,
    power_facts,
    quote_card,
    section,
    shared_words,
    small,
)
from kb.writer import LABEL, Written, host, write

_SAMPLE_QUESTIONS = (
    "在公共场所露天烧烤由哪个部门处罚、罚多少？",
    "运输建筑垃圾沿途遗撒罚多少？",
    "占用城市道路的许可要几个工作日办结？",
    "养犬不办理登记怎么处罚？",
)
_GIST_QUESTIONS = (
    "工地夜里施工扰民谁来管？",
    "饭店油烟直排怎么罚？",
    "渣土车一路撒土",
    "没有驾照开车",
    "超市卖过期食品",
    "占道摆摊怎么罚？",
)
_QUESTIONS = (
    "对未取得施工许可证擅自施工的处罚",
    "食品安全监督检查可以采取哪些措施？",
    "未经批准擅自设置户外广告怎么处罚？",
    "查封、扣押的期限是多长？",
)
_LEAD = "输入一个执法问题，用知识库中的条文原文回答；找不到就明说未找到，不改写、不编造。"
_DOUBTFUL = 0.8  # confidence below which the reader is asked to check whether the articles are to the point
_GIST_LEAD = "输入一个执法问题，用起步目录中的要点回答，写明法名和条号；找不到就明说未找到，不编造。"


def main() -> None:
    kb = opened()
    page_title("问依据", _GIST_LEAD if is_gist(kb) else _LEAD)
    with st.form("ask", border=False):
        left, middle, right = st.columns([6, 2, 1.3], vertical_alignment="bottom")
        with left:
            question = st.text_input(
                "问题", key=keep("question", ""), placeholder="例如：对未取得施工许可证擅自施工的处罚", max_chars=500
            )
        with middle:
            day = day_input()
        with right:
            st.form_submit_button("查依据", type="primary", width="stretch")
    _examples(_SAMPLE_QUESTIONS if is_sample(kb) else _GIST_QUESTIONS if is_gist(kb) else _QUESTIONS)
    if question.strip():
        understood = _chips(question.strip(), kb.places)
        if understood.day and day == today():
            day = understood.day
        with st.spinner("正在检索……"):
            found = answer(kb, understood, filters=Filters(day=day))
        _state(found, day)
        above = st.container()
        for group in found.groups:
            _group(kb, group, day)
        if found.answers:
            small(_foot(found))
        if kb.config.writer and found.state == "grounded":
            with above, st.spinner("正在请模型撰写……"):
                _written(kb, _phrased(kb, found, day))


def _phrased(kb: KnowledgeBase, found: Answer, day: str) -> Written:
    """What the model wrote for *found*; it is asked once, not at every touch of the page."""
    key = (kb.config.writer, kb.config.writer_model, found.question, day, tuple(q.provision_id for q in found.answers))
    kept: tuple[object, Written] | None = st.session_state.get("written")
    if kept is None or kept[0] != key:
        kept = st.session_state["written"] = (key, write(kb, found, kb.config))
    return kept[1]


def _written(kb: KnowledgeBase, written: Written) -> None:
    """The words of the model, with what has no support struck out, or why there are none."""
    if written.reason:
        banner("note", "没有撰写", written.reason)
        return
    section(LABEL)
    words = "".join(f"<del>{escape(piece)}</del>" if struck else escape(piece) for piece, struck in written.pieces())
    st.html(f'<div class="kb-written">{words}</div>')
    if note := written.note():
        banner("failed", "已划去", note)
    small(f"撰写时，问题和所引条文发给了 {host(kb.config)}；请以下面的条文原文为准。")


def _group(kb: KnowledgeBase, group: Group, day: str) -> None:
    """One conduct: the order and its rules, who may act, and the articles of each power together."""
    section(group.conduct)
    if group.rules:
        small(f"排序依据：{'；'.join(group.rules)}")
    if group.several:
        banner("note", "多个机关", group.several)
    for card in group.cards:
        if card.name:
            power_facts(card)
        for item in card.quotes:
            quote_card(item, item.rank, day, kb.store.get(Document, item.provision_id.partition("#")[0]).path)
    for item in group.coordination:
        small(f"{item.role}：《{item.title}》{item.address}（{item.status}）")
        shared_words(item)


def _chips(question: str, places: Collection[str]) -> Question:
    """What was understood of the question, each a chip that can be taken away; what is left is searched for."""
    key = f"chips {question}"
    whole = understand(question, places)
    names = {f"{chip.kind}：{chip.text}": chip.text for chip in whole.chips()}
    if not names:
        return whole
    kept = st.pills("已理解（点一下去掉，再点恢复）", list(names), selection_mode="multi", default=list(names), key=key)
    return understand(question, places, dropped={text for name, text in names.items() if name not in kept})


def _foot(found: Answer) -> str:
    """What to mind before using an answer."""
    gists = sum(item.gist for item in found.answers)
    if gists == len(found.answers):
        return f"以上均为{NOTICE}，只供查找线索；正式引用前，请查阅官方公布的文本。"
    rest = f"标有“{NOTICE}”的除外，" if gists else ""
    return f"以上均为知识库中的原文摘录，{rest}正式引用前，请与官方公布的文本核对。"


def _examples(questions: tuple[str, ...]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="examples"):
        st.html('<div class="kb-small">试试：</div>', width="content")
        for number, question in enumerate(questions):
            st.button(question, key=f"example{number}", on_click=_ask, args=(question,))


def _ask(question: str) -> None:
    st.session_state["question"] = question


def _state(found: Answer, day: str) -> None:
    """Which of the three states it is."""
    if found.state == "grounded":
        what = NOTICE if all(item.gist for item in found.answers) else "条文"
        sure = f"，把握{found.confidence:.0%}" if found.confidence < 1 else ""
        sure += "，请逐条核对是否对题" if found.confidence < _DOUBTFUL else ""
        banner("grounded", "有依据", f"以{chinese_date(day)}的有效版本为准，引自{len(found.answers)}条{what}{sure}")
    elif found.state == "not_found":
        banner("not_found", "未找到依据", found.reason.removeprefix("未找到依据："))
    else:
        banner("failed", "未能完成检索", found.reason.removeprefix("未能完成检索："))


if __name__ == "__main__":
    main()
