"""The best places of pages' short and long cells, by dynamic programming over their rows.

All pages of a batch are gone through together, line of short cells by line: what is weighed of one page are small
arrays, and weighing many at once takes hardly longer.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gkml_extract.model.table import TextFragment
from gkml_extract.reflow.decoder.terms import Floats, Ints

NEVER = -40.0
_LEAST_KIND = -15.0
"""Log share of a kind of row from which there are such."""
_MOST_WITHOUT = 6
"""Rows one after the other without any short cell."""
_MOST_OUTSIDE = 10
"""Pieces of text above the table."""
_FIRST_ROW = -3.0
"""The first row of a page opens no group."""
_TIE = 1e-3
"""Ways that differ by no more are as good as one another: sums of many numbers are no more exact."""
_MOST_STATES = 16_000_000
"""Numbers that are kept of a batch, four bytes each."""

Row = dict[int, list[TextFragment]]
"""The cells of a row by column."""
_Halves = NDArray[np.float32]
_ALL = slice(None)
_WORST = np.float32(-np.inf)


@dataclass(frozen=True, slots=True)
class Parts:
    """A page: the lines with its short cells, and its long cells."""

    short: Sequence[Sequence[TextFragment]]
    long: Sequence[TextFragment]


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A row of a kind with its cells."""

    kind: int
    cells: list[SlotCell]


@dataclass(frozen=True, slots=True)
class SlotCell:
    """A cell in a row: its column, and the short fragments or the chunks that it has: [first, end)."""

    column: int
    is_long: bool
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class PageSheet:
    """A page to be placed: its short fragments, where its lines begin and the last one ends, which fragments are
    numbers, and its chunks."""

    short: list[TextFragment]
    begins: list[int]
    is_number: list[bool]
    first: int
    end: int

    @property
    def n_long(self) -> int:
        """How many chunks it has."""
        return self.end - self.first

    @property
    def n_lines(self) -> int:
        """Its lines of short fragments."""
        return len(self.begins) - 1

    @property
    def are_numbered(self) -> list[bool]:
        """Which of its lines have the number of a row."""
        edges = zip(self.begins, self.begins[1:], strict=False)
        return [any(self.is_number[begin:end]) for begin, end in edges]


def work_of(page: PageSheet) -> int:
    """How many ways a page has to have taken short fragments and chunks."""
    return (len(page.short) + 2 * page.n_lines + 1) * (page.n_long + 1)


@dataclass(frozen=True, slots=True)
class SlotTable:
    """A page, and what is said of its places: by short fragment and column `short` and `again`; by chunk and column
    `enter` and `stay`; `leave` likewise, but one more for the end. `blank` and `filled` are by kind of row and column,
    `kinds` by kind. `alone` is of chunks that are a cell by themselves. `before` and `behind` are of chunks outside the
    table, None if none can be. Rows end before a line with a number where `has_number_first`; else they have one."""

    page: PageSheet
    short: Floats
    again: Floats
    enter: Floats
    stay: Floats
    leave: Floats
    blank: Floats
    filled: Floats
    kinds: Floats
    alone: Floats
    before: Floats | None
    behind: Floats | None
    has_number_first: bool

    @property
    def n_columns(self) -> int:
        """How many columns it has."""
        return len(self.blank[0])


@dataclass(frozen=True, slots=True)
class Places:
    """The rows of a page, and how well they suit."""

    rows: list[SlotRow]
    score: float


def places_of(tables: Sequence[SlotTable]) -> list[Places]:
    """The best places of each page; all pages have as many columns."""
    found: dict[int, Places] = {}
    order = sorted(range(len(tables)), key=lambda k: (tables[k].page.n_lines, tables[k].page.n_long))
    for batch in _batches(tables, order):
        found |= zip(batch, _Batch([tables[k] for k in batch]).places(), strict=True)
    return [found[k] for k in range(len(tables))]


def _batches(tables: Sequence[SlotTable], order: Sequence[int]) -> Iterator[list[int]]:
    """Pages that are gone through together: those alike in size, and not too many."""
    batch: list[int] = []
    for k in order:
        several = [tables[each] for each in (*batch, k)]
        pages = [table.page for table in several]
        size = max(work_of(page) for page in pages) * len(several) * several[0].n_columns * len(several[0].kinds)
        if batch and size > _MOST_STATES:
            yield batch
            batch = []
        batch.append(k)
    if batch:
        yield batch


class _Batch:
    """Pages that are gone through together.

    Arrays are [column, page, seen, kind, chunk]: how good it is that a row of a kind, after its first columns, has come
    to a chunk; `seen` tells whether it has a number, where that matters.
    """

    def __init__(self, tables: Sequence[SlotTable]) -> None:
        self.tables = tables
        n_pages, self.n_columns = len(tables), tables[0].n_columns
        n_columns = self.n_columns
        self.n_chunks = n_chunks = max(table.page.n_long for table in tables)
        self.n_lines = max(table.page.n_lines for table in tables)
        shares = np.array([table.kinds for table in tables])
        self.kinds = np.flatnonzero((shares > _LEAST_KIND).any(axis=0))
        shares = shares[:, self.kinds]
        self.shares = np.where(shares > _LEAST_KIND, shares, -np.inf)
        first = shares + np.where(self.kinds > 0, _FIRST_ROW, 0.0)  # merged cells are printed again on each page
        self.shares_of_first = np.where(first > _LEAST_KIND, first, -np.inf)
        all_blank = np.array([table.blank[self.kinds].sum(axis=1) for table in tables])
        self.shares = (self.shares + all_blank).astype(np.float32)
        self.shares_of_first = (self.shares_of_first + all_blank).astype(np.float32)
        gains = np.array([(table.filled - table.blank)[self.kinds].T for table in tables])
        self.gains = np.moveaxis(gains, 0, 1)[:, :, None, :, None].astype(np.float32)
        self.opened = np.full((n_columns, n_pages, 1, len(self.kinds), n_chunks), _WORST)
        self.ended = np.zeros((n_columns, n_pages, 1, 1, n_chunks), dtype=np.float32)
        self.alone = np.zeros((n_pages, 1, 1, n_chunks), dtype=np.float32)
        self.going_on = []
        for p, table in enumerate(tables):
            going_on = np.cumsum(np.maximum(table.stay, NEVER), axis=0)
            self.going_on.append(going_on)
            m = table.page.n_long
            enter = (np.maximum(table.enter, NEVER) - going_on).T[:, None, :]
            self.opened[:, p, 0, :, :m] = enter + gains[p, :, :, None]
            self.ended[:, p, 0, 0, :m] = (going_on + table.leave[1:]).T
            self.alone[p, 0, 0, :m] = table.alone
        numbered = [table.page.are_numbered for table in tables]
        self.closes, self.counts = np.zeros((2, self.n_lines, n_pages), dtype=np.bool_)
        for p, table in enumerate(tables):
            lines = self.closes if table.has_number_first else self.counts
            lines[: table.page.n_lines, p] = numbered[p]
        self.n_seen = 2 if self.counts.any() else 1
        self.may_lack = np.array([_may_lack(table.page) for table in tables])

    def places(self) -> list[Places]:
        """The rows of each page."""
        pages = range(len(self.tables))
        shape = (self.n_columns + 1, len(self.tables), self.n_seen, len(self.kinds), self.n_chunks + 1)
        state = np.full(shape, _WORST)
        taken = np.full((shape[0] - 1, *shape[1:]), _WORST)
        self.ends: list[_Halves] = []
        self.firsts: list[int] = []
        self.states: list[_Halves] = []
        self.layers: list[list[_Halves]] = []
        for line in range(self.n_lines + 1):
            ended = state[-1].max(axis=(1, 2)) if line else self._begin()
            self.ends.append(state.copy())
            begun = self._without_short(line, ended)
            if line == self.n_lines:
                break
            self._cross(line, state, taken)
            for p in pages:
                seen = int(self.counts[line, p])
                np.maximum(state[:, p, seen], begun[:, p, 0], out=state[:, p, seen])
            self.firsts.append(len(self.states))
            self.states.append(state.copy())
            for held, own, again in self._fragments(line):
                state, taken = self._taken(state, taken, held, own, again)
                self.states.append(state)
        return [self._traced(p) for p in pages]

    def _begin(self) -> _Halves:
        """What it comes to that a page's first row begins with a chunk."""
        begin = np.full((len(self.tables), self.n_chunks + 1), _WORST)
        begin[:, 0] = 0.0
        for p, table in enumerate(self.tables):
            if table.before is not None:
                before = np.cumsum(np.maximum(table.before, NEVER))[:_MOST_OUTSIDE]
                begin[p, 1 : len(before) + 1] = before
        return begin

    def _without_short(self, line: int, ended: _Halves) -> _Halves:
        """What rows come to that begin with a line, after their columns and before they have any short fragment; what
        those come to that end so is kept, one more row a layer."""
        layers = [ended]
        n_lines = np.array([table.page.n_lines for table in self.tables])
        goes_on = (n_lines == line) | (self.may_lack & (n_lines > line))
        begun = states = self._rows_from(ended, line, _ALL)
        best = ended
        while goes_on.any():
            new = states[-1].max(axis=(1, 2))
            new[(new <= best + _TIE) | ~goes_on[:, None]] = _WORST  # no way to go on is better for it
            goes_on = (new > _WORST).any(axis=1)
            if not goes_on.any():
                break
            layers.append(new)
            if len(layers) > _MOST_WITHOUT:
                break
            best = np.maximum(best, new)
            states = self._rows_from(new, line, _ALL)
            begun = np.maximum(begun, states)
        self.layers.append(layers)
        return begun

    def _cross(self, line: int, state: _Halves, taken: _Halves) -> None:
        """Rows that go on with a line: none where its number begins one, nor those that have a number already."""
        closes, counts = self.closes[line], self.counts[line]
        for each in (state, taken):
            each[:, closes] = -np.inf
            if self.n_seen > 1:
                each[:, counts, 1] = each[:, counts, 0]
                each[:, counts, 0] = -np.inf

    def _rows_from(self, value: _Halves, line: int, pages: slice) -> _Halves:
        """What rows of some pages with long cells alone come to, after each of their columns; `value` is what comes
        before them."""
        shares = (self.shares if line else self.shares_of_first)[pages]
        state = np.empty((self.n_columns + 1, len(value), 1, len(self.kinds), self.n_chunks + 1), dtype=np.float32)
        state[0] = value[:, None, None, :] + shares[:, None, :, None]
        for c in range(self.n_columns):
            self._long(state[c], c, state[c + 1], pages)
        return state

    def _long(self, state: _Halves, c: int, best: _Halves, pages: slice) -> None:
        """`best` after a column that is blank, or has chunks."""
        best[..., 0] = state[..., 0]
        opened = state[..., :-1] + self.opened[c, pages]
        inside = np.maximum.accumulate(opened, axis=-1)
        opened += self.alone[pages]
        np.maximum(opened[..., 1:], inside[..., :-1], out=opened[..., 1:])
        opened += self.ended[c, pages]
        np.maximum(state[..., 1:], opened, out=best[..., 1:])

    def _fragments(self, line: int) -> Iterator[tuple[Ints, _Halves, _Halves | None]]:
        """The fragments of a line, one of each page at a time: pages that have fewer, which wait, and what it says by
        column that it is a cell, or goes on with one, if any does."""
        begins = [table.page.begins[line : line + 2] if line < table.page.n_lines else [0, 0] for table in self.tables]
        sizes = [end - begin for begin, end in begins]
        most = max(sizes)
        for k in range(most):
            held = np.array([p for p, size in enumerate(sizes) if k < most - size], dtype=np.int64)
            own, again = np.full((2, self.n_columns, len(self.tables)), _WORST)
            for p, table in enumerate(self.tables):
                if k >= most - sizes[p]:
                    at = begins[p][1] - most + k
                    own[:, p] = table.short[at]
                    again[:, p] = np.where(table.again[at] > NEVER, table.again[at], _WORST)
            goes_on = again[:, :, None, None, None] if np.isfinite(again).any() else None
            yield held, own[:, :, None, None, None] + self.gains, goes_on

    def _taken(
        self, state: _Halves, taken: _Halves, held: Ints, own: _Halves, again: _Halves | None
    ) -> tuple[_Halves, _Halves]:
        """After one more short fragment: what rows come to, and rows whose last cell has it."""
        new = state[:-1] + own
        if again is not None:
            np.maximum(new, taken + again, out=new)
        after = np.empty_like(state)
        after[0] = -np.inf
        for c in range(self.n_columns):
            self._long(after[c], c, after[c + 1], _ALL)
            np.maximum(after[c + 1], new[c], out=after[c + 1])
        if len(held):
            after[:, held], new[:, held] = state[:, held], taken[:, held]
        return after, new

    def _traced(self, p: int) -> Places:
        """The rows of the best way of a page, from its end."""
        table = self.tables[p]
        line, m = table.page.n_lines, table.page.n_long
        ends = np.max([layer[p, : m + 1] for layer in self.layers[line]], axis=0)
        if table.behind is None:
            ends[:-1] = -np.inf
        else:
            ends[:-1] += np.cumsum(np.maximum(table.behind, NEVER)[::-1])[::-1]
        j = int(np.argmax(ends))
        score = float(ends[j])
        if not np.isfinite(score):
            return Places([], score)
        rows: list[SlotRow] = []
        layer = self._layer(line, p, j)
        while line or layer:
            s = table.page.begins[line]
            if layer:
                before = self.layers[line][layer - 1][p : p + 1]
                states = self._rows_from(before, line, slice(p, p + 1))[:, 0]
                row, _, j = self._row(p, states, s, j, has_short=False)
                layer -= 1
            else:
                row, s, j = self._row(p, self.ends[line][:, p], s, j, has_short=True)
                first = bisect_right(table.page.begins, s) - 1
                if first >= line:
                    break
                line = first
                layer = self._layer(line, p, j)
            rows.append(row)
        return Places(rows[::-1], score)

    def _layer(self, line: int, p: int, j: int) -> int:
        """How many rows without any short fragment stand before a line, best."""
        return int(np.argmax([layer[p, j] for layer in self.layers[line]]))

    def _row(self, p: int, states: _Halves, end: int, j: int, *, has_short: bool) -> tuple[SlotRow, int, int]:
        """The row of page `p` that ends before short fragment `end` and chunk `j`, and with which of both it begins.

        `states` are those at its end, [column, seen, kind, chunk].
        """
        table = self.tables[p]
        seen, at_kind = (int(k) for k in np.unravel_index(np.argmax(states[-1, :, :, j]), states.shape[1:3]))
        kind = int(self.kinds[at_kind])
        cells: list[SlotCell] = []
        s = end
        for c in range(table.n_columns - 1, -1, -1):
            before = states[c, seen, at_kind]
            total = gain = table.filled[kind, c] - table.blank[kind, c]
            best, n_short, n_long, seen_before = before[j], 0, 0, seen
            last_seen = seen
            for k in range(s - 1, -1 if has_short else s - 1, -1):
                if k + 1 < end:
                    crossed = self._seen_before(p, k + 1, last_seen)
                    if crossed is None:
                        break
                    last_seen = crossed
                value = self._state(p, k)[c, last_seen, at_kind, j] + table.short[k, c] + total
                if value > best + _TIE:
                    best, n_short, seen_before = value, s - k, last_seen
                if table.again[k, c] <= NEVER:
                    break
                total += table.again[k, c]
            if j:
                going_on = self.going_on[p][:, c]
                opened = before[:j] + np.maximum(table.enter[:j, c], NEVER) - going_on[:j]
                opened[j - 1] += table.alone[j - 1]
                first = int(np.argmax(opened))
                if opened[first] + going_on[j - 1] + table.leave[j, c] + gain > best + _TIE:
                    n_short, n_long = 0, j - first
            if n_short:
                cells.append(SlotCell(c, False, s - n_short, s))
                s, seen = s - n_short, seen_before
                states = self._state(p, s)
            elif n_long:
                cells.append(SlotCell(c, True, j - n_long, j))
                j -= n_long
        return SlotRow(kind, cells[::-1]), s, j

    def _seen_before(self, p: int, s: int, seen: int) -> int | None:
        """What a row that goes on with short fragment `s` had seen before it; None if no row goes on with it."""
        line = bisect_right(self.tables[p].page.begins, s) - 1
        if self.tables[p].page.begins[line] != s or not (self.closes[line, p] or self.counts[line, p]):
            return seen
        return 0 if self.counts[line, p] and seen else None

    def _state(self, p: int, s: int) -> _Halves:
        """What rows that go on with short fragment `s` come to."""
        begins = self.tables[p].page.begins
        line = bisect_right(begins, s) - 1
        first = self.firsts[line]
        n_steps = (self.firsts[line + 1] if line + 1 < len(self.firsts) else len(self.states)) - first - 1
        at = s - begins[line]
        return self.states[first + (at and n_steps - (begins[line + 1] - begins[line]) + at)][:, p]


def _may_lack(page: PageSheet) -> bool:
    """Whether rows of a page may have no short fragment: not if each of its lines begins with a number."""
    return not page.short or not all(page.is_number[begin] for begin in page.begins[:-1])
