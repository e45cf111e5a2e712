"""How far a page is turned from upright, by small angles."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from gkml_extract.extractors.scan.paper import Grey

WIDEST = 6.0
"""Degrees looked for: a feeder turns pages by one or two."""
COARSE, FINE = 0.5, 0.05
"""Steps of the first two searches in degrees."""
EXACT, CLOSE = 0.0125, 0.15
"""Step of the last search, at reading size, and how far it looks: a rule over a page at 300 dpi must not climb by more
than a pixel."""
COLUMNS = 48
"""Strips into which a page is cut to be sheared."""
SIDE = 1100
"""Pixels of the longer side at which angles are measured first."""
SMOOTH = 1.2
"""Pixels by which sums are smoothed: else angles that shift all of them by whole pixels would win."""


def skew_of(grey: Grey) -> float:
    """Degrees by which the page is turned, counter-clockwise; print and rules then lie in rows.

    The right angle makes the sums of ink along the rows as uneven as can be.
    """
    import cv2

    scale = min(1.0, SIDE / max(grey.shape))
    small: Any = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    sums, width = _strips(_ink(small)), small.shape[1]
    best = _best(sums, width, np.arange(-WIDEST, WIDEST + COARSE / 2, COARSE))
    best = _best(sums, width, np.arange(best - COARSE, best + COARSE + FINE / 2, FINE * 2))
    sums = cv2.GaussianBlur(_strips(_ink(grey)), (0, 0), sigmaX=SMOOTH, sigmaY=0.01)
    return _best(sums, grey.shape[1], np.arange(best - CLOSE, best + CLOSE + EXACT / 2, EXACT))


def _ink(grey: Grey) -> Any:
    """How dark each pixel is; dirt and the grain of paper are nothing."""
    return np.where(grey > 215, np.uint8(0), 255 - grey)


def _strips(ink: Any) -> Any:
    """The sums of ink along the rows of each strip: COLUMNS × height."""
    edges = np.linspace(0, ink.shape[1], COLUMNS + 1).astype(int)
    return np.stack([ink[:, a:b].sum(axis=1, dtype=np.float32) for a, b in pairwise(edges.tolist())])


def _best(sums: Any, width: int, angles: Any) -> float:
    height = sums.shape[1]
    rows = np.arange(height, dtype=np.float32)
    middles = (np.arange(COLUMNS) + 0.5) * width / COLUMNS - width / 2
    scores = []
    for angle in angles:
        shifts = middles * np.tan(np.deg2rad(-angle))
        total = np.zeros(height, dtype=np.float32)
        for strip, shift in zip(sums, shifts, strict=True):
            total += np.interp(rows + shift, rows, strip, left=0, right=0)
        scores.append(float((np.diff(total) ** 2).sum()))
    return float(angles[int(np.argmax(scores))])


def turned(grey: Grey, degrees: float) -> Grey:
    """The page turned clockwise by an angle about its middle, white where nothing was."""
    import cv2

    height, width = grey.shape[:2]
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), -degrees, 1.0)
    upright: Grey = cv2.warpAffine(
        grey,
        matrix,
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255, 255, 255),
    )
    return upright
