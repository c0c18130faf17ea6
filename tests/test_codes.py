"""Codes of power items: form, stability, no second use."""

from dataclasses import replace

import pytest

from kb.codes import TYPES, assign, item_key
from kb.model import ItemCode, PowerItem
from kb.registry import agencies, agency_stems, body_codes, power_types, region_codes

LAW = "绿道条例||示例市"
DAY = "2026-01-01"


def item(
    place: str = "第二条", *, kind: str = "行政处罚", name: str = "", region: str = "青岛市", body: str = "公安机关"
) -> PowerItem:
    doc_id = "绿道条例@2021-01-01"
    article = place.partition("第一款")[0]
    return PowerItem(
        f"{doc_id}#{place}/{kind}/1", doc_id, f"{doc_id}#{article}", 0, 1, "r", place, kind, name or f"对{place}的处罚", "",
        "", (body,) if body else (), (), "", "", region, "", (), None, None, "", "",
    )  # fmt: skip


def codes(*items: PowerItem, ledger: list[ItemCode] | None = None) -> list[ItemCode]:
    return assign([(one, LAW) for one in items], ledger or [], DAY)


def test_the_parts_of_a_code() -> None:
    (entry,) = codes(item())
    assert entry.code == f"370200{body_codes()['公安机关']}0200101"
    assert entry.key == item_key(item(), LAW) == f"{LAW}#第二条/行政处罚/1"


def test_lines_of_one_article_share_the_item_number() -> None:
    found = codes(item("第二条第一款第（一）项"), item("第二条第一款第（二）项"), item("第三条"))
    assert [entry.code[11:] for entry in found] == ["00101", "00102", "00201"]


def test_what_has_a_code_keeps_it_whatever_comes() -> None:
    first = codes(item("第三条"))
    later = codes(item("第二条"), item("第三条"), ledger=first)
    assert {entry.key: entry.code for entry in later}[first[0].key] == first[0].code
    assert len({entry.code for entry in later}) == 2


def test_a_retired_code_is_kept_and_never_given_again() -> None:
    first = codes(item("第二条", name="甲"))
    gone = codes(item("第三条", name="乙"), ledger=first)
    assert [(e.retired, e.item_id == "") for e in gone] == [(DAY, True), ("", False)]
    assert gone[0].code == first[0].code != gone[1].code
    again = codes(item("第二条", name="甲"), ledger=gone)
    assert again[0].code == first[0].code
    assert again[0].retired == ""


def test_a_renumbered_item_takes_its_code_along() -> None:
    first = codes(item("第二条", name="对烧纸的处罚"))
    (moved,) = codes(item("第五条", name="对烧纸的处罚"), ledger=first)
    assert moved.code == first[0].code
    assert moved.key.endswith("#第五条/行政处罚/1")


def test_versions_of_one_law_share_a_code() -> None:
    old = replace(item(), id="绿道条例@2015-01-01#第二条/行政处罚/1", doc_id="绿道条例@2015-01-01")
    (entry,) = codes(item(), old)
    assert entry.item_id == item().id  # the newest, which comes first


def test_more_items_than_a_number_holds_go_on_under_a_spare_body() -> None:
    found = codes(*(item(f"第{n}条", name=str(n)) for n in range(1, 1003)))
    assert len({entry.code for entry in found}) == 1002
    assert sum(entry.code[6:9] == "900" for entry in found) == 3


def test_more_conducts_than_a_sub_item_holds() -> None:
    found = codes(*(item(f"第二条第一款第（{n}）项", name=str(n)) for n in range(1, 102)))
    assert len({entry.code for entry in found}) == 101


@pytest.mark.parametrize(
    ("region", "code"),
    [
        ("全国", "000000"),
        ("", "000000"),
        ("山东", "370000"),
        ("山东省", "370000"),
        ("内蒙古", "150000"),
        ("月球市", "990000"),
    ],
)
def test_regions(region: str, code: str) -> None:
    assert codes(item(region=region))[0].code[:6] == code


def test_a_law_that_names_no_body() -> None:
    assert codes(item(body=""))[0].code[6:9] == "000"


def test_every_kind_body_and_region_has_one_code() -> None:
    assert set(TYPES) == {row.kind for row in power_types()}
    assert len(set(TYPES.values())) == len(TYPES)
    named = {row.canonical for row in (*agencies(), *agency_stems()) if row.canonical}
    assert named <= set(body_codes())
    assert len(set(body_codes().values())) == len(body_codes())
    assert len(region_codes()) >= 350
    assert all(len(code) == 6 for code in region_codes().values())
