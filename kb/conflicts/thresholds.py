"""行刑衔接: from what amount a conduct is a crime, where a text on file says so, and how fast a case must be transferred."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kb.conflicts.found import Found, Place, item_place, make
from kb.conflicts.material import Material
from kb.conflicts.tables import ThresholdRow, crime_thresholds
from kb.model import Edition, PowerItem, Provision
from kb.numerals import to_number
from kb.titles import full_title
from kb.validity import in_force

_CRIME = re.compile("构成犯罪|追究(?:其)?刑事责任|触犯刑律")
_AMOUNT = re.compile(
    "[0-9０-９一二三四五六七八九十百千万]+(?:多)?(?:万元|元|亩|吨|公斤|千克|立方米|株|万支)[^。；\n]{0,12}以上"
)
_QUOTED = 2  # amounts that a reason quotes
_LONG = 120  # characters of a quoted amount
_MOST = 6  # sides of a finding


def thresholds(material: Material, doc_id: str, *, general: bool) -> Iterator[Found]:
    """One finding for each crime of crime_thresholds.csv whose conduct a document punishes and calls a crime.

    With *general* a clause of the document makes every breach a crime if 刑法 says so.
    """
    punished = [item for item in material.items_of.get(doc_id, ()) if item.kind == "行政处罚"]
    for row in crime_thresholds():
        items = [item for item in punished if row.regex.search(item.conduct)]
        own = [item for item in items if _CRIME.search(material.unit[item.provision_id].text)]
        chosen = own or (items if general else [])
        if chosen and (stated := _stated(material, row)):
            yield _found(material, row, chosen, *stated, sure=0.85 if own else 0.75)


def _stated(material: Material, row: ThresholdRow) -> tuple[Edition, str] | None:
    """The interpretation of *row* in force, and the amounts that its article states, in its own words."""
    versions = [e for e in _interpretations(material) if row.law in e.title]
    if not versions:
        return None
    newest = max(versions, key=lambda e: e.version)
    places, _ = material.resolver.places(newest.doc_id)
    if row.address not in places:
        return None
    text = places[row.address].text.removeprefix(row.address)
    lines = [line.strip() for line in re.split("[。；：\n]", text) if _AMOUNT.search(line)]
    return (newest, "；".join(map(_short, lines[:_QUOTED]))) if lines else None


def _short(line: str) -> str:
    return line if len(line) <= _LONG else line[:_LONG] + "……"


def _interpretations(material: Material) -> Sequence[Edition]:
    """The judicial interpretations in force about crimes."""
    key = "interpretations of crimes"
    if key not in material.derived:
        known = material.kb.editions.values()
        material.derived[key] = [
            e for e in known if e.level == "司法解释" and "刑事案件" in e.title and in_force(e, material.day)
        ]
    found: Sequence[Edition] = material.derived[key]
    return found


def _found(
    material: Material, row: ThresholdRow, items: Sequence[PowerItem], law: Edition, said: str, *, sure: float
) -> Found:
    cited = "、".join(dict.fromkeys(material.cite(item.provision_id) for item in items[:_MOST]))
    return make(
        material, "crime-threshold", [item_place(item) for item in items[:_MOST]],
        matter=row.id, differs=f"《{full_title(law)}》{row.address}：{said}",
        reason=f"{cited}处罚的行为可能构成{row.crime}的犯罪；达到司法解释所定数额、数量的，应当移送公安机关，不得以罚款代替，需按案情核查",
        confidence=sure, domain=items[0].domain,
    )  # fmt: skip


# ---------------------------------------------------------------- the clock of a transfer

_CLOCK = re.compile(
    r"(?P<number>[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})个?(?P<unit>工作日|日|天|小时)(?:以)?内[^。；，\n]{0,20}(?:移送|移交)[^。；，\n]{0,16}(?:公安机关|司法机关)"
    r"|(?:移送|移交)[^。；，\n]{0,16}(?:公安机关|司法机关)[^。；\n]{0,12}(?:不得)?超过(?P<most>[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})个?(?P<per>工作日|日|天|小时)"
)
_SUSPECTED = re.compile("涉嫌犯罪|构成犯罪|涉嫌构成犯罪|刑事")
_LIMIT = 4.0  # days: three to decide and twenty-four hours to transfer


def clocks(material: Material, unit: Provision) -> Iterator[Found]:
    """A period for the transfer of a suspected crime that is longer than three days and twenty-four hours."""
    for match in _CLOCK.finditer(unit.text):
        number, per = match["number"] or match["most"], match["unit"] or match["per"]
        days = to_number(number) / (24 if per == "小时" else 1)
        begin = max(unit.text.rfind(mark, 0, match.start()) for mark in "。\n") + 1
        if days <= _LIMIT or not _SUSPECTED.search(unit.text[begin : match.end()]):
            continue
        yield make(
            material, "crime-clock", [Place(unit.id, unit.start + match.start(), unit.start + match.end())],
            matter="移送涉嫌犯罪案件的期限", differs=f"本规定：{match.group()}；移送规定第五条：3日内决定，批准后24小时内移送",
            reason="行政执法机关负责人应当在接到报告后三日内决定是否移送，决定移送的在二十四小时内移送；本规定的期限疑似更长，需核查起算点",
            confidence=0.8,
        )  # fmt: skip
