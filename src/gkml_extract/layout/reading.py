"""One page → its blocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from gkml_extract.layout.cells import Grid, find_grids
from gkml_extract.layout.edges import merge_rulings
from gkml_extract.layout.lines import Line, lines_of
from gkml_extract.layout.paragraphs import group_lines
from gkml_extract.layout.rulings import find_rulings
from gkml_extract.layout.words import Word, find_words
from gkml_extract.layout.wraps import join_lines
from gkml_extract.model.content import Block, TableFragment
from gkml_extract.model.page import Floats, Ints, PageContent
from gkml_extract.model.source import PagePlace
from gkml_extract.model.table import Cell, Paragraph

MAX_PADDING = 12.0
"""Points that a cell keeps free at each side at most."""

Placed = tuple[float, float, Block]


def read_page(page: PageContent) -> list[Block]:
    """The blocks of a page in reading order."""
    rulings = find_rulings(page.shapes)
    grids = find_grids(merge_rulings(rulings.horizontal), merge_rulings(rulings.vertical))
    cells = cells_of_points((page.chars.boxes[:, :2] + page.chars.boxes[:, 2:]) / 2, grids)
    by_cell: dict[int, list[Word]] = defaultdict(list)
    for word in find_words(page.chars, cells):
        by_cell[word.cell].append(word)
    placed: list[Placed] = []
    first = 0
    for grid in grids:
        words = [by_cell.pop(first + index, []) for index in range(len(grid.cells))]
        first += len(grid.cells)
        if sum(map(bool, words)) > 0:
            placed.append((grid.box[1], grid.box[0], _fragment(grid, words, page.number)))
    placed += _paragraphs(by_cell.pop(-1, []), page.number, [grid.box for grid in grids])
    return [block for _, _, block in sorted(placed, key=lambda each: each[:2])]


def cells_of_points(points: Floats, grids: Sequence[Grid]) -> Ints:
    """In which cell each point stands, counted over all grids; -1 in none."""
    cells = np.full(len(points), -1, dtype=np.int64)
    first = 0
    for grid in grids:
        x0, top, x1, bottom = grid.box
        x, y = points[:, 0], points[:, 1]
        inside = np.flatnonzero((x >= x0) & (x < x1) & (y >= top) & (y < bottom))
        column = np.searchsorted(grid.column_edges, x[inside], side="right") - 1
        row = np.searchsorted(grid.row_edges, y[inside], side="right") - 1
        cells[inside] = first + grid.places[row, column]
        first += len(grid.cells)
    return cells


def _fragment(grid: Grid, words: Sequence[Sequence[Word]], page: int) -> TableFragment:
    lines = [lines_of(each) for each in words]
    boxes = [grid.cell_box(span) for span in grid.cells]
    padding = _padding(lines, boxes)
    cells = tuple(
        Cell(
            span.row,
            span.column,
            join_lines(inner, box[0] + padding, box[2] - padding),
            span.rowspan,
            span.colspan,
            places=(PagePlace(page=page, bbox=box),),
        )
        for span, inner, box in zip(grid.cells, lines, boxes, strict=True)
    )
    return TableFragment(
        len(grid.row_edges) - 1,
        len(grid.column_edges) - 1,
        cells,
        page,
        tuple(grid.column_edges.tolist()),
        tuple(grid.row_edges.tolist()),
    )


def _padding(lines: Sequence[Sequence[Line]], boxes: Sequence[tuple[float, float, float, float]]) -> float:
    """What the cells of a table keep free at their sides: the least of it anywhere."""
    free = [
        gap
        for inner, box in zip(lines, boxes, strict=True)
        for line in inner
        for gap in (line.x0 - box[0], box[2] - line.x1)
        if gap >= 0
    ]
    return min(min(free), MAX_PADDING) if free else 0.0


def _paragraphs(words: Sequence[Word], page: int, tables: Sequence[tuple[float, float, float, float]]) -> list[Placed]:
    """The paragraphs of words outside of tables; none goes on over a table."""
    lines = lines_of(words)
    if not lines:
        return []
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    strips: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        strips[sum(table[1] < line.top for table in tables)].append(line)
    found: list[Placed] = []
    for strip in strips.values():
        for group in group_lines(strip, left, right):
            box = (
                min(line.x0 for line in group),
                min(line.top for line in group),
                max(line.x1 for line in group),
                max(line.bottom for line in group),
            )
            paragraph = Paragraph(join_lines(group, left, right), (PagePlace(page=page, bbox=box),))
            found.append((box[1], box[0], paragraph))
    return found
