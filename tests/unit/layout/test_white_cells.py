"""Merged cells side by side that no ground parts."""

from __future__ import annotations

from itertools import pairwise

from gkml_extract.extractors.pdf import Pdf
from gkml_extract.layout import blocks_of
from gkml_extract.model.content import TableFragment
from gkml_extract.model.table import Paragraph
from support.pdf import PdfPage, pdf

X = [50, 100, 200, 300, 400]
TOP, HEIGHT = 100, 20


def _page() -> PdfPage:
    """Six rows, every other one with a ground under its last three columns."""
    page = PdfPage().draw("0.8 g")
    for column in range(4):
        page.rectangle(X[column], TOP, X[column + 1], TOP + HEIGHT)
    for row in (2, 4):
        for column in (1, 2, 3):
            page.rectangle(X[column], TOP + HEIGHT * row, X[column + 1], TOP + HEIGHT * (row + 1))
    return page.draw("0 g")


def _row(page: PdfPage, row: int, first: str = "", at: float = 0.0, columns: tuple[int, ...] = (1, 2, 3)) -> None:
    """A row as a program writes it: its merged cell first, `at` rows below."""
    y = TOP + HEIGHT * row + 14
    if first:
        page.text(X[0] + 3, y + HEIGHT * at, first)
    for column in columns:
        page.text(X[column] + 5, y, f"{row}{column}")


def _merged(page: PdfPage) -> list[tuple[str, int, int]]:
    (table,) = [block for block in blocks_of(Pdf().read(pdf(page))).blocks if isinstance(block, TableFragment)]
    return [(cell.text, cell.row, cell.rowspan) for cell in table.cells if cell.column == 0 and cell.row]


def test_white_cells_are_parted_where_each_is_written() -> None:
    """The first over three rows, the second over two, both in their middle."""
    page = _page()
    _row(page, 0, "h")
    _row(page, 1, "a", 1.0)
    _row(page, 2)
    _row(page, 3)
    _row(page, 4, "b", 0.5)
    _row(page, 5)
    assert _merged(page) == [("a", 1, 3), ("b", 4, 2)]


def test_a_blank_column_of_a_white_cell_is_whole() -> None:
    """Merged texts stand in the second column alone."""
    page = PdfPage().draw("0.8 g")
    for column in range(4):
        page.rectangle(X[column], TOP, X[column + 1], TOP + HEIGHT)
    for row in (2, 4):
        for column in (2, 3):
            page.rectangle(X[column], TOP + HEIGHT * row, X[column + 1], TOP + HEIGHT * (row + 1))
    page.draw("0 g")
    for column in range(4):
        page.text(X[column] + 5, TOP + 14, f"h{column}")
    for row in range(1, 6):
        y = TOP + HEIGHT * row + 14
        if row in (1, 4):
            page.text(X[1] + 5, y, f"{row}1")
        page.text(X[2] + 5, y, f"{row}2").text(X[3] + 5, y, f"{row}3")
    (table,) = [block for block in blocks_of(Pdf().read(pdf(page))).blocks if isinstance(block, TableFragment)]
    assert {cell.text for cell in table.cells if cell.column == 0 and cell.row} == {""}
    assert [(cell.text, cell.row) for cell in table.cells if cell.column == 1 and cell.text] == [
        ("h1", 0),
        ("11", 1),
        ("41", 4),
    ]


def test_a_cell_written_in_one_go_is_whole() -> None:
    """Its lines may be as far apart as they like."""
    page = _page()
    _row(page, 0, "h")
    _row(page, 1, "a", 0.5)
    page.text(X[0] + 3, TOP + HEIGHT * 4.5, "b")
    for row in range(1, 6):
        _row(page, row)
    assert [text for text, *_ in _merged(page)] == ["a\nb"]


def test_what_is_written_anywhere_parts_nothing() -> None:
    """Here the second text is written first: the order tells nothing."""
    page = _page()
    _row(page, 0, "h")
    _row(page, 1, "b", 3.5)
    _row(page, 2)
    _row(page, 3, "a", -1.0)
    _row(page, 4)
    _row(page, 5)
    assert len(_merged(page)) == 1


def test_a_heading_over_white_cells_is_one_cell() -> None:
    """Its row has no ground, and the columns of the coloured rows around it."""
    page = _page()
    _row(page, 0, "h")
    page.text(X[0] + 20, TOP + HEIGHT + 14, "（一）机构职能")
    for row in range(2, 6):
        _row(page, row, "a")
    (table,) = [block for block in blocks_of(Pdf().read(pdf(page))).blocks if isinstance(block, TableFragment)]
    assert [(cell.text, cell.colspan) for cell in table.cells if cell.row == 1] == [("（一）机构职能", 4)]


def test_a_heading_over_white_rows_is_a_row_of_its_own() -> None:
    """No edge parts it from the row below, which is as white: the first of a group under the header."""
    page = _page().draw("0.8 g")
    for row in (2, 4):
        page.rectangle(X[0], TOP + HEIGHT * row, X[1], TOP + HEIGHT * (row + 1))
    page.draw("0 g")
    _row(page, 0, "h")
    page.text(X[0] + 3, TOP + HEIGHT + 8, "（一）机构职能", 8)
    for column in range(4):
        page.text(X[column] + 5, TOP + HEIGHT + 18, f"1{column}", 8)
    for row in range(2, 6):
        _row(page, row, "a")
    (table,) = [block for block in blocks_of(Pdf().read(pdf(page))).blocks if isinstance(block, TableFragment)]
    assert [(cell.text, cell.colspan) for cell in table.cells if cell.row == 1] == [("（一）机构职能", 4)]
    assert [cell.text for cell in table.cells if cell.row == 2] == ["10", "11", "12", "13"]


def test_the_rest_of_a_cut_cell_is_parted_from_the_cell_below() -> None:
    """The text stands in the middle of the last two rows, and is written with them; above it is white."""
    page = _page()
    _row(page, 0, "h")
    _row(page, 1)
    _row(page, 2)
    _row(page, 3)
    _row(page, 4, "b", 0.5)
    _row(page, 5)
    assert _merged(page) == [("", 1, 3), ("b", 4, 2)]


def test_a_cell_in_the_middle_of_its_rows_is_whole() -> None:
    """Even if it is written with the second of them."""
    page = _page()
    _row(page, 0, "h")
    _row(page, 1)
    page.text(X[0] + 3, TOP + HEIGHT * 3 + 4, "b")
    for row in range(2, 6):
        _row(page, row)
    assert _merged(page) == [("b", 1, 5)]


def _banded(page: PdfPage, columns: list[int], top: float, texts: str) -> None:
    """Four rows, every other one with a ground."""
    for row in range(4):
        y = top + HEIGHT * row
        for left, right in pairwise(columns):
            if row % 2 == 0:
                page.draw("0.8 g").rectangle(left, y, right, y + HEIGHT).draw("0 g")
            page.text(left + 5, y + 14, f"{texts}{row}")


def _tables_and_texts(page: PdfPage) -> tuple[list[tuple[int, int]], list[str]]:
    blocks = blocks_of(Pdf().read(pdf(page))).blocks
    tables = [(block.n_rows, block.n_columns) for block in blocks if isinstance(block, TableFragment)]
    return tables, [block.text for block in blocks if isinstance(block, Paragraph)]


def test_a_title_parts_two_tables_of_grounds() -> None:
    """It stands in the white under the last white row of the first, before the header of the second."""
    page = PdfPage()
    _banded(page, [50, 100, 200, 300, 400], 100, "a")
    page.text(102, 204, "公开目录", 18)
    _banded(page, [50, 90, 180, 260, 330, 400], 215, "b")
    assert _tables_and_texts(page) == ([(4, 4), (4, 5)], ["公开目录"])


def test_a_line_over_other_columns_parts_two_tables_of_grounds() -> None:
    """It is as large as all other print, but the columns under it are others."""
    page = PdfPage()
    _banded(page, [50, 100, 200, 300, 400], 100, "a")
    page.text(60, 196, "附件二政务公开目录", 10)
    _banded(page, [50, 90, 180, 260, 330, 400], 205, "b")
    assert _tables_and_texts(page) == ([(4, 4), (4, 5)], ["附件二政务公开目录"])
