"""Columns whose texts touch, told by where the lines of cells begin and rules end on all pages of a table."""

from __future__ import annotations

from gkml_extract.extractors.pdf import Pdf
from gkml_extract.layout import blocks_of
from gkml_extract.model.content import TableFragment
from support.pdf import PdfPage, pdf

X = [40, 80, 160, 220, 320, 420, 520, 700]
LABELS = ["序号", "事项", "类别", "内容", "时限", "主体", "渠道"]
FULL = "公开公开公开公开公开"
"""As wide as its column is: the next one begins right behind it."""


def _page(deadlines: list[list[str]]) -> PdfPage:
    """A table with rules between its rows alone."""
    page, y = PdfPage(), 60
    rows = [[[label] for label in LABELS]]
    rows += [[["1"], ["机构"], ["职能"], [FULL], deadline, ["某局"], ["网站"]] for deadline in deadlines]
    for row in rows:
        page.line(X[0], y, X[-1], y)
        for column, lines in enumerate(row):
            for number, line in enumerate(lines):
                page.text(X[column], y + 12 + 12 * number, line)
        y += 12 * max(map(len, row)) + 8
    return page.line(X[0], y, X[-1], y)


def _rows(*pages: PdfPage) -> list[list[str]]:
    """The cells of the columns in question, without labels, from page to page."""
    tables = [block for block in blocks_of(Pdf().read(pdf(*pages))).blocks if isinstance(block, TableFragment)]
    assert {table.n_columns for table in tables} == {7}
    return [
        [cell.text.replace("\n", "") for cell in table.cells if cell.row == row and cell.column in (3, 4)]
        for table in tables
        for row in range(1, table.n_rows)
    ]


def test_a_column_begins_where_lines_of_its_cells_do() -> None:
    """The content touches the deadline on its line; the second line of the deadline shows where it begins."""
    assert _rows(_page([["自信息形成之", "日起公开"]] * 4)) == [[FULL, "自信息形成之日起公开"]] * 4


def test_another_page_tells_where_a_column_begins() -> None:
    """On the second page no deadline has two lines."""
    rows = _rows(_page([["自信息形成之", "日起公开"]] * 4), _page([["及时公开"]] * 4))
    assert rows == [[FULL, "自信息形成之日起公开"]] * 4 + [[FULL, "及时公开"]] * 4


def test_the_numbers_of_a_list_are_no_column() -> None:
    """Lines of its parts begin behind them, one below the other."""
    page, y = PdfPage(), 60
    for number, row in enumerate([LABELS, *[["1", "机构", "职能", "", "及时公开", "某局", "网站"]] * 4]):
        page.line(X[0], y, X[-1], y)
        for column, text in enumerate(row):
            if text:
                page.text(X[column], y + 12, text)
        if number:
            page.text(X[3], y + 12, "（一）").text(X[3] + 30, y + 12, "公开公开").text(X[3] + 30, y + 24, "公开")
        y += 32 if number else 20
    assert _rows(page.line(X[0], y, X[-1], y)) == [["（一）公开公开公开", "及时公开"]] * 4
