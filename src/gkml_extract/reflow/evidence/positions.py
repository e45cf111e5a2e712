"""Places in a grid of separated fields, where the text itself proves that it is a full grid.

Blank fields are often dropped and cells shifted, so a field's place counts only if rows of that many fields hold,
nearly everywhere, what the header's columns look like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gkml_extract.model.table import Gap
from gkml_extract.reflow.chunks.make import Chunk
from gkml_extract.reflow.chunks.spans import HARD_GAPS
from gkml_extract.reflow.evidence.looks import Look, Shape, suits
from gkml_extract.reflow.header.columns import DecodeColumn

PROOF_ROWS = 2
"""Full rows that prove a grid together: two by chance, with nearly every field of both suiting, were not seen."""
PROOF_SHARE = 0.97
"""Share of filled fields that must suit their columns before places are trusted at all."""
ROW_SHARE = 0.8
"""The same for a single row: one that lost a field and gained another is left to the decoder."""
EVEN_ROWS, EVEN_SHARE, EVEN_ROW_SHARE = 3, 0.6, 0.6
"""Where each of so many lines has just as many fields as the header has columns, the number is a proof, and these
shares do: a lost or gained blank would show in it. Words in place of a tick (特定群体: 被征地村民) suit nothing."""


@dataclass(frozen=True, slots=True)
class Place:
    """The decode column that a chunk stands in by its place; `is_first` if it is the column's first field."""

    column: int
    is_first: bool


def grid_places(chunks: Sequence[Chunk], shapes: Sequence[Shape], columns: Sequence[DecodeColumn]) -> dict[int, Place]:
    """chunk → its place, for the chunks of rows that are proven to be full; empty if nothing is proven."""
    for slots in _slot_variants(columns):
        for rows in _row_variants(chunks, len(slots)):
            shares = (PROOF_SHARE, ROW_SHARE)
            if len(rows) >= EVEN_ROWS and {*map(len, rows)} == {len(slots)} and _n_lines(chunks) == len(rows):
                shares = (EVEN_SHARE, EVEN_ROW_SHARE)
            proven = _prove(rows, shapes, columns, slots, shares)
            if proven:
                return proven
    return {}


def whole_rows(
    chunks: Sequence[Chunk], shapes: Sequence[Shape], columns: Sequence[DecodeColumn]
) -> dict[int, Sequence[Place]]:
    """First chunk → the places of a row's chunks, for the rows of a proven grid of which each chunk is a field and none
    is unlike its column."""
    places = grid_places(chunks, shapes, columns)
    variants = _slot_variants(columns) if places else []
    found: dict[int, Sequence[Place]] = {}
    end = 0
    for t in range(len(chunks)):
        for slots in variants if t >= end and t in places else ():
            row = range(t, min(t + len(slots), len(chunks)))
            is_whole = [places.get(k) for k in row] == slots and _ends_line(chunks, row[-1])
            if is_whole and all(_suits(shapes[k], columns, slots, k - t) is not False for k in row):
                found[t] = slots
                end = t + len(slots)
                break
    return found


def _ends_line(chunks: Sequence[Chunk], t: int) -> bool:
    return t + 1 == len(chunks) or chunks[t + 1].lines[0] > chunks[t].lines[1]


def columns_of_texts(
    chunks: Sequence[Chunk], shapes: Sequence[Shape], columns: Sequence[DecodeColumn]
) -> dict[int, int]:
    """chunk → the column that its text has in full rows, for chunks of shorter rows; a line is a row.

    A single line with as many fields as the header has columns proves no grid, but hardly has its texts elsewhere.
    """
    slots = _slot_variants(columns)[0]
    lines: dict[int, list[int]] = {}
    for first, *_ in _fields(chunks):
        lines.setdefault(chunks[first].lines[0], []).append(first)
    told: dict[str, set[int]] = {}
    in_full: set[int] = set()
    for row in lines.values():
        fits = [_suits(shapes[t], columns, slots, k) for k, t in enumerate(row)]
        if len(row) == len(slots) and False not in fits:
            in_full |= set(row)
            for t, slot in zip(row, slots, strict=True):
                told.setdefault(chunks[t].text, set()).add(slot.column)
    return {
        t: next(iter(told[chunk.text]))
        for t, chunk in enumerate(chunks)
        if t not in in_full and len(chunk.text) > 1 and len(told.get(chunk.text, ())) == 1
    }


def _slot_variants(columns: Sequence[DecodeColumn]) -> list[list[Place]]:
    """The fields of a full row: one a header column, with and without the columns that the header does not name."""
    variants = []
    for with_unnamed in (False, True):
        slots: list[Place] = []
        for k, column in enumerate(columns):
            if column.first is None or column.last is None:
                slots += [Place(k, True)] * with_unnamed
            else:
                slots += [Place(k, offset == 0) for offset in range(column.last - column.first + 1)]
        if slots not in variants:
            variants.append(slots)
    return variants


def _row_variants(chunks: Sequence[Chunk], n_slots: int) -> list[list[list[int]]]:
    """Ways to cut the fields into rows: line by line, or every `n_slots` fields where each has its own line."""
    fields = _fields(chunks)
    if len(fields) < n_slots * PROOF_ROWS:
        return []
    lines: dict[int, list[int]] = {}
    for first, *_ in fields:
        lines.setdefault(chunks[first].lines[0], []).append(first)
    by_line = list(lines.values())
    widths = Counter(len(row) for row in by_line if len(row) >= n_slots)
    variants = []
    if widths:
        usual = widths.most_common(1)[0][0]
        variants.append([row for row in by_line if len(row) == usual])
    heads = [first for first, *_ in fields]
    while len(heads) % n_slots and not chunks[heads[0]].text:  # blanks under the last labels of the header
        heads = heads[1:]
    if len(heads) % n_slots == 0 and all(len(row) == 1 for row in by_line):
        variants.append([heads[at : at + n_slots] for at in range(0, len(heads), n_slots)])
    return variants


def _n_lines(chunks: Sequence[Chunk]) -> int:
    """Lines with separated fields."""
    return len({chunk.lines[0] for chunk in chunks if chunk.gap in HARD_GAPS})


def _fields(chunks: Sequence[Chunk]) -> list[list[int]]:
    """The chunks of each separated field; a field begins at a separator or, in a row of fields, at a line."""
    in_rows = any(chunk.gap in HARD_GAPS and chunk.index > 0 for chunk in chunks)
    starts = (*HARD_GAPS, Gap.LINE, Gap.BLANK, Gap.START) if in_rows else HARD_GAPS
    fields: list[list[int]] = []
    for t, chunk in enumerate(chunks):
        if not fields or chunk.gap in starts:
            fields.append([t])
        else:
            fields[-1].append(t)
    return fields


def _prove(
    rows: Sequence[Sequence[int]],
    shapes: Sequence[Shape],
    columns: Sequence[DecodeColumn],
    slots: Sequence[Place],
    shares: tuple[float, float],
) -> dict[int, Place]:
    suiting = [[_suits(shapes[t], columns, slots, k) for k, t in enumerate(row)] for row in rows]
    counted = [[fit for fit in row if fit is not None] for row in suiting]
    filled = sum(map(len, counted))
    if len(rows) < PROOF_ROWS or sum(map(sum, counted)) < shares[0] * max(filled, 1):
        return {}
    places: dict[int, Place] = {}
    for row, fits in zip(rows, counted, strict=True):
        if fits and sum(fits) >= shares[1] * len(fits):
            places |= {t: slots[min(k, len(slots) - 1)] for k, t in enumerate(row)}
    return places


def _suits(shape: Shape, columns: Sequence[DecodeColumn], slots: Sequence[Place], k: int) -> bool | None:
    """Whether a field suits its column; None for a blank field, False for text beyond the last column."""
    if shape is Shape.EMPTY:
        return None
    if k >= len(slots):
        return False
    look = columns[slots[k].column].look
    return suits(shape, look) or look in (Look.OTHER, Look.REMARKS) or shape is Shape.DITTO
