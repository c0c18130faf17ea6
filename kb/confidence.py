"""How sure an answer is: a logistic model over a few signs of the question and its best articles, fitted by ``kb.train.scope``.

The signs say how well the articles match and how much of the question they hold; whether it asks as people ask about
enforcement; and whether it names a place, a time or a world for which no statute here was made, or a law or a body that
nothing here knows.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from kb.index.lexical import asked_pairs, asked_words, pairs
from kb.knowledge import KnowledgeBase
from kb.model import Provision
from kb.question import Question
from kb.rank import FEATURES
from kb.registry import agencies, agency_stems, asking, elsewhere
from kb.search import Ranking
from kb.tag import agencies_in
from kb.tokens import tokenize

SIGNS = ("dense", "covered", "unasked", "abroad", "fiction", "past", "invented", "enforcement", "idle")
_READ = 3  # of the best articles
_BEST = 5
_MOST = 0.99  # no model is surer than that
_LONGEST = 8  # characters of a name in elsewhere.csv
_HERE = re.compile("中国|国内|我国|境内|来华|在华|回国")  # a question about people from abroad in this country
_LAW = re.compile(  # 《…》, or the last words of a title: 叹气|管理|条例
    r"《(?P<quoted>[^《》]{2,40})》"
    r"|(?P<stem>[\u4e00-\u9fff]{2}(?:管理|监督|登记|备案|暂行|实施|保护|促进|保障|处罚|防治|若干){0,3})"
    r"(?P<form>(?<![部项个本该此些种性方关么哪单行治区体用的])条例|暂行规定|管理规定|细则|(?<!违)(?<!依)(?<!合)(?<!立)法(?=第|规定|里|的罚则))"
)
_BODY = re.compile(  # 国家…总局, 市…委员会: a body with its level or realm in front
    r"(?:国家|全国|中央|国务院|中国|城市|[省市区县乡]|街道)[\u4e00-\u9fff]{2,12}?"
    r"(?:总局|委员会|总队|支队|大队|执法队|办公室|中心|署|厅|局|所|站)(?![长部员])"
)


def confidence(kb: KnowledgeBase, found: Ranking) -> float:
    """The probability (0 to 1) that the question is one that the articles found answer (at most 0.99); 1 where it names one of them."""
    if not found.hits:
        return 0.0
    first = found.hits[0].provision_id
    if found.question.law and first.endswith(f"#{found.question.address}") and kb.resolver.laws(found.question.law):
        return 1.0
    weights = _weights()
    known = signs(kb, found)
    sure = 1 / (1 + math.exp(-(weights["bias"] + sum(weights[name] * known[name] for name in SIGNS))))
    return min(sure, _MOST)


def signs(kb: KnowledgeBase, found: Ranking) -> dict[str, float]:
    """What is known of a question and its best hits, of which there are some, by the names in ``SIGNS``."""
    texts = [_text(kb, hit.provision_id) for hit in found.hits[:_READ]]
    asked = found.question.text
    text = _matter(found.question)
    words = {word: kb.lexical.rarity(word) for word in asked_words(text)}
    couples = asked_pairs(text)
    said = dict(found.question.expanded)
    here = _HERE.search(asked)
    return {
        "dense": float(found.features[:_BEST, FEATURES.index("dense")].max()),
        "covered": max(_share(words, text, said) for text in texts),
        "unasked": sum(pair not in pairs_written() for pair in couples) / max(1, len(couples)),
        "abroad": float(not here and any(name not in texts[0] for name in named(asked, "外国"))),
        "fiction": float(any(name not in texts[0] for name in named(asked, "虚构"))),
        "past": float(any(name not in texts[0] for name in named(asked, "往代"))),
        "invented": max(unknown_law(kb, asked, texts), unknown_body(asked)),
        "enforcement": float(_asks(asked, "执法")),
        "idle": float(_asks(asked, "闲问")),
    }


# ---------------------------------------------------------------- what the question names


def named(text: str, kind: str) -> Iterator[str]:
    """The names of one *kind* (外国, 虚构, 往代) that begin a word of *text*, unless what stands around brings the matter here.

    日本料理 is a kitchen and 恐龙化石 a find in this country.
    """
    names, start = elsewhere(kind), 0
    after = tuple(elsewhere("遗存") | elsewhere("后接") if kind == "外国" else elsewhere("遗存"))
    for word in tokenize(text):
        ends = range(start + 2, min(len(text), start + _LONGEST) + 1)
        if not (kind == "外国" and text[:start].endswith(tuple(elsewhere("前接")))):
            yield from (text[start:end] for end in ends if text[start:end] in names and not text.startswith(after, end))
        start += len(word)


def unknown_law(kb: KnowledgeBase, text: str, articles: Sequence[str]) -> float:
    """1 where *text* names a regulation by a title that no document here has and that none of *articles* mentions."""
    for match in _LAW.finditer(text):
        name = match["quoted"] or match["stem"] + match["form"]
        name = name.removeprefix("中华人民共和国")
        if not any(name in article for article in articles) and not any(name in e.title for e in kb.editions.values()):
            return 1.0
    return 0.0


def unknown_body(text: str) -> float:
    """The share of the character pairs of a body named in *text* that no body's name and no question known here has."""
    for agency in agencies_in(text):
        if agency.canonical:
            text = text.replace(agency.surface, " ")
    worst = 0.0
    for match in _BODY.finditer(text):
        couples = pairs(match.group())
        strange = [couple for couple in couples if couple not in _bodies() and couple not in pairs_written()]
        worst = max(worst, len(strange) / len(couples))
    return worst


@cache
def _bodies() -> frozenset[str]:
    """The character pairs of the names of every body known."""
    names = {name for row in agencies() for name in (row.surface, row.canonical)}
    return frozenset(pair for name in names | {row.stem for row in agency_stems()} for pair in pairs(name))


@cache
def pairs_written() -> frozenset[str]:
    """The character pairs of the questions written for the package, whatever documents this knowledge base holds.

    ``kb.train.scope`` writes them down beside the weights: to read the questions themselves takes most of a second.
    """
    return frozenset((files("kb") / "models" / "asked.txt").read_text(encoding="utf-8").split())


def _asks(text: str, kind: str) -> bool:
    return any(row.kind == kind and row.regex.search(text) for row in asking())


# ---------------------------------------------------------------- what the articles hold of it


def _matter(question: Question) -> str:
    """What is asked about, without the places and the bodies named: an article need not name them to answer."""
    plain = question.matter
    for agency in agencies_in(plain):
        plain = plain.replace(agency.surface, " ")
    return plain if asked_words(plain) else question.matter


def _text(kb: KnowledgeBase, id: str) -> str:
    """What an article says for itself: title, headings, words, and the questions written for it."""
    provision = kb.store.get(Provision, id)
    return f"{provision.doc_id}{provision.heading}{provision.text}{' '.join(kb.lexical.questions(id))}"


def _share(words: Mapping[str, float], text: str, said: Mapping[str, Sequence[str]]) -> float:
    """The share of *words*, by weight, that *text* holds: as they are, in halves (违法建设 in 违法…建设), or in statutes' words."""
    there = [everyday for everyday, others in said.items() if any(other in text for other in others)]
    held = (
        weight
        for word, weight in words.items()
        if word in text or _in_halves(word, text) or any(word in everyday or everyday in word for everyday in there)
    )
    return sum(held) / max(sum(words.values()), 1e-6)


def _in_halves(word: str, text: str) -> bool:
    return len(word) >= 4 and all(word[i : i + 2] in text for i in range(0, len(word) - 1, 2))


@cache
def _weights() -> Mapping[str, float]:
    """The weights by sign, with the bias (kb/models/confidence.json)."""
    found: dict[str, float] = json.loads((files("kb") / "models" / "confidence.json").read_text(encoding="utf-8"))
    return found
