"""Pages that lie on their side or on their head: found by how they read, and placed as they are displayed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gkml_extract.extractors.scan.content import Reading, read_print
from gkml_extract.extractors.scan.engine import Network
from gkml_extract.extractors.scan.paper import Grey
from gkml_extract.model.page import Floats, PageContent

UPRIGHT = 0.8
"""Mean score from which a page stands upright: on its side or on its head it has some 0.5, upright 0.95 and more."""
POOR = 0.6
"""Score that a page may have on its head: no way up that reads worse is better than the one it has."""
LINE_PITCH, SIDEWAYS = 1.12, 0.25
"""Distance of letters, in font sizes, that is one of lines; what it takes from the score."""
TRIED = 12
"""Lines that are read to try another way up."""


def read_upright(grey: Grey, dpi: float, network: Network, until: float) -> tuple[Reading, int]:
    """The reading of a page the right way up, and by how many quarters it was turned counter-clockwise for it.

    A page that reads well as it lies costs nothing more.

    Raises:
        OutOfTimeError: it is not done at `until`, in seconds of the monotonic clock.
    """
    reading = read_print(grey, dpi, network, until)
    if _merit(reading) >= UPRIGHT or not reading.lines:
        return reading, 0
    tried = {turns: _merit(read_print(_turned(grey, turns), dpi, network, until, TRIED)) for turns in (1, 3, 2)}
    best = max(tried, key=lambda turns: tried[turns])
    if tried[best] <= max(_merit(reading), POOR):
        return reading, 0
    return read_print(_turned(grey, best), dpi, network, until), best


def _merit(reading: Reading) -> float:
    """How well a page reads. Letters on their side can be read as well, but then stand a line's distance apart."""
    return reading.score - (SIDEWAYS if reading.pitch > LINE_PITCH else 0.0)


def _turned(grey: Grey, turns: int) -> Grey:
    return np.ascontiguousarray(np.rot90(grey, turns))


def as_displayed(page: PageContent, turns: int) -> PageContent:
    """The content of a page that was turned counter-clockwise by quarters, on the page as it was."""
    if turns == 0:
        return page
    width, height = (page.height, page.width) if turns % 2 else (page.width, page.height)
    chars = replace(
        page.chars,
        boxes=_boxes(page.chars.boxes, turns, width, height),
        baselines=_points(page.chars.baselines, turns, width, height),
        directions=np.full(len(page.chars), turns, dtype=np.int64),
    )
    shapes = replace(page.shapes, boxes=_boxes(page.shapes.boxes, turns, width, height))
    return replace(page, width=width, height=height, chars=chars, shapes=shapes)


def _points(points: Floats, turns: int, width: float, height: float) -> Floats:
    x, y = points[:, 0], points[:, 1]
    if turns == 1:
        return np.column_stack((width - y, x))
    if turns == 2:
        return np.column_stack((width - x, height - y))
    return np.column_stack((y, height - x))


def _boxes(boxes: Floats, turns: int, width: float, height: float) -> Floats:
    first, second = _points(boxes[:, :2], turns, width, height), _points(boxes[:, 2:], turns, width, height)
    return np.hstack((np.minimum(first, second), np.maximum(first, second)))
