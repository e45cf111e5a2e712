"""Prints a catalogue as the text that different programs leave of its table, with their kinds of loss.

Three manners: `wrapped` (PDF text: cells wrapped at their columns' widths, lines one below the other), `tabbed` (a
row a line, merged cells blank, cells shifted now and then) and `marked` (a Word dump: a tab opens a cell). What a
manner cannot show is changed in the truth that comes with the text: the place of a tick, for one.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from gkml_extract.text import display_width, squeeze

Item = dict[str, Any]
TICK = "√"
KINDS = ("wrapped", "tabbed", "marked")
FIVE = {"decision": "决策", "execution": "执行", "management": "管理", "service": "服务", "result": "结果"}
_FILLS_ALWAYS = ("legal_basis", "deadline", "publisher", "channels")
_FILLS_IN_PRIMARY = ("website_column", "department", "remarks")

LABELS: dict[str, tuple[str, ...]] = {
    "number": ("序号",),
    "primary": ("一级事项",),
    "secondary": ("二级事项",),
    "content": ("公开内容（要素）", "公开内容(要素)", "公开内容"),
    "legal_basis": ("公开依据", "依据"),
    "deadline": ("公开时限", "公开期限"),
    "publisher": ("公开主体",),
    "department": ("责任部门", "责任科室"),
    "channels": ("公开渠道和载体", "公开渠道"),
    "audience": ("公开对象",),
    "audience.public": ("全社会",),
    "audience.specific": ("特定群体", "特定对象"),
    "method": ("公开方式",),
    "method.proactive": ("主动公开", "主动"),
    "method.on_request": ("依申请", "依申请公开"),
    "five_open": ("所属“五公开”类型",),
    "website_column": ("网站所属栏目",),
    "remarks": ("备注",),
} | {f"five_open.{name}": (word,) for name, word in FIVE.items()}
GROUPS = {
    "items": ("primary", "secondary"),
    "audience": ("audience.public", "audience.specific"),
    "method": ("method.proactive", "method.on_request"),
    "five_open": tuple(f"five_open.{name}" for name in FIVE),
}
TICK_FIELDS = ("audience", "method", "five_open")


@dataclass(frozen=True)
class Manner:
    """How a dump is printed. Widths are in half-width cells; chances from 0 to 1."""

    kind: str
    order: tuple[str, ...]
    widths: dict[str, int] = field(default_factory=dict)
    blank_line: float = 0.6
    same_line: float = 0.1
    shift: float = 0.0
    page_every: int | None = None
    tear: float = 0.0
    half_width: bool = False
    reprint: float = 0.5
    tags: bool = False


@dataclass(frozen=True)
class Dump:
    """A printed text and the items that a perfect reading of it gives."""

    text: str
    items: list[Item]
    fields: tuple[str, ...]
    manner: Manner


def fields_of(items: Sequence[Item]) -> list[str]:
    """The fields that a catalogue's table has columns for."""
    simple = [name for name in LABELS if "." not in name and name not in TICK_FIELDS]
    there = [name for name in simple if any(item[name] for item in items)]
    return there + [name for name in TICK_FIELDS if any(item[name] is not None for item in items)]


def make_dump(items: Sequence[Item], kind: str, seed: int, *, title: str | None = None) -> Dump:
    """One seeded variation of a catalogue in a manner."""
    rng = random.Random(seed)
    truth = [dict(item) for item in items]
    there = fields_of(truth)
    if any(item["five_open"] for item in truth) or any(item["five_open"] is None for item in truth):
        _give_five_open(truth, rng, had_column="method" in there and _had_five_open(items))
        there = fields_of(truth)
    manner = _manner(kind, there, rng)
    for item in truth:
        for name in (*_FILLS_ALWAYS, *_FILLS_IN_PRIMARY, "audience", "method", "five_open", "number"):
            if name not in manner.order and name in item:
                item[name] = [] if name == "channels" else None
    if manner.half_width:
        truth = [_to_half_width(item) for item in truth]
    printed = _printed_cells(truth, manner, rng)
    printer: Callable[..., str] = {"wrapped": _wrapped, "tabbed": _tabbed, "marked": _marked}[kind]
    text = printer(printed, manner, rng)
    if title:
        text = f"{title}\n\n{text}"
    if kind == "wrapped":
        for item in truth:
            if item["five_open"]:
                item["five_open"] = None
    return Dump(text, truth, manner.order, manner)


def _had_five_open(items: Sequence[Item]) -> bool:
    return any(item["five_open"] is not None for item in items)


def _give_five_open(truth: list[Item], rng: random.Random, *, had_column: bool) -> None:
    """A seeded 五公开 for each 一级事项, where the catalogue has such a column at all."""
    chosen: dict[str, list[str]] = {}
    for item in truth:
        if not had_column:
            item["five_open"] = None
        else:
            item["five_open"] = chosen.setdefault(item["primary"] or "", [rng.choice(list(FIVE))])


def _manner(kind: str, there: Sequence[str], rng: random.Random) -> Manner:
    order = _column_order(there, rng)
    widths = {
        "number": 2, "primary": rng.choice((4, 6, 8, 10)), "secondary": rng.choice((8, 10, 12, 16)),
        "content": rng.choice((16, 20, 24, 30)), "legal_basis": rng.choice((6, 12, 20, 28, 36)),
        "deadline": rng.choice((8, 10, 14, 18)), "publisher": rng.choice((2, 4, 8)),
        "channels": rng.choice((14, 20, 26)), "website_column": rng.choice((6, 8, 12)),
        "department": rng.choice((6, 8, 10)), "remarks": 6,
    }  # fmt: skip
    widths["content"] = max(widths["content"], widths["secondary"] + 6)  # as in every table seen
    return Manner(
        kind=kind,
        order=order,
        widths=widths,
        blank_line=rng.choice((0.0, 0.3, 0.8, 1.0)),
        same_line=rng.choice((0.0, 0.1, 0.2)),
        shift=rng.choice((0.0, 0.0, 0.05)),
        page_every=rng.choice((None, None, 5, 9)),
        tear=rng.choice((0.0, 0.5)),
        half_width=rng.random() < 0.25,
        reprint=rng.choice((0.0, 0.5, 1.0)),
        tags=kind == "tabbed" and rng.random() < 0.3,
    )


def _column_order(there: Sequence[str], rng: random.Random) -> tuple[str, ...]:
    """The usual order of columns, now and then another, now and then without one column."""
    order = [name for name in LABELS if name in there]
    if rng.random() < 0.3 and "legal_basis" in order and "deadline" in order:
        i, j = order.index("legal_basis"), order.index("deadline")
        order[i], order[j] = order[j], order[i]
    if rng.random() < 0.25 and "channels" in order:
        order.remove("channels")
        order.append("channels")
        if "remarks" in order:
            order.remove("remarks")
            order.append("remarks")
    droppable = [
        name for name in ("number", "publisher", "legal_basis", "website_column", "department") if name in order
    ]
    if droppable and rng.random() < 0.35:
        order.remove(rng.choice(droppable))
    return tuple(order)


_HALF = str.maketrans({"（": "(", "）": ")", "，": ",", "：": ":"})


def _to_half_width(item: Item) -> Item:
    def convert(value: Any) -> Any:
        if isinstance(value, str):
            return value.translate(_HALF)
        if isinstance(value, list):
            return [convert(entry) for entry in value]
        if isinstance(value, dict):
            return {key: convert(entry) for key, entry in value.items()}
        return value

    return {key: convert(value) if key != "extra" else value for key, value in item.items()}


def cell_text(item: Item, name: str, *, tags: bool = False) -> str:
    """The print of a field's cell."""
    value = item[name]
    if value is None:
        return ""
    if name in ("legal_basis", "deadline"):
        return str(value["text"])
    if name == "channels":
        return _channels_text(value, tags=tags)
    return str(value)


def _channels_text(channels: Sequence[dict[str, Any]], *, tags: bool) -> str:
    if not any(channel["selected"] is False for channel in channels):
        return "、".join(channel["name"] for channel in channels)
    boxes = {True: "■", False: "□", None: ""}
    if tags:
        boxes = {True: '<input checked="" type="checkbox"/> ', False: '<input type="checkbox"/> ', None: ""}
    return " ".join(f"{boxes[channel['selected']]}{channel['name']}" for channel in channels)


def ticks_of(item: Item, name: str) -> list[str]:
    """The tick cells of a group, one a column."""
    value = item[name]
    if name == "five_open":
        return [TICK if kind in (value or []) else "" for kind in FIVE]
    keys = ("public", "specific") if name == "audience" else ("proactive", "on_request")
    return [TICK if value and value[key] else "" for key in keys]


Printed = list[dict[str, Any]]


def _printed_cells(truth: Sequence[Item], manner: Manner, rng: random.Random) -> Printed:
    """For each item the cells that are printed in its row: a merged value stands in its first row only.

    A cell is left out only where record.md's rules for blank cells give its value back.
    """
    rows: Printed = []
    above: dict[str, str] = {}
    group: dict[str, str] = {}
    before: Item | None = None
    before_ticks: dict[str, list[str]] = {}
    for item in truth:
        row: dict[str, Any] = {}
        opens = before is None or squeeze(before["primary"] or "") != squeeze(item["primary"] or "")
        if opens:
            group = {}
        for name in manner.order:
            if name in TICK_FIELDS:
                continue
            text = cell_text(item, name, tags=manner.tags)
            known = above.get(name) if name in _FILLS_ALWAYS else group.get(name)
            again = opens or rng.random() < manner.reprint * 0.3
            if name in ("number", "primary", "secondary"):
                again = opens
                if name == "secondary" and before is not None:
                    again = opens or squeeze(before["secondary"] or "") != squeeze(item["secondary"] or "")
                if name == "number":
                    again = known != text
            merges = name in (*_FILLS_ALWAYS, "number", "primary", "secondary")
            if merges and known == text and not again:
                continue
            row[name] = text
        _print_late_columns(row, item, group, manner)
        ticks = {name: ticks_of(item, name) for name in manner.order if name in TICK_FIELDS}
        takes_ticks = (
            "channels" in manner.order and "channels" not in row and ticks == before_ticks and rng.random() < 0.5
        )
        row["ticks"] = {} if takes_ticks else ticks
        for name, text in row.items():
            if name != "ticks" and text:
                above[name] = group[name] = text
        before, before_ticks = item, ticks
        rows.append(row)
    return rows


def _print_late_columns(row: dict[str, Any], item: Item, group: dict[str, str], manner: Manner) -> None:
    """栏目, 部门, 备注: taken from above only in a row that has no 依据, 时限, 渠道 of its own."""
    has_own = any(row.get(name) for name in ("legal_basis", "deadline", "channels"))
    for name in _FILLS_IN_PRIMARY:
        if name not in manner.order:
            continue
        text = cell_text(item, name)
        if text and not has_own and group.get(name) == text:
            row.pop(name, None)
        elif not text:
            row.pop(name, None)
            if not has_own and group.get(name):  # the rule would fill it: the truth follows the rule
                item[name] = group[name]


# --- printing -----------------------------------------------------------------------------------------------


def wrap(text: str, width: int) -> list[str]:
    """`text` broken into lines of at most `width` half-width cells, as an office suite does.

    A number or a Latin word is not broken; a closing mark does not begin a line, it hangs over.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for unit in _units(paragraph):
            closing = unit in "）)》”、，。；：！？,.;:"
            if line and display_width(line + unit) > width and not closing:
                kept = len(line) - len(line.rstrip("（(《“■□"))
                lines.append(line[: len(line) - kept])
                line = line[len(line) - kept :]
            line += unit if line or unit != " " else ""
        lines.append(line)
    return [line.strip() for line in lines if line.strip()]


def _units(text: str) -> list[str]:
    units: list[str] = []
    for char in text:
        if units and char.isascii() and char.isalnum() and units[-1].isascii() and units[-1].isalnum():
            units[-1] += char
        else:
            units.append(char)
    return units


def _header(manner: Manner, rng: random.Random) -> tuple[list[tuple[str, list[str]]], bool]:
    """[(label, labels of its children)] from left to right."""
    labels: list[tuple[str, list[str]]] = []
    pick = {name: rng.choice(spellings) for name, spellings in LABELS.items()}
    for name in manner.order:
        if name == "primary":
            labels.append(("公开事项", [pick["primary"], pick["secondary"]]))
        elif name == "secondary":
            continue
        elif name in TICK_FIELDS:
            labels.append((pick[name], [pick[child] for child in GROUPS[name]]))
        else:
            labels.append((pick[name], []))
    return labels, True


def _glue(lines: list[tuple[str, bool]], manner: Manner, rng: random.Random) -> str:
    """(line, may follow on the line before) → text with blank lines by chance."""
    text = ""
    for line, joins in lines:
        if not text:
            text = line
        elif joins:
            text += " " + line
        else:
            text += "\n\n" + line if rng.random() < manner.blank_line else "\n" + line
    return text + "\n"


def _wrapped_header(manner: Manner, rng: random.Random) -> list[tuple[str, bool]]:
    """The lines of a header: a label is broken where the cells of its column are."""
    labels, _ = _header(manner, rng)
    inner = {name: _inner_widths(name, manner, rng) for name in ("primary", *TICK_FIELDS) if name in manner.order}
    of_label = [name for name in manner.order if name != "secondary"]
    head: list[str] = []
    for (label, _), name in zip(labels, of_label, strict=True):
        head += wrap(label, sum(inner[name]) if name in inner else manner.widths[name])
    for (_, children), name in zip(labels, of_label, strict=True):
        for child, width in zip(children, inner.get(name, ()), strict=True):
            head += wrap(child, width)
    return [(line, False) for line in head]


def _inner_widths(name: str, manner: Manner, rng: random.Random) -> list[int]:
    """The widths of the columns under a label that stands over several."""
    if name == "primary":
        return [manner.widths[each] for each in ("primary", "secondary") if each in manner.order]
    return [rng.choice((2, 4, 6)) for _ in GROUPS[name]]


def _wrapped(rows: Printed, manner: Manner, rng: random.Random) -> str:
    head = _wrapped_header(manner, rng)
    lines = list(head)
    for k, row in enumerate(rows):
        if manner.page_every and k and k % manner.page_every == 0:
            lines += head
        previous_single = False
        for name in manner.order:
            if name in TICK_FIELDS:
                ticks = "".join(row["ticks"].get(name, []))
                for _ in ticks:
                    lines.append((TICK, previous_single))
                    previous_single = True
                continue
            if not row.get(name):
                continue
            cell = wrap(row[name], manner.widths[name])
            joins = (previous_single and len(cell) == 1 and rng.random() < 0.5) or rng.random() < manner.same_line / 4
            lines += [(line, joins and i == 0 and bool(lines)) for i, line in enumerate(cell)]
            previous_single = len(cell) == 1
    return _glue(lines, manner, rng)


def _grid_row(row: dict[str, Any], manner: Manner) -> list[str]:
    cells: list[str] = []
    for name in manner.order:
        if name in TICK_FIELDS:
            cells += row["ticks"].get(name) or [""] * len(GROUPS[name])
        else:
            cells.append(row.get(name) or "")
    return cells


def _grid_header(labels: list[tuple[str, list[str]]]) -> tuple[list[str], list[str]]:
    first: list[str] = []
    second: list[str] = []
    for label, children in labels:
        first += [label] + [""] * (max(len(children), 1) - 1)
        second += children or [""]
    return first, second


def _tabbed(rows: Printed, manner: Manner, rng: random.Random) -> str:
    labels, _ = _header(manner, rng)
    first, second = _grid_header(labels)
    lines = ["\t".join(first), "\t".join(second)]
    for k, row in enumerate(rows):
        if manner.page_every and k and k % manner.page_every == 0:
            lines += ["", "\t".join(first), "\t".join(second)]
        cells = [text.replace("\n", " ") for text in _grid_row(row, manner)]
        if rng.random() < manner.shift:
            _shift(cells, rng)
        cut = (
            manner.page_every and (k + 1) % manner.page_every == 0 and k + 1 < len(rows) and rng.random() < manner.tear
        )
        if cut and "number" in manner.order:
            lines += _torn(cells, manner, rng)
        else:
            lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"


def _shift(cells: list[str], rng: random.Random) -> None:
    """Lose or gain a blank field: what an OCR program does where a merged cell ends."""
    blanks = [k for k, cell in enumerate(cells) if not cell and k]
    if blanks and rng.random() < 0.5:
        del cells[rng.choice(blanks)]
    else:
        cells.insert(rng.randrange(3, len(cells)), "")


def _torn(cells: list[str], manner: Manner, rng: random.Random) -> list[str]:
    """A row cut by a page break: its long cells are parted, the second half has no number and no ticks."""
    content = manner.order.index("content")
    basis = manner.order.index("legal_basis") if "legal_basis" in manner.order else None
    head, tail = list(cells), [""] * len(cells)
    for k in (content, basis):
        if k is not None and len(cells[k]) > 16:
            at = rng.randrange(6, len(cells[k]) - 6)
            head[k], tail[k] = cells[k][:at], cells[k][at:]
    return ["\t".join(head), "", "\t".join(tail)] if any(tail) else ["\t".join(cells)]


def _marked(rows: Printed, manner: Manner, rng: random.Random) -> str:
    labels, _ = _header(manner, rng)
    first, second = _grid_header(labels)
    head = [label for label in first if label] + [""] + ["", *[child for child in second if child]]
    lines = ["\t" + cell for cell in head]
    for row in rows:
        lines.append("")
        for cell in _grid_row(row, manner):
            paragraphs = cell.split("\n")
            lines.append("\t" + paragraphs[0])
            lines += paragraphs[1:]
            if rng.random() < manner.blank_line * 0.1:
                lines.append("")
    return "\n".join(lines) + "\n"
