"""Clauses that put a matter into one hand: …由甲统一负责，乙、丙予以配合. They soften overlaps of older laws to a hint."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kb.conflicts.edges import bodies_of
from kb.conflicts.found import Place
from kb.conflicts.match import plain
from kb.conflicts.material import Material
from kb.conflicts.space import covers, rank
from kb.conflicts.tables import offices
from kb.conflicts.words import bare, shared
from kb.model import Edition, PowerItem, Provision


@dataclass(frozen=True, slots=True)
class Lead:
    """A clause ``start:end`` of a document by which one body has the lead in what ``subjects`` name."""

    unit: Provision
    start: int
    end: int
    body: str  # as written
    offices: frozenset[str]
    subjects: tuple[str, ...]

    @property
    def place(self) -> Place:
        return Place(self.unit.id, self.start, self.end, self.body)


_GATE = re.compile("统一|集中|为主|配合|协助")
_ENFORCES = re.compile("处罚|查处|执法|监督|监管")
_LEADS = re.compile(
    r"由(?P<all>[^，。；：、\n由]{2,24}?)(?:统一|集中)(?:负责|行使|实施|查处|执法|处罚|监督管理)"
    r"|[由以](?P<main>[^，。；：、\n由以]{2,24}?)为主(?=[，；。\n]|负责|实施|查处)"
    r"|由(?P<first>[^，。；：、\n由]{2,24}?)(?:负责|查处|实施|行使)[^，。；\n]{0,12}[，；](?=[^。；\n]{2,60}(?:予以|给予|依法|做好|负责|进行)?(?:配合|协助))"
)
_SENTENCE = re.compile(r"[^。\n]+")
_HEAD = re.compile(
    r"^\s*(?:第[^\s]{1,12}条\s*|[（(][一二三四五六七八九十]{1,3}[）)]|(?:在)?本[^，]{0,8}(?:行政)?区域内?的?)+"
)
_TASKS = re.compile(
    "(?:的|有关|相关|违法|行为|工作|活动|监督|检查|管理|行政|处罚|处罚权|查处|执法|权|事项|职责|职权|日常|具体|全国|全省|全市|统一)+$"
)
_PARTS = re.compile("[、，]|和|及|以及|或者")
_LEAST = 3  # characters of a subject that say what it is about
_MEETS = 0.75  # share of a subject's pairs of characters that the conduct has


def leads(material: Material, docs: Collection[str]) -> list[Lead]:
    """Every such clause of *docs*; each document is read once."""
    known: dict[str, list[Lead]] = material.derived.setdefault("leads", {})
    new = [id for id in docs if id not in known]
    material.want(new, material.units)
    for id in new:
        units = (unit for unit in material.units.get(id, ()) if _GATE.search(unit.text))
        known[id] = [lead for unit in units for lead in leads_of(material, unit)]
    return [lead for id in docs for lead in known[id]]


def leads_of(material: Material, unit: Provision) -> Iterator[Lead]:
    """The clauses of *unit* that name one known body and say for what."""
    for sentence in _SENTENCE.finditer(unit.text):
        if not (_GATE.search(sentence.group()) and _ENFORCES.search(sentence.group())):
            continue
        for match in _LEADS.finditer(sentence.group()):
            subjects = tuple(_subjects(sentence.group()[: match.start()]))
            group = match.lastgroup or ""
            first = unit.start + sentence.start() + match.start(group)
            end = unit.start + sentence.start() + match.end(group)
            named = [a for a in material.agencies.get(unit.id, ()) if first <= a.start and a.end <= end]
            held = [offices().get(a.canonical, frozenset()) for a in named]
            if subjects and len(held) == 1 and held[0]:
                here = (unit.start + sentence.start(), unit.start + sentence.end())
                yield Lead(unit, *here, named[0].surface, held[0], subjects)


def _subjects(before: str) -> Iterator[str]:
    """What the words before the body name, without the tasks: 湖泊采砂的监督检查和行政处罚 is about 湖泊采砂."""
    words = _HEAD.sub("", re.split("[；：]", before)[-1])
    for part in _PARTS.split(words):
        core = bare(_TASKS.sub("", part))
        if len(core) >= _LEAST:
            yield core


def lead_for(material: Material, items: Sequence[PowerItem]) -> Lead | None:
    """The clause that puts the conduct of *items* into the hand of one of their bodies, later than all rules of the others.

    Its law must be of the same or a higher level, and hold wherever theirs do.
    """
    for lead in leads(material, _later(material, items)):
        held = [(item, frozenset[str]().union(*(b.offices for b in bodies_of(material, item)))) for item in items]
        others = [item for item, own in held if not own & lead.offices and item.doc_id != lead.unit.doc_id]
        its = any(own & lead.offices for _, own in held)
        if its and others and all(_over(material, lead, item) for item in others):
            return lead
    return None


def _later(material: Material, items: Sequence[PowerItem]) -> list[str]:
    """The documents that may put in one hand what one of *items* says; all of them once most have been read."""
    known = material.derived.get("leads", {})
    if len(known) == len(material.editions):
        return [id for id, found in known.items() if found]
    older = list({id: material.editions[id] for id in {item.doc_id for item in items}}.values())
    return [id for id, e in material.editions.items() if any(_follows(e, other) for other in older)]


def _follows(one: Edition, other: Edition) -> bool:
    """Whether *one* holds wherever *other* does, is of the same or a higher level, and later."""
    return _day(one) > _day(other) and rank(one) <= rank(other) and covers(one, other)


def _over(material: Material, lead: Lead, item: PowerItem) -> bool:
    mine, theirs = material.editions[lead.unit.doc_id], material.editions[item.doc_id]
    if not _follows(mine, theirs):
        return False
    return any(shared(subject, bare(plain(item.conduct))) >= _MEETS for subject in lead.subjects)


def _day(edition: Edition) -> str:
    return "" if edition.version == "undated" else edition.version


def led(material: Material, lead: Lead) -> str:
    """What a finding says of *lead*: the clause in its own words, and what it means for the older rules."""
    words = material.words(lead.unit.doc_id, lead.start, lead.end).strip()
    return (
        f"；施行在后的{material.cite(lead.unit.id)}写明“{words}”，已明确由{lead.body}为主，"
        "需核查其他机关依旧法行使的职权是否已被取代"
    )
