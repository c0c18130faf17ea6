"""Train the classifier of domains (执法领域) on the starter catalogue, and measure it.

usage: python -m kb.train.domains [--gold FILE ...]

Every row of corpus/catalogue is an example: the title of its law and its bodies, with the domain of its file. The
figures are those of five-fold cross-validation with all rows of a law in one fold, and the share of right domains on
gold rows ({"bases":[{"law"}],"agency","domain"}) that name one of ours. Writes kb/models/domains.skops and its card.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kb.catalogue import DOMAINS, load
from kb.domains import features
from kb.registry import body_domains
from kb.tag import agencies_in

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "kb" / "models"
_OTHER_NAMES = {
    "林业": "林业草原", "住房和城乡建设": "住房城乡建设", "消防": "消防救援", "文化旅游": "文化市场", "新闻出版": "文化市场",
    "交通安全": "公安", "税务": "财政税务", "财政": "财政税务", "能源": "发展改革", "气象": "气象地震", "烟草专卖": "商务",
    "价格": "市场监管",
}  # fmt: skip


def bodies(words: str) -> list[str]:
    """Today's bodies named in *words*."""
    return list(dict.fromkeys(agency.canonical for agency in agencies_in(words) if agency.canonical))


def examples() -> tuple[list[str], list[str], list[str]]:
    """Features, domains and groups (the law): rows of the catalogue, then each body by itself."""
    rows = load(ROOT / "corpus" / "catalogue")
    x = [features(row.law, bodies(row.agency)) for row in rows]
    y, groups = [row.domain for row in rows], [row.law for row in rows]
    for name, domain in sorted(body_domains().items()):
        x.append(features("", [name]))
        y.append(domain)
        groups.append(f"机关 {name}")
    return x, y, groups


def model() -> Any:
    """An untrained pipeline of scikit-learn."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    return make_pipeline(
        TfidfVectorizer(token_pattern=r"\S+", lowercase=False, sublinear_tf=True, min_df=1),
        LogisticRegression(C=30, max_iter=500, random_state=0),
    )


def cross_validated(x: Sequence[str], y: Sequence[str], groups: Sequence[str]) -> float:
    """Share of rows whose law was in no training fold that get their domain."""
    import numpy as np
    from sklearn.model_selection import GroupKFold

    texts, labels = np.array(x, dtype=object), np.array(y)
    right = total = 0
    for train, test in GroupKFold(n_splits=5).split(texts, labels, groups):
        found = model().fit(texts[train], labels[train]).predict(texts[test])
        real = [i for i, at in enumerate(test) if not groups[at].startswith("机关 ")]
        right += int(sum(found[i] == labels[test[i]] for i in real))
        total += len(real)
    return right / total


def on_gold(fitted: Any, path: Path) -> tuple[int, int]:
    """(right, rows) on a gold file; rows with a domain that is none of ours are left out."""
    right = total = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        named = row["domain"].partition("·")[0]
        wanted = _OTHER_NAMES.get(named, named)
        if wanted not in DOMAINS:
            continue
        total += 1
        right += fitted.predict([features(row["bases"][0]["law"], bodies(row.get("agency") or ""))])[0] == wanted
    return right, total


def main() -> None:
    """Train, measure, write."""
    from skops.io import dump

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    x, y, groups = examples()
    share = cross_validated(x, y, groups)
    fitted = model().fit(x, y)
    lines = [f"catalogue, by law, 5 folds: {share:.3f} of {sum(not g.startswith('机关 ') for g in groups)} rows"]
    for path in options.gold:
        right, total = on_gold(fitted, path)
        lines.append(f"{path.name}: {right / total:.3f} of {total} rows")
    MODELS.mkdir(exist_ok=True)
    dump(fitted, MODELS / "domains.skops", compression=8)
    card = [
        "# domains.skops", "", "Domain (执法领域) of a power item from the title of its law and the bodies that it names.",
        "TF-IDF of character pairs and triples and bodies, logistic regression. Trained on corpus/catalogue and kb/data/bodies.csv",
        "by `python -m kb.train.domains`.", "", *(f"- {line}" for line in lines), "",
    ]  # fmt: skip
    (MODELS / "domains.md").write_text("\n".join(card), encoding="utf-8")
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main()
