"""引用失效: laws cited that are gone, bodies named that are dissolved, and rules older than the law they carry out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kb.conflicts.found import Found, Place, make, unit_place
from kb.conflicts.material import Material
from kb.conflicts.space import NATIONAL, superior
from kb.conflicts.stale_articles import articles
from kb.model import Citation, Edition, Provision, Repeal
from kb.registry import AgencyRow, agencies
from kb.titles import full_title, law_key
from kb.validity import newer_words, status

_HISTORY = re.compile(  # the sentence speaks of the old law as of something old
    r"废止|停止(?:执行|施行|适用)|失效|不再(?:适用|执行|施行)|(?<![同按还复平高草])原《|原有的?《|尚未(?:施行|实施)|以前(?:公布|颁布|制定)|历史|曾经|被《|》施行前|施行前[依按]"
)
_ABOUT_TEXTS = re.compile(r"(?:决定|决议|清单|目录)$|修正案")  # documents that are about other documents
_ENDS = ("已废止", "有效期已届满")
_MADE = re.compile(r"制定")
_HEAD = 3  # units in which a rule names the law that it carries out


def find(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    """Every stale reference in the documents *changed*, or to them."""
    citing = changed | _citers(material, changed)
    yield from _gone(material, changed, citing)
    yield from articles(material, changed, citing)
    yield from _outgrown(material, changed, citing)
    yield from _bodies(material, changed)


def _citers(material: Material, changed: frozenset[str]) -> frozenset[str]:
    """The documents that cite one of *changed*, or a law that one of them ended."""
    if len(changed) == len(material.editions):
        return frozenset()
    keys = {law_key(material.editions[id].title) for id in changed if id in material.editions}
    keys |= {law_key(r.title) for r in material.repeals if r.doc_id in changed}
    return material.citing(keys)


# ---------------------------------------------------------------- laws that are gone


@dataclass(frozen=True, slots=True)
class Gone:
    """Why a law that is cited no longer applies; ``by`` is the document that ended it, ``clause`` its words."""

    rule: str
    words: str
    since: str
    by: str
    clause: Repeal | None
    confidence: float


def _gone(material: Material, changed: frozenset[str], citing: Iterable[str]) -> Iterator[Found]:
    for mentions, title, gone in gone_laws(material, citing):
        if mentions[0][0].doc_id in changed or gone.by in changed:
            yield _report(material, mentions, title, gone)


def gone_laws(
    material: Material, citing: Iterable[str]
) -> Iterator[tuple[list[tuple[Provision, Citation]], str, Gone]]:
    """The laws that no longer apply and that a document of *citing* still cites: the mentions, the title, and why."""
    repeals: dict[str, list[Repeal]] = defaultdict(list)
    for repeal in material.repeals:
        repeals[law_key(repeal.title)].append(repeal)
    for doc_id in sorted(citing):
        if doc_id not in material.editions or _ABOUT_TEXTS.search(material.editions[doc_id].title):
            continue
        for title, mentions in _titles(material, doc_id).items():
            if gone := _why_gone(material, material.editions[doc_id], title, repeals):
                yield mentions, title, gone


def _titles(material: Material, doc_id: str) -> Mapping[str, list[tuple[Provision, Citation]]]:
    """The laws that a document cites, each with its mentions; mentions that speak of the past are left out."""
    found: dict[str, list[tuple[Provision, Citation]]] = defaultdict(list)
    for unit in material.units.get(doc_id, ()):
        for citation in material.citations.get(unit.id, ()):
            if citation.title and not _HISTORY.search(sentence_of(unit, citation)):
                found[citation.title].append((unit, citation))
    return found


def sentence_of(unit: Provision, citation: Citation) -> str:
    """The sentence in which a reference stands."""
    at, to = citation.start - unit.start, citation.end - unit.start
    begin = max(unit.text.rfind(mark, 0, at) for mark in "。；\n") + 1
    ends = [end for mark in "。；\n" if (end := unit.text.find(mark, to)) >= 0]
    return unit.text[begin : min(ends, default=len(unit.text))]


def _versions(material: Material, edition: Edition, title: str) -> list[Edition]:
    """The versions of the law that *edition* means by *title*: of its own region, or national."""
    versions = material.resolver.laws(title)
    own = [v for v in versions if v.region in (*NATIONAL, edition.region)]
    return own or (versions if len({v.region for v in versions}) == 1 else [])


def _why_gone(material: Material, edition: Edition, title: str, repeals: Mapping[str, list[Repeal]]) -> Gone | None:
    """Whether the law *title* is gone. A title without a text here counts where a clause of another text ended it."""
    versions = _versions(material, edition, title)
    if versions:
        return _ended(material, versions)
    if material.resolver.laws(title):
        return None
    clauses = [r for r in repeals.get(law_key(title), ()) if r.from_date <= material.day and r.doc_id != edition.doc_id]
    clauses = [r for r in clauses if law_key(r.doc_id.partition("@")[0]) != law_key(title)]
    if not clauses or law_key(edition.title) == law_key(title):
        return None
    first = min(clauses, key=lambda r: r.from_date)  # later versions of the repealing law repeat the clause
    own = [r for r in clauses if r.doc_id in material.editions]
    begun = edition.version if edition.version != "undated" else ""
    remade = bool(first.date) and begun > first.from_date  # a newer law may bear the old title
    by = own[-1] if own else first
    return Gone("stale-repealed", "已被废止", first.from_date, by.doc_id, by, 0.75 if remade else 0.93)


def _ended(material: Material, versions: list[Edition]) -> Gone | None:
    states = [status(version, material.day) for version in versions]
    if not all(state in _ENDS or state == "已被修改" for state in states) or not set(states) & set(_ENDS):
        return None
    last = max(versions, key=lambda v: v.effective or v.published)
    by = next((v.repealed_by for v in versions if v.repealed_by), "")
    clause = next((r for r in material.repeals if r.doc_id == by and law_key(r.title) == law_key(last.title)), None)
    if clause:
        return Gone("stale-repealed", "已被废止", last.repealed_on or clause.from_date, by, clause, 0.95)
    if last.expires:
        return Gone("stale-expired", "有效期已届满", last.expires, "", None, 0.9)
    return Gone("stale-expired", "在知识库目录中标为失效（未找到废止它的条文）", "", "", None, 0.8)


def _report(material: Material, mentions: list[tuple[Provision, Citation]], title: str, gone: Gone) -> Found:
    unit, first = mentions[0]
    places = [Place(unit.id, first.start, first.end)]
    clause = gone.clause
    if clause and clause.doc_id in material.editions and clause.doc_id != unit.doc_id:
        units = material.units.get(clause.doc_id, ())
        places += [Place(u.id, clause.start, clause.end) for u in units if u.start <= clause.start < u.end][:1]
    by = f"（《{full_title(material.kb.editions[gone.by])}》）" if gone.by in material.kb.editions else ""
    since = f"，不晚于{gone.since}" if gone.since else ""
    where = "、".join(dict.fromkeys(u.address for u, _ in mentions))
    return make(
        material, gone.rule, places, matter=f"《{title}》", confidence=gone.confidence,
        differs=f"《{title}》{gone.words}{since}{by}；本文件引用{len(mentions)}处：{where}",
        reason=f"疑似引用了已经失效的《{title}》，需核查是否应改引现行规定；未作说明的沿用不当然违法，属清理事项",
    )  # fmt: skip


# ---------------------------------------------------------------- rules older than the law they carry out


def _outgrown(material: Material, changed: frozenset[str], citing: Iterable[str]) -> Iterator[Found]:
    """One finding for each rule whose founding laws were amended after it was made."""
    for doc_id in sorted(citing):
        edition = material.editions.get(doc_id)
        if edition is None or edition.version == "undated" or _ABOUT_TEXTS.search(edition.title):
            continue
        newer = [pair for pair in _founding(material, edition) if pair[1].version > edition.version or pair[2]]
        if newer and (doc_id in changed or any(law.doc_id in changed for _, law, _ in newer)):
            yield _outgrown_found(material, edition, newer)


def _founding(material: Material, edition: Edition) -> Iterator[tuple[Place, Edition, str]]:
    """The superior laws that *edition* was made under, as now in force, and what is known of a version not here."""
    seen = set()
    for unit in material.units.get(edition.doc_id, ())[:_HEAD]:
        for citation in material.citations.get(unit.id, ()):
            if not citation.title or not _MADE.search(sentence_of(unit, citation)):
                continue
            for law in _versions(material, edition, citation.title):
                above = law.doc_id in material.editions and law.level != "宪法" and superior(law, edition)
                if above and law.law not in seen and (law.effective or law.published) <= material.day:
                    seen.add(law.law)
                    yield Place(unit.id, citation.start, citation.end), law, newer_words(law, material.day)


def _outgrown_found(material: Material, edition: Edition, newer: list[tuple[Place, Edition, str]]) -> Found:
    places = [newer[0][0]]
    for _, law, _ in newer:
        places += [unit_place(unit) for unit in material.units.get(law.doc_id, ())[:1]]
    said = [f"《{full_title(law)}》{law.version}" + (f"（{known}）" if known else "") for _, law, known in newer]
    return make(
        material, "stale-superior", places, matter=f"《{full_title(edition)}》的上位法",
        differs=f"本文件版本{edition.version}，上位法较新：{'；'.join(said)}",
        reason="上位法在本文件之后作了修改，疑似未跟进，需逐条核对所引条号、主体、幅度是否仍一致（陈旧预警）",
        confidence=0.9,
    )  # fmt: skip


# ---------------------------------------------------------------- dissolved bodies


def _bodies(material: Material, changed: Iterable[str]) -> Iterator[Found]:
    """One finding for each document and present-day body that it names by a name of the past."""
    dissolved = _dissolved(material.day)
    for doc_id in material.read(changed):
        if _ABOUT_TEXTS.search(material.editions[doc_id].title):
            continue
        mentions: dict[str, list[tuple[Place, AgencyRow]]] = defaultdict(list)
        for unit in material.units[doc_id]:
            for agency in material.agencies.get(unit.id, ()):
                row = dissolved.get(agency.rule)
                if row:
                    place = Place(unit.id, agency.start, agency.end, agency.surface, agency.canonical)
                    mentions[row.canonical].append((place, row))
        present = {a.rule for u in material.units[doc_id] for a in material.agencies.get(u.id, ())}
        for canonical, found in mentions.items():
            own = [(p, r) for p, r in found if not _is_short_name(material.text(doc_id), r.surface)]
            if own and not (canonical in present and _is_generic(own)):
                yield _body_found(material, canonical, own)


def _dissolved(day: str) -> Mapping[str, AgencyRow]:
    return {r.id: r for r in agencies() if r.kind == "predecessor" and r.until and r.until < day[: len(r.until)]}


def _is_short_name(text: str, surface: str) -> bool:
    """Whether the document itself says what it means by *surface*: （以下简称交通部门）."""
    return bool(re.search(rf"以下(?:统|简)?称[“《]?(?:[市省县区]|国务院)?{re.escape(surface)}", text))


def _is_generic(found: list[tuple[Place, AgencyRow]]) -> bool:
    """Whether the old name is no more than a field and an ending, as a shorter way of writing today's name."""
    return all(row.one_to_one for _, row in found)


def _body_found(material: Material, canonical: str, found: list[tuple[Place, AgencyRow]]) -> Found:
    place, row = found[0]
    edition = material.editions[place.provision_id.partition("#")[0]]
    names = "、".join(dict.fromkeys(f"“{r.surface}”" for _, r in found))
    heirs = canonical if row.one_to_one else "、".join(row.candidates)
    open_ = "" if row.one_to_one else "，职能已分拆，需按事项确定"
    late = edition.version != "undated" and edition.version[:7] > row.until
    return make(
        material, "stale-body", [place], matter=names,
        differs=f"{names}共{len(found)}处；该机构{row.until}前后已撤并更名，现为：{heirs}{open_}",
        reason="文本沿用已撤并或者更名的机构名称；职责由承接机关行使，仅更名不构成违法，需核查并在修改时更新",
        confidence=0.7 if late else 0.9,
    )  # fmt: skip
