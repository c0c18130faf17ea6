"""Who is competent for an item, and at what level."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kb.items.article import ANYBODY, Article, Law, sanctions
from kb.items.deciders import (
    ASKS,
    BESIDE,
    GIVEN,
    LEFT_TO_OTHERS,
    OFFENCE,
    approving,
    comes_after,
    consenting,
    deciding,
    exemplified,
    leading,
    named_ones,
    nearest,
    only_one,
    receiving,
    rules_else,
    rules_itself,
    to_police,
    together,
    told_apart,
    with_branches,
    without_applicant,
)
from kb.items.inspectors import inspecting, patrolling
from kb.model import Agency, Penalty, Power, Provision
from kb.tag.clauses import Clause

_ELSEWHERE = re.compile(r"治安管理|犯罪|刑事|赔偿|处分")


def competent(
    law: Law,
    article: Article,
    clauses_: Sequence[Clause],
    power: Power | None = None,
    own: Provision | None = None,
) -> tuple[list[Agency], str]:
    """The deciding bodies and the article that names them; *power* is None for a penalty, *own* is where its conduct stands.

    The words of the clauses come first, be they only 有关部门; then the paragraph, then a clause of the article that gives
    the same kind of power, then the general part. A bare 主管部门 is the one that the law makes competent. Nobody is
    competent by this law for what it leaves to another (依照有关法律的规定处罚).
    """
    kinds = _kinds(article, clauses_) if power is None else set()
    found, source = _found(law, article, clauses_, power, kinds, own)
    found = [a for a in found if len(found) == 1 or not _THE_SAME.match(a.surface)]
    if source == article.unit.id:
        found = exemplified(article, found)
        found = approving(article, found) if power is not None and power.kind in GIVEN else found
    found = with_branches(article, told_apart(article, found)) if source == article.unit.id else found
    return (
        (_detained(article, clauses_, found, kinds), source or article.unit.id)
        if _DETAINS in kinds
        else (found, source)
    )


def _found(
    law: Law,
    article: Article,
    clauses_: Sequence[Clause],
    power: Power | None,
    kinds: set[str],
    own: Provision | None,
) -> tuple[list[Agency], str]:
    here = article.unit.id
    acting = [body for a in article.acting for body in _meant(law, article, a)]
    found = _without_seat(article, _of_clauses(law, article, acting, clauses_, power, own))
    found = [_superior(article, body) for body in found]
    if power is None and found and _comes_late(article, clauses_, found[0]):
        fining = _nearby(article, acting, clauses_, power)
        others = fining or law.default(power, article, kinds)
        if {a.canonical or a.surface for a in others} - {a.canonical or a.surface for a in found}:
            return [*others, *found], here if fining else others[0].provision_id
    if named := named_ones(article, found):
        late = power is None and all(_revokes(article, a) for a in named)
        imposed = {a: _imposed_by(article, acting, a) for a in found} if power is None else {}
        fixed = [a for a, ps in imposed.items() if any(late or p.unit or _revokes(article, a) for p in ps)]
        return [a for a in found if a in named or a in fixed], here
    if any(not _BARE.fullmatch(a.surface) or law.leaves_open(a.surface) for a in found):
        return found, here  # 有关部门 is what the article says
    if power is None and _points_elsewhere(law, article, clauses_):
        led = article.part_at(clauses_[0].start).kind == "项" and not found
        others = (_nearby(article, acting, clauses_, power) if led else []) or _police(article, clauses_)
        return others, here if others else ""
    if not found and (near := _nearby(article, acting, clauses_, power)):
        return near, here
    if power is not None and power.kind in GIVEN and not found:
        if named := consenting(article, clauses_):
            return named, here
        if any(LEFT_TO_OTHERS.search(article.text(c.start, c.end)) for c in clauses_):
            return [], ""
    punishing = power is not None and power.kind == "其他" and any(sanctions(article, c) for c in clauses_)
    if inherited := law.default(None if punishing else power, article, kinds):
        return inherited, inherited[0].provision_id
    found = found or leading(article, clauses_) or only_one(article, power)
    return found, here if found else ""


_AFORESAID = re.compile("(?:前[两二三]?款|上述)(?:规定|所列|所述)?的?(?:有关|各个?|相关)?$")


def _meant(law: Law, article: Article, agency: Agency) -> list[Agency]:
    """*agency*, or whom it stands for: the bodies of the paragraph before (前款规定的部门), or those that the law means by it."""
    before = article.text(max(article.unit.start, agency.start - 10), agency.start)
    if agency.canonical or not _BARE.fullmatch(agency.surface) or not _AFORESAID.search(before):
        return law.resolved(agency)
    line = article.unit.text.rfind("\n", 0, agency.start - article.unit.start)
    above = article.unit.text.rfind("\n", 0, max(0, line)) + article.unit.start + 1
    named = [a for a in article.acting if above <= a.start < article.unit.start + line and a.canonical]
    return [replace(agency, canonical=a.canonical) for a in together(article, named)] or law.resolved(agency)


def _imposed_by(article: Article, acting: Sequence[Agency], agency: Agency) -> list[Penalty]:
    """The penalties that follow *agency* in its clause before another body comes in: 由有关部门处五十元罚款."""
    end = article.clauses[article.clause_at(agency.start)].end
    end = min([a.start for a in acting if agency.end <= a.start < end], default=end)
    asked = _ASKED.search(article.text(max(article.unit.start, agency.start - 10), agency.start))
    if asked or _THE_SAME.match(agency.surface):
        return []
    return [p for p in article.penalties if agency.end <= p.start < end]


_ASKED = re.compile("(?:提请|报请|请求|通知|建议|移[送交]|责成)[^，。；]{0,6}$")


def _without_seat(article: Article, found: list[Agency]) -> list[Agency]:
    """*found* without the government of which only a department is meant: 县级人民政府有关样品主管部门."""
    seats = [
        a
        for a, after in pairwise(found)
        if a.canonical == "人民政府" and article.text(a.end, max(a.end, after.start)) == "有关"
    ]
    return [a for a in found if a not in seats]


def _superior(article: Article, agency: Agency) -> Agency:
    """*agency* as the text has it where it is that of the wrongdoer, whoever that is: 由其主管部门责令改正."""
    whose = article.text(max(article.unit.start, agency.start - 1), agency.start) == "其"
    if agency.canonical or not whose or not _BARE.fullmatch(agency.surface):
        return agency
    return replace(agency, start=agency.start - 1, surface=f"其{agency.surface}")


_DETAINS = "行政拘留"
_DETAINERS = {"公安机关", "国家安全机关", "海警机构", "移民管理机构"}


def _kinds(article: Article, clauses_: Sequence[Clause]) -> set[str]:
    """The kinds of penalty that the clauses give."""
    return {p.kind for p in article.penalties if any(c.start <= p.start < c.end for c in clauses_)}


def _detained(article: Article, clauses_: Sequence[Clause], found: list[Agency], kinds: set[str]) -> list[Agency]:
    """*found* with the police, who alone detain (行政处罚法第十八条), and who stand alone where nothing else is imposed."""
    if any(a.canonical in _DETAINERS for a in found):
        return found
    at = next(
        p.start for p in article.penalties if p.kind == _DETAINS and any(c.start <= p.start < c.end for c in clauses_)
    )
    police = Agency(article.unit.doc_id, article.unit.id, at, at, "原文", "", "公安机关", "实施")
    return [police] if kinds == {_DETAINS} else [*found, police]


_THE_SAME = re.compile("(?:依法)?[作做]出[^，。；]{0,14}决定的")  # whoever it was that punished before
_BARE = re.compile(r"(?:行政)?(?:主管|管理|监督管理)?(?:部门|机关|机构|单位)(?<!^行政机关)")
_TOLD = re.compile(r"(?:(?!批准|审批|核准|许可|登记)[^，。；]){0,6}备案|(?:批准、|核准、|审批、)+备案后")


def _of_clauses(
    law: Law,
    article: Article,
    acting: Sequence[Agency],
    clauses_: Sequence[Clause],
    power: Power | None,
    own: Provision | None,
) -> list[Agency]:
    """The bodies that the clauses themselves name, in their consequence, as the giver of a permit, or in the condition."""
    if power is not None and power.rule == "检查-接受" and (inspectors := _inspectors(law, article, clauses_)):
        return inspectors  # 向公安机关备案，接受畜牧部门的监督检查
    found: list[Agency] = []
    lines = _own_lines(article, acting, _by_police(article, clauses_), own) if power is None else clauses_
    for at, clause in enumerate(lines):
        if power is None and not found and _only_looks(article, acting, clause, lines[at + 1 :]):
            continue
        elsewhere = _ELSEWHERE.search(article.text(clause.start, clause.split))
        if (
            power is None
            and clause.grades
            and to_police(article, clause)
            and any(rules_itself(article, c) for c in lines)
        ):
            continue
        if (found and (elsewhere or not sanctions(article, clause))) or (power is None and rules_else(article, clause)):
            continue
        if power is not None and (givers := receiving(article, clause, power)):
            found += [body for a in givers for body in law.resolved(a)]
            continue
        inside = _taking_part(article, [a for a in acting if clause.split <= a.start < clause.end], clause, power)
        first = together(article, deciding(article, inside, clause))
        fining = _fining(article, inside) if power is None else []
        first = [] if first and fining and _SUBSTITUTES.match(article.text(first[0].end, clause.end)) else first
        found += first
        if power is None:
            found += [a for a in inside if a not in first and (_revokes(article, a) or a in fining)]
            found += [a for a in _of_parties(article, inside, clause) if a not in found]
    if not found:
        inside = [a for a in acting if any(c.start <= a.start < c.split for c in clauses_)]
        found = together(article, inside)
    if not found and power is not None and power.kind == "行政检查":
        found = _inspectors(law, article, clauses_)
        found = found or [a for c in clauses_ for a in patrolling(article, c)]
    return found


def _inspectors(law: Law, article: Article, clauses_: Sequence[Clause]) -> list[Agency]:
    return [body for c in clauses_ for a in inspecting(article, c) for body in law.resolved(a)]


_LOOKS = re.compile("核[查实]|调查|检查|告知|移[送交]|通报(?!批评)")
_DOES = re.compile("责令|制止|查处|处罚|代为|拆除|扣押|查封|没收|罚款|警告|吊销|批评|处分")


def _only_looks(article: Article, acting: Sequence[Agency], clause: Clause, later: Sequence[Clause]) -> bool:
    """Whether who stands in *clause* only looks into the case, which another one decides: 由甲核查并告知乙。由乙责令改正."""
    words = article.text(clause.split, clause.end)
    if not _LOOKS.search(words) or _DOES.search(words):
        return False
    return any(sanctions(article, c) and any(c.split <= a.start < c.end for a in acting) for c in later)


def _taking_part(article: Article, inside: list[Agency], clause: Clause, power: Power | None) -> list[Agency]:
    """Those of *inside* who may decide in the clause: none that only agrees, disciplines its staff, is told or prosecutes."""
    if power is None or power.kind in _ACTED:
        inside = [a for a in inside if not _only_agrees(article, a) and not _only_disciplines(article, a)]
    if power is not None:
        if power.kind in GIVEN:
            inside = [a for a in inside if not _TOLD.match(article.text(a.end, clause.end))]
            inside = [a for a in inside if not comes_after(article, a, power)]
            inside = without_applicant(article, inside, clause)
        return nearest(article, inside, power)
    inside = [a for a in inside if not _PROSECUTES.match(article.text(a.end, clause.end))]
    inside = _handed_to(article, inside, clause)
    return [a for a in inside if _corrects(article, a)] if _disciplines(article, clause) else inside


def _by_police(article: Article, clauses_: Sequence[Clause]) -> Sequence[Clause]:
    """*clauses_*, or where all that is imposed is for a breach of public order, only those that say so."""
    imposing = [c for c in clauses_ if sanctions(article, c)]
    offences = [c for c in imposing if OFFENCE.search(article.text(c.start, c.end))]
    fixed = any(c.split <= p.start < c.end for c in imposing for p in article.penalties)
    return offences if offences and len(offences) == len(imposing) and not fixed else clauses_


_ACTS = re.compile(r"[^，。；]{0,30}?(?:责令|罚款|处以|没收|警告|查处|处罚)")


def _own_lines(
    article: Article, acting: Sequence[Agency], clauses_: Sequence[Clause], own: Provision | None
) -> Sequence[Clause]:
    """*clauses_* without what stands before *own*, the place of the conduct, where that itself begins with who punishes.

    （一）丢弃样品的，由公安机关责令改正 needs no body from the lead of the list, nor 由公安机关依照前款规定处罚 one from before.
    """
    lines = [c for c in clauses_ if own is not None and article.part_at(c.start) is own]
    first = next((a for c in lines for a in acting if c.split <= a.start < c.end), None)
    if first is None or own is article.unit or _only_agrees(article, first) or _only_disciplines(article, first):
        return clauses_
    clause = article.clauses[article.clause_at(first.start)]
    fined = any(c.split <= p.start < first.start for c in lines for p in article.penalties)
    acts = _ACTS.match(article.text(first.end, clause.end)) and not _REVOKES.match(article.text(first.end, clause.end))
    return [c for c in clauses_ if c.start >= lines[0].start] if acts and not fined else clauses_


_ACTED = ("行政检查", "行政强制措施", "行政强制执行")
_REVOKES = re.compile(
    r"[^，。；]{0,18}?(?:吊销|撤销|取消|注销|收回|收缴|暂扣|降低|关闭|责令(?:其)?停止执业)|[^，。；]{0,40}?拘留"
)
_BY_LEAVE = re.compile(r"(?<![已曾])经[^，。；由]{0,16}$")
_AGREES = re.compile(r"[^，。；]{0,6}(?:批准|同意)")
_STAFF_ONLY = re.compile(r"(?:(?!处罚|罚款|警告|吊销|没收|责令)[^，。；]){0,30}处分")


def _only_agrees(article: Article, agency: Agency) -> bool:
    """Whether *agency* only agrees to what another imposes: 经市人民政府批准，可以责令停业."""
    before = article.text(max(article.unit.start, agency.start - 20), agency.start)
    return bool(_BY_LEAVE.search(before) and _AGREES.match(article.text(agency.end, article.unit.end)))


def _only_disciplines(article: Article, agency: Agency) -> bool:
    """Whether *agency* does no more than discipline its staff: 由其所在单位或者上级机关给予处分."""
    return _STAFF_ONLY.match(article.text(agency.end, article.unit.end)) is not None


def _revokes(article: Article, agency: Agency) -> bool:
    """Whether *agency* comes in to take a licence back, beside the one who punishes: 处罚款，由发证机关吊销."""
    before = article.text(max(article.unit.start, agency.start - 16), agency.start)
    comes_in = re.search("由[^，。；]{0,12}$|，[^，。；、由对向经报]{0,6}$", before)
    return bool(comes_in and _REVOKES.match(article.text(agency.end, article.unit.end)))


_PROSECUTES = re.compile(r"[^，。；]{0,8}追究(?:其)?刑事责任")
_HANDS = re.compile(r"[^。；]{0,40}?(?:移交|移送|转交|交由|通知)[^，。；移]{0,4}$")
_PUNISHED_BY = re.compile(r"(?:依法|按照|依照|依据)?[^，。；]{0,24}?(?:处罚|注销|吊销)")


def _handed_to(article: Article, inside: list[Agency], clause: Clause) -> list[Agency]:
    """The body to which *inside* hands the case before anything is imposed (由甲制止，移交公安机关依法处罚), else *inside*."""
    begin = inside[-1].end if inside else clause.split
    for agency in (a for a in article.agencies if begin <= a.start < clause.end):
        imposed = any(clause.split <= p.start < agency.start for p in article.penalties)
        handed = _HANDS.fullmatch(article.text(begin, agency.start))
        if handed and not imposed and _PUNISHED_BY.match(article.text(agency.end, clause.end)):
            return [agency]
    return inside


_IMPOSES = re.compile(
    r"(?:依法|分别|可以|对[^，。；]{2,16}?){0,3}(?:并?处以?(?![理分置罚方])|给予[^，。；]{0,4}(?:警告|罚款))[^，。；]{0,40}"
)


_SUBSTITUTES = re.compile(r"[^，。；]{0,24}?(?:代为|代履行|强制拆除)")  # 由甲代为修复，并由乙处…罚款


def _fining(article: Article, inside: Sequence[Agency]) -> list[Agency]:
    """Those of *inside* who fine where another only orders: 由甲责令改正，并由乙或者丙处…罚款."""
    found: list[Agency] = []
    for at, agency in enumerate(inside):
        before = article.text(max(article.unit.start, agency.start - 20), agency.start)
        if not re.search("，(?:(?:并|同时)?由[^，。；]{0,14}|[^，。；、由对向经报]{0,6})$", before):
            continue
        listed = together(article, list(inside[at:]))
        end = listed[-1].end
        imposed = _IMPOSES.match(article.text(end, article.unit.end))
        stop = end + imposed.end() if imposed else end
        if any(p.kind in ("罚款", "警告") and end <= p.start < stop for p in article.penalties):
            found += listed
    return found


_PARTY = re.compile(r"，(?:其中，?)?对[^，。；：由]{2,24}，?(?:分别)?由[^，。；由]{0,14}$")


def _of_parties(article: Article, inside: Sequence[Agency], clause: Clause) -> Iterator[Agency]:
    """Who punishes another kind of wrongdoer in the same words: 对车主由甲处…罚款，对驾驶人由乙或者丙处…罚款."""
    for at, agency in enumerate(inside):
        if not at or not _PARTY.search(article.text(max(clause.split, agency.start - 48), agency.start)):
            continue
        listed = together(article, list(inside[at:]))
        if _IMPOSES.match(article.text(listed[-1].end, clause.end)) or _corrects(article, listed[-1]):
            yield from listed


def _comes_late(article: Article, clauses_: Sequence[Clause], first: Agency) -> bool:
    """Whether *first*, of the bodies named, is only asked to close a place, or only revokes, while something was imposed before it without naming a body."""
    if ASKS.search(article.text(max(article.unit.start, first.start - 16), first.start)):  # 提请县人民政府决定关闭
        return True
    earlier = [p for c in clauses_ for p in article.penalties if c.split <= p.start < c.end and p.end <= first.start]
    return bool(earlier) and _revokes(article, first)


def _disciplines(article: Article, clause: Clause) -> bool:
    """Whether the clause only brings its staff before their superiors: 由其上级机关给予处分."""
    return not sanctions(article, clause) and "处分" in article.text(clause.split, clause.end)


_ORDERS = re.compile(r"(?:依法|应当|可以)?责令(?:其)?(?:限期|立即)?(?:改正|停止)")


def _corrects(article: Article, agency: Agency) -> bool:
    """Whether *agency* orders what is wrong to be put right, and is no superior of the wrongdoer."""
    return not re.match("上级|上一级|所属|任免|主管", agency.surface) and bool(
        _ORDERS.match(article.text(agency.end, article.unit.end))
    )


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
    """Who acts before the clauses in their paragraph or the lead of their list, else where the article gives the same power.

    有关部门 counts where it punishes in the same paragraph and nobody else does.
    """
    first = min((clause.start for clause in clauses_), default=article.unit.start)
    before: list[Agency] = []
    after: list[Agency] = []
    vague: list[Agency] = []
    for agency in _outside(article, acting, clauses_, power):
        clause, place = article.clauses[article.clause_at(agency.start)], article.part_at(agency.start)
        own = _same_paragraph(article, place, first)
        by_role = power is not None and _BY_ROLE.match(agency.surface)
        if ANYBODY.fullmatch(agency.surface) and not agency.canonical:
            listed = after or before
            if listed and BESIDE.fullmatch(article.text(listed[-1].end, agency.start)):
                listed.append(agency)
            elif power is None and own and agency.start < first and _sanctioning(article, agency, clause):
                vague += [agency] if not _BARE.fullmatch(agency.surface) else []
        elif agency.start < first and (
            own or (_uses(article, clause, power) and _first(article, clause, place, power))
        ):
            before.append(agency)
        elif (
            agency.start > first
            and (own or power)
            and not (by_role or _expert(agency, own))
            and _uses(article, clause, power)
        ):
            after.append(agency)
    if before:
        last = article.clauses[article.clause_at(before[-1].start)]
        return together(article, deciding(article, [a for a in before if last.start <= a.start], last))
    return vague[-1:] or together(article, after)


def _expert(agency: Agency, own: bool) -> bool:
    """Whether *agency* is a board of experts that another paragraph asks for its opinion: 样品资源委员会审定."""
    return not own and agency.rule == "原文" and agency.surface.endswith("委员会")


def _sanctioning(article: Article, agency: Agency, clause: Clause) -> bool:
    """Whether *agency* punishes in *clause*, or orders what is wrong to be put right."""
    return sanctions(article, clause) or _ORDERS.match(article.text(agency.end, clause.end)) is not None


def _same_paragraph(article: Article, place: Provision, first: int) -> bool:
    """Whether *place* is the article or in the paragraph that holds *first*."""
    paragraph = article.part_at(first).address.partition("第（")[0]
    return place is article.unit or place.address.partition("第（")[0] == paragraph


def _outside(
    article: Article, acting: Sequence[Agency], clauses_: Sequence[Clause], power: Power | None
) -> Iterator[Agency]:
    """Those of *acting* who stand outside the clauses and may decide there: no party to them, not in another line of the list."""
    part = article.part_at(min((clause.start for clause in clauses_), default=article.unit.start))
    for agency in acting:
        clause, place = article.clauses[article.clause_at(agency.start)], article.part_at(agency.start)
        if clause in clauses_ or (place.kind == "项" and place is not part):
            continue
        barred = (
            _acts_in(article, agency, clauses_) or _only_agrees(article, agency) or _only_disciplines(article, agency)
        )
        if power is None and (barred or _ELSEWHERE.search(article.text(clause.start, clause.split))):
            continue
        yield agency


_AT_HEAD = re.compile(r"^\s*(?:第\S{1,12}条)?\s*(?:违反[^，]{2,24}，)?")


def _acts_in(article: Article, agency: Agency, clauses_: Sequence[Clause]) -> bool:
    """Whether *agency* is the one whose conduct the clauses punish: 登记机构未保存数据的."""
    return any(_AT_HEAD.sub("", article.text(c.start, c.split)).startswith(agency.surface) for c in clauses_)


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
