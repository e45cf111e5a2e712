"""What the evidence is read from: a table's chunks with their shapes and signs, and what its columns look like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gkml_extract.reflow.chunks.make import Chunk
from gkml_extract.reflow.chunks.spans import HARD_GAPS
from gkml_extract.reflow.decoder.terms import Bools, Floats, Ints
from gkml_extract.reflow.evidence.looks import Look, Shape
from gkml_extract.reflow.evidence.signs import Signs
from gkml_extract.reflow.glued.names import term_pattern
from gkml_extract.text import fold

LEVEL = "level"
"""What 公开层级 with the names of levels is called here: it has no field of its own."""
PLAIN = frozenset({Shape.PROSE, Shape.ORG, Shape.NUMERAL})


@dataclass(frozen=True, slots=True)
class Sheet:
    """The chunks with their shapes and signs, and the looks of the columns."""

    chunks: Sequence[Chunk]
    shapes: Sequence[Shape]
    signs: Sequence[Signs]
    looks: Sequence[Look]
    fields: Sequence[str]
    is_empty: Bools
    is_wide: Bools
    is_separated: bool
    terms: Terms
    starts: Sequence[int]

    def columns(self, *looks: Look) -> Ints:
        """The columns of these looks."""
        return np.array([c for c, look in enumerate(self.looks) if look in looks], dtype=np.int64)

    def rows(self, shapes: frozenset[Shape]) -> Bools:
        """Which chunks have one of these shapes."""
        return np.array([shape in shapes for shape in self.shapes])

    def is_separate(self) -> Bools:
        """Which chunks stand behind a separator."""
        return np.array([chunk.gap in HARD_GAPS for chunk in self.chunks], dtype=np.bool_)


def add(scores: Floats, rows: Sequence[int] | Ints, columns: Ints, weight: float) -> None:
    """Add a weight where these rows and columns meet; no row twice."""
    if len(rows) and len(columns):
        scores[np.ix_(np.asarray(rows, dtype=np.int64), columns)] += weight


@dataclass(frozen=True, slots=True)
class Terms:
    """The chunks that begin with a term that names items, and those that begin within one."""

    begins: frozenset[int]
    is_within: frozenset[int]


def terms_of(chunks: Sequence[Chunk]) -> Terms:
    """The terms in the text of all chunks, edges of chunks left aside."""
    whole = "".join(chunk.text for chunk in chunks)
    folded = fold(whole)  # at once, which takes a fifth of the time; no character of a squeezed text is lost
    texts = [chunk.text for chunk in chunks] if len(folded) == len(whole) else [fold(chunk.text) for chunk in chunks]
    at: dict[int, int] = {}
    end = 0
    for t, text in enumerate(texts):
        at[end] = t  # of chunks without text the last one counts
        end += len(text)
    spans = [match.span() for match in term_pattern().finditer(folded)]
    within = {at[k] for begin, stop in spans for k in range(begin + 1, stop) if k in at}
    return Terms(frozenset(at[begin] for begin, _ in spans if begin in at), frozenset(within))
