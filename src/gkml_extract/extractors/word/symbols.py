"""Characters of symbol fonts → the Unicode characters that they show, by symbols.toml."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

_PRIVATE = range(0xF000, 0xF100)
"""Where Word puts the codes of a symbol font (ECMA-376 part 1, 17.3.3.30)."""
UNKNOWN_FONT = ""
_FONT_WORDS = (b"ings", b"INGS", b"ymbol", b"ingbats", b"arlett")
"""A piece of each name above, in the spellings that occur."""
BOXES_AND_TICKS = frozenset("□■▣☐☑☒✓✔✗✘√◻◼❏❐❑❒▢")
"""Glyphs that say whether something is chosen; as a bullet they are kept, others are not."""


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[int, str]]:
    """Code → glyph, by the font's name in lower case."""
    source = files("gkml_extract.extractors.word").joinpath("symbols.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[int, str]] = {}
    for font in tomllib.loads(source)["font"]:
        table = {first + at: glyph for first, glyphs in font["runs"] for at, glyph in enumerate(glyphs)}
        tables |= dict.fromkeys(font["names"], table)
    return tables


def is_symbol_font(name: str | None) -> bool:
    """Whether a font shows symbols in place of letters."""
    return bool(name) and str(name).strip().lower() in _tables()


def names_symbol_font(part: bytes) -> bool:
    """Whether the bytes of an XML part may name a symbol font: a fast look that is never wrong when it says no."""
    return b"\0" in part[:256] or any(word in part for word in _FONT_WORDS)


def is_private(char: str) -> bool:
    """Whether a character is the code of a symbol font."""
    return ord(char) in _PRIVATE


def symbol(font: str | None, code: int) -> str | None:
    """The character that a code of a symbol font shows; None where it is not known.

    >>> symbol("Wingdings 2", 0xF052)
    '☑'
    """
    table = _tables().get((font or UNKNOWN_FONT).strip().lower(), _tables()[UNKNOWN_FONT])
    return table.get(code - _PRIVATE.start if code in _PRIVATE else code)
