"""xlsx and xlsm: the XML parts of a workbook → sheets with texts as printed.

Source: ECMA-376 part 1, chapter 18; both its namespaces, transitional and strict, are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gkml_extract.extractors.spreadsheet.number_format import BUILT_IN, GENERAL, print_number, print_text
from gkml_extract.extractors.spreadsheet.package import Package, corrupt, xml_elements, xml_root
from gkml_extract.extractors.spreadsheet.shapes import drawing_shapes, vml_controls
from gkml_extract.extractors.spreadsheet.sheet import (
    MAX_COLUMNS,
    MAX_ROWS,
    Sheet,
    SheetDraft,
    Spot,
    read_range,
    read_spot,
)
from gkml_extract.extractors.spreadsheet.symbol_fonts import as_shown, symbol_font
from gkml_extract.model.finding import note
from gkml_extract.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_ESCAPE = regex(r"_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class _Style:
    """How cells with this style are printed. `is_box` is a truth value shown as a check box; `font` a symbol font;
    `is_struck` says that a line goes through the text."""

    code: str = GENERAL
    is_box: bool = False
    font: str | None = None
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class _Book:
    """What the sheets share. `struck` has what is struck out of those strings that have runs of their own."""

    strings: Sequence[str]
    struck: Mapping[int, str]
    styles: Sequence[_Style]
    is_1904: bool

    def style(self, index: str | None) -> _Style:
        at = int(index) if index and index.isdecimal() else 0
        return self.styles[at] if at < len(self.styles) else _Style()


def read_xlsx(package: Package) -> tuple[Sheet, ...]:
    """The worksheets in their order. Chart sheets have no cells and are none.

    Raises:
        SourceError: the package is damaged, locked or too large.
    """
    main = package.main_part
    root = xml_root(package.part(main))
    related = package.related(main)
    book = _Book(
        *_read_strings(package, _target(related, "sharedStrings")),
        _read_styles(package, _target(related, "styles")),
        any(node.get("date1904") in _TRUE for node in root.iterfind("{*}workbookPr")),
    )
    found: list[Sheet] = []
    for node in root.iterfind("{*}sheets/{*}sheet"):
        key = next((value for name, value in node.attrib.items() if str(name).endswith("}id")), "")
        kind, part = related.get(str(key), ("", ""))
        if kind == "worksheet":
            draft = SheetDraft(node.get("name", ""), node.get("state", "visible") != "visible")
            _read_cells(package.part(part), draft, book)
            _read_shapes(package, part, draft)
            found.append(draft.finish())
    if not found and not len(root):
        raise corrupt()
    return tuple(found)


def _target(related: dict[str, tuple[str, str]], kind: str) -> str:
    return next((target for found, target in related.values() if found == kind), "")


def _read_strings(package: Package, part: str) -> tuple[list[str], dict[int, str]]:
    """The shared strings, and what is struck out of them."""
    data = package.part(part)
    has_struck = b"strike" in data
    strings: list[str] = []
    struck: dict[int, str] = {}
    for element in xml_elements(data, "si") if data else ():
        if has_struck and (text := _struck_runs(element)):
            struck[len(strings)] = text
        strings.append(_rich_text(element))
    return strings, struck


def _struck_runs(element: _Element) -> str:
    """The runs of a text that are struck out, joined."""
    return "".join(run.findtext("{*}t") or "" for run in element.iterfind("{*}r") if _is_struck(run.find("{*}rPr")))


def _is_struck(font: _Element | None) -> bool:
    line = font.find("{*}strike") if font is not None else None
    return line is not None and line.get("val", "1") in _TRUE


def _rich_text(element: _Element) -> str:
    """The runs of a text, joined; phonetic readings (`rPh`) are not among them."""
    parts: list[str] = []
    for child in element:
        name = _local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            font = next((node.get("val") for node in child.iterfind("{*}rPr/{*}rFont")), None)
            parts += [as_shown(run.text or "", symbol_font(font)) for run in child if _local(run) == "t"]
    text = "".join(parts)
    return _ESCAPE.sub(_unescaped, text) if "_x" in text else text


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return "" if 0xD800 <= code <= 0xDFFF else chr(code)


def _local(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _read_styles(package: Package, part: str) -> list[_Style]:
    data = package.part(part)
    if not data:
        return []
    root = xml_root(data)
    codes = dict(BUILT_IN)
    for node in root.iterfind("{*}numFmts/{*}numFmt"):
        codes[_number(node.get("numFmtId"))] = node.get("formatCode", GENERAL)
    fonts = list(root.iterfind("{*}fonts/{*}font"))
    names = [node.find("{*}name") for node in fonts]
    symbols = dict(enumerate(symbol_font(name.get("val")) if name is not None else None for name in names))
    struck = {index for index, node in enumerate(fonts) if _is_struck(node)}
    return [
        _Style(
            codes.get(_number(node.get("numFmtId")), GENERAL),
            any(_local(child) == "xfComplement" for child in node.iter()),
            symbols.get(_number(node.get("fontId"))),
            _number(node.get("fontId")) in struck,
        )
        for node in root.iterfind("{*}cellXfs/{*}xf")
    ]


def _number(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else default


def _read_cells(data: bytes, draft: SheetDraft, book: _Book) -> None:
    if not data:
        raise corrupt()
    at = -1
    for element in xml_elements(data, "row", "col", "mergeCell"):
        name = _local(element)
        if name == "row":
            at = _read_row(element, at, draft, book)
        elif name == "mergeCell":
            merge = read_range(element.get("ref", ""))
            if merge is not None:
                draft.merges.append(merge)
        elif element.get("hidden") in _TRUE or _is_nothing(element.get("width")):
            first, last = _number(element.get("min"), 1), _number(element.get("max"), 1)
            draft.hidden_columns.update(range(first - 1, min(last, MAX_COLUMNS)))


def _read_shapes(package: Package, part: str, draft: SheetDraft) -> None:
    """Check boxes become text of the cell below them, text boxes are kept beside the cells."""
    for kind, target in package.related(part).values():
        if kind not in ("drawing", "vmlDrawing") or target not in package:
            continue
        data = package.part(target)
        for shape in drawing_shapes(data) if kind == "drawing" else vml_controls(data):
            if shape.is_control:
                before = draft.cells.get(shape.spot)
                draft.cells[shape.spot] = f"{before}\n{shape.text}" if before else shape.text
            elif shape.text:
                draft.add_box(shape.spot, shape.text, is_within=shape.is_within)
            else:
                draft.pictures.append(shape.spot)


def _is_nothing(length: str | None) -> bool:
    return length is not None and length.strip("0") in ("", ".")


def _read_row(element: _Element, before: int, draft: SheetDraft, book: _Book) -> int:
    row = _number(element.get("r"), before + 2) - 1
    if not before < row < MAX_ROWS and row not in range(MAX_ROWS):
        row = min(before + 1, MAX_ROWS - 1)
    if element.get("hidden") in _TRUE or _is_nothing(element.get("ht")):
        draft.hidden_rows.add(row)
    column = -1
    for cell in element:
        if _local(cell) != "c":
            continue
        spot = read_spot(cell.get("r", ""))
        # Some writers name no place: the cell is the next one of its row.
        column = spot[1] if spot is not None and spot[0] == row else column + 1
        if len(cell) and column < MAX_COLUMNS:
            _read_cell(cell, (row, column), draft, book)
    return row


def _read_cell(cell: _Element, spot: Spot, draft: SheetDraft, book: _Book) -> None:
    kind = cell.get("t", "n")
    value: str | None = None
    has_formula = False
    inline = struck = ""
    for child in cell:
        name = _local(child)
        if name == "v":
            value = child.text
        elif name == "f":
            has_formula = True
        elif name == "is":
            inline, struck = _rich_text(child), _struck_runs(child)
    if value is None and not inline:
        if has_formula and kind != "str":
            draft.notes.append((spot, note("formula-without-value")))
        return
    style = book.style(cell.get("s"))
    text = as_shown(inline, style.font) or _printed(kind, value or "", style, book)
    if kind == "e":
        draft.notes.append((spot, note("cell-error", text=text)))
    if text:
        draft.cells[spot] = text
        if kind == "s" and book.struck:
            struck = book.struck.get(_number((value or "").strip(), -1), "")
        if struck or style.is_struck:
            draft.struck[spot] = struck or text


def _printed(kind: str, value: str, style: _Style, book: _Book) -> str:
    if kind == "s":
        at = _number(value.strip(), len(book.strings))
        if at >= len(book.strings):
            raise corrupt()
        return as_shown(print_text(book.strings[at], style.code), style.font)
    if kind == "b":
        is_true = value.strip() in _TRUE
        return ("☑" if is_true else "☐") if style.is_box else ("TRUE" if is_true else "FALSE")
    if kind == "n":
        try:
            return print_number(float(value), style.code, is_1904=book.is_1904)
        except ValueError:
            return value
    text = _ESCAPE.sub(_unescaped, value) if "_x" in value else value
    return as_shown(print_text(text, style.code) if kind == "str" else text, style.font)
