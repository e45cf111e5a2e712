"""The sequence decoder: which column each chunk belongs to, and where cells and rows begin.

A hidden Markov model over (column, kind of row) whose steps are: stay in the cell, go on to a later column of
the row, or begin a new row. What a column's text looks like comes in as scores of each chunk (`enter`, `stay`);
which columns a row has, and what a separator is worth, are the model's own parameters, learned from the
document itself. Everything is in natural logarithms; time is linear in the chunks.

Source: Viterbi 1967; hard EM ("Viterbi training") as in Juang & Rabiner 1990.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gkml_extract.model.table import Gap

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

GAPS = (Gap.SPACE, Gap.LINE, Gap.BLANK, Gap.TAB, Gap.PIPE, Gap.START, Gap.NONE)
BODY, HEAD, BARE, MORE = KINDS = (0, 1, 2, 3)
OPEN = 4
"""Kinds of row. HEAD opens a group: it has a 一级事项. BODY goes on in one, with 依据, 时限 and the like of its own.
BARE takes all of these from above. MORE is one more 公开内容 of the same item. A number says nothing of the kind. OPEN,
which only some models have, opens a group and takes 依据, 时限 and the like from the group above."""
_FLOOR = -30.0
_STAYS, _BEGINS = -1, -2
_OUTSIDE_CHANCE = 0.02
_BLOCK_LENGTH = 60
"""Chunks that a block has at the least: one or two rows of a wrapped dump."""
_PRIOR_KINDS = 3.6
"""Weight of the prior on the share of rows that open a group, in rows."""
_PRIOR_GAPS = 19.0
"""Weight of the prior on a separator's meaning, in separators."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the chunks look like, for N chunks and C columns; column C is outside the table.

    `enter[t, c]`: chunk t begins a cell of column c; `stay[t, c]`: it goes on in one; `leave[t, c]`: a cell
    of column c ends before chunk t. `gap[t]` is the index in GAPS of the separator before chunk t. `after_blank[t]`:
    chunk t - 1 has no text, so that it is all one whether t begins a cell or goes on in one. `untelling[t]`: what the
    separator before chunk t means is no sign of what others mean: it stands between two ticks of one cell.
    """

    enter: Floats
    stay: Floats
    leave: Floats
    gap: Ints
    after_blank: Bools
    untelling: Bools | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """What rows look like, for C columns.

    `present[h, c]`: probability that a row of kind h has a cell in column c of its own. `may_begin[h, c]`: a row
    of kind h may begin in column c. `trust[h, c]`: how many rows the prior of `present` weighs. `gap_step[g]`:
    probabilities that at separator g the cell goes on, the row goes on with the next cell, a new row begins.
    `p_kind[h]`: share of the rows of kind h. `tied[c]`: rows that open a group and rows that go on in one have a cell
    in column c alike; then there are rows of kind OPEN.
    """

    present: Floats
    may_begin: Bools
    trust: Floats
    gap_step: Floats
    p_kind: Floats
    tied: Bools | None = None

    @property
    def n_columns(self) -> int:
        """Number of columns."""
        return int(self.present.shape[1])


def prior_gap_steps(*, rows_are_lines: bool, is_wrapped: bool = True, is_spaced: bool = False) -> Floats:
    """What each separator means before anything is known of the document: [goes on, next cell, new row].

    `rows_are_lines`: separators stand within lines, so that a line is most likely a row. `is_wrapped`: cells are
    broken into lines; where they are not, a line is a cell or a paragraph of one. `is_spaced`: blanks alone part cells.
    """
    if is_spaced:
        return np.array([_CELLS_ARE_SPACED[gap] for gap in GAPS])
    table = _ROWS_ARE_LINES if rows_are_lines else _LINES_ARE_WRAPS if is_wrapped else _LINES_ARE_CELLS
    return np.array([table[gap] for gap in GAPS])


_LINES_ARE_WRAPS = {
    Gap.SPACE: (0.55, 0.42, 0.03),
    Gap.LINE: (0.55, 0.30, 0.15),
    Gap.BLANK: (0.55, 0.28, 0.17),
    Gap.TAB: (0.02, 0.88, 0.10),
    Gap.PIPE: (0.02, 0.88, 0.10),
    Gap.START: (0.34, 0.33, 0.33),
    Gap.NONE: (0.60, 0.35, 0.05),
}
_LINES_ARE_CELLS = _LINES_ARE_WRAPS | {
    Gap.LINE: (0.10, 0.77, 0.13),
    Gap.BLANK: (0.08, 0.79, 0.13),
}
_ROWS_ARE_LINES = _LINES_ARE_WRAPS | {
    Gap.LINE: (0.06, 0.04, 0.90),
    Gap.BLANK: (0.04, 0.03, 0.93),
    Gap.TAB: (0.02, 0.97, 0.01),
    Gap.PIPE: (0.02, 0.97, 0.01),
}


_CELLS_ARE_SPACED = _ROWS_ARE_LINES | {
    Gap.SPACE: (0.12, 0.86, 0.02),
    Gap.LINE: (0.20, 0.15, 0.65),
    Gap.BLANK: (0.10, 0.10, 0.80),
}


@dataclass(frozen=True, slots=True)
class Path:
    """The decoded path: for each chunk its column (C is outside), the kind of its row, what it begins, its margin.

    `begins_cell[t]` and `begins_row[t]` say whether it begins one. `margin[t]` is how much worse the best path is on
    which chunk t has another column or another role; it is None unless asked for. `score` is that of the whole path.
    """

    column: Ints
    kind: Ints
    begins_cell: Bools
    begins_row: Bools
    margin: Floats | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class _Steps:
    """Scores of the steps between states: kind · C + column, the outside state last.

    `onward[kind, c, b]`: from column c to a later column b of the row. `last[s]` ends a row in state s and
    `first[s]` begins one, so that a new row needs no matrix. `stay[g]`, `next_cell[g]`, `new_row[g]`: what
    separator g says of each.
    """

    onward: Floats
    first: Floats
    last: Floats
    stay: Floats
    next_cell: Floats
    new_row: Floats


def _log(values: Floats) -> Floats:
    return np.maximum(np.log(np.maximum(values, 1e-300)), _FLOOR)


def _steps(model: Model) -> _Steps:
    n = model.n_columns
    absent, there = _log(1 - model.present), _log(model.present)
    # before[h, c]: columns left of c all absent; after[h, c]: columns right of c all absent
    before = np.concatenate([np.zeros((len(absent), 1)), np.cumsum(absent, axis=1)], axis=1)
    after = before[:, -1:] - before[:, 1:]
    skipped = before[:, None, :-1] - before[:, 1:, None]
    is_later = np.triu(np.ones((n, n), dtype=np.bool_), k=1)
    onward = np.where(is_later, skipped + there[:, None, :], -np.inf)
    first = np.where(model.may_begin, _log(model.p_kind)[:, None] + before[:, :-1] + there, -np.inf)
    gaps = _log(model.gap_step)
    return _Steps(
        onward=onward,
        first=np.append(first.ravel(), np.log(_OUTSIDE_CHANCE)),
        last=np.append(after.ravel(), 0.0),
        stay=gaps[:, 0],
        next_cell=gaps[:, 1],
        new_row=gaps[:, 2],
    )


def _expand(scores: Floats, n_kinds: int) -> Floats:
    """Scores by column [N, C + 1] → by state [N, K·C + 1]."""
    return np.concatenate([np.tile(scores[:, :-1], (1, n_kinds)), scores[:, -1:]], axis=1)


@dataclass(frozen=True, slots=True)
class _Scores:
    """The evidence by state, [N, K·C + 1], and what does not depend on the state, [N]."""

    enter: Floats
    stay: Floats
    leave: Floats
    gap: Ints
    after_blank: Bools


@dataclass(frozen=True, slots=True)
class _Blocks:
    """Runs of chunks that are decoded side by side, the longest first: [B] first chunks and lengths."""

    first: Ints
    length: Ints

    def running(self, t: int) -> int:
        """How many blocks have a chunk t (from 0)."""
        return int(np.searchsorted(-self.length, -t, side="left"))


def _blocks(n: int, certain_rows: Sequence[int]) -> _Blocks:
    """The chunks parted at certain beginnings of rows; one block where none is known."""
    starts = [0]
    for t in certain_rows:
        if t - starts[-1] >= _BLOCK_LENGTH:
            starts.append(t)
    first = np.array(starts, dtype=np.int64)
    length = np.diff(np.append(first, n))
    order = np.argsort(-length, kind="stable")
    return _Blocks(first[order], length[order])


def decode(evidence: Evidence, model: Model, *, certain_rows: Sequence[int] = (), with_margin: bool = False) -> Path:
    """The best path through the chunks, and how sure each step of it is.

    `certain_rows` are chunks at which a row begins for certain: what lies between two of them is decoded
    side by side, which is some ten times faster. Returns arrays of length N. O(N · C²) time, O(N · C) memory.
    """
    steps = _steps(model)
    n_kinds = len(model.p_kind)
    enter, stay, leave = (_expand(each, n_kinds) for each in (evidence.enter, evidence.stay, evidence.leave))
    scores = _Scores(enter, stay + steps.stay[evidence.gap][:, None], leave, evidence.gap, evidence.after_blank)
    n, size = scores.enter.shape
    blocks = _blocks(n, certain_rows)
    came = np.full((n, size), _BEGINS, dtype=np.int16)  # the state before; _STAYS where the cell goes on
    is_new_row = np.ones((n, size), dtype=np.bool_)
    forward = np.empty((n, size))
    score = forward[blocks.first] = steps.first + scores.enter[blocks.first]
    for t in range(1, int(blocks.length[0])):
        rows = blocks.first[: blocks.running(t)] + t
        score = score[: len(rows)]
        begin, source, is_new_row[rows] = _begin(score + scores.leave[rows], steps, scores.gap[rows])
        begin += scores.enter[rows]
        goes_on = score + scores.stay[rows]
        stays = goes_on >= begin
        came[rows] = np.where(stays, _STAYS, source)
        score = forward[rows] = np.where(stays, goes_on, begin)
    ends = blocks.first + blocks.length - 1
    final = forward[ends] + steps.last
    path = _trace(came, is_new_row, blocks, final.argmax(axis=1), model.n_columns)
    path = replace(path, score=float(final.max(axis=1).sum()))
    return replace(path, margin=_margins(forward, path, steps, scores, blocks)) if with_margin else path


def _begin(ended: Floats, steps: _Steps, gap: Ints) -> tuple[Floats, Ints, Bools]:
    """For B chunks and each state: the best score of beginning a cell there, the state before, is it a new row."""
    kinds, n, _ = steps.onward.shape
    onward = ended[:, :-1].reshape(-1, kinds, n, 1) + steps.onward
    source = (onward.argmax(axis=2) + n * np.arange(kinds)[:, None]).reshape(len(ended), -1)
    next_cell = onward.max(axis=2).reshape(len(ended), -1) + steps.next_cell[gap][:, None]
    ends = ended + steps.last
    end = ends.argmax(axis=1)[:, None]
    begin: Floats = steps.first + (np.take_along_axis(ends, end, axis=1) + steps.new_row[gap][:, None])
    is_new_row = np.ones(begin.shape, dtype=np.bool_)
    is_new_row[:, :-1] = begin[:, :-1] > next_cell
    begin[:, :-1] = np.maximum(begin[:, :-1], next_cell)
    before = np.concatenate([np.where(is_new_row[:, :-1], end, source), end], axis=1)
    return begin, before, is_new_row


def _trace(came: NDArray[np.int16], is_new_row: NDArray[np.bool_], blocks: _Blocks, last: Ints, n_columns: int) -> Path:
    """The path back from the last state of each block."""
    n, size = came.shape
    column = np.empty(n, dtype=np.int64)
    kind = np.empty(n, dtype=np.int64)
    begins_cell = np.zeros(n, dtype=np.bool_)
    begins_row = np.zeros(n, dtype=np.bool_)
    state = last.copy()
    for t in range(int(blocks.length[0]) - 1, -1, -1):
        m = blocks.running(t)
        rows, here = blocks.first[:m] + t, state[:m]
        is_outside = here == size - 1
        column[rows] = np.where(is_outside, n_columns, here % n_columns)
        kind[rows] = np.where(is_outside, 0, here // n_columns)
        before = came[rows, here]
        begins = before != _STAYS
        begins_cell[rows] = begins
        begins_row[rows] = begins & is_new_row[rows, here]
        state[:m] = np.where(begins, before, here)
    return Path(column, kind, begins_cell, begins_row)


def _margins(forward: Floats, path: Path, steps: _Steps, scores: _Scores, blocks: _Blocks) -> Floats:
    """For each chunk: best total score of its block minus the best score of a path on which its step differs."""
    n = len(forward)
    kinds, n_columns, _ = steps.onward.shape
    columns = np.append(np.tile(np.arange(n_columns), kinds), n_columns)
    ends = blocks.first + blocks.length - 1
    backward = np.tile(steps.last, (len(ends), 1))
    best = (forward[ends] + backward).max(axis=1)
    margin = np.zeros(n)
    for back in range(int(blocks.length[0]) - 1):
        m = blocks.running(back + 1)
        rows, after, next_step = ends[:m] - back, backward[:m], steps.next_cell[scores.gap[ends[:m] - back]][:, None]
        ahead = scores.enter[rows] + after
        begin = _begin(forward[rows - 1] + scores.leave[rows], steps, scores.gap[rows])[0] + ahead
        goes_on = forward[rows - 1] + scores.stay[rows] + after
        is_begun = path.begins_cell[rows][:, None]
        elsewhere = columns[None, :] != path.column[rows][:, None]
        taken, other = np.where(is_begun, begin, goes_on), np.where(is_begun, goes_on, begin)
        rival = np.where(elsewhere | ~scores.after_blank[rows][:, None], other, -np.inf).max(axis=1)
        margin[rows] = best[:m] - np.maximum(rival, np.where(elsewhere, taken, -np.inf).max(axis=1))
        onward = (steps.onward + ahead[:, :-1].reshape(m, kinds, 1, n_columns)).max(axis=3).reshape(m, -1) + next_step
        new_row = (steps.first + ahead).max(axis=1) + steps.new_row[scores.gap[rows]]
        through = steps.last + new_row[:, None]
        through[:, :-1] = np.maximum(through[:, :-1], onward)
        backward[:m] = np.maximum(scores.stay[rows] + after, through + scores.leave[rows])
    margin[blocks.first] = margin[np.minimum(blocks.first + 1, n - 1)]
    return margin


def relearn(path: Path, evidence: Evidence, prior: Model) -> Model:
    """The model that fits a decoded path, with `prior` weighing as its `trust` says."""
    n = prior.n_columns
    inside = path.column < n
    cells = path.begins_cell & inside
    n_kinds = len(prior.p_kind)
    counts = np.zeros((n_kinds, n))
    np.add.at(counts, (path.kind[cells], path.column[cells]), 1)
    rows = np.bincount(path.kind[path.begins_row & inside], minlength=n_kinds).astype(float)
    of_rows = np.tile(rows[:, None], (1, n))
    if prior.tied is not None:
        for kinds in ((HEAD, BODY), (OPEN, BARE)):
            both = np.ix_(np.array(kinds), np.flatnonzero(prior.tied))
            counts[both], of_rows[both] = counts[both].sum(axis=0), of_rows[both].sum(axis=0)
    present = (counts + prior.trust * prior.present) / (of_rows + prior.trust)
    role = np.where(path.begins_row, 2, np.where(path.begins_cell, 1, 0))
    gap_counts = np.zeros((len(GAPS), 3))
    told = inside if evidence.untelling is None else inside & ~evidence.untelling
    np.add.at(gap_counts, (evidence.gap[told], role[told]), 1)
    gap_step = gap_counts + _PRIOR_GAPS * prior.gap_step
    return Model(
        present=np.clip(present, 0.005, 0.995),
        may_begin=prior.may_begin,
        trust=prior.trust,
        gap_step=gap_step / gap_step.sum(axis=1, keepdims=True),
        p_kind=(rows + _PRIOR_KINDS * prior.p_kind) / (rows.sum() + _PRIOR_KINDS),
        tied=prior.tied,
    )
