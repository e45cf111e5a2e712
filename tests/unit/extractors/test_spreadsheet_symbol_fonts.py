"""Ticks that a sheet holds as letters of a symbol font: what is read is what is printed."""

from __future__ import annotations

import struct

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from gkml_extract.extractors.spreadsheet.symbol_fonts import as_shown
from support.ole import cell, record, xls
from support.workbooks import grid_of, packed, saved

ODS = "urn:oasis:names:tc:opendocument:xmlns"


def test_the_font_of_a_cell() -> None:
    """Letters of other fonts, Chinese text and numbers stay."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for column, (value, font) in enumerate(
        (
            ("P", "Wingdings 2"),
            ("þ", "Wingdings"),
            ("a", "Marlett"),
            ("P", "宋体"),
            ("机构", "Wingdings"),
            (6, "Wingdings"),
        )
    ):
        sheet.cell(1, column + 1, value).font = Font(name=font)
    assert grid_of(saved(workbook)) == ["✓|☑|✓|P|机构|6"]


def test_the_font_of_a_part_of_a_cell() -> None:
    """Boxes before the names of channels."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    box = InlineFont(rFont="Wingdings 2")
    sheet["A1"] = CellRichText(TextBlock(box, "R"), "政府网站P ", TextBlock(box, "£"), "公示栏")
    assert grid_of(saved(workbook)) == ["☑政府网站P □公示栏"]


def test_the_font_of_a_cell_in_an_xls() -> None:
    """Its style names the font by number."""
    font = record(0x31, b"\0" * 14 + struct.pack("<BB", 11, 0) + b"Wingdings 2")
    label = struct.pack("<HB", 1, 0) + b"R"
    assert grid_of(xls(cell(0x204, 0, 0, label), more=font)) == ["☑"]
    assert grid_of(xls(cell(0x204, 0, 0, label))) == ["R"]


def test_the_font_of_a_cell_in_an_ods() -> None:
    """Of its style, or of a part of it."""
    styles = "".join(
        f'<style:style style:name="{name}"><style:text-properties {text}/></style:style>'
        for name, text in (("c1", 'fo:font-family="Wingdings 2"'), ("t1", 'style:font-name="Wingdings"'))
    )
    spaces = " ".join(f'xmlns:{name}="{ODS}:{name}:1.0"' for name in ("office", "table", "text", "style", "fo"))
    cells = '<table:table-cell table:style-name="c1"><text:p>P</text:p></table:table-cell><table:table-cell>'
    cells += '<text:p><text:span text:style-name="t1">þ</text:span>P网站</text:p></table:table-cell>'
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="S"><table:table-row>{cells}</table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    media_type = "application/vnd.oasis.opendocument.spreadsheet"
    data = packed({"mimetype": media_type, "META-INF/manifest.xml": "<m/>", "content.xml": content})
    assert grid_of(data) == ["✓|☑P网站"]


def test_the_font_of_a_cell_in_a_workbook_of_2003() -> None:
    """Of its style."""
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    data = (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{name}" xmlns:ss="{name}">'
        '<Styles><Style ss:ID="s1"><Font ss:FontName="Wingdings"/></Style></Styles><Worksheet ss:Name="S"><Table><Row>'
        '<Cell ss:StyleID="s1"><Data ss:Type="String">ü</Data></Cell><Cell><Data ss:Type="String">ü</Data></Cell>'
        "</Row></Table></Worksheet></Workbook>"
    )
    assert grid_of(data.encode()) == ["✓|ü"]


@pytest.mark.parametrize(
    ("text", "shown"), [("\uf0fe政府网站", "☑政府网站"), ("þ政府网站", "þ政府网站"), ("\uf052", "☑")]
)
def test_codes_without_a_font(text: str, shown: str) -> None:
    """Only those of the private use area are no letters."""
    assert as_shown(text) == shown
