"""An article with its agencies, powers, penalties and deadlines underlined, drawn by displaCy."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from kb.model import Provision

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span

_GROUPS = {
    "agencies": ("机关", "#8fb8de"),
    "powers": ("权力", "#a8d5a2"),
    "penalties": ("处罚", "#f2b8a0"),
    "deadlines": ("期限", "#cdb8e8"),
}
_GLUE = "\ue000"  # displaCy puts a space behind each word; this marks those spaces, so that they can be taken out
_OFFSETS = {"top_offset": 31, "span_label_offset": 16, "top_offset_step": 17}  # pixels
_SLICE = (
    '<span style="background: {bg}; top: {top_offset}px; height: 4px; left: -1px; width: calc(100% + 2px); '
    'position: absolute;"></span>'
)
_TEMPLATE = {
    "span": '<span style="display: inline-block; position: relative; height: {total_height}px; text-indent: 0;">'
    "{text}{span_slices}{span_starts}</span>",
    "slice": _SLICE,
    "start": _SLICE
    + '<span style="background: {bg}; z-index: 10; color: #1f2a37; top: calc({top_offset}px - .1em); left: -1px; '
    "padding: 2px 4px; position: absolute; font-size: .7em; line-height: 1; border-radius: 3px; "
    'white-space: nowrap;">{label}{kb_link}</span>',
}


def marked(provision: Provision) -> str:
    """HTML of the unit's text with its tags underlined; empty where there are none. The first call loads spaCy."""
    from spacy import displacy

    language = _language()
    doc = language.make_doc(provision.text.strip())
    doc.user_data["doc_id"] = provision.doc_id
    doc = language(doc)
    spans = [_span(span, group) for group in _GROUPS for span in doc.spans[group]]
    if not spans:
        return ""
    colours = {span["label"]: span["colour"] for span in spans}
    options = {"colors": colours, "template": _TEMPLATE, **_OFFSETS}
    parsed = {"tokens": [token.text + _GLUE for token in doc], "spans": spans}
    drawn = displacy.render(parsed, style="span", manual=True, jupyter=False, options=options)
    return f'<div class="kb-marked">{drawn.replace(_GLUE + " ", "").replace(_GLUE, "")}</div>'


def legend() -> str:
    """What the colours mean."""
    keys = (f'<span><i style="background: {colour}"></i>{escape(name)}</span>' for name, colour in _GROUPS.values())
    return f'<div class="kb-legend">{"".join(keys)}</div>'


def _span(span: Span, group: str) -> dict[str, int | str]:
    """A span as displaCy wants it; a power or a penalty is called by its kind."""
    name, colour = _GROUPS[group]
    label = span.label_ if group in ("powers", "penalties") and span.label_ != "其他" else name
    return {"start_token": span.start, "end_token": span.end, "label": label, "colour": colour}


@st.cache_resource(show_spinner=False)
def _language() -> Language:
    from kb.language import load

    return load()
