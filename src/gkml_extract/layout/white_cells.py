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
    parted = {index for index, own in runs.items() if len(own) > 1 or _is_off(own[0], grid, grid.cells[index])}
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
    """The grid of grounds with one cell for each line that runs over several cells, with nothing beside it.

    White rows have the columns of the coloured ones around them, of which nothing is drawn in them: a heading runs over
    them, and no edge parts it from the white rows below. Arguments are as above.
    """
    by_row: dict[int, list[Word]] = {}
    for word in words:
        if word.cell >= 0:
            by_row.setdefault(grid.cells[word.cell].row, []).append(word)
    headings = {
        row: found
        for row, own in by_row.items()
        if all(grid.cells[index].rowspan == 1 for index in grid.places[row].tolist())
        and (found := _headings_in(grid, own))
    }
    if not headings:
        return grid
    edges, regions = [float(grid.row_edges[0])], [grid.places[:0]]
    for row, places in enumerate(grid.places):
        end = float(grid.row_edges[row + 1])
        parts = _parts_of_row(headings[row], by_row[row], end) if row in headings else [(end, False)]
        for stop, is_heading in parts:
            own = np.zeros_like(places) if is_heading else places
            regions.append(own[None] + (len(grid.cells) * len(regions) if row in headings else 0))
            edges.append(stop)
    return grid_of_regions(grid, np.concatenate(regions), np.array(edges))


def _headings_in(grid: Grid, words: Sequence[Word]) -> list[tuple[float, float]]:
    """Where the headings in a row stand, their tops and bottoms: in the first column, where other texts are below."""
    lines: list[list[Word]] = []
    for word in words:
        before = lines[-1][-1] if lines else None
        if (
            before is not None
            and abs(word.baseline - before.baseline) < TOUCHING * word.size
            and -TOUCHING * word.size < word.start - before.end < TOUCHING * word.size
        ):
            lines[-1].append(word)
        else:
            lines.append([word])
    found: list[tuple[float, float]] = []
    for line in lines:
        top, bottom = min(word.box[1] for word in line), max(word.box[3] for word in line)
        first, last = np.searchsorted(grid.column_edges, (line[0].start + OVER, line[-1].end - OVER)).tolist()
        is_over = first < last and (len(lines) == 1 or first <= 1)
        others = (word for other in lines if other is not line for word in other)
        if is_over and not any(word.box[1] < bottom - 1 and word.box[3] > top + 1 for word in others):
            found.append((top, bottom))
    return sorted(found)


def _parts_of_row(
    headings: Sequence[tuple[float, float]], words: Sequence[Word], end: float
) -> list[tuple[float, bool]]:
    """Where the parts of a row end that its headings cut it into, and which of them are headings."""
    found: list[tuple[float, bool]] = []
    for top, bottom in headings:
        above = max((word.box[3] for word in words if word.box[3] < top + 1), default=None)
        if above is not None and (not found or above > found[-1][0]):
            found.append(((above + top) / 2, False))
        below = min((word.box[1] for word in words if word.box[1] > bottom - 1), default=None)
        found.append((end if below is None else (bottom + below) / 2, True))
    return found if found and found[-1][0] == end else [*found, (end, False)]


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


def _is_off(run: _Run, grid: Grid, span: Span) -> bool:
    """Whether a text begins below the first row of its cell, and stands off its middle: the rest of a cell that a page
    break cut is above it.
    """
    top, bottom = min(word.box[1] for word in run.words), max(word.box[3] for word in run.words)
    first, last = grid.row_edges[span.row], grid.row_edges[span.row + span.rowspan]
    is_below = top > grid.row_edges[span.row + 1] - OVER
    return bool(is_below and abs(top + bottom - first - last) > 2 * run.words[0].size)


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
    if not runs:
        return [(span.row, stop)]
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
