"""The classifier of clauses: what it is trained on, what it tells, and how a draft is told of it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from kb.conflicts import authority
from kb.conflicts.clauses import NONE, chances_of, classifier, plain, sentences, told
from kb.conflicts.tables import authority_rows
from kb.errors import KBError
from kb.model import Provision
from kb.train.clauses import CLAUSES, written
from tests.made_material import draft, found, material

KINDS = {kind for _level, kind in authority_rows()}

# fmt: off
SETS = [  # clause without the usual word, what it sets
    ("住户不肯迁走的，由街道知会自来水公司和供电所关掉总阀、拉下闸刀，搬空后再合上。",   "断供"),
    ("纸鸢铺的收款账号由稽查组函告开户银行止付，结案后放开。",                           "冻结"),
    ("摊主交不上罚款的，被收存的纸鸢由执法站折价卖给回收商，所得抵作罚款。",             "变价抵缴"),
    ("外省纸鸢厂商进场须先在本省设立子公司，未设立的不予安排展位。",                     "地方保护"),
    ("扎制纸鸢的师傅应当参加县里的考试，领到手艺证才可以接活。",                         "资格许可"),
]
LAWFUL = [  # the same words, lawful
    "供电企业不得以停电方式催促住户搬迁。",
    "当事人逾期不履行的，纸鸢主管部门应当依法申请人民法院强制执行。",
    "纸鸢厂商不论注册地在何处，均可以平等参加展会。",
    "鼓励扎制纸鸢的师傅自愿参加技艺培训。",
    "县人民政府应当将纸鸢文化保护经费纳入本级财政预算。",
]
# fmt: on


def unit(text: str) -> Provision:
    return Provision("示例市纸鸢条例@草案", "第一条", "条", "", 5, 5 + len(text), True, text)


@pytest.mark.parametrize(("text", "kind"), SETS)
def test_a_clause_without_the_usual_word_is_told(text: str, kind: str) -> None:
    (one,) = told([unit(f"第一条 为了保护纸鸢，制定本条例。{text}")], KINDS, 0.3)
    assert one.kind == kind
    assert unit(f"第一条 为了保护纸鸢，制定本条例。{text}").text[one.start - 5 : one.end - 5] == text


def test_lawful_clauses_of_the_same_words_are_not_found(tmp_path: Path) -> None:
    stored = material(tmp_path / "stored", {"示例法(2020-01-01)": "第一条 为了示例，制定本法。"})
    articles = "\n".join(f"第{number}条 {text}" for number, text in zip("一二三四五", LAWFUL, strict=True))
    asked = draft(tmp_path / "draft", {"示例市纸鸢条例(2025-01-01)": articles}, stored)
    assert found(authority.find, asked, asked.drafts) == []


def test_only_the_kinds_asked_for_are_told() -> None:
    text, kind = SETS[0]
    assert list(told([unit(text)], {"税种"}, 0.3)) == []
    assert list(told([unit(text)], (), 0.0)) == []
    assert list(told([], {kind}, 0.0)) == []


def test_sentences_lie_in_the_text_and_lose_their_number() -> None:
    text = "第一条之一 甲乙丙丁戊己庚辛。短。\n（一）甲乙丙丁戊己庚辛；"
    assert [text[start:end] for start, end, _ in sentences(text)] == ["甲乙丙丁戊己庚辛。", "甲乙丙丁戊己庚辛；"]
    assert plain("第三条 甲 乙\n丙") == "甲乙丙"


def test_the_chances_of_a_clause_sum_to_one() -> None:
    assert chances_of([SETS[0][0], ""]).sum(axis=1) == pytest.approx([1.0, 1.0], abs=1e-3)
    assert set(classifier().classes) == {NONE, *(kind for _, kind in written())}


def test_every_kind_has_clauses_and_lawful_ones_beside_them() -> None:
    rows = [json.loads(line) for path in sorted(CLAUSES.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    texts = Counter(plain(row["text"]) for row in rows)
    assert [text for text, times in texts.items() if times > 1] == []
    counts = Counter(kind for _, kind in written())
    assert counts[NONE] > 5000
    assert {kind: count for kind, count in counts.items() if count < 25} == {}
    near = Counter(row.get("near") for row in rows if not row["kind"])
    assert {kind for kind in counts if kind != NONE and near[kind] < 20} == set()


def test_an_unknown_kind_is_named(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text('{"text": "甲", "kind": "没有的权力"}\n', encoding="utf-8")
    with pytest.raises(KBError, match=r"第1行.*没有的权力"):
        list(written(tmp_path))


def test_a_draft_is_told_and_says_that_a_classifier_did(tmp_path: Path) -> None:
    article = f"第一条 为了保护纸鸢，制定本条例。\n第二条 {SETS[0][0]}\n第三条 {LAWFUL[0]}"
    stored = material(tmp_path / "stored", {"示例法(2020-01-01)": "第一条 为了示例，制定本法。"})
    asked = draft(tmp_path / "draft", {"示例市纸鸢条例(2025-01-01)": article}, stored)
    (one,) = found(authority.find, asked, asked.drafts)
    assert one.sides[0].provision_id.endswith("#第二条")
    assert "由分类模型判断" in one.finding.reason
    assert one.finding.confidence < 0.85
    kept = material(tmp_path / "kept", {"示例市纸鸢条例(2025-01-01)": article})
    assert found(authority.find, kept) == []  # what is in the store is not read by the classifier
