"""The ends of pages: rows of a grid that are none, which a page break leaves of merged cells, and cells left open.

Source: pages printed by Chromium. It draws a merged cell down to the end of the page, and of the row that begins on the
next page nothing; and on that page the rest of the merged cell ends before its last row does, by as much.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from gkml_extract.layout.cells import TOUCH, WALL, Grid, Span, cells_of_points, with_sides, without_row
from gkml_extract.layout.words import Word
from gkml_extract.model.page import Floats

MIN_ROWS = 3
"""Rows of a grid from which one of them may be but room."""
OPEN, CLOSED = 0.2, 0.8
"""Share of a column's width up to which no rule is drawn below it, and from which one is."""
ROOM_SHARE = 3
"""One in how many columns ends at least where the rest of a page begins; those of a merged cell that ends too early
are fewer."""
FULL_SHARE, FULL_COLUMNS = 0.6, 2
"""Share of the most texts of a column that a full one has, and how many such columns tell where rows begin."""
MOST_UNSEEN = 0.5
"""Share of a table's columns that may be missing at the sides of one of its pages."""


def with_unseen_sides(grid: Grid, known: Sequence[float]) -> Grid:
    """The grid with the outer columns of the table that it goes on, where a page shows nothing of them.

    Nothing is drawn of a table without outer edges beside a merged cell that covers a page. `known` are the edges of
    the columns on the page before.
    """
    own, n_unseen = grid.column_edges, len(known) - len(grid.column_edges)
    if not 0 < n_unseen <= MOST_UNSEEN * len(known):
        return grid
    edges = np.array(known)
    for before in range(n_unseen + 1):
        if (np.abs(edges[before : before + len(own)] - own) <= TOUCH).all():
            return with_sides(grid, known[:before], known[before + len(own) :])
    return grid


def without_false_rows(
    grids: Sequence[Grid], words: Sequence[Word], horizontal: Floats, vertical: Floats
) -> list[Grid]:
    """The grids without the rows that begin nothing."""
    if not any(span.rowspan > 1 for grid in grids for span in grid.cells):
        return list(grids)
    held = {word.cell for word in words}
    found: list[Grid] = []
    first = 0
    for grid in grids:
        offset, n_cells, own = first, len(grid.cells), words
        if (room := _room_below(grid, held, first, horizontal)) < len(grid.row_edges) - 1:
            own = [word for word in words if first <= word.cell < first + n_cells]
            grid = _without_room(grid, room, own, vertical)
            x, y = (np.array([(word.box[side] + word.box[side + 2]) / 2 for word in own]) for side in (0, 1))
            cells = cells_of_points(x, y, [grid]).tolist()
            own, offset = [word._replace(cell=cell) for word, cell in zip(own, cells, strict=True)], 0
        known = held if own is words else {word.cell for word in own}
        if len(grid.row_edges) - 1 >= MIN_ROWS and (rows := _idle_rows(grid, known, offset)):
            inside = [word for word in own if offset <= word.cell < offset + len(grid.cells)]
            grid = _without_idle_rows(grid, rows, inside, offset, horizontal)
        found.append(grid)
        first += n_cells
    return found


def _room_below(grid: Grid, held: set[int], first: int, horizontal: Floats) -> int:
    """The first of the last rows in which no cell begins but what is left of the page beside cells that go on.

    Nothing is printed in it, and no rule closes it.
    """
    n_rows, n_columns = len(grid.row_edges) - 1, len(grid.column_edges) - 1
    room = n_rows
    for row in range(n_rows - 1, MIN_ROWS - 2, -1):
        begun = [index for index in grid.places[row].tolist() if grid.cells[index].row == row]
        if len(begun) == n_columns or any(
            first + index in held or _is_closed(grid, grid.cells[index], horizontal) for index in set(begun)
        ):
            break
        if ROOM_SHARE * len(begun) >= n_columns:
            room = row
    return room


def _is_closed(grid: Grid, span: Span, horizontal: Floats) -> bool:
    """Whether a rule is drawn below a cell."""
    left, right = grid.column_edges[span.column], grid.column_edges[span.column + span.colspan]
    at = horizontal[np.abs(horizontal[:, 0] - grid.row_edges[span.row + span.rowspan]) <= TOUCH]
    overlap = np.minimum(at[:, 2], right) - np.maximum(at[:, 1], left)
    return float(overlap.max(initial=0.0)) >= OPEN * float(right - left)


def _without_room(grid: Grid, room: int, words: Sequence[Word], vertical: Floats) -> Grid:
    """The grid without its rows from `room` on; they are the last one's if a cell that goes on is printed there."""
    end = float(grid.row_edges[room])
    goes_on = tuple(
        grid.cells[index].row < room and (True if _is_walled(grid, index, room, vertical) else None)
        for index in grid.places[room].tolist()
    )
    has_print = any(word.box[1] + word.box[3] > 2 * end for word in words)
    for row in reversed(range(room, len(grid.row_edges) - 1)):
        grid = without_row(grid, row, is_room=not has_print)
    return replace(grid, goes_on=goes_on)


def _is_walled(grid: Grid, index: int, row: int, vertical: Floats) -> bool:
    """Whether rules are drawn at both sides of a cell in a row: where nothing is, a cell has ended unseen."""
    _, column, _, colspan = grid.cells[index]
    top, bottom = grid.row_edges[row], grid.row_edges[row + 1]
    for side in {column, column + colspan} - {0, len(grid.column_edges) - 1}:
        at = vertical[np.abs(vertical[:, 0] - grid.column_edges[side]) <= TOUCH]
        overlap = np.minimum(at[:, 2], bottom) - np.maximum(at[:, 1], top)
        if float(overlap.max(initial=0.0)) < WALL * float(bottom - top):
            return False
    return True


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
        if ROOM_SHARE * len(_begun(grid, last)) < len(grid.column_edges) - 1:
            grid = _without_early_end(grid, last, horizontal)
        elif _is_open(grid, horizontal) and not _has_print(grid, words):
            grid = without_row(grid, last, is_room=True)
    starts = {grid.cells[grid.places[row - 1, column]].row for row in idle for column in _begun(grid, row)}
    for row in reversed(idle if len(starts) == 1 else []):  # all of them began on the page before
        grid = without_row(grid, row)
    return grid


def _without_early_end(grid: Grid, row: int, horizontal: Floats) -> Grid:
    """The grid without its last row, above which but a few merged cells end, too early: with them nothing goes on."""
    told = open_below(grid, horizontal)
    ended = _begun(grid, row)
    goes_on = tuple(
        False if column in ended else told.get(index) for column, index in enumerate(grid.places[row].tolist())
    )
    return replace(without_row(grid, row), goes_on=goes_on)


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


def open_below(grid: Grid, horizontal: Floats) -> dict[int, bool]:
    """For each cell in the last row of a grid whether it goes on below, where no rule closes it.

    None where a rule is drawn by halves. A browser and a spreadsheet draw the lower edge of a cell where the cell ends,
    not where the page does. Nothing is told of a cell that covers the page without an upper edge either: a word
    processor draws none of it where it ends.
    """
    last = grid.places[-1].tolist()
    if grid.goes_on is not None:
        return {index: told for index, told in zip(last, grid.goes_on, strict=True) if told is not None}
    share = _shares_drawn(grid, grid.row_edges[-1], horizontal)
    if any(OPEN < each < CLOSED for each in share):
        return {}
    found: dict[int, bool] = {}
    for index, each in zip(last, share, strict=True):
        if found.setdefault(index, each <= OPEN) != (each <= OPEN):
            return {}
    covers = [index for index, is_open in found.items() if is_open and grid.cells[index].rowspan == len(grid.places)]
    if covers:
        upper = _shares_drawn(grid, grid.row_edges[0], horizontal)
        for index in covers:
            if upper[grid.cells[index].column] <= OPEN:
                del found[index]
    return found


def _shares_drawn(grid: Grid, y: float, horizontal: Floats) -> list[float]:
    """The share of each column's width along which a rule is drawn at one height."""
    left, right = grid.column_edges[:-1, None], grid.column_edges[1:, None]
    at = horizontal[np.abs(horizontal[:, 0] - y) <= TOUCH]
    overlap = np.maximum(np.minimum(at[:, 2], right) - np.maximum(at[:, 1], left), 0.0)
    shares: list[float] = (overlap.max(axis=1, initial=0.0) / (right - left)[:, 0]).tolist()
    return shares
