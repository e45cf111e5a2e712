"""Lines of print over the width of a page, and their pieces between wide gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gkml_extract.layout.lines import Box, box_around
from gkml_extract.layout.words import Word

SEGMENT_GAP = 1.0
"""Share of the font size from which a gap in a line parts two columns: words of justified text stand closer."""
SAME_START = 2.0
"""Points within which lines begin alike."""
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


def middle_of(line: TextLine) -> float:
    """The height of a line's middle."""
    return (line.box[1] + line.box[3]) / 2


def is_between(line: TextLine, top: float, bottom: float) -> bool:
    """Whether a line's middle is between two heights."""
    return top < middle_of(line) < bottom


def is_labelled(lines: Sequence[TextLine]) -> bool:
    """Whether the lines say names and values, as the metadata above a table does."""
    texts = [segment.text for line in lines for segment in line.segments]
    return sum("：" in text or ":" in text for text in texts) >= LABELLED * len(texts)
