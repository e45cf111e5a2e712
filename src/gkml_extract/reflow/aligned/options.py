"""Channels that have a column of ticks each below 公开渠道, in a header drawn in a grid of characters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from gkml_extract.lexicon.header import header_lexicon, parse_label
from gkml_extract.lexicon.match import match_exact
from gkml_extract.reflow.aligned.words import TextPage, Word
from gkml_extract.reflow.header.options import is_legend, is_like
from gkml_extract.text import simplify

_LEAST_TICKS, _TICKS, _BOXES = 4, frozenset("√✓✔☑"), frozenset("■□☐▢◻")
_LEAST, _SHIFT = 2, 3
"""Channels that make a group; places by which its label may stand beside them."""


def is_head(word: Word) -> bool:
    """Whether a word is the label of channels."""
    text = simplify(word.text)
    return len(text) > 1 and match_exact(text, header_lexicon()) is not None and parse_label(text).field == "channels"


@lru_cache(maxsize=64)
def has_ticks(page: TextPage) -> bool:
    """Whether cells of a page are ticks, and none of them lists of boxes."""
    texts = [word.text for line in page.lines for word in line]
    n_ticks = sum(_TICKS.issuperset(text) for text in texts)
    return n_ticks >= _LEAST_TICKS and not any(text[0] in _BOXES for text in texts)


def options_below(labels: Sequence[tuple[int, int, str | None]], middle: float) -> range:
    """The labels around the middle of 公开渠道 that are channels', most of them named as such.

    `labels` are the places of each and its text, where nobody knows it; those side by side are of one group.
    """
    mine = [k for k, (_, _, text) in enumerate(labels) if text is not None]
    nearest = min(mine, key=lambda k: abs((labels[k][0] + labels[k][1]) / 2 - middle), default=None)
    if nearest is None:
        return range(0)
    low = high = nearest
    while low - 1 in mine:
        low -= 1
    while high + 1 in mine:
        high += 1
    found = range(low, high + 1)
    texts = [simplify(text) for k in found if (text := labels[k][2]) is not None]
    is_below = labels[low][0] - _SHIFT <= middle <= labels[high][1] + _SHIFT
    is_of_channels = 2 * sum(map(is_like, texts)) >= len(texts) >= _LEAST and not any(map(is_legend, texts))
    return found if is_below and is_of_channels else range(0)
