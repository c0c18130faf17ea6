"""A question to ranked articles: words and vectors, fused, for the versions in force on a day."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from kb.address import normalise
from kb.errors import KBError, NotFound
from kb.knowledge import KnowledgeBase
from kb.model import Agency, Edition, Hit, Level, Power, Provision
from kb.numerals import NUMBER
from kb.registry import agencies, agency_stems, power_types
from kb.tag import agencies_in

_POOL = 120  # candidates taken from each index before fusing
_LOCAL = 0.75  # factor for a place's own rules when no place is named
_ELSEWHERE = 0.4  # factor for another place's rules when one is named
_INTENT = 0.2  # added where the article gives the kind of power the question names
_NAMED = 0.15  # added where the article names the agency that the question names
_AUTHORITY = {"其他资料": 0.6}  # factor for texts that bind nobody
_INTENTS = (
    ("行政处罚", re.compile(r"处罚|罚款|怎么罚|罚多少|吊销|没收|查处|罚")),
    ("行政许可", re.compile(r"许可|审批|批准|核发|核准|准许")),
    ("行政强制措施", re.compile(r"查封|扣押|扣留|冻结|强制措施")),
    ("行政强制执行", re.compile(r"强制拆除|强制执行|代履行|代为")),
    ("行政检查", re.compile(r"检查|抽查|巡查")),
    ("行政确认", re.compile(r"确认|认定|鉴定|登记")),
    ("行政征收", re.compile(r"征收|缴纳|收费|收取")),
    ("行政给付", re.compile(r"给付|补助|补贴|救助|发放")),
    ("行政奖励", re.compile(r"奖励|表彰")),
    ("行政裁决", re.compile(r"裁决|争议|纠纷")),
)
_DIRECT = re.compile(rf"《?(?P<law>[^《》第]{{2,40}}?)》?的?(?P<place>第?{NUMBER}条(?:之{NUMBER})?(?:第?{NUMBER}款)?)")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is restricted to; empty means no restriction. ``day`` is ISO, empty for today."""

    level: str = ""
    region: str = ""
    agency: str = ""
    power: str = ""
    law: str = ""
    day: str = ""
    all_versions: bool = False


def search(kb: KnowledgeBase, query: str, *, filters: Filters | None = None, limit: int = 10) -> list[Hit]:
    """The best *limit* units for *query*, best first; each of one document version. Empty where nothing matches.

    Raises NotFound where ``filters.law`` names a law that is not there.
    """
    filters = filters or Filters()
    query = query.strip()
    if not query or limit < 1:
        return []
    within = documents(kb, filters)
    carriers = _carriers(kb, filters)
    searched = within if carriers is None else within & {id.partition("#")[0] for id in carriers}
    places = named_places(kb, query)
    pool = max(_POOL, limit)
    while True:
        hits = _ranked(kb, query, _fused(kb, query, searched, pool), places)
        kept = hits if carriers is None else [hit for hit in hits if hit.provision_id in carriers]
        if len(kept) >= limit or len(hits) < pool or pool > 20_000:
            break
        pool *= 8
    return _with_direct(kb, query, kept, within)[:limit]


def documents(kb: KnowledgeBase, filters: Filters) -> frozenset[str]:
    """The documents that *filters* leave: the versions in force on the day, or all versions."""
    _check(kb, filters)
    allowed: Collection[str] = kb.editions if filters.all_versions else kb.in_force(filters.day)
    if filters.law:
        wanted = {e.doc_id for e in kb.resolver.find(filters.law)}
        allowed = [d for d in allowed if d in wanted]
    if filters.level or filters.region:
        allowed = [d for d in allowed if _fits(kb.editions[d], filters)]
    return frozenset(allowed)


def _check(kb: KnowledgeBase, filters: Filters) -> None:
    """Raise KBError for a filter value that nothing can have, naming those that there are."""
    kinds = tuple(dict.fromkeys(row.kind for row in power_types()))
    if filters.level and filters.level not in get_args(Level):
        raise KBError(f"没有“{filters.level}”这个效力级别；可用：{'、'.join(get_args(Level))}")
    if filters.power and not any(kind.startswith(filters.power) for kind in kinds):
        raise KBError(f"没有“{filters.power}”这种权力类型；可用：{'、'.join(kinds)}")
    if filters.region and not any(_fits(e, Filters(region=filters.region)) for e in kb.editions.values()):
        regions = sorted({e.region for e in kb.editions.values() if e.region})
        raise KBError(f"知识库中没有“{filters.region}”的文件；已有地区：{'、'.join(regions[:40])}")


def _fits(edition: Edition, filters: Filters) -> bool:
    if filters.level and edition.level != filters.level:
        return False
    region = filters.region
    return (
        not region or edition.region == region or edition.title.startswith(region) or edition.region.startswith(region)
    )


def named_places(kb: KnowledgeBase, query: str) -> frozenset[str]:
    """The places of the knowledge base that *query* names: 滨州市, 山东 …"""
    return frozenset(name for name in kb.places if name in query)


def _fused(kb: KnowledgeBase, query: str, within: Collection[str], pool: int) -> list[Hit]:
    """Candidates of both indexes with both scores of each, mixed by ``dense_weight``.

    Word scores are scaled by the best one over everything, so that a restriction changes which candidates there are
    but never their scores.
    """
    weight = kb.config.dense_weight
    lexical = dict(kb.lexical.search(query, limit=pool, within=within))
    dense = dict(kb.dense.search(query, limit=pool, within=within)) if weight else {}
    lexical |= kb.lexical.scores(query, [id for id in dense if id not in lexical])
    dense |= kb.dense.scores(query, [id for id in lexical if id not in dense]) if weight else {}
    top = max((score for _, score in kb.lexical.search(query, limit=1)), default=1.0)
    hits = []
    for id in {**lexical, **dense}:
        words, vector = lexical.get(id, 0.0), dense.get(id, 0.0)
        hits.append(Hit(id, (1 - weight) * words / top + weight * max(0.0, vector), words, vector))
    return hits


def _ranked(kb: KnowledgeBase, query: str, hits: list[Hit], places: Collection[str]) -> list[Hit]:
    """Weigh authority and intent: national rules first where no place is named, the kind of power asked for."""
    wanted = next((kind for kind, pattern in _INTENTS if pattern.search(query)), "")
    hits = sorted(hits, key=lambda h: (-h.score, h.provision_id))
    ids = [hit.provision_id for hit in hits]
    giving = _units_with(kb, Power, ids, {"kind": [wanted]}) if wanted else set()
    asked = named_agencies(query)
    naming = _units_with(kb, Agency, ids, {"surface": asked}) if asked else set()
    out = []
    for hit in hits:
        edition = kb.editions[hit.provision_id.partition("#")[0]]
        factor = _place_factor(edition, places) * _AUTHORITY.get(edition.level, 1.0)
        bonus = _INTENT * (hit.provision_id in giving) + _NAMED * (hit.provision_id in naming)
        score = factor * (hit.score + bonus)
        out.append(Hit(hit.provision_id, round(score, 6), hit.lexical, hit.dense))
    return sorted(out, key=lambda h: (-h.score, h.provision_id))


def _place_factor(edition: Edition, places: Collection[str]) -> float:
    if edition.region in ("", "全国"):
        return 1.0
    if not places:
        return _LOCAL
    if any(edition.title.startswith(p) for p in places) or edition.region in places:
        return 1.15
    return _ELSEWHERE


def named_agencies(query: str) -> list[str]:
    """The agencies that *query* names, as written: 乡镇人民政府, 市场监督管理部门."""
    return sorted({agency.surface for agency in agencies_in(query)})


def _units_with(
    kb: KnowledgeBase, kind: type[Power] | type[Agency], ids: Sequence[str], equals: Mapping[str, Sequence[str]]
) -> set[str]:
    """Those of *ids* that carry a tag of *kind* with the given values."""
    wanted = set(ids)
    docs = tuple({id.partition("#")[0] for id in ids})
    return {t.provision_id for t in kb.store.select(kind, doc_id=docs, **equals) if t.provision_id in wanted}


def _carriers(kb: KnowledgeBase, filters: Filters) -> set[str] | None:
    """The units that have the power type and the agency asked for (as written or as called today); None: all."""
    found = []
    if filters.power:
        kinds = {row.kind for row in power_types() if row.kind.startswith(filters.power)}
        found.append({tag.provision_id for tag in kb.store.select(Power, kind=kinds)})
    if filters.agency:
        names = [(row.surface, row.canonical) for row in agencies()]
        names += [(row.stem, row.canonical) for row in agency_stems()]
        written = {surface for surface, canonical in names if filters.agency in surface or filters.agency in canonical}
        tags = kb.store.select(Agency, surface=written)
        found.append(
            {tag.provision_id for tag in tags if filters.agency in tag.surface or filters.agency in tag.canonical}
        )
    return set.intersection(*found) if found else None


def _with_direct(kb: KnowledgeBase, query: str, hits: list[Hit], within: Collection[str]) -> list[Hit]:
    """Put the article that the query names by law and number in front."""
    match = _DIRECT.search(query)
    if not match:
        return hits
    try:
        versions = [e for e in kb.resolver.find(match["law"]) if e.doc_id in within]
        address = normalise(match["place"])
    except (NotFound, ValueError):
        return hits
    top = max((h.score for h in hits), default=1.0)
    named = [Hit(f"{e.doc_id}#{address}", top + 1, 0.0, 0.0) for e in versions]
    there = [h for h in named if _exists(kb, h.provision_id)]
    taken = {h.provision_id for h in there}
    return [*there, *(h for h in hits if h.provision_id not in taken)]


def _exists(kb: KnowledgeBase, id: str) -> bool:
    try:
        kb.store.get(Provision, id)
    except NotFound:
        return False
    return True
