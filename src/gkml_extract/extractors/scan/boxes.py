"""Check boxes and ticks, told from their pixels: a recogniser drops them or takes them for letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from gkml_extract.extractors.scan.paper import Mask
from gkml_extract.extractors.scan.print_lines import PrintLine
from gkml_extract.extractors.scan.strips import PlacedGlyph
from gkml_extract.model.table import UNREAD

SIDES = (0.38, 1.15)
"""Sides of a box in font sizes: one of ☐ is 0.6 to 0.95, □ and ■ of some fonts 0.45."""
SQUARE = 1.2
"""A box's longer side at most in its shorter ones."""
SIDE_SHARE = 0.85
"""Share of each side that is drawn."""
EMPTY, DIRTY, FULL = 0.03, 0.07, 0.9
"""Shares of ink: up to EMPTY nothing is in a box, a tick makes more than DIRTY; the whole of a filled one has FULL."""
THICKEST = 0.3
"""Share of a box's side that its own lines take on either side at most."""
WIDE_GAP = 0.3
"""Share of the font size that parts a box from the letter before where it may be a letter itself."""
OWN = 0.55
"""Font sizes within which a letter's middle lies from each of its parts; a box and the letter after it are further."""
RAGGED = 0.15
"""Share of a filled box by which its ink may stand out of the square."""
ALIKE = 0.15
"""Share of their sides by which the boxes of a page may differ."""
DOUBTFUL = 0.6
"""Score below which what was read at the place of a box says nothing."""
LIKE_BOX = frozenset("□☐口囗ロ日曰目回田O0oDCUQ■▇█☑☒√✓Vv凸凹因区囚品图圈困")
"""What recognisers make of boxes, empty or with a mark in them."""
LIKE_FULL = frozenset("■▇█●国口□☐")
LETTERS = frozenset("日曰目田国图因区圈困品回四")
SURE = 0.9
"""Score from which a square read as one of these letters is the letter."""
MARKED = frozenset("☑☒√✓Vv")
"""And of those that tell themselves as boxes with a mark."""
KOU = "口"
MANY = 3
"""Squares read as 口 from which a page without other boxes has boxes."""
NEVER_AFTER = frozenset("、，。；：）》”,.;:)")
"""What stands behind the letter 口 (入口、窗口。), and never behind a box."""
DISC = "●"
"""What a list may begin with; where the recogniser read anything at its place, that stands."""

LONE = 1.7
"""Width in font sizes of print that may be one sign."""
LIKE_TICK = frozenset("VvYyJjLl√✓✔レノ丿/ルVγ乀^")
LIKE_CIRCLE = frozenset("Oo0〇○◯Q。Co")
ROUND = 1.15
"""A circle's longer side at most in its shorter ones: the digit 0 has 1.4."""


@dataclass(frozen=True, slots=True)
class _Box:
    """A square of a line: from where to where, the sign for it, the free columns before it (None at the beginning)."""

    x0: int
    x1: int
    sign: str
    gap: int | None

    @property
    def side(self) -> int:
        """Its width."""
        return self.x1 - self.x0


def with_boxes(
    ink: Mask, pale: Mask, lines: Sequence[PrintLine], glyphs: Mapping[int, Sequence[PlacedGlyph]]
) -> dict[int, list[PlacedGlyph]]:
    """The glyphs of each line, with the boxes and lone marks that stand in it.

    `pale` is the ink with what is too pale for a letter: the sides of a box may be half a pixel thick.
    """
    alone = _lines_alone(lines)
    squares = {index: _squares_of(ink, pale, line) for index, line in enumerate(lines)}
    sure = [
        box.side / lines[index].size
        for index, boxes in squares.items()
        for box in boxes
        if box.sign in "□■" and _is_sure(box, lines[index], glyphs.get(index, ()))
    ]
    has_boxes = len(sure) > 0 or _n_like_letters(squares, lines, glyphs) >= MANY
    read: dict[int, list[PlacedGlyph]] = {}
    for index, line in enumerate(lines):
        own = list(glyphs.get(index, ()))
        if index in alone and line.box[2] - line.box[0] <= LONE * line.size:
            own = _lone_sign(ink, line, index, own, squares[index])
        else:
            for box in squares[index]:
                if _is_box(box, line, own, sure, has_boxes=has_boxes):
                    own = _with_box(own, box, index)
        if own:
            read[index] = own
    return read


def _n_like_letters(
    squares: Mapping[int, Sequence[_Box]], lines: Sequence[PrintLine], glyphs: Mapping[int, Sequence[PlacedGlyph]]
) -> int:
    """How many empty squares that begin a line, or stand off, were read as the letter 口: one or two may be that."""
    return sum(
        box.sign == "□" and _begins(box, lines[index], WIDE_GAP) and _is_read_as_letter(box, glyphs.get(index, ()))
        for index, boxes in squares.items()
        for box in boxes
    )


def _is_read_as_letter(box: _Box, glyphs: Sequence[PlacedGlyph]) -> bool:
    return any(glyph.text == KOU and box.x0 <= glyph.x <= box.x1 for glyph in glyphs)


def _lines_alone(lines: Sequence[PrintLine]) -> set[int]:
    """The lines that are the only one of their cell."""
    counts: dict[int, int] = {}
    for line in lines:
        counts[line.cell] = counts.get(line.cell, 0) + 1
    return {index for index, line in enumerate(lines) if line.cell >= 0 and counts[line.cell] == 1}


def _squares_of(ink: Mask, pale: Mask, line: PrintLine) -> list[_Box]:
    """The squares of a line, and those that only pale ink draws whole."""
    found = _squares_in(ink, line)
    more = [box for box in _squares_in(pale, line) if all(box.x1 <= other.x0 or box.x0 >= other.x1 for other in found)]
    return sorted([*found, *more], key=lambda box: box.x0)


def _squares_in(ink: Mask, line: PrintLine) -> list[_Box]:
    """The squares that the ink of a line draws or fills, letters among them."""
    import cv2

    x0, top, x1, bottom = line.box
    piece = ink[top:bottom, x0:x1]
    low, high = SIDES[0] * line.size, SIDES[1] * line.size
    _, labels, stats, _ = cv2.connectedComponentsWithStats(piece.astype(np.uint8))
    found: list[_Box] = []
    for label, (x, y, width, height, _) in enumerate(stats.tolist()):
        if label == 0 or not (low <= width <= 1.3 * high and low <= height <= 1.3 * high):
            continue
        if _is_enclosed((x, y, width, height), stats[1:]):
            continue  # the inner square of 回
        own = labels[y : y + height, x : x + width] == label
        frame = _frame_of(own, low, high)
        if frame is None:
            if _is_round(own) and _disc_share(own) > FULL and _is_disc(own):
                found.append(_Box(x0 + x, x0 + x + width, DISC, _gap_before(piece, x)))
            continue
        left, upper, right, lower = frame
        sign = _sign_of(piece[y + upper : y + lower, x + left : x + right])
        ragged = max(width - (right - left), height - (lower - upper))
        if sign == "■" and ragged > max(2, RAGGED * width):
            continue
        found.append(_Box(x0 + x + left, x0 + x + right, sign, _gap_before(piece, x)))
    return found


def _is_enclosed(box: tuple[int, int, int, int], boxes: Any) -> bool:
    """Whether a connected piece lies within another one's box."""
    x, y, width, height = box
    left, top, wide, high = boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3]
    return bool(((left < x) & (top < y) & (left + wide > x + width) & (top + high > y + height)).any())


def _frame_of(own: Mask, low: float, high: float) -> tuple[int, int, int, int] | None:
    """The square that a connected piece of ink draws or fills: left, top, right, bottom; None if it draws none."""
    across, down = _drawn_rows(own, 0.9 * low), _drawn_rows(own.T, 0.9 * low)
    if len(across) < 2 or len(down) < 2:
        return None
    upper, lower, left, right = across[0], across[-1] + 1, down[0], down[-1] + 1
    width, height = right - left, lower - upper
    if not (low <= width <= high and low <= height <= high) or max(width, height) > SQUARE * min(width, height):
        return None
    rim = max(2, round(0.12 * min(width, height)))
    square = own[upper:lower, left:right]
    sides = (square[:rim].any(0), square[-rim:].any(0), square[:, :rim].any(1), square[:, -rim:].any(1))
    if min(float(side.mean()) for side in sides) < SIDE_SHARE:
        return None
    return left, upper, right, lower


def _drawn_rows(own: Mask, least: float) -> list[int]:
    """The rows that have a run of ink of some length."""
    place = np.arange(own.shape[1])
    gap = np.maximum.accumulate(np.where(own, -1, place), axis=1)
    rows: list[int] = np.flatnonzero((place - gap).max(axis=1) >= least).tolist()
    return rows


def _sign_of(square: Mask) -> str:
    """What a square shows by the ink inside of its sides."""
    side = min(square.shape)
    rim = min(max(2, round(0.16 * side), _thickness(square) + 1), round(THICKEST * side))
    inside = square[rim:-rim, rim:-rim]
    share = float(inside.mean()) if inside.size else 1.0
    if share <= EMPTY:
        return "□"
    if float(square.mean()) >= FULL:
        return "■"
    return "☑" if share >= DIRTY else UNREAD


def _thickness(square: Mask) -> int:
    """How thick the sides of a square are: they may lie between pixels, or a little askew."""
    sides = (square, square[::-1], square.T, square.T[::-1])
    return round(max(float(np.median(np.argmin(each, axis=0))) for each in sides))


def _is_box(
    box: _Box, line: PrintLine, glyphs: Sequence[PlacedGlyph], sure: Sequence[float], *, has_boxes: bool
) -> bool:
    """Whether a square is a box and no letter that looks like one (口, 日, 国).

    `sure` are the sides of the page's empty and filled boxes, in font sizes: one with a mark in it is as large.
    `has_boxes` tells that the page has some, if only such as were read as 口.
    """
    own = [glyph for glyph in glyphs if box.x0 <= glyph.x <= box.x1]
    if _is_within_letter(box, line, glyphs):
        return False
    is_alike = any(abs(box.side / line.size - side) <= ALIKE * side for side in sure)
    if box.sign == DISC:
        return not own
    if box.sign == "■":
        return all(glyph.text in LIKE_FULL or glyph.score < DOUBTFUL for glyph in own)
    if box.sign == "□":
        if not _is_read_as_letter(box, own):
            return True
        after = next((glyph.text for glyph in glyphs if glyph.x > box.x1), "")
        is_placed = _begins(box, line, WIDE_GAP) and after not in NEVER_AFTER
        return is_placed and (is_alike or (has_boxes and len(sure) == 0))
    if not own and is_alike:
        return True  # nothing was read here: no letter
    if not _begins(box, line, WIDE_GAP) or any(glyph.text not in LIKE_BOX and glyph.score >= DOUBTFUL for glyph in own):
        return False
    if all(glyph.text in MARKED or glyph.score < DOUBTFUL for glyph in own):
        return True
    return is_alike and box.gap is None and all(glyph.text not in LETTERS or glyph.score < SURE for glyph in own)


def _is_within_letter(box: _Box, line: PrintLine, glyphs: Sequence[PlacedGlyph]) -> bool:
    """Whether the letter that a square belongs to (吗, 各) was read close to it."""
    middle = (box.x0 + box.x1) / 2
    return any(
        abs(glyph.x - middle) < OWN * line.size and glyph.text not in LIKE_BOX and glyph.score >= DOUBTFUL
        for glyph in glyphs
    )


def _is_sure(box: _Box, line: PrintLine, glyphs: Sequence[PlacedGlyph]) -> bool:
    """Whether an empty or filled square is no letter, whatever else is on the page."""
    return not _is_within_letter(box, line, glyphs) and all(
        glyph.text in LIKE_FULL - {KOU} for glyph in glyphs if box.x0 <= glyph.x <= box.x1
    )


def _begins(box: _Box, line: PrintLine, gap: float) -> bool:
    """Whether a square begins its line or stands off from what is before it."""
    return box.gap is None or box.gap >= gap * line.size


def _gap_before(piece: Mask, left: int) -> int | None:
    """Columns without ink before a place of a line; None where the line begins there."""
    held = np.flatnonzero(piece[:, : max(left, 0)].any(axis=0))
    return None if len(held) == 0 else left - int(held[-1]) - 1


def _with_box(glyphs: Sequence[PlacedGlyph], box: _Box, line: int) -> list[PlacedGlyph]:
    """Glyphs with the sign of a box in place of what was read there."""
    reach = 0.15 * (box.x1 - box.x0)
    kept = [
        glyph
        for glyph in glyphs
        if not (box.x0 - reach <= glyph.x <= box.x1 + reach and (glyph.text in LIKE_BOX or glyph.score < 0.6))
    ]
    sign = PlacedGlyph(box.sign, line, (box.x0 + box.x1) / 2, 1.0 if box.sign != UNREAD else 0.0)
    return sorted([*kept, sign], key=lambda glyph: glyph.x)


def _lone_sign(
    ink: Mask, line: PrintLine, index: int, glyphs: list[PlacedGlyph], boxes: Sequence[_Box]
) -> list[PlacedGlyph]:
    """What is alone in its cell: ticks, circles and boxes go by their shapes; other print stays as it was read."""
    text = "".join(glyph.text for glyph in glyphs).strip()
    middle = (line.box[0] + line.box[2]) / 2
    if len(text) > 1:
        return glyphs
    x0, top, x1, bottom = line.box
    piece = ink[top:bottom, x0:x1]
    if len(boxes) == 1 and boxes[0].side >= 0.8 * piece.shape[1] and (not text or text in LIKE_BOX or text in KOU):
        return [PlacedGlyph(boxes[0].sign, index, middle, 1.0)]
    height = len(piece)
    if _is_round(piece) and height >= 0.4 * line.size and (not text or text in LIKE_CIRCLE or text in "●•"):
        return (
            [PlacedGlyph(DISC if _disc_share(piece) > FULL else "○", index, middle, 1.0)] if _is_disc(piece) else glyphs
        )
    if (not text or text in LIKE_TICK) and _is_tick(piece):
        return [PlacedGlyph("√", index, middle, 1.0)]
    if not text:
        return [PlacedGlyph(UNREAD, index, middle, 0.0)]
    return [replace(glyph, text="√") if glyph.text in "Vv✓✔" else glyph for glyph in glyphs]


def _is_tick(piece: Mask) -> bool:
    """Whether ink goes down to a low point in its left part and from there up to its right upper end."""
    height, width = piece.shape
    if width < 0.4 * height or float(piece.mean()) > 0.6:
        return False
    columns = np.flatnonzero(piece.any(axis=0))
    tops = np.array([np.flatnonzero(piece[:, column])[0] for column in columns])
    low = columns[int(tops.argmax())] / width
    right_top = tops[columns >= 0.85 * width]
    return (
        0.1 <= low <= 0.62
        and len(right_top) > 0
        and float(right_top.min()) <= 0.25 * height
        and tops.max() >= 0.5 * height
    )


def _is_round(piece: Mask) -> bool:
    height, width = piece.shape
    return bool(max(height, width) <= ROUND * min(height, width))


def _is_disc(piece: Mask) -> bool:
    """Whether the outline of the ink is a circle."""
    height, width = piece.shape
    y, x = np.mgrid[0:height, 0:width]
    distance = np.hypot((y + 0.5 - height / 2) / (height / 2), (x + 0.5 - width / 2) / (width / 2))
    rim = (distance <= 1.02) & (distance >= 0.72)
    angle = np.floor((np.arctan2(y + 0.5 - height / 2, x + 0.5 - width / 2) + np.pi) / (2 * np.pi) * 24).astype(int)
    covered = [bool((piece & rim & (angle == part)).any()) for part in range(24)]
    inside = float(piece[distance < 0.5].mean())
    return sum(covered) >= 23 and not piece[distance > 1.12].any() and (inside < 0.05 or inside > 0.9)


def _disc_share(piece: Mask) -> float:
    height, width = piece.shape
    return float(piece[height // 4 : -(height // 4) or None, width // 4 : -(width // 4) or None].mean())
