"""引用失效: article numbers that do not lead to what the citing words are about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kb.address import format_address, parse
from kb.citations import resolve_in
from kb.conflicts.found import Found, Place, make, unit_place
from kb.conflicts.likeness import Articles, alike, pairs
from kb.conflicts.material import Material
from kb.conflicts.space import NATIONAL
from kb.model import Citation, Edition, Provision
from kb.titles import full_title
from kb.validity import in_force

_MARKS = "。；\n"
_ENOUGH = 5  # pairs that a conduct must have before its words can tell
_AFTER = re.compile(  # 违反第十条、第十二条规定，〔conduct〕的，由…
    r"(?:[、和或及]|以及|或者|第[^，。；]{1,20}[条款项])*(?:的?(?:有关)?规定)?，(?P<conduct>[^。；\n]{4,120}?)的?，"
    r"(?=由|责令|处|给予|没收|吊销|依|可以|对|[^，。；]{2,30}(?:部门|机关|机构|政府|局)(?:应当|可以|责令|处|给予|依法))"
)
_NO_CONDUCT = re.compile(
    r"下列|前款|^由|责令|尚(?:不|未)|^(?:但|已|情节|造成|导致|致使|逾期|拒不|构成)|^.{0,24}(?:不符合规定|义务|行为)$"
)
_LIABILITY = re.compile(r"法律责任|罚\s*则|处\s*罚$|奖励与处罚|奖惩")
_DUTY = re.compile(
    r"应当|应[该予由在按于经有具符设]|不得|禁止|必须|须|严禁|不准|不应|不能|方可|可以|有权|负责|实行|不许|不予|义务|责任|要求|遵守|严格|一律|以上|以下|以内|需|不低于|不超过"
)
_DEFINES = re.compile(r"是指|系指|所称|包括")
_PUNISHED = re.compile(r"的?(?:规定)?(?:，)?(?:予以|给予|进行|依法)?(?:行政)?(?:处罚|处以?罚款|罚款|处理|查处)")
_BY = re.compile(r"(?:依照|按照|依据|根据|适用)[^，。；\n]{0,30}$")
_SANCTION = re.compile(r"罚|没收|吊销|责令|警告|拘留|追究|处分|赔偿|暂扣|撤销|徒刑|取缔|加收|滞纳金|处理|注销")
_CITES = re.compile(r"第[一二三四五六七八九十百千零〇]+条")


@dataclass(slots=True)
class _Reader:
    """The articles of the laws compared, read once each."""

    material: Material
    held: dict[str, Articles] = field(default_factory=dict)

    def of(self, doc_id: str) -> Articles:
        """All articles of a document, also of one that is no longer in force."""
        if doc_id not in self.held:
            places, _ = self.material.resolver.places(doc_id)
            self.held[doc_id] = Articles.of((p.address, p.text) for p in places.values() if p.unit)
        return self.held[doc_id]

    def duties(self, doc_id: str) -> Articles:
        """The articles of a document that lay down duties: those outside the part on liability."""
        if doc_id not in self.held:
            units = self.material.units[doc_id]
            self.held[doc_id] = Articles.of((u.address, u.text) for u in units if not _LIABILITY.search(u.heading))
        return self.held[doc_id]


def articles(material: Material, changed: frozenset[str], citing: Iterable[str]) -> Iterator[Found]:
    """Every article number that leads nowhere or elsewhere, in the documents *changed*, or in *citing* to one of them."""
    reader, own = _Reader(material), _Reader(material)
    for doc_id in material.read(citing):
        if "修正案" in material.editions[doc_id].title:  # its numbers are those of the law that it rewrites
            continue
        missing: dict[str, list[_Missing]] = defaultdict(list)  # by the law cited
        for unit in material.units[doc_id]:
            cited = [c for c in material.citations.get(unit.id, ()) if c.rule == "article" and c.address]
            for citation in _outward(cited):
                found = _other_law(material, reader, unit, citation)
                if isinstance(found, _Missing):
                    missing[found.law.doc_id].append(found)
                elif found and (doc_id in changed or any(side.doc_id in changed for side in found.sides)):
                    yield found
            if doc_id in changed:
                yield from _own_law(material, own, unit, cited)
        for group in missing.values():
            one = _nowhere_else(material, group)
            if any(side.doc_id in changed for side in one.sides):
                yield one


def _outward(cited: Iterable[Citation]) -> Iterator[Citation]:
    seen: set[object] = set()
    for citation in cited:
        key = (citation.title, citation.address)
        if citation.title and key not in seen and citation.start not in seen:  # of a range, the first article
            seen |= {key, citation.start}
            yield citation


def _article(address: str) -> str:
    return format_address(tuple(parse(address))[:1])


# ---------------------------------------------------------------- articles of other laws


def _other_law(material: Material, reader: _Reader, unit: Provision, citation: Citation) -> Found | _Missing | None:
    """What is wrong with a reference to an article of another law, as that law now stands."""
    edition = material.editions[unit.doc_id]
    law = _now(material, edition, citation.title)
    if law is None or not law.complete:
        return None
    made = edition.version if edition.version != "undated" else ""
    address, _ = resolve_in(*material.resolver.places(law.doc_id), list(parse(citation.address)))
    if not address:
        return _missing(material, reader, unit, citation, law, made)
    if made and law.version > made:
        return _moved(material, reader, unit, citation, law, made)
    return None


def _now(material: Material, edition: Edition, title: str) -> Edition | None:
    """The version of *title* in force, where there is just one and its text has articles."""
    found = [v for v in material.resolver.laws(title) if v.doc_id in material.editions and not v.gist]
    own = [v for v in found if v.region in (*NATIONAL, edition.region)]
    return own[0] if len(own) == 1 and not own[0].subtitle and own[0].law != edition.law else None


@dataclass(frozen=True, slots=True)
class _Missing:
    """A reference to an article, or to a part of one, that the law as it now stands has not."""

    unit: Provision
    citation: Citation
    law: Edition
    whole: bool  # the article is there, its 款 or 项 is not
    made: str  # the version of the citing document, empty where it has no date
    to: str  # the article that now says what was cited, if one is known


def _missing(
    material: Material, reader: _Reader, unit: Provision, citation: Citation, law: Edition, made: str
) -> _Missing | None:
    places, _ = material.resolver.places(law.doc_id)
    article = _article(citation.address)
    whole = article in places
    if not any(p.kind == "条" for p in places.values()) or (
        not whole and not article.endswith("条") and "条之" not in article
    ):
        return None
    to = _successor(material, reader, unit, citation, law, made)
    return _Missing(unit, citation, law, whole, made, "" if whole and to == article else to)


def _nowhere_else(material: Material, group: list[_Missing]) -> Found:
    """One finding for all that a document cites of one law and that is not there."""
    law, title = group[0].law, group[0].citation.title
    sides = [Place(one.unit.id, one.citation.start, one.citation.end) for one in group]
    there = [one.to or (_article(one.citation.address) if one.whole else "") for one in group]
    sides += [unit_place(material.unit[f"{law.doc_id}#{address}"]) for address in dict.fromkeys(there) if address]
    said = dict.fromkeys(_gone_words(one) for one in group)
    addresses = "、".join(dict.fromkeys(one.citation.address for one in group))
    return make(
        material, "stale-missing", sides, matter=f"《{title}》{addresses}",
        differs=f"《{full_title(law)}》（{law.version}）" + "；".join(said),
        reason="所引条文在现行版本中不存在，疑似引用错误或者条文已调整，需核查后改引",
        confidence=max(_sure(one) for one in group),
    )  # fmt: skip


def _gone_words(one: _Missing) -> str:
    article = _article(one.citation.address)
    part = one.citation.address.removeprefix(article)
    return (f"{article}没有{part}" if one.whole else f"没有{article}") + (f"，相应内容疑似在{one.to}" if one.to else "")


def _sure(one: _Missing) -> float:
    if not one.whole:
        return 0.93
    return 0.9 if one.made and one.law.version > one.made else 0.7


def _moved(
    material: Material, reader: _Reader, unit: Provision, citation: Citation, law: Edition, made: str
) -> Found | None:
    """A reference older than the law's newest version, whose article is now about something else."""
    article = _article(citation.address)
    to, confidence = "", 0.0
    punishing = _punishes(unit, citation)
    target = material.unit.get(f"{law.doc_id}#{article}")
    if target is None:
        return None
    if old := _old_text(material, citation.title, article, made):
        if alike(pairs(old), pairs(target.text)) >= 0.35:
            return None
        to, confidence = _successor(material, reader, unit, citation, law, made), 0.9
        confidence = confidence if to else 0.75
    else:
        words = _around(unit, citation)
        known = reader.of(law.doc_id)
        share = known.share(words, article)
        best, most = known.best(words, without=[article])
        wrong = punishing and not _SANCTION.search(target.text)
        if len(words) >= _ENOUGH and share <= 0.12 and most >= 0.6:
            to, confidence = best, 0.85
        if wrong:
            confidence = 0.93
    if not confidence:
        return None
    places = [Place(unit.id, citation.start, citation.end), unit_place(target)]
    if to and to != article:
        places.append(unit_place(material.unit[f"{law.doc_id}#{to}"]))
    hint = f"；相应内容疑似已移至{to}" if to and to != article else "；现行版本中未能确定相应条文"
    return make(
        material, "stale-renumbered", places, matter=f"《{citation.title}》{citation.address}",
        differs=f"本文件版本{made}，《{full_title(law)}》现行版本{law.version}的{article}内容已不同{hint}",
        reason="所引法律在本文件之后作了修改，条号所指内容疑似已变，需核查后改引", confidence=confidence,
    )  # fmt: skip


def _punishes(unit: Provision, citation: Citation) -> bool:
    """Whether the words send the reader to the article for a penalty: 依照…第十条的规定处罚."""
    at, to = citation.start - unit.start, citation.end - unit.start
    return bool(_BY.search(unit.text[:at]) and _PUNISHED.match(unit.text, to))


def _old_text(material: Material, title: str, article: str, day: str) -> str:
    """The cited article as it stood on *day*, where that version is here."""
    for version in material.resolver.laws(title):
        if in_force(version, day) and version.doc_id not in material.editions:
            places, _ = material.resolver.places(version.doc_id)
            if article in places:
                return places[article].text
    return ""


def _successor(
    material: Material, reader: _Reader, unit: Provision, citation: Citation, law: Edition, made: str
) -> str:
    """The article of *law* that now says what was cited: by the old text where it is here, else by the words around."""
    article = _article(citation.address)
    known = reader.of(law.doc_id)
    if old := _old_text(material, citation.title, article, made) if made else "":
        old_pairs = pairs(old)
        near = max(known.pairs, key=lambda place: alike(old_pairs, known.pairs[place]))
        return near if alike(old_pairs, known.pairs[near]) >= 0.4 else ""
    words = _around(unit, citation)
    best, most = known.best(words)
    return best if len(words) >= _ENOUGH and most >= 0.6 else ""


def _around(unit: Provision, citation: Citation) -> frozenset[str]:
    """What the sentence around a reference is about; nothing where it cites several articles."""
    at, to = citation.start - unit.start, citation.end - unit.start
    begin = max(unit.text.rfind(mark, 0, at) for mark in _MARKS) + 1
    end = min((e for mark in _MARKS if (e := unit.text.find(mark, to)) >= 0), default=len(unit.text))
    if len(_CITES.findall(unit.text, begin, end)) > 1 + (begin == 0):
        return frozenset()
    return pairs(unit.text[begin:at] + " " + unit.text[to:end])


# ---------------------------------------------------------------- articles of the own law


def _own_law(material: Material, reader: _Reader, unit: Provision, cited: Iterable[Citation]) -> Iterator[Found]:
    """References inside a document: to an article that is not there, or whose words are about something else."""
    broken: dict[int, list[Citation]] = {}
    nowhere = set()
    for citation in cited:
        if citation.title:
            continue
        if citation.state == "unresolved" and citation.reason.startswith("本文件没有"):
            run_on = unit.text[citation.start - unit.start - 1] in _MARKS  # the next article, not on a line of its own
            if run_on or citation.start in nowhere:
                continue
            nowhere.add(citation.start)
            yield from _nowhere(material, unit, citation)
        elif citation.state == "resolved":
            at = citation.start - unit.start
            begin = max(unit.text.rfind(mark, 0, at) for mark in _MARKS) + 1
            if "违反" in unit.text[begin:at]:
                broken.setdefault(begin, []).append(citation)
    for group in broken.values():
        if found := _mismatch(material, reader, unit, group):
            yield found


def _nowhere(material: Material, unit: Provision, citation: Citation) -> Iterator[Found]:
    if not material.editions[unit.doc_id].complete:
        return
    yield make(
        material, "stale-internal-missing", [Place(unit.id, citation.start, citation.end)],
        matter=f"本文件{citation.address}", differs=f"本文件没有{_article(citation.address)}",
        reason="条文内部引用的条号在本文件中不存在，疑似修改后未调整，需核查", confidence=0.85,
    )  # fmt: skip


def _mismatch(material: Material, reader: _Reader, unit: Provision, group: list[Citation]) -> Found | None:
    last = max(group, key=lambda c: c.end)
    follows = _AFTER.match(unit.text, last.end - unit.start)
    targets = list(dict.fromkeys(_article(c.address) for c in group))
    known = reader.duties(unit.doc_id)
    if unit.address in targets or not all(place in known.pairs for place in targets):
        return None
    conduct = follows["conduct"] if follows else ""
    words = pairs(conduct) if conduct and not _NO_CONDUCT.search(conduct) else frozenset()
    share = known.share(words, *targets)
    best, most = known.best(words, without=[*targets, unit.address])
    if len(words) >= _ENOUGH and share <= 0.1 and most >= 0.6:
        near = min(abs(parse(best)[0].number - parse(t)[0].number) for t in targets) <= 3
        return _internal(material, unit, group, targets, conduct, best, 0.9 if near else 0.7)
    texts = [material.unit[f"{unit.doc_id}#{place}"].text for place in targets]
    if not any(_DUTY.search(text) for text in texts) and all(_DEFINES.search(text) for text in texts):
        return _internal(material, unit, group, targets, conduct, best if most >= 0.5 else "", 0.85)
    return None


def _internal(
    material: Material, unit: Provision, group: list[Citation], targets: list[str], conduct: str, best: str, sure: float
) -> Found:
    first, last = min(c.start for c in group), max(c.end for c in group)
    places = [Place(unit.id, first, last), unit_place(material.unit[f"{unit.doc_id}#{targets[0]}"])]
    if best:
        places.append(unit_place(material.unit[f"{unit.doc_id}#{best}"]))
    hint = f"；与该行为相符的疑似是{best}" if best else ""
    about = f"行为“{conduct}”" if conduct else "所称违反的义务"
    return make(
        material, "stale-internal", places, matter=conduct or f"违反{'、'.join(targets)}",
        differs=f"{unit.address}称违反{'、'.join(targets)}，但该条内容与{about}对不上{hint}",
        reason="条文内部引用与行为表述不符，疑似条号错位，需核查后更正", confidence=sure,
    )  # fmt: skip
