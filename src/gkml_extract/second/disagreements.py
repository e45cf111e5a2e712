"""Two readings of one page → where they differ, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gkml_extract.model.content import TableFragment
from gkml_extract.model.finding import Note, note
from gkml_extract.model.source import PagePlace
from gkml_extract.model.table import Cell
from gkml_extract.text import fold, simplify

SAME_PLACE = 0.5
"""Share of the smaller of two boxes from which they are the same cell, or the same table."""
_SHOWN = 60
"""Characters of a reading that a finding shows."""

Box = tuple[float, float, float, float]


def disagreements(ours: Sequence[TableFragment], theirs: Sequence[TableFragment], reader: str) -> Iterator[Note]:
    """`readers-disagree` for each cell whose text another reader has otherwise, `table-seen` for each table we lack.

    Both are of one page. White space, widths, forms of brackets and of characters do not count. A cell that the other
    reader has in several is compared with their texts joined.
    """
    for table in theirs:
        if not any(_share(box_of(table), box_of(own)) >= SAME_PLACE for own in ours) and _has_text(table):
            place = PagePlace(page=table.page or 1, bbox=box_of(table))
            yield note("table-seen", place=place, reader=reader, n_rows=table.n_rows, n_columns=table.n_columns)
    for own in ours:
        rival = max(theirs, key=lambda table: _overlap(box_of(own), box_of(table)), default=None)
        if rival is None or _share(box_of(own), box_of(rival)) < SAME_PLACE:
            continue
        for cell in own.cells:
            yield from _compare(cell, rival, reader)


def _compare(cell: Cell, rival: TableFragment, reader: str) -> Iterator[Note]:
    place = _place(cell)
    if place is None:
        return
    inside = [
        other.text
        for other in rival.cells
        if other.text and (theirs := _place(other)) and _share(place.bbox, theirs.bbox) >= SAME_PLACE
    ]
    if simplify(fold("".join(inside))) != simplify(fold(cell.text)):
        yield note(
            "readers-disagree", place=place, reader=reader, ours=_shown(cell.text), theirs=_shown("".join(inside))
        )


def box_of(table: TableFragment) -> Box:
    """x0, top, x1, bottom of a table with edges."""
    columns, rows = table.column_edges or (0.0, 0.0), table.row_edges or (0.0, 0.0)
    return (columns[0], rows[0], columns[-1], rows[-1])


def _has_text(table: TableFragment) -> bool:
    return sum(bool(cell.text) for cell in table.cells) > 1


def _place(cell: Cell) -> PagePlace | None:
    return next((place for place in cell.places if isinstance(place, PagePlace)), None)


def _overlap(a: Box, b: Box) -> float:
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


def _share(a: Box, b: Box) -> float:
    """The common area as a share of the smaller box."""
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (a, b)]
    return _overlap(a, b) / min(areas) if min(areas) > 0 else 0.0


def _shown(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _SHOWN else f"{one_line[:_SHOWN]}…"
