"""Tables between the stages: fragments of text, cells, table fragments, rows. Frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from gkml_extract.model.finding import Note
from gkml_extract.model.frozen import quickly_made
from gkml_extract.model.source import How, Place

UNREAD = "\ufffd"
"""What stands for a character, or a mark, that is printed and could not be read."""
OPEN_MARK = "\u2bd1"
"""What stands for a mark of which nothing shows whether it is there: some of a row's channels are ticked."""


class Gap(StrEnum):
    """What separates a fragment from the one before it: evidence, never proof, of a cell's edge."""

    SPACE = "space"
    TAB = "tab"
    PIPE = "pipe"
    LINE = "line"
    BLANK = "blank"
    START = "start"
    NONE = "none"


@quickly_made
@dataclass(frozen=True, slots=True)
class TextFragment:
    """A run of printed text with nothing inside that could part two cells.

    `text` may be empty: two separators with nothing between them are evidence too. `line` counts
    from 1. `index` is the position among the separated fields of its line, from 0.
    """

    text: str
    gap: Gap
    line: int
    index: int


@dataclass(frozen=True, slots=True)
class Fragments:
    """Content of a text dump: its fragments in reading order.

    `printed` is the text with its blanks and its form feeds, from which it is told what stands below what.
    """

    fragments: tuple[TextFragment, ...]
    notes: tuple[Note, ...] = ()
    printed: str = ""


class Room(NamedTuple):
    """How a text fills its cell, in points.

    `behind` is what its last line has left, `surely` what it has left by the longest line above it; `below` is what is
    left under that line, `piece` the width of its first piece that cannot be parted, `line` the size of its print,
    `above` what is left over its first line.
    """

    behind: float
    surely: float
    below: float
    piece: float
    line: float
    above: float = 0.0


class Hidden(NamedTuple):
    """What of a cell's text is drawn and not shown: beyond its upper edge, beyond its lower one, at its sides.

    `drawn` is the whole text, with what is shown.
    """

    above: str = ""
    below: str = ""
    beside: str = ""
    drawn: str = ""


@quickly_made
@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid: rows [row, row+rowspan) × columns [column, column+colspan), counted from 0.

    `text` has its layout wraps removed and its paragraphs joined by a line feed. `score` is how sure
    the reader is of the cell's edges, 0 to 1; None where the source shows them. `legibility` is how sure a recogniser
    is of the least certain of its characters; None where the source says what they are. `read` is what was
    recognised, where `text` is a repair of it. `room` is how a cell of a page is filled; None where that is not known.
    `hidden` is what a page cuts off of its text; None where nothing is. `is_open` tells of a cell in the last row of a
    page's grid whether no rule closes it below; None where that is not told. `lines` are those that a text is printed
    in where a line end was taken for a wrap, and its parts between blanks that `text` has not: none where `text` has
    every line end and blank.
    """

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    how: How = How.PRINTED
    places: tuple[Place, ...] = ()
    score: float | None = None
    legibility: float | None = None
    read: str | None = None
    room: Room | None = None
    hidden: Hidden | None = None
    is_open: bool | None = None
    lines: tuple[str, ...] = ()


def moved(cell: Cell, row: int) -> Cell:
    """The cell with its upper edge at `row`. Cells are moved often: `replace` would cost four times as much."""
    return Cell(
        row,
        cell.column,
        cell.text,
        cell.rowspan,
        cell.colspan,
        cell.how,
        cell.places,
        cell.score,
        cell.legibility,
        cell.read,
        cell.room,
        cell.hidden,
        cell.is_open,
        cell.lines,
    )


def least(*scores: float | None) -> float | None:
    """The least of the scores that there are."""
    return min((score for score in scores if score is not None), default=None)


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells with its header rows on top.

    `n_header_rows` is None where the reader does not know. `is_exact` says whether the cells' edges come from
    geometry or markup; where they were lost, a place without a cell is blank, merged or lost, and the rules of
    record.md fill it. A tick in a cell that spans several tick columns stands in one of them, it is not known which.
    """

    n_rows: int
    n_columns: int
    cells: tuple[Cell, ...]
    n_header_rows: int | None = None
    is_exact: bool = True
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its printed header path from the top down and the field that this means.

    `field` is a name of record.md (`audience.public`, `extra` …); `rule` and `score` say how it was found.
    """

    index: int
    path: tuple[str, ...]
    field: str
    rule: str
    score: float


@quickly_made
@dataclass(frozen=True, slots=True)
class RowCell:
    """What a row has in a column, by a cell of its own or through a merge.

    `row` is the table row in which the cell is printed; `how` says how the value came to this row; `read` is what was
    recognised, where `text` is a repair of it.
    """

    text: str
    row: int
    how: How = How.PRINTED
    places: tuple[Place, ...] = ()
    score: float | None = None
    is_unplaced_tick: bool = False
    legibility: float | None = None
    read: str | None = None


@quickly_made
@dataclass(frozen=True, slots=True)
class Row:
    """A row of the body, as [(column index, cell)] for the columns that have a value; `row` is its table row."""

    row: int
    cells: tuple[tuple[int, RowCell], ...]


@quickly_made
@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text outside a table, wraps removed."""

    text: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A table with the paragraphs before and after it that belong to it."""

    before: tuple[Paragraph, ...]
    table: Table
    after: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A document cut into sections in reading order; `loose` holds its paragraphs if it has no table.

    `left_out` counts the characters that are in no section since they are printed again, white space aside.
    """

    sections: tuple[Section, ...]
    loose: tuple[Paragraph, ...] = ()
    notes: tuple[Note, ...] = ()
    left_out: int = 0
