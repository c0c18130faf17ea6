"""Page -> figures with their units, and whether the figures of one sentence agree with each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from kb.numerals import to_number
from kb.policy.page import Page, Sentence
from kb.policy.records import Figure, FigureCheck

_UNITS = (
    "平方公里|平方米|平方千米|公里|公顷|万吨|吨|亩|元|人次|户次|件次|台套|个工作日|工作日|小时|领域|类别|行政村|社区|功能模块|乡镇|部门|单位|网格"
    "|项|件|起|人|名|户|家|个(?!月|工作日|小时)|支|次|场|期|篇|条|辆|部|类|宗|只|头|份|张|万件|所|处|岁|台|批|例|套|座|倍|亿元|周岁|字段|册|本(?!科)|吨位|页"
)
_NUMBER = (
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?P<more>余|多)?(?P<big>[万亿千百])?(?P<more2>余|多)?\s?"
)
_CHINESE = r"(?P<chinese>[一二三四五六七八九十百千两]{2,7}|[百千]|十(?=[余多]))(?P<cmore>[多余])?(?P<cbig>[万亿])?"
_FIGURE = re.compile(
    rf"(?P<about>近|约|超过|超|不少于|至少|逾|达到?)?\s?(?:{_NUMBER}(?P<unit>%|％|‰|个百分点|个?(?:{_UNITS}))|(?<=[数量]为)(?P<bare>\d+(?:,\d{{3}})*)(?=[，。；、）]|$)|{_CHINESE}(?P<cunit>人次|[项件起人名户家支场篇条份张宗部])(?![为是定])|百分之(?P<share>[零一二三四五六七八九十百点]+))"
)
_DATE = re.compile(r"[年月日号时]\s?$|第$|[〔\[]\d*$|[A-Za-z./\d]$")
_BIG = {"万": 10_000, "亿": 100_000_000, "千": 1_000, "百": 100}
_RANGE = re.compile(r"(?P<low>\d+)\s?[-–—~～至]\s?$")


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure and its place in the sentence."""

    figure: Figure
    start: int
    end: int


def find_figures(page: Page) -> Iterator[Figure]:
    """Yield the figures with a unit, in order; dates, numbers of papers, articles and paragraphs are none."""
    for sentence in page.sentences(whole=True):
        yield from (found.figure for found in _figures(page, sentence))


def figures_in(page: Page, sentence: Sentence) -> list[Figure]:
    """The figures of one sentence, in order."""
    return [found.figure for found in _figures(page, sentence)]


_WINDOW = 400  # characters around a figure that can say what it is


def _before(text: str, at: int) -> str:
    """The words before the figure at *at*, as far as they can belong to it."""
    return text[max(0, at - 80) : at]


def _figures(page: Page, sentence: Sentence) -> list[_Found]:
    found: list[_Found] = []
    for match in _FIGURE.finditer(sentence.text):
        before = _before(sentence.text, match.start())
        since = found[-1].end if found else 0
        if _DATE.search(before) or _is_number_of(sentence.text, match):
            continue
        skip = len(match["about"]) if (match["about"] or "").startswith("达") else 0
        start, end = sentence.start + match.start() + skip, sentence.start + match.end()
        start += len(page.text[start:end]) - len(page.text[start:end].lstrip())
        value, unit, more = _value(match)
        if spread := _RANGE.search(before):  # 5—7支: the upper end counts
            start, more = sentence.start + spread.start(), f"{spread['low']}至"
        figure = Figure(*page.place(start, end), value, unit, more, _subject(sentence.text, match, since))
        found.append(_Found(figure, match.start(), match.end()))
    return found


def _is_number_of(text: str, match: re.Match[str]) -> bool:
    """Whether it is no count: 3个工作日 is a clock, 第…, 2017年, 一号, 一件 in running words."""
    unit = match["unit"] or match["cunit"] or ""
    if match["bare"]:
        return False
    if unit in ("个工作日", "工作日", "小时"):
        return True
    if match["chinese"] and not (match["cmore"] or match["chinese"][0] not in "一" or len(match["chinese"]) > 2):
        return True
    return bool(match["chinese"] and re.search(r"(?:第|“|十八届|[这那每某])$", _before(text, match.start("chinese"))))


def _value(match: re.Match[str]) -> tuple[float, str, str]:
    about = match["about"] if match["about"] not in (None, "达", "达到") else ""
    if match["bare"]:
        return float(match["bare"].replace(",", "")), "", about
    if match["share"]:
        return _share(match["share"]), "%", about
    if match["chinese"]:
        value = to_number(match["chinese"]) * _BIG.get(match["cbig"] or "", 1)
        return value, match["cunit"], about + (match["cmore"] or "")
    value = float(match["number"].replace(",", "")) * _BIG.get(match["big"] or "", 1)
    unit = match["unit"].replace("％", "%")
    unit = unit[1:] if unit.startswith("个") and len(unit) > 1 and unit != "个百分点" else unit
    return round(value, 6), unit, about + (match["more"] or match["more2"] or "")


def _share(words: str) -> float:
    head, _, tail = words.partition("点")
    whole = to_number(head)
    return whole + (float("0." + "".join(str(int(to_number(c))) for c in tail)) if tail else 0)


_FILLER = re.compile(r"(?:其中|共计|合计|总共|累计|共有|共|为|达到?|约|近|仅有|仅|有|平均|的是|[，、和及与\s])+$")


_BRACKET = re.compile(r"（[市县区街道镇乡、]{1,8}）")  # 县（市、区）


def _subject(text: str, match: re.Match[str], since: int) -> str:
    """What is counted: the words before the number, back to a stop or the figure before, and those after the unit."""
    before = re.split(r"[，。；：（）“”]", _BRACKET.sub("", text[max(since, match.start() - _WINDOW) : match.start()]))[
        -1
    ]
    before = _FILLER.sub("", _RANGE.sub("", before)).lstrip("、和及与 ")[-20:]
    after = re.match(r"[^，。；：、（）\d\s]{0,14}", text[match.end() : match.end() + 14])
    tail = after[0] if after else ""
    return f"{before}…{tail}" if before and tail else before or tail


# ---------------------------------------------------------------- do they agree?


def check_figures(page: Page) -> Iterator[FigureCheck]:
    """Yield the sums, shares and averages that a sentence states, worked out again from its own figures."""
    known: list[Figure] = []
    for sentence in page.sentences(whole=True):
        found = _figures(page, sentence)
        yield from _of_named(page, sentence, found, known)
        known += [item.figure for item in found]
        if len(found) < 2:
            continue
        yield from _sums(page, sentence, found)
        yield from _shares(page, sentence, found)
        yield from _averages(page, sentence, found)
        yield from _transfers(page, sentence, found)


def _sums(page: Page, sentence: Sentence, found: list[_Found]) -> Iterator[FigureCheck]:
    """280项（省级35项、属地245项）; 35名，其中…4人，…31人; 受理20件，…13件，…33件."""
    text = sentence.text
    for index, whole in enumerate(found):
        if whole.figure.unit == "%":
            continue
        tail = text[whole.end : whole.end + _WINDOW]
        bracket = re.match(r"[\u4e00-\u9fff]{0,8}\s?（(?P<inside>[^（）]*)）", tail)
        if bracket:
            inside = range(whole.end + bracket.start("inside"), whole.end + bracket.end("inside"))
            parts = [f for f in found[index + 1 :] if f.start in inside and _same(f, whole)]
            if len(parts) >= 2:
                yield _sum(page, sentence, whole, parts)
                continue
        among = re.match(r"[^。；\d]{0,12}，?其中", tail)
        if among:
            parts = _run(found[index + 1 :], whole, text, whole.end + among.end())
            if len(parts) >= 2 and _whole_in(parts, whole, text):
                yield _sum(page, sentence, whole, parts)
    for index, last in enumerate(found):
        if index >= 2 and re.search(r"(?:解决|合计|共计?|总计)[^，。；\d]{0,6}$", _before(text, last.start)):
            parts = [f for f in found[:index] if f.figure.unit == last.figure.unit]
            if len(parts) >= 2 and _close(sum(p.figure.value for p in parts), last.figure.value):
                yield _sum(page, sentence, last, parts)


_TOO_FAR = 0.03  # of the whole: parts that lack more than this are taken to be examples, not all of them
_TOO_MUCH = 0.1  # of the whole: parts that exceed it by more are not parts of it


def _whole_in(parts: list[_Found], whole: _Found, text: str) -> bool:
    """Whether the *parts* after 其中 claim to make up *whole*: their sum is the whole, near it, or more than it."""
    total = sum(part.figure.value for part in parts)
    if _close(total, whole.figure.value):
        return True
    plain = not any(part.figure.approximate for part in (whole, *parts))
    apart = re.search(r"以上|以下|同时|又|还有", text[whole.end : parts[-1].end])
    each = all(part.figure.value < whole.figure.value for part in parts)
    return plain and each and not apart and -_TOO_FAR <= total / whole.figure.value - 1 <= _TOO_MUCH


def _same(part: _Found, whole: _Found) -> bool:
    people = {"人", "名"}
    if "" in (part.figure.unit, whole.figure.unit) and part.figure.unit != whole.figure.unit:
        return False
    return part.figure.unit == whole.figure.unit or {part.figure.unit, whole.figure.unit} <= people


_OTHER_ACT = re.compile(
    r"平均|每|；|办结|结案|移送|完成|整改|下发|收缴"
)  # the words of another count than that of parts


def _run(found: list[_Found], whole: _Found, text: str, begin: int) -> list[_Found]:
    """The parts that follow 其中, of the same unit, until another unit begins."""
    parts: list[_Found] = []
    for item in found:
        if item.start < begin:
            continue
        if not _same(item, whole) or _OTHER_ACT.search(text[begin : item.start]):
            break
        parts.append(item)
    return parts


def _close(a: float, b: float) -> bool:
    return abs(a - b) < 1e-6


def _sum(page: Page, sentence: Sentence, whole: _Found, parts: list[_Found]) -> FigureCheck:
    total = sum(part.figure.value for part in parts)
    agrees = _close(total, whole.figure.value)
    rounded = any(item.figure.approximate for item in (whole, *parts))
    start = min(whole.start, *(p.start for p in parts)) + sentence.start
    end = max(whole.end, *(p.end for p in parts)) + sentence.start
    sums = "+".join(_write(p.figure.value) for p in parts)
    verdict = "一致" if agrees else "约数" if rounded else "不一致"
    reason = f"{sums}={_write(total)}，文中合计{_write(whole.figure.value)}{whole.figure.unit}"
    if not agrees:
        gap = whole.figure.value - total
        reason += f"，相差{_write(abs(gap))}" + ("，或有未列出的部分" if gap > 0 else "")
    return FigureCheck(*page.place(start, end), "合计", _write(whole.figure.value), _write(total), verdict, reason)


def _write(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


_PART_OF = re.compile(
    r"占(?:比|总数|全部|其中)?[^，。；\d]{0,14}$|占[^，。；\d]{2,14}\d[\d,.]*\s?[万件起人名户家项次宗]{1,2}的$|[率比](?:为|达到?|是)?[^，。；\d]{0,4}$|全占比[为达]?$"
)
_OF_ALL = re.compile(r"占(?:总数|全部|总量|总额)的?$")
_NEAREST = 12  # counts before a share among which its two are looked for
_NEAR = 1.0  # percentage points within which two figures are taken to be those of the share


def _shares(page: Page, sentence: Sentence, found: list[_Found]) -> Iterator[FigureCheck]:
    """A share and the two counts it comes from; without a pair that fits, the only pair of the sentence."""
    counts = [f for f in found if f.figure.unit not in ("%", "个百分点", "岁", "周岁", "倍")]
    for share in found:
        if share.figure.unit != "%" or not _PART_OF.search(_before(sentence.text, share.start)):
            continue
        before = [f for f in counts if share.start - _WINDOW <= f.end <= share.start][-_NEAREST:]
        pairs = [(a, b) for a, b in combinations(before, 2) if _comparable(a, b)]
        pairs = [(a, b) if a.figure.value <= b.figure.value else (b, a) for a, b in pairs]
        pairs = [(a, b) for a, b in pairs if b.figure.value > 0]
        if _OF_ALL.search(_before(sentence.text, share.start)):  # 占总数的: of the greatest count
            most = max((b.figure.value for _, b in pairs), default=0.0)
            pairs = [(a, b) for a, b in pairs if b.figure.value == most]
        fitting = [p for p in pairs if abs(_percent(p) - share.figure.value) <= _NEAR]
        chosen = min(fitting, key=lambda p: abs(_percent(p) - share.figure.value), default=None)
        if (
            chosen is None
            and len(pairs) == 1
            and re.search(r"占(?:比|总数|抽查|检查)", sentence.text[pairs[0][0].end : share.start])
        ):
            chosen = pairs[0]
        if chosen:
            yield _share_check(page, sentence, share, chosen)


_NAMED_WHOLE = re.compile(
    r"占(?:全部|全[市县区省]|全年)?(?P<whole>[\u4e00-\u9fff]{2,6}?)(?:案件)?(?:总数|总量|总额)的?$"
)


def _of_named(page: Page, sentence: Sentence, found: list[_Found], known: list[Figure]) -> Iterator[FigureCheck]:
    """A share of a whole that an earlier sentence counted (312件，占立案总数的7.5%); only where one figure fits the name."""
    for before, share in pairwise(found):
        named = _NAMED_WHOLE.search(_before(sentence.text, share.start)) if share.figure.unit == "%" else None
        if named is None or any(named["whole"] in f.figure.subject for f in found if f.figure.unit != "%"):
            continue
        wholes = [f for f in known if named["whole"] in f.subject and f.unit == before.figure.unit]
        if len({f.value for f in wholes}) == 1 and wholes[0].value > before.figure.value > 0:
            whole = _Found(wholes[0], before.start, before.end)
            yield _share_check(page, sentence, share, (before, whole))


def _comparable(a: _Found, b: _Found) -> bool:
    """Whether one may be a part of the other: the same unit, or a count without a unit of its own."""
    return _same(a, b) and a.figure.value > 1 and b.figure.value > 1


def _percent(pair: tuple[_Found, _Found]) -> float:
    return pair[0].figure.value / pair[1].figure.value * 100


def _share_check(page: Page, sentence: Sentence, share: _Found, pair: tuple[_Found, _Found]) -> FigureCheck:
    stated = share.figure.quote.lstrip("近约超过逾达到至少").strip()
    places = len(stated.rstrip("%％").partition(".")[2])
    exact = _percent(pair)
    agrees = f"{exact:.{places}f}" == f"{share.figure.value:.{places}f}"
    start = min(share.start, pair[0].start, pair[1].start) + sentence.start
    end = max(share.end, pair[0].end, pair[1].end) + sentence.start
    about = any(f.figure.approximate for f in (share, *pair))
    verdict = "一致" if agrees else "约数" if about and abs(exact - share.figure.value) <= _NEAR else "不一致"
    sums = f"{_write(pair[0].figure.value)}÷{_write(pair[1].figure.value)}={exact:.2f}%"
    reason = f"{sums}，保留{places}位小数为{exact:.{places}f}%，文中为{stated}"
    return FigureCheck(*page.place(start, end), "占比", stated, f"{exact:.{places}f}%", verdict, reason)


_PER = re.compile(r"平均每[^，。；\d]{1,16}$|每[^，。；\d]{1,10}平均[^，。；\d]{0,6}$")


def _averages(page: Page, sentence: Sentence, found: list[_Found]) -> Iterator[FigureCheck]:
    """平均每平方公里0.56名: the two figures of the sentence whose quotient it is."""
    for mean in found:
        if not _PER.search(_before(sentence.text, mean.start)) or mean.figure.value == 0:
            continue
        for a, b in combinations([f for f in found if f.end <= mean.start], 2):
            for top, base in ((a, b), (b, a)):
                per = _before(sentence.text, mean.start).rpartition("每")[2]
                if not _same(top, mean) or base.figure.unit not in per or base.figure.value == 0:
                    continue
                exact = top.figure.value / base.figure.value
                if abs(exact - mean.figure.value) > 0.02 * mean.figure.value:
                    continue
                places = len(re.sub(r"\D*$", "", mean.figure.quote).partition(".")[2])
                verdict = "一致" if f"{exact:.{places}f}" == f"{mean.figure.value:.{places}f}" else "不一致"
                start, end = sentence.start + min(a.start, b.start), sentence.start + mean.end
                reason = f"{_write(top.figure.value)}÷{_write(base.figure.value)}={exact:.3f}，文中为{_write(mean.figure.value)}"
                yield FigureCheck(
                    *page.place(start, end), "均值", _write(mean.figure.value), f"{exact:.{places}f}", verdict, reason
                )
                return


_CASES = re.compile(r"(?:立案|查办|查处|办理|办结)[^，。；\d]{0,24}$")
_SENT = re.compile(r"移送[^，。；\d]{0,16}$")


def _transfers(page: Page, sentence: Sentence, found: list[_Found]) -> Iterator[FigureCheck]:
    """The share of cases sent on (移送) among the cases taken up, where the text gives both and no share."""
    whole = next(
        (f for f in found if _CASES.search(_before(sentence.text, f.start)) and f.figure.unit in ("件", "起", "宗")),
        None,
    )
    sent = next(
        (f for f in found if _SENT.search(_before(sentence.text, f.start)) and f.figure.unit in ("件", "起", "宗")),
        None,
    )
    if whole is None or sent is None or not 0 < sent.figure.value < whole.figure.value:
        return
    exact = sent.figure.value / whole.figure.value * 100
    start, end = min(whole.start, sent.start) + sentence.start, max(whole.end, sent.end) + sentence.start
    reason = f"移送率：{_write(sent.figure.value)}÷{_write(whole.figure.value)}={exact:.2f}%，文中没有写比例"
    yield FigureCheck(*page.place(start, end), "推算", "", f"{exact:.2f}%", "推算", reason)
