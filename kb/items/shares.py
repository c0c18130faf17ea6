"""Whose share of a law an article belongs to, where the general part gives each of several bodies its own matter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kb.model import Agency, Provision

_END = re.compile(r"[。；\n]|$")
_JOINED = re.compile(r"[^，。；]{0,20}?(?:、|和|或者?|以及|及|与)[^，。；]{0,20}|[^，。；]{0,8}")
_PLAIN = re.compile(  # words that any share may hold
    r"监督管理|综合管理|具体|统一|主管|管理|监督|负责|实施|组织|协调|指导|工作|活动|依法|依照|按照|规定|有关|相关|职责|范围|权限|各自|行使"
    r"|本行政区域|行政区域|辖区|区域|全国|全[省市]|本[省市县区]|人民政府|部门|机关|机构|县级以上|地方|国务院|以及|其他|应当|可以|进行|情况"
    r"|[，。；：、（）“”的和或及与对在内]"
)


def share_of(places: Mapping[str, Provision], found: Sequence[Agency], subject: str, text: str) -> list[Agency]:
    """The one of *found* that is competent for the *subject* of the law, where *text* speaks of no other's share; else all.

    甲负责样品的统一监督管理。乙负责废水的监督管理: an article on 样品 that does not touch 废水 is for 甲.
    """
    core = _PLAIN.sub("", _PURPOSE.sub("", subject))
    matters: dict[str, set[str]] = {}
    wholes: dict[str, str] = {}
    for group, words in _shares(places, found):
        names = {a.canonical or a.surface for a in group}
        if len(names) > 1:
            return list(found)
        (name,) = names
        matters.setdefault(name, set()).update(_pieces(words))
        wholes[name] = wholes.get(name, "") + words
    if len(matters) < 2 or len({a.provision_id for a in found}) > 1:
        return list(found)
    whole = re.compile(f"{re.escape(core)}{_ALL_OF_IT}")
    main = [name for name in matters if core and whole.search(wholes[name])]
    if len(main) != 1 or not all(matters[name] for name in matters if name != main[0]):
        return list(found)
    for name, pieces in matters.items():
        if name != main[0] and any(piece in text for piece in pieces - matters[main[0]]):
            return list(found)
    return [a for a in found if (a.canonical or a.surface) == main[0]]


_ALL_OF_IT = "(?:保护|防治|使用|利用|安全|质量){0,2}(?:的|工作|活动)?(?:统一|综合|日常|实施|行政|进行){0,2}(?:监督管理|监督|管理|监管|工作)(?!管理|部门|机关|机构)"
_PURPOSE = re.compile("保护|防治|使用|利用|安全|质量|发展|促进")


def _shares(places: Mapping[str, Provision], found: Sequence[Agency]) -> list[tuple[list[Agency], str]]:
    """The bodies in groups of those listed together, each with the words up to the next one or the end of the sentence."""
    made: list[tuple[list[Agency], str]] = []
    group: list[Agency] = []
    for at, agency in enumerate(found):
        unit = places[agency.provision_id]
        end = agency.end - unit.start
        stop = _stop(unit.text, end)
        after = found[at + 1] if at + 1 < len(found) else None
        near = after is not None and after.provision_id == unit.id and after.start - unit.start < stop
        group.append(agency)
        if near and after is not None and _JOINED.fullmatch(unit.text, end, after.start - unit.start):
            continue
        made.append((group, unit.text[end : after.start - unit.start if near and after is not None else stop]))
        group = []
    return made


def _stop(text: str, start: int) -> int:
    match = _END.search(text, start)
    return match.start() if match else len(text)


def _pieces(words: str) -> set[str]:
    """The pairs of characters in *words*, without those of words that any share may hold."""
    return {part[i : i + 2] for part in _PLAIN.split(words) for i in range(len(part) - 1)}
