"""Recognised cells put right by the language of catalogues, before they are read.

Only cells that were recognised, and only what has a language of its own: deadlines, laws and document numbers,
channels, and names that recur in their column. What says what it will (事项, 内容, 备注) stays as it was recognised.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from gkml_extract.model.finding import Note, note
from gkml_extract.model.source import How
from gkml_extract.model.table import Cell, Column, Table
from gkml_extract.normalise.misread.basis import has_usual_brackets, restore_basis
from gkml_extract.normalise.misread.deadline import restore_deadline
from gkml_extract.normalise.misread.names import recurring, restore_channels
from gkml_extract.text import simplify

__all__ = ["mend_misread"]

_RECUR = frozenset({"deadline", "legal_basis", "channels", "publisher", "department", "website_column"})
_MOST_TRADITIONAL = 0.02
"""Share of traditional characters from which a document is printed in them: the vocabularies are not."""

Restore = Callable[[str], str]


def mend_misread(table: Table, columns: Sequence[Column]) -> tuple[Table, tuple[Note, ...]]:
    """The table with misread characters of its recognised cells put right, and a note on each such cell.

    A cell that was changed has `how` repaired and keeps what was `read`. Notes count table rows.
    """
    n_header = table.n_header_rows or 0
    fields = {column.index: column.field for column in columns}
    cells: dict[str, list[Cell]] = defaultdict(list)
    for cell in table.cells:
        if cell.how is How.OCR and cell.row >= n_header and cell.text and fields.get(cell.column) in _RECUR:
            cells[fields[cell.column]].append(cell)
    if not cells or _is_traditional([cell.text for found in cells.values() for cell in found]):
        return table, ()
    mended: dict[Cell, Cell] = {}
    notes: list[Note] = []
    for field, found in cells.items():
        for cell, text in zip(found, _restored(field, [cell.text for cell in found]), strict=True):
            if text != cell.text:
                mended[cell] = replace(cell, text=text, how=How.REPAIRED, read=cell.text)
                notes.append(_note(field, cell, text))
    return replace(table, cells=tuple(mended.get(cell, cell) for cell in table.cells)), tuple(notes)


def _restored(field: str, texts: Sequence[str]) -> list[str]:
    """The texts of a column, each by the words of its field and then by what the column says more often."""
    known = list(map(_by_words(field, texts), texts))
    return list(map(recurring(known), known))


def _by_words(field: str, texts: Sequence[str]) -> Restore:
    if field == "deadline":
        return restore_deadline
    if field == "channels":
        return restore_channels
    if field == "legal_basis":
        is_usual = has_usual_brackets(texts)
        return lambda text: restore_basis(text, is_usual_bracket=is_usual)
    return lambda text: text


def _is_traditional(texts: Sequence[str]) -> bool:
    whole = "".join(texts)
    changed = sum(char != plain for char, plain in zip(whole, simplify(whole), strict=True))
    return changed > _MOST_TRADITIONAL * len(whole)


def _note(field: str, cell: Cell, text: str) -> Note:
    place = cell.places[0] if cell.places else None
    return note("misread-repaired", item=cell.row, field=field, place=place, read=cell.text, text=text)
