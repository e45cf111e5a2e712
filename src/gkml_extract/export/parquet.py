"""Parquet (extra `parquet`): a file a table, and the wide table, which pandas and DuckDB read as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from gkml_extract.export.arrow import arrow_schema, arrow_table
from gkml_extract.export.contract import Exported, ExportOptions, Target
from gkml_extract.export.dependency import needs
from gkml_extract.export.description import Column, Row
from gkml_extract.export.folder import folder_aside
from gkml_extract.export.results import Results
from gkml_extract.export.rows import ResultRows, rows_of
from gkml_extract.export.tables import ITEMS_WIDE, TABLES, wide_columns

ROWS_AT_ONCE = 20_000
"""Rows of a table that are gathered before they are written, as one row group."""


class _Part:
    """One file while it is written."""

    def __init__(self, path: Path, columns: Sequence[Column], comment: str) -> None:
        import pyarrow.parquet as pq

        self._columns = columns
        self._schema = arrow_schema(columns, comment)
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[Row] = []

    def __enter__(self) -> _Part:
        return self

    def __exit__(self, *_: Any) -> None:
        self._writer.close()

    def add(self, rows: Sequence[Row]) -> None:
        self._rows += rows
        if len(self._rows) >= ROWS_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        self._writer.write_table(arrow_table(self._schema, self._columns, self._rows))
        self._rows = []


def write(results: Results, place: str, options: ExportOptions) -> Exported:
    """Put the tables into the folder `place`, in the place of those of an earlier export."""
    needs("pyarrow", "parquet")
    n_items = 0
    with folder_aside(Path(place), {f"{name}.parquet" for name in _names()}) as folder, ExitStack() as stack:
        parts = {
            name: stack.enter_context(_Part(folder / f"{name}.parquet", columns, comment))
            for name, (columns, comment) in _descriptions().items()
        }
        for result in results:
            rows = rows_of(result, options.collection)
            n_items += rows.n_items
            for name, of_table in _all_rows(rows):
                parts[name].add(of_table)
            options.on_file()
        for part in parts.values():
            part.flush()
        stack.close()
    return Exported(len(results), n_items)


def _names() -> list[str]:
    return [*(table.name for table in TABLES), ITEMS_WIDE.name]


def _descriptions() -> dict[str, tuple[Sequence[Column], str]]:
    tables = {table.name: (table.columns, table.comment) for table in TABLES}
    return {**tables, ITEMS_WIDE.name: (wide_columns(), ITEMS_WIDE.comment)}


def _all_rows(rows: ResultRows) -> Iterator[tuple[str, list[Row]]]:
    for table in TABLES:
        yield table.name, rows.of(table.name)
    yield ITEMS_WIDE.name, list(rows.wide())


TARGET = Target("parquet", "FOLDER", keeps_files=False, write=write)
