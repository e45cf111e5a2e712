"""White from top to bottom between aligned words: the edges of columns that no rule draws."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

import numpy as np

from gkml_extract.layout.text_lines import SEGMENT_GAP, TextLine, is_between
from gkml_extract.model.page import Bools, Ints

GUTTER = 0.25
"""Share of the font size that a gutter is wide at least, where many lines agree on it."""
CROSSED = 0.1
"""Share of lines that may cross a gutter: headings over several columns."""
MANY_LINES = 8
"""Lines from which the blanks between words can be trusted not to stand one below the other by chance."""
MANY_COLUMNS = 10
"""Gutters of which one may be white by chance."""
MIN_COLUMNS = 3
"""Columns that tell a table by themselves: two may be names and values, or text in two columns."""
BLANK = 0.42
"""Share of the font size below which a gap is a blank between words: at most a third in most fonts."""
MAX_WIDTH = 20_000.0
"""Points that a table is wide at most: a page has 14,400."""
_START = attrgetter("start")


def are_all(gutters: Sequence[float], ends: Sequence[float], lines: Sequence[TextLine]) -> bool:
    """Whether the known ends are those of all columns: about as many as gutters, and hardly a line goes over one.

    A gutter more may be white by chance; a page that goes on has them all.
    """
    n_over = sum(any(is_over(line, x) for x in ends) for line in lines)
    n_gutters = len(gutters) - (len(gutters) >= MANY_COLUMNS)
    return len(ends) >= max(n_gutters, MIN_COLUMNS) and n_over <= CROSSED * len(lines)


def with_ends(gutters: Sequence[float], ends: Sequence[float], lines: Sequence[TextLine]) -> list[float]:
    """The gutters with the ends of rules among them, each in place of the gutter that it is the exact place of."""
    kept = list(gutters)
    for x in ends:
        nearest = min(kept, key=lambda gutter: abs(gutter - x), default=None)
        if nearest is not None and not is_printed_between(min(nearest, x), max(nearest, x), lines):
            kept.remove(nearest)
        kept.append(x)
    return _without_empty(sorted(kept), lines)


def is_printed_between(x0: float, x1: float, lines: Sequence[TextLine]) -> bool:
    """Whether a word stands between two places."""
    return any(x0 <= (word.start + word.end) / 2 < x1 for line in lines for word in line.words)


def gutters_of(lines: Sequence[TextLine], *, has_rows: bool) -> list[float]:
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


def bands_of(lines: Sequence[TextLine], levels: Sequence[Sequence[tuple[float, float, float]]]) -> list[list[TextLine]]:
    """The lines between each two rules, from the top; bands without print are left out."""
    ys = [level[0][0] for level in levels]
    bands = ([line for line in lines if is_between(line, top, bottom)] for top, bottom in pairwise(ys))
    return [band for band in bands if band]


def gutters_of_bands(bands: Sequence[Sequence[TextLine]]) -> list[float]:
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
            kept[-1] = min(before, x, key=lambda at: sum(crosses(line, at) for line in lines))
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


def crosses(line: TextLine, x: float) -> bool:
    """Whether print stands over a gutter: a word, or two with a mere blank between them."""
    left = max((word.end for word in line.words if word.start < x), default=-np.inf)
    behind = min((word for word in line.words if word.start >= x), key=_START, default=None)
    if left > x + 1 or behind is None:
        return bool(left > x + 1)
    return behind.is_joined or bool(behind.start - left < BLANK * line.size)


def is_over(line: TextLine, x: float) -> bool:
    """Whether a word stands over a place."""
    return any(word.start < x - 1 and word.end > x + 1 for word in line.words)
