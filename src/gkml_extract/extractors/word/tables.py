"""A `w:tbl` → its raw rows: revisions settled, hidden rows left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from gkml_extract.extractors.word.grid import MAX_COLUMNS, Grid, Merge, RawCell, RawRow, build_grid
from gkml_extract.extractors.word.names import (
    ALTERNATE,
    DEL,
    MOVE_FROM,
    SDT,
    SDT_CONTENT,
    TC,
    TC_PR,
    THROUGH,
    TR,
    TR_PR,
    VAL,
    T,
    first,
    is_on,
    w,
)
from gkml_extract.extractors.word.paragraphs import chosen_branch
from gkml_extract.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_GRID_SPAN, _V_MERGE, _H_MERGE, _TC_W, _CELL_DEL, _CELL_MERGE = (
    w("gridSpan"), w("vMerge"), w("hMerge"), w("tcW"), w("cellDel"), w("cellMerge"),
)  # fmt: skip
_CELL_PROPERTIES = frozenset({_GRID_SPAN, _V_MERGE, _H_MERGE, _TC_W, _CELL_DEL, _CELL_MERGE})
_GRID_BEFORE, _GRID_AFTER, _W_BEFORE = w("gridBefore"), w("gridAfter"), w("wBefore")
_TBL_HEADER, _HIDDEN, _GRID_COL = w("tblHeader"), w("hidden"), f"{w('tblGrid')}/{w('gridCol')}"
_WIDTH, _TYPE, _REVISED_MERGE = w("w"), w("type"), w("vMerge")
_MEASURE = regex(r"(-?\d+(?:\.\d+)?)(mm|cm|in|pt|pc|pi)?$")
_TWIPS = {None: 1.0, "pt": 20.0, "pc": 240.0, "pi": 240.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 144 / 2.54}
_MERGES = {"restart": Merge.RESTART, "rest": Merge.RESTART}

CellItems = Callable[["_Element"], "tuple[str | Grid, ...]"]
"""What a `w:tc` holds, in order."""


def children(parent: Iterable[_Element], *tags: str) -> Iterator[_Element]:
    """Those of the children of an element, or among some of them, with one of these tags, also inside wrappers.

    Deleted ones are not among them.
    """
    for child in parent:
        tag = child.tag
        if tag in tags:
            yield child
        elif tag in THROUGH:
            yield from children(child, *tags)
        elif tag == SDT:
            content = child.find(SDT_CONTENT)
            if content is not None:
                yield from children(content, *tags)
        elif tag == ALTERNATE:
            branch = chosen_branch(child)
            if branch is not None:
                yield from children(branch, *tags)


def read_table(
    table: _Element, parts: Iterable[_Element], cell_items: CellItems
) -> tuple[Grid | None, tuple[str, ...]]:
    """The grid of a `w:tbl`, None where nothing is left of it; and the texts that hidden rows and merges hold back.

    `parts` are its children, each of them whole when it comes.
    """
    rows: list[RawRow] = []
    hidden: list[str] = []
    for row in children(parts, TR):
        properties = first(row, TR_PR)
        if properties is not None and _is_deleted(properties):
            continue
        if properties is not None and _is_on(properties, _HIDDEN):
            hidden.append("".join(text.text or "" for text in row.iter(T)))
            continue
        raw = _read_row(row, properties, cell_items)
        if raw.cells:
            rows.append(raw)
    if not rows:
        return None, tuple(hidden)
    grid, behind = build_grid(rows, [_twips(column.get(_WIDTH)) for column in table.iterfind(_GRID_COL)])
    return grid, (*hidden, *behind)


def _is_deleted(properties: _Element) -> bool:
    return properties.find(DEL) is not None or properties.find(MOVE_FROM) is not None


def _is_on(properties: _Element, tag: str) -> bool:
    found = properties.find(tag)
    return found is not None and is_on(found.get(VAL))


def _read_row(row: _Element, properties: _Element | None, cell_items: CellItems) -> RawRow:
    cells = tuple(cell for tc in children(row, TC) if (cell := _read_cell(tc, cell_items)) is not None)
    if properties is None:
        return RawRow(cells)
    before, after, width = (properties.find(tag) for tag in (_GRID_BEFORE, _GRID_AFTER, _W_BEFORE))
    return RawRow(
        cells,
        before=0 if before is None else _count(before.get(VAL), 0),
        after=0 if after is None else _count(after.get(VAL), 0),
        before_width=None if width is None else _width(width),
        is_header=_is_on(properties, _TBL_HEADER),
    )


def _read_cell(cell: _Element, cell_items: CellItems) -> RawCell | None:
    """A `w:tc`; None where its deletion is recorded."""
    span, vertical, horizontal, width = 1, Merge.NONE, Merge.NONE, None
    properties = first(cell, TC_PR)
    for element in () if properties is None else properties:
        tag = element.tag
        if tag not in _CELL_PROPERTIES:
            continue
        if tag == _GRID_SPAN:
            span = _count(element.get(VAL), 1)
        elif tag == _V_MERGE:
            vertical = _MERGES.get(element.get(VAL, ""), Merge.CONTINUE)
        elif tag == _CELL_MERGE and element.get(_REVISED_MERGE):
            vertical = _MERGES.get(element.get(_REVISED_MERGE, ""), Merge.CONTINUE)
        elif tag == _H_MERGE:
            horizontal = _MERGES.get(element.get(VAL, ""), Merge.CONTINUE)
        elif tag == _TC_W:
            width = _width(element)
        elif tag == _CELL_DEL:
            return None
    return RawCell(max(span, 1), vertical, horizontal, width, cell_items(cell))


def _count(text: str | None, default: int) -> int:
    """A count of grid columns; what is beyond any table is cut to one column more than allowed, to be refused."""
    return min(int(text), MAX_COLUMNS + 1) if text and text.isdecimal() and len(text) < 10 else default


def _width(element: _Element) -> int | None:
    """A width in twips; None for one in per cent or by content."""
    return _twips(element.get(_WIDTH)) if element.get(_TYPE, "dxa") == "dxa" else None


@lru_cache(maxsize=1024)
def _twips(text: str | None) -> int | None:
    """A measure in twips; strict documents write it with its unit ("233.75pt")."""
    found = _MEASURE.match(text or "")
    return None if found is None else round(float(found[1]) * _TWIPS[found[2]])
