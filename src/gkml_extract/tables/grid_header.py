"""Where the header of a catalogue stands in a grid: the rows whose cells are labels of catalogues.

The header is found by what it says, never by its place or its looks alone: titles and signature lines stand above
it as rows of the same grid, and a header may be printed again on every page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from operator import attrgetter

from gkml_extract.lexicon.header import (
    Label,
    completes,
    field_of_path,
    header_lexicon,
    known_fields,
    parse_label,
    read_by_subject,
)
from gkml_extract.lexicon.match import match_exact
from gkml_extract.model.content import TableFragment
from gkml_extract.model.table import Cell
from gkml_extract.regex import regex
from gkml_extract.text import fold

MIN_FIELDS = 3
"""Different known fields from which rows are a header: the poorest real one (序号, 公开内容, 公开时限) has three."""
MAX_DEPTH = 4
"""Rows of a header. Real ones have one or two, three where a label is split; one more for a doubled row."""
_KNOWN_SHARE = 0.5
"""Least share of a row's cells that are known labels. A body row of values (全社会, 主动公开, 县级) stays below."""
_CHILD_SHARE = 0.6
"""The same for a row under a header's first, which has fewer cells."""
_LABEL_LENGTH = 90
"""Characters of a label with the legend that stands in it; the longest of the collected ones has 41."""
_SIGNED = regex(r"[:：]\s*\S|[:：]$")
"""责任单位：某局 is a line of signatures, not a label."""
_SAME_SHARE = 0.75
"""Share of equal cells from which a row is the header's first row printed again."""
_BARE_NUMBER = regex(r"^\d{1,4}[.、．]?$")
"""A value, never a label: a row that has one is an item, whatever else it says."""
_SURE, _LEAST_ENDS = ("exact", "pattern", "group-and-child"), 2
"""Rules by which a label is known whole, and ends of labels that make a third row of a header of halves."""
_COLUMN = attrgetter("column")
_ITEM_FIELDS = frozenset({"primary", "secondary", "levels", "content"})


@dataclass(frozen=True, slots=True)
class HeaderRows:
    """Rows [first, end) of a grid that are a header; `key` is what its first row prints, to know it again by."""

    first: int
    end: int
    key: frozenset[tuple[int, str]]
    fields: frozenset[str]
    is_broken: bool = False
    """Whether a rule cuts labels in two: 公开 over 时限."""


def rows_of(fragment: TableFragment) -> list[list[Cell]]:
    """The cells that begin in each row of a grid, left to right."""
    rows: list[list[Cell]] = [[] for _ in range(fragment.n_rows)]
    for cell in fragment.cells:
        rows[cell.row].append(cell)
    for row in rows:
        row.sort(key=_COLUMN)
    return rows


def find_headers(fragment: TableFragment) -> Iterator[HeaderRows]:
    """The headers in a grid from the top down; each begins where the one before has ended or later."""
    return find_headers_among(rows_of(fragment))


def find_headers_among(rows: Sequence[list[Cell]]) -> Iterator[HeaderRows]:
    """The same for the rows of a grid, as `rows_of` gives them."""
    found: HeaderRows | None = None
    row = 0
    while row < len(rows):
        header = _header_at(rows, row, found)
        if header is not None:
            found = header
            yield header
            row = header.end
        else:
            row += 1


def _header_at(rows: Sequence[list[Cell]], first: int, before: HeaderRows | None) -> HeaderRows | None:
    """The header that begins in row `first`, if one does."""
    printed = [cell for cell in rows[first] if cell.text]
    if len(printed) < 2:
        return None
    texts = [fold(cell.text) for cell in printed]
    key = [(cell.column, text) for cell, text in zip(printed, texts, strict=True)]
    if before is not None:
        if len(before.key.intersection(key)) >= max(2, _SAME_SHARE * len(before.key)):
            end = first + before.end - before.first if before.is_broken else _end_of(rows, first)
            top = _top_of(rows, first, end)
            return HeaderRows(top, min(end, len(rows)), before.key, before.fields, before.is_broken)
        labels = header_lexicon().by_spelling
        exact = [labels[text].value for text in texts if text in labels]
        if sum(value != "extra" and "." not in value for value in exact) < 2:
            return None  # another header is known by exact labels that are no values, as 全社会 and 主动公开 may be
    end = _end_of(rows, first)
    depth = end - first
    fields = _fields(rows, first, end)
    is_broken = depth == 1 and first + 2 <= len(rows) and _is_broken(rows, first)
    if is_broken:
        end = first + 3 if _is_broken_again(rows, first) else first + 2
        fields = frozenset(parse_label(text).field for text in _joined_labels(rows[first:end]).values())
    elif not _is_header(rows, first, fields):
        return None
    return HeaderRows(_top_of(rows, first, end), end, frozenset(key), fields, is_broken)


def _top_of(rows: Sequence[list[Cell]], first: int, end: int) -> int:
    """The first row of a header whose labels stand in rows [first, end): the one above, where it has but groups of
    these.

    公开属性 stands so over 公开对象 and 公开方式 where nothing is merged and single labels stand in the last row, and
    公开层级 over a blank with 县级 below it.
    """
    above = rows[first - 1] if first > 0 else []
    printed = [cell for cell in above if cell.text]
    below = {cell.column: cell for row in reversed(rows[first:end]) for cell in row if cell.text}
    if not printed or len(printed) == len(above) or any(cell.colspan * cell.rowspan > 1 for cell in above):
        return first
    is_over_groups = all(
        _is_label(cell) and cell.column in below and _may_stand_over(parse_label(cell.text), below[cell.column].text)
        for cell in printed
    )
    return first - 1 if is_over_groups else first


def _may_stand_over(label: Label, text: str) -> bool:
    """Whether a label may be the group of the label `text`: of a group, of its own child, or of a channel."""
    below = parse_label(text)
    is_child = label.is_group and below.group is not None and below.group == label.group
    return below.is_group or is_child or (label.field == "channels" and below.rule == "unknown")


def _is_label(cell: Cell) -> bool:
    text = cell.text
    return 0 < len(text) <= _LABEL_LENGTH and not _SIGNED.search(text) and parse_label(text).rule != "unknown"


def _fields(rows: Sequence[list[Cell]], first: int, end: int) -> frozenset[str]:
    """The known fields of the columns under the header rows [first, end)."""
    cells = [cell for row in rows[first:end] for cell in row if cell.text and len(cell.text) <= _LABEL_LENGTH]
    columns = {column for cell in cells for column in range(cell.column, cell.column + cell.colspan)}
    labels = [
        field_of_path(tuple(cell.text for cell in cells if cell.column <= column < cell.column + cell.colspan))
        for column in sorted(columns)
    ]
    read = read_by_subject(labels)
    return frozenset(label.field for label in read if label.rule not in ("unknown", "unlabelled"))


def _is_header(rows: Sequence[list[Cell]], first: int, fields: frozenset[str]) -> bool:
    printed = [cell for cell in rows[first] if cell.text]
    n_known = sum(map(_is_label, printed))
    named = fields - {"extra"}
    is_named = len(named) >= MIN_FIELDS and bool(named & _ITEM_FIELDS)
    if any(_BARE_NUMBER.match(fold(cell.text)) for cell in printed):
        return False
    return is_named and n_known >= max(2, _KNOWN_SHARE * len(printed))


def _end_of(rows: Sequence[list[Cell]], first: int) -> int:
    """The row after a header that begins in `first`."""
    return first + _depth(list(rows[first : first + MAX_DEPTH + 1]))


def _depth(rows: list[list[Cell]]) -> int:
    """How many of some rows are a header: as far as the labels of the first span, and rows of labels below them."""
    most = min(MAX_DEPTH, len(rows))
    end = min(max((cell.rowspan for cell in rows[0] if _is_label(cell)), default=1), most)
    while end < most:
        rows[end] = _without_remarks(rows[0], rows[end])
        printed = [cell for cell in rows[end] if cell.text]
        if all(map(_are_groups, rows[: end + 1])):
            end += 1
            continue
        if end > 1 and _complete_labels(rows[:end], printed):
            return end + 1
        n_labels = sum(map(_is_label, printed))
        if end == 1 and n_labels and _fills_gaps(rows[0], rows[1]):
            has_third = len(rows) > 2 and _fills_groups(rows[:2], rows[2])
            if n_labels > 1 or (has_third and n_labels == len(printed)):
                return 2 + has_third
        if end == 1 and (_fills_merged(rows[0], rows[1]) or _fills_runs(rows[0], rows[1])):
            return 2 + (len(rows) > 2 and _fills_merged(rows[1], rows[2]))
        if n_labels < 2 or n_labels < _CHILD_SHARE * len(printed) or _repeats(rows[0], printed):
            break
        if _has_values(rows[:end], printed):
            break
        end = max(end + 1, min(MAX_DEPTH, end + max(cell.rowspan for cell in printed)))
    return min(end, len(rows))


def _without_remarks(above: Sequence[Cell], below: Sequence[Cell]) -> list[Cell]:
    """The row below without what stands behind the labels above it, parted from them, and is no label."""
    last = max((cell.column + cell.colspan - 1 for cell in above if cell.text), default=0)
    for cell in below:
        if cell.text and cell.column > last + 1 and not _is_label(cell):
            return [each for each in below if each.column < cell.column]
        if cell.text:
            last = max(last, cell.column + cell.colspan - 1)
    return list(below)


def _are_groups(row: Sequence[Cell]) -> bool:
    """Whether a row prints nothing but groups, each over a column of its own: their labels are further down."""
    printed = [cell for cell in row if cell.text]
    is_split = all(cell.colspan == cell.rowspan == 1 for cell in row)
    return 0 < len(printed) < len(row) and is_split and all(parse_label(cell.text).is_group for cell in printed)


def _fills_gaps(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether a row prints only where the one above prints nothing, or a group at the left of such a gap.

    So does a header whose groups are not merged over their columns: 公开方式 over 主动 and a blank over 依申请. One
    column may have no label at all.
    """
    over = {cell.column: cell for cell in above}
    printed = [cell.column for cell in below if cell.text]
    if any(cell.colspan > 1 or cell.rowspan > 1 for cell in (*above, *below)) or len(printed) == len(below):
        return False
    last = max([*printed, *(column for column, cell in over.items() if cell.text)], default=0)
    blank = {column for column, cell in over.items() if not cell.text and column <= last}
    return len(blank - set(printed)) <= 1 and all(column in blank or column + 1 in blank for column in printed)


def _fills_merged(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether a row prints in each column below labels that are merged over several, and nowhere else.

    One of its texts is a label, or all are channels, which need not be known.
    """
    merged = [cell for cell in above if cell.text and cell.colspan > 1 and cell.rowspan == 1]
    columns = {column for cell in merged for column in range(cell.column, cell.column + cell.colspan)}
    printed = [cell for cell in below if cell.text]
    if not merged or len(above) == len(merged) or any(cell.rowspan > 1 for cell in printed):
        return False
    is_labelled = any(map(_is_label, printed)) or all(parse_label(cell.text).field == "channels" for cell in merged)
    return is_labelled and columns == {at for cell in printed for at in range(cell.column, cell.column + cell.colspan)}


def _fills_runs(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether a row prints only children of the groups above it, or channels in each column of 公开渠道.

    A group that is not merged goes on over the blanks at its right.
    """
    if any(cell.colspan * cell.rowspan > 1 for cell in (*above, *below)):
        return False
    over: dict[int, str] = {}
    for cell in above:
        over[cell.column] = cell.text or over.get(cell.column - 1, "")
    printed = [cell for cell in below if cell.text]
    groups = {over.get(cell.column, "") for cell in printed}
    labels = [parse_label(cell.text) for cell in printed]
    is_below_groups = all(
        label.rule != "unknown" and not label.is_group and group.is_group and label.group == group.group
        for label, cell in zip(labels, printed, strict=True)
        for group in (parse_label(over.get(cell.column, "")),)
    )
    if printed and is_below_groups:
        return True
    run = {column for column, text in over.items() if text in groups}
    is_channels = len(groups) == 1 and all(parse_label(text).field == "channels" for text in groups)
    return is_channels and len(run) > 1 and run == {cell.column for cell in printed}


def _fills_groups(header: Sequence[Sequence[Cell]], below: Sequence[Cell]) -> bool:
    """Whether a row prints labels only, under groups or at their right: no column that has its label has a text."""
    lowest = {cell.column: cell.text for row in header for cell in row if cell.text}
    taken = {column for column, text in lowest.items() if not parse_label(text).is_group}
    printed = [cell for cell in below if cell.text]
    is_split = all(cell.colspan == cell.rowspan == 1 for cell in below)
    return bool(printed) and is_split and all(_is_label(cell) and cell.column not in taken for cell in printed)


def _complete_labels(header: Sequence[Sequence[Cell]], printed: Sequence[Cell]) -> bool:
    """Whether a row is the other half of labels that a rule cuts in two: 事项 under 一级, 群体 under 特定."""
    above: dict[int, str] = {}
    for row in header:
        above |= {cell.column: cell.text for cell in row if cell.text and cell.colspan == 1}
    n_completed = sum(completes(above[cell.column], cell.text) for cell in printed if cell.column in above)
    return n_completed >= max(2, _CHILD_SHARE * len(printed))


def _has_values(header: Sequence[Sequence[Cell]], printed: Sequence[Cell]) -> bool:
    """Whether a row has a value: a text under a label that stands for its column by itself, such as 公开内容.

    全社会, 主动公开 and 县级 are values in some tables and labels in others: the cells beside them decide. A label with
    a blank at its right, or printed there again, may stand over several columns: 公开渠道 over 政府网站 and 公示栏.
    """
    whole: dict[int, Cell] = {}
    for row in header:
        n_printed = Counter(cell.text for cell in row)
        for cell, beside in zip_longest(row, row[1:]):
            label = parse_label(cell.text)
            is_split = cell.colspan == cell.rowspan == 1 and (n_printed[cell.text] > 1 or (beside and not beside.text))
            if label.rule == "exact" and not label.is_group and label.field != "extra" and not is_split:
                whole |= dict.fromkeys(range(cell.column, cell.column + cell.colspan), cell)
    return any(
        not _is_label(cell) and cell.column in whole and whole[cell.column].colspan == cell.colspan for cell in printed
    )


def _repeats(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether a row is the one above again: a header printed twice has no more levels for it.

    Where it differs only below a label that is printed over several columns, it is that label's columns.
    """
    texts = Counter(fold(cell.text) for cell in above if cell.text)
    over = {cell.column: fold(cell.text) for cell in above}
    others = [cell for cell in below if fold(cell.text) not in texts]
    if others and all(texts[over.get(cell.column, "")] > 1 for cell in others):
        return False
    return len(below) - len(others) > _SAME_SHARE * len(below)


def _is_broken(rows: Sequence[list[Cell]], first: int) -> bool:
    """Whether rows `first` and the next are labels cut in two by a rule: joined, more of them are known than above."""
    joined = _joined_labels(rows[first : first + 2])
    known = known_fields(joined.values())
    n_known = sum(match_exact(text, header_lexicon()) is not None for text in joined.values())
    n_above = sum(match_exact(cell.text, header_lexicon()) is not None for cell in rows[first] if cell.text)
    is_named = len(known) >= MIN_FIELDS and bool(known & _ITEM_FIELDS)
    printed = [{cell.column for cell in row if cell.text} for row in rows[first : first + 2]]
    n_mended = sum(match_exact(joined[column], header_lexicon()) is not None for column in printed[0] & printed[1])
    return is_named and n_mended > 0 and n_known > n_above and n_known >= _KNOWN_SHARE * len(joined)


def _is_broken_again(rows: Sequence[list[Cell]], first: int) -> bool:
    """Whether the row after two with the halves of labels prints nothing but the ends of some: 一级 over 事项."""
    joined = _joined_labels(rows[first : first + 2])
    ends = [cell for row in rows[first + 2 : first + 3] for cell in row if cell.text]
    whole = [parse_label(joined.get(cell.column, "") + cell.text) for cell in ends]
    is_known = all(label.rule.startswith(_SURE) for label in whole)
    return len(ends) >= _LEAST_ENDS and is_known and not any(_BARE_NUMBER.match(fold(cell.text)) for cell in ends)


def _joined_labels(rows: Sequence[list[Cell]]) -> dict[int, str]:
    """For each column what some rows print in it, as one text."""
    joined: dict[int, str] = {}
    for cell in (cell for row in rows for cell in row if cell.text):
        joined[cell.column] = joined.get(cell.column, "") + cell.text
    return dict(sorted(joined.items()))


def joined_header(header: Sequence[Cell], n_rows: int) -> tuple[Cell, ...]:
    """The cells of a broken header, its rows counted from 0: those over one another as one."""
    joined: dict[int, Cell] = {}
    for cell in sorted(header, key=lambda cell: cell.row):
        above = joined.get(cell.column)
        if above is None:
            joined[cell.column] = replace(cell, row=0, rowspan=n_rows)
        else:
            joined[cell.column] = replace(above, text=above.text + cell.text, places=above.places + cell.places)
    return tuple(joined.values())
