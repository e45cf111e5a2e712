"""The segments of a PDF's paths: their points, what they are, and which close a subpath.

A browser draws a table of 250 cells with 570 rectangles. PDFium's handle of a segment is the place where it keeps it,
one after the other; read from there, they take a fifth of the time of asking for each: 6 % of all that is done for a
page of many small cells, 1 to 2 % for others. No document promises how they are kept. So a path made for it is read
both ways once in a process, and where the two differ PDFium is asked.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import cache
from itertools import compress
from typing import Any, NamedTuple

import numpy as np

from gkml_extract.extractors.pdfium_calls import Calls, calls, fields, handle_of, numbers, pointers, same

_KEPT = np.dtype({"names": ["point", "kind", "closes"], "formats": ["2<f4", "u1", "u1"], "itemsize": 12})
"""A segment as PDFium keeps it."""


class Segments(NamedTuple):
    """Of each segment: its end in the path's own coordinates, its kind (FPDF_SEGMENT_*), whether it closes a subpath.

    n × 2 numbers as they are stored, and twice n.
    """

    points: Any
    kinds: Any
    closes: Any


def segments_of(paths: Sequence[Any], counts: Sequence[int]) -> Segments:
    """All segments of the paths, of which each has so many: the first are those of the first path."""
    call = calls()
    drawn, counts = list(compress(paths, counts)), list(filter(None, counts))
    if not drawn:
        return Segments(np.zeros((0, 2), dtype=np.float32), np.zeros(0, dtype=np.uint8), np.zeros(0, dtype=np.uint8))
    firsts = list(map(call.get_path_segment, drawn, same(0)))
    return _kept(firsts, counts) if _is_kept_so() and all(firsts) else _asked(drawn, counts, call)


def _kept(firsts: Sequence[int], counts: Sequence[int]) -> Segments:
    """The segments that stand from these places on."""
    sizes = [_KEPT.itemsize * count for count in counts]
    kept = np.frombuffer(b"".join(map(ctypes.string_at, firsts, sizes)), dtype=_KEPT)
    return Segments(kept["point"], kept["kind"], kept["closes"])


def _asked(paths: Sequence[Any], counts: Sequence[int], call: Calls) -> Segments:
    owners = [path for path, count in zip(paths, counts, strict=True) for _ in range(count)]
    places = [place for count in counts for place in range(count)]
    n = len(owners)
    segments = pointers(map(call.get_path_segment, owners, places))
    return Segments(
        fields(call.get_point, segments, n=n, width=2, kind=np.float32),
        numbers(call.get_segment_type, segments, n=n),
        numbers(call.get_close, segments, n=n),
    )


@cache
def _is_kept_so() -> bool:
    """Whether the segments of a path with one of each kind stand one after the other as they are asked for."""
    import pypdfium2.raw as pdfium

    path = pdfium.FPDFPageObj_CreateNewPath(1.5, -2.5)
    try:
        pdfium.FPDFPath_BezierTo(path, 3.25, 4, 5, 6, 7, 8)
        pdfium.FPDFPath_LineTo(path, 9, 10)
        pdfium.FPDFPath_Close(path)
        pdfium.FPDFPath_MoveTo(path, 11, 12)
        call, handle = calls(), handle_of(path)
        n = pdfium.FPDFPath_CountSegments(path)
        places = numbers(call.get_path_segment, same(handle), range(n), n=n)
        if n != 6 or (np.diff(places) != _KEPT.itemsize).any():
            return False
        pairs = zip(_kept([int(places[0])], [n]), _asked([handle], [n], call), strict=True)
        return all(np.array_equal(kept, asked) for kept, asked in pairs)
    finally:
        pdfium.FPDFPageObj_Destroy(path)
