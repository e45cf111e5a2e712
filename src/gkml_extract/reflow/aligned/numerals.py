"""Row numbers that a narrow column has broken into lines: 1 over 0 is 10 where 9 stands above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gkml_extract.reflow.aligned.columns import Column, Piece

_MOST_DIGITS = 3
_REACH = 2
"""Lines from one digit of a number to the next at most."""
_MOST_LEFT_OUT = 2
"""Numbers by which a broken one may be ahead of the run: some may be lost."""


def with_whole_numbers(
    pages: Sequence[Sequence[Sequence[Piece]]], columns: Sequence[Column]
) -> list[list[list[Piece]]]:
    """The pieces of each page with the digits of a number together, where the run of numbers needs it."""
    result = [[list(of) for of in page] for page in pages]
    for c, column in enumerate(columns):
        if column.look == "number":
            last = 0
            for page in result:
                page[c], last = _joined(page[c], last)
    return result


def _joined(pieces: Sequence[Piece], last: int) -> tuple[list[Piece], int]:
    """The pieces of one page's column behind the number `last`, and the last number on it."""
    joined: list[Piece] = []
    k = 0
    while k < len(pieces):
        piece, n = pieces[k], 1
        if piece.text.isdecimal() and int(piece.text) not in (last, last + 1):
            piece, n = next(_wholes(pieces, k, last), (piece, 1))
        if piece.text.isdecimal():
            last = int(piece.text)
        joined.append(piece)
        k += n
    return joined, last


def _wholes(pieces: Sequence[Piece], k: int, last: int) -> Iterator[tuple[Piece, int]]:
    """Numbers that the digits from the `k`-th piece on may be, as long as they go on the run."""
    text = pieces[k].text
    for n in range(2, _MOST_DIGITS + 1):
        part = pieces[k + n - 1] if k + n <= len(pieces) else None
        if part is None or not part.text.isdecimal() or part.line - pieces[k + n - 2].line > _REACH:
            return
        text += part.text
        if len(text) <= _MOST_DIGITS and 1 <= int(text) - last <= 1 + _MOST_LEFT_OUT:
            yield replace(pieces[k], text=text), n
