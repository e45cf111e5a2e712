"""Parts of one table on several pages → one body: cut rows and cut cells joined, merged cells carried over the break.

A page break leaves no trace of its own: the rest of a merged cell looks like an empty cell, the rest of a cut row
like a row without a number. What is one and what is two is weighed column by column; the weights are small whole
numbers, and a decision that hangs on few of them is a finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp

from gkml_extract.lexicon.counting_rows import is_total
from gkml_extract.model.finding import Note, note
from gkml_extract.model.source import Place
from gkml_extract.model.table import Cell, Column, least, moved
from gkml_extract.regex import regex
from gkml_extract.tables.columns import CHANNEL_COLUMN
from gkml_extract.tables.cut_cells import (
    GOES_ON_AFTER,
    GOES_ON_WITH,
    is_begun_below,
    is_cut_off,
    lines_of_halves,
    shown_twice,
    still_hidden,
    text_of_halves,
)
from gkml_extract.tables.drawn_ends import DrawnEnds, Ends
from gkml_extract.tables.halves import APART, SURE, Halves, counts_on
from gkml_extract.tables.parts import (
    ENOUGH_ROWS,
    OWN_SHARE,
    Part,
    covering,
    whole_cells,
)
from gkml_extract.tables.rows import has_ticks, is_tick_column
from gkml_extract.tables.section_rows import FULL_WIDTH, counts_as_heading
from gkml_extract.tables.shared_columns import SharedColumns
from gkml_extract.tables.standing import Middles, Standing
from gkml_extract.tables.torn import CellReaders
from gkml_extract.text import bracket_depth, fold, squeeze

_NEVER_BLANK = frozenset(
    {"number", "primary", "secondary", "content", "legal_basis", "deadline", "publisher", "channels"}
)
"""Fields that nobody leaves empty on purpose: an empty cell at a page's top is the rest of the one above."""
_NAMES = frozenset({"number", "primary", "secondary"})
"""Fields that name a group of rows."""
_GROUPS = ("audience", "method", "five_open", "公开层级", CHANNEL_COLUMN)
_ROOM_PT = 30.0
"""Space left at a page's end, in points, from which the next row was not cut but moved: two lines of print."""
_LIKELY = 1
"""Weight from which two texts are halves of one where the row shares its number with the one above."""
_TWO = -30.0
"""What is sure to be two rows, whatever the columns say that they share with the rest of a group."""
_FEW = 0.2
"""Share of texts with several paragraphs from which one may be ended anywhere."""
_SHARED = 0.5
"""What the halves of a cell can tell at most of the row in a column of merged cells: these are cut between rows too."""
_MANY = 3
"""Columns in which nearly all rows have a text from which a row without any of them is no row."""
_LONG_NUMBER = 5
"""Digits that no 序号 has."""
_OPEN = 6
"""What speaks for a cut row where no rule closes it at the page's end, though rules close others."""
_DOUBT = 1.5
"""Weight below which a decision on a row is in doubt."""
_BULLET = regex(r"^[◆◇●○▪▶►★☆·•※✓◎]")


@dataclass(frozen=True, slots=True)
class Body:
    """The rows of all parts as one grid; `n_rows` is the row after the last.

    `left_out` characters of theirs are printed again.
    """

    cells: tuple[Cell, ...]
    n_rows: int
    notes: tuple[Note, ...]
    left_out: int = 0


def join_parts(parts: Sequence[Part], columns: Sequence[Column], readers: CellReaders, first_row: int = 0) -> Body:
    """The parts of a table as one body, its rows counted from `first_row`; so do the notes.

    Every text of the parts is in it, once.
    """
    parts = [_ended(part) for part in parts]
    joiner = _Joiner(columns, readers, parts, first_row)
    for part in parts:
        joiner.add(part)
    return Body(tuple(joiner.cells), joiner.n_rows, tuple(joiner.notes), joiner.left_out)


def _ended(part: Part) -> Part:
    """A part with no cell that goes on below its last row, as one that stands beside two tables does."""
    if all(cell.row + cell.rowspan <= part.end for cell in part.cells):
        return part
    cells = (replace(cell, rowspan=max(1, min(cell.rowspan, part.end - cell.row))) for cell in part.cells)
    return replace(part, cells=tuple(cells))


class _Joiner:
    """Grows the body part by part. `_last` has, for each column, the cell that covers the last row."""

    def __init__(self, columns: Sequence[Column], readers: CellReaders, parts: Sequence[Part], first_row: int) -> None:
        self._columns = columns
        self._shared = SharedColumns(columns, parts)
        self._halves = Halves(columns, readers, parts)
        self._bottom = max((part.bottom for part in parts if part.bottom is not None), default=None)
        self._parts = parts
        self._draws_whole = any(
            cell.hidden and (cell.hidden.above or cell.hidden.below) for part in parts for cell in part.cells
        )  # a merged cell would be seen on both sides of a break
        filled = frozenset(column.index for column in columns if column.field in _NEVER_BLANK)
        self._drawn = DrawnEnds(parts, len(columns), filled)
        self._middles: Middles | None = None
        self._standing: list[Standing] = []
        self._last: list[int] = []
        self._before: Part | None = None
        self.cells: list[Cell] = []
        self.n_rows = first_row
        self.notes: list[Note] = []
        self.left_out = 0

    def add(self, part: Part) -> None:
        """Add the next part."""
        if not part.n_rows:
            return
        first = covering(part.cells, part.first, len(self._columns))
        merged: frozenset[int] = frozenset()
        shift = 0
        if _is_heading(first, on_page=part.is_next_page) or (not part.is_next_page and self._is_named_only(first)):
            pass  # the empty cell beside it is none of the row above
        elif _counts_rows(first) or (self._last and _counts_rows([self.cells[at] for at in self._last])):
            pass  # nor is that beside 小计, on either side
        elif self._last and part.is_next_page:
            self._standing = self._standing_above(first, part.end)
            ends = self._drawn.above([self._above(column.index) for column in self._columns])
            is_cut = ends is not None and not ends.closed and all(self._covers_page(at) for at in ends.untold)
            if ends is not None and ends.closed:
                self._append(part, first, self._going_on(ends, first), 0)
                self._before = part
                return
            weight = self._weigh_row(first) + _OPEN * is_cut
            if weight > 0:
                merged, shift = frozenset(range(len(self._columns))), 1
            else:
                merged = self._continued(first)
            if abs(weight) < _DOUBT:
                self._note_doubt(self.n_rows - shift, weight, _place(first))
        elif self._last:
            merged = frozenset(index for index in self._continued(first) if self._may_go_on(index, first))
        self._append(part, first, merged, shift)
        self._before = part

    def _covers_page(self, column: int) -> bool:
        """Whether the cell that ends a page goes over all of its rows: of such a one its open end tells nothing."""
        return self._before is not None and self._above(column).rowspan >= self._before.n_rows

    def _going_on(self, ends: Ends, first: Sequence[Cell]) -> frozenset[int]:
        """The columns that go on below a row which is whole, by what is drawn at its end and, if need be, by the texts.

        Chromium closes a merged cell too early where rows that it covers did not find room on the pages before; then
        nothing is printed in it on the next page, though nobody leaves such a field empty. The text of a cell that goes
        on once more may be printed further on.
        """
        doubtful = [
            column.index
            for column, cell in zip(self._columns, first, strict=True)
            if column.index in ends.untold
            or (column.index in ends.closed and column.field in _NEVER_BLANK and not cell.text and not cell.is_open)
        ]
        opened = frozenset(column for column in ends.opened if not self._is_interrupted(column, first[column]))
        return opened | (self._continued(first) & frozenset(doubtful) if doubtful else frozenset())

    def _is_interrupted(self, column: int, tail: Cell) -> bool:
        """Whether a whole page of a cell is empty between two texts: they are two, and one ended unseen."""
        if not tail.text or not self._above(column).text or self._before is None:
            return False
        return not covering(self._before.cells, self._before.end - 1, len(self._columns))[column].text

    def _is_named_only(self, first: Sequence[Cell]) -> bool:
        """Whether a row prints one text, where a number or the name of an item stands: it may be a heading."""
        printed = [column for column in self._columns if first[column.index].text]
        return len(printed) == 1 and printed[0].field in ("number", "primary", "secondary")

    def _may_go_on(self, index: int, first: Sequence[Cell]) -> bool:
        """Whether the first row of a table, or of rows under the header again, may share a cell of the last one.

        Such files keep the text of a merged cell at its top: a tick below a blank is one of its own row.
        """
        head, tail = self._above(index).text, first[index].text
        return not tail or (not head and not has_ticks(self._columns[index]))

    def _note_doubt(self, row: int, weight: float, place: Place | None) -> None:
        score = round(1 / (1 + exp(-abs(weight))), 2)
        self.notes.append(note("reading-uncertain", item=row, place=place, score=score))

    def _append(self, part: Part, first: Sequence[Cell], merged: frozenset[int], shift: int) -> None:
        """Append the part's cells; those that begin in its first row in a column of `merged` go on the cell above."""
        offset, end = self.n_rows - shift - part.first, part.end
        taken: dict[int, int] = {}  # cells that the last row may belong to
        for cell in part.cells:
            row, at = cell.row, len(self.cells)
            if row == part.first and self._goes_on(cell, merged, shift):
                at = self._last[cell.column]
                end_row = row + offset + cell.rowspan
                joined = self._together(self.cells[at], cell, shift)
                self.cells[at] = replace(joined, rowspan=min(joined.rowspan, end_row - joined.row))
            else:
                self.cells.append(moved(cell, row + offset))
            if row + cell.rowspan >= end:
                taken[id(cell)] = at
        self.n_rows = offset + end
        self._last = []
        for cell in covering(part.cells, end - 1, len(self._columns)):
            if id(cell) not in taken:  # a place that the part leaves uncovered
                taken[id(cell)] = len(self.cells)
                self.cells.append(replace(cell, row=self.n_rows - 1))
            self._last.append(taken[id(cell)])

    def _goes_on(self, cell: Cell, merged: frozenset[int], shift: int) -> bool:
        """Whether a cell of a part's first row goes on the one above it."""
        if shift or cell.column not in merged:
            return bool(shift)
        above = self._above(cell.column)
        return (above.column, above.colspan) == (cell.column, cell.colspan)

    def _above(self, column: int) -> Cell:
        return self.cells[self._last[column]]

    def _together(self, head: Cell, tail: Cell, shift: int) -> Cell:
        """Two parts of a cell as one, with the places of both."""
        rowspan = head.rowspan + tail.rowspan - shift
        room = tail.room._replace(piece=head.room.piece) if head.room and tail.room else head.room
        text, twice = text_of_halves(head, tail), shown_twice(head, tail)  # while each tells what it hides itself
        hidden = still_hidden(head, tail)
        if hidden != head.hidden or tail.is_open != head.is_open:
            head = replace(head, hidden=hidden, is_open=tail.is_open)
        if not tail.text or (fold(tail.text) == fold(head.text) and not shift):
            self.left_out += len(squeeze(tail.text))
            return replace(head, rowspan=rowspan, places=head.places + tail.places)
        if not head.text:
            places, legibility = head.places + tail.places, tail.legibility
            joined = replace(head, text=tail.text, how=tail.how, rowspan=rowspan, places=places, room=tail.room)
            return replace(joined, legibility=legibility, lines=tail.lines)
        self.left_out += twice
        legibility = least(head.legibility, tail.legibility)
        lines = lines_of_halves(head, tail)
        joined = replace(head, text=text, rowspan=rowspan, places=head.places + tail.places, room=room, lines=lines)
        return replace(joined, legibility=legibility)

    def _standing_above(self, first: Sequence[Cell], end: int) -> list[Standing]:
        """What the last cells of a page say by where their texts stand in them. A row with a number cuts none."""
        if self._middles is None:
            self._middles = Middles(list(whole_cells(self._parts)), len(self._columns))
        above = [self._above(column.index) for column in self._columns]
        found = self._middles.standing(above, first, [cell.row + cell.rowspan < end for cell in first])
        if any(column.field == "number" and first[column.index].text for column in self._columns):
            return [
                Standing.UNTOLD if each is Standing.CUT and not self._middles.is_raised(cell) else each
                for each, cell in zip(found, first, strict=True)
            ]
        return found

    def _standing_of_whole_row(self, first: Sequence[Cell]) -> list[Standing]:
        """What the last cells of a page say where their row is whole: nothing if those that it does not share stand
        out of the middle as well, as in the last row of a page in Writer."""
        is_raised = any(
            each is Standing.CUT and self._above(index).rowspan == 1 and self._shared.has_cell_of_its_own(index, first)
            for index, each in enumerate(self._standing)
        )
        return [Standing.UNTOLD if is_raised and each is Standing.CUT else each for each in self._standing]

    def _standing_of(self, column: Column) -> Standing:
        return self._standing[column.index] if self._standing else Standing.UNTOLD

    def _weigh_row(self, first: Sequence[Cell]) -> float:
        """How much speaks for the first row of a page being the rest of the last row before it; above 0 it is."""
        weight = -0.5
        if self._before is not None and self._before.bottom is not None and self._bottom is not None:
            weight -= 4 * (self._bottom - self._before.bottom > _ROOM_PT)
        ticks = [column.index for column in self._columns if has_ticks(column)]
        if ticks:
            head = [index for index in ticks if self._above(index).text]
            tail = [index for index in ticks if first[index].text]
            weight -= SURE * (bool(head) and bool(tail))
            weight += 2 * (not tail and bool(head) and self._shared.ticked >= OWN_SHARE)
        least = -SURE if self._lacks_most(first, ticks) else _TWO
        for column in self._columns:
            if column.index not in ticks:
                own = self._weigh_cell(column, self._above(column.index), first[column.index])
                weight += own if column.field == "number" else max(least, own)
        return weight

    def _lacks_most(self, first: Sequence[Cell], ticks: Sequence[int]) -> bool:
        """Whether a row has no text in most of the columns in which nearly all rows have one: it is none of its own."""
        shared = self._shared.own
        own = [
            column.index
            for column in self._columns
            if column.index not in ticks and shared[column.index] >= OWN_SHARE and self._above(column.index).text
        ]
        n_blank = sum(not first[index].text for index in own)
        return n_blank >= _MANY and 2 * n_blank > len(own)

    def _weigh_cell(self, column: Column, head: Cell, tail: Cell) -> float:
        """The same for one column that is no tick column."""
        is_own = self._shared.own[column.index] >= OWN_SHARE
        if not head.text or not tail.text:
            return (2 if column.field == "number" else 1.5) * (is_own and bool(head.text or tail.text))
        if column.field == "number":
            return self._weigh_numbers(column.index, head, tail)
        if is_own and self._is_ended(column, head, tail):
            return _TWO
        most = SURE if is_own else _SHARED
        return max(-SURE, min(most, self._halves.weigh(column, head, tail, self._standing_of(column))))

    def _weigh_numbers(self, column: int, head: Cell, tail: Cell) -> float:
        """How much two numbers look like halves of the one that follows the one before.

        Nothing is told of 1 and 2 after 11: numbers may begin anew.
        """
        before = next(
            (cell.text for cell in reversed(self.cells) if cell.column == column and cell.text and cell is not head), ""
        )
        texts = [squeeze(text) for text in (before, head.text, tail.text)]
        if not all(text.isdecimal() and text.isascii() and len(text) < _LONG_NUMBER for text in texts):
            return _TWO
        if int(texts[0]) + 1 != int(texts[1] + texts[2]):
            return _TWO
        return SURE if int(texts[1]) + 1 != int(texts[2]) else 0

    def _is_ended(self, column: Column, head: Cell, tail: Cell) -> bool:
        """Whether a 公开内容 was ended though what follows had room on its line, where such texts have no paragraphs.

        It is what the rows of a group do not share.
        """
        if column.field != "content" or self._standing[column.index] is Standing.CUT:
            return False
        if self._standing[column.index] is Standing.WHOLE:
            return True
        if head.room is None or tail.room is None or head.room.surely <= max(0.0, tail.room.piece):
            return False
        goes_on = GOES_ON_AFTER.search(head.text) or GOES_ON_WITH.match(tail.text) or bracket_depth(head.text) > 0
        is_bulleted = _BULLET.match(tail.text) is not None and f"\n{tail.text[0]}" in f"\n{head.text}"
        is_listed = is_bulleted or "\n" in head.text or counts_on(head.text, tail.text)
        return not goes_on and not is_listed and self._halves.share_of_lists(column.index) < _FEW

    def _continued(self, first: Sequence[Cell]) -> frozenset[int]:
        """The columns in which the first row of a part goes on in the cell above, though it is a row of its own."""
        found = set()
        enough = _LIKELY if self._shared.is_in_group(first) else SURE
        self._standing = self._standing_of_whole_row(first)
        for column in self._columns:
            head, tail = self._above(column.index), first[column.index]
            if is_cut_off(head, tail):
                found.add(column.index)
                continue
            if has_ticks(column) or is_begun_below(head, tail):
                continue
            is_merged = head.rowspan > 1 or tail.rowspan > 1
            is_own = not is_merged and self._shared.has_cell_of_its_own(column.index, first)
            if is_own and head.text and tail.text and self._halves.weigh_texts(column, head.text, tail.text) < SURE:
                continue
            if not tail.text or not head.text:
                is_shared = is_merged or (not self._draws_whole and self._shared.is_filled([column.index]))
                continues = column.field in _NEVER_BLANK or (
                    (is_shared or self._shared.is_rest_of_group(column.index, first))
                    and not self._is_printed_again(first)
                )
                if continues and is_own and head.text:  # where each row has a cell of its own, it may be empty
                    self._note_doubt(self.n_rows, 0.0, _place([tail]))
            elif column.field == "number" or fold(head.text) == fold(tail.text):
                continues = is_merged and fold(head.text) == fold(tail.text)
            else:
                weight = self._halves.weigh(column, head, tail, self._standing_of(column))
                continues = weight >= enough or (weight > APART and self._shared.is_of_group([column.index], first))
                if not is_own and not continues and enough - weight < _DOUBT:
                    for row in range(head.row, self.n_rows + tail.rowspan):
                        self._note_doubt(row, enough - weight, _place([tail]))
            if continues:
                found.add(column.index)
        for group in _GROUPS:
            columns = [column.index for column in self._columns if _group_of(column) == group]
            if columns and self._goes_on_ticks(columns, first):
                found |= set(columns)
        return frozenset(found | self._with_finer(found, first))

    def _with_finer(self, found: set[int], first: Sequence[Cell]) -> set[int]:
        """The columns that go on because others do in which a cell begins wherever one of theirs does."""
        others: set[int] = set()
        finer = [index for index in found if self._surely_goes_on(index, first)]
        for column in self._columns:
            head, tail = self._above(column.index), first[column.index]
            if column.index in found or column.field == "number" or not head.text or not tail.text:
                continue
            if has_ticks(column) or self._halves.weigh(column, head, tail, self._standing_of(column)) < _LIKELY:
                continue
            if any(self._shared.begins_within([column.index], index) for index in finer):
                others.add(column.index)
        for group in _GROUPS:
            columns = [column.index for column in self._columns if _group_of(column) == group]
            if found & set(columns) or not any(self._above(index).text for index in columns):
                continue
            if not any(first[index].text for index in columns) and any(
                self._shared.begins_within(columns, index) for index in finer
            ):
                others |= set(columns)
        return others

    def _surely_goes_on(self, column: int, first: Sequence[Cell]) -> bool:
        """Whether a column that goes on does not only print the same text again."""
        head, tail = self._above(column).text, first[column].text
        return bool(head) and self._columns[column].field in _NEVER_BLANK and fold(head) != fold(tail)

    def _goes_on_ticks(self, columns: Sequence[int], first: Sequence[Cell]) -> bool:
        """Whether a group of tick columns is merged over the break: ticks stand on one side of it only."""
        head = any(self._above(index).text for index in columns)
        tail = any(first[index].text for index in columns)
        is_merged = any(self._above(index).rowspan > 1 or first[index].rowspan > 1 for index in columns)
        if head and not tail and self._shared.ticked >= OWN_SHARE and self._shared.is_in_group(first):
            return True
        if head == tail or self._begin_with_number(columns, first):
            return False
        return is_merged or self._shared.is_filled(columns) or self._shared.is_of_group(columns, first)

    def _begin_with_number(self, columns: Sequence[int], first: Sequence[Cell]) -> bool:
        """Whether a row has another 序号 than the one above, and no tick, as some have: an empty cell is its own.

        Ticks are merged by numbers where they begin with these alone and with most of them, and cover no other.
        """
        numbers = [column.index for column in self._columns if column.field == "number"]
        if not numbers or fold(first[numbers[-1]].text) in ("", fold(self._above(numbers[-1]).text)):
            return False
        rows, numbered = (
            set().union(*(self._shared.begun[column] for column in columns)),
            self._shared.begun[numbers[-1]],
        )
        if not rows <= numbered or len(rows) < max(ENOUGH_ROWS, len(numbered) / 2) or self._shared.is_filled(columns):
            return False
        return not any(
            (index, row) in numbered
            for index, part in enumerate(self._parts)
            for cell in part.cells
            if cell.text and cell.rowspan > 1 and cell.column in columns
            for row in range(cell.row + 1, cell.row + cell.rowspan)
        )

    def _is_printed_again(self, first: Sequence[Cell]) -> bool:
        """Whether a group's names are printed again: who parts a table by hand prints all of it again."""
        for column in self._columns:
            head, tail = self._above(column.index), first[column.index]
            is_merged = (head.rowspan > 1 or tail.rowspan > 1) and not (head.hidden or tail.hidden)
            if column.field in _NAMES and is_merged and tail.text and fold(head.text) == fold(tail.text):
                return True
        return False


def _counts_rows(cells: Sequence[Cell]) -> bool:
    """Whether the cells over a row, one for each column, are a total."""
    return is_total([cell.text for at, cell in enumerate(cells) if not at or cell is not cells[at - 1]])


def _is_heading(first: Sequence[Cell], *, on_page: bool) -> bool:
    """Whether a row is the heading of a section, which is wide; at the top of a page one with a Chinese numeral.

    There it may be as narrow as its text where no rules draw its cell: over the first two columns.
    """
    printed = {id(cell): cell for cell in first if cell.text}
    if len(printed) != 1:
        return False
    (cell,) = printed.values()
    is_wide = cell.colspan >= FULL_WIDTH * len(first)
    if not on_page:
        return is_wide
    return (is_wide or (cell.column == 0 and cell.colspan > 1)) and counts_as_heading(cell.text)


def _group_of(column: Column) -> str | None:
    if column.rule == CHANNEL_COLUMN:
        return CHANNEL_COLUMN
    if column.field == "extra":
        return "公开层级" if is_tick_column(column) else None
    return column.field.partition(".")[0] if "." in column.field else None


def _place(cells: Sequence[Cell]) -> Place | None:
    return next((place for cell in cells for place in cell.places), None)
