"""The picture of a page → its print: dark on white, without the colour of paper and seals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

SEAL_SIDE_MM = (12.0, 75.0)
"""Diameters of seals: 30 to 50 mm by rule, signets are smaller. Source: 国发〔1999〕25号."""
SEAL_SHAPE = 2.2
"""A seal's longer side at most in its shorter ones: a line of red letters is longer."""
RED = 45
"""Levels by which red outweighs green and blue in a seal's ink."""
INK_SPREAD = 25.0
"""Levels by which the ink of a seal varies."""
PAPER_MM = 4.0
"""Millimetres around a place within which its lightest tone is that of the paper."""
INK = 190
"""Level below which a pixel of normalised print is ink: the thin strokes of a Song face are no darker than 170."""
PALE_INK = 225
"""Level below which something is drawn, if only the side of a box."""
SPECK_MM = 0.2
"""Side of a square of ink that is dirt if it stands alone: a dot of 5-point print is larger."""


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """The print of a page, 255 where the paper is bare; `has_seal` tells that a seal was taken off."""

    grey: Grey
    has_seal: bool = False


def print_of(pixels: npt.NDArray[np.uint8], dpi: float) -> Print:
    """The print of a picture in RGB or grey: seals taken off, paper made white."""
    if pixels.ndim == 2:
        return Print(_on_white(pixels, dpi))
    grey, has_seal = _without_seals(pixels, dpi)
    return Print(_on_white(grey, dpi), has_seal)


def _without_seals(pixels: npt.NDArray[np.uint8], dpi: float) -> tuple[Grey, bool]:
    """Black print keeps its tone in the red channel, where the ink of a seal is as light as paper.

    Only the places of seals are taken from it: red letters are print.
    """
    import cv2

    grey: Any = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    red = pixels[:, :, 0].astype(np.int16) - pixels[:, :, 1:].max(axis=2)
    is_red = (red > RED).astype(np.uint8)
    if is_red.mean() < 1e-4:
        return grey, False
    reach = max(3, round(dpi / 25.4 * 2))
    joined = cv2.morphologyEx(is_red, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    low, high = (side * dpi / 25.4 for side in SEAL_SIDE_MM)
    has_seal = False
    for x, y, width, height, _ in stats[1:].tolist():
        if low <= max(width, height) <= high and max(width, height) <= SEAL_SHAPE * min(width, height):
            has_seal = True
            here = np.s_[max(y - reach, 0) : y + height + reach, max(x - reach, 0) : x + width + reach]
            # the edge of red ink is pale; a soft step there leaves no ring
            share = np.clip(red[here].astype(np.float32) / RED, 0, 1)
            lighter = np.maximum(grey[here], _bleached(pixels[here], is_red[here]))
            grey[here] = (grey[here] * (1 - share) + lighter * share).astype(np.uint8)
    return grey, has_seal


def _bleached(pixels: npt.NDArray[np.uint8], is_red: Any) -> npt.NDArray[np.float32]:
    """The red channel with the ink of the seal, dull or bright, as light as paper; print under it keeps its share."""
    red = pixels[:, :, 0].astype(np.float32)
    ink = float(np.median(red[is_red > 0])) if (is_red > 0).any() else 255.0
    bleached: npt.NDArray[np.float32] = np.clip(red * 255 / max(ink - INK_SPREAD, 1.0), 0, 255)
    return bleached


def _on_white(grey: Grey, dpi: float) -> Grey:
    """Each pixel as a share of the paper around it: grey or coloured paper and shadows become white."""
    import cv2

    shrink = max(1, round(dpi / 50))
    small: Any = cv2.resize(grey, None, fx=1 / shrink, fy=1 / shrink, interpolation=cv2.INTER_AREA)
    side = max(3, round(PAPER_MM * dpi / 25.4 / shrink)) | 1
    paper = cv2.dilate(small, np.ones((side, side), np.uint8))
    paper = cv2.medianBlur(paper, min(side, 31))
    paper = cv2.GaussianBlur(paper, (0, 0), side / 3)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    white: Grey = cv2.divide(grey, np.maximum(paper, 40), scale=255)
    return white


def ink_of(grey: Grey, without: Mask, dpi: float) -> Mask:
    """The ink of a page's print, but for what is masked and for specks."""
    import cv2

    ink = (grey < INK) & ~without
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8))
    is_print = stats[:, cv2.CC_STAT_AREA] >= max(3.0, (SPECK_MM * dpi / 25.4) ** 2)
    is_print[0] = False
    return np.asarray(is_print[labels])
