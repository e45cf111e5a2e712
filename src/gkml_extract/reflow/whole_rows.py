"""Long grids: rows that bear out the proof of their grid are cut into cells by their places, without the decoder.

Where a text proves that it is a full grid (`evidence.positions`), the decoder says of a row that has nothing unlike its
columns just what its places say. A long table has thousands of these: so only the part that is learned from is decoded,
and what is in doubt with the rows beside it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from gkml_extract.reflow.chunks.make import Chunk
from gkml_extract.reflow.decoder.together import Decoding
from gkml_extract.reflow.evidence.learned import LabelLines
from gkml_extract.reflow.evidence.positions import Place, whole_rows
from gkml_extract.reflow.header.columns import DecodeColumn
from gkml_extract.reflow.segment import LEARN_CHUNKS, Segmentation, SegmentedCell, Setting, segment

_CERTAIN = 50.0
"""Margin of a cell that nothing speaks against (natural logarithm)."""
_LEAST_GAIN = 2
"""How many times as long as what is decoded of it a text must be."""

_Row = tuple[SegmentedCell, ...]


def segment_rows(
    chunks: Sequence[Chunk], columns: Sequence[DecodeColumn], labels: LabelLines, setting: Setting
) -> Decoding[Segmentation]:
    """What `segment` says of the chunks, which has the same parameters."""
    is_long = len(chunks) > _LEAST_GAIN * LEARN_CHUNKS
    whole = whole_rows(chunks, setting.shapes, columns) if is_long else {}
    decoded, left = _parted(len(chunks), whole)
    if left and len(chunks) >= _LEAST_GAIN * len(decoded):
        some = yield from segment([chunks[t] for t in decoded], columns, labels, setting.of(decoded))
        if _stand_together(some, decoded):
            return _put_together(some, decoded, [_row_of(begin, end, whole[begin]) for begin, end in left])
    return (yield from segment(chunks, columns, labels, setting))


def _parted(n: int, whole: dict[int, Sequence[Place]]) -> tuple[Sequence[int], Sequence[tuple[int, int]]]:
    """Which of `n` chunks are decoded, and the rows [begin, end) that their places tell."""
    if not whole:
        return range(n), ()
    ends = {begin + len(places) for begin, places in whole.items()}
    parts = list(pairwise(sorted({0, n, *whole, *ends})))
    is_doubted = [begin < LEARN_CHUNKS or begin not in whole for begin, _ in parts]
    beside = zip([False, *is_doubted], is_doubted, [*is_doubted[1:], False], strict=False)
    is_decoded = [any(three) for three in beside]
    decoded = [t for part, is_one in zip(parts, is_decoded, strict=True) if is_one for t in range(*part)]
    return decoded, [part for part, is_one in zip(parts, is_decoded, strict=True) if not is_one]


def _stand_together(some: Segmentation, decoded: Sequence[int]) -> bool:
    """Whether each row, and each text outside the table, is of neighbours in the whole text."""
    spans = [(row[0].first, row[-1].last) for row in some.rows]
    spans += [(stray.first, stray.last) for stray in some.outside]
    return all(decoded[last] - decoded[first] == last - first for first, last in spans)


def _row_of(begin: int, end: int, places: Sequence[Place]) -> _Row:
    """The cells of a row whose chunks are its fields, by their places."""
    cells: list[SegmentedCell] = []
    for column, fields in groupby(range(begin, end), key=lambda t: places[t - begin].column):
        first, *rest = fields
        cells.append(SegmentedCell(column, first, rest[-1] if rest else first, _CERTAIN))
    return tuple(cells)


def _put_together(some: Segmentation, decoded: Sequence[int], told: Sequence[_Row]) -> Segmentation:
    """The rows that were decoded and those that were told, in their order."""

    def placed(row: _Row) -> Iterator[SegmentedCell]:
        return (replace(cell, first=decoded[cell.first], last=decoded[cell.last]) for cell in row)

    rows = sorted((*(tuple(placed(row)) for row in some.rows), *told), key=lambda row: row[0].first)
    firsts = [row[0].first for row in rows]
    outside = [
        replace(
            stray,
            first=decoded[stray.first],
            last=decoded[stray.last],
            after=bisect_left(firsts, decoded[stray.first]) - 1,
        )
        for stray in some.outside
    ]
    now = [bisect_left(firsts, decoded[row[0].first]) for row in some.rows]
    return replace(
        some,
        rows=tuple(rows),
        outside=tuple(outside),
        proven=frozenset({*(decoded[t] for t in some.proven), *(cell.first for row in told for cell in row)}),
        missed=frozenset((now[row], column) for row, column in some.missed),
    )
