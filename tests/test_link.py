"""Versions of one law, repeals between documents, and references from one document to another."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from made import document

from kb.errors import NotFound
from kb.link import Resolver, edition, link
from kb.model import Citation, Document, Edition, Repeal
from kb.store import Store, open_store
from kb.structure import split

PLAIN = Document(
    "", "示例条例", "", "", "行政法规", "全国", "国务院", "", "", "", "", "", True, False, False, "示例.md", "0" * 64, 0, (), "",
)  # fmt: skip


def version(day: str, *, effective: str = "", **other: str) -> Edition:
    made = replace(PLAIN, published=day, effective=effective or day, version=day or "undated", **other)  # type: ignore[arg-type]
    return edition(replace(made, id=f"{made.title}{made.subtitle}@{made.version}"))


def by_id(editions: list[Edition]) -> dict[str, Edition]:
    return {item.doc_id: item for item in editions}


# ---------------------------------------------------------------- versions


def test_versions_form_a_chain_in_order_of_effect() -> None:
    linked = by_id(
        link([version("2021-01-01", effective="2021-06-01"), version("2001-01-01"), version("2011-01-01")], [])
    )
    first, second, third = (linked[f"示例条例@{day}"] for day in ("2001-01-01", "2011-01-01", "2021-01-01"))
    assert (first.previous, first.next, first.superseded_on) == ("", second.doc_id, "2011-01-01")
    assert (second.previous, second.next, second.superseded_on) == (first.doc_id, third.doc_id, "2021-06-01")
    assert (third.previous, third.next, third.superseded_on) == (second.doc_id, "", "")


def test_an_undated_twin_is_the_older_one() -> None:
    linked = by_id(link([version(""), version("2011-01-01")], []))
    assert linked["示例条例@undated"].superseded_on == "2011-01-01"
    assert linked["示例条例@2011-01-01"].previous == "示例条例@undated"


def test_an_undated_text_alone_is_not_replaced() -> None:
    (alone,) = link([version("")], [])
    assert (alone.superseded_on, alone.next) == ("", "")


# fmt: off
APART = [
    ("another title",          {"title": "示例条例实施细则"}),
    ("another region",         {"region": "示例市"}),
    ("another book of a code", {"subtitle": "第二编"}),
]
TOGETHER = [
    ("the name of the state",            {"title": "中华人民共和国示例条例"}),
    ("another issuer of a statute",      {"issuer": "政务院"}),
    ("the level, raised by an amendment", {"level": "法律"}),
]
# fmt: on


@pytest.mark.parametrize("other", [case[1] for case in APART], ids=[case[0] for case in APART])
def test_other_laws_do_not_replace(other: dict[str, str]) -> None:
    assert [item.superseded_on for item in link([version("2001-01-01"), version("2011-01-01", **other)], [])] == [
        "",
        "",
    ]


@pytest.mark.parametrize("other", [case[1] for case in TOGETHER], ids=[case[0] for case in TOGETHER])
def test_one_law_under_other_data(other: dict[str, str]) -> None:
    linked = link([version("2001-01-01"), version("2011-01-01", **other)], [])
    assert sorted(item.superseded_on for item in linked) == ["", "2011-01-01"]


def test_papers_of_two_agencies_with_one_title_do_not_replace_each_other() -> None:
    one = version("2001-01-01", level="规范性文件", region="", issuer="甲局", title="关于示例工作的通知")
    other = version("2011-01-01", level="规范性文件", region="", issuer="乙局", title="关于示例工作的通知")
    assert [item.superseded_on for item in link([one, other], [])] == ["", ""]


# fmt: off
REPEALS = [  # the repeal, date of the version it may end, ended?
    (Repeal("新条例@2020-01-01", 0, 1, "示例条例", "", "2020-03-01"),                "2001-01-01", True),
    (Repeal("新条例@2020-01-01", 0, 1, "《中华人民共和国示例条例》", "", "2020-03-01"), "2001-01-01", True),
    (Repeal("新条例@2020-01-01", 0, 1, "示例条例", "2001-01-01", "2020-03-01"),      "2001-01-01", True),
    (Repeal("新条例@2020-01-01", 0, 1, "示例条例", "2001-01-01", "2020-03-01"),      "2005-01-01", False),  # a later version
    (Repeal("新条例@2020-01-01", 0, 1, "示例条例", "", "2020-03-01"),                "2021-01-01", False),  # not yet made
    (Repeal("新条例@2020-01-01", 0, 1, "示例条例实施细则", "", "2020-03-01"),         "2001-01-01", False),
    (Repeal("新条例@2020-01-01", 0, 1, "示例条例", "", ""),                          "2001-01-01", False),  # no day known
    (Repeal("示例条例@2001-01-01", 0, 1, "示例条例", "", "2001-03-01"),              "2001-01-01", False),  # not itself
]
# fmt: on


@pytest.mark.parametrize(("repeal", "day", "ended"), REPEALS)
def test_repeals(repeal: Repeal, day: str, ended: bool) -> None:
    (item,) = link([version(day)], [repeal])
    assert (item.repealed_on, item.repealed_by) == (("2020-03-01", "新条例@2020-01-01") if ended else ("", ""))


def test_the_first_repeal_counts() -> None:
    repeals = [Repeal(f"新@{day}", 0, 1, "示例条例", "", day) for day in ("2022-01-01", "2020-01-01")]
    (item,) = link([version("2001-01-01")], repeals)
    assert (item.repealed_on, item.repealed_by) == ("2020-01-01", "新@2020-01-01")


def test_linking_again_changes_nothing() -> None:
    repeals = [Repeal("新条例@2020-01-01", 0, 1, "示例条例", "", "2020-03-01")]
    once = link([version("2001-01-01"), version("2011-01-01"), version("")], repeals)
    assert link(once, repeals) == once


# ---------------------------------------------------------------- references

# fmt: off
FILES = [  # file, level, region, text
    ("示例法(2001-01-01).md",       "法律", "全国", "第一条 旧甲。\n第二条 旧乙。\n第三条 本法自2001年1月1日起施行。"),
    ("示例法(2015-01-01).md",       "法律", "全国", "第一条 新甲。\n第二条 新乙：\n（一）丙。\n第三条 本法自2015年1月1日起施行。"),
    ("残缺条例(2010-01-01).md",     "行政法规", "全国", "第一条 甲。\n第二条 乙。"),
    ("甲市市容条例(2012-01-01).md", "地方性法规", "甲市", "第一条 甲。\n第二条 本条例自2012年1月1日起施行。"),
    ("市容条例(2011-01-01).md",     "地方性法规", "甲市", "第一条 甲市。\n第二条 本条例自2011年1月1日起施行。"),
    ("市容条例(2013-01-01).md",     "地方性法规", "乙市", "第一条 乙市。\n第二条 本条例自2013年1月1日起施行。"),
    ("引用办法(2012-01-01).md",     "地方性法规", "甲市", "第一条 甲。\n第二条 本办法自2012年1月1日起施行。"),
    ("新引用办法(2020-01-01).md",   "地方性法规", "丙市", "第一条 甲。\n第二条 本办法自2020年1月1日起施行。"),
    ("引名办法(2020-01-01).md",     "地方性法规", "丙市", "《外市示例法》第一条除外。\n第一条 甲。\n第二条 本办法自2020年1月1日起施行。"),
    ("早期办法(1990-01-01).md",     "行政法规", "全国", "第一条 甲。\n第二条 本办法自1990年1月1日起施行。"),
]
RESOLVED = [  # citing document, title, address, target, part of the note
    ("引用办法@2012-01-01",   "示例法", "第二条",           "示例法@2001-01-01#第二条", ""),  # in force in 2012
    ("新引用办法@2020-01-01", "示例法", "第二条",           "示例法@2015-01-01#第二条", ""),
    ("新引用办法@2020-01-01", "示例法", "第二条第（一）项",  "示例法@2015-01-01#第二条第一款第（一）项", ""),
    ("新引用办法@2020-01-01", "中华人民共和国示例法", "第一条", "示例法@2015-01-01#第一条", ""),
    ("新引用办法@2020-01-01", "示例法", "",                "示例法@2015-01-01", ""),
    ("早期办法@1990-01-01",   "示例法", "第一条",           "示例法@2015-01-01#第一条", "条号可能已变"),  # none in force
    ("引用办法@2012-01-01",   "市容条例", "第一条",         "市容条例@2011-01-01#第一条", ""),  # of one's own region
    ("引用办法@2012-01-01",   "违反示例法", "第一条",       "示例法@2001-01-01#第一条", ""),  # words in front
]
UNRESOLVED = [  # citing document, title, address, part of the reason
    ("新引用办法@2020-01-01", "没有的法", "第一条", "不在知识库中"),
    ("新引用办法@2020-01-01", "没有的法", "",      "不在知识库中"),
    ("新引用办法@2020-01-01", "示例法", "第九条",   "（2015-01-01）：本文件没有第九条"),
    ("新引用办法@2020-01-01", "示例法", "第二条第（九）项", "没有第二条第（九）项"),
    ("新引用办法@2020-01-01", "残缺条例", "第九条", "文本不全，不能断定没有"),
    ("新引用办法@2020-01-01", "市容条例", "第一条", "在多个地区都有"),
    ("引名办法@2020-01-01", "外市示例法", "第一条", "不在知识库中"),  # in 《》 nothing is cut off the front
]
# fmt: on


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("store") / "kb.sqlite")
    for path, level, region, text in FILES:
        made = replace(document(f"# {path[:-15]}\n\n{text}", path=path), level=level, region=region)
        made = replace(made, complete=not path.startswith("残缺"))
        opened.put([made, edition(made), *split(made)[0]])
    opened.replace(Edition, link(opened.select(Edition), []))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def resolver(store: Store) -> Resolver:
    return Resolver.over(store, store.select(Edition))


def external(doc_id: str, title: str, address: str) -> Citation:
    rule = "article" if address else "title"
    if doc_id.startswith("引名"):  # its preamble begins with the title in 《》
        return Citation(doc_id, f"{doc_id}#序言第一段", len("引名办法\n"), 20, rule, title, address, "", "external", "")
    return Citation(doc_id, f"{doc_id}#第一条", 50, 55, rule, title, address, "", "external", "")


@pytest.mark.parametrize(("doc_id", "title", "address", "target", "note"), RESOLVED)
def test_resolve(resolver: Resolver, doc_id: str, title: str, address: str, target: str, note: str) -> None:
    found = resolver.resolve(external(doc_id, title, address))
    assert (found.state, found.target_id) == ("resolved", target)
    assert note in found.reason
    assert bool(note) == bool(found.reason)


@pytest.mark.parametrize(("doc_id", "title", "address", "reason"), UNRESOLVED)
def test_what_cannot_be_resolved_says_why(
    resolver: Resolver, doc_id: str, title: str, address: str, reason: str
) -> None:
    found = resolver.resolve(external(doc_id, title, address))
    assert (found.state, found.target_id) == ("unresolved", "")
    assert reason in found.reason


def test_whole_texts_do_not_plead_gaps(resolver: Resolver) -> None:
    assert "不全" not in resolver.resolve(external("新引用办法@2020-01-01", "示例法", "第九条")).reason


def test_only_references_to_others_are_touched(resolver: Resolver) -> None:
    inside = replace(
        external("示例法@2015-01-01", "", "第一条"), state="resolved", target_id="示例法@2015-01-01#第一条"
    )
    assert resolver.resolve(inside) is inside


def test_find_gives_the_version_of_the_day(resolver: Resolver) -> None:
    assert [e.version for e in resolver.find("示例法")] == ["2001-01-01", "2015-01-01"]
    assert [e.version for e in resolver.find("《示例法》", day="2010-01-01")] == ["2001-01-01"]
    assert [e.version for e in resolver.find("示例法", day="2020-01-01")] == ["2015-01-01"]


def test_what_is_not_found_names_near_titles(resolver: Resolver) -> None:
    with pytest.raises(NotFound, match="是否要找：《市容条例》"):
        resolver.find("容条例")
    with pytest.raises(NotFound, match=r"知识库中没有《完全没有》$"):
        resolver.find("完全没有")
