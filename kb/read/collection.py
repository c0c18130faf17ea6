"""The public collection LawRefBook/Laws as it lies on disk: which files are law, and what its databases say of them.

It keeps one Markdown file for each version of a law: national law in folders named after the level or the branch of
law (宪法, 行政法规, 民法商法 …), local law in ``DLC/<地区>地方法规/地方性法规/<地区>``. Beside them lie databases
``db.sqlite3`` with dates and marks of expiry, which are opened read-only.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import get_args

from kb.errors import KBError
from kb.model import Issue, Level
from kb.read.manifest import ManifestRow

Entry = Mapping[str, str]  # one row of table law, and the folder of its category
# The collection

LEVELS = get_args(Level)
NOT_LAW = ("案例", "其他")
SKIPPED = ("README.md", "_index.md")
DATED = re.compile(r"\s*[(（](\d{4}-\d{2}-\d{2})[)）]$")  # 行政处罚法(2021-01-22)


def collection(root: Path) -> tuple[list[ManifestRow], list[Issue]]:
    """One row for each text in *root*, by path, and every doubt about the metadata beside them."""
    if not root.is_dir():
        raise KBError(f"没有找到法规集文件夹 {root}。请先下载。")
    rows, issues = [], []
    for base in [root, *sorted(path for path in (root / "DLC").glob("*") if path.is_dir())]:
        where = _where(root, base / "db.sqlite3")
        entries, doubts = read_database(base / "db.sqlite3", where=where)
        paths, found = list(_texts(base, outermost=base == root)), _lookup(entries)
        rows += [_row(root, base, path, found.get(_key(base, path), {})) for path in paths]
        issues += [*doubts, *_strays(entries, {_key(base, path) for path in paths}, where=where)]
    if not rows:
        issues.append(_issue(".", "collection-empty", "没有找到任何法规文件，这可能不是法规集，或者它改变了目录结构。"))
    return sorted(rows, key=lambda row: row.path), issues


def _where(root: Path, path: Path) -> str:
    """*path* from *root*, with "/" on every system."""
    return path.relative_to(root).as_posix()


def _key(base: Path, path: Path) -> tuple[str, str]:
    """Folder and file name, as the database beside it would say them."""
    return _where(base, path.parent), path.stem


def _texts(base: Path, *, outermost: bool) -> Iterator[Path]:
    """The texts below *base*, by path; above the folders of law lie only notes to contributors."""
    aside = ("scripts", "DLC") if outermost else ("scripts",)
    for path in sorted(base.rglob("*.md")):
        folders = path.relative_to(base).parts[:-1]
        hidden = any(part.startswith(".") for part in folders)
        if folders and folders[0] not in aside and not hidden and path.name not in SKIPPED and path.is_file():
            yield path


def _row(root: Path, base: Path, path: Path, entry: Entry) -> ManifestRow:
    """Join what the path says of a text with what the database says; the date in the file name comes first."""
    folders = path.relative_to(base).parts[:-1]
    dated = DATED.search(path.stem)
    stem = path.stem[: dated.start()] if dated else path.stem
    return ManifestRow(
        path=_where(root, path),
        title=(entry.get("name") or stem).replace("中华人民共和国", ""),
        subtitle=entry.get("subtitle", ""),
        level=_level(folders),
        region="全国" if base == root else base.name.removesuffix("地方法规"),
        published=iso(dated[1] if dated else "") or iso(entry.get("publish", "")),
        effective=iso(entry.get("valid_from", "")),
        status="expired" if entry.get("expired", "").lower() in ("1", "true") else "",
    )


def _level(folders: tuple[str, ...]) -> str:
    """The level that the outermost folder names; folders of a branch of law (行政法, 刑法 …) hold 法律."""
    if folders[0] in NOT_LAW:
        return "其他资料"
    return folders[0] if folders[0] in LEVELS else "法律"


def iso(value: str) -> str:
    """*value* as an ISO date where it is one (a time after it is dropped), else empty."""
    try:
        return date.fromisoformat(value[:10]).isoformat() if re.match(r"\d{4}-", value) else ""
    except ValueError:
        return ""


# Its databases


def read_database(path: Path, *, where: str) -> tuple[list[Entry], list[Issue]]:
    """The rows of table law with the folder of each; a database that cannot be read is an Issue, not an error."""
    if not path.is_file():
        return [], [_issue(where, "metadata-missing", "没有找到元数据库，日期和效力只能取自文件名。")]
    try:
        return _entries(path), []
    except (sqlite3.Error, KeyError) as error:
        return [], [_issue(where, "metadata-unreadable", f"元数据库读不出来（{error}），日期和效力只能取自文件名。")]


def _entries(path: Path) -> list[Entry]:
    """All rows as strings, NULL as empty. The file is opened read-only and leaves no journal beside it."""
    with closing(sqlite3.connect(path.resolve().as_uri() + "?mode=ro&immutable=1", uri=True)) as database:
        database.row_factory = sqlite3.Row
        database.text_factory = lambda raw: raw.decode("utf-8", "replace")
        categories = [_strings(row) for row in database.execute("SELECT * FROM category")]
        laws = [_strings(row) for row in database.execute("SELECT * FROM law")]
    folders = {_id(row["id"]): row["folder"].replace("\\", "/").strip("/") for row in categories}
    # peewee doubled the ending of this column in the older databases
    owners = (_id(law.get("category_id") or law.get("category_id_id", "")) for law in laws)
    return [{**law, "folder": folders.get(owner, "")} for law, owner in zip(laws, owners, strict=True) if law["name"]]


def _strings(row: sqlite3.Row) -> dict[str, str]:
    return {key: _text(value) for key, value in zip(row.keys(), row, strict=True)}


def _id(value: str) -> str:
    """Ids are UUIDs, written with hyphens or without."""
    return value.replace("-", "").lower()


def _text(value: object) -> str:
    """A value of SQLite as text; ids are kept as integers, text or bytes, depending on the database's age."""
    return value.hex() if isinstance(value, bytes) else "" if value is None else str(value).strip()


def _stems(entry: Entry) -> list[str]:
    """The names an entry's file may have, the surest first."""
    name, subtitle, day = entry["name"], entry.get("subtitle", ""), entry.get("publish", "")
    stems = [entry.get("filename", "").removesuffix(".md"), f"{name}({day})" if day else ""]
    stems += [f"{subtitle}({day})" if subtitle and day else "", subtitle, name]
    return list(dict.fromkeys(stem for stem in stems if stem))


def _lookup(entries: list[Entry]) -> dict[tuple[str, str], Entry]:
    """Entries by folder and file name; a bare name that several versions share tells nothing and is left out."""
    shared = Counter((entry["folder"], entry["name"]) for entry in entries)
    ranked = [(rank, entry, stem) for entry in entries for rank, stem in enumerate(_stems(entry))]
    found: dict[tuple[str, str], Entry] = {}
    for _, entry, stem in sorted(ranked, key=lambda item: item[0]):
        if stem != entry["name"] or shared[entry["folder"], stem] == 1 or stem == entry.get("filename"):
            found.setdefault((entry["folder"], stem), entry)
    return found


def _strays(entries: list[Entry], present: set[tuple[str, str]], *, where: str) -> list[Issue]:
    """One note on the entries that belong to no text, with the first few names."""
    lost = [entry["name"] for entry in entries if not any((entry["folder"], stem) in present for stem in _stems(entry))]
    if not lost:
        return []
    shown = "、".join(lost[:3])
    return [_issue(where, "metadata-stray", f"元数据库有{len(lost)}条记录找不到对应的文件，例如：{shown}。")]


def _issue(where: str, code: str, message: str) -> Issue:
    severity = {"collection-empty": "error", "metadata-unreadable": "warning"}.get(code, "note")
    return Issue(doc_id="", where=where, code=code, severity=severity, message=message)
