"""What each position adds to the score of a path: evidence and models, by state.

States are numbered kind · C + column, the state outside the table last: S = K · C + 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rests:
    """Where the rest of a row may begin that a page's end cuts, `at[t]`, and what chunk t says of beginning the rest of
    a cell of column c, `enter[t, c]`. The last kind of row of the model is that of such rests."""

    at: Bools
    enter: Floats


@dataclass(frozen=True, slots=True)
class OfKinds:
    """What chunks say of beginning a cell in a row of a kind: `table[at[t], h, c]` of chunk t in a row of kind h."""

    at: Ints
    table: Floats


@dataclass(frozen=True, slots=True)
class Terms:
    """What each of P positions adds to the score of a path.

    `stay`, [P, S]: its cell goes on; `fresh`, [P, S]: a row begins here. `skip` and `into`, [P, K, C] each: the row
    goes on from a column (`skip`) with a later one (`into`). `ends`, [P, K + 1]: with `skip`, that the row before ends,
    by its kind; for the state outside the table, that it ends.
    """

    stay: Floats
    fresh: Floats
    skip: Floats
    into: Floats
    ends: Floats


@dataclass(frozen=True, slots=True)
class Stack:
    """An array by chunk of each of G tasks, in `rows` one after the other, and where that of each begins, `base`, [G].

    An array that several tasks have is there once.
    """

    rows: NDArray[Any]
    base: Ints

    @classmethod
    def of(cls, arrays: Sequence[NDArray[Any]]) -> Stack:
        """The arrays of the tasks."""
        unlike = list({id(each): each for each in arrays}.values())
        begins = np.cumsum([0, *map(len, unlike)])
        at = {id(each): begin for each, begin in zip(unlike, begins.tolist(), strict=False)}
        rows = unlike[0] if len(unlike) == 1 else np.concatenate(unlike)
        return cls(rows, np.array([at[id(each)] for each in arrays], dtype=np.int64))

    def at(self, task: Ints, chunk: Ints) -> NDArray[Any]:
        """What it has at positions, by their tasks and chunks."""
        return np.asarray(self.rows[self.base[task] + chunk])


@dataclass(frozen=True, slots=True)
class Tables:
    """The evidence of G tasks, and their models by state, [G, ...].

    `fresh_of[g, gap]`, [S], `into_of[g, gap]`, [K, C], and `stay_of[g, gap]`: what models and separators say of a row
    that begins with a column, of the next cell in one, and of going on. `up_to[g]`, [K, C]: what it costs a row to
    leave out the columns up to one; `whole[g]`, [K]: all of them. `last[g]`, [S]: what it costs that the text ends.
    `at_begin[s]`: what it costs the first row of all to be of a kind. `unknown[g]`, [S]: 0, and -inf for states that no
    row comes to. `may_rest` and `rests` are those of `Rests`, where there are any; `said_at` and `said_of` are those of
    `OfKinds`.
    """

    enter: Stack
    stay: Stack
    leave: Stack
    gap: Stack
    after_blank: Stack
    fresh_of: Floats
    into_of: Floats
    stay_of: Floats
    up_to: Floats
    whole: Floats
    last: Floats
    at_begin: Floats
    unknown: Floats
    may_rest: Stack | None
    rests: Stack | None
    said_at: Stack | None = None
    said_of: Floats | None = None

    @property
    def n_states(self) -> int:
        """S."""
        return len(self.at_begin)

    @property
    def shape(self) -> tuple[int, int]:
        """K and C."""
        return int(self.up_to.shape[1]), int(self.up_to.shape[2])

    def terms(self, task: Ints, chunk: Ints) -> Terms:
        """What positions add to a path, by their tasks and chunks."""
        gap, enter, leave = (each.at(task, chunk) for each in (self.gap, self.enter, self.leave))
        of_cells = enter[:, None, :-1]
        if self.rests is not None:
            of_cells = np.repeat(of_cells, self.shape[0], axis=1)
            of_cells[:, -1] = self.rests.at(task, chunk)[:, :-1]
        if self.said_at is not None and self.said_of is not None:
            n_kinds = self.shape[0] - (self.rests is not None)  # of rests of rows it says nothing
            said_of_kinds = self.said_of[self.said_at.at(task, chunk), :n_kinds]
            if self.rests is None:
                of_cells = of_cells + said_of_kinds
            else:
                of_cells[:, :n_kinds] += said_of_kinds
        fresh = self.fresh_of[task, gap]
        inside = self._inside(fresh)
        inside += of_cells
        fresh[:, -1] += enter[:, -1]
        if self.may_rest is not None:
            inside[~self.may_rest.at(task, chunk), -1] = -np.inf
        fresh[chunk == 0] += self.at_begin
        into = self.into_of[task, gap]
        into += of_cells
        said = self.stay.at(task, chunk) + self.stay_of[task, gap][:, None]
        stay = np.empty_like(fresh)
        self._inside(stay)[:] = said[:, None, :-1]
        stay[:, -1] = said[:, -1]
        return Terms(
            stay=stay,
            fresh=fresh,
            skip=leave[:, None, :-1] - self.up_to[task],
            into=into,
            ends=np.concatenate([self.whole[task], leave[:, -1:]], axis=1),
        )

    def over(self, task: Ints, chunk: Ints) -> Floats:
        """That the row before positions ends, by its last state; [P, S]."""
        leave = self.leave.at(task, chunk)
        over = self.last[task]
        inside = self._inside(over)
        inside += leave[:, None, :-1]
        over[:, -1] += leave[:, -1]
        return over

    def _inside(self, by_state: Floats) -> Floats:
        """The states of rows, [P, K, C], of arrays by state, as a view."""
        return by_state[:, :-1].reshape(len(by_state), *self.shape)
