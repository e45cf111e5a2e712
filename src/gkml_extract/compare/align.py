"""Pair the rows of two sequences in order, so that one inserted or missing row does not shift the rest."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np
from rapidfuzz import fuzz, process

Pair = tuple[int | None, int | None]
"""Index in the first and in the second sequence; None where the row has no partner."""

LEAST_LIKENESS = 0.35
"""Edit similarity (0 to 1) below which two rows are never one row misread. Rows of one golden that are not the
same have 0.18 to 0.26 on average; neighbours that share a group reach 0.9, so that the order has to tell them apart."""


def align(first: Sequence[str], second: Sequence[str], least_likeness: float = LEAST_LIKENESS) -> list[Pair]:
    """Pairs that cover both sequences, in order, each index once.

    Equal keys anchor the alignment; between anchors the pairing of greatest total likeness is chosen.
    """
    pairs: list[Pair] = []
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs += zip(range(a0, a1), range(b0, b1), strict=True)
        else:
            block = _align_by_likeness(first[a0:a1], second[b0:b1], least_likeness)
            pairs += [(None if a is None else a + a0, None if b is None else b + b0) for a, b in block]
    return pairs


def _align_by_likeness(first: Sequence[str], second: Sequence[str], least: float) -> list[Pair]:
    """The pairing, in order, of greatest total likeness above `least` (Needleman and Wunsch, free gaps)."""
    n, m = len(first), len(second)
    if not n or not m:
        return [(a, None) for a in range(n)] + [(None, b) for b in range(m)]
    likeness = process.cdist(first, second, scorer=fuzz.ratio, dtype=np.float32) / 100
    gain: list[list[float]] = np.where(likeness >= least, likeness, -1.0).tolist()
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for a in range(n - 1, -1, -1):
        for b in range(m - 1, -1, -1):
            best[a][b] = max(best[a + 1][b], best[a][b + 1], best[a + 1][b + 1] + gain[a][b])
    pairs: list[Pair] = []
    a = b = 0
    while a < n and b < m:
        if gain[a][b] >= 0 and best[a][b] == best[a + 1][b + 1] + gain[a][b]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            pairs.append((a, None))
            a += 1
        else:
            pairs.append((None, b))
            b += 1
    return pairs + [(row, None) for row in range(a, n)] + [(None, row) for row in range(b, m)]
