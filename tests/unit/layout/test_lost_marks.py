"""Ticks of which a PDF tells but the place."""

from __future__ import annotations

import numpy as np

from gkml_extract.layout.cells import Grid, Span
from gkml_extract.layout.lost_marks import lost_marks
from gkml_extract.layout.words import Word
from gkml_extract.model.page import Chars, PageContent, ShapeKind, Shapes

COLUMNS = [0.0, 100.0, 120.0, 140.0, 240.0, 340.0]
"""A column of text, two of ticks, and two of text."""
N = len(COLUMNS) - 1


def grid(n_rows: int) -> Grid:
    """Rows 20 points high."""
    spans = tuple(Span(row, column, 1, 1) for row in range(n_rows) for column in range(N))
    places = np.arange(N * n_rows).reshape(n_rows, N)
    return Grid(np.array(COLUMNS), np.arange(n_rows + 1) * 20.0, spans, places)


def page(*unread: tuple[float, float]) -> PageContent:
    """A page on which texts without characters begin at these places."""
    none = np.zeros(0, dtype=np.int64)
    chars = Chars("", np.zeros((0, 4)), np.zeros((0, 2)), np.zeros(0), none, none, none)
    shapes = Shapes(np.zeros(0, dtype=np.int64) + int(ShapeKind.LINE), np.zeros((0, 4)), np.zeros(0), np.zeros(0))
    return PageContent(1, 200.0, 200.0, chars, shapes, unread=np.array(unread))


def words(n_rows: int, tick: str = "") -> list[list[Word]]:
    """The words of each cell: a text in the first column, and perhaps a tick in the second of the first row."""
    text = Word("公开内容", 5.0, 45.0, 10.0, (5.0, 1.0, 45.0, 11.0), 10.0, 0, -1)
    found: list[list[Word]] = [[] if index % N in (1, 2) else [text] for index in range(N * n_rows)]
    if tick:
        found[1] = [text._replace(text=tick)]
    return found


def test_ticks_without_characters_are_told_by_their_places() -> None:
    """Each row has one of the two: which is not lost."""
    assert lost_marks(page((105.0, 12.0), (125.0, 32.0), (105.0, 52.0)), grid(3), words(3)) == {1, 7, 11}


def test_blanks_written_in_all_cells_are_no_ticks() -> None:
    """Word ends each paragraph, and each empty cell, with one."""
    every = [(x, y) for x in (105.0, 125.0) for y in (12.0, 32.0, 52.0)]
    assert lost_marks(page(*every), grid(3), words(3)) == frozenset()


def test_nothing_is_lost_where_ticks_can_be_read() -> None:
    """A font that has one tick has them all."""
    assert lost_marks(page((125.0, 32.0), (105.0, 52.0)), grid(3), words(3, "√")) == frozenset()
