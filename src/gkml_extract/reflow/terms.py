"""What each position adds to the score of a path: evidence and models, by state.

States are numbered kind · C + column, the state outside the table last: S = K · C + 1.
"""

from __future__ import annotations

from dataclasses import dataclass

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
class Tables:
    """The evidence of G tasks one after the other, and their models by state, [G, ...].

    `base[g]` is the first row of task g in `enter`, `stay`, `leave`, `gap` and `after_blank`. `fresh_of[g, gap]`, [S],
    `into_of[g, gap]`, [K, C], and `stay_of[g, gap]`: what models and separators say of a row that begins with a column,
    of the next cell in one, and of going on. `up_to[g]`, [K, C]: what it costs a row to leave out the columns up to
    one; `whole[g]`, [K]: all of them. `last[g]`, [S]: what it costs that the text ends. `at_begin[s]`: what it costs
    the first row of all to be of a kind. `unknown[g]`, [S]: 0, and -inf for states that no row comes to.
    """

    base: Ints
    enter: Floats
    stay: Floats
    leave: Floats
    gap: Ints
    after_blank: Bools
    fresh_of: Floats
    into_of: Floats
    stay_of: Floats
    up_to: Floats
    whole: Floats
    last: Floats
    at_begin: Floats
    unknown: Floats
    rests: Rests | None

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
        row = self.base[task] + chunk
        gap = self.gap[row]
        enter, leave = self.enter[row], self.leave[row]
        of_cells = enter[:, None, :-1]
        if self.rests is not None:
            of_cells = np.repeat(of_cells, self.shape[0], axis=1)
            of_cells[:, -1] = self.rests.enter[row, :-1]
        fresh = self.fresh_of[task, gap]
        inside = self._inside(fresh)
        inside += of_cells
        fresh[:, -1] += enter[:, -1]
        if self.rests is not None:
            inside[~self.rests.at[row], -1] = -np.inf
        fresh[chunk == 0] += self.at_begin
        into = self.into_of[task, gap]
        into += of_cells
        said = self.stay[row] + self.stay_of[task, gap][:, None]
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
        leave = self.leave[self.base[task] + chunk]
        over = self.last[task]
        inside = self._inside(over)
        inside += leave[:, None, :-1]
        over[:, -1] += leave[:, -1]
        return over

    def _inside(self, by_state: Floats) -> Floats:
        """The states of rows, [P, K, C], of arrays by state, as a view."""
        return by_state[:, :-1].reshape(len(by_state), *self.shape)
