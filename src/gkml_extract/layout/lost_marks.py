"""Ticks that a font lacks: something is written in narrow cells, and nothing tells what."""

from __future__ import annotations

from collections.abc import Sequence

from gkml_extract.layout.cells import Grid, cells_of_points
from gkml_extract.layout.words import Word
from gkml_extract.model.page import PageContent

TICKS = frozenset("√✓✔☑●■▲○")
NARROW = 4.0
"""Font sizes that a cell of a tick is wide at most."""
MOST = 0.8
"""Share of the empty narrow cells in which something may be written: a blank is written in all of them."""
MIN_COLUMNS = 5
"""Columns of a catalogue at least."""
MIN_MARKS, LABELS = 2, 3
"""Ticks that a page has at least, and rows of labels over them at most: else nothing can be read in their columns."""


def lost_marks(page: PageContent, grid: Grid, words: Sequence[Sequence[Word]]) -> frozenset[int]:
    """The cells in which ticks stand that cannot be read: narrow ones, empty but for a text without characters.

    None are where the page prints ticks that can be read outside of lists of boxes, or nearly all such cells have one.
    """
    if (
        page.unread is None
        or len(grid.column_edges) <= MIN_COLUMNS
        or any(len(inner) == 1 and inner[0].text in TICKS for inner in words)
    ):
        return frozenset()
    size = max((word.size for inner in words for word in inner), default=0.0)
    boxes = grid.cell_boxes()
    empty = {
        index for index, inner in enumerate(words) if not inner and boxes[index][2] - boxes[index][0] <= NARROW * size
    }
    told = {grid.cells[index].column for index, inner in enumerate(words) if inner and grid.cells[index].row >= LABELS}
    unread = cells_of_points(page.unread[:, 0], page.unread[:, 1], [grid]).tolist()
    found = {index for index in empty.intersection(unread) if grid.cells[index].column not in told}
    return frozenset(found) if MIN_MARKS <= len(found) <= MOST * len(empty) else frozenset()
