"""Tables one below the other whose edges hang together over the white between them, parted.

Dashes go on over a gap that is no wider than theirs, and the grounds of cells draw no end of a table at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from gkml_extract.layout.cells import Grid, part_of
from gkml_extract.layout.words import Word

DOUBLE, GAP = 6.0, 12.0
"""Points from which a row without any print is more than a double line, and up to which it is but the distance of two
tables: hardly a line finds room in it."""


def parted_at_gaps(grids: Sequence[Grid], words: Sequence[Word]) -> list[Grid]:
    """The grids, each parted where a low row without print goes through all its columns; the same ones in most."""
    found: list[Grid] = []
    for grid in grids:
        heights = np.diff(grid.row_edges)
        low = np.flatnonzero((heights >= DOUBLE) & (heights < GAP)).tolist()
        gaps = [row for row in low if _is_gap(grid, row, words)]
        if gaps:
            edges = [-1, *gaps, len(grid.row_edges) - 1]
            found += [part_of(grid, above + 1, below) for above, below in pairwise(edges) if below > above + 1]
        else:
            found.append(grid)
    return found


def _is_gap(grid: Grid, row: int, words: Sequence[Word]) -> bool:
    """Whether nothing stands in a row between others, nor goes on through it."""
    if not 0 < row < len(grid.row_edges) - 2 or np.isin(grid.places[row], grid.places[[row - 1, row + 1]]).any():
        return False
    left, top, right, bottom = grid.box
    top, bottom = float(grid.row_edges[row]), float(grid.row_edges[row + 1])
    return not any(
        word.box[1] < bottom - 1 and word.box[3] > top + 1 and word.box[0] < right and word.box[2] > left
        for word in words
    )
