"""How high texts stand in their cells: what a page break cuts is no longer in the middle of its cell.

Where the texts of a table stand in the middle, a browser places those of a cut cell by the whole cell: the part on the
first page has more room below than above, or less. A text in the middle of what is left above a break is whole.
Writer puts each part in the middle of its own cell; then only much room around a text tells that it is whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from statistics import median

from gkml_extract.model.table import Cell, Room

_SAME = 1.5
"""Points within which texts stand alike."""
_ASKEW = 0.3
"""Font sizes by which a text stands out of the middle that is cut: no rounding does that."""
_ROOMY = 1.0
"""Font sizes of free space, above and below together, from which a cell tells where its text stands."""
_LINE = 0.6
"""The same from which one more line would have fitted, where cut cells show themselves."""
_LINES = 3.5
"""The same where they do not: programs hold back up to three lines of a paragraph."""
_HELD = 4.5
"""Font sizes of room below from which a text out of the middle is no cut one: two lines held back, spaced widely.

Writer does not keep to the middle in the last row of a page where a merged cell goes on.
"""
_LOWERED = 1.5
"""Font sizes of room above a text from which it is no rest of a text that a browser cut."""
_RAISED = 3.0
"""Font sizes of room below from which a text that begins at the top of its cell stands nowhere near its middle."""
_ENOUGH, _ENOUGH_OF_COLUMN = 6, 3
"""Texts of a table, and of a column, from which it can be told where they stand."""
_MOST = 0.75


class Standing(Enum):
    """What the place of a text in the last cell above a page break says of it."""

    WHOLE = "whole"
    CUT = "cut"
    UNTOLD = "untold"


class Middles:
    """Where the texts of a table stand: the surplus of the space above over that below, by column and of all."""

    def __init__(self, whole: Sequence[Cell], n_columns: int) -> None:
        """`whole` are cells that no page break touches."""
        rooms = [(cell.column, cell.room) for cell in whole if cell.room is not None and cell.text]
        self._padding = max(0.0, min((min(room.above, room.below) for _, room in rooms), default=0.0))
        skews: list[float] = []
        by_column: list[list[float]] = [[] for _ in range(n_columns)]
        for column, room in rooms:
            if self._free(room) > _ROOMY * room.line:
                skews.append(room.above - room.below)
                if column < n_columns:
                    by_column[column].append(skews[-1])
        self._all = _common(skews, _ENOUGH)
        self._columns = [_common(each, 1) if len(each) >= _ENOUGH_OF_COLUMN else self._all for each in by_column]

    def standing(self, heads: Sequence[Cell], tails: Sequence[Cell], ends: Sequence[bool]) -> list[Standing]:
        """Of each of the cells that stand side by side at the end of a page, over those at the top of the next.

        `ends` says which of the latter end on their page: one that it cuts again stands anywhere.
        """
        is_askew = [head.rowspan == 1 and len(head.places) == 1 and self._is_askew(head) for head in heads]
        least = _LINE if any(is_askew) else _LINES
        is_rest = [is_whole and self._is_askew(tail) for tail, is_whole in zip(tails, ends, strict=True)]
        return [
            Standing.CUT
            if rest and self.is_raised(tail) and head.text and self._middle(tail) is not None
            else self._standing(head, askew, least, tail, is_new=any(is_rest) and self._is_roomy(tail))
            for head, tail, askew, rest in zip(heads, tails, is_askew, is_rest, strict=True)
        ]

    def is_raised(self, cell: Cell) -> bool:
        """Whether a text begins at the top of a cell that has much room below it."""
        room = cell.room
        return room is not None and room.above < room.line and room.below > _RAISED * room.line

    def _is_roomy(self, cell: Cell) -> bool:
        """Whether a text stands in the middle of a cell that has room for more."""
        return cell.room is not None and not self._is_askew(cell) and self._free(cell.room) > _LINE * cell.room.line

    def _standing(self, head: Cell, is_askew: bool, least: float, tail: Cell, *, is_new: bool) -> Standing:
        """Of one cell over `tail`; `is_new`: what stands there is in the middle of its cell, where rests are not."""
        if head.room is None or self._middle(head) is None:
            return Standing.UNTOLD
        if not is_askew:
            if self._is_askew(head):
                return Standing.UNTOLD
            return Standing.WHOLE if self._free(head.room) > least * head.room.line else Standing.UNTOLD
        if is_new:
            return Standing.WHOLE
        if tail.room is not None and tail.room.above - self._padding > _LOWERED * tail.room.line:
            return Standing.UNTOLD  # a rest begins at the top of the page, but in Writer, which moves this text too
        return Standing.CUT if head.room.below < _HELD * head.room.line else Standing.UNTOLD

    def _free(self, room: Room) -> float:
        return room.above + room.below - 2 * self._padding

    def _middle(self, cell: Cell) -> float | None:
        return self._columns[cell.column] if cell.text and cell.column < len(self._columns) else None

    def _is_askew(self, cell: Cell) -> bool:
        middle = self._middle(cell)
        if middle is None or cell.room is None:
            return False
        return abs(cell.room.above - cell.room.below - middle) > max(2.0, _ASKEW * cell.room.line)


def _common(skews: Sequence[float], enough: int) -> float | None:
    """What nearly all have in common, if that is a place in the middle; None otherwise."""
    if len(skews) < enough:
        return None
    middle = median(skews)
    alike = sum(abs(skew - middle) <= _SAME for skew in skews)
    return middle if abs(middle) <= 2 * _SAME and alike >= _MOST * len(skews) else None
