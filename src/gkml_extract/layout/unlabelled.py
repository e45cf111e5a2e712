"""White within a column of lists, told from the white between two columns: no label stands over what is behind it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from gkml_extract.layout.words import SAME_BASELINE, Word

HEADED, MIN_LABELS = 0.7, 7
"""Share of the columns with a label from which a band is their header, and how many labels it has at least."""
BESIDE = 0.9
"""Share of the lines of a column beside which one stands in the column before, where both are one."""
STEP = 2.4
"""Font sizes between two lines of a cell at most."""
BEHIND = 0.6
"""Font sizes of white between a box and what it stands before at most."""
LEAST_BACK = 2
"""Times that a text goes on in the column before, on the next line, at least."""


def without_unlabelled(gutters: Sequence[float], words: Sequence[Word], header: tuple[float, float]) -> list[float]:
    """The gutters without those that part but the words of one cell: lists of channels are set two in a line.

    No label stands behind such a gutter, and what is written there goes on before it, line by line. Nor does one stand
    before it if but boxes do, right before what they are of.

    Args:
        gutters: the middles of the white between columns.
        words: of the table, in the order of the file.
        header: its upper and lower edge.
    """
    top, bottom = header
    labels = {bisect_right(gutters, (w.start + w.end) / 2) for w in words if top < (w.box[1] + w.box[3]) / 2 < bottom}
    if len(labels) < max(HEADED * (len(gutters) + 1), MIN_LABELS):
        return list(gutters)
    kept = list(gutters)
    for column in range(len(gutters), 0, -1):
        has_label, has_before = column in labels, column - 1 in labels
        is_rest = not has_label and has_before and _goes_back(gutters, column, words, bottom)
        if is_rest or (has_label and not has_before and _are_boxes(gutters, column - 1, words, bottom)):
            kept.remove(gutters[column - 1])
    return kept


def _are_boxes(gutters: Sequence[float], column: int, words: Sequence[Word], top: float) -> bool:
    """Whether a column has nothing but signs, each with a text right behind it: the boxes of a list."""
    left, right = gutters[column - 1] if column else float("-inf"), gutters[column]
    below = [word for word in words if word.box[1] > top and word.direction == 0]
    signs = [word for word in below if left < (word.start + word.end) / 2 < right]
    behind = [word for word in below if right - word.size < word.start < right + word.size]
    return bool(signs) and all(
        len(word.text) == 1
        and not word.text.isalnum()
        and any(
            abs(word.baseline - other.baseline) < SAME_BASELINE * word.size
            and other.start - word.end < BEHIND * word.size
            for other in behind
        )
        for word in signs
    )


def _goes_back(gutters: Sequence[float], column: int, words: Sequence[Word], top: float) -> bool:
    """Whether what is written in a column goes on in the one before, on the next line."""
    inside = [
        (word, bisect_right(gutters, (word.start + word.end) / 2) - column)
        for word in words
        if word.box[1] > top and word.direction == 0
    ]
    pair = [(word, at) for word, at in inside if at in (-1, 0)]
    before = {round(word.baseline) for word, at in pair if at == -1}
    behind = [word for word, at in pair if at == 0]
    if not behind or all(word.text.isdigit() for word in behind):
        return False
    n_beside = sum(any(round(word.baseline) + off in before for off in (-1, 0, 1)) for word in behind)
    n_back = sum(
        at == 0 and other == -1 and SAME_BASELINE * word.size < other_word.baseline - word.baseline < STEP * word.size
        for (word, at), (other_word, other) in pairwise(pair)
    )
    return n_beside >= BESIDE * len(behind) and n_back >= LEAST_BACK
