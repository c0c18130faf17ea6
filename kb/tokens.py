"""Text -> words for the search index, with the short names of agencies kept together.

The words are those of jieba (hidden Markov model on), cut by its Rust twin. Imports nothing heavy.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kb.registry import agencies, agency_stems

if TYPE_CHECKING:
    from rjieba import Jieba

_LONGEST_NAME = 4  # a longer name is better found by its parts: 生态环境 / 主管部门


def tokenize(text: str) -> list[str]:
    """Cut *text* into words; joined they give *text* back, white space included."""
    return _cutter().cut(text, hmm=True)


def user_words() -> tuple[str, ...]:
    """Return the words to add to the dictionary, sorted: the bare words of agency lists and names of ≤ 4 characters."""
    names = {row.stem for row in agency_stems()}
    names |= {row.surface for row in agencies() if len(row.surface) <= _LONGEST_NAME}
    return tuple(sorted(names))


@cache
def _cutter() -> Jieba:
    from rjieba import Jieba

    cutter = Jieba()
    for word in user_words():
        # a word added twice counts twice in jieba's total but not in its twin's, and then they cut differently
        if not cutter.has_word(word):
            cutter.add_word(word, None, None)
    return cutter
