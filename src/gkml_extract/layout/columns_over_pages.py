"""Columns of tables that no rules draw, told by all pages over which each goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gkml_extract.layout.cells import TOUCH
from gkml_extract.layout.pieces import Piece, filled_columns
from gkml_extract.layout.text_columns import columns_of_narrow, narrow_of, text_of_piece, texts_of
from gkml_extract.layout.words import Word
from gkml_extract.layout.written_columns import MIN_COLUMNS, of_main_size, of_table, parts_at_titles
from gkml_extract.layout.written_header import tell_labels

MAX_PAGES = 12
"""Pages of a table by which its columns are told; each further one would cost as much again as all before."""
PAGE = 20_000.0
"""Points by which a page is put below the one before; none is as high."""


def columns_over_pages(pages: Sequence[Sequence[Word]]) -> list[list[list[float]]]:
    """For each page the edges of the columns of its tables, told by all pages over which each table goes.

    A page shows few texts of some columns, and none of others. Each page has the words of no other table.
    """
    found: list[list[list[float]]] = [[] for _ in pages]
    tables: list[tuple[list[_Part], list[float]]] = []
    for number, words in enumerate(pages):
        for index, inside in enumerate(parts_at_titles(words)):
            part = _part_of(number, inside)
            if part is None:
                continue
            goes_on = tables and (index == 0 or _head_of(tables[-1][0][0]) == _head_of(part))
            if goes_on and len(tables[-1][0]) < MAX_PAGES:
                together = [*tables[-1][0], part]
                columns = _columns_of_parts(together)
                least = max(len(tables[-1][1]), len(_columns_of_parts([part])))
                if len(columns) >= least - (not _is_titled(part, inside)):
                    tables[-1] = (together, columns)
                    continue
            tables.append(([part], _columns_of_parts([part])))
    for parts, columns in tables:
        if len(parts) > 1 and len(columns) > MIN_COLUMNS:
            for part in parts:
                found[part.page].append(columns)
    return found


@dataclass(frozen=True, slots=True)
class _Part:
    """What a page has of a table: its words and texts, those over several columns left out."""

    page: int
    words: list[Word]
    narrow: list[Piece]


def _part_of(number: int, words: Sequence[Word]) -> _Part | None:
    upright = [word for word in words if word.direction == 0]
    if len(upright) < MIN_COLUMNS * 2:
        return None
    pieces = of_table(texts_of(of_main_size(upright)))
    tell_labels(pieces)
    narrow = narrow_of(pieces)
    held = {id(word) for piece in pieces for word in piece.words}
    return _Part(number, [word for word in upright if id(word) in held], narrow) if narrow else None


def _is_titled(part: _Part, words: Sequence[Word]) -> bool:
    """Whether something stands above a part on its page: the table may be another one."""
    top = min(word.box[1] for word in part.words)
    return any(word.box[3] <= top for word in words)


def _head_of(part: _Part) -> list[tuple[str, int]]:
    """What is written first: the first labels of a header, and where they begin."""
    return [(text_of_piece(piece), round(piece.start / TOUCH)) for piece in part.narrow[:MIN_COLUMNS]]


def _columns_of_parts(parts: Sequence[_Part]) -> list[float]:
    """The edges of the columns of all parts, as if they stood one below the other."""
    narrow: list[Piece] = []
    words: list[Word] = []
    for index, part in enumerate(parts):
        narrow += [_lowered(piece, index * PAGE) for piece in part.narrow]
        words += [_word_lowered(word, index * PAGE) for word in part.words]
    columns = columns_of_narrow(narrow, len(parts))
    return filled_columns(words, columns) if len(columns) > 2 else columns


def _lowered(piece: Piece, by: float) -> Piece:
    words = [_word_lowered(word, by) for word in piece.words]
    return replace(piece, words=words, top=piece.top + by, bottom=piece.bottom + by)


def _word_lowered(word: Word, by: float) -> Word:
    x0, top, x1, bottom = word.box
    return word._replace(baseline=word.baseline + by, box=(x0, top + by, x1, bottom + by))
