"""What a page cuts off of the texts in its cells, so that the next stages know which of them are not whole.

LibreOffice draws the text of a merged cell whole on each page that the cell stands on, and clips it at the page's last
row: what one page cuts off below the next one shows. What is cut off at the sides no page shows.
"""

from __future__ import annotations

from collections import defaultdict

from gkml_extract.layout.cells import Grid, cells_of_points
from gkml_extract.model.page import Clipped
from gkml_extract.model.table import Hidden
from gkml_extract.text import clean

AT_EDGE = 1.5
"""Points from a page's edge within which the edge of a table is where it is cut."""


def is_cut(grid: Grid, width: float) -> bool:
    """Whether the page's edge cuts a grid at one side: a word processor prints nothing of a table beyond it.

    One that fills its page from edge to edge was made for it.
    """
    at_left, at_right = grid.column_edges[0] < AT_EDGE, grid.column_edges[-1] > width - AT_EDGE
    return bool(at_left != at_right)


def hidden_in(clipped: Clipped | None, grid: Grid) -> dict[int, Hidden]:
    """What is cut off of the cells of a grid, by their indices."""
    if clipped is None:
        return {}
    cells = cells_of_points(clipped.points[:, 0], clipped.points[:, 1], [grid]).tolist()
    found: dict[int, list[str]] = defaultdict(lambda: ["", "", ""])
    runs: dict[int, int] = {}
    for cell, side, char, run in zip(cells, clipped.sides.tolist(), clipped.text, clipped.runs.tolist(), strict=True):
        if cell >= 0:
            found[cell][side] += char
            runs.setdefault(cell, run)
    return {
        cell: Hidden(clean(above), clean(below), clean(beside), clean(clipped.drawn[runs[cell]]))
        for cell, (above, below, beside) in found.items()
        if clean(above + below + beside)
    }
