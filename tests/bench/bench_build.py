"""Time `kb build` over ../shared/corpus: cold, with nothing changed, and with one document added.

usage: python tests/bench/bench_build.py [--kb FOLDER] [--dry]

Without --kb, the base is built anew in .kb-bench, and stays there for the other benches. With --kb FOLDER an existing
base of the corpus is used and the cold build is left out. Documents are added to a copy, never to the base itself.
Wall seconds and peak memory are those of the `kb` process (Linux).
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from rows import ROOT, SHARED, kb, record

CORPUS = SHARED / "corpus"
BENCH_KB = ROOT / ".kb-bench"
ADDED = ("示例市市容管理条例(2022-08-30).md", "示例市养犬管理条例(2016-10-28).md")


def main() -> None:
    """Print and record one row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kb", type=Path, help="an existing base of ../shared/corpus; no cold build")
    parser.add_argument("--dry", action="store_true", help="do not record the row")
    options = parser.parse_args()
    if not CORPUS.is_dir():
        sys.exit(f"no corpus at {CORPUS}: this bench needs it")
    base = options.kb or BENCH_KB
    seconds: dict[str, float] = {}
    peak: dict[str, float] = {}
    if options.kb is None:
        shutil.rmtree(base, ignore_errors=True)
        seconds["cold"], peak["cold"] = kb("build", str(CORPUS), "--kb", str(base))
    size = megabytes(base)
    with tempfile.TemporaryDirectory() as temporary:
        copy, extra = Path(temporary) / "kb", Path(temporary) / "added"
        shutil.copytree(base, copy)
        seconds["unchanged"], peak["unchanged"] = kb("build", str(CORPUS), "--kb", str(copy))
        extra.mkdir()
        for name, stage, paths in zip(ADDED, ("added", "added_to_folder"), ([extra], [CORPUS, extra]), strict=True):
            shutil.copy(ROOT / "corpus" / "samples" / name, extra)
            seconds[stage], peak[stage] = kb("build", *map(str, paths), "--kb", str(copy))
    record("build", {"peak_mb": peak, "disk_mb": size}, seconds, dry=options.dry)


def megabytes(folder: Path) -> float:
    """The size of all files in *folder*, in MB of 1,000,000 bytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


if __name__ == "__main__":
    main()
