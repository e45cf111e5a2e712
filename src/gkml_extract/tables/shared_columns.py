"""Which columns of a table the rows of a group share, by all rows that no page break touches."""

from __future__ import annotations

from collections.abc import Sequence

from gkml_extract.model.table import Cell, Column
from gkml_extract.tables.parts import (
    ENOUGH_ROWS,
    OWN_SHARE,
    Part,
    beginnings,
    has_no_empty_row,
    numbered_rows,
    shares_of_rows,
    tick_share,
)

_CHANCE = 0.05
"""The chance at most that the cells of a column begin where those of another do though they have nothing in common."""


class SharedColumns:
    """`begun` has (part, row) of the rows in which a text of each column begins, `own` the share of rows that is.

    `ticked` is the share of rows with a tick of their own.
    """

    def __init__(self, columns: Sequence[Column], parts: Sequence[Part]) -> None:
        self._columns = columns
        self._parts = parts
        self.begun = beginnings(parts, len(columns))
        self.own = shares_of_rows([len(rows) for rows in self.begun], parts, len(columns))
        self.ticked = tick_share(self.begun, parts, columns)
        self._heads = numbered_rows(self.begun, columns)
        self._filled: dict[int, bool] = {}
        self._of_groups: dict[tuple[int, ...], bool] = {}

    def begins_within(self, columns: Sequence[int], finer: int) -> bool:
        """Whether the cells of some columns begin in no other rows than those of one, and not by chance."""
        rows, others = set().union(*(self.begun[column] for column in columns)), self.begun[finer]
        return rows <= others and len(rows) >= ENOUGH_ROWS and self.own[finer] ** len(rows) < _CHANCE

    def is_in_group(self, first: Sequence[Cell]) -> bool:
        """Whether a row lacks the number that nearly all rows have: it shares the one above."""
        numbers = [column.index for column in self._columns if column.field == "number"]
        return bool(numbers) and not first[numbers[-1]].text and self.own[numbers[-1]] >= OWN_SHARE

    def has_cell_of_its_own(self, column: int, first: Sequence[Cell]) -> bool:
        """Whether nearly all rows have a cell of their own in a column, or all with a 序号 as this one has.

        So they have where they begin one in every row that begins a 公开内容, which is what makes a row.
        """
        if self.own[column] >= OWN_SHARE:
            return True
        contents: set[tuple[int, int]] = set().union(
            *(self.begun[each.index] for each in self._columns if each.field == "content")
        )
        if len(contents & self.begun[column]) >= max(ENOUGH_ROWS, OWN_SHARE * len(contents)):
            return True
        numbers = [each.index for each in self._columns if each.field == "number"]
        numbered = self.begun[numbers[-1]] if numbers and first[numbers[-1]].text else set()
        return len(numbered & self.begun[column]) >= max(ENOUGH_ROWS, OWN_SHARE * len(numbered))

    def is_of_group(self, columns: Sequence[int], first: Sequence[Cell]) -> bool:
        """Whether a row without a number shares its group's cells in these columns, whatever page it stands on.

        They do where they begin in no other row than a 序号 begins in, though not all rows have one.
        """
        numbers = [column.index for column in self._columns if column.field == "number"]
        if not numbers or first[numbers[-1]].text or not self._heads:
            return False
        key = tuple(columns)
        if key not in self._of_groups:
            rows = set().union(*(self.begun[column] for column in columns))
            self._of_groups[key] = rows <= self._heads and len(rows) >= max(ENOUGH_ROWS, len(self._heads) / 2)
        return self._of_groups[key]

    def is_rest_of_group(self, column: int, first: Sequence[Cell]) -> bool:
        """Whether an empty cell of a row without a number is the rest of its group's, as in all other groups."""
        return not first[column].text and self.is_of_group([column], first) and self._has_no_empty_row([column])

    def is_filled(self, columns: Sequence[int]) -> bool:
        """Whether some columns taken together have no empty row where no page break touches them.

        Not said of columns in which each row has a cell of its own: there an empty one is empty.
        """
        return sum(self.own[column] for column in columns) < OWN_SHARE and self._has_no_empty_row(columns)

    def _has_no_empty_row(self, columns: Sequence[int]) -> bool:
        key = columns[0]
        if key not in self._filled:
            self._filled[key] = has_no_empty_row(self._parts, columns)
        return self._filled[key]
