"""What each article of a draft rests on, and how much of it is taken over from a superior text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb.address import article
from kb.conflicts.basis import core
from kb.conflicts.material import Material
from kb.conflicts.space import superior
from kb.index.lexical import pairs
from kb.model import Edition, Provision

_RUN = 8  # characters that two texts must share to count as one taken from the other
_PROBE = 12  # characters of the superior text looked up at a time
_TRIED = 5  # superior articles compared with each article of the draft
_LIKE = 0.45  # share of the pairs of characters from which an article counts as a basis
_PURPOSE = re.compile("制定本(?:法|条例|办法|规定|细则|实施办法)")
_WEIGHTLESS = 400  # superior conducts in which a pair of characters may stand and still tell anything


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the draft. ``basis_id`` is the superior article nearest to it, ``copied`` the share taken over."""

    provision_id: str
    address: str
    heading: str
    start: int
    end: int
    basis_id: str
    basis: str  # as people cite it; empty where none was found
    copied: float


def articles_of(material: Material, draft: Edition) -> Iterator[Article]:
    """Every article of *draft*, in order."""
    units = material.units.get(draft.doc_id, [])
    above = [id for id, edition in material.editions.items() if superior(edition, draft)]
    candidates = _copied_from(material, units, above)
    conducts = _by_conduct(material, draft, above)
    for unit in units:
        near = [*candidates.get(unit.id, ()), *conducts.get(unit.id, ())]
        best, copied = _nearest(material, unit, near, list(_cited(material, unit)))
        cite = material.cite(best) if best else ""
        yield Article(unit.id, unit.address, unit.heading, unit.start, unit.end, best, cite, round(copied, 2))


def _copied_from(material: Material, units: list[Provision], above: list[str]) -> Mapping[str, list[str]]:
    """For each unit of the draft the superior units with which it shares words, most shared first."""
    windows: dict[str, str] = {}
    for unit in units:
        text = _plain(unit.text)
        windows.update((text[i : i + _PROBE], unit.id) for i in range(len(text) - _PROBE + 1))
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for doc_id in above:
        for other in material.units.get(doc_id, ()):
            text = _plain(other.text)
            for start in range(0, len(text) - _PROBE + 1, _PROBE):
                own = windows.get(text[start : start + _PROBE])
                if own is not None:
                    found[own][other.id] += 1
    return {own: [id for id, _ in hits.most_common(_TRIED)] for own, hits in found.items()}


def _by_conduct(material: Material, draft: Edition, above: list[str]) -> Mapping[str, list[str]]:
    """For each unit of the draft the superior units whose punished or licensed conduct shares most with its own."""
    own = material.items_of.get(draft.doc_id, ())
    wanted = {pair for item in own for pair in pairs(item.conduct)}
    rows: dict[str, list[int]] = defaultdict(list)
    places: list[tuple[str, str, int]] = []
    for doc_id in above:
        for item in material.items_of.get(doc_id, ()):
            shared = set(pairs(item.conduct))
            for pair in shared & wanted:
                rows[pair].append(len(places))
            places.append((item.provision_id, item.kind, len(shared)))
    found: dict[str, list[str]] = defaultdict(list)
    for item in own:
        mine = set(pairs(item.conduct))
        hits = Counter(n for pair in mine if len(rows[pair]) <= _WEIGHTLESS for n in rows[pair])
        best = sorted(hits, key=lambda n: -hits[n] / (max(len(mine), places[n][2]) or 1))[:_TRIED]
        found[item.provision_id] += [places[n][0] for n in best if places[n][1] == item.kind]
    return found


def _cited(material: Material, unit: Provision) -> Iterator[str]:
    """The articles of other laws that *unit* names."""
    for citation in material.citations.get(unit.id, ()):
        if citation.title and citation.address:
            doc_id, _, address = material.resolver.resolve(citation).target_id.partition("#")
            id = f"{doc_id}#{article(address)}" if address else ""
            if id in material.unit:
                yield id


def _nearest(material: Material, unit: Provision, near: list[str], cited: list[str]) -> tuple[str, float]:
    """The superior unit that shares most with *unit*, and the share of *unit* that it also holds word for word.

    An article that *unit* itself cites is its basis, however little they share. Why a rule is made needs none.
    """
    if _PURPOSE.search(unit.text) and not cited:
        return "", 0.0
    if cited:
        return cited[0], _covered(_plain(unit.text), _plain(material.unit[cited[0]].text))
    text = _plain(unit.text)
    own = set(pairs(core(text)))
    best, score, copied = "", _LIKE, 0.0
    for id in dict.fromkeys(near):
        other = _plain(material.unit[id].text)
        share = _covered(text, other)
        like = max(share, len(own & set(pairs(core(other)))) / max(len(own), 1))
        if like > score:
            best, score, copied = id, like, share
    return best, copied


def _covered(text: str, other: str) -> float:
    """The share of *text* that lies in runs of at least ``_RUN`` characters that stand in *other* too."""
    known = {other[i : i + _RUN] for i in range(len(other) - _RUN + 1)}
    covered = [False] * len(text)
    for i in range(len(text) - _RUN + 1):
        if text[i : i + _RUN] in known:
            covered[i : i + _RUN] = [True] * _RUN
    return sum(covered) / max(len(text), 1)


def _plain(text: str) -> str:
    """*text* without its number and without white space."""
    head, _, rest = text.partition(" ")
    return "".join((rest if head.startswith("第") and len(head) < 12 else text).split())
