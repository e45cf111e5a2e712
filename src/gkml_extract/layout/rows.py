"""Rows that no rule parts: tables with drawn columns whose rows are lines of print."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from gkml_extract.layout.cells import Grid, Span
from gkml_extract.layout.lines import Box, Line
from gkml_extract.layout.wraps import breaks_of, is_figure

MIN_LINES, MANY_LINES = 3, 6
"""Lines of print from which a band may be several rows: if they are figures, and if they are not. A form may well have
three cells of three lines, label, value and remark, side by side."""
FIGURES = 0.4
"""Share of lines that are figures in a table of figures."""
FULL = 0.7
"""Share of columns × lines that must hold print. The cells of one row have as many lines as they need, each its own
number; rows have one line in nearly every column. Source: ICDAR 2013 us-001, us-032."""
FEW_LINES = 2
"""Lines that each cell of a grid may have and no band be parted: fewer than FULL × MIN_LINES."""
ENDED = 0.6
"""Share of line breaks that somebody must have made: the cells of one row are wrapped."""


def split_rows(grid: Grid, lines: Sequence[Sequence[Line]], padding: float) -> Grid:
    """The grid with its bands of several rows parted.

    Args:
        grid: as its rules draw it.
        lines: of each of its cells, read upright.
        padding: points that its cells keep free at each side.
    """
    boxes = grid.cell_boxes()
    bands: list[list[int]] = [[] for _ in grid.row_edges[1:]]
    for index, span in enumerate(grid.cells):
        if span.rowspan == 1:
            bands[span.row].append(index)
    cuts = [_cuts([(boxes[index], lines[index]) for index in band], padding) for band in bands]
    return grid if not any(cuts) else _cut(grid, cuts)


def _cuts(cells: Sequence[tuple[Box, Sequence[Line]]], padding: float) -> list[float]:
    """Where a band is to be cut, by its cells and their lines; nowhere in most."""
    inside = [(box, lines) for box, lines in cells if lines]
    n_lines = sum(len(lines) for _, lines in inside)
    if len(inside) < max(2.0, FULL * len(cells)) or n_lines < FULL * MIN_LINES * len(inside):
        return []
    rows = _rows_of_print([line for _, lines in inside for line in lines])
    if len(rows) < MIN_LINES or n_lines < FULL * len(rows) * len(inside):
        return []
    breaks: list[bool] = []
    for (x0, _, x1, _), lines in inside:
        breaks += breaks_of(lines, x0 + padding, x1 - padding)
    if sum(breaks) < ENDED * len(breaks):
        return []
    n_figures = sum(is_figure(line.text) for row in rows for line in row)
    if len(rows) < MANY_LINES and n_figures < FIGURES * n_lines:
        return []
    return [
        (max(line.box[3] for line in above) + min(line.box[1] for line in below)) / 2 for above, below in pairwise(rows)
    ]


def _rows_of_print(lines: list[Line]) -> list[list[Line]]:
    """Lines on one baseline together, from the top."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: each.baseline):
        if rows and line.baseline - rows[-1][0].baseline <= 0.5 * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _cut(grid: Grid, cuts: Sequence[Sequence[float]]) -> Grid:
    """The grid with further row edges; cells of one cut band are parted, those of several grow."""
    first = np.concatenate(([0], np.cumsum([len(each) + 1 for each in cuts])))  # the new row of each old one
    spans: list[Span] = []
    for span in grid.cells:
        start, end = int(first[span.row]), int(first[span.row + span.rowspan])
        if span.rowspan > 1:
            spans.append(Span(start, span.column, end - start, span.colspan))
        else:
            spans += [Span(row, span.column, 1, span.colspan) for row in range(start, end)]
    spans.sort(key=lambda each: (each.row, each.column))
    places = np.zeros((int(first[-1]), len(grid.column_edges) - 1), dtype=np.int64)
    for index, span in enumerate(spans):
        places[span.row : span.row + span.rowspan, span.column : span.column + span.colspan] = index
    edges = np.concatenate((grid.row_edges, [y for each in cuts for y in each]))
    return Grid(grid.column_edges, np.sort(edges), tuple(spans), places)
