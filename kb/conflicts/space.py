"""Which documents may be compared: one legal space is national law, a province's rules, and one of its cities' rules."""

from __future__ import annotations

from functools import cache

from kb.model import Edition
from kb.registry import region_codes
from kb.titles import place_of

NATIONAL = ("", "全国")
_RANK = {
    "宪法": 0,
    "法律": 1,
    "行政法规": 2,
    "监察法规": 2,
    "部门规章": 3,
    "地方性法规": 3,
    "地方政府规章": 5,
    "规范性文件": 7,
}
_LAWLESS = ("司法解释", "其他资料")  # explain or repeat, and set no power
_MUNICIPALITIES = ("北京", "上海", "天津", "重庆")


def sets_rules(edition: Edition) -> bool:
    """Whether a document of this level lays down rules of its own that can conflict."""
    return edition.level not in _LAWLESS and not edition.gist


def city_of(edition: Edition) -> str:
    """The city (or lower place) whose own rules these are; empty for national rules and those of a province."""
    return "" if edition.region in NATIONAL else _city(edition.title, edition.region)


@cache
def _city(title: str, region: str) -> str:
    """The place below the province of *region* that a title or the region itself names: 商丘古城…条例 is of 商丘市."""
    if region in _MUNICIPALITIES:
        return ""
    city = next((name for stem, name in _cities(_province(region)) if title.startswith(stem)), "")
    place = city or place_of(title) or region
    return "" if place.endswith(("省", "自治区")) or region_codes().get(place, "").endswith("0000") else place


@cache
def _province(region: str) -> str:
    """What all places of one province share: the first digits of the code; the name itself where it has none."""
    return region_codes().get(region, region)[:2] if region in region_codes() else region


@cache
def _cities(province: str) -> tuple[tuple[str, str], ...]:
    """The cities of a province by the name without 市, 州 and the like, the longest first."""
    found = {name: code for name, code in region_codes().items() if code[:2] == province and not code.endswith("0000")}
    stems = ((name.rstrip("市州盟区县"), name) for name in found)
    return tuple(sorted((pair for pair in stems if len(pair[0]) > 1), key=lambda pair: (-len(pair[0]), pair[0])))


def rank(edition: Edition) -> int:
    """The height in the order of 立法法 第九十八条至第一百零二条: 0 is 宪法; equal numbers have equal force."""
    step = _RANK.get(edition.level, 9)
    return step + 1 if edition.level in ("地方性法规", "地方政府规章") and city_of(edition) else step


def province_of(edition: Edition) -> str:
    """What all local rules of one province share, whether their region is the province or one of its cities; empty for national rules."""
    return "" if edition.region in NATIONAL else _province(edition.region)


def comparable(one: Edition, other: Edition) -> bool:
    """Whether both apply in one place: national × any, a province × its cities, a city × itself; never a law × itself."""
    if one.law == other.law or not (sets_rules(one) and sets_rules(other)):
        return False
    if one.region in NATIONAL or other.region in NATIONAL:
        return True
    if province_of(one) != province_of(other):
        return False
    cities = {city_of(one), city_of(other)} - {""}
    return len(cities) < 2


def covers(one: Edition, other: Edition) -> bool:
    """Whether *one* applies wherever *other* does, so that what it says may fill a gap there."""
    if one.region in NATIONAL:
        return True
    return province_of(one) == province_of(other) and city_of(one) in ("", city_of(other))


def superior(one: Edition, other: Edition) -> bool:
    """Whether *one* stands above *other*. 部门规章 and local rules have no order between them (立法法 第一百零六条)."""
    levels = {one.level, other.level}
    if "部门规章" in levels and levels & {"地方性法规", "地方政府规章"}:
        return False
    return rank(one) < rank(other)


def region_of(*editions: Edition) -> str:
    """The smallest place in which all of *editions* apply: a city, a province, or 全国."""
    cities = [city for edition in editions if (city := city_of(edition))]
    regions = [edition.region for edition in editions if edition.region not in NATIONAL]
    return (cities or regions or ["全国"])[0]
