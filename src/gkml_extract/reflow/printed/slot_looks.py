"""What a short cell says of every column, and which short texts side by side are one cell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.normalise.items import is_deadline
from gkml_extract.reflow.chunks.make import Chunk, make_chunks
from gkml_extract.reflow.decoder.terms import Floats
from gkml_extract.reflow.evidence.looks import Look, Shape, score, shapes_of
from gkml_extract.reflow.header.columns import DecodeColumn
from gkml_extract.reflow.printed.scrambled import is_mixed
from gkml_extract.reflow.printed.slot_path import NEVER, PageSheet, Parts
from gkml_extract.regex import regex
from gkml_extract.text import kept_if_short

TICKS = regex(r"[√✓✔☑●★◎○]+$|[√✓✔☑][（(].*[)）]$")
_NO_TICK = regex("[-—–×/]+$")
_BOX = regex(r"[■□☑☐]")
_SHORT_DEADLINE = 6
"""Characters of a deadline that is but a word."""
_TELEPHONE, _OF_TELEPHONES = regex(r"(?:0\d{2,3}[-—－]?)?\d{7,8}|1\d{10}"), 4.0
"""A telephone's number stands in a column of such, if there is one."""
_TEXT_AMONG_TICKS, _ANY_SIDE_BY_SIDE = -3.0, -15.0
"""What it says of a text beside a tick that it stands with it in a column of ticks (特定群体: 用水户), and of any two
texts of a line that they are of one cell: no page may be without a way."""
LISTS = regex("(?<![一二三四五六七八九十])[、；]|^[1-9][.．、]")


def is_short(chunk: Chunk) -> bool:
    """Whether a chunk that is all of a cell would have come with the short ones."""
    return chunk.lines[0] == chunk.lines[1] and not is_mixed(chunk.text)


def page_sheet(page: Parts, numbers: frozenset[int], first: int, end: int) -> PageSheet:
    """A page to be placed, with the chunks [first, end)."""
    short = [part for line in page.short for part in line]
    begins = np.cumsum([0, *(len(line) for line in page.short)]).tolist()
    found = [
        part.line in numbers and part.text.isdecimal() and all(not other.text.isdecimal() for other in line[:k])
        for line in page.short
        for k, part in enumerate(line)
    ]
    return PageSheet(short, begins, found, first, end)


def short_score(part: TextFragment, column: DecodeColumn, *, is_number: bool, has_lengths: bool) -> float:
    """How well a short cell suits a column. Where the table `has_lengths` (公开时长), 长期 alone is no deadline."""
    if is_number:
        return 0.0 if column.look is Look.NUMBER else -20.0
    if TICKS.match(part.text):
        return 0.0 if column.look is Look.MARKS else -20.0
    told = score(_shape_of(part.text), column.look)
    if (
        column.look is Look.DEADLINE
        and not has_lengths
        and len(part.text) <= _SHORT_DEADLINE
        and is_deadline(part.text)
    ):
        told = max(told, score(Shape.DEADLINE, column.look))
    lists = LISTS.search(part.text) is not None
    if _TELEPHONE.fullmatch(part.text):
        told += _OF_TELEPHONES if "电话" in column.label else -_OF_TELEPHONES
    told += {Look.CONTENT: 1.0 if lists else -0.5, Look.ITEM: -3.0 if lists else 0.0}.get(column.look, 0.0)
    return told if column.look is not Look.MARKS else told - 5.0


@kept_if_short
def _shape_of(text: str) -> Shape:
    chunks = make_chunks([TextFragment(text, Gap.LINE, 1, 0)]).chunks
    (shape,) = shapes_of(chunks[:1], {"digits": frozenset(), "han": frozenset()})
    return shape


def goes_on(page: PageSheet, columns: Sequence[DecodeColumn]) -> Floats:
    """What it costs that a short fragment is of the same cell as the one before: ticks and boxes side by side."""
    again = np.full((len(page.short), len(columns)), NEVER)
    ticks = [part for part in page.short if TICKS.match(part.text)]
    is_one_a_line = len({part.line for part in ticks}) == len(ticks)
    for k in range(1, len(page.short)):
        one, other = page.short[k - 1 : k + 1]
        if one.line != other.line and not (is_one_a_line and _are_ticks(one.text, other.text)):
            continue
        for c, column in enumerate(columns):
            are_ticks = column.look is Look.MARKS and _are_ticks(one.text, other.text)
            are_boxes = column.look is Look.CHANNELS and _BOX.match(other.text)
            if are_ticks or are_boxes:
                again[k, c] = 0.0
            elif one.line == other.line:
                is_beside = column.look is Look.MARKS and any(TICKS.match(part.text) for part in (one, other))
                again[k, c] = _TEXT_AMONG_TICKS if is_beside else _ANY_SIDE_BY_SIDE
    return again


def _are_ticks(*texts: str) -> bool:
    """Whether texts side by side are ticks, or ticks and signs of none."""
    return any(map(TICKS.match, texts)) and all(TICKS.match(text) or _NO_TICK.match(text) for text in texts)
