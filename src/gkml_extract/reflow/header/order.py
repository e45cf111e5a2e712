"""The labels of a header in the order of their columns: those of a second row under the ones they part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gkml_extract.lexicon.header import with_noun_of
from gkml_extract.normalise.channels.names import is_known
from gkml_extract.reflow.header.labels import HeaderColumn, PrintedLabel, without_false_groups
from gkml_extract.reflow.header.options import RULE as OPTION

_LEAST_BETWEEN = 2
"""Known columns between a group and the row of its children."""
_NAMED = frozenset({"publisher", "department", "legal_basis"})
"""Fields whose column may be parted into a name and more: 责任科室 over 名称 and 电话."""
_TELLING = frozenset({"number", "primary", "secondary", "content", "legal_basis", "deadline", "publisher", "channels"})


def order_columns(labels: Sequence[PrintedLabel]) -> tuple[HeaderColumn, ...]:
    """The columns that a header's labels make, left to right.

    Labels come row by row, so children (一级事项, 全社会, 决策 …) follow after the whole first row: each goes
    under its group. Children whose group is not printed stand, in their row, between the children of two
    other groups, and so in the table between these groups: before the next one. A group of items may have another
    name (公开类别, 事项名称). 首次公开 and 更新频率 of the second row are under 公开时限, whose noun the first lacks.
    """
    labels = without_false_groups(labels)
    items = _group_of_items(labels)
    top: list[list[PrintedLabel]] = []
    groups: dict[str, int] = {}
    orphans: list[tuple[PrintedLabel, str | None]] = []
    previous_group: str | None = None
    in_second_row = False
    parted: int | None = None
    for k, printed in enumerate(labels):
        group = printed.label.group
        if printed.label.rule == OPTION:
            next(column for column in top if column[0].label.field == "channels").append(printed)
            continue
        if in_second_row and not group and printed.label.field == "secondary" and labels[k - 1].label.group == "items":
            group = "items"  # 公开事项 over 一级事项 and 事项名称
        is_below = in_second_row or parted is not None
        begun, below = (None, printed) if group else _under_its_noun(top, printed, parted, is_below=is_below)
        if begun is None and parted is not None and not group and printed.label.field == "extra":
            begun = parted
        parted = begun
        if begun is not None:
            top[begun].append(below)
            continue
        if printed is items:
            groups["items"] = len(top)
            top.append([printed])
        elif printed.label.is_group and group not in groups:
            groups[str(group)] = len(top)
            top.append([printed])
        elif group in groups and not printed.label.is_group:
            top[groups[str(group)]].append(printed)
            in_second_row = in_second_row or groups[str(group)] < len(top) - 1
            previous_group = group
        elif group and in_second_row:
            orphans.append((printed, previous_group))
        else:
            top.append([printed])
            previous_group = group
    return _flatten(_place_orphans(_without_only_children(top, labels), orphans, labels))


def _without_only_children(top: list[list[PrintedLabel]], labels: Sequence[PrintedLabel]) -> list[list[PrintedLabel]]:
    """`top` with a label of items beside another one as a column of its own: 公开事项 公开子项 公开内容.

    A group has more children than one, and they come behind the labels of the row above.
    """
    apart: list[list[PrintedLabel]] = []
    for head, *children in top:
        behind = next((k + 1 for k, printed in enumerate(labels) if printed is head), 0)
        is_beside = len(children) == 1 and behind < len(labels) - 1 and labels[behind] is children[0]
        if is_beside and head.label.group == "items" and head.label.is_group:
            apart += [[head], *([child] for child in children)]
        else:
            apart.append([head, *children])
    return apart


def _under_its_noun(
    top: Sequence[Sequence[PrintedLabel]], printed: PrintedLabel, parted: int | None, *, is_below: bool
) -> tuple[int | None, PrintedLabel]:
    """The column that a label of the second row parts, and the label as it reads there; no column for any other.

    Further columns stand between: a label right behind it would be of the same row. Names of channels are under
    公开渠道, and 名称 is under the next column of bodies.
    """
    for k, (head, *_) in enumerate(top if is_below else top[:-_LEAST_BETWEEN]):
        whole = with_noun_of(head.label, printed.label) if head.label.field == "deadline" else None
        if whole:
            return k, replace(printed, label=whole)
        is_plain = is_below and head.label.rule == "exact" and not head.label.is_group
        is_unknown = printed.label.rule == "unknown"
        if is_plain and is_unknown and head.label.field == "channels" and is_known(printed.label.text):
            return k, printed
        is_name = printed.label.text.endswith("名称") and k > (parted if parted is not None else -1)
        if is_plain and is_name and printed.label.field in (head.label.field, "extra") and head.label.field in _NAMED:
            return k, replace(printed, label=replace(head.label, text=printed.label.text))
    return None, printed


def _group_of_items(labels: Sequence[PrintedLabel]) -> PrintedLabel | None:
    """The label over 一级事项 and 二级事项 that alone would be an item column; None if the group is printed or lost.

    Labels of other columns stand between it and its children, which are in the next row.
    """
    first = next((k for k, printed in enumerate(labels) if printed.label.group == "items"), 0)
    if not first or labels[first].label.is_group:
        return None
    above = [k for k in range(first) if labels[k].label.field in ("primary", "secondary")]
    between = {printed.label.field for printed in labels[above[-1] + 1 : first]} if above else set()
    return labels[above[-1]] if len(between & _TELLING) >= _LEAST_BETWEEN else None


def _place_orphans(
    top: list[list[PrintedLabel]], orphans: list[tuple[PrintedLabel, str | None]], labels: Sequence[PrintedLabel]
) -> list[list[PrintedLabel]]:
    """`top` with each parentless child put before the group that its right neighbour in the row belongs to."""
    placed = list(top)
    for orphan, _ in orphans:
        after = next(
            (
                column
                for right in labels
                if right.first > orphan.first
                for column in placed
                if any(child is right for child in column[1:])
            ),
            None,
        )
        if after is not None:
            placed.insert(next(k for k, column in enumerate(placed) if column is after), [orphan])
        else:
            placed.insert(_tail_position(placed), [orphan])
    return placed


def _tail_position(columns: list[list[PrintedLabel]]) -> int:
    """Before the columns that close a table (网站栏目, 责任部门, 备注), where the last group stands."""
    closing = {"remarks", "website_column", "department"}
    position = len(columns)
    while position and columns[position - 1][0].label.field in closing:
        position -= 1
    return position


def _flatten(columns: list[list[PrintedLabel]]) -> tuple[HeaderColumn, ...]:
    flat: list[HeaderColumn] = []
    for head, *children in columns:
        if not children:
            flat.append(HeaderColumn((head,)))
        flat += [HeaderColumn((head, child)) for child in children]
    return tuple(flat)
