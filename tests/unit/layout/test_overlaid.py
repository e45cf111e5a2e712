"""Watermarks that stand upright."""

from __future__ import annotations

from gkml_extract.extractors.pdf import Pdf
from gkml_extract.layout import blocks_of
from gkml_extract.model.content import TableFragment
from support.pdf import PdfPage, pdf

COLUMNS = [50, 150, 250, 350]
ROWS = [100, 130, 160, 190]


def _read(page: PdfPage) -> tuple[list[str], list[str]]:
    """The texts of the table's cells, and those that are left out as furniture."""
    blocks = blocks_of(Pdf().read(pdf(page)))
    (table,) = [block for block in blocks.blocks if isinstance(block, TableFragment)]
    return [cell.text for cell in table.cells], [str(dict(note.params)["text"]) for note in blocks.notes]


def _page() -> PdfPage:
    page = PdfPage().grid(COLUMNS, ROWS)
    for y in ROWS[:-1]:
        for x in COLUMNS[:-1]:
            page.text(x + 5, y + 18, "公开内容公开")
    return page


def test_large_print_over_the_texts_of_several_cells_is_a_watermark() -> None:
    """So is the same print in one cell alone."""
    page = _page().text(120, 145, "内部资料", 36).text(60, 185, "内部资料", 36)
    assert _read(page) == (["公开内容公开"] * 9, ["内部资料"])


def test_a_large_title_that_runs_over_blank_cells_is_kept() -> None:
    """Nothing is printed under it."""
    page = PdfPage().grid(COLUMNS, [60, *ROWS]).text(60, 90, "公开目录公开目录", 20)
    for y in ROWS[:-1]:
        for x in COLUMNS[:-1]:
            page.text(x + 5, y + 18, "公开内容公开")
    texts, left_out = _read(page)
    assert "".join(texts[:3]) == "公开目录公开目录"
    assert not left_out
