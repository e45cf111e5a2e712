"""Check boxes drawn as paths → the characters ■ □ ☑ at their places."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gkml_extract.model.page import Bools, Chars, Floats, Ints, ShapeKind, Shapes

MIN_SIDE, MAX_SIDE = 5.0, 15.0
"""Points of a box's sides: a browser's has 9.75, one drawn for 16-point print 14."""
SQUARE = 1.3
"""Points by which a box's sides may differ."""
NEAR = 1.5
"""Share of its side within which text follows a box."""
MAX_BOXES = 2000
"""Boxes a page may have; more are a pattern."""
DARK = 0.6
"""Lightness below which a filled box is marked."""
TICKS = frozenset("√✓✔☑☒×✗✘xXvV■●*/")
_CLOSED = (ShapeKind.FRAME, ShapeKind.AREA, ShapeKind.ROUND)


@dataclass(frozen=True, slots=True, eq=False)
class Boxed:
    """Characters with those of the boxes added, and shapes without the boxes."""

    chars: Chars
    shapes: Shapes


def with_boxes(chars: Chars, shapes: Shapes) -> Boxed:
    """The page's characters and shapes after its check boxes were read."""
    squares = _squares(shapes)
    if len(squares) == 0 or len(squares) > MAX_BOXES or len(chars) == 0:
        return Boxed(chars, shapes)
    outer, inner = _outermost(shapes.boxes[squares], squares)
    outer = outer[_stands_alone(shapes.boxes[outer])]
    marks: list[tuple[int, str]] = []
    replaced = np.zeros(len(chars), dtype=bool)
    for index in outer.tolist():
        box = shapes.boxes[index]
        inside = _inside(chars, box)
        ticks = all(chars.text[at] in TICKS for at in np.flatnonzero(inside).tolist())
        if not ticks or not _is_followed(chars, box):
            continue
        is_marked = bool(inside.any()) or _is_marked(shapes, index, inner)
        marks.append((index, "■" if is_marked else "□"))
        replaced |= inside
    if not marks:
        return Boxed(chars, shapes)
    found = np.array([index for index, _ in marks])
    return Boxed(
        _added(chars, ~replaced, shapes.boxes[found], "".join(mark for _, mark in marks)),
        _without(shapes, found),
    )


def _squares(shapes: Shapes) -> Ints:
    """Closed shapes of the size of a box."""
    width = shapes.boxes[:, 2] - shapes.boxes[:, 0]
    height = shapes.boxes[:, 3] - shapes.boxes[:, 1]
    squares = np.flatnonzero((np.abs(width - height) <= SQUARE) & (height >= MIN_SIDE) & (height <= MAX_SIDE))
    return squares[np.isin(shapes.kinds[squares], _CLOSED)] if len(squares) else squares


def _outermost(boxes: Floats, squares: Ints) -> tuple[Ints, Ints]:
    """The squares that stand in no other, each place once, and all others."""
    low, high = boxes[:, None, :2], boxes[:, None, 2:]
    holds = (low <= boxes[None, :, :2] + SQUARE).all(axis=2) & (high >= boxes[None, :, 2:] - SQUARE).all(axis=2)
    area = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    order = np.arange(len(boxes))
    is_larger = (area[:, None] > area[None]) | ((area[:, None] == area[None]) & (order[:, None] < order[None]))
    is_inner = (holds & is_larger).any(axis=0)
    return squares[~is_inner], squares[is_inner]


def _stands_alone(boxes: Floats) -> Bools:
    """Which squares touch no other: the cells of a table do."""
    low, high = boxes[:, :2], boxes[:, 2:]
    touches = ((low[:, None] <= high[None] + 0.5) & (high[:, None] >= low[None] - 0.5)).all(axis=2)
    alone: Bools = touches.sum(axis=1) == 1
    return alone


def _inside(chars: Chars, box: Floats) -> Bools:
    middle = (chars.boxes[:, :2] + chars.boxes[:, 2:]) / 2
    return np.asarray(((middle > box[:2]) & (middle < box[2:])).all(axis=1), dtype=np.bool_)


def _is_followed(chars: Chars, box: Floats) -> bool:
    """Whether text stands right of a box, on its line."""
    side = box[3] - box[1]
    starts, top, bottom = chars.boxes[:, 0], chars.boxes[:, 1], chars.boxes[:, 3]
    middle = (box[1] + box[3]) / 2
    right = (starts >= box[2] - 0.2 * side) & (starts <= box[2] + NEAR * side) & (top < middle) & (bottom > middle)
    return bool(right.any())


def _is_marked(shapes: Shapes, index: int, inner: Ints) -> bool:
    """Whether a box is filled, or something is drawn in it."""
    if shapes.kinds[index] != ShapeKind.FRAME and shapes.widths[index] == 0 and shapes.lightness[index] < DARK:
        return True
    box = shapes.boxes[index]
    middle = (shapes.boxes[:, :2] + shapes.boxes[:, 2:]) / 2
    reaches_out = (shapes.boxes[:, :2] < box[:2] - 2) | (shapes.boxes[:, 2:] > box[2:] + 2)
    is_within: Bools = np.all((middle > box[:2]) & (middle < box[2:]) & ~reaches_out, axis=1)
    is_within[index] = False
    others = np.flatnonzero(is_within)
    filled = (shapes.kinds[others] == ShapeKind.AREA) | (shapes.kinds[others] == ShapeKind.ROUND)
    is_ground = filled & (shapes.lightness[others] >= DARK)  # the white of the box itself
    is_edge = (shapes.kinds[others] == ShapeKind.FRAME) | (np.isin(others, inner) & (shapes.widths[others] > 0))
    return bool((~is_ground & ~is_edge).any())


def _added(chars: Chars, kept: Bools, boxes: Floats, text: str) -> Chars:
    """Characters with boxes behind them, which stand on the line as the signs of a font would."""
    n = len(boxes)
    sizes = boxes[:, 3] - boxes[:, 1]
    none = np.full(n, -1, dtype=np.int64)
    return replace(
        chars,
        text="".join(char for char, is_kept in zip(chars.text, kept.tolist(), strict=True) if is_kept) + text,
        boxes=np.concatenate((chars.boxes[kept], boxes)),
        baselines=np.concatenate((chars.baselines[kept], np.column_stack((boxes[:, 0], boxes[:, 3] - 0.14 * sizes)))),
        sizes=np.concatenate((chars.sizes[kept], sizes)),
        directions=np.concatenate((chars.directions[kept], np.zeros(n, dtype=np.int64))),
        runs=np.concatenate((chars.runs[kept], none)),
        fonts=np.concatenate((chars.fonts[kept], none)),
    )


def _without(shapes: Shapes, found: Ints) -> Shapes:
    """The shapes but for the boxes and what is drawn in them."""
    middle = (shapes.boxes[:, :2] + shapes.boxes[:, 2:]) / 2
    size = shapes.boxes[:, 2:] - shapes.boxes[:, :2]
    kept = np.ones(len(shapes), dtype=bool)
    for box in shapes.boxes[found]:
        is_small = (size <= box[2:] - box[:2] + 3).all(axis=1)
        kept &= ~(is_small & ((middle > box[:2]) & (middle < box[2:])).all(axis=1))
    return Shapes(shapes.kinds[kept], shapes.boxes[kept], shapes.widths[kept], shapes.lightness[kept])
