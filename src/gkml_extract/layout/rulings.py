"""Which drawn shapes are rules: thin ones, and the outlines of rectangles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gkml_extract.model.page import Floats, ShapeKind, Shapes

MAX_THICKNESS = 4.0
"""Points up to which a filled rectangle is a line: Word's thickest table border has 6, browsers' 3."""
WHITE = 0.97
"""Lightness from which a line cannot be seen on paper."""


@dataclass(frozen=True, slots=True, eq=False)
class Rulings:
    """Straight rules. `horizontal`: n × (y, x0, x1); `vertical`: n × (x, y0, y1)."""

    horizontal: Floats
    vertical: Floats


def find_rulings(shapes: Shapes) -> Rulings:
    """The rules among the shapes: strokes, thin rectangles, and the four sides of drawn rectangles."""
    x0, top, x1, bottom = shapes.boxes.T
    width, height = x1 - x0, bottom - top
    is_seen = shapes.lightness < WHITE
    is_box = (shapes.kinds == ShapeKind.AREA) | (shapes.kinds == ShapeKind.FRAME)
    is_thin = (shapes.kinds == ShapeKind.LINE) | (is_box & (np.minimum(width, height) <= MAX_THICKNESS))
    is_flat = width >= height
    is_dot = is_thin & (np.maximum(width, height) <= MAX_THICKNESS)
    across = is_seen & is_thin & (is_flat | is_dot)
    down = is_seen & is_thin & (~is_flat | is_dot)
    outlined = is_seen & is_box & ~is_thin & (shapes.widths > 0)
    middle_x, middle_y = (x0 + x1) / 2, (top + bottom) / 2
    horizontal = [np.column_stack((middle_y, x0, x1))[across]]
    horizontal += [np.column_stack((y, x0, x1))[outlined] for y in (top, bottom)]
    vertical = [np.column_stack((middle_x, top, bottom))[down]]
    vertical += [np.column_stack((x, top, bottom))[outlined] for x in (x0, x1)]
    return Rulings(np.concatenate(horizontal), np.concatenate(vertical))
