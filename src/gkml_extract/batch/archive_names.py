"""What the entries of a zip are called: most that come from Chinese offices say nothing of their encoding."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Sequence

from gkml_extract.regex import regex

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
"""The extra field with the name in UTF-8 beside one in a local encoding (APPNOTE.TXT 4.6.9)."""
_UNICODE_PATH_HEAD = struct.Struct("<BL")
_EXTRA_HEAD = struct.Struct("<HH")
_BEYOND_TWO_BYTES = regex(r"[ࠀ-\U0010ffff]")
_CONTROLS = regex(r"[\0-\x1f\x7f]")


def entry_names(entries: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The name of each entry, its folders parted by `/`.

    A name marked as UTF-8 is that. The others are of one encoding, since one program wrote them: UTF-8 or GB 18030,
    and where neither holds for all of them, whatever each can be read in.
    """
    raws = [_raw_name(entry) for entry in entries]
    encoding = encoding_of([raw for raw in raws if isinstance(raw, bytes)])
    return [_tidy(raw if isinstance(raw, str) else _decode(raw, encoding)) for raw in raws]


def encoding_of(raws: Sequence[bytes]) -> str | None:
    """`utf-8` or `gb18030`, whichever reads all names; None where neither does.

    GBK may pass for UTF-8: 目录 is C4 BF C2 BC, two letters of two bytes each. Chinese in UTF-8 has three bytes a
    character, so names without any such character are read as GBK first.
    """
    whole = b"\n".join(raws)
    utf8 = _try_decode(whole, "utf-8")
    if utf8 is not None and (utf8.isascii() or _BEYOND_TWO_BYTES.search(utf8)):
        return "utf-8"
    if _try_decode(whole, "gb18030") is not None:
        return "gb18030"
    return "utf-8" if utf8 is not None else None


def _raw_name(entry: zipfile.ZipInfo) -> str | bytes:
    """The name where the entry says how it is written, else its bytes: zipfile takes them for code page 437."""
    if entry.flag_bits & _UTF8_FLAG:
        return entry.orig_filename
    try:
        raw = entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:  # zipfile read them otherwise
        return entry.orig_filename
    return _unicode_path(entry.extra, raw) or raw


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name in the extra field, if it is of this name and not of one that was changed since."""
    while len(extra) >= _EXTRA_HEAD.size:
        kind, size = _EXTRA_HEAD.unpack_from(extra)
        body, extra = extra[_EXTRA_HEAD.size : _EXTRA_HEAD.size + size], extra[_EXTRA_HEAD.size + size :]
        if kind == _UNICODE_PATH and len(body) > _UNICODE_PATH_HEAD.size:
            version, checksum = _UNICODE_PATH_HEAD.unpack_from(body)
            if version == 1 and checksum == zlib.crc32(raw):
                return _try_decode(body[_UNICODE_PATH_HEAD.size :], "utf-8")
    return None


def _decode(raw: bytes, encoding: str | None) -> str:
    for candidate in filter(None, (encoding, "utf-8", "gb18030")):
        text = _try_decode(raw, candidate)
        if text is not None:
            return text
    return raw.decode("cp437")


def _try_decode(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _tidy(name: str) -> str:
    r"""Control characters taken out, `\` of Windows as `/`."""
    return _CONTROLS.sub("", name.replace("\\", "/"))
