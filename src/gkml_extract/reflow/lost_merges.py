"""What a row shares, or may share, with the rows above it, where the text does not show merged cells.

A row takes from above what record.md says ("Blank cells"); all else is blank. Merged ticks and offices look the same.
Where ticks of a page's text show by where they stand that they are merged, once in each group of rows, they are shared:
there lines of print tell what geometry would. Offices are not: some tables have a 栏目 or 部门 in the first row of a
group only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gkml_extract.model.finding import Note, note
from gkml_extract.model.source import LinesPlace
from gkml_extract.reflow.chunks.make import Chunk
from gkml_extract.reflow.evidence.looks import Look
from gkml_extract.reflow.grid import N_HEADER_ROWS, group_spans, ticks_of
from gkml_extract.reflow.header.columns import DecodeColumn
from gkml_extract.reflow.header.labels import HeaderColumn
from gkml_extract.reflow.segment import SegmentedCell, lines_of_row

_OFFICES = frozenset({"department", "website_column"})
"""Columns that a row with a 依据, 时限 or 渠道 of its own takes nothing in."""
_OWN = frozenset({Look.LAW, Look.DEADLINE, Look.CHANNELS})
_COMMON = 0.2
"""Share of rows that have such a cell from which one without is not blank for certain."""
_BY_CHANCE = 0.1
"""Chance that ticks left blank one by one would be there in so many rows that open groups, up to which they are merges.
"""
_Row = Sequence[SegmentedCell]


@dataclass(frozen=True, slots=True)
class Shared:
    """Notes on rows that may share a cell, and the ticks that are shared: (row, column) of the rows that lack them."""

    notes: tuple[Note, ...]
    taken: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Lacking:
    """A row with fewer ticks than groups: the field and the label of the first group that lacks one.

    `takes_all`: it has none and takes its 渠道 from above, and so all ticks as well.
    """

    row: int
    field: str
    label: str
    takes_all: bool


def shared_cells(
    rows: Sequence[_Row],
    chunks: Sequence[Chunk],
    columns: Sequence[DecodeColumn],
    header: Sequence[HeaderColumn],
    *,
    is_wrapped: bool,
) -> Shared:
    """The rows with fewer ticks than groups of tick columns, and those without an office that rows above have.

    None where the text has blank fields: these show what is empty. Ticks are shared where cells are broken into lines
    by their columns (`is_wrapped`), as in the text of a page, and in no other.
    """
    if not all(chunk.text for chunk in chunks):
        return Shared((), frozenset())
    outer = next((c for c, column in enumerate(columns) if column.look is Look.ITEM), None)
    opens = [r == 0 or any(cell.column == outer for cell in row) for r, row in enumerate(rows)]
    notes: list[Note] = []
    taken: set[tuple[int, int]] = set()
    for k, column in enumerate(columns):
        if column.look is Look.MARKS:
            lacking = {each.row: each for each in _lacking_ticks(rows, chunks, columns, header, k)}
            are_merged = is_wrapped and _stand_once_a_group([r in lacking for r in range(len(rows))], opens)
            for r, each in lacking.items():
                is_taken = are_merged and not opens[r]
                taken |= {(r, k)} if is_taken else set()
                if not each.takes_all:
                    label = each.label if is_taken else None
                    notes.append(_tick_note(r, each.field, label, _place(rows[r], chunks)))
        elif column.field in _OFFICES:
            for r in _lacking_offices(rows, columns, k, opens):
                place = _place(rows[r], chunks)
                item = r + N_HEADER_ROWS
                notes.append(note("cell-maybe-shared", item=item, field=column.field, label=column.label, place=place))
    return Shared(tuple(notes), frozenset(taken))


def _stand_once_a_group(is_lacking: Sequence[bool], opens: Sequence[bool]) -> bool:
    """Whether ticks are there in rows that open a group, and lacking in so many others that chance would not do that.

    Ticks are lacking in the share q of the others; left blank one by one, they would be in the same share of the rows
    that open a group: the chance that so few of these lack them is that of a binomial tail.
    """
    opening = [lacking for lacking, is_first in zip(is_lacking, opens, strict=True) if is_first]
    others = [lacking for lacking, is_first in zip(is_lacking, opens, strict=True) if not is_first]
    if not others:
        return False
    return _chance_of_most(sum(opening), len(opening), sum(others) / len(others)) <= _BY_CHANCE


def _chance_of_most(k: int, n: int, share: float) -> float:
    """The chance of k at the most among n, where each is one with a chance of `share`."""
    if share in (0.0, 1.0):
        return float(share == 0.0 or k >= n)
    yes, no = math.log(share), math.log(1 - share)
    ways = (math.lgamma(n + 1) - math.lgamma(j + 1) - math.lgamma(n - j + 1) for j in range(k + 1))
    return sum(math.exp(way + j * yes + (n - j) * no) for j, way in enumerate(ways))


def _lacking_ticks(
    rows: Sequence[_Row],
    chunks: Sequence[Chunk],
    columns: Sequence[DecodeColumn],
    header: Sequence[HeaderColumn],
    k: int,
) -> Iterator[_Lacking]:
    """The rows with fewer ticks than groups, once there was one with all."""
    first, last = columns[k].first, columns[k].last
    assert first is not None and last is not None
    groups = [header[at].leaf.group or "" for at in range(first, last + 1)]
    names = [(_field(groups[begin]), header[first + begin].path[0].label.text) for begin, _ in group_spans(groups)]
    has_channels = any(column.look is Look.CHANNELS for column in columns)
    is_full = False
    for r, row in enumerate(rows):
        own = [chunk for cell in row if cell.column == k for chunk in chunks[cell.first : cell.last + 1]]
        n_ticks = len(ticks_of(own))
        is_full = is_full or n_ticks >= len(names)
        takes_all = not n_ticks and has_channels and not _has(row, columns, frozenset({Look.CHANNELS}))
        if is_full and n_ticks < len(names):
            yield _Lacking(r, *names[n_ticks], takes_all)


def _lacking_offices(
    rows: Sequence[_Row], columns: Sequence[DecodeColumn], k: int, opens: Sequence[bool]
) -> Iterator[int]:
    """The rows without a cell of an office's column that a row above of their group has."""
    has_own = [any(cell.column == k for cell in row) for row in rows]
    if sum(has_own) < _COMMON * len(rows):
        return
    is_above = False
    for r, row in enumerate(rows):
        is_above = has_own[r] or (is_above and not opens[r])
        if is_above and not has_own[r] and _has(row, columns, _OWN):
            yield r


def _tick_note(r: int, field: str, label: str | None, place: LinesPlace) -> Note:
    """What is told of a row that lacks a tick; `label` is that of its columns where it is taken from above."""
    if label is None:
        return note("mark-maybe-shared", item=r + N_HEADER_ROWS, field=field, place=place)
    return note("mark-taken-as-merged", item=r + N_HEADER_ROWS, field=field, label=label, place=place)


def _has(row: _Row, columns: Sequence[DecodeColumn], looks: frozenset[Look]) -> bool:
    return any(columns[cell.column].look in looks for cell in row)


def _field(group: str) -> str:
    return group if group in ("audience", "method", "five_open") else "extra"


def _place(row: _Row, chunks: Sequence[Chunk]) -> LinesPlace:
    return LinesPlace(lines=lines_of_row(row, chunks))
