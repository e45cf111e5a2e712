"""The picture of one page → its content: prepared, recognised, and placed as it is displayed."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from typing import Any

import numpy as np

from gkml_extract.extractors.scan import cache
from gkml_extract.extractors.scan.bends import straightened
from gkml_extract.extractors.scan.content import content_of
from gkml_extract.extractors.scan.engine import check_installed, network
from gkml_extract.extractors.scan.orientation import as_displayed, read_upright
from gkml_extract.extractors.scan.paper import print_of
from gkml_extract.extractors.scan.pictures import PagePicture, Pixels
from gkml_extract.extractors.scan.progress import begin_page
from gkml_extract.extractors.scan.recognition import OutOfTimeError
from gkml_extract.extractors.scan.sheet import flat_sheet
from gkml_extract.extractors.scan.skew import skew_of, turned
from gkml_extract.model.finding import note
from gkml_extract.model.page import Chars, PageContent, Shapes

MIN_DPI, WANTED_DPI, MAX_DPI = 170.0, 200.0, 300.0
"""Resolutions at which pages are read; others are brought to WANTED_DPI or MAX_DPI."""
TIME_LIMIT, PAGE_SECONDS = "GKML_OCR_SECONDS", 180.0
"""Environment: seconds that a page may take, and where that is not set: sixty times what a dense page takes."""
NO_PRINT = 0.45
"""Mean score below which what was found is no print: the lines of a photograph's leaves or a wall's bricks."""
BENT_MM = 0.8
"""Millimetres by which rules stray from their rows and columns where rows and columns can no longer be trusted."""
SMALLEST = 40
"""Pixels of a side below which a picture shows no page."""


def recognised_page(picture: PagePicture, number: int) -> PageContent:
    """The content of a page that is a picture, recognised now or taken from the cache.

    Raises:
        DependencyError: the extra `ocr` is not installed.
    """
    check_installed()
    key = cache.key_of(picture)
    known = cache.load(key, number)
    if known is not None:
        return known
    begin_page(number)
    try:
        content = _recognised(picture, number)
    except OutOfTimeError:
        return replace(content_of_nothing(picture, number), notes=(note("page-time-limit", page=number),))
    cache.store(key, content)
    return content


def _recognised(picture: PagePicture, number: int) -> PageContent:
    reader = network()
    pixels, dpi = _at_reading_size(flat_sheet(picture))
    print_ = print_of(pixels, dpi)
    page = straightened(turned(print_.grey, skew_of(print_.grey)), dpi)
    grey = page.grey
    reading, turns = read_upright(grey, dpi, reader, time.monotonic() + _seconds())
    size = (grey.shape[0], grey.shape[1]) if turns % 2 == 0 else (grey.shape[1], grey.shape[0])
    content = as_displayed(content_of(reading, size, dpi, number), turns)
    if not content.chars.text.strip() or reading.score < NO_PRINT:
        return replace(content_of_nothing(picture, number), notes=(note("page-without-text", page=number),))
    notes = [note("page-recognised", page=number)]
    if reading.rules.is_broken:
        notes.append(note("page-rules-broken", page=number))
    if page.strays_mm > BENT_MM:
        notes.append(note("page-bent", page=number))
    if print_.has_seal:
        notes.append(note("seal-left-out", page=number))
    return replace(content, notes=tuple(notes))


def _seconds() -> float:
    """The time that a page may take."""
    named = os.environ.get(TIME_LIMIT, "")
    return float(named) if named.isdigit() and int(named) > 0 else PAGE_SECONDS


def content_of_nothing(picture: PagePicture, number: int) -> PageContent:
    """A page of a picture's size on which nothing stands."""
    height, width = (side * 72 / picture.dpi for side in picture.pixels.shape[:2])
    none = np.zeros(0, dtype=np.int64)
    chars = Chars("", np.zeros((0, 4)), np.zeros((0, 2)), np.zeros(0), none, none, none, (), np.zeros(0))
    return PageContent(number, width, height, chars, Shapes(none, np.zeros((0, 4)), np.zeros(0), np.zeros(0)), 1)


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
