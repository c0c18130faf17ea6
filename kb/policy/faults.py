"""Page -> what is wrong in the text itself: masked words, slips, doubled words, missing annexes, cut-off ends.

The original is never changed; a suggestion stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.policy.page import Page
from kb.policy.records import Fault
from kb.policy.tables import slip_rows

_MASKED = re.compile(
    r"""
      (?<![\w/.*])[xX×＊*]{1,4}(?=\s?[市县区省镇乡年月局日户人项号余]|[、，。〕]|部门)   # xx 市, x 户, ××县
    | (?<=[〔（])[xX×＊*]{1,4}(?=[〕）])                                          # 〔xx〕
    | \d{2}[*＊×]{1,2}(?=年|〕|）)                                               # 20*年
    | (?<=[、，。》《“])[*＊×]{1,4}(?=[、，。市县区省等])                           # 环保、*、卫生; 《*市…》; 、**等部门
    """,
    re.VERBOSE,
)
_DOUBLED = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,4})(?P=word)")
_MAY_DOUBLE = {
    "研究",
    "讨论",
    "认真",
    "考虑",
    "商量",
    "联合",
    "清清",
    "常常",
    "个个",
    "队队",
    "层层",
    "家家",
    "所所",
    "逐户",
    "处处",
}
_SPACED_NAME = re.compile(
    r"(?:^|(?<=[：:]))[\u4e00-\u9fff][\u00a0 \u3000]{1,3}[\u4e00-\u9fff](?=[\u00a0 \u3000]{1,3}[\u4e00-\u9fff]{2,})",
    re.MULTILINE,
)
_CUT = re.compile(r"(?:\.{3}|…+|。{3})\s*$")
_FURNITURE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{4,8}?)(?:专题策划)?\s?\d{4}·\d{1,2}\s?(?:专题策划)?(?P=name)|(?<![\d.])\d{4}\.\d{4}(?=[\u4e00-\u9fff])"
)
_HALF = re.compile(r"(?<=[\u4e00-\u9fff])[,;:?!](?=[\u4e00-\u9fff])")


def find_faults(page: Page) -> Iterator[Fault]:
    """Yield the faults in order. Slips come from slips.csv; a doubled word is suspected where doubling has no sense."""
    found = [*_slips(page), *_masked(page), *_doubled(page), *_cut(page), *_spaces(page), *_annexes(page)]
    yield from sorted(found, key=lambda fault: (fault.start, fault.rule))


def _slips(page: Page) -> Iterator[Fault]:
    for row in slip_rows():
        for match in row.regex.finditer(page.text):
            reason = f"疑为“{row.kind}”之误，原文照录"
            yield Fault(*page.place(match.start(), match.end()), row.id, "错别字", row.kind, reason)


def _masked(page: Page) -> Iterator[Fault]:
    for match in _MASKED.finditer(page.text):
        yield Fault(*page.place(match.start(), match.end()), "遮盖", "遮盖", "", "原文用符号代替了文字，不能补写")


def _doubled(page: Page) -> Iterator[Fault]:
    for match in _DOUBLED.finditer(page.text):
        word = match["word"]
        if word in _MAY_DOUBLE or len(set(word)) == 1 or word[0] == word[-1] or _MEANT.match(page.text, match.start()):
            continue
        yield Fault(*page.place(match.start(), match.end()), "重复", "重复", word, f"“{word}”疑重复，原文照录")


_MEANT = re.compile(r"责任责任制|(?:中队中|大队大|支队支|小组小)[队组]长|研究研究")


def _cut(page: Page) -> Iterator[Fault]:
    last = page.leaves[-1]
    match = _CUT.search(page.text, last.start)
    if match:
        yield Fault(*page.place(match.start(), match.end()), "截断", "截断", "", "原文到此中断，其后内容不在文件中")


def _spaces(page: Page) -> Iterator[Fault]:
    """Names spaced out for the look of the page, and lines of another page in the text: one fault for each kind."""
    names = list(_SPACED_NAME.finditer(page.document.text))
    if names:
        first = names[0]
        reason = f"人名中有空格，共{len(names)}处，识别时已忽略"
        yield Fault(*page.place(first.start(), first.end()), "名中空格", "空格", re.sub(r"\s", "", first[0]), reason)
    half = list(_HALF.finditer(page.document.text))
    if half:
        reason = f"用了半角标点，共{len(half)}处，识别时按全角处理"
        yield Fault(*page.place(half[0].start(), half[0].end()), "半角标点", "半角标点", "", reason)
    for match in _FURNITURE.finditer(page.text):
        yield Fault(*page.place(match.start(), match.end()), "页眉页脚", "页眉页脚", "", "疑为刊物页眉页脚混入正文")


# ---------------------------------------------------------------- annexes

_ANNOUNCED = re.compile(r"(?:^|\n)\s*附(?:件|表|录)\s*：\s*(?P<list>[^\n]+(?:\n\s*(?:\d{1,2}[.．、]|附件\d)[^\n]+)*)")
_ENTRY = re.compile(
    r"(?:(?<!\d)(?P<n>\d{1,2})[.．、]\s*)?(?P<title>[^\n；。]+?)(?=(?<!\d)\d{1,2}[.．、](?!\d)|\n|；|。|$)"
)
_REFERRED = re.compile(
    r"(?P<what>[\u4e00-\u9fff（）]{2,16}?)[（]?(?:详?见|参见|格式见|样式见)附[件表录](?P<n>\d{1,2}|[一二三四五六七八九十]{1,2})?"
)
_CN = {c: i for i, c in enumerate("一二三四五六七八九十", 1)}


def _annexes(page: Page) -> Iterator[Fault]:
    """Annexes that the text announces or refers to and that do not follow it."""
    present = _present(page)
    for match in _ANNOUNCED.finditer(page.text):
        if any(p.start <= match.start("list") < p.end and p.kind == "附件" for p in page.leaves):
            continue
        for entry in _ENTRY.finditer(match["list"]):
            title = entry["title"].strip()
            if title and not any(_alike(title, name) for _, name in present):
                start = match.start("list") + entry.start("title")
                reason = f"文中列有附件《{title}》，文件中没有"
                yield Fault(*page.place(start, start + len(entry["title"])), "缺附件", "缺附件", "", reason)
    for match in _REFERRED.finditer(page.text):
        number = match["n"] or ""
        want = str(_CN.get(number, number))
        what = re.split(r"[，。的（]|发出|填写|填报|制作|出具|使用|按照?", match["what"])[-1]
        if any(_alike(what, name) for _, name in present):
            continue
        held = [name for n, name in present if not want or n == want]
        if held and not what:
            continue
        detail = f"文末所附是《{held[0]}》" if held else "文件中没有这个附件"
        reason = f"文中说“{what}”见附件{number}，{detail}，没有{what}"
        start = match.start() + match["what"].rfind(what)
        yield Fault(*page.place(start, match.end()), "缺附件", "缺附件", "", reason)


def _present(page: Page) -> list[tuple[str, str]]:
    """(number, title) of the annexes that are there."""
    found = []
    parts = [leaf for leaf in page.leaves if leaf.kind == "附件"]
    for leaf in parts:
        words = page.text[leaf.start : leaf.end].strip()
        after = page.text[leaf.end :].lstrip("\n").split("\n", 1)[0].strip()
        title = re.sub(r"^附[件表录]\s*\d*\s*：?\s*", "", words) or after
        number = re.search(r"\d+", leaf.address.removeprefix("附件"))
        found.append((number[0] if number else "1", title))
    return found


def _alike(wanted: str, title: str) -> bool:
    """Whether two titles mean one paper: one inside the other, or most of the shorter one's pairs of characters."""
    a, b = (re.sub(r"[\W_]", "", text) for text in (wanted, title))
    if not a or not b:
        return False
    if a in b or b in a:
        return True
    pairs = [{x[i : i + 2] for i in range(len(x) - 1)} for x in (a, b)]
    shorter = min(pairs, key=len)
    return len(shorter) > 3 and len(pairs[0] & pairs[1]) >= 0.7 * len(shorter)
