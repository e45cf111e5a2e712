"""Rows of a grid that are none: what a page break leaves of merged cells.

Source: pages printed by Chromium. It draws a merged cell down to the end of the page, and of the row that begins on the
next page nothing; and on that page the rest of the merged cell ends before its last row does, by as much.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gkml_extract.layout.cells import TOUCH, WALL, Grid, without_row
from gkml_extract.layout.words import Word
from gkml_extract.model.page import Floats

MIN_ROWS = 3
"""Rows of a grid from which one of them may be but room."""
FULL_SHARE, FULL_COLUMNS = 0.6, 2
"""Share of the most texts of a column that a full one has, and how many such columns tell where rows begin."""


def without_false_rows(grids: Sequence[Grid], words: Sequence[Word], horizontal: Floats) -> list[Grid]:
    """The grids without the rows that begin nothing."""
    if not any(span.rowspan > 1 for grid in grids for span in grid.cells):
        return list(grids)
    held = {word.cell for word in words}
    found: list[Grid] = []
    first = 0
    for grid in grids:
        if len(grid.row_edges) - 1 >= MIN_ROWS and (rows := _idle_rows(grid, held, first)):
            inside = [word for word in words if first <= word.cell < first + len(grid.cells)]
            found.append(_without_idle_rows(grid, rows, inside, first, horizontal))
        else:
            found.append(grid)
        first += len(grid.cells)
    return found


def _idle_rows(grid: Grid, held: set[int], first: int) -> list[int]:
    """The rows in which no text begins in most of the full columns, where all others do."""
    n_rows = len(grid.row_edges) - 1
    filled = np.zeros(grid.places.shape, dtype=bool)
    at = [(span.row, span.column) for index, span in enumerate(grid.cells) if first + index in held]
    if not at:
        return []
    filled[tuple(np.array(at).T)] = True
    counts = filled.sum(axis=0)
    full = counts >= FULL_SHARE * counts.max()
    if 2 * counts.max() < n_rows or full.sum() < FULL_COLUMNS:
        return []
    is_begun = 2 * filled[:, full].sum(axis=1) >= full.sum()
    return [row for row in range(1, n_rows) if not is_begun[row]]


def _without_idle_rows(grid: Grid, rows: Sequence[int], words: Sequence[Word], first: int, horizontal: Floats) -> Grid:
    """The grid without those of the rows in which nothing that begins in them is printed.

    There the merged cells above these places end too early, and go on to the end of the row. The last row is cut off if
    nothing is printed in it and no rule closes it.
    """
    last = len(grid.row_edges) - 2
    ends = {row: 2 * float(grid.row_edges[row + 1]) for row in rows}
    begun = {first + index: ends[span.row] for index, span in enumerate(grid.cells) if span.row in ends}
    printed = {
        grid.cells[word.cell - first].row
        for word in words
        if word.cell in begun and word.box[1] + word.box[3] < begun[word.cell]
    }
    idle = [row for row in rows if row not in printed]
    if idle and idle[-1] == last:
        idle.pop()
        if _is_open(grid, horizontal) and not _has_print(grid, words):
            grid = without_row(grid, last, is_room=True)
    starts = {grid.cells[grid.places[row - 1, column]].row for row in idle for column in _begun(grid, row)}
    for row in reversed(idle if len(starts) == 1 else []):  # all of them began on the page before
        grid = without_row(grid, row)
    return grid


def _begun(grid: Grid, row: int) -> list[int]:
    """The columns in which a place begins in a row."""
    return [column for column, index in enumerate(grid.places[row].tolist()) if grid.cells[index].row == row]


def _has_print(grid: Grid, words: Sequence[Word]) -> bool:
    """Whether something is printed in the last row, if it be of a cell that begins above it."""
    top = float(grid.row_edges[-2])
    return any(word.box[1] + word.box[3] > 2 * top for word in words)


def _is_open(grid: Grid, horizontal: Floats) -> bool:
    """Whether the places that begin in the last row are open at their lower edge, beside a merged cell that goes on.

    Where only merged cells of a sheet begin in the last row of a page, they look like such places.
    """
    last = len(grid.row_edges) - 2
    begun = [index for index, span in enumerate(grid.cells) if span.row == last]
    if len(begun) == len(grid.column_edges) - 1:
        return False
    at = horizontal[np.abs(horizontal[:, 0] - grid.row_edges[-1]) <= TOUCH]
    width = drawn = 0.0
    for index in begun:
        span = grid.cells[index]
        left, right = grid.column_edges[span.column], grid.column_edges[span.column + span.colspan]
        overlap = np.minimum(at[:, 2], right) - np.maximum(at[:, 1], left)
        width += float(right - left)
        drawn += float(np.maximum(overlap, 0.0).max(initial=0.0))
    return drawn < WALL * width
