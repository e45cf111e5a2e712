"""`gkml tables`: the raw grids of a document, before anything is made of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gkml_extract.cli.console import data_out
from gkml_extract.writers.json import encode_json

if TYPE_CHECKING:
    from gkml_extract.model.content import TableFragment
    from gkml_extract.model.table import Cell


def tables(
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="The file to read.", show_default=False)],
) -> None:
    """Show the grids of a document as they were read, header rows and all; a table on two pages is two."""
    found = [_table(fragment) for fragment in _fragments(file)]
    with data_out() as stream:
        stream.write(encode_json({"tables": found}, indent=1) + b"\n")


def _fragments(file: Path) -> list[TableFragment]:
    from gkml_extract.extract import read_content
    from gkml_extract.extractors.registry import identify
    from gkml_extract.extractors.source_file import read_bytes
    from gkml_extract.model.content import Blocks, TableFragment

    data = read_bytes(file)
    content = read_content(data, identify(data, file.name))
    blocks = content.blocks if isinstance(content, Blocks) else ()
    return [block for block in blocks if isinstance(block, TableFragment)]


def _table(fragment: TableFragment) -> dict[str, Any]:
    return {
        "page": fragment.page,
        "n_rows": fragment.n_rows,
        "n_columns": fragment.n_columns,
        "is_shown": fragment.is_shown,
        "cells": [_cell(cell) for cell in fragment.cells],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    from gkml_extract.model.source import PagePlace

    box = next((place.bbox for place in cell.places if isinstance(place, PagePlace)), None)
    return {
        "row": cell.row,
        "column": cell.column,
        "rowspan": cell.rowspan,
        "colspan": cell.colspan,
        "text": cell.text,
        "bbox": None if box is None else [round(each, 2) for each in box],
    }
