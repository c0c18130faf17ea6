"""References inside a document, and what is handed on about those to other documents."""

import pytest
from made import document

from kb.citations import find_citations
from kb.model import Citation
from kb.structure import split

ARTICLES = """第一条 甲。
第二条 乙。
丙。
第三条 有下列情形：
（一）丁；
（二）戊；
（三）己。
第四条 庚。
"""
DOC = "示例市示例条例@2021-01-01"
Row = tuple[str, str, str, str]  # words, title, address, state


def cite(text: str, *, title: str = "示例市示例条例", path: str = "示例市示例条例(2021-01-01).md") -> list[Citation]:
    made = document(f"# {title}\n\n{text}", path=path)
    found = list(find_citations(made, split(made)[0]))
    assert all(made.id == c.doc_id and c.provision_id.startswith(f"{made.id}#") for c in found)
    assert [c.start for c in found] == sorted(c.start for c in found) or len({c.provision_id for c in found}) > 1
    return found


def rows(text: str, **options: str) -> list[Row]:
    made = document(f"# {options.get('title', '示例市示例条例')}\n\n{text}")
    return [(made.text[c.start : c.end], c.title, c.address, c.state) for c in cite(text, **options)]


def fifth(text: str) -> list[Row]:
    """The references in an article put behind four others."""
    return rows(f"{ARTICLES}第五条 {text}")


# fmt: off
HERE = [  # words of 第五条, [(words cited, address of the target)]
    ("违反本条例第二条的，",             [("本条例第二条", "第二条")]),
    ("违反本条例第二条第二款的，",        [("本条例第二条第二款", "第二条第二款")]),
    ("违反本条例第三条第一款第（二）项的，", [("本条例第三条第一款第（二）项", "第三条第一款第（二）项")]),
    ("违反本条例第三条第二项的，",        [("本条例第三条第二项", "第三条第一款第（二）项")]),  # the clause left out
    ("违反第二条规定的，",               [("第二条", "第二条")]),
    ("违反第二条、第四条规定的，",        [("第二条", "第二条"), ("第四条", "第四条")]),
    ("违反本条例第一条、第二条第二款和第三条第一款第一项、第三项的，",
     [("本条例第一条", "第一条"), ("第二条第二款", "第二条第二款"), ("第三条第一款第一项", "第三条第一款第（一）项"),
      ("第三项", "第三条第一款第（三）项")]),
    ("违反本条例第二条第一款、第二款的，", [("本条例第二条第一款", "第二条第一款"), ("第二款", "第二条第二款")]),
    ("依照本条例第一条至第三条，",        [("本条例第一条", "第一条"), ("本条例第一条至第三条", "第二条"), ("本条例第一条至第三条", "第三条")]),
    ("依照第三条第一项至第三项，",
     [("第三条第一项", "第三条第一款第（一）项"), ("第三条第一项至第三项", "第三条第一款第（二）项"),
      ("第三条第一项至第三项", "第三条第一款第（三）项")]),
    ("依照本条例有关规定处理。",          [("本条例", "")]),
    ("依照本条例规定的第二条，",          [("第二条", "第二条")]),
    ("适用前条规定。",                  [("前条", "第四条")]),
    ("适用前两条规定。",                [("前两条", "第三条"), ("前两条", "第四条")]),
    ("适用前条第一款。",                [("前条第一款", "第四条第一款")]),
    ("本条例所称示例，是指示例。",        []),  # names itself, refers to nothing
    ("依法处理第三人的请求。",           []),
    ("本条例共五条。",                  []),
]
WRONG = [  # words, address, part of the reason
    ("违反本条例第九条的，",            "第九条",          "没有第九条"),
    ("违反本条例第二条第五款的，",       "第二条第五款",     "没有第二条第五款"),
    ("违反本条例第三条第九项的，",       "第三条第（九）项",  "没有第三条第（九）项"),
    ("违反第二条之一的，",              "第二条之一",       "没有第二条之一"),
    ("违反前款规定的，",               "前款",            "之前没有款"),
    ("除前项外，",                     "前项",            "之前没有项"),
    ("违反本条第四款的，",              "第五条第四款",     "没有第五条第四款"),
    ("依照《》第三条处理。",            "第三条",          "哪一部法"),
    ("依照《》处理。",                 "",                "没有名称"),
]
OTHERS = [  # words, [(words cited, title, address)]
    ("依照《示例法》第十二条第一款处罚。", [("《示例法》第十二条第一款", "示例法", "第十二条第一款")]),
    ("依照《中华人民共和国示例法》处罚。", [("《中华人民共和国示例法》", "示例法", "")]),
    ("依照《示例法》第二章第三条处罚。",  [("《示例法》第二章第三条", "示例法", "第三条")]),
    ("依照《示例办法》（试行）第三条处罚。", [("《示例办法》（试行）第三条", "示例办法", "第三条")]),
    ("依照《刑法》第一百二十条之一第二款处罚。", [("《刑法》第一百二十条之一第二款", "刑法", "第一百二十条之一第二款")]),
    ("依照《甲法》第三条、《乙法》第四条第二款和《丙条例》处罚。",
     [("《甲法》第三条", "甲法", "第三条"), ("《乙法》第四条第二款", "乙法", "第四条第二款"), ("《丙条例》", "丙条例", "")]),
    ("依照《甲法》第三条至第五条处罚。",
     [("《甲法》第三条", "甲法", "第三条"), ("《甲法》第三条至第五条", "甲法", "第四条"),
      ("《甲法》第三条至第五条", "甲法", "第五条")]),
    ("依照《甲法》第三条，同法第四条和该法第五条处罚。",
     [("《甲法》第三条", "甲法", "第三条"), ("同法第四条", "甲法", "第四条"), ("该法第五条", "甲法", "第五条")]),
    ("依照治安管理处罚法第四十二条处罚。", [("治安管理处罚法第四十二条", "治安管理处罚法", "第四十二条")]),
    ("应当由机关依照行政处罚法第九条处理。", [("行政处罚法第九条", "行政处罚法", "第九条")]),
    ("依照刑法第三百零七条前三款处罚。",  [("刑法第三百零七条", "刑法", "第三百零七条")]),  # its clauses, not ours
    ("依照《关于修改〈甲法〉的决定》执行。", [("《关于修改〈甲法〉的决定》", "关于修改〈甲法〉的决定", "")]),
    ("依照《甲法》第三条、本条例第四条。", [("《甲法》第三条", "甲法", "第三条"), ("本条例第四条", "", "第四条")]),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), HERE)
def test_references_to_this_document(text: str, expected: list[tuple[str, str]]) -> None:
    found = cite(f"{ARTICLES}第五条 {text}")
    targets = [c.target_id.removeprefix(DOC).removeprefix("#") for c in found]
    assert [(words, address) for (words, *_), address in zip(fifth(text), targets, strict=True)] == expected
    assert all((c.state, c.title, c.reason) == ("resolved", "", "") for c in found)


@pytest.mark.parametrize(("text", "address", "reason"), WRONG)
def test_wrong_numbers_are_unresolved_and_say_why(text: str, address: str, reason: str) -> None:
    (found,) = cite(f"{ARTICLES}第五条 {text}")
    assert (found.state, found.target_id, found.address) == ("unresolved", "", address)
    assert reason in found.reason


@pytest.mark.parametrize(("text", "expected"), OTHERS)
def test_references_to_other_documents(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = fifth(text)
    assert [(words, title, address) for words, title, address, _state in found] == expected
    assert all(state == ("external" if title else "resolved") for _words, title, _address, state in found)


# fmt: off
AROUND = [  # whole text, [(words, target)]
    ("第一条 甲。\n违反前款的，从重。\n前两款均适用。",
     [("前款", "第一条第一款"), ("前两款", "第一条第一款"), ("前两款", "第一条第二款")]),
    ("第一条 甲：\n（一）乙；\n（二）丙。\n前款第（二）项除外。", [("前款第（二）项", "第一条第一款第（二）项")]),
    ("第一条 甲：\n（一）乙；\n（二）前项以外的。",           [("前项", "第一条第一款第（一）项")]),
    ("第一条 甲：\n（一）乙；\n（二）丙；\n（三）前两项以外的。",
     [("前两项", "第一条第一款第（一）项"), ("前两项", "第一条第一款第（二）项")]),
    ("第一条 甲。\n乙。\n本条第一款、第二款不适用。", [("本条第一款", "第一条第一款"), ("第二款", "第一条第二款")]),
    ("第一条 甲：\n（一）乙；\n（二）本款第（一）项除外。", [("本款第（一）项", "第一条第一款第（一）项")]),
    ("第一条 甲：\n（一）乙。\n本条第一款第（一）项除外。",  [("本条第一款第（一）项", "第一条第一款第（一）项")]),
    ("第一条 甲：\n（一）乙。\n丙：\n（一）丁。\n第二条 违反第一条第二款第一项的，", [("第一条第二款第一项", "第一条第二款第（一）项")]),
    ("第一条 甲。\n第一条之一 乙。\n第二条 违反第一条之一的，适用前条。",
     [("第一条之一", "第一条之一"), ("前条", "第一条之一")]),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), AROUND)
def test_references_counted_from_where_they_stand(text: str, expected: list[tuple[str, str]]) -> None:
    found = cite(text)
    words = [row[0] for row in rows(text)]
    assert [(w, c.target_id.removeprefix(f"{DOC}#")) for w, c in zip(words, found, strict=True)] == expected


def test_an_item_found_in_two_clauses_is_ambiguous() -> None:
    found = cite("第一条 甲：\n（一）乙。\n丙：\n（一）丁。\n第二条 违反第一条第（一）项的，")
    assert [(c.state, "指代不明" in c.reason) for c in found] == [("unresolved", True)]


def test_an_article_does_not_cite_itself() -> None:
    assert cite("第一条 甲。\n第二条 乙。\n第二条之一 丙。") == []
    assert cite("第一条 甲。\n第二条 乙。\n附件\n第一条 附件自己的条文，足够长的一段文字。") == []


def test_short_names_defined_in_the_document() -> None:
    text = "第一条 依照《示例市示例管理办法》（以下简称《管理办法》）第三条。\n第二条 依照管理办法第四条和《管理办法》第五条。"
    found = [(title, address) for _words, title, address, _state in rows(text) if address]
    assert found == [
        ("示例市示例管理办法", "第三条"),
        ("示例市示例管理办法", "第四条"),
        ("示例市示例管理办法", "第五条"),
    ]


def test_a_law_cited_by_its_own_title_is_this_document() -> None:
    assert rows("第一条 甲。\n第二条 依照《示例市示例条例》第一条。") == [
        ("《示例市示例条例》第一条", "", "第一条", "resolved")
    ]


def test_an_outline_is_cited_by_article_number() -> None:
    found = cite("一、甲\n二、依照本决定第一条办理。", title="示例市示例决定", path="示例市示例决定(2021-01-01).md")
    assert [(c.target_id, c.state) for c in found] == [("示例市示例决定@2021-01-01#一、", "resolved")]


def test_a_bare_number_in_an_amendment_means_the_law_amended() -> None:
    found = cite(
        "一、第三条修改为甲。", title="关于修改《示例法》的决定", path="关于修改《示例法》的决定(2021-01-01).md"
    )
    assert [(c.title, c.address, c.state) for c in found] == [("示例法", "第三条", "external")]
