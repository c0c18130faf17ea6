"""Look things up in a knowledge base: a law, an article, references both ways, and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from kb.address import article, format_address, normalise, parse
from kb.citations import resolve_in
from kb.dates import today
from kb.errors import NotFound
from kb.knowledge import KnowledgeBase
from kb.marks import DIVISIONS, RANK
from kb.model import Agency, Citation, Deadline, Document, Edition, Issue, Penalty, Power, Provision
from kb.titles import law_key
from kb.validity import status


def look_up(
    kb: KnowledgeBase, law: str, address: str = "", *, day: str = "", all_versions: bool = False
) -> list[tuple[Edition, list[Provision]]]:
    """The law in force on *day* (today where empty), or all its versions, with the provision at *address*.

    *address* may be written loosely (112, 第112条第2款). Raises NotFound, and says so where the text is cut off.
    """
    versions = kb.resolver.find(law, day="" if all_versions else day or today())
    if not address:
        return [(version, []) for version in versions]
    try:
        wanted = normalise(address)
    except ValueError:
        raise NotFound(f"看不懂条款“{address}”；请写成 第九条、9 或 第9条第2款第（一）项") from None
    found = []
    for version in versions:
        places, clauses = kb.resolver.places(version.doc_id)
        at, _reason = resolve_in(places, clauses, list(parse(wanted)))
        if at:
            found.append((version, _whole(list(places.values()), places[at])))
    if not found:
        raise NotFound(_missing(kb, versions, wanted))
    return found


def _whole(provisions: list[Provision], wanted: Provision) -> list[Provision]:
    """The provision; for a heading with the articles below it, for a part of an article with its lead-in in front."""
    if wanted.kind in DIVISIONS:
        after = [p for p in provisions if p.start >= wanted.start]
        end = next((i for i, p in enumerate(after[1:], 1) if _closes(p, wanted)), len(after))
        return [p for p in after[:end] if p.kind in (*DIVISIONS, "条")]
    return [wanted]


def _closes(provision: Provision, wanted: Provision) -> bool:
    """Whether *provision* is a heading that ends what stands under *wanted*."""
    if provision.kind not in DIVISIONS:
        return provision.kind in ("标题", "附件", "落款")
    return DIVISIONS.index(provision.kind) <= DIVISIONS.index(wanted.kind)


def lead_ins(kb: KnowledgeBase, provision: Provision) -> list[Provision]:
    """The words that introduce *provision*: the lead-ins of the units around it, outermost first."""
    places, _clauses = kb.resolver.places(provision.doc_id)
    steps = parse(provision.address)
    above = (format_address(steps[:n]) + "引语" for n in range(1, len(steps)))
    return [places[address] for address in above if address in places]


def _missing(kb: KnowledgeBase, versions: list[Edition], wanted: str) -> str:
    version = versions[-1]
    if not all(v.complete for v in versions):
        return f"《{version.title}》（{version.version}）在库文本不全，其中没有{wanted}，但不能据此说该法没有这一条"
    last = [p.address for p in kb.store.select(Provision, doc_id=version.doc_id, kind="条")]
    end = f"，该法最后一条是{last[-1]}" if last else "，该文件不分条"
    return f"《{version.title}》（{version.version}）没有{wanted}{end}"


def outline(kb: KnowledgeBase, edition: Edition) -> str:
    """The table of contents: headings with the range of articles below each; the whole text where there is none."""
    provisions = list(kb.store.select(Provision, doc_id=edition.doc_id))
    rows: list[list[str]] = []
    for provision in provisions:
        if provision.kind in (*DIVISIONS, "标题") and provision.address != "标题":
            rows.append([provision.text.strip(), "", ""])
        elif provision.kind == "条":
            rows = rows or [["", "", ""]]
            rows[-1][1] = rows[-1][1] or provision.address
            rows[-1][2] = provision.address
    if not any(row[1] for row in rows):
        return kb.document_text(edition.doc_id)
    return "\n".join(_outline_row(*row) for row in rows)


def _outline_row(head: str, first: str, last: str) -> str:
    span = f"{first}—{last}" if first != last else first
    return "　".join(part for part in (head, span) if part)


def context(kb: KnowledgeBase, provision: Provision, *, around: int = 2) -> list[Provision]:
    """The units before and after *provision*, with the one it lies in, or itself where it lies in none (a heading)."""
    found = list(kb.store.select(Provision, doc_id=provision.doc_id, unit=True))
    at = next((i for i, p in enumerate(found) if p.start <= provision.start < p.end), None)
    if at is None:
        at = sum(p.start < provision.start for p in found)
        found.insert(at, provision)
    return found[max(0, at - around) : at + around + 1]


def citations_from(kb: KnowledgeBase, law: str, address: str, *, day: str = "") -> Iterator[Citation]:
    """What the provision at *address* refers to, resolved."""
    for _edition, provisions in look_up(kb, law, address, day=day):
        for provision in provisions:
            unit = f"{provision.doc_id}#{article(provision.address)}"
            for citation in kb.store.select(Citation, provision_id=unit, doc_id=provision.doc_id):
                if provision.start <= citation.start < provision.end:
                    yield kb.resolver.resolve(citation)


def citations_to(kb: KnowledgeBase, law: str, address: str, *, day: str = "") -> Iterator[Citation]:
    """What refers to the provision at *address* or to a part of it, in the same document and in others."""
    for edition, provisions in look_up(kb, law, address, day=day):
        for provision in provisions:
            targets = provision.address
            for citation in kb.store.select(Citation, doc_id=edition.doc_id, title=""):
                if _inside(citation.target_id, edition.doc_id, targets):
                    yield citation
            yield from _from_others(kb, edition, targets)


def _from_others(kb: KnowledgeBase, edition: Edition, address: str) -> Iterator[Citation]:
    key = law_key(edition.title)
    head = format_address(parse(address)[:1])
    for citation in kb.store.select(Citation, state="external", rule="article"):
        if not citation.address.startswith(head) or not law_key(citation.title).endswith(key[-4:]):
            continue
        found = kb.resolver.resolve(citation)
        if _inside(found.target_id, edition.doc_id, address):
            yield found


def _inside(target: str, doc_id: str, address: str) -> bool:
    """Whether *target* is the provision at *address* or lies in it (第一条 does not hold 第一条之一)."""
    prefix = f"{doc_id}#{address}"
    return target == prefix or (target.startswith(prefix) and target[len(prefix)] != "之")


def statistics(kb: KnowledgeBase, *, day: str = "") -> dict[str, Any]:
    """Counts of documents by level, region and status, of provisions and tags by kind, and of doubts."""
    day = day or today()
    editions = list(kb.editions.values())
    resolved = kb.store.count(Citation, state="resolved")
    inside = resolved + kb.store.count(Citation, state="unresolved")
    return {
        "文件": kb.store.count(Document),
        "法规（各版本合计为一）": len({e.law for e in editions}),
        "级别": dict(Counter(e.level for e in editions).most_common()),
        "地区": dict(Counter(e.region or "未注明" for e in editions).most_common()),
        "时效日期": day,
        "时效": dict(Counter(status(e, day) for e in editions).most_common()),
        "文本不全": sum(not e.complete for e in editions),
        "示例": sum(e.sample for e in editions),
        "条款": dict(_kinds(kb).most_common()),
        "机关标注": kb.store.count(Agency),
        "权力类型": dict(Counter(p.kind for p in kb.store.select(Power)).most_common()),
        "处罚": dict(Counter(p.kind for p in kb.store.select(Penalty)).most_common()),
        "期限": kb.store.count(Deadline),
        "文件内引用": inside,
        "文件内引用已解析": resolved,
        "跨文件引用": kb.store.count(Citation, state="external"),
        "疑点": dict(Counter(i.code for i in kb.store.select(Issue)).most_common()),
    }


def _kinds(kb: KnowledgeBase) -> Counter[str]:
    """How many provisions there are of each kind; kinds that do not occur are left out."""
    kinds = (*DIVISIONS, *RANK, "段", "附件")
    return Counter({kind: count for kind in kinds if (count := kb.store.count(Provision, kind=kind))})
