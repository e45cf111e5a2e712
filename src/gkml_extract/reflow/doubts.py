"""Cells that the rest of their column speaks against: their edges are in doubt, however sure the decoder is.

The decoder scores pieces of text; that a whole cell is a known one with something more, or has nothing of what its
column holds, it cannot see. An edge concerns two cells: the doubt is of both.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from gkml_extract.lexicon.inner_pairs import chance_within_word
from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.normalise.items import is_deadline
from gkml_extract.reflow.chunks.make import Chunk
from gkml_extract.reflow.chunks.spans import HARD_GAPS, is_channel
from gkml_extract.reflow.evidence.looks import Look
from gkml_extract.reflow.glued.names import edges_of_run, may_be_names
from gkml_extract.reflow.header.columns import DecodeColumn
from gkml_extract.reflow.segment import Segmentation, SegmentedCell, lines_of_row
from gkml_extract.regex import regex
from gkml_extract.text import bracket_depth, fold

_KIND = {Look.LAW: "law", Look.DEADLINE: "deadline", Look.CHANNELS: "channels"}
"""The kind of phrase that the cells of a column have."""
_NEARLY_ALL, _ENOUGH = 0.7, 4
"""Share of a column's cells that have such a phrase, and how many cells there must be, to doubt one without."""
_UNVARIED = frozenset({Look.DEADLINE, Look.WEBSITE, Look.ORG})
"""Columns whose cells seldom differ by a few characters before them."""
_ENDED = frozenset({Look.DEADLINE, Look.WEBSITE, Look.LAW})
"""Columns whose cells seldom go on behind what is a whole cell elsewhere, but with a further clause."""
_OF_ONE_LINE = frozenset({Look.ITEM, Look.DEADLINE, Look.ORG, Look.VALUE, Look.WEBSITE})
"""Columns whose cells have no paragraphs."""
_NAMES = frozenset({Look.ORG, Look.ITEM, Look.DEADLINE, Look.WEBSITE})
"""Columns whose cells are known by name: one of them is no part of another column's cell."""
_INHERITED = frozenset({Look.LAW, Look.DEADLINE, Look.ORG, Look.CHANNELS})
"""Columns whose blank cells take the value above (record.md, Blank cells), beside the outer items."""
_KNOWN = frozenset({Look.LAW, Look.DEADLINE, Look.CHANNELS, Look.ORG})
"""Columns whose texts recur and are no names of items."""
_REST = frozenset({Look.CONTENT, Look.LAW, Look.DEADLINE, Look.CHANNELS, Look.ORG})
"""Columns of which the rest of a row over a page break may have a part."""
_OF_ITS_OWN = frozenset({Look.NUMBER, Look.ITEM, Look.CONTENT})
"""Columns of which each row has one of its own."""
_ALONE = frozenset({Look.CONTENT, Look.MARKS, Look.NUMBER})
"""Columns that a row has of its own where all others are merged with the rows around it."""
_ALONE_SHARE = 0.05
"""Share of such rows in a table from which any content may be two.

With `_torn_ends`, on 150 wrapped texts (seeds 940000 to 940029) wrong cells without a finding go from 0.09 to 0.03 %,
rows with a finding from 48 to 52 %.
"""
_FREE = frozenset({Look.CONTENT, Look.WEBSITE, Look.ORG, Look.OTHER})
"""Columns whose cells may end in any word."""
_NEARLY_FULL = 3
"""Half-width cells that a full line may lack: a character and a half, for a mark or digits that went to the next."""
_BODY_AND_OFFICE = regex("[局府委会厅处心院校].*[科股室队]$")
_JOINING = frozenset("的和与及或等")
_NEW_WORD = 0.2
"""Chance that two characters are of one word up to which a new word begins between them."""
_GOES_ON = regex(r"[，、；,;（(《及和与第等的有相]|\W*$")
_SENTENCE_END = regex(r"[。；;！？]\W*$")
_LIST_BEFORE = regex(r"[，、；,;]$")
_ITEM_MARGIN = 3.0
"""Margin (natural logarithm) of an edge between two names of items up to which it was found wrong time and again."""
_SURE_EDGE, _OTHER_EDGE = 0.9, 0.3
"""Chances of an edge from which one between names is not in doubt, and one within a cell makes it doubtful."""
_BETWEEN_WORDS = regex("[\u4e00-\u9fff]{2}$")
_FEW = 3
"""Blanks within cells that are doubted however few blanks there are."""
_LEVELS = 2
"""Columns of items from which the first one names groups."""
_PLACE = regex("^[^■□☑☐]*(?:中心|大厅|室|所|处|窗口)$")
_ANY_TEXT, _OFTEN = frozenset({Look.ORG, Look.OTHER, Look.WEBSITE}), 0.4
"""What no pattern tells from one another, and the share of rows that have a cell in a column which is no 备注."""
_RECURS = 2
"""Times that a text stands as a whole cell to be a name."""


def with_doubts(
    segmentation: Segmentation,
    fragments: Sequence[TextFragment],
    chunks: Sequence[Chunk],
    columns: Sequence[DecodeColumn],
    *,
    is_wrapped: bool,
) -> Segmentation:
    """`segmentation` with no margin on cells that the rest of their column speaks against, and on their neighbours."""
    cells = list(chain.from_iterable(segmentation.rows))
    doubted = {*_unlike(cells, chunks, columns), *_with_surplus(cells, fragments, chunks, columns)}
    firsts = {cells[k].first for k in doubted if 0 <= k < len(cells)}
    firsts |= {*_within_lines(segmentation, chunks), *_between_items(segmentation, columns)}
    firsts |= {*_groups_again(segmentation, chunks, columns)}
    firsts |= {*_of_another_column(cells, chunks, columns), *_over_blanks(cells, chunks)}
    firsts |= {*_short_of_levels(segmentation, columns), *_office_of_body(segmentation, chunks, columns)}
    firsts |= {*_over_separators(cells, chunks, columns, is_wrapped=is_wrapped)}
    firsts |= {*_unsure_names(segmentation, chunks, columns), *_channels_as_bodies(segmentation, chunks, columns)}
    firsts |= {*_beside_blanks(segmentation, chunks, columns)}
    if is_wrapped:
        firsts |= {*_two_contents(segmentation, chunks, columns), *_torn_ends(segmentation, chunks, columns)}
    firsts |= {*_shifted_ticks(segmentation, chunks, columns), *_incomplete(segmentation, chunks, columns)}
    return replace(
        segmentation,
        rows=tuple(
            tuple(replace(cell, margin=0.0) if cell.first in firsts else cell for cell in row)
            for row in segmentation.rows
        ),
    )


def inherited_doubts(
    segmentation: Segmentation, chunks: Sequence[Chunk], columns: Sequence[DecodeColumn]
) -> Iterator[tuple[int, str, tuple[int, int]]]:
    """(row, field, its lines) for rows that take a value from above where another reading has one printed between.

    Of a 一级事项 that may be hidden in another cell, all rows are concerned down to the next that is printed.
    """
    outer = {k for k, column in enumerate(columns) if column.look is Look.ITEM}
    outer -= {max(outer, default=-1)}
    for k, column in enumerate(columns):
        if k not in outer and column.look not in _INHERITED:
            continue
        is_doubted = False
        for r, row in enumerate(segmentation.rows):
            has_own = any(cell.column == k for cell in row)
            is_doubted = not has_own and (is_doubted or (r, k) in segmentation.missed)
            if is_doubted:
                yield r, column.field, lines_of_row(row, chunks)


def _groups_again(
    segmentation: Segmentation, chunks: Sequence[Chunk], columns: Sequence[DecodeColumn]
) -> Iterator[int]:
    """The first chunks of names of groups that begin rows and come again behind other groups, and of the cells before
    them: a group stands together, so they may end the rows above, which lack the last column."""
    outer = next((k for k, column in enumerate(columns) if column.look is Look.ITEM), None)
    if sum(column.look is Look.ITEM for column in columns) < _LEVELS:
        return
    groups = [
        (above[-1], row[0])
        for above, row in pairwise(segmentation.rows)
        if row[0].column == outer and above[-1].column < len(columns) - 1
    ]
    texts = [fold(_text(cell, chunks)) for _, cell in groups]
    apart = Counter(text for k, text in enumerate(texts) if not k or texts[k - 1] != text)
    for (before, cell), text in zip(groups, texts, strict=True):
        if apart[text] > 1:
            yield from (before.first, cell.first)


def _within_lines(segmentation: Segmentation, chunks: Sequence[Chunk]) -> Iterator[int]:
    """The first chunks of cells of rows that begin at a separator within a line, where nearly all begin with one.

    Fields beyond the last column are read so.
    """
    rows = segmentation.rows
    within = [row for row in rows if chunks[row[0].first].gap in HARD_GAPS and chunks[row[0].first].index > 0]
    has_fields = any(chunks[cell.first].gap in HARD_GAPS for row in rows for cell in row[1:])
    if has_fields and len(within) <= (1 - _NEARLY_ALL) * len(rows):
        yield from (cell.first for row in within for cell in row)


def _short_of_levels(segmentation: Segmentation, columns: Sequence[DecodeColumn]) -> Iterator[int]:
    """The first chunks of the names of a row that lacks one of several levels: which level it is, the first or the
    last, the order of names does not tell.

    Where many rows lack one, merged names are left out: these are the outer ones. Then such a row is in doubt only if
    it, or another, lacks an inner one.
    """
    items = [k for k, column in enumerate(columns) if column.look is Look.ITEM]
    names = [[cell for cell in row if cell.column in items] for row in segmentation.rows]
    short = [row for row in names if 1 < len(row) < len(items)]
    lack_inner = any(row and [cell.column for cell in row] != items[-len(row) :] for row in names)
    if sum(len(row) == len(items) for row in names) >= _NEARLY_ALL * len(names) or lack_inner:
        yield from (cell.first for row in short for cell in row if cell.first not in segmentation.proven)


def _office_of_body(
    segmentation: Segmentation, chunks: Sequence[Chunk], columns: Sequence[DecodeColumn]
) -> Iterator[int]:
    """The first chunks of bodies that end in an office (某局某科), in rows without an office: they may be two cells."""
    fields = {column.field: k for k, column in enumerate(columns)}
    body, office = fields.get("publisher"), fields.get("department")
    if body is None or office is None:
        return
    for row in segmentation.rows:
        told = {cell.column: cell for cell in row}
        if body in told and office not in told and _BODY_AND_OFFICE.search(_text(told[body], chunks)):
            yield told[body].first


def _over_separators(
    cells: Sequence[SegmentedCell], chunks: Sequence[Chunk], columns: Sequence[DecodeColumn], *, is_wrapped: bool
) -> Iterator[int]:
    """The first chunks of cells that go on over a separator between two texts, and of the cells beside each: one of the
    texts may be theirs. Where each cell has a line to itself, a second line of a cell that has but one is the same."""
    has_lines = not is_wrapped and not any(chunk.gap in (*HARD_GAPS, Gap.NONE) for chunk in chunks)
    for k, cell in enumerate(cells):
        look = columns[cell.column].look
        filled = [t for t in range(cell.first, cell.last + 1) if chunks[t].text]
        gaps = {chunks[t].gap for t in filled[1:]}
        is_over = gaps & set(HARD_GAPS) or (has_lines and look in _OF_ONE_LINE and gaps & {Gap.LINE, Gap.BLANK})
        if is_over and look is not Look.MARKS:
            yield from (other.first for other in cells[max(k - 1, 0) : k + 2])


def _over_blanks(cells: Sequence[SegmentedCell], chunks: Sequence[Chunk]) -> Iterator[int]:
    """The first chunks of cells that go on over a blank between words, where nearly all such blanks part cells; and of
    the cell before each, which may end there."""
    begins = {cell.first for cell in cells}
    owner = {t: k for k, cell in enumerate(cells) for t in range(cell.first, cell.last + 1)}
    blanks = [t for t in owner if t and chunks[t].gap is Gap.SPACE and _BETWEEN_WORDS.match(_around(t, chunks))]
    over = [t for t in blanks if t not in begins]
    if len(over) <= max(_FEW, (1 - _NEARLY_ALL) * len(blanks)):
        yield from (cell.first for t in over for cell in cells[max(owner[t] - 1, 0) : owner[t] + 1])


def _around(t: int, chunks: Sequence[Chunk]) -> str:
    """The characters on both sides of the edge before a chunk."""
    return chunks[t - 1].text[-1:] + chunks[t].text[:1]


def _shifted_ticks(
    segmentation: Segmentation, chunks: Sequence[Chunk], columns: Sequence[DecodeColumn]
) -> Iterator[int]:
    """The first chunks of ticks in rows that have not as many fields as nearly all others: they may be shifted. Where
    no number of fields is usual, of ticks and blanks that are fewer than their columns: blanks at an end are lost."""
    of_line: dict[int, int] = {}
    for chunk in chunks:
        if chunk.gap in HARD_GAPS:
            of_line[chunk.lines[0]] = max(of_line.get(chunk.lines[0], 0), chunk.index + 1)
    n_fields = [max(of_line.get(chunks[cell.first].lines[0], 0) for cell in row) for row in segmentation.rows]
    usual, n = Counter(n_fields).most_common(1)[0] if n_fields else (0, 0)
    if usual < 2:
        return
    if n < _NEARLY_ALL * len(n_fields):
        yield from (cell.first for row in segmentation.rows for cell in row if _lacks_blanks(cell, chunks, columns))
        return
    for row, count in zip(segmentation.rows, n_fields, strict=True):
        if count != usual:
            yield from (cell.first for cell in row if columns[cell.column].look is Look.MARKS)


def _lacks_blanks(cell: SegmentedCell, chunks: Sequence[Chunk], columns: Sequence[DecodeColumn]) -> bool:
    """Whether a cell of ticks has blanks between them and fewer fields than columns."""
    column = columns[cell.column]
    if column.look is not Look.MARKS or column.first is None or column.last is None:
        return False
    fields = [chunk.text for chunk in chunks[cell.first : cell.last + 1]]
    return "" in fields and len(fields) < column.last - column.first + 1


def _between_items(segmentation: Segmentation, columns: Sequence[DecodeColumn]) -> Iterator[int]:
    """The first chunks of item cells side by side whose common edge is the least sure of both: only lines tell it."""
    for row in segmentation.rows:
        for cell, following in pairwise(row):
            are_items = columns[cell.column].look is columns[following.column].look is Look.ITEM
            is_common_edge = math.isclose(cell.margin, following.margin, abs_tol=1e-6)
            if are_items and is_common_edge and cell.margin < _ITEM_MARGIN:
                yield from (cell.first, following.first)


def _unsure_names(
    segmentation: Segmentation, chunks: Sequence[Chunk], columns: Sequence[DecodeColumn]
) -> Iterator[int]:
    """The first chunks of names and contents side by side that nothing parts, where what names look like would have
    another edge as well, or is not sure of theirs."""
    n_levels = sum(column.look is Look.ITEM for column in columns)
    for row in segmentation.rows:
        run: list[SegmentedCell] = []
        for cell in (*row, None):
            is_plain = cell is not None and columns[cell.column].look in (Look.ITEM, Look.CONTENT)
            if cell is not None and is_plain and (not run or chunks[cell.first].gap is Gap.NONE):
                run.append(cell)
                continue
            yield from _unsure_of_run(run, chunks, n_levels)
            run = [cell] if cell is not None and is_plain else []


def _unsure_of_run(run: Sequence[SegmentedCell], chunks: Sequence[Chunk], n_levels: int) -> Iterator[int]:
    texts = [_text(cell, chunks) for cell in run]
    glued = [t for cell in run for t in range(cell.first, cell.last + 1)][1:]
    if not all(chunks[t].gap is Gap.NONE for t in glued) or not glued or not may_be_names("".join(texts)):
        return
    chances = {edge.place: edge.chance for edge in edges_of_run("".join(texts), n_levels)}
    begin = 0
    for k, text in enumerate(texts):
        end = begin + len(text)
        is_unsure = any(chance >= _OTHER_EDGE for place, chance in chances.items() if begin < place < end)
        if is_unsure or (k + 1 < len(run) and chances.get(end, 0.0) < _SURE_EDGE):
            yield from (cell.first for cell in run[max(k - is_unsure, 0) : k + 2])
        begin = end


def _two_contents(
    segmentation: Segmentation, chunks: Sequence[Chunk], columns: Sequence[DecodeColumn]
) -> Iterator[int]:
    """The first chunks of contents that go on over a line with a new word, in rows that take all else from above.

    The first part may be a row of its own whose other cells are all merged: nothing but the look of the text tells.
    Where rows of a content alone are many, that may be so in every row.
    """
    rows = [[cell for cell in row if _text(cell, chunks)] for row in segmentation.rows]
    looks = [{columns[cell.column].look for cell in row} for row in rows]
    alone = sum(Look.CONTENT in found and found <= _ALONE for found in looks)
    are_many = alone >= max(1, _ALONE_SHARE * len(rows))
    for row, found in zip(rows, looks, strict=True):
        if not are_many and (found & _KNOWN or Look.NUMBER in found):
            continue
        for cell in row:
            if columns[cell.column].look is Look.CONTENT and _has_new_line(cell, chunks):
                yield cell.first


def _channels_as_bodies(
    segmentation: Segmentation, chunks: Sequence[Chunk], columns: Sequence[DecodeColumn]
) -> Iterator[int]:
    """The first chunks of bodies that are channels as well (政务服务中心), in rows that have none of their own.

    Either column may be the one that the row takes from above.
    """
    if not any(column.look is Look.CHANNELS for column in columns):
        return
    for row in segmentation.rows:
        if any(columns[cell.column].look is Look.CHANNELS and _text(cell, chunks) for cell in row):
            continue
        for cell in row:
            if columns[cell.column].look is Look.ORG and is_channel(_text(cell, chunks)):
                yield cell.first


def _torn_ends(segmentation: Segmentation, chunks: Sequence[Chunk], columns: Sequence[DecodeColumn]) -> Iterator[int]:
    """The first chunks of items that begin a row and go on over a line with a new word, and of the cell before each:
    the first line may be the last one of that, where it has the width for it and its own last line is full."""
    for above, row in pairwise(segmentation.rows):
        first, last = row[0], above[-1]
        width = segmentation.widths.wrap[last.column]
        is_full = not chunks[last.last].tail_width < width - _NEARLY_FULL
        has_room = not chunks[first.first].head_width > width
        if (
            columns[first.column].look is Look.ITEM
            and columns[last.column].look in _FREE
            and (is_full and has_room)
            and _has_new_line(first, chunks)
        ):
            yield from (last.first, first.first)


def _has_new_line(cell: SegmentedCell, chunks: Sequence[Chunk]) -> bool:
    """Whether a line of a cell, not its first, begins with a new word."""
    inner = range(cell.first + 1, cell.last + 1)
    return any(chunks[t].gap in (Gap.LINE, Gap.BLANK) and _begins_anew(t, chunks) for t in inner)


def _begins_anew(t: int, chunks: Sequence[Chunk]) -> bool:
    """Whether a chunk begins with a word that may be the first of a cell, and the one before it with a last one."""
    around = _around(t, chunks)
    if not _BETWEEN_WORDS.match(around) or not _JOINING.isdisjoint(around):
        return False
    return chance_within_word(around[0], around[1]) <= _NEW_WORD


def _incomplete(segmentation: Segmentation, chunks: Sequence[Chunk], columns: Sequence[DecodeColumn]) -> Iterator[int]:
    """The first chunks of cells of rows that lack what nearly all others have: they are shifted, or a torn-off rest.

    A row with items and no content, or no innermost item: they are shifted. A row with a content and nothing that is a
    row's own beside it: it may be the rest of the one above, where that ends no sentence or leaves a bracket open.
    """
    rows = [[cell for cell in row if _text(cell, chunks)] for row in segmentation.rows]
    looks = [[columns[cell.column].look for cell in row] for row in rows]
    inner = max((k for k, column in enumerate(columns) if column.look is Look.ITEM), default=0)
    has_inner = [any(cell.column == inner for cell in row) for row in rows]
    without = [
        r for r, found in enumerate(looks) if Look.ITEM in found and not (Look.CONTENT in found and has_inner[r])
    ]
    if len(without) <= (1 - _NEARLY_ALL) * len(rows):
        yield from (cell.first for r in without for cell in rows[r] if columns[cell.column].look is Look.ITEM)
    stray = [r for r, found in enumerate(looks) if r and found and _OF_ITS_OWN.isdisjoint(found)]
    if len(stray) <= (1 - _NEARLY_ALL) * len(rows):  # nothing of a row's own: it ends the row above, or is its 备注
        for r in stray:
            above = {cell.column: cell for cell in rows[r - 1]}
            yield from (cell.first for cell in rows[r])
            yield from (above[cell.column].first for cell in rows[r] if cell.column in above)
    rests = [r for r, found in enumerate(looks) if Look.CONTENT in found and {*found} <= _REST]
    if len(rests) <= (1 - _NEARLY_ALL) * len(rows):
        for r in rests:
            above = {cell.column: cell for cell in rows[r - 1]} if r else {}
            halves = [(above[cell.column], cell) for cell in rows[r] if cell.column in above]
            if any(_is_open(_text(head, chunks), columns[head.column].look) for head, _ in halves):
                yield from (cell.first for half in halves for cell in half)


def _beside_blanks(
    segmentation: Segmentation, chunks: Sequence[Chunk], columns: Sequence[DecodeColumn]
) -> Iterator[int]:
    """The first chunks of cells of several pieces beside a column of the same sort that is blank in their row: one of
    the pieces may be its. So may a place at the end of channels before it: 大厅 / 行政服务中心.

    Where the column is blank in most rows, as a 备注 is, only if other cells end with the same piece.
    """
    n_filled = Counter(cell.column for row in segmentation.rows for cell in row)
    pieces = [cell for row in segmentation.rows for cell in row if _may_be_two(cell, columns)]
    ends = Counter((cell.column, chunks[cell.last].text) for cell in pieces)
    for row in segmentation.rows:
        here = {cell.column: cell for cell in row}
        for k in (k for k, column in enumerate(columns) if column.look in _ANY_TEXT and k not in here):
            is_usual = n_filled[k] >= _OFTEN * len(segmentation.rows)
            beside = [cell for cell in (here.get(k - 1), here.get(k + 1)) if cell is not None]
            yield from (
                cell.first
                for cell in beside
                if _may_be_two(cell, columns) and (is_usual or ends[cell.column, chunks[cell.last].text] > 1)
            )
            before = here.get(k - 1)
            if before is not None and columns[k - 1].look is Look.CHANNELS and _PLACE.search(_text(before, chunks)):
                yield before.first


def _may_be_two(cell: SegmentedCell, columns: Sequence[DecodeColumn]) -> bool:
    return columns[cell.column].look in _ANY_TEXT and cell.first < cell.last


def _is_open(text: str, look: Look) -> bool:
    """Whether a cell seems to go on: a content without the end of a sentence, a bracket that is not closed."""
    return bracket_depth(text) > 0 or (look is Look.CONTENT and not _SENTENCE_END.search(text))


def _unlike(cells: Sequence[SegmentedCell], chunks: Sequence[Chunk], columns: Sequence[DecodeColumn]) -> Iterator[int]:
    """Cells without a phrase that nearly all others of their column have, and the cells before and behind them."""
    for column, decoded in enumerate(columns):
        kind = _KIND.get(decoded.look)
        if kind is None:
            continue
        own = [k for k, cell in enumerate(cells) if cell.column == column and _text(cell, chunks)]
        without = [k for k in own if not any(kind in chunk.kinds for chunk in _chunks_of(cells[k], chunks))]
        if len(own) >= _ENOUGH and len(without) <= (1 - _NEARLY_ALL) * len(own):
            unlike = [k for k in without if not (kind == "deadline" and _is_parted_deadline(cells[k], chunks))]
            yield from chain.from_iterable((k - 1, k, k + 1) for k in unlike)


def _is_parted_deadline(cell: SegmentedCell, chunks: Sequence[Chunk]) -> bool:
    """Whether separators part a cell from the others and it reads as a deadline of rare words."""
    return _is_shown(cell.first, chunks) and _is_shown(cell.last + 1, chunks) and is_deadline(_text(cell, chunks))


def _of_another_column(
    cells: Sequence[SegmentedCell], chunks: Sequence[Chunk], columns: Sequence[DecodeColumn]
) -> Iterator[int]:
    """The first chunks of cells of items or contents that are, whole, what other rows have in another column, and of
    the cell before each: a row that lost a field is shifted."""
    texts = [fold(_text(cell, chunks)) for cell in cells]
    counts = Counter((columns[cell.column].look, text) for cell, text in zip(cells, texts, strict=True) if text)
    known = {text for (look, text), n in counts.items() if n >= _RECURS and look in _KNOWN}
    for k, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        if text in known and columns[cell.column].look in (Look.ITEM, Look.CONTENT):
            yield from (other.first for other in cells[max(k - 1, 0) : k + 1])


def _with_surplus(
    cells: Sequence[SegmentedCell],
    fragments: Sequence[TextFragment],
    chunks: Sequence[Chunk],
    columns: Sequence[DecodeColumn],
) -> Iterator[int]:
    """Cells that are a known whole cell with more text before or behind it, and the neighbour this may belong to.

    The surplus ends at the edge of a fragment, where the cell might have been parted. Where a separator stands at the
    cell's own edge there is no doubt.
    """
    texts = [fold(_text(cell, chunks)) for cell in cells]
    counts = Counter((cell.column, text) for cell, text in zip(cells, texts, strict=True))
    recurring = {(column, text) for (column, text), n in counts.items() if text and n >= _RECURS}
    names = {text for column, text in recurring if columns[column].look in _NAMES}
    known: dict[str, set[int]] = {}
    for column, text in recurring:
        if columns[column].look in _KNOWN:
            known.setdefault(text, set()).add(column)
    for k, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        look, column, at = columns[cell.column].look, cell.column, 0
        parts = fragments[chunks[cell.first].first : chunks[cell.last].last]
        for part in parts:
            at += len(fold(part.text))
            before, behind = text[:at], text[at:]
            ends_before = (look in _UNVARIED or before in names) and not _LIST_BEFORE.search(before)
            is_before = (ends_before and (column, behind) in counts) or not known.get(before, set()) <= {column}
            if is_before and not _is_shown(cell.first, chunks):
                yield from (k - 1, k)
            ends_here = (look in _ENDED or behind in names) and not _GOES_ON.match(behind)
            is_behind = (ends_here and (column, before) in counts) or not known.get(behind, set()) <= {column}
            if is_behind and not _is_shown(cell.last + 1, chunks):
                yield from (k, k + 1)


def _is_shown(first: int, chunks: Sequence[Chunk]) -> bool:
    """Whether a separator shows the edge before a chunk."""
    return first < len(chunks) and chunks[first].gap in HARD_GAPS


def _chunks_of(cell: SegmentedCell, chunks: Sequence[Chunk]) -> Sequence[Chunk]:
    return chunks[cell.first : cell.last + 1]


def _text(cell: SegmentedCell, chunks: Sequence[Chunk]) -> str:
    if cell.first == cell.last:
        return chunks[cell.first].text
    return "".join([chunk.text for chunk in chunks[cell.first : cell.last + 1]])
