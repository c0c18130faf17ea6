"""Findings are kept up to date with the documents, found again after an interruption, listed and judged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kb import findings
from kb.cli import app
from kb.config import Config
from kb.conflicts import DETECTORS
from kb.conflicts.found import Found
from kb.conflicts.material import Material
from kb.errors import KBError, NotFound
from kb.findings import run
from kb.knowledge import KnowledgeBase, open_kb
from kb.model import Finding
from kb.pipeline import build

DAY = "2026-11-01"
LAW = """# 示例灯箱管理法

（2020年1月1日第十三届全国人民代表大会常务委员会第一次会议通过　自2020年3月1日起施行）

第一条　为了管理灯箱，制定本法。

第二条　设置灯箱不得遮挡交通信号。

第三条　违反本法第二条规定，设置灯箱遮挡交通信号的，由公安机关责令改正，处一千元以上五千元以下罚款。
"""
RULE = """# 示例省灯箱管理条例

（2021年5月1日示例省第十三届人民代表大会常务委员会第二次会议通过　自2021年7月1日起施行）

第一条　根据《示例灯箱管理法》，结合本省实际，制定本条例。

第二条　设置灯箱不得遮挡交通信号。

第三条　违反本条例第二条规定，设置灯箱遮挡交通信号的，由城市管理主管部门责令改正，处一千元以上九万元以下罚款。

第四条　违反本条例规定，故意毁坏公共灯箱的，由公安机关处五日以上十日以下拘留。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "示例灯箱管理法(2020-01-01).md").write_text(LAW, encoding="utf-8")
    return tmp_path


@pytest.fixture
def kb(folder: Path) -> Iterator[KnowledgeBase]:
    base = open_kb(Config(home=str(folder / "kb")), create=True)
    assert not build([folder / "texts"], base).failed
    yield base
    base.close()


def add_rule(kb: KnowledgeBase, folder: Path, text: str = RULE) -> None:
    path = folder / "texts" / "示例省灯箱管理条例(2021-05-01).md"
    path.write_text(text, encoding="utf-8")
    assert not build([folder / "texts"], kb).failed


def seen(kb: KnowledgeBase) -> set[tuple[str, str]]:
    return {(one.finding.id, one.finding.reason) for one in findings.stored(kb)}


def kinds(kb: KnowledgeBase) -> set[str]:
    return {one.finding.kind for one in findings.stored(kb)}


def test_a_document_added_is_compared_as_if_all_were_compared_anew(kb: KnowledgeBase, folder: Path) -> None:
    findings.update(kb, day=DAY)
    assert "越权设定" not in kinds(kb)
    add_rule(kb, folder)
    assert not findings.is_fresh(kb, DAY)
    found = findings.update(kb, day=DAY) or []
    assert {(one.finding.id, one.finding.reason) for one in found} == seen(kb)  # what is given is what is kept
    assert {"越权设定", "幅度不一致"} <= kinds(kb)
    one_by_one = seen(kb)
    findings.update(kb, day=DAY, anew=True)
    assert seen(kb) == one_by_one


def test_a_document_changed_takes_its_findings_along(kb: KnowledgeBase, folder: Path) -> None:
    add_rule(kb, folder)
    findings.update(kb, day=DAY)
    assert "幅度不一致" in kinds(kb)
    add_rule(kb, folder, RULE.replace("九万元", "五千元"))
    findings.update(kb, day=DAY)
    assert "幅度不一致" not in kinds(kb)
    assert "越权设定" in kinds(kb)


def test_an_interrupted_run_goes_on_with_the_next_detector(
    kb: KnowledgeBase, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_rule(kb, folder)
    findings.update(kb, day=DAY)
    whole = seen(kb)
    ran: list[str] = []

    def stopping(name: str) -> object:
        def detector(material: Material, changed: frozenset[str]) -> Iterator[Found]:
            if name == "gaps" and "gaps" not in ran:
                ran.append("gaps")
                raise KeyboardInterrupt
            ran.append(name)
            return dict(DETECTORS)[name](material, changed)

        return detector

    monkeypatch.setattr(run, "DETECTORS", tuple((name, stopping(name)) for name, _ in DETECTORS))
    with pytest.raises(KeyboardInterrupt):
        findings.update(kb, day=DAY, anew=True)
    before = list(ran)
    findings.update(kb, day=DAY)
    assert seen(kb) == whole
    assert not set(ran[len(before) :]) & set(before[:-1])  # what was through is not done again


def test_nothing_is_done_where_nothing_changed(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    assert findings.update(kb, day=DAY) is not None
    monkeypatch.setattr(run, "DETECTORS", tuple((name, None) for name, _ in DETECTORS))
    assert findings.update(kb, day=DAY) is None


def test_a_judgement_outlives_builds_and_runs(kb: KnowledgeBase, folder: Path) -> None:
    add_rule(kb, folder)
    findings.update(kb, day=DAY)
    one = next(one for one in findings.stored(kb) if one.finding.kind == "越权设定")
    findings.judge(kb, one.finding.id, "确认", note="已核对", by="审核一处")
    add_rule(kb, folder, RULE + "\n第五条　本条例自2021年7月1日起施行。\n")
    findings.update(kb, day=DAY, anew=True)
    shape = findings.finding_shape(kb, findings.one_finding(kb, one.finding.id), findings.judgements(kb))
    assert shape["judgement"]["verdict"] == "确认"
    assert [o.finding.id for o in findings.list_findings(kb, findings.FindingFilters(judged="确认"))] == [
        one.finding.id
    ]
    findings.judge(kb, one.finding.id, "排除")
    assert findings.judgements(kb)[one.finding.id].verdict == "排除"


def test_both_texts_stand_in_a_finding_word_for_word(kb: KnowledgeBase, folder: Path) -> None:
    add_rule(kb, folder)
    findings.update(kb, day=DAY)
    found = findings.list_findings(kb, findings.FindingFilters(kind="幅度不一致"))
    shape = findings.finding_shape(kb, found[0])
    assert {place["title"] for place in shape["provisions"]} == {"示例灯箱管理法", "示例省灯箱管理条例"}
    texts = {"示例灯箱管理法": LAW, "示例省灯箱管理条例": RULE}
    for place in shape["provisions"]:
        assert place["quote"]
        assert place["quote"] in texts[place["title"]]
    assert shape["rule"]["source"]
    assert shape["traps"]
    assert shape["decides"]
    assert all(step["source"] for step in shape["resolution"])


def test_filters(kb: KnowledgeBase, folder: Path) -> None:
    add_rule(kb, folder)
    findings.update(kb, day=DAY)
    everything = findings.list_findings(kb)
    order = [(one.finding.severity, one.finding.confidence) for one in everything]
    rank = {"严重": 0, "一般": 1, "提示": 2}
    assert order == sorted(order, key=lambda pair: (rank[pair[0]], -pair[1]))
    assert all(
        one.finding.severity == "严重" for one in findings.list_findings(kb, findings.FindingFilters(severity="严重"))
    )
    named = findings.list_findings(kb, findings.FindingFilters(agency="城管"))
    assert named
    assert len(named) < len(everything)
    assert findings.list_findings(kb, findings.FindingFilters(words="没有这样的词")) == []
    for filters in (findings.FindingFilters(kind="天气"), findings.FindingFilters(severity="致命")):
        with pytest.raises(KBError, match="可用"):
            findings.list_findings(kb, filters)


def test_unknown_findings_and_verdicts(kb: KnowledgeBase) -> None:
    findings.update(kb, day=DAY)
    with pytest.raises(NotFound, match="kb conflicts"):
        findings.judge(kb, "F000000000000", "确认")
    with pytest.raises(KBError, match="可用"):
        findings.judge(kb, "F000000000000", "也许")


def test_a_broken_ledger_is_named(kb: KnowledgeBase) -> None:
    (kb.folder / run.LEDGER).write_text("{", encoding="utf-8")
    with pytest.raises(KBError, match=r"findings\.json"):
        findings.update(kb, day=DAY)


def test_commands(kb: KnowledgeBase, folder: Path) -> None:
    add_rule(kb, folder)
    home = str(kb.folder)
    listed = CliRunner().invoke(app, ["conflicts", "--kb", home, "--type", "越权设定", "--json", "--as-of", DAY])
    rows = [json.loads(line) for line in listed.stdout.splitlines()]
    assert rows
    assert {
        "id",
        "type",
        "severity",
        "confidence",
        "matter",
        "provisions",
        "differs",
        "reason",
        "rule",
        "resolution",
    } <= set(rows[0])
    judged = CliRunner().invoke(app, ["judge", rows[0]["id"], "确认", "--note", "核对过", "--kb", home])
    assert judged.exit_code == 0
    shown = CliRunner().invoke(app, ["conflicts", "--kb", home, "--id", rows[0]["id"], "--as-of", DAY])
    assert "已确认" in shown.stdout
    assert "拘留" in shown.stdout
    matter = CliRunner().invoke(app, ["conflicts", "--kb", home, "--text", "灯箱遮挡信号", "--as-of", DAY])
    assert "城市管理主管部门" in matter.stdout
    table = CliRunner().invoke(app, ["conflicts", "--kb", home, "--csv", "-", "--as-of", DAY])
    assert table.stdout.startswith("编号,类型")
    assert kb.store.count(Finding) == len(table.stdout.splitlines()) - 1
