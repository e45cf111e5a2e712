"""Rows that no rule parts: where each begins and ends, by the column that has a text in every one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median

import numpy as np

from gkml_extract.layout.pieces import SAME, USUAL_STEP, Piece

MIN_BEGUN, MIN_ROWS = 3, 2
"""Columns that are begun more than once in a band of several rows, and rows that it has."""
OVERLAP = 0.3
"""Font sizes by which the lines of two rows may overlap, where they stand closer than the size of their print."""
ONE_GO = 0.5
"""Share of neighbouring lines of one column written one after the other, from which cells are written at once."""
LONG, ALIKE = 4, 0.5
"""Lines of texts side by side of which as many as this share of the columns are not cells but columns, if alike."""
UNCONFIRMED = 0.1
"""What a text beside which no other stands on one height counts as a sign of a row."""
HEADING = 3
"""Columns over which a text is a row of its own."""
AT_LEFT = 1.5
"""Font sizes from where the first text of a table begins within which a heading does."""


@dataclass(slots=True)
class Bands:
    """The rows of a table: their edges, and how texts stand in them."""

    edges: list[float]
    how: str
    size: float
    rows: list[Piece] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)

    @property
    def n(self) -> int:
        return len(self.edges) - 1


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


def are_whole_columns(pieces: Sequence[Piece], n_columns: int) -> bool:
    """Whether columns are written in one go each: many texts of as many lines begin and end together."""
    alike = Counter((round(piece.top), piece.n_lines) for piece in pieces if piece.n_lines >= LONG)
    return any(n >= max(MIN_BEGUN, ALIKE * n_columns) for n in alike.values())


def row_pieces(pieces: Sequence[Piece]) -> list[Piece]:
    """One piece for each row: those of the column that tells most rows, and headings over several columns.

    They stand one below the other; none where no column has such pieces.
    """
    single = [piece for piece in pieces if piece.first == piece.last]
    weights: dict[int, float] = defaultdict(float)
    heights: dict[int, float] = defaultdict(float)
    confirmed = _confirmed(single)
    for column, together in groupby(pieces, key=lambda piece: piece.first if piece.first == piece.last else -1):
        if column >= 0:  # one cell, of several paragraphs perhaps, or cells of rows that have no others
            own = list(together)
            n_rows = max(sum(id(piece) in confirmed for piece in own), 1)
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


def _confirmed(pieces: Sequence[Piece]) -> set[int]:
    """The texts, by id, beside which one in another column stands on the same height."""
    tops, middles, sizes, columns = (
        np.array([(piece.top, piece.middle, piece.size, piece.first) for piece in pieces]).reshape(-1, 4).T
    )
    slack = SAME * sizes[:, None]
    is_same = (np.abs(middles - middles[:, None]) < slack) | (np.abs(tops - tops[:, None]) < slack)
    found = (is_same & (columns != columns[:, None])).any(axis=1).tolist()
    return {id(piece) for piece, is_so in zip(pieces, found, strict=True) if is_so}


def reference_of(piece: Piece, how: str) -> float:
    """The height that texts of a row have in common, by how they stand."""
    return piece.top if how == "top" else piece.bottom if how == "bottom" else piece.middle


def bands_of_rows(rows: Sequence[Piece], pieces: Sequence[Piece], top: float, bottom: float) -> Bands:
    """The edges of the rows."""
    size = median(piece.size for piece in rows)
    how = how_they_stand(rows, pieces) or "middle"
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
    return Bands([max(top, first - 1), *inner, min(bottom, last + 1)], how, size, list(rows), tops)


def how_they_stand(rows: Sequence[Piece], pieces: Sequence[Piece]) -> str | None:
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
                how
                for how in ("middle", "top", "bottom")
                if abs(reference_of(piece, how) - reference_of(row, how)) < slack
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
