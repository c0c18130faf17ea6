"""The items of powers other than penalties: one for each power, however many clauses speak of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.items.article import ANNOUNCES, Article, Law
from kb.items.bodies import competent
from kb.items.cited import by_duty
from kb.items.conducts import Draft
from kb.items.made import carried_out, make_item
from kb.model import Agency, Basis, Citation, Power, PowerItem, Provision
from kb.naming import Passage, Words, conduct_of, flat, words_of
from kb.tag.clauses import Clause

_NO_ITEM = (
    "其他-信用",
    "其他-移送",
    "其他-投诉举报",
    "其他-治理",
    "其他-年度报告",
)  # duties of the body, not powers over a party


@dataclass(frozen=True, slots=True)
class _Grant:
    """A power other than a penalty, with the place that gives it and the words for it."""

    power: Power
    part: Provision
    clause: Clause
    words: Words
    duties: tuple[Citation, ...] = ()  # the articles whose breach it answers

    @property
    def generic(self) -> bool:
        return not self.words.object and not self.words.name.endswith("核发")


def grants_of(law: Law, article: Article, drafts: Sequence[Draft]) -> list[_Grant]:
    """The powers that *article* gives beside its penalties: one for each place, kind and name.

    Of several permits or inspections in one place the one with the fullest name is kept; the measures of an inspection
    list are one inspection of the paragraph.
    """
    if _DELETED.search(article.text(article.unit.start, article.unit.end)):
        return []
    found: dict[tuple[str, str], _Grant] = {}
    for power in article.powers:
        at = article.clause_at(power.start)
        if power.kind == "行政处罚" or power.rule in _NO_ITEM or at < 0:
            continue
        grant = _grant(law, article, power, article.clauses[at], drafts)
        if grant is None:
            continue
        one = power.kind in ("行政许可", "行政检查")
        mark = (power.kind, grant.part.address if one else grant.words.name)
        if mark not in found or (one and _better(grant, found[mark])):
            found[mark] = grant
    best = sorted(found.values(), key=lambda g: (_rank(g), -g.power.start))  # the last one stays: best, then first
    named = list({(g.power.kind, _stem(g.words.name)): g for g in best}.values())
    named.sort(key=lambda g: g.power.start)
    named = [g for g in named if not any(_says_more(other, g) for other in named)]
    confirmed = [g for g in named if g.power.kind == "行政确认"]
    return [g for g in named if g.power.kind != "行政许可" or not any(_same_paper(g, other) for other in confirmed)]


def _same_paper(permit: _Grant, confirmation: _Grant) -> bool:
    """Whether a permit is but the paper of a registration in the same place: 营业执照核发, 合伙企业营业执照核发."""
    name, other = permit.words.name, confirmation.words.name
    return permit.part.address == confirmation.part.address and (
        name == other or (name.endswith("核发") and other.endswith(name))
    )


def _says_more(one: _Grant, other: _Grant) -> bool:
    """企业营业执照核发 leaves no room for 营业执照核发 in the same article."""
    name, bare = one.words.name, other.words.name
    return (
        one.power.kind == other.power.kind in ("行政许可", "行政确认")
        and bare.endswith("核发")
        and name != bare
        and name.endswith(bare)
    )


def _stem(name: str) -> str:
    """The matter of a permit: 船艇出租许可, 船艇出租审批 and 船艇出租许可证核发 are one power."""
    return _FORM.sub("", name) or name


_FORM = re.compile("(?:活动|业务)?(?:许可|(?:许可证[件书]?|许可)核发|审批)$")
_DELETED = re.compile(r"^\s*第[^ 　\t\n]{1,12}[ 　\t]*[（(]?[^。；\n]{0,16}删除[）)]?。?\s*$")


def _better(grant: _Grant, other: _Grant) -> bool:
    """A licence named is better than an act, anything better than a name taken from the law's title."""
    return _rank(grant) > _rank(other)


def _rank(grant: _Grant) -> int:
    if grant.power.rule in _PROCEDURE:
        return 0
    return 2 if grant.words.name.endswith("核发") else 1


def _grant(law: Law, article: Article, power: Power, clause: Clause, drafts: Sequence[Draft]) -> _Grant | None:
    """The grant of *power*, None where it only belongs to a penalty or nothing can be said of it."""
    draft = next((d for d in drafts if clause in d.sanctions or d.start == clause.start), None)
    if power.rule == "其他-责令" and draft is not None:
        return None  # 责令改正 goes with the penalty
    if power.rule == "其他-撤销" and draft is not None and _one_more_penalty(article, draft, power):
        return None
    if power.rule == "其他-责令" and ANNOUNCES.search(article.text(clause.start, clause.end)):
        return None  # the items that follow say what is ordered
    part = article.part_at(power.start)
    lead = _lead_of(article, part) if part.kind == "项" else None
    if power.kind in ("行政裁决", "行政强制执行"):  # who decides comes after whose dispute, who acts after 逾期不履行的
        clause = article.clauses[article.clause_at(power.end - 1)]
    words = words_of(power.kind, power.rule, _passage(law, article, power, clause, draft, lead))
    own = any(clause.split <= a.start < clause.end and a.canonical for a in article.acting)
    if lead is not None and power.kind == "行政检查" and not own:  # each department for its own part
        part, clause = article.part_at(lead.start), lead
    return _Grant(power, part, clause, words, _broken(power, draft)) if words else None


_ANSWERS = ("行政强制措施", "行政强制执行")  # kinds that answer a breach
_ANSWERING = ("其他-责令", "其他-取缔收缴")


def _broken(power: Power, draft: Draft | None) -> tuple[Citation, ...]:
    """The articles that the place itself says are broken (违反第十条规定的，收缴…), none for those of a whole list."""
    if draft is None or (power.kind not in _ANSWERS and power.rule not in _ANSWERING):
        return ()
    return tuple(duty for duty in draft.duties if duty.start >= draft.part.start)


_PENAL = ("罚款", "警告", "没收违法所得", "没收非法财物", "吊销许可证件", "责令停产停业", "行政拘留")
_DECEIT = re.compile("欺骗|贿赂|骗取|虚假|隐瞒|不正当手段")


def _one_more_penalty(article: Article, draft: Draft, power: Power) -> bool:
    """Whether a revocation stands among the penalties of a conduct (警告，撤销任职资格); what deceit obtained is undone besides."""
    fined = any(p.kind in _PENAL and c.start <= p.start < c.end for c in draft.sanctions for p in article.penalties)
    struck = any(p.start < power.end and power.start < p.end for p in article.penalties)
    return fined and struck and not _DECEIT.search(article.text(draft.start, draft.end))


def _lead_of(article: Article, part: Provision) -> Clause | None:
    """The clause that announces the list in which *part* is an item."""
    before = [c for c in article.clauses if c.end <= part.start and article.part_at(c.start).kind != "项"]
    return before[-1] if before and ANNOUNCES.search(article.text(before[-1].start, before[-1].end)) else None


_LONGEST = 1000  # characters of a sentence that are read for a name


def _passage(
    law: Law, article: Article, power: Power, clause: Clause, draft: Draft | None, lead: Clause | None
) -> Passage:
    line = article.unit.text.rfind("\n", 0, clause.start - article.unit.start) + 1 + article.unit.start
    before = ""
    condition = _condition(article, clause)[:_LONGEST]
    if draft is not None and (draft.start != clause.start or (draft.duties and not condition)):
        before = conduct_of(article.text(draft.start, draft.end), draft.actor)
        if draft.duties and (not before or before == draft.actor or _ONLY_CITES.fullmatch(before)):
            before = _said_by_duty(law, article, power, draft)
        elif draft.start == clause.start:
            before = ""  # its own words
        elif draft.duties and _RESULT.fullmatch(before):  # 违反第九条规定，影响市容: what was done is said there
            duty = _said_by_duty(law, article, power, draft)
            before = duty if before[:4] in duty else f"{duty}，{before}".removeprefix("，")
    elif draft is None:
        named = [c for c in article.clauses if line <= c.start < clause.start and c.split > c.start and not c.grades]
        before = conduct_of(article.text(named[-1].start, named[-1].split), "") if named else ""
    if _LEAD_ONLY.fullmatch(before):
        before = _with_list(article, clause, before)
    return Passage(
        sentence=flat(article.text(clause.start, clause.end))[:_LONGEST],
        condition=condition,
        main=flat(article.text(clause.split, clause.end))[:_LONGEST],
        verb=flat(article.text(power.start, power.end))[:_LONGEST],
        before=flat(before)[:_LONGEST],
        lead=flat(article.text(lead.start, lead.end))[:_LONGEST] if lead is not None else "",
        earlier=flat(article.text(article.unit.start, clause.start))[-300:],
        subject=law.subject,
        law=law.document.title,
    )


def _said_by_duty(law: Law, article: Article, power: Power, draft: Draft) -> str:
    """The breach of the duty that *draft* cites; of several duties no one tells what is seized or taken."""
    named = [words for words, _ in by_duty(law, draft, article, draft.actor)]
    takes = power.kind == "行政强制措施" or power.rule == "其他-取缔收缴"
    return "" if not named or (takes and len(named) > 1) else named[0]


_ONLY_CITES = re.compile("违反第[^，]{1,24}规定")
_RESULT = re.compile("(?:影响|危害|危及|妨碍|造成|导致)[^，]{2,16}")
_LEAD_ONLY = re.compile(
    "(?:未经|未取得)[^，。；]{0,16}(?:许可|批准|同意|审批)(?:，?擅自)?|擅自|(?=[^。；]{0,60}(?:范围|区域|地带|区)内$)[^。；]*(?:擅自|违法|未经|在)[^。；]*"
)
_LINE = re.compile(r"\n\s*[（(][一二三四五六七八九十]{1,3}[）)]([^，。；\n]{2,40}?)的?(?=[，。；\n])")
_LISTED = 76  # characters of a lead with the acts of its list


def _with_list(article: Article, clause: Clause, before: str) -> str:
    """*before* (未经许可) with the acts of the list that the clause announces; as it is where none follows."""
    if not ANNOUNCES.search(article.text(clause.start, clause.end)[-40:] + "：") and not re.search(
        "下列|以下", article.text(article.unit.start, clause.end)
    ):
        return before
    acts, told = [flat(match[1]) for match in _LINE.finditer(article.text(clause.end - 1, article.unit.end))], ""
    for act in acts:
        if len(told) + len(act) > _LISTED - len(before):
            break
        told += f"、{act}" if told else act
    joined = "" if before.endswith(("内", "自", "可", "准", "意")) else "，"
    return f"{before}{joined}{told}" if told else before


def _condition(article: Article, clause: Clause) -> str:
    """The condition without its 的, and without 违反…规定 where it begins so."""
    text = flat(article.text(clause.start, clause.split)).removesuffix("的")
    return (
        flat(conduct_of(text, ""))
        if text.startswith(("违反", "对违反", "有下列", "凡违反")) or text.endswith(("之一", "情形"))
        else text
    )


_PROCEDURE = (
    "许可-决定",
    "许可-准驳",
    "许可-不予",
    "许可-延续变更",
    "许可-校验",
    "检查-公开",
    "检查-制度",
    "检查-双随机",
)
_ONE_BODY = ("行政许可", "行政确认", "行政征收", "行政给付")  # kinds in which one name is one power, whoever is written


def granting(law: Law, article: Article, grant: _Grant, taken: dict[tuple[str, str], int]) -> list[PowerItem | Basis]:
    """The item of a power other than a penalty, or one more basis of the item that the law has already given."""
    power, clause, words = grant.power, grant.clause, grant.words
    agencies, source = competent(law, article, [clause], power)
    if any(a.surface == words.object for a in agencies):  # 机场管理机构 is inspected here
        accepts = article.text(clause.start, clause.end).find("接受")
        said = [a for a in article.agencies if clause.start + accepts < a.start < clause.end and a.canonical]
        agencies = [a for a in said if a.surface != words.object][:1] if accepts >= 0 else []
        source = article.unit.id if agencies else ""
    if power.kind == "行政许可" and all(_excepted(article, clause, a) for a in agencies):
        agencies = []
    if words.name.endswith("营业执照核发"):  # who registers, not who has agreed before
        agencies = [a for a in _in_clause(article, clause) if a.canonical == _REGISTRAR][:1] or agencies
    agencies = [a for a in agencies if not _UNDERTAKING.search(a.surface)]
    known = law.granted.get((power.kind, _stem(words.name)))
    names = {a.canonical or a.surface for a in agencies}
    if known is not None and (power.kind in _ONE_BODY or not names or names & set(known.agencies)):
        if known.provision_id == article.unit.id:
            return []
        if _BESIDES.search(article.text(max(clause.start, power.start - 30), power.start)):
            return []
        steps = power.rule in _PROCEDURE or _STEPS.search(article.text(clause.start, clause.end))
        if power.kind in _ONE_BODY and _AFTERWARDS.search(article.text(clause.start, clause.end)):
            return []  # what holds once it is granted, or falls on who has none
        if power.kind in _ONE_BODY and not steps and not _same_act(known.conduct, words):
            return []  # another act that needs a permit of the same name
        role = "程序依据" if power.kind in _ONE_BODY else "实施依据"
        return [Basis(known.doc_id, known.id, role, "", grant.part.address, f"{known.doc_id}#{grant.part.address}")]
    if power.rule in _PROCEDURE:
        return []
    item = make_item(
        law, article, grant.part, (clause.start, clause.end), power.kind, power.rule, words.conduct, agencies, source,
        [], taken, "",
    )  # fmt: skip
    item = replace(item, name=words.name, object=words.object)
    law.granted.setdefault((power.kind, _stem(words.name)), item)
    founding = Basis(item.doc_id, item.id, "设定依据", "", item.address, f"{item.doc_id}#{item.address}")
    broken = {Basis(item.doc_id, item.id, "设定依据", c.title, c.address, c.target_id): None for c in grant.duties}
    return [
        item,
        founding,
        *(b for b in broken if b.target_id != founding.target_id),
        *(b for b in carried_out(article, item, [clause]) if b.address != item.address),
    ]


_REGISTRAR = "市场监督管理部门"


def _in_clause(article: Article, clause: Clause) -> list[Agency]:
    return [a for a in article.agencies if clause.start <= a.start < clause.end]


_EXCEPT = re.compile("除[^，。；]{2,40}外，")


def _excepted(article: Article, clause: Clause, agency: Agency) -> bool:
    """Whether *agency* is only named in what goes without saying: 除依法经工商部门登记外，还应当取得…."""
    spared = _EXCEPT.search(article.text(clause.start, clause.end))
    return spared is not None and spared.start() <= agency.start - clause.start < spared.end()


_UNDERTAKING = re.compile("(?<!国有)(?:商业)?企业$")  # 交由商业企业代为销售: no body
_BESIDES = re.compile("除(?:依照|按照|依法|应当|[^，。；]{0,12}规定)*$")  # 除依法征收社会抚养费外，…: only mentioned
_AFTERWARDS = re.compile(
    "(?:取得|领取|持有|凭)[^，。；]{2,30}(?:证|证书|许可|批准|文件)[^，。；]{0,6}?后，(?!(?:应当|需|须)?[^，。；]{0,20}(?:变更|延续|换))|^[^，。；]{0,20}(?:未|没有)(?:依法)?(?:取得|领取|办理|缴纳)|处分|开除|批评教育"
)
_STEPS = re.compile("变更|换发|换领|补[发领办]|延续|有效期|届满|日内|工作日|受理|不予(?!处罚|追究)")


def _same_act(conduct: str, words: Words) -> bool:
    """The later place speaks of the permit itself, not of another act that needs one of the same name."""
    bare = words.conduct.removeprefix("申领")
    return words.name.startswith(bare) or bare == conduct or words.conduct == conduct
