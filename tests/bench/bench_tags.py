"""Tags and power items against gold labels, and how long they take over the corpus; record one row.

Run: python tests/bench/bench_tags.py --kb FOLDER. The folder is a build of ../shared/corpus. The figures are those of
``kb eval``; what was missed and wrong is kept in tests/bench/results, where the next run compares with it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from rows import SHARED, record

from kb.citations import find_citations
from kb.config import load
from kb.evaluate import changes, evaluate_items, evaluate_tags, load_result, read_gold, save_result
from kb.items import find_items
from kb.knowledge import KnowledgeBase, open_kb
from kb.model import Document, Provision
from kb.tag import find_agencies, find_conditions, find_deadlines, find_penalties, find_powers

RESULTS = Path(__file__).with_name("results")
GOLD = Path(__file__).resolve().parents[1] / "gold"
RUNS: tuple[tuple[str, Any, Path], ...] = (
    ("tags", evaluate_tags, SHARED / "eval" / "labelled_articles_dev.jsonl"),
    ("tags", evaluate_tags, GOLD / "articles_a.jsonl"),
    ("tags", evaluate_tags, GOLD / "articles_b.jsonl"),
    ("items", evaluate_items, SHARED / "eval" / "catalog_dev.jsonl"),
)
FINDERS: dict[str, Callable[[Provision], Iterator[Any]]] = {
    "agencies": find_agencies,
    "powers": find_powers,
    "penalties": find_penalties,
    "conditions": find_conditions,
    "deadlines": find_deadlines,
}


def quality(kb: KnowledgeBase) -> dict[str, Any]:
    """The figures of every gold file; gains and losses since the last run go to standard error."""
    scores: dict[str, Any] = {}
    for what, evaluate, path in RUNS:
        name = f"{what}-{path.stem}"
        result = evaluate(kb, read_gold(path))
        before = load_result(RESULTS, name)
        for sign, place, fault in changes(before.faults if before else {}, result.faults):
            print(sign, name, place, fault, file=sys.stderr)
        save_result(RESULTS, name, result)
        scores[name] = result.figures
    return scores


def speed(kb: KnowledgeBase) -> dict[str, float]:
    """Seconds that each finder and the items take over every unit of the knowledge base."""
    seconds: Counter[str] = Counter()
    for doc_id, found in groupby(kb.store.select(Provision), key=lambda p: p.doc_id):
        provisions, document = list(found), kb.store.get(Document, doc_id)
        tags: list[Any] = []
        for name, find in FINDERS.items():
            begun = time.perf_counter()
            tags += [tag for unit in provisions if unit.unit for tag in find(unit)]
            seconds[name] += time.perf_counter() - begun
        citations = list(find_citations(document, provisions))
        begun = time.perf_counter()
        list(find_items(document, provisions, tags, citations))
        seconds["items"] += time.perf_counter() - begun
    return {name: round(value, 1) for name, value in seconds.items()}


def main() -> None:
    """Print and record one row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kb", required=True)
    parser.add_argument("--dry", action="store_true", help="do not record the row")
    options = parser.parse_args()
    kb = open_kb(load(home=options.kb))
    record("tags", quality(kb), speed(kb), dry=options.dry)


if __name__ == "__main__":
    main()
