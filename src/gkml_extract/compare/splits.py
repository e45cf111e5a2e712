"""Rows that were split into several, or several that were merged, where their 公开内容 shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from gkml_extract.regex import regex

_MARKS = regex(r"[\W_]+")
_LEAST_TEXT = 8
"""Characters, marks aside, that a 公开内容 has at least: shorter ones are alike by chance."""
_MOST_PARTS = 30

Split = tuple[int, tuple[int, ...]]
"""A row of the first list and the rows of the second that it became, in order."""


def find_splits(
    first: Sequence[str | None], second: Sequence[str | None], partner: Mapping[int, int]
) -> tuple[Split, ...]:
    """Rows of `first` whose text is that of neighbouring rows of `second`, of which one at most is its `partner`.

    The others have none. Marks and white space do not count: 1、… ；2、… may become two rows, but their digits stay.
    """
    taken = set(partner.values())
    texts = [_letters(text) for text in second]
    splits: list[Split] = []
    last = -1
    for index, text in enumerate(map(_letters, first)):
        at = partner.get(index)
        if len(text) >= _LEAST_TEXT and (at is None or texts[at] != text):
            parts = _parts(text, texts, taken, at, last + 1)
            if parts:
                splits.append((index, parts))
                taken.update(parts)
                at = parts[-1]
        last = last if at is None else at
    return tuple(splits)


def _letters(text: str | None) -> str:
    return _MARKS.sub("", text or "")


def _parts(text: str, texts: Sequence[str], taken: set[int], at: int | None, after: int) -> tuple[int, ...]:
    """Neighbouring rows, with `at` among them if there is one, that say `text` together; none if there are none."""
    first = after if at is None else at
    begin = first
    while at is not None and begin > 0 and begin - 1 not in taken and first - begin < _MOST_PARTS:
        begin -= 1
    for start in range(begin, first + 1):
        said = ""
        parts: list[int] = []
        for row in islice(range(start, len(texts)), _MOST_PARTS):
            if (row in taken and row != at) or not texts[row] or not text.startswith(said + texts[row]):
                break
            said += texts[row]
            parts.append(row)
        if said == text and len(parts) > 1 and (at is None or at in parts):
            return tuple(parts)
    return ()
