"""Long hostile lines: every stage must take time in proportion to their length, so these simply have to end."""

from __future__ import annotations

import pytest

from kb.citations import find_citations
from kb.clean import clean
from kb.model import Block, Raw
from kb.structure import split
from kb.tag import find_tags

LENGTH = 100_000
PIECES = [
    "第", "一", "（", " ", "　", "第一", "第一条", "（一）", "《", "》", "年", "本", "前", "条", "、", "和", "法", "的",
    "关于", "1", "1.", "附件", "。 第一条 ", "元", "处罚", "本法第一条第一款第（一）项、", "自二〇二〇年", "有效期",
    "人民政府", "令第", "篇一", "〔2020〕", "；（一）", "部", "以上", "中华人民共和国",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_line_of_one_piece_ends(piece: str) -> None:
    line = (piece * (LENGTH // len(piece) + 1))[:LENGTH]
    for path, blocks in (("a.txt", (Block(line), Block("第一条 甲。"))), ("a.md", (Block("第一条 " + line),))):
        for cleaned in clean(Raw(path, "", blocks)):
            provisions, _issues = split(cleaned.document)
            list(find_citations(cleaned.document, provisions))
            for unit in provisions:
                list(find_tags(unit))
