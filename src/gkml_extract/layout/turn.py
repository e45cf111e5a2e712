"""Pages whose text lies on its side, turned upright for the reading, and places turned back."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gkml_extract.layout.lines import Box
from gkml_extract.model.page import OBLIQUE, Chars, Floats, Ints, PageContent, Shapes


@dataclass(frozen=True, slots=True)
class Turn:
    """By how many quarters counter-clockwise a page was turned, and its size before."""

    quarters: int
    width: float
    height: float

    def back(self, box: Box) -> Box:
        """A box of the turned page on the page as displayed."""
        x0, top, x1, bottom = box
        if self.quarters == 1:
            return (self.width - bottom, x0, self.width - top, x1)
        if self.quarters == 2:
            return (self.width - x1, self.height - bottom, self.width - x0, self.height - top)
        if self.quarters == 3:
            return (top, self.height - x1, bottom, self.height - x0)
        return box


def turned(page: PageContent, quarters: int) -> tuple[PageContent, Turn]:
    """The page turned so that text of this direction stands upright."""
    turn = Turn(quarters, page.width, page.height)
    if turn.quarters == 0:
        return page, turn
    is_turned = turn.quarters % 2 == 1
    return replace(
        page,
        width=page.height if is_turned else page.width,
        height=page.width if is_turned else page.height,
        chars=_turn_chars(page.chars, turn),
        shapes=_turn_shapes(page.shapes, turn),
    ), turn


def main_direction(chars: Chars, cells: Ints) -> int:
    """The direction in which a page is read: that of most of its cells, or of most characters if it has none.

    A cell counts once, so that a label written upwards beside small figures does not turn the page.
    """
    is_right = chars.directions != OBLIQUE
    if not (chars.directions[is_right] != 0).any():
        return 0
    in_cell = is_right & (cells >= 0)
    if not in_cell.any():
        return int(np.bincount(chars.directions[is_right], minlength=4).argmax())
    counts = np.zeros((int(cells.max()) + 1, 4), dtype=np.int64)
    np.add.at(counts, (cells[in_cell], chars.directions[in_cell]), 1)
    votes = np.bincount(counts[counts.sum(axis=1) > 0].argmax(axis=1), minlength=4)
    return int(votes.argmax())


def _turn_chars(chars: Chars, turn: Turn) -> Chars:
    directions = np.where(chars.directions == OBLIQUE, OBLIQUE, (chars.directions - turn.quarters) % 4)
    boxes = _turn_boxes(chars.boxes, turn)
    return replace(chars, boxes=boxes, baselines=_turn_points(chars.baselines, turn), directions=directions)


def _turn_shapes(shapes: Shapes, turn: Turn) -> Shapes:
    return replace(shapes, boxes=_turn_boxes(shapes.boxes, turn))


def _turn_points(points: Floats, turn: Turn) -> Floats:
    x, y = points.T
    if turn.quarters == 1:
        return np.column_stack((y, turn.width - x))
    if turn.quarters == 2:
        return np.column_stack((turn.width - x, turn.height - y))
    return np.column_stack((turn.height - y, x))


def _turn_boxes(boxes: Floats, turn: Turn) -> Floats:
    first, second = _turn_points(boxes[:, :2], turn), _turn_points(boxes[:, 2:], turn)
    return np.hstack((np.minimum(first, second), np.maximum(first, second)))
