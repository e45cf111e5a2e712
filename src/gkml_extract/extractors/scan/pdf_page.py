"""Pages of a PDF that only show what they say: which they are, and their pictures."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np

from gkml_extract.model.page import PageContent, ShapeKind
from gkml_extract.text import squeeze

FEW_CHARS = 60
"""Characters that a scanned page may print besides: a scanner's stamp, a page number, a line of a form."""
FILLS = 0.6
"""Share of a page that a picture covers if it is the page."""
UNUSABLE, MIN_UNREADABLE = 0.2, 20
"""Share and number of characters that no font explains from which the text of a page is of no use."""
MIN_PATHS = 400
"""Paths on a page without text from which its letters are drawn: a page has that many from some 20 letters on."""
DPI = (200.0, 300.0)
"""Least and most resolution at which a page is rendered; between them that of its own picture."""
MAX_SIDE = 6000
"""Pixels of a rendered page's longer side at most."""


def needs_recognition(page: Any, content: PageContent) -> bool:
    """Whether the text of a page must be read off its picture."""
    n_chars = len(squeeze(content.chars.text))
    unreadable = sum(
        int(value)
        for each in content.notes
        if each.code == "font-unreadable"
        for name, value in each.params
        if name == "n"
    )
    if unreadable >= max(MIN_UNREADABLE, UNUSABLE * n_chars):
        return True
    if n_chars > FEW_CHARS:
        return False
    if content.n_pictures:
        return n_chars == 0 or _picture(page)[0] >= FILLS
    return n_chars == 0 and int(np.count_nonzero(content.shapes.kinds == ShapeKind.OTHER)) >= MIN_PATHS


def recognised_pdf_page(page: Any, number: int) -> PageContent:
    """The content of a page of a PDF, read off its picture."""
    from gkml_extract.extractors.scan.pictures import PagePicture
    from gkml_extract.extractors.scan.recognised_page import recognised_page

    width, height = page.get_size()
    native = _picture(page)[1]
    dpi = min(max(native, DPI[0]), DPI[1], MAX_SIDE / max(width, height, 1.0) * 72)
    pixels = page.render(scale=dpi / 72, rev_byteorder=True).to_numpy()
    return recognised_page(PagePicture(np.ascontiguousarray(pixels[:, :, :3]), dpi), number)


def _picture(page: Any) -> tuple[float, float]:
    """Of the largest picture on a page: the share of the page that it covers, and its resolution."""
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    best = (0.0, 0.0)
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds() if hasattr(picture, "get_bounds") else picture.get_pos()
        share = max(right - left, 0.0) * max(top - bottom, 0.0) / max(width * height, 1.0)
        columns, rows = ctypes.c_uint(0), ctypes.c_uint(0)
        pdfium.FPDFImageObj_GetImagePixelSize(picture.raw, ctypes.byref(columns), ctypes.byref(rows))
        inches = max(right - left, top - bottom, 1.0) / 72
        best = max(best, (share, max(columns.value, rows.value) / inches))
    return best
