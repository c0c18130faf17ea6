"""Which punished conducts share the words of a rule: an index of all conducts by their pairs of characters."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.conflicts.likeness import pairs
from kb.model import PowerItem


@dataclass(frozen=True, slots=True)
class Conducts:
    """The conducts of *items* in order; ``places`` holds, for each pair, the numbers of the items that have it."""

    items: tuple[PowerItem, ...]
    places: dict[str, NDArray[np.int32]]

    @classmethod
    def of(cls, items: Iterable[PowerItem]) -> Conducts:
        """An index of the penalties among *items*."""
        own = tuple(item for item in items if item.kind == "行政处罚")
        places: dict[str, list[int]] = defaultdict(list)
        for number, item in enumerate(own):
            for pair in pairs(item.conduct):
                places[pair].append(number)
        return cls(own, {pair: np.array(found, np.int32) for pair, found in places.items()})

    def shares(self, words: frozenset[str]) -> NDArray[np.float32]:
        """The weighted share (0 to 1) of *words* that each conduct has, (n,)."""
        found = np.zeros(len(self.items), np.float32)
        whole = 0.0
        for pair in words:
            at = self.places.get(pair)
            weight = math.log(1 + (len(self.items) + 1) / (1 + (0 if at is None else len(at))))
            whole += weight
            if at is not None:
                found[at] += weight
        return found / np.float32(whole) if whole else found
