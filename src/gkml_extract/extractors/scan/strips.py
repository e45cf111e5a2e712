"""Lines of print → strips as the network wants them, and the glyphs that it finds → characters on the page.

The lines of a cell go into one strip, one behind the other: a letter alone is hard to read, and a strip
without padding costs least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np

from gkml_extract.extractors.scan.paper import Grey
from gkml_extract.extractors.scan.print_lines import PrintLine
from gkml_extract.extractors.scan.recognition import HEIGHT, Glyph

ROOM = 1.22
"""Height of what is cut out, as a share of the font size."""
SIDE = 0.12
"""Share of the font size kept free before and after a line."""
LONGEST = 1200
"""Pixels of a strip at most, where lines are joined."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A line in a strip: which it is, from where to where it stands there, and pixels of the page for one of these."""

    line: int
    start: int
    end: int
    scale: float


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """Pixels for the network, and the lines that they show."""

    pixels: Grey
    parts: tuple[Part, ...]


def strips_of(grey: Grey, lines: Sequence[PrintLine]) -> list[Strip]:
    """The strips of all lines; those of a cell together as far as they fit, those outside each alone."""
    strips: list[Strip] = []
    for cell, group in groupby(enumerate(lines), key=lambda each: each[1].cell):
        run: list[tuple[int, Grey, float]] = []
        for index, line in group:
            pixels, scale = _cut_out(grey, line)
            if run and (cell < 0 or sum(each.shape[1] for _, each, _ in run) + pixels.shape[1] > LONGEST):
                strips.append(_strip(run))
                run = []
            run.append((index, pixels, scale))
        strips.append(_strip(run))
    return strips


def _strip(run: Sequence[tuple[int, Grey, float]]) -> Strip:
    parts: list[Part] = []
    at = 0
    for index, pixels, scale in run:
        parts.append(Part(index, at, at + pixels.shape[1], scale))
        at += pixels.shape[1]
    return Strip(np.hstack([pixels for _, pixels, _ in run]), tuple(parts))


def _cut_out(grey: Grey, line: PrintLine) -> tuple[Grey, float]:
    """A line, HEIGHT pixels high and white around its own ink, and how many pixels of the page one of these is."""
    import cv2

    x0, top, x1, bottom = line.box
    height = max(ROOM * line.size, (bottom - top) * 1.08)
    middle = (top + bottom) / 2
    side = max(1, round(SIDE * line.size))
    first, last = round(middle - height / 2), round(middle + height / 2)
    canvas = np.full((last - first, x1 - x0 + 2 * side), 255, dtype=np.uint8)
    upper, lower = max(first, line.top, 0), min(last, line.bottom, len(grey))
    left, right = max(x0 - 1, 0), min(x1 + 1, grey.shape[1])
    canvas[upper - first : lower - first, left - x0 + side : right - x0 + side] = grey[upper:lower, left:right]
    scale = (last - first) / HEIGHT
    width = max(8, round(canvas.shape[1] / scale))
    method = cv2.INTER_AREA if scale > 1 else cv2.INTER_CUBIC
    resized: Any = cv2.resize(canvas, (width, HEIGHT), interpolation=method)
    return resized, canvas.shape[1] / width


@dataclass(frozen=True, slots=True)
class PlacedGlyph:
    """A character with its line, its middle on the page in pixels, and its score."""

    text: str
    line: int
    x: float
    score: float


def placed(strip: Strip, glyphs: Sequence[Glyph], lines: Sequence[PrintLine]) -> list[PlacedGlyph]:
    """The glyphs of a strip on the page."""
    found: list[PlacedGlyph] = []
    for glyph in glyphs:
        part = next((part for part in strip.parts if glyph.x < part.end), strip.parts[-1])
        line = lines[part.line]
        side = max(1, round(SIDE * line.size))
        x = line.box[0] - side + (glyph.x - part.start) * part.scale
        found.append(PlacedGlyph(glyph.text, part.line, min(max(x, line.box[0]), line.box[2]), glyph.score))
    return found
