"""Text beside tables that reads like a table of its own."""

from __future__ import annotations

import pytest

from gkml_extract.extract import extract_bytes
from gkml_extract.model.source import LinesPlace

DRAWN = """\
甲县政务公开基本目录
+------+----------+----------+----------+
| 序号 | 公开事项 | 公开内容 | 公开时限 |
+------+----------+----------+----------+
| 1    | 机构职能 | 职责     | 三日内   |
+------+----------+----------+----------+
| 2    | 领导信息 | 姓名     | 五日内   |
+------+----------+----------+----------+
"""
ROWS = ("序号 公开事项 公开内容 公开时限", "1 规划计划 发展规划 即时", "2 财政信息 预算 每年", "3 人事信息 招考 十日内")


def codes(text: str) -> list[str]:
    """The codes of what is found in a text."""
    return [finding.code for finding in extract_bytes(text.encode(), "a.txt").findings]


@pytest.mark.parametrize("separator", ["\t", "|", "   ", ","])
def test_rows_under_labels_behind_a_drawn_table_are_told(separator: str) -> None:
    """They are another catalogue, which is not drawn; its finding says where it begins."""
    more = "\n".join(line.replace(" ", separator) for line in ROWS)
    found = extract_bytes(f"{DRAWN}\n乙县政务公开基本目录\n{more}\n".encode(), "a.txt")
    (told,) = (finding for finding in found.findings if finding.code == "rows-outside")
    assert told.place == LinesPlace(lines=(11, 11))


def test_notes_that_name_columns_are_no_rows() -> None:
    """They say what the columns mean."""
    notes = "注：1.公开事项、公开内容、公开时限、公开主体由各单位填写。\n2.公开时限\n3.公开主体\n4.公开渠道\n"
    assert "rows-outside" not in codes(DRAWN + notes)


def test_labels_without_rows_below_them_are_no_table() -> None:
    """They may be printed again at the foot of a page."""
    assert "rows-outside" not in codes(f"{DRAWN}\n{ROWS[0]}\n")
