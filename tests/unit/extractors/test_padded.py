"""Tables printed in columns of blanks, padded to their texts."""

from __future__ import annotations

import pytest

from gkml_extract.extractors.padded import with_fields

ROWS = (
    ("序号", "公开事项", "公开内容", "公开时限", "公开渠道"),
    ("", "", "", "", "■网站"),
    ("1", "政策文件", "法规", "随时", "□公报"),
    ("", "", "", "", "□其他"),
    ("规划计划", "年度计划", "每年", "■网站"),
    ("2", "机构信息", "名称、地址", "", "■网站"),
    ("3", "办事服务", "指南", "长期", "■网站"),
)


def printed(rows: tuple[tuple[str, ...], ...], gap: int = 2) -> str:
    """Rows in columns as wide as their widest texts."""
    widths = [max(len(row[k]) for row in rows if k < len(row)) + gap for k in range(len(rows[0]))]
    return "\n".join("".join(text.ljust(width) for text, width in zip(row, widths, strict=False)) for row in rows)


def test_the_lines_of_a_cell_are_of_the_row_in_whose_middle_they_stand() -> None:
    """A blank cell keeps its place, one that a merged cell covers has none."""
    rows = [line for line in with_fields(f"目录\n\n{printed(ROWS)}\n注：完").split("\n") if line]
    assert rows == [
        "目录",
        "序号\t公开事项\t公开内容\t公开时限\t公开渠道",
        "1\t政策文件\t法规\t随时\t■网站<br>□公报<br>□其他",
        "规划计划\t年度计划\t每年\t■网站",
        "2\t机构信息\t名称、地址\t\t■网站",
        "3\t办事服务\t指南\t长期\t■网站",
        "注：完",
    ]


def test_a_list_printed_again_with_wide_blanks_is_no_table() -> None:
    """All its lines have the same columns."""
    row = "1\n政策文件\n■政府网站  □政府公报  □两微一端  □公示栏\n主动公开\n"
    assert with_fields(row * 4) == row * 4


@pytest.mark.parametrize("text", [printed(ROWS, gap=3), "1 机构 职能 随时\n2 机构 职能 随时\n3 机构 职能 随时"])
def test_other_columns_are_left_alone(text: str) -> None:
    """Those of a page are no wider than they need be by chance only; single blanks make none."""
    assert with_fields(text) == text
