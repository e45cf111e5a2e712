"""The sequence decoder: which column each chunk belongs to, and where cells and rows begin.

A hidden Markov model over (column, kind of row) whose steps are: stay in the cell, go on to a later column of
the row, or begin a new row. What a column's text looks like comes in as scores of each chunk (`enter`, `stay`);
which columns a row has, and what a separator is worth, are the model's own parameters, learned from the
document itself. Everything is in natural logarithms; time is linear in the chunks.

Source: Viterbi 1967; hard EM ("Viterbi training") as in Juang & Rabiner 1990.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gkml_extract.model.table import Gap

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

GAPS = (Gap.SPACE, Gap.LINE, Gap.BLANK, Gap.TAB, Gap.PIPE, Gap.START)
BODY, HEAD, BARE, MORE = KINDS = (0, 1, 2, 3)
"""Kinds of row: HEAD opens a group (it has a 一级事项), BODY goes on in one with 依据, 时限 and the like of its own, BARE
takes all of these from above, MORE is one more 公开内容 of the same item. A row number says nothing of the kind."""
_FLOOR = -30.0
_PRIOR_KINDS = 3.6
"""Weight of the prior on the share of rows that open a group, in rows."""
_PRIOR_GAPS = 19.0
"""Weight of the prior on a separator's meaning, in separators."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the chunks look like, for N chunks and C columns; column C is outside the table.

    `enter[t, c]`: chunk t begins a cell of column c; `stay[t, c]`: it goes on in one; `leave[t, c]`: a cell
    of column c ends before chunk t. `gap[t]` is the index in GAPS of the separator before chunk t.
    """

    enter: Floats
    stay: Floats
    leave: Floats
    gap: Ints


@dataclass(frozen=True, slots=True)
class Model:
    """What rows look like, for C columns.

    `present[h, c]`: probability that a row of kind h has a cell in column c of its own. `may_begin[h, c]`: a row of
    kind h may begin in column c. `trust[h, c]`: how many rows the prior of `present` weighs. `gap_step[g]`: probabilities that at separator g the cell goes on, the row goes on with
    the next cell, a new row begins. `p_kind[h]`: share of the rows of kind h.
    """

    present: Floats
    may_begin: Bools
    trust: Floats
    gap_step: Floats
    p_kind: Floats

    @property
    def n_columns(self) -> int:
        """Number of columns."""
        return int(self.present.shape[1])


def prior_gap_steps(*, rows_are_lines: bool) -> Floats:
    """What each separator means before anything is known of the document: [goes on, next cell, new row].

    `rows_are_lines`: separators stand within lines, so that a line is most likely a row.
    """
    table = _ROWS_ARE_LINES if rows_are_lines else _LINES_ARE_CELLS
    return np.array([table[gap] for gap in GAPS])


_LINES_ARE_CELLS = {
    Gap.SPACE: (0.55, 0.42, 0.03),
    Gap.LINE: (0.55, 0.30, 0.15),
    Gap.BLANK: (0.55, 0.28, 0.17),
    Gap.TAB: (0.02, 0.88, 0.10),
    Gap.PIPE: (0.02, 0.88, 0.10),
    Gap.START: (0.34, 0.33, 0.33),
}
_ROWS_ARE_LINES = _LINES_ARE_CELLS | {
    Gap.LINE: (0.06, 0.04, 0.90),
    Gap.BLANK: (0.04, 0.03, 0.93),
    Gap.TAB: (0.02, 0.97, 0.01),
    Gap.PIPE: (0.02, 0.97, 0.01),
}


@dataclass(frozen=True, slots=True)
class Path:
    """The decoded path: for each chunk its column (C is outside), its kind of row, whether it begins a cell, a row; its margin.

    `margin[t]` is how much worse the best path is on which chunk t has another column or another role; it is
    None unless asked for.
    """

    column: Ints
    kind: Ints
    begins_cell: Bools
    begins_row: Bools
    margin: Floats | None = None


@dataclass(frozen=True, slots=True)
class _Steps:
    """Transition scores between states (K·c + kind of row for K kinds, the outside state last).

    `either[g]` holds the better of going on in the row and beginning a new one at separator g, and
    `is_new_row[g]` which of the two it is.
    """

    either: Floats
    is_new_row: Bools
    first: Floats
    last: Floats
    stay: Floats


def _log(values: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        return np.maximum(np.log(values), _FLOOR)


def _state(column: int, kind: int) -> int:
    return len(KINDS) * column + kind


def _steps(model: Model) -> _Steps:
    n = model.n_columns
    absent, there = _log(1 - model.present), _log(model.present)
    # before[h, c]: columns left of c all absent; after[h, c]: columns right of c all absent
    before = np.concatenate([np.zeros((len(KINDS), 1)), np.cumsum(absent, axis=1)], axis=1)
    after = before[:, -1:] - before[:, 1:]
    size = len(KINDS) * n + 1
    onward = np.full((size, size), -np.inf)
    for kind in KINDS:
        for c in range(n):
            for b in range(c + 1, n):
                skipped = before[kind, b] - before[kind, c + 1]
                onward[_state(c, kind), _state(b, kind)] = skipped + there[kind, b]
    first = np.full(size, -np.inf)
    p_kind = _log(model.p_kind)
    for b in range(n):
        for kind in KINDS:
            if model.may_begin[kind, b]:
                first[_state(b, kind)] = p_kind[kind] + before[kind, b] + there[kind, b]
    last = np.zeros(size)
    for c in range(n):
        for kind in KINDS:
            last[_state(c, kind)] = after[kind, c]
    first[-1] = np.log(0.02)
    new_row = last[:, None] + first[None, :]
    log_gap = _log(model.gap_step)
    onward_at = onward[None] + log_gap[:, 1, None, None]
    new_row_at = new_row[None] + log_gap[:, 2, None, None]
    return _Steps(np.maximum(onward_at, new_row_at), new_row_at > onward_at, first, last, log_gap[:, 0])


def _expand(scores: Floats) -> Floats:
    """Scores by column [N, C + 1] → by state [N, K·C + 1]."""
    return np.concatenate([np.repeat(scores[:, :-1], len(KINDS), axis=1), scores[:, -1:]], axis=1)


def decode(evidence: Evidence, model: Model, *, with_margin: bool = False) -> Path:
    """The best path through the chunks, and how sure each step of it is.

    Returns arrays of length N. O(N · C²) time, O(N · C) memory.
    """
    steps = _steps(model)
    enter, stay, leave = _expand(evidence.enter), _expand(evidence.stay), _expand(evidence.leave)
    stay = stay + steps.stay[evidence.gap][:, None]
    n, size = enter.shape
    came = np.empty((n, size), dtype=np.int16)  # the state before, or -1 where the cell goes on
    forward = np.empty((n, size)) if with_margin else None
    score = steps.first + enter[0]
    came[0] = -2
    states = np.arange(size)
    gaps = evidence.gap.tolist()
    if forward is not None:
        forward[0] = score
    for t in range(1, n):
        step = (score + leave[t])[:, None] + steps.either[gaps[t]]
        source = step.argmax(axis=0)
        begin = step[source, states] + enter[t]
        goes_on = score + stay[t]
        onward = goes_on >= begin
        came[t] = np.where(onward, -1, source)
        score = np.where(onward, goes_on, begin)
        if forward is not None:
            forward[t] = score
    state = int((score + steps.last).argmax())
    path = _trace(came, state, steps, gaps)
    if forward is None:
        return path
    return replace(path, margin=_margins(forward, path, steps, (enter, stay, leave), gaps))


def _trace(came: NDArray[np.int16], state: int, steps: _Steps, gaps: list[int]) -> Path:
    n = came.shape[0]
    column = np.empty(n, dtype=np.int64)
    kind = np.empty(n, dtype=np.int64)
    begins_cell = np.zeros(n, dtype=np.bool_)
    begins_row = np.zeros(n, dtype=np.bool_)
    for t in range(n - 1, -1, -1):
        column[t], kind[t] = divmod(state, len(KINDS))
        before = int(came[t, state])
        if before == -1:
            continue
        begins_cell[t] = True
        begins_row[t] = before == -2 or steps.is_new_row[gaps[t], before, state]
        state = before if before >= 0 else state
    return Path(column, kind, begins_cell, begins_row)


def _margins(
    forward: Floats, path: Path, steps: _Steps, scores: tuple[Floats, Floats, Floats], gaps: list[int]
) -> Floats:
    """For each chunk: best total score minus the best score of a path on which its step differs."""
    enter, stay, leave = scores
    n, size = forward.shape
    states = np.arange(size)
    backward = steps.last.copy()
    best = float((forward[-1] + backward).max())
    margin = np.empty(n)
    for t in range(n - 1, 0, -1):
        step = (forward[t - 1] + leave[t])[:, None] + steps.either[gaps[t]]
        begin = step.max(axis=0) + enter[t] + backward
        goes_on = forward[t - 1] + stay[t] + backward
        columns = states // len(KINDS)
        same = columns == path.column[t]
        rival = max(
            float(goes_on.max() if path.begins_cell[t] else begin.max()),
            float(np.where(same, -np.inf, begin if path.begins_cell[t] else goes_on).max()),
        )
        margin[t] = best - rival
        ahead = enter[t] + backward
        through = (steps.either[gaps[t]] + ahead[None, :]).max(axis=1) + leave[t]
        backward = np.maximum(stay[t] + backward, through)
    margin[0] = margin[1] if n > 1 else 0.0
    return margin


def relearn(path: Path, evidence: Evidence, prior: Model) -> Model:
    """The model that fits a decoded path, with `prior` weighing as its `trust` says."""
    n = prior.n_columns
    inside = path.column < n
    cells = path.begins_cell & inside
    counts = np.zeros((len(KINDS), n))
    np.add.at(counts, (path.kind[cells], path.column[cells]), 1)
    rows = np.bincount(path.kind[path.begins_row & inside], minlength=len(KINDS)).astype(float)
    present = (counts + prior.trust * prior.present) / (rows[:, None] + prior.trust)
    role = np.where(path.begins_row, 2, np.where(path.begins_cell, 1, 0))
    gap_counts = np.zeros((len(GAPS), 3))
    np.add.at(gap_counts, (evidence.gap[inside], role[inside]), 1)
    gap_step = gap_counts + _PRIOR_GAPS * prior.gap_step
    return Model(
        present=np.clip(present, 0.005, 0.995),
        may_begin=prior.may_begin,
        trust=prior.trust,
        gap_step=gap_step / gap_step.sum(axis=1, keepdims=True),
        p_kind=(rows + _PRIOR_KINDS * prior.p_kind) / (rows.sum() + _PRIOR_KINDS),
    )
