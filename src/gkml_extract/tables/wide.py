"""Tables wider than their page: a spreadsheet prints the columns that have no room on pages of their own.

Their rows stand at the same heights as those of the page that they go on, down first and then over, or over first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gkml_extract.lexicon.header import parse_label
from gkml_extract.model.content import Block, Blocks, TableFragment
from gkml_extract.model.source import PagePlace
from gkml_extract.model.table import Cell, Paragraph, moved
from gkml_extract.tables.edges import align_columns
from gkml_extract.tables.grid_header import HeaderRows, find_headers
from gkml_extract.text import squeeze

_SAME_PT = 1.5
"""Points by which an edge may differ from that of the page beside it."""
_MIN_ROWS = 3
"""Rows of its first page from which a table may go on beside it."""


def with_whole_widths(content: Blocks) -> Blocks:
    """The blocks with tables that go on over the side of their pages put together; the places stay."""
    of_pages: dict[int, list[TableFragment]] = {}
    for block in content.blocks:
        if isinstance(block, TableFragment) and block.page is not None:
            of_pages.setdefault(block.page, []).append(block)
    pages = [fragments[0] for _, fragments in sorted(of_pages.items()) if len(fragments) == 1]
    joined: dict[int, TableFragment] = {}
    used: set[int] = set()
    sides: dict[int, tuple[TableFragment, TableFragment]] = {}
    at = 0
    while at < len(pages) - 1:
        n_pages = _pages_of_strip(pages, at)
        if not n_pages:
            at += 1
            continue
        strip = pages[at : at + n_pages]
        at += n_pages
        joined.update({id(first): first for first in strip})
        while beside := _pages_beside(strip, pages[at:]):
            of_first = {id(first): page for first, page in beside}
            for first in strip:
                page = of_first.get(id(first)) or _blank(first, beside[0][1])
                joined[id(first)] = _beside(joined[id(first)], page)
            used.update(id(page) for _, page in beside)
            sides.update((page.page, (first, page)) for first, page in beside if page.page is not None)
            at += len(beside)
    if not used:
        return content
    blocks: list[Block] = [
        joined.get(id(block), block) if isinstance(block, TableFragment) else block
        for block in content.blocks
        if id(block) not in used
    ]
    return replace(content, blocks=tuple(_with_texts_across(blocks, sides)))


def _with_texts_across(
    blocks: Sequence[Block], sides: Mapping[int, tuple[TableFragment, TableFragment]]
) -> list[Block]:
    """The blocks with the texts above a table, such as its title, that the side of a page cuts put together."""
    found: list[Block] = []
    at: dict[tuple[int, int], int] = {}
    for block in blocks:
        spot = _spot(block)
        left, right = sides.get(spot[0], (None, None)) if spot else (None, None)
        if spot and left and right and right.row_edges and spot[1] < right.row_edges[0]:
            near = (at.get((left.page or 0, round(spot[1]) + shift)) for shift in (0, -1, 1))
            index = next((each for each in near if each is not None), None)
            whole = found[index] if index is not None else None
            if index is not None and isinstance(whole, Paragraph) and isinstance(block, Paragraph):
                found[index] = replace(whole, text=whole.text + block.text, places=whole.places + block.places)
                continue
        if spot:
            at[spot[0], round(spot[1])] = len(found)
        found.append(block)
    return found


def _spot(block: Block) -> tuple[int, float] | None:
    """The page and the top of a paragraph on one line."""
    place = block.places[0] if isinstance(block, Paragraph) and len(block.places) == 1 else None
    return (place.page, place.bbox[1]) if isinstance(place, PagePlace) else None


def _pages_of_strip(pages: Sequence[TableFragment], at: int) -> int:
    """Over how many pages a table goes down before it goes on beside its first page; 0 if it does not."""
    header = None
    for n in range(1, len(pages) - at):
        if pages[at].n_rows < _MIN_ROWS or not _is_beside(pages[at], pages[at + n]):
            continue
        header = header or next(find_headers(pages[at]), None)
        if header is None:
            return 0
        if _has_labels(pages[at + n], pages[at], header) and _pages_beside(pages[at : at + n], pages[at + n :]):
            return n
    return 0


def _pages_beside(
    strip: Sequence[TableFragment], pages: Sequence[TableFragment]
) -> list[tuple[TableFragment, TableFragment]]:
    """The pages of a strip of columns, each with what stands beside it; none if the next pages do not stand there.

    Pages without print are left out by some programs, the first never: it has the labels.
    """
    found: list[tuple[TableFragment, TableFragment]] = []
    for first in strip:
        if len(found) < len(pages) and _is_beside(first, pages[len(found)]):
            found.append((first, pages[len(found)]))
        elif not found:
            return []
    is_whole = len(found) == len(strip) or len(found) == len(pages) or _is_beside(strip[0], pages[len(found)])
    return found if is_whole else []


def _is_beside(left: TableFragment, right: TableFragment) -> bool:
    """Whether the rows of two grids stand at the same heights, though their columns are others."""
    if not left.row_edges or not right.row_edges or left.column_edges == right.column_edges:
        return False  # pages of one table have the same columns: each is compared with all that follow
    ends = zip((left.row_edges[0], left.row_edges[-1]), (right.row_edges[0], right.row_edges[-1]), strict=True)
    if any(abs(one - other) > _SAME_PT for one, other in ends):
        return False
    more, fewer = sorted((left.row_edges, right.row_edges), key=len, reverse=True)
    return all(abs(_nearest(more, edge) - edge) <= _SAME_PT for edge in fewer) and align_columns(left, right) is None


def _has_labels(fragment: TableFragment, first: TableFragment, header: HeaderRows) -> bool:
    """Whether labels stand in a grid at the height of the header of the one on its left."""
    assert first.row_edges is not None and fragment.row_edges is not None
    top, bottom = first.row_edges[header.first], first.row_edges[header.end]
    known = [
        cell
        for cell in fragment.cells
        if cell.text
        and top - _SAME_PT <= fragment.row_edges[cell.row]
        and fragment.row_edges[cell.row + cell.rowspan] <= bottom + _SAME_PT
        and parse_label(cell.text).rule != "unknown"
    ]
    return bool(known)


def _beside(left: TableFragment, right: TableFragment) -> TableFragment:
    """Two grids side by side as one; what both print of a cell that the edge of the page cuts is one cell."""
    assert left.row_edges and right.row_edges and left.column_edges and right.column_edges
    right = _without_repeated(left, right)
    assert right.row_edges and right.column_edges
    edges = left.row_edges if len(left.row_edges) >= len(right.row_edges) else right.row_edges
    shift = left.column_edges[-1] - right.column_edges[0]
    cells = [_at_edges(cell, left.row_edges, edges) for cell in left.cells]
    at_seam = {
        (cell.row, cell.rowspan): index
        for index, cell in enumerate(cells)
        if cell.column + cell.colspan == left.n_columns
    }
    for cell in right.cells:
        cell = _at_edges(cell, right.row_edges, edges)
        index = at_seam.get((cell.row, cell.rowspan)) if cell.column == 0 else None
        if index is not None and _is_cut_across(cells[index], cell):
            whole, colspan = cells[index], cells[index].colspan + cell.colspan
            text, places = whole.text + cell.text, whole.places + cell.places
            cells[index] = replace(whole, text=text, colspan=colspan, places=places, hidden=None)
        else:
            cells.append(replace(cell, column=cell.column + left.n_columns))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return replace(
        left,
        n_rows=len(edges) - 1,
        n_columns=left.n_columns + right.n_columns,
        cells=tuple(cells),
        row_edges=edges,
        column_edges=(*left.column_edges, *(edge + shift for edge in right.column_edges[1:])),
    )


def _blank(first: TableFragment, like: TableFragment) -> TableFragment:
    """A page that was left out since nothing is printed on it: the rows of one, the columns of another."""
    places = ((row, column) for row in range(first.n_rows) for column in range(like.n_columns))
    cells = tuple(Cell(row, column, "") for row, column in places)
    return replace(like, n_rows=first.n_rows, cells=cells, page=first.page, row_edges=first.row_edges)


def _is_cut_across(left: Cell, right: Cell) -> bool:
    """Whether the edge of the page cuts a text in two: each half cuts off what the other one shows."""
    hidden = [squeeze(cell.hidden.beside) if cell.hidden else "" for cell in (left, right)]
    return any(hidden) and hidden == [squeeze(right.text), squeeze(left.text)]


def _without_repeated(left: TableFragment, right: TableFragment) -> TableFragment:
    """The right grid without the first columns of the left one, where a program prints them again."""
    columns = [[[*map(squeeze, _column(grid, index))] for index in range(grid.n_columns)] for grid in (left, right)]
    most = min(map(len, columns)) - 1
    differs = (k for k in range(most) if columns[0][k] != columns[1][k] or not any(columns[0][k]))
    n_repeated = next(differs, max(most, 0))
    if not n_repeated or any(cell.column < n_repeated < cell.column + cell.colspan for cell in right.cells):
        return right
    cells = tuple(replace(cell, column=cell.column - n_repeated) for cell in right.cells if cell.column >= n_repeated)
    edges = right.column_edges[n_repeated:] if right.column_edges else None
    return replace(right, n_columns=right.n_columns - n_repeated, cells=cells, column_edges=edges)


def _column(grid: TableFragment, index: int) -> list[str]:
    return [cell.text for cell in grid.cells if cell.column == index]


def _at_edges(cell: Cell, own: Sequence[float], edges: Sequence[float]) -> Cell:
    """A cell with its rows counted by other edges."""
    if own is edges:
        return cell
    row, end = (_index(edges, own[at]) for at in (cell.row, cell.row + cell.rowspan))
    return replace(moved(cell, row), rowspan=max(1, end - row))


def _index(edges: Sequence[float], edge: float) -> int:
    at = bisect_left(edges, edge)
    return min((k for k in (at - 1, at) if 0 <= k < len(edges)), key=lambda k: abs(edges[k] - edge))


def _nearest(edges: Sequence[float], edge: float) -> float:
    return edges[_index(edges, edge)]
