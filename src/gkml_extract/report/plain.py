"""Texts of documents as they may stand on the page: nothing in them that hides or reorders what is around."""

from __future__ import annotations

from gkml_extract.regex import regex
from gkml_extract.text import display_width

_HIDDEN = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""Controls, and the characters that turn the order of writing: a file name must not look like another one."""


def plain(text: str) -> str:
    r"""`text` with characters that would not be seen spelled out.

    >>> plain("a\u202efdp.exe")
    'a\\u202efdp.exe'
    """
    return _HIDDEN.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def clipped(text: str, width: int) -> str:
    """`text` if it is at most `width` half-width characters wide, else its beginning and an ellipsis.

    >>> clipped("公开时限", 5)
    '公开…'
    """
    if display_width(text) <= width:
        return text
    kept = text[:width]
    while display_width(kept) > width - 1:
        kept = kept[: -max(1, (display_width(kept) - width) // 2)]
    return f"{kept}…"
