"""Which kind of picture bytes are, by the first of them."""

from __future__ import annotations

import struct

_MAGIC = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"II+\0": "tiff",
    b"MM\0+": "tiff",
}
_BMP_HEADERS = (12, 40, 52, 56, 64, 108, 124)
"""Sizes that the second header of a BMP file may have."""


def kind_of(head: bytes) -> str | None:
    """`png`, `jpeg`, `tiff`, `bmp`, `webp`, or None for other bytes."""
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[:2] == b"BM" and len(head) >= 18 and head[6:10] == b"\0\0\0\0":
        return "bmp" if struct.unpack_from("<I", head, 14)[0] in _BMP_HEADERS else None
    return None
