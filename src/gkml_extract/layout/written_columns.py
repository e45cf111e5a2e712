"""Columns that no rule parts, told by texts side by side: what a program writes in one go stands in one cell.

Two texts side by side on one height are in two columns, and what stands over or under both is the label of a group, a
title or a note.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from gkml_extract.layout.cells import TOUCH, Grid
from gkml_extract.layout.lines import box_around
from gkml_extract.layout.pieces import Piece, columns_of, filled_columns, pieces_of
from gkml_extract.layout.row_bands import are_written_at_once
from gkml_extract.layout.text_columns import (
    NAMED,
    are_alone,
    are_spread,
    columns_of_texts,
    is_level,
    is_over_several,
    text_of_piece,
    texts_of,
)
from gkml_extract.layout.words import BACK, SAME_BASELINE, Word
from gkml_extract.layout.written_rows import band_of, grid_of_spans, tells_rows

MIN_COLUMNS = 5
"""Columns of a table whose rows are told by the order of writing alone."""
SAME_SIZE = 0.2
"""Share by which the size of print above and below a table may differ from that in it."""
LABEL = 0.3
"""Share of a table's width that the label of a group of columns has at most; a title is wider."""
LONG_LABEL = 12
"""Characters of such a label at most, where it begins with the first column."""
OVER = 0.05
"""Share of words that may stand over the edges of the columns known from the pages before."""
LARGER = 1.15
"""How much larger than other print the title of a table is."""
HIGH_UP = 12
"""Pieces at the top of a page among which metadata stand."""
ONE_TEXT, PROSE = 0.3, 0.2
"""Share of the font size of white up to which two words of a line are one text, and share of the steps from column to
column that go within one text from which the columns are running text: in 24 files of tables without rules 0 to 0.14
of them do, on pages of prose 0.26 and more."""
MOST = 0.6
"""Share of the columns of a table that the texts of its last row, alone on a page, fill at least."""
LINE_STEP = 1.6
"""Font sizes between its lines at most: rows stand further apart."""
CLOSE, FAR = 1.0, 4.0
"""Font sizes of white between a table and a line in one of its columns after it, and before it, at most."""


def grid_as_written(words: Sequence[Word], known: Sequence[Sequence[float]] = ()) -> Grid | None:
    """The one band of a table without rules whose rows the order of writing tells; None if there is none.

    Args:
        words: in the order of the file.
        known: the edges of the columns of tables on the pages before. This one has them if its print keeps within.
    """
    upright = [word for word in words if word.direction == 0]
    if len(upright) < (MIN_COLUMNS if any(known) else MIN_COLUMNS * 2):
        return None
    pieces = of_table(texts_of(of_main_size(upright)))
    told = next((edges for edges in known if _go_on(pieces, edges)), None)
    columns = columns_of_texts(pieces) if told is None else list(told)
    if len(columns) - 1 < MIN_COLUMNS:
        return None
    held = {id(word) for piece in pieces for word in piece.words}
    inside = [word for word in upright if id(word) in held]
    if told is None:
        columns = filled_columns(inside, columns)
    if _go_through(inside, columns):
        return None
    box = box_around(word.box for word in inside)
    top, bottom = box[1] - 1, box[3] + 1
    if len(columns) - 1 < MIN_COLUMNS:
        return None
    is_last_row = told is not None and _is_last_row(inside, columns, upright)
    return band_of(columns, top, bottom) if is_last_row or tells_rows(inside, columns) else None


def _is_last_row(words: Sequence[Word], columns: Sequence[float], page: Sequence[Word]) -> bool:
    """Whether words at the top of a page are one more row of the table of the page before: in most of its columns."""
    is_first = min(word.box[1] for word in words) <= min(word.box[1] for word in page)
    by_column: dict[tuple[int, int], list[Word]] = defaultdict(list)
    for word in sorted(words, key=lambda each: each.baseline):
        by_column[columns_of(word, columns)].append(word)
    if not is_first or len(by_column) < max(MIN_COLUMNS, MOST * (len(columns) - 1)):
        return False
    heights = [(min(word.box[1] for word in cell), max(word.box[3] for word in cell)) for cell in by_column.values()]
    top, bottom = max(heights, key=lambda height: height[1] - height[0])
    are_cells = all(first == last for first, last in by_column)
    are_cells &= all(low < bottom - 1.0 and high > top + 1.0 for low, high in heights)
    return are_cells and all(
        below.baseline - above.baseline <= LINE_STEP * below.size
        for cell in by_column.values()
        for above, below in pairwise(cell)
    )


def _go_through(words: Sequence[Word], edges: Sequence[float]) -> bool:
    """Whether texts go on from column to column: what looks like columns is white between words by chance."""
    n_steps = n_within = 0
    for before, word in pairwise(words):
        size = max(before.size, word.size)
        gap = word.start - before.end
        if abs(word.baseline - before.baseline) > SAME_BASELINE * size or gap < -BACK * size:
            continue
        is_step = bisect_right(edges, (before.start + before.end) / 2) != bisect_right(
            edges, (word.start + word.end) / 2
        )
        n_steps += is_step
        n_within += is_step and gap < ONE_TEXT * size
    return n_within > PROSE * n_steps


def parts_at_titles(words: Sequence[Word]) -> list[list[Word]]:
    """The words of a page, parted where the title of another table stands: larger print with nothing beside it.

    What stands above the first one is a part as well, if an empty one.
    """
    if not words:
        return []
    size = median(word.size for word in words for _ in word.text)
    edges = [float("-inf")]
    for word in sorted(words, key=lambda each: each.box[1]):
        if word.size > LARGER * size and word.box[1] > edges[-1]:
            top, bottom = word.box[1], word.box[3]
            level = [other for other in words if other.box[1] < bottom - 1 and other.box[3] > top + 1]
            if all(other.size > LARGER * size for other in level):
                edges.append(top if not edges[1:] or top > edges[-1] + FAR * word.size else edges[-1])
    edges = sorted(set(edges))
    parts: list[list[Word]] = [[] for _ in edges]
    for word in words:
        parts[bisect_right(edges, word.box[1]) - 1].append(word)
    return parts


def gutters_as_written(words: Sequence[Word]) -> list[float]:
    """The middles of the white between the columns of a table whose rows are known; none where nothing tells them.

    Args:
        words: of the table alone, in the order of the file.
    """
    columns = [] if are_spread(words) else columns_of_texts(texts_of(words))
    if len(columns) - 1 < MIN_COLUMNS or not are_written_at_once(pieces_of(words, columns)):
        return []
    return filled_columns(words, columns)[1:-1]


def with_parted_cell(grid: Grid, index: int, words: Sequence[Word]) -> Grid:
    """The grid with a cell over several columns parted at these, if it holds the body of a table."""
    span = grid.cells[index]
    edges = grid.column_edges.tolist()[span.column : span.column + span.colspan + 1]
    if span.rowspan > 1 or not _is_body(words, edges):
        return grid
    spans = [each for number, each in enumerate(grid.cells) if number != index]
    return grid_of_spans(grid.column_edges.tolist(), grid.row_edges.tolist(), spans)


def with_body_below(grid: Grid, words: Sequence[Word], drawn: Sequence[float] = ()) -> Grid:
    """The grid with a row for the words below it, if they are the body of the table whose header it draws.

    Args:
        words: those in no cell, and those of its last row, which goes on below where a text runs over its lower edge.
        drawn: the edges of the columns of the table on the page before. If the grid goes on in them, what is left of
            its last row may stand alone below the header that is printed again.
    """
    edges, rows = grid.column_edges.tolist(), grid.row_edges.tolist()
    near = [word for word in words if word.direction == 0 and word.box[1] > rows[-2] - TOUCH]
    near = [word for word in near if edges[0] - TOUCH < (word.start + word.end) / 2 < edges[-1] + TOUCH]
    spans = list(grid.cells)
    if len(rows) > 2 and all(span.row + span.rowspan < len(rows) - 1 or span.rowspan == 1 for span in spans):
        pieces = pieces_of(near, edges)
        if any(piece.top < rows[-1] - 1.0 and piece.bottom > rows[-1] + 1.0 for piece in pieces):
            spans = [span for span in spans if span.row < len(rows) - 2]
            del rows[-1]
    below = [word for word in near if word.box[1] > rows[-1] - TOUCH]
    if len(below) < 2 * MIN_COLUMNS:
        is_again = len(drawn) == len(edges) and all(abs(x - y) < TOUCH for x, y in zip(drawn, edges, strict=True))
        rest = _rest_below(below, edges, rows[-1]) if is_again else 0.0
        return grid_of_spans(edges, [*rows, rest], spans) if rest else grid
    pieces = of_table(texts_of(of_main_size(below)))
    held = {id(word) for piece in pieces for word in piece.words}
    inside = [word for word in below if id(word) in held]
    if not inside or min(word.box[1] for word in inside) - rows[-1] > FAR * inside[0].size:
        return grid
    if not _is_body(inside, edges):
        return grid
    return grid_of_spans(edges, [*rows, max(word.box[3] for word in inside) + 1], spans)


def _rest_below(words: Sequence[Word], edges: Sequence[float], top: float) -> float:
    """How far down the rest of a row reaches right below the header of a table; 0 if none stands there.

    All of it is within columns; a note is not.
    """
    bottom = top
    pieces = sorted(pieces_of(words, edges), key=lambda piece: piece.top)
    for piece in pieces:
        if piece.top - bottom > CLOSE * piece.size:
            break
        if piece.first < piece.last:
            return 0.0
        bottom = max(bottom, piece.bottom + 1)
    return bottom if bottom > top else 0.0


def _is_body(words: Sequence[Word], edges: Sequence[float]) -> bool:
    """Whether words keep within columns and are written row by row."""
    if not _go_on([Piece(0, 0, list(words), 0.0, 0.0, 1.0)] if words else [], edges):
        return False
    return tells_rows(words, edges)


def _go_on(pieces: Sequence[Piece], known: Sequence[float]) -> bool:
    """Whether the table of the pages before goes on in its columns."""
    if len(known) - 1 < MIN_COLUMNS or not pieces:
        return False
    words = [word for piece in pieces for word in piece.words]
    n_over = sum(len(set(columns_of(word, known))) > 1 for word in words)
    is_within = all(word.start > known[0] - word.size and word.end < known[-1] + word.size for word in words)
    return is_within and n_over <= OVER * len(words)


def of_main_size(words: Sequence[Word]) -> list[Word]:
    """The words but for those of another size above and below those of the usual one."""
    size = median(word.size for word in words for _ in word.text)
    usual = [word for word in words if abs(word.size - size) <= SAME_SIZE * size]
    top, bottom = min(word.box[1] for word in usual), max(word.box[3] for word in usual)
    return [word for word in words if word.box[3] > top and word.box[1] < bottom]


def of_table(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without titles above and notes below: what stands alone, and over several columns."""
    ordered = sorted(pieces, key=lambda piece: piece.top)
    ordered = ordered[_n_of_metadata(ordered) :]
    alone = are_alone(ordered)
    if all(alone):  # of none as well
        return []
    first = alone.index(False)
    last = len(alone) - 1 - alone[::-1].index(False)
    left = min(piece.start for piece in ordered[first:])
    width = max(piece.end for piece in ordered) - min(piece.start for piece in ordered)
    titles = [
        index
        for index in range(first)
        if _is_named(ordered[index], left)
        or (
            (ordered[index].end - ordered[index].start > LABEL * width or _is_sentence(ordered[index], left))
            and is_over_several(ordered[index], ordered)
        )
    ]
    start = titles[-1] + 1 if titles else 0
    while start < first and ordered[start + 1].top - ordered[start].bottom > FAR * ordered[start].size:
        start += 1
    stop = last + 1
    while stop < len(ordered) and not is_over_several(ordered[stop], ordered):
        bottom = max(piece.bottom for piece in ordered[start:stop])
        if ordered[stop].top - bottom > CLOSE * ordered[stop].size:
            break
        stop += 1
    kept = set(map(id, ordered[start:stop]))
    return [piece for piece in pieces if id(piece) in kept]


def _is_sentence(piece: Piece, left: float) -> bool:
    """Whether a text begins where the table does, and says more than a label of a group, which stands in its middle."""
    return piece.start < left + 1.0 and len(text_of_piece(piece)) > LONG_LABEL


def _is_named(piece: Piece, left: float) -> bool:
    """Whether a text begins where the table does, and is a name with its value, as no label is: 责任单位：某局"""
    return piece.start < left + 1.0 and piece.n_lines == 1 and NAMED.match(text_of_piece(piece)) is not None


def _n_of_metadata(ordered: Sequence[Piece]) -> int:
    """How many pieces at the top, by height, end with a line of names and values such as 责任单位：… 填表人：…"""
    found = 0
    for index, piece in enumerate(ordered[:HIGH_UP]):
        level = [other for other in ordered[: 2 * HIGH_UP] if is_level(piece, other)]
        if len(level) > 1 and all(NAMED.match(text_of_piece(other)) for other in level):
            found = max(found, index + 1)
    return found
