"""Workbooks written part by part, as the programs would not write them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from typing import Any

import openpyxl

from gkml_extract.extractors.registry import identify
from gkml_extract.model.content import Blocks, TableFragment

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def xlsx_parts(
    body: str, *, strings: str = "", formats: str = "", styles: str = "", workbook: str = "", state: str = "visible"
) -> dict[str, str]:
    """The parts of an xlsx with one sheet, S. `body` is what its `worksheet` element holds."""
    relations = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for key, kind, target in (
            ("r1", "worksheet", "worksheets/sheet1.xml"),
            ("r2", "sharedStrings", "sharedStrings.xml"),
            ("r3", "styles", "styles.xml"),
        )
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" '
        f'ContentType="{_SHEET_TYPE}"/></Types>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{workbook}<sheets>'
        f'<sheet name="S" sheetId="1" state="{state}" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}">{body}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts>{formats}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
    }


def xlsx(body: str, **more: str) -> bytes:
    """An xlsx with one sheet, S: see `xlsx_parts`."""
    return packed(xlsx_parts(body, **more))


def saved(workbook: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook that openpyxl writes."""
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def read(data: bytes) -> Blocks:
    """What the reader that claims the bytes makes of them."""
    content = identify(data, "x").read(data)
    assert isinstance(content, Blocks)
    return content


def lines(fragment: object) -> list[str]:
    """A grid as it looks: `甲|乙`, with `^` below a cell that spans rows and `<` beside one that spans columns."""
    assert isinstance(fragment, TableFragment)
    grid = [["?"] * fragment.n_columns for _ in range(fragment.n_rows)]
    for cell in fragment.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            for column in range(cell.column, cell.column + cell.colspan):
                assert grid[row][column] == "?", "covered twice"
                grid[row][column] = "^" if row > cell.row else "<" if column > cell.column else cell.text
    assert all("?" not in row for row in grid), "not covered"
    return ["|".join(row) for row in grid]


def grid_of(data: bytes) -> list[str]:
    """The one grid of a workbook, as it looks."""
    (fragment,) = read(data).blocks
    return lines(fragment)


def found_notes(content: Blocks) -> list[tuple[str, dict[str, Any]]]:
    """Code and parameters of each note."""
    return [(noted.code, dict(noted.params)) for noted in content.notes]


# --- xlsb


def _record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = len(body)
    size = bytearray()
    while length >= 0x80:
        size.append(length & 0x7F | 0x80)
        length >>= 7
    return head + bytes(size) + bytes([length]) + body


def _wide(text: str) -> bytes:
    encoded = text.encode("utf-16-le")
    return struct.pack("<I", len(encoded) // 2) + encoded


def xlsb(sheet: bytes, *, strings: tuple[str, ...] = (), formats: tuple[str, ...] = (), state: int = 0) -> bytes:
    """An xlsb with one sheet, S, of these records; style n has the n-th format, from 1."""
    kind = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    parts = xlsx_parts("")
    book = _record(131) + _record(143) + _record(156, struct.pack("<II", state, 1) + _wide("r1") + _wide("S"))
    shared = _record(159, struct.pack("<II", len(strings), len(strings)))
    shared += b"".join(_record(19, b"\0" + _wide(text)) for text in strings) + _record(160)
    styles = _record(278) + _record(615, struct.pack("<I", len(formats)))
    styles += b"".join(_record(44, struct.pack("<H", 164 + n) + _wide(code)) for n, code in enumerate(formats))
    styles += _record(616) + _record(617, struct.pack("<I", len(formats) + 1))
    for number in (0, *range(164, 164 + len(formats))):
        styles += _record(47, struct.pack("<HHHHHBBHBB", 0, number, 0, 0, 0, 0, 0, 0, 0, 0))
    styles += _record(618) + _record(279)
    return packed(
        {
            "[Content_Types].xml": parts["[Content_Types].xml"]
            .replace("workbook.xml", "workbook.bin")
            .replace(_SHEET_TYPE, kind),
            "xl/workbook.bin": book + _record(144) + _record(132),
            "xl/_rels/workbook.bin.rels": parts["xl/_rels/workbook.xml.rels"].replace(".xml", ".bin"),
            "xl/worksheets/sheet1.bin": sheet,
            "xl/sharedStrings.bin": shared,
            "xl/styles.bin": styles,
        }
    )


def xlsb_sheet(
    rows: Mapping[int, bytes], *, hidden: tuple[int, ...] = (), before: bytes = b"", after: bytes = b""
) -> bytes:
    """The records of a worksheet: rows by number from 0, each with its cells."""
    size = struct.pack("<IIII", min(rows), max(rows), 0, 9)
    data = _record(129) + _record(148, size) + before + _record(145)
    for row, cells in rows.items():
        flags = 0x10 if row in hidden else 0
        data += _record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, flags, 0, 0)) + cells
    return data + _record(146) + after + _record(130)


def xlsb_cell(kind: int, column: int, value: bytes | str, style: int = 0) -> bytes:
    """A cell record; a text is written with its length."""
    return _record(kind, struct.pack("<II", column, style) + (_wide(value) if isinstance(value, str) else value))


def xlsb_merge(top: int, bottom: int, left: int, right: int) -> bytes:
    """A merged range."""
    return (
        _record(177, struct.pack("<I", 1)) + _record(176, struct.pack("<IIII", top, bottom, left, right)) + _record(178)
    )


def xlsb_column(first: int, last: int, *, is_hidden: bool) -> bytes:
    """The columns of a width."""
    body = struct.pack("<IIIIH", first, last, 2304, 0, int(is_hidden))
    return _record(390) + _record(60, body) + _record(391)
