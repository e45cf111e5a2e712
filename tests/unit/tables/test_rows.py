"""Body cells → complete rows; record.md § Blank cells, one rule a test."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gkml_extract.model.source import How
from gkml_extract.model.table import Column, Row, Table
from gkml_extract.tables.columns import CHANNEL_COLUMN
from gkml_extract.tables.rows import Rows, is_tick_column, read_rows
from gkml_extract.tables.torn import CellReaders
from support.tables import columns, lines_of, table

READERS = CellReaders(
    is_deadline=lambda text: text.startswith("形成") and text.endswith("内"),
    channel_names=lambda text: tuple(text.split("、")),
)


def read_all(fields: str, *lines: str, is_exact: bool = False) -> Rows:
    """What is read under a header with these fields."""
    header = "|".join("x" for _ in fields.split("|"))
    return read_rows(table(header, *lines, is_exact=is_exact), columns(fields), READERS)


def read(fields: str, *lines: str, is_exact: bool = False) -> tuple[Row, ...]:
    """The rows under a header with these fields."""
    return read_all(fields, *lines, is_exact=is_exact).rows


def filled(fields: str, *lines: str, is_exact: bool = False) -> list[str]:
    """The same rows as they look."""
    return lines_of(read(fields, *lines, is_exact=is_exact), len(fields.split("|")))


def how(rows: tuple[Row, ...], row: int, column: int) -> How:
    """How a value came to a row."""
    return dict(rows[row].cells)[column].how


# Geometry says merged: the value is shared.


def test_a_merged_cell_stands_in_every_row_it_covers() -> None:
    """The first prints it; the others have it by the merge, with the row where it is printed."""
    rows = read("primary|content", "甲|一", "^|二", "乙|三", is_exact=True)
    assert lines_of(rows, 2) == ["甲|一", "甲|二", "乙|三"]
    assert [how(rows, row, 0) for row in range(3)] == [How.PRINTED, How.MERGED, How.PRINTED]
    assert dict(rows[1].cells)[0].row == 1


def test_an_empty_cell_of_an_exact_table_stays_empty() -> None:
    """Also 依据 and 时限, which a table without geometry would fill."""
    lines = ["甲|一|三日内|√", "|二||"]
    assert filled("primary|content|deadline|method.proactive", *lines, is_exact=True) == lines


def test_header_rows_and_blank_rows_are_no_rows() -> None:
    """Their places still count: a row knows its own in the table."""
    rows = read("primary|content", "甲|一", "|", "乙|二", is_exact=True)
    assert [row.row for row in rows] == [1, 3]


def test_a_tick_over_several_tick_columns_stands_in_an_unknown_one() -> None:
    """Each of them gets it, marked so."""
    (row,) = read("content|five_open.decision|five_open.result", "甲|√|<", is_exact=True)
    assert [(column, cell.is_unplaced_tick) for column, cell in row.cells] == [(0, False), (1, True), (2, True)]


def test_a_text_over_several_columns_stands_in_the_first() -> None:
    """A merge over columns that hold no ticks says nothing of the others."""
    assert filled("primary|secondary|content", "甲|<|一", is_exact=True) == ["甲||一"]


# 同上 takes the value above.


@pytest.mark.parametrize("is_exact", [True, False])
@pytest.mark.parametrize("ditto", ["同上", "同 上", "同前", "（内容同上）"])
def test_ditto_takes_the_value_above(ditto: str, is_exact: bool) -> None:
    """In any table; the value is inferred."""
    rows = read("content|department", "一|财务科", f"二|{ditto}", is_exact=is_exact)
    assert lines_of(rows, 2) == ["一|财务科", "二|财务科"]
    assert how(rows, 1, 1) is How.INFERRED


@pytest.mark.parametrize("is_exact", [True, False])
def test_ditto_below_ditto_takes_the_value_above_both(is_exact: bool) -> None:
    """同上 is never a value that another row takes."""
    assert filled("content|department", "一|财务科", "二|同上", "三|同上", is_exact=is_exact)[2] == "三|财务科"


def test_ditto_with_nothing_above_stays_as_printed() -> None:
    """It is not dropped."""
    assert filled("content|deadline", "一|同上") == ["一|同上"]


def test_ditto_inside_a_text_is_text() -> None:
    """Only a cell that says nothing else means it."""
    assert filled("content|department", "一|财务科", "二|同上级部门") == ["一|财务科", "二|同上级部门"]


# Geometry lost: 依据, 时限, 主体, 渠道 take the value above, always.


@pytest.mark.parametrize("field", ["legal_basis", "deadline", "publisher", "channels"])
def test_what_is_never_left_empty_takes_the_value_above(field: str) -> None:
    """Also over a change of 一级事项, and through a row that took it itself; marked inferred."""
    rows = read(f"primary|content|{field}", "甲|一|值", "|二|", "乙|三|", "|四|新")
    assert lines_of(rows, 3) == ["甲|一|值", "甲|二|值", "乙|三|值", "乙|四|新"]
    assert [how(rows, row, 2) for row in range(4)] == [How.PRINTED, How.INFERRED, How.INFERRED, How.PRINTED]


def test_nothing_is_taken_from_below() -> None:
    """A first row without 时限 has none."""
    assert filled("content|deadline", "一|", "二|三日内") == ["一|", "二|三日内"]


# A blank 一级 or 二级事项 takes the value above inside its group.


def test_a_blank_item_takes_the_one_above_in_its_group() -> None:
    """一级事项, 二级事项 and 序号; a new 一级事项 ends the group."""
    assert filled("number|primary|secondary|content", "1|甲|子|一", "|||二", "2||丑|三", "|乙||四") == [
        "1|甲|子|一",
        "1|甲|子|二",
        "2|甲|丑|三",
        "|乙||四",
    ]


def test_a_primary_item_printed_again_is_not_new() -> None:
    """At the top of a page, in whatever width: its group goes on."""
    assert (
        filled("primary|secondary|content|website_column", "甲（一）|子|一|公告", "甲(一)||二|")[1]
        == "甲(一)|子|二|公告"
    )


def test_lower_levels_are_taken_only_within_a_secondary_item() -> None:
    """A new 二级事项 begins its 三级事项 anew."""
    assert filled("primary|secondary|levels|content", "甲|子|壹|一", "|||二", "|丑||三") == [
        "甲|子|壹|一",
        "甲|子|壹|二",
        "甲|丑||三",
    ]


def test_the_last_level_is_taken_only_within_the_one_above_it() -> None:
    """A new 三级事项 begins its 四级事项 anew, and has none of another 二级事项."""
    assert filled("primary|secondary|levels|levels|content", "甲|子|壹|A|一", "|||B|二", "|丑|贰||三", "||叁||四") == [
        "甲|子|壹|A|一",
        "甲|子|壹|B|二",
        "甲|丑|贰||三",
        "甲|丑|叁||四",
    ]


# 栏目, 部门, 备注 only inside a 一级事项 and only in a row without 依据, 时限, 渠道 of its own.


@pytest.mark.parametrize("field", ["website_column", "department", "remarks", "咨询电话"])
def test_late_columns_are_taken_inside_a_primary_item(field: str) -> None:
    """By a row that has nothing of its own to say; not over a change of 一级事项."""
    rows = read(f"primary|content|deadline|{field}", "甲|一|三日内|值", "|二||", "乙|三||")
    assert lines_of(rows, 4) == ["甲|一|三日内|值", "甲|二|三日内|值", "乙|三|三日内|"]
    assert how(rows, 1, 3) is How.INFERRED


@pytest.mark.parametrize("own", ["legal_basis", "deadline", "channels"])
def test_late_columns_stay_blank_in_a_row_with_its_own(own: str) -> None:
    """Its 栏目 is blank on purpose."""
    assert filled(f"primary|content|{own}|website_column", "甲|一|旧|值", "|二|新|") == ["甲|一|旧|值", "甲|二|新|"]


# Ticks.


def test_a_row_without_ticks_that_takes_its_channels_takes_the_ticks() -> None:
    """All groups of them, inferred."""
    fields = "content|channels|audience.public|method.proactive|公开层级/县级"
    rows = read(fields, "一|政府网站|√||√", "二||||")
    assert lines_of(rows, 5) == ["一|政府网站|√||√", "二|政府网站|√||√"]
    assert how(rows, 1, 2) is How.INFERRED


@pytest.mark.parametrize("is_exact", [False, True])
def test_ticks_of_channels_are_one_list(is_exact: bool) -> None:
    """With the boxes of all of them; where merges are lost a row without any shares the list above."""
    titles = ("公开渠道", "政府网站"), ("公开渠道", "公示栏")
    named = [Column(k, path, "channels", CHANNEL_COLUMN, 1.0) for k, path in enumerate(titles, start=1)]
    body = table("x|x|x", "一|√|", "二|√|√", "三||", is_exact=is_exact)
    rows = read_rows(body, (*columns("content"), *named), READERS).rows
    last = "□政府网站\n□公示栏" if is_exact else "■政府网站\n■公示栏"
    assert [dict(row.cells)[1].text for row in rows] == ["■政府网站\n□公示栏", "■政府网站\n■公示栏", last]


def test_a_word_in_place_of_a_tick_says_which_channel() -> None:
    """广播 below 其他 is no tick, however short."""
    named = [
        Column(0, ("公开内容",), "content", "exact", 1.0),
        *(
            Column(k, ("公开渠道", name), "channels", CHANNEL_COLUMN, 1.0)
            for k, name in enumerate(("网站", "其他"), start=1)
        ),
    ]
    rows = read_rows(table("x|x|x", "甲|√|广播", is_exact=True), named, READERS).rows
    assert lines_of(rows, 3) == ["甲|■网站\n■其他广播|"]


def test_a_row_with_a_tick_takes_none() -> None:
    """A blank tick beside one is false."""
    fields = "content|channels|audience.public|method.proactive"
    assert filled(fields, "一|政府网站|√|√", "二|||√") == ["一|政府网站|√|√", "二|政府网站||√"]


@pytest.mark.parametrize(
    ("second", "third", "told"),
    [
        ("|二|政府公报||", "乙|三|报刊||√", [2]),
        ("|二|政府公报||√", "|三|报刊||", [3]),
        ("乙|二|政府公报||", "|三|报刊|√|", []),
        ("|二|||", "|三|报刊|×|", []),
    ],
)
def test_a_row_without_ticks_below_one_that_has_them(second: str, third: str, told: list[int]) -> None:
    """It may be merged with that one, within a 一级事项, unless it takes the ticks or has none for certain."""
    rows = read_all("primary|content|channels|audience.public|audience.specific", "甲|一|政府网站|√|", second, third)
    assert [(each.code, each.item, each.field) for each in rows.notes] == [
        ("mark-maybe-shared", row, "audience") for row in told
    ]


def test_a_row_without_the_words_of_the_one_above() -> None:
    """公开对象 in one column of words: it may be merged as ticks may, and over a 一级事项 too."""
    rows = read_all("primary|content|channels|audience", "甲|一|政府网站|全社会", "|二|政府公报|", "乙|三|报刊|")
    told = [(each.code, each.item, each.field) for each in rows.notes]
    assert told == [("mark-maybe-shared", 2, "audience"), ("mark-maybe-shared", 3, "audience")]


def test_a_category_over_the_items_is_taken_from_above() -> None:
    """Also where a 一级事项 begins: it is a level over that."""
    category = Column(0, ("公开类别",), "extra", "exact-duplicate", 1.0)
    of_table = (category, *columns("x|primary|content|deadline")[1:])
    lines = ("公开类别|x|x|x", "资质类|甲|一|及时", "|乙|二|及时", "服务类|丙|三|及时")
    got = read_rows(table(*lines, is_exact=False), of_table, READERS).rows
    assert lines_of(got, 4) == ["资质类|甲|一|及时", "资质类|乙|二|及时", "服务类|丙|三|及时"]
    assert how(got, 1, 0) is How.INFERRED
    exact = read_rows(table(*lines, is_exact=True), of_table, READERS).rows
    assert lines_of(exact, 4)[1] == "|乙|二|及时"


def test_boxes_in_one_cell_are_no_ticks() -> None:
    """Each row has its own 五公开, while its ticks are merged with those above."""
    fields = "content|channels|audience.public|method|five_open"
    printed = ["一|政府网站|√|主动公开|□决策■执行", "二||||□决策□执行■管理"]
    assert filled(fields, *printed)[1] == "二|政府网站|√|主动公开|□决策□执行■管理"


@pytest.mark.parametrize("second", ["二|政府公报|", "二|政府网站|"])
def test_a_row_with_channels_of_its_own_takes_no_ticks(second: str) -> None:
    """Though they be the same."""
    assert filled("content|channels|method.proactive", "一|政府网站|√", second)[1] == second


def test_without_a_channel_column_no_ticks_are_taken() -> None:
    """Nothing says that the cell above covers the row."""
    assert filled("content|method.proactive", "一|√", "二|") == ["一|√", "二|"]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("audience.public", True),
        ("five_open.result", True),
        ("公开层级/县级", True),
        ("咨询电话", False),
        ("audience", False),
    ],
)
def test_tick_columns(field: str, expected: bool) -> None:
    """Options of a group, and the levels of 公开层级."""
    assert is_tick_column(columns(field)[0]) is expected


def test_a_row_stands_where_its_last_own_cell_is_printed() -> None:
    """What it took from above does not count."""
    assert [row.row for row in read("content|deadline", "一|三日内", "二|")] == [1, 2]


def test_torn_cells_are_joined_only_where_geometry_is_lost() -> None:
    """An exact table shows its edges."""
    lines = ["1|甲|形成之日起", "2|乙|20日内"]
    assert filled("number|content|deadline", *lines, is_exact=True) == lines
    assert filled("number|content|deadline", *lines) == ["1|甲|形成之日起20日内", "2|乙|形成之日起20日内"]


def test_an_empty_table_has_no_rows() -> None:
    """A header alone."""
    result = read_rows(Table(1, 1, (), n_header_rows=1, is_exact=False), columns("content"), READERS)
    assert (result.rows, result.notes) == ((), ())


def test_what_rows_of_drawn_text_may_share_is_told() -> None:
    """A tick that half of the rows have, a 责任科室 that another row of the 一级事项 has; not in a grid with rules."""
    lines = (
        "x|x|x|x|x",
        "甲|一|办公室|√|",
        "甲|二||√|",
        "甲|三|||",
        "乙|四|||√",
    )
    fields = columns("primary|content|department|method.proactive|method.on_request")
    drawn = table(*lines)
    cells = tuple(replace(cell, score=0.8) for cell in drawn.cells)
    notes = read_rows(replace(drawn, cells=cells), fields, READERS).notes
    assert [(note.code, note.item, note.field) for note in notes] == [
        ("mark-maybe-shared", 3, "method"),
        ("cell-maybe-shared", 2, "department"),
        ("cell-maybe-shared", 3, "department"),
    ]
    assert not read_rows(drawn, fields, READERS).notes
