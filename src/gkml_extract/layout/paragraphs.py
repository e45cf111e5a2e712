"""Lines outside of tables → paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gkml_extract.layout.lines import Line
from gkml_extract.layout.wraps import join_lines

PITCH = 2.0
"""Font sizes from baseline to baseline within a paragraph: 1.5 lines make 1.9."""
WIDE_PITCH, MORE = 2.6, 1.08
"""Where a page's lines mostly stand further apart than that, up to WIDE_PITCH and the factor MORE of what is usual."""
SAME_SIZE = 0.15
"""Share by which font sizes in a paragraph may differ."""
SAME_PLACE = 0.3
"""Share of the font size within which lines begin, or end, at one place."""
MANY = 0.25
"""Share of a page's lines that end at its margin where the text is running; fewer may do so by chance."""
INDENT = 1.0
"""Share of the font size from which a line is indented."""
FIRST_INDENT, EXACT = 2.0, 0.1
"""Font sizes by which the first line of a paragraph is indented, and by how much that may differ."""
FAR = 5.0
"""Font sizes by which no first line of a paragraph is indented: it stands in the middle, or at the right."""
EVEN = 0.5
"""Font sizes by which the room on both sides of a title may differ: a table stands out of the text by its padding."""


def margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Where running text begins and ends: the outermost place that lines share. A head may be wider."""
    starts, ends = sorted(line.start for line in lines), sorted((line.end for line in lines), reverse=True)
    size = max(line.size for line in lines)
    return _shared(starts, size), _shared(ends, size)


def _shared(places: Sequence[float], size: float) -> float:
    """The first place at which several lines begin or end, else the first."""
    least = max(2, round(MANY * len(places)))
    runs = zip(places, places[least - 1 :], strict=False)
    return next((one for one, other in runs if abs(one - other) < SAME_PLACE * size), places[0])


def group_lines(lines: Sequence[Line], left: float, right: float) -> list[list[Line]]:
    """Lines from top to bottom, parted into paragraphs."""
    groups: list[list[Line]] = []
    pitches = [(below.baseline - above.baseline) / above.size for above, below in pairwise(lines)]
    usual = MORE * sorted(pitches)[len(pitches) // 2] if pitches else PITCH
    pitch = max(PITCH, min(usual, WIDE_PITCH))
    for line in lines:
        if groups and _goes_on(groups[-1], line, left, right, pitch):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _goes_on(group: list[Line], line: Line, left: float, right: float, pitch: float) -> bool:
    last = group[-1]
    if not 0 < line.baseline - last.baseline <= pitch * last.size:
        return False
    if abs(line.size - last.size) > SAME_SIZE * last.size:
        return False
    if line.start - left >= INDENT * line.size or _is_title_over(last, line, right) or _stands_apart(last, line):
        return False
    return "\n" not in join_lines([last, line], left, right)


def _is_title_over(title: Line, line: Line, right: float) -> bool:
    """Whether a line stands in the middle of the page, and the one below begins at the left and does not fill it."""
    before, behind, size = title.start - line.start, right - title.end, title.size
    is_centred = before >= INDENT * size and behind > 0 and abs(before - behind) < EVEN * size
    is_indented = abs(before - FIRST_INDENT * size) < EXACT * size
    return is_centred and not is_indented and right - line.end > before


def _stands_apart(line: Line, following: Line) -> bool:
    """Whether a line stands in the middle or at the right of whatever page, and what follows at the left.

    Two lines that are set alike have their middles or their ends at one place.
    """
    middles = abs(line.start + line.end - following.start - following.end) / 2
    return line.start - following.start > FAR * line.size < min(middles, abs(line.end - following.end))
