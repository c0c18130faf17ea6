"""A store in a relational database, through SQLAlchemy Core.

Every record type has one table with a column for each of its fields. Three things are stored shorter than they read:
``doc_id`` is the document's integer key, ``provision_id`` drops the document in front of ``#``, and the text of a
provision is not stored at all but cut from its document, so that it cannot differ from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast, get_args, get_type_hints

import sqlalchemy as sa

from kb.errors import KBError, NotFound
from kb.model import Document, Edition, Provision, Record, Source
from kb.store import Not

R = TypeVar("R", bound=Record)
SCHEMA = "2"
_BATCH = 5000
_KINDS: tuple[type[Any], ...] = get_args(Record)
_KEYS: dict[str, tuple[str, ...]] = {
    "Document": ("id",),
    "Provision": ("doc_id", "address"),
    "PowerItem": ("id",),
    "ItemCode": ("code",),
    "Source": ("path",),
    "Edition": ("doc_id",),
    "Issue": (),
    "Finding": ("id",),
    "Judgement": ("finding_id",),
}
_ORDER = ("doc_id", "path", "finding_id", "ordinal", "start", "end", "rule", "where", "code")


_COLUMNS: dict[type[Any], tuple[str, ...]] = {
    kind: tuple(f.name for f in fields(kind) if not (kind is Provision and f.name == "text")) for kind in _KINDS
}
_TUPLES: dict[type[Any], tuple[str, ...]] = {
    kind: tuple(name for name, hint in get_type_hints(kind).items() if str(hint).startswith("tuple")) for kind in _KINDS
}


class SqlStore:
    """SQLite by default; any database URL that SQLAlchemy knows works the same."""

    def __init__(self, url: str | Path) -> None:
        text = str(url)
        self._sqlite = "://" not in text or text.startswith("sqlite:")
        try:
            self._engine = sa.create_engine(text if "://" in text else f"sqlite:///{text}")
            if self._sqlite:
                sa.event.listen(self._engine, "connect", _pragmas)
            self._meta = sa.MetaData()
            self._tables = {kind: _table(kind, self._meta) for kind in _KINDS}
            self._about = sa.Table(
                "about", self._meta, sa.Column("name", sa.Text, primary_key=True), sa.Column("value", sa.Text)
            )
            self._meta.create_all(self._engine)
            self._check_schema()
        except sa.exc.SQLAlchemyError as error:
            raise KBError(f"打不开知识库 {text}：{_short(error)}；请检查路径、权限，或换一个目录重新导入") from error
        self._keys: dict[str, int] = {}
        self._names: dict[int, str] = {0: ""}
        self._text = lru_cache(maxsize=8)(self._load_text)

    # ------------------------------------------------------------ writing

    def put(self, records: Iterable[Record], *, drop: Iterable[str] = ()) -> int:
        groups: dict[type[Any], list[Any]] = {}
        for record in records:
            groups.setdefault(type(record), []).append(record)
        _refuse_twins(groups)
        try:
            with self._engine.begin() as connection:
                self._refresh(connection)
                for doc_id in drop:
                    self._drop(connection, doc_id)
                for kind in sorted(groups, key=lambda k: _KINDS.index(k)):
                    self._insert(connection, kind, groups[kind])
        except sa.exc.SQLAlchemyError as error:
            self._forget()
            raise KBError(f"写入知识库失败，本次内容没有写入：{_short(error)}；请检查磁盘空间和权限") from error
        except BaseException:
            self._forget()
            raise
        return sum(map(len, groups.values()))

    def replace(self, kind: type[R], records: Iterable[R], /, **equals: object) -> int:
        found, table = list(records), self._tables[kind]
        with self._engine.begin() as connection:
            self._refresh(connection)
            connection.execute(table.delete().where(*self._where(table, equals)))
            self._insert(connection, kind, found)
        return len(found)

    def drop(self, doc_id: str) -> int:
        with self._engine.begin() as connection:
            self._refresh(connection)
            return self._drop(connection, doc_id)

    def _insert(self, connection: sa.Connection, kind: type[Any], records: Sequence[Any]) -> None:
        table = self._tables[kind]
        if kind is Document:
            for document in records:
                self._drop(connection, document.id)
        elif kind is Source and records:
            paths = [record.path for record in records]
            connection.execute(table.delete().where(table.c.path.in_(paths)))
        names = _COLUMNS[kind]
        for start in range(0, len(records), _BATCH):
            rows = [self._encode(record, names) for record in records[start : start + _BATCH]]
            connection.execute(table.insert(), rows)
            if kind is Document:
                self._refresh(connection)

    def _encode(self, record: Any, names: tuple[str, ...]) -> dict[str, Any]:
        row = {name: getattr(record, name) for name in names}
        if "doc_id" in row:
            doc_id = row["doc_id"]
            row["doc_id"] = self._key(doc_id)
            if "provision_id" in row:
                row["provision_id"] = row["provision_id"][len(doc_id) + 1 :]
        for name, value in row.items():
            if isinstance(value, tuple):
                row[name] = json.dumps(value, ensure_ascii=False)
        return row

    def _drop(self, connection: sa.Connection, doc_id: str) -> int:
        key = self._keys.get(doc_id) if doc_id else 0
        if key is None:
            return 0
        for kind, table in self._tables.items():
            if kind is Document:
                connection.execute(table.delete().where(table.c.key == key))
            elif "doc_id" in table.c:
                connection.execute(table.delete().where(table.c.doc_id == key))
        self._text.cache_clear()
        self._keys.pop(doc_id, None)
        return 1

    def _key(self, doc_id: str) -> int:
        if not doc_id:
            return 0
        try:
            return self._keys[doc_id]
        except KeyError:
            raise KBError(f"没有文件 {doc_id}，不能写入属于它的记录") from None

    def _refresh(self, connection: sa.Connection) -> None:
        """Learn which integer stands for which document."""
        table = self._tables[Document]
        rows = connection.execute(sa.select(table.c.id, table.c.key)).all()
        self._keys = {row.id: row.key for row in rows}
        self._names = {row.key: row.id for row in rows} | {0: ""}

    def _forget(self) -> None:
        self._keys, self._names = {}, {0: ""}
        self._text.cache_clear()

    # ------------------------------------------------------------ reading

    def get(self, kind: type[R], id: str, /) -> R:
        names = _KEYS.get(kind.__name__)
        if not names:
            raise KBError(f"{kind.__name__} 没有编号，请用 select")
        values: dict[str, object] = {names[0]: id}
        if kind is Provision:
            doc_id, _, address = id.partition("#")
            values = {"doc_id": doc_id, "address": address}
        for record in self.select(kind, **values):
            return record
        raise NotFound(f"知识库中没有 {id}")

    def select(self, kind: type[R], /, **equals: object) -> Iterator[R]:
        table = self._tables[kind]
        names = _COLUMNS[kind]
        with self._engine.connect() as connection:
            if not self._keys or any(k not in self._keys for k in _wanted(equals)):
                self._refresh(connection)
            order = _order(kind, table)
            query = sa.select(*(table.c[n] for n in names)).where(*self._where(table, equals)).order_by(*order)
            for rows in connection.execution_options(stream_results=True).execute(query).partitions(_BATCH):
                for row in rows:
                    yield self._decode(kind, names, row)

    def count(self, kind: type[R], /, **equals: object) -> int:
        table = self._tables[kind]
        with self._engine.connect() as connection:
            self._refresh(connection)
            query = sa.select(sa.func.count()).select_from(table).where(*self._where(table, equals))
            return int(connection.execute(query).scalar_one())

    def values(self, kind: type[Record], name: str) -> list[str]:
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(self._tables[kind].c[name]).distinct()).scalars())

    def _where(self, table: sa.Table, equals: dict[str, object]) -> Iterator[sa.ColumnElement[bool]]:
        for name, value in equals.items():
            if isinstance(value, Not):
                yield table.c[name] != value.value
                continue
            values = list(value) if isinstance(value, (tuple, list, set, frozenset)) else [value]
            if name == "doc_id":
                values = [self._keys.get(str(v), 0 if v == "" else -1) for v in values]
            elif name == "provision_id":
                yield from self._where_provision(table, [str(v) for v in values])
                continue
            yield table.c[name].in_(values) if len(values) != 1 else table.c[name] == values[0]

    def _where_provision(self, table: sa.Table, ids: list[str]) -> Iterator[sa.ColumnElement[bool]]:
        pairs = [id.partition("#") for id in ids]
        yield (
            sa.or_(*(sa.and_(table.c.doc_id == self._keys.get(d, -1), table.c.provision_id == a) for d, _, a in pairs))
            if pairs
            else sa.false()
        )

    def _decode(self, kind: type[R], names: tuple[str, ...], row: Sequence[Any]) -> R:
        values = dict(zip(names, row, strict=True))
        if "doc_id" in values:
            values["doc_id"] = self._names[values["doc_id"]]
            if "provision_id" in values:
                values["provision_id"] = f"{values['doc_id']}#{values['provision_id']}"
        for name in _TUPLES[kind]:
            values[name] = _tuple(values[name])
        if kind is Provision:
            values["text"] = self._text(values["doc_id"])[values["start"] : values["end"]]
        return kind(**values)

    def _load_text(self, doc_id: str) -> str:
        table = self._tables[Document]
        with self._engine.connect() as connection:
            return str(connection.execute(sa.select(table.c.text).where(table.c.id == doc_id)).scalar_one())

    # ------------------------------------------------------------ the rest

    def _check_schema(self) -> None:
        with self._engine.begin() as connection:
            found = connection.execute(sa.select(self._about.c.value).where(self._about.c.name == "schema")).scalar()
            if found is None:
                connection.execute(self._about.insert(), {"name": "schema", "value": SCHEMA})
            elif found != SCHEMA:
                raise KBError(f"知识库由其他版本的程序建立（结构{found}，本程序为{SCHEMA}）；请换一个目录重新导入")

    def close(self) -> None:
        self._engine.dispose()


@lru_cache(maxsize=65536)
def _tuple(text: str) -> tuple[Any, ...]:
    """A tuple from its JSON; a few thousand stand for hundreds of thousands."""
    return tuple(json.loads(text))


def _pragmas(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "temp_store=MEMORY", "cache_size=-65536"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _table(kind: type[Any], meta: sa.MetaData) -> sa.Table:
    hints = get_type_hints(kind)
    keys = _KEYS.get(kind.__name__, ())
    columns = [sa.Column(n, _type(n, hints[n]), primary_key=n in keys and kind is not Document) for n in _COLUMNS[kind]]
    extra: list[Any] = []
    if kind is Document:
        columns.insert(0, sa.Column("key", sa.Integer, primary_key=True, autoincrement=True))
        extra.append(sa.UniqueConstraint("id"))
    if not keys:
        columns.insert(0, sa.Column("number", sa.Integer, primary_key=True, autoincrement=True))
    if "doc_id" in hints and kind not in (Document, Provision, Edition):
        extra.append(sa.Index(f"by_document_{kind.__name__.lower()}", "doc_id"))
    items: list[sa.schema.SchemaItem] = [*columns, *extra]
    return sa.Table(kind.__name__.lower(), meta, *items, sqlite_with_rowid=kind is not Provision)


def _order(kind: type[Any], table: sa.Table) -> list[sa.ColumnElement[Any]]:
    """By document and place in the text; a provision comes before those inside it."""
    if kind is Provision:
        return [table.c.doc_id, table.c.start, table.c.end.desc(), sa.func.length(table.c.address), table.c.address]
    return [table.c[name] for name in _ORDER if name in table.c]


def _type(name: str, hint: Any) -> Any:
    if name == "doc_id":
        return sa.Integer
    names = str(hint)
    if hint is bool:
        return sa.Boolean(create_constraint=False)
    if hint is int:
        return sa.Integer
    return sa.Float if "float" in names else sa.Text


def _wanted(equals: Mapping[str, object]) -> list[str]:
    """The document ids that a selection names."""
    value = equals.get("doc_id", ())
    return [value] if isinstance(value, str) else [str(v) for v in cast(Iterable[object], value)]


def _refuse_twins(groups: dict[type[Any], list[Any]]) -> None:
    for kind, records in groups.items():
        names = _KEYS.get(kind.__name__)
        if not names:
            continue
        seen = set()
        for record in records:
            key = tuple(getattr(record, name) for name in names)
            if key in seen:
                raise KBError(f"{kind.__name__} 编号重复：{'#'.join(map(str, key))}；本次内容没有写入")
            seen.add(key)


def _short(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0]
