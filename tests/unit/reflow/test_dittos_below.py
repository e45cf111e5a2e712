"""The value that the first 同上 of a column stands for."""

from __future__ import annotations

import numpy as np

from gkml_extract.reflow.decoder.decode import Path
from gkml_extract.reflow.dittos_below import with_values_of_dittos
from gkml_extract.reflow.evidence.looks import Shape

N_COLUMNS = 4
PLAIN, DITTO = Shape.PROSE, Shape.DITTO


def path(*rows: str) -> Path:
    """A path as it looks: "0 1 1 3" is a row of chunks in these columns."""
    columns = [[int(column) for column in row.split()] for row in rows]
    flat = [column for row in columns for column in row]
    row_of = [r for r, row in enumerate(columns) for _ in row]
    before = [(-1, -1), *zip(row_of, flat, strict=True)]
    begins_cell = [here != above for here, above in zip(zip(row_of, flat, strict=True), before, strict=False)]
    begins_row = [here != above[0] for here, above in zip(row_of, before, strict=False)]
    margin = np.full(len(flat), 9.0)
    return Path(np.array(flat), np.zeros(len(flat), np.int64), np.array(begins_cell), np.array(begins_row), margin)


def shapes(*rows: str) -> list[Shape]:
    """d is 同上."""
    return [DITTO if sign == "d" else PLAIN for row in rows for sign in row.split()]


def test_a_value_that_was_read_into_the_cell_before_is_cut_off_for_the_ditto_below() -> None:
    read, other = path("0 1 1 3", "0 1 2 3"), path("0 1 2 3", "0 1 2 3")
    found = with_values_of_dittos(read, [other], shapes("x x x x", "x x d x"), N_COLUMNS)
    assert found.column.tolist() == other.column.tolist()
    assert found.begins_cell.tolist() == other.begins_cell.tolist()
    assert found.margin is not None
    assert found.margin.tolist() == [9.0, 9.0, 0.0, 9.0, 9.0, 9.0, 9.0, 9.0]


def test_nothing_is_cut_where_no_ditto_wants_it() -> None:
    """Another value below, a value further above, or no other path that has the cell."""
    read, other = path("0 1 1 3", "0 1 2 3"), path("0 1 2 3", "0 1 2 3")
    assert with_values_of_dittos(read, [other], shapes("x x x x", "x x x x"), N_COLUMNS) is read
    assert with_values_of_dittos(read, [read], shapes("x x x x", "x x d x"), N_COLUMNS).column.tolist() == [
        *read.column
    ]
    above = path("0 1 2 3", "0 1 1 3", "0 1 2 3")
    every = path("0 1 2 3", "0 1 2 3", "0 1 2 3")
    assert with_values_of_dittos(above, [every], shapes("x x x x", "x x x x", "x x d x"), N_COLUMNS) is above
