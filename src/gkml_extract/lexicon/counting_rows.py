"""Rows of a table that hold no item: totals (小计 3项), the numbers of its columns (1 2 3 …), and so on (……), notes."""

from __future__ import annotations

from collections.abc import Sequence

from gkml_extract.regex import regex
from gkml_extract.text import fold

_TOTAL = regex(r"^[(]?(?:合计|小计|总计|共计|总数)[)]?(?::|\d+|共|[项个条类件])*$")
_COUNT = regex(r"^(?:共|计)?\d+[项个条类件]?$")
_TOTAL_WORD = regex(r"^[(]?(?:合计|小计|总计|共计|总数)[)]?:?$")
_COUNT_OF_ITEMS = regex(r"^共?\d+[项个条类件]$")
_DOTS = regex(r"^[.…·]{2,}$")
_COUNTED = ("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "甲乙丙丁戊己庚辛壬癸", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_MIN_COUNTED = 3
NOTE_WORDS = "(?:填[表报写列]|编制|有关|特别|其他|使用|相关)?(?:说明|须知)|填[表报写]要求|备注|附注|注释|注意事项|注"
"""What a note under a table, or between its rows, begins with, in front of its colon."""
_NOTE = regex(rf"^(?:{NOTE_WORDS})\d{{0,2}}:.")


def is_note(text: str) -> bool:
    """Whether a text says of itself that it is a note: 注：预警信息以县防指发布为准。"""
    return _NOTE.match(fold(text)) is not None


def is_total(texts: Sequence[str]) -> bool:
    """Whether the texts of a row are a total and nothing else: its word, and numbers behind it."""
    printed = [fold(text) for text in texts if text]
    return bool(printed) and _TOTAL.match(printed[0]) is not None and all(map(_COUNT.match, printed[1:]))


def is_total_word(text: str) -> bool:
    """Whether a text is the word of a total and nothing else: 小计."""
    return _TOTAL_WORD.match(fold(text)) is not None


def is_count(text: str) -> bool:
    """Whether a text counts items and says nothing else: 3项."""
    return _COUNT_OF_ITEMS.match(fold(text)) is not None


def is_and_so_on(texts: Sequence[str]) -> bool:
    """Whether a row says only that more rows would follow."""
    printed = [fold(text) for text in texts if text]
    return bool(printed) and all(map(_DOTS.match, printed))


def counts_columns(texts: Sequence[str]) -> bool:
    """Whether a row numbers the columns, as forms do: 1 2 3 …, or 甲 乙 1 2 …."""
    if len(texts) < _MIN_COUNTED:
        return False
    before: tuple[int, int] | None = None
    for printed in texts:
        text = fold(printed).strip("()")
        kind = next((kind for kind, signs in enumerate(_COUNTED) if len(text) == 1 and text in signs), -1)
        if kind < 0 and not (text.isdecimal() and len(text) < _MIN_COUNTED):
            return False
        value = _COUNTED[kind].index(text) + 1 if kind >= 0 else int(text)
        goes_on = before is not None and (kind, value) == (before[0], before[1] + 1)
        if not goes_on and (value != 1 or (before is not None and before[0] == kind)):
            return False
        before = (kind, value)
    return True
