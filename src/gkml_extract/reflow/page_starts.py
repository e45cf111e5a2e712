"""Where the pages of a printed text begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from gkml_extract.model.table import TextFragment

_LINE_BREAK = re.compile("\r\n|[\n\r\f\x0b\x85\u2028\u2029]")
"""What ends a line, as extractors/plain_text.py counts lines."""
_MOST_BARE = 0.2
"""Share of line ends that are bare up to which they join pages: PDFium ends the lines of a page with CR LF."""


def page_lines(printed: str) -> tuple[int, ...]:
    """The lines, counted from 1, with which the pages after the first begin; none if the text does not show it."""
    ends = [end.group() for end in _LINE_BREAK.finditer(printed)]
    join = "\f"
    if join not in ends:
        bare = ends.count("\n")
        join = "\n" if 0 < bare <= _MOST_BARE * ends.count("\r\n") else join
    return tuple(number for number, end in enumerate(ends, start=2) if end == join)


def page_starts(fragments: Sequence[TextFragment], lines: Sequence[int]) -> list[int]:
    """The fragments with which a page begins, the first of all left aside."""
    pages = [bisect_right(lines, fragment.line) for fragment in fragments]
    return [k for k in range(1, len(pages)) if pages[k] > pages[k - 1]]
