"""Retrieval quality on the dev gold sets: hit@1/5/10 and MRR@10 for the plain index and for the shipped search.

Run: python tests/bench/bench_quality.py --kb FOLDER. The folder is a build of ../shared/corpus. Only dev files are
read. The row "words" is the simplest baseline: BM25 alone, without any weighing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from kb.address import article
from kb.config import load
from kb.knowledge import KnowledgeBase, open_kb
from kb.numerals import to_chinese
from kb.search import search
from kb.titles import law_key

EVAL = Path(__file__).resolve().parents[3] / "shared" / "eval"
SETS = ("catalog_dev", "formal_dev", "everyday_dev", "stard_dev")


def gold(name: str) -> list[dict[str, Any]]:
    """The rows of one dev file."""
    return [json.loads(line) for line in (EVAL / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def bases(row: dict[str, Any]) -> set[tuple[str, str]]:
    """(law key, article) of every base that counts as a hit."""
    return {(law_key(b["law"]), b.get("address") or f"第{to_chinese(b['article'])}条") for b in row["bases"]}


def rank(found: Iterable[str], wanted: set[tuple[str, str]], kb: KnowledgeBase) -> int:
    """The place of the first hit among provision ids, 0 where there is none."""
    for place, id in enumerate(found, 1):
        doc_id, _, address = id.partition("#")
        if (law_key(kb.editions[doc_id].title), article(address)) in wanted:
            return place
    return 0


def measure(kb: KnowledgeBase, name: str, run: Callable[[str], list[str]]) -> dict[str, float]:
    """hit@k and MRR@10 of *run* (text to provision ids) on one set."""
    ranks = [rank(run(row["text"])[:10], bases(row), kb) for row in gold(name)]
    scores = {f"hit@{k}": sum(0 < r <= k for r in ranks) / len(ranks) for k in (1, 5, 10)}
    return {**scores, "mrr@10": sum(1 / r for r in ranks if r) / len(ranks), "n": float(len(ranks))}


def systems(kb: KnowledgeBase) -> dict[str, Callable[[str], list[str]]]:
    """The simplest baseline, vectors alone, and the shipped search."""
    within = kb.in_force()
    return {
        "words": lambda q: [i for i, _ in kb.lexical.search(q, limit=10, within=within)],
        "vectors": lambda q: [i for i, _ in kb.dense.search(q, limit=10, within=within)],
        "search": lambda q: [h.provision_id for h in search(kb, q, limit=10)],
    }


def main() -> None:
    """Print and record one row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kb", required=True)
    parser.add_argument("--dry", action="store_true", help="do not record the row")
    options = parser.parse_args()
    kb = open_kb(load(home=options.kb))
    scores = {f"{name}/{system}": measure(kb, name, run) for name in SETS for system, run in systems(kb).items()}
    from rows import record

    record("quality", scores, {}, dry=options.dry)


if __name__ == "__main__":
    main()
