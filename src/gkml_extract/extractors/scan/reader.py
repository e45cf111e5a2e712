"""Picture files: scanned or photographed pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from gkml_extract.extractors.scan.engine import check_installed
from gkml_extract.extractors.scan.pictures import PagePicture, kind_of, open_pictures
from gkml_extract.extractors.scan.recognised_page import SMALLEST, content_of_nothing, recognised_page
from gkml_extract.model.content import Pages
from gkml_extract.model.finding import note
from gkml_extract.model.page import PageContent


@dataclass(frozen=True, slots=True)
class Picture:
    """Reads pages that are pictures of one kind, with the extra `ocr`."""

    format: str
    media_types: tuple[str, ...]

    @property
    def name(self) -> str:
        """What a document's source calls it."""
        return f"scan.{self.format}"

    def identify(self, data: bytes, name: str) -> bool:
        """By the first bytes, which each kind of picture has its own."""
        return kind_of(data[:64]) == self.format

    def read(self, data: bytes) -> Pages:
        """The pages, each recognised when it is asked for.

        Raises:
            DependencyError: the extra `ocr` is not installed.
            CorruptSourceError: the picture cannot be opened.
            SourceTooLargeError: a page has too many pixels, or the file too many pages.
        """
        count, pictures = open_pictures(data)
        check_installed()
        return Pages(_recognised(pictures), count)


PICTURES = (
    Picture("png", ("image/png",)),
    Picture("jpeg", ("image/jpeg",)),
    Picture("tiff", ("image/tiff",)),
    Picture("bmp", ("image/bmp",)),
    Picture("webp", ("image/webp",)),
)


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
