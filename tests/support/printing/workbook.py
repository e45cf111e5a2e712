"""Writes a printed document as .xlsx: one sheet, titles in merged rows above the header, merged ranges."""

from __future__ import annotations

import io
import re
import zipfile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from support.printing.measure import row_heights
from support.printing.model import Cell, Paragraph, Printed, Table
from support.printing.word import FIXED_TIME, _member

_CHARACTERS_A_MM = 0.5
_SAVED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_THIN = Side(style="thin", color="000000")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def write_xlsx(printed: Printed, sheet_name: str = "Sheet1") -> bytes:
    """The document as a workbook; the same bytes each time."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = sheet_name
    widths = max((table.widths for table in printed.tables), key=len)
    _page(sheet, printed, widths)
    row = 1
    for block in printed.blocks:
        row = _paragraph(sheet, block, row, widths) if isinstance(block, Paragraph) else _table(sheet, block, row)
    book.properties.creator = ""
    book.properties.created = book.properties.modified = FIXED_TIME
    stream = io.BytesIO()
    book.save(stream)
    return _fixed(stream.getvalue())


def _fixed(data: bytes) -> bytes:
    """The same archive with fixed times: openpyxl writes the time of saving into docProps and the archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _SAVED.sub(rb"\g<1>2024-10-08T09:30:00Z", content)
            target.writestr(_member(name), content)
    return stream.getvalue()


def _page(sheet: Worksheet, printed: Printed, widths: tuple[float, ...]) -> None:
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if printed.is_landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, side, printed.margin / 25.4)
    for k, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(k)].width = round(width * _CHARACTERS_A_MM + 0.7, 1)


def _paragraph(sheet: Worksheet, block: Paragraph, row: int, widths: tuple[float, ...]) -> int:
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(widths))
    at = sheet.cell(row, 1, block.text)
    at.font = Font(name="宋体", size=block.size, bold=block.is_bold)
    at.alignment = Alignment(horizontal=block.align, vertical="center", wrap_text=True)
    n_lines = -(-len(block.text) * block.size * 0.3528 // sum(widths)) or 1
    sheet.row_dimensions[row].height = n_lines * block.size * 1.4 + 6
    return row + 1


def _table(sheet: Worksheet, table: Table, top: int) -> int:
    for cell in table.cells:
        _cell(sheet, table, cell, top)
    for row, height in enumerate(row_heights(table)):
        sheet.row_dimensions[top + row].height = round(min(height, 409), 1)
        sheet.row_dimensions[top + row].hidden = row in table.hidden_rows
    if sheet.print_title_rows is None and table.repeats_header:
        sheet.print_title_rows = f"{top}:{top + table.n_header_rows - 1}"
    return top + table.n_rows


def _cell(sheet: Worksheet, table: Table, cell: Cell, top: int) -> None:
    row, column = top + cell.row, cell.column + 1
    for r, c in cell.places:
        sheet.cell(top + r, c + 1).border = _BORDER
    text = "\n".join(cell.lines)
    is_number = cell.column in table.numeric_columns and cell.row >= table.n_header_rows and text.isdigit()
    at = sheet.cell(row, column, int(text) if is_number else text or None)
    at.font = Font(name="宋体", size=table.size, bold=cell.row < table.n_header_rows)
    at.alignment = Alignment(horizontal=cell.align, vertical="center", wrap_text=True)
    if cell.n_rows * cell.n_columns > 1:
        sheet.merge_cells(
            start_row=row, start_column=column, end_row=row + cell.n_rows - 1, end_column=column + cell.n_columns - 1
        )
