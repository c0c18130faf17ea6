"""Page -> who leads, assists, approves, supervises; the ways that plans and disputes take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from kb.policy.bodies import bodies
from kb.policy.page import Page, Sentence
from kb.policy.records import Path, Role
from kb.policy.tables import role_rows
from kb.registry import PatternRow

_NEGATED = re.compile(r"(?:不得|没有|未能|难以|不能|未|缺乏|禁止|不愿|不再|如果|假如|是否|往往|常常|并未)$")
_DEFINES = re.compile(r"是指|指的是|所谓")  # a definition gives nobody a part
_RELATIVE = re.compile(r"的(?!同时|行为)")  # 由公安机关处罚的，经市政府批准的项目
_IDLE = re.compile(r"^(?:后|的同时|时|的)+|(?:时|[，、 ])+$")
_NEXT = re.compile(
    r"^(?:报|提交|再?经|送)(?!告|社)[^，]{2,30}(?:审|批|备案|同意|研究)|(?:会签|审核|审查)后?$|^一次$"
)  # the next step, no matter
_SHARED = ("涉及", "均有职权")  # says something only where several bodies are named
_JOINER = {"主办": "会同"}


def find_roles(page: Page) -> Iterator[Role]:
    """Yield who does what, by start. Of two readings of the same words the longer counts; words that name no body
    yield nothing, and neither does a sentence that denies."""
    for sentence in page.sentences():
        if _DEFINES.search(sentence.text):
            continue
        found: list[tuple[int, int, list[Role]]] = []
        for row in role_rows():
            if any(word in sentence.text for word in row.gate):
                found += _by_row(page, sentence, row)
        found.sort(key=lambda hit: (hit[0] - hit[1], hit[0]))
        taken: list[tuple[int, int]] = []
        kept: list[Role] = []
        for start, end, roles in found:
            if not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
                kept += roles
        yield from sorted(kept, key=lambda role: (role.start, role.role))


def _by_row(page: Page, sentence: Sentence, row: PatternRow) -> Iterator[tuple[int, int, list[Role]]]:
    """The readings of one row: (start and end of the words that decide, roles)."""
    position = 0
    while match := row.regex.search(sentence.text, position):
        position = match.start() + 1
        roles = _roles(page, sentence, row, match)
        if roles and not _NEGATED.search(sentence.text[: match.start()]):
            yield match.start("body"), _core(match), roles
            position = match.end()


def _core(match: re.Match[str]) -> int:
    """The end of the words that decide: the matter that follows may hold another role."""
    groups = match.groupdict()
    if groups.get("matter") is not None and match.start("matter") >= match.end("body"):
        return match.start("matter") if match.start("matter") > match.end("body") else match.end()
    return match.end()


def _roles(page: Page, sentence: Sentence, row: PatternRow, match: re.Match[str]) -> list[Role]:
    offset = sentence.start
    groups = match.groupdict()
    leaders = bodies(page, offset + match.start("body"), offset + match.end("body"))
    if len(leaders) < (2 if row.kind in _SHARED else 1):
        return []
    if _RELATIVE.match(groups.get("matter") or ""):
        return []
    matter = _IDLE.sub("", groups.get("matter") or "").strip("，、 ")
    matter = "" if _NEXT.search(matter) else matter
    start = offset + match.start()
    end = offset + match.end()
    when = _when(sentence.text[: match.start()])
    made = [Role(*page.place(start, end), row.id, row.kind, b.name, b.canonical, matter, when) for b in leaders]
    if groups.get("helper"):
        helpers = bodies(page, offset + match.start("helper"), offset + match.end("helper"))
        if not helpers:
            return []
        joined = _JOINER[row.kind]
        made += [Role(*page.place(start, end), row.id, joined, b.name, b.canonical, matter, when) for b in helpers]
    return made


_UNTIL = re.compile(r"《[^《》]{2,40}》(?:正式)?(?:出台|颁布|公布|施行|实施|修订)(?:之?前|之?后)")
_SINCE = re.compile(
    r"(?P<day>\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?)(?=[^。；]{0,40}(?:颁布|公布|出台|施行|实施|起|成立|以来|印发))"
)


def _when(before: str) -> str:
    """The words that say from or until when it is so, in the clauses *before* it: the last of them."""
    found = [(m.start(), m[0]) for m in _UNTIL.finditer(before)] + [
        (m.start(), m["day"]) for m in _SINCE.finditer(before)
    ]
    return max(found)[1] if found else ""


# ---------------------------------------------------------------- the way a matter takes

_STEPS = ("审核", "批准", "印发", "备案")
_CASE = re.compile(
    r"^(?P<case>(?:[^，。；]{0,20}(?:在|对|涉及|跨|属于|需|因|凡|经)[^，。；]{4,60}|[^，。；]{4,40}的))，"
)


def find_paths(page: Page, roles: list[Role]) -> Iterator[Path]:
    """Yield the sentences that give two or more of 审核, 批准, 印发, 备案 in a row, with the case they are for, and those
    that say how a dispute is settled: who confer, who mediates, who decides."""
    for sentence in page.sentences(whole=True):
        inside = [r for r in roles if sentence.start <= r.start < sentence.end]
        settling = {r.body for r in inside if r.role == "裁决协调"}
        if len(settling) > 1 or (settling and any(r.role == "协商" for r in inside)):
            ordered = sorted((r for r in inside if r.role in ("协商", "裁决协调")), key=lambda r: r.start)
            yield Path(
                *page.place(sentence.start, sentence.end), "争议", tuple(f"{_kind(r)}：{r.body}" for r in ordered)
            )
        steps = [r for r in inside if r.role in (*_STEPS, "拟订")]
        if len({r.role for r in steps}) < 2 or not any(r.role == "批准" for r in steps):
            continue
        case = _CASE.match(_without_number(sentence.text))
        yield Path(*page.place(sentence.start, sentence.end), case["case"] if case else "", tuple(_steps(steps)))


def _kind(role: Role) -> str:
    """协商, 协调 or 裁决: who may decide is told apart from who only mediates."""
    return role.role if role.role == "协商" else "裁决" if _DECIDES.search(role.quote) else "协调"


_DECIDES = re.compile(r"裁决|裁定|决定|指定")


def _without_number(text: str) -> str:
    return re.sub(r"^(?:（[一二三四五六七八九十]+）|\d+[.、])?(?:[^，。；]{2,10}。)?", "", text)


def _steps(roles: list[Role]) -> Iterator[str]:
    """One step for each passage; bodies that stand side by side in it share the step."""
    ordered = sorted(roles, key=lambda r: r.start)
    for _, group in groupby(ordered, key=lambda r: (r.start, r.role)):
        same = list(group)
        join = "或" if "或" in same[0].quote else "、"
        yield f"{same[0].role}：{join.join(role.body for role in same)}"
