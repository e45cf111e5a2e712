"""Tables without vertical rules: columns are the white gutters between aligned words, rows the bands between rules.

Where there are no rules at all, a row is a line of print. Such a grid is inferred: its fragment says so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

import numpy as np

from gkml_extract.layout.cells import Grid, cells_of_points, grid_of
from gkml_extract.layout.edges import cluster_positions
from gkml_extract.layout.lines import Box, box_around, lines_of
from gkml_extract.layout.touching import MIN_COLUMN, Place, within
from gkml_extract.layout.unlabelled import without_unlabelled
from gkml_extract.layout.words import Word, starts_of_runs
from gkml_extract.layout.wraps import breaks_of
from gkml_extract.layout.written_columns import grid_as_written, gutters_as_written, parts_at_titles
from gkml_extract.model.page import Bools, Chars, Floats, Ints

SEGMENT_GAP = 1.0
"""Share of the font size from which a gap in a line parts two columns: words of justified text stand closer."""
GUTTER = 0.25
"""Share of the font size that a gutter is wide at least, where many lines agree on it."""
CROSSED = 0.1
"""Share of lines that may cross a gutter: headings over several columns."""
MANY_LINES = 8
"""Lines from which the blanks between words can be trusted not to stand one below the other by chance."""
MANY_COLUMNS = 10
"""Gutters of which one may be white by chance."""
TABULAR = 0.5
"""Share of the lines between two rules that must have several segments."""
MIN_LEVELS = 4
"""Heights at which a table with wrapped cells has rules at least; two or three may belong to running text."""
ROW_RULED = 0.11
"""Rules for each line of print from which every row is ruled off."""
MAX_REST = 30
"""Lines of single pieces between bands of columns that belong to them at most."""
SAME_START = 2.0
"""Points within which lines begin alike."""
MIN_LINES = 4
"""Lines of a table without rules."""
MIN_COLUMNS = 3
"""Columns that tell a table by themselves: two may be names and values, or text in two columns."""
LINE_GAP = 1.8
"""Share of the font size of white between two lines of a table without rules at most."""
SAME_END, MIN_ENDS = 1.5, 2
"""Points within which rules end at one place, and heights at which they must."""
MIN_STARTS, ENDS_EARLY = 4, 0.3
"""Runs that begin at one place where a column may, and the share of them with a blank before them."""
NEAR = 15.0
"""Points within which the white between two columns may tell their edge."""
SAME_LEVEL = 2.5
"""Points within which rules are pieces of one line, or a double line."""
BLANK = 0.42
"""Share of the font size below which a gap is a blank between words: at most a third in most fonts."""
ENDED = 0.4
"""Share of lines in columns that must be ended on purpose, or they are running text."""
MAX_WIDTH = 20_000.0
"""Points that a table is wide at most: a page has 14,400."""
MIN_KNOWN = 5
"""Columns of a table of which a page may be told to go on in them."""
GOING_ON = 0.25
"""Share of lines over the ends of known columns, of a header among others, up to which a table goes on in them."""
FULL = 0.6
"""Share of the places of a table of lines that hold print, or the lines are wrapped."""
LABEL = 0.3
"""Share of a table's width that the label of a group of columns has at most."""
TITLE = 1.15
"""How much larger than the lines under it a title is printed."""
HEADED = 0.7
"""Share of the columns that lines above the first rule must fill to be their header."""
AT_EDGE = 1.5
"""Font sizes from the left edge of a table within which a heading in it begins."""
WHOLE = 0.9
"""Share of a table's width that a rule has at least which parts all of its columns."""
_START = attrgetter("start")
LABELLED = 0.4
"""Share of segments with a colon from which lines are metadata, not a table."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a line that no wide gap parts."""

    x0: float
    x1: float
    text: str


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of print over the whole width of the page."""

    words: tuple[Word, ...]
    segments: tuple[Segment, ...]
    box: Box
    size: float


def column_ends(rules: Floats, known: Sequence[float] = ()) -> list[float]:
    """Where rules between rows begin and end inside of a table: at the sides of cells over several rows.

    `rules` are n × (y, x0, x1), horizontal; `known` are the edges of the columns of a table on the pages before, which
    goes on if it is as wide.
    """
    levels = _levels(rules) if len(rules) else []
    if len(levels) < MIN_LEVELS:
        return []
    left, right = float(rules[:, 1].min()), float(rules[:, 2].max())
    xs = sorted({(round(x, 1), y) for y, x0, x1 in rules.tolist() for x in (x0, x1)})
    ends: list[list[tuple[float, float]]] = []
    for x, y in xs:
        if ends and x - ends[-1][-1][0] < SAME_END:
            ends[-1].append((x, y))
        else:
            ends.append([(x, y)])
    middles = [(sum(x for x, _ in end) / len(end), len({y for _, y in end})) for end in ends]
    found = [x for x, n in middles if n >= MIN_ENDS and left + SAME_END < x < right - SAME_END]
    if known and abs(known[0] - left) < SAME_END and abs(known[-1] - right) < SAME_END:
        found += [x for x in known[1:-1] if all(abs(x - other) > MIN_COLUMN for other in found)]
    return sorted(found)


def aligned_starts(chars: Chars, rules: Floats) -> list[float]:
    """Where columns begin that touch the ones before: many runs begin there, and none goes over.

    A spreadsheet writes each line of a cell in one run. Some lines before them end early, else the runs are but parts
    of lines.
    """
    firsts = starts_of_runs(chars)
    if not len(firsts) or len(rules) < MIN_LEVELS:
        return []
    x0 = np.minimum.reduceat(chars.boxes[:, 0], firsts)
    x1 = np.maximum.reduceat(chars.boxes[:, 2], firsts)
    y, size = chars.baselines[firsts, 1], chars.sizes[firsts]
    inside = (y > rules[:, 0].min()) & (y < rules[:, 0].max()) & (chars.directions[firsts] == 0)
    x0, x1, y, size = x0[inside], x1[inside], y[inside], size[inside]
    if len(x0) < MIN_STARTS:
        return []
    labels, middles = cluster_positions(x0, SAME_START)
    found: list[float] = []
    for label in np.flatnonzero(np.bincount(labels) >= MIN_STARTS).tolist():
        here, x = labels == label, float(middles[label])
        crossing = (x0 < x - SAME_START) & (x1 > x + SAME_START)
        before = (np.abs(y[here][:, None] - y[None]) < 0.5 * size[here][:, None]) & (x0[None] < x - SAME_START)
        gap = x - np.where(before, x1[None], -np.inf).max(axis=1)
        if crossing.sum() <= CROSSED * here.sum() and (gap > BLANK * size[here]).mean() >= ENDS_EARLY:
            found.append(x)
    left = float(rules[:, 1].min())
    return [x - 0.5 for x in found if x > left + MIN_COLUMN]


def untold_starts(grids: Sequence[Grid], words: Sequence[Word], starts: Sequence[float]) -> list[float]:
    """Those of the places where columns may begin that part two labels of a grid which are in one column so far.

    Labels stand in its first two rows.
    """
    found: set[float] = set()
    for grid in grids if starts else ():
        x0, _, x1, _ = grid.box
        edges = grid.column_edges.tolist()
        for top, bottom in pairwise(grid.row_edges[:3].tolist()):
            inside = [word for word in words if top < (word.box[1] + word.box[3]) / 2 < bottom and x0 < word.start < x1]
            for left, right in pairwise(sorted(inside, key=lambda word: word.start)):
                is_apart = (
                    right.start - left.end >= SEGMENT_GAP * right.size and min(len(left.text), len(right.text)) > 1
                )
                if is_apart and not any(left.end - 1 < x < right.start + 1 for x in edges):
                    found.update([x for x in starts if left.end - 1 < x < right.start + 1][:1])
    return sorted(found)


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
    if tabular < 2:
        return []
    grids: list[Grid] = []
    free = lines
    ends = sorted([*ends, *starts])
    for region in _ruled_regions(lines, rules, sorted([*ends, *begun])):
        if (grid := _grid_of_region(*region, ends, words, begun)) is not None:
            grids.append(grid)
            free = [line for line in free if not _is_between(line, grid.box[1], grid.box[3])]
    for run in _runs(free):
        if (grid := _grid_of_run(run)) is not None:
            grids.append(grid)
    if is_unruled(lines, rules) and not any(_is_full(grid, words, len(lines)) for grid in grids):
        written = grid_as_written(_below_top(words, lines, rules), (*told, *known))
        return grids if written is None else [written]
    return grids


def _with_starts(known: Sequence[float], starts: Sequence[float], lines: Sequence[TextLine]) -> Sequence[float]:
    """The edges of known columns with those where labels or touching texts show another one to begin."""
    kept = list(known)
    for x in starts if known else ():
        nearest = min(kept, key=lambda edge: abs(edge - x))
        if not known[0] < x < known[-1] or x in kept:
            continue
        is_same = abs(nearest - x) <= MIN_COLUMN or (
            abs(nearest - x) <= NEAR and not _is_printed_between(min(nearest, x), max(nearest, x), lines)
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
    levels = _levels(rules)
    if len(levels) < 2:
        return words
    left, right = float(rules[:, 1].min()), float(rules[:, 2].max())
    top, bottom = _header_of(levels, left, right)
    header = [line for line in lines if _is_between(line, top, bottom)]
    n_labels = len({segment.text for line in header for segment in line.segments})
    n_above = max((len(line.segments) for line in lines if _middle(line) < top), default=0)
    is_wider = n_above >= MIN_KNOWN or any(
        line.box[0] < left - line.size or line.box[2] > right + line.size for line in header
    )
    return (
        words if n_labels < MIN_KNOWN or is_wider else [word for word in words if word.box[1] + word.box[3] > 2 * top]
    )


def is_unruled(lines: Sequence[TextLine], rules: Floats) -> bool:
    """Whether rules part but few of the rows of a table."""
    return len(_levels(rules)) < max(MIN_LEVELS, ROW_RULED * len(lines))


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
    over = [sum(_is_over(line, x) for x in inner) for line in lines]
    levels = _levels(rules)
    first, last = levels[0][0][0], levels[-1][-1][0]
    start = stop = next((index for index, line in enumerate(lines) if _middle(line) > first), len(lines))
    while start and not over[start - 1] and _is_near(lines[start - 1], first if start == stop else lines[start].box[1]):
        start -= 1
    while stop < len(lines) and (_middle(lines[stop]) < last or not over[stop]):
        bottom = max(last, lines[stop - 1].box[3] if stop else last)
        if _middle(lines[stop]) > last and lines[stop].box[1] - bottom > LINE_GAP * lines[stop].size:
            break
        stop += 1
    inside = lines[start:stop]
    if not inside or sum(map(bool, over[start:stop])) > GOING_ON * len(inside):
        return None
    gutters = _gutters_of_bands(_bands(inside, levels))
    strange = [x for x in gutters if all(_is_printed_between(min(x, end), max(x, end), inside) for end in inner)]
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


def text_lines(words: Sequence[Word]) -> list[TextLine]:
    """All words as lines, from the top."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda each: each.baseline):
        first = groups[-1][0] if groups else None
        if first and word.baseline - first.baseline <= 0.5 * min(word.size, first.size):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [_text_line(sorted(group, key=lambda each: each.start)) for group in groups]


def _text_line(words: list[Word]) -> TextLine:
    size = max(word.size for word in words)
    groups: list[list[Word]] = []
    for word in words:
        if groups and (word.is_joined or word.start - groups[-1][-1].end < SEGMENT_GAP * size):
            groups[-1].append(word)
        else:
            groups.append([word])
    segments = tuple(
        Segment(group[0].start, max(word.end for word in group), "".join(word.text for word in group))
        for group in groups
    )
    return TextLine(tuple(words), segments, box_around(word.box for word in words), size)


def _middle(line: TextLine) -> float:
    return (line.box[1] + line.box[3]) / 2


def _is_between(line: TextLine, top: float, bottom: float) -> bool:
    return top < _middle(line) < bottom


_Rule = tuple[float, float, float]


@dataclass(slots=True)
class _Region:
    """Bands between rules, gathered from the top: their lines, and the rules with those of the last band.

    `rest` is a last band of single pieces, which belongs to it if another band of columns follows: the rest of a cell
    that a page break cut, or a heading.
    """

    lines: list[TextLine]
    rules: list[_Rule]
    rest: list[TextLine]
    rest_rules: list[_Rule]

    def ends(self, rules: Sequence[_Rule]) -> tuple[float, float]:
        """The left and right end of the region with these rules."""
        every = (*self.rules, *self.rest_rules, *rules)
        return min(rule[1] for rule in every), max(rule[2] for rule in every)

    @property
    def bottom(self) -> float:
        """The height of its last rule."""
        return (self.rest_rules or self.rules)[-1][0]

    def fits(self, lines: Sequence[TextLine]) -> bool:
        """Whether each line of the rest begins where one of these lines, or of the region, has a piece.

        So does a heading between rules as wide that begins at the left edge, where numbers stand in the middle.
        """
        starts = [segment.x0 for line in (*self.lines, *lines) for segment in line.segments]
        left, right = self.ends(())
        is_heading = len(self.rest) == 1 and all(
            min(x0 for _, x0, _ in level) - left < SAME_END and right - max(x1 for _, _, x1 in level) < SAME_END
            for level in (_levels(np.array(self.rules))[-1], self.rest_rules)
        )
        return all(
            any(abs(line.box[0] - x0) <= SAME_START for x0 in starts)
            or (is_heading and 0 <= line.box[0] - left < AT_EDGE * line.size)
            for line in self.rest
        )


def _ruled_regions(
    lines: Sequence[TextLine], rules: Floats, ends: Sequence[float]
) -> list[tuple[list[TextLine], Floats]]:
    """Runs of bands between rules that hold columns: the lines of each region, and its rules."""
    regions: list[_Region] = []
    region: _Region | None = None
    above: list[_Rule] = []
    for level in _levels(rules):
        if above:
            top = region.bottom if region is not None else above[0][0]
            inside = [line for line in lines if _is_between(line, top, level[0][0])]
            region = _with_band(region, above, inside, level, ends)
            if region is not None and region.lines and (not regions or regions[-1] is not region):
                regions.append(region)
        above = level
    if regions:
        _take_cut_row(regions[-1], lines)
        for region in regions:
            _take_header(region, lines, rules)
        _take_band_above(regions[0], lines, rules)
    return [(each.lines, np.array(each.rules)) for each in regions]


def _take_header(region: _Region, lines: Sequence[TextLine], rules: Floats) -> None:
    """Take the lines right above a region's first rule that stand in nearly all its columns: a header without a rule.

    So does a page draw it that gives each cell a rule below and none above; the rest of a cut cell may stand between.
    """
    levels = _levels(np.array(region.rules))
    if len(levels) < MIN_LEVELS - 1:
        return
    top = region.rules[0][0]
    above: list[TextLine] = []
    for line in reversed([line for line in lines if _middle(line) < top]):
        if (above[-1].box[1] if above else top) - line.box[3] > LINE_GAP * line.size:
            break
        above.append(line)
    above.reverse()
    while len(above) > 1 and len(above[0].segments) == 1 and above[0].size > TITLE * above[1].size:
        del above[0]
    if not above:
        return
    gutters = _gutters_of_bands([above, *_bands(region.lines, levels)])
    filled = {bisect_right(gutters, segment.x0) for line in above for segment in line.segments}
    x0, x1 = region.ends(())
    if len(gutters) + 1 < MIN_COLUMNS or len(filled) < HEADED * (len(gutters) + 1) or _is_labelled(above):
        return
    if _is_tabular(above, x0, x1) and not any(_crosses(line, x) for line in above for x in gutters):
        first = above[0].box[1] - 1
        region.lines[:0] = above
        region.rules[:0] = [(first, x0, x1), *((y, a, b) for y, a, b in rules.tolist() if first < y < top)]


def _take_band_above(region: _Region, lines: Sequence[TextLine], rules: Floats) -> None:
    """Take the band above a region whose rules are as wide: labels of groups alone stand in few columns."""
    top = region.rules[0][0]
    above = [level for level in _levels(rules) if level[0][0] < top - SAME_LEVEL]
    if not above:
        return
    x0, x1 = region.ends(())
    level = above[-1]
    if abs(min(rule[1] for rule in level) - x0) > SAME_END or abs(max(rule[2] for rule in level) - x1) > SAME_END:
        return
    inside = [line for line in lines if _is_between(line, level[0][0], top)]
    is_narrow = all(segment.x1 - segment.x0 < LABEL * (x1 - x0) for line in inside for segment in line.segments)
    size = float(np.median([line.size for line in region.lines])) if region.lines else 0.0
    if not inside or not is_narrow or len(inside) > MAX_REST or max(line.size for line in inside) >= TITLE * size:
        return
    bands = _bands(region.lines, _levels(np.array(region.rules)))
    if len(_gutters_of_bands([inside, *bands])) == len(_gutters_of_bands(bands)):
        region.lines[:0] = inside
        region.rules[:0] = level


def _take_cut_row(region: _Region, lines: Sequence[TextLine]) -> None:
    """Take the lines below a page's last rule that stand in the region's columns: a row that the page break cuts.

    It has no rule below it, and several columns; a note has one.
    """
    levels = _levels(np.array(region.rules))
    gutters = _gutters_of_bands(_bands(region.lines, levels)) if len(levels) >= MIN_LEVELS else []
    below = [line for line in lines if _middle(line) > region.rules[-1][0]]
    n = next((k for k, line in enumerate(below) if any(_crosses(line, x) for x in gutters)), len(below))
    x0, x1 = region.ends(())
    while (
        n and len(below[n - 1].segments) == 1 and below[n - 1].box[1] - below[max(n - 2, 0)].box[3] > below[n - 1].size
    ):
        n -= 1  # a page's number
    if len(gutters) + 1 >= MIN_COLUMNS and _is_tabular(below[:n], x0, x1):
        region.lines += below[:n]
        region.rules.append((max(line.box[3] for line in below[:n]) + 1, x0, x1))


def _with_band(
    region: _Region | None,
    above: list[_Rule],
    inside: list[TextLine],
    level: list[_Rule],
    ends: Sequence[float],
) -> _Region | None:
    """The region with the band between its last rule and the next ones, or a new one that begins with it."""
    begun = region or _Region([], above, [], [])
    if _is_tabular(inside, *begun.ends(level)) or _fills_columns(inside, ends):
        if not begun.fits(inside) and not _fills_columns(begun.rest, ends):
            begun = _Region([], above, [], [])
        begun.lines += [*begun.rest, *inside]
        begun.rules = [*begun.rules, *begun.rest_rules, *level]
        begun.rest, begun.rest_rules = [], []
        return begun
    if not begun.lines or begun.rest or not 0 < len(inside) <= MAX_REST:
        return None
    begun.rest, begun.rest_rules = inside, level
    return begun


def _levels(rules: Floats) -> list[list[tuple[float, float, float]]]:
    """The rules on one height together, from the top."""
    levels: list[list[tuple[float, float, float]]] = []
    for y, x0, x1 in sorted(rules.tolist()):
        if levels and y - levels[-1][0][0] < SAME_LEVEL:
            levels[-1].append((y, x0, x1))
        else:
            levels.append([(y, x0, x1)])
    return levels


def _is_tabular(lines: Sequence[TextLine], x0: float, x1: float) -> bool:
    """Whether the lines between two rules stand in columns, and within the rules."""
    if not lines:
        return False
    if any(line.box[0] < x0 - line.size or line.box[2] > x1 + line.size for line in lines):
        return False
    n_segments = [len(line.segments) for line in lines]
    return max(n_segments) >= MIN_COLUMNS or sum(n > 1 for n in n_segments) >= TABULAR * len(lines)


def _fills_columns(lines: Sequence[TextLine], ends: Sequence[float]) -> bool:
    """Whether the lines between two rules stand in several columns whose ends are known, and over none of these."""
    words = [word for line in lines for word in line.words]
    if not ends or any(_is_over(line, x) for line in lines for x in ends):
        return False
    return len({bisect_right(ends, (word.start + word.end) / 2) for word in words}) >= MIN_COLUMNS


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
    levels = _levels(rules)
    has_rows = len(levels) >= max(MIN_LEVELS, ROW_RULED * len(lines))
    gutters = _gutters_of_bands(_bands(lines, levels)) if has_rows else _gutters(lines, has_rows=False)
    if has_rows:
        held = {id(word) for line in lines for word in line.words}
        told = gutters_as_written([word for word in words if id(word) in held])
        gutters = told if len(gutters) <= len(told) else gutters
    if not gutters or (not has_rows and _is_prose(lines, gutters)):
        return None
    left, right = float(rules[:, 1].min()), float(rules[:, 2].max())
    ends = [x for x in ends if left < x < right] if has_rows else []
    gutters = ends if _are_all(gutters, ends, lines) else _with_ends(gutters, ends, lines)
    if has_rows and (new := [x for x in begun if left < x < right]):
        gutters = _with_ends(gutters, new, lines)
        ends = sorted([*ends, *new])
    gutters = (
        without_unlabelled(gutters, [word for word in words if id(word) in held], _header_of(levels, left, right))
        if has_rows
        else gutters
    )
    headings = _headings(lines, gutters, [level[0][0] for level in levels], frozenset(ends)) if has_rows else []
    rules = np.concatenate((rules, *(np.array([(y, left, right) for y in heading]) for heading in headings)))
    return grid_of(rules, _walls(lines, gutters, rules[:, 0].tolist(), left, right, frozenset(ends), headings))


def _header_of(
    levels: Sequence[Sequence[tuple[float, float, float]]], left: float, right: float
) -> tuple[float, float]:
    """The first two heights at which a rule goes through from side to side: between them the header stands."""
    whole = [level[0][0] for level in levels if sum(x1 - x0 for _, x0, x1 in level) > WHOLE * (right - left)]
    return (whole[0], whole[1]) if len(whole) > 1 else (0.0, 0.0)


def _headings(
    lines: Sequence[TextLine], gutters: Sequence[float], ys: Sequence[float], ends: frozenset[float]
) -> list[tuple[float, float]]:
    """Where the headings of sections stand that no rule parts from the row below or above: lines over several columns.

    They begin where the first column does, and nothing stands beside them. The header is none.
    """
    left = min((line.box[0] for line in lines), default=0.0)
    found: list[tuple[float, float]] = []
    for top, bottom in list(pairwise(sorted(set(ys))))[1:]:
        inside = [line for line in lines if _is_between(line, top, bottom)]
        for index, line in enumerate(inside):
            if len(line.segments) > 1 or line.box[0] > left + SAME_END or len(inside) == 1:
                continue
            over = [x for x in gutters if (_is_over if x in ends else _crosses)(line, x)]
            if not over or any(_is_over(other, over[0]) for other in inside if other is not line):
                continue
            above = inside[index - 1].box[3] if index else None
            below = inside[index + 1].box[1] if index + 1 < len(inside) else None
            if (above is None or above < line.box[1]) and (below is None or below > line.box[3]):
                upper = top if above is None else (above + line.box[1]) / 2
                found.append((upper, bottom if below is None else (line.box[3] + below) / 2))
    return found


def _are_all(gutters: Sequence[float], ends: Sequence[float], lines: Sequence[TextLine]) -> bool:
    """Whether the known ends are those of all columns: about as many as gutters, and hardly a line goes over one.

    A gutter more may be white by chance; a page that goes on has them all.
    """
    n_over = sum(any(_is_over(line, x) for x in ends) for line in lines)
    n_gutters = len(gutters) - (len(gutters) >= MANY_COLUMNS)
    return len(ends) >= max(n_gutters, MIN_COLUMNS) and n_over <= CROSSED * len(lines)


def _with_ends(gutters: Sequence[float], ends: Sequence[float], lines: Sequence[TextLine]) -> list[float]:
    """The gutters with the ends of rules among them, each in place of the gutter that it is the exact place of."""
    kept = list(gutters)
    for x in ends:
        nearest = min(kept, key=lambda gutter: abs(gutter - x), default=None)
        if nearest is not None and not _is_printed_between(min(nearest, x), max(nearest, x), lines):
            kept.remove(nearest)
        kept.append(x)
    return _without_empty(sorted(kept), lines)


def _is_printed_between(x0: float, x1: float, lines: Sequence[TextLine]) -> bool:
    """Whether a word stands between two places."""
    return any(x0 <= (word.start + word.end) / 2 < x1 for line in lines for word in line.words)


def _grid_of_run(lines: list[TextLine]) -> Grid | None:
    """The grid of a table without rules, a row for each line; None if it is none."""
    tabular = [line for line in lines if len(line.segments) > 1]
    if len(tabular) < max(MIN_LINES, TABULAR * len(lines)) or _is_labelled(tabular):
        return None
    gutters = _gutters(lines, has_rows=False)
    if len(gutters) + 1 < MIN_COLUMNS or _is_prose(lines, gutters):
        return None
    box = box_around(line.box for line in lines)
    edges = [box[1], *((above.box[3] + below.box[1]) / 2 for above, below in pairwise(lines)), box[3]]
    rules = np.array([(y, box[0], box[2]) for y in edges])
    return grid_of(rules, _walls(lines, gutters, edges, box[0], box[2]))


def _is_labelled(lines: Sequence[TextLine]) -> bool:
    """Whether the lines say names and values, as the metadata above a table does."""
    texts = [segment.text for line in lines for segment in line.segments]
    return sum("：" in text or ":" in text for text in texts) >= LABELLED * len(texts)


def _gutters(lines: Sequence[TextLine], *, has_rows: bool) -> list[float]:
    """The middles of the gutters between columns. `has_rows`: rules part the rows, so that cells may be wrapped."""
    most = max(len(line.segments) for line in lines)
    body = lines if has_rows else [line for line in lines if len(line.segments) >= max(2, most / 2)]
    if not body or most < 2 or max(line.box[2] - line.box[0] for line in body) > MAX_WIDTH:
        return []
    has_many = len(body) >= MANY_LINES
    size = float(np.median([line.size for line in body]))
    left, right = min(line.box[0] for line in body), max(line.box[2] for line in body)
    covered = sum(_covered(_pieces(line, has_many), left, right) for line in body)
    is_white = np.asarray(covered <= int(CROSSED * len(body)))
    width = GUTTER * size if has_many else SEGMENT_GAP * size / 2
    runs = _inner_runs(is_white, width)
    if not has_rows:
        return [left + (start + end) / 2 for start, end in runs]
    words = [(word.start - left, word.end - left) for line in lines for word in line.words]
    return [left + middle for run in runs for middle in _parted(run, words)]


def _bands(lines: Sequence[TextLine], levels: Sequence[Sequence[tuple[float, float, float]]]) -> list[list[TextLine]]:
    """The lines between each two rules, from the top; bands without print are left out."""
    ys = [level[0][0] for level in levels]
    bands = ([line for line in lines if _is_between(line, top, bottom)] for top, bottom in pairwise(ys))
    return [band for band in bands if band]


def _gutters_of_bands(bands: Sequence[Sequence[TextLine]]) -> list[float]:
    """The middles of the gutters between columns whose rows are ruled off: white in nearly all rows.

    Rows, not lines, are counted: a column of short texts has print in few lines. Print crosses a gutter in the header,
    and where a row is a heading.
    """
    lines = [line for band in bands for line in band]
    if not lines or max(line.box[2] - line.box[0] for line in lines) > MAX_WIDTH:
        return []
    size = float(np.median([line.size for line in lines]))
    left, right = min(line.box[0] for line in lines), max(line.box[2] for line in lines)
    body = [band for band in bands[1:] if max(len(line.segments) for line in band) > 1] or list(bands)
    width = GUTTER * size if len(lines) >= MANY_LINES else SEGMENT_GAP * size / 2
    is_body = [band in body for band in bands]
    print_of = np.stack([_covered_by(band, left, right, len(lines) >= MANY_LINES) for band in bands])
    covered = print_of[is_body].sum(axis=0)
    runs = _inner_runs(np.asarray(covered <= int(CROSSED * len(body))), width)
    words = [(word.start - left, word.end - left) for line in lines for word in line.words]
    middles = [middle for run in runs for middle in _parted(_clearest(run, print_of.sum(axis=0)), words)]
    return _without_empty([left + middle for middle in middles], lines)


def _covered_by(band: Sequence[TextLine], left: float, right: float, has_many: bool) -> Ints:
    """For each point between left and right, 1 if a piece of the band covers it."""
    return np.asarray(np.maximum.reduce([_covered(_pieces(line, has_many), left, right) for line in band]))


def _clearest(run: tuple[int, int], covered: Ints) -> tuple[int, int]:
    """The widest part of a run over which the least print stands: labels reach further than what is under them."""
    inside = covered[run[0] : run[1]]
    parts = _runs_of(np.asarray(inside == inside.min()))
    start, end = max(parts, key=lambda part: part[1] - part[0])
    return run[0] + start, run[0] + end


def _without_empty(gutters: Sequence[float], lines: Sequence[TextLine]) -> list[float]:
    """The gutters without those of a column that holds no word: its texts only reach into it."""
    kept: list[float] = []
    for x in gutters:
        before = kept[-1] if kept else -np.inf
        if any(before <= word.start and word.end <= x + 1 for line in lines for word in line.words):
            kept.append(x)
        elif kept:
            kept[-1] = min(before, x, key=lambda at: sum(_crosses(line, at) for line in lines))
    return kept


def _pieces(line: TextLine, has_many: bool) -> list[tuple[float, float]]:
    """What covers a line: its words where there are many lines, else its segments."""
    if has_many:
        starts = [index for index, word in enumerate(line.words) if not word.is_joined or index == 0]
        stops = [*starts[1:], len(line.words)]
        return [(line.words[first].start, line.words[stop - 1].end) for first, stop in zip(starts, stops, strict=True)]
    return [(segment.x0, segment.x1) for segment in line.segments]


def _covered(pieces: Sequence[tuple[float, float]], left: float, right: float) -> Ints:
    """For each point between left and right, 1 if a piece covers it."""
    covered = np.zeros(int(right - left) + 2, dtype=np.int64)
    for x0, x1 in pieces:
        covered[max(int(x0 - left), 0) : max(int(np.ceil(x1 - left)), 0)] = 1
    return covered


def _inner_runs(is_white: Bools, width: float) -> list[tuple[int, int]]:
    """The white runs inside that are wide enough."""
    n = len(is_white) - 1
    return [(start, end) for start, end in _runs_of(is_white) if end - start >= width and start > 0 and end < n]


def _runs_of(chosen: Bools) -> list[tuple[int, int]]:
    """[start, end) of each run of chosen points."""
    padded = np.concatenate(([False], chosen, [False])).astype(np.int8)
    starts, ends = np.flatnonzero(np.diff(padded) == 1).tolist(), np.flatnonzero(np.diff(padded) == -1).tolist()
    return list(zip(starts, ends, strict=True))


def _parted(run: tuple[int, int], words: Sequence[tuple[float, float]]) -> list[float]:
    """The middle of a gutter; or of its parts, if a column stands in it that only few rows fill."""
    start, end = run
    inside = _without_groups([(x0, x1) for x0, x1 in words if x0 >= start and x1 <= end])
    if not inside:
        return [(start + end) / 2]
    parts = _inner_runs(_covered([(x0 - start, x1 - start) for x0, x1 in inside], 0.0, float(end - start)) == 0, 1.0)
    first, last = min(x0 for x0, _ in inside), max(x1 for _, x1 in inside)
    inner = [start + (low + high) / 2 for low, high in parts]
    return [(start + first) / 2, *(x for x in inner if first < x < last), (last + end) / 2]


def _without_groups(words: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The words without those that stand over several others side by side: labels of groups of columns."""
    kept = sorted(words, key=lambda word: word[1] - word[0])
    while kept:
        x0, x1 = kept[-1]
        over = sorted(word for word in kept[:-1] if word[0] < x1 and word[1] > x0)
        if not any(left[1] <= right[0] for left, right in pairwise(over)):
            break
        kept.pop()
    return kept


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
        inside = [line for line in lines if _is_between(line, top, bottom)]
        for x in gutters:
            crosses = _is_over if x in ends else _crosses
            if not any(crosses(line, x) for line in inside):
                walls.append((x, top, bottom))
    return np.array(walls)


def _crosses(line: TextLine, x: float) -> bool:
    """Whether print stands over a gutter: a word, or two with a mere blank between them."""
    left = max((word.end for word in line.words if word.start < x), default=-np.inf)
    behind = min((word for word in line.words if word.start >= x), key=_START, default=None)
    if left > x + 1 or behind is None:
        return bool(left > x + 1)
    return behind.is_joined or bool(behind.start - left < BLANK * line.size)


def _is_over(line: TextLine, x: float) -> bool:
    """Whether a word stands over a place."""
    return any(word.start < x - 1 and word.end > x + 1 for word in line.words)


def _is_prose(lines: Sequence[TextLine], gutters: Sequence[float]) -> bool:
    """Whether the columns are running text: their lines are wrapped, not ended."""
    breaks: list[bool] = []
    limits = [lines[0].box[0], *gutters, max(line.box[2] for line in lines)]
    for x0, x1 in pairwise(limits):
        inside = lines_of([word for line in lines for word in line.words if x0 <= (word.start + word.end) / 2 < x1])
        if inside:
            breaks += breaks_of(inside, min(line.start for line in inside), max(line.end for line in inside))
    return sum(breaks) < ENDED * len(breaks)
