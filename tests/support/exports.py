"""Folders as `gkml batch` writes them, and what stands in a target after an export."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gkml_extract.export.contract import ExportOptions
from gkml_extract.export.description import Kind, Row, Table
from gkml_extract.export.results import find_results
from gkml_extract.export.rows import rows_of
from gkml_extract.export.tables import TABLES
from gkml_extract.model.record import Document
from gkml_extract.writers.cells import unguard_cell
from gkml_extract.writers.contract import WriteOptions
from gkml_extract.writers.json import WRITER as JSON

Tables = dict[str, list[Row]]


@dataclass(frozen=True)
class NotRead:
    """A file of the batch without a result."""

    status: str = "failed"
    code: str = "corrupt-source"
    duplicate_of: str | None = None


def result_folder(folder: Path, files: Mapping[str, Document | NotRead | bytes]) -> Path:
    """An OUT with these files; bytes are a result as it lies there."""
    entries: list[dict[str, Any]] = []
    for index, (file, made) in enumerate(files.items()):
        output = None
        if not isinstance(made, NotRead):
            output = f"{index}.json" if "\0" in file else f"{file}.json"
            path = folder / output
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as stream:
                if isinstance(made, bytes):
                    stream.write(made)
                else:
                    JSON.write(made, stream, WriteOptions())
        status, code = (made.status, made.code) if isinstance(made, NotRead) else ("ok", None)
        told = {"duplicate_of": made.duplicate_of} if isinstance(made, NotRead) else {}
        entries.append({"file": file, "status": status, "code": code, "message": code, "output": output, **told})
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "summary.json").write_text(json.dumps({"counts": {}, "files": entries}), encoding="utf-8")
    return folder


def named(document: Document, sha256: str) -> Document:
    """The document as if its file had this digest."""
    return document.model_copy(update={"source": document.source.model_copy(update={"sha256": sha256})})


def expected_tables(out: Path, options: ExportOptions | None = None) -> Tables:
    """The rows that stand in a target after the first export of `out`, by key."""
    options = options or ExportOptions()
    tables: Tables = {table.name: [] for table in TABLES}
    for result in find_results(out):
        rows = rows_of(result, options.collection)
        for table in TABLES:
            tables[table.name] += rows.of(table.name)
    return {table.name: _by_key(table, tables[table.name]) for table in TABLES}


def _by_key(table: Table, rows: Sequence[Row]) -> list[Row]:
    at = [table.column_names.index(name) for name in table.key]
    return sorted(rows, key=lambda row: [row[index] for index in at])


def _plain(table: Table, rows: Sequence[Sequence[Any]], json_kinds: frozenset[Kind]) -> list[Row]:
    """Values as they were given: JSON read, truth values true or false."""
    plain = []
    for row in rows:
        values = []
        for column, value in zip(table.columns, row, strict=True):
            if value is not None and column.kind in json_kinds:
                value = json.loads(value)
            values.append(bool(value) if value is not None and column.kind is Kind.BOOLEAN else value)
        plain.append(tuple(values))
    return _by_key(table, plain)


_OBJECTS = frozenset({Kind.OBJECT, Kind.OBJECTS})


def sqlite_tables(place: str) -> Tables:
    """What stands in a SQLite database."""
    with closing(sqlite3.connect(place)) as database:
        rows = {table.name: database.execute(f'SELECT * FROM "{table.name}"').fetchall() for table in TABLES}
    return {table.name: _plain(table, rows[table.name], _OBJECTS | {Kind.TEXTS}) for table in TABLES}


def duckdb_tables(place: str) -> Tables:
    """What stands in a DuckDB database."""
    import duckdb

    with duckdb.connect(place, read_only=True) as database:
        rows = {table.name: database.execute(f'SELECT * FROM "{table.name}"').fetchall() for table in TABLES}
    return {table.name: _plain(table, rows[table.name], _OBJECTS) for table in TABLES}


def postgresql_tables(place: str, schema: str) -> Tables:
    """What stands in a schema of a PostgreSQL database."""
    import psycopg

    with psycopg.connect(f"postgresql:{place}") as database:
        rows = {table.name: database.execute(f'SELECT * FROM "{schema}"."{table.name}"').fetchall() for table in TABLES}
    return {table.name: _plain(table, rows[table.name], frozenset()) for table in TABLES}


def parquet_tables(place: str) -> Tables:
    """What stands in Parquet files."""
    import pyarrow.parquet as pq

    tables = {}
    for table in TABLES:
        read = pq.read_table(Path(place) / f"{table.name}.parquet")
        rows = [tuple(row[name] for name in table.column_names) for row in read.to_pylist()]
        tables[table.name] = _plain(table, rows, _OBJECTS)
    return tables


def datapackage_tables(place: str) -> Tables:
    """What stands in the CSV files of a data package."""
    tables = {}
    for table in TABLES:
        with (Path(place) / f"{table.name}.csv").open(encoding="utf-8", newline="") as stream:
            header, *lines = csv.reader(stream)
        assert tuple(header) == table.column_names
        rows = [[_value(column.kind, cell) for column, cell in zip(table.columns, line, strict=True)] for line in lines]
        tables[table.name] = _plain(table, rows, frozenset())
    return tables


def _value(kind: Kind, cell: str) -> Any:
    if kind is Kind.TEXT:
        return unguard_cell(cell)
    return json.loads(cell) if cell else None
