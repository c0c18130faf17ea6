"""The experiment with a classifier for powers: what it sees, how it joins the rules, how it is scored."""

import pytest

from kb.model import Provision
from kb.train.powers import Example, chances, clean_share, combine, example, f1, features, fit

TEXT = "由市主管部门责令改正，处三千元罚款"


def provision(text: str) -> Provision:
    return Provision("试行办法@2024-01-01", "第一条", "条", "", 0, len(text), True, text)


def test_features_are_words_pairs_rules_and_what_follows_an_agency() -> None:
    found = features(provision(TEXT), {"处罚-罚款"})
    assert {"w 罚款", "r 处罚-罚款"} <= set(found)
    assert any(word.startswith("p ") for word in found)
    assert any(word.startswith("a ") for word in found)
    assert list(found) == sorted(set(found))


def test_an_example_takes_the_official_name_of_a_sub_type() -> None:
    assert example(provision(TEXT), "dev", ["其他-责令改正"]).wanted == {"其他"}
    assert example(provision(TEXT), "rules").wanted == {"行政处罚", "其他"}


# fmt: off
COMBINED = [
    ({"行政处罚"}, {"行政处罚": 0.9, "行政许可": 0.1}, {"行政处罚"}),
    ({"行政处罚"}, {"行政处罚": 0.01},                set()),  # vetoed
    (set(),       {"行政许可": 0.95},                {"行政许可"}),  # added
    ({"行政裁决"}, {},                               {"行政裁决"}),  # no model for it
]
# fmt: on


@pytest.mark.parametrize(("found", "chance", "expected"), COMBINED)
def test_combine(found: set[str], chance: dict[str, float], expected: set[str]) -> None:
    assert combine(frozenset(found), chance, 0.9, 0.05) == expected


def test_scores() -> None:
    a, b, none = frozenset("a"), frozenset("b"), frozenset[str]()
    assert f1([(a, a), (a | b, b)]) == pytest.approx(4 / 5)
    assert clean_share([(none, none), (a, none), (a, a)]) == 0.5


def test_a_model_learns_and_repeats_itself() -> None:
    pytest.importorskip("sklearn")
    texts = ["w 罚款", "w 检查"] * 6
    examples = [
        Example("rules", (word,), frozenset(), frozenset({"行政处罚"} if "罚" in word else ())) for word in texts
    ]
    first, second = (chances(fit(examples), examples) for _ in range(2))
    assert first == second
    assert first[0]["行政处罚"] > 0.5 > first[1]["行政处罚"]
