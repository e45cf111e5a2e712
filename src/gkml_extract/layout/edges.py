"""Rules drawn in pieces, twice, or with gaps → edges, each once and whole."""

from __future__ import annotations

import numpy as np

from gkml_extract.model.page import Bools, Floats, Ints

SAME_LINE = 1.2
"""Points within which two parallel rules are one line drawn twice."""
GAP = 3.0
"""Points of a gap that a line goes on over: borders drawn cell by cell leave gaps at crossings."""
DASH, DASH_GAP = 12.0, 7.0
"""Pieces up to DASH long are dashes; a gap between two of them may have DASH_GAP."""
DASH_GAPS = 3.0
"""Lengths of a dash that the gap behind it may have: dots of two rules side by side are no rule across these."""
MIN_LENGTH = 4.0
"""Shorter lines separate nothing: no row of print is lower."""


def merge_rulings(rulings: Floats) -> Floats:
    """n × (position, start, end) of parallel rules → the same with collinear ones joined; by position, then start."""
    if len(rulings) == 0:
        return rulings
    clusters, positions = cluster_positions(rulings[:, 0], SAME_LINE)
    order = np.lexsort((rulings[:, 1], clusters))
    clusters, start, end = clusters[order], rulings[order, 1], rulings[order, 2]
    begins = _begins(clusters, start, end)
    firsts = np.flatnonzero(begins)
    merged = np.column_stack((positions[clusters[firsts]], start[firsts], np.maximum.reduceat(end, firsts)))
    is_long: Bools = merged[:, 2] - merged[:, 1] >= MIN_LENGTH
    return np.asarray(merged[is_long])


def within_page(edges: Floats, depth: float, length: float) -> Floats:
    """The edges on a page `depth` across them and `length` along them, as far as they are on it.

    A browser draws the frame of a cell that a page break cuts whole on both pages: half of it beyond their edges.
    """
    if len(edges) == 0 or (edges.min() >= 0 and edges[:, 0].max() <= depth and edges[:, 2].max() <= length):
        return edges
    inside = edges[(edges[:, 0] >= -SAME_LINE) & (edges[:, 0] <= depth + SAME_LINE)]
    return np.column_stack((inside[:, 0], np.clip(inside[:, 1:], 0.0, length)))


def _begins(clusters: Ints, start: Floats, end: Floats) -> Bools:
    """Which of the sorted pieces begin a new line: of another cluster, or behind too wide a gap."""
    span = float(end.max() - start.min()) + 1.0
    reach = np.maximum.accumulate(end + clusters * span) - clusters * span  # the furthest end so far in its cluster
    length = end - start
    begins = np.ones(len(start), dtype=bool)
    gap = start[1:] - reach[:-1]
    longer = np.maximum(length[1:], length[:-1])
    dash_gap = np.where(longer <= DASH, np.clip(DASH_GAPS * longer, GAP, DASH_GAP), GAP)
    begins[1:] = (clusters[1:] != clusters[:-1]) | (gap > dash_gap)
    return begins


def cluster_positions(values: Floats, tolerance: float) -> tuple[Ints, Floats]:
    """The cluster of each value and the middle of each cluster; none is wider than the tolerance."""
    order = np.argsort(values, kind="stable")
    ordered = values[order].tolist()
    labels: list[int] = []
    middles: list[float] = []
    first = last = ordered[0]
    for value in ordered:
        if value - first > tolerance:
            middles.append((first + last) / 2)
            first = value
        last = value
        labels.append(len(middles))
    middles.append((first + last) / 2)
    clusters = np.empty(len(values), dtype=np.int64)
    clusters[order] = labels
    return clusters, np.array(middles)
