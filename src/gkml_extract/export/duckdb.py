"""DuckDB (extra `duckdb`), in a copy of the file that takes its place at the end.

DuckDB does not let go of a row in the transaction in which the rows that refer to it are removed, so that one
transaction cannot replace a document. The copy makes it all or nothing, and keeps what else the file holds.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from gkml_extract.export.arrow import arrow_schema, arrow_table
from gkml_extract.export.contract import Exported, ExportOptions, Target
from gkml_extract.export.dependency import needs
from gkml_extract.export.description import Kind, Row, Table
from gkml_extract.export.folder import gone_if_new
from gkml_extract.export.results import Results
from gkml_extract.export.sql import Dialect, quoted, store
from gkml_extract.export.tables import TABLES
from gkml_extract.model.errors import OutputError

MEMORY = "1GB"
"""What DuckDB may take; it writes the rest to disk."""

DIALECT = Dialect(
    types={
        Kind.TEXT: "VARCHAR",
        Kind.INTEGER: "BIGINT",
        Kind.NUMBER: "DOUBLE",
        Kind.BOOLEAN: "BOOLEAN",
        Kind.TEXTS: "VARCHAR[]",
        Kind.OBJECT: "JSON",
        Kind.OBJECTS: "JSON",
    },
    list_of="ARRAY({})",
    has_comments=True,
    has_cascade=False,
    has_list_type=True,
)


class _DuckDB:
    dialect = DIALECT

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def names(self) -> set[str]:
        return {
            name
            for (name,) in self.rows("SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'")
        }

    def run(self, statement: str) -> None:
        self._connection.execute(statement)

    def rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._connection.execute(query, list(values)).fetchall()
        return found

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        chunk = arrow_table(arrow_schema(table.columns, table.comment), table.columns, rows)
        self._connection.register("gkml_chunk", chunk)
        self._connection.execute(f'INSERT INTO "{table.name}" SELECT * FROM gkml_chunk')
        self._connection.unregister("gkml_chunk")

    def delete_documents(self, keys: Sequence[str]) -> None:
        """Table by table, children first, each in a transaction of its own."""
        chosen = f"document_id IN ({', '.join(map(quoted, keys))})"
        for table in reversed(TABLES):
            self._connection.execute(f'DELETE FROM "{table.name}" WHERE {_of_documents(table, chosen)}')


def _of_documents(table: Table, chosen: str) -> str:
    """The condition for rows of documents for which `chosen` holds."""
    if "document_id" in table.column_names:
        return chosen
    catalogues = f'catalogue_id IN (SELECT catalogue_id FROM "catalogues" WHERE {chosen})'
    if "catalogue_id" in table.column_names:
        return catalogues
    return f'item_id IN (SELECT item_id FROM "items" WHERE {catalogues})'


def write(results: Results, place: str, options: ExportOptions) -> Exported:
    """Store the results in the database file `place`, which is replaced when all is done."""
    needs("duckdb", "duckdb")
    needs("pyarrow", "duckdb")
    path = Path(place.removeprefix("///")).resolve()
    with gone_if_new(path), _told_as_ours(path), _copy_of(path) as copy:
        with closing(_open(copy)) as connection:
            exported = store(_DuckDB(connection), results, str(path), options)
            connection.execute("CHECKPOINT")
        return exported


def _open(path: Path) -> Any:
    import duckdb

    return duckdb.connect(str(path), config={"memory_limit": MEMORY, "autoinstall_known_extensions": "false"})


@contextmanager
def _copy_of(path: Path) -> Iterator[Path]:
    """A copy of the database that takes its place when the block ends well.

    The original stays open, and so locked, until then. Its file is kept open as well: a system lets go of the locks
    of a program on a file as soon as the program closes it once.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{path.name[:40]}.", dir=path.parent))
    copy = folder / path.name
    try:
        original = _open(path)
        original.execute("CHECKPOINT")
        with path.open("rb") as opened:
            with closing(original), copy.open("wb") as target:
                shutil.copyfileobj(opened, target)
                target.close()
                yield copy
            shutil.copymode(path, copy)
            copy.replace(path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _told_as_ours(path: Path) -> Iterator[None]:
    import duckdb

    try:
        yield
    except (duckdb.Error, OSError) as err:
        reason = (str(err).strip().splitlines() or [type(err).__name__])[0]
        raise OutputError(
            f"cannot write the DuckDB database {path}: {reason}; nothing in it was changed, close other programs "
            "that have it open, or choose another file",
            f"无法写入 DuckDB 数据库 {path}：{reason}；其内容未变，请关闭正在使用它的程序，或另选文件",
        ) from err


TARGET = Target("duckdb", "FILE.duckdb", keeps_files=True, write=write)
