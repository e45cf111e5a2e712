"""xlsb: the binary parts of a workbook → sheets with texts as printed.

Source: MS-XLSB 2.1.4 (records) and 2.4 (their fields).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from gkml_extract.extractors.spreadsheet.number_format import BUILT_IN, GENERAL, print_number, print_text
from gkml_extract.extractors.spreadsheet.package import Package, corrupt
from gkml_extract.extractors.spreadsheet.rk import ERRORS, rk_number
from gkml_extract.extractors.spreadsheet.sheet import MAX_COLUMNS, MAX_ROWS, Range, Sheet, SheetDraft
from gkml_extract.model.finding import note

_ROW, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = 0, 2, 3, 4, 5, 6, 7
_F_TEXT, _F_NUMBER, _F_BOOL, _F_ERROR, _RICH = 8, 9, 10, 11, 62
_STRING, _FORMAT, _XF, _COLUMN, _PROPERTIES, _BUNDLE, _MERGE = 19, 44, 47, 60, 153, 156, 176
_BEGIN_XFS, _END_XFS, _END_SHEET = 617, 618, 130
_CELLS = frozenset({_RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED, _F_TEXT, _F_NUMBER, _F_BOOL, _F_ERROR, _RICH})


@dataclass(slots=True)
class _Book:
    strings: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    is_1904: bool = False


def read_xlsb(package: Package) -> tuple[Sheet, ...]:
    """The worksheets in their order.

    Raises:
        SourceError: the package is damaged, locked or too large.
    """
    try:
        return tuple(_read_sheets(package))
    except (struct.error, IndexError, UnicodeDecodeError) as err:
        raise corrupt() from err


def _read_sheets(package: Package) -> Iterator[Sheet]:
    main = package.main_part
    related = package.related(main)
    parts = dict(related.values())
    book = _Book(
        [_wide(body, 1)[0] for kind, body in _records(package.part(parts.get("sharedStrings", ""))) if kind == _STRING],
        _format_codes(package.part(parts.get("styles", ""))),
    )
    data = package.part(main)
    if not data:
        raise corrupt()
    for kind, body in _records(data):
        if kind == _PROPERTIES:
            book.is_1904 = bool(body[0] & 1)
        elif kind == _BUNDLE:
            (state,) = struct.unpack_from("<I", body)
            key, at = _wide(body, 8)
            name, _ = _wide(body, at)
            of, part = related.get(key, ("", ""))
            if of == "worksheet":
                yield _read_sheet(package.part(part), SheetDraft(name, state != 0), book)


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part: kind and body. A record that runs over the end is damage."""
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | (data[at] & 0x7F) << 7
            at += 1
        length = 0
        for shift in (0, 7, 14, 21):
            byte = data[at]
            at += 1
            length |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        if at + length > end:
            raise corrupt()
        yield kind, data[at : at + length]
        at += length


def _wide(body: bytes, at: int) -> tuple[str, int]:
    """The string at a place of a record, and where it ends."""
    (length,) = struct.unpack_from("<I", body, at)
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    if end > len(body):
        raise corrupt()
    return body[at + 4 : end].decode("utf-16-le", "replace"), end


def _format_codes(data: bytes) -> list[str]:
    codes = dict(BUILT_IN)
    found: list[str] = []
    is_of_cells = False
    for kind, body in _records(data):
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = _wide(body, 2)[0]
        elif kind in (_BEGIN_XFS, _END_XFS):
            is_of_cells = kind == _BEGIN_XFS
        elif kind == _XF and is_of_cells:
            found.append(codes.get(struct.unpack_from("<H", body, 2)[0], GENERAL))
    return found


def _read_sheet(data: bytes, draft: SheetDraft, book: _Book) -> Sheet:
    row = 0
    for kind, body in _records(data):
        if kind == _END_SHEET:
            return draft.finish()
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", body)
            if row >= MAX_ROWS:
                raise corrupt()
            if body[11] & 0x10:
                draft.hidden_rows.add(row)
        elif kind in _CELLS:
            _read_cell(kind, body, row, draft, book)
        elif kind == _MERGE:
            top, bottom, left, right = struct.unpack_from("<IIII", body)
            if top <= bottom < MAX_ROWS and left <= right < MAX_COLUMNS:
                draft.merges.append(Range(top, left, bottom, right))
        elif kind == _COLUMN:
            first, last, width, _, flags = struct.unpack_from("<IIIIH", body)
            if flags & 1 or not width:
                draft.hidden_columns.update(range(first, min(last + 1, MAX_COLUMNS)))
    # A part that is cut has lost its end.
    raise corrupt()


def _read_cell(kind: int, body: bytes, row: int, draft: SheetDraft, book: _Book) -> None:
    column, style = struct.unpack_from("<II", body)
    if column >= MAX_COLUMNS:
        raise corrupt()
    style &= 0xFFFFFF
    code = book.codes[style] if style < len(book.codes) else GENERAL
    text = _printed(kind, body, code, book)
    if kind in (_ERROR, _F_ERROR):
        draft.notes.append(((row, column), note("cell-error", text=text)))
    if text:
        draft.cells[row, column] = text


def _printed(kind: int, body: bytes, code: str, book: _Book) -> str:
    if kind in (_ERROR, _F_ERROR):
        return ERRORS.get(body[8], "#N/A")
    if kind in (_BOOL, _F_BOOL):
        return "TRUE" if body[8] else "FALSE"
    if kind == _RK:
        return print_number(rk_number(struct.unpack_from("<I", body, 8)[0]), code, is_1904=book.is_1904)
    if kind in (_REAL, _F_NUMBER):
        return print_number(struct.unpack_from("<d", body, 8)[0], code, is_1904=book.is_1904)
    if kind == _SHARED:
        return print_text(book.strings[struct.unpack_from("<I", body, 8)[0]], code)
    return print_text(_wide(body, 9 if kind == _RICH else 8)[0], code)
