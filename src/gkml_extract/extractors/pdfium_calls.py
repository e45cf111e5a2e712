"""PDFium's functions, called in bulk.

What a call costs is the crossing from Python to C, and most of that the conversion of arguments. So the functions are
bound by their addresses and without types of arguments, called through `map`, and write into numpy arrays. An integer
goes over as C's int then, whose conversion costs nothing, and a pointer is wrapped once, by `pointer`: half the time
of a call whose arguments ctypes checks.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import Any

import numpy as np

from gkml_extract.model.page import Ints


@dataclass(frozen=True, slots=True)
class Calls:
    """The functions, named as in PDFium without their prefix; pointers are wrapped, and integers as results.

    Those that write what they find return nothing: what they cannot find stays 0, and to make a number of whether they
    found it takes a tenth of a call.
    """

    get_unicode: Callable[..., int]
    get_loose_char_box: Callable[..., None]
    get_text_object: Callable[..., int]
    get_char_matrix: Callable[..., None]
    has_unicode_map_error: Callable[..., int]
    get_font_size: Callable[..., None]
    get_font: Callable[..., int]
    get_base_font_name: Callable[..., int]
    get_render_mode: Callable[..., int]
    get_type: Callable[..., int]
    count_segments: Callable[..., int]
    get_path_segment: Callable[..., int]
    get_point: Callable[..., None]
    get_segment_type: Callable[..., int]
    get_close: Callable[..., int]
    get_draw_mode: Callable[..., None]
    get_stroke_width: Callable[..., None]
    get_matrix: Callable[..., None]
    get_fill_color: Callable[..., None]
    get_stroke_color: Callable[..., None]
    get_page_object: Callable[..., int | None]
    get_form_object: Callable[..., int | None]
    count_form_objects: Callable[..., int]
    get_clip_path: Callable[..., int | None]
    count_clip_paths: Callable[..., int]
    count_clip_segments: Callable[..., int]
    get_clip_segment: Callable[..., int]
    is_embedded: Callable[..., int]


@cache
def calls() -> Calls:
    """The functions, bound once in a process."""
    import pypdfium2.raw as pdfium

    def bind(function: Any, result: Any) -> Callable[..., Any]:
        address = ctypes.cast(function, ctypes.c_void_p).value
        assert address is not None
        return ctypes.PYFUNCTYPE(result)(address)

    at, number, size = ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t
    return Calls(
        get_unicode=bind(pdfium.FPDFText_GetUnicode, ctypes.c_uint),
        get_loose_char_box=bind(pdfium.FPDFText_GetLooseCharBox, None),
        get_text_object=bind(pdfium.FPDFText_GetTextObject, size),
        get_char_matrix=bind(pdfium.FPDFText_GetMatrix, None),
        has_unicode_map_error=bind(pdfium.FPDFText_HasUnicodeMapError, number),
        get_font_size=bind(pdfium.FPDFTextObj_GetFontSize, None),
        get_font=bind(pdfium.FPDFTextObj_GetFont, size),
        get_base_font_name=bind(pdfium.FPDFFont_GetBaseFontName, size),
        get_render_mode=bind(pdfium.FPDFTextObj_GetTextRenderMode, number),
        get_type=bind(pdfium.FPDFPageObj_GetType, number),
        count_segments=bind(pdfium.FPDFPath_CountSegments, number),
        get_path_segment=bind(pdfium.FPDFPath_GetPathSegment, size),
        get_point=bind(pdfium.FPDFPathSegment_GetPoint, None),
        get_segment_type=bind(pdfium.FPDFPathSegment_GetType, number),
        get_close=bind(pdfium.FPDFPathSegment_GetClose, number),
        get_draw_mode=bind(pdfium.FPDFPath_GetDrawMode, None),
        get_stroke_width=bind(pdfium.FPDFPageObj_GetStrokeWidth, None),
        get_matrix=bind(pdfium.FPDFPageObj_GetMatrix, None),
        get_fill_color=bind(pdfium.FPDFPageObj_GetFillColor, None),
        get_stroke_color=bind(pdfium.FPDFPageObj_GetStrokeColor, None),
        get_page_object=bind(pdfium.FPDFPage_GetObject, at),
        get_form_object=bind(pdfium.FPDFFormObj_GetObject, at),
        count_form_objects=bind(pdfium.FPDFFormObj_CountObjects, number),
        get_clip_path=bind(pdfium.FPDFPageObj_GetClipPath, at),
        count_clip_paths=bind(pdfium.FPDFClipPath_CountPaths, number),
        count_clip_segments=bind(pdfium.FPDFClipPath_CountPathSegments, number),
        get_clip_segment=bind(pdfium.FPDFClipPath_GetPathSegment, size),
        is_embedded=bind(pdfium.FPDFFont_GetIsEmbedded, number),
    )


pointer: Callable[[int | None], Any] = ctypes.c_void_p.from_param
"""An address, or a number as wide as one, as an argument of these functions."""


def handle_of(raw: Any) -> Any:
    """One of pypdfium2's pointers as an argument."""
    return pointer(ctypes.cast(raw, ctypes.c_void_p).value)


def pointers(addresses: Iterable[int]) -> list[Any]:
    """Addresses as arguments."""
    return list(map(pointer, addresses))


def numbers(function: Callable[..., int], *arguments: Iterable[object], n: int) -> Ints:
    """What a function returns for each of n arguments."""
    return np.fromiter(map(function, *arguments), dtype=np.int64, count=n)


def rows(function: Callable[..., None], *arguments: Iterable[object], n: int, width: int, kind: Any) -> Any:
    """n × width values that a function writes to a single pointer after its arguments."""
    room = _room(width, kind, 1)
    array = room.cleared(n)
    deque(map(function, *arguments, *room.pointers(array)), maxlen=0)
    return array.copy()


def fields(function: Callable[..., None], *arguments: Iterable[object], n: int, width: int, kind: Any) -> Any:
    """n × width values that a function writes to one pointer each after its arguments."""
    room = _room(width, kind, width)
    array = room.cleared(n)
    deque(map(function, *arguments, *room.pointers(array)), maxlen=0)
    return array.copy()


ROOM = 4096
"""Rows for which pointers are kept: more than the characters of most pages. Each takes some 100 bytes."""


class _Room:
    """Where functions write: the same rows again and again, since a pointer takes a third of the time of a call.

    PDFium serves one thread at a time; so does this.
    """

    def __init__(self, width: int, kind: Any, n_pointers: int) -> None:
        self._array = np.zeros((ROOM, width), dtype=kind)
        self._pointers: list[list[Any]] = [[] for _ in range(n_pointers)]

    def cleared(self, n: int) -> Any:
        """n rows of zeros."""
        if n > ROOM:
            return np.zeros((n, self._array.shape[1]), dtype=self._array.dtype)
        array = self._array[:n]
        array[:] = 0
        return array

    def pointers(self, array: Any) -> list[list[Any]]:
        """Pointers to each row of an array of this room or larger ones, to the first columns one by one."""
        n = len(array)
        if n > ROOM:
            return [pointers(_addresses(array, column, 0)) for column in range(len(self._pointers))]
        for column, known in enumerate(self._pointers):
            if len(known) < n:
                known += pointers(_addresses(self._array[:n], column, len(known)))
        return self._pointers


@cache
def _room(width: int, kind: Any, n_pointers: int) -> _Room:
    return _Room(width, kind, n_pointers)


def _addresses(array: Any, column: int, first: int) -> range:
    """The addresses of a column in the rows from `first` on."""
    start, step = array.ctypes.data + column * array.itemsize, array.strides[0]
    return range(start + step * first, start + step * len(array), step)


def same(value: object) -> Iterable[object]:
    """One argument for every call."""
    return repeat(value)
