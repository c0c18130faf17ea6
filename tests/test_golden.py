"""Whole documents against what they became last time. ``KB_REGEN=1`` rewrites the files and then fails."""

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from made import check_laws

from kb.citations import find_citations
from kb.clean import clean
from kb.model import Document
from kb.read import read
from kb.structure import split
from kb.tag import find_tags

GOLDEN = Path(__file__).parent / "golden"
SOURCES = sorted(path for path in GOLDEN.iterdir() if path.suffix != ".json")
_SHOWN = (
    "id", "title", "level", "region", "issuer", "number", "published", "effective", "expires", "complete", "body",
)  # fmt: skip


def result(path: Path) -> dict[str, Any]:
    """All that the stages find in one file, short enough to be read as a diff."""
    (made,) = clean(read(path))
    document = made.document
    provisions, issues = split(document)
    check_laws(document, provisions)
    tags = [tag for provision in provisions if provision.unit for tag in find_tags(provision)]
    return {
        "document": {name: getattr(document, name) for name in _SHOWN},
        "events": [f"{e.date} {e.kind} {e.body}" for e in made.events],
        "repeals": [f"{r.title} {r.date} {r.from_date}" for r in made.repeals],
        "issues": [f"{i.code} {i.where}" for i in (*made.issues, *issues)],
        "provisions": [
            f"{p.start}-{p.end} {p.kind} {p.address}{' *' if p.unit else ''} | {p.heading}" for p in provisions
        ],
        "tags": dict(sorted(Counter(f"{p} {k}" for p, k in map(_kind, tags)).items())),
        "citations": list(_citations(document, provisions)),
    }


def _kind(tag: Any) -> tuple[str, str]:
    return tag.provision_id.partition("#")[2], type(tag).__name__


def _citations(document: Document, provisions: list[Any]) -> list[str]:
    return [
        f"{c.provision_id.partition('#')[2]}: {document.text[c.start : c.end]} -> "
        f"{c.title}|{c.address}|{c.target_id.partition('#')[2]}|{c.state}|{c.reason}"
        for c in find_citations(document, provisions)
    ]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    found = result(path)
    wanted = path.with_suffix(".json")
    if os.environ.get("KB_REGEN"):
        wanted.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"rewrote {wanted.name}; read the difference, then run without KB_REGEN")
    assert found == json.loads(wanted.read_text(encoding="utf-8"))
