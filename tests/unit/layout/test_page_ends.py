"""Rows and rules that the makers of pages leave where pages end."""

from __future__ import annotations

from itertools import pairwise

from gkml_extract.extractors.pdf import Pdf
from gkml_extract.layout import blocks_of
from gkml_extract.model.content import TableFragment
from gkml_extract.text import squeeze
from support.pdf import PdfPage, pdf

COLUMNS = [50, 100, 200, 300, 400]


def _table(page: PdfPage) -> TableFragment:
    (table,) = [block for block in blocks_of(Pdf().read(pdf(page))).blocks if isinstance(block, TableFragment)]
    return table


def _rows(table: TableFragment) -> list[list[str]]:
    found = [[""] * table.n_columns for _ in range(table.n_rows)]
    for cell in table.cells:
        found[cell.row][cell.column] = cell.text
    return found


def _three_rows(page: PdfPage) -> PdfPage:
    for row in range(3):
        for column, text in ((0, "公开"), (1, "机构职能"), (2, "办公地址")):
            page.text(COLUMNS[column] + 5, 118 + 30 * row, text)
    return page


def test_room_under_the_last_row_is_no_row() -> None:
    """A merged cell is drawn to the end of the page, the row that begins on the next one not at all."""
    page = PdfPage()
    for y in (100, 130, 160, 190):
        page.line(50, y, 400 if y == 100 else 300, y)
    for x in COLUMNS[:3]:
        page.line(x, 100, x, 190)
    page.line(300, 100, 300, 240).line(400, 100, 400, 240)
    table = _table(_three_rows(page).text(310, 118, "公示栏"))
    assert _rows(table) == [["公开", "机构职能", "办公地址", "公示栏"], *[["公开", "机构职能", "办公地址", ""]] * 2]
    assert [cell.rowspan for cell in table.cells if cell.column == 3] == [3]


def test_a_merged_cell_that_ends_within_a_row_goes_on_to_its_end() -> None:
    """The rest of a merged cell is as much too short as there was room on the page before."""
    page = PdfPage()
    for y in (100, 130, 160, 190):
        page.line(50, y, 300, y)
    for x in COLUMNS[:4]:
        page.line(x, 100, x, 190)
    page.line(300, 100, 400, 100).line(300, 148, 400, 148).line(300, 190, 400, 190)
    page.line(400, 100, 400, 148).line(400, 160, 400, 190)
    table = _table(_three_rows(page).text(310, 178, "公示栏"))
    assert [row[3] for row in _rows(table)] == ["", "", "公示栏"]
    assert [cell.rowspan for cell in table.cells if cell.column == 3] == [2, 1]


def test_rules_end_at_their_clip() -> None:
    """A browser draws the rules of a table whole on each of its pages, and clips them to the page's content."""
    page = PdfPage().text(55, 30, "2026").draw("q 40 300 500 195 re W n")  # from 100 to 295 from the top
    for x in COLUMNS[:4]:
        page.line(x, -300, x, 190)
    page.draw("Q")
    for y in (100, 130, 160, 190):
        page.line(50, y, 300, y)
    assert _rows(_table(_three_rows(page))) == [["公开", "机构职能", "办公地址"]] * 3


def test_a_heading_parts_no_table_without_outer_edges() -> None:
    """No vertical rule runs through its row."""
    page = PdfPage()
    for y in (100, 130, 160, 190):
        page.line(50, y, 400, y)
    for x in (100, 200, 300):
        page.line(x, 100, x, 130).line(x, 160, x, 190)
    for y in (118, 178):
        for x in COLUMNS[:4]:
            page.text(x + 5, y, "公开")
    table = _table(page.text(55, 148, "一、财政信息"))
    assert _rows(table) == [["公开"] * 4, ["一、财政信息", "", "", ""], ["公开"] * 4]
    assert [cell.colspan for cell in table.cells if cell.row == 1] == [4]


def test_a_label_written_downwards_stays_in_its_cell() -> None:
    """Each of its characters is drawn for itself, and clipped where it runs over the edges of the cell."""
    page = PdfPage().grid(COLUMNS, [100, 130, 160])
    for x in COLUMNS[:3]:
        page.text(x + 5, 118, "公开事项").text(x + 5, 148, "机构职能")
    for row, char in enumerate("主动公开"):
        is_over = char in "主开"
        page.draw("q 300 465 100 30 re W n" if is_over else "q").text(310, 101 + 12 * row, char).draw("Q")
    table = _table(page)
    assert [squeeze(row[3]) for row in _rows(table)] == ["动公", ""]
    (cell,) = [cell for cell in table.cells if cell.hidden]
    assert cell.hidden is not None
    assert (cell.hidden.above, cell.hidden.below, cell.hidden.drawn) == ("主", "开", "主动公开")


def test_a_merged_cell_that_reaches_below_the_last_row_goes_on_and_the_row_is_whole() -> None:
    """A browser draws a merged cell as high as its rows are together, though one found no room on the page."""
    page = PdfPage()
    for y in (100, 130, 160, 190):
        page.line(50, y, 400 if y == 100 else 300, y)
    for x in COLUMNS[:3]:
        page.line(x, 100, x, 190)
    page.line(300, 100, 300, 225).line(400, 100, 400, 225).line(300, 225, 400, 225)
    table = _table(_three_rows(page).text(310, 118, "公示栏"))
    assert [row[3] for row in _rows(table)] == ["公示栏", "", ""]
    last = {cell.column: cell.is_open for cell in table.cells if cell.row + cell.rowspan == table.n_rows}
    assert last == {0: False, 1: False, 2: False, 3: True}


def test_a_text_in_the_middle_of_a_cell_that_goes_on_below_the_page_is_of_this_cell() -> None:
    """A browser places it by the whole cell, below the last row, and writes it before the cells on its right."""
    page = PdfPage()
    for y in (100, 130, 160, 190):
        page.line(50, y, 200, y).line(300, y, 400, y)
    page.line(200, 100, 300, 100)
    for x in COLUMNS:
        page.line(x, 100, x, 190)
    for row in range(3):
        page.text(55, 118 + 30 * row, "公开").text(105, 118 + 30 * row, "机构职能")
        if row == 0:
            page.text(205, 205, "长期公开").text(205, 217, "依法公开")
        page.text(305, 118 + 30 * row, "公示栏")
    page.text(205, 260, "注：本表由县政府公布")
    table = _table(page)
    assert [squeeze(row[2]) for row in _rows(table)] == ["长期公开依法公开", "", ""]


def test_cells_that_no_rule_closes_below_are_open() -> None:
    """Of the cells in the last row those that go on have no lower edge."""
    page = PdfPage()
    for y in (100, 130, 160, 190):
        page.line(50, y, 300, y)
    for x in COLUMNS:
        page.line(x, 100, x, 190)
    table = _table(_three_rows(page.line(300, 100, 400, 100)).text(310, 118, "公示栏"))
    assert {cell.column: cell.is_open for cell in table.cells if cell.row + cell.rowspan == table.n_rows} == {
        0: False,
        1: False,
        2: False,
        3: True,
    }


def test_of_a_cell_over_the_page_without_edges_nothing_is_told() -> None:
    """A word processor draws neither edge of a merged cell that covers a page, though it may end there."""
    page = PdfPage()
    for y in (100, 130, 160, 190):
        page.line(50, y, 300, y)
    for x in COLUMNS:
        page.line(x, 100, x, 190)
    table = _table(_three_rows(page))
    last = {cell.column: cell.is_open for cell in table.cells if cell.row + cell.rowspan == table.n_rows}
    assert last == {0: False, 1: False, 2: False, 3: None}


def test_parts_of_a_table_that_one_line_holds_together_are_one() -> None:
    """The rest of a merged cell ends above the row below, and with it the line between it and the next column."""
    page = PdfPage()
    for y in (130, 160, 190):
        page.line(101, y, 400, y)
    for x in COLUMNS[2:]:
        page.line(x, 100, x, 190)
    page.line(50, 100, 50, 190).line(100, 100, 100, 120).line(50, 120, 100, 120).line(100, 135, 100, 190)
    page.text(55, 115, "一").text(55, 148, "二")
    for row in range(3):
        page.text(105, 118 + 30 * row, "机构职能").text(205, 118 + 30 * row, "概况").text(305, 118 + 30 * row, "长期")
    table = _table(page)
    assert [row[1:] for row in _rows(table)] == [["机构职能", "概况", "长期"]] * 3
    assert [cell.text for cell in table.cells if cell.column == 0] == ["一", "二"]


def test_a_merged_cell_that_ends_within_the_last_row_does_not_go_on() -> None:
    """What is left of the row below it is no cell, though no rule closes it."""
    columns = [50, 100, 200, 300, 350, 400]
    page = PdfPage()
    for y in (100, 130, 160, 190):
        page.line(100, y, 400, y)
    for x in columns[1:]:
        page.line(x, 100, x, 190)
    page.line(50, 100, 50, 172).line(50, 100, 100, 100).line(50, 172, 100, 172)
    for row in range(3):
        for x, text in zip(columns[1:], ("机构职能", "概况", "长期", "全部"), strict=False):
            page.text(x + 5, 118 + 30 * row, text)
    table = _table(page.text(55, 118, "公开"))
    assert _rows(table) == [[text, "机构职能", "概况", "长期", "全部"] for text in ("公开", "", "")]
    assert not any(cell.is_open for cell in table.cells)


def test_dots_of_two_rules_side_by_side_are_no_rule_across_them() -> None:
    """A dot is joined with the next of its own rule, not with those of the rule below."""
    page = PdfPage()
    for y in (100, 130, 135, 160):
        for x in range(50, 400, 2):
            page.draw(f"{x} {page.size[1] - y} 0.75 0.75 re f")
    for x in COLUMNS:
        page.line(x, 100, x, 160)
    page.text(55, 118, "公开").text(105, 118, "机构职能").text(55, 152, "公示").text(105, 152, "概况")
    assert _table(page).n_columns == 4


def test_grounds_tell_not_which_cells_are_open() -> None:
    """White rows between grey ones have no edge of their own."""
    page = PdfPage()
    for row, y in enumerate((100, 130, 160)):
        for x0, x1 in pairwise(COLUMNS):
            if row != 1:
                page.draw(f"0.9 g {x0} {page.size[1] - y - 30} {x1 - x0} 30 re f 0 g")
            page.text(x0 + 5, y + 18, "公开")
    table = _table(page)
    assert (table.n_rows, table.n_columns, table.is_ruled) == (3, 4, False)
    assert all(cell.is_open is None for cell in table.cells)


def _zebra(page: PdfPage, top: int) -> PdfPage:
    """Five rows of 30 points, every other one with grey cells."""
    for row in range(5):
        y = top + 30 * row
        for x0, x1 in pairwise(COLUMNS):
            if row % 2 == 0:
                page.draw(f"0.9 g {x0} {page.size[1] - y - 30} {x1 - x0} 30 re f 0 g")
            page.text(x0 + 5, y + 18, "公开")
    return page


def test_a_white_rest_above_the_first_ground_of_a_page_is_a_row() -> None:
    """The table of the page before goes on: nothing is painted under the end of its white last row."""
    second = _zebra(PdfPage().text(205, 90, "办公地址"), 100)
    blocks = blocks_of(Pdf().read(pdf(_zebra(PdfPage(), 100), second))).blocks
    assert all(isinstance(block, TableFragment) for block in blocks)
    tables = [_rows(block) for block in blocks if isinstance(block, TableFragment)]
    assert [len(rows) for rows in tables] == [5, 6]
    assert tables[1][0] == ["", "", "办公地址", ""]


def test_a_page_without_an_outer_edge_has_the_columns_of_the_page_before() -> None:
    """Of a merged cell that covers the page nothing is drawn there; a table under a title is another one."""
    pages = []
    for page, top in ((PdfPage(), 100), (PdfPage(), 100), (PdfPage().text(60, 80, "附表"), 100)):
        left = 100 if pages else 50
        for y in range(top, top + 150, 30):
            page.line(left, y, 400, y)
        for x in COLUMNS[1:4]:
            page.line(x, top, x, top + 120)
        for row in range(4):
            page.text(55, top + 18 + 30 * row, "公开") if not pages else None
            for x in COLUMNS[1:4]:
                page.text(x + 5, top + 18 + 30 * row, "公示")
        pages.append(page)
    blocks = blocks_of(Pdf().read(pdf(*pages))).blocks
    first, second, third = [block for block in blocks if isinstance(block, TableFragment)]
    assert first.column_edges == second.column_edges
    assert [(cell.text, cell.rowspan) for cell in second.cells if cell.column == 0] == [("", 4)]
    assert third.n_columns == 3


def test_the_rest_of_a_cell_below_the_last_rule_is_as_far_as_its_lines_are() -> None:
    """Lines further apart than usual go on so; a note that is further away than they are is none of them."""
    for baseline, expected in ((204, "公示栏；电视；广播"), (212, "公示栏；电视；")):
        page = PdfPage()
        for y in (100, 130, 160, 190):
            page.line(50, y, 400, y)
        for x in COLUMNS:
            page.line(x, 100, x, 190)
        _three_rows(page).text(310, 168, "公示栏；").text(310, 186, "电视；").text(310, baseline, "广播")
        assert squeeze(_rows(_table(page))[-1][3]) == expected


def test_tables_a_few_points_apart_are_two() -> None:
    """Dashes go on over a gap that is no wider than theirs."""
    page = PdfPage()
    for y in (100, 130, 160, 167, 197):
        page.line(50, y, 300, y)
    for x in COLUMNS[:4]:
        page.line(x, 100, x, 197)
    for y in (118, 148, 185):
        for x in COLUMNS[:3]:
            page.text(x + 5, y, "公开")
    tables = [block for block in blocks_of(Pdf().read(pdf(page))).blocks if isinstance(block, TableFragment)]
    assert [_rows(table) for table in tables] == [[["公开"] * 3] * 2, [["公开"] * 3]]
