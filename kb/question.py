"""What a question says besides its matter: place, day, agency, kind of power, law named; and its everyday words translated.

Everything found is shown to the user and can be taken away again: what is in ``dropped`` is not found.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from kb.address import normalise
from kb.dates import today
from kb.numerals import NUMBER
from kb.registry import general_bodies, question_words, thesaurus
from kb.tag import agencies_in
from kb.tokens import tokenize

KINDS = (
    ("行政处罚", re.compile(r"处罚|罚款|怎么罚|罚多少|吊销|没收|查处|罚")),
    ("行政许可", re.compile(r"许可|审批|批准|核发|核准|准许|办证|要不要批")),
    ("行政强制措施", re.compile(r"查封|扣押|扣留|冻结|强制措施")),
    ("行政强制执行", re.compile(r"强制拆除|强制执行|代履行|代为|强拆")),
    ("行政检查", re.compile(r"检查|抽查|巡查")),
    ("行政确认", re.compile(r"确认|认定|鉴定|登记")),
    ("行政征收", re.compile(r"征收|缴纳|收费|收取")),
    ("行政给付", re.compile(r"给付|补助|补贴|救助|发放")),
    ("行政奖励", re.compile(r"奖励|表彰")),
    ("行政裁决", re.compile(r"裁决|争议|纠纷")),
)
_ASKS = (
    ("谁管", re.compile(r"谁管|由谁|归谁|哪个部门|找谁|什么部门|哪家管")),
    ("能不能", re.compile(r"能不能|可不可以|可以|能否|可否|有权|有没有权|合法吗|行吗|能.{1,16}吗")),
    ("罚多少", re.compile(r"罚多少|怎么罚|罚几|多少钱|处罚标准|罚款多少")),
    ("依据", re.compile(r"依据|哪条|哪部法|法条|根据什么")),
    ("怎么办理", re.compile(r"怎么办理|去哪儿?办|要办|手续|要不要.{0,4}证")),
)
_BODIES = re.compile(rf"(?:{'|'.join(map(re.escape, general_bodies()))})(?!管理)的?")
_DIRECT = re.compile(rf"《?(?P<law>[^《》第]{{2,40}}?)》?的?(?P<place>第?{NUMBER}条(?:之{NUMBER})?(?:第?{NUMBER}款)?)")
_LISTED = re.compile(r"(?P<list>[^：，。；？]{2,20}检查)[：:](?P<entry>[^：]{4,}?)(?:的(?:监督|行政)?检查)?")
_BREACH = re.compile(r"(?:行为|资格|活动)的(?:监督|行政)?检查$")
_REMARK = re.compile(r"[（(](?:处罚|执法|典型)?(?:案例|事项|情形)[）)]$")
_YEAR = re.compile(r"(?<![0-9（(])((?:19|20)[0-9]{2})年(?:([0-9]{1,2})月)?(?:([0-9]{1,2})[日号])?(?!修|版|公布|施行)")


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing understood. ``kind`` is 地点, 时间, 机关, 权力类型, 法规, 问法 or 已扩展; ``text`` is as shown and as dropped."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what was understood of it. ``day`` is ISO, empty for today; ``law`` and ``address`` go together.

    ``matter`` is the text without the places it names and without bodies that enforce in every field (城管): what is looked for.
    """

    text: str
    matter: str = ""
    places: tuple[str, ...] = ()
    day: str = ""
    agencies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    law: str = ""
    address: str = ""
    asks: tuple[str, ...] = ()
    expanded: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def widened(self) -> str:
        """The statutes' words for the everyday words of the question; empty where none was known."""
        return " ".join(dict.fromkeys(term for _, terms in self.expanded for term in terms))

    def chips(self) -> tuple[Chip, ...]:
        """What was understood, as the user sees it."""
        found = [Chip("地点", place) for place in self.places]
        found += [Chip("时间", self.day)] if self.day else []
        found += [Chip("机关", name) for name in self.agencies]
        found += [Chip("权力类型", kind) for kind in self.kinds]
        found += [Chip("法规", f"{self.law}{self.address}")] if self.law else []
        found += [Chip("问法", ask) for ask in self.asks]
        found += [Chip("已扩展", f"{word}→{'、'.join(terms)}") for word, terms in self.expanded]
        return tuple(found)


def understand(text: str, places: Collection[str], *, dropped: Collection[str] = ()) -> Question:
    """Read *text*; *places* are the names of places that are known (滨州市, 山东), *dropped* the chips taken away."""
    text = text.strip()
    law, address = _direct(text)
    day = _day(text)
    agencies = dict.fromkeys(a.canonical or a.surface for a in agencies_in(text))
    there = tuple(place for place in named_places(text, places) if place not in dropped)
    expanded = [(word, terms) for word, terms in expansions(text) if f"{word}→{'、'.join(terms)}" not in dropped]
    return Question(
        text,
        _without_bodies(_matter(text, there)),
        there,
        "" if day in dropped else day,
        tuple(name for name in agencies if name not in dropped),
        tuple(kind for kind, pattern in KINDS if pattern.search(text) and kind not in dropped),
        *(("", "") if f"{law}{address}" in dropped else (law, address)),
        tuple(ask for ask, pattern in _ASKS if pattern.search(text) and ask not in dropped),
        tuple(expanded),
    )


def _matter(text: str, places: Collection[str]) -> str:
    """*text* without *places* and what only frames an entry of an official list; all of it where nothing else is left."""
    return _entry(_without_places(text, places))


def _entry(text: str) -> str:
    """The matter of an entry of an official list: 广告检查：标识的检查 asks for 标识, and only then for 广告检查.

    An inspection of 行为, 资格 or 活动 asks for the duty or the breach, not for articles that speak of inspections.
    """
    plain = _REMARK.sub("", text)
    if listed := _LISTED.fullmatch(plain):
        return f"{listed['entry']} {listed['list'].removesuffix('检查')}"
    return plain[: breach.start() + 2] if (breach := _BREACH.search(plain)) and breach.start() > 2 else plain


def _without_places(text: str, places: Collection[str]) -> str:
    names = [name for place in places for name in (place, _short(place))]
    plain = re.sub(f"在?(?:{'|'.join(map(re.escape, names))})[，,：:]?", "", text) if names else text
    plain = re.sub(r"[（(][)）]", "", plain).strip()
    return plain if len(plain) > 1 else text


def _without_bodies(text: str) -> str:
    """*text* without the bodies whose name says nothing of the matter; all of it where nothing else is asked about."""
    plain = _BODIES.sub("", text)
    words = (word for word in tokenize(plain) if word[0].isalnum() and word not in question_words())
    matter = (word for word in words if word != "职责" and not any(p.search(word) for _, p in KINDS))
    return plain if plain != text and next(matter, "") else text


def _short(place: str) -> str:
    return place[:-1] if len(place) > 2 and place[-1] in "省市" else place


def named_places(text: str, places: Collection[str]) -> tuple[str, ...]:
    """The *places* that *text* names, also without 省 or 市 (滨州 for 滨州市); a name inside a longer one does not count."""
    found: list[str] = []
    for place in sorted(places, key=lambda name: (-len(name), name)):
        short = _short(place)
        if short in text and not any(short in other for other in found):
            found.append(place)
    return tuple(found)


def _direct(text: str) -> tuple[str, str]:
    match = _DIRECT.search(text)
    if not match:
        return "", ""
    try:
        return match["law"], normalise(match["place"])
    except ValueError:
        return "", ""


def _day(text: str) -> str:
    """The last day of the year or month that *text* names, where it lies in the past."""
    match = _YEAR.search(text)
    if not match:
        return ""
    year, month, day = match[1], int(match[2] or 12), int(match[3] or 31)
    found = f"{year}-{month:02d}-{min(day, 31):02d}"
    return found if 1 <= month <= 12 and found < today() else ""


def expansions(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The everyday words of *text* with the statutes' words for them; the longer word where two overlap."""
    found: list[tuple[str, tuple[str, ...]]] = []
    taken = [False] * len(text)
    for row in thesaurus():
        at = text.find(row.everyday)
        if at >= 0 and not any(taken[at : at + len(row.everyday)]):
            taken[at : at + len(row.everyday)] = [True] * len(row.everyday)
            found.append((row.everyday, row.terms))
    return found
