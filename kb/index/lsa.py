"""The built-in encoder: TF-IDF and truncated SVD, fitted by scikit-learn, applied with numpy alone.

What is kept is a word list and two arrays, so that a query neither imports scikit-learn nor loads a pickle.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.errors import IndexStale
from kb.index.lexical import words

DIMENSIONS = 192
MAX_WORDS = 40_000
SAMPLE = 24_000  # units the decomposition is computed on; the rest is projected
_FILES = ("encoder.safetensors", "words.json")


@dataclass(frozen=True, slots=True)
class LsaEncoder:
    """Maps texts to (n, d) float32 unit rows; ``idf`` is (v,), ``components`` (v, d)."""

    vocabulary: dict[str, int]
    idf: NDArray[np.float32]
    components: NDArray[np.float32]

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.vstack([self._one(text) for text in texts]) if texts else np.zeros((0, self.dimension), np.float32)

    @property
    def dimension(self) -> int:
        return int(self.components.shape[1])

    def _one(self, text: str) -> NDArray[np.float32]:
        counts = Counter(i for w in words(text).split() if (i := self.vocabulary.get(w)) is not None)
        if not counts:
            return np.zeros((1, self.dimension), np.float32)
        ids = np.fromiter(counts, dtype=np.int64)
        weights = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32))) * self.idf[ids]
        vector = (weights / np.linalg.norm(weights)) @ self.components[ids].astype(np.float32)
        norm = float(np.linalg.norm(vector))
        return (vector / norm if norm else vector).reshape(1, -1).astype(np.float32)

    def save(self, folder: Path) -> None:
        """Write the encoder as safetensors and a JSON word list."""
        from safetensors.numpy import save_file

        arrays: dict[str, NDArray[Any]] = {
            "idf": self.idf.astype(np.float32),
            "components": self.components.astype(np.float16),
        }
        save_file(arrays, folder / _FILES[0])
        ordered = sorted(self.vocabulary, key=self.vocabulary.__getitem__)
        (folder / _FILES[1]).write_text(json.dumps(ordered, ensure_ascii=False), encoding="utf-8")


def load(folder: Path) -> LsaEncoder:
    """Read an encoder written by ``save``. Raises IndexStale where a file is missing or broken."""
    from safetensors.numpy import load_file

    try:
        arrays = load_file(folder / _FILES[0])
        ordered = json.loads((folder / _FILES[1]).read_text(encoding="utf-8"))
    except Exception as error:
        raise IndexStale(f"语义索引 {folder} 缺少编码器或已损坏：{error}；请重新运行 kb build") from error
    return LsaEncoder({w: i for i, w in enumerate(ordered)}, arrays["idf"], arrays["components"])


def fit(texts: Sequence[str]) -> tuple[LsaEncoder, NDArray[np.float32]]:
    """Fit on *texts*; returns the encoder and the (n, d) unit vectors of *texts*, which may be none."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    vectorizer = TfidfVectorizer(
        preprocessor=_same, tokenizer=str.split, token_pattern=None, lowercase=False, sublinear_tf=True,
        max_features=MAX_WORDS, dtype=np.float32,
    )  # fmt: skip
    documents = [words(text) for text in texts]
    matrix = vectorizer.fit_transform(documents if len(documents) > 1 else [*documents, *_ALWAYS])
    size = min(DIMENSIONS, max(2, min(matrix.shape) - 1))
    step = max(1, matrix.shape[0] // SAMPLE)
    model = TruncatedSVD(size, algorithm="randomized", n_iter=3, random_state=0).fit(matrix[::step])
    components = model.components_.T.astype(np.float16)
    vocabulary = {word: int(index) for word, index in vectorizer.vocabulary_.items()}
    vectors: Any = normalize(np.asarray(matrix @ components.astype(np.float32)))[: len(texts)]
    return LsaEncoder(vocabulary, vectorizer.idf_.astype(np.float32), components), vectors.astype(np.float32)


_ALWAYS = ("法规 条文", "条文")  # so that there is something to fit on in the smallest knowledge base


def _same(text: str) -> str:
    return text
