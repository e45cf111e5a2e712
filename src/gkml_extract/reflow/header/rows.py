"""Columns told by the places of a header's labels: rows of a grid one below the other, blanks or repeats kept.

A label over several columns or rows is printed once with blanks beside and below it (a workbook's cells), or as often
as it has columns and rows (python-docx, pandas).
"""

from __future__ import annotations

from collections.abc import Sequence

from gkml_extract.lexicon.header import Label
from gkml_extract.lexicon.label_forms import without_gloss
from gkml_extract.model.table import TextFragment
from gkml_extract.reflow.chunks.spans import HARD_GAPS
from gkml_extract.reflow.header.labels import HeaderColumn, HeaderRegion, PrintedLabel, label_of
from gkml_extract.text import fold, simplify

MIN_WIDTH = 4
"""Fields of a line of labels: fewer may be a line of print."""
_MOST_ROWS = 3
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
    if len(rows) != _MOST_ROWS or not any(all(column) and _is_group(column[1]) for column in zip(*rows, strict=True)):
        return rows
    upper: list[PrintedLabel | None] = []
    lower: list[PrintedLabel | None] = []
    over: PrintedLabel | None = None
    for top, middle, leaf in zip(*rows, strict=True):
        over = top or (over if middle or leaf else None)
        upper.append((middle or top) if leaf else over if middle else top)
        lower.append(leaf or middle)
    return [upper, lower]


def _is_group(printed: PrintedLabel | None) -> bool:
    return printed is not None and printed.label.is_group


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
