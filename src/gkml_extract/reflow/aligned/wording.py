"""How little a text is like what stands in a column, by its characters: 日内公开 is of a deadline, 县交通 of a body.

In a narrow column a line is a piece of a word or two, which no parser knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from math import exp, log

_KINDS = ("item", "content", "legal_basis", "deadline", "body", "channels")
"""The columns of data/column_characters.txt."""
_KIND_OF = {
    "primary": "item", "secondary": "item", "levels": "item", "content": "content", "legal_basis": "legal_basis",
    "deadline": "deadline", "publisher": "body", "department": "body", "channels": "channels",
}  # fmt: skip
_UNSEEN = {"item": 4.0, "content": 4.0}
_UNSEEN_OTHER = 0.7
"""What a character counts that stands nowhere in the columns of a kind, of 10,000: names may be made of any."""
_OF = 10_000
_OTHER = 0.3
"""How little any text is like a column of which nothing is known."""
_SOFT = 4.0
"""Difference (natural logarithm) from the kind that suits best from which a text is hardly of a column."""


@lru_cache(maxsize=8192)
def unlike(text: str, look: str) -> float:
    """How little a text is like the texts of a column, 0 to 1."""
    kind = _KIND_OF.get(look)
    if kind is None:
        return _OTHER
    of_kinds = _likelihoods(text)
    return 1 - exp(-(max(of_kinds.values()) - of_kinds[kind]) / _SOFT)


@lru_cache(maxsize=8192)
def _likelihoods(text: str) -> Mapping[str, float]:
    chars = ["0" if char.isdigit() else char for char in text]
    table = _table()
    return {kind: sum(table[kind].get(char, _floor(kind)) for char in chars) for kind in _KINDS}


def _floor(kind: str) -> float:
    return log(_UNSEEN.get(kind, _UNSEEN_OTHER) / _OF)


@cache
def _table() -> dict[str, dict[str, float]]:
    text = files("gkml_extract.lexicon").joinpath("data/column_characters.txt").read_text(encoding="utf-8")
    found: dict[str, dict[str, float]] = {kind: {} for kind in _KINDS}
    for line in text.splitlines():
        if not line.startswith("#"):
            char, *counts = line.split("\t")
            for kind, count in zip(_KINDS, counts, strict=True):
                found[kind][char] = log((int(count) + _UNSEEN.get(kind, _UNSEEN_OTHER)) / _OF)
    return found
