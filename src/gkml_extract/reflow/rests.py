"""What stands on a page of a row, or of a merged cell, that began on the page before.

Programs that print text draw a row cut by a page's end twice: what of each cell is on the first page, column by column
with the ticks, then, under the header that is printed again, what is on the second. The decoder reads the second part
as a row of a kind of its own (`Rests`), which can only begin where a page does. Then each part of it is put behind the
cell that it ends, and the text is read as if no page had ended.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from gkml_extract.lexicon.inner_pairs import chance_within_word
from gkml_extract.model.table import TextFragment
from gkml_extract.reflow.chunks.make import Chunk
from gkml_extract.reflow.chunks.spans import is_whole_deadline
from gkml_extract.reflow.decoder.decode import Model, Path
from gkml_extract.reflow.decoder.terms import Floats, Rests
from gkml_extract.reflow.evidence.looks import Look
from gkml_extract.reflow.header.columns import DecodeColumn
from gkml_extract.text import bracket_depth

_PRESENT = 0.25
"""Chance that a row that is cut has a rest in a column."""
_CHANCE = 0.4
"""Chance that a page begins with a rest."""
_SEEN_WINDOW, _SEEN = 3, 6.0
"""Characters on each side of a junction that stand together elsewhere in the text, and what that is worth."""
_CLOSES = 3.0
"""A bracket that the first part leaves open is closed."""
_DEADLINE_WHOLE, _DEADLINE_TWICE = 6.0, -4.0
"""Both parts are a deadline together; the first is one alone."""
_NO_HEAD = -4.0
"""The row that is cut has no cell in the column."""
_FROM_ABOVE = -1.5
"""Only a row above it has one: the cell is merged."""
_TORN_END = 3.0
"""The row that is cut has one that was read as part of another cell: the halves stand together elsewhere, or are a
deadline together."""
_SENTENCE_ENDED = -2.0
_BROKEN_WORDS, _CELL_IN_WORD = 0.55, 0.015
"""Share of the breaks of a column, and of the beginnings of cells, that part a word: as in evidence/base.py."""
_NO_REST = -12.0
"""Columns whose cells have one line."""
_REACH = 200
"""Chunks from a page's start among which its rests end."""
_BEGINS_OTHERWISE = 1.5
"""How much it counts that few other rows begin with the column with which one would begin at a page's start."""
_TAIL_CHUNKS = 4
"""Chunks that may make the rest of a deadline."""
_ONE_LINE = frozenset({Look.NUMBER, Look.MARKS})
_BEGIN_ROWS = frozenset({Look.NUMBER, Look.ITEM})
"""Columns with which rows may begin though no other does: a first item of a group, a second one of it."""
_ENDS = "。；;！？"


@dataclass(frozen=True, slots=True)
class Rest:
    """Chunks [first, last] are the rest of the cell that ends with chunk `behind`, or a cell to stand behind that."""

    first: int
    last: int
    behind: int


def with_rests(model: Model) -> Model:
    """`model` with one more kind of row, the last: the rest of a row on a new page."""
    row = np.full((1, model.n_columns), _PRESENT)
    return replace(
        model,
        present=np.vstack([model.present, row]),
        may_begin=np.vstack([model.may_begin, np.ones_like(row, dtype=np.bool_)]),
        trust=np.vstack([model.trust, row]),
        p_kind=np.append(model.p_kind, _CHANCE),
    )


def rests_evidence(
    chunks: Sequence[Chunk], columns: Sequence[DecodeColumn], starts: Sequence[int], path: Path, goes_on: Floats
) -> Rests:
    """What chunks say of beginning the rest of a cell of each column, by the cells of a path before each page's start.

    `goes_on`, [N, C + 1]: what they look like within a cell, edges and widths of lines before them left aside.
    """
    at = np.zeros(len(chunks), dtype=np.bool_)
    at[list(starts)] = True
    enter = goes_on.copy()
    enter[:, -1] = -np.inf
    looks = [column.look for column in columns]
    for c, look in enumerate(looks):
        if look in _ONE_LINE:
            enter[:, c] += _NO_REST
    usual = _begin_chances(path, starts, len(columns))
    later = {c for c, look in enumerate(looks) if look not in _BEGIN_ROWS}
    ends = [*starts[1:], len(chunks)]
    windows = _all_windows(chunks, starts)
    heads: dict[int, str] = {}
    before = 0
    for start, end in zip(starts, ends, strict=True):
        last_row = _take_cells(heads, chunks, path, before, start)
        row_begin = int(np.flatnonzero(path.begins_row[:start]).max(initial=0))
        before = start
        if path.column[start] in later:
            enter[start, :-1] -= _BEGINS_OTHERWISE * usual[path.column[start]]
        for t in range(start, min(end, start + _REACH)):
            for c, look in enumerate(looks):
                if look in _ONE_LINE:
                    continue
                if c in last_row:
                    enter[t, c] += _junction(heads[c], t, chunks, look, windows)
                    continue
                above = _junction(heads[c], t, chunks, look, windows) + _FROM_ABOVE if c in heads else _NO_HEAD
                torn = _torn_end(range(row_begin, start), t, chunks, look, windows)
                enter[t, c] += above if torn is None else max(above, _TORN_END)
    return Rests(at, enter)


def _begin_chances(path: Path, starts: Sequence[int], n_columns: int) -> Floats:
    """The log chance that a row begins with each column, by those that do not begin a page; [C + 1]."""
    begins = np.setdiff1d(np.flatnonzero(path.begins_row), starts)
    counts = np.bincount(path.column[begins], minlength=n_columns + 1)
    return np.asarray(np.log((counts + 0.5) / (len(begins) + 1.0)))


def _take_cells(heads: dict[int, str], chunks: Sequence[Chunk], path: Path, begin: int, end: int) -> set[int]:
    """Put the texts of the cells of chunks [begin, end) into `heads`; the columns of the last row among them."""
    of_row: set[int] = set()
    for t in range(begin, end):
        c = int(path.column[t])
        if path.begins_row[t]:
            of_row = set()
        of_row.add(c)
        heads[c] = chunks[t].text if path.begins_cell[t] else heads.get(c, "") + chunks[t].text
    return of_row


def _all_windows(chunks: Sequence[Chunk], starts: Sequence[int]) -> frozenset[str]:
    """Each run of characters that a junction may have, of the text of each page; lines' ends are left aside."""
    found: set[str] = set()
    for begin, end in pairwise([0, *starts, len(chunks)]):
        text = "".join(chunk.text for chunk in chunks[begin:end])
        for width in range(_SEEN_WINDOW + 1, 2 * _SEEN_WINDOW + 1):
            found.update(text[k : k + width] for k in range(len(text) - width + 1))
    return frozenset(found)


def _is_seen(head: str, tail: str, windows: frozenset[str]) -> bool:
    """Whether the end of a text stands elsewhere with the beginning of another behind it."""
    junction = head[-_SEEN_WINDOW:] + tail[:_SEEN_WINDOW]
    return len(junction) > _SEEN_WINDOW and junction in windows


def _junction(head: str, t: int, chunks: Sequence[Chunk], look: Look, windows: frozenset[str]) -> float:
    """How surely a chunk goes on with a cell that stands on the page before."""
    tail = chunks[t].text
    if not head or not tail:
        return 0.0
    score = _SEEN * _is_seen(head, tail, windows) + _of_words(head[-1], tail[0])
    if bracket_depth(head) > 0 and bracket_depth(tail) < 0:
        score += _CLOSES
    if look is Look.DEADLINE:
        if is_whole_deadline(head):
            return score + _DEADLINE_TWICE
        tails = ("".join(chunk.text for chunk in chunks[t : t + n]) for n in range(1, _TAIL_CHUNKS + 1))
        score += _DEADLINE_WHOLE * any(is_whole_deadline(head + rest) for rest in tails)
    if look is Look.CONTENT and head[-1] in _ENDS:
        score += _SENTENCE_ENDED
    return score


def _of_words(before: str, after: str) -> float:
    """What words say of a cell that goes on between two characters, against one that begins there."""
    within = chance_within_word(before, after)
    begins = within * _CELL_IN_WORD + (1 - within)
    return math.log((within * _BROKEN_WORDS + (1 - within) * (1 - _BROKEN_WORDS)) / begins)


def rests_of(
    chunks: Sequence[Chunk], columns: Sequence[DecodeColumn], path: Path, starts: Sequence[int], n_kinds: int
) -> list[Rest]:
    """The rests by a path whose kinds of row are `n_kinds`, the last one that of rests."""
    windows = _all_windows(chunks, starts)
    rests: list[Rest] = []
    ends: dict[int, int] = {}
    row: dict[int, int] = {}
    of_start = frozenset(starts)
    row_begin, page, is_rest = 0, 0, False
    begins = np.flatnonzero(path.begins_cell).tolist()
    for t, after in zip(begins, [*begins[1:], len(path.column)], strict=True):
        column = int(path.column[t])
        if path.begins_row[t]:
            is_rest = t in of_start and int(path.kind[t]) == n_kinds - 1
            row, row_begin, page = (row, row_begin, t) if is_rest else ({}, t, t)
        if not is_rest:
            ends[column] = row[column] = after - 1
            continue
        behind = row.get(column)
        if behind is None or not _is_seen(chunks[behind].text, chunks[t].text, windows):
            torn = _torn_end(range(row_begin, page), t, chunks, columns[column].look, windows)
            behind = behind if torn is None else torn
        if behind is None and column in ends and _is_seen(chunks[ends[column]].text, chunks[t].text, windows):
            behind = ends[column]
        if behind is None:
            behind = max((end for c, end in row.items() if c < column), default=None)
        if behind is not None:
            rests.append(Rest(t, after - 1, behind))
    return rests


def _torn_end(row: range, t: int, chunks: Sequence[Chunk], look: Look, windows: frozenset[str]) -> int | None:
    """The one chunk of a row that chunk t is the rest of, as other cells or a parser show; None if not just one is."""
    tail = chunks[t].text[:_SEEN_WINDOW]
    torn = [k for k in row if len(tail) > 1 and _is_seen(chunks[k].text, tail, windows)]
    if look is Look.DEADLINE and not torn:
        tails = ["".join(chunk.text for chunk in chunks[t : t + n]) for n in range(1, _TAIL_CHUNKS + 1)]
        torn = [
            k for k in row if not chunks[k].kinds and any(_is_torn_deadline(chunks[k].text, rest) for rest in tails)
        ]
    return torn[0] if len(torn) == 1 else None


def _is_torn_deadline(head: str, tail: str) -> bool:
    return is_whole_deadline(head + tail) and not is_whole_deadline(head)


def put_together(fragments: Sequence[TextFragment], chunks: Sequence[Chunk], rests: Sequence[Rest]) -> list[int]:
    """The order of the fragments in which each rest stands behind the cell that it ends."""
    moved: dict[int, list[range]] = {}
    gone: set[int] = set()
    for rest in rests:
        parts = range(chunks[rest.first].first, chunks[rest.last].last + 1)
        moved.setdefault(chunks[rest.behind].last, []).append(parts)
        gone.update(parts)
    order: list[int] = []
    for k in range(len(fragments)):
        if k not in gone:
            order.append(k)
        order += (part for parts in moved.get(k, ()) for part in parts)
    return order
