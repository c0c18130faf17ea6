"""How well some words fit an article, reckoned in pairs of neighbouring characters weighted by their rarity."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_FRAME = re.compile(  # words that every rule has
    r"《[^》]*》|第[一二三四五六七八九十百千零〇]+[章节条款项](?:之[一二三四五六七八九十]+)?|[（(][一二三四五六七八九十]+[）)]"
    r"|本(?:法|条例|办法|规定|细则|决定)|违反|规定|有下列|下列|行为|情形|之一|情节严重|依照|按照|根据|依法|应当|不得|禁止|任何|单位|个人|组织|或者|以及"
    r"|责令|改正|限期|罚款|处罚|处以|给予|予以|没收|违法所得|有关|部门|主管|行政|人民政府|县级以上|机关|机构|管理|法律|法规|其他|其|的|并|由|处|对|和|及|与|在|未"
)
_WORD = re.compile(r"[\u4e00-\u9fff]+")


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of *text* that say something; words of the frame part the pairs."""
    plain = _FRAME.sub(" ", text)
    return frozenset(w[i : i + 2] for w in _WORD.findall(plain) for i in range(len(w) - 1))


@dataclass(frozen=True, slots=True)
class Articles:
    """The articles of one text by place: their pairs, and in how many articles each pair occurs."""

    pairs: Mapping[str, frozenset[str]]
    spread: Mapping[str, int]

    @classmethod
    def of(cls, texts: Iterable[tuple[str, str]]) -> Articles:
        """The articles of *texts*, (place, text) each."""
        found = {place: pairs(text) for place, text in texts}
        return cls(found, Counter(pair for own in found.values() for pair in own))

    def weight(self, pair: str) -> float:
        """What *pair* says: much where few articles have it."""
        return math.log(1 + len(self.pairs) / (1 + self.spread.get(pair, 0)))

    def share(self, words: frozenset[str], *places: str) -> float:
        """The weighted share (0 to 1) of *words* found in the articles at *places*."""
        whole = sum(map(self.weight, words))
        there = words & frozenset().union(*(self.pairs.get(place, frozenset()) for place in places))
        return sum(map(self.weight, there)) / whole if whole else 0.0

    def best(self, words: frozenset[str], *, without: Iterable[str] = ()) -> tuple[str, float]:
        """The place whose article holds the greatest share of *words*, the first of equals; empty where none does."""
        shares = ((place, self.share(words, place)) for place in self.pairs if place not in set(without))
        place, share = max(shares, key=lambda found: found[1], default=("", 0.0))
        return (place, share) if share else ("", 0.0)


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share (0 to 1) of pairs that two texts have in common (Dice)."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
