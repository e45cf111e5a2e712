"""Edges → grids: which edges hang together, and what they enclose.

A grid is not put together from the crossings of its lines. The lines only say where columns and rows may end; whether
two neighbouring places are one cell is asked of the wall between them. So a gap at a crossing, a line drawn too
short or an outer edge that is missing changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np

from gkml_extract.layout.edges import cluster_positions
from gkml_extract.model.page import Bools, Floats, Ints

Part = tuple[Ints, Ints]
"""The horizontal and the vertical edges of a part of a page, by their indices."""
TOUCH = 3.0
"""Points within which two edges meet."""
MIN_BAND = 4.0
"""Points below which two edges side by side are one double line: no print fits between them."""
WALL = 0.5
"""Share of a cell's side from which a wall stands there."""
MARGIN = 9.0
"""Points below which an outer band without print is but the distance of two lines."""
MIN_LINES, BAND, ALIKE = 3, 45.0, 0.8
"""Vertical lines of a table without outer edges, points of a row over all its columns, and the share of its lines that
its other rows have: from which, up to which and from which what such a row parts is one table."""
FEW_LEVELS = 3
"""Heights with a rule in a table of which rules part columns and hardly a row."""
MAX_FRAME = 3
"""Cells that the frame of a page may have, with the fields for a heading and a mark in the margin."""
MAX_EDGES = 3000
"""Edges of one direction a page may have; the densest real page seen has 300."""


class Span(NamedTuple):
    """Rows [row, row + rowspan) × columns [column, column + colspan)."""

    row: int
    column: int
    rowspan: int
    colspan: int


_SPAN: Callable[[Iterable[int]], Span] = partial(tuple.__new__, Span)
"""A span of its fields, made in half the time: `Span` itself is a function in Python."""


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Cells that cover rows × columns: `places[row, column]` is the index of the cell there.

    `column_edges` and `row_edges` are in points, one more than there are columns and rows. `goes_on` tells for each
    column whether its last cell goes on below, into a part of the page that was cut off of the grid; None if nothing
    was, or it is not told of that column.
    """

    column_edges: Floats
    row_edges: Floats
    cells: tuple[Span, ...]
    places: Ints
    goes_on: tuple[bool | None, ...] | None = None

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom of the whole."""
        return (
            float(self.column_edges[0]),
            float(self.row_edges[0]),
            float(self.column_edges[-1]),
            float(self.row_edges[-1]),
        )

    @property
    def has_narrow_margin(self) -> bool:
        """Whether an outer row or column is too narrow for print."""
        widths = (each[side] - each[side - 1] for each in (self.column_edges, self.row_edges) for side in (1, -1))
        return any(width < MARGIN for width in widths)

    def cell_boxes(self) -> list[tuple[float, float, float, float]]:
        """x0, top, x1, bottom of each cell."""
        x, y = self.column_edges.tolist(), self.row_edges.tolist()
        return [
            (x[column], y[row], x[column + colspan], y[row + rowspan]) for row, column, rowspan, colspan in self.cells
        ]


def find_grids(horizontal: Floats, vertical: Floats) -> list[Grid]:
    """The grids that edges enclose, from the top of the page; one inside a cell of another is left out.

    Edges are n × (position, start, end).
    """
    if len(horizontal) == 0 or len(vertical) == 0:
        return []
    horizontal, vertical = _longest(horizontal), _longest(vertical)
    parts = joined_parts(horizontal, vertical, _components(horizontal, vertical))
    parts = with_outer_bands(horizontal, vertical, joined_over_bands(horizontal, vertical, parts))
    found = (grid_of(with_unseen_floors(horizontal[across], vertical[down]), vertical[down]) for across, down in parts)
    grids = [grid for grid in found if grid is not None and len(grid.cells) > 1]
    return _without_nested(sorted(grids, key=lambda grid: (grid.row_edges[0], grid.column_edges[0])))


def with_unseen_floors(horizontal: Floats, vertical: Floats) -> Floats:
    """The horizontal edges of a part, and those that nothing draws where only columns are ruled off.

    A vertical edge that begins within begins below the label of a group of columns: there the label's cell ends.
    """
    levels = np.unique(np.round(horizontal[:, 0]))
    if len(levels) > FEW_LEVELS or len(vertical) < MIN_LINES:
        return horizontal
    x, y0, y1 = vertical.T
    floors: list[tuple[float, float, float]] = []
    for y in np.unique(np.round(np.concatenate((y0, y1)), 1)).tolist():
        if (np.abs(horizontal[:, 0] - y) <= MIN_BAND).any() or not _is_parted_below(horizontal, y, float(y1.max())):
            continue
        ended = x[(np.abs(y0 - y) <= TOUCH) | (np.abs(y1 - y) <= TOUCH)]
        through = x[(y0 < y - TOUCH) & (y1 > y + TOUCH)]
        for at in ended.tolist():
            sides = (through[through < at - MIN_BAND], through[through > at + MIN_BAND])
            if all(map(len, sides)):
                floors.append((y, float(sides[0].max()), float(sides[1].min())))
    return np.concatenate((horizontal, np.array(floors))) if floors else horizontal


def _is_parted_below(horizontal: Floats, y: float, bottom: float) -> bool:
    """Whether a rule parts what is below a height, as one between a header and its rows does."""
    return bool(((horizontal[:, 0] > y) & (horizontal[:, 0] < bottom - TOUCH)).any())


def columns_of_rules(vertical: Floats) -> list[float]:
    """The edges of columns that rules draw without any between rows: those that end together, or where pages do."""
    if len(vertical) < MIN_LINES:
        return []
    bottom = vertical[:, 2].max()
    ended = vertical[np.abs(vertical[:, 2] - bottom) <= TOUCH]
    tall = ended[ended[:, 2] - ended[:, 1] > BAND]
    return sorted(set(tall[:, 0].tolist())) if len(tall) >= MIN_LINES else []


def _longest(edges: Floats) -> Floats:
    """At most MAX_EDGES of the edges: a drawing has more, and its hatching is no table."""
    if len(edges) <= MAX_EDGES:
        return edges
    return np.asarray(edges[np.sort(np.argsort(edges[:, 1] - edges[:, 2], kind="stable")[:MAX_EDGES])])


def _components(horizontal: Floats, vertical: Floats) -> list[tuple[Ints, Ints]]:
    """The edges that hang together, as indices of horizontal and of vertical ones; each touches another."""
    touch = touching(horizontal, vertical)
    h_open, v_open = touch.any(axis=1), touch.any(axis=0)
    found: list[tuple[Ints, Ints]] = []
    while h_open.any():
        across = np.zeros(len(horizontal), dtype=bool)
        down = np.zeros(len(vertical), dtype=bool)
        new = np.zeros(len(horizontal), dtype=bool)
        new[np.argmax(h_open)] = True
        while new.any():
            across |= new
            h_open &= ~new
            reached = touch[new].any(axis=0) & v_open
            down |= reached
            v_open &= ~reached
            new = touch[:, reached].any(axis=1) & h_open
        found.append((np.flatnonzero(across), np.flatnonzero(down)))
    return found


def joined_parts(horizontal: Floats, vertical: Floats, parts: Sequence[Part]) -> list[Part]:
    """The parts of one table that hang together by nothing but their height, joined; as indices of edges.

    Where cells over several columns are cut by the page's top and bottom, no horizontal edge runs through them: what
    is left of the table falls into parts side by side, and into vertical edges that touch nothing. They begin and end
    at the same height; parts have a rule at the same height besides, or touch one another.
    """
    if not parts:
        return []
    taken = np.zeros(len(vertical), dtype=bool)
    for _, down in parts:
        taken[down] = True
    loose = np.flatnonzero(~taken)
    joined: list[Part] = []
    for across, down in sorted(parts, key=lambda part: float(vertical[part[1], 0].min())):
        before = next(
            (k for k, other in enumerate(joined) if _is_one(horizontal, vertical, other, (across, down))), None
        )
        if before is None:
            joined.append((across, down))
        else:
            joined[before] = (np.union1d(joined[before][0], across), np.union1d(joined[before][1], down))
    if len(loose) == 0:
        return joined
    return [
        (across, np.union1d(down, _that_belong(horizontal[across], vertical, down, loose))) for across, down in joined
    ]


def joined_over_bands(horizontal: Floats, vertical: Floats, parts: Sequence[Part]) -> list[Part]:
    """The parts of one table without outer edges that a row over all its columns parts, joined; from the top.

    No vertical edge runs through such a row: what is above it and what is below hang together by nothing. They are as
    wide, have the same columns and stand a line or two apart.
    """
    joined: list[Part] = []
    for part in sorted(parts, key=lambda each: float(horizontal[each[0], 0].min())):
        if joined and _goes_on_below(horizontal, vertical, joined[-1], part):
            above = joined.pop()
            part = (np.union1d(above[0], part[0]), np.union1d(above[1], part[1]))
        joined.append(part)
    return joined


def with_outer_bands(horizontal: Floats, vertical: Floats, parts: Sequence[Part]) -> list[Part]:
    """The parts, those without outer edges with the rules above and below that close a row over all their columns.

    No vertical edge touches these. They are as wide and a line or two away.
    """
    taken = np.zeros(len(horizontal), dtype=bool)
    for across, _ in parts:
        taken[across] = True
    loose = np.flatnonzero(~taken)
    if len(loose) == 0:
        return list(parts)
    return [
        (_with_bands(horizontal, across, loose), down)
        if _has_no_sides(horizontal, vertical, (across, down))
        else (across, down)
        for across, down in parts
    ]


def _with_bands(horizontal: Floats, across: Ints, loose: Ints) -> Ints:
    left, right = horizontal[across, 1].min(), horizontal[across, 2].max()
    edges = horizontal[loose]
    alike = loose[(np.abs(edges[:, 1] - left) <= TOUCH) & (np.abs(edges[:, 2] - right) <= TOUCH)]
    for index in alike[np.argsort(horizontal[alike, 0])].tolist():
        if TOUCH < horizontal[index, 0] - horizontal[across, 0].max() < BAND:
            across = np.append(across, index)
    for index in alike[np.argsort(-horizontal[alike, 0])].tolist():
        if TOUCH < horizontal[across, 0].min() - horizontal[index, 0] < BAND:
            across = np.append(across, index)
    return np.sort(across)


def _has_no_sides(horizontal: Floats, vertical: Floats, part: Part) -> bool:
    """Whether a part is a table with columns and without outer edges."""
    across, down = part
    left, right = horizontal[across, 1].min(), horizontal[across, 2].max()
    lines = np.unique(np.round(vertical[down, 0]))
    return len(lines) >= MIN_LINES and lines[0] - left >= MIN_BAND and right - lines[-1] >= MIN_BAND


def _goes_on_below(horizontal: Floats, vertical: Floats, above: Part, below: Part) -> bool:
    """Whether a part is what another one, without outer edges either, is under a row over all its columns."""
    sides = []
    for across, down in (above, below):
        left, right = horizontal[across, 1].min(), horizontal[across, 2].max()
        lines = np.unique(np.round(vertical[down, 0]))
        if len(lines) < MIN_LINES or lines[0] - left < MIN_BAND or right - lines[-1] < MIN_BAND:
            return False
        sides.append((left, right, lines))
    (left, right, lines), (other_left, other_right, others) = sides
    gap = horizontal[below[0], 0].min() - horizontal[above[0], 0].max()
    if abs(left - other_left) > TOUCH or abs(right - other_right) > TOUCH or not TOUCH < gap < BAND:
        return False
    is_shared = (np.abs(lines[:, None] - others[None, :]) <= TOUCH).any(axis=0)
    return bool(is_shared.mean() > ALIKE)


def _is_one(horizontal: Floats, vertical: Floats, a: Part, b: Part) -> bool:
    if _is_box(horizontal, vertical, a) and _is_box(horizontal, vertical, b):
        return False  # boxes of a flow chart stand side by side as well
    heights = [(vertical[down, 1].min(), vertical[down, 2].max()) for _, down in (a, b)]
    (top, bottom), (other_top, other_bottom) = heights
    if abs(top - other_top) <= TOUCH and _are_beside(horizontal, vertical, a, b):
        return True
    if abs(top - other_top) > TOUCH or abs(bottom - other_bottom) > TOUCH:
        return False
    apart = np.abs(horizontal[a[0], 0][:, None] - horizontal[b[0], 0][None, :])
    return bool((apart <= TOUCH).any())


def _is_box(horizontal: Floats, vertical: Floats, part: Part) -> bool:
    """Whether a part is a rectangle and nothing else."""
    across, down = part
    return len(np.unique(np.round(horizontal[across, 0]))) == 2 == len(np.unique(np.round(vertical[down, 0])))


def _are_beside(horizontal: Floats, vertical: Floats, a: Part, b: Part) -> bool:
    """Whether a line down one part is where edges of another one stand or end.

    Chromium ends the rest of a merged cell above the row below, so that nothing but that line may hold them together.
    """
    (across, down), (others, downs) = a, b
    ends = np.concatenate((horizontal[others, 1], horizontal[others, 2], vertical[downs, 0]))
    own = np.concatenate((horizontal[across, 1], horizontal[across, 2], vertical[down, 0]))
    lines, other_lines = vertical[down, 0], vertical[downs, 0]
    return bool(
        (np.abs(lines[:, None] - ends[None, :]) <= TOUCH).any()
        or (np.abs(other_lines[:, None] - own[None, :]) <= TOUCH).any()
    )


def _that_belong(horizontal: Floats, vertical: Floats, down: Ints, loose: Ints) -> Ints:
    """Those of the loose vertical edges that belong to a part."""
    found = np.union1d(_as_tall(vertical, down, loose), _on_its_lines(vertical, down, loose))
    if len(np.unique(np.round(horizontal[:, 0]))) > 1:
        return np.asarray(found)
    return np.union1d(found, _below_labels(vertical, down, loose))


def _below_labels(vertical: Floats, down: Ints, loose: Ints) -> Ints:
    """Those of the loose vertical edges that begin below labels of groups and end where a part does.

    Only where but the upper edge of a table is drawn across: all others touch what parts its rows.
    """
    top, bottom = vertical[down, 1].min(), vertical[down, 2].max()
    edges, lines = vertical[loose], vertical[down, 0]
    is_within = (edges[:, 0] > lines.min()) & (edges[:, 0] < lines.max()) & (len(lines) >= MIN_LINES)
    is_below = (edges[:, 1] > top) & (edges[:, 1] < top + BAND)
    return np.asarray(loose[is_within & is_below & (np.abs(edges[:, 2] - bottom) <= TOUCH)])


def _as_tall(vertical: Floats, down: Ints, loose: Ints) -> Ints:
    """Those of the loose vertical edges that begin and end where a part does."""
    top, bottom = vertical[down, 1].min(), vertical[down, 2].max()
    edges = vertical[loose]
    return np.asarray(loose[(np.abs(edges[:, 1] - top) <= TOUCH) & (np.abs(edges[:, 2] - bottom) <= TOUCH)])


def _on_its_lines(vertical: Floats, down: Ints, loose: Ints) -> Ints:
    """Those of the loose vertical edges that stand within a part, on a line of another of its edges."""
    top, bottom = vertical[down, 1].min(), vertical[down, 2].max()
    edges = vertical[loose]
    is_within = (edges[:, 1] >= top - TOUCH) & (edges[:, 2] <= bottom + TOUCH)
    is_on_line = (np.abs(edges[:, 0][:, None] - vertical[down, 0][None, :]) <= TOUCH).any(axis=1)
    return np.asarray(loose[is_within & is_on_line])


def touching(horizontal: Floats, vertical: Floats) -> Bools:
    """Which horizontal edge meets which vertical one: n_horizontal × n_vertical."""
    y, x0, x1 = (horizontal[:, index, None] for index in range(3))
    x, y0, y1 = (vertical[None, :, index] for index in range(3))
    meets: Bools = (x >= x0 - TOUCH) & (x <= x1 + TOUCH) & (y >= y0 - TOUCH) & (y <= y1 + TOUCH)
    return meets


def grid_of(horizontal: Floats, vertical: Floats) -> Grid | None:
    """The grid that edges which hang together enclose; None if they enclose nothing."""
    x_clusters, x_edges = _lines(vertical, horizontal)
    y_clusters, y_edges = _lines(horizontal, vertical)
    n_columns, n_rows = len(x_edges) - 1, len(y_edges) - 1
    if n_columns < 1 or n_rows < 1:
        return None
    is_walled = _walls(vertical, x_clusters, y_edges, n_columns + 1)  # lines × rows
    is_floored = _walls(horizontal, y_clusters, x_edges, n_rows + 1)  # lines × columns
    regions = _regions(~is_walled[1:-1].T, ~is_floored[1:-1])
    if _with_walls_drawn_on(is_walled, regions):
        regions = _regions(~is_walled[1:-1].T, ~is_floored[1:-1])
    spans, places = _rectangles(regions)
    return Grid(x_edges, y_edges, spans, places)


def without_margins(grid: Grid, middles: Floats) -> Grid:
    """The grid without outer rows and columns that are too narrow for print and hold none.

    The border of a page, or a second outer line, makes such bands. `middles` are n × (x, y) of what is printed.
    """
    if not grid.has_narrow_margin:
        return grid
    rows, columns = slice(0, len(grid.row_edges) - 1), slice(0, len(grid.column_edges) - 1)
    kept_columns = _kept(grid.column_edges, middles[:, 0], columns)
    kept_rows = _kept(grid.row_edges, middles[:, 1], rows)
    if kept_columns == columns and kept_rows == rows:
        return grid
    places = grid.places[kept_rows, kept_columns]
    spans, places = _rectangles(places)
    return Grid(
        grid.column_edges[kept_columns.start : kept_columns.stop + 1],
        grid.row_edges[kept_rows.start : kept_rows.stop + 1],
        spans,
        places,
        grid.goes_on and grid.goes_on[kept_columns],
    )


def without_row(grid: Grid, row: int, *, is_room: bool = False) -> Grid:
    """The grid without a row, which is given to the one above it, or, if it is but room below the last, cut off."""
    spans, places = _rectangles(np.delete(grid.places, row, axis=0))
    return Grid(grid.column_edges, np.delete(grid.row_edges, row + is_room), spans, places, grid.goes_on)


def part_of(grid: Grid, first: int, stop: int) -> Grid:
    """Rows [first, stop) of a grid, without the edges of columns that part nothing in them."""
    regions = grid.places[first:stop]
    parts = (regions[:, 1:] != regions[:, :-1]).any(axis=0)
    kept = np.concatenate(([0], np.flatnonzero(parts) + 1))
    spans, places = _rectangles(regions[:, kept])
    edges = np.append(grid.column_edges[kept], grid.column_edges[-1])
    is_last = stop == len(grid.row_edges) - 1
    goes_on = tuple(grid.goes_on[at] for at in kept.tolist()) if grid.goes_on and is_last else None
    return Grid(edges, grid.row_edges[first : stop + 1], spans, places, goes_on)


def grid_of_regions(grid: Grid, regions: Ints, row_edges: Floats | None = None) -> Grid:
    """The grid with other cells, and perhaps other rows: places of one number are one."""
    spans, places = _rectangles(regions)
    return Grid(grid.column_edges, grid.row_edges if row_edges is None else row_edges, spans, places, grid.goes_on)


def with_sides(grid: Grid, left: Sequence[float], right: Sequence[float]) -> Grid:
    """The grid with columns of one cell each before and behind its own, that begin or end at these edges."""
    n_rows, first = len(grid.row_edges) - 1, len(grid.cells)
    added = np.tile(np.arange(first, first + len(left) + len(right)), (n_rows, 1))
    spans, places = _rectangles(np.hstack((added[:, : len(left)], grid.places, added[:, len(left) :])))
    edges = np.concatenate((left, grid.column_edges, right))
    goes_on = grid.goes_on and (*([None] * len(left)), *grid.goes_on, *([None] * len(right)))
    return Grid(edges, grid.row_edges, spans, places, goes_on)


def _kept(edges: Floats, at: Floats, bands: slice) -> slice:
    """The bands but for narrow empty ones at both ends."""
    start, stop = bands.start, bands.stop
    while stop - start > 1 and edges[start + 1] - edges[start] < MARGIN and not (at < edges[start + 1]).any():
        start += 1
    while stop - start > 1 and edges[stop] - edges[stop - 1] < MARGIN and not (at > edges[stop - 1]).any():
        stop -= 1
    return slice(start, stop)


def _lines(edges: Floats, others: Floats) -> tuple[Ints, Floats]:
    """The line of the grid on which each edge lies, and the lines' positions.

    Where the others end there is a line even if it is not drawn: tables without left and right edges are common.
    """
    ends = np.array([others[:, 1].min(), others[:, 2].max()])
    clusters, positions = cluster_positions(np.concatenate((edges[:, 0], ends)), MIN_BAND)
    return clusters[: len(edges)], positions


def _walls(edges: Floats, lines: Ints, crossings: Floats, n_lines: int) -> Bools:
    """Of each line, between which neighbouring crossings it is drawn: n_lines × (crossings - 1)."""
    start, end = crossings[:-1], crossings[1:]
    overlap = np.minimum(edges[:, 2, None], end) - np.maximum(edges[:, 1, None], start)
    drawn = np.zeros((n_lines, len(start)))
    np.add.at(drawn, lines, np.maximum(overlap, 0.0))
    walled: Bools = drawn > WALL * (end - start)
    return walled


def _with_walls_drawn_on(is_walled: Bools, regions: Ints) -> bool:
    """Whether walls were drawn on through regions that hold a part of them; in place.

    What a wall parts is not one cell, though it is too short. Chromium ends the rest of a merged cell above the row
    below, of whose walls it draws none over that gap.
    """
    halved = is_walled[1:-1].T & (regions[:, :-1] == regions[:, 1:])
    if not halved.any():
        return False
    for row, column in np.argwhere(halved).tolist():
        region = regions[row, column]
        is_beside = (regions[:, column] == region) & (regions[:, column + 1] == region)
        is_walled[column + 1, is_beside] = True
    return True


def _regions(opens_right: Bools, opens_down: Bools) -> Ints:
    """The region of each place: n_rows × n_columns. Places are joined where no wall is between them.

    Args:
        opens_right: n_rows × (n_columns - 1).
        opens_down: (n_rows - 1) × n_columns.
    """
    n_rows, n_columns = opens_right.shape[0], opens_down.shape[1]
    parent = list(range(n_rows * n_columns))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for row, column in np.argwhere(opens_right).tolist():
        place = row * n_columns + column
        parent[root(place + 1)] = root(place)
    for row, column in np.argwhere(opens_down).tolist():
        place = row * n_columns + column
        parent[root(place + n_columns)] = root(place)
    regions = np.array(parent)
    while ((above := regions[regions]) != regions).any():
        regions = above
    return regions.reshape(n_rows, n_columns)


def _rectangles(regions: Ints) -> tuple[tuple[Span, ...], Ints]:
    """Regions cut into rectangles, in row-major order of their corners, and the rectangle of each place."""
    n_rows, n_columns = regions.shape
    label = regions.tolist()
    places = [[-1] * n_columns for _ in range(n_rows)]
    is_alone = (np.bincount(regions.ravel()) == 1)[regions].tolist()
    spans: list[Span] = []
    for row, (line, alone) in enumerate(zip(places, is_alone, strict=True)):
        for column in range(n_columns):
            if line[column] >= 0:
                continue
            if alone[column]:
                line[column] = len(spans)
                spans.append(_SPAN((row, column, 1, 1)))
                continue
            span = _largest(label, places, row, column)
            for r in range(row, row + span.rowspan):
                for c in range(column, column + span.colspan):
                    places[r][c] = len(spans)
            spans.append(span)
    return tuple(spans), np.array(places)


def _largest(label: list[list[int]], places: list[list[int]], row: int, column: int) -> Span:
    """The rectangle of one region from a corner to the right, then down."""
    region = label[row][column]

    def is_free(r: int, c: int) -> bool:
        return label[r][c] == region and places[r][c] < 0

    right = column + 1
    while right < len(label[0]) and is_free(row, right):
        right += 1
    below = row + 1
    while below < len(label) and all(is_free(below, c) for c in range(column, right)):
        below += 1
    return Span(row, column, below - row, right - column)


def _without_nested(grids: list[Grid]) -> list[Grid]:
    """The grids that stand in no other, and not those that are but a frame around others."""
    frames = [
        outer
        for outer in grids
        if len(outer.cells) <= MAX_FRAME
        and any(len(inner.cells) > len(outer.cells) and _is_inside(inner, outer) for inner in grids)
    ]
    tables = [grid for grid in grids if grid not in frames]
    return [grid for grid in tables if not any(_is_inside(grid, other) for other in tables if other is not grid)]


def _is_inside(inner: Grid, outer: Grid) -> bool:
    a, b = inner.box, outer.box
    return a[0] >= b[0] - TOUCH and a[1] >= b[1] - TOUCH and a[2] <= b[2] + TOUCH and a[3] <= b[3] + TOUCH and a != b


def cells_of_points(x: Floats, y: Floats, grids: Sequence[Grid]) -> Ints:
    """In which cell each point stands, counted over all grids; -1 in none."""
    cells = np.full(len(x), -1, dtype=np.int64)
    first = 0
    for grid in grids:
        x0, top, x1, bottom = grid.box
        inside = np.flatnonzero((x >= x0) & (x < x1) & (y >= top) & (y < bottom))
        column = np.searchsorted(grid.column_edges, x[inside], side="right") - 1
        row = np.searchsorted(grid.row_edges, y[inside], side="right") - 1
        cells[inside] = first + grid.places[row, column]
        first += len(grid.cells)
    return cells
