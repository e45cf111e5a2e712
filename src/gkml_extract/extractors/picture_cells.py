"""Cells in which a picture, a drawn shape or an icon stands alone: a tick, often, that nobody can read as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from gkml_extract.model.table import UNREAD, Cell

LEAST_TEXTS = 3
"""Cells with text from which a row is one of a catalogue: logos and lines are drawn in rows that have none."""


def only_in_rows_of_text(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells of a grid; a picture alone in its cell is kept as UNREAD in rows of text, elsewhere left out."""
    cells = tuple(cells)
    if not any(cell.text == UNREAD for cell in cells):
        return cells
    n_texts = Counter(cell.row for cell in cells if cell.text and cell.text != UNREAD)
    return tuple(
        replace(cell, text="") if cell.text == UNREAD and n_texts[cell.row] < LEAST_TEXTS else cell for cell in cells
    )
