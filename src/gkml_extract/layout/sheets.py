"""Two pages printed side by side on one sheet, read one after the other.

Nothing stands in the white between them, and rules are drawn on both sides of it. The halves are counted as pages while
they are read, since a table goes on from the one to the other over a page break; places tell the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from gkml_extract.model.content import Block, TableFragment
from gkml_extract.model.finding import Note
from gkml_extract.model.page import Bools, Clipped, Floats, PageContent, Shapes, select
from gkml_extract.model.source import PagePlace, Place

MARGIN = 0.008
"""Share of a sheet's width on both sides of its middle in which nothing is printed or drawn."""
WHOLE = 0.9
"""Share of a sheet's width and height from which an area is its ground."""
MIN_CHARS, MIN_RULES = 40, 4
"""Characters and flat lines on either page at least."""
MIN_LENGTH = 0.1
"""Share of a sheet's width that such a line is long at least."""
SAME_LEVEL, UNLIKE = 1.5, 1.2
"""Points by which the heights of one rule may differ, and how much higher than another a row of unlike height is."""
TALLEST = 0.85
"""Height of a sheet in its widths at most: pages side by side make it wider than high."""


def halves_of_sheet(page: PageContent, number: int) -> tuple[PageContent, ...]:
    """The pages on a sheet, from the left, counted from `number`; the sheet itself, if it is one page.

    The second page begins at the middle of the sheet.
    """
    whole = page if page.number == number else replace(page, number=number)
    middle, margin = page.width / 2, MARGIN * page.width
    boxes = page.chars.boxes
    if page.height > TALLEST * page.width or len(boxes) < 2 * MIN_CHARS:
        return (whole,)
    if ((boxes[:, 0] < middle + margin) & (boxes[:, 2] > middle - margin)).any():
        return (whole,)
    shapes = _drawn(page)
    if ((shapes[:, 0] < middle + margin) & (shapes[:, 2] > middle - margin)).any():
        return (whole,)
    is_left = boxes[:, 0] < middle
    flat = shapes[(shapes[:, 3] - shapes[:, 1] < 4.0) & (shapes[:, 2] - shapes[:, 0] > MIN_LENGTH * middle)]
    levels: list[Floats] = []
    for on_side, rules in ((is_left, flat[:, 0] < middle), (~is_left, flat[:, 0] > middle)):
        levels.append(np.unique(np.round(flat[rules, 1])))
        if on_side.sum() < MIN_CHARS or len(levels[-1]) < MIN_RULES:
            return (whole,)
    if _are_of_one(*levels):
        return (whole,)
    return _part(whole, number, is_left, 0.0), _part(whole, number + 1, ~is_left, middle)


def _are_of_one(left: Floats, right: Floats) -> bool:
    """Whether rules stand at the same heights on both sides, in rows of unlike height: those of one table.

    A word processor draws nothing of a merged cell that covers a page.
    """
    if len(left) != len(right) or (np.abs(left - right) > SAME_LEVEL).any():
        return False
    heights = np.diff(left)
    return bool(heights.max() > UNLIKE * heights.min())


def _drawn(page: PageContent) -> Floats:
    """The boxes of what is drawn on a page, its ground aside."""
    boxes = page.shapes.boxes
    is_ground = (boxes[:, 2] - boxes[:, 0] > WHOLE * page.width) & (boxes[:, 3] - boxes[:, 1] > WHOLE * page.height)
    return np.asarray(boxes[~is_ground])


def _part(page: PageContent, number: int, chosen: Bools, left: float) -> PageContent:
    half = page.width / 2
    shift = np.array([left, 0.0, left, 0.0])
    chars = select(page.chars, np.flatnonzero(chosen))
    chars = replace(chars, boxes=chars.boxes - shift, baselines=chars.baselines - shift[:2])
    middles = (page.shapes.boxes[:, 0] + page.shapes.boxes[:, 2]) / 2
    inside = np.flatnonzero((middles >= left) & (middles < left + half))
    shapes = Shapes(
        page.shapes.kinds[inside],
        page.shapes.boxes[inside] - shift,
        page.shapes.widths[inside],
        page.shapes.lightness[inside],
    )
    unread = page.unread
    if unread is not None:
        unread = unread[(unread[:, 0] >= left) & (unread[:, 0] < left + half)] - shift[:2]
    return replace(
        page,
        number=number,
        width=half,
        chars=chars,
        shapes=shapes,
        clipped=_clipped(page.clipped, left, half),
        unread=unread if unread is not None and len(unread) else None,
        notes=page.notes if left == 0.0 else (),
    )


def _clipped(clipped: Clipped | None, left: float, width: float) -> Clipped | None:
    if clipped is None:
        return None
    inside = np.flatnonzero((clipped.points[:, 0] >= left) & (clipped.points[:, 0] < left + width))
    return replace(
        clipped,
        text="".join(clipped.text[index] for index in inside.tolist()),
        points=clipped.points[inside] - np.array([left, 0.0]),
        sides=clipped.sides[inside],
        runs=clipped.runs[inside],
    )


def on_sheets(blocks: Iterable[Block], sheets: dict[int, tuple[int, float]]) -> Iterator[Block]:
    """Blocks of pages with their places on the sheets: of each page, its sheet and how far to the right it begins."""
    for block in blocks:
        if isinstance(block, TableFragment):
            cells = (replace(cell, places=_moved(cell.places, sheets)) for cell in block.cells)
            yield replace(block, cells=tuple(cells))
        else:
            yield replace(block, places=_moved(block.places, sheets))


def note_on_sheet(found: Note, sheets: dict[int, tuple[int, float]]) -> Note:
    """A note with its place on its sheet."""
    return replace(found, place=_on_sheet(found.place, sheets)) if isinstance(found.place, PagePlace) else found


def _moved(places: tuple[Place, ...], sheets: dict[int, tuple[int, float]]) -> tuple[Place, ...]:
    return tuple(_on_sheet(place, sheets) if isinstance(place, PagePlace) else place for place in places)


def _on_sheet(place: PagePlace, sheets: dict[int, tuple[int, float]]) -> PagePlace:
    number, left = sheets.get(place.page, (place.page, 0.0))
    x0, top, x1, bottom = place.bbox
    return replace(place, page=number, bbox=(x0 + left, top, x1 + left, bottom))
