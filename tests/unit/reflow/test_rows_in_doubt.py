"""Where most cells of a text are in doubt, a finding says so of its rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gkml_extract.extract import extract_bytes

HEADER = ["序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "责任科室", "备注"]
ROWS = [
    ["1", "水井", "井台修缮", "工期，造价", "镇办发告知", "完工后", "水务站", "涉密除外"],
    ["2", "水井", "水质检测", "检测值", "镇办发告知", "测后", "水务站", ""],
    ["3", "牧道", "牧道清障", "里程，图", "乡规民约", "春汛", "草原站", "分段"],
    ["4", "牧道", "转场安排", "日期，路线", "乡规民约", "转场前", "草原站", ""],
]


def narrow(cells: list[str]) -> list[str]:
    """Each cell in lines of two characters."""
    return [cell[at : at + 2] for cell in cells for at in range(0, len(cell), 2)]


def tabbed(cells: list[str]) -> list[str]:
    """The cells with tabs between them."""
    return ["\t".join(cells)]


@pytest.mark.parametrize(("print_row", "is_told"), [(narrow, True), (tabbed, False)])
def test_rows_of_cells_in_doubt_are_told(print_row: Callable[[list[str]], list[str]], is_told: bool) -> None:
    """Once for the table, beside the findings of the cells; a text in columns has none."""
    text = "\n".join(line for cells in [HEADER, *ROWS] for line in print_row(cells))
    found = [each for each in extract_bytes(text.encode(), "a.txt").findings if each.code == "rows-uncertain"]
    assert [(each.catalogue, each.item, each.field) for each in found] == [(0, None, None)] * is_told
