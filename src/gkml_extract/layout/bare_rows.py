"""Rows of a ruled table between whose cells no rule is drawn: styles of Word rule every other row, or the first ones.

Such a row looks like one cell over all its columns. It is none if what is printed in it stands in the columns of the
other rows: in three or more, within their edges, and where their texts begin or in their middle.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from gkml_extract.layout.cells import Grid, grid_of_regions
from gkml_extract.layout.words import Word

_MIN_COLUMNS = 3
"""Columns that a cell goes over, and has print in, from which it may be a row."""
_OVER = 1.0
"""Points by which print may stand over the edge of its column."""
_ALIKE = 2.0
"""Points within which texts of a column begin, or stand about its middle."""
_SHARE = 2 / 3
"""Share of the columns with print in which it has to stand like that of other rows."""


def with_bare_rows_parted(grid: Grid, words: Sequence[Word], first: int) -> Grid:
    """The grid with such rows parted where its other rows are.

    Args:
        grid: what rules enclose.
        words: those of the page.
        first: the number of the grid's first cell in `words`.
    """
    counts = Counter(word.cell - first for word in words)
    wide = {
        index
        for index, span in enumerate(grid.cells)
        if span.colspan >= _MIN_COLUMNS and span.rowspan == 1 and counts[index] >= _MIN_COLUMNS
    }
    if not wide:
        return grid
    inside: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        if 0 <= word.cell - first < len(grid.cells):
            inside[word.cell - first].append(word)
    starts = _starts(grid, inside)
    regions = grid.places.copy()
    n_regions = len(grid.cells)
    for index in sorted(wide):
        span = grid.cells[index]
        if _stands_in_columns(grid, inside[index], starts):
            regions[span.row, span.column : span.column + span.colspan] = n_regions + np.arange(span.colspan)
            n_regions += span.colspan
    return grid_of_regions(grid, regions) if n_regions > len(grid.cells) else grid


def _starts(grid: Grid, inside: dict[int, list[Word]]) -> dict[int, set[int]]:
    """Where the texts of cells in one column begin, in whole points, by their columns."""
    found: dict[int, set[int]] = defaultdict(set)
    for index, words in inside.items():
        span = grid.cells[index]
        if span.colspan == 1:
            found[span.column].add(round(min(word.box[0] for word in words)))
    return found


def _stands_in_columns(grid: Grid, words: Sequence[Word], starts: dict[int, set[int]]) -> bool:
    """Whether the print of a cell is that of as many cells as it has columns with print."""
    edges = grid.column_edges.tolist()
    boxes: dict[int, tuple[float, float]] = {}
    for word in words:
        x0, _, x1, _ = word.box
        column = int(np.searchsorted(grid.column_edges, (x0 + x1) / 2, side="right")) - 1
        if not 0 <= column < len(edges) - 1 or x0 < edges[column] - _OVER or x1 > edges[column + 1] + _OVER:
            return False
        left, right = boxes.get(column, (x0, x1))
        boxes[column] = min(left, x0), max(right, x1)
    alike = 0
    for column, (left, right) in boxes.items():
        begins = any(abs(start - left) <= _ALIKE for start in starts[column])
        is_centred = abs((left + right) - (edges[column] + edges[column + 1])) <= 2 * _ALIKE
        alike += begins or is_centred
    return len(boxes) >= _MIN_COLUMNS and alike >= _SHARE * len(boxes)
