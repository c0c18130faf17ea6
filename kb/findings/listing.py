"""The list of findings, one finding in full, and what an analyst decides of it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from kb.conflicts.found import Found
from kb.conflicts.resolve import steps
from kb.conflicts.tables import KINDS, SEVERITIES, conflict_rules
from kb.dates import today
from kb.errors import KBError, NotFound
from kb.findings.run import stored
from kb.knowledge import KnowledgeBase
from kb.model import Edition, Judgement, Side
from kb.powers import named_bodies
from kb.shapes import spreadsheet_cell
from kb.titles import full_title
from kb.validity import status

VERDICTS = ("确认", "排除", "待定")


@dataclass(frozen=True, slots=True)
class FindingFilters:
    """What a list of findings is restricted to; empty means no restriction.

    ``severity`` is the least one. ``region`` is a province, a city or 全国; ``words`` must all stand in the matter, the
    reason or a law's title. ``judged`` is a verdict, or 未定 for findings that nobody has decided.
    """

    kind: str = ""
    agency: str = ""
    region: str = ""
    domain: str = ""
    severity: str = ""
    law: str = ""
    words: str = ""
    judged: str = ""


def list_findings(
    kb: KnowledgeBase, filters: FindingFilters | None = None, found: Iterable[Found] | None = None
) -> list[Found]:
    """The findings that *filters* leave (of *found*, or of all stored ones), the gravest and surest first.

    Raises KBError for a value that nothing can have.
    """
    filters = filters or FindingFilters()
    if filters.kind and filters.kind not in KINDS:
        raise KBError(f"没有“{filters.kind}”这种类型；可用：{'、'.join(KINDS)}")
    if filters.severity and filters.severity not in SEVERITIES:
        raise KBError(f"没有“{filters.severity}”这一级；可用：{'、'.join(SEVERITIES)}")
    least = SEVERITIES.index(filters.severity) if filters.severity else 0
    bodies = named_bodies(filters.agency) if filters.agency else frozenset()
    decided = judgements(kb) if filters.judged else {}
    chosen = [
        one
        for one in (stored(kb) if found is None else found)
        if SEVERITIES.index(one.finding.severity) >= least
        and (not filters.kind or one.finding.kind == filters.kind)
        and (not filters.region or _in_region(kb, one, filters.region))
        and (not filters.domain or one.finding.domain == filters.domain)
        and (not bodies or _concerns(one, bodies, filters.agency))
        and (not filters.law or any(filters.law in kb.editions[side.doc_id].title for side in one.sides))
        and all(word in _said(kb, one) for word in filters.words.split())
        and (not filters.judged or _verdict(one, decided) == filters.judged)
    ]
    return sorted(chosen, key=order_of)


def order_of(one: Found) -> tuple[int, float, str, str]:
    finding = one.finding
    return (-SEVERITIES.index(finding.severity), -finding.confidence, finding.doc_id, finding.id)


def _in_region(kb: KnowledgeBase, one: Found, region: str) -> bool:
    regions = {kb.editions[side.doc_id].region or "全国" for side in one.sides}
    return one.finding.region == region or (region != "全国" and region in regions)


def _concerns(one: Found, bodies: frozenset[str], name: str) -> bool:
    return any(bodies & set(side.agency_now.split("、")) or name in side.agency for side in one.sides)


def _said(kb: KnowledgeBase, one: Found) -> str:
    titles = (kb.editions[side.doc_id].title for side in one.sides)
    return " ".join((one.finding.matter, one.finding.reason, one.finding.differs, *titles))


def one_finding(kb: KnowledgeBase, id: str) -> Found:
    """The finding *id*. Raises NotFound."""
    for one in stored(kb, id):
        return one
    raise NotFound(f"没有编号为 {id} 的疑点；用 kb conflicts 查看现有疑点")


# ---------------------------------------------------------------- judgements


def judgements(kb: KnowledgeBase) -> Mapping[str, Judgement]:
    """What was decided, by finding."""
    return {judgement.finding_id: judgement for judgement in kb.store.select(Judgement)}


def judge(kb: KnowledgeBase, id: str, verdict: str, *, note: str = "", by: str = "") -> Judgement:
    """Keep what an analyst decided of the finding *id*. Raises NotFound, and KBError for an unknown verdict."""
    if verdict not in VERDICTS:
        raise KBError(f"没有“{verdict}”这种结论；可用：{'、'.join(VERDICTS)}")
    finding = one_finding(kb, id).finding
    made = Judgement(finding.id, verdict, note.strip(), by.strip(), today())
    kept = [judgement for judgement in kb.store.select(Judgement) if judgement.finding_id != finding.id]
    kb.store.replace(Judgement, [*kept, made])
    return made


def _verdict(one: Found, decided: Mapping[str, Judgement]) -> str:
    judgement = decided.get(one.finding.id)
    return judgement.verdict if judgement else "未定"


# ---------------------------------------------------------------- shapes


def finding_shape(kb: KnowledgeBase, one: Found, decided: Mapping[str, Judgement] | None = None) -> dict[str, Any]:
    """A finding as a row of JSON, with the texts, the rule, the traps to check, who may decide, and the way there."""
    finding, row = one.finding, conflict_rules()[one.finding.rule]
    judgement = (decided or {}).get(finding.id)
    return {
        "id": finding.id,
        "type": finding.kind,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "matter": finding.matter,
        "region": finding.region,
        "domain": finding.domain,
        "provisions": [_side_shape(kb, side) for side in one.sides],
        "differs": finding.differs,
        "reason": finding.reason,
        "rule": {"id": row.id, "what": row.what, "source": row.source},
        "traps": list(row.traps),
        "decides": row.decides,
        "resolution": [{"step": s.yields, "source": s.source} for s in steps(finding, one.sides, kb.editions)],
        "judgement": None if judgement is None else {"verdict": judgement.verdict, "note": judgement.note,
                                                     "by": judgement.by, "day": judgement.day},
    }  # fmt: skip


def _side_shape(kb: KnowledgeBase, side: Side) -> dict[str, Any]:
    edition = kb.editions[side.doc_id]
    return {
        "title": full_title(edition),
        "version": edition.version,
        "address": side.provision_id.partition("#")[2],
        "level": edition.level,
        "region": edition.region,
        "status": status(edition, today()),
        "past": past_words(edition),
        "agency": side.agency,
        "agency_now": side.agency_now,
        "power_type": side.power,
        "quote": kb.document_text(side.doc_id)[side.start : side.end],
        "provision_id": side.provision_id,
    }


def past_words(edition: Edition) -> str:
    """What stands behind the title of a version that another has replaced; empty for what is in force."""
    return "" if status(edition, today()) != "已被修改" else f"（旧版{edition.version}，已被修改）"


CSV_HEADERS = ("编号", "类型", "程度", "把握", "事项", "地区", "差异", "理由", "规则", "依据", "条款", "机关", "结论")


def findings_csv(kb: KnowledgeBase, found: Sequence[Found]) -> str:
    """Findings for a spreadsheet: Chinese headers, one row each, nothing that could run as a formula."""
    file = StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(CSV_HEADERS)
    decided = judgements(kb)
    for one in found:
        finding, row = one.finding, conflict_rules()[one.finding.rule]
        places = "；".join(
            f"《{full_title(kb.editions[s.doc_id])}》{past_words(kb.editions[s.doc_id])}{s.provision_id.partition('#')[2]}"
            for s in one.sides
        )
        bodies = "；".join(side.agency_now or side.agency for side in one.sides if side.agency_now or side.agency)
        cells = (finding.id, finding.kind, finding.severity, finding.confidence, finding.matter, finding.region,
                 finding.differs, finding.reason, row.what, row.source, places, bodies, _verdict(one, decided))  # fmt: skip
        writer.writerow(spreadsheet_cell("", cell) for cell in cells)
    return file.getvalue()
