"""Titles: as shown, as keys, and where they stand in a text."""

import pytest

from kb.titles import law_key, short_title, titles_in

# fmt: off
SHORT = [
    ("中华人民共和国示例法",              "示例法"),
    ("《中华人民共和国示例法》",          "示例法"),
    ("示例 市\u3000条例",                "示例市条例"),
    ("示例市实施《中华人民共和国示例法》办法", "示例市实施《中华人民共和国示例法》办法"),  # the outer title stays whole
    ("《甲法》和《乙法》",                "《甲法》和《乙法》"),  # two titles, no outer mark
    ("中华人民共和国主席令",              "中华人民共和国主席令"),
    ("中华人民共和国国务院公报条例",       "中华人民共和国国务院公报条例"),
    ("中华人民共和国香港特别行政区示例法", "香港特别行政区示例法"),
    ("中华人民共和国政府采购法",           "政府采购法"),
]
SAME = [
    ("示例市实施《中华人民共和国示例法》办法", "示例市实施示例法办法"),
    ("《示例市实施〈示例法〉办法》",      "示例市实施《示例法》办法"),
    ("示例办法(试行)",                   "示例办法（试行）"),
    ("示例 办法",                        "示例办法"),
]
DIFFERENT = [
    ("示例办法", "示例办法（试行）"),
    ("示例条例", "示例条例实施细则"),
    ("甲市示例条例", "乙市示例条例"),
]
FOUND = [
    ("依照《甲法》和《乙条例》",          ["甲法", "乙条例"]),
    ("《关于〈甲法〉的决定》",            ["关于〈甲法〉的决定"]),
    ("《关于《甲法》的决定》和《乙法》",  ["关于《甲法》的决定", "乙法"]),  # inner marks the same as the outer
    ("《甲法",                           []),
    ("甲法》《乙法》",                   ["乙法"]),
    ("甲法第三条",                       []),
]
# fmt: on


@pytest.mark.parametrize(("title", "expected"), SHORT)
def test_short_title(title: str, expected: str) -> None:
    assert short_title(title) == expected


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_key_for_every_way_of_writing(one: str, other: str) -> None:
    assert law_key(one) == law_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_laws_have_other_keys(one: str, other: str) -> None:
    assert law_key(one) != law_key(other)


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_titles_in(text: str, expected: list[str]) -> None:
    found = list(titles_in(text))
    assert [title for _start, _end, title in found] == expected
    assert all(text[start:end] == f"《{title}》" for start, end, title in found)
