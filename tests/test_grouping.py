"""Groups of an answer: one conduct together, duty beside penalty, higher authority first, competing bodies named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.answer import answer
from kb.config import Config
from kb.grouping import _several
from kb.knowledge import KnowledgeBase, open_kb
from kb.model import Body, Edition
from kb.precedence import rules, sort_key
from kb.registry import coordination, precedence

LAW = Edition(
    "示例法@2020-01-01", "示例法", "示例法", "", "2020-01-01", "法律", "全国", "甲", "", "2020-01-01", "", "", True, True,
    False, "", "", "", "", "",
)  # fmt: skip


@pytest.fixture(scope="module")
def kb(sample_home: object) -> KnowledgeBase:
    return open_kb(Config(home=str(sample_home)))


def edition(
    title: str, level: str, *, version: str = "2020-01-01", issuer: str = "甲", region: str = "全国"
) -> Edition:
    return replace(
        LAW, doc_id=f"{title}@{version}", title=title, version=version, level=level, issuer=issuer, region=region
    )


# fmt: off
ORDERS = [  # the one that stands first, the other, the article named (empty: none)
    (edition("甲法", "法律"),                     edition("乙条例", "行政法规"),                    "第九十九条"),
    (edition("乙条例", "行政法规"),               edition("丙条例", "地方性法规", region="示例省"), "第九十九条"),
    (edition("犬只管理法", "法律"),               edition("市容法", "法律", version="2022-01-01"),  "第一百零三条"),
    (edition("市容法", "法律", version="2022-01-01"), edition("卫生法", "法律"),                    "第一百零三条"),
    (edition("乙市条例", "地方性法规", issuer="乙市", region="乙市"),
     edition("甲市条例", "地方性法规", issuer="甲市", region="甲市"),                                ""),
]
# fmt: on


@pytest.mark.parametrize(("first", "second", "named"), ORDERS)
def test_order_and_its_rule(first: Edition, second: Edition, named: str) -> None:
    conduct = "违反犬只管理规定"
    assert sort_key(first, conduct, valid=True) < sort_key(second, conduct, valid=True)
    found = rules([first, second], conduct)
    assert ([named] if named else []) == [named for rule in found if named in rule]


def test_what_is_not_in_force_stands_last() -> None:
    law, rule = edition("甲法", "法律"), edition("丙条例", "地方性法规")
    assert sort_key(rule, "行为", valid=True) < sort_key(law, "行为", valid=False)


# fmt: off
BODIES = [
    ([("甲局", "全国", True), ("乙局", "全国", True)],                 "2个机关有权处理"),
    ([("甲局", "甲市", True), ("乙局", "乙市", True)],                 ""),  # each in its own place
    ([("甲局", "全国", True)],                                         ""),
    ([("甲局", "全国", True), ("乙局", "示例市", True)],               "2个机关有权处理"),
    ([("甲局", "全国", True), ("政府指定的部门", "全国", False)],      "是否为同一机关"),
]
# fmt: on


@pytest.mark.parametrize(("named", "words"), BODIES)
def test_several_bodies_are_said_only_where_they_meet(named: list[tuple[str, str, bool]], words: str) -> None:
    found = _several([Body(name, "示例法", "第一条", region, fixed) for name, region, fixed in named])
    assert words in found if words else not found


def test_cards_join_duty_and_penalty_and_quote_the_store(kb: KnowledgeBase) -> None:
    found = answer(kb, "养犬不办理登记怎么处罚？")
    quotes = [q for g in found.groups for c in g.cards for q in c.quotes]
    assert {"设定依据", "实施依据"} <= {q.role for q in found.groups[0].cards[0].quotes}
    assert {q.provision_id for q in found.answers} <= {q.provision_id for q in quotes}
    assert [q.rank for q in found.answers] == list(range(1, len(found.answers) + 1))
    assert any(q.rank == 1 for c in found.groups[0].cards for q in c.quotes)
    for quote in [*quotes, *(q for g in found.groups for q in g.coordination)]:
        assert quote.quote in kb.document_text(quote.provision_id.partition("#")[0])


@pytest.mark.parametrize("row", coordination(), ids=lambda row: row.id)
def test_coordination_rows_match_their_example_and_not_their_counter(row: object) -> None:
    assert row.regex.search(row.example)  # type: ignore[attr-defined]
    assert not row.regex.search(row.counter)  # type: ignore[attr-defined]


def test_rules_of_precedence_name_their_article() -> None:
    assert all(source.startswith("立法法第") for _words, source in precedence().values())
