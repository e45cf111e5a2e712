"""The pages of a picture file, each recognised when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from gkml_extract.extractors.scan.engine import check_installed
from gkml_extract.extractors.scan.pictures import PagePicture, open_pictures
from gkml_extract.extractors.scan.recognised_page import SMALLEST, content_of_nothing, recognised_page
from gkml_extract.model.content import Pages
from gkml_extract.model.finding import note
from gkml_extract.model.page import PageContent


def read_pages(data: bytes) -> Pages:
    """The pages of a picture file.

    Raises:
        DependencyError: the extra `ocr` is not installed.
        CorruptSourceError: the picture cannot be opened.
        SourceTooLargeError: a page has too many pixels, or the file too many pages.
    """
    count, pictures = open_pictures(data)
    check_installed()
    return Pages(_recognised(pictures), count)


def _recognised(pictures: Iterator[PagePicture | None]) -> Iterator[PageContent]:
    for number, picture in enumerate(pictures, 1):
        if picture is None:
            yield _nothing(number, "page-unreadable")
        elif min(picture.pixels.shape[:2]) < SMALLEST:
            yield _nothing(number, "page-without-text")
        else:
            yield recognised_page(picture, number)


def _nothing(number: int, code: str) -> PageContent:
    empty = content_of_nothing(PagePicture(np.zeros((1, 1), dtype=np.uint8), 72.0), number)
    return replace(empty, notes=(note(code, page=number),))
