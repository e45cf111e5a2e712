"""Columns told by the places of a header's labels: rows of a grid one below the other, blanks or repeats kept.

A label over several columns or rows is printed once with blanks beside and below it (a workbook's cells), or as often
as it has columns and rows (python-docx, pandas).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gkml_extract.lexicon.header import Label
from gkml_extract.lexicon.label_forms import without_gloss
from gkml_extract.model.table import TextFragment
from gkml_extract.reflow.chunks.spans import HARD_GAPS
from gkml_extract.reflow.header.labels import HeaderColumn, HeaderRegion, PrintedLabel, label_of
from gkml_extract.text import fold, simplify

MIN_WIDTH = 4
"""Fields of a line of labels: fewer may be a line of print."""
_MOST_ROWS = 3
_LONGEST_NAME = 24
"""Characters of a label that no vocabulary knows: 社区/企事业单位/村公示栏（电子屏） has 17."""
_MOST_UNLIKE = 1
"""Columns whose labels do not belong together, by damage: with more of them the rows lost their blanks."""
_ITEMS = frozenset({"number", "primary", "secondary", "levels"})
_UNLABELLED = Label("", "extra", 0.0, "unknown")


def is_row_of_fields(line: Sequence[TextFragment]) -> bool:
    """Whether a line is parted into so many fields."""
    return len(line) >= MIN_WIDTH and all(fragment.gap in HARD_GAPS for fragment in line[1:])


def is_name(text: str) -> bool:
    """Whether a field may be a label: not blank, and no figure by which programs number rows."""
    return bool(text) and not text.isdecimal()


def with_rows_below(fragments: Sequence[TextFragment], header: HeaderRegion) -> HeaderRegion:
    """`header` with the rows of fields that fill just the places its groups leave blank, whatever these are called.

    公开依据 and a blank field, below them 文件名称 and 条款, nothing below all other labels: no row of values does so.
    """
    rows = [_line_at(fragments, header.first)]
    if not is_row_of_fields([fragments[k] for k in rows[0]]):
        return header
    spans = _group_spans(fragments, rows[0])
    while spans and len(rows) <= _MOST_ROWS:
        below = _line_at(fragments, rows[-1].stop) if rows[-1].stop < len(fragments) else range(0)
        filled = {at for at, k in enumerate(below) if fragments[k].text}
        if len(below) != len(rows[0]) or not filled or not _are_names(fragments, below):
            return header
        padding = [span for span in spans if filled.isdisjoint(span) and span.stop == len(below)]
        spans = [span for span in spans if span not in padding]
        if filled - {at for span in spans for at in span} or not filled >= {span.start for span in spans}:
            return header
        rows.append(below)
        spans = [
            inner for span in spans for inner in _group_spans(fragments, below[span.start : span.stop], span.start)
        ]
    if spans or len(rows) == 1 or rows[-1].stop <= header.last + 1:
        return header
    known = {k for printed in header.labels for k in range(printed.first, printed.last + 1)}
    added = (label_of(fragments, [k]) for row in rows for k in row if k not in known and is_name(fragments[k].text))
    labels = sorted((*header.labels, *added), key=lambda printed: printed.first)
    return HeaderRegion(header.first, rows[-1].stop - 1, tuple(labels))


def _line_at(fragments: Sequence[TextFragment], k: int) -> range:
    """The fragments of the line that fragment `k` is in."""
    first, end, line = k, k + 1, fragments[k].line
    while first and fragments[first - 1].line == line:
        first -= 1
    while end < len(fragments) and fragments[end].line == line:
        end += 1
    return range(first, end)


def _group_spans(fragments: Sequence[TextFragment], row: range, offset: int = 0) -> list[range]:
    """The places of a row, counted from `offset`, that a label and the blanks behind it take."""
    filled = [at for at, k in enumerate(row) if fragments[k].text]
    edges = pairwise([*filled, len(row)])
    return [range(first + offset, end + offset) for first, end in edges if end - first > 1]


def _are_names(fragments: Sequence[TextFragment], row: range) -> bool:
    """Whether what a row prints may be labels: short, and not the same again and again, as ticks are."""
    texts = [fragments[k].text for k in row if fragments[k].text]
    return all(is_name(text) and 1 < len(text) <= _LONGEST_NAME for text in texts)


def columns_by_place(fragments: Sequence[TextFragment], header: HeaderRegion) -> tuple[HeaderColumn, ...]:
    """The columns of a header whose lines are rows of one grid; none if its labels do not show that."""
    rows = _lowest_two(_rows_of_fields(fragments, header)) or _rows_of_repeats(header.labels)
    if not rows or sum(not _may_stand_over(column) for column in zip(*rows, strict=True)) > _MOST_UNLIKE:
        return ()
    columns: list[HeaderColumn] = []
    parents: list[PrintedLabel | None] = []
    for k in range(len(rows[0])):
        column = [row[k] for row in rows]
        before = parents[k - 1] if k else None
        parents.append(_parent(column, before))
        columns.append(_column(column, parents[k]))
    while columns and not columns[-1].leaf.text:
        columns.pop()
    return tuple(columns)


def _rows_of_fields(fragments: Sequence[TextFragment], header: HeaderRegion) -> list[list[PrintedLabel | None]]:
    """The labels by line and place, where two lines or three have equally many fields."""
    at = {printed.first: printed for printed in header.labels}
    first, last = sorted(fragments[k].line for k in (header.first, header.last))
    begin, end = header.first, header.last + 1
    while begin and first <= fragments[begin - 1].line <= last:
        begin -= 1
    while end < len(fragments) and first <= fragments[end].line <= last:
        end += 1
    lines: dict[int, list[int]] = {}
    for k in range(begin, end):
        lines.setdefault(fragments[k].line, []).append(k)
    widths = {len(line) for line in lines.values()}
    are_rows = all(is_row_of_fields([fragments[k] for k in line]) for line in lines.values())
    if not are_rows or len(widths) != 1 or not 2 <= len(lines) <= _MOST_ROWS:
        return []
    return [[at.get(k) or _label_at(fragments, k) for k in line] for line in lines.values()]


def _lowest_two(rows: list[list[PrintedLabel | None]]) -> list[list[PrintedLabel | None]]:
    """Three rows as two where groups stand under other groups: 公开属性 over 公开对象 over 全社会; else as they are.

    The upper one keeps the innermost group over each label.
    """
    if len(rows) != _MOST_ROWS or not any(map(all, zip(*rows, strict=True))):
        return rows
    upper: list[PrintedLabel | None] = []
    lower: list[PrintedLabel | None] = []
    over: PrintedLabel | None = None
    for top, middle, leaf in zip(*rows, strict=True):
        over = top or (over if middle or leaf else None)
        upper.append((middle or top) if leaf else over if middle else top)
        lower.append(leaf or middle)
    return [upper, lower]


def _label_at(fragments: Sequence[TextFragment], k: int) -> PrintedLabel | None:
    return label_of(fragments, [k]) if is_name(fragments[k].text) else None


def _rows_of_repeats(labels: Sequence[PrintedLabel]) -> list[list[PrintedLabel | None]]:
    """The labels as two rows of one width, where most are the same in both and the others stand under theirs."""
    half = repeated_after(labels)
    return [list(labels[:half]), list(labels[half:])] if half and len(labels) == 2 * half else []


def repeated_after(labels: Sequence[PrintedLabel]) -> int:
    """How many labels a header's first row has that its second repeats place by place, but for those with children.

    None where it repeats them all, groups among them: that is a header of two rows printed twice.
    """
    texts = [_name(printed.label) for printed in labels]
    half = next((k for k in range(MIN_WIDTH, len(texts)) if texts[k] == texts[0]), 0)
    if not half:  # the first label may be a group itself
        half = len(texts) // 2
    above, below = texts[:half], texts[half : 2 * half]
    if len(below) < half or half < MIN_WIDTH:
        return 0
    same = [one == other for one, other in zip(above, below, strict=True)]
    is_group_twice = all(is_same or _is_beside_itself(above, k) for k, is_same in enumerate(same))
    groups, children = (
        {printed.label.group for printed in labels[:half] if printed.label.is_group is is_group} - {None}
        for is_group in (True, False)
    )
    return half if sum(same) >= MIN_WIDTH - 1 and is_group_twice and not (all(same) and groups & children) else 0


def _is_beside_itself(texts: Sequence[str], k: int) -> bool:
    return texts[k] in (texts[k - 1] if k else None, texts[k + 1] if k + 1 < len(texts) else None)


def _parent(column: Sequence[PrintedLabel | None], before: PrintedLabel | None) -> PrintedLabel | None:
    """The label over a column that has another below it: its own, or that of the column before if its place is blank.

    A label that is printed once a column counts as the one before it.
    """
    top, under = column[0], [printed for printed in column[1:] if printed]
    if not under or (top and all(_are_same(top, printed) for printed in under)):
        return None
    return before if before and (top is None or _are_same(before, top)) else top


def _may_stand_over(column: Sequence[PrintedLabel | None]) -> bool:
    """Whether the labels of a column may stand one below the other: 政策依据 is not over 全社会."""
    printed = [each.label for each in column if each]
    if len(printed) < 2 or "unknown" in (printed[0].rule, printed[-1].rule) or printed[0].is_group:
        return len(printed) < 2 or not printed[0].is_group or printed[0].group in (None, printed[-1].group, "items")
    top, leaf = printed[0].field, printed[-1].field
    return top in (leaf, "extra") or {top, leaf} <= _ITEMS


def _column(column: Sequence[PrintedLabel | None], parent: PrintedLabel | None) -> HeaderColumn:
    printed = [label for label in column if label]
    if not printed:
        return HeaderColumn((PrintedLabel(_UNLABELLED, -1, -1),))
    return HeaderColumn((parent, printed[-1]) if parent and parent is not printed[-1] else (printed[-1],))


def _are_same(one: PrintedLabel, other: PrintedLabel) -> bool:
    return _name(one.label) == _name(other.label)


def _name(label: Label) -> str:
    """What tells a label from others: its text without glosses, in simplified script."""
    return simplify(without_gloss(fold(label.text)))
