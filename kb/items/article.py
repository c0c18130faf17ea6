"""One article with all that was found in it, and who is competent for it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kb.model import Agency, Citation, Document, Penalty, Power, PowerItem, Provision
from kb.naming import subject_of
from kb.tag.agencies import default_authority, find_agencies, level_of
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
    acting: list[Agency] = field(default_factory=list)

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
            article.acting = _acting(article)
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
        self._managing: list[Agency] | None = None
        self._most: list[Agency] | None = None
        self._terms: dict[str, list[str]] | None = None
        self.subject = subject_of(document.title, place_of(document.title))
        self.granted: dict[tuple[str, str], PowerItem] = {}  # by kind and name

    def agencies(self) -> list[Agency]:
        """The default authority for penalties, looked for once: who is made competent, else who is named again and again."""
        if self._agencies is None:
            self._agencies = self._local(default_authority(self._provisions)[0]) or self._named_most()
        return self._agencies

    def managing(self) -> list[Agency]:
        """The default authority for every other power: penalties may be left to another body."""
        if self._managing is None:
            self._managing = self._local(default_authority(self._provisions, punishing=False)[0])
        return self._managing

    def default(self, power: Power | None) -> list[Agency]:
        """Who exercises *power* (None: a penalty) where an article names nobody; governments and crowds say nothing.

        Rewards come from whoever gives them; of benefits and confirmations only those of a law with one department.
        """
        coerces = power is None or power.kind.startswith("行政强制") or power.rule == "其他-责令"
        registers = power is not None and power.kind == "行政确认" and "登记" in self.document.title
        many = power is not None and power.kind in _FROM_MANY and not registers
        found = (self.agencies() if coerces else self.managing()) or ([] if many else self._named_most())
        names = {agency.canonical or agency.surface for agency in found}
        if len(names) > _MANY or names & _GOVERNMENTS or all(_ANYBODY.fullmatch(name) for name in names):
            return []
        return found if not many or (power and power.kind != "行政奖励" and self._alone(found)) else []

    def _local(self, found: Sequence[Agency]) -> list[Agency]:
        """*found* without the central body where the local ones of the same kind stand beside it."""
        kept = []
        for at, agency in enumerate(found):
            unit = self.places[agency.provision_id]
            central = level_of(unit.text, agency.start - unit.start) == "国务院"
            again = any(other.canonical == agency.canonical for other in found[at + 1 :])
            if not (central and agency.canonical and again):
                kept.append(agency)
        return kept

    def _alone(self, found: Sequence[Agency]) -> bool:
        """Whether the article that makes *found* competent gives no other body a share."""
        unit = self.places.get(found[0].provision_id) if found else None
        named = {a.canonical or a.surface for a in find_agencies(unit)} if unit else set()
        return len(named - _GOVERNMENTS) == 1

    def resolved(self, agency: Agency) -> list[Agency]:
        """*agency*, or the bodies that the law means by it: 主管机关 where the law says who that is."""
        if agency.canonical:
            return [agency]
        if bodies := self._defined().get(agency.surface):
            return [replace(agency, canonical=body) for body in bodies]
        if agency.surface in _ROLE_NAMES and (agency.surface != "登记管理机关" or "登记" in self.document.title):
            main = {body.canonical for body in self.agencies()} - {""}
            if len(main) == 1 and not main & _GOVERNMENTS:
                return [replace(agency, canonical=main.pop())]
        return [agency]

    def carries_out(self, name: str) -> bool:
        """Whether this is the ordinance of the law *name*, which may be shortened: 税收征管法 in 税收征收管理法实施细则."""
        rest = iter(self.document.title)
        return bool(name) and "实施" in self.document.title and all(character in rest for character in name)

    def leaves_open(self, surface: str) -> bool:
        """Whether the law itself gives *surface* to bodies that it does not name, or to many."""
        return self._defined().get(surface) == []

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
        if self._most is None:
            units = [provision for provision in self._provisions if provision.unit]
            acting = [a for unit in units for a in find_agencies(unit) if a.role == "实施" and a.canonical]
            acting = [agency for agency in acting if agency.canonical not in _GOVERNMENTS | _COURTS]
            (first, n), (_, second) = [*Counter(a.canonical for a in acting).most_common(2), ("", 0), ("", 0)][:2]
            self._most = [a for a in acting if a.canonical == first][:1] if n >= max(_OFTEN, 2 * second) else []
        return self._most


_GENERAL_PART = 20  # articles
_OFTEN = 4  # acts of one department that make it the law's own
_MANY = 3  # bodies under one name, beyond which the name says more
_GOVERNMENTS = {"人民政府", "国务院", "街道办事处"}
_FROM_MANY = ("行政奖励", "行政给付", "行政确认")
_COURTS = {"人民法院", "人民检察院"}
_ROLE_NAMES = {"主管机关", "登记管理机关", "监督检查部门", "监督检查机关", "监督管理机关"}
_DEFINES = re.compile(r"(?:以下|下)?(?:简|统)称|以下称|(?:部门|机关|机构)，?(?:是|为)")
_CALLED = re.compile(r"[（(，]?(?:以下|下)?(?:(?:简|统)称|(?<=以下)称)(?:为)?[“\"]?[^，。；）)”\"]{0,12}$")
_IS = re.compile(r"，?(?:是|为|系)(?!本级)")
_OF_THIS = re.compile(r"，?是[^，。；]{0,40}$")


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
        if len(earlier) > 1 and not any(a.canonical for a in bodies) and _IS.match(unit.text, earlier[-2][1]):
            bodies = _listed(unit.text, earlier[:-1], earlier[-2][1])  # 民政部门是样品登记管理机关（以下称登记机关）
        names = list(dict.fromkeys(a.canonical for a in bodies if a.canonical))
        if 0 < len(names) <= _MANY and not _COURTS & set(names):
            yield term.surface, names
        elif called:
            yield term.surface, []


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


def competent(
    law: Law, article: Article, clauses_: Sequence[Clause], power: Power | None = None
) -> tuple[list[Agency], str]:
    """The deciding bodies and the article that names them; *power* is None for a penalty.

    The words of the clauses come first, be they only 有关部门; then the paragraph, then a clause of the article that gives
    the same kind of power, then the general part. A bare 主管部门 is the one that the law makes competent. Nobody is
    competent by this law for what it leaves to another (依照有关法律的规定处罚).
    """
    here = article.unit.id
    acting = [body for a in article.acting for body in law.resolved(a)]
    found = _of_clauses(law, article, acting, clauses_, power)
    if named := [a for a in found if a.canonical or not _ANYBODY.fullmatch(a.surface)]:
        return named, here
    if any(not _BARE.fullmatch(a.surface) or law.leaves_open(a.surface) for a in found):
        return found, here  # 有关部门 is what the article says
    if power is None and _points_elsewhere(law, article, clauses_):
        led = article.part_at(clauses_[0].start).kind == "项" and not found
        others = (_nearby(article, acting, clauses_, power) if led else []) or _police(article, clauses_)
        return others, here if others else ""
    if not found and (near := _nearby(article, acting, clauses_, power)):
        return near, here
    if inherited := law.default(power):
        return inherited, inherited[0].provision_id
    return found, here if found else ""


_ANYBODY = re.compile(
    r"(?:其他|各)?(?:有关|相关)?(?:行政)?(?:主管|管理|监督管理|职能)?(?:部门|机关|机构|单位)"
    r"|[作做]出[^，。；]{0,12}决定的(?:部门|机关|机构)|(?:其|所属|下属|派出)+(?:管理)?(?:部门|机关|机构)"
)
_BARE = re.compile(r"(?:行政)?(?:主管|管理|监督管理)?(?:部门|机关|机构|单位)(?<!^行政机关)")
_FILED = re.compile(r"[^，。；]{0,8}(?:备案|批准|同意|核准|审批|审查|登记)")
_APPLIED = re.compile(rf"{_FILED.pattern}|[^，。；]{{0,4}}(?:提交|提出|申请|申报)")

# A body that no table knows, by its ending and by the act that follows: 由样品管理站责令…, 报样品协调办公室备案.
_NAME = r"[^，。；：、由向报经对的\s]{2,24}?(?:部门|机关|机构|委员会|[委安爱]会|办公室|指挥部|(?<![布格结])局|政府|管理[站所处]|中心|[大支总]队|企业|公司|[经运]营单位|协会|联合会)"
_ACT = (
    r"(?=会同|依法|依照|按照?|根据|在|对|责令|给予|予以|处|没收|吊销|暂扣|取消|撤销|收缴|批准|审[批核查]|核[准发]|颁发|发给|办理|负责|组织|实施|受理"
    r"|决定|征收|收取|登记|认定|注销|强制|代为|进行|可以|应当|提请|报|视|封存|扣押|限期|提出)"
)
_BY = re.compile(rf"由(?!于)(?P<name>{_NAME}){_ACT}")
_TO = re.compile(
    rf"(?<![申汇通达])(?:向|到|报经|报请|报|应当经|须经|必须经|征得|取得)(?P<name>{_NAME})的?(?:书面|事先|依法)?(?:为[^，。；]{{1,8}})?"
    r"(?=同意|批准|审[批核查]|核准|许可|备案|登记|办理|申请|申领|申报|提出|认定|确认|缴纳|交纳)"
)
_AWARD = re.compile(r"(?:依法|统一)?(?:核发|颁发|发放|签发|授予|出具|制发|发给|批准|核准)的")
_AWARDED_BY = re.compile(rf"(?:取得|领取|申领|持有?|获得|办理)(?P<name>{_NAME})(?={_AWARD.pattern})")
_LEVEL_FIRST = re.compile(
    r"(?:国务院|其|当地|所在地|本级|同级|上一?级|省(?!际)|自治区|直辖市|设区的|市(?![政场容民])|县(?!城)|区(?![域块])|级|以上|地方|人民政府|政府|有关|相关|相应|或者?|和|及)+"
)


def _acting(article: Article) -> list[Agency]:
    """The bodies that act in the article; in a clause where no known one does, the one that it names by its own words."""
    acting = [a for a in article.agencies if a.role in _ACTING]
    for clause in article.clauses:
        if not any(clause.split <= a.start < clause.end for a in acting):
            acting += _written(article, clause, (_BY, _TO))[:1]
    return sorted(acting, key=lambda a: a.start)


def _written(article: Article, clause: Clause, patterns: Sequence[re.Pattern[str]]) -> list[Agency]:
    text = article.text(clause.split, clause.end)
    found = []
    for pattern in patterns:
        for match in pattern.finditer(text):
            level = _LEVEL_FIRST.match(match["name"])
            start = clause.split + match.start("name") + (level.end() if level else 0)
            surface = article.text(start, clause.split + match.end("name"))
            if len(surface) > 2 and not _NO_BODY.search(surface):
                end = start + len(surface)
                found.append(Agency(article.unit.doc_id, article.unit.id, start, end, "原文", surface, "", "实施"))
    return found


_NO_BODY = re.compile(r"所在|本企业|该企业|^企业|^公司|法院|检察院|仲裁")


def _of_clauses(
    law: Law, article: Article, acting: Sequence[Agency], clauses_: Sequence[Clause], power: Power | None
) -> list[Agency]:
    """The bodies that the clauses themselves name, in their consequence, as the giver of a permit, or in the condition."""
    found: list[Agency] = []
    for clause in clauses_:
        elsewhere = _ELSEWHERE.search(article.text(clause.start, clause.split))
        if (found and (elsewhere or not sanctions(article, clause))) or (
            power is None and _disciplines(article, clause)
        ):
            continue
        if power is not None and (receiving := _receiving(article, clause, power)):
            found += [body for a in receiving for body in law.resolved(a)]
            continue
        inside = [a for a in acting if clause.split <= a.start < clause.end]
        found += _together(article, _deciding(article, inside, clause))
    if not found:
        own = [a for a in acting if any(c.start <= a.start < c.split for c in clauses_)]
        found = _together(article, own)
    return found


def _disciplines(article: Article, clause: Clause) -> bool:
    """Whether the clause only brings its staff before their superiors: 由其上级机关给予处分."""
    return not sanctions(article, clause) and "处分" in article.text(clause.split, clause.end)


def _receiving(article: Article, clause: Clause, power: Power) -> list[Agency]:
    """Who gives the permit that the clause speaks of (取得…核发的), with whom something is filed, who decides at the end."""
    named = [a for a in article.agencies if clause.split <= a.start < clause.end]
    if power.kind in _GIVEN:
        awarding = [a for a in named if _AWARD.match(article.text(a.end, clause.end)) and _gets(article, a, clause)]
        if awarding or (awarding := _written(article, clause, (_AWARDED_BY,))):
            return awarding[:1]
        last = [a for a in named if a.role == "报告" and _DECIDES.match(article.text(a.end, clause.end))]
        last = [a for a in last if not _AT_NEED.search(article.text(clause.start, a.start))]
        if last:
            return _up_to(article, named, last[-1])
    acts = any(a.role in _ACTING for a in named)
    fits = _APPLIED if power.kind in _GIVEN else _FILED
    filed = [a for a in named if a.role == "报告" and fits.match(article.text(a.end, min(a.end + 16, clause.end)))]
    return _up_to(article, named, filed[-1]) if filed and (power.rule == "其他-备案" or not acts) else []


def _up_to(article: Article, named: Sequence[Agency], last: Agency) -> list[Agency]:
    """*last* and those listed with it before: 报农业、林业主管部门备案."""
    kept = [last]
    for agency in reversed([a for a in named if a.end <= last.start and a.role == last.role]):
        if not re.fullmatch(r"[^，。；]{0,12}[、和或与及][^，。；]{0,8}|、", article.text(agency.end, kept[0].start)):
            break
        kept.insert(0, agency)
    return kept


_GIVEN = ("行政许可", "行政确认")
_AT_NEED = re.compile(r"必要时，?[^，。；]{0,24}$")
_GETS = re.compile(r"(?:取得|领取|申领|持有?|获得|办理)[^，。；]{0,24}$")


def _gets(article: Article, agency: Agency, clause: Clause) -> bool:
    return _GETS.search(article.text(clause.start, agency.start)) is not None


_POINTS = re.compile(
    r"治安管理处罚|(?:依照|按照|依据|根据|适用)(?!前|第|[^，。；]{0,30}本(?:法|条|办法|规定|细则))[^，。；]{0,30}?"
    r"(?:(?:《|中华人民共和国)*(?P<law>[^，。；《》]{2,24}?(?:法|条例))》?第?|(?:法律|法规|条例|规定|办法|法))"
    r"[^，。；]{0,40}(?:处罚|处理|给予|予以|执行)"
)
_POLICE = re.compile(r"治安管理处罚")


def _points_elsewhere(law: Law, article: Article, clauses_: Sequence[Clause]) -> bool:
    """Whether every sanction of the clauses is left to another law than the one that this law carries out."""
    found = [clause for clause in clauses_ if sanctions(article, clause)]
    if any(c.split <= p.start < c.end for c in found for p in article.penalties):
        return False
    pointers = [_POINTS.search(article.text(c.split, c.end)) for c in found]
    return bool(found) and all(p is not None and not law.carries_out(p["law"] or "") for p in pointers)


def _police(article: Article, clauses_: Sequence[Clause]) -> list[Agency]:
    """The police, whom the 治安管理处罚法 makes competent, unnamed as they are here."""
    for clause in clauses_:
        if match := _POLICE.search(article.text(clause.split, clause.end)):
            start = clause.split + match.start()
            return [Agency(article.unit.doc_id, article.unit.id, start, start, "原文", "", "公安机关", "实施")]
    return []


def _nearby(
    article: Article, acting: Sequence[Agency], clauses_: Sequence[Clause], power: Power | None
) -> list[Agency]:
    """Who acts before the clauses in their paragraph or the lead of their list, else where the article gives the same power."""
    first = min((clause.start for clause in clauses_), default=article.unit.start)
    part = article.part_at(first)
    paragraph = part.address.partition("第（")[0]
    before, after = [], []
    for agency in acting:
        clause, place = article.clauses[article.clause_at(agency.start)], article.part_at(agency.start)
        own = place is article.unit or place.address.partition("第（")[0] == paragraph
        beside = place.kind == "项" and place is not part  # another line of the list
        by_role = power is not None and _BY_ROLE.match(agency.surface)
        if _ANYBODY.fullmatch(agency.surface) or beside or clause in clauses_:
            continue
        if _ELSEWHERE.search(article.text(clause.start, clause.split)) and power is None:
            continue
        if agency.start < first and (own or (_uses(article, clause, power) and _first(article, clause, place, power))):
            before.append(agency)
        elif agency.start > first and (own or power) and not by_role and _uses(article, clause, power):
            after.append(agency)
    if before:
        last = article.clauses[article.clause_at(before[-1].start)]
        return _together(article, _deciding(article, [a for a in before if last.start <= a.start], last))
    return _together(article, after)


_BY_ROLE = re.compile("原|发证|核发|审批|受理")  # whoever it was that granted it


def _first(article: Article, clause: Clause, place: Provision, power: Power | None) -> bool:
    """Whether nothing is punished before *clause* in its paragraph: who comes later is competent for a graver case only."""
    earlier = [c for c in article.clauses if place.start <= c.start < clause.start]
    return power is not None or not any(sanctions(article, c) for c in earlier)


def _uses(article: Article, clause: Clause, power: Power | None) -> bool:
    """Whether *clause* gives a penalty, or the kind of *power*; coercion follows the penalty."""
    if power is None or power.kind.startswith("行政强制") or power.rule == "其他-责令":
        return sanctions(article, clause)
    return any(clause.start <= p.start < clause.end and p.kind == power.kind for p in article.powers)


_FORWARDS = re.compile(r"[^。；]{0,40}(?:报|报送|转报|上报|报请|送)[^，。；报]{0,24}")
_DECIDES = re.compile(r"[^，。；]{0,6}(?:核发|颁发|发给|审批|批准|核准|决定|认定|确认|命名|登记)")
_AFTER_THAT = re.compile(r"^[^，。；]{0,20}(?:登记|手续|执照|证书?|许可)[^，。；]{0,4}后，?(?:再)?(?:向|到|报|由)")
_ASKS = re.compile(r"(?:提请|报请|报经|报)[^，。；]{0,10}$")
_VILLAGE = re.compile(r"[乡镇][）)]?(?:级|人民|政府)|街道|村民")
_UNDERGOES = re.compile(r"(?:的|依法)?(?:实施|进行|开展)?的?(?:业务|统一|日常)?(?:监督|检查|管理|监管|调查)")


def _deciding(article: Article, inside: list[Agency], clause: Clause) -> list[Agency]:
    """*inside* from the one who decides: not who passes an application on (乡镇…报县…核发), nor who is inspected."""
    for at, agency in enumerate(inside):
        before = article.text(max(clause.start, agency.start - 12), agency.start)
        if (
            at
            and _ASKS.search(article.text(inside[at - 1].end, agency.start))
            and _DECIDES.match(article.text(agency.end, clause.end))
        ):
            return inside[at:]
        if at and _AFTER_THAT.search(article.text(inside[at - 1].end, agency.start)):
            return _deciding(article, inside[at:], clause)
        if re.search(r"接受[^，。；]{0,10}$", before) and _UNDERGOES.match(article.text(inside[-1].end, clause.end)):
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
