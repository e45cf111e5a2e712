"""The sequence decoder: which column each chunk belongs to, and where cells and rows begin.

A hidden Markov model over (column, kind of row) whose steps are: stay in the cell, go on to a later column of
the row, or begin a new row. What a column's text looks like comes in as scores of each chunk (`enter`, `stay`);
which columns a row has, and what a separator is worth, are the model's own parameters, learned from the
document itself. Everything is in natural logarithms; time is linear in the chunks. `trellis` does the arithmetic.

Source: Viterbi 1967; hard EM ("Viterbi training") as in Juang & Rabiner 1990.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from gkml_extract.model.table import Gap
from gkml_extract.reflow.decoder.terms import Bools, Floats, Ints, OfKinds, Rests, Stack, Tables
from gkml_extract.reflow.decoder.trellis import (
    STAYS,
    Edge,
    Forward,
    Lanes,
    Order,
    Piece,
    Taken,
    margins,
    run_backward,
    run_forward,
    trace,
)

AT_FIGURE = "at-figure"
"""A blank beside a figure or a Latin letter, in text broken into lines: programs that print put it there themselves."""
SHARED_LINE = "shared-line"
"""A line's end before a line of more than one piece: a cell of several lines, set in the middle of its row, seldom
ends beside the beginning of the next."""
PARTING_BLANK, PARTING_LINE, PARTING_EMPTY_LINE = "parting-blank", "parting-line", "parting-empty-line"
"""A blank, the end of a line before a shared one, and an empty line, where the cells that are sure show that none of
these stands in a cell (`chunks.sharing`)."""
BETWEEN_TICKS = "between-ticks"
"""A blank or a line's end between two ticks: it tells nothing of others."""
AMONG_NAMES = "among-names"
"""A place among names and their content that nothing parts: what is known of it is what is said of these."""
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
    PARTING_BLANK,
    PARTING_LINE,
    PARTING_EMPTY_LINE,
    BETWEEN_TICKS,
    AMONG_NAMES,
    PAGE,
)
GAP_INDEX = {gap: k for k, gap in enumerate(GAPS)}
BODY, HEAD, BARE, MORE = KINDS = (0, 1, 2, 3)
OPEN = 4
"""Kinds of row. HEAD opens a group: it has a 一级事项. BODY goes on in one, with 依据, 时限 and the like of its own.
BARE takes all of these from above. MORE is one more 公开内容 of the same item. A number says nothing of the kind. OPEN,
which only some models have, opens a group and takes 依据, 时限 and the like from the group above."""
_FLOOR = -30.0
_OUTSIDE_CHANCE = 0.02
_OPENS_NOTHING = -4.0
"""Log chance of a first row that opens no group: the text is a part of a table."""
_LANES = 128
"""Pieces into which a text is cut, as far as they are long enough: so many at once are enough for numpy."""
_POSITIONS = 1 << 17
"""Chunks, of all readings together, that are decoded at once: what is kept of them is some 60 MB."""
_SHORTEST_PIECE, _LONGEST_PIECE = 384, 1536
"""Chunks of a piece of a stretch: the fewer, the more pieces go side by side, and the more is decoded twice."""
_BESIDE = 128
"""Chunks of its neighbours that a piece is decoded with: a few rows, after which it is all one where it began."""
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
    separator before chunk t means is no sign of what others mean: it stands between two ticks of one cell. `of_kinds`
    adds to `enter` by kinds of row; readings that are decoded side by side have the same table of it, or none.
    """

    enter: Floats
    stay: Floats
    leave: Floats
    gap: Ints
    after_blank: Bools
    untelling: Bools | None = None
    rests: Rests | None = None
    of_kinds: OfKinds | None = None


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
    PARTING_BLANK: (0.08, 0.87, 0.05),
    PARTING_LINE: (0.08, 0.70, 0.22),
    PARTING_EMPTY_LINE: (0.03, 0.75, 0.22),
    Gap.BLANK: (0.2, 0.55, 0.25),
    Gap.TAB: (0.02, 0.88, 0.10),
    Gap.PIPE: (0.02, 0.88, 0.10),
    Gap.START: (0.34, 0.33, 0.33),
    Gap.NONE: (0.60, 0.35, 0.05),
    BETWEEN_TICKS: (0.8, 0.1, 0.1),
    AMONG_NAMES: (0.44, 0.44, 0.12),
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
    which chunk t has another column or another role; it is None unless asked for. `end_margin[t]` is the same for the
    end of the cell before it, None where it is no other. `score` is that of the whole path.
    """

    column: Ints
    kind: Ints
    begins_cell: Bools
    begins_row: Bools
    margin: Floats | None = None
    score: float = 0.0
    end_margin: Floats | None = None


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

    Tasks, what lies between two certain rows of one, and pieces of that are decoded side by side, which takes hardly
    longer than one of them. Pieces that do not agree at their edges are decoded again as one. All tasks have rests, or
    none. Returns arrays of length N a task. O(N · C) time and memory.
    """
    n_columns, n_kinds = tasks[0].model.n_columns, len(tasks[0].model.p_kind)
    if any((task.model.n_columns, len(task.model.p_kind)) != (n_columns, n_kinds) for task in tasks):
        raise ValueError("tasks with different columns or kinds of row cannot be decoded side by side")
    lengths = [len(task.evidence.gap) for task in tasks]
    tables, found = _tables(tasks), _Found.of(lengths)
    sure = [g for g, task in enumerate(tasks) if task.with_margin]
    pieces = todo = _pieces([_starts(task.certain_rows) for task in tasks], lengths, may_cut=tables.rests is None)
    while todo:
        alike = _alike(todo, tasks)
        unlike = [piece for piece in todo if piece not in alike]
        for lanes in Lanes.of(unlike, _BESIDE).parts(_POSITIONS):
            _decode_lanes(lanes, tables, sure, found)
        for piece, earlier in alike.items():
            found.repeat(piece, earlier)
        known, pieces = set(pieces), _rejoined(pieces, found.edges)
        todo = [piece for piece in pieces if piece not in known]
    return found.paths(tasks, pieces)


def _pieces(starts: Sequence[Sequence[int]], lengths: Sequence[int], *, may_cut: bool) -> list[Piece]:
    """What is decoded side by side, in order; not cut where rests of rows are: no row shows where they began."""
    usual = min(max(sum(lengths) // _LANES, _SHORTEST_PIECE), _LONGEST_PIECE)
    pieces: list[Piece] = []
    for task, (firsts, length) in enumerate(zip(starts, lengths, strict=True)):
        for begin, end in pairwise([*firsts, length]):
            n = max((end - begin) // usual, 1) if may_cut else 1
            edges = [begin + (end - begin) * k // n for k in range(n + 1)]
            pieces += [Piece(task, a, b, a > begin, b < end) for a, b in pairwise(edges)]
    return pieces


def _alike(pieces: Sequence[Piece], tasks: Sequence[Task]) -> dict[Piece, Piece]:
    """Whole stretches of which all is said that is said of an earlier one of the task, by the piece; with that one.

    The catalogues of many townships in one file are the same rows again and again. The sums of its chunks tell which
    may be alike; their scores then are compared one by one.
    """
    sums = [task.evidence.enter.sum(axis=1) for task in tasks]
    seen: dict[tuple[int, bytes], Piece] = {}
    alike: dict[Piece, Piece] = {}
    for piece in pieces:
        is_whole = not (piece.is_cut_before or piece.is_cut_behind)
        if not is_whole or not piece.begin or tasks[piece.task].evidence.rests is not None:
            continue
        earlier = seen.setdefault((piece.task, sums[piece.task][piece.begin : piece.end].tobytes()), piece)
        if earlier is not piece and _says_the_same(tasks[piece.task].evidence, piece, earlier):
            alike[piece] = earlier
    return alike


def _says_the_same(evidence: Evidence, one: Piece, other: Piece) -> bool:
    arrays = [evidence.enter, evidence.stay, evidence.leave, evidence.gap, evidence.after_blank]
    if evidence.of_kinds is not None:
        arrays.append(evidence.of_kinds.at)
    return all(np.array_equal(each[one.begin : one.end], each[other.begin : other.end]) for each in arrays)


def _rejoined(pieces: Sequence[Piece], edges: Mapping[_Cut, tuple[Edge, Edge]]) -> list[Piece]:
    """The pieces with those as one that do not agree at the cut between them."""
    joined: list[Piece] = []
    for piece in pieces:
        if piece.is_cut_before and not Edge.is_as(*edges[_Cut(piece.task, piece.begin)]):
            joined[-1] = joined[-1]._replace(end=piece.end, is_cut_behind=piece.is_cut_behind)
        else:
            joined.append(piece)
    return joined


class _Cut(NamedTuple):
    """A place at which a task is cut: before a chunk of it."""

    task: int
    chunk: int


@dataclass(frozen=True, slots=True)
class _Found:
    """The paths of tasks one after the other; `base[g]` is the first row of task g. `ended` and `begun` have what the
    pieces before and behind each cut make of it, `final` the scores of the stretches by their ends."""

    base: Ints
    column: Ints
    kind: Ints
    begins_cell: Bools
    begins_row: Bools
    margin: Floats
    ended: dict[_Cut, Edge]
    begun: dict[_Cut, Edge]
    final: dict[_Cut, float]

    @classmethod
    def of(cls, lengths: Sequence[int]) -> _Found:
        """Nothing found yet, for tasks of so many chunks."""
        n = sum(lengths)
        base = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        column, kind = np.zeros((2, n), dtype=np.int64)
        begins_cell, begins_row = np.zeros((2, n), dtype=np.bool_)
        return cls(base, column, kind, begins_cell, begins_row, np.zeros(n), {}, {}, {})

    @property
    def edges(self) -> dict[_Cut, tuple[Edge, Edge]]:
        """Both sides of each cut."""
        return {cut: (edge, self.begun[cut]) for cut, edge in self.ended.items()}

    def repeat(self, piece: Piece, earlier: Piece) -> None:
        """Put in for a whole stretch what was found for one that is like it."""
        base = self.base[piece.task]
        there, here = (slice(base + each.begin, base + each.end) for each in (earlier, piece))
        for found in (self.column, self.kind, self.begins_cell, self.begins_row, self.margin):
            found[here] = found[there]
        self.final[_Cut(piece.task, piece.end)] = self.final[_Cut(piece.task, earlier.end)]

    def paths(self, tasks: Sequence[Task], pieces: Sequence[Piece]) -> list[Path]:
        """The path of each task, in the end decoded by `pieces`."""
        scores = [0.0] * len(tasks)
        for piece in pieces:
            behind = _Cut(piece.task, piece.end)
            if piece.is_cut_behind:
                best = int(self.ended[behind].score.argmax())
                scores[piece.task] += float(self.ended[behind].score[best] - self.begun[behind].score[best])
            else:
                scores[piece.task] += self.final[behind]
        ranges = [slice(*bounds) for bounds in pairwise(self.base.tolist())]
        return [
            Path(
                self.column[at], self.kind[at], self.begins_cell[at], self.begins_row[at],
                self.margin[at] if task.with_margin else None, score,
            )
            for at, task, score in zip(ranges, tasks, scores, strict=True)
        ]  # fmt: skip


def _decode_lanes(lanes: Lanes, tables: Tables, sure: Sequence[int], found: _Found) -> None:
    """Put into `found` what the best paths of some lanes are, with margins for the tasks `sure`."""
    n_columns = tables.shape[1]
    order = lanes.order()
    forward = run_forward(lanes, order, tables)
    states, ways = trace(forward, order)
    is_outside = states == tables.n_states - 1
    column, begins_cell = np.where(is_outside, n_columns, states % n_columns), ways != STAYS
    own = np.flatnonzero(lanes.is_own(order))
    row = found.base[order.task[own]] + order.chunk[own]
    found.column[row], found.begins_cell[row] = column[own], begins_cell[own]
    found.kind[row] = np.where(is_outside, 0, states // n_columns)[own]
    found.begins_row[row] = ways[own] >= tables.n_states
    taken = Taken(column, begins_cell, tables.after_blank.at(order.task, order.chunk))
    after = _add_margins(lanes, order, forward, taken, tables, sure, found)
    _note_edges(lanes, order, forward, (states, ways), after, found)


def _add_margins(
    lanes: Lanes, order: Order, forward: Forward, taken: Taken, tables: Tables, sure: Sequence[int], found: _Found
) -> dict[int, tuple[Floats, Floats]]:
    """Put in the margins of the lanes of the tasks `sure`; by lane, the best scores of what follows the chunks before
    its cuts, [S] each."""
    chosen = np.flatnonzero(np.isin(lanes.task, sure))
    if not len(chosen):
        return {}
    at = np.flatnonzero(np.isin(order.task, sure))
    lanes, best = lanes.chosen(chosen), forward.final[chosen].max(axis=1)
    order = lanes.order()
    after = run_backward(lanes, order, tables)
    margin = margins(forward.score[at], after, best, taken.of(at), order, tables)
    begins = np.flatnonzero((lanes.lead == 0) & (lanes.length > 1))
    margin[begins] = margin[order.offsets[1] + begins]  # a first chunk is as sure as the second
    own = np.flatnonzero(lanes.is_own(order))
    found.margin[found.base[order.task[own]] + order.chunk[own]] = margin[own]
    edges = (after[order.at(lanes.before_cuts(behind=behind))] for behind in (False, True))
    return dict(zip(chosen.tolist(), zip(*edges, strict=True), strict=True))


def _note_edges(
    lanes: Lanes,
    order: Order,
    forward: Forward,
    path: tuple[Ints, Ints],
    after: Mapping[int, tuple[Floats, Floats]],
    found: _Found,
) -> None:
    """Put into `found` what the lanes make of the chunks before their cuts. `path` are their states and ways."""
    states, ways = path
    for behind, edges in enumerate((found.begun, found.ended)):
        is_cut = (lanes.tail if behind else lanes.lead) > 0
        times = lanes.before_cuts(behind=bool(behind))
        at, then = order.at(times), order.at(np.minimum(times + 1, lanes.length - 1))
        for lane in np.flatnonzero(is_cut).tolist():
            way = int(ways[then[lane]])
            state = int(states[then[lane]]) if way == STAYS else way % forward.score.shape[1]
            cut = _Cut(int(lanes.task[lane]), int(lanes.first[lane] + times[lane] + 1))
            follows = after[lane][behind] if lane in after else None
            edges[cut] = Edge(forward.score[at[lane]].copy(), follows, state)
    for lane in np.flatnonzero(lanes.tail == 0).tolist():
        end = _Cut(int(lanes.task[lane]), int(lanes.first[lane] + lanes.length[lane]))
        found.final[end] = float(forward.final[lane].max())


def _starts(certain_rows: Sequence[int]) -> list[int]:
    """The first chunk of each stretch that is decoded by itself: certain beginnings of rows that lie well apart."""
    starts = [0]
    for t in certain_rows:
        if t - starts[-1] >= _BLOCK_LENGTH:
            starts.append(t)
    return starts


def _log(values: Floats) -> Floats:
    return np.maximum(np.log(np.maximum(values, 1e-300)), _FLOOR)


def _tables(tasks: Sequence[Task]) -> Tables:
    evidence = [task.evidence for task in tasks]
    costs = [_costs(task.model) for task in tasks]
    rests = [each.rests for each in evidence if each.rests is not None]
    has_rests = len(rests) == len(tasks)
    of_kinds = [each.of_kinds for each in evidence]
    tables = [each.table for each in of_kinds if each is not None]
    return Tables(
        enter=Stack.of([each.enter for each in evidence]),
        stay=Stack.of([each.stay for each in evidence]),
        leave=Stack.of([each.leave for each in evidence]),
        gap=Stack.of([each.gap for each in evidence]),
        after_blank=Stack.of([each.after_blank for each in evidence]),
        fresh_of=np.stack([each.fresh for each in costs]),
        into_of=np.stack([each.into for each in costs]),
        stay_of=np.stack([each.stay for each in costs]),
        up_to=np.stack([each.up_to for each in costs]),
        whole=np.stack([each.up_to[:, -1] for each in costs]),
        last=np.stack([each.last for each in costs]),
        at_begin=_at_begin(tasks[0].model),
        unknown=np.stack([each.unknown for each in costs]),
        may_rest=Stack.of([each.at for each in rests]) if has_rests else None,
        rests=Stack.of([each.enter for each in rests]) if has_rests else None,
        said_at=Stack.of([_said_at(each) for each in evidence]) if tables else None,
        said_of=tables[0] if tables else None,
    )


def _said_at(evidence: Evidence) -> Ints:
    """Where the table of `OfKinds` has what each chunk says; nothing is said by its first row."""
    return np.zeros(len(evidence.gap), dtype=np.int64) if evidence.of_kinds is None else evidence.of_kinds.at


def _at_begin(model: Model) -> Floats:
    """The first row of a table opens a group; of a part of one it may not."""
    of_kind = np.array([0.0 if kind in (HEAD, OPEN) else _OPENS_NOTHING for kind in range(len(model.p_kind))])
    return np.append(np.repeat(of_kind, model.n_columns), 0.0)


@dataclass(frozen=True, slots=True)
class _Costs:
    """What a model says of rows: a task's part of `Tables`."""

    fresh: Floats
    into: Floats
    stay: Floats
    up_to: Floats
    last: Floats
    unknown: Floats


def _costs(model: Model) -> _Costs:
    absent, there = _log(1 - model.present), _log(model.present)
    up_to = np.cumsum(absent, axis=1)  # [h, c]: column c and those left of it all absent
    left = up_to - absent
    first = np.where(model.may_begin, _log(model.p_kind)[:, None] + left + there, -np.inf)
    steps = _log(model.gap_step)
    comes_to = np.where(np.logical_or.accumulate(model.may_begin, axis=1), 0.0, -np.inf)
    return _Costs(
        fresh=np.append(first.ravel(), np.log(_OUTSIDE_CHANCE)) + steps[:, 2:],
        into=(left + there) + steps[:, 1, None, None],
        stay=steps[:, 0],
        up_to=up_to,
        last=np.append((up_to[:, -1:] - up_to).ravel(), 0.0),
        unknown=np.append(comes_to.ravel(), 0.0),
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
