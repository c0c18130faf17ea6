"""One article with all that was found in it, and the law in which it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kb.items.assigned import Assignment, assigned_to, assignments
from kb.items.shares import share_of
from kb.model import Agency, Citation, Document, Penalty, Power, PowerItem, Provision
from kb.naming import subject_of
from kb.tag.agencies import default_authority, find_agencies, level_of
from kb.tag.clauses import Clause, clauses
from kb.tag.roles import prefix_start
from kb.titles import place_of

ANNOUNCES = re.compile(r"[：:]\s*$")  # the end of a lead that a list follows
ACTING = ("实施", "会同", "受托")


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
        self._assigned: list[Assignment] | None = None
        self._terms: dict[str, list[str]] | None = None
        place = place_of(document.title) if document.region not in ("", "全国") else ""
        self.subject = subject_of(document.title, place)
        self.granted: dict[tuple[str, str], PowerItem] = {}  # by kind and name

    def agencies(self) -> list[Agency]:
        """The default authority for penalties, looked for once: who is made competent, else who is named again and again."""
        if self._agencies is None:
            whole = next((a for a in self.assigned() if not (a.articles or a.heading or a.words)), None)
            self._agencies = list(whole.agencies) if whole else self.managing() or self._named_most()
        return self._agencies

    def assigned(self) -> list[Assignment]:
        """What the law says of who decides its penalties, looked for once."""
        if self._assigned is None:
            self._assigned = assignments([provision for provision in self._provisions if provision.unit])
        return self._assigned

    def _from(self, place: str) -> list[Assignment]:
        return [found for found in self.assigned() if found.unit.id == place]

    def assigns(self, place: str) -> bool:
        """Whether the article *place* says who decides the penalties of the law."""
        return bool(self._from(place))

    def managing(self) -> list[Agency]:
        """The default authority for every other power: penalties may be left to another body."""
        if self._managing is None:
            self._managing = self._local(default_authority(self._provisions, punishing=False)[0])
        return self._managing

    def default(self, power: Power | None, article: Article, kinds: Collection[str] = ()) -> list[Agency]:
        """Who exercises *power* (None: a penalty) where *article* names nobody; governments and crowds say nothing.

        Rewards come from whoever gives them; of benefits and confirmations only those of a law with one department.
        *kinds* are those of the penalties.
        """
        if power is not None and power.kind == "行政征收" and _takes_land(article, power):
            return []  # as only a government may
        coerces = power is None or power.kind.startswith("行政强制") or power.rule == "其他-责令"
        if coerces and (assigned := assigned_to(self.assigned(), article.unit, kinds)):
            return assigned
        registers = power is not None and power.kind == "行政确认" and "登记" in self.document.title
        many = power is not None and power.kind in _FROM_MANY and not registers
        found = (self.agencies() if coerces else self.managing()) or ([] if many else self._named_most())
        names = {agency.canonical or agency.surface for agency in found}
        if len(names) > 1 and not coerces:
            found = share_of(self.places, found, self.subject, article.unit.text)
            names = {agency.canonical or agency.surface for agency in found}
        if len(names) > _MANY or names & GOVERNMENTS or all(ANYBODY.fullmatch(name) for name in names):
            return []
        return found if not many or (power and power.kind != "行政奖励" and self._alone(found)) else []

    def general(self, named: Sequence[Agency]) -> list[Agency]:
        """The bodies of *named* where the general part makes them competent."""
        return [a for a in self.managing() if a.canonical and a.canonical in {body.canonical for body in named}]

    def _local(self, found: Sequence[Agency]) -> list[Agency]:
        """*found* without the central body where the local ones of the same kind stand beside it."""
        kept = []
        for at, agency in enumerate(found):
            unit = self.places[agency.provision_id]
            central = level_of(unit.text, agency.start - unit.start) == "国务院"
            again = any(other.canonical == agency.canonical for other in found[at + 1 :])
            part = any(_within(agency, other) for other in found[at + 1 :])
            if not part and not (central and agency.canonical and again):
                kept.append(agency)
        return kept

    def _alone(self, found: Sequence[Agency]) -> bool:
        """Whether the article that makes *found* competent gives no other body a share."""
        unit = self.places.get(found[0].provision_id) if found else None
        named = {a.canonical or a.surface for a in find_agencies(unit)} if unit else set()
        return len(named - GOVERNMENTS) == 1

    def resolved(self, agency: Agency) -> list[Agency]:
        """*agency*, or the bodies that the law means by it: 主管机关 where the law says who that is."""
        if agency.canonical:
            return [agency]
        if bodies := self._defined().get(agency.surface):
            return [replace(agency, canonical=body) for body in bodies]
        registers = agency.surface.startswith("登记")
        if agency.surface in _ROLE_NAMES and (not registers or "登记" in self.document.title):
            main = {body.canonical for body in self.agencies()} - {""}
            if len(main) == 1 and not main & GOVERNMENTS:
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
            acting = [agency for agency in acting if agency.canonical not in GOVERNMENTS | _COURTS]
            (first, n), (_, second) = [*Counter(a.canonical for a in acting).most_common(2), ("", 0), ("", 0)][:2]
            named = [a for a in acting if a.canonical == first] if n >= max(_OFTEN, 2 * second) else []
            if named and named[0].provision_id == units[0].id:  # which only tells the purpose
                general = {unit.id for unit in units[1:_GENERAL_PART] if _COMPETENT.search(unit.text)}
                named.sort(key=lambda a: (a.provision_id not in general, a.provision_id == units[0].id))
            self._most = named[:1]
        return self._most


def _takes_land(article: Article, power: Power) -> bool:
    words = article.text(max(article.unit.start, power.start - 12), power.end + 12)
    return bool(_OF_LAND.search(words)) and not _CHARGE.search(words)


def _within(whole: Agency, part: Agency) -> bool:
    """Whether the body *part* was a branch of *whole* and has left it: 公安机关 and 公安机关消防机构."""
    return part.surface.startswith(whole.surface) and part.canonical not in ("", whole.canonical)


_OF_LAND = re.compile("土地|房屋|林地|草原")
_CHARGE = re.compile("[费金税款]")
_GENERAL_PART = 20  # articles
_COMPETENT = re.compile(r"管辖|由[^，。；]{0,24}(?:负责|处罚|查处)|(?:机关|机构|部门)(?:依法)?(?:主管|负责)")
_OFTEN = 4  # acts of one department that make it the law's own
_MANY = 3  # bodies under one name, beyond which the name says more
GOVERNMENTS = {"人民政府", "国务院", "街道办事处"}
_FROM_MANY = ("行政奖励", "行政给付", "行政确认")
_COURTS = {"人民法院", "人民检察院"}
_ROLE_NAMES = {"主管机关", "登记机关", "登记管理机关", "监督检查部门", "监督检查机关", "监督管理机关"}
_DEFINES = re.compile(r"(?:以下|下)?(?:简|统)称|以下称|(?:部门|机关|机构)，?(?:是|为)")
_CALLED = re.compile(r"[（(，]?(?:以下|下)?(?:(?:简|统)称|(?<=以下)称)(?:为)?[“\"]?[^，。；）)”\"]{0,12}$")
_IS = re.compile(r"，?(?:是|为|系)(?!本级)")
_OF_THIS = re.compile(r"，?是[^，。；]{0,40}$")


def _definitions(unit: Provision) -> Iterator[tuple[str, list[str]]]:
    """Each name without a body of its own that *unit* gives to a body, with the body."""
    found = [(a.start - unit.start, a.end - unit.start, a) for a in find_agencies(unit)]
    for at, (start, end, term) in enumerate(found):
        if term.canonical or term.surface in ("管委会", "管理委员会"):  # a body of its own kind, whatever its long name
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
        if (
            called
            and len(earlier) > 1
            and not any(a.canonical for a in bodies)
            and _IS.match(unit.text, earlier[-2][1])
        ):
            bodies = _listed(unit.text, earlier[:-1], earlier[-2][1])  # 民政部门是样品登记管理机关（以下称登记机关）
        names = list(dict.fromkeys(a.canonical for a in bodies if a.canonical))
        if 0 < len(names) <= _MANY and not _COURTS & set(names) and not any(map(_unnamed, bodies)):
            yield term.surface, names
        elif called:
            yield term.surface, []


def _unnamed(agency: Agency) -> bool:
    """Whether *agency* is told by what it does only, so that nobody else knows who is meant: 负有样品管理职责的部门."""
    return not agency.canonical and _TOLD_ONLY.match(agency.surface) is not None


_TOLD_ONLY = re.compile("(?:其他)?(?:负有|负责|行使|承担|实施)|[^，。；]{0,10}(?:指定|确定|授权)的")


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


ANYBODY = re.compile(
    r"(?:其他|各)?(?:有关|相关)?(?:行政)?(?:主管|管理|监督管理|职能)?(?:部门|机关|机构|单位)"
    r"|[作做]出[^，。；]{0,12}决定的(?:部门|机关|机构)|(?:其|所属|下属|派出)+(?:管理)?(?:部门|机关|机构)"
)

# A body that no table knows, by its ending and by the act that follows: 由样品管理站责令…, 报样品协调办公室备案.
BODY_NAME = r"[^，。；：、由向报经对的\s]{2,24}?(?:部门|机关|机构|委员会|[委安爱字]会|办公室|指挥部|(?<![承主举开兴创协督代])办|(?<![布格结])局|政府|管理[站所处]|中心|[大支总]队|企业|公司|[经运]营单位|协会|联合会|(?<=许可|发证|颁证|批准|审批|核发)单位)"
_ACT = (
    r"(?=会同|依法|依照|按照?|根据|在|对|责令|给予|予以|处|没收|吊销|暂扣|取消|撤销|收缴|批准|审[批核查]|核[准发]|颁发|发给|办理|负责|组织|实施|受理"
    r"|决定|征收|收取|登记|认定|注销|强制|代为|进行|可以|应当|提请|报|视|封存|扣押|限期|提出|通报|警告)"
)
_LEVELS = r"(?:(?:[省市区县旗]|（[省市县区、]{1,5}）|\(市\)){1,3}(?:、|或者?|和)){0,4}"
_BY = re.compile(rf"由(?!于){_LEVELS}(?P<name>{BODY_NAME}){_ACT}")
_TO = re.compile(
    rf"(?<![申汇通达])(?:向|到(?!达)|报经|报请|报|应当经|须经|必须经|征得|取得)(?P<name>{BODY_NAME})的?(?:书面|事先|依法)?(?:为[^，。；]{{1,8}})?"
    r"(?=同意|批准|审[批核查定]|核准|许可|备案|登记|办理|履行|申请|申领|申报|提出|认定|确认|缴纳|交纳)"
)
_LEVEL_FIRST = re.compile(
    r"(?:国务院|其|当地|所在地|本级|同级|上一?级|省(?!际)|自治区|直辖市|设区的|市(?![政场容民])|县(?!城)|区(?![域块])|级|以上|地方|人民政府|政府|有关|相关|相应|或者?|和|及)+"
)


def _acting(article: Article) -> list[Agency]:
    """The bodies that act in the article; in a clause where no known one does, the one that it names by its own words."""
    acting = [a for a in article.agencies if a.role in ACTING]
    for clause in article.clauses:
        inside = [a for a in acting if clause.split <= a.start < clause.end]
        if not inside:
            acting += [_known(article, body) for body in written_in(article, clause, (_BY, _TO))[:1]]
        else:
            acting += [
                body for body in (_beside(article, clause, inside[0]), *_next_to(article, clause, inside)) if body
            ]
    return sorted(acting, key=lambda a: a.start)


def _known(article: Article, body: Agency) -> Agency:
    """*body*, or the agency of the tables whose name ends where that of *body* does."""
    return next((a for a in article.agencies if a.canonical and a.end == body.end), body)


_BESIDE = re.compile(
    r"由(?!于)[省市县区]?(?P<name>[^，。；：、由的]{1,12}?(?:[支大总]队|管处|[理支]处|[管监]所|站|中心|机构|部门|单位|企业|公司|(?<![承主举开兴创协督代经])办))(?:、|或者?)"
)


def _beside(article: Article, clause: Clause, first: Agency) -> Agency | None:
    """A body by its own words to which *first*, the first known one of the clause, is joined: 由市样管处或者区财政部门."""
    unit = article.unit
    levels = prefix_start(unit.text, first.start - unit.start) + unit.start
    start = max(clause.split, levels - 20)
    for match in _BESIDE.finditer(article.text(start, first.start)):
        begin, end = start + match.start("name"), start + match.end("name")
        alone = not any(a.start < end and begin < a.end for a in article.agencies)
        if (
            alone
            and levels <= start + match.end()
            and not _NO_BODY.search(match["name"])
            and not ANYBODY.fullmatch(match["name"])
        ):
            return Agency(unit.doc_id, unit.id, begin, end, "原文", match["name"], "", "实施")
    return None


_NEXT = re.compile(
    r"(?:、|或(?!者)|或者|和)(?:[省市县区乡镇]|[（(][市县区镇、]{1,4}[）)]|、)*(?P<name>[^，。；：、由的其有或和等]{1,10}?(?:[支大总]队|管处|[理支务]处|管[站所署]|(?<=..)机构)(?:[（(][站所署][）)])?)"
    r"(?=、|或者|根据各自|按照各自|依据各自|依法|责令|给予|予以|处以?[^理置罚]|没收)"
)


def _next_to(article: Article, clause: Clause, inside: Sequence[Agency]) -> Iterator[Agency]:
    """The bodies by their own words listed right after a known one: 由区财政部门或者乡（镇）样管站责令…."""
    unit = article.unit
    for known in inside:
        at = known.end
        while match := _NEXT.match(unit.text, at - unit.start, clause.end - unit.start):
            begin, at = unit.start + match.start("name"), unit.start + match.end("name")
            if any(a.start < at and begin < a.end for a in article.agencies) or _NO_BODY.search(match["name"]):
                break
            surface = match["name"]
            yield Agency(unit.doc_id, unit.id, begin, at, "原文", surface, "", "实施")


def written_in(article: Article, clause: Clause, patterns: Sequence[re.Pattern[str]]) -> list[Agency]:
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


def sanctions(article: Article, clause: Clause) -> bool:
    """Whether a penalty follows in *clause*."""
    if _OF_DISCIPLINE.search(article.text(clause.split, clause.end)):
        return False
    if any(clause.start <= p.start < clause.end for p in article.penalties):
        return True
    powers = [p for p in article.powers if p.kind == "行政处罚" and p.rule != "处罚-职权"]
    return any(
        clause.start <= p.start < clause.end and not _IMPOSED.match(article.text(p.end, clause.end)) for p in powers
    )


_OF_DISCIPLINE = re.compile(
    r"^[^，。；：]{0,10}处分(?:的?(?:种类|期间|期限))?(?:分为|为|有|包括)[：:]?"
)  # 处分分为：警告、记过
_IMPOSED = re.compile(
    r"[^，。；]{0,16}后，?应当(?:及时|立即)?(?:通知|通报|告知|公告|报告|向)"
)  # 吊销许可证后，应当通知


def punishes(article: Article) -> bool:
    return bool(article.penalties) or any(p.kind == "行政处罚" for p in article.powers)
