"""主体变更 between two versions of one law, and the lower rules that go on naming the body of before."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_material import found, material

from kb.conflicts.versions import find

FIRST = "第一条 为了规范样陶买卖，制定本法。\n"
ACT = "第{n}条 违反本法规定，未取得样陶经营许可证，擅自从事样陶买卖的，由县级以上人民政府{body}没收违法所得，并处一万元以上五万元以下罚款。"
OLD, NEW = "工商行政管理部门", "文物行政部门"
LOCAL = "第一条 根据《样陶买卖法》，制定本条例。\n第二条 违反本条例规定，未取得样陶经营许可证，擅自从事样陶买卖的，由{body}没收违法所得，并处一万元以上五万元以下罚款。"

# fmt: off
CASES = [
    (OLD, NEW,                  ["样陶买卖法@2024-03-01#第三条", "样陶买卖法@2017-03-01#第二条"]),
    (OLD, "市场监督管理部门",    []),  # the same body under the name of today
    (OLD, OLD,                  []),
    ("有关部门", NEW,            []),  # the older version named nobody in particular
]
# fmt: on


def _texts(old: str, new: str) -> dict[str, str]:
    return {
        "样陶买卖法(2017-03-01)": FIRST + ACT.format(n="二", body=old),
        "样陶买卖法(2024-03-01)": FIRST + "第二条 国家保护样陶。\n" + ACT.format(n="三", body=new),
    }


@pytest.mark.parametrize("old, new, places", CASES)
def test_a_body_that_changed_from_one_version_to_the_next(
    tmp_path: Path, old: str, new: str, places: list[str]
) -> None:
    looked = material(tmp_path, _texts(old, new))
    ones = list(find(looked, frozenset(looked.editions)))
    assert [side.provision_id for one in ones for side in one.sides] == places
    for one in ones:
        assert one.finding.rule == "body-changed"
        assert one.finding.doc_id in looked.editions  # the version in force is the one to be looked at
        assert "不再施行" in one.finding.reason
        assert "样陶买卖法@2017-03-01" not in looked.editions  # and the older one is never taken for law


def test_a_version_without_a_predecessor_says_nothing(tmp_path: Path) -> None:
    texts = {name: text for name, text in _texts(OLD, NEW).items() if "2024" in name}
    assert found(find, material(tmp_path, texts)) == []


@pytest.mark.parametrize("body, rules", [(OLD, ["body-changed-left"]), (NEW, []), ("市场监督管理部门", ["body-changed-left"])])  # fmt: skip
def test_a_local_rule_that_names_the_body_of_the_older_version(tmp_path: Path, body: str, rules: list[str]) -> None:
    texts = _texts(OLD, NEW) | {"示例市样陶买卖条例(2018-03-01)": LOCAL.format(body=body)}
    looked = material(tmp_path, texts)
    ones = list(find(looked, frozenset({"示例市样陶买卖条例@2018-03-01"})))
    assert [one.finding.rule for one in ones] == rules
    assert all(side.doc_id in looked.editions for one in ones for side in one.sides)
