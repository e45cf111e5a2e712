"""Picture files: scanned or photographed pages. They are read in picture_pages.py, loaded when there are any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gkml_extract.extractors.scan.kinds import kind_of

if TYPE_CHECKING:
    from gkml_extract.model.content import Pages


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
        from gkml_extract.extractors.scan.picture_pages import read_pages

        return read_pages(data)


PICTURES = (
    Picture("png", ("image/png",)),
    Picture("jpeg", ("image/jpeg",)),
    Picture("tiff", ("image/tiff",)),
    Picture("bmp", ("image/bmp",)),
    Picture("webp", ("image/webp",)),
)
