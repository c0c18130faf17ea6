"""The status of a version on a day, at the edges."""

from dataclasses import replace

import pytest

from kb.model import Edition
from kb.validity import current, in_force, newer_words, status

PLAIN = Edition(
    "示例市示例意见@2021-10-20", "示例", "示例市示例意见", "", "2021-10-20", "规范性文件", "示例市", "示例市人民政府",
    "2021-10-20", "2021-11-20", "", "", True, False, False, "", "", "", "", "",
)  # fmt: skip
TERM = replace(PLAIN, expires="2026-11-19")
REPLACED = replace(PLAIN, superseded_on="2023-05-01")
ENDED = replace(PLAIN, repealed_on="2022-03-01", repealed_by="另一文件@2022-01-01")

OLD_LAW = replace(PLAIN, title="治安管理处罚法", version="2012-10-26", region="全国")

# fmt: off
STATUS = [
    (PLAIN,    "2021-11-19", "尚未生效"),
    (PLAIN,    "2021-11-20", "现行有效"),
    (TERM,     "2026-11-19", "现行有效"),  # the last day counts
    (TERM,     "2026-11-20", "有效期已届满"),
    (REPLACED, "2023-04-30", "现行有效"),
    (REPLACED, "2023-05-01", "已被修改"),
    (ENDED,    "2022-02-28", "现行有效"),
    (ENDED,    "2022-03-01", "已废止"),
    (replace(REPLACED, repealed_on="2024-01-01"), "2023-06-01", "已被修改"),
    (replace(REPLACED, repealed_on="2024-01-01"), "2024-01-01", "已废止"),  # repealed comes before replaced
    (replace(ENDED, repealed_on="2021-01-01"),    "2021-06-01", "尚未生效"),  # not yet begun comes first
    (replace(PLAIN, effective=""),                "2021-10-19", "尚未生效"),  # counts from publication
    (replace(PLAIN, effective=""),                "2021-10-20", "现行有效"),
    (replace(PLAIN, effective="", published=""),  "2021-10-20", "时效不明"),
    (replace(PLAIN, effective="", published="", expires="2020-12-31"),  "2021-10-20", "有效期已届满"),
    (replace(PLAIN, effective="", published="", superseded_on="2020-01-01"), "2021-10-20", "已被修改"),
    (replace(PLAIN, hint="expired"),              "2022-01-01", "已废止"),
    (replace(REPLACED, hint="expired"),           "2022-01-01", "现行有效"),  # something better than the hint is known
    (replace(PLAIN, hint="expired"),              "2021-01-01", "尚未生效"),
    (OLD_LAW,                                     "2025-12-31", "现行有效"),
    (OLD_LAW,                                     "2026-01-01", "新版未入库"),  # revisions.csv knows of the newer one
    (replace(OLD_LAW, version="2025-06-27"),      "2026-01-01", "现行有效"),  # this is the newer one
    (replace(OLD_LAW, next="治安管理处罚法@2025-06-27"), "2026-01-01", "现行有效"),  # the newer one is here
    (replace(OLD_LAW, region="示例市"),            "2026-01-01", "现行有效"),  # another place's
]
# fmt: on


@pytest.mark.parametrize(("edition", "day", "expected"), STATUS)
def test_status(edition: Edition, day: str, expected: str) -> None:
    assert status(edition, day) == expected
    assert in_force(edition, day) is (expected in ("现行有效", "时效不明", "新版未入库"))


def test_what_is_said_of_a_newer_version() -> None:
    assert newer_words(OLD_LAW, "2025-12-31") == ""
    assert "自2026-01-01施行" in newer_words(OLD_LAW, "2026-01-01")


def test_current_gives_the_ids_in_force() -> None:
    undated = replace(PLAIN, doc_id="无日期", effective="", published="")
    past = replace(TERM, doc_id="届满")
    assert current([PLAIN, undated, past], "2027-01-01") == {PLAIN.doc_id, "无日期"}
