"""The picture of one page → its content: prepared, recognised, and placed as it is displayed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from gkml_extract.extractors.scan.content import content_of
from gkml_extract.extractors.scan.engine import network
from gkml_extract.extractors.scan.orientation import as_displayed, read_upright
from gkml_extract.extractors.scan.paper import print_of
from gkml_extract.extractors.scan.pictures import PagePicture, Pixels
from gkml_extract.extractors.scan.skew import skew_of, turned
from gkml_extract.model.finding import note
from gkml_extract.model.page import PageContent

MIN_DPI, WANTED_DPI, MAX_DPI = 170.0, 200.0, 300.0
"""Resolutions at which pages are read; others are brought to WANTED_DPI or MAX_DPI."""
SMALLEST = 40
"""Pixels of a side below which a picture shows no page."""


def recognised_page(picture: PagePicture, number: int) -> PageContent:
    """The content of a page that is a picture.

    Raises:
        DependencyError: the extra `ocr` is not installed.
    """
    reader = network()
    pixels, dpi = _at_reading_size(picture)
    print_ = print_of(pixels, dpi)
    grey = turned(print_.grey, skew_of(print_.grey))
    reading, turns = read_upright(grey, dpi, reader)
    size = (grey.shape[0], grey.shape[1]) if turns % 2 == 0 else (grey.shape[1], grey.shape[0])
    content = as_displayed(content_of(reading, size, dpi, number), turns)
    if not content.chars.text.strip():
        return replace(content, notes=(note("page-without-text", page=number),), n_pictures=1)
    notes = [note("page-recognised", page=number)]
    if print_.has_seal:
        notes.append(note("seal-left-out", page=number))
    return replace(content, notes=tuple(notes), n_pictures=1)


def _at_reading_size(picture: PagePicture) -> tuple[Pixels, float]:
    """The page at a resolution at which it is read well and fast."""
    import cv2

    if MIN_DPI <= picture.dpi <= MAX_DPI:
        return picture.pixels, picture.dpi
    wanted = WANTED_DPI if picture.dpi < MIN_DPI else MAX_DPI
    scale = wanted / picture.dpi
    method = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    resized: Any = cv2.resize(picture.pixels, None, fx=scale, fy=scale, interpolation=method)
    return resized, wanted
