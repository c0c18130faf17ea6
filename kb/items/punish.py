"""The items of punished conducts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.items.article import Article, Law, sanctions
from kb.items.bodies import competent
from kb.items.cited import before_it, by_duty, earlier_in, lead_in, limb_of, limbs_of, narrowed, who_breaks, with_duty
from kb.items.conducts import Draft
from kb.items.made import carried_out, make_item
from kb.items.measures import WRITTEN, measures_of
from kb.model import Agency, Basis, Citation, Penalty, PowerItem
from kb.naming import conduct_of
from kb.naming.breaches import only_mentions, says_nothing
from kb.naming.duties import breach_in_list
from kb.tag.clauses import Clause, names_another

_POINTER = re.compile(
    r"同一个?(?:违法)?行为违反|(?:违反)?(?:《[^》]+》)?[^，。；]{0,20}，?《[^》]+》[^，。；]{0,20}(?:已有|有明确)[^，。；]{0,6}处罚规定$|尚未制定[^，。；]{0,16}(?:法律|法规)$|[^，。；]{2,24}制定的规章，|[^。；]{0,90}缴纳罚款确有困难|应当受到[^，。；]{0,10}处罚，|"
    r"应(?:当|该)?(?:依法)?给予治安管理处罚|(?:尚(?:不|未))?构成(?:违反治安管理|犯罪)|[^，]{0,40}(?:不服$|不服(?=，)|申请(?:行政)?复议)|(?:给[^，]{1,8})?造成[^，]{0,16}(?:损失|损害|危害|后果)$"
    r"|[^，。；]{2,80}的(?:行政)?处罚，属于?[^，。；]{2,30}$|处以?(?:罚款|警告)|给予(?:行政)?处罚|尚(?:不|未)够|确有依法应当?给予|共同违反治安管理$|[^，。；]{0,10}被(?:依法)?(?:吊销|撤销)[^，。；]{2,20}(?<![员者人])$|[^，。；的企司]{0,16}(?:(?:行政|主管|监督管理)部门|人民政府)(?:及其工作人员)?(?:未|不(?!同)|滥用|违反)"
    r"|[^，。；]{0,100}处罚(?:决定)?不服|[^，。；]{0,40}(?:所在单位|用人单位)可责令|(?:[^，。；]{2,12}?，?)?(?:曾?因[^，]{2,30}，?)?受[^，。；]{0,4}(?:吊销|撤销)[^，。；]{2,24}处罚，自[^，。；]*(?:不满|未满|未逾)[^，]*年"
    r"|违反(?:治安管理|行政管理|[^，。；]{0,20}法律、(?:行政)?法规)(?:的?(?:规定|行为))?$|违反[^，。；]{2,30}等(?:有关|相关)规定$|违反(?:《[^》]+》[、和]?)+(?:等?(?:有关)?法律、法规)?(?:的?规定)?$"
    r"|(?:撤销|吊销|暂扣|收回)[^，。；]{2,30}(?:的处罚)?$|(?:其中，?)?(?:根据|依照)[^，。；]{2,60}应当(?:依法)?给予[^，。；]{0,40}处罚$"
    r"|违反[^，]{2,12}的行为，(?:其他)?(?:有关)?(?:法律|《)|[^，。；]{0,12}有违反治安管理(?:的)?行为$|(?:没有)?违法所得[^，。；]{0,6}(?:无法|难以|不能)[^，。；]{0,4}$"
    r"|(?:但是?，)?(?:对[^，。；]{2,40}?(?<!违法)|决定|被)处以?[^，。；]{0,20}(?:罚款|拘留)(?!$)|决定处[^，]*罚款$|[^，。；]{0,20}行为涉嫌构成犯罪$|没收[^，。；]{2,16}实物$|使[^，。；]{2,12}合法权益受到损害$|已实行相对集中行政处罚权|(?:依照本[^，。；]{1,6}规定，)?应予当场处罚$|没有规定$|未作规定$|[^，]{0,60}(?:》|法律|法规|招标投标法)(?:等[^，。；]{0,8})?(?:已有|有明确|已|有)(?:处罚)?规定(?:处罚)?$|(?:对?违反本[^，。；]{1,6}的行为，)[^，。；]{2,30}(?:已有|有明确|另有|有)(?:处罚)?规定$|触犯(?:《[^》]+》，[^，]*|其他法律[^，]*规定)$|(?:人员|单位|个人)，应当?给予[^，]{0,6}处罚$|对?依法应当?给予[^，。；]{0,8}处罚|有?违法所得(?:和|、|或者)?(?:非法财物)?$|(?:本[法条办规]|法律)[^，。；]{0,6}(?:未作|没有作?)[^，。；]{0,8}规定$|没收实物$|对[^。；]{2,40}的罚款，当事人|处罚决定生效前|情节严重，[^，。；未不违]{2,60}人员有[^，。；未不违]{2,20}证书$"
)
_CATCH_ALL = re.compile(
    "有?(?:(?:法律|法规|部门规章|规章|行政法规|地方性法规|国家|有关|规定|以及|、|和|或者)+(?:规定|禁止)的)?其他(?:(?:依法)?应当[^，]{0,12}的?)?(?:违法|禁止)?(?:的)?(?:行为|情形)"
)
_REMAINDER = re.compile(  # the last line of a list of duties: 经营者实施法律、法规规定的其他违法行为
    "(?:^|，|实施|从事|进行|采取|有|者|单位|企业|机构|人员?|公司)(?:(?:法律|(?:行政|地方性)?法规|规章|国家|本[省市])(?:、|和|或者|以及)?)+(?:规定|禁止)的其他(?:违法|违规|禁止性?|不得[^，]{0,6})?的?(?:行为|情形|活动|措施|要求)$"
)
_DELETED = re.compile(
    r"[（(](?:[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)?(?:已|予以)?(?:删除|废止)[）)]|^\s*第[^\s]{1,12}条\s*(?:已|予以)?删除[。\s]*$"
)

_DEFINES = re.compile(r"^\s*(?:第\S{1,12}条)?\s*本(?:法|条例|办法|规定|细则)所称[^。：]{2,60}(?:是指|包括)[：:]")


def punishing(
    law: Law, article: Article, draft: Draft, taken: dict[tuple[str, str], int]
) -> Iterator[list[PowerItem | Basis]]:
    """The items of one punished conduct: one, or one for each duty whose breach it names where it says no more than that."""
    conduct = _ruled(law, article, draft) or conduct_of(_spelt_out(article, draft), draft.setting)
    offence = draft.duties and _RESULT.fullmatch(conduct)
    nothing = (
        (_POINTER.match(conduct) and not offence)
        or (only_mentions(conduct) and not draft.duties)
        or _CATCH_ALL.fullmatch(conduct.removeprefix(draft.setting))
        or conduct.removeprefix(draft.setting) == "构成犯罪"
    )
    if (
        nothing
        or _DELETED.search(article.unit.text)
        or _DEFINES.search(article.unit.text)
        or _only_harsher(article, draft)
    ):
        return
    conduct = _trimmed(article, draft, conduct)
    tagged = [p for p in measures_of(article, draft, conduct) if p.rule != WRITTEN]
    if _is_no_penalty(article, draft, conduct, tagged):
        return
    agencies, source = competent(law, article, draft.sanctions, own=draft.part)
    named, actor = _named(law, article, draft, conduct)
    for said, duties in named:
        words = said.removeprefix("其中").removeprefix("，")
        if duties and _REMAINDER.search(words.partition("（违反")[0]):
            continue
        penalties = measures_of(article, draft, words)
        if not penalties and not any(_EFFECT.search(_done(article, c)) for c in draft.sanctions):
            continue
        if halt := _halted(article, draft, words, penalties):
            yield _halt(law, article, draft, words, halt, (agencies, source), taken)
            continue
        if draft.sanctions and all(p.rule == WRITTEN for p in penalties) and _handed_on(article, draft):
            continue
        item = make_item(
            law, article, draft.part, (draft.start, draft.end), "行政处罚", "行政处罚", words, agencies, source, penalties,
            taken, narrowed(_whom(article, draft) or actor, words),
        )  # fmt: skip
        broken = _fitting(law, draft, said, duties)
        bases = [Basis(item.doc_id, item.id, "设定依据", c.title, c.address, c.target_id) for c in broken]
        yield [item, *dict.fromkeys(bases), *carried_out(article, item, draft.sanctions)]


_ABOVE = re.compile("(?:参与|从事|实施|进行)(?:上述|前述)(?:的?违法)?(?:行为|活动)(?=的?$|，)")


def _spelt_out(article: Article, draft: Draft) -> str:
    """The words of the conduct, with the one that opens its paragraph for 上述活动: 医疗机构参与上述活动的."""
    text = article.text(draft.start, draft.end)
    found = _ABOVE.search(text)
    line = article.clauses[article.clause_at(draft.start)].line
    first = next((c for c in article.clauses if c.line == line and c.split > c.start and not c.grades), None)
    if found is None or first is None or first.end > draft.start:
        return text
    meant = conduct_of(article.text(first.start, first.split), "")
    verb = "参与" if found.group().startswith("参与") else ""
    rest = re.sub("(?:上述|前述)(?=情形)", "此类", text[found.end() :])
    return text if says_nothing(meant, "") else f"{text[: found.start()]}{verb}{meant}{rest}"


def _done(article: Article, clause: Clause) -> str:
    """The consequence in *clause* without what is no act against the wrongdoer: how to decide, whom to hand the thing to."""
    return _PROCEDURE.sub("", article.text(clause.split, clause.end))


_PROCEDURE = re.compile(
    r"不(?:得|再|予)(?:给予|实施)?[^，。；]{0,16}处罚|(?:给予|予以)?[^，。；]{0,16}处分|[作做]出[^，。；]{0,30}决定的(?:部门|机关|机构)|处罚决定"
    r"|(?:当场)?(?:收缴|缴纳)罚款|(?:移送|移交|交由|交售)[^。；]*|无害化处理|组织(?:销毁|处置)[^。；]*"
)
_WHILE = re.compile("(?:隐患|危险)[^，。；]{0,8}(?:排除|消除|整改)(?:前|过程中|期间)")
_STOP = re.compile("责令(?:其)?(?:暂时|临时)?[^，。；]{0,12}(?:停产|停业|停止[^，。；]{2,4})[^，。；]*")


def _halted(article: Article, draft: Draft, conduct: str, penalties: Sequence[Penalty]) -> str:
    """The order to stop for as long as a danger lasts (隐患排除前无法保证安全的，责令暂时停产), which is no penalty; else empty."""
    if not _WHILE.search(conduct) or {p.kind for p in penalties if p.rule != WRITTEN} - {"责令停产停业"}:
        return ""
    found = (_STOP.search(article.text(c.split, c.end)) for c in draft.sanctions)
    return next((match.group() for match in found if match), "")


def _halt(
    law: Law,
    article: Article,
    draft: Draft,
    conduct: str,
    order: str,
    by: tuple[Sequence[Agency], str],
    taken: dict[tuple[str, str], int],
) -> list[PowerItem | Basis]:
    item = make_item(
        law, article, draft.part, (draft.start, draft.end), "行政强制措施", "强制措施-采取", f"{conduct}，{order}",
        by[0], by[1], [], taken, "",
    )  # fmt: skip
    item = replace(item, name=f"对{conduct}的{order}", object="")
    return [item, Basis(item.doc_id, item.id, "设定依据", "", item.address, f"{item.doc_id}#{item.address}")]


def _is_no_penalty(article: Article, draft: Draft, conduct: str, penalties: Sequence[Penalty]) -> bool:
    """Whether what follows is the law's own bar, a matter within the administration, a favour lost or a decision carried out."""
    if _is_internal(draft, conduct, {p.kind for p in penalties}):
        return True
    if not penalties:
        return bool(_DECIDED.search(conduct))
    return _is_bar(article, draft, conduct, penalties) or _no_right(article, draft, penalties)


_COMMON = re.compile(
    "擅自|未经|未按照?|未依法|规定|批准|许可|同意|违反|非法|违法|从事|进行|实施|行为|活动|单位|个人|应当|不得|依法|[，、或者及和的未不（）]"
)
_FITS, _ADDS, _AS_WELL = 0.7, 0.12, 0.8  # shares: of a conduct that a duty says, that another adds; of the best one's
_HALF, _NOTHING = 0.5, 0.35  # the best says half of it, and another next to nothing of that


def _pairs(text: str) -> set[str]:
    plain = _COMMON.sub("|", text)
    return {pair for at in range(len(plain) - 1) if "|" not in (pair := plain[at : at + 2])}


def _fitting(law: Law, draft: Draft, conduct: str, duties: list[Citation]) -> list[Citation]:
    """Those of the articles named by the lead of a list that the *conduct* of its line breaks; all where none says it well."""
    targets = [law.places.get(duty.target_id) for duty in duties]
    alone = len(set(targets)) < 2 or any(d.start >= draft.part.start for d in duties)
    if draft.part.kind != "项" or alone or not (wanted := _pairs(conduct)):
        return duties
    said = [{pair for pair in wanted if target and pair in target.text} for target in targets]
    best = max(map(len, said))
    if best < _HALF * len(wanted) or None in targets:
        return duties
    if best < _FITS * len(wanted):
        return [duty for pairs, duty in zip(said, duties, strict=True) if len(pairs) >= _NOTHING * best]
    kept: list[Citation] = []
    known: set[str] = set()
    for pairs, duty in sorted(zip(said, duties, strict=True), key=lambda found: -len(found[0])):
        if len(pairs) >= _AS_WELL * best or len(pairs - known) >= _ADDS * len(wanted):
            kept.append(duty)
            known |= pairs
    return [duty for duty in duties if duty in kept]


def _trimmed(article: Article, draft: Draft, conduct: str) -> str:
    """*conduct* without the doer at its end, the fine of a line and what only points at another paragraph."""
    conduct = _OF_KIND.sub("", _DOER.sub("", conduct) if draft.part.kind != "项" else _FINE.sub("", conduct))
    if any(_NO_CRIME.search(article.text(c.start, c.split)) for c in draft.sanctions):
        conduct = _CRIME.sub("", conduct)
    if names_another(conduct):
        conduct = _SAID.sub("", conduct)
    conduct = _OF_LINE.sub("", conduct)
    return f"{conduct}，{draft.result}" if draft.result and draft.result not in conduct else conduct


def _handed_on(article: Article, draft: Draft) -> bool:
    """Whether the conduct is only stopped and left to another body: 应当制止，并立即报请财政部门依法处理."""
    said = [article.text(c.split, c.end) for c in draft.sanctions]
    return all(_HANDS_ON.search(words) and not _ORDERED.search(words) for words in said)


_HANDS_ON = re.compile("(?:报请|报告|移送|移交|送交|提请|通知|转交)[^，。；]{2,30}(?:依法)?(?:处理|查处)[。；\\s]*$")
_ORDERED = re.compile("责令|罚款|没收|吊销|警告|给予|处罚")
_EFFECT = re.compile("责令|处罚|查处|处理|没收|收缴|追缴|限期|取缔|拆除|清[除理]|治理|恢复")
_NO_CRIME = re.compile("尚[不未]|[不未](?:够|构成)")  # what is punished is no crime
_CRIME = re.compile("(?<=.{6})(?<![不未够嫌])[，、]?(?:触犯刑律|触犯刑法|构成犯罪)$")


def _named(law: Law, article: Article, draft: Draft, conduct: str) -> tuple[list[tuple[str, list[Citation]]], str]:
    """The words of each item of *draft* with the duties it breaks, and who does it."""
    text, actor = article.text(draft.start, draft.end), draft.actor
    if employs := _EMPLOYS.search(text):
        return [(employs[0], draft.duties)], actor
    if _ALREADY.fullmatch(conduct) and draft.part.kind != "项":
        return list(before_it(article, draft)), actor
    if _UNDONE.fullmatch(conduct) and not draft.duties and (named := list(before_it(article, draft))):
        return named, actor
    whom = who_breaks(text)
    limbs = limbs_of(text)
    several = len({*map(who_breaks, limbs)} - {""}) > 1
    mere = len(limbs) > 1 and all(_mere(limb) in ("", _result(limb)) for limb in limbs)
    if draft.duties and (mere or _RESULT.fullmatch(conduct)):  # 违反第九条规定，造成树木死亡: the result of a breach
        broken = by_duty(law, draft, article, whom)
        named = [(_with(words, _result(limb_of(article, draft, duties))), duties) for words, duties in broken]
        return named, actor or ("" if several or not mere or whom.endswith("，") else whom)
    if not _is_bare(article, draft):
        return [(with_duty(law, article, draft, conduct), draft.duties)], actor
    named = list(by_duty(law, draft, article, actor or whom)) or list(before_it(article, draft))
    if _WITHOUT.fullmatch(conduct):
        named = [(said if re.search("未|擅自", said) else f"{conduct}，{said}", duties) for said, duties in named]
    actor = actor or ("" if whom.endswith("，") or several else whom)
    if not named and draft.part.kind == "款" and _WHOLE.search(text):
        named = list(earlier_in(law, article, draft))
    if not named and (part := _PART.search(text)):
        named = [(draft.actor + _chapter(law, part), [])]
    if not named and _OWN.search(text):
        named = [(f"违反{article.unit.address}规定", [])]
    if not named and (only := _ONLY.fullmatch(text)):
        who = conduct_of(only[1], "")
        named = [(who + only.group()[only.end(1) :].removesuffix("的"), [])] if len(who) > 1 else []
    return named, actor


_EMPLOYS = re.compile(  # whom a law has barred: 经营者聘用前款规定的人员
    r"[^，。；\s]{2,24}(?:招用|聘用|聘请)(?:前[款两二三]款?规定的[^，。；]{0,16}人员[^，。；]*?|[^，。；]{0,6}违反前[款两二三]款?规定)(?=的?$)"
)
_ALREADY = re.compile("已经?[^，。；]{2,4}")  # 禁止设置排污口；已经设置的，…: what was banned just before
_UNDONE = re.compile(  # 缴款…；逾期不缴纳的，…: the duty just before says what
    "(?:违反规定)?(?:逾期|迟延|到期|仍)*(?:不|未|仍未)?(?:按[时期]|按规定)?(?:缴纳|交纳|备案|申报|拆除或者关闭|拆除|关闭|停止违法行为)"
)
_SAID = re.compile(r"(?:^对)?(?:前[款项]|本条第[一二三四五六七八九十]款)(?:规定|所列|所称)的")
_RULES = re.compile("应当|应(?=[按遵符做])|必须|不得|禁止|严禁|不准")
_PUNISHED = re.compile("责令|罚款|处罚|没收|吊销|给予|之一的?[，：]")


def _ruled(law: Law, article: Article, draft: Draft) -> str:
    """The breach of one line of a list of bans or duties that a later paragraph punishes; empty for other lines."""
    lead = lead_in(law, draft.part) if draft.part.kind == "项" else ""
    own = any(
        c.split > c.start and sanctions(article, c) and article.part_at(c.start) is draft.part for c in draft.sanctions
    )
    if own or not _RULES.search(lead) or _PUNISHED.search(lead):
        return ""
    return breach_in_list(lead, re.sub("，由[^，。；]{2,30}责令.*$", "", article.text(draft.start, draft.end)))


def _mere(limb: str) -> str:
    """What *limb* says besides who broke which rule."""
    rest = conduct_of(limb, "").removeprefix(who_breaks(limb).rstrip("，"))
    return f"，{rest.removeprefix('，').removeprefix('并')}" if rest else ""


def _result(limb: str) -> str:
    """The result of a breach in *limb* (，造成树木死亡); empty where it says none, or only how grave it was."""
    rest = _mere(limb)
    return rest if _RESULT.fullmatch(rest[1:]) and not rest.startswith("，情节") else ""


def _with(words: str, result: str) -> str:
    """*words* of a breach with its *result*, before the place in brackets."""
    breach, mark, place = words.rpartition("（违反")
    return f"{breach}{result}{mark}{place}" if breach else words + result


_ONLY = re.compile(
    r"([^，。；]{2,24}?)(?:，?有(?=本[^，。；]{1,6}第|《|第)|违反)(?:[^，。；]|，(?=第)){0,60}(?:规定|[条款项])(?:[^，。；]{0,8}(?:行为|情形)(?:之一)?)?(?:，尚[不未]构成犯罪)?的?"
)


def _is_bare(article: Article, draft: Draft) -> bool:
    """Whether the condition says no more than that a rule was broken, or names an activity that carries a duty."""
    text = article.text(draft.start, draft.end)
    bare = _CRIME.sub("", conduct_of(text, ""))
    if not bare or draft.duty or (draft.duties and _WITHOUT.fullmatch(bare)):
        return True
    only = _ONLY.fullmatch(text)
    if only and only[1].endswith(bare):
        return True
    return says_nothing(bare, draft.actor) and bool(_RULE.search(text)) and says_nothing(draft.setting, draft.actor)


_WITHOUT = re.compile("未经(?:批准|许可|同意)")  # 未经批准，从事第八条所列行为: the article says which
_INTERNAL = re.compile(  # what a superior says of an organ or its staff is no penalty
    r"(?:[^，。；不未]{0,20}(?:行政机关|执法机关|主管部门|行政部门|有关部门|人民政府|办事处|国家机关|政府部门|执法人员|国家工作人员|公职人员)"
    r"(?:及其)?(?:工作人员|有关部门|部门|和单位(?:及其)?|和街道办事处)*)(?=，|未|不|违|非法|滥|擅|拒|有(?!关)|在)"
    r"|[^，。；]{0,8}河长(?=未|对|其他)|[^，。；]{0,10}绩效(?:评估|考核)结果|[^，。；]{0,16}(?:行政机构|机构、编制|编制限额|增加编制|领导成员)"
)
_ORGAN = re.compile(
    r"(?!.*(?:团体|企业|公司|机关、))[^，。；]{0,60}(?:部门|行政机关|国家机关|执法机关|政府|办事处)(?:和有关单位|和单位)?"
)
_STAFF = re.compile(
    r"(?!.{0,30}(?:团体|企业|公司|侮辱|殴打|妨碍|妨害|围攻|冲击|损害|侵占))[^，。；不未拒阻]{0,50}(?:部门|机关|政府|国家|办事处)(?:及其|和其|的)?(?:有关)?(?:工作人员|执法人员|公职人员)"
    r"(?!依法|执行|履行|正在|的(?!，)|$)|公职人员"
)
_MILD = {"通报批评", "警告", "没收违法所得"}


def _is_internal(draft: Draft, conduct: str, kinds: set[str]) -> bool:
    """Whether what follows stays within the administration: an organ or its staff is criticised or warned."""
    organ = any(_ORGAN.fullmatch(words) or _STAFF.fullmatch(words) for words in (draft.actor, draft.setting) if words)
    return (bool(_INTERNAL.match(conduct)) and kinds <= {"通报批评", "警告"}) or (
        kinds <= _MILD and (organ or bool(_STAFF.match(conduct)))
    )


_DECIDED = re.compile("逾期不(?:执行|履行)[^。；]{0,40}决定$")  # which is carried out by force, no penalty
_SENTENCED = re.compile(
    r"(?:犯罪|犯[^，。；]{1,12}罪|刑事)[^，。；]{0,16}(?:判处|判刑|处罚|处分|责任)|被判处?[^，。；]{0,12}刑|受[到过]?[^，。；]{0,14}(?:处分|刑罚|刑事处罚)|受[到过]?(?:治安管理|行政)?处罚的(?:人员|人|单位)"
    r"|被(?:依法)?(?:吊销|注销|取消|撤销|撤职|开除|解聘)"
)
_FRESH = re.compile("未取得|未经|擅自")
_BARS = re.compile(r"(?:责令|采取|禁止|给予|予以|处以?(?![分罚理])|由[^，。；]{2,30}(?:决定|责令))")


def _is_bar(article: Article, draft: Draft, conduct: str, penalties: Sequence[Penalty]) -> bool:
    """Whether the law itself bars who was sentenced from an office, so that nobody punishes: 被判处刑罚的，五年内不得担任…."""
    if (
        not _SENTENCED.search(f"{conduct}，{article.text(draft.start, draft.end)}")
        or _FRESH.search(conduct)
        or {p.kind for p in penalties} - {"限制从业", "限制申请资格"}
    ):
        return False
    return not any(_BARS.search(article.text(c.split, c.end)) for c in draft.sanctions if sanctions(article, c))


_FAVOUR = re.compile(
    r"取消[^，。；]{0,24}?(?:扶持|奖励|表彰|评优|评先|试点|补贴|补助|优惠|荣誉|参评|申报|评选|享受)[^，。；]{0,12}资格|注销许可"
)


def _no_right(article: Article, draft: Draft, penalties: Sequence[Penalty]) -> bool:
    """Whether all that is taken away is a favour (取消参评资格), which is no penalty."""
    if {p.kind for p in penalties} != {"撤销资格"}:
        return False
    return all(
        any(
            f.start() <= p.start - c.split < f.end()
            for c in draft.sanctions
            for f in _FAVOUR.finditer(article.text(c.split, c.end))
        )
        for p in penalties
    )


_OF_LINE = re.compile("^有第[（(]?[一二三四五六七八九十]{1,3}[）)]?项中的")  # 有第五项中的野炊行为
_RESULT = re.compile(
    r"(?:并|且|尚?未)?(?:造成|致使|导致|影响|危及|情节)[^，。；]{2,30}(?<!行为)|构成违反治安管理的?行为"
)
_FINE = re.compile(  # （一）机动渔船，处五十元罚款
    r"(?:，(?:可以?)?(?:并?处以?|给予|每[^，。；处]{1,8}处)|(?<=.{6})的处(?![理于置分]))[^，。；]{0,30}(?:罚款|警告).*$"
)
_DOER = re.compile(r"(?<=.{6})(?<![外内])的(?:单位|个人|组织|行为人|责任者|人)(?:(?:和|或者?|、)(?:个人|单位|组织))*$")
_OF_KIND = re.compile("，属于?(?:企业|事业|单位|个人|个体|工商户|其他|组织|或者?|和|、)+$")
_RULE = re.compile("违反|规定|所列|行为|情形|罚款|处罚|情节|改正")
_NO_MORE = re.compile(r"[，\s]*(?:依法)?(?:应当|可以)?(?:依法)?从重(?:给予)?(?:行政)?处罚[：:。；;\s]*")


def _only_harsher(article: Article, draft: Draft) -> bool:
    """Whether all that follows is that a penalty named elsewhere is to be harsh: 有下列情形之一的，应当从重处罚."""
    found = [c for c in draft.sanctions if sanctions(article, c)] if draft.part.kind == "项" else []
    return bool(found) and all(_NO_MORE.fullmatch(article.text(c.split, c.end)) for c in found)


_WHOM = re.compile(
    r"对([^，。；：处]{2,24}?)(?:分别)?(?:(?:可以?)?(?:并)?处(?:以)?(?=[^分理罚])|(?:给予|予以)(?:警告|罚款|[^，。；]{0,8}处罚)|罚款)"
)
_SORTED = re.compile(r"单位|个人|其|直接负责|部门|机关|外贸|外经|责任人|责任者|主管人员|负责人|违法|行为|当事人|违反")


def _whom(article: Article, draft: Draft) -> str:
    """On whom the sanction falls where it says so before anything else and the doer is another: 对教练员处…罚款."""
    for clause in draft.sanctions:
        first = min((p.start for p in article.penalties if clause.split <= p.start < clause.end), default=0)
        if not first:
            continue
        words = article.text(clause.split, clause.end)
        if len({whom for whom in _WHOM.findall(words) if not _SORTED.search(whom)}) > 1:
            return ""  # 对小作坊处…，对摊贩处…: the words of the conduct say who it is
        found = _WHOM.search(words)
        named = found is not None and clause.split + found.start() <= first and not _SORTED.search(found[1])
        return found[1] if found and named else ""
    return ""


_WHOLE = re.compile("违反(?:了)?本条(?:的?(?:有关|上述)?)?规定")
_OWN = re.compile(r"违反(?:本条(?!例)|前款|前[两二三四]款)")
_PART = re.compile(
    r"违反(?P<law>本[^，。；第]{1,8}|[^，。；]{2,24})(?P<part>第[一二三四五六七八九十]+[章节])(?:有关|的有关)?规定"
)


def _chapter(law: Law, part: re.Match[str]) -> str:
    """The breach of a chapter, with its title: 违反第五章（保证金）有关规定."""
    headings = (p.heading for p in law.places.values()) if part["law"].startswith("本") else ()
    titles = (found[1] for h in headings if (found := re.search(rf"(?:^|/ ){part['part']}[\s　]*([^/]+?)(?: /|$)", h)))
    title = re.sub(r"\s+", "", next(titles, ""))
    return f"违反{part['part']}（{title}）有关规定" if title else part.group()
