"""The best places of a page's short and long cells, by dynamic programming over its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gkml_extract.model.table import TextFragment
from gkml_extract.reflow.decoder.terms import Floats, Ints
from gkml_extract.reflow.evidence.looks import Look
from gkml_extract.reflow.header.columns import DecodeColumn

NEVER = -40.0
_MOST_LINES = 12
"""Lines with short cells that a row may have: merged cells stand on lines of their own."""
_LEAST_KIND = -15.0
"""Log share of a kind of row from which there are such."""
_MOST_WITHOUT = 6
"""Rows one after the other without any short cell."""
_MOST_OUTSIDE = 10
"""Pieces of text above the table."""
_FIRST_ROW = -3.0
"""The first row of a page opens no group."""

Row = dict[int, list[TextFragment]]
"""The cells of a row by column."""


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
    """A page to be placed: its short fragments, where its lines begin, which of them are numbers, and its chunks."""

    short: list[TextFragment]
    begins: list[int]
    is_number: list[bool]
    first: int
    end: int


def work_of(page: PageSheet) -> int:
    """How many ways a page has to take short fragments of a row, and chunks before them."""
    lines = range(len(page.begins) - 1)
    taken = sum(page.begins[min(k + _MOST_LINES, len(lines))] - page.begins[k] + 1 for k in lines)
    return taken * (page.end - page.first + 1)


class SlotTable:
    """The best places of a page's cells, by dynamic programming over rows."""

    def __init__(
        self,
        page: PageSheet,
        columns: Sequence[DecodeColumn],
        short: Floats,
        again: Floats,
        enter: Floats,
        stay: Floats,
        leave: Floats,
        blank: Floats,
        filled: Floats,
        kinds: Floats,
        alone: Floats,
        before: Floats | None,
        behind: Floats | None,
    ) -> None:
        self.page, self.columns = page, columns
        self.n_short, self.n_long = len(page.short), page.end - page.first
        self.short, self.again, self.enter, self.leave = short, again, np.maximum(enter, NEVER), leave
        self.blank, self.filled, self.kinds = blank, filled, kinds
        self.alone, self.score = alone, 0.0
        self.before = np.cumsum(np.maximum(before, NEVER)) if before is not None else np.zeros(0)
        last = np.zeros(self.n_long + 1)
        last[:-1] = np.cumsum(np.maximum(behind, NEVER)[::-1])[::-1] if behind is not None else -np.inf
        self.behind = last
        self.going_on = np.cumsum(np.maximum(stay, NEVER), axis=0)
        self.has_number_first = bool(columns) and columns[0].look is Look.NUMBER and columns[0].first is not None
        self.may_lack = not self.n_short or not all(page.is_number[begin] for begin in page.begins[:-1])

    def rows(self) -> list[SlotRow]:
        """The cells of each row."""
        n, m = self.n_short, self.n_long
        begins = self.page.begins
        at = {begin: k for k, begin in enumerate(begins)}
        worst = np.full(m + 1, -np.inf)
        layers: list[list[Floats]] = [[worst.copy()] for _ in begins]
        layers[0][0][0] = 0.0
        outside = min(_MOST_OUTSIDE, len(self.before))
        layers[0][0][1 : outside + 1] = self.before[:outside]
        came: list[list[_States]] = [[] for _ in begins]
        windows: list[_States] = []
        sources: list[Ints] = [np.full(m + 1, -1, dtype=np.int64) for _ in begins]
        for k, begin in enumerate(begins):
            for _ in range(_MOST_WITHOUT if (m and self.may_lack) or begin == n else 0):
                states = self._row(begin, begin, layers[k][-1])
                new = _ended(states)[0]
                if not (new > np.max(layers[k], axis=0) + 1e-9).any():
                    break
                came[k].append(states)
                layers[k].append(new)
            value = np.max(layers[k], axis=0)
            if begin == n:
                windows.append([])
                break
            end = self._window(k)
            states = self._row(begin, end, value)
            windows.append(states)
            ended = _ended(states)
            for to in range(begin + 1, end + 1):
                if to in at:
                    better = ended[to - begin] > layers[at[to]][0]
                    layers[at[to]][0][better] = ended[to - begin][better]
                    sources[at[to]][better] = k
        return self._traced(layers, came, windows, sources)

    def _window(self, k: int) -> int:
        """Up to which short fragment a row that begins with line `k` may go on."""
        begins, is_number = self.page.begins, self.page.is_number
        last = min(k + _MOST_LINES, len(begins) - 1)
        seen = 0
        for line in range(k, last):
            here = sum(is_number[begins[line] : begins[line + 1]])
            if (seen and here) or (here and self.has_number_first and line > k):
                return begins[line]
            seen += here
        return begins[last]

    def _row(self, begin: int, end: int, value: Floats) -> _States:
        """What a row with short fragments from `begin` on, `end` at most, comes to; `value` is what comes before it, by
        chunks."""
        kinds = self.kinds.copy()
        if not begin:  # merged cells are printed again on each page
            kinds[1:] += _FIRST_ROW
        return [
            self._row_of_kind(begin, end, value + more, kind)
            for kind, more in enumerate(kinds.tolist())
            if more > _LEAST_KIND
        ]

    def _row_of_kind(self, begin: int, end: int, value: Floats, kind: int) -> list[_Halves]:
        """The same of a row of one kind."""
        size, m = end - begin, self.n_long
        state = np.full((size + 1, m + 1), -np.inf)
        state[0] = value
        states = [np.asarray(state, dtype=np.float32)]
        for c in range(len(self.columns)):
            best = state + self.blank[kind, c]
            if size:
                own = self.short[begin:end, c, None] + self.filled[kind, c]
                taken = np.full((size + 1, m + 1), -np.inf)
                taken[1:] = state[:-1] + own
                more = self.again[begin:end, c]
                for k in np.flatnonzero(more > NEVER).tolist():
                    taken[k + 1] = np.maximum(taken[k + 1], taken[k] + more[k])
                best = np.maximum(best, taken)
            if m:
                going_on = self.going_on[:, c]
                opened = state[:, :-1] + (self.enter[:, c] + self.filled[kind, c] - going_on)[None, :]
                ended = (going_on + self.leave[1:, c])[None, :]
                best[:, 1:] = np.maximum(best[:, 1:], opened + ended + self.alone[None, :])
                inside = np.maximum.accumulate(opened[:, :-1], axis=1) + ended[:, 1:]
                best[:, 2:] = np.maximum(best[:, 2:], inside)
            state = best
            states.append(np.asarray(state, dtype=np.float32))
        return states

    def _traced(
        self,
        layers: Sequence[Sequence[Floats]],
        came: Sequence[Sequence[_States]],
        windows: Sequence[_States],
        sources: Sequence[Ints],
    ) -> list[SlotRow]:
        """The rows of the best way, from its end."""
        rows: list[SlotRow] = []
        k = len(self.page.begins) - 1
        ends = np.max(layers[k], axis=0) + self.behind
        j = int(np.argmax(ends))
        self.score = float(ends[j])
        layer = int(np.argmax([each[j] for each in layers[k]]))
        if not np.isfinite(layers[k][layer][j]):
            return []
        while k or layer:
            if layer:
                row, j = self._cells(came[k][layer - 1], self.page.begins[k], 0, j)
                layer -= 1
            else:
                source = int(sources[k][j])
                if source < 0:
                    break
                begin = self.page.begins[source]
                row, j = self._cells(windows[source], begin, self.page.begins[k] - begin, j)
                k = source
                layer = int(np.argmax([each[j] for each in layers[k]]))
            rows.append(row)
        return rows[::-1]

    def _cells(self, by_kind: _States, begin: int, size: int, j: int) -> tuple[SlotRow, int]:
        """The row that takes `size` short fragments and chunks up to `j`, and with which chunk it begins."""
        cells: list[SlotCell] = []
        kind = int(np.argmax([states[-1][size, j] for states in by_kind]))
        states = by_kind[kind]
        for c in range(len(self.columns) - 1, -1, -1):
            state = states[c]
            best, step = state[size, j] + self.blank[kind, c], (0, 0)
            total = self.filled[kind, c]
            for n in range(1, size + 1):
                k = begin + size - n
                if (value := state[size - n, j] + self.short[k, c] + total) > best:
                    best, step = value, (n, 0)
                if self.again[k, c] <= NEVER:
                    break
                total += self.again[k, c]
            if j:
                going_on = self.going_on[:, c]
                opened = state[size, :j] + self.enter[:j, c] - going_on[:j]
                opened[j - 1] += self.alone[j - 1]
                first = int(np.argmax(opened))
                if opened[first] + going_on[j - 1] + self.leave[j, c] + self.filled[kind, c] > best:
                    step = (0, j - first)
            if step[0]:
                cells.append(SlotCell(c, False, begin + size - step[0], begin + size))
            elif step[1]:
                cells.append(SlotCell(c, True, j - step[1], j))
            size, j = size - step[0], j - step[1]
        return SlotRow(kind, cells[::-1]), j


_Halves = NDArray[np.float32]
_States = list[list[_Halves]]
"""By kind of row, and after each of its columns, how good it is to have taken so many short fragments and chunks."""


def _ended(states: _States) -> Floats:
    """The same at the row's end, whatever its kind."""
    return np.asarray(np.max([of_kind[-1] for of_kind in states], axis=0))
