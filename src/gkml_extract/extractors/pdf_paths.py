"""The drawn paths of a PDF page, those inside forms included, as lines, rectangles and the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, filterfalse, pairwise, repeat
from typing import Any

import numpy as np

from gkml_extract.extractors.pdf_clips import clip_of
from gkml_extract.extractors.pdf_segments import segments_of
from gkml_extract.extractors.pdf_view import FARTHEST_OWN, View, finite, ordered
from gkml_extract.extractors.pdfium_calls import Calls, calls, fields, handle_of, numbers, pointer, pointers, rows, same
from gkml_extract.model.page import Bools, Floats, Ints, ShapeKind, Shapes

MAX_OBJECTS = 200_000
"""Objects read of one page; a dense page whose every glyph is one has 4,000."""
MAX_SEGMENTS = 200_000
"""Path segments read of one page; a dense page with dashed borders has 20,000. Maps and drawings have millions."""
STEP = 16
"""Objects of which one is asked for where all may be texts."""
MAX_CLIPPED = 2000
"""Shapes beyond a page's content that are clipped; more are taken to be painted whole."""
_CLIPPED = 2.0
"""Points beyond its clip from which a shape is cut off: more than half a rule."""
MAX_UNREAD = 2000
"""Texts without characters of a page that are looked at."""
MAX_DEPTH = 8
"""Forms within forms that are followed."""
_STRAIGHT = 0.5
"""Points by which the ends of a straight edge may differ across it."""

_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
"""FPDF_PAGEOBJ_*"""
_RECTANGLE = 5
"""Segments of a rectangle."""
_ROUND = 12
"""Points that four rounded corners have at least."""
_BEZIER, _MOVE = 1, 2
"""FPDF_SEGMENT_*"""
_SIDE = 0.5
"""Share of each side that is straight where a rectangle has round corners."""
_SMALL = 12.0
"""Points up to which a rectangle with round corners is a box to tick."""
_BORDER, _LONG = 4.0, 4.0
"""Points up to which one side of a border is thick, and how often as long it is at least."""


def no_shapes() -> Shapes:
    """The shapes of an empty page."""
    return Shapes(np.zeros(0, dtype=np.int64), np.zeros((0, 4)), np.zeros(0), np.zeros(0))


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """The shapes of a page, how many pictures it has, whether it has forms, and whether some of it was left out.

    `unread` is n × (x, y): where texts begin whose characters PDFium does not give, set in a font that the file lacks.
    """

    shapes: Shapes
    n_pictures: int
    has_forms: bool
    is_cut: bool
    unread: Floats


def read_drawing(page: Any, view: View, texts: Sequence[int], *, may_have_forms: bool = True) -> Drawing:
    """What is drawn on a page; of more than MAX_OBJECTS or MAX_SEGMENTS a part.

    `texts` are the addresses of objects that are known to be texts, in their order: nearly all of a page are.
    """
    import pypdfium2.raw as pdfium

    call = calls()
    found = _Objects(call, texts, may_have_forms=may_have_forms)
    found.gather(handle_of(page.raw), pdfium.FPDFPage_CountObjects(page), call.get_page_object, np.eye(3), 0)
    has_forms = len(found.matrices) > 1
    unread = np.zeros((0, 2)) if has_forms else _unread_places(found.unread, call, view)
    if not found.paths:
        return Drawing(no_shapes(), found.n_pictures, has_forms, found.is_cut, unread)
    shapes, is_cut = _shapes_of(found, call, view)
    return Drawing(shapes, found.n_pictures, has_forms, found.is_cut or is_cut, unread)


def _unread_places(texts: list[Any], call: Calls, view: View) -> Floats:
    """Where texts without characters begin, if their fonts are not in the file: one that is has a glyph for a blank.

    PDFium gives no characters for a text without any width: for a glyph that the font named does not have.
    """
    fonts = numbers(call.get_font, texts, n=len(texts))
    named = [
        text for text, font in zip(texts, fonts.tolist(), strict=True) if font and not call.is_embedded(pointer(font))
    ]
    if not 0 < len(named) <= MAX_UNREAD:
        return np.zeros((0, 2))
    matrices = finite(rows(call.get_matrix, named, n=len(named), width=6, kind=np.float32), FARTHEST_OWN)
    return view.points(matrices[:, 4:])


class _Objects:
    """The paths of a page with the matrix of the form that each is in, gathered in painting order."""

    def __init__(self, call: Calls, texts: Sequence[int], *, may_have_forms: bool) -> None:
        self.paths: list[Any] = []
        self.unread: list[Any] = []
        self.outer: list[int] = []
        self.matrices: list[Floats] = []
        self.n_pictures = 0
        self.is_cut = False
        self._call = call
        self._texts = dict(zip(texts, range(len(texts)), strict=True))
        self._may_have_forms = may_have_forms
        self._budget = MAX_OBJECTS

    def gather(self, owner: Any, count: int, get: Any, matrix: Floats, depth: int) -> None:
        """Take the objects of a page or form whose own matrix is `matrix`."""
        n = max(min(count, self._budget), 0)
        self.is_cut = self.is_cut or n < count
        self._budget -= n
        others = None if self._may_have_forms or n < count else self._others_by_steps(owner, n, get)
        if others is None:
            others = filterfalse(self._texts.__contains__, map(get, same(owner), range(n)))
        handles = pointers(filter(None, others))
        self.matrices.append(matrix)
        form = len(self.matrices) - 1
        kinds = list(map(self._call.get_type, handles))
        if kinds.count(_PATH) == len(kinds):  # so on most pages
            self.paths += handles
            self.outer += repeat(form, len(handles))
            return
        for handle, kind in zip(handles, kinds, strict=True):
            if kind == _PATH:
                self.paths.append(handle)
                self.outer.append(form)
            elif kind == _TEXT:
                self.unread.append(handle)
            elif kind == _IMAGE:
                self.n_pictures += 1
            elif kind == _FORM and depth < MAX_DEPTH:
                own = finite(rows(self._call.get_matrix, [handle], n=1, width=6, kind=np.float32), FARTHEST_OWN)
                inner = _square(own)[0] @ matrix
                count = self._call.count_form_objects(handle)
                self.gather(handle, count, self._object_of_form, inner, depth + 1)

    def _others_by_steps(self, page: Any, n: int, get: Any) -> Iterable[int] | None:
        """The objects of a page without forms that are no texts; None where it must ask for each to tell.

        Two texts that are as far apart among all objects as among the texts have nothing but texts between them. It is
        certain when objects and texts add up in the end. A browser makes an object of every glyph: to ask for all takes
        a tenth of the time of its pages.
        """
        probes = [*range(0, n - 1, STEP), n - 1]
        places = list(map(self._texts.get, map(get, same(page), probes)))
        asked: list[int] = []
        for (first, place), (last, next_place) in pairwise(zip(probes, places, strict=True)):
            if place is None or next_place is None or next_place - place != last - first:
                asked += range(first, last)
        found = list(filterfalse(self._texts.__contains__, map(get, same(page), [*asked, *probes[-1:]])))
        return found if len(found) + len(self._texts) == n else None

    def _object_of_form(self, form: Any, index: int) -> int | None:
        return self._call.get_form_object(form, pointer(index))  # which counts in numbers as wide as a pointer


def _square(matrices: Any) -> Floats:
    """n × (a, b, c, d, e, f) → n × 3 × 3, for points as rows."""
    square = np.zeros((len(matrices), 3, 3))
    square[:, 0, :2], square[:, 1, :2], square[:, 2, :2] = matrices[:, 0:2], matrices[:, 2:4], matrices[:, 4:6]
    square[:, 2, 2] = 1.0
    return square


def _shapes_of(found: _Objects, call: Calls, view: View) -> tuple[Shapes, bool]:
    paths, n = found.paths, len(found.paths)
    modes = fields(call.get_draw_mode, paths, n=n, width=2, kind=np.int32) != 0
    is_filled, is_stroked = modes[:, 0], modes[:, 1]
    matrices = _square(finite(rows(call.get_matrix, paths, n=n, width=6, kind=np.float32), FARTHEST_OWN))
    if len(found.matrices) > 1:
        matrices = matrices @ np.stack(found.matrices)[np.array(found.outer)]
    lightness, is_opaque = _paint(paths, is_stroked, call)
    scale = np.sqrt(np.abs(matrices[:, 0, 0] * matrices[:, 1, 1] - matrices[:, 0, 1] * matrices[:, 1, 0]))
    widths = np.zeros(n)
    stroked = _chosen(paths, is_stroked)
    widths[is_stroked] = rows(call.get_stroke_width, stroked, n=len(stroked), width=1, kind=np.float32)[:, 0]
    widths *= scale
    counts = numbers(call.count_segments, paths, n=n)
    counts[~(is_filled | is_stroked) | ~is_opaque] = 0  # clipping paths, and what is transparent
    total = int(np.maximum(counts, 0).sum())
    counts = np.where(np.cumsum(counts) <= MAX_SEGMENTS, np.maximum(counts, 0), 0)
    owner = np.repeat(np.arange(n), counts)
    if len(owner) == 0:
        return no_shapes(), total > 0
    read = _segments(paths, counts)
    found_shapes = _simple_shapes(read, counts, is_filled, matrices)
    if found_shapes is None:
        points = finite(_transformed(read.points, matrices, owner))
        drawn = _Drawn(points, read.begins, read.is_curve, read.is_closed, is_filled[owner], owner)
        found_shapes = drawn.shapes()
    kinds, boxes, owners = found_shapes
    boxes = view.boxes(ordered(boxes))
    if len(found.matrices) == 1:
        boxes = _as_far_as_painted(boxes, owners, paths, view)
    seen = boxes[:, 1] <= boxes[:, 3]
    if not seen.all():
        kinds, boxes, owners = kinds[seen], boxes[seen], owners[seen]
    shapes = Shapes(kinds, boxes, widths[owners], lightness[owners])
    return shapes, total > MAX_SEGMENTS


def _as_far_as_painted(boxes: Floats, owners: Ints, paths: list[Any], view: View) -> Floats:
    """The boxes of the shapes, those above and below what their clip shows cut at its edge: upside down if not seen.

    A browser draws the rules of a table whole on each of its pages, and clips them to the page's content. The shapes
    that reach furthest tell whether it does.
    """
    furthest = (int(np.argmin(boxes[:, 1])), int(np.argmax(boxes[:, 3])))
    top, bottom = (clip_of(paths[owners[index]], view) for index in furthest)
    beyond = np.zeros(len(boxes), dtype=bool)
    if top is not None and boxes[furthest[0], 1] < top[1] - _CLIPPED:
        beyond |= boxes[:, 1] < top[1] - _CLIPPED
    if bottom is not None and boxes[furthest[1], 3] > bottom[3] + _CLIPPED:
        beyond |= boxes[:, 3] > bottom[3] + _CLIPPED
    if not beyond.any() or beyond.sum() > MAX_CLIPPED:
        return boxes
    changed = boxes.copy()
    for index in np.flatnonzero(beyond).tolist():
        clip = clip_of(paths[owners[index]], view)
        if clip is not None:
            changed[index, 1] = max(boxes[index, 1], clip[1])
            changed[index, 3] = min(boxes[index, 3], clip[3])
    return changed


def _paint(paths: list[Any], is_stroked: Bools, call: Calls) -> tuple[Floats, Bools]:
    """Of each path: lightness of its stroke, or of its filling where it has no stroke; whether it can be seen."""
    n = len(paths)
    colour = np.zeros((n, 4))
    for chosen, get in ((is_stroked, call.get_stroke_color), (~is_stroked, call.get_fill_color)):
        if these := _chosen(paths, chosen):
            colour[chosen] = fields(get, these, n=len(these), width=4, kind=np.uint32)
    return colour[:, :3] @ np.array([0.299, 0.587, 0.114]) / 255.0, colour[:, 3] > 0


def _transformed(points: Floats, matrices: Floats, owner: Ints) -> Floats:
    """Points in the coordinates of the page, by the matrix of the path that each belongs to."""
    x, y = points.T
    across, along, origin = (matrices[:, row].take(owner, axis=0).T for row in range(3))
    return np.stack([x * across[axis] + y * along[axis] + origin[axis] for axis in (0, 1)], axis=1)


def _chosen(paths: list[Any], chosen: Bools) -> list[Any]:
    return list(compress(paths, chosen.tolist()))


@dataclass(frozen=True, slots=True, eq=False)
class _Segments:
    """Of each segment of the paths: its end, whether it begins a subpath, is a curve, closes its subpath.

    Of each path: whether it is surely one rectangle.
    """

    points: Floats
    begins: Bools
    is_curve: Bools
    is_closed: Bools
    is_plain: Bools


def _segments(paths: list[Any], counts: Ints) -> _Segments:
    read = segments_of(paths, counts.tolist())
    points = finite(read.points, FARTHEST_OWN)
    is_plain = _plain_rectangles(points, counts)
    is_other = np.repeat(~is_plain, counts)
    begins = is_other & (read.kinds == _MOVE)
    begins[(np.cumsum(counts) - counts)[counts > 0]] = True
    return _Segments(
        points, begins, is_other & (read.kinds == _BEZIER), is_other & read.closes.astype(np.bool_), is_plain
    )


def _simple_shapes(
    read: _Segments, counts: Ints, is_filled: Bools, matrices: Floats
) -> tuple[Ints, Floats, Ints] | None:
    """What `_Drawn.shapes` gives, where every path is one rectangle or one stroke along the axes: so on most pages.

    None where any is something else.
    """
    owners = np.flatnonzero(counts)
    is_line, is_plain, matrices = counts[owners] == 2, read.is_plain[owners], matrices[owners]
    if not (is_line | is_plain).all():
        return None
    first = (np.cumsum(counts) - counts)[owners]
    last = first + np.where(is_line, 1, 2)
    if (is_line & (read.begins[last] | read.is_closed[last] | is_filled[owners])).any():
        return None
    ends = read.points.take(np.concatenate((first, last)), axis=0)
    n = len(owners)
    ends = finite(_transformed(ends, matrices, np.concatenate((np.arange(n), np.arange(n)))))
    start, end = ends[:n], ends[n:]
    apart = np.abs(start - end)
    is_along = (apart[:, 0] <= _STRAIGHT) | (apart[:, 1] <= _STRAIGHT)
    a, b, c, d = matrices[:, 0, 0], matrices[:, 0, 1], matrices[:, 1, 0], matrices[:, 1, 1]
    is_upright = ((b == 0) & (c == 0)) | ((a == 0) & (d == 0))
    if not np.where(is_line, is_along, is_upright).all():
        return None
    kinds = np.where(
        is_line, int(ShapeKind.LINE), np.where(is_filled[owners], int(ShapeKind.AREA), int(ShapeKind.FRAME))
    )
    return kinds, np.hstack((start, end)), owners


def _plain_rectangles(points: Floats, counts: Ints) -> Bools:
    """Which paths are surely one rectangle, as `re` makes it, by their five points alone: most are."""
    is_plain: Bools = counts == _RECTANGLE
    if not is_plain.any():
        return is_plain
    here = np.flatnonzero(is_plain)
    starts = (np.cumsum(counts) - counts)[here]
    x, y = (np.stack([points[:, axis].take(starts + k) for k in range(_RECTANGLE)]) for axis in (0, 1))
    along = (x[1:] == x[:-1]) | (y[1:] == y[:-1])
    is_plain[here] = along[0] & along[1] & along[2] & along[3] & (x[0] == x[-1]) & (y[0] == y[-1])
    return is_plain


class _Drawn:
    """The segments of a page's paths in its own coordinates, and the shapes that they make."""

    def __init__(
        self, points: Floats, begins: Bools, is_curve: Bools, is_closed: Bools, is_filled: Bools, owner: Ints
    ) -> None:
        self.points = points
        self.firsts = np.flatnonzero(begins)
        self.lengths = np.diff(np.append(self.firsts, len(points)))
        self.subpath = np.cumsum(begins) - 1
        self.low = np.stack([np.minimum.reduceat(points[:, axis], self.firsts) for axis in (0, 1)], axis=1)
        self.high = np.stack([np.maximum.reduceat(points[:, axis], self.firsts) for axis in (0, 1)], axis=1)
        self.is_curve = is_curve
        self.is_curved = np.logical_or.reduceat(is_curve, self.firsts)
        self.is_filled = is_filled[self.firsts]
        self.owner = owner[self.firsts]
        self.starts = points[self.firsts]
        is_end = np.append(begins[1:], True)
        self.ends = points[is_end]
        self.is_closed = is_closed[is_end]
        self.is_leg = ~begins

    def shapes(self) -> tuple[Ints, Floats, Ints]:
        """Kinds, boxes (x0, y0, x1, y1) and the path of each shape, in painting order."""
        is_box = self._rectangles() | self._rounded_rectangles() | self._mitred_sides()
        is_polyline = ~is_box & ~self.is_curved & ~self.is_filled
        boxes = np.hstack((self.low, self.high))
        kinds = np.where(self.is_filled, ShapeKind.AREA, ShapeKind.FRAME)
        others = np.where(self._is_round(), ShapeKind.ROUND, ShapeKind.OTHER)
        kinds = np.where(is_box, kinds, others).astype(np.int64)
        if not is_polyline.any():
            return kinds, boxes, self.owner
        legs, leg_subpath, is_along = self._legs(is_polyline)
        is_plain = np.ones(len(self.firsts), dtype=bool)  # has no leg that stands as a line of its own only
        has_oblique = np.zeros(len(self.firsts), dtype=bool)
        np.logical_or.at(has_oblique, leg_subpath, ~is_along)
        is_plain[is_polyline & ~has_oblique] = False
        order = np.concatenate((np.flatnonzero(is_plain), leg_subpath[is_along]))
        all_kinds = np.concatenate((kinds[is_plain], np.full(int(is_along.sum()), ShapeKind.LINE, dtype=np.int64)))
        all_boxes = np.concatenate((boxes[is_plain], legs[is_along]))
        sequence = np.argsort(order, kind="stable")
        return all_kinds[sequence], all_boxes[sequence], self.owner[order[sequence]]

    def _rectangles(self) -> Bools:
        """Which subpaths are rectangles along the axes, closed or filled."""
        on_x, on_y = self._on_sides()
        step = np.abs(np.diff(self.points, axis=0, prepend=self.points[:1]))
        is_along = (step[:, 0] <= _STRAIGHT) | (step[:, 1] <= _STRAIGHT) | ~self.is_leg
        at_corner = on_x & on_y
        is_right = np.logical_and.reduceat(at_corner & is_along, self.firsts) & ~self.is_curved
        comes_back = ~self._is_open()
        has_four = (self.lengths == 4) & (self.is_filled | self.is_closed)
        is_box: Bools = is_right & (has_four | ((self.lengths >= 5) & (self.lengths <= 6) & comes_back))
        return is_box

    def _rounded_rectangles(self) -> Bools:
        """Which curved subpaths have straight legs along most of each side of their box."""
        if not self.is_curved.any():
            return self.is_curved
        here = np.flatnonzero(self.is_leg & ~self.is_curve & self.is_curved[self.subpath])
        subpath, starts, ends = self.subpath[here], self.points[here - 1], self.points[here]
        is_rounded = self.is_curved.copy()
        for axis in (0, 1):
            length = np.abs(ends[:, 1 - axis] - starts[:, 1 - axis])
            needed = _SIDE * (self.high - self.low)[:, 1 - axis]
            for side in (self.low, self.high):
                at = side[subpath, axis]
                is_on = np.maximum(np.abs(starts[:, axis] - at), np.abs(ends[:, axis] - at)) <= _STRAIGHT
                drawn = np.bincount(subpath[is_on], weights=length[is_on], minlength=len(self.firsts))
                is_rounded &= drawn >= needed
        return np.asarray(is_rounded & ((self.high - self.low).min(axis=1) > _SMALL))

    def _mitred_sides(self) -> Bools:
        """Which subpaths are one side of a border whose ends are cut aslant to meet the next side's, as of `inset`."""
        thickness, length = (self.high - self.low).min(axis=1), (self.high - self.low).max(axis=1)
        is_side = self.is_filled & ~self.is_curved & (self.lengths >= 4) & (self.lengths <= 6)
        is_side &= (thickness <= _BORDER) & (length >= _LONG * thickness)
        if not is_side.any():
            return np.asarray(is_side)
        on_x, on_y = self._on_sides()
        is_flat = (self.high - self.low)[:, 0] >= (self.high - self.low)[:, 1]
        is_on = np.where(is_flat[self.subpath], on_y, on_x)
        return np.asarray(is_side & np.logical_and.reduceat(is_on, self.firsts))

    def _is_round(self) -> Bools:
        """Which curved subpaths have all their points, those of control too, on the sides of their box."""
        if not self.is_curved.any():
            return self.is_curved
        on_x, on_y = self._on_sides()
        is_round: Bools = np.logical_and.reduceat(on_x | on_y, self.firsts) & self.is_curved & (self.lengths >= _ROUND)
        return is_round

    def _on_sides(self) -> tuple[Bools, Bools]:
        """Which points stand on a vertical, and which on a horizontal side of the box of their subpath."""
        found = []
        for axis in (0, 1):
            at, low, high = self.points[:, axis], self.low[:, axis], self.high[:, axis]
            to_low, to_high = np.abs(at - low.take(self.subpath)), np.abs(at - high.take(self.subpath))
            found.append((to_low <= _STRAIGHT) | (to_high <= _STRAIGHT))
        return found[0], found[1]

    def _is_open(self) -> Bools:
        """Which subpaths end elsewhere than they start."""
        apart = np.abs(self.starts - self.ends)
        is_open: Bools = (apart[:, 0] > _STRAIGHT) | (apart[:, 1] > _STRAIGHT)
        return is_open

    def _legs(self, is_polyline: Bools) -> tuple[Floats, Ints, Bools]:
        """The legs of stroked lines, the closing ones too: ends, subpath, and whether they run along an axis."""
        here = np.flatnonzero(self.is_leg & is_polyline[self.subpath])
        closing = np.flatnonzero(self.is_closed & self._is_open() & is_polyline)
        legs = np.concatenate(
            (
                np.hstack((self.points[here - 1], self.points[here])),
                np.hstack((self.ends[closing], self.starts[closing])),
            )
        )
        subpath = np.concatenate((self.subpath[here], closing))
        return legs, subpath, np.abs(legs[:, 2:] - legs[:, :2]).min(axis=1) <= _STRAIGHT
