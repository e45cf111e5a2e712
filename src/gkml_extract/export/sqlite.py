"""SQLite, by the standard library. Lists and objects are JSON texts; comments stand in `.schema`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from gkml_extract.export.contract import Exported, ExportOptions, Target
from gkml_extract.export.description import Kind, Row, Table
from gkml_extract.export.folder import gone_if_new
from gkml_extract.export.results import Results
from gkml_extract.export.sql import Dialect, store
from gkml_extract.model.errors import OutputError

WAIT_S = 5.0
"""Seconds to wait for another program that writes."""

DIALECT = Dialect(
    types={
        Kind.TEXT: "TEXT",
        Kind.INTEGER: "INTEGER",
        Kind.NUMBER: "REAL",
        Kind.BOOLEAN: "BOOLEAN",
        Kind.TEXTS: "JSON",
        Kind.OBJECT: "JSON",
        Kind.OBJECTS: "JSON",
    },
    list_of="(SELECT json_group_array(name) FROM ({}))",
    has_comments=False,
    has_cascade=True,
    has_list_type=False,
)


class _SQLite:
    dialect = DIALECT

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def names(self) -> set[str]:
        return {name for (name,) in self.rows("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}

    def run(self, statement: str) -> None:
        self._connection.execute(statement)

    def rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(query, values).fetchall()

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        marks = ", ".join("?" * len(table.columns))
        self._connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', DIALECT.encode(table, rows))

    def delete_documents(self, keys: Sequence[str]) -> None:
        self._connection.executemany('DELETE FROM "documents" WHERE document_id = ?', [(key,) for key in keys])


def write(results: Results, place: str, options: ExportOptions) -> Exported:
    """Store the results in the database file `place`, in one transaction."""
    path = Path(place.removeprefix("///"))
    with gone_if_new(path), _told_as_ours(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=WAIT_S, isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("BEGIN IMMEDIATE")
            exported = store(_SQLite(connection), results, str(path), options)
            connection.execute("COMMIT")
            return exported


@contextmanager
def _told_as_ours(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as err:
        code = getattr(err, "sqlite_errorcode", None)
        if code is not None and code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise OutputError(
                f"{path} is being written by another program; close it and try again",
                f"{path} 正被其他程序写入；请关闭该程序后重试",
            ) from err
        raise OutputError(
            f"cannot write the SQLite database {path}: {err}; nothing in it was changed, choose another file "
            "or free this one",
            f"无法写入 SQLite 数据库 {path}：{err}；其内容未变，请另选文件，或检查权限与磁盘空间",
        ) from err


TARGET = Target("sqlite", "FILE.db", keeps_files=True, write=write)
