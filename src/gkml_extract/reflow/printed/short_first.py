"""Pages that have first the short cells of all rows and then their long cells, put in the order of rows again.

LibreOffice Calc writes a page so: cells of one line row by row, and behind them the others row by row, labels too.
Ticks and numbers, which are short, tell the rows. To which of these a long cell belongs is told by the columns: within
a row they stand in order, and a row has one cell of each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

import numpy as np

from gkml_extract.lexicon.header import MAX_PRINTED, header_lexicon
from gkml_extract.lexicon.label_forms import forms_of
from gkml_extract.lexicon.match import match_exact
from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.reflow.chunks.make import make_chunks
from gkml_extract.reflow.chunks.spans import HARD_GAPS
from gkml_extract.reflow.decoder.decode import GAPS
from gkml_extract.reflow.evidence.base import base_evidence
from gkml_extract.reflow.evidence.looks import Look, Shape, runs_of, score, shapes_of
from gkml_extract.reflow.header.columns import DecodeColumn, decode_columns, look_of
from gkml_extract.reflow.header.find import order_columns
from gkml_extract.reflow.header.labels import HeaderColumn, HeaderRegion, PrintedLabel, label_of
from gkml_extract.reflow.numbers import numeral_runs
from gkml_extract.regex import regex
from gkml_extract.text import fold, simplify

_TICKS = regex(r"[√✓✔]+$")
_VALUES = regex("(?:全社会|社会公众|特定群体|主动公开|依申请公开)$")
"""What stands in place of ticks where 公开对象 and 公开方式 are one column each."""
_LISTS = regex("[、；]|^[1-9][.．、]")
_LABEL_LINES = 9
"""Lines that a label may have."""
_LEAST_LABELS, _TELLING = 3, 2
"""Columns of a table, and labels behind rows that tell by themselves that long cells come last."""
_ENOUGH = 5000
"""Fragments of the first pages from which labels are told."""
_LEAST_TICKED, _FIRST_PAGES, _FAR = 2, 3, 600
"""Rows with ticks before the long labels, the pages that may have these, and the fragments among which they stand."""
_NEAR = 8
"""Fragments behind the last tick among which the numbers of further rows stand, whose ticks are merged."""
_NUMBERED = 0.9
"""Numbers to a row with ticks from which each row has one."""
_MISSING = {
    Look.CONTENT: -6.0, Look.ITEM: -2.0, Look.LAW: -1.0, Look.DEADLINE: -1.0, Look.ORG: -1.0, Look.CHANNELS: -1.0,
    Look.WEBSITE: -0.5, Look.OTHER: -0.5,
}  # fmt: skip
"""A row has no cell of a column, short or long."""
_TAKEN = -10.0
"""A long cell of a row that has a short one in the column."""
_OUTER = -0.5
"""A long cell of an outer level of items."""
_RANKS = {
    field: rank
    for rank, field in enumerate((
        "number", "items", "primary", "secondary", "levels", "content", "legal_basis", "deadline", "publisher",
        "department", "channels", "audience", "method", "five_open", "公开层级", "website_column", "extra", "remarks",
    ))
}  # fmt: skip
"""In which order columns mostly stand."""
_OPTIONS = (
    "primary", "secondary", "levels", "audience.public", "audience.specific", "method.proactive", "method.on_request",
    "five_open.decision", "five_open.execution", "five_open.management", "five_open.service", "five_open.result",
)  # fmt: skip
_LEVELS = "国省市州县区旗乡镇街村居"
_GAP_INDEX = {gap: k for k, gap in enumerate(GAPS)}


@dataclass(frozen=True, slots=True)
class _Page:
    """A page: the lines above its labels, the lines of its short cells, and its long cells."""

    above: list[list[TextFragment]]
    short: list[list[TextFragment]]
    long: list[TextFragment]


_Own = tuple[PrintedLabel, list[TextFragment]]
"""A label with its fragments."""


def in_rows(
    fragments: Sequence[TextFragment],
    page_lines: Sequence[int],
    headers: Sequence[HeaderRegion] = (),
    *,
    is_told: bool,
) -> tuple[TextFragment, ...] | None:
    """The fragments in the order of rows, the header first; None if rows or columns are not told.

    `page_lines` are the lines with which pages begin. Where `is_told`, it is known that long cells come last; else
    labels of columns that stand behind rows with ticks have to tell it, and none of the first of `headers` is broken
    into lines: it would have come last as well.
    """
    parts = [part for part in fragments if part.text]
    has_ticks = any(_TICKS.match(part.text) for part in parts)
    if any(part.gap in HARD_GAPS for part in parts) or not (has_ticks or is_told):
        return None
    lines = [list(line) for _, line in groupby(parts, key=lambda part: part.line)]
    of_pages = [list(page) for _, page in groupby(lines, key=lambda line: bisect_right(page_lines, line[0].line))]
    some = [part for page in of_pages[:_FIRST_PAGES] for line in page for part in line][:_ENOUGH]
    first_numbers = _numbers(some)
    row = min(first_numbers, default=0)
    if not is_told and any(_is_broken(fragments, label, row) for header in headers for label in header.labels):
        return None
    labels = next(filter(None, (_split_labels(page, first_numbers) for page in of_pages[:_FIRST_PAGES])), None)
    if labels is None or not (is_told or _are_telling(labels.long, parts, len(of_pages))):
        return None
    ordered = _in_order(labels.short, labels.long)
    if len({label.label.field for label, _ in ordered} - {"extra"}) < _LEAST_LABELS:
        return None
    columns = order_columns(_numbered([(label, len(own)) for label, own in ordered]))
    has_options = any("." in field for header in headers for field in header.fields)  # 全社会 | 特定群体 have ticks
    if (not has_ticks and has_options) or not any(look_of(column) in (Look.MARKS, Look.VALUE) for column in columns):
        return None
    numbers = _numbers(parts)
    pages = [_page(page, labels, numbers) for page in of_pages]
    found = [part for page in pages[:1] for line in page.above for part in line]
    found += [replace(part, gap=Gap.LINE, index=0) for _, own in ordered for part in own]
    for k, page in enumerate(pages):
        found += [part for line in page.above for part in line] if k else []
        found += _rows_of(page, columns, numbers)
    return tuple(found)


def _is_broken(fragments: Sequence[TextFragment], label: PrintedLabel, row: int) -> bool:
    """Whether a label stands on several lines, above the line with the first number of a row."""
    return fragments[label.first].line < fragments[label.last].line < row


def _numbers(parts: Sequence[TextFragment]) -> frozenset[int]:
    """The lines with the numbers of rows."""
    runs = numeral_runs([part.text for part in parts], [1.0 if part.gap is not Gap.SPACE else 0.25 for part in parts])
    return frozenset(parts[k].line for k in runs["digits"])


def _are_telling(labels: Sequence[_Own], parts: Sequence[TextFragment], n_pages: int) -> bool:
    """Whether labels tell by themselves that they are such: 全社会 and 主动公开 behind ticks are cells, if they stand
    there more than once a page."""
    if len(labels) < _TELLING:
        return False
    if any(not _is_below(each) or _rank(each) <= _RANKS["levels"] for each in labels):
        return True
    printed = "".join(part.text for part in parts)
    return all(printed.count(label.label.text) <= n_pages + 1 for label, _ in labels)


@dataclass(frozen=True, slots=True)
class _Labels:
    """The labels of one line, and those of several, as a page has them."""

    short: list[_Own]
    long: list[_Own]

    @property
    def lines(self) -> tuple[list[str], list[str]]:
        """Their texts, fragment by fragment."""
        short, long = ([part.text for _, own in labels for part in own] for labels in (self.short, self.long))
        return short, long


def _is_of_row(line: Sequence[TextFragment], numbers: frozenset[int]) -> bool:
    return line[0].line in numbers or any(_TICKS.match(part.text) for part in line)


def _split_labels(lines: Sequence[Sequence[TextFragment]], numbers: frozenset[int]) -> _Labels | None:
    """The labels above the rows of a page, and those behind ticks or numbers, if any; None if it has none above."""
    ticked = [k for k, line in enumerate(lines) if _is_of_row(line, numbers)]
    if len(ticked) < _LEAST_TICKED:
        return None
    labels = [k for k, line in enumerate(lines[: ticked[0]]) if all(_is_label(part.text) for part in line)]
    runs = [[k for _, k in run] for _, run in groupby(enumerate(labels), key=lambda pair: pair[1] - pair[0])]
    first = max(runs, key=lambda run: sum(len(lines[k]) for k in run), default=[])
    if not first:
        return None
    short = _labels_of([part for k in first for part in lines[k]])
    fields = {(label.label.field, label.label.text) for label, _ in short}
    of_rows = {id(lines[k]) for k in ticked}  # 特定群体 on the line of a row's number is a cell
    behind = lines[ticked[_LEAST_TICKED - 1] + 1 :]
    rest = [part for line in behind if id(line) not in of_rows for part in line][:_FAR]
    if not any(_TICKS.match(part.text) for line in lines for part in line):  # then such words stand in their place
        rest = [part for part in rest if not _VALUES.match(part.text)]
    best: list[_Own] = []
    at = 0
    while at < len(rest):
        size = _label_size(rest, at)
        if not size:
            at += 1
            continue
        run, end = [], at
        while size:
            run.append((label_of(rest, range(end, end + size)), rest[end : end + size]))
            end += size
            size = _label_size(rest, end)
        has_lines = any(len(own) > 1 for _, own in run)
        is_other = not fields & {(label.label.field, label.label.text) for label, _ in run}
        best = run if len(run) > len(best) and has_lines and is_other else best
        at = end
    return _Labels(short, best)


def _page(lines: list[list[TextFragment]], labels: _Labels, numbers: frozenset[int]) -> _Page:
    """The parts of a page. Short cells end where the long labels begin, or else with the last tick."""
    parts = [part for line in lines for part in line]
    texts = [part.text for part in parts]
    short, long = (_find(texts, own) for own in labels.lines)
    marks = _marks(parts, numbers)
    begin, first = (short, short + len(labels.lines[0])) if short is not None else (0, 0)
    if long is not None and long == first:  # labels printed again
        first = long + len(labels.lines[1])
        end = behind = marks[-1] + 1 if marks else first
    elif long is not None and long > first:
        end, behind = long, long + len(labels.lines[1])
    else:
        end = behind = marks[-1] + 1 if marks else first
    rows = [list(line) for _, line in groupby(parts[first:end], key=lambda part: part.line)]
    return _Page([parts[:begin]] if begin else [], rows, parts[behind:])


def _marks(parts: Sequence[TextFragment], numbers: frozenset[int]) -> list[int]:
    """Where ticks stand, and numbers not far behind them: those further on may be part of long cells."""
    marks = [k for k, part in enumerate(parts) if _TICKS.match(part.text)]
    marks = marks or [k for k, part in enumerate(parts) if _VALUES.match(part.text)]
    for k, part in enumerate(parts):
        if part.line in numbers and (not marks or marks[-1] < k <= marks[-1] + _NEAR):
            marks.append(k)
    return marks


def _find(texts: Sequence[str], own: Sequence[str]) -> int | None:
    """Where texts stand one after the other."""
    n = len(own)
    places = range(len(texts) - n + 1) if n else ()
    return next((k for k in places if texts[k] == own[0] and list(texts[k : k + n]) == list(own)), None)


def _is_label(text: str) -> bool:
    """Whether a text is a label as it is known; likeness tells nothing here and takes long."""
    folded = simplify(fold(text)) if len(text) <= MAX_PRINTED else ""
    if folded[:1] not in _begins_of_labels():
        return False
    return any(match_exact(form, header_lexicon()) for form, _ in forms_of(folded))


@lru_cache(maxsize=1)
def _begins_of_labels() -> frozenset[str]:
    return frozenset(fold(spelling)[0] for entry in header_lexicon().entries for spelling in entry.spellings)


def _label_size(parts: Sequence[TextFragment], first: int) -> int:
    """How many fragments from `first` on make a label, the most that do; 0 if none."""
    some = parts[first : first + _LABEL_LINES]
    most = next((k for k, part in enumerate(some) if _TICKS.match(part.text)), len(some))
    sizes = range(most, 0, -1)
    return next((size for size in sizes if _is_label("".join(part.text for part in some[:size]))), 0)


def _labels_of(parts: Sequence[TextFragment]) -> list[_Own]:
    """The labels that fragments make, with their fragments."""
    found: list[_Own] = []
    at = 0
    while at < len(parts):
        size = _label_size(parts, at) or 1
        found.append((label_of(parts, range(at, at + size)), list(parts[at : at + size])))
        at += size
    return found


def _in_order(short: Sequence[_Own], long: Sequence[_Own]) -> list[_Own]:
    """The labels in two rows: those of columns and groups, then those below groups. Of both kinds the order is kept; a
    long one comes behind the last short one that mostly stands before it."""
    rows: list[list[_Own]] = []
    for is_below in (False, True):
        own = [each for each in short if _is_below(each) is is_below]
        for each in (each for each in long if _is_below(each) is is_below):
            rank = _rank(each)
            at = max((k for k, other in enumerate(own) if _rank(other) <= rank), default=-1)
            own.insert(at + 1, each)
        rows.append(own)
    if rows[1]:  # those of one group stand together
        ranks = [_rank(each) for each in rows[0]]
        rows[1].sort(key=lambda each: (_place_of(each, rows[0], ranks), _rank_below(each)))
    return [each for row in rows for each in row]


def _place_of(each: _Own, above: Sequence[_Own], ranks: Sequence[int]) -> int:
    """Where the group of a label stands among those above."""
    group = each[0].label.group
    named = [k for k, other in enumerate(above) if other[0].label.is_group and other[0].label.group == group]
    return named[0] if named else ranks.index(_rank(each)) if _rank(each) in ranks else len(ranks)


def _rank_below(each: _Own) -> int:
    """Which of a group's options mostly comes first: 全社会, 主动公开, 决策, the higher level."""
    label = each[0].label
    if label.field in _OPTIONS:
        return _OPTIONS.index(label.field)
    levels = [_LEVELS.index(char) for char in label.text if char in _LEVELS]
    return levels[0] if levels else 0


def _is_below(each: _Own) -> bool:
    label = each[0].label
    return bool(label.group) and not label.is_group


def _rank(each: _Own) -> int:
    label = each[0].label
    if label.field in ("primary", "secondary", "levels") and not label.is_group:
        return _RANKS[label.field]
    return _RANKS.get(label.group or label.field, _RANKS["extra"])


def _numbered(labels: Sequence[tuple[PrintedLabel, int]]) -> list[PrintedLabel]:
    """Labels over fragments in order."""
    found, at = [], 0
    for label, size in labels:
        found.append(replace(label, first=at, last=at + size - 1))
        at += size
    return found


def _rows_of(page: _Page, header: Sequence[HeaderColumn], numbers: frozenset[int]) -> list[TextFragment]:
    """The cells of a page, row by row."""
    columns = decode_columns(header, has_two_runs=False)
    rows = [_short_cells(row, columns, numbers) for row in _short_rows(page.short, columns, numbers)]
    long = _long_cells(page.long, columns, [frozenset(row) for row in rows]) if page.long and rows else {}
    items = [c for c, column in enumerate(columns) if column.look is Look.ITEM]
    found: list[TextFragment] = []
    for r, row in enumerate(rows):
        row = _with_levels(row, [c for c in items if (r, c) in long], items)
        for c in range(len(columns)):
            cell = [*row.get(c, ()), *long.get((r, c), ())]
            found += [
                replace(part, gap=part.gap if k and part.gap is not Gap.START else Gap.LINE)
                for k, part in enumerate(cell)
            ]
    return found if rows else [*(part for line in page.short for part in line), *page.long]


def _with_levels(
    row: dict[int, list[TextFragment]], long: Sequence[int], items: Sequence[int]
) -> dict[int, list[TextFragment]]:
    """A row with its short names in the levels of items that the long ones leave: outer ones first."""
    short = [c for c in items if c in row]
    left = [c for c in items if c not in long]
    if not long or len(short) > len(left):
        return row
    others = {c: cell for c, cell in row.items() if c not in items}
    return others | {to: row[c] for c, to in zip(short, left, strict=False)}


def _short_rows(
    lines: Sequence[Sequence[TextFragment]], columns: Sequence[DecodeColumn], numbers: frozenset[int]
) -> list[list[TextFragment]]:
    """The short cells of a page by rows. Each has a number, or else its ticks on one line; what stands between these is
    of the next row, if it is of a column before the ticks."""
    n_numbered = sum(line[0].line in numbers for line in lines)
    sign = _TICKS if any(_TICKS.match(part.text) for line in lines for part in line) else _VALUES
    n_ticked = sum(any(sign.match(part.text) for part in line) for line in lines)
    has_numbers = n_numbered >= _NUMBERED * n_ticked
    look = Look.MARKS if sign is _TICKS else Look.VALUE
    marks = next((c for c, column in enumerate(columns) if column.look is look), len(columns))
    rows: list[list[TextFragment]] = []
    is_ticked = True
    for line in lines:
        if line[0].line in numbers or not rows:
            begins = True
        elif has_numbers:
            begins = False
        else:
            begins = is_ticked and not _is_behind(line[0], columns, marks)
        if begins:
            rows.append([])
            is_ticked = False
        rows[-1] += line
        is_ticked = is_ticked or any(sign.match(part.text) for part in line)
    return rows


def _is_behind(part: TextFragment, columns: Sequence[DecodeColumn], marks: int) -> bool:
    """Whether a text is of a column behind the ticks rather than of one before them."""
    if _TICKS.match(part.text) or not columns[marks + 1 :]:
        return False
    shape = _shape_of(part)
    before = max(score(shape, column.look) for column in columns[:marks])
    return max(score(shape, column.look) for column in columns[marks + 1 :]) > before


def _shape_of(part: TextFragment) -> Shape:
    (shape,) = shapes_of(make_chunks([part]).chunks[:1], {"digits": frozenset(), "han": frozenset()})
    return shape


def _short_cells(
    row: Sequence[TextFragment], columns: Sequence[DecodeColumn], numbers: frozenset[int]
) -> dict[int, list[TextFragment]]:
    """The columns of a row's short cells: in order, as well as they suit."""
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())] * (len(columns) + 1)  # by the columns that may be taken
    for k, part in enumerate(row):
        new: list[tuple[float, tuple[int, ...]]] = [(-1e9, ())]
        for c, column in enumerate(columns):
            own = _short_score(part, column, is_number=not k and part.line in numbers)
            total, taken = best[c]
            again, same = best[c + 1]
            options = [new[-1], (total + own, (*taken, c))]
            if column.look is Look.MARKS and same and same[-1] == c:
                options.append((again + own, (*same, c)))
            new.append(max(options))
        best = new
    cells: dict[int, list[TextFragment]] = {}
    taken = best[-1][1]
    if len(taken) < len(row):  # more cells than columns
        return {0: list(row)}
    for part, c in zip(row, taken, strict=True):
        cells.setdefault(c, []).append(part)
    return cells


def _short_score(part: TextFragment, column: DecodeColumn, *, is_number: bool) -> float:
    if is_number:
        return 0.0 if column.look is Look.NUMBER else -20.0
    if _TICKS.match(part.text):
        return 0.0 if column.look is Look.MARKS else -20.0
    told = score(_shape_of(part), column.look)
    lists = _LISTS.search(part.text) is not None
    told += {Look.CONTENT: 1.0 if lists else -0.5, Look.ITEM: -3.0 if lists else 0.0}.get(column.look, 0.0)
    return told if column.look is not Look.MARKS else told - 5.0


def _long_cells(
    parts: Sequence[TextFragment], columns: Sequence[DecodeColumn], taken: Sequence[frozenset[int]]
) -> dict[tuple[int, int], list[TextFragment]]:
    """The long cells by row and column: the best way to give them to rows in order. `taken` are the columns in which
    rows have short cells."""
    chunked = make_chunks(parts)
    chunks = chunked.chunks
    runs = {style: frozenset[int]() for style in runs_of(chunks)}
    base = base_evidence(chunks, columns, _GAP_INDEX, runs=runs, shapes=shapes_of(chunks, runs), is_wrapped=True)
    n_columns = len(columns)
    items = [c for c, column in enumerate(columns) if column.look is Look.ITEM]
    outer = items[:-1]
    skip = np.zeros(len(taken) * n_columns)
    enter = np.zeros(len(taken) * n_columns)
    for r, of_row in enumerate(taken):
        for c, column in enumerate(columns):
            slot = r * n_columns + c
            n_names = len(of_row.intersection(items))
            if c in items and 0 < n_names < len(items):  # of which level the short name is, the long ones tell
                enter[slot] = _OUTER
            elif column.look in (Look.MARKS, Look.NUMBER) or c in of_row:
                enter[slot] = _TAKEN
            elif c in outer:
                enter[slot] = _OUTER
            else:
                skip[slot] = _MISSING.get(column.look, 0.0)
    before = np.concatenate([[0.0], np.cumsum(skip)])  # what the slots before one cost where they are left out
    of_slot = np.tile(np.arange(n_columns), len(taken))
    value = np.full(len(of_slot), -np.inf)
    came = np.zeros((len(chunks), len(of_slot)), dtype=np.int64)
    for t in range(len(chunks)):
        if t:
            lead = value - before[1:]
            best = np.maximum.accumulate(lead)
            at = np.maximum.accumulate(np.where(lead >= best, np.arange(len(lead)), 0))
            opened = np.concatenate([[-np.inf], best[:-1]]) + before[:-1] + enter + base.enter[t, of_slot]
            stayed = value + base.stay[t, of_slot]
            came[t] = np.where(stayed >= opened, -1, np.concatenate([[0], at[:-1]]))
            value = np.maximum(stayed, opened)
        else:
            value = before[:-1] + enter + base.enter[t, of_slot]
    slot = int(np.argmax(value + before[-1] - before[1:]))
    cells: dict[tuple[int, int], list[TextFragment]] = {}
    for t in range(len(chunks) - 1, -1, -1):
        own = list(parts[chunks[t].first : chunks[t].last + 1])
        key = (slot // n_columns, slot % n_columns)
        cells[key] = own + cells.get(key, [])
        if t and came[t, slot] >= 0:
            slot = int(came[t, slot])
    return cells


__all__ = ["in_rows"]
