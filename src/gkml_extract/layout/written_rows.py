"""Rows that no rule parts, told by the order in which a program writes cells: each at once, row by row.

A text of several lines in one column, written in one go, is one cell, whatever stands beside it. Where a column is
begun again and again, it has as many rows. Which rows a cell covers is told by where it stands: in their middle, or at
their top.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import median

import numpy as np

from gkml_extract.layout.cells import Grid, Span
from gkml_extract.layout.words import BACK, SAME_BASELINE, Word
from gkml_extract.regex import regex

WIDEST_STEP, USUAL_STEP = 2.4, 1.4
"""Font sizes between two lines of one cell at most, and where no cell of the table has two lines."""
SAME_STEP = 1.12
"""How much more than the usual step between lines one may be: rows without padding are hardly further apart."""
OVER = 1.0
"""Points by which a word may reach over the edge of its column."""
MOSTLY = 0.8
"""Share of a word in one column from which it belongs there, though it reaches into the next."""
SAME = 0.2
"""Font sizes within which two cells have one middle, or begin or end on one height."""
MIN_BEGUN, MIN_ROWS = 3, 2
"""Columns that are begun more than once in a band of several rows, and rows that it has."""
FEW_COLUMNS, FEW_ROWS = 5, 3
"""Columns below which two rows are hardly told from the paragraphs of one, and rows that are."""
OVERLAP = 0.3
"""Font sizes by which the lines of two rows may overlap, where they stand closer than the size of their print."""
ONE_GO = 0.5
"""Share of neighbouring lines of one column written one after the other, from which cells are written at once."""
LONG, ALIKE = 4, 0.5
"""Lines of texts side by side of which as many as this share of the columns are not cells but columns, if alike."""
UNCONFIRMED = 0.1
"""What a text beside which no other stands on one height counts as a sign of a row."""
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
PARAGRAPH = 3.2
"""Font sizes between two paragraphs of a list in one cell at most."""
TICK = 2
"""Characters of a tick at most."""
HEADING = 3
"""Columns over which a text is a row of its own."""
AT_LEFT = 1.5
"""Font sizes from where the first text of a table begins within which a heading does."""
_CELL = attrgetter("cell")
_NUMBERED = regex(r"[（(]?(\d{1,2})[）).．、]")
_BOXES = frozenset("■□☑☐☒▢◻◼▪▫")


@dataclass(slots=True, eq=False)
class Piece:
    """A text written in one go: its first and last column, its words, and where it stands.

    `is_sure`: no other rows than those it is given would suit it nearly as well.
    """

    first: int
    last: int
    words: list[Word]
    top: float
    bottom: float
    size: float
    n_lines: int = 1
    is_sure: bool = True

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.top + self.bottom) / 2

    @property
    def start(self) -> float:
        """Where it begins on the left."""
        return min(word.start for word in self.words)

    @property
    def end(self) -> float:
        """Where it ends on the right."""
        return max(word.end for word in self.words)

    @property
    def is_tick(self) -> bool:
        """Whether it may be a tick."""
        text = "".join(word.text for word in self.words)
        return len(text) <= TICK and not any(char.isdigit() for char in text)

    def take(self, word: Word, first: int, last: int) -> None:
        """Add a word."""
        self.n_lines += word.baseline - self.words[-1].baseline > SAME_BASELINE * word.size
        self.words.append(word)
        self.first, self.last = min(self.first, first), max(self.last, last)
        self.top, self.bottom = min(self.top, word.box[1]), max(self.bottom, word.box[3])


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and the rows that it covers: [row, stop)."""

    piece: Piece
    row: int
    stop: int


@dataclass(slots=True)
class _Bands:
    """The rows of a table: their edges, and how texts stand in them."""

    edges: list[float]
    how: str
    size: float
    rows: list[Piece] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)

    @property
    def n(self) -> int:
        return len(self.edges) - 1


def begun_again(grid: Grid, words: Sequence[Word], first: int) -> list[int]:
    """The bands of a grid several of whose cells are written in more than one go. `words` are in the file's order.

    Args:
        grid: whose cells are counted from `first` in the words.
    """
    goes = Counter(cell for cell, _ in groupby(map(_CELL, words)))
    again = Counter(span.row for index, span in enumerate(grid.cells) if span.rowspan == 1 and goes[first + index] > 1)
    return sorted(row for row, n in again.items() if n >= MIN_BEGUN)


def parted_as_written(grid: Grid, bands: Sequence[int], words: Sequence[Word], first: int) -> PartedGrid | None:
    """The grid with those of the bands parted that hold several rows, and the words of each cell; None if none does.

    Args:
        first: from which number on the cells of the grid are counted in the words.
    """
    bands_of = [span.row if span.rowspan == 1 else -1 for span in grid.cells]
    parts: dict[int, Written] = {}
    for row in bands:
        top, bottom = grid.row_edges[row : row + 2].tolist()
        inside = [word for word in words if bands_of[word.cell - first] == row and word.direction == 0]
        found = rows_as_written(inside, grid.column_edges.tolist(), top, bottom, has_header=row == 0)
        if found is not None:
            parts[row] = found
    return _with_parts(grid, parts, words, first) if parts else None


def _with_parts(grid: Grid, parts: dict[int, Written], words: Sequence[Word], first: int) -> PartedGrid:
    """The grid with bands replaced by the rows found in them, and the words of each cell."""
    n_rows = len(grid.row_edges) - 1
    counts = [len(parts[row].edges) - 1 if row in parts else 1 for row in range(n_rows)]
    starts = [0, *np.cumsum(counts).tolist()]
    edges = sorted([*grid.row_edges.tolist(), *(y for part in parts.values() for y in part.edges[1:-1])])
    spans: list[Span] = []
    for span in grid.cells:
        if span.rowspan > 1 or span.row not in parts:
            stop = starts[span.row + span.rowspan]
            spans.append(Span(starts[span.row], span.column, stop - starts[span.row], span.colspan))
    for row, part in parts.items():
        spans += [span._replace(row=span.row + starts[row]) for span, _ in part.cells]
    parted = grid_of_spans(grid.column_edges.tolist(), edges, spans)
    inside: list[list[Word]] = [[] for _ in parted.cells]
    taken: set[int] = set()
    for row, part in parts.items():
        for span, held in part.cells:
            inside[int(parted.places[span.row + starts[row], span.column])] += held
            taken.update(map(id, held))
    for word in words:
        if id(word) not in taken:
            old = grid.cells[word.cell - first]
            at = starts[old.row]
            if old.rowspan == 1 and old.row in parts:
                at += int(np.searchsorted(parts[old.row].edges[1:-1], (word.box[1] + word.box[3]) / 2))
            inside[int(parted.places[at, old.column])].append(word)
    unsure = (int(parted.places[starts[row] + at, column]) for row, part in parts.items() for at, column in part.unsure)
    return PartedGrid(parted, inside, frozenset(unsure))


def grid_of_spans(columns: Sequence[float], rows: Sequence[float], spans: Sequence[Span]) -> Grid:
    """The grid of these cells; what they leave free are cells of their own."""
    places = np.full((len(rows) - 1, len(columns) - 1), -1, dtype=np.int64)
    kept: list[Span] = []
    for span in spans:
        here = places[span.row : span.row + span.rowspan, span.column : span.column + span.colspan]
        if (here < 0).all():
            here[:] = len(kept)
            kept.append(span)
    free = [Span(row, column, 1, 1) for row, column in np.argwhere(places < 0).tolist()]
    every = sorted([*kept, *free], key=lambda span: (span.row, span.column))
    for index, span in enumerate(every):
        places[span.row : span.row + span.rowspan, span.column : span.column + span.colspan] = index
    return Grid(np.array(columns), np.array(rows), tuple(every), places)


def band_of(columns: Sequence[float], top: float, bottom: float) -> Grid:
    """A grid of one row, whose rows are still to be told."""
    return grid_of_spans(columns, [top, bottom], [])


@dataclass(frozen=True, slots=True)
class Written:
    """The rows of a band: their edges, and its cells with their words; which of them may cover other rows."""

    edges: list[float]
    cells: list[tuple[Span, list[Word]]]
    unsure: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class PartedGrid:
    """A grid, the words of each cell, and which cells may cover other rows; None if rules draw its rows."""

    grid: Grid
    words: list[list[Word]]
    unsure: frozenset[int] | None


def rows_as_written(
    words: Sequence[Word], columns: Sequence[float], top: float, bottom: float, *, has_header: bool = True
) -> Written | None:
    """The rows and cells of a band, as its words are written; None if it is one row, or none tells.

    `has_header`: the first of them may be a header of labels under labels of groups.
    """
    pieces = pieces_of(words, columns)
    if not are_written_at_once(pieces) or _are_whole_columns(pieces, len(columns) - 1):
        return None
    header = header_as_written(pieces, columns) if has_header else None
    if header is not None and header.rest:
        return _under_header(header, columns, top, bottom)
    rows = _row_pieces(pieces)
    if len(rows) < (MIN_ROWS if len(columns) - 1 >= FEW_COLUMNS else FEW_ROWS):
        return None
    bands = _bands_of(rows, pieces, top, bottom)
    head = _above_second(pieces, rows, bands.how)
    levels = _levels_of(head, rows[0], columns) if has_header else None
    if levels is None:
        return _written(bands.edges, _spans_of(pieces, bands, len(columns) - 1))
    split, cells = levels
    below = [piece for piece in pieces if piece not in head]
    limit, end = min(piece.top for piece in below), max(piece.bottom for piece in head)
    edges = [bands.edges[0], split, (end + limit) / 2, *bands.edges[2:]]
    body = _spans_of(below, _Bands(edges[2:], bands.how, bands.size, rows[1:], bands.tops[1:]), len(columns) - 1)
    cells += [(span._replace(row=span.row + 2), piece) for span, piece in body]
    return _written(edges, cells)


def _under_header(header: Header, columns: Sequence[float], top: float, bottom: float) -> Written:
    """The rows of a band that begins with a header of two rows."""
    limit = min(piece.top for piece in header.rest)
    edges = [max(top, header.top - 1), header.split, (header.bottom + limit) / 2]
    rows = _row_pieces(header.rest)
    bands = _bands_of(rows or list(header.rest[:1]), header.rest, edges[-1], bottom)
    below = _spans_of(header.rest, bands, len(columns) - 1)
    cells = [*header.cells, *((span._replace(row=span.row + 2), piece) for span, piece in below)]
    return _written([*edges[:2], *bands.edges], cells)


@dataclass(frozen=True, slots=True)
class Header:
    """A header of two rows: its height, where the second one begins, its cells, and what stands below it."""

    top: float
    split: float
    bottom: float
    cells: list[tuple[Span, Piece]]
    rest: list[Piece]


def header_as_written(pieces: Sequence[Piece], columns: Sequence[float]) -> Header | None:
    """The header that is written first, if labels of groups are in its first row and their own labels in its second.

    Each column has a label in one of them, and what stands below begins under both.
    """
    runs = _first_runs(pieces)
    if len(runs) < 2:
        return None
    upper, lower = runs[0], runs[1]
    rest = list(pieces[len(upper) + len(lower) :])
    under = {piece.first for piece in lower}
    whole = [piece for piece in upper if piece.first == piece.last and piece.first not in under]
    groups = [piece for piece in upper if piece not in whole]
    has_each = len(under) == len(lower) and under | {piece.first for piece in whole} == set(range(len(columns) - 1))
    if not has_each or not groups or any(piece.first < piece.last for piece in lower):
        return None
    bottom, split = max(piece.bottom for piece in (*upper, *lower)), max(piece.bottom for piece in groups)
    if split > min(piece.top for piece in lower) + 1.0 or any(piece.top < bottom - 1.0 for piece in rest):
        return None
    spans = _spans_of_groups(groups, sorted(under), columns)
    if spans is None or any(first == last for first, last in spans):  # a row under labels looks like that
        return None
    cells = [(Span(0, first, 1, last - first + 1), piece) for (first, last), piece in zip(spans, groups, strict=True)]
    cells += [(Span(0, piece.first, 2, 1), piece) for piece in whole]
    cells += [(Span(1, piece.first, 1, 1), piece) for piece in lower]
    split = (split + min(piece.top for piece in lower)) / 2
    return Header(min(piece.top for piece in upper), split, bottom, cells, rest)


def _first_runs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The first two rows of pieces, as they are written from the left to the right; fewer if there are no more."""
    runs: list[list[Piece]] = []
    last = len(pieces) + 1
    for piece in pieces:
        if not runs or piece.first <= last:
            if len(runs) == 2:
                break
            runs.append([])
        runs[-1].append(piece)
        last = piece.last
    return runs


def _spans_of_groups(
    groups: Sequence[Piece], under: Sequence[int], columns: Sequence[float]
) -> list[tuple[int, int]] | None:
    """The columns that labels of groups stand over, in the middle of each; None if they do not share them all."""
    spans: list[tuple[int, int]] = []
    at = 0
    for number, group in enumerate(groups):
        centre = (group.start + group.end) / 2
        following = groups[number + 1] if number + 1 < len(groups) else None
        options = []
        for stop in range(at + 1, len(under) + 1):
            if under[stop - 1] - under[at] != stop - 1 - at:
                break  # another column stands between
            if (following is None) != (stop == len(under)):
                continue
            options.append((abs((columns[under[at]] + columns[under[stop - 1] + 1]) / 2 - centre), stop))
        if not options:
            return None
        _, stop = min(options)
        spans.append((under[at], under[stop - 1]))
        at = stop
    return spans


def _written(edges: list[float], cells: Sequence[tuple[Span, Piece]]) -> Written:
    unsure = frozenset((span.row, span.column) for span, piece in cells if not piece.is_sure)
    return Written(edges, _held(cells), unsure)


def _above_second(pieces: Sequence[Piece], rows: Sequence[Piece], how: str) -> list[Piece]:
    """The pieces of the first row: those higher than the second which are written before it, or end above it."""
    slack = SAME * rows[1].size
    limit = _reference(rows[1], how)
    mates = [index for index, piece in enumerate(pieces) if abs(_reference(piece, how) - limit) <= slack]
    top = min(pieces[index].top for index in mates)
    return [
        piece
        for index, piece in enumerate(pieces)
        if _reference(piece, how) < limit - slack and (index < mates[0] or piece.bottom <= top + 1.0)
    ]


def _held(cells: Sequence[tuple[Span, Piece]]) -> list[tuple[Span, list[Word]]]:
    """The cells with their words; several pieces of one place are one cell."""
    found: dict[tuple[int, int], tuple[Span, list[Word]]] = {}
    for span, piece in cells:
        known = found.get((span.row, span.column))
        if known is None:
            found[span.row, span.column] = (span, list(piece.words))
        else:
            known[1].extend(piece.words)
    return list(found.values())


def filled_columns(words: Sequence[Word], columns: Sequence[float]) -> list[float]:
    """The edges of columns without those in which no text stands by itself: the rest of a wrapped label does not."""
    used = {piece.first for piece in pieces_of(words, columns) if piece.first == piece.last}
    edges = list(columns)
    for column in reversed(range(1, len(columns) - 2)):
        if column not in used:
            edges[column : column + 2] = [(edges[column] + edges[column + 1]) / 2]
    return edges


def pieces_of(words: Sequence[Word], columns: Sequence[float]) -> list[Piece]:
    """The texts written in one go, in the file's order."""
    return _pieces(words, columns, usual_step(words))


def usual_step(words: Sequence[Word]) -> float:
    """Font sizes between two lines of one cell at most, by words written one after the other and below each other."""
    steps = [
        (word.baseline - before.baseline) / word.size
        for before, word in pairwise(words)
        if goes_down(before, word, WIDEST_STEP) and word.start < before.end and word.end > before.start
    ]
    return SAME_STEP * median(steps) if steps else USUAL_STEP


def goes_down(before: Word, word: Word, limit: float) -> bool:
    """Whether a word stands on the line below another: not more than `limit` font sizes, and as large."""
    step = word.baseline - before.baseline
    is_as_large = abs(word.size - before.size) <= SAME * word.size
    return is_as_large and SAME_BASELINE * word.size < step <= limit * word.size + 0.3


def _pieces(words: Sequence[Word], columns: Sequence[float], limit: float) -> list[Piece]:
    found: list[Piece] = []
    for word in words:
        first, last = columns_of(word, columns)
        if found and _goes_on(found[-1], word, first, last, limit):
            found[-1].take(word, first, last)
        else:
            found.append(Piece(first, last, [word], word.box[1], word.box[3], word.size))
    return found


def _goes_on(piece: Piece, word: Word, first: int, last: int, limit: float) -> bool:
    """Whether a word goes on in a piece: on its last line, or on the next, or with the next part of a list below."""
    before = piece.words[-1]
    if first > piece.last or last < piece.first:
        return False
    if abs(word.baseline - before.baseline) < SAME_BASELINE * word.size:
        return word.start >= before.end - BACK * word.size
    return goes_down(before, word, limit) or (
        first == last == piece.first == piece.last and goes_down(before, word, PARAGRAPH) and _is_next_part(piece, word)
    )


def _is_next_part(piece: Piece, word: Word) -> bool:
    """Whether a word begins the part after the last one of a list: with the next number, or with a box as well."""
    part = _NUMBERED.match(word.text)
    if part is None:
        return word.text[0] in _BOXES and piece.words[0].text[0] in _BOXES
    numbers = [int(found[1]) for each in piece.words if (found := _NUMBERED.match(each.text))]
    return bool(numbers) and int(part[1]) == numbers[-1] + 1


def columns_of(word: Word, columns: Sequence[float]) -> tuple[int, int]:
    """The first and the last column in which a word stands."""
    most = len(columns) - 2
    first = min(max(int(np.searchsorted(columns, word.start + OVER, side="right")) - 1, 0), most)
    last = min(max(int(np.searchsorted(columns, word.end - OVER, side="right")) - 1, first), most)
    if first < last:
        for column in range(first, last + 1):
            inside = min(word.end, columns[column + 1]) - max(word.start, columns[column])
            if inside >= MOSTLY * (word.end - word.start):
                return column, column
    return first, last


def are_written_at_once(pieces: Sequence[Piece]) -> bool:
    """Whether cells of several lines are written in one go, not all lines of the page from the top."""
    inner = sum(piece.n_lines - 1 for piece in pieces)
    by_column: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_column[piece.first].append(piece)
    between = 0
    for column in by_column.values():
        ordered = sorted(column, key=lambda piece: piece.top)
        between += sum(
            0 <= below.top - above.bottom < (USUAL_STEP - 1) * above.size for above, below in pairwise(ordered)
        )
    return inner >= MIN_ROWS and inner >= ONE_GO * (inner + between)


def _are_whole_columns(pieces: Sequence[Piece], n_columns: int) -> bool:
    """Whether columns are written in one go each: many texts of as many lines begin and end together."""
    alike = Counter((round(piece.top), piece.n_lines) for piece in pieces if piece.n_lines >= LONG)
    return any(n >= max(MIN_BEGUN, ALIKE * n_columns) for n in alike.values())


def _row_pieces(pieces: Sequence[Piece]) -> list[Piece]:
    """One piece for each row: those of the column that tells most rows, and headings over several columns.

    They stand one below the other; none where no column has such pieces.
    """
    single = [piece for piece in pieces if piece.first == piece.last]
    weights: dict[int, float] = defaultdict(float)
    heights: dict[int, float] = defaultdict(float)
    for column, together in groupby(pieces, key=lambda piece: piece.first if piece.first == piece.last else -1):
        if column >= 0:  # one cell, of several paragraphs perhaps, or cells of rows that have no others
            own = list(together)
            n_rows = max(sum(_is_confirmed(piece, single) for piece in own), 1)
            weights[column] += n_rows + UNCONFIRMED * (len(own) - n_rows)
            heights[column] += sum(piece.bottom - piece.top for piece in own)
    if not weights:
        return []
    for column in _with_labels_of_groups(pieces):
        weights[column] -= 1.0
    left = min(piece.start for piece in pieces)
    headings = [piece for piece in pieces if _is_over_columns(piece, left) and _stands_alone(piece, pieces)]
    for best in sorted(weights, key=lambda column: (weights[column], heights[column]), reverse=True):
        rows = sorted([*headings, *(piece for piece in single if piece.first == best)], key=lambda piece: piece.top)
        if all(below.top >= above.bottom - OVERLAP * below.size for above, below in pairwise(rows)):
            return rows
    return []


def _with_labels_of_groups(pieces: Sequence[Piece]) -> frozenset[int]:
    """The columns with the label of a group over their own: written before, and after, the end of the first row.

    Where one of the first row stands over several columns, the second row has but the labels under those of groups.
    """
    runs: list[set[int]] = []
    has_group = False
    last = len(pieces)
    for piece in pieces:
        if piece.first <= last or not runs:
            runs.append(set())
        last = piece.last
        if len(runs) > 2:
            break
        has_group |= len(runs) == 1 and piece.first < piece.last
        runs[-1].add(piece.first)
    return frozenset(runs[0] & runs[1]) if has_group and len(runs) > 1 else frozenset()


def _is_over_columns(piece: Piece, left: float) -> bool:
    """Whether a text may be a heading: over many columns, or over the first ones, from where the table begins."""
    if piece.last - piece.first >= HEADING:
        return True
    return piece.first == 0 < piece.last and piece.n_lines == 1 and piece.start - left < AT_LEFT * piece.size


def _stands_alone(piece: Piece, others: Sequence[Piece]) -> bool:
    """Whether nothing stands beside a piece."""
    return not any(other is not piece and other.top < piece.bottom and other.bottom > piece.top for other in others)


def _is_confirmed(piece: Piece, others: Sequence[Piece]) -> bool:
    """Whether a text in another column stands on the same height."""
    slack = SAME * piece.size
    return any(
        other.first != piece.first and (abs(other.middle - piece.middle) < slack or abs(other.top - piece.top) < slack)
        for other in others
    )


def _reference(piece: Piece, how: str) -> float:
    return piece.top if how == "top" else piece.bottom if how == "bottom" else piece.middle


def _bands_of(rows: Sequence[Piece], pieces: Sequence[Piece], top: float, bottom: float) -> _Bands:
    """The edges of the rows."""
    size = median(piece.size for piece in rows)
    how = _how_they_stand(rows, pieces) or "middle"
    low, high = _extents(rows, pieces)
    if how == "top":
        inner = [row.top - SAME * size for row in rows[1:]]
    elif how == "bottom":
        inner = [row.bottom + SAME * size for row in rows[:-1]]
    else:
        inner = [(above + below) / 2 for above, below in zip(high[:-1], low[1:], strict=True)]
    first = min(piece.top for piece in pieces)
    last = max(piece.bottom for piece in pieces)
    tops = low if how == "middle" else [row.top for row in rows]
    return _Bands([max(top, first - 1), *inner, min(bottom, last + 1)], how, size, list(rows), tops)


def _how_they_stand(rows: Sequence[Piece], pieces: Sequence[Piece]) -> str | None:
    """Whether texts of unlike height have middles, tops or bottoms in common with the rows; None if none tells."""
    counts: Counter[str] = Counter()
    for piece in pieces:
        for row in rows:
            slack = SAME * row.size
            if row.top > piece.bottom or row.bottom < piece.top:
                continue
            if abs((row.bottom - row.top) - (piece.bottom - piece.top)) < 2 * slack:
                continue
            counts.update(
                how for how in ("middle", "top", "bottom") if abs(_reference(piece, how) - _reference(row, how)) < slack
            )
    return max(("middle", "top", "bottom"), key=lambda how: counts[how]) if counts else None


def _extents(rows: Sequence[Piece], pieces: Sequence[Piece]) -> tuple[list[float], list[float]]:
    """How far print reaches in each row, by the texts that have its middle."""
    low, high = [row.top for row in rows], [row.bottom for row in rows]
    for piece in pieces:
        for index, row in enumerate(rows):
            is_free_above = index == 0 or piece.top > rows[index - 1].bottom - 1.0
            is_free_below = index == len(rows) - 1 or piece.bottom < rows[index + 1].top + 1.0
            if abs(piece.middle - row.middle) < SAME * row.size and is_free_above and is_free_below:
                low[index], high[index] = min(low[index], piece.top), max(high[index], piece.bottom)
    return low, high


def _levels_of(
    head: Sequence[Piece], row: Piece, columns: Sequence[float]
) -> tuple[float, list[tuple[Span, Piece]]] | None:
    """Where the first row is to be parted in two, and its cells: labels of groups and labels; None if it is one."""
    by_column: dict[int, list[Piece]] = defaultdict(list)
    for piece in head:
        if piece.first == piece.last:
            by_column[piece.first].append(piece)
    upper = [piece for piece in head if piece.first < piece.last and piece is not row]
    lower: list[Piece] = []
    for column, stacked in by_column.items():
        stacked.sort(key=lambda piece: piece.top)
        if len(stacked) == 2:
            upper.append(stacked[0])
            lower.append(stacked[1])
        elif any(piece.first <= column <= piece.last for piece in upper):
            lower += stacked
    if not lower or not upper or len(upper) + len(lower) <= 2:
        return None
    split = (max(piece.bottom for piece in upper) + min(piece.top for piece in lower)) / 2
    if max(piece.bottom for piece in upper) > min(piece.top for piece in lower) + 1.0:
        return None
    covered: set[int] = set()
    cells: list[tuple[Span, Piece]] = []
    for piece in sorted(upper, key=lambda each: each.first - each.last):
        first, last = _widened(piece, upper, lower, by_column, columns)
        if not covered.intersection(range(first, last + 1)):
            covered.update(range(first, last + 1))
            cells.append((Span(0, first, 1, last - first + 1), piece))
    for column, stacked in by_column.items():
        for piece in stacked:
            if piece not in upper:
                cells.append((Span(1, column, 1, 1) if column in covered else Span(0, column, 2, 1), piece))
    return split, cells


def _widened(
    piece: Piece,
    upper: Sequence[Piece],
    lower: Sequence[Piece],
    by_column: dict[int, list[Piece]],
    columns: Sequence[float],
) -> tuple[int, int]:
    """The columns whose middle the label of a group stands in: those beside its own with labels of the lower row."""
    middle = median(each.middle for each in lower)

    def is_lower(column: int) -> bool:
        inside = by_column.get(column, [])
        if any(each is not piece and each.first <= column <= each.last for each in upper):
            return False
        return bool(inside) and all(
            each in lower or abs(each.middle - middle) < SAME * each.size for each in inside if each is not piece
        )

    firsts, lasts = [piece.first], [piece.last]
    while firsts[-1] > 0 and is_lower(firsts[-1] - 1):
        firsts.append(firsts[-1] - 1)
    while lasts[-1] < len(columns) - 2 and is_lower(lasts[-1] + 1):
        lasts.append(lasts[-1] + 1)
    return min(
        ((first, last) for first in firsts for last in lasts),
        key=lambda span: abs((columns[span[0]] + columns[span[1] + 1]) / 2 - (piece.start + piece.end) / 2),
    )


def _spans_of(pieces: Sequence[Piece], bands: _Bands, n_columns: int) -> list[tuple[Span, Piece]]:
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


def _spans_under(
    pieces: Sequence[Piece], bands: _Bands, content: int, start: int, stop: int
) -> list[tuple[Span, Piece]]:
    """The cells of rows [start, stop), among which is no heading."""
    rows = bands.rows[start:stop]
    anchor = Counter(piece.first for piece in rows).most_common(1)[0][0]
    part = _Bands(bands.edges[start : stop + 1], bands.how, bands.size, rows, bands.tops[start:stop])
    spans = _spans_in(pieces, part, content, anchor)
    return [(span._replace(row=span.row + start), piece) for span, piece in spans] if start else spans


def _spans_in(pieces: Sequence[Piece], bands: _Bands, content: int, anchor: int) -> list[tuple[Span, Piece]]:
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
    for column, inside in rest.items():
        is_nested = any(
            starts[column] <= others and len(others) < bands.n for other, others in starts.items() if other != column
        )
        for placed in _placed(inside, bands, is_leading=column < content or (is_nested and 0 in starts[column])):
            cells.append((Span(placed.row, column, placed.stop - placed.row, 1), placed.piece))
    return cells


def _fullest(pieces: Sequence[Piece], bands: _Bands) -> int:
    """The column with a text in every row that says most: the innermost, which no cell of several rows stands in."""
    counts = Counter(piece.first for piece in pieces)
    lengths: dict[int, int] = defaultdict(int)
    for piece in pieces:
        lengths[piece.first] += sum(len(word.text) for word in piece.words)
    n_rows = sum(row.first == row.last for row in bands.rows)
    full = [column for column, n in counts.items() if n >= n_rows]
    return max(full or counts, key=lambda column: lengths[column])


def _starts(column: Sequence[Piece], bands: _Bands) -> frozenset[int]:
    """The rows on whose height the pieces of a column stand."""
    how = _how_they_stand(bands.rows, column) or bands.how
    return frozenset(_nearest_row(piece, bands, how)[0] for piece in column) if how == "top" else frozenset({-1})


def _placed_ticks(ticks: Sequence[Piece], bands: _Bands) -> list[Placed]:
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


def _placed(column: Sequence[Piece], bands: _Bands, *, is_leading: bool) -> list[Placed]:
    """The pieces of one column in the rows that they cover."""
    ordered = sorted(column, key=lambda piece: piece.top)
    how = _how_they_stand(bands.rows, ordered) or bands.how
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


def _nearest_row(piece: Piece, bands: _Bands, how: str) -> tuple[int, float]:
    """The row on whose height a piece stands, and how far off."""
    offs = [abs(_reference(piece, how) - _reference(row, how)) for row in bands.rows]
    row = min(range(len(offs)), key=offs.__getitem__)
    return row, offs[row]


def _fitted(ordered: Sequence[Piece], bands: _Bands, how: str) -> tuple[list[Placed], float]:
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


def _tell_unsure(placed: Sequence[Placed], bands: _Bands, how: str) -> None:
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


def _costs(piece: Piece, bands: _Bands, how: str) -> list[list[float]]:
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
