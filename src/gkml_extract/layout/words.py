"""Characters → words: runs of characters side by side on one baseline, none of them over the edge of a cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gkml_extract.model.page import Bools, Chars, Ints

BLANKS = frozenset("\0\t\n\v\f\r \u00a0\u200b\u2028\u2029\u202f\u205f\u3000\ufeff") | {
    chr(code) for code in range(0x2000, 0x200B)
}
WORD_GAP = 0.15
"""Share of the font size from which a gap parts two words: a narrow blank has a fifth of it."""
BACK = 0.6
"""Share of the font size by which a character may begin before the last one's end (kerning, punctuation)."""
SAME_BASELINE = 0.3
"""Share of the font size by which baselines in a word may differ."""


@dataclass(frozen=True, slots=True)
class Word:
    """Characters in one piece. `has_blank` tells that a printed blank stands before it, `cell` whose it is, or -1."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    direction: int
    cell: int
    has_blank: bool
    is_trailed: bool


def find_words(chars: Chars, cells: Ints) -> list[Word]:
    """The words of a page in the order of the file. `cells` says for each character in which cell it stands."""
    is_blank = np.array([char in BLANKS for char in chars.text], dtype=bool)
    kept = np.flatnonzero(~is_blank)
    if len(kept) == 0:
        return []
    blank_before, blank_after = _blanks_beside(is_blank, kept)
    begins = _begins(chars, kept, cells) | blank_before
    begins[0] = True
    firsts = np.flatnonzero(begins)
    lasts = np.append(firsts[1:], len(kept)) - 1
    boxes = chars.boxes[kept]
    text = "".join(chars.text[index] for index in kept.tolist())
    rows = zip(
        firsts.tolist(),
        lasts.tolist(),
        np.minimum.reduceat(boxes[:, :2], firsts).tolist(),
        np.maximum.reduceat(boxes[:, 2:], firsts).tolist(),
        chars.baselines[kept[firsts], 1].tolist(),
        np.maximum.reduceat(chars.sizes[kept], firsts).tolist(),
        chars.directions[kept[firsts]].tolist(),
        cells[kept[firsts]].tolist(),
        blank_before[firsts].tolist(),
        blank_after[lasts].tolist(),
        strict=True,
    )
    return [
        Word(text[first : last + 1], x0, top, x1, bottom, baseline, size, direction, cell, has_blank, is_trailed)
        for first, last, (x0, top), (x1, bottom), baseline, size, direction, cell, has_blank, is_trailed in rows
    ]


def _blanks_beside(is_blank: Bools, kept: Ints) -> tuple[Bools, Bools]:
    """Whether the file prints a blank right before, and right after, each kept character."""
    padded = np.concatenate(([False], is_blank, [False]))
    return padded[kept], padded[kept + 2]


def _begins(chars: Chars, kept: Ints, cells: Ints) -> Bools:
    """Which of the kept characters begin a word by their place."""
    boxes, sizes = chars.boxes[kept], chars.sizes[kept]
    begins = np.ones(len(kept), dtype=bool)
    gap = boxes[1:, 0] - boxes[:-1, 2]
    size = np.maximum(sizes[1:], sizes[:-1])
    baselines = chars.baselines[kept, 1]
    directions, cell = chars.directions[kept], cells[kept]
    begins[1:] = (
        (gap > WORD_GAP * size)
        | (gap < -BACK * size)
        | (np.abs(np.diff(baselines)) > SAME_BASELINE * np.minimum(sizes[1:], sizes[:-1]))
        | (directions[1:] != directions[:-1])
        | (cell[1:] != cell[:-1])
    )
    return begins
