"""A grid that holds two tables side by side, as a sheet that is printed in two columns does."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from gkml_extract.lexicon.header import field_of_path
from gkml_extract.model.content import TableFragment
from gkml_extract.model.table import Cell
from gkml_extract.tables.grid_header import MIN_FIELDS, HeaderRows
from gkml_extract.text import fold


def halves_of(fragment: TableFragment, header: HeaderRows) -> tuple[TableFragment, ...]:
    """The tables that stand side by side in a grid, left to right; the grid itself where there is one.

    The first `header` of the one repeats that of the other, label by label, and no cell under it reaches over the cut.
    What stands above them and reaches over it is kept in the first.
    """
    cuts = _cuts(_labels(fragment, header.first, header.end))
    if not cuts or any(
        cell.row >= header.first
        and cell.text
        and bisect_left(cuts, cell.column + cell.colspan) > bisect_right(cuts, cell.column)
        for cell in fragment.cells
    ):
        return (fragment,)
    edges = [0, *cuts, fragment.n_columns]
    parts: list[list[Cell]] = [[] for _ in edges[1:]]
    for cell in fragment.cells:
        at = bisect_right(cuts, cell.column)
        parts[at].append(
            replace(cell, column=cell.column - edges[at], colspan=min(cell.colspan, edges[at + 1] - cell.column))
        )
    return tuple(_part(fragment, cells, *edges[at : at + 2]) for at, cells in enumerate(parts))


def _used(cells: Sequence[Cell]) -> int:
    """The number of columns up to the last one in which a text begins."""
    return max((cell.column for cell in cells if cell.text), default=0) + 1


def _labels(fragment: TableFragment, first: int, end: int) -> list[tuple[str, ...]]:
    """For each column the header's texts over it, from the top down."""
    labels: list[list[str]] = [[] for _ in range(fragment.n_columns)]
    for cell in fragment.cells:
        if first <= cell.row < end and cell.text:
            for column in range(cell.column, cell.column + cell.colspan):
                labels[column].append(fold(cell.text))
    return [tuple(each) for each in labels]


def _cuts(labels: Sequence[tuple[str, ...]]) -> list[int]:
    """The columns at which the labels begin again."""
    begin = next((column for column, label in enumerate(labels) if label), len(labels))
    again = [column for column in range(begin + MIN_FIELDS, len(labels)) if labels[column] == labels[begin]]
    if not again:
        return []
    left = [label for label in labels[begin : again[0]] if label]
    if len({field_of_path(label).field for label in left} - {"extra"}) < MIN_FIELDS:
        return []
    blocks = [*again, len(labels)]
    same = all([label for label in labels[start:stop] if label] == left for start, stop in pairwise(blocks))
    return again if same else []


def _part(fragment: TableFragment, cells: Sequence[Cell], first: int, stop: int) -> TableFragment:
    edges = fragment.column_edges
    width = _used(cells)
    stop = first + width
    kept = (cell for cell in cells if cell.column < width)
    return replace(
        fragment,
        n_columns=width,
        cells=tuple(replace(cell, colspan=min(cell.colspan, width - cell.column)) for cell in kept),
        column_edges=edges[first : stop + 1] if edges else None,
    )
