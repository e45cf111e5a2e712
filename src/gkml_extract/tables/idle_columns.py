"""Columns of a grid that are none of the catalogue: where no cell begins, or neither a label nor a value stands.

A line of signatures above the header parts the grid more finely than the table under it; a workbook leaves a column
free between two others.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from gkml_extract.lexicon.header import parse_label
from gkml_extract.model.table import Cell, Paragraph, Table
from gkml_extract.regex import regex

_SAYS = regex(r"[:：]\s*\S")
"""说明：打√ is a remark, not the label 说明."""

_REMARKS = 2
"""Texts beside the rows of a table, parted from it, up to which they are remarks and no column."""


def without_idle_columns(table: Table) -> tuple[Table, tuple[Paragraph, ...]]:
    """`table` without the columns that nothing stands in, and what is noted beside it; each cell keeps its text."""
    kept = sorted({cell.column for cell in table.cells if cell.text})
    if len(kept) == table.n_columns:
        return table, ()
    kept, beside = _parted(table, kept)
    cells = []
    for cell in table.cells:
        left, right = bisect_left(kept, cell.column), bisect_left(kept, cell.column + cell.colspan)
        if left < right:
            cells.append(replace(cell, column=left, colspan=right - left))
    notes = tuple(Paragraph(cell.text, cell.places) for cell in beside)
    return replace(table, n_columns=len(kept), cells=tuple(cells)), notes


def _parted(table: Table, kept: list[int]) -> tuple[list[int], list[Cell]]:
    """`kept` without the remarks beside the table, parted from it by a free column; and their cells.

    Somebody who explains the table to the right of it labels no column: the text over it is no label, and hardly
    anything is below.
    """
    gap = next((at for at in range(len(kept) - 1, 0, -1) if kept[at] > kept[at - 1] + 1), None)
    if gap is None:
        return kept, []
    beside = [cell for cell in table.cells if cell.text and cell.column + cell.colspan > kept[gap]]
    n_header = table.n_header_rows or 0
    is_note = all(cell.column >= kept[gap] and (cell.row >= n_header or _is_remark(cell.text)) for cell in beside)
    is_note = is_note and sum(cell.row >= n_header for cell in beside) <= _REMARKS
    return (kept[:gap], beside) if is_note else (kept, [])


def _is_remark(text: str) -> bool:
    """Whether a text beside a header says something, or labels nothing that is known."""
    return _SAYS.search(text) is not None or parse_label(text).rule == "unknown"
