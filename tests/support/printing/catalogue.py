"""The items of a catalogue as a printed table: which columns, which cells are merged, what stands in a cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from support.printing.model import Cell, Table

Item = dict[str, Any]
ChannelPrinter = Callable[[Sequence[Mapping[str, Any]]], tuple[str, ...]]
TICK = "√"
_CENTRED = ("number", "primary", "secondary", "publisher", "department", "audience", "method", "five_open", "extra")


@dataclass(frozen=True)
class Column:
    """A column: the field it holds, as `audience.public` or `extra:类别`, and its printed label.

    `group` is the label over it and its neighbours of the same group; None where its label stands in both rows
    of the header. A `label` of None has no cell of its own: it is part of the one on its left.
    """

    field: str
    label: str | None
    width: float
    group: str | None = None


@dataclass(frozen=True)
class Layout:
    """How a table is printed.

    `merged` are fields whose equal neighbours inside one 一级事项 share a cell, besides 序号, 一级 and 二级事项.
    `starts` and `joins` say for a field where a cell begins although, or goes on against, that rule: indexes of
    items.
    """

    columns: tuple[Column, ...]
    merged: frozenset[str] = frozenset()
    starts: Mapping[str, frozenset[int]] = field(default_factory=dict)
    joins: Mapping[str, frozenset[int]] = field(default_factory=dict)
    size: float = 7.5
    is_header_flat: bool = False


def boxes(per_line: Sequence[int], *, ticked: str = "■", empty: str = "□", gap: str = " ") -> ChannelPrinter:
    """Prints channels with boxes, so many in each line; one whose state is None has no box."""

    def print_channels(channels: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        marks = {True: ticked, False: empty, None: ""}
        texts = [f"{marks[channel['selected']]}{channel['name']}" for channel in channels]
        lines, at = [], 0
        for n in (*per_line, *[1] * len(texts)):
            if at < len(texts):
                lines.append(gap.join(texts[at : at + n]))
            at += n
        return tuple(lines)

    return print_channels


def names_only(channels: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Prints channels without boxes, one a line."""
    return tuple(channel["name"] for channel in channels)


def print_table(items: Sequence[Item], layout: Layout, print_channels: ChannelPrinter) -> Table:
    """The table of `items`, with its header."""
    header = header_cells(layout)
    n_header = max(cell.row + cell.n_rows for cell in header)
    cells = list(header)
    for k, column in enumerate(layout.columns):
        cells += [
            replace(cell, row=cell.row + n_header, column=k)
            for cell in body_column(items, column.field, layout, print_channels)
        ]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    numeric = frozenset(k for k, column in enumerate(layout.columns) if column.field == "number")
    widths = tuple(column.width for column in layout.columns)
    return Table(widths, tuple(cells), n_header_rows=n_header, size=layout.size, numeric_columns=numeric)


def with_sections(table: Table, items: Sequence[Item]) -> Table:
    """The table with a row across it before each 一级事项."""
    cells = [cell for cell in table.cells if cell.row < table.n_header_rows]
    n_columns, row = len(table.widths), table.n_header_rows
    for k, item in enumerate(items):
        if k == 0 or item["primary"] != items[k - 1]["primary"]:
            cells.append(Cell(row, 0, 1, n_columns, (item["primary"],)))
            row += 1
        cells += [replace(cell, row=row) for cell in table.cells if cell.row == table.n_header_rows + k]
        row += 1
    return replace(table, cells=tuple(cells))


def header_cells(layout: Layout) -> list[Cell]:
    """The header in two rows, or in one where no column has a group."""
    columns = layout.columns
    n_rows = 2 if any(column.group is not None for column in columns) else 1
    cells: list[Cell] = []
    k = 0
    while k < len(columns):
        group = columns[k].group
        if group is None:
            end = _end_of_label(columns, k)
            cells.append(_label(0, k, n_rows, end - k, columns[k].label))
            k = end
            continue
        end = k
        while end < len(columns) and columns[end].group == group:
            end += 1
        cells.append(_label(0, k, 1, end - k, group))
        while k < end:
            after = _end_of_label(columns, k)
            cells.append(_label(1, k, 1, after - k, columns[k].label))
            k = after
    return cells


def _end_of_label(columns: Sequence[Column], k: int) -> int:
    end = k + 1
    while end < len(columns) and columns[end].label is None:
        end += 1
    return end


def _label(row: int, column: int, n_rows: int, n_columns: int, label: str | None) -> Cell:
    return Cell(row, column, n_rows, n_columns, (label,) if label else (), "center")


def body_column(items: Sequence[Item], name: str, layout: Layout, print_channels: ChannelPrinter) -> list[Cell]:
    """The cells of one column, its rows counted from 0."""
    starts = cell_starts(items, name, layout)
    ends = [*starts[1:], len(items)]
    align = "center" if name.split(".")[0].split(":")[0] in _CENTRED else "left"
    return [
        Cell(start, 0, end - start, 1, cell_lines(items[start], name, print_channels), align)
        for start, end in zip(starts, ends, strict=True)
    ]


def cell_starts(items: Sequence[Item], name: str, layout: Layout) -> list[int]:
    """The items in whose rows a cell of this column begins."""
    root = name.split(".")[0]
    starts = layout.starts.get(root, frozenset())
    joins = layout.joins.get(root, frozenset())
    found = []
    for k, item in enumerate(items):
        before = items[k - 1] if k else None
        is_new = before is None or _begins(item, before, name, root in layout.merged)
        if (is_new and k not in joins) or k in starts or k == 0:
            found.append(k)
    return found


def _begins(item: Item, before: Item, name: str, is_merged: bool) -> bool:
    """Whether the cell of `item` is another than that of the item before."""
    levels = ["primary", "secondary", *[f"levels.{i}" for i in range(4)]]
    if name in levels:
        path = levels[: levels.index(name) + 1]
        return [value_at(item, level) for level in path] != [value_at(before, level) for level in path]
    if name == "number":
        return bool((item["number"], item["primary"]) != (before["number"], before["primary"]))
    if not is_merged:
        return True
    return bool(item["primary"] != before["primary"] or value_at(item, name) != value_at(before, name))


def value_at(item: Item, name: str) -> Any:
    """The value of a field or of a part of it."""
    if name.startswith("extra:"):
        return item["extra"].get(name.removeprefix("extra:"))
    root, _, part = name.partition(".")
    value = item[root]
    if root == "levels" and part:
        return value[int(part)] if int(part) < len(value) else None
    if root == "five_open" and part:
        return part in (value or ())
    return value[part] if part and value is not None else value


def cell_lines(item: Item, name: str, print_channels: ChannelPrinter) -> tuple[str, ...]:
    """What is printed for a field: texts by paragraphs, ticks as √."""
    value = value_at(item, name)
    if name == "channels":
        return print_channels(value)
    if isinstance(value, dict):
        value = value["text"]
    if value is True:
        return (TICK,)
    if value is None or value is False:
        return ()
    return tuple(str(value).split("\n"))
