"""Laws of our own making, built into a small knowledge base for the detectors of conflicts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import get_args

from kb.config import Config
from kb.conflicts.found import Detector, Found
from kb.conflicts.material import Material
from kb.knowledge import KnowledgeBase, open_kb
from kb.model import Record
from kb.numerals import to_chinese, to_int
from kb.pipeline import build

DAY = "2026-01-01"
NATIONAL = "第十四届全国人民代表大会常务委员会第三次会议"
CITY = "示例市第九届人民代表大会常务委员会第五次会议"


def made(home: Path, texts: Mapping[str, str]) -> KnowledgeBase:
    """A knowledge base of *texts*: title(date) to articles. Titles that begin with 示例市 are local, others national.

    A closing article is added: a text without one counts as cut off.
    """
    folder = home / "texts"
    folder.mkdir(parents=True)
    for name, body in texts.items():
        title, _, date = name.removesuffix(")").partition("(")
        maker = CITY if title.startswith("示例市") else NATIONAL
        year, month, day = (int(part) for part in date.split("-"))
        last = re.findall(r"^第([一二三四五六七八九十百]+)条", body, re.MULTILINE)
        closing = f"\n第{to_chinese(to_int(last[-1]) + 1)}条 本规定自公布之日起施行。" if last else ""
        head = f"# {title}\n\n{year}年{month}月{day}日 {maker}通过\n\n<!-- INFO END -->\n\n"
        (folder / f"{name}.md").write_text(
            head + (body.strip() + closing).replace("\n", "\n\n") + "\n", encoding="utf-8"
        )
    kb = open_kb(Config(home=str(home / "kb")), create=True)
    build([folder], kb)
    return kb


def material(home: Path, texts: Mapping[str, str]) -> Material:
    """What is in force of *texts* on DAY."""
    return Material(made(home, texts), DAY)


def draft(home: Path, texts: Mapping[str, str], stored: Material) -> Material:
    """*stored* with *texts* as drafts that are not in its store."""
    other = made(home, texts)
    extra: list[Record] = [record for kind in get_args(Record) for record in other.store.select(kind)]
    return Material(stored.kb, DAY, extra)


def rules(find: Detector, material: Material, changed: Iterable[str] = ()) -> list[tuple[str, str]]:
    """(rule, first place) of every finding, sorted."""
    return sorted((f.finding.rule, f.sides[0].provision_id) for f in found(find, material, changed))


def found(find: Detector, material: Material, changed: Iterable[str] = ()) -> list[Found]:
    """The findings about the documents *changed*, or about all; each side lies in its unit."""
    ids = frozenset(changed) or frozenset(material.editions)
    result = list(find(material, ids))
    for one in result:
        assert one.finding.doc_id == one.sides[0].doc_id
        for side in one.sides:
            unit = material.unit[side.provision_id]
            assert unit.start <= side.start < side.end <= unit.end, one.finding
    return result
