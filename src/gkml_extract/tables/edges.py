"""Columns of one grid in terms of another: pages of one table whose rules differ by a hair, or lack one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from gkml_extract.model.content import TableFragment
from gkml_extract.model.source import SheetPlace
from gkml_extract.model.table import Cell

COLUMN_TOLERANCE_PT = 8.0
"""How far a column's edge may lie from that of another page, in points: less than half of a narrow tick column."""


def align_columns(base: TableFragment, other: TableFragment) -> TableFragment | None:
    """`other` with the columns of `base`; None if they are not the same columns.

    Grids with edges agree where every edge of `other` lies at one of `base`; it may lack some. Grids without edges
    agree where they have as many columns.
    """
    if base.column_edges is None or other.column_edges is None:
        return other if base.n_columns == other.n_columns else None
    places = [_nearest(base.column_edges, edge) for edge in other.column_edges]
    known = [place for place in places if place is not None]
    if len(known) < len(places) or sorted(set(known)) != known:
        same = base.n_columns == other.n_columns and _is_shifted(base.column_edges, other.column_edges)
        return other if same else None
    if known == list(range(base.n_columns + 1)):
        return other
    if (known[0], known[-1]) != (0, base.n_columns):
        return None
    cells = tuple(
        replace(cell, column=known[cell.column], colspan=known[cell.column + cell.colspan] - known[cell.column])
        for cell in other.cells
    )
    return replace(other, n_columns=base.n_columns, cells=cells, column_edges=base.column_edges)


def align_sheet(base: TableFragment, other: TableFragment) -> TableFragment | None:
    """The grid of a sheet with the columns of another sheet's, by their letters; None if they are not the same.

    A sheet that goes on from the one before lacks the columns at its edges that have no text in it. It has to have
    two thirds of them: a list beside the table has fewer.
    """
    letters, others = _letters(base), _letters(other)
    if None in letters or None in others or not set(others) <= set(letters):
        return None
    if 3 * len(others) < 2 * len(letters):
        return None
    known = [letters.index(letter) for letter in others]
    if known != list(range(known[0], known[0] + len(known))):
        return None
    cells = [replace(cell, column=cell.column + known[0]) for cell in other.cells]
    missing = [column for column in range(base.n_columns) if column not in known]
    cells += [Cell(row, column, "") for row in range(other.n_rows) for column in missing]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return replace(other, n_columns=base.n_columns, cells=tuple(cells))


def _letters(fragment: TableFragment) -> list[str | None]:
    """For each column of a sheet's grid its letters; None where no cell of its own tells them."""
    found: list[str | None] = [None] * fragment.n_columns
    for cell in fragment.cells:
        place = cell.places[0] if cell.places else None
        if found[cell.column] is None and isinstance(place, SheetPlace):
            found[cell.column] = place.cell.rstrip("0123456789")
    return found


def _nearest(edges: Sequence[float], edge: float) -> int | None:
    at = bisect_left(edges, edge)
    near = min((k for k in (at - 1, at) if 0 <= k < len(edges)), key=lambda k: abs(edges[k] - edge))
    return near if abs(edges[near] - edge) <= COLUMN_TOLERANCE_PT else None


def _is_shifted(base: Sequence[float], other: Sequence[float]) -> bool:
    """Whether all columns have the same widths: the page's margin is another."""
    widths = [(b - a, d - c) for a, b, c, d in zip(base, base[1:], other, other[1:], strict=False)]
    return all(abs(left - right) <= COLUMN_TOLERANCE_PT for left, right in widths)
