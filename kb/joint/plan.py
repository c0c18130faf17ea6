"""A plan of joint enforcement (联动执法方案): whether its parts are there, and a skeleton to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.joint.tables import PlanPartRow, plan_parts
from kb.model import Block
from kb.read import read

_NUMBERED = re.compile(
    r"^\s*(?:#+\s*)?(?:第?[零一二三四五六七八九十\d]+[章节]?[、.．\s]|[（(][一二三四五六七八九十\d]+[)）])?\s*"
)
_BLANK = re.compile(
    r"[（(【\[]\s*(?:请填写?|待[填补定]|略|暂无|无)[^）)】\]]{0,60}[）)】\]]"  # （待填：起止日期）
    r"|(?:略|待定|待填|暂无|无)[。.]?"
    r"|[_＿…\s×xX□>\-—:：。.，*]+"
)
_OPEN = "（待填"  # what a skeleton leaves to fill in
_MAJOR = re.compile(r"\s*(?:#|[一二三四五六七八九十]+、)")
_CUT = re.compile(r"[：:。]")
_HEADING = 24  # characters of a numbered line, or of the words before a colon, that may still be a heading
_BARE = 12  # characters of a heading without number or colon


@dataclass(frozen=True, slots=True)
class Part:
    """A required part of a plan as found: ``state`` is 有, 缺 (absent), 未填 (empty) or 不明确 (says nothing definite)."""

    name: str
    state: str
    text: str
    hint: str


def check_plan(lines: Iterable[str], required: Sequence[str]) -> tuple[Part, ...]:
    """Each of the *required* parts with what the plan says there. A plan is complete where all of them are 有."""
    sections = _sections(list(lines), required)
    return tuple(_part(name, sections.get(name)) for name in required)


def plan_lines(path: Path) -> list[str]:
    """The lines of the plan in the file *path*. Raises ReadError where it cannot be read."""
    return [line for block in read(path).blocks for line in _marked(block)]


def _marked(block: Block) -> list[str]:
    """The lines of *block*, a heading with the mark of its depth in front."""
    lines = block.text.splitlines()
    return [f"{'#' * block.level} {line}" for line in lines] if block.level else lines


def general_parts() -> tuple[str, ...]:
    """The parts to expect where no local document lists them."""
    return tuple(row.id for row in plan_parts())


def row_of(name: str) -> PlanPartRow | None:
    """The row that *name* belongs to: the one that matches nearest to its end (各部门职责和分工: 分工)."""
    found = [(max(m.end() for m in row.regex.finditer(name)), row) for row in plan_parts() if row.regex.search(name)]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _sections(lines: Sequence[str], required: Sequence[str]) -> dict[str, list[str]]:
    """The lines below the heading of each required part; a line 执法时限：… holds heading and words."""
    found: dict[str, list[str]] = {}
    current: list[str] = []  # names of the parts that the line belongs to
    for line in lines:
        head, rest = _heading(line)
        names = _named(head, required) if head else []
        if names:
            current = names
        elif head and _MAJOR.match(line):  # another part of the plan begins
            current = []
        for name in current:
            found.setdefault(name, []).append(rest if names else line)
    return found


def _heading(line: str) -> tuple[str, str]:
    """The heading in *line* and the words after it; both empty where the line is no heading."""
    number = _NUMBERED.match(line)
    numbered = bool(number and number[0].strip())
    plain = line[number.end() if number else 0 :].strip("* \n\u3000")
    mark = _CUT.search(plain)
    head = plain[: mark.start()] if mark else plain
    rest = plain[mark.end() :].strip("* ") if mark else ""
    colon = bool(mark and mark[0] != "。")
    if not head or head.endswith(("方案", "通知", "意见")) or len(head) > (_HEADING if numbered or colon else _BARE):
        return "", ""
    return (head, rest) if numbered or colon or not mark else ("", "")


def _named(head: str, required: Sequence[str]) -> list[str]:
    """The required parts that a heading names: one, or several where it joins them (牵头和配合部门)."""
    exact = [name for name in required if name in head]
    return exact or [name for name in required if (row := row_of(name)) and row.regex.search(head)]


def _part(name: str, lines: list[str] | None) -> Part:
    row = row_of(name)
    hint = row.hint if row else ""
    if lines is None:
        return Part(name, "缺", "", hint)
    text = "\n".join(line.strip() for line in lines if line.strip())
    said = "\n".join(line for line in text.splitlines() if not _BLANK.fullmatch(line.strip()))
    if not said or _OPEN in text:
        return Part(name, "未填", text, hint)
    if row and row.filled and not row.filled.search(said):
        return Part(name, "不明确", text, hint)
    return Part(name, "有", text, hint)


def skeleton(title: str, parts: Sequence[str], basis: str, known: Mapping[str, Sequence[str]]) -> str:
    """A plan in Markdown with the *parts* as headings; *known* holds lines for the ids of plan_parts.csv."""
    lines = [f"# {title}", "", f"> {basis}", ""]
    for number, name in enumerate(parts, 1):
        row = row_of(name)
        lines += [f"## {_NUMBERS[number]}、{name}" if number < len(_NUMBERS) else f"## {name}", ""]
        lines += [f"- {line}" for line in (known.get(row.id, ()) if row else ())]
        lines += [f"（待填：{row.hint if row else name}）", ""]
    return "\n".join(lines)


_NUMBERS = ("", *"一二三四五六七八九十")


def letter(title: str, to: str, matter: str, materials: Sequence[str], basis: Sequence[str], issue: str = "") -> str:
    """A transfer letter in Markdown to the body *to* (empty: not known), with the *materials* to tick off."""
    lines = [
        f"# {title}", "", "（待填：移送机关）移送〔　　〕　号", "", f"{to or '（待填：接收机关名称）'}：", "",
        f"我单位在执法中发现：{matter}。现将该案移送你单位依法处理。", "",
        "- 案件来源：（待填）", "- 当事人：（待填）", "- 基本违法事实：（待填：时间、地点、行为、后果）",
        "- 已经采取的措施：（待填）", "- 通报接收单位的日期和方式：（待填）", "- 联系人和电话：（待填）", "",
        "移送依据：", *(f"- {line}" for line in basis or ("（待填）",)), "",
        "随函移送材料：", *(f"- [ ] {name}" for name in materials or ("（待填）",)), "",
        "（待填：移送机关，印章）", "（待填：年月日）",
    ]  # fmt: skip
    return "\n".join([*lines, *(["", f"> {issue}"] if issue else []), ""])
