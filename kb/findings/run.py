"""Runs the detectors over a knowledge base and keeps what they find, up to date with its documents.

What was compared is remembered in findings.json beside the store: the documents in force, each with the fingerprint
of its source, and the detectors that are through. A run that was interrupted goes on with the next detector; a run
after a build looks only at the documents that came, went or changed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

from kb.conflicts import DETECTORS
from kb.conflicts.coded import remember
from kb.conflicts.found import Found, distinct
from kb.conflicts.match import conducts_of, plain
from kb.conflicts.material import Material
from kb.conflicts.space import covers, sets_rules
from kb.dates import today
from kb.errors import KBError
from kb.index.static import fingerprint
from kb.knowledge import KnowledgeBase
from kb.model import Finding, Side, Source
from kb.pipeline import no_cycles

_BATCH = 5000  # findings named in one statement
Progress = Callable[[str, int, int], None]  # stage in Chinese, done, total
LEDGER = "findings.json"
_MADE_BY = {  # the beginning of a rule and the detector that uses it, the longest first
    "body-matter": "matters", "body-changed": "versions", "body": "bodies", "range": "ranges", "condition": "terms", "definition": "terms",
    "period": "terms", "authority": "authority", "gap": "gaps", "crime": "crime", "stale": "stale", "wording": "wording",
}  # fmt: skip
_ABSENT = ("authority", "gaps", "crime")  # say that something is not there, so a new document may prove them wrong
_STAGES = {
    "bodies": "比对执法主体", "matters": "汇总跨部门事项", "versions": "比对新旧版本主体", "ranges": "比对处罚幅度", "terms": "比对条件、定义、期限",
    "authority": "核查设定权限", "gaps": "查找监管真空", "crime": "核对行刑衔接", "stale": "核对引用", "wording": "检查可操作性",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was compared: the rules, the documents in force with their fingerprints, and the detectors gone through.

    ``changed`` are the documents that the run looked at, None where it looked at all of them.
    """

    rules: str
    documents: Mapping[str, str]
    done: tuple[str, ...]
    changed: tuple[str, ...] | None


def find_all(material: Material, tell: Progress | None = None) -> list[Found]:
    """Every finding of every detector over *material*."""
    everything = frozenset(material.editions)
    found: list[Found] = []
    for done, (name, detector) in enumerate(DETECTORS):
        if tell:
            tell(_STAGES[name], done, len(DETECTORS))
        found += detector(material, everything)
    return list(distinct(iter(found)))


def is_fresh(kb: KnowledgeBase, day: str = "") -> bool:
    """Whether the stored findings are those of the documents in force on *day*."""
    return _is_fresh(_read(kb), _documents(kb, day or today()))


def _is_fresh(ledger: Ledger | None, now: Mapping[str, str]) -> bool:
    return ledger is not None and ledger.documents == now and len(ledger.done) == len(DETECTORS) and _same_rules(ledger)


def update(kb: KnowledgeBase, *, day: str = "", tell: Progress | None = None, anew: bool = False) -> list[Found] | None:
    """Bring the stored findings up to the documents in force on *day* (today where empty); None where they are so already.

    With *anew* everything is compared again. Judgements are never touched.
    """
    day = day or today()
    before, now = _read(kb), _documents(kb, day)
    if _is_fresh(before, now) and not anew:
        return None
    with no_cycles():
        ledger = _begin(before if not anew else None, now)
        return _update(kb, day, ledger, tell or (lambda _stage, _done, _total: None))


def _update(kb: KnowledgeBase, day: str, ledger: Ledger, tell: Progress) -> list[Found]:
    now = ledger.documents
    material = Material(kb, day)
    before = _rows(kb)
    kept = [] if ledger.changed is None and not ledger.done else _kept(kb, before.values(), ledger)
    by: dict[str, list[Found]] = {name: [] for name, _detector in DETECTORS}
    for one in kept:
        by[_by(one)].append(one)
    for done, (name, detector) in enumerate(DETECTORS):
        tell(_STAGES[name], done, len(DETECTORS))
        if name in ledger.done:
            continue
        looked = _looked_at(material, by[name], ledger, name)
        left = [one for one in by[name] if not _names(one) & looked]
        by[name] = list(distinct(chain(left, detector(material, looked))))
        ledger = Ledger(ledger.rules, now, (*ledger.done, name), ledger.changed)
        if ledger.changed is None or len(ledger.done) == len(DETECTORS):  # a short run is kept whole or not at all
            found = list(distinct(chain.from_iterable(by.values())))
            _keep(kb, before, found, ledger)
            before = {one.finding.id: one for one in found}
    conducts = conducts_of(material)
    remember([plain(item.conduct) for item in conducts.items], conducts.vectors, conducts.groups, kb.folder)
    tell("完成", len(DETECTORS), len(DETECTORS))
    return list(before.values())


def _keep(kb: KnowledgeBase, before: Mapping[str, Found], found: Sequence[Found], ledger: Ledger) -> None:
    """Write *found* in place of *before*: only what differs, as most of it stays from one run to the next.

    There is no ledger meanwhile: should the run end here, the next one starts from nothing.
    """
    (kb.folder / LEDGER).unlink(missing_ok=True)
    now = {one.finding.id: one for one in found}
    new = [one for id, one in now.items() if before.get(id) != one]
    gone = [id for id in before if id not in now]
    ids = [*gone, *(one.finding.id for one in new)]
    for batch in (ids[i : i + _BATCH] for i in range(0, len(ids), _BATCH)):
        kb.store.replace(Finding, (), id=batch)
        kb.store.replace(Side, (), finding_id=batch)
    kb.store.put(chain((one.finding for one in new), *(one.sides for one in new)))
    _write(kb, ledger)


def _begin(before: Ledger | None, now: Mapping[str, str]) -> Ledger:
    """Where the run starts: at the next detector of an interrupted one, at what changed since, or from nothing."""
    rules = _rules()
    if before is None or before.rules != rules:
        return Ledger(rules, now, (), None)
    if before.documents == now and len(before.done) < len(DETECTORS):
        return before
    if len(before.done) < len(DETECTORS):
        return Ledger(rules, now, (), None)
    differ = {id for id in {*before.documents, *now} if before.documents.get(id) != now.get(id)}
    return Ledger(rules, now, (), tuple(sorted(differ)))


def _kept(kb: KnowledgeBase, before: Iterable[Found], ledger: Ledger) -> Iterator[Found]:
    """Those of *before* that no change touches, also those beside an older version; those of an interrupted run are whole or not there."""
    gone = set(ledger.changed or ()) if not ledger.done else set()
    for one in before:
        names = _names(one)
        whole = one.finding.sides == len(one.sides) and names <= kb.editions.keys()
        if whole and not names & gone and one.finding.doc_id in ledger.documents:
            yield one


def _looked_at(material: Material, found: Iterable[Found], ledger: Ledger, name: str) -> frozenset[str]:
    """The documents for the detector *name*, which made *found*, to look at."""
    there = material.editions
    if ledger.changed is None:
        return frozenset(there)
    changed = [there[id] for id in ledger.changed if id in there]
    looked = {edition.doc_id for edition in changed}
    if name in _ABSENT:
        doubted = {one.finding.doc_id for one in found}
        looked |= {id for id in doubted if any(covers(edition, there[id]) for edition in changed)}
    return frozenset(looked)


def stored(kb: KnowledgeBase, *ids: str) -> Iterator[Found]:
    """The findings in the store with their sides, or those named; one that lost a side with its document is left out."""
    yield from (one for one in _rows(kb, *ids).values() if len(one.sides) == one.finding.sides)


def _rows(kb: KnowledgeBase, *ids: str) -> dict[str, Found]:
    """The findings in the store by id, or those named, with the sides that are there."""
    sides: dict[str, list[Side]] = {}
    for side in kb.store.select(Side, **({"finding_id": ids} if ids else {})):
        sides.setdefault(side.finding_id, []).append(side)
    found = kb.store.select(Finding, **({"id": ids} if ids else {}))
    return {f.id: Found(f, tuple(sorted(sides.get(f.id, ()), key=lambda side: side.ordinal))) for f in found}


def _by(one: Found) -> str:
    """The detector that made a finding."""
    return next(name for beginning, name in _MADE_BY.items() if one.finding.rule.startswith(beginning))


def _names(one: Found) -> set[str]:
    return {side.doc_id for side in one.sides}


# ---------------------------------------------------------------- the ledger


def _documents(kb: KnowledgeBase, day: str) -> dict[str, str]:
    """The documents that are compared on *day* and the fingerprint of the file each came from."""
    force = kb.in_force(day)
    prints = {doc_id: source.fingerprint for source in kb.store.select(Source) for doc_id in source.documents}
    return {id: prints.get(id, "") for id, e in kb.editions.items() if id in force and sets_rules(e)}


def _read(kb: KnowledgeBase) -> Ledger | None:
    path = kb.folder / LEDGER
    if not path.exists():
        return None
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        changed = None if row["changed"] is None else tuple(row["changed"])
        return Ledger(row["rules"], row["documents"], tuple(row["done"]), changed)
    except (ValueError, KeyError, TypeError) as error:
        raise KBError(f"{path} 已损坏：{error}；请删去这个文件，再运行 kb conflicts") from error


def _write(kb: KnowledgeBase, ledger: Ledger) -> None:
    path = kb.folder / LEDGER
    row = {
        "rules": ledger.rules,
        "documents": dict(ledger.documents),
        "done": ledger.done,
        "changed": ledger.changed,
    }
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    os.replace(temporary, path)


def _same_rules(ledger: Ledger) -> bool:
    return ledger.rules == _rules()


@cache
def _rules() -> str:
    """A hash of the detectors; the tables count with the documents, which are read anew when one changes."""
    folder = files("kb") / "conflicts"
    parts = sorted((part for part in folder.iterdir() if part.name.endswith(".py")), key=lambda part: part.name)
    parts.append(files("kb") / "models" / "conducts.json")
    digest = hashlib.sha256(b"".join(part.read_bytes() for part in parts))
    digest.update(fingerprint().encode())
    return digest.hexdigest()
