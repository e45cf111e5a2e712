"""Cells in a symbol font: `P` in Wingdings 2 is printed as a tick, and so is `a` in Marlett."""

from __future__ import annotations

from gkml_extract.extractors.word.symbols import is_private, is_symbol_font, symbol


def symbol_font(name: str | None) -> str | None:
    """The name of a font if it shows symbols in place of letters; None for any other."""
    return name if is_symbol_font(name) else None


def as_shown(text: str, font: str | None = None) -> str:
    """`text` as a symbol font shows it; without one, only codes of such fonts in the private use area are read."""
    if font is None and not any(map(is_private, text)):
        return text
    return "".join(_glyph(char, font) for char in text)


def _glyph(char: str, font: str | None) -> str:
    if font is None and not is_private(char):
        return char
    return symbol(font, ord(char)) or char
