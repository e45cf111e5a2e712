"""Rows between pipes that are printed over several lines, put on one: their number of pipes tells where each ends.

What copies a table of a page often drops its blank cells, or those that are merged, and fills each row up with pipes to
the width of the table. So the pipes of each row come to the same number, in however many lines its cells are broken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from gkml_extract.regex import regex

_PIPES = ("|", "｜")
_RULE = regex(r"^\s*[|+]?[-=─━═]{3,}[+┬┼┴╋]")
_LEAST_PIPES, _LEAST_ROWS = 4, 4
_MOST_LINES = 60
"""Lines of a table's first row, which is its header: each label on a line of its own, in two lines at the most."""
_BY_CHANCE = 0.01
"""Chance up to which rows of equally many pipes are no chance, if a line might end behind any pipe."""


def with_counted_rows(text: str) -> str:
    """`text` with each such row in its first line, the breaks within its cells as tags; every line keeps its number."""
    lines = text.split("\n")
    if any(map(_RULE.match, lines)):
        return text  # it is drawn: its rules part rows
    pipes = [sum(line.count(pipe) for pipe in _PIPES) for line in lines]
    if sum(map(bool, pipes)) < _LEAST_ROWS or len({*pipes} - {0}) == 1:
        return text
    at = 0
    while at < len(lines):
        rows = _rows_from(lines, pipes, at) if pipes[at] and _may_begin(lines, at) else []
        for first, end in rows:
            whole = [line.strip() for line in lines[first:end] if line.strip()]
            lines[first:end] = ["<br>".join(whole).replace("|<br>", "| "), *[""] * (end - first - 1)]
        at = rows[-1][1] if rows else at + 1
    return "\n".join(lines)


def _may_begin(lines: Sequence[str], at: int) -> bool:
    """Whether a table may begin with a line: no cell is above it but a single text, its title."""
    above = lines[at - 1].strip() if at else ""
    has_cells_above = at > 1 and any(pipe in lines[at - 2] for pipe in _PIPES)
    is_title = bool(text := above.strip("|｜ ")) and not any(pipe in text for pipe in _PIPES)
    return not above or (is_title and not (has_cells_above and any(pipe in above for pipe in _PIPES)))


def _rows_from(lines: Sequence[str], pipes: Sequence[int], at: int) -> list[tuple[int, int]]:
    """The lines [first, end) of each row of a table whose first line is `at`; empty if nothing proves them."""
    best: list[tuple[int, int]] = []
    for width in sorted({*accumulate(pipes[at : at + _MOST_LINES])}):
        rows: list[tuple[int, int]] = []
        for row in _rows_of(pipes, at, width) if width >= _LEAST_PIPES else ():
            if not _is_row(lines, *row, is_opened=_is_bare(lines[at])):
                rows = []
                break
            rows.append(row)
        if len(rows) > max(len(best), _LEAST_ROWS - 1) and _are_proven(lines, pipes, rows, width):
            best = rows
    return best


def _rows_of(pipes: Sequence[int], at: int, width: int) -> Iterator[tuple[int, int]]:
    """Rows of `width` pipes one below the other. Lines without a pipe belong to a row within it alone."""
    first, n = at, 0
    for k in range(at, len(pipes)):
        if not n:
            first = k
        n += pipes[k]
        if n > width:
            return
        if n == width:
            yield first, k + 1
            n = 0


def _is_row(lines: Sequence[str], first: int, end: int, *, is_opened: bool) -> bool:
    """Whether lines may be a row: where each cell has a line of its own, a bare pipe opens it, and stands nowhere else;
    elsewhere a pipe closes it, and its lines break cells."""
    if is_opened:
        return _is_bare(lines[first]) and not any(_is_bare(lines[k]) for k in range(first + 1, end))
    return _is_closed(lines[end - 1]) and all(_breaks_cell(lines, k, first) for k in range(first, end - 1))


def _are_proven(lines: Sequence[str], pipes: Sequence[int], rows: Sequence[tuple[int, int]], width: int) -> bool:
    """Whether it is no chance that lines end where rows do."""
    first, end = rows[0][0], rows[-1][1]
    n_ends = sum(map(bool, pipes[first:end]))
    return _is_bare(lines[first]) or (n_ends / (width * len(rows))) ** (len(rows) - 1) <= _BY_CHANCE


def _is_bare(line: str) -> bool:
    return line.strip() in _PIPES


def _is_closed(line: str) -> bool:
    return line.rstrip().endswith(_PIPES)


def _breaks_cell(lines: Sequence[str], k: int, begin: int) -> bool:
    """Whether the end of line `k`, of a row that begins with line `begin`, is within a cell, which may be a blank one
    between two pipes."""
    is_opened = lines[begin].lstrip().startswith(_PIPES)
    return not _is_closed(lines[k]) or (lines[k + 1].lstrip().startswith(_PIPES) and not is_opened)
