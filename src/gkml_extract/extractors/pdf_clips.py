"""What of a PDF's text is cut off in print: spreadsheets draw a text whole and clip it at the edge of its cell.

Without this the hidden rest would stand in the neighbouring cells.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from gkml_extract.extractors.pdf_view import View, finite
from gkml_extract.extractors.pdfium_calls import calls, fields, numbers, pointer, pointers, same
from gkml_extract.model.page import Bools, Chars, Floats, Ints

MAX_PATHS, MAX_CORNERS = 8, 12
"""Clipping paths of a text, and corners of one, that are looked at; others are taken to hide nothing."""
TIGHT = 0.5
"""Share of the page below which a clip is one of a cell, so that the next run is asked too, however short."""
SLACK = 0.5
"""Points by which the middle of a character may lie outside of its clip."""
MOST = 0.9
"""Share of a page's characters that may be hidden; more would mean that the clips are not what they seem."""


def is_hidden(chars: Chars, objects: list[Any], lengths: Ints, view: View) -> Bools:
    """Which characters are clipped away.

    Args:
        chars: of a page without forms, whose clips stand in the coordinates of the page.
        objects: the text object of each run, as an argument of PDFium's functions.
        lengths: how many characters it has. Only runs of several are asked, and what follows a tight clip: where
            every glyph is a run of its own, a browser made the page, and wraps or shows what is too long.
    """
    found = _clips_of(objects, np.flatnonzero(lengths > 1).tolist(), view)
    if not found:
        return np.zeros(len(chars), dtype=bool)
    clips = np.tile(np.array([-np.inf, -np.inf, np.inf, np.inf]), (len(objects), 1))
    for index, clip in found.items():
        clips[index] = clip
    middle = (chars.boxes[:, :2] + chars.boxes[:, 2:]) / 2
    within = clips[chars.runs]
    hidden = ((middle < within[:, :2] - SLACK) | (middle > within[:, 2:] + SLACK)).any(axis=1)
    return np.asarray(hidden if hidden.mean() <= MOST else np.zeros(len(chars), dtype=bool))


def _clips_of(objects: list[Any], longer: list[int], view: View) -> dict[int, Floats]:
    """The clips of runs by their indices: of `longer` runs, and of those after one with a tight clip."""
    call = calls()
    paths = map(pointer, map(call.get_clip_path, map(objects.__getitem__, longer)))
    counts = numbers(call.count_clip_paths, paths, n=len(longer))
    found: dict[int, Floats] = {}
    for index in np.array(longer, dtype=np.int64)[counts > 0].tolist():
        while index < len(objects) and index not in found:
            clip = _clip_of(objects[index], view)
            if clip is None:
                break
            found[index] = clip
            if np.prod(clip[2:] - clip[:2]) >= TIGHT * view.width * view.height:
                break
            index += 1
    return found


def _clip_of(item: Any, view: View) -> Floats | None:
    """The box outside of which an object is not painted; None where nothing clips it."""
    call = calls()
    clip = pointer(call.get_clip_path(item))
    n_paths = call.count_clip_paths(clip)
    if not 0 < n_paths <= MAX_PATHS:
        return None
    found: Floats | None = None
    for path in range(n_paths):
        count = call.count_clip_segments(clip, path)
        if not 3 <= count <= MAX_CORNERS:
            continue
        corners = numbers(call.get_clip_segment, same(clip), same(path), range(count), n=count)
        points = finite(fields(call.get_point, pointers(corners.tolist()), n=count, width=2, kind=np.float32))
        box = view.boxes(np.concatenate((points.min(axis=0), points.max(axis=0)))[None])[0]
        found = (
            box if found is None else np.concatenate((np.maximum(found[:2], box[:2]), np.minimum(found[2:], box[2:])))
        )
    return found
