"""Where a value comes from: the file, and the place in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from gkml_extract.model.frozen import quickly_made

_STRICT = ConfigDict(extra="forbid")
"""Places and origins are dataclasses, not models: every value has both, and they take a third of the time."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Characters(_Frozen):
    """Where the printed characters of a document went, white space aside; the parts add up to `printed`.

    `labels` stand in headers, `values` in the cells of items, `around` in titles, signatures, preambles and notes.
    `left_out` are printed again, as a page's header is. What is hidden, and what pages print outside their body
    (page numbers, running titles), is not counted: findings name it.
    """

    printed: int
    labels: int
    values: int
    around: int
    left_out: int


class Source(_Frozen):
    """The file a document was read from.

    `path` as the user gave it; `sha256` of its bytes in hex; `format` a short name (`text`, `pdf` …);
    `reader` which of our readers read it; `pages` or `sheets` where the format has them; `characters` where the
    format shows its tables.
    """

    path: str
    sha256: str
    format: str
    reader: str
    pages: int | None = None
    sheets: int | None = None
    characters: Characters | None = None


@quickly_made
@dataclass(frozen=True, slots=True)
class PagePlace:
    """A box on a page. `page` counts from 1; `bbox` is x0, top, x1, bottom in PDF points from the top left."""

    __pydantic_config__: ClassVar = _STRICT

    page: int
    bbox: tuple[float, float, float, float]


@quickly_made
@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell of a table in a format without pages (Word, HTML). All three count from 1."""

    __pydantic_config__: ClassVar = _STRICT

    table: int
    row: int
    column: int


@quickly_made
@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A cell of a worksheet, such as `B7`."""

    __pydantic_config__: ClassVar = _STRICT

    sheet: str
    cell: str


@quickly_made
@dataclass(frozen=True, slots=True)
class LinesPlace:
    """Lines of a text dump, first and last, counted from 1, both included."""

    __pydantic_config__: ClassVar = _STRICT

    lines: tuple[int, int]


Place = PagePlace | CellPlace | SheetPlace | LinesPlace


class How(StrEnum):
    """How a value came to stand in a record."""

    PRINTED = "printed"
    MERGED = "merged"
    INFERRED = "inferred"
    REPAIRED = "repaired"
    OCR = "ocr"


@quickly_made
@dataclass(frozen=True, slots=True)
class Origin:
    """How a field got its value: the places it was printed at, the rule that read it, a score from 0 to 1.

    `read` is what was recognised where the value is a repair of it.
    """

    __pydantic_config__: ClassVar = _STRICT

    how: How
    places: tuple[Place, ...] = ()
    rule: str | None = None
    score: Annotated[float, Field(ge=0, le=1)] | None = None
    read: str | None = None
