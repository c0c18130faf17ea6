"""What only shows once several documents are there: versions of one law, repeals, references between documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kb.address import parse
from kb.citations import resolve_in
from kb.errors import NotFound
from kb.model import Citation, Document, Edition, Provision, Repeal
from kb.registry import law_aliases
from kb.store import Store
from kb.titles import law_key
from kb.validity import in_force

_ONE_ISSUER = ("规范性文件", "其他资料")


def edition(document: Document) -> Edition:
    """The edition of *document*, before it is linked to others."""
    d = document
    return Edition(
        d.id, _law(d), d.title, d.subtitle, d.version, d.level, d.region, d.issuer, d.published, d.effective, d.expires,
        d.hint, d.complete, d.sample, d.gist, "", "", "", "", "",
    )  # fmt: skip


def _law(document: Document) -> str:
    """Two documents are versions of one law when title, part and region agree, and for lesser papers the issuer."""
    parts = [law_key(document.title), document.subtitle, document.region]
    if document.gist:  # the catalogue may speak of one law in several files
        parts.append(document.id.partition("~")[2])
    if document.level in _ONE_ISSUER:
        parts.append(document.issuer)
    return "|".join(parts)


def link(editions: Iterable[Edition], repeals: Iterable[Repeal]) -> list[Edition]:
    """Order the versions of each law, and mark what has been replaced or repealed, and when."""
    laws: dict[str, list[Edition]] = {}
    for item in editions:
        laws.setdefault(item.law, []).append(item)
    linked = [e for versions in laws.values() for e in _chain(sorted(versions, key=_age))]
    return sorted(_official(list(_repealed(linked, list(repeals)))), key=lambda e: e.doc_id)


def _official(editions: list[Edition]) -> Iterator[Edition]:
    """Let the official text of a law, of the same version or a later one, stand in place of what the catalogue says."""
    texts: dict[str, Edition] = {}
    for item in sorted((e for e in editions if not e.gist), key=_age):
        texts[law_key(item.title)] = item
    for item in editions:
        text = texts.get(law_key(item.title)) if item.gist else None
        if text is not None and text.version >= item.version:
            item = replace(item, next=text.doc_id, superseded_on=item.version)
        yield item


def _age(item: Edition) -> tuple[bool, str, str, str]:
    """Sort key: undated first (they are older twins where a dated one exists), then by date."""
    begins = item.effective or item.published
    undated = item.version == "undated"
    return (not undated, begins, item.version, item.doc_id)


def _chain(versions: list[Edition]) -> Iterator[Edition]:
    for index, item in enumerate(versions):
        following = versions[index + 1] if index + 1 < len(versions) else None
        yield replace(
            item,
            previous=versions[index - 1].doc_id if index else "",
            next=following.doc_id if following else "",
            superseded_on=(following.effective or following.published) if following else "",
        )


def _repealed(editions: list[Edition], repeals: list[Repeal]) -> Iterator[Edition]:
    """Apply repeal clauses: they end versions older than the day they take effect."""
    by_title: dict[str, list[Repeal]] = {}
    for repeal in repeals:
        by_title.setdefault(law_key(repeal.title), []).append(repeal)
    for item in editions:
        found = [r for r in by_title.get(law_key(item.title), ()) if _ends(r, item)]
        first = min(found, key=lambda r: (r.from_date, r.doc_id), default=None)
        yield replace(item, repealed_on=first.from_date, repealed_by=first.doc_id) if first else item


def _ends(repeal: Repeal, item: Edition) -> bool:
    """Whether *repeal* means *item*: another document's clause, younger than it, and of its date if one is named."""
    older = (item.effective or item.published) < repeal.from_date
    dated = not repeal.date or item.version == "undated" or repeal.date >= item.version
    return repeal.doc_id != item.doc_id and older and dated


# ---------------------------------------------------------------- references to other documents


@dataclass(slots=True)
class Resolver:
    """Finds the provision that a reference to another document means."""

    store: Store
    editions: Mapping[str, Edition]
    _by_title: dict[str, list[Edition]]
    _places: dict[str, tuple[dict[str, Provision], dict[str, list[Provision]]]]

    @classmethod
    def over(cls, store: Store, editions: Iterable[Edition]) -> Resolver:
        """A resolver over everything in *store*."""
        table = {item.doc_id: item for item in editions}
        by_title: dict[str, list[Edition]] = {}
        for item in table.values():
            by_title.setdefault(law_key(item.title), []).append(item)
        return cls(store, table, by_title, {})

    def laws(self, title: str, *, loose: bool = False) -> list[Edition]:
        """All versions of the law called *title*: exact, a common short name, or (loose) with words in front."""
        key = law_key(title)
        if key not in self._by_title:  # a short name may be the full title of another text
            key = law_aliases().get(key, key)
        if key in self._by_title:
            return self._by_title[key]
        if loose:
            for cut in range(1, len(key) - 1):
                if key[cut:] in self._by_title:
                    return self._by_title[key[cut:]]
        return []

    def resolve(self, citation: Citation) -> Citation:
        """*citation* with its target, or with the reason why there is none. Others come back as they are."""
        if citation.state != "external":
            return citation
        citing = self.editions.get(citation.doc_id)
        versions = self.laws(citation.title)
        if not versions and citation.rule == "article":
            near = self.laws(citation.title, loose=True)
            versions = near if near and not self._is_quoted(citation) else []
        if not versions:
            return replace(citation, state="unresolved", reason=f"《{citation.title}》不在知识库中")
        region = citing.region if citing else ""
        regions = {v.region for v in versions}
        if len(regions) > 1:
            versions = [v for v in versions if v.region == region] or versions
            if len({v.region for v in versions}) > 1:
                return replace(citation, state="unresolved", reason=f"《{citation.title}》在多个地区都有，指代不明")
        return self._in_version(citation, versions, (citing.effective or citing.published) if citing else "")

    def _is_quoted(self, citation: Citation) -> bool:
        """Whether the title stands in 《》, so that no words in front belong to the sentence: 《甲市消防条例》."""
        text = self.store.get(Provision, citation.provision_id)
        return text.text.startswith("《", citation.start - text.start)

    def _in_version(self, citation: Citation, versions: list[Edition], day: str) -> Citation:
        """Take the version in force when the citing text was made, else the nearest, and say so."""
        fitting = [v for v in versions if day and in_force(v, day)]
        note = "" if fitting or not day else "所引版本不在知识库中，指向现有版本，条号可能已变"
        chosen = fitting or sorted(versions, key=lambda v: v.effective or v.published)[-1:]
        if not citation.address:
            return replace(citation, state="resolved", target_id=chosen[-1].doc_id, reason=note)
        steps = list(parse(citation.address))
        parts = [v for v in versions if v.subtitle] if any(v.subtitle for v in versions) else chosen
        reason = ""
        for version in parts:
            address, reason = resolve_in(*self.places(version.doc_id), steps)
            if address:
                return replace(citation, state="resolved", target_id=f"{version.doc_id}#{address}", reason=note)
        cut = "；该文本不全，不能断定没有" if not all(v.complete for v in parts) else ""
        return replace(
            citation, state="unresolved", reason=f"《{citation.title}》（{chosen[-1].version}）：{reason}{cut}"
        )

    def places(self, doc_id: str) -> tuple[dict[str, Provision], dict[str, list[Provision]]]:
        """The provisions of a document by address, and its clauses by article."""
        if doc_id not in self._places:
            found = {p.address: p for p in self.store.select(Provision, doc_id=doc_id)}
            clauses: dict[str, list[Provision]] = {}
            for address, provision in found.items():
                if provision.kind == "款":
                    clauses.setdefault(address[: address.rindex("第")], []).append(provision)
            self._places[doc_id] = (found, clauses)
        return self._places[doc_id]

    def find(self, title: str, *, day: str = "") -> list[Edition]:
        """The versions of *title* to show: the one in force on *day*, or all where no day is given.

        Raises NotFound, naming near titles.
        """
        versions = self.laws(title)
        if not versions:
            near = sorted(
                {e.title for e in self.editions.values() if _is_near(law_key(title), law_key(e.title))}, key=len
            )[:5]
            hint = "；是否要找：" + "、".join(f"《{t}》" for t in near) if near else ""
            raise NotFound(f"知识库中没有《{title}》{hint}")
        if not day:
            return sorted(versions, key=_age)
        return [v for v in versions if in_force(v, day)] or sorted(versions, key=_age)[-1:]


def _is_near(asked: str, title: str) -> bool:
    """Whether the characters of *asked* stand in *title* in their order: 市容条例 in 市容管理条例."""
    rest = iter(title)
    return len(asked) >= 2 and all(char in rest for char in asked)
