"""The domain (执法领域) of a power item: a linear classifier over the title of the law and the bodies it names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from kb.registry import body_domains

_MODEL = "domains.skops"
_WEIGHT = 3  # how often the domain of a body counts beside the pieces of the title
_SURE = 0.2  # a probability below this says nothing
_SURE_BY_TITLE = 0.5  # the same where no body tells the domain and the title must do alone


def features(title: str, agencies: Iterable[str]) -> str:
    """The features of one item, separated by spaces: pairs and triples of the title, bodies and their own domain."""
    plain = "".join(title.split())
    pieces = [plain[i : i + n] for n in (2, 3) for i in range(len(plain) - n + 1)]
    named = list(agencies)
    known = body_domains()
    signals = [f"领域{n}={known[name]}" for name in named if name in known for n in range(_WEIGHT)]
    return " ".join([*pieces, *(f"机关={name}" for name in named), *signals])


def domains_of(asked: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    """The domain of each (title, bodies); empty where the model is not sure."""
    if not asked:
        return []
    model = _model()
    chances = model.predict_proba([features(title, agencies) for title, agencies in asked])
    known = body_domains()
    sure = [_SURE if any(name in known for name in agencies) else _SURE_BY_TITLE for _title, agencies in asked]
    return [
        str(model.classes_[row.argmax()]) if row.max() >= least else ""
        for row, least in zip(chances, sure, strict=True)
    ]


@cache
def _model() -> Any:
    """The shipped model; skops loads plain scikit-learn types and nothing else."""
    from skops.io import load

    with as_file(files("kb") / "models" / _MODEL) as path:
        return load(path, trusted=[])
