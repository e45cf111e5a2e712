"""What the readers of formats give: blocks of a body with its tables, or pages of characters and rulings.

A text dump has neither; its content is `Fragments` (table.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gkml_extract.model.finding import Note
from gkml_extract.model.table import Cell, Paragraph

if TYPE_CHECKING:
    from gkml_extract.model.page import PageContent


@dataclass(frozen=True, slots=True)
class TableFragment:
    """One grid as its reader saw it: a table of a page, a `w:tbl`, a worksheet, a `<table>`.

    Every place (row, column) of the grid is covered by exactly one cell. A cell that is empty has the text "";
    a merged one covers several places. All counts are from 0.

    Args:
        n_rows, n_columns: size of the grid; header rows are rows like any other.
        cells: in row-major order of their upper left corners.
        page: from 1; None in formats without pages.
        column_edges: the n_columns + 1 positions of its vertical edges, in PDF points from the page's left; None
            where there is no geometry.
        row_edges: likewise the n_rows + 1 horizontal ones, from the page's top.
        n_header_rows: rows that the markup itself calls a header (`thead`, `w:tblHeader`); None where it says nothing.
        is_shown: whether rules or markup draw the grid; False where it was inferred from the places of words.
        is_ruled: whether rules or markup part its rows; False where but the grounds of cells or the texts do.
        is_cut: whether the page's edge cuts it at one side, so that columns may be missing.
    """

    n_rows: int
    n_columns: int
    cells: tuple[Cell, ...]
    page: int | None = None
    column_edges: tuple[float, ...] | None = None
    row_edges: tuple[float, ...] | None = None
    n_header_rows: int | None = None
    is_shown: bool = True
    is_ruled: bool = True
    is_cut: bool = False


Block = Paragraph | TableFragment


@dataclass(frozen=True, slots=True)
class Blocks:
    """The body of a document: paragraphs and table fragments in reading order.

    `pages` and `sheets` count what the format has, else None. What was left out on purpose (headers, footers,
    page numbers, deleted or hidden text) is not among the blocks; a note says so where it held text of its own.
    """

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    pages: int | None = None
    sheets: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Pages:
    """The pages of a document, each read when it is asked for, and once: only one is in memory at a time.

    Iterating may raise a SourceError for a page that cannot be read. `count` is how many pages the document has.
    """

    pages: Iterator[PageContent]
    count: int
    notes: tuple[Note, ...] = ()

    def __iter__(self) -> Iterator[PageContent]:
        return self.pages
