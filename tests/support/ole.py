"""Old Office files written byte by byte: an OLE container, and the records of an xls in it.

Source: MS-CFB 2.2 to 2.6; MS-XLS 2.4.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SMALLEST = 4096
"""Shorter streams would stand in a container of their own."""


def ole(name: str, stream: bytes) -> bytes:
    """An OLE file with one stream, padded with zeros. It may have 60 kB."""
    data = stream.ljust(_SMALLEST, b"\0")
    data += b"\0" * (-len(data) % _SECTOR)
    n_sectors = len(data) // _SECTOR
    chain = [_FAT, _END, *range(3, n_sectors + 2), _END]
    fat = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    entries = _entry("Root Entry", 5, _END, 0, child=1) + _entry(name, 2, 2, len(data)) + _entry("", 0, 0, 0) * 2
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, _SMALLEST, _END, 0, _END, 0)
    return head + struct.pack("<109I", 0, *[_FREE] * 108) + fat + entries + data


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    encoded = (name + "\0").encode("utf-16-le") if name else b""
    body = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, _FREE, _FREE, child)
    return body + b"\0" * 36 + struct.pack("<IQ", start, size)


def record(kind: int, body: bytes = b"") -> bytes:
    """A record of an xls."""
    return struct.pack("<HH", kind, len(body)) + body


def xls(
    cells: bytes, *, strings: Sequence[bytes] = (), formats: Sequence[str] = (), more: bytes = b"", state: int = 0
) -> bytes:
    """An xls of Excel 97 with one sheet, S; `strings` are the records of its table of strings, as they are cut.

    Style n has the n-th format, from 1. `more` are further records of the workbook.
    """
    styles = b"".join(
        record(0x41E, struct.pack("<HHB", 164 + n, len(code), 1) + code.encode("utf-16-le"))
        for n, code in enumerate(formats)
    )
    styles += b"".join(record(0xE0, struct.pack("<HH16x", 0, n)) for n in (0, *range(164, 164 + len(formats))))
    table = b"".join(record(0xFC if n == 0 else 0x3C, body) for n, body in enumerate(strings))
    before = _begin(0x600, 5) + more + styles
    bound = record(0x85, struct.pack("<IBBBB", 0, state, 0, 1, 0) + b"S")
    offset = len(before) + len(bound) + len(table) + len(record(0x0A))
    bound = record(0x85, struct.pack("<IBBBB", offset, state, 0, 1, 0) + b"S")
    return ole("Workbook", before + bound + table + record(0x0A) + _begin(0x600, 0x10) + cells + record(0x0A))


def xls_95(cells: bytes, *, code_page: int) -> bytes:
    """An xls of Excel 95 with one sheet, S."""
    before = _begin(0x500, 5) + record(0x42, struct.pack("<H", code_page)) + record(0xE0, b"\0" * 16)
    bound = record(0x85, struct.pack("<IBBB", 0, 0, 0, 1) + b"S")
    offset = len(before) + len(bound) + len(record(0x0A))
    bound = record(0x85, struct.pack("<IBBB", offset, 0, 0, 1) + b"S")
    return ole("Book", before + bound + record(0x0A) + _begin(0x500, 0x10) + cells + record(0x0A))


def _begin(version: int, kind: int) -> bytes:
    return record(0x809, struct.pack("<HHHHII", version, kind, 0, 0, 0, 0))


def cell(kind: int, row: int, column: int, value: bytes, style: int = 0) -> bytes:
    """A cell record."""
    return record(kind, struct.pack("<HHH", row, column, style) + value)


def wide(text: str) -> bytes:
    """A string with its length and flags."""
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")
