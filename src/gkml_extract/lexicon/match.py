"""Find the entry of a vocabulary that a printed text means: exact after folding, then by likeness."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz, process

from gkml_extract.lexicon.load import Entry, Lexicon
from gkml_extract.text import fold


@dataclass(frozen=True, slots=True)
class Match:
    """The entry found, the rule (`exact` or `fuzzy`) and a score from 0 to 1."""

    entry: Entry
    spelling: str
    rule: str
    score: float


def match_exact(text: str, lexicon: Lexicon) -> Match | None:
    """The entry with this very spelling, white space and widths aside; None if there is none."""
    entry = lexicon.by_spelling.get(fold(text))
    return Match(entry, fold(text), "exact", 1.0) if entry else None


def match(text: str, lexicon: Lexicon, cutoff: float) -> Match | None:
    """The exact entry, else the likeliest one whose normalised edit similarity reaches `cutoff` (0 to 1).

    None if nothing reaches the cut-off, or if two entries of different value come out equal.
    """
    exact = match_exact(text, lexicon)
    if exact:
        return exact
    found = process.extract(
        fold(text), lexicon.by_spelling.keys(), scorer=fuzz.ratio, score_cutoff=cutoff * 100, limit=None
    )
    if not found:
        return None
    spelling, score, _ = found[0]
    best = lexicon.by_spelling[spelling]
    if any(other == score and lexicon.by_spelling[rival].value != best.value for rival, other, _ in found[1:]):
        return None
    return Match(best, spelling, "fuzzy", score / 100)
