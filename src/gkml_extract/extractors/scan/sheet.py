"""Photographs: the sheet of paper in the picture, seen straight from above."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from gkml_extract.extractors.scan.pictures import A4_MM, PagePicture, Pixels

Corners = npt.NDArray[np.float32]
"""4 × (x, y): top left, top right, bottom right, bottom left."""

SIDE = 640
"""Pixels of the longer side at which the sheet is looked for."""
LEAST, MOST = 0.25, 0.985
"""Shares of the picture that a sheet covers: a smaller one cannot be read, a larger one is the picture."""
AT_EDGE = 0.012
"""Share of the picture's side within which a sheet's side is that of the picture."""
RIM = 0.025
"""Share of the sheet's longer side within which ground may be left along its sides."""
STRAIGHT = 0.05
"""Share of the sheet's area by which it may differ from a shape with four straight sides."""
STEP = 18.0
"""Levels by which paper is lighter than what lies beside it: a shadow over the paper has no such step."""
SHEET_RATIO, NEAR_RATIO = 2**0.5, 0.1
"""Sides of A-series paper, and the share by which a sheet seen from a slant may seem to differ. Source: ISO 216."""


def flat_sheet(picture: PagePicture) -> PagePicture:
    """The sheet that lies in a picture, as a scanner would show it; the picture itself where it shows nothing else."""
    import cv2

    corners = _corners(picture.pixels)
    if corners is None:
        return picture
    width, height = _size(corners)
    target = np.array([[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    pixels: Any = cv2.warpPerspective(
        picture.pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    pixels = _without_ground(pixels)
    taken_for_a4 = max(picture.pixels.shape[:2]) / A4_MM * 25.4
    is_stated = abs(taken_for_a4 - picture.dpi) > 0.01 * picture.dpi
    return PagePicture(pixels, picture.dpi if is_stated else max(width, height) / A4_MM * 25.4)


def _without_ground(pixels: Pixels) -> Pixels:
    """The sheet without what is left of the ground along its sides, which are never quite straight: paper there."""
    import cv2

    grey: Any = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY) if pixels.ndim == 3 else pixels
    height, width = grey.shape
    rim = max(round(RIM * max(height, width)), 1)
    level, _ = cv2.threshold(cv2.resize(grey, (SIDE, SIDE)), 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    dark = (grey < level).astype(np.uint8)
    dark[rim:-rim, rim:-rim] = 0
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark)
    x, y, w, h, _ = stats.T
    at_edge = (x <= 1) | (y <= 1) | (x + w >= width - 1) | (y + h >= height - 1)
    at_edge[0] = False
    ground = cv2.dilate(at_edge[labels].astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    clean = pixels.copy()
    clean[ground] = 0
    # the lightest place near by is paper in the same light
    near: Any = cv2.resize(clean, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_NEAREST)
    near = cv2.resize(cv2.dilate(near, np.ones((15, 15), np.uint8)), (width, height), interpolation=cv2.INTER_LINEAR)
    clean[ground] = near[ground]
    return clean


def _size(corners: Corners) -> tuple[int, int]:
    """Width and height of the sheet in pixels, as its sides are seen; those of A-series paper if they are near."""
    sides = [float(np.linalg.norm(corners[k] - corners[(k + 1) % 4])) for k in range(4)]
    width, height = max(sides[0], sides[2]), max(sides[1], sides[3])
    ratio = max(width, height) / min(width, height)
    if abs(ratio / SHEET_RATIO - 1) <= NEAR_RATIO:
        if width > height:
            height = width / SHEET_RATIO
        else:
            width = height / SHEET_RATIO
    return round(width), round(height)


def _corners(pixels: Pixels) -> Corners | None:
    """The corners of a light sheet on something darker, in pixels; None where there is none."""
    import cv2

    scale = min(1.0, SIDE / max(pixels.shape[:2]))
    small: Any = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey: Any = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY) if small.ndim == 3 else small
    # print and rules are no dark ground
    grey = cv2.medianBlur(cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)), 5)
    _, light = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    outlines, _ = cv2.findContours(light, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not outlines:
        return None
    hull: Any = cv2.convexHull(max(outlines, key=cv2.contourArea))
    area = cv2.contourArea(hull)
    if not LEAST * grey.size <= area <= MOST * grey.size:
        return None
    rough = _four_sided(hull)
    corners = _refined(rough, hull) if rough is not None else None
    if corners is None or abs(cv2.contourArea(corners) / area - 1) > STRAIGHT or not _is_on_ground(grey, corners):
        return None
    return np.asarray((corners + 0.5) / scale - 0.5, dtype=np.float32)


def _four_sided(hull: Any) -> Corners | None:
    import cv2

    around = cv2.arcLength(hull, True)
    for share in np.arange(0.01, 0.1, 0.005):
        shape = cv2.approxPolyDP(hull, float(share * around), True)
        if len(shape) == 4:
            return _in_order(shape.reshape(4, 2).astype(np.float32))
        if len(shape) < 4:
            return None
    return None


def _in_order(corners: Corners) -> Corners:
    sums, differences = corners.sum(axis=1), corners[:, 0] - corners[:, 1]
    order = [int(sums.argmin()), int(differences.argmax()), int(sums.argmax()), int(differences.argmin())]
    return corners[order]


def _refined(rough: Corners, hull: Any) -> Corners | None:
    """The crossings of lines laid along the four sides: corners themselves may be round or folded."""
    import cv2

    dense = _dense(hull.reshape(-1, 2).astype(np.float32))
    lines = []
    for k in range(4):
        start, end = rough[k], rough[(k + 1) % 4]
        along = (end - start) / max(float(np.linalg.norm(end - start)), 1e-6)
        place = (dense - start) @ along / max(float(np.linalg.norm(end - start)), 1e-6)
        off = np.abs((dense - start) @ np.array([-along[1], along[0]], dtype=np.float32))
        own = dense[(place > 0.1) & (place < 0.9) & (off < 0.02 * SIDE)]
        if len(own) < 8:
            return None
        vx, vy, x, y = cv2.fitLine(own, cv2.DIST_HUBER, 0, 0.01, 0.01).ravel().tolist()
        lines.append((vy, -vx, vx * y - vy * x))
    corners = []
    for k in range(4):
        crossing = np.cross(lines[k - 1], lines[k])
        if abs(crossing[2]) < 1e-9:
            return None
        corners.append(crossing[:2] / crossing[2])
    return np.array(corners, dtype=np.float32)


def _dense(points: Corners) -> Corners:
    """Points a pixel apart along a closed outline."""
    parts = []
    for start, end in zip(points, np.roll(points, -1, axis=0), strict=True):
        n = max(1, round(float(np.linalg.norm(end - start))))
        parts.append(start + (end - start) * np.linspace(0, 1, n, endpoint=False)[:, None])
    return np.concatenate(parts).astype(np.float32)


def _is_on_ground(grey: Any, corners: Corners) -> bool:
    """Whether the paper ends at each side that is not the picture's own, and at one at least."""
    height, width = grey.shape
    off = max(3.0, 0.012 * max(width, height))
    middle = corners.mean(axis=0)
    n_inner = 0
    for k in range(4):
        points = corners[k] + (corners[(k + 1) % 4] - corners[k]) * np.linspace(0.15, 0.85, 24)[:, None]
        x, y = points[:, 0], points[:, 1]
        from_edge = np.minimum(np.minimum(x, width - 1 - x) / width, np.minimum(y, height - 1 - y) / height)
        if float(np.median(from_edge)) <= AT_EDGE:
            continue
        n_inner += 1
        towards = middle - points
        towards /= np.linalg.norm(towards, axis=1)[:, None]
        if float(np.median(_at(grey, points + off * towards) - _at(grey, points - off * towards))) < STEP:
            return False
    return n_inner > 0


def _at(grey: Any, points: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
    x = np.clip(points[:, 0].round().astype(int), 0, grey.shape[1] - 1)
    y = np.clip(points[:, 1].round().astype(int), 0, grey.shape[0] - 1)
    return np.asarray(grey[y, x], dtype=np.float32)
