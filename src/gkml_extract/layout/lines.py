"""Words → lines of print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from gkml_extract.layout.words import WORD_GAP, Word
from gkml_extract.text import clean, parts_at_blanks

SAME_LINE = 0.5
"""Share of the smaller font size by which baselines on a line may differ."""
RAISED, SMALLER = 0.4, 0.75
"""Share of the larger font size by which they may if the other is so much smaller: Word and LibreOffice print raised
figures (m², ①) a third higher in 58 or 66 % of the size, which is more than half of their own."""
STACKED = 0.6
"""Share of words of one character from which a cell may be written downwards."""

_START, _BASELINE = itemgetter(1), itemgetter(3)
"""Of a word, by place: half the time that its name takes."""

Box = tuple[float, float, float, float]


class Line(NamedTuple):
    """A line of print. `start`, `end` and `baseline` are as its reader turns the page; `box` is on the page.

    `is_trailed` tells that a printed blank ends it; `parts` are what stands between the blanks that `text` has not.
    """

    text: str
    start: float
    end: float
    baseline: float
    box: Box
    size: float
    is_trailed: bool = False
    parts: tuple[str, ...] = ()


_LINE: Callable[[tuple[object, ...]], Line] = partial(tuple.__new__, Line)
"""A line of its fields, made in half the time: `Line` itself is a function in Python."""


def lines_of(words: Sequence[Word]) -> list[Line]:
    """The lines of words that are read in one direction, from the top."""
    if len(words) == 1:
        return [line_of_word(words[0])]
    if len(set(map(_BASELINE, words))) == 1:
        return [_line_of(list(words))]
    groups: list[list[Word]] = []
    baseline = size = 0.0
    for word in sorted(words, key=_BASELINE):
        own = word.size
        if groups and word.baseline - baseline <= _allowed(size, own):
            groups[-1].append(word)
            if own > size:
                baseline, size = word.baseline, own
        else:
            groups.append([word])
            baseline, size = word.baseline, own
    return [_line_of(group) for group in groups]


def _allowed(size: float, other: float) -> float:
    """How far apart the baselines of two sizes on one line may be."""
    small, large = (size, other) if size < other else (other, size)
    return SAME_LINE * small if small > SMALLER * large else max(SAME_LINE * small, RAISED * large)


def line_of_word(word: Word) -> Line:
    """The line that a word alone is: most lines of narrow cells."""
    text, start, end, baseline, box, size, _, _, _, is_trailed, _ = word
    return _LINE((clean(text), start, end, baseline, box, size, is_trailed, ()))


def _line_of(words: list[Word]) -> Line:
    if len(words) == 1:
        return line_of_word(words[0])
    words.sort(key=_START)
    joined, start, end, baseline, (x0, top, x1, bottom), size, _, _, _, is_trailed, _ = words[0]
    before_end, before_size = end, size
    for word in words[1:]:
        text, word_start, word_end, word_baseline, (left, upper, right, lower), word_size, _, _, blank, trails, _ = word
        gap = word_start - before_end
        if blank or is_trailed or gap > WORD_GAP * (word_size if word_size > before_size else before_size):
            joined += " "
        joined += text
        if word_size > size:
            baseline, size = word_baseline, word_size
        if word_end > end:
            end = word_end
        x0, top = left if left < x0 else x0, upper if upper < top else top  # calls of `min` and `max` take longer
        x1, bottom = right if right > x1 else x1, lower if lower > bottom else bottom
        before_end, before_size, is_trailed = word_end, word_size, trails
    text = clean(joined)
    parts = parts_at_blanks(joined) if len(text) < len(joined) else ()
    return _LINE((text, start, end, baseline, (x0, top, x1, bottom), size, is_trailed, parts))


def box_around(boxes: Iterable[Box]) -> Box:
    """The least box that holds all of them."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


def is_stacked(words: Sequence[Word]) -> bool:
    """Whether characters are written one below the other, in columns from the right.

    A column of a table that is one character wide stacks them too; there both ways of reading give the same.
    """
    if len(words) < 3:
        return False
    lengths = [len(word.text) for word in words if word.direction == 0]
    if len(lengths) < 3 or lengths.count(1) < STACKED * len(lengths):
        return False
    downwards = sum(_stands_below(above, below) for above, below in pairwise(words))
    return downwards >= 0.5 * (len(words) - 1) and not any(_stands_behind(one, other) for one, other in pairwise(words))


def _stands_behind(before: Word, word: Word) -> bool:
    """Whether one word goes on the line of another, as Latin digits do behind a narrow column's last character."""
    gap = word.box[0] - before.box[2]
    return abs(word.baseline - before.baseline) < 0.1 * word.size and -0.1 * word.size < gap < 0.5 * word.size


def _stands_below(above: Word, below: Word) -> bool:
    """Whether one word goes on right below another, in the order of the file."""
    middle, other = (above.box[0] + above.box[2]) / 2, (below.box[0] + below.box[2]) / 2
    gap = below.box[1] - above.box[3]
    return abs(middle - other) < 0.4 * above.size and -0.4 * above.size < gap < 0.8 * above.size


def stacks_of(words: Sequence[Word]) -> list[Line]:
    """The columns of words written downwards, from the right, as lines."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda each: -(each.box[0] + each.box[2])):
        middle = (word.box[0] + word.box[2]) / 2
        first = groups[-1][0] if groups else None
        if first and abs((first.box[0] + first.box[2]) / 2 - middle) < SAME_LINE * max(first.size, word.size):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [_stack_of(sorted(group, key=lambda each: each.box[1])) for group in groups]


def _stack_of(words: list[Word]) -> Line:
    box = box_around(word.box for word in words)
    parts = [words[0].text]
    for before, word in pairwise(words):
        parts.append(f" {word.text}" if word.has_blank or before.is_trailed else word.text)
    return Line(clean("".join(parts)), box[1], box[3], -box[0], box, max(word.size for word in words))
