"""Page -> clocks: periods, rhythms, and words that promise speed without naming a time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from kb.numerals import to_number
from kb.policy.bodies import bodies
from kb.policy.page import Page, Sentence
from kb.policy.records import Clock
from kb.tag import find_deadlines

_SMALL = r"(?:[一二两三四五六七八九十]{1,3}|\d{1,3})"
_RHYTHM = re.compile(
    rf"(?:每(?P<n>{_SMALL})?个?(?P<unit>半年|年度?|季度?|个?月|周|旬|日|天))(?:都|应|至少|可以?|要|组织|定期|不少于|集中|[^，。；\n]{{0,14}}?(?=召开|开展|通报|报送|调度|会商|上传|上报|汇总|反馈|报告|汇报|评估))*"
    rf"(?P<act>召开|开展|组织|进行|通报|报送|报告|调度|会商|评估|检查|更新|抽查|考核|上报|上传|反馈|汇总|公布|公示|归集|梳理|清理|汇报|核对|研判|巡查)(?P<times>(?:不少于)?{_SMALL}次)?"
)
_RHYTHM_SHORT = re.compile(r"一?(?P<unit>半年|年终?|月|季度?|周|日)一(?P<act>检查|评比|总结|考核|调度|通报|会商|报告)")
_PAPERS = re.compile(r"(?:情况)?(?P<unit>季度|月|日|周|年度|季)(?P<act>通报|报)(?=制度|和|、|。|，)")
_AT_ONCE = re.compile(r"(?:立即|即时|马上|第一时间|立刻)(?!开关)")
_VAGUE = re.compile(r"(?<!不)(?:及时|限期|尽快|定期|适时|不定期|规定期限内|规定的期限内)")
_DUTY = re.compile(
    r"(?:应当?(?!急)|必须|须|要(?!求)|不得|责令)[^，。；]{0,24}$|(?:应当?|必须|要)[^。；]{0,40}，(?:并|且)?$"
)
_NO_DUTY = re.compile(r"(?:以便于?|便于|能够?|得到|保持|需要|才能|确保)[^，。；]{0,2}$")
_NOUN = re.compile(r"(?:会商|通报|报告|巡查)?(?:机制|制度)")
_ACTOR = re.compile(
    r"(?:^|(?<=[，。；：]))(?:[^，。；：\n]{2,24}为)?(?P<body>[^，。；：\n“”]{2,40}?)(?:，(?=应当?(?!急)|必须))?"
    r"(?:应当?(?!急)|必须|须|要(?!求)|需要?|负责|将(?=属|涉|案|有)|会同|发现|收到|在(?=[^，。；]{1,10}中)"
    r"|(?:在)?接到|向(?=[^，]{2,20}移送)|移送|每(?:[一二两三四五六七八九十\d]{1,2}个?)?(?:年|季|月|半年|周))"
)
_ACT = re.compile(r"^[，、]?(?P<act>[^，。；\n]{2,36})")


def find_clocks(page: Page) -> Iterator[Clock]:
    """Yield every time that the document sets, by start. Two clocks are never joined, whatever they are for."""
    found = [*_periods(page), *(clock for s in page.sentences(whole=True) for clock in _others(page, s))]
    yield from sorted(found, key=lambda clock: (clock.start, clock.kind))


def _periods(page: Page) -> Iterator[Clock]:
    sentences = list(page.sentences(whole=True))
    yield from (clock for sentence in sentences for clock in _extensions(page, sentence))
    for leaf in page.leaves:
        for tag in find_deadlines(leaf):
            sentence = sentences[bisect_right(sentences, tag.start, key=lambda s: s.start) - 1]
            if not sentence.start <= tag.start < sentence.end or _PAST.search(
                page.text[max(0, tag.start - 6) : tag.end]
            ):
                continue
            ahead = tag.rule.endswith("-提前")
            trigger = re.sub(r"^(?:且?在|自|从)", "", tag.trigger)
            place = page.place(tag.start, tag.end)
            body = _actor(page, sentence, tag.start)
            act = _act(page, sentence, tag.end)
            words = page.document.text[sentence.start : sentence.end]
            yield Clock(*place, "期限", tag.amount, tag.unit, ahead, trigger, body, act, words)


_EXTENDED = re.compile(rf"延长(?:至|不(?:得)?超过)?(?P<n>{_SMALL})个?(?P<unit>工作日|日|天|月)")


def _extensions(page: Page, sentence: Sentence) -> Iterator[Clock]:
    """By how long a period may be drawn out: 可以延长五个工作日."""
    for match in _EXTENDED.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        unit = {"天": "日", "月": "个月"}.get(match["unit"], match["unit"])
        words = page.document.text[sentence.start : sentence.end]
        place = page.place(start, end)
        yield Clock(
            *place, "期限", to_number(match["n"]), unit, False, "", _actor(page, sentence, start), "延长", words
        )


_PAST = re.compile(r"(?:近|过去|最近|连续|短|今后)[^，。]{0,4}$|短时间")


def _actor(page: Page, sentence: Sentence, at: int) -> str:
    """The body that must act: the nearest one before the clock that the sentence makes act."""
    before = sentence.text[: max(0, at - sentence.start)]
    found = ""
    for match in _ACTOR.finditer(sentence.text, 0, min(len(sentence.text), len(before) + 12)):
        if match.start("body") > len(before):
            break
        named = bodies(page, sentence.start + match.start("body"), sentence.start + match.end("body"))
        if named:
            found = "、".join(body.name for body in named)
    return found


def _act(page: Page, sentence: Sentence, at: int) -> str:
    match = _ACT.match(sentence.text, max(0, at - sentence.start)) if at < sentence.end else None
    if match is None:
        match = _ACT.search(sentence.text[at - sentence.start :])
    return match["act"].strip() if match else ""


def _others(page: Page, sentence: Sentence) -> Iterator[Clock]:
    """Rhythms, and duties without a time: 立即, 及时, 定期."""
    words = page.document.text[sentence.start : sentence.end]
    for pattern in (_RHYTHM, _RHYTHM_SHORT, _PAPERS):
        for match in pattern.finditer(sentence.text):
            groups = match.groupdict()
            times = re.sub(r"[^\d一二两三四五六七八九十]", "", groups.get("times") or "一次")
            unit = f"次/{_period(groups.get('n') or '', match['unit'])}"
            start, end = sentence.start + match.start(), sentence.start + match.end()
            act = _rest(sentence, match)
            body = _actor(page, sentence, sentence.start + match.start())
            yield Clock(*page.place(start, end), "频次", to_number(times), unit, False, "", body, act, words)
    for kind, pattern in (("即时", _AT_ONCE), ("不定", _VAGUE)):
        for match in pattern.finditer(sentence.text):
            before = sentence.text[: match.start()]
            if not _DUTY.search(before) or _NO_DUTY.search(before) or _NOUN.match(sentence.text, match.end()):
                continue
            start, end = sentence.start + match.start(), sentence.start + match.end()
            body = _actor(page, sentence, start)
            act = _act(page, sentence, end)
            yield Clock(*page.place(start, end), kind, None, match[0], False, "", body, act, words)


def _period(number: str, unit: str) -> str:
    """每季 is 季度, 每两个月 2个月."""
    return f"{to_number(number):g}{'个月' if unit == '月' else unit}" if number else _PERIODS.get(unit, unit)


_PERIODS = {"季": "季度", "个月": "月", "年度": "年", "年终": "年", "天": "日"}


def _rest(sentence: Sentence, match: re.Match[str]) -> str:
    """What is done in the rhythm: the words between the commas around it."""
    text = sentence.text
    begin = max(text.rfind(mark, 0, match.start()) for mark in "，：、“") + 1
    end = re.compile(r"[，；。、”]|$").search(text, match.end())
    return text[begin : end.start() if end else len(text)]
