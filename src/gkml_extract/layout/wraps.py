"""Lines → a text: which line breaks are the layout's own, and which part paragraphs.

A line was wrapped if what follows did not fit on it. If it did, somebody ended the line there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from gkml_extract.layout.lines import Line
from gkml_extract.regex import regex
from gkml_extract.text import display_width, join_wrapped, kept_if_short

SLACK = 0.35
"""Share of the font size that must be left over besides what follows: justified and squeezed lines are not exact."""
CENTRED = 0.3
"""Share of the font size within which the middles of lines agree if they are centred."""

_TOKEN = regex(
    r"[（《〈“‘「『【〔(\[<]*(?:[A-Za-z0-9./:@_\-%+]+|.)[，。、；：？！）》〉”’」』】〕)\]>,.;:!?…/／]*", re.DOTALL
)
"""What cannot be parted at a line's end: a character or Latin word with the punctuation that clings to it."""
_FIGURE = regex(r"[^\w\s]{0,3}\d[\d,.]*[^\w\s]{0,3}|[-—–*†.…]+|\([XNA]+\)")
_NUMBERED = regex(r"(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}(?:[）)、．]|\.(?!\d))|[①-⑳⑴-⒇㈠-㈩])")


def join_lines(lines: Sequence[Line], left: float, right: float) -> str:
    """The text of lines that may stand from `left` to `right`, paragraphs parted by a line feed."""
    if not lines:
        return ""
    paragraphs: list[list[str]] = [[lines[0].text]]
    for line, following, free in _with_free(lines, left, right):
        if _is_break(line, following, free):
            paragraphs.append([following.text])
        elif _is_torn_word(line, following, free):
            paragraphs[-1][-1] += following.text
        else:
            paragraphs[-1].append(following.text)
    return "\n".join(join_wrapped(paragraph) for paragraph in paragraphs)


def breaks_of(lines: Sequence[Line], left: float, right: float) -> list[bool]:
    """Whether each line but the last was ended on purpose, however the lines are aligned."""
    width = max(right, *(line.end for line in lines)) - min(left, *(line.start for line in lines))
    return [
        _is_break(line, following, width - (line.end - line.start))
        or (is_figure(line.text) and is_figure(following.text))
        for line, following in pairwise(lines)
    ]


def is_figure(text: str) -> bool:
    """Whether a line is one number, or what stands for it: nobody wraps those."""
    return _FIGURE.fullmatch(text) is not None


def _with_free(lines: Sequence[Line], left: float, right: float) -> list[tuple[Line, Line, float]]:
    """Each line, the one after it, and how much room it had left for what follows."""
    right, left = max(right, *[line.end for line in lines]), min(left, *[line.start for line in lines])
    is_centred = _is_centred(lines)
    return [
        (line, following, right - left - (line.end - (line.start if is_centred else left)))
        for line, following in pairwise(lines)
    ]


def _is_centred(lines: Sequence[Line]) -> bool:
    """Whether the lines' middles agree, and their beginnings do not."""
    starts = [line.start for line in lines]
    unevenness = max(starts) - min(starts)
    if unevenness == 0:
        return False
    middles = [(line.start + line.end) / 2 for line in lines]
    spread = max(middles) - min(middles)
    return spread <= CENTRED * max(line.size for line in lines) < unevenness


def _is_break(line: Line, following: Line, free: float) -> bool:
    """Whether what follows would have fitted on the line."""
    slack = SLACK * following.size
    return (free > slack and free > first_token_width(following) + slack) or (
        line.text.endswith(("。", "；", ";")) and _NUMBERED.match(following.text) is not None
    )


def first_token_width(line: Line) -> float:
    """How wide the first piece of a line is that cannot be parted."""
    first, whole = _token_widths(line.text)
    return (line.end - line.start) * first / whole


@kept_if_short
def _token_widths(text: str) -> tuple[int, int]:
    """The display widths of a line's first token and of the whole line: a table says the same again and again."""
    token = _TOKEN.match(text)
    return (0 if token is None else display_width(token.group())), max(display_width(text), 1)


def _is_torn_word(line: Line, following: Line, free: float) -> bool:
    """Whether a Latin word was cut because the line was full, not wrapped at a blank."""
    if line.is_trailed or not line.text or not following.text:
        return False
    last, first = line.text[-1], following.text[0]
    if last == "-":
        return True
    if not (last.isascii() and last.isalpha() and first.isascii() and first.isalpha()):
        return False
    return free < 0.6 * line.size and " " not in line.text
