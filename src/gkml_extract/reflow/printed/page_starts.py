"""Where the pages of a printed text begin, and their numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.reflow.numbers import numeral_runs
from gkml_extract.regex import regex

_LINE_BREAK = regex("\r\n|[\n\r\f\x0b\x85\u2028\u2029]")
"""What ends a line, as extractors/plain_text.py counts lines."""
_NUMERAL = regex(r"\d{1,4}$")
_LEAST_NUMBERED, _NUMBERED_SHARE = 2, 0.8
"""Pages, and their share, with a numeral at the same end that counts them."""
_BEGINS_LINE, _IN_LINE = (Gap.LINE, Gap.BLANK, Gap.START), 0.25
"""How likely a numeral within a line is a row's number, beside one that begins it."""
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


def without_page_numbers(fragments: Sequence[TextFragment], lines: Sequence[int]) -> tuple[TextFragment, ...]:
    """The fragments without the bare numerals that stand first or last on their pages and count them.

    `lines` are those with which pages begin. A bare numeral alone may be a row's.
    """
    if not lines:
        return tuple(fragments)
    by_page = [list(page) for _, page in groupby(fragments, key=lambda part: bisect_right(lines, part.line))]
    dropped: set[int] = set()
    for end in (0, -1):
        edges = {k: page[end] for k, page in enumerate(by_page) if _is_numeral_alone(page, end)}
        is_count = len({int(part.text) - k for k, part in edges.items()}) == 1
        if is_count and len(edges) >= max(_LEAST_NUMBERED, _NUMBERED_SHARE * len(by_page)):
            dropped |= {part.line for part in edges.values()}
    return tuple(part for part in fragments if part.line not in dropped)


def without_counting_numerals(body: list[TextFragment]) -> list[TextFragment]:
    """The body without lines of a bare numeral that count on by themselves, beside the run of row numbers.

    1 2 3 1 4 5 2 has two pages, of a text that does not show where they begin.
    """
    counts = Counter(part.line for part in body)
    alone = [k for k, part in enumerate(body) if counts[part.line] == 1 and _NUMERAL.match(part.text)]
    if len(alone) < _LEAST_NUMBERED:
        return body
    weights = [1.0 if part.gap in _BEGINS_LINE else _IN_LINE for part in body]
    rows = numeral_runs([part.text for part in body], weights)["digits"]
    pages = [k for k in alone if k not in rows]
    numbers = [int(body[k].text) for k in pages]
    if not rows or len(pages) < _LEAST_NUMBERED or numbers != list(range(1, len(pages) + 1)):
        return body
    dropped = set(pages)
    return [part for k, part in enumerate(body) if k not in dropped]


def _is_numeral_alone(page: Sequence[TextFragment], end: int) -> bool:
    """Whether the first or the last line of a page is a bare numeral."""
    part = page[end]
    return _NUMERAL.match(part.text) is not None and sum(other.line == part.line for other in page) == 1
