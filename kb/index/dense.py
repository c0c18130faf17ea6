"""Vectors in faiss: exact search over 8-bit codes, with the vectors of its parts and the facts of each unit beside them.

The encoder is the one that comes with the package or any SentenceTransformer; its name and dimension are checked when the
index is opened.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.errors import IndexStale, KBError
from kb.index import Encoder, Entry, indexed_text, parts

_BATCH = 4096
_MORE = 3  # how much further a restricted search looks before it reads the vectors of its documents alone


class _Asked:
    """``near``: how many units were asked for by one vector, and the best ones found."""

    __slots__ = ("near",)

    def __init__(self, _vector: bytes) -> None:
        self.near: tuple[int, list[tuple[str, float]]] = (0, [])


class DenseIndex:
    """Row i of the faiss index is the unit ``ids[i]``, and ``facts[i]`` what is known of it.

    A second one holds the parts of the units in the same order, ``counts[i]`` of each: they are never searched, but tell how
    near a unit comes at its nearest. An article of twenty lines is about twenty things.
    """

    def __init__(self, folder: Path, encoder: str = "builtin") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._encoder_name = folder, encoder
        self._encoder: Encoder | None = None
        self._faiss: Any = None
        self._parts: Any = None
        self._counts: NDArray[np.int32] = np.zeros(0, np.int32)
        self._starts: NDArray[np.int64] | None = None
        self.ids: list[str] = []
        self._facts: NDArray[np.uint32] = np.zeros(0, np.uint32)
        self._documents: NDArray[Any] | None = None
        self._numbers: dict[str, int] = {}
        self._rows: dict[str, int] = {}
        self._encoded = lru_cache(maxsize=32)(self._encode)  # a search asks for one vector several times
        self._asked = lru_cache(maxsize=8)(_Asked)  # and for what is near it
        self._held = lru_cache(maxsize=32)(self._units_of)
        about = self._about()
        if about and about["encoder"] != self._mark():
            raise IndexStale(
                f"语义索引是用编码器“{about['encoder']}”建立的，现在设定的是“{self._mark()}”；请运行 kb build --reindex"
            )
        if about and "parts" not in about:
            raise IndexStale("语义索引是旧版本建立的，没有各款各项的向量；请运行 kb build --reindex")
        if about:
            self._load()

    def _mark(self) -> str:
        """The name of the encoder; the one of the package with its fingerprint, for it may change with a version."""
        if self._encoder_name != "builtin":
            return self._encoder_name
        from kb.index.static import fingerprint

        return f"builtin {fingerprint()}"

    def _about(self) -> dict[str, Any]:
        path = self._folder / "about.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def _load(self) -> None:
        import faiss

        try:
            self._faiss = faiss.read_index(str(self._folder / "vectors.faiss"))
            self.ids = (self._folder / "ids.txt").read_text(encoding="utf-8").split("\n") if self._faiss.ntotal else []
            self._facts = np.load(self._folder / "facts.npy")
            self._parts = faiss.read_index(str(self._folder / "parts.faiss"))
            self._counts = np.load(self._folder / "counts.npy")
        except (RuntimeError, OSError, ValueError) as error:
            raise IndexStale(f"语义索引 {self._folder} 打不开：{error}；请重新运行 kb build") from error
        whole = len(self.ids) == self._faiss.ntotal == len(self._facts) == len(self._counts)
        if not whole or self._counts.sum() != self._parts.ntotal:
            raise IndexStale(f"语义索引 {self._folder} 不完整；请重新运行 kb build")

    @property
    def encoder(self) -> Encoder:
        """The encoder that made the vectors, loaded on first use."""
        if self._encoder is None:
            self._encoder = _load_encoder(self._encoder_name)
        return self._encoder

    def update(self, add: Iterable[Entry], drop: Collection[str]) -> int:
        entries = list(add)
        if drop:
            self._remove([i for i, id in enumerate(self.ids) if id.partition("#")[0] not in drop])
        for batch in (entries[i : i + _BATCH] for i in range(0, len(entries), _BATCH)):
            self._append(batch)
        if self._faiss is None:
            self._append([])
        self._save()
        return len(entries)

    def _append(self, entries: Sequence[Entry]) -> None:
        divided = [parts(entry.provision) for entry in entries]
        texts = [
            indexed_text(entry.provision, part)
            for entry, own in zip(entries, divided, strict=True)
            for part in ("", *own)  # side by side: their lines are cut into words once
        ]
        vectors = np.ascontiguousarray(self.encoder(texts or ["法"])[: len(texts)], dtype=np.float32)
        counts = np.array([len(own) for own in divided], np.int32)
        first = np.cumsum(np.concatenate([[0], counts + 1]))[:-1].astype(np.int64)  # the row of each unit
        if self._faiss is None:
            self._faiss, self._parts = (_codes(vectors.shape[1]) for _ in range(2))
        self._faiss.add(vectors[first])
        self._parts.add(np.delete(vectors, first, axis=0))
        self.ids += [entry.provision.id for entry in entries]
        self._facts = np.concatenate([self._facts, np.array([entry.facts for entry in entries], np.uint32)])
        self._counts = np.concatenate([self._counts, counts])
        self._renumbered()

    def _remove(self, kept: list[int]) -> None:
        if self._faiss is None or len(kept) == len(self.ids):
            return
        stays = np.zeros(len(self.ids), bool)
        stays[kept] = True
        _drop(self._faiss, ~stays)
        _drop(self._parts, ~np.repeat(stays, self._counts))
        self.ids = [self.ids[i] for i in kept]
        self._facts, self._counts = self._facts[kept], self._counts[kept]
        self._renumbered()

    def _renumbered(self) -> None:
        """Forget what was worked out from the rows as they were."""
        self._documents, self._rows, self._starts = None, {}, None
        self._asked.cache_clear()
        self._held.cache_clear()

    def _save(self) -> None:
        """Write vectors, ids, facts and counts under new names, then swap them in; about.json goes last."""
        import faiss

        (self._folder / "about.json").unlink(missing_ok=True)
        faiss.write_index(self._faiss, str(self._folder / "vectors.tmp"))
        faiss.write_index(self._parts, str(self._folder / "parts.tmp"))
        (self._folder / "ids.tmp").write_text("\n".join(self.ids), encoding="utf-8")
        for name, array in (("facts", self._facts), ("counts", self._counts)):
            with open(self._folder / f"{name}.tmp", "wb") as file:
                np.save(file, array)
        for name in ("vectors.faiss", "parts.faiss", "ids.txt", "facts.npy", "counts.npy"):
            os.replace(self._folder / f"{name.partition('.')[0]}.tmp", self._folder / name)
        about = {
            "encoder": self._mark(),
            "dimension": self._faiss.d,
            "units": len(self.ids),
            "parts": self._parts.ntotal,
        }
        (self._folder / "about.tmp").write_text(json.dumps(about), encoding="utf-8")
        os.replace(self._folder / "about.tmp", self._folder / "about.json")

    def encode(self, query: str) -> NDArray[np.float32]:
        """The vector of *query*, (1, d); all zero where no token of it is known."""
        return self._encoded(query)

    def _encode(self, query: str) -> NDArray[np.float32]:
        return self.encoder([query])

    def search(
        self, query: str | NDArray[np.float32], *, limit: int = 10, within: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        if self._faiss is None or not self.ids:
            return []
        vector = self.encode(query) if isinstance(query, str) else query
        if not vector.any():
            return []
        if within is None:
            return self._nearest(vector, limit)
        near = self._nearest(vector, _MORE * limit)
        kept = [(id, score) for id, score in near if id.partition("#")[0] in within]
        if len(near) == len(self.ids) or (len(kept) > limit and kept[limit - 1][1] > kept[limit][1]):
            return kept[:limit]
        return self._scan(vector, limit, within)  # too few, or a tie at the edge

    def _nearest(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        """The best *limit* of all units; a search asks for them several times, and reading every vector is the slow part."""
        asked = self._asked(vector.tobytes())
        held, near = asked.near
        if held < limit:
            near = self._scan(vector, limit, None)
            asked.near = (limit, near)
        return near[:limit]

    def _scan(self, vector: NDArray[np.float32], limit: int, within: Collection[str] | None) -> list[tuple[str, float]]:
        params = None if within is None else self._params(within)
        found_scores, found_rows = self._faiss.search(vector, min(limit, len(self.ids)), params=params)
        pairs = zip(found_rows[0].tolist(), found_scores[0].tolist(), strict=True)
        return [(self.ids[row], score) for row, score in pairs if row >= 0]

    def nearest_of(self, vector: NDArray[np.float32], documents: frozenset[str], limit: int) -> list[str]:
        """The *limit* units of *documents*, a law or two, nearest to *vector*, (1, d); their vectors are kept for the next time."""
        ids, vectors = self._held(documents)
        return [ids[at] for at in np.argsort(-(vectors @ vector[0]), kind="stable")[:limit].tolist()]

    def _units_of(self, documents: frozenset[str]) -> tuple[list[str], NDArray[np.float32]]:
        ids = [self.ids[row] for row in np.flatnonzero(self._rows_within(documents)).tolist()]
        return ids, self.vectors(ids)

    def scores(self, query: str | NDArray[np.float32], ids: Sequence[str]) -> NDArray[np.float32]:
        """The score of *query* for each of *ids*, (n,); zero for one that is not indexed."""
        vector = (self.encode(query) if isinstance(query, str) else query)[0]
        rows = self._rows_of(ids)
        scores = np.zeros(len(ids), np.float32)
        if (held := rows >= 0).any():
            scores[held] = [np.dot(row, vector) for row in self._faiss.reconstruct_batch(rows[held])]
        return scores

    def vectors(self, ids: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of *ids*, which are all indexed, (n, d)."""
        if not ids:
            return np.zeros((0, self.encoder(["法"]).shape[1]), np.float32)
        found: NDArray[np.float32] = self._faiss.reconstruct_batch(self._rows_of(ids))
        return found

    def nearest_parts(
        self, query: str | NDArray[np.float32], ids: Sequence[str], wholes: NDArray[np.float32] | None = None
    ) -> NDArray[np.float32]:
        """The best score of *query* for each of *ids* or one of its parts, (n,); *wholes* are the ``scores`` of *ids*, where known."""
        best = self.scores(query, ids) if wholes is None else wholes.copy()
        vector = (self.encode(query) if isinstance(query, str) else query)[0]
        if self._starts is None:
            self._starts = np.cumsum(np.concatenate([[0], self._counts])).astype(np.int64)
        spans = [
            (at, self._starts[row], self._starts[row + 1])
            for at, row in enumerate(self._rows_of(ids).tolist())
            if row >= 0
        ]
        spans = [span for span in spans if span[1] < span[2]]
        if spans:
            rows = np.concatenate([np.arange(first, last) for _, first, last in spans])
            scores = self._parts.reconstruct_batch(rows) @ vector
            firsts = np.cumsum([0, *(last - first for _, first, last in spans)])[:-1]
            at = np.array([at for at, _, _ in spans])
            best[at] = np.maximum(best[at], np.maximum.reduceat(scores, firsts))
        return best

    def facts(self, ids: Sequence[str]) -> NDArray[np.uint32]:
        """The facts of each of *ids*, (n,), as ``kb.index.facts`` packs them; zero for one that is not indexed."""
        rows = self._rows_of(ids)
        return (
            np.where(rows >= 0, self._facts[np.maximum(rows, 0)], 0).astype(np.uint32)
            if len(self._facts)
            else rows.astype(np.uint32) * 0
        )

    def holds(self, id: str) -> bool:
        """Whether the unit is indexed."""
        return bool(self._rows_of([id])[0] >= 0)

    def _rows_of(self, ids: Sequence[str]) -> NDArray[np.int64]:
        """The row of each of *ids*, (n,); -1 for one that is not indexed."""
        if not self._rows:
            self._rows = dict(zip(self.ids, range(len(self.ids)), strict=True))
        row = self._rows.get
        return np.fromiter((row(id, -1) for id in ids), np.int64, len(ids))

    def _params(self, within: Collection[str]) -> Any:
        import faiss

        rows = np.packbits(self._rows_within(within), bitorder="little")
        wrapped: Any = faiss  # its Python layer takes arrays and keywords that its type stubs do not know
        return wrapped.SearchParameters(sel=wrapped.IDSelectorBitmap(rows))

    def _rows_within(self, within: Collection[str]) -> NDArray[np.bool_]:
        """A mask of the rows whose document is in *within*."""
        if self._documents is None:
            names = [id.partition("#")[0] for id in self.ids]
            table = {name: i for i, name in enumerate(dict.fromkeys(names))}
            self._documents = np.array([table[name] for name in names], dtype=np.int32)
            self._numbers = table
        allowed = np.zeros(len(self._numbers), bool)
        allowed[[at for name in within if (at := self._numbers.get(name)) is not None]] = True
        mask: NDArray[np.bool_] = allowed[self._documents]
        return mask


_EDGE = 1.0  # the codes span the parts that a unit vector can have


def _codes(dimension: int) -> Any:
    """An empty index of 8-bit codes."""
    import faiss

    made = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_8bit_uniform, faiss.METRIC_INNER_PRODUCT)
    edge = np.full((2, dimension), _EDGE, np.float32)
    edge[1] = -_EDGE  # the range of the codes, whatever comes first
    made.train(edge)
    return made


def _drop(index: Any, gone: NDArray[np.bool_]) -> None:
    import faiss

    index.remove_ids(faiss.IDSelectorBatch(np.flatnonzero(gone).astype(np.int64)))


def _load_encoder(name: str) -> Encoder:
    if name == "builtin":
        from kb.index.static import builtin

        return builtin()
    return _sentence_transformer(name)


def _sentence_transformer(path: str) -> Encoder:
    """An encoder from a SentenceTransformer folder, loaded offline."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(path, device="cpu", local_files_only=True)
    except Exception as error:
        raise KBError(f"编码器 {path} 加载失败：{error}；请检查设置 encoder 指向的模型文件夹") from error

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        found = model.encode(list(texts), batch_size=64, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32)

    return encode
