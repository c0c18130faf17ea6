"""The findings seen as a whole: agency by agency, one matter in all texts, two regions beside each other."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

import altair as alt
import streamlit as st

from kb.conflicts import map as maps
from kb.conflicts.asked import Matter, for_matter
from kb.conflicts.found import Found
from kb.conflicts.map import Cell, RegionRow
from kb.conflicts.material import Material
from kb.dates import today
from kb.findings import order_of
from kb.knowledge import KnowledgeBase
from kb.model import PowerItem
from kb.ui import built, keep
from kb.ui.cards import ARTICLE, badge, banner, plain, section, small, status_badge, version_name
from kb.ui.found import everything, list_and_card, restart, summary
from kb.validity import status

SHOWN = 18  # agencies in the heat map
_CROWDED = 12  # matters in the list of those with most agencies
_AT_ONCE = 8  # articles of a matter shown at once
_NATION = "全国"
_EXAMPLES = ("餐饮油烟", "夜间施工噪声", "渣土运输", "占道经营", "违法建设")
_SCROLL = """<script>/* pair {pair}: its findings come into view */
setTimeout(() => {{
  const list = document.querySelector(".st-key-map-pair"), main = document.querySelector('[data-testid="stMain"]');
  if (list) main.scrollBy({{top: list.getBoundingClientRect().top - innerHeight * 0.2, behavior: "smooth"}});
}}, 300);</script>"""


# ---------------------------------------------------------------- agency by agency


def agencies_view(kb: KnowledgeBase) -> None:
    """The heat map of a domain and a region, and the findings between two agencies."""
    everywhere = maps.chosen(everything(kb))
    domain, region = st.columns(2)
    domains = sorted({one.finding.domain for one in everywhere if one.finding.domain})
    select(domain, "领域", "map_domain", domains)
    select(region, "地区", "map_region", regions(everywhere))
    found = maps.chosen(everywhere, domain=_value("map_domain"), region=_value("map_region"))
    cells = maps.matrix(found)
    if not cells:
        banner("not_found", "没有交叉", "所选领域和地区内，没有涉及两个以上机关的疑点；可以放宽领域或者地区。")
        return
    pairs = {pair_name(cell): cell for cell in cells}
    if st.session_state.get("map_pair") not in pairs:
        st.session_state["map_pair"] = None
    left, right = st.columns([1.55, 1], gap="large")
    with left:
        _heat(cells)
    with right:
        _busiest(cells)
    st.selectbox(
        "两个机关（也可以点图中的格子）",
        list(pairs),
        key=keep("map_pair", None),
        index=None,
        placeholder=f"{len(pairs):,}对机关之间有交叉，选一对看疑点",
        on_change=restart,
        args=("map",),
    )
    pair = pairs.get(_value("map_pair"))
    if pair:
        between = sorted((one for one in found if is_between(one, pair)), key=order_of)
        with st.container(key="map-pair"):
            summary(between)
        list_and_card(kb, between, "map")
        if not st.session_state.get("finding_id"):
            st.html(_SCROLL.format(pair=zlib.crc32(pair_name(pair).encode())), unsafe_allow_javascript=True)
    else:
        _crowded(kb, found)


def pair_name(cell: Cell) -> str:
    return f"{cell.one} × {cell.other}（{cell.findings}处）"


def is_between(one: Found, cell: Cell) -> bool:
    """Whether the agencies of *cell* stand on different sides of a finding."""
    return any((c.one, c.other) == (cell.one, cell.other) for c in maps.matrix([one]))


def _heat(cells: Sequence[Cell]) -> None:
    """The agencies with most findings against each other; a click on a square chooses the two."""
    nodes = sorted(maps.network(cells), key=lambda node: (-node.findings, node.agency))
    names = [node.agency for node in nodes[:SHOWN]]
    rest = len(nodes) - len(names)
    more = f"图中是疑点最多的{len(names)}个机关，另有{rest}个机关见下面的选单" if rest else f"共{len(names)}个机关"
    section("谁与谁有交叉")
    small(f"{more}。颜色越深，疑点越多；数字为疑点处数，一处疑点涉及三个机关的，在三对中各计一次。")
    st.altair_chart(heat_map(cells, names), key="map_heat", on_select=_clicked, width="stretch")


def squares(cells: Iterable[Cell], names: Sequence[str]) -> list[dict[str, Any]]:
    """A square for each of two agencies of *names* that meet, on both sides of the diagonal."""
    own = (cell for cell in cells if cell.one in names and cell.other in names)
    return [
        {"one": a, "other": b, "count": cell.findings, "kinds": "，".join(f"{k}{n}处" for k, n in cell.kinds)}
        for cell in own
        for a, b in ((cell.one, cell.other), (cell.other, cell.one))
    ]


def heat_map(cells: Iterable[Cell], names: Sequence[str]) -> alt.LayerChart | alt.FacetChart:
    """The squares, the deeper the more findings."""
    rows = squares(cells, names)
    most = max(row["count"] for row in rows)
    axis = alt.Axis(labelLimit=170, title=None, labelFontSize=12, ticks=False, domain=False)
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X(
            "one:N",
            sort=list(names),
            axis=alt.Axis(labelAngle=-50, labelOverlap=False, **{**axis.to_dict(), "labelLimit": 130}),
        ),
        y=alt.Y("other:N", sort=list(names), axis=axis),
    )
    click = alt.selection_point(name="pair", fields=["one", "other"], on="click", empty=False)
    rects = base.mark_rect(cornerRadius=2, cursor="pointer", stroke="#fff", strokeWidth=1).encode(
        color=alt.Color("count:Q", scale=alt.Scale(type="sqrt", range=["#e8eff8", "#1d4e89"]), legend=None),
        tooltip=[
            alt.Tooltip("one:N", title="机关"),
            alt.Tooltip("other:N", title="对方"),
            alt.Tooltip("count:Q", title="疑点"),
            alt.Tooltip("kinds:N", title="类型"),
        ],
    )
    numbers = base.mark_text(fontSize=11).encode(
        text="count:Q",
        color=alt.condition(alt.datum.count > most * 0.4, alt.value("#ffffff"), alt.value("#14233a")),
    )
    size = 24 * len(names)
    return alt.layer(rects.add_params(click), numbers).properties(height=max(120, size) + 100)


def _clicked() -> None:
    """The two agencies of the square that was clicked are the chosen ones."""
    picked = st.session_state["map_heat"]["selection"].get("pair", [])
    if not picked:
        return
    two = tuple(sorted((picked[0]["one"], picked[0]["other"])))
    kb_pairs = st.session_state.get("map_names", {})
    if two in kb_pairs:
        st.session_state["map_pair"] = kb_pairs[two]
        restart("map")


def _busiest(cells: Sequence[Cell]) -> None:
    """The agencies that meet most others, and the pairs with most findings."""
    st.session_state["map_names"] = {(cell.one, cell.other): pair_name(cell) for cell in cells}
    section("交叉最多的机关")
    nodes = maps.network(cells)[:10]
    st.dataframe(
        {
            "机关": [n.agency for n in nodes],
            "交叉机关": [n.degree for n in nodes],
            "疑点（各对合计）": [n.findings for n in nodes],
        },
        hide_index=True,
    )


def _crowded(kb: KnowledgeBase, found: Sequence[Found]) -> None:
    """The matters with most agencies, each as a finding to be opened."""
    section("参与机关最多的事项")
    known = {one.finding.id: one for one in found}
    list_and_card(kb, [known[row.finding_id] for row in maps.crowded(found, limit=_CROWDED)], "crowded")


# ---------------------------------------------------------------- one matter


def matter_view(kb: KnowledgeBase) -> None:
    """Which bodies have a power over a matter in words, by which articles, and what is doubtful about it."""
    with st.form("matter_form", border=True):
        words, submit = st.columns([5, 1], vertical_alignment="bottom")
        text = words.text_input(
            "一个事项",
            key=keep("matter_text", ""),
            placeholder="如 餐饮油烟、夜间施工噪声、渣土运输",
            max_chars=100,
        ).strip()
        submit.form_submit_button("查事项", type="primary", width="stretch", on_click=restart, args=("matter",))
    with st.container(horizontal=True, key="examples"):
        for number, example in enumerate(_EXAMPLES):
            st.button(example, key=f"matter_example{number}", on_click=_ask, args=(example,))
    if not text:
        banner("note", "请写一个事项", "列出对它有权的机关、所依据的条文，以及这些条文之间的疑点。")
        return
    found = for_matter(_material(kb, (*built(kb.folder), today())), text, everything(kb))
    if not found.items:
        banner("not_found", "未找到", f"知识库中没有找到与“{text}”相关的权力事项。")
        return
    _bodies(text, found)
    _articles(kb, found)
    _shared(kb, found)
    section("涉及这些条文的疑点")
    touching = sorted(found.found, key=order_of)
    if touching:
        summary(touching)
    else:
        small("没有发现疑点；这只说明现有规则没有查出，不等于没有问题。")
    list_and_card(kb, touching, "matter")


def _ask(example: str) -> None:
    st.session_state["matter_text"] = example
    restart("matter")


@st.cache_resource(show_spinner="正在读取全部权力事项，约需几秒……", max_entries=1)
def _material(_kb: KnowledgeBase, state: tuple[str, ...]) -> Material:
    return Material(_kb, state[-1])


def _bodies(text: str, found: Matter) -> None:
    names = "".join(badge(name) for name in found.bodies) or badge("法条没有写明机关", "kb-orange")
    section(f"“{text}”涉及的机关")
    st.html(f'<div class="kb-badges">{names}</div>')
    small("按现行有效的条文，与所写事项相近的权力事项的机关；法条没有写明机关的不在此列。")


def _articles(kb: KnowledgeBase, found: Matter) -> None:
    section(f"相关条文（{len(found.items)}项，全国性规定在前，相近的在前）")
    for item, _ in found.items[:_AT_ONCE]:
        _article(kb, item)
    if len(found.items) > _AT_ONCE:
        with st.expander(f"其余{len(found.items) - _AT_ONCE}项"):
            for item, _ in found.items[_AT_ONCE:]:
                _article(kb, item)


def _shared(kb: KnowledgeBase, found: Matter) -> None:
    """The clauses that share the work between bodies, and articles that give no power themselves."""
    for id, words in found.clauses:
        small(f"分工条款：{_cited(kb, id)}“{words}”")
    if found.further:
        small(f"其他相关条文：{'、'.join(_cited(kb, id) for id in found.further)}")


def _cited(kb: KnowledgeBase, id: str) -> str:
    doc_id, _, address = id.partition("#")
    return f"《{kb.editions[doc_id].title}》{address}"


def _article(kb: KnowledgeBase, item: PowerItem) -> None:
    edition = kb.editions[item.doc_id]
    bodies = "、".join(item.agencies) or "法条没有写明机关"
    link, words = st.columns([1, 2.1], vertical_alignment="center")
    link.page_link(ARTICLE, label=plain(f"《{edition.title}》{item.address}"), query_params={"id": item.provision_id})
    words.html(
        f'<div class="kb-row"><b>{escape(bodies)}</b>{status_badge(status(edition, today()))}'
        f"{badge(edition.region)}{badge(version_name(edition.version))}{badge(item.kind)}<p>{escape(item.conduct)}</p></div>"
    )


# ---------------------------------------------------------------- two regions


def regions_view(kb: KnowledgeBase) -> None:
    """The types of findings about agencies in two regions, and the pairs that only one of them has."""
    found = maps.chosen(everything(kb))
    names = [name for name in regions(found) if name != _NATION]
    if len(names) < 2:
        banner("note", "不足两个地区", "涉及机关交叉的疑点不足两个地区，无从比较；请先导入两地的法规。")
        return
    left, right = st.columns(2)
    first, second = _first_two(kb, found)
    _place(left, "甲地", "region_one", names, first)
    _place(right, "乙地", "region_other", names, second)
    one, other = _value("region_one"), _value("region_other")
    small("按疑点所在的规定比较：选省、直辖市的，只计省一级的规定，不含所辖的市。")
    if one == other:
        banner("note", "请选两个不同的地区", "甲地和乙地相同。")
        return
    rows = maps.compare(found, one, other)
    st.dataframe(
        {"类型": [r.kind for r in rows], one: [r.one for r in rows], other: [r.other for r in rows]}, hide_index=True
    )
    for column, name, field in zip(st.columns(2), (one, other), ("only_one", "only_other"), strict=True):
        with column:
            section(f"只有{name}有的机关交叉")
            st.html(_only(rows, field))
    section("两地的疑点")
    both = sorted((x for x in found if x.finding.region in (one, other)), key=order_of)
    summary(both)
    list_and_card(kb, both, "regions")


def _first_two(kb: KnowledgeBase, found: Iterable[Found]) -> tuple[str, str]:
    """The two regions with most findings, provinces before cities."""
    provinces = {edition.region for edition in kb.editions.values()}
    counts = Counter(one.finding.region for one in found if one.finding.region != _NATION)
    one, other, *_ = sorted(counts, key=lambda name: (name not in provinces, -counts[name], name))
    return one, other


def _place(column: Any, label: str, key: str, names: Sequence[str], first: str) -> None:
    if st.session_state.get(key) not in (None, *names):
        st.session_state[key] = first
    column.selectbox(label, names, key=keep(key, first), on_change=restart, args=("regions",))


def _only(rows: Iterable[RegionRow], field: str) -> str:
    parts = []
    for row in rows:
        pairs = "".join(f"<li>{escape(a)} × {escape(b)}</li>" for a, b in getattr(row, field))
        parts.append(f'<div class="kb-path">{escape(row.kind)}</div><ul class="kb-list">{pairs}</ul>' if pairs else "")
    return "".join(parts) or '<div class="kb-small">没有</div>'


# ---------------------------------------------------------------- shared


def regions(found: Iterable[Found]) -> list[str]:
    """The regions of findings, the nation first."""
    return sorted({one.finding.region for one in found}, key=lambda name: (name != _NATION, name))


def select(place: Any, label: str, key: str, options: Sequence[str], **more: Any) -> None:
    """A choice that may be left open and outlives a visit to another page."""
    if st.session_state.get(key) not in (None, *options):
        st.session_state[key] = None  # remembered from a knowledge base that had it
    place.selectbox(label, options, key=keep(key, None), index=None, placeholder="全部", **more)


def _value(key: str) -> str:
    return st.session_state.get(key) or ""
