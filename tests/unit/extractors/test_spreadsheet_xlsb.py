"""xlsb: the same sheets in binary records."""

from __future__ import annotations

import io
import struct

import python_calamine

from gkml_extract.model.errors import CorruptSourceError
from support.workbooks import (
    found_notes,
    grid_of,
    lines,
    read,
    xlsb,
    xlsb_cell,
    xlsb_column,
    xlsb_merge,
    xlsb_sheet,
)

SHARED, TEXT, PACKED, REAL, F_TEXT, F_NUMBER, F_BOOL, F_ERROR = 7, 6, 2, 5, 8, 9, 10, 11
FIRST = struct.pack("<I", 0)


def test_it_prints_what_an_xlsx_would() -> None:
    """Texts of each kind, packed and plain numbers with their formats, merges, hidden lines, errors."""
    rows = {
        1: xlsb_cell(SHARED, 1, FIRST) + xlsb_cell(TEXT, 2, "内容") + xlsb_cell(TEXT, 3, "藏"),
        2: xlsb_cell(PACKED, 1, struct.pack("<i", 505 << 2 | 2), 1) + xlsb_cell(REAL, 2, struct.pack("<d", 45306), 2),
        3: xlsb_cell(F_BOOL, 1, b"\1\0") + xlsb_cell(F_ERROR, 2, b"\x07\0"),
        4: xlsb_cell(F_TEXT, 1, "公式") + xlsb_cell(F_NUMBER, 2, struct.pack("<d", 0.5)),
        5: xlsb_cell(TEXT, 1, "藏"),
    }
    merges = xlsb_merge(3, 4, 1, 1) + xlsb_merge(0, 0, 0, 3)
    sheet = xlsb_sheet(rows, hidden=(5,), before=xlsb_column(3, 3, is_hidden=True), after=merges)
    content = read(xlsb(sheet, strings=("序号",), formats=("0000", "yyyy/m/d")))
    expected = ["序号|内容", "0505|2024/1/15", "TRUE\n公式|#DIV/0!", "^|0.5"]
    assert [lines(block) for block in content.blocks] == [expected]
    assert [code for code, _ in found_notes(content)] == [
        "hidden-rows-left-out",
        "hidden-columns-left-out",
        "covered-text-kept",
        "cell-error",
    ]


def test_a_hidden_sheet_is_left_out() -> None:
    """Its state stands in the workbook."""
    content = read(xlsb(xlsb_sheet({0: xlsb_cell(TEXT, 0, "甲")}), state=2))
    assert found_notes(content) == [("hidden-sheet", {"sheet": "S", "n": 1})]


def test_files_made_here_are_ones_for_another_reader() -> None:
    """calamine reads the same texts from them."""
    rows = {
        0: xlsb_cell(SHARED, 0, FIRST) + xlsb_cell(TEXT, 1, "内容"),
        1: xlsb_cell(REAL, 0, struct.pack("<d", 2.5)),
    }
    data = xlsb(xlsb_sheet(rows), strings=("序号",))
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    assert sheet.to_python() == [["序号", "内容"], [2.5, ""]]
    assert grid_of(data) == ["序号|内容", "2.5|"]


def test_a_part_that_is_cut_is_damage() -> None:
    """Each record says its length, and the sheet has an end."""
    sheet = xlsb_sheet({0: xlsb_cell(TEXT, 0, "内容")})
    for end in range(len(sheet)):
        try:
            read(xlsb(sheet[:end]))
        except CorruptSourceError:
            continue
        raise AssertionError(end)
    assert grid_of(xlsb(sheet)) == ["内容"]
