"""The JSON shapes that the command line prints: a contract, versioned by ``CONTRACT``.

A field is never renamed or removed within a version; new fields may come. README.md documents every shape.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from io import StringIO
from typing import TYPE_CHECKING, Any, get_args

from kb.citations import find_citations
from kb.dates import today
from kb.knowledge import KnowledgeBase
from kb.model import (
    Agency,
    Answer,
    Citation,
    Condition,
    Deadline,
    Document,
    Edition,
    Hit,
    Issue,
    Penalty,
    Power,
    Provision,
    Record,
    Tag,
)
from kb.rank import probability
from kb.tag import find_tags
from kb.validity import status

if TYPE_CHECKING:
    from kb.powers import Listed

CONTRACT = 1
KINDS: dict[str, type[Any]] = {kind.__name__.lower(): kind for kind in get_args(Record)}


ITEM_COLUMNS = (
    "code", "name", "kind", "agencies", "written", "tier", "law", "version", "address", "level", "region", "domain", "penalties",
    "low", "high", "unit", "measures", "conduct", "object", "status", "gist", "id",
)  # fmt: skip


def item_shape(listed: Listed) -> dict[str, Any]:
    """One power item as a flat row: the columns of ``ITEM_COLUMNS``."""
    item, edition = listed.item, listed.edition
    found = {name: getattr(item, name) for name in ITEM_COLUMNS if hasattr(item, name)}
    found |= {"code": listed.code, "law": listed.law, "version": edition.version, "level": edition.level}
    found |= {"status": listed.status, "gist": edition.gist}
    return {name: found[name] for name in ITEM_COLUMNS}


ITEM_HEADERS = {  # a spreadsheet is read by people
    "code": "编码", "name": "事项名称", "kind": "权力类型", "agencies": "执法机关", "written": "法条写法", "tier": "层级",
    "law": "法名", "version": "版本", "address": "条款", "level": "效力级别", "region": "地区", "domain": "执法领域",
    "penalties": "处罚种类", "low": "幅度下限", "high": "幅度上限", "unit": "单位", "measures": "幅度", "conduct": "行为",
    "object": "对象", "status": "时效", "gist": "文本", "id": "内部编号",
}  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so would be run by a spreadsheet


def items_csv(found: Iterable[Listed]) -> str:
    """Power items for a spreadsheet: Chinese headers, codes kept as text, nothing that could run as a formula."""
    file = StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(ITEM_HEADERS[name] for name in ITEM_COLUMNS)
    writer.writerows([spreadsheet_cell(name, value) for name, value in item_shape(x).items()] for x in found)
    return file.getvalue()


def spreadsheet_cell(name: str, value: Any) -> Any:
    """One value as a spreadsheet should read it; a code has more digits than a spreadsheet's numbers keep."""
    if name == "code":
        return f"\t{value}"
    if name == "gist":
        return "要点" if value else "法规原文"
    text = "、".join(value) if isinstance(value, tuple) else value
    return f"'{text}" if isinstance(text, str) and text.startswith(_FORMULA) else text


def provision_shape(kb: KnowledgeBase, provision: Provision) -> dict[str, Any]:
    """{"doc_id","title","version","level","region","kind","address","heading","start","end","text","id"}"""
    edition = kb.editions[provision.doc_id]
    return {
        "doc_id": provision.doc_id, "title": edition.title, "version": edition.version, "level": edition.level,
        "region": edition.region, "kind": provision.kind, "address": provision.address, "heading": provision.heading,
        "start": provision.start, "end": provision.end, "text": provision.text, "id": provision.id,
    }  # fmt: skip


def document_shape(kb: KnowledgeBase, document: Document, day: str = "") -> dict[str, Any]:
    """Every field of the document and of its edition, with its status on *day*."""
    edition = kb.editions[document.id]
    linked = {
        name: getattr(edition, name) for name in ("previous", "next", "superseded_on", "repealed_on", "repealed_by")
    }
    return {**asdict(document), **linked, "status": status(edition, day or today())}


def edition_shape(edition: Edition, day: str = "") -> dict[str, Any]:
    """The edition with its status on *day*; ``status_on`` is the day."""
    day = day or today()
    return {**asdict(edition), "status": status(edition, day), "status_on": day}


def hit_shape(kb: KnowledgeBase, hit: Hit) -> dict[str, Any]:
    """{"title","version","address","provision_id","score"}"""
    doc_id, _, address = hit.provision_id.partition("#")
    edition = kb.editions[doc_id]
    return {
        "title": edition.title, "version": edition.version, "address": address, "provision_id": hit.provision_id,
        "score": probability(hit.score),
    }  # fmt: skip


def answer_shape(answer: Answer) -> dict[str, Any]:
    """{"question","state","reason","answers":[{"title","version","address","provision_id","quote",…}]}"""
    return asdict(answer)


def tags_shape(id: str, text: str) -> dict[str, Any]:
    """{"id","power_types","agencies","penalties","deadlines","citations"} for a text that is in no knowledge base."""
    document = Document(
        "文本@undated", "文本", "", "", "", "", "", "", "", "", "", "", True, False, False, "", "", 0, (), text
    )
    unit = Provision(document.id, "正文第一段", "段", "", 0, len(text), True, text)
    tags = [*find_tags(unit), *find_citations(document, [unit])]
    return {"id": id, **tag_groups(tags, text)}


def tag_groups(tags: Iterable[Tag], text: str) -> dict[str, Any]:
    """Tags grouped by kind; offsets count from the start of the text the tags were found in."""
    tags = list(tags)
    return {
        "power_types": list(dict.fromkeys(t.kind for t in tags if isinstance(t, Power))),
        "agencies": [_agency(t) for t in tags if isinstance(t, Agency) and t.role != "提及"],
        "mentions": [_agency(t) for t in tags if isinstance(t, Agency) and t.role == "提及"],
        "penalties": [
            {
                "kind": t.kind,
                "low": t.low,
                "high": t.high,
                "unit": t.unit,
                "base": t.base,
                "subject": t.subject,
                "circumstance": t.circumstance,
                "mode": t.mode,
            }
            for t in tags
            if isinstance(t, Penalty)
        ],
        "conditions": [
            {"kind": t.kind, "text": text[t.start : t.end].strip()} for t in tags if isinstance(t, Condition)
        ],
        "deadlines": [
            {"amount": t.amount, "unit": t.unit, "trigger": t.trigger} for t in tags if isinstance(t, Deadline)
        ],
        "citations": [
            {"text": text[t.start : t.end], "title": t.title, "address": t.address}
            for t in tags
            if isinstance(t, Citation)
        ],
    }


def _agency(tag: Agency) -> dict[str, str]:
    return {"surface": tag.surface, "canonical": tag.canonical, "role": tag.role}


def citation_shape(kb: KnowledgeBase, citation: Citation) -> dict[str, Any]:
    """The citation, resolved against what is in the knowledge base now, with the words that make it."""
    found = kb.resolver.resolve(citation)
    text = kb.document_text(citation.doc_id)[citation.start : citation.end]
    return {**asdict(found), "text": text}


def dump(kb: KnowledgeBase, kind: str) -> Iterator[dict[str, Any]]:
    """Every stored record of *kind* ("" for all kinds) in a fixed order, each with its kind as "record"."""
    for name, record_type in KINDS.items():
        if kind in ("", name):
            yield from ({"record": name, **_dumped(kb, record)} for record in _ordered(kb, record_type))


def _ordered(kb: KnowledgeBase, kind: type[Any]) -> Iterator[Any]:
    """Records by document id, then in the order of the text, so that the order of building does not show."""
    if "doc_id" not in kind.__dataclass_fields__:
        yield from sorted(kb.store.select(kind), key=_key)
        return
    if kind is Issue:
        yield from sorted(kb.store.select(Issue, doc_id=""), key=_issue_key)
    for doc_id in sorted(kb.editions):
        found = kb.store.select(kind, doc_id=doc_id)
        yield from sorted(found, key=_issue_key) if kind is Issue else found


def _key(record: Any) -> str:
    """What a record without a document is sorted by."""
    return str(next(getattr(record, name) for name in ("id", "path", "code") if hasattr(record, name)))


def _issue_key(issue: Issue) -> tuple[str, str, str]:
    return issue.where, issue.code, issue.message


def _dumped(kb: KnowledgeBase, record: Any) -> dict[str, Any]:
    if isinstance(record, Provision):
        return provision_shape(kb, record)
    if isinstance(record, Document):
        return document_shape(kb, record)
    return asdict(kb.resolver.resolve(record) if isinstance(record, Citation) else record)
