"""A text drawn in a grid of equal characters → its pages, lines and words, each word with its columns of characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import log

from gkml_extract.regex import regex
from gkml_extract.text import clean, display_width

_WORD = regex(r"[^ \u00a0\u3000]+")
_LINE_BREAK = regex("\r\n|[\r\n\x0b\x85\u2028\u2029]")
_SEPARATORS = ("\t", "|", "｜", "│", "┃")
_BOXES = frozenset("■□☑☐▢◻")
WIDE_GAP = 3
"""Blanks from which words are in two columns: single ones stand within a cell, two behind a list's mark."""
LONGEST_LINE = 800
"""Places of a line: a page of A3 on its side in 6 point type has some 400; columns are searched for in their square."""
LONGEST_PAGE = 250
"""Lines of a page at most; a page of A4 in the smallest type has 120."""
_LEAST_LINES = 6
_LEAST_SPREAD, _LEAST_INDENTED = 0.12, 0.6
"""Share of lines with wide gaps, and with these or a wide indent, from which a text is drawn in a grid."""
_INNER_GAP = regex(rf"\S {{{WIDE_GAP},}}\S")
_MOST_SEPARATED = 0.05
_LINED_UP = 0.25
"""Share of words behind a wide gap that begin below or above another one's beginning."""
_CENTRED = 0.6
"""What words count that stand in the middle below or above another one, by half a place: more do by chance."""
_NEAR = 3
"""Lines above among which a word is looked for that begins at the same column."""


@dataclass(frozen=True, slots=True)
class Word:
    """A text without blanks over the columns [x0, x1) of line `line` of its page."""

    x0: int
    x1: int
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page: its lines of words, empty ones too; `first` is the first one's number in the document, from 1."""

    number: int
    first: int
    lines: tuple[tuple[Word, ...], ...]


def find_pages(printed: str) -> tuple[TextPage, ...]:
    """The pages of a text whose words stand in columns; none if it is no such text."""
    if not _INNER_GAP.search(printed):
        return ()
    raw = [_LINE_BREAK.split(page) for page in printed.split("\f")]
    lines = [line for page in raw for line in page if line.strip()]
    if max(map(len, lines), default=0) > LONGEST_LINE:
        return ()
    if sum(any(sign in line for sign in _SEPARATORS) for line in lines) > _MOST_SEPARATED * len(lines):
        return ()
    spread = [line for line in lines if _INNER_GAP.search(line)]
    indented = [line for line in lines if line.startswith(" " * WIDE_GAP) or _INNER_GAP.search(line)]
    if len(spread) < max(_LEAST_LINES, _LEAST_SPREAD * len(lines)) or len(indented) < _LEAST_INDENTED * len(lines):
        return ()
    width = min((len, display_width), key=lambda measure: _disorder(spread, measure))
    pages: list[TextPage] = []
    first = 1
    for page in raw:
        for begin in range(0, len(page), LONGEST_PAGE):  # a text without form feeds
            part = page[begin : begin + LONGEST_PAGE]
            words = tuple(tuple(_words(line, k, width)) for k, line in enumerate(part))
            pages.append(TextPage(len(pages) + 1, first + begin, words))
        first += len(page) - 1
    return tuple(pages) if _is_lined_up(pages) else ()


def _words(line: str, number: int, width: Callable[[str], int]) -> Iterator[Word]:
    """The words of a line; a box belongs to what stands behind it."""
    box: Word | None = None
    for found in _WORD.finditer(line):
        text = clean(found[0])
        if not text:
            continue
        x0 = width(line[: found.start()])
        word = Word(x0, x0 + width(found[0]), number, text)
        if box is not None and x0 - box.x1 < WIDE_GAP:
            word = Word(box.x0, word.x1, number, box.text + word.text)
        elif box is not None:
            yield box
        box = word if word.text in _BOXES else None
        if box is None:
            yield word
    if box is not None:
        yield box


def _disorder(lines: list[str], width: Callable[[str], int]) -> float:
    """How evenly the places behind wide gaps are spread: little where words stand one below the other."""
    places = Counter(
        width(line[: found.end()]) for line in lines for found in re.finditer(rf"\S {{{WIDE_GAP},}}(?=\S)", line)
    )
    n = sum(places.values())
    return -sum(count / n * log(count / n) for count in places.values())


def _is_lined_up(pages: list[TextPage]) -> bool:
    """Whether many words behind wide gaps begin below one another, or stand below one another by their middles."""
    n = n_begun = n_centred = 0
    for page in pages:
        filled = [line for line in page.lines if line]
        for k, line in enumerate(filled):
            near = [*filled[max(k - _NEAR, 0) : k], *filled[k + 1 : k + 1 + _NEAR]]
            begins = {word.x0 for other in near for word in other}
            middles = {word.x0 + word.x1 for other in near for word in other}
            for before, word in pairwise(line):
                if word.x0 - before.x1 >= WIDE_GAP:
                    n += 1
                    n_begun += word.x0 in begins
                    n_centred += not middles.isdisjoint(range(word.x0 + word.x1 - 1, word.x0 + word.x1 + 2))
    return max(n_begun, _CENTRED * n_centred) >= _LINED_UP * max(n, 1)
