"""Groups of an answer: one conduct together, duty beside penalty, higher authority first, competing bodies named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from kb.answer import answer, quotes
from kb.config import Config
from kb.grouping import _several, best_item, group
from kb.knowledge import KnowledgeBase, open_kb
from kb.model import Body, Edition, PowerItem, Quote
from kb.pipeline import build
from kb.precedence import rules, sort_key
from kb.question import understand
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
BODIES = [  # (name, article, region, fixed) of each, the article that divides the work, what is said (empty: nothing)
    ([("甲局", "第一条", "全国", True), ("乙局", "第二条", "全国", True)],             "", "2个机关有权处理"),
    ([("甲局", "第一条", "全国", True), ("乙局", "第一条", "全国", True)],             "", "同一条列明2个机关"),
    ([("甲局", "第一条", "全国", True), ("乙局", "第一条", "全国", True)], "《示例法》第三条", "法条列明多个机关，按职责分工"),
    ([("甲局", "第一条", "甲市", True), ("乙局", "第一条", "乙市", True)],             "", ""),  # each in its own place
    ([("甲局", "第一条", "全国", True)],                                               "", ""),
    ([("甲局", "第一条", "全国", True), ("乙局", "第二条", "示例市", True)],           "", "2个机关有权处理"),
    ([("甲局", "第一条", "全国", True), ("政府指定的部门", "第一条", "全国", False)],  "", "是否为同一机关"),
]
# fmt: on


@pytest.mark.parametrize(("named", "division", "words"), BODIES)
def test_several_bodies_are_said_only_where_they_meet(
    named: list[tuple[str, str, str, bool]], division: str, words: str
) -> None:
    bodies = [Body(name, "示例法", address, region, fixed) for name, address, region, fixed in named]
    found = _several(bodies, division)
    assert words in found if words else not found
    assert ("有权处理" in found) == ("有权处理" in words or "是否为同一机关" in words)
    assert division in found


TEXTS = {
    "示例市苗木条例(2020-03-01).md": """# 示例市苗木条例

2020年3月1日 示例市第十届人民代表大会常务委员会通过

<!-- INFO END -->

第一条 为了管好苗木和水草，制定本条例。

第二条 市、区农业农村、林业主管部门分别主管本行政区域内的水草和苗木工作；财政部门保障经费。

第三条 违反本条例规定，培育带虫苗木的，由农业农村、林业主管部门责令改正，处一千元以上三千元以下罚款。

第四条 违反本条例规定，伪造苗木标签的，由农业农村主管部门、公安机关责令改正，处二千元以上五千元以下罚款。

第五条 违反本条例规定，在集市摊位叫卖苗木不挂牌的，由农业农村主管部门处一百元罚款。
"""
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    folder = tmp_path_factory.mktemp("made")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    base = open_kb(Config(home=str(folder / "kb")), create=True)
    build([folder / name for name in TEXTS], base)
    return base


# fmt: off
DIVIDED = [  # question, the article found, what is said of its bodies, the article that is quoted for it
    ("培育带虫苗木怎么处罚", "第三条", "法条列明多个机关，按职责分工", "第二条"),
    ("伪造苗木标签怎么处罚", "第四条", "同一条列明2个机关",             ""),  # the police have no part in that division
]
# fmt: on


@pytest.mark.parametrize(("question", "address", "words", "division"), DIVIDED)
def test_bodies_that_share_by_field_are_not_said_to_compete(
    made: KnowledgeBase, question: str, address: str, words: str, division: str
) -> None:
    def quoting(ids: Iterable[str]) -> dict[str, Quote]:
        return quotes(made, dict.fromkeys(ids, 0.0))

    [doc_id] = made.editions
    [found] = group(made, understand(question, made.places), [*quoting([f"{doc_id}#{address}"]).values()], quoting)
    assert found.several.startswith(words)
    clauses = [quote for quote in found.coordination if quote.role == "协调条款"]
    assert [quote.address for quote in clauses] == ([division] if division else [])
    assert all(quote.quote in made.document_text(doc_id) and "财政" not in quote.quote for quote in clauses)


# fmt: off
FITS = [  # question, the place of the item it is about (empty: none)
    ("培育带虫苗木怎么处罚",         "第三条"),
    ("伪造苗木标签",                 "第四条"),
    ("集市摊位叫卖苗木不挂牌",       "第五条"),
    ("占道摆摊卖菜怎么罚",           ""),  # only the translation of 摆摊 comes near a stall
    ("夜间施工扰民谁管",             ""),
]
# fmt: on


@pytest.mark.parametrize(("question", "address"), FITS)
def test_an_item_is_shown_only_where_it_fits_the_question_itself(
    made: KnowledgeBase, question: str, address: str
) -> None:
    items = [item for item in made.store.select(PowerItem) if item.kind == "行政处罚"]
    assert len(items) == 3
    item, fit = best_item(made, understand(question, made.places), items)
    assert (item.provision_id.partition("#")[2] if item else "") == address
    assert (fit > 0) == bool(address)
    doubled = [replace(one, id=f"{one.id}'{n}") for one in items for n in (1, 2)]  # of two alike the first
    again, _fit = best_item(made, understand(question, made.places), doubled)
    assert (again.id[-1] if again else "1") == "1"


# fmt: off
ONLY = [  # question, the item that the best article shows (empty: none); it has one penalty
    ("随便叫卖小树苗罚多少",   True,  "第五条"),  # its only penalty
    ("随便叫卖小树苗罚多少",   False, ""),        # the article may not answer
    ("夜里开船鸣笛罚多少",     True,  ""),        # nothing in common
]
# fmt: on


@pytest.mark.parametrize(("question", "answers", "address"), ONLY)
def test_the_only_item_of_the_kind_asked_for_needs_less(
    made: KnowledgeBase, question: str, answers: bool, address: str
) -> None:
    [item] = [i for i in made.store.select(PowerItem) if i.provision_id.endswith("第五条") and i.kind == "行政处罚"]
    found, _fit = best_item(made, understand(question, made.places), [item], answers=answers)
    assert (found.provision_id.partition("#")[2] if found else "") == address


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
