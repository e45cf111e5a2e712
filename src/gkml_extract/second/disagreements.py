"""Two readings of one page → where they differ, cell by cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from gkml_extract.model.content import TableFragment
from gkml_extract.model.finding import Note, note
from gkml_extract.model.source import PagePlace
from gkml_extract.model.table import Cell
from gkml_extract.text import fold, simplify

TRUSTED = 0.8
"""Share of the texts that must be read alike, or a reader sees another grid: what it says of a cell is none."""
SAME_PLACE = 0.5
"""Share of the smaller of two boxes from which they are the same cell, or the same table."""
_LINES_OF_ROW = 2.0
"""How often as many rows a reader has at least that takes each line of print for one."""
_SHOWN = 60
"""Characters of a reading that a finding shows."""

Box = tuple[float, float, float, float]


def disagreements(
    ours: Sequence[TableFragment], theirs: Sequence[TableFragment], reader: str, trusted: float = TRUSTED
) -> Iterator[Note]:
    """`readers-disagree` for each cell whose text another reader has otherwise, `table-seen` for each table we lack.

    Both are of one page. White space, widths, forms of brackets and of characters do not count. A cell that the other
    reader has in several is compared with their texts joined. Where less than the share `trusted` of the texts agree,
    the two see different grids: that is one finding, `grids-differ`, and what stands in the cells is none. It is none
    at all where the other reader only parts the rows of our columns by lines of print.
    """
    for table in theirs:
        if not any(_share(box_of(table), box_of(own)) >= SAME_PLACE for own in ours) and _has_text(table):
            place = PagePlace(page=table.page or 1, bbox=box_of(table))
            yield note("table-seen", place=place, reader=reader, n_rows=table.n_rows, n_columns=table.n_columns)
    for own in ours:
        rival = max(theirs, key=lambda table: _overlap(box_of(own), box_of(table)), default=None)
        if rival is None or _share(box_of(own), box_of(rival)) < SAME_PLACE:
            continue
        found = [noted for cell in own.cells for noted in _compare(cell, rival, reader)]
        if len(found) <= max(1.0, (1 - trusted) * sum(bool(cell.text) for cell in own.cells)):
            yield from found
        elif not (rival.n_rows >= _LINES_OF_ROW * own.n_rows and _has_our_columns(own, rival, trusted)):
            yield _other_grid(own, rival, reader)


def _has_our_columns(own: TableFragment, rival: TableFragment, trusted: float) -> bool:
    """Whether another reader has the same print in nearly all columns: a reader that parts rows by lines of print."""
    edges = own.column_edges or ()
    printed: list[list[str]] = [[] for _ in range(own.n_columns)]
    theirs: list[list[str]] = [[] for _ in range(own.n_columns)]
    for cell in own.cells:
        printed[cell.column] += _folded(cell.text)
    for cell in rival.cells:
        if (place := _place(cell)) is not None:
            column = bisect_right(edges, (place.bbox[0] + place.bbox[2]) / 2) - 1
            theirs[min(max(column, 0), own.n_columns - 1)] += _folded(cell.text)
    alike = sum(sorted(one) == sorted(other) for one, other in zip(printed, theirs, strict=True))
    return alike >= trusted * own.n_columns


def _folded(text: str) -> str:
    return simplify(fold(text))


def _other_grid(own: TableFragment, rival: TableFragment, reader: str) -> Note:
    return note(
        "grids-differ",
        place=PagePlace(page=own.page or 1, bbox=box_of(own)),
        reader=reader,
        n_rows=own.n_rows,
        n_columns=own.n_columns,
        their_rows=rival.n_rows,
        their_columns=rival.n_columns,
    )


def _compare(cell: Cell, rival: TableFragment, reader: str) -> Iterator[Note]:
    place = _place(cell)
    if place is None or _share(place.bbox, box_of(rival)) < SAME_PLACE:
        return  # a table that begins lower, or ends sooner, says nothing of this cell
    inside = [
        other.text
        for other in rival.cells
        if other.text and (theirs := _place(other)) and _share(place.bbox, theirs.bbox) >= SAME_PLACE
    ]
    if _folded("".join(inside)) != _folded(cell.text):
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
