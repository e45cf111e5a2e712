"""Glyphs that a symbol font or a form control shows in place of a character."""

from __future__ import annotations

from gkml_extract.extractors.word.symbols import symbol
from gkml_extract.regex import regex

_WINGDINGS = {
    "þ": "☑", "ý": "☒", "¨": "☐", "o": "□", "n": "■", "q": "□", "x": "☒", "ü": "√", "û": "×", "l": "●", "m": "○",
    "u": "◆",
}  # fmt: skip
_WINGDINGS_2 = {"R": "☑", "T": "☒", "S": "☒", "Q": "☒", "£": "☐", "¢": "■", "P": "√", "O": "×"}
TICKS = frozenset("√✓✔☑☒☐□■✗✘×○●◎◯▢▣")
"""What a picture may stand for by its `alt`."""
_PRIVATE = regex("[\uf020-\uf0ff]")
_HAN_STYLES = frozenset({"cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"})


def symbol_font(names: str) -> str | None:
    """The symbol font among the names of a `font-family` or a `face`; None if there is none."""
    lower = names.lower()
    if "wingdings 2" in lower:
        return "wingdings 2"
    return "wingdings" if "wingdings" in lower and "wingdings 3" not in lower else None


def read_symbols(text: str, font: str | None) -> str:
    """`text` as the symbol font shows it. A character that no box or tick is stays as it is.

    Without a font, codes of symbol fonts in the private use area are read as those fonts' boxes and ticks: some
    programs write no more than the code.
    """
    if font is None:
        return _PRIVATE.sub(lambda found: symbol(None, ord(found[0])) or found[0], text)
    table = _WINGDINGS_2 if font == "wingdings 2" else _WINGDINGS
    # Word writes symbols in the private use area, at 0xF000 and up.
    plain = (chr(ord(char) - 0xF000) if 0xF020 <= ord(char) <= 0xF0FF else char for char in text)
    return "".join(table.get(char, own) for char, own in zip(plain, text, strict=True))


def list_number(number: int, style: str) -> str:
    """The number of a list item as a browser prints it, such as `1. ` or `c. `."""
    if style in ("a", "lower-alpha", "lower-latin") and number > 0:
        return f"{_letters(number)}. "
    if style in ("A", "upper-alpha", "upper-latin") and number > 0:
        return f"{_letters(number).upper()}. "
    if style in ("i", "lower-roman") and 0 < number < 4000:
        return f"{_roman(number)}. "
    if style in ("I", "upper-roman") and 0 < number < 4000:
        return f"{_roman(number).upper()}. "
    if (
        style in ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "cjk-decimal")
        and 0 < number < 100
    ):
        return f"{_han(number)}、"
    return "" if style == "none" else f"{number}. "


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(number: int) -> str:
    parts = ""
    for value, sign in (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
        (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ):  # fmt: skip
        count, number = divmod(number, value)
        parts += sign * count
    return parts


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    digits = "〇一二三四五六七八九"
    ten = "" if not tens else "十" if tens == 1 else f"{digits[tens]}十"
    return ten + (digits[ones] if ones or not tens else "")
