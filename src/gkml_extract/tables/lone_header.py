"""A header in a table of its own, over rows in the next one that do not have just as many columns.

Pages are typed so, to keep the header in place. The rows lack columns at the right whose cells are blank in all of
them, which web pages leave out; or they have one more, where one label stands over two columns of items and the
header alone does not show that. Where no rules draw columns, a header alone at the end of a page has as many, but not
in the same places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gkml_extract.lexicon.header import parse_label
from gkml_extract.model.content import TableFragment
from gkml_extract.model.table import Cell

_MISSING = 2
"""Columns at the right that rows may lack: 备注, and a column of ticks before it."""


def under_lone_header(
    labels: Sequence[Cell], n_columns: int, rows: TableFragment
) -> tuple[tuple[Cell, ...], TableFragment] | None:
    """The labels of a header of `n_columns` and the rows below it with as many columns as one another; or None."""
    n_more = rows.n_columns - n_columns
    if -_MISSING <= n_more < 0:
        blanks = [Cell(row, column, "") for row in range(rows.n_rows) for column in range(rows.n_columns, n_columns)]
        cells = sorted((*rows.cells, *blanks), key=lambda cell: (cell.row, cell.column))
        return tuple(labels), replace(rows, n_columns=n_columns, cells=tuple(cells), column_edges=None)
    if n_more == 0:
        return tuple(labels), replace(rows, column_edges=None)
    leaves = [cell for cell in labels if not any(_is_below(other, cell) for other in labels)]
    items = [cell for cell in leaves if cell.colspan == 1 and parse_label(cell.text).field in ("primary", "secondary")]
    if n_more != 1 or len(items) != 1:
        return None
    at = items[0].column
    widened = tuple(
        replace(cell, colspan=cell.colspan + 1)
        if cell.column <= at < cell.column + cell.colspan
        else replace(cell, column=cell.column + (cell.column > at))
        for cell in labels
    )
    return widened, replace(rows, column_edges=None)


def _is_below(cell: Cell, label: Cell) -> bool:
    """Whether a cell with text stands under a label, which is then a group."""
    return bool(cell.text) and cell.row > label.row and label.column <= cell.column < label.column + label.colspan
