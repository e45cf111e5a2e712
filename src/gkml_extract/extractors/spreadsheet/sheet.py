"""A worksheet as its file has it, whatever the format: texts as printed by their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gkml_extract.model.finding import Note

MAX_ROWS = 1 << 20
"""Rows of a worksheet in any of the formats."""
MAX_COLUMNS = 1 << 14
"""Columns, likewise."""

_TICKS = frozenset("√✓✔☑☒■●")
"""Texts of a box that floats over a cell to tick it."""
Spot = tuple[int, int]
"""Row and column, both from 0."""


@dataclass(frozen=True, slots=True)
class Range:
    """Rows [top, bottom] × columns [left, right], from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet. `cells` has no empty texts; hidden rows and columns are named, not taken out.

    `boxes` are texts that float over the cells, with the place below each; so do `pictures` no larger than a cell, and
    `ticks`, which are such texts and end in the cell where they begin, or in another. `struck` is what is struck out of
    a cell. `notes` speak of single cells.
    """

    name: str
    cells: Mapping[Spot, str]
    merges: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    boxes: tuple[tuple[Spot, str], ...] = ()
    notes: tuple[tuple[Spot, Note], ...] = ()
    pictures: tuple[Spot, ...] = ()
    ticks: tuple[tuple[Spot, str, bool], ...] = ()
    struck: Mapping[Spot, str] = field(default_factory=dict)


@dataclass(slots=True)
class SheetDraft:
    """A worksheet while its reader goes through the file."""

    name: str
    is_hidden: bool = False
    cells: dict[Spot, str] = field(default_factory=dict)
    merges: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    boxes: list[tuple[Spot, str]] = field(default_factory=list)
    notes: list[tuple[Spot, Note]] = field(default_factory=list)
    pictures: list[Spot] = field(default_factory=list)
    ticks: list[tuple[Spot, str, bool]] = field(default_factory=list)
    struck: dict[Spot, str] = field(default_factory=dict)

    def add_box(self, spot: Spot, text: str, *, is_within: bool) -> None:
        """Takes a text that floats over the cells from `spot` on; `is_within` says that it ends in that cell."""
        if text.strip() in _TICKS:
            self.ticks.append((spot, text.strip(), is_within))
        else:
            self.boxes.append((spot, text))

    def finish(self) -> Sheet:
        """The worksheet, frozen."""
        return Sheet(
            self.name,
            self.cells,
            tuple(self.merges),
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            self.is_hidden,
            tuple(self.boxes),
            tuple(self.notes),
            tuple(self.pictures),
            tuple(self.ticks),
            self.struck,
        )


def column_letters(column: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def spot_name(spot: Spot) -> str:
    """B7 for (6, 1)."""
    return f"{column_letters(spot[1])}{spot[0] + 1}"


def read_spot(name: str) -> Spot | None:
    """(6, 1) for B7 or $B$7; None for what is no place of a worksheet."""
    letters = name.replace("$", "").rstrip("0123456789")
    digits = name.replace("$", "")[len(letters) :]
    if not (0 < len(letters) <= 3 and letters.isascii() and letters.isalpha() and 0 < len(digits) <= 7):
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(digits)
    return (row - 1, column - 1) if 0 < row <= MAX_ROWS and column <= MAX_COLUMNS else None


def read_range(name: str) -> Range | None:
    """The range of A1:B7; None for what is none, or for a single cell."""
    first, _, last = name.partition(":")
    start, end = read_spot(first), read_spot(last)
    if start is None or end is None:
        return None
    (top, bottom), (left, right) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return Range(top, left, bottom, right) if (top, left) != (bottom, right) else None


def spans(numbers: frozenset[int] | set[int]) -> Iterator[tuple[int, int]]:
    """The runs in a set of numbers, first and last of each."""
    ordered = sorted(numbers)
    for index, number in enumerate(ordered):
        if index == 0 or ordered[index - 1] != number - 1:
            first = number
        if index + 1 == len(ordered) or ordered[index + 1] != number + 1:
            yield first, number
