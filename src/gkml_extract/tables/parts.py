"""The rows of one table as its pages have them, and what they tell of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gkml_extract.model.table import Cell, Column
from gkml_extract.tables.rows import has_ticks
from gkml_extract.tables.section_rows import FULL_WIDTH
from gkml_extract.text import fold

OWN_SHARE = 0.9
"""Share of rows that have a cell of their own in a column from which a row without one is suspect."""
ENOUGH_ROWS = 4
"""Rows of a table from which it can be told what all of them have."""


@dataclass(frozen=True, slots=True)
class Part:
    """The body rows of a table on one page; `bottom` is their last edge in points, None if unknown.

    `is_next_page`: a page break stands before it, which may have cut a row. The rows are counted as in the grid of the
    page, from `first` on: to move thousands of cells is a work that nobody needs.
    """

    cells: tuple[Cell, ...]
    n_rows: int
    is_next_page: bool = False
    bottom: float | None = None
    first: int = 0

    @property
    def end(self) -> int:
        """The row after the last."""
        return self.first + self.n_rows


def covering(cells: Sequence[Cell], row: int, n_columns: int) -> list[Cell]:
    """For each column the cell that covers it in `row`."""
    found: list[Cell | None] = [None] * n_columns
    for cell in cells:
        if cell.row <= row < cell.row + cell.rowspan:
            for column in range(cell.column, min(cell.column + cell.colspan, n_columns)):
                found[column] = cell
    return [cell or Cell(row, column, "") for column, cell in enumerate(found)]


def whole_cells(parts: Sequence[Part]) -> Iterator[Cell]:
    """The cells that no page break touches."""
    for index, part in enumerate(parts):
        first = part.first + part.is_next_page
        end = part.end - (index + 1 < len(parts) and parts[index + 1].is_next_page)
        yield from (cell for cell in part.cells if cell.row >= first and cell.row + cell.rowspan <= end)


def is_heading_wide(cell: Cell, n_columns: int) -> bool:
    """Whether a cell is as wide as the headings of sections are, in a row of its own."""
    return cell.rowspan == 1 and n_columns > 1 and cell.colspan >= FULL_WIDTH * n_columns


def _inner_cells(parts: Sequence[Part], n_columns: int) -> Iterator[tuple[int, Cell]]:
    """The cells that begin in rows which are no page's first, so that they are surely begun there; no headings."""
    for index, part in enumerate(parts):
        above = part.first if part.is_next_page else -1
        for cell in part.cells:
            if cell.row > above and not is_heading_wide(cell, n_columns):
                yield index, cell


def beginnings(parts: Sequence[Part], n_columns: int) -> list[set[tuple[int, int]]]:
    """For each column (part, row) of the rows in which a text of its own begins."""
    begun: list[set[tuple[int, int]]] = [set() for _ in range(n_columns)]
    for index, cell in _inner_cells(parts, n_columns):
        if cell.text and cell.column < n_columns:
            begun[cell.column].add((index, cell.row))
    return begun


def numbered_rows(begun: Sequence[set[tuple[int, int]]], columns: Sequence[Column]) -> set[tuple[int, int]]:
    """(part, row) of the rows with a 序号; none where all rows have one."""
    numbers = [column.index for column in columns if column.field == "number"]
    heads = begun[numbers[-1]] if numbers else set()
    return heads if len(set().union(*begun)) > len(heads) else set()


def shares_of_rows(counts: Sequence[int], parts: Sequence[Part], n_columns: int) -> list[float]:
    """Each number of rows as a share of all that no break touches at their top; 0 where these are too few to tell.

    The headings of sections are no such rows.
    """
    n_rows = sum(part.n_rows - part.is_next_page for part in parts)
    n_rows -= sum(
        is_heading_wide(cell, n_columns) and cell.row > (part.first if part.is_next_page else -1)
        for part in parts
        for cell in part.cells
    )
    return [count / n_rows if n_rows >= ENOUGH_ROWS else 0.0 for count in counts]


def tick_share(begun: Sequence[set[tuple[int, int]]], parts: Sequence[Part], columns: Sequence[Column]) -> float:
    """The share of rows that have a tick of their own in any tick column."""
    ticks = [column.index for column in columns if has_ticks(column)]
    if not ticks:
        return 0.0
    n_ticked = len(set().union(*(begun[index] for index in ticks)))
    return shares_of_rows([n_ticked], parts, len(columns))[0]


def shares_of_lists(parts: Sequence[Part], n_columns: int) -> list[float]:
    """For each column the share of its texts that have more than one paragraph."""
    texts, lists = [0] * n_columns, [0] * n_columns
    for _, cell in _inner_cells(parts, n_columns):
        if cell.text and cell.column < n_columns:
            texts[cell.column] += 1
            lists[cell.column] += "\n" in cell.text
    return [n_lists / max(n, 1) for n, n_lists in zip(texts, lists, strict=True)]


def has_no_empty_row(parts: Sequence[Part], columns: Sequence[int]) -> bool:
    """Whether every row has a text in one of the columns, by rows whose cells no page break touches."""
    n_rows = n_filled = 0
    for part in parts:
        filled = [False] * part.n_rows
        touched = [False] * part.n_rows
        for cell in part.cells:
            if cell.column not in columns:
                continue
            is_cut = cell.row == part.first or cell.row + cell.rowspan == part.end
            for row in range(cell.row - part.first, cell.row - part.first + cell.rowspan):
                filled[row] |= bool(cell.text)
                touched[row] |= is_cut and not cell.text
        n_rows += sum(not each for each in touched)
        n_filled += sum(text and not each for text, each in zip(filled, touched, strict=True))
    return n_filled == n_rows >= ENOUGH_ROWS


def texts_of_columns(parts: Sequence[Part], n_columns: int) -> list[dict[str, int]]:
    """For each column the folded texts of cells that no page break touches, with how often each is printed."""
    texts: list[dict[str, int]] = [{} for _ in range(n_columns)]
    for part in parts:
        first, end = part.first, part.end
        for cell in part.cells:
            is_whole = cell.row > first and cell.row + cell.rowspan < end
            if cell.text and is_whole and cell.column < n_columns:
                folded = fold(cell.text)
                texts[cell.column][folded] = texts[cell.column].get(folded, 0) + 1
    return texts


def printed_in_columns(parts: Sequence[Part], n_columns: int) -> list[frozenset[str]]:
    """For each column all its folded texts: two halves make one of them only if it is printed whole too."""
    texts: list[set[str]] = [set() for _ in range(n_columns)]
    for part in parts:
        for cell in part.cells:
            if cell.text and cell.column < n_columns:
                texts[cell.column].add(fold(cell.text))
    return [frozenset(each) for each in texts]
