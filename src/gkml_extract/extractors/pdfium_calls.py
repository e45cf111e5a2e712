"""PDFium's functions, called in bulk.

What a call costs is the crossing from Python to C, and most of that the conversion of arguments. So the functions are
bound by their addresses with plain integers for pointers, called through `map`, and write into numpy arrays.
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

from gkml_extract.model.page import Floats, Ints


@dataclass(frozen=True, slots=True)
class Calls:
    """The functions, named as in PDFium without their prefix; pointers are integers, 0 or None for null."""

    get_unicode: Callable[..., int]
    get_loose_char_box: Callable[..., int]
    get_text_object: Callable[..., int]
    get_char_matrix: Callable[..., int]
    has_unicode_map_error: Callable[..., int]
    get_font_size: Callable[..., float]
    get_font: Callable[..., int | None]
    get_base_font_name: Callable[..., int]
    get_render_mode: Callable[..., int]
    get_type: Callable[..., int]
    count_segments: Callable[..., int]
    get_path_segment: Callable[..., int]
    get_point: Callable[..., int]
    get_segment_type: Callable[..., int]
    get_close: Callable[..., int]
    get_draw_mode: Callable[..., int]
    get_stroke_width: Callable[..., int]
    get_matrix: Callable[..., int]
    get_fill_color: Callable[..., int]
    get_stroke_color: Callable[..., int]
    get_page_object: Callable[..., int | None]
    get_form_object: Callable[..., int | None]
    count_form_objects: Callable[..., int]
    get_clip_path: Callable[..., int | None]
    count_clip_paths: Callable[..., int]
    count_clip_segments: Callable[..., int]
    get_clip_segment: Callable[..., int]


@cache
def calls() -> Calls:
    """The functions, bound once in a process."""
    import pypdfium2.raw as pdfium

    def bind(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
        address = ctypes.cast(function, ctypes.c_void_p).value
        assert address is not None
        return ctypes.PYFUNCTYPE(result, *arguments)(address)

    at, number, size = ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t
    return Calls(
        get_unicode=bind(pdfium.FPDFText_GetUnicode, ctypes.c_uint, at, number),
        get_loose_char_box=bind(pdfium.FPDFText_GetLooseCharBox, number, at, number, at),
        get_text_object=bind(pdfium.FPDFText_GetTextObject, size, at, number),
        get_char_matrix=bind(pdfium.FPDFText_GetMatrix, number, at, number, at),
        has_unicode_map_error=bind(pdfium.FPDFText_HasUnicodeMapError, number, at, number),
        get_font_size=bind(pdfium.FPDFText_GetFontSize, ctypes.c_double, at, number),
        get_font=bind(pdfium.FPDFTextObj_GetFont, at, at),
        get_base_font_name=bind(pdfium.FPDFFont_GetBaseFontName, size, at, at, size),
        get_render_mode=bind(pdfium.FPDFTextObj_GetTextRenderMode, number, at),
        get_type=bind(pdfium.FPDFPageObj_GetType, number, at),
        count_segments=bind(pdfium.FPDFPath_CountSegments, number, at),
        get_path_segment=bind(pdfium.FPDFPath_GetPathSegment, size, at, number),
        get_point=bind(pdfium.FPDFPathSegment_GetPoint, number, at, at, at),
        get_segment_type=bind(pdfium.FPDFPathSegment_GetType, number, at),
        get_close=bind(pdfium.FPDFPathSegment_GetClose, number, at),
        get_draw_mode=bind(pdfium.FPDFPath_GetDrawMode, number, at, at, at),
        get_stroke_width=bind(pdfium.FPDFPageObj_GetStrokeWidth, number, at, at),
        get_matrix=bind(pdfium.FPDFPageObj_GetMatrix, number, at, at),
        get_fill_color=bind(pdfium.FPDFPageObj_GetFillColor, number, at, at, at, at, at),
        get_stroke_color=bind(pdfium.FPDFPageObj_GetStrokeColor, number, at, at, at, at, at),
        get_page_object=bind(pdfium.FPDFPage_GetObject, at, at, number),
        get_form_object=bind(pdfium.FPDFFormObj_GetObject, at, at, ctypes.c_ulong),
        count_form_objects=bind(pdfium.FPDFFormObj_CountObjects, number, at),
        get_clip_path=bind(pdfium.FPDFPageObj_GetClipPath, at, at),
        count_clip_paths=bind(pdfium.FPDFClipPath_CountPaths, number, at),
        count_clip_segments=bind(pdfium.FPDFClipPath_CountPathSegments, number, at, number),
        get_clip_segment=bind(pdfium.FPDFClipPath_GetPathSegment, size, at, number, number),
    )


def handle_of(raw: Any) -> int:
    """The integer behind one of pypdfium2's pointers."""
    value = ctypes.cast(raw, ctypes.c_void_p).value
    assert value is not None
    return value


def numbers(function: Callable[..., int], *arguments: Iterable[object], n: int) -> Ints:
    """What a function returns for each of n arguments."""
    return np.fromiter(map(function, *arguments), dtype=np.int64, count=n)


def numbers_of(function: Callable[..., float], *arguments: Iterable[object], n: int) -> Floats:
    """Likewise with fractions."""
    return np.fromiter(map(function, *arguments), dtype=np.float64, count=n)


def rows(function: Callable[..., int], *arguments: Iterable[object], n: int, width: int, kind: Any) -> Any:
    """n × width values that a function writes to a single pointer after its arguments."""
    array = np.zeros((n, width), dtype=kind)
    deque(map(function, *arguments, addresses(array)), maxlen=0)
    return array


def fields(function: Callable[..., int], *arguments: Iterable[object], n: int, width: int, kind: Any) -> Any:
    """n × width values that a function writes to one pointer each after its arguments."""
    array = np.zeros((n, width), dtype=kind)
    pointers = [addresses(array[:, index:]) for index in range(width)]
    deque(map(function, *arguments, *pointers), maxlen=0)
    return array


def addresses(array: Any) -> range:
    """The address of each row of an array."""
    if len(array) == 0:
        return range(0)
    start, step = array.ctypes.data, array.strides[0]
    return range(start, start + step * len(array), step)


def same(value: object) -> Iterable[object]:
    """One argument for every call."""
    return repeat(value)
