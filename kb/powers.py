"""What the knowledge base knows of powers: the list of power items, one item with its bases, and counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kb.codes import item_key, law_of_item
from kb.dates import today
from kb.errors import KBError, NotFound
from kb.knowledge import KnowledgeBase
from kb.model import IMPLIED, Basis, Citation, Edition, ItemCode, PowerItem, Provision
from kb.registry import agencies, agency_stems, power_types, procedures
from kb.store import Not
from kb.tag import agencies_in
from kb.titles import full_title
from kb.validity import status

_CODE = re.compile(r"\d{16}")


@dataclass(frozen=True, slots=True)
class ItemFilters:
    """What a list of items is restricted to; empty means no restriction. ``day`` is ISO, empty for today.

    Inspections that only follow from a penalty (kb.implied) are left out unless ``implied``.
    """

    kind: str = ""
    agency: str = ""
    level: str = ""
    region: str = ""
    domain: str = ""
    law: str = ""
    words: str = ""
    day: str = ""
    all_versions: bool = False
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """One item of the list, with its code, its law and the status of that law on the day asked for."""

    code: str
    item: PowerItem
    edition: Edition
    status: str

    @property
    def law(self) -> str:
        return full_title(self.edition)


@dataclass(frozen=True, slots=True)
class Supported:
    """A basis of an item with the words it points to; ``text`` is empty and ``reason`` says why where it is not here."""

    basis: Basis
    title: str
    provision_id: str
    text: str
    reason: str


def list_items(kb: KnowledgeBase, filters: ItemFilters | None = None) -> list[Listed]:
    """The items that *filters* leave, by level, law and place. Raises KBError for a value that nothing can have."""
    filters = filters or ItemFilters()
    documents = _documents(kb, filters)
    codes = item_codes(kb)
    bodies = named_bodies(filters.agency) if filters.agency else frozenset()
    day = filters.day or today()
    equals: dict[str, object] = {"kind": _kinds(filters.kind)} if filters.kind else {}
    if not filters.implied:
        equals["rule"] = Not(IMPLIED)
    if filters.domain:
        equals["domain"] = filters.domain
    if len(documents) < 400:
        equals["doc_id"] = tuple(documents)
    found = []
    for item in kb.store.select(PowerItem, **equals):
        edition = documents.get(item.doc_id)
        if edition is not None and _fits(item, edition, filters, bodies):
            code = codes.get(item_key(item, law_of_item(edition)), "")
            found.append(Listed(code, item, edition, status(edition, day)))
    return found


def _documents(kb: KnowledgeBase, filters: ItemFilters) -> Mapping[str, Edition]:
    ids = kb.editions if filters.all_versions else kb.in_force(filters.day)
    chosen = {id: kb.editions[id] for id in ids}
    if filters.law:
        wanted = {e.doc_id for e in kb.resolver.find(filters.law)}
        chosen = {id: edition for id, edition in chosen.items() if id in wanted}
    if filters.level:
        chosen = {id: edition for id, edition in chosen.items() if edition.level == filters.level}
    return chosen


def _kinds(wanted: str) -> tuple[str, ...]:
    """The kinds that *wanted* means: 行政强制 stands for both of its halves."""
    kinds = tuple(dict.fromkeys(row.kind for row in power_types()))
    found = tuple(kind for kind in kinds if kind.startswith(wanted))
    if not found:
        raise KBError(f"没有“{wanted}”这种权力类型；可用：{'、'.join(kinds)}")
    return found


def named_bodies(name: str) -> frozenset[str]:
    """Today's bodies that *name* means: official, former or colloquial (城管, 工商局); the name itself where unknown."""
    found = {agency.canonical for agency in agencies_in(name) if agency.canonical}
    found |= {row.canonical for row in agencies() if row.canonical and row.surface == name}
    found |= {row.canonical for row in agency_stems() if row.canonical and row.stem == name}
    return frozenset(found or {name})


def _fits(item: PowerItem, edition: Edition, filters: ItemFilters, bodies: frozenset[str]) -> bool:
    named = bodies & set(item.agencies) or any(filters.agency in name for name in (*item.written, *item.agencies))
    if bodies and not named:
        return False
    place = filters.region
    if place and not (item.region.startswith(place) or edition.region.startswith(place)):
        return False
    words = filters.words.split()
    return all(word in item.name or word in item.conduct or word in edition.title for word in words)


def item_codes(kb: KnowledgeBase) -> dict[str, str]:
    """The code of each item key."""
    return {entry.key: entry.code for entry in kb.store.select(ItemCode)}


def find_item(kb: KnowledgeBase, code: str, *, day: str = "") -> Listed:
    """The item with *code*. Raises NotFound, which says so where the code is retired."""
    code = code.strip()
    if not _CODE.fullmatch(code):
        raise NotFound(f"“{code}”不是事项编码；编码是16位数字，可从 kb items 的输出中复制")
    try:
        entry = kb.store.get(ItemCode, code)
    except NotFound:
        raise NotFound(f"知识库中没有编码为 {code} 的权力事项") from None
    if entry.retired:
        raise NotFound(f"编码 {code}（{entry.name}）已于{entry.retired}停用：现有文件中没有这一事项")
    item = kb.store.get(PowerItem, entry.item_id)
    edition = kb.editions[item.doc_id]
    return Listed(code, item, edition, status(edition, day or today()))


def bases(kb: KnowledgeBase, item: PowerItem) -> Iterator[Supported]:
    """The articles on which *item* rests with their words, then the general law on how such a power is used."""
    for basis in sorted(
        kb.store.select(Basis, doc_id=item.doc_id, item_id=item.id), key=lambda b: _ROLES.index(b.role)
    ):
        yield _supported(kb, item, basis)
    for row in procedures():
        if row.kind == item.kind:
            basis = Basis(item.doc_id, item.id, "程序依据", row.law, row.address, "")
            found = _supported(kb, item, basis)
            yield found if found.text else Supported(basis, row.law, "", "", f"{row.note}；全文不在知识库中")


_ROLES = ("设定依据", "实施依据", "程序依据")


def _supported(kb: KnowledgeBase, item: PowerItem, basis: Basis) -> Supported:
    own = full_title(kb.editions[item.doc_id])
    target, reason = basis.target_id, ""
    if not target and basis.title:
        cited = Citation(
            item.doc_id,
            item.provision_id,
            item.start,
            item.end,
            "article",
            basis.title,
            basis.address,
            "",
            "external",
            "",
        )
        found = kb.resolver.resolve(cited)
        target, reason = found.target_id, found.reason
    text = _words(kb, target) if target else ""
    return Supported(basis, basis.title or own, target, text, reason if text else reason or "全文不在知识库中")


def _words(kb: KnowledgeBase, target: str) -> str:
    if "#" not in target:
        return ""
    try:
        return kb.store.get(Provision, target).text.strip()
    except NotFound:
        return ""


def counts(found: list[Listed]) -> dict[str, dict[str, int]]:
    """How many items there are by body, by kind, by level of law and by domain."""
    return {
        "机关": dict(Counter(name for x in found for name in x.item.agencies or ("未写明",)).most_common()),
        "权力类型": dict(Counter(x.item.kind for x in found).most_common()),
        "效力级别": dict(Counter(x.edition.level for x in found).most_common()),
        "执法领域": dict(Counter(x.item.domain or "未分类" for x in found).most_common()),
    }


def cross(found: list[Listed]) -> list[dict[str, Any]]:
    """One row for each body, kind, level and domain that occurs together, most frequent first."""
    rows = Counter(
        (name, x.item.kind, x.edition.level, x.item.domain or "未分类")
        for x in found
        for name in x.item.agencies or ("未写明",)
    )
    names = ("agency", "kind", "level", "domain")
    return [{**dict(zip(names, key, strict=True)), "items": count} for key, count in rows.most_common()]
