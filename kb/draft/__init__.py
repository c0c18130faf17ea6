"""A draft against the knowledge base: every detector, and what its own text tells, each remark at its characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kb.clean import Cleaned, clean, draft_id
from kb.conflicts import DETECTORS, exceeds
from kb.conflicts.found import Found
from kb.conflicts.material import Material
from kb.conflicts.space import NATIONAL, comparable
from kb.conflicts.tables import SEVERITIES, ConflictRule, conflict_rules
from kb.dates import today
from kb.draft.articles import Article, articles_of
from kb.draft.faults import Fault, faults_of
from kb.draft.tables import advice
from kb.errors import KBError
from kb.knowledge import KnowledgeBase
from kb.link import edition
from kb.model import Document, Edition, Raw
from kb.pipeline import no_cycles, records_of
from kb.read import load, read_bytes
from kb.read.manifest import ManifestRow
from kb.registry import region_codes
from kb.titles import law_key, place_of

LEVELS = ("法律", "行政法规", "监察法规", "部门规章", "地方性法规", "地方政府规章", "规范性文件")
_NATIONAL = ("法律", "行政法规", "监察法规", "部门规章")
_STAGE = re.compile(
    r"[（(〔【]?(?:草案|征求意见|送审|讨论|修订|审议|初审|一审|二审|三审|公开)[^（）()]{0,14}(?:稿|草案|案)[）)〕】]?$|[（(]草案[）)]$|草案$"
)
WHOLE = "全文"
_OF_THE_WHOLE = ("crime-no-transfer", "stale-superior", "wording-no-coordination")  # shown at the title
_OWN = "draft-"  # rules of kb.draft.faults
_PAPERS = ("通知", "意见", "方案", "裁量基准", "通告", "公告")
_NEAR = 0.5  # share of the shorter span that must lie in the other for two remarks to be one


@dataclass(frozen=True, slots=True)
class Remark:
    """One doubt about the draft: ``start:end`` are the characters of ``Draft.document.text`` that it points to."""

    type: str
    severity: str
    address: str
    start: int
    end: int
    quote: str
    reason: str
    rule: str
    source: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What was read, and what was found: remarks in order of the text. ``previous`` are older versions on file."""

    document: Document
    edition: Edition
    day: str
    previous: tuple[str, ...]
    articles: tuple[Article, ...]
    remarks: tuple[Remark, ...]
    documents: int  # how many documents in force it was compared with


def check_file(kb: KnowledgeBase, path: Path, *, level: str = "", region: str = "", day: str = "") -> Draft:
    """Check the draft in the file at *path*. Raises ReadError, and KBError where level or region cannot be told."""
    return check(kb, path.name, load(path), level=level, region=region, day=day)


def check(kb: KnowledgeBase, name: str, data: bytes, *, level: str = "", region: str = "", day: str = "") -> Draft:
    """Check the draft *data*, the contents of a file called *name*, as of *day* (today where empty)."""
    with no_cycles():
        return _checked(kb, name, data, level, region, day or today())


def _checked(kb: KnowledgeBase, name: str, data: bytes, level: str, region: str, day: str) -> Draft:
    cleaned = _prepared(kb, read_bytes(name, data), level, region, day)
    document = cleaned.document
    records = records_of(cleaned, document.id, domains=False)
    own = edition(document)
    previous = tuple(id for id, e in kb.editions.items() if _same_law(e, own))
    material = Material(kb, day, extra=records, within=lambda e: not _same_law(e, own) and comparable(e, own))
    articles = tuple(articles_of(material, own))
    remarks = [
        *_detected(material, document),
        *(_of_fault(document, fault) for fault in faults_of(material, own)),
    ]
    return Draft(document, own, day, previous, articles, _merged(remarks), len(material.editions) - 1)


# ---------------------------------------------------------------- reading


def _prepared(kb: KnowledgeBase, raw: Raw, level: str, region: str, day: str) -> Cleaned:
    """The cleaned draft under a title, level and region that can be compared with what is stored."""
    if level and level not in LEVELS:
        raise KBError(f"效力级别“{level}”不对；可用：{'、'.join(LEVELS)}")
    found = clean(raw)
    if len(found) > 1:
        raise KBError(f"“{raw.path}”里有{len(found)}部文件；请拆开后逐部审查")
    title = _STAGE.sub("", found[0].document.title) or found[0].document.title
    found = clean(raw, ManifestRow(raw.path, title=title, level=level, published=day))
    document = found[0].document
    level = document.level if document.level in LEVELS else _level_of(title)
    if level not in LEVELS:
        raise KBError(f"看不出《{title}》的效力级别；请选择效力级别（命令行用 --level），可用：{'、'.join(LEVELS)}")
    place = region or place_of(title) or document.region
    if level in _NATIONAL:
        place = "全国"
    elif not place or place in NATIONAL:
        raise KBError(f"看不出《{title}》适用的地区；请选择地区（命令行用 --region），如 山东省、滨州市")
    elif _is_city(place) and not place_of(title):
        title = place + title  # so that its city is known
    document = replace(document, title=title, level=level, region=_stored_region(kb, place), id=draft_id(title))
    return replace(found[0], document=document)


def _level_of(title: str) -> str:
    """The level that a title alone tells: rules are not called 条例 (规章制定程序条例 第七条); empty where it tells none."""
    if title.endswith("条例"):
        return "地方性法规" if place_of(title) else "行政法规"
    if title.endswith("法") and not title.endswith("办法"):
        return "法律"
    return "规范性文件" if title.endswith(_PAPERS) else ""


def _is_city(place: str) -> bool:
    code = region_codes().get(place, "")
    return place[-1:] in "市州盟县区旗" and not code.endswith("0000")


def _stored_region(kb: KnowledgeBase, place: str) -> str:
    """The region under which the place's province stands in the knowledge base; the place itself where it is unknown."""
    there = {e.region for e in kb.editions.values()} - {"", *NATIONAL}
    if place in there:
        return place
    codes = region_codes()
    province = codes.get(place, "")[:2]
    return next((r for r in sorted(there) if province and codes.get(r, "")[:2] == province), place)


def _same_law(one: Edition, draft: Edition) -> bool:
    return law_key(one.title) == law_key(draft.title) and one.region == draft.region


# ---------------------------------------------------------------- remarks


def _detected(material: Material, document: Document) -> Iterator[Remark]:
    """What the detectors of the whole knowledge base find in the draft, and what is looked for in drafts alone."""
    for _name, detector in (*DETECTORS, ("exceeds", exceeds.find)):
        for found in detector(material, frozenset({document.id})):
            yield from _of_found(material, document, found)


def _of_found(material: Material, document: Document, found: Found) -> Iterator[Remark]:
    side = next((side for side in found.sides if side.doc_id == document.id), None)
    if side is None:
        return
    finding, rule = found.finding, conflict_rules()[found.finding.rule]
    others = [material.cite(s.provision_id) for s in found.sides if s.doc_id != document.id]
    against = f"（对照{'、'.join(dict.fromkeys(others))}）" if others else ""
    start, end, address = side.start, side.end, side.provision_id.partition("#")[2]
    if finding.rule in _OF_THE_WHOLE:
        start = len(document.text) - len(document.text.lstrip())
        end, address = start + len(document.text[start:].partition("\n")[0]), WHOLE
    yield Remark(
        finding.kind, finding.severity, address, start, end,
        document.text[start:end], f"{finding.reason.rstrip('。')}{against}{_to_check(rule)}", finding.rule, rule.source,
        advice(finding.rule, finding.kind),
    )  # fmt: skip


def _to_check(rule: ConflictRule) -> str:
    """The traps of a rule and who may decide, as the end of a reason."""
    return f"。须核对：{'；'.join(rule.traps)}。有权决定：{rule.decides}。"


def _of_fault(document: Document, fault: Fault) -> Remark:
    quote = document.text[fault.start : fault.end]
    suggestion = advice(fault.rule, fault.kind)
    return Remark(
        fault.kind, fault.severity, fault.address, fault.start, fault.end, quote, fault.reason, fault.rule, fault.source,
        suggestion,
    )  # fmt: skip


def _merged(remarks: list[Remark]) -> tuple[Remark, ...]:
    """In order of the text; what a detector says of the same words stands in place of what the draft alone shows."""
    kept: list[Remark] = []
    for remark in remarks:
        if not any(_one(remark, other) for other in kept):
            kept.append(remark)
    weight = {severity: rank for rank, severity in enumerate(reversed(SEVERITIES))}
    return tuple(sorted(kept, key=lambda r: (r.start, weight[r.severity], r.end, r.rule)))


def _one(one: Remark, other: Remark) -> bool:
    if (
        not one.rule.startswith(_OWN)
        or (one.type, one.address) != (other.type, other.address)
        or one.rule == other.rule
    ):
        return False
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= _NEAR * max(min(one.end - one.start, other.end - other.start), 1)
