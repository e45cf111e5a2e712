"""Bands of drawn tables, and lines of others, that hold several rows or are several lines of one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gkml_extract.layout.cells import Grid, Span
from gkml_extract.layout.open_tables import find_open_grids
from gkml_extract.layout.pieces import are_wrapped, pieces_of
from gkml_extract.layout.underlines import without_underlines
from gkml_extract.layout.words import Word
from gkml_extract.layout.written_columns import with_body_below
from gkml_extract.layout.written_rows import begun_again, grid_of_spans, is_header_of_groups, parted_as_written

LEFTS = [0.0, 60.0, 130.0, 260.0, 360.0, 400.0, 440.0]
SIZE, STEP = 10.0, 12.0
LABELS = ["一级事项", "二级事项", "公开内容", "公开时限", "主动", "申请"]

Text = tuple[int, int, int, int, str]
"""First row and column, rows and columns covered, and lines parted by “/”."""


def word(text: str, x: float, y: float) -> Word:
    """A word on the page."""
    end = x + len(text) * SIZE
    return Word(text, x, end, y + 8.6, (x, y, end, y + SIZE), SIZE, 0, -1)


def written(cells: Sequence[Text], heights: Sequence[float]) -> list[Word]:
    """The words of a table whose cells are centred in rows of these heights, cell by cell, from a height of 100."""
    tops = [100.0 + sum(heights[:row]) for row in range(len(heights) + 1)]
    words: list[Word] = []
    for row, column, n_rows, n_columns, text in cells:
        lines = text.split("/")
        top = (tops[row] + tops[row + n_rows] - STEP * (len(lines) - 1) - SIZE) / 2
        centre = (LEFTS[column] + LEFTS[column + n_columns]) / 2
        words += [word(line, centre - len(line) * SIZE / 2, top + index * STEP) for index, line in enumerate(lines)]
    return words


def drawn(rows: Sequence[float], words: Sequence[Word]) -> tuple[Grid, list[Word]]:
    """A grid with a rule at each of these heights and at the sides of all columns, and the words in its cells."""
    grid = grid_of_spans(LEFTS, rows, [])
    at = (
        [int(np.searchsorted(rows, (each.box[1] + each.box[3]) / 2)) - 1 for each in words],
        [int(np.searchsorted(LEFTS, (each.start + each.end) / 2)) - 1 for each in words],
    )
    return grid, [
        each._replace(cell=int(grid.places[row, column])) for each, row, column in zip(words, *at, strict=True)
    ]


def test_rows_of_a_group_without_a_wrapped_line_are_parted_as_those_of_others() -> None:
    """That cells are written at once is told by all groups of the table together."""
    texts = [["登记", "材料清单/与受理点", "长期/公开"]] * 2 + [["注销", "材料清单", "及时"]] * 2
    body: list[Text] = [
        (row, column + 1, 1, 1, text) for row, cells in enumerate(texts) for column, text in enumerate(cells)
    ]
    heights = [32.0, 32.0, 32.0, 32.0]
    grid, words = drawn([100.0, 164.0, 228.0], written(body, heights))
    bands = begun_again(grid, words, 0)
    assert bands == [0, 1]
    parted = parted_as_written(grid, bands, words, 0)
    assert parted is not None
    assert len(parted.grid.row_edges) == 5


def test_labels_under_labels_of_groups_are_parted_where_no_rule_is_drawn_between_them() -> None:
    """Other labels stand in the middle of both rows."""
    head: list[Text] = [
        *((0, column, 2, 1, text) for column, text in enumerate(LABELS[:2])),
        (0, 2, 1, 2, "公开对象"),
        (0, 4, 1, 2, "公开方式"),
        (1, 2, 1, 1, "全社会"),
        (1, 3, 1, 1, "特定群体"),
        (1, 4, 1, 1, "主动"),
        (1, 5, 1, 1, "申请"),
    ]
    words = written(head, [20.0, 20.0])
    grid = grid_of_spans(LEFTS, [100.0, 140.0], [Span(0, 2, 1, 2), Span(0, 4, 1, 2)])
    places = [each._replace(cell=(0, 1, 2, 2, 3, 3)[sum(each.start + 1 >= x for x in LEFTS) - 1]) for each in words]
    assert is_header_of_groups(grid, places, 0)
    parted = parted_as_written(grid, [0], places, 0)
    assert parted is not None
    texts = {
        tuple(span): "".join(each.text for each in held)
        for span, held in zip(parted.grid.cells, parted.words, strict=True)
    }
    assert texts[0, 4, 1, 2] == "公开方式"
    assert texts[1, 5, 1, 1] == "申请"
    assert not is_header_of_groups(grid, [each for each in places if each.text != "申请"], 0)


def test_rows_of_two_full_lines_are_not_taken_for_two_rows() -> None:
    """Where texts begin at the top, nearly all places of both lines hold print; but they are wrapped, cell by cell."""
    words: list[Word] = []
    texts = [
        "户籍登记事/项及材料",
        "申请人身份证明原件/及复印件",
        "户口登记条例第六/条第一款",
        "信息形成/后公开",
        "政府网/站",
    ]
    lefts = [0.0, 60.0, 160.0, 250.0, 300.0]
    for row in range(8):
        for left, text in zip(lefts, texts, strict=True):
            words += [word(line, left, 100.0 + row * 30 + index * STEP) for index, line in enumerate(text.split("/"))]
    grids = find_open_grids(words, np.zeros((0, 3)))
    assert [len(grid.column_edges) - 1 for grid in grids] == [5]
    pieces = pieces_of(words, grids[0].column_edges.tolist())
    assert len(pieces) == 40
    assert are_wrapped(pieces)


def test_a_name_with_its_value_right_above_a_header_without_a_rule_is_none_of_it() -> None:
    """填表单位：某局 stands as close above the labels as these stand above the first rule."""
    cells: list[Text] = [(row, column, 1, 1, text) for row in range(6) for column, text in enumerate(LABELS)]
    words = [each for each in written(cells, [20.0] * 6) if each.text]
    above = word("填表单位：某局", min(each.start for each in words), 104.0 - STEP)
    rules = np.array([[y, -5.0, LEFTS[-1]] for y in (120.0, 140.0, 160.0, 180.0, 200.0, 220.0)])
    (grid,) = find_open_grids([above, *words], rules)
    assert grid.box[1] > above.box[3] - SIZE / 2


def test_one_row_alone_at_a_pages_top_is_the_last_of_the_table_before() -> None:
    """It fills most of its columns; the note below it is none of it."""
    row: list[Text] = [
        (0, column, 1, 1, text) for column, text in enumerate(["户籍", "居住登记", "条件/材料", "长期/公开", "√"])
    ]
    words = [*written(row, [32.0]), word("注：本目录由县公安局负责解释，自发布之日起执行。", 0.0, 150.0)]
    (grid,) = find_open_grids(words, np.zeros((0, 3)), known=[LEFTS])
    assert len(grid.column_edges) == 7
    assert grid.box[3] < 150.0
    assert not find_open_grids(words, np.zeros((0, 3)))
    assert not find_open_grids(
        [word("县公安局政务公开工作年度报告（节选）", 0.0, 80.0), *words], np.zeros((0, 3)), known=[LEFTS]
    )


def test_what_is_left_of_the_last_row_stands_below_the_header_that_is_printed_again() -> None:
    """A note there is none of it, nor is anything below the header of a table that begins."""
    header = grid_of_spans(LEFTS, [100.0, 120.0], [])
    rest = [word("及窗口", 140.0, 124.0), word("条第一款", 270.0, 124.0)]
    assert with_body_below(header, rest, LEFTS).row_edges.tolist()[:2] == [100.0, 120.0]
    assert len(with_body_below(header, rest, LEFTS).row_edges) == 3
    assert with_body_below(header, rest) is header
    assert with_body_below(header, [word("注：由县公安局负责解释", 0.0, 124.0)], LEFTS) is header


def test_a_rule_between_rows_that_a_text_stands_right_behind_is_no_underline() -> None:
    """It is of a cell that goes on below; the rules on that height reach from side to side, as one elsewhere does."""
    words = [word("十个工作日内", 201.0, 92.0)]
    rules = np.array([[60.0, 0.0, 400.0], [102.0, 0.0, 200.0], [102.0, 300.0, 400.0]])
    assert len(without_underlines(rules, words)) == 3
    assert len(without_underlines(rules[1:], words)) == 1
