"""The picture of a page → the content of a page: what a PDF with a text layer would have given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from gkml_extract.extractors.scan.boxes import with_boxes
from gkml_extract.extractors.scan.brackets import with_widths
from gkml_extract.extractors.scan.engine import Network
from gkml_extract.extractors.scan.paper import Grey, ink_of
from gkml_extract.extractors.scan.print_lines import PrintLine, find_lines
from gkml_extract.extractors.scan.recognition import recognise
from gkml_extract.extractors.scan.regions import find_regions
from gkml_extract.extractors.scan.rules import Rules, find_rules
from gkml_extract.extractors.scan.strips import PlacedGlyph, placed, strips_of
from gkml_extract.model.page import Chars, PageContent, ShapeKind, Shapes

ASCENT = 0.86
"""Share of the em box above the baseline, as in the reader of PDF."""


def content_of(grey: Grey, dpi: float, number: int, network: Network) -> PageContent:
    """The content of an upright page of normalised print."""
    rules = find_rules(grey, dpi)
    regions = find_regions(rules, dpi)
    ink = ink_of(grey, rules.mask, dpi)
    lines = find_lines(ink, regions, dpi)
    bare = np.where(rules.mask, np.uint8(255), grey)
    strips = strips_of(bare, lines)
    read = recognise([strip.pixels for strip in strips], network)
    glyphs: dict[int, list[PlacedGlyph]] = defaultdict(list)
    for strip, found in zip(strips, read, strict=True):
        for glyph in placed(strip, found, lines):
            glyphs[glyph.line].append(glyph)
    signs = with_widths(ink, lines, with_boxes(ink, lines, glyphs))
    scale = 72 / dpi
    chars = _chars(signs, lines, scale)
    return PageContent(number, grey.shape[1] * scale, grey.shape[0] * scale, chars, _shapes(rules, scale))


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
