"""Prints a catalogue as the text that web pages, converters and copying leave of its table, by layout and seed.

Where `dumps` prints three manners closely, this prints every layout in which catalogues are found on the web, with
what happens to their headers, merged cells and surroundings. What a layout cannot show is changed in the truth.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from gkml_extract.compare.scoring import ReadingScore, Wrong, score_items
from gkml_extract.model.record import Document
from gkml_extract.text import squeeze
from support.dumps import GROUPS, LABELS, TICK, TICK_FIELDS, fields_of, make_dump, wrap
from support.dumps import cell_text as text_of
from support.noise import with_noise

Item = dict[str, Any]
LAYOUTS = ("grid", "cells", "dropped", "pipe-cells", "blanks", "glued", "wrapped")
"""Full grid; one cell a line; pipes with the blanks dropped; pipes, one cell a line; joined by single blanks; glued
together; PDF lines."""
_MERGES_LOST = ("absent", "absent", "absent", "repeated", "ditto", "page")
_FILLS = ("legal_basis", "deadline", "publisher", "channels")
_NAMES = ("number", "primary", "secondary")
_WORDS = {"audience": {"public": "全社会"}, "method": {"proactive": "主动公开", "on_request": "依申请公开"}}
_LEVEL = "公开层级"
_KEEPS_PLACES = ("grid",)


@dataclass(frozen=True)
class Column:
    """A printed column: the field it holds (`audience.public`, `extra:公开层级/县级`) and its labels."""

    field: str
    label: str
    group: str | None = None

    @property
    def is_tick(self) -> bool:
        """Whether it holds ticks."""
        return "." in self.field or (self.field.startswith("extra:") and self.field.endswith("级"))

    @property
    def tick_group(self) -> str:
        """The group that its ticks belong to."""
        return _LEVEL if self.field.startswith("extra:") else self.field.partition(".")[0]


@dataclass(frozen=True)
class Plan:
    """How one text is printed; `merges` says what became of merged cells, `breaks` how paragraphs of a cell stand."""

    layout: str
    columns: tuple[Column, ...]
    merges: str
    header: str
    breaks: str
    page_every: int | None
    separator: str
    blank_lines: float
    channel_lines: bool
    box_gap: str


@dataclass(frozen=True)
class Flattened:
    """A printed text, the items that a perfect reading of it gives, and the fields that have a column.

    `loose` holds the readings of a field that are right as well, since the text does not show which one is true; for
    `extra` the texts alone count.
    """

    text: str
    items: list[Item]
    fields: tuple[str, ...]
    plan: Plan | None = None
    labels: tuple[str, ...] = ()
    loose: dict[tuple[int, str], list[Any]] = field(default_factory=dict)


def flatten(catalogue: Mapping[str, Any], layout: str, seed: int, *, header: str | None = None) -> Flattened:
    """One seeded variation of a catalogue in a layout; `header` says what became of it, by chance without it."""
    if layout == "wrapped":
        dump = make_dump(catalogue["items"], "wrapped", seed, title=catalogue["title"])
        ticks = [Column(child, "", name) for name in dump.fields if name in TICK_FIELDS for child in _children(name)]
        return Flattened(dump.text, dump.items, dump.fields, loose=_without_places(dump.items, ticks))
    rng = random.Random(f"{layout} {seed}")
    truth = with_noise([dict(item) for item in catalogue["items"]], rng)
    columns = _columns(truth, rng)
    plan = _plan(layout, columns, header, rng)
    if plan.header == "one":
        columns = tuple(replace(column, field=_ungrouped(column.field), group=None) for column in columns)
        plan = replace(plan, columns=columns)
    if plan.header == "one":
        _without_groups(truth, columns)
    fields = _fields(columns)
    _forget_others(truth, fields)
    rows = _rows(truth, plan, rng)
    text = _PRINTERS[layout](_lines_of_header(plan, rng), rows, plan, rng)
    keeps_places = layout in _KEEPS_PLACES or _keeps_blanks(plan)
    loose = {} if keeps_places else _without_places(truth, columns)
    labels = tuple(f"{column.group}/{column.label}" if column.group else column.label for column in columns)
    return Flattened(_surrounded(text, catalogue["title"], plan, rng), truth, fields, plan, labels, loose)


# --- what is printed -------------------------------------------------------------------------------------------


def _columns(truth: Sequence[Item], rng: random.Random) -> tuple[Column, ...]:
    order = [name for name in LABELS if name in fields_of(truth)]
    if "five_open" in order and not any(item["five_open"] for item in truth):
        order.remove("five_open")
    if any(item["levels"] for item in truth):
        order.insert(order.index("secondary") + 1, "levels")
    for first, second, chance in (("legal_basis", "deadline", 0.2), ("channels", "audience", 0.15)):
        if first in order and second in order and rng.random() < chance:
            i, j = order.index(first), order.index(second)
            order[i], order[j] = order[j], order[i]
    droppable = [name for name in ("number", "publisher", "legal_basis", "website_column") if name in order]
    if droppable and rng.random() < 0.2:
        order.remove(rng.choice(droppable))
    pick = {name: rng.choice(spellings) for name, spellings in LABELS.items()}
    columns: list[Column] = []
    for name in order:
        columns += _columns_of(name, pick, truth, rng)
    for path in dict.fromkeys(path for item in truth for path in item["extra"]):
        group, slash, label = path.partition("/")
        columns.append(Column(f"extra:{path}", label if slash else group, group if slash else None))
    return tuple(columns)


def _columns_of(name: str, pick: Mapping[str, str], truth: Sequence[Item], rng: random.Random) -> list[Column]:
    if name in ("primary", "secondary"):
        return [Column(name, pick[name], "公开事项")]
    if name == "levels":
        return [Column("levels", "三级事项", "公开事项")]
    if name not in TICK_FIELDS:
        return [Column(name, pick[name])]
    if name in _WORDS and _is_said(truth, name) and rng.random() < 0.5:
        return [Column(name, pick[name])]
    return [Column(child, pick[child], pick[name]) for child in GROUPS[name]]


def _is_said(truth: Sequence[Item], name: str) -> bool:
    """Whether one word says the marks of each item."""
    pairs = [[part for part, mark in (item[name] or {}).items() if mark is not False] for item in truth]
    return all(len(parts) == 1 and parts[0] in _WORDS[name] for parts in pairs)


def _plan(layout: str, columns: tuple[Column, ...], header: str | None, rng: random.Random) -> Plan:
    merges = {"grid": ("blank", "blank", "repeated", "ditto", "page-blank"), "pipe-cells": (*_MERGES_LOST, "blank")}
    return Plan(
        layout=layout,
        columns=columns,
        merges=rng.choice(merges.get(layout, _MERGES_LOST)),
        header=header or rng.choice(("two",) * 9 + ("one", "page", "page", "doubled", "legend", "spaced")),
        breaks=rng.choice(("blank", "blank", "none", "line")),
        page_every=rng.choice((None, 6, 11)),
        separator=rng.choice(_SEPARATORS.get(layout, (" ",))),
        blank_lines=rng.choice((1.0, 1.0, 0.0, 0.5)),
        channel_lines=rng.random() < 0.5,
        box_gap=rng.choice((" ", " ", "", "  ")),
    )


_SEPARATORS = {
    "grid": ("bars", "pipes", "tabs", "markdown", "csv", "drawn"),
    "dropped": (" | ", "|", " | "),
    "pipe-cells": (" |", "|"),
}


def _ungrouped(name: str) -> str:
    return f"extra:{name.removeprefix('extra:').rpartition('/')[2]}" if name.startswith("extra:") else name


def _without_groups(truth: list[Item], columns: Sequence[Column]) -> None:
    """In a header of one row the levels of government have no group above them."""
    for item in truth:
        item["extra"] = {path.rpartition("/")[2]: value for path, value in item["extra"].items()}


def _fields(columns: Sequence[Column]) -> tuple[str, ...]:
    names = [column.field.partition(".")[0].partition(":")[0] for column in columns]
    return tuple(dict.fromkeys(names))


def _forget_others(truth: list[Item], fields: Sequence[str]) -> None:
    """A column that is not there holds nothing."""
    for item in truth:
        for name in set(item) - set(fields):
            item[name] = [] if name in ("channels", "levels") else {} if name == "extra" else None


def _cell(item: Item, column: Column, plan: Plan) -> str:
    """The print of an item in a column; paragraphs are parted by line feeds."""
    name = column.field
    if column.is_tick:
        mark = _mark(item, column)
        return mark if isinstance(mark, str) else TICK if mark else ""
    if name == "levels":
        return "".join(item["levels"][:1])
    if name.startswith("extra:"):
        return str(item["extra"].get(name.partition(":")[2]) or "")
    if name in _WORDS:
        return next(word for part, word in _WORDS[name].items() if item[name][part])
    if name == "channels" and any(channel["selected"] is False for channel in item[name]):
        boxes = {True: "■", False: "□", None: ""}
        texts = [boxes[channel["selected"]] + channel["name"] for channel in item[name]]
        return ("\n" if plan.channel_lines else plan.box_gap).join(texts)
    return text_of(item, name)


def _mark(item: Item, column: Column) -> bool | str:
    name = column.field
    if name.startswith("extra:"):
        return bool(item["extra"].get(name.partition(":")[2]))
    group, _, child = name.partition(".")
    value = item[group]
    return child in (value or []) if group == "five_open" else (value or {}).get(child) or False


Rows = list[list[str | None]]


def _rows(truth: list[Item], plan: Plan, rng: random.Random) -> Rows:
    """A text for each column of each row; None where a merged cell has none of its own. May change the truth."""
    keeps = _keeps_blanks(plan) or plan.layout == "grid"
    merged = {name for name in _FILLS if rng.random() < 0.6} | {"number", "primary", "secondary"}
    rows: Rows = []
    before: list[str] = []
    group: dict[str, str] = {}
    for k, item in enumerate(truth):
        page = "page" in plan.merges and plan.page_every is not None and k % plan.page_every == 0
        cells = [_cell(item, column, plan) for column in plan.columns]
        texts = [squeeze(cell) for cell in cells]
        opens = not before or _changed("primary", texts, before, plan)
        opens_item = opens or _changed("secondary", texts, before, plan)
        row: list[str | None] = list(cells)
        if opens:
            group = {}
        for i, column in enumerate(plan.columns):
            name = column.field
            same = bool(before) and texts[i] == before[i] and name in merged and plan.merges != "repeated"
            if name in _NAMES:
                same = same and not (opens if name == "primary" else opens_item if name == "secondary" else False)
                same = same and (name != "number" or not opens)
            if same and not page:
                row[i] = _rest_of_merge(name, plan)
        _follow_fill_rules(row, item, group, plan)
        for i, column in enumerate(plan.columns):
            if row[i] and row[i] != "同上":
                group[column.field] = cells[i]
        rows.append(row if keeps else [cell or None for cell in row])
        before = texts
    return rows


def _changed(name: str, texts: Sequence[str], before: Sequence[str], plan: Plan) -> bool:
    places = [i for i, column in enumerate(plan.columns) if column.field == name]
    return any(texts[i] != before[i] for i in places)


def _rest_of_merge(name: str, plan: Plan) -> str | None:
    """What a row has of a cell that it shares with the row above."""
    if plan.merges == "ditto" and name in _FILLS:
        return "同上"
    if plan.separator == "drawn":
        return None
    return "" if plan.merges in ("blank", "page-blank") or plan.layout == "grid" else None


def _follow_fill_rules(row: list[str | None], item: Item, group: Mapping[str, str], plan: Plan) -> None:
    """A blank 栏目, 部门, 备注 or other column is filled in a row without 依据, 时限, 渠道: the truth follows."""
    own = {column.field for column, cell in zip(plan.columns, row, strict=True) if cell}
    if plan.separator == "drawn" or own & {"legal_basis", "deadline", "channels"}:
        return
    for column, cell in zip(plan.columns, row, strict=True):
        name = column.field
        if not cell and name in ("website_column", "department", "remarks"):
            item[name] = group.get(name) or None
        elif not cell and name.startswith("extra:") and not column.is_tick:
            item["extra"] = item["extra"] | {name.partition(":")[2]: group.get(name) or None}


def _keeps_blanks(plan: Plan) -> bool:
    return plan.layout == "pipe-cells"


def _without_places(truth: Sequence[Item], columns: Sequence[Column]) -> dict[tuple[int, str], list[Any]]:
    """Where blanks are lost a tick's column is not shown: unknown is right, and what record.md says of such ticks."""
    ticks = [column for column in columns if column.is_tick]
    groups = list(dict.fromkeys(column.tick_group for column in ticks))
    loose: dict[tuple[int, str], list[Any]] = {}
    for k, item in enumerate(truth):
        if all(_mark(item, column) for column in ticks):
            continue
        for name in groups:
            own = [column.field.partition(".")[2] for column in ticks if column.tick_group == name]
            if name == "five_open":
                loose[k, name] = [None]
            elif name in ("audience", "method"):
                loose[k, name] = [dict.fromkeys(own), {child: child == own[0] for child in own}]
            else:
                loose[k, "extra"] = []
    return loose


def score_without_places(document: Document, items: Sequence[Item], fields: Sequence[str]) -> ReadingScore:
    """`document` against items whose ticks' columns the text does not show, as `_without_places` has it."""
    names = {child for name in fields if name in TICK_FIELDS for child in _children(name)}
    paths = {path for item in items for path, value in item["extra"].items() if isinstance(value, bool)}
    names |= {f"extra:{path}" for path in paths if path.endswith("级")}
    ticks = [Column(name, "", name.partition(".")[0]) for name in sorted(names, key=_printed_order)]
    flat = Flattened("", list(items), tuple(fields), loose=_without_places(items, ticks))
    return score_flattened(document, flat)


def _children(name: str) -> list[str]:
    return [child if "." in child else f"{name}.{child}" for child in GROUPS[name]]


def _printed_order(name: str) -> tuple[int, str]:
    """The usual order of tick columns: 主动 before 依申请."""
    order = [child for each in TICK_FIELDS for child in _children(each)]
    return (order.index(name) if name in order else len(order), name)


def score_flattened(document: Document, flat: Flattened) -> ReadingScore:
    """`document` against what a perfect reading gives."""
    score = score_items(document, flat.items, flat.fields)
    wrong = tuple(each for each in score.wrong if each.item in score.missed or not _is_loose(each, flat))
    return replace(score, wrong=wrong)


def _is_loose(wrong: Wrong, flat: Flattened) -> bool:
    if wrong.item is None or (wrong.item, wrong.field) not in flat.loose:
        return False
    if wrong.field != "extra" or not isinstance(wrong.read, dict):
        return wrong.read in flat.loose[wrong.item, wrong.field]
    texts = {key: value for key, value in wrong.truth.items() if not isinstance(value, bool)}
    return texts == {key: wrong.read.get(key) for key in texts} and set(wrong.truth) == set(wrong.read)


# --- header and surroundings ------------------------------------------------------------------------------------


def _lines_of_header(plan: Plan, rng: random.Random) -> list[list[str]]:
    """The header's rows, with blanks for spanned places."""
    if plan.header == "missing":
        return []
    first: list[str] = []
    second: list[str] = []
    for i, column in enumerate(plan.columns):
        is_first = i == 0 or plan.columns[i - 1].group != column.group or column.group is None
        first.append((column.group or column.label) if is_first else "")
        second.append(column.label if column.group else "")
    if plan.header == "one":
        first = [column.label for column in plan.columns]
        second = []
    rows = [row for row in (first, second) if any(row)]
    if plan.header == "doubled":
        rows = [[label * 2 for label in row] for row in rows]
    if plan.header == "legend":
        rows[0] = [f"{label}（“■”表示必选项，“□”表示可选项）" if "渠道" in label else label for label in rows[0]]
    if plan.header == "spaced":
        rows = [[" ".join(label) if len(label) <= 4 else label for label in row] for row in rows]
    return rows


def _surrounded(text: str, title: str | None, plan: Plan, rng: random.Random) -> str:
    before: list[str] = []
    after: list[str] = []
    if rng.random() < 0.4:
        before += ["首页 政务公开 政策文件 互动交流", "当前位置：首页 > 政务公开 > 基层政务公开标准目录"]
        after += [
            "【打印本页】 【关闭窗口】",
            "主办单位：某某县人民政府办公室 网站标识码：4100000001",
            "备案号：豫ICP备05000001号",
        ]
    if rng.random() < 0.3:
        before.append("附件1")
    if title:
        before.append(title)
    if rng.random() < 0.3:
        before.append("责任单位：某某县某某局 填表人：张三 填表时间：2024年9月29日")
    if rng.random() < 0.25:
        after.insert(0, "注：本目录根据工作需要动态调整。")
    gap = "" if plan.layout == "glued" and rng.random() < 0.5 else "\n\n"
    if plan.separator == "csv":
        return text
    return gap.join(("\n".join(before), text.strip("\n"), "\n".join(after))).strip("\n") + "\n"


# --- layouts ----------------------------------------------------------------------------------------------------

Header = list[list[str]]


def _with_headers(header: Header, rows: Rows, plan: Plan) -> Rows:
    """Header and rows, the header again on each page where it is printed again."""
    lines: Rows = [list(row) for row in header]
    for k, row in enumerate(rows):
        if plan.header == "page" and plan.page_every and k and k % plan.page_every == 0:
            lines += [list(line) for line in header]
        lines.append(row)
    return lines


def _print_grid(header: Header, rows: Rows, plan: Plan, rng: random.Random) -> str:
    lines = [[cell or "" for cell in row] for row in _with_headers(header, rows, plan)]
    if plan.separator == "csv":
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\n").writerows(lines)
        return stream.getvalue()
    if plan.separator == "drawn":
        return _drawn([list(line) for line in header] + [list(row) for row in rows], len(header), plan, rng)
    join = "<br>" if plan.separator == "markdown" and rng.random() < 0.5 else " "
    flat = [[cell.replace("\n", join) for cell in row] for row in lines]
    if plan.separator == "tabs":
        return "\n".join("\t".join(row) for row in flat)
    if plan.separator == "pipes":
        return "\n".join(" | ".join(row) for row in flat)
    text = [f"| {' | '.join(row)} |" for row in flat]
    if plan.separator == "markdown":
        text.insert(1, "|" + rng.choice(("---|", " --- |", ":---:|")) * len(flat[0]))
    return "\n".join(text)


def _drawn(lines: Rows, n_header: int, plan: Plan, rng: random.Random) -> str:
    """A table drawn with signs, its cells wrapped over several lines; what is merged has no rule inside."""
    junction, dash, bar = ("+", "-", "|") if rng.random() < 0.5 else ("┼", "─", "│")
    n = len(plan.columns)
    texts = [[cell or "" for cell in row] for row in lines]
    widths = [max(4, min(24, max(_width(row[i]) + 1 for row in texts))) // 2 * 2 for i in range(n)]
    opens = [_open_above(lines, k, n_header) for k in range(len(lines))]
    printed = [_rule([False] * n, widths, junction, dash, bar)]
    for k, row in enumerate(texts):
        spans = _spans(row, k, n_header, plan)
        cells = [wrap_paragraphs(row[first], sum(widths[first:last]) + 2 * (last - first - 1)) for first, last in spans]
        for at in range(max(1, *map(len, cells))):
            parts = [
                _padded(cell[at] if at < len(cell) else "", sum(widths[first:last]) + _width(bar) * (last - first - 1))
                for cell, (first, last) in zip(cells, spans, strict=True)
            ]
            printed.append(bar + bar.join(parts) + bar)
        printed.append(_rule(opens[k + 1] if k + 1 < len(lines) else [False] * n, widths, junction, dash, bar))
    return "\n".join(printed)


def _open_above(lines: Rows, k: int, n_header: int) -> list[bool]:
    """For each column, whether the cell goes on from the row above."""
    in_header = 0 < k < n_header
    return [cell is None or (in_header and not cell and bool(lines[k - 1][i])) for i, cell in enumerate(lines[k])]


def _spans(row: Sequence[str], k: int, n_header: int, plan: Plan) -> list[tuple[int, int]]:
    """The cells of a row: a label over several columns is one."""
    spans: list[tuple[int, int]] = []
    for i, column in enumerate(plan.columns):
        is_rest = k == 0 and n_header > 1 and i and column.group and plan.columns[i - 1].group == column.group
        if is_rest:
            spans[-1] = (spans[-1][0], i + 1)
        else:
            spans.append((i, i + 1))
    return spans


def _rule(is_open: Sequence[bool], widths: Sequence[int], junction: str, dash: str, bar: str) -> str:
    pieces = [
        " " * width if goes_on else dash * (width // _width(dash))
        for goes_on, width in zip(is_open, widths, strict=True)
    ]
    return junction + junction.join(pieces) + junction if not any(is_open) else bar_or(pieces, is_open, junction, bar)


def bar_or(pieces: Sequence[str], is_open: Sequence[bool], junction: str, bar: str) -> str:
    """Pieces of a rule with the sign between them that has a rule beside it, else a bar."""
    signs = [
        bar if (i == 0 or is_open[i - 1]) and (i == len(pieces) or is_open[i]) else junction
        for i in range(len(pieces) + 1)
    ]
    return "".join(sign + piece for sign, piece in zip(signs, [*pieces, ""], strict=True))


def wrap_paragraphs(text: str, width: int) -> list[str]:
    """The lines of a cell that is `width` wide."""
    return [part for paragraph in text.split("\n") for part in wrap(paragraph, width)]


def _width(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - _width(text))


def _in_line(cell: str, plan: Plan) -> str:
    """A cell within a line: its paragraphs joined, or on lines of their own."""
    return cell.replace("\n", {"blank": " ", "none": "", "line": "\n"}[plan.breaks])


def _print_dropped(header: Header, rows: Rows, plan: Plan, rng: random.Random) -> str:
    lines = [[cell for cell in row if cell] for row in _with_headers(header, rows, plan)]
    tail = rng.choice(("", " |", " ||"))
    gap = "\n\n" if plan.blank_lines == 0.5 else "\n"
    return gap.join(plan.separator.join(_in_line(cell, plan) for cell in line) + tail for line in lines)


def _print_cells(header: Header, rows: Rows, plan: Plan, rng: random.Random) -> str:
    text = ""
    for row in _with_headers(header, rows, plan):
        for cell in row:
            for part in (cell or "").split("\n"):
                if part:
                    text += part + ("\n\n" if rng.random() < plan.blank_lines else "\n")
    return text


def _print_pipe_cells(header: Header, rows: Rows, plan: Plan, rng: random.Random) -> str:
    lines: list[str] = []
    for row in header:
        lines += [f"{label}{plan.separator}" for label in row if label]
        lines[-1] += "||"
    for row in _with_headers([], rows, plan):
        for cell in row:
            if cell is not None:
                lines.append(_in_line(cell, replace(plan, breaks="blank")) + plan.separator if cell else "|")
    return "\n".join(lines)


def _print_blanks(header: Header, rows: Rows, plan: Plan, rng: random.Random) -> str:
    lines = [[cell for cell in row if cell] for row in _with_headers(header, rows, plan)]
    return "\n".join(" ".join(_in_line(cell, plan) for cell in line) for line in lines)


def _print_glued(header: Header, rows: Rows, plan: Plan, rng: random.Random) -> str:
    lines = [[cell for cell in row if cell] for row in _with_headers(header, rows, plan)]
    return "".join(_in_line(cell, replace(plan, breaks="none")) for line in lines for cell in line)


_PRINTERS: dict[str, Callable[[Header, Rows, Plan, random.Random], str]] = {
    "grid": _print_grid,
    "cells": _print_cells,
    "dropped": _print_dropped,
    "pipe-cells": _print_pipe_cells,
    "blanks": _print_blanks,
    "glued": _print_glued,
}
