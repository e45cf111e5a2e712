"""What stands in the last columns of rows, behind ticks or channels: texts that a document prints again and again.

A 栏目, a 格式 or a 备注 has one of few texts. In a narrow column each stands in lines of one or two characters, and
behind it the next row begins with a number or a name; that the same lines come again there tells them.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.normalise.channels.names import is_known
from gkml_extract.reflow.chunks.spans import HARD_GAPS, LINE_GAPS, NO_CHANNEL, Span, free_of
from gkml_extract.reflow.copies import Surroundings
from gkml_extract.reflow.numbers import numeral_runs
from gkml_extract.regex import regex

_TICKS = regex("[√✓✔]+$")
_FIGURES = regex(r"[\d－—–-]+")
_TEXT = regex("[\u4e00-\u9fffA-Za-z、，（）()]+$")
_LEVEL = regex("[省市县区乡镇村街道、/]+级$")
"""A value of 公开层级, which is known by itself."""
_STEP = regex("[>＞→]")
"""What the second line of a path begins with: the first one, and what stands before it, are told by it."""
_RECURS, _AT_EDGES = 3, 3
"""How often a text recurs; how often at an edge if it has but one line: a content's line recurs by chance."""
_MOST_LINES, _LONGEST = 10, 24
"""Lines, and characters, of a cell of the last columns."""
_SAME, _ENDS = 0.8, 0.3
"""Share of texts that go on alike from which their lines are of one cell, and that end, or go on as no other does, from
which they are whole."""
_ENOUGH = 20_000
"""Fragments from which it is seen what recurs: a longer text only repeats itself."""
_Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LastColumns:
    """What a header tells of its last columns: what the column before them has, a kind of span or `marks`, and whether
    there are telephones among them, whether rows begin with their numbers, and whether items have three levels: inner
    names begin as outer ones do, row by row."""

    before: str
    has_telephones: bool
    is_numbered: bool
    has_inner_names: bool


def recurring_tails(
    fragments: Sequence[TextFragment],
    texts: Sequence[str],
    offsets: Sequence[int],
    spans: Sequence[Span],
    header: LastColumns | None,
) -> list[Span]:
    """The cells of the last columns that recur, line by line alike."""
    if header is None or not texts or any(part.gap in HARD_GAPS for part in fragments[:_ENOUGH]):
        return []
    is_free = free_of(spans, offsets, len(texts))
    runs = numeral_runs(texts, [1.0 if part.gap in LINE_GAPS else 0.25 for part in fragments])
    numbers = runs["digits"] | runs["han"]
    is_behind_list = header.before == "channels"  # then the next channel of the list may recur as well
    may_be = [
        free
        and k not in numbers
        and not (is_behind_list and is_known(text))
        and _TEXT.match(text) is not None
        and not (_LEVEL.match(text) or _STEP.match(below))
        for k, (text, below, free) in enumerate(zip(texts, [*texts[1:], ""], is_free, strict=True))
    ]
    surroundings = Surroundings(texts, [not free for free in is_free])
    stretches = _without_copies(_stretches(may_be[:_ENOUGH]), texts, surroundings)
    known: set[_Lines] = set()
    ends = _ends_of(header, texts, offsets, spans)
    behind = [(first, last) for first, last in stretches if first and ends[first - 1]]
    rows = [_Row(texts[a:b], shares_line=fragments[a].gap is Gap.SPACE) for a, b in behind]
    parts = [part for a, b in stretches for part in _parted(fragments[a:b], texts[a:b])]
    known |= _units(rows, parts, may_be_names=header.has_inner_names)
    if header.is_numbered:
        before = [(first, last) for first, last in stretches if last in numbers]
        rows = [_Row(texts[a:b][::-1], shares_line=False) for a, b in before]
        mirrored = _units(rows, [part[::-1] for part in parts], may_be_names=False)
        known |= {unit[::-1] for unit in mirrored}
    return [Span("tail", offsets[first], offsets[last]) for first, last in _found(texts, may_be, known)]


def _parted(fragments: Sequence[TextFragment], texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Texts parted where a blank stands between two in a line: 结果 | 表格 are of two columns."""
    first = 0
    for k in range(1, len(texts) + 1):
        if k == len(texts) or fragments[k].gap is Gap.SPACE:
            yield texts[first:k]
            first = k


def _without_copies(
    stretches: Iterable[tuple[int, int]], texts: Sequence[str], surroundings: Surroundings
) -> list[tuple[int, int]]:
    """The first of all stretches that are alike in rows that are: copies of a row bear nothing out."""
    first_of: dict[tuple[str, _Lines], tuple[int, int]] = {}
    for first, last in stretches:
        first_of.setdefault((surroundings.before(first), tuple(texts[first:last])), (first, last))
    return list(first_of.values())


def _stretches(may_be: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Runs of neighbours that may be of such cells."""
    first = 0
    for value, run in groupby(may_be):
        last = first + len(list(run))
        if value:
            yield first, last
        first = last


def _ends_of(header: LastColumns, texts: Sequence[str], offsets: Sequence[int], spans: Sequence[Span]) -> list[bool]:
    """Which fragments may be the last before such cells."""
    kind = header.before
    found = [_TICKS.match(text) is not None for text in texts] if kind == "marks" else _of_kind(spans, offsets, kind)
    if kind == "value":
        found = [inside or NO_CHANNEL.match(text) is not None for inside, text in zip(found, texts, strict=True)]
    if header.has_telephones:
        values = _of_kind(spans, offsets, "value")
        are_figures = [
            inside and _FIGURES.fullmatch(text) is not None for inside, text in zip(values, texts, strict=True)
        ]
        found = [one or other for one, other in zip(found, are_figures, strict=True)]
    return found


def _of_kind(spans: Sequence[Span], offsets: Sequence[int], kind: str) -> list[bool]:
    """Which fragments are in a span of a kind."""
    found = [False] * (len(offsets) - 1)
    for span in spans:
        if span.kind == kind:
            for k in range(bisect.bisect_right(offsets, span.begin) - 1, bisect.bisect_left(offsets, span.end)):
                found[k] = True
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    """Lines from an edge on; whether they share their line with what is before it, so that they are of its row."""

    lines: Sequence[str]
    shares_line: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """How often lines stand one below another, which lines follow these, and below what a line stands."""

    counts: Counter[_Lines]
    followers: dict[_Lines, list[_Lines]]
    behind: dict[str, set[_Lines]]


def _known(stretches: Sequence[Sequence[str]]) -> _Known:
    counts: Counter[_Lines] = Counter()
    for lines in stretches:
        for first in range(len(lines)):
            counts.update(
                tuple(lines[first:last]) for last in range(first + 1, min(first + _MOST_LINES + 1, len(lines)) + 1)
            )
    followers: dict[_Lines, list[_Lines]] = {}
    behind: dict[str, set[_Lines]] = {}
    for text, count in counts.items():
        if count > 1 and len(text) > 1:
            followers.setdefault(text[:-1], []).append(text)
            behind.setdefault(text[-1], set()).add(text[:-1])
    return _Known(counts, followers, behind)


def _units(rows: Sequence[_Row], stretches: Sequence[Sequence[str]], *, may_be_names: bool) -> set[_Lines]:
    """The texts of last cells, as their lines: what `rows` begin with, then what stands behind it.

    What recurs in neighbouring rows alone may be how names begin.
    """
    units: set[_Lines] = set()
    known = _known(stretches)
    while rows:
        sizes = [_size(row.lines, known) for row in rows]
        found: Counter[_Lines] = Counter()
        for row, n in zip(rows, sizes, strict=True):
            found[tuple(row.lines[:n])] += _AT_EDGES if row.shares_line or n > 1 else 1
        taken = {unit for unit, count in found.items() if unit and count >= _AT_EDGES}
        if may_be_names:
            begins = [tuple(row.lines[:n]) for row, n in zip(rows, sizes, strict=True)]
            taken = {unit for unit in taken if _is_scattered(unit, begins)}
        units |= taken
        rows = [
            _Row(row.lines[n:], shares_line=False)
            for row, n in zip(rows, sizes, strict=True)
            if n < len(row.lines) and tuple(row.lines[:n]) in taken
        ]
    return units


def _is_scattered(unit: _Lines, begins: Sequence[_Lines]) -> bool:
    """Whether rows begin with a text that are no neighbours."""
    at = [k for k, begin in enumerate(begins) if begin == unit]
    return at[-1] - at[0] >= len(at)


def _size(row: Sequence[str], known: _Known) -> int:
    """How many lines of a row make its first cell; 0 if none recur."""
    for n in range(1, min(len(row), _MOST_LINES) + 1):
        unit = tuple(row[:n])
        count, length = known.counts[unit], sum(map(len, unit))
        if count < _RECURS or length > _LONGEST:
            return 0
        followers = known.followers.get(unit, [])
        n_same = [known.counts[text] for text in followers]
        is_ended = count - sum(n_same) >= _ENDS * count
        goes_on = max(n_same, default=0) >= _SAME * count
        if length > 1 and (is_ended or (not goes_on and _are_of_next(unit, followers, known))):
            return n
    return 0


def _are_of_next(unit: _Lines, followers: Sequence[_Lines], known: _Known) -> bool:
    """Whether what goes on behind a text goes on behind others as well: then it is of the next column."""
    n = len(unit)
    return any(any(other[-n:] != unit for other in known.behind[text[-1]]) for text in followers)


def _found(texts: Sequence[str], may_be: Sequence[bool], known: set[_Lines]) -> Iterator[tuple[int, int]]:
    """Where known texts stand, wherever it is."""
    longest = max(map(len, known), default=0)
    k = 0
    while k < len(texts):
        sizes = range(min(longest, len(texts) - k), 0, -1) if may_be[k] else ()
        n = next((n for n in sizes if tuple(texts[k : k + n]) in known and all(may_be[k : k + n])), 0)
        if n:
            yield k, k + n
        k += n or 1
