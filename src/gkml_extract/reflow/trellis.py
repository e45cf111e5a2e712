"""The decoder's arithmetic: best paths through several texts, or several readings of one, side by side.

A step of the recursion is a dozen operations on small arrays, which cost the same for one reading as for ten.
Stretches between rows that begin for certain, and readings by different models, are therefore *lanes* that advance
together. Positions are ordered by time and then by lane, so that each step works on a slice.

That a row leaves columns out costs a sum over the columns that are left out, so that the best column to come from is
a running maximum, and a step is linear in the columns.

States are numbered kind · C + column, the state outside the table last: S = K · C + 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
States = NDArray[np.int32]
Bools = NDArray[np.bool_]

STAYS = -1
_EVEN = 1e-9
"""Ways whose scores differ by less are even: where a blank field belongs is all one, and rounding must not decide it.
Of even ways a cell goes on, else a row, from its first column."""
_SLAB = 512
"""Positions whose terms are worked out at once: enough for numpy, and few enough for the processor's cache."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What each of P positions adds to the score of a path.

    `stay`, [P, S]: its cell goes on; `fresh`, [P, S]: a row begins here; `over`, [P, S]: the row before ends. `skip`
    and `into`, [P, K · C] each: the row goes on from a column (`skip`) with a later one (`into`).
    """

    stay: Floats
    fresh: Floats
    over: Floats
    skip: Floats
    into: Floats


TermsOf = Callable[[Ints, Ints], Terms]
"""The terms of positions by their tasks and chunks."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """L lanes, the longest first: the task of each, its first chunk there, and its length in chunks; [L] each."""

    task: Ints
    first: Ints
    length: Ints

    @classmethod
    def of(cls, starts: Sequence[Sequence[int]], lengths: Sequence[int]) -> Lanes:
        """A lane from each of a task's `starts` to the next; the last one to the end of its `lengths` chunks."""
        task = np.repeat(np.arange(len(starts)), [len(each) for each in starts])
        first = np.concatenate([np.asarray(each, dtype=np.int64) for each in starts])
        length = np.concatenate([np.diff([*each, n]) for each, n in zip(starts, lengths, strict=True)])
        order = np.argsort(-length, kind="stable")
        return cls(task[order], first[order], length[order])

    def parts(self, n: int) -> Iterator[Lanes]:
        """`n` lanes at a time."""
        for begin in range(0, len(self.task), n):
            some = slice(begin, begin + n)
            yield Lanes(self.task[some], self.first[some], self.length[some])

    def of_tasks(self, tasks: Sequence[int]) -> Lanes:
        """The lanes of some of the tasks, in the same order."""
        chosen = np.isin(self.task, tasks)
        return Lanes(self.task[chosen], self.first[chosen], self.length[chosen])

    def order(self) -> Order:
        """All positions of the lanes."""
        times = np.arange(int(self.length[0]))
        running = np.searchsorted(-self.length, -times, side="left")
        offsets = np.concatenate([[0], np.cumsum(running)])
        lane = np.arange(offsets[-1]) - np.repeat(offsets[:-1], running)
        return Order(offsets, lane, self.task[lane], self.first[lane] + np.repeat(times, running))


@dataclass(frozen=True, slots=True)
class Order:
    """Positions by time and lane: time t has those from `offsets[t]` to `offsets[t + 1]`; [T + 1].

    `lane`, `task` and `chunk` tell what each position is; [P] each.
    """

    offsets: Ints
    lane: Ints
    task: Ints
    chunk: Ints

    def slabs(self) -> Iterator[range]:
        """Stretches of times with some `_SLAB` positions each."""
        begin, n_times = 0, len(self.offsets) - 1
        while begin < n_times:
            most = int(np.searchsorted(self.offsets, self.offsets[begin] + _SLAB, side="right")) - 1
            end = min(max(most, begin + 1), n_times)
            yield range(begin, end)
            begin = end

    def spans(self, times: range) -> list[tuple[int, int]]:
        """The positions of each of some times, counted from the first position of the first time."""
        bounds = (self.offsets[times.start : times.stop + 1] - self.offsets[times.start]).tolist()
        return list(pairwise(bounds))

    def positions(self, times: range) -> slice:
        """The positions of some times."""
        return slice(int(self.offsets[times.start]), int(self.offsets[times.stop]))


@dataclass(frozen=True, slots=True)
class Forward:
    """The best ways to all states of all positions.

    `came`, [P, S]: the state before, with S added where a row begins, or STAYS. `score`, [P, S]: of the tasks that it
    is kept for. `final`, [L, S]: at the ends of the lanes, with what it adds to end there.
    """

    came: States
    score: Floats
    final: Floats


def run_forward(
    lanes: Lanes, order: Order, terms_of: TermsOf, last: Floats, n_kinds: int, keep: Sequence[int]
) -> Forward:
    """The best ways forward; `last`, [tasks, S], is what it adds to end in a state, `keep` the tasks to keep scores of.

    O(P · S) time; memory for `came`, and for the scores that are kept.
    """
    size = last.shape[1]
    came = np.empty((len(order.chunk), size), dtype=np.int32)
    final = np.empty((len(lanes.length), size))
    kept: list[Floats] = []
    before = np.empty((0, size))
    for times in order.slabs():
        at = order.positions(times)
        terms = terms_of(order.task[at], order.chunk[at])
        spans = order.spans(times)
        scores = np.empty((at.stop - at.start, size))
        came_from = _come_forward(before, terms, spans, scores, n_kinds)
        came[at] = _ways(came_from, terms, n_kinds)
        if not times.start:
            came[: spans[0][1]] = size  # a row begins, after nothing
        kept.append(scores[np.isin(order.task[at], keep)] if keep else scores[:0])
        begin, end = spans[-1]
        before = scores[begin:end]
        ends = order.chunk[at] == (lanes.first + lanes.length - 1)[order.lane[at]]
        final[order.lane[at][ends]] = scores[ends]
    return Forward(came, np.concatenate(kept), final + last[lanes.task])


def _come_forward(
    before: Floats, terms: Terms, spans: Sequence[tuple[int, int]], scores: Floats, n_kinds: int
) -> Floats:
    """Fill in the scores of a slab whose first time follows the scores `before`; the scores before each position."""
    size = terms.stay.shape[1]
    n_columns = (size - 1) // n_kinds
    prior = np.full_like(scores, -np.inf)
    score = before
    for begin, end in spans:
        n = end - begin
        into = scores[begin:end]
        if not len(score):  # the first time of all: a row begins
            into[:] = terms.fresh[begin:end]
            score = into
            continue
        score = score[:n]
        prior[begin:end] = score
        reach = (score[:, :-1] + terms.skip[begin:end]).reshape(n, n_kinds, n_columns)
        np.maximum.accumulate(reach, axis=2, out=reach)
        ended = (score + terms.over[begin:end]).max(axis=1, keepdims=True)
        np.maximum(score + terms.stay[begin:end], terms.fresh[begin:end] + ended, out=into)
        inner = into[:, :-1].reshape(n, n_kinds, n_columns)[:, :, 1:]
        np.maximum(inner, reach[:, :, :-1] + terms.into[begin:end].reshape(reach.shape)[:, :, 1:], out=inner)
        score = into
    return prior


def _ways(prior: Floats, terms: Terms, n_kinds: int) -> States:
    """Where the best way to each state came from, by the scores `prior` to each position; as `Forward.came`."""
    n, size = prior.shape
    n_columns = (size - 1) // n_kinds
    over = prior + terms.over
    most = over.max(axis=1, keepdims=True)
    end = (over >= most - _EVEN).argmax(axis=1)
    begin = terms.fresh + most
    source = np.empty((n, size), dtype=np.int32)
    source[:] = (end + size)[:, None]
    reach = (prior[:, :-1] + terms.skip).reshape(n, n_kinds, n_columns)
    best = np.maximum.accumulate(reach, axis=2)
    states = np.arange(size - 1, dtype=np.int32).reshape(n_kinds, n_columns)
    nearest = np.empty(reach.shape, dtype=np.int32)
    nearest[:, :, 0] = states[:, 0]
    np.multiply(reach[:, :, 1:] > best[:, :, :-1] + _EVEN, states[:, 1:], out=nearest[:, :, 1:])
    np.maximum.accumulate(nearest, axis=2, out=nearest)
    onward = best[:, :, :-1] + terms.into.reshape(reach.shape)[:, :, 1:]
    inner = begin[:, :-1].reshape(reach.shape)[:, :, 1:]
    sources = source[:, :-1].reshape(reach.shape)[:, :, 1:]
    np.copyto(sources, nearest[:, :, :-1], where=inner <= onward + _EVEN)
    np.maximum(inner, onward, out=inner)
    np.copyto(source, STAYS, where=prior + terms.stay >= begin - _EVEN)
    return source


def trace(forward: Forward, lanes: Lanes, order: Order) -> tuple[Ints, Ints]:
    """The best path back from each lane's end: the state of each position and its entry in `Forward.came`; [P] each."""
    size = forward.came.shape[1]
    states = np.empty(len(order.chunk), dtype=np.int64)
    ways = np.empty(len(order.chunk), dtype=np.int64)
    state = (forward.final >= forward.final.max(axis=1, keepdims=True) - _EVEN).argmax(axis=1)
    lane = np.arange(len(state))
    bounds = order.offsets.tolist()
    for t in range(len(bounds) - 2, -1, -1):
        begin, end = bounds[t], bounds[t + 1]
        here = state[: end - begin]
        way = forward.came[begin:end][lane[: end - begin], here]
        states[begin:end], ways[begin:end] = here, way
        state[: end - begin] = np.where(way == STAYS, here, way % size)
    return states, ways


@dataclass(frozen=True, slots=True)
class Taken:
    """What the best path does at P positions: its column (C is outside), whether a cell begins, and whether that would
    be all one; [P] each."""

    column: Ints
    begins_cell: Bools
    is_all_one: Bools


def margins(
    score: Floats, taken: Taken, lanes: Lanes, order: Order, terms_of: TermsOf, last: Floats, n_kinds: int
) -> Floats:
    """For each position: the best score of its lane minus that of the best path on which its step differs; [P].

    `score`, [P, S], is `Forward.score` of these lanes. A lane's first position has none (0).
    """
    size = score.shape[1]
    n_columns = (size - 1) // n_kinds
    columns = np.append(np.tile(np.arange(n_columns), n_kinds), n_columns)
    ends = last[lanes.task]
    best = np.empty(len(lanes.length))
    margin = np.zeros(len(score))
    behind = ends.copy()
    for times in reversed(list(order.slabs())):
        at = order.positions(times)
        terms = terms_of(order.task[at], order.chunk[at])
        spans = order.spans(times)
        lane, chunk = order.lane[at], order.chunk[at]
        after = np.empty((at.stop - at.start, size))
        _come_back(behind, terms, spans, after, n_kinds)
        is_end = chunk == (lanes.first + lanes.length - 1)[lane]
        best[lane[is_end]] = (score[at][is_end] + ends[lane[is_end]]).max(axis=1)
        inside = np.flatnonzero(chunk > lanes.first[lane])
        prior = score[_before(order, at.start + inside)]
        goes_on, begin = _both(prior, _at(terms, inside), n_kinds)
        goes_on, begin = goes_on + after[inside], begin + after[inside]
        where = at.start + inside
        is_begun = taken.begins_cell[where][:, None]
        elsewhere = columns[None, :] != taken.column[where][:, None]
        same, other = np.where(is_begun, begin, goes_on), np.where(is_begun, goes_on, begin)
        rival = np.where(elsewhere | ~taken.is_all_one[where][:, None], other, -np.inf).max(axis=1)
        rival = np.maximum(rival, np.where(elsewhere, same, -np.inf).max(axis=1))
        margin[where] = best[lane[inside]] - rival
    return margin


def _come_back(behind: Floats, terms: Terms, spans: Sequence[tuple[int, int]], after: Floats, n_kinds: int) -> None:
    """Fill in the best scores of what follows each position of a slab; `behind`, [L, S], goes on from slab to slab."""
    size = behind.shape[1]
    n_columns = (size - 1) // n_kinds
    for begin, end in reversed(spans):
        n = end - begin
        here = after[begin:end]
        here[:] = behind[:n]
        ahead = (terms.into[begin:end] + here[:, :-1]).reshape(n, n_kinds, n_columns)[:, :, ::-1]
        reach = np.maximum.accumulate(ahead, axis=2)[:, :, ::-1]
        begun = (terms.fresh[begin:end] + here).max(axis=1, keepdims=True)
        back = behind[:n]
        np.maximum(here + terms.stay[begin:end], terms.over[begin:end] + begun, out=back)
        inner = back[:, :-1].reshape(n, n_kinds, n_columns)[:, :, :-1]
        skip = terms.skip[begin:end].reshape(n, n_kinds, n_columns)[:, :, :-1]
        np.maximum(inner, reach[:, :, 1:] + skip, out=inner)


def _both(prior: Floats, terms: Terms, n_kinds: int) -> tuple[Floats, Floats]:
    """The scores of going on with the cell and of beginning one, by the scores `prior` to each position."""
    n, size = prior.shape
    shape = (n, n_kinds, (size - 1) // n_kinds)
    reach = np.maximum.accumulate((prior[:, :-1] + terms.skip).reshape(shape), axis=2)
    begin = terms.fresh + (prior + terms.over).max(axis=1, keepdims=True)
    inner = begin[:, :-1].reshape(shape)[:, :, 1:]
    np.maximum(inner, reach[:, :, :-1] + terms.into.reshape(shape)[:, :, 1:], out=inner)
    return prior + terms.stay, begin


def _before(order: Order, positions: Ints) -> Ints:
    """The position one time before each of some."""
    time = np.searchsorted(order.offsets, positions, side="right") - 1
    return np.asarray(order.offsets[time - 1] + order.lane[positions])


def _at(terms: Terms, chosen: Ints) -> Terms:
    return Terms(*(each[chosen] for each in (terms.stay, terms.fresh, terms.over, terms.skip, terms.into)))
