"""xls: values and strings by calamine; what it does not tell (formats, what is hidden) from the records beside it.

calamine types its numbers but loses how they are printed, and takes no note of hidden rows. Numbers are therefore
read from the records, with the format of their cell. Only its strings, which may run over several records in any of
the code pages of 1995, are calamine's.
Source: MS-XLS 2.1.4 and 2.4; OpenOffice's documentation of Excel's file format for BIFF5.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gkml_extract.extractors.spreadsheet.grid import MAX_PLACES
from gkml_extract.extractors.spreadsheet.number_format import BUILT_IN, GENERAL, print_number, print_text
from gkml_extract.extractors.spreadsheet.package import corrupt, encrypted
from gkml_extract.extractors.spreadsheet.rk import ERRORS, rk_number
from gkml_extract.extractors.spreadsheet.sheet import Range, Sheet, SheetDraft, Spot
from gkml_extract.model.errors import SourceTooLargeError
from gkml_extract.model.finding import note

OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = ("workbook", "book")
_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _DATEMODE = 0x809, 0x0A, 0x2F, 0x85, 0x22
_FORMAT, _XF, _ROW, _COLINFO, _MERGED = 0x41E, 0xE0, 0x208, 0x7D, 0xE5
_NUMBER, _LABEL, _BOOLERR, _FORMULA, _RK, _MULRK = 0x203, 0x204, 0x205, 0x006, 0x27E, 0xBD
_RSTRING, _LABELSST = 0xD6, 0xFD
_BIFF8 = 0x600


@dataclass(slots=True)
class _Book:
    """The globals of a workbook: where its sheets begin, which of them are shown, how cells are printed."""

    sheets: list[tuple[int, bool, bool]] = field(default_factory=list)
    """Offset, whether hidden, whether a worksheet."""
    codes: list[str] = field(default_factory=list)
    is_1904: bool = False

    def code(self, style: int) -> str:
        return self.codes[style] if style < len(self.codes) else GENERAL


def stream_names(data: bytes) -> frozenset[str]:
    """The streams at the root of an OLE file, in lower case; none where it is no such file."""
    if not data.startswith(OLE_START):
        return frozenset()
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            return frozenset(path[0].lower() for path in ole.listdir() if path)
    except Exception:  # olefile raises whatever a damaged directory leads it to
        return frozenset()


def is_xls(names: frozenset[str]) -> bool:
    """Whether an OLE file with these streams is a workbook."""
    return not names.isdisjoint(_STREAMS)


def read_xls(data: bytes) -> tuple[Sheet, ...]:
    """The worksheets in their order.

    Raises:
        SourceError: the workbook is damaged, locked or too large.
    """
    stream = _workbook_stream(data)
    try:
        book = _read_globals(stream)
        drafts = [
            _Records(stream, offset, SheetDraft("", is_hidden), book).read()
            for offset, is_hidden, is_sheet in book.sheets
            if is_sheet
        ]
    except (struct.error, IndexError) as err:
        raise corrupt() from err
    for draft in drafts:
        _check_size(draft)
    return tuple(_with_strings(data, book, drafts))


def _workbook_stream(data: bytes) -> bytes:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            name = next(path for path in ole.listdir() if path[0].lower() in _STREAMS)
            with ole.openstream(name) as stream:
                return bytes(stream.read())
    except Exception as err:  # olefile raises whatever a damaged directory leads it to
        raise corrupt() from err


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place to the end of that substream; charts inside it are passed over."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        if depth <= 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _read_globals(stream: bytes) -> _Book:
    book = _Book()
    codes = dict(BUILT_IN)
    version = _BIFF8
    indexes: list[int] = []
    for kind, body in _records(stream, 0):
        if kind == _BOF:
            version = struct.unpack_from("<H", body)[0]
        elif kind == _FILEPASS:
            raise encrypted()
        elif kind == _BOUNDSHEET:
            offset, state, sort = struct.unpack_from("<IBB", body)
            book.sheets.append((offset, bool(state & 3), sort == 0))
        elif kind == _DATEMODE:
            book.is_1904 = body[:1] == b"\1"
        elif kind == _FORMAT:
            index, code = _read_format(body, version)
            codes[index] = code
        elif kind == _XF:
            indexes.append(struct.unpack_from("<H", body, 2)[0])
    book.codes = [codes.get(index, GENERAL) for index in indexes]
    return book


def _read_format(body: bytes, version: int) -> tuple[int, str]:
    (index,) = struct.unpack_from("<H", body)
    if version < _BIFF8:
        return index, body[3 : 3 + body[2]].decode("gb18030", "replace")
    length, flags = struct.unpack_from("<HB", body, 2)
    if flags & 1:
        return index, body[5 : 5 + 2 * length].decode("utf-16-le", "replace")
    return index, body[5 : 5 + length].decode("latin-1")


class _Records:
    """One worksheet substream. Cells whose text only calamine knows are left as places with a style."""

    def __init__(self, stream: bytes, offset: int, draft: SheetDraft, book: _Book) -> None:
        self._stream, self._offset, self._draft, self._book = stream, offset, draft, book
        self._strings: dict[Spot, str] = {}

    def read(self) -> tuple[SheetDraft, dict[Spot, str]]:
        """The sheet without its strings, and the format code of each place that has one."""
        for kind, body in _records(self._stream, self._offset):
            if kind in (_NUMBER, _RK, _BOOLERR, _FORMULA, _LABEL, _RSTRING, _LABELSST):
                self._read_cell(kind, body)
            elif kind == _MULRK:
                row, column = struct.unpack_from("<HH", body)
                for at in range(4, len(body) - 5, 6):
                    style, packed = struct.unpack_from("<HI", body, at)
                    self._put_number((row, column + (at - 4) // 6), style, rk_number(packed))
            elif kind == _ROW and body[12] & 0x20:
                self._draft.hidden_rows.add(struct.unpack_from("<H", body)[0])
            elif kind == _COLINFO:
                first, last, width, _, flags = struct.unpack_from("<HHHHH", body)
                if flags & 1 or not width:
                    self._draft.hidden_columns.update(range(first, min(last, 255) + 1))
            elif kind == _MERGED:
                self._read_merges(body)
        return self._draft, self._strings

    def _read_merges(self, body: bytes) -> None:
        for at in range(2, min(len(body) - 7, 2 + 8 * struct.unpack_from("<H", body)[0]), 8):
            top, bottom, left, right = struct.unpack_from("<HHHH", body, at)
            if top <= bottom and left <= right:
                self._draft.merges.append(Range(top, left, bottom, right))

    def _read_cell(self, kind: int, body: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", body)
        spot = (row, column)
        if kind in (_LABEL, _RSTRING, _LABELSST):
            self._strings[spot] = self._book.code(style)
        elif kind == _NUMBER:
            self._put_number(spot, style, struct.unpack_from("<d", body, 6)[0])
        elif kind == _RK:
            self._put_number(spot, style, rk_number(struct.unpack_from("<I", body, 6)[0]))
        elif kind == _BOOLERR:
            self._put_truth(spot, body[6], is_error=bool(body[7]))
        elif body[12:14] != b"\xff\xff":
            self._put_number(spot, style, struct.unpack_from("<d", body, 6)[0])
        elif body[6] == 0:
            self._strings[spot] = self._book.code(style)
        elif body[6] in (1, 2):
            self._put_truth(spot, body[8], is_error=body[6] == 2)

    def _put_number(self, spot: Spot, style: int, number: float) -> None:
        text = print_number(number, self._book.code(style), is_1904=self._book.is_1904)
        if text:
            self._draft.cells[spot] = text

    def _put_truth(self, spot: Spot, value: int, *, is_error: bool) -> None:
        text = ERRORS.get(value, "#N/A") if is_error else "TRUE" if value else "FALSE"
        self._draft.cells[spot] = text
        if is_error:
            self._draft.notes.append((spot, note("cell-error", text=text)))


def _check_size(found: tuple[SheetDraft, dict[Spot, str]]) -> None:
    """Raises SourceTooLargeError before calamine lays out a grid that two far cells make enormous."""
    spots = found[0].cells.keys() | found[1].keys()
    if not spots:
        return
    n_rows = max(row for row, _ in spots) - min(row for row, _ in spots) + 1
    n_columns = max(column for _, column in spots) - min(column for _, column in spots) + 1
    if n_rows * n_columns > MAX_PLACES:
        raise SourceTooLargeError(
            f"a sheet spreads over {n_rows} × {n_columns} cells, at most {MAX_PLACES:,} are read; delete stray cells",
            f"有工作表占用 {n_rows} × {n_columns} 个单元格，最多读取 {MAX_PLACES:,} 个；请删除远处的多余单元格",
        )


def _with_strings(data: bytes, book: _Book, drafts: list[tuple[SheetDraft, dict[Spot, str]]]) -> Iterator[Sheet]:
    names, values = _calamine_strings(data, [is_sheet for _, _, is_sheet in book.sheets])
    for (draft, codes), name, strings in zip(drafts, names, values, strict=True):
        draft.name = name
        for spot, text in strings.items():
            if spot in draft.cells:
                continue
            if text := print_text(text, codes.get(spot, GENERAL)):
                draft.cells[spot] = text
        yield draft.finish()


def _calamine_strings(data: bytes, is_sheet: list[bool]) -> tuple[list[str], list[dict[Spot, str]]]:
    """Name and strings of each worksheet.

    Raises:
        CorruptSourceError: calamine refuses the file, or breaks over it.
        EncryptedSourceError: it needs a password.
    """
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [name for name, wanted in zip(book.sheet_names, is_sheet, strict=True) if wanted]
        return names, [_strings_of(book.get_sheet_by_name(name)) for name in names]
    except python_calamine.PasswordError as err:
        raise encrypted() from err
    except Exception as err:  # CalamineError and what it wraps
        raise corrupt() from err
    except BaseException as err:  # a panic in Rust is no Exception
        if type(err).__name__ != "PanicException":
            raise
        raise corrupt() from err


def _strings_of(sheet: Any) -> dict[Spot, str]:
    if sheet.start is None:
        return {}
    top, left = sheet.start
    rows = sheet.to_python(skip_empty_area=True)
    return {
        (row, column): value
        for row, values in enumerate(rows, top)
        for column, value in enumerate(values, left)
        if isinstance(value, str) and value
    }
