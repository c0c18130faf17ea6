"""Search and answers over the sample documents: filters, dates, honesty, and quotations that are really there."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kb.answer import _chosen, _in_place, answer, check_quotes
from kb.config import Config
from kb.errors import KBError, NotFound
from kb.knowledge import KnowledgeBase, open_kb
from kb.model import Citation, Hit, Provision
from kb.pipeline import build
from kb.question import Question
from kb.search import Filters, documents, rank, search
from kb.show import citations_from, citations_to, context, look_up, outline, statistics

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    made = open_kb(Config(home=str(tmp_path_factory.mktemp("kb"))), create=True)
    assert build([SAMPLES], made).failed == []
    return made


# fmt: off
QUESTIONS = [  # question, law and article that must be among the first three
    ("在公共场所露天烧烤由哪个部门处罚、罚多少？",   "示例市市容管理条例",               "第二十六条"),
    ("在公共场所露天烧烤由哪个部门处罚、罚多少？",   "示例市大气污染防治条例",           "第二十四条"),
    ("申请临时占用城市道路应当具备什么条件",         "示例市城市道路占用挖掘管理条例",   "第七条"),
    ("运输建筑垃圾沿途遗撒罚多少",                   "示例省建筑垃圾管理条例",           "第二十四条"),
    ("未经许可设置户外广告设施罚多少",               "示例市户外广告设施管理条例",       "第十七条"),
]
# fmt: on


@pytest.mark.parametrize(("question", "law", "article"), QUESTIONS)
def test_questions_find_their_article(kb: KnowledgeBase, question: str, law: str, article: str) -> None:
    found = answer(kb, question)
    assert found.state == "grounded"
    assert (law, article) in [(a.title, a.address) for a in found.answers[:3]]


@pytest.mark.parametrize("question", ["量子计算机怎么维修", "火星移民要谁批准", "红烧肉怎么做", "？？？"])
def test_what_is_not_there_is_not_found(kb: KnowledgeBase, question: str) -> None:
    found = answer(kb, question)
    assert (found.state, found.answers) == ("not_found", ())
    assert "未找到依据" in found.reason


def test_an_empty_question_fails_and_says_why(kb: KnowledgeBase) -> None:
    assert answer(kb, "  ").state == "failed"


POWERS = """# 示例市{name}条例

2020年3月1日 示例市第十届人民代表大会常务委员会通过

<!-- INFO END -->

第一条 为了加强{name}管理，制定本条例。

第二条 {body}对涉嫌违法{act}的设备，可以依法查封、扣押。

第三条 本条例自2020年5月1日起施行。
"""
CHOSEN = [  # question, the law whose article is quoted first
    ("城管能不能查封设备",             "示例市街面条例"),  # its own power, not that of another body
    ("生态环境局能不能查封排污的设备", "示例市河湖条例"),
]  # fmt: skip


@pytest.fixture(scope="module")
def powers(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    folder = tmp_path_factory.mktemp("powers")
    for name, body, act in (("街面", "城市管理主管部门", "占道经营"), ("河湖", "生态环境主管部门", "排污")):
        (folder / f"示例市{name}条例(2020-03-01).md").write_text(POWERS.format(name=name, body=body, act=act), "utf-8")
    made = open_kb(Config(home=str(folder / "kb")), create=True)
    assert build([folder], made).failed == []
    return made


@pytest.mark.parametrize(("question", "law"), CHOSEN)
def test_what_a_body_may_do_is_answered_by_its_own_powers(powers: KnowledgeBase, question: str, law: str) -> None:
    chosen = _chosen(powers, rank(powers, question), Filters(), 5)
    assert chosen[0].provision_id.startswith(law)
    if "城管" in question:
        assert {hit.provision_id.partition("@")[0] for hit in chosen} == {law}


PLACED = [  # places named, hits that are left
    ((),          ["示例市养犬管理条例", "示例省建筑垃圾管理条例", "行政处罚法"]),
    (("示例市",), ["示例市养犬管理条例", "示例省建筑垃圾管理条例", "行政处罚法"]),
    (("河湾市",), ["行政处罚法"]),
]  # fmt: skip


@pytest.mark.parametrize(("places", "left"), PLACED)
def test_rules_of_other_places_do_not_apply_in_the_place_named(places: tuple[str, ...], left: list[str]) -> None:
    rows = [("示例市养犬管理条例", "示例"), ("示例省建筑垃圾管理条例", "示例"), ("行政处罚法", "全国")]
    editions = {title: SimpleNamespace(title=title, region=region) for title, region in rows}
    hits = [Hit(f"{title}#第一条", 1.0, 0.0, 0.0) for title in editions]
    kb: Any = SimpleNamespace(editions=editions)
    found = _in_place(kb, Question("问", places=places), hits)
    assert [hit.provision_id.partition("#")[0] for hit in found] == left
    assert _in_place(kb, Question("问", places=("河湾市",)), hits[:2]) == hits[:2]  # nothing else is found


def test_not_found_over_a_text_that_is_cut_off_proves_nothing(kb: KnowledgeBase, tmp_path: Path) -> None:
    text = "# 示例市湖泊条例\n\n2020年3月1日 示例市第十届人民代表大会常务委员会通过\n\n<!-- INFO END -->\n\n第一条 为了保护湖泊，制定本条例。\n\n第二条 禁止填湖。\n"
    (tmp_path / "示例市湖泊条例(2020-03-01).md").write_text(text, encoding="utf-8")
    cut = open_kb(Config(home=str(tmp_path / "kb")), create=True)
    build([tmp_path / "示例市湖泊条例(2020-03-01).md"], cut)
    found = answer(cut, "填埋海洋怎么处罚")
    assert found.state == "not_found"
    assert "不能断言" in found.reason
    assert "示例市湖泊条例" in found.reason
    with pytest.raises(NotFound, match="不能据此说"):
        look_up(cut, "示例市湖泊条例", "9")


def test_every_quotation_is_a_passage_of_the_stored_text(kb: KnowledgeBase) -> None:
    for question, _law, _article in QUESTIONS:
        for item in answer(kb, question).answers:
            assert item.quote in kb.document_text(item.provision_id.partition("#")[0])


def test_a_quotation_that_is_not_there_is_refused(kb: KnowledgeBase) -> None:
    doc_id = next(iter(kb.editions))
    with pytest.raises(KBError, match="不符"):
        check_quotes(kb, [(doc_id, "这句话不在任何文件里。")])


def test_the_old_version_is_found_only_on_its_day_or_on_request(kb: KnowledgeBase) -> None:
    def versions(filters: Filters) -> set[str]:
        hits = search(kb, "未经许可设置户外广告设施", filters=filters, limit=20)
        return {h.provision_id.split("#")[0].split("@")[1] for h in hits if h.provision_id.startswith("示例市户外广告")}

    assert versions(Filters()) == {"2023-09-27"}
    assert versions(Filters(day="2018-01-01")) == {"2015-06-18"}
    assert versions(Filters(all_versions=True)) == {"2015-06-18", "2023-09-27"}


def test_an_expired_document_is_never_presented_as_in_force(kb: KnowledgeBase) -> None:
    expired = next(e for e in kb.editions.values() if e.expires and e.expires < "2021-01-01")
    assert expired.doc_id not in documents(kb, Filters())
    assert expired.doc_id in documents(kb, Filters(day=expired.expires))
    shown = answer(kb, "城市管理综合执法联动 联合执法", filters=Filters(all_versions=True, law=expired.title))
    assert shown.state == "grounded"
    assert {a.status for a in shown.answers} == {"有效期已届满"}


def test_filters_keep_the_order_of_what_remains(kb: KnowledgeBase) -> None:
    everything = [h.provision_id for h in search(kb, "建筑垃圾 罚款", limit=200)]
    for filters in (
        Filters(level="地方性法规"),
        Filters(region="示例省"),
        Filters(power="行政处罚"),
        Filters(agency="城市管理主管部门"),
    ):
        kept = [h.provision_id for h in search(kb, "建筑垃圾 罚款", filters=filters, limit=200)]
        assert kept
        assert [id for id in kept if id in set(everything)] == [id for id in everything if id in set(kept)]


def test_law_and_number_go_first(kb: KnowledgeBase) -> None:
    assert search(kb, "示例市养犬管理条例第五条")[0].provision_id == "示例市养犬管理条例@2016-10-28#第五条"


def test_a_law_that_is_not_there_is_named_with_near_titles(kb: KnowledgeBase) -> None:
    with pytest.raises(NotFound, match="养犬管理条例"):
        search(kb, "犬", filters=Filters(law="养犬管理条例"))


@pytest.mark.parametrize("address", ["第二十六条", "26", "第26条", "26条", "二十六"])
def test_addresses_as_people_write_them(kb: KnowledgeBase, address: str) -> None:
    [(_edition, [provision])] = look_up(kb, "《示例市市容管理条例》", address)
    assert provision.address == "第二十六条"


def test_an_item_without_its_clause(kb: KnowledgeBase) -> None:
    law = "示例市城市道路占用挖掘管理条例"
    item = next(p for p in kb.store.select(Provision) if p.kind == "项" and p.doc_id.startswith(law))
    head = item.address.split("第一款")[0]
    tail = item.address[-5:]
    assert look_up(kb, law, head + tail)[0][1][0].id == item.id


def test_no_such_article_says_where_the_law_ends(kb: KnowledgeBase) -> None:
    with pytest.raises(NotFound, match="最后一条是"):
        look_up(kb, "示例市养犬管理条例", "999")


def test_outline_and_context(kb: KnowledgeBase) -> None:
    [(edition, _)] = look_up(kb, "示例市市容管理条例")
    assert "第一章" in outline(kb, edition)
    [(_e, [provision])] = look_up(kb, "示例市市容管理条例", "5")
    assert [p.address for p in context(kb, provision, around=1)] == ["第四条", "第五条", "第六条"]


def test_context_holds_a_provision_that_is_no_unit(kb: KnowledgeBase) -> None:
    for provision in [p for p in kb.store.select(Provision) if not p.unit and p.kind in ("段", "章", "引", "项")]:
        around = context(kb, provision, around=1)
        assert any(p.start <= provision.start < p.end for p in around), provision.id
        assert [p.start for p in around] == sorted(p.start for p in around)


def test_references_both_ways(kb: KnowledgeBase) -> None:
    out = [c for e in kb.editions.values() for c in kb.store.select(Citation, doc_id=e.doc_id)]
    outside = [kb.resolver.resolve(c) for c in out if c.state == "external"]
    target = next(c for c in outside if c.target_id and "#" in c.target_id)
    law, _, address = target.target_id.partition("#")
    back = list(citations_to(kb, law.split("@")[0], address, day=law.split("@")[1]))
    assert any(c.provision_id == target.provision_id for c in back)
    source_law, _, source_address = target.provision_id.partition("#")
    there = list(citations_from(kb, source_law.split("@")[0], source_address))
    assert any(c.target_id == target.target_id for c in there)


def test_statistics_count_what_is_stored(kb: KnowledgeBase) -> None:
    found = statistics(kb)
    assert found["文件"] == found["示例"] == 12
    assert found["文件内引用"] >= found["文件内引用已解析"] > 50
