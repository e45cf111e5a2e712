"""Print that runs out of its cell: a page break cuts a merged cell where its rows end, not its text.

Source: pages printed by Chromium; a cell over several rows that is longer than they are goes on below the last rule.
At the top of a page it goes on over the text of the cell below, with LibreOffice as well, which clips it there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

import numpy as np

from gkml_extract.layout.cells import Grid
from gkml_extract.layout.lines import SAME_LINE
from gkml_extract.layout.words import BACK, SAME_BASELINE, Word
from gkml_extract.regex import regex

_LEADING, _PITCH = 1.6, 1.05
"""Font sizes between two lines of one cell, at most, and what is further apart than its own lines by a factor. A note
under a table stands further away."""
_TEXT_BELOW = 3.0
"""Font sizes below the last of such lines within which other print is the text of the page: what is in the margin at a
page's foot stands further away."""
_NUMBER = regex(r"^[-—–]?\d{1,4}[-—–]?$")
"""A page's number, whatever column it stands under: a text that is cut leaves more than that."""
_HIGHER = 0.1
"""Font sizes by which a word overlaps the line before it where another text begins."""
_SAME_SIZE = 0.05
"""Share by which the font sizes of two lines of one cell may differ."""
_CELL = attrgetter("cell")
_MIN_COLUMNS = 3
"""Columns of a grid from which a line under it that keeps within one of them is no note."""


def with_overflow(words: Sequence[Word], grids: Sequence[Grid]) -> list[Word]:
    """The words, those below a grid that go on the text of one of its last cells counted to that cell.

    They keep within the sides of the cell and follow its last line at the distance and in the size of its lines, in
    the order of the file as well: a paragraph right under a table does not. Where other print stands right below them,
    or beside, no page's end has cut the cell: it is a paragraph after all. A text that stands below as a whole, in the
    middle of a cell that goes on there, is of this cell if it is written before others of the grid.
    """
    free = sorted((k for k, word in enumerate(words) if word.cell < 0), key=lambda k: words[k].baseline)
    free = [k for k in free if not _NUMBER.match(words[k].text)]
    if not free or not grids:
        return list(words)
    last_lines: dict[int, Word] | None = None
    changed = list(words)
    first = 0
    for grid in grids:
        if len(grid.column_edges) > _MIN_COLUMNS:
            for index in free:
                cell = _cell_above(words[index], grid, first)
                if cell < 0:
                    continue
                last_lines = _last_lines(words) if last_lines is None else last_lines
                is_next = index > 0 and changed[index - 1].cell == cell
                if changed[index].cell < 0 and is_next and _follows(changed, index, last_lines[cell]):
                    changed[index] = words[index]._replace(cell=cell)
                    last_lines[cell] = changed[index]
            taken = [index for index in free if changed[index].cell >= first]
            if taken and _goes_on_below(words, taken, [index for index in free if changed[index].cell < 0]):
                for index in taken:
                    changed[index] = words[index]
            is_below = any(changed[index].cell < 0 <= _cell_above(changed[index], grid, first) for index in free)
            for run in _written_between(changed, grid, first) if is_below else ():
                for index in run:
                    changed[index] = words[index]._replace(cell=_cell_above(words[index], grid, first))
        first += len(grid.cells)
    return changed


def _written_between(words: Sequence[Word], grid: Grid, first: int) -> list[range]:
    """The words below an empty cell of the grid's last row that are written between words of its other cells."""
    stop = first + len(grid.cells)
    found: list[range] = []
    for is_free, together in groupby(range(len(words)), key=lambda index: words[index].cell < 0):
        run = list(together)
        if not is_free or not run[0] or run[-1] + 1 == len(words):
            continue
        if not all(first <= words[index].cell < stop for index in (run[0] - 1, run[-1] + 1)):
            continue
        cells = {_cell_above(words[index], grid, first) for index in run}
        if len(cells) == 1 and -1 not in cells and not any(word.cell in cells for word in words):
            found.append(range(run[0], run[-1] + 1))
    return found


def _goes_on_below(words: Sequence[Word], taken: Sequence[int], left: Sequence[int]) -> bool:
    """Whether words that are left stand on a line of those that are taken, or right below the last one."""
    top, bottom = words[taken[0]].baseline, words[taken[-1]].baseline
    size = words[taken[-1]].size
    return any(top - SAME_LINE * size < words[index].baseline < bottom + _TEXT_BELOW * size for index in left)


def with_overprint(words: Sequence[Word], grids: Sequence[Grid]) -> list[Word]:
    """The words, those that are printed over the beginning of a cell's text counted to the cell above.

    A cell is written at once, from its top down. Where print goes on from the cell above and then, in a second go,
    begins again over its own last line, two texts stand in one cell. So they do where the first is written before all
    that stands on its left: rows are written one after the other.
    """
    changed = list(words)
    goes = Counter(cell for cell, _ in groupby(map(_CELL, words)) if cell >= 0)
    parted = sorted(cell for cell, n in goes.items() if n > 1)
    if not parted and not any(_headings(grid) for grid in grids):  # so on most pages
        return changed
    inside: dict[int, list[int]] = defaultdict(list)
    for index, word in enumerate(words):
        if word.cell >= 0:
            inside[word.cell].append(index)
    changed = _with_rests_over_headings(words, grids, inside)
    spans = [span for grid in grids for span in grid.cells]
    grid_of = [index for index, grid in enumerate(grids) for _ in grid.cells]
    firsts = [sum(len(grid.cells) for grid in grids[:k]) for k in range(len(grids))]
    for cell in parted:
        held = inside[cell]
        n = next((at for at in range(1, len(held)) if held[at] != held[at - 1] + 1), 0)
        span = spans[cell]
        if not n or not held[0] or not span.row:
            continue
        grid = grids[grid_of[cell]]
        owner = firsts[grid_of[cell]] + int(grid.places[span.row - 1, span.column])
        above = spans[owner]
        if (above.column, above.colspan) != (span.column, span.colspan):
            continue
        before = changed[held[0] - 1]
        goes_on = before.cell == owner and _goes_down(before, words[held[0]])
        begun = [index for index in inside if spans[index].row == span.row and grid_of[index] == grid_of[cell]]
        left = [index for index in begun if spans[index].column < span.column]
        is_early = bool(left) and all(inside[index][0] > held[n - 1] for index in left)
        if (goes_on and _begins_anew(words, held[n - 1], held[n])) or (is_early and before.cell not in begun):
            for index in held[:n]:
                changed[index] = words[index]._replace(cell=owner)
    return changed


def _with_rests_over_headings(words: Sequence[Word], grids: Sequence[Grid], inside: dict[int, list[int]]) -> list[Word]:
    """The words, those in a heading over all columns that go on the text of the cell above them counted to that cell.

    They stand on a line of their own, where the lines of that cell begin.
    """
    changed = list(words)
    first = 0
    for grid in grids:
        n_columns = len(grid.column_edges) - 1
        for heading in _headings(grid):
            held = inside.get(first + heading, [])
            for index in held[1:]:
                word = words[index]
                column = int(np.searchsorted(grid.column_edges, word.start, side="right")) - 1
                row = grid.cells[heading].row - 1
                above = inside.get(first + int(grid.places[row, min(max(column, 0), n_columns - 1)]), [])
                last = max((words[k] for k in above), key=lambda each: each.baseline, default=None)
                is_other_line = abs(word.baseline - words[held[0]].baseline) > _HIGHER * word.size
                if last and is_other_line and abs(last.start - word.start) < 1.0 and _goes_down(last, word):
                    changed[index] = word._replace(cell=last.cell)
        first += len(grid.cells)
    return changed


def _headings(grid: Grid) -> list[int]:
    """The cells over all columns, those of the first row aside."""
    n_columns = len(grid.column_edges) - 1
    return [index for index, span in enumerate(grid.cells) if span.colspan == n_columns > 1 and span.row]


def _begins_anew(words: Sequence[Word], before: int, index: int) -> bool:
    """Whether a word begins a text over the line of another, of which `before` is the last word."""
    last, word = words[before], words[index]
    if index == before + 1 or word.direction != 0 or last.direction != 0 or word.start >= last.end:
        return False
    return word.box[1] < last.box[3] - _HIGHER * word.size


def _goes_down(above: Word, word: Word) -> bool:
    """Whether a word goes on the line of the one before it, or on the next line."""
    step, size = word.baseline - above.baseline, word.size
    is_same_line = abs(step) < SAME_BASELINE * size and word.start >= above.end - BACK * size
    is_next = SAME_LINE * size < step <= 1.2 * _LEADING * size
    return above.direction == word.direction == 0 and (is_same_line or is_next)


def _last_lines(words: Sequence[Word]) -> dict[int, Word]:
    """The lowest word of each cell."""
    found: dict[int, Word] = defaultdict()
    for word in words:
        if word.cell >= 0 and (word.cell not in found or word.baseline > found[word.cell].baseline):
            found[word.cell] = word
    return found


def _cell_above(word: Word, grid: Grid, first: int) -> int:
    """The cell of the grid's last row between whose sides a word below it stands; -1 if there is none."""
    x0, top, x1, _ = word.box
    if top < grid.box[3] - word.size or word.direction != 0:
        return -1
    edges = grid.column_edges.tolist()
    for index in dict.fromkeys(grid.places[-1].tolist()):
        span = grid.cells[index]
        if edges[span.column] <= x0 and x1 <= edges[span.column + span.colspan]:
            return first + int(index)
    return -1


def _follows(words: Sequence[Word], index: int, above: Word) -> bool:
    """Whether a word stands on the line of the last one of a cell, or on the next line."""
    word = words[index]
    if abs(word.size - above.size) > _SAME_SIZE * word.size or above.direction != word.direction:
        return False
    step = word.baseline - above.baseline
    return 0 <= step <= _LEADING * word.size or 0 < step <= _PITCH * _pitch(words, above)


def _pitch(words: Sequence[Word], last: Word) -> float:
    """How far the last line of a cell is below the one before, 0 if that is no line of the same text."""
    before = max(
        (word.baseline for word in words if word.cell == last.cell and word.baseline < last.baseline - 0.5 * word.size),
        default=last.baseline,
    )
    step = last.baseline - before
    return step if step <= 2 * _LEADING * last.size else 0.0
