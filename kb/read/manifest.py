"""Which files to read, and what a ``manifest.csv`` beside them says of each."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath, PureWindowsPath

from kb.catalogue import is_catalogue
from kb.errors import ReadError
from kb.model import Issue
from kb.read import readable, unsupported
from kb.read.text import decode, tidy

MANIFEST = "manifest.csv"
_REQUIRED = ("path",)
_TEXTS = ("title", "subtitle", "level", "region", "status", "issuer", "number")
_DATES = ("published", "effective", "expires")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TRUE = ("示例", "1", "true")


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """What a manifest says of one file: hints, not findings. Dates are ISO or empty."""

    path: str
    title: str = ""
    subtitle: str = ""
    level: str = ""
    region: str = ""
    published: str = ""
    effective: str = ""
    status: str = ""
    sample: bool = False
    expires: str = ""
    issuer: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, with the folder it was found from and its manifest row, if any."""

    path: Path
    root: Path
    relative: str
    row: ManifestRow | None


def read_manifest(folder: Path) -> tuple[dict[str, ManifestRow], list[Issue]]:
    """Read ``folder/manifest.csv`` into rows by path, relative to *folder*, with forward slashes.

    A row whose file is missing or outside *folder* is left out; of two rows for one file the first stands; a date
    that is not ISO is dropped. Each yields an Issue. Raises ReadError where the file as a whole cannot be used.
    """
    rows: dict[str, ManifestRow] = {}
    issues: list[Issue] = []
    for line, cells in _records(folder / MANIFEST):
        path, bad_path = _checked_path(folder, cells, line)
        if bad_path is not None:
            issues.append(bad_path)
        elif path in rows:
            text = f"{MANIFEST}第{line}行与前面的行重复，只用第一行；请删去一行"
            issues.append(Issue("", path, "manifest-duplicate", "warning", text))
        else:
            rows[path], bad_dates = _row(path, cells, line)
            issues += bad_dates
    return rows, issues


def _records(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line number and the cells of every row that is not blank."""
    try:
        reader = csv.DictReader(io.StringIO(decode(path.read_bytes()), newline=""), restkey="")
        names = [tidy(name).lower() for name in reader.fieldnames or ()]
        if missing := [name for name in _REQUIRED if name not in names]:
            raise ReadError(f"缺少列{'、'.join(missing)}；第一行应为表头，如 path,title,level,published,effective")
        reader.fieldnames = names
        for cells in reader:
            if any(cells.values()):
                yield reader.line_num, cells
    except (OSError, csv.Error) as error:
        raise ReadError(f"无法读取清单“{path}”：{error}；请检查文件，或用表格软件另存为UTF-8的CSV") from error
    except ReadError as error:
        raise ReadError(f"无法读取清单“{path}”：{error}") from error


def _checked_path(folder: Path, cells: dict[str, str], line: int) -> tuple[str, Issue | None]:
    """Give the path of a row in its plain form, and what is wrong with the row, if anything."""
    written = tidy(cells["path"] or "")
    path = PurePosixPath(written.replace("\\", "/"))
    where = f"{MANIFEST}第{line}行"
    if "" in cells:
        text = f"{where}的列数多于表头，未采用；请给含逗号的内容加上双引号"
        return "", Issue("", written, "manifest-bad-row", "error", text)
    if not path.parts or path.is_absolute() or ".." in path.parts or PureWindowsPath(written).drive:
        text = f"{where}的path“{written}”不是本文件夹内的相对路径，未采用；请改为相对于清单的路径"
        return "", Issue("", written, "manifest-bad-path", "error", text)
    return path.as_posix(), _check_target(folder, path.as_posix(), where)


def _check_target(folder: Path, path: str, where: str) -> Issue | None:
    try:
        target = (folder / path).resolve()
        is_inside, is_file = target.is_relative_to(folder.resolve()), target.is_file()
    except (OSError, RuntimeError, ValueError):  # a name too long, a circle of links, a NUL
        is_inside, is_file = True, False
    if not is_inside:
        text = f"{where}的path“{path}”经链接指向文件夹之外，未采用；请把文件放进文件夹"
        return Issue("", path, "manifest-bad-path", "error", text)
    if not is_file:
        text = f"{where}的path“{path}”没有对应的文件，未采用；请改正路径或删去该行"
        return Issue("", path, "manifest-missing-file", "error", text)
    return None


def _row(path: str, cells: dict[str, str], line: int) -> tuple[ManifestRow, list[Issue]]:
    texts = {name: tidy(cells.get(name) or "") for name in (*_TEXTS, *_DATES)}
    bad = [name for name in _DATES if texts[name] and not _is_date(texts[name])]
    issues = [
        Issue("", path, "manifest-bad-date", "warning",
              f"{MANIFEST}第{line}行的{name}“{texts[name]}”不是日期，未采用；请写成2021-01-22的形式")
        for name in bad
    ]  # fmt: skip
    texts |= dict.fromkeys(bad, "")
    is_sample = tidy(cells.get("sample") or "").lower() in _TRUE
    return ManifestRow(path=path, sample=is_sample, **texts), issues


def _is_date(text: str) -> bool:
    try:
        return _ISO_DATE.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


@dataclass(slots=True)
class _Search:
    """What has been found so far; each manifest is read once, and an inner one overrules an outer one."""

    files: dict[Path, Found] = field(default_factory=dict)
    rows: dict[Path, ManifestRow] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    manifests: dict[Path, tuple[dict[str, ManifestRow], list[Issue]]] = field(default_factory=dict)

    def manifest(self, folder: Path) -> tuple[dict[str, ManifestRow], list[Issue]]:
        """Read the manifest of *folder* once; empty where there is none."""
        if folder not in self.manifests:
            exists = (folder / MANIFEST).is_file()
            self.manifests[folder] = read_manifest(folder) if exists else ({}, [])
        return self.manifests[folder]

    def add(self, path: Path, root: Path, row: ManifestRow | None) -> None:
        """Keep a file, or say why it cannot be read."""
        relative = path.relative_to(root).as_posix()
        if not _is_text(relative):
            shown = relative.encode("utf-8", "backslashreplace").decode("utf-8")
            text = f"“{shown}”的文件名不是UTF-8编码，未读取；请改名后再导入"
            self.issues.append(Issue("", shown, "bad-name", "error", text))
        elif readable(path) or _is_catalogue(path):
            self.files.setdefault(Path(os.path.abspath(path)), Found(path, root, relative, row))
        else:
            self.issues.append(Issue("", relative, "unsupported", "note", f"“{relative}”未读取：{unsupported(path)}"))


def _is_catalogue(path: Path) -> bool:
    """Whether *path* is a table of power items."""
    if path.suffix.lower() != ".csv":
        return False
    try:
        with path.open("rb") as file:
            return is_catalogue(decode(file.readline(10_000)))
    except (OSError, ReadError):
        return False


def find_files(paths: Sequence[Path]) -> tuple[list[Found], list[Issue]]:
    """List every file to read below *paths*, each once, in order of its path relative to the folder given.

    Hidden files, README and _index pages and manifests are passed over; links to folders are not followed. Raises
    ReadError where a path does not exist or a manifest cannot be used.
    """
    search = _Search()
    for path in paths:
        if path.is_dir():
            _find_below(path, search)
        elif path.exists():
            _find_one(path, search)
        else:
            raise ReadError(f"路径“{path}”不存在；请检查是否写错，或文件是否已移走")
    found = sorted(search.files.values(), key=lambda f: (f.relative, f.root.as_posix()))
    return found, sorted(search.issues, key=lambda issue: (issue.where, issue.code, issue.message))


def _find_one(path: Path, search: _Search) -> None:
    """Add a single file; of its folder's manifest only what concerns this file counts."""
    if _is_passed_over(path.name):
        return
    rows, issues = search.manifest(path.parent)
    search.issues += [issue for issue in issues if issue.where == path.name and issue not in search.issues]
    search.add(path, path.parent, rows.get(path.name))


def _find_below(root: Path, search: _Search) -> None:
    rows: dict[Path, ManifestRow] = {}
    for folder, folders, names in os.walk(root, onerror=lambda error: search.issues.append(_unreadable(root, error))):
        here = Path(folder)
        search.issues += [_link(here / name, root) for name in folders if (here / name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        own, issues = search.manifest(here)
        prefix = here.relative_to(root)
        search.issues += [_moved(issue, prefix) for issue in issues]
        rows |= {here / path: row for path, row in own.items()}
        for name in sorted(names):
            if not _is_passed_over(name):
                search.add(here / name, root, rows.get(here / name))


def _is_passed_over(name: str) -> bool:
    low = name.lower()
    is_page = low == "_index.md" or (low.startswith("readme") and low.endswith(".md"))
    return is_page or low == MANIFEST or name.startswith((".", "~$"))  # Word's lock files begin with ~$


def _is_text(name: str) -> bool:
    try:
        return bool(name.encode("utf-8"))
    except UnicodeEncodeError:
        return False


def _moved(issue: Issue, prefix: Path) -> Issue:
    return Issue("", (prefix / issue.where).as_posix(), issue.code, issue.severity, issue.message)


def _link(path: Path, root: Path) -> Issue:
    relative = path.relative_to(root).as_posix()
    text = f"“{relative}”是指向文件夹的链接，未进入；需要时请直接给出该文件夹"
    return Issue("", relative, "folder-link", "note", text)


def _unreadable(root: Path, error: OSError) -> Issue:
    relative = Path(os.path.relpath(error.filename, root)).as_posix()
    text = f"文件夹“{relative}”无法读取（{error.strerror}）；请检查权限"
    return Issue("", relative, "folder-unreadable", "error", text)
