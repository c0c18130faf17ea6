"""Builds: what they make, what they leave alone, how they fail, and that a kill at any moment does no harm."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kb.config import Config
from kb.errors import ReadError
from kb.index.dense import DenseIndex
from kb.knowledge import KnowledgeBase, open_kb
from kb.model import Document, Edition, Issue, Provision, Source
from kb.pipeline import build
from kb.search import search
from kb.shapes import dump
from kb.structure import split

STATUTE = """# 示例市{name}条例

{year}年3月1日 示例市第{n}届人民代表大会常务委员会第五次会议通过

<!-- INFO END -->

## 第一章 总 则

第一条 为了加强{name}，制定本条例。

第二条 违反本条例第三条规定的，由市{name}主管部门处{fine}元以上二万元以下罚款。

第三条 禁止损坏{name}设施：

（一）拆除{name}设施的；

（二）占用{name}设施的。

第四条 本条例自{year}年7月1日起施行。
"""
MATTERS = [
    "公园",
    "河道",
    "桥梁",
    "路灯",
    "供水",
    "供热",
    "燃气",
    "绿化",
    "养犬",
    "停车",
    "公厕",
    "消防",
    "档案",
    "气象",
    "地铁",
    "港口",
]


def write(folder: Path, name: str, year: int = 2020, fine: str = "一千") -> Path:
    path = folder / f"示例市{name}条例({year}-03-01).md"
    path.write_text(STATUTE.format(name=name, year=year, n="十", fine=fine), encoding="utf-8")
    return path


def base(home: Path) -> KnowledgeBase:
    return open_kb(Config(home=str(home)), create=True)


def dumped(home: Path) -> list[str]:
    kb = base(home)
    rows = [json.dumps(row, ensure_ascii=False, sort_keys=True) for row in dump(kb, "")]
    kb.close()
    return rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "法规"
    made.mkdir()
    for name in MATTERS[:4]:
        write(made, name)
    return made


def test_a_build_makes_documents_provisions_editions_and_both_indexes(folder: Path, tmp_path: Path) -> None:
    kb = base(tmp_path / "kb")
    report = build([folder], kb)
    assert (report.read, report.documents, report.failed) == (4, 4, [])
    assert kb.store.count(Provision, kind="条") == 16
    assert kb.lexical.size == len(kb.dense.ids) == kb.store.count(Provision, unit=True)
    assert "示例市公园条例@2020-03-01#第三条" in [hit.provision_id for hit in search(kb, "拆除公园设施")[:2]]


def test_nothing_changed_nothing_done(folder: Path, tmp_path: Path) -> None:
    kb = base(tmp_path / "kb")
    build([folder], kb)
    before = (tmp_path / "kb" / "indexed.json").stat().st_mtime_ns
    report = build([folder], kb)
    assert (report.read, report.unchanged) == (0, 4)
    assert (tmp_path / "kb" / "indexed.json").stat().st_mtime_ns == before


def test_one_document_added_and_one_changed(folder: Path, tmp_path: Path) -> None:
    kb = base(tmp_path / "kb")
    build([folder], kb)
    write(folder, "燃气")
    write(folder, "公园", fine="九千")
    report = build([folder], kb)
    assert (report.read, report.unchanged, report.documents) == (2, 3, 5)
    assert "九千" in kb.store.get(Provision, "示例市公园条例@2020-03-01#第二条").text
    assert search(kb, "占用燃气设施")[0].provision_id.startswith("示例市燃气条例")
    assert len(kb.dense.ids) == kb.store.count(Provision, unit=True)


def test_a_file_that_is_gone_is_kept_and_named_until_pruned(folder: Path, tmp_path: Path) -> None:
    kb = base(tmp_path / "kb")
    build([folder], kb)
    (folder / "示例市河道条例(2020-03-01).md").unlink()
    report = build([folder], kb)
    assert len(report.missing) == 1
    assert report.documents == 4
    assert build([folder], kb, prune=True).documents == 3
    assert not any("河道条例" in id for id in kb.dense.ids)
    assert build([folder], kb).missing == []


def test_versions_are_linked_and_a_search_sees_the_one_in_force(folder: Path, tmp_path: Path) -> None:
    write(folder, "公园", 2023, "三千")
    kb = base(tmp_path / "kb")
    build([folder], kb)
    older = next(e for e in kb.store.select(Edition) if e.doc_id == "示例市公园条例@2020-03-01")
    assert (older.next, older.superseded_on) == ("示例市公园条例@2023-03-01", "2023-07-01")
    from kb.search import Filters

    now = search(kb, "公园设施罚款")
    then = search(kb, "公园设施罚款", filters=Filters(day="2021-01-01"))
    assert now[0].provision_id.startswith("示例市公园条例@2023")
    assert then[0].provision_id.startswith("示例市公园条例@2020")


def test_twins_are_one_document_and_same_ids_with_other_words_are_two(folder: Path, tmp_path: Path) -> None:
    other = folder / "副本"
    other.mkdir()
    write(other, "公园")
    write(other, "河道", fine="八千")
    kb = base(tmp_path / "kb")
    report = build([folder], kb)
    assert report.duplicates == 1
    ids = sorted(d.id for d in kb.store.select(Document) if "河道" in d.id)
    assert len(ids) == 2
    assert "~" in ids[1]
    codes = {i.code for i in kb.store.select(Issue)}
    assert {"duplicate", "same-id"} <= codes


def bad_folder(folder: Path) -> Path:
    (folder / "空.txt").write_bytes(b"")
    (folder / "伪装.docx").write_bytes(bytes(range(256)) * 40)
    (folder / "断.docx").write_bytes(b"PK\x03\x04" + b"\x00" * 200)
    (folder / "一行.txt").write_text("长" * 17_000_000, encoding="utf-8")  # 51 MB
    (folder / "打不开.md").symlink_to(folder / "没有这个文件")
    (folder / "manifest.csv").write_text(
        "path,title,subtitle,level,region,published,effective,status\n没有.md,没有,,法律,全国,,,\n", encoding="utf-8"
    )
    return folder


def test_bad_files_are_named_with_reason_and_remedy_and_the_others_are_built(folder: Path, tmp_path: Path) -> None:
    kb = base(tmp_path / "kb")
    report = build([bad_folder(folder)], kb)
    assert report.documents == 4
    named = {issue.where.rsplit("/", 1)[-1].split("：")[0]: issue.message for issue in report.failed}
    for name in ("空.txt", "伪装.docx", "断.docx", "一行.txt", "打不开.md"):
        assert any(name in where or name in message for where, message in named.items()), (name, named)
    assert any("没有.md" in where or "没有.md" in message for where, message in named.items())
    assert all("请" in message for message in named.values()), named
    stored = {i.message for i in kb.store.select(Issue, doc_id="")}
    assert {i.message for i in report.failed} <= stored


def test_a_repaired_file_is_built_and_its_error_goes(folder: Path, tmp_path: Path) -> None:
    (folder / "空.txt").write_bytes(b"")
    kb = base(tmp_path / "kb")
    assert len(build([folder], kb).failed) == 1
    (folder / "空.txt").write_text("关于示例工作的通知\n一、总体要求。\n二、工作安排。\n", encoding="utf-8")
    assert build([folder], kb).failed == []
    assert kb.store.count(Issue, severity="error") == 0


def test_a_defect_in_a_stage_names_the_file_and_spares_the_others(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(document: Document) -> object:
        if "河道" in document.title:
            raise IndexError("boom")
        return split(document)

    monkeypatch.setattr("kb.pipeline.split", broken)
    kb = base(tmp_path / "kb")
    report = build([folder], kb)
    assert report.documents == 3
    assert [(i.code, "河道" in i.message) for i in report.failed] == [("stage-failed", True)]
    monkeypatch.undo()
    assert build([folder], kb).documents == 4


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="没有"):
        build([tmp_path / "没有"], base(tmp_path / "kb"))


def test_a_broken_index_is_made_again(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "kb"
    build([folder], base(home))
    (home / "dense" / "about.json").unlink()
    write(folder, "燃气")
    kb = base(home)
    build([folder], kb)
    assert len(kb.dense.ids) == kb.store.count(Provision, unit=True)


def test_a_sentence_transformer_is_a_setting(folder: Path, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    vocabulary = {"[UNK]": 0} | {c: i + 1 for i, c in enumerate(sorted(set("".join(MATTERS) + "设施拆除占用罚款条例")))}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=16)], device="cpu").save(
        str(tmp_path / "tiny")
    )
    kb = open_kb(Config(home=str(tmp_path / "kb"), encoder=str(tmp_path / "tiny")), create=True)
    build([folder], kb)
    assert kb.dense.search("公园", limit=3)
    assert DenseIndex(tmp_path / "kb" / "dense", str(tmp_path / "tiny")).ids == kb.dense.ids


def start(folder: Path, home: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "kb", "build", str(folder), "--kb", str(home)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_kill_at_any_moment_then_build_gives_the_undisturbed_store(tmp_path: Path) -> None:
    folder = tmp_path / "法规"
    folder.mkdir()
    for year in range(2001, 2016):
        for name in MATTERS:
            write(folder, name, year)
    calm, killed = tmp_path / "calm", tmp_path / "killed"
    began = time.monotonic()
    assert start(folder, calm).wait() == 0
    whole = time.monotonic() - began
    cuts, after = 0, 0.15 * whole
    for _ in range(30):
        process = start(folder, killed)
        try:
            process.wait(timeout=after)
            shutil.rmtree(killed)  # it was through: begin again, and cut sooner
            whole *= 0.7
            after = 0.15 * whole
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            cuts += 1
            after = min(after + 0.15 * whole, 0.9 * whole)
        process.wait()
        if cuts == 6:
            break
    assert cuts >= 3
    assert start(folder, killed).wait() == 0
    assert dumped(killed) == dumped(calm)
    a, b = base(calm), base(killed)
    assert a.lexical.size == b.lexical.size
    assert sorted(a.dense.ids) == sorted(b.dense.ids)
    assert b.store.count(Source) == len(list(folder.iterdir()))
