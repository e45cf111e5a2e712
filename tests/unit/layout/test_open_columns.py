"""Columns of tables without vertical rules: what labels and lists of two in a line tell of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gkml_extract.extractors.pdf import Pdf
from gkml_extract.layout import blocks_of
from gkml_extract.layout.column_starts import column_ends
from gkml_extract.layout.open_tables import find_open_grids
from gkml_extract.layout.unlabelled import without_unlabelled
from gkml_extract.layout.words import Word
from gkml_extract.model.content import TableFragment
from support.pdf import PdfPage, pdf

SIZE = 10.0
LABELS = ("序号", "事项", "内容", "依据", "时限", "主体", "渠道", "层级", "电话")


def word(text: str, start: float, y: float, size: float = SIZE) -> Word:
    """A word on the page."""
    end = start + len(text) * size
    return Word(text, start, end, y + 0.86 * size, (start, y, end, y + size), size, 0, -1)


def ruled(*ys: float) -> np.ndarray:
    """Rules over a table's whole width."""
    return np.array([(y, 0.0, 500.0) for y in ys])


def row(y: float, texts: Sequence[str]) -> list[Word]:
    """A line of the table, a text each 55 points."""
    return [word(text, 5 + 55 * column, y) for column, text in enumerate(texts)]


def test_columns_that_labels_tell_are_parted_under_a_title_too() -> None:
    """The cell of a level touches that of the telephone: only the labels stand apart."""
    words = [word("某局主动公开目录", 150, 60, 16.0), *row(104, LABELS)]
    for line in range(4):
        words += row(124 + 20 * line, ["一", *["公开"] * 6])
        words += [word("县级某某", 390, 124 + 20 * line), word("六六五五", 430, 124 + 20 * line)]
    (grid,) = find_open_grids(words, ruled(100, 120, 140, 160, 180, 200), starts=[430.0])
    assert any(abs(x - 430.0) < 1 for x in grid.column_edges.tolist())


def test_the_right_one_of_two_in_a_line_is_no_column() -> None:
    """The list goes on at its left, on the next line, and no label stands over it; a number beside a name is one."""
    gutters = [50.0 + 55 * column for column in range(8)] + [490.0]
    lists: list[Word] = []
    for line in range(4):
        lists += [word("网站", 450, 124 + 12 * line), word("公报", 495, 124 + 12 * line)]
    header = row(104, LABELS)
    assert without_unlabelled(gutters, [*header, *lists], (100.0, 120.0)) == gutters[:-1]
    columns = sorted(lists, key=lambda each: each.start)
    assert without_unlabelled(gutters, [*header, *columns], (100.0, 120.0)) == gutters


def test_a_heading_at_the_left_edge_parts_no_table_between_rules() -> None:
    """Numbers stand in the middle of their column, so that nothing else begins where a heading does."""
    words = [*row(104, LABELS), word("一、机构职能", 2, 124)]
    for line in range(4):
        words += row(144 + 20 * line, ["一", *["公开"] * 8])
    (grid,) = find_open_grids(words, ruled(100, 120, 140, 160, 180, 200, 220))
    assert len(grid.row_edges) - 1 == 6


def test_boxes_before_what_they_are_of_are_no_column() -> None:
    """The label stands over both; a column of ticks has its own, or nothing right behind it."""
    gutters = [50.0 + 55 * column for column in range(8)] + [455.0]
    boxes: list[Word] = []
    for line in range(4):
        boxes += [word("□", 444, 124 + 12 * line), word("网站", 456, 124 + 12 * line)]
    header = [*row(104, LABELS[:-1]), word("渠道", 458, 104)]
    assert without_unlabelled(gutters, [*header, *boxes], (100.0, 120.0)) == gutters[:-1]
    ticks = [word("√", 444, 124 + 12 * line) for line in range(4)]
    assert without_unlabelled(gutters, [*header, *ticks], (100.0, 120.0)) == gutters


def test_the_columns_of_another_table_as_wide_are_none_of_this_one() -> None:
    """The table of the page before does not go on: texts stand where its columns end."""
    words = [each for line in range(5) for each in row(104 + 20 * line, LABELS)]
    rules = ruled(100, 120, 140, 160, 180, 200)
    known = (0.0, 40.0, 96.0, 180.0, 290.0, 345.0, 400.0, 500.0)
    (alone,) = find_open_grids(words, rules)
    (grid,) = find_open_grids(words, rules, ends=column_ends(rules, known), known=(known,))
    assert grid.column_edges.tolist() == alone.column_edges.tolist()


def test_a_running_head_in_larger_print_begins_no_other_table() -> None:
    """What stood in the margin of the page before is no title: the columns are those of that page."""
    pages = []
    for number, starts in ((1, (60, 120, 190, 330, 430, 520)), (2, (60, 120, 190, 320, 430, 520))):
        page = PdfPage().text(300, 35, "某县政务公开文件汇编", 12)
        for line in range(6):
            page.line(50, 60 + 30 * line, 600, 60 + 30 * line)
            for start, text in zip(starts, LABELS, strict=False):
                if line < 5:
                    page.text(start, 80 + 30 * line, text if line or number == 2 else text[0] * 4, 8)
        pages.append(page)
    blocks = blocks_of(Pdf().read(pdf(*pages))).blocks
    first, second = [block for block in blocks if isinstance(block, TableFragment)]
    assert first.column_edges == second.column_edges
