"""Texts of a column over rows that no rule parts: which of them each covers."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from gkml_extract.layout.cells import Span
from gkml_extract.layout.pieces import SAME, Piece
from gkml_extract.layout.row_bands import MIN_ROWS, Bands, how_they_stand, reference_of

BLANK, BLANK_END = 2.0, 0.3
"""Font sizes by which a cell may rather stand off the middle of its rows than leave one blank, and one at the edge of
the page, where the rest of a cut cell stands."""
CUT = 0.5
"""Font sizes that it costs to take the last cell of a column for one that the page's end cuts: its text begins at the
top."""
SURE = 0.5
"""Font sizes by which the best rows for a text must suit it better than the next best."""
OUTSIDE = 2.0
"""How much worse print outside of its rows is than print off their middle."""
MOST = 0.7
"""Share of the texts of a column that must have tops, or bottoms, in common with rows, or they stand as all others."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and the rows that it covers: [row, stop)."""

    piece: Piece
    row: int
    stop: int


def spans_of(pieces: Sequence[Piece], bands: Bands, n_columns: int) -> list[tuple[Span, Piece]]:
    """The cells of the body: each piece in the rows that it covers. None covers rows on both sides of a heading."""
    content = _fullest(pieces, bands)
    heads = [row for row, piece in enumerate(bands.rows) if piece.first < piece.last]
    if not heads:
        return _spans_under(pieces, bands, content, 0, bands.n)
    cells = [(Span(row, 0, 1, n_columns), bands.rows[row]) for row in heads]
    ids = {id(bands.rows[row]) for row in heads}
    middles = [bands.rows[row].middle for row in heads]
    for part, (above, below) in enumerate(pairwise([-1, *heads, bands.n])):
        inside = [piece for piece in pieces if bisect_right(middles, piece.middle) == part and id(piece) not in ids]
        if inside:
            start = above + 1 if above + 1 < below else max(above, 0)
            cells += _spans_under(inside, bands, content, start, max(below, start + 1))
    return cells


def rests_above(cells: Sequence[tuple[Span, Piece]], first: int, *, has_header: bool = False) -> list[Span]:
    """The rows from `first` on, in each column of cells over several rows, above the text that stands highest.

    They are the rest of one cell, whose text a page's end has left on the page before. `has_header`: the row above
    `first` may be the header, and is among the cells.
    """
    by_column: dict[int, list[Span]] = defaultdict(list)
    for span, _ in cells:
        by_column[span.column].append(span)
    found: list[Span] = []
    for column, spans in by_column.items():
        spans.sort()
        if has_header and len(spans) > 1 and spans[0].row + spans[0].rowspan == first:
            del spans[0]
        is_whole = all(above.row + above.rowspan == below.row for above, below in pairwise(spans))
        if is_whole and spans[0].row - first > 1 and any(span.rowspan > 1 for span in spans):
            found.append(Span(first, column, spans[0].row - first, 1))
    return found


def _spans_under(
    pieces: Sequence[Piece], bands: Bands, content: int, start: int, stop: int
) -> list[tuple[Span, Piece]]:
    """The cells of rows [start, stop), among which is no heading."""
    rows = bands.rows[start:stop]
    anchor = Counter(piece.first for piece in rows).most_common(1)[0][0]
    part = Bands(bands.edges[start : stop + 1], bands.how, bands.size, rows, bands.tops[start:stop])
    spans = _spans_in(pieces, part, content, anchor)
    return [(span._replace(row=span.row + start), piece) for span, piece in spans] if start else spans


def _spans_in(pieces: Sequence[Piece], bands: Bands, content: int, anchor: int) -> list[tuple[Span, Piece]]:
    by_column: dict[int, list[Piece]] = defaultdict(list)
    cells: list[tuple[Span, Piece]] = []
    row_of = {id(piece): index for index, piece in enumerate(bands.rows)}
    for piece in pieces:
        row = row_of.get(id(piece))
        if row is not None:
            cells.append((Span(row, piece.first, 1, 1), piece))
        else:
            by_column[piece.first].append(piece)
    ticks = [
        column for column, inside in by_column.items() if column > content and all(piece.is_tick for piece in inside)
    ]
    for placed in _placed_ticks([piece for column in ticks for piece in by_column[column]], bands):
        cells.append((Span(placed.row, placed.piece.first, placed.stop - placed.row, 1), placed.piece))
    rest = {column: inside for column, inside in by_column.items() if column not in ticks and column != anchor}
    starts = {column: _starts(inside, bands) for column, inside in rest.items()}
    groups = min((own for column, own in starts.items() if column < content), key=len, default=frozenset())
    for column, inside in rest.items():
        is_nested = any(
            starts[column] <= others
            and len(others) < bands.n
            and _begin_together(starts[column], others, other < content)
            for other, others in starts.items()
            if other != column
        )
        is_in_groups = not is_nested and column > content and len(groups) >= MIN_ROWS and groups <= starts[column]
        for placed in _placed(inside, bands, is_leading=column < content or is_nested or is_in_groups):
            if is_in_groups and placed.stop - placed.row > 1:
                placed.piece.is_sure = False
            cells.append((Span(placed.row, column, placed.stop - placed.row, 1), placed.piece))
    return cells


def _fullest(pieces: Sequence[Piece], bands: Bands) -> int:
    """The column with a text in every row that says most: the innermost, which no cell of several rows stands in."""
    counts = Counter(piece.first for piece in pieces)
    lengths: dict[int, int] = defaultdict(int)
    for piece in pieces:
        lengths[piece.first] += sum(len(word.text) for word in piece.words)
    n_rows = sum(row.first == row.last for row in bands.rows)
    full = [column for column, n in counts.items() if n >= n_rows]
    return max(full or counts, key=lambda column: lengths[column])


def _begin_together(own: frozenset[int], others: frozenset[int], is_group: bool) -> bool:
    """Whether a column has a text in the first row, or lacks one as a column of groups does below a page's end."""
    return 0 in own or (is_group and 0 not in others)


def _starts(column: Sequence[Piece], bands: Bands) -> frozenset[int]:
    """The rows on whose height the pieces of a column stand."""
    how = how_they_stand(bands.rows, column) or bands.how
    return frozenset(_nearest_row(piece, bands, how)[0] for piece in column) if how == "top" else frozenset({-1})


def _placed_ticks(ticks: Sequence[Piece], bands: Bands) -> list[Placed]:
    """Ticks in the rows that they cover: those on one height cover the same."""
    levels: list[list[Piece]] = []
    for tick in sorted(ticks, key=lambda piece: piece.middle):
        if levels and tick.middle - levels[-1][0].middle < 2 * SAME * tick.size:
            levels[-1].append(tick)
        else:
            levels.append([tick])
    placed = _placed([level[0] for level in levels], bands, is_leading=False)
    found = {id(each.piece): each for each in placed}
    for level in levels:
        for tick in level:
            tick.is_sure = level[0].is_sure
    return [
        Placed(tick, found[id(level[0])].row, found[id(level[0])].stop)
        for level in levels
        if id(level[0]) in found
        for tick in level
    ]


def _placed(column: Sequence[Piece], bands: Bands, *, is_leading: bool) -> list[Placed]:
    """The pieces of one column in the rows that they cover."""
    ordered = sorted(column, key=lambda piece: piece.top)
    how = _how_of_column(ordered, bands)
    single = [_nearest_row(piece, bands, how) for piece in ordered]
    slack = SAME * bands.size + 0.5
    stands_in_rows = all(cost < slack for _, cost in single) and len({row for row, _ in single}) == len(single)
    covering, cost = _fitted(ordered, bands, how)
    if stands_in_rows and not is_leading and covering:
        covers_all = covering[0].row == 0 and covering[-1].stop == bands.n
        covers_all &= all(above.stop == below.row for above, below in pairwise(covering))
        if how != "middle" or not covers_all or cost > slack * len(ordered) or len(ordered) < MIN_ROWS:
            for piece in ordered:
                piece.is_sure = how == "middle"
            return [Placed(piece, row, row + 1) for piece, (row, _) in zip(ordered, single, strict=True)]
    return covering


def _how_of_column(column: Sequence[Piece], bands: Bands) -> str:
    """How the texts of a column stand in their rows, if otherwise than those of the table: one may do so by chance."""
    how = how_they_stand(bands.rows, column)
    if how is None or how == bands.how:
        return bands.how
    slack = SAME * bands.size
    alike = [piece for piece in column if _nearest_row(piece, bands, how)[1] < slack]
    n_telling = sum(_nearest_row(piece, bands, bands.how)[1] >= slack for piece in alike)
    return how if n_telling >= MIN_ROWS and len(alike) >= MOST * len(column) else bands.how


def _nearest_row(piece: Piece, bands: Bands, how: str) -> tuple[int, float]:
    """The row on whose height a piece stands, and how far off."""
    offs = [abs(reference_of(piece, how) - reference_of(row, how)) for row in bands.rows]
    row = min(range(len(offs)), key=offs.__getitem__)
    return row, offs[row]


def _fitted(ordered: Sequence[Piece], bands: Bands, how: str) -> tuple[list[Placed], float]:
    """The pieces over rows such that they stand best, few rows being left blank; and what that costs."""
    n, blank = bands.n, BLANK * bands.size
    at_end = BLANK_END * bands.size
    best: list[list[tuple[float, int, int]]] = [[(at_end * stop, -1, -1) for stop in range(n + 1)]]
    for index, piece in enumerate(ordered):
        before = best[-1]
        each = at_end if index == len(ordered) - 1 else blank
        line: list[tuple[float, int, int]] = [(np.inf, -1, -1)]
        costs = _costs(piece, bands, how)
        if index == len(ordered) - 1:
            for row, top in enumerate(bands.tops):
                costs[row][-1] = min(costs[row][-1], abs(piece.top - top) + CUT * bands.size)
        for stop in range(1, n + 1):
            found = min(
                ((before[row][0] + costs[row][stop - row - 1], row, stop) for row in range(stop)),
                key=lambda option: option[0],
            )
            skipped = (line[-1][0] + each, line[-1][1], line[-1][2])
            line.append(min(found, skipped, key=lambda option: option[0]))
        best.append(line)
    placed: list[Placed] = []
    limit, cost = n, best[-1][n][0]
    for index in range(len(ordered), 0, -1):
        _, row, stop = best[index][limit]
        if row < 0:
            return [], np.inf
        placed.append(Placed(ordered[index - 1], row, stop))
        limit = row
    placed.reverse()
    _tell_unsure(placed, bands, how)
    return placed, cost


def _tell_unsure(placed: Sequence[Placed], bands: Bands, how: str) -> None:
    """Tell of each piece whether other rows between its neighbours would suit it nearly as well."""
    blank, at_end = BLANK * bands.size, BLANK_END * bands.size
    for index, each in enumerate(placed):
        low = placed[index - 1].stop if index else 0
        high = placed[index + 1].row if index + 1 < len(placed) else bands.n
        costs = _costs(each.piece, bands, how)
        before, after = blank if index else at_end, blank if index + 1 < len(placed) else at_end
        options = sorted(
            costs[row][stop - row - 1] + before * (row - low) + after * (high - stop)
            for row in range(low, high)
            for stop in range(row + 1, high + 1)
        )
        each.piece.is_sure = len(options) < 2 or options[1] - options[0] >= SURE * bands.size


def _costs(piece: Piece, bands: Bands, how: str) -> list[list[float]]:
    """How badly a piece stands in the rows [row, row + 1 + k), for each row and k."""
    edges = np.array(bands.edges)
    starts, stops = edges[:-1], edges[1:]
    found: list[list[float]] = []
    for row in range(bands.n):
        low, high = starts[row], stops[row:]
        outside = max(low - piece.top - 1.0, 0.0) + np.maximum(piece.bottom - high - 1.0, 0.0)
        if how == "top":
            off = np.full(len(high), abs(piece.top - low - SAME * bands.size))
        elif how == "bottom":
            off = np.abs(high - piece.bottom - SAME * bands.size)
        else:
            off = np.abs(piece.middle - (low + high) / 2)
        found.append((off + OUTSIDE * outside).tolist())
    return found
