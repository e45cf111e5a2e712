"""A column that holds two or more levels of items in one cell, 一级/二级: it becomes one column a level."""

from __future__ import annotations

from dataclasses import replace

from gkml_extract.lexicon.header import levels_of
from gkml_extract.model.finding import Note, note
from gkml_extract.model.table import Cell, Table
from gkml_extract.regex import regex

_JOINTS = regex(r"\s*(?:[/／|>＞→\n]|——|-->?)\s*")
"""What parts the levels within a cell."""
_SPLIT_SHARE = 0.8
"""Share of the texts of such a column that must have a joint: a name may have a / of its own."""


def split_levels(table: Table) -> Table:
    """`table` with each column whose label names several levels (一级/二级) parted into one column a level.

    A text with fewer joints than levels goes into the first level, with a note; one with more keeps the rest of its
    joints in the last.
    """
    n_header = table.n_header_rows or 0
    labels = [cell for cell in table.cells if cell.row < n_header and cell.colspan == 1]
    for label in sorted(labels, key=lambda cell: -cell.column):
        levels = levels_of(label.text)
        if len(levels) < 2:
            continue
        below = [cell for cell in table.cells if cell.column == label.column and cell.row >= n_header and cell.text]
        n_joined = sum(_JOINTS.search(cell.text) is not None for cell in below)
        if below and n_joined >= _SPLIT_SHARE * len(below):
            table = _split(table, label, levels)
    return table


def _split(table: Table, label: Cell, levels: tuple[str, ...]) -> Table:
    column, more = label.column, len(levels) - 1
    cells: list[Cell] = []
    notes: list[Note] = []
    for cell in table.cells:
        if cell is label:
            cells += [replace(cell, column=column + k, text=level) for k, level in enumerate(levels)]
        elif cell.column > column:
            cells.append(replace(cell, column=cell.column + more))
        elif cell.column + cell.colspan <= column:
            cells.append(cell)
        elif cell.column < column or cell.colspan > 1 or cell.row < (table.n_header_rows or 0):
            cells.append(replace(cell, colspan=cell.colspan + more))
        else:
            parts = _JOINTS.split(cell.text, maxsplit=more)
            if cell.text and len(parts) < len(levels):
                place = cell.places[0] if cell.places else None
                notes.append(note("level-alone", item=cell.row, field="primary", place=place, n=len(levels)))
            cells += [replace(cell, column=column + k, text=part) for k, part in enumerate(parts)]
    return replace(table, n_columns=table.n_columns + more, cells=tuple(cells), notes=(*table.notes, *notes))
