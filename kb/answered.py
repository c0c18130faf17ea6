"""Questions that lawyers have answered: for each its vector, and the articles of the answer.

Lay questions turn on the same few hundred articles again and again, and these often share no word with the question
(is a loan without a receipt valid? the article on what a contract binds to). So a question is compared with those
answered before: which articles and which laws did the nearest ones rest on? ``kb.train.answered`` writes the vectors and
the articles; the text of the questions is not kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from kb.errors import IndexStale
from kb.index.dense import DenseIndex
from kb.index.static import builtin
from kb.model import Edition
from kb.questions import law_of

Place = tuple[str, str]  # a law as ``kb.questions.law_of`` names it, and an article: 民法典, 第十条
VECTORS, PLACES = "answered.safetensors", "answered.json"
STEP = 127.0  # the vectors are stored as 8-bit integers of this many steps to one
_NEAREST = 60  # questions that vote
_SHARPNESS = 12.0  # how much more a nearer question counts: factor of the cosine before the softmax


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """What the answered questions say of one question.

    ``likeness``, (p,), is the cosine of the nearest question that rests on each place; ``votes``, (p,), and ``laws``, (l,), are the
    shares (0 to 1) of the nearest questions that rest on it, and on any article of each law.
    """

    likeness: NDArray[np.float32]
    votes: NDArray[np.float32]
    laws: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """``vectors`` is (n, d), a question a row. Row i of ``rests``, (m, 2), says that a question rests on a place of ``places``.

    ``of_laws``, (k, 2), are the questions and the laws of ``laws`` in the same way. The rows of both are by place and law.
    """

    vectors: NDArray[np.float32]
    places: tuple[Place, ...]
    laws: tuple[str, ...]
    rests: NDArray[np.int64]
    of_laws: NDArray[np.int64]

    @property
    def times(self) -> NDArray[np.int64]:
        """How many questions rest on each place, (p,)."""
        return np.bincount(self.rests[:, 1], minlength=len(self.places))

    def near(self, vector: NDArray[np.float32]) -> Near:
        """What the questions near *vector*, (d,) of unit length, rest on."""
        cosines = self.vectors @ vector
        first = np.argsort(-cosines, kind="stable")[:_NEAREST]
        weights = np.zeros(len(cosines), np.float32)
        weights[first] = np.exp(_SHARPNESS * cosines[first])
        weights /= weights.sum()
        starts = np.searchsorted(self.rests[:, 1], np.arange(len(self.places)))
        votes, laws = (
            np.bincount(pairs[:, 1], weights[pairs[:, 0]], minlength=len(names)).astype(np.float32)
            for pairs, names in ((self.rests, self.places), (self.of_laws, self.laws))
        )
        return Near(np.maximum.reduceat(cosines[self.rests[:, 0]], starts), votes, laws)


@lru_cache(maxsize=32)
def near(text: str) -> Near:
    """What the answered questions nearest to the question *text* rest on."""
    return answered().near(builtin()([text])[0])


@cache
def answered() -> Answered:
    """The answered questions that come with the package. Raises IndexStale where they are of another encoder."""
    from safetensors.numpy import load_file

    with as_file(files("kb") / "models") as folder:
        arrays = load_file(folder / VECTORS)
        places = [(law_of(law), article) for law, article in json.loads((folder / PLACES).read_text(encoding="utf-8"))]
    if arrays["vectors"].shape[1] != builtin().dimension:
        raise IndexStale(
            "随附的已答问题与编码器不是同一次训练的；请重新安装本软件，或者运行 python -m kb.train.answered"
        )
    return made(arrays["vectors"].astype(np.float32) / STEP, places, arrays["rests"].astype(np.int64))


def made(vectors: NDArray[np.float32], places: list[Place], rests: NDArray[np.int64]) -> Answered:
    """Answered questions of *vectors*, (n, d): each row of *rests*, (m, 2), is a question and the number of its place."""
    laws = sorted({law for law, _ in places})
    law_of_place = np.array([laws.index(law) for law, _ in places])
    of_laws = np.unique(np.column_stack([law_of_place[rests[:, 1]], rests[:, 0]]), axis=0)[:, ::-1]
    return Answered(vectors, tuple(places), tuple(laws), rests[np.argsort(rests[:, 1], kind="stable")], of_laws)


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """The places as units of one knowledge base, of all versions: unit i, ``ids[i]``, is the place ``place[i]``.

    ``vectors`` is (u, d). ``place_of`` has the place of a unit by its id, ``law_of`` the law of a document (by number), and
    ``documents`` the documents of each law.
    """

    ids: tuple[str, ...]
    place: NDArray[np.int64]
    vectors: NDArray[np.float32]
    place_of: Mapping[str, int]
    law_of: Mapping[str, int]
    documents: tuple[tuple[str, ...], ...]


def known(editions: Mapping[str, Edition], dense: DenseIndex) -> Known:
    """The units of *editions* that *dense* holds on which answered questions rest; they are all of national law."""
    told = answered()
    number = {law: at for at, law in enumerate(told.laws)}
    law = {id: number.get(law_of(e.title), -1) for id, e in editions.items() if e.region in ("", "全国")}
    documents: list[list[str]] = [[] for _ in told.laws]
    for doc_id, at in law.items():
        if at >= 0:
            documents[at].append(doc_id)
    place_of = {
        id: at
        for at, (name, article) in enumerate(told.places)
        for doc_id in documents[number[name]]
        if dense.holds(id := f"{doc_id}#{article}")
    }
    return Known(
        tuple(place_of), np.fromiter(place_of.values(), np.int64, len(place_of)), dense.vectors(list(place_of)), place_of,
        {doc_id: at for doc_id, at in law.items() if at >= 0}, tuple(map(tuple, documents)),
    )  # fmt: skip
