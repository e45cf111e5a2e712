"""Workbooks of one XML file, as Excel 2003 saves them and many programs still write them under the name .xls.

Source: Microsoft, XML Spreadsheet Reference (Office 2003).
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from gkml_extract.extractors.spreadsheet.number_format import GENERAL, print_number, print_text
from gkml_extract.extractors.spreadsheet.package import MAX_PART_BYTES, corrupt, too_large, xml_root
from gkml_extract.extractors.spreadsheet.sheet import MAX_COLUMNS, MAX_ROWS, Range, Sheet, SheetDraft, Spot
from gkml_extract.extractors.spreadsheet.symbol_fonts import as_shown, symbol_font
from gkml_extract.model.finding import note
from gkml_extract.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_BEGINS = regex(r"\s*<\?xml\b[^>]*>.{0,2000}?<(?:\w+:)?Workbook\b", re.DOTALL)
_NAMED = {
    "General Number": GENERAL, "General Date": "yyyy/m/d h:mm", "Long Date": 'yyyy"年"m"月"d"日"',
    "Medium Date": "d-mmm-yy", "Short Date": "yyyy/m/d", "Long Time": "h:mm:ss", "Medium Time": "h:mm AM/PM",
    "Short Time": "h:mm", "Currency": '"¥"#,##0.00', "Euro Currency": '"€"#,##0.00', "Fixed": "0.00",
    "Standard": "#,##0.00", "Percent": "0.00%", "Scientific": "0.00E+00",
}  # fmt: skip
"""Formats that have a name instead of a code."""
_FIRST_DAY = datetime(1899, 12, 30)


def is_xml2003(head: bytes) -> bool:
    """Whether the bytes begin as such a workbook does."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16", "ignore") if wide else head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    return bool(_BEGINS.match(text)) and _NAMESPACE in text


def read_xml2003(data: bytes) -> tuple[Sheet, ...]:
    """The worksheets in their order.

    Raises:
        SourceError: the file is damaged or too large.
    """
    if len(data) > MAX_PART_BYTES:
        raise too_large(len(data), MAX_PART_BYTES)
    root = xml_root(data)
    if _local(root) != "Workbook":
        raise corrupt()
    codes = {
        _get(style, "ID"): _NAMED.get(code, code)
        for style in root.iterfind("{*}Styles/{*}Style")
        for code in [_get(node, "Format") for node in style.iterfind("{*}NumberFormat")]
        if code
    }
    fonts = {
        _get(style, "ID"): symbol_font(_get(node, "FontName"))
        for style in root.iterfind("{*}Styles/{*}Style")
        for node in style.iterfind("{*}Font")
    }
    struck = {
        _get(style, "ID")
        for style in root.iterfind("{*}Styles/{*}Style")
        if any(_get(node, "StrikeThrough") == "1" for node in style.iterfind("{*}Font"))
    }
    return tuple(_Worksheet(element, codes, fonts, struck).read() for element in root.iterfind("{*}Worksheet"))


def _local(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _get(element: _Element, name: str) -> str:
    """An attribute by its local name; "" where there is none."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _count(element: _Element, name: str, default: int, most: int) -> int:
    text = _get(element, name)
    return min(int(text), most) if text.isdecimal() and len(text) < 10 else default


class _Worksheet:
    def __init__(
        self, element: _Element, codes: dict[str, str], fonts: dict[str, str | None], struck: set[str]
    ) -> None:
        self._element = element
        self._codes = codes
        self._fonts = fonts
        self._struck = struck
        state = (element.findtext("{*}WorksheetOptions/{*}Visible") or "").strip()
        self._draft = SheetDraft(_get(element, "Name"), state in ("SheetHidden", "SheetVeryHidden"))

    def read(self) -> Sheet:
        """The sheet: rows and cells stand behind one another, or where their `Index` says."""
        column = 0
        for element in self._element.iterfind("{*}Table/{*}Column"):
            column = _count(element, "Index", column + 1, MAX_COLUMNS) - 1
            n = 1 + _count(element, "Span", 0, MAX_COLUMNS)
            if _get(element, "Hidden") == "1" or _get(element, "Width") == "0":
                self._draft.hidden_columns.update(range(column, min(column + n, MAX_COLUMNS)))
            column += n
        row = 0
        for element in self._element.iterfind("{*}Table/{*}Row"):
            row = max(0, _count(element, "Index", row + 1, MAX_ROWS) - 1)
            n = 1 + _count(element, "Span", 0, MAX_ROWS)
            if _get(element, "Hidden") == "1" or _get(element, "Height") == "0":
                self._draft.hidden_rows.update(range(row, min(row + n, MAX_ROWS)))
            if row < MAX_ROWS:
                self._read_row(element, row)
            row += n
        return self._draft.finish()

    def _read_row(self, element: _Element, row: int) -> None:
        column = 0
        for cell in element.iterfind("{*}Cell"):
            column = max(0, _count(cell, "Index", column + 1, MAX_COLUMNS) - 1)
            if column >= MAX_COLUMNS:
                return
            across, down = _count(cell, "MergeAcross", 0, MAX_COLUMNS), _count(cell, "MergeDown", 0, MAX_ROWS)
            if across or down:
                self._draft.merges.append(Range(row, column, row + down, column + across))
            self._read_cell(cell, (row, column))
            column += 1 + across

    def _read_cell(self, cell: _Element, spot: Spot) -> None:
        data = cell.find("{*}Data")
        value = "".join(data.itertext()) if data is not None else ""
        kind = _get(data, "Type") if data is not None else ""
        if not value:
            if _get(cell, "Formula") and kind != "String":
                self._draft.notes.append((spot, note("formula-without-value")))
            return
        style = _get(cell, "StyleID")
        text = _printed(kind, value, self._codes.get(style, GENERAL))
        if kind == "String":
            text = as_shown(text, self._fonts.get(style))
        if kind == "Error":
            self._draft.notes.append((spot, note("cell-error", text=text)))
        if text:
            self._draft.cells[spot] = text
            if style in self._struck:
                self._draft.struck[spot] = text


def _printed(kind: str, value: str, code: str) -> str:
    try:
        if kind == "Number":
            return print_number(float(value), code)
        if kind == "DateTime":
            span = datetime.fromisoformat(value.strip()).replace(tzinfo=None) - _FIRST_DAY
            return print_number(span.total_seconds() / 86400, "yyyy/m/d" if code == GENERAL else code)
    except (ValueError, OverflowError):
        return value
    if kind == "Boolean":
        return "TRUE" if value.strip() == "1" else "FALSE"
    return print_text(value, code) if kind == "String" else value
