"""Drafts with planted faults and lawful look-alikes, checked against made-up superior texts."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kb.config import Config
from kb.conflicts.tables import KINDS, SEVERITIES, conflict_rules
from kb.draft import WHOLE, Draft, check, check_file, report
from kb.draft.tables import advice, draft_rules, draft_words
from kb.errors import KBError, ReadError
from kb.knowledge import KnowledgeBase, open_kb
from kb.pipeline import build

DRAFTS = Path(__file__).parent / "drafts"
DAY = "2026-11-01"
PLANTED = [  # the file, its level, faults that may be missed, look-alikes that may be flagged
    ("示例市摊区管理条例.md", "", 1, 1),
    ("示例市公共泳池管理办法.txt", "地方政府规章", 1, 1),
    ("示例省林间步道条例.txt", "", 1, 1),
    ("示例市自助柜管理条例.md", "", 1, 1),
    ("示例县编织园区管理规定.txt", "规范性文件", 1, 1),
    ("示例省乡村民宿促进条例.txt", "", 1, 1),
]

REVIEWED = [  # drafts whose writers had not seen the rules: 20 faults each; with real bases cited that are not on file here
    ("示例市公共数据利用与电子显示屏广告管理办法.txt", "地方政府规章", 2, 1),
    ("示例市养犬管理条例.txt", "", 0, 0),
    ("示例市农贸市场管理暂行规定.txt", "规范性文件", 0, 0),
    ("示例市旅游市场秩序管理规定.txt", "规范性文件", 0, 0),
    ("示例市殡葬服务管理办法.txt", "地方政府规章", 1, 0),
    ("示例市民宿管理办法.txt", "地方政府规章", 0, 1),
    ("示例市河湖水库保护与采石管理条例.txt", "", 1, 0),
    ("示例省供热用热条例.txt", "", 2, 1),
    ("示例省校外培训与职业技能培训条例.txt", "", 2, 0),
    ("示例省渔港和渔业船舶停泊管理办法.txt", "地方政府规章", 1, 0),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("superior") / "kb"
    kb = open_kb(Config(home=str(folder)), create=True)
    assert not build([DRAFTS / "superior"], kb).failed
    kb.close()
    return folder


@pytest.fixture(scope="module")
def base(home: Path) -> Iterator[KnowledgeBase]:
    kb = open_kb(Config(home=str(home)))
    yield kb
    kb.close()


def ask(base: KnowledgeBase, *articles: str, title: str = "示例市摊车条例", region: str = "示例省") -> Draft:
    text = f"{title}\n" + "\n".join(articles)
    return check(base, "草案.txt", text.encode(), region=region, day=DAY)


def rules(draft: Draft, address: str) -> list[str]:
    return [remark.rule for remark in draft.remarks if remark.address == address]


# ---------------------------------------------------------------- planted drafts


@pytest.mark.parametrize(("name", "level", "missed", "flagged"), PLANTED)
def test_planted_faults_are_found_and_look_alikes_left_alone(
    base: KnowledgeBase, name: str, level: str, missed: int, flagged: int
) -> None:
    lost, said = planted(base, name, level)
    assert len(lost) <= missed, lost
    assert len(said) <= flagged, said


@pytest.mark.parametrize(("name", "level", "missed", "flagged"), REVIEWED)
def test_what_exceeds_the_power_of_a_draft_is_found(
    base: KnowledgeBase, name: str, level: str, missed: int, flagged: int
) -> None:
    lost, said = planted(base, name, level)
    beyond = {what: types for what, types in said.items() if "越权设定" in types}
    assert len(lost) <= missed, lost
    assert len(beyond) <= flagged, beyond


def planted(base: KnowledgeBase, name: str, level: str) -> tuple[list[str], dict[str, set[str]]]:
    """The planted faults of a draft that were not found, and what was said of its look-alikes, by address."""
    draft = check_file(base, DRAFTS / name, level=level, region="示例省", day=DAY)
    types: dict[str, set[str]] = {}
    for remark in draft.remarks:
        types.setdefault(remark.address, set()).add(remark.type)
    with (DRAFTS / f"{name.rpartition('.')[0]}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    faults = [row for row in rows if row["expected"]]
    alike = [row["address"] for row in rows if not row["expected"]]
    assert len(faults) >= 20
    assert len(alike) >= 20
    lost = [row["what"] for row in faults if row["expected"] not in types.get(row["address"], ())]
    return lost, {address: types[address] for address in alike if address in types}


@pytest.mark.parametrize(("name", "level", "_missed", "_flagged"), PLANTED)
def test_every_remark_points_to_its_words(
    base: KnowledgeBase, name: str, level: str, _missed: int, _flagged: int
) -> None:
    draft = check_file(base, DRAFTS / name, level=level, region="示例省", day=DAY)
    assert draft.remarks
    for remark in draft.remarks:
        assert draft.document.text[remark.start : remark.end] == remark.quote != ""
        assert remark.type in KINDS
        assert remark.severity in SEVERITIES
        assert remark.reason
        assert remark.source
        assert remark.suggestion.endswith("。")
        if remark.address == WHOLE:
            assert remark.quote == draft.document.text.splitlines()[0]
            continue
        article = next(article for article in draft.articles if article.address == remark.address)
        assert article.start <= remark.start < remark.end <= article.end


def test_a_draft_whose_title_holds_the_sign_of_addresses_is_read(base: KnowledgeBase) -> None:
    text = "示例市#1摊区@规定\n第一条 为了规范摊区，制定本规定。\n第二条 违反本规定第一条的，处一百元罚款。"
    draft = check(base, "草案.txt", text.encode(), level="规范性文件", region="示例省", day=DAY)
    assert draft.document.id == "示例市＃1摊区＠规定@草案"
    assert [article.address for article in draft.articles] == ["第一条", "第二条"]
    assert all(remark.address in (WHOLE, "第一条", "第二条") for remark in draft.remarks)


def test_superior_basis_and_share_taken_over(base: KnowledgeBase) -> None:
    draft = check_file(base, DRAFTS / "示例市摊区管理条例.md", region="示例省", day=DAY)
    articles = {article.address: article for article in draft.articles}
    assert articles["第十九条"].basis == "《示例摊区管理法》第七条"
    assert articles["第十九条"].copied == 1.0
    assert articles["第三十八条"].basis == "《示例摊区管理法》第十六条"
    assert 0.3 < articles["第三十八条"].copied < 0.7
    assert articles["第三十三条"].basis == ""


# ---------------------------------------------------------------- single faults


def test_old_and_present_names(base: KnowledgeBase) -> None:
    draft = ask(
        base,
        "第一条 市旅游局负责推广。",
        "第二条 市文化和旅游主管部门负责推广。",
        "第三条 原市旅游局核发的证照继续有效。",
        "第四条 市水务局负责供水。",
    )
    assert rules(draft, "第一条") == ["draft-body"]
    assert [rules(draft, address) for address in ("第二条", "第三条", "第四条")] == [[], [], []]


def test_references(base: KnowledgeBase) -> None:
    draft = ask(
        base,
        "第一条 设置摊区适用《示例摊区管理法》第四条。",
        "第二条 设置摊区适用《示例摊区管理法》第九十九条。",
        "第三条 收摊适用《示例省夜市管理办法》。",
        "第四条 收费适用《某地某法》第三条。",  # not on file: nothing can be said
        "第五条 依照本条例第九条办理。",
    )
    found = [rules(draft, f"第{number}条") for number in "一二三四五"]
    assert found == [[], ["stale-missing"], ["stale-repealed"], [], ["stale-internal-missing"]]


def test_numbering(base: KnowledgeBase) -> None:
    draft = ask(base, "第一条 摊车应当整洁。", "第三条 摊车应当完好。", "第三条 摊车应当编号。")
    assert "wording-number" in {remark.rule for remark in draft.remarks}


def test_the_older_version_on_file_is_no_conflict(base: KnowledgeBase) -> None:
    text = (DRAFTS / "superior" / "示例省摊区促进条例(2023-01-10).md").read_text(encoding="utf-8")
    draft = check(base, "修订草案.md", text.encode(), region="示例省", day=DAY)
    assert draft.previous == ("示例省摊区促进条例@2023-01-10",)
    assert all("示例省摊区促进条例》" not in article.basis for article in draft.articles)


def test_stage_of_the_draft_is_no_part_of_its_title(base: KnowledgeBase) -> None:
    for title in ("示例市摊车条例（草案）", "示例市摊车条例（草案征求意见稿）", "示例市摊车条例（修订草案送审稿）"):
        assert ask(base, "第一条 摊车应当整洁。", title=title).document.title == "示例市摊车条例"


# ---------------------------------------------------------------- what cannot be checked


@pytest.mark.parametrize(
    ("text", "region", "words"),
    [
        ("示例市摊车管理办法\n第一条 摊车应当整洁。", "示例省", "--level"),
        ("关于摊车的通知\n第一条 摊车应当整洁。", "", "--region"),
    ],
)
def test_level_or_region_that_cannot_be_told(base: KnowledgeBase, text: str, region: str, words: str) -> None:
    with pytest.raises(KBError, match=words):
        check(base, "草案.txt", text.encode(), region=region, day=DAY)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("草案.docx", b"PK\x03\x04broken"),
        ("草案.pdf", b"%PDF-1.4"),
        ("草案.txt", b"  \n"),
        ("草案.txt", b"\xff\xfe\x00\xd8"),
        ("草案.exe", b"MZ"),
    ],
)
def test_hostile_files_are_refused_by_name(base: KnowledgeBase, name: str, data: bytes) -> None:
    with pytest.raises(ReadError, match=r"草案\."):
        check(base, name, data, level="地方性法规", region="示例省", day=DAY)


def test_a_wrong_level_is_refused(base: KnowledgeBase) -> None:
    with pytest.raises(KBError, match="效力级别"):
        check(base, "草案.txt", "示例市摊车条例\n第一条 摊车应当整洁。".encode(), level="司法解释", day=DAY)


# ---------------------------------------------------------------- reports and the command


def test_markdown_is_escaped(base: KnowledgeBase) -> None:
    draft = ask(base, "第一条 **粗**<script>由有关部门责令改正。")
    assert "draft-vague-body" in report.markdown(draft)
    assert "<script>" not in report.markdown(draft)


def test_command(home: Path, run: Any) -> None:
    words = ["check", str(DRAFTS / "示例市摊区管理条例.md"), "--region", "示例省", "--as-of", DAY, "--kb", str(home)]
    status, out, err = run(*words, "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert {"type", "severity", "address", "start", "end", "quote", "reason", "rule", "source", "suggestion"} == set(
        lines[0]
    )
    assert f"疑似问题{len(lines)}处" in err
    status, out, _ = run(*words)
    assert status == 0
    assert out.startswith("# 《示例市摊区管理条例》草案审查")
    assert "不是合法性结论" in out
    status, out, _ = run(*words, "--json", "--facts")
    assert sum(json.loads(line)["type"] == "条文概况" for line in out.splitlines()) == 60


def test_command_asks_for_what_it_cannot_tell(home: Path, tmp_path: Path, run: Any) -> None:
    path = tmp_path / "稿子.txt"
    path.write_text("示例市摊车管理办法\n第一条 摊车应当整洁。", encoding="utf-8")
    status, out, err = run("check", str(path), "--kb", str(home))
    assert status == 2
    assert not out
    assert "--level" in err


# ---------------------------------------------------------------- tables


def test_every_rule_and_kind_has_advice() -> None:
    for rule, row in conflict_rules().items():
        assert advice(rule, row.kind).endswith("。")
    assert set(KINDS) <= set(draft_rules())
    assert {row.kind for row in draft_rules().values()} <= set(KINDS)
    assert {row.severity for row in draft_rules().values()} <= set(SEVERITIES)


def test_open_words_match_their_example_and_not_their_counter() -> None:
    for row in draft_words():
        assert row.kind in draft_rules()
        assert row.regex.search(row.example), row.id
        assert not row.regex.search(row.counter), row.id
        assert any(word in row.example for word in row.gate), row.id


# ---------------------------------------------------------------- the page


def test_page_checks_what_was_pasted(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import streamlit as st
    from streamlit.testing.v1 import AppTest

    monkeypatch.setenv("KB_HOME", str(home))
    monkeypatch.chdir(DRAFTS.parent.parent)
    st.cache_resource.clear()
    app = AppTest.from_file(str(DRAFTS.parent.parent / "app.py"), default_timeout=60).run()
    app.switch_page("kb/ui/draft.py").run()
    hostile = "第一条 <script>alert(1)</script>占用消防通道的，由公安机关处五日以下拘留。"
    app.text_area(key="draft_text").input(f"示例市摊车条例\n{hostile}\n第二条 摊车应当整洁。")
    app.button[0].click().run()
    assert not app.exception
    drawn = "".join(str(element.proto.body) for element in app.get("html"))
    assert '<mark class="kb-red">五日以下拘留</mark>' in drawn
    assert "<script>alert" not in drawn
    app.text_area(key="draft_text").input("关于摊车的通知\n第一条 摊车应当整洁。")
    app.button[0].click().run()
    assert any("地区" in str(element.proto.body) for element in app.get("html"))
    st.cache_resource.clear()
