"""Header cells → columns: which field each column holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from gkml_extract.lexicon.column_values import TELLING, Look, field_of_column, most_looks
from gkml_extract.lexicon.dittos import is_ditto
from gkml_extract.lexicon.header import Label, child_in_bracket, parse_label, read_by_subject
from gkml_extract.model.finding import Note, note
from gkml_extract.model.source import How
from gkml_extract.model.table import OPEN_MARK, UNREAD, Cell, Column, Table
from gkml_extract.regex import regex
from gkml_extract.tables.channel_lists import CHANNEL_LIST, with_list_columns
from gkml_extract.text import fold, undoubled

_REPEATABLE = frozenset({"extra", "levels", "number"})
"""Fields that several columns may have: 序号 may count groups and rows, 三级事项 … are all levels."""
CHANNEL_COLUMN = "channel-column"
"""Rule of a column that is one channel, named by its label and chosen by a tick."""
_OF_CHANNELS = frozenset({CHANNEL_COLUMN, CHANNEL_LIST})
_MARK = regex(
    rf"^(?:[{UNREAD}{OPEN_MARK}]"
    r"|[√✓✔☑☒■●▲vVþ○□☐×xX✗✘✅❌⬜🗹/\-]{1,2}|[是否有无对10YN]|TRUE|FALSE|true|false|YES|NO|Yes|No|yes|no)$"
)
_MARKED = 0.8
"""Share of ticks in such columns; one for 其他 may say which."""
_BASIS = regex("(?:[\u4e00-\u9fff]{2,4})依据")
_TELLING_VALUES = 200
"""Values of a column that are looked at, 同上 among them."""
_GROUP_AND_CHANNEL = regex(r"\s*([^/／\-－—_.:：]+?)\s*[/／\-－—_.:：]+\s*(\S.*)")
_DOMAIN = regex(
    "(?:公开|重点|试点|所属|所在|相应|对应|对|工作|信息|业务|基层|政务|标准化|政府|行业)*(?:领域|板块|条线)(?:名称|类别|分类)?"
)
_CATEGORY = regex("[\u4e00-\u9fff]{2,4}(?:类别|大类|种类|门类)")
_FREQUENCY = regex("(?:信息)?(?:公开|更新|发布|公布)?(?:周期|频次|频率|频度)")
_ITEMS = ("primary", "secondary", "levels")
_NUMBER = regex(r"^\d{1,4}(?:[.\-－]\d{1,3}){0,3}[.、]?$")
GUESSES = frozenset({"fuzzy", "scrambled", "several-labels", "by-values", "by-order", "by-subject"})
"""Rules of readings that a person should check."""
_BY_ORDER = 0.8
_COUNTING = 0.9
"""Share of a column's texts that are numerals where it is a 序号 without a label."""


def read_columns(table: Table) -> tuple[tuple[Column, ...], tuple[Note, ...]]:
    """The columns of a table, left to right, and what is doubtful about them.

    No two columns have the same field but those of _REPEATABLE: the better match keeps it, the other is `extra`.
    """
    n_header = table.n_header_rows or 0
    header = [cell for cell in table.cells if cell.row < n_header]
    return columns_over(header, [cell for cell in table.cells if cell.row >= n_header], table.n_columns)


def columns_over(
    header: Sequence[Cell], body: Iterable[Cell], n_columns: int
) -> tuple[tuple[Column, ...], tuple[Note, ...]]:
    """The same for a header and the cells below it, wherever their rows are counted from."""
    columns: list[Column] = []
    values = _values(body, n_columns)
    paths = [_header_path(header, index) for index in range(n_columns)]
    labels = [field_of_column(path, own) for path, own in zip(paths, values, strict=True)]
    printed = _printed(header, n_columns)
    for k, label in zip(printed, read_by_subject([labels[k] for k in printed]), strict=True):
        labels[k] = label
    for index, (path, label) in enumerate(zip(paths, labels, strict=True)):
        columns.append(Column(index, path, label.field, label.rule, label.score))
    columns = _siblings_in_brackets(_unlabelled_numbers(values, _shared_labels(header, values, columns)))
    columns = _other_audience(values, columns)
    columns = _levels_without_label(values, columns)
    columns = _offices(values, _domains(_levels_in_order(_only_if_free(columns), labels)))
    columns = with_list_columns(values, _channel_columns(values, columns))
    columns = _under_deadline(values, columns)
    columns = _bases(values, _frequencies(values, columns))
    notes: list[Note] = []
    for column in columns:
        if column.rule == "unknown":
            notes.append(note("header-unknown", label="/".join(column.path)))
        elif column.rule in GUESSES:
            notes.append(note("header-guessed", label=_name(column), reads=column.field, score=column.score))
        elif column.rule == "unlabelled" and values[column.index]:
            notes.append(note("header-unknown", label=f"列{column.index + 1}"))
    resolved, more = _resolve_duplicates(values, columns, labels)
    return tuple(resolved), (*notes, *more)


def _printed(header: Sequence[Cell], n_columns: int) -> list[int]:
    """The columns whose labels are printed, and not put over headings across the table; all of a header taken whole."""
    added = {cell.column for cell in header if cell.how is How.INFERRED}
    columns = [k for k in range(n_columns) if k not in added]
    return columns if any(cell.how is not How.INFERRED for cell in header) else list(range(n_columns))


def _siblings_in_brackets(columns: Sequence[Column]) -> list[Column]:
    """公开方式（主动） beside 公开方式（依申请）: each is the child in its brackets, as below one label."""
    changed = list(columns)
    for field in ("audience", "method", "five_open"):
        rivals = [column for column in columns if column.field == field and column.path]
        children = [child_in_bracket(column.path[-1]) for column in rivals]
        if len(rivals) > 1 and None not in children and len(set(children)) == len(rivals):
            for column, child in zip(rivals, children, strict=True):
                changed[column.index] = replace(column, field=child or field, rule="group-and-child")
    return changed


def _other_audience(values: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[Column]:
    """公开对象 over 面向社会 and 面向患者: beside the public, whoever else is ticked is 特定群体."""
    changed = list(columns)
    for public in columns:
        if public.field != "audience.public" or len(public.path) < 2:
            continue
        others = [each for each in columns if each.path[:-1] == public.path[:-1] and each is not public]
        if [each.rule for each in others] == ["unknown"]:
            (other,) = others
            texts = [text.strip() for text in values[other.index] if text.strip()]
            if texts and all(map(_MARK.match, texts)):
                changed[other.index] = replace(other, field="audience.specific", rule="by-order", score=_BY_ORDER)
    return changed


def _name(column: Column) -> str:
    return "/".join(column.path) or f"列{column.index + 1}"


def _values(body: Iterable[Cell], n_columns: int) -> list[list[str]]:
    """The texts printed in each column below the header."""
    values: list[list[str]] = [[] for _ in range(n_columns)]
    for cell in body:
        if (text := cell.text) and (column := cell.column) < n_columns:
            values[column].append(text)
    return values


def _only_if_free(columns: Sequence[Column]) -> list[Column]:
    """A column without a label takes by its values no field that a label, or such a column before it, has taken."""
    taken = {column.field for column in columns if column.path} - _REPEATABLE
    kept: list[Column] = []
    for column in columns:
        is_taken = column.field in taken or any(field.startswith(f"{column.field}.") for field in taken)
        if not column.path and column.rule == "by-values":
            if is_taken:
                column = replace(column, field="extra", rule="unlabelled", score=0.0)
            taken |= {column.field} - _REPEATABLE
        kept.append(column)
    return kept


def _levels_in_order(columns: Sequence[Column], labels: Sequence[Label]) -> list[Column]:
    """一级事项 printed twice side by side: the second is 二级事项, where no column is. So is 公开事项 after 类别, also
    where 三级事项 follows."""
    changed = list(columns)
    items = [column for column in columns if column.field == "primary"]
    entries = [labels[column.index].entry for column in items]
    is_under = [bool(entry and entry.more.get(key)) for entry, key in zip(entries, ("category", "group"), strict=False)]
    has_secondary = any(column.field == "secondary" for column in columns)
    if len(items) == 2 and all(is_under) and not has_secondary:
        changed[items[1].index] = replace(items[1], field="secondary", rule="under-category")
        return changed
    levels = [
        column
        for column, label in zip(columns, labels, strict=True)
        if column.field == "primary" and label.entry and label.entry.more.get("parent")
    ]
    if len(levels) == 2 and not has_secondary and levels[1].index == levels[0].index + 1:
        changed[levels[1].index] = replace(levels[1], field="secondary", rule="by-order", score=_BY_ORDER)
    return changed


def _domains(columns: Sequence[Column]) -> list[Column]:
    """重点领域 or 服务类别 before 公开事项, the only column of items: that is the first level, and this the second."""
    changed = list(columns)
    items = [column for column in columns if column.field in _ITEMS]
    before = [column for column in columns if column.field != "number" and items and column.index < items[0].index]
    is_one = len(items) == 1 and items[0].field == "primary" and bool(before)
    if is_one and before[-1].path and _is_domain(before[-1]):
        changed[before[-1].index] = replace(before[-1], field="primary", rule="by-order", score=_BY_ORDER)
        changed[items[0].index] = replace(items[0], field="secondary", rule="under-category")
    return changed


def _is_domain(column: Column) -> bool:
    label = fold(column.path[-1])
    return _DOMAIN.fullmatch(label) is not None or (column.rule == "unknown" and _CATEGORY.fullmatch(label) is not None)


def _offices(values: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[Column]:
    """Two columns of one kind of body, one of which holds offices: it is the `department`, the other the `publisher`.

    Alone, the label decides: 公开主体 is the `publisher` also where it names a 科室.
    """
    changed = list(columns)
    for field, other in (("publisher", "department"), ("department", "publisher")):
        rivals = [column for column in columns if column.field == field]
        if len(rivals) != 2 or any(column.field == other for column in columns):
            continue
        looks = [most_looks(values[column.index])[0] for column in rivals]
        if sorted(looks) == [Look.AGENCY, Look.OFFICE]:
            moved = rivals[looks.index(Look.OFFICE if field == "publisher" else Look.AGENCY)]
            changed[moved.index] = replace(moved, field=other, rule="by-values")
    return changed


def _shared_labels(header: Sequence[Cell], values: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[Column]:
    """One label over several columns with nothing below it: 序号 and item, or 一级, 二级 and further levels.

    Of columns under 公开事项 of which one alone has no label, that one is 序号 if it counts.
    """
    changed = list(columns)
    for cell in header:
        covered = columns[cell.column : cell.column + cell.colspan]
        is_leaf = len({column.path for column in covered}) == 1
        if not is_leaf and covered[0].field in _ITEMS:
            for column in covered:
                if column.path == (cell.text.replace("\n", ""),) and _counts(values[column.index]):
                    changed[column.index] = replace(column, field="number", rule="counts")
        if len(covered) < 2 or not is_leaf or covered[0].field not in _ITEMS:
            continue
        numbers = [column for column in covered if _counts(values[column.index])]
        for column in numbers[: len(covered) - 1]:
            changed[column.index] = replace(column, field="number", rule="counts")
        has_primary = any(column.field == "primary" for column in changed if column not in covered)
        begin = _ITEMS.index(covered[0].field) if has_primary else 0
        for level, column in enumerate(column for column in covered if changed[column.index].field != "number"):
            field = _ITEMS[min(begin + level, len(_ITEMS) - 1)]
            changed[column.index] = replace(column, field=field, rule="one-label" if level else column.rule)
    return changed


def _levels_without_label(values: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[Column]:
    """公开事项 over a column, and a blank, or 公开事项 again, over the next one: the label of both, not merged."""
    items = [column for column in columns if column.field in _ITEMS]
    changed = list(columns)
    for above, column in pairwise(columns):
        is_same = column.path == above.path and column.field == "primary"
        is_blank = column.rule == "unlabelled" and column.field == "extra" and bool(values[column.index])
        is_sole = all(item.field in ("primary", "secondary") and item in (above, column) for item in items)
        if above.field in ("primary", "secondary") and above.path and is_sole and (is_same or is_blank):
            changed[above.index] = replace(above, field="primary")
            changed[column.index] = replace(column, field="secondary", rule="by-order", score=_BY_ORDER)
            return changed
    return changed


def _unlabelled_numbers(values: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[Column]:
    """A column without a label that counts its rows is a 序号."""
    return [
        replace(column, field="number", rule="counts")
        if column.rule == "unlabelled" and _counts(values[column.index])
        else column
        for column in columns
    ]


def _frequencies(values: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[Column]:
    """更新周期 in a table without 公开时限: how often is all that it says of the time, and is the deadline."""
    return _by_values(columns, _FREQUENCY, ("deadline", Look.DEADLINE), lambda index: values[index])


def _under_deadline(values: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[Column]:
    """Columns under 公开时限 whose labels are not known, 法定 and 承诺: the first that holds deadlines is it."""
    changed = list(columns)
    if any(column.field == "deadline" for column in columns):
        return changed
    for column in columns:
        if column.rule == "unknown" and any(parse_label(part).field == "deadline" for part in column.path[:-1]):
            seen, share = most_looks(values[column.index])
            if seen is Look.DEADLINE and share >= TELLING:
                taken = replace(column, field="deadline", rule="by-values", score=round(share, 2))
                changed[column.index] = taken
                break
    return changed


def _bases(values: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[Column]:
    """设定依据 in a table without 公开依据, over names of laws: the basis that the table has."""

    def printed(index: int) -> list[str]:
        return [text for text in values[index][:_TELLING_VALUES] if not is_ditto(text)]

    return _by_values(columns, _BASIS, ("legal_basis", Look.LEGAL_BASIS), printed)


def _by_values(
    columns: Sequence[Column],
    labels: re.Pattern[str],
    meant: tuple[str, Look],
    printed: Callable[[int], Sequence[str]],
) -> list[Column]:
    """The columns with the only one so labelled as the field that is `meant`, where no column is and most of what is
    `printed` in it looks like that field's values."""
    field, look = meant
    found = [
        column
        for column in columns
        if column.field == "extra" and column.path and labels.fullmatch(fold(column.path[-1]))
    ]
    if len(found) != 1 or any(column.field == field for column in columns):
        return list(columns)
    seen, share = most_looks(printed(found[0].index))
    if seen is not look or share < TELLING:
        return list(columns)
    taken = replace(found[0], field=field, rule="by-values", score=round(share, 2))
    return [taken if column is found[0] else column for column in columns]


def _channel_columns(values: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[Column]:
    """Columns of ticks under 公开渠道, each labelled with a channel's name: all are channels.

    A table of one row of labels may print both in one: 公开渠道/政府网站.
    """
    parted = [_as_path(column) for column in columns]
    under = [column for column in parted if len(column.path) > 1 and parse_label(column.path[0]).field == "channels"]
    texts = [
        fold(text) for column in under for text in values[column.index] if text != f"{column.index + 1}"
    ]  # a row may number the columns
    n_marks = sum(_MARK.match(text) is not None for text in texts)
    if len(under) < 2 or not texts or n_marks < _MARKED * len(texts):
        return list(columns)
    found = {column.index for column in under}
    return [
        replace(column, field="channels", rule=CHANNEL_COLUMN, score=1.0) if column.index in found else column
        for column in parted
    ]


def _as_path(column: Column) -> Column:
    """公开渠道/政府网站 as a label under its group; other columns as they are."""
    joined = _GROUP_AND_CHANNEL.fullmatch(column.path[0]) if column.rule == "unknown" and column.path else None
    if len(column.path) != 1 or not joined or parse_label(joined[1]).field != "channels":
        return column
    return replace(column, path=(joined[1], joined[2]))


def _counts(printed: Sequence[str]) -> bool:
    """Whether the texts of a column are numerals, 同上 aside."""
    own = [text for text in printed if not is_ditto(text)]
    return bool(own) and sum(bool(_NUMBER.match(text)) for text in own) >= _COUNTING * len(own)


def _header_path(header: Sequence[Cell], column: int) -> tuple[str, ...]:
    """The texts of the header cells over a column, from the top down, each cell once.

    Where groups are not merged over their columns, a column without one above its label is under that at its left.
    """
    over = sorted(
        (cell for cell in header if cell.column <= column < cell.column + cell.colspan), key=lambda cell: cell.row
    )
    path: tuple[str, ...] = ()
    for cell in reversed(over):
        if cell.text.strip():
            text = undoubled(cell.text.replace("\n", ""))
            path = path if path and path[0] == text else (text, *path)
        elif path and cell.colspan == cell.rowspan == 1 and (groups := _groups_beside(header, cell, path[0])):
            return (*groups, *path)
    return path


def _groups_beside(header: Sequence[Cell], blank: Cell, below: str) -> tuple[str, ...]:
    """The groups of a label under a blank, where the innermost is printed over the first of its columns only."""
    cells = {cell.column: cell for cell in header if cell.row == blank.row and cell.colspan == 1}
    column = blank.column
    while column in cells and not cells[column].text.strip():
        column -= 1
    above = cells[column].text.replace("\n", "") if column in cells else ""
    if not above or not _is_group_of(header, column, blank.row, above, parse_label(below)):
        return ()
    path = _header_path(header, column)
    return path[: path.index(above) + 1] if above in path else (above,)


def _is_group_of(header: Sequence[Cell], column: int, row: int, above: str, label: Label) -> bool:
    """Whether a text printed over `column` is the group of a label at its right, one row below.

    A group may stand under another one, such as 公开对象 and 公开方式 under 公开属性, in a header whose single labels
    stand in the first row: a group below it is then under one. So it is below a row that has no other labels than such
    groups of groups.
    """
    under = [cell for cell in header if cell.column == column and cell.row > row and cell.text.strip()]
    over = parse_label(above)
    if label.is_group:
        is_over_group = bool(under) and under[0].row == 1 and parse_label(under[0].text).is_group
        return row == 0 and is_over_group and (_is_aligned_at_top(header) or _begins_with_groups(header))
    if over.field == "channels" and label.rule == "unknown":
        return bool(under)
    return label.group is not None and over.is_group and over.group == label.group


def _is_aligned_at_top(header: Sequence[Cell]) -> bool:
    """Whether labels without groups of their own, such as 公开内容, stand in the first row with a blank below them."""
    below = {cell.column for cell in header if cell.row == 1 and cell.text.strip()}
    return any(cell.row == 0 and cell.text.strip() and cell.column not in below for cell in header)


def _begins_with_groups(header: Sequence[Cell]) -> bool:
    """Whether the first row has groups alone, with groups below them: the single labels stand further down."""
    below = {cell.column: cell.text for cell in header if cell.row == 1}
    first = [cell for cell in header if cell.row == 0 and cell.text.strip()]
    return all(parse_label(text).is_group for cell in first for text in (cell.text, below.get(cell.column, "")))


def _resolve_duplicates(
    values: Sequence[Sequence[str]], columns: list[Column], labels: list[Label]
) -> tuple[list[Column], list[Note]]:
    resolved = list(columns)
    notes: list[Note] = []
    for field in sorted({column.field for column in columns} - _REPEATABLE):
        rivals = [column for column in columns if column.field == field and column.rule not in _OF_CHANNELS]
        if len(rivals) < 2:
            continue
        best = max(rivals, key=lambda column: _fitness(column, labels[column.index], values[column.index]))
        for column in rivals:
            if column is not best:
                resolved[column.index] = replace(column, field="extra", rule=f"{column.rule}-duplicate")
                notes.append(note("header-duplicate", label="/".join(column.path), reads=field))
    parted = {column.field.partition(".")[0] for column in resolved if "." in column.field}
    for column in columns:
        if column.field in parted and resolved[column.index].field == column.field:
            resolved[column.index] = replace(column, field="extra", rule=f"{column.rule}-duplicate")
            notes.append(note("header-duplicate", label="/".join(column.path), reads=column.field))
    return resolved, notes


def _fitness(column: Column, label: Label, values: Sequence[str]) -> tuple[float, bool, bool, bool, bool, int]:
    """A better match, a label of a level (一级事项) before a category (类别) or a group's own label, then the first.

    公开属性 with 主动公开 below it says the method before 公开方式 with 全文发布; 一级事项 is the item before 一级目录.
    """
    more = label.entry.more if label.entry else {}
    says_method = column.field == "method" and any("主动" in value or "申请" in value for value in values)
    is_item = column.field == "primary" and "事项" in label.text
    return (column.score, not more.get("category"), not more.get("group"), says_method, is_item, -column.index)
