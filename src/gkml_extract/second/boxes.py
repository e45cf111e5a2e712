"""Cells known by their boxes → a grid that covers each place once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gkml_extract.model.content import TableFragment
from gkml_extract.model.source import PagePlace
from gkml_extract.model.table import Cell

Box = tuple[float, float, float, float]
TOUCH_PT = 2.0
"""Points within which two edges are one."""


def fragment_of_boxes(page: int, cells: Sequence[tuple[Box, str]]) -> TableFragment | None:
    """The grid that boxes with texts make; None if they make none. Places that no box covers are empty cells."""
    columns = _edges(edge for box, _ in cells for edge in (box[0], box[2]))
    rows = _edges(edge for box, _ in cells for edge in (box[1], box[3]))
    if len(columns) < 2 or len(rows) < 2:
        return None
    taken: set[tuple[int, int]] = set()
    made: list[Cell] = []
    for box, text in cells:
        left, right = _index(columns, box[0]), max(_index(columns, box[2]), _index(columns, box[0]) + 1)
        top, bottom = _index(rows, box[1]), max(_index(rows, box[3]), _index(rows, box[1]) + 1)
        places = {(row, column) for row in range(top, bottom) for column in range(left, right)}
        if places & taken or right >= len(columns) + 1 or bottom >= len(rows) + 1:
            continue
        taken |= places
        made.append(Cell(top, left, text, bottom - top, right - left, places=(PagePlace(page=page, bbox=box),)))
    for row in range(len(rows) - 1):
        for column in range(len(columns) - 1):
            if (row, column) not in taken:
                box = (columns[column], rows[row], columns[column + 1], rows[row + 1])
                made.append(Cell(row, column, "", places=(PagePlace(page=page, bbox=box),)))
    ordered = tuple(sorted(made, key=lambda cell: (cell.row, cell.column)))
    return TableFragment(len(rows) - 1, len(columns) - 1, ordered, page, tuple(columns), tuple(rows))


def _edges(positions: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for position in sorted(positions):
        if not edges or position - edges[-1] > TOUCH_PT:
            edges.append(position)
    return edges


def _index(edges: Sequence[float], position: float) -> int:
    return min(range(len(edges)), key=lambda k: abs(edges[k] - position))
