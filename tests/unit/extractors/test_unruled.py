"""Tables drawn with signs whose rows no rules part."""

from __future__ import annotations

import pytest

from gkml_extract.extractors.unruled import with_whole_rows

BOXES = """\
目录
┌────┬────┬──────┬────┐
│序号│事项│内容  │时限│
├────┼────┼──────┼────┤
│1   │机构│职责、│及时│
│    │    │电话  │    │
│2   │    │地址  │长期│
│3   │政策│法规  │长期│
└────┴────┴──────┴────┘
注：完"""
BARE = """\
 序号 | 事项 | 内容 | 时限
------+------+------+------
 1    | 机构 | 职责 | 及时
      |      | 电话 |
 2    |      | 地址 | 长期
 3    | 政策 | 法规 | 长期"""
RULED = """\
+----+----+----+
|序号|事项|内容|
+----+----+----+
|1   |机构|职责|
+----+----+----+
|2   |政策|法规|
+----+----+----+"""


def test_lines_of_a_cell_are_in_its_row() -> None:
    """Lines keep their numbers: what is not a row's first line is blank."""
    rows = with_whole_rows(BOXES).split("\n")
    assert rows[2] == "| 序号 | 事项 | 内容 | 时限 |"
    assert rows[4:8] == [
        "| 1 | 机构 | 职责、<br>电话 | 及时 |",
        "",
        "| 2 |  | 地址 | 长期 |",
        "| 3 | 政策 | 法规 | 长期 |",
    ]
    assert (rows[0], rows[-1], len(rows)) == ("目录", "注：完", len(BOXES.split("\n")))


def test_a_table_without_edges() -> None:
    """As a database program prints it."""
    rows = with_whole_rows(BARE).split("\n")
    assert rows[2:] == [
        "| 1 | 机构 | 职责<br>电话 | 及时 |",
        "",
        "| 2 |  | 地址 | 长期 |",
        "| 3 | 政策 | 法规 | 长期 |",
    ]


def test_a_rule_between_bars_is_one() -> None:
    """As psql and Org draw it."""
    header = "|序号|事项|内容|时限|\n|----+----+----+----|\n"
    rows = with_whole_rows(header + "|1   |机构|职责|及时|\n|    |    |电话|    |\n|2   |政策|法规|长期|")
    assert rows.split("\n")[2:] == ["| 1 | 机构 | 职责<br>电话 | 及时 |", "", "| 2 | 政策 | 法规 | 长期 |"]


PSQL = """\
 序号 | 事项 |   内容    |  主体
------+------+-----------+--------
 1    | 机构 | 职责     +| 办公室+
      |      | 电话     +| 人事科
      |      | 政治面貌+ |
 2    | 政策 | A+       +| 法规科
      |      | B+        |
 3    | 会议 | 纪要      | 办公室
 4    | 预算 | 总表      | 财务科
(4 rows)
注：完"""


def test_signs_tell_which_cells_go_on() -> None:
    """As psql prints line feeds; its count of the rows is none of the table's."""
    rows = with_whole_rows(PSQL).split("\n")
    assert [row for row in rows if row] == [
        "| 序号 | 事项 | 内容 | 主体 |",
        "| 1 | 机构 | 职责<br>电话<br>政治面貌+ | 办公室<br>人事科 |",
        "| 2 | 政策 | A+<br>B+ | 法规科 |",
        "| 3 | 会议 | 纪要 | 办公室 |",
        "| 4 | 预算 | 总表 | 财务科 |",
        "注：完",
    ]
    assert len(rows) == len(PSQL.split("\n"))


MERGED = """\
+----+---------+----+----+
|序号|公开事项 |内容|时限|
|    +----+----+    |    |
|    |一级|二级|    |    |
+----+----+----+----+----+
|1   |机构|职责|名称|及时|
|2   |机构|职责|名称|及时|
|3   |机构|职责|名称|及时|
|4   |机构|职责|名称|及时|
+----+----+----+----+----+"""


BESIDE = """\
┌──┬────┬────┬────┐
│序号│事项    │内容    │时限    │
├──┼────┼────┼────┤
│1   │机构    │职责    │及时    │
│    │        │电话    │        │
├──┤        ├────┼────┤
│2   │        │地址    │及时    │
│    │        │邮编    │        │
├──┼────┼────┼────┤
│3   │政策    │法规    │长期    │
│    │        │规章    │        │
├──┤        ├────┼────┤
│4   │        │解读    │长期    │
│    │        │问答    │        │
└──┴────┴────┴────┘"""


@pytest.mark.parametrize(
    "text",
    [
        RULED,
        MERGED,
        BESIDE,
        "| 序号 | 事项 | 内容 |\n| --- | --- | --- |\n| 1 | 机构 | 职责 |\n| 2 | 政策 | 法规 |\n",
        "甲\n--------\n乙",
    ],
)
def test_other_texts_stay(text: str) -> None:
    """Rules between all rows are a grid's; Markdown has its own reading."""
    assert with_whole_rows(text) == text
