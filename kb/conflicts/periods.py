"""期限不一致: a lower rule that gives another period than the superior one for the same step, duty or licence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.conflicts.found import Found, Place, make
from kb.conflicts.kin import superiors
from kb.conflicts.material import Material
from kb.conflicts.words import bare, likeness, shared
from kb.model import Deadline, Edition, Provision
from kb.numerals import to_number


@dataclass(frozen=True, slots=True)
class Period:
    """A period and what it is for. ``form`` is 之内 (within), 之前 (ahead of), 保存 (kept at least) or 有效 (valid for);
    ``days`` makes units comparable; ``about`` is its sentence, ``task`` what must be done, both without the number;
    ``official`` where an authority must do it."""

    provision_id: str
    form: str
    amount: float
    unit: str
    start: int
    end: int
    about: str
    task: str
    official: bool

    @property
    def days(self) -> float:
        return self.amount * _DAYS[self.unit]

    @property
    def words(self) -> str:
        return f"{self.amount:g}{'个' if self.unit == '工作日' else ''}{self.unit}"


_DAYS = {"小时": 1 / 24, "工作日": 1.4, "日": 1.0, "天": 1.0, "个月": 30.0, "年": 365.0}
_N = "[0-9０-９零〇一二两三四五六七八九十百]{1,6}"
_KEPT = re.compile(
    rf"(?:保存|保管|留存|保留|有效)(?:期限|期|时间)?[^，。；\n0-9零一二两三四五六七八九十百]{{0,8}}?(?P<amount>{_N})(?P<unit>个月|年|日|天)"
)
_NOT_DUE = re.compile("不得(?!少于)|禁止|不予|再次|[两二三]次|累计|又|免征|满(?:后)?$|以后|之后$")


def periods_of(unit: Provision, deadlines: Sequence[Deadline]) -> Iterator[Period]:
    """Yield the periods of a unit, by start: its deadlines, and how long something is kept or valid."""
    for tag in deadlines:
        start, end = tag.start - unit.start, tag.end - unit.start
        form = "之前" if tag.rule.endswith("-提前") else "之内"
        if tag.amount and not _NOT_DUE.search(unit.text[end : end + 8]):
            yield _period(unit, form, tag.amount, tag.unit, start, end)
    for match in _KEPT.finditer(unit.text):
        form = "有效" if match.group().startswith("有效") else "保存"
        yield _period(unit, form, to_number(match["amount"]), match["unit"], *match.span())


_STOP = re.compile(r"[。；\n]")
_DIGITS = re.compile(rf"{_N}(?=个?(?:工作日|小时|日|天|月|年))")


def _period(unit: Provision, form: str, amount: float, measure: str, start: int, end: int) -> Period:
    text = unit.text
    begin = max((m.end() for m in _STOP.finditer(text, 0, start)), default=0)
    stop = found.start() if (found := _STOP.search(text, end)) else len(text)
    sentence = re.sub(r"^\s*第[^\s]{1,12}条\s+", "", text[begin:start] + text[start:stop])
    after = text[end : min(stop, end + 40)].strip("，、 ")
    return Period(
        unit.id, form, amount, measure, unit.start + start, unit.start + end,
        _DIGITS.sub("", bare(sentence)), _DIGITS.sub("", bare(re.split("[，；]", after)[0])),
        _by_authority(text[begin:start], after),
    )  # fmt: skip


_BODY = re.compile(
    r"(?:部门|机关|机构|政府|办事处|委员会(?<!业主委员会)(?<!村民委员会)|公安|海关|法院|行政处)(?:、|或者|和|以及|[^，。；]{0,6}接到[^，。；]{2,12}后，)?(?:应当|必须|$)"
)
_DUE = re.compile("应当|必须")
_DECIDES = re.compile("决定|审批|批准|审查|审核|核准|核发|颁发|发给|答复|办结|办理完毕|赶赴|受理|出具")


def _by_authority(before: str, after: str) -> bool:
    """Whether it is an authority that must act: the one named last before 应当, or by what is done where none is."""
    due = list(_DUE.finditer(before))
    if due:
        head = re.split("[，。；]", before[: due[-1].end()])
        return bool(_BODY.search("，".join(head[-2:])))
    return bool(_DECIDES.search(re.split("[，；]", after)[0]))


def find(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    """Yield the periods of lower rules that differ from those of the superior ones that they carry out."""
    above = superiors(material, changed)
    known: dict[str, list[Period]] = {}
    for doc_id in {*above, *(other for others in above.values() for other in others)}:
        known[doc_id] = periods_in(material, doc_id)
    for lower, others in above.items():
        if not orders_itself(material.editions[lower]):
            yield from _compare(material, known[lower], [p for other in others for p in known[other]])
    for doc_id in changed & set(material.editions):
        yield from _licences(material, material.editions[doc_id])


_OF_ASSEMBLIES = re.compile(
    "人民代表大会|选举|立法|制定[^，]{0,8}法规|议事规则|监督条例$"
)  # each orders its own business


def orders_itself(edition: Edition) -> bool:
    """Whether a rule is about assemblies, elections or law-making, no matter of enforcement."""
    return bool(_OF_ASSEMBLIES.search(edition.title))


def periods_in(material: Material, doc_id: str) -> list[Period]:
    units = material.units.get(doc_id, [])
    return [period for unit in units for period in periods_of(unit, material.deadlines.get(unit.id, ()))]


_ALIKE = {
    "之内": 0.5,
    "之前": 0.5,
    "保存": 0.6,
    "有效": 0.6,
}  # likeness of sentences from which they are about one thing
_TASK = 0.5  # share of the words after the period that both have


def _compare(material: Material, own: list[Period], theirs: list[Period]) -> Iterator[Found]:
    """Set each period beside those of the superior rules that it is likest to; silent where one of them agrees."""
    index = _by_form(theirs)
    met = {id(period): _nearest(period, index[period.form]) for period in own}
    agreed = {(id(other), _sentence(mine)) for mine in own for _, other in met[id(mine)] if _same_length(mine, other)}
    kept: dict[int, float] = defaultdict(
        float
    )  # how like the superior's period is to one of the lower rule that agrees
    for period in own:
        for score, other in met[id(period)]:
            kept[id(other)] = max(kept[id(other)], score if _same_length(period, other) else 0.0)
    for period in own:
        near = [row for row in met[id(period)] if (id(row[1]), _sentence(period)) not in agreed]
        differing = [row for row in near if _rule(period, row[1]) and kept[id(row[1])] <= row[0] + 0.05]
        beside = (other for other in theirs if near and other.provision_id == near[0][1].provision_id)
        if near and len(differing) == len(near) and not any(_agrees(period, other) for other in beside):
            yield _found(material, _rule(period, near[0][1]), period, near[0][1], near[0][0])


def _sentence(period: Period) -> tuple[str, str]:
    """The sentence of a period: one may hold two periods of which only one has a counterpart."""
    return period.provision_id, period.about


def _agrees(period: Period, other: Period) -> bool:
    """Whether another period of the same superior article is the one that is meant."""
    return other.form == period.form and _same_length(period, other) and alike(period, other) > 0


def _nearest(period: Period, others: list[Period]) -> list[tuple[float, Period]]:
    """The periods of the superior rules that are about the same thing, with their likeness: the best and those as good."""
    found = [(score, other) for other in others if (score := alike(period, other)) >= _ALIKE[period.form]]
    found.sort(key=lambda row: -row[0])
    return [row for row in found if row[0] >= found[0][0] - 0.05]


def _by_form(periods: Iterable[Period]) -> Mapping[str, list[Period]]:
    found: dict[str, list[Period]] = defaultdict(list)
    for period in periods:
        found[period.form].append(period)
    return found


def alike(one: Period, other: Period) -> float:
    """How far two periods are about one thing (0 to 1)."""
    if one.task and other.task and max(shared(one.task, other.task), shared(other.task, one.task)) < _TASK:
        return 0.0
    return likeness(one.about, other.about)


def _rule(own: Period, theirs: Period) -> str:
    """The row of conflict_rules.csv that fires; empty where the lower period is the same or allowed.

    An authority may bind itself to be quicker, and what must be kept at least may be kept longer.
    """
    if _same_length(own, theirs):
        return ""
    longer = own.days > theirs.days
    if own.form == "保存":
        return "" if longer else "period-kept"
    if own.form == "有效":
        return "period-valid"
    later = longer == (own.form == "之内")
    if own.official and theirs.official:
        return "period-decision" if later else ""
    return "period-longer" if later else "period-shorter"


def _same_length(one: Period, other: Period) -> bool:
    if one.unit == other.unit:
        return one.amount == other.amount
    if {one.unit, other.unit} == {
        "工作日",
        "日",
    }:  # where a law counts its short periods in working days, as many of them say
        return one.amount == other.amount or abs(one.days - other.days) < 1
    return abs(one.days - other.days) <= 0.05 * max(one.days, other.days)


_WHY = {
    "period-decision": "同一事项的办理期限，下位规定长于上位规定",
    "period-kept": "同一资料的保存期限，下位规定短于上位规定",
    "period-longer": "同一事项的期限，下位规定比上位规定宽",
    "period-shorter": "同一事项的期限，下位规定比上位规定严，可能增加相对人义务",
    "period-valid": "同一证件或者决定的有效期，下位规定与上位规定不同",
}


def _found(material: Material, rule: str, own: Period, theirs: Period, score: float) -> Found:
    return make(
        material,
        rule,
        [Place(p.provision_id, p.start, p.end) for p in (own, theirs)],
        matter=own.task or own.about[:40],
        differs=f"下位规定：{own.words}；上位规定：{theirs.words}",
        reason=f"{_WHY[rule]}。请核对起算点、对象和工作日的算法是否相同",
        confidence=0.3 + 0.6 * score,
    )


# ---------------------------------------------------------------- the general limit of 行政许可法

_LIMIT = 20  # days: 行政许可法 第四十二条第一款, working days by 第八十二条
_MAY_EXTEND = ("法律", "行政法规", "地方性法规")  # 法律、法规另有规定的，依照其规定
_LICENSED = re.compile("(?:准予|不予|是否)[^，。；]{0,8}(?:行政)?许可|许可(?:决定|证)|[审核]批(?:决定|手续)")


def _licences(material: Material, edition: Edition) -> Iterator[Found]:
    """The periods for a licence in a rule that may not set more than 行政许可法 does."""
    if edition.level in _MAY_EXTEND or edition.level == "宪法":
        return
    for period in periods_in(material, edition.doc_id):
        over = period.unit in ("日", "工作日") and period.form == "之内" and period.amount > _LIMIT
        if over and period.official and _LICENSED.search(period.about):
            yield make(
                material,
                "period-licence",
                [Place(period.provision_id, period.start, period.end)],
                matter=period.task,
                differs=f"本规定：{period.words}；行政许可法：20日（工作日）",
                reason="规章和规范性文件规定的许可期限长于行政许可法第四十二条的二十日；法律、法规另有规定的从其规定",
                confidence=0.6,
            )
