"""`gkml tables`: the raw grids of a document, before anything is made of them."""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gkml_extract.cli.console import data_out, tell
from gkml_extract.cli.options import EngineOption
from gkml_extract.model.engine import Engine
from gkml_extract.model.errors import UsageError
from gkml_extract.writers.json import encode_json

if TYPE_CHECKING:
    from gkml_extract.model.content import TableFragment
    from gkml_extract.model.table import Cell


def tables(
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="The file to read.", show_default=False)],
    format_name: Annotated[
        str, typer.Option("--format", "-f", metavar="json|csv|html|md", help="The output format.")
    ] = "json",
    debug_image: Annotated[
        Path | None,
        typer.Option(
            "--debug-image",
            metavar="OUT.png",
            help="Draw a page of a PDF with what was found on it into this file, and show nothing else.",
            show_default=False,
        ),
    ] = None,
    page: Annotated[int, typer.Option("--page", min=1, help="The page to draw.")] = 1,
    stitch: Annotated[bool, typer.Option("--stitch", help="Join what goes on over a page break.")] = False,
    engine: EngineOption = Engine.PDFIUM,
) -> None:
    """Show the grids of a document as they were read, header rows and all.

    A table on two pages is two, unless --stitch is given.
    """
    if format_name not in FORMATS:
        known = ", ".join(FORMATS)
        raise UsageError(
            f"no format {format_name}; choose one of {known}", f"没有格式 {format_name}；请从 {known} 中选择"
        )
    if debug_image is not None:
        from gkml_extract.cli.page_picture import draw_page

        draw_page(file, page, debug_image)
        tell(f"page {page} of {file} → {debug_image}", f"{file} 第 {page} 页 → {debug_image}")
        return
    fragments = _fragments(file, engine, is_stitched=stitch)
    with data_out() as stream:
        stream.write(FORMATS[format_name](fragments))


def _fragments(file: Path, engine: Engine, *, is_stitched: bool) -> list[TableFragment]:
    from gkml_extract.extract import READERS, read_content
    from gkml_extract.extractors.registry import identify
    from gkml_extract.extractors.source_file import read_bytes
    from gkml_extract.model.content import Blocks, TableFragment

    data = read_bytes(file)
    content = read_content(data, identify(data, file.name), engine)
    if not isinstance(content, Blocks):
        raise UsageError(
            f"{file} is read as text: its table is only made out by `gkml extract`",
            f"{file} 按纯文本读取，其中的表格在提取时才还原；请使用 `gkml extract`",
        )
    if is_stitched:
        from gkml_extract.tables.grids_over_pages import grids_over_pages

        return list(grids_over_pages(content, READERS))
    return [block for block in content.blocks if isinstance(block, TableFragment)]


def _json(fragments: Sequence[TableFragment]) -> bytes:
    return encode_json({"tables": [_table(fragment) for fragment in fragments]}, indent=1) + b"\n"


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


def _csv(fragments: Sequence[TableFragment]) -> bytes:
    """Each table's rows, an empty line between two tables; a merged cell's text at its upper left corner."""
    import csv

    text = io.StringIO()
    for index, fragment in enumerate(fragments):
        if index:
            text.write("\r\n")
        csv.writer(text).writerows([_plain(value) for value in row] for row in _rows(fragment))
    return text.getvalue().encode("utf-8-sig", "backslashreplace")


def _plain(text: str) -> str:
    """`text` such that a spreadsheet does not run it."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) and len(text) > 1 else text


def _markdown(fragments: Sequence[TableFragment]) -> bytes:
    return "\n".join(_markdown_table(fragment) for fragment in fragments).encode("utf-8", "backslashreplace")


def _markdown_table(fragment: TableFragment) -> str:
    rows = [" | ".join(value.replace("|", "\\|").replace("\n", "<br>") for value in row) for row in _rows(fragment)]
    rows.insert(1, " | ".join(["---"] * fragment.n_columns))
    return "".join(f"| {row} |\n" for row in rows)


def _rows(fragment: TableFragment) -> list[list[str]]:
    rows = [[""] * fragment.n_columns for _ in range(fragment.n_rows)]
    for cell in fragment.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def _html(fragments: Sequence[TableFragment]) -> bytes:
    body = "\n".join(_html_table(fragment) for fragment in fragments)
    return f'<!doctype html>\n<meta charset="utf-8">\n{body}\n'.encode("utf-8", "xmlcharrefreplace")


def _html_table(fragment: TableFragment) -> str:
    rows: list[list[str]] = [[] for _ in range(fragment.n_rows)]
    for cell in fragment.cells:
        spans = f' rowspan="{cell.rowspan}"' * (cell.rowspan > 1) + f' colspan="{cell.colspan}"' * (cell.colspan > 1)
        rows[cell.row].append(f"<td{spans}>{html.escape(cell.text).replace(chr(10), '<br>')}</td>")
    body = "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    page = f' data-page="{fragment.page}"' if fragment.page else ""
    return f'<table border="1"{page}>\n{body}\n</table>'


FORMATS: dict[str, Callable[[Sequence[TableFragment]], bytes]] = {
    "json": _json,
    "csv": _csv,
    "html": _html,
    "md": _markdown,
}
