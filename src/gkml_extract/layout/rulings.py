"""Which drawn shapes are rules: thin ones, and the outlines of rectangles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gkml_extract.model.page import Bools, Floats, ShapeKind, Shapes

MAX_THICKNESS = 4.0
"""Points up to which a filled rectangle is a line: Word's thickest table border has 6, browsers' 3."""
DARK = 0.75
"""Lightness up to which an area that is painted twice is a border, not a ground."""
WHITE = 0.97
"""Lightness from which a line cannot be seen on paper."""
NEAR = 2.0
"""Points by which a white line may lie beside the coloured area that it cuts."""
_SIDES, _SAME_SUM = np.array([1.0, 3.1, 5.3, 7.7]), 1e-6
"""Weights by which unlike boxes seldom add up to the same, and how near those of like ones do."""
MAX_PAIRS = 4_000_000
"""White lines × coloured areas that are compared; a page with more is a picture."""


@dataclass(frozen=True, slots=True, eq=False)
class Rulings:
    """Straight rules. `horizontal`: n × (y, x0, x1); `vertical`: n × (x, y0, y1)."""

    horizontal: Floats
    vertical: Floats


def find_rulings(shapes: Shapes) -> Rulings:
    """The rules among the shapes: strokes, thin rectangles, and the four sides of drawn rectangles."""
    width = shapes.boxes[:, 2] - shapes.boxes[:, 0]
    height = shapes.boxes[:, 3] - shapes.boxes[:, 1]
    is_thin = (shapes.kinds == ShapeKind.LINE) | (_is_box(shapes) & (np.minimum(width, height) <= MAX_THICKNESS))
    is_seen = (shapes.lightness < WHITE) | _on_colour(shapes, is_thin)
    is_dot = is_thin & (np.maximum(width, height) <= MAX_THICKNESS)
    across = is_seen & is_thin & ((width >= height) | is_dot)
    down = is_seen & is_thin & ((width < height) | is_dot)
    is_outline = (shapes.widths > 0) | _painted_by_sides(shapes)
    return _rulings(shapes.boxes, across, down, is_seen & _is_box(shapes) & ~is_thin & is_outline)


def unseen_rulings(shapes: Shapes) -> Rulings:
    """The thin rectangles that seem to be white on white.

    Where a browser paints lines as pictures or gradients, their colour is a pattern, which PDFium gives as white.
    """
    width = shapes.boxes[:, 2] - shapes.boxes[:, 0]
    height = shapes.boxes[:, 3] - shapes.boxes[:, 1]
    is_white = (shapes.kinds == ShapeKind.AREA) & (shapes.widths == 0) & (shapes.lightness >= WHITE)
    is_thin = is_white & (np.minimum(width, height) <= MAX_THICKNESS) & (np.maximum(width, height) > MAX_THICKNESS)
    return _rulings(shapes.boxes, is_thin & (width >= height), is_thin & (width < height), np.zeros_like(is_thin))


def joined_rulings(one: Rulings, other: Rulings) -> Rulings:
    """The rules of both."""
    return Rulings(np.concatenate((one.horizontal, other.horizontal)), np.concatenate((one.vertical, other.vertical)))


def _painted_by_sides(shapes: Shapes) -> Bools:
    """Which dark areas are painted again and again: a browser paints round borders so, clipped to one side each.

    It does where a page break cuts a cell. Text on such an area could not be read.
    """
    dark = np.flatnonzero((shapes.kinds == ShapeKind.AREA) & (shapes.widths == 0) & (shapes.lightness < DARK))
    found = np.zeros(len(shapes), dtype=bool)
    if len(dark) < 2:
        return found
    boxes = np.round(shapes.boxes[dark], 1)
    sums = np.sort(boxes @ _SIDES)
    if not (sums[1:] - sums[:-1] < _SAME_SUM).any():  # 2 % of the time for a page of borders, which are seldom doubled
        return found
    _, inverse, counts = np.unique(boxes, axis=0, return_inverse=True, return_counts=True)
    found[dark] = counts[inverse.reshape(-1)] > 1
    return found


def _rulings(boxes: Floats, across: Bools, down: Bools, outlined: Bools) -> Rulings:
    flat, upright = boxes[across], boxes[down]
    horizontal = np.stack(((flat[:, 1] + flat[:, 3]) / 2, flat[:, 0], flat[:, 2]), axis=1)
    vertical = np.stack(((upright[:, 0] + upright[:, 2]) / 2, upright[:, 1], upright[:, 3]), axis=1)
    if not outlined.any():
        return Rulings(horizontal, vertical)
    framed = boxes[outlined]
    sides = [framed[:, [side, 1 - side % 2, 3 - side % 2]] for side in range(4)]  # left, top, right, bottom
    return Rulings(np.concatenate((horizontal, sides[1], sides[3])), np.concatenate((vertical, sides[0], sides[2])))


def _is_box(shapes: Shapes) -> Bools:
    is_box: Bools = (shapes.kinds == ShapeKind.AREA) | (shapes.kinds == ShapeKind.FRAME)
    return is_box


def _is_coloured(shapes: Shapes) -> Bools:
    """Which are filled with a colour and no lines."""
    extent = np.minimum(shapes.boxes[:, 2] - shapes.boxes[:, 0], shapes.boxes[:, 3] - shapes.boxes[:, 1])
    coloured: Bools = (shapes.kinds == ShapeKind.AREA) & (shapes.lightness < WHITE) & (extent > MAX_THICKNESS)
    return coloured


def _on_colour(shapes: Shapes, is_thin: Bools) -> Bools:
    """Which white lines are seen because they are drawn on a coloured area."""
    on_colour = np.zeros(len(shapes), dtype=bool)
    white = np.flatnonzero(is_thin & (shapes.lightness >= WHITE))
    if len(white) == 0:
        return on_colour
    areas = np.flatnonzero(_is_coloured(shapes))
    if len(white) * len(areas) > MAX_PAIRS or len(areas) == 0:
        return on_colour
    x = (shapes.boxes[white, 0] + shapes.boxes[white, 2])[:, None] / 2
    y = (shapes.boxes[white, 1] + shapes.boxes[white, 3])[:, None] / 2
    x0, top, x1, bottom = (shapes.boxes[areas, side][None] for side in range(4))
    is_on = (x > x0 - NEAR) & (x < x1 + NEAR) & (y > top - NEAR) & (y < bottom + NEAR)
    on_colour[white] = np.any(is_on & (areas[None] < white[:, None]), axis=1)
    return on_colour
