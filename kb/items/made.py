"""A finished item: its fields, its bases and its penalties in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.items.article import Article, Law
from kb.items.article import sanctions as sanctioned
from kb.items.measures import WRITTEN
from kb.items.tables import enforcers
from kb.items.tiers import tier_of
from kb.model import Agency, Basis, Citation, Document, Penalty, PowerItem, Provision
from kb.naming import doer_of, item_name
from kb.numerals import to_number
from kb.tag.clauses import Clause
from kb.titles import place_of

_LAW = re.compile(r"(?:法|法典|通则|条例|办法|规定|规则|细则|决定|公约|准则|标准|规范|意见|通知|章程|解释)$")

_BROKEN = re.compile("违反[^，。；]{0,40}$")


def carried_out(article: Article, item: PowerItem, sanctions: Sequence[Clause]) -> Iterator[Basis]:
    """The article itself, and what it refers to for the penalty or the procedure.

    Where another paragraph than that of the conduct holds the penalty, it is cited, and the conduct's own is the duty.
    """
    home = item.address.partition("第（")[0]
    held = dict.fromkeys(_paragraph(article, c) for c in sanctions if sanctioned(article, c))
    elsewhere = [address for address in held if address not in (home, article.unit.address)]
    here = [c for c in sanctions if _paragraph(article, c) in (home, article.unit.address)]
    if elsewhere and not any(_ORDERS.search(article.text(c.split, c.end)) or sanctioned(article, c) for c in here):
        yield Basis(item.doc_id, item.id, "设定依据", "", item.address, f"{item.doc_id}#{item.address}")
    else:
        yield Basis(item.doc_id, item.id, "实施依据", "", item.address, f"{item.doc_id}#{item.address}")
    for address in elsewhere:
        yield Basis(item.doc_id, item.id, "实施依据", "", address, f"{item.doc_id}#{address}")
    seen = set()
    for clause in sanctions:
        for citation in article.citations:
            if not clause.split <= citation.start < clause.end or citation.target_id.startswith(article.unit.id):
                continue
            if clause.split == clause.start and _BROKEN.search(article.text(clause.start, citation.start)):
                continue  # 违反第五条规定，按照下列规定处罚: the duty
            if item.kind != "行政处罚" and not _BY.search(article.text(clause.start, citation.start)):
                continue  # 持第三条规定的批准文件: only said of a thing
            if item.kind == "行政处罚" and _ONLY_HELD.search(article.text(citation.end, clause.end)):
                continue  # 依照《…法》第九条的规定予以扣留: a measure beside the penalty
            after = article.text(citation.end, min(citation.end + 10, clause.end))
            if not _is_rule(article, clause, citation, after):
                continue
            role = "程序依据" if "程序" in after else "实施依据"
            if (role, citation.title, citation.address) not in seen:
                seen.add((role, citation.title, citation.address))
                yield Basis(item.doc_id, item.id, role, citation.title, citation.address, citation.target_id)


_HELD = re.compile("(?:持有?|凭|出示)(?:本[^，。；]{1,5})?$")
_PAPER = re.compile(
    "(?:所?规定|所?列)的[^，。；]{0,6}(?:文件|证件|证明|凭证|批件|证书)"
)  # 持本条例第三条规定的批准文件


def _is_rule(article: Article, clause: Clause, citation: Citation, after: str) -> bool:
    """Whether *citation* leads to a rule: not 《…许可证》, 依照本条例 as a whole, or the paper that an article provides for."""
    if citation.title:
        return bool(_LAW.search(citation.title))
    before = article.text(max(clause.start, citation.start - 8), citation.start)
    return bool(citation.address) and not (_PAPER.match(after) and _HELD.search(before))


_ONLY_HELD = re.compile(
    "^(?:的?(?:有关)?规定，?)?(?:依法)?(?:可以)?(?:予以|进行|实施)?(?:扣留|扣押|查封|先行登记保存|强制)[^，。；罚]{0,12}[。；]?$"
)
_BY = re.compile("(?:依照|按照|按|依据|根据|适用|参照|遵守|履行|符合)[^。；]{0,60}$")
_ORDERS = re.compile("责令|处罚|处理|查处|处分|给予|予以|没收|批评")


def _paragraph(article: Article, clause: Clause) -> str:
    """The address of the 款 in which what follows from *clause* stands."""
    return article.part_at(max(clause.start, clause.end - 2)).address.partition("第（")[0]


def make_item(
    law: Law,
    article: Article,
    part: Provision,
    span: tuple[int, int],
    kind: str,
    rule: str,
    conduct: str,
    agencies: Sequence[Agency],
    source: str,
    penalties: Sequence[Penalty],
    taken: dict[tuple[str, str], int],
    verb: str,
) -> PowerItem:
    address = part.address
    taken[address, kind] = number = taken.get((address, kind), 0) + 1
    region = _region(law.document)
    fine = next((p for p in penalties if p.kind == "罚款" and p.unit), None)
    return PowerItem(
        id=f"{law.document.id}#{address}/{kind}/{number}",
        doc_id=law.document.id,
        provision_id=article.unit.id,
        start=span[0],
        end=span[1],
        rule=rule,
        address=address,
        kind=kind,
        name=item_name(kind, rule, conduct, verb),
        conduct=conduct,
        object=verb if kind == "行政处罚" and verb else doer_of(conduct.partition("（违反")[0]),
        agencies=tuple(dict.fromkeys(_today(a, kind, f"{law.document.title}：{conduct}") for a in agencies)),
        written=tuple(dict.fromkeys(a.surface for a in agencies if a.surface)),
        source=source,
        tier=tier_of(law, article, agencies, source, region),
        region=region,
        domain="",
        penalties=tuple(dict.fromkeys(p.kind for p in penalties if p.rule != WRITTEN)),
        low=fine.low if fine else None,
        high=fine.high if fine else None,
        unit=fine.unit if fine else "",
        measures="；".join(dict.fromkeys(map(penalty_words, _told_apart(article, penalties)))),
    )


def _today(agency: Agency, kind: str, matter: str) -> str:
    """The body competent today for power of *kind* over *matter* (法名：行为): what a reform divided does not follow the name alone."""
    moved = (row.canonical for row in enforcers() if row.takes(agency.surface, kind, matter))
    return next(moved, agency.canonical or agency.surface)


_ON = re.compile(
    r"(?:^|[，；。])(?:由[^，；。]*)?对((?:[^，；。：处]|处[理置罚方]){2,24}?)，?(?:可以?|应当|分别|并)*(?:处以?[^，。；：]{0,14})?$"
)
_NO_PARTY = re.compile(
    r"违法|违反|违规|违章|行为|情节|当事人|责任|主管|^其|拒不|逾期|的$|予以|给予|责令|造成|危害|构成"
)


def _as_written(article: Article, penalty: Penalty) -> Penalty:
    """*penalty* in the words of the text where its kind says less: 按日连续处罚, on 责任人 of a duty, on 组织者, on 农户."""
    words = article.text(penalty.start, penalty.end)
    if words.startswith("按日连续处罚"):
        return replace(penalty, kind=words)
    if penalty.kind in ("责令停产停业", "限制开展生产经营活动") and penalty.rule != WRITTEN:
        return replace(penalty, kind=_stop_in_words(words) or penalty.kind)
    if penalty.kind == "罚款" and penalty.unit[:1] in ("倍", "%") and (cap := _CAP.search(words)):
        penalty = replace(penalty, base="，".join(filter(None, (penalty.base, f"{cap[1]}{to_number(cap[2]):,.0f}元"))))
    if penalty.kind != "罚款" or penalty.subject not in ("", "责任人员"):
        return penalty
    found = _ON.search(article.text(max(article.unit.start, penalty.start - 60), penalty.start))
    if found and (found[1] == "责任人" if penalty.subject else not _NO_PARTY.search(found[1])):
        return replace(penalty, subject=found[1])
    return penalty


_CAP = re.compile(r"((?:最高)?(?:不得?超过|不高于))(?:人民币)?([\d零〇一二两三四五六七八九十百千万.]{1,12})元")
_PERIOD = re.compile(
    r"(?:[零〇一二两三四五六七八九十百\d]{1,4}个?[年月日]?(?:以上|至))?[零〇一二两三四五六七八九十百\d]{1,4}个?[年月日](?:以?[内下])?的?|不超过$"
)
_CHOICE = re.compile(  # 责令停止使用设备或者停产停业整顿, 责令停工整治或者停业整治
    r"(?:责令)?(?P<what>(?:停止(?!违法|侵)|停工)[^，。；]{1,24}?(?:或者|、)(?:责令)?(?:停产|停业)[^，。；]{0,16})$"
)
_STOPS = re.compile(  # what is stopped is not the whole business: 停机整顿, 暂停执业, 停止招生
    r"(?P<what>(?:停机|停航|停运|停止|暂停|暂时关闭|限制(?:生产|经营|业务)|限产|减少招生)[^，。；]{0,30})$"
)
_BESIDE = re.compile("^(?:停止|暂停)(?:招生|[^、或]{0,8}业务)、(?=停)|(?:或者|、)吊销.*$")  # what another penalty tells
_CUT = re.compile(r"(?:代理|开展|承接|承揽|对外|进口|从事|承包|停止|暂停|限制)$")


def _stop_in_words(words: str) -> str:
    """The stop of business in the words of the text without its period, where the kind would say another thing."""
    found = _CHOICE.search(words)
    if found is None and not re.search("停产|停业", words):
        found = _STOPS.search(words)
    said = _BESIDE.sub("", _PERIOD.sub("", found["what"])) if found else ""
    return f"责令{said}" if said and not _CUT.search(said) else ""


def _told_apart(article: Article, penalties: Sequence[Penalty]) -> Iterator[Penalty]:
    """The penalties, without a fine left open that another fixes; two fines for the same case name on whom they fall."""
    fines = Counter((p.circumstance, p.subject) for p in penalties if p.kind == "罚款" and p.unit)
    for penalty in penalties:
        penalty = _as_written(article, penalty)
        if penalty.kind != "罚款":
            yield penalty
        elif not penalty.unit and any(case == penalty.circumstance for case, _ in fines):
            continue
        elif fines[penalty.circumstance, penalty.subject] > 1 or (not penalty.subject and _others(fines, penalty)):
            start = max(article.unit.start, penalty.start - 60)
            whom = _ON.search(article.text(start, penalty.start))
            yield replace(penalty, subject=whom[1]) if whom and not _DOES.search(whom[1]) else penalty
        else:
            yield penalty


_DOES = re.compile("予以|给予|责令")  # 对该单位予以警告，并处: no name of a party


def _others(fines: Counter[tuple[str, str]], penalty: Penalty) -> bool:
    return any(case == penalty.circumstance and subject for case, subject in fines)


def _region(document: Document) -> str:
    """The place whose rule it is: the city that a local title names, else the document's own region."""
    local = document.region not in ("", "全国")
    return (place_of(document.title) if local else "") or document.region


def penalty_words(penalty: Penalty) -> str:
    """One penalty in short words: 情节严重的：对个人并处罚款1万元以上5万元以下."""
    parts = [f"{penalty.circumstance}：" if penalty.circumstance else ""]
    parts += [f"对{penalty.subject}" if penalty.subject else "", penalty.kind, amount_words(penalty)]
    return "".join(parts)


def amount_words(penalty: Penalty) -> str:
    """The range of a penalty: 2000元—2万元, 3倍以下（违法所得）."""
    low, high, unit = _number(penalty.low), _number(penalty.high), penalty.unit
    if not unit:
        return ""
    base = f"（{penalty.base}）" if penalty.base else ""
    if unit == "终身":
        return "终身"
    if low and high:
        return f"{low}{unit}{base}" if low == high else f"{low}—{high}{unit}{base}"
    return f"{high}{unit}以下{base}" if high else f"{low}{unit}以上{base}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.6g}" if value < 1e6 else f"{value:,.0f}"
