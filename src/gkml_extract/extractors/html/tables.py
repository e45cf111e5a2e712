"""Tables as written → grids in which each place is covered once, by the HTML table model.

Source: HTML standard, 4.9.12.1 (forming a table).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from gkml_extract.extractors.html.flow import RawBlock, RawCell, RawRow, RawTable
from gkml_extract.extractors.picture_cells import only_in_rows_of_text
from gkml_extract.model.content import TableFragment
from gkml_extract.model.errors import SourceTooLargeError
from gkml_extract.model.source import CellPlace
from gkml_extract.model.table import UNREAD, Cell

MAX_PLACES = 3_000_000
"""Places of a grid: 250,000 rows × 12."""
_DATA_CELLS = 3
"""Cells in a row from which a table is data and not layout, which has one or two; with text of their own where there
are tables inside."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell with its place; `right` and `bottom` are the first column and row that it does not cover."""

    cell: RawCell
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose cells have places, without rows and columns in which no cell begins. Row-major."""

    n_rows: int
    n_columns: int
    cells: tuple[_Placed, ...]
    n_header_rows: int | None


def resolve(table: RawTable) -> Iterator[str | Grid]:
    """What a table shows, in reading order: itself, or the content of its cells if it only lays out the page."""
    yield from table.captions
    grid = _squeeze(_form(table))
    if grid is None:
        return
    if not _is_layout(grid):
        yield grid
        return
    for placed in grid.cells:
        for block in placed.cell.blocks:
            if isinstance(block, str):
                yield block
            else:
                yield from resolve(block)


def fragment(grid: Grid, number: int) -> TableFragment:
    """The grid as content; `number` counts the tables of the page from 1. A place without a cell has an empty one."""
    cells: list[Cell] = []
    covered: list[set[int]] = [set() for _ in range(grid.n_rows)]
    for placed in grid.cells:
        for row in range(placed.top, placed.bottom):
            covered[row].update(range(placed.left, placed.right))
        cells.append(_cell(placed, number))
    for row, columns in enumerate(covered):
        for column in range(grid.n_columns) if len(columns) < grid.n_columns else ():
            if column not in columns:
                cells.append(Cell(row, column, "", places=(_place(number, row, column),)))
    cells = sorted(only_in_rows_of_text(cells), key=lambda cell: (cell.row, cell.column))
    return TableFragment(grid.n_rows, grid.n_columns, tuple(cells), n_header_rows=grid.n_header_rows)


def _cell(placed: _Placed, number: int) -> Cell:
    return Cell(
        placed.top,
        placed.left,
        "\n".join(_lines(placed.cell.blocks)) or UNREAD * placed.cell.has_picture,
        placed.bottom - placed.top,
        placed.right - placed.left,
        places=(_place(number, placed.top, placed.left),),
        lines=_parts(placed.cell),
    )


def _parts(cell: RawCell) -> tuple[str, ...]:
    """What stands between blanks in a cell of paragraphs; none where no blank was lost."""
    texts = [block for block in cell.blocks if isinstance(block, str)]
    if not cell.parted or len(texts) < len(cell.blocks):
        return ()
    return tuple(part for text in texts for part in cell.parted.get(text, (text,)))


def _place(number: int, row: int, column: int) -> CellPlace:
    return CellPlace(table=number, row=row + 1, column=column + 1)


def _lines(blocks: Sequence[RawBlock]) -> Iterator[str]:
    """The paragraphs of a cell; of a table inside it, one for each row."""
    for block in blocks:
        if isinstance(block, str):
            yield block
            continue
        yield from block.captions
        for row in block.rows:
            line = " ".join(text for cell in row.cells for text in _lines(cell.blocks))
            if line:
                yield line


def _is_layout(grid: Grid) -> bool:
    """Whether a table only puts things side by side: one column, one text, or tables inside and few cells of text.

    One text among blank cells may be what a page break left of a row.
    """
    n_texts = sum(placed.cell.has_text for placed in grid.cells)
    if grid.n_columns == 1 or (n_texts == 1 and len(grid.cells) < _DATA_CELLS):
        return True
    if not any(isinstance(block, RawTable) for placed in grid.cells for block in placed.cell.blocks):
        return False
    rows = [list(cells) for _, cells in groupby(grid.cells, key=lambda placed: placed.top)]
    n_data = sum(sum(_has_own_text(placed.cell) for placed in row) >= _DATA_CELLS for row in rows)
    return n_data < 2 or 2 * n_data < len(rows)


def _has_own_text(cell: RawCell) -> bool:
    return any(isinstance(block, str) for block in cell.blocks)


def _in_print_order(rows: Sequence[RawRow]) -> tuple[list[RawRow], int | None]:
    """The rows as they are printed, the first `thead` first and the first `tfoot` last; and how many are its header."""
    head = next((row.group for row in rows if row.kind == "thead"), None)
    foot = next((row.group for row in rows if row.kind == "tfoot"), None)
    heads = [row for row in rows if row.group == head]
    body = [row for row in rows if row.group not in (head, foot)]
    return heads + body + [row for row in rows if row.group == foot], len(heads) or None


def _form(table: RawTable) -> Grid:
    """Gives each cell its place. Cells grow down to the end of their row group at most; none overlaps another."""
    rows, n_heads = _in_print_order(table.rows)
    _lengthen_labels(rows)
    placed: list[_Placed] = []
    top = n_places = 0
    for members in _groups(rows):
        bottom = top + len(members)
        open_cells: list[_Placed] = []
        for row in members:
            new = _place_row(row, top, bottom, open_cells)
            placed += new
            top += 1
            open_cells = sorted((cell for cell in (*open_cells, *new) if cell.bottom > top), key=lambda cell: cell.left)
            n_places += len(open_cells) + len(new)
            if n_places > MAX_PLACES:
                raise _too_large()
    return Grid(len(rows), max((cell.right for cell in placed), default=0), tuple(placed), n_heads)


def _lengthen_labels(rows: Sequence[RawRow]) -> None:
    """Gives a cell of the first row the rowspan that its neighbours have, where the second row has no cell for it.

    Of a header of two rows, the second has a cell for each column of the groups, and no other. Where one label above
    lacks its rowspan, a browser shows all that follow one to the left.
    """
    if len(rows) < 3:
        return
    above, below = rows[0].cells, rows[1].cells
    singles = [cell for cell in above if cell.rowspan == 1 and cell.colspan == 1]
    n_grouped = sum(cell.colspan for cell in above if cell.rowspan == 1 and cell.colspan > 1)
    n_long = sum(cell.rowspan == 2 for cell in above)
    if n_grouped and len(singles) < n_long and n_grouped == sum(cell.colspan for cell in below):
        for cell in singles:
            cell.rowspan = 2


def _groups(rows: Sequence[RawRow]) -> Iterator[list[RawRow]]:
    """The row groups of a table, each as its rows.

    Editors put the first row of a header of two into `thead` and the second into `tbody`; browsers cut the rowspans
    of the first at its end, and the labels below stand under the wrong ones. Such groups are one: the next row lacks
    just the columns that these cells would cover.
    """
    open_group: list[RawRow] = []
    for _, group in groupby(rows, key=lambda row: row.group):
        members = list(group)
        if open_group and not _is_cut_header(open_group, members[0]):
            yield open_group
            open_group = []
        open_group += members
    if open_group:
        yield open_group


def _is_cut_header(above: Sequence[RawRow], below: RawRow) -> bool:
    """Whether cells of a group of one row reach into the next one, whose first row has no cells there."""
    if len(above) != 1:
        return False
    width = sum(cell.colspan for cell in above[0].cells)
    n_covered = sum(cell.colspan for cell in above[0].cells if cell.rowspan > 1)
    return n_covered > 0 and n_covered + sum(cell.colspan for cell in below.cells) == width


def _place_row(row: RawRow, top: int, group_end: int, open_cells: Sequence[_Placed]) -> list[_Placed]:
    """The cells of a row, each at the next place that no cell from above covers, and cut where one does.

    As in browsers, the next cell begins where the cell would have ended without the cut.
    """
    placed: list[_Placed] = []
    column = 0
    above = 0
    for cell in row.cells:
        while above < len(open_cells) and open_cells[above].left <= column:
            column = max(column, open_cells[above].right)
            above += 1
        end = column + cell.colspan
        most = open_cells[above].left if above < len(open_cells) else end
        bottom = min(group_end, top + cell.rowspan) if cell.rowspan else group_end
        placed.append(_Placed(cell, top, column, bottom, min(end, most)))
        column = end
    return placed


def _squeeze(grid: Grid) -> Grid | None:
    """The grid without lines in which no cell begins, and without blank rows at its edges; None if it is all blank."""
    with_text = [placed for placed in grid.cells if placed.cell.has_text]
    if not with_text:
        return None
    first, last = min(cell.top for cell in with_text), max(cell.top for cell in with_text)
    kept = [cell for cell in grid.cells if first <= cell.top <= last]
    return _only(grid, {cell.top for cell in kept}, {cell.left for cell in kept})


def trim_columns(grid: Grid) -> Grid:
    """The grid without blank columns at its edges: a sheet saved as a page has them, up to the edge of its print.

    Only where a page has one table: a page of a table that was cut may well be blank in its last column.
    """
    lefts = [placed.left for placed in grid.cells if placed.cell.has_text]
    first, last = min(lefts), max(lefts)
    return _only(grid, set(range(grid.n_rows)), {cell.left for cell in grid.cells if first <= cell.left <= last})


def _only(grid: Grid, kept_rows: set[int], kept_columns: set[int]) -> Grid:
    """The grid with these lines only; cells are cut to what is left of them."""
    rows, columns = _index(kept_rows, grid.n_rows), _index(kept_columns, grid.n_columns)
    if rows[-1] * columns[-1] > MAX_PLACES:
        raise _too_large()
    moved = (
        _Placed(cell.cell, rows[cell.top], columns[cell.left], rows[cell.bottom], columns[cell.right])
        for cell in grid.cells
    )
    cells = tuple(cell for cell in moved if cell.top < cell.bottom and cell.left < cell.right)
    n_heads = rows[grid.n_header_rows] if grid.n_header_rows is not None else None
    return Grid(rows[-1], columns[-1], cells, n_heads or None)


def _index(kept: set[int], length: int) -> list[int]:
    """For each old line, and the end of all, how many kept lines come before it."""
    index = [0]
    for line in range(length):
        index.append(index[-1] + (line in kept))
    return index


def _too_large() -> SourceTooLargeError:
    return SourceTooLargeError(
        f"a table has more than {MAX_PLACES:,} cells; split it", f"有表格超过 {MAX_PLACES:,} 个单元格；请拆分后重试"
    )
