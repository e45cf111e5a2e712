"""Workbooks of one XML file, of Excel 2003."""

from __future__ import annotations

import pytest

from gkml_extract.extractors.registry import EXTRACTORS
from gkml_extract.model.errors import CorruptSourceError
from support.workbooks import found_notes, grid_of, lines, read

SPACES = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'


def workbook(table: str, *, state: str = "", before: str = "") -> bytes:
    """A workbook with one sheet, S, and two styles."""
    styles = "".join(
        f'<Style ss:ID="{name}"><NumberFormat ss:Format="{code}"/></Style>'
        for name, code in (
            ("s1", "0000"),
            ("s2", "Short Date"),
            ("s3", "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"),
        )
    )
    options = f'<x:WorksheetOptions xmlns:x="x"><x:Visible>{state}</x:Visible></x:WorksheetOptions>' if state else ""
    return (
        f'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n{before}<Workbook {SPACES}>'
        f'<Styles>{styles}</Styles><Worksheet ss:Name="S"><Table>{table}</Table>{options}</Worksheet></Workbook>'
    ).encode()


def cell(text: str, kind: str = "String", more: str = "") -> str:
    """A cell with a value."""
    return f'<Cell {more}><Data ss:Type="{kind}">{text}</Data></Cell>'


def test_it_prints_what_an_xlsx_would() -> None:
    """Places by index, merges, formats, rich text."""
    table = "<Row>" + cell("目录", more="ss:MergeAcross='2'") + "</Row>"
    table += "<Row ss:Index='3'>" + cell("5", "Number", "ss:StyleID='s1' ss:MergeDown='1'")
    table += cell("45306", "Number", "ss:StyleID='s2'") + cell("2024-01-15T00:00:00.000", "DateTime", "ss:StyleID='s3'")
    table += "</Row><Row>" + cell("1", "Boolean", "ss:Index='2'") + cell("<B>政</B>务", more="") + "</Row>"
    data = workbook(table)
    assert grid_of(data) == ["目录|<|<", "||", "0005|2024/1/15|2024年1月15日", "^|TRUE|政务"]
    assert [reader.format for reader in EXTRACTORS if reader.identify(data, "x.xls")] == ["xml"]


def test_what_is_hidden_is_left_out_and_noted() -> None:
    """Columns, rows and sheets; errors and formulas without a value are noted."""
    table = (
        "<Column/><Column ss:Hidden='1' ss:Span='1'/><Row>" + cell("1") + cell("2") + cell("3") + cell("4") + "</Row>"
    )
    table += "<Row ss:Hidden='1'>" + cell("5") + "</Row><Row><Cell ss:Formula='=1'/></Row>"
    table += "<Row>" + cell("#N/A", "Error") + "</Row>"
    content = read(workbook(table))
    assert [lines(block) for block in content.blocks] == [["1|4", "|", "#N/A|"]]
    assert [code for code, _ in found_notes(content)] == [
        "hidden-rows-left-out",
        "hidden-columns-left-out",
        "formula-without-value",
        "cell-error",
    ]
    assert found_notes(read(workbook(table, state="SheetHidden")))[0][0] == "hidden-sheet"


def test_damage_and_entities_are_refused() -> None:
    """As in any XML."""
    data = workbook("<Row>" + cell("甲") + "</Row>")
    reader = next(reader for reader in EXTRACTORS if reader.format == "xml")
    for broken in (
        data[:-20],
        workbook("", before='<!DOCTYPE x [<!ENTITY a "b">]>'),
        b"<?xml version='1.0'?><a/>",
        b"",
    ):
        with pytest.raises(CorruptSourceError):
            reader.read(broken)


def test_struck_text_is_noted() -> None:
    """By the font of its style."""
    table = "<Row>" + cell("甲", more="ss:StyleID='s9'") + cell("乙") + "</Row>"
    data = workbook(table).replace(b"</Styles>", b'<Style ss:ID="s9"><Font ss:StrikeThrough="1"/></Style></Styles>')
    assert found_notes(read(data)) == [("struck-text", {"n": 1, "text": "甲"})]
