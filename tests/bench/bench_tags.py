"""Score the tags on the labelled articles and time them over the corpus; record one row.

usage: python tests/bench/bench_tags.py [--time] [--show] [--dry]

Needs ``../shared``. ``--time`` adds the throughput over every article, ``--show`` lists what was missed or wrong,
``--dry`` only prints the row.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rows import SHARED, record

from kb.model import Provision
from kb.tag import find_agencies, find_penalties, find_powers, find_tags

ARTICLE = re.compile(r"^(第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?)[ 　]", re.MULTILINE)


def articles(path: Path) -> Iterator[Provision]:
    """Yield the 条 of a Markdown statute, cut by its line heads."""
    text = re.split(r"<!-- INFO END -->", path.read_text(encoding="utf-8"))[-1]
    heads = list(ARTICLE.finditer(text))
    for head, after in zip(heads, [*heads[1:], None], strict=False):
        end = after.start() if after else len(text)
        body = re.split(r"\n#", text[head.start() : end])[0].strip()
        yield Provision(path.stem, head.group(1), "条", "", head.start(), head.start() + len(body), True, body)


def score(hit: int, found: int, wanted: int) -> dict[str, float]:
    """Return precision and recall (rounded to three places) with the counts behind them."""
    return {"p": round(hit / max(found, 1), 3), "r": round(hit / max(wanted, 1), 3), "found": found, "wanted": wanted}


def value(number: object, unit: str | None) -> float | None:
    if not isinstance(number, int | float):
        return None
    return number / 10 if unit and unit.startswith("‰") else float(number)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--time", action="store_true")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--dry", action="store_true")
    options = parser.parse_args()
    scores = quality(options.show)
    seconds: dict[str, float] = {}
    if options.time:
        speeds = speed()
        seconds["find_tags"] = speeds.pop("seconds")
        scores |= speeds
    record("tags", scores, seconds, dry=options.dry)


def quality(show: bool) -> dict[str, Any]:
    """Compare with labelled_articles_dev.jsonl."""
    count: Counter[str] = Counter()
    kinds: set[str] = set()
    lines = (SHARED / "eval" / "labelled_articles_dev.jsonl").read_text(encoding="utf-8").splitlines()
    for label in map(json.loads, lines):
        found = {p.address: p for p in articles(SHARED / "corpus" / label["path"])}
        provision = found[label["article"]]
        wanted = {kind.split("-")[0] for kind in label["power_types"]}
        powers = {power.kind for power in find_powers(provision)}
        kinds |= wanted | powers
        for kind in wanted | powers:
            count[f"{kind} wanted"] += kind in wanted
            count[f"{kind} found"] += kind in powers
            count[f"{kind} hit"] += kind in wanted & powers
        if show and wanted != powers:
            print(label["law"], label["article"], "missed", wanted - powers, "wrong", powers - wanted)
            for power in find_powers(provision):
                if power.kind in powers - wanted:
                    text = provision.text[power.start - provision.start : power.end - provision.start]
                    print("    ", power.rule, text)
        penalties(label, provision, count, show)
        agencies(label, provision, count, show)
    out: dict[str, Any] = {
        kind: score(count[f"{kind} hit"], count[f"{kind} found"], count[f"{kind} wanted"]) for kind in sorted(kinds)
    }
    named = [kind for kind in kinds if kind != "其他"]
    sums = [sum(count[f"{kind} {what}"] for kind in named) for what in ("hit", "found", "wanted")]
    out["named powers"] = score(*sums)
    out["agencies"] = score(count["agencies hit"], count["agencies found"], count["agencies wanted"])
    out["agencies"]["p"] = round(count["agencies right"] / max(count["agencies found"], 1), 3)
    for what in ("penalties", "fines"):
        out[what] = score(count[f"{what} hit"], count[f"{what} found"], count[f"{what} wanted"])
    return out


def penalties(label: dict[str, Any], provision: Provision, count: Counter[str], show: bool) -> None:
    """Compare kind, least and greatest amount, each combination once an article."""
    wanted = {(p["kind"], value(p["min"], p["unit"]), value(p["max"], p["unit"])) for p in label["penalties"]}
    found = {(p.kind, p.low, p.high) for p in find_penalties(provision)}
    for what, keep in (("penalties", lambda p: True), ("fines", lambda p: p[0] == "罚款")):
        left, right = set(filter(keep, wanted)), set(filter(keep, found))
        count[f"{what} wanted"] += len(left)
        count[f"{what} found"] += len(right)
        count[f"{what} hit"] += len(left & right)
    if show and wanted != found:
        print(label["law"], label["article"], "penalties missed", wanted - found, "wrong", found - wanted)


def agencies(label: dict[str, Any], provision: Provision, count: Counter[str], show: bool) -> None:
    """A labelled agency is hit where a found one stands inside it; a found one is right where a label covers it."""
    surfaces = [agency.surface for agency in find_agencies(provision)]
    missed = [name for name in label["agencies"] if not any(surface in name for surface in surfaces)]
    right = [surface for surface in surfaces if any(surface in name for name in label["agencies"])]
    count["agencies wanted"] += len(label["agencies"])
    count["agencies hit"] += len(label["agencies"]) - len(missed)
    count["agencies found"] += len(surfaces)
    count["agencies right"] += len(right)
    if show and missed:
        print(label["law"], label["article"], "agencies missed", missed, "found", surfaces)


def speed() -> dict[str, Any]:
    """Time find_tags over every article of the statutes, reading not counted."""
    texts = [p for path in sorted(SHARED.glob("corpus/statutes/**/*.md")) for p in articles(path)]
    begun = time.perf_counter()
    tags: Counter[str] = Counter(type(tag).__name__ for provision in texts for tag in find_tags(provision))
    seconds = time.perf_counter() - begun
    size = sum(len(p.text) for p in texts)
    return {"articles": len(texts), "characters": size, "seconds": round(seconds, 1), "tags": dict(tags)}


if __name__ == "__main__":
    main()
