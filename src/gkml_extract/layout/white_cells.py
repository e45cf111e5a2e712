"""White cells side by side in tables whose cells are told by their grounds, parted by the order of writing.

Nothing shows where one merged cell ends and the next begins if both are white. A program writes each in the row that
it begins in, before what stands on its right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from gkml_extract.layout.cells import Grid, Span, grid_of_regions
from gkml_extract.layout.words import Word

TOUCHING = 0.2
"""Share of the font size up to which the white between two parts of one line is none between cells."""
OVER = 2.0
"""Points by which print may stand over the edge of its cell."""


@dataclass(slots=True)
class _Run:
    """Words of a cell that are written in one go, and the first row of the part of it that they stand in."""

    column: int
    first: int
    words: list[Word]
    row: int = -1


def with_white_cells_parted(grid: Grid, words: Sequence[Word], first: int) -> Grid:
    """The grid of grounds with those of its cells parted in which several texts are written, each in its turn.

    Args:
        grid: what the grounds enclose.
        words: those of the page in the order of the file.
        first: the number of the grid's first cell in `words`.
    """
    inside = [word for word in words if first <= word.cell < first + len(grid.cells)]
    runs = _runs_of_cells(grid, inside, first)
    parted = {index for index, own in runs.items() if len(own) > 1}
    if not parted:
        return grid
    rows = [None if word.cell - first in parted else grid.cells[word.cell - first] for word in inside]
    regions = grid.places.copy()
    n_regions = len(grid.cells)
    for index in parted:
        span, own = grid.cells[index], runs[index]
        for run in own:
            run.row = _row_of(run, rows)
        columns = sorted({run.column for run in own} | {span.column})
        for column, end in pairwise([*columns, span.column + span.colspan]):
            pieces = _pieces(grid, span, [run for run in own if run.column == column])
            if pieces is None:
                regions[span.row : span.row + span.rowspan, span.column : span.column + span.colspan] = index
                break
            for start, stop in pieces:
                regions[start:stop, column:end] = n_regions
                n_regions += 1
    return grid_of_regions(grid, regions)


def with_headings_whole(grid: Grid, words: Sequence[Word]) -> Grid:
    """The grid of grounds with one cell in each row that prints but one line over several of its cells.

    A white row has the columns of the coloured ones around it, of which nothing is drawn in it: a heading runs over
    them. Arguments are as above.
    """
    by_row: dict[int, list[Word]] = {}
    for word in words:
        if word.cell >= 0:
            by_row.setdefault(grid.cells[word.cell].row, []).append(word)
    regions = grid.places.copy()
    for row, own in by_row.items():
        line = sorted(own, key=lambda word: word.start)
        is_over = len({word.cell for word in line}) > 1 and all(
            abs(word.baseline - before.baseline) < TOUCHING * word.size
            and word.start - before.end < TOUCHING * word.size
            for before, word in pairwise(line)
        )
        if is_over and all(grid.cells[index].rowspan == 1 for index in grid.places[row].tolist()):
            regions[row] = regions[row, 0]
    return grid if (regions == grid.places).all() else grid_of_regions(grid, regions)


def _runs_of_cells(grid: Grid, words: Sequence[Word], first: int) -> dict[int, list[_Run]]:
    """The runs of words of each cell over several rows."""
    edges = grid.column_edges
    found: dict[int, list[_Run]] = {}
    before = -1
    for at, word in enumerate(words):
        index = word.cell - first
        span = grid.cells[index]
        if span.rowspan > 1:
            column = int(np.searchsorted(edges, (word.box[0] + word.box[2]) / 2, side="right")) - 1
            column = min(max(column, span.column), span.column + span.colspan - 1)
            if word.box[0] < edges[column] - OVER or word.box[2] > edges[column + 1] + OVER:
                column = span.column  # of a text over all columns of the cell
            own = found.setdefault(index, [])
            if index == before and own[-1].column == column:
                own[-1].words.append(word)
            else:
                own.append(_Run(column, at, [word]))
        before = index
    return found


def _row_of(run: _Run, spans: Sequence[Span | None]) -> int:
    """The row in which a run is written: that of what follows on its right, or else of what is before it; -1 if none.

    `spans` are those of the words around, None where a cell is itself in question.
    """
    after = next((span for span in spans[run.first + len(run.words) :] if span is not None), None)
    if after is not None and after.column > run.column:
        return after.row
    before = next((span for span in reversed(spans[: run.first]) if span is not None), None)
    return -1 if before is None or before.column > run.column else before.row


def _pieces(grid: Grid, span: Span, runs: Sequence[_Run]) -> list[tuple[int, int]] | None:
    """The rows of each part of a cell's column, from the top; None where a text stands in none of its own."""
    stop = span.row + span.rowspan
    starts = [run.row for run in runs]
    if any(not span.row <= row < stop for row in starts) or any(below <= above for above, below in pairwise(starts)):
        return None
    for run, end in zip(runs, [*starts[1:], stop], strict=True):
        top, bottom = grid.row_edges[run.row] - OVER, grid.row_edges[end] + OVER
        if any(word.box[1] < top or word.box[3] > bottom for word in run.words):
            return None
    bounds = [*starts, stop]
    if bounds[0] > span.row:
        bounds.insert(0, span.row)
    return list(pairwise(bounds))
