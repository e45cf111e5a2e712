"""What the runs of a table tell of one another: where neighbours begin to differ, and contents that are said again.

Where the name of a group is printed in each of its rows, these begin alike up to the names of their items; where rows
of several items have one content, they end alike from there on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

_BEGINNING = 120
"""Characters of a run that are looked at: no name ends so far behind."""
_SHORTEST, _SHORTEST_END = 2, 6
"""Characters that two runs begin, and end, with alike from which it tells."""


class OtherRuns:
    """The distinct runs of a table: how many characters each begins, and ends, with as another does."""

    def __init__(self, runs: Iterable[str]) -> None:
        """Compare the runs, in their order."""
        distinct = list(dict.fromkeys(runs))
        self._begin: dict[str, tuple[int, ...]] = {}
        for one, other in pairwise(distinct):
            alike = _alike(one[:_BEGINNING], other[:_BEGINNING])
            if alike >= _SHORTEST:
                for run in (one, other):
                    self._begin[run] = (*self._begin.get(run, ()), alike)
        self._end: dict[str, int] = {}
        for one, other in pairwise(sorted(run[::-1] for run in distinct)):
            alike = _alike(one, other)
            if alike >= _SHORTEST_END:
                for run in (one[::-1], other[::-1]):
                    self._end[run] = max(self._end.get(run, 0), alike)

    def features(self, text: str, place: int) -> Iterator[str]:
        """Features of an edge of a run."""
        if place in self._begin.get(text, ()):
            yield "edge where the next run differs"
        if place == len(text) - self._end.get(text, -1):
            yield "edge from which another run ends alike"


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
