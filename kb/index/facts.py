"""What the ranker wants to know of a unit, packed into 32 bits and kept beside its vector.

Bits 0-11: kinds of power tagged in it; 12-23: kinds of its power items; 24: a penalty; 25: a duty whose breach another article
punishes; 26-31: its length, as twice the binary logarithm of its characters.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

KINDS = (
    "行政处罚", "行政许可", "行政强制措施", "行政强制执行", "行政检查", "行政确认", "行政征收", "行政给付", "行政奖励", "行政裁决",
    "其他",
)  # fmt: skip
_PENALTY, _DUTY, _LENGTH = 24, 25, 26


def pack(powers: Iterable[str], items: Iterable[str], length: int, *, penalty: bool, duty: bool) -> int:
    """The bits of one unit; *powers* and *items* are kinds of power, *length* is in characters."""
    bits = _kinds(powers) | _kinds(items) << 12 | penalty << _PENALTY | duty << _DUTY
    return bits | min(63, round(2 * math.log2(1 + length))) << _LENGTH


def _kinds(names: Iterable[str]) -> int:
    return sum({1 << at for name in names for at, kind in enumerate(KINDS) if name.startswith(kind)})


def mask(kinds: Collection[str]) -> int:
    """The bits of *kinds*, as ``tagged`` and ``itemised`` hold them."""
    return _kinds(kinds)


def tagged(facts: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return (facts & 0xFFF).astype(np.uint32)


def itemised(facts: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return (facts >> 12 & 0xFFF).astype(np.uint32)


def penalty(facts: NDArray[np.uint32]) -> NDArray[np.bool_]:
    return (facts >> _PENALTY & 1).astype(bool)


def duty(facts: NDArray[np.uint32]) -> NDArray[np.bool_]:
    return (facts >> _DUTY & 1).astype(bool)


def length(facts: NDArray[np.uint32]) -> NDArray[np.float32]:
    """The binary logarithm of the characters, to a half."""
    return ((facts >> _LENGTH) / 2).astype(np.float32)
