"""What the pages share: the open knowledge base, what is remembered between pages, and the sidebar."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import streamlit as st

from kb import config
from kb.dates import today
from kb.knowledge import KnowledgeBase, open_kb
from kb.model import PowerItem
from kb.ui.cards import about, gist_notice, sample_notice

PAGES = {  # the app opens on the first one
    "kb/ui/items.py": "权力事项",
    "kb/ui/ask.py": "问依据",
    "kb/ui/search.py": "条文检索",
    "kb/ui/article.py": "法规阅读",
    "kb/ui/conflicts.py": "交叉与冲突",
    "kb/ui/draft.py": "草案审查",
}
_BUILT = ("kb.sqlite", "indexed.json", "kb.toml")  # files that change when the knowledge base does
FIRST_DAY, LAST_DAY = datetime.date(1949, 10, 1), datetime.date(2099, 12, 31)


def opened() -> KnowledgeBase:
    """The knowledge base of $KB_HOME, kept open until it is built anew. Raises NotFound where there is none."""
    home = config.load().home
    return _open(home, built(Path(home)))


def built(folder: Path) -> tuple[str, ...]:
    """What tells one build of the knowledge base in *folder* from every other one."""
    files = [folder / name for name in _BUILT]
    return (str(folder), *(str(file.stat().st_mtime_ns) if file.exists() else "" for file in files))


@st.cache_resource(show_spinner="正在打开知识库……", max_entries=2)
def _open(home: str, built: tuple[str, ...]) -> KnowledgeBase:
    del built  # only a part of the cache's key
    return open_kb(config.load(home=home))


def keep(key: str, default: Any) -> str:
    """Let the value of the widget *key* outlive a visit to another page; call it just before making the widget."""
    memory = st.session_state.setdefault("kept", {})
    if key in st.session_state:
        memory[key] = st.session_state[key]
    else:
        st.session_state[key] = memory.setdefault(key, default)
    return key


def day_input() -> str:
    """The date on which validity is judged, shared by all pages (ISO)."""
    day = st.date_input(
        "时效基准日",
        key=keep("day", datetime.date.today()),
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format="YYYY-MM-DD",
    )
    return day.isoformat() if isinstance(day, datetime.date) else today()


def chosen_day() -> str:
    """The date chosen on any page, today where none was (ISO)."""
    day = st.session_state.get("kept", {}).get("day")
    return day.isoformat() if isinstance(day, datetime.date) else today()


def is_sample(kb: KnowledgeBase) -> bool:
    """Whether everything in the knowledge base is a made-up example."""
    return bool(kb.editions) and all(edition.sample for edition in kb.editions.values())


def is_gist(kb: KnowledgeBase) -> bool:
    """Whether there is nothing in the knowledge base but the starter catalogue."""
    return bool(kb.editions) and all(edition.gist for edition in kb.editions.values())


def sidebar(kb: KnowledgeBase) -> None:
    """Which knowledge base this is and for which day; a clear notice where it is the sample or the starter one."""
    day = chosen_day()
    with st.sidebar:
        if is_sample(kb):
            sample_notice()
        elif is_gist(kb):
            gist_notice(kb.store.count(PowerItem))
        gists = sum(edition.gist for edition in kb.editions.values())
        about(kb.folder, len(kb.editions), gists, len(kb.in_force(day)), day, today())
