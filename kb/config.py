"""Settings, read once at the edge: a TOML file, then the environment. Nothing else reads either."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from kb.errors import KBError


@dataclass(frozen=True)
class Config:
    """Where the knowledge base lives and how it is searched.

    ``encoder`` is "builtin" or the folder of a SentenceTransformer. ``floor`` is the least confidence (0 to 1) at which
    a question counts as answered. ``writer`` is the base address of an OpenAI-compatible service that may phrase the
    answer (empty: none), ``writer_key_env`` the name of the environment variable that holds its key.
    """

    home: str = ".kb"
    store: str = ""  # a database URL; empty: SQLite in the home folder
    encoder: str = "builtin"
    floor: float = 0.5
    writer: str = ""
    writer_model: str = ""
    writer_key_env: str = ""


def load(*, home: str = "", environment: Mapping[str, str] | None = None) -> Config:
    """Settings for a knowledge base: defaults, then kb.toml in its folder, then KB_* variables, then *home*.

    Raises KBError naming the file and the setting that is wrong.
    """
    variables = os.environ if environment is None else environment
    config = Config(home=home or variables.get("KB_HOME", "") or Config.home)
    config = _from_file(config, Path(config.home) / "kb.toml")
    return replace(
        config,
        store=variables.get("KB_STORE") or config.store,
        encoder=variables.get("KB_ENCODER") or config.encoder,
        writer=variables.get("KB_WRITER") or config.writer,
        writer_model=variables.get("KB_WRITER_MODEL") or config.writer_model,
        writer_key_env=variables.get("KB_WRITER_KEY_ENV") or config.writer_key_env,
    )


def _from_file(config: Config, path: Path) -> Config:
    if not path.exists():
        return config
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KBError(f"设置文件 {path} 读不了：{error}；请改正或删除该文件") from error
    types = {f.name: type(getattr(config, f.name)) for f in fields(config)}
    for name, value in found.items():
        if name not in types or name == "home":
            raise KBError(
                f"设置文件 {path} 中的“{name}”不是已知设置；可用：{'、'.join(t for t in types if t != 'home')}"
            )
        if not isinstance(value, (types[name], int)) or isinstance(value, bool):
            raise KBError(f"设置文件 {path} 中的“{name}”类型不对，应为 {types[name].__name__}")
    return replace(config, **found)


def data_folder(environment: Mapping[str, str] | None = None) -> Path:
    """The user's data folder for fetched collections: $KB_DATA, else the platform's usual place."""
    variables = os.environ if environment is None else environment
    if found := variables.get("KB_DATA"):
        return Path(found).expanduser()
    if os.name == "nt" and (local := variables.get("LOCALAPPDATA")):
        return Path(local) / "kb"
    share = Path(variables.get("XDG_DATA_HOME", ""))
    return (share if share.is_absolute() else Path.home() / ".local" / "share") / "kb"
