"""Rows that name a section of the table (“一、机构信息”) and print nothing else, and wide rows at its end.

A section speaks for the rows under it, as a merged cell of a column would: it becomes one. It is known by where it
stands: over most of the columns; over 序号 and the item; or in 序号, where a number would stand. A row that prints a
一级事项 only, over rows that have none, is that cell of theirs. Source: layouts of real catalogues (vocab), "section
rows inside a table".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from gkml_extract.lexicon.header import Label, parse_label
from gkml_extract.model.source import How
from gkml_extract.model.table import Cell, Column, Paragraph, Table
from gkml_extract.regex import regex
from gkml_extract.tables.aside_rows import covered_rows, printed_by_row
from gkml_extract.tables.columns import read_columns
from gkml_extract.text import join_wrapped, squeeze

FULL_WIDTH = 0.6
"""Share of the columns that a row's only cell spans where it is a section or a note, not a value."""
SECTION_LABEL = "分组"
"""Key in `extra` of a section over rows that have a 一级事项 of their own. No column prints it."""
_HAN = "一二三四五六七八九十百"
_RANKS = (
    regex(rf"^第[{_HAN}\d]+[部编篇章]分?"),
    regex(rf"^[{_HAN}]+(?:[、.．,，:：\s]|$)"),
    regex(rf"^[（(][{_HAN}]+[)）]"),
    regex(r"^\d+[、.．]"),
    regex(r"^[（(]\d+[)）]"),
)
"""Numerals of sections, those of a part before those of its chapters."""
_OF_ITEMS = frozenset({"number", "primary", "secondary", "levels", "content"})
_LAST_HAN_RANK = 2
"""Items count by digits, sections by Chinese numerals."""
_NUMBERED = 0.9
"""Share of rows with a number from which one that has only a name is no item."""
_NUMERAL = regex(rf"^(?:第[{_HAN}]+[部编篇章]分?|[（(]?[{_HAN}]+[)）]?[、.．]?)$")
"""What a section has in 序号, where its rows have 1, 2, 3."""
_ANY_NUMBER = regex(r"^[（(]?[\d.．\-—]+[)）]?[、.．]?$")


@dataclass(frozen=True, slots=True)
class _Section:
    """A section's row, its text, and the cell of its numeral where that stands apart."""

    row: int
    text: str
    cells: tuple[Cell, ...]

    @property
    def rank(self) -> int | None:
        """How deep its numeral says it is; None without a numeral."""
        return _rank(self.text)


def _rank(text: str) -> int | None:
    return next((rank for rank, form in enumerate(_RANKS) if form.match(text)), None)


def counts_as_heading(text: str) -> bool:
    """Whether a text begins with a numeral of headings: 一、 or （一）, not 1."""
    rank = _rank(text)
    return rank is not None and rank <= _LAST_HAN_RANK


def goes_on_counting(text: str, before: Sequence[str]) -> bool:
    """Whether a heading has the numeral that comes next after the last one of its form: 三、 after 二、."""
    rank = _rank(text)
    last = next((each for each in reversed(before) if rank is not None and _rank(each) == rank), None)
    return last is not None and _count(text) == _count(last) + 1


def has_numeral(text: str) -> bool:
    """Whether a text begins with a numeral as headings of sections have."""
    return _rank(text) is not None


def begins_counting(text: str) -> bool:
    """Whether a text has the first Chinese numeral of its form: 一、, （一）."""
    rank = _rank(text)
    return rank is not None and rank <= _LAST_HAN_RANK and _count(text) == 1


def _count(heading: str) -> int:
    """The value of the first numeral in a heading."""
    found = re.search(rf"[{_HAN}]+|\d+", heading)
    if found is None or found[0].isdigit():
        return int(found[0]) if found else 0
    tens, _, ones = found[0].rpartition("十")
    return 10 * ("十" in found[0]) * (_HAN.find(tens) + 1 if tens else 1) + (_HAN.find(ones) + 1 if ones else 0)


def with_section_column(table: Table) -> tuple[Table, tuple[Paragraph, ...]]:
    """`table` with its section rows as a last column, and sections over no row as paragraphs: notes at its end.

    The new column is 一级事项 where the header has none, with the general item column (公开事项) one level below
    it; else it is SECTION_LABEL. A section within a section stands under it, a line each.
    """
    columns, _ = read_columns(table)
    printed = printed_by_row(table)
    found = _sections(table, columns, printed)
    if not found:
        return _with_groups(table, columns, printed), ()
    rows = sorted(row for row in printed if row not in found)
    runs = list(_runs([each for _, each in sorted(found.items())], rows))
    if not runs:
        left = tuple(_others(table, found))
        n_rows = rows[-1] + 1 if rows else table.n_rows
        under = tuple(_paragraph(each) for _, each in sorted(found.items()))
        made = _cut_at(replace(table, cells=left), n_rows)
        return _with_groups(made, columns, printed_by_row(made)), under
    used = {each.row for run in runs for each in run.sections}
    under = tuple(_paragraph(each) for row, each in sorted(found.items()) if row not in used)
    label, left = _labels(table, columns, tuple(_others(table, found)))
    top = table.n_header_rows or 0
    header = (
        Cell(0, table.n_columns, label, rowspan=top or 1, how=How.INFERRED),
        Cell(top, table.n_columns, "", rowspan=runs[0].first - top),
    )
    cells = (*left, *(cell for cell in header if cell.rowspan > 0), *_column_cells(runs, table.n_columns))
    made = _cut_at(replace(table, n_columns=table.n_columns + 1, cells=cells), rows[-1] + 1)
    return _with_groups(made, columns, printed_by_row(made)), under


def _cut_at(table: Table, n_rows: int) -> Table:
    """`table` with so many rows, or as many as have print: a group may be merged over empty rows at its end."""
    n_rows = max([n_rows, *(cell.row + 1 for cell in table.cells if cell.text)])
    cells = tuple(
        cell if cell.row + cell.rowspan <= n_rows else replace(cell, rowspan=n_rows - cell.row)
        for cell in table.cells
        if cell.row < n_rows
    )
    return replace(table, n_rows=n_rows, cells=cells)


def _others(table: Table, found: Mapping[int, _Section]) -> Iterator[Cell]:
    """The cells that are no section's; those that begin in its row begin in the next."""
    for cell in table.cells:
        if cell.row not in found:
            yield cell
        elif cell.rowspan > 1 and cell not in found[cell.row].cells:
            yield replace(cell, row=cell.row + 1, rowspan=cell.rowspan - 1)


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows [first, stop) that stand in the same sections, the outermost first."""

    first: int
    stop: int
    sections: tuple[_Section, ...]


def _runs(sections: Sequence[_Section], rows: Sequence[int]) -> Iterator[_Run]:
    """The sections with the rows under each, those that have any."""
    open_: list[_Section] = []
    follows = False
    for index, section in enumerate(sections):
        open_ = [*_outer(open_, section, follows=follows), section]
        stop = sections[index + 1].row if index + 1 < len(sections) else (rows[-1] + 1 if rows else 0)
        follows = bisect_right(rows, section.row) == bisect_left(rows, stop)
        if not follows:
            yield _Run(section.row + 1, stop, tuple(open_))


def _column_cells(runs: Sequence[_Run], column: int) -> Iterator[Cell]:
    """The cells of the section column. What is said again, of a section that goes on, is inferred.

    A numeral with a cell of its own, and what an inferred cell stands for, are kept in the row of the section, which
    is no item.
    """
    named: set[int] = set()
    for run in runs:
        again = any(each.row in named for each in run.sections)
        places = tuple(place for each in run.sections for cell in each.cells for place in cell.places)
        text = "\n".join(each.text for each in run.sections)
        how = How.INFERRED if again else How.MERGED
        yield Cell(run.first, column, text, run.stop - run.first, 1, how, places)
        for each in run.sections:
            if each.row not in named:
                kept = each.cells if again else each.cells[:-1]
                yield from (replace(cell, column=column, rowspan=1, colspan=1, how=How.MERGED) for cell in kept)
        named.update(each.row for each in run.sections)


def _outer(open_: Sequence[_Section], section: _Section, *, follows: bool) -> list[_Section]:
    """Those of the open sections that a new one stands in. `follows`: no row stands between it and the last one."""
    rank = section.rank
    if rank is None:
        return list(open_) if follows else []
    return [each for each in open_ if (each.rank is None and follows) or (each.rank is not None and each.rank < rank)]


def _sections(table: Table, columns: Sequence[Column], rows: Mapping[int, Sequence[Cell]]) -> dict[int, _Section]:
    """The body rows that are sections; `rows` are the table's own, by what each prints.

    No item reaches into them from above. A value that begins in one and goes on below is of the rows below.
    """
    of_items = {column.index for column in columns if column.field in _OF_ITEMS}
    covered = covered_rows(replace(table, cells=tuple(cell for cell in table.cells if cell.column in of_items)))
    n_numerals = sum(len(printed) > 2 and _is_numeral(printed[0]) for printed in rows.values())
    is_over_items = _item_sections(rows, columns)
    found: dict[int, _Section] = {}
    for row, begun in rows.items():
        if row in covered or table.n_columns < 3:
            continue
        printed = [cell for cell in begun if cell.rowspan == 1] or begun
        is_alone = len(printed) == 1 and is_over_items(row, printed[0])
        is_named = (not n_numerals or len(printed) == 1) and _is_named(printed, columns)
        if is_alone or is_named or _is_wide(printed, table):
            found[row] = _Section(row, _one_line(printed[-1].text), tuple(printed))
    return found


def _item_sections(rows: Mapping[int, Sequence[Cell]], columns: Sequence[Column]) -> Callable[[int, Cell], bool]:
    """Tells a text that stands alone in the item column from an item that has a name only.

    It is a section where the next row has a name of its own, and it has a numeral that no item has, or nearly every
    other row has a number, or the column is that of 二级事项 in a table without 一级事项.
    """
    items = {column.index for column in columns if column.field in ("primary", "secondary")}
    lacks_primary = not any(column.field == "primary" for column in columns)
    second = {column.index for column in columns if lacks_primary and _is_second_level(column)}
    numbers = {column.index for column in columns if column.field == "number"}
    full = [printed for printed in rows.values() if len(printed) > 2]
    is_numbered = bool(full) and sum(printed[0].column in numbers for printed in full) >= _NUMBERED * len(full)
    order = sorted(rows)

    @cache
    def ranks() -> set[int | None]:
        return {_rank(cell.text) for printed in full for cell in printed if cell.column in items}

    def is_section(row: int, cell: Cell) -> bool:
        at = bisect_right(order, row)
        if cell.column not in items or at == len(order):
            return False
        below = rows[order[at]]
        if len(below) > 1 and not any(each.column == cell.column for each in below):
            return False
        rank = _rank(cell.text)
        is_named = cell.column in second and len(below) > 2
        return is_numbered or is_named or (rank is not None and rank <= _LAST_HAN_RANK and rank not in ranks())

    return is_section


def _is_second_level(column: Column) -> bool:
    """Whether a column is labelled 二级事项, and not 事项名称."""
    if column.field != "secondary" or not column.path:
        return False
    entry = parse_label(column.path[-1]).entry
    return entry is not None and entry.more.get("parent") == "items"


def _is_numeral(cell: Cell) -> bool:
    return bool(_NUMERAL.match(squeeze(cell.text)))


def _is_wide(printed: Sequence[Cell], table: Table) -> bool:
    """Whether one cell spans most of the columns, maybe with a numeral of its own before it."""
    if printed[-1].colspan + len(printed) - 1 < FULL_WIDTH * table.n_columns:
        return False
    return len(printed) == 1 or (len(printed) == 2 and _is_numeral(printed[0]))


def _is_named(printed: Sequence[Cell], columns: Sequence[Column]) -> bool:
    """Whether all that a row prints stands in 序号 and is no number, or is a numeral there with a name beside it."""
    first, last = printed[0], printed[-1]
    if len(printed) > 2 or columns[first.column].field != "number":
        return False
    if len(printed) == 1:
        return not _ANY_NUMBER.match(squeeze(first.text)) and not _is_numeral(first)
    return columns[last.column].field in ("primary", "secondary") and _is_numeral(first)


def _with_groups(table: Table, columns: Sequence[Column], rows: Mapping[int, Sequence[Cell]]) -> Table:
    """`table` with each 一级事项 that stands alone in its row as a cell of the rows below that have none of their own.

    Its own row is no item then.
    """
    at = next((column.index for column in columns if column.field == "primary"), None)
    if at is None or not any(column.field in ("secondary", "content") for column in columns):
        return table
    covered = covered_rows(table)
    own = {
        row: [cell for cell in printed if cell.column < len(columns)]
        for row, printed in rows.items()
        if printed[0].column < len(columns)
    }
    order = sorted(own)
    begun = [row for row in order if at in (cell.column for cell in own[row])]
    numbers = {column.index for column in columns if column.field == "number"}
    grown: dict[int, Cell] = {}
    for row, stop in pairwise([*begun, table.n_rows]):
        *before, cell = own[row]
        is_alone = cell.column == at and cell.rowspan == 1 and row not in covered
        under = order[bisect_right(order, row) : bisect_left(order, stop)]
        if not under or not is_alone or any(each.column not in numbers for each in before):
            continue
        if not before or all(any(each.column in numbers for each in own[later]) for later in under):
            grown[row] = replace(cell, rowspan=stop - row, how=How.MERGED)
    if not grown:
        return table
    taken = {row for first, cell in grown.items() for row in range(first, first + cell.rowspan)}
    left = (
        replace(cell, how=How.MERGED) if cell.row in grown else cell
        for cell in table.cells
        if cell.column != at or cell.row not in taken
    )
    return replace(table, cells=(*left, *grown.values()))


def _labels(table: Table, columns: Sequence[Column], cells: Sequence[Cell]) -> tuple[str, tuple[Cell, ...]]:
    """The label of the section column, and `cells` with a further label under 公开事项 where that becomes 一级事项.

    Labels that nobody printed are `inferred`.
    """
    items = [column for column in columns if column.field in ("primary", "secondary")]
    if not any(column.field == "primary" for column in items):
        return "一级事项", tuple(cells)
    if len(items) > 1 or not _is_general(parse_label(items[0].path[-1])):
        return SECTION_LABEL, tuple(cells)
    lower = Cell((table.n_header_rows or 1) - 1, items[0].index, "二级事项", how=How.INFERRED)
    return "一级事项", (*cells, lower)


def _is_general(label: Label) -> bool:
    """Whether a label names items of no level: 公开事项, 类别."""
    return label.is_group or bool(label.entry and label.entry.more.get("category"))


def _one_line(text: str) -> str:
    return join_wrapped(text.split("\n"))


def _paragraph(section: _Section) -> Paragraph:
    places = tuple(place for cell in section.cells for place in cell.places)
    return Paragraph(" ".join(_one_line(cell.text) for cell in section.cells), places)
