"""Strings of an xls: packed, and cut wherever a record is full.

Source: MS-XLS 2.5.293 (XLUnicodeRichExtendedString), 2.4.58 (Continue).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

CODE_PAGES = {936: "gb18030", 950: "cp950", 932: "cp932", 949: "cp949", 1200: "utf-16-le", 10008: "gb18030"}
"""Code pages of Excel 5 and 95 whose Python name is not `cp` and their number."""
_WIDE, _EXTENDED, _RICH = 1, 4, 8


class Segments:
    """The bodies of a record and of those that continue it, read from front to back.

    Raises:
        IndexError: they end too early.
    """

    def __init__(self, bodies: Sequence[bytes]) -> None:
        self._bodies = bodies
        self._index = 0
        self._at = 0

    def _next(self) -> None:
        self._index += 1
        self._at = 0

    def take(self, n: int) -> bytes:
        """The next n bytes, over as many bodies as they need."""
        parts: list[bytes] = []
        while n > 0:
            part = self._bodies[self._index][self._at : self._at + n]
            self._at += len(part)
            n -= len(part)
            parts.append(part)
            if n > 0:
                self._next()
        return b"".join(parts)

    def characters(self, count: int, flags: int) -> str:
        """The next characters; where they go on in another body, it begins with flags of its own."""
        parts: list[str] = []
        while count > 0:
            size = 2 if flags & _WIDE else 1
            body = self._bodies[self._index]
            part = body[self._at : self._at + count * size]
            self._at += len(part)
            count -= len(part) // size
            parts.append(part.decode("utf-16-le" if size == 2 else "latin-1", "replace"))
            if count > 0:
                self._next()
                flags = self.take(1)[0]
        return "".join(parts)

    def shared_strings(self) -> Iterator[str]:
        """The strings of a table of shared strings, without formatting and phonetic readings."""
        _, n_strings = struct.unpack("<II", self.take(8))
        for _ in range(n_strings):
            count, flags = struct.unpack("<HB", self.take(3))
            n_runs = struct.unpack("<H", self.take(2))[0] if flags & _RICH else 0
            n_extra = struct.unpack("<I", self.take(4))[0] if flags & _EXTENDED else 0
            yield self.characters(count, flags)
            self.take(4 * n_runs + n_extra)


def unicode_string(bodies: Sequence[bytes]) -> str:
    """The string of a record of Excel 97 and later: its length, its flags, its characters."""
    segments = Segments(bodies)
    count, flags = struct.unpack("<HB", segments.take(3))
    return segments.characters(count, flags)


def byte_string(body: bytes, code_page: str) -> str:
    """The string of a record of Excel 5 and 95: its length, its bytes."""
    (count,) = struct.unpack_from("<H", body)
    return body[2 : 2 + count].decode(code_page, "replace")
