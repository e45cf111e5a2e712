"""Checks of a whole document."""

from __future__ import annotations

from collections.abc import Iterator

from gkml_extract.model.finding import Note, note
from gkml_extract.model.source import Source


def check_conservation(source: Source) -> Iterator[Note]:
    """`characters-unaccounted`: every printed character is a label, a value, around a table, or printed again."""
    counted = source.characters
    if counted is None:
        return
    placed = counted.labels + counted.values + counted.around + counted.left_out
    if placed != counted.printed:
        yield note("characters-unaccounted", printed=counted.printed, placed=placed)
