"""Rows and columns of a grid that are no items, and tables side by side."""

from __future__ import annotations

from gkml_extract.model.table import Table
from gkml_extract.tables.aside_rows import without_aside_rows
from gkml_extract.tables.grid_header import find_headers
from gkml_extract.tables.idle_columns import without_idle_columns
from gkml_extract.tables.section_rows import with_section_column
from gkml_extract.tables.side_by_side import halves_of
from support.blocks import fragment
from support.tables import table

HEADER = "序号|公开事项|公开内容|公开时限"


def printed(made: Table) -> list[str]:
    """What its cells print, row by row."""
    return [cell.text for cell in sorted(made.cells, key=lambda cell: (cell.row, cell.column)) if cell.text]


def test_totals_and_signatures_are_no_items() -> None:
    """With cells of their own; the rest stays where it is."""
    made, aside = without_aside_rows(table(HEADER, "1|甲|乙|三日内", "合计|1项||", "填表人：|李四||"))
    assert [each.text for each in aside] == ["合计 1项", "填表人： 李四"]
    assert printed(made)[4:] == ["1", "甲", "乙", "三日内"]


def test_a_content_may_begin_as_a_note_does() -> None:
    """Where an item reaches into its row."""
    made, aside = without_aside_rows(table(HEADER, "1|甲|乙|三日内", "^|^|说明：丙|^"))
    assert aside == ()
    assert "说明：丙" in printed(made)


def test_a_row_that_numbers_the_columns_is_noted() -> None:
    """It is no item, and its text is in the note."""
    made, aside = without_aside_rows(table(HEADER, "1|2|3|4", "1|甲|乙|三日内"))
    assert aside == ()
    assert [(each.code, dict(each.params)["text"]) for each in made.notes] == [("row-set-aside", "1 2 3 4")]


def test_a_row_that_says_how_to_fill_in_is_noted() -> None:
    """填写说明 stands in the place of a number, below the labels; further down such a word may be an item's."""
    made, _ = without_aside_rows(table(HEADER, "填写说明|按领域|列明要素|写明时限", "1|甲|乙|三日内"))
    assert [each.code for each in made.notes] == ["row-set-aside"]
    made, _ = without_aside_rows(table(HEADER, "1|甲|乙|三日内", "说明|按领域|列明要素|写明时限"))
    assert made.notes == ()


def test_idle_columns_go() -> None:
    """One in which no cell begins, and one without a label and texts."""
    made, _ = without_idle_columns(table("序号|公开事项|<||公开内容", "1|甲|<||乙"))
    assert [(cell.column, cell.colspan) for cell in made.cells] == [(0, 1), (1, 1), (2, 1)] * 2


def test_a_chapter_keeps_its_part() -> None:
    """（二） stands in 一、 as （一） does, and no text is counted twice."""
    rows = (HEADER, "一、部|<|<|<", "（一）章|<|<|<", "1|甲|乙|三日内", "（二）章|<|<|<", "2|丙|丁|三日内")
    made, _ = with_section_column(table(*rows))
    column = [cell for cell in made.cells if cell.column == 4 and cell.rowspan == 1 and cell.row in (3, 5)]
    assert [cell.text for cell in column] == ["一、部\n（一）章", "一、部\n（二）章"]


def test_two_tables_side_by_side_are_two_grids() -> None:
    """The blank column between them is in neither."""
    grid = fragment(f"{HEADER}||{HEADER}", "1|甲|乙|三日内||2|丙|丁|五日内")
    halves = halves_of(grid, next(find_headers(grid)))
    assert [half.n_columns for half in halves] == [4, 4]
    assert [[cell.text for cell in half.cells][4:] for half in halves] == [
        ["1", "甲", "乙", "三日内"],
        ["2", "丙", "丁", "五日内"],
    ]


def test_a_second_number_column_is_no_second_table() -> None:
    """序号 before 一级 and before 二级事项."""
    grid = fragment("序号|一级事项|序号|二级事项|公开内容|公开时限", "一|甲|1|乙|丙|三日内")
    assert len(halves_of(grid, next(find_headers(grid)))) == 1


def test_a_group_over_an_empty_row_ends_with_the_table() -> None:
    """The last group is merged over two rows and prints in the first alone; a note across the table is under it."""
    made = table(
        "序号|公开事项|公开内容|公开时限",
        "1|财政|预算|20日",
        "2|救助|名单|及时",
        "^|^||",
        "以上事项由各科室负责更新|<|<|<",
    )
    cut, under = with_section_column(made)
    assert [paragraph.text for paragraph in under] == ["以上事项由各科室负责更新"]
    assert all(cell.row + cell.rowspan <= cut.n_rows for cell in cut.cells)
    assert printed(cut) == printed(made)[:-1]


def test_a_second_row_that_repeats_most_labels_is_of_the_header() -> None:
    """It differs below the label that is printed over two columns."""
    above, below = (
        "序号|公开事项|公开事项|公开内容|公开时限|公开主体",
        "序号|一级事项|二级事项|公开内容|公开时限|公开主体",
    )
    header = next(find_headers(fragment(above, below, "1|政策|法规|全文|及时|某局")))
    assert (header.first, header.end) == (0, 2)


def test_labels_cut_over_three_rows_are_a_header() -> None:
    """公开 over 依据, and 二级 over 事项 one row further down: the ends of a few labels are no item."""
    grid = fragment(
        "序|公开事项||公开内容|公开|公开|公开对象|",
        "号|一级|二级|（要素）|依据|时限|全社会|特定",
        "|事项|事项|||||群体",
        "1|概况|机构|职能|《条例》|及时|√|",
    )
    (header,) = find_headers(grid)
    assert (header.first, header.end, header.is_broken) == (0, 3, True)
