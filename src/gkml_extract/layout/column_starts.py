"""Where columns begin and end without vertical rules: by rules between rows, by runs and by labels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from gkml_extract.layout.cells import Grid
from gkml_extract.layout.edges import cluster_positions
from gkml_extract.layout.gutters import BLANK, CROSSED
from gkml_extract.layout.rule_levels import MIN_ENDS, MIN_LEVELS, SAME_END, levels_of
from gkml_extract.layout.text_lines import SAME_START, SEGMENT_GAP
from gkml_extract.layout.touching import MIN_COLUMN
from gkml_extract.layout.words import Word, starts_of_runs
from gkml_extract.model.page import Chars, Floats

MIN_STARTS, ENDS_EARLY = 4, 0.3
"""Runs that begin at one place where a column may, and the share of them with a blank before them."""


def column_ends(rules: Floats, known: Sequence[float] = ()) -> list[float]:
    """Where rules between rows begin and end inside of a table: at the sides of cells over several rows.

    `rules` are n × (y, x0, x1), horizontal; `known` are the edges of the columns of a table on the pages before, which
    goes on if it is as wide.
    """
    levels = levels_of(rules) if len(rules) else []
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
