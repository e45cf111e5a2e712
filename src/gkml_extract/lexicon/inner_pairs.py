"""How likely two neighbouring characters are of one word: 公|开 are, 公开|时限 are not."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

CHANCES: Final = (0.95, 0.8, 0.6, 0.4)
"""The middles of the classes in which data/inner_pairs.txt lists pairs."""
UNLISTED: Final = 0.05
"""The chance of a pair that is not listed."""


def chance_within_word(first: str, second: str) -> float:
    """The chance that a Chinese character goes on in the same word with the next one, in running text."""
    return _table().get(first + second, UNLISTED)


@cache
def _table() -> dict[str, float]:
    text = files("gkml_extract.lexicon").joinpath("data/inner_pairs.txt").read_text(encoding="utf-8")
    chances: dict[str, float] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            first, *classes = line.split("\t")
            for chance, followers in zip(CHANCES, classes, strict=True):
                chances.update({first + second: chance for second in followers})
    return chances
