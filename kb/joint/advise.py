"""From a described matter to advice: who holds which power, which form fits and why, who starts, who approves, when.

Everything said of a local document or a law is a passage of the knowledge base, checked before it leaves. Where nothing
local is on file, the advice says so and rests on national law.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kb.answer import check_quotes
from kb.dates import today
from kb.errors import NotFound
from kb.joint.facts import Fact, bare_matter, find_facts, open_questions
from kb.joint.holders import Holder, find_holders, punishing, with_provinces
from kb.joint.opinion import FORMS, Approval, Opinion, Passage, Period, approval_for, read_opinion, says_who_starts
from kb.joint.plan import general_parts, letter, skeleton
from kb.joint.tables import FactRow, joint_facts, opinion_patterns
from kb.knowledge import KnowledgeBase
from kb.model import Document, Edition, Provision
from kb.question import named_places
from kb.registry import ClockRow, clocks
from kb.show import look_up
from kb.titles import full_title
from kb.validity import status
from kb.workdays import Due, chain, clock_due, due

_TOGETHER = ("联合执法", "协同执法")  # the forms that need a plan and its approval
_CRIME = "刑事移送-决定"  # the first of the clocks by which a suspected crime is transferred
_LOCAL = ("规范性文件", "其他资料")  # levels of documents that may be such an opinion
_JUDICIAL = re.compile(
    r"司法机关|检察|审判机关|监察机关"
)  # an article on these is not about enforcement bodies together
_RULES = ("地方性法规", "地方政府规章")


@dataclass(frozen=True, slots=True)
class Matter:
    """What is asked: a description, facts stated and denied by name, places, and the day of the law and of the notice.

    ``fields`` is the number of fields of enforcement (0: not known), ``whole`` whether all of the county is meant (None:
    not known). ``notice`` is the ISO day or minute from which periods run, or empty.
    """

    description: str
    stated: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    day: str = ""
    fields: int = 0
    whole: bool | None = None
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A quotation with its source and the status of that source on the day asked for."""

    title: str
    version: str
    address: str
    region: str
    status: str
    text: str


@dataclass(frozen=True, slots=True)
class Advised:
    """One form that fits, the facts that call for it, and the words of the documents on it."""

    form: str
    facts: tuple[Fact, ...]
    quotes: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Running:
    """A period that runs in the matter: what its source says and when it ends (None without a day to count from).

    ``applies`` is False for a period of another place, shown because it must not be mixed up with the local one.
    """

    id: str
    amount: float
    unit: str
    trigger: str
    source: str
    applies: bool
    due: Due | None


@dataclass(frozen=True, slots=True)
class Advice:
    """The advice on a matter; every part may be empty, and ``issues`` say what is missing or to be minded."""

    matter: Matter
    facts: tuple[Fact, ...]
    questions: tuple[str, ...]
    holders: tuple[Holder, ...]
    forms: tuple[Advised, ...]
    initiation: tuple[Cited, ...]
    approvals: tuple[tuple[Approval, Cited], ...]
    periods: tuple[Running, ...]
    plan: str
    letters: tuple[str, ...]
    issues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Local:
    """What is on file of the place: opinions (in force first) and articles of local regulations."""

    opinions: tuple[tuple[Edition, Opinion], ...]
    rules: tuple[Provision, ...]
    elsewhere: tuple[str, ...]


def advise(kb: KnowledgeBase, matter: Matter) -> Advice:
    """Advise on *matter*. Raises KBError where a stated fact or a day makes no sense, or a quotation fails its check."""
    regions = matter.regions or named_places(matter.description, kb.places)
    day = matter.day or today()
    facts = find_facts(matter.description, matter.stated, matter.denied)
    holders = find_holders(kb, bare_matter(matter.description, facts), regions=regions, day=day)
    local = _local(kb, regions, day)
    opinion = local.opinions[0][1] if local.opinions else None
    fitting = {fact.form for fact in facts} or set(FORMS)
    forms = tuple(_advised(kb, form, facts, local, day) for form in FORMS if form in fitting)
    together = bool(fitting & set(_TOGETHER))
    starting: list[Passage | Provision] = [*opinion.initiation, *opinion.consulting] if opinion else []
    starting = starting or [p for p in local.rules if says_who_starts(p.text)]
    approvals = _paths(opinion, matter) if opinion and together else ()
    return Advice(
        matter, facts, open_questions(facts), holders, forms,
        tuple(_cited(kb, passage, day) for passage in dict.fromkeys(starting)),
        tuple((approval, _cited(kb, approval.passage, day)) for approval in approvals),
        tuple(_running(kb, fitting, facts, opinion, matter.notice)),
        _plan(kb, matter, opinion, holders, facts) if together else "",
        tuple(_letters(kb, matter, facts, opinion, day)),
        (*_issues(regions, local, day), *_unsettled(facts, approvals), *_doubts(facts, holders)),
    )  # fmt: skip


# ---------------------------------------------------------------- what is on file


def find_opinions(kb: KnowledgeBase, regions: Collection[str], day: str) -> list[tuple[Edition, Opinion]]:
    """The local documents on joint enforcement of *regions* (of any place where empty), those in force first."""
    found = []
    for edition in kb.editions.values():
        local = edition.region not in ("", "全国") and edition.level in _LOCAL
        if not local or (regions and not _of(edition, regions)):
            continue
        opinion = read_opinion(
            kb.store.get(Document, edition.doc_id), list(kb.store.select(Provision, doc_id=edition.doc_id))
        )
        if opinion.forms and (opinion.approvals or opinion.initiation or opinion.periods):
            found.append((edition, opinion))
    return sorted(found, key=lambda pair: (status(pair[0], day) != "现行有效", -len(pair[1].forms), pair[0].doc_id))


def _of(edition: Edition, regions: Collection[str]) -> bool:
    return any(edition.region == region or edition.title.startswith(region) for region in regions)


def _local(kb: KnowledgeBase, regions: Collection[str], day: str) -> _Local:
    opinions = find_opinions(kb, regions, day)
    elsewhere = [] if opinions or not regions else [full_title(e) for e, _ in find_opinions(kb, (), day)]
    return _Local(tuple(opinions), tuple(_rules(kb, with_provinces(regions), day)), tuple(elsewhere))


def _rules(kb: KnowledgeBase, regions: Collection[str], day: str) -> Iterator[Provision]:
    """The articles on joint enforcement in the enforcement regulations (…执法条例) of *regions* in force."""
    rows = [row for row in opinion_patterns() if row.kind in FORMS]
    for id in sorted(kb.in_force(day)):
        edition = kb.editions[id]
        if edition.level in _RULES and "执法" in edition.title and _of(edition, regions):
            for provision in kb.store.select(Provision, doc_id=id, unit=True):
                if any(row.regex.search(provision.text) for row in rows):
                    yield provision


def _cited(kb: KnowledgeBase, passage: Passage | Provision, day: str) -> Cited:
    edition = kb.editions[passage.doc_id]
    text = passage.text.strip()
    check_quotes(kb, [(passage.doc_id, text)])
    return Cited(
        full_title(edition), edition.version, passage.address.removesuffix("引语"), edition.region,
        status(edition, day), text,
    )  # fmt: skip


# ---------------------------------------------------------------- form, approval, periods


def _advised(kb: KnowledgeBase, form: str, facts: Sequence[Fact], local: _Local, day: str) -> Advised:
    """*form* with its facts, and what the local documents and national law say of them; of all its cases without facts."""
    chosen = tuple(fact for fact in facts if fact.form == form)
    passages: list[Passage | Provision] = []
    for _edition, opinion in local.opinions[:1]:
        if known := opinion.form(form):
            passages.append(known.definition)
            passages += [c for c in known.cases if any(f.row.place.search(c.text) for f in chosen)]
        passages += _procedure(opinion, form)
    words = [row.regex for row in opinion_patterns() if row.kind == form]
    crime = any(fact.row.fact == "crime" for fact in chosen)
    rules = [p for p in local.rules if any(regex.search(p.text) for regex in words)]
    passages += [p for p in rules if crime or not _JUDICIAL.search(p.text)]
    quotes = [_cited(kb, passage, day) for passage in dict.fromkeys(passages)]
    rows = [fact.row for fact in chosen] or [row for row in joint_facts() if row.form == form]
    quotes += [q for row in rows if row.law and (q := _national(kb, row.law, row.address, day))]
    return Advised(form, chosen, tuple(dict.fromkeys(quotes)))


def _procedure(opinion: Opinion, form: str) -> list[Passage]:
    """What *opinion* says of how and when *form* is carried out."""
    timed = [period.passage for period in opinion.periods if form_of(period) == form]
    return [*timed, *([opinion.transfer] if opinion.transfer and form == "案件移送" else [])]


def _national(kb: KnowledgeBase, law: str, address: str, day: str) -> Cited | None:
    try:
        found = look_up(kb, law, address, day=day)
    except NotFound:
        return None
    return next((_cited(kb, p, day) for _edition, provisions in found for p in provisions), None)


def _paths(opinion: Opinion, matter: Matter) -> tuple[Approval, ...]:
    """The approval path of *matter*; all of them where its extent is not known."""
    if matter.whole is None or (not matter.fields and not matter.whole):
        return opinion.approvals
    chosen = approval_for(opinion.approvals, whole=matter.whole, fields=matter.fields or 1)
    return (chosen,) if chosen else ()


def _running(
    kb: KnowledgeBase, forms: Collection[str], facts: Sequence[Fact], opinion: Opinion | None, notice: str
) -> Iterator[Running]:
    """The periods of the local document for *forms*, those of other sources beside them, and the chain for a crime."""
    own = opinion.doc_id if opinion else ""
    for period in opinion.periods if opinion else ():
        if not (named := form_of(period)) or named in forms:
            yield _local_period(kb, period, notice)
    if "案件移送" in forms:
        for row in clocks():
            if row.id.startswith("联动-") and form_of_clock(row) == "案件移送" and not own.startswith(row.law):
                yield _national_period(row, clock_due(row, notice) if notice else None, applies=False)
    if any(fact.row.fact == "crime" for fact in facts):
        steps = chain(clocks(), _CRIME, notice) if notice else [(row, None) for row in clocks() if _criminal(row)]
        yield from (_national_period(row, ended, applies=True) for row, ended in steps)


def _criminal(row: ClockRow) -> bool:
    return row.id.partition("-")[0] == _CRIME.partition("-")[0]


def form_of(period: Period) -> str:
    """The form whose business *period* is, by the clause that holds it; empty where it is no form's own."""
    return _form_in(period.passage.text)


def form_of_clock(row: ClockRow) -> str:
    return _form_in(f"{row.event}{row.act}")


def _form_in(text: str) -> str:
    if any(word in text for word in ("移送", "移交", "线索")):
        return "案件移送"
    return "信息共享" if any(word in text for word in ("查询", "信息")) else ""


def _local_period(kb: KnowledgeBase, period: Period, notice: str) -> Running:
    edition = kb.editions[period.passage.doc_id]
    counted = notice and period.unit in ("工作日", "日", "小时") and period.amount >= 1
    return Running(
        "", period.amount, period.unit, period.trigger, f"《{full_title(edition)}》{period.passage.address}", True,
        due(notice, int(period.amount), period.unit) if counted else None,
    )  # fmt: skip


def _national_period(row: ClockRow, ended: Due | None, *, applies: bool) -> Running:
    return Running(row.id, row.amount, row.unit, row.event, f"《{row.law}》{row.address}", applies, ended)


# ---------------------------------------------------------------- plan and letter


def _plan(
    kb: KnowledgeBase, matter: Matter, opinion: Opinion | None, holders: Sequence[Holder], facts: Sequence[Fact]
) -> str:
    bodies = [h for h in holders if h.body]
    known: dict[str, Sequence[str]] = {
        "基本情况": [f"事项：{matter.description}"],
        "必要性": [f"{fact.form}：{fact.row.why}" for fact in facts if fact.form in _TOGETHER],
        "参与配合部门": [f"{h.body}（待核实）" for h in bodies],
        "职责分工": [f"{h.body}：{_powers(h)}" for h in bodies],
    }
    return skeleton("联动执法方案", *required_parts(kb, opinion), known)


def required_parts(kb: KnowledgeBase, opinion: Opinion | None) -> tuple[tuple[str, ...], str]:
    """The parts that a plan must have, and where that stands: in *opinion*, or nowhere on file."""
    if opinion is None or opinion.plan is None:
        return general_parts(), "没有收录规定方案内容的本地文件，以下是通用提纲"
    return opinion.parts, f"各部分依《{full_title(kb.editions[opinion.doc_id])}》{opinion.plan.address}"


def _powers(holder: Holder) -> str:
    return "；".join(dict.fromkeys(f"{p.kind}（《{p.title}》{p.address}）" for p in holder.powers))


def _letters(
    kb: KnowledgeBase, matter: Matter, facts: Sequence[Fact], opinion: Opinion | None, day: str
) -> Iterator[str]:
    """The letters by which the matter is to be transferred: to the police, and to another body."""
    transfers = [fact.row for fact in facts if fact.form == "案件移送"]
    if crimes := [row for row in transfers if row.fact == "crime"]:
        materials, article = _crime_materials(kb, day)
        yield letter(
            "涉嫌犯罪案件移送书", "（待填：同级公安机关）", matter.description, materials, [*_laws(crimes), *article]
        )
    if others := [row for row in transfers if row.fact != "crime"]:
        form = opinion.form("案件移送") if opinion else None
        places = [*([form.definition] if form else []), *(_procedure(opinion, "案件移送") if opinion else [])]
        local = [f"《{full_title(kb.editions[p.doc_id])}》{p.address}" for p in places]
        wanted = opinion.materials if opinion else ()
        yield letter(
            "案件移送函",
            "",
            matter.description,
            wanted,
            list(dict.fromkeys([*_laws(others), *local])),
            _missing(opinion),
        )


def _laws(rows: Sequence[FactRow]) -> list[str]:
    return list(dict.fromkeys(f"《{row.law}》{row.address}" for row in rows if row.law))


def _crime_materials(kb: KnowledgeBase, day: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What goes to the police with a case, as the items of the article on it, and that article; empty if not on file."""
    law = next(row.law for row in clocks() if row.id == _CRIME)
    try:
        (version, _), *_ = look_up(kb, law, day=day)
    except NotFound:
        return (), ()
    for unit in kb.store.select(Provision, doc_id=version.doc_id, unit=True):
        if "附有" in unit.text and "材料" in unit.text:
            items = kb.store.select(Provision, doc_id=version.doc_id, kind="项")
            inside = tuple(_item(p.text) for p in items if unit.start <= p.start < unit.end)
            return inside, (f"《{full_title(version)}》{unit.address}",)
    return (), ()


def _item(text: str) -> str:
    return text.strip().partition("）")[2].strip("；。 ") or text.strip()


def _missing(opinion: Opinion | None) -> str:
    return "；".join(
        f"文中引用的附件{m.number or ''}（{m.what}）不在文件中，所附的是{'、'.join(f'《{t}》' for t in m.attached) or '无'}，"
        "格式请向发文机关索取"
        for m in (opinion.missing if opinion else ())
    )


# ---------------------------------------------------------------- what to mind


def _issues(regions: Collection[str], local: _Local, day: str) -> Iterator[str]:
    where = "、".join(regions)
    if not local.opinions:
        yield f"知识库未收录{where or '任何地方'}的联动执法文件；以下依据国家法律" + (
            "和当地执法法规" if local.rules else ""
        )
        if local.elsewhere:
            yield f"另有外地文件{'、'.join(f'《{t}》' for t in local.elsewhere)}，不适用于{where}，没有引用"
        return
    edition, opinion = local.opinions[0]
    title = full_title(edition)
    if not regions:
        yield f"没有指明地区，引用的是{edition.region}的《{title}》，只适用于该地；用 --region 指定地区"
    state = status(edition, day)
    if state != "现行有效":
        until = f"（有效期至{edition.expires}）" if edition.expires else ""
        yield f"《{title}》在{day}的时效是“{state}”{until}，不能作为现行依据，只能参考其做法；请核实有无续期或新文件"
    if not edition.complete:
        yield f"《{title}》在库文本不全，没有引到的内容不能断言没有规定"
    if missing := _missing(opinion):
        yield missing
    for form in FORMS:
        if not opinion.form(form):
            yield f"《{title}》没有规定“{form}”"


def _unsettled(facts: Sequence[Fact], approvals: Sequence[Approval]) -> Iterator[str]:
    """Forms of which the articles on approval do not speak."""
    for form in _TOGETHER:
        named = any(form in a.passage.text or "联动" in a.passage.text.partition("拟订")[0] for a in approvals)
        if approvals and not named and any(fact.form == form for fact in facts):
            yield f"所引审批条款没有写“{form}”，是否照此报批请向文件的起草机关确认"


def _doubts(facts: Sequence[Fact], holders: Sequence[Holder]) -> Iterator[str]:
    bodies = punishing(holders)
    if len(bodies) > 1 and not any(fact.row.fact in ("several_bodies", "unclear_body") for fact in facts):
        row = next(row for row in joint_facts() if row.fact == "several_bodies")
        yield (
            f"按描述检索到{len(bodies)}个机关的处罚权（{'、'.join(bodies)}），是否相关须逐条核对；"
            f"如果同一行为确由其中几个机关分别查处，请加 --several-bodies，考虑{row.form}"
        )
    if not holders:
        yield "没有检索到与此事项对应的权力事项；可换用法条用语描述，或用 kb ask 查依据"
    if any(fact.row.fact == "crime" for fact in facts):
        yield "涉嫌犯罪的应当移送公安机关，不得以行政处罚代替移送；是否涉嫌犯罪由办案机关判断"
    if any(fact.row.fact in ("other_body_competent", "power_moved") for fact in facts):
        yield "行政处罚法没有专门规定行政机关之间怎样移送案件；程序和期限依本部门程序规定和当地文件"
    if any(fact.form == "联合执法" for fact in facts):
        yield "联合执法中各机关在各自职权范围内以自己的名义作出决定，联合行动本身不产生新的执法权"


def plan_rules(kb: KnowledgeBase, regions: Sequence[str] = (), day: str = "") -> tuple[tuple[str, ...], str]:
    """The parts that a plan in *regions* must have on *day*, and where that stands, with the status of the document."""
    day = day or today()
    opinions = [pair for pair in find_opinions(kb, regions, day) if pair[1].plan]
    parts, basis = required_parts(kb, opinions[0][1] if opinions else None)
    state = status(opinions[0][0], day) if opinions else "现行有效"
    return parts, basis if state == "现行有效" else f"{basis}（{day}的时效是“{state}”，仅供参考）"
