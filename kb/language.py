"""A spaCy pipeline over the same words and the same finders: tags become span groups that displaCy can draw.

``load()(text).spans`` holds agencies, powers, penalties and deadlines. spaCy is imported only when ``load`` is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from kb.errors import MissingExtra
from kb.model import Agency, Deadline, Penalty, Power, Provision
from kb.tag import find_agencies, find_deadlines, find_penalties, find_powers
from kb.tokens import tokenize

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

GROUPS = ("agencies", "powers", "penalties", "deadlines")


def load() -> Language:
    """Return a Chinese pipeline: our tokenizer and one component for each of ``GROUPS``.

    A document whose ``user_data["doc_id"]`` names a statute is tagged as that statute. Raises MissingExtra where
    spaCy is not installed.
    """
    try:
        import spacy
    except ImportError as error:
        raise MissingExtra("未安装 spaCy，无法建立语言处理流程；请安装：pip install spacy") from error
    _register()
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "kb.words.v1"}}})
    for group in GROUPS:
        nlp.add_pipe(f"kb_{group}")
    return nlp


class WordTokenizer:
    """Cut a text into the words of ``kb.tokens``; the words tile the text, white space being words of its own."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        words = tokenize(text)
        return Doc(self.vocab, words=words, spaces=[False] * len(words))


@cache
def _register() -> None:
    """Tell spaCy, once, the names of our tokenizer and components."""
    from spacy.language import Language
    from spacy.util import registry

    def create() -> Callable[[Language], WordTokenizer]:
        return lambda nlp: WordTokenizer(nlp.vocab)

    registry.tokenizers("kb.words.v1", func=create)
    for group, labels in _LABELS.items():
        Language.component(f"kb_{group}", func=_component(group, labels))


def _component(group: str, labels: Callable[[Provision], Iterator[tuple[int, int, str]]]) -> Callable[[Doc], Doc]:
    def tag(doc: Doc) -> Doc:
        found = [doc.char_span(*mark, alignment_mode="expand") for mark in labels(_provision(doc))]
        doc.spans[group] = [span for span in found if span is not None]
        return doc

    return tag


def _provision(doc: Doc) -> Provision:
    doc_id = str(doc.user_data.get("doc_id", ""))
    return Provision(doc_id, "", "条", "", 0, len(doc.text), True, doc.text)


def _agencies(provision: Provision) -> Iterator[tuple[int, int, str]]:
    yield from (_mark(tag, tag.canonical or tag.surface) for tag in find_agencies(provision))


def _powers(provision: Provision) -> Iterator[tuple[int, int, str]]:
    yield from (_mark(tag, tag.kind) for tag in find_powers(provision))


def _penalties(provision: Provision) -> Iterator[tuple[int, int, str]]:
    yield from (_mark(tag, tag.kind) for tag in find_penalties(provision))


def _deadlines(provision: Provision) -> Iterator[tuple[int, int, str]]:
    yield from (_mark(tag, tag.unit) for tag in find_deadlines(provision))


def _mark(tag: Agency | Power | Penalty | Deadline, label: str) -> tuple[int, int, str]:
    return tag.start, tag.end, label


_LABELS = {"agencies": _agencies, "powers": _powers, "penalties": _penalties, "deadlines": _deadlines}
