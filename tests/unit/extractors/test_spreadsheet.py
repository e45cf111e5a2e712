"""Workbooks: each sheet is one grid of what it shows."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from gkml_extract.extractors.registry import EXTRACTORS, identify
from gkml_extract.extractors.spreadsheet import grid, package
from gkml_extract.extractors.spreadsheet.reader import SPREADSHEETS
from gkml_extract.extractors.spreadsheet.shapes import drawing_shapes
from gkml_extract.extractors.spreadsheet.sheet import Sheet
from gkml_extract.model.content import TableFragment
from gkml_extract.model.errors import CorruptSourceError, EncryptedSourceError, SourceTooLargeError
from gkml_extract.model.source import SheetPlace
from gkml_extract.model.table import UNREAD
from support.effort import ends
from support.workbooks import found_notes, grid_of, lines, packed, read, saved, xlsx, xlsx_parts

REAL = Path(__file__).parents[4] / "shared" / "real"


def rows_xml(*rows: str) -> str:
    """`rows_xml("甲|乙")`: sheet data of inline texts; a blank is no cell."""
    found = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(
            f'<c r="{chr(65 + k)}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
            for k, text in enumerate(row.split("|"))
            if text
        )
        found.append(f'<row r="{number}">{cells}</row>')
    return f"<sheetData>{''.join(found)}</sheetData>"


def cell(content: str, *, kind: str = "n", style: int = 0, **more: str) -> str:
    """Sheet data with one cell, B2."""
    return f'<sheetData><row r="2"><c r="B2" t="{kind}" s="{style}">{content}</c></row></sheetData>'


# --- xlsx


def test_a_sheet_is_one_grid_of_its_used_range() -> None:
    """Blank edges go, blank rows inside stay; a place names the original cell."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "目录"
    sheet["B3"], sheet["D3"], sheet["B5"] = "序号", "内容", 1
    content = read(saved(workbook))
    assert [lines(block) for block in content.blocks] == [["序号||内容", "||", "1||"]]
    (fragment,) = content.blocks
    assert isinstance(fragment, TableFragment)
    assert [place for each in fragment.cells for place in each.places if each.text == "内容"] == [
        SheetPlace(sheet="目录", cell="D3")
    ]
    assert content.notes == () and content.sheets == 1


def test_sheets_are_grids_in_their_order_and_blank_ones_are_none() -> None:
    """All are counted; their names are no text."""
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "甲"  # type: ignore[index]
    workbook.create_sheet("空")
    workbook.create_sheet("乙")["C2"] = "乙"
    content = read(saved(workbook))
    assert [lines(block) for block in content.blocks] == [["甲"], ["乙"]]
    assert content.sheets == 3


def test_merged_cells_span() -> None:
    """Over rows and columns, cut at the used range; a title stays a row."""
    merges = '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A3:A4"/><mergeCell ref="B5:XFD1048576"/></mergeCells>'
    data = xlsx(rows_xml("目录", "序号|事项|内容", "1|甲|子", "|乙|丑", "2|丙") + merges)
    assert grid_of(data) == ["目录|<|<", "序号|事项|内容", "1|甲|子", "^|乙|丑", "2|丙|<"]


@pytest.mark.parametrize("second", ["B1:C2", "A1:B2", "A2:C2"])
def test_of_two_merges_that_overlap_the_first_counts(second: str) -> None:
    """Each place is still covered once, and it is noted."""
    merges = f'<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="{second}"/></mergeCells>'
    data = xlsx(rows_xml("甲||乙", "||丙") + merges)
    assert grid_of(data) == ["甲|<|乙", "^|^|丙"]
    assert found_notes(read(data)) == [("merge-ignored", {"sheet": "S", "n": 1})]


@pytest.mark.parametrize("ref", ["", "A1", "A0:B2", "ZZZZ1:A1", "A1:XFE9", "1:2", "A:B"])
def test_a_merge_of_no_range_is_none(ref: str) -> None:
    """Nothing is lost by it."""
    data = xlsx(rows_xml("甲|乙") + f'<mergeCells><mergeCell ref="{ref}"/></mergeCells>')
    assert grid_of(data) == ["甲|乙"]


def test_text_that_a_merge_hides_is_kept_and_noted() -> None:
    """Excel shows only the upper left value."""
    data = xlsx(rows_xml("甲|乙", "丙|丁") + '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>')
    assert grid_of(data) == ["甲\n丙|乙", "^|丁"]
    (noted,) = read(data).notes
    assert (noted.code, dict(noted.params), noted.place) == (
        "covered-text-kept",
        {"text": "丙"},
        SheetPlace(sheet="S", cell="A2"),
    )


def test_hidden_rows_and_columns_are_left_out_and_noted() -> None:
    """With what they hold; a blank one needs no word."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in ("序号|藏|内容", "1|x|甲", "2|y|乙", "3|z|丙", "4||丁"):
        sheet.append(row.split("|"))
    sheet.title = "目录"
    sheet.row_dimensions[2].hidden = sheet.row_dimensions[4].hidden = sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["B"].hidden = True
    content = read(saved(workbook))
    assert [lines(block) for block in content.blocks] == [["序号|内容", "2|乙", "4|丁"]]
    assert found_notes(content) == [
        ("hidden-rows-left-out", {"sheet": "目录", "rows": "2, 4", "n": 6}),
        ("hidden-columns-left-out", {"sheet": "目录", "columns": "B", "n": 2}),
    ]


def test_rows_without_height_and_columns_without_width_are_hidden() -> None:
    """However the file says it."""
    first = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    body = f'<cols><col min="2" max="3" width="0"/></cols><sheetData>{first}'
    data = xlsx(body + '<row r="2" ht="0" customHeight="1"><c r="A2"><v>3</v></c></row></sheetData>')
    assert grid_of(data) == ["1"]
    assert [code for code, _ in found_notes(read(data))] == ["hidden-rows-left-out", "hidden-columns-left-out"]


def test_a_merge_whose_first_row_is_hidden_shows_its_text_in_the_rest() -> None:
    """As Excel does; nothing is noted, since nothing is left out."""
    data = xlsx(
        '<sheetData><row r="1" hidden="1"><c r="A1"><v>7</v></c></row><row r="2"><c r="B2"><v>1</v></c></row>'
        '<row r="3"><c r="B3"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="A1:A3"/></mergeCells>'
    )
    assert grid_of(data) == ["7|1", "^|2"]
    assert read(data).notes == ()


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_left_out_and_noted(state: str) -> None:
    """Only where it holds text."""
    content = read(xlsx(rows_xml("甲|乙"), state=state))
    assert content.blocks == ()
    assert found_notes(content) == [("hidden-sheet", {"sheet": "S", "n": 2})]
    assert read(xlsx("<sheetData/>", state=state)).notes == ()


def test_rich_texts_are_joined_without_their_readings() -> None:
    """Phonetic runs are no text."""
    strings = "<si><r><t>政务</t></r><r><t>公开</t></r><rPh sb='0' eb='1'><t>zheng</t></rPh><phoneticPr/></si>"
    assert grid_of(xlsx(cell("<v>0</v>", kind="s"), strings=strings)) == ["政务公开"]
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = CellRichText("丰", TextBlock(InlineFont(b=True), "富"))  # type: ignore[index]
    assert grid_of(saved(workbook)) == ["丰富"]


def test_a_line_break_in_a_cell_stays_but_for_one_in_mid_phrase() -> None:
    """Two entries stay two; a title is not cut."""
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "1.概况\n2.《政府信息\n公开条例》"  # type: ignore[index]
    assert grid_of(saved(workbook)) == ["1.概况\n2.《政府信息公开条例》"]


def test_escaped_characters_are_read() -> None:
    """_x000D_ is a carriage return, _x005F_ an underscore."""
    assert grid_of(xlsx(rows_xml("甲_x000D_乙_x005F_"))) == ["甲乙_"]


@pytest.mark.parametrize(
    ("content", "kind", "printed"),
    [
        ("<v>1</v>", "n", "1"),
        ("<v>1.0</v>", "n", "1"),
        ("<v>5.0000000000000003E-2</v>", "n", "0.05"),
        ("<v>1</v>", "b", "TRUE"),
        ("<v>0</v>", "b", "FALSE"),
        ("<v>0505</v>", "str", "0505"),
        ("<f>A1&amp;B1</f><v>甲乙</v>", "str", "甲乙"),
        ("<f>1+1</f><v>2</v>", "n", "2"),
        ("<v>2024-01-15</v>", "d", "2024-01-15"),
    ],
)
def test_values(content: str, kind: str, printed: str) -> None:
    """By the type of the cell; formulas by their stored value."""
    assert grid_of(xlsx(cell(content, kind=kind))) == [printed]


def test_numbers_are_as_their_format_prints_them() -> None:
    """Custom formats and built-in ones."""
    formats = '<numFmt numFmtId="164" formatCode="0000"/>'
    styles = '<xf numFmtId="164"/><xf numFmtId="31"/>'
    body = '<sheetData><row><c s="1"><v>505</v></c><c s="2"><v>45306</v></c><c s="9"><v>3</v></c></row></sheetData>'
    assert grid_of(xlsx(body, formats=formats, styles=styles)) == ["0505|2024年1月15日|3"]


def test_dates_of_a_workbook_from_1904() -> None:
    """They count from another day."""
    body = cell("<v>43844</v>", style=1)
    data = xlsx(body, styles='<xf numFmtId="14"/>', workbook='<workbookPr date1904="1"/>')
    assert grid_of(data) == ["2024/1/15"]


def test_a_date_that_openpyxl_writes() -> None:
    """With the format of the cell."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet["A1"] = datetime.date(2024, 1, 5)
    sheet["A1"].number_format = 'yyyy"年"m"月"d"日"'
    assert grid_of(saved(workbook)) == ["2024年1月5日"]


def test_a_truth_value_shown_as_a_box_is_one() -> None:
    """Check boxes in cells, of Excel since 2024."""
    styles = '<xf numFmtId="0"><extLst><ext uri="x"><xfComplement xmlns="f" i="0"/></ext></extLst></xf>'
    body = '<sheetData><row><c t="b" s="1"><v>1</v></c><c t="b" s="1"><v>0</v></c></row></sheetData>'
    assert grid_of(xlsx(body, styles=styles)) == ["☑|☐"]


def test_an_error_is_text_and_noted() -> None:
    """It is what the cell shows."""
    data = xlsx(cell("<f>1/0</f><v>#DIV/0!</v>", kind="e"))
    assert grid_of(data) == ["#DIV/0!"]
    (noted,) = read(data).notes
    assert (noted.code, noted.place) == ("cell-error", SheetPlace(sheet="S", cell="B2"))


def test_a_formula_without_a_value_is_noted() -> None:
    """Nothing is computed."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet["A1"], sheet["B1"] = "甲", "=1+1"
    content = read(saved(workbook))
    assert [lines(block) for block in content.blocks] == [["甲"]]
    assert [(noted.code, noted.place) for noted in content.notes] == [
        ("formula-without-value", SheetPlace(sheet="Sheet", cell="B1"))
    ]


def test_cells_and_rows_without_places_follow_one_another() -> None:
    """Some programs leave `r` out."""
    row = "<row><c><v>1</v></c><c><v>2</v></c></row>"
    assert grid_of(xlsx(f"<sheetData>{row}{row}</sheetData>")) == ["1|2", "1|2"]


def test_the_strict_form_is_read_by_its_content_type() -> None:
    """Another namespace, and the main part under another name."""
    strict = {
        name.replace("workbook", "book"): part.replace("/xl/workbook", "/xl/book").replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
        )
        for name, part in xlsx_parts(rows_xml("甲")).items()
    }
    assert grid_of(packed(strict)) == ["甲"]


def test_names_of_parts_are_compared_without_case_and_with_either_slash() -> None:
    """Some programs write XL\\Workbook.xml."""
    parts = {name.upper().replace("/", "\\"): part for name, part in xlsx_parts(rows_xml("甲")).items()}
    assert grid_of(packed(parts)) == ["甲"]


def test_a_stray_cell_far_off_costs_the_blank_rows_between() -> None:
    """Its place is told all the same."""
    body = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    (fragment,) = read(xlsx(body + "</sheetData>")).blocks
    assert lines(fragment) == ["1|", "|2"]
    assert isinstance(fragment, TableFragment)
    assert fragment.cells[-1].places == (SheetPlace(sheet="S", cell="XFD1048576"),)


def test_a_grid_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """In both languages."""
    monkeypatch.setattr(grid, "MAX_DENSE_PLACES", 3)
    monkeypatch.setattr(grid, "MAX_PLACES", 3)
    with pytest.raises(SourceTooLargeError, match="split it"):
        read(xlsx(rows_xml("1|2", "3|4")))


def test_a_dimension_that_lies_is_not_believed() -> None:
    """Nor are a million blank rows a table."""
    body = '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    blank = "".join(f'<row r="{k}" ht="15"/>' for k in range(2, 200_000))
    with ends():
        assert grid_of(xlsx(f"{body}{blank}</sheetData>")) == ["1"]


def test_a_merge_over_everything_costs_nothing() -> None:
    """It is cut at the used range, and one that is too large even so is ignored and noted."""
    far = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    merges = '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    with ends():
        content = read(xlsx(far + merges))
    assert [lines(block) for block in content.blocks] == [["1|", "|2"]]
    assert [code for code, _ in found_notes(content)] == ["merge-ignored"]


# --- what floats over the cells

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_drawing(body: str, *, drawing: str = "", vml: str = "") -> bytes:
    """An xlsx with these beside its sheet."""
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{RELATIONS}/{kind}" Target="../drawings/{kind}.xml"/>'
        for kind, part in (("drawing", drawing), ("vmlDrawing", vml))
        if part
    )
    parts = xlsx_parts(body) | {
        "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="p">{relations}</Relationships>',
        "xl/drawings/drawing.xml": f'<xdr:wsDr xmlns:xdr="x" xmlns:a="a">{drawing}</xdr:wsDr>',
        "xl/drawings/vmlDrawing.xml": f'<xml xmlns:v="v" xmlns:x="x">{vml}</xml>',
    }
    return packed(parts)


def text_box(row: int, *paragraphs: str) -> str:
    """A text box over this row, from 0."""
    lines_xml = "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in paragraphs)
    return (
        f"<xdr:twoCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:row>{row}</xdr:row></xdr:from>"
        f"<xdr:sp><xdr:txBody>{lines_xml}</xdr:txBody></xdr:sp></xdr:twoCellAnchor>"
    )


def check_box(row: int, column: int, text: str, *, is_checked: bool, kind: str = "Checkbox") -> str:
    """A check box of a form over this cell, from 0, as Office writes it: with a <br> that has no end."""
    checked = "<x:Checked>1</x:Checked>" if is_checked else ""
    return (
        f"<v:shape><v:textbox><div><font>{text}</font><br></div></v:textbox><x:ClientData ObjectType='{kind}'>"
        f"<x:Anchor>{column}, 5, {row}, 3, 9, 9, 9, 9</x:Anchor>{checked}</x:ClientData></v:shape>"
    )


def test_text_boxes_are_paragraphs_before_or_after_the_grid() -> None:
    """By the row over which they begin."""
    drawing = text_box(9, "注") + text_box(0, "某局", "政务公开目录")
    body = '<sheetData><row r="3"><c r="A3"><v>1</v></c></row></sheetData>'
    blocks = read(with_drawing(body, drawing=drawing)).blocks
    assert [getattr(block, "text", None) for block in blocks] == ["某局", "政务公开目录", None, "注"]


def floating(row: int, column: int, last_column: int, text: str) -> str:
    """A text box over cells of a row, from 0."""
    places = "".join(
        f"<xdr:{end}><xdr:col>{at}</xdr:col><xdr:row>{row}</xdr:row></xdr:{end}>"
        for end, at in (("from", column), ("to", last_column))
    )
    body = f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"
    return f"<xdr:twoCellAnchor>{places}<xdr:sp><xdr:txBody>{body}</xdr:txBody></xdr:sp></xdr:twoCellAnchor>"


def test_a_tick_in_a_text_box_is_of_the_empty_cell_below() -> None:
    """Over two cells it may mean either; over a text, or beside the table, it stays a text, with a note."""
    drawing = floating(1, 2, 2, "√") + floating(2, 1, 2, "√") + floating(1, 0, 0, "√") + floating(7, 0, 0, "见√")
    content = read(with_drawing(rows_xml("序号|主动|依申请|内容|备注", "1|||甲", "2|||乙|丙"), drawing=drawing))
    (shown, *texts) = content.blocks
    assert lines(shown) == ["序号|主动|依申请|内容|备注", "1||√|甲|", f"2|{UNREAD}||乙|丙"]
    assert [getattr(block, "text", None) for block in texts] == ["√", "见√"]
    assert [(noted.code, noted.place) for noted in content.notes] == [("mark-unread", SheetPlace(sheet="S", cell="A2"))]


def test_a_tick_floats_over_a_merged_cell_as_a_whole() -> None:
    """It may lie over any place of it."""
    body = rows_xml("1||甲", "2||乙") + '<mergeCells><mergeCell ref="B1:B2"/></mergeCells>'
    (shown,) = read(with_drawing(body, drawing=floating(1, 1, 1, "√"))).blocks
    assert lines(shown) == ["1|√|甲", "2|^|乙"]


@pytest.mark.parametrize("is_rich", [False, True])
def test_struck_text_is_read_and_noted(*, is_rich: bool) -> None:
    """By the font of a cell or of a run: it is printed. A font that is not struck out says so by val="0"."""
    font = InlineFont(strike=True)
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet["A1"], sheet["B1"] = "序号", "内容"
    sheet["B2"] = CellRichText("现行", TextBlock(font, "旧内容")) if is_rich else "旧内容"
    sheet["A2"] = "甲"
    if not is_rich:
        sheet["B2"].font = openpyxl.styles.Font(strike=True)
        sheet["A2"].font = openpyxl.styles.Font(strike=False)
    content = read(saved(workbook))
    assert grid_of(saved(workbook))[1] == ("甲|现行旧内容" if is_rich else "甲|旧内容")
    (noted,) = content.notes
    assert (noted.code, dict(noted.params)) == ("struck-text", {"n": 3, "text": "旧内容"})
    assert noted.place == SheetPlace(sheet="Sheet", cell="B2")


def test_check_boxes_of_a_form_are_text_of_their_cell() -> None:
    """Behind what the cell holds, from the top down; comments are none."""
    vml = check_box(1, 1, "公报", is_checked=False) + check_box(0, 1, "政府网站", is_checked=True)
    vml += check_box(0, 0, "批注", is_checked=False, kind="Note")
    assert grid_of(with_drawing(rows_xml("甲|渠道"), vml=vml)) == ["甲|渠道\n☑政府网站", "|☐公报"]


# --- safety


@pytest.mark.parametrize("part", ["workbook.xml", "sharedStrings.xml", "worksheets/sheet1.xml", "styles.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(part: str, encoding: str) -> None:
    """Entities may be bombs or other files."""
    parts: dict[str, str | bytes] = dict(xlsx_parts(rows_xml("甲")))
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "b">]>' + str(parts[f"xl/{part}"])
    parts[f"xl/{part}"] = text.encode(encoding)
    with pytest.raises(CorruptSourceError):
        next(reader for reader in EXTRACTORS if reader.format == "xlsx").read(packed(parts))


@pytest.mark.skipif(not (REAL / "xml").is_dir(), reason="the folder of real files is absent")
@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
def test_bombs_of_defusedxml_are_refused(part: str) -> None:
    """Within seconds, whatever they would grow to; the two sound files among them are no sheets."""
    for path in sorted((REAL / "xml").glob("*.xml")):
        parts: dict[str, str | bytes] = dict(xlsx_parts(cell("<v>0</v>", kind="s"), strings="<si><t>甲</t></si>"))
        parts[part] = path.read_bytes()
        reader = identify(packed(parts), "x.xlsx")
        if b"<!DOCTYPE" in path.read_bytes():
            with pytest.raises(CorruptSourceError):
                reader.read(packed(parts))


def test_a_zip_bomb_is_unpacked_no_further_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its stated size is not believed either."""
    monkeypatch.setattr(package, "MAX_PART_BYTES", 100_000)
    parts = xlsx_parts(f"<sheetData>{' ' * 10_000_000}</sheetData>")
    with pytest.raises(SourceTooLargeError, match="split it"):
        read(packed(parts))


def test_all_parts_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many parts below the limit of one."""
    monkeypatch.setattr(package, "MAX_PACKAGE_BYTES", 1500)
    with pytest.raises(SourceTooLargeError):
        next(reader for reader in EXTRACTORS if reader.format == "xlsx").read(xlsx(rows_xml(*["甲|乙"] * 40)))


@pytest.mark.parametrize("missing", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_a_missing_part_is_damage(missing: str) -> None:
    """Not a sheet without text."""
    parts = {name: part for name, part in xlsx_parts(rows_xml("甲")).items() if name != missing}
    with pytest.raises(CorruptSourceError):
        next(reader for reader in EXTRACTORS if reader.format == "xlsx").read(packed(parts))


def test_a_shared_string_that_is_not_there_is_damage() -> None:
    """A text would be lost in silence."""
    with pytest.raises(CorruptSourceError):
        read(xlsx(cell("<v>3</v>", kind="s")))


def test_a_file_cut_anywhere_is_damage() -> None:
    """Never a part of its sheets."""
    data = xlsx(rows_xml(*["甲|乙"] * 20))
    reader = identify(data, "x")
    for end in range(0, len(data) - 1, 97):
        with pytest.raises(CorruptSourceError):
            reader.read(data[:end])


def test_a_part_locked_in_the_zip_is_locked() -> None:
    """The flag of the zip entry says so."""
    data = bytearray(xlsx(rows_xml("甲")))
    for start in (b"PK\3\4", b"PK\1\2"):
        at = -1
        while (at := data.find(start, at + 1)) >= 0:
            data[at + (6 if start == b"PK\3\4" else 8)] |= 1
    with pytest.raises(EncryptedSourceError, match="password"):
        next(reader for reader in EXTRACTORS if reader.format == "xlsx").read(bytes(data))


def test_other_zips_are_not_claimed() -> None:
    """A Word file is a zip as well."""
    for parts in ({"word/document.xml": "<w/>"}, {"a.txt": "xl/workbook.xml"}, {"mimetype": "application/epub+zip"}):
        assert not any(reader.identify(packed(parts), "x.xlsx") for reader in SPREADSHEETS)


# --- files of other programs


@pytest.mark.skipif(not (REAL / "xlsx").is_dir(), reason="the folder of real files is absent")
def test_merges_of_excelize() -> None:
    """Its file has the name of each range in its first cell."""
    content = read((REAL / "xlsx/excelize-MergeCell.xlsx").read_bytes())
    (fragment,) = content.blocks
    assert isinstance(fragment, TableFragment)
    shapes = {each.text: (each.rowspan, each.colspan) for each in fragment.cells}
    assert (shapes["A1"], shapes["A2"], shapes["A4"], shapes["A7"]) == ((1, 2), (2, 1), (2, 2), (4, 3))
    assert all(
        isinstance(each.places[0], SheetPlace) and each.places[0].cell == each.text
        for each in fragment.cells
        if each.text
    )


def test_a_picture_over_an_empty_cell_of_a_row_is_unread() -> None:
    """One over a row without texts, or larger than a cell, is none; WPS writes a formula for one in a cell."""
    begin = "<xdr:from><xdr:col>{1}</xdr:col><xdr:row>{2}</xdr:row></xdr:from>"
    anchor = "<xdr:{0}Anchor>" + begin + "{3}<xdr:pic/></xdr:{0}Anchor>"
    end = "<xdr:to><xdr:col>{}</xdr:col><xdr:row>{}</xdr:row></xdr:to>"
    anchors = (
        anchor.format("twoCell", 3, 1, end.format(3, 2)),
        anchor.format("twoCell", 3, 2, end.format(7, 9)),
        anchor.format("oneCell", 1, 5, '<xdr:ext cx="180000" cy="180000"/>'),
    )
    drawing = f'<xdr:wsDr xmlns:xdr="http://x">{"".join(anchors)}</xdr:wsDr>'.encode()
    pictures = tuple(shape.spot for shape in drawing_shapes(drawing) if not shape.text)
    assert pictures == ((1, 3), (5, 1))
    cells = {(row, column): "文" for row in (1, 2) for column in (0, 1, 2)}
    cells |= {(2, 3): '=DISPIMG("ID_1",1)', (5, 0): "注"}
    (shown,), _ = grid.sheet_to_blocks(Sheet("S", cells, pictures=pictures))
    assert isinstance(shown, TableFragment)
    assert [(cell.row, cell.column) for cell in shown.cells if cell.text == UNREAD] == [(0, 3), (1, 3)]
