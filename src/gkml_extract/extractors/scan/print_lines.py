"""Where the lines of print stand in the regions of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from gkml_extract.extractors.scan.paper import Mask
from gkml_extract.extractors.scan.regions import PixelBox, Regions

Counts = npt.NDArray[np.int64]
Band = tuple[int, int]

LETTER_MM = (1.5, 12.0)
"""Heights of letters: 5-point print to a title."""
SPECK = 0.1
"""Share of a letter's height; what is smaller in both directions is dirt."""
THIN, WHOLE = 0.55, 1.2
"""Share of a letter's height below which a band is but a stroke of a letter (二), and up to which strokes are one."""
TALL = 1.5
"""Share from which a band may be two lines that touch."""
VALLEY = 0.3
"""Share of the usual ink between two such lines."""
APART = 1.8
"""Share of a letter's height from which a gap parts two pieces of a line."""
STROKE = 0.15
"""Share of a letter's height that a stroke is thick, and by which the rest of a rule may stand off a cell's edge."""
BESIDE = 1.2
"""Share of a letter's height within which pieces outside of cells are one line."""
INK_SHARE = 0.93
"""Height of the ink of a line of Chinese print, as a share of its font size."""


@dataclass(frozen=True, slots=True)
class PrintLine:
    """A piece of a line: the box of its ink in pixels, its font size, and the cell it stands in, -1 outside.

    `top` and `bottom` bound what may be cut out without touching the lines beside it.
    """

    box: PixelBox
    size: float
    cell: int
    top: int
    bottom: int


def find_lines(ink: Mask, regions: Regions, dpi: float) -> list[PrintLine]:
    """The lines of all regions, in the order of the cells, then those outside."""
    usual = _usual_size(ink, regions, dpi)
    lines: list[PrintLine] = []
    for index, cell in enumerate(regions.cells):
        lines += _lines_in(ink, cell, usual, index)
    return lines + _lines_outside(ink, regions.outside, usual)


def _usual_size(ink: Mask, regions: Regions, dpi: float) -> float:
    """The font size of most print: by the heights of bands, weighted by how much ink they have."""
    low, high = (side * dpi / 25.4 for side in LETTER_MM)
    heights: list[float] = []
    weights: list[float] = []
    boxes: Sequence[PixelBox] = regions.cells
    if not boxes:
        boxes = _pieces_outside(ink, regions.outside, round(low))
        ink = ink & regions.outside  # once: a page in fine print has thousands of pieces
    for x0, top, x1, bottom in boxes:
        rows = ink[top:bottom, x0:x1].sum(axis=1)
        for start, end in runs_of(rows > 0):
            if low <= end - start <= high:
                heights.append(end - start)
                weights.append(float(rows[start:end].sum()))
    if not heights:
        return 10.5 * dpi / 72
    order = np.argsort(heights)
    middle = np.cumsum(np.array(weights)[order])
    return float(heights[order[int(np.searchsorted(middle, middle[-1] / 2))]]) / INK_SHARE


def _lines_in(ink: Mask, cell: PixelBox, usual: float, index: int) -> list[PrintLine]:
    x0, top, x1, bottom = cell
    inside = ink[top:bottom, x0:x1]
    if not inside.any():
        return []
    rows = inside.sum(axis=1).astype(np.int64)
    bands, size = bands_of(rows, usual)
    lines: list[PrintLine] = []
    for place, (start, end) in enumerate(bands):
        if end - start <= STROKE * size and (start <= STROKE * size or end >= bottom - top - STROKE * size):
            continue  # the rest of a rule
        above = (bands[place - 1][1] + start) // 2 if place else 0
        below = (end + bands[place + 1][0] + 1) // 2 if place + 1 < len(bands) else bottom - top
        for left, right in _pieces(np.asarray(inside[start:end].any(axis=0)), size):
            piece = inside[start:end, left:right]
            if _is_speck(piece, size):
                continue
            held = np.flatnonzero(piece.any(axis=1))
            box = (x0 + left, top + start + int(held[0]), x0 + right, top + start + int(held[-1]) + 1)
            lines.append(PrintLine(box, size, index, top + above, top + below))
    return lines


def bands_of(rows: Counts, usual: float) -> tuple[list[Band], float]:
    """The rows of a cell that hold a line each, and the font size in it. `rows` counts the ink in each row."""
    bands = runs_of(rows > 0)
    whole = sorted(end - start for start, end in bands if end - start >= THIN * usual)
    single = [height for height in whole if height <= TALL * usual]
    size = (single[len(single) // 2] if single else whole[0] if whole else usual * INK_SHARE) / INK_SHARE
    if whole and not single and not _parts(rows, bands, usual):
        size = whole[len(whole) // 2] / INK_SHARE
    elif not single:
        size = usual
    bands = [part for band in bands for part in _cut(rows, band, size)]
    return _with_strokes(bands, size), size


def _parts(rows: Counts, bands: Sequence[Band], size: float) -> bool:
    return any(len(_cut(rows, band, size)) > 1 for band in bands)


def _cut(rows: Counts, band: Band, size: float) -> list[Band]:
    """A band of lines that touch, cut where there is least ink."""
    start, end = band
    height = end - start
    n = round(height / size)
    if height < TALL * size or n < 2:
        return [band]
    usual = float(np.median(rows[start:end]))
    cuts = [start]
    for k in range(1, n):
        middle = start + k * height / n
        low, high = max(int(middle - 0.3 * size), cuts[-1] + 1), min(int(middle + 0.3 * size) + 1, end - 1)
        if low >= high:
            continue
        at = low + int(rows[low:high].argmin())
        if rows[at] <= VALLEY * usual:
            cuts.append(at)
    cuts.append(end)
    return list(pairwise(cuts))


def _with_strokes(bands: list[Band], size: float) -> list[Band]:
    """Thin bands joined with the one beside them that they belong to."""
    bands = list(bands)
    while True:
        best: tuple[int, int] | None = None
        for place in range(len(bands) - 1):
            (start, end), (following, last) = bands[place], bands[place + 1]
            is_thin = min(end - start, last - following) < THIN * size
            if is_thin and last - start <= WHOLE * size and (best is None or following - end < best[0]):
                best = (following - end, place)
        if best is None:
            return bands
        place = best[1]
        bands[place : place + 2] = [(bands[place][0], bands[place + 1][1])]


def runs_of(filled: npt.NDArray[np.bool_]) -> list[Band]:
    """Where values are true without a break, half-open."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], filled.astype(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _pieces(columns: npt.NDArray[np.bool_], size: float) -> list[Band]:
    """The columns of a line in pieces that wide gaps part."""
    pieces: list[Band] = []
    for start, end in runs_of(columns):
        if pieces and start - pieces[-1][1] <= APART * size:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    return pieces


def _is_speck(piece: Mask, size: float) -> bool:
    return max(piece.shape) < 3 or int(piece.sum()) < max(4.0, (SPECK * size) ** 2)


def _lines_outside(ink: Mask, outside: Mask, usual: float) -> list[PrintLine]:
    lines: list[PrintLine] = []
    ink = ink & outside
    for x0, top, x1, bottom in _pieces_outside(ink, outside, round(usual)):
        piece = ink[top:bottom, x0:x1]
        size = max(usual, (bottom - top) / INK_SHARE) if bottom - top < TALL * usual else usual
        for line in _lines_in(ink, (x0, top, x1, bottom), size, -1) if not _is_speck(piece, usual) else ():
            reach = round(0.15 * line.size)
            lines.append(replace(line, top=max(line.top - reach, 0), bottom=min(line.bottom + reach, len(ink))))
    return sorted(lines, key=lambda line: (line.box[1], line.box[0]))


def _pieces_outside(ink: Mask, outside: Mask, size: int) -> list[PixelBox]:
    """Boxes around print that hangs together along its line, with no rule between."""
    import cv2

    joined: Any = cv2.morphologyEx(
        (ink & outside).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, max(3, round(1.1 * size))), np.uint8)
    )
    joined = cv2.morphologyEx(joined, cv2.MORPH_CLOSE, np.ones((max(2, round(0.3 * size)), 1), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined & outside)
    return _in_lines([(x, y, x + w, y + h) for x, y, w, h, _ in stats[1:].tolist()], outside, size)


def _in_lines(pieces: Sequence[PixelBox], outside: Mask, size: float) -> list[PixelBox]:
    """Pieces side by side on a line as one: 一 and 、 share no row of pixels."""
    done: list[PixelBox] = []
    open_: list[int] = []  # of those done, whose right ends are not too far left of all that follow
    for piece in sorted(pieces):
        open_ = [place for place in open_ if piece[0] - done[place][2] <= BESIDE * size]
        for place in reversed(open_):
            other = done[place]
            between = np.s_[(piece[1] + piece[3]) // 2, min(other[2], piece[0]) : piece[0]]
            if _overlap(other, piece, size) >= 0.5 and outside[between].all():
                done[place] = (other[0], min(other[1], piece[1]), max(other[2], piece[2]), max(other[3], piece[3]))
                break
        else:
            open_.append(len(done))
            done.append(piece)
    return done


def _overlap(a: PixelBox, b: PixelBox, size: float) -> float:
    """The height that two pieces share, each at least as high as a letter, as a share of the lower one."""
    spans = []
    for _, top, _, bottom in (a, b):
        more = max(0.0, 0.9 * size - (bottom - top)) / 2
        spans.append((top - more, bottom + more))
    shared = min(spans[0][1], spans[1][1]) - max(spans[0][0], spans[1][0])
    return shared / min(end - start for start, end in spans)
