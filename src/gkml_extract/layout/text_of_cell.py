"""The words of a cell → its text, whichever way they are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from math import inf
from operator import attrgetter
from typing import NamedTuple

from gkml_extract.layout.lines import Box, Line, is_stacked, line_of_word, lines_of, stacks_of
from gkml_extract.layout.words import Word
from gkml_extract.layout.wraps import SLACK, first_token_width, join_lines
from gkml_extract.model.table import Room

MAX_PADDING = 12.0
"""Points that a cell keeps free at each side at most."""


class Writing(NamedTuple):
    """The lines of a cell and the direction in which they are read (quarter turns clockwise)."""

    lines: tuple[Line, ...]
    direction: int


_WRITING: Callable[[tuple[object, ...]], Writing] = partial(tuple.__new__, Writing)
_ROOM: Callable[[tuple[float, ...]], Room] = partial(tuple.__new__, Room)
"""A writing and a room of their fields, made in half the time: the classes themselves are functions in Python."""
_DIRECTION = attrgetter("direction")


def write_of(words: Sequence[Word]) -> tuple[Writing, ...]:
    """The writings of a cell: one, or one for each direction, the one with most words first."""
    if not words:
        return ()
    if len(words) == 1:
        return (_WRITING(((line_of_word(words[0]),), words[0].direction)),)
    if is_stacked(words):
        return (Writing(tuple(stacks_of(words)), 1),)
    if len(set(map(_DIRECTION, words))) == 1:
        return (_WRITING((tuple(lines_of(words)), words[0].direction)),)
    counts = Counter(word.direction for word in words)
    return tuple(
        Writing(tuple(lines_of([word for word in words if word.direction == direction])), direction)
        for direction, _ in counts.most_common()
    )


def upright_lines(writings: Sequence[Writing]) -> list[Line]:
    """The lines that are read upright."""
    return [line for writing in writings if writing.direction == 0 for line in writing.lines]


def text_of(writings: Sequence[Writing], box: Box, padding: float) -> str:
    """The text of a cell whose sides keep `padding` free."""
    if len(writings) == 1 and len(writings[0].lines) == 1:
        return writings[0].lines[0].text
    return "\n".join(join_lines(writing.lines, *_limits(box, writing.direction, padding)) for writing in writings)


def joined_lines(writings: Sequence[Writing], text: str) -> tuple[str, ...]:
    """The lines of a cell whose text joins some of them, or their parts between blanks that it has not.

    None where each stands on a line of its own in it.
    """
    if len(writings) != 1:
        return ()
    lines = writings[0].lines
    if len(lines) == 1:
        return lines[0].parts
    parts = [part for line in lines for part in line.parts or (line.text,)]
    return () if text.count("\n") + 1 >= len(parts) else tuple(parts)


def room_of(writings: Sequence[Writing], box: Box, padding: float) -> Room | None:
    """How the text of a cell fills it; None where it is not read upright, in one writing or one stack."""
    if len(writings) == 1 and writings[0].direction == 1 and len(writings[0].lines) == 1:
        return _room_of_stack(writings[0].lines[0], box)
    if len(writings) != 1 or writings[0].direction != 0:
        return None
    lines = writings[0].lines
    first, size = lines[0], lines[-1].size
    width = box[2] - box[0] - 2 * padding
    if len(lines) == 1:
        last_width = first.end - first.start
        width = last_width if last_width > width else width
        surely = width - size
    else:
        widths = [line.end - line.start for line in lines]
        last_width = widths.pop()
        longest = max(widths)
        width = max(width, longest, last_width)
        surely = min(width - size, longest)  # punctuation may hang over the edge
    used = last_width + SLACK * size
    below, above = box[3] - lines[-1].box[3], first.box[1] - box[1]
    return _ROOM((width - used, surely - used, below, first_token_width(first), size, above))


def _room_of_stack(stack: Line, box: Box) -> Room:
    """The room of characters below one another: each is a line that has no room for another."""
    size = stack.size
    return _ROOM((0.0, -size, box[3] - stack.box[3], size, size, stack.box[1] - box[1]))


def _limits(box: Box, direction: int, padding: float) -> tuple[float, float]:
    """Where lines may start and end, as their reader turns the page."""
    x0, top, x1, bottom = box
    if direction == 0:
        return x0 + padding, x1 - padding
    start, end = {1: (top, bottom), 2: (-x1, -x0), 3: (-bottom, -top)}.get(direction, (x0, x1))
    return start + padding, end - padding


def padding_of(writings: Sequence[Sequence[Writing]], boxes: Sequence[Box]) -> float:
    """What the cells of a table keep free at their sides: the least of it anywhere."""
    least = inf
    for inner, (left, _, right, _) in zip(writings, boxes, strict=True):
        for lines, direction in inner:
            for line in lines if direction == 0 else ():
                if 0 <= line.start - left < least:
                    least = line.start - left
                if 0 <= right - line.end < least:
                    least = right - line.end
    return min(least, MAX_PADDING) if least < inf else 0.0
