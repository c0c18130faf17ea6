"""Which power items are about the same conduct: candidates by nearness of their vectors, then a learned decision.

Only items that can meet are put together: of one kind of power, in one legal space, and within one document only where
their bodies differ. The decision is a logistic model over explained features (``kb.train.conducts`` fits it).
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.conflicts.coded import FLOOR, coded
from kb.conflicts.material import Material
from kb.conflicts.space import NATIONAL, city_of, comparable, province_of, region_of
from kb.conflicts.tables import conduct_words
from kb.index.static import builtin
from kb.model import Edition, PowerItem
from kb.naming.breaches import doer_of
from kb.naming.phrases import subject_of
from kb.titles import place_of

KINDS = ("行政处罚", "行政许可", "行政检查", "行政强制措施", "行政强制执行", "行政确认", "行政征收", "行政裁决")
FEATURES = (
    "cosine",  # of the vectors of both conducts
    "concept", "concept_shared",  # cosine of the groups of words in both, and the weight of those in common
    "title",  # cosine of the vectors of what both laws are about
    "context_least", "context_most",  # share of what one law is about that the other law or its conduct says
    "shared",  # logarithm of the weight of the pairs of characters in both
    "least", "most",  # share of the weight of each conduct that the other holds: the smaller and the greater
    "piece_least", "piece_most",  # the same for the piece of each conduct that the other holds best
    "slight",  # how little the shorter conduct says
    "doer", "doer_clash",  # likeness of who does it where both say so; both say so and nothing is alike
    "act", "act_clash",  # share of the groups of acts in common; both have some and none in common
    "thing", "thing_clash",  # the same for things
    "place", "place_clash", "place_one",  # the same for places; only one side names a place
    "ground_clash",  # both name a ground that can be no other: 公路 and 城市道路
    "result_one",  # only one side asks for a result
    "inside",  # both stand in one document
    "fine",  # the power is that of penalties
    "near", "alike", "both", "held",  # products: cosine and title, most and title, the two of concept, most and piece_most
)  # fmt: skip
_NEAR = 0.57  # the least nearness of a candidate: the cosine and small shares of the likeness of the groups of words
_CONCEPT, _WEIGHT = 0.6, 11.0  # or the least cosine of the groups and the weight of those in common
LEAST = 0.5  # the least probability of a pair that is yielded
_CHUNK = 2000  # rows compared at a time
_CITED = re.compile(r"（违反[^（）]*(?:（[^（）]*）[^（）]*)*规定）")
_RESULT = "后果"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items about the same conduct; ``score`` is the calibrated probability that they are.

    ``one`` comes first in the material. ``held`` is the share of the words of *one* that *other* has too, ``holds``
    the other way round: a narrower conduct holds most of a wider one. ``features`` follow ``FEATURES``.
    """

    one: PowerItem
    other: PowerItem
    score: float
    held: float
    holds: float
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A conduct as it is compared."""

    pairs: frozenset[str]
    pieces: tuple[tuple[frozenset[str], float], ...]  # with their weights
    subject: frozenset[str]
    subject_weight: float
    doer: frozenset[str]
    acts: frozenset[str]
    things: frozenset[str]
    places: frozenset[str]
    result: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Conducts:
    """The items that are compared, their vectors (n, d) and those of their laws, and the weight of pairs of characters."""

    items: Sequence[PowerItem]
    vectors: NDArray[np.float32]
    titles: NDArray[np.float32]
    groups: NDArray[np.float32]  # (n, g): the weight of each group of words that a conduct has, 0 where it has it not
    rarity: Mapping[str, float]
    blocks: Mapping[tuple[str, str, str], NDArray[np.int64]]  # rows by kind, region and city
    read: dict[int, _Read]


def same_conduct(
    material: Material, changed: frozenset[str], *, least: float = LEAST, spaces: frozenset[str] = frozenset()
) -> Iterator[Pair]:
    """Each pair of items about the same conduct, once, one of them in a document of *changed*.

    *spaces* restricts them to pairs of documents that meet there (see ``region_of``).
    """
    key = f"pairs {least} {hash(changed)} {hash(spaces)}"
    if key not in material.derived:
        material.derived[key] = list(_pairs(material, changed, least, spaces))
    yield from material.derived[key]


def _pairs(material: Material, changed: frozenset[str], least: float, spaces: frozenset[str]) -> Iterator[Pair]:
    conducts = conducts_of(material)
    for rows, others in candidates(material, conducts, changed, spaces):
        found = features(material, conducts, rows, others)
        for one, other, values, score in zip(rows, others, found, probabilities(found), strict=True):
            if score >= least:
                yield pair_of(conducts, one, other, tuple(float(value) for value in values), float(score))


def pair_of(conducts: Conducts, one: int, other: int, values: tuple[float, ...], score: float) -> Pair:
    """The rows *one* and *other* as a pair, with their features and their score."""
    mine, theirs = conducts.read[one], conducts.read[other]
    common = _weight(conducts, mine.pairs & theirs.pairs)
    return Pair(
        conducts.items[one], conducts.items[other], round(score, 3),
        round(common / (mine.weight or 1), 3), round(common / (theirs.weight or 1), 3), values,
    )  # fmt: skip


def plain(conduct: str) -> str:
    """A conduct without the place it breaks."""
    return _CITED.sub("", conduct)


def conducts_of(material: Material) -> Conducts:
    """The items of *material* made ready to be compared; made once."""
    if "conducts" not in material.derived:
        material.derived["conducts"] = _made(material)
    found: Conducts = material.derived["conducts"]
    return found


def rows_of(material: Material) -> Mapping[str, int]:
    """The row of each compared item by its id."""
    if "conduct rows" not in material.derived:
        material.derived["conduct rows"] = {item.id: row for row, item in enumerate(conducts_of(material).items)}
    found: Mapping[str, int] = material.derived["conduct rows"]
    return found


BAN = "其他"  # the kind under which the catalogue keeps a bare ban
_BANS = re.compile("予以取缔|责令(?:停止|关闭|退还|限期)")


def counts(item: PowerItem) -> bool:
    """Whether an item is of a power that is compared: one of ``KINDS``, or a ban (予以取缔) without a penalty."""
    return item.kind in KINDS or (item.kind == BAN and bool(_BANS.search(item.conduct)))


def _made(material: Material) -> Conducts:
    items = [item for item in material.items.values() if counts(item) and not _says_little(plain(item.conduct))]
    vectors, groups = coded([plain(item.conduct) for item in items], material.kb.folder)
    docs = list(dict.fromkeys(item.doc_id for item in items))
    named = dict(zip(docs, builtin()([_subject(material.editions[doc]) for doc in docs]), strict=True))
    titles = np.array([named[item.doc_id] for item in items], np.float32).reshape(len(items), builtin().dimension)
    seen = _holders([plain(item.conduct) for item in items])
    rarity = {pair: math.log(1 + max(len(items), FLOOR) / times) for pair, times in seen.items()}
    blocks: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for row, item in enumerate(items):
        edition = material.editions[item.doc_id]
        blocks[item.kind, province_of(edition), city_of(edition)].append(row)
    return Conducts(items, vectors, titles, groups, rarity, {k: np.array(v, np.int64) for k, v in blocks.items()}, {})


def _holders(texts: Sequence[str]) -> dict[str, int]:
    """How many of *texts* hold each pair that ``_pairs_of`` gives, counted all together: there are a million of them."""
    letters = np.frombuffer("，".join(texts).encode("utf-32-le"), np.uint32)
    apart = np.isin(letters, [ord(mark) for mark in _MARKS])
    owners = np.repeat(np.arange(len(texts), dtype=np.uint64), [len(text) + 1 for text in texts])[: len(letters)]
    codes = letters.astype(np.uint64)
    held = (owners[:-1] << 42 | codes[:-1] << 21 | codes[1:])[~(apart[:-1] | apart[1:])]
    pairs, times = np.unique(np.unique(held) & ((1 << 42) - 1), return_counts=True)
    words = np.stack([pairs >> 21, pairs & ((1 << 21) - 1)], axis=1).astype(np.uint32).view("<U2").ravel()
    return dict(zip(words.tolist(), times.tolist(), strict=True))


_MARKS = "，、；。（）“”"
_CATCH_ALL = re.compile(
    r"其他(?:违反|违法|不)|其他[^，]{0,16}(?:行为|活动|情形|规定)$|已有(?:处罚)?规定|违反[^，]{0,12}规定$|^(?:前款|前项|上述)|^[^，]{0,12}(?:有下列|其他)[^，]{0,8}(?:行为|情形)$"
)


def _says_little(conduct: str) -> bool:
    """Whether a conduct is a catch-all, or too short to be told from others."""
    return len(conduct) < 4 or (len(conduct) < 40 and bool(_CATCH_ALL.search(conduct)))


def _subject(edition: Edition) -> str:
    return subject_of(edition.title, place_of(edition.title)) or edition.title


def _pairs_of(text: str) -> Iterator[str]:
    for piece in re.split(f"[{_MARKS}]", text):
        yield from (piece[i : i + 2] for i in range(len(piece) - 1))


def candidates(
    material: Material, conducts: Conducts, changed: frozenset[str], spaces: frozenset[str] = frozenset()
) -> Iterator[tuple[list[int], list[int]]]:
    """Rows and other rows of the pairs that may be about the same conduct, one of them in *changed*, of *spaces* if any.

    The comparison is exact and knows no order, so that a single document is compared as in a run over everything.
    """
    mine = np.array([item.doc_id in changed for item in conducts.items], bool)
    for (kind, region, city), rows in conducts.blocks.items():
        if kind == BAN:
            continue  # stands under a matter, but is paired with nothing
        for above in dict.fromkeys([(kind, region, city), (kind, region, ""), (kind, "", "")]):
            others = conducts.blocks.get(above)
            if others is None:
                continue
            for part in (rows[i : i + _CHUNK] for i in range(0, len(rows), _CHUNK)):
                found = _near(conducts, part, others, mine)
                kept = [pair for pair in found if may_meet(material, conducts, *pair, spaces)]
                yield [one for one, _ in kept], [other for _, other in kept]


def _near(
    conducts: Conducts, rows: NDArray[np.int64], others: NDArray[np.int64], mine: NDArray[np.bool_]
) -> Iterable[tuple[int, int]]:
    new, old = rows[mine[rows]], rows[~mine[rows]]  # one side of each pair must be new
    halves = [_nearest(conducts, new, others), _nearest(conducts, old, others[mine[others]])]
    return dict.fromkeys((min(pair), max(pair)) for half in halves for pair in half if pair[0] != pair[1])


def _nearest(conducts: Conducts, rows: NDArray[np.int64], others: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    if not len(rows) or not len(others):
        return
    cosines = conducts.vectors[rows] @ conducts.vectors[others].T
    mine, theirs = conducts.groups[rows], conducts.groups[others]
    common = mine @ theirs.T
    lengths = np.linalg.norm(mine**2, axis=1)[:, None] * np.linalg.norm(theirs**2, axis=1)[None, :]
    concepts = (mine**2) @ (theirs**2).T / np.maximum(lengths, 1e-9)
    near = cosines + 0.1 * concepts + 0.0114 * common >= _NEAR
    for at, to in zip(*np.nonzero(near | ((concepts >= _CONCEPT) & (common >= _WEIGHT))), strict=True):
        yield int(rows[at]), int(others[to])


def may_meet(
    material: Material, conducts: Conducts, one: int, other: int, spaces: frozenset[str] = frozenset()
) -> bool:
    """Whether two items can collide: in comparable documents, of *spaces* if any, or in one document with different bodies."""
    mine, theirs = conducts.items[one], conducts.items[other]
    one_edition, other_edition = material.editions[mine.doc_id], material.editions[theirs.doc_id]
    if spaces and region_of(one_edition, other_edition) not in spaces:
        return False
    if mine.doc_id == theirs.doc_id:
        return mine.provision_id != theirs.provision_id and bool(
            mine.agencies and theirs.agencies and set(mine.agencies) != set(theirs.agencies)
        )
    return comparable(one_edition, other_edition) and not (
        _local(one_edition) and _local(other_edition) and (_somewhere(one_edition) or _somewhere(other_edition))
    )


def _local(edition: Edition) -> bool:
    return edition.region not in NATIONAL and not edition.title.startswith(edition.region)


def _somewhere(edition: Edition) -> bool:
    """Whether a local rule's title names neither its province nor its city, but a hill, a lake, an old town."""
    return _local(edition) and not city_of(edition)


def features(material: Material, conducts: Conducts, rows: Sequence[int], others: Sequence[int]) -> NDArray[np.float32]:
    """What is known of each pair, (n, f) in the order of ``FEATURES``."""
    out = np.zeros((len(rows), len(FEATURES)), np.float32)
    if not len(rows):
        return out
    mine, theirs = conducts.groups[list(rows)] ** 2, conducts.groups[list(others)] ** 2
    lengths = np.linalg.norm(mine, axis=1) * np.linalg.norm(theirs, axis=1)
    whole = {
        "cosine": _dots(conducts.vectors, rows, others),
        "concept": (mine * theirs).sum(axis=1) / np.maximum(lengths, 1e-9),
        "concept_shared": _dots(conducts.groups, rows, others) / 10,
        "title": _dots(conducts.titles, rows, others),
    }
    read = [_features(material, conducts, one, other) for one, other in zip(rows, others, strict=True)]
    columns: dict[str, Any] = {**whole, **dict(zip(_SINGLE, np.array(read, np.float32).T, strict=True))}
    columns["near"] = columns["cosine"] * columns["title"]
    columns["alike"] = columns["most"] * columns["title"]
    columns["both"] = columns["concept"] * columns["concept_shared"]
    columns["held"] = columns["most"] * columns["piece_most"]
    for at, name in enumerate(FEATURES):
        out[:, at] = columns[name]
    return out


def _dots(values: NDArray[np.float32], rows: Sequence[int], others: Sequence[int]) -> NDArray[np.float32]:
    found: NDArray[np.float32] = np.einsum("nd,nd->n", values[list(rows)], values[list(others)])
    return found


_SINGLE = (
    "context_least", "context_most", "shared", "least", "most", "piece_least", "piece_most", "slight",
    "doer", "doer_clash", "act", "act_clash", "thing", "thing_clash", "place", "place_clash", "place_one",
    "ground_clash", "result_one", "inside", "fine",
)  # fmt: skip


def _features(material: Material, conducts: Conducts, one: int, other: int) -> tuple[float, ...]:
    """The features that are found pair by pair, in the order of ``_SINGLE``."""
    mine, theirs = _read(material, conducts, one), _read(material, conducts, other)
    common = _weight(conducts, mine.pairs & theirs.pairs)
    least, most = sorted((common / (mine.weight or 1), common / (theirs.weight or 1)))
    items = conducts.items[one], conducts.items[other]
    return (
        *sorted((_context(conducts, mine, theirs), _context(conducts, theirs, mine))),
        math.log1p(common), least, most,
        *sorted((_best_piece(conducts, mine, theirs), _best_piece(conducts, theirs, mine))),
        5 - math.log1p(min(mine.weight, theirs.weight)),
        *_likeness(mine.doer, theirs.doer), *_likeness(mine.acts, theirs.acts), *_likeness(mine.things, theirs.things),
        *_likeness(mine.places, theirs.places), float(bool(mine.places) != bool(theirs.places)),
        _likeness(mine.places & _GROUNDS, theirs.places & _GROUNDS)[1],
        float(mine.result != theirs.result), float(items[0].doc_id == items[1].doc_id),
        float(items[0].kind == "行政处罚"),
    )  # fmt: skip


def _weight(conducts: Conducts, pairs: Iterable[str]) -> float:
    return sum(conducts.rarity[pair] for pair in pairs if pair in conducts.rarity)


def _context(conducts: Conducts, mine: _Read, theirs: _Read) -> float:
    """The share of what the one law is about that the other law, or its conduct, says too."""
    said = mine.subject & (theirs.subject | theirs.pairs)
    return _weight(conducts, said) / mine.subject_weight if said and mine.subject_weight else 0.0


def _best_piece(conducts: Conducts, mine: _Read, theirs: _Read) -> float:
    """The greatest share of one piece of *mine* that *theirs* holds; a piece that says little counts for less."""
    shares = (_weight(conducts, piece & theirs.pairs) / max(weight, _PIECE) for piece, weight in mine.pieces)
    return max(shares, default=0.0)


_PIECE = 25.0  # the weight of a piece that says enough to stand for a conduct


def _likeness(mine: frozenset[str], theirs: frozenset[str]) -> tuple[float, float]:
    """The share of two sets in common, and 1 where both have members and none in common."""
    if not mine or not theirs:
        return 0.0, 0.0
    common = len(mine & theirs)
    return common / len(mine | theirs), float(not common)


def _read(material: Material, conducts: Conducts, row: int) -> _Read:
    if row not in conducts.read:
        item = conducts.items[row]
        text = plain(item.conduct)
        doer = item.object or doer_of(text)
        pairs, acts = frozenset(_pairs_of(text)), groups_in(text, "行为")
        pieces = [frozenset(_pairs_of(piece)) for piece in _PIECES.split(text) if len(piece) > 3]
        subject = frozenset(_pairs_of(_subject(material.editions[item.doc_id])))
        conducts.read[row] = _Read(
            pairs, tuple((piece, _weight(conducts, piece)) for piece in pieces), subject, _weight(conducts, subject),
            frozenset(doer) - _COMMON, acts - {_RESULT}, groups_in(text, "对象"), groups_in(text, "地点"),
            _RESULT in acts, _weight(conducts, pairs),
        )  # fmt: skip
    return conducts.read[row]


_PIECES = re.compile("[，；]|或者")
_GROUNDS = frozenset(
    "公路 城市道路 铁路 轨道交通 航空 港口 河道 海 水库 黄河 长江 湿地 草原 森林 绿地 农田".split()
)  # groups of places of conduct_words.csv
_COMMON = frozenset("单位企业者人员机构个和或、的及其他有关")


def groups_in(text: str, kind: str) -> frozenset[str]:
    """The groups of words of one *kind* (地点, 行为, 对象) of conduct_words.csv in *text*."""
    return frozenset(name for name, pattern in conduct_words()[kind].items() if pattern.search(text))


def probabilities(values: NDArray[np.float32]) -> NDArray[np.float64]:
    """The probability of each row of (n, f) features."""
    weights = _weights()
    bias, by = weights["bias"], np.array([weights[name] for name in FEATURES])
    return np.asarray(1 / (1 + np.exp(-(bias + values.astype(np.float64) @ by))))


@cache
def _weights() -> Mapping[str, float]:
    """The weights of the features and the bias, as ``kb.train.conducts`` fitted them."""
    found: dict[str, float] = json.loads((files("kb") / "models" / "conducts.json").read_text(encoding="utf-8"))
    return found
