"""Small pages → their tables and paragraphs."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from gkml_extract.extractors.pdf import Pdf
from gkml_extract.layout import blocks_of
from gkml_extract.layout.tiles import tile_rulings
from gkml_extract.layout.words import find_words
from gkml_extract.model.content import Blocks, TableFragment
from gkml_extract.model.page import Chars, ShapeKind, Shapes, no_cells
from gkml_extract.model.table import Paragraph
from support.effort import ends
from support.pdf import PdfPage, form, pdf

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
    for top, bottom in pairwise(ROWS):
        for x0, x1 in pairwise(COLUMNS):
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
        for x0, x1 in pairwise(COLUMNS):
            page.line(x0 + 1.2, y, x1 - 1.2, y)
    for x in COLUMNS:
        for top, bottom in pairwise(ROWS):
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


def test_a_line_at_the_left_is_no_rest_of_one_in_the_middle() -> None:
    """Of the page, which is wider than the table: the title is the line that goes furthest to the right."""
    page = filled(PdfPage().grid(COLUMNS, ROWS)).text(400, 60, "村务公开目录").text(50, 75, "共13项")
    above = [block.text for block in blocks(page).blocks if isinstance(block, Paragraph)]
    assert above == ["村务公开目录", "共13项"]


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


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_displayed(turn: int) -> None:
    """A page stored on its side, as printers make landscape pages: the same table, its places as displayed."""
    upright = filled(PdfPage().grid(COLUMNS, ROWS))
    stored = PdfPage(size=upright.size if turn == 180 else upright.size[::-1], extra=f"/Rotate {turn}")
    matrix = {90: "0 1 -1 0 595 0", 180: "-1 0 0 -1 842 595", 270: "0 -1 1 0 0 842"}[turn]
    stored.draw(f"q {matrix} cm").operators.extend([*upright.operators, "Q"])
    (table,) = tables(stored)
    assert texts(table) == NINE
    assert table.cells[0].places[0].bbox == pytest.approx((50, 100, 150, 130), abs=0.6)  # type: ignore[union-attr]


def test_a_table_on_its_side_is_read_upright() -> None:
    """Text that runs upwards on an upright page: rows and columns are the reader's, places the page's."""
    upright = filled(PdfPage().grid(COLUMNS, ROWS))
    page = PdfPage(size=(595, 842)).draw("q 0 1 -1 0 595 0 cm")
    page.operators.extend([*upright.operators, "Q"])
    (table,) = tables(page)
    assert texts(table) == NINE
    assert table.cells[0].places[0].bbox == pytest.approx((100, 692, 130, 792), abs=0.6)  # type: ignore[union-attr]


def test_lines_inside_a_form_are_rules() -> None:
    """Office programs put a page's drawing into a form."""
    inner = filled(PdfPage().grid(COLUMNS, ROWS))
    content = Pdf().read(pdf(PdfPage().draw("/X0 Do"), objects=[form("\n".join(inner.operators))]))
    (table,) = [block for block in blocks_of(content).blocks if isinstance(block, TableFragment)]
    assert texts(table) == NINE


def test_white_rules_count_on_colour_only() -> None:
    """Between coloured cells a white line is a rule; on paper nobody sees it."""
    page = PdfPage().draw("0.2 0.4 0.6 rg").rectangle(50, 100, 350, 190).draw("1 G 0 g").grid(COLUMNS, ROWS)
    (table,) = tables(filled(page))
    assert texts(table) == NINE
    assert tables(filled(PdfPage().draw("1 G").line(50, 100, 90, 100).line(50, 100, 50, 130))) != [table]


def test_an_underline_is_no_rule() -> None:
    """It touches no other line, so it parts no cell."""
    page = PdfPage().grid([50, 250], [100, 200, 230]).text(60, 120, "公开").line(60, 122, 80, 122)
    (table,) = tables(page.text(60, 140, "事项").text(60, 220, "目录"))
    assert table.n_rows == 2


def test_a_table_within_a_cell_is_its_text() -> None:
    """The outer table is what the page says; nothing of the inner one is lost."""
    page = filled(PdfPage().grid(COLUMNS, [100, 130, 160, 260])).grid([165, 195, 225], [190, 210, 230])
    (table,) = tables(page.text(170, 204, "A").text(200, 204, "B"))
    assert "A B" in next(cell.text for cell in table.cells if (cell.row, cell.column) == (2, 1))


def test_text_printed_twice_to_be_bold_is_read_once() -> None:
    """Twice the same run, shifted by a third of a point."""
    page = PdfPage().grid(COLUMNS, ROWS).text(60, 120, "序号").text(60.3, 120, "序号").text(160, 120, "目录")
    (table,) = tables(page)
    assert texts(table)[0] == ["序号", "目录", ""]


def test_a_long_word_over_the_edge_stays_whole() -> None:
    """An address that could not be wrapped runs into the next cell; it belongs where it begins."""
    page = PdfPage().grid(COLUMNS, ROWS).text(60, 120, "www.example.gov.cn/index.html").text(260, 120, "A")
    (table,) = tables(page)
    assert texts(table)[0] == ["www.example.gov.cn/index.html", "", "A"]


def test_characters_below_each_other_are_read_downwards() -> None:
    """Two columns of upright characters, the right one first."""
    page = PdfPage().grid([50, 150, 250], [100, 156])
    for column, x in (("高校毕业", 120), ("生就业", 105)):
        for index, char in enumerate(column):
            page.text(x, 115 + 12 * index, char)
    (table,) = tables(page.text(160, 120, "x"))
    assert table.cells[0].text == "高校毕业生就业"


def test_text_on_its_side_in_a_cell_is_read() -> None:
    """A label written upwards beside an upright cell."""
    page = PdfPage().grid([50, 90, 250], [100, 200]).text(70, 190, "机构职能", matrix="0 1 -1 0").text(100, 120, "x")
    (table,) = tables(page.text(100, 140, "y"))
    assert table.cells[0].text == "机构职能"


def test_a_number_broken_at_the_edge_is_joined() -> None:
    """A browser may break a number or an address anywhere when the line is full."""
    page = PdfPage().grid([50, 102, 250], [100, 200]).text(51, 112, "国务院令第").text(51, 124, "www.a.gov.")
    page.text(51, 136, "cn").text(160, 112, "x")
    (table,) = tables(page)
    assert table.cells[0].text == "国务院令第www.a.gov.cn"


@pytest.mark.parametrize(
    ("drawing", "sign"),
    [
        ("60 472 9 9 re S", "□"),
        ("60 472 9 9 re f", "■"),
        ("60 472 9 9 re S 61 476 m 63 473 l 68 480 l S", "■"),
        ("60 472 9 9 re S 62 474 5 5 re f", "■"),
        ("1 g 60 472 9 9 re f 0 g 60 472 9 9 re S", "□"),
    ],
)
def test_drawn_boxes_before_text_are_signs(drawing: str, sign: str) -> None:
    """Empty, filled, ticked by a line, holding a smaller one, and painted white below its outline."""
    page = PdfPage().grid(COLUMNS, ROWS).draw(drawing).text(72, 122, "政府网站").text(160, 120, "x")
    (table,) = tables(page)
    assert texts(table)[0][0] == f"{sign}政府网站"


def test_small_cells_are_no_boxes() -> None:
    """Cells of a narrow table touch each other."""
    page = PdfPage()
    for column in range(4):
        page.rectangle(50 + 12 * column, 100, 62 + 12 * column, 112, "S").text(51 + 12 * column, 110, "√")
    (table,) = tables(page)
    assert texts(table) == [["√", "√", "√", "√"]]


def test_a_row_of_print_is_a_row_where_columns_are_drawn() -> None:
    """Figures in every column of every line: nobody wraps those."""
    page = PdfPage().grid([50, 150, 250, 350], [100, 120, 220])
    for column, x in enumerate((60, 160, 260)):
        page.text(x, 114, f"H{column}")
        for row in range(6):
            page.text(x, 134 + 14 * row, f"{row}{column},{row}00")
    (table,) = tables(page)
    assert table.n_rows == 7
    assert texts(table)[6] == ["50,500", "51,500", "52,500"]


def test_wrapped_cells_are_one_row() -> None:
    """As many lines side by side, but each full."""
    page = PdfPage().grid([50, 111, 172, 233], [100, 200])
    for x in (50.5, 111.5, 172.5):
        for row, text in enumerate(
            ("自信息形成或", "者变更之日起", "二十个工作日", "以内予以公开", "并且及时更新", "长期保留信息")
        ):
            page.text(x, 112 + 14 * row, text)
    (table,) = tables(page)
    assert table.n_rows == 1


def test_columns_without_rules_are_found() -> None:
    """Rules between the rows only: gutters part the columns, and the fragment says that they were inferred."""
    page = PdfPage()
    for y in (100, 120, 150, 180, 210):
        page.line(50, y, 400, y)
    for row, top in enumerate((100, 120, 150, 180)):
        for x, text in ((55, f"{row}"), (90, "机构职能"), (200, "自信息形成之日起公开"), (330, "长期公开")):
            page.text(x, top + 14, text)
    page.text(200, 146, "并更新")
    (table,) = tables(page)
    assert not table.is_shown
    assert (table.n_rows, table.n_columns) == (4, 4)
    assert texts(table)[1] == ["1", "机构职能", "自信息形成之日起公开并更新", "长期公开"]


def test_running_text_in_columns_is_no_table() -> None:
    """Its lines are wrapped."""
    page = PdfPage()
    for row in range(10):
        for x in (50, 300, 550):
            page.text(x, 100 + 14 * row, "各单位应当及时更新本单位的政务公开目录")
    assert tables(page) == []


def test_metadata_in_a_line_is_no_table() -> None:
    """Names and values with colons."""
    page = PdfPage()
    for row in range(5):
        for x in (50, 300, 550):
            page.text(x, 100 + 14 * row, f"责任单位：某局{row}")
    assert tables(page) == []


def test_what_a_browser_prints_around_its_pages_is_left_out() -> None:
    """Its form tells it, on two pages as on many; an address below a table that counts no pages is a note."""
    pages = [filled(PdfPage().grid(COLUMNS, ROWS)) for _ in range(2)]
    for number, page in enumerate(pages):
        page.text(50, 20, "11/23/26, 5:50 AM").text(300, 20, "政务公开目录")
        page.text(50, 585, "https://gk.example.gov.cn/a.html").text(700, 585, f"{number + 1}/2")
    paragraphs = [block.text for block in blocks(*pages).blocks if isinstance(block, Paragraph)]
    assert paragraphs == []
    (alone,) = (
        block.text
        for block in blocks(filled(PdfPage().grid(COLUMNS, ROWS)).text(50, 585, "https://gk.example.gov.cn/")).blocks
        if isinstance(block, Paragraph)
    )
    assert alone == "https://gk.example.gov.cn/"


def test_page_furniture_is_left_out() -> None:
    """A running head, page numbers and a watermark: one note for each text, none for numbers."""
    pages = []
    for number in range(1, 5):
        page = filled(PdfPage().grid(COLUMNS, ROWS)).text(50, 30, "某市政务公开办公室", size=9)
        page.text(400, 570, f"- {number} -").text(300, 400, "内部资料", size=60, matrix="0.8 0.6 -0.6 0.8")
        pages.append(page.text(50, 80, "续表"))
    content = blocks(*pages)
    assert [block.text for block in content.blocks if isinstance(block, Paragraph)] == ["续表"] * 4
    noted = [dict(each.params)["text"] for each in content.notes if each.code == "page-furniture"]
    assert sorted(noted) == ["内部资料", "某市政务公开办公室"]


def test_a_title_on_every_page_is_kept_once() -> None:
    """Spreadsheets print it again above each part of the table."""
    pages = [filled(PdfPage().grid(COLUMNS, ROWS)).text(300, 35, "政务公开目录", size=18) for _ in range(4)]
    titles = [block.text for block in blocks(*pages).blocks if isinstance(block, Paragraph)]
    assert titles == ["政务公开目录"]


def test_a_page_that_is_a_picture_is_noted() -> None:
    """It has to be recognised by other means."""
    image = (
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\n"
    )
    content = Pdf().read(pdf(PdfPage().draw("q 500 0 0 400 50 50 cm /X0 Do Q"), objects=[image + b"\xff\nendstream"]))
    notes = blocks_of(content).notes
    assert [(each.code, dict(each.params)["page"]) for each in notes] == [("page-without-text", 1)]


def test_a_hatching_is_read_in_bounded_time() -> None:
    """Thousands of lines: a drawing. It may become a grid or not; it must not take long."""
    page = PdfPage()
    for index in range(4000):
        page.line(10 + index * 0.2, 10, 10 + index * 0.2, 580).line(10, 10 + index * 0.14, 830, 10 + index * 0.14)
    with ends():
        blocks(page)


def test_print_over_the_text_of_the_cell_below() -> None:
    """A page break cut the cell above, not its text: the order of the file tells the two apart."""
    page = PdfPage().grid([50, 150, 250], [100, 130, 160])
    page.text(55, 122, "above").text(55, 136, "goes on").text(155, 122, "beside")
    (table,) = tables(page.text(55, 141, "below").text(155, 141, "x"))
    assert texts(table) == [["above\ngoes on", "beside"], ["below", "x"]]
    assert [cell.room is not None and cell.room.below < 0 for cell in table.cells] == [True, False, False, False]


def test_a_page_number_is_no_rest_of_the_cell_above() -> None:
    """It stands where a line of the last cell would."""
    page = PdfPage().grid([50, 150, 250, 350], [100, 130, 160])
    for x in (55, 155, 255):
        page.text(x, 122, "one").text(x, 157, "two")
    (table,) = tables(page.text(195, 170, "3"))
    assert texts(table)[1] == ["two", "two", "two"]


def test_cells_told_by_their_grounds() -> None:
    """A dark table with light cells a point apart, as old pages have it."""
    page = PdfPage().draw("0.4 g").rectangle(50, 100, 350, 190).draw("1 g")
    for top, bottom in pairwise(ROWS):
        for left, right in pairwise(COLUMNS):
            page.rectangle(left + 0.5, top + 0.5, right - 0.5, bottom - 0.5)
    (table,) = tables(filled(page.draw("0 g")))
    assert texts(table) == NINE


def test_every_other_row_has_a_ground() -> None:
    """The rows between have the same columns, the last one too."""
    page = PdfPage().draw("0.8 g")
    for row in (0, 2, 4):
        for left, right in pairwise(COLUMNS):
            page.rectangle(left, 100 + 20 * row, right, 120 + 20 * row)
    page.draw("0 g")
    for row in range(6):
        for column, x in enumerate(COLUMNS[:-1]):
            page.text(x + 5, 114 + 20 * row, f"{row}{column}")
    (table,) = tables(page)
    assert texts(table) == [[f"{row}{column}" for column in range(3)] for row in range(6)]


def test_rows_between_grounds_have_columns_beside_a_merged_cell_with_a_ground() -> None:
    """A cell that goes on beside them leaves no height of the page white over its whole width."""
    page = PdfPage().draw("0.8 g").rectangle(50, 100, 150, 160)
    for top in (100, 140):
        for left, right in ((150, 250), (250, 350), (350, 450)):
            page.rectangle(left, top, right, top + 20)
    page.draw("0 g").text(55, 134, "all")
    for row in range(3):
        for column, x in enumerate((150, 250, 350)):
            page.text(x + 5, 114 + 20 * row, f"{row}{column}")
    (table,) = tables(page)
    assert [row[1:] for row in texts(table)] == [[f"{row}{column}" for column in range(3)] for row in range(3)]


def test_the_ground_of_a_paragraph_is_none_of_a_cell() -> None:
    """Writer paints it in the colour of the cell, within it."""
    page = PdfPage().draw("0.8 g")
    for row in (0, 2, 4):
        for left, right in pairwise(COLUMNS):
            page.rectangle(left, 100 + 20 * row, right, 120 + 20 * row)
            page.rectangle(left + 5, 105 + 20 * row, right - 5, 116 + 20 * row)
    page.draw("0 g")
    for row in range(5):
        for column, x in enumerate(COLUMNS[:-1]):
            page.text(x + 6, 114 + 20 * row, f"{row}{column}")
    (table,) = tables(page)
    assert texts(table) == [[f"{row}{column}" for column in range(3)] for row in range(5)]


def test_columns_alone_are_ruled_and_labels_of_groups_stand_over_two() -> None:
    """A rule that begins within the header begins below the label of a group."""
    page = PdfPage().line(50, 100, 450, 100).line(50, 140, 450, 140).line(50, 300, 450, 300)
    for x in (50, 150, 250, 450):
        page.line(x, 100, x, 300)
    page.line(350, 118, 350, 300).text(315, 113, "公开方式").text(260, 133, "主动").text(360, 133, "依申请")
    page.text(60, 125, "序号").text(160, 125, "公开内容")
    for x in (60, 160, 260):
        page.text(x, 170, "甲")
    (table,) = tables(page)
    spans = {cell.text: (cell.row, cell.column, cell.rowspan, cell.colspan) for cell in table.cells if cell.text}
    assert spans["公开方式"] == (0, 2, 1, 2)
    assert spans["依申请"] == (1, 3, 1, 1)
    assert spans["序号"] == (0, 0, 2, 1)


def test_staggered_grounds_give_as_many_rules_as_they_have_sides() -> None:
    """A made-up page of a thousand rows of grounds, none below another: white rows go on the sides beside them."""
    rows = np.arange(1000.0)
    left = np.column_stack((rows, 20 * rows, rows + 30, 20 * rows + 10))
    boxes = np.concatenate((left, left + np.array([30, 0, 30, 0])))
    n = len(boxes)
    none, areas = np.zeros(n, dtype=np.int64), np.full(n, int(ShapeKind.AREA))
    chars = Chars("x" * n, boxes + np.array([9, 2, -9, -2]), boxes[:, :2], np.full(n, 8.0), none, none, none)
    rulings = tile_rulings(Shapes(areas, boxes, np.zeros(n), np.full(n, 0.5)), chars)
    assert len(rulings.vertical) <= 6 * n


def touching_columns() -> PdfPage:
    """A table without vertical rules whose second and third columns touch; the first has cells over two rows."""
    page = PdfPage().line(50, 100, 350, 100)
    for row in range(6):
        top = 100 + 40 * row
        page.line(50 if row % 2 else 100, top + 40, 200, top + 40).line(
            220 if row % 2 else 200, top + 40, 350, top + 40
        )
        if row % 2:
            page.text(52, top + 6, f"甲{row}")
        page.text(100, top + 15, "公开内容公开内容甲乙").text(200, top + 15, f"乙{row}").text(300, top + 15, "县局")
    return page


def test_columns_that_touch_end_where_rules_do() -> None:
    """A spreadsheet without vertical borders keeps no space free between its columns."""
    (table,) = tables(touching_columns())
    assert 200 in map(round, table.column_edges or ())
    assert "公开内容公开内容甲乙" in texts(table)[0]


def test_a_frame_beyond_the_page_makes_no_row() -> None:
    """A browser draws the frame of a cell that a page break cuts whole on both pages."""
    page = filled(PdfPage().grid(COLUMNS, ROWS)).rectangle(50, -80, 100, 190, "S")
    (table,) = tables(page)
    assert [round(edge) for edge in table.row_edges or ()] == [0, *ROWS]


def test_a_frame_with_row_rules_alone_is_an_open_table() -> None:
    """Its columns are the gutters between the words."""
    page = PdfPage()
    for y in (100, 130, 160, 190, 220):
        page.line(50, y, 350, y)
    page.line(50, 100, 50, 220).line(350, 100, 350, 220)
    for row in range(4):
        for column, x in enumerate(COLUMNS[:-1]):
            page.text(x + 5, 118 + 30 * row, f"{row}{column}")
    (table,) = tables(page)
    assert texts(table) == [[f"{row}{column}" for column in range(3)] for row in range(4)]
    assert not table.is_shown


def test_a_frame_around_header_and_body_is_an_open_table() -> None:
    """Where rules part the header alone, the rows are told by what is written in one go."""
    page = PdfPage().line(50, 100, 550, 100).line(50, 130, 550, 130).line(50, 430, 550, 430)
    page.line(50, 100, 50, 430).line(550, 100, 550, 430)
    for row in range(5):
        for column in range(6):
            x, y = 55 + 85 * column, 118 + 60 * row + 10 * bool(row)
            page.text(x, y, f"{row}{column} one").text(x, y + 11, "two") if row else page.text(x, y, f"{row}{column}")
    (table,) = tables(page)
    assert (table.n_rows, table.n_columns) == (5, 6)
    assert texts(table)[1][2] == "12 one\ntwo"


def test_blanks_within_a_run_are_none_between_columns() -> None:
    """The words of a line that the file draws in one go are joined; those of two runs are not."""
    page = (
        PdfPage().text(50, 100, "甲乙  丙丁").text(150, 100, "戊己").text(200, 100, "庚　　　辛").text(500, 100, "壬")
    )
    (read,) = list(Pdf().read(pdf(page)))  # type: ignore[arg-type]
    words = find_words(read.chars, no_cells(read.chars))
    assert [word.text for word in words if word.is_joined] == ["丙丁"]


def test_a_heading_that_no_rule_parts_from_the_row_below_is_a_row() -> None:
    """It begins where the first column does and stands over several; nothing stands beside it."""
    page = PdfPage()
    for row in range(12):
        page.line(50, 60 + 40 * row, 350, 60 + 40 * row)
        for column, x in enumerate(COLUMNS[:-1]):
            page.text(x + 5, 90 + 40 * row, f"{row}-{column}")
    page.line(50, 540, 350, 540).text(52, 152, "一类事项的标题在各列的上面横着写完")
    (table,) = tables(page)
    assert [cell.text for cell in table.cells if cell.colspan == 3] == ["一类事项的标题在各列的上面横着写完"]
    assert texts(table)[3] == ["2-0", "2-1", "2-2"]


def test_a_header_above_the_first_rule_is_a_row() -> None:
    """Pages that draw a rule under each row, and none above the first; the title over it is none."""
    page = PdfPage().text(60, 70, "title", size=14)
    for row in range(4):
        page.line(50, 110 + 30 * row, 350, 110 + 30 * row)
        for column, x in enumerate(COLUMNS[:-1]):
            page.text(x + 5, 98 + 30 * row, f"{row}{column}")
    (table,) = tables(page)
    assert texts(table) == [[f"{row}{column}" for column in range(3)] for row in range(4)]


def test_a_paragraph_right_under_a_table_is_no_rest_of_its_last_cell() -> None:
    """It is not written with that cell."""
    page = PdfPage().grid([50, 150, 250, 350], [100, 120, 140])
    for x in (55, 155, 255):
        page.text(x, 114, "one").text(x, 134, "two")
    content = blocks(page.text(55, 149, "under"))
    assert [block.text for block in content.blocks if isinstance(block, Paragraph)] == ["under"]


def test_lines_of_a_pattern_that_seem_white_are_rules_where_there_are_no_others() -> None:
    """PDFium gives the colour of a gradient as white; nobody paints white lines on white."""
    page = filled(PdfPage()).draw("1 1 1 rg")
    for y in ROWS:
        page.rectangle(50, y, 350, y + 0.75)
    for x in COLUMNS:
        page.rectangle(x, 100, x + 0.75, 190)
    (table,) = tables(page)
    assert texts(table) == NINE


def test_blanks_in_a_cell_are_kept_beside_its_text() -> None:
    """What they part may be several channels; a line that has none is whole."""
    page = PdfPage().grid([50, 150, 250], [100, 130, 160, 190])
    page.text(55, 118, "政府网站 公告栏").text(155, 118, "政府网站公告栏")
    page.text(55, 142, "甲甲 乙乙乙乙乙").text(55, 154, "丙丙").text(155, 148, "AB CD")
    page.text(55, 178, "甲乙").text(80, 178, "丙丁").text(155, 178, "甲乙丙")
    (table,) = tables(page)
    assert [cell.text for cell in table.cells][:2] == ["政府网站公告栏"] * 2
    assert [cell.lines for cell in table.cells] == [
        ("政府网站", "公告栏"),
        (),
        ("甲甲", "乙乙乙乙乙", "丙丙"),
        (),
        ("甲乙", "丙丁"),
        (),
    ]


def test_no_line_begins_with_a_slash() -> None:
    """A word that would have fitted on the line without the slash behind it was not ended there."""
    page = PdfPage().grid([50, 82, 250], [100, 140, 180])
    page.text(51, 118, "发布").text(51, 130, "会/听").text(51, 170, "发布")
    page.text(85, 118, "一行").text(85, 170, "一行")
    (table,) = tables(page)
    assert texts(table)[0][0] == "发布会/听"


def test_a_digit_behind_the_last_character_of_a_narrow_cell_is_read_across() -> None:
    """Most words are of one character each, below one another or not."""
    page = PdfPage().grid([50, 80, 250], [100, 140])
    (table,) = tables(page.text(55, 116, "每季").text(56, 130, "度").text(68, 130, "1").text(90, 116, "甲"))
    assert texts(table) == [["每季度1", "甲"]]


def test_a_title_that_nearly_fills_its_line_is_none_of_the_paragraph_below() -> None:
    """It stands in the middle; the first line of a paragraph is indented by two characters."""
    for indent, n_paragraphs in ((15, 2), (20, 1)):
        page = filled(PdfPage().grid(COLUMNS, ROWS))
        page.text(50 + indent, 60, "甲" * ((300 - 2 * indent) // 10)).text(50, 75, "ABCDE")
        content = blocks(page)
        assert len([block for block in content.blocks if isinstance(block, Paragraph)]) == n_paragraphs


def test_a_table_that_ends_at_one_edge_of_its_page_is_cut() -> None:
    """A word processor draws it up to the edge; one from edge to edge was made for its page."""
    spans = ((0, 500), (45, 842.2), (45, 800), (0, 842))
    pages = [filled(PdfPage().grid([left, 150, 250, right], ROWS)) for left, right in spans]
    assert [table.is_cut for page in pages for table in tables(page)] == [True, True, False, False]
