"""Where the pages of a printed text begin, and their numbers."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
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
_WAYS = 8
"""Ways of taking numerals as those of rows and of pages that are kept."""
_COUNTS_NEITHER = 1.0
"""What a numeral counts that would be neither, in pages of which one is that much longer (natural logarithm)."""
_MOST_BARE = 0.2
"""Share of line ends that are bare up to which they join pages: PDFium ends the lines of a page with CR LF."""
_MOST_FEEDS = 0.5
"""Share of line ends that are form feeds up to which these end pages: no page of a table has one line."""


def page_lines(printed: str) -> tuple[int, ...]:
    """The lines, counted from 1, with which the pages after the first begin; none if the text does not show it."""
    ends = [end.group() for end in _LINE_BREAK.finditer(printed)]
    join = "\f"
    if join not in ends:
        bare = ends.count("\n")
        join = "\n" if 0 < bare <= _MOST_BARE * ends.count("\r\n") else join
    elif ends.count(join) > _MOST_FEEDS * len(ends):
        return ()
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


def page_numerals(body: Sequence[TextFragment], *, has_numbers: bool) -> list[int]:
    """The places of lines of a bare numeral that number the pages of a body, the last one its last line.

    A row hardly ends in such a line. Those before it count down to 1, and what is left of the lines of a numeral that
    would count on as well are row numbers without a gap, if the table has such. Where a numeral may be either, pages
    are as long as one another.
    """
    counts = Counter(part.line for part in body)
    numerals = [k for k, part in enumerate(body) if _NUMERAL.match(part.text)]
    last = numerals[-1] if numerals else len(body)
    if any(part.text for part in body[last + 1 :]) or not numerals or counts[body[last].line] > 1:
        return []
    ways: dict[tuple[int, int], _Way] = {(0, 0): _Way(0.0, ())}
    for k in numerals:
        value, begins = int(body[k].text), body[k].gap in _BEGINS_LINE
        found: dict[tuple[int, int], _Way] = {}
        for (row, page), way in ways.items():
            steps = []
            if has_numbers and value == row + 1 and k != last:
                steps.append(((value, page), way))
            if value == page + 1 and counts[body[k].line] == 1:
                steps.append(((row, value), way.with_page(k)))
            for state, step in steps or [((row, page), way.without_one() if begins else way)]:
                if state not in found or step.unevenness < found[state].unevenness:
                    found[state] = step
        ways = dict(sorted(found.items(), key=lambda item: item[1].unevenness)[:_WAYS])
    ended = [way for (row, _), way in ways.items() if way.pages[-1:] == (last,) and (row > 0 or not has_numbers)]
    return list(min(ended, key=lambda way: way.unevenness).pages) if ended else []


@dataclass(frozen=True, slots=True)
class _Way:
    """Numerals taken as those of pages, and how uneven the pages before them are."""

    unevenness: float
    pages: tuple[int, ...]

    def with_page(self, end: int) -> _Way:
        """The same with one more page."""
        begin, before = (0, *self.pages)[-1], (0, *self.pages)[-2:-1]
        uneven = abs(math.log((end - begin + 1) / (begin - before[0] + 1))) if before and begin else 0.0
        return _Way(self.unevenness + uneven, (*self.pages, end))

    def without_one(self) -> _Way:
        """The same, with a numeral that counts neither."""
        return _Way(self.unevenness + _COUNTS_NEITHER, self.pages)


def _is_numeral_alone(page: Sequence[TextFragment], end: int) -> bool:
    """Whether the first or the last line of a page is a bare numeral."""
    part = page[end]
    return _NUMERAL.match(part.text) is not None and sum(other.line == part.line for other in page) == 1
