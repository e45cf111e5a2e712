"""One page → its blocks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

import numpy as np

from gkml_extract.layout.bare_rows import with_bare_rows_parted
from gkml_extract.layout.boxes import with_boxes
from gkml_extract.layout.cells import TOUCH, Grid, cells_of_points, columns_of_rules, find_grids, without_margins
from gkml_extract.layout.clipped import hidden_in, is_cut
from gkml_extract.layout.column_starts import aligned_starts, column_ends, untold_starts
from gkml_extract.layout.edges import merge_rulings, within_page
from gkml_extract.layout.furniture import Heads, PageBlocks, words_around
from gkml_extract.layout.gaps import parted_at_gaps
from gkml_extract.layout.gutters import MIN_COLUMNS
from gkml_extract.layout.line_order import in_cell_order
from gkml_extract.layout.lines import Box, Line, box_around, lines_of
from gkml_extract.layout.lost_marks import lost_marks
from gkml_extract.layout.open_tables import find_open_grids
from gkml_extract.layout.overflow import with_overflow, with_overprint
from gkml_extract.layout.overlaid import without_overlaid
from gkml_extract.layout.page_ends import open_below, with_unseen_sides, without_false_rows
from gkml_extract.layout.paragraphs import group_lines, margins
from gkml_extract.layout.rows import FEW_LINES, split_rows
from gkml_extract.layout.rule_levels import MIN_LEVELS, is_unruled
from gkml_extract.layout.rulings import Rulings, find_rulings, joined_rulings, unseen_rulings
from gkml_extract.layout.text_lines import text_lines
from gkml_extract.layout.text_of_cell import joined_lines, padding_of, room_of, text_of, upright_lines, write_of
from gkml_extract.layout.tiles import tile_rulings
from gkml_extract.layout.touching import Place, Runs, runs_of
from gkml_extract.layout.turn import Turn, main_direction, turned
from gkml_extract.layout.underlines import without_underlines
from gkml_extract.layout.white_cells import with_headings_whole, with_white_cells_parted
from gkml_extract.layout.words import BACK, BLANKS, Signs, Word, codes_of, find_words, reading_frame, starts_of_runs
from gkml_extract.layout.wraps import join_lines
from gkml_extract.layout.written_columns import parts_at_titles, with_body_below, with_parted_cell
from gkml_extract.layout.written_rows import PartedGrid, begun_again, is_header_of_groups, parted_as_written
from gkml_extract.model.content import Block, TableFragment
from gkml_extract.model.page import OBLIQUE, Chars, Floats, Ints, PageContent, no_cells, select, text_at
from gkml_extract.model.source import How, PagePlace
from gkml_extract.model.table import UNREAD, Cell, Paragraph
from gkml_extract.text import clean

SAME_WORD = 0.06
"""Share of the font size within which two letters touch: cells keep more than that free between them."""

INFERRED_LEGIBILITY = 0.5
"""The most that a recognised cell can be sure of where no rules show its edges."""
UNSURE = 0.6
"""How sure the edges of a cell are that may as well cover other rows, where no rules show them."""
_CLOSING = Signs("）〉》」』】〕，。、；：！？％")
_OPENING = Signs("（〈《「『【〔")
"""Before the first and behind the second no line is broken."""
_PRINTED, _OCR = How.PRINTED, How.OCR
MANY_WORDS = 20
"""Words in no cell, or in one over many columns, from which they may be the body of a table."""
MIN_WRITTEN = 5
"""Columns of a cell from which it may be the body of a table of which but the header is drawn."""
FEW_RULES = 3
"""Rules of one direction below which a page has no ruled table."""
Placed = tuple[float, float, Block]


def inferred_edges(block: Block) -> tuple[float, ...]:
    """The edges of the columns of a table that no rules draw; none of anything else."""
    if not isinstance(block, TableFragment) or block.is_shown:
        return ()
    return block.column_edges or ()


def drawn_edges(block: Block) -> tuple[float, ...]:
    """The edges of the columns of a table that rules draw; none of anything else."""
    if not isinstance(block, TableFragment) or not block.is_shown:
        return ()
    return block.column_edges or ()


def read_page(
    page: PageContent,
    known: Sequence[float] = (),
    drawn: Sequence[float] = (),
    told: Sequence[Sequence[float]] = (),
    begun: Sequence[Place] = (),
    heads: Heads = frozenset(),
) -> PageBlocks:
    """The blocks of a page in reading order.

    Args:
        page: what is printed and drawn on it.
        known: the edges of the columns of a table on the pages before that no rules draw.
        drawn: those of a table that rules draw on the page before: perhaps but the header of one.
        told: those of the tables of this page, by all pages over which each goes.
        begun: where columns begin in tables whose texts touch, likewise.
        heads: what stands in the margins of the pages before.
    """
    height = page.height
    boxed = with_boxes(page.chars, page.shapes)
    chars, oblique = without_oblique(boxed.chars)
    page = replace(page, chars=chars, shapes=boxed.shapes)
    rules = edges_of(page, drawn)
    grids = find_grids(rules.horizontal, rules.vertical)
    cells = cells_of(page.chars, grids)
    page, turn = turned(page, main_direction(page.chars, cells))
    if turn.quarters:
        rules = edges_of(page, drawn)
        grids = find_grids(rules.horizontal, rules.vertical)
        cells = cells_of(page.chars, grids)
    closed = _without_frames(grids, page.chars, rules.horizontal, (known, drawn), told)
    if len(closed) < len(grids):
        grids = closed
        cells = cells_of(page.chars, grids)
    if not grids:
        page = replace(page, chars=in_cell_order(page.chars))
        cells = no_cells(page.chars)
    kept, overlaid = without_overlaid(page.chars, grids, cells)
    if overlaid:
        page, oblique = replace(page, chars=kept), f"{oblique} {overlaid}".strip()
        cells = cells_of(kept, grids)
    words = with_overflow(with_overprint(find_words(page.chars, cells), grids), grids)
    columns = _columns_without_rows(grids, words, rules.vertical)
    if columns:
        grids = [grid for grid in grids if len(grid.row_edges) > 2]
        words = find_words(page.chars, cells_of(page.chars, grids))
        told = (columns, *told)
    around = words_around(words, page.number, page.width, page.height, heads) if len(grids) < len(words) else []
    if around:
        ids = set(map(id, around))
        words = [word for word in words if id(word) not in ids]
    if grids and drawn and (first := _with_unseen_sides(grids[0], words, drawn)) is not grids[0]:
        grids = [first, *grids[1:]]
        words = words_in(words, grids)
    if rules.are_grounds and grids:
        grids = _reshaped(grids, words, _with_told_cells)
        words = words_in(words, grids)
    parted = _reshaped(grids, words, with_bare_rows_parted)
    if any(one is not other for one, other in zip(parted, grids, strict=True)):
        grids = parted
        words = words_in(words, grids)
    outside = _outside(rules.horizontal, grids, words)
    ends = column_ends(outside, known) if not grids else []
    if ends:
        words = [word for word in parted_words(page.chars, ends) if not _stands_in(word, around)]
    closed = without_false_rows(grids, words, rules.horizontal, rules.vertical)
    if len(apart := parted_at_gaps(closed, words)) > len(closed):
        grids = closed = apart
        words = with_overflow(with_overprint(find_words(page.chars, cells_of(page.chars, grids)), grids), grids)
    whole = _with_bodies(closed, words, drawn)
    ruled = [one is other and not rules.are_grounds for one, other in zip(whole, closed, strict=True)]
    if any(one is not other for one, other in zip(whole, grids, strict=True)):
        grids = whole
        words = words_in(words, grids)
        outside = _outside(rules.horizontal, grids, words)
    free = [word for word in words if word.cell < 0]
    inferred = find_open_grids(free, outside, ends, (known, drawn), told)
    is_open = not grids and bool(inferred)
    starts = untold_starts(inferred, words, aligned_starts(page.chars, outside)) if is_open else []
    if is_open and (starts or begun):
        words = parted_words(page.chars, [*ends, *starts], begun)
        words = [word for word in words if not _stands_in(word, around)]
        free = [word for word in words if word.cell < 0]
        inferred = find_open_grids(free, outside, ends, (known, drawn), told, starts, begun)
    placed = _tables(grids, words, page, turn, rules.horizontal, ruled)
    if inferred:
        free = words_in(free, inferred)
        placed += _tables(inferred, free, page, turn)
    rest = [word for word in (*free, *around) if word.cell < 0]
    placed += _paragraphs(rest, page.number, [grid.box for grid in (*grids, *inferred)], turn)
    blocks = tuple(block for _, _, block in sorted(placed, key=lambda each: each[:2]))
    is_loose = is_open and is_unruled(text_lines(free), outside)
    runs = _runs(page.chars, free, inferred, outside) if is_open and not is_loose and not begun else ()
    return PageBlocks(height, blocks, oblique, tuple(free) if is_loose else (), runs)


def _runs(chars: Chars, words: Sequence[Word], grids: Sequence[Grid], rules: Floats) -> tuple[Runs, ...]:
    """What is drawn in one go under each title of a page, if a table stands under it."""
    parts = parts_at_titles(words)
    tops = [min((word.box[1] for word in part), default=0.0) for part in parts]
    around: list[Box] = []
    ends: list[list[float]] = []
    for top, bottom in pairwise([0.0, *tops[1:], np.inf]):
        ends.append(column_ends(rules[(rules[:, 0] >= top) & (rules[:, 0] < bottom)]))
        boxes = [grid.box for grid in grids if top <= (grid.box[1] + grid.box[3]) / 2 < bottom]
        around.append(box_around(boxes) if boxes else (0.0, 0.0, 0.0, 0.0))
    return runs_of(chars, [0.0, *tops[1:]], around, ends)


def _columns_without_rows(grids: Sequence[Grid], words: Sequence[Word], vertical: Floats) -> list[float]:
    """The edges of the columns of a table of which rules draw nothing but these, and perhaps a frame; none in most."""
    if not grids:
        return columns_of_rules(vertical)
    first = 0
    for grid in grids:
        if len(grid.row_edges) == 2 and len(grid.column_edges) > MIN_WRITTEN:
            inside = [word for word in words if first <= word.cell < first + len(grid.cells)]
            if begun_again(grid, inside, first):
                return list(map(float, grid.column_edges))
        first += len(grid.cells)
    return []


def _reshaped(
    grids: Sequence[Grid], words: Sequence[Word], reshape: Callable[[Grid, Sequence[Word], int], Grid]
) -> list[Grid]:
    """The grids, each as `reshape` makes it of the words of the page and the number of its first cell in them."""
    firsts = accumulate((len(grid.cells) for grid in grids), initial=0)
    return [reshape(grid, words, first) for grid, first in zip(grids, firsts, strict=False)]


def _with_told_cells(grid: Grid, words: Sequence[Word], first: int) -> Grid:
    """A grid whose cells are told by their grounds, with the white ones parted, or joined under a heading."""
    parted = with_white_cells_parted(grid, words, first)
    return with_headings_whole(parted, words_in(words, [parted]))


def _with_unseen_sides(grid: Grid, words: Sequence[Word], drawn: Sequence[float]) -> Grid:
    """The first grid of a page with the outer columns of the one that it goes on: nothing is printed above it."""
    whole = with_unseen_sides(grid, drawn)
    if whole is grid or any(word.box[3] < grid.box[1] for word in words):
        return grid
    return whole


def _stands_in(word: Word, lines: Sequence[Word]) -> bool:
    """Whether a word stands on the height of one of these, in the margin of a page."""
    return any(abs(word.baseline - other.baseline) < SAME_WORD * word.size for other in lines)


def without_oblique(chars: Chars) -> tuple[Chars, str]:
    """The characters that stand at right angles to the page, and the text of the others: that of a watermark."""
    is_oblique = chars.directions == OBLIQUE
    if not is_oblique.any():
        return chars, ""
    kept = np.flatnonzero(~is_oblique)
    return select(chars, kept), clean(text_at(chars.text, np.flatnonzero(is_oblique)))


class Edges(NamedTuple):
    """The horizontal and the vertical edges that the rules of a page draw, or the grounds of cells in their place."""

    horizontal: Floats
    vertical: Floats
    are_grounds: bool = False


def edges_of(page: PageContent, known: Sequence[float] = ()) -> Edges:
    """The edges of what is drawn on a page; `known` are those of the columns of the table on the page before."""
    rulings = find_rulings(page.shapes)
    are_grounds = False
    if _are_few(rulings):
        tiles = tile_rulings(page.shapes, page.chars, known)
        are_grounds = len(tiles.horizontal) > 0
        rulings = joined_rulings(rulings, tiles)
        if _are_few(rulings):
            rulings = joined_rulings(rulings, unseen_rulings(page.shapes))
    height, width = page.height, page.width
    return Edges(
        within_page(merge_rulings(rulings.horizontal), height, width),
        within_page(merge_rulings(rulings.vertical), width, height),
        are_grounds,
    )


def _are_few(rulings: Rulings) -> bool:
    """Whether the rules of one direction stand at so few places that they are no table's."""
    return any(len(np.unique(np.round(each[:, 0]))) < FEW_RULES for each in (rulings.horizontal, rulings.vertical))


def _without_frames(
    grids: list[Grid],
    chars: Chars,
    rules: Floats,
    known: Sequence[Sequence[float]],
    told: Sequence[Sequence[float]],
) -> list[Grid]:
    """The grids without those that are but the outer frame and the row rules of a table without vertical rules."""
    framed = [grid for grid in grids if len(grid.column_edges) == 2]
    if not framed:
        return grids
    words = [word for word in find_words(chars, cells_of(chars, framed)) if word.cell >= 0]
    ruled = [grid for grid in framed if len(grid.row_edges) > MIN_LEVELS]
    boxes = (
        [grid.box for grid in find_open_grids(words, rules) if len(grid.column_edges) > MIN_COLUMNS] if ruled else []
    )
    frames = [
        grid
        for grid in ruled
        if any(abs(box[1] - grid.box[1]) < TOUCH and abs(box[3] - grid.box[3]) < TOUCH for box in boxes)
    ]
    first = 0
    for grid in framed:
        inside = [word for word in words if first <= word.cell < first + len(grid.cells)]
        first += len(grid.cells)
        if grid not in frames and len(inside) >= MANY_WORDS:
            open_grids = find_open_grids(inside, rules, (), known, told)
            frames += [grid] if any(len(each.column_edges) > MIN_WRITTEN for each in open_grids) else []
    ids = set(map(id, frames))
    return [grid for grid in grids if id(grid) not in ids] if ids else grids


def parted_words(chars: Chars, ends: Sequence[float], begun: Sequence[Place] = ()) -> list[Word]:
    """The words of a page, parted where a column ends and another run begins: cells without padding touch.

    `begun` are places where columns begin on some heights alone.
    """
    firsts = starts_of_runs(chars)
    if not len(firsts):
        return find_words(chars, no_cells(chars))
    middles = (chars.boxes[:, 0] + chars.boxes[:, 2]) / 2
    lengths = np.diff(np.append(firsts, len(chars)))
    x = np.add.reduceat(middles, firsts) / lengths if begun else middles[firsts]
    strips = np.searchsorted(sorted(ends), x)
    y = chars.baselines[firsts, 1]
    for at, top, bottom in begun:
        strips = strips + ((x > at) & (y > top) & (y <= bottom))
    strips = np.repeat(strips, lengths)
    return [word._replace(cell=-1) for word in find_words(chars, strips)]


def _with_bodies(grids: Sequence[Grid], words: Sequence[Word], drawn: Sequence[float]) -> list[Grid]:
    """The grids, those of which rules draw but the header or a frame with the bodies of their tables.

    `drawn` are the edges of the columns of the table on the page before.
    """
    counts = Counter(word.cell for word in words)
    found: list[Grid] = []
    first = 0
    for grid in grids:
        whole = grid
        wide = [
            index
            for index, span in enumerate(grid.cells)
            if span.colspan >= MIN_WRITTEN and counts[first + index] >= MANY_WORDS
        ]
        for index in reversed(wide):
            whole = with_parted_cell(whole, index, [word for word in words if word.cell == first + index])
        is_lone = len(grids) == 1 and len(grid.row_edges) <= FEW_RULES and counts[-1]
        if not wide and (counts[-1] >= MANY_WORDS or is_lone) and len(grid.column_edges) > MIN_WRITTEN:
            last = {first + index for index, span in enumerate(grid.cells) if span.row == len(grid.row_edges) - 2}
            whole = with_body_below(grid, [word for word in words if word.cell < 0 or word.cell in last], drawn)
        first += len(grid.cells)
        found.append(whole)
    return found


def _outside(rules: Floats, grids: Sequence[Grid], words: Sequence[Word]) -> Floats:
    """The horizontal edges that belong to none of the grids and underline none of the words."""
    outside = np.ones(len(rules), dtype=bool)
    for grid in grids:
        x0, top, x1, bottom = grid.box
        y, start, end = rules.T
        outside &= ~((y >= top - TOUCH) & (y <= bottom + TOUCH) & (end > x0) & (start < x1))
    return without_underlines(np.asarray(rules[outside]), words)


def words_in(words: Sequence[Word], grids: Sequence[Grid]) -> list[Word]:
    """The words with the cells of these grids that they stand in."""
    x, y = middles_of(words).T
    cells = cells_of_points(x, y, grids).tolist()
    return [word._replace(cell=cell) for word, cell in zip(words, cells, strict=True)]


def middles_of(words: Sequence[Word]) -> Floats:
    """n × (x, y), the middles of the words."""
    boxes = np.array([word.box for word in words], dtype=np.float64).reshape(-1, 4)
    return np.asarray((boxes[:, :2] + boxes[:, 2:]) / 2)


def _all_of(words: Sequence[Sequence[Word]]) -> list[Word]:
    return list(chain.from_iterable(words))


def _placed_anew(grid: Grid, words: Sequence[Word]) -> list[list[Word]]:
    """The words of each cell of a grid whose rows or columns have changed since they were placed."""
    inside: list[list[Word]] = [[] for _ in grid.cells]
    for word in words_in(words, [grid]):
        inside[max(word.cell, 0)].append(word)
    return inside


def _tables(
    grids: Sequence[Grid],
    words: Sequence[Word],
    page: PageContent,
    turn: Turn,
    horizontal: Floats | None = None,
    ruled: Sequence[bool] = (),
) -> list[Placed]:
    """The fragments of the grids in which something is printed.

    `horizontal` are the edges that draw them, if any, and `ruled` tells of each whether rules part its rows.
    """
    by_cell: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        by_cell[word.cell].append(word)
    placed: list[Placed] = []
    first = 0
    for grid, is_ruled in zip(grids, ruled or [False] * len(grids), strict=True):
        inside = [by_cell[first + index] for index in range(len(grid.cells))]
        parted = _parted_as_written(grid, words, first)
        first += len(grid.cells)
        if any(inside):
            is_told = is_ruled and parted is None
            fragment = _fragment(parted or PartedGrid(grid, inside, None), page, turn, horizontal if is_told else None)
            fragment = fragment if is_told else replace(fragment, is_ruled=False)
            is_drawn = horizontal is not None and parted is None
            placed.append((grid.box[1], grid.box[0], fragment if is_drawn else _inferred(fragment)))
    return placed


def _parted_as_written(grid: Grid, words: Sequence[Word], first: int) -> PartedGrid | None:
    """The grid with its bands of several rows parted, as the order of writing tells; None if it has none."""
    inside = [word for word in words if first <= word.cell < first + len(grid.cells)]
    is_one = len(grid.row_edges) == 2 and len(grid.column_edges) > MIN_WRITTEN  # a lone header has few labels of groups
    bands = [0] if is_one else begun_again(grid, inside, first)
    if 0 not in bands and is_header_of_groups(grid, inside, first):
        bands = [0, *bands]
    return parted_as_written(grid, bands, inside, first) if bands else None


def _inferred(fragment: TableFragment) -> TableFragment:
    """A fragment whose edges no rules show. Of recognised text, where the characters belong is in doubt as well."""
    cells = (
        cell if cell.legibility is None else replace(cell, legibility=min(cell.legibility, INFERRED_LEGIBILITY))
        for cell in fragment.cells
    )
    return replace(fragment, cells=tuple(cells), is_shown=False)


def cells_of(chars: Chars, grids: Sequence[Grid]) -> Ints:
    """In which cell each character stands, counted over all grids; -1 in none.

    What runs over the edge of its cell since it could not be wrapped, a Latin word or a text in brackets, stays in one
    piece where it begins.
    """
    x0, top, x1, bottom = chars.boxes.T
    cells = cells_of_points((x0 + x1) / 2, (top + bottom) / 2, grids)
    codes = codes_of(chars.text)
    is_latin = (codes > 0x20) & (codes < 0x7F)
    is_whole = (is_latin[1:] & is_latin[:-1]) | _CLOSING.among(codes[1:]) | _OPENING.among(codes[:-1])
    if not (is_whole & (cells[1:] != cells[:-1])).any():
        return cells
    start, end, baseline = reading_frame(chars.boxes, chars.baselines, chars.directions)
    goes_on = (
        is_whole
        & (start[1:] - end[:-1] < SAME_WORD * chars.sizes[1:])
        & (start[1:] - end[:-1] > -BACK * chars.sizes[1:])
        & (np.abs(np.diff(baseline)) < SAME_WORD * chars.sizes[1:])
        & (np.diff(chars.directions) == 0)
    )
    for index in np.flatnonzero(goes_on & (cells[1:] != cells[:-1])).tolist():
        word_end = index + 1
        while word_end < len(cells) and goes_on[word_end - 1]:
            cells[word_end] = cells[index]
            word_end += 1
    return cells


def legibility_of(chars: Chars, grid: Grid) -> list[float | None]:
    """The least score of the recognised characters of each cell; None where it has none."""
    least: list[float | None] = [None] * len(grid.cells)
    if chars.scores is None or len(chars) == 0:
        return least
    middles = (chars.boxes[:, :2] + chars.boxes[:, 2:]) / 2
    cells = cells_of_points(middles[:, 0], middles[:, 1], [grid])
    for cell, score, char in zip(cells.tolist(), chars.scores.tolist(), chars.text, strict=True):
        if cell >= 0 and char not in BLANKS:
            known = least[cell]
            least[cell] = score if known is None else min(known, score)
    return least


def _fragment(parted: PartedGrid, page: PageContent, turn: Turn, horizontal: Floats | None) -> TableFragment:
    grid, words, is_parted = parted.grid, parted.words, parted.unsure is not None
    unsure = parted.unsure or frozenset()
    placed = words
    if (
        not is_parted
        and grid.has_narrow_margin
        and (trimmed := without_margins(grid, middles_of(_all_of(words)))) is not grid
    ):
        grid, placed = trimmed, _placed_anew(trimmed, _all_of(words))
    writings = [write_of(each) for each in placed]
    boxes = grid.cell_boxes()
    padding = padding_of(writings, boxes)
    if not is_parted and any(len(writing.lines) > FEW_LINES for inner in writings for writing in inner):
        split = split_rows(grid, [upright_lines(inner) for inner in writings], padding)
        if split is not grid:
            writings = [write_of(each) for each in _placed_anew(split, _all_of(words))]
            grid = split
            boxes = grid.cell_boxes()
    hidden = {} if turn.quarters else hidden_in(page.clipped, grid)
    lost: frozenset[int] = frozenset()
    if page.unread is not None and not turn.quarters:
        held = words if is_parted else _placed_anew(grid, _all_of(words))
        lost = lost_marks(page, grid, held)
    is_open = {} if horizontal is None else open_below(grid, horizontal)
    texts = [
        UNREAD if index in lost else text_of(inner, box, padding)
        for index, (inner, box) in enumerate(zip(writings, boxes, strict=True))
    ]
    cells = tuple(
        Cell(
            row,
            column,
            text,
            rowspan,
            colspan,
            _PRINTED if legibility is None else _OCR,
            (PagePlace(page.number, shown),),
            UNSURE if index in unsure else None,
            legibility,
            None,
            room_of(inner, box, padding),
            hidden.get(index),
            is_open.get(index),
            joined_lines(inner, text),
        )
        for index, (row, column, rowspan, colspan), text, inner, box, shown, legibility in zip(
            range(len(grid.cells)),
            grid.cells,
            texts,
            writings,
            boxes,
            map(turn.back, boxes) if turn.quarters else boxes,
            legibility_of(page.chars, grid),
            strict=True,
        )
    )
    return TableFragment(
        len(grid.row_edges) - 1,
        len(grid.column_edges) - 1,
        cells,
        page.number,
        tuple(grid.column_edges.tolist()),
        tuple(grid.row_edges.tolist()),
        is_cut=is_cut(grid, page.width),
    )


def _paragraphs(words: Sequence[Word], page: int, tables: Sequence[Box], turn: Turn) -> list[Placed]:
    """The paragraphs of words outside of tables; none goes on over a table."""
    lines = lines_of(words)
    if not lines:
        return []
    left, right = margins(lines)
    left, right = min([left, *(box[0] for box in tables)]), max([right, *(box[2] for box in tables)])
    strips: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        strips[sum(table[1] < line.box[1] for table in tables)].append(line)
    found: list[Placed] = []
    for strip in strips.values():
        for group in group_lines(strip, left, right):
            box = box_around(line.box for line in group)
            paragraph = Paragraph(join_lines(group, left, right), (PagePlace(page=page, bbox=turn.back(box)),))
            found.append((box[1], box[0], paragraph))
    return found
