"""The sequence decoder: which column each chunk belongs to, and where cells and rows begin.

A hidden Markov model over (column, kind of row) whose steps are: stay in the cell, go on to a later column of
the row, or begin a new row. What a column's text looks like comes in as scores of each chunk (`enter`, `stay`);
which columns a row has, and what a separator is worth, are the model's own parameters, learned from the
document itself. Everything is in natural logarithms; time is linear in the chunks. `trellis` does the arithmetic.

Source: Viterbi 1967; hard EM ("Viterbi training") as in Juang & Rabiner 1990.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from gkml_extract.model.table import Gap
from gkml_extract.reflow.trellis import (
    STAYS,
    Bools,
    Floats,
    Ints,
    Lanes,
    Taken,
    Terms,
    margins,
    run_forward,
    trace,
)  # fmt: skip

AT_FIGURE = "at-figure"
"""A blank beside a figure or a Latin letter, in text broken into lines: programs that print put it there themselves."""
SHARED_LINE = "shared-line"
"""A line's end before a line of more than one piece: a cell of several lines, set in the middle of its row, seldom
ends beside the beginning of the next."""
BETWEEN_TICKS = "between-ticks"
"""A blank or a line's end between two ticks: it tells nothing of others."""
PAGE = "page"
"""A page's end: behind it a row begins, or the rest of one (`Rests`)."""
GAPS = (
    Gap.SPACE,
    Gap.LINE,
    Gap.BLANK,
    Gap.TAB,
    Gap.PIPE,
    Gap.START,
    Gap.NONE,
    AT_FIGURE,
    SHARED_LINE,
    BETWEEN_TICKS,
    PAGE,
)
BODY, HEAD, BARE, MORE = KINDS = (0, 1, 2, 3)
OPEN = 4
"""Kinds of row. HEAD opens a group: it has a 一级事项. BODY goes on in one, with 依据, 时限 and the like of its own.
BARE takes all of these from above. MORE is one more 公开内容 of the same item. A number says nothing of the kind. OPEN,
which only some models have, opens a group and takes 依据, 时限 and the like from the group above."""
_FLOOR = -30.0
_OUTSIDE_CHANCE = 0.02
_OPENS_NOTHING = -4.0
"""Log chance of a first row that opens no group: the text is a part of a table."""
_LANES = 64
"""Stretches that are decoded at once: enough for numpy, and few enough for the processor's cache."""
_BLOCK_LENGTH = 60
"""Chunks that a block has at the least: one or two rows of a wrapped dump."""
_PRIOR_KINDS = 3.6
"""Weight of the prior on the share of rows that open a group, in rows."""
_PRIOR_GAPS = 19.0
"""Weight of the prior on a separator's meaning, in separators."""


@dataclass(frozen=True, slots=True)
class Rests:
    """Where the rest of a row may begin that a page's end cuts, `at[t]`, and what chunk t says of beginning the rest of
    a cell of column c, `enter[t, c]`. The last kind of row of the model is that of such rests."""

    at: Bools
    enter: Floats


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
    rests: Rests | None = None


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


_LINES_ARE_WRAPS: dict[str, tuple[float, float, float]] = {
    Gap.SPACE: (0.55, 0.42, 0.03),
    AT_FIGURE: (0.55, 0.42, 0.03),
    Gap.LINE: (0.55, 0.30, 0.15),
    SHARED_LINE: (0.35, 0.50, 0.15),
    Gap.BLANK: (0.55, 0.28, 0.17),
    Gap.TAB: (0.02, 0.88, 0.10),
    Gap.PIPE: (0.02, 0.88, 0.10),
    Gap.START: (0.34, 0.33, 0.33),
    Gap.NONE: (0.60, 0.35, 0.05),
    BETWEEN_TICKS: (0.8, 0.1, 0.1),
    PAGE: (0.01, 0.01, 0.98),
}
_LINES_ARE_CELLS = _LINES_ARE_WRAPS | {
    Gap.LINE: (0.10, 0.77, 0.13),
    Gap.BLANK: (0.08, 0.79, 0.13),
}
_ROWS_ARE_LINES = _LINES_ARE_WRAPS | {
    Gap.LINE: (0.06, 0.04, 0.90),
    Gap.BLANK: (0.04, 0.03, 0.93),
    Gap.TAB: (0.02, 0.979, 0.001),
    Gap.PIPE: (0.02, 0.979, 0.001),
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
class Task:
    """One reading to be decoded. `certain_rows` are chunks at which a row begins for certain."""

    evidence: Evidence
    model: Model
    certain_rows: Sequence[int] = ()
    with_margin: bool = False


def decode(evidence: Evidence, model: Model, *, certain_rows: Sequence[int] = (), with_margin: bool = False) -> Path:
    """The best path through the chunks, and how sure each step of it is. See `decode_all`."""
    return decode_all([Task(evidence, model, certain_rows, with_margin)])[0]


def decode_all(tasks: Sequence[Task]) -> list[Path]:
    """The best path of each task; all have the same columns and kinds of row.

    Tasks, and what lies between two certain rows of one, are decoded side by side, which takes hardly longer than
    one of them. All of them have rests, or none. Returns arrays of length N a task. O(N · C) time and memory.
    """
    n_columns, n_kinds = tasks[0].model.n_columns, len(tasks[0].model.p_kind)
    if any((task.model.n_columns, len(task.model.p_kind)) != (n_columns, n_kinds) for task in tasks):
        raise ValueError("tasks with different columns or kinds of row cannot be decoded side by side")
    lengths = [len(task.evidence.gap) for task in tasks]
    lanes = Lanes.of([_starts(task.certain_rows) for task in tasks], lengths)
    tables, found = _tables(tasks), _Found.of(lengths)
    for some in lanes.parts(_LANES):
        _decode_lanes(some, tasks, tables, found)
    return found.paths(tasks)


@dataclass(frozen=True, slots=True)
class _Found:
    """The paths of tasks one after the other; `base[g]` is the first row of task g. `score` is by task."""

    base: Ints
    column: Ints
    kind: Ints
    begins_cell: Bools
    begins_row: Bools
    margin: Floats
    score: Floats

    @classmethod
    def of(cls, lengths: Sequence[int]) -> _Found:
        """Nothing found yet, for tasks of so many chunks."""
        n = sum(lengths)
        base = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        column, kind = np.zeros((2, n), dtype=np.int64)
        begins_cell, begins_row = np.zeros((2, n), dtype=np.bool_)
        return cls(base, column, kind, begins_cell, begins_row, np.zeros(n), np.zeros(len(lengths)))

    def paths(self, tasks: Sequence[Task]) -> list[Path]:
        """The path of each task."""
        ranges = [slice(*bounds) for bounds in pairwise(self.base.tolist())]
        return [
            Path(
                self.column[at], self.kind[at], self.begins_cell[at], self.begins_row[at],
                self.margin[at] if task.with_margin else None, float(score),
            )
            for at, task, score in zip(ranges, tasks, self.score, strict=True)
        ]  # fmt: skip


def _decode_lanes(lanes: Lanes, tasks: Sequence[Task], tables: _Tables, found: _Found) -> None:
    """Put into `found` what the best paths of some lanes are."""
    n_columns, n_kinds = tasks[0].model.n_columns, len(tasks[0].model.p_kind)
    order = lanes.order()
    sure = [k for k, task in enumerate(tasks) if task.with_margin]
    forward = run_forward(lanes, order, tables.terms, tables.last, n_kinds, sure)
    states, ways = trace(forward, lanes, order)
    size = n_columns * n_kinds + 1
    row = found.base[order.task] + order.chunk
    is_outside = states == size - 1
    found.column[row] = np.where(is_outside, n_columns, states % n_columns)
    found.kind[row] = np.where(is_outside, 0, states // n_columns)
    found.begins_cell[row] = ways != STAYS
    found.begins_row[row] = ways >= size
    np.add.at(found.score, lanes.task, forward.final.max(axis=1))
    of_sure = lanes.of_tasks(sure)
    if len(of_sure.task):
        _add_margins(of_sure, forward.score, n_kinds, tables, found)


def _add_margins(lanes: Lanes, score: Floats, n_kinds: int, tables: _Tables, found: _Found) -> None:
    """Put in the margins of lanes; `score` are their forward scores."""
    order = lanes.order()
    row = found.base[order.task] + order.chunk
    taken = Taken(found.column[row], found.begins_cell[row], tables.after_blank[row])
    found.margin[row] = margins(score, taken, lanes, order, tables.terms, tables.last, n_kinds)
    first = found.base[lanes.task] + lanes.first
    found.margin[first] = found.margin[np.minimum(first + 1, found.base[lanes.task + 1] - 1)]


def _starts(certain_rows: Sequence[int]) -> list[int]:
    """The first chunk of each stretch that is decoded by itself: certain beginnings of rows that lie well apart."""
    starts = [0]
    for t in certain_rows:
        if t - starts[-1] >= _BLOCK_LENGTH:
            starts.append(t)
    return starts


def _log(values: Floats) -> Floats:
    return np.maximum(np.log(np.maximum(values, 1e-300)), _FLOOR)


@dataclass(frozen=True, slots=True)
class _Tables:
    """The evidence of G tasks one after the other, and their models by state, [G, ...].

    `base[g]` is the first row of task g in `enter`, `stay`, `leave`, `gap` and `after_blank`. `skip`, `into`: what it
    costs a row to leave out the columns after one, and to have the next cell in one. `first`, `last`: it begins and
    ends there. `steps[g, gap]`: what a separator says of going on, of the next cell and of a new row. `at_begin[s]`:
    what it costs the first row of all to be of a kind.
    """

    base: Ints
    enter: Floats
    stay: Floats
    leave: Floats
    gap: Ints
    after_blank: Bools
    skip: Floats
    into: Floats
    first: Floats
    last: Floats
    steps: Floats
    at_begin: Floats
    n_kinds: int
    rests: Rests | None

    def terms(self, task: Ints, chunk: Ints) -> Terms:
        """What each position adds to a path."""
        row = self.base[task] + chunk
        steps = self.steps[task, self.gap[row]]
        enter, leave = self._by_state(self.enter[row]), self._by_state(self.leave[row])
        if self.rests is not None:
            n_columns = self.enter.shape[1] - 1
            enter[:, -n_columns - 1 : -1] = self.rests.enter[row, :-1]
        fresh = enter + self.first[task] + steps[:, 2:]
        if self.rests is not None:
            fresh[~self.rests.at[row], -n_columns - 1 : -1] = -np.inf
        fresh[chunk == 0] += self.at_begin
        return Terms(
            stay=self._by_state(self.stay[row]) + steps[:, :1],
            fresh=fresh,
            over=leave + self.last[task],
            skip=leave[:, :-1] - self.skip[task],
            into=enter[:, :-1] + self.into[task] + steps[:, 1:2],
        )

    def _by_state(self, scores: Floats) -> Floats:
        """Scores by column, [P, C + 1], by state, [P, K · C + 1]."""
        return np.concatenate([np.tile(scores[:, :-1], (1, self.n_kinds)), scores[:, -1:]], axis=1)


def _tables(tasks: Sequence[Task]) -> _Tables:
    evidence = [task.evidence for task in tasks]
    lengths = [len(each.gap) for each in evidence]
    skip, into, first, last = zip(*(_costs(task.model) for task in tasks), strict=True)
    return _Tables(
        base=np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64),
        enter=np.concatenate([each.enter for each in evidence]),
        stay=np.concatenate([each.stay for each in evidence]),
        leave=np.concatenate([each.leave for each in evidence]),
        gap=np.concatenate([each.gap for each in evidence]),
        after_blank=np.concatenate([each.after_blank for each in evidence]),
        skip=np.stack(skip),
        into=np.stack(into),
        first=np.stack(first),
        last=np.stack(last),
        steps=np.stack([_log(task.model.gap_step) for task in tasks]),
        at_begin=_at_begin(tasks[0].model),
        n_kinds=len(tasks[0].model.p_kind),
        rests=_all_rests(evidence),
    )


def _all_rests(evidence: Sequence[Evidence]) -> Rests | None:
    """The rests of tasks one after the other; None where they have none."""
    rests = [each.rests for each in evidence if each.rests is not None]
    if len(rests) < len(evidence):
        return None
    return Rests(np.concatenate([each.at for each in rests]), np.concatenate([each.enter for each in rests]))


def _at_begin(model: Model) -> Floats:
    """The first row of a table opens a group; of a part of one it may not."""
    of_kind = np.array([0.0 if kind in (HEAD, OPEN) else _OPENS_NOTHING for kind in range(len(model.p_kind))])
    return np.append(np.repeat(of_kind, model.n_columns), 0.0)


def _costs(model: Model) -> tuple[Floats, Floats, Floats, Floats]:
    """`skip`, `into`, `first` and `last` of `_Tables`, by state."""
    absent, there = _log(1 - model.present), _log(model.present)
    up_to = np.cumsum(absent, axis=1)  # [h, c]: column c and those left of it all absent
    left = up_to - absent
    first = np.where(model.may_begin, _log(model.p_kind)[:, None] + left + there, -np.inf)
    return (
        up_to.ravel(),
        (left + there).ravel(),
        np.append(first.ravel(), np.log(_OUTSIDE_CHANCE)),
        np.append((up_to[:, -1:] - up_to).ravel(), 0.0),
    )


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
