"""The picture of a page → the content of a page: what a PDF with a text layer would have given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from gkml_extract.extractors.scan.boxes import with_boxes
from gkml_extract.extractors.scan.brackets import with_widths
from gkml_extract.extractors.scan.engine import Network
from gkml_extract.extractors.scan.paper import PALE_INK, Grey, ink_of
from gkml_extract.extractors.scan.print_lines import PrintLine, find_lines
from gkml_extract.extractors.scan.recognition import recognise
from gkml_extract.extractors.scan.regions import find_regions
from gkml_extract.extractors.scan.rules import Rules, find_rules
from gkml_extract.extractors.scan.strips import PlacedGlyph, placed, strips_of
from gkml_extract.model.page import Chars, PageContent, ShapeKind, Shapes

FEW_STEPS = 20
"""Pairs of letters from which the distance between letters can be told."""
ASCENT = 0.86
"""Share of the em box above the baseline, as in the reader of PDF."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What was found on a page: its rules, its lines, and the characters of each."""

    rules: Rules
    lines: Sequence[PrintLine]
    glyphs: Mapping[int, Sequence[PlacedGlyph]]

    @property
    def score(self) -> float:
        """How sure the recogniser is of the page, on average; 0 for one without print."""
        scores = [glyph.score for own in self.glyphs.values() for glyph in own]
        return float(np.mean(scores)) if scores else 0.0

    @property
    def pitch(self) -> float:
        """How far apart letters stand along their lines, in font sizes; 1 where that cannot be told."""
        steps = [
            (after.x - before.x) / self.lines[index].size
            for index, own in self.glyphs.items()
            for before, after in pairwise(own)
            if before.text > "\u2e80" and after.text > "\u2e80"
        ]
        return float(np.median(steps)) if len(steps) >= FEW_STEPS else 1.0


def read_print(grey: Grey, dpi: float, network: Network, until: float, most: int | None = None) -> Reading:
    """The reading of a page of normalised print; of its `most` longest lines only, to try it.

    Raises:
        OutOfTimeError: it is not done at `until`, in seconds of the monotonic clock.
    """
    rules = find_rules(grey, dpi)
    regions = find_regions(rules, dpi)
    ink = ink_of(grey, rules.mask, dpi)
    lines = find_lines(ink, regions, dpi)
    if most is not None:
        lines = sorted(lines, key=lambda line: line.box[0] - line.box[2])[:most]
    bare = np.where(rules.mask, np.uint8(255), grey)
    strips = strips_of(bare, lines)
    read = recognise([strip.pixels for strip in strips], network, until)
    glyphs: dict[int, list[PlacedGlyph]] = defaultdict(list)
    for strip, found in zip(strips, read, strict=True):
        for glyph in placed(strip, found, lines):
            glyphs[glyph.line].append(glyph)
    return Reading(rules, lines, with_widths(ink, lines, with_boxes(ink, bare < PALE_INK, lines, glyphs)))


def content_of(reading: Reading, size: tuple[int, int], dpi: float, number: int) -> PageContent:
    """The content of a page of a size (height, width) in pixels."""
    scale = 72 / dpi
    chars = _chars(reading.glyphs, reading.lines, scale)
    return PageContent(number, size[1] * scale, size[0] * scale, chars, _shapes(reading.rules, scale), 1)


def _chars(glyphs: Mapping[int, Sequence[PlacedGlyph]], lines: Sequence[PrintLine], scale: float) -> Chars:
    texts: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    baselines: list[tuple[float, float]] = []
    sizes: list[float] = []
    runs: list[int] = []
    scores: list[float] = []
    for index, line in enumerate(lines):
        own = glyphs.get(index, ())
        if not own:
            continue
        middle = (line.box[1] + line.box[3]) / 2
        top, bottom = middle - line.size / 2, middle + line.size / 2
        middles = [glyph.x for glyph in own]
        edges = [
            float(line.box[0]),
            *((a + b) / 2 for a, b in pairwise(middles)),
            float(line.box[2]),
        ]
        for glyph, (x0, x1) in zip(own, pairwise(edges), strict=True):
            texts.append(glyph.text)
            boxes.append((x0, top, x1, bottom))
            baselines.append((x0, top + ASCENT * line.size))
            sizes.append(line.size)
            runs.append(index)
            scores.append(glyph.score)
    n = len(texts)
    zeros = np.zeros(n, dtype=np.int64)
    return Chars(
        "".join(texts),
        np.array(boxes, dtype=np.float64).reshape(n, 4) * scale,
        np.array(baselines, dtype=np.float64).reshape(n, 2) * scale,
        np.array(sizes, dtype=np.float64) * scale,
        zeros,
        np.array(runs, dtype=np.int64),
        zeros,
        ("",),
        np.array(scores, dtype=np.float64),
    )


def _shapes(rules: Rules, scale: float) -> Shapes:
    across = [(x0, y, x1, y) for y, x0, x1 in rules.horizontal.tolist()]
    down = [(x, y0, x, y1) for x, y0, y1 in rules.vertical.tolist()]
    n = len(across) + len(down)
    return Shapes(
        np.full(n, int(ShapeKind.LINE), dtype=np.int64),
        np.array([*across, *down], dtype=np.float64).reshape(n, 4) * scale,
        np.full(n, rules.thickness * scale),
        np.zeros(n),
    )
