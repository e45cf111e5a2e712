"""Pictures of places in documents: of a page, of a grid, of lines of text. Types only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A part of a page: a picture of `width` × `height` pixels; `box` (x0, top, x1, bottom) is the place in it."""

    data: bytes
    media_type: str
    width: int
    height: int
    box: tuple[int, int, int, int]
    page: int


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of an excerpt; `is_marked` where it is the place itself."""

    text: str
    is_marked: bool = False
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class GridExcerpt:
    """Rows of a grid under their header, columns that are far from the place left out."""

    header: tuple[str, ...]
    rows: tuple[tuple[GridCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in a line."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line with its number, from 1; `is_inside` where the place covers it."""

    number: int
    is_inside: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class LinesExcerpt:
    """Lines of a text; `n_more` lines of the place are left out where the numbers leap."""

    lines: tuple[TextLine, ...]
    n_more: int = 0


class NoPicture(StrEnum):
    """Why a place is not shown."""

    GONE = "gone"
    CHANGED = "changed"
    CONVERTED = "converted"
    NOT_FOUND = "not-found"
    UNREADABLE = "unreadable"


Illustration = PagePicture | GridExcerpt | LinesExcerpt | NoPicture
