"""An open knowledge base: one folder with a store and two indexes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kb.answered import Known, known
from kb.config import Config
from kb.dates import today
from kb.errors import KBError, NotFound
from kb.index import open_dense, open_lexical
from kb.index.dense import DenseIndex
from kb.index.lexical import LexicalIndex
from kb.link import Resolver
from kb.model import Document, Edition
from kb.store import Store, open_store
from kb.titles import place_of
from kb.validity import current


@dataclass
class KnowledgeBase:
    """The store, the indexes (opened on first use), and what is known of every document."""

    config: Config
    store: Store
    _force: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return Path(self.config.home)

    @cached_property
    def lexical(self) -> LexicalIndex:
        return open_lexical(self.folder / "lexical")

    @cached_property
    def dense(self) -> DenseIndex:
        return open_dense(self.folder / "dense", self.config.encoder)

    @cached_property
    def editions(self) -> dict[str, Edition]:
        """Every document's edition by document id."""
        return {edition.doc_id: edition for edition in self.store.select(Edition)}

    @cached_property
    def places(self) -> frozenset[str]:
        """The places whose own rules are here, as regions and as titles name them: 山东, 滨州市."""
        local = [edition for edition in self.editions.values() if edition.region not in ("", "全国")]
        return frozenset(e.region for e in local) | frozenset(filter(None, (place_of(e.title) for e in local)))

    @cached_property
    def resolver(self) -> Resolver:
        return Resolver.over(self.store, self.editions.values())

    @cached_property
    def answering(self) -> Known:
        """The units on which questions answered before rest."""
        return known(self.editions, self.dense)

    def in_force(self, day: str = "") -> frozenset[str]:
        """The ids of the documents in force on *day* (today where empty)."""
        day = day or today()
        if day not in self._force:
            self._force[day] = current(self.editions.values(), day)
        return self._force[day]

    def incomplete(self) -> Iterator[Edition]:
        """Documents whose text is cut off."""
        return (edition for edition in self.editions.values() if not edition.complete)

    def document_text(self, doc_id: str) -> str:
        """The cleaned text of a document."""
        return self.store.get(Document, doc_id).text

    def forget(self) -> None:
        """Drop what was cached, after a build."""
        for name in ("lexical", "dense", "editions", "places", "resolver", "answering"):
            self.__dict__.pop(name, None)
        self._force.clear()

    def close(self) -> None:
        self.store.close()


def open_kb(config: Config, *, create: bool = False) -> KnowledgeBase:
    """Open the knowledge base in ``config.home``. Raises NotFound where there is none and *create* is False."""
    folder = Path(config.home)
    database = folder / "kb.sqlite"
    if not create and not config.store and not database.exists():
        raise NotFound(f"没有找到知识库 {folder}；请先运行 kb build 文件夹 --kb {folder}，或用 --kb 指定已有的知识库")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KBError(f"不能建立知识库文件夹 {folder}：{error.strerror}；请检查权限或换一个位置") from error
    return KnowledgeBase(config, open_store(config.store or database))
