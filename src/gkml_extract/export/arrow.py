"""Rows as Arrow tables: typed columns, lists as lists, JSON as text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from gkml_extract.export.description import Column, Kind, Row

_OBJECTS = (Kind.OBJECT, Kind.OBJECTS)
_JSON = json.JSONEncoder(ensure_ascii=False).encode


def arrow_schema(columns: Sequence[Column], comment: str) -> Any:
    """The schema of columns: title and meaning stand in the metadata of each field and of the whole."""
    import pyarrow as pa

    types = {
        Kind.TEXT: pa.string(),
        Kind.INTEGER: pa.int64(),
        Kind.NUMBER: pa.float64(),
        Kind.BOOLEAN: pa.bool_(),
        Kind.TEXTS: pa.list_(pa.string()),
        Kind.OBJECT: pa.string(),
        Kind.OBJECTS: pa.string(),
    }
    fields = [
        pa.field(column.name, types[column.kind], not column.is_required, {"comment": column.comment})
        for column in columns
    ]
    return pa.schema(fields, {"comment": comment})


def arrow_table(schema: Any, columns: Sequence[Column], rows: Sequence[Row]) -> Any:
    """The rows in the order of the columns, of which `schema` was made."""
    import pyarrow as pa

    by_column: list[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [() for _ in columns]
    arrays = [
        pa.array(map(_json, values) if column.kind in _OBJECTS else values, field.type, size=len(values))
        for column, field, values in zip(columns, schema, by_column, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _json(value: Any) -> str | None:
    return None if value is None else _JSON(value)
