"""One article with all that was found in it, and who is competent for it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kb.model import Agency, Citation, Document, Penalty, Power, PowerItem, Provision
from kb.naming import subject_of
from kb.tag.agencies import default_authority, find_agencies
from kb.tag.clauses import Clause, clauses
from kb.titles import place_of

ANNOUNCES = re.compile(r"[：:]\s*$")  # the end of a lead that a list follows
_ACTING = ("实施", "会同", "受托")
_PUNISHES = re.compile(
    r"罚款|没收|吊销|暂扣|警告|通报批评|停产|停业|关闭|拘留|处罚|降低[^，。；]{0,8}资质|不得从事|禁止从事|限制从业|取消[^，。；]{0,12}资格"
)


@dataclass(slots=True)
class Article:
    """One article with all that was found in it; offsets are those of the document."""

    unit: Provision
    parts: list[Provision]  # 款 and 项, the unit first
    clauses: list[Clause]
    agencies: list[Agency]
    powers: list[Power]
    penalties: list[Penalty]
    citations: list[Citation]

    def text(self, start: int, end: int) -> str:
        return self.unit.text[start - self.unit.start : end - self.unit.start]

    def part_at(self, offset: int) -> Provision:
        """The finest part that holds *offset*."""
        inside = [part for part in self.parts if part.start <= offset < part.end]
        return min(inside, key=lambda part: part.end - part.start) if inside else self.unit

    def clause_at(self, offset: int) -> int:
        return bisect_right([clause.start for clause in self.clauses], offset) - 1


def articles_of(
    provisions: Sequence[Provision], tags: Iterable[object], citations: Iterable[Citation]
) -> Iterator[Article]:
    """The units that carry a power or a penalty, with their parts and tags."""
    units = [provision for provision in provisions if provision.unit]
    made = {unit.id: Article(unit, [unit], [], [], [], [], []) for unit in units}
    starts = [unit.start for unit in units]
    for tag in tags:
        if isinstance(tag, Agency):
            made[tag.provision_id].agencies.append(tag)
        elif isinstance(tag, Power):
            made[tag.provision_id].powers.append(tag)
        elif isinstance(tag, Penalty):
            made[tag.provision_id].penalties.append(tag)
    for citation in citations:
        made[citation.provision_id].citations.append(citation)
    for part in provisions:
        if part.kind in ("款", "项") and starts and (at := bisect_right(starts, part.start) - 1) >= 0:
            made[units[at].id].parts.append(part)
    for article in made.values():
        if article.powers or article.penalties:
            unit = article.unit
            article.clauses = [_moved(clause, unit.start) for clause in clauses(unit.text)]
            yield article


def _moved(clause: Clause, by: int) -> Clause:
    return Clause(clause.start + by, clause.split + by, clause.end + by, clause.grades, clause.line)


class Law:
    """One document: its provisions by id, and the bodies that enforce it where an article names none."""

    def __init__(self, document: Document, provisions: Sequence[Provision]) -> None:
        self.document = document
        self.places = {provision.id: provision for provision in provisions}
        self._provisions = provisions
        self._agencies: list[Agency] | None = None
        self._terms: dict[str, list[str]] | None = None
        self.subject = subject_of(document.title, place_of(document.title))
        self.granted: dict[tuple[str, str], PowerItem] = {}  # by kind and name

    def agencies(self) -> list[Agency]:
        """The default authority, looked for once: who is made competent, else the one department named again and again."""
        if self._agencies is None:
            self._agencies = list(default_authority(self._provisions)[0]) or self._named_most()
        return self._agencies

    def resolved(self, agency: Agency) -> list[Agency]:
        """*agency*, or the bodies that the law means by it: 主管机关 where the law says who that is."""
        if agency.canonical:
            return [agency]
        if bodies := self._defined().get(agency.surface):
            return [replace(agency, canonical=body) for body in bodies]
        if agency.surface in _ROLE_NAMES:
            main = {body.canonical for body in self.agencies()} - {""}
            if len(main) == 1 and not main & _GOVERNMENTS:
                return [replace(agency, canonical=main.pop())]
        return [agency]

    def _defined(self) -> dict[str, list[str]]:
        """What the general part calls its bodies (以下统称登记机关, 主管机关是公安机关), looked for once."""
        if self._terms is None:
            self._terms = {}
            units = [provision for provision in self._provisions if provision.unit]
            for unit in units[:_GENERAL_PART]:
                if _DEFINES.search(unit.text):
                    for term, bodies in _definitions(unit):
                        self._terms.setdefault(term, bodies)
        return self._terms

    def _named_most(self) -> list[Agency]:
        """The one department that acts all through a law without a competence clause; empty where two do so."""
        units = [provision for provision in self._provisions if provision.unit]
        acting = [
            agency
            for unit in units
            for agency in find_agencies(unit)
            if agency.role == "实施" and agency.canonical and agency.canonical not in _GOVERNMENTS | _COURTS
        ]
        counts = Counter(agency.canonical for agency in acting).most_common(2)
        if not counts or counts[0][1] < _OFTEN or (len(counts) > 1 and counts[0][1] < 2 * counts[1][1]):
            return []
        return [next(agency for agency in acting if agency.canonical == counts[0][0])]


_GENERAL_PART = 20  # articles
_OFTEN = 4  # acts of one department that make it the law's own
_MANY = 3  # bodies under one name, beyond which the name says more
_GOVERNMENTS = {"人民政府", "国务院", "街道办事处"}
_COURTS = {"人民法院", "人民检察院"}
_ROLE_NAMES = {"主管机关", "登记管理机关", "监督检查部门", "监督检查机关", "监督管理机关"}
_DEFINES = re.compile(r"(?:以下|下)?(?:简|统)称|以下称|(?:部门|机关|机构)，?(?:是|为)")
_CALLED = re.compile(r"[（(，]?(?:以下|下)?(?:(?:简|统)称|(?<=以下)称)(?:为)?[“\"]?[^，。；）)”\"]{0,12}$")
_IS = re.compile(r"，?(?:是|为|系)(?!本级)")
_OF_THIS = re.compile(r"是[^，。；]{0,40}$")


def _definitions(unit: Provision) -> Iterator[tuple[str, list[str]]]:
    """Each name without a body of its own that *unit* gives to a body, with the body."""
    found = [(a.start - unit.start, a.end - unit.start, a) for a in find_agencies(unit)]
    for at, (start, end, term) in enumerate(found):
        if term.canonical:
            continue
        sentence = max(unit.text.rfind(mark, 0, start) for mark in "。；\n") + 1
        earlier = [f for f in found[:at] if f[0] >= sentence]
        called = _CALLED.search(unit.text, max(sentence, start - 24), start)
        bodies: list[Agency] = []
        if called:
            bodies = _listed(unit.text, earlier, called.start())
        elif term.surface in _ROLE_NAMES and (verb := _IS.match(unit.text, end)):
            stop = re.compile(r"[。；\n]|$").search(unit.text, verb.end())
            until = stop.start() if stop else len(unit.text)
            bodies = [a for s, _, a in found[at + 1 :] if verb.end() <= s < until]
        elif term.surface in _ROLE_NAMES and earlier and _OF_THIS.match(unit.text[earlier[-1][1] : start]):
            bodies = _listed(unit.text, earlier, earlier[-1][1])
        names = list(dict.fromkeys(a.canonical for a in bodies if a.canonical))
        if 0 < len(names) <= _MANY and not _COURTS & set(names):
            yield term.surface, names


def _listed(text: str, found: list[tuple[int, int, Agency]], end: int) -> list[Agency]:
    """The bodies listed together up to *end*, the last first; one without a name of its own may be among them."""
    listed: list[Agency] = []
    for start, stop, agency in reversed(found):
        if not re.fullmatch(r"[^，。；]{0,30}" if listed else r"[^，。；、]{0,4}", text[stop:end]):
            break
        if listed and not re.search(r"[、和或及与]", text[stop:end]):
            break
        listed.append(agency)
        end = start
    return listed[::-1]


_ELSEWHERE = re.compile(r"治安管理|犯罪|刑事|赔偿|处分")


def competent(law: Law, article: Article, clauses_: Sequence[Clause]) -> tuple[list[Agency], str]:
    """The acting bodies: those of the clauses, of what else stands in the article, of the whole law.

    What the article says comes first, be it only 有关部门; a bare 主管部门 is the one that the law makes competent.
    """
    here = article.unit.id
    acting = [body for agency in article.agencies if agency.role in _ACTING for body in law.resolved(agency)]
    found: list[Agency] = []
    for clause in clauses_:
        if found and (not sanctions(article, clause) or _ELSEWHERE.search(article.text(clause.start, clause.split))):
            continue
        inside = [a for a in acting if clause.split <= a.start < clause.end]
        found += _together(article, _deciding(article, inside, clause))
    named = [a for a in found if a.canonical] or [a for a in found if not _ANYBODY.fullmatch(a.surface)]
    if named:
        return named, here
    first = min((clause.start for clause in clauses_), default=article.unit.start)
    before = [a for a in acting if a.start < first and not _ANYBODY.fullmatch(a.surface)]
    if before and not found:
        last = article.clauses[article.clause_at(before[-1].start)]
        return _together(article, [a for a in before if last.start <= a.start]), here
    if any(not _BARE.fullmatch(a.surface) for a in found):
        return found, here  # 有关部门 is what the article says
    if not found and (other := _elsewhere(article, acting, clauses_)):
        return [body for agency in other for body in law.resolved(agency)], here
    inherited = law.agencies()
    if inherited:
        return inherited, inherited[0].provision_id
    return found, here if found else ""


_ANYBODY = re.compile(r"(?:其他|各)?(?:有关|相关)?(?:行政)?(?:主管|管理|监督管理|职能)?(?:部门|机关|机构|单位)")
_BARE = re.compile(r"(?:行政)?(?:主管|管理|监督管理)?(?:部门|机关|机构|单位)(?<!^行政机关)")
_FILED = re.compile(r"[^，。；]{0,8}(?:备案|批准|同意|核准|审批|审查|登记)")


def _elsewhere(article: Article, acting: Sequence[Agency], clauses_: Sequence[Clause]) -> list[Agency]:
    """Who acts in the conditions of the clauses, with whom something is filed there, or who acts later in the article."""
    own = [a for a in acting if any(c.start <= a.start < c.split for c in clauses_)]
    if own:
        return _together(article, own)
    punished = any(sanctions(article, clause) for clause in clauses_)
    if not punished:
        filed = [
            a
            for a in article.agencies
            if a.role == "报告"
            and any(c.split <= a.start < c.end for c in clauses_)
            and _FILED.match(article.text(a.end, min(a.end + 16, article.unit.end)))
        ]
        if filed:
            return _together(article, filed)
    last = max((clause.end for clause in clauses_), default=article.unit.end)
    after = [
        a for a in acting if a.start >= last and a.canonical not in _GOVERNMENTS and not _ANYBODY.fullmatch(a.surface)
    ]
    return _together(article, [a for a in after if not a.rule.startswith("描述") and _uses(article, a, punished)])


def _uses(article: Article, agency: Agency, punished: bool) -> bool:
    """Whether a power follows the name in its clause: a penalty where one is looked for, else any other power."""
    clause = article.clauses[article.clause_at(agency.start)]
    if punished:
        return sanctions(article, clause)
    return any(agency.end <= p.start < clause.end and p.kind != "行政处罚" for p in article.powers)


_FORWARDS = re.compile(r"[^。；]{0,40}(?:报|报送|转报|上报|报请|送)[^，。；报]{0,24}")
_DECIDES = re.compile(r"[^，。；]{0,6}(?:核发|颁发|发给|审批|批准|核准|决定)")
_VILLAGE = re.compile(r"[乡镇][）)]?(?:级|人民|政府)|街道|村民")
_UNDERGOES = re.compile(r"(?:的|依法)?(?:实施|进行|开展)?的?(?:业务|统一|日常)?(?:监督|检查|管理|监管|调查)")


def _deciding(article: Article, inside: list[Agency], clause: Clause) -> list[Agency]:
    """*inside* from the one who decides: not who passes an application on (乡镇…报县…核发), nor who is inspected."""
    for at, agency in enumerate(inside):
        before = article.text(max(clause.start, agency.start - 12), agency.start)
        inspects = re.search(r"接受[^，。；]{0,10}$", before) and _UNDERGOES.match(article.text(agency.end, clause.end))
        if at and inspects:
            return inside[at:]
    if not inside or not all(_VILLAGE.search(agency.surface) for agency in inside):
        return inside
    for agency in article.agencies:
        passed = inside[-1].end <= agency.start < clause.end and _FORWARDS.fullmatch(
            article.text(inside[-1].end, agency.start)
        )
        if passed and _DECIDES.match(article.text(agency.end, clause.end)):
            return [agency]
    return inside


def _together(article: Article, found: list[Agency]) -> list[Agency]:
    """The first body and those listed with it; one that comes after another act is competent for that act only."""
    kept = found[:1]
    for agency in found[1:]:
        if not re.fullmatch(r"[^，。；]{0,16}", article.text(kept[-1].end, agency.start)):
            break
        if _PUNISHES.search(article.text(kept[-1].end, agency.start)):
            break
        kept.append(agency)
    return kept


def sanctions(article: Article, clause: Clause) -> bool:
    """Whether a penalty follows in *clause*."""
    return any(clause.start <= p.start < clause.end for p in article.penalties) or any(
        clause.start <= p.start < clause.end for p in article.powers if p.kind == "行政处罚" and p.rule != "处罚-职权"
    )


def punishes(article: Article) -> bool:
    return bool(article.penalties) or any(p.kind == "行政处罚" for p in article.powers)
