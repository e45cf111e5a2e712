"""Where a value comes from: the file, and the place in it."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


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


class PagePlace(_Frozen):
    """A box on a page. `page` counts from 1; `bbox` is x0, top, x1, bottom in PDF points from the top left."""

    page: int
    bbox: tuple[float, float, float, float]


class CellPlace(_Frozen):
    """A cell of a table in a format without pages (Word, HTML). All three count from 1."""

    table: int
    row: int
    column: int


class SheetPlace(_Frozen):
    """A cell of a worksheet, such as `B7`."""

    sheet: str
    cell: str


class LinesPlace(_Frozen):
    """Lines of a text dump, first and last, counted from 1, both included."""

    lines: tuple[int, int]


Place = PagePlace | CellPlace | SheetPlace | LinesPlace


class How(StrEnum):
    """How a value came to stand in a record."""

    PRINTED = "printed"
    MERGED = "merged"
    INFERRED = "inferred"
    REPAIRED = "repaired"
    OCR = "ocr"


class Origin(_Frozen):
    """How a field got its value: the places it was printed at, the rule that read it, a score from 0 to 1.

    `read` is what was recognised where the value is a repair of it.
    """

    how: How
    places: tuple[Place, ...] = ()
    rule: str | None = None
    score: float | None = Field(default=None, ge=0, le=1)
    read: str | None = None
