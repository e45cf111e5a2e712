"""Text of a page that nobody sees: invisible, transparent, white on white, too small, or beside the page.

Source: ADR 0011; ISO 32000-1, table 106 (text rendering modes).
"""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np

from gkml_extract.extractors.pdfium_calls import calls, fields
from gkml_extract.model.finding import Note, note
from gkml_extract.model.page import Bools, Chars, text_at
from gkml_extract.model.source import PagePlace
from gkml_extract.text import clean, shortened, squeeze

INVISIBLE_MODE = 3
"""Text render mode of neither filling nor stroking."""
_OUTLINE_MODES = (1, 2, 5, 6)
"""Modes that draw the outline of glyphs, in a colour of its own."""
_WHITE = 0.97
"""Lightness, 0 black to 1 white, of what is not seen on paper."""
_MANY, _STEP = 200, 4
"""Texts of a page from which each of so many is asked for its colour first: a browser makes a text of every glyph."""
_SCALE, _MAX_PIXELS = 2.0, 4000.0
"""Pixels a point of the picture in which white text is looked for, and pixels of its longer side at most."""
_INSET = 0.15
"""Share of the font's size by which a character's box is looked at less on each side: rules stand there."""
_CONTRAST = 8
"""Steps of grey, of 255, between the lightest and the darkest pixel of a character that is seen."""
_SHOWN = 60
"""Characters of what was left out that a note shows."""


def are_seen(chars: Chars, objects: list[Any], modes: list[int], page: Any) -> Bools:
    """Which characters are painted in a colour that is seen.

    White is seen on a colour: the picture of the page tells, for PDFium gives gradients as white, too. `objects` are
    the texts of the runs, `modes` how they are painted.
    """
    is_painted, is_white = _are_painted(objects, modes)
    if is_white.any():
        is_painted &= ~is_white | _have_contrast(chars, is_white, page)
    return np.ones(len(chars), dtype=bool) if is_painted.all() else np.asarray(is_painted[chars.runs])


def _have_contrast(chars: Chars, are_asked: Bools, page: Any) -> Bools:
    """Which of the runs that are asked for show something in the picture of the page, or are blank anyway."""
    scale = min(_SCALE, _MAX_PIXELS / max(*page.get_size(), 1.0))
    grey = page.render(scale=scale, grayscale=True, draw_annots=False).to_numpy().astype(np.int16)
    grey = grey.reshape(grey.shape[0], grey.shape[1])
    found = np.ones(len(are_asked), dtype=bool)
    printed = np.array([not char.isspace() for char in chars.text])
    found[np.unique(chars.runs[printed])] = False
    insets = np.repeat((chars.sizes * _INSET)[:, None], 4, axis=1) * np.array([1, 1, -1, -1])
    pixels = ((chars.boxes + insets) * scale).astype(np.int64)
    for at in np.flatnonzero(printed & are_asked[chars.runs]).tolist():
        x0, y0, x1, y1 = np.maximum(pixels[at], 0).tolist()
        part = grey[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)]
        found[chars.runs[at]] |= part.size > 0 and int(part.max() - part.min()) >= _CONTRAST
    return found


def _are_painted(objects: list[Any], modes: list[int]) -> tuple[Bools, Bools]:
    """Of each text object: whether it is painted at all, and whether in white, which is seen on a colour only."""
    kinds = np.array(modes, dtype=np.int64)
    is_painted = kinds != INVISIBLE_MODE
    some = objects[:: _STEP if len(objects) > _MANY else 1]
    if not _are_odd(_colours(some)).any():
        return is_painted, np.zeros(len(objects), dtype=bool)
    colours = _colours(objects)
    is_filled = is_painted & ~np.isin(kinds, _OUTLINE_MODES)
    is_clear = colours[:, 3] == 0
    for at in np.flatnonzero(is_clear & is_filled).tolist():
        is_painted[at] = not _has_colour(objects[at])  # a pattern has none: what is not known is seen
    return is_painted, _are_odd(colours) & ~is_clear & is_filled


def _colours(objects: list[Any]) -> Any:
    """n × (red, green, blue, opacity), 0 to 255."""
    return fields(calls().get_fill_color, objects, n=len(objects), width=4, kind=np.uint32)


def _are_odd(colours: Any) -> Bools:
    """Which colours are white, or none at all."""
    lightness = colours[:, :3] @ np.array([0.299, 0.587, 0.114]) / 255.0
    return np.asarray((lightness >= _WHITE) | (colours[:, 3] == 0))


def _has_colour(text: Any) -> bool:
    import pypdfium2.raw as pdfium

    parts = [ctypes.c_uint() for _ in range(4)]
    handle = ctypes.cast(text, pdfium.FPDF_PAGEOBJECT)
    return bool(pdfium.FPDFPageObj_GetFillColor(handle, *map(ctypes.byref, parts)))


def note_of_unseen(chars: Chars, is_unseen: Bools, shown: str, page: PagePlace) -> tuple[Note, ...]:
    """A note of the text that is left out, if it is more than what the page shows anyway: some print it twice.

    Its place is where the text would stand, within that of the `page`.
    """
    visible = squeeze(shown)
    places = np.flatnonzero(is_unseen)
    pieces = np.split(places, np.flatnonzero(np.diff(places) > 1) + 1)
    lost = [piece for piece in pieces if squeeze(text_at(chars.text, piece)) not in visible]
    text = clean(" ".join(text_at(chars.text, piece) for piece in lost))
    if not text:
        return ()
    boxes = chars.boxes[np.concatenate(lost)]
    corners = np.concatenate((boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)))
    limits = np.array(page.bbox)
    x0, y0, x1, y1 = np.clip(corners, limits[[0, 1, 0, 1]], limits[[2, 3, 2, 3]]).tolist()
    place = PagePlace(page=page.page, bbox=(x0, y0, x1, y1)) if x0 < x1 and y0 < y1 else page
    shown = shortened(text, _SHOWN)
    return (note("hidden-text", place=place, n=len(squeeze(text)), text=shown),)
