"""Tables that a program writes line by line over the whole page: their characters in the order of cells.

Where no rule parts rows, the order of writing tells cells (`written_rows`). Some programs sort what they write by its
height. There lines of one column that stand as close as wrapped lines do are a cell, and wider white parts two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from gkml_extract.layout.pieces import SAME_STEP, WIDEST_STEP, Piece, are_wrapped_together, columns_of, filled_columns
from gkml_extract.layout.text_columns import UNBLANKED, columns_of_texts, texts_of
from gkml_extract.layout.words import BACK, BLANKS, SAME_BASELINE, Word
from gkml_extract.layout.written_columns import MIN_COLUMNS, of_main_size, of_table
from gkml_extract.model.page import Chars, select

MIN_STEPS = 10
"""Steps to the right within a line, over white, from which a page may hold a table written line by line."""
UPWARD = 0.1
"""Share of the steps to another line that go up in such a page at most: cells of several lines go up behind each."""
CLOSEST = 3
"""Lines that stand as close as the closest ones do, from which these are wrapped lines of cells."""
MIN_ROWS = 2
"""Rows of a table of which wrapped lines and white between rows can be told apart."""


def in_cell_order(chars: Chars) -> Chars:
    """The characters with those of a table that is written line by line in the order of its cells."""
    firsts = _firsts(chars)
    if firsts is None:
        return chars
    words = _words(chars, firsts)
    ordered = _ordered(words)
    if ordered is None:
        return chars
    stops = np.append(firsts[1:], len(chars))
    at = np.concatenate([np.arange(firsts[index], stops[index]) for index in ordered])
    moved = select(chars, at)
    return replace(moved, runs=np.cumsum(np.diff(moved.runs, prepend=moved.runs[0]) != 0))


def _firsts(chars: Chars) -> np.ndarray | None:
    """The first character of each piece of a line, blanks with the piece before; None where lines are not in order."""
    if len(chars) < MIN_STEPS:
        return None
    x0, _, x1, _ = chars.boxes.T
    y, sizes = chars.baselines[:, 1], chars.sizes
    down = np.diff(y) / np.maximum(sizes[1:], sizes[:-1])
    n_up, n_down = int((down < -SAME_BASELINE).sum()), int((down > SAME_BASELINE).sum())
    if n_up > UPWARD * n_down or (chars.directions != 0).any():
        return None
    is_print = np.array([char not in BLANKS for char in chars.text])
    gap = (x0[1:] - x1[:-1]) / sizes[1:]
    on_line = np.abs(down) <= SAME_BASELINE
    is_apart = on_line & ((gap > UNBLANKED) | (gap < -BACK))
    if int((is_apart & (gap > 0)).sum()) < MIN_STEPS:
        return None
    begins = np.concatenate(([True], ~on_line | is_apart))
    # a blank is of the piece before it
    return np.flatnonzero(begins & (is_print | (np.arange(len(chars)) == 0)))


def _words(chars: Chars, firsts: np.ndarray) -> list[Word]:
    """The pieces of lines as words."""
    stops = [*firsts[1:].tolist(), len(chars)]
    x0, top = (np.minimum.reduceat(chars.boxes[:, side], firsts).tolist() for side in (0, 1))
    x1, bottom = (np.maximum.reduceat(chars.boxes[:, side], firsts).tolist() for side in (2, 3))
    y, sizes = chars.baselines[firsts, 1].tolist(), chars.sizes[firsts].tolist()
    return [
        Word(chars.text[first:stop], a, c, y[n], (a, b, c, d), sizes[n], 0, -1)
        for n, (first, stop, a, b, c, d) in enumerate(zip(firsts.tolist(), stops, x0, top, x1, bottom, strict=True))
    ]


def _ordered(words: Sequence[Word]) -> list[int] | None:
    """The indices of pieces of lines in the order of cells; None if they are no table whose rows white parts."""
    pieces = of_table(texts_of(of_main_size(words)))
    columns = columns_of_texts(pieces) if pieces else []
    if len(columns) - 1 < MIN_COLUMNS:
        return None
    held = {id(word) for piece in pieces for word in piece.words}
    columns = filled_columns([word for word in words if id(word) in held], columns)
    index_of = {id(word): index for index, word in enumerate(words)}
    by_column: dict[tuple[int, int], list[Word]] = defaultdict(list)
    for word in words:
        if id(word) in held:
            by_column[columns_of(word, columns)].append(word)
    step = _closest_step([lines for (first, last), lines in by_column.items() if first == last])
    if len(columns) - 1 < MIN_COLUMNS or step is None:
        return None
    cells = [cell for place, lines in by_column.items() for cell in _cells(place, lines, SAME_STEP * step)]
    rows = _rows(cells)
    if len(rows) < MIN_ROWS or not are_wrapped_together(cells):
        return None
    table = [index_of[id(word)] for cell in _row_by_row(cells, rows) for word in cell.words]
    first, inside = min(table), set(table)
    above = [index for index in range(first) if index not in inside]
    return [*above, *table, *(index for index in range(first, len(words)) if index not in inside)]


def _closest_step(columns: Sequence[Sequence[Word]]) -> float | None:
    """The step between wrapped lines in font sizes: the least that some lines have; None where all are as far."""
    steps = sorted(
        (below.baseline - above.baseline) / below.size
        for lines in columns
        for above, below in pairwise(sorted(lines, key=lambda word: word.baseline))
        if below.baseline - above.baseline > SAME_BASELINE * below.size
    )
    close = [step for step in steps if step <= WIDEST_STEP]
    found = next((a for a, b in zip(close, close[CLOSEST - 1 :], strict=False) if b <= SAME_STEP * a), None)
    return None if found is None or steps[-1] <= SAME_STEP * found else found


def _cells(place: tuple[int, int], lines: Sequence[Word], limit: float) -> list[Piece]:
    """The cells of a column: lines that stand as close as wrapped ones do."""
    found: list[Piece] = []
    for word in sorted(lines, key=lambda each: (round(each.baseline), each.start)):
        if found and word.baseline - found[-1].words[-1].baseline <= limit * word.size:
            found[-1].take(word, *place)
        else:
            found.append(Piece(*place, [word], word.box[1], word.box[3], word.size))
    return found


def _rows(cells: Sequence[Piece]) -> list[Piece]:
    """The cells of the column that has most of them."""
    by_column: dict[int, list[Piece]] = defaultdict(list)
    for cell in cells:
        if cell.first == cell.last:
            by_column[cell.first].append(cell)
    fullest = max(by_column.values(), key=lambda column: (len(column), sum(cell.bottom - cell.top for cell in column)))
    return sorted(fullest, key=lambda cell: cell.top)


def _row_by_row(cells: Sequence[Piece], rows: Sequence[Piece]) -> list[Piece]:
    """The cells in rows, each by the row whose middle is nearest; under labels of groups their own come second."""
    middles = np.array([row.middle for row in rows])
    wide = [cell for cell in cells if cell.first < cell.last]

    def place(cell: Piece) -> tuple[int, bool, int, float]:
        row = int(np.abs(middles - cell.middle).argmin())
        is_under = any(
            group.first <= cell.first <= group.last and group.bottom <= cell.top + 1.0 and cell is not group
            for group in wide
            if int(np.abs(middles - group.middle).argmin()) == row
        )
        return row, is_under, cell.first, cell.top

    return sorted(cells, key=place)
