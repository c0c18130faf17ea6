"""The systems that `bench_peers.py` compares, each behind one narrow face: build over articles, then search.

What a peer needs and has not (Chinese words, an encoder: there is no hub of models here) it gets from kb: the same words
that kb indexes, and the encoder that comes with kb. Importing this imports no peer; each is imported where it is built.
"""

from __future__ import annotations

import importlib.metadata
import sqlite3
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.index.lexical import asked_words, words
from kb.tokens import tokenize

DEEP = 100  # articles taken of each question
_FURTHER = 10  # how much further a system looks that cannot be told which articles count


@dataclass(frozen=True, slots=True)
class Article:
    """One article as every system gets it; ``text`` has the title of the law and the headings in front."""

    id: str
    law: str
    address: str
    level: str
    text: str


class Meter:
    """Seconds spent in the functions it wraps: cutting words and encoding, told apart from indexing.

    A wrapped function that another one calls counts once.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self._inside = False

    def timed(self, run: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **named: Any) -> Any:
            if self._inside:
                return run(*args, **named)
            self._inside, begun = True, time.perf_counter()
            try:
                return run(*args, **named)
            finally:
                self._inside = False
                self.seconds += time.perf_counter() - begun

        return wrapped


Search = Callable[[str, Collection[str] | None], Sequence[str]]
"""A question and the levels that count (None: all) to ids of articles, best first, at least ``DEEP`` where there are."""

Build = Callable[[Sequence[Article], Meter, Path], Search]
"""The articles, the meter of words and encoding, and an empty folder to a search."""


@dataclass(frozen=True, slots=True)
class Peer:
    """``needs`` are the packages that must be installed; ``how`` says what it was given, in Chinese."""

    name: str
    needs: tuple[str, ...]
    how: str
    build: Build

    def missing(self) -> list[str]:
        """The packages that are not installed."""
        return [name for name in self.needs if not _version(name)]

    def versions(self) -> dict[str, str]:
        return {name: _version(name) for name in self.needs}


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _allowed(articles: Sequence[Article]) -> Callable[[Collection[str] | None], frozenset[str] | None]:
    """The ids of the articles of some levels, worked out once for each choice."""
    known: dict[tuple[str, ...], frozenset[str]] = {}

    def allowed(levels: Collection[str] | None) -> frozenset[str] | None:
        if levels is None:
            return None
        key = tuple(sorted(levels))
        if key not in known:
            known[key] = frozenset(article.id for article in articles if article.level in levels)
        return known[key]

    return allowed


def _kept(ids: Sequence[str], allowed: Collection[str] | None) -> list[str]:
    """The first ``DEEP`` of *ids* that count, each once."""
    return [id for id in dict.fromkeys(ids) if allowed is None or id in allowed][:DEEP]


# ---------------------------------------------------------------- words


def fts5(articles: Sequence[Article], meter: Meter, folder: Path) -> Search:
    """SQLite FTS5 in a file: its own BM25 over our words, the level as a column of a table beside it."""
    cut = meter.timed(words)
    base = sqlite3.connect(folder / "fts5.sqlite")
    base.execute("CREATE TABLE article (row INTEGER PRIMARY KEY, id TEXT, level TEXT)")
    base.execute("CREATE VIRTUAL TABLE body USING fts5(words, content='')")
    base.executemany("INSERT INTO article VALUES (?, ?, ?)", ((i, a.id, a.level) for i, a in enumerate(articles)))
    base.executemany(
        "INSERT INTO body (rowid, words) VALUES (?, ?)", ((i, cut(a.text)) for i, a in enumerate(articles))
    )
    base.commit()

    def search(text: str, levels: Collection[str] | None) -> Sequence[str]:
        query = " OR ".join('"{}"'.format(word.replace('"', '""')) for word in asked_words(text))
        if not query:
            return []
        these = "" if levels is None else f"AND level IN ({', '.join('?' * len(levels))})"
        found = base.execute(
            "SELECT id FROM body JOIN article ON article.row = body.rowid "
            f"WHERE body MATCH ? {these} ORDER BY rank LIMIT {DEEP}",
            (query, *(levels or ())),
        )
        return [id for (id,) in found]

    return search


def bm25s(articles: Sequence[Article], meter: Meter, _folder: Path) -> Search:
    """bm25s in memory, with its mask for the articles that count."""
    import bm25s as package
    import numpy as np

    cut = meter.timed(lambda text: words(text).split())
    index = package.BM25()
    index.index([cut(article.text) for article in articles], show_progress=False)
    ids = [article.id for article in articles]
    allowed, masks = _allowed(articles), {}

    def search(text: str, levels: Collection[str] | None) -> Sequence[str]:
        query = [word for word in asked_words(text) if word in index.vocab_dict]
        if not query:
            return []
        these = allowed(levels)
        if these is not None and these not in masks:
            masks[these] = np.array([id in these for id in ids], np.float32)
        found, scores = index.retrieve(
            [query], k=min(DEEP, len(ids)), show_progress=False, weight_mask=None if these is None else masks[these]
        )
        return [ids[row] for row, score in zip(found[0], scores[0], strict=True) if score > 0]

    return search


def rank_bm25(articles: Sequence[Article], meter: Meter, _folder: Path) -> Search:
    """rank_bm25's BM25Okapi in memory: it scores every article for every word."""
    import numpy as np
    from rank_bm25 import BM25Okapi

    cut = meter.timed(lambda text: words(text).split())
    index = BM25Okapi([cut(article.text) for article in articles])
    ids = [article.id for article in articles]
    allowed = _allowed(articles)

    def search(text: str, levels: Collection[str] | None) -> Sequence[str]:
        scores = index.get_scores(asked_words(text))
        order = np.argsort(-scores, kind="stable")[: DEEP * (_FURTHER if levels else 1)]
        return _kept([ids[row] for row in order if scores[row] > 0], allowed(levels))

    return search


# ---------------------------------------------------------------- vectors, and both


def langchain(articles: Sequence[Article], meter: Meter, _folder: Path) -> Search:
    """Chunks of 500 characters overlapping by 50, our encoder, FAISS as langchain-community makes it; a chunk counts
    for its article."""
    from langchain_community.vectorstores import FAISS
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from kb.index.static import builtin

    encode = meter.timed(builtin())

    class Ours(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return encode(texts).tolist()  # type: ignore[no-any-return]

        def embed_query(self, text: str) -> list[float]:
            return builtin()([text])[0].tolist()

    splitter = RecursiveCharacterTextSplitter(chunk_size=500, chunk_overlap=50)
    pieces = [(piece, {"id": article.id}) for article in articles for piece in splitter.split_text(article.text)]
    store = FAISS.from_texts([piece for piece, _ in pieces], Ours(), metadatas=[about for _, about in pieces])
    allowed = _allowed(articles)

    def search(text: str, levels: Collection[str] | None) -> Sequence[str]:
        found = store.similarity_search(text, k=min(len(pieces), DEEP * (_FURTHER if levels else 2)))
        return _kept([document.metadata["id"] for document in found], allowed(levels))

    return search


def txtai(articles: Sequence[Article], meter: Meter, _folder: Path) -> Search:
    """txtai's hybrid: its BM25 over our words and its faiss over the vectors of our encoder, mixed as it mixes them.

    One text feeds both: our words with spaces between. The encoder takes the spaces out again.
    """
    from txtai import Embeddings

    from kb.index.static import builtin

    encode, cut = meter.timed(builtin()), meter.timed(tokenize)

    def transform(texts: Sequence[str]) -> Any:
        return encode([text.replace(" ", "") for text in texts])

    def spaced(text: str) -> str:
        return "\n".join(" ".join(cut(line)) for line in text.splitlines())

    index = Embeddings(
        method="external", transform=transform, hybrid=True, content=False,
        scoring={"method": "bm25", "terms": True, "normalize": True, "tokenizer": {"regexp": r"\w+"}},
    )  # fmt: skip
    index.index((article.id, spaced(article.text), None) for article in articles)
    allowed = _allowed(articles)

    def search(text: str, levels: Collection[str] | None) -> Sequence[str]:
        found = index.search(spaced(text), DEEP * (_FURTHER if levels else 1))
        return _kept([id for id, _score in found], allowed(levels))

    return search


PEERS: Mapping[str, Peer] = {
    peer.name: peer
    for peer in (
        Peer("SQLite FTS5", (), "用本软件的切词", fts5),
        Peer("bm25s", ("bm25s",), "用本软件的切词", bm25s),
        Peer("rank-bm25", ("rank-bm25",), "用本软件的切词", rank_bm25),
        Peer(
            "LangChain+FAISS",
            ("langchain-community", "langchain-text-splitters"),
            "500字切块、重叠50字，用本软件的编码器",
            langchain,
        ),
        Peer("txtai混合", ("txtai",), "用本软件的切词和编码器（external transform）", txtai),
    )
}
