"""ods: cells hold the text that they print."""

from __future__ import annotations

import pytest

from gkml_extract.extractors.spreadsheet import ods
from gkml_extract.model.errors import CorruptSourceError, EncryptedSourceError, SourceTooLargeError
from support.workbooks import found_notes, grid_of, lines, packed, read

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)
COVERED = "<table:covered-table-cell/>"


def ods_file(table: str, *, styles: str = "", manifest: str = "<m/>", before: str = "") -> bytes:
    """An ods with one table, S, with this inside."""
    content = (
        f"{before}<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name="S" table:style-name="ta1">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    media_type = "application/vnd.oasis.opendocument.spreadsheet"
    return packed({"mimetype": media_type, "META-INF/manifest.xml": manifest, "content.xml": content})


def cell(content: str, **table: str) -> str:
    """A cell with one paragraph; `cell("甲", number_columns_repeated="3")`."""
    more = " ".join(f'table:{name.replace("_", "-")}="{value}"' for name, value in table.items())
    return f"<table:table-cell {more}><text:p>{content}</text:p></table:table-cell>"


def row(*cells: str, **table: str) -> str:
    """A row of cells."""
    more = " ".join(f'table:{name.replace("_", "-")}="{value}"' for name, value in table.items())
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def test_it_prints_what_its_cells_say() -> None:
    """Spans, header rows, a million blank rows after it."""
    header = f"<table:table-header-rows>{row(cell('序号'), cell('内容'))}</table:table-header-rows>"
    blank = row('<table:table-cell table:number-columns-repeated="16384"/>', number_rows_repeated="1048000")
    title = row(cell("目录", number_columns_spanned="2"), COVERED)
    group = row(cell("1", number_rows_spanned="2"), cell("甲")) + row(COVERED, cell("乙"))
    assert grid_of(ods_file(title + header + group + blank)) == ["目录|<", "序号|内容", "1|甲", "^|乙"]


def test_paragraphs_blanks_and_breaks() -> None:
    """Comments and readings are no text."""
    note = "<office:annotation><text:p>批注</text:p></office:annotation>"
    ruby = "<text:ruby><text:ruby-base>政</text:ruby-base><text:ruby-text>zheng</text:ruby-text></text:ruby>"
    content = f'A<text:s text:c="3"/><text:span>B</text:span></text:p>{note}<text:p>1.{ruby}<text:line-break/>2.务'
    assert grid_of(ods_file(row(cell(content)))) == ["A B\n1.政\n2.务"]


def test_rows_and_cells_are_repeated() -> None:
    """Equal neighbours are written once."""
    table = row(cell("甲", number_columns_repeated="3"), number_rows_repeated="2")
    assert grid_of(ods_file(table)) == ["甲|甲|甲", "甲|甲|甲"]


def test_what_is_hidden_is_left_out_and_noted() -> None:
    """Columns, rows of a filter, sheets."""
    table = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    table += row(cell("1"), cell("2")) + row(cell("3"), cell("4"), visibility="filter")
    content = read(ods_file(table))
    assert [lines(block) for block in content.blocks] == [["1"]]
    assert [code for code, _ in found_notes(content)] == ["hidden-rows-left-out", "hidden-columns-left-out"]
    properties = '<style:table-properties table:display="false"/>'
    style = f'<style:style style:name="ta1" style:family="table">{properties}</style:style>'
    assert found_notes(read(ods_file(table, styles=style))) == [("hidden-sheet", {"sheet": "S", "n": 4})]


def test_a_cell_without_text_prints_its_value() -> None:
    """Some programs leave the paragraph out."""
    values = ('float" office:value="2.0', 'boolean" office:boolean-value="true', 'date" office:date-value="2024-01-15')
    cells = [f'<table:table-cell office:value-type="{value}"/>' for value in values]
    assert grid_of(ods_file(row(*cells))) == ["2|TRUE|2024-01-15"]


def test_a_formula_without_a_value_is_noted() -> None:
    """Nothing is computed."""
    content = read(ods_file(row(cell("甲"), '<table:table-cell table:formula="of:=1+1"/>')))
    assert [code for code, _ in found_notes(content)] == ["formula-without-value"]


def test_one_that_repeats_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kilobyte could name 17 billion cells."""
    monkeypatch.setattr(ods, "MAX_REPEATED", 1000)
    with pytest.raises(SourceTooLargeError, match="split it"):
        read(ods_file(row(cell("甲", number_columns_repeated="9"), number_rows_repeated="1000000")))


def test_a_password_and_a_document_type_are_refused() -> None:
    """The manifest tells of the one, the content of the other."""
    locked = '<m xmlns:manifest="m"><manifest:encryption-data/></m>'
    with pytest.raises(EncryptedSourceError):
        read(ods_file(row(cell("甲")), manifest=locked))
    with pytest.raises(CorruptSourceError):
        read(ods_file(row(cell("甲")), before='<!DOCTYPE x [<!ENTITY a "b">]>'))


def test_struck_text_is_noted() -> None:
    """By the style of a cell or of some words in it."""
    styles = '<style:style style:name="a"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    styles += '<style:style style:name="b"><style:text-properties style:text-line-through-style="none"/></style:style>'
    cells = (
        cell("甲", style_name="a"),
        cell("乙", style_name="b"),
        cell('丙<text:span text:style-name="a">丁</text:span>'),
    )
    content = read(ods_file(row(*cells), styles=styles))
    assert [lines(block) for block in content.blocks] == [["甲|乙|丙丁"]]
    assert found_notes(content) == [("struck-text", {"n": 2, "text": "甲 / 丁"})]
