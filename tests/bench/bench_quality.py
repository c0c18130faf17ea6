"""Retrieval quality on the dev gold sets, with the plain baselines beside the shipped search.

Run: python tests/bench/bench_quality.py --kb FOLDER. The folder is a build of ../shared/corpus. The shipped ranker was fitted on
these very questions: its row here is a training fit, and the figures of held-out folds are in kb/models/ranker.md.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from kb.config import load
from kb.evaluate import read_gold
from kb.evaluate_search import NATIONAL, evaluate_search
from kb.knowledge import open_kb

EVAL = Path(__file__).resolve().parents[3] / "shared" / "eval"
SETS = {"catalog_dev": (), "formal_dev": (), "everyday_dev": (), "stard_dev": NATIONAL}


def main() -> None:
    """Print and record one row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kb", required=True)
    parser.add_argument("--dry", action="store_true", help="do not record the row")
    options = parser.parse_args()
    kb = open_kb(load(home=options.kb))
    scores = {}
    for name, levels in SETS.items():
        figures = evaluate_search(kb, read_gold(EVAL / f"{name}.jsonl"), levels=levels).figures
        scores |= {f"{name}/{system}": row for system, row in figures.items()}
    from rows import record

    record("quality", scores, {}, dry=options.dry)


if __name__ == "__main__":
    main()
