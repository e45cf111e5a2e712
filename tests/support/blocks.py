"""Grids of pages, written down as they look."""

from __future__ import annotations

from gkml_extract.model.content import Block, Blocks, TableFragment
from gkml_extract.model.source import PagePlace
from gkml_extract.model.table import Cell, Paragraph
from support.tables import table

ROW_PT = 20.0
COLUMN_PT = 40.0


def fragment(*lines: str, page: int | None = None, top: float = 0.0, left: float = 0.0) -> TableFragment:
    """`fragment("a|b", "c|^", page=1)`: a line a row, `|` between cells, `^` and `<` merge (support.tables).

    On a page each row is ROW_PT high and each column COLUMN_PT wide, from `top` and `left` on.
    """
    grid = table(*lines)
    if page is None:
        return TableFragment(grid.n_rows, grid.n_columns, grid.cells)
    columns = tuple(left + COLUMN_PT * k for k in range(grid.n_columns + 1))
    rows = tuple(top + ROW_PT * k for k in range(grid.n_rows + 1))
    cells = tuple(_placed(cell, page, columns, rows) for cell in grid.cells)
    return TableFragment(grid.n_rows, grid.n_columns, cells, page, columns, rows)


def _placed(cell: Cell, page: int, columns: tuple[float, ...], rows: tuple[float, ...]) -> Cell:
    box = (columns[cell.column], rows[cell.row], columns[cell.column + cell.colspan], rows[cell.row + cell.rowspan])
    place = PagePlace(page=page, bbox=box)
    return Cell(cell.row, cell.column, cell.text, cell.rowspan, cell.colspan, places=(place,))


def blocks(*parts: str | TableFragment) -> Blocks:
    """A body; a text is a paragraph."""
    made: list[Block] = [part if isinstance(part, TableFragment) else Paragraph(part) for part in parts]
    return Blocks(tuple(made))
