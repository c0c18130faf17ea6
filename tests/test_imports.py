"""Imports point one way, from the faces down to the records, and nothing heavy loads before it is needed."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "kb").rglob("*.py"))

ORDER = [  # each line may import from itself, as far as SAME allows, and from the lines above
    ("model", "errors"),
    ("numerals", "dates", "titles", "config"),
    ("address", "registry"),
    ("catalogue", "workdays"),
    ("read", "tokens"),
    ("marks",),
    ("naming", "codes"),
    ("clean", "structure", "citations", "tag", "validity", "language"),
    ("items", "domains"),
    ("implied", "gist"),
    ("questions", "question"),
    ("store", "index", "fetch"),
    ("link", "rank", "answered"),
    ("knowledge",),
    ("precedence",),
    ("grouping",),
    ("search", "confidence", "answer", "show", "shapes", "powers", "evaluate", "evaluate_search", "written", "policy"),
    ("writer", "evaluate_citations"),
    ("conflicts",),
    ("evaluate_conflicts",),
    ("joint",),
    ("pipeline",),
    ("draft", "findings"),
    ("cli", "ui"),
    ("__main__", "__init__", "train"),
]
SAME = {
    ("dates", "numerals"),
    ("language", "tag"),
    ("answer", "search"),
    ("answer", "confidence"),
    ("confidence", "search"),
    ("shapes", "powers"),
    ("evaluate_search", "evaluate"),
    ("evaluate_search", "search"),
}  # inside one line: who may import whom
STAGES = ("read", "clean", "structure", "citations", "tag")
HEAVY = (
    "torch",
    "sentence_transformers",
    "sklearn",
    "spacy",
    "faiss",
    "tantivy",
    "streamlit",
    "docx",
    "lxml",
    "transformers",
)
LAZY = {  # files that are themselves loaded only when asked for
    "kb/read/docx.py": {"docx", "lxml"},
    "kb/read/html.py": {"lxml"},
    "kb/index/bag.py": {"torch", "sentence_transformers"},
    "kb/train/encoder.py": {"torch"},
}
UNLOADED = ("torch", "spacy", "sklearn", "sentence_transformers", "streamlit", "faiss", "docx", "lxml")


def module(path: Path) -> str:
    """The name below kb: kb/read/text.py is read."""
    parts = path.relative_to(ROOT / "kb").with_suffix("").parts
    return parts[0]


def rank(name: str) -> int:
    return next(index for index, names in enumerate(ORDER) if name in names)


def imports(tree: ast.AST, *, top: bool = False) -> Iterator[str]:
    """Names of the modules imported in *tree*; with *top* only those that run when the module is loaded."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif top and (isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) or _only_for_types(node)):
            continue
        else:
            yield from imports(node, top=top)


def _only_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def inner(path: Path) -> set[str]:
    names = imports(ast.parse(path.read_text(encoding="utf-8")))
    return {name.split(".")[1] for name in names if name.startswith("kb.")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_imports_from_above(path: Path) -> None:
    name = module(path)
    for other in inner(path) - {name}:
        assert rank(other) <= rank(name), f"{name} imports {other}, which stands above it"
        assert rank(other) < rank(name) or (name, other) in SAME, f"{name} imports its neighbour {other}"


def test_every_module_has_its_place() -> None:
    assert {module(path) for path in FILES} <= {name for names in ORDER for name in names}


@pytest.mark.parametrize("stage", STAGES)
def test_stages_know_no_store_index_or_settings(stage: str) -> None:
    found = {name for path in FILES if module(path) == stage for name in inner(path)}
    assert not found & {"store", "index", "config", "knowledge", "pipeline"}
    assert not found & (set(STAGES) - {stage}) or (stage, found & set(STAGES) - {stage}) == ("clean", {"read"})


@pytest.mark.parametrize(  # the pages of the app are loaded by streamlit itself
    "path", [path for path in FILES if module(path) != "ui"], ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_heavy_packages_are_imported_inside_functions(path: Path) -> None:
    relative = path.relative_to(ROOT).as_posix()
    loaded = {name.split(".")[0] for name in imports(ast.parse(path.read_text(encoding="utf-8")), top=True)}
    assert loaded & set(HEAVY) <= LAZY.get(relative, set())


def test_only_the_cli_prints() -> None:
    for path in FILES:
        calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        printed = [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"]
        assert not printed or module(path) == "cli", path


def test_the_command_line_starts_light() -> None:
    code = f"import sys, kb.cli; print(sorted(set({UNLOADED!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
