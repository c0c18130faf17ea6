"""Downloading the collection, from a small repository made here; no network."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import astuple
from pathlib import Path

import pytest

from kb.cli import main
from kb.config import Config
from kb.errors import KBError
from kb.fetch import Fetched, explain, fetch
from kb.knowledge import open_kb
from kb.model import Edition
from kb.pipeline import build
from kb.read.collection import collection, iso

LAWS = {
    "README.md": "# 说明\n",
    "宪法/宪法.md": "# 示例国宪法\n\n<!-- INFO END -->\n\n第一条 示例国是虚构的国家。\n",
    "行政法/示例处罚法(2021-01-22).md": "# 中华人民共和国示例处罚法\n\n<!-- INFO END -->\n\n第一条 处罚应当公开。\n",
    "行政法/示例处罚法(2017-09-01).md": "# 中华人民共和国示例处罚法\n\n<!-- INFO END -->\n\n第一条 处罚要公开。\n",
    "案例/消费/某甲诉某乙案.md": "# 某甲诉某乙案\n\n<!-- INFO END -->\n\n双方和解。\n",
    "DLC/示例地方法规/地方性法规/示例/示例市停车条例(2020-05-01).md": "# 停车\n\n<!-- INFO END -->\n\n第一条 有序。\n",
    "scripts/note.md": "# 不是法规\n",
}
LAW_COLUMNS = "id, level, name, subtitle, filename, publish, valid_from, expired, category_id"
Spoil = Callable[[Path], None]
Rows = Sequence[tuple[object, ...]]
CATEGORIES: Rows = [("c-1", "行政法", "行政法"), ("c2", "宪法", "宪法")]
ROWS: Rows = [
    ("1", "法律", "示例处罚法", None, None, "2021-01-22", "2021-07-15", 0, "c1"),
    ("2", "法律", "示例处罚法", None, None, "2017-09-01", "", 1, "c1"),
    ("3", "宪法", "中华人民共和国示例国宪法", "总纲", "宪法", "1999-02-30", "2000-01-01", 0, "c2"),
]


def git(folder: Path, *words: str) -> str:
    """Run git in *folder* as an invented author."""
    author = ["-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *author, *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def database(path: Path, rows: Rows, categories: Rows = CATEGORIES) -> None:
    """Write a metadata database like those of the collection."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE category (id, name, folder)")
        connection.execute(f"CREATE TABLE law ({LAW_COLUMNS})")
        connection.executemany("INSERT INTO category VALUES (?, ?, ?)", categories)
        connection.executemany("INSERT INTO law VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.close()


def write(root: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture(autouse=True)
def _no_git_settings_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A repository like the collection, with one commit, tagged v1."""
    root = tmp_path / "来源"
    write(root, LAWS)
    database(root / "db.sqlite3", ROWS)
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "one")
    git(root, "tag", "-a", "v1", "-m", "first")
    return root


def commit(source: Path) -> str:
    """A second commit: a text is changed, one is removed, one is added. Returns its id."""
    write(source, {"宪法/宪法.md": "# 新\n", "行政法/新法(2024-01-01).md": "# 新法\n"})
    (source / "行政法/示例处罚法(2017-09-01).md").unlink()
    git(source, "add", "--all")
    git(source, "commit", "--quiet", "-m", "two")
    return git(source, "rev-parse", "HEAD")


def texts(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*.md")}


# Fetching


def test_fetch_makes_a_clone_and_reports_progress(source: Path, tmp_path: Path) -> None:
    seen: list[tuple[str, float | None]] = []
    target = tmp_path / "数据" / "laws"
    got = fetch(target, url=str(source), progress=lambda stage, done: seen.append((stage, done)))
    assert texts(target) == set(LAWS)
    assert (got.path, got.commit, got.before, got.changed) == (target, git(source, "rev-parse", "HEAD"), "", True)
    assert iso(got.date) == got.date
    assert seen[0] == ("准备", None)
    assert seen[-1] == ("完成", 1.0)
    assert not target.with_name("laws.partial").exists()


def test_fetch_takes_file_urls_and_relative_paths(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fetch(tmp_path / "a", url=source.as_uri()).commit == fetch(tmp_path / "b", url=str(source)).commit
    monkeypatch.chdir(tmp_path)
    assert texts(fetch(Path("c"), url="来源").path) == set(LAWS)


def test_fetch_is_shallow_and_stands_on_its_own_after_the_rename(source: Path, tmp_path: Path) -> None:
    commit(source)
    target = fetch(tmp_path / "laws", url=source.as_uri()).path
    assert git(target, "rev-list", "--count", "HEAD") == "1"
    assert git(target, "status", "--porcelain") == ""


@pytest.mark.parametrize("revision", ["v1", "old", None])
def test_fetch_pins_a_revision(source: Path, tmp_path: Path, revision: str | None) -> None:
    git(source, "branch", "old")
    first = git(source, "rev-parse", "HEAD")
    commit(source)
    assert fetch(tmp_path / "laws", url=str(source), revision=revision or first).commit == first


def test_fetch_updates_to_the_newest_and_back(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "laws"
    first = fetch(target, url=str(source)).commit
    assert not fetch(target, url=str(source)).changed
    write(target, {"宪法/宪法.md": "被改动\n", "我的文件.txt": "留着\n", "manifest.csv": "留着\n"})
    second = commit(source)
    got = fetch(target, url=str(source))
    assert (got.before, got.commit, got.changed) == (first, second, True)
    assert texts(target) == texts(source)
    assert (target / "宪法/宪法.md").read_text(encoding="utf-8") == "# 新\n"
    assert (target / "我的文件.txt").exists()
    assert (target / "manifest.csv").exists()
    assert fetch(target, url=str(source), revision="v1").commit == first
    assert texts(target) == set(LAWS)


def _only_init(partial: Path) -> None:
    git(partial, "init", "--quiet")


def _half_a_checkout(partial: Path) -> None:
    git(partial, "init", "--quiet")
    write(partial, {"宪法/宪法.md": "# 写了一半"})


@pytest.mark.parametrize("left", [lambda partial: None, _only_init, _half_a_checkout])
def test_fetch_goes_on_after_an_interruption(source: Path, tmp_path: Path, left: Spoil) -> None:
    partial = tmp_path / "laws.partial"
    partial.mkdir()
    left(partial)
    target = fetch(tmp_path / "laws", url=str(source)).path
    assert texts(target) == set(LAWS)
    assert (target / "宪法/宪法.md").read_text(encoding="utf-8") == LAWS["宪法/宪法.md"]
    assert not partial.exists()


def test_fetch_stops_when_the_caller_cancels_and_then_goes_on(source: Path, tmp_path: Path) -> None:
    class CancelledError(Exception):
        pass

    def cancel(stage: str, done: float | None) -> None:
        if done is not None:
            raise CancelledError

    target = tmp_path / "laws"
    with pytest.raises(CancelledError):
        fetch(target, url=source.as_uri(), progress=cancel)
    assert not target.exists()
    assert texts(fetch(target, url=source.as_uri()).path) == set(LAWS)


def test_fetch_fills_an_empty_folder_and_keeps_links_as_text(source: Path, tmp_path: Path) -> None:
    os.symlink(tmp_path / "elsewhere", source / "宪法" / "链接.md")
    git(source, "add", "--all")
    git(source, "commit", "--quiet", "-m", "link")
    target = tmp_path / "laws"
    target.mkdir()
    fetch(target, url=str(source))
    assert not (target / "宪法" / "链接.md").is_symlink()


def test_fetch_inside_another_repository_leaves_that_alone(source: Path, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    write(outer, {"mine.md": "我的\n"})
    git(outer, "init", "--quiet")
    fetch(outer / "laws", url=str(source))
    fetch(outer / "laws", url=str(source))
    assert (outer / "mine.md").read_text(encoding="utf-8") == "我的\n"
    assert git(outer, "rev-list", "--all", "--count") == "0"


# fmt: off
REFUSED = [
    ("--upload-pack=touch x",        None,       "下载地址不可用"),
    ("",                             None,       "下载地址不可用"),
    ("ext::sh -c id",                None,       "下载地址不可用"),
    ("http://example.invalid/x.git", None,       "下载地址不可用"),
    ("git://example.invalid/x.git",  None,       "下载地址不可用"),
    ("/no/such/place",               None,       "下载地址不存在"),
    ("{source}",                     "v9",       "没有这个版本"),
    ("{source}",                     "0" * 40,   "没有这个版本"),
    ("{source}",                     "-v1",      "版本写法不对"),
    ("{source}",                     "main:x",   "版本写法不对"),
    ("{source}",                     "",         "版本写法不对"),
]
# fmt: on
@pytest.mark.parametrize("url, revision, message", REFUSED)
def test_fetch_says_what_is_wrong(source: Path, tmp_path: Path, url: str, revision: str | None, message: str) -> None:
    with pytest.raises(KBError, match=message):
        fetch(tmp_path / "laws", url=url.format(source=source), revision=revision)
    assert not (tmp_path / "laws").exists()


def test_a_failed_update_leaves_what_was_there(source: Path, tmp_path: Path) -> None:
    before = fetch(tmp_path / "laws", url=str(source))
    with pytest.raises(KBError, match="没有这个版本"):
        fetch(tmp_path / "laws", url=str(source), revision="v9")
    assert texts(before.path) == set(LAWS)
    assert fetch(before.path, url=str(source)) == Fetched(
        before.path, str(source), "", before.commit, before.date, before.commit
    )


@pytest.mark.parametrize("name", ["laws", "laws.partial"])
def test_fetch_never_touches_a_folder_it_did_not_make(source: Path, tmp_path: Path, name: str) -> None:
    write(tmp_path / name, {"手稿.md": "重要\n"})
    with pytest.raises(KBError, match="已有别的文件"):
        fetch(tmp_path / "laws", url=str(source))
    assert texts(tmp_path / name) == {"手稿.md"}


def test_fetch_never_resets_a_repository_of_the_user(source: Path, tmp_path: Path) -> None:
    mine = tmp_path / "laws"
    git(tmp_path, "clone", "--quiet", str(source), "laws")
    write(mine, {"宪法/宪法.md": "我的修改\n"})
    with pytest.raises(KBError, match="已有别的文件"):
        fetch(mine, url=str(source))
    assert (mine / "宪法/宪法.md").read_text(encoding="utf-8") == "我的修改\n"


def test_fetch_without_git(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(KBError, match="没有找到 git"):
        fetch(tmp_path / "laws", url=str(source))


def test_fetch_names_a_lock_left_behind(source: Path, tmp_path: Path) -> None:
    target = fetch(tmp_path / "laws", url=str(source)).path
    (target / ".git" / "index.lock").touch()
    with pytest.raises(KBError, match=r"另一个下载正在进行.*index\.lock"):
        fetch(target, url=str(source))


@pytest.mark.parametrize("code, message", [(errno.ENOSPC, "磁盘空间不足"), (errno.EACCES, "无法写入")])
def test_fetch_explains_errors_of_the_disk(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, message: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "mkdir", fail)
    with pytest.raises(KBError, match=message):
        fetch(tmp_path / "laws", url=str(source))


# fmt: off
SAID = [
    ("fatal: unable to access 'https://x/': Could not resolve host: x",              "连不上网络"),
    ("fatal: unable to access 'https://x/': Failed to connect to x port 443",        "连不上网络"),
    ("error: RPC failed; curl 92 HTTP/2 stream 5 was not closed\nfatal: early EOF",  "连不上网络"),
    ("ssh: connect to host x port 22: Network is unreachable",                       "连不上网络"),
    ("fatal: write error: No space left on device",                                  "磁盘空间不足"),
    ("fatal: sha1 file 'x' write error. Out of diskspace",                           "磁盘空间不足"),
    ("fatal: couldn't find remote ref v9",                                           "没有这个版本"),
    ("fatal: remote error: upload-pack: not our ref 0000",                           "没有这个版本"),
    ("fatal: could not read Username for 'https://x': terminal prompts disabled",    "下载地址不存在"),
    ("remote: Repository not found.\nfatal: repository 'https://x/' not found",      "下载地址不存在"),
    ("error: unable to create file x: Filename too long",                            "路径太长"),
    ("fatal: something new",                                                         "git 没有成功"),
    ("",                                                                             "无说明"),
]
# fmt: on
@pytest.mark.parametrize("said, message", SAID)
def test_explain(said: str, message: str) -> None:
    assert message in explain(said)


# What lies in it

ROWS_READ = [  # path, title, subtitle, level, region, published, effective, status
    (
        "DLC/示例地方法规/地方性法规/示例/示例市停车条例(2020-05-01).md",
        "示例市停车条例",
        "",
        "地方性法规",
        "示例",
        "2020-05-01",
        "",
        "",
    ),
    ("宪法/宪法.md", "示例国宪法", "总纲", "宪法", "全国", "", "2000-01-01", ""),
    ("案例/消费/某甲诉某乙案.md", "某甲诉某乙案", "", "其他资料", "全国", "", "", ""),
    ("行政法/示例处罚法(2017-09-01).md", "示例处罚法", "", "法律", "全国", "2017-09-01", "", "expired"),
    ("行政法/示例处罚法(2021-01-22).md", "示例处罚法", "", "法律", "全国", "2021-01-22", "2021-07-15", ""),
]


def test_rows(source: Path) -> None:
    rows, _ = collection(source)
    assert [astuple(row)[:8] for row in rows] == ROWS_READ


def test_the_database_is_read_only_and_left_as_it_was(source: Path) -> None:
    before = (source / "db.sqlite3").read_bytes()
    (source / "db.sqlite3").chmod(0o444)
    _, issues = collection(source)
    assert [(issue.code, issue.where) for issue in issues] == [("metadata-missing", "DLC/示例地方法规/db.sqlite3")]
    assert (source / "db.sqlite3").read_bytes() == before
    assert {path.name for path in source.glob("db.*")} == {"db.sqlite3"}


def test_a_region_has_its_own_database(source: Path) -> None:
    base = source / "DLC" / "示例地方法规"
    row = (b"\x01", "地方性法规", "示例市停车条例", None, None, "2020-05-01", "2020-10-01 00:00", True, b"\x02")
    database(base / "db.sqlite3", [row], [(b"\x02", "示例", "地方性法规\\示例")])
    rows, issues = collection(source)
    assert issues == []
    assert [(r.effective, r.status) for r in rows if r.region == "示例"] == [("2020-10-01", "expired")]


def test_a_bare_name_shared_by_versions_dates_nothing(source: Path) -> None:
    (source / "行政法/示例处罚法(2017-09-01).md").rename(source / "行政法/示例处罚法.md")
    rows, _ = collection(source)
    (row,) = [row for row in rows if row.path == "行政法/示例处罚法.md"]
    assert (row.published, row.effective, row.status) == ("", "", "")


def test_entries_without_a_text_are_noted(source: Path) -> None:
    (source / "宪法/宪法.md").unlink()
    _, issues = collection(source)
    (issue,) = [issue for issue in issues if issue.code == "metadata-stray"]
    assert "1条记录" in issue.message
    assert "示例国宪法" in issue.message


def _not_a_database(path: Path) -> None:
    path.write_bytes(b"version https://git-lfs.github.com/spec/v1\n" * 40)


def _no_tables(path: Path) -> None:
    path.unlink()
    sqlite3.connect(path).close()


def _other_columns(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE category (id, folder)")
        connection.execute("CREATE TABLE law (id, title)")
        connection.execute("INSERT INTO law VALUES (1, 'x')")
    connection.close()


@pytest.mark.parametrize("spoil", [_not_a_database, _no_tables, _other_columns])
def test_an_odd_database_is_an_issue(source: Path, spoil: Spoil) -> None:
    spoil(source / "db.sqlite3")
    rows, issues = collection(source)
    assert ("metadata-unreadable", "warning") in [(issue.code, issue.severity) for issue in issues]
    assert [row.published for row in rows if row.title == "示例处罚法"] == ["2017-09-01", "2021-01-22"]


def test_a_folder_that_is_no_collection(tmp_path: Path) -> None:
    rows, issues = collection(tmp_path)
    assert rows == []
    assert "collection-empty" in [issue.code for issue in issues]
    with pytest.raises(KBError, match="没有找到法规集文件夹"):
        collection(tmp_path / "none")


def test_rows_follow_an_update(source: Path, tmp_path: Path) -> None:
    target = fetch(tmp_path / "laws", url=str(source)).path
    commit(source)
    fetch(target, url=str(source))
    paths = [row.path for row in collection(target)[0]]
    assert "行政法/新法(2024-01-01).md" in paths
    assert "行政法/示例处罚法(2017-09-01).md" not in paths


def test_a_copy_on_disk_is_built_by_its_own_metadata(source: Path, tmp_path: Path) -> None:
    kb = open_kb(Config(home=str(tmp_path / "kb")), create=True)
    report = build([source], kb)
    assert report.documents == 5
    found = {e.doc_id: (e.level, e.region, e.effective, e.hint) for e in kb.store.select(Edition)}
    assert found["示例处罚法@2021-01-22"] == ("法律", "全国", "2021-07-15", "")
    assert found["示例处罚法@2017-09-01"][3] == "expired"
    assert found["示例市停车条例@2020-05-01"][:2] == ("地方性法规", "示例")
    assert not any("不是法规" in doc_id for doc_id in found)


def test_the_command_fetches_and_builds(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["kb", "fetch", "--url", str(source), "--target", str(tmp_path / "laws"), "--kb", str(tmp_path / "kb")]
    monkeypatch.setattr(sys, "argv", words)
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 0
    assert open_kb(Config(home=str(tmp_path / "kb"))).store.count(Edition) == 5


@pytest.mark.parametrize("value, expected", [("2021-07-15", "2021-07-15"), ("2021-7-15", ""), ("", ""), ("无", "")])
def test_iso(value: str, expected: str) -> None:
    assert iso(value) == expected
