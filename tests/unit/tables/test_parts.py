"""What the pages of a table tell of its columns."""

from __future__ import annotations

from gkml_extract.model.table import Cell
from gkml_extract.tables.parts import Part, beginnings, shares_of_rows


def test_the_heading_of_a_section_is_no_row() -> None:
    """Every other row has a text of its own in the last column, and in the first."""
    cells = [Cell(0, 0, "一、机构", 1, 3), Cell(3, 0, "二、业务", 1, 3)]
    cells += [Cell(row, column, f"{row}{column}") for row in (1, 2, 4, 5) for column in (0, 2)]
    parts = [Part(tuple(cells), 6)]
    begun = beginnings(parts, 3)
    assert begun[0] == begun[2] == {(0, 1), (0, 2), (0, 4), (0, 5)}
    assert shares_of_rows([len(rows) for rows in begun], parts, 3) == [1.0, 0.0, 1.0]
