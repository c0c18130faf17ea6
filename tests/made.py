"""Documents made from a few lines of our own, and the laws that every split keeps."""

from __future__ import annotations

from itertools import pairwise

from kb.address import format_address, parent, parse
from kb.clean import Cleaned, clean
from kb.model import Document, Issue, Provision, Raw
from kb.read.manifest import ManifestRow
from kb.read.text import read_markdown, read_text
from kb.structure import split


def cleaned(text: str, *, path: str = "示例市示例条例(2021-01-01).md", row: ManifestRow | None = None) -> list[Cleaned]:
    """Read *text* as the file *path* would be read, and clean it."""
    reader = read_markdown if path.endswith(".md") else read_text
    return clean(Raw(path, "0" * 64, tuple(reader(text.encode()))), row)


def document(text: str, *, path: str = "示例市示例条例(2021-01-01).md", row: ManifestRow | None = None) -> Document:
    """The one document in *text*; a title line is put in front where a Markdown text has none."""
    titled = text if not path.endswith(".md") or text.startswith("# ") else f"# 示例市示例条例\n\n{text}"
    (only,) = cleaned(titled, path=path, row=row)
    return only.document


def provisions(text: str, *, path: str = "示例市示例条例(2021-01-01).md") -> tuple[list[Provision], list[Issue]]:
    """Split *text*, and check what holds for every split."""
    made = document(text, path=path)
    found, issues = split(made)
    check_laws(made, found)
    return found, issues


def leaves(found: list[Provision]) -> list[Provision]:
    """The provisions without another one inside."""
    edges = [*(provision.start for provision in found[1:]), found[-1].end] if found else []
    return [provision for provision, edge in zip(found, edges, strict=True) if edge >= provision.end]


def check_laws(made: Document, found: list[Provision]) -> None:
    """Offsets give the text, leaves tile it, addresses are unique and come back, parts lie inside wholes."""
    assert all(made.text[p.start : p.end] == p.text and p.text for p in found), made.id
    assert [p.start for p in found] == sorted(p.start for p in found), made.id
    tiles = leaves(found)
    assert "".join(p.text for p in tiles) == made.text, made.id
    assert all(a.end == b.start for a, b in pairwise(tiles)), made.id
    assert len({p.id for p in found}) == len(found), made.id
    assert all(format_address(parse(p.address)) == p.address for p in found), made.id
    _check_nesting(found)


def _check_nesting(found: list[Provision]) -> None:
    places = {p.address: p for p in found}
    for part in found:
        if part.kind in ("款", "项", "目", "引", "条目", "点", "细目") and parent(part.address):
            whole = places[parent(part.address)]
            assert whole.start <= part.start < part.end <= whole.end, part.id


def outline(found: list[Provision]) -> list[str]:
    """Addresses in order, the title left out."""
    return [p.address for p in found if p.kind not in ("标题", "题注") or p.address.startswith("小标题")]


def text_at(found: list[Provision], address: str) -> str:
    """The text of one provision without the line break at its end."""
    return next(p.text.rstrip("\n") for p in found if p.address == address)
