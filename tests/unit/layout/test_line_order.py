"""Tables without rules that are written line by line."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gkml_extract.layout.line_order import in_cell_order
from gkml_extract.model.page import Chars

LEFTS = [0.0, 60.0, 130.0, 200.0, 270.0, 340.0]
SIZE, STEP, PAD = 10.0, 12.0, 8.0
WIDTH = 5
"""Characters of a full line."""

Line = tuple[float, float, str]
"""The height of a line, where it begins, and its text."""


def lines_of_rows(rows: Sequence[Sequence[str]]) -> list[Line]:
    """The lines of a table whose texts are wrapped and begin at the top, row by row and cell by cell."""
    found: list[Line] = []
    y = 100.0
    for row in rows:
        parts = [[text[at : at + WIDTH] for at in range(0, len(text), WIDTH)] for text in row]
        for left, lines in zip(LEFTS, parts, strict=False):
            found += [(y + index * STEP, left, line) for index, line in enumerate(lines)]
        y += max(map(len, parts)) * STEP + PAD
    return found


def chars_of(lines: Sequence[Line]) -> Chars:
    """The characters of lines, in their order."""
    text = "".join(line for _, _, line in lines)
    at = [(y, left + index * SIZE) for y, left, line in lines for index in range(len(line))]
    boxes = np.array([(x, y, x + SIZE, y + SIZE) for y, x in at])
    baselines = np.array([(x, y + 8.6) for y, x in at])
    n, none = len(text), np.zeros(len(text), dtype=np.int64)
    return Chars(text, boxes, baselines, np.full(n, SIZE), none, np.arange(n), none)


ROWS = [
    ["一级事项", "二级事项", "公开内容", "公开依据", "公开时限"],
    ["户口登记", "出生登记", "办理条件和所需材料", "户口登记条例", "长期公开"],
    ["户口登记", "死亡登记", "注销户口所需材料及窗口", "户口登记条例", "长期公开"],
    ["身份证件", "首次申领", "申领条件和收费标准", "居民身份证法", "形成后五个工作日内"],
    ["身份证件", "到期换领", "换领条件", "居民身份证法", "形成后五个工作日内"],
]


def test_lines_over_the_page_are_put_in_the_order_of_cells() -> None:
    """Wrapped lines of a column stand closer than those of two rows."""
    lines = lines_of_rows(ROWS)
    moved = in_cell_order(chars_of(sorted(lines)))
    assert moved.text == "".join(text for row in ROWS for text in row)
    assert (np.diff(moved.runs) >= 0).all()


def test_what_stands_around_keeps_its_place() -> None:
    """A title is before the table, a note behind it."""
    lines = lines_of_rows(ROWS)
    title, note = (
        (60.0, 100.0, "公安局政务公开目录一览表及其说明材料"),
        (330.0, 0.0, "注：本表自发布之日起执行，由办公室负责解释和修订。"),
    )
    moved = in_cell_order(chars_of(sorted([title, *lines, note])))
    assert moved.text == title[2] + "".join(text for row in ROWS for text in row) + note[2]


def test_rows_of_one_line_each_are_left_alone() -> None:
    """Lines that are ended and not wrapped are rows, however close they stand."""
    figures = [[f"地区{n}", f"{n}00", f"{n}20", f"{n}35", f"{n}47"] for n in range(1, 9)]
    lines = [
        (100.0 + STEP * (n + (n > 3)), LEFTS[at], text) for n, row in enumerate(figures) for at, text in enumerate(row)
    ]
    chars = chars_of(lines)
    assert in_cell_order(chars) is chars


def test_cells_written_in_one_go_are_left_alone() -> None:
    """They go up again behind each cell of several lines."""
    chars = chars_of(lines_of_rows(ROWS))
    assert in_cell_order(chars) is chars


def test_rows_without_white_between_them_are_left_alone() -> None:
    """Nothing tells where a cell ends if lines of two rows are as close as those of one."""
    even = [
        (100.0 + STEP * n, left, "公开事项内"[: 3 + (n + at) % 3])
        for n in range(12)
        for at, left in enumerate(LEFTS[:5])
    ]
    chars = chars_of(even)
    assert in_cell_order(chars) is chars
