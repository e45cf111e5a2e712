"""The surroundings of a cell of a grid: its row and the header above it, without the columns that are far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gkml_extract.model.content import Blocks, TableFragment
from gkml_extract.model.source import Place
from gkml_extract.model.table import Cell
from gkml_extract.report.illustration import GridCell, GridExcerpt, Illustration, NoPicture
from gkml_extract.report.plain import clipped
from gkml_extract.tables.grid_header import HeaderRows, find_headers

_COLUMNS_BESIDE = 2
_MOST_ROWS = 3
"""Rows of a merged cell that are shown."""
_MARKED_WIDTH, _BESIDE_WIDTH, _LABEL_WIDTH = 480, 90, 40
"""Most of a cell's text, in half-width characters: of the place itself, beside it, in the header."""


def grid_excerpts(content: Blocks, places: Sequence[Place]) -> list[Illustration]:
    """The cell that stands at each place, with its row and header."""
    grids = _Grids([block for block in content.blocks if isinstance(block, TableFragment)])
    return [grids.excerpt(place) for place in places]


class _Grids:
    """The grids of a document, with what is looked for in them more than once."""

    def __init__(self, grids: Sequence[TableFragment]) -> None:
        self._grids = grids
        self._at = {
            place: (index, cell) for index, grid in enumerate(grids) for cell in grid.cells for place in cell.places
        }
        self._headers: dict[int, list[HeaderRows]] = {}

    def excerpt(self, place: Place) -> Illustration:
        """The cell at `place` in its row."""
        if place not in self._at:
            return NoPicture.NOT_FOUND
        index, cell = self._at[place]
        return _excerpt(self._grids[index], cell, self._header_over(index, cell.row))

    def _header_over(self, last: int, row: int) -> tuple[str, ...]:
        """The label of each column of grid `last`: of the header above `row`, or of an earlier grid just as wide."""
        for index in range(last, -1, -1):
            headers = [found for found in self._headers_of(index) if index != last or found.end <= row]
            if headers:
                grid = self._grids[index]
                is_same = grid.n_columns == self._grids[last].n_columns
                return _labels(grid, headers[-1].first, headers[-1].end) if is_same else ()
        return ()

    def _headers_of(self, index: int) -> list[HeaderRows]:
        if index not in self._headers:
            self._headers[index] = list(find_headers(self._grids[index]))
        return self._headers[index]


def _labels(grid: TableFragment, first: int, end: int) -> tuple[str, ...]:
    """What the header rows [first, end) print over each column, from the top down."""
    return tuple(
        clipped(" / ".join(_distinct(cell.text for cell in _column(grid, column, first, end))), _LABEL_WIDTH)
        for column in range(grid.n_columns)
    )


def _column(grid: TableFragment, column: int, first: int, end: int) -> list[Cell]:
    return [
        cell
        for cell in grid.cells
        if cell.column <= column < cell.column + cell.colspan and cell.row < end and cell.row + cell.rowspan > first
    ]


def _distinct(texts: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(text.replace("\n", "") for text in texts if text))


def _excerpt(grid: TableFragment, marked: Cell, header: Sequence[str]) -> GridExcerpt:
    columns = _columns(grid.n_columns, marked)
    rows = range(marked.row, min(marked.row + marked.rowspan, marked.row + _MOST_ROWS))
    return GridExcerpt(
        tuple(header[column] for column in columns) if header else (),
        tuple(tuple(_row(grid, marked, row, rows, columns)) for row in rows),
    )


def _columns(n_columns: int, marked: Cell) -> list[int]:
    """The first column, which numbers the rows, and those next to the marked cell."""
    first = max(marked.column - _COLUMNS_BESIDE, 0)
    end = min(marked.column + marked.colspan + _COLUMNS_BESIDE, n_columns)
    return sorted({0, *range(first, end)})


def _row(grid: TableFragment, marked: Cell, row: int, rows: range, columns: Sequence[int]) -> Iterator[GridCell]:
    """The cells that begin in a row of the excerpt; what a cell covers outside of the excerpt is cut off."""
    for cell in sorted(grid.cells, key=lambda each: each.column):
        shown_columns = [column for column in columns if cell.column <= column < cell.column + cell.colspan]
        shown_rows = [each for each in rows if cell.row <= each < cell.row + cell.rowspan]
        if shown_columns and shown_rows and shown_rows[0] == row:
            width = _MARKED_WIDTH if cell is marked else _BESIDE_WIDTH
            yield GridCell(clipped(cell.text, width), cell is marked, len(shown_rows), len(shown_columns))
