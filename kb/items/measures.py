"""What follows from a punished conduct: its penalties, each with its case and its person, and what no penalty names.

Beside the kinds of penalty of the tables a law takes other measures (撤销许可, 责令停止生产) or points to another law for
them; these stand in the words of the text, as penalties by the rule ``WRITTEN``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kb.items.article import Article
from kb.items.conducts import Draft, items_of
from kb.model import Penalty
from kb.tag.clauses import Clause, condition_words
from kb.tag.penalties import addressed, circumstance

WRITTEN = "原文"  # the rule of a measure in the words of the text


def measures_of(article: Article, draft: Draft, conduct: str) -> list[Penalty]:
    """The measures against *conduct*, in the order of the text, each once."""
    found: list[Penalty] = []
    for clause in sorted(dict.fromkeys(draft.sanctions), key=lambda c: c.start):
        if _of_other_lines(article, draft, clause):
            continue
        only_fine = clause in draft.fined
        own = [p for p in article.penalties if clause.start <= p.start < clause.end and _imposed(article, clause, p)]
        advised = [clause.split + found.start() for found in _suggestions(article, clause)]
        own = [p for p in own if not any(at <= p.start and "，" not in article.text(at, p.start) for at in advised)]
        own = [p for p in own if p.kind == "罚款"] if only_fine else [*own, *_written(article, draft, clause, own)]
        found += [_told(article, draft, clause, conduct, p) for p in sorted(own, key=lambda p: p.end)]
    if found and draft.part.kind != "项":  # …的，依照有关法律的规定处理; what another paragraph adds is not all
        first = next((c for c in draft.sanctions if c.start == draft.start), None)
        if first and not any(first.start <= p.start < first.end for p in article.penalties):
            found = [*(p for p in _pointer(article, draft, first, conduct) if _LAWS.match(p.kind)), *found]
    if not found:
        found = [p for clause in draft.sanctions for p in _pointer(article, draft, clause, conduct)]
    return _once(found)


def _imposed(article: Article, clause: Clause, penalty: Penalty) -> bool:
    """Whether *penalty* follows from the condition of *clause*, rather than being told in it (被处以暂扣驾驶证的)."""
    return penalty.end > clause.split or article.text(penalty.start - 2, penalty.start) == "的处"


def _once(found: list[Penalty]) -> list[Penalty]:
    """*found* without repetitions: the same words of the text twice, or the same measure of two places."""
    seen: dict[tuple[object, ...], Penalty] = {}
    for p in found:
        seen.setdefault((p.kind, p.low, p.high, p.unit, p.base, p.subject, p.circumstance, p.rule == WRITTEN), p)
    return list(seen.values())


# ---------------------------------------------------------------- which lines of a list


_LINES = re.compile(
    r"(?:有|违反|实施)(?:下列|前述|上述|以上|本[条款])?(?:行为)?(?P<which>(?:第?[（(]?[一二三四五六七八九十]{1,3}[）)]?(?:、|至|到|和|或者?|项)*)+项)"
)
_SAME_LIST = re.compile(r"\s*有前款")
_BRACKETS = re.compile(r"第?[（(]([一二三四五六七八九十]{1,3})[）)]")


def _of_other_lines(article: Article, draft: Draft, clause: Clause) -> bool:
    """Whether *clause*, in the lead of a list, is for other lines than that of *draft*: 有（六）（七）项行为之一的，…."""
    if draft.part.kind != "项":
        return False
    at = article.clause_at(clause.start)
    while at >= 0 and article.clauses[at].line == clause.line:
        before = article.clauses[at]
        words = article.text(before.start, before.split)
        named = _LINES.search(words) if clause.start < draft.part.start or _SAME_LIST.match(words) else None
        if named and "条" not in words[max(0, named.start() - 4) : named.end()].replace("有本条第", ""):
            lines = items_of(re.sub("(?<=[一二三四五六七八九十])第", "、第", _BRACKETS.sub(r"第\1", named["which"])))
            return bool(lines) and draft.part.address.rpartition("第（")[2].removesuffix("）项") not in lines
        if before.split > before.start and not before.grades:
            return False
        at -= 1
    return False


# ---------------------------------------------------------------- in which case, on whom


def _told(article: Article, draft: Draft, clause: Clause, conduct: str, penalty: Penalty) -> Penalty:
    """*penalty* with the case it is for and the person it falls on, as far as the conduct does not say them."""
    case = _case(article, draft, clause, conduct, penalty)
    if penalty.rule == WRITTEN and _BY_GAIN.fullmatch(case) and "罚款，" in article.text(clause.split, penalty.start):
        case = ""  # 没有违法所得的，处…罚款，暂停经营权: only the fine depends on the gain
    if within := _within(article, clause, penalty):
        case = case if within in case else "，".join(filter(None, (case, within)))
    return replace(penalty, circumstance=case, subject=_whom(article, draft, clause, conduct, penalty))


def _case(article: Article, draft: Draft, clause: Clause, conduct: str, penalty: Penalty) -> str:
    if draft.case and not penalty.circumstance and article.part_at(clause.start) is draft.part:
        return draft.case
    opener = _opener(article, draft, clause)
    if penalty.circumstance:
        case = _plain(penalty.circumstance, draft, conduct)
        refers = _AFTER.match(_BREACH.sub("", _words(article, clause)))
        who = _who(article, opener, draft, conduct) if opener and opener is not clause and not refers else ""
        return f"{who}，{case}" if who and case and who not in case else case or who
    if clause.split == clause.start:
        return _inherited(article, draft, clause, conduct, penalty, opener)
    if clause.start >= draft.end or _second_of_lead(article, draft, clause):
        return _said(article, clause, draft, conduct)
    return _of_condition(article, clause, conduct)


def _second_of_lead(article: Article, draft: Draft, clause: Clause) -> bool:
    """Whether *clause* is a further condition of the lead of a list: 有下列行为之一的，处…；少缴税款的，处…：（一）…."""
    lines = article.clauses[: article.clause_at(clause.start)]
    before = [c for c in lines if c.line == clause.line and c.split > c.start and not c.grades]
    return clause.start < draft.part.start and draft.part.kind == "项" and bool(before)


_AFTER = re.compile(
    r"^(?P<who>[^，。；]*?)(?:具?有|违反|实施|从事|存在|犯)(?:了)?(?:第[^，。；]{1,10}条(?:、|和|或者?))?(?:前[款项]|前[两二三四]款|本条(?!例)|上述|以上|前述|(?<=有)第[一二三四五六七八九十]款)[^，。；]{0,50}(?P<rest>，[^。；]*)?$"
)
_BREACH = re.compile(
    "^(?:对)?违反本[^，。；第]{1,8}(?:的?规定)?，|^违反规定，|违反本[^，。；第]{1,8}规定，(?=有前[款项])"
)


def _said(article: Article, clause: Clause, draft: Draft, conduct: str) -> str:
    """The case that the condition of *clause* sets beyond the conduct it refers to: 聘用人员违反前款规定的."""
    words = _BREACH.sub("", _words(article, clause))
    found = _AFTER.match(words)
    if not found:
        return "" if _REFERS.search(words) or not _OWN_CASE.search(words) else _plain(words, draft, conduct)
    rest = "" if (found["rest"] or "").startswith("，或者") else found["rest"] or ""
    if found["who"].endswith("对"):
        return words
    case = f"{_plain(found['who'], draft, conduct)}{rest}".strip("，")
    return case if len(case) > 2 else ""


_REFERS = re.compile("前[款项]|前[两二三四]款|本条(?!例)|上述|以上(?:违法)?行为|第[一二三四五六七八九十]+[款项]")
_OWN_CASE = re.compile("^(?!尚[不未](?:够|构成)|.*(?:(?:下列|以下)|项(?:所列|规定)?的?(?:行为|情形))).{4}")


def _words(article: Article, clause: Clause) -> str:
    text = article.text(clause.start, clause.end)
    return condition_words(text, Clause(0, clause.split - clause.start, len(text), True, 0))


def _opener(article: Article, draft: Draft, clause: Clause) -> Clause | None:
    """The clause that opens the line of *clause*, where that line comes after the conduct and speaks of it."""
    at = article.clause_at(clause.start)
    while at > 0 and article.clauses[at - 1].line == clause.line:
        at -= 1
    first = article.clauses[at]
    return first if first.start >= draft.end and first.split > first.start else None


def _who(article: Article, opener: Clause, draft: Draft, conduct: str) -> str:
    """Who it is that *opener* limits its line to: 组织他人实施前款行为的."""
    found = _AFTER.match(_BREACH.sub("", _words(article, opener)))
    who = _plain(found["who"], draft, conduct) if found else ""
    return who if len(who) > 2 and not who.endswith("对") else ""


def _inherited(
    article: Article, draft: Draft, clause: Clause, conduct: str, penalty: Penalty, opener: Clause | None
) -> str:
    """The case of a clause without a condition: that of the graded one before it where the two belong together.

    That is where the whole line is for the case (有前款行为，情节严重的，…；对个人处…), and where the one before is for
    the entity and this one for the persons.
    """
    at = article.clause_at(clause.start)
    before = next((c for c in reversed(article.clauses[:at]) if c.line != clause.line or c.split > c.start), None)
    if before is None or before.line != clause.line:
        return ""
    if before is opener:
        return _case_of(article, opener, draft, conduct) if opener.grades else _said(article, opener, draft, conduct)
    if not before.grades:
        return _who(article, opener, draft, conduct) if opener else ""
    persons = penalty.subject in ("个人", "责任人员") and article.text(clause.start - 1, clause.start) in ("；", ";")
    on_entity = [
        p for p in article.penalties if before.split <= p.start < before.end and (p.kind, p.subject) == ("罚款", "单位")
    ]
    return _case_of(article, before, draft, conduct) if persons and on_entity else ""


def _case_of(article: Article, clause: Clause, draft: Draft, conduct: str) -> str:
    text = article.text(clause.start, clause.end)
    case = circumstance(text, Clause(0, clause.split - clause.start, len(text), clause.grades, 0))
    return _plain(case, draft, conduct)


_TIER = re.compile(
    r"(?:，|规定|行为)(?P<tier>(?:情节|后果)(?:特别|较)?(?:严重|轻微|较重|较轻|恶劣)|拒不[^，。；]{2,8}|逾期[^，。；]{2,8}|经[^，。；]{2,10}(?:仍|拒)[^，。；]{2,10})"
    r"(?:，尚[不未]构成犯罪)?$"
)


def _of_condition(article: Article, clause: Clause, conduct: str) -> str:
    """The case at the end of the condition itself that the conduct leaves out: 有第五条所列行为，情节严重的."""
    found = _TIER.search(_words(article, clause))
    return found["tier"] if found and found["tier"] not in conduct else ""


_ON = re.compile("^对(?=(?:造成|导致|逾期|拒不|情节|不|未|有|经|存在|已)[^，。；]*[^人者员位业户]$)")
_NO_CRIME = re.compile("尚?[不未](?:构成|够)(?:犯罪|刑事处罚)")
_NOBODY = {"行为人", "当事人", "违法行为人", "违法者", "单位", "个人"}


def _plain(case: str, draft: Draft, conduct: str) -> str:
    """*case* without the doer that the conduct names already: 期货公司，情节严重 -> 情节严重."""
    case = _ON.sub("", re.sub("^(?:其中，?)?(?:对?，)?", "", case))
    if _NO_CRIME.fullmatch(case):
        return ""
    head, comma, rest = case.removesuffix("的行为").partition("，")
    if head in _NOBODY or (len(head) > 1 and (head == draft.actor or conduct.startswith(head))):
        return rest if comma or head not in ("单位", "个人") else case
    return case


_WITHIN = re.compile(
    r"对(?P<case>情节(?:较|特别)?(?:严重|恶劣|轻微)|逾期[^，。；的]{1,10}|拒不[^，。；的]{1,8}|屡[^，。；的]{2,6})的(?P<whom>[^，。；：]{0,16}?)"
    r"(?:，|处|给予|予以|可以|由|责令|吊销|没收|依法)"
)


def _within(article: Article, clause: Clause, penalty: Penalty) -> str:
    """The case that stands before the penalty in its clause: 对情节严重的运输单位，吊销其许可证."""
    found = list(_WITHIN.finditer(article.text(clause.split, penalty.start + 2)))
    if not found or "对" in article.text(clause.split + found[-1].end(), penalty.start):
        return ""
    return found[-1]["case"]


_RESPONSIBLE = re.compile("主管人员|责任人|责任者|负责人|法定代表人|直接责任|负责的人员")
_SORTS = re.compile("(?:其他|有关|违法|行为|的|个人|公民|自然人|单位|法人|组织|企业|当事人|或者?|和|、|其|该)+")
_ENTITY_OF = re.compile("(?:吊销|责令|撤销|暂扣|给予)该[^，。；的]{0,8}(?:机构|单位|企业|公司|学校|医院)")
_ENTITY = re.compile("(?:单位|企业|机构|公司|组织)$")
_SOMEBODY = re.compile("^(?:违反本[^，。；]{1,8}规定的|其|该|有关|负有责任的)+")
_LONG = 24  # characters of a person in the measures
_ANY = re.compile("有关|相关|其他")
_ROW = 80  # characters of a row of persons before a bar
_BARRED = re.compile(  # 其直接责任人员自处罚决定作出之日起五年内不得从事
    r"(?:^|[，；。、])其?(?:[^，；。]{0,30}(?:主管人员|责任人员?|负责人|法定代表人))(?:自[^，；。]{2,24}起，?)?$"
)
_HELD = re.compile(  # 责令负有责任的医疗卫生人员暂停执业, 吊销有关医务人员的执业证书
    r"(?:责令|吊销|暂扣)(?:负有责任的?|有关|相关|其|责任)*(?P<whom>[^，。；、的]{2,8}(?:人员|医师|律师|船员))(?:的[^，。；、]{2,10}|暂停[^，。；]*|停止[^，。；]*)$"
)


def _whom(article: Article, draft: Draft, clause: Clause, conduct: str, penalty: Penalty) -> str:
    """On whom the penalty falls, in the words of the text where these tell more than 个人 or 责任人员."""
    if own := _HELD.search(article.text(max(clause.split, penalty.start - _LONG), penalty.end)):
        return "责任人员" if _RESPONSIBLE.search(own["whom"]) else "" if _ANY.match(own["whom"]) else own["whom"]
    barred = penalty.kind in ("限制从业", "限制申请资格") and not penalty.subject
    if barred and _BARRED.search(article.text(max(clause.split, penalty.start - _ROW), penalty.start)):
        return "责任人员"
    if penalty.subject not in ("单位", "个人", "责任人员"):
        return penalty.subject or _beside_entity(article, clause, penalty) or _of_line(article, draft, clause)
    unit = article.unit
    said = article.text(clause.split, penalty.end)
    if (entity := list(_ENTITY_OF.finditer(said))) and "对" not in said[entity[-1].start() :]:
        return "" if penalty.subject != "单位" else penalty.subject
    words = addressed(
        unit.text, Clause(*_local(unit.start, clause), clause.grades, clause.line), penalty.start - unit.start
    )
    words = re.split("[（(]", _SOMEBODY.sub("", words))[0]
    if not words or _RESPONSIBLE.search(words) or _SORTS.fullmatch(words) or _ENTITY.search(words):
        return penalty.subject
    return "" if conduct.startswith(words) else words if len(words) <= _LONG else penalty.subject


def _local(start: int, clause: Clause) -> tuple[int, int, int]:
    return clause.start - start, clause.split - start, clause.end - start


def _beside_entity(article: Article, clause: Clause, penalty: Penalty) -> str:
    """The person of the fine right before, for a graded one: 对单位处一万元罚款，情节严重的，处三万元罚款.

    And of a sentence that is for one person only: …。对直接负责的主管人员处一万元罚款；情节严重的，处三万元罚款.
    """
    at = article.clause_at(clause.start) - 1
    if penalty.kind != "罚款" or not clause.grades or at < 0 or article.clauses[at].end != clause.start:
        return ""
    before = article.clauses[at]
    joined = article.text(clause.start - 1, clause.start) in ("，", ",")
    alone = before.split == before.start and _TO_PERSONS.match(article.text(before.start, before.end))
    if not joined and not (alone and article.text(before.start - 1, before.start) == "。"):
        return ""
    subjects = {p.subject for p in article.penalties if before.split <= p.start < before.end and p.kind == "罚款"}
    return subjects.pop() if len(subjects) == 1 else ""


_TO_PERSONS = re.compile(r"\s*对")


def _of_line(article: Article, draft: Draft, clause: Clause) -> str:
    """The person of a line that is for one only, for its graded clauses: 单位有前款行为的，处…；情节严重的，处…."""
    opener = _opener(article, draft, clause)
    if opener is None or opener is clause or not clause.grades:
        return ""
    if _ENTITIES.match(article.text(opener.start, opener.split)):
        return "单位"
    subjects = {p.subject for p in article.penalties if opener.split <= p.start < opener.end}
    return subjects.pop() if len(subjects) == 1 else ""


_ENTITIES = re.compile(r"\s*单位(?:有|违反|实施)")


# ---------------------------------------------------------------- in the words of the text


_WORDS = (  # as far as one measure goes
    "(?:(?!(?:、|或者?|和|及|直至)?(?:责令|吊销|由|没收|处以|撤销|取消|降低|暂扣|限制|给予|强制|停业|停产|关闭|予以|公告|罚款|列入)|并)[^，。；：])"
)
_ANYWHERE = re.compile(  # measures that no penalty names and that punish in any case
    r"暂停直至(?:撤销|取消)[^，。；：]{2,20}(?:许可|资格|资质|登记|经营权)(?:证书?)?|责令[^，。；：]{0,4}(?:停工|停止施工|暂停施工)(?:整治|整顿|整改)?|(?:责令)?限期停止活动|(?:予以|可以)撤销登记|撤销[^，。；、：]{2,12}登记(?![^，。；]{0,4}[的机部])"
    rf"|并处(?:暂停|撤销)[^，。；：]{{2,20}}|(?:予以|依法)取缔|对其中的[^，。；：]{{2,20}}，依照[^，。；：]{{4,40}}(?:处罚|处理)|予以通报(?!批评)|(?<=给予)停止{_WORDS}{{2,12}}|(?<=[，、])暂停(?:或者停止)?{_WORDS}{{1,12}}业务(?:活动)?(?:许可|资格)?"
    rf"|(?:[一二三四五六七八九十0-9]{{1,3}}年(?:以?内)?|[一二三四五六七八九十0-9]{{1,2}}至[一二三四五六七八九十0-9]{{1,2}}年|终身)，?(?:不得|不予|不准|禁止){_WORDS}{{2,24}}"
)
_IN_CASE = re.compile(  # orders and undoings that a graver case brings
    rf"责令[^，。；：]{{0,6}}?(?:停止|暂停)(?:或者(?:停止|终止))?(?!违法|侵|非法){_WORDS}{{1,24}}"
    r"|(?:暂停或者|暂停直至)?(?:撤销|取消)[^，。；：]{0,20}?(?:许可|资格|资质|登记|批准(?:文件|文号|证书)?|认定|备案|证书|经营权|指定|等级|职能)》?(?!登记|职能)(?![^，。；]{0,4}[的机部])"
    rf"|(?<=[，、])(?:暂停|停止)(?:或者(?:停止|终止))?{_WORDS}{{0,14}}业务(?:活动)?(?:许可|资格)?|(?:收回|注销){_WORDS}{{2,16}}(?:证书?|标志牌|标牌|使用权|经营权|登记)"
    rf"|(?:予以|依法)撤销(?=并?公告|并予以公告|[，。；]|$)|停止其{_WORDS}{{2,12}}资格|限制{_WORDS}{{2,16}}|(?<=，)禁止{_WORDS}{{2,24}}"
)
_BEFORE = re.compile("暂停(?:直至|或者|、)$")  # 暂停或者撤销从业资格
_UNDONE = re.compile("(?:撤销|取消|吊销)(?:其)?")
_HARSHER = re.compile("从重(?:给予)?(?:行政)?处罚")
_STAFF = re.compile(
    r"[^，。；：]{0,24}(?:处分|扶持|奖励|表彰|评优|评先|荣誉|补贴|补助|优惠|职称)|[^，。；：]{0,10}(?:降低岗位|撤职|开除)"
)
_FAVOUR = re.compile("扶持|奖励|表彰|评优|评先|试点|补贴|补助|优惠|荣誉|参评|评选|享受|中标|候选|处分|拨款|资助|措施$")
_OTHERS = re.compile(r"(?P<who>[^，。；]{4,60}?)(?:有|实施|从事)前[款项两二三四]")  # 股东指使他人有前款行为的，从重处罚


def _written(article: Article, draft: Draft, clause: Clause, own: list[Penalty]) -> Iterator[Penalty]:
    """The measures of *clause* that none of its penalties names, in its words."""
    taken = [(p.start, p.end) for p in own]
    text = article.text(clause.split, clause.end)
    for asked in _suggestions(article, clause):
        start, end = clause.split + asked.start(), clause.split + asked.end()
        taken.append((start, end))
        yield _in_words(article, clause, start, end, asked.group())
    outer = "" if _is_case(article, clause) else _outer(own)
    patterns = (_ANYWHERE, _IN_CASE) if outer or _is_case(article, clause) else (_ANYWHERE,)
    for pattern in patterns:
        for match in pattern.finditer(text):
            start, end = clause.split + match.start(), clause.split + match.end()
            if any(a < end and start < b for a, b in taken) or _FAVOUR.search(match.group()):
                continue
            taken.append((start, end))
            written = _in_words(article, clause, start, end, match.group())
            yield replace(written, circumstance=outer) if outer else written
    for p in own:
        other = _OR_ELSE.match(text, p.end - clause.split) if p.end > clause.split else None
        end = clause.split + other.end() if other else 0
        if other and not any(a < end and p.end < b for a, b in taken):
            taken.append((p.end, end))
            yield _in_words(article, clause, p.end, end, other["words"])
        undone = _UNDONE.search(article.text(p.start, p.end)) if p.kind in ("撤销资格", "吊销许可证件") else None
        if undone and _BEFORE.search(article.text(max(clause.split, p.start - 6), p.start + undone.start())):
            what = article.text(p.start + undone.end(), p.end)
            stop = _in_words(article, clause, p.start - 1, p.start, f"暂停{what}")
            yield replace(stop, subject=p.subject, circumstance=p.circumstance or stop.circumstance)
    if _HARSHER.search(text):
        found = _OTHERS.match(article.text(clause.start, clause.split)) if clause.start >= draft.end else None
        penalty = _in_words(article, clause, clause.end - 1, clause.end, "从重处罚")
        yield replace(penalty, circumstance=found["who"].strip()) if found and not penalty.circumstance else penalty


_SUGGESTS = re.compile(  # what one body only asks of another: 建议登记机关吊销营业执照
    r"(?<!或者)建议[^，。；：\n]{2,40}(?:吊销|取消|撤销(?!其?职务)|暂扣|责令|降低[^，。；：\n]{0,8}等级|没收|罚款)[^，。；：\n]*"
)


def _suggestions(article: Article, clause: Clause) -> list[re.Match[str]]:
    """Where *clause* lets one body suggest a penalty to another."""
    text = article.text(clause.split, clause.end)
    return [found for found in _SUGGESTS.finditer(text) if not _FAVOUR.search(found.group())] if "建议" in text else []


_OR_ELSE = re.compile(  # the other choice beside a penalty: 处罚款或者责令退出市场
    r"，?或者?(?P<words>(?:(?:依照|按照|根据)[^，。；：\n]{2,40}处以拘留|(?:责令(?!(?:其|限期)*改正)|予以|给予|撤销|核减|缩减|注销|收回|限制|暂停|停止|追回)[^，。；：\n处建]{2,30}(?<!措施)))(?=[，。；：\n]|$)"
)


def _outer(own: list[Penalty]) -> str:
    """The graver case in which a clause about amounts stands: 再次违法的，处…，费用无法计算的，处…，可以吊销执照."""
    return next((p.circumstance for p in own if p.kind != "罚款" and _TIERS.search(p.circumstance)), "")


def _is_case(article: Article, clause: Clause) -> bool:
    return clause.grades and bool(_TIERS.search(_words(article, clause)))


_TIERS = re.compile("情节|后果|逾期|拒不|仍|严重|恶劣|不改|未改|再次|次以上|造成|限期|不停止")


def _in_words(article: Article, clause: Clause, start: int, end: int, words: str) -> Penalty:
    text = article.text(clause.start, clause.end)
    case = circumstance(text, Clause(0, clause.split - clause.start, len(text), clause.grades, 0))
    unit = article.unit
    return Penalty(unit.doc_id, unit.id, start, end, WRITTEN, words, None, None, "", circumstance=case)


_BY_GAIN = re.compile("(?:没有|无)?违法所得[^，。；]{0,20}")
_POINTER = re.compile(
    r"(?P<law>(?:依照|按照?|依据|根据)[^，。；：]{2,60}规定，(?:给予|予以)(?:行政)?处罚(?!法|条例|规定|办法)"
    r"|(?:依照|按照?|依据|根据|适用|参照|比照)[^，。；：]{2,90}(?:处罚(?!法|条例|规定|办法)|处理(?!法|条例|规定|办法)|罚款|查处|执行))"
    r"|(?:依法)?(?:给予|予以|处以)?治安(?:管理)?(?:行政)?处罚(?!法|条例)"
    r"|依法(?:给予|予以|进行|实施|从严|从重)?(?:行政)?(?:处罚|查处|处理)|(?:给予|予以)(?:行政)?处罚"
)
_LAWS = re.compile(
    "(?:依照|按照?|依据|根据|适用)(?![^，。；：]*从重)[^，。；：]{0,30}(?:法律|法规|》|[^，。；：本方依]法的)"
)
_NO_POINTER = re.compile("下列|以下|刑法|刑事")


def _pointer(article: Article, draft: Draft, clause: Clause, conduct: str) -> Iterator[Penalty]:
    """Where the penalty is to be found, for a conduct whose own article fixes none: 依照《…法》的规定处罚."""
    if _of_other_lines(article, draft, clause):
        return
    text = article.text(clause.split, clause.end)
    found = [match for match in _POINTER.finditer(text) if not _NO_POINTER.search(match.group())]
    for match in [m for m in found if m["law"]] or found[:1]:
        words = re.sub(r"\s+", "", match.group())
        penalty = _in_words(article, clause, clause.split + match.start(), clause.split + match.end(), words)
        yield _told(article, draft, clause, conduct, penalty)
