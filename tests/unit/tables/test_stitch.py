"""Blocks → sections: headers, titles, pages, sections within a table."""

from __future__ import annotations

from dataclasses import replace

from gkml_extract.model.content import TableFragment
from gkml_extract.model.source import PagePlace
from gkml_extract.model.table import Layout, Room, Section
from gkml_extract.tables.columns import read_columns
from gkml_extract.tables.conservation import count_characters
from gkml_extract.tables.rows import read_rows
from gkml_extract.tables.stitch import stitch
from gkml_extract.tables.torn import CellReaders
from support.blocks import blocks, fragment
from support.tables import lines_of

READERS = CellReaders(
    is_deadline=lambda text: text.endswith("内"), channel_names=lambda text: tuple(text.replace("■", " ").split())
)
HEADER = ("序号|公开事项|<|公开内容|公开时限|公开方式|<", "^|一级事项|二级事项|^|^|主动|依申请")
SHORT = "序号|一级事项|公开内容|公开时限"


def stitched(*parts: str | TableFragment) -> Layout:
    """The sections of a body."""
    return stitch(blocks(*parts), READERS)


def body(section: Section) -> list[str]:
    """The complete rows of a section as they look."""
    columns, _ = read_columns(section.table)
    rows = read_rows(section.table, columns, READERS).rows
    return lines_of(rows, len(columns))


def fields(section: Section) -> list[str]:
    """The field of each column."""
    return [column.field for column in read_columns(section.table)[0]]


def texts(section: Section) -> tuple[list[str], list[str]]:
    """The paragraphs before and after the table."""
    return [each.text for each in section.before], [each.text for each in section.after]


def test_the_rest_of_a_text_over_a_header_printed_again_goes_on_the_last_row() -> None:
    """A browser prints what is left of a merged cell at the top of the page, whatever stands there."""
    head = fragment(SHORT, "1|概况|机构职能|长期公", page=1)
    again = fragment("序号|一级事项|公开内容|公开时限 开三日内", "2|计划|规划|五日内", page=2)
    (section,) = stitched(head, again).sections
    assert body(section) == ["1|概况|机构职能|长期公开三日内", "2|计划|规划|五日内"]
    assert count_characters(blocks(head, again), stitched(head, again)).printed > 0


def test_a_number_that_a_page_break_cuts_is_the_next_one() -> None:
    """1 and 0 after 9; elsewhere they are two rows."""
    head = fragment(SHORT, *(f"{k}|甲{k}|乙{k}|三日内" for k in range(5, 10)), "1|概|机构职|长期公", page=1)
    (section,) = stitched(head, fragment("0|况|能|开三日内", "11|计划|规划|五日内", page=2)).sections
    assert body(section)[5:] == ["10|概况|机构职能|长期公开三日内", "11|计划|规划|五日内"]


# The header is found by what it says.


def test_a_number_whose_halves_count_on_is_one_where_its_row_is_cut() -> None:
    """1 and 2 after 11 may be 12."""
    head = fragment(SHORT, *(f"{k}|甲{k}|乙{k}|三日内" for k in range(7, 12)), "1|概|机构职|信息形成或者变", page=1)
    (section,) = stitched(head, fragment("2|况|能|更三日内", "13|计划|规划|五日内", page=2)).sections
    assert body(section)[5:] == ["12|概况|机构职能|信息形成或者变更三日内", "13|计划|规划|五日内"]


def test_rows_above_the_header_are_text() -> None:
    """A workbook prints title and signatures as rows of the same grid."""
    grid = fragment("某局公开目录|<|<|<|<|<|<", "责任单位：某局|<|<|填表人：甲|<|<|<", *HEADER, "1|甲|乙|丙|三日内|√|")
    (section,) = stitched(grid).sections
    assert texts(section) == (["某局公开目录", "责任单位：某局 填表人：甲"], [])
    assert body(section) == ["1|甲|乙|丙|三日内|√|"]
    assert fields(section)[-2:] == ["method.proactive", "method.on_request"]


def test_a_header_without_merged_cells_has_its_second_row() -> None:
    """Labels below labels are header, values below labels are not."""
    grid = fragment("序号|公开事项||公开内容|公开方式|", "|一级事项|二级事项||主动|依申请", "1|甲|乙|丙|√|")
    (section,) = stitched(grid).sections
    assert section.table.n_header_rows == 2
    assert body(section) == ["1|甲|乙|丙|√|"]


def test_a_label_cut_by_a_rule_is_one_label() -> None:
    """公开 over 时限."""
    grid = fragment("序|公开|公开|公开", "号|事项|内容|时限", "1|甲|乙|三日内")
    (section,) = stitched(grid).sections
    assert fields(section) == ["number", "primary", "content", "deadline"]
    assert body(section) == ["1|甲|乙|三日内"]


def test_a_row_of_values_is_no_header() -> None:
    """全社会, 主动公开 and 县级 are labels in other tables."""
    grid = fragment("序号|一级事项|公开对象|公开方式|公开层级", "1|概况|全社会|主动公开|县级")
    (section,) = stitched(grid).sections
    assert section.table.n_header_rows == 1
    assert body(section) == ["1|概况|全社会|主动公开|县级"]


def test_a_table_that_is_no_catalogue_is_text() -> None:
    """Nothing printed is dropped."""
    layout = stitched("通讯录", fragment("姓名|电话", "甲|123"))
    assert layout.sections == ()
    assert [paragraph.text for paragraph in layout.loose] == ["通讯录", "姓名 电话", "甲 123"]


# One table or several.


def test_a_header_printed_again_on_the_next_page_is_dropped() -> None:
    """The rows go on."""
    layout = stitched(fragment(SHORT, "1|甲|乙|三日内", page=1), fragment(SHORT, "2|丁|戊|五日内", page=2, left=1.5))
    (section,) = layout.sections
    assert body(section) == ["1|甲|乙|三日内", "2|丁|戊|五日内"]


def test_a_header_printed_again_within_the_grid_is_dropped() -> None:
    """A Word table whose author copied the header by hand."""
    (section,) = stitched(fragment(SHORT, "1|甲|乙|三日内", SHORT, "2|丁|戊|五日内")).sections
    assert body(section) == ["1|甲|乙|三日内", "2|丁|戊|五日内"]


def test_a_total_beside_a_break_is_neither_the_end_of_a_row_nor_its_rest() -> None:
    """Its blank cells are its own, over a header printed again and at the top of a page."""
    (section,) = stitched(fragment(SHORT, "1|甲|乙|三日内", "小计|<|1项|", SHORT, "2|丁|戊|五日内")).sections
    assert (body(section), texts(section)[1]) == (["1|甲|乙|三日内", "2|丁|戊|五日内"], ["小计 1项"])
    first = fragment(SHORT, "1|甲|乙|三日内", page=1)
    (section,) = stitched(first, fragment(SHORT, "小计|<|1项|", "2|丁|戊|五日内", page=2)).sections
    assert (body(section), texts(section)[1]) == (["1|甲|乙|三日内", "2|丁|戊|五日内"], ["小计 1项"])


def test_a_row_that_numbers_the_columns_is_printed_again_with_the_header() -> None:
    """It is neither an item nor a half of the row above."""
    first = fragment(SHORT, "1|2|3|4", "1|甲|乙|三日内", page=1)
    layout = stitched(first, fragment(SHORT, "1|2|3|4", "2|丁|戊|三日内", page=2))
    assert body(layout.sections[0]) == ["1|甲|乙|三日内", "2|丁|戊|三日内"]
    assert layout.left_out == len("".join(SHORT.split("|")) + "1234")


def test_the_attachment_over_the_next_title_is_its_own() -> None:
    """附件2 stands between two tables."""
    tables = [fragment(SHORT, "1|甲|乙|三日内"), fragment(SHORT, "1|丙|丁|三日内")]
    parts = ("附件1", "甲局公开目录", tables[0], "注：一", "附件2", "乙局公开目录", tables[1])
    first, second = stitched(*parts).sections
    assert (texts(first)[1], texts(second)[0]) == (["注：一"], ["附件2", "乙局公开目录"])


def test_a_title_broken_within_its_words_is_one() -> None:
    """…领域基层政务, and 公开标准目录 on the next line."""
    (section,) = stitched("某县公积金领域基层政务", "公开标准目录", fragment(SHORT, "1|甲|乙|三日内")).sections
    assert texts(section)[0] == ["某县公积金领域基层政务公开标准目录"]


def test_a_title_between_begins_a_new_catalogue() -> None:
    """As a paragraph or as a row of the grid."""
    other = fragment(SHORT, "1|丁|戊|五日内")
    as_paragraph = stitched("甲领域公开目录", fragment(SHORT, "1|甲|乙|三日内"), "乙领域公开目录", other)
    as_row = stitched(
        "甲领域公开目录", fragment(SHORT, "1|甲|乙|三日内", "乙领域公开目录|<|<|<", SHORT, "1|丁|戊|五日内")
    )
    for layout in (as_paragraph, as_row):
        assert [texts(section)[0] for section in layout.sections] == [["甲领域公开目录"], ["乙领域公开目录"]]
        assert [body(section) for section in layout.sections] == [["1|甲|乙|三日内"], ["1|丁|戊|五日内"]]


def test_a_grid_without_a_header_goes_on() -> None:
    """A Word table continued as a second one."""
    (section,) = stitched(fragment(SHORT, "1|甲|乙|三日内"), fragment("2|丁|戊|五日内")).sections
    assert body(section) == ["1|甲|乙|三日内", "2|丁|戊|五日内"]


def test_a_grid_of_other_columns_is_set_aside() -> None:
    """Its text stays, below the table, and a note says so."""
    layout = stitched(fragment(SHORT, "1|甲|乙|三日内"), fragment("联系人|电话", "甲|123"))
    assert texts(layout.sections[0])[1] == ["联系人 电话", "甲 123"]
    assert [each.code for each in layout.notes] == ["table-set-aside"]


# Over a page break.


def test_a_merged_value_is_carried_over_the_break() -> None:
    """The rest of the cell looks empty on the later page."""
    (section,) = stitched(
        fragment(SHORT, "1|甲|乙。|三日内", "^|^|丙。|^", page=1), fragment("||丁。|", "2|戊|己。|五日内", page=2)
    ).sections
    assert body(section) == ["1|甲|乙。|三日内", "1|甲|丙。|三日内", "1|甲|丁。|三日内", "2|戊|己。|五日内"]


def test_ticks_merged_by_numbers_do_not_go_on_where_a_number_begins() -> None:
    """In the rows with a number below the break nothing is ticked, as in some above; a row without one goes on."""
    header = ("序号|一级事项|公开内容|公开时限|所属“五公开”类型|<", "^|^|^|^|决策|执行")
    rows = [
        line
        for number, ticks in enumerate(("√|", "|√", "√|√", "|", "√|"), 1)
        for line in (f"{number}|甲|第{number}句。|三日内|{ticks}", f"^|^|又{number}句。|^|^|^")
    ]
    for number, expected in (("6", "|"), ("", "√|")):
        below = fragment(f"{number}|甲|丙。|三日内||", "^|^|丁。|^|^|^", page=2)
        (section,) = stitched(fragment(*header, *rows, page=1), below).sections
        assert [row.split("|", 4)[4] for row in body(section)][-3:] == ["√|", expected, expected]


def test_ticks_merged_over_several_numbers_go_on_where_a_number_begins() -> None:
    """Here others are merged over two numbers."""
    header = ("序号|一级事项|公开内容|公开时限|所属“五公开”类型|<", "^|^|^|^|决策|执行")
    rows = [f"{k}|甲|第{k}句。|三日内|{t}" for k, t in enumerate(("√|", "|√", "^|^", "√|√", "√|", "|√", "|", "√|"), 1)]
    below = fragment("9|甲|丙。|三日内||", "10|甲|丁。|三日内|^|^", page=2)
    (section,) = stitched(fragment(*header, *rows, page=1), below).sections
    assert [row.split("|", 4)[4] for row in body(section)][-3:] == ["√|"] * 3


def test_a_value_in_the_middle_of_a_merged_cell_counts_for_both_pages() -> None:
    """Browsers centre the text of a cell over the break: it may stand on the later page only."""
    (section,) = stitched(
        fragment(SHORT, "1|甲|乙。|三日内", "||丙。|", page=1), fragment("2|丁|戊。|五日内", "^|^|己。|^", page=2)
    ).sections
    assert body(section)[1:] == ["2|丁|丙。|五日内", "2|丁|戊。|五日内", "2|丁|己。|五日内"]


def test_an_empty_cell_beside_names_printed_again_is_empty() -> None:
    """Who parts a table by hand prints all of a group again."""
    header = "序号|一级事项|公开内容|公开时限|备注"
    above = fragment(header, "1|甲|乙。|三日内|", "2|丙|丁。|三日内|试行", "^|^|戊。|^|^", page=1)
    for group, expected in (("2|丙", ""), ("|", "试行")):
        below = fragment(f"{group}|己。|三日内|", "^|^|庚。|^|^", page=2)
        (section,) = stitched(above, below).sections
        assert [row.rpartition("|")[2] for row in body(section)] == ["", "试行", "试行", expected, expected]


def test_a_cut_row_is_one_row() -> None:
    """Its number stands on the first page only."""
    layout = stitched(
        fragment(SHORT, *(f"{k}|甲|第{k}句。|三日内" for k in range(1, 5)), "5|乙|说到一半的、|形成之日起", page=1),
        fragment("||另一半。|三日内", "6|丙|第六句。|三日内", page=2),
    )
    (section,) = layout.sections
    assert body(section)[4:] == ["5|乙|说到一半的、另一半。|形成之日起三日内", "6|丙|第六句。|三日内"]
    assert section.table.notes == ()
    content = next(cell for cell in section.table.cells if cell.text.startswith("说到"))
    assert [place.page for place in content.places] == [1, 2]  # type: ignore[union-attr]


def test_a_text_of_many_rows_on_both_sides_of_a_break_is_that_of_two() -> None:
    """No page cuts a cell into halves that say the same, though a number is shared and the other texts may go on."""
    header = "序号|一级事项|公开内容|公开主体"
    rows = [line for k in (1, 2) for line in (f"{k}|甲|第{k}句。|县教育局", f"^|^|又{k}句。|县教育局")]
    (section,) = stitched(
        fragment(header, *rows, "3|乙|机构名称|县教育局", page=1),
        fragment("||联系电话|县教育局", "4|丙|第四句。|县教育局", page=2),
    ).sections
    assert body(section)[4:6] == ["3|乙|机构名称|县教育局", "3|乙|联系电话|县教育局"]


def test_a_group_printed_again_is_not_new() -> None:
    """The values are the same in every row of it."""
    (section,) = stitched(
        fragment(SHORT, "1|甲|乙。|三日内", "^|^|丙。|^", page=1), fragment("1|甲|丁。|三日内", "^|^|戊。|^", page=2)
    ).sections
    assert [row.split("|")[:2] for row in body(section)] == [["1", "甲"]] * 4


def test_a_missing_rule_on_the_later_page_shifts_nothing() -> None:
    """Columns are told by their edges, not by counting."""
    later = fragment("2|丁|戊|五日内", page=2)
    narrow = TableFragment(1, 3, later.cells[:3], 2, (0.0, 40.0, 80.0, 160.0), later.row_edges)
    (section,) = stitched(fragment(SHORT, "1|甲|乙|三日内", page=1), narrow).sections
    assert body(section)[1] == "2|丁|戊|"


# Sections within a table.


def test_a_section_row_is_the_level_above() -> None:
    """Where the header has one item column only."""
    (section,) = stitched(
        fragment("序号|公开事项|公开内容|公开时限", "一、概况|<|<|<", "1|甲|乙|三日内", "二、政策|<|<|<", "1|丙|丁|")
    ).sections
    assert fields(section) == ["number", "secondary", "content", "deadline", "primary"]
    assert body(section) == ["1|甲|乙|三日内|一、概况", "1|丙|丁||二、政策"]


def test_wide_rows_at_the_end_are_notes() -> None:
    """They stand under the table."""
    (section,) = stitched(fragment(SHORT, "1|甲|乙|三日内", "备注：以上为准|<|<|<")).sections
    assert body(section) == ["1|甲|乙|三日内"]
    assert texts(section)[1] == ["备注：以上为准"]


def test_a_rule_under_each_channel_makes_no_item() -> None:
    """All other cells are merged over them."""
    header = "序号|一级事项|公开内容|公开渠道"
    (section,) = stitched(fragment(header, "1|甲|乙|■网站", "^|^|^|■公报", "2|丙|丁|■网站")).sections
    assert body(section) == ["1|甲|乙|■网站\n■公报", "2|丙|丁|■网站"]


def test_a_section_over_the_first_columns_at_a_page_s_top_is_no_rest() -> None:
    """No rule draws its cell, which is as wide as its text: a rest of a cut row would have two cells there."""
    first = fragment(SHORT, "一、概况|<||", "1|甲|乙|三日内", "2|丙|丁|三日内", page=1)
    (section,) = stitched(first, fragment(SHORT, "二、政策|<||", "3|戊|己|三日内", page=2)).sections
    assert [line.rpartition("|")[2] for line in body(section)] == ["一、概况", "一、概况", "二、政策"]


def test_a_header_of_three_rows_whose_labels_are_cut_in_two() -> None:
    """事项 under 一级, 群体 under 特定: the third row is header."""
    grid = fragment(
        "序号|公开事项||公开|公开|公开对象|",
        "|一级|二级|内容|时限|全社会|特定",
        "|事项|事项|（要素）|||群体",
        "1|甲|乙|丙|三日内|√|",
    )
    (section,) = stitched(grid).sections
    assert section.table.n_header_rows == 3
    assert body(section) == ["1|甲|乙|丙|三日内|√|"]


# Compilations: many tables, one header.


DATED = "序号|公开事项|公开内容|公开时限"


def test_tables_of_a_compilation_share_the_first_header() -> None:
    """Each under a title of its own, its values like those columns; a note tells whose header was taken."""
    layout = stitched(
        "一、甲领域公开目录",
        fragment(DATED, "1|甲|乙|三日内公开"),
        "二、乙领域公开目录",
        fragment("1|丁|戊|每年1月公开"),
    )
    assert [texts(section)[0] for section in layout.sections] == [["一、甲领域公开目录"], ["二、乙领域公开目录"]]
    assert [body(section) for section in layout.sections] == [["1|甲|乙|三日内公开"], ["1|丁|戊|每年1月公开"]]
    assert [each.code for each in layout.notes] == ["header-taken"]


def test_a_header_that_is_taken_is_counted_once() -> None:
    """Where it is printed; nothing is left out."""
    content = blocks(
        "一、甲领域公开目录",
        fragment(DATED, "1|甲|乙|三日内公开"),
        "二、乙领域公开目录",
        fragment("1|丁|戊|每年1月公开"),
    )
    counted = count_characters(content, stitch(content, READERS))
    assert (counted.labels, counted.left_out) == (len(DATED.replace("|", "")), 0)
    assert counted.printed == counted.labels + counted.values + counted.around


def test_titles_on_a_page_that_lacks_a_rule_part_its_columns() -> None:
    """An idle column of the first page has no edge on the second."""
    first = fragment("序号||公开事项|公开内容|公开时限", "1||甲|乙|三日内公开", page=1)
    titled = (
        "2|丁|戊|每年1月公开",
        "二、乙领域公开目录|<|<|<",
        "1|己|庚|每年2月公开",
        "三、丙领域公开目录|<|<|<",
        "1|辛|壬|及时",
    )
    second = replace(fragment(DATED, *titled, page=2), column_edges=(0.0, 80.0, 120.0, 160.0, 200.0))
    layout = stitched(first, second)
    assert [body(section)[-1] for section in layout.sections] == [
        "2|丁|戊|每年1月公开",
        "1|己|庚|每年2月公开",
        "1|辛|壬|及时",
    ]


def test_a_grid_of_other_values_under_a_title_takes_no_header() -> None:
    """As many columns, and none of their looks."""
    layout = stitched(
        "一、甲领域公开目录",
        fragment(DATED, "1|甲|乙|三日内公开"),
        "二、乙单位通讯录清单",
        fragment("1|丁|戊|0951-123"),
    )
    assert len(layout.sections) == 1
    assert [each.code for each in layout.notes] == ["table-set-aside"]


def test_titles_within_one_grid_part_it() -> None:
    """Under the one header, as rows of the grid; each begins a catalogue."""
    rows = ("一、甲领域公开目录|<|<|<", "1|甲|乙|三日内公开", "二、乙领域公开目录|<|<|<", "1|丁|戊|每年1月公开")
    layout = stitched(fragment(DATED, *rows))
    assert [texts(section)[0] for section in layout.sections] == [["一、甲领域公开目录"], ["二、乙领域公开目录"]]
    assert [body(section) for section in layout.sections] == [["1|甲|乙|三日内公开"], ["1|丁|戊|每年1月公开"]]


def test_an_empty_strip_at_a_pages_end_is_no_row() -> None:
    """The row begun there has found room for none of its lines: it is printed whole on the next page."""
    first = fragment(SHORT, "1|甲|乙|三日内", "||| ", page=1)
    (section,) = stitched(first, fragment(SHORT, "2|丙|丁|五日内", page=2)).sections
    assert body(section) == ["1|甲|乙|三日内", "2|丙|丁|五日内"]


def _ended(part: TableFragment, *opened: int) -> TableFragment:
    """A grid of which rules close the cells of the last row but those of the columns `opened`."""
    return replace(
        part,
        cells=tuple(
            replace(cell, is_open=cell.column in opened) if cell.row + cell.rowspan == part.n_rows else cell
            for cell in part.cells
        ),
    )


def test_a_cell_that_a_rule_closes_at_a_pages_end_does_not_go_on() -> None:
    """Where rules tell which cells go on, neither blanks nor texts do."""
    head = _ended(fragment(f"{SHORT}|备注", "1|概况|机构职能|长期公开|依法", page=1), 1)
    middle = _ended(fragment("2||办公地址|三日内|", page=2))
    tail = fragment("3|计划|规划，|五日内|", page=3)
    (section,) = stitched(head, middle, tail).sections
    assert body(section) == [
        "1|概况|机构职能|长期公开|依法",
        "2|概况|办公地址|三日内|",
        "3|计划|规划，|五日内|",
    ]


def test_a_text_that_no_rule_closes_at_a_pages_end_goes_on() -> None:
    """The halves of a name in a merged cell are one though each may stand for itself."""
    head = _ended(fragment(SHORT, "1|节约|机构职能|长期公开", page=1), 1)
    tail = _ended(fragment("2|用水|办公地址|三日内", page=2))
    (section,) = stitched(head, tail).sections
    assert body(section) == ["1|节约用水|机构职能|长期公开", "2|节约用水|办公地址|三日内"]


def test_where_all_cells_are_closed_at_each_pages_end_rules_tell_nothing() -> None:
    """Word processors close what goes on as well."""
    head = _ended(fragment(SHORT, "1|概况|机构职能|信息形成或者变", page=1))
    (section,) = stitched(head, _ended(fragment("|||更三日内", "2|计划|规划|五日内", page=2))).sections
    assert body(section) == ["1|概况|机构职能|信息形成或者变更三日内", "2|计划|规划|五日内"]


def test_a_cell_that_is_open_only_where_it_covers_a_page_was_not_ended_above() -> None:
    """Word processors draw no rule below a page on which no cell of a merged one begins."""
    first = _ended(fragment(SHORT, "1|概况|机构职能|长期公开", "2|服务|指南|三日内", page=1))
    second = _ended(fragment("3||办公地址|三日内", "4|^|电话|三日内", page=2), 1)
    third = _ended(fragment("5||网站|三日内", page=3))
    (section,) = stitched(first, second, third).sections
    assert [row.split("|")[1] for row in body(section)] == ["概况", "服务", "服务", "服务", "服务"]


def test_a_cell_over_a_page_whose_ends_are_untold_goes_on_the_one_above_not_the_one_below() -> None:
    """The next page begins with a text of its own."""
    first = _ended(fragment(SHORT, "1|概况|机构职能|长期公开", "2|服务|指南|三日内", page=1))
    second = _ended(fragment("3||办公地址|三日内", "4|^|电话|三日内", page=2), 3)
    cells = (replace(cell, is_open=None) if cell.column == 1 else cell for cell in second.cells)
    third = _ended(fragment("5|计划|网站|三日内", page=3))
    (section,) = stitched(first, replace(second, cells=tuple(cells)), third).sections
    assert [row.split("|")[1] for row in body(section)] == ["概况", "服务", "服务", "服务", "计划"]


def test_a_header_alone_on_a_page_is_that_of_the_rows_whose_columns_end_elsewhere() -> None:
    """Where no rules draw columns, a few labels do not tell where they end."""
    rows = fragment("1|概况|机构职能|三日内公开", "2|服务|办事指南|每年1月公开", page=2)
    edges = (0.0, *(x + 20 for x in (rows.column_edges or ())[1:-1]), 400.0)
    layout = stitched(fragment(SHORT, page=1), replace(rows, column_edges=edges))
    (section,) = layout.sections
    assert body(section) == ["1|概况|机构职能|三日内公开", "2|服务|办事指南|每年1月公开"]
    assert "header-taken" in {each.code for each in layout.notes}


def _with_rooms(part: TableFragment, above: float, below: float, row: int) -> TableFragment:
    """A grid whose texts stand in the middle of much room, but those of one row."""
    middle, other = Room(9.0, 9.0, 20.0, 9.0, 9.0, 20.0), Room(9.0, 9.0, below, 9.0, 9.0, above)
    cells = (replace(cell, room=other if cell.row == row else middle) for cell in part.cells)
    places = (PagePlace(page=part.page, bbox=(0.0, 0.0, 50.0, 50.0)),)
    return replace(part, cells=tuple(replace(cell, places=places) for cell in cells))


def test_texts_that_stand_alike_on_both_sides_of_a_break_are_two_rows() -> None:
    """Writer raises the texts of a page's last row; halves of a text are never the same."""
    rows = [f"{k}|甲{k}|第{k}句|三日内" for k in range(1, 7)]
    first = _with_rooms(fragment(SHORT, *rows, "7|乙|说明|五日内", page=1), 2.0, 14.0, 7)
    second = _with_rooms(fragment("||说明|五日内", "^|^|图解|五日内", page=2), 2.0, 2.0, 0)
    (section,) = stitched(first, second).sections
    assert [row.split("|")[2] for row in body(section)][6:] == ["说明", "说明", "图解"]


def test_a_row_that_lacks_what_all_rows_have_is_the_rest_of_one() -> None:
    """Its text stands in a paragraph of its own, so that the one above ended with room on its line."""
    header = "一级事项|二级事项|公开内容|公开时限|公开主体"
    rows = [f"甲{k}|乙{k}|第{k}句。|{k}日内|某局{k}" for k in range(1, 8)]
    room = Room(23.0, 16.0, 3.0, 8.0, 8.0, 4.0)
    first, second = (
        replace(part, cells=tuple(replace(cell, room=room if cell.text else None) for cell in part.cells))
        for part in (fragment(header, *rows, page=1), fragment("||另一段。||", "丙|丁|末句。|九日内|某局", page=2))
    )
    (section,) = stitched(first, second).sections
    assert len(body(section)) == 8
    assert "第7句" in body(section)[6]
    assert "另一段" in body(section)[6]


def test_a_blank_at_a_pages_top_where_each_row_has_a_cell_of_its_own_is_told() -> None:
    """It may be the rest of the cell above, or empty."""
    rows = [f"{k}|甲{k}|第{k}句|{k}日内" for k in range(1, 9)]
    layout = stitched(fragment(SHORT, *rows, page=1), fragment("9|甲9|第9句|", "10|甲10|末句|九日内", page=2))
    (section,) = layout.sections
    assert body(section)[8] == "9|甲9|第9句|8日内"
    assert [each.item for each in section.table.notes if each.code == "reading-uncertain"] == [9]


def test_a_cell_with_an_empty_page_between_two_texts_is_two() -> None:
    """One of them ended where nothing shows it."""
    first = _ended(fragment(SHORT, "1|概况|机构职能|长期公开", page=1), 1)
    second = _ended(fragment("2||办公地址|三日内", page=2), 1)
    third = _ended(fragment("3|计划|规划|五日内", page=3))
    (section,) = stitched(first, second, third).sections
    assert body(section) == ["1|概况|机构职能|长期公开", "2|概况|办公地址|三日内", "3|计划|规划|五日内"]


def test_a_grid_without_a_header_is_read_by_what_its_columns_look_like() -> None:
    """A title says that it is a catalogue. Ticks do not say what they tick."""
    rows = [f"{n}|甲|乙{n}|丙{n}|《某{n}法》|{n}日内|某局|√" for n in range(1, 5)]
    layout = stitch(blocks("某县民政领域政务公开标准目录", fragment(*rows)), READERS, may_guess=True)
    (section,) = layout.sections
    assert fields(section) == [
        "number", "primary", "secondary", "content", "legal_basis", "deadline", "publisher", "extra",
    ]  # fmt: skip
    assert len(body(section)) == 4
    assert [each.code for each in layout.notes] == ["header-missing"]
    assert stitched("某县民政领域政务公开标准目录", fragment(*rows)).sections == ()


def test_a_grid_under_another_header_is_not_guessed() -> None:
    """Nor is one that has neither a title nor both a 依据 and channels."""
    rows = [f"{n}|甲|乙{n}|丙{n}|《某{n}法》|{n}日内|某局" for n in range(1, 5)]
    other = "编码|类|名称|说明|依据之一|办结|处"
    assert stitch(blocks("某县公开目录", fragment(other, *rows)), READERS, may_guess=True).sections == ()
    assert stitch(blocks("某县工作", fragment(*rows)), READERS, may_guess=True).sections == ()


def ruled(edges: tuple[float, ...], *lines: str, page: int) -> TableFragment:
    """A grid with these column edges."""
    return replace(fragment(*lines, page=page), column_edges=edges)


NARROW, WIDE_EDGES = (0.0, 30.0, 80.0, 200.0, 300.0), (0.0, 60.0, 140.0, 220.0, 300.0)


def test_a_table_parted_by_hand_goes_on_in_columns_of_other_widths() -> None:
    """The second grid has as many columns, and a deadline where the header says so; a title ends the table."""
    first = ruled(NARROW, SHORT, "1|甲|乙。|20个工作日内", page=1)
    second = ruled(WIDE_EDGES, "2|丙|丁。|15个工作日内", "3|丙|戊。|5个工作日内", page=1)
    layout = stitched(first, second)
    (section,) = layout.sections
    assert body(section)[1:] == ["2|丙|丁。|15个工作日内", "3|丙|戊。|5个工作日内"]
    assert [each.code for each in layout.notes] == ["header-taken"]
    other = ruled(WIDE_EDGES, "甲|二楼|三个|电话", page=1)
    assert [each.code for each in stitched(first, other).notes] == ["table-left-over"]


def test_the_page_after_a_header_over_other_widths_has_those() -> None:
    """The header was printed again by hand, and the grid below it goes on over the page."""
    first = ruled(NARROW, SHORT, "1|甲|乙。|20个工作日内", page=1)
    again = ruled(WIDE_EDGES, SHORT, "2|丙|丁。|15个工作日内", page=1)
    layout = stitched(first, again, ruled(WIDE_EDGES, "3|丙|戊。|甲。", page=2))
    assert [row[0] for row in body(layout.sections[0])] == ["1", "2", "3"]
    assert not layout.notes


TWO = ("序号|公开事项|<|公开内容|公开对象|<", "^|一级事项|二级事项|^|全社会|特定群体")


def test_one_row_of_a_header_printed_again_by_hand_begins_no_other_table() -> None:
    """Only its first row, or only its second one: its labels are known from the table before."""
    head = fragment(*TWO, "1|概况|机构职能|甲|√|", page=1)
    first = fragment(TWO[0], "2|概况|机构领导|乙||√", page=2)
    second = fragment("|一级事项|二级事项||全社会|特定群体", "3|计划|规划|丙|√|", page=3, left=20)
    (section,) = stitched(head, first, second).sections
    assert body(section) == ["1|概况|机构职能|甲|√|", "2|概况|机构领导|乙||√", "3|计划|规划|丙|√|"]


def test_a_header_printed_again_and_cut_by_the_end_of_its_page_is_left_out() -> None:
    """Each page has the lines that have found room on it; nothing is torn over a header."""
    head = fragment(*TWO, "1|概况|机构职能|甲|√|", page=1)
    cut = fragment("序|公开事项|<|公开内容|公开对象|<", page=1, top=100)
    rest = fragment("号|一级事项|二级事项||全社会|特定群体", "2|计划|规划|乙||√", page=2)
    (section,) = stitched(head, cut, rest).sections
    assert body(section) == ["1|概况|机构职能|甲|√|", "2|计划|规划|乙||√"]


def test_a_header_in_other_words_over_other_widths_goes_on() -> None:
    """Its columns mean the same in the same order."""
    head = fragment(SHORT, "1|概况|机构职能|三日内", page=1)
    again = fragment("序号|一级事项|公开内容及要素|时限", "2|计划|规划|五日内", page=2)
    wider = replace(again, column_edges=(0.0, 30.0, 80.0, 140.0, 160.0))
    (section,) = stitched(head, wider).sections
    assert body(section) == ["1|概况|机构职能|三日内", "2|计划|规划|五日内"]


def test_a_header_in_other_words_over_rows_that_begin_anew_is_told() -> None:
    """No title says that another catalogue begins, and the numbers say that none goes on."""
    head = fragment(SHORT, "1|概况|机构职能|三日内", page=1)
    again = fragment("序号|一级事项|公开内容及要素|时限", "1|计划|规划|五日内", page=2)
    wider = replace(again, column_edges=(0.0, 30.0, 80.0, 140.0, 160.0))
    first, second = stitched(head, wider).sections
    assert [each.code for each in (*first.table.notes, *second.table.notes)] == ["table-begun-anew"]
    titled = stitched(head, "教育领域公开目录", wider).sections
    assert [each.code for section in titled for each in section.table.notes] == []


def test_a_table_that_the_page_cuts_at_one_side_is_told() -> None:
    """A word processor prints nothing of a table beyond the page's edge."""
    head = fragment(SHORT, "1|概况|机构职能|三日内", page=1)
    cut = replace(head, is_cut=True)
    (section,) = stitched(cut, replace(cut, page=2)).sections
    assert [(each.code, each.params) for each in section.table.notes] == [("table-beyond-page", (("page", 1),))]


def test_values_that_look_as_labels_are_no_header() -> None:
    """A row may hold nothing but 全社会 and 主动公开, where the rest of it is merged with the row above."""
    labels = ("公开内容|公开时限|公开对象|<|公开方式|<", "^|^|全社会|特定群体|主动公开|依申请公开")
    head = fragment(*labels, "甲|三日内|全社会||主动公开|", page=1)
    (section,) = stitched(head, fragment("||全社会||主动公开|", "乙|三日内|全社会||主动公开|", page=2)).sections
    assert len(body(section)) == 3


def test_a_heading_alone_at_a_pages_end_goes_on_counting() -> None:
    """No rule is drawn there, so that no grid holds it; a note does not count on."""
    head = fragment(SHORT, "一、机构|<|<|<", "1|概况|机构职能|三日内", page=1)
    second = fragment("2|计划|规划|五日内", page=2)
    (section,) = stitched(head, "二、业务", second).sections
    assert body(section) == ["1|概况|机构职能|三日内|一、机构", "2|计划|规划|五日内|二、业务"]
    assert texts(section)[1] == []
    assert texts(stitched(head, "三、说明", second).sections[0])[1] == ["三、说明"]


def test_a_heading_right_under_a_header_at_a_pages_end_is_the_first() -> None:
    """Its rows begin on the next page."""
    (section,) = stitched(fragment(SHORT, page=1), "一、机构", fragment("1|概况|职能|三日内", page=2)).sections
    assert body(section) == ["1|概况|职能|三日内|一、机构"]
