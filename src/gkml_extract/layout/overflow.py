"""Print that runs out of the last row of a page: a browser cuts a merged cell where its rows end, not its text.

Source: pages printed by Chromium; a cell over several rows that is longer than they are goes on below the last rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from gkml_extract.layout.cells import Grid
from gkml_extract.layout.words import Word

_LEADING = 1.6
"""Font sizes between two lines of one cell, at most. A note under a table stands further away."""
_SAME_SIZE = 0.05
"""Share by which the font sizes of two lines of one cell may differ."""
_MIN_COLUMNS = 3
"""Columns of a grid from which a line under it that keeps within one of them is no note."""


def with_overflow(words: Sequence[Word], grids: Sequence[Grid]) -> list[Word]:
    """The words, those below a grid that go on the text of one of its last cells counted to that cell.

    They keep within the sides of the cell and follow its last line at the distance and in the size of its lines.
    """
    free = sorted((index for index, word in enumerate(words) if word.cell < 0), key=lambda k: words[k].baseline)
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
                if changed[index].cell < 0 and cell in last_lines and _follows(words[index], last_lines[cell]):
                    changed[index] = words[index]._replace(cell=cell)
                    last_lines[cell] = words[index]
        first += len(grid.cells)
    return changed


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


def _follows(word: Word, above: Word) -> bool:
    is_near = 0 <= word.baseline - above.baseline <= _LEADING * word.size
    return is_near and abs(word.size - above.size) <= _SAME_SIZE * word.size and above.direction == word.direction
