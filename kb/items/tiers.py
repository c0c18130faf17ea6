"""At what level the bodies of an item act."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.items.article import Article, Law
from kb.items.deciders import together
from kb.model import Agency, Provision
from kb.registry import region_codes
from kb.tag.agencies import LEVELS, find_agencies, level_of


def tier_of(law: Law, article: Article, agencies: Sequence[Agency], source: str, region: str) -> str:
    """At what level the bodies act that *source* names: 县级以上, or 省级、县级; empty where it says none.

    Levels from the highest of *region* (国务院 for 全国) down are the lowest 以上. What the general part says of a single
    level below the State Council does not tell who acts elsewhere.
    """
    unit = law.places.get(source)
    named = [a for a in agencies if unit is not None and a.provision_id == unit.id]
    if unit is None or not named:
        return ""
    inherited = source != article.unit.id and not law.assigns(source)
    if source == article.unit.id:
        named = together(article, named)
    written = [_level(unit, a, region) for a in named]
    if inherited and not all(written):
        return ""
    if inherited and "国务院" in written and not all(level_of(a.surface, 0) for a in named):
        return ""  # 国务院财政部门 of the general part, where local ones are not named beside it
    if not any(written) and source != article.unit.id and (again := law.general(named)):
        return tier_of(law, article, again, again[0].provision_id, region)
    local = [a for a, w in zip(named, written, strict=True) if not w and _lower(unit, a)]
    if not written[0] or ("国务院" in written and local):
        return ""
    levels = list(dict.fromkeys(level for words in written for level in words.split("、") if level))
    words = _in_words(levels, region)
    if inherited and (words in LEVELS[1:] or _elsewhere(unit, named, levels, region)):
        return ""
    return words


_LOCAL = re.compile("地方(?:的)?$")


def _lower(unit: Provision, agency: Agency) -> bool:
    """Whether *agency* is that of the provinces or below, whichever it is: 其授权的地方财政部门."""
    start = agency.start - unit.start
    return _LOCAL.search(unit.text, max(0, start - 4), start) is not None


def _elsewhere(unit: Provision, named: Sequence[Agency], levels: Sequence[str], region: str) -> bool:
    """Whether *unit* speaks of the same bodies at a higher level as well, without saying there what they do."""
    if any(level.endswith("以上") for level in levels):
        return False
    known = {a.canonical for a in named if a.canonical}
    others = [a for a in find_agencies(unit) if a.canonical in known and a.role == "提及"]
    above = LEVELS[: min(LEVELS.index(level) for level in levels)]
    return any(level in above for a in others for level in _level(unit, a, region).split("、"))


_CITY = re.compile(
    r"[由向报经和或、，\s](?P<name>(?:(?![由向报经应须和或的本全各该其所设不])[一-龥]){2,4}市)(?:人民政府)?$"
)


def _level(unit: Provision, agency: Agency, region: str) -> str:
    """The level written before *agency*; another city named in the rules of a city with districts is one of its counties."""
    level = level_of(unit.text, agency.start - unit.start)
    if level == "市级" and region.endswith("市") and not region_codes().get(region, "0000").endswith("0000"):
        start = agency.start - unit.start
        named = _CITY.search(unit.text, max(0, start - 14), start)
        if named and named["name"] != region and not named["name"].startswith("直辖"):
            return "县级"
    return level


def _in_words(levels: Sequence[str], region: str) -> str:
    """*levels* in one word: the lowest with 以上 where none above it is left out."""
    above = [level for level in levels if level.endswith("以上")]
    if above:
        return max(above, key=lambda level: LEVELS.index(level.removesuffix("以上")))
    found = [level for level in LEVELS if level in levels]
    top = next((at for ending, at in _TOP.items() if region.endswith(ending)), -1)
    whole = len(found) > 1 and found == list(LEVELS[top : top + len(found)]) and found[-1] != LEVELS[-1]
    return f"{found[-1]}以上" if whole else "、".join(found)


_TOP = {"全国": 0, "省": 1, "自治区": 1, "市": 2, "州": 2}  # the highest level in a region so named
