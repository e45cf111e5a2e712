"""The decoder's arithmetic: best paths through several texts, or several readings of one, side by side.

A step of the recursion is a dozen operations on small arrays, which cost the same for one reading as for ten.
Stretches between rows that begin for certain, readings by different models, and pieces of a long text are therefore
*lanes* that advance together. Positions are ordered by time and then by lane, so that each step works on a slice.

A piece of a text begins and ends among chunks that its neighbours answer for (`lead`, `tail`): there it begins in any
state. Where its scores are those of its neighbour but for a constant, it is as if the text had not been cut; `Edge` has
what shows that.

That a row leaves columns out costs a sum over the columns that are left out, so that the best column to come from is
a running maximum, and a step is linear in the columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gkml_extract.reflow.decoder.terms import Bools, Floats, Ints, Tables, Terms

States = NDArray[np.int16]

STAYS = -1
_EVEN = 1e-9
"""Ways whose scores differ by less are even: where a blank field belongs is all one, and rounding must not decide it.
Of even ways a cell goes on, else a row, from its first column."""
_SAME = 1e-7
"""Scores of two pieces that differ by a constant but for so much are the same."""
_SLAB = 1024
"""Positions whose terms are worked out at once: enough for numpy, and few enough for the processor's cache."""


class Piece(NamedTuple):
    """The chunks [begin, end) of a task; whether the text is cut before and behind them, though no row begins there for
    certain."""

    task: int
    begin: int
    end: int
    is_cut_before: bool
    is_cut_behind: bool


@dataclass(frozen=True, slots=True)
class Lanes:
    """L lanes, the longest first: the task of each, its first chunk there, and its length in chunks, of which the first
    `lead` and the last `tail` are those of its neighbours; [L] each."""

    task: Ints
    first: Ints
    length: Ints
    lead: Ints
    tail: Ints

    @classmethod
    def of(cls, pieces: Sequence[Piece], beside: int) -> Lanes:
        """A lane for each piece, with `beside` chunks of its neighbours where it is cut."""
        task, begin, end, before, behind = np.array(pieces, dtype=np.int64).T
        lead, tail = beside * before, beside * behind
        length = end - begin + lead + tail
        order = np.argsort(-length, kind="stable")
        return cls(task[order], (begin - lead)[order], length[order], lead[order], tail[order])

    def parts(self, n_positions: int) -> Iterator[Lanes]:
        """As many lanes at a time as have so many positions, one at the least."""
        begin = 0
        while begin < len(self.task):
            end = min(begin + max(n_positions // int(self.length[begin]), 1), len(self.task))
            yield self.chosen(np.arange(begin, end))
            begin = end

    def chosen(self, lanes: Ints) -> Lanes:
        """Some of the lanes, in the same order."""
        return Lanes(*(each[lanes] for each in (self.task, self.first, self.length, self.lead, self.tail)))

    def order(self) -> Order:
        """All positions of the lanes."""
        times = np.arange(int(self.length[0]))
        running = np.searchsorted(-self.length, -times, side="left")
        offsets = np.concatenate([[0], np.cumsum(running)])
        lane = np.arange(offsets[-1]) - np.repeat(offsets[:-1], running)
        return Order(offsets, lane, self.task[lane], self.first[lane] + np.repeat(times, running))

    def before_cuts(self, *, behind: bool) -> Ints:
        """The time of the chunk before each lane's own ones, or of the last of these."""
        return np.maximum((self.length - self.tail if behind else self.lead) - 1, 0)

    def is_own(self, order: Order) -> Bools:
        """Which positions the lanes answer for themselves."""
        at = order.chunk - self.first[order.lane]
        return np.asarray((at >= self.lead[order.lane]) & (at < (self.length - self.tail)[order.lane]))


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

    def positions(self, times: range) -> slice:
        """The positions of some times."""
        return slice(int(self.offsets[times.start]), int(self.offsets[times.stop]))

    def at(self, times: Ints) -> Ints:
        """The position of each lane at a time of its own."""
        return np.asarray(self.offsets[times] + np.arange(len(times)))

    def before(self, positions: Ints) -> Ints:
        """The position one time before each of some."""
        time = np.searchsorted(self.offsets, positions, side="right") - 1
        return np.asarray(self.offsets[time - 1] + self.lane[positions])


@dataclass(frozen=True, slots=True)
class Forward:
    """The best ways to all states of all positions.

    `score`, [P, S]. `came`, [P, S]: the state before, with S added where a row begins, or STAYS. `final`, [L, S]: the
    scores at the ends of the lanes, with what it adds to end there.
    """

    score: Floats
    came: States
    final: Floats


def run_forward(lanes: Lanes, order: Order, tables: Tables) -> Forward:
    """The best ways forward. O(P · S) time and memory."""
    size = tables.n_states
    score = np.empty((len(order.chunk), size))
    came = np.empty((len(order.chunk), size), dtype=np.int16)
    bounds = order.offsets.tolist()
    for times in order.slabs():
        at = order.positions(times)
        terms = tables.terms(order.task[at], order.chunk[at])
        ways = _Ways.of(terms)
        for t in times:
            begin, end = bounds[t], bounds[t + 1]
            if t:
                before = score[bounds[t - 1] : bounds[t - 1] + end - begin]
                _come_forward(before, terms, slice(begin - at.start, end - at.start), score[begin:end], ways)
            else:
                score[:end] = np.where(lanes.lead[:, None] > 0, tables.unknown[lanes.task], terms.fresh[:end])
        came[at] = ways.best(terms)
    came[: bounds[1]] = size  # a row begins, after nothing
    return Forward(score, came, score[order.at(lanes.length - 1)] + _behind(lanes, tables))


def _behind(lanes: Lanes, tables: Tables) -> Floats:
    """What it adds to end a lane in each state; [L, S]."""
    return np.asarray(np.where(lanes.tail[:, None] > 0, 0.0, tables.last[lanes.task]))


@dataclass(frozen=True, slots=True)
class _Ways:
    """The ways to the states of the P positions of a slab; the score of each.

    `stays`, [P, S]: the cell goes on; `begins`, [P, S]: a row begins, after one that ends with `ended`, [P]; `onward`,
    [P, K, C - 1]: the row goes on with a later column than the first. `reach`, [P, K, C], is that of leaving a column
    for a later one, and `nearest` the best of it up to a column.
    """

    stays: Floats
    begins: Floats
    ended: Floats
    onward: Floats
    reach: Floats
    nearest: Floats

    @classmethod
    def of(cls, terms: Terms) -> _Ways:
        """Nothing known yet."""
        (n, n_kinds, n_columns), size = terms.skip.shape, terms.stay.shape[1]
        stays, begins = np.zeros((2, n, size))
        reach, nearest = np.zeros((2, n, n_kinds, n_columns))
        return cls(stays, begins, np.zeros(n), np.zeros((n, n_kinds, n_columns - 1)), reach, nearest)

    def best(self, terms: Terms) -> States:
        """The best of them, as `Forward.came`. Changes `begins`."""
        n, n_kinds, n_columns = self.reach.shape
        size = self.stays.shape[1]
        states = np.arange(size - 1, dtype=np.int16).reshape(n_kinds, n_columns)
        source = np.empty((n, size), dtype=np.int16)
        source[:] = (self._ends(terms) + size)[:, None]
        nearest = np.empty(self.reach.shape, dtype=np.int16)
        nearest[:, :, 0] = states[:, 0]
        is_better = self.reach[:, :, 1:] > self.nearest[:, :, :-1] + _EVEN
        np.multiply(is_better, states[:, 1:], out=nearest[:, :, 1:])
        np.maximum.accumulate(nearest, axis=2, out=nearest)
        begins = self.begins[:, :-1].reshape(self.reach.shape)[:, :, 1:]
        sources = source[:, :-1].reshape(self.reach.shape)[:, :, 1:]
        np.copyto(sources, nearest[:, :, :-1], where=begins <= self.onward + _EVEN)
        np.maximum(begins, self.onward, out=begins)
        np.copyto(source, STAYS, where=self.stays >= self.begins - _EVEN)
        return source

    def _ends(self, terms: Terms) -> Ints:
        """The states with which the rows before end best, where one begins; [P]."""
        n, _, n_columns = self.reach.shape
        least = self.ended[:, None] - _EVEN
        is_best = self.nearest[:, :, -1] + terms.ends[:, :-1] >= least
        kind = is_best.argmax(axis=1)
        positions = np.arange(n)
        column = (self.reach[positions, kind] + terms.ends[positions, kind][:, None] >= least).argmax(axis=1)
        return np.asarray(np.where(is_best.any(axis=1), kind * n_columns + column, self.stays.shape[1] - 1))


def _come_forward(before: Floats, terms: Terms, here: slice, score: Floats, ways: _Ways) -> None:
    """Fill in the scores of the positions `here` of a slab, and the ways to them, by the scores `before`."""
    reach, nearest, onward = ways.reach[here], ways.nearest[here], ways.onward[here]
    np.add(before[:, :-1].reshape(reach.shape), terms.skip[here], out=reach)
    np.maximum.accumulate(reach, axis=2, out=nearest)
    ends, ended = terms.ends[here], ways.ended[here]
    np.maximum((nearest[:, :, -1] + ends[:, :-1]).max(axis=1), before[:, -1] + ends[:, -1], out=ended)
    begins, stays = ways.begins[here], ways.stays[here]
    np.add(terms.fresh[here], ended[:, None], out=begins)
    np.add(before, terms.stay[here], out=stays)
    np.maximum(begins, stays, out=score)
    np.add(nearest[:, :, :-1], terms.into[here, :, 1:], out=onward)
    inner = score[:, :-1].reshape(reach.shape)[:, :, 1:]
    np.maximum(inner, onward, out=inner)


def trace(forward: Forward, order: Order) -> tuple[Ints, Ints]:
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

    def of(self, positions: Ints) -> Taken:
        """What it does at some of them."""
        return Taken(self.column[positions], self.begins_cell[positions], self.is_all_one[positions])


def run_backward(lanes: Lanes, order: Order, tables: Tables) -> Floats:
    """The best scores of what follows each position, by its state; [P, S]."""
    after = np.empty((len(order.chunk), tables.n_states))
    behind = _behind(lanes, tables)
    bounds = order.offsets.tolist()
    for times in reversed(list(order.slabs())):
        at = order.positions(times)
        terms = tables.terms(order.task[at], order.chunk[at])
        over = tables.over(order.task[at], order.chunk[at])
        for t in reversed(times):
            begin, end = bounds[t], bounds[t + 1]
            after[begin:end] = behind[: end - begin]
            here = slice(begin - at.start, end - at.start)
            _come_back(after[begin:end], terms, over, here, behind[: end - begin])
    return after


def _come_back(after: Floats, terms: Terms, over: Floats, here: slice, behind: Floats) -> None:
    """Fill in the best scores `behind` the positions before those `here` of a slab, by those `after` them."""
    skip = terms.skip[here]
    ahead = (terms.into[here] + after[:, :-1].reshape(skip.shape))[:, :, ::-1]
    reach = np.maximum.accumulate(ahead, axis=2)[:, :, ::-1]
    begun = (terms.fresh[here] + after).max(axis=1, keepdims=True)
    np.maximum(after + terms.stay[here], over[here] + begun, out=behind)
    inner = behind[:, :-1].reshape(skip.shape)[:, :, :-1]
    np.maximum(inner, reach[:, :, 1:] + skip[:, :, :-1], out=inner)


def margins(score: Floats, after: Floats, best: Floats, taken: Taken, order: Order, tables: Tables) -> Floats:
    """For each position: the best score of its lane minus that of the best path on which its step differs; [P].

    `score` and `after`, [P, S], are those up to the positions and of what follows them; `best`, [L], those of the
    lanes. A lane's first position has none (0).
    """
    n_kinds, n_columns = tables.shape
    columns = np.append(np.tile(np.arange(n_columns), n_kinds), n_columns)
    margin = np.zeros(len(after))
    for times in order.slabs():
        at = order.positions(times)
        inside = np.arange(max(at.start, int(order.offsets[1])), at.stop)
        before = score[order.before(inside)]
        task, chunk = order.task[inside], order.chunk[inside]
        goes_on, begin = _both(before, tables.terms(task, chunk), tables.over(task, chunk))
        goes_on, begin = goes_on + after[inside], begin + after[inside]
        is_begun = taken.begins_cell[inside][:, None]
        elsewhere = columns[None, :] != taken.column[inside][:, None]
        same, other = np.where(is_begun, begin, goes_on), np.where(is_begun, goes_on, begin)
        rival = np.where(elsewhere | ~taken.is_all_one[inside][:, None], other, -np.inf).max(axis=1)
        rival = np.maximum(rival, np.where(elsewhere, same, -np.inf).max(axis=1))
        margin[inside] = best[order.lane[inside]] - rival
    return margin


def _both(before: Floats, terms: Terms, over: Floats) -> tuple[Floats, Floats]:
    """The scores of going on with the cell and of beginning one, by the scores `before` each position."""
    reach = np.maximum.accumulate(before[:, :-1].reshape(terms.skip.shape) + terms.skip, axis=2)
    begin = terms.fresh + (before + over).max(axis=1, keepdims=True)
    inner = begin[:, :-1].reshape(terms.skip.shape)[:, :, 1:]
    np.maximum(inner, reach[:, :, :-1] + terms.into[:, :, 1:], out=inner)
    return before + terms.stay, begin


@dataclass(frozen=True, slots=True)
class Edge:
    """What a lane makes of the chunk before a cut: the best scores up to it and behind it (None where nobody asks for
    them), by its state, [S] each, and its state on the best path."""

    score: Floats
    after: Floats | None
    state: int

    def is_as(self, other: Edge) -> bool:
        """Whether both sides of a cut make the same of it: then the text is read as if it had not been cut."""
        if self.state != other.state or not _are_parallel(self.score, other.score):
            return False
        return self.after is None or other.after is None or _are_parallel(self.after, other.after)


def _are_parallel(one: Floats, other: Floats) -> bool:
    """Whether scores differ by a constant."""
    known = np.isfinite(one)
    if not np.array_equal(known, np.isfinite(other)):
        return False
    apart = one[known] - other[known]
    return bool(apart.max() - apart.min() <= _SAME)
