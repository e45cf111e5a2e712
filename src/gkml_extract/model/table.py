"""Tables between the stages: fragments of text, cells, table fragments, rows. Frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from gkml_extract.model.finding import Note
from gkml_extract.model.source import How, Place


class Gap(StrEnum):
    """What separates a fragment from the one before it: evidence, never proof, of a cell's edge."""

    SPACE = "space"
    TAB = "tab"
    PIPE = "pipe"
    LINE = "line"
    BLANK = "blank"
    START = "start"


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
    """Content of a text dump: its fragments in reading order."""

    fragments: tuple[TextFragment, ...]
    notes: tuple[Note, ...] = ()


class Blank(StrEnum):
    """Why a cell has no text: it is empty in print, or the source does not show whether it is merged."""

    EMPTY = "empty"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid: rows [row, row+rowspan) × columns [column, column+colspan), counted from 0.

    `text` has its layout wraps removed and its paragraphs joined by a line feed. `score` is how sure
    the reader is of the cell's edges, 0 to 1; None where the source shows them.
    """

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    how: How = How.PRINTED
    blank: Blank = Blank.EMPTY
    places: tuple[Place, ...] = ()
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells with its header rows on top.

    `n_header_rows` is None where the reader does not know. `is_exact` says whether the cells' edges come from
    geometry or markup; where they were lost, blank cells are filled by the rules of record.md.
    """

    n_rows: int
    n_columns: int
    cells: tuple[Cell, ...]
    n_header_rows: int | None = None
    is_exact: bool = True
    notes: tuple[Note, ...] = ()


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
    """A document cut into sections in reading order; `loose` holds its paragraphs if it has no table."""

    sections: tuple[Section, ...]
    loose: tuple[Paragraph, ...] = ()
    notes: tuple[Note, ...] = field(default=())
