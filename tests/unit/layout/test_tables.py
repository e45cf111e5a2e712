"""Small pages → their tables and paragraphs."""

from __future__ import annotations

import itertools

from gkml_extract.extractors.pdf import Pdf
from gkml_extract.layout import blocks_of
from gkml_extract.model.content import Blocks, TableFragment
from gkml_extract.model.table import Paragraph
from support.pdf import PdfPage, pdf

COLUMNS = [50, 150, 250, 350]
ROWS = [100, 130, 160, 190]


def blocks(*pages: PdfPage) -> Blocks:
    """The blocks of a PDF of these pages."""
    return blocks_of(Pdf().read(pdf(*pages)))


def tables(*pages: PdfPage) -> list[TableFragment]:
    """Its tables."""
    return [block for block in blocks(*pages).blocks if isinstance(block, TableFragment)]


def texts(fragment: TableFragment) -> list[list[str]]:
    """The texts of a table, each at the upper left corner of its cell."""
    found = [[""] * fragment.n_columns for _ in range(fragment.n_rows)]
    for cell in fragment.cells:
        found[cell.row][cell.column] = cell.text
    return found


def filled(page: PdfPage) -> PdfPage:
    """Nine texts, one in each cell of COLUMNS × ROWS."""
    for row, top in enumerate(ROWS[:-1]):
        for column, x in enumerate(COLUMNS[:-1]):
            page.text(x + 5, top + 18, f"{row}{column}")
    return page


NINE = [["00", "01", "02"], ["10", "11", "12"], ["20", "21", "22"]]


def test_strokes_make_a_grid() -> None:
    """Three rows of three cells, with places in points."""
    (table,) = tables(filled(PdfPage().grid(COLUMNS, ROWS)))
    assert texts(table) == NINE
    assert table.page == 1
    assert table.column_edges == (50, 150, 250, 350)
    assert [round(edge) for edge in table.row_edges or ()] == ROWS
    assert table.cells[4].places[0].bbox == (150, 130, 250, 160)  # type: ignore[union-attr]


def test_thin_rectangles_make_a_grid() -> None:
    """Word and browsers fill borders instead of stroking them."""
    page = PdfPage()
    for y in ROWS:
        page.rectangle(50, y, 350, y + 0.5)
    for x in COLUMNS:
        page.rectangle(x, 100, x + 0.5, 190)
    (table,) = tables(filled(page))
    assert texts(table) == NINE


def test_one_rectangle_a_cell_makes_a_grid() -> None:
    """Each inner line is then drawn twice."""
    page = PdfPage()
    for top, bottom in itertools.pairwise(ROWS):
        for x0, x1 in itertools.pairwise(COLUMNS):
            page.rectangle(x0, top, x1, bottom, "S")
    (table,) = tables(filled(page))
    assert texts(table) == NINE


def test_double_lines_are_one() -> None:
    """No print fits between them."""
    page = PdfPage().grid(COLUMNS, ROWS).grid([edge + 2 for edge in COLUMNS], [edge + 2 for edge in ROWS])
    (table,) = tables(filled(page))
    assert texts(table) == NINE


def test_dashes_are_lines() -> None:
    """Browsers draw each dash as a rectangle of its own."""
    page = PdfPage()
    for y in ROWS:
        for step in range(60):
            page.rectangle(50 + 5 * step, y, 53 + 5 * step, y + 0.7)
    for x in COLUMNS:
        for step in range(18):
            page.rectangle(x, 100 + 5 * step, x + 0.7, 103 + 5 * step)
    (table,) = tables(filled(page))
    assert texts(table) == NINE


def test_gaps_at_crossings_are_closed() -> None:
    """Lines that stop short of each other by a point or two."""
    page = PdfPage()
    for y in ROWS:
        for x0, x1 in itertools.pairwise(COLUMNS):
            page.line(x0 + 1.2, y, x1 - 1.2, y)
    for x in COLUMNS:
        for top, bottom in itertools.pairwise(ROWS):
            page.line(x, top + 1.2, x, bottom - 1.2)
    (table,) = tables(filled(page))
    assert texts(table) == NINE


def test_missing_outer_lines_are_closed() -> None:
    """A table without its left and right edges."""
    page = PdfPage()
    for y in ROWS:
        page.line(50, y, 350, y)
    for x in COLUMNS[1:-1]:
        page.line(x, 100, x, 190)
    (table,) = tables(filled(page))
    assert texts(table) == NINE


def test_a_cell_without_inner_lines_is_merged() -> None:
    """The first column spans all rows, the last row's others are one."""
    page = PdfPage().line(50, 100, 350, 100).line(150, 130, 350, 130).line(150, 160, 350, 160).line(50, 190, 350, 190)
    page.line(50, 100, 50, 190).line(150, 100, 150, 190).line(250, 100, 250, 160).line(350, 100, 350, 190)
    (table,) = tables(page.text(60, 150, "公开事项").text(160, 180, "A").text(260, 120, "B"))
    spans = {(cell.row, cell.column): (cell.rowspan, cell.colspan) for cell in table.cells}
    assert spans[0, 0] == (3, 1)
    assert spans[2, 1] == (1, 2)
    assert len(spans) == 6


def test_tables_side_by_side_are_two() -> None:
    """Each with its own cells, the left one first."""
    page = filled(PdfPage().grid(COLUMNS, ROWS)).grid([450, 500, 550], [100, 130, 160]).text(455, 120, "右")
    left, right = tables(page)
    assert texts(left) == NINE
    assert texts(right)[0] == ["右", ""]


def test_text_around_a_table_is_paragraphs_in_order() -> None:
    """A title above, a note below."""
    page = filled(PdfPage().grid(COLUMNS, ROWS)).text(150, 60, "政务公开目录", size=16).text(50, 220, "注：长期公开。")
    kinds = [block.text if isinstance(block, Paragraph) else "table" for block in blocks(page).blocks]
    assert kinds == ["政务公开目录", "table", "注：长期公开。"]


def test_wrapped_lines_are_joined_and_paragraphs_kept() -> None:
    """A full line goes on; a line with room for more was ended on purpose."""
    page = PdfPage().grid([50, 152, 250], [100, 200])
    for index, text in enumerate(["自信息形成或者变更之", "日起二十日内", "长期公开"]):
        page.text(51, 112 + 14 * index, text)
    (table,) = tables(page.text(160, 120, "x"))
    assert table.cells[0].text == "自信息形成或者变更之日起二十日内\n长期公开"


def test_a_frame_around_the_page_is_no_table() -> None:
    """It has one cell only."""
    page = filled(PdfPage().rectangle(20, 20, 800, 560, "S").grid(COLUMNS, ROWS)).text(50, 80, "标题")
    (table,) = tables(page)
    assert texts(table) == NINE


def test_an_empty_page_has_no_blocks() -> None:
    """Nor an error."""
    assert blocks(PdfPage()).blocks == ()
