"""Rows that a text prints several times over, as catalogues of several offices do that take over one model.

What recurs because its row does tells no more than a single print of it: only other rows bear it out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import accumulate
from typing import TypeVar

from gkml_extract.regex import regex

_T = TypeVar("_T", bound=Hashable)
_LENGTH = 30
"""Characters that are compared: names and contents of two rows are hardly alike in so many."""
_MARKS = regex(r"[√✓✔]+$|\d+$")
"""What tells no row from its copy: its number goes on, its ticks may be lost."""


class Surroundings:
    """What stands before each of some texts, as far as it tells one row from another."""

    def __init__(self, texts: Sequence[str], is_known: Sequence[bool]) -> None:
        """`is_known`: of these it is known what they are (laws, deadlines, boxes); any row may have them, or may not
        where cells are merged."""
        told = ["" if known or _MARKS.match(text) else text for text, known in zip(texts, is_known, strict=True)]
        self._whole = "".join(told)
        self._ends = list(accumulate(map(len, told), initial=0))

    def before(self, k: int) -> str:
        """The end of what stands before text `k`: alike where its row is a copy."""
        end = self._ends[k]
        return self._whole[max(end - _LENGTH, 0) : end]

    def rows_of(self, texts: Iterable[tuple[int, _T]]) -> Counter[_T]:
        """In how many rows that are no copies each text stands, of (place, text)."""
        return Counter(text for text, _ in {(text, self.before(k)) for k, text in texts})
