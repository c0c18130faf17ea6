"""The check that no answer invents a quotation, a law or an article: planted faults of every kind are found."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import kb.evaluate_citations as checked
from kb.answer import answer
from kb.cli import main
from kb.config import Config
from kb.dates import today
from kb.errors import KBError
from kb.evaluate_citations import CitationReport, check_answer, evaluate_citations, quotes_of
from kb.knowledge import KnowledgeBase, open_kb
from kb.model import Answer, Body, Quote

QUESTIONS = (
    "在公共场所露天烧烤由哪个部门处罚、罚多少？",
    "养犬不办理登记怎么处罚？",
    "运输建筑垃圾沿途遗撒罚多少？",
    "火星移民审批",
)
OLD = "示例市户外广告设施管理条例@2015-06-18#第三条"


@pytest.fixture(scope="module")
def kb(sample_home: Path) -> Iterator[KnowledgeBase]:
    base = open_kb(Config(home=str(sample_home)))
    yield base
    base.close()


def faults(kb: KnowledgeBase, found: Answer, day: str = "") -> list[str]:
    report = CitationReport()
    check_answer(kb, found, day or today(), report)
    return [fault.what for fault in report.faults]


def test_real_answers_have_no_fault(kb: KnowledgeBase) -> None:
    report = evaluate_citations(kb, [{"text": text} for text in QUESTIONS])
    assert report.faults == []
    assert report.states == {"grounded": 3, "not_found": 1}
    assert report.quotations == sum(len(list(quotes_of(answer(kb, text)))) for text in QUESTIONS)
    assert report.named > 0


# fmt: off
PLANTED: list[tuple[Callable[[Quote], Quote], str]] = [
    (lambda q: replace(q, quote=q.quote.replace("二", "九")),                 "引文不在"),
    (lambda q: replace(q, quote=""),                                          "引文不在"),
    (lambda q: replace(q, quote=q.quote + "并处拘留。"),                      "引文不在"),
    (lambda q: replace(q, address="第九百条"),                                "条号不对"),
    (lambda q: replace(q, title="示例市夜市条例"),                            "法名不对"),
    (lambda q: replace(q, version="1999-01-01"),                              "版本不对"),
    (lambda q: replace(q, status="已废止"),                                   "时效标注不对"),
    (lambda q: replace(q, provision_id=q.provision_id.partition("#")[0] + "#第九百条"), "没有这一条"),
    (lambda q: replace(q, provision_id="火星法@2020-01-01#第一条"),           "没有这一条"),
    (lambda q: replace(q, provision_id=OLD),                                  "不是有效版本"),
]
# fmt: on


@pytest.mark.parametrize(("plant", "said"), PLANTED)
@pytest.mark.parametrize("where", ["hit", "card", "clause"])
def test_a_planted_quotation_is_found(
    kb: KnowledgeBase, plant: Callable[[Quote], Quote], said: str, where: str
) -> None:
    found = answer(kb, QUESTIONS[0])
    group, bad = found.groups[0], plant(found.answers[0])
    if where == "hit":
        found = replace(found, answers=(bad, *found.answers[1:]))
    elif where == "card":
        card = replace(group.cards[0], quotes=(bad, *group.cards[0].quotes))
        found = replace(found, groups=(replace(group, cards=(card, *group.cards[1:])),))
    else:
        found = replace(found, groups=(replace(group, coordination=(bad,)), *found.groups[1:]))
    assert any(said in what for what in faults(kb, found))


def test_a_quotation_is_judged_on_the_day_of_the_question(kb: KnowledgeBase) -> None:
    assert any("不是有效版本" in what for what in faults(kb, answer(kb, QUESTIONS[0]), "2000-01-01"))


# fmt: off
NAMED = [  # what a group says of its bodies, what is found
    ({"several": "《火星法》第一条"},                                          "没有这部法规"),
    ({"several": "甲局（《示例市市容管理条例》第九百条）有权处理"},            "没有这一条"),
    ({"bodies": (Body("甲局", "火星法", "第一条", "全国", True),)},            "没有这部法规"),
    ({"bodies": (Body("甲局", "示例市市容管理条例", "第九百条", "示例市", True),)}, "没有这一条"),
    ({"rules": ("某规则（《示例市市容管理条例》第九百条）",)},                 "没有这一条"),
]
# fmt: on


@pytest.mark.parametrize(("change", "said"), NAMED)
def test_a_law_or_an_article_named_outside_quotations_is_found(
    kb: KnowledgeBase, change: dict[str, object], said: str
) -> None:
    found = answer(kb, QUESTIONS[0])
    changed = replace(found, groups=(replace(found.groups[0], **change), *found.groups[1:]))  # type: ignore[arg-type]
    assert any(said in what for what in faults(kb, changed))


def test_a_source_a_reason_and_a_failure_are_found(kb: KnowledgeBase) -> None:
    found = answer(kb, QUESTIONS[0])
    group = found.groups[0]
    card = replace(group.cards[0], source="火星法@2020-01-01#第一条")
    assert faults(kb, replace(found, groups=(replace(group, cards=(card,)),))) == ["知识库中没有这一条"]
    assert faults(kb, Answer("问", "not_found", "如《火星法》文本不全", ())) == ["知识库中没有这部法规"]
    assert faults(kb, Answer("问", "failed", "坏了", ())) == ["坏了"]


def test_a_row_without_a_question_is_named(kb: KnowledgeBase) -> None:
    with pytest.raises(KBError, match="第2行"):
        evaluate_citations(kb, [{"matter": "养犬"}, {"law": "示例法"}])


def test_the_command_exits_with_one_on_a_fault(
    sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(json.dumps({"text": text}) + "\n" for text in QUESTIONS), encoding="utf-8")

    def run(*more: str) -> tuple[object, str]:
        words = ["kb", "eval", "citations", "--gold", str(gold), "--kb", str(sample_home), *more]
        monkeypatch.setattr("sys.argv", words)
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, capsys.readouterr().out

    status, said = run()
    assert status == 0
    assert "有错0处" in said
    plant = PLANTED[0][0]

    def invented(*args: object) -> Answer:
        found = answer(*args)  # type: ignore[arg-type]
        return replace(found, answers=tuple(map(plant, found.answers)))

    monkeypatch.setattr(checked, "answer", invented)
    status, said = run()
    assert status == 1
    assert "引文不在该条的库存原文中" in said
    status, said = run("--json")
    assert status == 1
    assert json.loads(said)["faults"][0]["question"] == QUESTIONS[0]
