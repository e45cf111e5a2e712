"""Tables whose header and rows are ruled a little apart, as Word leaves them where single cells were dragged.

Each such shift is a column of the grid of its own: a value then begins under the label beside its own, or in a column
that has none. Where a row has as many cells as the header has labels, its cells are those of the labels, in order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from gkml_extract.lexicon.header import parse_label
from gkml_extract.model.content import TableFragment
from gkml_extract.model.table import Cell, Table

_FULL = 0.6
"""Share of rows that have a cell for each label, from which a table is read so."""


def even_fragment(fragment: TableFragment, end: int) -> TableFragment:
    """A grid whose header ends before row `end`, likewise: tables that go on one another may be ruled apart as well."""
    table = Table(fragment.n_rows, fragment.n_columns, fragment.cells, end)
    even = with_even_columns(table)
    return fragment if even is table else replace(fragment, n_columns=even.n_columns, cells=even.cells)


def with_even_columns(table: Table) -> Table:
    """`table` with one column for each label, if rows and header are ruled apart; else as it is."""
    n_header = table.n_header_rows or 0
    if not 0 < n_header < table.n_rows:
        return table
    labels = sorted(
        (cell for cell in table.cells if cell.row < n_header <= cell.row + cell.rowspan), key=lambda cell: cell.column
    )
    starts = {cell.column for cell in labels}
    if {cell.column for cell in table.cells if cell.row >= n_header} <= starts:
        return table
    rows = _cells_by_row(table)
    widths = _widths(labels, rows[n_header:])
    slots = [label for label, width in zip(labels, widths, strict=True) for _ in range(width)]
    full = [row for row in rows[n_header:] if len(row) == len(slots)]
    if len(full) < _FULL * (table.n_rows - n_header) or any(len(row) > len(slots) for row in rows):
        return table
    if len(slots) > len(labels) and len(slots) == table.n_columns:
        return table
    if not all(_overlap(cell, label) for row in full for cell, label in zip(row, slots, strict=True)):
        return table
    placed = {id(cell): (place, 1) for row in full for place, cell in enumerate(row)}
    if any(placed[id(cell)][0] != place for row in full for place, cell in enumerate(row)):
        return table
    places = accumulate(widths, initial=0)
    placed |= {id(label): (place, width) for label, place, width in zip(labels, places, widths, strict=False)}
    begins = [Counter(row[place].column for row in full).most_common(1)[0][0] for place in range(len(slots))]
    edges = [label.column + half for label, width in zip(labels, widths, strict=True) for half in range(width)]
    cells: list[Cell] = []
    for cell in table.cells:
        is_as_labels = cell.column in starts and cell.column + cell.colspan in (*starts, table.n_columns)
        column, span = placed.get(id(cell)) or _span(cell, edges if is_as_labels else begins)
        cells.append(replace(cell, column=column, colspan=span))
    return replace(table, n_columns=len(slots), cells=tuple(cells)) if _covers_once(cells) else table


def _widths(labels: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """How many columns each label has: one, or two if it is that of the items and the rows have a cell more."""
    widths = [1] * len(labels)
    if not rows or Counter(map(len, rows)).most_common(1)[0][0] != len(labels) + 1:
        return widths
    items = [at for at, cell in enumerate(labels) if cell.colspan > 1 and parse_label(cell.text).field == "primary"]
    if len(items) == 1:
        widths[items[0]] = 2
    return widths


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
