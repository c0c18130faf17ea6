"""Train the classifier of clauses: which power a sentence of a rule sets by its own words, if any.

usage: python -m kb.train.clauses --kb FOLDER

kb/train/clauses holds sentences written for this: {"text", "kind"}, the kind one of authority.csv (two divided by |), or
empty for a lawful clause in the same words. Sentences of local regulations that hold no penalty, measure or licence stand
for ordinary ones. The figures are those of cross-validation in three folds, in which no text is on both sides.
Writes kb/models/clauses.safetensors, clauses.json and their card.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.config import Config
from kb.conflicts.clauses import NAMES, NONE, WEIGHTS, plain, sentences, vectorizer
from kb.conflicts.tables import authority_rows
from kb.errors import KBError
from kb.knowledge import KnowledgeBase, open_kb
from kb.model import Penalty, Power, PowerItem, Provision

ROOT = Path(__file__).resolve().parents[2]
CLAUSES = Path(__file__).parent / "clauses"
MODELS = ROOT / "kb" / "models"
ORDINARY = 12_000  # sentences of the corpus
_FOLDS = 3
_TINY = 0.04  # a weight that says nothing


def written(folder: Path = CLAUSES) -> Iterator[tuple[str, str]]:
    """(text, kind) of every written clause; one that sets two kinds comes twice, 无 stands for none.

    Raises KBError for a line that is no clause or names an unknown kind.
    """
    known = {kind for _level, kind in authority_rows()}
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            kinds = [kind for kind in row["kind"].split("|") if kind] or [NONE]
            if set(kinds) - known - {NONE}:
                raise KBError(f"{path.name} 第{number}行：没有“{row['kind']}”这种权力；可用的见 kb/data/authority.csv")
            yield from ((plain(row["text"]), kind) for kind in kinds)


def ordinary(kb: KnowledgeBase, wanted: int = ORDINARY) -> list[str]:
    """*wanted* sentences of local regulations in force without any tag of a power, drawn with a fixed seed."""
    force = kb.in_force()
    docs = sorted(id for id, e in kb.editions.items() if id in force and e.level == "地方性法规")
    found = [text for doc_id in docs for text in _untagged(kb, doc_id)]
    return random.Random(0).sample(found, min(wanted, len(found)))


def _untagged(kb: KnowledgeBase, doc_id: str) -> Iterator[str]:
    tags = [(tag.start, tag.end) for tag in kb.store.select(Penalty, doc_id=doc_id)]
    tags += [(tag.start, tag.end) for tag in kb.store.select(Power, doc_id=doc_id)]
    tags += [(item.start, item.end) for item in kb.store.select(PowerItem, doc_id=doc_id)]
    for unit in kb.store.select(Provision, doc_id=doc_id, unit=True):
        for start, end, words in sentences(unit.text):
            first, last = unit.start + start, unit.start + end
            if not any(begun < last and ended > first for begun, ended in tags):
                yield plain(words)


def model() -> Any:
    """An untrained pipeline of scikit-learn."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    return make_pipeline(
        vectorizer(min_df=4, max_features=40_000),
        LogisticRegression(C=60, max_iter=150, random_state=0),
    )


def cross_validated(texts: Sequence[str], kinds: Sequence[str]) -> NDArray[Any]:
    """The kind of each clause, as told by a model that has not seen its text."""
    from sklearn.model_selection import GroupKFold, cross_val_predict

    x, y = np.array(texts, dtype=object), np.array(kinds)
    return np.asarray(cross_val_predict(model(), x, y, groups=x.astype(str), cv=GroupKFold(_FOLDS)))


def save(fitted: Any, folder: Path) -> None:
    """Write a fitted pipeline as arrays and names, without the weights that change no chance by more than about .01."""
    from safetensors.numpy import save_file
    from scipy.sparse import csr_matrix

    terms, regression = fitted
    kept = csr_matrix(np.where(np.abs(regression.coef_) > _TINY, regression.coef_, 0))
    arrays = {
        "data": kept.data.astype(np.float16),
        "indices": kept.indices.astype(np.uint16),
        "indptr": kept.indptr.astype(np.int32),
        "idf": terms.idf_.astype(np.float32),
        "intercept": regression.intercept_.astype(np.float32),
    }
    save_file(arrays, folder / WEIGHTS)
    names = {"classes": regression.classes_.tolist(), "tokens": terms.get_feature_names_out().tolist()}
    (folder / NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kb", required=True)
    options = parser.parse_args()
    rows = list(written())
    rows += [(text, NONE) for text in ordinary(open_kb(Config(home=options.kb)))]
    texts, kinds = [text for text, _ in rows], [kind for _, kind in rows]
    sys.stdout.write(f"{len(rows)} clauses, {len(set(kinds)) - 1} kinds\n")
    found, real = cross_validated(texts, kinds), np.array(kinds)
    sets, taken = real != NONE, found != NONE
    lines = [
        f"{len(rows)} clauses, {int(sets.sum())} that set a power of {len(set(kinds)) - 1} kinds; {_FOLDS} folds",
        f"set a power: recall {(taken & sets).sum() / sets.sum():.3f}, precision {(taken & sets).sum() / taken.sum():.3f}",
        f"of those that do, the right kind {(found == real)[sets].mean():.3f}",
    ]
    fitted = model().fit(texts, kinds)
    save(fitted, MODELS)
    card = [
        f"# {WEIGHTS}", "", "Which power a clause of a draft sets by its own words (kinds of kb/data/authority.csv, 无 for none).",
        "TF-IDF of one to three characters, multinomial logistic regression. Trained on kb/train/clauses and on sentences",
        "of local regulations without tags by `python -m kb.train.clauses`.", "", *(f"- {line}" for line in lines), "",
    ]  # fmt: skip
    (MODELS / "clauses.md").write_text("\n".join(card), encoding="utf-8")
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main()
