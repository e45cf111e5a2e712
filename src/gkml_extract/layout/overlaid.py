"""Watermarks that stand upright: large print over the edges of cells and over what is printed in them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gkml_extract.layout.cells import Grid, cells_of_points
from gkml_extract.layout.words import SAME_BASELINE
from gkml_extract.model.page import Bools, Chars, Ints, select, text_at
from gkml_extract.text import clean

LARGER = 1.6
"""How much larger than the print in cells a watermark is: headers and titles in them are smaller."""
APART = 2.0
"""Font sizes between two letters of one text at most."""


def without_overlaid(chars: Chars, grids: Sequence[Grid], cells: Ints) -> tuple[Chars, str]:
    """The characters without watermarks, and the text of these, each once.

    Nothing but a watermark is much larger than what is printed in cells, goes over their edges and over their texts.

    Args:
        chars: of a page.
        grids: of its tables.
        cells: in which cell of these each character stands.
    """
    inside = cells >= 0
    if not inside.any():
        return chars, ""
    is_large: Bools = (chars.sizes > LARGER * float(np.median(chars.sizes[inside]))) & (chars.directions == 0)
    if not (is_large & inside).any():
        return chars, ""
    texts: dict[tuple[str, int], list[Ints]] = {}
    overlaid: dict[tuple[str, int], None] = {}
    boxes = chars.boxes[~is_large]
    for piece in _pieces(chars, np.flatnonzero(is_large)):
        key = (clean(text_at(chars.text, piece)), round(float(chars.sizes[piece[0]])))
        texts.setdefault(key, []).append(piece)
        own = chars.boxes[piece]
        places = cells_of_points((own[:, 0] + own[:, 2]) / 2, (own[:, 1] + own[:, 3]) / 2, grids)
        if len(np.unique(places[places >= 0])) > 1:
            x0, top, x1, bottom = own[:, 0].min(), own[:, 1].min(), own[:, 2].max(), own[:, 3].max()
            is_under = (boxes[:, 0] < x1) & (boxes[:, 2] > x0) & (boxes[:, 1] < bottom) & (boxes[:, 3] > top)
            if is_under.any():
                overlaid[key] = None
    if not overlaid:
        return chars, ""
    hidden = np.zeros(len(chars), dtype=bool)
    for key in overlaid:
        hidden[np.concatenate(texts[key])] = True
    return select(chars, np.flatnonzero(~hidden)), " ".join(text for text, _ in overlaid)


def _pieces(chars: Chars, chosen: Ints) -> list[Ints]:
    """The characters in pieces, each a line of a text in the order of the file."""
    size = chars.sizes[chosen]
    boxes, y = chars.boxes[chosen], chars.baselines[chosen, 1]
    gap = boxes[1:, 0] - boxes[:-1, 2]
    begins = np.abs(np.diff(y)) > SAME_BASELINE * size[1:]
    begins |= (gap > APART * size[1:]) | (gap < -size[1:]) | (np.abs(np.diff(size)) > 1.0)
    return np.split(chosen, np.flatnonzero(begins) + 1)
