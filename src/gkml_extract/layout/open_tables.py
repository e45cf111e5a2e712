"""Tables without vertical rules: columns are the white gutters between aligned words, rows the bands between rules.

Where there are no rules at all, a row is a line of print. Such a grid is inferred: its fragment says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from gkml_extract.layout.cells import Grid, cells_of_points, grid_of
from gkml_extract.layout.column_starts import column_ends
from gkml_extract.layout.gutters import (
    MIN_COLUMNS,
    are_all,
    bands_of,
    crosses,
    gutters_of,
    gutters_of_bands,
    is_over,
    is_printed_between,
    with_ends,
)
from gkml_extract.layout.lines import box_around, lines_of
from gkml_extract.layout.open_regions import LINE_GAP, TABULAR, header_of, ruled_regions
from gkml_extract.layout.pieces import are_wrapped, pieces_of
from gkml_extract.layout.rule_levels import MIN_LEVELS, ROW_RULED, SAME_END, is_unruled, levels_of
from gkml_extract.layout.tabbed_lists import is_list
from gkml_extract.layout.text_lines import TextLine, is_between, is_labelled, middle_of, text_lines
from gkml_extract.layout.touching import MIN_COLUMN, Place, within
from gkml_extract.layout.unlabelled import without_unlabelled
from gkml_extract.layout.words import Word
from gkml_extract.layout.wraps import breaks_of
from gkml_extract.layout.written_columns import grid_as_written, gutters_as_written, parts_at_titles
from gkml_extract.layout.written_rows import rows_as_written
from gkml_extract.model.page import Floats

MIN_LINES = 4
"""Lines of a table without rules."""
NEAR = 15.0
"""Points within which the white between two columns may tell their edge."""
ENDED = 0.4
"""Share of lines in columns that must be ended on purpose, or they are running text."""
MIN_KNOWN = 5
"""Columns of a table of which a page may be told to go on in them."""
GOING_ON = 0.25
"""Share of lines over the ends of known columns, of a header among others, up to which a table goes on in them."""
FULL = 0.6
"""Share of the places of a table of lines that hold print, or the lines are wrapped."""
FULL_LINES = 4
"""Lines of a row at most, if its texts fill so many of their places."""


def find_open_grids(
    words: Sequence[Word],
    rules: Floats,
    ends: Sequence[float] = (),
    known: Sequence[Sequence[float]] = (),
    told: Sequence[Sequence[float]] = (),
    starts: Sequence[float] = (),
    begun: Sequence[Place] = (),
) -> list[Grid]:
    """The grids of tables that have no vertical rules.

    Args:
        words: those in no other table.
        rules: n × (y, x0, x1), horizontal, in no other table, from the top.
        ends: where cells are known to end (`column_ends`).
        known: the edges of the columns of tables on the pages before.
        told: those of the tables of this page, by all pages over which each goes.
        starts: where other columns begin, by their labels (`untold_starts`).
        begun: where those begin whose texts touch the ones before (`touching`).
    """
    parts = parts_at_titles(words)
    if len(parts) > 1:  # under a title another table begins, in columns of its own
        tops = [min((word.box[1] for word in part), default=0.0) for part in parts[1:]]
        limits = [-np.inf, *tops, np.inf]
        return [
            grid
            for index, part in enumerate(parts)
            for inside in [rules[(rules[:, 0] >= limits[index]) & (rules[:, 0] < limits[index + 1])]]
            for grid in _grids_of_part(
                part,
                inside,
                column_ends(inside, known[0] if known and not index else ()) if ends else (),
                () if index else known,
                told,
                starts,
                within(begun, part),
            )
        ]
    return _grids_of_part(words, rules, ends, known, told, starts, within(begun, words))


def _grids_of_part(
    words: Sequence[Word],
    rules: Floats,
    ends: Sequence[float],
    known: Sequence[Sequence[float]],
    told: Sequence[Sequence[float]],
    starts: Sequence[float],
    begun: Sequence[float],
) -> list[Grid]:
    """The grids of what stands under one title."""
    lines = text_lines([word for word in words if word.direction == 0])
    tabular = sum(len(line.segments) > 1 for line in lines)
    if not tabular:
        return []
    if known and (grid := _grid_going_on(lines, rules, _with_starts(known[0], [*starts, *begun], lines))) is not None:
        return [grid]
    if ends and known and len(known[0]) > MIN_KNOWN:
        ends = column_ends(rules)  # another table is as wide: its columns end elsewhere
    if tabular < 2 and not any(known):
        return []
    grids: list[Grid] = []
    free = lines
    ends = sorted([*ends, *starts])
    for region in ruled_regions(lines, rules, sorted([*ends, *begun])):
        if (grid := _grid_of_region(*region, ends, words, begun)) is not None:
            grids.append(grid)
            free = [line for line in free if not is_between(line, grid.box[1], grid.box[3])]
    for run in _runs(free):
        if (grid := _grid_of_run(run, known[0] if known else ())) is not None:
            grids.append(grid)
    if is_unruled(lines, rules):
        below = _below_top(words, lines, rules)
        written = grid_as_written(below, (*told, *known))
        are_lines = any(_is_full(grid, words, len(lines)) for grid in grids)
        if written is not None and (not are_lines or _is_wrapped(written, below, len(lines))):
            return [written]
    return grids


def _with_starts(known: Sequence[float], starts: Sequence[float], lines: Sequence[TextLine]) -> Sequence[float]:
    """The edges of known columns with those where labels or touching texts show another one to begin."""
    kept = list(known)
    for x in starts if known else ():
        nearest = min(kept, key=lambda edge: abs(edge - x))
        if not known[0] < x < known[-1] or x in kept:
            continue
        is_same = abs(nearest - x) <= MIN_COLUMN or (
            abs(nearest - x) <= NEAR and not is_printed_between(min(nearest, x), max(nearest, x), lines)
        )
        if is_same and nearest in known[1:-1]:
            kept.remove(nearest)
        if not is_same or nearest in known[1:-1]:
            kept.append(x)
    return sorted(kept)


def _below_top(words: Sequence[Word], lines: Sequence[TextLine], rules: Floats) -> Sequence[Word]:
    """The words without those above a table's upper rule: that over a header, with another right under it.

    Where rows of the table stand above, it goes on from the page before, and the rule is between two groups.
    """
    levels = levels_of(rules)
    if len(levels) < 2:
        return words
    left, right = float(rules[:, 1].min()), float(rules[:, 2].max())
    top, bottom = header_of(levels, left, right)
    header = [line for line in lines if is_between(line, top, bottom)]
    n_labels = len({segment.text for line in header for segment in line.segments})
    n_above = max((len(line.segments) for line in lines if middle_of(line) < top), default=0)
    is_wider = n_above >= MIN_KNOWN or any(
        line.box[0] < left - line.size or line.box[2] > right + line.size for line in header
    )
    return (
        words if n_labels < MIN_KNOWN or is_wider else [word for word in words if word.box[1] + word.box[3] > 2 * top]
    )


def _grid_going_on(lines: Sequence[TextLine], rules: Floats, known: Sequence[float]) -> Grid | None:
    """The grid of a page on which the table of the pages before goes on, in its columns and between rules as wide.

    What stands above the first rule, or below the last one, is the rest of a row and the beginning of one.
    """
    if len(known) - 1 < MIN_KNOWN or len(rules) == 0:
        return None
    left, right = float(rules[:, 1].min()), float(rules[:, 2].max())
    if abs(known[0] - left) > SAME_END or abs(known[-1] - right) > SAME_END:
        return None
    inner = list(known[1:-1])
    over = [sum(is_over(line, x) for x in inner) for line in lines]
    levels = levels_of(rules)
    first, last = levels[0][0][0], levels[-1][-1][0]
    start = stop = next((index for index, line in enumerate(lines) if middle_of(line) > first), len(lines))
    while start and not over[start - 1] and _is_near(lines[start - 1], first if start == stop else lines[start].box[1]):
        start -= 1
    while stop < len(lines) and (middle_of(lines[stop]) < last or not over[stop]):
        bottom = max(last, lines[stop - 1].box[3] if stop else last)
        if middle_of(lines[stop]) > last and lines[stop].box[1] - bottom > LINE_GAP * lines[stop].size:
            break
        stop += 1
    inside = lines[start:stop]
    if not inside or sum(map(bool, over[start:stop])) > GOING_ON * len(inside):
        return None
    gutters = gutters_of_bands(bands_of(inside, levels))
    strange = [x for x in gutters if all(is_printed_between(min(x, end), max(x, end), inside) for end in inner)]
    if len(strange) > 1:
        return None
    edges = sorted({level[0][0] for level in levels})
    if inside[0].box[1] < edges[0] - 1:
        edges.insert(0, inside[0].box[1] - 1)
    if inside[-1].box[3] > edges[-1] + inside[-1].size / 2:
        edges.append(inside[-1].box[3] + 1)
    extra = [(y, left, right) for y in (edges[0], edges[-1])]
    across = np.concatenate((rules, np.array(extra)))
    headings = _headings(inside, inner, edges, frozenset(inner))
    across = np.concatenate((across, *(np.array([(y, left, right) for y in heading]) for heading in headings)))
    edges = sorted({*edges, *(y for heading in headings for y in heading)})
    return grid_of(across, _walls(inside, inner, edges, left, right, frozenset(inner), headings))


def _is_near(line: TextLine, below: float) -> bool:
    """Whether a line stands right above a height."""
    return below - line.box[3] <= LINE_GAP * line.size


def _is_full(grid: Grid, words: Sequence[Word], n_lines: int) -> bool:
    """Whether lines are rows of a grid, and most of its places hold print: where lines are wrapped, they do not."""
    if len(grid.row_edges) - 1 < TABULAR * n_lines:
        return False
    middles = np.array([((word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2) for word in words])
    cells = cells_of_points(middles[:, 0], middles[:, 1], [grid])
    return len(np.unique(cells[cells >= 0])) > FULL * len(grid.cells)


def _is_wrapped(band: Grid, words: Sequence[Word], n_lines: int) -> bool:
    """Whether the texts of a table are wrapped: those of one row may fill nearly all places of some lines."""
    _, top, _, bottom = band.box
    columns = band.column_edges.tolist()
    inside = [word for word in words if word.direction == 0 and top < (word.box[1] + word.box[3]) / 2 < bottom]
    rows = rows_as_written(inside, columns, top, bottom)
    return (
        rows is not None
        and n_lines <= FULL_LINES * len(rows.cells) / (len(columns) - 1)
        and are_wrapped(pieces_of(inside, columns))
    )


def _runs(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Runs of lines close to each other that have several segments each, but for single ones between them."""
    runs: list[list[TextLine]] = []
    for line in lines:
        last = runs[-1][-1] if runs else None
        if last and 0 <= line.box[1] - last.box[3] + line.size <= (1 + LINE_GAP) * line.size:
            runs[-1].append(line)
        else:
            runs.append([line])
    return [trimmed for run in runs if (trimmed := _trimmed(run))]


def _trimmed(run: list[TextLine]) -> list[TextLine]:
    """A run from its first line with columns to its last one."""
    tabular = [index for index, line in enumerate(run) if len(line.segments) > 1]
    return run[tabular[0] : tabular[-1] + 1] if tabular else []


def _grid_of_region(
    lines: list[TextLine], rules: Floats, ends: Sequence[float], words: Sequence[Word], begun: Sequence[float] = ()
) -> Grid | None:
    """The grid of a table with rules between its rows. `words` are in the order of the file.

    Columns end at `ends`, and begin at `begun`, if only some of them.
    """
    levels = levels_of(rules)
    has_rows = len(levels) >= max(MIN_LEVELS, ROW_RULED * len(lines))
    gutters = gutters_of_bands(bands_of(lines, levels)) if has_rows else gutters_of(lines, has_rows=False)
    if has_rows:
        held = {id(word) for line in lines for word in line.words}
        told = gutters_as_written([word for word in words if id(word) in held])
        gutters = told if len(gutters) <= len(told) else gutters
    if not gutters or (not has_rows and _is_prose(lines, gutters)):
        return None
    if len(lines) == 1 and len(gutters) + 1 < MIN_COLUMNS:  # who printed a letter, between two rules
        return None
    left, right = float(rules[:, 1].min()), float(rules[:, 2].max())
    ends = [x for x in ends if left < x < right] if has_rows else []
    gutters = ends if are_all(gutters, ends, lines) else with_ends(gutters, ends, lines)
    if has_rows and (new := [x for x in begun if left < x < right]):
        gutters = with_ends(gutters, new, lines)
        ends = sorted([*ends, *new])
    gutters = (
        without_unlabelled(gutters, [word for word in words if id(word) in held], header_of(levels, left, right))
        if has_rows
        else gutters
    )
    headings = _headings(lines, gutters, [level[0][0] for level in levels], frozenset(ends)) if has_rows else []
    rules = np.concatenate((rules, *(np.array([(y, left, right) for y in heading]) for heading in headings)))
    return grid_of(rules, _walls(lines, gutters, rules[:, 0].tolist(), left, right, frozenset(ends), headings))


def _headings(
    lines: Sequence[TextLine], gutters: Sequence[float], ys: Sequence[float], ends: frozenset[float]
) -> list[tuple[float, float]]:
    """Where the headings of sections stand that no rule parts from the row below or above: lines over several columns.

    They begin where the first column does, and nothing stands beside them. The header is none.
    """
    left = min((line.box[0] for line in lines), default=0.0)
    found: list[tuple[float, float]] = []
    for top, bottom in list(pairwise(sorted(set(ys))))[1:]:
        inside = [line for line in lines if is_between(line, top, bottom)]
        for index, line in enumerate(inside):
            if len(line.segments) > 1 or line.box[0] > left + SAME_END or len(inside) == 1:
                continue
            over = [x for x in gutters if (is_over if x in ends else crosses)(line, x)]
            if not over or any(is_over(other, over[0]) for other in inside if other is not line):
                continue
            above = inside[index - 1].box[3] if index else None
            below = inside[index + 1].box[1] if index + 1 < len(inside) else None
            if (above is None or above < line.box[1]) and (below is None or below > line.box[3]):
                upper = top if above is None else (above + line.box[1]) / 2
                found.append((upper, bottom if below is None else (line.box[3] + below) / 2))
    return found


def _grid_of_run(lines: list[TextLine], known: Sequence[float]) -> Grid | None:
    """The grid of a table without rules, a row for each line; None if it is none.

    `known` are the edges of the columns of a table on the pages before.
    """
    tabular = [line for line in lines if len(line.segments) > 1]
    if len(tabular) < max(MIN_LINES, TABULAR * len(lines)) or is_labelled(tabular):
        return None
    gutters = gutters_of(lines, has_rows=False)
    if len(gutters) + 1 < MIN_COLUMNS or _is_prose(lines, gutters) or is_list(lines, gutters, known):
        return None
    box = box_around(line.box for line in lines)
    edges = [box[1], *((above.box[3] + below.box[1]) / 2 for above, below in pairwise(lines)), box[3]]
    rules = np.array([(y, box[0], box[2]) for y in edges])
    return grid_of(rules, _walls(lines, gutters, edges, box[0], box[2]))


def _walls(
    lines: Sequence[TextLine],
    gutters: Sequence[float],
    edges: Sequence[float],
    left: float,
    right: float,
    ends: frozenset[float] = frozenset(),
    headings: Sequence[tuple[float, float]] = (),
) -> Floats:
    """n × (x, y0, y1): each gutter in each band, unless print crosses it there; and both sides.

    Columns may touch where cells are known to end. There are no walls in the heading of a section.
    """
    ys = sorted(edges)
    walls = [(left, ys[0], ys[-1]), (right, ys[0], ys[-1])]
    for top, bottom in pairwise(ys):
        if any(start - 1 < (top + bottom) / 2 < stop + 1 for start, stop in headings):
            continue
        inside = [line for line in lines if is_between(line, top, bottom)]
        for x in gutters:
            goes_over = is_over if x in ends else crosses
            if not any(goes_over(line, x) for line in inside):
                walls.append((x, top, bottom))
    return np.array(walls)


def _is_prose(lines: Sequence[TextLine], gutters: Sequence[float]) -> bool:
    """Whether the columns are running text: their lines are wrapped, not ended."""
    breaks: list[bool] = []
    limits = [lines[0].box[0], *gutters, max(line.box[2] for line in lines)]
    for x0, x1 in pairwise(limits):
        inside = lines_of([word for line in lines for word in line.words if x0 <= (word.start + word.end) / 2 < x1])
        if inside:
            breaks += breaks_of(inside, min(line.start for line in inside), max(line.end for line in inside))
    return sum(breaks) < ENDED * len(breaks)
