"""What of a PDF's text is cut off in print: spreadsheets draw a text whole and clip it at the edge of its cell.

Without this the hidden rest would stand in the neighbouring cells.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from gkml_extract.extractors.pdf_view import View, finite
from gkml_extract.extractors.pdfium_calls import calls, fields, numbers, pointer, pointers, same
from gkml_extract.model.page import Bools, Chars, Clipped, Floats, Ints, Side, text_at

MAX_PATHS, MAX_CORNERS = 8, 12
"""Clipping paths of a text, and corners of one, that are looked at; others are taken to hide nothing."""
TIGHT = 0.5
"""Share of the page below which a clip is one of a cell, so that all runs are asked, however short."""
SLACK = 0.1
"""Points by which the middle of a character may lie outside of its clip: no more than rounding does, or a line that a
page break cuts lengthwise is read on both pages."""
INSIDE = 1.0
"""Points by which the place of a clipped character lies within its clip."""
FEW_SINGLE = 3
"""Runs of one character for each of several, at most, where no browser made the page: those of text that is written
downwards, each glyph for itself."""
MOST = 0.9
"""Share of a page's characters that may be hidden; more would mean that the clips are not what they seem."""


class Cut(NamedTuple):
    """Which characters are clipped away, what they are, and the boxes of all, those that an edge halves within it."""

    hidden: Bools
    clipped: Clipped | None
    boxes: Floats


def find_clipped(chars: Chars, objects: list[Any], lengths: Ints, view: View) -> Cut:
    """Which characters are clipped away, and what they are.

    Args:
        chars: of a page without forms, whose clips stand in the coordinates of the page.
        objects: the text object of each run, as an argument of PDFium's functions.
        lengths: how many characters it has. Where every glyph is a run of its own, a browser made the page, and wraps
            or shows what is too long: such runs are asked only if they are few, or one of several has a tight clip.
    """
    found = _clips_of(objects, np.flatnonzero(lengths > 1).tolist(), view)
    single = np.flatnonzero(lengths == 1)
    is_few = len(single) <= FEW_SINGLE * (len(lengths) - len(single))
    if is_few or any(_is_tight(clip, view) for clip in found.values()):
        found |= _clips_of(objects, single.tolist(), view)
    none = Cut(np.zeros(len(chars), dtype=bool), None, chars.boxes)
    if not found:
        return none
    clips = np.tile(np.array([-np.inf, -np.inf, np.inf, np.inf]), (len(objects), 1))
    for index, clip in found.items():
        clips[index] = clip
    middle = (chars.boxes[:, :2] + chars.boxes[:, 2:]) / 2
    within = clips[chars.runs]
    hidden: Bools = np.any((middle < within[:, :2] - SLACK) | (middle > within[:, 2:] + SLACK), axis=1)
    if hidden.mean() > MOST:
        return none
    clipped = _clipped(chars.text, middle, within, np.flatnonzero(hidden))
    return Cut(hidden, clipped, _drawn_in(chars.boxes, middle, within, np.logical_not(hidden)))


def _drawn_in(boxes: Floats, middle: Floats, within: Floats, shown: Bools) -> Floats:
    """The boxes, those of shown characters whose middle is on the edge of their clip moved to its inner side.

    A character belongs to the cell that clips it, though half of it stands under the rule.
    """
    at = np.flatnonzero(shown & np.isfinite(within[:, 0]) & (within[:, 2:] - within[:, :2] > 4 * INSIDE).all(axis=1))
    inner = np.minimum(np.maximum(middle[at], within[at, :2] + INSIDE), within[at, 2:] - INSIDE)
    moves = inner - middle[at]
    if not moves.any():
        return boxes
    moved = boxes.copy()
    moved[at] += np.tile(moves, 2)
    return moved


def _clipped(text: str, middle: Floats, within: Floats, hidden: Ints) -> Clipped | None:
    """The clipped characters, by their indices: what lies on two sides is cut off by the upper or lower one.

    What is drawn in one go within the same clip is one text.
    """
    if len(hidden) == 0:
        return None
    within = _shared_clips(middle, within, hidden)
    clips, at = within[hidden], middle[hidden]
    sides = np.full(len(hidden), int(Side.BESIDE), dtype=np.int64)
    sides[at[:, 1] < clips[:, 1]] = Side.ABOVE
    sides[at[:, 1] > clips[:, 3]] = Side.BELOW
    points = np.minimum(np.maximum(at, clips[:, :2] + INSIDE), clips[:, 2:] - INSIDE)
    starts = np.flatnonzero((within[1:] != within[:-1]).any(axis=1)) + 1
    wholes, runs = np.unique(np.searchsorted(starts, hidden, side="right"), return_inverse=True)
    edges = [0, *starts.tolist(), len(text)]
    drawn = tuple(text[edges[index] : edges[index + 1]] for index in wholes.tolist())
    return Clipped(text_at(text, hidden), points, sides, runs, drawn)


def _shared_clips(middle: Floats, within: Floats, hidden: Ints) -> Floats:
    """The clips of the characters, those of one text that has a clip for some of them: all of it lies within that one.

    Written downwards, each character is drawn for itself, and clipped only where it runs over an edge.
    """
    shared, is_free = within.copy(), np.isinf(within[:, 0])
    for step in (1, -1):
        for at in hidden.tolist():
            clip, near = within[at], at + step
            while 0 <= near < len(shared) and is_free[near] and _is_within(middle[near], clip):
                shared[near] = clip
                near += step
    return shared


def _is_within(point: Floats, clip: Floats) -> bool:
    return bool((point >= clip[:2]).all() and (point <= clip[2:]).all())


def _is_tight(clip: Floats, view: View) -> bool:
    """Whether a clip is one of a cell."""
    return bool(np.prod(clip[2:] - clip[:2]) < TIGHT * view.width * view.height)


def _clips_of(objects: list[Any], runs: list[int], view: View) -> dict[int, Floats]:
    """The clips of some runs by their indices."""
    call = calls()
    paths = map(pointer, map(call.get_clip_path, map(objects.__getitem__, runs)))
    counts = numbers(call.count_clip_paths, paths, n=len(runs))
    found: dict[int, Floats] = {}
    for index in np.array(runs, dtype=np.int64)[counts > 0].tolist():
        clip = clip_of(objects[index], view)
        if clip is not None:
            found[index] = clip
    return found


def clip_of(item: Any, view: View) -> Floats | None:
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
