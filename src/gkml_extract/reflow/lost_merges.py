"""What a row may share with the rows above it, where the text does not show merged cells.

A row takes from above what record.md says ("Blank cells"); all else is blank. Merged ticks and offices look the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gkml_extract.model.finding import Note, note
from gkml_extract.model.source import LinesPlace
from gkml_extract.reflow.chunks import Chunk
from gkml_extract.reflow.columns import DecodeColumn
from gkml_extract.reflow.grid import N_HEADER_ROWS, group_spans, ticks_apart
from gkml_extract.reflow.header_labels import HeaderColumn
from gkml_extract.reflow.looks import Look
from gkml_extract.reflow.segment import SegmentedCell, lines_of_row

_OFFICES = frozenset({"department", "website_column"})
"""Columns that a row with a 依据, 时限 or 渠道 of its own takes nothing in."""
_OWN = frozenset({Look.LAW, Look.DEADLINE, Look.CHANNELS})
_COMMON = 0.2
"""Share of rows that have such a cell from which one without is not blank for certain."""
_Row = Sequence[SegmentedCell]


def shared_notes(
    rows: Sequence[_Row], chunks: Sequence[Chunk], columns: Sequence[DecodeColumn], header: Sequence[HeaderColumn]
) -> Iterator[Note]:
    """A note for each row with fewer ticks than groups of tick columns, or without an office that rows above have.

    None where the text has blank fields: these show what is empty.
    """
    if not all(chunk.text for chunk in chunks):
        return
    for k, column in enumerate(columns):
        if column.look is Look.MARKS:
            yield from _shared_ticks(rows, chunks, columns, header, k)
        elif column.field in _OFFICES:
            yield from _shared_offices(rows, chunks, columns, k)


def _shared_ticks(
    rows: Sequence[_Row],
    chunks: Sequence[Chunk],
    columns: Sequence[DecodeColumn],
    header: Sequence[HeaderColumn],
    k: int,
) -> Iterator[Note]:
    first, last = columns[k].first, columns[k].last
    assert first is not None and last is not None
    groups = [header[at].leaf.group or "" for at in range(first, last + 1)]
    names = [groups[begin] for begin, _ in group_spans(groups)]
    has_channels = any(column.look is Look.CHANNELS for column in columns)
    is_full = False
    for r, row in enumerate(rows):
        n_ticks = sum(
            len(ticks_apart(chunk.text))
            for cell in row
            if cell.column == k
            for chunk in chunks[cell.first : cell.last + 1]
        )
        is_full = is_full or n_ticks >= len(names)
        takes_all = not n_ticks and has_channels and not _has(row, columns, frozenset({Look.CHANNELS}))
        if is_full and n_ticks < len(names) and not takes_all:
            yield note(
                "mark-maybe-shared", item=r + N_HEADER_ROWS, field=_field(names[n_ticks]), place=_place(row, chunks)
            )


def _shared_offices(
    rows: Sequence[_Row], chunks: Sequence[Chunk], columns: Sequence[DecodeColumn], k: int
) -> Iterator[Note]:
    has_own = [any(cell.column == k for cell in row) for row in rows]
    if sum(has_own) < _COMMON * len(rows):
        return
    outer = next((c for c, column in enumerate(columns) if column.look is Look.ITEM), None)
    is_above = False
    for r, row in enumerate(rows):
        is_above = has_own[r] or (is_above and not any(cell.column == outer for cell in row))
        if is_above and not has_own[r] and _has(row, columns, _OWN):
            label = columns[k].label
            yield note(
                "cell-maybe-shared",
                item=r + N_HEADER_ROWS,
                field=columns[k].field,
                label=label,
                place=_place(row, chunks),
            )


def _has(row: _Row, columns: Sequence[DecodeColumn], looks: frozenset[Look]) -> bool:
    return any(columns[cell.column].look in looks for cell in row)


def _field(group: str) -> str:
    return group if group in ("audience", "method", "five_open") else "extra"


def _place(row: _Row, chunks: Sequence[Chunk]) -> LinesPlace:
    return LinesPlace(lines=lines_of_row(row, chunks))
