"""行刑衔接: what a rule calls a crime and 刑法 does not name, and texts with crimes and no clause on transfer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.conflicts.found import Found, Place, make, unit_place
from kb.conflicts.material import Material
from kb.conflicts.tables import ActRow, crime_acts
from kb.conflicts.thresholds import clocks, thresholds
from kb.model import Edition, Provision

_CODE = "刑法"
_CRIME = re.compile(r"构成犯罪|追究(?:其)?刑事责任|触犯刑律")
_GENERAL = re.compile(r"违反本(?:法|条例|办法|规定|细则)(?:的)?(?:规定)?，(?:情节严重，)?构成犯罪的")
_TRANSFER = re.compile(r"移送|移交|行刑衔接|行政执法与刑事司法")
_LINE = re.compile(r"[^。；\n]+")
_JOIN = r"(?:、|或者|和|及|以及|，)"
_NEAR = 24  # characters between the acts and the thing they are done to
_PUNISHED = re.compile(r"罚款|吊销|没收|责令|处罚|警告")
_FINE = re.compile(r"(?:判处|处以|并处|单处)罚金")
_COURT = re.compile("人民法院|本法规定的犯罪|即属犯罪")
_ADMINISTRATIVE = re.compile(r"停业整顿|罚款|吊销|由公安机关|没收违法所得|行政处罚")
_FEW = 3  # penalties that a text must have before its lack of a transfer clause is worth a word


@dataclass(frozen=True, slots=True)
class _Code:
    """The newest 刑法 here: the articles about a thing, in the words in force with later amendments."""

    edition: Edition
    articles: tuple[Provision, ...]
    words: str


def find(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    """Every doubt about the link to criminal law in the documents *changed*."""
    code = _criminal_code(material)
    for doc_id in material.read(changed):
        edition = material.editions[doc_id]
        if edition.title.startswith(_CODE):
            continue
        units = material.units[doc_id]
        general = next((unit for unit in units if _is_general(unit)), None)
        for unit in units:
            if code and (_CRIME.search(unit.text) or general):
                yield from _acts(material, code, unit, general)
            yield from _criminal_fine(material, unit)
            if edition.level not in ("法律", "行政法规"):
                yield from clocks(material, unit)
        yield from thresholds(material, doc_id, general=general is not None)
        yield from _no_transfer(material, edition, units)


def _criminal_code(material: Material) -> _Code | None:
    """刑法 as it stands here: the newest text, and what later 修正案 say of the articles about certificates."""
    versions = [v for v in material.resolver.laws(_CODE) if v.doc_id in material.units]
    if not versions:
        return None
    newest = max(versions, key=lambda v: v.version)
    thing = next(row for row in crime_acts() if row.kind == "对象")
    named = thing.covered.split("|")
    units = (material.unit.get(f"{newest.doc_id}#{address}") for address in named)
    articles = tuple(unit for unit in units if unit is not None)
    later = (
        unit.text
        for edition in material.editions.values()
        if edition.title.startswith(f"{_CODE}修正案") and edition.version > newest.version
        for unit in material.units.get(edition.doc_id, ())
        if any(address in unit.text for address in named)
    )
    return _Code(newest, articles, "\n".join([*(unit.text for unit in articles), *later]))


def _is_general(unit: Provision) -> bool:
    """Whether an article makes every breach of the text a crime if 刑法 says so, and no more than that."""
    return bool(_GENERAL.search(unit.text)) and not _PUNISHED.search(unit.text)


# ---------------------------------------------------------------- acts done to certificates


def _acts(material: Material, code: _Code, unit: Provision, general: Provision | None) -> Iterator[Found]:
    """Act by act, what is done to certificates: those that 刑法 names, and those that it does not."""
    if not _PUNISHED.search(unit.text):
        return
    for line in _LINE.finditer(unit.text):
        if found := _done_to_a_certificate(line.group()):
            acts, start, end = found
            missing = [row for row in acts if not re.search(row.covered, code.words)]
            sure = [row for row in missing if row.id in ("出租", "出借")]
            if not missing:
                continue
            place = Place(unit.id, unit.start + line.start() + start, unit.start + line.start() + end)
            own = bool(_CRIME.search(unit.text))
            if own and _only_of_others(unit, line.start() + start):
                continue
            places = [
                place,
                *([] if own or general is None else [unit_place(general)]),
                *map(unit_place, code.articles[:1]),
            ]
            yield _acts_found(material, code, places, unit, acts, missing, (0.9 if sure else 0.75) if own else 0.7)
            return


_SAID = re.compile("构成犯罪|触犯刑律")
_OTHERS = re.compile(
    "(?:伪造|变造)[^，。；]{0,30}，(?:[^。；]{0,60}，)?构成犯罪|伪造[^，。；]{0,12}的，[^。；]{2,60}。构成犯罪"
)


def _only_of_others(unit: Provision, at: int) -> bool:
    """Whether the article speaks of crime only where it speaks of forging, apart from the acts that stand at *at*."""
    others = list(_OTHERS.finditer(unit.text))
    crimes = len(_SAID.findall(unit.text))
    return bool(others) and len(others) == crimes and all(not m.start() <= at < m.end() for m in others)


def _done_to_a_certificate(text: str) -> tuple[list[ActRow], int, int] | None:
    """The acts that *text* lists, and where they and the certificate stand; None where it is about something else."""
    rows = [row for row in crime_acts() if row.kind == "行为"]
    thing = next(row for row in crime_acts() if row.kind == "对象")
    hits = [(m, row) for row in rows for m in row.regex.finditer(text)]
    hits.sort(key=lambda hit: hit[0].start())
    for match in thing.regex.finditer(text):
        before = [(m, row) for m, row in hits if m.end() <= match.start()]
        if (
            not before
            or match.start() - before[-1][0].end() > _NEAR
            or re.search("[，。；：]", text[before[-1][0].end() : match.start()])
        ):
            continue
        chain = [before[-1]]
        for hit in reversed(before[:-1]):
            between = text[hit[0].end() : chain[-1][0].start()]
            if len(between) > 8 or not (re.search(_JOIN, between) or not between):
                break
            chain.append(hit)
        acts = list({row.id: row for _, row in reversed(chain)}.values())
        return acts, chain[-1][0].start(), match.end()
    return None


def _acts_found(
    material: Material,
    code: _Code,
    places: list[Place],
    unit: Provision,
    acts: list[ActRow],
    missing: list[ActRow],
    sure: float,
) -> Found:
    there = "、".join(row.id for row in acts if row not in missing)
    gone = "、".join(row.id for row in missing)
    names = "、".join(article.address for article in code.articles)
    own = len(places) <= 1 + bool(code.articles)
    return make(
        material, "crime-acts", places, matter=material.words(unit.doc_id, places[0].start, places[0].end)[:80],
        differs=f"逐项对照《刑法》（{code.edition.version}）{names}：" + (f"{there}有对应表述；" if there else "") + f"{gone}未找到对应表述",
        reason=("本条" if own else "本文件概括条款") + "写有构成犯罪追究刑事责任，但所列部分行为疑似没有相应罪名，需逐项核查；实际可能以其他罪名论处",
        confidence=sure, severity="一般" if own else "提示",
    )  # fmt: skip


# ---------------------------------------------------------------- criminal fines, transfer


def _criminal_fine(material: Material, unit: Provision) -> Iterator[Found]:
    """罚金, which only a court imposes, beside administrative sanctions in one article."""
    match = _FINE.search(unit.text)
    if match and _ADMINISTRATIVE.search(unit.text) and not _COURT.search(unit.text):
        at = unit.text.index("罚金", match.start())
        yield make(
            material, "crime-fine-word", [Place(unit.id, unit.start + at, unit.start + at + 2)], matter="罚金",
            differs=f"{unit.address}把罚金（刑罚）与行政处罚写在一条",
            reason="罚金只能由人民法院判处，疑似与罚款混用或者界限不清，需核查", confidence=0.8,
        )  # fmt: skip


def _no_transfer(material: Material, edition: Edition, units: list[Provision]) -> Iterator[Found]:
    """A text with penalties and crime clauses that nowhere speaks of transferring a case, one for each document."""
    items = [item for item in material.items_of.get(edition.doc_id, ()) if item.kind == "行政处罚"]
    crimes = [unit for unit in units if _CRIME.search(unit.text)]
    if len(items) < _FEW or not crimes or not edition.complete or any(_TRANSFER.search(unit.text) for unit in units):
        return
    match = _CRIME.search(crimes[0].text)
    start = crimes[0].start + (match.start() if match else 0)
    yield make(
        material, "crime-no-transfer", [Place(crimes[0].id, start, start + 4)], matter=f"《{edition.title}》案件移送",
        differs=f"本文件有{len(crimes)}条写有追究刑事责任，但没有案件移送的规定",
        reason="行政机关应当依照行政处罚法第二十七条和移送规定直接办理移送（移送规定第五条：报告后三日内决定，决定移送的二十四小时内移送）；本文件未写，疑似缺少衔接条款，供修改时参考",
        confidence=0.85,
    )  # fmt: skip
