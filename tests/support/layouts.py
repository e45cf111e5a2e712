"""Prints a catalogue as an office file in a seeded layout, with the items that a perfect reading of it gives.

Columns change their order, width, label and now and then their manner (words for ticks); some are left out. Cells are
merged, repeated or 同上. Rows are made longer until pages cut them. Everything printed stands in the truth.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from support.dumps import FIVE, GROUPS, LABELS, TICK_FIELDS, fields_of
from support.printing.catalogue import (
    ChannelPrinter,
    Column,
    Item,
    Layout,
    boxes,
    names_only,
    print_table,
    with_sections,
)
from support.printing.convert import by_browser, by_libreoffice
from support.printing.model import Paragraph, Printed, Table
from support.printing.page import write_html
from support.printing.word import write_docx
from support.printing.workbook import write_xlsx

OFFICE_SUFFIXES = ("docx", "xlsx", "html")
"""What is written without another program."""
PRINTED_SUFFIXES = ("pdf", "browser.pdf")
_DROPPABLE = ("number", "publisher", "legal_basis", "website_column", "department", "remarks")
_MERGEABLE = ("legal_basis", "deadline", "publisher", "department", "channels", "website_column", *TICK_FIELDS)
_MORE = (
    "办理依据、办理条件和办理流程",
    "申请材料、收费标准",
    "监督投诉渠道和受理时间",
    "有关政策的解读材料",
    "常见问题及其解答",
)
_WEIGHTS = {
    "number": 2.5, "primary": 6, "secondary": 8, "content": 18, "legal_basis": 14, "deadline": 9, "publisher": 5,
    "department": 6, "channels": 16, "website_column": 8, "remarks": 3,
}  # fmt: skip
_WORDS = {"audience": {"public": "全社会"}, "method": {"proactive": "主动公开", "on_request": "依申请公开"}}
"""What a column says instead of ticks; 特定群体 as a word would be a text of its own."""
_TICK_WIDTH_MM = 6.5
_MIN_WIDTH_MM = 6.5


@dataclass(frozen=True)
class LaidOut:
    """A printed document, the items in it, and the fields that have a column."""

    printed: Printed
    items: list[Item]
    fields: tuple[str, ...]

    def write(self, suffix: str) -> bytes:
        """The file in a format: docx, xlsx, html; pdf by LibreOffice, browser.pdf by Chromium."""
        if suffix == "xlsx":
            return write_xlsx(self.printed)
        if suffix in ("html", "browser.pdf"):
            page = write_html(self.printed)
            return page if suffix == "html" else by_browser(page)
        word = write_docx(self.printed)
        return word if suffix == "docx" else by_libreoffice(word, "docx", suffix)


def lay_out(catalogue: Mapping[str, Any], seed: int) -> LaidOut:
    """One seeded layout of a catalogue as goldens hold it."""
    rng = random.Random(seed)
    truth = [dict(item) for item in catalogue["items"]]
    _give_five_open(truth, rng)
    order = _order(_fields(truth), rng)
    _forget_others(truth, order)
    if rng.random() < 0.6:
        _lengthen(truth, rng)
    words = frozenset(name for name, said in _WORDS.items() if name in order and _is_said(truth, name, said))
    words = frozenset(name for name in sorted(words) if rng.random() < 0.4)
    printed_items = [_printed(item, words) for item in truth]
    is_landscape = rng.random() < 0.8
    margin = rng.choice((8.0, 12.0, 18.0))
    columns = _columns(truth, order, words, rng)
    columns = _with_widths(columns, (297 if is_landscape else 210) - 2 * margin, rng)
    layout = _layout(columns, truth, rng)
    if rng.random() < 0.2:
        printed_items = _with_ditto(printed_items, layout)
    table = _table(printed_items, layout, _channel_printer(truth, rng), rng)
    head, notes = _around(catalogue, rng)
    return LaidOut(
        Printed((*head, table, *notes), is_landscape=is_landscape, margin=margin, font=_font(rng)), truth, order
    )


def lay_out_collection(catalogues: Sequence[Mapping[str, Any]], seed: int) -> LaidOut:
    """Several catalogues in one file, each in a layout of its own under its title; fields are those of all."""
    parts = [lay_out(catalogue, seed + 1000 * k) for k, catalogue in enumerate(catalogues)]
    margin = max(part.printed.margin for part in parts)
    room = (297 if all(part.printed.is_landscape for part in parts) else 210) - 2 * margin
    blocks = [_scaled(block, room) for part in parts for block in part.printed.blocks]
    printed = replace(parts[0].printed, blocks=tuple(blocks), margin=margin, is_landscape=room > 210)
    fields = tuple(name for name in parts[0].fields if all(name in part.fields for part in parts))
    return LaidOut(printed, [item for part in parts for item in part.items], fields)


def _scaled(block: Paragraph | Table, room: float) -> Paragraph | Table:
    """A table that fits the room."""
    if isinstance(block, Paragraph) or sum(block.widths) <= room:
        return block
    return replace(block, widths=tuple(width * room / sum(block.widths) for width in block.widths))


def _table(items: Sequence[Item], layout: Layout, print_channels: ChannelPrinter, rng: random.Random) -> Table:
    """The table; now and then with rows across it instead of a column of 一级事项."""
    is_sectioned = rng.random() < 0.1 and layout.columns[0].field == "number" and "primary" not in layout.starts
    if is_sectioned:
        columns = tuple(column for column in layout.columns if column.field != "primary")
        layout = replace(layout, columns=columns, starts={"number": frozenset(range(len(items)))})
    table = print_table(items, layout, print_channels)
    table = with_sections(table, items) if is_sectioned else table
    return replace(table, repeats_header=rng.random() < 0.7)


def _fields(items: Sequence[Item]) -> list[str]:
    """The fields with columns: those of text dumps, and 三级事项 and other columns."""
    there = fields_of(items)
    if any(item["levels"] for item in items):
        there.append("levels")
    return there + (["extra"] if any(item["extra"] for item in items) else [])


def _font(rng: random.Random) -> str:
    return rng.choice(("Noto Serif CJK SC", "WenQuanYi Micro Hei"))


def _give_five_open(truth: list[Item], rng: random.Random) -> None:
    """A seeded 五公开 by 一级事项, where the print has the column and does not show the tick."""
    if all(item["five_open"] is None for item in truth) and rng.random() < 0.5:
        return
    chosen: dict[str, list[str]] = {}
    for item in truth:
        item["five_open"] = chosen.setdefault(item["primary"] or "", [rng.choice(list(FIVE))])


def _order(there: Sequence[str], rng: random.Random) -> tuple[str, ...]:
    order = [name for name in LABELS if name in there]
    if "levels" in there:
        order.insert(order.index("secondary") + 1, "levels")
    for first, second in (("legal_basis", "deadline"), ("publisher", "channels"), ("content", "legal_basis")):
        if first in order and second in order and rng.random() < 0.3:
            i, j = order.index(first), order.index(second)
            order[i], order[j] = order[j], order[i]
    for name in [name for name in _DROPPABLE if name in order]:
        if rng.random() < 0.15:
            order.remove(name)
    return (*order, *(["extra"] if "extra" in there else []))


def _forget_others(truth: list[Item], order: Sequence[str]) -> None:
    """A column that is not there holds nothing."""
    for item in truth:
        for name in (*_DROPPABLE, "channels", *TICK_FIELDS):
            if name not in order:
                item[name] = [] if name == "channels" else None


def _lengthen(truth: list[Item], rng: random.Random) -> None:
    """Some contents become so long that a page cuts them."""
    for item in truth:
        if rng.random() < 0.25:
            more = "；".join(rng.choice(_MORE) for _ in range(rng.randrange(4, 25)))
            item["content"] = f"{item['content']}；{more}"


def _is_said(truth: Sequence[Item], name: str, words: Mapping[str, str]) -> bool:
    """Whether one word says the marks of each item: one is true, and there is a word for it."""
    marks = [item[name] for item in truth]
    chosen = [[part for part, mark in (pair or {}).items() if mark is not False] for pair in marks]
    return all(len(parts) == 1 and parts[0] in words for parts in chosen)


def _printed(item: Item, words: frozenset[str]) -> Item:
    """The item with words instead of ticks, where its columns hold words."""
    said = {name: next(word for part, word in _WORDS[name].items() if item[name][part]) for name in sorted(words)}
    return item | said


def _columns(
    truth: Sequence[Item], order: Sequence[str], words: frozenset[str], rng: random.Random
) -> tuple[Column, ...]:
    """The columns in order, without widths."""
    pick = {name: rng.choice(spellings) for name, spellings in LABELS.items()}
    is_grouped = rng.random() < 0.85 or any(name in TICK_FIELDS and name not in words for name in order)
    columns: list[Column] = []
    for name in order:
        if name in TICK_FIELDS and name not in words:
            columns += [Column(child, pick[child], 0, pick[name]) for child in GROUPS[name]]
        elif name == "levels":
            columns.append(Column("levels.0", "三级事项", 0, "公开事项" if is_grouped else None))
        elif name == "extra":
            columns += [_extra_column(path) for path in truth[0]["extra"]]
        elif name in ("primary", "secondary"):
            columns.append(Column(name, pick[name], 0, "公开事项" if is_grouped else None))
        else:
            columns.append(Column(name, pick[name], 0))
    return tuple(columns)


def _extra_column(path: str) -> Column:
    group, slash, label = path.partition("/")
    return Column(f"extra:{path}", label if slash else group, 0, group if slash else None)


def _with_widths(columns: Sequence[Column], room: float, rng: random.Random) -> tuple[Column, ...]:
    weights = [_weight(column.field) * rng.uniform(0.7, 1.5) for column in columns]
    ticks = sum(_TICK_WIDTH_MM for weight in weights if not weight)
    scale = (room * rng.uniform(0.9, 1) - ticks) / sum(weights)
    widths = [max(weight * scale, _MIN_WIDTH_MM) if weight else _TICK_WIDTH_MM for weight in weights]
    too_wide = max(sum(widths) / room, 1)
    return tuple(replace(column, width=width / too_wide) for column, width in zip(columns, widths, strict=True))


def _weight(name: str) -> float:
    """How wide a column is beside others; 0 for a tick."""
    if name in TICK_FIELDS or name == "levels.0" or (name.startswith("extra:") and "/" not in name):
        return 5
    return _WEIGHTS.get(name, 0)


def _layout(columns: tuple[Column, ...], truth: Sequence[Item], rng: random.Random) -> Layout:
    every = frozenset(range(len(truth)))
    is_repeated = rng.random() < 0.2
    merged = frozenset() if is_repeated else frozenset(name for name in _MERGEABLE if rng.random() < 0.6)
    starts = dict.fromkeys(("number", "primary", "secondary"), every) if is_repeated else {}
    return Layout(columns, merged, starts, size=rng.choice((6.5, 7.5, 8.0, 9.0, 10.5)))


def _with_ditto(items: Sequence[Item], layout: Layout) -> list[Item]:
    """依据 and 时限 of their own cells are printed as 同上 where they repeat."""
    names = [name for name in ("legal_basis", "deadline") if name not in layout.merged]
    result: list[Item] = []
    for k, item in enumerate(items):
        before = items[k - 1] if k else None
        same = {
            name: {"text": "同上"}
            for name in names
            if before is not None and item[name] is not None and item[name] == before[name]
        }
        result.append(item | same)
    return result


def _channel_printer(truth: Sequence[Item], rng: random.Random) -> ChannelPrinter:
    if all(channel["selected"] for item in truth for channel in item["channels"]):
        return names_only
    ticked, empty = rng.choice((("■", "□"), ("☑", "☐"), ("☑ ", "□ ")))
    per_line = rng.choice(((), (2, 2, 2, 2, 2, 2), (1, 1, 2, 2, 2, 2, 1), (3, 3, 3, 3)))
    return boxes(per_line, ticked=ticked, empty=empty, gap=rng.choice((" ", "  ")))


def _around(catalogue: Mapping[str, Any], rng: random.Random) -> tuple[list[Paragraph], list[Paragraph]]:
    """What stands above and below the table."""
    title = catalogue["title"] or "某某县政务公开基本目录"
    head = [Paragraph(title, rng.choice((14, 16, 18)), "center", is_bold=True)]
    if rng.random() < 0.4:
        head.insert(0, Paragraph("附件1"))
    if rng.random() < 0.5:
        head.append(Paragraph("责任单位：某某县某某局    填表人：张三    填表时间：2024年9月29日", 9))
    notes = [Paragraph("注：本目录实行动态调整。", 9)] if rng.random() < 0.3 else []
    return head, notes
