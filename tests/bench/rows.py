"""One row for each run of a bench: what was measured, by which commit, on which machine, with which packages."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
ROWS = Path(__file__).with_name("rows.jsonl")
PACKAGES = ("faiss-cpu", "jieba", "numpy", "pyahocorasick", "rjieba", "scikit-learn", "sentence-transformers", "spacy",
            "SQLAlchemy", "streamlit", "tantivy", "torch",
            "bm25s", "langchain-community", "langchain-text-splitters", "rank-bm25", "txtai")  # fmt: skip


def record(
    bench: str,
    scores: Mapping[str, Any],
    seconds: Mapping[str, Any],
    *,
    manifest: Path | None = None,
    dry: bool = False,
) -> dict[str, Any]:
    """Print one row as JSON and append it to rows.jsonl (not with *dry*).

    *manifest* names the data; by default it is the manifest of the shared corpus. *seconds* holds durations in
    seconds, *scores* everything else (its keys name the unit).
    """
    row = {
        "bench": bench,
        "commit": commit(),
        "command": " ".join(["python", Path(sys.argv[0]).as_posix(), *sys.argv[1:]]),
        "machine": machine(),
        "packages": packages(),
        "data_hash": data_hash(manifest or SHARED / "corpus" / "manifest.csv"),
        "scores": _rounded(scores),
        "seconds": _rounded(seconds),
    }
    line = json.dumps(row, ensure_ascii=False)
    print(line)
    if not dry:
        with ROWS.open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(line + "\n")
    return row


def kb(*words: str) -> tuple[float, float]:
    """Wall seconds and peak resident MB of one `kb` command (Linux). Exits where it fails."""
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "kb", *words], stdout=subprocess.DEVNULL)
    _, state, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(state)
    if process.returncode:
        sys.exit(f"kb {' '.join(words)} ended with {process.returncode}")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def commit() -> str:
    """The commit of the working tree, with "+" where tracked files differ from it; empty outside a repository."""
    try:
        head = _git("rev-parse", "--short=12", "HEAD")
        changes = _git("status", "--porcelain", "--untracked-files=no").splitlines()
    except (OSError, subprocess.CalledProcessError):
        return ""
    own = ROWS.relative_to(ROOT).as_posix()  # a run before this one may have changed it
    return head + ("+" if any(not line.endswith(own) for line in changes) else "")


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    return done.stdout.rstrip()


def machine() -> str:
    """System, processor, cores this process may use, Python; nothing that names the machine or its user."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    system = f"{platform.system()} {platform.release().split('-')[0]} {platform.machine()}"
    return f"{system}, {cores} cores, Python {platform.python_version()}"


def packages() -> dict[str, str]:
    """The versions of ``PACKAGES`` that are installed."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def data_hash(manifest: Path) -> str:
    """sha256 of *manifest*, empty where there is none."""
    return hashlib.sha256(manifest.read_bytes()).hexdigest() if manifest.is_file() else ""


def _rounded(value: Any) -> Any:
    """*value* with every float at four places, so that rows can be read."""
    if isinstance(value, Mapping):
        return {key: _rounded(inner) for key, inner in value.items()}
    return round(value, 4) if isinstance(value, float) else value
