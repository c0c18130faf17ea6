"""Which article of a law says who decides its penalties: all of them, those of a chapter or of some articles, or some kinds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from kb.model import Agency, Provision
from kb.numerals import to_int
from kb.tag.agencies import find_agencies


@dataclass(frozen=True, slots=True)
class Assignment:
    """Penalties that *unit* leaves to *agencies*; an empty field is no limit.

    ``articles`` are numbers of articles, ``heading`` is the chapter whose penalties are meant, ``words`` the kinds of
    penalty as written (降低资质等级和吊销资质证书).
    """

    unit: Provision
    agencies: tuple[Agency, ...]
    articles: frozenset[int]
    heading: str
    words: str

    def covers(self, unit: Provision) -> bool:
        """Whether the penalties of *unit* are among those meant."""
        if self.heading and not f"{unit.heading} / ".startswith(f"{self.heading} / "):
            return False
        return not self.articles or article_number(unit.address) in self.articles

    def names(self, kind: str) -> bool:
        """Whether penalties of *kind* are among those it names."""
        return any(word in self.words for word in _WORDS_OF.get(kind, ()))


_WORDS_OF = {
    "吊销许可证件": ("吊销",),
    "吊销营业执照": ("吊销营业执照",),
    "撤销资格": ("撤销",),
    "暂扣许可证件": ("暂扣",),
    "降低资质等级": ("降低",),
    "责令停产停业": ("停业", "停产"),
    "责令关闭": ("关闭",),
    "行政拘留": ("拘留",),
    "罚款": ("罚款",),
}

_ACT = r"本(?:法|条例|办法|规定|细则|实施办法|实施细则|章|节)"
_LINK = (  # between what is decided and who decides it
    r"(?:(?:[和、以及][^，。；]{0,40})?，?(?:除[^。；]{0,80}?外，)?(?:可以)?(?:根据[^，。；]{0,30}，)?(?:依法|分别|统一|具体|均)?)由"
)
_ALL = re.compile(
    rf"(?P<broken>(?:对)?违反{_ACT}[^，。；]{{0,16}}的(?:各项|有关|罚款的)?(?:行政处罚|处罚|行为)(?:权|措施)?)(?<!其他行为){_LINK}"
)
_SET = re.compile(
    rf"(?P<act>{_ACT})(?P<places>(?:第[^。；]{{1,120}}?)?)所?规定的，?(?P<words>[^。；]{{0,60}}?)"
    rf"(?:各项|有关)?(?:行政处罚|处罚|行为)(?:权|措施)?{_LINK}"
)
_REST = re.compile(rf"其他(?:的)?行政处罚{_LINK}")
_PART = re.compile(
    r"(?:其中，?|[；。\n]|，)(?:涉及|予以|给予|被)?(?P<words>(?:吊销|撤销|降低|暂扣|责令停|停业|关闭|拘留)(?:[^，。；\n]|，(?=[吊撤降])){0,80}?)(?:的行政处罚，?|的，)(?:依法)?由"
)
_GRANTOR = re.compile(  # whoever gave what is taken back: 原批准、发证的部门
    r"原?(?:发证|批准|审批|颁证|备案|登记|许可)(?:(?:、|和|或者?)(?:发证|批准|审批|颁证|备案|登记|许可))+的?(?:部门|机关|机构)"
)
_DECIDE = re.compile(r"[^。；\n]{0,160}?(?:决定|实施|执行|作出|行使|处罚|处理|负责)(?:，或者由[^，。；\n]{2,40}决定)?")
_CALLED = re.compile(  # the body first: 民政部门负责对违反本条例的行为予以处罚
    r"(?:负责|依法|具体|统一|应当|按照[^，。；]{2,16}，|在[^，。；]{2,24}(?:范围内|职权内)，|[，并]){0,4}对?"
    rf"(?:违反{_ACT}(?:规定)?的?行为|[^，。；]{{2,12}}违法行为)(?:的|进行|予以|实施|依法|给予|作出|处理、){{0,4}}(?:查处|(?:行政)?处罚(?:决定)?)"
    r"(?!(?:决定|或者)?[^，。；]{0,12}(?:前|时|的)，)"
)
_NUMBER = re.compile(r"(?P<to>至|到)?第(?P<number>[一二三四五六七八九十百零〇]+)条")


def article_number(address: str) -> int:
    """The number of the article at *address*, 0 where there is none."""
    found = _NUMBER.match(address)
    return to_int(found["number"]) if found else 0


def assignments(units: Sequence[Provision]) -> list[Assignment]:
    """What *units*, the articles of one law in order, say of who decides its penalties."""
    return [found for unit in units if "处罚" in unit.text or "查处" in unit.text for found in _assigned(unit)]


def _assigned(unit: Provision) -> Iterator[Assignment]:
    text = unit.text
    scopes = sorted((m for p in (_SET, _ALL, _REST) for m in p.finditer(text)), key=lambda m: m.start())
    if not scopes and not _CALLED.search(text):
        return
    bodies = list(find_agencies(unit))
    acting = [owned(unit, a, bodies) for a in bodies if a.role == "实施"]
    taken: set[int] = set()
    for match in [m for m in scopes if not _limited(m)] + list(_PART.finditer(text) if scopes else []):
        found = match.groupdict()
        words = _kinds(found.get("words") or "")
        named = _deciders(unit, acting, match.end())
        if words and (grantor := _GRANTOR.match(text, match.end())):
            start, stop = unit.start + grantor.start(), unit.start + grantor.end()
            named = (Agency(unit.doc_id, unit.id, start, stop, "原文", grantor.group(), "", "实施"),)
        if not named or match.end() in taken:
            continue
        taken.add(match.end())
        named += () if words else _where_pooled(unit, acting, named)
        heading = unit.heading if (found.get("act") or "").endswith(("章", "节")) else ""
        yield Assignment(unit, named, frozenset(_numbers(found.get("places") or "")), heading, words)
    if not scopes:
        yield from _subject_first(unit, acting)


_BRANCH = re.compile("(?:行政)?执法(?:机构|大队|支队|总队|队伍)")


def owned(unit: Provision, agency: Agency, named: Sequence[Agency]) -> Agency:
    """*agency* with the name of the department whose branch it is: 市财政部门的执法机构."""
    if agency.canonical or not _BRANCH.fullmatch(agency.surface):
        return agency
    for owner in named:
        between = unit.text[max(0, owner.end - unit.start) : max(0, agency.start - unit.start)]
        if owner.canonical and owner.end < agency.start and between in ("的", "所属的", "所属"):
            surface = unit.text[owner.start - unit.start : agency.end - unit.start]
            return replace(agency, start=owner.start, surface=surface, canonical=owner.canonical)
    return agency


def _deciders(unit: Provision, acting: Sequence[Agency], at: int) -> tuple[Agency, ...]:
    """Those of *acting* who decide by what begins at *at* in *unit*."""
    decided = _DECIDE.match(unit.text, at)
    end = unit.start + decided.end() if decided else 0
    return tuple(agency for agency in acting if unit.start + at <= agency.start < end)


_POOLED = re.compile(  # 实行综合行政执法的区域，由综合行政执法部门实施
    r"(?:实行|开展|决定由)[^。；，]{0,24}综合(?:行政)?执法[^。；]{0,100}?由(?=[^，。；]{0,12}综合(?:行政)?执法(?:部门|机构|机关)(?:依法)?(?:实施|行使))"
)


def _where_pooled(unit: Provision, acting: Sequence[Agency], named: Sequence[Agency]) -> tuple[Agency, ...]:
    """The body that decides where a place has pooled its enforcement, beside *named* who decide elsewhere."""
    match = _POOLED.search(unit.text)
    found = _deciders(unit, acting, match.end()) if match else ()
    known = {agency.canonical for agency in named}
    return tuple(agency for agency in found if agency.canonical not in known)


_START = re.compile(
    r"\s*(?:第[^\s，。]{1,9}条)?[\s　]*(?:[（(][一二三四五六七八九十]+[）)])?(?:对|凡)?(?:(?:违反)?(?:国务院|国家)?《[^》]{1,30}》[和及])?"
)


def _limited(scope: re.Match[str]) -> bool:
    """Whether its sentence limits *scope* to a case or to some parties: 实行综合执法的，本条例规定的处罚由…, 对经营者违反本条例的行为."""
    text, start = scope.string, scope.start()
    before = text[max(text.rfind(mark, 0, start) for mark in "。；\n") + 1 : start]
    punishing = scope.re is _ALL and "的处罚" in scope.group()
    return "的，" in before or not (punishing or before.endswith(("，", "但是", "其中")) or _START.fullmatch(before))


def _kinds(words: str) -> str:
    """*words* where they name kinds of penalty, else an empty string."""
    return words if any(word in words for known in _WORDS_OF.values() for word in known) else ""


def _numbers(places: str) -> Iterator[int]:
    """The numbers of the articles in *places*: 第二条至第四条、第七条 gives 2, 3, 4, 7."""
    last = 0
    for found in _NUMBER.finditer(places):
        number = to_int(found["number"])
        if found["to"] and 0 < last < number < last + 100:
            yield from range(last + 1, number)
        yield number
        last = number


def _subject_first(unit: Provision, acting: Sequence[Agency]) -> Iterator[Assignment]:
    """The bodies of a sentence that says what they do: 样品机构负责对违反本条例的行为予以查处."""
    text = unit.text
    for agency in acting:
        match = _CALLED.match(text, agency.end - unit.start)
        if match is None:
            continue
        begin = max(text.rfind(mark, 0, agency.start - unit.start) for mark in "。；\n") + 1 + unit.start
        named = tuple(a for a in acting if begin <= a.start <= agency.start)
        yield Assignment(unit, named, frozenset(), "", "")
        return


def assigned_to(found: Sequence[Assignment], unit: Provision, kinds: Collection[str]) -> list[Agency]:
    """The bodies that decide the penalties of *kinds* in *unit*: those for all of them, then those for some kinds.

    None where nobody is named for one of the kinds.
    """
    here = [a for a in found if a.covers(unit)]
    whole = [a for a in here if not a.words]
    general = next((a for a in whole if a.articles), None) or next((a for a in whole if a.heading), None)
    general = general or next(iter(whole), None)
    parts = [a for a in here if a.words and any(a.names(kind) for kind in kinds)]
    left = [kind for kind in kinds if not any(a.names(kind) for a in parts)]
    if general is None and left:
        return []
    bodies = [*general.agencies] if general and (left or not parts) else []
    known = {a.canonical or a.surface for a in bodies}
    return [*bodies, *(a for p in parts for a in p.agencies if (a.canonical or a.surface) not in known)]
