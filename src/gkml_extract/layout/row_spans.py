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
from gkml_extract.model.page import Floats

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
UNTOLD = -1
"""In place of the rows in which texts begin, where they do not stand at the top of these."""
MIN_GROUPS = 3
"""Groups in each of which another column has a text in the first row, or it has so by chance."""
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


def rests_above(
    cells: Sequence[tuple[Span, Piece]], pieces: Sequence[Piece], first: int, *, has_header: bool = False
) -> list[Span]:
    """The rows from `first` on, in each column of cells over several rows, above the text that stands highest.

    They are the rest of one cell, whose text a page's end has left on the page before; so are all rows of a page in a
    column of groups without any text. `has_header`: the row above `first` may be the header, and is among the cells.
    Nothing is told of columns with texts, among `pieces`, that found no rows.
    """
    stop = max((span.row + span.rowspan for span, _ in cells), default=first)
    content = _innermost(cells, first, stop)
    by_column: dict[int, list[Span]] = {column: [] for column in range(content)}
    for span, piece in cells:
        for column in range(min(span.column, piece.first), max(span.column + span.colspan, piece.last + 1)):
            by_column.setdefault(column, []).append(span)
    placed = {id(piece) for _, piece in cells}
    for piece in pieces:
        if id(piece) not in placed:
            for column in range(piece.first, piece.last + 1):
                by_column.pop(column, None)
    found: list[Span] = []
    for column, spans in by_column.items():
        spans.sort()
        if has_header and spans and spans[0].row + spans[0].rowspan == first and (len(spans) > 1 or column < content):
            del spans[0]
        is_whole = all(above.row + above.rowspan == below.row for above, below in pairwise(spans))
        limit = spans[0].row if spans else stop
        if is_whole and limit - first > 1 and (not spans or any(span.rowspan > 1 for span in spans)):
            found.append(Span(first, column, limit - first, 1))
    return found


def _innermost(cells: Sequence[tuple[Span, Piece]], first: int, stop: int) -> int:
    """The column with a text in nearly every row from `first` on that says most; the first one if there is none."""
    lengths: dict[int, int] = defaultdict(int)
    counts: Counter[int] = Counter()
    for span, piece in cells:
        if span.row >= first and span.rowspan == 1:
            counts[span.column] += 1
            lengths[span.column] += sum(len(word.text) for word in piece.words)
    full = [column for column, n in counts.items() if n >= stop - first - 1]
    return max(full, key=lambda column: lengths[column], default=0)


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
        is_in_groups = not is_nested and column > content and len(groups) >= MIN_GROUPS and groups <= starts[column]
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
    is_told = UNTOLD not in own and UNTOLD not in others
    return is_told and (0 in own or (is_group and 0 not in others))


def _starts(column: Sequence[Piece], bands: Bands) -> frozenset[int]:
    """The rows on whose height the pieces of a column stand."""
    how = how_they_stand(bands.rows, column) or bands.how
    return frozenset(_nearest_row(piece, bands, how)[0] for piece in column) if how == "top" else frozenset({UNTOLD})


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
    n, at_end = bands.n, BLANK_END * bands.size
    costs = _costs(ordered, bands, how)
    steps = np.arange(n)
    before = at_end * np.arange(n + 1)
    choices: list[tuple[list[int], list[int]]] = []
    for index, piece in enumerate(ordered):
        own = costs[index]
        is_last = index == len(ordered) - 1
        if is_last:
            cut = np.abs(piece.top - np.array(bands.tops)) + CUT * bands.size
            own = np.column_stack((own[:, :-1], np.minimum(own[:, -1], cut)))
        sums = before[:-1, None] + own
        rows = sums.argmin(axis=0)
        blanks = (at_end if is_last else BLANK * bands.size) * steps
        ended = sums[rows, steps] - blanks  # what it costs to end with each row, as seen from the first
        least = np.minimum.accumulate(ended)
        stops = np.maximum.accumulate(np.where(ended <= least, steps, -1))
        before = np.concatenate(([np.inf], least + blanks))
        choices.append((rows.tolist(), stops.tolist()))
    if not np.isfinite(before[n]):
        return [], np.inf
    placed: list[Placed] = []
    limit = n
    for (rows_of, stops_of), piece in zip(reversed(choices), reversed(ordered), strict=True):
        stop = stops_of[limit - 1]
        placed.append(Placed(piece, rows_of[stop], stop + 1))
        limit = rows_of[stop]
    placed.reverse()
    _tell_unsure(placed, bands, costs)
    return placed, float(before[n])


def _tell_unsure(placed: Sequence[Placed], bands: Bands, costs: Floats) -> None:
    """Tell of each piece whether other rows between its neighbours would suit it nearly as well."""
    blank, at_end = BLANK * bands.size, BLANK_END * bands.size
    for index, each in enumerate(placed):
        low = placed[index - 1].stop if index else 0
        high = placed[index + 1].row if index + 1 < len(placed) else bands.n
        before, after = blank if index else at_end, blank if index + 1 < len(placed) else at_end
        free = np.arange(high - low)
        options = costs[index, low:high, low:high] + before * free[:, None] + after * free[::-1]
        if high - low < 2:
            each.piece.is_sure = True
        else:
            first, second = np.partition(options, 1, axis=None)[:2].tolist()
            each.piece.is_sure = second - first >= SURE * bands.size


def _costs(pieces: Sequence[Piece], bands: Bands, how: str) -> Floats:
    """How badly each piece stands in the rows [row, stop], for each row and stop; none stands in rows upside down."""
    edges = np.array(bands.edges)
    tops, bottoms = (np.array([getattr(piece, side) for piece in pieces])[:, None, None] for side in ("top", "bottom"))
    low, high = edges[:-1, None], edges[None, 1:]
    outside = np.maximum(low - tops - 1.0, 0.0) + np.maximum(bottoms - high - 1.0, 0.0)
    if how == "top":
        off = np.abs(tops - low - SAME * bands.size)
    elif how == "bottom":
        off = np.abs(high - bottoms - SAME * bands.size)
    else:
        off = np.abs((tops + bottoms) / 2 - (low + high) / 2)
    found: Floats = off + OUTSIDE * outside
    found[:, *np.tril_indices(bands.n, -1)] = np.inf
    return found
