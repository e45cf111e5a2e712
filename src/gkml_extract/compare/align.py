"""Pair the rows of two lists by what they say, wherever they stand.

In passes, each for the rows that are still alone: rows that are wholly alike, then rows of the same name, then, in
the gaps between pairs that stand in order, rows that are alike; at last rows that are alike and have moved. Equal rows
anchor the pairing, so that its time grows with the number of rows and not with its square.

Source: P. Heckel, A technique for isolating differences between files, CACM 21 (1978), for the unique rows and
their neighbours; Needleman and Wunsch (1970) within a gap.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from gkml_extract.compare.likeness import Row, candidates, likeness_matrix

Pair = tuple[int | None, int | None]
"""Index in the first and in the second list; None where the row has no partner."""

LEAST_LIKENESS = 0.5
"""Likeness below which two rows at the same place are never one row. Neighbours of one group, with another name but
the same 一级事项, 依据 and 时限, reach 0.4 in the goldens; a row whose 公开内容 alone is another, 0.55."""
LEAST_LIKENESS_MOVED = 0.75
"""The same for two rows at different places, where only what they say speaks for them."""
_LARGEST_GAP = 10_000
"""Rows × rows of a gap up to which all its rows are compared with one another."""
_BLOCK = 90
"""Rows of a block of a gap that is larger and in which no row is recognised."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pairs, covering both lists, each row once; the first list's in order, rows of the second among them.

    `moved` are the pairs that do not stand in the order of the others: as few as can be.
    """

    pairs: tuple[Pair, ...]
    moved: frozenset[Pair]


def align(first: Sequence[Row], second: Sequence[Row], least_likeness: float = LEAST_LIKENESS) -> Alignment:
    """Pair the rows; `align(b, a)` is `align(a, b)` with its sides exchanged."""
    if [row.keys for row in second] < [row.keys for row in first]:
        mirrored = _Pairing(second, first)
        mirrored.run(least_likeness)
        pairs = [(a, b) for b, a in mirrored.pairs()]
        moved = frozenset((a, b) for b, a in mirrored.pairs_moved())
    else:
        pairing = _Pairing(first, second)
        pairing.run(least_likeness)
        pairs, moved = pairing.pairs(), frozenset(pairing.pairs_moved())
    return Alignment(tuple(_in_reading_order(pairs, moved, len(first), len(second))), moved)


class _Pairing:
    """Partners found so far, by the index on either side."""

    def __init__(self, first: Sequence[Row], second: Sequence[Row]) -> None:
        self.first, self.second = first, second
        self.partner: dict[int, int] = {}
        self.partner_back: dict[int, int] = {}

    def run(self, least_likeness: float) -> None:
        """All passes."""
        n_keys = len(self.first[0].keys) if self.first else 0
        for level in range(n_keys):
            self._pair_equal(level, has_rest=level == 0)
        self._fill_gaps(least_likeness)
        self._pair_moved()

    def pairs(self) -> list[tuple[int, int]]:
        """In the order of the first list."""
        return sorted(self.partner.items())

    def pairs_in_order(self) -> list[tuple[int, int]]:
        """The longest run of pairs that stand in the same order on both sides."""
        return _longest_increasing(self.pairs())

    def pairs_moved(self) -> list[tuple[int, int]]:
        """All others."""
        stay = set(self.pairs_in_order())
        return [pair for pair in self.pairs() if pair not in stay]

    def _add(self, a: int, b: int) -> None:
        self.partner[a] = b
        self.partner_back[b] = a

    def _pair_equal(self, level: int, *, has_rest: bool) -> None:
        """Rows whose key of this level is unique on both sides; then their neighbours with equal keys.

        With `has_rest` also rows that stand several times, each with the next of its kind.
        """
        ours, theirs = self._free_by_key(level)
        found = [(ours[key][0], theirs[key][0]) for key in ours if len(ours[key]) == len(theirs.get(key, ())) == 1]
        for a, b in found:
            self._add(a, b)
        for step in (1, -1):
            for a, b in found if step == 1 else reversed(found):
                self._extend(a, b, step, level)
        if has_rest:
            ours, theirs = self._free_by_key(level)
            for key, rows in ours.items():
                for a, b in zip(rows, theirs.get(key, ()), strict=False):
                    self._add(a, b)

    def _free_by_key(self, level: int) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        sides: tuple[dict[str, list[int]], dict[str, list[int]]] = (defaultdict(list), defaultdict(list))
        for side, rows, taken in zip(sides, (self.first, self.second), (self.partner, self.partner_back), strict=True):
            for index, row in enumerate(rows):
                if index not in taken and row.keys[level]:
                    side[row.keys[level]].append(index)
        return sides

    def _extend(self, a: int, b: int, step: int, level: int) -> None:
        """Pair what follows a pair, or goes before it, as long as both sides say the same."""
        a, b = a + step, b + step
        while (
            0 <= a < len(self.first)
            and 0 <= b < len(self.second)
            and a not in self.partner
            and b not in self.partner_back
            and self.first[a].keys[level] == self.second[b].keys[level] != ""
        ):
            self._add(a, b)
            a, b = a + step, b + step

    def _gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """What is alone on either side between two pairs that stand in order; only where both sides have some."""
        ends = [(-1, -1), *self.pairs_in_order(), (len(self.first), len(self.second))]
        for (a0, b0), (a1, b1) in pairwise(ends):
            ours = [a for a in range(a0 + 1, a1) if a not in self.partner]
            theirs = [b for b in range(b0 + 1, b1) if b not in self.partner_back]
            if ours and theirs:
                yield ours, theirs

    def _fill_gaps(self, least: float) -> None:
        for ours, theirs in list(self._gaps()):
            if len(ours) * len(theirs) > _LARGEST_GAP:
                self._pair_alike(ours, theirs, LEAST_LIKENESS_MOVED)
        for ours, theirs in list(self._gaps()):
            for block, other in _blocks(ours, theirs):
                rows, others = [self.first[a] for a in block], [self.second[b] for b in other]
                for a, b in _pair_in_order(rows, others, least):
                    self._add(block[a], other[b])

    def _pair_moved(self) -> None:
        ours = [a for a in range(len(self.first)) if a not in self.partner]
        theirs = [b for b in range(len(self.second)) if b not in self.partner_back]
        if ours and theirs:
            self._pair_alike(ours, theirs, LEAST_LIKENESS_MOVED)

    def _pair_alike(self, ours: list[int], theirs: list[int], least: float) -> None:
        """The most alike first, whatever their order; of equally alike ones those at the same part of the list."""
        n, m = len(self.first), len(self.second)
        found = [
            (-likeness, abs(ours[a] / n - theirs[b] / m), ours[a], theirs[b])
            for likeness, a, b in candidates([self.first[a] for a in ours], [self.second[b] for b in theirs])
            if likeness >= least
        ]
        for _, _, a, b in sorted(found):
            if a not in self.partner and b not in self.partner_back:
                self._add(a, b)


def _blocks(ours: list[int], theirs: list[int]) -> Iterator[tuple[list[int], list[int]]]:
    """A gap, or where it is too large, its blocks along the diagonal."""
    if len(ours) * len(theirs) <= _LARGEST_GAP:
        yield ours, theirs
        return
    n_blocks = -(-max(len(ours), len(theirs)) // _BLOCK)
    for block in range(n_blocks):
        first, second = (
            side[len(side) * block // n_blocks : len(side) * (block + 1) // n_blocks] for side in (ours, theirs)
        )
        if first and second:
            yield first, second


def _pair_in_order(first: Sequence[Row], second: Sequence[Row], least: float) -> list[tuple[int, int]]:
    """The pairs, in order, of greatest total likeness over `least` (Needleman and Wunsch, free gaps)."""
    n, m = len(first), len(second)
    likeness = likeness_matrix(first, second)
    gain = np.where(likeness >= least, likeness - least + 0.01, -1.0)
    best = np.zeros((n + 1, m + 1))
    for a in range(n - 1, -1, -1):
        with_pair = np.maximum(best[a + 1, :m], best[a + 1, 1:] + gain[a])
        best[a, :m] = np.maximum.accumulate(with_pair[::-1])[::-1]
    pairs: list[tuple[int, int]] = []
    a = b = 0
    while a < n and b < m:
        if gain[a, b] >= 0 and best[a, b] == best[a + 1, b + 1] + gain[a, b]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a, b] == best[a + 1, b]:
            a += 1
        else:
            b += 1
    return pairs


def _longest_increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of `pairs`, sorted by their first index, whose second indexes increase as well."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, (_, b) in enumerate(pairs):
        length = bisect_left(ends, b)
        if length == len(ends):
            ends.append(b)
            at.append(index)
        else:
            ends[length], at[length] = b, index
        before.append(at[length - 1] if length else -1)
    run: list[tuple[int, int]] = []
    index = at[-1] if at else -1
    while index >= 0:
        run.append(pairs[index])
        index = before[index]
    return run[::-1]


def _in_reading_order(
    pairs: Sequence[tuple[int, int]], moved: frozenset[tuple[int, int]], n_first: int, n_second: int
) -> list[Pair]:
    """All rows: the first list's in order, each lone one of the second after what it follows there."""
    partner = dict(pairs)
    stays_before = {b: a for a, b in pairs if (a, b) not in moved}
    placed: list[tuple[int, int, int, Pair]] = [(a, 0, 0, (a, partner.get(a))) for a in range(n_first)]
    paired = {b for _, b in pairs}
    last = -1
    for b in range(n_second):
        last = stays_before.get(b, last)
        if b not in paired:
            placed.append((last, 1, b, (None, b)))
    return [pair for *_, pair in sorted(placed, key=lambda each: each[:3])]
