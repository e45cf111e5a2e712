"""Whether rows that no rules part add up."""

from __future__ import annotations

from collections.abc import Sequence

from gkml_extract.model.finding import Note

_TOLD = "rows-told"
_TORN = frozenset(
    {
        "box-lost",
        "cell-blank",
        "cell-missing",
        "cell-unlike",
        "citation-unbalanced",
        "deadline-missing",
        "deadline-unknown",
        "item-empty",
        "mark-lost",
        "number-gap",
        "reading-uncertain",
    }
)
"""What is found of rows that are parts of rows, or several in one."""
_MOST = 0.1
"""Share of the items of which that is found, from which it is no matter of these alone."""


def without_idle_doubts(notes: Sequence[Note], n_items: int) -> list[Note]:
    """The notes, without the doubt whether rows are told rightly where next to nothing is found of the rows."""
    torn = {(each.catalogue, each.item) for each in notes if each.code in _TORN and each.item is not None}
    if len(torn) > _MOST * n_items or all(each.code != _TOLD for each in notes):
        return list(notes)
    return [each for each in notes if each.code != _TOLD]
