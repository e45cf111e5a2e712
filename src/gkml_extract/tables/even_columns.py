"""Tables whose header and rows are ruled a little apart, as Word leaves them where single cells were dragged.

Each such shift is a column of the grid of its own: a value then begins under the label beside its own, or in a column
that has none. Where a row has as many cells as the header has labels, its cells are those of the labels, in order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from gkml_extract.model.table import Cell, Table

_FULL = 0.6
"""Share of rows that have a cell for each label, from which a table is read so."""


def with_even_columns(table: Table) -> Table:
    """`table` with one column for each label, if rows and header are ruled apart; else as it is."""
    n_header = table.n_header_rows or 0
    if not 0 < n_header < table.n_rows:
        return table
    labels = sorted(
        (cell for cell in table.cells if cell.row < n_header <= cell.row + cell.rowspan), key=lambda cell: cell.column
    )
    starts = [cell.column for cell in labels]
    if {cell.column for cell in table.cells if cell.row >= n_header} <= set(starts):
        return table
    rows = _cells_by_row(table)
    full = [row for row in rows[n_header:] if len(row) == len(labels)]
    if len(full) < _FULL * (table.n_rows - n_header) or any(len(row) > len(labels) for row in rows):
        return table
    if not all(_overlap(cell, label) for row in full for cell, label in zip(row, labels, strict=True)):
        return table
    placed = {id(cell): (place, 1) for row in (labels, *full) for place, cell in enumerate(row)}
    if any(placed[id(cell)][0] != place for row in full for place, cell in enumerate(row)):
        return table
    begins = [Counter(row[place].column for row in full).most_common(1)[0][0] for place in range(len(labels))]
    cells: list[Cell] = []
    for cell in table.cells:
        edges = starts if cell.row < n_header else begins
        column, span = placed.get(id(cell)) or _span(cell, edges)
        cells.append(replace(cell, column=column, colspan=span))
    return replace(table, n_columns=len(labels), cells=tuple(cells)) if _covers_once(cells) else table


def _cells_by_row(table: Table) -> list[list[Cell]]:
    """For each row the cells that cover it, from the left."""
    rows: list[list[Cell]] = [[] for _ in range(table.n_rows)]
    for cell in sorted(table.cells, key=lambda cell: cell.column):
        for row in range(cell.row, min(cell.row + cell.rowspan, table.n_rows)):
            rows[row].append(cell)
    return rows


def _overlap(cell: Cell, label: Cell) -> bool:
    return cell.column < label.column + label.colspan and label.column < cell.column + cell.colspan


def _span(cell: Cell, edges: Sequence[int]) -> tuple[int, int]:
    """The first column and the number of columns of a cell over several: each column is where it begins."""
    left = max(bisect_right(edges, cell.column) - 1, 0)
    if left + 1 < len(edges) and edges[left] < cell.column and edges[left + 1] < cell.column + cell.colspan:
        left += 1  # the column that it begins in is the rest of the one beside it
    right = bisect_right(edges, cell.column + cell.colspan - 1)
    return left, max(1, right - left)


def _covers_once(cells: Sequence[Cell]) -> bool:
    """Whether no place of the grid is covered twice."""
    seen: set[tuple[int, int]] = set()
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            for column in range(cell.column, cell.column + cell.colspan):
                if (row, column) in seen:
                    return False
                seen.add((row, column))
    return True
