"""What the encoder learns from: articles as lines of tokens, and texts that belong to them.

Nothing here reads a gold file. Official texts and power items come from a knowledge base of ../shared/corpus, questions
from the STARD train split, from ``kb/train/pairs`` and from the everyday phrasings of ``corpus/catalogue``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb.address import article as article_of
from kb.catalogue import load
from kb.evaluate_search import NATIONAL
from kb.index import is_gist
from kb.knowledge import KnowledgeBase
from kb.model import IMPLIED, Basis, PowerItem, Provision
from kb.numerals import to_chinese
from kb.questions import law_of, read_pairs
from kb.store import Not

ROOT = Path(__file__).resolve().parents[2]


@dataclass(slots=True)
class Mined:
    """``units[i]`` is the article ``ids[i]`` in lines (title, headings, sentences); queries name articles by number.

    ``queries`` is by kind: item, duty, question, everyday. ``beside`` gives an article that is alike but wrong: the duty where
    the penalty was asked for. ``national`` are the articles of national law.
    """

    ids: list[str] = field(default_factory=list)
    units: list[list[str]] = field(default_factory=list)
    queries: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    beside: dict[int, list[int]] = field(default_factory=dict)
    national: list[int] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)

    def document(self, unit: int) -> NDArray[np.int64]:
        """The articles of the same document, itself among them; ``spans[i]`` is where they lie."""
        return np.arange(*self.spans[unit])

    def add(self, kind: str, text: str, unit: int | None) -> None:
        if unit is not None and text.strip():
            self.queries.setdefault(kind, []).append((text.strip(), unit))


def mine(kb: KnowledgeBase, *, stard: Path | None, held_out: bool = False) -> Mined:
    """Everything to learn from; *held_out* adds the part of the written pairs that is set aside for testing."""
    mined = Mined()
    docs = sorted(doc_id for doc_id in kb.in_force() if not is_gist(doc_id))
    for doc_id in docs:
        first = len(mined.ids)
        for provision in kb.store.select(Provision, doc_id=doc_id, unit=True):
            mined.ids.append(provision.id)
            mined.units.append([doc_id.rpartition("@")[0], provision.heading, *lines(provision.text)])
        mined.spans += [(first, len(mined.ids))] * (len(mined.ids) - first)
        if kb.editions[doc_id].level in NATIONAL:
            mined.national += range(first, len(mined.ids))
    rows = {id: i for i, id in enumerate(mined.ids)}
    for doc_id in docs:
        _items(kb, doc_id, mined, rows)
    laws = {(law_of(kb.editions[d].title), a): i for id, i in rows.items() for d, _, a in [id.partition("#")]}
    for row in load(ROOT / "corpus" / "catalogue"):
        unit = laws.get((law_of(row.law), row.article))
        for text in row.phrasings:
            mined.add("everyday", text, unit)
        mined.add("item", f"{row.name}，{row.conduct}", unit)
    for pair in read_pairs(held_out=held_out):
        mined.add("everyday", pair.question, laws.get((law_of(pair.law), pair.article)))
    for text, law, address in _stard(stard) if stard else ():
        mined.add("question", text, laws.get((law_of(law), address)))
    return mined


def lines(text: str) -> list[str]:
    """The sentences and list lines of an article."""
    return [part for part in re.split(r"[。；\n]", text) if len(part) > 1]


def _items(kb: KnowledgeBase, doc_id: str, mined: Mined, rows: dict[str, int]) -> None:
    """Names of power items -> their article; the duty that a penalty rests on -> the penalty."""
    own = {item.id: item for item in kb.store.select(PowerItem, doc_id=doc_id, rule=Not(IMPLIED))}
    for item in own.values():
        mined.add("item", item.name, rows.get(item.provision_id))
    for basis in kb.store.select(Basis, doc_id=doc_id, role="设定依据"):
        if basis.item_id not in own or not basis.target_id:
            continue
        document, _, address = basis.target_id.partition("#")
        duty, unit = rows.get(f"{document}#{article_of(address)}"), rows.get(own[basis.item_id].provision_id)
        if duty is None or unit is None or duty == unit:
            continue
        mined.add("duty", "\n".join(mined.units[duty][2:]), unit)
        mined.beside.setdefault(unit, []).append(duty)


def _stard(path: Path) -> Iterator[tuple[str, str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for base in row["bases"]:
            yield row["text"], base["law"], base.get("address") or f"第{to_chinese(base['article'])}条"
