"""A grid that holds two tables side by side, as a sheet that is printed in two columns does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gkml_extract.lexicon.header import field_of_path
from gkml_extract.model.content import TableFragment
from gkml_extract.model.table import Cell
from gkml_extract.tables.grid_header import MIN_FIELDS, find_headers
from gkml_extract.text import fold


def halves_of(fragment: TableFragment) -> tuple[TableFragment, ...]:
    """The tables that stand side by side in a grid, left to right; the grid itself where there is one.

    The header of the one repeats that of the other, label by label, and no cell under it reaches over the cut. What
    stands above them and reaches over it is kept in the first.
    """
    header = next(find_headers(fragment), None)
    if header is None:
        return (fragment,)
    labels = _labels(fragment, header.first, header.end)
    cut = _cut(labels)
    if cut is None or any(
        cell.column < cut < cell.column + cell.colspan and cell.text
        for cell in fragment.cells
        if cell.row >= header.first
    ):
        return (fragment,)
    left = [cell for cell in fragment.cells if cell.column < cut]
    right = [cell for cell in fragment.cells if cell.column >= cut]
    return (
        _half(fragment, [replace(cell, colspan=min(cell.colspan, cut - cell.column)) for cell in left], 0, cut),
        *halves_of(_half(fragment, right, cut, fragment.n_columns)),
    )


def _labels(fragment: TableFragment, first: int, end: int) -> list[tuple[str, ...]]:
    """For each column the header's texts over it, from the top down."""
    labels: list[list[str]] = [[] for _ in range(fragment.n_columns)]
    for cell in fragment.cells:
        if first <= cell.row < end and cell.text:
            for column in range(cell.column, cell.column + cell.colspan):
                labels[column].append(fold(cell.text))
    return [tuple(each) for each in labels]


def _cut(labels: Sequence[tuple[str, ...]]) -> int | None:
    """The column at which the labels begin again; None if they do not."""
    begin = next((column for column, label in enumerate(labels) if label), len(labels))
    for cut in range(begin + MIN_FIELDS, len(labels)):
        left = [label for label in labels[begin:cut] if label]
        right = [label for label in labels[cut:] if label]
        named = {field_of_path(label).field for label in left} - {"extra"}
        if labels[cut] == labels[begin] and right[: len(left)] == left and len(named) >= MIN_FIELDS:
            return cut
    return None


def _half(fragment: TableFragment, cells: Sequence[Cell], first: int, stop: int) -> TableFragment:
    edges = fragment.column_edges
    moved = tuple(replace(cell, column=cell.column - first) for cell in cells)
    return replace(
        fragment, n_columns=stop - first, cells=moved, column_edges=edges[first : stop + 1] if edges else None
    )
