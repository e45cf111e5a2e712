"""What the rules at the ends of pages tell: which cells go on over a page break.

A browser and a spreadsheet draw the lower edge of a cell where the cell ends. So a page's last row with some cells
closed and others open is whole, and the open ones go on. Word processors close every cell at every page's end; tables
without outer edges close none.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from gkml_extract.model.table import Cell
from gkml_extract.tables.parts import Part, covering


class Ends(NamedTuple):
    """The columns whose last cells are open at the end of a page, those where it is closed, and all others."""

    opened: frozenset[int]
    closed: frozenset[int]
    untold: frozenset[int]


class DrawnEnds:
    """The ends of the pages of one table."""

    def __init__(self, parts: Sequence[Part], n_columns: int, filled: frozenset[int]) -> None:
        """`filled`: the columns that nobody leaves empty on purpose."""
        ends = [
            _ends_of(covering(part.cells, part.end - 1, n_columns))
            for part, following in pairwise(parts)
            if following.is_next_page
        ]
        self._is_told = any(each.opened for each in ends) and any(each.closed for each in ends)
        self._is_told = self._is_told and not _closes_what_goes_on(parts, n_columns, filled)

    def above(self, cells: Sequence[Cell]) -> Ends | None:
        """What is drawn below the cells that end a page; None where this tells nothing of the table.

        None of them is closed where the page cuts a row.
        """
        return _ends_of(cells) if self._is_told else None


def _closes_what_goes_on(parts: Sequence[Part], n_columns: int, filled: frozenset[int]) -> bool:
    """Whether a cell that goes on is closed where it begins, and open only at the end of a page that it covers.

    So does a word processor whose cells have rules each: none is drawn below a page on which no cell begins. Then
    nothing is printed in it, and nothing in its rest on the page behind.
    """
    tops = [covering(part.cells, part.first, n_columns) for part in parts]
    ends = [covering(part.cells, part.end - 1, n_columns) for part in parts]
    for index in range(1, len(parts) - 1):
        if not (parts[index].is_next_page and parts[index + 1].is_next_page):
            continue
        for column in filled:
            cell, above, below = tops[index][column], ends[index - 1][column], tops[index + 1][column]
            covers = cell is ends[index][column] and not cell.text and not below.text
            if covers and cell.is_open and above.is_open is False:
                return True
    return False


def _ends_of(cells: Sequence[Cell]) -> Ends:
    found: dict[bool | None, list[int]] = {True: [], False: [], None: []}
    for column, cell in enumerate(cells):
        found[cell.is_open].append(column)
    return Ends(frozenset(found[True]), frozenset(found[False]), frozenset(found[None]))
