"""Decoded rows → a table; above all, where ticks stand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gkml_extract.model.source import How, LinesPlace
from gkml_extract.model.table import Cell, Table
from gkml_extract.reflow.chunks.make import make_chunks
from gkml_extract.reflow.evidence.learned import Widths
from gkml_extract.reflow.evidence.looks import Look
from gkml_extract.reflow.grid import EVEN, N_HEADER_ROWS, cell_text, certainty, make_table
from gkml_extract.reflow.header.columns import decode_columns
from gkml_extract.reflow.header.find import find_headers
from gkml_extract.reflow.header.order import order_columns
from gkml_extract.reflow.segment import Segmentation, SegmentedCell
from support.tables import fragments

TOP = ("序号 公开事项 公开内容 公开时限", "一级事项 二级事项")
FIVE = ("序号 公开事项 公开内容 五公开", "一级事项 二级事项 决策 执行 管理 服务 结果")
TWO_AND_FIVE = ("序号 公开事项 公开内容 公开方式 五公开", "一级事项 二级事项 主动 依申请 决策 执行 管理 服务 结果")
TWO_AND_TWO = ("序号 公开事项 公开内容 公开对象 公开方式", "一级事项 二级事项 全社会 特定群体 主动 依申请")
PAIR = ("序号 公开事项 公开内容 公开对象", "一级事项 二级事项 全社会 特定群体")
TICKS = 4
"""The decode column of the ticks, behind 序号, 一级事项, 二级事项 and 公开内容."""
FIRST_TICK = 4
"""The table column that it begins at."""


def grid(header: tuple[str, ...], body: tuple[str, ...], *rows: str, proven: frozenset[int] = frozenset()) -> Table:
    """The table of a body cut into rows by hand: `"0 1 4*2"` is a chunk in columns 0 and 1, two in 4."""
    head = fragments(*header)
    (region,) = find_headers(head)
    labels = order_columns(region.labels)
    columns = decode_columns(labels, has_two_runs=False)
    parts = fragments(*body)
    chunks = make_chunks(parts).chunks
    segmented: list[tuple[SegmentedCell, ...]] = []
    at = 0
    for row in rows:
        cells = []
        for part in row.split():
            column, _, n_chunks = part.partition("*")
            end = at + int(n_chunks or 1)
            cells.append(SegmentedCell(int(column), at, end - 1, 1.0))
            at = end
        segmented.append(tuple(cells))
    assert at == len(chunks)
    unknown = np.full(len(columns) + 1, np.nan)
    segmentation = Segmentation(tuple(segmented), (), Widths(unknown, unknown, unknown, unknown, unknown), proven)
    return make_table(parts, chunks, labels, columns, segmentation, head)


def ticks(table: Table, row: int = 0) -> list[tuple[int, int]]:
    """(place among the tick columns, columns spanned) of the cells in them, in a body row."""
    cells = [cell for cell in table.cells if cell.row == N_HEADER_ROWS + row and cell.column >= FIRST_TICK]
    return [(cell.column - FIRST_TICK, cell.colspan) for cell in cells]


def in_row(table: Table, row: int) -> list[Cell]:
    """The cells that begin in a row."""
    return [cell for cell in table.cells if cell.row == row]


def test_header_cells_span_their_columns() -> None:
    """A group its children, a single label both header rows; each knows its line."""
    table = grid(PAIR, ("1",), "0")
    first = [(cell.text, cell.column, cell.rowspan, cell.colspan) for cell in in_row(table, 0)]
    assert first == [("序号", 0, 2, 1), ("公开事项", 1, 1, 2), ("公开内容", 3, 2, 1), ("公开对象", 4, 1, 2)]
    second = [(cell.text, cell.column) for cell in in_row(table, 1)]
    assert second == [("一级事项", 1), ("二级事项", 2), ("全社会", 4), ("特定群体", 5)]
    assert {cell.places for cell in in_row(table, 1)} == {(LinesPlace(lines=(2, 2)),)}


def test_body_cells_stand_under_their_columns() -> None:
    """With their lines and the certainty of their edges; a table made so is not exact."""
    table = grid(TOP, ("1", "概况", "机构职能", "名称、", "地址", "及时"), "0 1 2 3*2 4")
    assert (table.n_rows, table.n_columns, table.n_header_rows, table.is_exact) == (3, 5, N_HEADER_ROWS, False)
    cells = in_row(table, N_HEADER_ROWS)
    assert [(cell.column, cell.text) for cell in cells][:3] == [(0, "1"), (1, "概况"), (2, "机构职能")]
    assert cells[3].places == (LinesPlace(lines=(4, 5)),)
    assert {cell.score for cell in cells} == {certainty(1.0)}


def test_blank_cells_are_no_cells() -> None:
    """A place without a cell is blank, merged or lost: the rules of later stages fill it."""
    table = grid(TOP, ("1\t\t机构职能\t名称\t及时",), "0 1 2 3 4")
    assert [cell.column for cell in in_row(table, N_HEADER_ROWS)] == [0, 2, 3, 4]


def test_an_unnamed_number_gets_a_column_only_where_it_is_used() -> None:
    """Its label is inferred."""
    header = ("一级事项 二级事项 公开内容 公开时限",)
    used = grid(header, ("1", "概况", "机构职能"), "0 1 3")
    assert used.n_columns == 5
    assert [(cell.text, cell.how) for cell in used.cells if cell.row < 2 and cell.column == 0] == [
        ("序号", How.INFERRED)
    ]
    assert grid(header, ("概况", "机构职能"), "1 3").n_columns == 4


# Ticks without separators: only they are left, the blanks between them are lost.


def test_one_tick_in_a_group_of_five_spans_it() -> None:
    """It stands in one of them, it is not known which."""
    assert ticks(grid(FIVE, ("1", "√"), "0 4")) == [(0, 5)]


def test_two_ticks_over_two_groups_stand_one_in_each() -> None:
    """In the group of two in the first option, marked as inferred; in the group of five it spans all."""
    table = grid(TWO_AND_FIVE, ("1", "√", "√"), "0 4*2")
    assert ticks(table) == [(0, 1), (2, 5)]
    assert [cell.how for cell in table.cells if cell.text == "√"] == [How.INFERRED, How.PRINTED]


@pytest.mark.parametrize("body", [("1", "√", "√"), ("1", "√ √"), ("1", "√√")])
def test_ticks_are_counted_however_they_are_printed(body: tuple[str, ...]) -> None:
    """On lines of their own, in one line, or glued."""
    rows = "0 4" if body[-1] == "√√" else "0 4*2"
    assert ticks(grid(TWO_AND_FIVE, body, rows)) == [(0, 1), (2, 5)]


@pytest.mark.parametrize(
    ("word", "place"), [("被征地村民", 1), ("参保单位和个人", 1), ("全社会", 0), ("社会公众", 0), ("特定群体", 1)]
)
def test_a_word_in_place_of_a_tick_tells_its_column(word: str, place: int) -> None:
    """Whom the item is for, if not for all, stands under 特定群体."""
    assert ticks(grid(PAIR, ("1", word), "0 4")) == [(place, 1)]


@pytest.mark.parametrize(
    ("text", "place"), [("√（本社区居民）", 1), ("√(困难家庭)", 1), ("√（全社会成员）", 0), ("√（隐去住址）", 0)]
)
def test_words_in_brackets_behind_a_tick_tell_whom_it_is_for(text: str, place: int) -> None:
    """And only then its column."""
    assert ticks(grid(PAIR, ("1", text), "0 4")) == [(place, 1)]


def test_of_two_levels_the_first_is_only_the_likelier() -> None:
    """A town's item may be of 乡级 alone: the reading is told as uncertain."""
    levels = ("序号 公开事项 公开内容 公开方式 公开层级", "一级事项 二级事项 主动 依申请 县级 乡级")
    table = grid(levels, ("1", "√", "√"), "0 4*2")
    assert ticks(table) == [(0, 1), (2, 1)]
    scores = [cell.score for cell in table.cells if cell.column >= FIRST_TICK and cell.text == "√"]
    assert [score is not None and score > EVEN for score in scores] == [True, False]


def test_words_in_tick_columns_stay_as_printed() -> None:
    """Only compared are they in simplified script."""
    table = grid(PAIR, ("1\t\t被徵地村民",), "0 4*2")
    assert [cell.text for cell in table.cells if cell.column > TICKS] == ["特定群体", "被徵地村民"]


def test_as_many_ticks_as_columns_fill_them() -> None:
    """One in each."""
    table = grid(PAIR, ("1", "√", "√"), "0 4*2")
    assert ticks(table) == [(0, 1), (1, 1)]
    assert {cell.how for cell in table.cells if cell.text == "√"} == {How.PRINTED}


def test_more_ticks_than_groups_could_stand_anywhere() -> None:
    """One cell over all the tick columns."""
    assert ticks(grid(TWO_AND_FIVE, ("1", "√", "√", "√"), "0 4*3")) == [(0, 7)]


def test_a_row_without_ticks_has_no_tick_cells() -> None:
    """Nor has one with blank fields only."""
    assert ticks(grid(PAIR, ("1", "甲"), "0 1")) == []
    assert ticks(grid(PAIR, ("1\t\t",), "0 4*2")) == []


# Ticks in separated fields: their order tells the column.


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1\t√\t\t\t\t", [(0, 1)]),
        ("1\t\t\t√\t\t", [(2, 1)]),
        ("1\t√\t\t\t\t√", [(0, 1), (4, 1)]),
        ("1\t\t\t\t\t√", [(4, 1)]),
    ],
)
def test_separated_fields_keep_their_places(line: str, expected: list[tuple[int, int]]) -> None:
    """A blank field is a blank column."""
    assert ticks(grid(FIVE, (line,), "0 4*5")) == expected


def test_a_shifted_row_is_realigned() -> None:
    """It gained a blank before its ticks: their pattern tells by how much."""
    line = "1\t√\t\t√\t\t"
    table = grid(FIVE, (line, line, line, "4\t\t√\t\t√\t"), *["0 4*5"] * 4)
    assert [ticks(table, row) for row in range(4)] == [[(0, 1), (2, 1)]] * 4


def test_a_row_that_lost_a_blank_is_realigned() -> None:
    """The same to the other side."""
    line = "1\t\t√\t\t√\t"
    table = grid(FIVE, (line, line, line, "4\t√\t\t√"), *["0 4*5"] * 3, "0 4*3")
    assert [ticks(table, row) for row in range(4)] == [[(1, 1), (3, 1)]] * 4


def test_one_tick_a_group_is_not_realigned() -> None:
    """With a field for each column it is another choice as likely as a shift: it stays, in doubt."""
    line = "1\t√\t\t√\t"
    table = grid(TWO_AND_TWO, (line, line, line, "4\t\t√\t\t√"), *["0 4*4"] * 4)
    assert ticks(table, 0) == [(0, 1), (2, 1)]
    assert ticks(table, 3) == [(1, 1), (3, 1)]
    assert [cell.score for cell in in_row(table, N_HEADER_ROWS + 3) if cell.column >= FIRST_TICK] == [EVEN, EVEN]


def test_a_row_with_another_pattern_is_not_realigned() -> None:
    """Nothing says where it should stand."""
    line = "1\t√\t\t√\t\t"
    table = grid(FIVE, (line, line, line, "4\t\t√\t√\t\t"), *["0 4*5"] * 4)
    assert ticks(table, 3) == [(1, 1), (2, 1)]


def test_a_row_whose_places_are_proven_is_not_realigned() -> None:
    """It is different on purpose."""
    line = "1\t√\t\t\t\t"
    other = "4\t\t√\t\t\t"
    first_tick_of_other = 3 * 6 + 1
    table = grid(FIVE, (line, line, line, other), *["0 4*5"] * 4, proven=frozenset({first_tick_of_other}))
    assert ticks(table, 3) == [(1, 1)]


def test_words_beside_a_tick_stay_with_it() -> None:
    """They say whom it is for."""
    table = grid(PAIR, ("1\t\t√（限村民）",), "0 4*2")
    assert [(cell.column, cell.text) for cell in in_row(table, N_HEADER_ROWS)][1:] == [(5, "√（限村民）")]


# Text.


def text(look: Look, *lines: str, is_wrapped: bool = True) -> str:
    """The text of a cell over these lines."""
    parts = fragments(*lines)
    chunks = make_chunks(parts).chunks
    return cell_text(parts, chunks, SegmentedCell(0, 0, len(chunks) - 1, 1.0), look, is_wrapped=is_wrapped)


@pytest.mark.parametrize("look", [Look.ITEM, Look.ORG, Look.DEADLINE, Look.CONTENT])
def test_wraps_are_removed(look: Look) -> None:
    """A full line goes on in the next."""
    assert text(look, "机构名称、办", "公地址、办公", "时间") == "机构名称、办公地址、办公时间"


def test_a_short_line_that_ends_a_sentence_ends_a_paragraph() -> None:
    """In columns of running text."""
    lines = ("机构职责、联系方式、办公时间。", "名单。", "领导姓名、职务、分管工作、简历。")
    assert text(Look.CONTENT, *lines) == "机构职责、联系方式、办公时间。名单。\n领导姓名、职务、分管工作、简历。"
    assert "\n" not in text(Look.ITEM, *lines)


def test_where_lines_are_not_wrapped_each_is_a_paragraph() -> None:
    """1. and 2. of a 依据."""
    assert text(Look.LAW, "1.《甲法》", "2.《乙法》", is_wrapped=False) == "1.《甲法》\n2.《乙法》"
    assert text(Look.ORG, "县医疗", "保障局", is_wrapped=False) == "县医疗保障局"


def test_blanks_within_a_line_are_no_wraps() -> None:
    """They go between Chinese characters, stay between Latin words."""
    assert text(Look.CONTENT, "机构 名称", is_wrapped=False) == "机构名称"
    assert text(Look.CONTENT, "Open Data", is_wrapped=False) == "Open Data"


def test_certainty_grows_with_the_margin() -> None:
    """From one half, where two readings are equal, to one."""
    values = [certainty(margin) for margin in (0.0, 0.5, 2.0, 10.0)]
    assert values == sorted(values)
    assert len(set(values)) == len(values)
    assert values[0] == certainty(-3.0) == 0.5
    assert certainty(math.inf) == certainty(1e9) == 1.0
