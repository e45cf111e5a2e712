"""Which column each word of a page stands in: by the places of the columns near its line, and by what it looks like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gkml_extract.reflow.aligned.bands import LEVEL, Fit, Place, find_bands, kind_of, unlikely, unsuited
from gkml_extract.reflow.aligned.header import AlignedHeader, Leaf
from gkml_extract.reflow.aligned.ticks import TickColumn, place_ticks
from gkml_extract.reflow.aligned.words import Word
from gkml_extract.regex import regex
from gkml_extract.text import clean

N_PASSES = 4
NEAR_LINES = 10
"""Lines above and below from which it is told where a column stands: it wanders by some places over a page."""
_OUTSIDE = 0.8
"""Cost of a place between a word and its column."""
_MOST_OUTSIDE = 14.0
_WIDE = (0.0, 0.0, 0.6)
_WIDER = 0.8
"""Cost of one, two, three blanks within a column, and of each further one."""
_TIGHT = 1.2
"""Cost of one blank between two columns."""
_LINED_UP = 0.2
"""The same where other words near by begin below or above."""
_NOT_OF_COLUMN = 6.0
_UNSUITED, _WORDED = 6.0, 3.0
"""Cost of what a column never holds, and of a text that is unlike the texts of a column."""
_UNUSUAL_BLANK = 1.5
"""Cost of a blank between two Chinese characters within a column: print has it around figures, boxes and marks."""
_BEFORE_BLANK = regex(r"[0-9A-Za-z、，。；：！？,.;:)）》”■□☑☐√]$")
_AFTER_BLANK = regex(r"^[0-9A-Za-z（(《“■□☑☐●√]")
_SHIFTS = {True: range(-4, 9, 2), False: range(-24, 25, 3)}
"""By how many places a page's columns may stand beside its labels, and beside those of an earlier page."""
_USUAL = 0.4
_BELOW, _STACKED_LINES = 1.5, 3
"""What a word gains in the column of a word that begins right above or below it, and how many lines away."""
_MANY_STARTS = 2
_NEAR_STARTS = 4
_QUANTILE = 0.1


_LEAST_PITCH = 2
"""Places from the beginning of one column of texts to that of the next at least: a character and a blank."""
_BARE = frozenset({"marks", "number"})
_ASKEW, _MOST_ASKEW = 0.12, 6.0
"""Cost of a place by which a word begins, or has its middle, elsewhere than its column."""
_NEAREST = 5
_MOST_SHIFT = 8.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its label, and what stands in it."""

    leaf: Leaf
    look: str


@dataclass(frozen=True, slots=True)
class Piece:
    """The words of one line in one column."""

    line: int
    x0: int
    x1: int
    text: str
    margin: float = 99.0
    """How much worse another column is."""


def columns_of(header: AlignedHeader) -> tuple[Column, ...]:
    """The columns of a header with what stands in each."""
    return tuple(Column(leaf, _look(leaf)) for leaf in header.leaves)


def _look(leaf: Leaf) -> str:
    """What stands below a label: ticks, or what its field is named for.

    公开层级 without columns below it has the name of a level.
    """
    field = leaf.label.field
    if leaf.label.group == "channels":
        return "marks"
    if leaf.label.group == "公开层级":
        return LEVEL if leaf.label.is_group and leaf.group is None else "marks"
    return "marks" if "." in field else field


def place_words(
    lines: Sequence[Sequence[Word]],
    columns: Sequence[Column],
    leaves: Sequence[Leaf],
    *,
    has_labels: bool,
    fit: Fit = unlikely,
) -> tuple[list[list[Piece]], list[Place]]:
    """The pieces of each column from the top, and where the columns are found to stand.

    `leaves` are the labels where this page has them (`has_labels`), or an earlier one. `fit` says how little a text
    suits a column.
    """
    places = find_bands(lines, leaves, [column.look for column in columns], _SHIFTS[has_labels], fit)
    local = [list(places) for _ in lines]
    lined_up = _lined_up(lines)
    assigned: list[list[int]] = []
    stacked: list[list[frozenset[int]]] = [[frozenset()] * len(columns) for _ in lines]
    for _ in range(N_PASSES):
        assigned = [_assign(line, columns, local[k], lined_up[k], stacked[k], fit)[0] for k, line in enumerate(lines)]
        extents = [_extents(line, chosen) for line, chosen in zip(lines, assigned, strict=True)]
        places = _places_of(extents, places)
        local = _local_places(extents, places, columns)
        stacked = [_stacked(extents, k, len(columns)) for k in range(len(lines))]
    read = [_assign(line, columns, local[k], lined_up[k], stacked[k], fit) for k, line in enumerate(lines)]
    _replace_ticks(lines, read, columns, leaves)
    pieces: list[list[Piece]] = [[] for _ in columns]
    crowded = _crowded(places, columns)
    for line, (chosen, margins) in zip(lines, read, strict=True):
        for c in sorted(set(chosen)):
            words = [word for word, column in zip(line, chosen, strict=True) if column == c]
            margin = min(each for each, column in zip(margins, chosen, strict=True) if column == c)
            margin = 0.0 if c in crowded else margin
            text = clean(" ".join(word.text for word in words))
            pieces[c].append(Piece(words[0].line, words[0].x0, words[-1].x1, text, margin))
    return pieces, list(places)


def _crowded(places: Sequence[Place], columns: Sequence[Column]) -> frozenset[int]:
    """Columns of texts that begin where a neighbour does: which of the two a word is of is not told by its place."""
    pairs = [
        (c - 1, c)
        for c in range(1, len(columns))
        if places[c][0] - places[c - 1][0] < _LEAST_PITCH and not {columns[c - 1].look, columns[c].look} & _BARE
    ]
    return frozenset(c for pair in pairs for c in pair)


def _lined_up(lines: Sequence[Sequence[Word]]) -> list[frozenset[int]]:
    """For each line the places at which several words near it begin."""
    filled = [k for k, line in enumerate(lines) if line]
    result = [frozenset[int]()] * len(lines)
    for at, k in enumerate(filled):
        near = [j for j in filled[max(at - _NEAR_STARTS, 0) : at + _NEAR_STARTS + 1] if j != k]
        starts = Counter(word.x0 for j in near for word in lines[j])
        result[k] = frozenset(x for x, n in starts.items() if n >= _MANY_STARTS)
    return result


def _replace_ticks(
    lines: Sequence[Sequence[Word]],
    read: Sequence[tuple[list[int], list[float]]],
    columns: Sequence[Column],
    leaves: Sequence[Leaf],
) -> None:
    """Place the ticks of neighbouring tick columns anew, all together; changes `read`."""
    for run in _mark_runs(columns):
        marks = [
            TickColumn((leaves[c].x0 + leaves[c].x1) / 2, columns[c].leaf.label.field, _group_of(columns[c]))
            for c in run
        ]
        where = [
            [k for k, word in enumerate(line) if chosen[k] in run and kind_of(word.text) == "tick"]
            for line, (chosen, _) in zip(lines, read, strict=True)
        ]
        filled = [j for j, at in enumerate(where) if at and len(at) <= len(run)]
        placed = place_ticks([[lines[j][k].x0 for k in where[j]] for j in filled], marks) if filled else []
        for j, ticks in zip(filled, placed, strict=True):
            for k, (c, margin) in zip(where[j], ticks, strict=True):
                read[j][0][k], read[j][1][k] = run[c], margin


def _mark_runs(columns: Sequence[Column]) -> list[list[int]]:
    """Neighbouring tick columns together."""
    runs: list[list[int]] = []
    for c, column in enumerate(columns):
        if column.look == "marks":
            if runs and runs[-1][-1] == c - 1:
                runs[-1].append(c)
            else:
                runs.append([c])
    return [run for run in runs if len(run) > 1]


def _group_of(column: Column) -> str:
    return column.leaf.label.group or column.leaf.label.field


def _assign(
    line: Sequence[Word],
    columns: Sequence[Column],
    places: Sequence[Place],
    lined_up: frozenset[int],
    stacked: Sequence[frozenset[int]],
    fit: Fit,
) -> tuple[list[int], list[float]]:
    """The column of each word, never one to the left of the word before, and how much worse another column is."""
    if not line:
        return [], []
    n = len(columns)
    costs = [
        [
            _word_cost(word, column, place, fit) - _BELOW * (word.x0 in starts and column.look != "marks")
            for column, place, starts in zip(columns, places, stacked, strict=True)
        ]
        for word in line
    ]
    steps = [
        _step_costs(line[k - 1], line[k], columns, is_lined_up=line[k].x0 in lined_up) for k in range(1, len(line))
    ]
    forward = [costs[0]]
    for k, (within, between) in enumerate(steps, start=1):
        least = float("inf")
        row = []
        for c in range(n):
            row.append(min(forward[-1][c] + within[c], least + between) + costs[k][c])
            least = min(least, forward[-1][c])
        forward.append(row)
    backward = [[0.0] * n]
    for k in range(len(line) - 1, 0, -1):
        within, between = steps[k - 1]
        least = float("inf")
        row = [0.0] * n
        for c in range(n - 1, -1, -1):
            stay = backward[-1][c] + costs[k][c]
            row[c] = min(stay + within[c], least + between)
            least = min(least, stay)
        backward.append(row)
    backward.reverse()
    chosen: list[int] = []
    margins: list[float] = []
    low = 0
    for k in range(len(line)):
        totals = [f + b for f, b in zip(forward[k], backward[k], strict=True)]
        best = min(range(low, n), key=lambda c: totals[c])
        low = best
        chosen.append(best)
        margins.append(min((total for c, total in enumerate(totals) if c != best), default=99.0) - totals[best])
    return chosen, margins


def _step_costs(
    word: Word, following: Word, columns: Sequence[Column], *, is_lined_up: bool
) -> tuple[list[float], float]:
    """What it costs to stay in each column from one word to the next, and to go on to another column."""
    gap = following.x0 - word.x1
    within = _WIDE[min(gap, 3) - 1] + _WIDER * max(gap - 3, 0) if gap > 0 else 0.0
    between = 0.0
    if gap < 2:
        is_usual = _BEFORE_BLANK.search(word.text) or _AFTER_BLANK.match(following.text)
        within += 0.0 if is_usual else _UNUSUAL_BLANK
        between = _LINED_UP if is_lined_up or not is_usual else _TIGHT
    stays = [within + (_NOT_OF_COLUMN if column.look in ("marks", "number") else 0.0) for column in columns]
    return stays, between


def _word_cost(word: Word, column: Column, place: Place, fit: Fit) -> float:
    outside = max(place[0] - word.x0, word.x1 - place[1], 0.0)
    apart = max(place[0] - word.x1, word.x0 - place[1], -1.0) + 1
    askew = min(abs(word.x0 - place[0]), abs(word.x0 + word.x1 - place[0] - place[1]) / 2, _MOST_ASKEW)
    cost = min(_OUTSIDE * (0.3 * outside + apart), _MOST_OUTSIDE) + _ASKEW * askew
    if column.look == "marks":
        cost += _ASKEW * askew
    return cost + max(_UNSUITED * unsuited(kind_of(word.text), column.look), _WORDED * fit(word.text, column.look))


def _extents(line: Sequence[Word], chosen: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Where each column's words begin and end in a line."""
    found: dict[int, tuple[int, int]] = {}
    for word, c in zip(line, chosen, strict=True):
        x0, x1 = found.get(c, (word.x0, word.x1))
        found[c] = (min(x0, word.x0), max(x1, word.x1))
    return found


def _places_of(extents: Sequence[dict[int, tuple[int, int]]], before: Sequence[Place]) -> list[Place]:
    """Where each column stands by its words; where it has none, as before."""
    found = []
    for c, place in enumerate(before):
        low = sorted(extent[c][0] for extent in extents if c in extent)
        high = sorted(extent[c][1] for extent in extents if c in extent)
        if low:
            found.append((float(low[int(_QUANTILE * len(low))]), float(high[-1 - int(_QUANTILE * len(high))])))
        else:
            found.append(place)
    return found


def _local_places(
    extents: Sequence[dict[int, tuple[int, int]]], places: Sequence[Place], columns: Sequence[Column]
) -> list[list[Place]]:
    """For each line where the columns stand near it: by their words there, else shifted as their neighbours are."""
    usual = [_usual_start([extent[c] for extent in extents if c in extent]) for c in range(len(places))]
    of_column = [[k for k, extent in enumerate(extents) if c in extent] for c in range(len(places))]
    result = []
    for k in range(len(extents)):
        here: list[Place] = []
        shifts: list[float | None] = []
        for c, place in enumerate(places):
            near = sorted((abs(j - k), j) for j in of_column[c] if j != k and abs(j - k) <= NEAR_LINES)[:_NEAREST]
            if columns[c].look == "marks" or len(near) < 2:
                here.append(place)
                shifts.append(None)
                continue
            x0 = float(min(extents[j][c][0] for _, j in near))
            x1 = float(max(extents[j][c][1] for _, j in near))
            here.append((x0, max(x1, x0 + place[1] - place[0] if x0 > place[0] - 1 else x1)))
            shifts.append(_shift_of([extents[j][c] for _, j in near], usual[c]))
        result.append([_shifted(place, c, shifts) for c, place in enumerate(here)])
    return result


def _stacked(extents: Sequence[dict[int, tuple[int, int]]], k: int, n_columns: int) -> list[frozenset[int]]:
    """For each column where it begins in the lines around line `k`."""
    near = [extents[j] for j in range(max(k - _STACKED_LINES, 0), min(k + _STACKED_LINES + 1, len(extents))) if j != k]
    return [frozenset(extent[c][0] for extent in near if c in extent) for c in range(n_columns)]


def _usual_start(extents: Sequence[tuple[int, int]]) -> int | None:
    """Where most lines of a column begin; None if they begin anywhere, as centred ones do."""
    if not extents:
        return None
    start, n = Counter(x0 for x0, _ in extents).most_common(1)[0]
    return start if n >= _USUAL * len(extents) else None


def _shift_of(near: Sequence[tuple[int, int]], usual: int | None) -> float | None:
    """By how much the lines near a place begin elsewhere than their column does on the page."""
    here = _usual_start(near)
    return None if here is None or usual is None else float(here - usual)


def _shifted(place: Place, c: int, shifts: Sequence[float | None]) -> Place:
    """A place moved as the nearest columns with text near the line are; as little as they allow."""
    if shifts[c] is not None:
        return place
    left = next((shift for shift in reversed(shifts[:c]) if shift is not None), 0.0)
    right = next((shift for shift in shifts[c + 1 :] if shift is not None), left)
    low, high = min(left, right), max(left, right)
    shift = max(low, min(high, 0.0))
    shift = max(-_MOST_SHIFT, min(_MOST_SHIFT, shift))
    return (place[0] + shift, place[1] + shift)
