"""Text -> words for the search index, with the short names of agencies kept together.

The words are those of jieba (hidden Markov model on). Its Rust twin rjieba cuts the same words about twenty times
faster; on a machine for which there is no build of it, jieba itself does the work.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from kb.registry import agencies, agency_stems

_LONGEST_NAME = 4  # a longer name is better found by its parts: 生态环境 / 主管部门


def tokenize(text: str) -> list[str]:
    """Cut *text* into words; joined they give *text* back, white space included."""
    return _cutter()(text)


def user_words() -> tuple[str, ...]:
    """Return the words to add to the dictionary, sorted: the bare words of agency lists and names of ≤ 4 characters."""
    names = {row.stem for row in agency_stems()}
    names |= {row.surface for row in agencies() if len(row.surface) <= _LONGEST_NAME}
    return tuple(sorted(names))


@cache
def _cutter() -> Callable[[str], list[str]]:
    try:
        return fast_cutter()
    except ImportError:
        return plain_cutter()


def fast_cutter() -> Callable[[str], list[str]]:
    """Cut with rjieba. Raises ImportError where it is not installed.

    The cutter is the one that rjieba makes for itself when it is imported: another one would read the dictionary again.
    """
    import rjieba

    for word in user_words():
        # a word added twice counts twice in jieba's total but not in its twin's, and then they cut differently
        if not rjieba.has_word(word):
            rjieba.add_word(word, None, None)
    return lambda text: list(rjieba.cut(text, hmm=True))


def plain_cutter() -> Callable[[str], list[str]]:
    """Cut with jieba; its dictionary takes a second or two to load."""
    import jieba

    jieba.setLogLevel(60)
    cutter = jieba.Tokenizer()
    cutter.initialize()
    for word in user_words():
        if not cutter.FREQ.get(word):
            cutter.add_word(word)
    return lambda text: list(cutter.lcut(text, HMM=True))
