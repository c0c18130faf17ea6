"""Provision -> Penalty: kind, amounts and unit, by the rows of penalties.csv."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.model import Penalty, Provision
from kb.numerals import to_number
from kb.registry import penalties
from kb.tag.mask import OUTSIDE, mask, matches


def find_penalties(provision: Provision) -> Iterator[Penalty]:
    """Yield the penalties that *provision* sets, each fine by itself.

    Money is in yuan (``元``, ``元/日``, ``元/平方米`` …), multiples in ``倍`` and shares in ``%`` of their base,
    detention in ``日``, bans and suspensions in ``个月``, ``年`` or ``终身``. ``low`` is None where the text gives
    only a ceiling, ``high`` where it gives only a floor; both are None and ``unit`` is empty where nothing is
    fixed. 责令改正, 撤销, 注销 and the discipline of officials are no penalties.
    """
    if OUTSIDE.search(provision.doc_id):
        return
    reached: dict[str, int] = {}
    for row, match in matches(penalties(), mask(provision.text)):
        if match.start() < reached.get(row.kind, 0):
            continue
        reached[row.kind] = match.end()
        low, high, unit = _range(match)
        yield Penalty(
            doc_id=provision.doc_id,
            provision_id=provision.id,
            start=provision.start + match.start(),
            end=provision.start + match.end(),
            rule=row.id,
            kind=row.kind,
            low=low,
            high=high,
            unit=unit,
        )


def _range(match: re.Match[str]) -> tuple[float | None, float | None, str]:
    """Return low, high and unit of the amounts in *match*; a fixed amount is both low and high."""
    groups = match.groupdict()
    if any(groups.get(name) for name in ("life", "life2", "life3")) and not groups.get("low"):
        return None, None, "终身"
    if fixed := groups.get("fixed"):
        value, unit = _amount(fixed)
        return value, value, _per(unit, groups)
    low, high = groups.get("low"), groups.get("high") or groups.get("ceiling")
    if low and high:
        return _both(low, high, groups)
    if low:
        value, unit = _amount(low)
        return value, None, _per(unit, groups)
    if high:
        value, unit = _amount(high)
        return None, value, _per(unit, groups)
    return None, None, ""


def _both(low: str, high: str, groups: dict[str, str | None]) -> tuple[float, float, str]:
    """Read a range whose first part may lack the unit (一千以上五千元以下) or be a share (百分之三十以上三倍以下)."""
    top, unit = _amount(high)
    bottom, own = _amount(low)
    if own == "%" and unit == "倍":
        bottom /= 100
    elif (own, unit) == ("个月", "年"):
        top, unit = top * 12, own
    elif unit == "元" and "元" not in low and "万" in high and not re.search("[万千百]", low):
        bottom *= 10_000
    return bottom, top, _per(unit, groups)


def _per(unit: str, groups: dict[str, str | None]) -> str:
    if groups.get("day"):
        return f"{unit}/日"
    return f"{unit}/{groups['per']}" if groups.get("per") else unit


_SHARE = re.compile(r"([百千万])分之(.+)|(.+)([%％‰])")
_PARTS = {"百": 1.0, "千": 0.1, "万": 0.01, "%": 1.0, "％": 1.0, "‰": 0.1}
_UNIT = re.compile(r"(.*?)(元|倍|个月|月|年|日|天|)(?:以内|内)?$")


def _amount(text: str) -> tuple[float, str]:
    """Read one amount: 五万元 is (50000, 元), 千分之五 is (0.5, %), 等值 is (1, 倍), 六个月 is (6, 个月)."""
    if text == "等值":
        return 1.0, "倍"
    if share := _SHARE.fullmatch(text):
        mark = share.group(1) or share.group(4)
        return round(to_number(share.group(2) or share.group(3)) * _PARTS[mark], 6), "%"
    parts = _UNIT.fullmatch(text)
    assert parts is not None  # the pattern ends in an empty alternative
    unit = {"天": "日", "月": "个月"}.get(parts.group(2), parts.group(2))
    return to_number(parts.group(1)), unit
