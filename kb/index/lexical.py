"""BM25 over words, in tantivy: on disk, incremental, a few milliseconds a query."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from kb.errors import IndexStale
from kb.index import Entry, indexed_text, is_gist, passages
from kb.registry import question_words
from kb.tokens import tokenize

_HEAP = 128_000_000  # bytes for the writer
_MORE = 3  # how much further a restricted search looks at once
_WIDEN = 8  # and by how much again
_FEW = 100  # documents for which the index itself looks nowhere else


Field = Literal["text", "name", "asked"]


class _Asked:
    """``rows``: how many rows of a whole field were asked for by one query, and the best ones found."""

    __slots__ = ("rows",)

    def __init__(self, _query: str, _field: Field) -> None:
        self.rows: tuple[int, Sequence[tuple[float, Any]]] = (0, ())


class LexicalIndex:
    """Three inverted indexes of the units in one; words that only frame a question do not count.

    "text" holds the words of title, headings and text, "name" those of the names of power items and "asked" those of
    the questions written for a unit; the last two hold pairs of characters too, for short texts are cut in many ways. The
    questions are stored as they are, so that nothing else has to be read to show what a unit was asked.
    """

    def __init__(self, folder: Path) -> None:
        import tantivy

        folder.mkdir(parents=True, exist_ok=True)
        self._known: dict[tuple[int, int], str] = {}  # ids by their place in the index: reading them is the slow part
        self._asked = lru_cache(maxsize=32)(_Asked)  # by query and field: a search asks for the same rows several times
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        schema.add_text_field("doc", tokenizer_name="raw", index_option="basic")
        schema.add_text_field("whole", tokenizer_name="raw", index_option="basic")
        schema.add_text_field("question", stored=True, tokenizer_name="raw", index_option="basic")
        for field in ("text", "name", "asked"):
            schema.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
        try:
            self._index = tantivy.Index(schema.build(), path=str(folder))
        except ValueError as error:
            raise IndexStale(f"词语索引 {folder} 打不开：{error}；请重新运行 kb build") from error

    def update(self, add: Iterable[Entry], drop: Collection[str]) -> int:
        import tantivy

        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        for doc_id in drop:
            writer.delete_documents_by_term("doc", doc_id)
        count = 0
        for entry in add:
            provision = entry.provision
            for row in _rows(entry):
                writer.add_document(tantivy.Document(id=provision.id, doc=provision.doc_id, **row))
            count += 1
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._known.clear()
        self._asked.cache_clear()
        return count

    def search(
        self, query: str, *, limit: int = 10, within: Collection[str] | None = None, field: Field = "text"
    ) -> list[tuple[str, float]]:
        searcher = self._index.searcher()
        among = within if within is not None and len(within) <= _FEW else None
        wide, total = limit if within is None else _MORE * limit, searcher.num_docs
        while total:
            found = self._ranked(searcher, query, field, min(wide, total), among)
            best = self._best(searcher, found, limit, within)
            if len(best) >= limit or len(found) < wide or wide >= total:
                return list(best.items())
            wide *= _WIDEN
        return []

    def _ranked(
        self, searcher: Any, query: str, field: Field, limit: int, among: Collection[str] | None
    ) -> Sequence[tuple[float, Any]]:
        """The best rows for *query*, at most *limit*; of the documents *among* alone where they are few."""
        if among is not None:
            parsed = self._query(query, field)
            return searcher.search(self._among(parsed, "doc", among), limit=limit, count=False).hits if parsed else ()
        asked = self._asked(query, field)
        held, rows = asked.rows
        if held < limit:
            parsed = self._query(query, field)
            rows = searcher.search(parsed, limit=limit, count=False).hits if parsed else ()
            asked.rows = (limit, rows)
        return rows[:limit]

    def scores(self, query: str, ids: Collection[str], *, field: Field = "text") -> dict[str, float]:
        """The score of *query* for the units in *ids*; those that share no word with it are left out."""
        parsed = self._query(query, field)
        if parsed is None or not ids:
            return {}
        wanted = set(ids)
        found = {id: score for id, score in self._read(self._asked(query, field).rows[1]).items() if id in wanted}
        if rest := wanted - found.keys():
            searcher = self._index.searcher()
            rows = searcher.search(self._among(parsed, "id", rest), limit=max(1, searcher.num_docs), count=False).hits
            found |= self._best(searcher, rows)
        return found

    def _among(self, parsed: Any, field: Literal["id", "doc"], values: Collection[str]) -> Any:
        """The query *parsed* with the same scores, for the rows that have one of *values* alone."""
        import tantivy

        schema, occur = self._index.schema, tantivy.Occur
        terms = [(occur.Should, tantivy.Query.term_query(schema, field, value, "basic")) for value in values]
        among = tantivy.Query.const_score_query(tantivy.Query.boolean_query(terms), 0.0)
        return tantivy.Query.boolean_query([(occur.Must, parsed), (occur.Must, among)])

    def questions(self, id: str) -> list[str]:
        """The questions written for a unit."""
        import tantivy

        searcher = self._index.searcher()
        query = tantivy.Query.term_query(self._index.schema, "id", id)
        found = searcher.search(query, limit=max(1, searcher.num_docs), count=False).hits
        return [str(text) for _, address in found for text in searcher.doc(address)["question"]]

    def _best(
        self,
        searcher: Any,
        found: Iterable[tuple[float, Any]],
        limit: int | None = None,
        within: Collection[str] | None = None,
    ) -> dict[str, float]:
        """The best score of each unit among its passages, best first: *limit* units of the documents *within*."""
        best: dict[str, float] = {}
        for score, address in found:
            key = (address.segment_ord, address.doc)
            if (id := self._known.get(key)) is None:
                id = self._known[key] = str(searcher.doc(address)["id"][0])
            if id not in best and (within is None or id.partition("#")[0] in within):
                best[id] = float(score)
                if len(best) == limit:
                    break
        return best

    def _read(self, found: Iterable[tuple[float, Any]]) -> dict[str, float]:
        """The best score of each unit, as far as the ids of the rows have been read already."""
        best: dict[str, float] = {}
        for score, address in found:
            if (id := self._known.get((address.segment_ord, address.doc))) is None:
                break  # a later row might be a worse passage of the same unit
            best.setdefault(id, float(score))
        return best

    @property
    def size(self) -> int:
        """How many units are indexed."""
        return int(self._index.searcher().doc_freq("whole", "yes"))

    def frequency(self, word: str, *, field: Field = "text") -> int:
        """In how many rows of *field* the word or pair occurs."""
        return int(self._index.searcher().doc_freq(field, word))

    def rarity(self, term: str, *, field: Field = "text") -> float:
        """The weight of a word or pair: the natural logarithm of how many units there are for each row that has it."""
        return math.log(1 + max(2, self.size) / (1 + self.frequency(term, field=field)))

    def _query(self, query: str, field: Field) -> Any:
        import tantivy

        schema, occur = self._index.schema, tantivy.Occur
        terms = [*asked_words(query), *asked_pairs(query)]
        parts = [(occur.Should, tantivy.Query.term_query(schema, field, term, "freq")) for term in terms]
        return tantivy.Query.boolean_query(parts) if parts else None


def _rows(entry: Entry) -> Iterable[dict[str, str]]:
    """The rows of one unit: its text, the passages of it, each name and each question by itself."""
    provision = entry.provision
    text = words(indexed_text(provision))
    if is_gist(provision.doc_id):
        text = " ".join([text, *pairs(provision.text)])
    yield {"whole": "yes", "text": text}
    for part in passages(provision):
        yield {"whole": "no", "text": words(indexed_text(provision, part))}
    for name in entry.names:
        yield {"whole": "no", "name": " ".join([words(name), *pairs(name)])}
    for question in entry.questions:
        yield {"whole": "no", "asked": " ".join([words(question), *pairs(question)]), "question": question}


def words(text: str) -> str:
    """The words of *text* joined by spaces: letters, digits and characters only, lower case."""
    return " ".join(filter(None, map(_line_words, text.splitlines())))


@lru_cache(maxsize=8192)
def _line_words(line: str) -> str:
    """The words of one line; titles, headings and lead-ins come again and again."""
    return " ".join(filter(None, map(_word, tokenize(line))))


@lru_cache(maxsize=500_000)
def _word(token: str) -> str:
    """The form of *token* that is indexed; empty for white space and marks."""
    return token.lower() if any(c.isalnum() for c in token) and not any(c.isspace() for c in token) else ""


_PAIR = "~"  # marks a pair of characters, so that it is never taken for a word
_SPAN = re.compile(r"[\u4e00-\u9fff]{2,}")


def pairs(text: str) -> list[str]:
    """Every pair of neighbouring Chinese characters in *text*, marked, in order."""
    return [f"{_PAIR}{run[i : i + 2]}" for run in _SPAN.findall(text) for i in range(len(run) - 1)]


def asked_pairs(question: str) -> list[str]:
    """The distinct pairs of *question*, without the words that only frame it."""
    plain = "".join(" " if word in question_words() else word for word in tokenize(question))
    return list(dict.fromkeys(pairs(plain)))


def asked_words(question: str) -> list[str]:
    """The distinct words of *question* without those that only frame it (能不能, 由谁); all of them if no other is left."""
    found = list(dict.fromkeys(words(question).split()))
    return [word for word in found if word not in question_words()] or found
