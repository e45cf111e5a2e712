"""Cells and rows torn apart by a page break, joined again. Only for tables whose geometry is lost.

A page break may cut a row in two (its second half has no number and no ticks), a merged cell in two (each half
stands in a row of its own), or print the end of a cell again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from gkml_extract.lexicon.inner_pairs import chance_within_word
from gkml_extract.model.finding import Note, note
from gkml_extract.model.table import Column, RowCell, least
from gkml_extract.regex import regex
from gkml_extract.text import bracket_depth, fold, join_wrapped, squeeze

_JUNCTION = 2
"""Characters on each side of a cut that must stand together elsewhere in the document to prove it."""
_PART = regex(r"(?:^|\n|(?<=[；;。》）]))\s*(\d{1,2})[.．、](?!\d)")
_SENTENCE_END = regex(r"[。；;！？等]$")
_NUMBERED_SHARE = 0.9
"""Share of rows with a number of their own from which a row without one is suspect."""
_PROOF = 2
_BOX = regex("[■□☑☐☒▣◻◼●○]|\\[.?\\]")
_JOINING = frozenset("、，和及与")
_LINE = 6
"""Characters of a text that fills a line of a narrow column."""
_SURE_WORD = 0.8
"""Chance from which two characters are taken for a part of one word: the middle of the class from 0.7 to 0.9."""

Cells = dict[int, RowCell]


@dataclass(frozen=True, slots=True)
class CellReaders:
    """The normaliser's parsers as this stage needs them.

    `is_deadline`: whether a text reads as a deadline. `channel_names`: the folded names of a list of channels.
    """

    is_deadline: Callable[[str], bool]
    channel_names: Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Joined:
    """The rows after joining, and a note for each join and each repeat left out."""

    rows: list[Cells]
    notes: tuple[Note, ...]


def join_torn(rows: Sequence[Cells], columns: Sequence[Column], readers: CellReaders) -> Joined:
    """`rows` with torn rows and cells joined, in order."""
    notes: list[Note] = []
    whole = _join_rows(rows, columns, readers, notes)
    for column in columns:
        if column.field in ("deadline", "channels", "legal_basis"):
            _join_cells(whole, column, readers, notes)
    return Joined(whole, tuple(notes))


def _join_rows(
    rows: Sequence[Cells], columns: Sequence[Column], readers: CellReaders, notes: list[Note]
) -> list[Cells]:
    numbers = [column.index for column in columns if column.field == "number"]
    share = sum(any(index in row for index in numbers) for row in rows) / max(len(rows), 1)
    printed = _windows(rows)
    joined: list[Cells] = []
    for row in rows:
        if not joined or any(index in row for index in numbers):
            joined.append(dict(row))
        elif _is_remainder(row, columns):
            _take_remainder(row, joined, columns, notes)
        elif _continues(row, joined[-1], columns, readers, printed, suspect=share >= _NUMBERED_SHARE):
            _append_row(row, joined[-1], notes)
        else:
            joined.append(dict(row))
    return joined


def _windows(rows: Sequence[Cells]) -> frozenset[str]:
    """Every run of 2 · _JUNCTION characters that the table prints within a cell."""
    texts = {squeeze(cell.text) for row in rows for cell in row.values()}
    width = 2 * _JUNCTION
    return frozenset(text[at : at + width] for text in texts for at in range(len(text) - width + 1))


def _is_remainder(row: Cells, columns: Sequence[Column]) -> bool:
    """Whether a row has only cells that are never a row's own: no item, no content, no ticks."""
    shared = {"legal_basis", "deadline", "publisher", "channels"}
    return all(columns[index].field in shared for index in row)


def _take_remainder(row: Cells, joined: list[Cells], columns: Sequence[Column], notes: list[Note]) -> None:
    """Give each cell of a remainder to the cell above that it ends, or leave it out if it is printed there already."""
    for index, cell in row.items():
        owner = next((above for above in reversed(joined) if index in above), None)
        field = columns[index].field
        if owner is None:
            joined[-1][index] = cell
        elif fold(owner[index].text).endswith(fold(cell.text)):
            place = cell.places[0] if cell.places else None
            notes.append(note("text-repeated", item=cell.row, field=field, place=place, text=_tail(cell)))
        else:
            owner[index] = _together(owner[index], cell)
            notes.append(_join_note(cell, field))


def _continues(
    row: Cells,
    before: Cells,
    columns: Sequence[Column],
    readers: CellReaders,
    printed: frozenset[str],
    *,
    suspect: bool,
) -> bool:
    """Whether a row without a number is the second half of the row before it."""
    ticks = [index for index in row if "." in columns[index].field]
    names_item = any(columns[index].field in ("primary", "secondary", "levels") for index in row)
    if ticks or not all(index in before for index in row) or (names_item and not suspect):
        return False
    if any(_are_both_whole(before[index].text, cell.text, columns[index], readers) for index, cell in row.items()):
        return False
    proof = _PROOF if suspect else 0
    for index, cell in row.items():
        proof += _is_cut(before[index].text, cell.text, columns[index], readers, printed)
    return proof > _PROOF


def _are_both_whole(head: str, tail: str, column: Column, readers: CellReaders) -> bool:
    """Whether two texts are a cell each: one text twice, or a deadline and another."""
    if squeeze(head) == squeeze(tail):
        return True
    return column.field == "deadline" and readers.is_deadline(head) and readers.is_deadline(tail)


def _is_cut(head: str, tail: str, column: Column, readers: CellReaders, printed: frozenset[str]) -> int:
    """How surely two texts are halves of one: from 0 to 1 + _PROOF."""
    if column.field == "deadline":
        return _PROOF * (not readers.is_deadline(head) and readers.is_deadline(join_wrapped([head, tail])))
    if bracket_depth(head) > 0 and bracket_depth(tail) < 0:
        return _PROOF
    if column.field == "content" and not _SENTENCE_END.search(head):
        return 1 + _PROOF * _goes_on(squeeze(head), squeeze(tail))
    junction = squeeze(head)[-_JUNCTION:] + squeeze(tail)[:_JUNCTION]
    return int(len(junction) == 2 * _JUNCTION and junction in printed)


def _goes_on(head: str, tail: str) -> bool:
    """Whether the cut parts a word or follows a mark that joins; of a text that fills a line or more."""
    if len(head) < _LINE:
        return False
    if head[-1:] in _JOINING:
        return True
    is_han = "\u4e00" <= head[-1:] <= "\u9fff" and "\u4e00" <= tail[:1] <= "\u9fff"
    return is_han and chance_within_word(head[-1], tail[0]) >= _SURE_WORD


def _append_row(row: Cells, before: Cells, notes: list[Note]) -> None:
    for index, cell in row.items():
        before[index] = _together(before[index], cell)
    first = next(iter(row.values()))
    place = first.places[0] if first.places else None
    notes.append(note("torn-row-joined", item=first.row, place=place))


def _together(head: RowCell, tail: RowCell) -> RowCell:
    """Two halves of a cell as one, with the places of both. A new numbered part begins a new line."""
    break_line = bool(_PART.match(tail.text))
    text = f"{head.text}\n{tail.text}" if break_line else join_wrapped([head.text, tail.text])
    score, legibility = least(head.score, tail.score), least(head.legibility, tail.legibility)
    return replace(head, text=text, places=head.places + tail.places, score=score, legibility=legibility)


def _join_note(cell: RowCell, field: str | None) -> Note:
    return note("torn-cell-joined", item=cell.row, field=field, place=cell.places[0] if cell.places else None)


def _tail(cell: RowCell) -> str:
    return cell.text if len(cell.text) <= 24 else f"…{cell.text[-24:]}"


def _join_cells(rows: list[Cells], column: Column, readers: CellReaders, notes: list[Note]) -> None:
    """Join the halves of a merged cell that stand in two rows one below the other; changes `rows`."""
    index = column.index
    complete = _complete_lists(rows, index, readers) if column.field == "channels" else frozenset()
    owners: list[Cells] = []  # the rows that the parts of one cell stand in
    for row in rows:
        if index not in row:
            continue
        if owners and _is_one_cell(owners[-1][index].text, row[index].text, column, readers, complete):
            tail = row[index]
            owners.append(row)
            whole = _together(owners[0][index], tail)
            for part in owners:
                part[index] = whole
            notes.append(_join_note(tail, column.field))
        else:
            owners = [row]


def _is_one_cell(
    head: str, tail: str, column: Column, readers: CellReaders, complete: frozenset[tuple[str, ...]]
) -> bool:
    if column.field == "deadline":
        if readers.is_deadline(head) or readers.is_deadline(tail):
            return False
        return readers.is_deadline(join_wrapped([head, tail]))
    if column.field == "channels":
        if not _BOX.search(head) and head[-1:] not in _JOINING:  # each row has a list of its own: 网站 over 公众号
            return False
        names = readers.channel_names(head) + readers.channel_names(tail)
        return names in complete and readers.channel_names(head) not in complete
    first = _PART.match(tail)
    parts = [int(match.group(1)) for match in _PART.finditer(head)]
    return bool(first and parts and parts[0] == 1 and int(first.group(1)) == parts[-1] + 1)


def _complete_lists(rows: Sequence[Cells], index: int, readers: CellReaders) -> frozenset[tuple[str, ...]]:
    """The lists of channels that the document prints whole: those that are no part of a longer one."""
    lists = {readers.channel_names(row[index].text) for row in rows if index in row}
    lists = {names for names in lists if len(names) > 1}
    longest = max(map(len, lists), default=0)
    return frozenset(names for names in lists if len(names) == longest)
