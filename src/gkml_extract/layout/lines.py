"""Words → lines of print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gkml_extract.layout.words import WORD_GAP, Word
from gkml_extract.text import clean

SAME_LINE = 0.5
"""Share of the smaller font size by which baselines on a line may differ: raised figures stand a third higher."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print. `is_trailed` tells that a printed blank ends it."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    is_trailed: bool = False


def lines_of(words: Sequence[Word]) -> list[Line]:
    """The lines of words that stand upright in one cell or one text column, from the top."""
    groups: list[list[Word]] = []
    baseline = size = 0.0
    for word in sorted(words, key=lambda each: each.baseline):
        if groups and word.baseline - baseline <= SAME_LINE * min(word.size, size):
            groups[-1].append(word)
            if word.size > size:
                baseline, size = word.baseline, word.size
        else:
            groups.append([word])
            baseline, size = word.baseline, word.size
    return [_line_of(group) for group in groups]


def _line_of(words: list[Word]) -> Line:
    words.sort(key=lambda each: each.x0)
    parts: list[str] = [words[0].text]
    for before, word in pairwise(words):
        if word.has_blank or before.is_trailed or word.x0 - before.x1 > WORD_GAP * max(word.size, before.size):
            parts.append(" ")
        parts.append(word.text)
    return Line(
        clean("".join(parts)),
        words[0].x0,
        min(word.top for word in words),
        max(word.x1 for word in words),
        max(word.bottom for word in words),
        max(word.size for word in words),
        words[-1].is_trailed,
    )
