"""Titles of regulations: as cited, as keys, and the short names people use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.model import Document, Edition

_STATE_NAME = re.compile(r"中华人民共和国(?!主席|国务院|政府(?!采购|信息))")
_PLACE = re.compile(r"^([\u4e00-\u9fff]{2,7}?(?:自治区|自治州|自治县|省|市|县|区|旗|盟))")
_MARKS = str.maketrans("", "", "《》〈〉<>＜＞“”\"'‘’「」·")
_WIDE = str.maketrans("()", "（）")


def short_title(title: str) -> str:
    """The title as people cite it: no leading 中华人民共和国, no outer 《》, no white space."""
    plain = re.sub(r"\s+", "", title)
    if plain.startswith("《") and plain.endswith("》") and "》" not in plain[:-1]:
        plain = plain[1:-1]
    return _STATE_NAME.sub("", plain, count=1) if plain.startswith("中华人民共和国") else plain


def full_title(item: Document | Edition) -> str:
    """The title with the part of the code it names, without 《》: 民法典·总则编."""
    return f"{item.title}·{item.subtitle}" if item.subtitle else item.title


def place_of(title: str) -> str:
    """The place that *title* begins with (滨州市, 山东省), or empty."""
    match = _PLACE.match(title)
    return match[1] if match else ""


def law_key(title: str) -> str:
    """A key equal for every way of writing one title: marks, state name, width and white space do not count."""
    plain = re.sub(r"\s+", "", title).translate(_MARKS).translate(_WIDE)
    return _STATE_NAME.sub("", plain) or plain


def titles_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Titles in 《》, outermost only, also where the inner marks are the same: (start, end, title without marks)."""
    depth, opened = 0, 0
    for index, char in enumerate(text):
        if char == "《":
            opened = index if depth == 0 else opened
            depth += 1
        elif char == "》" and depth:
            depth -= 1
            if depth == 0:
                yield opened, index + 1, text[opened + 1 : index]
