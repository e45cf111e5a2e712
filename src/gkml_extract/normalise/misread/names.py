"""Names that recur in a column: known ones of channels, and what the column says again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Final

from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.lexicon.lookalikes import Likeness, likeness
from gkml_extract.lexicon.misread import Words, is_telling, restore, words_of
from gkml_extract.regex import regex
from gkml_extract.text import squeeze

OFTEN: Final = 3
"""Times that a text must stand in a column to put another right; and so many times as often as that one."""
SHORTEST: Final = 4
_PART: Final = regex(r"[^■□☐☑☒√✓○●\n、，,；;。《》]+")
"""A piece of a cell that recurs by itself: a channel, a title, a line."""


@cache
def _channel_words() -> Words:
    return words_of(spelling for entry in load_lexicon("channels").entries for spelling in entry.spellings)


def restore_channels(text: str) -> str:
    """`text` with the characters of known names put right.

    >>> restore_channels("■政府网姑 □两徽一端")
    '■政府网站 □两微一端'
    """
    return restore(text, _channel_words())


def recurring(texts: Sequence[str]) -> Callable[[str], str]:
    """A function that puts a text of a column right by what the column's `texts` say more often.

    Both must be as long and differ in characters that look alike; one that is read twice and another that is
    read five times may both be right.
    """
    counts = Counter(squeeze(found[0]) for text in texts for found in _PART.finditer(text))
    usual = _usual(counts)
    return lambda text: _PART.sub(lambda found: _with_blanks(found[0], usual.get(squeeze(found[0]))), text)


def _usual(counts: Counter[str]) -> dict[str, str]:
    """Rare pieces → the frequent ones that they must be."""
    by_length: dict[int, list[str]] = {}
    for piece, count in counts.most_common():
        if len(piece) >= SHORTEST and count >= OFTEN:
            by_length.setdefault(len(piece), []).append(piece)
    usual: dict[str, str] = {}
    for piece, count in counts.items():
        near = [
            other
            for other in by_length.get(len(piece), ())
            if counts[other] >= OFTEN * count and _is_misread(piece, other)
        ]
        if len(near) == 1:
            usual[piece] = near[0]
    return usual


def _is_misread(read: str, meant: str) -> bool:
    pairs = [pair for pair in zip(read, meant, strict=True) if pair[0] != pair[1]]
    if not 1 <= len(pairs) <= max(1, len(read) // 8):
        return False
    return all(likeness(*pair) >= Likeness.SOME and not is_telling(*pair) for pair in pairs)


def _with_blanks(text: str, piece: str | None) -> str:
    """`piece` with the white space of `text`, which has as many other characters."""
    if piece is None:
        return text
    chars: Iterator[str] = iter(piece)
    return "".join(char if char.isspace() else next(chars) for char in text)
