"""The starter catalogue: its form, its facts, and how it gives way to the official text."""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from kb.answer import answer
from kb.catalogue import COLUMNS, NOTICE, CatalogueRow, load, read_catalogue
from kb.config import Config
from kb.errors import ReadError
from kb.gist import find_gists
from kb.knowledge import KnowledgeBase, open_kb
from kb.model import Agency, Document, Penalty, Power, PowerItem, Provision
from kb.pipeline import build
from kb.powers import ItemFilters, list_items

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "corpus"
CATALOGUE = ROOT / "corpus" / "catalogue"
HEAD = ",".join(COLUMNS)
ROW = (
    "绿道管理法,法律,2021-01-01,第九条,第一款第（二）项,对在绿道上烧纸的处罚,在步道上点火烧纸,行政处罚,公安机关,,罚款|警告,50,200,元,"
    "第三条|《防火法》第四条,城市管理,有人在公园小路上烧纸|烧纸罚多少"
)


def rows(*lines: str) -> list[CatalogueRow]:
    return list(read_catalogue("\n".join([HEAD, *lines]), "表.csv"))


def test_a_row() -> None:
    (row,) = rows(ROW)
    assert row.doc_id == "绿道管理法@2021-01-01"
    assert row.address == "第九条第一款第（二）项"
    assert (row.low, row.high, row.unit, row.penalties) == (50, 200, "元", ("罚款", "警告"))
    assert row.duty == ("第三条", "《防火法》第四条")
    assert len(row.phrasings) == 2


# fmt: off
FAULTS = [
    (ROW.replace("行政处罚", "行政惩罚"),     "表.csv 第2行：“行政惩罚”不在允许的取值中"),
    (ROW.replace("城市管理", "城管"),         "“城管”不在允许的取值中"),
    (ROW.replace("罚款|警告", "罚金"),        "“罚金”不在允许的取值中"),
    (ROW.replace(",50,", ",五十,"),          "“五十”不是数字"),
    (ROW.replace("公安机关", ""),             "缺少 agency"),
    (ROW + ",多一列",                        "列数不对"),
]
# fmt: on


@pytest.mark.parametrize(("line", "reason"), FAULTS)
def test_a_faulty_row_is_refused_with_its_line(line: str, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        rows(line)


def test_a_row_becomes_a_document_with_tags_and_an_item() -> None:
    ((document, records),) = list(find_gists(rows(ROW, ROW.replace("第（二）项", "第（一）项")), "表.csv", "0" * 64))
    assert document.id == "绿道管理法@2021-01-01~要点·城市管理"
    assert document.gist
    items = [r for r in records if isinstance(r, PowerItem)]
    assert [item.id.partition("#")[2] for item in items] == [
        "第九条第一款第（二）项/行政处罚/1", "第九条第一款第（一）项/行政处罚/1",
    ]  # fmt: skip
    assert items[0].measures == "罚款50—200元；警告"
    assert items[0].agencies == ("公安机关",)
    for record in records:
        if isinstance(record, Agency):
            assert document.text[record.start : record.end] == record.surface == "公安机关"
        if isinstance(record, Power):
            assert document.text[record.start : record.end] == "行政处罚"
        if isinstance(record, Penalty):
            assert "罚款50—200元；警告" in document.text[record.start : record.end]
        if isinstance(record, Provision):
            assert document.text[record.start : record.end] == record.text
    assert "有人在公园小路上烧纸" in document.text
    assert NOTICE in document.text


OFFICIAL = """# 绿道管理法

2021年1月1日通过

<!-- INFO END -->

第九条 有下列行为之一的，由公安机关给予警告，可以并处五十元以上二百元以下罚款：

（一）毁坏护栏的；

（二）在绿道上焚烧纸张的。

第十条 本法自2021年3月1日起施行。
"""


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., KnowledgeBase]:
    """A knowledge base of the row above and, if asked for, of an official text."""

    def make(official: str = "") -> KnowledgeBase:
        folder = tmp_path / "files"
        folder.mkdir()
        (folder / "表.csv").write_text(f"{HEAD}\n{ROW}\n", encoding="utf-8")
        if official:
            (folder / official).write_text(OFFICIAL, encoding="utf-8")
        kb = open_kb(Config(home=str(tmp_path / "kb")), create=True)
        report = build([folder], kb)
        assert report.failed == []
        return kb

    return make


def test_the_catalogue_answers_everyday_words_and_says_what_it_is(made: Callable[..., KnowledgeBase]) -> None:
    found = answer(made(), "有人在公园小路上烧纸归谁管")
    assert found.state == "grounded"
    (quote,) = found.answers
    assert quote.gist
    assert quote.title == "绿道管理法"
    assert quote.address == "第九条第一款第（二）项"
    assert quote.agencies == ("公安机关",)
    assert quote.power_types == ("行政处罚",)


def test_the_official_text_takes_its_place_and_its_codes(made: Callable[..., KnowledgeBase]) -> None:
    kb = made("绿道管理法(2021-01-01).md")
    assert {kb.editions[id].gist for id in kb.in_force("2026-01-01")} == {False}
    listed = list_items(kb, ItemFilters(day="2026-01-01"))
    assert [x.item.name for x in listed] == ["对毁坏护栏的处罚", "对在绿道上焚烧纸张的处罚"]
    everything = list_items(kb, ItemFilters(all_versions=True))
    by_place = {(x.item.address, x.edition.gist): x.code for x in everything}
    place = "第九条第一款第（二）项"
    assert by_place[place, True] == by_place[place, False] != ""


def test_an_older_official_text_does_not_hide_newer_facts(made: Callable[..., KnowledgeBase]) -> None:
    kb = made("绿道管理法(2019-01-01).md")
    assert any(kb.editions[id].gist for id in kb.in_force("2026-01-01"))


def test_a_table_that_is_no_catalogue_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "名单.csv").write_text("姓名,电话\n甲,1\n", encoding="utf-8")
    kb = open_kb(Config(home=str(tmp_path / "kb")), create=True)
    build([tmp_path], kb)
    assert kb.store.count(Document) == 0


# ---------------------------------------------------------------- the catalogue itself


def check() -> ModuleType:
    """corpus/check_catalogue.py as a module."""
    spec = importlib.util.spec_from_file_location("check_catalogue", ROOT / "corpus" / "check_catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["check_catalogue"] = module
    spec.loader.exec_module(module)
    return module


def test_the_catalogue_is_large_enough_and_names_nothing_twice() -> None:
    assert list(check().whole(load(CATALOGUE))) == []


def test_every_fact_of_the_catalogue_stands_in_the_official_text() -> None:
    if not SHARED.exists():
        pytest.skip("../shared/corpus is not here: the catalogue not checked against official texts")
    module = check()
    official = module.Official(SHARED)
    wrong = [f"{row.where} {row.address}：{fault}" for row in load(CATALOGUE) for fault in module.faults(row, official)]
    assert wrong == []


# fmt: off
LIES = [
    ("2021-01-01", "2020-01-01",  "语料中没有"),
    ("第九条", "第九十条",          "没有 第九十条"),
    ("第一款第（二）项", "第二款",    "没有 第九条第二款"),
    ("50,200", "50,300",          "没有数额 50.0—300.0 元"),
    ("罚款|警告", "罚款|行政拘留",   "没有行政拘留"),
    ("公安机关", "民政部门",        "没有机关“民政部门”"),
    ("第三条|《防火法》第四条", "第八条", "没有引用 第八条"),
    ("法律", "行政法规",            "效力级别应为"),
    ("|烧纸罚多少", "",             "应有两三个口语说法"),
    ("在步道上点火烧纸", "由公安机关给予警告，可以并处五十元以上二百元以下罚款", "连续相同"),
]
# fmt: on


@pytest.mark.parametrize(("truth", "lie", "reason"), [("", "", ""), *LIES])
def test_the_check_finds_what_is_not_so(truth: str, lie: str, reason: str, tmp_path: Path) -> None:
    text = OFFICIAL.replace("有下列", "违反本法第三条、《防火法》第四条规定，有下列")
    (tmp_path / "绿道管理法(2021-01-01).md").write_text(text, encoding="utf-8")
    row = "绿道管理法(2021-01-01).md,绿道管理法,,法律,全国,2021-01-01,2021-03-01,"
    head = "path,title,subtitle,level,region,published,effective,status"
    (tmp_path / "manifest.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    module = check()
    (told,) = rows(ROW.replace(truth, lie, 1) if truth else ROW)
    found = list(module.faults(told, module.Official(tmp_path)))
    assert (found == []) if not reason else any(reason in fault for fault in found), found
