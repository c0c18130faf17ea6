"""Rows of the starter catalogue -> documents in our own words (要点), with their tags and power items.

They are stored like any document, so that search, answers and pages need no second way; ``Document.gist`` marks them,
and kb.link takes them out of force where the official text is there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from kb.address import parse
from kb.catalogue import NOTICE, CatalogueRow, duty_place
from kb.items import amount_words
from kb.model import Agency, Basis, Document, Penalty, Power, PowerItem, Provision, Record
from kb.tag.agencies import agencies_in, level_of

_RULE = "要点"


def find_gists(rows: Iterable[CatalogueRow], path: str, sha256: str) -> Iterator[tuple[Document, list[Record]]]:
    """One document for each law in *rows* (of one file), with everything that belongs to it but the document."""
    ordered = sorted(rows, key=lambda row: (row.doc_id, row.domain))
    for (doc_id, domain), group in groupby(ordered, key=lambda row: (row.doc_id, row.domain)):
        yield _document(list(group), f"{doc_id}~要点·{domain}", path, sha256)


def _document(rows: list[CatalogueRow], doc_id: str, path: str, sha256: str) -> tuple[Document, list[Record]]:
    first = rows[0]
    text, records = f"{first.law}{NOTICE}\n", []
    provisions = [Provision(doc_id, "标题", "标题", "", 0, len(text), False, text)]
    body = len(text)
    for article in dict.fromkeys(row.article for row in rows):
        places, found, text = _article([row for row in rows if row.article == article], doc_id, text)
        provisions += places
        records += found
    document = Document(
        doc_id, first.law, "", first.version, first.level, "全国", "", "", first.version, "", "", "", True, False, True,
        path, sha256, body, (), text,
    )  # fmt: skip
    return document, [*provisions, *records]


def _article(rows: Sequence[CatalogueRow], doc_id: str, text: str) -> tuple[list[Provision], list[Record], str]:
    """The provisions and records of one article, and *text* with its words at the end.

    Each 款 or 项 that has items is a unit; so is the article where its items belong to no part of it.
    """
    begin, parts, records = len(text), [], []
    article = rows[0].article
    addresses = list(dict.fromkeys(row.address for row in rows))
    for address in sorted(addresses, key=lambda address: address != article):
        start = len(text)
        text += f"{address}　{NOTICE}\n"
        taken: Counter[str] = Counter()
        own = article if address == article and len(addresses) > 1 else ""
        place = f"{address}引语" if own else address
        for row in (row for row in rows if row.address == address):
            taken[row.power_type] += 1
            line, found = _item(row, taken[row.power_type], doc_id, place, len(text))
            text += line
            records += found
        kind = "引" if own else parse(address)[-1].kind
        parts.append(Provision(doc_id, place, kind, rows[0].domain, start, len(text), True, text[start:]))
    if parts[0].address != article:
        parts.insert(0, Provision(doc_id, article, "条", rows[0].domain, begin, len(text), False, text[begin:]))
    return parts, records, text


def _item(row: CatalogueRow, number: int, doc_id: str, place: str, start: int) -> tuple[str, list[Record]]:
    """The text of one item, which stands at *start* in the unit *place*, and its records."""
    provision_id = f"{doc_id}#{place}"
    penalties = _penalties(row)
    measures = "；".join([f"{p.kind}{amount_words(p)}" for p in penalties])
    where = f"（见{row.agency_at}）" if row.agency_at else ""
    parts = [
        f"{row.name}。{row.conduct}。",
        f"依据：{row.address}" + (f"；义务条款：{'、'.join(row.duty)}" if row.duty else "") + "。",
        f"权力类型：{row.power_type}。执法机关：{row.agency}{where}。",
        f"处罚：{measures}。" if measures else "",
        f"常见说法：{'；'.join(row.phrasings)}。\n",
    ]
    text = "".join(parts)

    def span(words: str) -> tuple[int, int]:
        at = text.index(words)
        return start + at, start + at + len(words)

    agencies = _agencies(row)
    item = PowerItem(
        f"{doc_id}#{row.address}/{row.power_type}/{number}", doc_id, provision_id, *span(row.conduct), _RULE, row.address,
        row.power_type, row.name, row.conduct, "", tuple(dict.fromkeys(a.canonical or a.surface for a in agencies)),
        (row.agency,), f"{doc_id}#{row.agency_at or row.article}", level_of(row.agency, agencies[0].start), "全国", row.domain,
        row.penalties, row.low, row.high, row.unit, measures,
    )  # fmt: skip
    role = "实施依据" if row.power_type == "行政处罚" else "设定依据"
    bases = [Basis(doc_id, item.id, role, "", row.address, provision_id)]
    bases += [Basis(doc_id, item.id, "设定依据", *duty_place(duty), "") for duty in row.duty]
    records: list[Record] = [item, *bases, Power(doc_id, provision_id, *span(row.power_type), _RULE, row.power_type)]
    at, _end = span(f"执法机关：{row.agency}")
    for a in agencies:
        begin = at + len("执法机关：") + a.start
        records.append(
            Agency(doc_id, provision_id, begin, begin + len(a.surface), a.rule, a.surface, a.canonical, "实施")
        )
    if measures:
        begin, end = span(f"处罚：{measures}")
        records += [Penalty(doc_id, provision_id, begin, end, _RULE, p.kind, p.low, p.high, p.unit) for p in penalties]
    return text, records


def _agencies(row: CatalogueRow) -> list[Agency]:
    """The bodies in the row's words; offsets count from their start."""
    return agencies_in(row.agency) or [Agency("", "", 0, len(row.agency), _RULE, row.agency, "", "实施")]


def _penalties(row: CatalogueRow) -> list[Penalty]:
    """The kinds of penalty of a row; the amounts belong to the first fine, or to the detention where there is none."""
    bearer = next(
        (kind for kind in ("罚款", "行政拘留") if kind in row.penalties), row.penalties[:1] and row.penalties[0]
    )
    return [
        Penalty(
            row.doc_id, "", 0, 0, _RULE, kind, *((row.low, row.high, row.unit) if kind == bearer else (None, None, ""))
        )
        for kind in row.penalties
    ]
