"""Rows that no rule parts, told by the order in which a program writes cells: each at once, row by row.

A text of several lines in one column, written in one go, is one cell, whatever stands beside it. Where a column is
begun again and again, it has as many rows. Which rows a cell covers is told by where it stands: in their middle, or at
their top.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from gkml_extract.layout.cells import Grid, Span
from gkml_extract.layout.pieces import SAME, Piece, cell_of, pieces_of
from gkml_extract.layout.row_bands import (
    MIN_BEGUN,
    MIN_ROWS,
    Bands,
    are_whole_columns,
    are_written_at_once,
    bands_of_rows,
    reference_of,
    row_pieces,
)
from gkml_extract.layout.row_spans import rests_above, spans_of
from gkml_extract.layout.words import Word
from gkml_extract.layout.written_header import (
    Header,
    header_as_written,
    levels_of_labels,
    row_of_labels,
    with_label_apart,
)

MOST_BANDS = 0.6
"""Share of the bands of a table that must hold several rows for those without wrapped lines to be parted as well."""
FEW_COLUMNS, FEW_ROWS = 5, 3
"""Columns below which two rows are hardly told from the paragraphs of one, and rows that are."""


def begun_again(grid: Grid, words: Sequence[Word], first: int) -> list[int]:
    """The bands of a grid several of whose cells are written in more than one go. `words` are in the file's order.

    Args:
        grid: whose cells are counted from `first` in the words.
    """
    goes = Counter(cell for cell, _ in groupby(map(cell_of, words)))
    again = Counter(span.row for index, span in enumerate(grid.cells) if span.rowspan == 1 and goes[first + index] > 1)
    return sorted(row for row, n in again.items() if n >= MIN_BEGUN)


def is_header_of_groups(grid: Grid, words: Sequence[Word], first: int) -> bool:
    """Whether the first band of a grid is a header of labels under labels of groups between which no rule is drawn.

    Args:
        first: from which number on the cells of the grid are counted in the words.
    """
    wide = {first + index for index, span in enumerate(grid.cells) if span.row == 0 and span.colspan > 1}
    if not wide or not any(n > 1 for cell, n in Counter(map(cell_of, words)).items() if cell in wide):
        return False
    ends = first + sum(span.row == 0 for span in grid.cells)
    inside = [word for word in words if word.cell < ends and word.direction == 0]
    columns = grid.column_edges.tolist()
    header = header_as_written(pieces_of(inside, columns), columns)
    return header is not None and not header.rest


def parted_as_written(grid: Grid, bands: Sequence[int], words: Sequence[Word], first: int) -> PartedGrid | None:
    """The grid with those of the bands parted that hold several rows, and the words of each cell; None if none does.

    Args:
        first: from which number on the cells of the grid are counted in the words.
    """
    bands_of = [span.row if span.rowspan == 1 else -1 for span in grid.cells]
    parts: dict[int, Written] = {}
    columns = grid.column_edges.tolist()
    is_known = len(bands) >= max(MIN_ROWS, MOST_BANDS * (len(grid.row_edges) - 1)) and are_written_at_once(
        pieces_of([word for word in words if word.direction == 0], columns)
    )
    for row in bands:
        top, bottom = grid.row_edges[row : row + 2].tolist()
        inside = [word for word in words if bands_of[word.cell - first] == row and word.direction == 0]
        found = rows_as_written(inside, columns, top, bottom, has_header=row == 0, is_known=is_known)
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


def tells_rows(words: Sequence[Word], columns: Sequence[float]) -> bool:
    """Whether words are written as a header and rows, or as rows, so that `rows_as_written` finds these."""
    _, header, rows = _told(words, columns, has_header=True, is_known=False)
    return header is not None or bool(rows)


def _told(
    words: Sequence[Word], columns: Sequence[float], *, has_header: bool, is_known: bool
) -> tuple[list[Piece], Header | None, list[Piece]]:
    """The texts of a band, its header if it can be told, or else a text for each row; no rows if none tells them."""
    pieces = pieces_of(words, columns)
    if has_header:
        pieces = with_label_apart(pieces, columns)
    header = header_as_written(pieces, columns) if has_header else None
    if header is not None and not header.rest:
        return pieces, header, []
    if not (is_known or are_written_at_once(pieces)) or are_whole_columns(pieces, len(columns) - 1):
        return pieces, None, []
    header = header or (row_of_labels(pieces, columns) if has_header else None)
    if header is not None:
        return pieces, header, []
    rows = row_pieces(pieces)
    return pieces, None, rows if len(rows) >= (MIN_ROWS if len(columns) - 1 >= FEW_COLUMNS else FEW_ROWS) else []


def rows_as_written(
    words: Sequence[Word],
    columns: Sequence[float],
    top: float,
    bottom: float,
    *,
    has_header: bool = True,
    is_known: bool = False,
) -> Written | None:
    """The rows and cells of a band, as its words are written; None if it is one row, or none tells.

    `has_header`: the first of them may be a header of labels under labels of groups. `is_known`: all bands of the table
    together show that cells are written at once; one may have none of several lines.
    """
    pieces, header, rows = _told(words, columns, has_header=has_header, is_known=is_known)
    if header is not None:
        return _under_header(header, columns, top, bottom)
    if not rows:
        return None
    bands = bands_of_rows(rows, pieces, top, bottom)
    head = _above_second(pieces, rows, bands.how)
    levels = levels_of_labels(head, rows[0], columns) if has_header else None
    if levels is None:
        cells = spans_of(pieces, bands, len(columns) - 1)
        return _written(bands.edges, cells, rests_above(cells, pieces, int(has_header), has_header=has_header))
    split, cells = levels
    below = [piece for piece in pieces if piece not in head]
    limit, end = min(piece.top for piece in below), max(piece.bottom for piece in head)
    edges = [bands.edges[0], split, (end + limit) / 2, *bands.edges[2:]]
    body = spans_of(below, Bands(edges[2:], bands.how, bands.size, rows[1:], bands.tops[1:]), len(columns) - 1)
    below_labels = [(span._replace(row=span.row + 2), piece) for span, piece in body]
    return _written(edges, [*cells, *below_labels], rests_above(below_labels, below, 2))


def _under_header(header: Header, columns: Sequence[float], top: float, bottom: float) -> Written:
    """The rows of a band that begins with a header."""
    head = [max(top, header.top - 1), *([] if header.split is None else [header.split])]
    if not header.rest:  # it stands alone at the end of a page
        return _written([*head, min(bottom, header.bottom + 1)], header.cells)
    limit = min(piece.top for piece in header.rest)
    rows = row_pieces(header.rest)
    bands = bands_of_rows(rows or list(header.rest[:1]), header.rest, (header.bottom + limit) / 2, bottom)
    spans = spans_of(header.rest, bands, len(columns) - 1)
    below = [(span._replace(row=span.row + len(head)), piece) for span, piece in spans]
    return _written([*head, *bands.edges], [*header.cells, *below], rests_above(below, header.rest, len(head)))


def _written(edges: list[float], cells: Sequence[tuple[Span, Piece]], rests: Sequence[Span] = ()) -> Written:
    unsure = frozenset((span.row, span.column) for span, piece in cells if not piece.is_sure)
    return Written(edges, [*_held(cells), *((span, []) for span in rests)], unsure)


def _above_second(pieces: Sequence[Piece], rows: Sequence[Piece], how: str) -> list[Piece]:
    """The pieces of the first row: those higher than the second which are written before it, or end above it."""
    slack = SAME * rows[1].size
    limit = reference_of(rows[1], how)
    mates = [index for index, piece in enumerate(pieces) if abs(reference_of(piece, how) - limit) <= slack]
    top = min(pieces[index].top for index in mates)
    return [
        piece
        for index, piece in enumerate(pieces)
        if reference_of(piece, how) < limit - slack and (index < mates[0] or piece.bottom <= top + 1.0)
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
