"""Short cells and long ones, each in the order of rows, given to the places of one table.

A page of LibreOffice Calc has its cells twice row by row: first those of one line, then all others. A place, a row's
cell of one column, holds one of either kind or none. All are given to places together: what a cell looks like, how wide
its lines are and how often a column is blank tells where it stands. What a page teaches of widths, blanks and texts
that recur is used when all are placed again.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from gkml_extract.model.table import TextFragment
from gkml_extract.normalise.channels.names import is_known
from gkml_extract.reflow.chunks.make import Chunk, make_chunks
from gkml_extract.reflow.decoder.terms import Floats
from gkml_extract.reflow.evidence.base import base_evidence
from gkml_extract.reflow.evidence.learned import LabelLines, Widths, width_scores, widths_of_header
from gkml_extract.reflow.evidence.looks import Look, runs_of, shapes_of
from gkml_extract.reflow.evidence.measures import measure
from gkml_extract.reflow.header.columns import DecodeColumn
from gkml_extract.reflow.printed.around import TITLE
from gkml_extract.reflow.printed.slot_looks import LISTS, goes_on, is_short, page_sheet, short_score
from gkml_extract.reflow.printed.slot_path import (
    NEVER,
    PageSheet,
    Parts,
    Row,
    SlotCell,
    SlotRow,
    SlotTable,
    places_of,
    work_of,
)
from gkml_extract.reflow.printed.slot_widths import MOST, learned_widths
from gkml_extract.regex import regex
from gkml_extract.text import display_width, simplify

_N_PASSES, _PAGES_TO_LEARN = 3, 8
_BLANK = {
    Look.NUMBER: (0.05, 0.3, 0.95, 0.8), Look.ITEM: (0.03, 0.03, 0.97, 0.03), Look.CONTENT: (0.01, 0.01, 0.02, 0.01),
    Look.LAW: (0.1, 0.3, 0.8, 0.7), Look.DEADLINE: (0.1, 0.3, 0.8, 0.7), Look.ORG: (0.1, 0.3, 0.9, 0.8),
    Look.CHANNELS: (0.1, 0.3, 0.9, 0.8), Look.MARKS: (0.05, 0.1, 0.3, 0.2), Look.VALUE: (0.05, 0.2, 0.4, 0.4),
    Look.WEBSITE: (0.3, 0.4, 0.7, 0.7), Look.REMARKS: (0.8, 0.8, 0.8, 0.8), Look.OTHER: (0.3, 0.4, 0.6, 0.6),
}  # fmt: skip
"""Chance that a row has no cell of a column, before anything is known of the document, by kinds of row: those that open
a group, further items of one, further contents of an item, and, of three levels, further inner items."""
_BLANK_OUTER, _BLANK_MIDDLE = (0.02, 0.99, 0.99, 0.99), (0.05, 0.05, 0.99, 0.99)
"""The same of the outermost level of items, and of those between it and the innermost."""
_KINDS, _KINDS_OF_THREE = (0.25, 0.5, 0.25, 1e-9), (0.2, 0.3, 0.2, 0.3)
"""Shares of rows by kind, of two levels of items and of three."""
_LEVELS = 3
"""Levels of items from which there are rows of the last kind."""
_OUTSIDE = regex(
    r"附件\d|[（(]20\d\d年|\d{4}年.{0,6}[版稿]|.{0,4}(?:单位|日期|时间|部门|人|电话)[:：]|(?:备\s*注|注|附注|说明)[:：]"
)
_AROUND, _PAGE_WIDE = 6.0, 1.3
"""What it says of a text that stands above or under the table that it reads so, or that it is so much wider than most
lines of cells."""
_TITLED = 12.0
"""The same of a title, which comes with the long cells if it has figures."""
_PRIOR_ROWS = 4.0
"""Rows that such a guess weighs."""
_WIDER, _WIDER_STEP, _WIDER_CAP = -2.0, -1.0, -10.0
"""A text of one line is wider than the lines of its column."""
_GROUP, _NUMBERED = regex("[一二三四五六七八九十]{1,3}、"), 2.0
"""The name of a group is numbered."""
_INNER = 0.1
"""A name of several lines is rather of an inner level, where all else is equal."""
_LIST_AS_NAME = 2.0
"""The name of an item has a list in it."""
_ALONE = -6.0
"""A long cell is one line of Chinese characters alone: Calc prints such with the short ones."""
_OF_HEADER = 0.3
"""How much widths count that only the header tells: labels are broken by hand as well."""
_CHANNEL = 3.0
"""A line is the name of a channel."""
_MOST_WORK, _WORK_AGAIN = 15_000_000, 1_000_000
"""Ways to give cells to places that are looked at of a page, and of one that is read once for each order of columns: a
page of 30 rows has some 250,000, one of A3 with 60 rows 3,000,000."""
_BETTER = 6.0
"""How much better (natural logarithm) the cells suit where columns do not stand in their usual order."""
_RECURS = 2
"""Times that a text stands on the page as a short cell, from which the column of most of them tells."""
_SAME_TEXT = 2.0
_NAME_AGAIN = -2.0
"""The name of a group opens another one."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The rows of each page, and long texts before the first row and behind the last one that are no cells."""

    rows: list[list[Row]]
    before: list[TextFragment]
    behind: list[TextFragment]


def placed(
    pages: Sequence[Parts], columns: Sequence[DecodeColumn], numbers: frozenset[int], labels: LabelLines
) -> Placed | None:
    """The cells of pages in their rows; None of pages that have too many.

    `numbers` are the lines with row numbers, `labels` the lines of labels. The columns are learned on the first pages.
    """
    sheet = _sheet_of(pages, columns, numbers)
    if max((work_of(page) for page in sheet.pages), default=0) * len(columns) > _MOST_WORK:
        return None
    long, chunks = sheet.parts, sheet.chunks
    head = sheet if len(pages) <= _PAGES_TO_LEARN else _sheet_of(pages[:_PAGES_TO_LEARN], columns, numbers)
    known = _Known.first(columns, labels)
    for _ in range(_N_PASSES - 1):
        known = head.learned(head.place(known), labels)
    found = sheet.place(known)
    rows = [[sheet.row_of(page, row.cells) for row in rows] for page, rows in zip(sheet.pages, found, strict=True)]
    of_rows = {
        t
        for page, of_page in zip(sheet.pages, found, strict=True)
        for row in of_page
        for cell in row.cells
        if cell.is_long
        for t in range(page.first + cell.first, page.first + cell.end)
    }
    first = min(of_rows, default=len(chunks))
    around: dict[bool, list[TextFragment]] = {True: [], False: []}
    for t, chunk in enumerate(chunks):
        if t not in of_rows:
            around[t < first] += long[chunk.first : chunk.last + 1]
    return Placed(rows, around[True], around[False])


def best_order(
    pages: Sequence[Parts],
    columns: Sequence[DecodeColumn],
    numbers: frozenset[int],
    labels: LabelLines,
    may_move: Sequence[bool],
) -> list[int]:
    """The order of columns by which the cells of the first page suit best, where some `may_move` among the others.

    Labels of several lines come behind all others, so that their places among these are only the usual ones.
    """
    order = list(range(len(columns)))
    moving = [c for c in order if may_move[c]]
    if not moving or not pages[0].long:
        return order
    sheet = _sheet_of(pages[:1], columns, numbers)
    if work_of(sheet.pages[0]) * len(columns) > _WORK_AGAIN:
        return order
    best = sheet.total(order, labels)
    for c in moving:
        others = [each for each in order if each != c]
        before = max((others.index(each) + 1 for each in moving if each < c), default=0)
        behind = min((others.index(each) for each in moving if each > c), default=len(others))
        tried = [[*others[:at], c, *others[at:]] for at in range(before, behind + 1)]
        totals = [(sheet.total(each, labels), each) for each in tried if each != order]
        total, found = max(totals, default=(best, order))
        if total > best + _BETTER:
            best, order = total, found
    return order


def _sheet_of(pages: Sequence[Parts], columns: Sequence[DecodeColumn], numbers: frozenset[int]) -> _Sheet:
    """The sheet of some pages."""
    long = [part for page in pages for part in page.long]
    edges = np.cumsum([0, *(len(page.long) for page in pages)]).tolist()
    starts = sorted({edge for edge in edges[1:-1] if 0 < edge < len(long)})
    chunks = make_chunks(long, pages=starts).chunks if long else []
    return _Sheet.of(pages, chunks, edges, columns, numbers)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the columns: the widths, chances of a blank, shares of rows by kind, and columns of texts
    that recur."""

    widths: Widths
    blank: Floats
    kinds: Floats
    of_text: dict[str, dict[int, float]]
    of_chunk: dict[str, dict[int, float]]
    trust: float = 1.0

    @classmethod
    def first(cls, columns: Sequence[DecodeColumn], labels: LabelLines) -> _Known:
        """Before anything is read."""
        widths = widths_of_header(labels, len(columns))
        return cls(widths, _usual_blanks(columns), _usual_kinds(columns), {}, {}, _OF_HEADER)


def _usual_kinds(columns: Sequence[DecodeColumn]) -> Floats:
    n_levels = sum(column.look is Look.ITEM for column in columns)
    return np.array(_KINDS_OF_THREE if n_levels >= _LEVELS else _KINDS)


def _usual_blanks(columns: Sequence[DecodeColumn]) -> Floats:
    """By kind of row and column."""
    blank = np.array([_BLANK[column.look] for column in columns]).T
    items = [c for c, column in enumerate(columns) if column.look is Look.ITEM]
    for k, c in enumerate(items[:-1]):
        blank[:, c] = _BLANK_MIDDLE if k else _BLANK_OUTER
    return np.asarray(blank)


@dataclass(slots=True)
class _Sheet:
    """What is placed, and what it looks like."""

    pages: list[PageSheet]
    chunks: Sequence[Chunk]
    parts: Sequence[TextFragment]
    columns: Sequence[DecodeColumn]
    enter: Floats
    stay: Floats
    short: list[Floats] = field(default_factory=list)
    again: list[Floats] = field(default_factory=list)
    score: float = 0.0

    @classmethod
    def of(
        cls,
        pages: Sequence[Parts],
        chunks: Sequence[Chunk],
        edges: Sequence[int],
        columns: Sequence[DecodeColumn],
        numbers: frozenset[int],
    ) -> _Sheet:
        """The sheet of some pages."""
        parts = [part for page in pages for part in page.long]
        enter, stay = np.zeros((2, len(chunks), len(columns) + 1))
        if chunks:
            runs = {style: frozenset[int]() for style in runs_of(chunks)}
            base = base_evidence(chunks, columns, runs=runs, shapes=shapes_of(chunks, runs), is_wrapped=True)
            enter, stay = base.enter, base.stay
            widths = sorted(chunk.line_width for chunk in chunks)
            limit = _PAGE_WIDE * widths[int(MOST * (len(widths) - 1))]
            for t, chunk in enumerate(chunks):
                enter[t, -1] += _AROUND * (
                    _OUTSIDE.match(chunk.text) is not None or chunk.line_width > limit
                ) + _TITLED * (TITLE.search(simplify(chunk.text)) is not None)
            items = [c for c, column in enumerate(columns) if column.look is Look.ITEM]
            for t, chunk in enumerate(chunks):
                enter[t, items] -= _LIST_AS_NAME * (LISTS.search(chunk.text) is not None)
                enter[t, items] += _INNER * np.arange(len(items))
                if len(items) > 1 and _GROUP.match(chunk.text):
                    enter[t, items[0]] += _NUMBERED
                    enter[t, items[-1]] -= _NUMBERED
            channels = [c for c, column in enumerate(columns) if column.look is Look.CHANNELS]
            for t, chunk in enumerate(chunks):
                if channels and is_known(chunk.text):
                    enter[t, : len(columns)] -= _CHANNEL
                    enter[t, channels] += _CHANNEL
                    stay[t, channels] += _CHANNEL
                elif t and is_known(chunks[t - 1].text):  # a list of channels, a line each, may have any
                    stay[t, channels] += _CHANNEL
        firsts = [chunk.first for chunk in chunks]
        ends = np.searchsorted(firsts, edges).tolist()
        own = [page_sheet(page, numbers, ends[k], ends[k + 1]) for k, page in enumerate(pages)]
        sheet = cls(own, chunks, parts, columns, enter, stay)
        has_lengths = any("时长" in column.label for column in columns)
        for page in own:
            scores = [
                [short_score(part, column, is_number=is_number, has_lengths=has_lengths) for column in columns]
                for part, is_number in zip(page.short, page.is_number, strict=True)
            ]
            sheet.short.append(np.array(scores).reshape(len(page.short), len(columns)))
            sheet.again.append(goes_on(page, columns))
        return sheet

    def total(self, order: Sequence[int], labels: LabelLines) -> float:
        """How well all cells suit where the columns stand in another order."""
        at = np.argsort(order)
        sheet = replace(
            self,
            columns=[self.columns[c] for c in order],
            enter=self.enter[:, [*order, -1]],
            stay=self.stay[:, [*order, -1]],
            short=[each[:, order] for each in self.short],
            again=[each[:, order] for each in self.again],
        )
        moved = replace(labels, columns=at[labels.columns])
        found = sheet.place(_Known.first(sheet.columns, moved))
        sheet.place(sheet.learned(found, moved))
        return sheet.score

    def place(self, known: _Known) -> list[list[SlotRow]]:
        """The cells of each page's rows."""
        self.score = 0.0
        nothing = np.zeros((0, len(self.columns) + 1))
        of_widths = width_scores(measure(self.chunks), known.widths) if self.chunks else (nothing,) * 3
        over, stay, leave = (known.trust * each[:, :-1] for each in of_widths)
        enter, stay = self.enter[:, :-1] + over, self.stay[:, :-1] + stay
        enter = enter + self._again_and_again(known)
        blank, filled = np.log(known.blank), np.log1p(-known.blank)
        limits = np.fmax(np.where(np.isnan(known.widths.wrap), np.inf, known.widths.wrap), known.widths.least)[:-1]
        tables = []
        first = self.columns[0] if self.columns else None
        has_number_first = first is not None and first.look is Look.NUMBER and first.first is not None
        for page, short, again in zip(self.pages, self.short, self.again, strict=True):
            widths = np.array([display_width(part.text) for part in page.short], dtype=float)[:, None]
            excess = widths - limits[None, :] - 1
            wider = np.where(excess > 0, np.maximum(_WIDER + _WIDER_STEP * excess, _WIDER_CAP), 0.0) * known.trust
            own = short + np.where(again > NEVER, 0.0, wider) if len(page.short) else short
            own = own.copy()
            for k, part in enumerate(page.short):
                for c, more in known.of_text.get(part.text, {}).items():
                    own[k, c] += more
            rows = slice(page.first, page.end)
            tables.append(SlotTable(
                page, own, again, enter[rows], stay[rows],
                np.concatenate([leave[rows], np.zeros((1, len(self.columns)))]), blank, filled, np.log(known.kinds),
                np.array([_ALONE * is_short(chunk) for chunk in self.chunks[rows]]),
                self.enter[rows, -1] if page is self.pages[0] or self._begins_around(page) else None,
                self.enter[rows, -1] if page is self.pages[-1] else None, has_number_first,
            ))  # fmt: skip
        found = places_of(tables)
        self.score = sum(places.score for places in found)
        return [places.rows for places in found]

    def _begins_around(self, page: PageSheet) -> bool:
        """Whether the long cells of a page begin with a text that reads as one around the table: notes under it, which
        have boxes or figures, may come first of all."""
        return page.n_long > 0 and _OUTSIDE.match(self.chunks[page.first].text) is not None

    def _again_and_again(self, known: _Known) -> Floats:
        """What it says of a chunk that the same text begins cells of a column again and again."""
        more = np.zeros((len(self.chunks), len(self.columns)))
        for t, chunk in enumerate(self.chunks):
            for c, says in known.of_chunk.get(chunk.text, {}).items():
                more[t, c] = says
        return more

    def learned(self, found: Sequence[Sequence[SlotRow]], labels: LabelLines) -> _Known:
        """What places tell of the columns."""
        n_columns, n_chunks = len(self.columns), len(self.chunks)
        column = np.full(n_chunks, n_columns, dtype=np.int64)
        begins = np.ones(n_chunks, dtype=np.bool_)
        filled, kinds = np.zeros((len(_KINDS), n_columns)), np.zeros(len(_KINDS))
        texts: defaultdict[str, Counter[int]] = defaultdict(Counter)
        of_chunks: defaultdict[str, Counter[int]] = defaultdict(Counter)
        outer = frozenset([c for c, each in enumerate(self.columns) if each.look is Look.ITEM][:-1])
        for page, rows in zip(self.pages, found, strict=True):
            for row in rows:
                kinds[row.kind] += 1
                for cell in row.cells:
                    filled[row.kind, cell.column] += 1
                    if cell.is_long:
                        column[page.first + cell.first : page.first + cell.end] = cell.column
                        begins[page.first + cell.first + 1 : page.first + cell.end] = False
                        if row is not rows[0]:
                            of_chunks[self.chunks[page.first + cell.first].text][cell.column] += 1
                    elif cell.end - cell.first == 1:
                        texts[page.short[cell.first].text][cell.column] += 1
        widths = learned_widths(measure(self.chunks), column, begins, texts, labels, n_columns) if n_chunks else None
        usual = _usual_blanks(self.columns)
        items = [c for c, each in enumerate(self.columns) if each.look is Look.ITEM]
        blank = (kinds[:, None] - filled + _PRIOR_ROWS * usual) / (kinds[:, None] + _PRIOR_ROWS)
        kinds = (kinds + _PRIOR_ROWS * _usual_kinds(self.columns)) / (kinds.sum() + _PRIOR_ROWS)
        blank[:, items] = usual[:, items]  # kinds are told by them
        of_text = {
            text: {c: _said_of(n, counts) for c, n in counts.items()}
            for text, counts in texts.items()
            if counts.total() >= _RECURS
        }
        of_chunk = {
            text: {c: _NAME_AGAIN * (n - 1) if c in outer else _said_of(n, counts) for c, n in counts.items()}
            for text, counts in of_chunks.items()
            if counts.total() >= _RECURS
        }
        return _Known(
            widths or widths_of_header(labels, n_columns), np.clip(blank, 0.01, 0.99), kinds, of_text, of_chunk
        )

    def row_of(self, page: PageSheet, cells: Sequence[SlotCell]) -> Row:
        """The cells of a row with their fragments."""
        row: Row = {}
        for cell in cells:
            if cell.is_long:
                first, last = self.chunks[page.first + cell.first], self.chunks[page.first + cell.end - 1]
                row[cell.column] = list(self.parts[first.first : last.last + 1])
            else:
                row[cell.column] = page.short[cell.first : cell.end]
        return row


def _said_of(n: int, counts: Counter[int]) -> float:
    """What it says of a text that it stands in a column `n` times, and as often as counted in all."""
    return _SAME_TEXT * math.log((n + 0.5) / (counts.total() - n + 0.5)) / 2
