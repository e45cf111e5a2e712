"""Raw grids of several pages → whole tables, of any document: what `gkml tables --stitch` shows.

Nothing is known of what the columns mean, unless a header of a catalogue stands on top of them: then its columns help
to tell a cut row from a new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gkml_extract.model.content import Blocks, TableFragment
from gkml_extract.model.table import Cell, Column, Paragraph, Table, moved
from gkml_extract.tables.columns import read_columns
from gkml_extract.tables.edges import align_columns
from gkml_extract.tables.grid_header import find_headers, rows_of
from gkml_extract.tables.page_breaks import join_parts
from gkml_extract.tables.parts import Part
from gkml_extract.tables.torn import CellReaders
from gkml_extract.text import fold

_MOST_HEADER_ROWS = 6
"""Rows that a page may repeat from the top of the table: a title, a line of signatures, a header of four."""
_LEAST_NUMBERS, _LONG_NUMBER = 3, 5
"""Numbers in a row from which a column counts the rows, and digits that none of these has."""


@dataclass(slots=True)
class _Pages:
    """The fragments of one table, in order, each but the first without the rows that it repeats."""

    base: TableFragment
    parts: list[Part]
    pages: list[int | None] = field(default_factory=list)


def grids_over_pages(content: Blocks, readers: CellReaders) -> tuple[TableFragment, ...]:
    """The grids of a body, those that go on over a page break joined.

    A grid goes on the one before if it stands on the next page, nothing is printed between them, and their columns
    agree. Rows that repeat the top of the table are dropped. A joined grid has no row edges: its pages have.
    """
    tables: list[_Pages] = []
    is_apart = True
    for block in content.blocks:
        if isinstance(block, Paragraph):
            is_apart = True
            continue
        aligned = None if is_apart or not tables else _continuation(tables[-1], block)
        if aligned is None:
            tables.append(_Pages(block, [_part(block, 0)], [block.page]))
        else:
            tables[-1].parts.append(_part(aligned, _n_repeated(tables[-1].base, aligned), is_next_page=True))
            tables[-1].pages.append(block.page)
        is_apart = False
    return tuple(_joined(table, readers) for table in tables)


def _continuation(table: _Pages, fragment: TableFragment) -> TableFragment | None:
    last = table.pages[-1]
    if last is None or fragment.page != last + 1:
        return None
    return align_columns(table.base, fragment)


def _n_repeated(base: TableFragment, fragment: TableFragment) -> int:
    """How many rows of the fragment print the first rows of the table again."""
    upper, lower = rows_of(base), rows_of(fragment)
    n = 0
    while n < min(len(upper), len(lower), _MOST_HEADER_ROWS) and _texts(upper[n]) == _texts(lower[n]):
        n += 1
    return n if any(_texts(row) for row in lower[:n]) else 0


def _texts(row: Sequence[Cell]) -> list[tuple[int, str]]:
    return [(cell.column, fold(cell.text)) for cell in row if cell.text]


def _part(fragment: TableFragment, first: int, *, is_next_page: bool = False) -> Part:
    cells = tuple(moved(cell, cell.row - first) for cell in fragment.cells if cell.row >= first)
    bottom = fragment.row_edges[-1] if fragment.row_edges else None
    return Part(cells, fragment.n_rows - first, is_next_page, bottom)


def _joined(table: _Pages, readers: CellReaders) -> TableFragment:
    base = table.base
    if len(table.parts) == 1:
        return base
    body = join_parts(table.parts, _columns_of(base), readers)
    return TableFragment(
        body.n_rows,
        base.n_columns,
        body.cells,
        base.page,
        base.column_edges,
        n_header_rows=base.n_header_rows,
        is_shown=base.is_shown,
    )


def _columns_of(base: TableFragment) -> tuple[Column, ...]:
    header = next(find_headers(base), None)
    if header is None:
        counts = _counting_column(base)
        return tuple(
            Column(index, (), "number" if index == counts else "extra", "unlabelled", 0.0)
            for index in range(base.n_columns)
        )
    cells = tuple(cell for cell in base.cells if cell.row < header.end)
    return read_columns(Table(base.n_rows, base.n_columns, cells, header.end))[0]


def _counting_column(base: TableFragment) -> int | None:
    """The first column whose cells count their rows, whatever stands on top of them: two numbers are two rows."""
    for index in range(base.n_columns):
        texts = (fold(cell.text) for cell in base.cells if cell.column == index)
        numbers = [int(text) for text in texts if text.isdecimal() and text.isascii() and len(text) < _LONG_NUMBER]
        if len(numbers) >= _LEAST_NUMBERS and all(after == before + 1 for before, after in pairwise(numbers)):
            return index
    return None
