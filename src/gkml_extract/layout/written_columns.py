"""Columns that no rule parts, told by texts side by side: what a program writes in one go stands in one cell.

Two texts side by side on one height are in two columns, and what stands over or under both is the label of a group, a
title or a note.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import numpy as np

from gkml_extract.layout.cells import TOUCH, Grid
from gkml_extract.layout.lines import box_around
from gkml_extract.layout.pieces import TICK, Piece, columns_of, filled_columns, goes_down, pieces_of, usual_step
from gkml_extract.layout.row_bands import are_written_at_once
from gkml_extract.layout.words import BACK, SAME_BASELINE, Word
from gkml_extract.layout.written_header import tell_labels
from gkml_extract.layout.written_rows import band_of, grid_of_spans, rows_as_written
from gkml_extract.model.page import Ints
from gkml_extract.regex import regex

MIN_COLUMNS = 5
"""Columns of a table whose rows are told by the order of writing alone."""
SEGMENT_GAP = 1.0
"""Share of the font size from which a gap in a line parts two texts: words of justified text stand closer."""
UNBLANKED = 0.6
"""Share of the font size from which a gap without a blank does so: programs set Latin and Chinese letters a quarter
apart."""
BETWEEN_HAN = 0.3
"""The same between two Chinese letters of a text that is not spread to fill its lines: nothing sets those apart."""
GAP = 0.25
"""Share of the font size that is white between columns at least."""
SPREAD = 0.2
"""Share of words that stand a little apart from the one before on their line, from which lines are filled so."""
LEVEL = 0.1
"""Share of the font size by which texts overlap in height at least that stand side by side."""
MANY = 6
"""Lines on both sides of a gap that no word closes from which it parts two columns."""
LEVELS, REACHED, HALF = 4, 0.08, 0.5
"""Texts side by side, on both sides of white that hardly any text reaches over, from which two columns stand there;
the share of texts that may; and that of those on either side which have one beside them."""
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
MAX_PAGES = 12
"""Pages of a table by which its columns are told; each further one would cost as much again as all before."""
PAGE = 20_000.0
"""Points by which a page is put below the one before; none is as high."""
HIGH_UP = 12
"""Pieces at the top of a page among which metadata stand."""
_NAMED = regex(r"[\u4e00-\u9fff]{2,8}[：:]")
ONE_TEXT, PROSE = 0.3, 0.2
"""Share of the font size of white up to which two words of a line are one text, and share of the steps from column to
column that go within one text from which the columns are running text: in 24 files of tables without rules 0 to 0.14
of them do, on pages of prose 0.26 and more."""
CLOSE, FAR = 1.0, 4.0
"""Font sizes of white between a table and a line in one of its columns after it, and before it, at most."""


def grid_as_written(words: Sequence[Word], known: Sequence[Sequence[float]] = ()) -> Grid | None:
    """The one band of a table without rules whose rows the order of writing tells; None if there is none.

    Args:
        words: in the order of the file.
        known: the edges of the columns of tables on the pages before. This one has them if its print keeps within.
    """
    upright = [word for word in words if word.direction == 0]
    if len(upright) < MIN_COLUMNS * 2:
        return None
    pieces = _of_table(_pieces(_of_main_size(upright)))
    told = next((edges for edges in known if _go_on(pieces, edges)), None)
    columns = _columns_of(pieces) if told is None else list(told)
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
    if len(columns) - 1 < MIN_COLUMNS or rows_as_written(inside, columns, top, bottom) is None:
        return None
    return band_of(columns, top, bottom)


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


def columns_over_pages(pages: Sequence[Sequence[Word]]) -> list[list[list[float]]]:
    """For each page the edges of the columns of its tables, told by all pages over which each table goes.

    A page shows few texts of some columns, and none of others. Each page has the words of no other table.
    """
    found: list[list[list[float]]] = [[] for _ in pages]
    tables: list[tuple[list[_Part], list[float]]] = []
    for number, words in enumerate(pages):
        for index, inside in enumerate(parts_at_titles(words)):
            part = _part_of(number, inside)
            if part is None:
                continue
            goes_on = tables and (index == 0 or _head_of(tables[-1][0][0]) == _head_of(part))
            if goes_on and len(tables[-1][0]) < MAX_PAGES:
                together = [*tables[-1][0], part]
                columns = _columns_of_parts(together)
                least = max(len(tables[-1][1]), len(_columns_of_parts([part])))
                if len(columns) >= least - (not _is_titled(part, inside)):
                    tables[-1] = (together, columns)
                    continue
            tables.append(([part], _columns_of_parts([part])))
    for parts, columns in tables:
        if len(parts) > 1 and len(columns) > MIN_COLUMNS:
            for part in parts:
                found[part.page].append(columns)
    return found


@dataclass(frozen=True, slots=True)
class _Part:
    """What a page has of a table: its words and texts, those over several columns left out."""

    page: int
    words: list[Word]
    narrow: list[Piece]


def _part_of(number: int, words: Sequence[Word]) -> _Part | None:
    upright = [word for word in words if word.direction == 0]
    if len(upright) < MIN_COLUMNS * 2:
        return None
    pieces = _of_table(_pieces(_of_main_size(upright)))
    tell_labels(pieces)
    narrow = [piece for piece in pieces if not _is_over_several(piece, pieces)]
    held = {id(word) for piece in pieces for word in piece.words}
    return _Part(number, [word for word in upright if id(word) in held], narrow) if narrow else None


def _is_titled(part: _Part, words: Sequence[Word]) -> bool:
    """Whether something stands above a part on its page: the table may be another one."""
    top = min(word.box[1] for word in part.words)
    return any(word.box[3] <= top for word in words)


def _head_of(part: _Part) -> list[tuple[str, int]]:
    """What is written first: the first labels of a header, and where they begin."""
    return [(_text(piece), round(piece.start / TOUCH)) for piece in part.narrow[:MIN_COLUMNS]]


def _columns_of_parts(parts: Sequence[_Part]) -> list[float]:
    """The edges of the columns of all parts, as if they stood one below the other."""
    narrow: list[Piece] = []
    words: list[Word] = []
    for index, part in enumerate(parts):
        narrow += [_lowered(piece, index * PAGE) for piece in part.narrow]
        words += [_word_lowered(word, index * PAGE) for word in part.words]
    columns = _columns_of_narrow(narrow, len(parts))
    return filled_columns(words, columns) if len(columns) > 2 else columns


def _lowered(piece: Piece, by: float) -> Piece:
    words = [_word_lowered(word, by) for word in piece.words]
    return replace(piece, words=words, top=piece.top + by, bottom=piece.bottom + by)


def _word_lowered(word: Word, by: float) -> Word:
    x0, top, x1, bottom = word.box
    return word._replace(baseline=word.baseline + by, box=(x0, top + by, x1, bottom + by))


def gutters_as_written(words: Sequence[Word]) -> list[float]:
    """The middles of the white between the columns of a table whose rows are known; none where nothing tells them.

    Args:
        words: of the table alone, in the order of the file.
    """
    columns = [] if _is_spread(words) else _columns_of(_pieces(words))
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


def with_body_below(grid: Grid, words: Sequence[Word]) -> Grid:
    """The grid with a row for the words below it, if they are the body of the table whose header it draws.

    Args:
        words: those in no cell, and those of its last row, which goes on below where a text runs over its lower edge.
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
        return grid
    pieces = _of_table(_pieces(_of_main_size(below)))
    held = {id(word) for piece in pieces for word in piece.words}
    inside = [word for word in below if id(word) in held]
    if not inside or min(word.box[1] for word in inside) - rows[-1] > FAR * inside[0].size:
        return grid
    if not _is_body(inside, edges):
        return grid
    return grid_of_spans(edges, [*rows, max(word.box[3] for word in inside) + 1], spans)


def _is_body(words: Sequence[Word], edges: Sequence[float]) -> bool:
    """Whether words keep within columns and are written row by row."""
    if not _go_on([Piece(0, 0, list(words), 0.0, 0.0, 1.0)] if words else [], edges):
        return False
    top, bottom = min(word.box[1] for word in words), max(word.box[3] for word in words)
    return rows_as_written(words, edges, top - 1, bottom + 1) is not None


def _go_on(pieces: Sequence[Piece], known: Sequence[float]) -> bool:
    """Whether the table of the pages before goes on in its columns."""
    if len(known) - 1 < MIN_COLUMNS or not pieces:
        return False
    words = [word for piece in pieces for word in piece.words]
    n_over = sum(len(set(columns_of(word, known))) > 1 for word in words)
    is_within = all(word.start > known[0] - word.size and word.end < known[-1] + word.size for word in words)
    return is_within and n_over <= OVER * len(words)


def _of_main_size(words: Sequence[Word]) -> list[Word]:
    """The words but for those of another size above and below those of the usual one."""
    size = median(word.size for word in words for _ in word.text)
    usual = [word for word in words if abs(word.size - size) <= SAME_SIZE * size]
    top, bottom = min(word.box[1] for word in usual), max(word.box[3] for word in usual)
    return [word for word in words if word.box[3] > top and word.box[1] < bottom]


def _pieces(words: Sequence[Word]) -> list[Piece]:
    """The texts written in one go, as far as that can be told without columns."""
    found: list[Piece] = []
    limit, is_spread = usual_step(words), _is_spread(words)
    for word in words:
        before = found[-1].words[-1] if found else None
        if before is not None and _goes_on(found[-1], before, word, limit, is_spread=is_spread):
            found[-1].take(word, 0, 0)
        else:
            found.append(Piece(0, 0, [word], word.box[1], word.box[3], word.size))
    return found


def _goes_on(piece: Piece, before: Word, word: Word, limit: float, *, is_spread: bool) -> bool:
    if abs(word.baseline - before.baseline) < SAME_BASELINE * word.size:
        is_whole = len(piece.words) == 1 and (before.text.isdigit() or not (before.text + word.text).isalnum())
        is_tight = is_whole and max(len(before.text), len(word.text) if not before.text.isdigit() else 0) <= TICK
        has_blank = word.has_blank or before.is_trailed
        is_han = not is_spread and _is_han(before.text[-1]) and _is_han(word.text[0])
        widest = SEGMENT_GAP if has_blank else BETWEEN_HAN if is_han else GAP if is_tight else UNBLANKED
        return word.is_joined or -BACK * word.size < word.start - before.end < widest * word.size
    is_under = word.start < piece.end and word.end > piece.start
    return is_under and goes_down(before, word, limit)


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _with_blanks(words: Sequence[Word]) -> Iterator[tuple[float, Word]]:
    """Each word of a text, and where it begins with the blank that is printed before it."""
    end = 0.0
    for before, word in pairwise([None, *words]):
        if word is None:
            continue
        is_on = before is not None and abs(word.baseline - before.baseline) < SAME_BASELINE * word.size
        has_blank = word.is_joined or word.has_blank or (before is not None and before.is_trailed)
        yield (min(end, word.start) if is_on and has_blank else word.start), word
        end = word.end


def _is_spread(words: Sequence[Word]) -> bool:
    """Whether the letters of lines are set apart to fill them, so that white tells no column."""
    n_apart = sum(
        GAP * word.size <= word.start - before.end < SEGMENT_GAP * word.size
        and abs(word.baseline - before.baseline) < SAME_BASELINE * word.size
        and not (word.has_blank or before.is_trailed)
        for before, word in pairwise(words)
    )
    return n_apart > SPREAD * len(words)


def _is_beside(one: Piece, other: Piece) -> bool:
    """Whether two texts stand side by side on one height."""
    size = min(one.size, other.size)
    return _is_level(one, other) and (one.end <= other.start - GAP * size or other.end <= one.start - GAP * size)


def _of_table(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without titles above and notes below: what stands alone, and over several columns."""
    ordered = sorted(pieces, key=lambda piece: piece.top)
    ordered = ordered[_n_of_metadata(ordered) :]
    alone = [not any(_is_level(piece, other) for other in ordered if other is not piece) for piece in ordered]
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
            and _is_over_several(ordered[index], ordered)
        )
    ]
    start = titles[-1] + 1 if titles else 0
    while start < first and ordered[start + 1].top - ordered[start].bottom > FAR * ordered[start].size:
        start += 1
    stop = last + 1
    while stop < len(ordered) and not _is_over_several(ordered[stop], ordered):
        bottom = max(piece.bottom for piece in ordered[start:stop])
        if ordered[stop].top - bottom > CLOSE * ordered[stop].size:
            break
        stop += 1
    return [piece for piece in pieces if piece in ordered[start:stop]]


def _is_sentence(piece: Piece, left: float) -> bool:
    """Whether a text begins where the table does, and says more than a label of a group, which stands in its middle."""
    return piece.start < left + 1.0 and len(_text(piece)) > LONG_LABEL


def _is_named(piece: Piece, left: float) -> bool:
    """Whether a text begins where the table does, and is a name with its value, as no label is: 责任单位：某局"""
    return piece.start < left + 1.0 and piece.n_lines == 1 and _NAMED.match(_text(piece)) is not None


def _n_of_metadata(ordered: Sequence[Piece]) -> int:
    """How many pieces at the top, by height, end with a line of names and values such as 责任单位：… 填表人：…"""
    found = 0
    for index, piece in enumerate(ordered[:HIGH_UP]):
        level = [other for other in ordered[: 2 * HIGH_UP] if _is_level(piece, other)]
        if len(level) > 1 and all(_NAMED.match(_text(other)) for other in level):
            found = max(found, index + 1)
    return found


def _text(piece: Piece) -> str:
    return "".join(word.text for word in piece.words)


def _is_level(one: Piece, other: Piece) -> bool:
    """Whether two texts share a height."""
    return min(one.bottom, other.bottom) - max(one.top, other.top) >= LEVEL * min(one.size, other.size)


def _is_over_several(piece: Piece, others: Sequence[Piece]) -> bool:
    """Whether a text reaches over two others that stand side by side."""
    under = [other for other in others if other is not piece and other.start < piece.end and other.end > piece.start]
    under.sort(key=lambda other: other.top)
    for index, one in enumerate(under):
        for other in under[index + 1 :]:
            if other.top >= one.bottom:
                break
            if _is_beside(one, other):
                return True
    return False


def _columns_of(pieces: Sequence[Piece]) -> list[float]:
    """The edges of the columns: the middles of the white between texts that stand side by side."""
    tell_labels(pieces)
    return _columns_of_narrow([piece for piece in pieces if not _is_over_several(piece, pieces)])


def _columns_of_narrow(narrow: Sequence[Piece], n_pages: int = 1) -> list[float]:
    if not narrow:
        return []
    clusters: list[list[Piece]] = []
    end = float("-inf")
    for piece in sorted(narrow, key=lambda each: each.start):
        if piece.start < end - 1.0:
            clusters[-1].append(piece)
        else:
            clusters.append([piece])
        end = max(end, piece.end)
    clusters = [part for cluster in clusters for part in _parted_at_valleys(cluster)]
    joined: list[list[Piece]] = []
    for cluster in clusters:
        is_label = joined and any(_are_one(each, n_pages) for each in (joined[-1], cluster))
        is_label = is_label and not all(any(piece.is_label for piece in each) for each in (joined[-1], cluster))
        if is_label and not any(_is_beside(one, other) for one in joined[-1] for other in cluster):
            joined[-1] += cluster
        else:
            joined.append(cluster)
    parts = [part for cluster in joined for part in _parted(cluster)]
    limits = [(min(start for start, _ in part), max(end for _, end in part)) for part in parts]
    middles = [(left[1] + right[0]) / 2 for left, right in pairwise(limits)]
    return [limits[0][0] - 1, *middles, limits[-1][1] + 1]


def _parted_at_valleys(cluster: Sequence[Piece]) -> list[list[Piece]]:
    """The texts of a cluster in columns, where but a heading or two reaches from one into the next: without these."""
    if len(cluster) < 2 * LEVELS:
        return [list(cluster)]
    starts = np.array([piece.start for piece in cluster])
    ends = np.array([piece.end for piece in cluster])
    left, n_points = float(starts.min()), int(ends.max() - starts.min()) + 2
    steps = np.zeros(n_points + 1, dtype=np.int64)
    np.add.at(steps, (starts - left).astype(np.int64), 1)
    np.add.at(steps, np.ceil(ends - left).astype(np.int64), -1)
    is_text = np.array([not piece.is_tick for piece in cluster])  # boxes of a list of two in a line are in one column
    is_low = np.cumsum(steps)[:n_points] <= max(1.0, REACHED * len(cluster))
    edges = np.flatnonzero(np.diff(np.concatenate(([False], is_low, [False])).astype(np.int8)))
    for first, stop in edges.reshape(-1, 2).tolist():
        before, behind = ends < left + stop, starts > left + first
        is_both = before & behind  # a text in the valley itself: it is none
        if is_both.any() or stop - first < GAP * cluster[0].size:
            continue
        if _n_beside(cluster, np.flatnonzero(before & is_text), np.flatnonzero(behind & is_text)) >= LEVELS:
            parts = ([cluster[index] for index in np.flatnonzero(side).tolist()] for side in (before, behind))
            return [part for side in parts for part in _parted_at_valleys(side)]
    return [list(cluster)]


def _n_beside(pieces: Sequence[Piece], left: Ints, right: Ints) -> int:
    """How many of the texts on the left have one on the right beside them; 0 where less than half of either do."""
    tops, bottoms = (np.array([getattr(piece, side) for piece in pieces]) for side in ("top", "bottom"))
    sizes = np.array([piece.size for piece in pieces])
    overlap = np.minimum(bottoms[left, None], bottoms[right]) - np.maximum(tops[left, None], tops[right])
    is_level = overlap >= LEVEL * np.minimum(sizes[left, None], sizes[right])
    counts = is_level.any(axis=1).sum(), is_level.any(axis=0).sum()
    if not len(left) or not len(right):
        return 0
    return int(min(counts)) if min(counts[0] / len(left), counts[1] / len(right)) > HALF else 0


def _are_one(cluster: Sequence[Piece], n_pages: int) -> bool:
    """Whether pieces are one text, or one that stands once on each page at most: a label printed again."""
    return len(cluster) == 1 or (len(cluster) <= n_pages and len({_text(piece) for piece in cluster}) == 1)


def _parted(cluster: Sequence[Piece]) -> list[list[tuple[float, float]]]:
    """The words of a column as start and end; parted where narrow white goes down between words in many lines.

    A printed blank is no such white: boxes of a list of options stand one below the other.
    """
    words = sorted(
        ((start, word) for piece in cluster for start, word in _with_blanks(piece.words)), key=lambda each: each[0]
    )
    parts: list[list[Word]] = []
    end = float("-inf")
    for start, word in words:
        if parts and start < end + GAP * word.size:
            parts[-1].append(word)
        else:
            parts.append([word])
        end = max(end, word.end)
    joined = parts[:1]
    for part in parts[1:]:
        lines = {round(word.baseline) for word in joined[-1]} & {round(word.baseline) for word in part}
        if len(lines) >= MANY:
            joined.append(part)
        else:
            joined[-1] = joined[-1] + part
    return [[(word.start, word.end) for word in part] for part in joined]
