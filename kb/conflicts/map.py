"""The map of conflicts: which agencies meet which, how often, over what, and where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kb.conflicts.found import Found

OVERLAPS = ("职权重叠", "主体不一致", "一事多罚")  # the types that set agencies against each other


@dataclass(frozen=True, slots=True)
class Cell:
    """Two agencies (in the order of their names) and the findings in which both stand on different sides."""

    one: str
    other: str
    findings: int
    kinds: tuple[tuple[str, int], ...]  # type and number, most first


@dataclass(frozen=True, slots=True)
class Node:
    """An agency in the network: how many others it meets, and in how many findings."""

    agency: str
    degree: int
    findings: int


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A matter and the agencies that findings name for it."""

    matter: str
    region: str
    finding_id: str
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A type of finding in two regions: how many there are, and the pairs of agencies that only one of them has."""

    kind: str
    one: int
    other: int
    only_one: tuple[tuple[str, str], ...]
    only_other: tuple[tuple[str, str], ...]


def agencies_of(found: Found) -> tuple[str, ...]:
    """Today's agencies on the sides of a finding, in order, each once."""
    names = (name for side in found.sides for name in (side.agency_now or side.agency).split("、"))
    return tuple(dict.fromkeys(name for name in names if name))


def chosen(found: Iterable[Found], *, domain: str = "", region: str = "") -> list[Found]:
    """The findings about agencies, in one domain and one region where these are named."""
    return [
        one for one in found
        if one.finding.kind in OVERLAPS
        and domain in ("", one.finding.domain) and region in ("", one.finding.region)
    ]  # fmt: skip


def matrix(found: Iterable[Found]) -> list[Cell]:
    """Every two agencies that meet, most findings first; a finding counts once for each two of its agencies."""
    cells: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in found:
        for pair in _pairs(one):
            cells[pair][one.finding.kind] += 1
    made = (Cell(*pair, kinds.total(), tuple(kinds.most_common())) for pair, kinds in cells.items())
    return sorted(made, key=lambda cell: (-cell.findings, cell.one, cell.other))


def _pairs(found: Found) -> list[tuple[str, str]]:
    """The agencies, two and two, that do not stand together on every side on which either stands."""
    sides = [frozenset((side.agency_now or side.agency).split("、")) - {""} for side in found.sides]
    named = sorted(agencies_of(found))
    return [pair for pair in combinations(named, 2) if any(len(side & set(pair)) == 1 for side in sides)]


def network(cells: Sequence[Cell]) -> list[Node]:
    """The agencies by how many others they meet, then by how often."""
    degree: Counter[str] = Counter()
    weight: Counter[str] = Counter()
    for cell in cells:
        for agency in (cell.one, cell.other):
            degree[agency] += 1
            weight[agency] += cell.findings
    nodes = (Node(agency, degree[agency], weight[agency]) for agency in degree)
    return sorted(nodes, key=lambda node: (-node.degree, -node.findings, node.agency))


def crowded(found: Iterable[Found], *, limit: int = 20) -> list[MatterRow]:
    """The matters with the most agencies, each matter of a region once."""
    best: dict[tuple[str, str], MatterRow] = {}
    for one in found:
        f = one.finding
        row = MatterRow(f.matter, f.region, f.id, agencies_of(one))
        key = (f.matter, f.region)
        if key not in best or len(row.agencies) > len(best[key].agencies):
            best[key] = row
    return sorted(best.values(), key=lambda row: (-len(row.agencies), row.region != "全国", row.matter))[:limit]


def compare(found: Sequence[Found], one: str, other: str) -> list[RegionRow]:
    """Two regions side by side, a row for each type of finding about agencies."""
    rows = []
    for kind in OVERLAPS:
        mine, theirs = (
            [f for f in chosen(found, region=region) if f.finding.kind == kind] for region in (one, other)
        )  # fmt: skip
        pairs = [frozenset(pair for f in side for pair in _pairs(f)) for side in (mine, theirs)]
        only = [tuple(sorted(pairs[0] - pairs[1])), tuple(sorted(pairs[1] - pairs[0]))]
        rows.append(RegionRow(kind, len(mine), len(theirs), only[0], only[1]))
    return rows


def by_domain(found: Iterable[Found]) -> Mapping[str, list[Cell]]:
    """The matrix of each domain (empty where a finding has none)."""
    grouped: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        grouped[one.finding.domain].append(one)
    return {domain: matrix(ones) for domain, ones in sorted(grouped.items())}
