"""Headings across a table, 一、主动公开信息, that stand in lines of their own above the numbers of rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from gkml_extract.model.source import LinesPlace
from gkml_extract.model.table import Cell, Table, TextFragment, moved
from gkml_extract.reflow.grid import N_HEADER_ROWS
from gkml_extract.reflow.header.labels import HeaderRegion
from gkml_extract.reflow.numbers import han_value, numeral_runs
from gkml_extract.reflow.reading import by_line
from gkml_extract.reflow.several_tables import text_alone
from gkml_extract.regex import regex
from gkml_extract.text import clean, display_width, simplify

_HAN = "[一二三四五六七八九十]{1,3}"
_FORMS = (regex(f"第({_HAN})[部编篇章]分?"), regex(f"({_HAN})[、.．]"), regex(f"[（(]({_HAN})[)）]"))
"""Numerals of headings, those of a part before those of its chapters."""
_END = regex(r"[、，；：,;:]$")
"""What no heading ends with."""
_SURE, _EVEN = 1.0, 0.5
"""Scores of a heading above the begin of a row, and of one within what was read as a row."""
_ROW_END = regex(r"[√✓✔☑]+$|(?:主动|依申请)公开$|全社会$")
"""With what a row ends: 公开对象 and 公开方式 are mostly the last columns."""
_WIDEST = 60
"""Half-width cells of a heading's line."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's fragments, and the line with the number of the row that it stands above."""

    parts: tuple[TextFragment, ...]
    row_line: int


class Numeral(NamedTuple):
    """The numeral of a heading: how deep its form says that it is, and its value."""

    rank: int
    value: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line that may be a heading; `is_told` where one comes before and the line above ends a row: then the row that
    it stands above may be the first of the next page, behind the long cells of its own that Calc prints last."""

    numeral: Numeral
    line: list[TextFragment]
    is_told: bool


def headings_of(fragments: Sequence[TextFragment], headers: Sequence[HeaderRegion]) -> tuple[Heading, ...]:
    """The headings of a text whose header has 序号 as its first label, and only once.

    There a row begins with its number, so that what stands above it in a line of its own, behind the header or the end
    of another row, is of no row. The first heading stands above the first row, and each numeral goes on from the last
    of its form: any other line may be the end of a cell.
    """
    fields = [printed.label.field for printed in headers[0].labels] if headers else []
    if fields[:1] != ["number"] or fields.count("number") != 1:
        return ()
    numbered = numeral_runs([part.text for part in fragments], [1.0] * len(fragments))["digits"]
    row_lines = {fragments[k].line for k in numbered if not k or fragments[k - 1].line != fragments[k].line}
    of_labels = {fragments[k].line for header in headers for k in range(header.first, header.last + 1)}
    begin = fragments[headers[0].last].line
    lines = [line for line in by_line(fragments) if line[0].line > begin and line[0].line not in of_labels]
    found: list[Heading] = []
    last: dict[int, int] = {}
    waiting: list[_Candidate] = []
    above: list[TextFragment] = []
    for line in lines:
        numeral = heading_numeral(text_alone(line) or "")
        if numeral is not None:
            ends_row = bool(found) and bool(above) and _ROW_END.match(above[-1].text) is not None
            waiting.append(_Candidate(numeral, line, ends_row or (bool(waiting) and waiting[-1].is_told)))
        elif line[0].line in row_lines:
            told = [each.line for each in waiting if counts_on(each.numeral, last)]
            if not told and not found:
                return ()
            found += [Heading(tuple(parts), line[0].line) for parts in told]
            waiting = []
        else:
            waiting = [each for each in waiting if each.is_told]
        above = line
    return tuple(found)


def heading_numeral(text: str) -> Numeral | None:
    """The numeral of a line that may be a heading; None of any other."""
    text = simplify(text)
    if display_width(text) > _WIDEST or _END.search(text):
        return None
    for rank, form in enumerate(_FORMS):
        match = form.match(text)
        value = han_value(match[1]) if match and match.end() < len(text) else None
        if value is not None:
            return Numeral(rank, value)
    return None


def counts_on(numeral: Numeral, last: dict[int, int]) -> bool:
    """Whether a numeral goes on from the last one of its form, which is kept in `last`; inner ones begin again."""
    if numeral.value != last.get(numeral.rank, 0) + 1:
        return False
    last[numeral.rank] = numeral.value
    for inner in [rank for rank in last if rank > numeral.rank]:
        del last[inner]
    return True


def without_headings(fragments: Sequence[TextFragment], headings: Sequence[Heading]) -> list[TextFragment]:
    """The fragments without those of the headings."""
    dropped = {heading.parts[0].line for heading in headings}
    return [part for part in fragments if part.line not in dropped]


def with_headings(table: Table, headings: Sequence[Heading]) -> Table:
    """The table with a row over all its columns above the row of each heading; items of notes are rows of the table.

    Headings of rows that the table has not are of another table.
    """
    begins: dict[int, int] = {}
    firsts: dict[int, int] = {}
    for cell in table.cells:
        if cell.row < N_HEADER_ROWS:
            continue
        for place in cell.places:
            if isinstance(place, LinesPlace):
                line = place.lines[0]
                begins[line] = min(begins.get(line, cell.row), cell.row)
                firsts[cell.row] = min(firsts.get(cell.row, line), line)
    above = [(begins[heading.row_line], heading) for heading in headings if heading.row_line in begins]
    if not above:
        return table
    rows = [row for row, _ in above]
    cells = [moved(cell, cell.row + bisect_right(rows, cell.row)) for cell in table.cells]
    for k, (row, heading) in enumerate(above):
        lines = LinesPlace(lines=(heading.parts[0].line, heading.parts[-1].line))
        text = clean(text_alone(heading.parts) or "")
        score = _SURE if firsts[row] == heading.row_line else _EVEN
        cells.append(Cell(row + k, 0, text, colspan=table.n_columns, places=(lines,), score=score))
    notes = tuple(
        each if each.item is None else replace(each, item=each.item + bisect_right(rows, each.item))
        for each in table.notes
    )
    return replace(table, n_rows=table.n_rows + len(above), cells=tuple(cells), notes=notes)
