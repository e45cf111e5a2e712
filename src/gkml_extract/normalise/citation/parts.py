"""The text of a cell without its wraps, one numbered part a line."""

from __future__ import annotations

import re
from itertools import pairwise

from gkml_extract.regex import regex
from gkml_extract.text import clean, join_wrapped

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# A numeral with its mark, or bare before 《. What stands before decides as well: 第2号, 2.5 and 2018 are no numerals,
# 2、12345热线 has one.
_NUMERAL = regex(
    r"(?<![\d第〔\[【（(.．年月\-—/])(?:(?P<n>\d{1,2})(?:[.．、](?!\d(?!\d{4}))|(?=\s*《)|[)）](?=\s*[《根\u3400-\u9fff]))"
    r"|[（(](?P<b>\d{1,2})[)）](?=\s*[《\u3400-\u9fff])"
    rf"|(?P<c>[{_CIRCLED}]))"
)
_STARTS_LINE = regex(r"[《【●◆·■]|\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[)）]")
_OPEN, _CLOSE = "《（(〔[【<〈", "》）)〕]】>〉"


def _number(found: re.Match[str]) -> int:
    circled = found["c"]
    return _CIRCLED.index(circled) + 1 if circled else int(found["n"] or found["b"])


def numbered_starts(text: str) -> list[int]:
    """Where the numerals of one run 1, 2, 3 … stand that cuts `text` into parts.

    A run begins with 1, or with any numeral at the very start of the text; only the next
    number in the same style goes on with it. One numeral alone is no run unless the text begins with it.
    """
    starts: list[int] = []
    expected, style = 1, ""
    for found in _NUMERAL.finditer(text):
        number, kind = _number(found), str(found.lastgroup)
        begins = not starts and (number == 1 or not text[: found.start()].strip())
        if begins or (starts and number == expected and kind == style):
            starts.append(found.start())
            expected, style = number + 1, kind
    return starts if len(starts) > 1 or (starts and not text[: starts[0]].strip()) else []


def split_numbered(text: str) -> list[str]:
    """The parts of a numbered list, each with its numeral; the whole text where it is none.

    >>> split_numbered("1.《A法》 2.《B法》（2010年）")
    ['1.《A法》 ', '2.《B法》（2010年）']
    """
    starts = numbered_starts(text)
    cuts = [0, *starts, len(text)]
    return [text[a:b] for a, b in pairwise(cuts) if text[a:b].strip()] or [text]


def _join_lines(text: str) -> list[str]:
    """The paragraphs of a text: a line feed parts two only before a title or numeral, outside all brackets."""
    paragraphs: list[list[str]] = [[]]
    depth = 0
    for line in text.split("\n"):
        if paragraphs[-1] and depth <= 0 and _STARTS_LINE.match(line.strip()):
            paragraphs.append([])
        paragraphs[-1].append(line)
        depth += sum((char in _OPEN) - (char in _CLOSE) for char in line)
    return [join_wrapped(lines) for lines in paragraphs]


def lines_of_basis(text: str) -> tuple[str, ...]:
    """The cell's lines: wraps removed, one paragraph or numbered part each; none is empty."""
    lines = _join_lines(text)
    parts = [clean(part) for part in split_numbered("\n".join(lines))]
    return tuple(line.strip() for part in parts for line in part.split("\n") if line.strip())
