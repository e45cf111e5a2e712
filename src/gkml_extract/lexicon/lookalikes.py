"""Characters that a recogniser takes for one another since they look alike."""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from importlib.resources import files


class Likeness(IntEnum):
    """How easily one character is taken for another."""

    NONE = 0
    SOME = 1
    MUCH = 2


def likeness(read: str, meant: str) -> Likeness:
    """How easily `meant`, a character of a vocabulary, is read as `read`.

    A sign that is no Chinese character, digit or mark of punctuation stands for any character: recognisers put such
    signs where they are at a loss.
    """
    if read == meant or not _is_han(meant):
        return Likeness.NONE
    much, some = _table().get(meant, ("", ""))
    if read in much or _is_sign(read):
        return Likeness.MUCH
    if read in some or (_is_han(read) and not is_ordinary(read)):
        return Likeness.SOME
    return Likeness.NONE


def is_ordinary(char: str) -> bool:
    """Whether a character is of the common ones, GB 2312 level 1: one of these may well be meant."""
    code = char.encode("gb2312", "ignore")
    return b"\xb0" <= code[:1] <= b"\xd7"


@cache
def _table() -> dict[str, tuple[str, str]]:
    text = (files("gkml_extract.lexicon") / "data" / "lookalikes.txt").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {char: (much, some) for char, much, some in lines}


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _is_sign(char: str) -> bool:
    """Latin letters, kana and the like; no digits nor letters that stand for them, no punctuation, boxes or ticks."""
    return char.isalpha() and not _is_han(char) and char not in "OolI"
