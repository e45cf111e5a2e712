"""Grounds of cells → edges: tables whose cells are told by colour alone.

Old pages paint a table dark and its cells white, a point apart; new ones paint a header, and every other row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise

import numpy as np

from gkml_extract.layout.rulings import MAX_THICKNESS, WHITE, Rulings
from gkml_extract.model.page import Bools, Chars, Floats, Ints, ShapeKind, Shapes

MIN_TILES = 6
"""Grounds with print on them from which they may be cells."""
SIDE = 1.5
"""Points within which two grounds touch; a gap between cells is wider by the half."""
BESIDE = 3.0
"""Points by which the sides of neighbouring grounds may be apart."""
LEADING, MIN_COLUMNS = 3.0, 3
"""Font sizes between two lines of a row at most, and columns with print that tell a row."""
LARGER, UNSEEN = 1.2, 1.01
"""How much larger than a cell the ground of a table is, and than the ground of a paragraph that of its cell, which
Writer paints in the same colour."""
TITLE = 1.15
"""How much larger than other print the title of a table is."""
ALIKE = 0.5
"""Share of the sides of cells below a line of print that stand above it as well, if it is a heading in one table."""
MAX_TILES = 2000
"""Grounds of a page that are looked at: a picture has more."""


def tile_rulings(shapes: Shapes, chars: Chars, known: Sequence[float] = ()) -> Rulings:
    """The sides of the grounds of cells as if they were drawn; none if the page has no such cells.

    A white row between two coloured ones has the columns of these. `known` are the edges of the columns of the table on
    the page before: if it goes on, a white row may stand above the first ground.
    """
    none = Rulings(np.zeros((0, 3)), np.zeros((0, 3)))
    width, height = shapes.boxes[:, 2] - shapes.boxes[:, 0], shapes.boxes[:, 3] - shapes.boxes[:, 1]
    areas = np.flatnonzero((shapes.kinds == ShapeKind.AREA) & (np.minimum(width, height) > 2 * MAX_THICKNESS))
    if not MIN_TILES <= len(areas) <= MAX_TILES:
        return none
    boxes, is_white = shapes.boxes[areas], shapes.lightness[areas] >= WHITE
    lightness = shapes.lightness[areas]
    is_unseen = (_holds(boxes, boxes, least=UNSEEN) & (lightness[:, None] == lightness[None, :])).any(axis=0)
    boxes, is_white = boxes[~is_unseen], is_white[~is_unseen]
    is_ground = _holds(boxes, boxes).sum(axis=1) >= MIN_TILES  # of a whole table
    on_ground = _holds(boxes[is_ground], boxes).any(axis=0)
    tiles = boxes[~is_ground & (~is_white | on_ground)]
    tiles = np.unique(np.round(tiles, 1), axis=0)
    middles = (chars.boxes[:, :2] + chars.boxes[:, 2:]) / 2
    if not _have_print(tiles, middles) or not _are_beside(tiles):
        return none
    flat: list[Floats] = []
    upright: list[Floats] = []
    usual = float(np.median(chars.sizes[chars.directions == 0])) if (chars.directions == 0).any() else 0.0
    for index, part in enumerate(_parts_at_titles(tiles, chars, usual)):
        begins = [] if index else _begins_of_first_rows(part, chars, known)
        if begins:
            bottom = begins[0] if len(begins) > 1 else part[:, 1].min()
            upright.append(np.array([(x, begins[-1], bottom) for x in known]))
            strips = [(known[0], begin - 1.0, known[-1], begin) for begin in begins]
            part = np.concatenate((part, strips))  # white below them likewise
        end = _end_of_last_row(part, chars, usual)
        if end is not None:
            x0, x1 = part[:, 0].min(), part[:, 2].max()
            part = np.concatenate((part, [[x0, end, x1, end + 1.0]]))  # white above it: the columns go on
        flat += [part[:, [side, 0, 2]] for side in (1, 3)]
        upright += [*(part[:, [side, 1, 3]] for side in (0, 2)), _through_white_rows(part)]
    return Rulings(np.concatenate(flat), np.concatenate(upright))


def _parts_at_titles(tiles: Floats, chars: Chars, usual: float) -> list[Floats]:
    """The grounds of each table, from the top: between two of them, in the white, stands the title of the second."""
    ordered = tiles[np.argsort(tiles[:, 1], kind="stable")]
    bottoms = np.maximum.accumulate(ordered[:, 3])
    after = np.flatnonzero(ordered[1:, 1] - bottoms[:-1] > 2 * MAX_THICKNESS) + 1
    if len(after) == 0:
        return [tiles]
    upright = np.flatnonzero(chars.directions == 0)
    boxes, sizes = _extents(chars, upright), chars.sizes[upright]
    middles = (boxes[:, 1] + boxes[:, 3]) / 2
    cuts = [0]
    for index in after.tolist():
        inside = (middles > bottoms[index - 1]) & (middles < ordered[index, 1])
        above, below = ordered[cuts[-1] : index], ordered[index:]
        is_over = _is_over(boxes[inside], above) and not _are_alike(above, below)
        if is_over or _has_title(boxes[inside], sizes[inside], usual):
            cuts.append(index)
    return [ordered[start:stop] for start, stop in pairwise([*cuts, len(ordered)])]


def _has_title(boxes: Floats, sizes: Floats, usual: float) -> bool:
    """Whether there is larger print with none of the usual size beside it."""
    is_larger = sizes > TITLE * usual
    if not is_larger.any():
        return False
    top, bottom = boxes[is_larger, 1].min(), boxes[is_larger, 3].max()
    beside = (boxes[~is_larger, 1] < bottom - 1) & (boxes[~is_larger, 3] > top + 1)
    return not beside.any()


def _is_over(boxes: Floats, tiles: Floats) -> bool:
    """Whether print stands over sides of these grounds."""
    xs = np.unique(tiles[:, [0, 2]])
    return bool(((boxes[:, 0, None] < xs - SIDE) & (boxes[:, 2, None] > xs + SIDE)).any())


def _are_alike(above: Floats, below: Floats) -> bool:
    """Whether grounds have sides in common: those of one table have."""
    one, other = (np.unique(np.round(each[:, [0, 2]])) for each in (above, below))
    n_common = int((np.abs(one[:, None] - other[None, :]) <= SIDE).any(axis=0).sum())
    return n_common > ALIKE * len(other) or n_common > ALIKE * len(one)


def _end_of_last_row(tiles: Floats, chars: Chars, usual: float) -> float | None:
    """Where a white row below the last ground ends: as far as print keeps within the columns, in several of them.

    It ends above a title as well, which is larger than print of the `usual` size.
    """
    bottom, xs = tiles[:, 3].max(), np.unique(tiles[:, [0, 2]])
    below = np.flatnonzero((chars.boxes[:, 1] > bottom - SIDE) & (chars.directions == 0))
    order = below[np.argsort(chars.baselines[below, 1], kind="stable")]
    boxes = _extents(chars, order)
    end: float | None = None
    columns: set[int] = set()
    last = float(bottom)
    for index, (x0, top, x1, low) in zip(order.tolist(), boxes.tolist(), strict=True):
        is_over = bool(((xs > x0 + SIDE) & (xs < x1 - SIDE)).any()) or x0 < xs[0] or x1 > xs[-1]
        if is_over or top - last > LEADING * chars.sizes[index] or chars.sizes[index] > TITLE * usual:
            break
        last = max(last, low)
        columns.add(int(np.searchsorted(xs, (x0 + x1) / 2)))
        end = last
    return end if len(columns) >= MIN_COLUMNS else None


def _begins_of_first_rows(tiles: Floats, chars: Chars, known: Sequence[float]) -> list[float]:
    """Where white rows above the first ground begin, of a table that goes on in the same columns; from below.

    They are the rest of a row that a page break cuts, or one of its own: as far as print keeps within the columns. A
    line of the first column alone right above the ground is the heading of a section.
    """
    edges, sides = np.array(known), np.unique(tiles[:, [0, 2]])
    if len(edges) <= MIN_COLUMNS or (np.abs(sides[:, None] - edges[None, :]).min(axis=1) > SIDE).any():
        return []
    if 2 * len(sides) < len(edges):
        return []
    last = float(tiles[:, 1].min())
    above = np.flatnonzero((chars.boxes[:, 3] < last + SIDE) & (chars.directions == 0))
    order = above[np.argsort(-chars.baselines[above, 1], kind="stable")]
    tops: list[float] = []  # of lines, from below
    columns: list[set[int]] = []
    baseline = np.inf
    for index, (x0, top, x1, low) in zip(order.tolist(), _extents(chars, order).tolist(), strict=True):
        is_over = bool(((edges > x0 + SIDE) & (edges < x1 - SIDE)).any()) or x0 < edges[0] or x1 > edges[-1]
        if is_over or last - low > LEADING * chars.sizes[index]:
            break
        last = min(last, top)
        if baseline - chars.baselines[index, 1] > SIDE:
            tops.append(last)
            columns.append(set())
            baseline = chars.baselines[index, 1]
        tops[-1] = last
        columns[-1].add(int(np.searchsorted(edges, (x0 + x1) / 2)))
    has_heading = len(tops) > 1 and columns[0] == {1} and not any(1 in beside for beside in columns[1:])
    return [tops[0], last] if has_heading else [last] if tops else []


def _extents(chars: Chars, chosen: Ints) -> Floats:
    """The boxes of characters, as wide as what is written in one run on their line."""
    boxes = chars.boxes[chosen].copy()
    _, lines = np.unique(
        np.column_stack((chars.runs[chosen], np.round(chars.baselines[chosen, 1]))), axis=0, return_inverse=True
    )
    lines = lines.reshape(-1)
    left, right = np.full(len(chosen), np.inf), np.full(len(chosen), -np.inf)
    np.minimum.at(left, lines, boxes[:, 0])
    np.maximum.at(right, lines, boxes[:, 2])
    boxes[:, 0], boxes[:, 2] = left[lines], right[lines]
    return boxes


def _holds(outer: Floats, inner: Floats, least: float = LARGER) -> Bools:
    """n_outer × n_inner: which box holds which other one, and is larger: `least` times its area."""
    holds = (outer[:, None, :2] <= inner[None, :, :2] + SIDE).all(axis=2)
    holds &= (outer[:, None, 2:] >= inner[None, :, 2:] - SIDE).all(axis=2)
    size = [(each[:, 2] - each[:, 0]) * (each[:, 3] - each[:, 1]) for each in (outer, inner)]
    return np.asarray(holds & (size[0][:, None] > least * size[1][None, :]))


def _have_print(boxes: Floats, points: Floats) -> bool:
    """Whether enough of the boxes hold a point; one box at a time, since a page may have a hundred thousand points."""
    with_print = (((box[:2] < points) & (points < box[2:])).all(axis=1).any() for box in boxes)
    return sum(1 for _ in islice(filter(None, with_print), MIN_TILES)) == MIN_TILES


def _are_beside(tiles: Floats) -> bool:
    """Whether most tiles have another right beside them: bars of a diagram, or coloured words, have none."""
    apart = np.abs(tiles[:, None, 2] - tiles[None, :, 0])
    overlap = np.minimum(tiles[:, None, 3], tiles[None, :, 3]) - np.maximum(tiles[:, None, 1], tiles[None, :, 1])
    is_left = (apart <= BESIDE) & (overlap > MAX_THICKNESS)
    return bool((is_left.any(axis=1) | is_left.any(axis=0)).mean() > 0.5)


def _through_white_rows(tiles: Floats) -> Floats:
    """n × (x, y0, y1): the sides of tiles prolonged to the tiles above or below, where nothing else is painted."""
    sides = np.unique(np.round(tiles[:, [0, 2]] / SIDE)) * SIDE
    found: list[Floats] = [np.zeros((0, 3))]
    for x in sides.tolist():
        has_side = (np.abs(tiles[:, [0, 2]] - x) <= SIDE).any(axis=1)
        here = np.flatnonzero(has_side | ((tiles[:, 0] < x) & (tiles[:, 2] > x)))
        here = here[np.argsort(tiles[here, 1], kind="stable")]
        bottoms = np.maximum.accumulate(tiles[here, 3])
        starts, ends, is_side = bottoms[:-1], tiles[here, 1][1:], has_side[here]
        is_white = (ends - starts > 2 * MAX_THICKNESS) & (is_side[:-1] | is_side[1:])
        n = int(is_white.sum())
        found.append(np.column_stack((np.full(n, x), starts[is_white], ends[is_white])))
    return np.concatenate(found)
