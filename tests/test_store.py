"""One suite for every store: what goes in comes out, all or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import KBError, NotFound
from kb.model import Agency, Document, Issue, Provision, Source
from kb.store import Not, Store, meets, open_store


def document(
    name: str = "示例条例", version: str = "2020-01-01", text: str = "示例条例\n第一条 甲。\n第二条 乙。\n"
) -> Document:
    id = f"{name}@{version}"
    return Document(
        id,
        name,
        "",
        version,
        "地方性法规",
        "示例市",
        "",
        "",
        version,
        version,
        "",
        "",
        True,
        True,
        False,
        "a.md",
        "0",
        5,
        (),
        text,
    )


def provision(doc: Document, address: str, start: int, end: int) -> Provision:
    return Provision(doc.id, address, "条", "", start, end, True, doc.text[start:end])


def records(doc: Document) -> list[Document | Provision | Agency]:
    return [
        doc,
        provision(doc, "第一条", 5, 12),
        provision(doc, "第二条", 12, 19),
        Agency(doc.id, f"{doc.id}#第一条", 9, 10, "r1", "甲", "甲局", ""),
    ]


@pytest.fixture(params=["sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return open_store(tmp_path / "kb.sqlite")


def test_what_goes_in_comes_out(store: Store) -> None:
    doc = document()
    assert store.put(records(doc)) == 4
    assert list(store.select(Document)) == [doc]
    assert store.get(Provision, f"{doc.id}#第二条") == provision(doc, "第二条", 12, 19)
    assert list(store.select(Agency, provision_id=f"{doc.id}#第一条", doc_id=doc.id)) == [records(doc)[3]]


def test_select_by_several_values_and_count(store: Store) -> None:
    one, two = document(), document("另一条例")
    store.put([*records(one), *records(two)])
    assert store.count(Provision) == 4
    assert store.count(Provision, doc_id=one.id) == 2
    assert {p.doc_id for p in store.select(Provision, address=("第一条", "第三条"))} == {one.id, two.id}
    assert list(store.select(Provision, doc_id="没有@undated")) == []


@pytest.mark.parametrize(
    "wanted",
    [
        {"address": Not("第一条")},
        {"address": ("第一条", "第三条")},
        {"address": "第二条", "kind": Not("款")},
        {"kind": Not("条")},
    ],
)
def test_what_is_selected_is_what_meets(store: Store, wanted: dict[str, object]) -> None:
    doc = document()
    kept = records(doc)
    store.put(kept)
    own = [r for r in kept if isinstance(r, Provision)]
    assert list(store.select(Provision, **wanted)) == [r for r in own if meets(r, wanted)]


def test_replace_takes_the_place_of_what_is_selected_and_of_nothing_else(store: Store) -> None:
    doc = document()
    store.put(records(doc))
    other = Agency(doc.id, f"{doc.id}#第二条", 15, 16, "r2", "乙", "乙局", "")
    store.put([other])
    assert sorted(store.values(Agency, "surface")) == ["乙", "甲"]
    assert store.replace(Agency, [], surface=["甲", "丙"]) == 0
    assert list(store.select(Agency)) == [other]
    new = Agency(doc.id, f"{doc.id}#第一条", 9, 10, "r1", "甲", "丁局", "")
    assert store.replace(Agency, [new]) == 1
    assert list(store.select(Agency)) == [new]


def test_put_replaces_a_document_with_all_that_hangs_on_it(store: Store) -> None:
    store.put(records(document()))
    newer = document(text="示例条例\n第一条 丙。\n")
    store.put([newer, provision(newer, "第一条", 5, 12)])
    assert [p.text for p in store.select(Provision)] == ["第一条 丙。\n"]
    assert store.count(Agency) == 0


def test_drop_removes_everything_of_a_document_and_nothing_else(store: Store) -> None:
    one, two = document(), document("另一条例")
    store.put([*records(one), *records(two)])
    assert store.drop(one.id) == 1
    assert store.drop(one.id) == 0
    assert [d.id for d in store.select(Document)] == [two.id]
    assert store.count(Provision) == 2


def test_one_id_twice_is_refused_and_nothing_is_written(store: Store) -> None:
    doc = document()
    with pytest.raises(KBError, match="编号重复"):
        store.put([*records(doc), provision(doc, "第一条", 5, 12)])
    assert store.count(Document) == 0
    assert store.count(Provision) == 0


def test_a_failure_half_way_writes_nothing(store: Store) -> None:
    doc = document()
    orphan = Provision("没有@undated", "第一条", "条", "", 0, 1, True, "无")
    with pytest.raises(KBError, match="没有文件"):
        store.put([*records(doc), orphan])
    assert store.count(Document) == 0


def test_issues_without_a_document_are_dropped_apart(store: Store) -> None:
    store.put([document(), Issue("", "坏.docx", "unreadable", "error", "打不开")])
    store.put([Issue("", "空.txt", "unreadable", "error", "空文件")], drop=[""])
    assert [i.where for i in store.select(Issue)] == ["空.txt"]
    assert store.count(Document) == 1


def test_sources_keep_their_tuple(store: Store) -> None:
    source = Source("a.md", "f", ("示例条例@2020-01-01", "另一条例@2020-01-01"))
    store.put([source])
    store.put([source])
    assert list(store.select(Source)) == [source]


def test_not_found(store: Store) -> None:
    with pytest.raises(NotFound, match="第九条"):
        store.get(Provision, "没有@undated#第九条")


def test_records_survive_closing(tmp_path: Path) -> None:
    first = open_store(tmp_path / "kb.sqlite")
    first.put(records(document()))
    first.close()
    assert open_store(tmp_path / "kb.sqlite").count(Provision) == 2


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "kb.sqlite"
    path.write_bytes(b"this is no database" * 100)
    with pytest.raises(KBError, match="打不开知识库"):
        open_store(path)
