"""Decoded rows → a table: header cells, body cells, ticks put under their columns."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from gkml_extract.lexicon.header import Label, parse_label
from gkml_extract.model.source import How, LinesPlace
from gkml_extract.model.table import OPEN_MARK, Cell, Gap, Table, TextFragment
from gkml_extract.normalise.channels.names import is_known
from gkml_extract.reflow.chunks.make import Chunk
from gkml_extract.reflow.chunks.spans import HARD_GAPS
from gkml_extract.reflow.evidence.looks import Look, is_nothing
from gkml_extract.reflow.header.columns import DecodeColumn
from gkml_extract.reflow.header.labels import HeaderColumn, PrintedLabel
from gkml_extract.reflow.numbers import han_value
from gkml_extract.reflow.segment import Segmentation, SegmentedCell
from gkml_extract.regex import regex
from gkml_extract.text import clean, display_width, join_wrapped, simplify, squeeze

N_HEADER_ROWS = 2
_PARAGRAPHS = (Look.CONTENT, Look.LAW, Look.CHANNELS, Look.REMARKS, Look.OTHER)
_FEW = (Look.REMARKS, Look.OTHER)
"""Columns that may have but a few cells."""
_LEVELS, _CHANNELS = "公开层级", "channels"
_TICKS = frozenset("√✓✔☑")
EVEN = 0.5
"""Score where another reading is as good, and of a tick whose column is only the likeliest."""
_FIRST_OF = 2
"""In a group of up to so many tick columns a tick without a place is given to the first."""
_WORD = regex("^[\u4e00-\u9fff]")
_WHOM = regex(
    "^[√✓✔☑●■]?[(（](?P<whom>(?:面向|仅限|限)?[\u4e00-\u9fff、/和及]{0,20}?(?:[人户民者员生众]|对象|群体|单位|企业|主体|家庭|家长|法人|代表))[)）]$"
)
"""Words in brackets behind a tick that tell whom it is for: √（本社区居民）; √（隐去住址） tells nothing of it."""
_OF_ALL = regex("全?社会|社会公众|公众|群众|公民|不特定")
"""What begins a word of 全社会; any other names those that the item is for."""
_HEADING, _LEAST_HEADINGS = regex("([一二三四五六七八九十]{1,3})、"), 2
_LONGEST_CHANNEL = 12
"""Characters of a channel that is looked up as a line of its own."""
_SEPARATOR = regex("[、，；,;]")
"""What parts the channels of a list in a line."""
_TELEPHONE = regex(r"(?:0\d{2,3}[-—－]?)?[1-9]\d{6,7}$|1\d{10}$")
_PARAGRAPH_END = regex(r"[。；;：:！？]$")


def certainty(margin: float) -> float:
    """A score from 0 to 1 for a margin between the best and the second-best reading (natural logarithms)."""
    return round(1.0 / (1.0 + math.exp(-min(max(margin, 0.0), 50.0))), 3)


def make_table(
    fragments: Sequence[TextFragment],
    chunks: Sequence[Chunk],
    header: Sequence[HeaderColumn],
    columns: Sequence[DecodeColumn],
    segmentation: Segmentation,
    header_fragments: Sequence[TextFragment],
    taken: frozenset[tuple[int, int]] = frozenset(),
) -> Table:
    """The table of a decoded body. Its columns are those of the header, and an inner row number where one is used.

    `fragments` are those of the body, `header_fragments` those that the header's labels count in; `taken` are the rows
    and decode columns of cells that rows share with the rows above them.
    """
    used = {cell.column for row in segmentation.rows for cell in row if _text_of(chunks, cell)}
    inner = [k for k, column in enumerate(columns) if column.first is None and k in used]
    places = _grid_columns(columns, inner)
    cells = _header_cells(header_fragments, header, columns, places)
    leads = _usual_leads(chunks, columns, segmentation)
    n_columns = len(header) + len(inner)
    headings = _headings(chunks, columns, segmentation)
    for r, row in enumerate(segmentation.rows, start=N_HEADER_ROWS):
        if r - N_HEADER_ROWS in headings:
            cell = next(cell for cell in row if _text_of(chunks, cell))
            lines = _lines_of(chunks[cell.first : cell.last + 1])
            score = certainty(cell.margin)
            cells.append(Cell(r, 0, _text_of(chunks, cell), colspan=n_columns, places=(lines,), score=score))
            continue
        for cell in row:
            if columns[cell.column].first is None and cell.column not in inner:
                continue
            cells += _body_cells(fragments, chunks, columns, places, header, segmentation, r, cell, leads)
    cells = _with_shared(
        cells, taken, [_group_columns(header, column, at) for column, at in zip(columns, places, strict=True)]
    )
    return Table(
        n_rows=N_HEADER_ROWS + len(segmentation.rows),
        n_columns=n_columns,
        cells=tuple(cells),
        n_header_rows=N_HEADER_ROWS,
        is_exact=False,
    )


def _text_of(chunks: Sequence[Chunk], cell: SegmentedCell) -> str:
    return "".join([chunk.text for chunk in chunks[cell.first : cell.last + 1]])


def _headings(chunks: Sequence[Chunk], columns: Sequence[DecodeColumn], segmentation: Segmentation) -> frozenset[int]:
    """The rows with nothing but a name that counts on: 一、…, then 二、…: in the print they go over all columns."""
    alone: list[tuple[int, int]] = []
    for r, row in enumerate(segmentation.rows):
        filled = [cell for cell in row if _text_of(chunks, cell)]
        heading = _HEADING.match(_text_of(chunks, filled[0])) if len(filled) == 1 else None
        value = (
            han_value(heading[1]) if heading and columns[filled[0].column].look in (Look.ITEM, Look.CONTENT) else None
        )
        if value is not None:
            alone.append((r, value))
    counts_on = [value for _, value in alone] == list(range(1, len(alone) + 1))
    return frozenset(r for r, _ in alone) if len(alone) >= _LEAST_HEADINGS and counts_on else frozenset()


def _grid_columns(columns: Sequence[DecodeColumn], inner: Sequence[int]) -> list[int]:
    """For each decode column, the grid column that it begins at."""
    places: list[int] = []
    at = 0
    for k, column in enumerate(columns):
        places.append(at)
        if column.first is not None and column.last is not None:
            at += column.last - column.first + 1
        elif k in inner:
            at += 1
    return places


def _group_columns(header: Sequence[HeaderColumn], column: DecodeColumn, place: int) -> list[tuple[int, int]]:
    """The grid columns [first, end) of each group of a decode column of ticks; of any other, the one that it has."""
    if column.look is not Look.MARKS or column.first is None or column.last is None:
        return [(place, place + 1)]
    groups = [header[k].leaf.group or "" for k in range(column.first, column.last + 1)]
    return [(place + begin, place + begin + width) for begin, width in group_spans(groups)]


def _header_cells(
    fragments: Sequence[TextFragment],
    header: Sequence[HeaderColumn],
    columns: Sequence[DecodeColumn],
    places: Sequence[int],
) -> list[Cell]:
    at = {
        first + offset: places[k] + offset
        for k, column in enumerate(columns)
        if column.first is not None and column.last is not None
        for first in (column.first,)
        for offset in range(column.last - column.first + 1)
    }
    cells: list[Cell] = []
    k = 0
    while k < len(header):
        top = header[k].path[0]
        width = 1
        while k + width < len(header) and len(header[k].path) > 1 and header[k + width].path[0] is top:
            width += 1
        is_group = len(header[k].path) > 1
        span = at[k + width - 1] - at[k] + 1
        cells.append(_header_cell(fragments, 0, at[k], top, rowspan=1 if is_group else 2, colspan=span))
        if is_group:
            cells += [_header_cell(fragments, 1, at[j], header[j].path[1]) for j in range(k, k + width)]
        k += width
    labelled = {c for cell in cells for c in range(cell.column, cell.column + cell.colspan) if cell.rowspan == 2}
    for k, column in enumerate(columns):
        if column.first is None and places[k] not in at.values() and places[k] not in labelled:
            cells.append(Cell(1, places[k], column.label, how=How.INFERRED))
    return cells


def _header_cell(
    fragments: Sequence[TextFragment],
    row: int,
    column: int,
    printed: PrintedLabel,
    *,
    rowspan: int = 1,
    colspan: int = 1,
) -> Cell:
    first, last = printed.first, printed.last
    if first < 0:
        return Cell(row, column, printed.label.text, rowspan, colspan, how=How.INFERRED)
    return Cell(
        row, column, printed.label.text, rowspan, colspan,
        places=(LinesPlace(lines=(fragments[first].line, fragments[last].line)),),
    )  # fmt: skip


def _body_cells(
    fragments: Sequence[TextFragment],
    chunks: Sequence[Chunk],
    columns: Sequence[DecodeColumn],
    places: Sequence[int],
    header: Sequence[HeaderColumn],
    segmentation: Segmentation,
    row: int,
    cell: SegmentedCell,
    leads: dict[tuple[int, str], int],
) -> list[Cell]:
    column = columns[cell.column]
    score = certainty(cell.margin)
    if column.look is Look.MARKS:
        assert column.first is not None and column.last is not None
        labels = [header[k].leaf for k in range(column.first, column.last + 1)]
        ticks = chunks[cell.first : cell.last + 1]
        lead = leads.get((cell.column, _tick_pattern(ticks)))
        is_proven = cell.first in segmentation.proven
        is_lone = len(_tick_pattern(ticks)) == 1 and len(ticks) == len(labels)  # a single tick may stand anywhere
        if not is_proven and not is_lone and _is_one_each(ticks, [label.group or "" for label in labels]):
            score = min(score, EVEN) if ticks != _realigned(ticks, lead) else score
        elif not is_proven and not is_lone:
            ticks = _realigned(ticks, lead)
        return _tick_cells(fragments, ticks, labels, row, places[cell.column], score)
    text = cell_text(
        fragments, chunks, cell, column.look, is_wrapped=_is_wrapped(segmentation, cell.column, column.look)
    )
    if not text:
        return []
    lines = _lines_of(chunks[cell.first : cell.last + 1])
    return [Cell(row, places[cell.column], text, places=(lines,), score=score)]


def _is_wrapped(segmentation: Segmentation, column: int, look: Look) -> bool:
    """Whether the lines of a column are wraps: its width is known, or that of others and it has few cells to tell."""
    wrap = segmentation.widths.wrap
    return not math.isnan(wrap[column]) or (look in _FEW and not all(map(math.isnan, wrap)))


def _lines_of(chunks: Sequence[Chunk]) -> LinesPlace:
    """The lines of the chunks that have text."""
    lines = [line for chunk in chunks if chunk.text for line in chunk.lines]
    return LinesPlace(lines=(min(lines), max(lines)))


_WHOLE = frozenset({"tail", "value"})
"""Chunks that have no paragraphs."""


def cell_text(
    fragments: Sequence[TextFragment], chunks: Sequence[Chunk], cell: SegmentedCell, look: Look, *, is_wrapped: bool
) -> str:
    """The text of a cell: wraps removed, real paragraphs joined by a line feed.

    Where lines are wrapped, a paragraph ends with a line that does not fill the column and ends a sentence; where
    they are not, every line is one. Short cells (items, offices) have no paragraphs.
    """
    parts = fragments[chunks[cell.first].first : chunks[cell.last].last + 1]
    if len(parts) == 1:
        return join_wrapped([clean(parts[0].text)])
    printed: list[list[str]] = []
    for part in parts:
        if not part.text:
            continue
        if printed and part.gap not in (Gap.LINE, Gap.BLANK):
            printed[-1] += [part.text] if part.gap is Gap.NONE else [" ", part.text]
        else:
            printed.append([part.text])
    lines = [clean("".join(texts)) for texts in printed]
    is_one = cell.first == cell.last and not _WHOLE.isdisjoint(chunks[cell.first].kinds)
    if look not in _PARAGRAPHS or len(lines) < 2 or is_one:
        return join_wrapped(lines)
    widest = max(map(display_width, lines))
    paragraphs: list[list[str]] = [[]]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        paragraphs[-1].append(line)
        is_rest = _TELEPHONE.match("".join(paragraphs[-1]) + following) and not _TELEPHONE.match(line)
        ends = _PARAGRAPH_END.search(line) and display_width(line) < widest - 2 if is_wrapped else not is_rest
        if ends or (look is Look.CHANNELS and _is_channel("".join(paragraphs[-1]), following)):
            paragraphs.append([])
    return "\n".join(join_wrapped(paragraph) for paragraph in paragraphs if paragraph)


def _is_channel(text: str, following: str) -> bool:
    """Whether a text is a whole channel that the next line goes on with no more: 政府网站 / 村公示栏."""
    name = _SEPARATOR.split(text)[-1]
    return len(name) <= _LONGEST_CHANNEL and is_known(name) and not is_known(name + _SEPARATOR.split(following)[0])


def _tick_cells(
    fragments: Sequence[TextFragment],
    chunks: Sequence[Chunk],
    labels: Sequence[Label],
    row: int,
    first: int,
    score: float,
) -> list[Cell]:
    """Cells for the ticks of a row under the tick columns `labels` from `first` on.

    Separated fields tell the column by their order. Elsewhere only the ticks themselves are left: they are given to
    the groups in order, one each, and within a group of two to its first option (全社会, 主动公开), which
    is by far the commoner one, if it is no word of the other (of two levels it is only the likelier); in a wider group
    the column is not known and the cell spans it. More ticks than groups could stand anywhere.
    """
    groups = [label.group or "" for label in labels]
    filled = [chunk for chunk in chunks if chunk.text]
    if not filled:
        return []
    place = (_lines_of(filled),)
    if any(chunk.gap in HARD_GAPS for chunk in chunks) and len(filled) < len(chunks):  # blanks keep their places
        return [
            Cell(row, first + k, _printed(chunk, fragments), places=(_lines_of([chunk]),), score=score)
            for k, chunk in enumerate(chunks[: len(groups)])
            if chunk.text
        ]
    while len(filled) > len(groups) and is_nothing(filled[-1].text):  # 备注 has the sign of none that ticks have
        filled = filled[:-1]
    ticks = ticks_of(filled, fragments)
    if len(ticks) == len(groups):
        return [Cell(row, first + k, tick, places=place, score=score) for k, tick in enumerate(ticks)]
    spans = group_spans(groups)
    if _CHANNELS in groups:
        return [
            Cell(row, first + begin, tick, colspan=width, places=place, score=EVEN, how=How.INFERRED)
            for begin, width, tick in _with_channels(ticks, spans, groups)
        ]
    if len(ticks) > len(spans) and (placed := _with_levels(ticks, spans, labels)):
        return [
            Cell(row, first + begin, tick, colspan=width, places=place, score=EVEN, how=How.INFERRED)
            for begin, width, tick in placed
        ]
    if len(ticks) > len(spans):
        return [Cell(row, first, "".join(ticks), colspan=len(groups), places=place, score=score)]
    return [
        Cell(row, first + begin, tick, colspan=width, places=place, score=score)
        if width > _FIRST_OF
        else Cell(
            row, first + begin + _option(tick, labels[begin : begin + width]), tick, places=place,
            score=min(score, EVEN) if width > 1 and groups[begin] == _LEVELS else score, how=How.INFERRED,
        )
        for tick, (begin, width) in zip(ticks, spans, strict=False)
    ]  # fmt: skip


def _printed(chunk: Chunk, fragments: Sequence[TextFragment]) -> str:
    """A chunk's text as printed: its own is simplified, to compare by."""
    parts = fragments[chunk.first : chunk.last + 1]
    return join_wrapped([clean(part.text) for part in parts if part.text])


def _option(tick: str, labels: Sequence[Label]) -> int:
    """Which of a group's options a tick without a place is of: the first, if no word (村民, 依申请) of another."""
    if whom := _WHOM.match(squeeze(tick)):
        tick = whom["whom"]
    if not _WORD.search(tick):
        return 0
    said = parse_label(tick).field
    fields = [label.field for label in labels]
    if "audience.specific" in fields and not said.startswith("audience"):
        said = "audience.public" if _OF_ALL.match(simplify(tick)) else "audience.specific"
    return fields.index(said) if said in fields else 0


def _with_levels(
    ticks: Sequence[str], spans: Sequence[tuple[int, int]], labels: Sequence[Label]
) -> list[tuple[int, int, str]]:
    """(column, columns, tick) where the ticks above one a group are as many as further levels: all levels are ticked.

    An item is mostly of several levels, and hardly ever 主动公开 and 依申请公开 at once.
    """
    levels = [width for begin, width in spans if labels[begin].group == _LEVELS]
    if len(levels) != 1 or len(ticks) - len(spans) != levels[0] - 1:
        return []
    placed: list[tuple[int, int, str]] = []
    rest = list(ticks)
    for begin, width in spans:
        if labels[begin].group == _LEVELS:
            placed += [(begin + k, 1, rest.pop(0)) for k in range(width)]
        elif width > _FIRST_OF:
            placed.append((begin, width, rest.pop(0)))
        else:
            placed.append((begin + _option(rest[0], labels[begin : begin + width]), 1, rest.pop(0)))
    return placed


def _with_channels(
    ticks: Sequence[str], spans: Sequence[tuple[int, int]], groups: Sequence[str]
) -> list[tuple[int, int, str]]:
    """(column, columns, tick) where channels have a column each: every other group has one tick, and what is left is of
    the channels. Which of them it is cannot be seen, unless all are ticked."""
    others = [span for span in spans if groups[span[0]] != _CHANNELS]
    n_before = sum(1 for begin, _ in others if begin < groups.index(_CHANNELS))
    n_behind = len(others) - n_before
    rest = list(ticks)
    before, rest = rest[:n_before], rest[n_before:]
    at = max(len(rest) - n_behind, 0)
    rest, behind = rest[:at], rest[at:]
    options = [k for k, group in enumerate(groups) if group == _CHANNELS]
    placed = [
        (begin, width if width > _FIRST_OF else 1, tick)
        for tick, (begin, width) in zip([*before, *behind], others, strict=False)
    ]
    marks = rest if len(rest) == len(options) else [OPEN_MARK] * len(options) if rest else []
    return [*placed, *((k, 1, mark) for k, mark in zip(options, marks, strict=False))]


def _with_shared(
    cells: Sequence[Cell], taken: frozenset[tuple[int, int]], spans: Sequence[Sequence[tuple[int, int]]]
) -> list[Cell]:
    """`cells` of a grid with those that rows take from the rows above them.

    `taken` are rows of the body and decode columns, `spans` the grid columns of each decode column, group by group:
    [first, end). A group in which a row has a cell of its own takes nothing.
    """
    by_row: dict[int, list[Cell]] = {}
    for cell in cells:
        by_row.setdefault(cell.row, []).append(cell)
    added: list[Cell] = []
    for row, k in sorted(taken):
        r = row + N_HEADER_ROWS
        above = by_row.get(r - 1, [])
        for first, end in spans[k]:
            if any(first <= cell.column < end for cell in by_row.get(r, [])):
                continue
            new = [replace(cell, row=r, how=How.INFERRED, score=EVEN) for cell in above if first <= cell.column < end]
            added += new
            by_row.setdefault(r, []).extend(new)
    return [*cells, *added]


def _tick_pattern(chunks: Sequence[Chunk]) -> str:
    """The ticks and blanks of a row from its first tick to its last: √..√ as "1001"."""
    return "".join("1" if chunk.text else "0" for chunk in chunks).strip("0")


def _usual_leads(
    chunks: Sequence[Chunk], columns: Sequence[DecodeColumn], segmentation: Segmentation
) -> dict[tuple[int, str], int]:
    """(tick column, pattern) → how many blanks stand before its first tick in most rows.

    A row that lost or gained a blank elsewhere has its ticks shifted as a whole: the pattern tells by how much.
    """
    seen: dict[tuple[int, str], Counter[int]] = {}
    for row in segmentation.rows:
        for cell in row:
            ticks = chunks[cell.first : cell.last + 1]
            pattern = _tick_pattern(ticks)
            if columns[cell.column].look is Look.MARKS and pattern:
                lead = next(k for k, chunk in enumerate(ticks) if chunk.text)
                weight = 3 if cell.first in segmentation.proven else 1
                seen.setdefault((cell.column, pattern), Counter())[lead] += weight
    return {key: counts.most_common(1)[0][0] for key, counts in seen.items()}


def _is_one_each(chunks: Sequence[Chunk], groups: Sequence[str]) -> bool:
    """Whether a row's ticks are one in each group as they stand, with a field for each column: 特定群体 and 依申请."""
    counts = [sum(bool(chunk.text) for chunk in chunks[at : at + width]) for at, width in group_spans(groups)]
    return len(chunks) == len(groups) and set(counts) == {1}


def _realigned(chunks: Sequence[Chunk], lead: int | None) -> Sequence[Chunk]:
    """The ticks of a row with `lead` blanks before the first one; as they are if nothing is known."""
    blanks = [chunk for chunk in chunks if not chunk.text]
    if lead is None or not any(chunk.gap in HARD_GAPS for chunk in chunks):
        return chunks
    at = next((k for k, chunk in enumerate(chunks) if chunk.text), 0)
    if lead <= at:
        return chunks[at - lead :]
    return [*(blanks[:1] * (lead - at)), *chunks] if blanks else chunks


def ticks_of(chunks: Sequence[Chunk], fragments: Sequence[TextFragment] = ()) -> list[str]:
    """The ticks of a row; a text in place of one may have several lines: 被征 / 地村民. With `fragments` as printed."""
    ticks: list[str] = []
    goes_on = False
    for chunk in chunks:
        text = _printed(chunk, fragments) if fragments else chunk.text
        is_text = set(text).isdisjoint(_TICKS)
        if is_text and goes_on and chunk.gap in (Gap.LINE, Gap.BLANK):
            ticks[-1] += text
        else:
            ticks += ticks_apart(text)
        goes_on = is_text
    return ticks


def ticks_apart(text: str) -> list[str]:
    """√√ as two ticks; a tick with words beside it stays whole."""
    bare = squeeze(text)
    return list(bare) if set(bare) <= set("√✓✔☑") else [text]


def group_spans(groups: Sequence[str]) -> list[tuple[int, int]]:
    """(first column, number of columns) of each run of columns of one group."""
    spans: list[tuple[int, int]] = []
    for k, group in enumerate(groups):
        if k and groups[k - 1] == group:
            spans[-1] = (spans[-1][0], spans[-1][1] + 1)
        else:
            spans.append((k, 1))
    return spans
