"""Lines outside of tables → paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from gkml_extract.layout.lines import Line
from gkml_extract.layout.wraps import join_lines

LINE_GAP = 1.0
"""Share of the font size from which the white between two lines parts paragraphs: 1.5 lines leave half a size."""
SAME_SIZE = 0.15
"""Share by which font sizes in a paragraph may differ."""
INDENT = 1.0
"""Share of the font size from which a line is indented."""


def group_lines(lines: Sequence[Line], left: float, right: float) -> list[list[Line]]:
    """Lines from top to bottom, parted into paragraphs."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, left, right):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _goes_on(group: list[Line], line: Line, left: float, right: float) -> bool:
    last = group[-1]
    if not 0 < line.baseline - last.baseline <= (1 + LINE_GAP) * last.size:
        return False
    if abs(line.size - last.size) > SAME_SIZE * last.size:
        return False
    return "\n" not in join_lines([last, line], left, right) and line.start - left < INDENT * line.size
