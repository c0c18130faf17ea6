"""Fixtures shared by the tests."""

from __future__ import annotations

from pathlib import Path

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
