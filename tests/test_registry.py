"""The registries test themselves: schema, order, each pattern with its own example and counter."""

import re
from pathlib import Path

import pytest

from kb import registry
from kb.catalogue import DOMAINS
from kb.errors import KBError
from kb.items.tables import enforcers
from kb.model import Provision
from kb.registry import (
    PatternRow,
    agencies,
    agency_stems,
    body_codes,
    body_domains,
    deadlines,
    penalties,
    power_types,
    procedures,
    region_codes,
    revisions,
)
from kb.tag import find_agencies

ROOT = Path(__file__).resolve().parents[1]
POWERS = {
    "行政许可", "行政处罚", "行政强制措施", "行政强制执行", "行政征收", "行政给付",
    "行政检查", "行政确认", "行政奖励", "行政裁决", "其他",
}  # fmt: skip
PATTERNS = [*power_types(), *penalties(), *deadlines()]
SOURCE = re.compile(r".+第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?$")


def provision(text: str) -> Provision:
    return Provision("试行办法@2024-01-01", "第一条", "条", "", 0, len(text), True, text)


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: row.id)
def test_a_pattern_matches_its_example_and_not_its_counter(row: PatternRow) -> None:
    assert row.regex.search(row.example)
    assert not row.regex.search(row.counter)
    assert any(word in row.example for word in row.gate), "the gate must open for the example"


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: row.id)
def test_every_pattern_names_its_source(row: PatternRow) -> None:
    assert SOURCE.match(row.source)


def test_kinds() -> None:
    assert {row.kind for row in power_types()} == POWERS
    assert {row.kind for row in deadlines()} == {"工作日", "日", "个月", "年", "小时"}


def test_agencies_find_their_example_and_leave_their_counter_to_a_longer_name() -> None:
    assert len(agencies()) >= 1500
    for row in agencies():
        found = [tag.rule for tag in find_agencies(provision(row.example))]
        assert found == ([] if row.kind == "excluded" else [row.id]), row.id
        if row.counter:
            assert row.id not in [tag.rule for tag in find_agencies(provision(row.counter))], row.id


def test_stems_are_found_in_a_list() -> None:
    for row in agency_stems():
        found = {tag.surface: tag.canonical for tag in find_agencies(provision(f"由{row.stem}、公安等部门负责"))}
        assert found.get(row.stem) == row.canonical, row.id


def test_bodies_whose_enforcement_went_elsewhere_prove_themselves() -> None:
    known = {row.canonical for row in agencies()}
    for row in enforcers():
        assert row.regex.search(row.example), row.id
        assert not row.regex.search(row.counter), row.id
        assert row.canonical in known, row.id
        assert row.kinds <= POWERS, row.id
        assert row.kinds or row.about.pattern, row.id
        assert not row.about.pattern or (row.about.search(row.case) and not row.about.search(row.other)), row.id


HEAD = "id,kind,gate,pattern,example,counter,source\n"
# fmt: off
FAULTS = [
    ("id,kind\na,b\n",                                        "列名应当是"),
    (HEAD + "b,罚款,罚,罚,罚,无,某法第一条\na,罚款,罚,罚,罚,无,某法第一条\n", "未按 id 排序"),
    (HEAD + "a,罚款,罚,罚,罚,无,某法第一条\na,罚款,罚,罚,罚,无,某法第一条\n", "id 重复"),
    (HEAD + "a,罚款,罚,(罚,罚,无,某法第一条\n",                   "正则表达式有误"),
    (HEAD + "a,罚款,罚,罚,,无,某法第一条\n",                      "缺少 example"),
]
# fmt: on


@pytest.mark.parametrize(("table", "reason"), FAULTS)
def test_a_faulty_table_is_refused_with_file_row_and_remedy(
    table: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "penalties.csv").write_text(table, encoding="utf-8")
    monkeypatch.setattr(registry, "files", lambda package: tmp_path)
    with pytest.raises(KBError, match=reason) as caught:
        penalties.__wrapped__()
    assert "penalties.csv" in str(caught.value)


def test_regions_and_bodies_have_codes_of_their_own() -> None:
    codes = region_codes()
    assert codes["山东"] == codes["山东省"] == "370000"
    assert codes["全国"] == "000000"
    assert all(re.fullmatch(r"\d{6}", code) for code in codes.values())
    assert all(re.fullmatch(r"\d{3}", code) for code in body_codes().values())
    assert set(body_domains()) <= set(body_codes())
    assert set(body_domains().values()) <= set(DOMAINS)


def test_revisions_are_dated_and_later_than_their_adoption() -> None:
    for row in revisions().values():
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", row.adopted)
        assert row.adopted < row.effective


def test_procedures_stand_in_the_laws_they_name() -> None:
    if not (ROOT.parent / "shared").exists():
        pytest.skip("../shared/corpus is not here: procedures.csv not checked against the laws")
    texts = list((ROOT.parent / "shared" / "corpus" / "statutes" / "法律").glob("**/*.md"))
    for row in procedures():
        assert row.kind in POWERS
        newest = max(path for path in texts if path.name.startswith(f"{row.law}("))
        assert f"\n{row.address} " in newest.read_text(encoding="utf-8").replace("\u3000", " "), row.id
