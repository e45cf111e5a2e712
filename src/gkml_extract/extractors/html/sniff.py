"""Whether bytes are HTML: by their beginning, or by the tables in them."""

from __future__ import annotations

import codecs
import re

from gkml_extract.extractors.encoding import utf16_codec
from gkml_extract.extractors.source_file import HEAD_BYTES
from gkml_extract.regex import regex

_SPACE = r"(?:\ufeff|\s|<!--(?!\[if).*?-->|<\?(?!xml)[^>]*>)*+"
_BEGINS = regex(
    rf"{_SPACE}(?:<\?xml[^>]*>{_SPACE}(?:<!doctype\s+html|<html\b)|<!doctype\s+html|<!--\[if"
    r"|</?(?:html|head|meta|title|style|link|base|script|body|table|tbody|thead|tr|td|th|caption|div|center|section"
    r"|article|main|frameset|font|span|p|h[1-6]|ol|ul|dl|form)(?=[\s/>]))",
    re.IGNORECASE | re.DOTALL,
)
_MAIL_HEADER = regex(r"\s*(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,40}")
_MAIL_FIELDS = regex(r"^content-type:\s*(?:multipart/(?:related|mixed|alternative)|text/html)", re.I | re.M)
_TABLE_TAGS = tuple(regex(rf"<{tag}(?=[\s>])", re.IGNORECASE) for tag in ("table", "tr", "t[dh]"))
_OTHER_FORMATS = (b"%PDF", b"{\\rtf", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""First bytes of formats that may have whole tables in HTML inside."""
_BINARY = regex("[\x00-\x08\x0e-\x19\x1c-\x1f]")


def utf16_markup_codec(data: bytes) -> str | None:
    """The UTF-16 codec of a page: by its mark, its first sign or a table in it, or as any text's; None for another."""
    if b"\0" in data[:4096] and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = data[:64].lstrip(b"\0 \r\n\t")
        if start.startswith(b"<\0"):
            return "utf-16-be" if (len(data[:64]) - len(start)) % 2 else "utf-16-le"
        lower = data[:HEAD_BYTES].lower()
        for codec in ("utf-16-le", "utf-16-be"):
            if "<table".encode(codec) in lower:
                return codec
    return utf16_codec(data)


def head_text(head: bytes) -> str:
    """The beginning of a file as text: UTF-16 decoded, other bytes as they are, since all tags are ASCII."""
    codec = utf16_markup_codec(head)
    if codec is not None:
        return head[: len(head) // 2 * 2].decode(codec, "ignore")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def is_mhtml(head: bytes) -> bool:
    """Whether the bytes begin as a mail does whose body is HTML or holds parts: a page saved as one file."""
    found = _MAIL_HEADER.match(head_text(head[:8192]))
    if found is None:
        return False
    header = found.group()
    return "mime-version:" in header.lower() and bool(_MAIL_FIELDS.search(header))


def begins_as_html(text: str) -> bool:
    """Whether a text begins with markup; else it is text that may have tables in it."""
    return bool(_BEGINS.match(text))


def is_html(head: bytes) -> bool:
    """Whether the bytes are HTML or MHTML.

    A text that begins otherwise is HTML if it has a table with a row and a cell: a stray `<input>` or `<br>` in a
    dump is none.
    """
    if head.startswith(_OTHER_FORMATS):
        return False
    if is_mhtml(head):
        return True
    text = head_text(head)
    if begins_as_html(text):
        return True
    return not _BINARY.search(text) and all(tag.search(text) for tag in _TABLE_TAGS)
