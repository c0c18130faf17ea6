"""Addresses of provisions: 第一百二十条之一第二款第（三）项, 一、（二）3. and back to steps.

A step knows its kind, its number, the number after 之, and which repetition of that number it is (1 for the first).
``format_address(parse(address)) == address`` holds for every address this package writes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kb.numerals import NUMBER, to_chinese, to_int

NAMED = ("标题", "题注", "目录", "序言", "正文", "附件", "落款", "引语", "小标题")


@dataclass(frozen=True, slots=True)
class Step:
    """One level of an address; ``number`` is 0 for a named place without a number."""

    kind: str
    number: int = 0
    sub: int = 0
    repeat: int = 1


_NUMBER = NUMBER.replace("千", "千万")  # to_chinese may write what was read from digits: 第12345条
_STEP = re.compile(
    rf"""
    (?:
        第(?P<ordinal>{_NUMBER})(?P<unit>分编|编|章|节|条|款|目|段|行)(?:之(?P<sub>{_NUMBER}))?   # 第十条之一
      | 第[（(]?(?P<item>{_NUMBER})[）)]?项                                                  # 第（二）项, 第二项
      | (?P<part>[零〇一二三四五六七八九十百千万]{{1,12}})、                                   # 一、
      | [（(](?P<entry>[零〇一二三四五六七八九十百千万]{{1,12}})[）)]                          # （一）
      | (?P<point>[0-9]{{1,3}})[.．]                                                        # 1.
      | [（(](?P<detail>[0-9]{{1,3}})[）)]                                                  # (1)
      | (?P<name>小标题|标题|题注|目录|序言|正文|附件|落款|引语)(?P<index>[0-9]{{1,3}})?
    )
    (?:〔(?P<repeat>[0-9]{{1,3}})〕)?
    """,
    re.VERBOSE,
)
_GROUPS = {"part": "部分", "entry": "条目", "point": "点", "detail": "细目", "item": "项"}
_LOOSE = re.compile(
    rf"^(?:第)?(?P<a>{NUMBER})条?(?:之(?P<s>{NUMBER}))?"
    rf"(?:(?:第)?(?P<c>{NUMBER})款)?(?:(?:第)?[（(]?(?P<i>{NUMBER})[）)]?项)?(?:(?:第)?(?P<m>{NUMBER})目)?$"
)


@lru_cache(maxsize=65536)
def parse(address: str) -> tuple[Step, ...]:
    """Split *address* into steps. Raises ValueError where a part of it is no address."""
    steps, position = [], 0
    while position < len(address):
        match = _STEP.match(address, position)
        if not match:
            raise ValueError(f"not an address: {address}")
        steps.append(_step(match))
        position = match.end()
    return tuple(steps)


def _step(match: re.Match[str]) -> Step:
    repeat = int(match["repeat"] or 1)
    if match["unit"]:
        return Step(match["unit"], to_int(match["ordinal"]), to_int(match["sub"]) if match["sub"] else 0, repeat)
    if match["name"]:
        return Step(match["name"], int(match["index"] or 0), 0, repeat)
    group = next(name for name in _GROUPS if match[name])
    return Step(_GROUPS[group], to_int(match[group]), 0, repeat)


def format_address(steps: tuple[Step, ...]) -> str:
    """Write *steps* in the canonical form."""
    return "".join(_format(step) for step in steps)


def _format(step: Step) -> str:
    mark = f"〔{step.repeat}〕" if step.repeat > 1 else ""
    if step.kind in NAMED:
        return step.kind + (str(step.number) if step.number else "") + mark
    chinese = to_chinese(step.number)
    forms = {
        "项": f"第（{chinese}）项",
        "部分": f"{chinese}、",
        "条目": f"（{chinese}）",
        "点": f"{step.number}.",
        "细目": f"（{step.number}）",
    }
    plain = f"第{chinese}{step.kind}" + (f"之{to_chinese(step.sub)}" if step.sub else "")
    return forms.get(step.kind, plain) + mark


def normalise(text: str) -> str:
    """Bring what a person types (112, 第112条第2款, 九条二项) to the canonical address.

    Raises ValueError where it cannot be read as an address.
    """
    squeezed = re.sub(r"\s+", "", text)
    match = _LOOSE.match(squeezed)
    if not match:
        return format_address(parse(squeezed))
    steps = [Step("条", to_int(match["a"]), to_int(match["s"]) if match["s"] else 0)]
    for group, kind in (("c", "款"), ("i", "项"), ("m", "目")):
        if match[group]:
            steps.append(Step(kind, to_int(match[group])))
    return format_address(tuple(steps))


def parent(address: str) -> str:
    """The address one level up; empty for the top."""
    return format_address(parse(address)[:-1])


def article(address: str) -> str:
    """The 条 that *address* lies in, or the address itself where there is none."""
    steps = parse(address)
    for index, step in enumerate(steps):
        if step.kind == "条":
            return format_address(steps[: index + 1])
    return address
