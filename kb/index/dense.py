"""Vectors in faiss: exact search over 8-bit codes, with the encoder kept beside them.

The encoder is fitted on the first build (LSA) or is any SentenceTransformer; its name, its dimension and a fingerprint
of its files are checked when the index is opened.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.errors import IndexStale, KBError
from kb.index import Encoder, indexed_text
from kb.model import Provision

_BATCH = 4096
_REFIT = 2.0  # refit the built-in encoder when the units have grown by this factor


class DenseIndex:
    """Row i of the faiss index is the unit ``ids[i]``."""

    def __init__(self, folder: Path, encoder: str = "lsa") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._encoder_name = folder, encoder
        self._encoder: Encoder | None = None
        self._faiss: Any = None
        self.ids: list[str] = []
        self._documents: NDArray[Any] | None = None
        self._names: list[str] = []
        self._rows: dict[str, int] = {}
        about = self._about()
        if about and about["encoder"] != encoder:
            raise IndexStale(
                f"语义索引是用编码器“{about['encoder']}”建立的，现在设定的是“{encoder}”；请运行 kb build --reindex"
            )
        if about:
            self._load()

    def _about(self) -> dict[str, Any]:
        path = self._folder / "about.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def _load(self) -> None:
        import faiss

        try:
            self._faiss = faiss.read_index(str(self._folder / "vectors.faiss"))
            self.ids = (self._folder / "ids.txt").read_text(encoding="utf-8").split("\n") if self._faiss.ntotal else []
        except (RuntimeError, OSError) as error:
            raise IndexStale(f"语义索引 {self._folder} 打不开：{error}；请重新运行 kb build") from error
        if len(self.ids) != self._faiss.ntotal:
            raise IndexStale(f"语义索引 {self._folder} 不完整；请重新运行 kb build")

    @property
    def encoder(self) -> Encoder:
        """The encoder that made the vectors, loaded on first use."""
        if self._encoder is None:
            self._encoder = _load_encoder(self._encoder_name, self._folder)
        return self._encoder

    def update(self, add: Iterable[Provision], drop: Collection[str]) -> int:
        units = list(add)
        kept = [i for i, id in enumerate(self.ids) if id.partition("#")[0] not in drop] if drop else None
        fitted = self._about().get("fitted_on", 0)
        if self._faiss is None or (self._encoder_name == "lsa" and len(units) > fitted * (_REFIT - 1)):
            raise NeedsRefit
        self._remove(kept)
        if units:
            vectors = np.vstack([self.encoder(texts) for texts in _batches([indexed_text(u) for u in units])])
            self._append([u.id for u in units], vectors)
        self._save(fitted)
        return len(units)

    def rebuild(self, units: Sequence[Provision]) -> int:
        """Start again from *units*, fitting the built-in encoder on them."""
        self._faiss, self.ids = None, []
        texts = [indexed_text(unit) for unit in units]
        if self._encoder_name == "lsa":
            from kb.index import lsa

            encoder, vectors = lsa.fit(texts)
            encoder.save(self._folder)
            self._encoder = encoder
        else:
            vectors = np.vstack([self.encoder(batch) for batch in _batches(texts)])
        self._append([unit.id for unit in units], vectors)
        self._save(len(units))
        return len(units)

    def _append(self, ids: list[str], vectors: NDArray[np.float32]) -> None:
        import faiss

        if self._faiss is None:
            dimension = vectors.shape[1]
            self._faiss = faiss.IndexScalarQuantizer(
                dimension, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
            )
            self._faiss.train(vectors if len(vectors) else np.zeros((1, dimension), np.float32))
        self._faiss.add(np.ascontiguousarray(vectors, dtype=np.float32))
        self.ids += ids
        self._documents, self._rows = None, {}

    def _remove(self, kept: list[int] | None) -> None:
        if kept is None or self._faiss is None or len(kept) == len(self.ids):
            return
        import faiss

        gone = np.setdiff1d(np.arange(len(self.ids), dtype=np.int64), np.array(kept, dtype=np.int64))
        self._faiss.remove_ids(faiss.IDSelectorBatch(gone))
        self.ids = [self.ids[i] for i in kept]
        self._documents, self._rows = None, {}

    def _save(self, fitted: int) -> None:
        """Write vectors and ids under new names, then swap them in; about.json goes last."""
        import faiss

        (self._folder / "about.json").unlink(missing_ok=True)
        faiss.write_index(self._faiss, str(self._folder / "vectors.tmp"))
        (self._folder / "ids.tmp").write_text("\n".join(self.ids), encoding="utf-8")
        os.replace(self._folder / "vectors.tmp", self._folder / "vectors.faiss")
        os.replace(self._folder / "ids.tmp", self._folder / "ids.txt")
        about = {"encoder": self._encoder_name, "dimension": self._faiss.d, "units": len(self.ids), "fitted_on": fitted}
        (self._folder / "about.tmp").write_text(json.dumps(about), encoding="utf-8")
        os.replace(self._folder / "about.tmp", self._folder / "about.json")

    def search(self, query: str, *, limit: int = 10, within: Collection[str] | None = None) -> list[tuple[str, float]]:
        if self._faiss is None or not self.ids:
            return []
        vector = self.encoder([query])
        if not vector.any():
            return []
        found_scores, found_rows = self._faiss.search(vector, min(limit, len(self.ids)), params=self._params(within))
        pairs = zip(found_rows[0], found_scores[0], strict=True)
        return [(self.ids[row], float(score)) for row, score in pairs if row >= 0]

    def scores(self, query: str, ids: Collection[str]) -> dict[str, float]:
        """The score of *query* for the units in *ids*."""
        rows = [(id, row) for id in ids if (row := self._row(id)) is not None]
        if not rows:
            return {}
        vector = self.encoder([query])[0]
        return {id: float(np.dot(self._faiss.reconstruct(row), vector)) for id, row in rows}

    def _row(self, id: str) -> int | None:
        if not self._rows:
            self._rows = {known: row for row, known in enumerate(self.ids)}
        return self._rows.get(id)

    def _params(self, within: Collection[str] | None) -> Any:
        if within is None:
            return None
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
            self._names = list(table)
        allowed = np.fromiter((name in within for name in self._names), dtype=bool, count=len(self._names))
        mask: NDArray[np.bool_] = allowed[self._documents]
        return mask


class NeedsRefit(KBError):
    """The built-in encoder was fitted on far fewer units than there are now; call ``rebuild``."""


def _batches(texts: Sequence[str]) -> Iterable[Sequence[str]]:
    return (texts[i : i + _BATCH] for i in range(0, len(texts), _BATCH))


def _load_encoder(name: str, folder: Path) -> Encoder:
    if name == "lsa":
        from kb.index import lsa

        return lsa.load(folder)
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
