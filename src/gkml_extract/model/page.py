"""A page as its reader saw it: printed characters and drawn shapes, before anything is made of them.

All coordinates are PDF points from the top left of the page as it is displayed, y downwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from gkml_extract.model.finding import Note

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

OBLIQUE = -1
"""Direction of a text that stands at no right angle to the page."""


class ShapeKind(IntEnum):
    """What a drawn path is: a straight stroke, the outline of a rectangle, a filled rectangle, a rectangle with round
    corners (or a circle), or any other path."""

    LINE = 0
    FRAME = 1
    AREA = 2
    ROUND = 3
    OTHER = 4


@dataclass(frozen=True, slots=True, eq=False)
class Chars:
    """The visible characters of a page, in the order of the file; n of them in every array.

    Args:
        text: n code points, blanks included where the file prints one.
        boxes: n × (x0, top, x1, bottom): advance width by font height, not the ink.
        baselines: n × (x, y), the point where the character stands.
        sizes: font size as displayed, in points.
        directions: in quarter turns clockwise, 0 to 3; OBLIQUE for others.
        runs: which run of the file, drawn in one piece, each belongs to; ascending.
        fonts: index into `font_names`.
        scores: how sure a recogniser is of each, 0 to 1; None where the file says what they are.
    """

    text: str
    boxes: Floats
    baselines: Floats
    sizes: Floats
    directions: Ints
    runs: Ints
    fonts: Ints
    font_names: tuple[str, ...] = ()
    scores: Floats | None = None

    def __len__(self) -> int:
        return len(self.text)


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """The drawn paths of a page, n in every array, in painting order.

    Args:
        kinds: of ShapeKind.
        boxes: n × (x0, top, x1, bottom), without the width of a stroke.
        widths: of the stroke, 0 for a filled shape.
        lightness: of the paint, 0 black to 1 white.
    """

    kinds: Ints
    boxes: Floats
    widths: Floats
    lightness: Floats

    def __len__(self) -> int:
        return len(self.kinds)


class Side(IntEnum):
    """On which side of its clip a character is cut off."""

    ABOVE = 0
    BELOW = 1
    BESIDE = 2


@dataclass(frozen=True, slots=True, eq=False)
class Clipped:
    """The characters of a page that its clips cut off in print, n of them, in the order of the file.

    Args:
        text: n code points.
        points: n × (x, y), the place within its clip that is nearest to each.
        sides: of Side, n.
        runs: index into `drawn`, n.
        drawn: the whole texts, what is shown of them included.
    """

    text: str
    points: Floats
    sides: Ints
    runs: Ints
    drawn: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PageContent:
    """One page. `number` counts from 1; `n_pictures` counts its images; `notes` say what could not be read.

    `clipped` is what a spreadsheet draws over the edges of its cells and does not show; None where nothing is. `unread`
    is n × (x, y): where texts begin whose characters nothing tells; None where there are none.
    """

    number: int
    width: float
    height: float
    chars: Chars
    shapes: Shapes
    n_pictures: int = 0
    notes: tuple[Note, ...] = ()
    clipped: Clipped | None = None
    unread: Floats | None = None


def select(chars: Chars, wanted: Ints) -> Chars:
    """Some of the characters, by their indices."""
    return replace(
        chars,
        text=text_at(chars.text, wanted),
        boxes=chars.boxes.take(wanted, axis=0),
        baselines=chars.baselines.take(wanted, axis=0),
        sizes=chars.sizes[wanted],
        directions=chars.directions[wanted],
        runs=chars.runs[wanted],
        fonts=chars.fonts[wanted],
        scores=None if chars.scores is None else chars.scores[wanted],
    )


def text_at(text: str, wanted: Ints) -> str:
    """Some of the characters of a text, by their indices: a page has thousands."""
    return np.frombuffer(text.encode("utf-32-le"), dtype="<u4")[wanted].tobytes().decode("utf-32-le")


def no_cells(chars: Chars) -> Ints:
    """For each character, that it stands in no cell."""
    return np.full(len(chars), -1, dtype=np.int64)
