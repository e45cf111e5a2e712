"""Texts of recognised print, put right by the words that they are made of.

A character is exchanged where a word of the vocabulary stands around it, all else of the word is there, and the
character looks like the one that is missing. What a word covers as it stands is never touched, so that a text of
known words comes out as it went in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from gkml_extract.lexicon.lookalikes import Likeness, likeness

_SHORT, _MIDDLE = 3, 4
"""Characters of a word. A short one says little: only what looks very much like its character is exchanged."""
_PASSES = 3
"""A long word with two faults is put right by the short ones in it first."""
_GAP = "\0"
_TELLING = frozenset(
    "城乡市农村镇县省区州旗新旧大小上下男女老少内外水电煤气陆海空东西南北前后0123456789一二三四五六七八九十半两"
)
"""Characters that tell one name from another: never taken for a misreading of each other."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words to look for: those of each length, and the words that have a gap at one place."""

    lengths: tuple[int, ...]
    whole: frozenset[str]
    gapped: dict[str, tuple[str, ...]]


def words_of(spellings: Iterable[str], shortest: int = _SHORT) -> Words:
    """The words of so many characters and more among `spellings`."""
    whole = frozenset(word for spelling in spellings if len(word := "".join(spelling.split())) >= shortest)
    gapped: dict[str, list[str]] = defaultdict(list)
    for word in sorted(whole):
        for at, char in enumerate(word):
            gapped[f"{word[:at]}{_GAP}{word[at + 1 :]}"].append(char)
    lengths = tuple(sorted({len(word) for word in whole}, reverse=True))
    return Words(lengths, whole, {key: tuple(chars) for key, chars in gapped.items()})


def restore(text: str, words: Words) -> str:
    """`text` with misread characters of its words put right; of the same length, white space where it was."""
    places = [at for at, char in enumerate(text) if not char.isspace()]
    bare = "".join(text[at] for at in places)
    for _ in range(_PASSES):
        exchanged = _restore_bare(bare, words)
        if exchanged == bare:
            break
        bare = exchanged
    chars = list(text)
    for at, char in zip(places, bare, strict=True):
        chars[at] = char
    return "".join(chars)


def _restore_bare(text: str, words: Words) -> str:
    is_known = _known_places(text, words)
    if all(is_known):
        return text
    exchanged = list(text)
    for at in range(len(text)):
        if not is_known[at]:
            exchanged[at] = _meant(text, at, words)
    return "".join(exchanged)


def _meant(text: str, at: int, words: Words) -> str:
    """The character at a place: the one that the longest words around it ask for, if all ask for the same.

    A word that asks for a character of another shape says that something else stands there, and shorter ones are not
    asked: 敦 in 办税敦务大厅 is not that of 政务大厅.
    """
    for length in words.lengths:
        asked = {
            char
            for start in range(max(0, at - length + 1), min(at, len(text) - length) + 1)
            for char in words.gapped.get(f"{text[start:at]}{_GAP}{text[at + 1 : start + length]}", ())
        }
        if asked:
            meant = asked.pop()
            return meant if not asked and _is_misread(text[at], meant, length) else text[at]
    return text[at]


def _known_places(text: str, words: Words) -> list[bool]:
    """Which characters stand in a word as it should be."""
    is_known = [False] * len(text)
    for length in words.lengths:
        for start in range(len(text) - length + 1):
            if text[start : start + length] in words.whole:
                is_known[start : start + length] = [True] * length
    return is_known


def is_telling(read: str, meant: str) -> bool:
    """Whether two characters tell names apart: neither is the other misread."""
    return read in _TELLING and meant in _TELLING


def _is_misread(read: str, meant: str, length: int) -> bool:
    return not is_telling(read, meant) and likeness(read, meant) >= (
        Likeness.MUCH if length < _MIDDLE else Likeness.SOME
    )
