"""Train the built-in encoder from random weights with sentence-transformers, and write it to kb/models/encoder.

usage: python -m kb.train.encoder --kb FOLDER --stard ../shared/eval/stard_train.jsonl [--steps N]

FOLDER is a build of ../shared/corpus. Each step draws articles, each once, with a text that belongs to it (the name of a
power item, a question, the duty behind a penalty, a sentence of its own) and pulls the two together against all other
articles of the step and against the duty articles of the same laws (in-batch softmax). Seeds are fixed; the threads of
the machine are not, so two runs agree in quality, not in every bit.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from kb.config import Config
from kb.index.bag import WeightedBag
from kb.index.static import tokens
from kb.knowledge import open_kb
from kb.train.mine import Mined, mine

MODELS = Path(__file__).resolve().parents[1] / "models"
DIMENSIONS = 256
LEAST = {False: 4, True: 12}  # times a word, a pair of characters must occur to get a row
BATCH = 768
WRONG = 192  # articles of the same laws added to a step as wrong answers
SHARES = {"item": 0.27, "everyday": 0.33, "question": 0.07, "duty": 0.05, "sentence": 0.28}
SCALE = 22.0  # factor of the cosine before the softmax
RATE, LAST_RATE = 0.012, 0.0006
KEPT = 0.75  # share of an article's lines shown in a step
LONGEST = 220  # tokens of an article shown in a step

Bag = tuple[NDArray[np.int64], NDArray[np.float32]]


class Data:
    """The mined texts as token numbers: lines of articles and queries."""

    def __init__(self, mined: Mined, names: Sequence[str]) -> None:
        self.mined = mined
        self.vocabulary = {name: i for i, name in enumerate(names)}
        self.lines = [[self._numbers(line) for line in unit] for unit in mined.units]
        self.queries = {
            kind: [(self._numbers(text), unit) for text, unit in found] for kind, found in mined.queries.items()
        }

    def _numbers(self, text: str) -> NDArray[np.int32]:
        found = (self.vocabulary.get(token) for token in tokens(text))
        return np.array([i for i in found if i is not None], dtype=np.int32)


def vocabulary(mined: Mined) -> list[str]:
    """The tokens that get a row, the most frequent first."""
    counts: Counter[str] = Counter()
    for unit in mined.units:
        for line in unit:
            counts.update(set(tokens(line)))
    for found in mined.queries.values():
        for text, _ in found:
            counts.update(set(tokens(text)))
    return [t for t, n in counts.most_common() if n >= LEAST[t.startswith("~")]]


def bag(numbers: Sequence[NDArray[np.int32]], most: int, rng: np.random.Generator) -> Bag:
    """The distinct tokens of some lines with their weights, at most *most* of them."""
    ids, times = (
        np.unique(np.concatenate(numbers), return_counts=True) if numbers else (np.zeros(0, np.int32), np.zeros(0))
    )
    weights = 1 + np.log(np.maximum(times, 1))
    if len(ids) > most:
        chosen = rng.choice(len(ids), most, replace=False)
        ids, weights = ids[chosen], weights[chosen]
    return ids.astype(np.int64), weights.astype(np.float32)


def shown(lines: Sequence[NDArray[np.int32]], left_out: int, rng: np.random.Generator) -> Bag:
    """An article as a step sees it: title and headings, and most of its lines without *left_out*."""
    body = [line for i, line in enumerate(lines[2:]) if i != left_out and rng.random() < KEPT]
    return bag([*lines[:2], *(body or lines[2:])], LONGEST, rng)


def steps(data: Data, count: int, seed: int) -> Iterator[tuple[list[Bag], list[Bag]]]:
    """Batches of queries and articles; article i belongs to query i, those after the queries to none."""
    rng = np.random.default_rng(seed)
    long = [i for i, unit in enumerate(data.lines) if len(unit) > 3]
    decks: dict[str, Iterator[int]] = {kind: _deck(len(found), rng) for kind, found in data.queries.items()}
    decks["sentence"] = _deck(len(long), rng)
    for _ in range(count):
        queries: list[Bag] = []
        articles: list[Bag] = []
        used: set[int] = set()
        for kind, share in SHARES.items():
            for _ in range(int(share * BATCH)):
                if kind == "sentence":
                    unit = long[next(decks[kind])]
                    at = int(rng.integers(2, len(data.lines[unit])))
                    text, left_out = data.lines[unit][at], at - 2
                else:
                    text, unit = data.queries[kind][next(decks[kind])]
                    left_out = -1
                if unit in used or not len(text):
                    continue
                used.add(unit)
                queries.append(bag([text], LONGEST, rng))
                articles.append(shown(data.lines[unit], left_out, rng))
        wrong = [w for unit in used for w in data.mined.beside.get(unit, ()) if w not in used]
        wrong = list(dict.fromkeys(wrong))
        rng.shuffle(wrong)
        articles += [shown(data.lines[w], -1, rng) for w in wrong[:WRONG]]
        yield queries, articles


def _deck(size: int, rng: np.random.Generator) -> Iterator[int]:
    """0 … size - 1 shuffled, again and again."""
    while True:
        yield from rng.permutation(size).tolist()


def features(bags: Sequence[Bag]) -> dict[str, Any]:
    """The bags as the module takes them."""
    starts = np.cumsum([0, *(len(ids) for ids, _ in bags)])[:-1]
    return {
        "input_ids": torch.from_numpy(np.concatenate([ids for ids, _ in bags])),
        "token_weights": torch.from_numpy(np.concatenate([w for _, w in bags])),
        "offsets": torch.from_numpy(starts.astype(np.int64)),
    }


class Rows:
    """Adam over the rows that a step touched (torch's SparseAdam, without its sorting and coalescing twice)."""

    def __init__(self, weight: torch.Tensor) -> None:
        self.weight = weight
        self.mean, self.square = torch.zeros_like(weight), torch.zeros(len(weight))
        self.count = 0

    def step(self, gradient: torch.Tensor, rate: float) -> None:
        self.count += 1
        gradient = gradient.coalesce()
        rows, values = gradient.indices()[0], gradient.values()
        mean = self.mean[rows].mul_(0.9).add_(values, alpha=0.1)
        square = self.square[rows].mul_(0.99).add_(values.pow(2).mean(1), alpha=0.01)
        self.mean[rows], self.square[rows] = mean, square
        up = 1 - 0.99**self.count
        self.weight[rows] -= rate * mean / (square / up).sqrt().add(1e-8)[:, None]


def train(data: Data, names: Sequence[str], count: int, seed: int, tell: Callable[[str], object]) -> WeightedBag:
    """The trained module. *tell* gets a line now and then."""
    torch.manual_seed(seed)
    weight = torch.randn(len(names), DIMENSIONS) * 0.05
    model = WeightedBag(names, weight)
    table = model.embedding.weight
    optimizer = Rows(table.data)
    begun, mean_loss = time.monotonic(), 0.0
    for number, (queries, articles) in enumerate(steps(data, count, seed)):
        asked = model(features(queries))["sentence_embedding"]
        given = model(features(articles))["sentence_embedding"]
        scores = SCALE * asked @ given.T
        target = torch.arange(len(queries))
        loss = torch.nn.functional.cross_entropy(scores, target)
        loss = loss + 0.5 * torch.nn.functional.cross_entropy(scores[:, : len(queries)].T, target)
        table.grad = None
        torch.autograd.backward(loss)
        assert table.grad is not None
        warm = min(1.0, (number + 1) / 50)
        rate = warm * (LAST_RATE + (RATE - LAST_RATE) * 0.5 * (1 + np.cos(np.pi * number / count)))
        optimizer.step(table.grad, rate)
        mean_loss = 0.98 * mean_loss + 0.02 * float(loss.detach()) if number else float(loss.detach())
        if number % 50 == 0:
            tell(f"step {number}/{count} loss {mean_loss:.3f} {time.monotonic() - begun:.0f}s")
    return model


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kb", type=Path, required=True)
    parser.add_argument("--stard", type=Path)
    parser.add_argument("--out", type=Path, default=MODELS / "encoder")
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(arguments)
    random.seed(options.seed)
    mined = mine(open_kb(Config(home=str(options.kb))), stard=options.stard)
    counts = {kind: len(found) for kind, found in mined.queries.items()}
    _say(f"{len(mined.ids)} articles, {counts}")
    names = vocabulary(mined)
    data = Data(mined, names)
    _say(f"{len(names)} tokens")
    model = train(data, names, options.steps, options.seed, tell=_say)
    save(model, options.out)
    _card(options.out, counts, len(names), options.steps, _hash(mined))


def _hash(mined: Mined) -> str:
    """A hash of everything learnt from."""
    digest = hashlib.sha256()
    for unit in mined.units:
        digest.update("\n".join(unit).encode())
    for kind, found in sorted(mined.queries.items()):
        digest.update(f"{kind}{found}".encode())
    return digest.hexdigest()[:16]


def _card(folder: Path, counts: dict[str, int], size: int, count: int, data: str) -> None:
    lines = [
        "# encoder\n",
        f"A static embedding of words and character pairs: {size} rows of {DIMENSIONS}, 8 bits each. Trained from random weights by",
        f"`python -m kb.train.encoder` in {count} steps of {BATCH} pairs; no pretrained weights. Data hash {data}.\n",
        "Pairs by kind: " + ", ".join(f"{kind} {number}" for kind, number in sorted(counts.items())) + ".",
        "`SentenceTransformer(folder, trust_remote_code=True)` loads it; `kb.index.static` does without torch.\n",
    ]
    (folder.parent / "encoder.md").write_text("\n".join(lines), encoding="utf-8")


def save(model: WeightedBag, folder: Path) -> None:
    """Write the module as a SentenceTransformer folder."""
    from sentence_transformers import SentenceTransformer

    folder.mkdir(parents=True, exist_ok=True)
    SentenceTransformer(modules=[model], device="cpu").save(str(folder), create_model_card=False)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
