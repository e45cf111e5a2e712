"""What Word documents of offices print besides plain tables: raised figures, blanks to fill in, heads of two pages."""

from __future__ import annotations

from gkml_extract.extract import READERS
from gkml_extract.extractors.pdf import Pdf
from gkml_extract.layout import blocks_of
from gkml_extract.model.content import Blocks, TableFragment
from gkml_extract.model.table import Paragraph
from gkml_extract.tables.grids_over_pages import grids_over_pages
from support.pdf import PdfPage, pdf

COLUMNS = [50, 150, 250, 350]


def _blocks(*pages: PdfPage) -> Blocks:
    return blocks_of(Pdf().read(pdf(*pages)))


def _rows(table: TableFragment) -> list[list[str]]:
    found = [[""] * table.n_columns for _ in range(table.n_rows)]
    for cell in table.cells:
        found[cell.row][cell.column] = cell.text
    return found


def _table(page: PdfPage, rows: list[list[str]], top: float = 100) -> PdfPage:
    """A ruled table of rows 30 points high."""
    page.grid(COLUMNS, [top + 30 * k for k in range(len(rows) + 1)])
    for row, texts in enumerate(rows):
        for x, text in zip(COLUMNS, texts, strict=False):
            page.text(x + 5, top + 18 + 30 * row, text)
    return page


def test_a_raised_figure_stays_on_its_line() -> None:
    """It has 58 % of the size and stands a third higher; it ends the second line, not the first."""
    page = PdfPage().grid(COLUMNS, [100, 160, 190]).text(55, 120, "房屋建筑面", size=12)
    page.text(55, 136, "积为500m", size=12)
    page.text(110, 132, "2", size=7)
    (table,) = [block for block in _blocks(page).blocks if isinstance(block, TableFragment)]
    assert _rows(table)[0][0] == "房屋建筑面\n积为500m2"


def test_small_print_above_a_line_is_a_line_of_its_own() -> None:
    """A note in small print over large one is no raised figure."""
    page = PdfPage().grid(COLUMNS, [100, 160, 190]).text(55, 118, "注意", size=7).text(55, 130, "审批", size=12)
    (table,) = [block for block in _blocks(page).blocks if isinstance(block, TableFragment)]
    assert _rows(table)[0][0] == "注意\n审批"


def test_blanks_to_be_filled_in_are_no_table() -> None:
    """Underlines as long as what is written on them and blanks beside it, or from the end of a label on; the rule of a
    running head stands above them all."""
    page = PdfPage().text(71, 44, "采购项目招标文件", size=9).line(71, 48, 524, 48)
    labels = ("经办：", "会议室：", "地址：", "采购编号：", "日期：", "家庭住址：")
    values = ("财政局预算金额", "教育局单价", "办公楼一中心", "", "打印机服务器", "")
    for k, (label, value) in enumerate(zip(labels, values, strict=True)):
        y, start = 72 + 24 * k, 71 + 10 * len(label)
        end = start + 26 + 10 * len(value) if value else start + 105
        page.text(71, y, label).line(start, y + 1, end, y + 1).text(end, y, "（盖章）" if k % 2 else "。")
        if value:
            page.text(start + 7, y, value)
    page.text(95, 240, "供应商在参加政府采购活动前三年内在经营活动中没有重大违法记录")
    assert not [block for block in _blocks(page).blocks if isinstance(block, TableFragment)]


def test_a_rule_under_several_columns_is_no_underline() -> None:
    """Rules of a table close under its rows, as long as the table."""
    page = PdfPage()
    for y in (100, 120, 140, 160, 180):
        page.line(50, y, 350, y)
    for row, texts in enumerate(
        (("事项", "时限", "主体"), ("甲事", "即时", "乙局"), ("丙事", "每年", "丁局"), ("戊", "长期", "己局"))
    ):
        for x, text in zip((50, 150, 250), texts, strict=True):
            page.text(x, 117 + 20 * row, text)
    (table,) = [block for block in _blocks(page).blocks if isinstance(block, TableFragment)]
    assert _rows(table)[1] == ["甲事", "即时", "乙局"]


def test_a_paragraph_right_under_a_table_is_none_of_its_cells() -> None:
    """It goes on the line of the last row, but more of it stands below: the page did not end there."""
    page = PdfPage().grid([*COLUMNS, 450], [100, 130]).grid([50, 450], [130, 148])
    for x in COLUMNS:
        page.text(x + 5, 118, "报价")
    page.text(55, 144, "大写").text(75, 159, "服务期限").text(125, 159, "一年").text(75, 174, "供应商自备设备")
    page.text(400, 159, "以上")
    blocks = _blocks(page).blocks
    (table,) = [block for block in blocks if isinstance(block, TableFragment)]
    assert _rows(table)[1][0] == "大写"
    assert "服务期限" in "".join(block.text for block in blocks if isinstance(block, Paragraph))


def test_the_head_of_both_pages_parts_no_table() -> None:
    """Two pages with one line in their upper margin; the rows are numbered on, so none is cut."""
    header = ["编号", "金额", "说明"]
    first = _table(
        PdfPage().text(60, 40, "评标办法", size=9), [header, ["1", "20", "甲"], ["2", "30", ""], ["3", "15", ""]]
    )
    second = _table(PdfPage().text(60, 40, "评标办法", size=9), [["4", "16", ""], ["5", "7", "乙"]], top=70)
    (table,) = grids_over_pages(_blocks(first, second), READERS)
    assert [row[0] for row in _rows(table)] == ["编号", "1", "2", "3", "4", "5"]


def test_what_both_pages_begin_with_below_the_margin_is_text() -> None:
    """Two tables with the same heading stay apart."""
    pages = [_table(PdfPage().text(60, 75, "县级"), [["事项", "主体", ""], ["甲", "乙", ""]]) for _ in range(2)]
    assert len([block for block in _blocks(*pages).blocks if isinstance(block, Paragraph)]) == 2


def _styled(page: PdfPage) -> PdfPage:
    """Three rows of three columns; no rule parts the cells of the second."""
    for y in (100, 130, 160, 190):
        page.line(50, y, 350, y)
    for x in COLUMNS:
        outer = x in (50, 350)
        page.line(x, 100, x, 190 if outer else 130)
        if not outer:
            page.line(x, 160, x, 190)
    for row, texts in ((0, ("公开", "机构职能", "办公")), (2, ("公开", "规划计划", "办公"))):
        for x, text in zip(COLUMNS, texts, strict=False):
            page.text(x + 5, 118 + 30 * row, text)
    return page


def test_a_row_without_rules_between_its_cells_is_a_row() -> None:
    """Word rules every other row in some of its styles."""
    page = _styled(PdfPage()).text(55, 142, "依申请").text(155, 142, "领导简历及").text(255, 142, "办公")
    (table,) = [block for block in _blocks(page.text(155, 154, "分工")).blocks if isinstance(block, TableFragment)]
    assert _rows(table)[1] == ["依申请", "领导简历及\n分工", "办公"]


def test_a_line_over_all_columns_is_one_cell() -> None:
    """A subheading, and three entries that stand where they like."""
    for texts in ([(55, "一、机构信息由办公室主动公开")], [(55, "单位"), (175, "日期"), (310, "页")]):
        page = _styled(PdfPage())
        for x, text in texts:
            page.text(x, 148, text)
        (table,) = [block for block in _blocks(page).blocks if isinstance(block, TableFragment)]
        assert [cell.colspan for cell in table.cells if cell.row == 1] == [3]


def test_boxes_side_by_side_are_no_table() -> None:
    """Those of a flow chart have gaps between them, and nothing in the gaps."""
    page = PdfPage()
    for x in (60, 180, 300):
        page.rectangle(x, 100, x + 90, 130, "S").text(x + 10, 118, "受理")
    assert not [block for block in _blocks(page).blocks if isinstance(block, TableFragment)]
