"""Where any cell may begin, whatever its column: brackets, punctuation, words that a break parts.

Weights as in `base`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from gkml_extract.lexicon.inner_pairs import chance_within_word
from gkml_extract.model.table import Gap
from gkml_extract.reflow.chunks.broken_cells import ARTICLE_END, ARTICLE_LENGTH, goes_on_article
from gkml_extract.reflow.chunks.make import Chunk
from gkml_extract.reflow.chunks.spans import BOX, HARD_GAPS
from gkml_extract.reflow.chunks.wraps import has_room
from gkml_extract.reflow.copies import Surroundings
from gkml_extract.reflow.decoder.terms import Floats
from gkml_extract.reflow.evidence.looks import Shape
from gkml_extract.reflow.evidence.sheet import Sheet
from gkml_extract.reflow.evidence.signs import CLOSING, OPENING
from gkml_extract.regex import regex

_TORN = -2.4
"""Within a phrase that began before."""
_CLOSING_START = -6.0
"""With a closing mark."""
_AFTER_OPEN_END = -3.2
"""After 、 or 和 or an opening mark."""
_UNCLOSED = -3.0
"""While a bracket is open."""
_INSIDE_TERM = -2.5
"""Within a term that names items."""
_BROKEN_WORDS = 0.55
"""Share of the breaks of a column that part a word; a cell begins within one in hardly any case. Measured on cells
wrapped at widths of 4 to 20: 11,757 wraps, 2,939 beginnings of cells."""
_CELL_IN_WORD = 0.015
_NEIGHBOURS = (0.0, 0.0, 0.3, 2.7)
"""What it says for a cell's beginning that a text has so many neighbours on the side of the edge, the last for more."""
_TOGETHER, _OFTEN = -1.5, 3
"""What it says that the two texts stand together so many times."""
_ALWAYS_TOGETHER = -0.5
"""The same if neither stands with another. All measured on cells of 200 catalogues wrapped at seeded widths."""
_NEIGHBOURS_WEIGHT = 0.3
"""How much this counts beside all else that tells of the same edges."""
_ROOM = 1.5
"""The line before has room for the first character: no column broke it there."""
_ENDED = frozenset({"deadline", "channels"})
"""Phrases whose ends are known, whatever follows."""
_ECHO = 2.0
"""It begins with a word that the name before it has."""
_ECHO_GAPS = (Gap.LINE, Gap.BLANK, Gap.SPACE)
_NAME, _NAME_BEGUN = regex("[\u4e00-\u9fff]{3,12}"), regex("[\u4e00-\u9fff]{3}")
_LINE_GAPS = (Gap.LINE, Gap.BLANK)
_HAN = regex("[\u4e00-\u9fff]")


_ALONE = frozenset({Shape.TICK, Shape.RUN_NUMERAL, Shape.CHANNELS, Shape.DEADLINE})
"""What has a line of its own where no line has two cells: the shortest cells, and those that are known whole."""
_LEAST_ALONE, _MOST_SHARED = 12, 0.02
"""Of these so many stand in a text, and so small a share of them behind another text in its line."""
IN_LINE = -5.0
"""Within such a line: its blanks are left of wraps in the cell that it was copied from (20个工 作日内)."""


def lines_of_one_cell(sheet: Sheet) -> list[int]:
    """The chunks within lines, where none of these has two cells."""
    own = [chunk for chunk, shape in zip(sheet.chunks, sheet.shapes, strict=True) if shape in _ALONE]
    n_shared = sum(chunk.index > 0 for chunk in own)
    if len(own) < _LEAST_ALONE or n_shared > _MOST_SHARED * len(own):
        return []
    return [t for t, chunk in enumerate(sheet.chunks) if chunk.gap is Gap.SPACE]


def edge_scores(sheet: Sheet) -> Floats:
    """How well a cell may begin at each chunk, whatever the column: brackets, punctuation, terms, spans.

    What is open where a page begins, a page's end cuts.
    """
    scores: list[float] = []
    left_open, pages = _left_open(sheet.chunks, sheet.starts), frozenset(sheet.starts)
    depth, is_open = 0, False
    for t, (chunk, sign) in enumerate(zip(sheet.chunks, sheet.signs, strict=True)):
        if chunk.gap in HARD_GAPS or t in pages:
            depth, is_open = 0, False
        scores.append(
            _TORN * chunk.is_torn + _CLOSING_START * sign.closes + _AFTER_OPEN_END * is_open + _UNCLOSED * (depth > 0)
        )
        is_long = sign.open_brackets is None or "channels" in chunk.kinds  # of these none is left open
        depth = 0 if is_long else min(max(depth + (sign.open_brackets or 0) - left_open[t], 0), 2)
        is_open = sign.has_open_end
    for t in sheet.terms.is_within:
        if sheet.chunks[t].gap not in HARD_GAPS:
            scores[t] += _INSIDE_TERM
    return np.array(scores)


def word_edges(chunks: Sequence[Chunk], *, is_wrapped: bool) -> Floats:
    """A cell begins with a word; a column breaks its lines where it may, and a blank is put anywhere."""
    scores = [0.0] * len(chunks)
    for t in range(1, len(chunks)):
        before, text = chunks[t - 1].text, chunks[t].text
        is_break = chunks[t].gap is Gap.SPACE or (is_wrapped and chunks[t].gap in (Gap.LINE, Gap.BLANK))
        if is_break and before and text:
            scores[t] = _CLOSING_START if goes_on_article(before, text) else word_edge(before[-1], text[0])
            is_ended = _ENDED & chunks[t - 1].kinds - chunks[t].kinds  # 随时更新 / 安定街道 is no 新安
            if is_ended or ARTICLE_END.search(before[-ARTICLE_LENGTH:]):
                scores[t] = max(scores[t], 0.0)
    return np.array(scores)


def room_edges(chunks: Sequence[Chunk]) -> Floats:
    """A column breaks a line of Chinese where the next character has no room: a line that is shorter than the one below
    it by a character ends its cell, or a paragraph of it."""
    scores = np.zeros(len(chunks))
    for t in range(1, len(chunks)):
        before, chunk = chunks[t - 1], chunks[t]
        if (
            chunk.gap in _LINE_GAPS
            and has_room(before.tail_width, chunk.head_width)
            and _HAN.match(before.text[-1:])
            and _HAN.match(chunk.text)
        ):
            scores[t] = _ROOM
    return scores


def echo_edges(chunks: Sequence[Chunk]) -> Floats:
    """A name that begins with a word of the name before it is of a further level: 取水许可 / 取水申请批准.

    The points of a list are of one cell, and end with a mark.
    """
    scores = np.zeros(len(chunks))
    for t in range(1, len(chunks)):
        before, text = chunks[t - 1].text, chunks[t].text
        if chunks[t].gap not in _ECHO_GAPS or not (_NAME.fullmatch(before) and _NAME_BEGUN.match(text)):
            continue
        if text[:2] in (before[:2], before[-2:]):
            scores[t] = _ECHO
    return scores


def lone_characters(chunks: Sequence[Chunk]) -> list[int]:
    """The chunks of one character on a line of its own, or before another cell on it, behind a wider line: the end of a
    wrapped cell.

    A cell begins with its widest line, but in a column of one character.
    """
    is_one = [len(chunk.text) == 1 and _HAN.match(chunk.text) is not None for chunk in chunks]
    return [
        t
        for t in range(1, len(chunks))
        if is_one[t]
        and chunks[t].gap in _LINE_GAPS
        and (chunks[t].is_line_end or any(chunk.gap is Gap.SPACE for chunk in chunks[t + 1 : t + 2]))
        and not (is_one[t - 1] or any(is_one[t + 1 : t + 2]))
    ]


def neighbour_edges(chunks: Sequence[Chunk]) -> Floats:
    """The lines of one cell stand together wherever they are printed; what stands beside a cell varies."""
    texts = [chunk.text for chunk in chunks]
    surroundings = Surroundings(texts, [bool(chunk.kinds) for chunk in chunks])
    pairs = surroundings.rows_of(enumerate(pairwise(texts)))
    behind, before = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    scores = [0.0] * len(chunks)
    most = len(_NEIGHBOURS) - 1
    for t, (text, following) in enumerate(pairwise(texts), 1):
        if chunks[t].gap in HARD_GAPS or BOX.match(following) or not (_HAN.search(text) and _HAN.search(following)):
            continue
        n_behind, n_before = behind[text], before[following]
        scores[t] = _NEIGHBOURS[min(n_behind, most)] + _NEIGHBOURS[min(n_before, most)]
        if pairs[text, following] >= _OFTEN:
            scores[t] += _TOGETHER + _ALWAYS_TOGETHER * (n_behind == n_before == 1)
    return _NEIGHBOURS_WEIGHT * np.array(scores)


@lru_cache(maxsize=1 << 14)
def word_edge(before: str, char: str) -> float:
    """What two characters across a break say of a cell's beginning between them."""
    if not (_HAN.match(before) and _HAN.match(char)):
        return 0.0
    within = chance_within_word(before, char)
    begins = within * _CELL_IN_WORD + (1 - within)
    goes_on = within * _BROKEN_WORDS + (1 - within) * (1 - _BROKEN_WORDS)
    return math.log(begins / goes_on)


def _left_open(chunks: Sequence[Chunk], starts: Sequence[int]) -> Counter[int]:
    """How many brackets of each chunk are open where its page ends; none of the last page."""
    found: Counter[int] = Counter()
    for begin, end in pairwise([0, *starts]):
        opened: list[int] = []
        for t in range(begin, end):
            for char in chunks[t].text:
                if char in OPENING:
                    opened.append(t)
                elif char in CLOSING and opened:
                    opened.pop()
        found.update(opened)
    return found
