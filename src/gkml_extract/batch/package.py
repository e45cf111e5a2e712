"""datapackage.json of an output folder: what its CSV tables are, as a Frictionless Data Package.

Source: specs.frictionlessdata.io/data-package, v1. `gkml export --to datapackage:…` writes one with typed columns and
a table for each thing; here the tables are those for people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gkml_extract.writers.contract import Headers


@dataclass(frozen=True, slots=True)
class TableOfRun:
    """A CSV table of a run.

    Args:
        name: of its file.
        zh, en: what a row of it is.
        columns: English key and Chinese header of each column.
        key: keys of the columns that no two rows have alike; none where rows may repeat.
        integers, numbers: keys of columns that hold nothing else.
    """

    name: str
    zh: str
    en: str
    columns: Sequence[tuple[str, str]]
    key: tuple[str, ...] = ()
    integers: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()


def package_of(tables: Sequence[TableOfRun], headers: Headers) -> dict[str, Any]:
    """What datapackage.json says of these tables."""
    return {
        "profile": "tabular-data-package",
        "name": "gkml-batch",
        "title": "政务公开目录",
        "description": "Made by gkml batch. A text that a spreadsheet would run is led by an apostrophe. "
        "由 gkml batch 生成；电子表格会当作公式的文字前加一个单引号。",
        "resources": [_resource(table, headers) for table in tables],
    }


def _resource(table: TableOfRun, headers: Headers) -> dict[str, Any]:
    labels = {key: zh if headers is Headers.ZH else key for key, zh in table.columns}
    schema: dict[str, Any] = {"fields": [_field(table, *column, labels) for column in table.columns]}
    schema["missingValues"] = [""]
    if table.key:
        schema["primaryKey"] = [labels[key] for key in table.key]
    return {
        "profile": "tabular-data-resource",
        "name": table.name.removesuffix(".csv"),
        "path": table.name,
        "title": table.zh,
        "description": table.en,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": schema,
    }


def _field(table: TableOfRun, key: str, zh: str, labels: dict[str, str]) -> dict[str, Any]:
    kind = "integer" if key in table.integers else "number" if key in table.numbers else "string"
    field: dict[str, Any] = {"name": labels[key], "type": kind, "title": zh, "description": key}
    return {**field, "constraints": {"required": True}} if key in table.key else field
