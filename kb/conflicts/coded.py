"""Conducts as numbers: the vector of each and its groups of words; kept beside the store from one run to the next."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb.conflicts.tables import conduct_words
from kb.index.static import builtin, fingerprint

FILE = "conducts.npz"
FLOOR = 20_000  # items that a weight is counted among at the least, so that few rules are weighed as many are
RESULT = "后果"  # groups of this kind are told apart from the others, and no part of the weighed ones


@dataclass(frozen=True, slots=True)
class _Known:
    """What an earlier run worked out: hashes of n texts, their vectors (n, d), and which words each has (n, w)."""

    keys: NDArray[np.uint64]
    vectors: NDArray[np.float32]
    groups: NDArray[np.bool_]


def coded(texts: Sequence[str], folder: Path) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The vectors of *texts* (n, d), and their groups of words weighed by rarity (n, w).

    What was remembered in *folder* is not worked out again.
    """
    known = _read(folder)
    keys = _keys(texts)
    rows = {int(key): row for row, key in enumerate(known.keys)}
    at = np.array([rows.get(int(key), -1) for key in keys], np.int64)
    mine, new = np.flatnonzero(at >= 0), [row for row, place in enumerate(at) if place < 0]
    vectors = np.zeros((len(texts), builtin().dimension), np.float32)
    found = np.zeros((len(texts), len(_patterns())), np.float32)
    vectors[mine], found[mine] = known.vectors[at[mine]], known.groups[at[mine]]
    vectors[new] = builtin()([texts[i] for i in new])
    for column, (_kind, _name, pattern) in enumerate(_patterns()):
        found[new, column] = [pattern.search(texts[i]) is not None for i in new]
    rarity = np.sqrt(np.log(1 + max(len(texts), FLOOR) / (1 + found.sum(axis=0)))).astype(np.float32)
    return vectors, found * rarity


def remember(texts: Sequence[str], vectors: NDArray[np.float32], groups: NDArray[np.float32], folder: Path) -> None:
    """Keep what ``coded`` gave for *texts* in *folder*, unless just that is kept there."""
    keys = _keys(texts)
    if np.array_equal(_read(folder).keys, keys):
        return
    temporary = folder / f"new-{FILE}"
    np.savez(temporary, made_by=np.array(_made_by()), keys=keys, vectors=vectors, groups=groups > 0)
    os.replace(temporary, folder / FILE)


def _read(folder: Path) -> _Known:
    """What is kept in *folder*; nothing where another encoder or other words made it."""
    if (folder / FILE).exists():
        with np.load(folder / FILE) as arrays:
            if str(arrays.get("made_by", "")) == _made_by():
                return _Known(arrays["keys"], arrays["vectors"], arrays["groups"])
    nothing = np.zeros(0, np.uint64)
    return _Known(nothing, np.zeros((0, builtin().dimension), np.float32), np.zeros((0, len(_patterns())), np.bool_))


def _patterns() -> list[tuple[str, str, re.Pattern[str]]]:
    """The groups of words that are weighed, in order."""
    return [(kind, *one) for kind, groups in conduct_words().items() for one in groups.items() if one[0] != RESULT]


@cache
def _made_by() -> str:
    """A hash of the encoder and the words."""
    words = "\n".join(f"{kind} {name} {pattern.pattern}" for kind, name, pattern in _patterns())
    return f"{fingerprint()} {hashlib.sha256(words.encode()).hexdigest()}"


def _keys(texts: Sequence[str]) -> NDArray[np.uint64]:
    digests = (hashlib.blake2b(text.encode(), digest_size=8).digest() for text in texts)
    return np.frombuffer(b"".join(digests), np.uint64)
