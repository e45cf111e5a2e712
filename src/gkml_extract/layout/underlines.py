"""Rules that are drawn under words, or under the blanks that a form leaves to be filled in: none of a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from gkml_extract.layout.words import Word
from gkml_extract.model.page import Floats

_BELOW = 0.4
"""Font sizes below the baseline within which a line under words is drawn; a cell keeps more free."""
_NEAR = 2.0
"""Points by which the ends of such a line and of the words may differ."""
_ONE_RUN = 1.0
"""Font sizes of a gap between words below which they are one run."""


def without_underlines(rules: Floats, words: Sequence[Word]) -> Floats:
    """The horizontal edges, n × (y, x0, x1), without those under words.

    Such a line begins where the word before it ends or ends where the next one begins (地址：＿＿（盖章）), or it is as
    long as the words over it. Table rules go under several columns, and beyond what is printed in them.
    """
    upright = [word for word in words if word.direction == 0]
    if len(rules) == 0 or not upright:
        return rules
    baselines, sizes = np.array([word.baseline for word in upright]), np.array([word.size for word in upright])
    starts, ends = np.array([word.start for word in upright]), np.array([word.end for word in upright])
    kept = np.ones(len(rules), dtype=bool)
    of_tables = _as_wide_as_others(rules)
    for index, (y, x0, x1) in enumerate(rules.tolist()):
        if of_tables[index]:
            continue
        beside = np.flatnonzero((y - baselines > 0) & (y - baselines < _BELOW * sizes))
        if len(beside) == 0:
            continue
        start, end, size = starts[beside], ends[beside], float(sizes[beside].max())
        is_after = (np.abs(end - x0) <= _NEAR).any()
        is_before = (np.abs(start - x1) <= _NEAR).any()
        over = np.flatnonzero((start > x0 - _NEAR) & (end < x1 + _NEAR))
        kept[index] = not (is_after or is_before or _is_under(start[over], end[over], x0, x1, size))
    return np.asarray(rules[kept])


def _as_wide_as_others(rules: Floats) -> list[bool]:
    """Of each rule whether it is one of several on its height that reach together from side to side of one elsewhere.

    These are between rows some of whose cells go on below: a text of such a cell may stand right behind the rule.
    """
    by_height: dict[int, list[int]] = defaultdict(list)
    for index, y in enumerate(rules[:, 0].tolist()):
        by_height[round(y)].append(index)
    whole = rules[[at[0] for at in by_height.values() if len(at) == 1]]
    found = [False] * len(rules)
    for at in by_height.values():
        if len(at) > 1 and len(whole):
            left, right = rules[at, 1].min(), rules[at, 2].max()
            is_same = (np.abs(whole[:, 1] - left) <= _NEAR) & (np.abs(whole[:, 2] - right) <= _NEAR)
            if is_same.any():
                for index in at:
                    found[index] = True
    return found


def _is_under(start: Floats, end: Floats, x0: float, x1: float, size: float) -> bool:
    """Whether a line is as long as the words over it, which are one run."""
    if len(start) == 0 or abs(start.min() - x0) > _NEAR or abs(end.max() - x1) > _NEAR:
        return False
    order = np.argsort(start)
    return not (start[order][1:] - end[order][:-1] > _ONE_RUN * size).any()
