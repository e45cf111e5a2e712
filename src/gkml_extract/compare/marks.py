"""Which characters of a text changed: what a reader's eye looks for in two long texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

from gkml_extract.regex import regex

_TOKEN = regex(r"\s*(?:[0-9.]*[0-9]|[A-Za-z]+|\S)\s*")
"""A number or a Latin word changes as a whole, all else by characters; white space goes with what it touches."""
_ISLAND = 1
"""Characters that stayed between two changes are shown as changed with them, if they are no more than this."""
_LEAST_LIKENESS = 0.3
"""Likeness (0 to 1) below which two texts have nothing in common that is worth showing."""
_LONGEST = 20_000
"""Tokens of both texts together that are compared: longer ones are shown whole."""


class Mark(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring characters with the same mark."""

    mark: Mark
    text: str


def mark_changes(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of both texts in one line: those that stayed once, the others with their mark. White space stays.

    >>> [f"{piece.mark.value} {piece.text}" for piece in mark_changes("20个工作日内", "15个工作日内")]
    ['removed 20', 'added 15', 'same 个工作日内']
    """
    first, second = _TOKEN.findall(before), _TOKEN.findall(after)
    bare = [token.strip() for token in first], [token.strip() for token in second]
    if len(first) + len(second) > _LONGEST or Indel.normalized_similarity(*bare) < _LEAST_LIKENESS:
        return tuple(_pieces([(before, after)]))
    changes: list[tuple[str, str]] = []
    for code in Indel.opcodes(*bare):
        ours, theirs = first[code.src_start : code.src_end], second[code.dest_start : code.dest_end]
        if code.tag == "equal":
            changes.append(("".join(theirs), "".join(theirs)))
        else:
            changes.append(("".join(ours), "".join(theirs)))
    return tuple(_pieces(_without_islands(changes, [code.tag == "equal" for code in Indel.opcodes(*bare)])))


def _without_islands(changes: Sequence[tuple[str, str]], is_same: Sequence[bool]) -> list[tuple[str, str]]:
    """The same with changes joined over what hardly parts them; what stayed stands as two equal texts."""
    joined: list[tuple[str, str]] = []
    last = len(changes) - 1
    is_open = False
    for index, (change, same) in enumerate(zip(changes, is_same, strict=True)):
        is_island = same and 0 < index < last and len(change[0].strip()) <= _ISLAND
        if is_open and (is_island or not same):
            joined[-1] = (joined[-1][0] + change[0], joined[-1][1] + change[1])
        else:
            joined.append(change)
        is_open = is_island or not same
    return joined


def _pieces(changes: Sequence[tuple[str, str]]) -> Iterator[Piece]:
    for before, after in changes:
        if before == after:
            yield Piece(Mark.SAME, before)
            continue
        if before:
            yield Piece(Mark.REMOVED, before)
        if after:
            yield Piece(Mark.ADDED, after)


def elide(pieces: Sequence[Piece], context: int = 16) -> tuple[Piece, ...]:
    """The pieces with what stayed cut down to `context` characters beside each change."""
    last = len(pieces) - 1
    return tuple(
        Piece(piece.mark, _cut(piece.text, context if index else 0, context if index < last else 0))
        if piece.mark is Mark.SAME and len(pieces) > 1
        else piece
        for index, piece in enumerate(pieces)
    )


def _cut(text: str, at_start: int, at_end: int) -> str:
    if len(text) <= at_start + at_end + 3:
        return text
    return f"{text[:at_start]}…{text[len(text) - at_end :]}"
