"""From a PDF's own coordinates to those of the page as it is displayed."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import numpy as np

from gkml_extract.model.page import Floats

FARTHEST = 100_000.0
"""Points from the origin; a page has at most 14,400. Source: ISO 32000-1, Annex C."""
FARTHEST_OWN = 1e9
"""Units from the origin of a path's own coordinates, before its matrix brings it to the page.

Chromium draws every page in the coordinates of the whole document: from some 130 pages on they are beyond FARTHEST.
"""


@dataclass(frozen=True, slots=True)
class View:
    """The visible part of a page in the file's own coordinates (y upwards), and its turn in quarters clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def width(self) -> float:
        """As displayed."""
        return self.right - self.left if self.turns % 2 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        """As displayed."""
        return self.top - self.bottom if self.turns % 2 == 0 else self.right - self.left

    def points(self, points: Floats) -> Floats:
        """n × (x, y) of the file → n × (x, y) as displayed, from the top left."""
        x, y = points[:, 0], points[:, 1]
        if self.turns == 0:
            shown = (x - self.left, self.top - y)
        elif self.turns == 1:
            shown = (y - self.bottom, x - self.left)
        elif self.turns == 2:
            shown = (self.right - x, y - self.bottom)
        else:
            shown = (self.top - y, self.right - x)
        return np.stack(shown, axis=1)

    def boxes(self, boxes: Floats) -> Floats:
        """n × (x0, y0, x1, y1), any two opposite corners → n × (x0, top, x1, bottom) as displayed."""
        if self.turns == 0:
            x0, y0, x1, y1 = boxes.T
            return _ordered(x0 - self.left, self.top - y0, x1 - self.left, self.top - y1)
        return ordered(self.points(boxes.reshape(-1, 2)).reshape(-1, 4))


def finite(values: Any, farthest: float = FARTHEST) -> Floats:
    """Coordinates of a damaged file brought within bounds: what is beyond them is not on the page anyhow."""
    wide: Floats = values.astype(np.float64)
    if (np.abs(wide) <= farthest).all():  # of what is no number, nothing is true
        return wide
    return np.asarray(np.clip(np.nan_to_num(wide), -farthest, farthest))


def _bounded(value: float) -> float:
    return min(max(value, -FARTHEST), FARTHEST) if value == value else 0.0  # only what is no number is not itself


def ordered(boxes: Floats) -> Floats:
    """Boxes with the lesser corner first."""
    return _ordered(*boxes.T)


def _ordered(x0: Floats, y0: Floats, x1: Floats, y1: Floats) -> Floats:
    found = np.empty((len(x0), 4))
    np.minimum(x0, x1, out=found[:, 0])
    np.minimum(y0, y1, out=found[:, 1])
    np.maximum(x0, x1, out=found[:, 2])
    np.maximum(y0, y1, out=found[:, 3])
    return found


def view_of(page: Any) -> View:
    """What a page shows of itself: its crop box within its media box, and its turn."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
    left, bottom, right, top = map(_bounded, (box.left, box.bottom, box.right, box.top))
    turns = pdfium.FPDFPage_GetRotation(page) % 4
    return View(min(left, right), min(bottom, top), max(left, right), max(bottom, top), turns)
