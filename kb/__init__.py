"""A knowledge base of Chinese administrative-enforcement regulations: build it, search it, ask it.

    base = kb.open_kb(kb.Config(home=".kb"), create=True)
    kb.build([Path("regulations")], base)
    kb.answer.answer(base, "露天烧烤由谁处罚")

The names below are public, as are ``kb.search.search`` and ``kb.answer.answer``, which bear the name of their module;
everything else may change. Nothing is loaded before it is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kb.config import Config
    from kb.errors import KBError, NotFound
    from kb.knowledge import KnowledgeBase, open_kb
    from kb.pipeline import build
    from kb.search import Filters
    from kb.show import look_up
    from kb.tag import find_tags

_HOMES = {
    "Config": "config", "Filters": "search", "KBError": "errors", "KnowledgeBase": "knowledge", "NotFound": "errors",
    "build": "pipeline", "find_tags": "tag", "look_up": "show", "open_kb": "knowledge",
}  # fmt: skip

__all__ = [
    "Config",
    "Filters",
    "KBError",
    "KnowledgeBase",
    "NotFound",
    "build",
    "find_tags",
    "look_up",
    "open_kb",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"kb.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'kb' has no attribute {name!r}")
