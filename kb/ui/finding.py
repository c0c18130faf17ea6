"""The card of one finding: the texts side by side, why they are doubted, what to do, and what the analyst decided."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from html import escape
from itertools import groupby, pairwise, zip_longest
from typing import Any

import streamlit as st

from kb.conflicts.found import Found
from kb.dates import today
from kb.findings import finding_shape, judge
from kb.findings.listing import VERDICTS
from kb.knowledge import KnowledgeBase
from kb.model import Judgement, Penalty, Provision, Side
from kb.titles import full_title
from kb.ui import keep
from kb.ui.cards import (
    ARTICLE,
    badge,
    badges,
    banner,
    chinese_date,
    definitions,
    heading,
    mind,
    section,
    shortened,
    small,
)
from kb.validity import newer_words, status

Span = tuple[int, int]
Move = Callable[[], None]
SEVERITY_COLOURS = {"严重": "kb-red", "一般": "kb-orange", "提示": ""}
VERDICT_COLOURS = {"确认": "kb-red", "排除": "kb-green", "待定": "kb-violet"}
NOTICE = "疑似，供人工核查，不是合法性结论"
_ABOUT_BODIES = ("职权重叠", "主体不一致", "一事多罚")
_ABOUT_AMOUNTS = ("幅度不一致", "一事多罚", "越权设定")
_MARKS = {"at": "疑点所在", "body": "机关", "sum": "数额", "unlike": "两处不同"}  # the later over the earlier
_NUMBER = re.compile(
    r"第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?\s*|[（(][一二三四五六七八九十]+[）)]\s*"
)
_AMOUNT = re.compile(r"[零〇一二三四五六七八九十百千万亿0-9.,]+")
_SAME = str.maketrans("（）；：，％", "();:,%")  # ways of writing that make no difference
_LONG = 360  # characters of an article shown at once
_LIKE = 0.5  # the least likeness at which single characters are compared
_SHORT = 40  # characters of a text that is one expression
_COMPARED = 1500  # characters of a side at most; beyond that a comparison tells nothing


def finding_card(kb: KnowledgeBase, one: Found, judgement: Judgement | None, moves: Mapping[str, Move | None]) -> None:
    """Everything that is known of one finding; *moves* are the buttons' names and what they do, None where nothing."""
    shape = finding_shape(kb, one)
    with st.container(border=True, key="finding-card"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.code(one.finding.id, language=None, width="content")
            with st.container(horizontal=True, width="content"):
                for name, move in moves.items():
                    st.button(name, key=f"finding_{name}", disabled=move is None, on_click=move)
        st.html(_head(one, judgement))
        section("条文对照")
        _texts(kb, one)
        left, right = st.columns(2, gap="medium")
        with left:
            section("核查")
            st.html(_check(shape))
            section("分析人员结论")
            _decide(kb, one, judgement)
        with right:
            section("处理步骤")
            st.html(_steps(shape["resolution"]))


def _head(one: Found, judgement: Judgement | None) -> str:
    finding = one.finding
    marks = [badge(finding.severity, SEVERITY_COLOURS[finding.severity])]
    marks += [badge(f"把握{finding.confidence:.0%}"), *(badge(x) for x in (finding.region, finding.domain) if x)]
    marks += [verdict_badge(judgement)] if judgement else []
    facts = [("理由", finding.reason), ("差异", finding.differs.replace("；", "\n"))]
    title = heading("", shortened(finding.matter, 90), path=f"疑似{finding.kind}")
    return (
        f'{title}<div class="kb-badges">{"".join(marks)}</div>{definitions(facts)}<div class="kb-small">{NOTICE}</div>'
    )


def verdict_badge(judgement: Judgement) -> str:
    """已确认, 已排除 or 待定."""
    name = judgement.verdict if judgement.verdict == "待定" else f"已{judgement.verdict}"
    return badge(name, VERDICT_COLOURS[judgement.verdict])


def _check(shape: Mapping[str, Any]) -> str:
    traps = "".join(f"<li>{escape(trap)}</li>" for trap in shape["traps"])
    rule = shape["rule"]
    rows = [("规则", rule["what"]), ("依据", rule["source"].replace("|", "、")), ("有权决定", shape["decides"])]
    return f'<div class="kb-path">须先排除的情形</div><ul class="kb-list">{traps}</ul>{definitions(rows)}'


def _steps(steps: Iterable[Mapping[str, str]]) -> str:
    lines = (f"<li>{escape(s['step'])}<span>{escape(s['source'])}</span></li>" for s in steps)
    return f'<ol class="kb-list">{"".join(lines)}</ol>'


# ---------------------------------------------------------------- the texts


def _texts(kb: KnowledgeBase, one: Found) -> None:
    """The places two and two, those of one article together."""
    sides = sorted(one.sides, key=lambda side: side.ordinal)
    first = {side.provision_id: n for n, side in reversed(list(enumerate(sides)))}
    together = sorted(sides, key=lambda side: (first[side.provision_id], side.start))
    places = [list(group) for _, group in groupby(together, key=lambda side: side.provision_id)]
    differ = _differing(kb, places)
    drawn = [_marks_of(kb, one, group, spans) for group, spans in zip(places, differ, strict=True)]
    pairs = list(zip(places, drawn, strict=True))
    st.html(_legend("".join(_words(kb, *pair) for pair in pairs)))
    for two in zip_longest(pairs[::2], pairs[1::2]):
        columns = st.columns(2 if len(pairs) > 1 else 1, gap="medium")
        for column, place in zip(columns, two, strict=False):
            if place:
                with column:
                    _place(kb, *place)


def _legend(drawn: str) -> str:
    """What the colours mean that were used."""
    names = (f'<mark class="kb-{name}">{words}</mark>' for name, words in _MARKS.items() if f"kb-{name}" in drawn)
    return f'<div class="kb-legend kb-quote-marks">{"".join(names)}</div>'


def _place(kb: KnowledgeBase, group: Sequence[Side], marks: Mapping[str, Sequence[Span]]) -> None:
    """One article: its law, version and validity, its body, its words, and the way to the page of it."""
    side, unit = group[0], kb.store.get(Provision, group[0].provision_id)
    edition = kb.editions[side.doc_id]
    known = badges(
        edition.level,
        edition.region,
        edition.version,
        status(edition, today()),
        sample=edition.sample,
        complete=edition.complete,
        gist=edition.gist,
    )
    st.html(heading(full_title(edition), unit.address) + known + mind(newer_words(edition, today())))
    st.html(definitions(_bodies(group)))
    whole, brief = _words(kb, group, marks), _words(kb, group, marks, brief=True)
    st.html(brief)
    if brief != whole:
        with st.expander(f"全条（{len(unit.text.strip()):,}字）"):
            st.html(whole)
    st.page_link(ARTICLE, label="查看上下文", query_params={"id": side.provision_id})


def _words(
    kb: KnowledgeBase, group: Sequence[Side], marks: Mapping[str, Sequence[Span]], *, brief: bool = False
) -> str:
    """The article word for word with its marks."""
    unit = kb.store.get(Provision, group[0].provision_id)
    relative = {name: [(a - unit.start, b - unit.start) for a, b in spans] for name, spans in marks.items()}
    return marked_text(unit.text, relative, brief=brief)


def _bodies(group: Iterable[Side]) -> Iterator[tuple[str, str]]:
    """The bodies as written, and today's where they are called otherwise; the kind of power."""
    sides = list(group)
    written, now, power = (
        "、".join(dict.fromkeys(name for side in sides for name in getattr(side, field).split("、") if name))
        for field in ("agency", "agency_now", "power")
    )
    yield "法条写法", written
    yield "今天机关", now if now != written else ""
    yield "权力类型", power


def _differing(kb: KnowledgeBase, places: Sequence[Sequence[Side]]) -> list[list[Span]]:
    """For each place the spans that the other one does not have; nothing where there are not two places."""
    if len(places) != 2:
        return [[] for _ in places]
    offsets = [[n for side in group for n in _body_of(kb, side)] for group in places]
    texts = [
        "".join(kb.document_text(group[0].doc_id)[n] for n in own)
        for group, own in zip(places, offsets, strict=True)
    ]  # fmt: skip
    return [
        [(own[a], own[b - 1] + 1) for a, b in spans]
        for own, spans in zip(offsets, unlike(*texts), strict=True)
    ]  # fmt: skip


def _body_of(kb: KnowledgeBase, side: Side) -> range:
    """The offsets of the words at issue without the number of the article in front."""
    words = kb.document_text(side.doc_id)[side.start : side.end].rstrip()
    number = _NUMBER.match(words)
    return range(side.start + (number.end() if number else 0), side.start + len(words))


def unlike(one: str, other: str) -> tuple[list[Span], list[Span]]:
    """The spans of each text that the other does not have; nothing where they are the same.

    A single character that both share between two differences counts with them, and a number is taken whole. Of texts
    that have little in common short ones (an amount, a body) are marked whole, long ones not at all.
    """
    one, other = one.translate(_SAME), other.translate(_SAME)
    if one == other or not one or not other or max(len(one), len(other)) > _COMPARED:
        return [], []
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.ratio() < _LIKE:
        short = max(len(one), len(other)) <= _SHORT
        return ([(0, len(one))], [(0, len(other))]) if short else ([], [])
    blocks = [b for b in matcher.get_matching_blocks() if b.size > 1]
    return (
        _whole(one, _gaps([(b.a, b.a + b.size) for b in blocks], len(one))),
        _whole(other, _gaps([(b.b, b.b + b.size) for b in blocks], len(other))),
    )


def _whole(text: str, spans: Iterable[Span]) -> list[Span]:
    """*spans* with each number of which a part differs taken whole."""
    numbers = [match.span() for match in _AMOUNT.finditer(text)]
    wider = ([(a, b), *((c, d) for c, d in numbers if c < b and a < d)] for a, b in spans)
    return sorted({(min(a for a, _ in group), max(b for _, b in group)) for group in wider})


def _gaps(blocks: Sequence[Span], length: int) -> list[Span]:
    edges = [(0, 0), *blocks, (length, length)]
    return [(a[1], b[0]) for a, b in pairwise(edges) if a[1] < b[0]]


def _marks_of(
    kb: KnowledgeBase, one: Found, group: Sequence[Side], differ: Sequence[Span]
) -> dict[str, Sequence[Span]]:
    """What to mark in the article of *group*, as offsets into its document."""
    unit = kb.store.get(Provision, group[0].provision_id)
    asked = [(side.start, side.end) for side in group if side.end - side.start < len(unit.text.strip())]
    marks: dict[str, Sequence[Span]] = {"at": asked, "body": [], "sum": [], "unlike": differ}
    if one.finding.kind in _ABOUT_BODIES:
        names = dict.fromkeys(name for side in group for name in side.agency.split("、") if name)
        found = (m.span() for name in names for m in re.finditer(re.escape(name), unit.text))
        marks["body"] = [(unit.start + a, unit.start + b) for a, b in found]
    if one.finding.kind in _ABOUT_AMOUNTS:
        penalties = kb.store.select(Penalty, provision_id=unit.id)
        marks["sum"] = [(p.start, p.end) for p in penalties if p.low is not None or p.high is not None]
    return marks


def marked_text(text: str, marks: Mapping[str, Sequence[Span]], *, brief: bool = False) -> str:
    """*text* word for word, a paragraph a line, with *marks* in it; *brief* leaves out paragraphs of a long one."""
    kinds: list[str] = [""] * len(text)
    for name in _MARKS:
        for start, end in marks.get(name, ()):
            kinds[max(0, start) : end] = [name] * (min(end, len(text)) - max(0, start))
    lines, position = [], 0
    short = not brief or len(text.strip()) <= _LONG
    for line in text.split("\n"):
        own = kinds[position : position + len(line)]
        wanted = short or position == 0 or bool({"at", "unlike", "sum"} & set(own))
        if line.strip():
            lines.append(f"<p>{_pieces(line, own)}</p>" if wanted else "")
        position += len(line) + 1
    parts = (part for drawn, group in groupby(lines) for part in ([drawn or "<p>……</p>"] if not drawn else group))
    body = "".join(parts)
    return f'<div class="kb-quote kb-short kb-quote-marks">{body}</div>'


def _pieces(line: str, kinds: Sequence[str]) -> str:
    """A line with its marks; what came from a document is escaped."""
    made = []
    for name, group in groupby(zip(line, kinds, strict=True), key=lambda pair: pair[1]):
        words = escape("".join(character for character, _ in group))
        made.append(f'<mark class="kb-{name}">{words}</mark>' if name else words)
    return "".join(made).strip()


# ---------------------------------------------------------------- the decision


def _decide(kb: KnowledgeBase, one: Found, judgement: Judgement | None) -> None:
    """What was decided, and a form to decide it, which outlives every build and comparison."""
    id = one.finding.id
    if judgement:
        who = f"{judgement.by}，" if judgement.by else ""
        small(f"{judgement.verdict}（{who}{chinese_date(judgement.day)}）{judgement.note}")
    with st.form(f"judge_{id}", border=True):
        before = VERDICTS.index(judgement.verdict) if judgement else None
        verdict = st.radio("结论", VERDICTS, index=before, horizontal=True, key=f"verdict_{id}")
        note = st.text_area(
            "理由", judgement.note if judgement else "", key=f"note_{id}", height=90, max_chars=1000,
            placeholder="如 两部法规适用的地域不同，不构成冲突",
        )  # fmt: skip
        name, submit = st.columns([2, 1], vertical_alignment="bottom")
        by = name.text_input("姓名", key=keep("judge_by", ""), max_chars=30)
        sent = submit.form_submit_button("保存", type="primary", width="stretch")
    if sent and verdict:
        judge(kb, id, verdict, note=note, by=by)
        st.toast("结论已保存")
        st.rerun()
    elif sent:
        banner("failed", "没有保存", "请先选择确认、排除或者待定。")
