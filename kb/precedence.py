"""Which of several rules on one conduct stands above the others, and by which article of the 立法法."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kb.index.lexical import pairs
from kb.model import Edition
from kb.registry import precedence
from kb.titles import short_title

_RANK = {
    "宪法": 0, "法律": 1, "行政法规": 2, "监察法规": 2, "司法解释": 3, "地方性法规": 4, "部门规章": 4, "地方政府规章": 5,
    "规范性文件": 6, "其他资料": 7,
}  # fmt: skip
_RULES = ("地方性法规", "部门规章", "地方政府规章")


def sort_key(edition: Edition, conduct: str, *, valid: bool) -> tuple[bool, int, str, float, str]:
    """Sort key: what is in force first, then the higher level; inside one maker's rules the special, then the newer."""
    newer_first = "".join(chr(0x10FF - ord(c)) for c in edition.version)
    return (
        not valid,
        _RANK.get(edition.level, 9),
        f"{edition.region}|{edition.issuer}",
        -special(edition, conduct),
        newer_first,
    )


def special(edition: Edition, conduct: str) -> float:
    """The share (0 to 1) of the title's character pairs that *conduct* has: a law named after it is the special one."""
    title = set(pairs(short_title(edition.title)))
    return round(len(title & set(pairs(conduct))) / max(1, len(title)), 3)


def rules(ordered: Sequence[Edition], conduct: str) -> tuple[str, ...]:
    """The rules by which the editions, already in order, stand as they do, each with its article."""
    found = [
        rule for one, other in pairwise(ordered) if one.doc_id != other.doc_id for rule in _between(one, other, conduct)
    ]
    table = precedence()
    return tuple(f"{table[id][0]}（《立法法》{table[id][1].removeprefix('立法法')}）" for id in dict.fromkeys(found))


def _between(one: Edition, other: Edition, conduct: str) -> list[str]:
    levels = (one.level, other.level)
    if levels[0] == levels[1]:
        return _same_level(one, other, conduct)
    if levels[0] in ("宪法", "法律"):
        return [levels[0]] if other.level in ("法律", "行政法规", *_RULES) else []
    if levels[0] == "行政法规":
        return ["行政法规"] if other.level in _RULES else []
    if set(levels) == {"地方性法规", "部门规章"}:
        return ["法规规章"]
    if levels == ("地方性法规", "地方政府规章"):
        return ["地方性法规"] if one.region == other.region else []
    return ["规章同级"] if set(levels) == {"部门规章", "地方政府规章"} else []


def _same_level(one: Edition, other: Edition, conduct: str) -> list[str]:
    if one.level == "部门规章" and one.issuer != other.issuer:
        return ["规章同级"]
    if not one.issuer or (one.issuer, one.region) != (other.issuer, other.region):
        return []
    if special(one, conduct) > special(other, conduct):
        return ["特别"]
    return ["新旧"] if one.version > other.version else []
