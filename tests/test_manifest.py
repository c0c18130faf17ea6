"""Finding the files of a folder, and what its manifest says of them."""

import os
from pathlib import Path

import pytest

from kb.errors import ReadError
from kb.read.manifest import Found, ManifestRow, find_files, read_manifest

HEADER = "path,title,subtitle,level,region,published,effective,status"


def make(root: Path, *names: str) -> Path:
    """Write a small file under each name."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("正文。", encoding="utf-8")
    return root


def write_manifest(folder: Path, text: str, codec: str = "utf-8") -> None:
    folder.mkdir(exist_ok=True)
    (folder / "manifest.csv").write_bytes(text.encode(codec))


# fmt: off
ROWS = [  # columns, one row, the fields it sets
    ("path,title", "甲.md,示例市办法", {"title": "示例市办法"}),
    (HEADER, "甲.md,示例法典,总则编,法律,全国,2024-01-01,2024-02-01,expired",
     {"title": "示例法典", "subtitle": "总则编", "level": "法律", "region": "全国", "published": "2024-01-01",
      "effective": "2024-02-01", "status": "expired"}),
    ("number,path,issuer,expires,备注", "示府发〔2024〕1号,甲.md,示例市人民政府,2029-01-31,不用",
     {"number": "示府发〔2024〕1号", "issuer": "示例市人民政府", "expires": "2029-01-31"}),
    (" Path ,TITLE", " ./甲.md , 示例市办法 ", {"title": "示例市办法"}),
    ("path,title", '甲.md,"示例市,办法"', {"title": "示例市,办法"}),
    ("path,title,level", "甲.md", {}),
    ("path,sample", "甲.md,示例", {"sample": True}),
    ("path,sample", "甲.md,1", {"sample": True}),
    ("path,sample", "甲.md,TRUE", {"sample": True}),
    ("path,sample", "甲.md,否", {"sample": False}),
    ("path,sample", "甲.md,0", {"sample": False}),
]
DOUBTS = [  # the path of a row, the code of its issue, and whether the row is kept
    ("没有.md",         "manifest-missing-file", False),
    ("子文件夹",        "manifest-missing-file", False),
    ("长" * 300,        "manifest-missing-file", False),
    ("../外.md",        "manifest-bad-path",     False),
    ("子文件夹/../甲.md", "manifest-bad-path",     False),
    ("..\\外.md",       "manifest-bad-path",     False),
    ("/etc/hostname",   "manifest-bad-path",     False),
    ("C:\\甲.md",       "manifest-bad-path",     False),
    ("",                "manifest-bad-path",     False),
    (".",               "manifest-bad-path",     False),
    ("外链.md",         "manifest-bad-path",     False),
    ("环.md",           "manifest-missing-file", False),
    ("子文件夹\\乙.md", "",                      True),
    ("子文件夹/乙.md",  "",                      True),
]
DATES = [("2024-01-31", "2024-01-31"), ("", ""), ("2024-02-30", None), ("20240131", None), ("2024年1月31日", None),
         ("2024-1-31", None), ("2024-W05-3", None), ("２０２４-01-31", None)]
# fmt: on


@pytest.mark.parametrize(("columns", "line", "expected"), ROWS)
def test_read_manifest(tmp_path, columns, line, expected):
    write_manifest(make(tmp_path, "甲.md"), f"{columns}\n{line}\n,\n\n")
    assert read_manifest(tmp_path) == ({"甲.md": ManifestRow(path="甲.md", **expected)}, [])


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_read_manifest_in_any_encoding(tmp_path, codec):
    write_manifest(make(tmp_path, "甲.md"), "path,title\r\n甲.md,示例市办法\r\n", codec)
    assert read_manifest(tmp_path)[0]["甲.md"].title == "示例市办法"


@pytest.mark.parametrize(("path", "code", "kept"), DOUBTS)
def test_paths(tmp_path, path, code, kept):
    folder = make(tmp_path / "库", "甲.md", "子文件夹/乙.md")
    make(tmp_path, "外.md")
    (folder / "外链.md").symlink_to(tmp_path / "外.md")
    (folder / "环.md").symlink_to(folder / "环.md")
    write_manifest(folder, f"path,title\n{path},示例\n")
    rows, issues = read_manifest(folder)
    assert [(issue.code, issue.severity) for issue in issues] == ([(code, "error")] if code else [])
    assert [issue.doc_id for issue in issues] == [""] * len(issues)
    assert list(rows) == (["子文件夹/乙.md"] if kept else [])


@pytest.mark.parametrize(("written", "expected"), DATES)
def test_dates(tmp_path, written, expected):
    write_manifest(make(tmp_path, "甲.md"), f"path,published\n甲.md,{written}\n")
    rows, issues = read_manifest(tmp_path)
    assert rows["甲.md"].published == (expected or "")
    assert [(i.where, i.code, i.severity) for i in issues] == (
        [("甲.md", "manifest-bad-date", "warning")] if expected is None else []
    )


def test_of_two_rows_the_first_stands(tmp_path):
    write_manifest(make(tmp_path, "甲.md"), "path,title\n甲.md,一\n./甲.md,二\n")
    rows, issues = read_manifest(tmp_path)
    assert rows["甲.md"].title == "一"
    assert [(i.where, i.code) for i in issues] == [("甲.md", "manifest-duplicate")]
    assert "第3行" in issues[0].message


def test_a_row_with_too_many_cells_is_left_out(tmp_path):
    write_manifest(make(tmp_path, "甲.md"), "path,title\n甲.md,示例市,办法\n")
    rows, issues = read_manifest(tmp_path)
    assert (rows, [(i.where, i.code) for i in issues]) == ({}, [("甲.md", "manifest-bad-row")])


# fmt: off
BROKEN = [
    (b"",                                     "缺少列path"),
    ("文件,标题\n甲.md,示例".encode(),          "缺少列path"),
    (b"path\na\0b.md\n",                      "NUL"),
    (b"path\n" + b'"' + b"a" * 200_000,       "无法读取清单"),
    (b"path\n\x81",                           "编码无法识别"),
]
# fmt: on
@pytest.mark.parametrize(("data", "message"), BROKEN)
def test_manifest_refused(tmp_path, data, message):
    (tmp_path / "manifest.csv").write_bytes(data)
    with pytest.raises(ReadError, match=message) as caught:
        read_manifest(tmp_path)
    assert "manifest.csv" in str(caught.value)
    with pytest.raises(ReadError):
        find_files([tmp_path])


def test_no_manifest(tmp_path):
    with pytest.raises(ReadError, match="无法读取清单"):
        read_manifest(tmp_path)


def test_find_files(tmp_path):
    make(tmp_path, "b/乙.txt", "b/a/丙.HTML", "a.md", "b.md", "README.md", "b/readme-中文.MD", "b/_index.md")
    make(tmp_path, ".隐藏.md", ".git/x.md", "~$a.docx", "b/说明.pdf", "b/旧.doc", "无扩展名", "README.txt")
    found, issues = find_files([tmp_path])
    assert [f.relative for f in found] == ["README.txt", "a.md", "b.md", "b/a/丙.HTML", "b/乙.txt"]
    assert [(i.where, i.code, i.severity) for i in issues] == [
        ("b/旧.doc", "unsupported", "note"),
        ("b/说明.pdf", "unsupported", "note"),
        ("无扩展名", "unsupported", "note"),
    ]
    assert ".doc" in issues[0].message
    assert "目前支持md、txt、html、docx" in issues[0].message


def test_rows_apply_below_their_folder_and_the_nearest_wins(tmp_path):
    make(tmp_path, "甲.md", "部门/乙.md", "部门/丙.md", "丁.md")
    write_manifest(tmp_path, "path,title\n甲.md,甲\n部门/乙.md,外层\n部门/丙.md,外层\n")
    write_manifest(tmp_path / "部门", "path,title\n乙.md,内层\n没有.md,无\n")
    found, issues = find_files([tmp_path])
    assert {f.relative: f.row and f.row.title for f in found} == {
        "丁.md": None, "甲.md": "甲", "部门/丙.md": "外层", "部门/乙.md": "内层",
    }  # fmt: skip
    assert [(i.where, i.code) for i in issues] == [("部门/没有.md", "manifest-missing-file")]


def test_a_single_file_has_the_row_beside_it(tmp_path):
    make(tmp_path, "甲.md", "乙.md", "README.md", "丙.pdf")
    write_manifest(tmp_path, "path,title,published\n甲.md,示例市办法,去年\n没有.md,无,\n")
    path = tmp_path / "甲.md"
    found, issues = find_files([path, tmp_path / "README.md", tmp_path / "manifest.csv"])
    assert found == [Found(path, tmp_path, "甲.md", ManifestRow(path="甲.md", title="示例市办法"))]
    assert [i.code for i in issues] == ["manifest-bad-date"]
    assert find_files([tmp_path / "丙.pdf"])[1][0].code == "unsupported"


def test_each_file_once_and_in_the_same_order(tmp_path):
    make(tmp_path, "一/甲.md", "二/甲.md", "二/乙.md")
    one, two = tmp_path / "一", tmp_path / "二"
    expected = [(two, "乙.md"), (one, "甲.md"), (two, "甲.md")]
    for paths in ([one, two], [two, one], [two, one / "甲.md", one, two / "甲.md"]):
        assert [(f.root, f.relative) for f in find_files(paths)[0]] == expected


def test_missing_path(tmp_path):
    (tmp_path / "失效.md").symlink_to(tmp_path / "没有.md")
    for name in ("没有", "失效.md"):
        with pytest.raises(ReadError, match=f"{name}”不存在"):
            find_files([tmp_path / name])


def test_links_to_folders_are_not_followed(tmp_path):
    root = make(tmp_path / "库", "甲.md")
    make(tmp_path / "外", "乙.md")
    (root / "链接").symlink_to(tmp_path / "外")
    (root / "自身").symlink_to(root)
    found, issues = find_files([root])
    assert [f.relative for f in found] == ["甲.md"]
    assert [(i.where, i.code, i.severity) for i in issues] == [
        ("自身", "folder-link", "note"),
        ("链接", "folder-link", "note"),
    ]


def test_a_name_that_is_no_text_is_reported(tmp_path):
    (tmp_path / os.fsdecode(b"\xb0\xec.md")).write_text("正文。", encoding="utf-8")
    found, issues = find_files([tmp_path])
    assert (found, [i.code for i in issues]) == ([], ["bad-name"])
    assert issues[0].message.encode("utf-8")


def test_a_folder_that_cannot_be_listed_is_reported(tmp_path, monkeypatch):
    make(tmp_path, "甲.md", "密/乙.md")
    scan = os.scandir

    def refuse(path):
        if Path(path).name == "密":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found, issues = find_files([tmp_path])
    assert [f.relative for f in found] == ["甲.md"]
    assert [(i.where, i.code, i.severity) for i in issues] == [("密", "folder-unreadable", "error")]
