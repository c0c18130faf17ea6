"""Measure tags and power items against gold labels: precision, recall, F1 by field, confusion, gains and losses.

A gold file has one JSON object a line; shared fields are ``doc``, ``path`` or ``law`` (which document) and ``article``. Nothing
is scored that the knowledge base does not hold: such rows are counted as ``absent`` and named.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kb.address import article as article_of
from kb.address import normalise
from kb.errors import KBError, NotFound
from kb.knowledge import KnowledgeBase
from kb.model import Agency, Basis, Document, PowerItem, Provision
from kb.tag import agencies_in, find_agencies, find_penalties, find_powers

Row = dict[str, Any]
_SAME_CONDUCT = 0.5  # share of the shorter text's character pairs that the other one holds


@dataclass(slots=True)
class Score:
    """Counts behind a precision and a recall."""

    hit: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, found: set[Any], wanted: set[Any]) -> None:
        self.hit += len(found & wanted)
        self.found += len(found)
        self.wanted += len(wanted)

    def figures(self) -> dict[str, float | int]:
        """{"p","r","f1","hit","found","wanted"}; shares are rounded to three places, 1 where nothing was due."""
        p = self.hit / self.found if self.found else 1.0
        r = self.hit / self.wanted if self.wanted else 1.0
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return {
            "p": round(p, 3), "r": round(r, 3), "f1": round(f1, 3), "hit": self.hit, "found": self.found,
            "wanted": self.wanted,
        }  # fmt: skip


@dataclass(slots=True)
class Result:
    """Figures by field, and for each row that is not all right what was missed and what was wrong."""

    rows: int = 0
    figures: dict[str, dict[str, float | int]] = field(default_factory=dict)
    confusion: dict[str, int] = field(default_factory=dict)  # "行政许可→行政确认": how often
    faults: dict[str, list[str]] = field(default_factory=dict)  # 法名 条: "-行政许可", "+行政确认"
    absent: list[str] = field(default_factory=list)


def read_gold(path: Path) -> list[Row]:
    """The rows of a gold file. Raises KBError naming the line."""
    rows = []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KBError(f"读不了 {path}：{error}；应为 UTF-8 的JSON行") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                rows.append(json.loads(line))
            except ValueError as error:
                raise KBError(f"{path} 第{number}行不是JSON：{error}") from error
    return rows


class _Texts:
    """The articles that gold rows mean."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._by_path = {document.path: document.id for document in kb.store.select(Document)}

    def find(self, row: Mapping[str, Any]) -> Provision | None:
        """The article of *row*: by document id or path where it gives one, else by the title of the law."""
        address = row["article"]
        address = normalise(str(address) if not isinstance(address, int) else f"第{address}条")
        ids = [row["doc"]] if row.get("doc") else []
        ids += [self._by_path[row["path"]]] if row.get("path") in self._by_path else []
        title = row.get("law") or row.get("doc", "").rpartition("@")[0]
        if title and (not ids or row.get("doc")):
            ids += [edition.doc_id for edition in reversed(self._kb.resolver.laws(title))]
        for id in ids:
            try:
                return self._kb.store.get(Provision, f"{id}#{address}")
            except NotFound:
                continue
        return None


# ---------------------------------------------------------------- tags


def evaluate_tags(kb: KnowledgeBase, rows: Iterable[Row]) -> Result:
    """Score the tagger on labelled articles.

    Rows have ``power_types``, ``agencies`` and ``penalties`` (kind, min, max, unit); a field that a row lacks is not
    scored for it. 其他 counts as one kind whatever its sub-type; an agency counts by today's body, or by its words
    where the table gives none; a penalty is right where kind, both amounts and unit are.
    """
    result, texts = Result(), _Texts(kb)
    fields: dict[str, tuple[Callable[[Provision], set[Any]], Callable[[Row], set[Any]]]] = {
        "power_types": (_powers, lambda row: {kind.partition("-")[0] for kind in row["power_types"]}),
        "agencies": (_bodies, lambda row: {key for name in row["agencies"] for key in _body_keys(name)}),
        "penalties": (_penalties, lambda row: {_gold_penalty(p) for p in row["penalties"]}),
    }
    scores: dict[str, Score] = {}
    clean = Score()
    for row in rows:
        article = texts.find(row)
        name = f"{row.get('law') or row.get('doc') or row['path'].rpartition('/')[2]} {row['article']}"
        if article is None:
            result.absent.append(name)
            continue
        result.rows += 1
        for label, (find, gold) in fields.items():
            if label not in row:
                continue
            found, wanted = find(article), gold(row)
            scores.setdefault(label, Score()).add(found, wanted)
            _note(result, name, found, wanted)
            if label == "power_types":
                _by_kind(scores, result, found, wanted)
                if row.get("hard_negative") and not wanted:
                    clean.add({name} if not found else set(), {name})
    result.figures = {label: score.figures() for label, score in sorted(scores.items(), key=_order)}
    if clean.wanted:
        result.figures["hard_negatives"] = {
            "clean": round(clean.hit / clean.wanted, 3),
            "hit": clean.hit,
            "wanted": clean.wanted,
        }
    return result


def _order(entry: tuple[str, Score]) -> tuple[bool, str]:
    return entry[0] not in ("power_types", "agencies", "penalties"), entry[0]


def _note(result: Result, name: str, found: set[Any], wanted: set[Any]) -> None:
    words = [f"-{_shown(x)}" for x in sorted(wanted - found, key=str)] + [
        f"+{_shown(x)}" for x in sorted(found - wanted, key=str)
    ]
    if words:
        result.faults.setdefault(name, []).extend(words)


def _shown(value: Any) -> str:
    return (
        " ".join("" if part is None else f"{part:g}" if isinstance(part, float) else part for part in value)
        if isinstance(value, tuple)
        else str(value)
    )


def _by_kind(scores: dict[str, Score], result: Result, found: set[str], wanted: set[str]) -> None:
    for kind in found | wanted:
        scores.setdefault(kind, Score()).add(found & {kind}, wanted & {kind})
    for missed in wanted - found:
        for wrong in sorted(found - wanted) or ["无"]:
            key = f"{missed}→{wrong}"
            result.confusion[key] = result.confusion.get(key, 0) + 1
    if not wanted - found:
        for wrong in found - wanted:
            result.confusion[f"无→{wrong}"] = result.confusion.get(f"无→{wrong}", 0) + 1


def _powers(article: Provision) -> set[str]:
    return {power.kind for power in find_powers(article)}


def _bodies(article: Provision) -> set[str]:
    return {_body_key(agency) for agency in find_agencies(article) if agency.role != "提及"}


_PREFIX = re.compile(
    r"^(?:国务院|(?:县|乡|市|省|区|设区的市|自治区|直辖市|地方|各|本|同|上|当地|所在地|有关|其他|省、自治区、直辖市|县级以上|市级|省级)(?:级)?(?:以上)?(?:地方)?(?:各级)?(?:人民政府)?)*"
)


def _body_key(agency: Agency) -> str:
    return agency.canonical or _plain(agency.surface)


def _plain(name: str) -> str:
    return _PREFIX.sub("", name) or name


def _body_keys(name: str) -> set[str]:
    """The keys of a name as labelled: those of the agencies in it, or its own words."""
    return {_body_key(agency) for agency in agencies_in(name)} or {_plain(name)}


def _penalties(article: Provision) -> set[tuple[str, float | None, float | None, str]]:
    return {(p.kind, p.low, p.high, p.unit) for p in find_penalties(article)}


_UNITS = {"月": "个月", "天": "日"}


def _gold_penalty(row: Mapping[str, Any]) -> tuple[str, float | None, float | None, str]:
    """A labelled penalty in the tagger's terms: 倍违法所得 is 倍, ‰ is a tenth of a per cent, 终生 is a unit."""
    unit = str(row.get("unit") or "")
    low, high = row.get("min"), row.get("max")
    if isinstance(low, str) or isinstance(high, str):
        return row["kind"], None, None, "终身"
    scale = 0.1 if unit.startswith("‰") else 1.0
    for mark in ("倍", "%", "‰"):
        if unit.startswith(mark):
            unit = "倍" if mark == "倍" else "%"
    values = (None if low is None else round(low * scale, 6), None if high is None else round(high * scale, 6))
    return row["kind"], *values, _UNITS.get(unit, unit) if values != (None, None) else ""


# ---------------------------------------------------------------- items


def evaluate_items(kb: KnowledgeBase, rows: Iterable[Row]) -> Result:
    """Score item extraction on rows of official catalogues.

    Rows have ``item`` (the official name), ``power_type``, ``bases`` ({law, article, path}) and ``agency``. A row is
    found where one of its articles gives an item of that kind, or is a basis of one, with an equivalent conduct: half of the character pairs
    of the shorter wording stand in the other, or half of the official name's in the item and its law's title. Agencies are compared, by today's body, where both name one.
    """
    result, texts = Result(), _Texts(kb)
    article_, kind_, conduct_, agency_ = Score(), Score(), Score(), Score()
    for row in rows:
        articles = [article for base in row["bases"] if (article := texts.find(base)) is not None]
        name = f"{row['id']} {row['bases'][0]['law']} {row['bases'][0]['article']}"
        if not articles:
            result.absent.append(name)
            continue
        result.rows += 1
        items = [item for a in articles for item in _resting_on(kb, a)]
        same = [item for item in items if item.kind.startswith(row["power_type"])]
        best = max(same, key=lambda item: _alike(row["item"], item), default=None)
        found = best is not None and _alike(row["item"], best) >= _SAME_CONDUCT
        for score, right in ((article_, bool(items)), (kind_, bool(same)), (conduct_, found)):
            score.add({name} if right else set(), {name})
        if not found:
            what = "没有事项" if not items else "没有此类事项" if not same else "行为不同"
            result.faults[name] = [f"-{what}"]
        elif best is not None and best.agencies and (wanted := _row_bodies(row)):
            agency_.add({name} if wanted & set(best.agencies) else set(), {name})
            if not wanted & set(best.agencies):
                result.faults[name] = [f"-机关 {'、'.join(sorted(wanted))}", f"+机关 {'、'.join(best.agencies)}"]
    labels = ("article", "kind", "conduct", "agency")
    result.figures = {
        label: {"share": round(s.hit / max(1, s.wanted), 3), "hit": s.hit, "wanted": s.wanted}
        for label, s in zip(labels, (article_, kind_, conduct_, agency_), strict=True)
    }
    return result


def _resting_on(kb: KnowledgeBase, article: Provision) -> list[PowerItem]:
    """The items of an article, and those of its law that name it as a basis."""
    own = list(kb.store.select(PowerItem, doc_id=article.doc_id, provision_id=article.id))
    bases = kb.store.select(Basis, doc_id=article.doc_id)
    named = {b.item_id for b in bases if b.target_id and provision_of(b.target_id) == article.id}
    others = named - {item.id for item in own}
    return own + (list(kb.store.select(PowerItem, id=tuple(sorted(others)))) if others else [])


def provision_of(target: str) -> str:
    """The article in which the provision *target* lies."""
    doc_id, _, address = target.partition("#")
    return f"{doc_id}#{article_of(address)}" if address else target


def _row_bodies(row: Row) -> set[str]:
    name = row.get("agency") or ""
    return {agency.canonical for agency in agencies_in(name) if agency.canonical}


_FRAME = re.compile(
    r"^对|的?(?:行政)?(?:处罚|检查|监督检查|许可|审批|核发|奖励|确认|征收|强制|备案)$|[，、；。（）《》“”\s]"
)


_GROUP = re.compile(r"^[^，。：]{2,16}检查：")  # 广告违法行为检查：…, the group that a list puts first


def _alike(name: str, item: PowerItem) -> float:
    wanted = _pairs(name)
    law = item.doc_id.partition("@")[0]  # an item is read together with its law
    whole = len(wanted & _pairs(law + item.name + item.conduct)) / max(1, len(wanted))
    return max(whole, _overlap(wanted, _pairs(item.name)), _overlap(wanted, _pairs(item.conduct)))


def _pairs(text: str) -> set[str]:
    plain = _FRAME.sub("", _GROUP.sub("", text))
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def _overlap(left: set[str], right: set[str]) -> float:
    return len(left & right) / max(1, min(len(left), len(right)))


# ---------------------------------------------------------------- runs


def changes(before: Mapping[str, list[str]], after: Mapping[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    """("得" or "失", document and article, what) for each fault that went or came since the run *before*."""
    for name in sorted({*before, *after}):
        old, new = Counter(before.get(name, ())), Counter(after.get(name, ()))
        yield from (("得", name, fault) for fault in (old - new).elements())
        yield from (("失", name, fault) for fault in (new - old).elements())


def result_shape(result: Result, before: Result | None) -> dict[str, Any]:
    """The result as one JSON object; with a run before it, what was gained and lost."""
    shape = asdict(result)
    if before is not None:
        moved = list(changes(before.faults, result.faults))
        shape["gains"] = [f"{place} {fault}" for sign, place, fault in moved if sign == "得"]
        shape["losses"] = [f"{place} {fault}" for sign, place, fault in moved if sign == "失"]
    return shape


def load_result(folder: Path, name: str) -> Result | None:
    """The last stored result of that name; None where there is none."""
    path = folder / f"{name}.json"
    return Result(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def save_result(folder: Path, name: str, result: Result) -> None:
    """Store a result in place of the one before it; the file is replaced as a whole."""
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f"{name}.json.tmp"
    temporary.write_text(
        json.dumps(asdict(result), ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    temporary.replace(folder / f"{name}.json")
