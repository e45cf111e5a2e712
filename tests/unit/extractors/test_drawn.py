"""Tables drawn with signs → grids."""

from __future__ import annotations

from gkml_extract.extractors.drawn import split_drawn
from gkml_extract.model.content import Blocks, TableFragment
from gkml_extract.model.table import Fragments, Gap

BOXES = """\
┌──┬────┬────┐
│序号│事项    │内容    │
├──┼────┼────┤
│1   │机构    │职责、电│
│    │        │话      │
├──┤        ├────┤
│2   │        │地址    │
└──┴────┴────┘"""
PLUS = """\
目录
+----+-------------+------+
|    | 公开事项           |
|    +------+------+------+
|序号| 一级 | 二级 | 内容 |
+----+------+------+------+
| 1  | 概况 | 机构 | 职能 |
+----+------+------+------+
注：完"""


def grid(text: str) -> TableFragment:
    """The one grid of a text."""
    blocks = split_drawn(text)
    assert isinstance(blocks, Blocks)
    (table,) = (block for block in blocks.blocks if isinstance(block, TableFragment))
    return table


def test_lines_of_a_cell_are_one_text() -> None:
    """The second line goes on with the first."""
    cells = {(cell.row, cell.column): cell.text for cell in grid(BOXES).cells}
    assert cells[1, 2] == "职责、电话"


def test_a_cell_without_a_rule_inside_is_merged() -> None:
    """机构 stands over two rows."""
    (merged,) = (cell for cell in grid(BOXES).cells if cell.text == "机构")
    assert (merged.row, merged.rowspan, merged.colspan) == (1, 2, 1)


def test_a_label_over_several_columns_is_one_cell() -> None:
    """It has fewer edges in its line."""
    (label,) = (cell for cell in grid(PLUS).cells if cell.text == "公开事项")
    assert (label.column, label.colspan) == (1, 3)


def test_text_around_the_table_is_kept() -> None:
    """Above and below."""
    blocks = split_drawn(PLUS)
    assert isinstance(blocks, Blocks)
    assert [block.text for block in blocks.blocks if not isinstance(block, TableFragment)] == ["目录", "注：完"]


def test_a_grid_with_blanks_that_merges_nothing_is_fields() -> None:
    """What prints each place of a table as a cell leaves those blank that a merged cell covers."""
    rows = ("|序号|事项|内容|", "|1 |机构|职能|", "|2 |    |领导|", "")
    fields = split_drawn("\n".join(f"+--+----+----+\n{row}" for row in rows))
    assert isinstance(fields, Fragments)
    assert [(part.text, part.gap) for part in fields.fragments[6:]] == [
        ("2", Gap.LINE),
        ("", Gap.PIPE),
        ("领导", Gap.PIPE),
    ]


def test_text_without_rules_is_no_drawing() -> None:
    """Pipes alone part fields."""
    assert split_drawn("序号|事项|内容\n1|机构|职能\n2|领导|名单") is None
