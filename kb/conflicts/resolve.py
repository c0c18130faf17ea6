"""What the law says to do about a finding: the order of 立法法 step by step, then the practical path.

Each step is a row of resolution_steps.csv; the code only tells which facts hold between the rules compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from kb.conflicts.space import NATIONAL, city_of, rank, superior
from kb.conflicts.tables import resolution_steps
from kb.model import Edition, Finding, Side
from kb.titles import full_title, place_of

FACTS = (
    "上下位", "法律在上", "行政法规在上", "省在市上", "法规在规章上", "上位法在后", "变通", "同一机关", "同一地方机关", "有先后",
    "同为法律", "同为行政法规", "地方性法规与部门规章", "规章之间", "规章在下", "地方性法规在下", "行政法规在下", "规范性文件在下",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the row that it comes from, what it yields here, and the article it rests on."""

    rule: str
    yields: str
    source: str


def steps(finding: Finding, sides: Sequence[Side], editions: Mapping[str, Edition]) -> tuple[Step, ...]:
    """What to do about *finding*, in order; *editions* holds at least the documents of *sides*."""
    laws = list(dict.fromkeys(editions[side.doc_id] for side in sides))
    facts = frozenset(facts_of(laws))
    words = _words(laws)
    return tuple(
        Step(row.id, row.step.format_map(words), row.source)
        for row in resolution_steps()
        if finding.kind in row.kinds and row.facts <= facts
    )


def facts_of(laws: Sequence[Edition]) -> Iterator[str]:
    """Yield which of ``FACTS`` hold between the rules compared."""
    if any(re.search("自治[州县]|经济特区|浦东新区|自由贸易港", law.title) for law in laws):
        yield "变通"
    for one, other in permutations(laws, 2):
        if superior(one, other):
            yield from _order(one, other)
        elif rank(one) == rank(other) or not superior(other, one):
            yield from _equals(one, other)


def _order(upper: Edition, lower: Edition) -> Iterator[str]:
    """The facts of a superior and a lower rule."""
    yield "上下位"
    if upper.level in ("法律", "行政法规"):
        yield f"{upper.level}在上"
    if upper.level == lower.level == "地方性法规":
        yield "省在市上"
    if lower.level == "地方政府规章" and upper.level in ("地方性法规", "地方政府规章"):
        yield "法规在规章上"
    if "undated" not in (upper.version, lower.version) and upper.version > lower.version:
        yield "上位法在后"
    yield f"{lower.level.removeprefix('部门').removeprefix('地方政府')}在下"


def _equals(one: Edition, other: Edition) -> Iterator[str]:
    """The facts of two rules of which neither stands above the other."""
    levels = {one.level, other.level}
    if same_maker(one, other):
        yield "同一机关"
        if "undated" not in (one.version, other.version) and one.version != other.version:
            yield "有先后"
        if one.region not in NATIONAL:
            yield "同一地方机关"
    if levels in ({"法律"}, {"行政法规"}):
        yield f"同为{one.level}"
    if levels == {"地方性法规", "部门规章"}:
        yield "地方性法规与部门规章"
    if levels in ({"部门规章"}, {"部门规章", "地方政府规章"}):
        yield "规章之间"


def same_maker(one: Edition, other: Edition) -> bool:
    """Whether one body made both: of one level and place, and for the rules of departments by one issuer."""
    placed = (one.level, one.region, city_of(one)) == (other.level, other.region, city_of(other))
    national = one.level in ("法律", "行政法规")
    return placed and (national or one.level == "地方性法规" or (bool(one.issuer) and one.issuer == other.issuer))


def _words(laws: Sequence[Edition]) -> dict[str, str]:
    """The names that steps put in: the superior and the lower rule, the newer and the older."""
    named = {law.doc_id: f"《{full_title(law)}》" for law in laws}
    by_rank = sorted(laws, key=rank)
    by_age = sorted(laws, key=lambda law: law.version)
    special = [
        law
        for law in laws
        if city_of(law) or re.search("[江河湖山]|水库|流域", law.title.removeprefix(place_of(law.title)))
    ]
    return {
        "upper": named[by_rank[0].doc_id],
        "lower": "、".join(named[law.doc_id] for law in by_rank[1:]) or "本规定",
        "newer": named[by_age[-1].doc_id],
        "older": "、".join(named[law.doc_id] for law in by_age[:-1]) or "本规定",
        "special": f"{named[special[0].doc_id]}的规定对象较窄，" if len(special) == 1 else "哪一个对象较窄、条件较多，",
    }
