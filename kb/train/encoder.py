"""Train the built-in encoder from random weights, and write it to kb/models/encoder.

usage: python -m kb.train.encoder --kb FOLDER --stard ../shared/eval/stard_train.jsonl [--share S]

FOLDER is a build of ../shared/corpus. Each step draws articles, each once, with a text that belongs to it (the name of a
power item, a question, the duty behind a penalty, a sentence of its own) and pulls the two together against all other
articles of the step (in-batch softmax), against the duty articles of the same laws and, once the table knows something,
against the articles that it takes for right and that are not. Two tables are trained, one of them without such articles: what
one of them forgets the other knows. Side by side they are turned and cut to the directions in which articles and questions
differ most, which costs a search nothing. Seeds are fixed; the threads of the machine are not, so two runs agree in quality,
not in every bit.
"""

from __future__ import annotations

import argparse
import hashlib
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
from kb.registry import question_words
from kb.train.mine import Mined, mine

MODELS = Path(__file__).resolve().parents[1] / "models"
DIMENSIONS = 256
LEAST = {False: 4, True: 12}  # times a word, a pair of characters must occur to get a row
BATCH = 768
WRONG = 576  # articles added to a step as wrong answers
SHARES = {"item": 0.25, "everyday": 0.40, "question": 0.07, "duty": 0.05, "sentence": 0.23}
SCALE = 22.0  # factor of the cosine before the softmax
RATE, LAST_RATE = 0.012, 0.0006
KEPT = 0.75  # share of an article's lines shown in a step
LONGEST = 220  # tokens of an article shown in a step
HEARD = 0.85  # share of a query's tokens shown in a step
FRAMED = 0.3  # share of queries shown with words that only frame a question
HARD_FROM = (0.4, 0.7)  # shares of the steps after which the hardest wrong articles are looked for
HARDEST = 24  # of them for each query
SURE = 0.95  # an article that scores more than this share of the right one's score may well be right too
ASKED = ("everyday", "question", "item")  # kinds for which hard articles are looked for

MEMBERS = ((7, 3000, True), (8, 2000, False))  # seed, steps, whether hard articles are looked for

Bag = tuple[NDArray[np.int64], NDArray[np.float32]]
Sparse = Any  # scipy.sparse.csr_array of (texts, tokens)


class Data:
    """The mined texts as token numbers: lines of articles, and queries as bags with their article."""

    def __init__(self, mined: Mined, names: Sequence[str]) -> None:
        self.mined = mined
        self.vocabulary = {name: i for i, name in enumerate(names)}
        self.lines = [[self._numbers(line) for line in unit] for unit in mined.units]
        self.queries = {
            kind: [(self._numbers(text), unit) for text, unit in found] for kind, found in mined.queries.items()
        }
        self.frames = np.unique(np.concatenate([self._numbers(word) for word in sorted(question_words())]))

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


def bag(numbers: Sequence[NDArray[np.int32]]) -> Bag:
    """The distinct tokens of some lines with their weights."""
    if not numbers:
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    ids, times = np.unique(np.concatenate(numbers), return_counts=True)
    return ids.astype(np.int64), (1 + np.log(times)).astype(np.float32)


def heard(query: NDArray[np.int32], frames: NDArray[np.int32], rng: np.random.Generator) -> Bag:
    """A query as a step sees it: most of its tokens, now and then with some that only frame a question."""
    ids, weights = bag([query])
    kept = rng.random(len(ids)) < HEARD
    if kept.sum() > 2:
        ids, weights = ids[kept], weights[kept]
    if rng.random() < FRAMED:
        more = rng.choice(frames, 2, replace=False)
        ids, weights = np.concatenate([ids, more]), np.concatenate([weights, np.ones(2, np.float32)])
    return ids, weights


def shown(lines: Sequence[NDArray[np.int32]], left_out: int, rng: np.random.Generator) -> Bag:
    """An article as a step sees it: title and headings, and most of its lines without *left_out*."""
    body = [line for i, line in enumerate(lines[2:]) if i != left_out and rng.random() < KEPT]
    ids, weights = bag([*lines[:2], *(body or lines[2:])])
    if len(ids) > LONGEST:
        chosen = rng.choice(len(ids), LONGEST, replace=False)
        ids, weights = ids[chosen], weights[chosen]
    return ids, weights


Hard = dict[tuple[str, int], NDArray[np.int32]]  # (kind, number of the query) -> articles that are wrong


class Steps:
    """Batches of queries and articles; article i belongs to query i, those after the queries to none."""

    def __init__(self, data: Data, seed: int) -> None:
        self._data, self._rng = data, np.random.default_rng(seed)
        self._long = [i for i, unit in enumerate(data.lines) if len(unit) > 3]
        self._decks = {kind: _deck(len(found), self._rng) for kind, found in data.queries.items()}
        self._decks["sentence"] = _deck(len(self._long), self._rng)
        self.hard: Hard = {}

    def draw(self) -> tuple[list[Bag], list[Bag]]:
        data, rng = self._data, self._rng
        queries: list[Bag] = []
        articles: list[Bag] = []
        used: set[int] = set()
        wrong: list[int] = []
        for kind, share in SHARES.items():
            for _ in range(int(share * BATCH)):
                number = next(self._decks[kind])
                text, unit, left_out = self._pair(kind, number)
                if unit in used or not len(text):
                    continue
                used.add(unit)
                queries.append(bag([text]) if kind == "sentence" else heard(text, data.frames, rng))
                articles.append(shown(data.lines[unit], left_out, rng))
                if (hard := self.hard.get((kind, number))) is not None:
                    wrong.append(int(rng.choice(hard)))
        beside = [w for unit in used for w in data.mined.beside.get(unit, ())]
        rng.shuffle(beside)
        chosen = [w for w in dict.fromkeys([*wrong, *beside]) if w not in used][:WRONG]
        return queries, [*articles, *(shown(data.lines[w], -1, rng) for w in chosen)]

    def _pair(self, kind: str, number: int) -> tuple[NDArray[np.int32], int, int]:
        """A query, its article, and the line of the article that is the query (-1: none)."""
        if kind != "sentence":
            return *self._data.queries[kind][number], -1
        unit = self._long[number]
        at = int(self._rng.integers(2, len(self._data.lines[unit])))
        return self._data.lines[unit][at], unit, at - 2


def _deck(size: int, rng: np.random.Generator) -> Iterator[int]:
    """0 … size - 1 shuffled, again and again."""
    while True:
        yield from rng.permutation(size).tolist()


def sparse(bags: Sequence[Bag], size: int) -> Sparse:
    """The bags as rows of a sparse matrix with *size* columns."""
    from scipy.sparse import csr_array

    starts = np.cumsum([0, *(len(ids) for ids, _ in bags)])
    ids = np.concatenate([ids for ids, _ in bags])
    return csr_array((np.concatenate([w for _, w in bags]), ids, starts), shape=(len(bags), size))


def unit_rows(rows: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(n, d) *rows* at length one, and their lengths (n, 1)."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9
    return rows / lengths, lengths


def loss_of(queries: Sparse, articles: Sparse, table: NDArray[np.float32]) -> tuple[float, NDArray[np.float32]]:
    """The loss of a step, and its gradient for the (v, d) *table*.

    Cross-entropy of each query's article among all articles, and half that of each article's query among all queries.
    """
    asked, asked_length = unit_rows(queries @ table)
    given, given_length = unit_rows(articles @ table)
    count = len(asked)
    scores = SCALE * asked @ given.T
    at = np.arange(count)
    forth, back = _softmax(scores), _softmax(scores[:, :count].T).T
    loss = -np.log(forth[at, at] + 1e-12).mean() - 0.5 * np.log(back[at, at] + 1e-12).mean()
    slope = forth / count
    slope[:, :count] += 0.5 * back / count
    slope[at, at] -= 1.5 / count
    slope *= SCALE
    asked_slope, given_slope = slope @ given, slope.T @ asked
    asked_slope = (asked_slope - asked * (asked * asked_slope).sum(1, keepdims=True)) / asked_length
    given_slope = (given_slope - given * (given * given_slope).sum(1, keepdims=True)) / given_length
    return float(loss), queries.T @ asked_slope + articles.T @ given_slope


def _softmax(scores: NDArray[Any]) -> NDArray[np.float32]:
    found: NDArray[np.float32] = np.exp(scores - scores.max(1, keepdims=True))
    found /= found.sum(1, keepdims=True)
    return found


class Rows:
    """Adam over the rows that a step touched, with one squared slope a row."""

    def __init__(self, table: NDArray[np.float32]) -> None:
        self.table = table
        self.mean, self.square = np.zeros_like(table), np.zeros(len(table), np.float32)
        self.count = 0

    def step(self, rows: NDArray[np.int64], slope: NDArray[np.float32], rate: float) -> None:
        self.count += 1
        mean = 0.9 * self.mean[rows] + 0.1 * slope
        square = 0.99 * self.square[rows] + 0.01 * (slope**2).mean(1)
        self.mean[rows], self.square[rows] = mean, square
        up = 1 - 0.99**self.count
        self.table[rows] -= rate * mean / (np.sqrt(square / up) + 1e-8)[:, None]


def narrowed(queries: Sequence[Bag], articles: Sequence[Bag], size: int) -> tuple[NDArray[np.int64], Sparse, Sparse]:
    """The tokens that a step holds, and its bags as matrices over these alone."""
    seen = np.unique(np.concatenate([ids for ids, _ in [*queries, *articles]]))
    place = np.zeros(size, np.int64)
    place[seen] = np.arange(len(seen))
    asked, given = ([(place[ids], w) for ids, w in bags] for bags in (queries, articles))
    return seen, sparse(asked, len(seen)), sparse(given, len(seen))


def train(
    data: Data, count: int, seed: int, *, hard: bool = True, tell: Callable[[str], object] = lambda _: None
) -> NDArray[np.float32]:
    """The trained table, (v, d); with *hard* articles or without. *tell* gets a line now and then."""
    size = len(data.vocabulary)
    table = np.random.default_rng(seed).normal(0, 0.05, (size, DIMENSIONS)).astype(np.float32)
    drawn, rows = Steps(data, seed), Rows(table)
    hard_from = {int(share * count) for share in HARD_FROM} if hard else set()
    begun, mean_loss = time.monotonic(), 0.0
    for number in range(count):
        if number in hard_from:
            drawn.hard = hardest(data, table)
            tell(f"hard articles for {len(drawn.hard)} queries {time.monotonic() - begun:.0f}s")
        seen, queries, articles = narrowed(*drawn.draw(), size)
        loss, slope = loss_of(queries, articles, table[seen])
        warm = min(1.0, (number + 1) / 50)
        rate = warm * (LAST_RATE + (RATE - LAST_RATE) * 0.5 * (1 + np.cos(np.pi * number / count)))
        rows.step(seen, slope, rate)
        mean_loss = 0.98 * mean_loss + 0.02 * loss if number else loss
        if number % 50 == 0:
            tell(f"step {number}/{count} loss {mean_loss:.3f} {time.monotonic() - begun:.0f}s")
    return table


def joined(data: Data, tables: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """One (v, d) table from several: side by side at equal strength, on the directions that tell most."""
    size = len(data.vocabulary)
    articles = sparse([bag(lines) for lines in data.lines], size)
    queries = sparse([bag([text]) for kind in ASKED for text, _ in data.queries.get(kind, ())], size)
    wide = np.hstack([table / np.linalg.norm(articles @ table, axis=1).mean() for table in tables])
    spread = np.zeros((wide.shape[1], wide.shape[1]), np.float64)
    for texts in (articles, queries):
        vectors, _ = unit_rows(texts @ wide)
        spread += vectors.T @ vectors / len(vectors)
    _, directions = np.linalg.eigh(spread)  # the strongest come last
    table: NDArray[np.float32] = (wide @ directions[:, ::-1][:, :DIMENSIONS]).astype(np.float32)
    return table


def hardest(data: Data, table: NDArray[np.float32]) -> Hard:
    """For each question and item name the articles that *table* puts near it and that are wrong.

    Among the articles of the same document, and for questions of all that national law has; an article that scores about as
    well as the right one is left out, for it may answer too.
    """
    size = len(table)
    articles, _ = unit_rows(sparse([bag(lines) for lines in data.lines], size) @ table)
    national = np.array(data.mined.national, np.int64)
    found: Hard = {}
    for kind in ASKED:
        queries = data.queries.get(kind, [])
        right: dict[bytes, list[int]] = {}
        for text, unit in queries:
            right.setdefault(text.tobytes(), []).append(unit)
        for start in range(0, len(queries), 512):
            some = queries[start : start + 512]
            vectors, _ = unit_rows(sparse([bag([text]) for text, _ in some], size) @ table)
            wide = vectors @ articles[national].T if kind != "item" else None
            for i, (text, unit) in enumerate(some):
                least = SURE * float(vectors[i] @ articles[unit])
                near = data.mined.document(unit)
                scores = articles[near] @ vectors[i]
                if wide is not None:
                    best = np.argpartition(-wide[i], HARDEST)[:HARDEST]
                    near, scores = np.concatenate([near, national[best]]), np.concatenate([scores, wide[i][best]])
                wrong = (scores < least) & ~np.isin(near, right[text.tobytes()])
                order = np.argsort(-scores[wrong])[:HARDEST]
                if len(order):
                    found[kind, start + i] = np.unique(near[wrong][order]).astype(np.int32)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kb", type=Path, required=True)
    parser.add_argument("--stard", type=Path)
    parser.add_argument("--out", type=Path, default=MODELS / "encoder")
    parser.add_argument("--share", type=float, default=1.0, help="share of the steps, for a quick look")
    options = parser.parse_args(arguments)
    mined = mine(open_kb(Config(home=str(options.kb))), stard=options.stard)
    counts = {kind: len(found) for kind, found in mined.queries.items()}
    _say(f"{len(mined.ids)} articles, {counts}")
    names = vocabulary(mined)
    data = Data(mined, names)
    _say(f"{len(names)} tokens")
    tables = [train(data, int(options.share * n), seed, hard=hard, tell=_say) for seed, n, hard in MEMBERS]
    save(WeightedBag(names, torch.from_numpy(joined(data, tables))), options.out)
    _card(options.out, counts, len(names), _hash(mined))


def _hash(mined: Mined) -> str:
    """A hash of everything learnt from."""
    digest = hashlib.sha256()
    for unit in mined.units:
        digest.update("\n".join(unit).encode())
    for kind, found in sorted(mined.queries.items()):
        digest.update(f"{kind}{found}".encode())
    return digest.hexdigest()[:16]


def _card(folder: Path, counts: dict[str, int], size: int, data: str) -> None:
    told = ", ".join(f"{steps} steps {'with' if hard else 'without'} hard articles" for _, steps, hard in MEMBERS)
    lines = [
        "# encoder\n",
        f"A static embedding of words and character pairs: {size} rows of {DIMENSIONS}, 8 bits each. Trained from random weights by",
        f"`python -m kb.train.encoder` in steps of {BATCH} pairs; no pretrained weights. Two tables joined: {told}.",
        f"Data hash {data}.\n",
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
