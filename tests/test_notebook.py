"""The notebooks run from top to bottom, and show what their words promise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbclient
import nbformat
import pytest

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
EXPLORE = NOTEBOOKS / "01_build_and_explore.ipynb"


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.name)
def test_outputs_are_cleared(path: Path) -> None:
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in cells)


@pytest.fixture(scope="module")
def explored() -> Any:
    """The first notebook after a run, in which no cell may fail."""
    book = nbformat.read(EXPLORE, as_version=4)
    resources = {"metadata": {"path": str(NOTEBOOKS)}}
    with pytest.MonkeyPatch.context() as patch:
        for name in ("KB_HOME", "KB_STORE", "KB_ENCODER"):
            patch.delenv(name, raising=False)
        nbclient.NotebookClient(book, timeout=120, kernel_name="python3", resources=resources).execute()
    return book


def test_no_cell_fails(explored: Any) -> None:
    outputs = [output for cell in explored.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    assert outputs


# fmt: off
SHOWN = [  # words of the cell's source, and what its output must say
    ("build([samples], base)",          ["库中有12部文件，失败0个"]),
    ("answer(base, \"露天烧烤怎么处罚\"", ["grounded", "《示例市市容管理条例》第二十六条", "处二百元以上二千元以下罚款"]),
    ("answer(base, \"火星移民怎么审批\"", ["not_found", "未找到依据"]),
    ("text[p.start : p.end] == p.text", ["True"]),
    ("status(v, day)",                  ["2015-06-18", "2023-09-27", "已废止", "尚未生效"]),
    ("citations_to(base",               ["第十九条"]),
    ("rows[f",                          ["200—2000", "500—5000"]),
    ("displacy.render",                 ["罚款"]),
]
# fmt: on
@pytest.mark.parametrize(("source", "words"), SHOWN)
def test_cells_show(source: str, words: list[str], explored: Any) -> None:
    (cell,) = [cell for cell in explored.cells if cell.cell_type == "code" and source in cell.source]
    shown = "\n".join(_text(output) for output in cell.outputs)
    assert [word for word in words if word not in shown] == []


def _text(output: Any) -> str:
    data = output.get("data", {})
    return "".join([output.get("text", ""), *(data.get(kind, "") for kind in ("text/plain", "text/html"))])
