"""xls: the same sheets in the records of Excel 97 and 95."""

from __future__ import annotations

import io
import struct

import pytest
import python_calamine

from gkml_extract.extractors.registry import identify
from gkml_extract.extractors.spreadsheet.reader import SPREADSHEETS
from gkml_extract.model.content import TableFragment
from gkml_extract.model.errors import CorruptSourceError, EncryptedSourceError
from gkml_extract.model.finding import Note
from gkml_extract.model.source import SheetPlace
from gkml_extract.model.table import Paragraph
from support.ole import cell, ole, record, wide, xls, xls_95
from support.workbooks import found_notes, grid_of, lines, read

NUMBER, LABEL, BOOLERR, FORMULA, RK, LABELSST, STRING = 0x203, 0x204, 0x205, 0x006, 0x27E, 0xFD, 0x207
TEXTS = struct.pack("<II", 2, 2) + wide("序号") + wide("公开内容")


def shared(row: int, column: int, index: int) -> bytes:
    """A cell whose text stands in the table of strings."""
    return cell(LABELSST, row, column, struct.pack("<I", index))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    """A cell with a number."""
    return cell(NUMBER, row, column, struct.pack("<d", value), style)


def test_it_prints_what_an_xlsx_would() -> None:
    """Shared texts, plain and packed numbers with their formats, truth values, merges."""
    packed = (
        struct.pack("<HH", 2, 0) + struct.pack("<HI", 1, 505 << 2 | 2) + struct.pack("<HI", 0, 7 << 2 | 2) + b"\1\0"
    )
    cells = shared(0, 0, 0) + shared(0, 1, 1) + number(1, 0, 3, 1) + number(1, 1, 45306, 2) + record(0xBD, packed)
    cells += cell(BOOLERR, 3, 1, b"\1\0") + cell(RK, 3, 0, struct.pack("<I", 250 << 2 | 3)) + number(4, 1, 9)
    cells += record(0xE5, struct.pack("<HHHHH", 1, 3, 4, 0, 0))
    data = xls(cells, strings=[TEXTS], formats=["0000", "yyyy/m/d"])
    assert grid_of(data) == ["序号|公开内容", "0003|2024/1/15", "0505|7", "2.5|TRUE", "^|9"]
    assert read(data).sheets == 1


def test_formulas_print_their_stored_values() -> None:
    """A text stands in a record of its own."""
    text = struct.pack("<B5xH", 0, 0xFFFF) + b"\0" * 8
    true = struct.pack("<BBB3xH", 1, 0, 1, 0xFFFF) + b"\0" * 8
    error = struct.pack("<BBB3xH", 2, 0, 7, 0xFFFF) + b"\0" * 8
    cells = cell(FORMULA, 0, 0, text) + record(STRING, wide("公式")) + cell(FORMULA, 0, 1, true)
    cells += cell(FORMULA, 0, 2, struct.pack("<d", 2.0) + b"\0" * 8) + cell(FORMULA, 0, 3, error)
    data = xls(cells)
    assert grid_of(data) == ["公式|TRUE|2|#DIV/0!"]
    place = SheetPlace(sheet="S", cell="D1")
    assert read(data).notes == (Note("cell-error", (("text", "#DIV/0!"),), place=place),)


def test_text_boxes_and_check_boxes_float_over_the_cells() -> None:
    """A comment is none; a tick belongs to the cell below it."""

    def box(kind: int, column: int, row: int, text: str, state: bytes = b"") -> bytes:
        anchor = b"\x10\xf0\x12\0\0\0" + struct.pack("<9H", 0, column, 0, row, 0, column + 1, 0, row + 1, 0)
        object_ = struct.pack("<HHH", 0x15, 0x12, kind) + b"\0" * 16 + state
        text_ = record(0x1B6, b"\0" * 10 + struct.pack("<HH", len(text), 16) + b"\0" * 4)
        text_ += record(0x3C, b"\1" + text.encode("utf-16-le")) + record(0x3C, b"\0" * 16)
        return record(0xEC, b"\0" * 8 + anchor) + record(0x5D, object_) + text_

    checked = b"\x0a\0\x0c\0" + struct.pack("<H", 1) + b"\0" * 10
    cells = shared(2, 0, 0) + shared(2, 1, 1) + box(0x06, 0, 0, "目录") + box(0x19, 0, 1, "批注")
    cells += box(0x0B, 1, 3, "政府网站", checked) + box(0x0B, 1, 3, "公示栏") + box(0x1E, 0, 9, "注：甲\r乙")
    blocks = read(xls(cells, strings=[TEXTS])).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["目录", "注：甲", "乙"]
    (shown,) = (block for block in blocks if isinstance(block, TableFragment))
    assert [each.text for each in shown.cells] == ["序号", "公开内容", "", "☑政府网站\n☐公示栏"]


def test_struck_text_is_noted() -> None:
    """By the font of its style."""
    font = struct.pack("<HHHHHBBBB", 220, 0x08, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\2\1" + "宋体".encode("utf-16-le")
    content = read(xls(shared(0, 0, 0) + shared(0, 1, 1), strings=[TEXTS], more=record(0x31, font)))
    assert found_notes(content) == [("struck-text", {"n": 6, "text": "序号 / 公开内容"})]
    whole = struct.pack("<H", 220) + b"\0" + font[3:]
    assert found_notes(read(xls(shared(0, 0, 0), strings=[TEXTS], more=record(0x31, whole)))) == []


def test_strings_are_read_over_the_records_that_continue_them() -> None:
    """The rest of a text begins with flags of its own and may be narrow; formatting and readings are passed over."""
    rich = struct.pack("<HBHI", 2, 1 | 4 | 8, 1, 4) + "政务".encode("utf-16-le") + b"\0" * 4 + b"yomi"
    first = struct.pack("<II", 3, 3) + rich + struct.pack("<HB", 4, 1) + "公".encode("utf-16-le")
    strings = [first, b"\0ABC" + struct.pack("<HB", 3, 0) + b"x", b"\1" + "乙丙".encode("utf-16-le")]
    data = xls(shared(0, 0, 0) + shared(0, 1, 1) + shared(0, 2, 2), strings=strings)
    assert grid_of(data) == ["政务|公ABC|x乙丙"]
    other = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    assert other.to_python() == [["政务", "公ABC", "x乙丙"]]


@pytest.mark.parametrize(("code_page", "codec"), [(936, "gb18030"), (950, "cp950"), (1252, "cp1252")])
def test_excel_95_writes_in_code_pages(code_page: int, codec: str) -> None:
    """Its stream has another name as well."""
    text = ("機構" if code_page != 1252 else "café").encode(codec)
    data = xls_95(cell(LABEL, 0, 0, struct.pack("<H", len(text)) + text), code_page=code_page)
    assert identify(data, "x").format == "xls"
    assert grid_of(data) == [text.decode(codec)]


def test_what_is_hidden_is_left_out_and_noted() -> None:
    """Rows, columns and sheets."""
    hidden_row = record(0x208, struct.pack("<HHHHHHI", 1, 0, 2, 300, 0, 0, 0x20))
    hidden_column = record(0x7D, struct.pack("<HHHHHH", 1, 1, 2304, 0, 1, 0))
    cells = hidden_row + hidden_column + number(0, 0, 1) + number(0, 1, 2) + number(1, 0, 3)
    content = read(xls(cells))
    assert [lines(block) for block in content.blocks] == [["1"]]
    assert [code for code, _ in found_notes(content)] == ["hidden-rows-left-out", "hidden-columns-left-out"]
    assert found_notes(read(xls(cells, state=1))) == [("hidden-sheet", {"sheet": "S", "n": 3})]


def test_a_chart_inside_a_sheet_is_passed_over() -> None:
    """It is a substream of its own, and the sheet goes on behind it."""
    chart = record(0x809, struct.pack("<HHHHII", 0x600, 0x20, 0, 0, 0, 0)) + number(5, 5, 5) + record(0x0A)
    assert grid_of(xls(number(0, 0, 1) + chart + number(0, 1, 2))) == ["1|2"]


def test_a_password_is_told() -> None:
    """By a record of the workbook. What a locked newer file holds cannot be told: it is not ours."""
    with pytest.raises(EncryptedSourceError, match="password"):
        read(xls(number(0, 0, 1), more=record(0x2F, b"\1\0" * 3)))
    locked = ole("EncryptedPackage", b"\1" * 5000)
    assert not any(reader.identify(locked, "x") for reader in SPREADSHEETS)


def test_other_old_files_are_not_claimed() -> None:
    """A Word file stands in the same container."""
    assert not any(reader.identify(ole("WordDocument", b"\1" * 5000), "x.xls") for reader in SPREADSHEETS)


def test_a_file_that_is_cut_or_lies_is_damage() -> None:
    """Never a part of its sheets."""
    data = xls(shared(0, 0, 0) + b"".join(number(row, 1, row) for row in range(400)), strings=[TEXTS])
    reader = identify(data, "x")
    for end in range(0, len(data) - 600, 509):
        with pytest.raises(CorruptSourceError):
            reader.read(data[:end])
    for broken in (xls(shared(0, 0, 9), strings=[TEXTS]), xls(shared(0, 0, 0), strings=[TEXTS[:20]])):
        with pytest.raises(CorruptSourceError):
            reader.read(broken)
