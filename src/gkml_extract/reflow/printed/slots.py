"""Short cells and long ones, each in the order of rows, given to the places of one table.

A page of LibreOffice Calc has its cells twice row by row: first those of one line, then all others. A place, a row's
cell of one column, holds one of either kind or none. All are given to places together: what a cell looks like, how wide
its lines are and how often a column is blank tells where it stands. What a page teaches of widths, blanks and texts
that recur is used when all are placed again.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from gkml_extract.model.table import TextFragment
from gkml_extract.normalise.channels.names import is_known
from gkml_extract.reflow.chunks.make import Chunk, make_chunks
from gkml_extract.reflow.decoder.decode import GAPS
from gkml_extract.reflow.decoder.terms import Bools, Floats, Ints
from gkml_extract.reflow.evidence.base import base_evidence
from gkml_extract.reflow.evidence.learned import (
    LabelLines,
    Widths,
    width_scores,
    widths_of_header,
)
from gkml_extract.reflow.evidence.looks import Look, Shape, runs_of, score, shapes_of
from gkml_extract.reflow.evidence.measures import Measures, measure
from gkml_extract.reflow.header.columns import DecodeColumn
from gkml_extract.reflow.printed.scrambled import is_mixed
from gkml_extract.regex import regex
from gkml_extract.text import display_width

_TICKS = regex(r"[√✓✔☑●★◎○]+$|[√✓✔☑][（(].*[)）]$")
_NO_TICK = regex("[-—–×/]+$")
_BOX = regex(r"[■□☑☐]")
_LISTS = regex("(?<![一二三四五六七八九十])[、；]|^[1-9][.．、]")
_GAP_INDEX = {gap: k for k, gap in enumerate(GAPS)}
_N_PASSES = 3
_NEVER = -40.0
_MOST_LINES = 12
"""Lines with short cells that a row may have: merged cells stand on lines of their own."""
_MOST_WITHOUT = 6
"""Rows one after the other without any short cell."""
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
_LEVELS, _LEAST_KIND = 3, -15.0
_OUTSIDE = regex(
    r"附件\d|[（(]20\d\d年|\d{4}年.{0,6}[版稿]|.{0,4}(?:单位|日期|时间|部门|人|电话)[:：]|(?:备\s*注|注|附注|说明)[:：]"
)
_AROUND, _PAGE_WIDE = 6.0, 1.3
"""What it says of a text that stands above or under the table that it reads so, or that it is so much wider than most
lines of cells."""
_MOST_OUTSIDE = 10
"""Pieces of text above the table."""
_FIRST_ROW = -3.0
"""The first row of a page opens no group."""
_PRIOR_ROWS = 4.0
"""Rows that such a guess weighs."""
_WIDER, _WIDER_STEP, _WIDER_CAP = -2.0, -1.0, -10.0
"""A text of one line is wider than the lines of its column."""
_MOST, _OVER, _LEAST_LINES = 0.9, 1.2, 2
"""Share of a column's lines that are no wider than it is known to be, what a line weighs that is wider than a width,
against those that fill it, and how many lines tell a width."""
_RARE, _DOUBT = 0.04, 8.0
"""Chance of a line that contradicts a width, and how many lines this guess weighs."""
_GROUP, _NUMBERED = regex("[一二三四五六七八九十]{1,3}、"), 2.0
"""The name of a group is numbered."""
_LIST_AS_NAME = 2.0
"""The name of an item has a list in it."""
_ALONE = -6.0
"""A long cell is one line of Chinese characters alone: Calc prints such with the short ones."""
_OF_HEADER = 0.3
"""How much widths count that only the header tells: labels are broken by hand as well."""
_CHANNEL = 3.0
"""A line is the name of a channel."""
_BETTER = 6.0
"""How much better (natural logarithm) the cells suit where columns do not stand in their usual order."""
_RECURS = 2
"""Times that a text stands on the page as a short cell, from which the column of most of them tells."""
_SAME_TEXT = 2.0
_NAME_AGAIN = -2.0
"""The name of a group opens another one."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A page: the lines with its short cells, and its long cells."""

    short: Sequence[Sequence[TextFragment]]
    long: Sequence[TextFragment]


Row = dict[int, list[TextFragment]]
"""The cells of a row by column."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The rows of each page, and long texts before the first row and behind the last one that are no cells."""

    rows: list[list[Row]]
    before: list[TextFragment]
    behind: list[TextFragment]


def placed(
    pages: Sequence[Parts], columns: Sequence[DecodeColumn], numbers: frozenset[int], labels: LabelLines
) -> Placed:
    """The cells of pages in their rows. `numbers`: lines with row numbers, `labels`: lines of labels."""
    sheet = _sheet_of(pages, columns, numbers)
    long, chunks = sheet.parts, sheet.chunks
    found = sheet.place(_Known.first(columns, labels))
    for _ in range(_N_PASSES - 1):
        found = sheet.place(sheet.learned(found, labels))
    rows = [[sheet.row_of(page, row.cells) for row in rows] for page, rows in zip(sheet.pages, found, strict=True)]
    cells = [
        (page.first + cell.first, page.first + cell.end)
        for page, of_page in zip(sheet.pages, found, strict=True)
        for row in of_page
        for cell in row.cells
        if cell.is_long
    ]
    begin, end = (cells[0][0], cells[-1][1]) if cells else (len(chunks), len(chunks))
    edges_of = [*(chunk.first for chunk in chunks), len(long)]
    return Placed(rows, list(long[: edges_of[begin]]), list(long[edges_of[end] :]))


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


@dataclass(frozen=True, slots=True)
class _RowOf:
    """A row of a kind with its cells."""

    kind: int
    cells: list[_Cell]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell in a row: its column, and the short fragments or the chunks that it has: [first, end)."""

    column: int
    is_long: bool
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class _PageSheet:
    """A page to be placed: its short fragments, where its lines begin, which of them are numbers, and its chunks."""

    short: list[TextFragment]
    begins: list[int]
    is_number: list[bool]
    first: int
    end: int


@dataclass(slots=True)
class _Sheet:
    """What is placed, and what it looks like."""

    pages: list[_PageSheet]
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
            base = base_evidence(
                chunks, columns, _GAP_INDEX, runs=runs, shapes=shapes_of(chunks, runs), is_wrapped=True
            )
            enter, stay = base.enter, base.stay
            widths = sorted(chunk.line_width for chunk in chunks)
            limit = _PAGE_WIDE * widths[int(_MOST * (len(widths) - 1))]
            for t, chunk in enumerate(chunks):
                enter[t, -1] += _AROUND * (_OUTSIDE.match(chunk.text) is not None or chunk.line_width > limit)
            items = [c for c, column in enumerate(columns) if column.look is Look.ITEM]
            for t, chunk in enumerate(chunks):
                enter[t, items] -= _LIST_AS_NAME * (_LISTS.search(chunk.text) is not None)
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
        own = [_page_sheet(page, numbers, ends[k], ends[k + 1]) for k, page in enumerate(pages)]
        sheet = cls(own, chunks, parts, columns, enter, stay)
        for page in own:
            scores = [
                [_short_score(part, column, is_number=is_number) for column in columns]
                for part, is_number in zip(page.short, page.is_number, strict=True)
            ]
            sheet.short.append(np.array(scores).reshape(len(page.short), len(columns)))
            sheet.again.append(_again(page, columns))
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

    def place(self, known: _Known) -> list[list[_RowOf]]:
        """The cells of each page's rows."""
        self.score = 0.0
        nothing = np.zeros((0, len(self.columns) + 1))
        of_widths = width_scores(measure(self.chunks), known.widths) if self.chunks else (nothing,) * 3
        over, stay, leave = (known.trust * each[:, :-1] for each in of_widths)
        enter, stay = self.enter[:, :-1] + over, self.stay[:, :-1] + stay
        enter = enter + self._again_and_again(known)
        blank, filled = np.log(known.blank), np.log1p(-known.blank)
        limits = np.fmax(np.where(np.isnan(known.widths.wrap), np.inf, known.widths.wrap), known.widths.least)[:-1]
        found = []
        for page, short, again in zip(self.pages, self.short, self.again, strict=True):
            widths = np.array([display_width(part.text) for part in page.short], dtype=float)[:, None]
            excess = widths - limits[None, :] - 1
            wider = np.where(excess > 0, np.maximum(_WIDER + _WIDER_STEP * excess, _WIDER_CAP), 0.0) * known.trust
            own = short + np.where(again > _NEVER, 0.0, wider) if len(page.short) else short
            own = own.copy()
            for k, part in enumerate(page.short):
                for c, more in known.of_text.get(part.text, {}).items():
                    own[k, c] += more
            rows = slice(page.first, page.end)
            table = _Table(
                page, self.columns, own, again, enter[rows], stay[rows],
                np.concatenate([leave[rows], np.zeros((1, len(self.columns)))]), blank, filled, np.log(known.kinds),
                np.array([_ALONE * _is_short(chunk) for chunk in self.chunks[rows]]),
                self.enter[rows, -1] if page is self.pages[0] else None,
                self.enter[rows, -1] if page is self.pages[-1] else None,
            )  # fmt: skip
            found.append(table.rows())
            self.score += table.score
        return found

    def _again_and_again(self, known: _Known) -> Floats:
        """What it says of a chunk that the same text begins cells of a column again and again."""
        more = np.zeros((len(self.chunks), len(self.columns)))
        for t, chunk in enumerate(self.chunks):
            for c, says in known.of_chunk.get(chunk.text, {}).items():
                more[t, c] = says
        return more

    def learned(self, found: Sequence[Sequence[_RowOf]], labels: LabelLines) -> _Known:
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
        widths = _learned_widths(measure(self.chunks), column, begins, texts, labels, n_columns) if n_chunks else None
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

    def row_of(self, page: _PageSheet, cells: Sequence[_Cell]) -> Row:
        """The cells of a row with their fragments."""
        row: Row = {}
        for cell in cells:
            if cell.is_long:
                first, last = self.chunks[page.first + cell.first], self.chunks[page.first + cell.end - 1]
                row[cell.column] = list(self.parts[first.first : last.last + 1])
            else:
                row[cell.column] = page.short[cell.first : cell.end]
        return row


def _is_short(chunk: Chunk) -> bool:
    """Whether a chunk that is all of a cell would have come with the short ones."""
    return chunk.lines[0] == chunk.lines[1] and not is_mixed(chunk.text)


def _said_of(n: int, counts: Counter[int]) -> float:
    """What it says of a text that it stands in a column `n` times, and as often as counted in all."""
    return _SAME_TEXT * math.log((n + 0.5) / (counts.total() - n + 0.5)) / 2


def _learned_widths(
    measures: Measures,
    column: Ints,
    begins: Bools,
    short: Mapping[str, Counter[int]],
    labels: LabelLines,
    n_columns: int,
) -> Widths:
    """The widths of columns, by the lines of chunks, of labels and of short texts that stand in them.

    No line is wider than its column, and one that the cell goes on after fills it, unless a paragraph ends there.
    """
    filled = np.flatnonzero(measures.has_text & (measures.tails > 0))
    goes_on = filled[filled < len(measures) - 1]
    behind = goes_on + 1
    goes_on = goes_on[
        ~begins[behind] & measures.is_after_break[behind] & ~measures.begins_part[behind]
        & ~measures.ends_paragraph[goes_on]
    ]  # fmt: skip
    wrap, widest = np.full((2, n_columns + 1), np.nan)
    log_over, log_short = np.full((2, n_columns + 1), math.log(_RARE))
    least = np.zeros(n_columns + 1)
    by_width = labels.goes_on.copy()  # and not by hand, in halves: 一级 / 事项
    by_width[:-1] &= labels.widths[:-1] > labels.widths[1:]
    of_short = [(display_width(text), c) for text, counts in short.items() for c in counts]
    for c in range(n_columns):
        of_labels = labels.widths[labels.columns == c]
        told = labels.widths[(labels.columns == c) & by_width]
        inner = measures.inner_widths[column[measures.inner_owners] == c]
        full = np.sort(np.concatenate([inner, measures.tails[goes_on][column[goes_on] == c], told]))
        lines = np.sort(np.concatenate([
            inner, measures.tails[filled][column[filled] == c], of_labels, [width for width, at in of_short if at == c]
        ]))  # fmt: skip
        least[c] = max(of_labels.max(initial=0), lines[int(_MOST * (len(lines) - 1))] if len(lines) else 0)
        if len(full) < _LEAST_LINES:
            continue
        widths = np.unique(full[full >= of_labels.max(initial=0)])
        if not len(widths):
            continue
        n_full = np.searchsorted(full, widths, side="right") - np.searchsorted(full, widths - 2, side="left")
        n_over = len(lines) - np.searchsorted(lines, widths + 1, side="right")
        best = int((n_full - _OVER * n_over + widths * 1e-6).argmax())
        wrap[c] = widest[c] = widths[best]
        log_short[c] = math.log(((full < widths[best] - 2).sum() + _RARE * _DOUBT) / (len(full) + _DOUBT))
        log_over[c] = math.log((n_over[best] + _RARE * _DOUBT) / (len(lines) + _DOUBT))
    return Widths(wrap, widest, log_over, log_short, least)


def _page_sheet(page: Parts, numbers: frozenset[int], first: int, end: int) -> _PageSheet:
    short = [part for line in page.short for part in line]
    begins = np.cumsum([0, *(len(line) for line in page.short)]).tolist()
    found = [
        part.line in numbers and part.text.isdecimal() and all(not other.text.isdecimal() for other in line[:k])
        for line in page.short
        for k, part in enumerate(line)
    ]
    return _PageSheet(short, begins, found, first, end)


def _short_score(part: TextFragment, column: DecodeColumn, *, is_number: bool) -> float:
    """How well a short cell suits a column."""
    if is_number:
        return 0.0 if column.look is Look.NUMBER else -20.0
    if _TICKS.match(part.text):
        return 0.0 if column.look is Look.MARKS else -20.0
    told = score(_shape_of(part), column.look)
    lists = _LISTS.search(part.text) is not None
    told += {Look.CONTENT: 1.0 if lists else -0.5, Look.ITEM: -3.0 if lists else 0.0}.get(column.look, 0.0)
    return told if column.look is not Look.MARKS else told - 5.0


def _shape_of(part: TextFragment) -> Shape:
    (shape,) = shapes_of(make_chunks([part]).chunks[:1], {"digits": frozenset(), "han": frozenset()})
    return shape


def _again(page: _PageSheet, columns: Sequence[DecodeColumn]) -> Floats:
    """What it costs that a short fragment is of the same cell as the one before: ticks and boxes side by side."""
    again = np.full((len(page.short), len(columns)), _NEVER)
    ticks = [part for part in page.short if _TICKS.match(part.text)]
    is_one_a_line = len({part.line for part in ticks}) == len(ticks)
    for k in range(1, len(page.short)):
        one, other = page.short[k - 1 : k + 1]
        if one.line != other.line and not (is_one_a_line and _are_ticks(one.text, other.text)):
            continue
        for c, column in enumerate(columns):
            are_ticks = column.look is Look.MARKS and _are_ticks(one.text, other.text)
            are_boxes = column.look is Look.CHANNELS and _BOX.match(other.text)
            if are_ticks or are_boxes:
                again[k, c] = 0.0
    return again


def _are_ticks(*texts: str) -> bool:
    """Whether texts side by side are ticks, or ticks and signs of none."""
    return any(map(_TICKS.match, texts)) and all(_TICKS.match(text) or _NO_TICK.match(text) for text in texts)


class _Table:
    """The best places of a page's cells, by dynamic programming over rows."""

    def __init__(
        self,
        page: _PageSheet,
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
        self.short, self.again, self.enter, self.leave = short, again, np.maximum(enter, _NEVER), leave
        self.blank, self.filled, self.kinds = blank, filled, kinds
        self.alone, self.score = alone, 0.0
        self.before = np.cumsum(np.maximum(before, _NEVER)) if before is not None else np.zeros(0)
        last = np.zeros(self.n_long + 1)
        last[:-1] = np.cumsum(np.maximum(behind, _NEVER)[::-1])[::-1] if behind is not None else -np.inf
        self.behind = last
        self.going_on = np.cumsum(np.maximum(stay, _NEVER), axis=0)
        self.has_number_first = bool(columns) and columns[0].look is Look.NUMBER and columns[0].first is not None
        self.may_lack = not self.n_short or not all(page.is_number[begin] for begin in page.begins[:-1])

    def rows(self) -> list[_RowOf]:
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

    def _row_of_kind(self, begin: int, end: int, value: Floats, kind: int) -> list[Floats]:
        """The same of a row of one kind."""
        size, m = end - begin, self.n_long
        state = np.full((size + 1, m + 1), -np.inf)
        state[0] = value
        states = [state]
        for c in range(len(self.columns)):
            best = state + self.blank[kind, c]
            if size:
                own = self.short[begin:end, c, None] + self.filled[kind, c]
                taken = np.full((size + 1, m + 1), -np.inf)
                taken[1:] = state[:-1] + own
                more = self.again[begin:end, c]
                for k in np.flatnonzero(more > _NEVER).tolist():
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
            states.append(state)
        return states

    def _traced(
        self,
        layers: Sequence[Sequence[Floats]],
        came: Sequence[Sequence[_States]],
        windows: Sequence[_States],
        sources: Sequence[Ints],
    ) -> list[_RowOf]:
        """The rows of the best way, from its end."""
        rows: list[_RowOf] = []
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

    def _cells(self, by_kind: _States, begin: int, size: int, j: int) -> tuple[_RowOf, int]:
        """The row that takes `size` short fragments and chunks up to `j`, and with which chunk it begins."""
        cells: list[_Cell] = []
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
                if self.again[k, c] <= _NEVER:
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
                cells.append(_Cell(c, False, begin + size - step[0], begin + size))
            elif step[1]:
                cells.append(_Cell(c, True, j - step[1], j))
            size, j = size - step[0], j - step[1]
        return _RowOf(kind, cells[::-1]), j


_States = list[list[Floats]]
"""By kind of row, and after each of its columns, how good it is to have taken so many short fragments and chunks."""


def _ended(states: _States) -> Floats:
    """The same at the row's end, whatever its kind."""
    return np.asarray(np.max([of_kind[-1] for of_kind in states], axis=0))


__all__ = ["Parts", "Row", "best_order", "placed"]
