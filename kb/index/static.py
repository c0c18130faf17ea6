"""The built-in encoder: a static embedding of words and character pairs, trained by ``kb.train.encoder``.

A text is the sum of the rows of its tokens, each weighted by 1 + ln(times it occurs), scaled to unit length. The rows
are stored as 8-bit integers with one scale each, so that a query needs numpy alone: torch is never imported here.
``SentenceTransformer(folder)`` loads the same folder through ``kb.index.bag``.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.errors import IndexStale
from kb.index.lexical import pairs, words

WEIGHTS, TOKENS = "model.safetensors", "tokens.json"


def tokens(text: str) -> list[str]:
    """The tokens of *text* in order: its words, then its pairs of neighbouring characters (marked ~)."""
    return [*words(text).split(), *pairs(text)]


@dataclass(frozen=True, slots=True)
class StaticEncoder:
    """Maps texts to (n, d) float32 unit rows; ``table`` is (v, d) int8 and ``scale`` (v,) float32."""

    vocabulary: dict[str, int]
    table: NDArray[np.int8]
    scale: NDArray[np.float32]

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        out = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            ids, weights = weighted(tokens(text), self.vocabulary)
            if len(ids):
                vector = (weights * self.scale[ids]) @ self.table[ids].astype(np.float32)
                out[row] = vector / max(float(np.linalg.norm(vector)), 1e-9)
        return out

    @property
    def dimension(self) -> int:
        return int(self.table.shape[1])


def weighted(found: Sequence[str], vocabulary: dict[str, int]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The rows of the tokens that the vocabulary knows, each once, and their weights (both of one length)."""
    counts = Counter(i for token in found if (i := vocabulary.get(token)) is not None)
    ids = np.fromiter(counts, dtype=np.int64, count=len(counts))
    times = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
    return ids, (1 + np.log(times)).astype(np.float32) if len(ids) else times


def load(folder: Path) -> StaticEncoder:
    """Read an encoder. Raises IndexStale where a file is missing or broken."""
    from safetensors.numpy import load_file

    try:
        arrays: dict[str, Any] = load_file(folder / WEIGHTS)
        ordered = json.loads((folder / TOKENS).read_text(encoding="utf-8"))
    except Exception as error:
        raise IndexStale(f"编码器 {folder} 缺少文件或已损坏：{error}；请重新安装本软件") from error
    return StaticEncoder({token: i for i, token in enumerate(ordered)}, arrays["table"], arrays["scale"])


@cache
def builtin() -> StaticEncoder:
    """The encoder that comes with the package."""
    return load(Path(str(files("kb") / "models" / "encoder")))


@cache
def fingerprint() -> str:
    """A short hash of the weights that come with the package."""
    digest = hashlib.sha256((files("kb") / "models" / "encoder" / WEIGHTS).read_bytes())
    return digest.hexdigest()[:12]
