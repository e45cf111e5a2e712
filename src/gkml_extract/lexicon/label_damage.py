"""Labels that print or OCR has damaged: a character lost or put in, one taken for another, all of them out of order."""

from __future__ import annotations

from functools import cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from gkml_extract.lexicon.load import Entry, Lexicon, load_lexicon
from gkml_extract.lexicon.lookalikes import Likeness, is_ordinary, likeness
from gkml_extract.lexicon.match import match_exact
from gkml_extract.regex import regex

MIN_LENGTH = 3
"""Characters of a damaged label that can be read: of two, one is too little (依椐, 公开)."""
_ALIKE = 6
"""Characters of a spelling from which a character may be one that looks a little like the right one."""
_ANY = 7
"""Characters of a spelling from which one may be any other: 公开渠到和载体."""
_LONG = 6
"""Characters of a spelling from which two faults are allowed; below, one."""
_MAX_LENGTH = 24
_SHORT = ("备注", "序号")
_HAN = regex("[\u3400-\u9fff]")
_PARTICLES = frozenset("的之所其各应")
_NO_WORD = regex(r"[^\w]|_")


@cache
def _confusable() -> dict[str, str]:
    return {spelling: entry.value for entry in load_lexicon("confusables").entries for spelling in entry.spellings}


@cache
def _scrambled(lexicon_name: str) -> dict[str, Entry | None]:
    """Sorted characters → entry; None where two fields have them."""
    found: dict[str, Entry | None] = {}
    for spelling, entry in load_lexicon(lexicon_name).by_spelling.items():
        key = "".join(sorted(_NO_WORD.sub("", spelling)))
        if len(key) >= MIN_LENGTH:
            other = found.setdefault(key, entry)
            if other is None or other.value != entry.value:
                found[key] = None
    return found


def read_damaged(form: str, lexicon: Lexicon) -> tuple[Entry, str, float] | None:
    """The entry, the rule (`fuzzy`, `scrambled`) and the likeness of a damaged label; None if it is none."""
    bare = _NO_WORD.sub("", form)
    if short := _of_two(bare, lexicon):
        return short, "fuzzy", 0.5
    if not MIN_LENGTH <= len(bare) <= _MAX_LENGTH:
        return None
    if found := match_exact(bare, lexicon):
        return found.entry, "fuzzy", _likeness(form, bare)
    restored = "".join(_confusable().get(char, char) for char in bare)
    for plain in {restored} - {bare}:
        if found := match_exact(plain, lexicon):
            return found.entry, "fuzzy", _likeness(form, plain)
    if entry := _scrambled(lexicon.name).get("".join(sorted(bare))):
        return entry, "scrambled", _likeness(form, bare[::-1])
    return _likeliest(bare, lexicon)


def _of_two(bare: str, lexicon: Lexicon) -> Entry | None:
    """备住, 备往 → 备注: labels of two characters that no other column's label is like."""
    if len(bare) != 2:
        return None
    for spelling in _SHORT:
        faults = [(char, meant) for char, meant in zip(bare, spelling, strict=True) if char != meant]
        if len(faults) == 1 and likeness(*faults[0]) >= Likeness.SOME:
            return lexicon.by_spelling.get(spelling)
    return None


def _likeness(form: str, spelling: str) -> float:
    return round(min(0.99, max(0.5, fuzz.ratio(form, spelling) / 100)), 3)


def _likeliest(bare: str, lexicon: Lexicon) -> tuple[Entry, str, float] | None:
    """The entry with the fewest faults from `bare`; None if two fields have as few."""
    near = process.extract(bare, lexicon.by_spelling.keys(), scorer=Levenshtein.distance, score_cutoff=2, limit=None)
    found: dict[int, dict[str, tuple[Entry, str]]] = {}
    for spelling, faults, _ in near:
        entry = lexicon.by_spelling[spelling]
        if faults <= (2 if len(spelling) >= _LONG else 1) and len(spelling) > 2 and _is_damage(bare, spelling):
            found.setdefault(faults, {}).setdefault(entry.value, (entry, spelling))
    if not found:
        return None
    best = found[min(found)]
    if len(best) > 1:
        best.pop("extra", None)
    if len(best) > 1:
        return None
    entry, spelling = next(iter(best.values()))
    return entry, "fuzzy", _likeness(bare, spelling)


def _is_damage(bare: str, spelling: str) -> bool:
    """Whether what differs is what print and OCR do, and no other word: 公开主题 is no 公开主体."""
    steps = Levenshtein.editops(bare, spelling)
    for step in steps:
        if step.tag == "insert":
            if len(spelling) <= MIN_LENGTH:
                return False
            continue
        char = bare[step.src_pos]
        if step.tag == "delete":
            is_doubled = char in (bare[step.src_pos - 1 : step.src_pos], bare[step.src_pos + 1 : step.src_pos + 2])
            if _HAN.match(char) and not is_doubled and char not in _PARTICLES:
                return False
        elif _HAN.match(char) and not _is_misread(char, spelling, step.dest_pos, is_only=len(steps) == 1):
            return False
    return True


def _is_misread(char: str, spelling: str, at: int, *, is_only: bool) -> bool:
    """Whether `char` stands for the one at `at`; a common character does only where it looks like it."""
    meant = spelling[at]
    if not is_ordinary(char) or _confusable().get(char) == meant:
        return True
    likely = Likeness.SOME if len(spelling) >= _ALIKE and is_only else Likeness.MUCH
    return likeness(char, meant) >= likely or (is_only and len(spelling) >= _ANY)
