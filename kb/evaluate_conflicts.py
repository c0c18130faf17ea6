"""How good the findings are: how many known conflicts (gold rows) are among them, and how many of the first are right.

A gold row: {"id", "matter", "agencies", "bases": [{"law", "article", "agency", "power_type"}], "kind", "why"}.
A verdict of a reader: {"id", "type", "rule", "sides": [provision ids], "verdict": "right" or "wrong", "why"}.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kb.conflicts.asked import for_matter
from kb.conflicts.found import Found
from kb.conflicts.material import Material
from kb.evaluate import Result
from kb.model import Edition, Side
from kb.numerals import to_chinese
from kb.tag import agencies_in
from kb.titles import short_title

_KINDS = {
    "overlap": ("职权重叠", "一事多罚"),
    "penalty-range": ("幅度不一致", "一事多罚"),
    "successor": ("主体不一致", "引用失效"),
    "subject": ("主体不一致", "职权重叠"),
    "range": ("幅度不一致",),
    "gap": ("监管真空",),
    "explicit": ("职权重叠",),
    "stale": ("引用失效",),
    "definition": ("定义不一致",),
    "condition": ("条件不一致",),
    "period": ("期限不一致",),
    "ultra": ("越权设定",),
    "criminal": ("行刑衔接",),
}
"""The types of finding that answer a row, by the word with which its kind begins."""


@dataclass(frozen=True, slots=True)
class RowScore:
    """What became of a row: found, with the right bodies, of the right type, and where the matter itself was asked."""

    id: str
    found: bool
    bodies: bool
    kind: bool
    kinds: tuple[str, ...]  # types of the findings that lie at its articles
    asked: bool


@dataclass(frozen=True, slots=True)
class ConflictScore:
    """Shares of the rows (0 to 1): ``typed`` of those that are found and whose kind is one of ours."""

    rows: tuple[RowScore, ...]
    found: float
    bodies: float
    typed: float
    asked: float


def evaluate(material: Material, found: Sequence[Found], rows: Iterable[Mapping[str, Any]]) -> ConflictScore:
    """Compare the findings with gold rows."""
    scored = tuple(_score(material, found, row) for row in rows)
    hit = [row for row in scored if row.found]
    return ConflictScore(
        scored, _share(scored, lambda r: r.found), _share(scored, lambda r: r.bodies),
        _share(hit, lambda r: r.kind), _share(scored, lambda r: r.asked),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Precision:
    """Of the findings of a type that were judged: how many of the first ones are right, which ones are not and why."""

    right: int
    judged: int
    wrong: tuple[tuple[str, str], ...]  # finding id, why

    @property
    def share(self) -> float:
        return self.right / self.judged if self.judged else 0.0


OVERALL = "全部"


def precision(
    found: Iterable[Found], verdicts: Iterable[Mapping[str, Any]], *, first: int = 50, overall: int = 200
) -> dict[str, Precision]:
    """By type, of the first judged findings in the order of *found*; under ``OVERALL`` of the first of all types."""
    known = {row["id"]: row for row in verdicts}
    judged = [(one.finding.kind, known[one.finding.id]) for one in found if one.finding.id in known]
    kinds = dict.fromkeys(kind for kind, _ in judged)
    out = {kind: _precise([row for own, row in judged if own == kind][:first]) for kind in kinds}
    return {**out, OVERALL: _precise([row for _, row in judged][:overall])} if judged else {}


def _precise(rows: Sequence[Mapping[str, Any]]) -> Precision:
    wrong = tuple((row["id"], row["why"]) for row in rows if row["verdict"] != "right")
    return Precision(len(rows) - len(wrong), len(rows), wrong)


def evaluate_conflicts(material: Material, found: Sequence[Found], rows: Iterable[Mapping[str, Any]]) -> Result:
    """Rows with a verdict give the precision of *found*, which is in the order of the list; the others its recall."""
    rows = list(rows)
    verdicts = [row for row in rows if "verdict" in row]
    result = Result(rows=len(rows))
    for kind, one in precision(found, verdicts).items():
        result.figures[kind] = {"share": round(one.share, 3), "hit": one.right, "wanted": one.judged}
        if kind != OVERALL:
            result.faults |= {f"{kind} {id}": [f"+{why}"] for id, why in one.wrong}
    present = {one.finding.id for one in found}
    result.absent = [row["id"] for row in verdicts if row["id"] not in present]
    if matters := [row for row in rows if "verdict" not in row]:
        _recall(result, evaluate(material, found, matters))
    return result


def _recall(result: Result, score: ConflictScore) -> None:
    labels: dict[str, Callable[[RowScore], bool]] = {
        "found": lambda r: r.found, "bodies": lambda r: r.bodies, "kind": lambda r: r.kind, "asked": lambda r: r.asked,
    }  # fmt: skip
    for label, good in labels.items():
        rows = [row for row in score.rows if row.found or label != "kind"]
        hit = sum(map(good, rows))
        result.figures[label] = {"share": round(_share(rows, good), 3), "hit": hit, "wanted": len(rows)}
    for row in score.rows:
        missed = [f"-{label}" for label, good in labels.items() if not good(row)]
        if missed:
            result.faults[row.id] = missed


def _share(rows: Sequence[RowScore], good: Callable[[RowScore], bool]) -> float:
    return sum(map(good, rows)) / len(rows) if rows else 0.0


def _score(material: Material, found: Sequence[Found], row: Mapping[str, Any]) -> RowScore:
    bases = row["bases"]
    needed = min(2, len({(base["law"], base["article"]) for base in bases}))
    hits, bodies = [], False
    for one in found:
        matched = [
            (base, side) for base in bases for side in one.sides if _at(material.kb.editions[side.doc_id], side, base)
        ]
        if len({(base["law"], base["article"]) for base, _ in matched}) >= needed:
            hits.append(one)
            bodies = bodies or _right(matched)
    kinds = tuple(dict.fromkeys(one.finding.kind for one in hits))
    right = next((ours for word, ours in _KINDS.items() if row["kind"].startswith(word)), ())
    matter = for_matter(material, row["matter"], found)
    asked = {*(item.provision_id for item, _ in matter.items), *matter.further}
    reached = {
        (base["law"], base["article"]) for base in bases for id in asked
        if _is(material.editions[id.partition("#")[0]], id, base)
    }  # fmt: skip
    return RowScore(row["id"], bool(hits), bodies, bool(set(kinds) & set(right)), kinds, len(reached) >= needed)


def _at(edition: Edition, side: Side, base: Mapping[str, Any]) -> bool:
    return _is(edition, side.provision_id, base)


def _is(edition: Edition, provision_id: str, base: Mapping[str, Any]) -> bool:
    """Whether a provision is the article of a base, in whatever version is in force."""
    article = f"第{to_chinese(int(base['article']))}条"
    address = provision_id.partition("#")[2]
    rest = address.removeprefix(article)
    return edition.title == short_title(base["law"]) and rest != address and not rest.startswith("之")


def _right(matched: Sequence[tuple[Mapping[str, Any], Side]]) -> bool:
    """Whether each body of a base is named on one of its sides, as written or as it is called today."""
    for base, _ in matched:
        sides = [side for other, side in matched if other is base]
        if base.get("agency") and not any(_named(base["agency"], side) for side in sides):
            return False
    return True


def _named(agency: str, side: Side) -> bool:
    wanted = {a.canonical or a.surface for a in agencies_in(agency)}
    named = {*side.agency.split("、"), *side.agency_now.split("、")}
    return bool(wanted & named) or any(name and name in agency for name in named)
