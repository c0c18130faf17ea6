"""The public names: at most a dozen, each there, none hidden by a module of the same name."""

import subprocess
import sys
from types import ModuleType

import pytest

import kb


def test_at_most_a_dozen() -> None:
    assert len(kb.__all__) <= 12


@pytest.mark.parametrize("name", kb.__all__)
def test_each_is_there(name: str) -> None:
    assert not isinstance(getattr(kb, name), ModuleType)


def test_what_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute"):
        _ = kb.nothing


def test_importing_kb_loads_nothing() -> None:
    code = "import sys, kb; print(sorted(m for m in sys.modules if m.startswith('kb.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
