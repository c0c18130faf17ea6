"""Settings: defaults, the file, the environment, and where downloads go."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from kb.config import Config, data_folder, load
from kb.errors import KBError


def test_settings(tmp_path: Path) -> None:
    assert load(home=str(tmp_path), environment={}) == Config(home=str(tmp_path))
    (tmp_path / "kb.toml").write_text("floor = 0.7\n", encoding="utf-8")
    assert load(environment={"KB_HOME": str(tmp_path), "KB_ENCODER": "x"}) == replace(
        Config(), home=str(tmp_path), floor=0.7, encoder="x"
    )
    (tmp_path / "kb.toml").write_text("flor = 0.7\n", encoding="utf-8")
    with pytest.raises(KBError, match="flor"):
        load(home=str(tmp_path), environment={})


def test_the_writer_is_off_unless_it_is_set(tmp_path: Path) -> None:
    assert load(home=str(tmp_path), environment={}).writer == ""
    (tmp_path / "kb.toml").write_text('writer = "http://a/v1"\nwriter_model = "m"\nwriter_key_env = "K"\n', "utf-8")
    found = load(home=str(tmp_path), environment={"KB_WRITER_MODEL": "n"})
    assert (found.writer, found.writer_model, found.writer_key_env) == ("http://a/v1", "n", "K")
    found = load(home=str(tmp_path), environment={"KB_WRITER": "http://b/v1", "KB_WRITER_KEY_ENV": "L"})
    assert (found.writer, found.writer_model, found.writer_key_env) == ("http://b/v1", "m", "L")


def test_what_is_fetched_goes_to_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert data_folder({"KB_DATA": "mine"}) == Path("mine")
    if os.name != "nt":
        assert data_folder({}) == tmp_path / ".local" / "share" / "kb"
        assert data_folder({"XDG_DATA_HOME": str(tmp_path)}) == tmp_path / "kb"
        assert data_folder({"XDG_DATA_HOME": "relative"}) == tmp_path / ".local" / "share" / "kb"
