"""Spans and words of glued text, as its cuts and its deadlines both need them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from gkml_extract.lexicon.inner_pairs import chance_within_word
from gkml_extract.regex import regex

Extent: TypeAlias = tuple[int, int]
"""Where something begins in a text, and where it ends."""
RECURS = 3
"""Times from which what a text prints again tells where cells end."""
COUNTED = "个日年月天号条项级类次人元周季小"
"""What a numeral counts, so that it is no row's."""
_LIKELY = 0.7
"""The chance of being within a word from which no cell is taken to begin or end at a place."""
CELL_WORD = regex(
    r"[√✓✔]+|【(?:打印|关闭)[^】]{0,6}】|(?:备?注|说明)[：:](?=[^√■□]*$)|主办单位[：:]|同上|全社会|社会公众|(?<![、，>＞-])(?<!法定)(?:主动公开|依申请公开)(?![目二、，])"
    rf"|(?<=[\u4e00-\u9fff√✓✔）)》。；■])\d{{1,3}}(?=[\u4e00-\u9fff“《（(])(?![{COUNTED}])|^\d{{1,3}}(?=[\u4e00-\u9fff])"
)
"""What fills a cell by itself: ticks, remarks, words of 公开对象 and 公开方式, numbers of rows."""


def joined_spans(spans: Iterable[Extent]) -> Iterator[Extent]:
    """Spans with those that overlap made one: 决定 + 作出之日起7个工作日内."""
    begin = end = -1
    for first, last in sorted(spans):
        if first < end:
            end = max(end, last)
            continue
        if begin >= 0:
            yield begin, end
        begin, end = first, last
    if begin >= 0:
        yield begin, end


def covered(spans: Sequence[Extent], length: int) -> list[bool]:
    """For each place, whether it lies within a span and not at its edge."""
    inside = [False] * (length + 1)
    for first, last in spans:
        for k in range(first + 1, last):
            inside[k] = True
    return inside


def is_within_word(text: str, place: int) -> bool:
    """Whether a place is most likely within a word: 市|容科."""
    return 0 < place < len(text) and chance_within_word(text[place - 1], text[place]) > _LIKELY
