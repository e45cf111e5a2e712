"""Whether the cells of a text are broken into lines by their columns' widths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from gkml_extract.model.table import TextFragment
from gkml_extract.reflow.chunks.spans import HARD_GAPS
from gkml_extract.regex import regex
from gkml_extract.text import display_width, kept_if_short

WHOLE_PHRASES = frozenset({"law", "deadline"})
"""Spans that are known whole, so that a break within one is seen."""
PHRASE_LENGTH = 7
"""Characters of a phrase that a column would break."""
_ENOUGH_PHRASES, _WRAPPED_SHARE = 2, 0.12
"""How many phrases tell, and the share of them that is broken."""
_FEW_PHRASES, _BROKEN_LABELS = 4, 2
"""So few phrases, none of them broken, say less than so many labels that are."""
_UNWRAPPED_WIDTH = 60
"""Half-width cells of a line that no column of a page is as wide as."""
_MANY_LINES = 40
"""Lines of which some end in mid-phrase where cells are broken into lines; with a phrase that is whole, few will do."""
_TORN_SHARE, _LEAST_TORN = 0.006, 2
"""Share of lines that end in mid-phrase from which cells are broken into lines.

Of 50 seeded catalogues each: 0.7 to 14 % where they are; none where a cell or a paragraph stands on a line; 0.4 % of
a Word dump with lists (one of 248).
"""
_OPEN_END = regex(r"[、，,（(《“〈及和与或的]$")
_CLOSING_START = regex(r"^[）)》〉”、，。；：,;:]")
_OPENING, _BRACKET = frozenset("（(《“"), regex("[（(《“）)》”]")
_HAN_ONLY = regex("[\u4e00-\u9fff]+$")
_CHARACTER = 2
"""Half-width cells of a Chinese character."""
_BOTH_HAN = regex("[\u4e00-\u9fff]{2}")


@kept_if_short
def _width_of_han(text: str) -> int:
    """Half-width cells of a text of Chinese characters alone; 0 of another."""
    return display_width(text) if _HAN_ONLY.match(text) else 0


def has_room(line: int, below: int) -> bool:
    """Whether a line of Chinese leaves room for a character, as wide as the line `below` it is, or another of its cell:
    no column broke it there. Both in half-width cells."""
    return 0 < line <= below - _CHARACTER


def ends_before(texts: Sequence[str], first: int, last: int) -> int | None:
    """The first of texts (first, last], a line each, that does not go on with the cell of the one before it: a column
    breaks Chinese text at any character, so that it would have put more into a line that it leaves shorter than
    another of the cell: 种子站 / 县政府门户网站, 妇女联合 / 会 / 妇儿工委办. None if all may be of one cell."""
    width = widest = 0
    for k in range(first, last + 1):
        following = _width_of_han(texts[k])
        widest = max(widest, following)
        if following and has_room(width, widest):
            return k
        width = following or width
    return None


@dataclass(frozen=True, slots=True)
class Wraps:
    """What tells of wraps in a text.

    `n_labels`: labels of the header that are broken into lines; `n_phrases`: phrases that a column would break, and
    `n_broken` of them are; `n_lines`: lines without separators, of which `n_torn` end or begin in mid-phrase;
    `widest_line`: the widest text without a blank, in half-width cells; `widest_row`: the widest line, blanks left out.
    """

    n_labels: int
    n_phrases: int
    n_broken: int
    n_lines: int
    n_torn: int
    widest_line: int
    widest_row: int = 0


def count_torn(fragments: Sequence[TextFragment]) -> tuple[int, int]:
    """How many lines have no separators, and how many ends of such lines stand in mid-phrase."""
    lines = [list(line) for _, line in groupby(fragments, key=lambda fragment: fragment.line)]
    plain = ["".join(part.text for part in line) for line in lines if not any(part.gap in HARD_GAPS for part in line)]
    texts = [text for text in plain if text]
    n_torn = sum(bool(_OPEN_END.search(text)) + bool(_CLOSING_START.match(text)) for text in texts)
    n_torn += sum(_is_unbalanced(text) for text in texts)
    n_torn += sum(len(one) == 1 == len(other) and bool(_BOTH_HAN.match(one + other)) for one, other in pairwise(texts))
    return len(texts), n_torn


def _is_unbalanced(text: str) -> bool:
    """Whether a text opens more brackets than it closes, or fewer."""
    brackets = _BRACKET.findall(text)
    return bool(brackets) and 2 * sum(map(_OPENING.__contains__, brackets)) != len(brackets)


def is_wrapped(wraps: Wraps) -> bool:
    """Whether cells are broken into lines.

    Phrases that are known whole tell first; then lines that no column is as wide as, torn lines, and labels.

    Labels alone may be broken for other reasons: 序 over 号 are two paragraphs in many a Word file.
    """
    if wraps.n_broken > max(1, _WRAPPED_SHARE * wraps.n_phrases):
        return True
    if wraps.widest_line >= _UNWRAPPED_WIDTH:
        return False
    if wraps.n_torn >= max(_LEAST_TORN, _TORN_SHARE * wraps.n_lines):
        return True
    if wraps.n_labels >= _BROKEN_LABELS and (wraps.n_broken or wraps.n_phrases < _FEW_PHRASES):
        return True
    if not wraps.n_torn and (
        wraps.widest_row >= _UNWRAPPED_WIDTH or (wraps.n_phrases and wraps.n_lines >= _MANY_LINES)
    ):
        return False
    return wraps.n_phrases < _ENOUGH_PHRASES
