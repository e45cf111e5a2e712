"""Two pages side by side on one sheet."""

from __future__ import annotations

from gkml_extract.extractors.pdf import Pdf
from gkml_extract.layout import blocks_of
from gkml_extract.model.content import TableFragment
from gkml_extract.model.source import PagePlace
from support.pdf import PdfPage, pdf

ROWS = [100, 120, 140, 160, 180]


def _with_table(page: PdfPage, left: float, top: float, texts: str) -> None:
    """A table of four rows and three columns."""
    columns = [left, left + 100, left + 200, left + 300]
    rows = [y - 100 + top for y in ROWS]
    page.grid(columns, rows)
    for row, y in enumerate(rows[:-1]):
        for column, x in enumerate(columns[:-1]):
            page.text(x + 5, y + 14, f"{texts}{row}{column}公开")


def _tables(page: PdfPage) -> list[TableFragment]:
    return [block for block in blocks_of(Pdf().read(pdf(page))).blocks if isinstance(block, TableFragment)]


def test_the_left_page_is_read_before_the_right_one() -> None:
    """The table on the right begins higher; its places are those on the sheet."""
    page = PdfPage()
    _with_table(page, 60, 150, "a")
    _with_table(page, 480, 60, "b")
    left, right = _tables(page)
    assert [table.cells[0].text for table in (left, right)] == ["a00公开", "b00公开"]
    assert right.page == (left.page or 0) + 1
    (place,) = right.cells[0].places
    assert isinstance(place, PagePlace)
    assert place.page == 1
    assert [round(x) for x in place.bbox] == [480, 60, 580, 80]


def test_a_title_over_the_middle_makes_it_one_page() -> None:
    """Two tables side by side under one title."""
    page = PdfPage().text(380, 40, "政府信息公开目录", 16)
    _with_table(page, 60, 60, "a")
    _with_table(page, 480, 60, "b")
    assert {table.page for table in _tables(page)} == {1}


def test_a_table_over_the_middle_is_on_one_page() -> None:
    """Its rules go through, though nothing is printed in its middle."""
    page = PdfPage().grid([60, 160, 260, 580, 680, 780], ROWS)
    for y in ROWS[:-1]:
        for x in (60, 160, 580, 680):
            page.text(x + 5, y + 14, "公开内容")
    (table,) = _tables(page)
    assert table.n_columns == 5


def test_rows_of_one_table_beside_a_cell_of_which_nothing_is_drawn_are_on_one_page() -> None:
    """Their heights are alike on both sides, and unlike one another: so are those of no two pages."""
    page = PdfPage()
    rows = [60, 90, 150, 170, 240]
    for columns in ([60, 160, 260, 360], [480, 580, 680, 780]):
        page.grid(columns, rows)
        for y in rows[:-1]:
            for x in columns[:-1]:
                page.text(x + 5, y + 14, "公开内容")
    (table,) = _tables(page)
    assert (table.n_rows, table.n_columns) == (4, 7)
