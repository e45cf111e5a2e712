"""Columns of a grid that are none of the catalogue: where no cell begins, or neither a label nor a value stands.

A line of signatures above the header parts the grid more finely than the table under it; a workbook leaves a column
free between two others.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from gkml_extract.model.table import Table


def without_idle_columns(table: Table) -> Table:
    """`table` without the columns that nothing stands in; each cell keeps its text."""
    kept = sorted({cell.column for cell in table.cells if cell.text})
    if len(kept) == table.n_columns:
        return table
    cells = []
    for cell in table.cells:
        left, right = bisect_left(kept, cell.column), bisect_left(kept, cell.column + cell.colspan)
        if left < right:
            cells.append(replace(cell, column=left, colspan=right - left))
    return replace(table, n_columns=len(kept), cells=tuple(cells))
