"""How high a text stands in a column: for formats whose row heights must be written down."""

from __future__ import annotations

import math

from gkml_extract.text import display_width
from support.printing.model import Cell, Table

_POINTS_A_MM = 72 / 25.4
_LEADING = 1.45


def row_heights(table: Table) -> list[float]:
    """The height of each row in points, so that every cell holds its text; a merged one adds what it lacks evenly."""
    heights = [table.size * _LEADING + 4] * table.n_rows
    for cell in sorted(table.cells, key=lambda cell: cell.n_rows):
        rows = range(cell.row, cell.row + cell.n_rows)
        lacking = cell_height(table, cell) - sum(heights[row] for row in rows)
        if lacking > 0:
            for row in rows:
                heights[row] += lacking / cell.n_rows
    return heights


def cell_height(table: Table, cell: Cell) -> float:
    """The height that a cell's text needs, in points."""
    width = sum(table.widths[cell.column : cell.column + cell.n_columns]) * _POINTS_A_MM - 5
    per_line = max(width // table.size, 1) * 2
    lines = [part for line in cell.lines for part in line.split("\n")]
    n_lines = sum(max(math.ceil(display_width(line) / per_line), 1) for line in lines)
    return n_lines * table.size * _LEADING + 4
