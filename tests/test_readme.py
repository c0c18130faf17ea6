"""The README's commands run and print what it says.

Every ``kb`` line of a ```console block is a command, the lines below it are its output; ``……`` stands for further
lines, and ends a long string that was cut. A ```jsonl NAME or ```text NAME block is the file NAME. Scores are left out of account.
``KB_REGEN=1 pytest tests/test_readme.py`` rewrites the outputs and then fails, so that a change is read as a diff.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import shlex
import shutil
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kb.cli import app

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
REGEN = bool(os.environ.get("KB_REGEN"))
MORE = "……"
LONG, KEPT = 100, 40  # characters of a string in an example, and what is kept of a longer one
DRIVE = "D:/法规"  # where the README has the reader work
SCORE = re.compile(r" \d+\.\d{3}$")
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^```(?:jsonl|text) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = BLOCK.findall(README.read_text(encoding="utf-8"))


class FirstOfJanuary(datetime.date):
    """The day that the README calls today."""

    @classmethod
    def today(cls) -> FirstOfJanuary:
        return cls(2026, 1, 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A working folder with the samples, a knowledge base of them in .kb, and the README's files."""
    here = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "corpus" / "samples", here / "corpus" / "samples")
    for name, text in FILE.findall(README.read_text(encoding="utf-8")):
        (here / name).write_text(text, encoding="utf-8")
    calendar = types.ModuleType("datetime")
    calendar.__dict__.update(datetime.__dict__, date=FirstOfJanuary)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("KB_HOME", "KB_STORE", "KB_ENCODER"):
            patch.delenv(name, raising=False)
        patch.chdir(here)
        patch.setattr("kb.dates.datetime", calendar)
        run("kb build corpus/samples")
        yield here


@pytest.mark.skipif(REGEN, reason="the README is being rewritten")
@pytest.mark.parametrize("block", BLOCKS, ids=[block.split("\n", 1)[0] for block in BLOCKS])
def test_examples(block: str, folder: Path) -> None:
    for command, expected in examples(block):
        actual = printed(command, folder)
        if expected[-1:] == [MORE]:
            assert len(actual) >= len(expected), f"{command} prints no more than the README shows"
            expected, actual = expected[:-1], actual[: len(expected) - 1]
        assert len(actual) == len(expected), command
        for said, found in zip(expected, actual, strict=True):
            compare(said, found)


if REGEN:

    def test_rewrite(folder: Path) -> None:
        text = README.read_text(encoding="utf-8")
        made = BLOCK.sub(lambda found: f"```console\n{rewritten(found[1], folder)}```", text)
        README.write_text(made, encoding="utf-8")
        pytest.fail("README.md was rewritten: read the diff")


def test_every_command_is_shown() -> None:
    shown = {command.split()[1] for block in BLOCKS for command, _ in examples(block)}
    commands = {info.name or info.callback.__name__ for info in app.registered_commands if info.callback}
    assert commands - shown == {"fetch"}  # needs the network; test_fetch.py runs it on a repository of its own


def examples(block: str) -> list[tuple[str, list[str]]]:
    """The commands of a block, each with the lines below it."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("kb "):
            found.append((line, []))
        else:
            found[-1][1].append(line)
    return found


def printed(command: str, folder: Path) -> list[str]:
    """The lines that *command* prints, as if the reader worked in ``DRIVE``."""
    if command == "kb build corpus/samples":  # the README shows the first build
        shutil.rmtree(folder / ".kb", ignore_errors=True)
    return run(command).replace(folder.resolve().as_posix(), DRIVE).splitlines()


def run(command: str) -> str:
    """Run a ``kb`` line in this process; it must succeed."""
    result = CliRunner().invoke(app, shlex.split(command)[1:])
    assert result.exit_code == 0, f"{command}: {result.exit_code} {result.exception!r} {result.output[-500:]}"
    return result.stdout


def compare(said: str, found: str) -> None:
    if said.startswith("{"):
        alike(json.loads(said), json.loads(found), said)
    else:
        assert SCORE.sub("", said) == SCORE.sub("", found)


def alike(said: Any, found: Any, where: str) -> None:
    """Assert that two JSON values are the same: keys in order, scores and fingerprints by type only."""
    if isinstance(said, dict):
        assert list(said) == list(found), where
        for key, value in said.items():
            if key in ("score", "fingerprint"):
                assert type(value) is type(found[key]), where
            else:
                alike(value, found[key], where)
    elif isinstance(said, list):
        assert len(said) == len(found), where
        for left, right in zip(said, found, strict=True):
            alike(left, right, where)
    elif isinstance(said, str) and said.endswith(MORE):
        assert found.startswith(said.removesuffix(MORE)), where
    else:
        assert said == found, where


def rewritten(block: str, folder: Path) -> str:
    """The block with what its commands print now; where it showed only the head, as many lines (at least one)."""
    lines = []
    for command, expected in examples(block):
        actual = [shortened(line) for line in printed(command, folder)]
        if expected[-1:] == [MORE]:
            actual = [*actual[: max(1, len(expected) - 1)], MORE]
        lines += [command, *actual]
    return "".join(f"{line}\n" for line in lines)


def shortened(line: str) -> str:
    """A JSON line with its long strings cut; any other line as it is."""
    return json.dumps(_cut(json.loads(line)), ensure_ascii=False) if line.startswith("{") else line


def _cut(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cut(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_cut(inner) for inner in value]
    is_long = isinstance(value, str) and len(value) > LONG
    return value[:KEPT] + MORE if is_long else value
