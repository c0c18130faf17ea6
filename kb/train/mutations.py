"""How well differences between rules are found: true superior and subordinate rules, changed in one thing at a time.

    python -m kb.train.mutations KB [--most 600] [--seed 1] [--out counts.json]

Pairs of articles that say the same are taken from the knowledge base. In the lower one an amount, the body, a condition, a
definition or a period is changed in memory, the document is split, tagged and read again, and the detectors must find
the difference, of the right type, at the changed article. What they find before the change counts as a false alarm.
No text is written.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from kb.config import Config
from kb.conflicts import bodies, definitions, periods, ranges, requirements, terms
from kb.conflicts.acts import act_likeness, is_one_act
from kb.conflicts.edges import bodies_of, left_open, unlike
from kb.conflicts.found import Detector, Found
from kb.conflicts.kin import superiors
from kb.conflicts.match import Pair, conducts_of, same_conduct
from kb.conflicts.material import Material
from kb.conflicts.sanctions import Sanction, sanctions_of
from kb.conflicts.space import superior
from kb.conflicts.words import bare, likeness, quantities
from kb.dates import today
from kb.knowledge import open_kb
from kb.model import Document, Edition, PowerItem, Record
from kb.numerals import to_chinese, to_number
from kb.pipeline import tagged
from kb.store import meets

DETECTORS: tuple[Detector, ...] = (bodies.find, ranges.find, terms.find)


@dataclass(frozen=True, slots=True)
class Mutation:
    """A change of one article: ``start:end`` of the lower document becomes ``words``; ``kind`` is what must be found."""

    kind: str
    what: str
    lower: str  # provision id
    upper: str
    start: int
    end: int
    words: str


@dataclass
class Pairing(Material):
    """A lower and a superior document alone, held in memory; conducts are weighed as in the whole collection."""

    records: Sequence[Record] = ()
    whole: Material | None = None
    _by_kind: dict[type, list[Record]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for record in self.records:
            self._by_kind[type(record)].append(record)
            if isinstance(record, Document):
                self._texts[record.id] = record.text
        if self.whole is not None:
            whole = conducts_of(self.whole)
            empty = {name: getattr(whole, name)[:0] for name in ("items", "vectors", "titles", "groups")}
            none = replace(whole, **empty, blocks={}, read={})
            self.derived["conducts"] = replace(conducts_of(self), rarity=whole.rarity) if self.items else none

    @cached_property
    def editions(self) -> dict[str, Edition]:
        return {e.doc_id: e for e in self._by_kind[Edition] if isinstance(e, Edition)}

    def _all(self, kind: type[Any], docs: Iterable[str] | None = None, **equals: Any) -> Iterator[Any]:
        wanted = set(self.editions if docs is None else docs)
        return (r for r in self._by_kind[kind] if meets(r, equals) and getattr(r, "doc_id", "") in wanted)


def mutated(document: Document, mutation: Mutation) -> Document:
    """*document* with the change; the headings after it move along."""
    text = document.text[: mutation.start] + mutation.words + document.text[mutation.end :]
    moved = len(text) - len(document.text)
    headings = tuple(at + moved if at >= mutation.end else at for at in document.headings)
    return replace(document, text=text, headings=headings)


# ---------------------------------------------------------------- pairs that say the same


def same_penalties(material: Material) -> Iterator[tuple[PowerItem, PowerItem]]:
    """The lower and the superior item of each pair about one act with the same penalties."""
    for pair in same_conduct(material, frozenset(material.editions)):
        found = _ordered(material, pair)
        if found is None or act_likeness(*found) < _ALIKE:
            continue
        mine, theirs = (
            {(s.kind, s.low, s.high, s.unit, s.subject, s.tier) for s in sanctions_of(material, i)} for i in found
        )
        if mine and mine == theirs:
            yield found


_ALIKE = 0.75


def _ordered(material: Material, pair: Pair) -> tuple[PowerItem, PowerItem] | None:
    if pair.one.kind != "行政处罚" or not is_one_act(material, pair):
        return None
    one, other = (material.editions[item.doc_id] for item in (pair.one, pair.other))
    if superior(one, other):
        return pair.other, pair.one
    return (pair.one, pair.other) if superior(other, one) else None


def of_penalties(material: Material) -> Iterator[Mutation]:
    """Changes of amounts, kinds, bodies and conditions of penalties."""
    for lower, upper in same_penalties(material):
        fine = next((s for s in sanctions_of(material, lower) if s.kind == "罚款" and s.fixed), None)
        if fine is None:
            continue
        text = material.text(lower.doc_id)
        places = lower.provision_id, upper.provision_id
        for what, start, end, words in _amounts(text, fine.start, fine.end):
            yield Mutation("幅度不一致", what, *places, start, end, words)
        held = {s.kind for s in sanctions_of(material, upper)}
        added = next((words for kind, words in _MORE if not ranges.within(kind, held)), "")
        if added:
            yield Mutation("幅度不一致", "增加种类", *places, fine.end, fine.end, added)
        if body := _body(material, (lower, upper), fine):
            yield Mutation("主体不一致", "换主体", *places, body[0], body[1], body[2])
        if not fine.optional:
            yield from _conditions(text, fine.start, fine.tier, places)


_MORE = (
    ("暂扣许可证件", "，并暂扣许可证"),
    ("没收非法财物", "，并没收违法使用的工具"),
    ("责令停产停业", "，并责令停产停业"),
)
_MONEY = re.compile(r"(?P<number>[0-9,，.]+|[一二三四五六七八九十百千两]+)(?P<unit>万元|元|倍)")


def _amounts(text: str, start: int, end: int) -> Iterator[tuple[str, int, int, str]]:
    """A ceiling five times as high and a floor a fifth as high."""
    found = list(_MONEY.finditer(text, start, end))
    if not found:
        return
    top = found[-1]
    yield "提高上限", *top.span(), _times(top, 5.0)
    if len(found) > 1 and found[0]["unit"] != "倍":
        yield "降低下限", *found[0].span(), _times(found[0], 0.2)


def _times(match: re.Match[str], factor: float) -> str:
    scale = 10_000 if match["unit"] == "万元" else 1
    value = round(to_number(match["number"]) * scale * factor)
    if match["unit"] == "倍":
        return to_chinese(value) + "倍"
    return to_chinese(value // 10_000) + "万元" if value % 10_000 == 0 else to_chinese(value) + "元"


_BODIES = ("档案主管部门", "气象主管机构", "体育主管部门")


def _body(material: Material, pair: tuple[PowerItem, PowerItem], fine: Sanction) -> tuple[int, int, str] | None:
    """The place from the first to the last mention of the body that fines, and the words with another in its stead.

    Only where the superior rule names the same office: of one that names none, leaves it open (…等部门) or to a
    government, or names a function that several offices hold, no body differs. Every mention that acts is changed, as
    one that stays would give the penalty to both.
    """
    lower, upper = pair
    known = [bodies_of(material, item) for item in pair]
    if len(lower.written) != 1 or not all(known) or not all(body.offices for own in known for body in own):
        return None
    mentions = sorted(material.agencies.get(lower.provision_id, ()), key=lambda a: a.start)
    before = [a for a in mentions if a.role == "实施" and a.end <= fine.start]
    agency = before[-1] if before else None
    if agency is None or agency.surface != lower.written[0] or unlike(*known):
        return None
    if any(left_open(material, item, "不同") for item in pair):
        return None
    other = next(body for body in _BODIES if body not in (*lower.agencies, *upper.agencies))
    same = [a for a in mentions if a.canonical == agency.canonical and a.role == "实施"]
    start, end = same[0].start, same[-1].end
    text = material.words(lower.doc_id, start, end)
    for mention in reversed(same):
        text = text[: mention.start - start] + other + text[mention.end - start :]
    return start, end, text


def _conditions(text: str, fine: int, tier: str, places: tuple[str, str]) -> Iterator[Mutation]:
    """A condition put before the fine, or the one before it taken away."""
    at = max(text.rfind(mark, 0, fine) for mark in "，；")
    if tier == "基本" and text[at] == "，":
        yield Mutation("条件不一致", "增加先改正", *places, at, at + 1, "；逾期不改正的，")
        yield Mutation("条件不一致", "增加情节", *places, at, at + 1, "；情节严重的，")
    found = re.search(r"；(?:逾期|拒不|情节严重)[^，；。]{0,12}的，$", text[max(0, at - 30) : at + 1])
    if tier != "基本" and found:
        start = max(0, at - 30) + found.start()
        yield Mutation("条件不一致", "去掉条件", *places, start, at + 1, "，并")


def of_terms(material: Material) -> Iterator[Mutation]:
    """Changes of definitions, periods and conditions of licences in rules that carry out another."""
    for lower, others in superiors(material, frozenset(material.editions)).items():
        for upper in others:
            yield from _definitions(material, lower, upper)
            if not periods.orders_itself(material.editions[lower]):
                yield from _periods(material, lower, upper)
            yield from _licences(material, lower, upper)


def _definitions(material: Material, lower: str, upper: str) -> Iterator[Mutation]:
    mine, theirs = (
        {d.term: d for unit in material.units.get(doc, []) for d in definitions.definitions_of(unit)}
        for doc in (lower, upper)
    )
    for term in sorted(mine.keys() & theirs.keys()):
        own, other = mine[term], theirs[term]
        if likeness(bare(own.means), bare(other.means)) < _EQUAL:
            continue
        places = own.provision_id, other.provision_id
        yield Mutation("定义不一致", "增加内容", *places, own.end, own.end, "，但是由外国投资者出资建造并经营的除外")
        pieces = list(re.finditer(r"、[^、，。；]{2,12}(?=[、，。；和])", own.means))
        if pieces:
            start, end = (own.start + offset for offset in pieces[0].span())
            yield Mutation("定义不一致", "减少内容", *places, start, end, "")


_EQUAL = 0.98  # likeness of definitions that are said to be the same


def _periods(material: Material, lower: str, upper: str) -> Iterator[Mutation]:
    mine, theirs = (list(periods.periods_in(material, doc)) for doc in (lower, upper))
    text = material.text(lower)
    for own in mine:
        same = [o for o in theirs if o.form == own.form and periods.alike(own, o) >= 0.6]
        number = re.search("[0-9]+|[一二三四五六七八九十百两]+", text[own.start : own.end][::-1])
        if not any((o.amount, o.unit) == (own.amount, own.unit) for o in same) or number is None:
            continue
        end = own.end - number.start()
        start = own.end - number.end()
        if to_number(text[start:end]) != own.amount:
            continue
        shorter = own.form in ("之前", "保存")
        value = max(1, round(own.amount / 2)) if shorter else round(own.amount * 2)
        if value != own.amount:
            yield Mutation(
                "期限不一致", own.form, own.provision_id, same[0].provision_id, start, end, to_chinese(value)
            )


def _licences(material: Material, lower: str, upper: str) -> Iterator[Mutation]:
    mine, theirs = (
        [c for unit in material.units.get(doc, []) for c in requirements.conditions_of(unit)] for doc in (lower, upper)
    )
    for own in mine:
        for other in theirs:
            held = [w for w, _ in own.conditions if requirements.counterpart(w, other)]
            holds = [w for w, _ in other.conditions if requirements.counterpart(w, own)]
            same = len(held) == len(own.conditions) and len(holds) == len(other.conditions)
            numbers = [quantities("".join(words for words, _ in c.conditions)).keys() for c in (own, other)]
            if likeness(own.what, other.what) < 0.5 or not same or numbers[0] != numbers[1]:
                continue
            words, start = own.conditions[0]
            places = own.provision_id, other.provision_id
            more = "有不少于五百万元的风险准备金并购买责任保险；\n（九）"
            yield Mutation("条件不一致", "增加许可条件", *places, start, start, more)
            if len(own.conditions) > 2 and "其他" not in words:
                line = own.conditions[1][1]
                yield Mutation("条件不一致", "减少许可条件", *places, start, line, "")


# ---------------------------------------------------------------- the test


def run(
    material: Material, mutations: Iterable[Mutation], detectors: Sequence[Detector] = DETECTORS
) -> dict[str, Counter[str]]:
    """Count by type and change: tried, found, right (type), and pairs with a false alarm before the change."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    known: dict[tuple[str, str], list[Found]] = {}
    for mutation in mutations:
        docs = (mutation.lower.partition("#")[0], mutation.upper.partition("#")[0])
        if docs not in known:
            known[docs] = _findings(_pairing(material, docs), docs[0], detectors)
        before = known[docs]
        after = _findings(_pairing(material, docs, mutation), docs[0], detectors)
        told = {(f.finding.rule, f.finding.matter, f.finding.differs) for f in before}
        new = [f for f in _at(after, mutation) if (f.finding.rule, f.finding.matter, f.finding.differs) not in told]
        for name in (mutation.kind, f"{mutation.kind}/{mutation.what}"):
            counts[name]["tried"] += 1
            counts[name]["found"] += bool(new)
            counts[name]["right"] += any(f.finding.kind == mutation.kind for f in new)
            counts[name]["alarm"] += any(_is_alarm(f, mutation) for f in _at(before, mutation))
    return counts


def _at(found: Iterable[Found], mutation: Mutation) -> list[Found]:
    """The findings that set the changed article beside the superior law."""
    upper = mutation.upper.partition("#")[0]
    return [
        f
        for f in found
        if any(s.provision_id == mutation.lower for s in f.sides) and any(s.doc_id == upper for s in f.sides)
    ]


def _is_alarm(found: Found, mutation: Mutation) -> bool:
    """Whether a finding about the article as it stands is of the same type, and for terms and periods at the same words."""
    if found.finding.kind != mutation.kind or found.finding.rule == "body-renamed":
        return False  # a body of today under another name is told, and is no difference
    exact = mutation.kind in ("定义不一致", "期限不一致")
    return not exact or any(s.start <= mutation.start <= s.end for s in found.sides if s.provision_id == mutation.lower)


def _findings(material: Material, lower: str, detectors: Sequence[Detector]) -> list[Found]:
    return [found for detect in detectors for found in detect(material, frozenset([lower]))]


def _pairing(material: Material, docs: tuple[str, str], mutation: Mutation | None = None) -> Pairing:
    records: list[Record] = []
    for doc_id in docs:
        document = material.kb.store.get(Document, doc_id)
        if mutation is not None and doc_id == docs[0]:
            document = mutated(document, mutation)
        records += [document, material.editions[doc_id], *tagged(document, domains=False)[0]]
    return Pairing(material.kb, material.day, records=records, whole=material)


def sample(mutations: Sequence[Mutation], most: int, chance: random.Random) -> list[Mutation]:
    """At most *most* mutations, as evenly as can be over their types and changes."""
    groups: dict[str, list[Mutation]] = defaultdict(list)
    for mutation in mutations:
        groups[f"{mutation.kind}/{mutation.what}"].append(mutation)
    for group in groups.values():
        chance.shuffle(group)
    rounds = (group[i] for i in range(most) for group in groups.values() if i < len(group))
    return [mutation for mutation, _ in zip(rounds, range(most), strict=False)]


def main(arguments: Sequence[str] | None = None, tell: Callable[[str], object] = sys.stdout.write) -> None:
    """Run the test over a knowledge base and write the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kb", help="folder of the knowledge base")
    parser.add_argument("--most", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args(arguments)
    material = Material(open_kb(Config(home=asked.kb)), today())
    chance = random.Random(asked.seed)
    made = sample([*of_penalties(material), *of_terms(material)], asked.most, chance)
    counts = run(material, made)
    for name, count in sorted(counts.items()):
        shares = "  ".join(f"{key} {count[key] / count['tried']:.3f}" for key in ("found", "right", "alarm"))
        tell(f"{name}: {count['tried']}  {shares}\n")
    if asked.out:
        asked.out.write_text(json.dumps(counts, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
