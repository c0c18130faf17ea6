"""The starter catalogue: power items written in our own words, one row of a CSV file each.

The files lie in ``corpus/catalogue``, one a domain. A row gives facts (law, version, article, amounts …) and our own
wording of the conduct; it holds no text of law.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, fields
from io import StringIO
from pathlib import Path
from typing import Any

from kb.errors import ReadError
from kb.registry import penalties, power_types

NOTICE = "要点（非官方文本）"
DOMAINS = (
    "市场监管", "生态环境", "文化市场", "交通运输", "农业农村", "应急管理", "城市管理", "自然资源", "水利", "卫生健康",
    "住房城乡建设", "公安", "人力资源社会保障", "消防救援", "林业草原", "药品监管", "教育", "民政", "商务", "发展改革",
    "财政税务", "海关", "金融", "气象地震", "工业和信息化", "网信", "邮政", "知识产权", "统计", "司法行政",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One power item. ``place`` is the 款 and 项 inside the article, ``penalties``, ``duty`` and ``phrasings`` are tuples.

    ``low`` and ``high`` belong to the first fine named for the conduct: yuan, multiples or per cent by ``unit``.
    ``agency_at`` is the article that names the agency, empty where it is the row's own. ``duty`` holds the addresses
    that the article cites as broken (第十九条, or 《…》第十九条 of another law).
    """

    law: str
    level: str
    version: str
    article: str
    place: str
    name: str
    conduct: str
    power_type: str
    agency: str
    agency_at: str
    penalties: tuple[str, ...]
    low: float | None
    high: float | None
    unit: str
    duty: tuple[str, ...]
    domain: str
    phrasings: tuple[str, ...]
    where: str  # file and line, for messages

    @property
    def doc_id(self) -> str:
        return f"{self.law}@{self.version}"

    @property
    def address(self) -> str:
        return self.article + self.place


COLUMNS = tuple(field.name for field in fields(CatalogueRow))[:-1]
_LISTS = ("penalties", "duty", "phrasings")
_NEEDED = ("law", "level", "version", "article", "name", "conduct", "power_type", "agency", "domain", "phrasings")


def is_catalogue(head: str) -> bool:
    """Whether a CSV file whose first line is *head* is a file of the catalogue."""
    return tuple(head.strip().removeprefix("\ufeff").split(",")) == COLUMNS


def read_catalogue(text: str, name: str) -> Iterator[CatalogueRow]:
    """The rows of one file. Raises ReadError naming the line and what to do."""
    reader = csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise ReadError(f"{name} 的表头不对；应为 {','.join(COLUMNS)}")
    for number, row in enumerate(reader, 2):
        yield _row(row, f"{name} 第{number}行")


def load(folder: Path) -> list[CatalogueRow]:
    """Every row of the catalogue files in *folder*, in the order of their names."""
    return [row for path in sorted(folder.glob("*.csv")) for row in read_catalogue(path.read_text("utf-8"), path.name)]


def _row(row: dict[str, str], where: str) -> CatalogueRow:
    if None in row or None in row.values():
        raise ReadError(f"{where}：列数不对，请检查逗号和引号")
    empty = [name for name in _NEEDED if not row[name].strip()]
    if empty:
        raise ReadError(f"{where}：缺少 {'、'.join(empty)}，请补全")
    values: dict[str, Any] = {name: _list(row[name]) if name in _LISTS else row[name].strip() for name in COLUMNS}
    values |= {name: _number(row[name], where) for name in ("low", "high")}
    found = CatalogueRow(**values, where=where)
    kinds = {r.kind for r in power_types()}
    unknown = [
        (value, "、".join(sorted(known)))
        for value, known in (
            (found.power_type, kinds),
            (found.domain, set(DOMAINS)),
            *((kind, {r.kind for r in penalties()}) for kind in found.penalties),
        )
        if value not in known
    ]
    if unknown:
        raise ReadError(f"{where}：“{unknown[0][0]}”不在允许的取值中（{unknown[0][1]}）")
    return found


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _number(text: str, where: str) -> float | None:
    try:
        return float(text) if text.strip() else None
    except ValueError:
        raise ReadError(f"{where}：“{text}”不是数字") from None


def duty_place(duty: str) -> tuple[str, str]:
    """(title, address) of one duty of a row; the title is empty for the row's own law."""
    title, mark, address = duty.removeprefix("《").rpartition("》")
    return (title, address) if mark else ("", duty)
