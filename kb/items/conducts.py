"""The conducts that a liability article punishes, each with the clauses that follow from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kb.items.article import ANNOUNCES, Article, sanctions
from kb.items.leads import HOLDS, actor_of, case_in, lies_in, named_by, result_in, setting_in, size_of
from kb.model import Citation, Provision
from kb.naming import conduct_of, doer_of
from kb.numerals import to_chinese, to_int
from kb.tag.clauses import Clause, names_another


@dataclass(slots=True)
class Draft:
    """An item in the making: where the conduct stands, what follows from it, and the grades added to it."""

    part: Provision  # the finest 款 or 项 that holds the conduct
    start: int
    end: int
    actor: str
    setting: str = ""  # the actor and the circumstances that the lead of a list puts before its lines
    case: str = ""  # the case to which the lead limits what its lines impose: 逾期不改正
    result: str = ""  # what the lead of a list demands of each of its lines: 导致传染病传播
    duty: int = 0  # where the duty ends that the condition carries (进行装卸作业的，应当采取措施), 0 for a conduct
    sanctions: list[Clause] = field(default_factory=list)
    fined: set[Clause] = field(default_factory=set)  # those of the sanctions of which only the fine applies
    duties: list[Citation] = field(default_factory=list)


def drafts_of(article: Article) -> list[Draft]:
    """The conducts that an article punishes."""
    drafts: list[Draft] = []
    lead: list[Clause] = []  # the clauses of a paragraph that introduces a list
    lead_of = ""
    for clause in article.clauses:
        part = article.part_at(clause.start)
        paragraph = part.address.partition("第（")[0]
        if part.kind == "项":
            if lead_of != paragraph:
                lead, lead_of = (
                    [c for c in article.clauses if c.end <= part.start and _same(article, c, paragraph)],
                    paragraph,
                )
                if _introduces(article, lead):  # what the lead itself says is no conduct
                    drafts = [d for d in drafts if d.part.kind == "项" or d.start < lead[0].start]
                    drafts += _breach_beside(article, lead)
            _add_item(article, drafts, clause, part, lead)
        else:
            _add_clause(article, drafts, clause, part)
    return [
        draft
        for draft in drafts
        if not _only_damages(article, draft)
        and any(_punishes(article, draft, clause) for clause in draft.sanctions)
        and not _sanction_only(article, draft)
    ]


_DAMAGES = re.compile(
    r"[，\s]*(?:应当|要|须|必须)?(?:依法)?(?:承担[^，。；]{0,14}(?:赔偿|民事)责任|予以赔偿|赔偿[^，。；]{0,6}损失)[。；\s]*$"
)


def _only_damages(article: Article, draft: Draft) -> bool:
    """Whether nothing but damages follow from the conduct, and the fine stands in another paragraph that does not refer to it."""
    own = [c for c in draft.sanctions if draft.start <= c.start < draft.end]
    later = [c for c in draft.sanctions if c.start >= draft.end]
    if not own or not all(_DAMAGES.fullmatch(article.text(c.split, c.end)) for c in own):
        return False
    return all(
        c.line != own[0].line and not _BACK.search(article.text(c.start, c.end)) for c in later if sanctions(article, c)
    )


_MEASURES = re.compile("措施|权限|职责|范围|种类|分为|标准|程序|收入|费用|应当(?!根据情节)")
_FINED_FOR = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十]+[）)])?\s*(?!限期|责令|没收|警告|限制|暂停|取消|[^，。；]{2,20}(?:机关|部门|派出所|大队))[^，。；]{3,}，"
    r"(?:由[^，。；]{2,30}|可以?|应当?|给予|并)*(?:责令|并?处|没收|给予|予以|吊销|警告)"
)


def _sanction_only(article: Article, draft: Draft) -> bool:
    """Whether a line is no conduct but a sanction itself, or a thing that merely mentions one: （二）责令停业；（六）罚没收入."""
    clause = next((c for c in draft.sanctions if c.start == c.split == draft.start and c.end == draft.end), None)
    if draft.part.kind == "项" and _CARRIES_OUT.search(article.text(article.unit.start, draft.part.start)):
        return True
    if (
        draft.part.kind != "项"
        or clause is None
        or any(c is not clause and sanctions(article, c) for c in draft.sanctions)
    ):
        return False
    line = article.text(draft.start, draft.end)
    head = article.text(article.unit.start, draft.start)
    lead = head[max(head.rfind("："), head.rfind(":")) - 40 :] if ":" in head or "：" in head else head
    return not _FINED_FOR.match(line) or (bool(_MEASURES.search(lead)) and "，由" not in line)


_CARRIES_OUT = re.compile(  # how a closure is carried out: 关闭样品厂应当达到下列要求：（一）吊销执照；（二）…
    r"(?:[。\n]|^)[^，。；：不得]{0,4}(?:实施|执行|予以)?(?:关闭|取缔|停产|停业|吊销|处罚)[^，。；：]{0,12}(?:应当|必须)(?:达到|符合|遵守|做到|按照)(?:下列|以下)[^，。；：]{0,12}：[^。]*$"
)
_ALSO = re.compile(r"\s*(?:依照|按照|依据|根据)[^，。；]*处罚的$")
_BY_CODE = re.compile(r"^[，\s]*依照(?:《?中华人民共和国)?刑法》?[^，。；]*处罚[。；]?$")  # a crime, and nothing else
_LENIENT = re.compile(
    r"(?:从轻、|减轻|免除|免予|不予|减免)(?:或者|减轻|免除|免予|不予|、)*[^，。；没吊警]{0,12}(?:处罚|罚款|滞纳金)"
)
_HARD = re.compile(r"罚款|没收|吊销|责令|拘留|警告|处罚")


def _punishes(article: Article, draft: Draft, clause: Clause) -> bool:
    """Whether *clause* punishes the conduct: not where it only keeps the penalties of another law (依照…应当处罚的).

    Nor where it only says that one may be let off (可以从轻、减轻或者不予处罚).
    """
    other = clause.start != draft.start and _ALSO.match(article.text(clause.start, clause.split))
    main = article.text(clause.split, clause.end)
    mild = _BY_CODE.match(main) or (_LENIENT.search(main) and not _HARD.search(_LENIENT.sub("", main)))
    return sanctions(article, clause) and not other and not mild


def _same(article: Article, clause: Clause, paragraph: str) -> bool:
    part = article.part_at(clause.start)
    return part.kind != "项" and (part.address == paragraph or part is article.unit)


def _introduces(article: Article, lead: Sequence[Clause]) -> bool:
    return bool(lead) and bool(ANNOUNCES.search(article.text(lead[-1].start, lead[-1].end)))


def _add_item(article: Article, drafts: list[Draft], clause: Clause, part: Provision, lead: list[Clause]) -> None:
    """A line of a list: a conduct under the sanction of the lead, or one with a sanction of its own."""
    own = sanctions(article, clause)
    at = next((d for d in reversed(drafts) if d.part is part), None)
    if at is not None and (clause.grades or clause.split == clause.start):
        at.sanctions.append(clause)
        return
    obliges = not own and _lays_down(article, lead) and _OBLIGES.match(article.text(clause.split, clause.end))
    end = clause.end if obliges or clause.split == clause.start else clause.split
    under = lead
    if own and clause.split > clause.start:  # a line with a sanction of its own keeps what the lead imposes on all
        under = [c for c in lead if any(c.split <= p.start < c.end for p in article.penalties)]
    under = [c for c in under if _covers(article, c, part)]
    draft = Draft(part, clause.start, end, actor_of(article, lead), setting_in(article, lead, clause))
    draft.result, draft.case = result_in(article, lead), case_in(article, lead)
    if at is not None and not draft.setting:
        draft.setting = _same_doer(article, at, clause)
    if own and clause.split == clause.start and (named := named_by(article, lead, clause)):
        draft = Draft(part, named.start, named.split, "", case=size_of(article, clause))
    copied, draft.fined = _copied(article, under, drafts)
    orders = clause.split > clause.start and "责令" in article.text(clause.split, clause.end)
    draft.sanctions = [*copied, *under, *([clause] if own or orders else [])]
    draft.duties = _duties(article, [*([] if _breach_beside(article, lead) else lead[:1]), clause])
    if at is not None and not _duties(article, [clause]):  # 违反第二十条规定，堆放的，处…；搭建的，处…
        draft.duties = list(at.duties)
    drafts.append(draft)


def _lays_down(article: Article, lead: Sequence[Clause]) -> bool:
    """Whether the lead of a list lays down duties that a later paragraph punishes: 经营者应当遵守下列规定."""
    words = article.text(lead[0].start, lead[-1].end) if lead else ""
    return bool(re.search("应当|必须", words)) and not re.search("罚|责令|给予|处分", words)


_SOME = re.compile(r"下列第[（(]?[一二三四五六七八九十]+[）)]?项")


def _covers(article: Article, clause: Clause, part: Provision) -> bool:
    """Whether a clause of the lead is for the line *part*: 有下列第一项、第三项至第五项情形之一的 names some lines only."""
    condition = article.text(clause.start, clause.split)
    if not _SOME.search(condition):
        return True
    return part.address.rpartition("第（")[2].removesuffix("）项") in items_of(condition)


_BESIDE = re.compile("(?P<breach>违反[^，。；]*(?:规定|[条款项])的?)，?或者?(?:有|实施|存在)?(?:下列|以下)")


def _breach_beside(article: Article, lead: Sequence[Clause]) -> list[Draft]:
    """The breach that the lead cites, where the lines stand beside it: 违反第七条规定，或者有下列行为之一的."""
    found = _BESIDE.search(article.text(lead[0].start, lead[0].split)) if lead else None
    if found is None:
        return []
    end = lead[0].start + found.end("breach")
    draft = Draft(article.part_at(lead[0].start), lead[0].start, end, "", sanctions=list(lead))
    draft.duties = [duty for duty in _duties(article, lead[:1]) if duty.start < end]
    return [draft] if draft.duties else []


_AREA = re.compile(r"\s*[^，。；未不违擅被的]{1,12}(?:区|镇|路|范围|区域)以?[内外]的$")


_SAME = re.compile(
    r"(?:依照|按照|依据|参照|适用|比照)(?:本条)?(?:前款|前[两二三]款|上款|第[一二三四五六七八九十]款(?:(?:、|和|或者?)第[一二三四五六七八九十]款)*)(?:的)?规定[^，。；]{0,8}(?:处罚|处理|处以罚款|处以)"
)
_CLAUSE_NUMBER = re.compile("第[一二三四五六七八九十]款")


def _copied(article: Article, clauses_: Sequence[Clause], drafts: Sequence[Draft]) -> tuple[list[Clause], set[Clause]]:
    """The sanctions of the paragraph that 依照前款规定处罚 points at, without those of its single lines.

    And those of them of which only the fine is meant (依照前款规定处以罚款).
    """
    found: list[Clause] = []
    fined: set[Clause] = set()
    for clause in clauses_:
        for match in _SAME.finditer(article.text(clause.split, clause.end)):
            start, end = clause.split + match.start(), clause.split + match.end()
            places = {
                c.target_id.partition("#")[2]
                for c in article.citations
                if start <= c.start < end and c.target_id.startswith(article.unit.id)
            }
            places = places or {f"{article.unit.address}{number}" for number in _CLAUSE_NUMBER.findall(match.group())}
            meant = [d for d in drafts if any(lies_in(d.part.address, place) for place in places)]
            all_ = [c for d in meant for c in d.sanctions]
            common = [c for c in all_ if article.part_at(c.start).kind != "项"]
            first = meant[0].sanctions if meant else []
            new = [c for c in common or first if c not in found]
            fined.update(new if match.group().endswith("罚款") else ())
            found += new
    return found, fined


def _add_clause(article: Article, drafts: list[Draft], clause: Clause, part: Provision) -> None:
    """A clause outside lists: a new conduct, or more about those before it."""
    referred = _referred(article, clause, drafts) or _still_referred(article, clause, drafts)
    if referred and not all(draft.duty for draft in referred):
        for draft in referred:
            draft.sanctions.append(clause)
    elif _breaks_own(article, clause):
        draft = Draft(part, clause.start, clause.split, "", sanctions=[clause])
        draft.duties = _duties(article, [clause])
        drafts.append(draft)
    elif (lesser := _lesser(article, clause)) and not any(d.start >= lesser[0] for d in drafts):
        drafts.append(Draft(part, *lesser, "", sanctions=[clause]))
    elif clause.split > clause.start and _names_conduct(article, clause, drafts):
        draft = Draft(part, clause.start, clause.split, "")
        if drafts and drafts[-1].part is part:
            draft.setting = _same_doer(article, drafts[-1], clause)
        copied, draft.fined = _copied(article, [clause], drafts)
        draft.sanctions = [*copied, clause]
        draft.duty = (
            clause.end
            if _OBLIGES.match(article.text(clause.split, clause.end)) and not sanctions(article, clause)
            else 0
        )
        draft.duties = _duties(article, [clause])
        if drafts and not draft.duties and article.text(clause.start - 1, clause.start) in ("；", ";"):
            draft.duties = list(drafts[-1].duties)
        drafts.append(draft)
    elif (own := _own_subject(article, clause)) and drafts:
        drafts.append(Draft(part, clause.start, own, "", sanctions=[clause]))
    elif drafts and not _RECEIPTS.match(article.text(clause.start, clause.end)):
        if _UNHEEDED.match(article.text(clause.start, clause.split)):
            drafts[-1].duty = 0  # …的，管理单位应当劝阻；不听劝阻的，处…
        for draft in _continued(article, clause, drafts):
            draft.sanctions.append(clause)
    elif sanctions(article, clause) and _DIRECT.match(article.text(clause.start, clause.end)):
        drafts.append(Draft(part, clause.start, clause.end, "", sanctions=[clause]))


_RECEIPTS = re.compile(  # how any fine is taken, no more of it
    r"\s*(?:实施|执行|处以?|[作做]出|给予|收取)?(?:罚款|没收[^，。；]{0,8}|罚没款?|行政处罚|处罚)[^，。；]{0,10}，?(?:应当|必须|一律|要)(?:依法)?(?:出具|使用|开具|向[^，。；]{2,10}出具|全部|上缴|缴入|上交)"
)
_DOERLESS = re.compile("未(?!成年)|不(?!同)|擅自|拒[不绝]|伪造|涂改|转让|出租|出借|隐瞒|弄虚作假|提供虚假|违反规定")


def _same_doer(article: Article, before: Draft, clause: Clause) -> str:
    """Who did what *before* says, where *clause* goes on in its sentence without a doer: 商户未公示的，…；未备案的，…."""
    if article.text(clause.start - 1, clause.start) not in ("；", ";"):
        return ""
    words = conduct_of(article.text(clause.start, clause.split), "")
    if not _DOERLESS.match(words):
        return ""
    return doer_of(conduct_of(article.text(before.start, before.end), before.setting))


_UNHEEDED = re.compile(r"\s*(?:经劝阻|不听|拒不听从|劝阻(?:无效|不听))")
_LESSER = re.compile(r"\s*(?:情节轻微，?)?尚(?:不|未)(?:够|构成)")
_CRIME = re.compile(
    r"\s*(?P<act>(?!依照|构成|触犯|由)[^。；]{6,}?)的?，(?:构成犯罪|依照《?[^，。；]{0,6}刑法|依法追究刑事)"
)


def _lesser(article: Article, clause: Clause) -> tuple[int, int] | None:
    """Where the crime stands of which *clause* punishes the lesser form: …，依法追究刑事责任；尚不够刑事处罚的，…."""
    if not _LESSER.match(article.text(clause.start, clause.split)):
        return None
    at = article.clause_at(clause.start) - 1
    before = article.clauses[at] if at >= 0 else clause
    found = _CRIME.match(article.text(before.start, before.end)) if before.line == clause.line else None
    return (before.start, before.start + found.end("act")) if found else None


_OWN_ACT = re.compile(r"\s*违反(?:前款|本条第[一二三四五六七八九十]款)规定，(?!情节|造成|逾期|拒不|构成)[^，。；]{4,}")
_EXPIRED = re.compile(r"\s*[^，。；]{2,10}期满(?:后)?(?:未|不|仍)")
_EXCEEDS = re.compile(r"\s*(?:超过|超出|不符合)")
_SAID = re.compile(r"\s*(?:单位|个人|企业)?(?:实施|有|从事)(?:以上|上述|前述)(?:违法)?行为(?:之一)?的$")
_FINED = re.compile(r"\s*(?:处以?|被?处|给予)(?:罚款|[^，。；]{0,6}处罚)的")


def _names_conduct(article: Article, clause: Clause, drafts: Sequence[Draft]) -> bool:
    """Whether the condition names a conduct of its own: 占用期满未恢复的 does, 处以罚款的 goes on about the last one."""
    condition = article.text(clause.start, clause.split)
    if drafts and _STAFF_ARE.match(condition):
        return False
    if drafts and (_FINED.match(condition) or _SAID.match(condition) or HOLDS.match(condition)):
        return False
    if (
        drafts
        and not drafts[-1].duty
        and _OUTCOME.match(condition)
        and article.clauses[article.clause_at(clause.start) - 1].line == clause.line
    ):
        return False
    if drafts and drafts[-1].start < clause.start and _AREA.match(condition):
        return not article.text(clause.split, clause.end).startswith("由")  # …的，城区内的由甲…；城区外的由乙…
    if drafts and drafts[-1].duty and _EXCEEDS.match(condition) and sanctions(article, clause):
        return True
    if not drafts and _OWN_ACT.match(condition) and _leads_to_sanction(article, clause):
        return True  # 违反前款规定，设置地锁的: there is nothing before it that it could grade
    return not clause.grades or bool(_EXPIRED.match(condition))


_STAFF_ARE = re.compile(  # …，给予警告；其责任人员属于公职人员的: who it is, no act
    r"\s*(?:其|对)?(?:负有责任的|负责的)?[^，。；未不违]{0,12}(?:领导人员|主管人员|责任人员?|负责人)(?:属于|是|系)[^，。；未不违]{2,20}的$"
)
_OUTCOME = re.compile(  # how the act before ended or what it concerned, no act of its own: 中标的, 涉及海域的
    r"\s*(?:中标|无正当理由|(?:数量|数额|金额)(?:巨大|较大)|涉及(?!犯罪)[^，。；]{2,8}|属(?:于)?[^，。；]{2,8}"
    r"|未收缴|(?:补检|复检)不合格|导致死亡|非?经营性|非?营利性|没?有猎获物|改正|[^，。；]{2,8}法未作规定)的$"
)
_OWN_SUBJECT = re.compile(
    r"\s*(?!由|处|并|对(?!违反)|责令|没收|吊销|给予|予以|依照|按照|前[款两二三]|本条(?!例)|[上前]述|逾期|拒不|情节)"
    r"(?P<thing>(?:[^。；](?<!处罚)(?<!决定)(?<!罚款)(?<!前款)){4,90}?)(?<![的违规]法)(?<!规定)，"
    r"由[^，。；]{2,40}?(?:责令|组织|处(?![理于置罚方])|给予|予以|没收|吊销|暂扣|取缔|拆除)"
)


def _own_subject(article: Article, clause: Clause) -> int:
    """Where the thing ends that a clause without a condition is about (已建成的设施，由…责令拆除), 0 where it goes on."""
    if clause.split > clause.start or not clause.line or not sanctions(article, clause):
        return 0
    found = _OWN_SUBJECT.match(article.text(clause.start, clause.end))
    return clause.start + found.end("thing") if found else 0


_GOES_ON = re.compile(
    r"\s*(?:由[^，。；]{2,60}?|[^，。；]{2,30}(?:机关|部门|机构|政府|局))?(?:应当|可以|有权|依法|分别|对[^，。；]{2,30}?|，|[^，。；]{2,12}?，)*"
    r"(?:责令|并?处(?![理于置方分])|没收|吊销|暂扣|给予|予以|[^，。；]{0,4}警告)|[^，。；]{0,60}(?:违反|违法|行为人|当事人|责任人)"
)


def _continued(article: Article, clause: Clause, drafts: list[Draft]) -> list[Draft]:
    """The conducts that a clause goes on about: the last one, and those beside it for which nothing was set yet.

    The lines of a list that nothing punishes so far are meant only where the clause says so or begins with a sanction.
    """
    last = drafts[-1]
    if clause.line and last.part.kind == "项" and article.part_at(clause.start) is not last.part:
        above = last.part.address.partition("第（")[0]
        meant = [draft for draft in drafts if lies_in(draft.part.address, above)]
        text = article.text(clause.start, clause.end)
        known = clause.split > clause.start or _BACK.search(text) or _GOES_ON.match(text)
        return meant if known else [d for d in meant if any(sanctions(article, c) for c in d.sanctions)]
    return [
        draft
        for draft in drafts
        if draft is last or (draft.part is last.part and not any(sanctions(article, c) for c in draft.sanctions))
    ]


_DIRECT = re.compile(
    r"\s*(?:第[一二三四五六七八九十百千零]+条\s+)?(?:由[^，。；]{2,40})?对[^，。；]{2,80}(?:处|给予|责令|予以|没收|吊销)"
)
_SAID_BEFORE = re.compile(
    r"\s*[^，。；]{0,30}?(?:有|实施|存在|因)(?:上述|以上|前述)(?:违法)?(?:行为|情形|情况)(?:之一)?(?:，[^，。；]{2,30})?的$"
)
_BACK = re.compile(r"前[款项]|本条(?!例)|前[两二三四]款|上[一]?款|上述|有第[一二三四五六七八九十]款")
_HAS = re.compile("有(第[一二三四五六七八九十]款)(?:所列|规定|行为)")


def _referred(article: Article, clause: Clause, drafts: list[Draft]) -> list[Draft]:
    """The conducts that the condition of *clause* means by 有前款第二项行为的."""
    condition = article.text(clause.start, clause.split)
    if drafts and _SAID_BEFORE.match(condition):
        paragraph = article.part_at(clause.start).address.partition("第（")[0]
        return [d for d in drafts if lies_in(d.part.address, paragraph)]
    if names_another(condition) or not _BACK.search(condition) or not re.search(r"(?:行为|情形|规定)", condition):
        return []
    targets = {
        c.target_id.partition("#")[2]
        for c in article.citations
        if clause.start <= c.start < clause.split and c.target_id.startswith(article.unit.id)
    }
    targets |= {article.unit.address + found[1] for found in _HAS.finditer(condition)}
    items = [t for t in targets if "第（" in t]
    if items:  # 有前款第一项、第三项至第五项行为之一的: each belongs to the paragraph of the first
        above = min(items, key=len).partition("第（")[0]
        targets = {f"{above}第（{n}）项" for n in items_of(article.text(clause.start, clause.split))} | set(items)
    return [d for d in drafts if any(lies_in(d.part.address, t) for t in targets)]


_ITEM = re.compile(r"(至|到|-)?第?[（(]?([一二三四五六七八九十]{1,3})[）)]?(?=项|至|到|、|，|和|或)")


def items_of(text: str) -> list[str]:
    """The numbers of the items that *text* names, ranges filled in."""
    names = re.search(
        r"第[（(]?[一二三四五六七八九十]{1,3}[）)]?(?=项|、|至).*项", re.sub(r"第[^第，]{1,3}款", "", text)
    )
    found: list[int] = []
    for match in _ITEM.finditer(names.group() if names else ""):
        number = to_int(match[2])
        found += range(found[-1] + 1, number) if match[1] and found else []
        found.append(number)
    return [to_chinese(number) for number in found]


def _still_referred(article: Article, clause: Clause, drafts: list[Draft]) -> list[Draft]:
    """The conducts of the clause before, where that one refers back and *clause* gives a grade of it."""
    at = article.clause_at(clause.start)
    goes_on = clause.grades or _LESSER.match(article.text(clause.start, clause.split))
    while goes_on and at > 0 and article.clauses[at - 1].line == clause.line:
        at -= 1
        before = article.clauses[at]
        if referred := _referred(article, before, drafts):
            return referred
        if before.split > before.start and not before.grades:
            return []
    return []


def _breaks_own(article: Article, clause: Clause) -> bool:
    """Whether the condition is no more than the breach of a duty that the article itself lays down (违反前款规定的)."""
    condition = article.text(clause.start, clause.split)
    own = any(
        clause.start <= c.start < clause.split and c.target_id.startswith(article.unit.id) for c in article.citations
    )
    return own and bool(_OWN_BREACH.match(condition)) and _leads_to_sanction(article, clause)


def _leads_to_sanction(article: Article, clause: Clause) -> bool:
    """Whether a penalty follows in *clause* or, where it only orders, in the grades after it (责令改正；逾期不改正的，处…)."""
    at = article.clause_at(clause.start)
    if sanctions(article, clause):
        return True
    after = next(
        (c for c in article.clauses[at + 1 :] if c.line != clause.line or not c.grades or sanctions(article, c)), None
    )
    return after is not None and after.line == clause.line and after.grades


_OWN_BREACH = re.compile(r"\s*(?:[^，。；]{2,16})?违反(?:本条|前|上|第)[^，。；]{0,30}规定的$")
_OBLIGES = re.compile(
    r"[，\s]*(?:[^，。；]{2,24}[前后时内]，)?(?:(?!由)[^，。；]{0,20}(?<!部门)(?<!机关)(?<!机构)(?<!政府))?(?:应当|必须|不得)(?![^，。；]{0,16}(?:责令|处罚|处以|给予|予以|赔偿责任))"
)


def _duties(article: Article, clauses_: Sequence[Clause]) -> list[Citation]:
    """The articles whose breach the conditions name."""
    found = []
    for clause in clauses_:
        end = clause.split if clause.split > clause.start else clause.end
        for citation in article.citations:
            before, after = article.text(clause.start, citation.start), article.text(citation.end, end)
            inside = clause.start <= citation.start < end and citation.address
            if inside and not _BY_WAY.search(before) and (_BROKEN.search(before) or _SUCH.match(after)):
                found.append(citation)
    return _of_named(article, found)


def _of_named(article: Article, duties: list[Citation]) -> list[Citation]:
    """*duties* with 本条第四项 of a penalty list read as the line of the one article that its lead names."""
    penal = {p.id for p in article.parts if p.kind == "项" and "违反本条第" in p.text}
    own = [d for d in duties if d.address.startswith(f"{article.unit.address}第（")]
    lines = [d for d in own if not d.target_id or d.target_id in penal]
    outer = [d for d in duties if d.target_id and d.address.endswith("条") and d not in lines]
    if not lines or len(outer) != 1:
        return duties
    places = [f"第一款{d.address.removeprefix(article.unit.address)}" for d in lines]
    return [
        replace(d, address=outer[0].address + place, target_id=outer[0].target_id + place)
        for d, place in zip(lines, places, strict=True)
    ]


_BY_WAY = re.compile(
    r"或者(?:依照|按照|根据)(?:本[^，。；]{1,5})?$"
)  # 或者依照第九条规定调出名录的动物: no breach of it
_BROKEN = re.compile(r"违反|未(?:按照?|依照|遵守|履行)|不履行|不符合")
_SUCH = re.compile(
    r"[^，。；]{0,40}(?:所列|规定的?|所述)[^，。；]{0,30}(?:行为|情形)"
    r"|(?:[、和及或者]|第[^，。；]{1,12}[条款项]|[（(][一二三四五六七八九十]{1,3}[）)]项?)*(?:所?禁止的?|违法)?的?(?:行为|情形)"
)
