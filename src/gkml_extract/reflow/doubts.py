"""Cells that the rest of their column speaks against: their edges are in doubt, however sure the decoder is.

The decoder scores pieces of text; that a whole cell is a known one with something more, or has nothing of what its
column holds, it cannot see. An edge concerns two cells: the doubt is of both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from gkml_extract.reflow.chunks import HARD_GAPS, Chunk
from gkml_extract.reflow.columns import DecodeColumn
from gkml_extract.reflow.looks import Look
from gkml_extract.reflow.segment import Segmentation, SegmentedCell
from gkml_extract.text import fold

_KIND = {Look.LAW: "law", Look.DEADLINE: "deadline", Look.CHANNELS: "channels"}
"""The kind of phrase that the cells of a column have."""
_NEARLY_ALL, _ENOUGH = 0.7, 4
"""Share of a column's cells that have such a phrase, and how many cells there must be, to doubt one without."""
_UNVARIED = frozenset({Look.DEADLINE, Look.WEBSITE})
_NAMES = frozenset({Look.ORG, Look.ITEM, Look.DEADLINE, Look.WEBSITE})
_GOES_ON = re.compile(r"[，、；,;（(《及和与]|\W*$")
"""How a text behind a whole cell begins if it is a further clause of it, or no word at all."""
_LEAST_KNOWN = 3
"""Characters of a text that is known to be a whole cell."""
_RECURS = 2
"""Times that a text stands as a whole cell to be known."""


def with_doubts(segmentation: Segmentation, chunks: Sequence[Chunk], columns: Sequence[DecodeColumn]) -> Segmentation:
    """`segmentation` with no margin on cells that the rest of their column speaks against, and on their neighbours."""
    cells = list(chain.from_iterable(segmentation.rows))
    doubted = {*_unlike(cells, chunks, columns), *_with_surplus(cells, chunks, columns)}
    firsts = {cells[k].first for k in doubted if 0 <= k < len(cells)}
    return replace(
        segmentation,
        rows=tuple(
            tuple(replace(cell, margin=0.0) if cell.first in firsts else cell for cell in row)
            for row in segmentation.rows
        ),
    )


def _unlike(cells: Sequence[SegmentedCell], chunks: Sequence[Chunk], columns: Sequence[DecodeColumn]) -> Iterator[int]:
    """Cells without a phrase that nearly all others of their column have, and the cells before and behind them."""
    for column, decoded in enumerate(columns):
        kind = _KIND.get(decoded.look)
        if kind is None:
            continue
        own = [k for k, cell in enumerate(cells) if cell.column == column and _text(cell, chunks)]
        without = [k for k in own if not any(kind in chunk.kinds for chunk in _chunks_of(cells[k], chunks))]
        if len(own) >= _ENOUGH and len(without) <= (1 - _NEARLY_ALL) * len(own):
            yield from chain.from_iterable((k - 1, k, k + 1) for k in without)


def _with_surplus(
    cells: Sequence[SegmentedCell], chunks: Sequence[Chunk], columns: Sequence[DecodeColumn]
) -> Iterator[int]:
    """Cells that are a known whole cell with more text before or behind it, and the neighbour this may belong to.

    In 时限 and 栏目, which seldom have such variants, any surplus tells; in others, one that is a whole cell elsewhere.
    Where a separator stands at the edge there is no doubt.
    """
    texts = [fold(_text(cell, chunks)) for cell in cells]
    known = _recurring(cells, texts)
    names = {text for column, wholes in known.items() if columns[column].look in _NAMES for text in wholes}
    for k, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        is_unvaried = columns[cell.column].look in _UNVARIED
        for whole in known.get(cell.column, ()):
            before, behind = text.removesuffix(whole), text.removeprefix(whole)
            if before not in ("", text) and (is_unvaried or before in names) and not _is_shown(cell.first, chunks):
                yield from (k - 1, k)
            if behind in ("", text) or _GOES_ON.match(behind) or _is_shown(cell.last + 1, chunks):
                continue
            if is_unvaried or behind in names:
                yield from (k, k + 1)


def _recurring(cells: Sequence[SegmentedCell], texts: Sequence[str]) -> dict[int, list[str]]:
    """column → the texts that stand in it as whole cells again and again."""
    known: dict[int, list[str]] = {}
    for (column, text), n in Counter((cell.column, text) for cell, text in zip(cells, texts, strict=True)).items():
        if n >= _RECURS and len(text) >= _LEAST_KNOWN:
            known.setdefault(column, []).append(text)
    return known


def _is_shown(first: int, chunks: Sequence[Chunk]) -> bool:
    """Whether a separator shows the edge before a chunk."""
    return first < len(chunks) and chunks[first].gap in HARD_GAPS


def _chunks_of(cell: SegmentedCell, chunks: Sequence[Chunk]) -> Sequence[Chunk]:
    return chunks[cell.first : cell.last + 1]


def _text(cell: SegmentedCell, chunks: Sequence[Chunk]) -> str:
    return "".join(chunk.text for chunk in _chunks_of(cell, chunks))
