"""The search for a superior basis: does a text above give the same power for the same conduct?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.conflicts.material import Material
from kb.conflicts.settings import Setting, settings
from kb.conflicts.space import comparable, superior
from kb.index.lexical import pairs
from kb.index.static import builtin
from kb.model import Edition


@dataclass(frozen=True, slots=True)
class Basis:
    """The nearest superior setting of the same power: ``score`` runs from 0 to 1; ``setting`` is None where there is none.

    ``searched`` is how many superior settings of the power were looked at.
    """

    setting: Setting | None
    score: float
    searched: int


_HOME = 0.08  # what being named as the basis adds to a score
_FOREIGN = 0.12  # what a superior text on a matter that the lower one never names loses
_FEW = 6  # pairs of characters below which sharing them all says little
_SHORT = 4  # characters that a conduct must keep
_COMMON = re.compile(
    r"(?:由|向|经|报|应当|可以)?[^，。；、的]{0,14}(?:主管部门|管理部门|行政部门|执法部门|有关部门|部门|机关|办事处|人民政府)(?:依法)?"
    r"|逾期|[未不](?=拆除|改正|清除)|拒不|责令|限期|停止违法行为|改正|强制|强行|予以|可以|有权|应当|所需|费用由[^，。；]*|并?处[^，。；]*罚款|违反[^，。；]{0,20}规定"
)
_NO_MATTER = re.compile(  # words of titles that tell no matter
    r"中华人民共和国|全国人民代表大会常务委员会|国务院|关于|(?:暂行)?(?:条例|办法|规定|细则|决定|法)$|管理|监督|处罚|实施|促进|保护|安全|若干|\W"
)
_COURT = re.compile("人民法院(?:强制)?执行")  # what a court enforces gives no body the power to
_ONE_CLASS = ("强制拆除", "强制执行", "代履行")  # each serves as a basis for the others


@dataclass(frozen=True, slots=True)
class _Row:
    setting: Setting
    vector: NDArray[np.float32]
    pairs: frozenset[str]


@dataclass
class Bases:
    """Everything that the documents above may set, by kind of power; vectors are made when a kind is first asked for."""

    material: Material
    by_kind: Mapping[str, Sequence[Setting]]
    _rows: dict[str, list[_Row]]

    @classmethod
    def of(cls, material: Material, doc_ids: Iterable[str], kinds: Collection[str]) -> Bases:
        """The settings of *kinds* in the documents named."""
        found: dict[str, list[Setting]] = defaultdict(list)
        docs = list(doc_ids)
        material.want(docs, material.units, material.penalties, material.powers)
        for doc_id in docs:
            for setting in settings(material, doc_id, _with_class(kinds), tagged=True):
                if setting.kind not in _ONE_CLASS or not _COURT.search(setting.sentence):
                    found[setting.kind].append(setting)
        return cls(material, found, {})

    def nearest(self, setting: Setting, edition: Edition, levels: Sequence[str], home: Collection[str] = ()) -> Basis:
        """The superior setting of the same kind, in a document of one of *levels*, whose conduct is nearest.

        Those of *home*, the documents that the lower one carries out, are favoured.
        """
        rows = [row for row in self._kind(setting.kind) if self._above(row.setting, edition, levels)]
        if not rows:
            return Basis(None, 0.0, 0)
        best, score = rows[0], -1.0
        conducts = [core(conduct) for conduct in setting.conducts]
        foreign = self._foreign(edition, {row.setting.unit.doc_id for row in rows} - set(home))
        for conduct, vector in zip(conducts, builtin()(conducts), strict=True):
            own = frozenset(pairs(conduct))
            for row, near in zip(rows, np.stack([row.vector for row in rows]) @ vector, strict=True):
                value = (float(near) + _cover(own, row.pairs)) / 2
                value += _HOME * (row.setting.unit.doc_id in home) - _FOREIGN * (row.setting.unit.doc_id in foreign)
                if value > score:
                    best, score = row, value
        return Basis(best.setting, min(max(score, 0.0), 1.0), len(rows))

    def _foreign(self, edition: Edition, doc_ids: Iterable[str]) -> frozenset[str]:
        """Those of *doc_ids* on a matter that the document never names: no two characters of the title stand in it."""
        words = set(pairs(edition.title + "\n" + self.material.text(edition.doc_id)))
        matters = {id: pairs(_NO_MATTER.sub(" ", self.material.editions[id].title)) for id in doc_ids}
        return frozenset(id for id, matter in matters.items() if matter and not words.intersection(matter))

    def gives(self, doc_id: str, kind: str) -> bool:
        """Whether the document sets that power anywhere."""
        return any(setting.unit.doc_id == doc_id for setting in self._of(kind))

    def _kind(self, kind: str) -> list[_Row]:
        if kind not in self._rows:
            made = [(s, core(conduct)) for s in self._of(kind) for conduct in s.conducts]
            vectors = builtin()([conduct for _, conduct in made])
            rows = (_Row(s, v, frozenset(pairs(c))) for (s, c), v in zip(made, vectors, strict=True))
            self._rows[kind] = list(rows)
        return self._rows[kind]

    def _of(self, kind: str) -> list[Setting]:
        return [setting for one in _with_class((kind,)) for setting in self.by_kind.get(one, ())]

    def _above(self, setting: Setting, edition: Edition, levels: Sequence[str]) -> bool:
        other = self.material.editions[setting.unit.doc_id]
        return other.level in levels and comparable(other, edition) and superior(other, edition)


def core(conduct: str) -> str:
    """*conduct* without bodies and the words that most sanctions share; as it is where hardly anything else is left."""
    core = _COMMON.sub("", conduct)
    return core if len(core) >= _SHORT else conduct


def _with_class(kinds: Collection[str]) -> frozenset[str]:
    return frozenset(kinds) | (frozenset(_ONE_CLASS) if set(kinds) & set(_ONE_CLASS) else frozenset())


def _cover(own: frozenset[str], other: frozenset[str]) -> float:
    """How much of the shorter text's pairs of characters stands in the other."""
    return len(own & other) / max(min(len(own), len(other)), _FEW)


def above(material: Material, doc_ids: Iterable[str]) -> Iterator[str]:
    """The documents that stand above at least one of *doc_ids*."""
    lower = [material.editions[doc_id] for doc_id in doc_ids]
    spots = {(e.level, e.region, e.title[:6]): e for e in lower}.values()
    for doc_id, edition in material.editions.items():
        if any(comparable(edition, other) and superior(edition, other) for other in spots):
            yield doc_id
