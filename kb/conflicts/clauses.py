"""Which power a clause sets, told by a classifier, for the wordings that no row of authority_signs.csv has.

Each sentence of a unit is read alone and together with the one before it. The classifier (``kb.train.clauses``) knows
the kinds of authority.csv and 无: a clause that sets none of them, refers to a law, or forbids the very thing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kb.model import Provision

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

NONE = "无"  # the label of a clause that sets no power
WEIGHTS, NAMES = "clauses.safetensors", "clauses.json"
_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_NUMBER = re.compile(r"^\s*(?:第\S{1,12}条(?:之\S{1,3})?\s+|[（(][一二三四五六七八九十]{1,3}[）)]\s*)")
_FINE = re.compile(r"(?:并|可以|应当){0,3}(?:处以?|给予|科以)[^，。；]{0,40}罚款，(?=[^，。；]{4})")
_MOST = 0.99  # what a classifier says is never sure
_WELL = 0.1  # chance from which a kind may well be the one
_SHORT = 8  # characters below which a sentence tells nothing by itself


@dataclass(frozen=True, slots=True)
class Told:
    """The words ``start:end`` of *unit* probably set a power of *kind*.

    ``chance`` (0 to 1) is that of any of the kinds asked for; ``kinds`` are those that may well be it, *kind* first.
    """

    unit: Provision
    start: int
    end: int
    kind: str
    chance: float
    kinds: tuple[str, ...]


def told(units: Sequence[Provision], kinds: Collection[str], least: float) -> Iterator[Told]:
    """The sentences of *units* that set one of *kinds* with a chance of *least* or more, half of it of one kind alone.

    Of each unit the likeliest.
    """
    pieces = [(unit, *piece) for unit in units for piece in _pieces(unit.text)]
    classes = classifier().classes
    asked = [at for at, name in enumerate(classes) if name in kinds]
    if not pieces or not asked:
        return
    chances = chances_of([text for _, _, _, text in pieces])[:, asked]
    whole = np.where(chances.max(axis=1, initial=0) >= least / 2, chances.sum(axis=1), 0)
    best: dict[str, int] = {}
    for row, (unit, *_) in enumerate(pieces):
        if whole[row] >= least and (unit.id not in best or whole[row] > whole[best[unit.id]]):
            best[unit.id] = row
    for row in best.values():
        unit, start, end, _ = pieces[row]
        order = np.argsort(-chances[row], kind="stable")
        kinds_of = tuple(classes[asked[at]] for n, at in enumerate(order) if not n or chances[row, at] >= _WELL)
        yield Told(
            unit, unit.start + start, unit.start + end, kinds_of[0], min(round(float(whole[row]), 2), _MOST), kinds_of
        )


def chances_of(texts: Sequence[str]) -> NDArray[np.float32]:
    """The chance of each class for each of *texts*, (n, c) in the order of ``classifier().classes``."""
    return classifier().chances([plain(text) for text in texts])


def plain(text: str) -> str:
    """A clause as the classifier reads it: without its number and without white space."""
    return "".join(_NUMBER.sub("", text, count=1).split())


def sentences(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, words) of each sentence of *text* that tells something by itself, without its number."""
    for match in _SENTENCE.finditer(text):
        words = _NUMBER.sub("", match[0], count=1).lstrip()
        if len(plain(words)) >= _SHORT:
            yield match.end() - len(words), match.end(), words


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """The sentences, each again with the words of the one before it, and without a fine that hides what stands beside it."""
    before = ""
    for start, end, words in sentences(text):
        yield start, end, words
        if before:
            yield start, end, before + words
        without = _FINE.sub("", words)
        if without != words and len(plain(without)) >= _SHORT:
            yield start, end, without
        before = words


@dataclass(frozen=True, slots=True)
class Classifier:
    """Multinomial logistic regression over TF-IDF of one to three characters; ``weights`` is (c, v) sparse float32."""

    classes: tuple[str, ...]
    vectorizer: TfidfVectorizer
    weights: csr_matrix
    intercept: NDArray[np.float32]

    def chances(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The chance of each class for each of *texts*, (n, c); a row sums to 1."""
        scores = np.asarray((self.vectorizer.transform(texts) @ self.weights.T).todense()) + self.intercept
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        found: NDArray[np.float32] = (shares / shares.sum(axis=1, keepdims=True)).astype(np.float32)
        return found


def vectorizer(**settings: Any) -> TfidfVectorizer:
    """How a clause becomes numbers, in training and after; *settings* are those of scikit-learn that differ."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, dtype=np.float32, **settings)


@cache
def classifier() -> Classifier:
    """The classifier that comes with the package."""
    from safetensors.numpy import load_file
    from scipy.sparse import csr_matrix

    with as_file(files("kb") / "models") as folder:
        arrays = load_file(folder / WEIGHTS)
        names = json.loads((folder / NAMES).read_text(encoding="utf-8"))
    ready = vectorizer(vocabulary=names["tokens"])
    ready.idf_ = arrays["idf"]
    shape = (len(names["classes"]), len(names["tokens"]))
    parts = (arrays["data"].astype(np.float32), arrays["indices"].astype(np.int32), arrays["indptr"])
    return Classifier(tuple(names["classes"]), ready, csr_matrix(parts, shape), arrays["intercept"])
