"""Rows of a Word table → a grid in which every place is covered by exactly one cell.

`w:gridSpan` says over how many grid columns a cell goes; where rows disagree on how many there are, the widths of the
cells tell, if they are plain. Grid columns too narrow to hold text come from borders that were dragged by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import accumulate, pairwise
from typing import NamedTuple

from gkml_extract.model.errors import SourceTooLargeError

MAX_COLUMNS = 512
"""Most grid columns of a table; Word has 63."""
MAX_PLACES = 20_000_000
"""Most places (rows × columns) of one table."""
SLIVER_TWIPS = 115
"""A grid column this narrow (2 mm) holds no text: Word's own cell margins are 2 × 108."""
WIDTH_TOLERANCE_TWIPS = 115
"""Edges of two rows this near are one."""


class Merge(Enum):
    """What a cell says of its merge with the cell above it or on its left."""

    NONE = auto()
    RESTART = auto()
    CONTINUE = auto()


class RawCell(NamedTuple):
    """A `w:tc`: how many grid columns it takes, how it is merged, its width in twips, what it holds (the texts of
    paragraphs, and inner tables)."""

    span: int
    vertical: Merge
    horizontal: Merge
    width: int | None
    items: tuple[str | Grid, ...]


@dataclass(frozen=True, slots=True)
class RawRow:
    """A `w:tr`; `before` and `after` are the grid columns that it leaves free at its ends."""

    cells: tuple[RawCell, ...]
    before: int = 0
    after: int = 0
    before_width: int | None = None
    is_header: bool = False


class GridCell(NamedTuple):
    """A cell of a grid, counted from 0, with what it holds."""

    row: int
    column: int
    rowspan: int
    colspan: int
    items: tuple[str | Grid, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table before it has a place in the document.

    Args:
        n_header_rows: None where the markup says nothing.
        is_layout: it only places things on the page.
        has_table: it is a table of at least 2 × 2, or layout around one.
    """

    n_rows: int
    n_columns: int
    cells: tuple[GridCell, ...]
    n_header_rows: int | None = None
    is_layout: bool = False
    has_table: bool = False


class _Placed(NamedTuple):
    """A cell with its edges: it takes the columns [start, end)."""

    start: int
    end: int
    vertical: Merge
    items: tuple[str | Grid, ...]


def build_grid(rows: Sequence[RawRow], grid_widths: Sequence[int | None]) -> tuple[Grid, tuple[str, ...]]:
    """The grid of a table, and the texts of cells that a merge hides.

    Args:
        rows: with at least one cell each.
        grid_widths: widths of the declared grid columns in twips.
    Raises:
        SourceTooLargeError: more than MAX_COLUMNS or MAX_PLACES.
    """
    hidden: list[str] = []
    merged = [_join_horizontal(row, hidden) for row in rows]
    placed = _by_widths(merged) or [_by_spans(row) for row in merged]
    placed = _without_slivers(placed, grid_widths)
    placed, n_columns = _compact(placed)
    if len(rows) * n_columns > MAX_PLACES:
        raise _too_large(f"{len(rows)} × {n_columns}")
    cells = _cover(placed, n_columns, hidden)
    n_header = next((at for at, row in enumerate(rows) if not row.is_header), len(rows))
    inner = [item for cell in cells for item in cell.items if _is_table(item)]
    is_layout = len(cells) == 1 or (bool(inner) and _only_places(cells, n_columns))
    has_table = bool(inner) if is_layout else len(rows) >= 2 and n_columns >= 2
    return Grid(len(rows), n_columns, tuple(cells), n_header or None, is_layout, has_table), tuple(hidden)


def _only_places(cells: Sequence[GridCell], n_columns: int) -> bool:
    """Whether a table around inner tables is layout: it has one column, or its other cells are empty."""
    return n_columns == 1 or all(_is_table(item) for cell in cells for item in cell.items)


def _is_table(item: str | Grid) -> bool:
    return isinstance(item, Grid) and item.has_table


def _join_horizontal(row: RawRow, hidden: list[str]) -> RawRow:
    """The row with cells of an old `w:hMerge` made one."""
    if all(cell.horizontal is not Merge.CONTINUE for cell in row.cells):
        return row
    cells: list[RawCell] = []
    for cell in row.cells:
        if cell.horizontal is Merge.CONTINUE and cells:
            first = cells[-1]
            hidden += _texts(cell.items)
            width = None if first.width is None or cell.width is None else first.width + cell.width
            cells[-1] = RawCell(first.span + cell.span, first.vertical, first.horizontal, width, first.items)
        else:
            cells.append(cell)
    return RawRow(tuple(cells), row.before, row.after, row.before_width, row.is_header)


def _texts(items: Sequence[str | Grid]) -> list[str]:
    """The texts that say something: an automatic number alone, as a merge leaves it behind, does not."""
    return [item for item in items if isinstance(item, str) and any(map(str.isalpha, item))]


def _by_spans(row: RawRow) -> list[_Placed]:
    placed = []
    at = row.before
    for cell in row.cells:
        placed.append(_Placed(at, at + cell.span, cell.vertical, cell.items))
        at += cell.span
        if at > MAX_COLUMNS:
            raise _too_large(f"> {MAX_COLUMNS}")
    return placed


def _n_spanned(row: RawRow) -> int:
    return row.before + sum(cell.span for cell in row.cells) + row.after


def _by_widths(rows: Sequence[RawRow]) -> list[list[_Placed]] | None:
    """The cells placed by their widths, where the spans contradict each other and the widths are plain: each cell has
    one, and all rows are equally wide."""
    if len({_n_spanned(row) for row in rows}) == 1:
        return None
    edges = [_edges(row) for row in rows]
    known = [row_edges for row_edges in edges if row_edges is not None]
    if len(known) < len(rows):
        return None
    ends = [row_edges[-1] for row_edges in known]
    if max(ends) - min(ends) > WIDTH_TOLERANCE_TWIPS:
        return None
    index = _cluster(sorted({edge for row_edges in known for edge in row_edges}))
    placed = []
    for row, row_edges in zip(rows, known, strict=True):
        at = [index[edge] for edge in row_edges]
        if any(start >= end for start, end in pairwise(at)):
            return None
        pairs = zip(row.cells, at, at[1:], strict=False)
        placed.append([_Placed(start, end, cell.vertical, cell.items) for cell, start, end in pairs])
    return None if max(index.values()) > MAX_COLUMNS else placed


def _edges(row: RawRow) -> list[int] | None:
    """The edges of a row's cells in twips; None where a width is missing."""
    widths = [cell.width for cell in row.cells]
    before = row.before_width if row.before else 0
    if before is None or row.after or any(width is None or width <= 0 for width in widths):
        return None
    return list(accumulate((width for width in widths if width is not None), initial=before))


def _cluster(edges: Sequence[int]) -> dict[int, int]:
    """Each edge → the number of its cluster; edges closer than the tolerance are one."""
    index: dict[int, int] = {}
    first, cluster = edges[0], 0
    for edge in edges:
        if edge - first > WIDTH_TOLERANCE_TWIPS:
            first, cluster = edge, cluster + 1
        index[edge] = cluster
    return index


def _without_slivers(rows: list[list[_Placed]], grid_widths: Sequence[int | None]) -> list[list[_Placed]]:
    """The cells with the edges of each too narrow column made one, where no cell stands in such columns alone."""
    n_columns = max(cell.end for row in rows for cell in row)
    is_sliver = [width is not None and 0 <= width < SLIVER_TWIPS for width in grid_widths[:n_columns]]
    if n_columns != len(grid_widths) or not any(is_sliver):
        return rows
    for cell in {(cell.start, cell.end) for row in rows for cell in row}:
        if all(is_sliver[cell[0] : cell[1]]):
            is_sliver[cell[0] : cell[1]] = [False] * (cell[1] - cell[0])
    moved = list(accumulate((0 if sliver else 1 for sliver in is_sliver), initial=0))
    return [[_Placed(moved[cell.start], moved[cell.end], cell.vertical, cell.items) for cell in row] for row in rows]


def _compact(rows: list[list[_Placed]]) -> tuple[list[list[_Placed]], int]:
    """The cells with only those column edges at which some cell begins or ends, and how many columns that makes."""
    used = sorted({0} | {edge for row in rows for cell in row for edge in (cell.start, cell.end)})
    if used == list(range(len(used))):
        return rows, len(used) - 1
    index = {edge: at for at, edge in enumerate(used)}
    return [
        [_Placed(index[cell.start], index[cell.end], cell.vertical, cell.items) for cell in row] for row in rows
    ], len(used) - 1


def _cover(rows: Sequence[Sequence[_Placed]], n_columns: int, hidden: list[str]) -> list[GridCell]:
    """The cells with vertical merges joined and free places filled with empty cells, in row-major order.

    A cell goes on only what stands right above it over the same columns; else it begins anew (Word shows it so).
    """
    heights: dict[tuple[int, int], int] = {}
    cells: list[tuple[int, _Placed]] = []
    open_above: dict[tuple[int, int], int] = {}
    for row, placed in enumerate(rows):
        open_here: dict[tuple[int, int], int] = {}
        for cell in _filled(placed, n_columns):
            edges = (cell.start, cell.end)
            top = open_above.get(edges) if cell.vertical is Merge.CONTINUE else None
            if top is None:
                top = row
                cells.append((row, cell))
            else:
                hidden += _texts(cell.items)
            heights[top, cell.start] = row - top + 1
            if cell.vertical is not Merge.NONE:
                open_here[edges] = top
        open_above = open_here
    return [
        GridCell(row, cell.start, heights[row, cell.start], cell.end - cell.start, cell.items) for row, cell in cells
    ]


def _filled(placed: Sequence[_Placed], n_columns: int) -> list[_Placed]:
    """The cells of a row with an empty one in each free place."""
    filled: list[_Placed] = []
    at = 0
    for cell in placed:
        filled += (_empty(column) for column in range(at, cell.start))
        filled.append(cell)
        at = cell.end
    filled += (_empty(column) for column in range(at, n_columns))
    return filled


def _empty(column: int) -> _Placed:
    return _Placed(column, column + 1, Merge.NONE, ())


def _too_large(what: str) -> SourceTooLargeError:
    return SourceTooLargeError(
        f"a table is too large ({what} columns); split it", f"表格过大（{what} 列）；请拆分后重试"
    )
