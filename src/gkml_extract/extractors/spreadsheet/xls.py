"""xls: the records of a workbook → sheets with texts as printed.

calamine was tried here: it loses number formats and what is hidden, and a damaged file can make it ask for more memory
than there is, which ends the process (ADR 0006).
Source: MS-XLS 2.1.4 and 2.4; OpenOffice's documentation of the Excel file format for Excel 5 and 95.
"""

from __future__ import annotations

import codecs
import io
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gkml_extract.extractors.spreadsheet.number_format import BUILT_IN, GENERAL, print_number, print_text
from gkml_extract.extractors.spreadsheet.package import corrupt, encrypted
from gkml_extract.extractors.spreadsheet.rk import ERRORS, rk_number
from gkml_extract.extractors.spreadsheet.sheet import Range, Sheet, SheetDraft, Spot
from gkml_extract.extractors.spreadsheet.symbol_fonts import as_shown, symbol_font
from gkml_extract.extractors.spreadsheet.xls_strings import CODE_PAGES, Segments, byte_string, unicode_string
from gkml_extract.model.finding import note

OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = ("workbook", "book")
_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _DATEMODE = 0x809, 0x0A, 0x2F, 0x85, 0x22
_FORMAT, _XF, _ROW, _COLINFO, _MERGED, _FONT = 0x41E, 0xE0, 0x208, 0x7D, 0xE5, 0x31
_NUMBER, _LABEL, _BOOLERR, _FORMULA, _RK, _MULRK = 0x203, 0x204, 0x205, 0x006, 0x27E, 0xBD
_RSTRING, _LABELSST, _STRING, _SST, _CODEPAGE = 0xD6, 0xFD, 0x207, 0xFC, 0x42
_DRAWING, _OBJECT, _OBJECT_TEXT = 0xEC, 0x5D, 0x1B6
_ANCHOR = b"\x10\xf0\x12\0\0\0"
"""The head of the part of a drawing that says over which cells a shape lies ([MS-XLS] 2.5.193)."""
_TEXT_BOXES, _CHECKS = frozenset({0x02, 0x06, 0x0E, 0x13, 0x1E}), frozenset({0x0B, 0x0C})
"""Kinds of objects: shapes with text, labels and groups of a form; check boxes and radio buttons. Comments are none
([MS-XLS] 2.5.143)."""
_CHECK_STATE = b"\x0a\0\x0c\0"
"""The head of the part of an object that says whether it is ticked ([MS-XLS] 2.5.141)."""
_BIFF8 = 0x600
_NO_FONT = 4
"""The number that no font has."""
_FONT_LENGTH = 15
_STRUCK_AT, _STRUCK = 2, 0x08
"""The byte of a font's record, and its bit, that says that the text is struck out ([MS-XLS] 2.4.122)."""


@dataclass(frozen=True, slots=True)
class _Bound:
    """Where a sheet begins in the stream, its name, and whether it is a hidden one."""

    offset: int
    name: str
    is_hidden: bool


@dataclass(slots=True)
class _Book:
    """The globals of a workbook. `codes` has the number format of each cell style, `fonts` its symbol font if any,
    `struck` the styles that draw a line through the text."""

    sheets: list[_Bound] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    fonts: list[str | None] = field(default_factory=list)
    struck: frozenset[int] = frozenset()
    is_1904: bool = False
    is_unicode: bool = True
    code_page: str = "cp1252"

    def code(self, style: int) -> str:
        return self.codes[style] if style < len(self.codes) else GENERAL

    def font(self, style: int) -> str | None:
        return self.fonts[style] if style < len(self.fonts) else None

    def text(self, bodies: Sequence[bytes]) -> str:
        """The string that stands at the beginning of a record's body."""
        return unicode_string(bodies) if self.is_unicode else byte_string(bodies[0], self.code_page)


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
        return tuple(_read_sheet(stream, bound, book) for bound in book.sheets)
    except (struct.error, IndexError) as err:
        raise corrupt() from err


def _workbook_stream(data: bytes) -> bytes:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            name = next(path for path in ole.listdir() if path[0].lower() in _STREAMS)
            with ole.openstream(name) as stream:
                return bytes(stream.read())
    except Exception as err:  # olefile raises whatever a damaged directory leads it to
        raise corrupt() from err


def _records(stream: bytes, at: int) -> Iterator[tuple[int, list[bytes]]]:
    """The records from a place to the end of that substream, each with those that continue it.

    Charts inside a sheet are passed over.
    """
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        bodies = [stream[at + 4 : at + 4 + length]]
        at += 4 + length
        while stream[at : at + 2] == b"\x3c\0" and at + 4 <= len(stream):
            (length,) = struct.unpack_from("<H", stream, at + 2)
            bodies.append(stream[at + 4 : at + 4 + length])
            at += 4 + length
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, bodies
    # A stream that is cut has lost its end mark: what is read so far must not pass for the whole.
    raise corrupt()


def _read_globals(stream: bytes) -> _Book:
    if stream[:2] != struct.pack("<H", _BOF):
        raise corrupt()
    book = _Book(is_unicode=struct.unpack_from("<H", stream, 4)[0] >= _BIFF8)
    codes = dict(BUILT_IN)
    indexes: list[tuple[int, int]] = []
    fonts: list[str | None] = []
    struck: set[int] = set()
    for kind, bodies in _records(stream, 0):
        body = bodies[0]
        if kind == _FILEPASS:
            raise encrypted()
        if kind == _CODEPAGE:
            book.code_page = _code_page(struct.unpack_from("<H", body)[0])
        elif kind == _BOUNDSHEET:
            book.sheets += _read_bound(body, book)
        elif kind == _SST:
            book.strings = list(Segments(bodies).shared_strings())
        elif kind == _DATEMODE:
            book.is_1904 = body[:1] == b"\1"
        elif kind == _FORMAT:
            index = struct.unpack_from("<H", body)[0]
            # Excel 5 and 95 give the length of a format in one byte.
            wide = body[2:] if book.is_unicode else body[2:3] + b"\0" + body[3:]
            codes[index] = book.text([wide])
        elif kind == _FONT:
            if len(body) > _STRUCK_AT and body[_STRUCK_AT] & _STRUCK:
                struck.add(len(fonts))
            fonts.append(symbol_font(_font_name(body, book)))
            if len(fonts) == _NO_FONT:
                fonts.append(None)
        elif kind == _XF:
            indexes.append(struct.unpack_from("<HH", body))
    book.codes = [codes.get(index, GENERAL) for _, index in indexes]
    book.fonts = [fonts[index] if index < len(fonts) else None for index, _ in indexes]
    book.struck = frozenset(style for style, (index, _) in enumerate(indexes) if index in struck)
    return book


def _font_name(body: bytes, book: _Book) -> str:
    """The name at the end of a record of a font; its length is one byte in all versions."""
    return book.text([struct.pack("<H", body[14]) + body[15:]]) if len(body) > _FONT_LENGTH else ""


def _code_page(number: int) -> str:
    name = CODE_PAGES.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def _read_bound(body: bytes, book: _Book) -> Iterator[_Bound]:
    """The sheet that a record names; none for a chart or a module."""
    offset, state, sort, count = struct.unpack_from("<IBBB", body)
    if sort == 0:
        name = struct.pack("<H", count) + body[7:]
        yield _Bound(offset, book.text([name]), bool(state & 3))


def _read_sheet(stream: bytes, bound: _Bound, book: _Book) -> Sheet:
    if stream[bound.offset : bound.offset + 2] != struct.pack("<H", _BOF):
        raise corrupt()
    reader = _SheetReader(SheetDraft(bound.name, bound.is_hidden), book)
    for kind, bodies in _records(stream, bound.offset):
        reader.read(kind, bodies)
    return reader.draft.finish()


class _SheetReader:
    """One worksheet, record by record."""

    def __init__(self, draft: SheetDraft, book: _Book) -> None:
        self.draft = draft
        self._book = book
        self._formula: tuple[Spot, int] | None = None
        self._anchor: Spot = (0, 0)
        self._is_within = False
        self._object = b""

    def read(self, kind: int, bodies: list[bytes]) -> None:
        """Takes what a record says of cells, merges and hidden rows or columns."""
        body = bodies[0]
        if kind in (_NUMBER, _RK, _BOOLERR, _FORMULA, _LABEL, _RSTRING, _LABELSST):
            self._read_cell(kind, bodies)
        elif kind == _STRING and self._formula is not None:
            self._put_text(*self._formula, self._book.text(bodies))
        elif kind == _MULRK:
            row, column = struct.unpack_from("<HH", body)
            for at in range(4, len(body) - 7, 6):
                style, packed = struct.unpack_from("<HI", body, at)
                self._put_number((row, column + (at - 4) // 6), style, rk_number(packed))
        elif kind == _ROW and body[12] & 0x20:
            self.draft.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif kind == _COLINFO:
            first, last, width, _, flags = struct.unpack_from("<HHHHH", body)
            if flags & 1 or not width:
                self.draft.hidden_columns.update(range(first, min(last, 255) + 1))
        elif kind == _MERGED:
            self._read_merges(body)
        elif kind == _DRAWING:
            drawing = b"".join(bodies)
            at = drawing.rfind(_ANCHOR)
            if 0 <= at <= len(drawing) - 22:
                column, _, row, _, last_column, _, last_row = struct.unpack_from("<7H", drawing, at + 8)
                self._anchor = row, min(column, 255)
                self._is_within = (row, column) == (last_row, last_column)
        elif kind == _OBJECT:
            self._object = body
        elif kind == _OBJECT_TEXT and len(self._object) >= 6 and self._book.is_unicode:
            self._read_box(body, bodies[1:])

    def _read_merges(self, body: bytes) -> None:
        for at in range(2, min(len(body) - 7, 2 + 8 * struct.unpack_from("<H", body)[0]), 8):
            top, bottom, left, right = struct.unpack_from("<HHHH", body, at)
            if top <= bottom and left <= right:
                self.draft.merges.append(Range(top, left, bottom, right))

    def _read_box(self, body: bytes, texts: list[bytes]) -> None:
        """A text box, or a control of a form: its tick belongs to the cell below it."""
        count = int.from_bytes(body[10:12], "little")
        kind = int.from_bytes(self._object[4:6], "little")
        found = Segments(texts)
        try:
            text = found.characters(count, found.take(1)[0]).replace("\r", "\n") if count and texts else ""
        except IndexError:  # what floats over the cells may be cut off: the cells are whole
            return
        cells = self.draft.cells
        if kind in _CHECKS:
            at = self._object.find(_CHECK_STATE)
            is_checked = at >= 0 and self._object[at + 4 : at + 6] == b"\x01\0"
            text, before = ("☑" if is_checked else "☐") + text.strip(), cells.get(self._anchor)
            cells[self._anchor] = f"{before}\n{text}" if before else text
        elif kind in _TEXT_BOXES and text.strip():
            self.draft.add_box(self._anchor, text, is_within=self._is_within)

    def _read_cell(self, kind: int, bodies: list[bytes]) -> None:
        body = bodies[0]
        row, column, style = struct.unpack_from("<HHH", body)
        spot = (row, column)
        if kind == _LABELSST:
            self._put_text(spot, style, self._book.strings[struct.unpack_from("<I", body, 6)[0]])
        elif kind in (_LABEL, _RSTRING):
            self._put_text(spot, style, self._book.text([body[6:], *bodies[1:]]))
        elif kind == _RK:
            self._put_number(spot, style, rk_number(struct.unpack_from("<I", body, 6)[0]))
        elif kind == _BOOLERR:
            self._put_truth(spot, body[6], is_error=bool(body[7]))
        elif kind == _NUMBER or body[12:14] != b"\xff\xff":
            self._put_number(spot, style, struct.unpack_from("<d", body, 6)[0])
        elif body[6] == 0:
            # The text of a formula follows in a record of its own.
            self._formula = (spot, style)
        elif body[6] in (1, 2):
            self._put_truth(spot, body[8], is_error=body[6] == 2)

    def _put_text(self, spot: Spot, style: int, text: str) -> None:
        if shown := as_shown(print_text(text, self._book.code(style)), self._book.font(style)):
            self._put(spot, style, shown)

    def _put_number(self, spot: Spot, style: int, number: float) -> None:
        if shown := print_number(number, self._book.code(style), is_1904=self._book.is_1904):
            self._put(spot, style, shown)

    def _put(self, spot: Spot, style: int, text: str) -> None:
        self.draft.cells[spot] = text
        if style in self._book.struck:
            self.draft.struck[spot] = text

    def _put_truth(self, spot: Spot, value: int, *, is_error: bool) -> None:
        text = ERRORS.get(value, "#N/A") if is_error else "TRUE" if value else "FALSE"
        self.draft.cells[spot] = text
        if is_error:
            self.draft.notes.append((spot, note("cell-error", text=text)))
