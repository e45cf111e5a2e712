"""Characters → words: runs of characters side by side on one baseline, none of them over the edge of a cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

import numpy as np

from gkml_extract.model.page import Bools, Chars, Floats, Ints, text_at

BLANKS = frozenset("\0\t\n\v\f\r \u00a0\u200b\u2028\u2029\u202f\u205f\u3000\ufeff") | set(
    map(chr, range(0x2000, 0x200B))
)
WORD_GAP = 0.15
"""Share of the font size from which a gap parts two words: a narrow blank has a fifth of it."""
BACK = 0.6
"""Share of the font size by which a character may begin before the last one's end (kerning, punctuation)."""
SAME_BASELINE = 0.3
"""Share of the font size by which baselines in a word may differ."""
JOINED, WIDE_RUN = 2.2, 0.5
"""Font sizes of blanks within a run up to which it is of one cell, and the share of the print from which it may be a
line of a table."""
FIRST_WIDE = 0x2190
"""The first of the arrows: signs, boxes and Chinese characters follow."""
TWICE = 0.2
"""Share of the font size within which the same character stands twice to look bold."""


class Word(NamedTuple):
    """Characters in one piece; a tuple, since a page has hundreds.

    `start`, `end` and `baseline` are as its reader turns the page: along the line, and downwards across it. `box` is
    x0, top, x1, bottom on the page. `has_blank` and `is_trailed` tell that a blank is printed before or after it;
    `cell` is whose it is, or -1. `is_joined` tells that the file draws it in one go with the word before it, but for a
    few blanks: both are of one cell.
    """

    text: str
    start: float
    end: float
    baseline: float
    box: tuple[float, float, float, float]
    size: float
    direction: int
    cell: int
    has_blank: bool = False
    is_trailed: bool = False
    is_joined: bool = False


_WORD: Callable[[Iterable[object]], Word] = partial(tuple.__new__, Word)
"""A word of its fields, made in half the time: `Word` itself is a function in Python."""


def codes_of(text: str) -> Ints:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le"), dtype="<u4").astype(np.int64)


class Signs:
    """A set of characters of the basic plane, for codes in bulk: a tenth of the time of `isin`."""

    def __init__(self, signs: Iterable[str]) -> None:
        self._has = np.zeros(0x10000, dtype=bool)
        self._has[codes_of("".join(signs))] = True
        self._has[-1] = False  # U+FFFF is no character, and stands for all beyond

    def among(self, codes: Ints) -> Bools:
        """Which of the codes are in the set."""
        return np.asarray(self._has[np.minimum(codes, 0xFFFF)])


_BLANKS = Signs(BLANKS)
_BOXES = frozenset("■□☑☐☒▢◻◼▪▫")
AT_BOX = 0.3
"""Share of the size within which a text begins where the box before it ends."""


def starts_of_runs(chars: Chars) -> Ints:
    """The first character of each run; none where nearly each character is a run of its own, which tells nothing."""
    firsts = np.flatnonzero(np.diff(chars.runs, prepend=-1))
    return firsts if 2 * len(firsts) <= len(chars) else firsts[:0]


def find_words(chars: Chars, cells: Ints) -> list[Word]:
    """The words of a page in the order of the file. `cells` says for each character in which cell it stands."""
    codes = codes_of(chars.text)
    is_blank = _BLANKS.among(codes)
    kept = np.flatnonzero(~is_blank & ~printed_twice(chars))
    if len(kept) == 0:
        return []
    blank_before, blank_after = _blanks_beside(is_blank, kept)
    boxes, sizes, directions = chars.boxes.take(kept, axis=0), chars.sizes[kept], chars.directions[kept]
    start, end, baseline = reading_frame(boxes, chars.baselines.take(kept, axis=0), directions)
    places = cells[kept]
    begins = blank_before.copy()
    begins[0] = True
    begins[1:] |= (places[1:] != places[:-1]) | (directions[1:] != directions[:-1])
    begins[1:] |= _parts(start, end, baseline, sizes)
    firsts = np.flatnonzero(begins)
    text = chars.text if len(kept) == len(chars) else text_at(chars.text, kept)
    stops = [*firsts[1:].tolist(), len(kept)]
    x0, top = (np.minimum.reduceat(boxes[:, side], firsts).tolist() for side in (0, 1))
    x1, bottom = (np.maximum.reduceat(boxes[:, side], firsts).tolist() for side in (2, 3))
    words = list(
        map(
            _WORD,
            zip(
                [text[first:stop] for first, stop in zip(firsts.tolist(), stops, strict=True)],
                np.minimum.reduceat(start, firsts).tolist(),
                np.maximum.reduceat(end, firsts).tolist(),
                baseline[firsts].tolist(),
                zip(x0, top, x1, bottom, strict=True),
                np.maximum.reduceat(sizes, firsts).tolist(),
                directions[firsts].tolist(),
                places[firsts].tolist(),
                blank_before[firsts].tolist(),
                blank_after[np.append(firsts[1:], len(kept)) - 1].tolist(),
                _joined(chars, kept, start, end, baseline, blank_before, codes[kept])[firsts].tolist(),
                strict=True,
            ),
        )
    )
    return words if _BOXES.isdisjoint(text) else with_boxes_in_place(words)


def with_boxes_in_place(words: list[Word]) -> list[Word]:
    """The words with each box before the text that begins where it ends: of another font, it is written after it."""
    for index, box in enumerate(words):
        before = words[index - 1]
        if (
            box.text in _BOXES
            and abs(box.end - before.start) < AT_BOX * box.size
            and abs(box.baseline - before.baseline) < SAME_BASELINE * box.size
            and box.cell == before.cell
            and index
        ):
            words[index - 1], words[index] = box, before
    return words


def reading_frame(boxes: Floats, baselines: Floats, directions: Ints) -> tuple[Floats, Floats, Floats]:
    """Start, end and baseline of each box as seen by who reads its text, the page turned so that it stands upright."""
    x0, top, x1, bottom = boxes.T
    x, y = baselines.T
    if not (directions > 0).any():
        return x0, x1, y
    start = np.select([directions == 1, directions == 2, directions == 3], [top, -x1, -bottom], x0)
    end = np.select([directions == 1, directions == 2, directions == 3], [bottom, -x0, -top], x1)
    baseline = np.select([directions == 1, directions == 2, directions == 3], [-x, -y, x], y)
    return start, end, baseline


def printed_twice(chars: Chars) -> Bools:
    """Which characters stand where the same one already stands: programs print twice to make bold."""
    twice = np.zeros(len(chars), dtype=bool)
    if len(chars) == 0:
        return twice
    codes = codes_of(chars.text)
    sizes = np.sort(chars.sizes)
    middle = (sizes[(len(sizes) - 1) // 2] + sizes[len(sizes) // 2]) / 2
    step = TWICE * 2 * max(float(middle), 1.0)
    for shift in (0.0, 0.5):  # what two neighbouring meshes part, the shifted ones hold together
        x, y = (np.floor(chars.boxes[:, axis] / step + shift).astype(np.int64) & 0xFFFFF for axis in (0, 1))
        key = (codes << 40) + (x << 20) + y
        ordered = np.sort(key)
        if not (ordered[1:] == ordered[:-1]).any():
            continue
        _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
        earlier = first[inverse]
        apart = np.abs(chars.boxes[:, :2] - chars.boxes[earlier, :2]).max(axis=1)
        is_other_run = chars.runs[earlier] != chars.runs  # in one run they are the parts of a ligature
        twice |= is_other_run & (apart <= TWICE * chars.sizes)
    return twice


def _blanks_beside(is_blank: Bools, kept: Ints) -> tuple[Bools, Bools]:
    """Whether the file prints a blank right before, and right after, each kept character."""
    padded = np.concatenate(([False], is_blank, [False]))
    return padded[kept], padded[kept + 2]


def _joined(
    chars: Chars, kept: Ints, start: Floats, end: Floats, baseline: Floats, has_blank: Bools, codes: Ints
) -> Bools:
    """Before which kept characters stand but a few blanks of the run that the character before them is of.

    A run as wide as half the print may be a whole line of a table, filled with blanks; so may one of figures or Latin
    letters.
    """
    joined = np.zeros(len(kept), dtype=bool)
    runs = chars.runs[kept]
    at = np.flatnonzero(has_blank[1:] & (runs[1:] == runs[:-1])) + 1
    at = at[(codes[at] >= FIRST_WIDE) & (codes[at - 1] >= FIRST_WIDE)]
    if len(at) == 0:
        return joined
    gap = start[at] - end[at - 1]
    is_near = (gap < JOINED * chars.sizes[kept[at]]) & (np.abs(baseline[at] - baseline[at - 1]) < 1.0)
    left, right = (np.full(int(chars.runs.max()) + 1, value) for value in (np.inf, -np.inf))
    np.minimum.at(left, runs, start)
    np.maximum.at(right, runs, end)
    is_wide = (right - left)[runs[at]] > WIDE_RUN * (end.max() - start.min())
    joined[at[is_near & ~is_wide]] = True
    return joined


def _parts(start: Floats, end: Floats, baseline: Floats, sizes: Floats) -> Bools:
    """Between which neighbours a word ends by their places: n - 1."""
    gap = start[1:] - end[:-1]
    larger, smaller = np.maximum(sizes[1:], sizes[:-1]), np.minimum(sizes[1:], sizes[:-1])
    parts: Bools = (
        (gap > WORD_GAP * larger) | (gap < -BACK * larger) | (np.abs(np.diff(baseline)) > SAME_BASELINE * smaller)
    )
    return parts
