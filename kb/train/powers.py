"""Does a linear classifier help the rules of kb.tag.powers? Prints rules alone beside rules with the classifier.

usage: python -m kb.train.powers SHARED GOLD [--articles N]

SHARED holds ``eval/labelled_articles_dev.jsonl`` and ``corpus/statutes``, GOLD is tests/gold/articles_a.jsonl. A logistic
regression for each kind learns from N articles labelled by the rules and from the labelled ones, which weigh more. It
may add a kind that no rule found where it is surer than ADD, and veto one where it is surer than VETO that it is not
given. Both thresholds are chosen on the folds of dev and tune, then used on part=test. It does not help: the best
thresholds are those that never add and never veto, so no model is kept. Every step is seeded: two runs print the same.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from kb.clean import clean
from kb.model import Provision
from kb.read import read
from kb.registry import power_types
from kb.structure import split
from kb.tag import find_agencies, find_powers
from kb.tokens import tokenize

KINDS = tuple(dict.fromkeys(row.kind for row in power_types()))
FOLDS = 5
SEED = 20
HUMAN = 25.0  # weight of a labelled article; one labelled by the rules weighs 1
ADD = (0.5, 0.7, 0.8, 0.9, 0.95, 2.0)  # 2.0: never
VETO = (-1.0, 0.02, 0.05, 0.1, 0.2)  # -1.0: never
FIXED = ((0.9, -1.0), (0.7, -1.0), (2.0, 0.05))  # shown for the test part whatever was chosen
WINDOW = 3  # words after an agency's name


@dataclass(frozen=True, slots=True)
class Example:
    """An article: its features, what the rules found, and what is right (for one labelled by the rules, the same)."""

    part: str  # dev, tune, test or rules
    features: tuple[str, ...]
    found: frozenset[str]
    wanted: frozenset[str]


def features(provision: Provision, rules: Iterable[str]) -> tuple[str, ...]:
    """Words, pairs of words, the rules that matched, and each agency's role with the words after its name, each once."""
    words = [word for word in tokenize(provision.text) if not word.isspace()]
    found = {f"w {word}" for word in words} | {f"p {a} {b}" for a, b in pairwise(words)}
    found |= {f"r {rule}" for rule in rules}
    for agency in find_agencies(provision):
        after = provision.text[agency.end - provision.start :][:12]
        found |= {f"a {agency.role} {word}" for word in tokenize(after)[:WINDOW]}
    return tuple(sorted(found))


def example(provision: Provision, part: str, wanted: Iterable[str] | None = None) -> Example:
    powers = list(find_powers(provision))
    found = frozenset(power.kind for power in powers)
    right = found if wanted is None else frozenset(kind.split("-")[0] for kind in wanted)
    return Example(part, features(provision, {power.rule for power in powers}), found, right)


def articles(path: Path) -> Iterator[Provision]:
    """Yield the 条 of a statute."""
    for cleaned in clean(read(path)):
        yield from (provision for provision in split(cleaned.document)[0] if provision.kind == "条")


def labelled(shared: Path, gold: Path) -> list[Example]:
    """The labelled articles; one that is not found in its file is left out."""
    rows = [{**row, "part": "dev"} for row in _lines(shared / "eval" / "labelled_articles_dev.jsonl")] + _lines(gold)
    files = _files(shared)
    found = []
    for row in rows:
        matching = [p for p in articles(files[_document(row)]) if p.address == row["article"]]
        found += [example(provision, row["part"], row["power_types"]) for provision in matching[:1]]
    return found


def labelled_by_rules(shared: Path, gold: Path, count: int) -> list[Example]:
    """At least *count* articles of files that hold no labelled article, in the order of a seeded shuffle."""
    rows = _lines(shared / "eval" / "labelled_articles_dev.jsonl") + _lines(gold)
    taken = {_document(row) for row in rows}
    paths = sorted(_files(shared).items(), key=lambda pair: pair[1])
    random.Random(SEED).shuffle(paths)
    found: list[Example] = []
    for document, path in paths:
        if len(found) >= count:
            break
        if document not in taken:
            found += [example(provision, "rules") for provision in articles(path)]
    return found


def _files(shared: Path) -> dict[str, Path]:
    """The statutes by document id, as their file names give it."""
    return {_named(path.stem): path for path in (shared / "corpus" / "statutes").glob("**/*.md")}


def _document(row: dict[str, Any]) -> str:
    return row.get("doc") or _named(Path(row["path"]).stem)


def _named(stem: str) -> str:
    title, _, date = stem.removesuffix(")").rpartition("(")
    return f"{title}@{date}" if title else f"{stem}@undated"


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def fit(examples: Sequence[Example]) -> tuple[Any, dict[str, Any]]:
    """Return the vectorizer and a model for each kind that has examples for and against it."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = TfidfVectorizer(analyzer=_same, min_df=3, max_features=60_000, sublinear_tf=True)
    table = vectorizer.fit_transform([one.features for one in examples])
    weights = [1.0 if one.part == "rules" else HUMAN for one in examples]
    models = {}
    for kind in KINDS:
        right = [kind in one.wanted for one in examples]
        if any(right) and not all(right):
            model = LogisticRegression(C=4.0, solver="liblinear", random_state=SEED)
            models[kind] = model.fit(table, right, sample_weight=weights)
    return vectorizer, models


def _same(words: Sequence[str]) -> Sequence[str]:
    return words


def chances(fitted: tuple[Any, dict[str, Any]], examples: Sequence[Example]) -> list[dict[str, float]]:
    """How likely each kind is given by each article."""
    vectorizer, models = fitted
    table = vectorizer.transform([one.features for one in examples])
    columns = {kind: model.predict_proba(table)[:, 1] for kind, model in models.items()}
    return [{kind: float(column[i]) for kind, column in columns.items()} for i in range(len(examples))]


def combine(found: frozenset[str], chance: dict[str, float], add: float, veto: float) -> frozenset[str]:
    """The kinds that the rules found and the classifier does not veto, and those that it adds."""
    kept = {kind for kind in found if chance.get(kind, 1.0) >= veto}
    return frozenset(kept | {kind for kind, value in chance.items() if value >= add})


def f1(pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> float:
    """Micro-F1 of (found, wanted) pairs, 其他 counted as a kind."""
    count: Counter[str] = Counter()
    for found, wanted in pairs:
        count["hit"] += len(found & wanted)
        count["all"] += len(found) + len(wanted)
    return 2 * count["hit"] / max(count["all"], 1)


def clean_share(pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> float:
    """Share of the articles that give no power for which none is found."""
    empty = [found for found, wanted in pairs if not wanted]
    return sum(not found for found in empty) / max(len(empty), 1)


def across_folds(human: Sequence[Example], rules: Sequence[Example]) -> list[dict[str, float]]:
    """The chances of each labelled article by a model that has not seen it."""
    order = list(range(len(human)))
    random.Random(SEED).shuffle(order)
    found: list[dict[str, float]] = [{} for _ in human]
    for fold in range(FOLDS):
        held = order[fold::FOLDS]
        seen = [human[i] for i in order if i not in set(held)]
        for i, chance in zip(held, chances(fit([*rules, *seen]), [human[i] for i in held]), strict=True):
            found[i] = chance
    return found


def report(human: Sequence[Example], rules: Sequence[Example]) -> Iterator[str]:
    """Yield the lines of the comparison."""
    known = [one for one in human if one.part != "test"]
    unseen = [one for one in human if one.part == "test"]
    yield f"articles labelled by the rules {len(rules)}, dev and tune {len(known)}, test {len(unseen)}"
    scored = across_folds(known, rules)
    table = {
        (add, veto): f1(
            (combine(one.found, chance, add, veto), one.wanted) for one, chance in zip(known, scored, strict=True)
        )
        for add in ADD
        for veto in VETO
    }
    yield f"cross-validation, rules alone                  F1 {table[2.0, -1.0]:.4f}"
    alone = [(frozenset(k for k, v in c.items() if v >= 0.5), o.wanted) for o, c in zip(known, scored, strict=True)]
    yield f"cross-validation, classifier alone             F1 {f1(alone):.4f}"
    yield f"cross-validation, rules + additions at .9      F1 {table[0.9, -1.0]:.4f}"
    yield f"cross-validation, rules + vetoes at .05        F1 {table[2.0, 0.05]:.4f}"
    add, veto = max(table, key=lambda pair: (table[pair], pair))
    yield f"cross-validation, best add {add} veto {veto}       F1 {table[add, veto]:.4f}"
    scored = chances(fit([*rules, *known]), unseen)
    both = [(combine(one.found, chance, add, veto), one.wanted) for one, chance in zip(unseen, scored, strict=True)]
    only = [(one.found, one.wanted) for one in unseen]
    yield f"test, rules alone                              F1 {f1(only):.4f} clean {clean_share(only):.3f}"
    yield f"test, rules + classifier at the best           F1 {f1(both):.4f} clean {clean_share(both):.3f}"
    for add, veto in FIXED:
        pairs = [
            (combine(one.found, chance, add, veto), one.wanted) for one, chance in zip(unseen, scored, strict=True)
        ]
        yield f"test, rules + classifier at add {add} veto {veto}  F1 {f1(pairs):.4f} clean {clean_share(pairs):.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--articles", type=int, default=12_000)
    options = parser.parse_args()
    human = labelled(options.shared, options.gold)
    rules = labelled_by_rules(options.shared, options.gold, options.articles)
    sys.stdout.writelines(f"{line}\n" for line in report(human, rules))


if __name__ == "__main__":
    main()
