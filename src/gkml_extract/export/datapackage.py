"""A Frictionless Data Package: the tables as CSV, described by datapackage.json and by a JSON Schema of their rows.

Source: specs.frictionlessdata.io/data-package, v1. The CSV files follow `writers/cells`: a text that a spreadsheet
would run is led by an apostrophe, and so is one that begins with an apostrophe itself.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

from gkml_extract.export.contract import Exported, ExportOptions, Target
from gkml_extract.export.description import Column, Kind, Reference, Row, Table, Value
from gkml_extract.export.folder import folder_aside
from gkml_extract.export.results import Results
from gkml_extract.export.rows import rows_of
from gkml_extract.export.tables import TABLES, TABLES_VERSION, table_named
from gkml_extract.writers.cells import guard_cell
from gkml_extract.writers.json import encode_json

_JSON = json.JSONEncoder(ensure_ascii=False).encode
PACKAGE, SCHEMA = "datapackage.json", "rows.schema.json"

_FIELD_TYPES = {
    Kind.TEXT: "string",
    Kind.INTEGER: "integer",
    Kind.NUMBER: "number",
    Kind.BOOLEAN: "boolean",
    Kind.TEXTS: "array",
    Kind.OBJECT: "object",
    Kind.OBJECTS: "array",
}
_GUARD_EN = "a text that a spreadsheet would run (= + - @) is led by an apostrophe, and so is one that begins with one"
_GUARD_ZH = "以 = + - @ 或单引号开头的文字前加一个单引号，以防电子表格软件当作公式运行"


def write(results: Results, place: str, options: ExportOptions) -> Exported:
    """Put the package into the folder `place`, in the place of that of an earlier export."""
    n_items = 0
    ours = {PACKAGE, SCHEMA, *(f"{table.name}.csv" for table in TABLES)}
    with folder_aside(Path(place), ours) as folder:
        with ExitStack() as stack:
            files = {table.name: stack.enter_context((folder / f"{table.name}.csv").open("wb")) for table in TABLES}
            for table in TABLES:
                _write_rows(files[table.name], [table.column_names])
            for result in results:
                rows = rows_of(result, options.collection)
                n_items += rows.n_items
                for table in TABLES:
                    _write_rows(files[table.name], map(_cells, rows.of(table.name)))
                options.on_file()
        (folder / PACKAGE).write_bytes(encode_json(package(), indent=1) + b"\n")
        (folder / SCHEMA).write_bytes(encode_json(rows_schema(), indent=1) + b"\n")
    return Exported(len(results), n_items)


def _write_rows(stream: BinaryIO, rows: Iterable[Sequence[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    stream.write(text.getvalue().encode())


def _cells(row: Row) -> list[str]:
    return [_cell(value) for value in row]


def _cell(value: Value) -> str:
    if value is None or isinstance(value, str):
        return guard_cell(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return _JSON(value)


def package() -> dict[str, Any]:
    """What datapackage.json says."""
    return {
        "profile": "tabular-data-package",
        "name": "gkml-export",
        "version": TABLES_VERSION,
        "title": "政务公开目录",
        "description": f"Catalogues of government disclosure, as tables. In the CSV files {_GUARD_EN}. "
        f"政务公开目录的结构化数据。CSV 文件中，{_GUARD_ZH}。",
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.references:
        schema["foreignKeys"] = [_foreign_key(table, reference) for reference in table.references]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.zh,
        "description": f"{table.en} / {table.about}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _FIELD_TYPES[column.kind],
        "title": column.zh,
        "description": f"{column.en} / {column.about}",
    }
    constraints: dict[str, Any] = {"required": True} if column.is_required else {}
    if column.values:
        constraints["enum"] = list(column.values)
    return {**field, "constraints": constraints} if constraints else field


def _foreign_key(table: Table, reference: Reference) -> dict[str, Any]:
    target = table_named(reference.table)
    resource = "" if target == table else target.name
    return {"fields": list(reference.columns), "reference": {"resource": resource, "fields": list(target.key)}}


_JSON_TYPES: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.BOOLEAN: {"type": "boolean"},
    Kind.TEXTS: {"type": "array", "items": {"type": "string"}},
    Kind.OBJECT: {"type": "object"},
    Kind.OBJECTS: {"type": "array", "items": {"type": "object"}},
}


def rows_schema() -> dict[str, Any]:
    """The JSON Schema of a row of each table, below `$defs` by the table's name."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:gkml-extract:tables:{TABLES_VERSION}",
        "$defs": {table.name: _row_schema(table) for table in TABLES},
    }


def _row_schema(table: Table) -> dict[str, Any]:
    return {
        "title": table.zh,
        "description": f"{table.en} / {table.about}",
        "type": "object",
        "properties": {column.name: _value_schema(column) for column in table.columns},
        "required": list(table.column_names),
        "additionalProperties": False,
    }


def _value_schema(column: Column) -> dict[str, Any]:
    value = dict(_JSON_TYPES[column.kind])
    if column.values:
        value["enum"] = [*column.values, *([] if column.is_required else [None])]
    if not column.is_required:
        value["type"] = [value["type"], "null"]
    return {"title": column.zh, "description": f"{column.en} / {column.about}", **value}


TARGET = Target("datapackage", "FOLDER", keeps_files=False, write=write)
