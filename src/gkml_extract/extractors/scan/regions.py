"""The regions of a page that rules part: its cells, and what stands outside of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gkml_extract.extractors.scan.paper import Mask
from gkml_extract.extractors.scan.rules import Rules

MIN_SIDE_MM = 2.0
"""Sides below which nothing can be printed in a cell."""
WHOLE = 0.8
"""Share of its box that a region covers if it is a cell."""

PixelBox = tuple[int, int, int, int]
"""x0, top, x1, bottom, half-open."""


@dataclass(frozen=True, slots=True, eq=False)
class Regions:
    """The cells of a page, from the top, and the mask of what is in none of them nor on a rule."""

    cells: tuple[PixelBox, ...]
    outside: Mask


def find_regions(rules: Rules, dpi: float) -> Regions:
    """What the rules enclose: connected places without a rule. A table that is open at its sides has no cells there."""
    import cv2

    free = np.logical_not(rules.mask).astype(np.uint8)
    height, width = free.shape
    least = MIN_SIDE_MM * dpi / 25.4
    _, labels, stats, _ = cv2.connectedComponentsWithStats(free, connectivity=4)
    cells: list[PixelBox] = []
    outside = free.astype(np.bool_)
    for label, (x, y, w, h, area) in enumerate(stats.tolist()):
        is_inside = label > 0 and x > 0 and y > 0 and x + w < width and y + h < height
        if is_inside and w >= least and h >= least and area >= WHOLE * w * h:
            cells.append((x, y, x + w, y + h))
            here = np.s_[y : y + h, x : x + w]
            outside[here] &= labels[here] != label
    return Regions(tuple(sorted(cells, key=lambda cell: (cell[1], cell[0]))), outside)
