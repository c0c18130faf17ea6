"""Time `kb search` and `kb ask`: cold processes, and search and answer inside one process over the dev questions.

usage: python tests/bench/bench_search.py [--kb FOLDER] [--dry]

The base is a build of ../shared/corpus, by default the one that bench_build.py leaves in .kb-bench. A cold process is
a new `kb` process; the files of the base may be in the cache of the system.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rows import ROOT, SHARED, record

from kb.answer import answer
from kb.config import load
from kb.knowledge import open_kb
from kb.search import search

SETS = ("catalog_dev", "formal_dev", "everyday_dev", "stard_dev")
QUESTIONS = (
    "对未取得施工许可证擅自施工的处罚", "临时占用城市道路要谁批准", "无照经营由谁查处", "河道内非法采砂怎么处罚",
    "乡镇人民政府能不能行使行政处罚权",
)  # fmt: skip


def main() -> None:
    """Print and record one row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kb", type=Path, default=ROOT / ".kb-bench", help="a base of ../shared/corpus")
    parser.add_argument("--dry", action="store_true", help="do not record the row")
    options = parser.parse_args()
    if not (options.kb / "kb.sqlite").exists():
        sys.exit(f"no knowledge base in {options.kb}: run tests/bench/bench_build.py first, or give --kb")
    seconds: dict[str, object] = {
        f"cold_{command}": spread([cold(command, question, options.kb) for question in QUESTIONS])
        for command in ("search", "ask")
    }
    texts = questions()
    base = open_kb(load(home=str(options.kb)))
    seconds["first_search"] = wall(lambda: search(base, QUESTIONS[0]))
    seconds["search"] = spread([wall(lambda text=text: search(base, text)) for text in texts])  # type: ignore[misc]
    seconds["answer"] = spread([wall(lambda text=text: answer(base, text)) for text in texts])  # type: ignore[misc]
    base.close()
    record("search", {"questions": len(texts), "cold_runs": len(QUESTIONS)}, seconds, dry=options.dry)


def cold(command: str, question: str, base: Path) -> float:
    """Wall seconds of one `kb` process. Exits where it fails."""
    words = [sys.executable, "-m", "kb", command, question, "--kb", str(base)]
    return wall(lambda: subprocess.run(words, check=True, stdout=subprocess.DEVNULL))


def questions() -> list[str]:
    """The texts of every dev question."""
    lines = (line for name in SETS for line in (SHARED / "eval" / f"{name}.jsonl").read_text("utf-8").splitlines())
    return [json.loads(line)["text"] for line in lines]


def wall(run: Callable[[], object]) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def spread(times: list[float]) -> dict[str, float]:
    """Median, 95th percentile (nearest rank) and maximum."""
    ranked = sorted(times)
    p95 = ranked[min(len(ranked) - 1, -(-95 * len(ranked) // 100) - 1)]
    return {"p50": statistics.median(ranked), "p95": p95, "max": ranked[-1]}


if __name__ == "__main__":
    main()
