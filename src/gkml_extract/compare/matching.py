"""Which catalogue, and which row, of one document is which of another."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from gkml_extract.compare.align import Pair, align
from gkml_extract.compare.likeness import Row
from gkml_extract.model.record import Catalogue, Document, Item
from gkml_extract.text import fold, squeeze

Place = tuple[int, int]
"""A catalogue and a row in it."""

_SURE_NAME = 6
"""Characters of 二级事项 and 公开内容 from which on they tell a row without its 一级事项."""
_FIRST_ITEMS = 20
"""Rows by which a catalogue without an equal title is recognised."""


@dataclass(frozen=True, slots=True)
class RowPair:
    """A row and what it is on the other side; one of them is None where it is nowhere."""

    old: Place | None
    new: Place | None
    is_moved: bool = False


@dataclass(frozen=True, slots=True)
class Matched:
    """Catalogues as pairs of indexes; rows by the pair of catalogues in which they are told."""

    catalogues: tuple[Pair, ...]
    rows: dict[Pair, tuple[RowPair, ...]]
    old_catalogue_of: dict[int, int | None]
    new_catalogue_of: dict[int, int | None]
    old_row_of: dict[Place, Place]
    new_row_of: dict[Place, Place]


def match(old: Document, new: Document) -> Matched:
    """Catalogues by title and rows, rows by what they say; a row may have moved into another catalogue."""
    ours, theirs = ([[row_of(item) for item in c.items] for c in document.catalogues] for document in (old, new))
    catalogues = align(
        [_catalogue_row(c, rows) for c, rows in zip(old.catalogues, ours, strict=True)],
        [_catalogue_row(c, rows) for c, rows in zip(new.catalogues, theirs, strict=True)],
        least_likeness=0.0,
    ).pairs
    rows = {pair: tuple(_match_rows(pair, ours, theirs)) for pair in catalogues}
    rows = _with_rows_over_catalogues(rows, ours, theirs)
    old_of = {each.new: each.old for pairs in rows.values() for each in pairs if each.new and each.old}
    return Matched(
        catalogues,
        rows,
        {b: a for a, b in catalogues if b is not None},
        {a: b for a, b in catalogues if a is not None},
        old_of,
        {old: new for new, old in old_of.items()},
    )


def _match_rows(pair: Pair, ours: list[list[Row]], theirs: list[list[Row]]) -> Iterator[RowPair]:
    a, b = pair
    alignment = align(ours[a] if a is not None else [], theirs[b] if b is not None else [])
    for i, j in alignment.pairs:
        old = (a, i) if a is not None and i is not None else None
        new = (b, j) if b is not None and j is not None else None
        yield RowPair(old, new, (i, j) in alignment.moved)


def _with_rows_over_catalogues(
    rows: dict[Pair, tuple[RowPair, ...]], ours: list[list[Row]], theirs: list[list[Row]]
) -> dict[Pair, tuple[RowPair, ...]]:
    """The same, with what was removed from one catalogue and added to another made one row that moved."""
    added: dict[str, list[Place]] = defaultdict(list)
    for pairs in rows.values():
        for each in pairs:
            if each.new and not each.old:
                added[theirs[each.new[0]][each.new[1]].keys[0]].append(each.new)
    moved: dict[Place, Place] = {}
    for pairs in rows.values():
        for each in pairs:
            if each.old and not each.new and (places := added.get(ours[each.old[0]][each.old[1]].keys[0])):
                moved[each.old] = places.pop(0)
    if not moved:
        return rows
    gone = set(moved.values())
    return {
        pair: tuple(
            RowPair(each.old, moved[each.old], True) if each.old in moved and not each.new else each
            for each in pairs
            if each.old or each.new not in gone
        )
        for pair, pairs in rows.items()
    }


def row_of(item: Item) -> Row:
    """What an item is paired by. 序号 is no part of it: one row more shifts all numbers below."""
    content, secondary, primary = fold(item.content or ""), fold(item.secondary or ""), fold(item.primary or "")
    levels = fold("\x1f".join(item.levels))
    rest = (
        item.legal_basis and item.legal_basis.text,
        item.deadline and item.deadline.text,
        item.publisher,
        item.department,
    )
    short = "\x1f".join((secondary, levels, content))
    is_named = bool(content or secondary or levels)
    return Row(
        keys=(
            whole_key(item),
            "\x1f".join((primary, short)) if is_named else "",
            short if len(short) >= _SURE_NAME + 2 else "",
        ),
        name=(content, secondary + levels),
        other=(primary, fold("\x1f".join(text or "" for text in rest))),
    )


def whole_key(item: Item) -> str:
    """The whole item but for its 序号, white space aside."""
    data = item.model_dump(mode="json", exclude={"origin", "number"})
    return squeeze(json.dumps(data, ensure_ascii=False, sort_keys=True))


def _catalogue_row(catalogue: Catalogue, rows: list[Row]) -> Row:
    title = fold(catalogue.title or "")
    return Row(
        keys=(
            "\x1e".join((title, *(row.keys[0] for row in rows))),
            "\x1f".join((title, fold(catalogue.attachment or ""))) if title else "",
        ),
        name=("\x1f".join("".join(row.name) for row in rows[:_FIRST_ITEMS]), title),
    )
