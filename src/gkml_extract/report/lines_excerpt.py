"""The surroundings of lines of a text dump, with the fragments of the value marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from gkml_extract.extractors.encoding import decode
from gkml_extract.model.source import LinesPlace
from gkml_extract.regex import regex
from gkml_extract.report.illustration import Illustration, LinesExcerpt, NoPicture, Piece, TextLine
from gkml_extract.report.plain import clipped
from gkml_extract.text import display_width, fold

_LINES_BEFORE, _LINES_AFTER = 1, 1
_MOST_FIRST, _MOST_LAST = 5, 3
"""Lines of the place that are shown where it has more than both: how a cell ends may be what is in doubt."""
_MARKED_WIDTH, _BESIDE_WIDTH = 240, 60
"""Most of a fragment's text, in half-width characters: of the place itself, beside it."""
_LINE_WIDTH = 900
"""Most of a line: a table may stand in one."""
_LEAST_MARKED, _LEAST_PART = 2, 4
"""Characters of a fragment that belongs to the value, and of a part of the value that is found in a fragment."""
_PART = regex("[；\n]")
_LINE_BREAK = regex("\r\n|[\r\n\f\x0b\x85\u2028\u2029]")
_SEPARATOR = regex("([ \u00a0\u2000-\u200a\u3000]*[\t|｜][\t|｜ \u00a0\u3000]*|[ \u00a0\u3000]{2,})")


def lines_excerpt(data: bytes, place: LinesPlace, values: Sequence[str]) -> Illustration:
    """The lines at `place` and those next to them; what is part of `values` is marked."""
    text, _ = decode(data)
    lines = _LINE_BREAK.split(text)
    first, last = place.lines
    if not 1 <= first <= last or first > len(lines):
        return NoPicture.NOT_FOUND
    last = min(last, len(lines))
    shown = range(max(first - _LINES_BEFORE, 1), min(last + _LINES_AFTER, len(lines)) + 1)
    left_out = range(first + _MOST_FIRST, last - _MOST_LAST + 1)
    return LinesExcerpt(
        tuple(
            _line(lines[number - 1], number, values if first <= number <= last else None)
            for number in shown
            if number not in left_out
        ),
        len(left_out),
    )


def _line(text: str, number: int, values: Sequence[str] | None) -> TextLine:
    """A line of the place, or of its surroundings, where `values` is None."""
    return TextLine(number, values is not None, tuple(_within(_LINE_WIDTH, _pieces(text, values or ()))))


def _within(width: int, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces as far as they fit."""
    for piece in pieces:
        if width <= 0:
            yield Piece("…")
            return
        yield replace(piece, text=clipped(piece.text, width))
        width -= display_width(piece.text)


def _pieces(text: str, values: Sequence[str]) -> Iterator[Piece]:
    """The fragments of a line and what parts them."""
    whole = "\n".join(map(fold, values))
    parts = {part for value in values for part in _PART.split(value) if len(part) >= _LEAST_PART}
    known = regex("(" + "|".join(map(re.escape, sorted(parts, key=len, reverse=True))) + ")") if parts else None
    for index, run in enumerate(_SEPARATOR.split(text.rstrip())):
        folded = fold(run)
        if index % 2 == 1:
            yield Piece(run)
        elif len(folded) >= _LEAST_MARKED and folded in whole:
            yield Piece(clipped(run, _MARKED_WIDTH), is_marked=True)
        elif run:
            yield from _parts(run, known)


def _parts(run: str, known: re.Pattern[str] | None) -> Iterator[Piece]:
    """A fragment with those parts of it marked that belong to the value."""
    for index, part in enumerate(known.split(run) if known else [run]):
        if part:
            yield Piece(clipped(part, _MARKED_WIDTH if index % 2 else _BESIDE_WIDTH), is_marked=index % 2 == 1)
