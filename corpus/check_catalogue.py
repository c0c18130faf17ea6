"""Check every fact of the starter catalogue against the official texts.

usage: python corpus/check_catalogue.py [--corpus FOLDER] [FILE ...]

For each row: the law in that version and level, the article and the place inside it exist; the amounts, the kinds of
penalty and the agency stand there; the duty is cited there; and no long run of characters is the law's own. Exit
status 1 where something is wrong, 2 where the texts are not there.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from kb.address import Step, normalise, parse
from kb.catalogue import CatalogueRow, duty_place, load, read_catalogue
from kb.citations import find_citations
from kb.clean import clean
from kb.model import Document, Penalty, Provision
from kb.read import read
from kb.read.manifest import find_files
from kb.structure import split
from kb.tag import find_penalties, find_powers

HERE = Path(__file__).resolve().parent
LONGEST_RUN = 20  # characters that a name, conduct or phrasing may share with the article in one run
LAWS, ITEMS, DOMAINS = 80, 1200, 14  # what the whole catalogue holds at least


class Official:
    """The official texts, read when asked for."""

    def __init__(self, corpus: Path) -> None:
        found, _issues = find_files([corpus])
        self._files = {}
        for item in found:
            if item.row is not None:
                title = item.row.title.removeprefix("中华人民共和国")
                self._files.setdefault((title, item.row.published), []).append((item, corpus))

    @cache  # noqa: B019 - lives as long as the check
    def law(self, title: str, version: str) -> tuple[Document, dict[str, Provision]] | None:
        """The document and its provisions by address."""
        for item, _corpus in self._files.get((title, version), []):
            for made in clean(read(item.path, root=item.root), item.row):
                if made.document.title == title:
                    return made.document, {p.address: p for p in split(made.document)[0]}
        return None


def faults(row: CatalogueRow, official: Official) -> Iterator[str]:
    """What is wrong with *row*, in words."""
    law = official.law(row.law, row.version)
    if law is None:
        yield f"语料中没有《{row.law}》{row.version} 版"
        return
    document, places = law
    if document.level != row.level:
        yield f"效力级别应为 {document.level}"
    if row.article not in places or places[row.article].kind != "条":
        yield f"没有 {row.article}"
        return
    if row.address not in places:
        yield f"没有 {row.address}"
        return
    article = places[row.article]
    yield from _agency(row, places)
    yield from _amounts(row, article)
    yield from _duties(row, document, article)
    if row.power_type not in {p.kind for p in find_powers(article)} | {"其他"}:
        yield f"条文中没有识别出{row.power_type}"
    yield from _words(row, article)


def _agency(row: CatalogueRow, places: dict[str, Provision]) -> Iterator[str]:
    at = places.get(row.agency_at or row.article)
    if at is None:
        yield f"没有 agency_at 所说的 {row.agency_at}"
    elif row.agency not in at.text:
        yield f"{at.address} 中没有机关“{row.agency}”"


def _amounts(row: CatalogueRow, article: Provision) -> Iterator[str]:
    found = list(find_penalties(article))
    for kind in row.penalties:
        if kind not in {p.kind for p in found}:
            yield f"条文中没有{kind}"
    if row.low is None and row.high is None:
        if row.unit:
            yield "没有数额却有单位"
        return
    same = [p for p in found if isinstance(p, Penalty) and (p.low, p.high, p.unit) == (row.low, row.high, row.unit)]
    if not same:
        amounts = "；".join(f"{p.kind} {p.low}—{p.high} {p.unit}" for p in found if p.unit)
        yield f"条文中没有数额 {row.low}—{row.high} {row.unit}（有：{amounts or '无'}）"


def _duties(row: CatalogueRow, document: Document, article: Provision) -> Iterator[str]:
    if not row.duty:
        return
    cited = list(find_citations(document, [article]))
    for duty in row.duty:
        title, address = duty_place(duty)
        try:
            wanted = parse(normalise(address))
        except ValueError:
            yield f"看不懂义务条款“{duty}”"
            continue
        if not any(_same(c.title, title) and _first(c.address) == wanted[:1] for c in cited):
            yield f"条文没有引用 {duty}"


def _first(address: str) -> tuple[Step, ...]:
    """The article of a cited address; empty where it names none (前款)."""
    return parse(address)[:1] if address.startswith("第") else ()


def _same(cited: str, title: str) -> bool:
    return cited.removeprefix("中华人民共和国") == title


def _words(row: CatalogueRow, article: Provision) -> Iterator[str]:
    """Runs that the row shares with the article, and phrasings too few or too long."""
    for text in (row.name, row.conduct, *row.phrasings):
        match = SequenceMatcher(None, text, article.text, autojunk=False).find_longest_match()
        if match.size > LONGEST_RUN:
            yield f"与原文连续相同{match.size}个字：“{text[match.a : match.a + match.size]}”，请换成自己的话"
    if not 2 <= len(row.phrasings) <= 3:
        yield f"应有两三个口语说法，现有{len(row.phrasings)}个"


def whole(rows: list[CatalogueRow]) -> Iterator[str]:
    """What is wrong with the catalogue as a whole."""
    laws, domains = {row.law for row in rows}, {row.domain for row in rows}
    for what, number, least in (
        ("权力事项", len(rows), ITEMS), ("法律、行政法规", len(laws), LAWS), ("执法领域", len(domains), DOMAINS),
    ):  # fmt: skip
        if number < least:
            yield f"{what}只有{number}，应不少于{least}"
    seen: dict[tuple[str, str, str, str], str] = {}
    files: dict[tuple[str, str, str], CatalogueRow] = {}
    for row in rows:
        first = files.setdefault((row.law, row.address, row.power_type), row)
        if first.domain != row.domain:  # their codes would clash
            yield f"{row.where}：{first.where}在另一领域已有同一条款的同类事项，请只留一处"
        if row.level not in ("法律", "行政法规"):
            yield f"{row.where}：只收法律和行政法规"
        key = (row.law, row.address, row.power_type, row.name)
        if key in seen:
            yield f"{row.where}：与{seen[key]}重复"
        seen[key] = row.where


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=HERE.parents[1] / "shared" / "corpus")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    if not options.corpus.exists():
        print(f"没有找到官方文本 {options.corpus}；用 --corpus 指定含 manifest.csv 的文件夹", file=sys.stderr)
        return 2
    official = Official(options.corpus)
    if options.files:
        rows = [row for path in options.files for row in read_catalogue(path.read_text("utf-8"), path.name)]
        wrong = []
    else:
        rows = load(HERE / "catalogue")
        wrong = list(whole(rows))
    wrong += [f"{row.where} {row.law}{row.address}：{fault}" for row in rows for fault in faults(row, official)]
    for line in wrong:
        print(line)
    print(
        f"{len(rows)}个权力事项，{len({r.law for r in rows})}部法律法规，{len({r.domain for r in rows})}个领域；{len(wrong)}处不符"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
