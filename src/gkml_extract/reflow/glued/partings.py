"""All ways of parting a run of text into names and a content, weighed against one another.

What is weighed is told by `names`. The sums over all ways are products of a few small matrices: of the names that lead
from place to place. Weights add up to some tens at most, so that their exponentials neither overflow nor vanish.

Source: semi-Markov conditional random fields, Sarawagi & Cohen 2004.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from gkml_extract.reflow.decoder.terms import Floats

MOST_NAMES = 3
_LEAST_TOTAL = 1e-3
"""The least chance that others are taken as shares of."""


class Edge(NamedTuple):
    """The chances that a name, and that the content, begins at a place of a run."""

    place: int
    name: float
    content: float

    @property
    def chance(self) -> float:
        """That the run is parted here."""
        return self.name + self.content


class Weights(dict[tuple[str, ...], float]):
    """What features weigh together; those of names and contents come again and again."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__()
        self.single = weights

    def __missing__(self, features: tuple[str, ...]) -> float:
        total = self[features] = self.of(features)
        return total

    def of(self, features: Sequence[str]) -> float:
        """The same, not kept: edges seldom have the same features twice."""
        return sum(self.single.get(feature, 0.0) for feature in features)


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Sums over all ways of parting a run, by P places, its beginning first, and by numbers of names, from none to N.

    `name`, [P, P]: of the name from one place to another; `content`, [P]: of the content that begins there; `count`,
    [N + 1]: of so many names. `ahead`, [N + 1, P]: of the ways to a place behind so many names; `back`, [N + 1, P]: of
    those on from it, of so many names and a content.
    """

    places: Sequence[int]
    name: Floats
    count: Floats
    ahead: Floats
    back: Floats

    @property
    def content(self) -> Floats:
        """Of no further name."""
        return np.asarray(self.back[0])

    @property
    def by_count(self) -> Floats:
        """Of all ways with so many names."""
        return np.asarray(self.back[:, 0] * self.count)


def sums_of(
    edges: Mapping[int, Sequence[str]],
    names: Mapping[tuple[int, int], tuple[str, ...]],
    contents: Mapping[int, tuple[str, ...]],
    weights: Weights,
) -> Sums:
    """The sums, by the features of edges at places, of names [begin, end) and of contents by their beginnings."""
    places = list(contents)
    at = {place: index for index, place in enumerate(places)}
    scores = np.full((len(places), len(places)), -np.inf)
    for (begin, end), found in names.items():
        scores[at[begin], at[end]] = weights[found]
    scores[:, 1:] += [weights.of(edges[place]) for place in places[1:]]
    name = np.exp(scores)
    ahead, back = np.zeros((2, MOST_NAMES + 1, len(places)))
    ahead[0, 0] = 1.0
    back[0] = np.exp([weights[contents[place]] for place in places])
    for n in range(MOST_NAMES):
        np.matmul(ahead[n], name, out=ahead[n + 1])
        np.matmul(name, back[n], out=back[n + 1])
    count = np.exp([weights.single.get(f"{n} names", 0.0) for n in range(MOST_NAMES + 1)])
    return Sums(places, name, count, ahead, back)


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """A run by the number of its names, from none to N: the chance that it has so many, [N + 1], and, if it has, that a
    name, and the content, begins at each of P places other than its beginning, [N + 1, P]."""

    places: Sequence[int]
    chances: Floats
    names: Floats
    contents: Floats

    def mixed(self, counts: Sequence[int]) -> tuple[float, list[Edge]]:
        """The chance that the run has one of some numbers of names, and the chances of its edges if it has."""
        chosen = list(counts)
        chances = self.chances[chosen]
        total = max(float(chances.sum()), _LEAST_TOTAL)
        names, contents = (np.matmul(chances, each[chosen]) / total for each in (self.names, self.contents))
        return total, list(map(Edge, self.places, names.tolist(), contents.tolist()))


def readings_of(sums: Sums) -> Readings:
    """What the sums say."""
    by_count, whole = sums.by_count, sums.back[:, :1]
    shares = np.divide(1.0, whole, out=np.zeros_like(whole), where=whole > 0)
    contents = sums.ahead * sums.content * shares
    names = np.zeros_like(contents)
    for n in range(2, MOST_NAMES + 1):
        names[n] = (sums.ahead[1:n] * sums.back[n - 1 : 0 : -1]).sum(axis=0) * shares[n]
    return Readings(sums.places[1:], by_count / by_count.sum(), names[:, 1:], contents[:, 1:])
