"""Row numbers of two digits and more in a column one digit wide: each digit is printed in a line of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.regex import regex

_NO_COUNT = r"(?![\d.．、,，)）:：~～%个年月日天岁-])"
"""1.目录, 0-6岁 and 1个工作日 begin cells."""
_NUMBER = regex(rf"\d{{1,4}}{_NO_COUNT}")
_LAST_DIGIT = regex(rf"\d{_NO_COUNT}")
_FIRST = 10
_MOST_MISSED = 2
"""Rows whose numbers may be lost, or stand behind other texts, before one is no longer the next."""
_LEAST = 2
"""Broken numbers that are evidence: where 10 is broken, so are those after it. A single one must be the last of all."""

_Line = list[TextFragment]


def with_whole_numbers(fragments: Sequence[TextFragment]) -> tuple[TextFragment, ...]:
    """The fragments with the digits of such numbers joined; a text behind the last digit is a fragment of its own.

    A number is one if it counts on from those that begin lines above it, its digits but the last alone in theirs.
    """
    lines = [list(line) for _, line in groupby(fragments, key=lambda part: part.line)]
    broken: dict[int, str] = {}  # line → the number that begins in it
    above = 0
    last_whole = -1
    at = 0
    while at < len(lines):
        number = _broken_at(lines, at, above)
        if number:
            broken[at] = number
            above = int(number)
            at += len(number)
            continue
        found = _NUMBER.match(lines[at][0].text)
        value = int(found.group()) if found else 0
        if value == 1 or above < value <= above + 1 + _MOST_MISSED:
            above = value
            last_whole = at if value >= _FIRST else last_whole
        at += 1
    if not broken or (len(broken) < _LEAST and last_whole > max(broken)):
        return tuple(fragments)
    whole: list[TextFragment] = []
    skipped = 0
    for at, line in enumerate(lines):
        number = broken.get(at, "")
        if number:
            whole += _joined(lines[at : at + len(number)], number)
            skipped = len(number)
        elif skipped <= 0:
            whole += line
        skipped -= 1
    return tuple(whole)


def _broken_at(lines: Sequence[_Line], at: int, above: int) -> str:
    """The number next to `above` whose digits begin the lines from `at` on; "" if none does."""
    if above < _FIRST - 1 - _MOST_MISSED or len(lines[at]) > 1 or len(lines[at][0].text) != 1:
        return ""
    for value in range(max(above + 1, _FIRST), above + 2 + _MOST_MISSED):
        number = str(value)
        digits = lines[at : at + len(number)]
        is_there = len(digits) == len(number) and all(
            line[0].text == digit and len(line) == 1 for line, digit in zip(digits[:-1], number, strict=False)
        )
        if is_there and digits[-1][0].text.startswith(number[-1]) and _LAST_DIGIT.match(digits[-1][0].text):
            return number
    return ""


def _joined(lines: Sequence[_Line], number: str) -> list[TextFragment]:
    """The number as one fragment, and what is printed behind its last digit."""
    first, (last, *others) = lines[0][0], lines[-1]
    rest = last.text[1:].lstrip()
    behind = [replace(last, text=rest, gap=Gap.SPACE, index=1)] if rest else []
    return [replace(first, text=number), *behind, *others]
