"""What a header printed again holds besides its labels: the rest of a text that a page break has cut.

Browsers print a merged cell that is longer than its rows on over the next page, whatever stands there; LibreOffice does
so where a group ends with the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gkml_extract.lexicon.header import parse_label
from gkml_extract.model.table import Cell
from gkml_extract.tables.cut_cells import joined_halves
from gkml_extract.tables.parts import Part
from gkml_extract.text import squeeze

_IN_OTHER_WORDS = ("exact", "pattern")
"""Rules by which a label is known for another spelling of the one that stood there first."""


def rests_over_labels(labels: Sequence[Cell], again: Sequence[Cell]) -> Mapping[int, str]:
    """For each column what is printed in the header `again` besides the label that stood there first."""
    known = {(cell.row, cell.column): cell.text for cell in labels}
    top = min((cell.row for cell in again), default=0)
    found: dict[int, str] = {}
    for cell in again:
        label = squeeze(known.get((cell.row - top, cell.column), ""))
        text = squeeze(cell.text)
        if not label or text == label or cell.hidden or parse_label(text).rule in _IN_OTHER_WORDS:
            continue
        if rest := _besides(cell.text, label):
            found[cell.column] = found.get(cell.column, "") + rest
    return found


def _besides(text: str, label: str) -> str:
    """A text without the label in it; nothing where the label does not stand in it in one piece."""
    kept = [index for index, char in enumerate(text) if not char.isspace()]
    at = "".join(text[index] for index in kept).find(label)
    if at < 0 or not label:
        return ""
    before, after = text[: kept[at]], text[kept[at + len(label) - 1] + 1 :]
    return "\n".join(part.strip() for part in (before, after) if part.strip())


def with_rests(part: Part, rests: Mapping[int, str]) -> tuple[Part, frozenset[int]]:
    """A part with the rests of texts, by their columns, behind those of its last row; and the columns that took one."""
    cells, placed = list(part.cells), set()
    for index, cell in enumerate(cells):
        if cell.column in rests and cell.row <= part.end - 1 < cell.row + cell.rowspan and cell.text:
            cells[index] = replace(cell, text=joined_halves(cell.text, rests[cell.column]), room=None)
            placed.add(cell.column)
    return replace(part, cells=tuple(cells)), frozenset(placed)
