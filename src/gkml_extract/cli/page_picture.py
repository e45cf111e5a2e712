"""A page of a PDF drawn with what was found on it: edges red, words grey, cells blue (inferred ones green),
paragraphs orange."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from gkml_extract.model.errors import UsageError
from gkml_extract.writers.output import written_aside

if TYPE_CHECKING:
    from gkml_extract.model.page import PageContent

SCALE = 2.0
"""Pixels a point: print of 5 points can still be read."""
MAX_PIXELS = 40_000_000


def draw_page(file: Path, number: int, out: Path) -> None:
    """Write a picture of page `number` of the PDF `file` to `out`.

    Raises:
        UsageError: it is no PDF, or has no such page.
        SourceError: it cannot be read.
    """
    from gkml_extract.extractors.pdf import Pdf
    from gkml_extract.extractors.source_file import read_bytes

    data = read_bytes(file)
    if not Pdf().identify(data, file.name):
        raise UsageError(f"{file} is not a PDF; only PDF pages can be drawn", f"{file} 不是 PDF；只能绘制 PDF 页面")
    page = next((page for page in Pdf().read(data) if page.number == number), None)
    if page is None:
        raise UsageError(f"{file} has no page {number}", f"{file} 没有第 {number} 页")
    with written_aside(out) as stream:
        _picture(data, page).save(stream, format="png")


def _picture(data: bytes, page: PageContent) -> Any:
    import pypdfium2
    from PIL import ImageDraw

    scale = min(SCALE, (MAX_PIXELS / max(page.width * page.height, 1.0)) ** 0.5)
    with pypdfium2.PdfDocument(data) as document:
        picture = document[page.number - 1].render(scale=scale).to_pil().convert("RGB")
    _draw(ImageDraw.Draw(picture), page, scale)
    return picture


def _draw(pen: Any, page: PageContent, scale: float) -> None:
    from gkml_extract.layout.reading import edges_of, read_page
    from gkml_extract.layout.words import find_words
    from gkml_extract.model.content import TableFragment
    from gkml_extract.model.page import no_cells
    from gkml_extract.model.source import PagePlace

    for word in find_words(page.chars, no_cells(page.chars)):
        pen.rectangle([side * scale for side in word.box], outline="lightgrey")
    horizontal, vertical, _ = edges_of(page)
    for y, x0, x1 in horizontal.tolist():
        pen.line((x0 * scale, y * scale, x1 * scale, y * scale), fill="red")
    for x, y0, y1 in vertical.tolist():
        pen.line((x * scale, y0 * scale, x * scale, y1 * scale), fill="red")
    for block in read_page(page).blocks:
        if isinstance(block, TableFragment):
            colour = "blue" if block.is_shown else "green"
            places = [place for cell in block.cells for place in cell.places]
        else:
            colour, places = "orange", list(block.places)
        for place in places:
            if isinstance(place, PagePlace):
                x0, top, x1, bottom = (side * scale for side in place.bbox)
                pen.rectangle((x0 + 2, top + 2, max(x1 - 2, x0 + 2), max(bottom - 2, top + 2)), outline=colour)
