"""The stages in order, from files to a knowledge base that can be searched.

read -> clean -> structure -> citations -> tag -> store -> link -> index. A build can be interrupted at any moment:
documents are written whole, and the next build goes on where this one stopped and ends in the same state.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.resources import files
from pathlib import Path

from kb.address import article
from kb.catalogue import read_catalogue
from kb.citations import find_citations
from kb.clean import Cleaned, clean
from kb.codes import assign, law_of_item
from kb.dates import today
from kb.domains import domains_of
from kb.errors import IndexStale, ReadError
from kb.gist import find_gists
from kb.implied import implied_checks
from kb.index import Entry
from kb.index.facts import pack
from kb.items import find_items
from kb.knowledge import KnowledgeBase
from kb.link import edition, link
from kb.model import (
    IMPLIED,
    Basis,
    Citation,
    Document,
    Edition,
    Issue,
    ItemCode,
    Penalty,
    Power,
    PowerItem,
    Provision,
    Record,
    Repeal,
    Source,
    Tag,
)
from kb.questions import law_of, questions_by_article
from kb.read import load, read
from kb.read.collection import collection
from kb.read.manifest import Found, find_files
from kb.read.text import decode
from kb.store import Not, Store
from kb.structure import split
from kb.tag import find_tags

Progress = Callable[[str, int, int], None]  # stage in Chinese, done, total
_BATCH = 64  # documents a transaction
_STAGES = ("read", "clean.py", "dates.py", "numerals.py", "address.py", "structure.py", "marks.py", "citations.py", "tag",
           "titles.py", "registry.py", "model.py", "naming", "items", "implied.py", "domains.py", "models", "catalogue.py", "gist.py", "data")  # fmt: skip


@dataclass(slots=True)
class Report:
    """What a build did: counts of files, and the files that failed."""

    read: int = 0
    unchanged: int = 0
    duplicates: int = 0
    documents: int = 0
    failed: list[Issue] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def build(
    paths: Sequence[Path],
    kb: KnowledgeBase,
    *,
    progress: Progress | None = None,
    prune: bool = False,
    reindex: bool = False,
) -> Report:
    """Read the files under *paths* into *kb*; what has not changed is left alone.

    Raises ReadError where a path does not exist. Files that cannot be read are in ``Report.failed`` and stored as
    issues; the others are built all the same. With *prune*, documents of files that are gone are dropped.
    """
    with no_cycles():
        return _build(paths, kb, progress or (lambda _stage, _done, _total: None), prune, reindex)


@contextmanager
def no_cycles() -> Iterator[None]:
    """Let the cycle collector rest: a build makes a million records and none refers back, so it would look in vain."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _build(paths: Sequence[Path], kb: KnowledgeBase, tell: Progress, prune: bool, reindex: bool) -> Report:
    found, issues = _files(paths)
    report = Report(missing=_gone(kb, {item.path.resolve().as_posix() for item in found}, paths))
    if prune and report.missing:
        _prune(kb, set(report.missing))
    claims = _Claims(kb)
    rules = rules_fingerprint()
    batch: list[Record] = []
    drops: list[str] = []
    pending = 0
    for done, item in enumerate(found):
        tell("读取与解析", done, len(found))
        key = item.path.resolve().as_posix()
        known = claims.sources.get(key)
        try:
            fingerprint = _fingerprint(item, rules)
            if known and known.fingerprint == fingerprint:
                report.unchanged += 1
                continue
            records, doc_ids = _document_records(item, key, claims, report)
        except ReadError as error:
            issues.append(Issue("", item.relative, "unreadable", "error", str(error)))
            continue
        except Exception as error:  # a defect of ours must not stop the other files; it is named and fails the build
            reason = (
                f"{item.relative} 处理时程序出错（{type(error).__name__}：{error}）；其余文件不受影响，请反馈这个文件"
            )
            issues.append(Issue("", item.relative, "stage-failed", "error", reason))
            continue
        batch += [*records, Source(key, fingerprint, doc_ids)]
        drops += [d for d in (known.documents if known else ()) if claims.owner.get(d) in (None, key)]
        report.read += 1
        pending += 1
        if pending >= _BATCH:
            kb.store.put(batch, drop=drops)
            batch, drops, pending = [], [], 0
    if batch:
        kb.store.put(batch, drop=drops)
    report.failed = [issue for issue in issues if issue.severity == "error"]
    kb.store.put(issues, drop=[""])
    _finish(kb, tell, reindex)
    report.documents = kb.store.count(Document)
    return report


def _files(paths: Sequence[Path]) -> tuple[list[Found], list[Issue]]:
    """The files to read. In a copy of the public collection its own metadata stands for a manifest."""
    found, issues = find_files(paths)
    for root in paths:
        if not (root / "db.sqlite3").exists() or (root / "manifest.csv").exists():
            continue
        rows, doubts = collection(root)
        table = {row.path: row for row in rows}
        inside = [replace(item, row=table[item.relative]) for item in found if item.relative in table]
        found = [*(item for item in found if item.root.resolve() != root.resolve()), *inside]
        issues += doubts
    return found, issues


@dataclass(slots=True)
class _Claims:
    """Which file owns which document id, so that two files claiming one id are told apart and twins are found."""

    sources: dict[str, Source]
    owner: dict[str, str]
    _digests: dict[str, str]  # of the documents read in this build
    _store: Store

    def __init__(self, kb: KnowledgeBase) -> None:
        self._store, self._digests = kb.store, {}
        self.sources = {source.path: source for source in kb.store.select(Source)}
        self.owner = {}
        for source in self.sources.values():
            for doc_id in source.documents:
                self.owner.setdefault(doc_id, source.path)

    def take(self, doc_id: str, path: str, digest: str) -> None:
        """Note that the file at *path* owns *doc_id*."""
        self.owner[doc_id], self._digests[doc_id] = path, digest

    def digest(self, doc_id: str) -> str:
        """The digest of a document that has an owner: read in this build, or in the store."""
        return self._digests.get(doc_id) or _digest(self._store.get(Document, doc_id))


def _digest(document: Document) -> str:
    """A hash of the words of *document*, white space left out."""
    return hashlib.sha256("".join(document.text.split()).encode()).hexdigest()


def _document_records(item: Found, key: str, claims: _Claims, report: Report) -> tuple[list[Record], tuple[str, ...]]:
    """All records of one file, and the ids of its documents."""
    known = claims.sources.get(key)
    for doc_id in known.documents if known else ():
        if claims.owner.get(doc_id) == key:
            claims.owner.pop(doc_id)
    records: list[Record] = []
    ids = []
    for document, made in _made(item):
        digest = _digest(document)
        doc_id, twin = _claim(document.id, digest, claims)
        ids.append(doc_id)
        if twin:
            report.duplicates += 1
            message = f"{item.relative} 与 {doc_id} 名称、日期、内容都相同，只保留一份"
            records.append(Issue(doc_id, item.relative, "duplicate", "note", message))
            continue
        claims.take(doc_id, key, digest)
        records += made(doc_id)
    return records, tuple(ids)


def _made(item: Found) -> Iterator[tuple[Document, Callable[[str], list[Record]]]]:
    """The documents of one file, each with a function from its final id to its records."""
    if item.path.suffix.lower() == ".csv":
        data = load(item.path)
        rows = read_catalogue(decode(data), item.relative)
        for document, found in find_gists(rows, item.relative, hashlib.sha256(data).hexdigest()):
            yield document, partial(_gist_records, document, found)
        return
    for cleaned in clean(read(item.path, root=item.root), item.row):
        yield cleaned.document, partial(records_of, cleaned)


def _gist_records(document: Document, found: list[Record], doc_id: str) -> list[Record]:
    if doc_id != document.id:  # two files of the catalogue with the same domain
        raise ReadError(f"“{document.path}”中的 {document.id} 在另一个目录文件中也有；同一领域的事项请放在一个文件里")
    return [document, edition(document), *found]


def _claim(doc_id: str, digest: str, claims: _Claims) -> tuple[str, bool]:
    """The id for a document: as it is, marked by its content where another file has it, or a twin's."""
    if doc_id not in claims.owner:
        return doc_id, False
    if claims.digest(doc_id) == digest:
        return doc_id, True
    marked = f"{doc_id}~{digest[:6]}"
    return marked, marked in claims.owner


def records_of(cleaned: Cleaned, doc_id: str, *, domains: bool = True) -> list[Record]:
    """Split, cite and tag one document; nothing is stored. Without *domains* the model of domains is not loaded."""
    renamed = doc_id != cleaned.document.id
    document = replace(cleaned.document, id=doc_id)
    read, doubts = tagged(document, domains=domains)
    issues = [*cleaned.issues, *doubts]
    if renamed:
        message = f"已有同名同日期而内容不同的文件，本文件编号加后缀以示区别（{document.path}）；请核对哪一份正确"
        issues.append(Issue(doc_id, document.path, "same-id", "warning", message))
    unresolved = (_unresolved(c, document) for c in read if isinstance(c, Citation) and c.state == "unresolved")
    events = [replace(event, doc_id=doc_id) for event in cleaned.events]
    repeals = [replace(repeal, doc_id=doc_id) for repeal in cleaned.repeals]
    doubts = [replace(issue, doc_id=doc_id) for issue in issues]
    return [
        document,
        edition(document),
        *events,
        *repeals,
        *doubts,
        *read,
        *unresolved,
    ]


def tagged(document: Document, *, domains: bool = True) -> tuple[list[Record], list[Issue]]:
    """The provisions of *document* with their citations, tags and power items; and the doubts about its structure."""
    provisions, doubts = split(document)
    citations = list(find_citations(document, provisions))
    tags = [tag for unit in provisions if unit.unit for tag in find_tags(unit)]
    return [*provisions, *citations, *tags, *_items(document, provisions, tags, citations, domains)], doubts


def _items(
    document: Document, provisions: list[Provision], tags: Sequence[Tag], citations: list[Citation], domains: bool
) -> list[PowerItem | Basis | Issue]:
    """The power items of one document, with the inspections they imply, and their domains."""
    found = list(find_items(document, provisions, tags, citations))
    items = [record for record in found if isinstance(record, PowerItem)]
    implied = implied_checks(items, [record for record in found if isinstance(record, Basis)], provisions)
    return list(_with_domains(document, [*found, *implied])) if domains else [*found, *implied]


def _with_domains(document: Document, records: list[PowerItem | Basis | Issue]) -> Iterator[PowerItem | Basis | Issue]:
    bodies = list(dict.fromkeys(record.agencies for record in records if isinstance(record, PowerItem)))
    domains = dict(zip(bodies, domains_of([(document.title, names) for names in bodies]), strict=True))
    for record in records:
        yield replace(record, domain=domains[record.agencies]) if isinstance(record, PowerItem) else record


def _unresolved(citation: Citation, document: Document) -> Issue:
    quoted = document.text[citation.start : citation.end]
    where = citation.provision_id.partition("#")[2]
    return Issue(document.id, where, "citation-unresolved", "warning", f"引用“{quoted}”没有着落：{citation.reason}")


# ---------------------------------------------------------------- what changed since the last build


def rules_fingerprint() -> str:
    """A hash of every stage and table: a changed rule makes every file new."""
    digest = hashlib.sha256()
    root = files("kb")
    for name in _STAGES:
        entry = root / name
        parts = sorted(entry.iterdir(), key=lambda p: p.name) if entry.is_dir() else [entry]
        for part in parts:
            if part.is_file() and not part.name.endswith(".pyc"):
                digest.update(part.read_bytes())
    return digest.hexdigest()


def _fingerprint(item: Found, rules: str) -> str:
    try:
        content = hashlib.sha256(item.path.read_bytes()).hexdigest()
    except OSError:
        content = "unreadable"  # read() says why
    return hashlib.sha256(f"{content}|{item.row!r}|{item.relative}|{rules}".encode()).hexdigest()


def _gone(kb: KnowledgeBase, seen: set[str], paths: Sequence[Path]) -> list[str]:
    """The files that were built from these folders and are no longer there."""
    roots = [path.resolve() for path in paths if path.is_dir()]
    known = (source.path for source in kb.store.select(Source))
    return [path for path in known if path not in seen and any(Path(path).is_relative_to(root) for root in roots)]


def _prune(kb: KnowledgeBase, gone: set[str]) -> None:
    """Drop the documents of the files in *gone*; a file left that was their twin is read again."""
    sources = list(kb.store.select(Source))
    doomed = {doc_id for source in sources if source.path in gone for doc_id in source.documents}
    kb.store.put([], drop=doomed)
    kb.store.replace(Source, [s for s in sources if s.path not in gone and not doomed & set(s.documents)])


# ---------------------------------------------------------------- links and indexes


def _finish(kb: KnowledgeBase, tell: Progress, reindex: bool) -> None:
    """Link the versions and bring the indexes up to the store."""
    tell("链接版本", 0, 1)
    before = list(kb.store.select(Edition))
    after = link(before, kb.store.select(Repeal))
    if after != before:
        kb.store.replace(Edition, after)
    kb.forget()
    if _held(kb) != _wanted(kb):  # written last, so equal only where everything was done
        _code(kb, tell)
    update_indexes(kb, tell, reindex=reindex)
    kb.forget()


def _code(kb: KnowledgeBase, tell: Progress) -> None:
    """Give every power item its code."""
    tell("权力事项编码", 0, 1)
    editions = sorted(kb.editions.values(), key=lambda e: (e.version, e.doc_id), reverse=True)
    items: dict[str, list[PowerItem]] = {}
    for item in kb.store.select(PowerItem):
        items.setdefault(item.doc_id, []).append(item)
    before = list(kb.store.select(ItemCode))
    newest_first = ((item, law_of_item(e)) for e in editions for item in items.get(e.doc_id, ()))
    after = assign(newest_first, before, today())
    if after != before:
        kb.store.replace(ItemCode, after)


def update_indexes(kb: KnowledgeBase, tell: Progress, *, reindex: bool = False) -> None:
    """Bring both indexes up to the store; what they hold is remembered in indexed.json, written last."""
    ledger = kb.folder / _LEDGER
    wanted = _wanted(kb)
    held = {} if reindex else _held(kb)
    stored = set(kb.editions)
    drop = {d for key, ids in held.items() if key not in wanted for d in ids}
    add = {d for key, ids in wanted.items() if key not in held for d in ids} & stored
    fresh = not held or not _opens(kb)
    add = stored if fresh else add
    if not drop and not add and not fresh:
        return
    ledger.unlink(missing_ok=True) if fresh else None
    _index_words(kb, add, drop | add, tell, fresh)
    _index_vectors(kb, add, drop | add, tell, fresh)
    temporary = ledger.with_suffix(".tmp")
    temporary.write_text(json.dumps(wanted, ensure_ascii=False), encoding="utf-8")
    os.replace(temporary, ledger)


_LEDGER = "indexed.json"


def _wanted(kb: KnowledgeBase) -> dict[str, list[str]]:
    """The files of the store, by path and fingerprint, with their documents."""
    return {f"{s.path}|{s.fingerprint}": list(s.documents) for s in kb.store.select(Source)}


def _held(kb: KnowledgeBase) -> dict[str, list[str]]:
    """The same as the last complete build left it."""
    ledger = kb.folder / _LEDGER
    found: dict[str, list[str]] = json.loads(ledger.read_text("utf-8")) if ledger.exists() else {}
    return found


def _opens(kb: KnowledgeBase) -> bool:
    """Whether the word index can be used as it is."""
    try:
        return kb.lexical.size >= 0
    except IndexStale:
        kb.forget()
        return False


def _index_words(kb: KnowledgeBase, add: set[str], drop: set[str], tell: Progress, fresh: bool) -> None:
    tell("词语索引", 0, len(add))
    if fresh:
        _empty(kb.folder / "lexical")
    kb.lexical.update(entries(kb, sorted(add), tell, "词语索引"), () if fresh else drop)


def _index_vectors(kb: KnowledgeBase, add: set[str], drop: set[str], tell: Progress, fresh: bool) -> None:
    tell("语义索引", 0, 1)
    if not fresh and _has_vectors(kb):
        kb.dense.update(entries(kb, sorted(add)), drop)
        return
    kb.forget()
    _empty(kb.folder / "dense")
    kb.dense.update(entries(kb, sorted(kb.editions)), ())


def _has_vectors(kb: KnowledgeBase) -> bool:
    """Whether there is a vector index that can be added to."""
    try:
        return bool(kb.dense.ids)
    except IndexStale:
        return False


def entries(
    kb: KnowledgeBase, doc_ids: Sequence[str], tell: Progress | None = None, stage: str = ""
) -> Iterator[Entry]:
    """The units of *doc_ids* with the names of their items, the questions written for them, and their facts."""
    questions = questions_by_article()
    for done, doc_id in enumerate(doc_ids):
        if tell:
            tell(stage, done, len(doc_ids))
        own = {item.id: item for item in kb.store.select(PowerItem, doc_id=doc_id, rule=Not(IMPLIED))}
        items: dict[str, list[PowerItem]] = {}
        for item in own.values():
            items.setdefault(item.provision_id, []).append(item)
        powers: dict[str, set[str]] = {}
        for power in kb.store.select(Power, doc_id=doc_id):
            powers.setdefault(power.provision_id, set()).add(power.kind)
        fined = {penalty.provision_id for penalty in kb.store.select(Penalty, doc_id=doc_id)}
        duties = {
            f"{doc_id}#{article(basis.target_id.partition('#')[2])}"
            for basis in kb.store.select(Basis, doc_id=doc_id, role="设定依据")
            if basis.target_id.startswith(f"{doc_id}#") and basis.item_id in own
            and own[basis.item_id].kind == "行政处罚"
        }  # fmt: skip
        law = law_of(kb.editions[doc_id].title)
        for unit in kb.store.select(Provision, doc_id=doc_id, unit=True):
            here = items.get(unit.id, [])
            bits = pack(
                powers.get(unit.id, ()), {item.kind for item in here}, len(unit.text),
                penalty=unit.id in fined, duty=unit.id in duties,
            )  # fmt: skip
            names = tuple(dict.fromkeys(item.name for item in here))
            yield Entry(unit, names, questions.get((law, unit.address), ()), bits)


def _empty(folder: Path) -> None:
    for path in sorted(folder.glob("*")) if folder.exists() else ():
        if path.is_file():
            path.unlink()


def stored_issues(issues: Iterable[Issue]) -> Iterator[Issue]:
    """Errors first, then warnings, then notes; by document inside each."""
    order = {"error": 0, "warning": 1, "note": 2}
    return iter(sorted(issues, key=lambda i: (order.get(i.severity, 3), i.doc_id, i.where, i.code)))
