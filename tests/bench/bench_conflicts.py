"""Time `kb conflicts` on a base of ../shared/corpus: everything compared, one document added, a draft checked.

usage: python tests/bench/bench_conflicts.py --kb FOLDER [--dry]

The base is copied and never changed. Wall seconds and peak memory are those of the `kb` process (Linux). The draft has
one hundred articles in words of our own.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from rows import ROOT, kb, record

ADDED = "示例市市容管理条例(2022-08-30).md"
ARTICLES = 100


def main() -> None:
    """Print and record one row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kb", type=Path, required=True, help="a base of ../shared/corpus")
    parser.add_argument("--dry", action="store_true", help="do not record the row")
    options = parser.parse_args()
    seconds: dict[str, float] = {}
    peak: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as temporary:
        copy, draft = str(shutil.copytree(options.kb, Path(temporary) / "kb")), Path(temporary) / "草案.txt"
        seconds["all"], peak["all"] = kb("conflicts", "--anew", "--kb", copy)
        kb("build", str(ROOT / "corpus" / "samples" / ADDED), "--kb", copy)
        seconds["added"], peak["added"] = kb("conflicts", "--kb", copy)
        draft.write_text(made_draft(), encoding="utf-8")
        words = ("check", str(draft), "--level", "地方性法规", "--region", "山东", "--json", "--kb", copy)
        seconds["draft"], peak["draft"] = kb(*words)
    record("conflicts", {"peak_mb": peak}, seconds, dry=options.dry)


def made_draft() -> str:
    """A draft of a hundred articles: duties in the first half, their penalties in the second."""
    half = ARTICLES // 2
    duties = (f"第{number}条 摊主应当按照第{number}号示意图摆放货架，不得占用盲道。" for number in range(1, half + 1))
    penalties = (
        f"第{half + number}条 违反本条例第{number}条规定，占用盲道摆放货架的，由城市管理主管部门责令改正，处{number * 10}元以上五千元以下罚款。"
        for number in range(1, half + 1)
    )
    return "\n".join(("滨州市摊区货架管理条例（草案）", *duties, *penalties)) + "\n"


if __name__ == "__main__":
    main()
