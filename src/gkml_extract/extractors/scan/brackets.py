"""Full and half width of brackets, commas and colons, told from the free space beside them: recognisers mix them up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from gkml_extract.extractors.scan.paper import Mask
from gkml_extract.extractors.scan.print_lines import PrintLine, runs_of
from gkml_extract.extractors.scan.strips import PlacedGlyph

WIDE = 0.75
"""Font sizes between the letters beside a bracket from which it has full width: one there, half where it has half."""
LOOSE = 0.25
"""Font sizes left free within a bracket that half-width ones never leave: some faces centre full-width ones."""
INDENT = 0.3
"""Font sizes by which a line begins further in if a full-width bracket begins it."""
MOST = 0.6
"""Share of the brackets of a page, as far as they tell their width, that make the others as wide."""
NARROW = 0.4
"""Width of a bracket's own ink at most, in font sizes."""
HANGING = 0.5
"""What a full-width mark leaves free within its own square, in font sizes."""
MARKED = 1.2
"""Pixels by which the ink of full-width brackets must differ from that of half-width ones to tell them."""
LIKE_SIZE, LIKE_MASS = 0.12, 0.25
"""Shares by which the size of a line, and the ink of a bracket, may differ from those that it is compared with."""
RARE = frozenset("<[")
"""Brackets that are printed in either width beside Chinese: where nothing tells it, they stay as they were read."""
UNSURE = 0.3
"""Score of a bracket whose width nothing tells, on a page that has both."""
_OPENING = {"(": ")", "<": ">", "[": "]"}
_BRACKETS = {each: half for wide, half in ("（(", "）)", "〈<", "〉>", "〔[", "〕]") for each in (wide, half)}
_HALF = {**_BRACKETS, **{each: half for wide, half in ("，,", "：:", "；;") for each in (wide, half)}}
_WIDE = {half: wide for wide, half in _HALF.items() if wide != half}
_TRAILING = frozenset("》」』】〉）〕，。、；：")
_LEADING = frozenset("《「『【〈（〔")


@dataclass(frozen=True, slots=True)
class _Shape:
    """The ink of a mark: its half-width form, its width and its number of pixels, in a line of a size."""

    half: str
    width: int
    mass: int
    size: float


_Sure = tuple[_Shape, bool, str]
"""A mark whose width the space beside it tells: its ink, whether it is wide, the letter within it."""


def with_widths(
    ink: Mask, lines: Sequence[PrintLine], glyphs: Mapping[int, Sequence[PlacedGlyph]]
) -> dict[int, list[PlacedGlyph]]:
    """The glyphs of each line with brackets, commas and colons in the width that they are printed in."""
    read = {index: list(own) for index, own in glyphs.items()}
    unsure: list[tuple[int, int]] = []
    sure: list[_Sure] = []
    for index, own in read.items():
        for place, glyph in enumerate(own):
            if glyph.text not in _HALF:
                continue
            is_wide = _is_wide(ink, lines[index], own, place)
            if is_wide is None and place == 0 and _HALF[glyph.text] in _OPENING:
                is_wide = _is_indented(lines, index)
            if is_wide is None:
                unsure.append((index, place))
                continue
            own[place] = replace(glyph, text=_in_width(glyph.text, wide=is_wide))
            shape = _shape_of(ink, lines[index], glyph)
            if shape is not None:
                sure.append((shape, is_wide, _inner(own, place)))
    left: list[tuple[int, int]] = []
    for index, place in unsure:
        is_wide = _by_shape(
            _shape_of(ink, lines[index], read[index][place]), [(shape, wide) for shape, wide, _ in sure]
        )
        if is_wide is None:
            left.append((index, place))
        else:
            read[index][place] = replace(read[index][place], text=_in_width(read[index][place].text, wide=is_wide))
    for index, place in list(left):
        read[index][place] = _by_others(read, lines, index, place, left, sure)
        left.remove((index, place))
    return read


def _inner(own: Sequence[PlacedGlyph], place: int) -> str:
    """The letter within a bracket, or before another mark; nothing at a line's edge."""
    at = place + 1 if _HALF[own[place].text] in _OPENING else place - 1
    return own[at].text if 0 <= at < len(own) else ""


def _by_neighbour(own: Sequence[PlacedGlyph], place: int, sure: Sequence[_Sure]) -> bool | None:
    """Whether a mark is wide wherever the same letter stands in it: phrases recur on a page."""
    letter = _inner(own, place)
    widths = {
        wide for shape, wide, other in sure if letter and other == letter and shape.half == _HALF[own[place].text]
    }
    return widths.pop() if len(widths) == 1 else None


def _by_others(
    read: Mapping[int, Sequence[PlacedGlyph]],
    lines: Sequence[PrintLine],
    index: int,
    place: int,
    unsure: Sequence[tuple[int, int]],
    sure: Sequence[_Sure],
) -> PlacedGlyph:
    """A mark as wide as its partner, or as most of its kind on the page; where these differ, with a low score."""
    glyph = read[index][place]
    is_bracket = glyph.text in _BRACKETS
    partner = _partner(read, lines, index, place) if is_bracket else None
    if partner is not None and partner not in unsure:
        other = read[partner[0]][partner[1]]
        score = min(glyph.score, other.score) if other.score <= UNSURE else glyph.score
        return replace(glyph, text=_in_width(glyph.text, wide=other.text != _HALF[other.text]), score=score)
    own = [wide for shape, wide, _ in sure if _kind(shape.half) == _kind(glyph.text)]
    score = min(glyph.score, UNSURE) if is_bracket and len(set(own)) > 1 else glyph.score
    alike = _by_neighbour(read[index], place, sure)
    if alike is not None:
        return replace(glyph, text=_in_width(glyph.text, wide=alike), score=score)
    is_known = len(own) > 0 or _kind(glyph.text) not in RARE
    if is_known and sum(own) >= MOST * len(own) and _is_beside_han(read, index, place):
        return replace(glyph, text=_in_width(glyph.text, wide=True), score=score)
    return replace(glyph, score=score)


def _kind(text: str) -> str:
    """What marks are compared with: brackets with those of their pair, others with one another."""
    half = _HALF[text]
    return next((opening for opening, closing in _OPENING.items() if half in (opening, closing)), "")


def _shape_of(ink: Mask, line: PrintLine, glyph: PlacedGlyph) -> _Shape | None:
    """The ink of a mark, where it stands apart from its neighbours."""
    x0, top, x1, bottom = line.box
    piece = ink[top:bottom, x0:x1]
    columns = runs_of(np.asarray(piece.any(axis=0)))
    at = min(columns, key=lambda run: abs((run[0] + run[1]) / 2 + x0 - glyph.x), default=None)
    if at is None or at[1] - at[0] > NARROW * line.size:
        return None
    return _Shape(_HALF[glyph.text], at[1] - at[0], int(piece[:, at[0] : at[1]].sum()), line.size)


def _by_shape(shape: _Shape | None, sure: Sequence[tuple[_Shape, bool]]) -> bool | None:
    """Whether a bracket's ink is that of the page's full-width ones; None where both look alike or it like neither."""
    if shape is None or shape.half not in _BRACKETS:
        return None
    alike = [
        (other, wide)
        for other, wide in sure
        if other.half == shape.half
        and abs(other.size - shape.size) <= LIKE_SIZE * shape.size
        and abs(other.mass - shape.mass) <= LIKE_MASS * shape.mass
    ]
    widths = [[other.width for other, wide in alike if wide is chosen] for chosen in (False, True)]
    if not all(widths):
        return None
    half, whole = (float(np.median(each)) for each in widths)
    if abs(whole - half) < MARKED or abs(abs(shape.width - half) - abs(shape.width - whole)) < MARKED / 2:
        return None
    return abs(shape.width - whole) < abs(shape.width - half)


def _is_beside_han(read: Mapping[int, Sequence[PlacedGlyph]], index: int, place: int) -> bool:
    """Whether Chinese print stands right before or after a bracket on its line."""
    return any(glyph.text > "\u2e80" for glyph in read[index][max(place - 1, 0) : place + 2] if glyph.text not in _HALF)


def _in_width(text: str, *, wide: bool) -> str:
    return _WIDE[_HALF[text]] if wide else _HALF[text]


def _is_wide(ink: Mask, line: PrintLine, own: Sequence[PlacedGlyph], place: int) -> bool | None:
    """Whether the bracket leaves free what a full-width one does; None where nothing stands on that side."""
    x0, top, x1, bottom = line.box
    columns = runs_of(np.asarray(ink[top:bottom, x0:x1].any(axis=0)))
    glyph = own[place]
    at = min(range(len(columns)), key=lambda k: abs((columns[k][0] + columns[k][1]) / 2 + x0 - glyph.x), default=None)
    if at is None or columns[at][1] - columns[at][0] > NARROW * line.size:
        return None
    opens = _HALF[glyph.text] in _OPENING
    gaps = {
        side: (columns[at][0] - columns[at - 1][1] if side < 0 else columns[at + 1][0] - columns[at][1])
        for side in (-1, 1)
        if 0 <= at + side < len(columns) and 0 <= place + side < len(own)
    }
    inner, outer = (1, -1) if opens else (-1, 1)
    if gaps.get(inner, 0) >= LOOSE * line.size:
        return True
    if outer not in gaps:
        return None
    whole = columns[at][1] - columns[at][0] + sum(gaps.values())
    beside = own[place + outer].text
    if beside in _TRAILING or beside in _LEADING:  # marks side by side may be set closer
        hanging = HANGING if beside in (_TRAILING if opens else _LEADING) else 0.0
        return True if whole >= (WIDE + hanging) * line.size else None
    return whole >= WIDE * line.size


def _is_indented(lines: Sequence[PrintLine], index: int) -> bool | None:
    """Whether a line begins where a full-width bracket would, further in than others of its cell; None if alone."""
    line = lines[index]
    others = [other.box for other in lines if other.cell == line.cell >= 0 and other is not line]
    if not others or max(box[0] for box in others) - min(box[0] for box in others) > INDENT * line.size:
        return None
    free = line.box[0] - min(box[0] for box in others)
    return True if INDENT * line.size <= free <= line.size else None


def _partner(
    read: Mapping[int, Sequence[PlacedGlyph]], lines: Sequence[PrintLine], index: int, place: int
) -> tuple[int, int] | None:
    """Where the other bracket of a pair stands in the same cell."""
    cell = lines[index].cell
    flow = [
        (line, at)
        for line in sorted(read)
        if (lines[line].cell == cell if cell >= 0 else line == index)
        for at in range(len(read[line]))
    ]
    start = flow.index((index, place))
    half = _HALF[read[index][place].text]
    opens, kind = half in _OPENING, _kind(half)
    depth = 0
    for line, at in flow[start + 1 :] if opens else reversed(flow[:start]):
        other = _BRACKETS.get(read[line][at].text)
        if other is None or _kind(other) != kind:
            continue
        if (other in _OPENING) == opens:
            depth += 1
        elif depth == 0:
            return line, at
        else:
            depth -= 1
    return None
