"""The heights at which horizontal rules stand."""

from __future__ import annotations

from collections.abc import Sequence

from gkml_extract.layout.text_lines import TextLine
from gkml_extract.model.page import Floats

MIN_LEVELS = 4
"""Heights at which a table with wrapped cells has rules at least; two or three may belong to running text."""
ROW_RULED = 0.11
"""Rules for each line of print from which every row is ruled off."""
SAME_END, MIN_ENDS = 1.5, 2
"""Points within which rules end at one place, and heights at which they must."""
SAME_LEVEL = 2.5
"""Points within which rules are pieces of one line, or a double line."""


def is_unruled(lines: Sequence[TextLine], rules: Floats) -> bool:
    """Whether rules part but few of the rows of a table."""
    return len(levels_of(rules)) < max(MIN_LEVELS, ROW_RULED * len(lines))


def levels_of(rules: Floats) -> list[list[tuple[float, float, float]]]:
    """The rules on one height together, from the top."""
    levels: list[list[tuple[float, float, float]]] = []
    for y, x0, x1 in sorted(rules.tolist()):
        if levels and y - levels[-1][0][0] < SAME_LEVEL:
            levels[-1].append((y, x0, x1))
        else:
            levels.append([(y, x0, x1)])
    return levels
