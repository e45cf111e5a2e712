"""Rows between pipes over several lines, told by their number of pipes."""

from __future__ import annotations

from gkml_extract.extractors.counted_rows import with_counted_rows
from gkml_extract.extractors.plain_text import split_fragments


def test_a_row_with_broken_cells_is_put_on_its_first_line() -> None:
    """Dropped cells are made up for at its end, so each row has as many pipes; every line keeps its number."""
    text = (
        "序号 | 事项 | 内容 | 渠道 | 备注 |\n"
        "1 | 低保 | 申请条件\n申请材料 | ■政府网站\n□公示栏 | |\n"
        "2 | 办理流程 | ■政府网站\n□公示栏 | ||\n"
        "3 | 特困 | 供养标准 | ■政府网站 | |\n"
        "4 | 名单\n终止名单 | ■政府网站 | ||\n"
        "5 | 医疗救助 | 救助对象\n救助标准 | ■政府网站 | |"
    )
    lines = with_counted_rows(text).split("\n")
    assert lines[1] == "1 | 低保 | 申请条件<br>申请材料 | ■政府网站<br>□公示栏 | |"
    assert lines[2:4] == ["", ""]
    assert [line.partition(" ")[0] for line in lines if line] == ["序号", "1", "2", "3", "4", "5"]


def test_a_bare_pipe_opens_each_row_of_cells_on_lines_of_their_own() -> None:
    """It stands nowhere else, and each row comes to the same number."""
    row = "| \n {}  | \n 甲  | \n 乙  | \n √  | ||"
    text = "\n".join(["| \n 序号  | \n 事项  | \n 内容  | \n 对象  | \n 方式  | |", *map(row.format, range(1, 5))])
    assert with_counted_rows(text).split("\n")[6] == "| 1  | 甲  | 乙  | √  | ||"


def test_a_blank_cell_at_a_rows_end_opens_no_table() -> None:
    """Though the rows behind it have as many pipes each, and end in such a cell as well."""
    first = "序号 |\n事项 |\n内容 |\n对象 |\n方式 |\n1 |\n甲 |\n√ |\n|\n|"
    text = "\n".join([first, *(f"{k} |\n乙 |\n丙 |\n√ |\n|" for k in range(2, 9))])
    assert with_counted_rows(text) == text


def test_rows_that_are_lines_stay() -> None:
    """Two of them may come to the same number as two others."""
    text = "甲|乙|丙|丁\n1|2|3\n1|2|3|4\n1|2|3\n1|2|3|4\n1|2|3\n1|2|3|4\n1|2|3\n"
    assert with_counted_rows(text) == text
    closed = "| 甲 | 乙 | 丙 |\n| 1 | 2 |\n| 1 | 2 | 3 |\n| 1 | 2 |\n" * 4
    assert with_counted_rows(closed) == closed


def test_drawn_tables_are_left_alone() -> None:
    """Their rules part the rows."""
    text = "+---+---+---+---+\n" + "|1  |甲 |乙 |丙 |\n|   |   |丁 |   |\n+---+---+---+---+\n" * 5
    assert with_counted_rows(text) == text


def _fields(text: str) -> list[str]:
    return [part.text for part in split_fragments(text)]


HEADER = "序号 | 事项 | 内容 | 对象 | 方式 | ||\n全社会 | 特定群体 | 主动 | 依申请 | |||\n"


def test_rows_filled_up_with_pipes_have_no_blank_fields() -> None:
    """All blanks stand at the ends of lines, that of the header too: they keep no cell's place."""
    text = HEADER + "1 | 低保 | 条件 | √ | √ | ||\n" * 8
    assert "" not in _fields(text)


def test_a_grid_keeps_its_blank_fields() -> None:
    """One blank field within a line is enough, and so is a header that is whole."""
    assert "" in _fields(HEADER + "1 | 低保 | 条件 | √ | | √ | |\n" * 8)
    assert "" in _fields("序号 | 事项 | 内容 | 备注 | 链接 |\n" + "1 | 低保 | 条件 | | |\n" * 8)
