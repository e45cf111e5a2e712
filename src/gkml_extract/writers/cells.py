"""What stands in one cell of a table: readable for a person, and read back the same.

A list is joined by `；`. In front of a character that would be misread stands a backslash, and a
backslash is doubled. The outermost step guards against spreadsheets: a cell that one would run as
a formula is led by an apostrophe, and so is one that begins with an apostrophe itself. An empty text is a lone
apostrophe; an empty cell is no value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from gkml_extract.regex import regex

SEPARATOR = "；"
YES, NO, LOST = "√", "×", "？"
_EMPTY = "\\-"
_RUN_BY_SPREADSHEETS = tuple("=+-@＝＋－＠\t\r\n'")
# Source: OWASP, CSV Injection; the full-width signs are taken for formulas in East Asian locales.


def guard_cell(text: str | None) -> str:
    """`text` as it is written: never run by a spreadsheet, and None apart from an empty text."""
    if text is None:
        return ""
    return f"'{text}" if not text or text.startswith(_RUN_BY_SPREADSHEETS) else text


def unguard_cell(cell: str) -> str | None:
    """The text that `guard_cell` was given."""
    return cell.removeprefix("'") if cell else None


def escape(text: str, special: str) -> str:
    """`text` with a backslash before each backslash and each character of `special`."""
    pattern = _any_of(special)
    return pattern.sub(r"\\\g<0>", text) if pattern.search(text) else text


@cache
def _any_of(special: str) -> re.Pattern[str]:
    return regex(f"[{re.escape(special)}\\\\]")


def unescape(text: str) -> str:
    """What `escape` was given."""
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def split_unescaped(text: str, separator: str, maxsplit: int = 0) -> list[str]:
    """The parts of `text` between separators that no backslash precedes, still escaped."""
    parts: list[str] = []
    start = 0
    for match in re.finditer(rf"\\.|{re.escape(separator)}", text, flags=re.DOTALL):
        if match.group() == separator and (not maxsplit or len(parts) < maxsplit):
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]


def join_parts(parts: Sequence[str]) -> str:
    """Parts, already escaped for `；`, as one text; none gives the empty text."""
    return SEPARATOR.join(part or _EMPTY for part in parts)


def split_parts(text: str) -> list[str]:
    """The parts that `join_parts` was given."""
    return ["" if part == _EMPTY else part for part in split_unescaped(text, SEPARATOR)] if text else []


def mark_to_text(mark: bool | str | None) -> str:
    """√, ×, ？ for a lost mark, or the printed text, led by a backslash where it could be taken for one of these."""
    if mark is None or isinstance(mark, bool):
        return LOST if mark is None else YES if mark else NO
    return f"\\{mark}" if mark in ("", YES, NO, LOST) or mark.startswith("\\") else mark


def text_to_mark(text: str) -> bool | str | None:
    """The mark that `mark_to_text` was given."""
    if text in (YES, NO, LOST):
        return {YES: True, NO: False, LOST: None}[text]
    return text.removeprefix("\\")
