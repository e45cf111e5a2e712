"""ods: content.xml → sheets. Its cells hold their printed text, so that no number format is needed.

Source: OASIS OpenDocument 1.3 part 3, chapter 9.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import TYPE_CHECKING

from gkml_extract.extractors.spreadsheet.number_format import print_general
from gkml_extract.extractors.spreadsheet.package import Package, corrupt, encrypted, xml_elements
from gkml_extract.extractors.spreadsheet.sheet import MAX_COLUMNS, MAX_ROWS, Range, Sheet, SheetDraft, Spot
from gkml_extract.extractors.spreadsheet.symbol_fonts import as_shown, symbol_font
from gkml_extract.model.errors import SourceTooLargeError
from gkml_extract.model.finding import note

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
MAX_REPEATED = 1_000_000
"""Cells with text that repeated rows and columns may stand for: a file of 1 kB could name 17 billion."""
_NOT_TEXT = frozenset({"annotation", "shapes", "ruby-text", "frame", "custom-shape", "control", "table"})
_GROUPS = frozenset({"table-row-group", "table-header-rows", "table-rows"})
_COLUMN_GROUPS = frozenset({"table-column-group", "table-header-columns", "table-columns"})


def read_ods(package: Package) -> tuple[Sheet, ...]:
    """The sheets in their order.

    Raises:
        SourceError: the package is damaged, locked or too large.
    """
    if b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise encrypted()
    data = package.part("content.xml")
    if not data:
        raise corrupt()
    hidden_styles: set[str] = set()
    fonts: dict[str, str] = {}
    struck: set[str] = set()
    sheets: list[Sheet] = []
    for element in xml_elements(data, "style", "table"):
        if _local(element) == "style":
            if any(_get(child, "display") == "false" for child in element):
                hidden_styles.add(_get(element, "name"))
            font = next((symbol_font(name) for child in element for name in _font_names(child) if name), None)
            if font:
                fonts[_get(element, "name")] = font
            if any(_get(child, "text-line-through-style") not in ("", "none") for child in element):
                struck.add(_get(element, "name"))
        elif _local(element.getparent()) == "spreadsheet":
            is_hidden = _get(element, "style-name") in hidden_styles
            sheets.append(_Table(SheetDraft(_get(element, "name"), is_hidden), fonts, struck).read(element))
    return tuple(sheets)


def _local(element: _Element | None) -> str:
    tag = element.tag if element is not None else ""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _get(element: _Element, name: str) -> str:
    """An attribute by its local name; "" where there is none."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _count(element: _Element, name: str, most: int) -> int:
    text = _get(element, name)
    return max(1, min(int(text), most)) if text.isdecimal() and len(text) < 10 else 1


class _Table:
    """A `table:table` on its way to a sheet."""

    def __init__(self, draft: SheetDraft, fonts: Mapping[str, str], struck: Set[str]) -> None:
        self._draft = draft
        self._fonts = fonts
        self._struck_styles = struck
        self._row = 0
        self._column = 0

    def read(self, element: _Element) -> Sheet:
        for column in _inside(element, "table-column", _COLUMN_GROUPS):
            self._read_column(column)
        for row in _inside(element, "table-row", _GROUPS):
            self._read_row(row)
        return self._draft.finish()

    def _read_column(self, element: _Element) -> None:
        n = _count(element, "number-columns-repeated", MAX_COLUMNS)
        if _get(element, "visibility") in ("collapse", "filter"):
            self._draft.hidden_columns.update(range(self._column, min(self._column + n, MAX_COLUMNS)))
        self._column += n

    def _read_row(self, element: _Element) -> None:
        n = min(_count(element, "number-rows-repeated", MAX_ROWS), MAX_ROWS - self._row)
        is_hidden = _get(element, "visibility") in ("collapse", "filter")
        column = 0
        for cell in element:
            if _local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            n_columns = min(_count(cell, "number-columns-repeated", MAX_COLUMNS), MAX_COLUMNS - column)
            self._read_cell(cell, range(self._row, self._row + n), range(column, column + n_columns))
            column += n_columns
            if is_hidden and len(cell):
                self._draft.hidden_rows.update(range(self._row, self._row + n))
        self._row += n

    def _read_cell(self, cell: _Element, rows: range, columns: range) -> None:
        text = "\n".join(_paragraphs(cell, self._fonts)) or _value(cell)
        down = _count(cell, "number-rows-spanned", MAX_ROWS)
        right = _count(cell, "number-columns-spanned", MAX_COLUMNS)
        is_error = _get(cell, "value-type") == "error" or any(
            str(key).startswith("{urn:org:documentfoundation") and value == "error"
            for key, value in cell.attrib.items()
        )
        has_lost_value = not text and bool(_get(cell, "formula")) and not _get(cell, "value-type")
        if not text and not has_lost_value and down == right == 1:
            return
        if text and len(self._draft.cells) + len(rows) * len(columns) > MAX_REPEATED:
            raise _too_many(self._draft.name)
        struck = self._struck(cell, text) if self._struck_styles else ""
        for spot in ((row, column) for row in rows for column in columns):
            self._put(spot, text)
            if struck:
                self._draft.struck[spot] = struck
            if is_error:
                self._draft.notes.append((spot, note("cell-error", text=text)))
            if has_lost_value:
                self._draft.notes.append((spot, note("formula-without-value")))
            if down > 1 or right > 1:
                self._draft.merges.append(Range(spot[0], spot[1], spot[0] + down - 1, spot[1] + right - 1))

    def _struck(self, cell: _Element, text: str) -> str:
        """What is struck out of a cell."""
        if _get(cell, "style-name") in self._struck_styles:
            return text
        spans = (span for span in cell.iter("{*}span") if _get(span, "style-name") in self._struck_styles)
        return "".join("".join(span.itertext()) for span in spans)

    def _put(self, spot: Spot, text: str) -> None:
        if text:
            self._draft.cells[spot] = text


def _inside(element: _Element, name: str, groups: frozenset[str]) -> Iterator[_Element]:
    """The rows, or columns, of a table in order, through the groups that may hold them."""
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        local = _local(child)
        if local == name:
            yield child
        elif local in groups:
            waiting.extend(reversed(child))


def _font_names(element: _Element) -> tuple[str, str]:
    return _get(element, "font-family").strip("'\""), _get(element, "font-name")


def _paragraphs(cell: _Element, fonts: Mapping[str, str]) -> Iterator[str]:
    font = fonts.get(_get(cell, "style-name")) if fonts else None
    return ("".join(_texts(child, fonts, font)) for child in cell if _local(child) in ("p", "h"))


def _texts(element: _Element, fonts: Mapping[str, str], font: str | None) -> Iterator[str]:
    """The text of a paragraph in pieces, without comments and readings; `font` is the symbol font around it."""
    yield as_shown(element.text or "", font)
    for child in element:
        name = _local(child)
        if name == "s":
            yield " "
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name and name not in _NOT_TEXT:
            inner = fonts.get(_get(child, "style-name"), font) if fonts else font
            yield from _texts(child, fonts, inner)
        yield as_shown(child.tail or "", font)


def _value(cell: _Element) -> str:
    """What a cell without a paragraph holds: some programs leave the text out."""
    kind = _get(cell, "value-type")
    if kind in ("float", "currency", "percentage"):
        try:
            return print_general(float(_get(cell, "value")))
        except ValueError:
            return ""
    if kind == "boolean":
        return _get(cell, "boolean-value").upper()
    return _get(cell, f"{kind}-value") if kind in ("string", "date", "time") else ""


def _too_many(name: str) -> SourceTooLargeError:
    return SourceTooLargeError(
        f"the sheet {name} has more than {MAX_REPEATED:,} cells with text; split it",
        f"工作表“{name}”有文字的单元格超过 {MAX_REPEATED:,} 个；请拆分后重试",
    )
