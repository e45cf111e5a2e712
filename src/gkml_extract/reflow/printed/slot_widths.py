"""The widths of columns by the cells that were placed in them: long ones, short ones and labels."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

import numpy as np

from gkml_extract.reflow.decoder.terms import Bools, Ints
from gkml_extract.reflow.evidence.learned import LabelLines, Widths
from gkml_extract.reflow.evidence.measures import Measures
from gkml_extract.text import display_width

MOST, _OVER, _LEAST_LINES = 0.9, 1.2, 2
"""Share of a column's lines that are no wider than it is known to be, what a line weighs that is wider than a width,
against those that fill it, and how many lines tell a width."""
_RARE, _DOUBT = 0.04, 8.0
"""Chance of a line that contradicts a width, and how many lines this guess weighs."""


def learned_widths(
    measures: Measures,
    column: Ints,
    begins: Bools,
    short: Mapping[str, Counter[int]],
    labels: LabelLines,
    n_columns: int,
) -> Widths:
    """The widths of columns, by the lines of chunks, of labels and of short texts that stand in them.

    No line is wider than its column, and one that the cell goes on after fills it, unless a paragraph ends there.
    """
    filled = np.flatnonzero(measures.has_text & (measures.tails > 0))
    goes_on = filled[filled < len(measures) - 1]
    behind = goes_on + 1
    goes_on = goes_on[
        ~begins[behind] & measures.is_after_break[behind] & ~measures.begins_part[behind]
        & ~measures.ends_paragraph[goes_on]
    ]  # fmt: skip
    wrap, widest = np.full((2, n_columns + 1), np.nan)
    log_over, log_short = np.full((2, n_columns + 1), math.log(_RARE))
    least = np.zeros(n_columns + 1)
    by_width = labels.goes_on.copy()  # and not by hand, in halves: 一级 / 事项
    by_width[:-1] &= labels.widths[:-1] > labels.widths[1:]
    of_short = [(display_width(text), c) for text, counts in short.items() for c in counts]
    for c in range(n_columns):
        of_labels = labels.widths[labels.columns == c]
        told = labels.widths[(labels.columns == c) & by_width]
        inner = measures.inner_widths[column[measures.inner_owners] == c]
        full = np.sort(np.concatenate([inner, measures.tails[goes_on][column[goes_on] == c], told]))
        lines = np.sort(np.concatenate([
            inner, measures.tails[filled][column[filled] == c], of_labels, [width for width, at in of_short if at == c]
        ]))  # fmt: skip
        least[c] = max(of_labels.max(initial=0), lines[int(MOST * (len(lines) - 1))] if len(lines) else 0)
        if len(full) < _LEAST_LINES:
            continue
        widths = np.unique(full[full >= of_labels.max(initial=0)])
        if not len(widths):
            continue
        n_full = np.searchsorted(full, widths, side="right") - np.searchsorted(full, widths - 2, side="left")
        n_over = len(lines) - np.searchsorted(lines, widths + 1, side="right")
        best = int((n_full - _OVER * n_over + widths * 1e-6).argmax())
        wrap[c] = widest[c] = widths[best]
        log_short[c] = math.log(((full < widths[best] - 2).sum() + _RARE * _DOUBT) / (len(full) + _DOUBT))
        log_over[c] = math.log((n_over[best] + _RARE * _DOUBT) / (len(lines) + _DOUBT))
    return Widths(wrap, widest, log_over, log_short, least)
