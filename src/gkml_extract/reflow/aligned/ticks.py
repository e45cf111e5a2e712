"""In which of neighbouring tick columns each tick of a page stands.

A tick has no width by which its column could be told, and blocks of print are moved by what stands left of them: ticks
keep their order and stand below one another, but labels stand over them only roughly. So all ticks of a page are placed
together, from several guesses of how the columns lie; where two are nearly as good, the ticks they place otherwise are
in doubt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

SHIFTS = range(-4, 10)
STRETCHES = (1.0, 1.4, 2.0)
"""First guesses: by how much the columns stand right of their labels, and how much wider apart."""
N_PASSES = 3
_PULL = 0.15
"""Cost of a place between a column and its first guess."""
_SHIFTED, _STRETCHED = 0.15, 0.5
"""Cost of a guess for each place of its shift, and for being stretched."""
_TWO_IN_GROUP = 2.0
_SECOND = 0.4
"""Cost of a second tick in a group in the same line, and of one for 特定群体 or 依申请."""
_NO_TICK = 1.0
"""Cost of a group without a tick in a line with at least as many ticks as groups."""
_CLOSE, _CLOSE_SHARE = 1.5, 0.06
"""A guess is nearly as good up to this cost above the best, with this for each tick."""
_RARE = frozenset({"audience.specific", "method.on_request"})
_SOLE = frozenset({"audience", "method", "five_open"})
SURE, DOUBTFUL = 9.0, 0.3


@dataclass(frozen=True, slots=True)
class TickColumn:
    """A tick column: the middle of its label, its field and its group."""

    middle: float
    field: str
    group: str


def place_ticks(lines: Sequence[Sequence[int]], columns: Sequence[TickColumn]) -> list[list[tuple[int, float]]]:
    """For each tick of each line its column and how sure that is (natural logarithm).

    `lines` are the places of the ticks in each line, from the left; none has more than there are columns.
    """
    tries: dict[tuple[tuple[int, ...], ...], float] = {}
    first = columns[0].middle
    for shift in SHIFTS:
        for stretch in STRETCHES:
            guess = [first + shift + stretch * (column.middle - first) for column in columns]
            cost = _SHIFTED * abs(shift) + _STRETCHED * (stretch - 1)
            found, total = _fitted(lines, columns, guess)
            key = tuple(map(tuple, found))
            tries[key] = min(tries.get(key, float("inf")), total + cost)
    best = min(tries, key=lambda key: tries[key])
    n_ticks = sum(map(len, lines))
    close = [
        key for key, cost in tries.items() if key != best and cost <= tries[best] + _CLOSE + _CLOSE_SHARE * n_ticks
    ]
    return [
        [
            (c, DOUBTFUL if any(other[k][i] != c for other in close) else SURE)
            for i, c in enumerate(line)
        ]
        for k, line in enumerate(best)
    ]  # fmt: skip


def _fitted(
    lines: Sequence[Sequence[int]], columns: Sequence[TickColumn], guess: Sequence[float]
) -> tuple[list[list[int]], float]:
    """The columns of the ticks from one guess of where the columns stand, and what this costs."""
    places = list(guess)
    found: list[list[int]] = []
    total = 0.0
    for _ in range(N_PASSES):
        read = [_assigned(line, columns, places) for line in lines]
        found = [chosen for chosen, _ in read]
        total = sum(cost for _, cost in read)
        for c in range(len(columns)):
            at = sorted(
                x
                for line, chosen in zip(lines, found, strict=True)
                for x, j in zip(line, chosen, strict=True)
                if j == c
            )
            places[c] = at[len(at) // 2] + 0.5 if at else guess[c]
    return found, total + _PULL * sum(abs(a - b) for a, b in zip(places, guess, strict=True))


def _assigned(line: Sequence[int], columns: Sequence[TickColumn], places: Sequence[float]) -> tuple[list[int], float]:
    """The columns of the ticks of one line, in order, at the least cost."""
    n = len(columns)
    groups = Counter(column.group for column in columns)
    has_all = len(line) >= len(groups)
    best: dict[int, tuple[float, tuple[int, ...]]] = {-1: (0.0, ())}
    for x in line:
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for last, (cost, path) in best.items():
            for c in range(last + 1, n):
                step = abs(x + 0.5 - places[c]) + _SECOND * (columns[c].field in _RARE)
                if last >= 0 and columns[last].group == columns[c].group and columns[c].group in _SOLE:
                    step += _TWO_IN_GROUP
                if has_all:
                    step += _NO_TICK * _skipped(columns, last, c)
                if c not in following or cost + step < following[c][0]:
                    following[c] = (cost + step, (*path, c))
        best = following
    if not best:
        return [min(k, n - 1) for k in range(len(line))], 50.0
    totals = [
        (cost + (_NO_TICK * _skipped(columns, last, n) if has_all else 0.0), path)
        for last, (cost, path) in best.items()
    ]
    cost, path = min(totals)
    return list(path), cost


def _skipped(columns: Sequence[TickColumn], last: int, following: int) -> int:
    """How many groups stand whole between two columns."""
    between = {column.group for column in columns[last + 1 : following]}
    sides = {columns[k].group for k in (last, following) if 0 <= k < len(columns)}
    return len(between - sides)
