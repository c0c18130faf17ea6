"""Provision -> Penalty: kind, amounts and unit, by the rows of penalties.csv."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.model import Penalty, Provision
from kb.numerals import to_number
from kb.registry import penalties
from kb.tag.clauses import Clause, clause_at, condition_words, conduct_at
from kb.tag.mask import BLANK, OUTSIDE, mask, matches


def find_penalties(provision: Provision) -> Iterator[Penalty]:
    """Yield the penalties that *provision* sets, each fine by itself, by start, then row.

    Money is in yuan (``元``, ``元/日``, ``元/平方米`` …), multiples in ``倍`` and shares in ``%`` of their base,
    detention in ``日``, bans and suspensions in ``个月``, ``年`` or ``终身``. ``low`` is None where the text gives
    only a ceiling, ``high`` where it gives only a floor; both are None and ``unit`` is empty where nothing is
    fixed. 责令改正, 撤销, 注销 and the discipline of officials are no penalties.
    """
    if OUTSIDE.search(provision.doc_id):
        return
    found = list(_found(provision))
    practice = [(p.start, p.end) for p in found if p.rule == "责令停产停业-执业期间"]
    for penalty in found:
        twice = penalty.kind == "限制开展生产经营活动" and any(
            a < penalty.end and penalty.start < b for a, b in practice
        )
        if not twice and not _is_lead(penalty, found, provision):
            yield penalty


def _found(provision: Provision) -> Iterator[Penalty]:
    """Every match of the rows, as penalties, by start."""
    text, begun, last = provision.text, 0, 0
    reached: dict[str, int] = {}
    for row, match in matches(penalties(), mask(_plain(text))):
        if match.start() < reached.get(row.kind, 0):
            continue
        clause = clause_at(text, match.start())
        if row.id.endswith(_GRADED) and not clause.grades:
            continue
        if _ONCE_DONE.match(text, match.end()):
            continue
        if row.kind == "通报批评" and _is_internal(text, clause, match.start()):
            continue
        if row.kind == "警告" and _BY_SUPERIOR.search(text, max(clause.split, match.start() - _REACH), match.start()):
            continue
        reached[row.kind] = match.end()
        between = text[max(clause.split, last if last <= match.start() else begun) : match.start()]
        begun, last = match.start(), match.end()
        within = row.kind == "通报批评" or match.group().startswith("对")  # the match itself says on whom
        subject = _subject(text, clause, match.end() - len(row.kind) if within else match.start())
        low, high, unit = _range(match)
        number = min((match.start(group) for group in match.groupdict() if match[group]), default=match.start())
        for kind in _kinds(row.kind, match.group(), subject, text, clause, match.start()):
            yield Penalty(
                doc_id=provision.doc_id,
                provision_id=provision.id,
                start=provision.start + match.start(),
                end=provision.start + match.end(),
                rule=row.id,
                kind=kind,
                low=low,
                high=high,
                unit=unit,
                base=_base(text[max(clause.split, number - 48) : number]) if unit[:1] in ("倍", "%") else "",
                subject=subject,
                circumstance=_case(text, clause, row.kind, match.start()),
                mode=_mode(between, match.group()),
            )


_ONCE_DONE = re.compile(
    "(?:的?(?:行政)?处罚)?(?:决定)?(?:后(?:，|应当?|[^，。；]{1,4}日内)|之日起)"
)  # 吊销许可证后，应当通知; 自吊销许可证之日起
_GRADED = "-情节"  # rows so named hold only where the condition grades: elsewhere their words forbid or undo

_INSIDE = re.compile(
    r"由[^，。；]{0,8}(?:本级人民政府|上一?级|任免机关|监察|所在单位)|对(?:相关|有关|其|下级|所属)?(?:部门|政府|机关)"
)
_OMITTED = re.compile(
    r"应当[^，。；：\n]{0,60}而[未不][^，。；：\n]*|对[^，。；：\n]{0,60}不服"
    r"|(?<=[。；\n])责令停产停业，[^，。；\n]{0,24}影响较大的(?=，由)|除[^，。；：\n]{2,60}外，(?=可以(?:减轻|从轻|免))|作出[^，。；：\n]{2,40}决定的(?=部门|机关|行政机关|机构)"
    r"|(?<=[。\n])[^，。；：\n]{2,40}的(?:行政)?处罚，由[^，。；：\n]{2,40}(?:决定|作出)(?=[。；\n])"
)


_BY_SUPERIOR = re.compile(
    r"由(?:其|本级|同级)?(?:上一?级(?:行政)?机关|上一?级人民政府|任免机关|监察机关)[^。；：]{0,40}$"
)


def _is_internal(text: str, clause: Clause, start: int) -> bool:
    """Whether the criticism at *start* stays within the administration: by a superior, of an organ."""
    return (
        bool(_INSIDE.search(text, max(clause.split, start - _REACH), start))
        and "个人" not in text[clause.start : clause.split]
    )


_PUNISHED = re.compile("被(?=处罚(?:人|单位|者))")
_QUOTED = re.compile(r"(吊销|暂扣|收回)“([^”\n]{2,16})”")
_BREAK = re.compile(
    r"(?<=罚款)，(?=[^，。；\n]{2,40}的，)|(?<=罚款)或(?=者[^，。；\n]{0,24}处分)"
    r"|(?<=罚款|所得|财物|[可检]证|证书|执照|资格|招生|整顿|停业|处罚|警告|活动|执业|业务|以下|关闭|整治|等级|批评)，"
    r"(?=(?:并|以及|或者|同时)?(?:由[^，。；\n]{2,24})?对?[^，。；\n]{2,40}(?:给予|予以)[^，。；\n]{0,30}处分)"
)


_MISREAD = re.compile("(?<![A-Za-z0-9])[lO0-9]{1,4}(?=[万千百]?[元倍]|[万至])")  # lO万元: letters read for digits
_DIGITS = str.maketrans("lO", "10")


def _plain(text: str) -> str:
    """*text* at the same length, so that ``mask`` spares the penalties in it.

    Letters read for digits become digits; a fine ends its clause where a discipline or a new condition follows; quotation marks go from the name of a
    revoked certificate; what an organ should have imposed but did not, what somebody appeals or who decides it is none.
    """
    if "l" in text or "O" in text:
        text = _MISREAD.sub(lambda match: match.group().translate(_DIGITS), text)
    if "罚款，" in text or "处分" in text:
        text = _BREAK.sub("；", text)
    if "被处罚" in text:
        text = _PUNISHED.sub("受", text)
    if "“" in text:
        text = _QUOTED.sub(r"\1‘\2’", text)
    if "决定" in text or "减轻" in text or "从轻" in text or "而未" in text or "而不" in text or "不服" in text:
        text = _OMITTED.sub(lambda match: BLANK * len(match.group()), text)
    return text


_LIST = re.compile(r"[^\n]*[：:][ \t]*((?:\n\s*(?:[（(][一二三四五六七八九十]{1,4}[）)]|[0-9]{1,2}[.．、])[^\n]*)+)")


def _is_lead(penalty: Penalty, found: list[Penalty], provision: Provision) -> bool:
    """Whether *penalty* is an open fine before a list whose items fix it (按照下列规定处以罚款：（一）…)."""
    if penalty.kind != "罚款" or penalty.unit:
        return False
    items = _LIST.match(provision.text, penalty.end - provision.start)
    if not items:
        return False
    start, end = (provision.start + offset for offset in items.span(1))
    return any(p.kind == "罚款" and p.unit and start <= p.start < end for p in found)


_SENTENCE_START = re.compile(r"[^。；;\n]*$")
_GAIN = re.compile(r"(?:所得|收入|收益)(?!的?(?:财物|物品|财产))|经营额|利益|费款|费用|退还|退回|多收")
_ONLY_GAIN = re.compile(
    r"没收[^，。；\n]*?(?:[、和及与]|或者?)?(?P<last>[^、和及与或]*?)"
    r"(?:所得|收入|收益|费用?|[价货票]款|佣金|报酬)"
)
_OWN_GAIN = re.compile(r"(?:其)?(?:全部)?(?:违法|非法|变卖|不当|经营)")
_GOODS = re.compile(r"财物|物品|[赌渔器工用]具|器材|设备|设施|产品|货物|制品|证书|房屋|建筑物")
_PRACTICE = re.compile(r"(?!.*(?:停业|停产|停机)).*(?:停止|暂停).*(?:[执从]业|业务)")
_PRACTISER = re.compile(
    r"(?P<person>医师|医生|律师(?!事务所)|护士|兽医|公证员|鉴定人|会计师(?!事务所)|评估师|工程师|建筑师|药师|技师"
    r"|人员|代理人|导游|经纪人|个人)|机构|事务所|医院|企业|单位|公司|诊所|组织|学校"
)


def _kinds(kind: str, words: str, subject: str, text: str, clause: Clause, start: int) -> tuple[str, ...]:
    """The kinds that a match means where its *words* do not settle it; *kind* is that of its row.

    A bare 没收 takes what was named before it (所得: 没收违法所得), 没收…收入 no goods, 没收…的 is an act; a stop of
    practice falls on a person (限制从业) or on a body (责令停产停业).
    """
    if words.endswith("没收"):
        return _taken(text[max(0, start - 160) : start])
    if kind == "没收非法财物" and (words.endswith("的") or _is_gain(words)):
        return ()
    if kind == "责令停产停业" and _PRACTICE.match(words):
        return ("限制从业",) if _is_person(subject, text, clause, start) else (kind,)
    return (kind,)


_LONGEST = 80  # characters of a confiscated gain
_REACH = 600  # characters before a penalty in which its subject is looked for


def _is_gain(words: str) -> bool:
    """Whether *words* (没收运输、仓储的收入) take money alone: what stands before the last noun is no thing of its own."""
    found = _ONLY_GAIN.fullmatch(words) if len(words) <= _LONGEST else None
    if found is None:
        return False
    rest = words[: found.start("last")].strip("、和及与或者")
    return rest == "没收" or not (_OWN_GAIN.match(found["last"]) or _GOODS.search(rest))


def _taken(before: str) -> tuple[str, ...]:
    """What a bare 没收 takes: the nearest thing named in the sentence *before* it."""
    sentence = _SENTENCE_START.search(before)
    pieces = re.split("[，,]", sentence.group() if sentence else "")
    for piece in reversed(pieces):
        gain, goods = _GAIN.search(piece), _GOODS.search(piece)
        if gain:
            return ("没收非法财物", "没收违法所得") if goods else ("没收违法所得",)
        if goods:
            break
    return ("没收非法财物",)


_THE = re.compile(r"(?:吊销|责令|给予)该")


def _is_person(subject: str, text: str, clause: Clause, start: int) -> bool:
    """Whether who must stop practising is a person.

    That is whom the clause addresses (对医师, 该医疗机构), else the first named in the conduct, the line, the text.
    """
    if subject:
        return subject != "单位"
    the = list(_THE.finditer(text, max(clause.split, start - _REACH), start))
    conduct = conduct_at(text, start)
    found = (
        (_PRACTISER.match(text, the[-1].end()) if the else None)
        or _PRACTISER.search(text, conduct.start, conduct.split)
        or _PRACTISER.search(text, max(text.rfind("\n", 0, start) + 1, start - _REACH), start)
        or _PRACTISER.search(text, 0, min(start, _REACH))
    )
    return bool(found and found["person"])


_SHORT = 40  # characters of a condition that only says how much was gained
_BY_AMOUNT = re.compile(
    r"(?:(?:没有|无)[^，。；]{2,12}或者)?[^，。；]{0,16}(?:所得|收入|金额|数额|价值|货值|价款|费用|营业额|经营额|销售额)[^，。；]{0,16}"
)
_OUTER = re.compile(r"(?:情节|后果)(?:较重|严重|特别严重|恶劣|较轻|轻微)|严重情节|[二两三]次以上|拒不|逾期|再次|仍")
_FINED = re.compile("罚款[，、；]")


def _case(text: str, clause: Clause, kind: str, start: int) -> str:
    """The circumstance of a penalty of *kind* at *start*: 情节严重，违法所得不足一万元 where one condition stands in another.

    Only the fine depends on the amount: what follows it after a comma belongs to the outer condition.
    """
    words = circumstance(text, clause)
    if not words or len(words) > _SHORT or not _BY_AMOUNT.fullmatch(words) or text[clause.start - 1] not in "，,":
        return words
    before = clause_at(text, clause.start - 1)
    outer = circumstance(text, before) if before.grades else ""
    if not _OUTER.search(outer) or _BY_AMOUNT.fullmatch(outer):
        return words
    return outer if kind != "罚款" and _FINED.search(text, clause.split, start) else f"{outer}，{words}"


_PLACE = r"(?:(?:前[一两二三四]?|上[一]?|本|第[一二三四五六七八九十]+)款|[前本]条(?!例)|前[两二三四]项|上述)"
_REFERENCE = re.compile(
    rf"(?:违反了?|因|有|具有|实施|对|^){_PLACE}[^，。；]{{0,80}}?(?:规定|行为|情形)(?:之一)?(?:的?(?:违法)?(?:行为|情形)(?:之一)?)?"
    rf"(?:的|受到?处罚)*[，、]?|^违反(?:本[^，第]{{1,6}})?规定(?:的)?，|{_PLACE}(?:规定|所列)的?|，?尚[不未]构成犯罪"
)
_NOBODY = re.compile("^(?:对?(?:单位|个人|其|法人|自然人|公民|组织|或者?|和|、|者|的)*|[，、并且的之一]*)$")
_BY_WHOM = re.compile("^(?:并且?|且|(?:单位|个人)(?=情节|造成|拒不|逾期))")


def circumstance(text: str, clause: Clause) -> str:
    """The words that grade the act, without those that only refer to it (有前款第一项行为，情节严重的: 情节严重)."""
    words = condition_words(text, clause) if clause.grades else ""
    if words.startswith(("依照", "按照", "依据", "根据")):
        return ""
    left = _REFERENCE.sub(lambda match: "，" if match.start() and match.group()[-1] in "，、" else "", words).strip(
        "，、"
    )
    return words if left == words else "" if _NOBODY.match(left) else _BY_WHOM.sub("", left)


_BASE = re.compile(
    r"(?:处(?![理置罚分])以?|按照?|以|收取|罚款|，|其|所|对)?((?:[^，。；、处]|处(?=[理置罚分])){2,36}?)(?:的|(?<=[额款价费得入值])总额的?)?$"
)
_LISTED_BASE = re.compile(r"(?:处以?|，)([^，。；、处]{2,8}、[^，。；、处]{2,16}(?:金额|价款|货款|价值|总额|收入))的?$")
_PERSONS = (
    ("责任人员", r"主管人员|责任[人者]|负责人|法定代表人|人员|行为人"),
    ("个人", r"个人|自然人|公民|居民|驾驶人|乘[坐车]人|行人|员(?<!人员)"),
    ("单位", r"单位|法人|组织(?!者)|企业|机构|公司|旅行社|事务所|医院|学校"),
)
_ADDRESSED = re.compile(
    r"(?:对|给予)(?P<whom>(?:(?!处[^理罚]|给予|暂停|停止)[^，。；]){0,40}(?:人员(?!密集)|责任[人者]|负责人|代表人|行为人|驾驶人|乘[坐车]人|行人|个人|自然人|公民|居民|用户|员|单位|法人|组织者?|企业|机构|公司|旅行社|事务所|医院|学校|所有人|经营人|承运人|船舶))"
    r"[^。；]{0,24}?(?:处|给予|予以|并|可|罚|警告|没收|吊销|依法|责令|暂停|$)|(?:^|，)(?P<who>单位|个人|自然人|企业)(?:的|，|处)"
)
_EVERYONE = re.compile(
    r"(?:单位|组织|企业|法人)(?:和|或者?|、|以及)(?:其他组织和?|者)?(?:个人|公民|自然人)|个人(?:和|或者?|、)(?:单位|组织|企业)"
)
_SORTED = re.compile(r"^\s*(?:第[^ ]{1,12}条\s+)?(?P<who>单位|个人|自然人)(?:有|违反|实施)")


def _subject(text: str, clause: Clause, start: int) -> str:
    """On whom the penalty at *start* falls, where the clause tells persons apart."""
    words = "" if _takes_from_all(text, clause, start) else addressed(text, clause, start)
    if not words and (sorted_ := _SORTED.match(text[clause.start : clause.split])):
        words = sorted_["who"]
    if _EVERYONE.search(words):
        return ""
    ends = [(match.end(), name) for name, pattern in _PERSONS for match in re.finditer(pattern, words)]
    return max(ends)[1] if ends else ""


_AND_TAKEN = re.compile("[，、]并(?:可以?|依法|予以|处以?)?$")


def _takes_from_all(text: str, clause: Clause, start: int) -> bool:
    """Whether the confiscation at *start* closes a row of persons: 对单位处…，对个人处…，并没收作案工具 is for both."""
    if not text.startswith("没收", start) or not _AND_TAKEN.search(text, max(clause.split, start - 6), start):
        return False
    said = _ADDRESSED.finditer(text, max(clause.split, start - _REACH), start)
    return len({m["whom"] or m["who"] for m in said}) > 1


def addressed(text: str, clause: Clause, start: int) -> str:
    """The words of *clause* that say on whom the penalty at *start* falls: 对船长处…; empty where none do."""
    found = list(_ADDRESSED.finditer(text, max(clause.split, start - _REACH), start))
    return next((m["whom"] or m["who"] for m in reversed(found)), "").rpartition("对")[2]


def _base(before: str) -> str:
    """What a multiple or a share is of: the noun just before the number."""
    before = re.split("以下(?:或者|、)", re.sub(r"\([^()]{0,40}\)|^[^()]*\)", "", before))[
        -1
    ]  # 经营额一倍以上三倍以下或者违法所得
    match = _LISTED_BASE.search(before) or _BASE.search(before)
    words = match.group(1) if match else ""
    return re.sub(r"^.*(?:处(?![理置罚分])以?|按照?|罚款|可以|并|由|责令|不超过|没收[^和]*和)", "", words)


_LEADS = re.compile(r"(?:可以|并处?|给予|予以|处以?|责令|直至|或者)*")


_OR = re.compile(r"或者?(?:由[^、]{0,24}|(?!并|[^、]*(?:部门|机关|机构|政府|局))[^、]{0,16})$")


def _mode(between: str, words: str) -> str:
    """How a penalty is joined to those before it: *between* stands between them, *words* are its own."""
    lead = _LEADS.match(words)
    between = re.sub("报[经请][^，。；]{0,30}批准，", "", between)
    piece = re.split("[，,；;。：:\\n]", between + (lead.group() if lead else ""))[-1]
    if re.search("可以?[^并]{0,20}并|并(?:由[^可]{0,20})?可|单处或者?并处", piece):
        return "可以并处"
    if _OR.search(piece) and not piece.startswith("并处"):
        return "或者"
    if re.search("可以|可(?=[处给吊没暂责])", piece):
        return "可以处"
    return "并处" if "并" in piece else "处"


def _range(match: re.Match[str]) -> tuple[float | None, float | None, str]:
    """Return low, high and unit of the amounts in *match*; a fixed amount is both low and high.

    The alternatives of a row number their groups (low, low2); at most one of each is filled.
    """
    groups = {name.rstrip("23"): value for name, value in match.groupdict().items() if value}
    low, high = groups.get("low"), groups.get("high") or groups.get("ceiling")
    if groups.get("life") and not low:
        return None, None, "终身"
    if fixed := groups.get("fixed"):
        value, unit = _amount(fixed)
        capped = "不超过" in match.group()  # 不超过其金额百分之三的罚款
        return None if capped and unit == "%" else value, value, _per(unit, groups)
    if low and high:
        return _both(low, high, groups)
    if low:
        value, unit = _amount(low)
        return value, None, _per(unit, groups)
    if high:
        value, unit = _amount(high)
        return None, value, _per(unit, groups)
    return None, None, ""


def _both(low: str, high: str, groups: dict[str, str]) -> tuple[float, float, str]:
    """Read a range whose first part may lack the unit (一千以上五千元以下) or be a share (百分之三十以上三倍以下)."""
    top, unit = _amount(high)
    bottom, own = _amount(low)
    if own == "%" and unit == "倍":
        bottom /= 100
    elif (own, unit) == ("个月", "年"):
        top, unit = top * 12, own
    elif unit == "元" and not re.search("[元角分]", low) and "万" in high and not re.search("[万千百]", low):
        bottom *= 10_000
    return bottom, top, _per(unit, groups)


def _per(unit: str, groups: dict[str, str]) -> str:
    if groups.get("day"):
        return f"{unit}/日"
    per = re.sub("^[位名].*", "人", groups.get("per", "")).removeprefix("每")
    return f"{unit}/{per}" if per else unit


_SHARE = re.compile(r"([百千万])分之(.+)|(.+)([%％‰])")
_PARTS = {"百": 1.0, "千": 0.1, "万": 0.01, "%": 1.0, "％": 1.0, "‰": 0.1}
_UNIT = re.compile(r"(.*?)(元|角|分|倍|个月|月|年|日|天|)(?:以内|内)?$")
_COINS = {"角": 0.1, "分": 0.01}  # yuan


def _amount(text: str) -> tuple[float, str]:
    """Read one amount: 五万元 is (50000, 元), 千分之五 is (0.5, %), 等值 is (1, 倍), 六个月 is (6, 个月)."""
    if text in ("等值", "等额"):
        return 1.0, "倍"
    if share := _SHARE.fullmatch(text):
        mark = share.group(1) or share.group(4)
        whole, _, parts = (share.group(2) or share.group(3)).partition("点")
        value = to_number(whole) + (to_number(parts) / 10 ** len(parts) if parts else 0)
        return round(value * _PARTS[mark], 6), "%"
    amount = _UNIT.fullmatch(text)
    assert amount is not None  # the pattern ends in an empty alternative
    unit = {"天": "日", "月": "个月"}.get(amount.group(2), amount.group(2))
    if unit in _COINS:
        return round(to_number(amount.group(1)) * _COINS[unit], 6), "元"
    return to_number(amount.group(1)), unit or "元"  # 五万以上十万以下
