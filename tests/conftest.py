"""Fixtures shared by the tests."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a knowledge base built from the sample corpus; not to be written to."""
    from kb.config import Config
    from kb.knowledge import open_kb
    from kb.pipeline import build

    home = tmp_path_factory.mktemp("samples") / "kb"
    base = open_kb(Config(home=str(home)), create=True)
    build([ROOT / "corpus" / "samples"], base)
    base.close()
    return home


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command on the knowledge base of the module: (exit status, standard output, standard error)."""
    from kb.cli import main

    monkeypatch.setenv("KB_HOME", str(home))

    def call(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kb", *words])
        status = 0
        try:
            main()
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 0
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call
