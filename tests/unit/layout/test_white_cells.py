"""Merged cells side by side that no ground parts."""

from __future__ import annotations

from gkml_extract.extractors.pdf import Pdf
from gkml_extract.layout import blocks_of
from gkml_extract.model.content import TableFragment
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
