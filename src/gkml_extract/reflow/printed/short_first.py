"""Pages that have first the short cells of all rows and then their long cells, put in the order of rows again.

LibreOffice Calc writes a page so: cells of one line row by row, and behind them the others row by row, labels too.
Ticks and numbers, which are short, tell the rows. To which of these a long cell belongs is told by the columns: within
a row they stand in order, and a row has one cell of each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from gkml_extract.lexicon.header import parse_label
from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.reflow.chunks.spans import HARD_GAPS
from gkml_extract.reflow.evidence.looks import Look
from gkml_extract.reflow.header.columns import DecodeColumn, decode_columns
from gkml_extract.reflow.header.labels import HeaderColumn, HeaderRegion, PrintedLabel
from gkml_extract.reflow.header.order import order_columns
from gkml_extract.reflow.numbers import numeral_runs
from gkml_extract.reflow.printed.around import NOTE
from gkml_extract.reflow.printed.numbered_lines import with_row_numbers
from gkml_extract.reflow.printed.scrambled import is_mixed, without_far, without_page_furniture
from gkml_extract.reflow.printed.short_labels import (
    TICKS,
    VALUES,
    SplitLabels,
    are_telling,
    in_usual_order,
    is_label,
    is_of_row,
    numbered,
    split_labels,
    with_whole_legends,
)
from gkml_extract.reflow.printed.slot_path import Parts, Row
from gkml_extract.reflow.printed.slots import best_order, placed
from gkml_extract.reflow.reading import labels_by_column
from gkml_extract.regex import regex
from gkml_extract.text import simplify

_TELLING_WORDS = (
    (regex("依据"), Look.LAW), (regex("时限|时间|期限|频次|周期"), Look.DEADLINE),
    (regex("渠道|载体|平台|途径"), Look.CHANNELS), (regex("单位|部门|科室|主体|机构"), Look.ORG),
)  # fmt: skip
"""Words of labels that tell what their columns look like."""
_LEAST_LABELS = 3
"""Columns of a table."""
_TELLING_BY_NUMBERS = 3
"""Labels behind rows that tell that long cells come last where nothing is ticked."""
_FIRST_PAGES = 3
"""The pages that may have the long labels."""
_LEAST_OF_BAND, _HEAD_LINES = 2, 12
"""Labels of other columns with which the further part of a wide sheet begins, and the lines that they stand in."""
_OF_HEADS = frozenset({"number", "items", "primary", "secondary"})
"""Fields of the labels that each table has, and none of the further parts of a sheet that is wider than a page."""
_LINES_OF_ROW = 3
"""Lines of short cells that a row has behind its number, where merged cells part them."""
_NEAR = 8
"""Fragments behind the last tick among which the numbers of further rows stand, whose ticks are merged."""

_Lines = list[list[TextFragment]]
"""The lines of a page."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page: the lines above its labels, the lines of its short cells, and its long cells."""

    above: list[list[TextFragment]]
    short: list[list[TextFragment]]
    long: list[TextFragment]


@dataclass(frozen=True, slots=True)
class InRows:
    """A table put in the order of rows: what stands above it, its header with the fragments that its labels count in,
    the cells of its rows by decode column, and what stands under it. `unread` are pages with further columns of which
    it is not known of which rows these are."""

    above: list[TextFragment]
    label_parts: list[TextFragment]
    header: tuple[HeaderColumn, ...]
    columns: tuple[DecodeColumn, ...]
    rows: list[Row]
    under: list[TextFragment]
    unread: tuple[tuple[TextFragment, ...], ...] = ()


def in_rows(
    fragments: Sequence[TextFragment],
    page_lines: Sequence[int],
    headers: Sequence[HeaderRegion] = (),
    *,
    is_told: bool,
) -> list[InRows]:
    """The tables in the order of rows; none if rows or columns of the first are not told.

    `page_lines` are the lines with which pages begin. Where `is_told`, it is known that long cells come last; else
    labels of columns that stand behind rows with ticks have to tell it, and none of the first of `headers` is broken
    into lines: it would have come last as well.
    """
    parts = with_whole_legends([part for line in without_page_furniture(fragments) for part in line if part.text])
    if any(part.gap in HARD_GAPS for part in parts):
        return []
    lines = [list(line) for _, line in groupby(parts, key=lambda part: part.line)]
    of_pages = [list(page) for _, page in groupby(lines, key=lambda line: bisect_right(page_lines, line[0].line))]
    numbers = _numbers(parts)
    row = min(numbers, default=None) or next((part.line for part in parts if TICKS.match(part.text)), 0)
    if not is_told and any(_is_broken(fragments, label, row) for header in headers for label in header.labels):
        return []
    found: list[InRows] = []
    for pages in _tables_of(of_pages, numbers):
        own = {line[0].line for page in pages for line in page}
        above = [header for header in headers if fragments[header.first].line in own]
        told = _table_in_rows(fragments, pages, above, is_told=is_told)
        if told is not None:
            found.append(told)
        elif not found:
            return []
        else:
            unread = tuple(part for page in pages for line in page for part in line)
            found[-1] = replace(found[-1], unread=(*found[-1].unread, unread))
    return found


def _tables_of(of_pages: Sequence[_Lines], numbers: frozenset[int]) -> list[list[_Lines]]:
    """The pages of each table: sheets of a workbook follow one another, each with other labels, or with a title of its
    own and rows that are counted from 1 again."""
    tables: list[list[_Lines]] = []
    title, head = "", list[str]()
    for page in of_pages:
        own_title, own, is_first = _head_of(page, numbers)
        size = min(len(own), len(head))
        has_others = bool(own) and bool(head) and own[:size] != head[:size]
        if not tables or has_others or (own and own_title not in ("", title) and is_first):
            tables.append([])
            title, head = own_title, own
        elif not head:
            title, head = own_title, own
        tables[-1].append(page)
    return tables


def _head_of(page: _Lines, numbers: frozenset[int]) -> tuple[str, list[str], bool]:
    """What stands above the labels of a page, the labels above its rows if items or their numbers are among them, and
    whether the first row is the first of all."""
    row, lines = _lines_above(page, numbers)
    are_labels = [all(is_label(part.text) for part in line) for line in lines]
    if True not in are_labels:
        return "", [], False
    first = are_labels.index(True)
    texts = [part.text for line in lines[first:] for part in line if is_label(part.text)]
    is_head = any(parse_label(text).field in _OF_HEADS for text in texts)
    title = "".join(part.text for line in lines[:first] for part in line)
    return title, texts if is_head else [], row < len(page) and page[row][0].text == "1"


def _table_in_rows(
    fragments: Sequence[TextFragment], of_pages: Sequence[_Lines], headers: Sequence[HeaderRegion], *, is_told: bool
) -> InRows | None:
    """The table of some pages in the order of rows; None if rows or columns are not told."""
    parts = [part for page in of_pages for line in page for part in line]
    numbers = _numbers(parts)
    printed = [
        [(label, list(fragments[label.first : label.last + 1])) for label in header.labels] for header in headers
    ]
    has_ticks = any(TICKS.match(part.text) for part in parts)
    has_options = any("." in field for header in headers for field in header.fields)  # 全社会 | 特定群体 have ticks
    if not has_ticks and has_options:
        return None
    first, *others = _side_by_side(of_pages, numbers)
    labels = next(filter(None, (split_labels(page, numbers, printed) for page in first[:_FIRST_PAGES])), None)
    if labels is None or not (is_told or are_telling(labels.long, parts, len(of_pages))):
        return None
    if len({label.label.field for label, _ in [*labels.short, *labels.long]} - {"extra"}) < _LEAST_LABELS:
        return None
    own = {label.label.field.partition(".")[0] for label, _ in labels.short}
    if not is_told and {label.label.field.partition(".")[0] for label, _ in labels.long} <= {*own, "extra"}:
        return None  # words of cells, such as 主动公开 under 公开方式
    if not (has_ticks or is_told or len(labels.long) >= _TELLING_BY_NUMBERS):
        return None
    told = _in_rows(first, labels, numbers)
    if told is None or not any(told.rows):
        return None
    is_ticked = any(column.look in (Look.MARKS, Look.VALUE) for column in told.columns)
    if not is_told and has_ticks and not is_ticked:
        return None
    for pages in others:
        told = _beside(told, pages, numbers)
    rows = [row for of_page in told.rows for row in of_page]
    return InRows(told.above, told.label_parts, told.header, told.columns, rows, told.under, told.unread)


@dataclass(frozen=True, slots=True)
class _Told:
    """Pages in the order of rows, as `InRows` has them, but for their rows by page."""

    above: list[TextFragment]
    label_parts: list[TextFragment]
    header: tuple[HeaderColumn, ...]
    columns: tuple[DecodeColumn, ...]
    rows: list[list[Row]]
    under: list[TextFragment]
    unread: tuple[tuple[TextFragment, ...], ...] = ()


def _in_rows(of_pages: Sequence[_Lines], labels: SplitLabels, numbers: frozenset[int]) -> _Told | None:
    """The pages of one header in the order of rows; None if a page is too long."""
    ordered = in_usual_order(labels.short, labels.long)
    columns = order_columns(numbered([(label, len(own)) for label, own in ordered]))
    pages = [_page(page, labels, numbers) for page in of_pages]
    short, under = _without_notes(pages[-1].short)
    pages[-1] = replace(pages[-1], short=short)
    parts_of = [Parts(page.short, page.long) for page in pages]
    label_parts = [part for _, own in ordered for part in own]
    decoded = _decode_columns(columns)
    lines_of_labels = labels_by_column(label_parts, columns, decoded)
    behind = {label.label.text for label, _ in labels.long}
    may_move = [_may_move(column, columns, behind) for column in decoded]
    order = best_order(parts_of, decoded, numbers, lines_of_labels, may_move)
    if order != sorted(order):
        columns = tuple(each for c in order for each in _header_of(decoded[c], columns))
        decoded = _decode_columns(columns)
        lines_of_labels = labels_by_column(label_parts, columns, decoded)
    found = placed(parts_of, decoded, numbers, lines_of_labels)
    if found is None:
        return None
    above = [part for line in _above(pages) for part in line]
    unread = tuple(
        (*(part for line in page.short for part in line), *page.long)
        for page, rows in zip(parts_of, found.rows, strict=True)
        if not rows and (page.short or page.long)
    )
    return _Told([*above, *found.before], label_parts, columns, decoded, found.rows, [*under, *found.behind], unread)


def _side_by_side(of_pages: Sequence[_Lines], numbers: frozenset[int]) -> list[list[_Lines]]:
    """The pages of each part of a sheet that is wider than a page: its further columns follow behind all its rows.

    They begin with a page whose labels are all of other columns; a further table would have 序号 or 事项 again.
    """
    bands: list[list[_Lines]] = [[]]
    seen: set[str] = set()
    current: set[str] = set()
    for page in of_pages:
        own = _fields_above(page, numbers)
        if bands[-1] and len(own) >= _LEAST_OF_BAND and seen and not own & seen:
            bands.append([])
            current = set()
        current |= own
        seen |= own
        bands[-1].append(page)
    return bands


def _lines_above(page: _Lines, numbers: frozenset[int]) -> tuple[int, _Lines]:
    """The first line of a page that is of a row, or how many lines it has; and the lines above with its labels."""
    row = next((k for k, line in enumerate(page) if is_of_row(line, numbers)), len(page))
    return row, page[: min(row, _HEAD_LINES)]


def _fields_above(page: _Lines, numbers: frozenset[int]) -> set[str]:
    """The fields of the labels in the lines above a page's rows."""
    _, lines = _lines_above(page, numbers)
    labels = [parse_label(part.text) for line in lines for part in line if is_label(part.text)]
    return {f"{label.group}/{label.field}" for label in labels if label.field != "extra"}


def _beside(told: _Told, of_pages: Sequence[_Lines], numbers: frozenset[int]) -> _Told:
    """`told` with further columns of its rows, from pages with as many rows as its own have; else these stay unread."""
    parts = [part for page in of_pages for line in page for part in line]
    unread = replace(told, unread=(*told.unread, tuple(parts)))
    n_rows = [len(rows) for rows in told.rows]
    has_numbers = any(line[0].line in numbers for page in of_pages for line in page)
    numbered = None if has_numbers else with_row_numbers(of_pages, n_rows)
    if numbered is not None:
        of_pages, numbers = numbered.pages, numbered.numbers
    labels = next(filter(None, (split_labels(page, numbers, ()) for page in of_pages[:_FIRST_PAGES])), None)
    if labels is None:
        return unread
    more = _in_rows(of_pages, labels, numbers)
    if more is None or [len(rows) for rows in more.rows] != n_rows:
        return unread
    if numbered is not None:
        more = _without_numbers(more)
    shift, n_parts = len(told.header), len(told.label_parts)
    header = (*told.header, *(_shifted(column, n_parts) for column in more.header))
    columns = _decode_columns(header)
    rows = [
        [_joined(row, told.columns, 0, columns) | _joined(other, more.columns, shift, columns)
         for row, other in zip(own, others, strict=True)]
        for own, others in zip(told.rows, more.rows, strict=True)
    ]  # fmt: skip
    return replace(
        told,
        label_parts=[*told.label_parts, *more.label_parts],
        header=header,
        columns=columns,
        rows=rows,
        under=[*told.under, *more.above, *more.under],
    )


def _without_numbers(told: _Told) -> _Told:
    """`told` without its first column, of numbers that are not printed."""
    header = tuple(
        HeaderColumn(tuple(replace(label, first=label.first - 1, last=label.last - 1) for label in column.path))
        for column in told.header[1:]
    )
    rows = [[{c - 1: cell for c, cell in row.items() if c} for row in page] for page in told.rows]
    return replace(
        told, label_parts=told.label_parts[1:], header=header, columns=_decode_columns(header)[1:], rows=rows
    )


def _shifted(column: HeaderColumn, n_parts: int) -> HeaderColumn:
    return HeaderColumn(
        tuple(replace(label, first=label.first + n_parts, last=label.last + n_parts) for label in column.path)
    )


def _joined(row: Row, own: Sequence[DecodeColumn], shift: int, columns: Sequence[DecodeColumn]) -> Row:
    """A row's cells by the decode columns of a wider header, in which their columns stand `shift` further on."""
    found: Row = {}
    for c, cell in row.items():
        first = own[c].first
        at = next(
            (k for k, column in enumerate(columns) if first is not None and column.first is not None
             and column.last is not None and column.first <= first + shift <= column.last), None
        )  # fmt: skip
        if at is None:  # a number that no label names
            at = next((k for k, column in enumerate(columns) if column.first is None), None)
        if at is not None:
            found[at] = cell
    return found


def _decode_columns(header: Sequence[HeaderColumn]) -> tuple[DecodeColumn, ...]:
    return tuple(_with_look(column) for column in decode_columns(header, has_two_runs=False))


def _header_of(column: DecodeColumn, header: Sequence[HeaderColumn]) -> Sequence[HeaderColumn]:
    """The columns of the header that a decode column stands for."""
    return header[column.first : column.last + 1] if column.first is not None and column.last is not None else ()


def _may_move(column: DecodeColumn, header: Sequence[HeaderColumn], behind: set[str]) -> bool:
    """Whether the place of a column is only the usual one: its label came behind others; items stand in order."""
    of_header = _header_of(column, header)
    is_behind = bool(of_header) and all(each.path[0].label.text in behind for each in of_header)
    return is_behind and column.look not in (Look.ITEM, Look.NUMBER)


def _with_look(column: DecodeColumn) -> DecodeColumn:
    """A column whose label no vocabulary knows, with the look that a word of it tells: 编制依据, 公开频次."""
    if column.look is not Look.OTHER:
        return column
    look = next((look for words, look in _TELLING_WORDS if words.search(column.label)), column.look)
    return replace(column, look=look)


def _above(pages: Sequence[_Page]) -> Iterator[list[TextFragment]]:
    """The lines above the table, those once that pages print again."""
    seen: set[str] = set()
    for page in pages:
        for line in page.above:
            text = "".join(part.text for part in line)
            if text not in seen:
                yield line
            seen.add(text)


def _without_notes(lines: list[list[TextFragment]]) -> tuple[list[list[TextFragment]], list[TextFragment]]:
    """The lines of short cells but for notes behind them, and these."""
    first = next((k for k, line in enumerate(lines) if NOTE.match(simplify("".join(part.text for part in line)))), None)
    if first is None or any(TICKS.match(part.text) for line in lines[first:] for part in line):
        return lines, []
    return lines[:first], [part for line in lines[first:] for part in line]


def _is_broken(fragments: Sequence[TextFragment], label: PrintedLabel, row: int) -> bool:
    """Whether a label stands on several lines, above the line with the first number, or else the first tick, of a
    row."""
    return fragments[label.first].line < fragments[label.last].line < row


def _numbers(parts: Sequence[TextFragment]) -> frozenset[int]:
    """The lines with the numbers of rows."""
    runs = numeral_runs([part.text for part in parts], [1.0 if part.gap is not Gap.SPACE else 0.25 for part in parts])
    return frozenset(parts[k].line for k in runs["digits"])


def _page(lines: list[list[TextFragment]], labels: SplitLabels, numbers: frozenset[int]) -> _Page:
    """The parts of a page. Short cells end where the long labels begin, or else with the line of the last tick."""
    parts = [part for line in lines for part in line]
    texts = [part.text for part in parts]
    short, long = (_find(texts, own) for own in labels.lines)
    begin, first = (short, short + len(labels.lines[0])) if short is not None else (0, 0)
    above = [list(line) for _, line in groupby(parts[:begin], key=lambda part: part.line)]
    if long is not None and long == first:  # labels printed again
        first = long + len(labels.lines[1])
    marks = [k for k in _marks(parts, numbers) if k >= first and not (long is not None and first < long < k)]
    end = marks[-1] + 1 if marks else first
    while end < len(parts) and parts[end].line == parts[end - 1].line:
        end += 1
    if marks and parts[marks[-1]].line in numbers and long is None:
        end = _end_of_row(parts, marks[-1], end)
    if long is not None and long > first:
        mixed = next((k for k in range(end, long) if is_mixed(parts[k].text)), long)
        between = [list(line) for _, line in groupby(parts[mixed:long], key=lambda part: part.line)]
        above, end, behind = above + between, mixed, long + len(labels.lines[1])
    else:
        known = set(texts[first:end])
        while end < len(parts) and parts[end].text in known and parts[end].line != parts[end - 1].line:
            end += 1
        behind = end
    rows = [list(line) for _, line in groupby(parts[first:end], key=lambda part: part.line)]
    return _Page(above, rows, parts[behind:])


def _end_of_row(parts: Sequence[TextFragment], number: int, end: int) -> int:
    """Where the short cells of the last row of a page end, whose number stands alone in its line: a merged cell, which
    stands on another height, has a line of its own, and the others of the row follow."""
    if end - number > 1 or (number and parts[number - 1].line == parts[number].line):
        return end
    at = end
    for _ in range(_LINES_OF_ROW):
        line = [k for k in range(at, min(at + _NEAR, len(parts))) if parts[k].line == parts[at].line]
        if not line or any(is_mixed(parts[k].text) for k in line):
            break
        at = line[-1] + 1
        if len(line) > 1:
            return at
    return end


def _marks(parts: Sequence[TextFragment], numbers: frozenset[int]) -> list[int]:
    """Where ticks stand, and numbers not far behind them: those further on may be part of long cells."""
    marks = [k for k, part in enumerate(parts) if TICKS.match(part.text)]
    marks = marks or [k for k, part in enumerate(parts) if VALUES.match(part.text)]
    for k, part in enumerate(parts):
        if part.line in numbers and (not marks or marks[-1] < k <= marks[-1] + _NEAR):
            marks.append(k)
    lines = {line: k for k, line in enumerate(dict.fromkeys(part.line for part in parts))}
    near = set(without_far(sorted({lines[parts[k].line] for k in marks})))
    return [k for k in marks if lines[parts[k].line] in near]


def _find(texts: Sequence[str], own: Sequence[str]) -> int | None:
    """Where texts stand one after the other."""
    n = len(own)
    places = range(len(texts) - n + 1) if n else ()
    return next((k for k in places if texts[k] == own[0] and list(texts[k : k + n]) == list(own)), None)
