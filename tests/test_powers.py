"""Lists of power items, one item with its bases, and counts: over the sample corpus."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.config import Config
from kb.errors import KBError, NotFound
from kb.knowledge import KnowledgeBase, open_kb
from kb.model import ItemCode
from kb.powers import ItemFilters, bases, counts, cross, find_item, item_codes, list_items, named_bodies

DAY = "2026-01-01"


@pytest.fixture(scope="module")
def kb(sample_home: Path) -> Iterator[KnowledgeBase]:
    base = open_kb(Config(home=str(sample_home)))
    yield base
    base.close()


def names(kb: KnowledgeBase, **filters: object) -> list[str]:
    return [x.item.name for x in list_items(kb, ItemFilters(day=DAY, **filters))]  # type: ignore[arg-type]


def test_every_item_has_a_code_of_its_own(kb: KnowledgeBase) -> None:
    listed = list_items(kb, ItemFilters(day=DAY))
    assert len(listed) > 80
    assert all(len(x.code) == 16 for x in listed)
    assert len({x.code for x in listed}) == len(listed)


# fmt: off
FILTERS = [
    ({"kind": "行政处罚"},          lambda x: x.item.kind == "行政处罚"),
    ({"kind": "行政强制"},          lambda x: x.item.kind in ("行政强制措施", "行政强制执行")),  # both halves
    ({"agency": "公安机关"},        lambda x: "公安机关" in x.item.agencies),
    ({"agency": "城管"},            lambda x: "城市管理主管部门" in x.item.agencies),  # as people say it
    ({"level": "地方政府规章"},      lambda x: x.edition.level == "地方政府规章"),
    ({"region": "示例省"},          lambda x: x.edition.region == "示例省"),
    ({"law": "养犬管理条例"},        lambda x: "养犬" in x.law),
    ({"words": "养犬 登记"},        lambda x: "养犬" in x.item.name + x.item.conduct + x.law),
]
# fmt: on


@pytest.mark.parametrize(("filters", "holds"), FILTERS)
def test_filters(kb: KnowledgeBase, filters: dict[str, str], holds: object) -> None:
    everything = list_items(kb, ItemFilters(day=DAY))
    if "law" in filters:
        filters = {"law": "示例市养犬管理条例"}
    found = list_items(kb, ItemFilters(day=DAY, **filters))  # type: ignore[arg-type]
    assert found
    assert len(found) < len(everything)
    assert all(holds(x) for x in found)  # type: ignore[operator]


def test_implied_checks_are_shown_only_when_asked_for(kb: KnowledgeBase) -> None:
    plain, all_ = set(names(kb, kind="行政检查")), set(names(kb, kind="行政检查", implied=True))
    assert plain < all_


def test_a_kind_that_there_is_not(kb: KnowledgeBase) -> None:
    with pytest.raises(KBError, match="没有“行政罚款”这种权力类型"):
        list_items(kb, ItemFilters(kind="行政罚款"))


def test_only_versions_in_force_unless_all_are_asked_for(kb: KnowledgeBase) -> None:
    assert {x.status for x in list_items(kb, ItemFilters(day=DAY))} == {"现行有效"}
    assert {x.status for x in list_items(kb, ItemFilters(day=DAY, all_versions=True))} > {"现行有效"}


def test_one_item_by_its_code_with_its_bases(kb: KnowledgeBase) -> None:
    (wanted,) = [x for x in list_items(kb, ItemFilters(day=DAY)) if x.item.name == "对没有办理养犬登记的处罚"]
    found = find_item(kb, f" {wanted.code} ", day=DAY)
    assert found == wanted
    supported = list(bases(kb, found.item))
    assert [s.basis.role for s in supported] == sorted(
        (s.basis.role for s in supported), key=["设定依据", "实施依据", "程序依据"].index
    )
    duty = supported[0]
    assert (duty.basis.role, duty.title) == ("设定依据", "示例市养犬管理条例")
    assert duty.text in kb.document_text(found.item.doc_id)
    general = [s for s in supported if s.title == "行政处罚法"]
    assert general
    assert all(not s.text and "不在知识库中" in s.reason for s in general)


@pytest.mark.parametrize(
    ("code", "reason"), [("", "不是事项编码"), ("123", "不是事项编码"), ("9999999990299999", "没有编码为")]
)
def test_a_code_that_there_is_not(kb: KnowledgeBase, code: str, reason: str) -> None:
    with pytest.raises(NotFound, match=reason):
        find_item(kb, code)


def test_a_retired_code_says_since_when(tmp_path: Path) -> None:
    base = open_kb(Config(home=str(tmp_path / "kb")), create=True)
    base.store.put([ItemCode("0000000130200101", "k", "", "对烧纸的处罚", "2025-05-01")])
    with pytest.raises(NotFound, match="对烧纸的处罚）已于2025-05-01停用"):
        find_item(base, "0000000130200101")


def test_counts(kb: KnowledgeBase) -> None:
    listed = list_items(kb, ItemFilters(day=DAY))
    counted = counts(listed)
    assert list(counted) == ["机关", "权力类型", "效力级别", "执法领域"]
    assert sum(counted["权力类型"].values()) == len(listed)
    rows = cross(listed)
    assert sum(row["items"] for row in rows) == sum(max(1, len(x.item.agencies)) for x in listed)
    assert rows == sorted(rows, key=lambda row: -row["items"])


def test_every_code_belongs_to_an_item(kb: KnowledgeBase) -> None:
    everything = list_items(kb, ItemFilters(all_versions=True, implied=True))
    assert set(item_codes(kb).values()) >= {x.code for x in everything} != {""}


@pytest.mark.parametrize(
    ("name", "bodies"),
    [
        ("工商局", {"市场监督管理部门"}),
        ("城管", {"城市管理主管部门"}),
        ("环保局", {"生态环境主管部门"}),
        ("交警", {"公安机关"}),
        ("不知道的机关", {"不知道的机关"}),
    ],
)
def test_bodies_by_any_name(name: str, bodies: set[str]) -> None:
    assert bodies <= named_bodies(name)
