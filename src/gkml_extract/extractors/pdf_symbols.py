"""Symbol fonts: which character a code of Wingdings and its like shows.

Their codes mean pictures, not the letters of the same number, and reach us as letters or in Unicode's private use area
(U+F0xx). Only what catalogues use is here; other codes count as unreadable.
Source: Microsoft's character maps of Wingdings, Wingdings 2 and Symbol.
"""

from __future__ import annotations

from functools import lru_cache

_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x74: "◆", 0x75: "◆", 0x76: "◆", 0x78: "☒",
    0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xFB: "×", 0xFC: "√", 0xFD: "☒",
    0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "×", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x98: "●", 0xA2: "■", 0xA3: "□",
    0xA4: "□", 0xA5: "□",
}  # fmt: skip
_SYMBOL = {0xB7: "•", 0xD6: "√", 0xB4: "×", 0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB0: "°", 0xAE: "→"}


@lru_cache(maxsize=256)
def symbols_of(font_name: str) -> dict[int, str]:
    """What the codes of a font show; empty for a font of letters."""
    name = font_name.replace(" ", "").replace("-", "").lower()
    if "wingdings2" in name:
        return _WINGDINGS_2
    if "wingdings" in name and "wingdings3" not in name:
        return _WINGDINGS
    return _SYMBOL if name.startswith("symbol") else {}


def symbol(code: int, symbols: dict[int, str]) -> str | None:
    """The character of a code, with or without the offset of the private use area."""
    return symbols.get(code - 0xF000 if 0xF000 <= code <= 0xF0FF else code)
