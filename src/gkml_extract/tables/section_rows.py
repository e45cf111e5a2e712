"""Rows that are one wide cell: sections within a table (“一、机构信息”) and notes at its end.

A section speaks for the rows under it, as a merged cell of a column would: it becomes one. Source: layouts of real
catalogues (vocab), "section rows inside a table".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gkml_extract.lexicon.header import Label, parse_label
from gkml_extract.model.source import How
from gkml_extract.model.table import Cell, Paragraph, Table
from gkml_extract.tables.columns import read_columns
from gkml_extract.text import join_wrapped

_FULL_WIDTH = 0.6
"""Share of the columns that a row's only cell spans where it is a section or a note, not a value."""
SECTION_LABEL = "分组"
"""Key in `extra` of a section over rows that have a 一级事项 of their own. No column prints it."""


def with_section_column(table: Table) -> tuple[Table, tuple[Paragraph, ...]]:
    """`table` with its section rows as a last column, and the wide rows at its end as paragraphs.

    The new column is 一级事项 where the header has none, with the general item column (公开事项) one level below
    it; else it is SECTION_LABEL. A table without wide rows comes back as it is.
    """
    wide = _wide_cells(table)
    if not wide:
        return table, ()
    last = max((cell.row for cell in table.cells if cell.text and cell.row not in wide), default=-1)
    under = tuple(_paragraph(cell) for row, cell in sorted(wide.items()) if row > last)
    sections = _over_rows([cell for row, cell in sorted(wide.items()) if row < last])
    left = tuple(cell for cell in table.cells if cell.row not in wide)
    n_rows = last + 1
    if not sections:
        return replace(table, cells=left, n_rows=n_rows), under
    label, left = _labels(table, left)
    header = (
        Cell(0, table.n_columns, label, rowspan=table.n_header_rows or 1, how=How.INFERRED),
        Cell(table.n_header_rows or 0, table.n_columns, "", rowspan=sections[0].row - (table.n_header_rows or 0)),
    )
    stops = [*(cell.row for cell in sections[1:]), n_rows]
    column = tuple(
        Cell(cell.row + 1, table.n_columns, cell.text, stop - cell.row - 1, 1, How.MERGED, cell.places)
        for cell, stop in zip(sections, stops, strict=True)
    )
    cells = (*left, *(cell for cell in header if cell.rowspan > 0), *column)
    return replace(table, n_rows=n_rows, n_columns=table.n_columns + 1, cells=cells), under


def _over_rows(wide: Sequence[Cell]) -> list[Cell]:
    """The wide cells with those that follow one another as one, a line each: a part and its first chapter."""
    joined: list[Cell] = []
    for cell in wide:
        if joined and cell.row == joined[-1].row + 1:
            above = joined[-1]
            joined[-1] = replace(cell, text=f"{above.text}\n{cell.text}", places=above.places + cell.places)
        else:
            joined.append(replace(cell, text=_one_line(cell.text)))
    return joined


def _wide_cells(table: Table) -> dict[int, Cell]:
    """The body rows that print one wide cell and nothing else, no cell from above included."""
    n_header = table.n_header_rows or 0
    printed: dict[int, list[Cell]] = {}
    covered: set[int] = set()
    for cell in table.cells:
        if cell.row >= n_header and cell.text:
            printed.setdefault(cell.row, []).append(cell)
            covered.update(range(cell.row + 1, cell.row + cell.rowspan))
    return {
        row: cells[0]
        for row, cells in printed.items()
        if len(cells) == 1
        and row not in covered
        and table.n_columns > 2
        and cells[0].colspan >= _FULL_WIDTH * table.n_columns
    }


def _labels(table: Table, cells: Sequence[Cell]) -> tuple[str, tuple[Cell, ...]]:
    """The label of the section column, and `cells` with a further label under 公开事项 where that becomes 一级事项.

    Labels that nobody printed are `inferred`.
    """
    columns, _ = read_columns(table)
    items = [column for column in columns if column.field in ("primary", "secondary")]
    if not any(column.field == "primary" for column in items):
        return "一级事项", tuple(cells)
    if len(items) > 1 or not _is_general(parse_label(items[0].path[-1])):
        return SECTION_LABEL, tuple(cells)
    lower = Cell((table.n_header_rows or 1) - 1, items[0].index, "二级事项", how=How.INFERRED)
    return "一级事项", (*cells, lower)


def _is_general(label: Label) -> bool:
    """Whether a label names items of no level: 公开事项, 类别."""
    return label.is_group or bool(label.entry and label.entry.more.get("category"))


def _one_line(text: str) -> str:
    return join_wrapped(text.split("\n"))


def _paragraph(cell: Cell) -> Paragraph:
    return Paragraph(_one_line(cell.text), cell.places)
