"""Writes a printed document as .docx: gridSpan, vMerge, header rows that repeat, fixed widths."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from lxml import etree

from support.printing.model import (
    AUTOMATIC_NUMBER,
    CONTROL_EMPTY,
    CONTROL_TICKED,
    DELETED_FROM,
    DELETED_TO,
    INSERTED_FROM,
    INSERTED_TO,
    SYMBOL_EMPTY,
    SYMBOL_TICKED,
    Cell,
    Paragraph,
    Printed,
    Table,
)

FIXED_TIME = datetime(2024, 10, 8, 9, 30)
_TWIPS_A_MM = 1440 / 25.4
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_SYMBOLS = {SYMBOL_TICKED: "F0FE", SYMBOL_EMPTY: "F0A8"}
_CONTROLS = {CONTROL_TICKED: ("1", "☒"), CONTROL_EMPTY: ("0", "☐")}
_PIECES = re.compile(
    f"({DELETED_FROM}.*?{DELETED_TO}|{INSERTED_FROM}.*?{INSERTED_TO}"
    f"|[{SYMBOL_TICKED}{SYMBOL_EMPTY}{CONTROL_TICKED}{CONTROL_EMPTY}\n])"
)
_REVISION = 'w:id="{id}" w:author="编辑" w:date="2024-10-08T09:30:00Z"'


def write_docx(printed: Printed) -> bytes:
    """The document as a Word file; the same bytes each time."""
    word = Document()
    _page(word, printed)
    _numbering(word)
    for block in printed.blocks:
        if isinstance(block, Paragraph):
            _paragraph(word, block)
        else:
            word.element.body.insert(len(word.element.body) - 1, _table(block))
    if isinstance(printed.blocks[-1], Table):
        _paragraph(word, Paragraph("", 5))  # a body ends in a paragraph: without one, no table is left in a .doc
    word.core_properties.author = ""
    word.core_properties.title = printed.title
    word.core_properties.created = word.core_properties.modified = FIXED_TIME
    stream = io.BytesIO()
    word.save(stream)
    return _fixed_zip(stream.getvalue())


def _fixed_zip(data: bytes) -> bytes:
    """The same archive with fixed times of its members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(_member(name), source.read(name))
    return stream.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, (2024, 10, 8, 9, 30, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def _page(word: WordDocument, printed: Printed) -> None:
    section = word.sections[0]
    short, long = Mm(210), Mm(297)
    section.page_width, section.page_height = (long, short) if printed.is_landscape else (short, long)
    if printed.is_landscape:
        section._sectPr.find(qn("w:pgSz")).set(qn("w:orient"), "landscape")
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(printed.margin))
    if printed.has_page_numbers:
        _page_number(section.footer.paragraphs[0]._p)
    style = word.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")


def _page_number(paragraph: etree._Element) -> None:
    """第 1 页 in the footer."""
    _fill_paragraph(paragraph, "第 ", "center", 9, False)
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    paragraph.append(field)
    paragraph.append(_piece(" 页", 9, False))


def _numbering(word: WordDocument) -> None:
    """A list of plain numbers, as Word's automatic numbering of a 序号 column."""
    numbering = word.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/>'
        '<w:lvlText w:val="%1"/><w:lvlJc w:val="center"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        "</w:abstractNum>"
    )
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))


def _paragraph(word: WordDocument, block: Paragraph) -> None:
    element = OxmlElement("w:p")
    _fill_paragraph(element, block.text, block.align, block.size, block.is_bold, spacing=60)
    word.element.body.insert(len(word.element.body) - 1, element)


def _table(table: Table) -> etree._Element:
    element = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblW w:w='{_twips(sum(table.widths))}' w:type='dxa'/>"
        "<w:jc w:val='center'/><w:tblBorders>"
        + "".join(
            f"<w:{side} w:val='single' w:sz='4' w:space='0' w:color='000000'/>"
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        + "</w:tblBorders><w:tblLayout w:type='fixed'/><w:tblCellMar><w:left w:w='28' w:type='dxa'/>"
        "<w:right w:w='28' w:type='dxa'/></w:tblCellMar></w:tblPr><w:tblGrid/></w:tbl>"
    )
    grid = element.find(qn("w:tblGrid"))
    for width in table.widths:
        column = OxmlElement("w:gridCol")
        column.set(qn("w:w"), str(_twips(width)))
        grid.append(column)
    covered = table.by_place()
    for row in range(table.n_rows):
        if row not in table.hidden_rows:
            element.append(_row(table, row, covered))
    return element


def _row(table: Table, row: int, covered: dict[tuple[int, int], Cell]) -> etree._Element:
    element = OxmlElement("w:tr")
    if row < table.n_header_rows and table.repeats_header:
        properties = OxmlElement("w:trPr")
        properties.append(OxmlElement("w:tblHeader"))
        element.append(properties)
    column = 0
    while column < len(table.widths):
        cell = covered[row, column]
        element.append(_cell(table, cell, row))
        column += cell.n_columns
    return element


def _cell(table: Table, cell: Cell, row: int) -> etree._Element:
    element = OxmlElement("w:tc")
    width = sum(table.widths[cell.column : cell.column + cell.n_columns])
    span = f"<w:gridSpan w:val='{cell.n_columns}'/>" if cell.n_columns > 1 else ""
    merge = ""
    if cell.n_rows > 1:
        merge = "<w:vMerge w:val='restart'/>" if row == cell.row else "<w:vMerge/>"
    element.append(
        parse_xml(
            f"<w:tcPr {nsdecls('w')}><w:tcW w:w='{_twips(width)}' w:type='dxa'/>{span}{merge}"
            "<w:vAlign w:val='center'/></w:tcPr>"
        )
    )
    lines: Iterable[str] = cell.lines if row == cell.row and cell.lines else ("",)
    for line in lines:
        paragraph = OxmlElement("w:p")
        _fill_paragraph(paragraph, line, cell.align, table.size, row < table.n_header_rows)
        element.append(paragraph)
    return element


def _fill_paragraph(
    element: etree._Element, text: str, align: str, size: float, is_bold: bool, *, spacing: int = 0
) -> None:
    numbered = text.startswith(AUTOMATIC_NUMBER)
    number = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='90'/></w:numPr>" if numbered else ""
    for properties in element.findall(qn("w:pPr")):
        element.remove(properties)
    element.append(
        parse_xml(
            f"<w:pPr {nsdecls('w')}>{number}<w:spacing w:before='{spacing}' w:after='{spacing}'/>"
            f"<w:jc w:val='{align}'/></w:pPr>"
        )
    )
    for piece in _PIECES.split(text.removeprefix(AUTOMATIC_NUMBER)):
        if piece:
            element.append(_piece(piece, size, is_bold))


def _piece(piece: str, size: float, is_bold: bool) -> etree._Element:
    """A run, or what stands for one."""
    run = OxmlElement("w:r")
    run.append(
        parse_xml(
            f"<w:rPr {nsdecls('w')}><w:rFonts w:ascii='Times New Roman' w:hAnsi='Times New Roman' w:eastAsia='宋体'/>"
            f"{'<w:b/>' if is_bold else ''}<w:sz w:val='{round(size * 2)}'/></w:rPr>"
        )
    )
    if piece == "\n":
        run.append(OxmlElement("w:br"))
        return run
    if piece in _SYMBOLS:
        run.append(parse_xml(f"<w:sym {nsdecls('w')} w:font='Wingdings' w:char='{_SYMBOLS[piece]}'/>"))
        return run
    if piece in _CONTROLS:
        return _control(run, *_CONTROLS[piece])
    if piece[0] in (DELETED_FROM, INSERTED_FROM):
        return _revision(run, piece[1:-1], is_deleted=piece[0] == DELETED_FROM)
    run.append(_text("w:t", piece))
    return run


def _text(tag: str, text: str) -> etree._Element:
    element = OxmlElement(tag)
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def _control(run: etree._Element, checked: str, glyph: str) -> etree._Element:
    control = parse_xml(
        f"<w:sdt {nsdecls('w')} {_W14}><w:sdtPr><w14:checkbox><w14:checked w14:val='{checked}'/>"
        "<w14:checkedState w14:val='2612' w14:font='MS Gothic'/>"
        "<w14:uncheckedState w14:val='2610' w14:font='MS Gothic'/></w14:checkbox></w:sdtPr><w:sdtContent/></w:sdt>"
    )
    run.append(_text("w:t", glyph))
    control.find(qn("w:sdtContent")).append(run)
    return control


def _revision(run: etree._Element, text: str, *, is_deleted: bool) -> etree._Element:
    attributes = _REVISION.format(id=901 if is_deleted else 902)
    element = parse_xml(f"<w:{'del' if is_deleted else 'ins'} {nsdecls('w')} {attributes}/>")
    run.append(_text("w:delText" if is_deleted else "w:t", text))
    element.append(run)
    return element


def _twips(mm: float) -> int:
    return round(mm * _TWIPS_A_MM)
