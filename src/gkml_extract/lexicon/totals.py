"""Rows that count others: 小计 3项, 合计 12."""

from __future__ import annotations

from collections.abc import Sequence

from gkml_extract.regex import regex
from gkml_extract.text import fold

_TOTAL = regex(r"^[(]?(?:合计|小计|总计|共计|总数)[)]?(?::|\d+|共|[项个条类件])*$")
_COUNT = regex(r"^(?:共|计)?\d+[项个条类件]?$")


def is_total(texts: Sequence[str]) -> bool:
    """Whether the texts of a row are a total and nothing else: its word, and numbers behind it."""
    printed = [fold(text) for text in texts if text]
    return bool(printed) and _TOTAL.match(printed[0]) is not None and all(map(_COUNT.match, printed[1:]))
