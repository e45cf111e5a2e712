"""HTML bytes → text: what they declare, if it holds."""

from __future__ import annotations

import codecs
import re

from gkml_extract.extractors.encoding import decode
from gkml_extract.extractors.html.sniff import utf16_markup_codec
from gkml_extract.extractors.source_file import HEAD_BYTES
from gkml_extract.model.finding import Note, note
from gkml_extract.regex import regex

_DECLARED = re.compile(
    rb"""<meta\b[^<>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)|<\?xml\b[^<>]*?\bencoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 16384
"""Bytes at the beginning that may declare the encoding: browsers look at 1024, pages with long scripts need more."""
_CHINESE = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
    "gb18030": "gb18030", "chinese": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs",
    "cp950": "cp950",
}  # fmt: skip
_NO_CHINESE = regex(r"iso-?8859|latin|windows-125|cp125|us-ascii|ascii", re.IGNORECASE)
"""Encodings that programs declare without thinking: every byte is sound in them, Chinese is not."""
_CHANCE = 3
"""Characters beyond ASCII up to which bytes of another encoding may be sound UTF-8 by chance."""
_LOST_SHARE = 0.01
"""Share of lost characters up to which the declared encoding is believed."""


def decode_html(data: bytes, declared: str | None = None) -> tuple[str, tuple[Note, ...]]:
    """The text of a page. `declared` is what a mail part says of it, which goes before its own word.

    UTF-8 that is sound is believed before any declaration, since hardly another encoding passes for it; then what
    is declared; then what `decode` makes of the bytes.

    Raises:
        UnknownFormatError: no encoding gives a text.
    """
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data)
    wide = utf16_markup_codec(data[:HEAD_BYTES])
    if wide is not None:
        return _with_losses(data.decode(wide, "replace"))
    codec = _known(declared) or _known(_declaration(data))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = None
    if text is not None and (codec in (None, "utf-8") or sum(char > "\x7f" for char in text) > _CHANCE):
        return text, ()
    if codec is None or codec == "utf-8":
        return decode(data)
    found = data.decode(codec, "replace")
    lost = found.count("\ufffd")
    if lost > _LOST_SHARE * len(found):
        return decode(data)
    return _with_losses(found)


def _with_losses(text: str) -> tuple[str, tuple[Note, ...]]:
    lost = text.count("\ufffd")
    return text.replace("\ufffd", ""), (note("characters-lost", n=lost),) if lost else ()


def _declaration(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def _known(name: str | None) -> str | None:
    """The codec for a declared encoding; None for one that is unknown or has no Chinese."""
    if name is None or _NO_CHINESE.match(name):
        return None
    try:
        codec = codecs.lookup(_CHINESE.get(name.lower(), name))
    except (LookupError, ValueError):
        return None
    return codec.name if codec.name != "utf-16" and getattr(codec, "_is_text_encoding", True) else None
