"""What 同上 tells of the row above it: that it has a value in this column."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from gkml_extract.reflow.decoder.decode import Path
from gkml_extract.reflow.evidence.looks import Shape

__all__ = ["with_values_of_dittos"]


def with_values_of_dittos(path: Path, others: Sequence[Path], shapes: Sequence[Shape], n_columns: int) -> Path:
    """`path` with a cell for the first 同上 of a column to stand for, where the row above has none but in another path.

    That path begins the cell within one that `path` reads as a whole, in a column before. It stays uncertain.
    """
    begins = np.flatnonzero(path.begins_cell).tolist()
    seen: set[int] = set()
    wanted: list[tuple[int, int]] = []
    for begin in begins:
        column = int(path.column[begin])
        if column not in seen and column < n_columns and shapes[begin] is Shape.DITTO:
            wanted.append((begin, column))
        seen.add(column)
    if not wanted or path.margin is None:
        return path
    ends = [*begins[1:], len(path.column)]
    columns, begins_cell, margin = path.column.copy(), path.begins_cell.copy(), path.margin.copy()
    end_margin = (path.margin if path.end_margin is None else path.end_margin).copy()
    rows = np.flatnonzero(path.begins_row)
    for ditto, column in wanted:
        row = rows[: np.searchsorted(rows, ditto, side="right")][-2:-1]  # the one above
        first_cell = bisect_left(begins, row[0]) if len(row) else len(begins)
        for begin, end in islice(zip(begins, ends, strict=True), first_cell, bisect_left(begins, ditto)):
            behind = int(path.column[end]) if end < len(path.column) and not path.begins_row[end] else n_columns
            if not path.column[begin] < column < behind:
                continue
            starts = (np.flatnonzero(_cell(other, column, begin, end)) for other in others)
            first = next((begin + int(at[0]) for at in starts if len(at)), None)
            if first is not None:
                columns[first:end] = column
                begins_cell[first] = True
                margin[first:end] = end_margin[first:end] = 0.0
                break
    return replace(path, column=columns, begins_cell=begins_cell, margin=margin, end_margin=end_margin)


def _cell(other: Path, column: int, begin: int, end: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Where behind `begin` another path has a cell of `column` that ends with chunk `end` - 1, by its first chunk."""
    is_there = other.column[begin:end] == column
    is_last = np.logical_and.accumulate(is_there[::-1])[::-1]
    starts: np.ndarray[tuple[int], np.dtype[np.bool_]] = is_last & other.begins_cell[begin:end]
    starts[:1] = False
    return starts
